"""Random mutants of ``dropdesk/domain``, each against the domain's own tests: ``make mutants`` (rules: a test that
cannot fail is none).

``python -m tests.mutants [--count 200] [--seed 1] [--jobs 2] [--only units,legs]``: copies the house to a temporary
folder per job, changes one expression or statement of one module there, runs ``tests/domain`` until the first failure,
and prints what becomes of each mutant. Ends with 1 when fewer than 85 % are killed; one that hangs counts as killed.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import queue
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOMAIN = Path("dropdesk/domain")
WANTED = 0.85
SLOWER = 5
"""A mutant that takes so many times as long as the tests without one hangs: killed."""
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
    """One change: where, what it was, what it became, and the module's whole new text."""

    module: str
    line: int
    was: str
    now: str
    text: str

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
    places: list[tuple[Path, int]] = []
    for path in sorted((ROOT / DOMAIN).glob("*.py")):
        if not only or path.stem in only.split(","):
            tree = ast.parse(path.read_text())
            places += [(path, n) for n, _ in enumerate(_places(tree))]
    found = []
    for path, n in dice.sample(places, min(count, len(places))):
        tree = ast.parse(path.read_text())
        node = list(_places(tree))[n]
        new = _mutate(node, dice.choice(_mutations(node)))
        was, now = ast.unparse(node), ast.unparse(new)
        line: int = getattr(node, "lineno", 0)
        text = ast.unparse(ast.fix_missing_locations(_Swap(node, ast.copy_location(new, node)).visit(tree)))
        found.append(Mutant(path.name, line, was[:90], now[:90], text))
    return found


def _house(folder: Path) -> Path:
    """A copy of what the domain's tests need."""
    for name in ("dropdesk", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def _tests_pass(house: Path, seconds: float | None = None) -> bool:
    env = {**os.environ, "DROPDESK_WORLDS": os.environ.get("DROPDESK_WORLDS", "600"), "PYTHONDONTWRITEBYTECODE": "1"}
    slow = ("test_two_readings.py", "test_worlds.py", "test_reasons.py")
    tests = sorted((house / "tests/domain").glob("test_*.py"), key=lambda path: (path.name in slow, path.name))
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *(str(path) for path in tests)]
    try:
        return subprocess.run(command, cwd=house, env=env, capture_output=True, timeout=seconds).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def _worker(work: queue.SimpleQueue[Mutant], survivors: list[Mutant], broken: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = _house(Path(folder))
        begin = time.monotonic()
        if not _tests_pass(house):
            broken.append("the tests fail without any mutant")
            return
        most = SLOWER * (time.monotonic() - begin)
        while True:
            try:
                mutant = work.get_nowait()
            except queue.Empty:
                return
            target = house / DOMAIN / mutant.module
            before = target.read_text()
            target.write_text(mutant.text)
            if not _tests_pass(house, most):
                print(f"killed    {mutant.module}:{mutant.line}", flush=True)
            else:
                survivors.append(mutant)
                print(f"survives  {mutant}", flush=True)
            target.write_text(before)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="names of modules, with commas")
    chosen = parser.parse_args()
    made = mutants(chosen.count, chosen.seed, chosen.only)
    work: queue.SimpleQueue[Mutant] = queue.SimpleQueue()
    for mutant in made:
        work.put(mutant)
    survivors: list[Mutant] = []
    broken: list[str] = []
    threads = [threading.Thread(target=_worker, args=(work, survivors, broken)) for _ in range(chosen.jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        print(broken[0])
        return 2
    killed = len(made) - len(survivors)
    print(f"{killed} of {len(made)} killed ({100 * killed / max(1, len(made)):.0f} %), seed {chosen.seed}")
    return 0 if killed >= WANTED * len(made) else 1


if __name__ == "__main__":
    sys.exit(main())
