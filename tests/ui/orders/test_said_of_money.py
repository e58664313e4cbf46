"""What the pane and the money page say of supplier money and parcels is what somebody told: unpaid is not paid (rules
§2), settled is not arrived (§4.3), "it came" is no time of arrival (§2), a reason stays in the record (§4.5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.order import Line
from dropdesk.domain.supplier.leg import How, LegState
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, LineId, Money, SupplierNumber
from dropdesk.domain.verdict.verdict import Code
from dropdesk.ui import words
from dropdesk.ui.cases.shopify.items import ItemsPage
from dropdesk.ui.kit import Amount, Link, PlainLabel
from dropdesk.ui.orders.pane.pane import Pane
from dropdesk.ui.orders.pane.side_facts import LegFact
from tests.ui.case_world import KEY, CaseWorld, make_case_desk
from tests.ui.cases.walk import LEG, Walk, do
from tests.ui.world import NOW, leg

BEGIN = (mv.SetWhy(mv.Reason.CHANGED_MIND, NOW), mv.Start())


def pane_says(qtbot: QtBot, world: CaseWorld) -> str:
    context, _ = make_case_desk(world)
    pane = Pane(context)
    qtbot.addWidget(pane)
    pane.show_row(KEY, None)
    qtbot.waitUntil(lambda: pane.view is not None)
    said = [one.text() for one in pane.findChildren(PlainLabel)]
    amounts = [": ".join(part.text() for part in one.findChildren(QLabel)) for one in pane.findChildren(Amount)]
    return "\n".join([*said, *amounts])


@pytest.mark.parametrize(
    ("one", "paid"),
    [
        (leg(LegState.UNPAID, paid_at=None), False),
        (leg(LegState.STOPPED, how=How.UNPAID, paid_at=None), False),
        (leg(LegState.STOPPED, how=How.DROPPED, paid_at=None), False),
        (leg(LegState.OPEN), True),
    ],
    ids=["unpaid", "lapsed", "dropped", "paid"],
)
def test_nobody_paid_for_what_was_never_paid(qtbot: QtBot, one: object, paid: bool) -> None:
    assert ("You paid" in pane_says(qtbot, CaseWorld((one,)))) is paid  # type: ignore[arg-type]


def test_act_now_counts_from_the_order_where_nothing_was_paid(qtbot: QtBot) -> None:
    young = NOW - timedelta(minutes=5)
    for one, word in (
        (leg(LegState.UNPAID, paid_at=None), "ordered minutes ago"),
        (leg(LegState.OPEN, paid_at=young), "paid minutes ago"),
    ):
        assert f"Act now: it was {word}" in pane_says(qtbot, CaseWorld((one,), created_at=young, paid_at=young))


def closes(qtbot: QtBot, state: LegState) -> list[tuple[Say, str]]:
    """What the pane writes down for each way in which this purchase closed by itself."""
    told: list[Report] = []
    fact = LegFact(leg(state), lambda: NOW, 1, False)
    qtbot.addWidget(fact)
    fact.said.connect(told.append)
    menu = fact.answers()
    action = next(one for one in menu.actions() if one.text() == "It closed by itself")
    below = action.menu()
    acts: list[QAction] = below.actions() if isinstance(below, QMenu) else [action]
    for act in acts:
        act.trigger()
    return [(one.say, one.detail) for one in told]


def test_how_it_closed_is_asked_where_it_may_never_have_been_paid(qtbot: QtBot) -> None:
    """A purchase that nobody paid was written down as "not shipped in time": the supplier was blamed."""
    closed = Say.CLOSED_ITSELF
    assert closes(qtbot, LegState.UNPAID) == [(closed, "unpaid")]
    assert closes(qtbot, LegState.UNCLEAR) == [(closed, "not_shipped"), (closed, "unpaid"), (closed, "platform")]
    assert closes(qtbot, LegState.ASKED) == [(closed, "not_shipped")]


@pytest.mark.parametrize("say", [Say.LOSS_ACCEPTED, Say.PAYS_PART])
def test_it_has_arrived_only_where_somebody_saw_it_arrive(say: Say) -> None:
    world = do(CaseWorld((leg(LegState.GONE, shipped_at=NOW - timedelta(days=2)),)), *BEGIN)
    do(world, Report(LEG, say, amount=Money(100, "EUR") if say is Say.PAYS_PART else None))
    verdict = world.view(KEY).order.verdict
    headline = words.headline(verdict.code, verdict.because.code, dict(verdict.because.data), NOW)
    assert verdict.row == "V-15"
    assert "arrived" not in headline
    assert "Only a refund is left." in headline


def stopped() -> CaseWorld:
    world = CaseWorld((leg(LegState.ASKED, clock_started_at=NOW, asked_times=1),))
    do(world, *BEGIN, Report(LEG, Say.ACCEPTED))
    return world


def test_it_has_arrived_is_no_time_of_arrival(qtbot: QtBot) -> None:
    """The click became the moment at which the money came."""
    world = stopped()
    walk = Walk(qtbot, world)
    walk.page.show_step(5)
    walk.press("€12.40 has arrived")
    due = world.case.legs[0].money
    assert (due.received, due.received_at, due.received_by) == (1240, None, world.now)
    entry = next(one for one in world.view(KEY).order.timeline if one.code == "said_money_received")
    assert not entry.exact


def test_a_write_off_stays_with_its_reason_beside_what_came(qtbot: QtBot) -> None:
    world = stopped()
    do(world, Report(LEG, Say.MONEY_RECEIVED, amount=Money(500, "EUR")))
    world.do(world.case.id, world.seq, Report(LEG, Say.MONEY_WRITTEN_OFF), {"text_ref": "They went out of business"})
    walk = Walk(qtbot, world)
    walk.page.show_step(5)
    walk.see("Received", "€5.00", "Written off", "€7.40", "“They went out of business”")
    told = [words.happened(one.code, one.data) for one in world.view(KEY).order.timeline]
    assert any("written off" in one and "They went out of business" in one for one in told)


def test_the_items_that_can_be_refunded_are_those_the_domain_takes(qtbot: QtBot) -> None:
    """Of two units of a line, one here and refunded, one on its way: the page offered the one that is on its way."""
    here = leg(LegState.DELIVERED, units=((LineId("l1"), 0),), delivered_at=NOW - timedelta(days=5))
    gone = leg(LegState.GONE, id=LegId("leg-2"), number=SupplierNumber("8190439416163296"),
               units=((LineId("l1"), 1),), shipped_at=NOW - timedelta(days=9))  # fmt: skip
    line = Line(LineId("l1"), "Mug", 2, 1000, fulfilled=2, fulfilled_at=NOW - timedelta(days=9))
    world = do(CaseWorld((here, gone), lines=(line,), total=2000, received=2000), *BEGIN)
    walk = Walk(qtbot, world)
    walk.page.show_step(3, "items")
    page = walk.page.findChild(ItemsPage)
    assert page is not None
    assert page._most() == {LineId("l1"): 1}
    world.see(lines=(replace(line, returned=1),), returned=1000, financial="partially_refunded")
    walk.reload()
    walk.page.show_step(3, "items")
    walk.see("Nothing can be refunded now: accept the loss first, or wait until it is here.")


@pytest.mark.parametrize("awaited", [True, False])
def test_what_is_still_expected_is_not_lost_yet(qtbot: QtBot, awaited: bool) -> None:
    """Agreed, shipped after all, the loss accepted: "Lost 12.40" and "Expected 12.40" of the same money."""
    world = stopped()
    if not awaited:
        world.do(world.case.id, world.seq, Report(LEG, Say.MONEY_WRITTEN_OFF), {"text_ref": "Never came"})
    do(world, Report(LEG, Say.SHIPPED), Report(LEG, Say.LOSS_ACCEPTED))
    walk = Walk(qtbot, world)
    walk.page.show_step(5)
    walk.see("Lost", "at most €12.40" if awaited else "€12.40")
    assert not walk.shows("Expected")
    assert not walk.shows("Wait for €12.40 from the supplier")
    assert walk.shows("at most €12.40") is awaited
    links = {one.accessibleName() for one in walk.page.findChildren(Link)}
    assert any(name.startswith("Write off what") for name in links) is awaited  # it can still come, or be given up
    beside = pane_says(qtbot, world)
    assert "Still expected back" not in beside
    assert f"Lost: {'at most ' if awaited else ''}€12.40" in beside


@pytest.mark.parametrize("word", [Say.SHIPPED, Say.DELIVERED, Say.UNCLEAR])
def test_what_was_agreed_is_at_risk_once_the_parcel_may_have_gone_out(qtbot: QtBot, word: Say) -> None:
    """Agreed, shipped after all, the order not cancelled: the row and the money page said "expected 12.40", the pane
    beside them "At risk if you refund now 12.40"."""
    world = do(stopped(), Report(LEG, word, detail="FINISH"))
    view = world.view(KEY)
    assert view.order.verdict.code is not Code.ALARM
    assert (view.spent.dues, view.order.exposed) == ((), Money(1240, "EUR"))
    beside = pane_says(qtbot, world)
    assert "At risk: €12.40" in beside
    assert "Still expected back" not in beside
    assert "At risk if you refund now" not in beside  # the same sum, said once
    walk = Walk(qtbot, world)
    walk.page.show_step(5)
    walk.see("At risk", "€12.40", "Agreed, but the parcel may have gone out: this money may not come.")
    assert not walk.shows("Expected")
    assert not any(one.code == "window" and one.data["clock"] == "refund" for one in view.order.timeline)


def test_what_came_back_already_is_not_at_risk(qtbot: QtBot) -> None:
    world = do(stopped(), Report(LEG, Say.MONEY_RECEIVED, amount=Money(500, "EUR")), Report(LEG, Say.SHIPPED))
    assert world.view(KEY).order.at_risk == Money(740, "EUR")
    assert "At risk: €7.40" in pane_says(qtbot, world)
