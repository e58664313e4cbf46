"""Customer and suppliers in the detail pane: their earlier orders, how often they accept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dropdesk.ui.i18n import tr, trn
from dropdesk.ui.kit import Amount, Line
from dropdesk.ui.theme import u
from dropdesk.ui.words.people import full_name

if TYPE_CHECKING:
    from dropdesk.domain.case.shown.order_view import OrderView

from PySide6.QtWidgets import QVBoxLayout


def people(body: QVBoxLayout, view: OrderView) -> None:
    """What is known of customer and suppliers from their other orders; nothing where nothing is."""
    rows = []
    if view.person is not None or view.history.orders:
        name = full_name(view.person) or tr("Customer")
        rows.append((name, history_words(view)))
    rows.extend(
        (record.supplier, tr("accepts {n} of {all}", n=record.accepted, all=record.asked))
        for record in view.suppliers
        if record.asked
    )
    if not rows:
        return
    body.addSpacing(u(16))
    body.addWidget(Line())
    body.addSpacing(u(16))
    for number, (name, text) in enumerate(rows):
        if number:
            body.addSpacing(u(6))
        body.addWidget(Amount(name, text, strong=False))


def history_words(view: OrderView) -> str:
    """How many earlier orders the customer has, and what became of them."""
    history = view.history
    if not history.orders:
        return tr("first order")
    orders = trn("%n earlier order", "%n earlier orders", history.orders)
    if not history.cancelled + history.refunded:
        return tr("{orders}, none cancelled", orders=orders)
    # Each by itself, as page 1 says it: one order may be both, and their sum counts it twice.
    return tr("{orders}: {n} cancelled, {m} refunded", orders=orders, n=history.cancelled, m=history.refunded)
