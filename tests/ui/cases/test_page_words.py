"""Each page says what holds now and leads on: a leg's act first, an answer to every press, a stop without a wish."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.phases import ByHand, Claimed, Cleared, RefundOwed, Withdrawing
from dropdesk.domain.case.shown.order_view import History
from dropdesk.domain.order import Line
from dropdesk.domain.supplier.leg import How, LegState, SupplierMoney
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, LineId, Money, SupplierNumber, Take, Where
from dropdesk.ui import i18n, words
from dropdesk.ui.cases.supplier.refusal import advice
from dropdesk.ui.i18n import refresh, tr
from dropdesk.ui.orders.pane import people as pane_people
from dropdesk.ui.orders.pane.side_facts import both_words, contradicted, leg_age, leg_words, seen_words
from tests.tour.person import name_of
from tests.ui.case_world import CaseWorld, mug
from tests.ui.cases.test_dead_ends import VARIANTS, Variant, world_of
from tests.ui.cases.walk import Walk, cleared, do, started
from tests.ui.window_walk import KEY, Sitting
from tests.ui.world import NOW, World, leg

D = timedelta(days=1)


def test_a_return_that_runs_is_the_page_and_the_act(qtbot: QtBot) -> None:
    """V-17: "send it back by <date>, with tracking", and nothing of "too late" beside it (finding 14)."""
    back = leg(LegState.RETURNING, clock_started_at=NOW - D, send_back_by=NOW + 5 * D, before=LegState.GONE)
    walk = Walk(qtbot, started(back))
    walk.see("I sent it back", "With tracking, in time. Then they must pay.")
    assert walk.shows("with tracking")
    assert not walk.shows("Too late to stop it")
    walk.page.show_step(4)
    walk.see("A return is agreed", "Send it back")
    assert not walk.shows("Claim at AliExpress")
    walk.press("Send it back").see("I sent it back")


def test_check_answers_within_the_first_minute(qtbot: QtBot) -> None:
    """Finding 27: a press is never swallowed."""
    world = cleared()
    world.answer = "cut"
    walk = Walk(qtbot, world)
    walk.press("Continue", "Cancel order #1043 in Shopify and refund €34.90").see("Sent. Not known yet.")
    walk.press("Check in Shopify")
    walk.see("Looked just now: Shopify does not show it. A look counts from")


@pytest.mark.parametrize(
    ("minutes", "words_"),
    [(0.4, "Looked just now: Shopify does not show it. A look counts from"), (5, "What you did by hand is not there:")],
)
@pytest.mark.parametrize("key", ["F5", "button"])
def test_a_claim_that_is_not_seen_is_answered_by_every_look(
    qapp: QApplication, key: str, minutes: float, words_: str
) -> None:
    """Walk 317: F5 read nothing of it and said nothing."""
    world = cleared()
    do(world, mv.DoByHand("cancel", 3490), mv.DidByHand(world.now))
    world.later(minutes=minutes)
    sitting = Sitting(world)
    try:
        sitting.window.open_order(KEY)
        sitting.settle()
        if key == "F5":
            QTest.keyClick(sitting.window, Qt.Key.Key_F5)
        else:
            sitting.take(next(one for one in sitting.offers() if one.name == "Check in Shopify"))
        sitting.settle()
        told = [one.text() for one in sitting.window.findChildren(QLabel) if one.isVisible()]
        assert any(one.startswith(words_) for one in told), told
    finally:
        sitting.close()


def test_f5_never_sends_what_waits_to_be_sent(qapp: QApplication) -> None:
    world = cleared()
    do(world, mv.WantCancel(3490, False, CancelReason.CUSTOMER, False, False))
    sitting = Sitting(world)
    try:
        sitting.window.open_order(KEY)
        sitting.settle()
        QTest.keyClick(sitting.window, Qt.Key.Key_F5)
        sitting.settle()
        assert "cancel" not in world.calls
    finally:
        sitting.close()


def test_what_waits_for_a_look_names_one_minute_everywhere(qtbot: QtBot) -> None:
    """Walk 306: "Check again after 08:43" and "Look again after 08:44" stood on one page."""
    world = cleared()
    world.later(minutes=0.5)
    world.answer = "cut"
    walk = Walk(qtbot, world)
    walk.press("Continue", "Cancel order #1043 in Shopify and refund €34.90").see("Sent. Not known yet.")
    walk.press("It was not done", "I looked just now", "Save what I saw").see("Too early")
    told = " ".join(one.text() for one in walk.page.findChildren(QLabel) if one.isVisible())
    assert len(set(re.findall(r"again after (\d\d:\d\d)", told))) == 1
    assert len(re.findall(r"again after (\d\d:\d\d)", told)) == 2


def test_a_reason_that_is_only_chosen_says_that_it_is_not_saved(qtbot: QtBot) -> None:
    """Walk 314: it looked ticked, and nothing said what was missing."""
    world = CaseWorld()
    walk = Walk(qtbot, world)
    walk.press("Not as described").see("Not saved yet: say whether you edited the listing, then press “Continue”.")
    stored = world.case.reason
    assert stored is None
    walk.press("No, I did not").see("Not saved yet: press “Continue”.").press("Continue", "1 Why")
    assert not walk.shows("Not saved yet")
    assert str(world.case.reason) == mv.Reason.NOT_AS_DESCRIBED.value


def test_the_chinese_words_address_the_person_in_one_way() -> None:
    assert [text for text in refresh.read().values() if "你" in text] == []


@pytest.mark.parametrize(
    ("seconds", "age"), [(5, "您刚刚查看过"), (600, "您 10 分钟前查看过"), (7200, "您 2 小时前查看过")]
)
def test_chinese_has_a_space_between_its_words_and_figures_and_none_between_its_words(seconds: int, age: str) -> None:
    """623: "您10 分钟前", "今天 11:48在 Shopify", "来自文件刚刚"."""
    i18n.use("zh_CN")
    at = NOW - timedelta(seconds=seconds)
    assert seen_words(Where.PERSON, at, NOW) == age
    assert seen_words(Where.ALIEXPRESS_FILE, NOW, NOW).endswith("（刚刚）")
    told = tr("Somebody refunded {amount} in Shopify {when}. {left} is left. {sent}",
              amount="€1", when="今天 11:48", left="€2", sent="")  # fmt: skip
    assert told.startswith("有人今天 11:48 在 Shopify 退款 €1")
    assert i18n.clauses(["52 个订单", "3 个警报"]) == "52 个订单，3 个警报"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_one_order_is_counted_once_in_the_customers_history(language: str) -> None:
    """612: the one earlier order, cancelled and refunded, was "2 cancelled or refunded"."""
    i18n.use(language)
    view = next(iter(World(1).views.values()))
    told = pane_people.history_words(replace(view, history=History(1, 1, 1)))
    assert told == {"en": "1 earlier order: 1 cancelled, 1 refunded", "zh_CN": "此前 1 单：取消 1，退款 1"}[language]


@pytest.mark.parametrize(("language", "mark"), [("en", "Cancelled · you looked"), ("zh_CN", "已取消 · 您")])
def test_what_a_page_rests_on_has_a_mark_before_its_age(qtbot: QtBot, language: str, mark: str) -> None:
    """Walk 315: state and age ran together; and 中文 has no space after its full stop."""
    world = CaseWorld((leg(LegState.STOPPED, how=How.CANCELLED, looked_at=NOW),))
    do(world, mv.SetWhy(mv.Reason.CHANGED_MIND, world.now), mv.Start())
    world.connected = language == "zh_CN"
    i18n.use(language)
    walk = Walk(qtbot, world)
    walk.page.show_step(4)
    walk.press(tr("Continue"))
    told = [one.text() for one in walk.page.findChildren(QLabel) if one.isVisible()]
    assert any(mark in one for one in told), told
    assert not any("。 " in one for one in told), told


def test_what_is_owed_by_hand_takes_two_presses_and_repeats_the_mail(qtbot: QtBot) -> None:
    world = CaseWorld((leg(LegState.STOPPED, how=How.CANCELLED, looked_at=NOW),), connected=False)
    world.see(cancelled_at=NOW, financial="paid", can_notify=True)
    walk = Walk(qtbot, world)
    assert isinstance(walk.phase(), RefundOwed)
    walk.press("Send Shopify’s e-mail")
    walk.press("Send Shopify’s e-mail", "Show me the clicks")
    phase = walk.phase()
    assert isinstance(phase, ByHand)
    assert phase.notify
    assert walk.shows("Tick the e-mail to the customer.")
    walk.press("I did it")
    assert isinstance(walk.phase(), Claimed)


def test_a_stop_without_a_wish_leads_to_a_choice(qapp: QApplication) -> None:
    """Finding 23: nobody asked to cancel, so nothing presumes it."""
    money = SupplierMoney(Money(1240, "EUR"), NOW)
    stopped = Variant("stopped", (leg(LegState.STOPPED, how=How.CANCELLED, money=money, looked_at=NOW),))
    sitting = Sitting(world_of(stopped, connected=True))
    try:
        sitting.to_list()
        button = sitting.primary()
        assert button is not None
        assert name_of(button) == "Reorder or refund…"
        row, now = sitting.row, sitting.world.now  # the row and what is read aloud of it say what the pane says
        assert words.because(row.because, row.because_data, now) == "Nobody asked · reorder or refund"
        assert words.headline(row.verdict, row.because, row.because_data, now).startswith("Stopped, but nobody asked")
        button.click()
        sitting.settle()
        names = [one.name for one in sitting.offers()]
        assert "Reorder…" in names
        assert "Refund…" in names
        assert sitting.view is None
        sitting.take(next(one for one in sitting.offers() if one.name == "Reorder…"))
        assert sitting.case is not None
        assert isinstance(sitting.case.phase, Withdrawing)
    finally:
        sitting.close()


def test_the_row_names_the_step_that_is_to_come(qtbot: QtBot) -> None:
    world = CaseWorld()
    one = world.case.legs[0]
    do(world, mv.TickRequest(one.id, NOW), mv.TickMessage(one.id, NOW))
    assert world.view(KEY).step == 3
    Walk(qtbot, world).see("Why does Anna want to cancel?")


@pytest.mark.parametrize("variant", VARIANTS, ids=[one.name for one in VARIANTS])
def test_the_pane_asks_on_while_it_is_drawn_anew(qapp: QApplication, variant: Variant) -> None:
    """A change that arrives takes no question away that waits for its answer (finding 26, its siblings)."""
    sitting = Sitting(world_of(replace(variant), connected=True))
    try:
        sitting.to_list()
        pane = sitting.window.orders.pane
        pane.look(None)
        asking = pane._asking()
        sitting.news()
        assert pane._asking() == asking
        pane.age()
        assert pane._asking() == asking
    finally:
        sitting.close()


# -- by hand: exactly what is done, and what is not --------------------------------------------------------------------


def in_file(**about: object) -> CaseWorld:
    world = cleared(**about)
    world.connected = False
    return world


def test_by_hand_names_what_is_refunded_later_what_in_part_and_what_stays(qtbot: QtBot) -> None:
    walk = Walk(qtbot, in_file())
    walk.press("Later", "Continue")
    walk.see("You cancel #1043 in Shopify and refund €0.00 there.").see("€34.90 stay owed to Anna.")
    walk = Walk(qtbot, in_file())
    walk.press("Part").type("Refund amount", "20.00").press("Continue")
    walk.see("You cancel #1043 in Shopify and refund €20.00 there.").see("€14.90 is not refunded.")


def test_by_hand_units_that_shopify_counts_as_refunded_are_not_chosen_there(qtbot: QtBot) -> None:
    """``Line.held``: the connected page says it; the steps by hand could not be followed without it."""
    two = (replace(mug(), held=2), Line(LineId("l2"), "Tray", 1, 1000))
    world = CaseWorld(
        (leg(LegState.STOPPED, how=How.CANCELLED, looked_at=NOW),
         leg(LegState.OPEN, id=LegId("leg-2"), number=SupplierNumber("8190439416163296"), units=((LineId("l2"), 0),))),
        lines=two, total=4490, received=4490,
    )  # fmt: skip
    do(world, mv.SetWhy(mv.Reason.CHANGED_MIND, world.now), mv.SetWish((Take(LineId("l1"), 2),)), mv.Start())
    assert isinstance(world.case.phase, Cleared)
    world.connected = False
    walk = Walk(qtbot, world)
    walk.press("Put them back in stock", "Continue")
    walk.see("choose no items there, type the amount").see("The order itself stays.").see("Not refunded: 1 × Tray.")
    assert not walk.shows("back in stock.")
    walk.press("Show me the clicks").see("choose no items there")
    assert not walk.shows("Choose 2 ×")
    phase = walk.phase()
    assert isinstance(phase, ByHand)
    assert not phase.restock


# -- a contradiction, a refusal ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", [2, 3])
def test_both_words_of_a_contradiction_stand_before_the_question(qtbot: QtBot, step: int) -> None:
    """Rules §3: both are shown, each with who and when."""
    unclear = leg(
        LegState.UNCLEAR, before=LegState.STOPPED, raw_status="Awaiting delivery", where=Where.ALIEXPRESS_FILE,
        looked_at=NOW - timedelta(minutes=4), known_at=NOW - timedelta(minutes=4),
    )  # fmt: skip
    walk = Walk(qtbot, started(unclear))
    walk.page.show_step(step)
    walk.see("“Awaiting delivery” · from a file").see("“Cancelled” · you looked 4 min ago")
    walk.see("They contradict each other: only the order page tells.")


def test_what_the_person_said_against_a_file_is_named_with_both(qtbot: QtBot) -> None:
    gone = leg(LegState.DELIVERED, where=Where.ALIEXPRESS_FILE, known_at=NOW - D, delivered_at=NOW - D, looked_at=None)
    world = started(gone)
    do(world, Report(world.case.legs[0].id, Say.UNCLEAR, at=world.now, detail="not delivered"))
    (one,) = world.case.legs
    (newer, told), (before, whence) = both_words(one, world.now)
    assert (newer, before) == ("not delivered", "Delivered")
    assert told.startswith("you said")
    assert whence.startswith("from a file")
    assert leg_age(one, world.now) == f"{told} · {whence}: “Delivered”"
    i18n.use("zh_CN")
    assert "未送达" in leg_words(one)
    i18n.use("en")


def test_no_number_is_never_told_as_not_shipped() -> None:
    """R-45, V-09: the clock running out without a number proves nothing yet."""
    for state in LegState:
        said = advice(leg(state))
        assert "has not shipped" not in said
    assert "proves nothing yet" in advice(leg(LegState.REFUSED))
    assert "proves nothing yet" in advice(leg(LegState.DEMANDED))


@pytest.mark.parametrize("word", ["FINISH", "Expired", "In Zauberhand"])
def test_a_close_without_a_reason_contradicts_nothing(word: str) -> None:
    """Rules §3: it is only unclear; that it was not shipped before is no word against it."""
    closed = leg(LegState.UNCLEAR, raw_status=word, before=LegState.OPEN, where=Where.ALIEXPRESS_FILE)
    assert not contradicted(closed)
    assert contradicted(replace(closed, raw_status="Cancelled", before=LegState.GONE))
    assert contradicted(replace(closed, raw_status="not delivered", before=LegState.DELIVERED, where=Where.PERSON))
