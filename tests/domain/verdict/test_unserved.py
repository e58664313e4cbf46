"""A stop that serves no present wish asks "reorder or refund" in every phase in which nothing else speaks (rules §3
"Attention"), and says whose it is; what the customer keeps is never to be cancelled."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.basis.settled import open_losses
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.phases import AtSupplier, Cleared, Closed, Phase, Settling, Withdrawing
from dropdesk.domain.case.shape.state import Case, is_kept
from dropdesk.domain.case.steps.apply import apply
from dropdesk.domain.case.steps.follow import follow
from dropdesk.domain.order import Order, Refund
from dropdesk.domain.supplier.leg import DisputeStage, How, SupplierMoney
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, LineId, Money, SupplierNumber, Take
from dropdesk.domain.verdict.in_case import while_withdrawn
from dropdesk.domain.verdict.verdict import Action, Attention, Code
from tests.domain.case.cases import case, ground, stopped
from tests.domain.worlds import NOW, A, B, D, H, S, leg, line, order

DUE = SupplierMoney(Money(900, "EUR"), NOW)
THREE: tuple[tuple[Any, int], ...] = ((A, 0), (A, 1), (A, 2))
"""One purchase for three of one line."""


def three(returned: int = 0, **more: Any) -> Order:
    one = order(line(A, quantity=3, returned=returned), shopify_id="gid://1")
    value = one.lines[0].unit_value
    return replace(one, total=3 * value, received=3 * value, returned=returned * value, **more)


def unasked(made: Case, at: Ground) -> object:
    """Whose the stop is that every surface says to reorder or refund; None: it says something else."""
    if isinstance(made.phase, Closed):  # its wish is answered: the order's own stands (``Hand.situation``)
        verdict = at.shown(made, at.read(at.seen(made.legs, None, None, False, False, None)))
    else:
        verdict = at.verdict(made)
    assert verdict.unasked is ("unasked" in verdict.told)
    return verdict.told.get("unasked")


def kept(**more: Any) -> Case:
    return case(stopped(units=THREE, money=DUE), phase=Settling(kept=True), asked_at=NOW - D, **more)


def test_kept_while_the_suppliers_money_is_awaited_asks_to_reorder_or_refund() -> None:
    verdict = ground(three()).verdict(kept())
    assert verdict.told["unasked"] == "kept"
    assert verdict.attention == (Attention.OPEN_CASE, Attention.STOPPED_UNASKED)  # no wish: they keep it
    assert verdict.scope == (Take(A, 3),)


@pytest.mark.parametrize("knows", [False, True])
def test_what_is_kept_is_never_to_be_cancelled(knows: bool) -> None:
    """The customer knows, or it is bought anew: then nothing asks any more, and nothing is to be cancelled."""
    at = replace(ground(three()), customer_knows=knows)
    made = kept()
    if not knows:
        made = apply(made, mv.Reorder(SupplierNumber("8190439416163999"), THREE), at)
        assert isinstance(made.phase, Settling)
    verdict = at.verdict(made)
    assert not verdict.unasked
    assert Attention.WISH not in verdict.attention
    assert verdict.action not in (Action.CANCEL, Action.ASK) or verdict.told["withdrawn"]
    if knows:
        assert verdict.told["kept"]


def test_a_part_refunded_and_all_of_it_stopped_is_never_done() -> None:
    """616b: the chip said *Done* until the supplier's money was in."""
    made = case(stopped(units=THREE, money=DUE), phase=Settling(), wish=(), wish_told=(Take(A, 1),))
    at = ground(three(returned=1))
    verdict = at.verdict(made)
    assert (verdict.code, verdict.scope, verdict.told["unasked"]) == (Code.READY, (Take(A, 2),), "part")
    wished = apply(made, mv.SetWish(verdict.scope), at)  # refund: from now on it is the customer's wish
    assert isinstance(wished.phase, Cleared)
    assert wished.phase.scope == (Take(A, 2),)
    bought = apply(made, mv.Reorder(SupplierNumber("8190439416163999"), THREE[1:]), at)
    assert isinstance(bought.phase, Settling)
    assert not at.verdict(bought).unasked


def test_beside_a_purchase_that_goes_its_way_the_stop_is_heard() -> None:
    on = order(line(A), line(B), shopify_id="gid://1", received=4000, total=4000, returned=0)
    other = leg(S.OPEN, id=LegId("2"), units=((B, 0),))
    made = case(stopped(money=DUE), other, phase=Settling(kept=True))
    verdict = ground(on).verdict(made)
    assert (verdict.code, verdict.scope, verdict.told["unasked"]) == (Code.READY, (Take(A, 1),), "kept")


@pytest.mark.parametrize(
    ("phase", "outcome", "whose"),
    [(Closed("kept", NOW), "kept", "kept"), (Closed("noted", NOW), "noted", "noted")],
)
def test_closed_says_whose_it_is(phase: Phase, outcome: str, whose: str) -> None:
    """622: somebody did ask, and withdrew it or was left with a note."""
    made = case(stopped(units=THREE), phase=phase, outcome=outcome)
    assert unasked(made, ground(three())) == whose


def test_nobody_asked_is_said_where_nobody_did() -> None:
    made = case(stopped(units=THREE), phase=Closed("stopped_not_refunded", NOW))
    assert unasked(made, ground(three())) is True
    assert unasked(replace(made, wish=()), ground(three(returned=1))) == "part"


def test_what_was_cut_off_from_the_wish_is_open_still() -> None:
    cut = (Take(A, 2),)
    made = case(
        stopped(units=THREE, money=DUE), phase=Settling(), wish=(), wish_told=(Take(A, 1),), cut=cut, cut_off=True
    )
    assert unasked(made, ground(three(returned=1))) == "open"


def test_an_alarm_and_a_cancelled_order_say_what_they_said() -> None:
    at = ground(three(cancelled_at=NOW - D, refunds=(Refund("gid://r", NOW - D, 1),)))
    made = case(stopped(units=THREE, money=DUE), phase=Settling())
    assert at.verdict(made) == at.reading(made)
    gone = case(leg(S.GONE, units=THREE, shipped_at=NOW - D, how=How.CANCELLED, money=DUE), phase=Settling())
    assert at.verdict(gone) == at.reading(gone)


def test_withdrawn_is_no_wish() -> None:
    made = case(stopped(units=THREE), phase=Withdrawing(), asked_at=NOW - D)
    at = ground(three())
    verdict = at.verdict(made)
    assert Attention.WISH not in verdict.attention
    assert verdict.because == while_withdrawn(at.reading(made)).because


def test_what_serves_no_wish_is_bought_again_and_nothing_of_the_wish_is_kept() -> None:
    """Found by reading (802): the other two bought again, the case was called kept, and a refund of the wished one that
    failed later was owed nowhere."""
    back = three(1)
    refund = Refund("r1", NOW - H, 1000)
    made = case(
        stopped(units=THREE, money=DUE), phase=Settling(), wish=(), wish_told=(Take(A, 1),), wish_from=(),
        seen_back=1000, first_back=0,
    )  # fmt: skip
    made = follow(made, ground(replace(back, refunds=(refund,), refunded_at=NOW - H)))
    again = apply(made, mv.Reorder(SupplierNumber("8190439416163999"), THREE[1:]), ground(back))
    assert again.phase == Settling()
    failed = replace(three(0), refunds=(replace(refund, amount=0, failed=1000, reason="card gone"),))
    assert isinstance(follow(again, ground(failed)).phase, Cleared)


def test_a_more_urgent_purchase_speaks_before_what_serves_no_wish() -> None:
    """Found by reading (806): "reorder or refund" stood over a proposal of a dispute that ends in two hours."""
    proposal = leg(S.DISPUTED, 2, ((B, 0),), dispute_stage=DisputeStage.PROPOSAL, answer_by=NOW + 2 * H, looked_at=NOW)
    on = ground(order(line(A), line(B), shopify_id="g"))
    made = case(stopped(units=((A, 0),), money=DUE), proposal, phase=Settling(kept=True))
    shown = on.shown(made, on.verdict(made))
    assert shown.code is Code.DISPUTE
    assert Attention.STOPPED_UNASKED in shown.attention


def test_a_loss_taken_back_wishes_nothing_that_nobody_wished() -> None:
    """Found by reading (804): after it the case wished all that is left, and asked to cancel another item."""
    refund = Refund("r", NOW - 2 * H, 1000)
    on = ground(
        order(
            line(A, value=1000, returned=1), line(B, value=2000), shopify_id="g", received=3000, returned=1000,
            refunds=(refund,), refunded_at=NOW - 2 * H,
        )
    )  # fmt: skip
    gone, bought = leg(S.GONE, 1, ((A, 0),), shipped_at=NOW - D), leg(S.OPEN, 2, ((B, 0),))
    told = {"wish": (Take(A, 1),), "wish_told": (Take(A, 1),), "wish_from": (), "seen_back": 1000, "first_back": 0}
    alarm = follow(case(gone, bought, phase=AtSupplier(), **told), on)
    closed = apply(alarm, Report(gone.id, Say.LOSS_ACCEPTED, text_ref="why"), on)
    assert isinstance(closed.phase, Closed)
    again = apply(closed, mv.Untick(gone.id, "answer"), on)
    assert again.wish == ()
    assert on.verdict(again).code is Code.ALARM
    assert isinstance(apply(again, Report(gone.id, Say.LOSS_ACCEPTED, text_ref="why"), on).phase, Closed)


def taken_back(*losses: int, **more: Any) -> tuple[Case, Ground]:
    """Kept, with two parcels on their way whose losses are accepted; these are taken back from the closed case. A third
    item is still to be bought, and nobody wants it cancelled."""
    third = LineId("third")
    on = ground(order(line(A), line(B), line(third), shopify_id="g", received=3000, total=3000))
    gone = [leg(S.GONE, n, ((unit, 0),), shipped_at=NOW - D) for n, unit in enumerate((A, B), 1)]
    made = case(*gone, leg(S.OPEN, 3, ((third, 0),)), phase=Settling(kept=True), **more)
    for one in gone:
        made = apply(made, Report(one.id, Say.LOSS_ACCEPTED, text_ref="why"), on)
    assert made.phase == Closed("kept", NOW)
    for n in losses:
        made = apply(made, mv.Untick(LegId(str(n)), "answer"), on)
    return made, on


def accept(made: Case, n: int, on: Ground) -> Case:
    return apply(made, Report(LegId(str(n)), Say.LOSS_ACCEPTED, text_ref="why"), on)


def test_a_loss_taken_back_from_a_kept_case_opens_that_loss_and_nothing_else() -> None:
    """Found by reading (804): the case forgot *kept* and wished all that is left; led to *kept* again, it closed at
    once, and the press did nothing."""
    made, on = taken_back(1)
    assert made.phase == Settling(kept=True, why="taken_back", lost=(LegId("1"),))
    assert (made.outcome, made.wish, open_losses(made)) == ("", None, (LegId("1"),))
    assert follow(made, on) == made  # open while it is unanswered
    verdict = on.verdict(made)
    assert Attention.OPEN_CASE in verdict.attention
    assert Attention.WISH not in verdict.attention
    assert verdict.told["kept"]
    done = accept(made, 1, on)
    assert done.phase == Closed("kept", NOW)
    assert apply(made, mv.Keep(), on).phase == Closed("kept", NOW)
    disputed = apply(made, Report(LegId("1"), Say.DISPUTE_OPENED, at=NOW), on)
    assert disputed.phase == Closed("kept", NOW)
    assert open_losses(apply(made, Report(LegId("1"), Say.DELIVERED, at=NOW), on))


def test_each_loss_taken_back_is_answered_by_itself() -> None:
    made, on = taken_back(1, 2)
    assert open_losses(made) == (LegId("1"), LegId("2"))
    one = accept(made, 2, on)
    assert open_losses(one) == (LegId("1"),)
    assert isinstance(one.phase, Settling)
    assert isinstance(accept(one, 1, on).phase, Closed)
    once_more = apply(accept(made, 1, on), mv.Untick(LegId("1"), "answer"), on)
    assert open_losses(once_more) == (LegId("1"), LegId("2"))


def test_a_narrow_wish_of_a_kept_case_stays_what_it_was() -> None:
    made, _ = taken_back(1, wish=(Take(A, 1),))
    assert made.wish == (Take(A, 1),)
    assert is_kept(made)


def test_a_loss_taken_back_from_a_kept_case_that_was_cancelled_since_is_an_alarm() -> None:
    made, on = taken_back()
    off = replace(on.order, cancelled_at=NOW, returned=3000, refunds=(Refund("r", NOW, 3000),), refunded_at=NOW)
    gone = ground(off)
    back = apply(made, mv.Untick(LegId("1"), "answer"), gone)
    assert isinstance(back.phase, Settling)
    assert gone.verdict(back).code is Code.ALARM
