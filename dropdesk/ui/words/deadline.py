"""The deadline of an order as every surface says it: the list's cell, the pane's line, the head of a case page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from dropdesk.domain.supplier.clocks import DeadlineIs
from dropdesk.ui.i18n import tr
from dropdesk.ui.words import times


class Dated(Protocol):
    """What a row of the list and a verdict both tell."""

    @property
    def deadline(self) -> datetime | None: ...
    @property
    def deadline_kind(self) -> str: ...
    @property
    def deadline_is(self) -> str: ...
    @property
    def overdue_since(self) -> datetime | None: ...
    @property
    def act_now(self) -> bool: ...
    @property
    def muted(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Due:
    """``first``: what is left, or what is overdue; ``until``: when it ends or ended, ``here`` with the local time;
    ``tone``: the first line's colour. Empty where there is no date."""

    first: str = ""
    until: str = ""
    here: str = ""
    tone: str = "text"


def due(dated: Dated, verdict: str, attention: bool, now: datetime, work_days: times.WorkDays | None) -> Due:
    """A clock that ran out and that nobody answered since stands in the deadline's place (rules §3 "Headline"):
    ``2 days overdue``. What can be finished at once says *Now* where it has no date."""
    if dated.act_now:
        made = _dated(dated, attention, now, work_days)
        return Due(tr("Act now"), made.until, made.here, "danger_text")
    if dated.overdue_since is not None and dated.overdue_since <= now:
        since = times.moment(dated.overdue_since, now, inner=True)
        tone = "text2" if dated.muted else "danger_text"
        told = tr("since {when}", when=since)
        return Due(times.left(dated.overdue_since, now), told, told, tone)
    if dated.deadline is None:
        return Due(tr("Now")) if verdict == "ready" and attention else Due()
    return _dated(dated, attention, now, work_days)


def _dated(dated: Dated, attention: bool, now: datetime, work_days: times.WorkDays | None) -> Due:
    if dated.deadline is None:
        return Due()
    kind, exact = dated.deadline_kind, dated.deadline_is
    tone = "text2" if dated.muted else times.urgency(dated.deadline, now, attention)
    if exact == DeadlineIs.AT_THE_EARLIEST:
        tone = "text2" if dated.muted else "text"
    return Due(
        left(dated, now, work_days) or tr("End not known"),
        rough(times.until(dated.deadline, now, kind), exact),
        rough(times.until(dated.deadline, now, kind, here=True), exact),
        tone,
    )


def left(dated: Dated, now: datetime, work_days: times.WorkDays | None) -> str:
    """The time left until a deadline, as exact as that is known. ``""``: *at the earliest* is no clock (rules §2), so
    nothing is left until then."""
    if dated.deadline is None or dated.deadline_is == DeadlineIs.AT_THE_EARLIEST:
        return ""
    until = times.left(dated.deadline, now, dated.deadline_kind, work_days)
    # Beside it stands the date, which says that it is an estimate.
    return until if dated.deadline_is == DeadlineIs.ESTIMATE else rough(until, dated.deadline_is)


def rough(when: str, exact: str) -> str:
    """A date that is counted from a time nobody knows says so (rules §2): ``exact`` is a ``DeadlineIs``."""
    match exact:
        case DeadlineIs.AT_THE_EARLIEST:
            return tr("{when} at the earliest", when=when)
        case DeadlineIs.ABOUT:
            return tr("about {when}", when=when)
        case DeadlineIs.ESTIMATE:
            return tr("{when} (estimate)", when=when)
        case _:
            return when
