"""What stays while a call is out, what is owed though nobody told how much, and the lock after another's cancelling
(rules §2, §4.1, §4.2, §5)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import CancelReason, RefundPart
from dropdesk.domain.case.shape.phases import (
    AtSupplier,
    CancelPlan,
    Claimed,
    Cleared,
    Closed,
    Flight,
    Phase,
    RefundOwed,
    RefundPlan,
    RefundSent,
    RefundWanted,
    Sent,
    Settling,
)
from dropdesk.domain.case.shape.state import Case
from dropdesk.domain.case.steps.apply import apply
from dropdesk.domain.case.steps.follow import follow
from dropdesk.domain.case.steps.permits import refund_permit
from dropdesk.domain.case.steps.shop_moves import with_key
from dropdesk.domain.order import Chargeback
from dropdesk.domain.supplier.leg import Leg
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, Take
from dropdesk.domain.verdict.owed import owes
from dropdesk.domain.verdict.verdict import Action, Attention, Code, Route
from dropdesk.errors import Refused
from tests.domain.case.cases import case, ground, stopped
from tests.domain.worlds import NOW, A, H, S, leg, line, order

CLEARED = Cleared((Take(A, 1),), Route.CANCEL)
FLIGHT = Flight(NOW - H, trouble="no_answer")
REFUND = RefundSent(
    RefundPlan("key-one", 500, (), 0, False, True, "items", 0, "", (RefundPart("g", "shop", 500),), NOW - H),
    FLIGHT,
    Settling(),
)
CANCEL = Sent(CancelPlan(3000, True, False, CancelReason.CUSTOMER, True, True, "", CLEARED.scope, 0), FLIGHT, CLEARED)
OUT: dict[str, Phase] = {
    "cancel out": CANCEL,
    "refund out": REFUND,
    "cancel claimed": Claimed("cancel", 3000, CLEARED.scope, 0, NOW, CLEARED, CANCEL),
    "refund claimed": Claimed("refund", 500, (), 0, NOW, Settling(), REFUND),
    "refund to be sent again": RefundWanted(REFUND.plan, Settling()),
}
LEG = LegId("1")
MOVES: tuple[mv.Move, ...] = (
    mv.SetWhy(mv.Reason.OTHER, NOW), mv.SetWish((Take(A, 1),)), mv.Start(), mv.TickRequest(LEG, NOW),
    mv.TickMessage(LEG, NOW), mv.SayPart(LEG, "all"), mv.Untick(LEG, "answer"), mv.Untick(LEG, "message"),
    mv.LookedNow(LEG, NOW), Report(LEG, Say.DELIVERED), Report(LEG, Say.UNCLEAR, detail="odd"), mv.Keep(),
    mv.WantGoodwill(100, True), mv.Override("why", None), mv.WantRecall(),
    mv.WantCancel(3000, False, CancelReason.CUSTOMER, True, True), mv.WantItems((Take(A, 1),), 100, 0, False, True),
    mv.WantRefund(100, True), mv.Waive("why"), mv.DoByHand("refund", 100), mv.DidByHand(NOW), mv.ChangeMind(),
    mv.SendAgain(), mv.SawInAdmin(True, NOW), mv.SawInAdmin(False, NOW), mv.SawInExport(NOW), mv.Withdraw(),
    mv.WantedAfterAll(), mv.Undone(), mv.CloseWithNote("why"), mv.Discard(), mv.Reopen(),
)  # fmt: skip


def kept_call(phase: Phase) -> CancelPlan | RefundPlan | None:
    """The call that this phase still looks for, or sends again as it was."""
    match phase:
        case Sent(plan) | RefundSent(plan) | RefundWanted(plan):
            return plan
        case Claimed(out=(Sent() | RefundSent()) as out):
            return out.plan
    return None


@pytest.mark.parametrize("name", OUT)
@pytest.mark.parametrize("move", MOVES, ids=lambda move: f"{type(move).__name__}")
def test_a_call_that_is_out_is_never_dropped(name: str, move: mv.Move) -> None:
    """Same key, same variables until it is proven (rules §4.2): no move of a person gives it up for another."""
    stands = case(stopped(), phase=OUT[name])
    on = ground(order(shopify_id="gid://1"))
    try:
        moved = apply(stands, move, on)
    except Refused:
        return
    if isinstance(stands.phase, Sent) and isinstance(move, mv.SawInAdmin) and not move.done:
        assert not isinstance(moved.phase, Closed)  # two looks a minute apart: the person decides again (rules §5)
        return
    assert kept_call(moved.phase) == kept_call(stands.phase)


def test_a_claimed_refund_gives_no_second_key() -> None:
    on = ground(order(shopify_id="gid://1"))
    claimed = apply(case(stopped(), phase=REFUND), mv.SawInAdmin(True, NOW), on)
    with pytest.raises(Refused, match="sent"):
        apply(claimed, mv.CloseWithNote("why"), on)
    again = apply(claimed, mv.SawInAdmin(False, NOW), on)
    assert isinstance(again.phase, RefundSent)
    assert again.phase.plan.key == "key-one"


# -- what came in is not known --------------------------------------------------------------------------------------


def unknown(**more: Any) -> Any:
    return order(line(), **{"shopify_id": "gid://1", "received": None, "cancelled_at": NOW - H, **more})


def test_cancelled_with_unknown_money_is_asked_and_not_done() -> None:
    on = ground(unknown())
    closing = follow(case(stopped(), phase=Settling()), on)
    assert isinstance(closing.phase, RefundOwed)
    verdict = on.verdict(closing)
    assert (verdict.row, verdict.code, verdict.action) == ("W-10", Code.UNKNOWN, Action.REFUND_OWED)
    assert Attention.REFUND_OWED in verdict.attention
    taken = follow(case(stopped(), phase=AtSupplier()), on)
    assert isinstance(taken.phase, RefundOwed)
    with pytest.raises(Refused, match="amount_unknown"):
        apply(taken, mv.WantRefund(100, True), on)
    waived = apply(taken, mv.Waive("nothing was paid"), on)
    assert isinstance(waived.phase, Closed)
    by_hand = apply(taken, mv.DoByHand("refund", 700), on)
    claimed = apply(by_hand, mv.DidByHand(NOW), on)
    seen = follow(claimed, ground(unknown(returned=700)))
    assert isinstance(seen.phase, RefundOwed)  # nobody knows whether that was all: the person says so


@pytest.mark.parametrize("more", [{"chargeback": Chargeback.LOST}, {"financial": "refunded"}, {"received": 0}])
def test_nothing_is_asked_where_nothing_can_be_owed(more: dict[str, Any]) -> None:
    on = ground(unknown(**more))
    assert not owes(on.situation(case(stopped(), phase=Settling())))


def test_the_amount_told_later_is_what_is_owed() -> None:
    owing = follow(case(stopped(), phase=Settling()), ground(unknown()))
    told = follow(owing, ground(unknown(received=3000)))
    assert isinstance(told.phase, RefundOwed)
    assert ground(unknown(received=3000)).verdict(told).owed == 3000
    done = follow(owing, ground(unknown(received=3000, returned=3000)))
    assert isinstance(done.phase, Closed)


# -- cancelled by somebody else while the supplier is asked ---------------------------------------------------------


def cancelled_while_asked() -> tuple[Case, Ground]:
    on = ground(order(shopify_id="gid://1", cancelled_at=NOW - H))
    return follow(case(leg(S.ASKED, looked_at=NOW), phase=AtSupplier()), on), on


def test_the_refund_press_is_refused_in_words_while_the_parcel_may_ship() -> None:
    owing, on = cancelled_while_asked()
    assert isinstance(owing.phase, RefundOwed)
    for press in (mv.WantRefund(3000, True), mv.DoByHand("refund", 3000)):
        with pytest.raises(Refused, match="may_still_ship"):
            apply(owing, press, on)


def test_an_override_unlocks_the_refund_that_is_owed() -> None:
    owing, on = cancelled_while_asked()
    with pytest.raises(Refused, match="reason_needed"):
        apply(owing, mv.Override("", None), on)
    freed = apply(owing, mv.Override("they stay silent", None), on)
    assert isinstance(freed.phase, RefundOwed)
    assert len(freed.overrides) == 1
    assert on.verdict(freed).code is Code.ALARM
    wanted = with_key(apply(freed, mv.WantRefund(3000, True), on), "key")
    refund_permit(wanted, on, (RefundPart("g", "shop", 3000),), "note")
    claimed = apply(apply(freed, mv.DoByHand("refund", 3000), on), mv.DidByHand(NOW), on)
    assert isinstance(claimed.phase, Claimed)


def test_an_override_does_not_cover_what_was_shipped_since() -> None:
    owing, on = cancelled_while_asked()
    freed = apply(owing, mv.Override("they stay silent", None), on)
    gone: Leg = replace(freed.legs[0], state=S.GONE, shipped_at=NOW)
    with pytest.raises(Refused, match="gone"):
        apply(replace(freed, legs=(gone,)), mv.WantRefund(3000, True), on)


# -- a claim that the order contradicts in part ---------------------------------------------------------------------


def test_a_claimed_cancellation_that_only_refunded_is_not_untouched() -> None:
    claimed = Claimed("cancel", 3000, CLEARED.scope, 0, NOW - H, CLEARED)
    on = ground(order(shopify_id="gid://1", returned=1200, refunded_at=NOW))
    back = follow(case(stopped(), phase=claimed), on)
    assert back.notice is not None
    assert (back.notice.code, back.notice.amount) == ("claim_differs", 1200)
    assert "seen_untouched" not in repr(back.phase)
    untouched = follow(case(stopped(), phase=claimed), ground(order(shopify_id="gid://1")))
    assert isinstance(untouched.phase, Cleared)
    assert untouched.phase.why == "seen_untouched"
