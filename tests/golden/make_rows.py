"""Writes one stored row of every shape: run once for every release, on the code of that release.

``python -m tests.golden.make_rows tests/golden/v0_1_0``. What it wrote is never written again: the fixtures are what
that release really stored. It is kept so that the next release's rows are made in the same way.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_type_hints

from dropdesk.domain.case.shape.phases import AtSupplier, Back, Phase, RefundPlan, RefundWanted
from dropdesk.domain.case.shape.state import Case
from dropdesk.domain.order import Order
from dropdesk.domain.supplier.leg import Leg, LegState
from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.values import Quantities
from dropdesk.store import codec
from dropdesk.store.orders import Hints, Legs
from tests.golden.fill import Filler, enums
from tests.golden.plain import plain

SHAPES: dict[str, Any] = {
    "order": Order, "legs": Legs, "hints": Hints, "quantities": Quantities, "purchase": Purchase, "case": Case,
}  # fmt: skip
"""Everything that the store keeps through the codec, by the name that the fixtures use."""


def values() -> Iterator[tuple[str, str, Any]]:
    """(shape, what it shows, value)."""
    filler = Filler()
    for shape, kind in SHAPES.items():
        yield shape, "every field", filler.fill(kind)
    yield "order", "defaults", _bare(filler, Order)
    yield "purchase", "defaults", _bare(filler, Purchase)
    yield "legs", "defaults", (_bare(filler, Leg),)
    yield "legs", "none", ()
    yield "hints", "none", ()
    for state in LegState:
        yield "legs", f"state {state.value}", (replace(filler.dataclass(Leg, 0), state=state, before=state),)
    for shape in ("order", "legs", "purchase"):
        value = filler.fill(SHAPES[shape])
        for enum in sorted(enums(SHAPES[shape]), key=lambda one: one.__name__):
            for member in enum:
                yield shape, f"{enum.__name__} {member.value}", _with_enum(value, enum, member)
    case = filler.dataclass(Case, 0)
    yield "case", "defaults", _bare(filler, Case)
    for enum in sorted(enums(Case) - enums(Legs), key=lambda one: one.__name__):
        for member in enum:
            yield "case", f"{enum.__name__} {member.value}", _with_enum(case, enum, member)
    for phase in get_args(Phase):
        if get_type_hints(phase).get("back") == Back:
            for back in get_args(Back):
                inner = filler.dataclass(back, 0, {"kind": _kind(back)})
                made = filler.dataclass(phase, 0, {"back": inner, "kind": _kind(phase)})
                yield "case", f"phase {_kind(phase)} back {_kind(back)}", replace(case, legs=(), phase=made)
        else:
            made = filler.dataclass(phase, 0, {"kind": _kind(phase)})
            yield "case", f"phase {_kind(phase)}", replace(case, legs=(), phase=made)
    for purpose in get_args(get_type_hints(RefundPlan)["purpose"]):
        plan = filler.dataclass(RefundPlan, 0, {"purpose": purpose})
        wanted = RefundWanted(plan, filler.dataclass(AtSupplier, 0, {"kind": _kind(AtSupplier)}))
        yield "case", f"refund purpose {purpose}", replace(case, legs=(), phase=wanted)


def _kind(phase: Any) -> str:
    return str(next(field.default for field in fields(phase) if field.name == "kind"))


def _bare(filler: Filler, kind: Any) -> Any:
    """Only what has no default."""
    given = {field.name: field.default for field in fields(kind) if repr(field.default) != repr(_MISSING)}
    return filler.dataclass(kind, 0, given)


def _with_enum(value: Any, enum: type[Enum], member: Enum) -> Any:
    """The value with every field of that enum set to one member."""
    if isinstance(value, enum):
        return member
    if isinstance(value, tuple):
        return tuple(_with_enum(one, enum, member) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: _with_enum(getattr(value, field.name), enum, member) for field in fields(value)}
        return replace(value, **changed)
    return value


_MISSING = fields(Leg)[0].default


def main(folder: Path) -> None:
    lines = [
        {"shape": shape, "shows": shows, "stored": codec.dump(SHAPES[shape], value), "reads": plain(value)}
        for shape, shows, value in values()
    ]
    text = "".join(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in lines)
    (folder / "rows.jsonl").write_text(text, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
