"""*Two files of one time name different totals: which holds?* Asked until it is answered, or a newer file or Shopify
itself tells it (rules §3 "Facts and their age"): on the pane and on every page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from dropdesk.domain.changes import Changes
from dropdesk.domain.order import Order
from dropdesk.errors import Expected
from dropdesk.ui import words
from dropdesk.ui.desk import Desk
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Button
from dropdesk.ui.orders.question import Question


class WhichTotal(Question):
    """Both totals, each a button; neither is preselected. ``owner``: whose end ends the answer's errand."""

    def __init__(
        self, order: Order, desk: Desk, owner: QWidget, done: Callable[[Changes], None],
        failed: Callable[[Expected], None],
    ) -> None:  # fmt: skip
        super().__init__()
        self._key, self._desk, self._owner = order.key, desk, owner
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
        details, key = self._desk.details, self._key
        self._desk.runner.run("desk", lambda: details.total_said(key, total), self._done, self._failed, self._owner)
