"""Which of two verdicts is more urgent (rules §3 "Headline")."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dropdesk.domain.verdict.verdict import Because, Code, Verdict

FAR = datetime(9999, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
URGENCY = {code: place for place, code in enumerate(Code)}
"""Most urgent first: the order in which ``Code`` names them."""


def sort_key(verdict: Verdict, now: datetime) -> tuple[int, float, datetime]:
    """The table's default order: attention first, then the headline order, then the earlier date: since when it is
    overdue before any date to come; of V-11 the opening. An *Unknown* of old history sorts after Waiting."""
    place = urgency_of(verdict.code, verdict.clock, now)
    if verdict.muted and verdict.code is Code.UNKNOWN:
        place = URGENCY[Code.WAITING] + 0.5
    date = verdict.overdue_since or verdict.deadline or opening_of(verdict.row, verdict.because)
    return (0 if verdict.attention else 1, place, date or FAR)


def opening_of(row: str, because: Because) -> datetime | None:
    """V-11: when a dispute can be opened."""
    data = dict(because.data)
    opens = data.get("opens", data.get("opens_by")) if row == "V-11" else None
    return opens if isinstance(opens, datetime) else None


def urgency_of(code: Code, clock: datetime | None, now: datetime) -> float:
    """Closing and Dispute pass Unknown when their date is 24 h away: from that moment on, which is a next change."""
    if code in (Code.CLOSING, Code.DISPUTE) and clock is not None and clock - now <= DAY:
        return URGENCY[Code.UNKNOWN] - 0.5 + URGENCY[code] / 100
    return URGENCY[code]
