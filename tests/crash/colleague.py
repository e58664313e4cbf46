"""Somebody else at the same shop: refunds, cancels, edits, fulfils, and the bank that takes the money back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from dropdesk.demo.shop import DemoShop
from dropdesk.domain.order import Chargeback, Order
from dropdesk.domain.permit import CancelPermit, CancelReason, Clearance, Goodwill, RefundPermit


class Act(StrEnum):
    """What a colleague does in Shopify's admin, or the bank. The app knows of it from its next look."""

    REFUND = "refund"
    REFUND_REST = "refund_rest"
    CANCEL = "cancel"
    EDIT = "edit"
    FULFIL = "fulfil"
    CHARGEBACK = "chargeback"


def act(shop: DemoShop, shopify_id: str, what: Act, now: Callable[[], datetime]) -> None:
    """Straight at the shop. What Shopify would refuse does not happen."""
    order = shop.look(shopify_id).order
    if order.cancel_running:
        return
    left = (order.received or 0) - order.returned - order.refund_pending
    match what:
        case Act.REFUND | Act.REFUND_REST:
            amount = left if what is Act.REFUND_REST else left // 3
            if amount > 0 and order.chargeback is Chargeback.NONE:
                shop.refund(_refund(order, amount))
        case Act.CANCEL:
            shop.cancel(
                CancelPermit(shopify_id, False, 0, order.currency, CancelReason.STAFF, False, False, "", Clearance(()))
            )
        case Act.EDIT:
            _change(shop, shopify_id, lambda one: replace(
                one, lines=tuple(replace(x, returned=min(x.quantity, x.returned + 1)) for x in one.lines[:1])
                + one.lines[1:]))  # fmt: skip
        case Act.FULFIL:
            if order.cancelled_at is None:
                _change(shop, shopify_id, lambda one: replace(
                    one, lines=tuple(replace(x, fulfilled=x.quantity, fulfilled_at=now()) for x in one.lines)
                ))  # fmt: skip
        case Act.CHARGEBACK:
            _change(shop, shopify_id, lambda one: replace(one, chargeback=Chargeback.OPEN))


def _refund(order: Order, amount: int) -> RefundPermit:
    return RefundPermit(
        str(uuid.uuid5(uuid.NAMESPACE_OID, f"{order.shopify_id}{order.returned}{amount}")), order.shopify_id or "",
        amount, order.currency, (), (), 0, False, False, "colleague", Goodwill(),
    )  # fmt: skip


def _change(shop: DemoShop, shopify_id: str, change: Callable[[Order], Order]) -> None:
    seen = shop._orders[shopify_id]
    shop._orders[shopify_id] = replace(seen, order=change(seen.order))
