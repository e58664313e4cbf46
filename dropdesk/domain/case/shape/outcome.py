"""How a case ended, by what happened to the goods and to the money (rules §5 "Closed(outcome)", findings D5).

A code is ``goods_money``. Goods: ``stopped``, ``won``, ``settled``, ``back`` (the parcel came back), ``lost`` and
``partly_lost`` (shipped, the loss accepted), ``returned`` (to the supplier), ``paid_part`` (by the supplier), ``here``
(delivered), ``shipped`` (may still arrive), ``none`` (nothing was bought, or nothing is
known of it). Money: ``refunded``, ``in_part``,
``unpaid`` (the customer never paid), ``not_refunded``, ``bank`` (a chargeback took it).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dropdesk.domain.order import BANK_TOOK_IT
from dropdesk.domain.supplier.leg import GONE, How, Leg, LegState

if TYPE_CHECKING:
    from dropdesk.domain.order import Order, Refund

OLD = "refunded"
"""What 0.1.0 wrote for every case that was not kept, whatever had happened."""
GOODS = (
    "lost",
    "partly_lost",
    "shipped",
    "paid_part",
    "returned",
    "settled",
    "won",
    "back",
    "here",
    "stopped",
    "none",
)
"""What speaks for several purchases: the first of these that any of them had."""
MONEY = ("refunded", "in_part", "unpaid", "not_refunded", "bank")
_STOPS = {How.WON: "won", How.SETTLED: "settled", How.CAME_BACK: "back"}
_CLAIMS = {LegState.RETURNING: "returned", LegState.DISPUTED: "settled"}


def outcome(order: Order, legs: Iterable[Leg]) -> str:
    """The outcome of a case that was not kept. ``legs``: those of its wish."""
    return f"{_of_goods(legs)}_{_of_money(order)}"


def told(code: str, legs: Iterable[Leg]) -> str:
    """A stored outcome as it is shown: what an early version wrote is read by its purchases, which it kept."""
    return f"{_of_goods(legs)}_refunded" if code == OLD else code


def _of_goods(legs: Iterable[Leg]) -> str:
    had = {_end(leg) for leg in legs}
    if "lost" in had and had - {"lost", "none"}:
        return "partly_lost"
    return next((one for one in GOODS if one in had), "none")


def _end(leg: Leg) -> str:
    match leg.state:
        case LegState.STOPPED:
            return _STOPS.get(leg.how, "stopped") if leg.how is not None else "stopped"
        case LegState.HANDLED if leg.loss_accepted:
            return "lost"
        case LegState.HANDLED:
            return _CLAIMS.get(leg.before, "paid_part") if leg.before is not None else "paid_part"
        case LegState.DELIVERED:
            return "here"
        case LegState.NOT_ORDERED | LegState.NO_PURCHASE:
            return "none"
        case state:
            return "shipped" if state in GONE else "none"


def _of_money(order: Order) -> str:
    if order.chargeback in BANK_TOOK_IT:
        return "bank"
    if order.returned:
        return "refunded" if order.received is None or order.returned >= order.received - 1 else "in_part"
    return "unpaid" if order.received == 0 else "not_refunded"


def cancellation_refund(order: Order, amount: int, before: int) -> Refund | None:
    """The refund that Shopify made with our cancellation, which carries no mark of ours: what came on top of ``before``
    (minor units, gone back when it was pressed) and is exactly ``amount``; else, where somebody gave part of it back in
    the same minute and Shopify the rest, the one nearest to the cancellation. None: no refunds are told one by one."""
    new: list[Refund] = []
    total = 0
    for one in sorted(order.refunds, key=lambda refund: refund.at):
        whole = one.amount + one.pending + one.failed
        if whole and total + whole > before:
            new.append(one)
        total += one.amount + one.pending
    exact = [one for one in new if one.amount + one.pending + one.failed == amount]
    if exact or order.cancelled_at is None:
        return exact[0] if exact else None
    at = order.cancelled_at
    return min(new, key=lambda one: abs(one.at - at), default=None)
