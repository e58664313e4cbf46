"""A person at the real window: finds controls by the name a screen reader would say, presses, types, looks.

Everything it does is an input event (mouse, key, drop) at a place of the window; what is covered there gets nothing.
It never calls the app. On a thread of its own it works while the app waits in a menu or a system dialog.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QModelIndex, QObject, QPoint, QRect, Qt, QThread, QUrl, Signal
from PySide6.QtGui import QAccessible, QAction, QDragEnterEvent, QDropEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

T = TypeVar("T")
_ANSWER = 30.0
"""Seconds after which the app counts as hung."""
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class NotFound(AssertionError):
    """No such control shows: what a blind user could not find either."""


def name_of(widget: QWidget) -> str:
    """The accessible name, without the mnemonic's ampersand."""
    face = QAccessible.queryAccessibleInterface(widget)
    text = face.text(QAccessible.Text.Name) if face is not None and face.isValid() else ""
    return (text or widget.accessibleName()).replace("&", "").strip()


class _Hands(QObject):
    """Carries work to the GUI thread; lives there."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.wanted.connect(self._do, Qt.ConnectionType.QueuedConnection)

    def _do(self, work: Callable[[], None]) -> None:
        work()


class Person:
    """Works in the topmost window of the running application. ``seconds``: how long it looks for something.

    Made on the GUI thread; may be used there, or from one other thread while the application runs.
    """

    def __init__(self, seconds: float = 15) -> None:
        self.seconds = seconds
        self.said: list[str] = []
        self.gone = threading.Event()
        """Set by whoever runs the app, when it has ended."""
        self._hands = _Hands()
        self._at_work: QWidget | None = None

    def acts(self, since: int = 0) -> list[str]:
        """Every deliberate act after the first ``since`` entries of ``said``: presses, choices, typed fields, keys,
        rows, drops. Looking and waiting are none."""
        return [entry for entry in self.said[since:] if not entry.startswith("see ")]

    # The two threads

    def _here(self) -> bool:
        return bool(QThread.currentThread() == self._hands.thread())

    def gui(self, look: Callable[[], T]) -> T:
        """Runs ``look`` on the GUI thread and returns its answer; only for looking."""
        if self._here():
            return look()
        answer: list[T] = []
        wrong: list[BaseException] = []
        ready = threading.Event()

        def work() -> None:
            try:
                answer.append(look())
            except BaseException as error:  # raised again on the thread that asked
                wrong.append(error)
            ready.set()

        self._hands.wanted.emit(work)
        end = time.monotonic() + _ANSWER
        while not ready.wait(0.1):
            if self.gone.is_set():
                raise NotFound("the app has ended")
            if time.monotonic() > end:
                raise NotFound("the app does not answer")
        if wrong:
            raise wrong[0]
        return answer[0]

    def do(self, event: Callable[[], object]) -> None:
        """Sends an input event. From another thread it does not wait for its end: a menu may open and stay open."""
        if self._here():
            event()
            return
        wrong: list[BaseException] = []

        def work() -> None:
            try:
                event()
            except BaseException as error:  # raised again on the thread that asked
                wrong.append(error)

        self._hands.wanted.emit(work)
        self.gui(lambda: None)
        if wrong:
            raise wrong[0]

    def rest(self, milliseconds: int) -> None:
        """Lets the app work."""
        if self._here():
            QTest.qWait(milliseconds)
        else:
            time.sleep(milliseconds / 1000)

    # Looking

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
        self._at_work = self.window()  # of a window that Qt made itself the children live only as long as it is known
        found = [w for w in self._at_work.findChildren(QWidget) if isinstance(w, kinds) and w.isVisible()]
        return sorted(found, key=lambda w: (w.mapToGlobal(QPoint(0, 0)).y(), w.mapToGlobal(QPoint(0, 0)).x()))

    def names(self) -> list[str]:
        """What a screen reader could say of the window."""
        return self.gui(lambda: sorted({name_of(w) for w in self.controls() if name_of(w)}))

    def wait(self, true: Callable[[], object], what: str) -> None:
        """Lets the app work until ``true`` (asked on the GUI thread); raises NotFound with ``what`` after a while."""

        def now() -> bool:
            try:
                return bool(true())
            except NotFound:
                return False

        end = time.monotonic() + self.seconds
        while time.monotonic() < end:
            self.rest(20)
            if self.gui(now):
                return
        raise NotFound(f"{what}; showing: {', '.join(self.names())}")

    def _find(self, name: str, kinds: tuple[type[QWidget], ...]) -> QWidget | None:
        controls = [w for w in self.controls(kinds) if w.isEnabled()]
        whole = [w for w in controls if name_of(w) == name]
        if whole:
            return whole[0]
        begun = [w for w in controls if name_of(w).startswith(name)]
        part = begun or [w for w in controls if name in name_of(w)]
        return part[0] if len(part) == 1 or (part and len({name_of(w) for w in part}) == 1) else None

    def find(self, name: str, *kinds: type[QWidget]) -> QWidget:
        """The control of that name: whole, or the only one that begins so or holds it. Look at it on the GUI thread."""
        wanted = kinds or (QWidget,)
        self.wait(lambda: self._find(name, wanted) is not None, f"no {name!r}")
        return self.gui(lambda: self._found(name, wanted))

    def _found(self, name: str, kinds: tuple[type[QWidget], ...]) -> QWidget:
        found = self._find(name, kinds)
        if found is None:
            raise NotFound(f"{name!r} went away")
        return found

    def _shows(self, name: str) -> bool:
        return any(name in name_of(w) or (isinstance(w, QLabel) and name in w.text()) for w in self.controls())

    def shows(self, name: str) -> bool:
        """Whether any control or text of that name shows."""
        return self.gui(lambda: self._shows(name))

    def see(self, name: str) -> None:
        """Waits until it shows."""
        self.wait(lambda: self._shows(name), f"{name!r} never shows")
        self.said.append(f"see {name}")

    def until(self, true: Callable[[], object], what: str) -> None:
        """As ``wait``, for what is made of the person's own looks."""
        end = time.monotonic() + self.seconds
        while time.monotonic() < end:
            self.rest(20)
            if true():
                return
        raise NotFound(f"{what}; showing: {', '.join(self.names())}")

    def covers(self) -> bool:
        """Whether a dialog or a menu lies over the window."""
        return QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None

    def clipboard(self) -> str:
        """What was copied."""
        return self.gui(lambda: QApplication.clipboard().text())

    def gone_from(self, name: str) -> None:
        """Waits until it shows no more."""
        self.wait(lambda: not self._shows(name), f"{name!r} stays")

    # Acting

    def press(self, name: str) -> None:
        """Clicks the button or tick of that name: in its middle, or on its words where it is wide."""

        def click() -> None:
            button = self._found(name, (QAbstractButton,))
            wide = button.width() > 200
            self._click(button, QPoint(12, button.height() // 2) if wide else button.rect().center())

        self._at(name, (QAbstractButton,))
        self.do(click)
        self.said.append(f"press {name}")
        self.rest(60)

    def _at(self, name: str, kinds: tuple[type[QWidget], ...]) -> None:
        """Waits for it and scrolls it into view, as the wheel would."""
        self.wait(lambda: self._find(name, kinds) is not None, f"no {name!r}")
        self._front()
        self.gui(lambda: _into_view(self._found(name, kinds)))
        self.rest(20)

    def _click(self, widget: QWidget, point: QPoint, double: bool = False) -> None:
        """A click at a place of the window; what lies on top there gets it."""
        window = widget.window()
        place = widget.mapTo(window, point)
        under = window.childAt(place)
        if under is not None and under is not widget and not widget.isAncestorOf(under):
            raise NotFound(f"{name_of(widget)!r} is covered by {name_of(under) or type(under).__name__!r}")
        handle = window.windowHandle()
        if handle is None:
            raise NotFound(f"{name_of(widget)!r} is in no window")
        if double:
            QTest.mouseDClick(handle, _LEFT, _NONE, place)
        else:
            QTest.mouseClick(handle, _LEFT, _NONE, place)

    def type(self, name: str, text: str) -> None:
        """Puts text into the field of that name, replacing what it holds."""
        kinds = (QLineEdit, QPlainTextEdit, QTextEdit)

        def keys() -> None:
            field = self._found(name, kinds)
            self._click(field, field.rect().center())
            QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClick(field, Qt.Key.Key_Delete)
            if text.isascii():
                QTest.keyClicks(field, text)
            else:  # keys cannot carry every script: a person pastes it too
                QApplication.clipboard().setText(text)
                QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

        self._at(name, kinds)
        self.do(keys)
        self.said.append(f"type {name}")
        self.rest(60)

    def choose(self, name: str, option: str) -> None:
        """Chooses from the combo box of that name, by keys."""

        def keys() -> None:
            box = self._found(name, (QComboBox,))
            assert isinstance(box, QComboBox)
            index = next((i for i in range(box.count()) if option in box.itemText(i)), -1)
            if index < 0:
                raise NotFound(f"{name!r} offers no {option!r}")
            QTest.keyClick(box, Qt.Key.Key_Home)
            for _ in range(index):
                QTest.keyClick(box, Qt.Key.Key_Down)

        self._at(name, (QComboBox,))
        self.do(keys)
        self.said.append(f"choose {name}: {option}")
        self.rest(40)

    def pick(self, text: str) -> None:
        """Clicks the entry of the menu that is open."""

        def entry() -> tuple[QMenu, QAction] | None:
            menu = QApplication.activePopupWidget()
            if not isinstance(menu, QMenu):
                return None
            said = [(action.text().replace("&", "").split("\t")[0], action) for action in menu.actions()]
            whole = [action for words, action in said if words == text]
            return (menu, whole[0]) if whole else None

        def click() -> None:
            found = entry()
            if found is None:
                raise NotFound(f"the menu entry {text!r} went away")
            menu, action = found
            QTest.mouseClick(menu, _LEFT, _NONE, menu.actionGeometry(action).center())

        self.wait(lambda: entry() is not None, f"no menu with {text!r}")
        self.do(click)
        self.said.append(f"pick {text}")
        self.rest(60)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _NONE) -> None:
        """A key to whatever has the focus."""
        self._front()

        def press() -> None:
            onto = QApplication.activePopupWidget() or QApplication.focusWidget() or self.window()
            QTest.keyClick(onto, key, modifier)

        self.do(press)
        self.said.append(f"key {key.name}")
        self.rest(60)

    def _row(self, text: str) -> tuple[QAbstractItemView, QModelIndex] | None:
        for view in self.controls(QAbstractItemView):
            assert isinstance(view, QAbstractItemView)
            model = view.model()
            for r in range(min(model.rowCount(), 400) if model is not None else 0):
                for c in range(model.columnCount()):
                    index = model.index(r, c)
                    if text in _said(index):
                        return view, index
        return None

    def row_text(self, text: str) -> list[str]:
        """What a screen reader would say of each cell of that row; nothing where there is no such row."""

        def read() -> list[str]:
            found = self._row(text)
            if found is None:
                return []
            model, r = found[0].model(), found[1].row()
            return [_said(model.index(r, c)) for c in range(model.columnCount())]

        return self.gui(read)

    def row(self, text: str, double: bool = False) -> None:
        """Clicks the row whose accessible text holds ``text``, in the list or table that shows one."""

        def place() -> tuple[QAbstractItemView, QModelIndex] | None:
            return self._row(text)

        def near() -> None:
            found = place()
            if found is not None:
                found[0].scrollTo(found[1])

        def click() -> None:
            found = place()
            if found is None:
                raise NotFound(f"the row {text!r} went away")
            view, index = found
            point = view.viewport().mapTo(view, view.visualRect(index).center())
            self._click(view, point)
            if double:
                self._click(view, point, double=True)

        self.wait(lambda: place() is not None, f"no row {text!r}")
        self.gui(near)
        self.rest(40)
        self.do(click)
        self.said.append(f"row {text}")
        self.rest(80)

    def drop(self, name: str, paths: Sequence[Path]) -> None:
        """Drags files onto the widget of that name and lets them go."""

        def let_go() -> None:
            onto = self._found(name, (QWidget,))
            mime = QMimeData()
            mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
            place, copy = onto.rect().center(), Qt.DropAction.CopyAction
            QApplication.sendEvent(onto, QDragEnterEvent(place, copy, mime, _LEFT, _NONE))
            QApplication.sendEvent(onto, QDropEvent(place, copy, mime, _LEFT, _NONE))

        self.wait(lambda: self._find(name, (QWidget,)) is not None, f"no {name!r}")
        self.do(let_go)
        self.said.append(f"drop on {name}")
        self.rest(60)

    # What a window manager does

    def _front(self) -> None:
        """Gives the topmost window the keyboard, as every desktop does when one opens or is clicked."""

        def front() -> None:
            window = self.window()
            if window.windowType() != Qt.WindowType.Popup and QApplication.activeWindow() is not window:
                window.activateWindow()

        def ready() -> bool:
            window = self.window()
            return window.windowType() == Qt.WindowType.Popup or QApplication.activeWindow() is window

        self.gui(front)
        self.wait(ready, "the window gets no focus")

    def resize(self, width: int, height: int) -> None:
        """Gives the main window a size."""
        self.do(lambda: [w.resize(width, height) for w in _mains()])
        self.rest(80)

    def leave(self) -> None:
        """Closes every window by its frame's button, the topmost first."""

        def close() -> None:
            for window in [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.isWindow()][::-1]:
                window.close()

        self.do(close)

    # Pictures

    def shot(self, path: Path) -> QImage:
        """A picture of what shows: the window, and over it the dialog or menu that is open."""
        self.rest(120)
        path.parent.mkdir(parents=True, exist_ok=True)
        picture = self.gui(self._picture)
        if not picture.save(str(path)):
            raise NotFound(f"the picture {path} cannot be written")
        path.chmod(0o644)  # the app keeps its own files from others; these are for all
        return picture

    def _picture(self) -> QImage:
        top = self.window()
        mains = [main for main in _mains() if main is not top]
        if not mains:
            return top.grab().toImage()
        main = mains[0]
        pictures = [(QPoint(0, 0), main.grab())]
        over = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.isWindow() and w not in _mains()]
        for window in sorted(over, key=lambda w: w is top):
            place = window.mapToGlobal(QPoint(0, 0)) - main.mapToGlobal(QPoint(0, 0))
            if isinstance(window, QDialog):  # as it opens: in the middle
                place = main.rect().center() - window.rect().center()
            pictures.append((place, window.grab()))
        room = QRect()
        for place, part in pictures:
            room = room.united(QRect(place, part.size()))
        whole = QImage(room.size(), QImage.Format.Format_RGB32)
        whole.fill(Qt.GlobalColor.gray)
        painter = QPainter(whole)
        for place, part in pictures:
            painter.fillRect(QRect(place - room.topLeft(), part.size()).adjusted(-1, -1, 1, 1), Qt.GlobalColor.gray)
            painter.drawPixmap(place - room.topLeft(), part)
        painter.end()
        return whole


def _mains() -> list[QWidget]:
    """The windows that are no dialog, menu or tip."""
    kinds = (Qt.WindowType.Window,)
    return [w for w in QApplication.topLevelWidgets() if w.isVisible() and w.windowType() in kinds]


def _said(index: QModelIndex) -> str:
    said = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data(Qt.ItemDataRole.DisplayRole)
    return str(said) if said else ""


def _into_view(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
