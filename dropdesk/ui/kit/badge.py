"""The verdict's badge: colour, shape and word together, so that none of them carries the meaning alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from dropdesk.ui import icons, theme, words
from dropdesk.ui.style import round_box
from dropdesk.ui.theme import Fill, Type, color, u

HEIGHT = 22
_PAD = 8
"""Between the badge's edge and its icon or word."""
_GAP = 5
"""Between icon and word; the badge's width counts one pixel more."""
_EDGE_LIGHT, _EDGE_DARK = 0.38, 0.5
"""Share of the mark in a pastel's edge: without an edge it vanishes on a selected row."""
_OUTLINE = 1.3


def blend(over: str, under: str, share: float) -> str:
    """``share`` of one colour over another."""
    a, b = color(over), color(under)
    mixed = [
        round(x * share + y * (1 - share))
        for x, y in zip((a.red(), a.green(), a.blue()), (b.red(), b.green(), b.blue()), strict=True)
    ]
    return "#{:02X}{:02X}{:02X}".format(*mixed)


def badge_size(verdict: str) -> QSize:
    """The size of a verdict's badge, px, for the word in the language in use."""
    wide = QFontMetricsF(theme.font(Type.HEADING, 600)).horizontalAdvance(words.verdict(verdict))
    return QSize(theme.whole(wide) + u(_PAD + theme.ICON_SMALL + _GAP + 1 + _PAD), u(HEIGHT))


def paint_badge(painter: QPainter, at: QPointF, verdict: str, muted: bool = False) -> None:
    """Draws the badge with its top left at ``at``. Outline and dashed ones keep their own ground on any row colour."""
    size = badge_size(verdict)
    rect = QRectF(at.x(), at.y(), size.width(), size.height())
    pair = theme.badge(verdict, muted)
    style = pair.style
    share = _EDGE_DARK if theme.tokens().dark else _EDGE_LIGHT
    edge = blend(pair.mark, pair.fill, share) if style == Fill.PASTEL else pair.mark
    round_box(
        painter,
        rect,
        u(theme.RADIUS_BADGE),
        pair.fill,
        edge,
        _OUTLINE if style in (Fill.OUTLINE, Fill.DASHED) else 1.0,
        style == Fill.DASHED,
    )
    side = u(theme.ICON_SMALL)
    icons.paint(painter, verdict, rect.x() + u(_PAD), rect.y() + (rect.height() - side) / 2, pair.text, side)
    painter.setFont(theme.font(Type.HEADING, 600))
    painter.setPen(color(pair.text))
    area = QRectF(rect.x() + u(_PAD) + side + u(_GAP), rect.y(), rect.width(), rect.height())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), words.verdict(verdict))


class Badge(QWidget):
    """A badge beside the thing it speaks of. Not clickable."""

    def __init__(self, verdict: str = "unknown", muted: bool = False) -> None:
        super().__init__()
        self._verdict, self._muted = verdict, muted
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(verdict, muted)

    def say(self, verdict: str, muted: bool = False) -> None:
        """Shows another verdict; ``muted`` as *Done*, whatever the word (rules §3)."""
        self._verdict, self._muted = verdict, muted
        self.setAccessibleName(words.verdict_spoken(verdict))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Overridden: as large as the word in the language in use."""
        return badge_size(self._verdict)

    def minimumSizeHint(self) -> QSize:
        """Overridden: never smaller than the hint, since nothing of it may be cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overridden to paint the badge; the table paints the same one."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_badge(painter, QPointF(0, 0), self._verdict, self._muted)


class Icon(QWidget):
    """A decorative icon in a token's colour; it has no accessible name, the words beside it speak. ``box``: side of a
    ground around it, 0 = none."""

    def __init__(self, name: str, tone: str = "text2", side: int = theme.ICON, box: int = 0) -> None:
        super().__init__()
        self._name, self._tone, self._side, self._box = name, tone, side, box
        self.setFixedSize(u(box or side), u(box or side))

    def say(self, name: str, tone: str = "") -> None:
        """Shows another icon, optionally in another tone."""
        self._name, self._tone = name, tone or self._tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overridden to paint our own SVG in a token's colour."""
        painter = QPainter(self)
        side = u(self._side)
        if self._box:
            round_box(painter, QRectF(self.rect()), u(theme.RADIUS_CONTROL), "hover", None)
        icons.paint(painter, self._name, (self.width() - side) / 2, (self.height() - side) / 2, self._tone, side)


def ground(widget: QWidget, tone: str = "surface") -> None:
    """Fills a widget with a token and follows the scheme."""
    widget.setAutoFillBackground(True)
    widget.setProperty("ground", tone)
    _fill(widget)
    widget.installEventFilter(_Follow.of(widget))


def _fill(widget: QWidget) -> None:
    palette = QPalette(widget.palette())
    palette.setColor(QPalette.ColorRole.Window, color(str(widget.property("ground"))))
    if palette.color(QPalette.ColorRole.Window) != widget.palette().color(QPalette.ColorRole.Window):
        widget.setPalette(palette)


class _Follow(QObject):
    """Re-tints grounds when the scheme changes."""

    @classmethod
    def of(cls, widget: QWidget) -> _Follow:
        return cls(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange and isinstance(watched, QWidget):
            _fill(watched)
        return False
