"""What comes between the press and the call, or between two looks, never moves money a second time, nor too much."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.basis.scope import in_progress, recall_answered, to_recall
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import CancelReason, RefundPart
from dropdesk.domain.case.shape.phases import (
    AtSupplier,
    ByHand,
    Claimed,
    Cleared,
    Closed,
    Flight,
    Phase,
    RecallAsked,
    RecallSent,
    RefundOwed,
    RefundPlan,
    RefundSent,
    RefundWanted,
    Settling,
    Wanted,
)
from dropdesk.domain.case.shape.state import Case, Override, open_case, unwritten
from dropdesk.domain.case.shown.order_timeline import JournalRow
from dropdesk.domain.case.shown.timeline import tell
from dropdesk.domain.case.steps import answers as case_answers
from dropdesk.domain.case.steps.apply import apply
from dropdesk.domain.case.steps.follow import follow, moves_by_time
from dropdesk.domain.case.steps.permits import cancel_permit, refund_permit
from dropdesk.domain.case.steps.shop_moves import with_key
from dropdesk.domain.order import Chargeback, Claim, FulfilmentRequest, Order, Recall, Refund
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.leg import How, Leg
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import CaseId, LegId, LineId, Money, OrderKey, Seen, Take, Where
from dropdesk.domain.verdict.units import Units
from dropdesk.domain.verdict.verdict import Action, Code, Route
from dropdesk.errors import Refused
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, A, B, D, H, S, leg, line, order

M = timedelta(minutes=1)
CLEARED = Cleared((Take(A, 1),), Route.CANCEL)
OWED = RefundPlan("key-one-0", 3000, (), 0, False, True, "owed", 0, first_sent=NOW - M)


def ground(on: Order, now: Any = NOW) -> Ground:
    return Ground(on, Rulebook(), CHINA, now)


def case(*legs: Leg, phase: Phase, **more: Any) -> Case:
    made = open_case(CaseId("c"), OrderKey(1), legs or (stopped(),), NOW - D, NOW - D)
    return replace(made, phase=phase, **{"seen_back": 0, "first_back": 0, **more})


def stopped(n: int = 1, unit: Any = A, **more: Any) -> Leg:
    return leg(S.STOPPED, n, ((unit, 0),), looked_at=NOW - M, **more)


def requested(**more: Any) -> Order:
    """A colleague asked a fulfilment service for the item, and it can be called back."""
    request = FulfilmentRequest("f", "OPEN", "SUBMITTED", Recall.CANCEL, (Take(A, 1),))
    return order(line(A, requested=1, requested_at=NOW), shopify_id="gid://1", requests=(request,), **more)


PLAIN = order(line(A), shopify_id="gid://1")
CANCEL = mv.WantCancel(3000, False, CancelReason.CUSTOMER, False, True)
ITEMS = mv.WantItems((Take(A, 1),), 1000, 0, False, True)


# -- a refund that Shopify took -----------------------------------------------------------------------------------


@pytest.mark.parametrize("age", [M, 2 * D])
@pytest.mark.parametrize("pending", [0, 3000])
def test_a_refund_that_shopify_took_is_never_absent(age: Any, pending: int) -> None:
    """ "It was not done" would have opened a second one with a new key (rules §4.2)."""
    flight = Flight(NOW - age, job="gid://r/1", certain=True, pending=pending)
    out = case(phase=RefundSent(replace(OWED, first_sent=NOW - age), flight, RefundOwed()), plan=3000)
    on = ground(replace(PLAIN, cancelled_at=NOW - D))
    with pytest.raises(Refused, match="still_pending"):
        apply(out, mv.SawInAdmin(False, NOW), on)
    unclear = replace(out, phase=RefundSent(OWED, Flight(NOW - M), RefundOwed()))
    looked = apply(unclear, mv.SawInAdmin(False, NOW), on).phase
    assert isinstance(looked, RefundSent)
    assert looked.plan.key == OWED.key


# -- requested between the press and the send ---------------------------------------------------------------------


@pytest.mark.parametrize(("route", "press"), [(Route.CANCEL, CANCEL), (Route.ITEMS, ITEMS)])
def test_what_is_requested_after_the_press_is_recalled_first(route: Route, press: mv.Move) -> None:
    rest = (line(B, fulfilled=1, fulfilled_at=NOW - D),) if route is Route.ITEMS else ()
    legs = (stopped(), leg(S.GONE, 2, ((B, 0),), known_at=NOW)) if rest else (stopped(),)
    plain = replace(PLAIN, lines=(*PLAIN.lines, *rest))
    late = replace(requested(), lines=(*requested().lines, *rest))
    wish = (Take(A, 1),)
    ready = follow(case(*legs, phase=AtSupplier(), wish=wish), ground(plain))
    assert isinstance(ready.phase, Cleared)
    pressed = with_key(apply(ready, press, ground(plain)), "abcdefgh-1")
    assert isinstance(pressed.phase, (Wanted, RefundWanted))
    with pytest.raises(Refused, match="recall_first"):  # the last look is what shows it
        if isinstance(pressed.phase, Wanted):
            cancel_permit(pressed, ground(late), "")
        else:
            refund_permit(pressed, ground(late), (RefundPart("t", "g", 1000),), "DropDesk")
    back = follow(pressed, ground(late))
    assert isinstance(back.phase, Cleared)
    assert (back.phase.why, back.held is not None and back.held.why) == ("recall_first", "recall_first")
    recall = apply(back, mv.WantRecall(), ground(late))
    assert recall.phase.kind == "recall_sent"


def test_a_request_that_comes_after_a_granted_recall_is_recalled_too() -> None:
    granted = replace(CLEARED, recalled=True, why="recalled")
    with pytest.raises(Refused, match="recall_first"):
        apply(case(phase=granted), CANCEL, ground(requested()))
    failed = replace(CLEARED, recalled=True, recall_failed=True, route=Route.ITEMS, why="recall_silent")
    assert apply(case(phase=failed), ITEMS, ground(requested())).phase.kind == "refund_wanted"


def failed_recall(why: str, *which: str) -> Cleared:
    """Cleared, by refund items, once these fulfilment orders were not given back."""
    known = which or ("f",)
    return replace(CLEARED, route=Route.ITEMS, recalled=True, recall_failed=True, not_given_back=known, why=why)


def asked_by_somebody(status: str = "ACCEPTED") -> Order:
    """Items that are with a service, which was asked to give them back and has not answered."""
    on = requested()
    return replace(
        on,
        lines=tuple(replace(one, requested_at=NOW - 2 * H) for one in on.lines),
        requests=tuple(
            replace(one, recall=Recall.NONE, request_status=status, recall_asked_at=NOW - H) for one in on.requests
        ),
    )


@pytest.mark.parametrize("status", ["ACCEPTED", "CANCELLATION_REQUESTED"])
def test_while_a_recall_is_unanswered_nothing_is_cancelled_whoever_asked(status: str) -> None:
    """Found in use (609): "don't wait for it", or a colleague's own recall, and the money of items went out that the
    service had accepted (rules §3 Route "recalled first", §5 RecallAsked)."""
    late = asked_by_somebody(status)
    waits = follow(case(phase=CLEARED), ground(late))
    assert waits.phase == RecallAsked(NOW - H, CLEARED)
    for press in (CANCEL, mv.ChangeMind(), mv.DoByHand("cancel", 3000)):
        with pytest.raises(Refused):
            apply(waits, press, ground(late))
    pressed = apply(case(phase=CLEARED), CANCEL, ground(PLAIN))
    with pytest.raises(Refused, match="recall_first"):
        cancel_permit(pressed, ground(late), "")
    back = follow(pressed, ground(late))
    assert back.phase == RecallAsked(NOW - H, replace(CLEARED, why="recall_first"))
    assert back.held is not None
    assert back.held.why == "recall_first"
    silent = follow(waits, ground(late, NOW + 24 * H)).phase
    assert silent == failed_recall("recall_silent")
    refused = replace(
        late, requests=tuple(replace(one, request_status="CANCELLATION_REJECTED") for one in late.requests)
    )
    for known in (waits, case(phase=CLEARED)):
        turned = follow(known, ground(refused)).phase
        assert turned == failed_recall("recall_rejected")


@pytest.mark.parametrize("offered", [Recall.CANCEL, Recall.NONE])
def test_a_recall_older_than_the_request_is_no_answer_to_wait_for(offered: Recall) -> None:
    """Found by reading (803): a recall granted two days ago counted as unanswered for what was requested an hour ago,
    "silent" at once, and the items' money went without a recall."""
    late = asked_by_somebody()
    again = replace(
        late,
        lines=tuple(replace(one, requested_at=NOW - H) for one in late.lines),
        requests=tuple(
            replace(one, recall=offered, recall_asked_at=NOW - 2 * D, updated_at=NOW) for one in late.requests
        ),
    )
    granted = follow(case(phase=replace(CLEARED, recalled=True, why="recalled")), ground(again)).phase
    assert isinstance(granted, Cleared)
    assert not granted.recall_failed
    assert to_recall(granted, again) is (offered is Recall.CANCEL)


def test_a_recall_that_failed_is_no_word_about_what_comes_after_it() -> None:
    """Found by reading (807, 808): given back after all, the order stayed on *items* for ever; asked for anew, its
    money went without a recall; and of an early version's row the route went back to *cancel*."""
    failed = replace(CLEARED, route=Route.ITEMS, recalled=True, recall_failed=True, why="recall_silent")
    given_back = follow(case(phase=failed), ground(PLAIN)).phase
    assert given_back == replace(CLEARED, recalled=True, why="recalled")
    late = asked_by_somebody()
    again = replace(
        late,
        lines=tuple(replace(one, requested_at=NOW - M) for one in late.lines),
        requests=tuple(replace(one, recall=Recall.CANCEL) for one in late.requests),
    )
    with pytest.raises(Refused, match="recall_first"):
        apply(case(phase=failed), ITEMS, ground(again))
    early = replace(failed, recall_failed=False, why="refused")
    nothing_on_offer = replace(late, requests=tuple(replace(one, recall_asked_at=None) for one in late.requests))
    assert follow(case(phase=early), ground(nothing_on_offer)).phase == early


BOTH = (Take(A, 1), Take(B, 1))


def with_services(*requests: FulfilmentRequest, b_asked: datetime | None = NOW - H) -> Order:
    """Two items; the first has been with a service for two days, the second is since then (None: it is not)."""
    a = line(A, value=1000, requested=1, requested_at=NOW - 2 * D)
    b = line(B, value=2000, requested=int(b_asked is not None), requested_at=b_asked)
    return order(a, b, received=3000, total=3000, shopify_id="gid://1", requests=requests)


def test_a_recall_that_failed_says_nothing_of_another_fulfilment_order() -> None:
    """Found by reading (901): the first item's recall was rejected; the second item's service, asked since, was never
    called back, and its money went out."""
    legs = (stopped(), leg(S.STOPPED, 2, ((B, 0),), known_at=NOW, looked_at=NOW))
    refused = FulfilmentRequest(
        "f", "IN_PROGRESS", "CANCELLATION_REJECTED", Recall.NONE, (Take(A, 1),), NOW - D, NOW - 2 * D + H
    )
    known = case(*legs, phase=replace(CLEARED, scope=BOTH))
    turned = follow(known, ground(with_services(refused, b_asked=None)))
    assert turned.phase == replace(failed_recall("recall_rejected"), scope=BOTH)
    other = FulfilmentRequest("s", "OPEN", "SUBMITTED", Recall.CANCEL, (Take(B, 1),), NOW)
    late = ground(with_services(refused, other))
    for lines, amount in ((BOTH, 3000), ((Take(B, 1),), 2000)):
        with pytest.raises(Refused, match="recall_first"):
            apply(turned, mv.WantItems(lines, amount, 0, False, True), late)
    recall = apply(turned, mv.WantRecall(), late)
    assert isinstance(recall.phase, RecallSent)
    assert recall.phase.requests == (("s", True),)
    asked = replace(other, request_status="CANCELLATION_REQUESTED", recall=Recall.NONE, recall_asked_at=NOW)
    waits = case_answers.taken(replace(recall, phase=replace(recall.phase, flight=Flight(NOW))), None, 0,
                          ground(with_services(refused, asked)))  # fmt: skip
    assert isinstance(waits.phase, RecallAsked)  # the first one's rejection is no answer to it
    with pytest.raises(Refused):
        apply(waits, mv.ChangeMind(), ground(with_services(refused, asked)))
    silent = follow(waits, ground(with_services(refused, asked), NOW + 25 * H)).phase
    assert silent == replace(failed_recall("recall_silent", "f", "s"), scope=BOTH)


def test_what_is_requested_after_the_recall_was_not_called_back_with_it() -> None:
    """Found by reading (901b): given back and requested anew between two looks, "no answer for a day" was said of a
    request that nobody had called back."""
    anew = FulfilmentRequest("s", "OPEN", "SUBMITTED", Recall.CANCEL, (Take(A, 1),), NOW)
    again = order(line(A, value=1000, requested=1, requested_at=NOW - H), shopify_id="gid://1", requests=(anew,))
    for hours in (25, 5):
        waits = case(phase=RecallAsked(NOW - hours * H, CLEARED))
        back = follow(waits, ground(again)).phase
        assert back == replace(CLEARED, recalled=True, why="recall_first")
        assert to_recall(back, again)
    asked_later = case(phase=RecallAsked(NOW, CLEARED))
    assert isinstance(follow(asked_later, ground(again)).phase, RecallAsked)  # it is that one's


def test_what_the_service_sent_was_not_recalled() -> None:
    """Found by reading (903, 912): no longer requested was taken for given back, though the service had sent it; beside
    a unit that was refunded earlier as well. Sent on, it is no recall that failed: a new request is called back."""
    looked = leg(S.STOPPED, looked_at=NOW, known_at=NOW)
    sent = order(line(A, value=1000, fulfilled=1, fulfilled_at=NOW - H), shopify_id="gid://1")
    two = order(line(A, 2, value=1000, returned=1, fulfilled=1, fulfilled_at=NOW - H), shopify_id="gid://1",
                returned=1000)  # fmt: skip
    for phase in (RecallAsked(NOW - 5 * H, CLEARED), Claimed("recall", 0, (), 0, NOW - 5 * H, CLEARED)):
        for on in (sent, two):
            served = looked if on is sent else leg(S.STOPPED, 1, ((A, 0), (A, 1)), looked_at=NOW, known_at=NOW)
            seen = follow(case(served, phase=phase, wish=(Take(A, 1),)), ground(on)).phase
            assert not (isinstance(seen, Cleared) and seen.why == "recalled")
    answered = recall_answered(CLEARED, sent)
    assert answered == replace(CLEARED, route=Route.ITEMS, recalled=True, why="recall_sent_on")
    assert to_recall(answered, requested())
    assert recall_answered(CLEARED, PLAIN) == replace(CLEARED, recalled=True, why="recalled")
    back = replace(CLEARED, route=Route.WITHOUT_REFUND)
    assert recall_answered(back, replace(PLAIN, returned=3000)).why == "recalled"


def test_the_rest_is_given_back_while_one_recall_failed_long_ago() -> None:
    """Found by reading (912): the second item was given back, and the case waited a day for an
    answer that was there."""
    legs = (stopped(), leg(S.STOPPED, 2, ((B, 0),), known_at=NOW, looked_at=NOW))
    refused = FulfilmentRequest(
        "f", "IN_PROGRESS", "CANCELLATION_REJECTED", Recall.NONE, (Take(A, 1),), NOW - D, NOW - 2 * D + H
    )
    back = replace(failed_recall("recall_rejected"), scope=BOTH)
    waits = case(*legs, phase=RecallAsked(NOW - M, back))
    done = follow(waits, ground(with_services(refused, b_asked=None)))
    assert done.phase == back


def test_after_a_failed_recall_the_row_says_refund_items_and_not_recall() -> None:
    """Found in use (1007): the page said "refund items instead", the list still "Recall the fulfilment"."""
    refused = replace(requested(), requests=tuple(
        replace(one, request_status="CANCELLATION_REJECTED", recall=Recall.NONE) for one in requested().requests
    ))  # fmt: skip
    turned = follow(case(stopped(), phase=CLEARED), ground(refused))
    read = ground(refused).verdict(turned)
    assert (read.action, read.route) == (Action.REFUND_ITEMS, Route.ITEMS)
    assert dict(read.because.data)["service"] is True
    first = ground(requested()).verdict(case(stopped(), phase=CLEARED))
    assert (first.action, first.route) == (Action.RECALL, Route.CANCEL)
    free = case(leg(S.NOT_ORDERED, looked_at=NOW), phase=failed_recall("recall_rejected"))
    told = ground(refused).verdict(free)
    assert (told.action, told.code) == (Action.REFUND_ITEMS, Code.REFUND_ONLY)


def test_a_failed_recall_where_no_money_is_left_leads_to_the_cancellation() -> None:
    """Found by reading (907): all money was back, the recall was rejected, and *refund items* had nothing to refund."""
    rejected = tuple(
        replace(one, request_status="CANCELLATION_REJECTED", recall=Recall.NONE) for one in requested().requests
    )
    back = replace(requested(), returned=3000, returned_without_quantities=3000, requests=rejected)
    phase = replace(CLEARED, route=Route.WITHOUT_REFUND)
    turned = follow(case(stopped(), phase=phase), ground(back)).phase
    assert isinstance(turned, Cleared)
    assert (turned.route, turned.why) == (Route.WITHOUT_REFUND, "recall_rejected")


def test_what_only_the_person_called_asked_can_be_taken_back() -> None:
    asked = case(phase=RecallAsked(NOW, CLEARED))
    assert apply(asked, mv.ChangeMind(), ground(requested())).phase == CLEARED


def test_what_is_marked_in_progress_after_the_press_is_said_before_money_moves() -> None:
    """Found in use (609c): marked "in progress" at the own location between the page and the press."""
    late = replace(requested(), requests=tuple(
        replace(one, status="IN_PROGRESS", request_status="UNSUBMITTED", recall=Recall.NONE)
        for one in requested().requests
    ))  # fmt: skip
    pressed = apply(case(phase=CLEARED), CANCEL, ground(PLAIN))
    with pytest.raises(Refused, match="in_progress_since"):
        cancel_permit(pressed, ground(late), "")
    back = follow(pressed, ground(late))
    assert back.phase == replace(CLEARED, why="in_progress_since")
    again = apply(back, CANCEL, ground(late))
    assert cancel_permit(again, ground(late), "").refund_all  # said, and pressed again: Shopify decides


def test_a_new_request_after_a_granted_recall_is_recalled_on_items_too() -> None:
    """Found in use (711): "recalled" and route *items* was taken for a recall that failed, and 30.00 went back while
    the service had the item again."""
    granted = replace(CLEARED, recalled=True, route=Route.ITEMS, why="recalled")
    rest = line(B, fulfilled=1, fulfilled_at=NOW - D)
    again = replace(requested(), lines=(*requested().lines, rest))
    legs = (stopped(), leg(S.GONE, 2, ((B, 0),), known_at=NOW))
    with pytest.raises(Refused, match="recall_first"):
        apply(case(*legs, phase=granted, wish=(Take(A, 1),)), ITEMS, ground(again))


def test_goodwill_uses_up_nothing_of_tax_and_shipping_that_go_back_with_an_item() -> None:
    """Found in use (714): 30.00 and 2.40 of tax, after 5.00 of goodwill: "at most 30.00"."""
    taxed = order(line(A), line(B, fulfilled=1, fulfilled_at=NOW - D), total=2240, received=2240, shopify_id="gid://1",
                  returned=500, returned_without_quantities=500)  # fmt: skip
    legs = (stopped(), leg(S.GONE, 2, ((B, 0),), known_at=NOW))
    phase = replace(CLEARED, route=Route.ITEMS)
    given = case(*legs, phase=phase, wish=(Take(A, 1),), goodwill=500, seen_back=500, first_back=500)
    with_tax = mv.WantItems((Take(A, 1),), 1240, 0, False, True)
    assert apply(given, with_tax, ground(taxed)).phase.kind == "refund_wanted"
    with pytest.raises(Refused, match="amount"):  # the other item's money stays
        apply(given, replace(with_tax, amount=1241), ground(taxed))


@pytest.mark.parametrize("by_hand", [False, True])
@pytest.mark.parametrize("other", ["gone", "open", "lost", "here", "overridden"])
def test_with_goodwill_not_all_of_the_money_goes_back_while_another_parcel_goes_out(other: str, by_hand: bool) -> None:
    """Found by reading (816): 64.80 received, 30.00 of goodwill: the stopped one of two could take the other 34.80."""
    sent = line(B, value=3000, fulfilled=0 if other in ("open", "overridden") else 1, fulfilled_at=NOW - D)
    on = order(line(A, value=3000), sent, total=6480, received=6480, shopify_id="gid://1",
               returned=3000, returned_without_quantities=3000)  # fmt: skip
    second = {
        "gone": leg(S.GONE, 2, ((B, 0),), known_at=NOW),
        "open": leg(S.OPEN, 2, ((B, 0),), known_at=NOW),
        "overridden": leg(S.OPEN, 2, ((B, 0),), known_at=NOW),
        "lost": leg(S.HANDLED, 2, ((B, 0),), known_at=NOW, loss_accepted=True, claim="why"),
        "here": leg(S.DELIVERED, 2, ((B, 0),), known_at=NOW),
    }[other]
    over = (Override(((B, 0),), "why", None, NOW),) if other == "overridden" else ()
    phase = replace(CLEARED, route=Route.ITEMS)
    given = case(stopped(), second, phase=phase, wish=(Take(A, 1),), goodwill=3000, seen_back=3000, first_back=3000,
                 by_hand=(3000,), overrides=over)  # fmt: skip

    def press(amount: int) -> Case:
        items = mv.WantItems((Take(A, 1),), amount, 0, False, True)
        return apply(given, mv.DoByHand("items", amount, items.lines) if by_hand else items, ground(on))

    press(3240)  # what Shopify suggests: the item and its tax
    if other in ("gone", "open"):
        press(3478)
        with pytest.raises(Refused, match="amount"):  # one minor unit less is as good as all of it
            press(3479)
    else:
        press(3480)


def test_by_hand_it_is_recalled_first_as_well() -> None:
    for press in (mv.DoByHand("cancel", 3000), mv.DoByHand("items", 1000, (Take(A, 1),))):
        with pytest.raises(Refused, match="recall_first"):
            apply(case(phase=CLEARED), press, ground(requested()))
        clicks = apply(case(phase=CLEARED), press, ground(PLAIN))
        assert isinstance(clicks.phase, ByHand)
        assert follow(clicks, ground(requested())).phase == replace(CLEARED, why="recall_first")


def test_a_recall_by_hand_waits_for_the_service_like_any_other() -> None:
    clicks = apply(case(phase=CLEARED), mv.DoByHand("recall", 0), ground(requested()))
    asked = apply(clicks, mv.DidByHand(NOW), ground(requested()))
    assert asked.phase == RecallAsked(NOW, CLEARED)
    silent = follow(asked, ground(requested(), NOW + 25 * H)).phase
    assert silent == failed_recall("recall_silent")
    assert follow(asked, ground(PLAIN)).phase == replace(CLEARED, recalled=True, why="recalled")


def by_hand_asked(**more: Any) -> tuple[Case, Ground]:
    """A recall that was asked in the admin; the store is not connected any more."""
    unheard = replace(ground(requested()), hears=False, **more)
    clicks = apply(case(phase=CLEARED), mv.DoByHand("recall", 0), unheard)
    return apply(clicks, mv.DidByHand(NOW), unheard), unheard


def test_what_the_service_answered_is_seen_by_the_person_where_no_store_is_connected() -> None:
    """Found in use (712): nobody could say that it agreed; after a day it was "no answer", though nobody was heard."""
    asked, unheard = by_hand_asked()
    agreed = apply(asked, mv.SawInAdmin(True, NOW), unheard)
    assert agreed.phase == replace(CLEARED, recalled=True, why="recalled", recall_seen=NOW)
    assert unheard.verdict(agreed).action is Action.CANCEL
    assert not in_progress(agreed.phase, unheard.order)
    clicks = apply(agreed, mv.DoByHand("cancel", 3000), unheard)
    assert isinstance(clicks.phase, ByHand)
    assert follow(clicks, unheard) == clicks
    refused = apply(asked, mv.SawInAdmin(False, NOW), unheard)
    assert refused.phase == replace(
        CLEARED, route=Route.ITEMS, recalled=True, recall_failed=True, not_given_back=("f",), why="recall_not_given"
    )
    items = apply(refused, mv.DoByHand("items", 1000, (Take(A, 1),)), unheard)
    assert isinstance(items.phase, ByHand)


def test_given_back_beside_a_part_that_was_not_it_goes_by_items_all_the_same() -> None:
    asked, unheard = by_hand_asked()
    other = replace(CLEARED, route=Route.ITEMS, recalled=True, recall_failed=True, not_given_back=("other",))
    made = apply(replace(asked, phase=RecallAsked(NOW, other)), mv.SawInAdmin(True, NOW), unheard)
    assert made.phase == replace(other, not_given_back=("f", "other"), why="recalled")
    assert not to_recall(made.phase, unheard.order)


def test_where_nobody_is_heard_a_day_is_no_silence() -> None:
    asked, unheard = by_hand_asked(now=NOW)
    later = replace(unheard, now=NOW + 25 * H)
    looked = replace(asked, legs=tuple(replace(one, looked_at=NOW + 25 * H) for one in asked.legs))
    assert isinstance(follow(looked, later).phase, RecallAsked)
    assert moves_by_time(looked, later) == NOW + 26 * H  # the store may be connected again by then
    heard = follow(looked, replace(later, hears=True)).phase
    assert isinstance(heard, Cleared)
    assert (heard.route, heard.recall_failed, heard.why) == (Route.ITEMS, True, "recall_silent")


def test_what_shopify_shows_later_counts_more_than_the_look_in_the_admin() -> None:
    asked, unheard = by_hand_asked()
    agreed = apply(asked, mv.SawInAdmin(True, NOW), unheard)
    on = unheard.order
    file = replace(on, seen=replace(on.seen, where=Where.SHOPIFY_FILE, at=NOW + H))
    assert follow(agreed, ground(file)).phase == agreed.phase  # a file tells nothing of it
    assert not to_recall(agreed.phase, file)
    read = replace(on, seen=replace(on.seen, at=NOW + H))
    assert to_recall(follow(agreed, ground(read)).phase, read)
    with pytest.raises(Refused, match="recall_first"):
        apply(agreed, CANCEL, ground(read))
    pressed = apply(agreed, CANCEL, unheard)
    with pytest.raises(Refused, match="recall_first"):
        cancel_permit(pressed, ground(read), "")


# -- a refund of named items --------------------------------------------------------------------------------------


FILED = Seen(None, Where.SHOPIFY_FILE, NOW - H)
PAIR = order(line(A, value=1000), line(B, value=2000), received=3500, total=3500, shopify_id="gid://1")


def on_its_way() -> Leg:
    return leg(S.GONE, 2, ((B, 0),), shipped_at=NOW - D, known_at=NOW - D)


def half(on: Order, wish: LineId = A, *legs: Leg) -> Case:
    """One item is stopped, the other on its way: the first is to be refunded."""
    made = case(*(legs or (stopped(), on_its_way())), phase=AtSupplier(), wish=(Take(wish, 1),))
    return follow(made, ground(on))


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_refund_of_items_leaves_the_money_of_the_others(by_hand: bool) -> None:
    """Else the money of a parcel that is on its way goes back without a word (rules §4.1)."""
    lines = (Take(A, 1),)

    def press(amount: int) -> mv.Move:
        return mv.DoByHand("items", amount, lines) if by_hand else mv.WantItems(lines, amount, 0, False, True)

    ready = half(PAIR)
    with pytest.raises(Refused, match="amount") as refused:
        apply(ready, press(1501), ground(PAIR))
    assert refused.value.facts == {"most": 1500, "currency": "EUR"}  # its own value, and what belongs to no item
    assert apply(ready, press(1500), ground(PAIR)).phase.kind == ("by_hand" if by_hand else "refund_wanted")
    # Part of the other's money went back for another reason: its own value stays to be refunded.
    given = replace(PAIR, returned=1200)
    assert apply(follow(ready, ground(given)), press(1000), ground(given)).phase.kind.endswith(("hand", "wanted"))


def test_the_bound_holds_in_the_last_look() -> None:
    pressed = with_key(apply(half(PAIR), replace(ITEMS, amount=1500), ground(PAIR)), "abcdefgh-1")
    dearer = ground(replace(PAIR, lines=(line(A, value=1000), line(B, value=2100))))
    with pytest.raises(Refused, match="amount"):
        refund_permit(pressed, dearer, (RefundPart("t", "g", 1500),), "DropDesk")
    assert refund_permit(pressed, ground(PAIR), (RefundPart("t", "g", 1500),), "DropDesk").amount == 1500


# -- what was refunded by hand for named items --------------------------------------------------------------------


def by_hand(on: Order, ready: Case, item: LineId, amount: int, back: int) -> Case:
    """Refunded for one item in the admin; a newer export shows that so much went back, and names nothing."""
    made = apply(ready, mv.DoByHand("items", amount, (Take(item, 1),)), ground(on))
    made = apply(made, mv.DidByHand(NOW), ground(on))
    return follow(made, ground(exported(on, back), NOW + 2 * H))


def exported(on: Order, back: int) -> Order:
    seen = replace(FILED, at=NOW + H)
    return replace(on, returned=back, returned_without_quantities=back, financial="partially_refunded", seen=seen)


TWINS = order(
    line(A, value=1000), line(B, value=1000, fulfilled=1, fulfilled_at=NOW - 9 * D),
    received=2000, total=2000, shopify_id=None, seen=FILED,
)  # fmt: skip
HERE = leg(S.DELIVERED, 2, ((B, 0),), delivered_at=NOW - 2 * D, known_at=NOW - 2 * D)


def test_what_was_refunded_by_hand_for_an_item_stands_for_that_item() -> None:
    """Two items of one price: it was laid on the other, and the same item was offered again."""
    seen = by_hand(TWINS, half(TWINS, B, stopped(), HERE), B, 1000, 1000)
    on = ground(exported(TWINS, 1000), NOW + 2 * H)
    assert Units(on.situation(seen)).returned == {(B, 0)}
    assert seen.wish == ()
    assert not isinstance(seen.phase, Cleared)
    with pytest.raises(Refused):
        apply(seen, mv.DoByHand("items", 1000, (Take(B, 1),)), on)
    # It came to nothing: the item is to be refunded again.
    lost = ground(replace(exported(TWINS, 0), seen=replace(FILED, at=NOW + 3 * H)), NOW + 4 * H)
    assert Units(lost.situation(seen)).returned == frozenset()


@pytest.mark.parametrize("amount", [800, 900, 1000, 1200])
@pytest.mark.parametrize("told", ["claimed", "seen first"])
def test_an_item_refunded_by_hand_is_refunded_whatever_the_amount(amount: int, told: str) -> None:
    """Without its shipping, tax or return cost it came back as *Ready*, again and again."""
    on = replace(PAIR, shopify_id=None, seen=FILED)
    if told == "claimed":
        seen = by_hand(on, half(on), A, amount, amount)
    else:
        clicks = apply(half(on), mv.DoByHand("items", amount, (Take(A, 1),)), ground(on))
        seen = follow(clicks, ground(exported(on, amount), NOW + 2 * H))
    now = ground(exported(on, amount), NOW + 2 * H)
    assert Units(now.situation(seen)).returned == {(A, 0)}
    assert seen.wish == ()
    assert isinstance(seen.phase, (Settling, Closed))
    assert follow(seen, now) == seen


def test_a_claim_is_not_counted_on_top_of_a_refund_that_names_it() -> None:
    """Connected again, Shopify names the item; a colleague's refund beside it is laid on the other."""
    seen = by_hand(TWINS, half(TWINS, B, stopped(), HERE), B, 1000, 1000)
    named = replace(TWINS, lines=(TWINS.lines[0], replace(TWINS.lines[1], returned=1)), returned=1000)
    assert Units(ground(named).situation(seen)).returned == {(B, 0)}
    both = replace(named, returned=2000, returned_without_quantities=1000, unnamed_refunds=(1000,))
    assert Units(ground(both).situation(seen)).returned == {(A, 0), (B, 0)}


def test_of_several_units_each_claim_stands_for_one_more() -> None:
    on = replace(TWINS, lines=(line(A, 3, value=1000),), received=3000, total=3000)
    ready = half(on, A, leg(S.STOPPED, 1, ((A, 0), (A, 1), (A, 2)), looked_at=NOW - M))
    first = replace(ready, claims=(Claim((Take(A, 1),), 700),))
    now = ground(exported(on, 700))
    assert len(Units(now.situation(first)).returned) == 1
    second = replace(first, claims=(*first.claims, Claim((Take(A, 1),), 800)))
    assert len(Units(ground(exported(on, 1500)).situation(second)).returned) == 2
    assert len(Units(now.situation(second)).returned) == 1  # the second came to nothing


def test_money_for_items_that_a_failed_refund_holds_stands_for_those_items() -> None:
    """Our own call names none of them (``bare``): what it was for is known all the same."""
    held = replace(TWINS, shopify_id="gid://1", lines=(TWINS.lines[0], replace(TWINS.lines[1], held=1)))
    pressed = apply(half(held, B, stopped(), HERE), replace(ITEMS, lines=(Take(B, 1),)), ground(held))
    pressed = with_key(pressed, "abcdefgh-1")
    assert isinstance(pressed.phase, RefundWanted)
    assert pressed.phase.plan.bare
    out = case_answers.taken(case_answers.sent(pressed, NOW), "r", 0, ground(held))
    done = Refund("r", NOW, 1000, note="DropDesk again abcdefgh")
    back = replace(held, returned=1000, returned_without_quantities=1000, unnamed_refunds=(1000,), refunds=(done,))
    seen = follow(out, ground(back))
    assert Units(ground(back).situation(seen)).returned == {(B, 0)}
    assert seen.wish == ()


# -- what somebody else does, and what is bought later ------------------------------------------------------------


@pytest.mark.parametrize(
    "phase", [Settling(), Settling(kept=True), Closed("kept", NOW - D), Closed("back_refunded", NOW - D)]
)
@pytest.mark.parametrize("returned", [0, 3000])
def test_a_cancellation_by_others_is_said_while_it_settles_and_after(phase: Phase, returned: int) -> None:
    """Rules §5 "Somebody else": always said, with amount and time."""
    outcome = phase.outcome if isinstance(phase, Closed) else ""
    one = leg(S.DELIVERED, delivered_at=NOW - D, money=replace(leg(S.OPEN).money, awaited=Money(900, "EUR")))
    before = follow(case(one, phase=phase, outcome=outcome, uncancelled=True, seen_back=0), ground(PLAIN))
    told = follow(before, ground(replace(PLAIN, cancelled_at=NOW, returned=returned)))
    assert told.notice is not None
    assert (told.notice.code, told.notice.amount, told.notice.at) == ("cancelled_by_others", returned, NOW)
    if not returned:
        assert told.phase == RefundOwed("cancelled_by_others")
        assert told.outcome == ""
    else:
        assert isinstance(told.phase, (Settling, Closed))
    assert follow(told, ground(replace(PLAIN, cancelled_at=NOW, returned=returned))) == told


def test_our_own_cancellation_is_nobody_elses() -> None:
    ready = follow(case(phase=AtSupplier()), ground(PLAIN))
    out = case_answers.sent(apply(ready, replace(CANCEL, amount=0, later=True), ground(PLAIN)), NOW)
    done = ground(replace(PLAIN, cancelled_at=NOW))
    assert case_answers.looked(out, done, False, (), None).notice is None
    clicks = apply(ready, mv.DoByHand("cancel", 3000), ground(PLAIN))
    seen = follow(clicks, ground(replace(PLAIN, cancelled_at=NOW, returned=3000)))
    assert isinstance(seen.phase, Closed)
    assert seen.notice is None


@pytest.mark.parametrize("fell", ["others", "waived", "bank", "noted", "before_the_look"])
def test_a_mail_that_was_to_go_with_a_refund_that_fell_away_is_told_as_never_sent(fell: str) -> None:
    """619: the cancellation keeps the e-mail for the refund after it; where that one is not made, nobody wrote."""
    ready = follow(case(phase=AtSupplier()), ground(PLAIN))
    out = case_answers.sent(apply(ready, replace(CANCEL, amount=1000), ground(PLAIN)), NOW)
    done, whole = replace(PLAIN, cancelled_at=NOW), replace(PLAIN, cancelled_at=NOW, returned=3000)
    seen = case_answers.looked(out, ground(whole if fell == "before_the_look" else done), False, (), None)
    if fell != "before_the_look":
        assert isinstance(seen.phase, RefundWanted)
        assert not unwritten(seen)
    ended = {
        "others": lambda: follow(seen, ground(whole)),
        "waived": lambda: apply(apply(seen, mv.ChangeMind(), ground(done)), mv.Waive("why"), ground(done)),
        "bank": lambda: case_answers.refused(seen, "chargeback", "", ground(replace(done, chargeback=Chargeback.LOST))),
        "noted": lambda: apply(apply(seen, mv.ChangeMind(), ground(done)), mv.CloseWithNote("why"), ground(done)),
        "before_the_look": lambda: seen,
    }[fell]()
    assert isinstance(ended.phase, (Settling, Closed))
    assert unwritten(ended)
    rows = (JournalRow(NOW, "looked", out), JournalRow(NOW + M, "seen", seen), JournalRow(NOW + 2 * M, "seen", ended))
    told = [one.code for one in tell(whole, None, (), rows, ())]
    assert told.count("no_mail") == 1


@pytest.mark.parametrize(
    "press",
    [
        replace(CANCEL, amount=1000, notify=False),
        CANCEL,
        replace(CANCEL, amount=1000, later=True),
        replace(CANCEL, amount=0),
    ],
)
def test_a_mail_that_went_with_the_cancellation_or_was_not_chosen_is_not_missed(press: mv.WantCancel) -> None:
    ready = follow(case(phase=AtSupplier()), ground(PLAIN))
    out = case_answers.sent(apply(ready, press, ground(PLAIN)), NOW)
    seen = case_answers.looked(out, ground(replace(PLAIN, cancelled_at=NOW, returned=3000)), False, (), None)
    assert isinstance(seen.phase, (Settling, Closed))
    assert not unwritten(seen)


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_mail_that_goes_with_the_refund_is_not_missed(by_hand: bool) -> None:
    ready = follow(case(phase=AtSupplier()), ground(PLAIN))
    out = case_answers.sent(apply(ready, replace(CANCEL, amount=1000), ground(PLAIN)), NOW)
    done = replace(PLAIN, cancelled_at=NOW)
    seen = case_answers.looked(out, ground(done), False, (), None)
    paid = replace(done, returned=1000)
    if by_hand:
        owed = apply(seen, mv.ChangeMind(), ground(done))
        seen = apply(owed, mv.DoByHand("refund", 1000, notify=True), ground(done))
        gone = follow(seen, ground(paid))
    else:
        sent = case_answers.sent(with_key(seen, "key-one-0"), NOW)
        gone = case_answers.looked(sent, ground(paid), False, (), True)
    assert isinstance(gone.phase, (Settling, Closed))
    assert not unwritten(gone)


@pytest.mark.parametrize("notify", [True, False])
def test_a_mail_that_shopify_was_asked_to_send_with_a_refund_that_failed_is_nobodys_word(notify: bool) -> None:
    """Found by reading (813): taken with its e-mail, pending, failed, then waived: "no e-mail", which nobody knows."""
    ready = follow(case(phase=AtSupplier()), ground(PLAIN))
    out = case_answers.sent(apply(ready, replace(CANCEL, amount=1000), ground(PLAIN)), NOW)
    done = replace(PLAIN, cancelled_at=NOW)
    seen = with_key(case_answers.looked(out, ground(done), False, (), None), "key-one-0")
    if not notify:
        owed = apply(seen, mv.ChangeMind(), ground(done))
        seen = with_key(apply(owed, mv.WantRefund(1000, False), ground(done)), "key-one-0")
    taken = case_answers.taken(case_answers.sent(seen, NOW), "r1", 1000, ground(done))
    failed = Refund("r1", NOW, 0, note="DropDesk key-one-", failed=1000, reason="card gone")
    on = ground(replace(done, refunds=(failed,)))
    back = case_answers.looked(taken, on, False, (), None)
    assert isinstance(back.phase, RefundOwed)
    ended = apply(back, mv.Waive("why"), on)
    assert unwritten(ended) is not notify


def test_what_the_customer_buys_later_wakes_no_closed_case() -> None:
    """Rules §5: only *reopen*, a late Alarm, a new scope (dispute won, came back) and a refund that fails do."""
    back = line(A, value=3000, fulfilled=1, fulfilled_at=NOW - 9 * D)
    mine = leg(S.STOPPED, how=How.CAME_BACK)
    settling = case(mine, phase=Settling(), seen_back=3000)
    gone = order(replace(back, returned=1), shopify_id="gid://1", returned=3000)
    closed = follow(settling, ground(gone))
    assert isinstance(closed.phase, Closed)
    more = order(replace(back, returned=1), line(B), shopify_id="gid://1", received=4500, total=4500, returned=3000)
    later = [(), (leg(S.OPEN, 2, ((B, 0),)),), (leg(S.NO_PURCHASE, 2, ((B, 0),)),), (stopped(2, B),)]
    for legs in later:
        woken = replace(closed, legs=(*closed.legs, *legs))
        assert follow(woken, ground(more)) == woken
    again = apply(closed, mv.Reopen(), ground(more))
    assert isinstance(again.phase, AtSupplier)  # asked for, all that is left is in it


def test_a_parcel_that_came_back_wakes_its_closed_case_and_no_more() -> None:
    """The new scope is the case's own, without what was bought since."""
    kept_money = replace(PLAIN, lines=(line(A), line(B)), received=4000, total=4000)
    won = leg(S.STOPPED, 1, how=How.WON, looked_at=NOW)
    closed = case(won, stopped(2, B), phase=Closed("stopped", NOW - D), outcome="stopped", about=(Take(A, 1),))
    woken = follow(closed, ground(kept_money))
    assert isinstance(woken.phase, Cleared)
    assert (woken.phase.scope, woken.wish, woken.outcome) == ((Take(A, 1),), (Take(A, 1),), "")
    assert follow(woken, ground(kept_money)).phase == woken.phase


def test_an_override_that_nothing_needs_any_more_is_no_warning() -> None:
    """The supplier accepted after all: "it may still ship" was said of a stopped purchase."""
    asked = leg(S.ASKED, clock_started_at=NOW - H, cost=Money(900, "EUR"))
    over = apply(case(asked, phase=AtSupplier()), mv.Override("why", Money(900, "EUR")), ground(PLAIN))
    assert isinstance(over.phase, Cleared)
    assert over.phase.overridden
    accepted = apply(over, Report(asked.id, Say.ACCEPTED), ground(PLAIN))
    assert isinstance(accepted.phase, Cleared)
    assert (accepted.phase.overridden, accepted.phase.route) == (False, Route.CANCEL)
    assert accepted.overrides == over.overrides  # for ever in the record
    two = replace(PLAIN, lines=(line(A), line(B)))
    other = leg(S.ASKED, 2, ((B, 0),), clock_started_at=NOW - H)
    both = apply(case(asked, other, phase=AtSupplier()), mv.Override("why", None), ground(two))
    half_way = apply(both, Report(asked.id, Say.ACCEPTED), ground(two)).phase
    assert isinstance(half_way, Cleared)
    assert half_way.overridden  # the other may still ship


def test_a_claim_with_another_amount_that_ends_the_case_is_told() -> None:
    on = replace(PLAIN, shopify_id=None, seen=FILED)
    clicks = apply(follow(case(phase=AtSupplier()), ground(on)), mv.DoByHand("cancel", 2000), ground(on))
    claimed = apply(clicks, mv.DidByHand(NOW), ground(on))
    done = replace(exported(on, 3000), cancelled_at=NOW, financial="refunded")
    ended = follow(claimed, ground(done, NOW + 2 * H))
    assert isinstance(ended.phase, Closed)
    rows = (JournalRow(NOW, "did_by_hand", claimed), JournalRow(NOW + 2 * H, "seen", ended))
    told = [one for one in tell(done, None, ended.legs, rows, ()) if one.code in ("back", "closed")]
    assert [(one.code, one.data.get("why", "")) for one in told] == [("back", "claim_differs"), ("closed", "")]


# -- an edit between the page and the press -----------------------------------------------------------------------


def test_what_an_edit_did_is_named_where_it_holds_a_press_back() -> None:
    """Found in use (607): "something changed" named no edit, so it was pressed again unknowing."""
    two = replace(PLAIN, lines=(*PLAIN.lines, line(B)))
    both = Cleared((Take(A, 1), Take(B, 1)), Route.CANCEL)
    legs = (stopped(), replace(stopped(), id=LegId("2"), units=((B, 0),)))
    pressed = apply(case(*legs, phase=both), CANCEL, ground(two))
    assert isinstance(pressed.phase, Wanted)
    off = replace(two, lines=(two.lines[0], replace(two.lines[1], returned=1, removed=1)))
    assert held_by(pressed, off) == "item_removed"
    added = replace(two, lines=(*two.lines, replace(line(B), id=LineId("new"))))
    assert held_by(pressed, added) == "item_added"
    paid_back = replace(two, returned=1000, returned_without_quantities=1000, refunded_at=NOW - D)
    rest = replace(both, scope=(Take(B, 1),))  # money lies on the other one, and it is no news
    known = case(*legs, phase=rest, seen_back=1000, first_back=1000)
    late = apply(known, replace(CANCEL, amount=2000), ground(paid_back))
    unclear = replace(late, legs=(late.legs[0], replace(late.legs[1], state=S.UNCLEAR)))
    assert held_by(unclear, paid_back) == "ground_moved"


def held_by(pressed: Case, on: Order) -> str:
    """Why the press that waits is held back on this order."""
    held = follow(pressed, ground(on)).held
    return "" if held is None else held.why
