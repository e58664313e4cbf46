"""The table's model: ids (8 bytes each) and the pages that are looked at. SQL sorts, filters and searches.

The first page is painted from a ``LIMIT`` query; the ids arrive after. Never ``QSortFilterProxyModel``: a million
orders must not travel through Python. ``OrderSource`` is the Protocol that the store's reading fits.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from dropdesk.domain.listing import Counts, OrderRow, Query
from dropdesk.ui import words
from dropdesk.ui.app_context import AppContext, OrderSource
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit.text import tip_html
from dropdesk.ui.orders.columns import Column, spec, spoken, whole
from dropdesk.ui.orders.row_text import Shown, show

if TYPE_CHECKING:
    from dropdesk.domain.changes import Changes
    from dropdesk.errors import Expected
    from dropdesk.ui.runner import Job

__all__ = ["OrderSource", "OrdersModel"]

FIRST = 40
PAGE = 64
KEPT = 1024
Index = QModelIndex | QPersistentModelIndex


class OrdersModel(QAbstractTableModel):
    """``asked`` after a new list stands, ``counted`` with new counts, ``failed`` with an expected error.

    It ends with ``parent``: its timers are stopped on the GUI thread, whoever still holds it."""

    arrived = Signal()
    counted = Signal(object)
    failed = Signal(object)

    def __init__(self, context: AppContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._query = Query()
        self._ids: array[int] = array("q")
        self._rows: OrderedDict[int, OrderRow] = OrderedDict()
        self._shown: dict[int, Shown] = {}
        self._wanted: set[int] = set()
        self._asked: set[int] = set()
        self._gone: set[int] = set()
        self._job: Job | None = None
        self._settled = False
        self.counts = Counts()
        self._fetch = QTimer(self)
        self._fetch.setSingleShot(True)
        self._fetch.setInterval(0)
        self._fetch.timeout.connect(self._fetch_wanted)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(60)
        self._again.timeout.connect(self._ask_again)
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._minute.timeout.connect(self.age)
        self._minute.start()

    # What is asked

    @property
    def query(self) -> Query:
        return self._query

    @property
    def settled(self) -> bool:
        """Whether the list on screen is the answer to ``query`` (False: the first answer is still on its way)."""
        return self._settled

    def ask(self, query: Query) -> None:
        """Asks for another list. The old rows stay until the new ones are here."""
        self._query = query
        self._settled = False
        if self._job is not None:
            self._job.cancel()
        source = self._context.orders
        self._job = self._context.runner.run(
            "browse", lambda: source.first_page(query, FIRST), lambda rows: self._first(query, rows), self._fail, self
        )

    def _fail(self, error: Expected) -> None:
        self.failed.emit(error)

    def _first(self, query: Query, rows: Sequence[OrderRow]) -> None:
        if query != self._query:
            return
        self.beginResetModel()
        self._ids = array("q", [row.key for row in rows])
        self._rows.clear()
        self._shown.clear()
        self._asked.clear()
        self._gone.clear()
        self._rows.update((row.key, row) for row in rows)
        self._settled = True
        self.endResetModel()
        self.arrived.emit()
        source = self._context.orders
        if len(rows) >= FIRST:
            self._job = self._context.runner.run(
                "browse", lambda: source.ids(query), lambda ids: self._all(query, ids), self._fail, self
            )
        self.count()

    def _all(self, query: Query, ids: array[int]) -> None:
        """All ids are here. Where the beginning is the same, rows are only added, so that nothing jumps."""
        if query != self._query:
            return
        had = len(self._ids)
        if ids[:had] == self._ids:
            if len(ids) > had:
                self.beginInsertRows(QModelIndex(), had, len(ids) - 1)
                self._ids = ids
                self.endInsertRows()
        else:
            self.beginResetModel()
            self._ids = ids
            self.endResetModel()
        self.arrived.emit()

    def count(self) -> None:
        """Asks for the counts of tabs and sidebar."""
        source = self._context.orders

        def have(counts: Counts) -> None:
            self.counts = counts
            self.counted.emit(counts)

        self._context.runner.run("browse", source.counts, have, self._fail, self)

    # What changed

    def change(self, changes: Changes) -> None:
        """Drops what changed; the list is asked again soon, many changes at once."""
        if changes.everything or changes.settings:
            self._rows.clear()
            self._shown.clear()
        for key in changes.orders:
            self._rows.pop(key, None)
            self._shown.pop(key, None)
        self._asked.clear()
        self._gone.clear()
        if not self._again.isActive():
            self._again.start()

    def _ask_again(self) -> None:
        query = self._query
        source = self._context.orders
        self._context.runner.run(
            "browse", lambda: source.ids(query), lambda ids: self._replace(query, ids), self._fail, self
        )
        self.count()

    def _replace(self, query: Query, ids: array[int]) -> None:
        if query != self._query:
            return
        if ids == self._ids:
            if self._ids:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(Column) - 1))
        else:
            self.beginResetModel()
            self._ids = ids
            self._settled = True
            self.endResetModel()
        self.arrived.emit()

    def age(self) -> None:
        """The words may read otherwise by now: ages, days left."""
        self._shown.clear()
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(Column) - 1))

    # Rows

    def key(self, row: int) -> int:
        return self._ids[row] if 0 <= row < len(self._ids) else 0

    def find(self, key: int) -> int:
        """The row of an order, -1 when it is not in the list."""
        try:
            return self._ids.index(key)
        except ValueError:
            return -1

    def shown(self, row: int) -> Shown | None:
        """A row's words, or None while its page is on the way (asking for it is what this does)."""
        key = self.key(row)
        made = self._shown.get(key)
        if made is not None:
            return made
        data = self._rows.get(key)
        if data is None:
            page = row // PAGE
            if page not in self._asked and key not in self._gone:
                self._wanted.add(page)
                self._fetch.start()
            return None
        made = self._shown[key] = show(data, self._context.now(), self._context.work_days)
        return made

    def _fetch_wanted(self) -> None:
        pages, self._wanted = self._wanted, set()
        for page in sorted(pages):
            keys = self._ids[page * PAGE : (page + 1) * PAGE].tolist()
            if keys and page not in self._asked:
                self._asked.add(page)
                self._fetch_page(page, keys)

    def _fetch_page(self, page: int, keys: list[int]) -> None:
        source = self._context.orders

        def have(rows: Mapping[int, OrderRow]) -> None:
            for key, row in rows.items():
                self._rows[key] = row
                self._shown.pop(key, None)
            self._gone.update(key for key in keys if key not in rows)
            while len(self._rows) > KEPT:
                old, _ = self._rows.popitem(last=False)
                self._shown.pop(old, None)
            # A page may be dropped and wanted again later.
            self._asked.discard(page)
            last = min((page + 1) * PAGE, len(self._ids)) - 1
            if page * PAGE <= last:
                self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(Column) - 1))

        self._context.runner.run("browse", lambda: source.page(keys), have, self._fail, self)

    # Qt's side

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        return spec(section).title()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                made = self.shown(index.row())
                return "\n".join(line for line in spec(index.column()).lines(made) if line) if made else ""
            case Qt.ItemDataRole.AccessibleTextRole:
                made = self.shown(index.row())
                return spoken(made, index.column()) if made else tr("loading")
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                made = self.shown(index.row())
                return self._what_to_do(made) if made and index.column() == Column.VERDICT else None
            case Qt.ItemDataRole.ToolTipRole:
                made = self.shown(index.row())
                return tip_html("\n".join(line for line in whole(made, index.column()) if line)) if made else None
            case _:
                return None

    def _what_to_do(self, made: Shown) -> str:
        row = made.row
        return words.headline(row.verdict, row.because, row.because_data, self._context.now())
