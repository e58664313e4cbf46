"""The window as a person uses it: views, search, filters, sort, keys, narrow, empty, failing, welcome, places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from dropdesk.domain.changes import Changes
from dropdesk.domain.listing import Query, Sort, View
from dropdesk.domain.supplier.leg import LegState
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import OrderKey
from dropdesk.errors import Damaged
from dropdesk.ui.imports.dialog import ImportDialog
from dropdesk.ui.kit import Button, Link, PlainLabel
from dropdesk.ui.main_window import MainWindow
from dropdesk.ui.orders.columns import Column
from dropdesk.ui.orders.pane.link import LinkDialog
from dropdesk.ui.orders.pane.side_facts import LegFact, leg_age
from dropdesk.ui.settings.connect import ConnectDialog
from tests.ui.services import Services
from tests.ui.world import NOW, World, leg, make_desk


class Make:
    """Opens windows over a world. ``urls``: what the newest one wanted opened; ``world``: what it shows."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.urls: list[str] = []
        self.world = World(0)

    def __call__(
        self, orders: int = 16, size: tuple[int, int] = (1440, 900), view: View = View.ALL, world: World | None = None,
        services: Services | None = None, **more: Any,
    ) -> MainWindow:  # fmt: skip
        self.world = world or World(orders)
        context, self.urls = make_desk(self.world, **{**(services or Services()).given(), **more})
        window = MainWindow(context, view)
        self._qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        window.activateWindow()
        self._qtbot.waitActive(window)
        QApplication.processEvents()
        return window


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    return Make(qtbot)


def texts(widget: QWidget) -> list[str]:
    """Every text that shows, once the layouts have had their turn."""
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(PlainLabel) if label.isVisible()]


def button(widget: QWidget, text: str) -> Button:
    QApplication.processEvents()
    return next(one for one in widget.findChildren(Button) if one.shown() == text and one.isVisible())


def dialog(window: MainWindow, kind: type[QDialog]) -> QDialog:
    return next(one for one in window.findChildren(kind) if one.isVisible())


def names(window: MainWindow) -> list[str]:
    """The orders in the table, top to bottom."""
    model = window.orders.model
    return [shown.name for row in range(model.rowCount()) if (shown := model.shown(row)) is not None]


def close_menu(pick: str = "") -> None:
    """Closes the next menu, after choosing an entry of it."""

    def act() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        seen.extend(action.text() for action in menu.actions() if action.text())
        for action in menu.actions():
            if action.text() == pick:
                action.trigger()
        menu.close()

    seen: list[str] = []
    close_menu.seen = seen  # type: ignore[attr-defined]
    QTimer.singleShot(0, act)


# Views, counts, search, filters, sort


def test_every_view_shows_as_many_orders_as_its_tab_says(make: Make, qtbot: QtBot) -> None:
    window = make(view=View.TODO)
    counts = window.orders.model.counts
    for view in View:
        tab = window.orders.tabs._tabs[view.value]
        QTest.mouseClick(tab, Qt.MouseButton.LeftButton)
        wanted = counts.orders if view is View.ALL else counts.views[view.value]
        assert window.orders.model.rowCount() == wanted > 0
        assert tab.accessibleDescription() == str(wanted)


def test_the_legend_counts_and_filters_and_a_chip_takes_it_back(make: Make, qtbot: QtBot) -> None:
    window = make(view=View.TODO)
    assert window.side.verdicts is not None
    row = window.side.verdicts._rows["ask"]
    assert row.accessibleDescription() == "2"
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert window.orders.model.query == Query(View.ALL, frozenset({"ask"}))
    assert len(names(window)) == 2
    assert row.isChecked()
    chip = next(one for one in window.orders.chips.findChildren(Button) if one.shown() == "Ask supplier")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert window.orders.model.query.verdicts == frozenset()
    assert not row.isChecked()


def test_search_finds_says_when_nothing_fits_and_escape_clears(make: Make, qtbot: QtBot) -> None:
    window = make()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    search = window.orders.search
    assert search.hasFocus()
    QTest.keyClicks(search, "moreau")
    qtbot.waitUntil(lambda: names(window) == ["#1041"], timeout=60_000)
    search.setText("nobody of that name")
    search.now()
    assert "No order fits" in texts(window)
    assert search.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert len(names(window)) == 16
    assert window.orders.table.hasFocus()


def test_a_column_head_sorts_and_turns_round(make: Make) -> None:
    window = make()
    window.orders.table._sort(Column.ORDER)
    up = names(window)
    assert up == sorted(up)
    window.orders.table._sort(Column.ORDER)
    assert names(window) == sorted(up, reverse=True)
    assert window.orders.model.query.sort is Sort.ORDER


def test_the_selection_stays_with_its_order(make: Make) -> None:
    window = make()
    window.orders.table.pick(5)
    window.orders.table._sort(Column.ORDER)
    assert window.orders.table.key() == 5
    assert window.orders.pane.view is not None
    assert window.orders.pane.view.order.name == "#1043"


# The pane


def test_the_pane_says_verdict_facts_ages_money_notes_and_timeline(make: Make) -> None:
    window = make()
    window.orders.table.pick(5)
    said = texts(window.orders.pane)
    for wanted in (
        "#1043", "Anna Keller", "Not shipped yet.\nThe supplier must agree.", "Paid, not shipped", "you looked 2 h ago",
        "Paid, unfulfilled", "read 4 min ago", "Ceramic mug, white", "At risk if you refund now", "€12.40",
        "accepts 8 of 10", "By e-mail: she found a set in another shop.", "The customer wants to cancel",
    ):  # fmt: skip
        assert wanted in said, wanted
    numbers = next(text for text in said if "Beijing" in text)
    assert "5 work days left" in numbers
    assert "24:00 Beijing" in numbers
    primary = [one for one in window.orders.pane.findChildren(Button) if one.property("primary")]
    assert [one.shown() for one in primary] == ["Ask the supplier to cancel"]


def test_look_again_opens_the_page_and_asks_what_it_shows(make: Make, qtbot: QtBot) -> None:
    window = make()
    window.orders.table.pick(5)
    fact = window.orders.pane.findChildren(LegFact)[0]
    QTest.mouseClick(button(fact, "Look again"), Qt.MouseButton.LeftButton)
    assert make.urls == ["https://www.aliexpress.com/p/order/detail.html?orderId=8190439416163295"]
    QTest.mouseClick(button(fact, "Still not shipped"), Qt.MouseButton.LeftButton)
    assert [(key, said.say) for key, said in make.world.reports] == [(5, Say.NOT_SHIPPED)]
    assert any(text.startswith("you looked just now") for text in texts(window.orders.pane))


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        (Qt.Key.Key_F2, "https://admin.shopify.com/store/nordlicht-wohnen/orders/1"),
        (Qt.Key.Key_F3, "https://www.aliexpress.com/p/order/detail.html?orderId=8190439416163295"),
        (Qt.Key.Key_F4, "https://www.aliexpress.com/p/tracking/index.html?tradeOrderId=8190439416163295"),
    ],
)
def test_keys_lead_out(make: Make, qtbot: QtBot, key: Qt.Key, wanted: str) -> None:
    window = make()
    window.orders.table.pick(5)
    QTest.keyClick(window, key)
    assert make.urls == [wanted]


def test_the_number_is_copied(make: Make, qtbot: QtBot) -> None:
    window = make()
    window.orders.table.pick(5)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_C, both)
    assert QGuiApplication.clipboard().text() == "8190439416163295"
    assert "Copied 8190439416163295" in texts(window.status)


def test_a_tick_of_the_request_is_told_as_that_and_a_later_look_as_a_look() -> None:
    asked = replace(leg(LegState.ASKED), request_ticked_at=NOW - timedelta(seconds=2), known_at=NOW, looked_at=NOW)
    assert leg_age(asked, NOW) == "you asked just now"
    from_file = replace(asked, looked_at=None, known_at=asked.request_ticked_at)
    assert leg_age(from_file, NOW) == "you asked just now"  # nobody had looked before, and nobody does by asking
    agreed = replace(asked, state=LegState.RETURNING, request_ticked_at=None, known_at=NOW, looked_at=None)
    assert leg_age(agreed, NOW) == "you said just now"
    looked = replace(asked, known_at=NOW - timedelta(hours=3), request_ticked_at=NOW - timedelta(hours=3))
    assert leg_age(looked, NOW) == "you looked just now"


def test_an_answer_about_a_shared_purchase_is_about_our_part_or_all_of_it(qtbot: QtBot) -> None:
    """Rules §3: nobody else's purchase is stopped by an answer that was meant for our part."""
    told: list[Report] = []
    for others, part in (((), ""), (("#2010",), "only_ours")):
        alone = LegFact(replace(leg(LegState.ASKED), part=part), lambda: NOW, 1, False, others)
        qtbot.addWidget(alone)
        assert not any(action.menu() for action in alone.answers().actions())
    fact = LegFact(leg(LegState.ASKED), lambda: NOW, 1, False, ("#2010",))
    qtbot.addWidget(fact)
    fact.said.connect(told.append)
    menus = {action.text(): action.menu() for action in fact.answers().actions()}
    # A purchase closes, ships and arrives as a whole.
    assert [text for text, menu in menus.items() if menu] == [
        "The supplier refused", "It is cancelled: the supplier agreed",
    ]  # fmt: skip
    parts = menus["It is cancelled: the supplier agreed"]
    assert isinstance(parts, QMenu)
    for action in parts.actions():
        action.trigger()
    assert [(one.say, one.part) for one in told] == [(Say.ACCEPTED, "only_ours"), (Say.ACCEPTED, "all")]
    asked = LegFact(leg(LegState.OPEN), lambda: NOW, 1, False, ("#2010",))
    qtbot.addWidget(asked)
    menus = {action.text(): action.menu() for action in asked.answers().actions()}
    assert isinstance(menus["A cancellation is requested"], QMenu)  # of which of the two is said before the first tick
    assert [action.text() for action in parts.actions()] == ["Only this order’s part", "All of it, also for #2010"]


def test_a_note_is_asked_for_and_kept(make: Make, qtbot: QtBot) -> None:
    window = make()
    window.orders.table.pick(5)

    def write() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QDialog)
        QTest.keyClicks(box.focusWidget(), "She wrote again")
        QTest.mouseClick(button(box, "Add note"), Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, write)
    window.orders.pane.add_note()
    assert "She wrote again" in texts(window.orders.pane)


def test_a_promise_is_a_note_with_a_date_and_ends_by_hand(make: Make, qtbot: QtBot) -> None:
    window = make()
    window.orders.table.pick(5)

    def write() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QDialog)
        assert not button(box, "Add note").isEnabled()
        QTest.keyClicks(box.focusWidget(), "Tell Ida")
        (tick,) = (one for one in box.findChildren(QCheckBox) if one.text() == "Promised to the customer by")
        assert not tick.isChecked()
        tick.click()
        QTest.mouseClick(button(box, "Add note"), Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, write)
    window.orders.pane.add_note()
    shown = texts(window.orders.pane)
    assert "Tell Ida" in shown
    assert any(one.startswith("Promised by") for one in shown)
    next(one for one in window.orders.pane.findChildren(Link) if one.text() == "Kept").click()
    assert "Tell Ida" not in texts(window.orders.pane)


def test_alt_arrows_step_and_stop_at_the_ends(make: Make, qtbot: QtBot) -> None:
    window = make()
    assert not window.orders.pane.before.isEnabled()
    first = window.orders.table.key()
    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.orders.table.key() != first
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.orders.table.key() == first


# Cases, dialogs and places


class CaseStub(QWidget):
    """Stands for the assistant's page."""

    from PySide6.QtCore import Signal

    left = Signal()
    stepped = Signal(int)

    def __init__(self, key: int) -> None:
        super().__init__()
        self.key = key
        self.acted = 0

    def main_action(self) -> None:
        self.acted += 1


def test_enter_opens_the_case_and_leaving_it_finds_the_table_as_it_was(make: Make, qtbot: QtBot) -> None:
    pages: list[CaseStub] = []

    def build(key: int) -> CaseStub:
        pages.append(CaseStub(int(key)))
        return pages[-1]

    window = make(case_page=build)
    window.orders.table.pick(5)
    QTest.keyClick(window.orders.table, Qt.Key.Key_Return)
    assert window.place == "case"
    assert window.rail.isVisible()
    assert not window.side.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pages[0].acted == 1
    pages[0].stepped.emit(1)
    assert [page.key for page in pages] == [5, window.orders.table.key()]
    pages[-1].left.emit()
    assert window.place == "orders"
    assert window.orders.isVisible()


def test_the_action_of_an_unlinked_order_links(make: Make, qtbot: QtBot) -> None:
    window = make()
    window.orders.table.pick(13)
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog(window, LinkDialog).windowTitle() == "Which purchase serves this order?"


def test_import_and_settings_have_their_keys(make: Make, qtbot: QtBot) -> None:
    window = make()
    QTest.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    dialog(window, ImportDialog).close()
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert window.place == "settings"
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.place == "orders"


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Question])
def test_help_lists_the_keys(make: Make, qtbot: QtBot, key: Qt.Key) -> None:
    window = make()
    seen: list[str] = []

    def read() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QDialog)
        seen.extend(texts(box))
        box.reject()

    QTimer.singleShot(0, read)
    QTest.keyClick(window, key)
    for wanted in ("F5", "Ctrl+F", "Ctrl+Return", "F2", "F3", "F4", "Alt+← / Alt+→", "Ctrl+,", "F1 / ?"):
        assert wanted in seen


def test_no_key_without_a_modifier_acts_outside(make: Make, qtbot: QtBot) -> None:
    window = make()
    window.orders.table.pick(5)
    for code in range(Qt.Key.Key_A.value, Qt.Key.Key_Z.value + 1):
        QTest.keyClick(window.orders.table, Qt.Key(code))
    assert make.urls == []
    assert make.world.reports == []
    assert make.world.opened == []


# Welcome


def test_nothing_at_all_welcomes_and_the_first_orders_end_that(make: Make) -> None:
    window = make(orders=0)
    assert window.place == "welcome"
    assert not window.side.isVisible()
    assert not window.status.isVisible()
    assert window.welcome is not None
    make.world.views = World(3).views
    window.orders.model._context.bus.tell(Changes(everything=True))
    window.orders.model._ask_again()
    assert window.place == "orders"


def test_the_three_ways_to_begin(make: Make, qtbot: QtBot) -> None:
    opened: list[str] = []
    window = make(orders=0, open_demo=lambda: opened.append("demo"))
    assert window.welcome is not None
    QTest.mouseClick(button(window.welcome, "Connect"), Qt.MouseButton.LeftButton)
    dialog(window, ConnectDialog).close()
    QTest.mouseClick(button(window.welcome, "Choose files"), Qt.MouseButton.LeftButton)
    dialog(window, ImportDialog).close()
    QTest.mouseClick(button(window.welcome, "Open demo"), Qt.MouseButton.LeftButton)
    assert opened == ["demo"]


def test_files_dropped_on_the_welcome_page_are_looked_at(make: Make) -> None:
    services = Services()
    window = make(orders=0, services=services)
    assert window.welcome is not None
    window.welcome.dropped.emit([Path("orders.csv")])
    assert services.imports.asked == [(("orders.csv",), "", {})]


def test_the_welcome_page_speaks_the_other_language(make: Make) -> None:
    services, styled = Services(), []
    window = make(orders=0, services=services, restyle=lambda: styled.append(True))
    assert window.welcome is not None
    window.welcome.spoken.emit("zh_CN")
    assert services.settings.kept["language"] == "zh_CN"
    assert styled == [True]


# Failing, narrow, marks


class Broken(World):
    """Cannot be read for a while."""

    broken = True

    def first_page(self, query: Query, limit: int) -> Sequence[Any]:
        if self.broken:
            raise Damaged("database", {})
        return super().first_page(query, limit)


def test_what_cannot_be_read_says_so_and_can_be_tried_again(make: Make, qtbot: QtBot) -> None:
    world = Broken()
    window = make(world=world)
    assert "The orders could not be read" in texts(window)
    world.broken = False
    QTest.mouseClick(window.orders.empty.button, Qt.MouseButton.LeftButton)
    assert len(names(window)) == 16


def test_old_rows_stay_when_a_later_reading_fails(make: Make) -> None:
    world = Broken()
    world.broken = False
    window = make(world=world)
    world.broken = True
    window.orders.turn("ask")
    assert window.orders.notice.isVisible()
    assert len(names(window)) == 16


def test_a_failure_stays_until_it_is_closed(make: Make, qtbot: QtBot) -> None:
    window = make()
    window.orders.model._context.bus.failed.emit("Shopify cannot be reached.")
    assert "Shopify cannot be reached." in texts(window.failure)
    QTest.mouseClick(button(window.failure, "Close"), Qt.MouseButton.LeftButton)
    assert not window.failure.isVisible()


def test_a_narrow_window_has_a_rail_and_the_pane_takes_the_tables_place(make: Make, qtbot: QtBot) -> None:
    window = make(size=(1100, 700))
    assert window.rail.isVisible()
    assert window.orders.pane.isVisible()
    window.resize(860, 560)
    QApplication.processEvents()
    assert not window.orders.pane.isVisible()
    QTest.keyClick(window.orders.table, Qt.Key.Key_Return)
    assert window.orders.pane.isVisible()
    assert not window.orders.table.isVisible()
    QTest.mouseClick(window.orders.pane.back, Qt.MouseButton.LeftButton)
    assert window.orders.table.isVisible()


@pytest.mark.parametrize("mark", ["DEMO", "TEST SHOP"])
def test_the_mark_shows_in_every_place(make: Make, mark: str) -> None:
    window = make(mark=mark, case_page=lambda key: CaseStub(int(key)))
    assert mark in window.windowTitle()

    def marked() -> bool:
        return any(one.isVisible() and one.accessibleName() == mark for one in window.findChildren(QWidget))

    assert marked()
    window.go("settings")
    assert marked()
    window.open_order(OrderKey(5))
    assert marked()
    window.go("orders")
    window.resize(900, 600)
    QApplication.processEvents()
    assert marked()


def test_the_demo_clock_is_pushed_from_the_store_menu(make: Make) -> None:
    pushed: list[int] = []
    window = make(mark="DEMO", push_clock=pushed.append, connections=None)
    close_menu("Demo clock: one day on")
    window._stores_menu(QPoint(10, 10))
    assert pushed == [24]
    assert "Connect a store…" not in close_menu.seen  # type: ignore[attr-defined]
    assert any(text.startswith("Demo clock: today") for text in texts(window.status))


def test_a_new_window_goes_on_where_the_old_one_was(make: Make) -> None:
    old = make()
    old.orders.turn("ask")
    old.orders.table.pick(6)
    old.go("settings")
    assert old.settings is not None
    old.settings.open("general")
    new = make()
    new.come_from(old)
    assert new.orders.model.query == old.orders.model.query
    assert new.orders.table.key() == 6
    assert new.place == "settings"
    assert new.settings is not None
    assert new.settings.here == "general"


@pytest.mark.parametrize("state", [LegState.UNPAID, LegState.OPEN])
def test_what_nobody_paid_closed_by_itself_because_nobody_paid(qtbot: QtBot, state: LegState) -> None:
    """The supplier was blamed for not shipping it, and its price was awaited back."""
    told: list[Report] = []
    fact = LegFact(leg(state), lambda: NOW, 1, False)
    qtbot.addWidget(fact)
    fact.said.connect(told.append)
    (closed,) = [one for one in fact.answers().actions() if one.text() == "It closed by itself"]
    closed.trigger()
    assert [said.detail for said in told] == ["unpaid" if state is LegState.UNPAID else "not_shipped"]
