"""Domain values to JSON and back, each shape with a version of its own. What was written once can be read for ever.

A stored text is ``{"v": version, "d": data}``. Adding a field with a default needs nothing; every other change of a
shape raises its version and brings an upcaster (docs/stored-shapes.md). ``tests/golden`` holds what releases wrote.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from dropdesk.domain.case.shape.state import Case
from dropdesk.domain.order import LinkHint, Order
from dropdesk.domain.supplier.leg import Leg
from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.values import Quantities
from dropdesk.errors import Damaged

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shape:
    """One stored shape. ``upcasters``: from version n to n + 1; each takes and returns plain JSON (the ``d``).

    A part that several shapes hold (a leg is in ``legs`` and in every ``case``) is brought up in each of them.
    """

    name: str
    kind: Any
    version: int = 1
    upcasters: Mapping[int, Callable[[Any], Any]] = field(default_factory=dict)


SHAPES: dict[Any, Shape] = {
    shape.kind: shape
    for shape in (
        Shape("order", Order),
        Shape("legs", tuple[Leg, ...]),
        Shape("hints", tuple[LinkHint, ...]),
        Shape("quantities", Quantities),
        Shape("purchase", Purchase),
        Shape("case", Case),
    )
}
"""Everything that is kept as JSON, by its type."""


@lru_cache(maxsize=64)
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def dump(kind: Any, value: T) -> str:
    """Canonical JSON of a value of one of ``SHAPES``; the same value always gives the same text."""
    data = _adapter(kind).dump_python(value, mode="json")
    envelope = {"v": SHAPES[kind].version, "d": data}
    return json.dumps(envelope, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=2048)
def load(kind: Any, text: str) -> Any:
    """The value again. Damaged when the text is none of ours. Values are frozen, so the same text is read once."""
    return read(SHAPES[kind], text)


def read(shape: Shape, text: str) -> Any:
    """The value of a stored text, brought up from the version it was written in. Damaged when it is none of ours, or
    of a version that this program does not know."""
    try:
        envelope = json.loads(text)
        data, version = envelope["d"], int(envelope["v"])
        if not 1 <= version <= shape.version:
            raise ValueError(version)
        for step in range(version, shape.version):
            data = shape.upcasters[step](data)
        return _adapter(shape.kind).validate_python(data, strict=False)
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise Damaged("row", {"kind": shape.name}) from error
