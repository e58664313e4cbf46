"""A window that touches a year whose calendar is not published is *provisional*, and says so wherever its date stands
(rules "Counting")."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dropdesk.domain.case.basis.costs import refund_clock
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.clocks import DeadlineIs
from dropdesk.domain.supplier.leg import Leg, LegState, SupplierMoney
from dropdesk.domain.values import Money, SupplierNumber
from dropdesk.domain.verdict.assess import assess
from dropdesk.domain.verdict.verdict import Situation, Verdict
from dropdesk.services import calendars
from dropdesk.ui import words
from tests.domain.conftest import CHINA
from tests.domain.worlds import leg, order

LATE = datetime(2026, 12, 28, 10, tzinfo=UTC)
"""Seven working days later it is January, of which no notice tells."""


def judged(one: Leg, now: datetime = LATE) -> Verdict:
    return assess(Situation(order(), (one,)), Rulebook(), CHINA, now)


def paid(at: datetime = LATE, **more: object) -> Leg:
    return replace(leg(LegState.OPEN, paid_at=at, known_at=at), number=SupplierNumber("8190000000000001"), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "one",
    [
        paid(),
        paid(state=LegState.DEMANDED, clock_started_at=LATE),
        paid(state=LegState.NUMBERED, clock_started_at=LATE),
    ],
)
def test_a_date_counted_in_working_days_of_an_unknown_year_says_so(one: Leg) -> None:
    verdict = judged(one)
    assert (verdict.deadline_is, verdict.provisional) == (DeadlineIs.ESTIMATE, True)
    (read,) = verdict.legs
    assert read.deadline_is is DeadlineIs.ESTIMATE
    row = words.due(verdict, verdict.code, True, LATE, None)
    assert row.until.endswith("(estimate)")
    assert row.here.endswith("(estimate)")
    assert "estimate" not in row.first
    assert "An estimate: that year’s calendar is not published yet." in words.numbers(verdict, LATE, None)


@pytest.mark.parametrize(
    "one",
    [
        paid(ship_deadline_typed=LATE + timedelta(days=9)),
        paid(state=LegState.ASKED, clock_started_at=datetime(2026, 12, 30, 12, tzinfo=UTC)),
        paid(datetime(2026, 12, 1, 10, tzinfo=UTC), ship_deadline_typed=LATE + timedelta(days=1)),
    ],
)
def test_a_date_that_was_typed_or_counted_in_hours_is_none(one: Leg) -> None:
    verdict = judged(replace(one, ship_deadline_typed=one.ship_deadline_typed or LATE + timedelta(days=20)))
    assert (verdict.deadline_is, verdict.provisional) == (DeadlineIs.EXACT, False)


def test_what_is_no_more_than_about_stays_so_and_is_provisional_all_the_same() -> None:
    verdict = judged(paid(paid_at=None, paid_by=LATE))
    assert (verdict.deadline_is, verdict.provisional) == (DeadlineIs.ABOUT, True)


def test_the_refund_clock_of_an_unknown_year_says_so() -> None:
    money = SupplierMoney(Money(900, "EUR"), LATE)
    stopped = paid(state=LegState.STOPPED, money=money)
    years = calendars.years_around(LATE)
    for country, provisional in (("DE", False), ("CN", True)):
        clock = refund_clock(stopped, Rulebook(), calendars.bank(country, years), UTC)
        assert clock is not None
        assert clock.provisional is provisional
    early = replace(stopped, money=replace(money, since=datetime(2026, 6, 10, tzinfo=UTC)))
    clock = refund_clock(early, Rulebook(), calendars.bank("CN", years), UTC)
    assert clock is not None
    assert not clock.provisional
