"""Writes the rows that the table shows: the verdict stored and indexed (design §5). ``browse`` reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session

from dropdesk.domain.listing import OrderRow
from dropdesk.domain.values import OrderKey
from dropdesk.store.reader import pack, stamp, stamp_or_none

DUE = text(
    "SELECT key FROM listing WHERE next_change_at IS NOT NULL AND next_change_at <= :now "
    "ORDER BY next_change_at LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with its rank in the default order, and the date that tells equal ones apart. ``counted``: no test order,
    and it has lines."""

    row: OrderRow
    place: float
    date: datetime
    next_change: datetime | None
    counted: bool


def put(tx: Session, placed: Sequence[Placed]) -> None:
    """Writes the rows of orders, all at once."""
    if placed:
        rows = [_record(one) for one in placed]
        marks = ", ".join(f":{name}" for name in rows[0])
        sql = f"INSERT OR REPLACE INTO listing ({', '.join(rows[0])}) VALUES ({marks})"  # noqa: S608  # our own names
        tx.connection().execute(text(sql), rows)


def _record(placed: Placed) -> dict[str, object]:
    row = placed.row
    return {
        "key": row.key,
        "name": row.name,
        "calm": not row.attention,
        "place": placed.place,
        "deadline_sort": stamp(placed.date),
        "verdict": row.verdict,
        "muted": row.muted,
        "act_now": row.act_now,
        "because": str(row.because),
        "because_data": pack(row.because_data.items()),
        "deadline": stamp_or_none(row.deadline),
        "deadline_kind": row.deadline_kind,
        "next_change_at": stamp_or_none(placed.next_change),
        "money_out": row.money_out,
        "counted": placed.counted,
        "placed_at": stamp(row.placed_at),
        "supplier": row.supplier,
        "supplier_state": row.supplier_state,
        "supplier_at": stamp_or_none(row.supplier_at),
        "step": row.step,
        "paid": row.paid,
        "received": row.received,
        "expected": row.expected,
        "at_risk": row.at_risk,
        "currency": row.currency,
        "expected_currency": row.expected_currency,
        "deadline_is": row.deadline_is,
        "overdue_since": stamp_or_none(row.overdue_since),
        "at_risk_at_least": row.at_risk_at_least,
        "expected_at_least": row.expected_at_least,
    }


def due(tx: Session, now: datetime, limit: int = 200) -> list[OrderKey]:
    """Orders whose verdict or attention may read otherwise by now."""
    found = tx.connection().execute(DUE, {"now": stamp(now), "most": limit})
    return [OrderKey(key) for key in found.scalars()]


def next_due(tx: Session) -> int | None:
    """When the next of them is due, microseconds since 1970."""
    found = tx.execute(text("SELECT MIN(next_change_at) FROM listing WHERE next_change_at IS NOT NULL")).scalar()
    return None if found is None else int(found)
