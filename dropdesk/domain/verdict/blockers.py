"""What locks the step in Shopify although the verdict stands (rules §3, below "Facts and their age")."""

from __future__ import annotations

from dropdesk.domain.order import Chargeback, Order
from dropdesk.domain.values import Quantities
from dropdesk.domain.verdict.verdict import Blocker


def blockers(order: Order, scope: Quantities) -> tuple[Blocker, ...]:
    """What locks the shop step: the verdict stands (rules §3, below "Facts and their age")."""
    found: list[Blocker] = []
    if order.cancel_running:
        found.append(Blocker.CANCEL_RUNNING)
    lines = {take.line for take in scope}
    if order.return_open and (not order.return_open_lines or not lines or lines & set(order.return_open_lines)):
        found.append(Blocker.RETURN_OPEN)
    if order.authorisation_pending:
        found.append(Blocker.AUTHORISATION)
    if order.chargeback is Chargeback.OPEN:
        found.append(Blocker.CHARGEBACK)
    if order.fulfilment_not_cancellable:
        found.append(Blocker.FULFILMENT)
    return tuple(found)
