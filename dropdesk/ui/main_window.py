"""The window: left edge, one page at a time, status line, keys. What it needs comes in a ``Desk`` (``ui/desk.py``).

``MainWindow(desk)`` shows the orders, or the welcome page while there is nothing. Places are pages of one stack; an
order's case page takes the place of the table and leaves it where it was.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from dropdesk.domain.changes import Changes
from dropdesk.domain.listing import Counts, View
from dropdesk.domain.values import OrderKey
from dropdesk.ui import icons, words
from dropdesk.ui.desk import Desk, OrderDetails, OrderSource, StoreShown
from dropdesk.ui.help import show_help
from dropdesk.ui.i18n import tr, trn
from dropdesk.ui.kit import Line, Link, PlainLabel, column, ground, row, shortcut
from dropdesk.ui.orders.page import OrdersPage
from dropdesk.ui.sidebar import Sidebar, store_menu
from dropdesk.ui.theme import Type, u

__all__ = ["Desk", "MainWindow", "OrderDetails", "OrderSource", "StoreShown"]

NARROW = 1240
_NO_FILTER: frozenset[str] = frozenset()


class StatusLine(QWidget):
    """28 high: orders, alarms, money still expected at the left; what happens and how fresh it is at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(u(28))
        ground(self, "win")
        line = row(8, (16, 4, 16, 4), self)
        self.left = PlainLabel("", Type.SMALL, "text2", elide=True)
        self.right = PlainLabel("", Type.SMALL, "text2")
        self.action = Link("")
        self.action.hide()
        line.addWidget(self.left, 1)
        line.addWidget(self.right)
        line.addWidget(self.action)
        self.left.setAccessibleName(tr("Status"))

    def say(self, counts: Counts) -> None:
        parts = [trn("%n order", "%n orders", counts.orders)]
        if counts.alarms:
            parts.append(trn("%n alarm", "%n alarms", counts.alarms))
        parts.extend(
            tr("{amount} still expected", amount=words.money(minor, code)) for code, minor in counts.expected if minor
        )
        text = "   ·   ".join(parts)
        self.left.say(text)
        self.left.setAccessibleName(tr("Status: {words}", words=", ".join(parts)))


class MainWindow(QWidget):
    """See the module. ``open_order`` and ``go`` are what other parts call."""

    def __init__(self, desk: Desk, start_view: View = View.TODO) -> None:
        super().__init__()
        self._desk = desk
        self._place = "orders"
        self._chosen: frozenset[str] = _NO_FILTER
        self._case: QWidget | None = None
        self._pages: dict[str, QWidget] = {}
        self.setWindowTitle(f"DropDesk · {desk.mark}" if desk.mark else "DropDesk")
        self.setWindowIcon(icons.app_icon())
        self.setMinimumSize(860, 560)
        self.resize(1440, 900)
        ground(self)
        self.side = Sidebar(desk.mark, rail=False)
        self.rail = Sidebar(desk.mark, rail=True)
        self.orders = OrdersPage(desk)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.orders)
        self.status = StatusLine()
        self._build()
        self._connect()
        self._keys()
        self.orders.start(start_view)
        self.stores()
        QTimer.singleShot(0, self, self.orders.table.setFocus)

    def _build(self) -> None:
        outer = column(0, parent=self)
        middle = row(0)
        self._edge = Line(upright=True)
        for widget in (self.side, self.rail, self._edge):
            middle.addWidget(widget)
        middle.addWidget(self.stack, 1)
        outer.addLayout(middle, 1)
        self._bottom = Line()
        outer.addWidget(self._bottom)
        outer.addWidget(self.status)
        self._arrange()

    def _connect(self) -> None:
        for side in (self.side, self.rail):
            side.went.connect(self.go)
            side.turned.connect(self._turn)
            side.store_menu.connect(self._stores_menu)
        self.orders.filtered.connect(self._filtered)
        self.orders.counted.connect(self._counted)
        self.orders.opened.connect(lambda key: self.open_order(OrderKey(key)))
        self.orders.link_wanted.connect(lambda key: self.dialog("link", OrderKey(key)))
        self.orders.import_wanted.connect(lambda: self.go("imports"))
        hub = self._desk.hub
        hub.said.connect(self._say)
        hub.failed.connect(self._say)
        hub.changed.connect(self._changed)

    def _keys(self) -> None:
        """The keys of ux §7 that belong to the window; none without a modifier acts outside."""
        pane = self.orders.pane
        for keys, act in (
            ("F5", self.orders.sync),
            ("Ctrl+F", self._find),
            ("Esc", self._escape),
            ("Ctrl+Return", self._main_action),
            ("Ctrl+Enter", self._main_action),
            ("Ctrl+N", self._new_case),
            ("F2", pane.open_shop),
            ("F3", pane.open_supplier),
            ("F4", pane.open_tracking),
            ("Ctrl+Shift+C", pane.copy_number),
            ("Ctrl+Shift+N", self._note),
            ("Alt+Left", lambda: self._step(-1)),
            ("Alt+Right", lambda: self._step(1)),
            ("Ctrl+,", lambda: self.go("settings")),
            ("Ctrl+I", lambda: self.go("imports")),
            ("F1", lambda: show_help(self)),
            ("?", lambda: show_help(self)),
        ):
            shortcut(self, keys, act)

    # Places

    @property
    def place(self) -> str:
        return self._place

    def go(self, place: str) -> None:
        """Shows a place: ``orders``, ``settings``, ``welcome``; ``imports`` opens its dialog over the present one."""
        if place == "imports":
            self._mark_place()
            self.dialog("imports", None)
            return
        self._drop_case()
        if place == "orders":
            self.stack.setCurrentWidget(self.orders)
        else:
            page = self._pages.get(place)
            if page is None and place in self._desk.pages:
                page = self._pages[place] = self._desk.pages[place]()
                self.stack.addWidget(page)
            if page is None:
                return
            self.stack.setCurrentWidget(page)
        self._place = place
        self._mark_place()
        self._arrange()
        if place == "orders":
            self.orders.table.setFocus()

    def _mark_place(self) -> None:
        for side in (self.side, self.rail):
            side.here("orders" if self._place == "case" else self._place)

    def open_order(self, key: OrderKey) -> None:
        """Opens the assistant at the order's case; a case is started where there is none."""
        build = self._desk.case_page
        if build is None or not key:
            return
        details = self._desk.details

        def show(changes: Changes) -> None:
            self._desk.hub.tell(changes)
            self._show_case(key)

        self._desk.runner.run("desk", lambda: details.open_case(key), show, owner=self)

    def _show_case(self, key: OrderKey) -> None:
        if self._desk.case_page is None:
            return
        self._drop_case()
        page = self._desk.case_page(key)
        left = getattr(page, "left", None)
        if left is not None:
            left.connect(self._leave_case)
        stepped = getattr(page, "stepped", None)
        if stepped is not None:
            stepped.connect(self._step)
        self._case = page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self._place = "case"
        self._mark_place()
        self._arrange()
        page.setFocus()

    def _leave_case(self) -> None:
        self.go("orders")

    def _drop_case(self) -> None:
        if self._case is not None:
            self.stack.removeWidget(self._case)
            self._case.deleteLater()
            self._case = None

    def dialog(self, name: str, key: OrderKey | None) -> None:
        """Runs one of the desk's dialogs over this window."""
        run = self._desk.dialogs.get(name)
        if run is not None:
            run(self, key)

    # Keys

    def _find(self) -> None:
        if self._place != "orders":
            self.go("orders")
        self.orders.seek()

    def _escape(self) -> None:
        if self._place == "orders":
            self.orders.escape()
        elif self._place == "settings":
            self.go("orders")

    def _main_action(self) -> None:
        if self._place == "orders":
            self.orders.act()
        else:
            act = getattr(self._case, "main_action", None)
            if act is not None:
                act()

    def _new_case(self) -> None:
        if self._place == "orders":
            self.open_order(OrderKey(self.orders.table.key()))

    def _note(self) -> None:
        if self._place == "orders":
            self.orders.pane.add_note()
        else:
            act = getattr(self._case, "add_note", None)
            if act is not None:
                act()

    def _step(self, by: int) -> None:
        if self._place == "orders":
            self.orders.table.step(by)
        elif self._place == "case":
            before = self.orders.table.key()
            self.orders.table.step(by)
            if self.orders.table.key() != before:
                self.open_order(OrderKey(self.orders.table.key()))

    # What arrives

    def _turn(self, verdict: str) -> None:
        if self._place != "orders":
            self.go("orders")
        self.orders.turn(verdict)

    def _filtered(self, chosen: frozenset[str]) -> None:
        self._chosen = chosen
        self.side.say(self.orders.model.counts, chosen)

    def _counted(self, counts: Counts) -> None:
        self.side.say(counts, self._chosen)
        self.rail.say(counts, self._chosen)
        self.status.say(counts)
        self._welcome(counts)

    def _welcome(self, counts: Counts) -> None:
        """The welcome page while there is nothing at all; the orders as soon as there is something."""
        nothing = not counts.orders and not self._desk.stores()
        if nothing and self._place == "orders" and "welcome" in self._desk.pages:
            self.go("welcome")
        elif not nothing and self._place == "welcome":
            self.go("orders")

    def _changed(self, changes: Changes) -> None:
        if changes.settings or changes.everything:
            self.stores()

    def stores(self) -> None:
        """Shows the stores and how fresh they are."""
        stores = tuple(self._desk.stores())
        self.side.stores(stores)
        self.rail.stores(stores)
        if not stores:
            self.status.right.say("")
            return
        store, now = stores[0], self._desk.now()
        if store.offline:
            text = tr("Offline")
            if store.synced_at is not None:
                text = tr("Offline · read {when}", when=words.moment(store.synced_at, now))
            self.status.right.say(text, "warn_text")
        elif store.synced_at is not None:
            self.status.right.say(tr("Synced {when}", when=words.moment(store.synced_at, now)), "text2")
        else:
            self.status.right.say(tr("Not synced yet"), "text2")

    def _say(self, text: str) -> None:
        """A short sentence at the right of the status line, for some seconds."""
        self.status.right.say(text, "text")
        self.status.right.setAccessibleName(text)
        QTimer.singleShot(6000, self, self.stores)

    def _stores_menu(self, at: QPoint) -> None:
        entries: list[tuple[str, object]] = [(tr("Connect a store…"), lambda: self.dialog("connect", None))]
        if "demo" in self._desk.dialogs:
            entries.append((tr("Open the demo shop"), lambda: self.dialog("demo", None)))
        if self._desk.push_clock is not None:
            push = self._desk.push_clock
            entries += [
                (tr("Demo clock: one hour on"), lambda: push(1)),
                (tr("Demo clock: one day on"), lambda: push(24)),
                (tr("Demo clock: one week on"), lambda: push(168)),
            ]
        entries.append((tr("Settings"), lambda: self.go("settings")))
        store_menu(self, at, tuple(self._desk.stores()), entries)

    # Size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        bare = self._place == "welcome"
        rail = self.width() < u(NARROW) or self._place == "case"
        self.side.setVisible(not bare and not rail)
        self.rail.setVisible(not bare and rail)
        for widget in (self._edge, self._bottom, self.status):
            widget.setVisible(not bare)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._desk.remember is not None:
            self._desk.remember("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        super().closeEvent(event)
