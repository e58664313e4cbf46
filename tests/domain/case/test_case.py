"""Phases and their moves, permits and who may make them (rules §4, §5)."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

import dropdesk
from dropdesk.domain.case.basis.consents import check_consents, stale_legs
from dropdesk.domain.case.basis.flight import can_send_again
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import (
    CancelReason,
    Clearance,
    Goodwill,
    Here,
    LossAccepted,
    NeverOrdered,
    NoPurchaseNeeded,
    Overridden,
    PersonSaw,
    RefundPart,
    ShopFirst,
)
from dropdesk.domain.case.shape.phases import (
    SENT,
    AtSupplier,
    ByHand,
    Claimed,
    Cleared,
    Closed,
    Drafted,
    Flight,
    Phase,
    RecallAsked,
    RecallSent,
    RefundOwed,
    RefundSent,
    RefundWanted,
    Sent,
    Settling,
    TooLate,
    Wanted,
    Withdrawing,
)
from dropdesk.domain.case.shape.state import Case, Notice, is_kept, open_case
from dropdesk.domain.case.steps import follow as case_follow
from dropdesk.domain.case.steps.answers import looked, pending, refused, sent, taken
from dropdesk.domain.case.steps.apply import apply, stays_open
from dropdesk.domain.case.steps.follow import follow, moves_by_time
from dropdesk.domain.case.steps.permits import cancel_permit, refund_permit
from dropdesk.domain.case.steps.shop_moves import with_key
from dropdesk.domain.order import Chargeback, FulfilmentRequest, Order, Recall, Refund
from dropdesk.domain.supplier.leg import Leg, LegState, SupplierKind, SupplierMoney
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import CaseId, Money, OrderKey, SupplierNumber, Take
from dropdesk.domain.verdict.owed import owed
from dropdesk.domain.verdict.units import with_unlinked
from dropdesk.domain.verdict.verdict import Route
from dropdesk.errors import Refused
from tests.domain.case.cases import CLEARED, PLAN, REFUND, M, case, ground, stopped
from tests.domain.worlds import NOW, A, B, D, H, S, leg, line, order
from tests.patching import replace_everywhere

# -- the way to the end ------


def samples() -> dict[str, tuple[Case, Order]]:
    """A case in every phase, with an order that fits it."""
    open_order = order(shopify_id="gid://1")
    gone = order(shopify_id="gid://1", cancelled_at=NOW - H)
    flight = Flight(NOW - 5 * M)
    free, live = stopped(), leg(S.OPEN)
    phases: list[tuple[Phase, Leg, Order]] = [
        (Drafted(), live, open_order),
        (AtSupplier(), live, open_order),
        (TooLate(), leg(S.GONE, shipped_at=NOW - D), open_order),
        (CLEARED, free, open_order),
        (RecallSent((("r", True),), flight, CLEARED), free, open_order),
        (RecallAsked(NOW, CLEARED), free, open_order),
        (Wanted(PLAN, CLEARED), free, open_order),
        (Sent(PLAN, flight, CLEARED), free, open_order),
        (RefundOwed(), free, gone),
        (RefundWanted(REFUND, RefundOwed()), free, gone),
        (RefundSent(REFUND, flight, RefundOwed()), free, gone),
        (ByHand("cancel", 3000, (), 0, CLEARED), free, open_order),
        (Claimed("cancel", 3000, (), 0, NOW, CLEARED), free, open_order),
        (Withdrawing(), live, open_order),
        (Settling(), stopped(money=SupplierMoney(Money(900, "EUR"), NOW)), replace(gone, returned=3000)),
        (Closed("refunded", NOW), free, replace(gone, returned=3000)),
    ]
    return {phase.kind: (case(one, phase=phase), on) for phase, one, on in phases}


def test_every_phase_is_there() -> None:
    assert {type(one.phase) for one, _ in samples().values()} == set(get_args(Phase))


@pytest.mark.parametrize("kind", list(samples()))
def test_every_phase_has_a_way_to_closed(kind: str) -> None:
    """By a person's own look where a call is out, and by a note from everywhere else."""
    made, on = samples()[kind]
    at = ground(on)
    if isinstance(made.phase, SENT):
        for later in (NOW, NOW + M, NOW + D):
            if isinstance(made.phase, SENT):
                made = apply(made, mv.SawInAdmin(False, later), ground(on, later))
        assert not isinstance(made.phase, SENT)
    if not isinstance(made.phase, Closed):
        made = apply(made, mv.CloseWithNote("note"), at)
    assert isinstance(made.phase, Closed)
    settled = on.cancelled_at is not None and on.returned == on.received and not made.legs[0].money.awaited
    assert stays_open(made, at) is not settled
    if settled:  # it would end again at once, with another closing time (617)
        with pytest.raises(Refused, match="not_now"):
            apply(made, mv.Reopen(), at)
    else:
        assert not isinstance(apply(made, mv.Reopen(), at).phase, Closed)


@pytest.mark.parametrize("kind", [k for k, (made, _) in samples().items() if isinstance(made.phase, SENT)])
@pytest.mark.parametrize("move", [mv.ChangeMind(), mv.Withdraw(), mv.CloseWithNote("n"), mv.SetWish(None), mv.Keep()])
def test_what_is_out_is_moved_by_looks_alone(kind: str, move: mv.Move) -> None:
    made, on = samples()[kind]
    with pytest.raises(Refused):
        apply(made, move, ground(on))


@pytest.mark.parametrize("kind", list(samples()))
def test_a_sighting_is_never_refused(kind: str) -> None:
    made, on = samples()[kind]
    for say in (Say.SHIPPED, Say.DELIVERED, Say.UNCLEAR, Say.NOT_SHIPPED, Say.ACCEPTED):
        after = apply(made, Report(made.legs[0].id, say, at=NOW), ground(on))
        if isinstance(made.phase, SENT):
            assert type(after.phase) is type(made.phase)


# -- the main path ------


def test_from_the_question_to_the_last_cent() -> None:
    at = ground()
    made = open_case(CaseId("c"), OrderKey(1), (leg(S.OPEN, cost=Money(900, "EUR")),), NOW, NOW)
    with pytest.raises(Refused, match="reason_needed"):
        apply(made, mv.Start(), at)
    made = apply(made, mv.SetWhy(mv.Reason.CHANGED_MIND, NOW), at)
    made = apply(made, mv.Start(), at)
    assert isinstance(made.phase, AtSupplier)
    made = apply(made, mv.TickRequest(made.legs[0].id, NOW), at)
    assert made.legs[0].state is S.ASKED
    made = apply(made, Report(made.legs[0].id, Say.ACCEPTED, at=NOW), at)
    assert isinstance(made.phase, Cleared)
    made = apply(made, mv.WantCancel(3000, False, CancelReason.CUSTOMER, False, True), at)
    assert isinstance(made.phase, Wanted)
    assert pending(made) == "send"
    permit = cancel_permit(made, at, "note")
    assert permit.refund_all
    assert isinstance(permit.clearance.consents[0][2], PersonSaw)
    made = taken(sent(made, NOW), "job", 0, at)
    assert pending(made) == "look"
    done = ground(order(shopify_id="gid://1", cancelled_at=NOW, returned=3000, refunded_at=NOW))
    made = looked(made, done, False, (), None)
    assert isinstance(made.phase, Settling)  # the supplier's 9.00 are awaited
    made = apply(made, Report(made.legs[0].id, Say.MONEY_RECEIVED, amount=Money(900, "EUR")), done)
    assert isinstance(made.phase, Closed)


def test_a_lost_cancellation_is_decided_anew_after_two_looks_a_minute_apart() -> None:
    made = case(stopped(), phase=Sent(PLAN, Flight(NOW), CLEARED))
    for seconds, kind in ((0, "sent"), (30, "sent"), (61, "sent"), (90, "sent"), (122, "cleared")):
        at = ground(now=NOW + timedelta(seconds=seconds))
        made = looked(made, at, False, (), None)
        assert made.phase.kind == kind
    assert made.phase.why == "not_cancelled"  # type: ignore[union-attr]


def test_a_running_job_is_waited_for() -> None:
    made = case(stopped(), phase=Sent(PLAN, Flight(NOW - H), CLEARED))
    for minutes in range(5):
        made = looked(made, ground(now=NOW + minutes * M), True, (), None)
        assert isinstance(made.phase, Sent)
    assert looked(made, ground(), False, ("No",), None).phase.kind == "cleared"


def test_a_refund_is_sent_again_only_found_absent_and_young() -> None:
    flight = Flight(NOW, looks=())
    plan = replace(REFUND, first_sent=NOW)
    on = order(shopify_id="gid://1", cancelled_at=NOW - H)
    made = case(stopped(), phase=RefundSent(plan, flight, RefundOwed()))
    with pytest.raises(Refused, match="not_now"):
        apply(made, mv.SendAgain(), ground(on))
    made = looked(made, ground(on), False, (), False)
    again = apply(made, mv.SendAgain(), ground(on, NOW + 22 * H))
    assert isinstance(again.phase, RefundWanted)
    assert again.phase.plan.key == plan.key
    for hours in (-1, 23, 40):
        with pytest.raises(Refused, match="too_old_to_resend"):
            apply(made, mv.SendAgain(), ground(on, NOW + hours * H))


def test_a_refund_that_was_taken_is_not_absent_because_a_page_lags() -> None:
    on = order(shopify_id="gid://1", cancelled_at=NOW - H)
    made = case(stopped(), phase=RefundSent(REFUND, Flight(NOW, certain=True), RefundOwed()))
    assert looked(made, ground(on), False, (), False) == made


def test_the_ground_moves() -> None:
    made = case(stopped(), phase=Wanted(PLAN, CLEARED))
    shipped = apply(made, Report(made.legs[0].id, Say.SHIPPED, at=NOW), ground())
    assert shipped.phase.kind in ("at_supplier", "too_late")
    edited = ground(order(line(A), line(B), shopify_id="gid://1"))
    assert follow(made, edited).phase.kind == "at_supplier"


def test_somebody_else_cancelled_or_refunded() -> None:
    made = case(stopped(), phase=CLEARED)
    cancelled = follow(made, ground(order(cancelled_at=NOW)))
    assert isinstance(cancelled.phase, RefundOwed)
    assert cancelled.phase.why == "cancelled_by_others"
    all_back = follow(made, ground(order(returned=3000, refunded_at=NOW)))
    assert isinstance(all_back.phase, Cleared)  # W-11: cancel without refund


def test_withdraw_and_reorder() -> None:
    asked = case(leg(S.ASKED, clock_started_at=NOW, asked_times=1), phase=AtSupplier())
    leaving = apply(asked, mv.Withdraw(), ground())
    assert isinstance(leaving.phase, Withdrawing)
    back = apply(leaving, mv.Undone(), ground())
    assert back.legs[0].state is S.OPEN
    assert isinstance(back.phase, Closed)
    assert back.outcome == "kept"
    stop = apply(case(stopped(), phase=CLEARED), mv.Withdraw(), ground())
    anew = apply(stop, mv.Reorder(SupplierNumber("8190439416163999"), ((A, 0),)), ground())
    assert is_kept(anew)
    assert len(anew.legs) == 2


def test_an_accepted_loss_lets_gone_units_be_refunded() -> None:
    gone = leg(S.GONE, shipped_at=NOW - D, cost=Money(900, "EUR"))
    made = case(gone, phase=TooLate())
    with pytest.raises(Refused, match="gone"):
        apply(made, mv.WantItems((Take(A, 1),), 1000, 0, False, True), ground())
    with pytest.raises(Refused, match="reason_needed"):
        apply(made, Report(gone.id, Say.LOSS_ACCEPTED), ground())
    made = apply(made, Report(gone.id, Say.LOSS_ACCEPTED, text_ref="ref"), ground())
    made = apply(made, mv.WantItems((Take(A, 1),), 1000, 0, False, True), ground())
    made = with_key(made, "0123456789abcdef")
    permit = refund_permit(made, ground(), (RefundPart("p", "g", 1000),), "DropDesk")
    assert isinstance(permit.grounds, Clearance)
    consent = permit.grounds.consents[0][2]
    assert consent == LossAccepted("ref", 900, "EUR", NOW)
    assert permit.note == "DropDesk 01234567"


def test_goodwill_needs_no_clearance_and_stays_below_what_came_in() -> None:
    made = apply(case(phase=TooLate()), mv.WantGoodwill(1500, False), ground())
    made = with_key(made, "0123456789abcdef")
    permit = refund_permit(made, ground(), (RefundPart("p", "g", 1500),), "DropDesk")
    assert permit.grounds == Goodwill("")
    with pytest.raises(Refused, match="goodwill_limit"):
        apply(case(phase=TooLate()), mv.WantGoodwill(1501, False), ground())
    assert apply(case(phase=TooLate()), mv.WantGoodwill(1501, False, "ref"), ground()).phase.kind == "refund_wanted"


# -- consents ------


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (stopped(), PersonSaw),
        (leg(S.NOT_ORDERED, looked_at=NOW), NeverOrdered),
        (leg(S.NO_PURCHASE), NoPurchaseNeeded),
        (leg(S.DELIVERED, delivered_at=NOW - D), Here),
        (leg(S.OPEN, kind=SupplierKind.SHOP_FIRST), ShopFirst),
    ],
)
def test_one_consent_for_every_unit(one: Leg, kind: type) -> None:
    made = case(one, phase=CLEARED)
    clearance = check_consents(made, ground(), (Take(A, 1),))
    assert [type(consent) for _, _, consent in clearance.consents] == [kind]


@pytest.mark.parametrize("state", [S.OPEN, S.ASKED, S.REFUSED, S.UNCLEAR, S.UNPAID])
def test_no_consent_for_what_may_still_ship_but_an_override(state: LegState) -> None:
    made = case(leg(state), phase=AtSupplier())
    with pytest.raises(Refused, match="may_still_ship"):
        check_consents(made, ground(), (Take(A, 1),))
    made = apply(made, mv.Override("why", Money(900, "EUR")), ground())
    clearance = check_consents(made, ground(), (Take(A, 1),))
    assert clearance.consents[0][2] == Overridden("why", 900, "EUR", NOW)


def test_a_shop_first_consent_cannot_be_had_for_aliexpress() -> None:
    made = case(leg(S.OPEN, kind=SupplierKind.ALIEXPRESS), phase=CLEARED)
    with pytest.raises(Refused, match="may_still_ship"):
        check_consents(made, ground(), (Take(A, 1),))


@pytest.mark.parametrize("minutes", [14, 15, 16])
def test_a_look_is_good_for_fifteen_minutes(minutes: int) -> None:
    made = case(stopped(looked_at=NOW - minutes * M), phase=CLEARED)
    if minutes < 15:
        assert stale_legs(made, ground(), (Take(A, 1),)) == ()
    else:
        assert stale_legs(made, ground(), (Take(A, 1),)) == (made.legs[0].id,)
        with pytest.raises(Refused, match="look_first"):
            apply(made, mv.WantCancel(3000, False, CancelReason.CUSTOMER, False, True), ground())


@pytest.mark.parametrize(
    ("on", "code"),
    [
        ({"cancel_running": True}, "blocked_cancel_running"),
        ({"return_open": True}, "blocked_return_open"),
        ({"authorisation_pending": True}, "blocked_authorisation"),
        ({"chargeback": Chargeback.OPEN}, "blocked_chargeback"),
        ({"fulfilment_not_cancellable": True}, "blocked_fulfilment"),
        ({"returned": 500}, "amount_changed"),
        ({"cancelled_at": NOW}, "already_cancelled"),
    ],
)
def test_pre_flight_holds_back(on: dict[str, Any], code: str) -> None:
    made = case(stopped(), phase=Wanted(PLAN, CLEARED))
    with pytest.raises(Refused, match=code):
        cancel_permit(made, ground(order(shopify_id="gid://1", **on)), "")


def test_a_refund_whose_plan_no_longer_fits_is_held_back() -> None:
    on = order(shopify_id="gid://1", cancelled_at=NOW - H, returned=100)
    made = case(stopped(), phase=RefundWanted(REFUND, RefundOwed()))
    with pytest.raises(Refused, match="plan_changed"):
        refund_permit(made, ground(on), (RefundPart("p", "g", 3000),), "")


def test_recall() -> None:
    request = FulfilmentRequest("r", "OPEN", "SUBMITTED", Recall.CANCEL, (Take(A, 1),))
    on = order(line(requested=1, requested_at=NOW - H), shopify_id="gid://1", requests=(request,))
    made = apply(case(stopped(), phase=CLEARED), mv.WantRecall(), ground(on))
    assert isinstance(made.phase, RecallSent)
    made = taken(sent(made, NOW), None, 0, ground(on))
    assert isinstance(made.phase, RecallAsked)
    assert moves_by_time(made, ground(on)) == NOW + 24 * H
    assert isinstance(follow(made, ground(on, NOW + 24 * H - M)).phase, RecallAsked)
    silent = follow(made, ground(on, NOW + 24 * H))
    assert isinstance(silent.phase, Cleared)
    assert moves_by_time(silent, ground(on, NOW + 24 * H)) is None
    assert (silent.phase.route, silent.phase.why) == (Route.ITEMS, "recall_silent")
    back = follow(made, ground(order(shopify_id="gid://1")))
    assert isinstance(back.phase, Cleared)
    assert (back.phase.route, back.phase.recalled) == (Route.CANCEL, True)


# -- who may make a permit ------


def test_only_the_case_makes_permits() -> None:
    """``CancelPermit``, ``RefundPermit`` and every consent are built in ``consents.py`` and ``permits.py`` alone."""
    kinds = {
        "CancelPermit", "RefundPermit", "Clearance", "Goodwill", "ApiSaw", "PersonSaw", "NeverOrdered",
        "NoPurchaseNeeded", "Here", "LossAccepted", "Overridden", "ShopFirst",
    }  # fmt: skip
    made = []
    for path in Path(dropdesk.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in kinds:
                made.append((path.name, node.func.id))
    assert {name for name, _ in made} == {"consents.py", "permits.py"}
    assert {kind for _, kind in made} == kinds


def test_money_that_is_still_booked_is_waited_for() -> None:
    """Cancelled, its job still running, the refund not on it yet: nothing is owed before the job ends."""
    made = case(stopped(), phase=Sent(PLAN, Flight(NOW, certain=True, job="j"), CLEARED))
    on = order(shopify_id="gid://1", cancelled_at=NOW)
    assert looked(made, ground(on), True, (), None) == made
    ended = looked(made, ground(on), False, (), None)
    assert isinstance(ended.phase, RefundOwed)
    assert ended.phase.why == "refund_not_seen"


def test_an_open_fulfilment_locks_the_cancellation_alone() -> None:
    on = order(shopify_id="gid://1", fulfilment_not_cancellable=True)
    made = apply(case(phase=TooLate()), mv.WantGoodwill(500, False), ground(on))
    made = with_key(made, "0123456789abcdef")
    assert refund_permit(made, ground(on), (RefundPart("p", "g", 500),), "").amount == 500


# -- what must never happen ------


def overridden() -> Case:
    """Cleared by a typed reason while its parcel may still ship."""
    made = apply(case(leg(S.OPEN), phase=AtSupplier()), mv.Override("why", Money(900, "EUR")), ground())
    assert isinstance(made.phase, Cleared)
    return apply(made, mv.WantCancel(3000, False, CancelReason.CUSTOMER, False, True), ground())


def test_an_override_is_no_consent_for_what_went_out_since() -> None:
    made = overridden()
    assert isinstance(made.phase, Wanted)
    shipped = apply(made, Report(made.legs[0].id, Say.SHIPPED, at=NOW), ground())
    assert isinstance(shipped.phase, TooLate)
    with pytest.raises(Refused, match="gone"):
        apply(shipped, mv.WantItems((Take(A, 1),), 1000, 0, False, True), ground())


def test_an_override_does_not_cover_what_was_added_since() -> None:
    """The whole order would be cancelled, the new line with it."""
    added = ground(order(line(A), line(B), shopify_id="gid://1"))
    assert isinstance(follow(overridden(), added).phase, AtSupplier)
    with pytest.raises(Refused, match="ground_moved"):
        cancel_permit(overridden(), added, "")


def test_what_was_taken_off_the_order_is_not_cleared_by_an_override() -> None:
    on = ground(order(line(A, returned=1), shopify_id="gid://1", returned=3000, refunded_at=NOW))
    assert not isinstance(follow(overridden(), on).phase, (Wanted, Cleared))


def sent_again() -> tuple[Case, Order]:
    """A refund that nobody knows of, looked for, found absent, to be sent again."""
    on = order(shopify_id="gid://1", cancelled_at=NOW - H)
    plan = replace(REFUND, first_sent=NOW)
    made = case(stopped(), phase=RefundSent(plan, Flight(NOW), RefundOwed()))
    return apply(looked(made, ground(on), False, (), False), mv.SendAgain(), ground(on)), on


def test_a_refund_sent_once_keeps_its_key_when_sending_it_again_is_held_back() -> None:
    """Its first call may arrive late: a new refund with another key would come on top of it."""
    made, on = sent_again()
    for after in (
        refused(made, "offline", "", ground(on)),
        apply(made, mv.ChangeMind(), ground(on)),
    ):
        assert isinstance(after.phase, RefundSent)
        assert after.phase.plan.key == REFUND.key
        assert not can_send_again(after, ground(on))  # looked for first
    for move in (mv.Withdraw(), mv.CloseWithNote("n"), mv.SetWish(None), mv.DoByHand("refund", 3000)):
        with pytest.raises(Refused, match="sent"):
            apply(made, move, ground(on))


def test_not_done_in_the_admin_is_one_look() -> None:
    """Seconds after a time-out the call may still arrive: the cancellation needs two looks, the refund its key."""
    soon = ground(now=NOW + timedelta(seconds=5))
    made = case(stopped(), phase=Sent(PLAN, Flight(NOW), CLEARED))
    with pytest.raises(Refused, match="too_early") as early:
        apply(made, mv.SawInAdmin(False, soon.now), soon)
    assert early.value.facts["at"] == NOW + M
    made = apply(made, mv.SawInAdmin(False, NOW + M), ground(now=NOW + M))
    assert isinstance(made.phase, Sent)
    made = apply(made, mv.SawInAdmin(False, NOW + 2 * M), ground(now=NOW + 2 * M))
    assert isinstance(made.phase, Cleared)
    on = order(shopify_id="gid://1", cancelled_at=NOW - H)
    out = case(stopped(), phase=RefundSent(REFUND, Flight(NOW), RefundOwed()))
    seen = apply(out, mv.SawInAdmin(False, soon.now), ground(on, soon.now))
    assert isinstance(seen.phase, RefundSent)
    assert can_send_again(seen, ground(on, soon.now))
    late = apply(seen, mv.SawInAdmin(False, NOW + D), ground(on, NOW + D))
    assert isinstance(late.phase, RefundOwed)


@pytest.mark.parametrize("amount", [1000, 500])
def test_what_went_back_before_the_plan_is_no_part_of_it(amount: int) -> None:
    """2000 of 3000 went back earlier; the plan refunds on top of them, and that is not done before it is seen."""
    on = order(line(A), line(B, returned=1), shopify_id="gid://1", returned=2000, refunded_at=NOW - D)
    made = case(stopped(), phase=CLEARED)
    made = apply(made, mv.WantCancel(amount, False, CancelReason.CUSTOMER, False, True), ground(on))
    made = looked(sent(made, NOW), ground(replace(on, cancelled_at=NOW)), False, (), None)
    if amount == 1000:  # all that was left, with the cancellation itself; it is not on the order
        assert made.phase == RefundOwed("refund_not_seen")
    else:
        assert isinstance(made.phase, RefundWanted)
        assert made.phase.plan.amount == amount


def test_the_second_of_two_calls_is_the_amount_on_the_button_or_none() -> None:
    """Somebody refunded a part between the plan and the cancellation (rules §5 "What the page promised")."""
    made = case(stopped(), phase=CLEARED)
    made = apply(made, mv.WantCancel(2000, False, CancelReason.CUSTOMER, False, True), ground())
    on = order(shopify_id="gid://1", cancelled_at=NOW, returned=500)
    made = looked(sent(made, NOW), ground(on), False, (), None)
    assert made.phase == RefundOwed("returned_by_others")
    assert made.notice == Notice("returned_by_others", 500, "EUR", None)
    assert owed(ground(on).situation(made)) == 1500


def test_what_others_cancelled_is_not_paid_by_our_plan() -> None:
    made = case(stopped(), phase=CLEARED)
    made = apply(made, mv.WantCancel(2000, False, CancelReason.CUSTOMER, False, True), ground())
    on = order(shopify_id="gid://1", cancelled_at=NOW)
    made = follow(made, ground(on))
    assert made.phase == RefundOwed("cancelled_by_others")
    assert owed(ground(on).situation(made)) == 3000


def test_an_accepted_loss_is_no_consent_once_the_purchase_is_live_again() -> None:
    gone = leg(S.GONE, shipped_at=NOW - D)
    made = apply(case(gone, phase=TooLate()), Report(gone.id, Say.LOSS_ACCEPTED, text_ref="ref"), ground())
    made = apply(made, Report(gone.id, Say.UNCLEAR, detail="changed"), ground())
    with pytest.raises(Refused, match="may_still_ship"):
        check_consents(made, ground(), (Take(A, 1),))


def test_a_dispute_window_that_is_over_leaves_the_parcel_gone() -> None:
    late = leg(S.DISPUTABLE, shipped_at=NOW - 40 * D, dispute_until_typed=NOW)
    before = follow(case(late, phase=AtSupplier()), ground(now=NOW - M))
    assert isinstance(before.phase, AtSupplier)
    over = follow(before, ground())
    assert isinstance(over.phase, TooLate)
    assert over.legs[0].state is S.GONE


def test_one_of_two_refunded_by_amount_alone_is_not_wished_once_more() -> None:
    """A colleague gives the value of one piece back without naming it: the wish was for that one."""
    two = order(line(A, 2), shopify_id="gid://1", received=2000)
    made = case(stopped(units=((A, 0), (A, 1))), phase=AtSupplier(), wish=(Take(A, 1),))
    before = follow(made, ground(two))
    assert isinstance(before.phase, Cleared)
    back = replace(two, returned=1000, returned_without_quantities=1000, refunded_at=NOW - H)
    after = follow(before, ground(back))
    assert after.wish == ()
    assert not isinstance(after.phase, Cleared)


def test_one_of_two_is_not_wished_once_more_when_it_went_back() -> None:
    both = stopped(units=((A, 0), (A, 1)))
    on = order(line(A, 2), shopify_id="gid://1")
    made = apply(case(both, phase=AtSupplier()), mv.SetWish((Take(A, 1),)), ground(on))
    assert made.phase == Cleared((Take(A, 1),), Route.ITEMS, why="wish_changed")
    on = replace(on, lines=(line(A, 2, returned=1),), returned=1000, refunded_at=NOW)
    after = follow(made, ground(on))
    assert after.wish == ()
    assert isinstance(after.phase, Closed)
    more = apply(after, mv.Reopen(), ground(on))
    assert isinstance(more.phase, Cleared)  # the other one, asked for anew


def test_by_hand_asks_for_the_same_consents() -> None:
    two = ground(order(line(A), line(B), shopify_id="gid://1"))
    made = case(stopped(), leg(S.OPEN, 2, ((B, 0),)), phase=Cleared((Take(A, 1),), Route.ITEMS), wish=(Take(A, 1),))
    with pytest.raises(Refused, match="may_still_ship"):
        apply(made, mv.DoByHand("items", 1000, (Take(B, 1),)), two)
    due = case(leg(S.OPEN), phase=RefundOwed())
    with pytest.raises(Refused, match="may_still_ship"):
        apply(due, mv.DoByHand("refund", 3000), ground(order(cancelled_at=NOW)))
    gone = case(leg(S.GONE, shipped_at=NOW - D), phase=TooLate())
    with pytest.raises(Refused, match="not_now"):
        apply(gone, mv.DoByHand("cancel", 3000), ground())
    assert isinstance(apply(gone, mv.DoByHand("refund", 500), ground()).phase, ByHand)


def test_a_recall_that_was_held_back_was_not_refused() -> None:
    request = FulfilmentRequest("r", "OPEN", "SUBMITTED", Recall.CANCEL, (Take(A, 1),))
    on = order(line(requested=1, requested_at=NOW - H), shopify_id="gid://1", requests=(request,))
    made = apply(case(stopped(), phase=CLEARED), mv.WantRecall(), ground(on))
    held = refused(made, "offline", "", ground(on))
    assert isinstance(held.phase, Cleared)
    assert (held.phase.route, held.phase.recalled, held.phase.why) == (Route.CANCEL, False, "offline")


def test_goodwill_seen_in_the_admin_is_goodwill() -> None:
    """It counts towards the limit, and the parcel stays with the customer."""
    plan = replace(REFUND, amount=500, purpose="goodwill")
    made = case(leg(S.GONE, shipped_at=NOW - D), phase=RefundSent(plan, Flight(NOW), TooLate()))
    made = apply(made, mv.SawInAdmin(True, NOW, 500), ground())
    assert isinstance(made.phase, Claimed)
    seen = follow(made, ground(order(shopify_id="gid://1", returned=500, refunded_at=NOW)))
    assert isinstance(seen.phase, TooLate)
    assert seen.goodwill == 500


@pytest.mark.parametrize("purpose", ["items", "goodwill"])
def test_others_cancelled_before_a_refund_went_out(purpose: Any) -> None:
    plan = replace(REFUND, amount=500, purpose=purpose)
    made = case(stopped(), phase=RefundWanted(plan, TooLate()))
    after = follow(made, ground(order(shopify_id="gid://1", cancelled_at=NOW)))
    assert after.phase == RefundOwed("cancelled_by_others")


def test_a_cancellation_is_not_sent_once_a_line_went_out() -> None:
    """Seen stopped after that: still nothing will come, but Shopify refunds items only (R-40)."""
    on = order(line(fulfilled=1, fulfilled_at=NOW - H), shopify_id="gid://1")
    made = follow(case(stopped(), phase=Wanted(PLAN, CLEARED)), ground(on))
    assert not isinstance(made.phase, Wanted)
    assert isinstance(follow(made, ground(on)).phase, Cleared)


def test_a_refund_that_is_still_booked_is_not_done_though_its_answer_was_lost() -> None:
    on = order(shopify_id="gid://1", cancelled_at=NOW - H)
    made = case(stopped(), phase=RefundSent(REFUND, Flight(NOW), RefundOwed()))
    booking = Refund("gid://r", NOW, 0, "DropDesk 01234567", pending=3000)
    seen = looked(made, ground(replace(on, refund_pending=3000, refunds=(booking,))), False, (), True)
    assert isinstance(seen.phase, RefundSent)
    assert seen.phase.flight.certain
    booked = replace(on, returned=3000, refunded_at=NOW, refunds=(replace(booking, amount=3000, pending=0),))
    assert not isinstance(looked(seen, ground(booked), False, (), True).phase, RefundSent)


def test_a_stopped_purchase_is_no_reorder() -> None:
    number = SupplierNumber("8190439416163999")
    made = apply(case(replace(stopped(), number=number), phase=CLEARED), mv.Withdraw(), ground())
    with pytest.raises(Refused, match="not_now"):
        apply(made, mv.Reorder(number, ((A, 0),)), ground())


def test_nothing_ordered_stays_said_when_the_line_grows() -> None:
    bare = replace(case(phase=AtSupplier()), legs=())
    (rest,) = with_unlinked(ground().situation(bare))
    made = apply(bare, Report(rest.id, Say.NEVER_ORDERED), ground())
    grown = ground(order(line(A, 2), shopify_id="gid://1"))
    said, new = with_unlinked(grown.situation(made))
    assert (said.state, new.state) == (S.NOT_ORDERED, S.UNLINKED)
    made = apply(made, Report(new.id, Say.NEVER_ORDERED), grown)
    assert {leg.state for leg in made.legs} == {S.NOT_ORDERED}
    assert {unit for leg in made.legs for unit in leg.units} == {(A, 0), (A, 1)}


def test_requested_units_are_recalled_before_money_moves() -> None:
    request = FulfilmentRequest("r", "OPEN", "SUBMITTED", Recall.CANCEL, (Take(A, 1),))
    on = order(line(requested=1, requested_at=NOW - H), shopify_id="gid://1", requests=(request,))
    want = mv.WantCancel(3000, False, CancelReason.CUSTOMER, False, True)
    with pytest.raises(Refused, match="recall_first"):
        apply(case(stopped(), phase=CLEARED), want, ground(on))
    with pytest.raises(Refused, match="recall_first"):
        items = mv.WantItems((Take(A, 1),), 1000, 0, False, True)
        apply(case(stopped(), phase=replace(CLEARED, route=Route.ITEMS)), items, ground(on))
    unoffered = replace(on, requests=(replace(request, recall=Recall.NONE),))
    assert apply(case(stopped(), phase=CLEARED), want, ground(unoffered)).phase.kind == "wanted"


@pytest.mark.parametrize("say", [Say.PAYS_PART, Say.RETURN_RECEIVED])
def test_the_suppliers_money_for_what_may_still_ship_stops_nothing(say: Say) -> None:
    made = apply(case(leg(S.OPEN), phase=AtSupplier()), Report(leg(S.OPEN).id, say, amount=Money(300, "EUR")), ground())
    assert made.legs[0].state is S.OPEN
    assert made.legs[0].money.awaited == Money(300, "EUR")
    assert isinstance(made.phase, AtSupplier)


# -- what the page promised, and what others do ------


def test_ten_thousand_looks_without_news_change_nothing() -> None:
    """No news, no journal row: a state that stays the same is not written (rules §5)."""
    on = order(shopify_id="gid://1", cancelled_at=NOW - H)
    made = case(stopped(), phase=RefundSent(REFUND, Flight(NOW), RefundOwed()))
    states = {made}
    for n in range(10_000):
        made = looked(made, ground(on, NOW + timedelta(seconds=20 * n)), False, (), False)
        states.add(made)
    assert len(states) == 2  # the first one opened sending again


@pytest.mark.parametrize("phase", [CLEARED, Wanted(replace(PLAN, before=0), CLEARED), AtSupplier(), TooLate()])
def test_a_part_that_somebody_returned_is_always_said(phase: Phase) -> None:
    legs = {AtSupplier: leg(S.OPEN), TooLate: leg(S.GONE, shipped_at=NOW - D)}
    made = case(legs.get(type(phase), stopped()), phase=phase, seen_back=0)
    on = order(shopify_id="gid://1", returned=700, refunded_at=NOW - M)
    after = follow(made, ground(on))
    assert after.notice == Notice("returned_by_others", 700, "EUR", NOW - M)
    assert not isinstance(after.phase, Wanted)  # a new press is needed
    assert after.seen_back == 700
    if isinstance(phase, Wanted):
        assert after.phase == replace(CLEARED, why="returned_by_others")


def by_hand(what: str, amount: int, back: Any, **more: Any) -> Claimed:
    return Claimed(what, amount, (), 0, NOW - H, back, **more)


@pytest.mark.parametrize(("returned", "owes"), [(0, 2000), (500, 1500), (2000, 0), (3000, 0)])
def test_a_cancellation_by_hand_is_the_claim_and_sets_the_plan(returned: int, owes: int) -> None:
    on = order(shopify_id="gid://1", cancelled_at=NOW - M, returned=returned)
    for phase in (by_hand("cancel", 2000, CLEARED), ByHand("cancel", 2000, (), 0, CLEARED)):
        after = follow(case(stopped(), phase=phase, seen_back=0), ground(on))
        assert after.plan == 2000
        assert owed(ground(on).situation(after)) == owes
        assert (after.notice is not None) is (returned not in (0, 2000))
        assert isinstance(after.phase, RefundOwed) is (owes > 0)


def test_what_is_owed_and_done_by_hand_stays_there_and_keeps_its_plan() -> None:
    on = order(shopify_id="gid://1", cancelled_at=NOW - D)
    made = case(stopped(), phase=RefundOwed(), plan=2000, seen_back=0)
    made = apply(made, mv.DoByHand("refund", 2000), ground(on))
    assert isinstance(made.phase, ByHand)
    made = apply(made, mv.DidByHand(NOW), ground(on))
    assert isinstance(made.phase, Claimed)
    assert made.plan == 2000
    done = follow(made, ground(replace(on, returned=1500, refunded_at=NOW)))
    assert isinstance(done.phase, RefundOwed)  # another amount than claimed: said, the rest is owed
    assert done.notice is not None
    assert (done.notice.code, done.notice.amount) == ("claim_differs", 1500)


@pytest.mark.parametrize("what", ["cancel", "refund"])
def test_a_claim_that_a_newer_look_does_not_show_goes_back(what: str) -> None:
    back: Any = CLEARED if what == "cancel" else RefundOwed()
    on = order(shopify_id="gid://1", cancelled_at=None if what == "cancel" else NOW - D)
    for seen, stays in ((NOW - 2 * H, True), (NOW - H, True), (NOW, False)):
        at = ground(replace(on, seen=replace(on.seen, at=seen)))
        made = follow(case(stopped(), phase=by_hand(what, 2000, back), seen_back=0), at)
        assert isinstance(made.phase, Claimed) is stays
        if not stays:
            assert made.phase == replace(back, why="seen_untouched")
    # A call that went out is looked for as before: its key is not given up.
    out = RefundSent(REFUND, Flight(NOW - H), RefundOwed())
    claim = by_hand("refund", 3000, RefundOwed(), out=out)
    paid = order(shopify_id="gid://1", cancelled_at=NOW - D)
    assert follow(case(stopped(), phase=claim, seen_back=0), ground(paid)).phase == out


@pytest.mark.parametrize("cancelled", [True, False])
@pytest.mark.parametrize("phase", [Settling(), Closed("refunded", NOW - H)])
def test_a_refund_that_fails_later_comes_back_by_itself(phase: Phase, cancelled: bool) -> None:
    failed = Refund("gid://r", NOW - D, 0, failed=3000, reason="the card was closed")
    on = order(shopify_id="gid://1", cancelled_at=NOW - D if cancelled else None, refunds=(failed,))
    made = case(stopped(), phase=phase, plan=3000 if cancelled else None, outcome="refunded", seen_back=3000)
    after = follow(made, ground(on))
    assert isinstance(after.phase, RefundOwed if cancelled else Cleared)
    assert after.notice == Notice("refund_failed", 3000, "EUR", NOW - D, "the card was closed")


def test_a_new_wish_ends_kept() -> None:
    kept = apply(case(leg(S.GONE, shipped_at=NOW - D), phase=TooLate()), mv.Keep(), ground())
    assert is_kept(kept)
    again = kept if not isinstance(kept.phase, Closed) else apply(kept, mv.Reopen(), ground())
    anew = apply(again, mv.SetWish((Take(A, 1),)), ground())
    assert isinstance(anew.phase, TooLate)
    back = apply(anew, Report(anew.legs[0].id, Say.CAME_BACK), ground())
    assert isinstance(back.phase, Cleared)


def test_a_pending_refund_keeps_the_case_open() -> None:
    on = order(shopify_id="gid://1", cancelled_at=NOW - H, refund_pending=3000)
    made = follow(case(stopped(), phase=Settling(), plan=3000, seen_back=3000), ground(on))
    assert isinstance(made.phase, Settling)
    booked = replace(on, refund_pending=0, returned=3000, refunded_at=NOW)
    assert isinstance(follow(made, ground(booked)).phase, Closed)


def test_goodwill_by_hand_keeps_the_same_bounds() -> None:
    with pytest.raises(Refused, match="goodwill_limit"):
        apply(case(phase=TooLate()), mv.DoByHand("refund", 1501), ground())
    made = apply(case(phase=TooLate()), mv.DoByHand("refund", 1501, reason_ref="why"), ground())
    assert isinstance(made.phase, ByHand)
    assert made.phase.what == "goodwill"


def test_a_slow_look_counts_from_when_it_was_asked_for() -> None:
    """Its answer shows what was at the time: 60 seconds that passed while it was read prove nothing."""
    out = case(stopped(), phase=Sent(PLAN, Flight(NOW), CLEARED))
    asked = NOW + timedelta(seconds=5)
    early = looked(out, ground(order(shopify_id="gid://1"), NOW + 2 * M), False, (), None, asked)
    assert early == out
    late = looked(out, ground(order(shopify_id="gid://1"), NOW + 3 * M), False, (), None, NOW + 2 * M)
    assert isinstance(late.phase, Sent)
    assert late.phase.flight.looks == (NOW + 2 * M,)


def test_a_recall_is_looked_for_twice_and_told_by_the_request_of_the_merchant() -> None:
    request = FulfilmentRequest("r", "IN_PROGRESS", "ACCEPTED", Recall.REQUEST, (Take(A, 1),))
    on = order(line(requested=1, requested_at=NOW - H), shopify_id="gid://1", requests=(request,))
    out = case(stopped(), phase=RecallSent((("r", False),), Flight(NOW), CLEARED))
    once = looked(out, ground(on, NOW + M), False, (), None)
    assert isinstance(once.phase, RecallSent)
    twice = looked(once, ground(on, NOW + 2 * M), False, (), None)
    assert twice.phase == replace(CLEARED, why="not_done")
    told = replace(on, requests=(replace(request, recall_asked_at=NOW),))
    assert isinstance(looked(out, ground(told, NOW + M), False, (), None).phase, RecallAsked)


# -- what a person can do with a leg (rules §5, first table) ------
ASKED_FROM = {S.OPEN, S.ASKED, S.REFUSED, S.UNPROVEN}

DONE_FROM = {
    Say.DEMANDED: {S.REFUSED, S.DEMANDED},
    Say.REQUEST_WITHDRAWN: {S.ASKED},
    Say.SENT_BACK: {S.RETURNING},
    Say.LOSS_ACCEPTED: {S.GONE, S.RETURNING, S.DELIVERED, S.HANDLED},
}


@pytest.mark.parametrize("state", LegState)
def test_a_request_is_ticked_where_the_table_lists_it(state: LegState) -> None:
    made = case(leg(state, clock_started_at=NOW - H), phase=AtSupplier())
    tick = mv.TickRequest(made.legs[0].id, NOW)
    if state in ASKED_FROM:
        assert apply(made, tick, ground()).legs[0].state is S.ASKED
    else:
        with pytest.raises(Refused, match="not_now"):
            apply(made, tick, ground())


def test_a_line_that_nobody_linked_is_not_asked_for() -> None:
    """A colleague adds a line: nothing is known of its purchase, so nothing can have been asked."""
    on = order(line(A), line(B), shopify_id="gid://1")
    made = case(leg(S.OPEN), phase=AtSupplier())
    added = next(one for one in with_unlinked(ground(on).situation(made)) if one.state is S.UNLINKED)
    with pytest.raises(Refused, match="not_now"):
        apply(made, mv.TickRequest(added.id, NOW), ground(on))


@pytest.mark.parametrize("state", LegState)
@pytest.mark.parametrize("say", DONE_FROM)
def test_an_act_is_done_where_the_table_lists_it(say: Say, state: LegState) -> None:
    made = case(leg(state, clock_started_at=NOW - H), phase=AtSupplier())
    said = Report(made.legs[0].id, say, at=NOW, text_ref="ref", tracking_number="RB1")
    if state in DONE_FROM[say]:
        assert apply(made, said, ground()).legs[0] != made.legs[0]
    else:
        with pytest.raises(Refused, match="not_now"):
            apply(made, said, ground())


def test_nobody_withdraws_once_money_went_back() -> None:
    """Rules §5: as long as nothing is cancelled or refunded. Money that went back before, or as goodwill, is no bar."""
    before = ground(order(line(A, 2), shopify_id="gid://1", returned=500, refunded_at=NOW - D))
    begun = apply(case(stopped(), phase=AtSupplier()), mv.TickMessage(stopped().id, NOW), before)
    assert begun.first_back == 500
    assert isinstance(apply(begun, mv.Withdraw(), before).phase, Withdrawing)
    for more in ({"returned": 900}, {"returned": 500, "refund_pending": 400}):
        after = ground(order(line(A, 2), shopify_id="gid://1", refunded_at=NOW, **more))
        with pytest.raises(Refused, match="withdraw_refunded") as caught:
            apply(begun, mv.Withdraw(), after)
        assert caught.value.facts["amount"] == 400
        assert isinstance(apply(replace(begun, goodwill=400), mv.Withdraw(), after).phase, Withdrawing)


def test_a_case_of_0_1_0_reads_the_refunds_dates() -> None:
    old = case(stopped(), phase=AtSupplier(), first_back=None, seen_back=0)
    given = Refund("r", NOW + M, 700)
    on = order(shopify_id="gid://1", returned=700, refunds=(given,), refunded_at=NOW + M)
    with pytest.raises(Refused, match="withdraw_refunded"):
        apply(old, mv.Withdraw(), ground(on))
    earlier = replace(on, refunds=(replace(given, at=NOW - D),))
    assert isinstance(apply(old, mv.Withdraw(), ground(earlier)).phase, Withdrawing)


@pytest.mark.parametrize(("held", "lines", "mark"), [(0, (Take(A, 1),), ""), (1, (), " again")])
def test_units_of_a_failed_refund_that_shopify_keeps_go_by_amount(held: int, lines: Any, mark: str) -> None:
    on = order(line(A, held=held), line(B), shopify_id="gid://1")
    scope = (Take(A, 1),)
    made = case(stopped(), phase=Cleared(scope, Route.ITEMS), wish=scope)
    wanted = with_key(apply(made, mv.WantItems((Take(A, 1),), 1000, 0, True, True), ground(on)), "5eed00001")
    permit = refund_permit(wanted, ground(on), (RefundPart("p", "g", 1000),), "DropDesk")
    assert permit.lines == lines
    assert permit.restock is (not held)
    assert permit.note == f"DropDesk{mark} 5eed0000"


def test_phases_that_went_in_a_circle_leave_the_case_where_it_was(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It made the order unopenable, and every order read together with it."""
    first, other = case(stopped(), phase=CLEARED), case(stopped(), phase=Drafted())
    replace_everywhere(monkeypatch, case_follow._follow_once, lambda one, _: other if one.phase == CLEARED else first)
    assert follow(first, ground()).phase == CLEARED
    assert "circle" in caplog.text
