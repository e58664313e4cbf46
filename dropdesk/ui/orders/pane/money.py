"""Items and money of an order in the detail pane: what was paid, went back, is awaited, is at risk, is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dropdesk.domain.values import Money, SupplierNumber
from dropdesk.ui import words
from dropdesk.ui.i18n import tr, trn
from dropdesk.ui.kit import Amount, PlainLabel, TwoLines
from dropdesk.ui.theme import u

if TYPE_CHECKING:
    from dropdesk.domain.case.shown.order_view import OrderView
    from dropdesk.domain.supplier.leg import Leg

from PySide6.QtWidgets import QVBoxLayout

LINES = 6
"""So many lines are shown before the rest folds."""


def items_and_money(body: QVBoxLayout, view: OrderView) -> None:
    """The lines of the order, what was paid and went back, and for each purchase what it cost and what comes back."""
    order = view.order
    for line in order.lines[:LINES]:
        quantity = words.line_quantity(line)
        second = f"{quantity} · {line.variant}" if line.variant else quantity
        total = words.money(line.unit_value * line.quantity, order.currency)
        item = TwoLines(line.title, second, total, icon="box" if line.needs_no_purchase else "bag")
        layout = item.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, u(10))
        body.addWidget(item)
    if len(order.lines) > LINES:
        more = len(order.lines) - LINES
        body.addWidget(PlainLabel(trn("and %n more line", "and %n more lines", more), tone="text2"))
    body.addSpacing(u(2))
    body.addWidget(Amount(tr("Customer paid"), words.money(order.received, order.currency)))
    if order.returned:
        body.addSpacing(u(6))
        body.addWidget(Amount(tr("Returned to the customer"), words.money(order.returned, order.currency)))
    if order.refund_pending:
        body.addSpacing(u(6))
        pending = words.money(order.refund_pending, order.currency)
        body.addWidget(Amount(tr("On its way to the customer"), pending))
    for leg in view.legs:
        shared = bool(view.shared.get(leg.number or SupplierNumber(""), ()))
        _leg_money(body, leg, len(view.legs) > 1, leg.id in view.doubtful, shared)
        if leg.id in view.given_up:
            _lost(body, leg)
    _risk(body, view)


def _risk(body: QVBoxLayout, view: OrderView) -> None:
    """What is at risk already, in the words of the list: goods whose money is back, a supplier's money that may not
    come. And the risk of what can be done now, where that is another: of the refund."""
    exposed, refund = (view.exposed, view.exposed_unknown), (view.at_risk, view.at_risk_unknown)
    _at_risk(body, tr("At risk"), *exposed)
    if view.verdict.code != "alarm" and refund_risks(view) and refund != exposed:
        _at_risk(body, tr("At risk if you refund now"), *refund)


def _at_risk(body: QVBoxLayout, name: str, risk: Money | None, unknown: bool) -> None:
    if risk is None and not unknown:
        return
    text = words.at_least(words.amount(risk), unknown) if risk is not None else tr("unknown")
    body.addSpacing(u(6))
    body.addWidget(Amount(name, text))


def _leg_money(body: QVBoxLayout, leg: Leg, several: bool, doubtful: bool, shared: bool) -> None:
    """``doubtful``: what it cost is told as at risk or lost, and not once more as money that comes back."""
    from dropdesk.domain.supplier.money import never_paid, outstanding
    from dropdesk.domain.supplier.moves import perhaps_paid

    told = leg.cost is not None or leg.cost_asked or leg.money.unknown
    if told and not (never_paid(leg) or perhaps_paid(leg)):
        body.addSpacing(u(6))
        name = (
            tr("You paid {supplier}", supplier=leg.supplier)
            if several and leg.supplier
            else tr("You paid the supplier")
        )
        name = tr("{paid}, this order’s share", paid=name) if shared else name
        body.addWidget(Amount(name, words.amount(leg.cost) if leg.cost is not None else tr("unknown")))
    if leg.money.awaited is not None and not doubtful:
        open_ = outstanding(leg)
        if open_ > 0:
            body.addSpacing(u(6))
            body.addWidget(Amount(tr("Still expected back"), words.money(open_, leg.money.awaited.currency)))
    elif leg.money.unknown and not doubtful:
        body.addSpacing(u(6))
        body.addWidget(Amount(tr("Still expected back"), tr("an unknown amount")))


def _lost(body: QVBoxLayout, leg: Leg) -> None:
    from dropdesk.domain.case.basis.costs import lost

    loss, at_most = lost(leg)
    text = words.amount(loss)
    body.addSpacing(u(6))
    body.addWidget(Amount(tr("Lost"), tr("at most {amount}", amount=text) if loss and at_most else text))


def refund_risks(view: OrderView) -> bool:
    """Whether a refund is still possible and would be of units that may go out or went out: what is *Ready* or can be
    cancelled is of units that stay, and what is back cannot be refunded again."""
    order = view.order
    left = order.received is None or order.received > order.went_back
    return left and order.cancelled_at is None and view.verdict.code not in ("ready", "can_cancel", "done")
