"""What comes between the press and the call, or between two looks, never moves money a second time, nor too much."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dropdesk.domain import case as machine
from dropdesk.domain import moves as mv
from dropdesk.domain.case import Case, Ground, apply, open_case
from dropdesk.domain.legs import Leg
from dropdesk.domain.order import FulfilmentRequest, Order, Recall
from dropdesk.domain.permit import CancelReason, RefundPart
from dropdesk.domain.phases import (
    AtSupplier,
    ByHand,
    Cleared,
    Flight,
    Phase,
    RecallAsked,
    RefundOwed,
    RefundPlan,
    RefundSent,
    RefundWanted,
    Wanted,
)
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.values import CaseId, OrderKey, Take
from dropdesk.domain.verdict import Route
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
    ready = machine.follow(case(*legs, phase=AtSupplier(), wish=wish), ground(plain))
    assert isinstance(ready.phase, Cleared)
    pressed = machine.with_key(apply(ready, press, ground(plain)), "abcdefgh-1")
    assert isinstance(pressed.phase, (Wanted, RefundWanted))
    with pytest.raises(Refused, match="recall_first"):  # the last look is what shows it
        if isinstance(pressed.phase, Wanted):
            machine.cancel_permit(pressed, ground(late), "")
        else:
            machine.refund_permit(pressed, ground(late), (RefundPart("t", "g", 1000),), "DropDesk")
    back = machine.follow(pressed, ground(late))
    assert isinstance(back.phase, Cleared)
    assert (back.phase.why, back.held is not None and back.held.why) == ("recall_first", "recall_first")
    recall = apply(back, mv.WantRecall(), ground(late))
    assert recall.phase.kind == "recall_sent"


def test_a_request_that_comes_after_a_granted_recall_is_recalled_too() -> None:
    granted = replace(CLEARED, recalled=True, why="recalled")
    with pytest.raises(Refused, match="recall_first"):
        apply(case(phase=granted), CANCEL, ground(requested()))
    failed = replace(CLEARED, recalled=True, route=Route.ITEMS, why="recall_silent")
    assert apply(case(phase=failed), ITEMS, ground(requested())).phase.kind == "refund_wanted"


def test_by_hand_it_is_recalled_first_as_well() -> None:
    for press in (mv.DoByHand("cancel", 3000), mv.DoByHand("items", 1000, (Take(A, 1),))):
        with pytest.raises(Refused, match="recall_first"):
            apply(case(phase=CLEARED), press, ground(requested()))
        clicks = apply(case(phase=CLEARED), press, ground(PLAIN))
        assert isinstance(clicks.phase, ByHand)
        assert machine.follow(clicks, ground(requested())).phase == replace(CLEARED, why="recall_first")


def test_a_recall_by_hand_waits_for_the_service_like_any_other() -> None:
    clicks = apply(case(phase=CLEARED), mv.DoByHand("recall", 0), ground(requested()))
    asked = apply(clicks, mv.DidByHand(NOW), ground(requested()))
    assert asked.phase == RecallAsked(NOW, CLEARED)
    silent = machine.follow(asked, ground(requested(), NOW + 25 * H)).phase
    assert silent == replace(CLEARED, route=Route.ITEMS, recalled=True, why="recall_silent")
    assert machine.follow(asked, ground(PLAIN)).phase == replace(CLEARED, recalled=True, why="recalled")
