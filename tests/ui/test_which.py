"""*Files of the same time name different totals*: asked on the pane and on every page until it is answered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dropdesk.domain.purchase import Purchase
from dropdesk.domain.values import Money, Seen, Where
from dropdesk.domain.verdict import Attention
from dropdesk.services.linking import Linker
from dropdesk.store import orders, purchases
from dropdesk.ui import i18n, words
from dropdesk.ui.orders.which import WhichCost, WhichTotal
from tests.ui.case_world import KEY, CaseWorld, make_pane
from tests.ui.test_cases import Walk, asked


def two_totals(world: CaseWorld) -> CaseWorld:
    """Two files told another total each, and the app heard of both."""
    with world.house.store.write() as tx:
        order = orders.load(tx, KEY)
        assert order.total is not None
        contested = (order.total, order.total + 500)
        orders.amend(tx, KEY, replace(order, total=None, received=None, contested=contested, received_told=order.total))
        world.house.cases.refresh(tx, KEY)
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


PRICES = (Money(900, "EUR"), Money(1200, "EUR"))


def two_prices(world: CaseWorld) -> CaseWorld:
    """Two files of one time told another price each, and another state."""
    leg = world.order_view(KEY).legs[0]
    assert leg.number is not None
    with world.house.store.write() as tx:
        for price, word in zip(PRICES, ("Awaiting payment", "Awaiting shipment"), strict=True):
            seen = Seen(None, Where.ALIEXPRESS_FILE, world.now)
            purchases.see(tx, Purchase(leg.number, word, seen, total=price), world.now)
        Linker(world.house.turn).see(tx, leg.number)
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
