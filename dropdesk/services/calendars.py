"""Year tables for the domain: China's working days and the person's bank days, from ``holidays`` and override files.

A year for which the library knows no make-up working days is *provisional* (the notice of the State Council comes in
November of the year before). An override file ``cn_YYYY.json`` (``{year, days: [{name, date, isOffDay}]}``) makes a
year known, or corrects it.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from dropdesk.domain.workdays import WorkCalendar, YearTable
from dropdesk.errors import Damaged

CHINA_FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
"""Statutory days of China with a fixed date (National Day and Labour Day regulation of 2024-11)."""


@lru_cache(maxsize=8)
def china(years: tuple[int, ...], folder: Path | None = None) -> WorkCalendar:
    """China's working days of these years."""
    import holidays  # heavy: 0.2 s

    tables: list[tuple[int, YearTable]] = []
    overrides = {} if folder is None else read_overrides(folder)
    for year in years:
        if year in overrides:
            tables.append((year, overrides[year]))
            continue
        known = holidays.country_holidays("CN", years=year)
        on = frozenset(day for day in known.weekend_workdays if day.year == year)
        if on:  # without make-up days the library has only its own estimate
            off = frozenset(day for day in known if day.year == year and day.weekday() < 5)
            tables.append((year, YearTable(off, on)))
    return WorkCalendar(tuple(tables), CHINA_FIXED)


def read_overrides(folder: Path) -> dict[int, YearTable]:
    """The override files of a folder. Damaged (``calendar_file``) names the file and what is wrong with it."""
    found: dict[int, YearTable] = {}
    for path in sorted(folder.glob("cn_*.json")) if folder.is_dir() else []:
        try:
            data = json.loads(path.read_text("utf-8"))
            year = int(data["year"])
            days = [(date.fromisoformat(day["date"]), bool(day["isOffDay"])) for day in data["days"]]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Damaged("calendar_file", {"file": path.name}) from error
        if any(day.year not in (year - 1, year) for day, _ in days):
            raise Damaged("calendar_year", {"file": path.name, "year": year})
        off = frozenset(day for day, free in days if free and day.weekday() < 5)
        on = frozenset(day for day, free in days if not free and day.weekday() >= 5)
        found[year] = YearTable(off, on)
    return found


@lru_cache(maxsize=8)
def bank(country: str, years: tuple[int, ...]) -> WorkCalendar:
    """Bank days of a country: Monday to Friday without its national holidays. Unknown country: no holidays."""
    import holidays

    try:
        known = holidays.country_holidays(country, years=years)
    except NotImplementedError:
        return WorkCalendar(tuple((year, YearTable()) for year in years))
    if country == "CN":  # until the notice the library has only its own estimate
        told = china(years)
        years = tuple(year for year, _ in told.years)
    off = {year: frozenset(d for d in known if d.year == year and d.weekday() < 5) for year in years}
    fixed = CHINA_FIXED if country == "CN" else frozenset()
    return WorkCalendar(tuple((year, YearTable(off[year])) for year in years), fixed)


def years_around(now: datetime) -> tuple[int, ...]:
    """The years that running clocks may touch."""
    return tuple(range(now.year - 3, now.year + 2))


def missing_next_year(now: datetime, calendar: WorkCalendar) -> bool:
    """After 1 December the next year should be known: the notice comes in November."""
    following = datetime(now.year + 1, 1, 1, tzinfo=now.tzinfo)
    return now.month == 12 and calendar.provisional(following, following + timedelta(days=1))


def countries() -> list[tuple[str, str]]:
    """Code and English name of every country whose bank days are known."""
    from holidays.registry import COUNTRIES

    names = {code: _spaced(entry[0]) for entry in COUNTRIES.values() for code in entry[1:2]}
    return sorted(names.items(), key=lambda pair: pair[1])


def _spaced(name: str) -> str:
    """``SouthKorea`` → ``South Korea``."""
    return "".join(f" {sign}" if sign.isupper() and n else sign for n, sign in enumerate(name))
