"""The orders page: tabs, search, filter, refresh; the table; the detail pane; and the states without rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from dropdesk.domain.changes import Changes
from dropdesk.domain.listing import Counts, Query, View
from dropdesk.domain.values import OrderKey
from dropdesk.errors import Expected
from dropdesk.ui import words
from dropdesk.ui.app_context import AppContext
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Banner, Empty, IconButton, Line, Search, Tabs, column, ground, row
from dropdesk.ui.orders.filters import Chips, filter_menu
from dropdesk.ui.orders.model import OrdersModel
from dropdesk.ui.orders.pane.pane import Pane
from dropdesk.ui.orders.table import OrdersTable
from dropdesk.ui.theme import u

if TYPE_CHECKING:
    from dropdesk.domain.case.shown.order_view import OrderView

PANE = 344
ROOM = 900
"""Below this effective width the pane takes the table's place instead of standing beside it."""


class OrdersPage(QWidget):
    """``opened`` asks for an order's case page, ``acted`` for the page of its one next action; ``filtered`` tells the
    verdicts that filter now."""

    opened = Signal(int)
    acted = Signal(int)
    link_wanted = Signal(int)
    import_wanted = Signal()
    filtered = Signal(object)
    counted = Signal(object)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        ground(self)
        self.model = OrdersModel(context, self)
        self.table = OrdersTable(self.model)
        self.pane = Pane(context)
        self._broken = False
        self._build()
        self._connect()

    def _build(self) -> None:
        outer = row(0, parent=self)
        left = QWidget()
        self._left = left
        stack = column(0, parent=left)
        head = QWidget()
        head.setFixedHeight(max(u(56), 56))
        self._head: QHBoxLayout = row(8, (6, 0, 16, 0), head)
        views = [(view.value, words.view(view)) for view in View]
        self.tabs = Tabs(views, tr("Views"))
        self.search = Search(tr("Search"), "Ctrl F")
        self.search.setFixedWidth(u(216))
        self.filter = IconButton("filter", tr("Filter and sort"))
        self.refresh = IconButton("refresh", tr("Refresh"), hint="F5")
        self._head.addWidget(self.tabs)
        self._head.addStretch(1)
        for widget in (self.search, self.filter, self.refresh):
            self._head.addWidget(widget)
        stack.addWidget(head)
        self.chips = Chips()
        stack.addWidget(self.chips)
        self.notice = Banner("", "danger", tr("Try again"))
        self.notice.hide()
        stack.addWidget(self.notice)
        self.body = QStackedWidget()
        self.empty = Empty("list", "", "", "")
        self.loading = Empty("refresh", tr("Reading the orders…"))
        for page in (self.table, self.empty, self.loading):
            self.body.addWidget(page)
        self.body.setCurrentWidget(self.loading)
        stack.addWidget(self.body, 1)
        self._line = Line(upright=True)
        outer.addWidget(left, 1)
        outer.addWidget(self._line)
        outer.addWidget(self.pane)
        self.pane.setFixedWidth(u(PANE))

    def _connect(self) -> None:
        self.tabs.chosen.connect(lambda key: self._ask(view=View(key)))
        self.search.asked.connect(lambda text: self._ask(search=text.strip()))
        self.filter.clicked.connect(self._menu)
        self.refresh.clicked.connect(self.sync)
        self.chips.turned.connect(self.turn)
        self.notice.acted.connect(lambda: self.model.ask(self.model.query))
        self.empty.acted.connect(self._empty_acted)
        self.model.arrived.connect(self._arrived)
        self.model.counted.connect(self._count)
        self.model.failed.connect(self._failed)
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self._enter)
        self.table.menu_wanted.connect(lambda at: self.pane.menu(self.table.viewport().mapToGlobal(at)))
        self.pane.act.connect(self._act)
        self.pane.stepped.connect(self.table.step)
        self.pane.link_wanted.connect(self.link_wanted)
        self.pane.closed.connect(self.escape)
        self._context.bus.changed.connect(self._changed)

    # Asking

    def start(self, view: View = View.TODO) -> None:
        """Asks for the first list."""
        self.tabs.choose(view.value)
        self.model.ask(Query(view=view))

    def resume(self, query: Query) -> None:
        """Goes on with the list of another window."""
        self.tabs.choose(query.view.value)
        self.chips.say(query.verdicts)
        self.filtered.emit(query.verdicts)
        self.search.setText(query.search)
        self.model.ask(query)

    def _ask(self, view: View | None = None, verdicts: frozenset[str] | None = None, search: str | None = None) -> None:
        old = self.model.query
        new = Query(
            old.view if view is None else view,
            old.verdicts if verdicts is None else verdicts,
            old.search if search is None else search,
            old.sort,
            old.descending,
        )
        if new != old:
            self.model.ask(new)

    def turn(self, verdict: str) -> None:
        """Filters by a verdict or takes that back; ``""`` takes all back."""
        old = self.model.query.verdicts
        new = frozenset() if not verdict else old ^ {verdict}
        # A verdict of the legend counts all orders: the list must show as many as its number says.
        view = View.ALL if new and not old else None
        if view is not None:
            self.tabs.choose(view.value)
        self.chips.say(new)
        self.filtered.emit(new)
        self._ask(view=view, verdicts=new)

    def _menu(self) -> None:
        at = self.filter.mapToGlobal(self.filter.rect().bottomLeft())
        filter_menu(self, at, self.model.counts, self.model.query.verdicts, self.turn, self.table.sorts())

    def sync(self) -> None:
        """``F5``: reads the shop where one is connected, and the list again."""
        if self._context.refresh is not None:
            self._context.refresh(None)
        self.model.change(Changes(everything=True))

    def seek(self) -> None:
        """``Ctrl+F``."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def escape(self) -> None:
        """``Esc``: clears the search, else closes the pane where it covers the table, else goes to the table."""
        if self.search.text():
            self.search.clear()
            self.search.now()
        elif self._covered():
            self.cover(False)
        self.table.setFocus()

    # Answers

    def _arrived(self) -> None:
        self.notice.hide()
        self._broken = False
        first = self.body.currentWidget() is self.loading
        if self.model.rowCount():
            self.body.setCurrentWidget(self.table)
        else:
            self._say_empty()
            self.body.setCurrentWidget(self.empty)
            self.pane.show_row(0, None)
        self._place()
        if first:
            self.table.setFocus()

    def _say_empty(self) -> None:
        query = self.model.query
        if query.search or query.verdicts:
            self.empty.say(tr("No order fits"), tr("Nothing here has all of that."), tr("Clear search"))
            return
        match query.view:
            case View.TODO:
                self.empty.say(tr("Nothing to do"), tr("Orders that need you stand here."), tr("Show all orders"))
            case View.WAITING:
                self.empty.say(
                    tr("Nobody is waited for"), tr("Requests without an answer stand here."), tr("Show all orders")
                )
            case View.MONEY_OUT:
                text = tr("Refunds that suppliers still owe you stand here.")
                self.empty.say(tr("No supplier owes you money"), text, tr("Show all orders"))
            case View.CLOSED:
                self.empty.say(
                    tr("Nothing is closed yet"), tr("Orders whose case is closed stand here."), tr("Show all orders")
                )
            case _:
                self.empty.say(tr("No orders yet"), tr("Import an export, or connect a store."), tr("Import files"))

    def _empty_acted(self) -> None:
        query = self.model.query
        if self._broken:
            self.model.ask(query)
        elif query.search or query.verdicts:
            self.search.clear()
            self.chips.say(frozenset())
            self.filtered.emit(frozenset())
            self._ask(search="", verdicts=frozenset())
        elif query.view == View.ALL:
            self.import_wanted.emit()
        else:
            self.tabs.choose(View.ALL.value)
            self._ask(view=View.ALL)

    def _count(self, counts: Counts) -> None:
        for view in View:
            number = counts.orders if view is View.ALL else counts.views.get(view.value, 0)
            self.tabs.say(view.value, words.view(view), words.count(number))
        self.counted.emit(counts)

    def _failed(self, error: Expected) -> None:
        """The old rows stay, what is wrong stands above them; without rows it stands in their place."""
        if self.model.rowCount():
            self.notice.label.say(words.error(error))
            self.notice.show()
            return
        self._broken = True
        self.empty.say(tr("The orders could not be read"), words.error(error), tr("Try again"))
        self.body.setCurrentWidget(self.empty)
        self._place()

    def _changed(self, changes: Changes) -> None:
        self.model.change(changes)
        if changes.everything or changes.settings or self.table.key() in changes.orders:
            self.pane.reload()

    # The selected order

    def _picked(self, key: int) -> None:
        row_ = self.table.currentIndex().row()
        self.pane.show_row(key, self.model.shown(row_) if key else None)
        here, of = self.table.place()
        self.pane.before.setEnabled(here > 1)
        self.pane.after.setEnabled(here < of)

    def _enter(self, key: int) -> None:
        if self._covered() is False and self.width() < u(ROOM):
            self.cover(True)
            self.pane.focus_primary()
        else:
            self.opened.emit(key)

    def act(self) -> None:
        """``Ctrl+Return``: the primary action of the selected order."""
        if self.pane.view is not None:
            self._act(self.pane.view)

    def _act(self, view: OrderView) -> None:
        """Every action leads to its page; the two that are about the purchase itself lead to the fact's question."""
        from dropdesk.domain.verdict.verdict import Action

        if view.verdict.action in (Action.LINK,) and view.step == 0:
            self.link_wanted.emit(int(view.order.key))
        elif view.verdict.action in (Action.LOOK, Action.EXPLAIN, Action.CHECK_NUMBER) and view.step == 0:
            self.pane.look(view.verdict.action_leg)
        else:
            self.acted.emit(int(view.order.key))

    def select(self, key: OrderKey) -> None:
        self.table.pick(int(key))

    # Width

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.search.setFixedWidth(u(150 if self.width() < u(1080) else 216))
        self._place()

    def _place(self) -> None:
        """Table and pane beside each other, or one of them; no pane where there is no order to show."""
        shown = self.body.currentWidget()
        rows = shown is self.table
        if self.width() < u(ROOM):
            self.cover(rows and not self._left.isVisible() and self.pane.isVisible())
            return
        self._left.show()
        self.pane.back.hide()
        # A search that finds nothing keeps the pane's room: the field must not jump while somebody types in it.
        room = rows or (shown is self.empty and bool(self.model.query.search))
        self.pane.setVisible(room)
        self._line.setVisible(room)
        self.pane.setMinimumWidth(u(PANE))
        self.pane.setMaximumWidth(u(PANE))

    def _covered(self) -> bool:
        return self.pane.isVisible() and not self._left.isVisible()

    def cover(self, on: bool) -> None:
        """In a narrow window: the pane in the table's place, or the table."""
        self._left.setVisible(not on)
        self._line.setVisible(False)
        self.pane.setMinimumWidth(0)
        self.pane.setMaximumWidth(16_777_215)
        self.pane.back.setVisible(on)
        self.pane.setVisible(on)
