"""The cycle collector runs on the GUI thread alone (docs/decisions/0004-the-collector-runs-on-the-gui-thread.md).

Python collects cycles on whichever thread happens to allocate. A Qt object that ends on a worker thread stops its
timers there, which Qt forbids and which has crashed the program.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 500
_THRESHOLDS = (700, 10, 10)
"""Python's own: allocations for the youngest generation, collections of the younger one for the older ones."""


class Collector(QObject):
    """While it lives, cycles are collected here, by a timer, and nowhere else."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(_EVERY)

    def collect(self) -> None:
        """Collects the oldest generation that is due by Python's own thresholds. Unlike Python, which leaves the oldest
        one alone until a quarter of the heap is new, it is collected each time it is due: while much is allocated,
        about once a minute."""
        due = [age for age, (now, most) in enumerate(zip(gc.get_count(), _THRESHOLDS, strict=True)) if now > most]
        if due:
            gc.collect(due[-1])
