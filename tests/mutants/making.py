"""Making mutants: one expression or statement of one module of ``dropdesk/domain`` changed."""

from __future__ import annotations

import ast
import copy
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOMAIN = ROOT / "dropdesk" / "domain"
_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: where (a path below the domain), what it was, what it became, and the module's whole new text.
    ``lines``: the first and the last line of the statement it is in; a test that runs none of them cannot tell it from
    the module as it is."""

    module: str
    line: int
    was: str
    now: str
    text: str
    lines: tuple[int, int]

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.was}  ->  {self.now}"


def _places(tree: ast.Module) -> Iterator[ast.AST]:
    """Nodes inside functions that a mutation fits; annotations and docstrings are none."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            notes = {id(inner) for noted in _annotations(function) for inner in ast.walk(noted)}
            for statement in function.body:
                for node in ast.walk(statement):
                    if id(node) not in notes and _mutations(node):
                        yield node


def _statement(tree: ast.Module, place: ast.AST) -> tuple[int, int]:
    """First and last line of the innermost statement around a node, all that a compound one holds included."""
    around = {id(inner): node for node in ast.walk(tree) for inner in ast.iter_child_nodes(node)}
    node = place
    while not isinstance(node, ast.stmt):
        node = around[id(node)]
    return node.lineno, node.end_lineno or node.lineno


def _annotations(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Types, which no run reads."""
    for node in ast.walk(function):
        for note in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if note is not None:
                yield note


def _mutations(node: ast.AST) -> list[str]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in _COMPARE:
            return ["compare"]
        case ast.BoolOp():
            return ["bool"]
        case ast.UnaryOp(op=ast.Not()):
            return ["not"]
        case ast.BinOp() if type(node.op) in _ARITHMETIC:
            return ["arithmetic"]
        case ast.Constant(value=bool()):
            return ["flip"]
        case ast.Constant(value=int()):
            return ["number"]
        case ast.Return(value=value) if value is not None and not _is_none(value):
            return ["none"]
        case ast.IfExp():
            return ["branch"]
        case ast.Assign() | ast.AugAssign() | ast.Expr(value=ast.Call()):
            return ["delete"]
    return []


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _mutate(node: ast.AST, what: str) -> ast.AST:
    """The changed node. Changes a copy."""
    new = copy.deepcopy(node)
    match new:
        case ast.Compare() if what == "compare":
            new.ops = [_COMPARE[type(new.ops[0])]()]
        case ast.BoolOp():
            new.op = ast.Or() if isinstance(new.op, ast.And) else ast.And()
        case ast.UnaryOp():
            return new.operand
        case ast.BinOp():
            new.op = _ARITHMETIC[type(new.op)]()
        case ast.Constant(value=bool() as value):
            new.value = not value
        case ast.Constant(value=int() as value):
            new.value = value + 1
        case ast.Return():
            new.value = ast.Constant(None)
        case ast.IfExp():
            return new.orelse
        case ast.Assign() | ast.AugAssign() | ast.Expr():
            return ast.Pass()
    return new


class _Swap(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self._new if node is self._old else self.generic_visit(node)


def mutants(count: int, seed: int, only: str) -> list[Mutant]:
    """So many random ones, spread over all places of all modules alike."""
    dice = random.Random(seed)  # reproducible, not secret
    trees: dict[Path, ast.Module] = {}
    places: list[tuple[Path, ast.AST]] = []
    for path in sorted(DOMAIN.rglob("*.py")):
        if not only or path.stem in only.split(","):
            trees[path] = ast.parse(path.read_text())
            places += [(path, node) for node in _places(trees[path])]
    found = []
    for path, node in dice.sample(places, min(count, len(places))):
        tree = trees[path]
        new = ast.copy_location(_mutate(node, dice.choice(_mutations(node))), node)
        was, now = ast.unparse(node), ast.unparse(new)
        line: int = getattr(node, "lineno", 0)
        lines = _statement(tree, node)
        text = ast.unparse(ast.fix_missing_locations(_Swap(node, new).visit(tree)))
        _Swap(new, node).visit(tree)
        found.append(Mutant(path.relative_to(DOMAIN).as_posix(), line, was[:90], now[:90], text, lines))
    return found
