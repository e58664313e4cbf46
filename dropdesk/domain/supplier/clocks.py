"""The clocks of a leg: when they end, and how exactly that is known (rules §2, "Counting")."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.leg import Leg, LegState, scanned
from dropdesk.domain.workdays import WorkCalendar, days_deadline, days_opening


class DeadlineIs(StrEnum):
    """How exact a deadline is (rules §2 "payment time unknown"): counted from a known time, from the earliest a time
    can have been (no clock: once it has passed, the later date is shown), or from the latest."""

    EXACT = ""
    AT_THE_EARLIEST = "at the earliest"
    ABOUT = "about"
    ESTIMATE = "estimate"
    """Counted exactly, but by working days of a year whose calendar is not published: *provisional*."""


_HOUR = timedelta(hours=1)

_DAY = timedelta(days=1)

LAST = _DAY - timedelta(microseconds=1)
"""From a bare date's first moment to its last."""

WINDOW = frozenset(
    {LegState.OPEN, LegState.ASKED, LegState.REFUSED, LegState.DEMANDED, LegState.NUMBERED, LegState.UNPROVEN}
)
"""States whose ship window runs (V-21)."""

IN_WORK_DAYS = frozenset({"ship_window", "demand", "first_scan"})
"""Clocks, by name, that run in China working days."""


@dataclass(frozen=True, slots=True)
class End:
    """When a clock is over. ``at``: for certain, so that *Closing* and *past* go by it; ``shown``: the date to show,
    and ``kind`` how exact that one is."""

    at: datetime
    shown: datetime
    kind: DeadlineIs = DeadlineIs.EXACT


def _exact(leg: Leg) -> bool:
    """Whether every time that is known at all is known exactly: nearly every leg, and read most often."""
    by = leg.paid_by is None and leg.delivered_by is None and leg.clock_started_by is None
    return by and not leg.placed_is_date


def late(leg: Leg) -> Leg:
    """The leg with every time of which only *that* is known at the latest it can be: the sighting that told it; a bare
    date at its last moment."""
    if _exact(leg):
        return leg
    placed = leg.placed_at + LAST if leg.placed_at is not None and leg.placed_is_date else leg.placed_at
    return replace(
        leg,
        placed_at=placed,
        placed_is_date=False,
        paid_at=leg.paid_at or leg.paid_by,
        clock_started_at=leg.clock_started_at or leg.clock_started_by,
        delivered_at=leg.delivered_at or leg.delivered_by,
    )


def early(leg: Leg) -> Leg:
    """The leg with every such time at the earliest it can be, not before what is known to come first; or without it."""
    if _exact(leg):
        return leg
    paid = leg.paid_at if not _assumed(leg) else leg.placed_at
    paid = paid or (leg.placed_at if leg.paid_by is not None else None)
    sent = leg.scanned_at or leg.shipped_at or paid or leg.placed_at
    return replace(
        leg,
        placed_is_date=False,
        paid_by=None,
        delivered_by=None,
        clock_started_by=None,
        paid_at=paid,
        clock_started_at=leg.clock_started_at or (paid or leg.placed_at if leg.clock_started_by is not None else None),
        delivered_at=leg.delivered_at or (sent if leg.delivered_by is not None else None),
    )


def _assumed(leg: Leg) -> bool:
    """A payment that an early version read out of a bare order date: the date's last moment, told by nobody."""
    return leg.placed_is_date and leg.placed_at is not None and leg.paid_at == leg.placed_at + LAST


def _elsewhen(leg: Leg) -> Leg:
    """The leg with every time that is not known exactly at quite another one: a clock that then ends elsewhere runs
    from such a time."""
    whole, far = late(leg), timedelta(days=90)

    def moved(at: datetime | None, unknown: bool) -> datetime | None:
        return at - far if at is not None and unknown else at

    return replace(
        whole,
        placed_at=moved(whole.placed_at, leg.placed_is_date),
        paid_at=moved(whole.paid_at, leg.paid_at is None or _assumed(leg)),
        clock_started_at=moved(whole.clock_started_at, leg.clock_started_at is None),
        delivered_at=moved(whole.delivered_at, leg.delivered_at is None),
    )


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks of one leg; every moment is an instant, ``None`` = not running. A time of which only *that* is known
    counts at the latest it can be; ``ending`` tells how exact an end is."""

    rules: Rulebook
    calendar: WorkCalendar

    def _number(self, rule: str, leg: Leg) -> int:
        return self.rules.number(rule, leg.kind, leg.supplier)

    def window(self, leg: Leg, now: datetime) -> End | None:
        """The end of the ship window; counted in working days it may be provisional."""
        end = self.ending(leg, self.window_end, now)
        by_hours = leg.ship_deadline_typed is not None or self._number("ship_window_hours", leg)
        return end if by_hours else self._counted(end, now)

    def work_days_end(self, leg: Leg, rule: str, now: datetime) -> End | None:
        """The end of a clock in China working days, likewise."""
        return self._counted(self.ending(leg, lambda one: self.work_days(one, rule), now), now)

    def _counted(self, end: End | None, now: datetime) -> End | None:
        """An end that was counted in working days: provisional in a year whose calendar is not published ("Counting").
        One that is not known exactly says so already."""
        if end is None or end.kind is not DeadlineIs.EXACT or not self.calendar.provisional(min(now, end.at), end.at):
            return end
        return replace(end, kind=DeadlineIs.ESTIMATE)

    def ending(self, leg: Leg, clock: Callable[[Leg], datetime | None], now: datetime) -> End | None:
        """The end of a clock. Not known exactly, the earliest is shown until it has passed, then the latest
        (rules §2 "payment time unknown")."""
        at = clock(late(leg))
        first = at if _exact(leg) else clock(early(leg))
        if at is None:
            return None
        if at == first:  # both ways the same day: still no more than about, where it runs from such a time at all
            return End(at, at, DeadlineIs.EXACT if _exact(leg) or clock(_elsewhen(leg)) == at else DeadlineIs.ABOUT)
        if first is not None and now < first < at:
            return End(at, first, DeadlineIs.AT_THE_EARLIEST)
        return End(at, at, DeadlineIs.ABOUT)

    def window_start(self, leg: Leg) -> datetime | None:
        """R-03: from the supplier payment; its time unknown, at the latest from the sighting that told it."""
        return late(leg).paid_at

    def window_end(self, leg: Leg) -> datetime | None:
        """When the ship window is over: typed from the page, else hours or working days from the payment."""
        if leg.state not in WINDOW:
            return None
        if leg.ship_deadline_typed is not None:
            return leg.ship_deadline_typed
        start = self.window_start(leg)
        if start is None:
            return None
        hours = self._number("ship_window_hours", leg)
        return start + hours * _HOUR if hours else self.calendar.deadline(start, self._number("ship_window", leg))

    def closing_from(self, leg: Leg) -> datetime | None:
        """V-05: the last min(24 h, a quarter of the window), elapsed time."""
        end = self.window_end(leg)
        if end is None:
            return None
        start = self.window_start(leg)
        return end - (_DAY if start is None else min(_DAY, max(timedelta(), end - start) / 4))

    def unpaid(self, leg: Leg) -> datetime | None:
        """When an unpaid purchase lapses."""
        placed = late(leg).placed_at
        return None if placed is None else placed + self._number("unpaid", leg) * _HOUR

    def silence(self, leg: Leg) -> datetime | None:
        """When a request has been silent for too long."""
        start = late(leg).clock_started_at
        return None if start is None else start + self._number("silence", leg) * _HOUR

    def work_days(self, leg: Leg, rule: str) -> datetime | None:
        """The end of a clock in China working days."""
        start = late(leg).clock_started_at
        return None if start is None else self.calendar.deadline(start, self._number(rule, leg))

    def days(self, leg: Leg, rule: str) -> datetime | None:
        """The end of a clock in calendar days."""
        start = late(leg).clock_started_at
        return None if start is None else days_deadline(start, self._number(rule, leg))

    def platform(self, leg: Leg) -> datetime | None:
        """D-03: AliExpress' proposal, 24:00 of day 7 after the *opening*; no change of the claim restarts it."""
        start = leg.dispute_opened_at or late(leg).clock_started_at
        return None if start is None else days_deadline(start, self._number("platform_answer", leg))

    def dispute(self, leg: Leg) -> tuple[datetime | None, datetime | None]:
        """From 00:00 Beijing of day 10 after AliExpress's shipping date to 24:00 of day 15 after delivery (rules §2).
        A shipping date that nobody told counts at the latest it can be (``opens_exactly``)."""
        start, end = leg.dispute_from_typed, leg.dispute_until_typed
        shipped = leg.shipped_at or leg.shipped_by
        if start is None and shipped is not None:
            start = days_opening(shipped, self._number("dispute_from", leg))
        delivered = late(leg).delivered_at
        if end is None and delivered is not None:
            end = days_deadline(delivered, self._number("dispute_until", leg))
        return start, end

    def dispute_end(self, leg: Leg) -> datetime | None:
        """When no dispute can be opened any more."""
        return self.dispute(leg)[1]

    def look_until(self, leg: Leg, clock: datetime, now: datetime) -> datetime | None:
        """Until when "I looked: unchanged" answers a clock that ran out; None: nobody looked since, or too long ago."""
        if leg.looked_at is None or leg.looked_at < clock:
            return None
        until = leg.looked_at + self._number("look", leg) * _HOUR
        return until if now < until else None


def opens_exactly(leg: Leg) -> bool:
    """Whether the day is known on which a dispute can be opened: typed, or from AliExpress's own shipping date."""
    return leg.dispute_from_typed is not None or leg.shipped_at is not None


def should_win(leg: Leg) -> bool | None:
    """R-48, by day: the first scan's Beijing date is later than the dispute opening's. None: there is no scan yet (R-48
    speaks of a sent parcel: D-11 *unscanned*), or a time is unknown, and what is known of it ("by then") does not
    decide."""
    opened, opened_by = leg.dispute_opened_at, leg.dispute_opened_at or leg.dispute_opened_by
    if not scanned(leg):
        return None
    seen, seen_by = leg.scanned_at, leg.scanned_at or leg.scanned_by
    if seen is not None and opened_by is not None and days_opening(seen, 0) > days_opening(opened_by, 0):
        return True
    if opened is not None and seen_by is not None and days_opening(seen_by, 0) <= days_opening(opened, 0):
        return False
    return None
