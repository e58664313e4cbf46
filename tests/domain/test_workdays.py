"""Working days, calendar days, provisional years (rules "Counting")."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from dropdesk.domain.values import BEIJING
from dropdesk.domain.workdays import WorkCalendar, YearTable, days_deadline, days_opening, midnight_after

BERLIN = timezone(timedelta(hours=1))
PUBLISHED = YearTable(off=frozenset({date(2026, 10, 1), date(2026, 10, 2)}), on=frozenset({date(2026, 10, 10)}))
CHINA = WorkCalendar(((2026, PUBLISHED),), frozenset({(1, 1), (10, 1)}))


def beijing(month: int, day: int, hour: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=BEIJING)


def test_the_published_calendar_decides() -> None:
    assert not CHINA.working(date(2026, 10, 1))  # a Thursday that is free
    assert CHINA.working(date(2026, 10, 10))  # a Saturday that is worked
    assert not CHINA.working(date(2026, 10, 11))
    assert CHINA.working(date(2026, 10, 5))
    assert CHINA.working(date(2026, 1, 1))  # the published year names its free days itself
    assert CHINA.working(date(2026, 10, 9))  # a Friday


def test_a_year_that_is_not_published_is_monday_to_friday_without_the_fixed_holidays() -> None:
    assert not CHINA.working(date(2027, 1, 1))  # a Friday
    assert not CHINA.working(date(2027, 1, 2))
    assert not CHINA.working(date(2027, 1, 3))
    assert CHINA.working(date(2027, 1, 4))
    assert CHINA.working(date(2027, 1, 8))


def test_a_window_that_touches_it_is_provisional_and_24_00_touches_no_other_year() -> None:
    assert not CHINA.provisional(beijing(12, 20), beijing(1, 1, year=2027))  # 24:00 of the last day of 2026
    assert CHINA.provisional(beijing(12, 20), beijing(1, 1, year=2027) + timedelta(microseconds=1))
    assert CHINA.provisional(beijing(12, 20, year=2025), beijing(1, 5))
    assert CHINA.provisional(beijing(1, 2, year=2027), beijing(1, 5, year=2027))
    assert CHINA.provisional(beijing(12, 20, year=2025), beijing(1, 5, year=2027))
    assert not CHINA.provisional(beijing(1, 1), beijing(1, 1))  # no longer than its start
    assert not CHINA.provisional(beijing(1, 1), beijing(1, 9))
    utc = datetime(2025, 12, 31, 20, tzinfo=UTC)  # already 2026 in Beijing
    assert not CHINA.provisional(utc, utc + timedelta(days=1))
    assert CHINA.provisional(utc, utc + timedelta(days=1), BERLIN)


def test_a_deadline_is_24_00_of_the_nth_working_day_after_the_day_of_the_event() -> None:
    assert CHINA.deadline(beijing(9, 29, 23), 3) == beijing(10, 7)  # 30 Sep, 5 and 6 Oct
    assert CHINA.deadline(beijing(10, 9, 1), 1) == beijing(10, 11)  # the worked Saturday
    assert CHINA.deadline(beijing(9, 29), 0) == beijing(9, 30)
    late = datetime(2026, 9, 28, 17, tzinfo=UTC)  # the 29th in Beijing
    assert CHINA.deadline(late, 1) == beijing(10, 1)
    assert CHINA.deadline(late, 1, BERLIN) == datetime(2026, 9, 30, tzinfo=BERLIN)


def test_an_opening_is_0_00_of_that_day() -> None:
    assert CHINA.opening(beijing(9, 29, 23), 3) == beijing(10, 6)
    late = datetime(2026, 9, 28, 17, tzinfo=UTC)
    assert CHINA.opening(late, 1, BERLIN) == datetime(2026, 9, 29, tzinfo=BERLIN)


def test_working_days_left_count_today_and_the_last_day_and_no_more() -> None:
    assert CHINA.left(beijing(9, 29, 12), beijing(10, 7)) == 4  # 29 and 30 Sep, 5 and 6 Oct
    assert CHINA.left(beijing(10, 10, 1), beijing(10, 11)) == 1
    assert CHINA.left(beijing(10, 11, 1), beijing(10, 12)) == 0
    assert CHINA.left(beijing(10, 6, 1), beijing(10, 6, 1)) == 1
    assert CHINA.left(beijing(10, 7), beijing(10, 7)) == 0  # at 24:00 it is out
    assert CHINA.left(datetime(2026, 9, 28, 17, tzinfo=UTC), beijing(9, 30)) == 1


def test_dispute_clocks_run_in_calendar_days() -> None:
    late = datetime(2026, 9, 28, 17, tzinfo=UTC)
    assert days_deadline(late, 15) == beijing(10, 15)
    assert days_opening(late, 10) == beijing(10, 9)
    assert midnight_after(date(2026, 9, 29)) == beijing(9, 30)
    assert midnight_after(date(2026, 9, 29), BERLIN) == datetime(2026, 9, 30, tzinfo=BERLIN)
