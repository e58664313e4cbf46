"""Our own goodwill is laid on no unit, whoever gave it: money for a parcel that the customer keeps returns no goods
(rules §3 "Which unit?": "and not as our goodwill")."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.phases import Claimed, Flight, Phase, RefundPlan, RefundSent, TooLate
from dropdesk.domain.case.shape.state import Case, Notice, open_case, unmarked_goodwill
from dropdesk.domain.case.steps.apply import apply
from dropdesk.domain.case.steps.follow import follow
from dropdesk.domain.order import Order, Refund
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.values import CaseId, OrderKey, Take
from dropdesk.domain.verdict.units import Units
from dropdesk.domain.verdict.verdict import Code
from dropdesk.errors import Refused
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, A, B, H, S, leg, line, order

KEY = "0a1b2c3d-whole"
MARK = f"DropDesk {KEY[:8]}"
PLAN = RefundPlan(KEY, 1000, (), 0, False, False, "goodwill", 0)


def ground(on: Order) -> Ground:
    return Ground(on, Rulebook(), CHINA, NOW)


def two_mugs(**more: Any) -> Order:
    """Two units of 10.00, of 30.00 received."""
    return order(line(A, 2, 1000), **more)


def refunded(*amounts: int, **more: Any) -> Order:
    """Money went back without naming quantities, each refund by itself where there are several."""
    told = {"returned": sum(amounts), "returned_without_quantities": sum(amounts), "refunded_at": NOW - 3 * H}
    return two_mugs(**{**told, "unnamed_refunds": amounts if len(amounts) > 1 else (), **more})


def on_its_way(phase: Phase | None = None, **more: Any) -> Case:
    gone = leg(S.GONE, units=((A, 0), (A, 1)), shipped_at=NOW - 24 * H)
    begun = open_case(CaseId("c"), OrderKey(1), (gone,), NOW - 4 * H, NOW - 4 * H)
    return replace(begun, phase=phase or TooLate(), seen_back=0, first_back=0, **more)


def by_hand(amount: int) -> Case:
    """It was chosen, and pressed "I did it"."""
    chosen = apply(on_its_way(), mv.DoByHand("refund", amount), ground(two_mugs()))
    return apply(chosen, mv.DidByHand(NOW), ground(two_mugs()))


def returned(case: Case, on: Order) -> int:
    return len(Units(ground(on).situation(case)).returned)


def test_the_worth_of_one_unit_by_hand_returns_none() -> None:
    on = refunded(1000)
    seen = follow(by_hand(1000), ground(on))
    assert (seen.goodwill, seen.by_hand, seen.phase) == (1000, (1000,), TooLate())
    assert returned(seen, on) == 0
    assert ground(on).verdict(seen).code is Code.TOO_LATE
    assert returned(on_its_way(), on) == 1  # the same money, and nobody gave it as goodwill
    assert ground(on).verdict(on_its_way()).code is Code.ALARM


def test_it_counts_from_the_moment_it_is_seen_not_from_the_press() -> None:
    on = refunded(1000)
    chosen = apply(on_its_way(), mv.DoByHand("refund", 1000), ground(two_mugs()))
    assert unmarked_goodwill(chosen, two_mugs()) == ()
    assert unmarked_goodwill(chosen, on) == (1000,)  # before "I did it" is pressed: it is taken as the claim
    assert returned(chosen, on) == 0


def test_what_goes_back_beside_it_is_laid_all_the_same() -> None:
    seen = follow(by_hand(700), ground(refunded(700)))
    assert returned(seen, refunded(1700)) == 1
    assert returned(seen, refunded(1000, 700)) == 1
    assert returned(seen, refunded(1000, 700, 1000)) == 2
    # A refund of its own amount is not there: so much of the newest ones was it.
    assert list(Units(ground(refunded(1000, 900)).situation(seen)).laying.told) == [1000, 200]
    assert list(Units(ground(refunded(1000, 300, 300)).situation(seen)).laying.told) == [900]


@pytest.mark.parametrize("rows", [(1000, 300), (300, 1000)])
def test_what_moved_beside_it_before_it_was_seen_is_somebody_elses(rows: tuple[int, ...]) -> None:
    """Goodwill of 3.00 was claimed; a colleague gave the worth of a unit in the same hour."""
    told = tuple(Refund(f"{n}", NOW - (9 - n) * H, amount) for n, amount in enumerate(rows))
    on = refunded(*rows, refunds=told)
    claimed = by_hand(300)
    assert unmarked_goodwill(claimed, on) == (300,)
    seen = follow(claimed, ground(on))
    assert (seen.goodwill, seen.by_hand, seen.seen_back, seen.phase) == (300, (300,), 1300, TooLate())
    assert unmarked_goodwill(seen, on) == (300,)
    theirs = told[rows.index(1000)].at
    assert seen.notice == Notice("returned_by_others", 1000, "EUR", theirs)
    assert returned(seen, on) == 1
    assert ground(on).verdict(seen).code is Code.ALARM  # on its way, and its money went back
    only_sum = follow(by_hand(300), ground(refunded(1300)))
    assert (only_sum.goodwill, returned(only_sum, refunded(1300))) == (300, 1)


def test_less_than_was_claimed_is_said_and_no_more_is_goodwill() -> None:
    seen = follow(by_hand(1000), ground(refunded(400)))
    assert (seen.goodwill, seen.by_hand) == (400, (400,))
    assert seen.notice is not None
    assert (seen.notice.code, seen.notice.amount) == ("claim_differs", 400)


def test_anothers_mark_is_not_our_goodwill() -> None:
    """A second installation gave goodwill by call; ours was given by hand, and both went back."""
    theirs = Refund("a", NOW - 3 * H, 1500, note="DropDesk deadbeef")
    on = two_mugs(
        returned=2500, returned_without_quantities=1000, unnamed_refunds=(1000,),
        refunds=(theirs, Refund("b", NOW - 2 * H, 1000)),
    )  # fmt: skip
    mine = on_its_way(goodwill=1000, by_hand=(1000,))
    assert unmarked_goodwill(mine, on) == (1000,)
    assert returned(mine, on) == 0
    both = replace(mine, goodwill=2000, goodwill_keys=(KEY[:8],))
    shown = replace(on, returned=3500, refunds=(*on.refunds, Refund("c", NOW, 1000, note=MARK)))
    assert unmarked_goodwill(both, shown) == (1000,)
    # A case of 0.1.0 wrote down neither: there any mark is its own.
    assert unmarked_goodwill(on_its_way(goodwill=1500), on) == ()


def test_two_gifts_are_two() -> None:
    once = follow(by_hand(500), ground(refunded(500)))
    again = replace(once, phase=Claimed("goodwill", 1000, (), 500, NOW, TooLate()))
    twice = follow(again, ground(refunded(500, 1000)))
    assert (twice.goodwill, twice.by_hand) == (1500, (500, 1000))
    assert returned(twice, refunded(500, 1000)) == 0
    assert returned(twice, refunded(500, 1000, 1000)) == 1


def test_goodwill_that_carries_our_mark_is_not_taken_off_twice() -> None:
    """Shopify's own order leaves it out already (``remote/shopify/parse.py``)."""
    marked = Refund("r", NOW, 1000, note=MARK)
    on = two_mugs(returned=1000, refunds=(marked,))
    sent = on_its_way(RefundSent(PLAN, Flight(NOW, certain=True), TooLate()))
    seen = follow(sent, ground(on))
    assert (seen.goodwill, seen.by_hand, unmarked_goodwill(seen, on)) == (1000, (), ())
    theirs = replace(on, returned=2000, returned_without_quantities=1000, refunds=(marked, Refund("s", NOW, 1000)))
    assert returned(seen, theirs) == 1
    # A file tells only the sum: ours is known to be out, whether its answer came or not.
    assert unmarked_goodwill(sent, refunded(1000)) == (1000,)
    assert returned(sent, refunded(1000)) == 0
    told = follow(apply(sent, mv.SawInAdmin(True, NOW), ground(refunded(1000))), ground(refunded(1000)))
    assert (told.goodwill, returned(told, refunded(1000))) == (1000, 0)
    assert unmarked_goodwill(told, on) == ()  # and Shopify shows it with its mark afterwards


def test_after_the_cancellation_our_mark_is_what_was_owed() -> None:
    """Goodwill of before it stays goodwill; a refund of ours after it returns the goods."""
    early, late = Refund("r", NOW - 2 * H, 500, note=MARK), Refund("s", NOW, 500, note=MARK)
    case = on_its_way(goodwill=500, goodwill_keys=(KEY[:8],))
    on = two_mugs(returned=500, cancelled_at=NOW - H)
    assert unmarked_goodwill(case, replace(on, refunds=(early,))) == ()
    assert unmarked_goodwill(case, replace(on, refunds=(late,))) == (500,)


@pytest.mark.parametrize("kept", [(), (1000,)])
def test_a_case_of_an_earlier_version_told_only_the_sum(kept: tuple[int, ...]) -> None:
    on = refunded(1000)
    old = on_its_way(goodwill=1000, by_hand=kept)
    assert unmarked_goodwill(old, on) == (1000,)
    assert returned(old, on) == 0


def test_what_is_not_on_the_order_any_more_was_not_given() -> None:
    seen = follow(by_hand(1000), ground(refunded(1000)))
    after = follow(seen, ground(two_mugs()))
    assert (after.goodwill, unmarked_goodwill(after, two_mugs())) == (0, ())
    assert returned(after, refunded(1000, seen=replace(two_mugs().seen, at=NOW + timedelta(hours=1)))) == 1


def test_by_hand_it_wants_a_reason_where_nobody_told_what_was_paid() -> None:
    """§4.1: all of a total of 30.00 went through without a word, for a parcel on its way, while the page asks for a
    reason and stops one minor unit below."""
    on = two_mugs(received=None, total=3000)
    for amount in (1, 1000, 2999):
        with pytest.raises(Refused, match="reason_needed"):
            apply(on_its_way(), mv.DoByHand("refund", amount), ground(on))
        chosen = apply(on_its_way(), mv.DoByHand("refund", amount, reason_ref="ref"), ground(on))
        assert chosen.phase.kind == "by_hand"
    for amount in (3000, 3001):
        with pytest.raises(Refused, match="amount"):
            apply(on_its_way(), mv.DoByHand("refund", amount, reason_ref="ref"), ground(on))
    back = replace(on, returned=1000)
    with pytest.raises(Refused, match="goodwill_amount"):
        apply(on_its_way(), mv.DoByHand("refund", 2000, reason_ref="ref"), ground(back))
    untold = two_mugs(received=None, total=None)  # no bound is known: the reason alone
    with pytest.raises(Refused, match="reason_needed"):
        apply(on_its_way(), mv.DoByHand("refund", 1), ground(untold))
    assert apply(on_its_way(), mv.DoByHand("refund", 9000, reason_ref="ref"), ground(untold)).phase.kind == "by_hand"


@pytest.mark.parametrize("marked", [True, False])
def test_goodwill_before_takes_nothing_off_what_an_item_can_have_back(marked: bool) -> None:
    """Two items of 30.00 with 2.40 tax each, 5.00 given: Shopify suggests 32.40 for the one that arrived, the page
    filled it in, and the press was refused "at most 30.00"."""
    lines = (line(A, 1, 3000), line(B, 1, 3000))
    legs = (leg(S.DELIVERED, 1, ((A, 0),), delivered_at=NOW - 24 * H), leg(S.GONE, 2, ((B, 0),)))
    on = order(
        *lines, received=6480, total=6480, shopify_id="gid://1", returned=500,
        returned_without_quantities=0 if marked else 500,
        refunds=(Refund("r", NOW - H, 500, note=MARK if marked else ""),),
    )  # fmt: skip
    begun = open_case(CaseId("c"), OrderKey(1), legs, NOW - 4 * H, NOW - 4 * H)
    case = replace(begun, phase=TooLate(), seen_back=500, first_back=0, goodwill=500)
    given = replace(case, goodwill_keys=(KEY[:8],)) if marked else replace(case, by_hand=(500,))
    took = (Take(A, 1),)
    for amount in (3000, 3240, 3480):
        assert apply(given, mv.WantItems(took, amount, 0, False, False), ground(on)).phase.kind == "refund_wanted"
        assert apply(given, mv.DoByHand("items", amount, took), ground(on)).phase.kind == "by_hand"
    for move in (mv.WantItems(took, 3481, 0, False, False), mv.DoByHand("items", 3481, took)):
        with pytest.raises(Refused, match="amount"):  # the other item's 30.00 stay
            apply(given, move, ground(on))
    theirs = replace(case, goodwill=0)  # the same money, and nobody gave it as goodwill
    other = replace(on, refunds=(Refund("r", NOW - H, 500),), returned_without_quantities=500)
    with pytest.raises(Refused, match="amount"):
        apply(theirs, mv.WantItems(took, 3240, 0, False, False), ground(other))
