"""Text that comes from outside is shown as plain text, with hidden characters made visible. Nothing else may show it.

QLabel, QMessageBox and tool tips guess rich text and would load an attacker's picture (reliability §4); ``PlainLabel``
lays its text out itself, with the look's fixed line heights.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from dropdesk.ui import theme
from dropdesk.ui.theme import Type, color

_HIDDEN = frozenset(
    [
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        0x200B,
        0x200E,
        0x200F,
        0x061C,
        0x2060,
        0xFEFF,
        0x00AD,
        0x2028,
        0x2029,
    ]
)
_JOINERS = frozenset([0x200C, 0x200D])
LONGEST = 4000
"""Characters of one text that are shown; a longer one is cut."""


def plain(text: str, lines: bool = False) -> str:
    """``text`` with control, bidi and zero-width characters shown as ``\\uXXXX``; cut at 4,000 characters.

    Joiners stay after letters of scripts that need them and inside emoji. ``lines``: line breaks stay.
    """
    if len(text) <= LONGEST and text.isprintable():
        return text  # none of the signs below is printable
    out = []
    for place, sign in enumerate(text[:LONGEST]):
        code = ord(sign)
        if sign == "\n" and lines:
            out.append(sign)
        elif sign in "\n\t":
            out.append(" ")
        elif (
            code in _HIDDEN
            or unicodedata.category(sign) in ("Cc", "Cs")
            or (code in _JOINERS and not (place and ord(text[place - 1]) > 0x5FF))
        ):
            out.append(f"\\u{code:04X}")
        else:
            out.append(sign)
    if len(text) > LONGEST:
        out.append("…")
    return "".join(out)


def tip(widget: QWidget, text: str) -> None:
    """A tool tip that cannot become rich text, whatever it holds."""
    widget.setToolTip(tip_html(text))
    if not widget.accessibleDescription() or widget.property("tipped"):
        # Else a screen reader is given the tip with its span.
        widget.setAccessibleDescription(plain(text, True))
        widget.setProperty("tipped", True)


_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})
"""What ``html.escape`` does; its module brings every named character along, and the first frame waits for it."""


def tip_html(text: str) -> str:
    """For ``ToolTipRole``: escaped, so that the view's guess finds only our own span."""
    return f"<span>{plain(text, True).translate(_ESCAPES)}</span>" if text else ""


Part = tuple[str, bool]
"""A piece of a sentence and whether it is strong."""


_WIDTHS = 6
"""How many widths a label keeps its layout for."""
_WRAPPED, _WRAPPED_LEAST, _ELIDED_LEAST = 420, 64, 40
"""The width a text that wraps would like, and the least of one that wraps or is cut."""
_NO_LIMIT = 1_000_000


class PlainLabel(QLabel):
    """The only label. Plain text, fixed line height, colour by token, wraps or elides; ``parts`` may be strong."""

    def __init__(
        self, text: str = "", kind: Type = Type.BODY, tone: str = "text", wrap: bool = False, elide: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._kind, self._tone, self._wrap, self._elide, self._align = kind, tone, wrap, elide, align
        self._parts: tuple[Part, ...] = ()
        self._laid: dict[int, list[tuple[QTextLayout, float]]] = {}
        """Layouts by width: a layout pass asks for the same few widths again and again."""
        self._natural = -1
        across = QSizePolicy.Policy.Preferred if wrap or elide else QSizePolicy.Policy.Minimum
        # Fixed would hold a wrapped text at the height of its hint; Minimum lets the layout give it what it needs.
        policy = QSizePolicy(across, QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.say(text)

    def say(self, text: str | Sequence[Part], tone: str = "") -> None:
        """Shows a text, or parts of which some are strong; optionally in another tone."""
        parts = ((text, False),) if isinstance(text, str) else tuple(text)
        self._parts = tuple((plain(piece, self._wrap), strong) for piece, strong in parts if piece)
        if tone:
            self._tone = tone
        self._forget()
        super().setText("".join(piece for piece, _ in self._parts))
        self.updateGeometry()
        self.update()

    def setText(self, text: str) -> None:
        """As ``say``; the base class would guess."""
        self.say(text)

    def tone(self, name: str) -> None:
        """Shows the same text in another token's colour."""
        self._tone = name
        self.update()

    def kind(self) -> Type:
        """Which kind of text it is, for whoever lines something up with it."""
        return self._kind

    def changeEvent(self, event: QEvent) -> None:
        """Overridden: another text size, palette or font makes its layouts anew."""
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._forget()
            self.updateGeometry()
        super().changeEvent(event)

    def _forget(self) -> None:
        self._laid.clear()
        self._natural = -1

    def _lay(self, width: float) -> list[tuple[QTextLayout, float]]:
        key = round(width)
        known = self._laid.get(key)
        if known is not None:
            return known
        made: list[tuple[QTextLayout, float]] = []
        # One layout for each paragraph; QTextLayout itself knows no line breaks.
        paragraphs: list[list[Part]] = [[]]
        for piece, strong in self._parts:
            first, *rest = piece.split("\n")
            paragraphs[-1].append((first, strong))
            paragraphs.extend([(more, strong)] for more in rest)
        top = 0.0
        for paragraph in paragraphs:
            layout = self._layout(paragraph)
            layout.beginLayout()
            while True:
                row = layout.createLine()
                if not row.isValid():
                    break
                row.setLineWidth(max(width, 1.0) if self._wrap else _NO_LIMIT)
                row.setPosition(QPointF(0, top + (theme.line(self._kind) - row.height()) / 2))
                top += theme.line(self._kind)
            layout.endLayout()
            if not layout.lineCount():
                top += theme.line(self._kind)
            made.append((layout, top))
        if len(self._laid) >= _WIDTHS:
            self._laid.clear()
        self._laid[key] = made
        return made

    def _layout(self, parts: Sequence[Part]) -> QTextLayout:
        text = "".join(piece for piece, _ in parts)
        layout = QTextLayout(text, theme.font(self._kind))
        layout.setCacheEnabled(True)
        option = QTextOption()
        option.setWrapMode(
            QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere if self._wrap else QTextOption.WrapMode.NoWrap
        )
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        layout.setTextOption(option)
        formats = []
        place = 0
        for piece, strong in parts:
            if strong:
                made = QTextLayout.FormatRange()
                made.start, made.length = place, _utf16(piece)
                made.format.setFontWeight(600)
                formats.append(made)
            place += _utf16(piece)
        layout.setFormats(formats)
        return layout

    def natural(self) -> int:
        """The width of the longest line when nothing wraps."""
        if self._natural < 0:
            wrap, self._wrap, laid = self._wrap, False, self._laid
            self._laid = {}
            widths = [row[0].lineAt(0).naturalTextWidth() for row in self._lay(_NO_LIMIT) if row[0].lineCount()]
            self._wrap, self._laid = wrap, laid
            self._natural = theme.whole(max(widths, default=0)) + 1
        return self._natural

    def heightForWidth(self, width: int) -> int:
        """Overridden because Qt would take the font's own line height, not the look's."""
        if not self._wrap:
            return theme.line(self._kind)
        made = self._lay(width)
        return round(made[-1][1]) if made else theme.line(self._kind)

    def hasHeightForWidth(self) -> bool:
        """Overridden: only a text that wraps has one."""
        return self._wrap

    def sizeHint(self) -> QSize:
        """Overridden: one line as long as it is; a text that wraps, at most so wide that it reads well."""
        natural = self.natural()
        if self._wrap:
            width = min(natural, theme.u(_WRAPPED))
            return QSize(width, self.heightForWidth(width))
        return QSize(natural, theme.line(self._kind))

    def minimumSizeHint(self) -> QSize:
        """Overridden: a text that wraps or is cut may be narrow; any other needs all of its line."""
        if self._wrap:
            return QSize(min(self.natural(), theme.u(_WRAPPED_LEAST)), theme.line(self._kind))
        if self._elide:
            return QSize(min(self.natural(), theme.u(_ELIDED_LEAST)), theme.line(self._kind))
        return self.sizeHint()

    def elided(self) -> bool:
        """Whether the text is cut at the present width (tests ask this)."""
        return not self._wrap and self.natural() - 1 > self.contentsRect().width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overridden to draw its own layout: QLabel would guess rich text (reliability §4)."""
        painter = QPainter(self)
        painter.setPen(color(self._tone if self.isEnabled() else "text2"))
        area = QRectF(self.contentsRect())
        if self._elide and self.elided():
            painter.setFont(theme.font(self._kind))
            cut = QFontMetricsF(theme.font(self._kind)).elidedText(
                self.text(), Qt.TextElideMode.ElideRight, area.width()
            )
            painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | self._align), cut)
            return
        made = self._lay(area.width())
        height = made[-1][1] if made else 0.0
        top = area.y() if self._wrap else area.y() + max(0.0, (area.height() - height) / 2)
        for layout, _ in made:
            for number in range(layout.lineCount()):
                row = layout.lineAt(number)
                shift = 0.0
                if self._align & Qt.AlignmentFlag.AlignRight:
                    shift = area.width() - row.naturalTextWidth()
                elif self._align & Qt.AlignmentFlag.AlignHCenter:
                    shift = (area.width() - row.naturalTextWidth()) / 2
                row.draw(painter, QPointF(area.x() + shift, top))


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class Heading(PlainLabel):
    """A page's title (or another kind of heading); screen readers find it by its name."""

    def __init__(self, text: str = "", kind: Type = Type.PAGE, wrap: bool = True, tone: str = "text") -> None:
        super().__init__(text, kind, tone, wrap=wrap)
