"""Clocks drawn as lines: waiting for an answer, waiting for money, and a short story of an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dropdesk.ui import theme, words
from dropdesk.ui.i18n import pair
from dropdesk.ui.kit.text import plain
from dropdesk.ui.style import round_box
from dropdesk.ui.theme import Type, color, u

_WIDE = 640
"""The width a clock would like."""
_RADIUS = 3
"""Of a bar's corners."""
_CAPTION = 18
"""Height of the line of words above or below a bar."""

# A waiting line: days over a bar, today's stroke through it, marks and their words below.
_WAIT_LEAST, _WAIT_SIDE = 320, 6
_BAR_AT, _BAR = 52, 8
_DAY_LEAST = 26
"""A day must be so wide for its name to be written over it."""
_FEWEST_DAYS, _MOST_DAYS = 3, 31
_NOW_ABOVE, _NOW_BELOW = 10, 6
"""How far the stroke of the present reaches over and under its bar."""
_NOW_WORD_AT, _NOW_WORD_WIDTH = 30, 120
_MARK_RADIUS, _MARK_WORDS_AT, _MARK_GAP, _MARK_PAD = 6, 18, 12, 4
_FIRST_LEFT = 8
"""The first mark's words begin so far left of it; the others' are centred."""
_WAIT_ABOVE_WORDS = 74

# A refund clock: today's word, a bar in three parts, the words of its ends.
_REFUND_LEAST = 280
_REFUND_AT, _REFUND_BAR, _REFUND_END = 26, 6, 8
_REFUND_TOP, _REFUND_PAD = 22, 14

# A short timeline.
_MINI_ROW, _MINI_WIDTH, _MINI_LEAST = 28, 260, 120
_DOT_AT, _DOT, _DOT_LATEST = 5.5, 3, 4
_MINI_TEXT_AT, _MINI_GAP, _MINI_LINE_GAP = 22, 12, 7
"""Where the words begin; before the date; between a dot and the line to the next."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on a waiting line. ``tone``: accent (ours), warn_text (a limit). ``past``: it has happened (filled)."""

    at: datetime
    title: str
    when: str
    tone: str = "accent"
    past: bool = False


class WaitLine(QWidget):
    """Asked, now, look again, must ship by: one line of days, days off faint. Its name says all marks in words."""

    def __init__(self, marks: Sequence[Mark], now: datetime, off_days: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self._marks = sorted(marks, key=lambda mark: mark.at)
        self._now, self._off = now.astimezone(), off_days
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("; ".join(pair(plain(mark.title), plain(mark.when)) for mark in self._marks))

    def sizeHint(self) -> QSize:
        """Overridden: as wide as a page likes it, high enough for bar and words."""
        return QSize(u(_WIDE), u(_WAIT_ABOVE_WORDS) + theme.line() + theme.line(Type.SMALL) + u(_WAIT_SIDE))

    def minimumSizeHint(self) -> QSize:
        """Overridden: narrower the words are cut, never lower."""
        return QSize(u(_WAIT_LEAST), self.sizeHint().height())

    def _days(self) -> tuple[datetime, int]:
        first = min([mark.at for mark in self._marks] + [self._now]).astimezone()
        last = max([mark.at for mark in self._marks] + [self._now]).astimezone()
        start = first.replace(hour=0, minute=0, second=0, microsecond=0)
        return start, min(max((last - start).days + 1, _FEWEST_DAYS), _MOST_DAYS)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overridden to paint days, bar, today's stroke and the marks."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        start, count = self._days()
        left, wide = u(_WAIT_SIDE), self.width() - u(2 * _WAIT_SIDE)
        day = wide / count
        bar_y, bar_h = u(_BAR_AT), u(_BAR)

        def x_of(at: datetime) -> float:
            share = (at.astimezone() - start) / timedelta(days=count)
            return left + wide * min(max(share, 0.0), 1.0)

        began = x_of(self._marks[0].at) if self._marks else left
        now_x = x_of(self._now)
        for number in range(count):
            date = start + timedelta(days=number)
            here = date.date() == self._now.date()
            painter.setFont(theme.font(Type.HEADING, 600 if here else 400))
            painter.setPen(color("text" if here else "text2"))
            if day >= u(_DAY_LEAST):
                painter.drawText(
                    QRectF(left + number * day, 0, day, u(_CAPTION)),
                    int(Qt.AlignmentFlag.AlignCenter),
                    words.weekday(date),
                )
            box = QRectF(left + number * day + 1, bar_y, day - 2, bar_h)
            faint = date.date().isoformat() in self._off
            round_box(painter, box, u(_RADIUS), "hover" if faint else "track", None)
            done = QRectF(max(box.left(), began), bar_y, min(box.right(), now_x) - max(box.left(), began), bar_h)
            if done.width() > 0:
                round_box(painter, done, u(_RADIUS), "accent", None)
        painter.setPen(QPen(color("text"), 2))
        painter.drawLine(QPointF(now_x, bar_y - u(_NOW_ABOVE)), QPointF(now_x, bar_y + bar_h + u(_NOW_BELOW)))
        painter.setFont(theme.font(Type.HEADING, 600))
        above = QRectF(now_x - u(_NOW_WORD_WIDTH / 2), bar_y - u(_NOW_WORD_AT), u(_NOW_WORD_WIDTH), u(_CAPTION))
        painter.drawText(above, int(Qt.AlignmentFlag.AlignCenter), words.now_word())
        self._paint_marks(painter, x_of, bar_y + bar_h / 2)

    def _paint_marks(self, painter: QPainter, x_of: object, middle: float) -> None:
        radius = u(_MARK_RADIUS)
        at = [x_of(mark.at) for mark in self._marks]  # type: ignore[operator]
        for number, (mark, x, (begin, wide)) in enumerate(zip(self._marks, at, self._places(at), strict=True)):
            painter.setPen(QPen(color(mark.tone), 2))
            painter.setBrush(color(mark.tone) if mark.past else color("surface"))
            painter.drawEllipse(QPointF(x, middle), radius, radius)
            top = middle + u(_MARK_WORDS_AT)
            align = int(
                Qt.AlignmentFlag.AlignVCenter
                | (Qt.AlignmentFlag.AlignLeft if number == 0 else Qt.AlignmentFlag.AlignHCenter)
            )
            painter.setPen(color("text"))
            painter.setFont(theme.font(Type.MEDIUM))
            painter.drawText(QRectF(begin, top, wide, theme.line()), align, _cut(plain(mark.title), Type.MEDIUM, wide))
            painter.setPen(color("text2"))
            painter.setFont(theme.font(Type.SMALL))
            below = QRectF(begin, top + theme.line(), wide, theme.line(Type.SMALL))
            painter.drawText(below, align, _cut(plain(mark.when), Type.SMALL, wide))

    def _places(self, at: Sequence[float]) -> list[tuple[float, float]]:
        """Left edge and width of each label, pixels: below its mark where there is room, side by side, never outside;
        where the line is too narrow for all of them each is cut to its share."""
        gap, room = float(u(_MARK_GAP)), float(self.width())
        most = (room - gap * (len(at) - 1)) / max(len(at), 1)
        wides = [
            max(
                QFontMetricsF(theme.font(Type.MEDIUM)).horizontalAdvance(plain(mark.title)),
                QFontMetricsF(theme.font(Type.SMALL)).horizontalAdvance(plain(mark.when)),
            ) + u(_MARK_PAD)
            for mark in self._marks
        ]  # fmt: skip
        if sum(wides) + gap * (len(at) - 1) > room:
            wides = [min(wide, most) for wide in wides]
        begins: list[float] = []
        taken = 0.0
        for number, (x, wide) in enumerate(zip(at, wides, strict=True)):
            begins.append(max(x - u(_FIRST_LEFT) if number == 0 else x - wide / 2, taken))
            taken = begins[-1] + wide + gap
        end = room
        for number in reversed(range(len(begins))):
            begins[number] = min(begins[number], end - wides[number])
            end = begins[number] - gap
        return list(zip(begins, wides, strict=True))


def _cut(text: str, kind: Type, wide: float) -> str:
    return QFontMetricsF(theme.font(kind)).elidedText(text, Qt.TextElideMode.ElideRight, wide)


class RefundClock(QWidget):
    """Bank days from the stop: early (track), expected (accent), late (amber); R-08. ``at`` 0…1 is today's place."""

    def __init__(self, early: float, expected: float, at: float, early_words: str, late_words: str, today: str) -> None:
        super().__init__()
        self._early, self._expected, self._at = early, expected, min(max(at, 0.0), 1.0)
        self._words = (plain(early_words), plain(late_words), plain(today))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("; ".join(self._words))

    def sizeHint(self) -> QSize:
        """Overridden: as wide as a page likes it, high enough for bar and words."""
        return QSize(u(_WIDE), u(_REFUND_TOP) + u(_REFUND_PAD) + theme.line(Type.SMALL) + u(_REFUND_PAD))

    def minimumSizeHint(self) -> QSize:
        """Overridden: it may be narrower, never lower."""
        return QSize(u(_REFUND_LEAST), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overridden to paint the three parts and today's stroke."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = float(self.width())
        y, high = u(_REFUND_AT), u(_REFUND_BAR)
        parts = ((0.0, self._early, "track"), (self._early, self._expected, "accent"), (self._expected, 1.0, "amber"))
        for begin, end, tone in parts:
            round_box(painter, QRectF(begin * wide + 1, y, (end - begin) * wide - 2, high), u(_RADIUS), tone, None)
        x = min(max(self._at * wide, 1.0), wide - 1.0)
        painter.setPen(QPen(color("text"), 2))
        painter.drawLine(QPointF(x, y - u(_NOW_BELOW)), QPointF(x, y + high + u(_NOW_BELOW)))
        painter.setFont(theme.font(Type.HEADING, 600))
        room = QFontMetricsF(theme.font(Type.HEADING, 600)).horizontalAdvance(self._words[2]) + 4
        painter.drawText(
            QRectF(min(max(x - room / 2, 0), wide - room), 0, room, u(_CAPTION)),
            int(Qt.AlignmentFlag.AlignCenter),
            self._words[2],
        )
        painter.setFont(theme.font(Type.SMALL))
        painter.setPen(color("text2"))
        top = y + high + u(_REFUND_END)
        painter.drawText(
            QRectF(self._early * wide, top, wide, u(_CAPTION)), int(Qt.AlignmentFlag.AlignVCenter), self._words[0]
        )
        late = QFontMetricsF(theme.font(Type.SMALL)).horizontalAdvance(self._words[1]) + 4
        left = min(self._expected * wide, wide - late)
        painter.drawText(QRectF(left, top, late, u(_CAPTION)), int(Qt.AlignmentFlag.AlignVCenter), self._words[1])


@dataclass(frozen=True, slots=True)
class Moment:
    """An entry of a short timeline. ``kind``: past, latest, future."""

    text: str
    when: str
    kind: str = "past"


class MiniLine(QWidget):
    """A short timeline; accent = latest, ring = future. Each row is read with its date."""

    def __init__(self, moments: Sequence[Moment] = ()) -> None:
        super().__init__()
        self._moments: tuple[Moment, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(moments)

    def say(self, moments: Sequence[Moment]) -> None:
        """Shows other moments, top to bottom; each is read with its date."""
        self._moments = tuple(moments)
        self.setAccessibleName("; ".join(f"{plain(m.text)}, {plain(m.when)}" for m in self._moments))
        self.updateGeometry()
        self.update()

    def _row(self) -> int:
        return max(u(_MINI_ROW), theme.line() + u(6))

    def sizeHint(self) -> QSize:
        """Overridden: a row for every moment."""
        return QSize(u(_MINI_WIDTH), self._row() * len(self._moments))

    def minimumSizeHint(self) -> QSize:
        """Overridden: narrower its words are cut, never fewer rows."""
        return QSize(u(_MINI_LEAST), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overridden to paint dots, the line between them and both columns of words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, high = u(_DOT_AT), self._row()
        for number, moment in enumerate(self._moments):
            y = number * high + high / 2
            if number + 1 < len(self._moments):
                pen = QPen(color("soft"), 1.3)
                if self._moments[number + 1].kind == "future":
                    pen.setDashPattern([2.0, 2.0])
                painter.setPen(pen)
                painter.drawLine(QPointF(x, y + u(_MINI_LINE_GAP)), QPointF(x, y + high - u(_MINI_LINE_GAP)))
            future, latest = moment.kind == "future", moment.kind == "latest"
            painter.setPen(QPen(color("ctl"), 1.4) if future else Qt.PenStyle.NoPen)
            painter.setBrush(Qt.BrushStyle.NoBrush if future else color("accent" if latest else "ctl"))
            radius = u(_DOT_LATEST if latest else _DOT)
            painter.drawEllipse(QPointF(x, y), radius, radius)
            painter.setFont(theme.font(Type.SMALL))
            date = QFontMetricsF(theme.font(Type.SMALL)).horizontalAdvance(plain(moment.when)) + 2
            painter.setPen(color("text2"))
            painter.drawText(
                QRectF(self.width() - date, y - high / 2, date, high),
                int(Qt.AlignmentFlag.AlignVCenter),
                plain(moment.when),
            )
            kind = Type.MEDIUM if latest else Type.BODY
            painter.setFont(theme.font(kind))
            painter.setPen(color("text2" if future else "text"))
            room = self.width() - date - u(_MINI_GAP) - u(_MINI_TEXT_AT)
            cut = QFontMetricsF(theme.font(kind)).elidedText(plain(moment.text), Qt.TextElideMode.ElideRight, room)
            painter.drawText(
                QRectF(u(_MINI_TEXT_AT), y - high / 2, room, high), int(Qt.AlignmentFlag.AlignVCenter), cut
            )
