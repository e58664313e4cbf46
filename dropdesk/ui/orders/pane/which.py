"""*Two files of one time name different totals, or prices of a purchase: which holds?* Asked until it is answered, or a
newer file or Shopify itself tells it (rules §3 "Facts and their age"): on the pane and on every page. So is what a
newer file takes back though it only grows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from dropdesk.domain.changes import Changes
from dropdesk.domain.order import Less, Order
from dropdesk.domain.shrink import taken_back
from dropdesk.domain.supplier.leg import Leg
from dropdesk.domain.values import Money, SupplierNumber
from dropdesk.errors import Expected
from dropdesk.ui import words
from dropdesk.ui.app_context import AppContext
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Button
from dropdesk.ui.orders.pane.question import Question


class WhichCost(Question):
    """What a purchase cost: the prices that files of one time name, each a button; none is preselected. ``name``: what
    the purchase is called beside others of the order, ``""`` where it is the only one."""

    def __init__(
        self, leg: Leg, name: str, context: AppContext, owner: QWidget, done: Callable[[Changes], None],
        failed: Callable[[Expected], None],
    ) -> None:  # fmt: skip
        super().__init__()
        self._number, self._context, self._owner = leg.number or SupplierNumber(""), context, owner
        self._done, self._failed = done, failed
        amounts = [(total, words.amount(total)) for total in leg.cost_asked]
        prices = " · ".join(text for _, text in amounts)
        told = tr("Files of the same time name different prices of the purchase: {prices}.", prices=prices)
        if name:
            told = tr(
                "{purchase}: files of the same time name different prices: {prices}.", purchase=name, prices=prices
            )
        why = tr("Which one does its order page show? Until you say, what you paid the supplier is unknown.")
        self.choices = [Button(text, height=30, name=tr("It cost {amount}", amount=text)) for _, text in amounts]
        for button, (total, _) in zip(self.choices, amounts, strict=True):
            button.clicked.connect(partial(self._answer, total))
        self.ask(told, why, self.choices)

    def _answer(self, total: Money, *_: object) -> None:
        details, number = self._context.details, self._number
        self._context.runner.run(
            "desk", lambda: details.cost_said(number, total), self._done, self._failed, self._owner
        )


def which_cost(
    legs: Sequence[Leg], context: AppContext, owner: QWidget, done: Callable[[Changes], None],
    failed: Callable[[Expected], None],
) -> list[WhichCost]:  # fmt: skip
    """The questions about what the purchases of an order cost, each purchase once."""
    from dropdesk.domain.supplier.moves import asks_cost

    numbers = list(dict.fromkeys(leg.number for leg in legs))
    asked = {leg.number: (place, leg) for place, leg in enumerate(legs, 1) if asks_cost(leg)}
    several = len(numbers) > 1
    return [
        WhichCost(leg, tr("Purchase {n}", n=place) if several else "", context, owner, done, failed)
        for place, leg in asked.values()
    ]


class WhichTotal(Question):
    """Both totals, each a button; neither is preselected. ``owner``: whose end ends the answer's errand."""

    def __init__(
        self, order: Order, context: AppContext, owner: QWidget, done: Callable[[Changes], None],
        failed: Callable[[Expected], None],
    ) -> None:  # fmt: skip
        super().__init__()
        self._key, self._context, self._owner = order.key, context, owner
        self._done, self._failed = done, failed
        amounts = [(total, words.money(total, order.currency)) for total in order.total_asked]
        told = tr(
            "Files of the same time name different totals: {totals}.", totals=" · ".join(text for _, text in amounts)
        )
        why = tr("Which one does Shopify show? Until you say, what the customer paid is unknown.")
        self.choices = [Button(text, height=30, name=tr("The total is {amount}", amount=text)) for _, text in amounts]
        for button, (total, _) in zip(self.choices, amounts, strict=True):
            button.clicked.connect(partial(self._answer, total))
        self.ask(told, why, self.choices)

    def _answer(self, total: int, *_: object) -> None:
        details, key = self._context.details, self._key
        self._context.runner.run("desk", lambda: details.total_said(key, total), self._done, self._failed, self._owner)


class WhichHolds(Question):
    """A newer file takes back what only grows (shipped, cancelled, refunded): what Shopify shows is the person's look;
    nothing is preselected, and nothing is taken back before."""

    def __init__(
        self, order: Order, asked: Less, context: AppContext, owner: QWidget, done: Callable[[Changes], None],
        failed: Callable[[Expected], None],
    ) -> None:  # fmt: skip
        super().__init__()
        self._key, self._asked, self._context, self._owner = order.key, asked, context, owner
        self._done, self._failed = done, failed
        told = tr("A newer file says less than was known: {what}.", what=words.less_told(taken_back(asked)))
        why = tr("Look at the order in Shopify: what does it show? Until you say, nothing is taken back.")
        before, file = tr("As it was known"), tr("As the file says")
        self.choices = [
            Button(before, height=30, name=tr("Shopify shows: {what}", what=before)),
            Button(file, height=30, name=tr("Shopify shows: {what}", what=file)),
        ]
        for button, stands in zip(self.choices, (True, False), strict=True):
            button.clicked.connect(partial(self._answer, stands))
        self.ask(told, why, self.choices)

    def _answer(self, stands: bool, *_: object) -> None:
        details, key, asked = self._context.details, self._key, self._asked
        self._context.runner.run(
            "desk", lambda: details.less_said(key, asked, stands), self._done, self._failed, self._owner
        )


def which_of_the_order(
    order: Order,
    context: AppContext,
    owner: QWidget,
    done: Callable[[Changes], None],
    failed: Callable[[Expected], None],
) -> list[Question]:
    """What files disagree on of the order itself: its total, and what happened."""
    asked: list[Question] = []
    if order.total_asked:
        asked.append(WhichTotal(order, context, owner, done, failed))
    if order.less_asked is not None:
        asked.append(WhichHolds(order, order.less_asked, context, owner, done, failed))
    return asked
