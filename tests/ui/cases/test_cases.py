"""The cancel assistant, walked as a person walks it: by names, through the real phases of the domain."""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateTimeEdit,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

import dropdesk
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.phases import (
    AtSupplier,
    ByHand,
    Claimed,
    Cleared,
    Closed,
    Drafted,
    RecallAsked,
    RefundOwed,
    RefundSent,
    Sent,
    Settling,
    TooLate,
)
from dropdesk.domain.changes import Changes
from dropdesk.domain.order import FulfilmentRequest, Line, Recall
from dropdesk.domain.supplier.leg import How, LegState, SupplierKind, SupplierMoney
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import CaseId, LegId, LineId, Money, OrderKey, Seen, SupplierNumber, Take, Where
from dropdesk.domain.verdict.verdict import Route
from dropdesk.errors import Refused
from dropdesk.ui import i18n, style, words
from dropdesk.ui.cases.menu import entries
from dropdesk.ui.cases.page import CasePage
from dropdesk.ui.i18n import refresh
from dropdesk.ui.kit import Fold, PlainLabel
from dropdesk.ui.runner import ThreadRunner
from tests.tour.person import name_of
from tests.ui.case_world import KEY, CaseWorld
from tests.ui.cases.walk import COMMIT, LEG, Walk, asked, cleared, do, started
from tests.ui.world import NOW, leg

SHOP = Path(dropdesk.__file__).parent


# -- the main path ----------------------------------------------------------------------------------------------------


def test_from_the_question_to_the_last_cent(qtbot: QtBot) -> None:
    walk = Walk(qtbot, CaseWorld())
    walk.see("Why does Anna want to cancel?", "First cancellation")
    walk.press("Changed their mind")
    walk.see("Ask Yiwu Bright Home to cancel")
    assert walk.world.case.reason is mv.Reason.CHANGED_MIND

    walk.press("Open order at AliExpress")
    assert walk.opened == ["https://www.aliexpress.com/p/order/detail.html?orderId=8190439416163295"]
    text = QGuiApplication.clipboard().text()
    assert "8190439416163295" in text.splitlines()[0]
    assert "8190439416163295" in text.splitlines()[1]
    assert "不要发货" in text
    walk.press("Requested and written")

    walk.see("Wait for Yiwu Bright Home’s answer", "Must ship by: Tue 1 Dec, 24:00 Beijing")
    walk.world.later(hours=5)
    walk.press("Cancelled")
    walk.see("Cancel and refund in Shopify")
    walk.press("Continue")
    walk.see("Cancel order #1043?", "It cannot be undone.")
    assert walk.phase() == Cleared((Take(LineId("l1"), 2),), Route.CANCEL)  # nothing is written down before the button

    walk.press(COMMIT)
    walk.see("Wait for €12.40 from the supplier", "Cancelled and refunded.")
    assert walk.world.calls.count("cancel") == 1
    walk.press("€12.40 has arrived")
    walk.see("Stopped and refunded")
    assert isinstance(walk.phase(), Closed)


def test_a_double_press_on_the_commit_is_one_outside_action(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cleared())
    walk.press("Continue")
    button = walk.person.find(COMMIT, QAbstractButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.qWait(50)
    assert walk.world.calls.count("cancel") == 1
    assert sum(isinstance(move, mv.WantCancel) for move in walk.world.moves) == 1


def test_back_has_the_focus_on_the_confirm_page_and_ctrl_return_never_commits(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cleared())
    walk.page.main_action()
    walk.see("Cancel order #1043?")
    QTest.qWait(30)
    assert name_of(walk.page.focusWidget()) == "Back"
    walk.page.main_action()
    assert walk.world.calls == ["suggest"]
    assert name_of(walk.page.focusWidget()) == COMMIT
    walk.press("Back")
    walk.see("Staff note")


def test_only_the_commit_is_red(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cleared())
    assert not _red(walk.page)
    walk.press("Continue")
    assert _red(walk.page) == [COMMIT]


def _red(page: CasePage) -> list[str]:
    from dropdesk.ui.kit import Button

    return [b.shown() for b in page.findChildren(Button) if b.isVisible() and b._variant == "danger"]


def test_a_look_that_is_too_old_stands_where_the_button_was(qtbot: QtBot) -> None:
    world = cleared()
    world.later(minutes=16)
    walk = Walk(qtbot, world)
    walk.press("Continue")
    walk.see("Check AliExpress, then tick")
    assert not walk.shows(COMMIT)
    walk.press("Yiwu Bright Home: still cancelled")
    walk.see(COMMIT)
    QTest.qWait(30)
    assert name_of(walk.page.focusWidget()) == "Back"
    walk.press(COMMIT)
    walk.see("Cancelled and refunded.")


def test_the_focus_stays_on_its_button_when_the_bar_moves(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cleared())
    walk.press("Continue")
    QTest.qWait(30)
    for high in (700, 870):
        walk.page.resize(1388, high)
        QTest.qWait(30)
        assert name_of(walk.page.focusWidget()) == "Back"


def test_a_part_is_refunded_after_the_cancellation(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cleared())
    walk.press("Part").type("Refund amount", "99")
    walk.press("Continue")
    walk.see("From €0.01 to €34.90.")
    walk.type("Refund amount", "20.00").press("Continue")
    walk.press("Cancel order #1043 in Shopify and refund €20.00")
    assert walk.world.calls.count("cancel") == 1
    assert walk.world.calls.count("refund") == 1
    assert walk.world.order.returned == 2000
    walk.see("Cancelled and refunded in part.")


def test_refund_later_is_owed_then_refunded(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cleared())
    walk.press("Later", "Continue", "Cancel order #1043 in Shopify, refund later")
    walk.see("Refund €34.90 to Anna", "Cancelled in Shopify.")
    assert isinstance(walk.phase(), RefundOwed)
    walk.press("Continue", "Refund €34.90 for order #1043 in Shopify")
    assert walk.world.order.returned == 3490
    assert isinstance(walk.phase(), Settling)


def test_what_is_owed_can_be_kept_with_a_reason(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cleared())
    walk.press("Later", "Continue", "Cancel order #1043 in Shopify, refund later", "Do not refund…", "Do not refund")
    walk.see("Write a sentence: it stays in the record.")
    walk.type("Why is nothing refunded?", "Chargeback agreed").press("Do not refund")
    assert isinstance(walk.phase(), Settling)
    assert "Chargeback agreed" in walk.world.texts()


# -- not known yet ----------------------------------------------------------------------------------------------------


def test_lost_answer_is_looked_for_and_never_sent_again(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cleared())
    walk.world.answer = "lost"
    walk.press("Continue", COMMIT)
    walk.see("Sent. Not known yet.")
    assert not walk.shows("Try again")
    walk.world.answer = "ok"
    walk.press("Check in Shopify")
    walk.see("Cancelled and refunded.")
    assert walk.world.calls.count("cancel") == 1


def test_nothing_happened_two_looks_then_the_person_decides_again(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cleared())
    walk.world.answer = "cut"
    walk.press("Continue", COMMIT).see("Sent. Not known yet.")
    for _ in range(2):
        assert isinstance(walk.phase(), Sent)
        walk.world.later(seconds=61)
        walk.reload().press("Check in Shopify")
    walk.see("Looked twice: Shopify has not cancelled it. Decide again.")
    assert isinstance(walk.phase(), Cleared)
    assert walk.world.calls.count("cancel") == 1


def test_own_look_in_the_admin_needs_its_tick(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cleared())
    walk.world.answer = "cut"
    walk.press("Continue", COMMIT, "It was not done", "Save what I saw")
    walk.see("Look in the admin first, then tick that you looked.")
    walk.press("I looked just now", "Save what I saw")
    walk.see("Too early: Shopify may still do it.")  # within the first minute the call may still arrive
    for look in range(2):
        walk.world.later(seconds=61)
        walk.reload().press("It was not done", "I looked just now", "Save what I saw")
        if not look:
            walk.see("not cancelled. One more look decides.")
    walk.see("Looked twice: Shopify has not cancelled it. Decide again.")


def test_refund_not_there_is_sent_again_safely_with_the_same_key(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cleared())
    walk.press("Later", "Continue", "Cancel order #1043 in Shopify, refund later", "Continue")
    walk.world.answer = "cut"
    walk.press("Refund €34.90 for order #1043 in Shopify").see("Sent. Not known yet.")
    phase = walk.phase()
    assert isinstance(phase, RefundSent)
    walk.world.later(minutes=2)
    walk.press("Check in Shopify")
    walk.world.answer = "ok"
    walk.press("Send again safely")
    assert phase.plan.key[:8] in walk.world.order.refunds[0].note
    assert walk.world.order.returned == 3490


def test_sending_again_after_a_while_asks_for_another_look_first(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cleared())
    walk.press("Later", "Continue", "Cancel order #1043 in Shopify, refund later", "Continue")
    walk.world.answer = "cut"
    walk.press("Refund €34.90 for order #1043 in Shopify").see("Sent. Not known yet.")
    walk.world.later(hours=2)
    walk.reload().press("Check in Shopify")
    assert not walk.shows("Send again safely")
    walk.press("Yiwu Bright Home: still cancelled")
    walk.world.answer = "ok"
    walk.press("Send again safely")
    assert walk.world.order.returned == 3490


class Slow(CaseWorld):
    """A shop that takes its time."""

    def proceed(self, key: OrderKey) -> Changes:
        time.sleep(0.6)
        return super().proceed(key)


def test_progress_shows_while_shopify_is_asked_and_the_page_may_be_left(qtbot: QtBot, qapp: QApplication) -> None:
    world = Slow()
    do(world, mv.SetWhy(mv.Reason.CHANGED_MIND, NOW), mv.Start(), mv.TickRequest(LEG, NOW), mv.TickMessage(LEG, NOW))
    do(world, Report(LEG, Say.ACCEPTED, at=NOW))
    troubles: list[object] = []
    runner = ThreadRunner(troubles.append, troubles.append)
    walk = Walk(qtbot, world, runner=runner)
    walk.see("Continue").press("Continue", COMMIT)
    walk.see("Asking Shopify…", "You may leave this page: the case waits here.")
    told: list[object] = []
    walk.context.bus.changed.connect(told.append)
    walk.page.close()
    walk.page.deleteLater()
    qtbot.waitUntil(lambda: world.order.cancelled_at is not None and bool(told), timeout=60_000)
    runner.close()
    assert not troubles


def test_refusal_of_shopify_is_quoted(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cleared())
    walk.world.answer = "no"
    walk.press("Continue", COMMIT)
    walk.see("Shopify says: “Order cannot be cancelled.”")
    assert walk.world.order.cancelled_at is None


# -- locked, override -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("second", [None, Money(700, "USD")], ids=["cost unknown", "another currency"])
def test_the_possible_loss_is_the_same_in_pane_page_override_and_record(qtbot: QtBot, second: Money | None) -> None:
    """The page and the override named whole purchases, the pane the share of the wish; the record lost "at least"."""
    lines = (Line(LineId("l1"), "Mug", 3, 2000), Line(LineId("l2"), "Tray", 1, 1000))
    mugs = leg(
        LegState.ASKED, clock_started_at=NOW, cost=Money(900, "EUR"), units=tuple((LineId("l1"), n) for n in range(3))
    )
    tray = leg(LegState.OPEN, id=LegId("leg-2"), number=SupplierNumber("8190439416163296"), cost=second,
               units=((LineId("l2"), 0),))  # fmt: skip
    world = CaseWorld((mugs, tray), lines=lines, total=7000, received=7000)
    wish = mv.SetWish((Take(LineId("l1"), 1), Take(LineId("l2"), 1)))
    do(world, mv.SetWhy(mv.Reason.CHANGED_MIND, world.now), wish, mv.Start())
    view = world.view(KEY).order
    assert (view.at_risk, view.at_risk_unknown) == (Money(300, "EUR"), True)
    walk = Walk(qtbot, world)
    walk.page.show_step(4)
    walk.see("Anna gets €30.00 and perhaps the goods too. You could lose at least €3.00.")
    walk.press("Override…").see("You could lose at least €3.00.").type("Why do you go on?", "She needs it today")
    walk.press("Override and unlock")
    made = world.case.overrides[0]
    assert (made.loss, made.at_least) == (Money(300, "EUR"), True)
    walk.press("Continue").see("You could lose at least €3.00.")
    kept = next(one for one in world.view(KEY).order.timeline if one.code == "override")
    assert "possible loss at least €3.00" in words.happened(kept.code, kept.data)


def test_what_nobody_paid_is_no_loss(qtbot: QtBot) -> None:
    walk = Walk(qtbot, started(leg(LegState.UNPAID, cost=Money(900, "EUR"))))
    walk.page.show_step(4, "override")
    walk.see("You could lose €0.00.")


def test_locked_until_the_answer_then_overridden_with_reason_and_loss(qtbot: QtBot) -> None:
    walk = Walk(qtbot, asked())
    walk.press("4 Shopify")
    walk.see("has not answered and may still ship.", "€12.40")
    assert not walk.shows("Continue")
    walk.press("Override…", "Override and unlock")
    walk.see("Write a sentence: it stays in the record.")
    walk.type("Why do you go on?", "She needs the money today").press("Override and unlock")
    walk.see("Overridden.")
    assert walk.world.case.overrides[0].loss == Money(1240, "EUR")
    assert "She needs the money today" in walk.world.texts()
    walk.press("Continue", COMMIT)
    assert walk.world.order.cancelled_at is not None
    walk.see("Wait for Yiwu Bright Home’s answer")  # the parcel must still be stopped (W-02)
    walk.press("5 Money").see("Not finished yet", "Go on with Yiwu Bright Home")


# -- answers ----------------------------------------------------------------------------------------------------------


def test_refused_demand_no_number_dispute_won(qtbot: QtBot) -> None:
    walk = Walk(qtbot, asked())
    walk.press("Refused")
    walk.choose("Their reason", "shipped already")
    walk.press("Save the answer")
    walk.see("Yiwu Bright Home refused: demand the number")
    assert walk.world.case.legs[0].claim == "shipped"
    walk.press("I demanded the number", "Save the answer").see("Wait for the tracking number")
    walk.world.later(days=9)
    walk.reload().press("No number yet", "Save the answer").see("Shipping is not proven")
    walk.press("The page offers a dispute", "Save the answer").see("Open a dispute")
    walk.press("I opened a dispute", "Save the answer").see("No scan shows so far that it was sent.")
    opened = walk.world.case.legs[0]
    assert (opened.dispute_opened_at, opened.dispute_opened_by) == (None, walk.world.now)  # that it was, not when
    walk.press("Won", "Save the answer")
    walk.see("Dispute won")
    assert isinstance(walk.phase(), Cleared)
    assert walk.world.case.legs[0].money.awaited == Money(1240, "EUR")


def test_a_number_is_no_proof_until_it_is_scanned(qtbot: QtBot) -> None:
    walk = Walk(qtbot, asked())
    do(walk.world, Report(LEG, Say.REFUSED))
    walk.reload().press("They gave a number", "Save the answer")
    walk.see("Type the tracking number they gave.")
    walk.type("Tracking number", "LP00123").press("Save the answer")
    walk.see("Wait for the first scan", "LP00123")
    walk.press("First scan seen", "Save the answer")
    walk.see("Too late to stop it")


def test_nothing_yet_stays_and_asks_again(qtbot: QtBot) -> None:
    walk = Walk(qtbot, asked())
    walk.world.later(hours=60)
    walk.reload().see("No answer in time: look now")
    walk.press("Nothing yet", "Save the answer")
    assert walk.world.case.legs[0].looked_at == walk.world.now
    walk.press("Ask again…")
    walk.see("I asked you to cancel order 8190439416163295")
    walk.press("Request sent")
    assert walk.world.case.legs[0].asked_times == 2
    assert walk.world.case.legs[0].message_ticked_at is None
    walk.press("Message sent", "Continue").see("Wait for Yiwu Bright Home’s answer")


def test_in_part_splits_the_purchase(qtbot: QtBot) -> None:
    walk = Walk(qtbot, asked())
    walk.press("In part", "Save the answer")
    states = sorted(leg.state for leg in walk.world.case.legs)
    assert states == [LegState.ASKED, LegState.STOPPED]
    walk.see("Purchases")


def test_a_wrong_answer_can_be_taken_back(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cleared())
    walk.press("Undo the answer: Yiwu Bright Home")
    assert walk.world.case.legs[0].state is LegState.ASKED
    assert isinstance(walk.phase(), AtSupplier)


def test_a_wrong_tick_can_be_undone(qtbot: QtBot) -> None:
    walk = Walk(qtbot, started())
    walk.press("Request sent", "Undo: request sent")
    assert walk.world.case.legs[0].state is LegState.OPEN
    walk.press("Requested and written")
    assert walk.world.case.legs[0].request_ticked_at == walk.world.case.legs[0].message_ticked_at == walk.world.now
    walk.see("Wait for Yiwu Bright Home’s answer").press("2 Supplier", "Undo: message sent")
    still = walk.world.case.legs[0]
    assert (still.state, still.message_ticked_at) == (LegState.ASKED, None)


def test_closed_already_says_why(qtbot: QtBot) -> None:
    walk = Walk(qtbot, asked())
    walk.press("Closed already")
    walk.choose("Why", "AliExpress closed it")
    walk.press("Save the answer")
    assert walk.world.case.legs[0].how is How.PLATFORM


def test_an_answer_in_the_future_is_not_taken(qtbot: QtBot) -> None:
    walk = Walk(qtbot, asked())
    walk.press("It was shipped")
    assert not walk.person.controls(QDateTimeEdit)
    walk.press("I know when")
    field = walk.person.find("When", QDateTimeEdit)
    assert isinstance(field, QDateTimeEdit)
    field.setDateTime(field.dateTime().addDays(2))
    walk.press("Save the answer").see("This lies in the future. Type when it happened.")
    assert walk.world.case.legs[0].state is LegState.ASKED
    walk.press("I know when", "Save the answer")
    told = walk.world.case.legs[0]
    assert (told.state, told.shipped_at) == (LegState.GONE, None)  # that, not when


def test_what_comes_back_is_asked_where_the_cost_is_unknown_and_may_stay_so(qtbot: QtBot) -> None:
    unpriced = leg(LegState.OPEN, paid_at=NOW - timedelta(days=1), cost=None)
    walk = Walk(qtbot, do(started(unpriced), mv.TickRequest(LEG, NOW), mv.TickMessage(LEG, NOW)))
    walk.press("Cancelled")
    assert walk.world.case.legs[0].state is LegState.ASKED
    walk.see("Leave it empty if you do not know it yet.")
    walk.type("Amount they pay", "12.40").press("Save the answer")
    walk.see("Type the currency the supplier bills in, such as USD.")  # the order's own is not the supplier's
    assert walk.world.case.legs[0].state is LegState.ASKED
    walk.type("Currency", "usd").type("Amount they pay", "twelve").press("Save the answer")
    walk.see("Type the amount, such as 12.40.")
    walk.type("Amount they pay", "12.40").press("Save the answer")
    assert walk.world.case.legs[0].money.awaited == Money(1240, "USD")


def test_the_currency_of_another_purchase_is_a_suggestion_to_be_seen(qtbot: QtBot) -> None:
    paid = NOW - timedelta(days=1)
    unpriced = leg(LegState.OPEN, units=((LineId("l1"), 0),), paid_at=paid, cost=None)
    other = leg(
        LegState.STOPPED, id=LegId("leg-2"), number=SupplierNumber("8190439416160002"), units=((LineId("l1"), 1),),
        paid_at=paid, cost=Money(700, "USD"), how=How.CANCELLED, looked_at=NOW,
    )  # fmt: skip
    walk = Walk(qtbot, do(started(unpriced, other), mv.TickRequest(LEG, NOW), mv.TickMessage(LEG, NOW)))
    walk.page.pick_leg(LEG)
    walk.press("Cancelled")
    field = walk.person.find("Currency", QLineEdit)
    assert isinstance(field, QLineEdit)
    assert field.text() == "USD"


def test_a_blocker_of_shopify_is_said_and_locks(qtbot: QtBot) -> None:
    world = cleared()
    world.see(return_open=True, return_open_lines=(LineId("l1"),))
    walk = Walk(qtbot, world)
    walk.see("A return is open in Shopify. Close it there first.")
    walk.press("Continue")
    assert not walk.shows(COMMIT)
    walk.see("A return is open in Shopify. Close it there first.")


# -- other ways -------------------------------------------------------------------------------------------------------


def test_too_late_loss_accepted_then_items(qtbot: QtBot) -> None:
    walk = Walk(qtbot, asked())
    walk.press("It was shipped", "Save the answer")
    walk.see("Too late to stop it")
    assert isinstance(walk.phase(), TooLate)
    walk.press("Refund items…")
    walk.see("Possible loss: €12.40")
    walk.type("Reason", "Too small to fight for").press("Save the answer")
    assert walk.world.case.legs[0].loss_accepted
    walk.press("Refund items…", "One less: Refund: Ceramic mug, white", "Continue")
    walk.press("Refund €17.45 for order #1043 in Shopify")
    assert walk.world.order.returned == 1745
    assert walk.world.order.lines[0].returned == 1


def test_the_customer_keeps_what_came_too_late(qtbot: QtBot) -> None:
    walk = Walk(qtbot, asked())
    do(walk.world, Report(LEG, Say.SHIPPED))
    walk.reload().press("Customer keeps the goods")
    walk.see("The customer keeps it")
    assert isinstance(walk.phase(), Closed)


def test_goodwill_above_the_limit_needs_a_reason(qtbot: QtBot) -> None:
    walk = Walk(qtbot, CaseWorld())
    walk.press("Part refund…").see("Up to €17.45 without a reason.")
    walk.type("Refund amount", "20").press("Continue").see("Write a sentence: it stays in the record.")
    walk.type("Why so much?", "Bad photos, my fault").press("Continue")
    walk.see("who keeps the parcel")
    walk.press("Refund €20.00 for order #1043 in Shopify")
    assert walk.world.order.returned == 2000
    assert isinstance(walk.phase(), Drafted)
    assert "Bad photos, my fault" in walk.world.texts()


def test_withdrawn_and_taken_back(qtbot: QtBot) -> None:
    walk = Walk(qtbot, asked())
    do(walk.world, mv.Withdraw())
    walk.reload().see("Take the request back at AliExpress", "please ignore the cancel request")
    walk.press("Taken back, message sent").see("Request taken back: Yiwu Bright Home.")
    assert not walk.shows("Nothing was asked")
    walk.press("Customer keeps the goods")
    assert isinstance(walk.phase(), Closed)
    assert walk.world.case.legs[0].state is LegState.OPEN


def test_withdrawn_after_the_stop_is_bought_again(qtbot: QtBot) -> None:
    world = cleared()
    do(world, mv.Withdraw())
    walk = Walk(qtbot, world)
    main = walk.page._page.bar.main_button if walk.page._page is not None else None
    assert main is not None
    assert main.shown() == "Bought again"
    walk.type("Number of the new purchase", "no number").press("Bought again")
    walk.see("There is no AliExpress order number in this: it has 13 to 19 digits.")
    walk.type("Number of the new purchase", "8190439416169999").press("Bought again")
    assert any(leg.number == "8190439416169999" for leg in walk.world.case.legs)
    assert isinstance(walk.phase(), Settling)


def test_wanted_after_all(qtbot: QtBot) -> None:
    walk = Walk(qtbot, do(asked(), mv.Withdraw()))
    walk.press("Cancel it after all")
    assert isinstance(walk.phase(), AtSupplier)


def test_without_a_store_the_clicks_are_shown_and_the_next_import_proves_it(qtbot: QtBot) -> None:
    world = cleared()
    world.connected = False
    walk = Walk(qtbot, world)
    walk.see("Cancel in Shopify by hand").press("Continue")
    assert not _red(walk.page)
    walk.press("Show me the clicks")
    assert isinstance(walk.phase(), ByHand)
    walk.see(
        "Cancel #1043 in the Shopify admin",
        "More actions, Cancel order",
        "Refund €34.90, reason “Customer changed or cancelled order”",
        "Untick “Restock”.",
    )
    walk.press("I did it").see("Done by hand. Not seen yet.")
    assert isinstance(walk.phase(), Claimed)
    world.see(cancelled_at=world.now, returned=3490, refunded_at=world.now, financial="refunded")
    walk.reload().see("Cancelled and refunded.")
    assert "cancel" not in world.calls


def test_by_hand_can_be_taken_back(qtbot: QtBot) -> None:
    world = cleared()
    world.connected = False
    walk = Walk(qtbot, world)
    walk.press("Continue", "Show me the clicks", "I did it", "It was not done")
    assert isinstance(walk.phase(), Cleared)


def test_close_with_a_note_and_reopen(qtbot: QtBot) -> None:
    walk = Walk(qtbot, asked())
    walk.page.show_step(3, "close")
    walk.type("Note", "Solved on the phone").press("Close the case")
    walk.see("Closed with a note", "Solved on the phone")
    walk.press("Reopen")
    assert isinstance(walk.phase(), AtSupplier)


def test_recall_comes_before_the_cancellation(qtbot: QtBot) -> None:
    request = FulfilmentRequest("f1", "in_progress", "ACCEPTED", Recall.REQUEST, (Take(LineId("l1"), 2),))
    line = Line(LineId("l1"), "Ceramic mug, white", 2, 1745, requested=2, requested_at=NOW - timedelta(hours=20))
    world = cleared(lines=(line,), requests=(request,))
    walk = Walk(qtbot, world)
    walk.see("Recall the fulfilment first").press("Recall the fulfilment")
    walk.see("Wait for the fulfilment service")
    assert isinstance(walk.phase(), RecallAsked)
    world.shop.answer_recall("f1", accept=True)
    walk.press("Check in Shopify").see("The fulfilment is recalled.")


def test_unlinked_is_linked_or_said_to_be_nothing(qtbot: QtBot) -> None:
    bare = leg(LegState.UNLINKED, supplier="", number=None, cost=None, paid_at=None, placed_at=None)
    walk = Walk(qtbot, started(bare))
    walk.see("Which purchase serves this?").press("Nothing was ordered")
    walk.see("Cancel and refund in Shopify")
    assert isinstance(walk.phase(), Cleared)


def test_an_unpaid_purchase_is_dropped_without_asking(qtbot: QtBot) -> None:
    unpaid = leg(LegState.UNPAID, paid_at=None, placed_at=NOW - timedelta(hours=3))
    walk = Walk(qtbot, started(unpaid))
    walk.see("Drop the unpaid purchase").press("I dropped it", "Save")
    assert isinstance(walk.phase(), Cleared)


def test_shop_first_suppliers_are_told_afterwards(qtbot: QtBot) -> None:
    walk = Walk(qtbot, started(leg(LegState.OPEN, kind=SupplierKind.SHOP_FIRST)))
    walk.see("Cancel and refund in Shopify").press("2 Supplier")
    walk.see("This supplier is told afterwards: cancel in Shopify first.")


def test_two_purchases_are_asked_one_after_the_other(qtbot: QtBot) -> None:
    units = ((LineId("l1"), 0),), ((LineId("l1"), 1),)
    one = leg(LegState.OPEN, "Yiwu Bright Home", units=units[0], paid_at=NOW - timedelta(days=1))
    two = leg(
        LegState.OPEN, "Canton Deco", id=LegId("leg-2"), units=units[1], number=SupplierNumber("8190439416160002"),
        paid_at=NOW - timedelta(days=1),
    )  # fmt: skip
    walk = Walk(qtbot, started(one, two))
    walk.see("Stop 2 purchases").press("Request sent", "Message sent", "Continue")
    walk.see("8190439416160002")
    walk.press("Request sent", "Message sent", "Continue").see("Purchases")
    assert all(leg.state is LegState.ASKED for leg in walk.world.case.legs)


class Sluggish(CaseWorld):
    """A disk that takes its time."""

    seconds = 0.0

    def do_all(
        self, case: CaseId, seq: int, moves: Sequence[mv.Move], texts: Mapping[str, str] | None = None
    ) -> Changes:
        time.sleep(self.seconds)
        return super().do_all(case, seq, moves, texts)


def test_two_quick_ticks_both_count(qtbot: QtBot) -> None:
    world = Sluggish()
    do(world, mv.SetWhy(mv.Reason.CHANGED_MIND, NOW), mv.Start())
    world.seconds = 0.3
    troubles: list[object] = []
    runner = ThreadRunner(troubles.append, troubles.append)
    walk = Walk(qtbot, world, runner=runner)
    walk.see("Request sent")
    for name in ("Request sent", "Message sent"):
        tick = next(one for one in walk.page.findChildren(QAbstractButton) if name_of(one) == name)
        tick.click()
    qtbot.waitUntil(lambda: world.case.legs[0].message_ticked_at is not None, timeout=60_000)
    assert world.case.legs[0].state is LegState.ASKED
    assert world.case.legs[0].asked_times == 1
    QTest.qWait(100)
    walk.page.close()
    runner.close()
    assert not troubles


def test_the_menu_offers_what_the_phase_allows(qtbot: QtBot) -> None:
    def offered(world: CaseWorld) -> set[str]:
        page = Walk(qtbot, world).page
        assert page.view is not None
        return {text for text, _, _ in entries(page, page.view) if text}

    keeps, override, note = "The customer keeps it after all", "Override the lock…", "Close with a note…"
    assert {keeps, override, note, "Part refund, parcel kept…"} <= offered(asked())
    assert override not in offered(cleared())
    assert "Do it by hand in Shopify…" in offered(cleared())
    assert {"Refund items…", "Part refund, parcel kept…"} <= offered(do(asked(), Report(LEG, Say.SHIPPED)))
    closed = offered(do(asked(), mv.CloseWithNote("")))
    assert "Reopen the case" in closed
    assert not {keeps, override, note} & closed
    sent = cleared()
    sent.answer = "cut"
    do(sent, mv.WantCancel(3490, False, CancelReason.CUSTOMER, False, True))
    sent.proceed(KEY)
    assert not {keeps, override, note} & offered(sent)


# -- leave, come back, keep what is typed -----------------------------------------------------------------------------


def test_a_case_opens_where_it_was(qtbot: QtBot) -> None:
    world = started()
    do(world, mv.TickRequest(LEG, world.now))
    Walk(qtbot, world).see("Ask Yiwu Bright Home to cancel")  # the message is still to be written
    do(world, mv.TickMessage(LEG, world.now))
    Walk(qtbot, world).see("Wait for Yiwu Bright Home’s answer")


def test_what_is_typed_outlives_news(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cleared())
    walk.press("Part").type("Refund amount", "12.5").type("Staff note", "half")
    walk.world.see(seen=Seen(None, Where.SHOPIFY_API, walk.world.now))
    walk.reload()
    fields = {name_of(f): f.text() for f in walk.page.findChildren(QLineEdit) if f.isVisible()}
    assert (fields["Refund amount"], fields["Staff note"]) == ("12.5", "half")
    assert name_of(walk.page.focusWidget()) == "Staff note"


def test_a_move_on_an_old_state_is_refused_in_words(qtbot: QtBot) -> None:
    walk = Walk(qtbot, asked())
    walk.press("Nothing yet")
    do(walk.world, mv.LookedNow(LEG, walk.world.now))  # in another window
    walk.press("Save the answer")
    walk.see("This case changed meanwhile. What you see now is the newest; decide again.")
    walk.press("Save the answer")
    assert walk.world.case.legs[0].looked_at == walk.world.now


def test_a_plan_that_no_longer_fits_is_not_confirmed(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cleared())
    walk.press("Continue").see(COMMIT)
    walk.world.see(returned=1000)
    walk.reload()
    assert not walk.shows(COMMIT)
    walk.see("of €24.90 left", "Somebody refunded €10.00 in Shopify. €24.90 is left. Nothing was sent: decide again.")
    walk.press("Continue").see("Cancel order #1043 in Shopify and refund €24.90")


def test_the_wish_can_be_narrowed(qtbot: QtBot) -> None:
    walk = Walk(qtbot, CaseWorld())
    walk.press("One less: Items back: Ceramic mug, white", "Ordered by mistake")
    assert walk.world.case.wish == (Take(LineId("l1"), 1),)
    walk.see("Ask Yiwu Bright Home to cancel")
    walk.press("1 Why", "One more: Items back: Ceramic mug, white", "Continue")
    assert walk.world.case.wish is None


def test_listing_edited_decides_the_fault(qtbot: QtBot) -> None:
    walk = Walk(qtbot, CaseWorld())
    walk.press("Not as described").see("Usually the supplier’s fault.")
    walk.press("Yes, I did").see("Your listing, your fault.")
    walk.press("Continue")
    assert walk.world.case.edited_listing is True


def test_a_reason_that_warns_waits_and_arrow_keys_only_walk(qtbot: QtBot) -> None:
    walk = Walk(qtbot, CaseWorld())
    walk.press("Fine, but wants money back").see("Think twice: is it reasonable?")
    assert isinstance(walk.phase(), Drafted)
    group = walk.page.findChildren(QRadioButton)
    group[0].setFocus()
    for _ in range(8):
        QTest.keyClick(walk.page.focusWidget(), Qt.Key.Key_Down)
    assert isinstance(walk.phase(), Drafted)
    walk.press("Continue").see("Ask Yiwu Bright Home to cancel")


def test_no_reason_no_start(qtbot: QtBot) -> None:
    walk = Walk(qtbot, CaseWorld())
    walk.press("Continue").see("Choose a reason first.")
    assert isinstance(walk.phase(), Drafted)


# -- every phase, every page ------------------------------------------------------------------------------------------


def everywhere() -> dict[str, CaseWorld]:
    """A world for every page: all phases, and the states of a leg that have a page of their own."""
    found = {"drafted": CaseWorld(), "started": started(), "asked": asked(), "cleared": cleared()}
    clock: dict[str, object] = {"clock_started_at": NOW}
    states: dict[LegState, dict[str, object]] = {
        LegState.REFUSED: {}, LegState.DEMANDED: clock, LegState.NUMBERED: clock, LegState.UNPROVEN: {},
        LegState.DISPUTABLE: {}, LegState.DISPUTED: {**clock, "dispute_opened_at": NOW}, LegState.UNCLEAR: {},
        LegState.UNPAID: {"paid_at": None}, LegState.GONE: {}, LegState.RETURNING: clock,
        LegState.DELIVERED: {"delivered_at": NOW - timedelta(days=2)}, LegState.NOT_ORDERED: {"number": None},
        LegState.UNLINKED: {"number": None, "supplier": "", "cost": None},
    }  # fmt: skip
    for state, more in states.items():
        found[str(state)] = started(replace(leg(state, known_at=NOW, looked_at=NOW), **more))  # type: ignore[arg-type]
    found["withdrawing"] = do(asked(), mv.Withdraw())
    found["overridden"] = do(asked(), mv.Override("", None))
    for answer in ("lost", "cut"):
        world = cleared()
        world.answer = answer
        do(world, mv.WantCancel(3490, False, CancelReason.CUSTOMER, False, True))
        world.proceed(KEY)
        found[f"sent {answer}"] = world
    owed = cleared()
    do(owed, mv.WantCancel(3490, True, CancelReason.CUSTOMER, False, True))
    owed.proceed(KEY)
    found["owed"] = owed
    settling = cleared()
    do(settling, mv.WantCancel(3490, False, CancelReason.CUSTOMER, False, True))
    settling.proceed(KEY)
    found["settling"] = settling
    late = cleared()
    do(late, mv.WantCancel(3490, False, CancelReason.CUSTOMER, False, True))
    late.proceed(KEY)
    late.later(days=40)
    found["late"] = late
    found["closed"] = do(asked(), mv.CloseWithNote(""))
    hand = cleared()
    hand.connected = False
    found["by hand"] = do(hand, mv.DoByHand("cancel", 3490))
    claimed = cleared()
    claimed.connected = False
    found["claimed"] = do(claimed, mv.DoByHand("cancel", 3490), mv.DidByHand(claimed.now))
    money = SupplierMoney(Money(1240, "EUR"), NOW)
    found["stopped"] = started(leg(LegState.STOPPED, how=How.CANCELLED, money=money, looked_at=NOW))
    return found


SUBS = ("", "facts", "goodwill", "items", "close")


@pytest.mark.parametrize(
    ("language", "size", "percent"),
    [
        ("en", (1388, 870), 100),
        ("zh_CN", (1047, 671), 100),
        ("en", (807, 531), 100),
        ("en", (1388, 870), 200),
        ("zh_CN", (1388, 870), 200),
    ],
)
def test_every_page_of_every_phase_is_named_and_uncut(
    qtbot: QtBot, qapp: QApplication, language: str, size: tuple[int, int], percent: int
) -> None:
    i18n.use(language)
    style.apply(qapp, "light", percent)
    for where, world in everywhere().items():
        walk = Walk(qtbot, world, size)
        for step in range(1, 6):
            for sub in SUBS if step == walk.page.own_step() else ("",):
                walk.page.show_step(step, sub)
                QTest.qWait(1)
                _check_controls(walk.page, f"{where} {step} {sub}")
        walk.page.close()


def _check_controls(page: CasePage, where: str) -> None:
    labels = [label for label in page.findChildren(QLabel) if label.isVisible()]
    buddies = {label.buddy() for label in labels if label.buddy() is not None}
    for widget in page.findChildren(QWidget):
        if not widget.isVisible():
            continue
        kinds = (QAbstractButton, QComboBox, QPlainTextEdit, QDateTimeEdit)
        own_line = isinstance(widget, QLineEdit) and not isinstance(widget.parentWidget(), (QComboBox, QDateTimeEdit))
        if isinstance(widget, kinds) or own_line:
            assert widget.accessibleName(), f"{where}: a {type(widget).__name__} without a name"
        if isinstance(widget, QComboBox):
            assert widget in buddies, f"{where}: {widget.accessibleName()} has no label"
    outside = {page.head.customer}  # long names of people and things may be cut, they stand in full elsewhere
    elided = [one.text() for one in labels if isinstance(one, PlainLabel) and one not in outside and one.elided()]
    assert not elided, f"{where}: cut: {elided}"
    content = page._page
    assert content is not None
    least = content.minimumSizeHint().width()
    assert least <= content.width(), f"{where}: needs {least} of {content.width()}"
    right = content.bar.mapTo(page, content.bar.rect().bottomRight())
    assert right.x() <= page.width(), f"{where}: the buttons leave the window"


def test_no_page_holds_more_than_sixty_words(qtbot: QtBot) -> None:
    for where, world in everywhere().items():
        walk = Walk(qtbot, world)
        for step in range(1, 6):
            walk.page.show_step(step)
            QTest.qWait(1)
            content = walk.page._page
            assert content is not None
            text = " ".join(
                label.text()
                for label in content.findChildren(QLabel)
                if label.isVisible() and not _quoted(label) and not isinstance(label.parentWidget(), Fold)
            )
            count = len(re.findall(r"[^\W\d_][\w’'-]*", text))
            assert count <= 60, f"{where} {step}: {count} words: {text}"
        walk.page.close()


def _quoted(label: QLabel) -> bool:
    """The message to the supplier is theirs, not the page's."""
    parent = label.parentWidget()
    return parent is not None and "Message to the supplier" in parent.accessibleName()


# -- words ------------------------------------------------------------------------------------------------------------


def _codes() -> set[str]:
    found = set()
    for folder in ("domain", "services", "store"):
        for path in sorted((SHOP / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id in ("Refused", "Damaged", "NotAllowed", "Unreachable", "Unclear")
                    and node.args
                    and isinstance(node.args[0], ast.Constant)
                ):
                    found.add(str(node.args[0].value))
    return found


def test_every_code_has_its_sentence() -> None:
    codes = _codes()
    assert len(codes) > 30
    unknown = sorted(code for code in codes if f"({code})" in words.error(Refused(code)))
    assert not unknown


def test_every_sentence_of_the_assistant_is_translated() -> None:
    known = refresh.read()
    wanted = set()
    for path in [*sorted((SHOP / "ui" / "cases").rglob("*.py")), SHOP / "ui" / "words" / "cases.py"]:
        wanted |= {text for text, _ in refresh._calls(path)}
    missing = sorted(text for text in wanted if not known.get(text))
    assert not missing


def test_the_suggestion_reaches_the_page_that_asked(qtbot: QtBot, qapp: QApplication) -> None:
    """A page asks while it is still being built; the page before it is already on its way out."""
    runner = ThreadRunner(lambda error: None, lambda bug: None)
    walk = Walk(qtbot, asked(), runner=runner)
    walk.press("Cancelled")
    walk.see("Shopify suggests €34.90")
    assert not walk.shows("Asking Shopify…")
    walk.page.close()
    walk.page.deleteLater()
    runner.close()
    qapp.processEvents()
