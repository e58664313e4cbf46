"""The calendar of 2024 to 2026 as literal dates, so that domain tests need no library."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dropdesk.domain.workdays import WorkCalendar, YearTable


def span(year: int, month: int, first: int, n: int) -> set[date]:
    return {date(year, month, first) + timedelta(days=i) for i in range(n)}


OFF_2026 = span(2026, 1, 1, 3) | span(2026, 2, 15, 9) | span(2026, 4, 4, 3) | span(2026, 5, 1, 5) | span(2026, 6, 19, 3)
OFF_2026 |= span(2026, 9, 25, 3) | span(2026, 10, 1, 7)
ON_2026 = {date(2026, m, d) for m, d in [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]}
CHINA = WorkCalendar(
    ((2026, YearTable(frozenset(OFF_2026), frozenset(ON_2026))),),
    frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}),
)


@pytest.fixture
def china() -> WorkCalendar:
    return CHINA
