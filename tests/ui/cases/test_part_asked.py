"""The Supplier page says what the supplier is asked for before they are asked, leads to changing it, and writes of a
part where a part is wished; a request for more than is wished says so (findings D10, walk 616)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.order import Line, Refund
from dropdesk.domain.supplier.leg import LegState
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, LineId, SupplierNumber, Take
from dropdesk.domain.verdict.verdict import Action
from dropdesk.ui.cases.why import WhyPage
from dropdesk.ui.kit import Counter
from tests.ui.case_world import KEY, CaseWorld, make_pane, mug
from tests.ui.cases.walk import Walk, do
from tests.ui.world import NOW, leg

LINE = LineId("l1")


def three() -> CaseWorld:
    units = tuple((LINE, n) for n in range(3))
    one = leg(LegState.OPEN, paid_at=NOW - timedelta(days=1), known_at=NOW - timedelta(hours=2), units=units)
    return CaseWorld((one,), lines=(replace(mug(3), unit_value=1000),), total=3000, received=3000)


def test_how_many_comes_before_the_message(qtbot: QtBot) -> None:
    walk = Walk(qtbot, three())
    walk.page.show_step(2)
    walk.see("For all of it: 3 × Ceramic mug, white.")
    walk.press("Change what is to be cancelled")
    assert isinstance(walk.page._page, WhyPage)


def test_a_part_is_written_of_as_a_part(qtbot: QtBot) -> None:
    world = three()
    do(world, mv.SetWish((Take(LINE, 1),)), mv.SetWhy(mv.Reason.CHANGED_MIND, NOW), mv.Start())
    walk = Walk(qtbot, world)
    walk.page.show_step(2)
    walk.see("For 1 × Ceramic mug, white.", "Ask for the wished items only")
    assert walk.shows("Please do not ship these items: 1 × Ceramic mug, white.")
    walk.press("Requested and written")
    assert not walk.shows("The request is for all of it.")
    walk.page.show_step(3)
    walk.see("In part", "All of it is cancelled")


def test_a_request_for_more_than_is_wished_says_so(qtbot: QtBot) -> None:
    world = three()
    one = world.case.legs[0]
    do(world, mv.TickRequest(one.id, NOW), mv.TickMessage(one.id, NOW))
    do(world, mv.SetWish((Take(LINE, 1),)), mv.SetWhy(mv.Reason.CHANGED_MIND, NOW), mv.Start())
    walk = Walk(qtbot, world)
    for step in (2, 3):
        walk.page.show_step(step)
        assert walk.shows("The request is for all of it.")
        assert walk.shows("Only 1 × Ceramic mug, white is wished")
    walk.page.show_step(2)
    walk.press("Ask again", "Requested and written")
    assert world.case.legs[0].asked_for
    walk.page.show_step(3)
    assert not walk.shows("The request is for all of it.")


def test_a_wish_that_grew_after_the_request_is_asked_for_again(qtbot: QtBot) -> None:
    """Found in use (1018): one of three was asked for, then two were wished: both ticks stood over a message that was
    never sent, and the second item was asked of nobody."""
    world = three()
    one = world.case.legs[0]
    do(world, mv.SetWish((Take(LINE, 1),)), mv.SetWhy(mv.Reason.CHANGED_MIND, NOW), mv.Start())
    do(world, mv.TickRequest(one.id, NOW), mv.TickMessage(one.id, NOW), mv.SetWish((Take(LINE, 2),)))
    walk = Walk(qtbot, world)
    for step in (2, 3):
        walk.page.show_step(step)
        walk.see("The request is for 1 × Ceramic mug, white only.", "2 × Ceramic mug, white is to be stopped by now")
    walk.page.show_step(2)
    walk.press("Ask again", "Requested and written")
    assert len(world.case.legs[0].asked_for) == 2
    assert not walk.shows("The request is for 1")


def refunded_one() -> CaseWorld:
    """Of three, a colleague gave the money of one back; one more is wished."""
    units = tuple((LINE, n) for n in range(3))
    one = leg(LegState.OPEN, paid_at=NOW - timedelta(days=1), known_at=NOW - timedelta(hours=2), units=units)
    back: dict[str, Any] = {"returned": 1000, "refunded_at": NOW - timedelta(hours=3)}
    mugs = replace(mug(3), unit_value=1000, returned=1)
    world = CaseWorld((one,), lines=(mugs,), total=3000, received=3000, **back)
    return do(world, mv.SetWish((Take(LINE, 1),)), mv.SetWhy(mv.Reason.CHANGED_MIND, NOW), mv.Start())


def test_what_was_refunded_already_is_stopped_with_what_is_wished(qtbot: QtBot) -> None:
    """Found in use (1009): the supplier was asked for the one that is wished, and what they stopped was refunded once
    more, though the money of one was back and two had to be stopped."""
    world = refunded_one()
    walk = Walk(qtbot, world)
    walk.page.show_step(2)
    walk.see("For 2 × Ceramic mug, white. 1 of it is refunded already.")
    coming = [(one.at, one.code) for one in world.order_view(KEY).timeline if one.future]
    assert len(coming) == len(set(coming)) == 1  # two rows of one leg have one clock
    walk.press("Requested and written")
    (one,) = world.case.legs
    assert len(one.asked_for) == 2
    walk.page.show_step(3)
    walk.press("In part")
    (counter,) = [one for one in walk.page.findChildren(Counter) if one.isVisible()]
    counter.give(1)
    walk.press("Save the answer")
    (stopped,) = [leg for leg in world.case.legs if leg.state is LegState.STOPPED]
    assert len(stopped.units) == 1
    assert walk.page.view is not None
    assert walk.page.view.refundable == ()  # the money of what was stopped is back already
    walk.page.show_step(4)
    assert not walk.shows("Refund items in Shopify")


def refunds_one(world: CaseWorld) -> CaseWorld:
    """A colleague refunds one of them, by name."""
    (line,) = world.order.lines
    back = Refund("r1", NOW, 1000, lines=(Take(LINE, 1),))
    world.see(lines=(replace(line, returned=1),), returned=1000, refunded_at=NOW, refunds=(back,))
    return world


def part_asked() -> CaseWorld:
    """One of three is wished, and was asked for."""
    world = three()
    one = world.case.legs[0]
    do(world, mv.SetWish((Take(LINE, 1),)), mv.SetWhy(mv.Reason.CHANGED_MIND, NOW), mv.Start())
    return do(world, mv.TickRequest(one.id, NOW), mv.TickMessage(one.id, NOW))


@pytest.mark.parametrize("then", ["grows to all", "refunded"])
def test_an_answer_to_a_part_never_says_cancelled_alone(qtbot: QtBot, then: str) -> None:
    """Found by reading (1101): "Cancelled", true for the one that was asked for, stopped all three."""
    world = part_asked()
    do(world, mv.SetWish((Take(LINE, 3),))) if then == "grows to all" else refunds_one(world)
    walk = Walk(qtbot, world)
    walk.page.show_step(3)
    walk.see("All of it is cancelled", "In part")
    assert "Cancelled" not in walk.person.names()


@pytest.mark.parametrize("state", [LegState.REFUSED, LegState.DEMANDED, LegState.NUMBERED, LegState.UNPROVEN])
def test_after_a_refusal_as_well(qtbot: QtBot, state: LegState) -> None:
    units = tuple((LINE, n) for n in range(3))
    told: dict[str, Any] = {"clock_started_at": NOW - timedelta(days=1), "number_given_at": NOW - timedelta(days=1)}
    one = leg(
        state, paid_at=NOW - timedelta(days=1), known_at=NOW - timedelta(hours=2), units=units, acted_on=True,
        asked_times=1, asked_for=units[:1], claim="shipped", tracking_number="LP1", **told,
    )  # fmt: skip
    world = CaseWorld((one,), lines=(replace(mug(3), unit_value=1000),), total=3000, received=3000)
    do(world, mv.SetWish((Take(LINE, 1),)), mv.SetWhy(mv.Reason.CHANGED_MIND, NOW), mv.Start())
    walk = Walk(qtbot, world)
    walk.page.show_step(3)
    walk.see("All of it is cancelled after all", "Cancelled after all, in part")
    assert "Cancelled after all" not in walk.person.names()


def test_what_was_refunded_alone_is_what_is_asked_for(qtbot: QtBot) -> None:
    """Found by reading (1102): a colleague refunded just what was wished, and the page asked for all three; asked, it
    said to take that back, and then asked for all of it again."""
    world = three()
    do(world, mv.SetWish((Take(LINE, 1),)), mv.SetWhy(mv.Reason.CHANGED_MIND, NOW), mv.Start())
    refunds_one(world)
    walk = Walk(qtbot, world)
    walk.page.show_step(2)
    walk.see("For 1 × Ceramic mug, white. 1 of it is refunded already.")
    assert walk.shows("Please do not ship these items: 1 × Ceramic mug, white.")
    do(world, mv.TickRequest(world.case.legs[0].id, NOW), mv.TickMessage(world.case.legs[0].id, NOW))
    assert len(world.case.legs[0].asked_for) == 1
    for step in (2, 3, 5):
        walk.page.show_step(step)
        assert not walk.shows("is still asked to cancel")


def test_a_case_that_an_alarm_began_asks_for_what_was_refunded(qtbot: QtBot) -> None:
    """And not for all of it: nobody said that the customer wants to cancel the rest (1102)."""
    world = refunds_one(three())
    walk = Walk(qtbot, world)
    walk.page.show_step(2)
    walk.see("For 1 × Ceramic mug, white. 1 of it is refunded already.")
    do(world, mv.TickRequest(world.case.legs[0].id, NOW))
    assert len(world.case.legs[0].asked_for) == 1
    do(world, mv.SetWish(None), mv.SetWhy(mv.Reason.CHANGED_MIND, NOW), mv.Start())
    again = Walk(qtbot, world)
    again.page.show_step(2)
    again.see("The request is for 1 × Ceramic mug, white only.")


def test_the_stopped_part_is_asked_for_no_more(qtbot: QtBot) -> None:
    """Found by reading (1104): of two asked for one was stopped; the wish grew to three, and the third was asked of
    nobody."""
    world = three()
    one = world.case.legs[0]
    do(world, mv.SetWish((Take(LINE, 2),)), mv.SetWhy(mv.Reason.CHANGED_MIND, NOW), mv.Start())
    do(world, mv.TickRequest(one.id, NOW), mv.TickMessage(one.id, NOW))
    do(world, Report(one.id, Say.ACCEPTED, units=((LINE, 0),)), mv.SetWish((Take(LINE, 3),)))
    walk = Walk(qtbot, world)
    walk.page.show_step(2)
    assert any(leg.asked_for_less for leg in walk.page.view.legs)  # type: ignore[union-attr]  # it is shown


def test_what_was_cut_off_is_heard_while_the_rest_is_done(qtbot: QtBot) -> None:
    """Found by reading (1103): narrowed to the stopped part and refunded, the order read *Done* while the rest, still
    wished, was asked for and its silence clock ran out."""
    world = two(begun=False)
    do(world, mv.SetWhy(mv.Reason.CHANGED_MIND, NOW), mv.Start())
    second = world.case.legs[1]
    do(world, mv.TickRequest(second.id, NOW), mv.TickMessage(second.id, NOW))
    do(world, Report(second.id, Say.ACCEPTED), mv.SetWish((Take(OTHER, 1),)))
    lines = tuple(replace(one, returned=1) if one.id == OTHER else one for one in world.order.lines)
    world.see(lines=lines, returned=2000, refunded_at=NOW, refunds=(Refund("r1", NOW, 2000, lines=(Take(OTHER, 1),)),))
    assert world.case.phase.kind == "settling"
    assert world.order_view(KEY).verdict.row == "V-06"
    world.later(hours=100)
    assert world.order_view(KEY).verdict.action is Action.LOOK


OTHER = LineId("l2")


def two(begun: bool = True) -> CaseWorld:
    """Two items from two purchases: the list's button led to the first one, then only the second is wished (812)."""
    paid: dict[str, Any] = {"paid_at": NOW - timedelta(days=1), "known_at": NOW - timedelta(hours=2)}
    two = {"id": LegId("leg-2"), "units": ((OTHER, 0),), "number": SupplierNumber("8190439416163296")}
    second = leg(LegState.OPEN, "Hana", **paid, **two)
    one = leg(LegState.OPEN, **paid, units=((LINE, 0),))
    lines = (replace(mug(1), unit_value=1000), Line(OTHER, "Linen towel", 1, 2000))
    world = CaseWorld((one, second), lines=lines, total=3000, received=3000)
    do(world, mv.TickRequest(one.id, NOW), mv.TickMessage(one.id, NOW))
    if not begun:
        return world
    return do(world, mv.SetWish((Take(OTHER, 1),)), mv.SetWhy(mv.Reason.CHANGED_MIND, NOW), mv.Start())


def test_a_request_for_what_is_kept_is_said_and_taken_back(qtbot: QtBot) -> None:
    world = two()
    first = world.case.legs[0]
    said = f"{first.supplier} is still asked to cancel 1 × Ceramic mug, white. Anna keeps that."
    walk = Walk(qtbot, world)
    for step in (1, 2, 3, 4, 5):
        walk.page.show_step(step)
        walk.see(said)
    walk.page.show_step(2)
    walk.see("For 1 × Linen towel.")  # whose purchase it is, also of one unit
    walk.press("Take it back…")
    walk.see("Anna keeps a part that is being cancelled", "1 × Ceramic mug, white")
    assert not walk.shows(said)
    walk.press("Taken back, message sent")
    assert {one.id: one.state for one in world.case.legs}[first.id] is LegState.OPEN
    assert not walk.shows(said)


def test_the_pane_says_it_too(qtbot: QtBot) -> None:
    pane = make_pane(qtbot, two())
    assert any("What the customer keeps is being cancelled" in one.text() for one in pane.findChildren(QLabel))


def test_withdrawn_every_request_is_taken_back_by_its_own_tick(qtbot: QtBot) -> None:
    world = do(two(), mv.Withdraw())
    walk = Walk(qtbot, world)
    walk.page.show_step(3)
    walk.see("Take the request back at AliExpress")
    walk.press("Taken back, message sent")
    walk.see("Customer keeps the goods")
