"""What stands beside every page: what each side says, the items, the money, the notes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.shown.view import CaseView
from dropdesk.ui import words
from dropdesk.ui.i18n import tr, trn
from dropdesk.ui.kit import Amount, Line, Link, PlainLabel, TwoLines, clear, column
from dropdesk.ui.orders.pane.side_facts import leg_age, leg_words, seen_words
from dropdesk.ui.orders.pane.timeline import Timeline, unfolded
from dropdesk.ui.theme import Type, u

LINES = 4
NOTES = 3


class SideFacts(QWidget):
    """304 wide; shown where there is room for it."""

    def __init__(self, add_note: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName(tr("About this order"))
        self._add_note = add_note
        self._body = column(0, (24, 28, 24, 24), self)

    def say(self, view: CaseView, now: datetime) -> None:
        """Shows another reading of the case."""
        whole = unfolded(self)
        clear(self._body)
        self._sides(view, now)
        self._items(view)
        self._notes(view, now)
        self._rule()
        self._body.addWidget(PlainLabel(tr("Timeline"), Type.HEADING, "text2"))
        self._body.addSpacing(u(8))
        several = len({leg.leg.number for leg in view.legs if leg.leg.number}) > 1
        self._body.addWidget(Timeline(view.order.timeline, now, several, whole))
        self._body.addStretch(1)

    def _rule(self) -> None:
        self._body.addSpacing(u(16))
        self._body.addWidget(Line())
        self._body.addSpacing(u(16))

    def _fact(self, name: str, value: str, age: str) -> None:
        self._body.addWidget(PlainLabel(name, Type.HEADING, "text2", elide=True))
        self._body.addSpacing(u(4))
        self._body.addWidget(PlainLabel(value, Type.MEDIUM, wrap=True))
        if age:
            self._body.addWidget(PlainLabel(age, Type.SMALL, "text2", wrap=True))

    def _sides(self, view: CaseView, now: datetime) -> None:
        several = len(view.legs) > 1
        for leg in view.legs[:LINES]:
            name = leg.leg.supplier if several and leg.leg.supplier else "AliExpress"
            self._fact(name, leg_words(leg.leg), leg_age(leg.leg, now))
            self._body.addSpacing(u(16))
        order = view.order.order
        payment = words.financial(order.financial)
        if order.cancelled_at is not None:
            value = tr("Cancelled, {payment}", payment=payment.lower())
        else:
            value = tr("{payment}, {fulfilment}", payment=payment, fulfilment=words.fulfilment(order.fulfilment))
        age = seen_words(order.seen.where, order.seen.at, now)
        if order.from_file:
            age = tr("{seen} · confirm in Shopify", seen=age)
        self._fact("Shopify", value, age)

    def _items(self, view: CaseView) -> None:
        order = view.order.order
        self._rule()
        for line in order.lines[:LINES]:
            quantity = words.line_quantity(line)
            second = f"{quantity} · {line.variant}" if line.variant else quantity
            item = TwoLines(line.title, second, icon="box" if line.needs_no_purchase else "bag")
            layout = item.layout()
            if layout is not None:
                layout.setContentsMargins(0, 0, 0, u(10))
            self._body.addWidget(item)
        if len(order.lines) > LINES:
            more = trn("and %n more line", "and %n more lines", len(order.lines) - LINES)
            self._body.addWidget(PlainLabel(more, tone="text2"))
            self._body.addSpacing(u(6))
        self._body.addWidget(Amount(tr("Customer paid"), words.money(order.received, order.currency)))
        if order.returned:
            self._body.addSpacing(u(6))
            self._body.addWidget(Amount(tr("Returned"), words.money(order.returned, order.currency)))
        if view.spent.supplier_paid is not None:
            self._body.addSpacing(u(6))
            paid = words.amount(view.spent.supplier_paid)
            text = words.at_least(paid, view.spent.unknown)
            if view.spent.unknown and not view.spent.supplier_paid.minor:
                text = tr("unknown")
            shared = any(leg.shared_with for leg in view.legs)
            self._body.addWidget(Amount(tr("You paid, this order’s share") if shared else tr("You paid"), text))

    def _notes(self, view: CaseView, now: datetime) -> None:
        self._rule()
        self._body.addWidget(PlainLabel(tr("Notes"), Type.HEADING, "text2"))
        self._body.addSpacing(u(6))
        for note in view.order.notes[-NOTES:]:
            self._body.addWidget(PlainLabel(note.text, wrap=True))
            self._body.addWidget(PlainLabel(words.moment(note.at, now), Type.SMALL, "text2"))
            self._body.addSpacing(u(8))
        add = Link(tr("Add note"))
        add.clicked.connect(lambda: self._add_note())
        self._body.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
