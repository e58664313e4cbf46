"""What the legs of all orders tell together: which orders a purchase serves, and how a supplier answers. Both are kept
as the legs change, so that nobody reads every order for them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from sqlalchemy import text
from sqlmodel import Session

from dropdesk.domain.supplier.leg import Leg, LegState
from dropdesk.domain.values import OrderKey, SupplierNumber
from dropdesk.store.engine import LATE

UNANSWERED = frozenset({LegState.ASKED, LegState.OPEN, LegState.UNCLEAR, LegState.UNPAID})
"""States in which a request that was made has no answer: an open one counts neither way (findings M11)."""
_DELTAS = "supplier deltas"
"""In ``Session.info``: by supplier, what is to be added to its counts before the commit."""
_ADD = text(
    "INSERT INTO supplier_record (supplier, legs, asked, agreed) VALUES (:supplier, :legs, :asked, :agreed) "
    "ON CONFLICT (supplier) DO UPDATE SET legs = legs + excluded.legs, asked = asked + excluded.asked, "
    "agreed = agreed + excluded.agreed"
)
RECORD = text("SELECT asked, agreed FROM supplier_record WHERE supplier = :supplier")
SHARED = text(
    "SELECT number FROM serves mine WHERE order_key = :key "
    "AND EXISTS (SELECT 1 FROM serves WHERE number = mine.number AND order_key <> :key)"
)
SERVED_BY = text("SELECT order_key FROM serves WHERE number = :number ORDER BY order_key")


def legs_changed(tx: Session, key: OrderKey, before: Iterable[Leg], now: Iterable[Leg]) -> None:
    """Takes up that an order's legs are others now."""
    deltas: dict[str, list[int]] = tx.info.setdefault(_DELTAS, {})
    for sign, legs in ((-1, before), (1, now)):
        for leg in legs:
            if leg.supplier:
                asked = leg.asked_times > 0 and leg.state not in UNANSWERED
                counts = deltas.setdefault(leg.supplier, [0, 0, 0])
                counts[0] += sign
                counts[1] += sign * asked
                counts[2] += sign * (asked and leg.state is LegState.STOPPED)
    tx.info[LATE][_DELTAS] = partial(_add_up, tx)
    old, new = ({leg.number for leg in legs if leg.number} for legs in (before, now))
    run = tx.connection().execute
    if old - new:
        gone = [{"number": number, "key": key} for number in sorted(old - new)]
        run(text("DELETE FROM serves WHERE number = :number AND order_key = :key"), gone)
    if new - old:
        added = [{"number": number, "key": key} for number in sorted(new - old)]
        run(text("INSERT OR IGNORE INTO serves (number, order_key) VALUES (:number, :key)"), added)


def _add_up(tx: Session) -> None:
    deltas: dict[str, list[int]] = tx.info.pop(_DELTAS)
    rows = [
        {"supplier": name, "legs": n, "asked": asked, "agreed": agreed}
        for name, (n, asked, agreed) in sorted(deltas.items())
        if n or asked or agreed
    ]
    if rows:
        tx.connection().execute(_ADD, rows)


def asked_and_agreed(tx: Session, supplier: str) -> tuple[int, int]:
    """How many requests to cancel a supplier answered, and how many of them by stopping the purchase."""
    row = tx.connection().execute(RECORD, {"supplier": supplier}).first()
    return (0, 0) if row is None else (int(row[0]), int(row[1]))


def names(tx: Session) -> list[str]:
    """All suppliers that serve an order."""
    found = tx.connection().execute(text("SELECT supplier FROM supplier_record WHERE legs > 0")).scalars()
    return sorted(found, key=str.casefold)


def shared(tx: Session, key: OrderKey) -> frozenset[SupplierNumber]:
    """The purchases of an order that serve other orders too."""
    return frozenset(SupplierNumber(number) for number in tx.connection().execute(SHARED, {"key": key}).scalars())


def served_by(tx: Session, number: SupplierNumber) -> list[OrderKey]:
    """The orders that a purchase serves."""
    return [OrderKey(key) for key in tx.connection().execute(SERVED_BY, {"number": number}).scalars()]
