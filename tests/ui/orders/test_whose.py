"""*The order names another number: yours?* Asked on the pane and on every page until it is answered (M9)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dropdesk.domain.case.shape.phases import AtSupplier, Cleared
from dropdesk.domain.case.shape.shop_answers import Look
from dropdesk.domain.order import LinkHint
from dropdesk.domain.values import SupplierNumber
from dropdesk.store import orders
from dropdesk.ui import i18n
from dropdesk.ui.orders.pane.whose import WhoseNumber
from tests.ui.case_world import KEY, CaseWorld, make_pane
from tests.ui.cases.walk import COMMIT, Walk, asked, cleared

OTHER = SupplierNumber("8190000000002044")
ASKED = f"The order names another number: {OTHER}. Is it a purchase of yours?"


def names(world: CaseWorld) -> CaseWorld:
    """Somebody writes a number on the order, and the app hears of it."""
    with world.backend.store.write() as tx:
        orders.put_hints(tx, KEY, (LinkHint(OTHER, certain=False),))
        world.backend.cases.refresh(tx, KEY)
    return world


@pytest.mark.parametrize("make", [CaseWorld, asked, cleared])
def test_every_page_asks(qtbot: QtBot, make: type[CaseWorld]) -> None:
    walk = Walk(qtbot, names(make()))
    for step in range(1, 6):
        walk.page.show_step(step)
        QTest.qWait(20)
        walk.see(ASKED, "Nothing goes to Shopify before you say.")
    focused = walk.page.window().focusWidget()
    question = walk.page.findChild(WhoseNumber)
    assert question is not None
    assert focused not in (question.yes, question.no)  # neither is preselected


def test_written_while_the_commit_page_is_open(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = Walk(qtbot, cleared())
    walk.press("Continue").see(COMMIT)
    plain = walk.world.shop.look

    def look(shopify_id: str, job: str | None = None) -> Look:
        seen = plain(shopify_id, job)
        return replace(seen, hints=(*seen.hints, LinkHint(OTHER, certain=False)))

    monkeypatch.setattr(walk.world.shop, "look", look)
    walk.press(COMMIT).see(ASKED)
    assert not {"cancel", "refund"} & set(walk.world.calls)
    assert walk.phase() == AtSupplier("another_number")
    walk.see("Say whether it is yours before money moves.").press(f"No: {OTHER}")
    walk.see("Cancel and refund in Shopify")
    assert isinstance(walk.phase(), Cleared)
    assert not walk.shows(ASKED)
    assert any(one.code == "not_ours" for one in walk.world.order_view(KEY).timeline)


def test_yes_makes_it_a_purchase_of_the_case(qtbot: QtBot) -> None:
    walk = Walk(qtbot, names(cleared()))
    walk.press(f"Yes, link it: {OTHER}")
    assert OTHER in {leg.number for leg in walk.world.case.legs}
    assert not walk.shows(ASKED)


@pytest.mark.parametrize(("language", "no"), [("en", "No"), ("zh_CN", "不是")])
def test_the_pane_asks_and_no_clears_the_row(qtbot: QtBot, language: str, no: str) -> None:
    i18n.use(language)
    world = names(cleared())
    pane = make_pane(qtbot, world)
    (question,) = pane.findChildren(WhoseNumber)
    assert pane.view is not None
    assert pane.view.verdict.code == "unknown"
    assert question.no.text() == no
    question.no.click()
    assert pane.view.named == ()
    assert pane.view.verdict.code == "ready"
    assert not [one for one in pane.findChildren(WhoseNumber) if one.isVisible()]
