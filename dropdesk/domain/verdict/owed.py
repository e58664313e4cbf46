"""What is still owed to the customer of a cancelled order (rules §3 W-10). Minor units of the order's currency."""

from __future__ import annotations

from dropdesk.domain.order import BANK_TOOK_IT, Order
from dropdesk.domain.verdict.old_history import all_returned
from dropdesk.domain.verdict.verdict import Situation


def owed(situation: Situation) -> int:
    """W-10: plan - returned - pending of the case that cancelled it, 0 once waived; outside a case: net - pending."""
    order = situation.order
    if order.cancelled_at is None or order.received == 0 or situation.waived or order.chargeback in BANK_TOOK_IT:
        return 0
    due = order.received if situation.plan is None else situation.plan
    if due is None:  # nobody told how much came in: no amount to name, but it is asked (``owes``)
        return 0
    return max(0, due - order.went_back)


def refund_failed(order: Order) -> bool:
    """Whether the newest refund that Shopify took came to nothing."""
    newest = max(order.refunds, key=lambda one: one.at, default=None)
    return newest is not None and bool(newest.failed) and not newest.amount and not newest.pending


def owes(situation: Situation) -> bool:
    """Whether money is owed, be its amount known or not."""
    return owed(situation) > 0 or owes_unknown(situation)


def owes_unknown(situation: Situation) -> bool:
    """Cancelled, and nobody told what came in: what is owed stays unknown, it is not nothing (rules §2, W-10)."""
    order = situation.order
    if order.cancelled_at is None or situation.waived or order.chargeback in BANK_TOOK_IT:
        return False
    return order.received is None and situation.plan is None and not all_returned(order)
