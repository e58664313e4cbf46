"""Buttons in their variants, ticks, choices, segments and tabs: real Qt buttons that paint themselves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
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

from dropdesk.ui import icons, theme
from dropdesk.ui.kit.text import plain, tip
from dropdesk.ui.style import focus_ring, radio_circle, round_box
from dropdesk.ui.theme import Type, color, u


class Button(QPushButton):
    """A button. ``variant``: primary, secondary, danger, link, ghost. ``hint``: its shortcut, shown at the right.

    ``height``: 36 normal, 40 for a pane's one action, 44 for the commit, 32 beside fields. ``left``: text at the left.
    """

    def __init__(
        self, text: str, variant: str = "secondary", icon: str = "", trailing: str = "", hint: str = "",
        height: int = 36, left: bool = False, name: str = "", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._variant, self._icon, self._trailing, self._hint, self._left = variant, icon, trailing, hint, left
        self._height = 24 if variant == "link" else height
        self._shown = ""
        self.setSizePolicy(
            QSizePolicy.Policy.Fixed if not left else QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor if variant == "link" else Qt.CursorShape.ArrowCursor)
        self.say(text, name)

    def say(self, text: str, name: str = "") -> None:
        """Sets the text, and the accessible name where it says more than the text does."""
        self._shown = plain(text)
        super().setText(self._shown.replace("&", "&&"))
        self.setAccessibleName(plain(name) or self._shown)
        self.updateGeometry()
        self.update()

    def shown(self) -> str:
        """The text as read, without Qt's mnemonic marks."""
        return self._shown

    def variant(self, name: str) -> None:
        self._variant = name
        self.update()

    def give_icon(self, name: str) -> None:
        self._icon = name
        self.update()

    def _kind(self) -> Type:
        return Type.STRONG if self._variant in ("primary", "danger") else Type.MEDIUM

    def sizeHint(self) -> QSize:
        kind = self._kind()
        width = QFontMetricsF(theme.font(kind)).horizontalAdvance(self._shown)
        pad = 0 if self._variant == "link" else u(14 if self._height <= 32 else 18 if self._height >= 40 else 16)
        if self._icon:
            width += u(16) + (u(8) if self._shown else 0)
        if self._trailing:
            width += u(16) + u(8)
        if self._hint:
            width += QFontMetricsF(theme.font(Type.SMALL)).horizontalAdvance(self._hint) + u(24)
        if not self._shown and self._icon:
            return QSize(u(self._height), u(self._height))
        return QSize(int(width + 0.999) + 2 * pad, max(u(self._height), theme.line(kind) + u(4)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _colors(self) -> tuple[str | None, str | None, str]:
        """Fill, edge, text."""
        over = (self.underMouse() and self.isEnabled()) or self.isDown()
        if not self.isEnabled():
            return (None, None, "text2") if self._variant in ("link", "ghost") else ("track", None, "text2")
        match self._variant:
            case "primary":
                return "accent", None, "on_accent"
            case "danger":
                return "danger", None, "on_danger"
            case "link":
                return None, None, "accent"
            case "ghost":
                return ("hover" if over else None), None, "text"
            case _:
                return ("hover" if over else "surface"), "soft", "text"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        fill, edge, text = self._colors()
        radius = u(theme.RADIUS_CONTROL)
        if fill or edge:
            round_box(painter, rect, radius, fill, edge)
        if self._variant in ("primary", "danger") and self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.setBrush(icons.faded(color("text"), 0.16 if self.isDown() else 0.08))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(rect, radius, radius)
        self._paint_content(painter, rect, text)
        if self.hasFocus():
            if self._variant in ("primary", "danger"):
                # The ring must stand off from the button's own colour.
                focus_ring(painter, rect, radius)
                round_box(painter, rect.adjusted(2, 2, -2, -2), radius - 2, None, "surface", 2.0)
            else:
                focus_ring(painter, rect, radius if self._variant != "link" else u(4))

    def _paint_content(self, painter: QPainter, rect: QRectF, tone: str) -> None:
        metrics = QFontMetricsF(theme.font(self._kind()))
        wide = metrics.horizontalAdvance(self._shown)
        side = u(16)
        total = (
            wide + (side + (u(8) if self._shown else 0) if self._icon else 0) + (side + u(8) if self._trailing else 0)
        )
        pad = u(16) if self._variant != "link" else 0
        x = rect.x() + pad if self._left or self._variant == "link" else rect.x() + (rect.width() - total) / 2
        middle = rect.center().y()
        if self._icon:
            icons.paint(painter, self._icon, x, middle - side / 2, tone, side)
            x += side + u(8)
        painter.setFont(theme.font(self._kind()))
        painter.setPen(color(tone))
        painter.drawText(QRectF(x, rect.y(), wide + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, self._shown)
        if self._variant == "link" and self.underMouse() and self.isEnabled():
            base = middle + metrics.ascent() / 2 + 1
            painter.drawLine(round(x), round(base), round(x + wide), round(base))
        x += wide + u(8)
        if self._trailing:
            icons.paint(painter, self._trailing, x, middle - side / 2, tone, side)
        if self._hint:
            painter.setFont(theme.font(Type.SMALL))
            painter.drawText(
                rect.adjusted(0, 0, -u(16), 0),
                int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
                self._hint,
            )

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)


class Link(Button):
    """A word that acts, in the accent. ``trailing="open"`` where it leaves the app."""

    def __init__(self, text: str, trailing: str = "", icon: str = "", name: str = "") -> None:
        super().__init__(text, "link", icon=icon, trailing=trailing, name=name)


class IconButton(Button):
    """A button of an icon alone; its name is spoken and shown as tool tip."""

    def __init__(self, icon: str, name: str, height: int = 32, hint: str = "") -> None:
        super().__init__("", "ghost", icon=icon, height=height, name=name)
        self.setAccessibleName(name)
        tip(self, f"{name} ({hint})" if hint else name)

    def rename(self, name: str) -> None:
        self.setAccessibleName(name)
        tip(self, name)

    def _colors(self) -> tuple[str | None, str | None, str]:
        fill, edge, _ = super()._colors()
        return fill, edge, "text" if self.isEnabled() else "ctl"


class Tick(QCheckBox):
    """A real check box; ``Space`` ticks it. Text from outside cannot act as a mnemonic."""

    def __init__(self, text: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say(text, name)

    def say(self, text: str, name: str = "") -> None:
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
        width = QFontMetricsF(theme.font(Type.STRONG)).horizontalAdvance(self._shown)
        if self._second:
            width = max(width, QFontMetricsF(theme.font(Type.SMALL)).horizontalAdvance(self._second))
        height = theme.line() + (theme.line(Type.SMALL) + u(18) if self._second else u(20) if self._large else u(10))
        return QSize(int(width) + u(18 + 13) + 2, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), u(160)), self.sizeHint().height())

    def hitButton(self, place: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        side = u(18)
        circle = QRectF(0.5, rect.center().y() - side / 2, side, side)
        radio_circle(painter, circle, self.isChecked(), self.isEnabled())
        x = side + u(13)
        kind = Type.STRONG if self.isChecked() or self._second else Type.BODY
        if self.hasFocus():
            focus_ring(painter, self._words_box(x, kind, rect), u(5))
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
        return QRectF(x - u(7), rect.y() + 1, min(wide + u(14), rect.width() - x + u(7)), rect.height() - 2)


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
        return QSize(int(width) + u(26), u(28))

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
            round_box(painter, rect, u(5), "soft" if dark else "surface", None)
        painter.setFont(theme.font(Type.STRONG if self.isChecked() else Type.MEDIUM))
        painter.setPen(color("text" if self.isChecked() else "text2"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self._shown)
        if self.hasFocus():
            focus_ring(painter, rect, u(5))


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
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
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
        return next((key for key, made in self._keys.items() if made.isChecked()), "")

    def paintEvent(self, event: QPaintEvent) -> None:
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
            width += u(6) + QFontMetricsF(theme.font(Type.BODY)).horizontalAdvance(self._count)
        return QSize(int(width) + u(20), u(30))

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
        x = (rect.width() - wide - (u(6) + count if self._count else 0)) / 2
        painter.setFont(strong)
        painter.setPen(color("text" if self.isChecked() else "text2"))
        painter.drawText(QRectF(x, 0, wide + 2, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), self._shown)
        painter.setFont(theme.font())
        painter.setPen(color("text2"))
        painter.drawText(
            QRectF(x + wide + u(6), 0, count + 2, rect.height()), int(Qt.AlignmentFlag.AlignVCenter), self._count
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
        row.setSpacing(u(4))
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
        return next(key for key, made in self._tabs.items() if made.isChecked())

    def say(self, key: str, text: str, count: str) -> None:
        self._tabs[key].say(text, count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = list(self._tabs)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        wanted = keys[(keys.index(self.value()) + step) % len(keys)]
        self._pick(wanted)
        self._tabs[wanted].setFocus(Qt.FocusReason.TabFocusReason)
