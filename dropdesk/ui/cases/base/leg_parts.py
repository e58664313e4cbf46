"""What a page shows of one purchase, or of all of them in a list: its order page, what it serves, its dispute's
days."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from dropdesk.domain.case.shown.view import LegView
from dropdesk.domain.supplier.leg import Leg, LegState
from dropdesk.domain.values import LegId, LineId
from dropdesk.ui import theme, words
from dropdesk.ui.cases.base.blocks import Act
from dropdesk.ui.cases.base.page_base import Page
from dropdesk.ui.i18n import listed, tr
from dropdesk.ui.kit import Button, CopyField, column, plain, row
from dropdesk.ui.orders.pane.side_facts import leg_words, order_page
from dropdesk.ui.style import focus_ring, round_box
from dropdesk.ui.theme import Type, u


def order_line(page: Page, leg: Leg, with_it: Act | None = None) -> QHBoxLayout:
    """*Open order* and the number to copy. ``with_it``: what opening the order does as well."""
    line = row(8)
    if order_page(leg):
        button = Button(tr("Open order"), trailing="open", height=32, name=tr("Open order at AliExpress"))
        button.setProperty("opens", True)
        if with_it is not None:
            button.clicked.connect(lambda: with_it())
        button.clicked.connect(lambda: page.open(order_page(leg)))
        line.addWidget(button)
    if leg.number:
        line.addWidget(CopyField(tr("Supplier order number"), leg.number))
    line.addStretch(1)
    return line


class LegRow(QPushButton):
    """One purchase in the list of legs: supplier and what it serves, its state at the right. Checked = shown below."""

    def __init__(self, leg: LegView, first: str, second: str, state: str, done: bool) -> None:
        super().__init__()
        self._first, self._second, self._state, self._done = plain(first), plain(second), plain(state), done
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(max(u(52), theme.line() + theme.line(Type.SMALL) + u(14)))
        self.setText(self._first)
        self.setAccessibleName(self._first)
        self.setAccessibleDescription(f"{self._second}, {self._state}")
        self.setEnabled(True)
        self._leg = leg

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overridden to paint two lines at the left and the state at the right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            round_box(painter, rect, u(6), "selection" if self.isChecked() else "hover", None)
        top = (rect.height() - theme.line() - theme.line(Type.SMALL)) / 2
        painter.setFont(theme.font(Type.STRONG if self.isChecked() else Type.MEDIUM))
        state = painter.fontMetrics().horizontalAdvance(self._state) + 4
        room = rect.width() - u(24) - state - u(12)
        align = int(Qt.AlignmentFlag.AlignVCenter)
        elide = Qt.TextElideMode.ElideRight
        painter.setPen(theme.color("text"))
        first = painter.fontMetrics().elidedText(self._first, elide, int(room))
        painter.drawText(QRectF(u(12), top, room, theme.line()), align, first)
        painter.setFont(theme.font(Type.MEDIUM))
        painter.setPen(theme.color("ok_text" if self._done else "text"))
        painter.drawText(QRectF(rect.width() - u(12) - state, 0, state, rect.height()), align, self._state)
        painter.setFont(theme.font(Type.SMALL))
        painter.setPen(theme.color("text2"))
        second = painter.fontMetrics().elidedText(self._second, elide, int(room))
        painter.drawText(QRectF(u(12), top + theme.line(), room, theme.line(Type.SMALL)), align, second)
        if self.hasFocus():
            focus_ring(painter, rect, u(6))


class LegList(QWidget):
    """The list of legs, where there are several; arrow keys move, ``picked`` tells the leg."""

    picked = Signal(str)

    def __init__(
        self, page: Page, legs: Sequence[LegView], chosen: LegId | None, done: Callable[[LegView], bool]
    ) -> None:
        super().__init__()
        self.setAccessibleName(tr("Purchases"))
        layout = column(2, parent=self)
        for number, leg in enumerate(legs, 1):
            first = leg.leg.supplier or leg.leg.number or tr("Purchase {n}", n=number)
            made = LegRow(leg, first, served(page, leg), leg_words(leg.leg), done(leg))
            made.setChecked(leg.leg.id == chosen)
            made.clicked.connect(lambda _=False, leg=leg: self.picked.emit(leg.leg.id))
            layout.addWidget(made)


def served(page: Page, leg: LegView) -> str:
    """The units a leg serves: ``2 × Ceramic mug``."""
    return _counted(page, leg.lines)


def wanted(page: Page, leg: LegView) -> str:
    """The units of a leg that the wish is for: all that it serves, or less."""
    return _counted(page, leg.wished or leg.lines)


def _counted(page: Page, lines: tuple[tuple[LineId, int], ...]) -> str:
    titles = {line.id: line.title for line in page.order.lines}
    return listed(f"{n} × {titles.get(line, '?')}" for line, n in lines)


def asked_for_another(page: Page, leg: LegView) -> None:
    """That the supplier is asked for more than is wished (what they accept stops as well), or for less."""
    if leg.asked_for_less:
        asked = _counted(page, leg.requested)
        text = tr("{items} is to be stopped by now: ask again for all of that.", items=wanted(page, leg))
        page.proof("info", "warn_text", tr("The request is for {items} only.", items=asked), text)
        page.gap(12)
    elif leg.asked_for_more:
        text = tr("Only {items} is wished: ask again for that, or the rest stops, too.", items=wanted(page, leg))
        asked = _counted(page, leg.requested)
        what = tr("The request is for {items}.", items=asked) if asked else tr("The request is for all of it.")
        page.proof("info", "warn_text", what, text)
        page.gap(12)


def dispute_words(page: Page, leg: LegView) -> str:
    """Between which days a dispute can be opened for what is on its way or here, as far as they are known."""
    if leg.leg.state not in (LegState.GONE, LegState.DELIVERED, LegState.DISPUTABLE):
        return ""
    start, end = leg.dispute
    first = words.date(start, page.now, inner=True) if start is not None and start > page.now else ""
    last = words.until(end, page.now, "dispute_until", here=True) if end is not None and end > page.now else ""
    last = words.rough(last, leg.dispute_is) if last else ""
    if end is not None and end <= page.now:
        return tr("The time for a dispute is over.")
    if first and last:
        return tr("A dispute can be opened from {start} until {end}.", start=first, end=last)
    if last:
        return tr("A dispute can be opened until {end}.", end=last)
    if first:
        return tr("A dispute can be opened from {start}.", start=first)
    return tr("A dispute can be opened now.") if start is not None else ""
