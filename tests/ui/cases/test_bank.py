"""A chargeback: nothing is sent and the page says why; the bank is answered by its date; never a refund beside it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.phases import Cleared, Settling
from dropdesk.domain.order import Chargeback
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.verdict.verdict import Attention
from dropdesk.errors import Refused
from dropdesk.ui import i18n
from dropdesk.ui.cases.menu import entries
from dropdesk.ui.cases.routes import lead
from dropdesk.ui.cases.steps import steps
from dropdesk.ui.kit import When
from tests.ui.case_world import KEY, CaseWorld
from tests.ui.cases.walk import COMMIT, Walk, cleared, do

D = timedelta(days=1)


def took(world: CaseWorld) -> CaseWorld:
    """The customer's bank takes the money, and the app hears of it."""
    world.see(chargeback=Chargeback.OPEN)
    return world


def told(world: CaseWorld) -> datetime | None:
    """The bank's date, as it is kept."""
    return world.order.chargeback_answer_by


@pytest.mark.parametrize(
    ("language", "nothing", "bank"),
    [("en", "Your press sent nothing:", "€34.90 back (chargeback)"), ("zh_CN", "您这次点击没有发出任何操作：", "拒付")],
)
def test_at_the_commit_page_nothing_is_sent_and_the_page_says_why(
    qtbot: QtBot, language: str, nothing: str, bank: str
) -> None:
    """Finding 32: not a word that nothing was sent, nor why."""
    world = cleared()
    i18n.use(language)
    do(world, mv.WantCancel(3490, False, CancelReason.CUSTOMER, False, True))
    world.shop.staff("gid://shopify/Order/1", chargeback=Chargeback.OPEN)
    world.proceed(KEY)
    assert not {"cancel", "refund"} & set(world.calls)
    assert isinstance(world.case.phase, Settling)
    walk = Walk(qtbot, world)
    walk.see(nothing, bank)
    assert walk.page.view is not None
    shop = steps(walk.page.view, 4, world.now)[3]
    assert (shop.mark, shop.result) == ("wait", "The bank decides" if language == "en" else "等银行决定")
    assert walk.page.view.left == 0
    assert walk.page.view.spent.bank == 3490


def test_the_press_itself_is_answered(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cleared())
    walk.press("Continue").see(COMMIT)
    walk.world.shop.staff("gid://shopify/Order/1", chargeback=Chargeback.OPEN)
    walk.press(COMMIT).see(
        "Your press sent nothing: neither the cancellation nor the refund of €34.90.",
        "Taken by the bank",
        "The bank waits for your answer. Type its date.",
    )
    assert not {"cancel", "refund"} & set(walk.world.calls)


def test_the_bank_is_answered_by_its_date(qtbot: QtBot) -> None:
    """Finding 33: no button, no place for its date."""
    world = took(cleared())
    walk = Walk(qtbot, world)
    assert walk.page.view is not None
    assert lead(walk.page.view) == (4, "bank", None)
    assert Attention.CHARGEBACK in world.order_view(KEY).verdict.attention
    walk.press("Answer the bank").see("Answer by", "Never refund now.", "Shopify names it beside the chargeback")
    walk.press("Keep this date").see("This lies in the past.")  # no date is made up
    assert told(world) is None
    field = walk.page.findChild(When)
    assert field is not None
    field.give(world.now + 7 * D)
    walk.press("Keep this date")
    verdict = world.order_view(KEY).verdict
    assert (verdict.action, verdict.deadline_kind) == ("answer the bank", "chargeback")
    assert verdict.deadline == (world.now + 7 * D).replace(microsecond=0)
    world.see()  # a sync that may not read the date forgets nothing
    assert told(world) == verdict.deadline

    walk.reload().press("The bank has my answer")
    assert Attention.CHARGEBACK not in world.order_view(KEY).verdict.attention
    world.see()
    assert world.order.chargeback_ticked
    walk.reload().see("Wait for the bank").press("The bank has my answer")  # taken back
    assert Attention.CHARGEBACK in world.order_view(KEY).verdict.attention
    codes = [one.code for one in world.order_view(KEY).timeline]
    assert [one for one in codes if one.startswith("bank_")] == ["bank_date", "bank_answered", "bank_unanswered"]


def test_a_second_question_of_the_bank_takes_the_tick_off() -> None:
    world = took(cleared())
    world.backend.details.bank_answered(KEY, True)
    world.see(chargeback_answered=True)
    world.see(chargeback_answered=False)
    assert not world.order.chargeback_ticked
    assert Attention.CHARGEBACK in world.order_view(KEY).verdict.attention


def test_never_a_refund_beside_it(qtbot: QtBot) -> None:
    """By hand and connected, in every phase: no offer, and no way around the offer."""
    world = took(cleared())
    walk = Walk(qtbot, world)
    assert walk.page.view is not None
    offered = {text for text, _, _ in entries(walk.page, walk.page.view)}
    assert not offered & {"Part refund, parcel kept…", "Refund items…", "Do it by hand in Shopify…"}
    for move in (mv.WantGoodwill(100, False), mv.DoByHand("refund", 100), mv.DoByHand("items", 100)):
        with pytest.raises(Refused):
            do(world, move)


def test_won_is_decided_anew_and_lost_is_cancelled_without_a_refund(qtbot: QtBot) -> None:
    world = took(cleared())
    world.see(chargeback=Chargeback.WON)
    won = world.case.phase
    assert isinstance(won, Cleared)
    assert won.route == "cancel"
    Walk(qtbot, world).see("The bank gave €34.90 back to you")

    world = took(cleared())
    world.see(chargeback=Chargeback.LOST)
    lost = world.case.phase
    assert isinstance(lost, Cleared)
    assert lost.route == "cancel_without_refund"


def test_an_open_one_keeps_the_case_open() -> None:
    world = took(cleared())
    leg = world.case.legs[0]
    do(world, Report(leg.id, Say.MONEY_RECEIVED, at=world.now, amount=leg.money.awaited))
    assert isinstance(world.case.phase, Settling)


def test_no_chargeback_no_page(qtbot: QtBot) -> None:
    world = cleared()
    with pytest.raises(Refused, match="no_chargeback"):
        world.backend.details.bank_answered(KEY, True)
    walk = Walk(qtbot, world)
    walk.page.show_step(4, "bank")
    QTest.qWait(20)
    walk.see("No chargeback is open")


@pytest.mark.parametrize("decided", [Chargeback.LOST, Chargeback.WON])
def test_a_chargeback_after_the_refund_is_no_zero(qtbot: QtBot, decided: Chargeback) -> None:
    """Found in use (611): refunded in full, then the bank took the money as well: "€0.00 taken back", no loss, and
    not the advice that wins it."""
    world = cleared()
    do(world, mv.WantCancel(3490, False, CancelReason.CUSTOMER, False, True))
    world.proceed(KEY)
    assert world.order.returned == 3490
    took(world)
    walk = Walk(qtbot, world)
    walk.see("Nobody tells how much", "Taken by the bank", "unknown")
    assert not walk.shows("€0.00 back")
    walk.press("Answer the bank").see("You have refunded €34.90 already.", "Send that refund to the bank")
    assert not walk.shows("cancel without refund")
    world.see(chargeback=decided)
    walk.reload().see("The bank decided against you" if decided is Chargeback.LOST else "The bank decided for you")
