"""The Supplier page says what the supplier is asked for before they are asked, leads to changing it, and writes of a
part where a part is wished; a request for more than is wished says so (findings D10, walk 616)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dropdesk.domain import moves as mv
from dropdesk.domain.legs import LegState
from dropdesk.domain.order import Line
from dropdesk.domain.values import LegId, LineId, SupplierNumber, Take
from dropdesk.ui.cases.why import WhyPage
from tests.ui.case_world import CaseWorld, make_pane, mug
from tests.ui.test_cases import Walk, do
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


OTHER = LineId("l2")


def two() -> CaseWorld:
    """Two items from two purchases: the list's button led to the first one, then only the second is wished (812)."""
    paid: dict[str, Any] = {"paid_at": NOW - timedelta(days=1), "known_at": NOW - timedelta(hours=2)}
    two = {"id": LegId("leg-2"), "units": ((OTHER, 0),), "number": SupplierNumber("8190439416163296")}
    second = leg(LegState.OPEN, "Hana", **paid, **two)
    one = leg(LegState.OPEN, **paid, units=((LINE, 0),))
    lines = (replace(mug(1), unit_value=1000), Line(OTHER, "Linen towel", 1, 2000))
    world = CaseWorld((one, second), lines=lines, total=3000, received=3000)
    do(world, mv.TickRequest(one.id, NOW), mv.TickMessage(one.id, NOW))
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
