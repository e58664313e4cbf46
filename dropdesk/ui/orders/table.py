"""The table of orders: its head, its columns at every width, its keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from dropdesk.domain.listing import Query, Sort
from dropdesk.ui import icons, theme
from dropdesk.ui.i18n import tr
from dropdesk.ui.orders.columns import COLUMNS, Column, spec
from dropdesk.ui.orders.delegate import OrderDelegate
from dropdesk.ui.orders.model import OrdersModel
from dropdesk.ui.theme import Type, color, u


def _widths() -> Iterator[tuple[Column, int]]:
    """The columns of a fixed width, at the normal size."""
    return ((column, of.width) for column, of in COLUMNS.items() if of.width is not None)


class _Head(QHeaderView):
    """The head, 32 high: words, and a chevron at the sorted one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFixedHeight(max(u(32), theme.line(Type.HEADING) + u(14)))
        self.setAccessibleName(tr("Columns"))
        self.sorted = (int(Column.VERDICT), False)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        painter.save()
        painter.fillRect(rect, color("surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("line"))
        here = logical == self.sorted[0]
        painter.setFont(theme.font(Type.HEADING, 600 if here else 500))
        painter.setPen(color("text" if here else "text2"))
        text = str(self.model().headerData(logical, Qt.Orientation.Horizontal))
        right = spec(logical).right
        room = QRectF(rect).adjusted(u(16 if logical == Column.VERDICT else 8), 0, -u(16 if right else 8), -1)
        side = u(12)
        wide = QFontMetricsF(painter.font()).horizontalAdvance(text)
        align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        if here and right:
            room.adjust(0, 0, -side - u(4), 0)
        painter.drawText(room, int(align | Qt.AlignmentFlag.AlignVCenter), text)
        if here:
            x = room.right() + u(4) if right else room.left() + wide + u(6)
            icons.paint(painter, "up" if self.sorted[1] else "down", x, rect.center().y() - side / 2, "text2", side)
        painter.restore()

    def sizeHint(self) -> QSize:
        return QSize(u(860), u(32))


class OrdersTable(QTableView):
    """``picked`` tells the selected order's key, ``opened`` an order to open (Enter, double click)."""

    picked = Signal(int)
    opened = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(self, model: OrdersModel) -> None:
        super().__init__()
        self._model = model
        self._key = 0
        self._quiet = False
        self.setModel(model)
        self._delegate = OrderDelegate(self)
        self.setItemDelegate(self._delegate)
        self._head = _Head(self)
        self.setHorizontalHeader(self._head)
        self._head.sectionClicked.connect(self._sort)
        self.setAccessibleName(tr("Orders"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.menu_wanted)
        self.setCornerButtonEnabled(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.measure()
        self.doubleClicked.connect(lambda index: self._open(index))
        model.arrived.connect(self._keep)

    def measure(self) -> None:
        """Row heights and columns for the present text size and density."""
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(theme.row_height())
        rows.setDefaultSectionSize(theme.row_height())
        self.verticalScrollBar().setSingleStep(theme.row_height())
        self._columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Overridden: columns come and go with the width."""
        super().resizeEvent(event)
        self._columns()

    def _columns(self) -> None:
        room = self.viewport().width()
        wide = self.window().width() >= u(1240) or room >= u(860)
        self.setColumnHidden(Column.SUPPLIER, not wide)
        self.setColumnHidden(Column.CASE, not wide)
        tight = room < u(600)
        self.setColumnHidden(Column.PAID, room < u(480))
        self.setColumnHidden(Column.DEADLINE, room < u(330))
        left = room
        for column, width in _widths():
            if not self.isColumnHidden(column):
                size = u(width - 14 if tight else width)
                self.setColumnWidth(column, size)
                left -= size
        self.setColumnWidth(Column.VERDICT, max(left, u(120)))

    def sorts(self) -> list[tuple[str, bool, Callable[[], None]]]:
        """What can be sorted by: the column's name, whether it is in use, and the act."""
        return [
            (
                str(self._model.headerData(int(column), Qt.Orientation.Horizontal)),
                self._head.sorted[0] == column,
                partial(self._sort, int(column)),
            )
            for column in COLUMNS
        ]

    def _sort(self, section: int) -> None:
        query = self._model.query
        sort = spec(section).sort
        down = not query.descending if query.sort == sort and sort != Sort.DEFAULT else False
        self._head.sorted = (section, down)
        self._model.ask(Query(query.view, query.verdicts, query.search, sort, down))
        self._head.viewport().update()

    # Selection goes by key, so that a new list does not lose it

    def key(self) -> int:
        return self._key

    def pick(self, key: int) -> None:
        """Selects an order if it is in the list."""
        row = self._model.find(key)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, 0))
        else:
            self._key = key

    def _keep(self) -> None:
        row = self._model.find(self._key) if self._key else -1
        if row < 0 and self._model.rowCount():
            row = 0
        self._quiet = True
        if row >= 0:
            index = self._model.index(row, 0)
            if self.currentIndex().row() != row or not self.selectionModel().isRowSelected(row, QModelIndex()):
                self.setCurrentIndex(index)
        self._quiet = False
        self._tell()

    def _tell(self) -> None:
        current = self.currentIndex()
        key = self._model.key(current.row()) if current.isValid() else 0
        if key != self._key or not key:
            self._key = key
            self.picked.emit(key)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._quiet and self.currentIndex().isValid():
            self._tell()

    def step(self, by: int) -> None:
        """The previous or next order."""
        row = self.currentIndex().row() + by
        if 0 <= row < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row, 0))

    def place(self) -> tuple[int, int]:
        """Which row of how many, counted from 1."""
        return self.currentIndex().row() + 1, self._model.rowCount()

    def _open(self, index: QModelIndex) -> None:
        key = self._model.key(index.row())
        if key:
            self.opened.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._ring(True)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Home:
            self.setCurrentIndex(self._model.index(0, 0))
            return
        if event.key() == Qt.Key.Key_End:
            self.setCurrentIndex(self._model.index(self._model.rowCount() - 1, 0))
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, text: str) -> None:
        """Qt's own type-ahead would read every row; searching is the search field's work."""

    def _ring(self, on: bool) -> None:
        if self._delegate.ring != on:
            self._delegate.ring = on
            self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        keys = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
        self._ring(event.reason() in keys)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring(False)
        super().focusOutEvent(event)
