"""Purchases as AliExpress told them: every sighting that brings something is a row for ever; the newest state is what
those rows come to, kept beside them because every import and every link reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session

from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.supplier.purchase_history import History, Sighting, Taken, take
from dropdesk.domain.values import SupplierNumber
from dropdesk.store import codec, settings
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


def get(tx: Session, number: SupplierNumber) -> Purchase | None:
    """The purchase as it is known now; ``seen.at`` is the newest time at which it was seen to be so."""
    row = tx.connection().execute(_GET, {"number": number}).first()
    return None if row is None else _read(row[0], row[1])


def _read(body: str, seen_at: int) -> Purchase:
    found: Purchase = codec.load(Purchase, body)
    at = moment(seen_at)
    return found if found.seen.at == at else replace(found, seen=replace(found.seen, at=at))


def see(tx: Session, told: Purchase, known_at: datetime) -> Put:
    """Takes up a sighting of whatever age; see ``take``. One that brings nothing new but its own time adds no row, it
    only says until when the newest state was confirmed. OLDER: the newest state stays, and it tells nothing that only
    grows; what was so at its time is kept all the same."""
    before = history(tx, told.number)
    taken = take(before, told, known_at, settings.words(tx))
    keep(tx, before, taken, known_at)
    return put_of(before, told, taken)


def keep(tx: Session, before: History, taken: Taken, known_at: datetime) -> bool:
    """Writes what a sighting brought; False when it brought nothing, not even a newer time."""
    run = tx.connection().execute
    for row in taken.rows:
        body = codec.dump(Purchase, row)
        known = {"number": row.number, "body": body, "happened": stamp(row.seen.at), "known": stamp(known_at)}
        run(_SIGHT, known)
    state = taken.history.state
    if state is not None and state != before.state:
        run(
            _PUT,
            {
                "number": state.number,
                "body": codec.dump(Purchase, state),
                "seen_at": stamp(state.seen.at),
                "placed_at": stamp_or_none(state.placed_at),
            },
        )
    return taken.history != before


def put_of(before: History, told: Purchase, taken: Taken) -> Put:
    """What taking it up did."""
    if before.state is None:
        return Put.ADDED
    if taken.news or taken.grown:
        return Put.CHANGED
    return Put.OLDER if told.seen.at < before.state.seen.at else Put.SAME


def history(tx: Session, number: SupplierNumber) -> History:
    """Everything that was ever told of a purchase, and its newest state."""
    return History(sightings(tx, number), get(tx, number))


def sightings(tx: Session, number: SupplierNumber) -> tuple[Sighting, ...]:
    """Everything that was ever told of a purchase, in the order in which it became known."""
    return tuple(
        Sighting(codec.load(Purchase, body), moment_or_none(happened), moment(known), bool(migrated))
        for body, happened, known, migrated in tx.connection().execute(_SIGHTINGS, {"number": number})
    )


def everything(tx: Session) -> list[Purchase]:
    """All purchases, newest sighting first."""
    rows = tx.connection().execute(text("SELECT body, seen_at FROM purchases ORDER BY seen_at DESC, number"))
    return [_read(body, seen_at) for body, seen_at in rows]


def placed_between(tx: Session, first: datetime, last: datetime) -> list[Purchase]:
    """Purchases that were placed in a span of time."""
    rows = tx.connection().execute(PLACED, {"first": stamp(first), "last": stamp(last)})
    return [_read(body, seen_at) for body, seen_at in rows]
