"""Values of a type with every field filled, and every choice of every union and enum met at least once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Generic, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


class Filler:
    """Draws values that differ from each other and from every default; no two texts or amounts are the same."""

    def __init__(self) -> None:
        self._n = 0

    def _next(self) -> int:
        self._n += 1
        return self._n

    def fill(self, kind: Any, name: str = "", depth: int = 0) -> Any:
        """One value of ``kind``; of a union its first real member."""
        while hasattr(kind, "__supertype__"):
            kind = kind.__supertype__
        origin, args = get_origin(kind), get_args(kind)
        if isinstance(kind, TypeVar) or kind is NoneType:
            return None
        if origin in (Union, UnionType):
            return self.fill(next(one for one in args if one is not NoneType), name, depth)
        if origin is Literal:
            return args[0]
        if origin is tuple:
            if len(args) == 2 and args[1] is ...:
                return (self.fill(args[0], name, depth),)
            return tuple(self.fill(one, name, depth) for one in args)
        if is_dataclass(origin):  # a generic one
            return self.dataclass(origin, depth)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return list(kind)[self._next() % len(kind)]
        if is_dataclass(kind):
            return self.dataclass(kind, depth)
        n = self._next()
        if kind is bool:
            return True
        if kind is int:
            return 1000 + n
        if kind is str:
            return "EUR" if name == "currency" else f"{name}-{n}"
        if kind is datetime:
            return START + timedelta(minutes=n, microseconds=n)
        raise TypeError(kind)

    def dataclass(self, kind: Any, depth: int, given: Mapping[str, Any] = MappingProxyType({})) -> Any:
        """One of ``kind`` with the given fields, and every other filled."""
        hints = get_type_hints(kind)
        made = {}
        for field in fields(kind):
            if field.name in given:
                made[field.name] = given[field.name]
            elif field.name == "was" and depth > 0:  # a leg before the newest saying holds no third one
                made[field.name] = None
            else:
                made[field.name] = self.fill(hints[field.name], field.name, depth + 1)
        return kind(**made)


def unions(kind: Any, seen: set[Any] | None = None) -> Iterator[tuple[Any, str, tuple[Any, ...]]]:
    """Every field below ``kind`` that can hold one of several dataclasses: (owner, field, members)."""
    seen = set() if seen is None else seen
    for part in parts(kind):
        if not is_dataclass(part) or part in seen:
            continue
        seen.add(part)
        hints = get_type_hints(part)
        for field in fields(part):
            inner = hints[field.name]
            members = tuple(one for one in parts(inner) if is_dataclass(one))
            if get_origin(inner) in (Union, UnionType) and len(members) > 1:
                yield part, field.name, members
            yield from unions(inner, seen)


def parts(kind: Any) -> Iterator[Any]:
    """The types that a type is put together from."""
    while hasattr(kind, "__supertype__"):
        kind = kind.__supertype__
    origin = get_origin(kind)
    if origin is Literal or isinstance(kind, TypeVar) or kind is ... or origin is Generic:
        return
    if is_dataclass(origin):
        yield origin
    elif get_args(kind):
        for one in get_args(kind):
            yield from parts(one)
    else:
        yield kind


def enums(kind: Any, seen: set[Any] | None = None) -> set[type[Enum]]:
    """Every enum below ``kind``."""
    seen = set() if seen is None else seen
    found: set[type[Enum]] = set()
    for part in parts(kind):
        if isinstance(part, type) and issubclass(part, Enum):
            found.add(part)
        elif is_dataclass(part) and part not in seen:
            seen.add(part)
            for inner in get_type_hints(part).values():
                found |= enums(inner, seen)
    return found
