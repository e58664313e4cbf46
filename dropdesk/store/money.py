"""The supplier's money as it came in or was written off: append-only, each amount with when it happened and when it
became known. The legs hold the sums; these rows are where the sums come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session

from dropdesk.domain.values import OrderKey
from dropdesk.store.reader import moment, moment_or_none, stamp, stamp_or_none

RECEIVED, WRITTEN_OFF = "received", "written_off"
_ADD = text(
    "INSERT INTO supplier_money (order_key, leg, number, kind, amount, currency, reason_ref, happened_at, known_at) "
    "VALUES (:key, :leg, :number, :kind, :amount, :currency, :reason_ref, :happened, :known)"
)
OF_ORDER = text(
    "SELECT leg, number, kind, amount, currency, reason_ref, happened_at, known_at, migrated FROM supplier_money "
    "WHERE order_key = :key ORDER BY id"
)


@dataclass(frozen=True, slots=True)
class Booked:
    """One amount, minor units; below 0: a wrong tick that was taken back; None: written off, and nobody told how much
    it was. ``happened_at`` None: nobody told when.

    ``reason_ref``: why it was written off, as a reference to the side table. ``migrated``: a sum that an older
    database held, known by the migration.
    """

    leg: str
    number: str
    kind: str
    amount: int | None
    currency: str
    reason_ref: str
    happened_at: datetime | None
    known_at: datetime
    migrated: bool = False


def add(tx: Session, key: OrderKey, booked: Booked) -> None:
    """Appends one amount."""
    row = {
        "key": key, "leg": booked.leg, "number": booked.number, "kind": booked.kind, "amount": booked.amount,
        "currency": booked.currency, "reason_ref": booked.reason_ref, "happened": stamp_or_none(booked.happened_at),
        "known": stamp(booked.known_at),
    }  # fmt: skip
    tx.connection().execute(_ADD, row)


def of_order(tx: Session, key: OrderKey) -> tuple[Booked, ...]:
    """All amounts of an order, in the order in which they became known."""
    return tuple(
        Booked(leg, number, kind, amount, currency, ref, moment_or_none(happened), moment(known), bool(migrated))
        for leg, number, kind, amount, currency, ref, happened, known, migrated in tx.connection().execute(
            OF_ORDER, {"key": key}
        )
    )
