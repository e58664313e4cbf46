"""Working days, calendar days and their deadlines (rules "Counting").

The Beijing date of an event is day 0; a deadline is 24:00 Beijing of the n-th day after it. Every interval includes
its start and excludes its end: at 24:00:00 the window is out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from dropdesk.domain.values import BEIJING

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class YearTable:
    """Differences of one year from "Monday to Friday": ``off`` weekdays that are free, ``on`` weekend days worked."""

    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """A country's working days. A year without a published table is *provisional*: ``fixed`` holidays (month, day)
    are free, every other Monday to Friday is worked, and results that touch the year say so."""

    years: tuple[tuple[int, YearTable], ...] = ()
    fixed: frozenset[tuple[int, int]] = frozenset()

    def _table(self, year: int) -> YearTable | None:
        return next((table for known, table in self.years if known == year), None)

    def working(self, day: date) -> bool:
        """Whether people work on this day."""
        table = self._table(day.year)
        if table is None:
            return day.weekday() < 5 and (day.month, day.day) not in self.fixed
        return day in table.on or (day.weekday() < 5 and day not in table.off)

    def provisional(self, start: datetime, end: datetime, zone: tzinfo = BEIJING) -> bool:
        """Whether the window touches a year whose calendar is not published."""
        last = end - timedelta(microseconds=1)
        span = range(start.astimezone(zone).year, max(start, last).astimezone(zone).year + 1)
        return any(self._table(year) is None for year in span)

    def after(self, day: date, n: int) -> date:
        """The n-th working day after a date."""
        for _ in range(n):
            day += _DAY
            while not self.working(day):
                day += _DAY
        return day

    def deadline(self, start: datetime, n: int, zone: tzinfo = BEIJING) -> datetime:
        """24:00 of the n-th working day after the day of ``start``."""
        return midnight_after(self.after(start.astimezone(zone).date(), n), zone)

    def opening(self, start: datetime, n: int, zone: tzinfo = BEIJING) -> datetime:
        """00:00 of the n-th working day after the day of ``start`` (R-08: the refund's earliest moment)."""
        day = self.after(start.astimezone(zone).date(), n)
        return datetime.combine(day, time(), zone)

    def left(self, now: datetime, deadline: datetime, zone: tzinfo = BEIJING) -> int:
        """Working days still to come up to the deadline, today included when it is one."""
        day, last = now.astimezone(zone).date(), (deadline - timedelta(microseconds=1)).astimezone(zone).date()
        count = 0
        while day <= last:
            count += self.working(day)
            day += _DAY
        return count


def midnight_after(day: date, zone: tzinfo = BEIJING) -> datetime:
    """24:00 of a day in a zone."""
    return datetime.combine(day + _DAY, time(), zone)


def days_deadline(start: datetime, n: int) -> datetime:
    """24:00 Beijing of the n-th calendar day after the Beijing date of ``start`` (dispute clocks)."""
    return midnight_after(start.astimezone(BEIJING).date() + n * _DAY)


def days_opening(start: datetime, n: int) -> datetime:
    """00:00 Beijing of the n-th calendar day after the Beijing date of ``start``."""
    return datetime.combine(start.astimezone(BEIJING).date() + n * _DAY, time(), BEIJING)
