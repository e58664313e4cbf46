"""An amount to type: prefilled and bounded by Shopify's suggestion, checked in words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.shape.shop_answers import SuggestedRefund
from dropdesk.domain.values import Quantities
from dropdesk.errors import Expected
from dropdesk.ui import words
from dropdesk.ui.cases.base.blocks import labelled
from dropdesk.ui.cases.base.page_base import Page
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Field, FieldRow, PlainLabel, row
from dropdesk.ui.theme import u


class AmountRow:
    """Label, field with the currency, and beside it what it is part of. ``bound``: the most, minor units."""

    def __init__(
        self, page: Page, name: str, label: str, prefill: int, bound: int, before: QWidget | None = None
    ) -> None:
        self._page, self._name = page, name
        self.currency = page.order.currency
        self.bound, self.prefill = bound, prefill
        self.field = Field(label, suffix=words.symbol(self.currency), right=True)
        self.field.setMinimumWidth(u(84))
        self.field.setMaximumWidth(u(120))
        page.keep(name, self.field, words.plain_amount(prefill, self.currency))
        holder = QWidget()
        line = row(12, parent=holder)
        if before is not None:
            line.addWidget(before)
        line.addWidget(self.field)
        self.beside = PlainLabel("", tone="text2", wrap=True)
        line.addWidget(self.beside, 1, Qt.AlignmentFlag.AlignVCenter)
        self.row: FieldRow = labelled(label, holder, stretch=True)
        self.row.label.setBuddy(self.field)

    def suggest(self, minor: int, bound: int) -> None:
        """Shopify's suggestion: shown unless the person has typed an amount."""
        self.prefill, self.bound = minor, bound
        if not self._page.draft(self._name):
            self.field.setText(words.plain_amount(minor, self.currency))

    def read(self, least: int = 1) -> int | None:
        """The amount in minor units; None when it is none or out of bounds, which the row then says."""
        typed = words.read_amount(self.field.text(), self.currency)
        if typed is None and words.two_readings(self.field.text(), self.currency):
            self._wrong(tr("This can be read in two ways: thousands or decimals."))
            return None
        if typed is None:
            self._wrong(tr("Type an amount, such as {example}.", example=words.plain_amount(self.bound, self.currency)))
            return None
        if typed.minor < least or typed.minor > self.bound:
            most = words.money(self.bound, self.currency)
            low = words.money(least, self.currency)
            self._wrong(tr("From {low} to {most}.", low=low, most=most))
            return None
        self.row.error("")
        self.field.wrong(False)
        return typed.minor

    def _wrong(self, text: str) -> None:
        self.row.error(text)
        self.field.wrong(True)
        self.field.setFocus()
        self.field.selectAll()


class Suggestion:
    """Asks Shopify what it would refund, once for the same question, and tells the row."""

    def __init__(self, page: Page, amount: AmountRow, exact: bool) -> None:
        self._page, self._amount, self._exact = page, amount, exact
        self.answer: SuggestedRefund | None = None

    def ask(self, lines: Quantities | None, shipping: bool) -> None:
        """Asks Shopify what a refund of these lines comes to; the answer fills the amount."""
        page = self._page
        if not page.view.connected or page.view.left is None:
            return
        key = (lines, shipping, page.order.returned, page.order.refund_pending)
        known = page.frame.suggested.get(key)
        if known is not None:
            self._have(known)
            return
        self._amount.beside.say(tr("Asking Shopify…"), "text2")

        def have(answer: SuggestedRefund) -> None:
            page.frame.suggested[key] = answer
            self._have(answer)

        page.frame.suggest(page, lines, shipping, have, self._failed)

    def _have(self, answer: SuggestedRefund) -> None:
        self.answer = answer
        most = answer.amount if self._exact else answer.maximum
        left = self._page.view.left
        bound = min(most, left) if left is not None else most
        self._amount.suggest(min(answer.amount, bound), bound)
        text = tr("Shopify suggests {amount}", amount=words.money(answer.amount, answer.currency))
        if answer.manual:
            text = tr("Shopify only records it: pay it back yourself")
        self._amount.beside.say(text, "text2")

    def _failed(self, error: Expected) -> None:
        self._amount.beside.say(tr("Shopify did not answer; it is checked before sending"), "warn_text")
