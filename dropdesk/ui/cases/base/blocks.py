"""Pieces that several pages are built of: a message to copy, a numbered block, a tick with its time, a labelled
row."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from dropdesk.ui import theme
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Button, FieldRow, Link, PlainLabel, Tick, column, row
from dropdesk.ui.style import round_box
from dropdesk.ui.theme import Type, u

Act = Callable[[], object]
"""What a press does."""


class MessageBox(QWidget):
    """A message in both languages on a quiet ground, with one button that copies it whole."""

    copied = Signal()

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self._text = text
        outer = column(10, parent=self)
        self._box = _Sunken(text, name)
        outer.addWidget(self._box)
        line = row(8)
        self.button = Button(tr("Copy message"), icon="copy", height=32)
        self.button.clicked.connect(self.copy)
        line.addWidget(self.button)
        line.addStretch(1)
        outer.addLayout(line)

    def copy(self) -> None:
        """Copies the whole message, and says *Copied* for a moment."""
        QGuiApplication.clipboard().setText(self._text)
        self.button.say(tr("Copied"))
        self.button.give_icon("check")
        QTimer.singleShot(1500, self, self._rest)
        self.copied.emit()

    def _rest(self) -> None:
        self.button.say(tr("Copy message"))
        self.button.give_icon("copy")


class _Sunken(QWidget):
    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        layout = column(8, (14, 12, 14, 12), self)
        for paragraph in text.split("\n"):
            layout.addWidget(PlainLabel(paragraph, wrap=True))

    def paintEvent(self, event: QPaintEvent) -> None:
        round_box(QPainter(self), QRectF(self.rect()), u(theme.RADIUS_MESSAGE), "win", None)


class Block(QWidget):
    """A numbered piece of work: number at the left, heading, one line why, and what there is to do."""

    def __init__(self, number: int, title: str, second: str = "") -> None:
        super().__init__()
        line = row(0, parent=self)
        mark = PlainLabel(str(number), Type.BLOCK, "text2")
        mark.setFixedWidth(u(32))
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        self.body = column(0)
        self.body.addWidget(PlainLabel(title, Type.BLOCK, wrap=True))
        if second:
            self.body.addWidget(PlainLabel(second, tone="text2", wrap=True))
        self.body.addSpacing(u(12))
        line.addLayout(self.body, 1)

    def add(self, item: QWidget | QLayout, after: int = 12) -> None:
        """Adds a widget or a layout, with ``after`` px of space below it."""
        if isinstance(item, QWidget):
            self.body.addWidget(item)
        else:
            self.body.addLayout(item)
        if after:
            self.body.addSpacing(u(after))


class TickLine(QWidget):
    """A tick with its time, and at the right what else can be done with it."""

    ticked = Signal()
    links: QHBoxLayout

    def __init__(self, text: str, on: bool, when: str = "") -> None:
        super().__init__()
        line = row(12, parent=self)
        self.tick = Tick(text)
        self.tick.setChecked(on)
        self.tick.clicked.connect(lambda: self.ticked.emit())
        line.addWidget(self.tick)
        if when:
            line.addWidget(PlainLabel(when, tone="text2"))
        line.addStretch(1)
        self.links = row(16)
        line.addLayout(self.links)

    def link(self, text: str, act: Act, name: str = "") -> None:
        """Adds a quiet link at the right; ``name``: what a screen reader says."""
        made = Link(text, name=name)
        made.clicked.connect(lambda: act())
        self.links.addWidget(made)


def labelled(label: str, field: QWidget, hint: str = "", stretch: bool = False) -> FieldRow:
    """A row of a form: label 112, field; 44 high."""
    made = FieldRow(label, field, hint, stretch=stretch)
    layout = made.layout()
    if layout is not None:
        layout.setContentsMargins(0, u(6), 0, u(6))
    return made
