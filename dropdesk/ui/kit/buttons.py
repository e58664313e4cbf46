"""Buttons in their variants: real Qt buttons that paint themselves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from dropdesk.ui import icons, theme
from dropdesk.ui.kit.text import plain, tip
from dropdesk.ui.style import focus_ring, round_box
from dropdesk.ui.theme import Type, color, u

HEIGHT, LARGE, LINK = 36, 40, 24
"""Heights: normal, of a pane's one action, of a word that acts."""
_PAD, _PAD_SMALL, _PAD_LARGE = 16, 14, 18
"""At either side of the content."""
_GAP = 8
"""Between icon, text and the icon after it."""
_HINT_ROOM = 24
"""What a shortcut takes beside its own letters."""
_LINK_RADIUS = 4
_OVER, _DOWN = 0.08, 0.16
"""How much darker a filled button is under the pointer, and pressed."""


class Button(QPushButton):
    """A button. ``variant``: primary, secondary, danger, link, ghost. ``hint``: its shortcut, shown at the right.

    ``height``: ``LARGE`` for a pane's one action, 44 for the commit, ``theme.FIELD`` beside fields. ``left``: text at
    the left.
    """

    def __init__(
        self, text: str, variant: str = "secondary", icon: str = "", trailing: str = "", hint: str = "",
        height: int = HEIGHT, left: bool = False, name: str = "", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._variant, self._icon, self._trailing, self._hint, self._left = variant, icon, trailing, hint, left
        self._height = LINK if variant == "link" else height
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
        """Makes it another variant; its size may change with it at the next layout."""
        self._variant = name
        self.update()

    def give_icon(self, name: str) -> None:
        """Shows another icon before the text; ``""``: none."""
        self._icon = name
        self.update()

    def _kind(self) -> Type:
        return Type.STRONG if self._variant in ("primary", "danger") else Type.MEDIUM

    def sizeHint(self) -> QSize:
        """Overridden: text, icons and shortcut beside each other, at the variant's height."""
        kind = self._kind()
        width = QFontMetricsF(theme.font(kind)).horizontalAdvance(self._shown)
        pad = _PAD_SMALL if self._height <= theme.FIELD else _PAD_LARGE if self._height >= LARGE else _PAD
        if self._icon:
            width += u(theme.ICON) + (u(_GAP) if self._shown else 0)
        if self._trailing:
            width += u(theme.ICON) + u(_GAP)
        if self._hint:
            width += QFontMetricsF(theme.font(Type.SMALL)).horizontalAdvance(self._hint) + u(_HINT_ROOM)
        if not self._shown and self._icon:
            return QSize(u(self._height), u(self._height))
        around = 0 if self._variant == "link" else 2 * u(pad)
        return QSize(theme.whole(width) + around, max(u(self._height), theme.line(kind) + u(4)))

    def minimumSizeHint(self) -> QSize:
        """Overridden: never smaller, a button's word is not cut."""
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
        """Overridden to paint the variant; a filled one gets a second ring, which stands off from its own colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        fill, edge, text = self._colors()
        radius = u(theme.RADIUS_CONTROL)
        if fill or edge:
            round_box(painter, rect, radius, fill, edge)
        if self._variant in ("primary", "danger") and self.isEnabled() and (self.underMouse() or self.isDown()):
            painter.setBrush(icons.faded(color("text"), _DOWN if self.isDown() else _OVER))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(rect, radius, radius)
        self._paint_content(painter, rect, text)
        if self.hasFocus():
            if self._variant in ("primary", "danger"):
                # The ring must stand off from the button's own colour.
                focus_ring(painter, rect, radius)
                round_box(painter, rect.adjusted(2, 2, -2, -2), radius - 2, None, "surface", 2.0)
            else:
                focus_ring(painter, rect, radius if self._variant != "link" else u(_LINK_RADIUS))

    def _paint_content(self, painter: QPainter, rect: QRectF, tone: str) -> None:
        metrics = QFontMetricsF(theme.font(self._kind()))
        wide = metrics.horizontalAdvance(self._shown)
        side, gap = u(theme.ICON), u(_GAP)
        total = wide + (side + (gap if self._shown else 0) if self._icon else 0) + (side + gap if self._trailing else 0)
        pad = u(_PAD) if self._variant != "link" else 0
        x = rect.x() + pad if self._left or self._variant == "link" else rect.x() + (rect.width() - total) / 2
        middle = rect.center().y()
        if self._icon:
            icons.paint(painter, self._icon, x, middle - side / 2, tone, side)
            x += side + gap
        painter.setFont(theme.font(self._kind()))
        painter.setPen(color(tone))
        painter.drawText(QRectF(x, rect.y(), wide + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, self._shown)
        if self._variant == "link" and self.underMouse() and self.isEnabled():
            base = middle + metrics.ascent() / 2 + 1
            painter.drawLine(round(x), round(base), round(x + wide), round(base))
        x += wide + gap
        if self._trailing:
            icons.paint(painter, self._trailing, x, middle - side / 2, tone, side)
        if self._hint:
            painter.setFont(theme.font(Type.SMALL))
            painter.drawText(
                rect.adjusted(0, 0, -u(_PAD), 0),
                int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight),
                self._hint,
            )

    def enterEvent(self, event: QEnterEvent) -> None:
        """Overridden because the variant looks different under the pointer."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Overridden: see ``enterEvent``."""
        self.update()
        super().leaveEvent(event)


class Link(Button):
    """A word that acts, in the accent. ``trailing="open"`` where it leaves the app."""

    def __init__(self, text: str, trailing: str = "", icon: str = "", name: str = "") -> None:
        super().__init__(text, "link", icon=icon, trailing=trailing, name=name)


class IconButton(Button):
    """A button of an icon alone; its name is spoken and shown as tool tip."""

    def __init__(self, icon: str, name: str, height: int = theme.FIELD, hint: str = "") -> None:
        super().__init__("", "ghost", icon=icon, height=height, name=name)
        self.setAccessibleName(name)
        tip(self, f"{name} ({hint})" if hint else name)

    def rename(self, name: str) -> None:
        """Gives it another name, spoken and shown as tool tip."""
        self.setAccessibleName(name)
        tip(self, name)

    def _colors(self) -> tuple[str | None, str | None, str]:
        fill, edge, _ = super()._colors()
        return fill, edge, "text" if self.isEnabled() else "ctl"
