"""The Supplier page says what the supplier is asked for before they are asked, leads to changing it, and writes of a
part where a part is wished; a request for more than is wished says so (findings D10, walk 616)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pytestqt.qtbot import QtBot

from dropdesk.domain import moves as mv
from dropdesk.domain.legs import LegState
from dropdesk.domain.values import LineId, Take
from dropdesk.ui.cases.why import WhyPage
from tests.ui.case_world import CaseWorld, mug
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
