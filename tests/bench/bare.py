"""The floor: a bare program that shows the same orders in the same order and columns, and nothing else.

``python -m tests.bench.bare FILE`` opens a ``QTableView`` over paged ``sqlite3`` on a DropDesk database and says
``painted <time.time()> <resident bytes>`` as DropDesk itself does, then leaves. It imports nothing of DropDesk.
"""

import os
import sqlite3
import sys
import time

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import QApplication, QTableView

PAGE = 64
HEADS = ("Verdict", "Deadline", "Order", "Supplier", "Case", "Paid")
ROWS = """SELECT l.verdict, l.because, l.deadline, l.name, p.name, l.supplier, l.supplier_state, l.step, l.received,
    l.currency FROM listing l LEFT JOIN people p ON p.order_key = l.key WHERE l.calm = 0
    ORDER BY l.calm, l.place, l.deadline_sort, l.key LIMIT ? OFFSET ?"""
Row = tuple[str, str, int | None, str, str | None, str, str, int, int | None, str]
Index = QModelIndex | QPersistentModelIndex


class Model(QAbstractTableModel):
    """The count, and the pages that are looked at."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.file = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.rows: int = self.file.execute("SELECT COUNT(*) FROM listing WHERE calm = 0").fetchone()[0]
        self.pages: dict[int, list[Row]] = {}

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.rows

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        number, place = divmod(index.row(), PAGE)
        page = self.pages.get(number)
        if page is None:
            page = self.pages[number] = self.file.execute(ROWS, (PAGE, number * PAGE)).fetchall()
        verdict, because, deadline, name, customer, supplier, state, step, received, currency = page[place]
        when = "" if deadline is None else time.strftime("%Y-%m-%d %H:%M", time.gmtime(deadline / 1_000_000))
        paid = "" if received is None else f"{received / 100:.2f} {currency}"
        cells = (
            f"{verdict}\n{because}", when, f"{name}\n{customer or ''}", f"{supplier}\n{state}", str(step or ""), paid
        )  # fmt: skip
        return cells[index.column()]


class Say(QObject):
    """Says when the first frame with rows was painted, and leaves."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.say)
        return super().eventFilter(watched, event)

    def say(self) -> None:
        with open("/proc/self/statm", encoding="ascii") as statm:
            resident = int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        sys.stdout.write(f"painted {time.time():.6f} {resident}\n")
        sys.stdout.flush()
        QTimer.singleShot(0, QApplication.quit)


def main(path: str) -> int:
    app = QApplication([sys.argv[0]])
    model = Model(path)
    table = QTableView()
    table.setModel(model)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(54)
    table.resize(1440, 900)
    say = Say()
    if model.rows:
        table.viewport().installEventFilter(say)
    table.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
