"""Questions, dialogs, banners and empty states; plain text only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from dropdesk.ui import theme
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit.badge import Icon
from dropdesk.ui.kit.buttons import Button, Link
from dropdesk.ui.kit.rows import column, row
from dropdesk.ui.kit.text import Heading, PlainLabel, plain
from dropdesk.ui.style import round_box
from dropdesk.ui.theme import Type, u

WIDTH, QUESTION = 560, 440
"""Width of a dialog, and of one that only asks."""
_DIALOG_PAD = (28, 24, 28, 24)
_DIALOG_GAP = 16
_EMPTY_ICON, _EMPTY_BOX = 24, 48


class Dialog(QDialog):
    """A native window: title, ``body`` to fill, buttons at the right below."""

    def __init__(self, title: str, parent: QWidget | None = None, width: int = WIDTH) -> None:
        super().__init__(parent)
        self.setWindowTitle(plain(title))
        self.setAccessibleName(plain(title))
        self.setMinimumWidth(u(width))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(u(side) for side in _DIALOG_PAD))
        outer.setSpacing(u(_DIALOG_GAP))
        self.heading = Heading(title, Type.SENTENCE)
        outer.addWidget(self.heading)
        self.body = column(12)
        outer.addLayout(self.body, 1)
        self.buttons: QHBoxLayout = row(8)
        self.buttons.addStretch(1)
        outer.addLayout(self.buttons)

    def add_button(self, button: Button, act: Callable[[], object], default: bool = False) -> Button:
        """Adds a button at the right. ``default``: Enter presses it."""
        button.clicked.connect(lambda _=False: act())
        button.setAutoDefault(False)
        button.setDefault(default)
        self.buttons.addWidget(button)
        return button


def ask(
    parent: QWidget | None, title: str, text: str, buttons: Sequence[tuple[str, str, str]], default: str = "",
    detail: str = "",
) -> str:  # fmt: skip
    """Asks and waits. ``buttons``: (key, text, variant), left to right; returns the key, ``""`` for Escape.

    ``default`` gets the focus; on anything that cannot be undone that is the harmless one.
    """
    dialog = Dialog(title, parent, QUESTION)
    answer = [""]
    if text:
        dialog.body.addWidget(PlainLabel(text, wrap=True))
    if detail:
        dialog.body.addWidget(PlainLabel(detail, Type.SMALL, "text2", wrap=True))

    def give(key: str) -> None:
        answer[0] = key
        dialog.accept()

    for key, words, variant in buttons:
        made = dialog.add_button(Button(words, variant), partial(give, key), key == default)
        if key == default:
            made.setFocus()
    dialog.exec()
    dialog.deleteLater()
    return answer[0]


def tell(parent: QWidget | None, title: str, text: str, detail: str = "") -> None:
    """Says something that needs no decision."""
    ask(parent, title, text, [("ok", tr("Close"), "primary")], "ok", detail)


class Banner(QWidget):
    """A line of words over its page. ``tone``: info, warn, danger, ok. The words carry the meaning, not the colour."""

    acted = Signal()
    _LOOK: ClassVar = {
        "info": ("info", "accent"),
        "warn": ("alarm", "warn_text"),
        "danger": ("alarm", "danger_text"),
        "ok": ("check", "ok_text"),
    }

    def __init__(self, text: str = "", tone: str = "info", action: str = "", detail: str = "") -> None:
        super().__init__()
        # Fixed would hold it at the height of its hint, and cut words that wrap once more at the place's width.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        icon, ink = self._LOOK[tone]
        line = row(10, (14, 10, 14, 10), self)
        line.addWidget(Icon(icon, ink), 0, Qt.AlignmentFlag.AlignTop)
        words = column()
        self.label = PlainLabel(text, Type.MEDIUM, wrap=True)
        words.addWidget(self.label)
        if detail:
            words.addWidget(PlainLabel(detail, Type.SMALL, "text2", wrap=True))
        line.addLayout(words, 1)
        if action:
            link = Link(action)
            link.clicked.connect(self.acted)
            line.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overridden to paint the ground and its edge."""
        round_box(QPainter(self), QRectF(self.rect()), u(theme.RADIUS_MESSAGE), "win", "line")


class Empty(QWidget):
    """An empty place: icon, what this is for, and what to do about it."""

    acted = Signal()

    def __init__(self, icon: str, title: str, text: str = "", action: str = "", variant: str = "secondary") -> None:
        super().__init__()
        layout = column(8, (24, 24, 24, 24), self)
        layout.addStretch(2)
        layout.addWidget(Icon(icon, side=_EMPTY_ICON, box=_EMPTY_BOX), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(u(4))
        self.title = PlainLabel(title, Type.BLOCK, wrap=True, align=Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.title)
        self.text = PlainLabel(text, tone="text2", wrap=True, align=Qt.AlignmentFlag.AlignHCenter)
        # Never shown before it has its place: that would flash as a window of its own and take the focus.
        if not text:
            self.text.hide()
        layout.addWidget(self.text)
        self.button = Button(action, variant)
        if not action:
            self.button.hide()
        self.button.clicked.connect(self.acted)
        layout.addSpacing(u(8))
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def say(self, title: str, text: str, action: str) -> None:
        """Sets title, text and the button's word; what is empty is hidden."""
        self.title.say(title)
        self.text.say(text)
        self.text.setVisible(bool(text))
        self.button.say(action)
        self.button.setVisible(bool(action))
