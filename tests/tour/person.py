"""A person at the real window: finds controls by the name a screen reader would say, presses, types, looks.

Everything it does is an input event (mouse, key) to the widget that is on top at that point; it never calls the app.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)


class NotFound(AssertionError):
    """No such control shows: what a blind user could not find either."""


def name_of(widget: QWidget) -> str:
    """The accessible name, without the mnemonic's ampersand."""
    face = QAccessible.queryAccessibleInterface(widget)
    text = face.text(QAccessible.Text.Name) if face is not None and face.isValid() else ""
    return (text or widget.accessibleName()).replace("&", "").strip()


class Person:
    """Works in the topmost window of the running application."""

    def __init__(self, seconds: float = 15) -> None:
        self.seconds = seconds
        self.said: list[str] = []

    def window(self) -> QWidget:
        """The dialog or window that takes input now."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        modal = QApplication.activeModalWidget()
        if modal is not None:
            return modal
        shown = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.isWindow()]
        if not shown:
            raise NotFound("no window shows")
        active = QApplication.activeWindow()
        return active if active in shown else shown[-1]

    def controls(self, kind: type[QWidget] | tuple[type[QWidget], ...] = QWidget) -> list[QWidget]:
        """Showing controls, in the order in which they stand in the window."""
        kinds = kind if isinstance(kind, tuple) else (kind,)
        found = [w for w in self.window().findChildren(QWidget) if isinstance(w, kinds) and w.isVisible()]
        return sorted(found, key=lambda w: (w.mapToGlobal(QPoint(0, 0)).y(), w.mapToGlobal(QPoint(0, 0)).x()))

    def wait(self, true: Callable[[], object], what: str) -> None:
        """Lets the app work until ``true``; raises NotFound with ``what`` after a while."""
        end = time.monotonic() + self.seconds
        while time.monotonic() < end:
            QTest.qWait(20)
            if true():
                return
        names = sorted({name_of(w) for w in self.controls() if name_of(w)})
        raise NotFound(f"{what}; showing: {names}")

    def _find(self, name: str, kinds: tuple[type[QWidget], ...]) -> QWidget | None:
        controls = [w for w in self.controls(kinds) if w.isEnabled()]
        whole = [w for w in controls if name_of(w) == name]
        if whole:
            return whole[0]
        part = [w for w in controls if name in name_of(w)]
        return part[0] if len(part) == 1 or (part and len({name_of(w) for w in part}) == 1) else None

    def find(self, name: str, *kinds: type[QWidget]) -> QWidget:
        """The control of that name (whole, or the only one with that part)."""
        wanted = kinds or (QWidget,)
        self.wait(lambda: self._find(name, wanted) is not None, f"no {name!r}")
        found = self._find(name, wanted)
        assert found is not None
        return found

    def shows(self, name: str) -> bool:
        """Whether any control or text of that name shows."""
        return any(name in name_of(w) or (isinstance(w, QLabel) and name in w.text()) for w in self.controls())

    def see(self, name: str) -> None:
        """Waits until it shows."""
        self.wait(lambda: self.shows(name), f"{name!r} never shows")
        self.said.append(f"see {name}")

    def press(self, name: str) -> None:
        """Clicks the button, tick or row of that name in its middle."""
        widget = self.find(name, QAbstractButton)
        self._into_view(widget)
        point = QPoint(12, widget.height() // 2) if widget.width() > 200 else widget.rect().center()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        self.said.append(f"press {name}")
        QTest.qWait(60)

    def _into_view(self, widget: QWidget) -> None:
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
        QTest.qWait(20)

    def type(self, name: str, text: str) -> None:
        """Puts text into the field of that name, replacing what it holds."""
        field = self.find(name, QLineEdit, QPlainTextEdit, QTextEdit)
        self._into_view(field)
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(field, Qt.Key.Key_Delete)
        if text.isascii():
            QTest.keyClicks(field, text)
        else:  # keys cannot carry every script: a person pastes it too
            QApplication.clipboard().setText(text)
            QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self.said.append(f"type {name}")
        QTest.qWait(60)

    def choose(self, name: str, option: str) -> None:
        """Chooses from the combo box of that name, by keys."""
        box = self.find(name, QComboBox)
        assert isinstance(box, QComboBox)
        index = next((i for i in range(box.count()) if option in box.itemText(i)), -1)
        if index < 0:
            raise NotFound(f"{name!r} offers no {option!r}")
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Home)
        for _ in range(index):
            QTest.keyClick(box, Qt.Key.Key_Down)
        self.said.append(f"choose {name}: {option}")
        QTest.qWait(40)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key to whatever has the focus."""
        target = QApplication.focusWidget() or self.window()
        QTest.keyClick(target, key, modifier)
        self.said.append(f"key {key.name}")
        QTest.qWait(60)

    def row(self, text: str, double: bool = False) -> None:
        """Clicks the row whose accessible text holds ``text``, in the list or table that shows one."""

        def place() -> tuple[QAbstractItemView, QModelIndex] | None:
            for view in self.controls(QAbstractItemView):
                assert isinstance(view, QAbstractItemView)
                model = view.model()
                for r in range(min(model.rowCount(), 400) if model is not None else 0):
                    for c in range(model.columnCount()):
                        index = model.index(r, c)
                        said = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data(Qt.ItemDataRole.DisplayRole)
                        if said and text in str(said):
                            return view, index
            return None

        self.wait(lambda: place() is not None, f"no row {text!r}")
        found = place()
        assert found is not None
        view, index = found
        view.scrollTo(index)
        QTest.qWait(40)
        point = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        if double:
            QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        self.said.append(f"row {text}")
        QTest.qWait(80)

    def shot(self, path: Path) -> QImage:
        """A picture of the window that shows, as it is painted."""
        QTest.qWait(120)
        path.parent.mkdir(parents=True, exist_ok=True)
        picture = self.window().grab().toImage()
        picture.save(str(path))
        return picture
