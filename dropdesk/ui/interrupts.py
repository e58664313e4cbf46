"""Ctrl+C in the terminal closes the windows, as the person's own close does; nothing is raised in the middle of Qt.

Python raises ``KeyboardInterrupt`` wherever it stands. While a widget is made or painted that is often inside a call by
which Qt asks the app's style, where the binding is turning Qt's arguments into Python's: it goes on with what could not
be turned, and the process dies (a segmentation fault in ``QLabel.__init__``).
"""

from __future__ import annotations

import signal
from types import FrameType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication


def catch(app: QApplication) -> None:
    """From now on SIGINT asks all windows to close, from the event loop. Once that was tried, the next one ends the
    process at once, as the system does it: for a window that does not close. To be called on the main thread."""

    def close() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        app.closeAllWindows()

    def asked(_number: int, _frame: FrameType | None) -> None:
        QTimer.singleShot(0, app, close)  # a handler may only ask: it runs in the middle of anything

    signal.signal(signal.SIGINT, asked)
