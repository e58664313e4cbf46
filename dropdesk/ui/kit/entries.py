"""Entries beyond plain text: a moment, a count, a wait that may take a while."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QDateTime, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDateTimeEdit, QSizePolicy, QWidget

from dropdesk.ui import theme
from dropdesk.ui.i18n import in_use, tr
from dropdesk.ui.kit.buttons import IconButton
from dropdesk.ui.kit.fields import Field
from dropdesk.ui.kit.rows import row
from dropdesk.ui.kit.text import PlainLabel, plain
from dropdesk.ui.style import round_box
from dropdesk.ui.theme import Type, u

_WHEN_WIDTH = 190
_STEP, _COUNT_WIDTH = 28, 52
"""Side of a counter's buttons, and width of its number."""
_BAR, _BAR_ROOM, _BAR_WIDTH = 4, 20, 320
"""Height of the bar that runs, the room below its words, and its least width."""
_RUN_EVERY, _RUN_BY, _RUN_SHARE = 40, 0.012, 0.28
"""The bar: a step every so many ms, by this share of the way; which share of the width is filled."""


class When(QDateTimeEdit):
    """A moment in the person's own time; up and down change the part under the cursor. ``dated``: the day alone."""

    changed = Signal()

    def __init__(self, name: str, at: datetime, dated: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrame(False)
        self.setButtonSymbols(QDateTimeEdit.ButtonSymbols.NoButtons)
        day = in_use().field_day
        self.setDisplayFormat(day if dated else f"{day}  HH:mm")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        edit = self.lineEdit()
        edit.setAccessibleName(name)
        edit.setTextMargins(u(theme.FIELD_PAD), 0, u(theme.FIELD_PAD), 0)
        self.give(at)
        self.dateTimeChanged.connect(lambda _: self.changed.emit())

    def give(self, at: datetime) -> None:
        """Shows a moment without telling anybody."""
        self.blockSignals(True)
        self.setDateTime(QDateTime.fromSecsSinceEpoch(int(at.timestamp())))
        self.blockSignals(False)

    def at(self) -> datetime:
        """The moment as typed, aware."""
        return datetime.fromtimestamp(self.dateTime().toSecsSinceEpoch(), UTC)

    def sizeHint(self) -> QSize:
        """Overridden: as high as other fields, whatever Qt's style adds."""
        return QSize(u(_WHEN_WIDTH), u(theme.FIELD))

    def minimumSizeHint(self) -> QSize:
        """Overridden: never smaller than the hint, since nothing of it may be cut."""
        return self.sizeHint()

    def wheelEvent(self, event: object) -> None:
        """A wheel over a closed field must not change a value."""
        event.ignore()  # type: ignore[attr-defined]


class Counter(QWidget):
    """A count between two buttons. Typing works as well; what is out of bounds is brought back when it is left."""

    changed = Signal(int)

    def __init__(self, name: str, value: int, most: int, least: int = 0) -> None:
        super().__init__()
        self._least, self._most = least, most
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = row(2, parent=self)
        self._minus = IconButton("minus", tr("One less: {name}", name=plain(name)), _STEP)
        self._plus = IconButton("plus", tr("One more: {name}", name=plain(name)), _STEP)
        self.field = Field(plain(name))
        self.field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.field.setFixedWidth(u(_COUNT_WIDTH))
        for widget in (self._minus, self.field, self._plus):
            line.addWidget(widget)
        self._minus.clicked.connect(lambda: self._step(-1))
        self._plus.clicked.connect(lambda: self._step(1))
        self.field.editingFinished.connect(self._left)
        self.give(value)

    def give(self, value: int) -> None:
        """Shows a count without telling anybody."""
        shown = max(self._least, min(self._most, value))
        self.field.setText(str(shown))
        self._minus.setEnabled(shown > self._least)
        self._plus.setEnabled(shown < self._most)

    def value(self) -> int:
        """The count as it stands, brought into its bounds; what is no number counts as the least."""
        text = self.field.text().strip()
        return max(self._least, min(self._most, int(text))) if text.isdecimal() else self._least

    def _step(self, by: int) -> None:
        self.give(self.value() + by)
        self.changed.emit(self.value())

    def _left(self) -> None:
        self.give(self.value())
        self.changed.emit(self.value())


class Progress(QWidget):
    """Words, and a bar that runs as long as nobody knows how long it takes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._place = 0.0
        self._words = plain(text)
        self.setAccessibleName(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line = row(0, (0, 0, 0, 10), self)
        line.addWidget(PlainLabel(text, Type.MEDIUM), 0, Qt.AlignmentFlag.AlignTop)
        self._timer = QTimer(self)
        self._timer.setInterval(_RUN_EVERY)
        self._timer.timeout.connect(self._run)

    def sizeHint(self) -> QSize:
        """Overridden: words over the bar."""
        return QSize(u(_BAR_WIDTH), theme.line() + u(_BAR_ROOM))

    def showEvent(self, event: object) -> None:
        """Overridden: the bar runs only while it is seen."""
        self._timer.start()

    def hideEvent(self, event: object) -> None:
        """Overridden: see ``showEvent``."""
        self._timer.stop()

    def _run(self) -> None:
        self._place = (self._place + _RUN_BY) % 1.0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overridden to paint the bar below the words."""
        painter = QPainter(self)
        high, wide = u(_BAR), float(self.width())
        y = self.height() - high - 1
        round_box(painter, QRectF(0, y, wide, high), high / 2, "track", None)
        part = wide * _RUN_SHARE
        x = (wide + part) * self._place - part
        begin, end = max(0.0, x), min(wide, x + part)
        if end > begin:
            round_box(painter, QRectF(begin, y, end - begin, high), high / 2, "accent", None)
