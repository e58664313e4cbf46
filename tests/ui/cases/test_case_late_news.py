"""What the pages say of news between the press and the call, and of what ended a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.journal import Followed
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.phases import Cleared, Closed, RecallAsked, RefundSent
from dropdesk.domain.order import FulfilmentRequest, Line, Recall
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LineId, Take
from dropdesk.domain.verdict.verdict import Route
from dropdesk.ui.cases.menu import entries
from dropdesk.ui.words.timeline import happened
from tests.ui.case_world import KEY
from tests.ui.cases.walk import LEG, Walk, cleared, do
from tests.ui.world import NOW


def test_a_refund_that_shopify_took_is_not_to_be_called_not_done(qtbot: QtBot) -> None:
    world = cleared()
    walk = Walk(qtbot, world)
    walk.press("Later", "Continue", "Cancel order #1043 in Shopify, refund later", "Continue")
    world.answer = "cut"
    walk.press("Refund €34.90 for order #1043 in Shopify").see("Sent. Not known yet.", "It was not done")
    phase = walk.phase()
    assert isinstance(phase, RefundSent)
    out = replace(phase, flight=replace(phase.flight, job="gid://r/1", certain=True))
    with world.backend.store.write() as tx:
        state, seq = world.backend.cases.read(tx, world.case.id)
        world.backend.cases.write(tx, replace(state, phase=out), seq + 1, Followed.TAKEN)
    walk.reload().see("Shopify took it.", "The refund is there")
    assert not walk.shows("It was not done")


@pytest.mark.parametrize("given", [True, False])
def test_without_a_store_the_recall_has_clicks_of_its_own_and_its_answer(qtbot: QtBot, given: bool) -> None:
    """712: nobody could say that the service agreed, and a day later it was called silent."""
    request = FulfilmentRequest("f1", "in_progress", "ACCEPTED", Recall.REQUEST, (Take(LineId("l1"), 2),))
    line = Line(LineId("l1"), "Ceramic mug, white", 2, 1745, requested=2, requested_at=NOW - timedelta(hours=20))
    world = cleared(lines=(line,), requests=(request,))
    world.connected = False
    walk = Walk(qtbot, world)
    walk.see("Recall the fulfilment first").press("Show me the clicks")
    walk.see("Recall the fulfilment of #1043 in the Shopify admin").press("I did it")
    assert isinstance(walk.phase(), RecallAsked)
    walk.see("The answer is not heard here").press("Save what I saw").see("Choose what the admin shows.")
    walk.press("It gave the items back", "Save what I saw").see("then tick that you looked")
    world.later(hours=25)
    walk.reload().see("It refused, or did not answer for a day")
    assert isinstance(walk.phase(), RecallAsked)  # nobody was heard
    if given:
        walk.press("It gave the items back", "I looked just now", "Save what I saw").see("The fulfilment is recalled.")
        assert not walk.shows("Recall the fulfilment first")
        words = "gave it back"
    else:
        walk.press("It refused, or did not answer for a day", "I looked just now", "Save what I saw")
        walk.see("You saw that the items were not given back.")
        words = "did not give it back"
    phase = walk.phase()
    assert isinstance(phase, Cleared)
    assert phase.route is (Route.CANCEL if given else Route.ITEMS)
    told = [happened(one.code, one.data) for one in world.view(KEY).order.timeline]
    assert any(words in one for one in told), told


def test_with_a_store_the_recall_is_done_by_hand_from_the_menu(qtbot: QtBot) -> None:
    """621: the entry was there and led to the same page again, twice."""
    request = FulfilmentRequest("f1", "in_progress", "ACCEPTED", Recall.REQUEST, (Take(LineId("l1"), 2),))
    line = Line(LineId("l1"), "Ceramic mug, white", 2, 1745, requested=2, requested_at=NOW - timedelta(hours=20))
    world = cleared(lines=(line,), requests=(request,))
    walk = Walk(qtbot, world)
    walk.see("Recall the fulfilment first")
    next(act for text, _, act in entries(walk.page, world.view(KEY)) if text == "Do it by hand in Shopify…")()
    walk.see("Recall the fulfilment of #1043 in the Shopify admin").press("I did it")
    assert isinstance(walk.phase(), RecallAsked)
    assert not world.calls


def test_a_claim_with_another_amount_that_ends_the_case_is_said(qtbot: QtBot) -> None:
    world = cleared()
    world.connected = False
    do(world, mv.DoByHand("cancel", 2000), mv.DidByHand(world.now))
    world.see(cancelled_at=world.now, returned=3490, refunded_at=world.now, financial="refunded")
    do(world, Report(LEG, Say.MONEY_WRITTEN_OFF, at=world.now, amount=world.case.legs[0].money.awaited))
    assert isinstance(world.case.phase, Closed)
    Walk(qtbot, world).see("Closed", "€34.90 given back", "another amount than planned")


def test_a_mail_that_fell_away_with_the_refund_is_said(qtbot: QtBot) -> None:
    """619: the confirmation said that Shopify e-mails her; a colleague's refund meanwhile, and nothing wrote."""
    world = cleared()
    do(world, mv.WantCancel(2000, False, CancelReason.CUSTOMER, True, True))
    world.answer = "cut"
    world.proceed(KEY)
    world.see(cancelled_at=world.now, returned=3490, refunded_at=world.now, financial="refunded")
    world.answer = ""
    world.proceed(KEY)
    Walk(qtbot, world).see("DropDesk had no e-mail sent to Anna.", "Write to Anna if nobody has.")
