"""What a customer was promised by a date (rules §2 "customer promise"): typed with a note, ended by hand alone.

The order's own timeline holds them: a row that gives one (``PROMISED``: ``ref`` of its note, ``by``), a row that ends
it. Rows are only added, so what was promised stays to be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

PROMISED = "promised"
"""Code of a timeline row that gives a promise."""


class Ended(StrEnum):
    """How a promise ended, as the person said it; also the code of the timeline row."""

    MET = "promise_met"
    MISSED = "promise_missed"
    DROPPED = "promise_dropped"


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise that nobody has ended. ``ref``: its note's reference; ``note``: the words, ``""`` once erased."""

    ref: str
    by: datetime
    note: str = ""


def still_open(rows: Iterable[tuple[str, Mapping[str, object]]]) -> tuple[Promise, ...]:
    """The promises that none of these timeline rows (code, data; oldest first) ends, the earliest date first."""
    found: dict[str, Promise] = {}
    for code, data in rows:
        ref = str(data.get("ref", ""))
        if code == PROMISED:
            found[ref] = Promise(ref, datetime.fromisoformat(str(data["by"])), str(data.get("note", "")))
        elif code in set(Ended):
            found.pop(ref, None)
    return tuple(sorted(found.values(), key=lambda one: one.by))
