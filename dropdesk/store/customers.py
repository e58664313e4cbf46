"""How often each customer ordered, cancelled and got money back (R-15, R-17): kept as orders change, so that nobody
reads all orders of a customer for it."""

from __future__ import annotations

from functools import partial

from sqlalchemy import text
from sqlmodel import Session

from dropdesk.domain.order import Order
from dropdesk.store.engine import LATE

_DELTAS = "customer deltas"
"""In ``Session.info``: by customer, what is to be added to the counts before the commit."""
_ADD = text(
    "INSERT INTO customer_record (customer, orders, cancelled, refunded) "
    "VALUES (:customer, :orders, :cancelled, :back) "
    "ON CONFLICT (customer) DO UPDATE SET orders = orders + excluded.orders, "
    "cancelled = cancelled + excluded.cancelled, refunded = refunded + excluded.refunded"
)
RECORD = text("SELECT orders, cancelled, refunded FROM customer_record WHERE customer = :customer")


def _counts(order: Order) -> tuple[int, int, int]:
    return 1, int(order.cancelled_at is not None), int(order.returned > 0)


def order_changed(tx: Session, before: tuple[str, Order] | None, now: tuple[str, Order]) -> None:
    """Takes up that an order is another now; each with its customer (``""``: not known, not counted)."""
    for sign, told in ((-1, before), (1, now)):
        if told is not None and told[0]:
            counts = tx.info.setdefault(_DELTAS, {}).setdefault(told[0], [0, 0, 0])
            for n, one in enumerate(_counts(told[1])):
                counts[n] += sign * one
            tx.info[LATE][_DELTAS] = partial(_add_up, tx)


def _add_up(tx: Session) -> None:
    rows = [
        {"customer": who, "orders": orders, "cancelled": cancelled, "back": back}
        for who, (orders, cancelled, back) in sorted(tx.info.pop(_DELTAS).items())
        if orders or cancelled or back
    ]
    if rows:
        tx.connection().execute(_ADD, rows)


def history(tx: Session, customer: str, but: Order) -> tuple[int, int, int]:
    """The customer's other orders: how many, cancelled, with money returned."""
    if _DELTAS in tx.info:
        tx.info[LATE].pop(_DELTAS, None)
        _add_up(tx)
    row = tx.connection().execute(RECORD, {"customer": customer}).first() if customer else None
    if row is None:
        return 0, 0, 0
    mine = _counts(but)
    return int(row[0]) - mine[0], int(row[1]) - mine[1], int(row[2]) - mine[2]
