"""What mutants of seed 13 found unwatched: dates beside the reason, the rule that a clock counts by, whose amounts
travel through a case, and times that only a part of the facts tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.leg import DisputeStage, How, Leg, LegState
from dropdesk.domain.supplier.moves import report
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.verdict.assess import assess
from dropdesk.domain.verdict.old_history import all_returned
from dropdesk.domain.verdict.verdict import Action, Code, LegReading, Verdict
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, A, D, H, leg, line, order, situation

S = LegState
UNITS = ((A, 0), (A, 1))


def read(*legs: Leg, on: dict[str, Any] | None = None, **more: Any) -> Verdict:
    return assess(situation(*legs, on=order(**(on or {})), **more), Rulebook(), CHINA, NOW)


def row(*legs: Leg, **more: Any) -> LegReading:
    return read(*legs, **more).legs[0]


def test_a_return_names_its_last_day_where_that_is_known() -> None:
    by = NOW + 4 * D
    assert dict(row(leg(S.RETURNING, send_back_by=by)).because.data)["by"] == by
    agreed = row(leg(S.RETURNING, clock_started_at=None, clock_started_by=NOW - D))
    assert "by" not in dict(agreed.because.data)  # counted from a time that nobody told: no date (rules §2)


@pytest.mark.parametrize("before", [S.NUMBERED, S.DEMANDED])
def test_what_is_unproven_is_looked_at_after_its_own_clock(before: LegState) -> None:
    """V-09: the clock that ran out is the number's, or the first scan's; another rule for each."""
    rules = Rulebook().changed("demand", "", 9).changed("first_scan", "", 2)
    one = leg(S.UNPROVEN, before=before, clock_started_at=NOW - 7 * D, paid_at=None)
    clock = Clocks(rules, CHINA).work_days(one, "first_scan" if before is S.NUMBERED else "demand")
    found = assess(situation(one), rules, CHINA, NOW)
    assert clock is not None
    assert found.legs[0].overdue_since == (clock if clock <= NOW else None)
    assert (found.legs[0].overdue_since is None) == (before is S.DEMANDED)


@pytest.mark.parametrize("state", [S.DEMANDED, S.NUMBERED])
def test_a_demand_and_a_number_wait_by_their_own_rule(state: LegState) -> None:
    """V-08."""
    rules = Rulebook().changed("demand", "", 9).changed("first_scan", "", 2)
    one = leg(state, clock_started_at=NOW - H, number_given_at=NOW - H, paid_at=NOW)
    rule = "demand" if state is S.DEMANDED else "first_scan"
    found = assess(situation(one), rules, CHINA, NOW).legs[0]
    assert (found.row, found.deadline_kind) == ("V-08", rule)
    assert found.deadline == Clocks(rules, CHINA).work_days(one, rule)
    assert found.because.code == ("demanded" if state is S.DEMANDED else "numbered")


def test_what_was_never_ordered_is_recalled_first_where_it_was_requested() -> None:
    """V-02, column FR, as the leg's own row says it."""
    requested = {"lines": (line(requested=1, requested_at=NOW - 2 * D),)}
    one = leg(S.NOT_ORDERED, number=0, looked_at=NOW)
    assert row(one, on=requested).action is Action.RECALL
    assert row(one).action is Action.CANCEL


def test_a_stop_whose_time_nobody_knows_names_none() -> None:
    """V-30: the newest stop is told with its time, where it has one."""
    known = dict(read(leg(S.STOPPED, how=How.CANCELLED)).because.data)
    assert known["stopped"] == NOW - H
    unknown = dict(read(leg(S.STOPPED, how=How.CANCELLED, known_at=None)).because.data)
    assert "stopped" not in unknown
    assert unknown["how"] == "cancelled"


def test_lines_taken_off_are_told_so_only_where_no_money_went_back() -> None:
    """W-13."""
    off = {"lines": (line(removed=1, returned=1),), "received": 1000}
    assert read(leg(S.STOPPED, how=How.CANCELLED), on={**off, "received": 0}).because.code == "removed"
    back = read(leg(S.STOPPED, how=How.CANCELLED), on={**off, "returned": 1000, "refunded_at": NOW})
    assert back.because.code != "removed"


def test_act_now_counts_from_the_order_while_nothing_is_paid_at_the_supplier() -> None:
    """R-01: a payment time that an unpaid or unlinked purchase carries is none of its own."""
    fresh = {"created_at": NOW - timedelta(minutes=20)}
    for state in (S.UNPAID, S.UNLINKED):
        assert read(leg(state, paid_at=NOW - 5 * D), on=fresh, open_case=True).act_now
    assert not read(leg(S.OPEN, paid_at=NOW - 5 * D), on=fresh, open_case=True).act_now


@pytest.mark.parametrize(
    "one",
    [
        leg(S.ASKED, acted_on=True, clock_started_at=NOW - 3 * D, asked_times=1),
        leg(S.RETURNING, acted_on=True, clock_started_at=NOW - 9 * D, send_back_by=NOW),
        leg(S.DISPUTED, acted_on=True, dispute_stage=DisputeStage.PROPOSAL, answer_by=NOW, dispute_opened_at=NOW - D),
        leg(S.UNPAID, acted_on=True, paid_at=None, placed_at=NOW - D),
        leg(S.OPEN, acted_on=True, paid_at=NOW - 4 * D, ship_deadline_typed=NOW),
    ],
    ids=lambda one: str(one.state),
)
def test_no_order_leaves_to_do_by_its_deadlines_passing(one: Leg) -> None:
    """Rules §4.4: at 72 h of silence, the return's last day, the end of the window, the order was gone."""

    def at(moment: datetime, found: Leg = one, **more: Any) -> Verdict:
        return assess(situation(found, **more), Rulebook(), CHINA, moment)

    minute = timedelta(minutes=1)
    assert at(NOW - minute).attention == ("deadline",)
    for moment in (NOW, NOW + minute):
        assert (at(moment).attention, at(moment).overdue_since) == (("deadline",), NOW)
    assert at(NOW + 9 * D).attention == ("deadline",)
    looked = replace(one, looked_at=NOW + minute)
    assert at(NOW + 2 * minute, looked).overdue_since is None
    assert "deadline" not in at(NOW + 2 * minute, looked).attention
    again = at(NOW + 2 * minute, looked).next_change
    assert again == NOW + minute + D
    assert at(again, looked).attention == ("deadline",)
    assert at(NOW, asked_at=NOW - D).attention == ("wish",)  # beside another reason it is none (E-52)
    assert at(NOW, replace(one, acted_on=False)).attention == ()


def test_the_stage_a_dispute_has_reached_keeps_its_clock() -> None:
    """Its opening told later starts the seller's clock, not that of AliExpress or of our own answer."""
    clocks = Clocks(Rulebook(), CHINA)

    def told(stage: DisputeStage | None) -> Leg:
        one = leg(S.DISPUTED, dispute_stage=stage, clock_started_at=NOW - 2 * D)
        (moved,) = report(one, Report(one.id, Say.DISPUTE_OPENED, at=NOW - 5 * D), NOW, clocks)
        assert moved.dispute_opened_at == NOW - 5 * D
        return moved

    for first in (None, DisputeStage.SELLER):
        assert told(first).clock_started_at == NOW - 5 * D
    for later in (DisputeStage.PLATFORM, DisputeStage.PROPOSAL):
        assert told(later).clock_started_at == NOW - 2 * D


def test_at_most_one_minor_unit_left_is_all_returned() -> None:
    for received, back, whole in ((1, 0, True), (2, 0, False), (2, 1, True), (0, 0, False)):
        assert all_returned(order(received=received, returned=back)) is whole, (received, back)


def test_equally_urgent_the_scope_speaks() -> None:
    """V-30: a row beside the free units takes the headline only where it is more urgent."""
    two = {"lines": (line(quantity=2, returned=0),), "received": 2000}
    free, gone = leg(S.STOPPED, 1, UNITS[:1], how=How.CANCELLED), leg(S.GONE, 2, UNITS[1:])
    found = read(free, gone, on=two)
    assert (found.code, found.coverage) == (Code.READY, "V-30")
