"""Domain values to JSON and back, with a version. Upcasters stay for ever: what was written once can be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from dropdesk.errors import Damaged

T = TypeVar("T")
VERSION = 1
_UPCASTERS: dict[int, Callable[[Any], Any]] = {}
"""From version n to n + 1; each takes and returns plain JSON."""


@lru_cache(maxsize=64)
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def dump(kind: Any, value: T) -> str:
    """Canonical JSON ``{"v": version, "d": …}``; the same value always gives the same text."""
    data = _adapter(kind).dump_python(value, mode="json")
    return json.dumps({"v": VERSION, "d": data}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=2048)
def load(kind: Any, text: str) -> Any:
    """The value again. Damaged when the text is none of ours. Values are frozen, so the same text is read once."""
    try:
        envelope = json.loads(text)
        data = envelope["d"]
        for version in range(envelope["v"], VERSION):
            data = _UPCASTERS[version](data)
        return _adapter(kind).validate_python(data, strict=False)
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise Damaged("row", {"kind": getattr(kind, "__name__", str(kind))}) from error
