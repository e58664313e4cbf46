"""Edges of the verdict that mutants found unwatched: what is carried beside the headline, and times known by half."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dropdesk.domain.order import Chargeback
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.clocks import Clocks, DeadlineIs
from dropdesk.domain.supplier.leg import Leg, LegState
from dropdesk.domain.verdict.assess import assess
from dropdesk.domain.verdict.units import Units
from dropdesk.domain.verdict.verdict import Action, Attention, Code, Verdict
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, A, B, D, H, leg, line, order, situation

S = LegState
LAST = timedelta(days=1) - timedelta(microseconds=1)


def read(*legs: Leg, on: dict[str, Any] | None = None, **more: Any) -> Verdict:
    return assess(situation(*legs, on=order(**(on or {})), **more), Rulebook(), CHINA, NOW)


def test_too_late_is_muted_without_attention_alone() -> None:
    assert read(leg(S.GONE)).muted
    assert not read(leg(S.GONE), open_case=True).muted
    assert not read(leg(S.OPEN)).muted


def test_the_facts_it_rests_on() -> None:
    shop, purchase = read(leg(S.OPEN), on={"financial": "PAID", "fulfilment": "unfulfilled"}).facts
    assert (shop.subject, shop.code) == ("shopify", "paid,unfulfilled")
    assert (purchase.subject, purchase.code, purchase.at) == ("1", "open", NOW - H)
    assert read(leg(S.STOPPED), on={"cancelled_at": NOW - D}).facts[0].code == "cancelled"


def test_a_refund_of_one_minor_unit_is_owed_beside_the_parcel_that_went_out() -> None:
    gone = read(leg(S.GONE), on={"cancelled_at": NOW - D, "returned": 2999})
    assert (gone.row, gone.owed, gone.further) == ("W-03", 1, ((Action.REFUND_OWED, None),))
    assert read(leg(S.GONE), on={"cancelled_at": NOW - D, "returned": 3000}).further == ()


def test_a_window_that_is_over_says_when_where_that_is_known() -> None:
    exact = read(leg(S.OPEN, paid_at=NOW - 20 * D, known_at=NOW))
    assert exact.row == "V-21"
    assert dict(exact.because.data)["ended"] == exact.overdue_since
    about = read(leg(S.OPEN, paid_at=None, paid_by=NOW - 20 * D, known_at=NOW))
    assert (about.row, dict(about.because.data).get("ended")) == ("V-21", None)
    assert about.overdue_since is not None


def test_a_bare_date_is_taken_both_ways() -> None:
    placed = NOW - 12 * H
    both = read(leg(S.UNPAID, paid_at=None, placed_at=placed, placed_is_date=True))
    assert (both.deadline, both.deadline_is) == (placed + D, DeadlineIs.AT_THE_EARLIEST)
    assert both.next_change == placed + LAST + D
    assert both.read_again_at == placed + D  # another date is shown from then on
    later = read(leg(S.UNPAID, paid_at=None, placed_at=NOW - 30 * H, placed_is_date=True))
    assert (later.code, later.deadline, later.deadline_is) == (
        Code.CAN_CANCEL, NOW - 30 * H + LAST + D, DeadlineIs.ABOUT,
    )  # fmt: skip
    assert later.read_again_at == later.next_change


def laid(returned: int, second: int = 700) -> frozenset[Any]:
    """Which units money without quantities is laid on: two of line A at 1000 (the first stopped), one of B."""
    on = order(line(A, 2, 1000), line(B, 1, second), returned=returned, returned_without_quantities=returned)
    legs = (leg(S.STOPPED, 1, ((A, 0),)), leg(S.OPEN, 2, ((A, 1),)), leg(S.STOPPED, 3, ((B, 0),)))
    return Units(situation(*legs, on=on)).returned


def test_unnamed_money_is_laid_to_one_minor_unit() -> None:
    assert laid(999) == laid(1001) == {(A, 0)}
    assert laid(998) == frozenset()
    assert laid(699) == laid(701) == {(B, 0)}
    assert laid(1999) == laid(2001) == {(A, 0), (A, 1)}  # whole units of one line, whatever their group
    assert laid(1699) == {(A, 0), (B, 0)}  # by value: the free ones first
    assert laid(1698) == {(A, 0)}
    assert laid(1000, second=1000) == {(A, 0)}  # two lines fit: the one whose units come first


def test_what_goes_beyond_the_safe_units_alarms_and_no_more() -> None:
    money = {"received": 3000, "returned": 1501, "returned_without_quantities": 1501}
    lines = (line(A, 1, 3000),)
    over = assess(situation(leg(S.GONE), on=order(*lines, **money)), Rulebook(), CHINA, NOW)
    assert (over.row, over.code, over.coverage) == ("W-03", Code.ALARM, "V-31")
    at = {**money, "returned": 1500, "returned_without_quantities": 1500}
    assert assess(situation(leg(S.GONE), on=order(*lines, **at)), Rulebook(), CHINA, NOW).row == "V-14"


def test_a_promise_asks_a_day_before_and_once_it_is_missed() -> None:
    for due in (NOW + D, NOW - D):
        assert Attention.PROMISE in read(leg(S.GONE), promise_due=due).attention
    soon = read(leg(S.GONE), promise_due=NOW + D + H)
    assert soon.attention == ()
    assert soon.next_change == NOW + H


def test_the_banks_date_is_the_deadline_until_it_is_overdue() -> None:
    def bank(by: Any, **more: Any) -> Verdict:
        return read(leg(S.STOPPED), on={"chargeback": Chargeback.OPEN, "chargeback_answer_by": by, **more})

    soon = bank(NOW + D)
    assert (soon.row, soon.action, soon.deadline) == ("W-12", Action.ANSWER_BANK, NOW + D)
    assert soon.deadline_kind == "chargeback"
    assert soon.next_change == NOW + D
    over = bank(NOW)
    assert (over.deadline, over.overdue_since) == (None, NOW)
    answered = bank(NOW + D, chargeback_answered=True)
    assert (answered.action, answered.deadline, answered.attention) == (Action.WAIT, None, ())


def test_a_dispute_opens_also_where_no_file_told_the_shipping_date() -> None:
    """R-46: "no number, really not shipped" waited for ever. Counted from the sighting that told it, the latest it can
    be (rules §2), and shown as no date: ten days after it, it is open for certain."""
    shipped = leg(S.DISPUTABLE, shipped_by=NOW - 2 * D, known_at=NOW - 2 * D)
    waits = read(shipped)
    opens = Clocks(Rulebook(), CHINA).dispute(shipped)[0]
    assert opens is not None
    assert (waits.row, waits.next_change, "opens" in dict(waits.because.data)) == ("V-11", opens, False)
    assert dict(read(leg(S.DISPUTABLE, shipped_at=NOW - 2 * D)).because.data)["opens"] == opens
    opened = assess(situation(shipped), Rulebook(), CHINA, opens)
    assert (opened.row, opened.code, opened.action) == ("V-10", Code.DISPUTE, Action.OPEN_DISPUTE)


def test_the_deadline_is_the_earliest_date_that_is_shown_of_all_legs() -> None:
    """Two dispute windows end for certain at one moment: the one that may end before it is named."""
    rough = leg(S.DELIVERED, 1, ((A, 0),), shipped_at=NOW - 17 * D, delivered_by=NOW, known_at=NOW)
    early = leg(S.DELIVERED, 2, ((B, 0),), shipped_at=NOW - 3 * D, delivered_by=NOW, known_at=NOW)
    for legs in ((rough, early), (early, rough)):
        both = read(*legs, on={"lines": (line(A, 1, fulfilled=1), line(B, 1, fulfilled=1))})
        assert both.deadline == read(early, on={"lines": (line(B, 1, fulfilled=1),)}).deadline
        assert both.deadline_is is DeadlineIs.AT_THE_EARLIEST
