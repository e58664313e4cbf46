"""Clocks as rules.md "Counting" tells them: Beijing days, China working days, hours, and starts not known exactly."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))

# The State Council's notice for 2026. "Off" lists the weekdays without work, "made up" the weekends with it.
OFF_2026 = {
    *(date(2026, 1, day) for day in (1, 2)),
    *(date(2026, 2, day) for day in (16, 17, 18, 19, 20, 23)),
    date(2026, 4, 6),
    *(date(2026, 5, day) for day in (1, 4, 5)),
    date(2026, 6, 19),
    date(2026, 9, 25),
    *(date(2026, 10, day) for day in (1, 2, 5, 6, 7)),
}
MADE_UP_2026 = {
    date(2026, 1, 4),
    date(2026, 2, 14),
    date(2026, 2, 28),
    date(2026, 5, 9),
    date(2026, 9, 20),
    date(2026, 10, 10),
}
# A year whose calendar is not published: Monday to Friday without the fixed holidays (month, day).
FIXED = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}


def works(day: date) -> bool:
    """Says whether China works on `day`."""
    if day.year == 2026:
        return day in MADE_UP_2026 or (day.weekday() < 5 and day not in OFF_2026)
    return day.weekday() < 5 and (day.month, day.day) not in FIXED


def midnight(day: date) -> datetime:
    """00:00 Beijing of `day`."""
    return datetime(day.year, day.month, day.day, tzinfo=BEIJING)


def after_working_days(start: datetime, count: int) -> datetime:
    """24:00 Beijing of the `count`-th working day after the Beijing date of `start`."""
    day = start.astimezone(BEIJING).date()
    while count > 0:
        day += timedelta(days=1)
        if works(day):
            count -= 1
    return midnight(day + timedelta(days=1))


def after_days(start: datetime, count: int) -> datetime:
    """24:00 Beijing of calendar day `count` after the Beijing date of `start`."""
    return midnight(start.astimezone(BEIJING).date() + timedelta(days=count + 1))


def opening_of_day(start: datetime, count: int) -> datetime:
    """00:00 Beijing of calendar day `count` after the Beijing date of `start`."""
    return midnight(start.astimezone(BEIJING).date() + timedelta(days=count))


def _unpublished(start: datetime, end: datetime) -> bool:
    """Whether one of its days lies in a year whose calendar is not published; 24:00 is the day before."""
    last = (end - timedelta(microseconds=1)).astimezone(BEIJING).year
    return {start.astimezone(BEIJING).year, last} != {2026}


@dataclass(frozen=True)
class Clock:
    """The end of a clock: `latest` decides what is out; `earliest` (None: no lower bound is known) is only shown."""

    earliest: datetime | None
    latest: datetime
    known: bool = False
    """Counted from a time that is known; any other end never stands there without "at the earliest" or "about"."""
    in_working_days: bool = False
    """Then a year whose calendar is not published makes it *provisional*, which is said ("Counting")."""

    def out(self, now: datetime) -> bool:
        """An interval excludes its end."""
        return now >= self.latest

    def shown(self, now: datetime) -> tuple[datetime | None, str | None]:
        """The date of the deadline cell and the word beside it."""
        if self.out(now):
            return None, None
        if self.known:
            return self.latest, "estimate" if self.in_working_days and _unpublished(now, self.latest) else None
        if self.earliest is not None and now < self.earliest and self.earliest != self.latest:
            return self.earliest, "at the earliest"
        return self.latest, "about"


def exactly(end: datetime) -> Clock:
    """A clock of which the end is known."""
    return Clock(end, end, known=True)
