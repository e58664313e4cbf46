"""A colleague in the same shop: what somebody else does to an order in the admin, at any moment."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from dropdesk.domain.order import Chargeback, Line, Order
from dropdesk.domain.values import LineId, Take
from tests.fakes.shop import FakeShop

PART = 700
"""Minor units of a refund for no named line."""


class Act(StrEnum):
    """One thing that a colleague, the payment provider or the bank does."""

    REFUND_PART = "refund_part"
    REFUND_UNIT = "refund_unit"
    REFUND_ALL = "refund_all"
    REFUND_LATER = "refund_later"
    """A part, and its payment is pending."""
    ARRIVES = "arrives"
    FAILS = "fails"
    """What is pending goes through, or comes to nothing."""
    CANCEL = "cancel"
    CANCEL_AND_REFUND = "cancel_and_refund"
    TAKE_OFF = "take_off"
    ADD = "add"
    """The order is edited."""
    FULFIL = "fulfil"
    CHARGEBACK = "chargeback"
    CHARGEBACK_WON = "chargeback_won"


def does(shop: FakeShop, shopify_id: str, what: Act) -> None:
    """Does it, as far as Shopify lets anybody do it to this order now."""
    order = shop.look(shopify_id).order
    left = (order.received or 0) - order.returned - order.refund_pending
    match what:
        case Act.REFUND_PART if left:
            shop.refund_by_others(shopify_id, min(PART, left))
        case Act.REFUND_UNIT if left:
            line = next((one for one in order.lines if one.quantity > one.returned), None)
            if line is not None:
                shop.refund_by_others(shopify_id, min(line.unit_value, left) or 1, (Take(line.id, 1),))
        case Act.REFUND_ALL if left:
            shop.refund_by_others(shopify_id, left)
        case Act.REFUND_LATER if left:
            before, shop.refunds_become = shop.refunds_become, "pending"
            shop.refund_by_others(shopify_id, min(PART, left))
            shop.refunds_become = before
        case Act.ARRIVES:
            shop.finish_refunds()
        case Act.FAILS:
            shop.finish_refunds("INSUFFICIENT_FUNDS")
        case Act.CANCEL | Act.CANCEL_AND_REFUND if _cancellable(order):
            shop.change(shopify_id, lambda one: replace(one, cancelled_at=shop.now(), cancel_reason="STAFF"))
            if what is Act.CANCEL_AND_REFUND and left:
                shop.refund_by_others(shopify_id, left)
        case Act.TAKE_OFF:
            shop.change(shopify_id, _taken_off)
        case Act.ADD if order.cancelled_at is None:
            shop.change(shopify_id, _added)
        case Act.FULFIL if order.cancelled_at is None:
            shop.change(shopify_id, lambda one: _fulfilled(one, shop))
        case Act.CHARGEBACK if order.received:
            shop.change(shopify_id, lambda one: replace(one, chargeback=Chargeback.OPEN))
        case Act.CHARGEBACK_WON if order.chargeback is Chargeback.OPEN:
            shop.change(shopify_id, lambda one: replace(one, chargeback=Chargeback.WON))
        case _:
            return


def _cancellable(order: Order) -> bool:
    return order.cancelled_at is None and not (order.received and any(line.fulfilled for line in order.lines))


def _open(line: Line) -> int:
    return line.quantity - line.returned - line.fulfilled


def _taken_off(order: Order) -> Order:
    """The last unit that can be: it stays paid for until somebody refunds it."""
    line = next((one for one in reversed(order.lines) if _open(one) > 0), None)
    if line is None or order.cancelled_at is not None:
        return order
    less = replace(line, returned=line.returned + 1, removed=line.removed + 1)
    return replace(order, lines=tuple(less if one.id == line.id else one for one in order.lines))


def _added(order: Order) -> Order:
    number = len(order.lines) + 1
    line = Line(LineId(f"gid://shopify/LineItem/added-{order.name}-{number}"), f"Gift wrap {number}", 1, 300)
    return replace(order, lines=(*order.lines, line))


def _fulfilled(order: Order, shop: FakeShop) -> Order:
    lines = tuple(
        replace(line, fulfilled=line.quantity - line.returned, requested=0, fulfilled_at=shop.now())
        if line.quantity > line.returned
        else line
        for line in order.lines
    )
    return replace(order, lines=lines, requests=(), fulfilment="fulfilled")
