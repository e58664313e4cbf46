"""The timeline of an order as a list: what happened, each with its time, and below it the dates to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.shown.happened import Happened
from dropdesk.ui import theme, words
from dropdesk.ui.i18n import pair, tr, trn
from dropdesk.ui.kit import Link, PlainLabel, clear, column
from dropdesk.ui.theme import Type, color, u

NEWEST = 7
"""So many entries stand there at once; the others are one press away."""


class Timeline(QWidget):
    """``entries`` oldest first. ``several``: there is more than one purchase, so each entry names its supplier."""

    def __init__(self, entries: Sequence[Happened], now: datetime, several: bool = False, whole: bool = False) -> None:
        super().__init__()
        self._entries = [one for one in entries if words.happened(one.code, one.data)]
        self._now, self._several = now, several
        self._body = column(0, (0, 0, 0, 0), self)
        self.setAccessibleName(tr("Timeline"))
        self._fill(whole)

    def _fill(self, whole: bool) -> None:
        self.whole = whole
        clear(self._body)
        coming = [one for one in self._entries if one.future]
        past = [one for one in self._entries if not one.future]
        room = max(3, NEWEST - len(coming))
        shown = past if whole else past[-room:]
        hidden = len(past) - len(shown)
        if hidden:
            more = Link(trn("%n earlier entry", "%n earlier entries", hidden))
            more.clicked.connect(lambda: self._fill(True))
            self._body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
            self._body.addSpacing(u(6))
        rows = [*shown, *coming]
        for place, one in enumerate(rows):
            latest = not one.future and one is shown[-1]
            follows = rows[place + 1] if place + 1 < len(rows) else None
            self._body.addWidget(_Entry(self.text(one), self.when(one), one.future, latest, follows))

    def text(self, one: Happened) -> str:
        """What happened; whose purchase it was where there are several."""
        said = words.happened(one.code, one.data)
        supplier = str(one.data.get("supplier", ""))
        return pair(supplier, said) if self._several and supplier else said

    def when(self, one: Happened) -> str:
        """When it happened, and when it was written down where that lies apart."""
        if one.future:
            until = words.until(one.at, self._now, str(one.data.get("clock", "")))
            return words.rough(until, str(one.data.get("is", "")))
        if one.data.get("day"):
            return words.date(one.at, self._now)  # no hour that nobody told
        at = words.moment(one.at, self._now)
        if not one.exact:
            at = tr("by {when}", when=words.moment(one.at, self._now, inner=True))
        if one.known is not None:
            return tr("{when} · noted {known}", when=at, known=words.moment(one.known, self._now, inner=True))
        return at


class _Entry(QWidget):
    """One entry: a dot on the line that leads to the next, the words, the time below."""

    def __init__(self, text: str, when: str, future: bool, latest: bool, follows: Happened | None) -> None:
        super().__init__()
        self._future, self._latest, self._follows = future, latest, follows
        inside = column(0, (22, 0, 0, 10), self)
        label = PlainLabel(text, Type.MEDIUM if latest else Type.BODY, "text2" if future else "text", wrap=True)
        inside.addWidget(label)
        inside.addWidget(PlainLabel(when, Type.SMALL, "text2", wrap=True))
        self.setAccessibleName(f"{label.text()}, {when}")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, y = u(5.5), theme.line() / 2
        if self._follows is not None:
            pen = QPen(color("soft"), 1.3)
            if self._follows.future:
                pen.setDashPattern([2.0, 2.0])
            painter.setPen(pen)
            painter.drawLine(QPointF(x, y + u(7)), QPointF(x, self.height() + y - u(7)))
        painter.setPen(QPen(color("ctl"), 1.4) if self._future else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if self._future else color("accent" if self._latest else "ctl"))
        radius = u(4) if self._latest else u(3)
        painter.drawEllipse(QPointF(x, y), radius, radius)


def unfolded(inside: QWidget) -> bool:
    """Whether the timeline that stands inside shows every entry: what takes its place then does so too."""
    return any(one.whole for one in inside.findChildren(Timeline))
