"""Linking a purchase to an order: paste its number or link, pick a proposal, search; or say that none was needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from dropdesk.domain.changes import Changes
from dropdesk.domain.order import Line as OrderLine
from dropdesk.domain.values import LineId, OrderKey, Quantities, SupplierNumber, Take
from dropdesk.errors import Expected
from dropdesk.ui import words
from dropdesk.ui.app_context import AppContext, Candidate, Links
from dropdesk.ui.i18n import listed, tr, trn
from dropdesk.ui.kit import (
    Banner,
    Button,
    Choice,
    Dialog,
    Field,
    FieldRow,
    Line,
    PlainLabel,
    Scroll,
    Tick,
    clear,
    column,
    row,
)
from dropdesk.ui.theme import Type, u
from dropdesk.ui.words.people import full_name

if TYPE_CHECKING:
    from dropdesk.domain.case.shown.order_view import OrderView


class LinkDialog(Dialog):
    """Everything on one page; Enter links what is chosen. Several lines: ticks say which the purchase serves."""

    def __init__(self, context: AppContext, links: Links, key: OrderKey, parent: QWidget | None) -> None:
        super().__init__(tr("Which purchase serves this order?"), parent, 600)
        self._context, self._links, self._key = context, links, key
        self._chosen = ""
        self._ticks: dict[LineId, tuple[Tick, OrderLine]] = {}
        self._group: QButtonGroup | None = None
        self._order = PlainLabel("", tone="text2", wrap=True)
        self.body.addWidget(self._order)
        self.number = Field(tr("AliExpress order number or link"), placeholder="8190439416163295")
        self.number.textEdited.connect(lambda _: self._typed())
        hint = tr("Paste the number, the link of its page, or any words to search your purchases.")
        self.paste = FieldRow(tr("AliExpress order number or link"), self.number, hint, label_width=0)
        self.body.addWidget(self.paste)
        self._lines = column(2)
        self.body.addLayout(self._lines)
        inner = QWidget()
        self._found: QVBoxLayout = column(0, parent=inner)
        scroll = Scroll(inner, tr("Purchases found"))
        scroll.setMinimumHeight(u(150))
        self.body.addWidget(scroll, 1)
        self.wrong = Banner("", "danger")
        self.wrong.hide()
        self.body.addWidget(self.wrong)
        self.body.addWidget(Line())
        other = row(8)
        nothing = Button(tr("Nothing was ordered"), height=32)
        nothing.clicked.connect(lambda: self._run(lambda: links.nothing_ordered(key, self._units())))
        stock = Button(tr("From own stock"), height=32)
        stock.clicked.connect(lambda: self._run(lambda: links.own_stock(key, self._units())))
        other.addWidget(nothing)
        other.addWidget(stock)
        other.addStretch(1)
        self.body.addLayout(other)
        self.add_button(Button(tr("Cancel")), self.reject)
        self.link = self.add_button(Button(tr("Link it"), "primary"), self._link, default=True)
        self.number.setFocus()
        context.runner.run("read", lambda: context.details.view(key), self._show, self._failed, self)
        context.runner.run("read", lambda: links.proposals(key), self._offer, self._failed, self)

    def _show(self, view: OrderView) -> None:
        name = full_name(view.person)
        self._order.say(f"{view.order.name} · {name}" if name else view.order.name)
        lines = [line for line in view.order.lines if not line.needs_no_purchase and line.quantity > line.returned]
        if len(lines) < 2:
            return
        self._lines.addWidget(PlainLabel(tr("It serves"), Type.HEADING, "text2"))
        for line in lines[:12]:
            tick = Tick(f"{line.quantity} × {line.title}")
            tick.setChecked(True)
            self._ticks[line.id] = (tick, line)
            self._lines.addWidget(tick)

    def _units(self) -> Quantities:
        """The ticked lines; nothing where there is only one line (the service then takes all that is unlinked)."""
        return tuple(Take(key, line.quantity) for key, (tick, line) in self._ticks.items() if tick.isChecked())

    def _typed(self) -> None:
        self.paste.error("")
        self._chosen = ""
        text = self.number.text().strip()
        if not text or self._links.read_number(text) is not None:
            return
        if len(text) >= 2:
            self._context.runner.run(
                "read", lambda: self._links.search(self._key, text), self._offer, self._failed, self
            )

    def _offer(self, found: Sequence[Candidate]) -> None:
        clear(self._found)
        self._group = QButtonGroup(self)
        if not found:
            text = tr("No purchase of yours fits. Paste its number, or import an AliExpress export first.")
            self._found.addWidget(PlainLabel(text, tone="text2", wrap=True))
        for one in found[:20]:
            choice = Choice(f"{one.number} · {one.shop_name}" if one.shop_name else one.number, self._second(one))
            choice.toggled.connect(lambda on, number=one.number: self._pick(number, on))
            self._group.addButton(choice)
            self._found.addWidget(choice)
            self._found.addWidget(Line())
        if len(found) > 20:
            self._found.addWidget(PlainLabel(trn("and %n more", "and %n more", len(found) - 20), tone="text2"))
        self._found.addStretch(1)

    def _second(self, one: Candidate) -> str:
        parts = [one.title]
        if one.placed_at is not None:
            parts.append(words.date(one.placed_at, self._context.now()))
        if one.total is not None:
            parts.append(words.amount(one.total))
        if one.orders:
            parts.append(tr("serves {orders} already", orders=listed(one.orders)))
        return " · ".join(part for part in parts if part)

    def _pick(self, number: SupplierNumber, on: bool) -> None:
        if on:
            self._chosen = number
            self.paste.error("")

    def _link(self) -> None:
        typed = self._links.read_number(self.number.text().strip()) if self.number.text().strip() else None
        number = self._chosen or typed
        if number is None or not number:
            self.paste.error(tr("There is no AliExpress order number in this: it has 13 to 19 digits."))
            self.number.setFocus()
            return
        if self._ticks and not self._units():
            self._say(tr("Tick what the purchase serves."))
            return
        self._run(lambda: self._links.link(self._key, SupplierNumber(number), self._units()))

    def _run(self, work: Callable[[], Changes]) -> None:
        self._context.runner.run("desk", work, self._done, self._failed, self)

    def _done(self, changes: Changes) -> None:
        self._context.bus.tell(changes)
        self.accept()

    def _failed(self, error: Expected) -> None:
        self._say(words.error(error))

    def _say(self, text: str) -> None:
        self.wrong.label.say(text)
        self.wrong.show()
