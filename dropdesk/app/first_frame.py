"""When the window's first frame stands: nothing heavy may run before it does."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer

from dropdesk.ui.main_window import MainWindow

PATIENCE = 3_000
"""How long the heavy parts wait for the first frame at most, ms."""


class FirstFrame(QObject):
    """Tells when the first frame with rows was painted (True), and when it is no longer waited for (False): there are
    no rows, or patience ended.

    Until then nothing else may run: importing on a worker takes the interpreter away from the window.
    """

    def __init__(self, window: MainWindow, then: Callable[[bool], None]) -> None:
        super().__init__(window)
        self._window, self._then = window, then
        self._table, self._model = window.orders.table.viewport(), window.orders.model
        self._table.installEventFilter(self)
        self._model.arrived.connect(self._arrived)
        self._model.failed.connect(lambda _: self._tell(False))
        QTimer.singleShot(PATIENCE, self, lambda: self._tell(False))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Overridden to see the table's paint event, the only sign that rows are on the screen."""
        if event.type() == QEvent.Type.Paint and self._model.rowCount() > 0:
            self._tell(True)
        return super().eventFilter(watched, event)

    def _arrived(self) -> None:
        if self._model.rowCount() == 0:
            self._tell(False)

    def _tell(self, rows: bool) -> None:
        if rows:
            self._table.removeEventFilter(self)
        QTimer.singleShot(0, self._window, partial(self._then, rows))


def say_painted() -> None:
    """For ``make bench``, on standard output: when the first frame with rows was painted (Unix time, s), and how much
    memory was resident then (bytes). Linux only."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        resident = int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    sys.stdout.write(f"painted {time.time():.6f} {resident}\n")
    sys.stdout.flush()
