"""*The order names another number: yours?* Asked until it is answered (rules M9): on the pane and on every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from dropdesk.domain.changes import Changes
from dropdesk.domain.values import OrderKey, SupplierNumber
from dropdesk.errors import Expected
from dropdesk.ui.app_context import AppContext
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Button, Link
from dropdesk.ui.orders.pane.question import Question
from dropdesk.ui.orders.pane.side_facts import ORDER_PAGE


class WhoseNumber(Question):
    """One number: look at its page, then *yes* (it is linked to what it serves) or *no* (nobody asks again). Neither is
    preselected."""

    def __init__(self, number: SupplierNumber, ask: Asks) -> None:
        super().__init__()
        self.number = number
        told = tr("The order names another number: {number}. Is it a purchase of yours?", number=number)
        why = tr("If it is, it may still ship. Nothing goes to Shopify before you say.")
        self.yes = Button(tr("Yes, link it"), height=30, name=tr("Yes, link it: {number}", number=number))
        self.yes.clicked.connect(partial(ask.answer, number, True))
        self.no = Button(tr("No"), height=30, name=tr("No: {number}", number=number))
        self.no.clicked.connect(partial(ask.answer, number, False))
        page = Link(tr("Its page"), "open", name=tr("Open the page of {number}", number=number))
        page.clicked.connect(partial(ask.context.open_url, ORDER_PAGE.format(number=number)))
        self.ask(told, why, (self.yes, self.no, page))


class Asks:
    """Answers for one order. ``owner``: whose end ends the answer's errand."""

    def __init__(
        self, context: AppContext, key: OrderKey, owner: QWidget, done: Callable[[Changes], None],
        failed: Callable[[Expected], None],
    ) -> None:  # fmt: skip
        self.context, self._key, self._owner = context, key, owner
        self._done, self._failed = done, failed

    def widgets(self, numbers: Sequence[SupplierNumber]) -> list[WhoseNumber]:
        """A question a number; none where nothing can be linked here."""
        return [WhoseNumber(number, self) for number in numbers] if self.context.links is not None else []

    def answer(self, number: SupplierNumber, ours: bool, *_: object) -> None:
        """*Yes* links it, *no* is remembered; both leave their trace."""
        links, key = self.context.links, self._key
        if links is None:
            return

        def work() -> Changes:
            return links.link(key, number, ()) if ours else links.not_ours(key, number)

        self.context.runner.run("desk", work, self._done, self._failed, self._owner)
