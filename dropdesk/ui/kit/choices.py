"""What a person chooses with: ticks, one of several answers, segments, tabs. Real Qt buttons that paint themselves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from dropdesk.ui import theme
from dropdesk.ui.kit.text import plain
from dropdesk.ui.style import focus_ring, radio_circle, round_box
from dropdesk.ui.theme import Type, color, u

_CIRCLE = 18
"""Diameter of a choice's circle."""
_AFTER_CIRCLE = 13
"""Between the circle and its words."""
_AROUND, _AROUND_LARGE, _AROUND_TWO = 10, 20, 18
"""Above and below a choice's words together: one line, one line of a large choice, two lines."""
_CHOICE_LEAST = 160
_WORDS_PAD = 7
"""Between a choice's words and the focus ring around them."""
_SEGMENT_PAD, _SEGMENT_HEIGHT = 13, 28
_SEGMENT_EDGE = 2
"""Around and between segments, px at any text size."""
_TAB_PAD, _TAB_HEIGHT = 10, 30
_TAB_GAP = 4
_COUNT_GAP = 6
"""Between a tab's name and its count."""
_RING = 5
"""Radius of the focus ring around a choice's words and a segment."""


class Tick(QCheckBox):
    """A real check box; ``Space`` ticks it. Text from outside cannot act as a mnemonic."""

    def __init__(self, text: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say(text, name)

    def say(self, text: str, name: str = "") -> None:
        """Sets the text, and the accessible name where it says more than the text does."""
        shown = plain(text)
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleName(plain(name) or shown)


class Choice(QRadioButton):
    """One of several answers, with an optional second line that says what follows."""

    def __init__(self, text: str, second: str = "", large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown, self._second, self._large = plain(text), plain(second), large
        self.setText(self._shown.replace("&", "&&"))
        self.setAccessibleName(self._shown)
        self.setAccessibleDescription(self._second)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """Overridden: room for the circle and one or two lines."""
        width = QFontMetricsF(theme.font(Type.STRONG)).horizontalAdvance(self._shown)
        if self._second:
            width = max(width, QFontMetricsF(theme.font(Type.SMALL)).horizontalAdvance(self._second))
        height = theme.line() + (
            theme.line(Type.SMALL) + u(_AROUND_TWO) if self._second else u(_AROUND_LARGE if self._large else _AROUND)
        )
        return QSize(int(width) + u(_CIRCLE + _AFTER_CIRCLE) + 2, height)

    def minimumSizeHint(self) -> QSize:
        """Overridden: narrower than its words, which are then cut, never lower."""
        return QSize(min(self.sizeHint().width(), u(_CHOICE_LEAST)), self.sizeHint().height())

    def hitButton(self, place: object) -> bool:
        """Overridden: a press anywhere in its room chooses, also on the second line."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overridden to paint two lines, the second smaller, and the focus around the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        side = u(_CIRCLE)
        circle = QRectF(0.5, rect.center().y() - side / 2, side, side)
        radio_circle(painter, circle, self.isChecked(), self.isEnabled())
        x = side + u(_AFTER_CIRCLE)
        kind = Type.STRONG if self.isChecked() or self._second else Type.BODY
        if self.hasFocus():
            focus_ring(painter, self._words_box(x, kind, rect), u(_RING))
        painter.setPen(color("text" if self.isEnabled() else "text2"))
        painter.setFont(theme.font(kind))
        room = QRectF(x, 0, rect.width() - x, rect.height())
        cut = QFontMetricsF(theme.font(kind)).elidedText(self._shown, Qt.TextElideMode.ElideRight, room.width())
        if not self._second:
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), cut)
            return
        top = (rect.height() - theme.line() - theme.line(Type.SMALL)) / 2
        painter.drawText(QRectF(x, top, room.width(), theme.line()), int(Qt.AlignmentFlag.AlignVCenter), cut)
        painter.setFont(theme.font(Type.SMALL))
        painter.setPen(color("text2"))
        cut = QFontMetricsF(theme.font(Type.SMALL)).elidedText(self._second, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(
            QRectF(x, top + theme.line(), room.width(), theme.line(Type.SMALL)), int(Qt.AlignmentFlag.AlignVCenter), cut
        )

    def _words_box(self, x: float, kind: Type, rect: QRectF) -> QRectF:
        """Around the words, clear of the circle: where the focus shows."""
        wide = QFontMetricsF(theme.font(kind)).horizontalAdvance(self._shown)
        if self._second:
            wide = max(wide, QFontMetricsF(theme.font(Type.SMALL)).horizontalAdvance(self._second))
        pad = u(_WORDS_PAD)
        return QRectF(x - pad, rect.y() + 1, min(wide + u(2 * _WORDS_PAD), rect.width() - x + pad), rect.height() - 2)


class _Segment(QRadioButton):
    def __init__(self, text: str) -> None:
        super().__init__()
        self._shown = plain(text)
        self.setText(self._shown.replace("&", "&&"))
        self.setAccessibleName(self._shown)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(theme.font(Type.STRONG)).horizontalAdvance(self._shown)
        return QSize(int(width) + u(2 * _SEGMENT_PAD), u(_SEGMENT_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, place: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.isChecked():
            dark = theme.tokens().dark
            round_box(painter, rect, u(_RING), "soft" if dark else "surface", None)
        painter.setFont(theme.font(Type.STRONG if self.isChecked() else Type.MEDIUM))
        painter.setPen(color("text" if self.isChecked() else "text2"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self._shown)
        if self.hasFocus():
            focus_ring(painter, rect, u(_RING))


class Segments(QWidget):
    """A few exclusive options side by side; arrow keys move. ``chosen`` tells the key."""

    chosen = Signal(str)

    def __init__(
        self, options: Sequence[tuple[str, str]], value: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SEGMENT_EDGE, _SEGMENT_EDGE, _SEGMENT_EDGE, _SEGMENT_EDGE)
        row.setSpacing(_SEGMENT_EDGE)
        self._group = QButtonGroup(self)
        self._keys: dict[str, QAbstractButton] = {}
        for key, text in options:
            made = _Segment(text)
            made.setAccessibleDescription(name)
            self._group.addButton(made)
            row.addWidget(made)
            self._keys[key] = made
            made.toggled.connect(lambda on, key=key: self._turned(key, on))
        self.choose(value)

    def _turned(self, key: str, on: bool) -> None:
        if on:
            self.chosen.emit(key)

    def choose(self, key: str) -> None:
        """Chooses without telling anybody."""
        if key in self._keys:
            self.blockSignals(True)
            self._keys[key].setChecked(True)
            self.blockSignals(False)

    def value(self) -> str:
        """The chosen key; ``""``: none."""
        return next((key for key, made in self._keys.items() if made.isChecked()), "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overridden to paint the track that the segments lie in."""
        round_box(QPainter(self), QRectF(self.rect()), u(theme.RADIUS_CONTROL), "track", None)


class _Tab(QPushButton):
    def __init__(self, key: str, text: str) -> None:
        super().__init__()
        self.key, self._shown, self._count = key, text, ""
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(text, "")

    def say(self, text: str, count: str) -> None:
        self._shown, self._count = text, count
        self.setText(f"{text} {count}".strip())
        self.setAccessibleName(text)
        self.setAccessibleDescription(count)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(theme.font(Type.STRONG)).horizontalAdvance(self._shown)
        if self._count:
            width += u(_COUNT_GAP) + QFontMetricsF(theme.font(Type.BODY)).horizontalAdvance(self._count)
        return QSize(int(width) + u(2 * _TAB_PAD), u(_TAB_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            round_box(painter, rect, u(theme.RADIUS_CONTROL), "hover", None)
        strong = theme.font(Type.STRONG if self.isChecked() else Type.MEDIUM)
        wide = QFontMetricsF(strong).horizontalAdvance(self._shown)
        count = QFontMetricsF(theme.font()).horizontalAdvance(self._count)
        x = (rect.width() - wide - (u(_COUNT_GAP) + count if self._count else 0)) / 2
        painter.setFont(strong)
        painter.setPen(color("text" if self.isChecked() else "text2"))
        painter.drawText(QRectF(x, 0, wide + 2, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), self._shown)
        painter.setFont(theme.font())
        painter.setPen(color("text2"))
        painter.drawText(
            QRectF(x + wide + u(_COUNT_GAP), 0, count + 2, rect.height()),
            int(Qt.AlignmentFlag.AlignVCenter),
            self._count,
        )
        if self.hasFocus():
            focus_ring(painter, rect, u(theme.RADIUS_CONTROL))


class Tabs(QWidget):
    """Views side by side with counts. Left and right move; only the chosen one is in the tab order."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(u(_TAB_GAP))
        self._group = QButtonGroup(self)
        self._tabs: dict[str, _Tab] = {}
        for key, text in options:
            made = _Tab(key, text)
            self._group.addButton(made)
            row.addWidget(made)
            self._tabs[key] = made
            made.clicked.connect(lambda _=False, key=key: self._pick(key))
        self.choose(options[0][0])

    def _pick(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)

    def choose(self, key: str) -> None:
        """Chooses without telling anybody."""
        self._tabs[key].setChecked(True)
        for other, made in self._tabs.items():
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus)

    def value(self) -> str:
        """The chosen key; one always is."""
        return next(key for key, made in self._tabs.items() if made.isChecked())

    def say(self, key: str, text: str, count: str) -> None:
        """Sets a tab's text and its count, which is read after it."""
        self._tabs[key].say(text, count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Overridden: left and right go to the next tab and round, as the other tabs are out of the tab order."""
        keys = list(self._tabs)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        wanted = keys[(keys.index(self.value()) + step) % len(keys)]
        self._pick(wanted)
        self._tabs[wanted].setFocus(Qt.FocusReason.TabFocusReason)
