"""China's calendar against the literal make-up days of the notices, and what happens to a year nobody knows."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dropdesk.domain.values import BEIJING
from dropdesk.errors import Damaged
from dropdesk.services import calendars

MAKE_UP = {
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}


@pytest.mark.parametrize("year", MAKE_UP)
def test_make_up_days_are_worked(year: int) -> None:
    calendar = calendars.china((2024, 2025, 2026))
    expected = {date.fromisoformat(f"{year}-{day}") for day in MAKE_UP[year].split()}
    table = next(table for known, table in calendar.years if known == year)
    assert table.on == expected
    assert all(calendar.working(day) for day in expected)


def test_the_spring_festival_and_national_day_of_2026_are_free() -> None:
    calendar = calendars.china((2026,))
    assert not any(calendar.working(date(2026, 2, day)) for day in (16, 17, 18, 19, 20, 23))
    assert not any(calendar.working(date(2026, 10, day)) for day in range(1, 8))
    assert calendar.working(date(2026, 2, 24))


def test_a_year_without_its_notice_is_provisional_and_says_so() -> None:
    calendar = calendars.china((2025, 2026, 2027))
    paid = datetime(2026, 12, 28, 10, tzinfo=BEIJING)
    end = calendar.deadline(paid, 7)
    # Monday to Friday without the fixed holidays: 1 January is free, 2 January a Saturday.
    assert end == datetime(2027, 1, 8, 0, 0, tzinfo=BEIJING)
    assert calendar.provisional(paid, end)
    assert not calendar.provisional(paid, datetime(2027, 1, 1, tzinfo=BEIJING))
    assert not calendar.working(date(2027, 1, 1))


def test_an_override_file_makes_a_year_known(tmp_path: Path) -> None:
    days = [
        {"name": "元旦", "date": "2027-01-01", "isOffDay": True},
        {"name": "春节", "date": "2027-02-13", "isOffDay": False},
    ]
    (tmp_path / "cn_2027.json").write_text(json.dumps({"year": 2027, "days": days}), encoding="utf-8")
    calendar = calendars.china((2026, 2027), tmp_path)
    assert calendar.working(date(2027, 2, 13))
    assert not calendar.provisional(datetime(2027, 3, 1, tzinfo=BEIJING), datetime(2027, 3, 2, tzinfo=BEIJING))


@pytest.mark.parametrize(
    "text", ["no json", '{"year": 2027}', '{"year": 2027, "days": [{"date": "soon", "isOffDay": 1}]}']
)
def test_a_damaged_override_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "cn_2027.json").write_text(text, encoding="utf-8")
    with pytest.raises(Damaged) as caught:
        calendars.read_overrides(tmp_path)
    assert caught.value.facts["file"] == "cn_2027.json"


def test_a_year_of_another_file_is_refused(tmp_path: Path) -> None:
    data = {"year": 2027, "days": [{"name": "", "date": "2029-01-01", "isOffDay": True}]}
    (tmp_path / "cn_2027.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(Damaged) as caught:
        calendars.read_overrides(tmp_path)
    assert caught.value.code == "calendar_year"


def test_bank_days_know_the_country_and_survive_an_unknown_one() -> None:
    german = calendars.bank("DE", (2026,))
    assert not german.working(date(2026, 10, 3))
    assert not german.working(date(2026, 12, 25))
    assert calendars.bank("XX", (2026,)).working(date(2026, 12, 25))


def test_after_the_first_of_december_a_missing_year_is_told() -> None:
    calendar = calendars.china((2026, 2027))
    assert calendars.missing_next_year(datetime(2026, 12, 2, tzinfo=UTC), calendar)
    assert not calendars.missing_next_year(datetime(2026, 11, 30, tzinfo=UTC), calendar)
