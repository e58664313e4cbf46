"""The window: left edge, one page at a time, status line (its keys: ``window_keys``). What it needs comes in an
``AppContext``.

``MainWindow(context)`` shows the orders, or the welcome page while there is nothing. Places are pages of one stack; an
order's case page takes the place of the table and leaves it where it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from dropdesk.domain.listing import Counts, View
from dropdesk.domain.values import OrderKey
from dropdesk.ui.app_context import AppContext, OrderDetails, OrderSource, StoreShown
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Banner, Line, column, ground, row
from dropdesk.ui.orders.page import OrdersPage
from dropdesk.ui.sidebar import Sidebar, store_menu
from dropdesk.ui.status_line import StatusLine
from dropdesk.ui.theme import u
from dropdesk.ui.window_keys import WindowKeys

if TYPE_CHECKING:
    from dropdesk.domain.changes import Changes
    from dropdesk.ui.settings.page import SettingsPage
    from dropdesk.ui.welcome.page import WelcomePage

__all__ = ["AppContext", "MainWindow", "OrderDetails", "OrderSource", "StoreShown"]

NARROW = 1240
"""Under this width the left edge is a rail, px at 100 % text."""
SMALLEST, FIRST_SIZE = (860, 560), (1440, 900)
"""Width and height of the window, px: the least, and before the person sized it."""
NOTICE_STAYS = 6_000
"""How long a short sentence stands in the status line, ms."""
_NO_FILTER: frozenset[str] = frozenset()


class MainWindow(QWidget):
    """See the module. ``open_order``, ``go`` and ``import_files`` are what other parts call."""

    def __init__(self, context: AppContext, start_view: View = View.TODO) -> None:
        super().__init__()
        self._context = context
        self._place = "orders"
        self._chosen: frozenset[str] = _NO_FILTER
        self._case: QWidget | None = None
        self.settings: SettingsPage | None = None
        self.welcome: WelcomePage | None = None
        self.setWindowTitle(f"DropDesk · {context.mark}" if context.mark else "DropDesk")
        self.setMinimumSize(*SMALLEST)
        self.resize(*FIRST_SIZE)
        ground(self)
        self.side = Sidebar(context.mark, rail=False)
        self.rail = Sidebar(context.mark, rail=True)
        self.orders = OrdersPage(context)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.orders)
        self.status = StatusLine()
        self._build()
        self._connect()
        self.keys = WindowKeys(self)
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
        self._wrong = QWidget()
        self.failure = Banner("", "danger", tr("Close"))
        self.failure.acted.connect(self._wrong.hide)
        row(0, (12, 8, 12, 8), self._wrong).addWidget(self.failure)
        self._wrong.hide()
        outer.addWidget(self._wrong)
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
        self.orders.acted.connect(lambda key: self.open_order(OrderKey(key), leads=True))
        self.orders.link_wanted.connect(lambda key: self.link(OrderKey(key)))
        self.orders.import_wanted.connect(lambda: self.import_files())
        bus = self._context.bus
        bus.said.connect(self._say)
        bus.failed.connect(self._fail)
        bus.changed.connect(self._changed)

    # Places

    def come_from(self, old: MainWindow) -> None:
        """Takes the place of a window that spoke another language or had other sizes."""
        self.orders.table.pick(old.orders.table.key())
        self.orders.resume(old.orders.model.query)
        if old.place == "settings" and old.settings is not None:
            self.go("settings")
            if self.settings is not None:
                self.settings.open(old.settings.here)
        elif old.place == "case":
            self.open_order(OrderKey(old.orders.table.key()))

    @property
    def place(self) -> str:
        """Where the window is: ``orders``, ``case``, ``settings`` or ``welcome``."""
        return self._place

    @property
    def case(self) -> QWidget | None:
        """The case page that is open, if any."""
        return self._case

    def go(self, place: str) -> None:
        """Shows a place: ``orders``, ``settings``, ``welcome``; ``imports`` opens its dialog over the present one."""
        if place == "imports":
            self._mark_place()
            self.import_files()
            return
        page = {"settings": self._settings_page, "welcome": self._welcome_page}.get(place, lambda: self.orders)()
        self._drop_case()
        self.stack.setCurrentWidget(page)
        self._place = place
        self._mark_place()
        self._arrange()
        if place == "orders":
            self.orders.pane.reload()  # what was done in the case shows at once beside its row
            self.orders.table.setFocus()
        elif self.settings is not None and place == "settings":
            self.settings.begin()
        else:
            page.setFocus()

    def _settings_page(self) -> QWidget:
        if self.settings is None:
            from dropdesk.ui.settings.page import SettingsPage

            self.settings = SettingsPage(self._context)
            self.settings.connect_wanted.connect(self.connect_shop)
            self.settings.left.connect(lambda: self.go("orders"))
            self.stack.addWidget(self.settings)
        return self.settings

    def _welcome_page(self) -> QWidget:
        if self.welcome is None:
            from dropdesk.ui.welcome.page import WelcomePage

            context = self._context
            self.welcome = WelcomePage(context.open_demo is not None, context.connections is not None, context.mark)
            self.welcome.wanted.connect(self._begin)
            self.welcome.dropped.connect(self.import_files)
            self.welcome.spoken.connect(self._speak)
            self.stack.addWidget(self.welcome)
        return self.welcome

    def _begin(self, way: str) -> None:
        if way == "connect":
            self.connect_shop()
        elif way == "demo" and self._context.open_demo is not None:
            self._context.open_demo()
        else:
            self.import_files()

    def _speak(self, language: str) -> None:
        settings, restyle = self._context.settings, self._context.restyle
        if settings is not None and restyle is not None:

            def spoken(_: Changes) -> None:
                restyle()

            self._context.runner.run("desk", lambda: settings.put("language", language), spoken, owner=self)

    def _mark_place(self) -> None:
        for side in (self.side, self.rail):
            side.here("orders" if self._place == "case" else self._place)

    def open_order(self, key: OrderKey, leads: bool = False) -> None:
        """Opens the assistant at the order's case, or at a draft of one: looking begins none. ``leads``: at the page of
        the order's one next action."""
        if key and (self._context.case_page is not None or self._context.cases is not None):
            self._show_case(key, leads)

    def _show_case(self, key: OrderKey, leads: bool = False) -> None:
        self._drop_case()
        page = self._context.case_page(key) if self._context.case_page is not None else self._case_page(key, leads)
        left = getattr(page, "left", None)
        if left is not None:
            left.connect(self._leave_case)
        stepped = getattr(page, "stepped", None)
        if stepped is not None:
            stepped.connect(self.keys.step)
        self._case = page
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self._place = "case"
        self._mark_place()
        self._arrange()
        page.setFocus()

    def _case_page(self, key: OrderKey, leads: bool) -> QWidget:
        from dropdesk.ui.cases.page import CasePage

        return CasePage(self._context, key, leads)

    def _leave_case(self) -> None:
        self.go("orders")

    def _drop_case(self) -> None:
        if self._case is not None:
            self.stack.removeWidget(self._case)
            self._case.deleteLater()
            self._case = None

    # Dialogs: over the window, never in the way of what runs behind it. Like the settings and the assistant they are
    # imported when they are opened: the first frame must not wait for them.

    def _over(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def import_files(self, paths: Sequence[Path] = ()) -> None:
        """Opens the import dialog, with files to read at once where there are some."""
        if self._context.imports is not None:
            from dropdesk.ui.imports.dialog import ImportDialog

            self._over(ImportDialog(self._context, self._context.imports, self, paths))

    def link(self, key: OrderKey) -> None:
        """Asks which purchase serves an order."""
        if self._context.links is not None and key:
            from dropdesk.ui.orders.pane.link import LinkDialog

            self._over(LinkDialog(self._context, self._context.links, key, self))

    def connect_shop(self, shop: str = "") -> None:
        """Opens the connect dialog; ``shop`` is filled in where a known one must be connected again."""
        if self._context.connections is not None:
            from dropdesk.ui.settings.connect import ConnectDialog

            dialog = ConnectDialog(self._context, self._context.connections, self, shop)
            dialog.keyring_wanted.connect(self._show_keyring)
            self._over(dialog)

    def _show_keyring(self) -> None:
        self.go("settings")
        if self.settings is not None:
            self.settings.open("keyring")

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
        nothing = not counts.orders and not self._context.stores()
        if nothing and self._place == "orders":
            self.go("welcome")
        elif not nothing and self._place == "welcome":
            self.go("orders")

    def _changed(self, changes: Changes) -> None:
        if changes.settings or changes.everything:
            self.stores()

    def stores(self) -> None:
        """Shows the stores and how fresh they are."""
        stores = tuple(self._context.stores())
        self.side.stores(stores)
        self.rail.stores(stores)
        self.status.fresh(stores, self._context.now(), demo=self._context.push_clock is not None)

    def _say(self, text: str) -> None:
        """A short sentence at the right of the status line, for some seconds."""
        self.status.notice(text)
        QTimer.singleShot(NOTICE_STAYS, self, self.stores)

    def _fail(self, text: str) -> None:
        """What failed stays in sight until it is closed."""
        self.failure.label.say(text)
        self._wrong.show()

    def _stores_menu(self, at: QPoint) -> None:
        entries: list[tuple[str, object]] = []
        if self._context.connections is not None:
            entries.append((tr("Connect a store…"), lambda: self.connect_shop()))
        if self._context.open_demo is not None:
            demo = self._context.open_demo
            entries.append((tr("Open the demo shop"), lambda: demo()))
        if self._context.push_clock is not None:
            push = self._context.push_clock
            entries += [
                (tr("Demo clock: one hour on"), lambda: push(1)),
                (tr("Demo clock: one day on"), lambda: push(24)),
                (tr("Demo clock: one week on"), lambda: push(168)),
            ]
        entries.append((tr("Settings"), lambda: self.go("settings")))
        store_menu(self, at, tuple(self._context.stores()), entries)

    # Size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Overridden because the left edge shrinks to a rail in a narrow window."""
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
        """Overridden to keep the window's place and size for the next start."""
        if self._context.remember is not None:
            self._context.remember("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        super().closeEvent(event)
