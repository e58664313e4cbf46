"""Every move of a person in a case and what comes back from outside: its state to the last field (rules §5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dropdesk.domain.case.basis.consents import check_consents, stale_legs
from dropdesk.domain.case.basis.ground import Ground, stays_wished
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import (
    ApiSaw,
    CancelReason,
    Clearance,
    LossAccepted,
    NeverOrdered,
    Overridden,
    RefundPart,
)
from dropdesk.domain.case.shape.phases import (
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
    RefundPlan,
    RefundSent,
    RefundWanted,
    Sent,
    Settling,
    TooLate,
    Wanted,
    Withdrawing,
)
from dropdesk.domain.case.shape.state import Case, Notice, Override, is_kept
from dropdesk.domain.case.shown import progress as case_progress
from dropdesk.domain.case.steps import answers as case_answers
from dropdesk.domain.case.steps.answers import not_known, planned_parts, taken
from dropdesk.domain.case.steps.apply import apply, can_discard
from dropdesk.domain.case.steps.follow import follow
from dropdesk.domain.case.steps.permits import cancel_permit, refund_permit
from dropdesk.domain.case.steps.shop_moves import with_key
from dropdesk.domain.order import Chargeback, FulfilmentRequest, Order, Recall, Refund
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.leg import How, SupplierMoney
from dropdesk.domain.supplier.moves import in_its_place
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, LineId, Money, SupplierNumber, Take
from dropdesk.domain.verdict.owed import owed
from dropdesk.domain.verdict.verdict import Attention, Route
from dropdesk.domain.workdays import WorkCalendar
from dropdesk.errors import Refused
from tests.domain.case.cases import CLEARED, PLAN, REFUND, M, case, ground, stopped
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, A, B, D, H, S, leg, line, order

NUMBER = SupplierNumber("8190000000000001")
KNOWN = order(shopify_id="gid://1")
CANCELLED = order(shopify_id="gid://1", cancelled_at=NOW - H)
GONE = leg(S.GONE, shipped_at=NOW - D)
TWO = order(line(A), line(B), shopify_id="gid://1")


def refused(made: Case, move: mv.Move, at: Any = None) -> Refused:
    with pytest.raises(Refused) as caught:
        apply(made, move, at or ground())
    return caught.value


# -- the ground -------------------------------------------------------------------------------------------------------


def test_r08_supplier_money_is_overdue_from_the_end_of_the_15th_bank_day_of_the_first_that_waits() -> None:
    bank: dict[str, Any] = {"bank": WorkCalendar(), "zone": NOW.tzinfo}
    first = stopped(money=SupplierMoney(Money(9, "EUR"), NOW))
    later = stopped(id=LegId("2"), units=((B, 0),), money=SupplierMoney(Money(9, "EUR"), NOW + 5 * D))
    made = case(first, later, phase=Settling())
    amber = NOW.replace(hour=0) + 22 * D  # Wednesday and 15 bank days, 24:00

    def overdue(at: Any, **known: Any) -> bool:
        here = replace(ground(TWO, at), **known)
        return Attention.MONEY_OVERDUE in here.verdict(made).attention

    assert overdue(amber, **bank)
    assert not overdue(amber - M, **bank)
    assert not overdue(amber)
    assert not overdue(amber, bank=WorkCalendar())
    assert not overdue(amber, zone=NOW.tzinfo)


def test_what_was_made_of_the_same_facts_is_taken_over() -> None:
    made, here, there = case(stopped(), phase=CLEARED), ground(), ground()
    verdict = here.reading(made)
    there.remember(here.situation(made), verdict)
    assert there.reading(made) is verdict
    assert there.situation(made) is here.situation(made)


def test_a_closed_case_is_no_open_one_and_a_plan_says_what_a_cancellation_owes_alone() -> None:
    assert ground().situation(case(phase=AtSupplier())).open_case
    assert not ground().situation(case(phase=Closed("noted", NOW))).open_case
    assert ground().situation(case(plan=500)).plan is None
    assert ground(CANCELLED).situation(case(plan=500)).plan == 500


# -- why, what, ticks -------------------------------------------------------------------------------------------------


def test_why_keeps_the_note_that_was_there() -> None:
    made = apply(case(note_ref="first"), mv.SetWhy(mv.Reason.OTHER, NOW, edited_listing=True), ground())
    assert (made.note_ref, made.reason, made.asked_at, made.edited_listing) == ("first", mv.Reason.OTHER, NOW, True)
    assert apply(made, mv.SetWhy(mv.Reason.OTHER, NOW, note_ref="second"), ground()).note_ref == "second"
    assert apply(case(), mv.SetWhy(mv.Reason.OTHER, None, note_ref="x"), ground()).note_ref == "x"


def test_what_was_cut_off_stays_a_recorded_wish_until_it_is_wished_again() -> None:
    """Rules §5 "The wish changes". {A, B, C}, then {A, B}, then {B, C}: of A nobody said that it is kept."""
    third = LineId("c")
    on = ground(order(line(A), line(B), line(third), shopify_id="gid://1"))
    live = leg(S.OPEN, units=((A, 0), (B, 0), (third, 0)))
    begun = apply(case(live, phase=AtSupplier()), mv.SetWish((Take(A, 1), Take(B, 1), Take(third, 1))), on)
    two = apply(begun, mv.SetWish((Take(A, 1), Take(B, 1))), on)
    other = apply(two, mv.SetWish((Take(B, 1), Take(third, 1))), on)
    assert (two.cut, other.cut) == ((Take(third, 1),), (Take(A, 1),))
    again = apply(other, mv.SetWish((Take(B, 1), Take(third, 1))), on)
    assert [stays_wished(one, on) for one in (begun, two, other, again)] == [False, True, True, True]
    assert not apply(again, mv.SetWish((Take(A, 1), Take(B, 1), Take(third, 1))), on).cut_off
    gone_back = ground(replace(on.order, lines=(line(A, returned=1), *on.order.lines[1:])))
    assert not stays_wished(follow(again, gone_back), gone_back)
    assert stays_wished(replace(again, cut=()), gone_back)  # as written before it was known which
    assert apply(replace(again, cut=()), mv.SetWish((Take(B, 1), Take(third, 1))), on).cut_off
    shut = replace(again, phase=Closed("refunded", NOW), wish=())
    assert not apply(shut, mv.Reopen(), on).cut_off  # all that is left is wished now


def test_a_wish_is_of_units_that_there_are() -> None:
    two = ground(order(line(A, 2), shopify_id="gid://1"))
    live = leg(S.OPEN, units=((A, 0), (A, 1)))
    for wrong in ((), (Take(A, 0),), (Take(A, 3),), (Take(B, 1),), (Take(A, 1), Take(B, 1))):
        assert refused(case(live), mv.SetWish(wrong), two).code == "wish"
    made = apply(case(live, phase=AtSupplier()), mv.SetWish((Take(A, 2),)), two)
    assert (made.wish, made.phase, made.cut_off) == ((Take(A, 2),), AtSupplier("wish_changed"), False)
    less = apply(made, mv.SetWish((Take(A, 1),)), two)
    assert (less.wish, less.cut_off) == ((Take(A, 1),), True)  # what was cut off stays a recorded wish
    assert not apply(less, mv.SetWish(None), two).cut_off
    draft = apply(case(live), mv.SetWish((Take(A, 1),)), two)
    assert (draft.phase, draft.cut_off) == (Drafted(), False)
    for phase in (RefundOwed(), Closed("noted", NOW)):
        assert refused(case(live, phase=phase), mv.SetWish(None), two).code == "not_now"
    assert refused(case(live), mv.SetWish(None), ground(CANCELLED)).code == "not_now"


def test_ticks() -> None:
    wrote = apply(case(phase=AtSupplier()), mv.TickMessage(LegId("1"), NOW - H), ground())
    assert (wrote.legs[0].message_ticked_at, wrote.legs[0].acted_on, wrote.legs[0].state) == (NOW - H, True, S.OPEN)
    asked = apply(wrote, mv.TickRequest(LegId("1"), NOW - M), ground())
    assert (asked.legs[0].request_ticked_at, asked.legs[0].clock_started_at) == (NOW - M, NOW - M)
    assert asked.legs[0].message_ticked_at == NOW - H
    assert asked.legs[0].asked_times == 1
    again = apply(asked, mv.TickRequest(LegId("1"), NOW), ground())
    assert (again.legs[0].request_ticked_at, again.legs[0].asked_times) == (NOW, 2)
    assert refused(case(phase=AtSupplier()), mv.TickMessage(LegId("9"), NOW)).code == "no_leg"
    assert refused(case(phase=AtSupplier()), Report(LegId("9"), Say.SHIPPED)).code == "no_leg"


def test_a_tick_can_be_taken_back() -> None:
    wrote = apply(case(phase=AtSupplier()), mv.TickMessage(LegId("1"), NOW - H), ground())
    asked = apply(wrote, mv.TickRequest(LegId("1"), NOW), ground())
    silent = apply(asked, mv.Untick(LegId("1"), "message"), ground())
    assert (silent.legs[0].message_ticked_at, silent.legs[0].state) == (None, S.ASKED)
    open_again = apply(asked, mv.Untick(LegId("1"), "request"), ground())
    assert (open_again.legs[0].state, open_again.legs[0].request_ticked_at) == (S.OPEN, None)
    assert open_again.legs[0].message_ticked_at == NOW - H  # that one was written all the same
    assert refused(wrote, mv.Untick(LegId("1"), "request")).code == "not_now"
    told = replace(asked, legs=(replace(asked.legs[0], was=None),))
    assert refused(told, mv.Untick(LegId("1"), "request")).code == "not_now"
    moved = apply(asked, Report(LegId("1"), Say.REFUSED), ground())
    assert refused(moved, mv.Untick(LegId("1"), "request")).code == "not_now"
    answer = apply(moved, mv.Untick(LegId("1"), "answer"), ground())
    assert (answer.legs[0].state, answer.phase) == (S.ASKED, AtSupplier("taken_back"))
    for phase in (RefundOwed(), Settling(), Closed("noted", NOW)):
        assert (
            refused(replace(moved, phase=phase), mv.Untick(LegId("1"), "answer"), ground(CANCELLED)).code == "not_now"
        )


def test_of_a_shared_purchase_it_is_said_first_which_part() -> None:
    shared = replace(ground(), shared=frozenset({NUMBER}))
    made = case(replace(leg(S.OPEN), number=NUMBER), phase=AtSupplier())
    for tick in (mv.TickRequest(LegId("1"), NOW), mv.TickMessage(LegId("1"), NOW)):
        assert refused(made, tick, shared).code == "part_first"
        assert apply(made, tick, ground()).legs[0].acted_on  # not shared
    said = apply(made, mv.SayPart(LegId("1"), "only_ours"), shared)
    assert said.legs[0].part == "only_ours"
    assert apply(said, mv.TickRequest(LegId("1"), NOW), shared).legs[0].state is S.ASKED


def test_a_look_just_now() -> None:
    old = stopped(looked_at=NOW - D)
    made = apply(case(old, phase=CLEARED), mv.LookedNow(LegId("1"), NOW), ground())
    assert (made.legs[0].looked_at, made.legs[0].acted_on) == (NOW, True)
    assert stale_legs(made, ground(), (Take(A, 1),)) == ()


# -- keep, withdraw, close --------------------------------------------------------------------------------------------


def test_keep() -> None:
    assert apply(case(), mv.Keep(), ground()).phase == Withdrawing()
    assert is_kept(apply(case(GONE, phase=TooLate()), mv.Keep(), ground()))
    assert refused(case(stopped(), phase=Settling()), mv.Keep(), ground(CANCELLED)).code == "not_now"
    assert refused(case(phase=AtSupplier()), mv.Keep()).code == "not_now"


@pytest.mark.parametrize(
    "phase",
    [Drafted(), AtSupplier(), CLEARED, RecallAsked(NOW, CLEARED), Wanted(PLAN, CLEARED), RefundWanted(REFUND, CLEARED)],
)
def test_the_customer_withdraws_as_long_as_nothing_is_cancelled(phase: Phase) -> None:
    one = leg(S.OPEN) if isinstance(phase, (Drafted, AtSupplier)) else stopped()
    made = apply(case(one, phase=phase, plan=5), mv.Withdraw(), ground())
    assert (made.phase, made.plan) == (Withdrawing(), None)
    assert refused(case(one, phase=phase), mv.Withdraw(), ground(CANCELLED)).code == "not_now"


def test_withdrawn_and_wanted_after_all() -> None:
    assert apply(case(phase=Withdrawing()), mv.WantedAfterAll(), ground()).phase == AtSupplier()
    for move in (mv.WantedAfterAll(), mv.Undone()):
        assert refused(case(phase=AtSupplier()), move).code == "not_now"
    for phase in (RefundOwed(), Settling(), Withdrawing(), ByHand("cancel", 0, (), 0, CLEARED)):
        assert refused(case(phase=phase), mv.Withdraw(), ground(CANCELLED)).code == "not_now"


def test_undone_takes_back_what_was_asked_and_nothing_else() -> None:
    asked = leg(S.ASKED, asked_times=1, clock_started_at=NOW - D, request_ticked_at=NOW - D)
    refused_leg = leg(S.REFUSED, 2, ((B, 0),))
    made = apply(case(asked, refused_leg, phase=Withdrawing()), mv.Undone(), ground(TWO))
    assert {one.id: one.state for one in made.legs} == {LegId("1"): S.OPEN, LegId("2"): S.REFUSED}
    assert is_kept(made)


def test_reorder_is_a_new_purchase_that_nobody_looked_at() -> None:
    made = apply(case(stopped(), phase=Withdrawing()), mv.Reorder(NUMBER, ((A, 0),)), ground())
    new = made.legs[-1]
    assert (new.id, new.number, new.state) == (LegId(NUMBER), NUMBER, S.UNCLEAR)
    assert (new.units, new.known_at) == (((A, 0),), NOW)
    assert len(made.legs) == 2
    again = mv.Reorder(NUMBER, ((A, 0),))
    assert refused(case(stopped(), phase=AtSupplier()), again).code == "not_now"
    assert refused(case(stopped(), phase=Settling()), again, ground(CANCELLED)).code == "not_now"


def test_close_with_a_note_and_without_one() -> None:
    made = apply(case(phase=AtSupplier()), mv.CloseWithNote("n"), ground())
    assert (made.phase, made.outcome, made.note_ref) == (Closed("noted", NOW), "noted", "n")
    assert refused(case(), mv.CloseWithNote("")).code == "reason_needed"
    assert refused(made, mv.CloseWithNote("n")).code == "not_now"
    assert refused(made, mv.CloseWithNote("")).code == "not_now"
    assert refused(case(), mv.Reopen()).code == "not_now"
    again = apply(made, mv.Reopen(), ground())
    assert (again.phase, again.outcome) == (AtSupplier("reopened"), "")
    settled = apply(replace(made, plan=0), mv.Reopen(), ground(CANCELLED))
    assert not isinstance(settled.phase, AtSupplier)


def test_a_case_that_was_only_looked_at_is_discarded() -> None:
    made = apply(case(), mv.Discard(), ground())
    assert (made.phase, made.outcome) == (Closed("discarded", NOW), "discarded")
    for phase in (Drafted(), AtSupplier(), CLEARED):
        one = stopped() if phase is CLEARED else leg(S.OPEN)
        assert can_discard(case(one, phase=phase), KNOWN)
    over = Override((), "r", None, NOW)
    begun: list[Case] = [
        case(leg(S.OPEN, request_ticked_at=NOW)), case(leg(S.OPEN, message_ticked_at=NOW)), case(overrides=(over,)),
        case(goodwill=1), case(plan=1), case(phase=Settling()), case(phase=Wanted(PLAN, CLEARED)),
    ]  # fmt: skip
    for one_case in begun:
        assert not can_discard(one_case, KNOWN)
        assert refused(one_case, mv.Discard()).code in ("not_now", "sent")
    assert not can_discard(case(), CANCELLED)
    late = follow(made, ground(order(shopify_id="gid://1", cancelled_at=NOW)))
    assert isinstance(late.phase, Closed)


# -- money: what is wanted --------------------------------------------------------------------------------------------


def test_goodwill_is_at_least_one_cent_and_less_than_all_that_is_left() -> None:
    on = order(shopify_id="gid://1", returned=1000, refund_pending=500)
    for wrong in (0, -1, 1500, 1501):
        error = refused(case(GONE, phase=TooLate()), mv.WantGoodwill(wrong, False, "r"), ground(on))
        assert (error.code, error.facts) == ("goodwill_amount", {"most": 1499})
    made = apply(case(GONE, phase=TooLate()), mv.WantGoodwill(1499, True, "r"), ground(on))
    plan = RefundPlan("", 1499, (), 0, False, True, "goodwill", 1500, "r")
    assert made.phase == RefundWanted(plan, TooLate())
    assert apply(case(GONE, phase=TooLate()), mv.WantGoodwill(1, False), ground(on)).phase.kind == "refund_wanted"
    unknown = order(shopify_id="gid://1", received=None)
    assert refused(case(GONE, phase=TooLate()), mv.WantGoodwill(1, False), ground(unknown)).code == "amount_unknown"


def test_goodwill_alone_counts_towards_its_limit() -> None:
    made = case(GONE, phase=TooLate(), goodwill=1000)
    assert apply(made, mv.WantGoodwill(500, False), ground()).phase.kind == "refund_wanted"
    error = refused(made, mv.WantGoodwill(501, False))
    assert (error.code, error.facts) == ("goodwill_limit", {"limit": 1500, "currency": "EUR"})
    assert refused(case(stopped(), phase=CLEARED), mv.WantGoodwill(1, False)).code == "not_now"
    assert refused(case(stopped(), phase=Settling()), mv.WantGoodwill(1, False), ground(CANCELLED)).code == "not_now"


def test_an_override_names_what_is_live_and_clears_what_is_free_beside_it() -> None:
    on = ground(TWO)
    made = case(leg(S.OPEN), stopped(id=LegId("2"), units=((B, 0),)), phase=AtSupplier())
    assert refused(made, mv.Override("", None), on).code == "reason_needed"
    done = apply(made, mv.Override("r", Money(900, "USD")), on)
    assert done.overrides == (Override(((A, 0),), "r", Money(900, "USD"), NOW),)
    assert done.phase == Cleared((Take(A, 1), Take(B, 1)), Route.CANCEL, overridden=True)
    assert refused(case(GONE, phase=TooLate()), mv.Override("r", None)).code == "not_now"  # nothing is live
    assert refused(case(phase=Drafted()), mv.Override("r", None)).code == "not_now"
    sent_line = ground(order(line(A), line(B, fulfilled=1, fulfilled_at=NOW - 5 * D), shopify_id="gid://1"))
    items = apply(made, mv.Override("r", None), sent_line).phase
    assert isinstance(items, Cleared)
    assert items.route is Route.ITEMS
    part = apply(replace(made, wish=(Take(A, 1),)), mv.Override("r", None), on).phase
    assert isinstance(part, Cleared)
    assert (part.scope, part.route) == ((Take(A, 1),), Route.ITEMS)
    unpaid = ground(replace(TWO, received=0))
    assert apply(replace(made, wish=(Take(A, 1),)), mv.Override("r", None), unpaid).phase == replace(
        part, route=Route.EDIT_BY_HAND
    )


def test_a_cancellation_refunds_at_most_what_is_left() -> None:
    on = ground(order(shopify_id="gid://1", returned=700, refund_pending=300))
    want = mv.WantCancel(2000, False, CancelReason.OTHER, True, True, "staff")
    made = apply(case(stopped(), phase=CLEARED), want, on).phase
    assert isinstance(made, Wanted)
    assert made.plan == replace(
        PLAN, amount=2000, refund_all=True, reason=CancelReason.OTHER, restock=True, staff_note_ref="staff", before=1000
    )
    for wrong in (-1, 2001):
        error = refused(case(stopped(), phase=CLEARED), replace(want, amount=wrong), on)
        assert (error.code, error.facts) == ("amount", {"most": 2000, "currency": "EUR"})
    for amount, later in ((1999, False), (2000, True), (0, False)):
        part = apply(case(stopped(), phase=CLEARED), replace(want, amount=amount, later=later), on).phase
        assert isinstance(part, Wanted)
        assert (part.plan.refund_all, part.plan.later, part.plan.amount) == (False, later, amount)
    nothing = ground(order(shopify_id="gid://1", received=0))
    none = apply(case(stopped(), phase=CLEARED), replace(want, amount=0), nothing).phase
    assert isinstance(none, Wanted)
    assert not none.plan.refund_all
    items = replace(CLEARED, route=Route.ITEMS)
    half = case(stopped(), leg(S.OPEN, 2, ((B, 0),)), phase=items, wish=(Take(A, 1),))
    assert refused(half, want, ground(TWO)).code == "not_now"


def test_w11_cancelling_without_a_refund_covers_the_whole_order() -> None:
    back = order(line(A, 1, returned=1), line(B), shopify_id="gid://1", returned=3000, refunded_at=NOW)
    free = case(stopped(), leg(S.OPEN, 2, ((B, 0),)), phase=AtSupplier())
    assert not isinstance(follow(free, ground(back)).phase, Cleared)  # B may still ship
    clear = follow(case(stopped(), stopped(id=LegId("2"), units=((B, 0),)), phase=AtSupplier()), ground(back))
    assert isinstance(clear.phase, Cleared)
    assert clear.phase.route is Route.WITHOUT_REFUND
    want = mv.WantCancel(0, False, CancelReason.OTHER, False, False)
    assert refused(clear, replace(want, amount=1), ground(back)).facts == {"most": 0, "currency": "EUR"}
    wanted = apply(clear, want, ground(back))
    permit = cancel_permit(wanted, ground(back), "x" * 300)
    assert [unit for unit, _, _ in permit.clearance.consents] == [(B, 0)]
    assert (permit.refund_all, permit.amount, permit.notify, len(permit.staff_note)) == (False, 0, False, 255)


def test_refund_items() -> None:
    on = ground(order(line(A, value=2000), line(B), shopify_id="gid://1", returned=700, refund_pending=300))
    here = leg(S.DELIVERED, delivered_at=NOW - D, units=((A, 0), (B, 0)))
    want = mv.WantItems((Take(A, 1),), 2000, 150, True, True)
    made = apply(case(here, phase=TooLate()), want, on).phase
    assert made == RefundWanted(RefundPlan("", 2000, (Take(A, 1),), 150, True, True, "items", 1000), TooLate())
    for wrong in (0, 2001):
        error = refused(case(here, phase=TooLate()), replace(want, amount=wrong), on)
        assert (error.code, error.facts) == ("amount", {"most": 2000, "currency": "EUR"})
    assert refused(case(here, phase=TooLate()), replace(want, lines=()), on).code == "not_now"
    assert refused(case(here, phase=AtSupplier()), want, on).code == "not_now"
    assert refused(case(here, phase=Settling()), want, ground(replace(TWO, cancelled_at=NOW))).code == "not_now"
    assert apply(case(here, phase=TooLate()), replace(want, amount=1), on).phase.kind == "refund_wanted"


def test_the_refund_that_is_owed() -> None:
    on = ground(replace(CANCELLED, returned=700, refund_pending=300))
    made = apply(case(stopped(), phase=RefundOwed("x")), mv.WantRefund(2000, True), on).phase
    assert made == RefundWanted(RefundPlan("", 2000, (), 0, False, True, "owed", 1000), RefundOwed("x"))
    for wrong in (0, 2001):
        error = refused(case(stopped(), phase=RefundOwed()), mv.WantRefund(wrong, True), on)
        assert (error.code, error.facts) == ("amount", {"most": 2000, "currency": "EUR"})
    assert apply(case(stopped(), phase=RefundOwed()), mv.WantRefund(1, False), on).phase.kind == "refund_wanted"
    assert refused(case(stopped(), phase=Settling()), mv.WantRefund(1, True), on).code in ("not_now",)


def test_what_is_owed_is_waived_with_a_reason() -> None:
    assert refused(case(stopped(), phase=RefundOwed()), mv.Waive(""), ground(CANCELLED)).code == "reason_needed"
    assert refused(case(stopped(), phase=CLEARED), mv.Waive("r")).code == "not_now"
    made = apply(case(stopped(), phase=RefundOwed()), mv.Waive("r"), ground(CANCELLED))
    assert made.waived_ref == "r"
    assert made.phase == Closed("stopped_not_refunded", NOW)
    assert owed(ground(CANCELLED).situation(made)) == 0


def test_a_key_is_given_once() -> None:
    wanted = case(phase=RefundWanted(replace(REFUND, key=""), RefundOwed()))
    keyed = with_key(wanted, "k")
    assert keyed.phase == RefundWanted(replace(REFUND, key="k"), RefundOwed())
    assert with_key(keyed, "other") == keyed
    assert with_key(case(), "k") == case()
    parts = (RefundPart("p", "g", 1),)
    assert planned_parts(keyed, parts).phase == RefundWanted(replace(REFUND, key="k", parts=parts), RefundOwed())


# -- by hand ----------------------------------------------------------------------------------------------------------


def test_by_hand_repeats_what_was_chosen_and_goes_back_to_before_the_plan() -> None:
    made = apply(
        case(stopped(), phase=Wanted(PLAN, CLEARED)),
        mv.DoByHand("cancel", 3000, reason=CancelReason.FRAUD, notify=True, restock=True), ground(),
    )  # fmt: skip
    assert made.phase == ByHand("cancel", 3000, (), 0, CLEARED, reason=CancelReason.FRAUD, notify=True, restock=True)
    assert apply(made, mv.ChangeMind(), ground()).phase == CLEARED
    done = apply(made, mv.DidByHand(NOW + H), ground()).phase
    assert done == Claimed("cancel", 3000, (), 0, NOW + H, CLEARED)
    assert refused(case(phase=AtSupplier()), mv.DidByHand(NOW)).code == "not_now"
    owes = apply(
        case(stopped(), phase=RefundWanted(REFUND, RefundOwed())), mv.DoByHand("refund", 100), ground(CANCELLED)
    )
    assert owes.phase == ByHand("refund", 100, (), 0, RefundOwed())


@pytest.mark.parametrize("phase", [Drafted(), AtSupplier()])
def test_before_it_is_cleared_only_goodwill_is_given_by_hand(phase: Drafted | AtSupplier) -> None:
    for what in ("cancel", "items", "edit", "recall"):
        assert refused(case(phase=phase), mv.DoByHand(what, 0)).code == "not_now"
    made = apply(case(phase=phase), mv.DoByHand("refund", 500), ground()).phase
    assert made == ByHand("goodwill", 500, (), 0, phase)


def test_by_hand_keeps_its_bounds() -> None:
    over = refused(case(stopped(), phase=CLEARED), mv.DoByHand("cancel", 3001))
    assert (over.code, over.facts) == ("amount", {"most": 3000, "currency": "EUR"})
    unknown = ground(order(received=None))
    assert apply(case(stopped(), phase=CLEARED), mv.DoByHand("cancel", 3001), unknown).phase.kind == "by_hand"
    gift = mv.DoByHand("refund", 9, reason_ref="why")
    assert apply(case(GONE, phase=TooLate()), gift, unknown).phase.kind == "by_hand"
    items = case(stopped(), phase=replace(CLEARED, route=Route.ITEMS), wish=None)
    assert refused(case(stopped(), phase=Settling()), mv.DoByHand("refund", 1), ground(CANCELLED)).code == "not_now"
    half = case(stopped(), leg(S.OPEN, 2, ((B, 0),)), phase=Cleared((Take(A, 1),), Route.ITEMS), wish=(Take(A, 1),))
    assert refused(half, mv.DoByHand("cancel", 1), ground(TWO)).code == "not_now"
    assert apply(half, mv.DoByHand("items", 1, (Take(A, 1),)), ground(TWO)).phase.kind == "by_hand"
    assert refused(items, mv.DoByHand("items", 1, (Take(A, 2),))).code == "units_gone"
    for phase in (Withdrawing(), Closed("noted", NOW), RecallAsked(NOW, CLEARED)):
        assert refused(case(stopped(), phase=phase), mv.DoByHand("refund", 1)).code == "not_now"
    stale = case(stopped(looked_at=NOW - D), phase=CLEARED)
    assert refused(stale, mv.DoByHand("cancel", 1)).code == "look_first"


def test_an_edit_and_a_recall_by_hand_are_seen_by_what_they_do() -> None:
    cut = Cleared((Take(A, 1),), Route.EDIT_BY_HAND)
    unpaid = order(line(A), line(B), shopify_id="gid://1", received=0)
    legs = (stopped(), leg(S.OPEN, 2, ((B, 0),)))
    made = follow(case(*legs, phase=ByHand("edit", 0, (), 0, cut), wish=(Take(A, 1),)), ground(unpaid))
    assert made.phase.kind == "by_hand"
    edited = ground(replace(unpaid, lines=(line(A, 1, returned=1, removed=1), line(B))))
    assert not isinstance(follow(made, edited).phase, (ByHand, Claimed))
    on = order(line(requested=1, requested_at=NOW - H), shopify_id="gid://1")
    recall = case(stopped(), phase=Claimed("recall", 0, (), 0, NOW, CLEARED))
    assert follow(recall, ground(on)).phase == recall.phase
    assert follow(recall, ground()).phase == replace(CLEARED, recalled=True, why="recalled")
    assert follow(case(stopped(), phase=ByHand("recall", 0, (), 0, CLEARED)), ground()).phase == replace(
        CLEARED, recalled=True, why="recalled"
    )


@pytest.mark.parametrize(("back", "moved"), [(700, 500), (800, 600), (200, 0), (100, -100)])
def test_a_refund_by_hand_is_what_went_back_on_top(back: int, moved: int) -> None:
    claim = Claimed("goodwill", 500, (), 200, NOW, TooLate())
    on = order(shopify_id="gid://1", returned=back, refunded_at=NOW - M)
    made = follow(case(GONE, phase=claim, goodwill=50, seen_back=200), ground(on))
    if moved <= 0:
        assert made.phase == claim
        return
    assert (made.phase, made.goodwill, made.seen_back) == (TooLate(), 50 + min(500, moved), back)
    assert made.notice == (None if moved == 500 else Notice("returned_by_others", moved - 500, "EUR", NOW - M))


def test_a_contested_total_bounds_what_goes_back_by_hand() -> None:
    """Two totals, and nobody said which holds: no more than the smaller one, goodwill below it and its limit."""
    on = ground(order(shopify_id="gid://1", total=None, received=None, contested=(3000, 6000), returned=500))
    cleared = case(stopped(), phase=CLEARED)
    assert isinstance(apply(cleared, mv.DoByHand("cancel", 2500, ()), on).phase, ByHand)
    for amount in (2501, 5500, 50000):
        with pytest.raises(Refused, match="amount"):
            apply(cleared, mv.DoByHand("cancel", amount, ()), on)
    late = case(GONE, phase=TooLate())
    assert isinstance(apply(late, mv.DoByHand("refund", 1500), on).phase, ByHand)
    assert isinstance(apply(late, mv.DoByHand("refund", 2499, reason_ref="why"), on).phase, ByHand)
    for amount, reason, code in (
        (1501, "", "goodwill_limit"),
        (2500, "why", "goodwill_amount"),
        (2501, "why", "amount"),
    ):
        with pytest.raises(Refused, match=code):
            apply(late, mv.DoByHand("refund", amount, reason_ref=reason), on)
    # Where what came in is unknown for another reason, no more than the total.
    told = ground(order(shopify_id="gid://1", total=3000, received=None, financial="partially_paid"))
    with pytest.raises(Refused, match="amount"):
        apply(cleared, mv.DoByHand("cancel", 3001, ()), told)


def test_a_claim_that_differs_is_said_with_the_newest_refunds_time() -> None:
    rows = (Refund("a", NOW - D, 400), Refund("b", NOW - H, 300), Refund("c", NOW, 0, failed=9))
    on = order(shopify_id="gid://1", cancelled_at=NOW - M, returned=700, refunds=rows)
    made = follow(case(stopped(), phase=ByHand("cancel", 3000, (), 0, CLEARED), seen_back=0), ground(on))
    assert made.notice == Notice("claim_differs", 700, "EUR", NOW - H)
    assert (made.phase, made.plan, made.seen_back) == (RefundOwed("claim_differs"), 3000, 700)
    some = follow(case(stopped(), phase=ByHand("cancel", 700, (), 0, CLEARED), seen_back=0), ground(on))
    assert (some.notice, some.plan) == (None, 700)
    assert isinstance(some.phase, Closed)
    more = follow(case(stopped(), phase=ByHand("cancel", 500, (), 0, CLEARED), seen_back=0), ground(on))
    assert more.notice == Notice("claim_differs", 700, "EUR", NOW - H)


# -- change of mind, looks in the admin -------------------------------------------------------------------------------


def test_back_from_what_was_not_sent() -> None:
    plan = {"plan": 5}
    assert apply(case(stopped(), phase=Wanted(PLAN, CLEARED), **plan), mv.ChangeMind(), ground()).plan is None
    back = apply(
        case(stopped(), phase=RefundWanted(REFUND, RefundOwed()), plan=3000), mv.ChangeMind(), ground(CANCELLED)
    )
    assert (back.phase, back.plan) == (RefundOwed(), 3000)
    assert apply(case(stopped(), phase=Wanted(PLAN, CLEARED)), mv.ChangeMind(), ground()).phase == CLEARED
    assert apply(case(stopped(), phase=RecallAsked(NOW, CLEARED)), mv.ChangeMind(), ground()).phase == CLEARED
    claim = Claimed("cancel", 3000, (), 0, NOW, CLEARED)
    assert apply(case(stopped(), phase=claim), mv.ChangeMind(), ground()).phase == CLEARED
    out = Sent(PLAN, Flight(NOW), CLEARED)
    assert apply(case(stopped(), phase=replace(claim, out=out)), mv.ChangeMind(), ground()).phase == out
    assert refused(case(phase=AtSupplier()), mv.ChangeMind()).code == "not_now"


def test_seen_done_in_the_admin_is_a_claim_of_that_call() -> None:
    flight = Flight(NOW - M)
    out = Sent(replace(PLAN, before=400), flight, CLEARED)
    seen = apply(
        case(stopped(), phase=out), mv.SawInAdmin(True, NOW), ground(order(shopify_id="g", returned=400))
    ).phase
    assert seen == Claimed("cancel", 3000, (Take(A, 1),), 400, NOW, CLEARED, out)
    old = replace(out, plan=replace(PLAN, before=None))  # a plan of 0.1.0
    assert apply(case(stopped(), phase=old, plan=3100), mv.SawInAdmin(True, NOW), ground()).phase == Claimed(
        "cancel", 3000, (Take(A, 1),), 100, NOW, CLEARED, old
    )
    assert apply(case(stopped(), phase=old), mv.SawInAdmin(True, NOW), ground()).phase == Claimed(
        "cancel", 3000, (Take(A, 1),), 0, NOW, CLEARED, old
    )
    refund = RefundSent(replace(REFUND, before=5), flight, RefundOwed())
    assert apply(case(stopped(), phase=refund), mv.SawInAdmin(True, NOW), ground(CANCELLED)).phase == Claimed(
        "refund", 3000, (), 5, NOW, RefundOwed(), refund
    )
    recall = RecallSent((("r", True),), flight, CLEARED)
    on = order(line(requested=1, requested_at=NOW - H), shopify_id="gid://1")
    assert apply(case(stopped(), phase=recall), mv.SawInAdmin(True, NOW), ground(on)).phase == RecallAsked(NOW, CLEARED)


def test_a_claim_looked_at_in_the_admin() -> None:
    claim = Claimed("cancel", 3000, (), 0, NOW - H, CLEARED)
    old = ground(order(shopify_id="gid://1", seen=replace(KNOWN.seen, at=NOW - D)))
    assert apply(case(stopped(), phase=claim), mv.SawInAdmin(True, NOW), old).phase == replace(claim, at=NOW)
    assert apply(case(stopped(), phase=claim), mv.SawInAdmin(False, NOW), old).phase == replace(CLEARED, why="not_done")
    out = Sent(PLAN, Flight(NOW), CLEARED)
    assert apply(case(stopped(), phase=replace(claim, out=out)), mv.SawInAdmin(False, NOW), old).phase == out
    assert refused(case(phase=AtSupplier()), mv.SawInAdmin(True, NOW)).code == "not_now"


def test_not_done_waits_for_what_still_runs() -> None:
    sent = case(stopped(), phase=Sent(PLAN, Flight(NOW - H), CLEARED))
    running = ground(order(shopify_id="gid://1", cancel_running=True))
    assert refused(sent, mv.SawInAdmin(False, NOW), running).code == "still_running"
    pending = replace(CANCELLED, refund_pending=3000)
    out = case(stopped(), phase=RefundSent(REFUND, Flight(NOW - 2 * D, certain=True, pending=3000), RefundOwed()))
    assert refused(out, mv.SawInAdmin(False, NOW), ground(pending)).code == "still_pending"
    assert refused(out, mv.SawInAdmin(False, NOW), ground(CANCELLED)).code == "still_pending"  # taken: never absent
    unclear = case(stopped(), phase=RefundSent(REFUND, Flight(NOW - 2 * D), RefundOwed()))
    assert apply(unclear, mv.SawInAdmin(False, NOW), ground(CANCELLED)).phase == RefundOwed("not_done")
    recall = case(stopped(), phase=RecallSent((), Flight(NOW - M), CLEARED))
    assert apply(recall, mv.SawInAdmin(False, NOW), ground()).phase == replace(CLEARED, why="not_done")
    early = case(stopped(), phase=RecallSent((), Flight(NOW - M + timedelta(seconds=1)), CLEARED))
    assert refused(early, mv.SawInAdmin(False, NOW)).code == "too_early"
    assert refused(case(stopped(), phase=RecallSent((), None, CLEARED)), mv.SawInAdmin(False, NOW)).code == "not_now"


# -- what others do ---------------------------------------------------------------------------------------------------


def test_cancelled_by_others_is_said_with_what_went_back() -> None:
    on = order(shopify_id="gid://1", cancelled_at=NOW - M, returned=1000, refund_pending=500)
    made = follow(case(stopped(), phase=CLEARED, plan=700), ground(on))
    assert made.notice == Notice("cancelled_by_others", 1500, "EUR", NOW - M)
    assert made.seen_back == 1500
    whole = follow(case(stopped(), phase=AtSupplier(), seen_back=3000), ground(replace(on, returned=2500)))
    assert isinstance(whole.phase, (Settling, Closed))
    own = follow(case(stopped(), phase=Wanted(PLAN, CLEARED), plan=700, seen_back=1500), ground(on))
    assert (own.phase, own.plan) == (RefundOwed("cancelled_by_others"), None)


@pytest.mark.parametrize("phase", [Drafted(), TooLate(), CLEARED, Wanted(PLAN, CLEARED), Withdrawing()])
def test_everything_returned_by_others_is_looked_at_anew(phase: Phase) -> None:
    one = {"too_late": GONE, "drafted": leg(S.OPEN), "withdrawing": leg(S.OPEN)}.get(phase.kind, stopped())
    on = order(shopify_id="gid://1", returned=3000, refunded_at=NOW)
    made = follow(case(one, phase=phase, seen_back=0), ground(on))
    assert made.notice == Notice("returned_by_others", 3000, "EUR", NOW)
    assert isinstance(made.phase, (AtSupplier, Cleared, Settling))
    assert made.phase.why == "returned_by_others"


def test_a_part_returned_throws_a_wanted_refund_back() -> None:
    on = replace(CANCELLED, returned=700, refunded_at=NOW - M)
    made = follow(case(stopped(), phase=RefundWanted(REFUND, RefundOwed()), seen_back=0), ground(on))
    assert made.phase == RefundOwed("returned_by_others")
    rows = (Refund("a", NOW - D, 300), Refund("p", NOW - H, 0, pending=400), Refund("f", NOW, 0, failed=1))
    timed = follow(case(stopped(), phase=CLEARED, seen_back=0), ground(order(returned=700, refunds=rows)))
    assert timed.notice == Notice("returned_by_others", 700, "EUR", NOW - H)
    closed = case(stopped(), phase=Closed("refunded", NOW), outcome="refunded", seen_back=0)
    assert follow(closed, ground(on)).notice is None


def failed_later(returned: int = 0, cancelled: bool = True) -> Order:
    rows = (Refund("a", NOW - D, 0, failed=1, reason="old"), Refund("b", NOW - H, 0, failed=3000, reason="closed card"))
    return replace(CANCELLED if cancelled else KNOWN, returned=returned, refunds=rows)


def test_a_refund_that_fails_later_throws_back_what_was_wanted_since() -> None:
    on = ground(failed_later(cancelled=False))
    wanted = follow(case(stopped(), phase=Wanted(PLAN, CLEARED), seen_back=500), on)
    assert wanted.phase == replace(CLEARED, why="refund_failed", text="closed card")
    assert wanted.notice == Notice("refund_failed", 500, "EUR", NOW - H, "closed card")
    owes = follow(case(stopped(), phase=RefundWanted(REFUND, RefundOwed()), seen_back=500), ground(failed_later()))
    assert owes.phase == RefundOwed("refund_failed", "closed card")
    stays = follow(case(phase=AtSupplier(), seen_back=500), on)
    assert (stays.phase, stays.seen_back) == (AtSupplier(), 0)


def test_a_refund_that_fails_later_opens_no_case_that_was_kept_waived_or_discarded() -> None:
    kept = case(GONE, phase=Closed("kept", NOW - D), outcome="kept", seen_back=500)
    after = follow(kept, ground(failed_later(cancelled=False)))
    assert isinstance(after.phase, Closed)
    assert after.notice is not None
    waived = case(stopped(), phase=Closed("refunded", NOW - D), outcome="refunded", seen_back=500, waived_ref="r")
    assert isinstance(follow(waived, ground(failed_later())).phase, Closed)
    gone = case(phase=Closed("discarded", NOW - D), outcome="discarded", seen_back=500)
    assert isinstance(follow(gone, ground(failed_later(cancelled=False))).phase, Closed)
    opened = case(stopped(), phase=Closed("refunded", NOW - D), outcome="refunded", seen_back=3000, plan=3000)
    again = follow(opened, ground(failed_later()))
    assert (again.phase, again.outcome) == (RefundOwed("refund_failed", "closed card"), "")


def test_money_moved_is_noticed_once_and_taken_up_by_the_next_decision() -> None:
    made = follow(case(stopped(), phase=CLEARED, seen_back=0), ground(order(shopify_id="g", returned=1)))
    assert made.notice is not None
    assert follow(made, ground(order(shopify_id="g", returned=1))) == made
    looked = apply(made, mv.LookedNow(LegId("1"), NOW), ground(order(shopify_id="g", returned=1)))
    assert looked.notice == made.notice
    decided = apply(
        made, mv.WantCancel(0, True, CancelReason.OTHER, False, False), ground(order(shopify_id="g", returned=1))
    )
    assert decided.notice is None
    fresh = apply(case(), mv.SetWhy(mv.Reason.OTHER, None), ground(order(shopify_id="g", returned=20)))
    assert (fresh.seen_back, fresh.notice) == (20, None)


# -- settling and closing ---------------------------------------------------------------------------------------------


def closes(made: Case, on: Order) -> bool:
    return isinstance(follow(made, ground(on)).phase, Closed)


def test_when_a_case_is_settled() -> None:
    back = replace(CANCELLED, returned=3000)
    assert closes(case(stopped(), phase=Settling()), back)
    assert not closes(case(stopped(money=SupplierMoney(unknown=True)), phase=Settling()), back)
    assert not closes(case(leg(S.RETURNING, send_back_by=NOW + D), phase=Settling()), back)
    assert not closes(case(stopped(), phase=Settling()), replace(CANCELLED, returned=2000, refund_pending=1000))
    assert not closes(case(leg(S.OPEN), phase=Settling()), back)  # an Alarm
    owes = follow(case(stopped(), phase=Settling(why="x")), ground(CANCELLED))
    assert owes.phase == RefundOwed("x")
    kept = follow(case(leg(S.OPEN), phase=Settling(kept=True)), ground())
    assert (kept.phase, kept.outcome) == (Closed("kept", NOW), "kept")
    assert not closes(case(leg(S.ASKED, clock_started_at=NOW), phase=Settling(kept=True)), KNOWN)
    done = follow(case(stopped(), phase=Settling()), ground(back))
    assert (done.phase, done.outcome) == (Closed("stopped_refunded", NOW), "stopped_refunded")


def test_settling_looks_at_the_legs_of_the_wish_alone() -> None:
    on = replace(TWO, lines=(line(A, 1, returned=1), line(B)), returned=1000)
    returning = leg(S.RETURNING, 2, ((B, 0),), send_back_by=NOW + D)
    mine = case(
        stopped(), returning, phase=Settling(), wish=(), wish_told=(Take(A, 1),), wish_from=(Take(A, 0), Take(B, 0))
    )
    assert closes(mine, on)
    both = replace(mine, wish_told=(Take(A, 1), Take(B, 1)))
    assert not closes(both, on)
    live = leg(S.OPEN, 2, ((B, 0),))
    assert closes(replace(mine, legs=(stopped(), live)), on)
    assert not closes(case(stopped(), live, phase=Settling()), on)


def test_what_opens_a_closed_case() -> None:
    closed = case(stopped(), phase=Closed("refunded", NOW - D), outcome="refunded")
    shipped = replace(closed, legs=(leg(S.GONE, shipped_at=NOW - H),))
    back = replace(CANCELLED, returned=3000, refunded_at=NOW - D)
    late = follow(shipped, ground(back))
    assert (late.phase, late.outcome) == (Settling(why="late_fact"), "")
    uncancelled = follow(replace(shipped, legs=(leg(S.OPEN),)), ground(replace(KNOWN, returned=3000)))
    assert (uncancelled.phase, uncancelled.outcome) == (AtSupplier("late_fact"), "")
    owes = follow(closed, ground(CANCELLED))
    assert (owes.phase, owes.outcome) == (RefundOwed("owed_again"), "")
    for outcome in ("noted", "discarded"):
        quiet = replace(shipped, phase=Closed(outcome, NOW), outcome=outcome)
        assert follow(quiet, ground(back)) == quiet
    kept = replace(closed, phase=Closed("kept", NOW), outcome="kept")
    assert follow(kept, ground(CANCELLED)).phase == kept.phase
    scope = follow(closed, ground())
    assert scope.phase == CLEARED  # a new scope clears it
    assert follow(kept, ground()).phase == kept.phase


def test_too_late_is_left_when_something_is_live_or_free_again() -> None:
    made = case(GONE, phase=TooLate())
    assert follow(made, ground()).phase == TooLate()
    assert follow(replace(made, legs=(leg(S.UNCLEAR),)), ground()).phase == AtSupplier("live_again")
    assert follow(replace(made, legs=(leg(S.STOPPED, how=How.CAME_BACK, looked_at=NOW),)), ground()).phase == CLEARED
    nothing = replace(made, wish=(), wish_told=(Take(A, 1),), wish_from=(Take(A, 0),))
    back = order(line(A, 1, returned=1), shopify_id="gid://1", returned=3000)
    assert not isinstance(follow(nothing, ground(back)).phase, TooLate)


# -- consents and permits ---------------------------------------------------------------------------------------------


def consents(made: Case) -> list[Any]:
    return [one for _, _, one in check_consents(made, ground(), (Take(A, 1),)).consents]


def test_each_consent_says_what_it_rests_on() -> None:
    api = stopped(app_can_read_it=True, looked_at=NOW - D)
    assert consents(case(api, phase=CLEARED)) == [ApiSaw(NOW - D)]
    never = leg(S.NOT_ORDERED, looked_at=NOW - M, known_at=NOW - H)
    assert consents(case(never, phase=CLEARED)) == [NeverOrdered(NOW - H, NOW - M)]
    assert consents(case(replace(never, known_at=None), phase=CLEARED)) == [NeverOrdered(NOW - M, NOW - M)]
    lost = leg(S.HANDLED, loss_accepted=True, claim="r", known_at=NOW - H, cost=Money(5, "USD"))
    assert consents(case(lost, phase=TooLate())) == [LossAccepted("r", 5, "USD", NOW - H)]
    untold = replace(lost, cost=None, known_at=None)
    assert consents(case(untold, phase=TooLate())) == [LossAccepted("r", None, "EUR", NOW)]
    over = Override(((A, 0),), "r", None, NOW - M)
    assert consents(case(leg(S.OPEN), overrides=(over,))) == [Overridden("r", None, "EUR", NOW - M)]
    with pytest.raises(Refused, match="look_first"):
        consents(case(stopped(looked_at=None), phase=CLEARED))
    with pytest.raises(Refused, match="look_first"):
        consents(case(stopped(looked_at=NOW + M), phase=CLEARED))  # a clock that went back proves nothing


def test_the_units_of_a_scope_are_the_free_ones_first_then_overridden_here_and_gone_ones() -> None:
    on = ground(order(line(A, 4), shopify_id="gid://1"))
    over = Override(((A, 1),), "r", None, NOW)
    legs = (
        leg(S.HANDLED, 1, ((A, 0),), loss_accepted=True, claim="r"), leg(S.OPEN, 2, ((A, 1),)),
        leg(S.DELIVERED, 3, ((A, 2),)), stopped(id=LegId("4"), units=((A, 3),)),
    )  # fmt: skip
    made = case(*legs, overrides=(over,), phase=TooLate())

    def served(n: int) -> list[str]:
        return [str(one) for _, one, _ in check_consents(made, on, (Take(A, n),)).consents]

    assert served(1) == ["4"]
    assert served(2) == ["4", "2"]
    assert sorted(served(4)) == ["1", "2", "3", "4"]
    assert served(4)[:2] == ["4", "2"]
    with pytest.raises(Refused, match="units_gone"):
        served(5)


def test_the_permit_of_a_cancellation_is_the_button() -> None:
    made = case(stopped(), phase=Wanted(replace(PLAN, before=0), CLEARED))
    permit = cancel_permit(made, ground(), "note")
    assert (permit.shopify_id, permit.refund_all, permit.amount, permit.currency) == ("gid://1", True, 3000, "EUR")
    assert (permit.reason, permit.restock, permit.notify, permit.staff_note) == (
        CancelReason.CUSTOMER,
        False,
        True,
        "note",
    )
    part = replace(PLAN, amount=1000, refund_all=False, before=0)
    first = cancel_permit(case(stopped(), phase=Wanted(part, CLEARED)), ground(), "")
    assert (first.amount, first.notify) == (0, False)  # the refund tells the customer, once
    for alone in (replace(part, later=True), replace(part, amount=0)):
        assert cancel_permit(case(stopped(), phase=Wanted(alone, CLEARED)), ground(), "").notify
    with pytest.raises(Refused, match="not_now"):
        cancel_permit(made, ground(order()), "")  # no shop knows it
    with pytest.raises(Refused, match="not_now"):
        cancel_permit(case(stopped(), phase=CLEARED), ground(), "")
    with pytest.raises(Refused) as changed:
        cancel_permit(made, ground(order(shopify_id="gid://1", refund_pending=5)), "")
    assert changed.value.facts == {"before": 0, "now": 5, "currency": "EUR"}


def test_the_permit_of_a_refund_is_the_button() -> None:
    parts = (RefundPart("p", "g", 2000), RefundPart("q", "g", 1000))
    made = case(stopped(), phase=RefundWanted(replace(REFUND, notify=True), RefundOwed()))
    permit = refund_permit(made, ground(CANCELLED), parts, "")
    assert (permit.key, permit.shopify_id, permit.amount, permit.currency) == (REFUND.key, "gid://1", 3000, "EUR")
    assert (permit.parts, permit.lines, permit.shipping) == (parts, (), 0)
    assert (permit.restock, permit.notify, permit.note) == (False, True, "01234567")
    with pytest.raises(Refused, match="parts"):
        refund_permit(made, ground(CANCELLED), parts[:1], "")
    with pytest.raises(Refused, match="not_now"):
        refund_permit(made, ground(replace(CANCELLED, shopify_id=None)), parts, "")
    with pytest.raises(Refused, match="not_now"):
        refund_permit(case(phase=RefundWanted(replace(REFUND, key=""), RefundOwed())), ground(CANCELLED), parts, "")
    much = case(stopped(), phase=RefundWanted(replace(REFUND, before=700), RefundOwed()))
    with pytest.raises(Refused) as too_much:
        refund_permit(much, ground(replace(CANCELLED, returned=700)), parts, "")
    assert (too_much.value.code, too_much.value.facts) == ("too_much", {"most": 2300, "currency": "EUR"})
    whole = case(GONE, phase=RefundWanted(replace(REFUND, purpose="goodwill"), TooLate()))
    with pytest.raises(Refused) as all_of_it:
        refund_permit(whole, ground(), parts, "")
    assert (all_of_it.value.code, all_of_it.value.facts) == ("goodwill_amount", {"most": 2999})
    bank = replace(CANCELLED, chargeback=Chargeback.OPEN)
    with pytest.raises(Refused, match="blocked_chargeback"):
        refund_permit(made, ground(bank), parts, "")


def test_a_refund_after_a_cancellation_covers_every_unit_and_items_their_own() -> None:
    half = (Take(A, 1),)
    on = ground(replace(TWO, cancelled_at=NOW - H))
    legs = (stopped(), leg(S.OPEN, 2, ((B, 0),)))
    parts = (RefundPart("p", "g", 3000),)
    with pytest.raises(Refused, match="may_still_ship"):
        refund_permit(case(*legs, phase=RefundWanted(REFUND, RefundOwed())), on, parts, "")
    items = replace(REFUND, amount=2000, lines=half, purpose="items")
    parts = (RefundPart("p", "g", 2000),)
    cleared = case(*legs, phase=RefundWanted(items, Cleared(half, Route.ITEMS)), wish=half)
    grounds = refund_permit(cleared, ground(TWO), parts, "").grounds
    assert [unit for unit, _, _ in grounds.consents] == [(A, 0)]  # type: ignore[union-attr]


# -- calls and answers ------------------------------------------------------------------------------------------------


def test_what_goes_out_is_written_before_it_does() -> None:
    at = NOW - M
    wanted = case(stopped(), phase=Wanted(PLAN, CLEARED))
    assert case_answers.sent(wanted, at, NOW).phase == Sent(PLAN, Flight(at, server_sent=NOW), CLEARED)
    refund = case_answers.sent(case(phase=RefundWanted(REFUND, RefundOwed())), at, NOW).phase
    assert refund == RefundSent(
        replace(REFUND, first_sent=at, first_server=NOW), Flight(at, server_sent=NOW), RefundOwed()
    )
    first = replace(REFUND, first_sent=NOW - H, first_server=NOW - D)
    again = case_answers.sent(case(phase=RefundWanted(first, RefundOwed())), at).phase
    assert again == RefundSent(first, Flight(at), RefundOwed())
    recall = RecallSent((("r", True),), None, CLEARED)
    assert case_answers.sent(case(phase=recall), at).phase == replace(recall, flight=Flight(at))
    for phase in (AtSupplier(), replace(recall, flight=Flight(at))):
        with pytest.raises(Refused, match="not_now"):
            case_answers.sent(case(phase=phase), at)


OUT: list[Any] = [
    Sent(PLAN, Flight(NOW), CLEARED),
    RefundSent(REFUND, Flight(NOW), RefundOwed()),
    RecallSent((("r", True),), Flight(NOW), CLEARED),
]


@pytest.mark.parametrize("out", OUT)
def test_nobody_knows(out: Any) -> None:
    made = not_known(case(stopped(), phase=out), "timeout")
    assert made.phase == replace(out, flight=replace(out.flight, trouble="timeout"))
    assert case_answers.pending(made) == "look"
    for phase in (AtSupplier(), RecallSent((), None, CLEARED)):
        with pytest.raises(Refused, match="not_now"):
            not_known(case(phase=phase), "x")


def test_the_other_side_took_it() -> None:
    sent, refund, recall = (case(stopped(), phase=out) for out in OUT)
    assert taken(sent, "j", 0, ground()).phase == Sent(PLAN, Flight(NOW, certain=True, job="j"), CLEARED)
    assert taken(refund, "j", 7, ground()).phase == RefundSent(
        REFUND, Flight(NOW, certain=True, job="j", pending=7), RefundOwed()
    )
    on = order(line(requested=1, requested_at=NOW - H), shopify_id="gid://1")
    assert taken(recall, None, 0, ground(on)).phase == RecallAsked(NOW, CLEARED)
    for phase in (AtSupplier(), RecallSent((), None, CLEARED)):
        with pytest.raises(Refused, match="not_now"):
            taken(case(phase=phase), None, 0, ground())


def test_a_refusal_goes_back_with_its_reason() -> None:
    on = order(line(requested=1, requested_at=NOW - H), shopify_id="gid://1")
    why: dict[str, Any] = {"why": "x", "text": "No."}
    for phase in (OUT[0], Wanted(PLAN, CLEARED)):
        assert case_answers.refused(case(stopped(), phase=phase), "x", "No.", ground()).phase == replace(CLEARED, **why)
    for phase in (OUT[1], RefundWanted(REFUND, RefundOwed())):
        assert case_answers.refused(case(stopped(), phase=phase), "x", "No.", ground(CANCELLED)).phase == RefundOwed(
            "x", "No."
        )
    assert case_answers.refused(case(stopped(), phase=OUT[2]), "x", "No.", ground(on)).phase == replace(
        CLEARED, route=Route.ITEMS, recalled=True, recall_failed=True, not_given_back=("r",), **why
    )
    goodwill = replace(REFUND, purpose="goodwill")
    for back in (AtSupplier(), Settling(kept=True)):
        one = leg(S.ASKED, clock_started_at=NOW)
        made = case_answers.refused(case(one, phase=RefundSent(goodwill, Flight(NOW), back)), "x", "No.", ground())
        assert made.phase == replace(back, why="x")
    late = case_answers.refused(case(GONE, phase=RefundSent(goodwill, Flight(NOW), TooLate())), "x", "No.", ground())
    assert late.phase == TooLate()
    with pytest.raises(Refused, match="not_now"):
        case_answers.refused(case(phase=AtSupplier()), "x", "", ground())


def refund_out(**flight: Any) -> Case:
    return case(stopped(), phase=RefundSent(REFUND, Flight(NOW, **flight), RefundOwed()), seen_back=0)


def test_a_refund_is_known_by_its_row() -> None:
    mine = Refund("gid://r", NOW, 3000, "DropDesk 01234567")
    done = replace(CANCELLED, returned=3000, refunds=(mine,))
    assert isinstance(follow(refund_out(), ground(done)).phase, Closed)
    by_id = replace(done, refunds=(replace(mine, note=""),))
    assert isinstance(follow(refund_out(job="gid://r"), ground(by_id)).phase, Closed)
    assert follow(refund_out(job="other"), ground(by_id)).phase.kind == "refund_sent"
    pending = replace(CANCELLED, refund_pending=3000, refunds=(replace(mine, amount=0, pending=3000),))
    waits = follow(refund_out(), ground(pending))
    assert waits.phase == RefundSent(REFUND, Flight(NOW, certain=True, pending=3000), RefundOwed())
    assert follow(waits, ground(pending)) == waits
    empty = replace(CANCELLED, refunds=(replace(mine, amount=0),))
    assert follow(refund_out(), ground(empty)).phase.kind == "refund_sent"


def test_a_refund_that_failed_says_why_and_is_owed() -> None:
    rows = (
        Refund("a", NOW - H, 0, "01234567", failed=5, reason="first"),
        Refund("b", NOW, 0, "01234567", failed=3000, reason="closed card"),
    )
    made = follow(refund_out(), ground(replace(CANCELLED, refunds=rows)))
    assert made.phase == RefundOwed("refund_failed", "closed card")
    assert made.notice == Notice("refund_failed", 3000, "EUR", NOW, "closed card")
    items = case(stopped(), phase=RefundSent(replace(REFUND, purpose="items"), Flight(NOW), CLEARED), seen_back=0)
    assert follow(items, ground(replace(KNOWN, refunds=rows))).phase == replace(
        CLEARED, why="refund_failed", text="closed card"
    )
    meanwhile = follow(items, ground(replace(CANCELLED, refunds=rows)))
    assert meanwhile.phase == RefundOwed("refund_failed", "closed card")
    part = (replace(rows[1], amount=1000, failed=2000),)
    some = follow(refund_out(), ground(replace(CANCELLED, returned=1000, refunds=part)))
    assert isinstance(some.phase, RefundOwed)
    assert some.notice == Notice("refund_failed", 2000, "EUR", NOW, "closed card")


def test_what_came_beside_our_refund_is_somebody_elses() -> None:
    mine = Refund("gid://r", NOW - H, 2000, "01234567")
    theirs = Refund("gid://x", NOW, 1000)
    plan = replace(REFUND, amount=2000)
    out = case(stopped(), phase=RefundSent(plan, Flight(NOW), RefundOwed()), seen_back=0)
    alone = follow(out, ground(replace(CANCELLED, returned=2000, refunds=(mine,))))
    assert (alone.notice, alone.seen_back, alone.goodwill) == (None, 2000, 0)
    assert alone.phase == RefundOwed()  # 1000 is owed still
    both = follow(out, ground(replace(CANCELLED, returned=3000, refunds=(mine, theirs))))
    assert both.notice == Notice("returned_by_others", 1000, "EUR", NOW)
    given = RefundSent(replace(plan, purpose="goodwill"), Flight(NOW), TooLate())
    gift = follow(
        case(GONE, phase=given, goodwill=1, seen_back=0), ground(replace(KNOWN, returned=2000, refunds=(mine,)))
    )
    assert (gift.phase, gift.goodwill, gift.seen_back) == (TooLate(), 2001, 2000)


def test_a_look_at_a_refund_by_the_sum_alone() -> None:
    on = replace(CANCELLED, returned=3000)
    assert isinstance(case_answers.looked(refund_out(), ground(on), False, (), True).phase, Closed)
    absent = case_answers.looked(refund_out(), ground(CANCELLED), False, (), False)
    assert absent.phase == RefundSent(REFUND, Flight(NOW, looks=(NOW,)), RefundOwed())
    pending = refund_out(pending=5)
    assert case_answers.looked(pending, ground(CANCELLED), False, (), True) == pending


def test_what_a_colleague_gave_back_while_the_cancellation_ran_is_said() -> None:
    """The sum is what the button said, but 20.00 of it was somebody else's (rules §5 "Somebody else")."""
    out = case(stopped(), phase=Sent(replace(PLAN, before=0), Flight(NOW - M), CLEARED), seen_back=0)
    theirs, rest = Refund("t", NOW - timedelta(seconds=4), 2000), Refund("o", NOW, 1000)
    on = replace(CANCELLED, returned=3000, cancelled_at=NOW, refunds=(theirs, rest))
    notice = case_answers.looked(out, ground(on), False, (), None).notice
    assert notice is not None
    assert (notice.code, notice.amount) == ("returned_by_others", 2000)
    alone = replace(on, refunds=(Refund("o", NOW, 3000),))
    assert case_answers.looked(out, ground(alone), False, (), None).notice is None


def test_the_cancellation_is_seen() -> None:
    sent = case(stopped(), phase=Sent(replace(PLAN, before=0), Flight(NOW), CLEARED), seen_back=0)
    done = case_answers.looked(sent, ground(replace(CANCELLED, returned=3000)), False, (), None)
    assert (done.plan, done.seen_back, done.notice) == (3000, 3000, None)
    assert isinstance(done.phase, Closed)
    part = replace(PLAN, amount=1000, refund_all=False, before=0, notify=True)
    half = case_answers.looked(
        case(stopped(), phase=Sent(part, Flight(NOW), CLEARED)), ground(CANCELLED), False, (), None
    )
    assert half.phase == RefundWanted(RefundPlan("", 1000, (), 0, False, True, "owed", 0), RefundOwed())
    later = replace(part, later=True)
    waits = case_answers.looked(
        case(stopped(), phase=Sent(later, Flight(NOW), CLEARED)), ground(CANCELLED), False, (), None
    )
    assert waits.phase == RefundOwed()
    more = case_answers.looked(sent, ground(replace(CANCELLED, received=4000, returned=3500)), False, (), None)
    assert more.notice == Notice("returned_by_others", 500, "EUR", None)
    assert isinstance(more.phase, (Settling, Closed))
    failed = case_answers.looked(sent, ground(), True, ("No",), None)
    assert failed.phase.kind == "sent"  # it runs
    old = case(stopped(), phase=Sent(replace(PLAN, before=None), Flight(NOW), CLEARED), plan=3000)
    assert case_answers.looked(old, ground(replace(CANCELLED, returned=3000)), False, (), None).plan == 3000
    untouched = case(stopped(), phase=AtSupplier())
    assert case_answers.looked(untouched, ground(), False, (), None).phase == follow(untouched, ground()).phase


# -- recall -----------------------------------------------------------------------------------------------------------


def requested(status: str = "SUBMITTED", recall: Recall = Recall.CANCEL, **more: Any) -> Order:
    request = FulfilmentRequest("r", "OPEN", status, recall, (Take(A, 1),), **more)
    return order(line(requested=1, requested_at=NOW - H), shopify_id="gid://1", requests=(request,))


def test_what_is_recalled_at_once_and_what_is_asked_for() -> None:
    at_once = apply(case(stopped(), phase=CLEARED), mv.WantRecall(), ground(requested())).phase
    assert at_once == RecallSent((("r", True),), None, CLEARED)
    asked = apply(case(stopped(), phase=CLEARED), mv.WantRecall(), ground(requested(recall=Recall.REQUEST))).phase
    assert asked == RecallSent((("r", False),), None, CLEARED)
    none = ground(requested(recall=Recall.NONE))
    assert refused(case(stopped(), phase=CLEARED), mv.WantRecall(), none).code == "nothing_to_recall"
    assert refused(case(phase=AtSupplier()), mv.WantRecall(), none).code == "not_now"


def test_a_recall_that_was_rejected() -> None:
    made = follow(case(stopped(), phase=RecallAsked(NOW, CLEARED)), ground(requested("CANCELLATION_REJECTED")))
    assert made.phase == replace(
        CLEARED, route=Route.ITEMS, recalled=True, recall_failed=True, not_given_back=("r",), why="recall_rejected"
    )
    waits = follow(case(stopped(), phase=RecallAsked(NOW, CLEARED)), ground(requested(), NOW + 24 * H - M))
    assert isinstance(waits.phase, RecallAsked)
    silent = follow(
        case(stopped(looked_at=NOW + D), phase=RecallAsked(NOW, CLEARED)), ground(requested(), NOW + 24 * H)
    )
    assert silent.phase == replace(
        CLEARED, route=Route.ITEMS, recalled=True, recall_failed=True, not_given_back=("r",), why="recall_silent"
    )


def test_a_recall_is_seen_by_its_status_its_time_or_its_lines() -> None:
    out = case(stopped(), phase=RecallSent((("r", False),), Flight(NOW), CLEARED))

    def asked(on: Order) -> bool:
        return isinstance(case_answers.looked(out, ground(on, NOW), False, (), None).phase, RecallAsked)

    assert asked(requested("CANCELLATION_REQUESTED"))
    assert not asked(requested("SUBMITTED"))
    assert asked(requested(recall_asked_at=NOW - 5 * M))  # two clocks
    assert not asked(requested(recall_asked_at=NOW - 6 * M))
    gone = case_answers.looked(out, ground(order(shopify_id="gid://1")), False, (), None)
    assert gone.phase == replace(CLEARED, recalled=True, why="recalled")


# -- the outbox and the assistant's step ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phase", "pending", "step"),
    [
        (Drafted(), "", 1), (TooLate(), "", 3), (Withdrawing(), "", 3), (CLEARED, "", 4),
        (RecallAsked(NOW, CLEARED), "", 4),
        (RecallSent((), None, CLEARED), "send", 4), (RecallSent((), Flight(NOW), CLEARED), "look", 4),
        (Wanted(PLAN, CLEARED), "send", 4), (Sent(PLAN, Flight(NOW), CLEARED), "look", 4),
        (RefundWanted(REFUND, CLEARED), "send", 4), (RefundWanted(REFUND, RefundOwed()), "send", 5),
        (RefundSent(REFUND, Flight(NOW), Settling()), "look", 5),
        (RefundSent(REFUND, Flight(NOW), TooLate()), "look", 4),
        (RefundOwed(), "", 5), (Settling(), "", 5), (Closed("noted", NOW), "", 6),
    ],
)  # fmt: skip
def test_what_the_world_is_owed_and_the_step(phase: Phase, pending: str, step: int) -> None:
    assert (case_answers.pending(case(phase=phase)), case_progress.step(case(phase=phase))) == (pending, step)


def test_the_supplier_is_asked_before_answers_are_waited_for() -> None:
    asked = leg(S.ASKED, 2, request_ticked_at=NOW)
    assert case_progress.step(case(phase=AtSupplier())) == 2
    assert case_progress.step(case(asked, phase=AtSupplier())) == 3
    assert case_progress.step(case(leg(S.OPEN), asked, phase=AtSupplier())) == 2
    assert case_progress.step(case(leg(S.OPEN, request_ticked_at=NOW), asked, phase=AtSupplier())) == 3
    assert (
        case_progress.step(case(leg(S.OPEN, request_ticked_at=NOW), phase=AtSupplier())) == 2
    )  # withdrawn: asked anew
    assert case_progress.step(case(leg(S.UNLINKED), phase=AtSupplier())) == 2


def test_purchases_keep_their_places_whatever_is_said_of_them() -> None:
    """ "Purchase 1" became the second after each answer, and the next action named the other (rules §3: "then the lower
    purchase number")."""
    first, second = leg(S.OPEN, 1, ((A, 0),)), leg(S.OPEN, 2, ((A, 1),))
    made = case(first, second, phase=AtSupplier())
    on = ground(order(line(A, 2)))
    for say in (Say.UNCHANGED, Say.NOT_SHIPPED, Say.ASKED, Say.REFUSED, Say.UNDO):
        made = apply(made, Report(LegId("1"), say), on)
        assert [one.id for one in made.legs] == ["1", "2"]
    split = in_its_place((first, second), LegId("1"), (replace(first, id=LegId("1.a")), first))
    assert [one.id for one in split] == ["1.a", "1", "2"]
    assert in_its_place((first,), LegId("9"), (second,)) == (first, second)


def test_undo_of_the_request_is_refused_where_another_answer_is_newer() -> None:
    """It took back that other one, and the leg stayed asked for good."""
    made = apply(case(leg(S.OPEN), phase=AtSupplier()), mv.TickRequest(LegId("1"), NOW - M), ground())
    seen = apply(made, Report(LegId("1"), Say.DEADLINE_TYPED, until=NOW + D), ground())
    seen = apply(seen, Report(LegId("1"), Say.NOT_SHIPPED), ground())
    back = apply(seen, mv.Untick(LegId("1"), "request"), ground()).legs[0]
    assert (back.state, back.request_ticked_at, back.ship_deadline_typed) == (S.OPEN, None, NOW + D)
    other = apply(seen, Report(LegId("1"), Say.SCAN, detail="elsewhere"), ground())
    assert refused(other, mv.Untick(LegId("1"), "request")).code == "not_now"


def test_a_number_that_nobody_answered_for_is_named_where_it_holds_money_back() -> None:
    on = Ground(CANCELLED, Rulebook(), CHINA, NOW, named=(NUMBER,))
    owing = case(stopped(), phase=RefundOwed(), plan=3000)
    live = case(leg(S.OPEN), phase=AtSupplier())
    cleared = case(stopped(), phase=CLEARED)
    for made, move, at in (
        (owing, mv.WantRefund(1000, False), on),
        (live, mv.Override("reason", Money(900, "EUR")), replace(on, order=KNOWN)),
        (cleared, mv.WantCancel(3000, False, CancelReason.CUSTOMER, False, True), replace(on, order=KNOWN)),
    ):
        told = refused(made, move, at)
        assert (told.code, told.facts) == ("another_number", {"value": NUMBER})


def test_of_two_live_units_of_a_line_the_overridden_one_is_meant() -> None:
    """Rules §4.1: one unit's loss was seen and accepted, the other's was not; the first in place is not the one."""
    on = order(line(A, 2), shopify_id="gid://1")
    legs = (leg(S.OPEN, 1, ((A, 0),)), leg(S.OPEN, 2, ((A, 1),)))
    seen = Override(((A, 1),), "reason", Money(900, "EUR"), NOW - M)
    scope = (Take(A, 1),)
    back = Cleared(scope, Route.ITEMS, overridden=True)
    plan = RefundPlan("5eed00001", 1000, scope, 0, False, True, "items", 0)
    made = case(*legs, phase=RefundWanted(plan, back), wish=scope, overrides=(seen,))
    permit = refund_permit(made, ground(on), (RefundPart("p", "g", 1000),), "")
    assert isinstance(permit.grounds, Clearance)
    ((unit, name, consent),) = permit.grounds.consents
    assert (unit, name) == ((A, 1), legs[1].id)
    assert consent == Overridden("reason", 900, "EUR", NOW - M)
    with pytest.raises(Refused, match="gone"):  # went out since: an override clears what is live
        gone = replace(legs[1], state=S.GONE, shipped_at=NOW)
        refund_permit(replace(made, legs=(legs[0], gone)), ground(on), (RefundPart("p", "g", 1000),), "")
