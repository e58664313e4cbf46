"""*Files of the same time name different totals*: asked on the pane and on every page until it is answered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dropdesk.domain.order import Less
from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.values import Money, Seen, Take, Where
from dropdesk.domain.verdict.verdict import Attention
from dropdesk.services.purchase_linker import PurchaseLinker
from dropdesk.store import orders, purchases
from dropdesk.ui import i18n, words
from dropdesk.ui.orders.pane.which import WhichCost, WhichHolds, WhichTotal
from tests.ui.case_world import KEY, CaseWorld, make_pane
from tests.ui.cases.walk import Walk, asked


def two_totals(world: CaseWorld) -> CaseWorld:
    """Two files told another total each, and the app heard of both."""
    with world.backend.store.write() as tx:
        order = orders.load(tx, KEY)
        assert order.total is not None
        contested = (order.total, order.total + 500)
        orders.amend(tx, KEY, replace(order, total=None, received=None, contested=contested, received_told=order.total))
        world.backend.cases.refresh(tx, KEY)
    return world


def test_every_page_asks_and_the_answer_is_a_row_of_the_timeline(qtbot: QtBot) -> None:
    walk = Walk(qtbot, two_totals(asked()))
    for step in range(1, 6):
        walk.page.show_step(step)
        QTest.qWait(20)
        walk.see("Files of the same time name different totals", "what the customer paid is unknown")
    (question,) = walk.page.findChildren(WhichTotal)
    assert walk.page.window().focusWidget() not in question.choices  # neither is preselected
    question.choices[1].click()
    assert not walk.shows("Files of the same time name different totals")
    seen = walk.world.order_view(KEY)
    assert (seen.order.total_asked, seen.order.total) == ((), seen.order.contested[1])
    assert any(one.code == "total_said" for one in seen.timeline)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_pane_asks_and_says_why_it_is_to_do(qtbot: QtBot, language: str) -> None:
    i18n.use(language)
    world = two_totals(asked())
    pane = make_pane(qtbot, world)
    assert pane.view is not None
    assert Attention.CONTRADICTION in pane.view.verdict.attention
    (question,) = pane.findChildren(WhichTotal)
    assert len(question.choices) == 2
    question.choices[0].click()
    assert Attention.CONTRADICTION not in pane.view.verdict.attention
    assert (pane.view.order.total, pane.view.order.received) == (pane.view.order.contested[0],) * 2


def says_less(world: CaseWorld) -> CaseWorld:
    """A newer file does not tell what an earlier one did: one of the items was shipped, 5.00 went back."""
    with world.backend.store.write() as tx:
        order = orders.load(tx, KEY)
        lines = (replace(order.lines[0], fulfilled=1), *order.lines[1:])
        less = Less((Take(order.lines[0].id, 1),), not_returned=500)
        orders.amend(tx, KEY, replace(order, lines=lines, returned=500, less_told=less))
        world.backend.cases.refresh(tx, KEY)
    return world


@pytest.mark.parametrize("stands", [True, False])
def test_what_a_newer_file_takes_back_is_asked_on_every_page(qtbot: QtBot, stands: bool) -> None:
    walk = Walk(qtbot, says_less(asked()))
    for step in range(1, 6):
        walk.page.show_step(step)
        QTest.qWait(20)
        walk.see("A newer file says less than was known: fewer items shipped · less refunded")
    (question,) = walk.page.findChildren(WhichHolds)
    assert walk.page.window().focusWidget() not in question.choices  # neither is preselected
    question.choices[0 if stands else 1].click()
    assert not walk.shows("A newer file says less than was known")
    seen = walk.world.order_view(KEY)
    assert (seen.order.less_asked, seen.order.returned) == (None, 500 if stands else 0)
    assert any(one.code == ("less_stands" if stands else "less_taken") for one in seen.timeline)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_pane_asks_what_holds_of_what_a_newer_file_takes_back(qtbot: QtBot, language: str) -> None:
    i18n.use(language)
    pane = make_pane(qtbot, says_less(asked()))
    assert pane.view is not None
    assert Attention.LESS_TOLD in pane.view.verdict.attention
    (question,) = pane.findChildren(WhichHolds)
    question.choices[1].click()
    assert Attention.LESS_TOLD not in pane.view.verdict.attention
    assert (pane.view.order.returned, pane.view.order.lines[0].fulfilled) == (0, 0)


PRICES = (Money(900, "EUR"), Money(1200, "EUR"))


def two_prices(world: CaseWorld) -> CaseWorld:
    """Two files of one time told another price each, and another state."""
    leg = world.order_view(KEY).legs[0]
    assert leg.number is not None
    with world.backend.store.write() as tx:
        for price, word in zip(PRICES, ("Awaiting payment", "Awaiting shipment"), strict=True):
            seen = Seen(None, Where.ALIEXPRESS_FILE, world.now)
            purchases.see(tx, Purchase(leg.number, word, seen, total=price), world.now)
        PurchaseLinker(world.backend.turn).see(tx, leg.number)
    return world


def test_every_page_asks_what_the_purchase_cost(qtbot: QtBot) -> None:
    walk = Walk(qtbot, two_prices(asked()))
    for step in range(1, 6):
        walk.page.show_step(step)
        QTest.qWait(20)
        walk.see("Files of the same time name different prices", "what you paid the supplier is unknown")
    walk.page.show_step(3)
    QTest.qWait(20)
    walk.see("“Awaiting payment”", "“Awaiting shipment”", "told of the same time")
    (question,) = walk.page.findChildren(WhichCost)
    assert walk.page.window().focusWidget() not in question.choices  # none is preselected
    question.choices[1].click()
    assert not walk.shows("Files of the same time name different prices")
    assert walk.world.order_view(KEY).legs[0].cost == PRICES[1]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_row_and_pane_say_that_it_is_told_in_two_ways(qtbot: QtBot, language: str) -> None:
    i18n.use(language)
    world = two_prices(asked())
    pane = make_pane(qtbot, world)
    assert pane.view is not None
    verdict = pane.view.verdict
    assert (verdict.row, Attention.COST_ASKED in verdict.attention) == ("V-16", True)
    row = words.because(verdict.because.code, dict(verdict.because.data), world.now)
    assert row == {"en": "Told in two ways · what does its page say?", "zh_CN": "说法不一 · 它的页面怎么说？"}[language]
    shown = "\n".join(label.text() for label in pane.findChildren(QLabel))
    assert "“Awaiting payment” · “Awaiting shipment”" in shown
    (question,) = pane.findChildren(WhichCost)
    assert len(question.choices) == 2
    question.choices[0].click()
    assert Attention.COST_ASKED not in pane.view.verdict.attention
    assert pane.view.legs[0].cost == PRICES[0]
