"""One entry of an order's timeline."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of an order's timeline. ``code`` for the words, ``data`` names and numbers.

    ``at``: when it happened; ``exact`` False: only that it happened by then (rules §2: a report says *that*, not
    *when*). ``known``: when it was written down, where that lies apart. ``future``: a date to come.
    """

    at: datetime
    code: str
    data: dict[str, object] = field(default_factory=dict)
    future: bool = False
    known: datetime | None = None
    exact: bool = True
