"""Every field of every dataclass that holds a line id follows when a shop renames the lines: none can be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from dropdesk.domain.case.shape.permit import CancelPermit, RefundPermit
from dropdesk.domain.case.shape.state import Case
from dropdesk.domain.line_ids import renamed
from dropdesk.domain.order import LinkHint
from dropdesk.domain.supplier.leg import Leg
from dropdesk.domain.values import LineId, Take
from dropdesk.store.orders import Saying

OLD, NEW = LineId("the-old-line"), LineId("gid://shopify/LineItem/1")
ROOTS = (Case, Leg, Saying, LinkHint, CancelPermit, RefundPermit)


def holds(hint: Any, seen: tuple[Any, ...] = ()) -> bool:
    """Whether a value of this type may hold a line id."""
    if hint is LineId:
        return True
    if is_dataclass(hint) and hint not in seen:
        return any(holds(one, (*seen, hint)) for one in get_type_hints(hint).values())
    return any(holds(arm, seen) for arm in get_args(hint))


def samples(hint: Any, seen: tuple[Any, ...] = ()) -> Iterator[Any]:
    """Values of this type that hold the old line id, one for every way to hold it."""
    origin, args = get_origin(hint), get_args(hint)
    if hint is LineId:
        yield OLD
    elif origin in (Union, UnionType):
        for arm in args:
            if holds(arm, seen):
                yield from samples(arm, seen)
    elif origin is tuple and args[-1] is Ellipsis:
        yield from ((one,) for one in samples(args[0], seen))
    elif origin is tuple:
        for place, arm in enumerate(args):
            if holds(arm, seen):
                yield from (
                    tuple(one if n == place else plain(other) for n, other in enumerate(args))
                    for one in samples(arm, seen)
                )
    elif is_dataclass(hint) and hint not in seen:
        assert isinstance(hint, type)
        hints = get_type_hints(hint)
        for field in fields(hint):
            if holds(hints[field.name], (*seen, hint)):
                for one in samples(hints[field.name], (*seen, hint)):
                    yield made(hint, **{field.name: one})


def made(kind: type, **given: Any) -> Any:
    hints = get_type_hints(kind)
    needed = (f for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING)
    return kind(**({f.name: plain(hints[f.name]) for f in needed} | given))


def plain(hint: Any) -> Any:
    """Any value of this type that holds none."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return None if NoneType in args else plain(args[0])
    if origin is Literal:
        return args[0]
    if origin is tuple:
        return () if args[-1] is Ellipsis else tuple(plain(one) for one in args)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if hint is datetime:
        return datetime(2026, 11, 23, tzinfo=UTC)
    if is_dataclass(hint):
        assert isinstance(hint, type)
        return made(hint)
    if hint in (int, bool):
        return hint(1)
    return "text"


@pytest.mark.parametrize("kind", ROOTS, ids=lambda kind: kind.__name__)
def test_every_holder_of_a_line_id_follows(kind: type) -> None:
    held = list(samples(kind))
    assert held
    for one in held:
        assert OLD in repr(one)
        moved = renamed(one, {OLD: NEW})
        assert OLD not in repr(moved), one
        assert renamed(moved, {NEW: OLD}) == one  # nothing else changed


def test_the_places_that_are_known_today_are_among_them() -> None:
    """The walk over the types sees what hangs on line ids: wish, overrides, plans, claims, the leg before."""
    told = "\n".join(repr(one) for one in samples(Case))
    names = ("wish=", "wish_told=", "wish_from=", "Override(", "Wanted(", "Sent(", "RefundSent(", "Claimed(", "was=")
    assert [name for name in names if name not in told] == []


def test_a_line_without_a_new_name_stays() -> None:
    other = LineId("7")
    assert renamed((Take(other, 2),), {OLD: NEW}) == (Take(other, 2),)
