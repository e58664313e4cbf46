"""What tests ask of a database and the product never does: every case at once, a purchase made of its rows alone."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from sqlalchemy import text
from sqlmodel import Session

from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.supplier.purchase_history import Sighting, seen_again
from dropdesk.domain.values import OrderKey
from dropdesk.store import cases


def every_case(tx: Session) -> list[cases.Standing]:
    """Every case at a glance, open or closed."""
    orders = tx.connection().execute(text("SELECT DISTINCT order_key FROM cases"))
    return [one for (key,) in orders for one in cases.of_order(tx, OrderKey(key))]


def derived(rows: Iterable[Sighting]) -> Purchase:
    """The newest state of a purchase, made of its rows alone."""
    return reduce(seen_again, (one.told for one in rows))
