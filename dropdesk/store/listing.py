"""Writes the rows that the table shows: the verdict stored and indexed (design §5). ``browse`` reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert, text
from sqlmodel import Session, col, select

from dropdesk.domain.listing import OrderRow
from dropdesk.domain.values import OrderKey
from dropdesk.store.reader import pack, stamp, stamp_or_none
from dropdesk.store.tables import ListingRecord

_FAR = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with its rank in the default order. ``counted``: no test order, and it has lines."""

    row: OrderRow
    place: float
    next_change: datetime | None
    counted: bool


def put(tx: Session, placed: Sequence[Placed]) -> None:
    """Writes the rows of orders, all at once."""
    if placed:
        tx.flush()
        tx.connection().execute(insert(ListingRecord).prefix_with("OR REPLACE"), [_record(one) for one in placed])


def _record(placed: Placed) -> dict[str, object]:
    row = placed.row
    record = ListingRecord(
        key=row.key, name=row.name, calm=not row.attention, place=placed.place,
        deadline_sort=stamp(row.deadline or _FAR), verdict=row.verdict, muted=row.muted, act_now=row.act_now,
        because=row.because, because_data=pack(row.because_data.items()), deadline=stamp_or_none(row.deadline),
        deadline_kind=row.deadline_kind, next_change_at=stamp_or_none(placed.next_change), money_out=row.expected > 0,
        counted=placed.counted, placed_at=stamp(row.placed_at), supplier=row.supplier,
        supplier_state=row.supplier_state, supplier_at=stamp_or_none(row.supplier_at), step=row.step, paid=row.paid,
        received=row.received, expected=row.expected, at_risk=row.at_risk, currency=row.currency,
        expected_currency=row.expected_currency, deadline_is=row.deadline_is,
        overdue_since=stamp_or_none(row.overdue_since), at_risk_at_least=row.at_risk_at_least,
    )  # fmt: skip
    return record.model_dump()


def due(tx: Session, now: datetime, limit: int = 200) -> list[OrderKey]:
    """Orders whose verdict or attention may read otherwise by now."""
    rows = tx.exec(
        select(ListingRecord.key)
        .where(col(ListingRecord.next_change_at).is_not(None), col(ListingRecord.next_change_at) <= stamp(now))
        .order_by(col(ListingRecord.next_change_at))
        .limit(limit)
    )
    return [OrderKey(key) for key in rows]


def next_due(tx: Session) -> int | None:
    """When the next of them is due, microseconds since 1970."""
    found = tx.execute(text("SELECT MIN(next_change_at) FROM listing WHERE next_change_at IS NOT NULL")).scalar()
    return None if found is None else int(found)
