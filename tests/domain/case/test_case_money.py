"""Money of a case that moves beside its own calls, by hand, or comes to nothing; and what was done is never undone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.phases import (
    AtSupplier,
    CancelPlan,
    Claimed,
    Cleared,
    Flight,
    Phase,
    RefundPlan,
    RefundSent,
    Sent,
    Settling,
    TooLate,
)
from dropdesk.domain.case.shape.state import Case, open_case
from dropdesk.domain.case.steps.answers import refused, taken
from dropdesk.domain.case.steps.apply import apply, can_discard
from dropdesk.domain.case.steps.follow import follow
from dropdesk.domain.case.steps.supplier_moves import may_take_back
from dropdesk.domain.order import Order, Refund
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.leg import LegState
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import CaseId, OrderKey, Take
from dropdesk.domain.verdict.owed import owed
from dropdesk.domain.verdict.verdict import Route
from dropdesk.errors import Refused
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, A, H, S, leg, line, order

SCOPE = (Take(A, 1),)
"""The one unit of the order."""


def ground(on: Order) -> Ground:
    return Ground(on, Rulebook(), CHINA, NOW)


def case(phase: Phase, **more: Any) -> Case:
    stopped = leg(S.STOPPED, looked_at=NOW)
    return replace(open_case(CaseId("c"), OrderKey(1), (stopped,), NOW, NOW), phase=phase, **more)


def test_a_case_of_an_earlier_version_hears_of_money_that_moves_from_its_first_follow_on() -> None:
    old = case(Cleared(SCOPE, Route.CANCEL))
    assert old.seen_back is None
    taken_up = follow(old, ground(order()))
    assert (taken_up.seen_back, taken_up.notice) == (0, None)
    told = follow(taken_up, ground(order(returned=500, refunds=(Refund("r", NOW, 500),))))
    assert told.notice is not None
    assert (told.notice.code, told.notice.amount) == ("returned_by_others", 500)


def test_a_plan_that_a_refused_call_left_behind_is_not_what_others_cancelled() -> None:
    on = order(cancelled_at=NOW - H)
    followed = follow(case(Cleared(SCOPE, Route.CANCEL, why="refused"), plan=1), ground(on))
    assert followed.plan is None
    assert owed(ground(on).situation(followed)) == on.received


@pytest.mark.parametrize(("what", "amount"), [("cancel", -500), ("refund", 0), ("refund", -1), ("edit", -1)])
def test_no_amount_below_nothing_by_hand(what: str, amount: int) -> None:
    with pytest.raises(Refused, match="amount"):
        apply(case(Cleared(SCOPE, Route.CANCEL)), mv.DoByHand(what, amount), ground(order()))


def given(**more: Any) -> tuple[Case, Order]:
    """Goodwill of 3.00 went out and is seen."""
    plan = RefundPlan("key-of-it-0", 300, (), 0, False, False, "goodwill", 0)
    sent = case(RefundSent(plan, Flight(NOW, certain=True), TooLate()), seen_back=0)
    sent = replace(sent, legs=(leg(S.GONE),))
    on = order(returned=300, refunds=(Refund("r", NOW, 300, note="key-of-i"),), **more)
    return follow(sent, ground(on)), on


def test_goodwill_that_failed_uses_up_nothing_of_the_limit() -> None:
    seen, on = given()
    assert (seen.goodwill, seen.acted_at) == (300, NOW)
    failed = (replace(on.refunds[0], amount=0, failed=300, reason="bank"),)
    after = follow(seen, ground(replace(on, returned=0, refunds=failed)))
    assert after.goodwill == 0
    assert follow(after, ground(replace(on, returned=0, refunds=failed))).goodwill == 0


def test_goodwill_by_hand_that_is_not_on_the_order_any_more_was_not_given() -> None:
    seen, on = given()
    by_hand = replace(seen, goodwill_keys=())
    assert follow(by_hand, ground(on)).goodwill == 300
    assert follow(by_hand, ground(replace(on, returned=0, refunds=()))).goodwill == 0


@pytest.mark.parametrize("old", [False, True])
def test_a_case_that_refunded_is_not_discarded(old: bool) -> None:
    plan = RefundPlan("key-of-it-0", 300, SCOPE, 0, False, False, "items", 0)
    on = order(line(quantity=2), returned=300, refunds=(Refund("r", NOW, 300, note="key-of-i"),))
    sent = case(RefundSent(plan, Flight(NOW, certain=True), Cleared(SCOPE, Route.ITEMS)), seen_back=0)
    after = follow(sent, ground(on))
    if old:
        after = replace(after, acted_at=None, phase=AtSupplier("refunded"))
    assert not can_discard(after, on)


def test_a_recalled_order_is_not_discarded() -> None:
    assert not can_discard(case(Cleared(SCOPE, Route.CANCEL, recalled=True)), order())


def said(phase: Phase) -> Case:
    base = case(phase, seen_back=0)
    return replace(base, legs=tuple(replace(one, was=replace(one, state=LegState.ASKED)) for one in base.legs))


PLAN = CancelPlan(1, False, False, CancelReason.CUSTOMER, False, False, "", SCOPE, 0)


@pytest.mark.parametrize("phase", [Sent(PLAN, Flight(NOW), Cleared(SCOPE, Route.CANCEL)), Settling()], ids=str)
@pytest.mark.parametrize("how", ["report", "untick"])
def test_an_answer_is_not_taken_back_after_the_next_outside_action(phase: Phase, how: str) -> None:
    one = said(phase)
    name = one.legs[0].id
    move = Report(name, Say.UNDO) if how == "report" else mv.Untick(name, "answer")
    with pytest.raises(Refused):
        apply(one, move, ground(order()))


def test_what_shopify_took_settles_what_was_said_before() -> None:
    """Refused for certain: it is taken back still. Taken: only what was said since."""
    one = said(Sent(PLAN, Flight(NOW), Cleared(SCOPE, Route.CANCEL)))
    free = refused(one, "code", "", ground(order()))
    assert may_take_back(free, one.legs[0])
    acted = replace(free, acted_at=NOW)
    assert not may_take_back(acted, one.legs[0])
    assert may_take_back(acted, replace(one.legs[0], known_at=NOW + H))
    assert taken(one, "job", 0, ground(order())).acted_at == NOW


@pytest.mark.parametrize("move", [mv.CloseWithNote("t"), mv.SetWish(None), mv.Withdraw()], ids=str)
def test_a_call_that_is_claimed_is_still_out(move: mv.Move) -> None:
    """Closed and begun anew, it went out a second time under another key."""
    plan = RefundPlan("key-of-it-0", 300, SCOPE, 0, False, False, "items", 0)
    out = RefundSent(plan, Flight(NOW, trouble="timeout"), Cleared(SCOPE, Route.ITEMS))
    claimed = case(Claimed("refund", 300, SCOPE, 0, NOW, out.back, out), seen_back=0)
    with pytest.raises(Refused, match="sent"):
        apply(claimed, move, ground(order(line(quantity=2))))
