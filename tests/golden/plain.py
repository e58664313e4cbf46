"""A value as plain facts: what a stored row *says*, independent of class names, of pydantic and of the codec."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any


def plain(value: Any) -> Any:
    """Dataclasses as dicts of every field, enums as their words, times as UTC text, tuples as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, (tuple, list)):
        return [plain(one) for one in value]
    if isinstance(value, (set, frozenset)):
        return sorted(plain(one) for one in value)
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    return value


def lost(before: Any, now: Any, at: str = "") -> list[str]:
    """Where ``now`` does not say what ``before`` said. Fields that came later are no loss."""
    if isinstance(before, dict) and isinstance(now, dict):
        found: list[str] = []
        for name, value in before.items():
            found += lost(value, now[name], f"{at}.{name}") if name in now else [f"{at}.{name} is gone"]
        return found
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        return [
            one for n, (old, new) in enumerate(zip(before, now, strict=True)) for one in lost(old, new, f"{at}[{n}]")
        ]
    return [] if before == now else [f"{at}: {before!r} became {now!r}"]
