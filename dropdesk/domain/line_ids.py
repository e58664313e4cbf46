"""Line ids, wherever they stand. A file calls an order's lines by their place, a shop by ids of its own: when the shop
takes the order over, every holder of a line id goes through here, and none is forgotten: the types say who they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from dropdesk.domain.values import LineId

T = TypeVar("T")
Names = Mapping[LineId, LineId]
"""The new id of each line that has one; every other stays."""


def renamed(value: T, names: Names) -> T:
    """The value, every line id in it by its new name. ``value``: a dataclass whose fields say what they hold, or a
    tuple of such (legs, a wish)."""
    if not names:
        return value
    if isinstance(value, tuple):
        return type(value)(renamed(one, names) for one in value)
    return _dataclass(value, names) if is_dataclass(value) else value


@lru_cache(maxsize=256)
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _dataclass(value: Any, names: Names) -> Any:
    kind: Any = type(value)
    hints = _hints(kind)
    now = {one.name: _of(hints[one.name], getattr(value, one.name), names) for one in fields(value) if one.init}
    changed = {name: new for name, new in now.items() if new != getattr(value, name)}
    return replace(value, **changed) if changed else value


def _of(hint: Any, value: Any, names: Names) -> Any:
    """A value of this type, its line ids renamed."""
    if value is None:
        return None
    if hint is LineId:
        return names.get(value, value)
    if is_dataclass(value):
        return _dataclass(value, names)
    if get_origin(hint) in (Union, UnionType):
        arms = [arm for arm in get_args(hint) if arm is not NoneType]
        return next((new for arm in arms if (new := _of(arm, value, names)) != value), value)
    if isinstance(value, tuple):
        return _tuple(get_args(hint), value, names)
    return value


def _tuple(hints: tuple[Any, ...], value: tuple[Any, ...], names: Names) -> tuple[Any, ...]:
    if len(hints) == 2 and hints[1] is Ellipsis:
        return tuple(_of(hints[0], one, names) for one in value)
    return tuple(_of(hint, one, names) for hint, one in zip(hints, value, strict=True)) if hints else value
