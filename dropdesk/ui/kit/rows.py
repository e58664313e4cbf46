"""Lines, navigation rows, facts, steps and amounts: what pages are built of. Space and lines divide; no cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from dropdesk.ui import icons, theme
from dropdesk.ui.i18n import pair
from dropdesk.ui.kit.badge import Icon, ground
from dropdesk.ui.kit.buttons import Link
from dropdesk.ui.kit.text import PlainLabel, plain, tip
from dropdesk.ui.style import focus_ring, round_box
from dropdesk.ui.theme import Type, color, u

_NAV_PAD, _NAV_HEIGHT, _NAV_RADIUS = 10, 30, 6
_NAV_COUNT_GAP = 12
"""Between a row's word and its count."""
RAIL_BUTTON = 36
_FACT_NAME = 74
_TWO_BOX = 36
"""Ground of the icon before two lines."""
_STEP, _STEP_AROUND = 60, 20
"""Least height of a step, and what it needs beside its two lines."""
_STEP_CIRCLE, _STEP_GAP = 24, 12
_STEP_LINE_ABOVE, _STEP_LINE_BELOW = 5, 4
"""What the line between two steps leaves free under a circle and over the next."""
_STEP_RING_BELOW, _STEP_RING = 8, 5
_STEPS_LEAST = 160


class Line(QWidget):
    """A 1 px separator."""

    def __init__(self, upright: bool = False) -> None:
        super().__init__()
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overridden: one fill in the line's colour is all."""
        QPainter(self).fillRect(self.rect(), color("line"))


def clear(layout: QLayout) -> None:
    """Empties a layout; the widgets go with it."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def column(
    spacing: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0), parent: QWidget | None = None
) -> QVBoxLayout:
    """A column with ``spacing`` between its parts and ``margins`` (left, top, right, bottom), px at 100 % text."""
    made = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    made.setContentsMargins(*(u(part) for part in margins))
    made.setSpacing(u(spacing))
    return made


def row(
    spacing: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0), parent: QWidget | None = None
) -> QHBoxLayout:
    """As ``column``, side by side."""
    made = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    made.setContentsMargins(*(u(part) for part in margins))
    made.setSpacing(u(spacing))
    return made


class Scroll(QScrollArea):
    """A page that scrolls, never sideways; it takes the focus only by its content."""

    def __init__(self, content: QWidget, name: str = "", tone: str = "surface") -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self.setAccessibleName(name)
        ground(content, tone)
        ground(self.viewport(), tone)


class NavRow(QPushButton):
    """A row of the sidebar: icon, word, count. Checked = where you are, or a verdict that filters."""

    def __init__(self, icon: str, text: str, height: int = _NAV_HEIGHT, tone: str = "", checkable: bool = True) -> None:
        super().__init__()
        self._icon, self._shown, self._count, self._tone, self._height = icon, text, "", tone, height
        self.setCheckable(checkable)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(text, "")

    def say(self, text: str, count: str, name: str = "") -> None:
        """Sets word and count; ``name``: what a screen reader says instead of the word."""
        self._shown, self._count = plain(text), count
        self.setText(self._shown)
        self.setAccessibleName(name or self._shown)
        self.setAccessibleDescription(count)
        self.update()

    def sizeHint(self) -> QSize:
        """Overridden: icon, word and count beside each other, at the height asked for."""
        wide = QFontMetricsF(theme.font(Type.STRONG)).horizontalAdvance(self._shown)
        count = QFontMetricsF(theme.font()).horizontalAdvance(self._count)
        return QSize(int(wide + count) + u(3 * _NAV_PAD + theme.ICON + _NAV_COUNT_GAP), u(self._height))

    def minimumSizeHint(self) -> QSize:
        """Overridden: never smaller than the hint, since nothing of it may be cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overridden to paint the count at the right and a verdict's icon in its colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            round_box(painter, rect, u(_NAV_RADIUS), "nav" if self.isChecked() else "hover", None)
        side = u(theme.ICON)
        icons.paint(painter, self._icon, u(_NAV_PAD), (rect.height() - side) / 2, self._icon_tone(), side)
        painter.setFont(theme.font(Type.STRONG if self.isChecked() else Type.MEDIUM if not self._tone else Type.BODY))
        painter.setPen(color("text"))
        painter.drawText(
            rect.adjusted(u(_NAV_PAD) + side + u(_NAV_PAD), 0, -u(_NAV_PAD), 0),
            int(Qt.AlignmentFlag.AlignVCenter),
            self._shown,
        )
        painter.setFont(theme.font())
        painter.setPen(color("text2"))
        painter.drawText(
            rect.adjusted(0, 0, -u(_NAV_PAD), 0),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
            self._count,
        )
        if self.hasFocus():
            focus_ring(painter, rect, u(_NAV_RADIUS))

    def _icon_tone(self) -> str:
        if self._tone:
            return theme.badge(self._tone).mark
        return "text" if self.isChecked() else "text2"


class RailBtn(QPushButton):
    """A square button of the rail; its name is the tool tip."""

    def __init__(self, icon: str, name: str, checkable: bool = True) -> None:
        super().__init__()
        self._icon = icon
        self.setCheckable(checkable)
        self.setAutoDefault(False)
        self.setFixedSize(u(RAIL_BUTTON), u(RAIL_BUTTON))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say(name)

    def say(self, name: str) -> None:
        """Sets the name: spoken, and shown as tool tip."""
        self.setAccessibleName(name)
        tip(self, name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overridden to paint the icon in our colours."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            round_box(painter, rect, u(theme.RADIUS_CONTROL), "nav" if self.isChecked() else "hover", None)
        side = u(theme.ICON)
        icons.paint(
            painter,
            self._icon,
            (rect.width() - side) / 2,
            (rect.height() - side) / 2,
            "text" if self.isChecked() else "text2",
            side,
        )
        if self.hasFocus():
            focus_ring(painter, rect, u(theme.RADIUS_CONTROL))


class Fact(QWidget):
    """Name, value over its age, and at the right one word that acts."""

    acted = Signal()

    def __init__(
        self, name: str, value: str, age: str, action: str = "", action_name: str = "", trailing: str = ""
    ) -> None:
        super().__init__()
        line = row(8, parent=self)
        first = PlainLabel(name, tone="text2", elide=True)
        first.setFixedWidth(u(_FACT_NAME))
        line.addWidget(first)
        middle = column()
        self.value = PlainLabel(value, Type.MEDIUM, wrap=True)
        self.age = PlainLabel(age, Type.SMALL, "text2", wrap=True)
        middle.addWidget(self.value)
        if age:
            middle.addWidget(self.age)
        line.addLayout(middle, 1)
        self.link: Link | None = None
        if action:
            self.link = Link(action, trailing=trailing, name=action_name or pair(action, name))
            self.link.clicked.connect(self.acted)
            line.addWidget(self.link)


class Amount(QWidget):
    """A name at the left, an amount (or any value) at the right."""

    def __init__(
        self, name: str, value: str, strong: bool = True, tone: str = "text", name_tone: str = "text2"
    ) -> None:
        super().__init__()
        line = row(12, parent=self)
        line.addWidget(PlainLabel(name, tone=name_tone, elide=True), 1)
        line.addWidget(PlainLabel(value, Type.STRONG if strong else Type.BODY, tone))


class TwoLines(QWidget):
    """A row: strong line over a small one at the left, the same at the right; optional widget at the end."""

    def __init__(
        self, first: str, second: str = "", value: str = "", value_second: str = "", icon: str = "",
        end: QWidget | None = None, tone: str = "text",
    ) -> None:  # fmt: skip
        super().__init__()
        line = row(16, (0, 10, 0, 10), self)
        if icon:
            line.addWidget(Icon(icon, box=_TWO_BOX))
        left = column()
        self.first = PlainLabel(first, Type.MEDIUM, wrap=True)
        self.second = PlainLabel(second, Type.SMALL, "text2", wrap=True)
        left.addWidget(self.first)
        if not second:  # never shown before it has its place: that would flash as a window and take the focus
            self.second.hide()
        left.addWidget(self.second)
        line.addLayout(left, 1)
        if value or value_second:
            right = column()
            right.addWidget(PlainLabel(value, Type.STRONG, tone, align=Qt.AlignmentFlag.AlignRight))
            if value_second:
                right.addWidget(PlainLabel(value_second, Type.SMALL, "text2", align=Qt.AlignmentFlag.AlignRight))
            line.addLayout(right)
        if end is not None:
            line.addWidget(end)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the assistant. ``mark``: ``""`` to come, ``here``, ``tick``, ``wait``, ``lock``, ``skip``."""

    title: str
    result: str = ""
    mark: str = ""
    shown: bool = False


class _StepRow(QPushButton):
    def __init__(self, number: int, step: Step, last: bool) -> None:
        super().__init__()
        self._number, self._step, self._last = number, step, last
        self.setAutoDefault(False)
        self.setCheckable(True)
        self.setChecked(step.shown)
        self.setFlat(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(max(u(_STEP), theme.line() + theme.line(Type.SMALL) + u(_STEP_AROUND)))
        self.setText(plain(step.title))
        self.setAccessibleName(f"{number} {plain(step.title)}")
        self.setAccessibleDescription(plain(step.result))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step, side = self._step, u(_STEP_CIRCLE)
        circle = QRectF(0.5, 1.5, side - 1, side - 1)
        painter.setPen(Qt.PenStyle.NoPen)
        if step.shown:
            painter.setBrush(color("accent"))
        elif step.mark == "tick":
            painter.setBrush(color("selection"))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(
                QPen(color("accent" if step.mark == "wait" else "soft"), 1.5 if step.mark == "wait" else 1.2)
            )
        painter.drawEllipse(circle)
        ink = "on_accent" if step.shown else "accent" if step.mark in ("tick", "wait") else "text2"
        sign = {"tick": "check", "wait": "waiting", "lock": "lock"}.get(step.mark, "")
        small = u(theme.ICON_SMALL)
        if sign and not (step.shown and step.mark == "tick"):
            icons.paint(painter, sign, circle.center().x() - small / 2, circle.center().y() - small / 2, ink, small)
        else:
            painter.setPen(color(ink))
            painter.setFont(theme.font(Type.HEADING, 600))
            painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), str(self._number))
        if not self._last:
            painter.setPen(QPen(color("soft"), 1.5))
            x = circle.center().x()
            painter.drawLine(
                QPointF(x, circle.bottom() + u(_STEP_LINE_ABOVE)), QPointF(x, self.height() - u(_STEP_LINE_BELOW))
            )
        left = side + u(_STEP_GAP)
        room = self.width() - left
        painter.setFont(theme.font(Type.STRONG if step.shown else Type.MEDIUM))
        painter.setPen(color("text" if step.shown or step.mark in ("tick", "wait") else "text2"))
        title = QFontMetricsF(theme.font(Type.STRONG)).elidedText(plain(step.title), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, 1, room, side), int(Qt.AlignmentFlag.AlignVCenter), title)
        painter.setFont(theme.font(Type.SMALL))
        painter.setPen(color("text2"))
        result = QFontMetricsF(theme.font(Type.SMALL)).elidedText(plain(step.result), Qt.TextElideMode.ElideRight, room)
        painter.drawText(
            QRectF(left, side - u(1), room, theme.line(Type.SMALL) + 2), int(Qt.AlignmentFlag.AlignVCenter), result
        )
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()).adjusted(0, 0, 0, -u(_STEP_RING_BELOW)), u(_STEP_RING))


class Steps(QWidget):
    """The assistant's five steps, always the same list; ``chosen`` tells the index (from 0)."""

    chosen = Signal(int)

    def __init__(self, steps: Sequence[Step] = ()) -> None:
        super().__init__()
        self.setMinimumWidth(u(_STEPS_LEAST))
        self._layout = column(parent=self)
        self.say(steps)

    def say(self, steps: Sequence[Step]) -> None:
        """Shows these steps in place of those before."""
        clear(self._layout)
        for number, step in enumerate(steps):
            made = _StepRow(number + 1, step, number == len(steps) - 1)
            made.clicked.connect(lambda _=False, number=number: self.chosen.emit(number))
            self._layout.addWidget(made)
        self._layout.addStretch(1)


class Fold(QWidget):
    """One folded hint: a link that opens the words below it."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        layout = column(4, parent=self)
        self._link = Link(title, icon="right")
        self._text = PlainLabel(text, tone="text2", wrap=True)
        self._text.hide()
        self._link.clicked.connect(self._turn)
        layout.addWidget(self._link)
        layout.addWidget(self._text)

    def _turn(self) -> None:
        shown = self._text.isHidden()
        self._text.setVisible(shown)
        self._link.give_icon("down" if shown else "right")
