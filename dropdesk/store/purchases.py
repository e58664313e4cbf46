"""Purchases as AliExpress told them: every sighting that brings something is a row for ever; the newest state is what
those rows come to, kept beside them because every import and every link reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce

from sqlalchemy import text
from sqlmodel import Session

from dropdesk.domain.purchase import Purchase
from dropdesk.domain.resight import seen_again
from dropdesk.domain.values import SupplierNumber
from dropdesk.store import codec
from dropdesk.store.orders import Put
from dropdesk.store.reader import moment, moment_or_none, stamp, stamp_or_none

_GET = text("SELECT body, seen_at FROM purchases WHERE number = :number")
_PUT = text(
    "INSERT INTO purchases (number, body, seen_at, placed_at) VALUES (:number, :body, :seen_at, :placed_at) "
    "ON CONFLICT (number) DO UPDATE SET body = excluded.body, seen_at = excluded.seen_at, "
    "placed_at = excluded.placed_at"
)
_SIGHT = text(
    "INSERT INTO purchase_sightings (number, body, happened_at, known_at) VALUES (:number, :body, :happened, :known)"
)
_SIGHTINGS = text(
    "SELECT body, happened_at, known_at, migrated FROM purchase_sightings WHERE number = :number ORDER BY id"
)
PLACED = text("SELECT body, seen_at FROM purchases WHERE placed_at BETWEEN :first AND :last ORDER BY placed_at")


@dataclass(frozen=True, slots=True)
class Sighting:
    """What was told of a purchase, as of when (``happened_at``; None: nobody told), and when it became known here.

    ``migrated``: it is what an older database held, known by the migration.
    """

    told: Purchase
    happened_at: datetime | None
    known_at: datetime
    migrated: bool = False


def get(tx: Session, number: SupplierNumber) -> Purchase | None:
    """The purchase as it is known now; ``seen.at`` is the newest time at which it was seen to be so."""
    row = tx.connection().execute(_GET, {"number": number}).first()
    return None if row is None else _read(row[0], row[1])


def _read(body: str, seen_at: int) -> Purchase:
    found: Purchase = codec.load(Purchase, body)
    at = moment(seen_at)
    return found if found.seen.at == at else replace(found, seen=replace(found.seen, at=at))


def see(tx: Session, told: Purchase, known_at: datetime) -> Put:
    """Takes up a sighting. An older one never replaces a newer one; one that brings nothing new but its own time adds
    no row, it only says until when the newest state was confirmed."""
    before = get(tx, told.number)
    if before is not None and told.seen.at < before.seen.at:
        return Put.OLDER
    merged = told if before is None else seen_again(before, told)
    if merged == before:
        return Put.SAME
    new = before is None or replace(merged, seen=before.seen) != before
    run = tx.connection().execute
    if new:
        body = codec.dump(Purchase, told)
        known = {"number": told.number, "body": body, "happened": stamp(told.seen.at), "known": stamp(known_at)}
        run(_SIGHT, known)
    run(
        _PUT,
        {
            "number": told.number,
            "body": codec.dump(Purchase, merged),
            "seen_at": stamp(merged.seen.at),
            "placed_at": stamp_or_none(merged.placed_at),
        },
    )
    return Put.ADDED if before is None else Put.CHANGED if new else Put.SAME


def sightings(tx: Session, number: SupplierNumber) -> tuple[Sighting, ...]:
    """Everything that was ever told of a purchase, in the order in which it became known."""
    return tuple(
        Sighting(codec.load(Purchase, body), moment_or_none(happened), moment(known), bool(migrated))
        for body, happened, known, migrated in tx.connection().execute(_SIGHTINGS, {"number": number})
    )


def derived(seen: Iterable[Sighting]) -> Purchase | None:
    """The newest state, made of the rows alone."""
    told = [one.told for one in seen]
    return reduce(seen_again, told[1:], told[0]) if told else None


def everything(tx: Session) -> list[Purchase]:
    """All purchases, newest sighting first."""
    rows = tx.connection().execute(text("SELECT body, seen_at FROM purchases ORDER BY seen_at DESC, number"))
    return [_read(body, seen_at) for body, seen_at in rows]


def placed_between(tx: Session, first: datetime, last: datetime) -> list[Purchase]:
    """Purchases that were placed in a span of time."""
    rows = tx.connection().execute(PLACED, {"first": stamp(first), "last": stamp(last)})
    return [_read(body, seen_at) for body, seen_at in rows]
