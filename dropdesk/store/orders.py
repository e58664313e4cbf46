"""Orders, their legs, people, notes and timeline: functions of a transaction.

Two things are decided here: which row an order is (``find``), and that an older sighting never replaces a newer one
(``put``). What a newer one leaves as it was, ``domain.order_merge`` tells."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial

from sqlalchemy import text
from sqlmodel import Session, col, select

from dropdesk.domain.line_merge import first_told
from dropdesk.domain.order import Line, LinkHint, Order, Person, SeenOrder
from dropdesk.domain.order_merge import chargeback_since, same_facts
from dropdesk.domain.supplier.leg import Leg
from dropdesk.domain.values import CaseId, OrderKey, Quantities, StoreId, Where
from dropdesk.store import codec, customers, rows, suppliers
from dropdesk.store.engine import LATE
from dropdesk.store.reader import moment, moment_or_none, split_han, stamp, stamp_or_none
from dropdesk.store.tables import PersonRecord, TextRecord, TimelineRecord

_STALE = "stale"
"""In ``Session.info``: orders whose search rows are to be rewritten."""
_BY_GID = text("SELECT key FROM orders WHERE store = :store AND shopify_id = :gid")
_BY_NAME = text("SELECT key, store, shopify_id, created_at FROM orders WHERE name = :name ORDER BY key")
_KEYS = text("SELECT key FROM orders WHERE key > :after ORDER BY key LIMIT :limit")
_HOLDING = text("SELECT key FROM orders WHERE instr(body, :words) > 0 ORDER BY key")
_NOTES = text("SELECT text FROM texts WHERE order_key = :key AND kind = 'note' ORDER BY at")
FILES = StoreId("file")
"""The store of orders that came from files alone."""
Legs = tuple[Leg, ...]
Hints = tuple[LinkHint, ...]
_NONE = codec.dump(Hints, ())


class Put(StrEnum):
    """What an upsert did."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Saying:
    """What the person said of an order as a whole."""

    asked_at: datetime | None
    customer_knows: bool
    wish: Quantities | None
    plan: int | None
    waived: bool
    open_case: CaseId | None


# -- orders -------------------------------------------------------------------------------------------------------


def find(tx: Session, order: Order) -> OrderKey | None:
    """The row of this order: by gid in its store, else by name there; a file's row of the same name and time is
    adopted by a connected store, and a file finds an order that a store brought."""
    rows.flush(tx)
    if order.shopify_id:
        row = tx.connection().execute(_BY_GID, {"store": order.store, "gid": order.shopify_id}).first()
        if row:
            return OrderKey(row[0])
    for key, store, gid, created in tx.connection().execute(_BY_NAME, {"name": order.name}):
        foreign = bool(gid and order.shopify_id and gid != order.shopify_id)
        same_time = abs(created - stamp(order.created_at)) < 60_000_000
        if store == order.store and not foreign and (same_time or order.store != FILES):
            return OrderKey(key)
        if same_time and not foreign and FILES in (store, order.store):
            return OrderKey(key)
    return None


def load(tx: Session, key: OrderKey) -> Order:
    """The order as last seen. KeyError for none."""
    row = rows.of(tx, key)
    if "body" not in row.read:
        order: Order = codec.load(Order, row.body)
        row.read["body"] = order if order.key == key else replace(order, key=key)
    return row.read["body"]  # type: ignore[no-any-return]


def put(tx: Session, seen: SeenOrder, now: datetime) -> tuple[OrderKey, Put]:
    """Adds or updates. An older sighting never replaces a newer one (rules §3 "Facts and their age"); ``now`` tells
    which stamps are of a clock that ran ahead."""
    order = seen.order
    key = find(tx, order)
    if key is None:
        row = rows.OrderRow(
            key=0, store=order.store, shopify_id=order.shopify_id, name=order.name,
            created_at=stamp(order.created_at), seen_at=stamp(order.seen.at), customer=order.customer, body="",
            legs=codec.dump(Legs, ()), hints=codec.dump(Hints, seen.hints), first_import=stamp(now),
        )  # fmt: skip
        order = chargeback_since(None, order)
        key = rows.insert(tx, row)
        customers.order_changed(tx, None, (row.customer, order))
        done = Put.ADDED
    else:
        row = rows.of(tx, key)
        before = load(tx, key)
        if _older(before, order, now):
            return key, Put.OLDER
        order = first_told(before, chargeback_since(before, _kept(before, order)))
        same = same_facts(before, replace(order, key=key))
        done = Put.SAME if same and seen.hints == codec.load(Hints, row.hints) else Put.CHANGED
        row.store, row.shopify_id = order.store, order.shopify_id
        row.seen_at = stamp(order.seen.at)
        was, row.customer = row.customer, order.customer or row.customer
        customers.order_changed(tx, (was, before), (row.customer, order))
        merged = {(hint.number, hint.line): hint for hint in (*codec.load(Hints, row.hints), *seen.hints)}
        row.hints = codec.dump(Hints, tuple(merged.values()))
    row.read["body"] = replace(order, key=key)
    row.body = codec.dump(Order, row.read["body"])
    rows.changed(tx, row)
    if seen.person is not None and (seen.person.name or seen.person.email):
        put_person(tx, key, seen.person)
    if done is not Put.SAME or seen.person is not None:
        index(tx, key)
    return key, done


def _older(before: Order, now: Order, at: datetime) -> bool:
    """Whether ``now`` was told before ``before``. Two answers of a shop are in the shop's own order; only where that
    does not tell them apart this computer's clock does, and never by a stamp that lies ahead of ``at``: the clock was
    put right since, and an answer that came later would be dropped for as long as it had been wrong."""
    if now.seen.where is Where.SHOPIFY_API:
        told, known = now.updated_at, before.updated_at if before.seen.where is Where.SHOPIFY_API else None
        if told is not None and known is not None and told != known:
            return told < known
        if before.seen.at > at:
            return False
    return now.seen.at < before.seen.at


def amend(tx: Session, key: OrderKey, now: Order) -> None:
    """Keeps what the person said of the order's own facts (the bank's date, that it is answered); no sighting."""
    row, before = rows.of(tx, key), load(tx, key)
    customers.order_changed(tx, (row.customer, before), (row.customer, now))
    row.read["body"] = replace(now, key=key)
    row.body = codec.dump(Order, row.read["body"])
    rows.changed(tx, row)


def _kept(before: Order, now: Order) -> Order:
    """What a newer file cannot tell stays as a store told it: the gid, line ids, times of fulfilment."""
    if now.shopify_id or not before.shopify_id:
        return now
    return replace(now, store=before.store, shopify_id=before.shopify_id, lines=_same_lines(before, now))


def _same_lines(before: Order, now: Order) -> tuple[Line, ...]:
    if len(before.lines) != len(now.lines):
        return now.lines
    return tuple(replace(new, id=old.id) for old, new in zip(before.lines, now.lines, strict=True))


def legs(tx: Session, key: OrderKey) -> Legs:
    """The present legs of an order (without the implicit unlinked ones)."""
    row = rows.of(tx, key)
    if "legs" not in row.read:
        row.read["legs"] = codec.load(Legs, row.legs)
    return row.read["legs"]  # type: ignore[no-any-return]


def put_legs(tx: Session, key: OrderKey, now: Legs) -> None:
    """Replaces the legs, and what they tell about shared purchases and of the suppliers."""
    row, before = rows.of(tx, key), legs(tx, key)
    if now == before:
        return
    row.read["legs"], row.legs = now, codec.dump(Legs, now)
    rows.changed(tx, row)
    suppliers.legs_changed(tx, key, before, now)
    index(tx, key)


def saying(tx: Session, key: OrderKey) -> Saying:
    """What the person said of the order as a whole."""
    row = rows.of(tx, key)
    wish = None if row.wish is None else codec.load(Quantities, row.wish)
    case = CaseId(row.open_case) if row.open_case else None
    return Saying(moment_or_none(row.asked_at), row.customer_knows, wish, row.plan, row.waived, case)


def say(tx: Session, key: OrderKey, now: Saying) -> None:
    """Replaces what the person said of the order as a whole."""
    if now == saying(tx, key):
        return
    row = rows.of(tx, key)
    row.asked_at = stamp_or_none(now.asked_at)
    row.customer_knows = now.customer_knows
    row.wish = None if now.wish is None else codec.dump(Quantities, now.wish)
    row.plan, row.waived = now.plan, now.waived
    row.open_case = now.open_case
    rows.changed(tx, row)


def _told(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def old_history(tx: Session, key: OrderKey) -> bool | None:
    """Whether the order is old history, as it was kept; None: not measured yet."""
    return _told(rows.of(tx, key).old_history)


def keep_old(tx: Session, key: OrderKey, old: bool) -> None:
    """Whether the order is old history (rules §2): measured once, then ended for good or not."""
    row = rows.of(tx, key)
    if _told(row.old_history) is not old:
        row.old_history = int(old)
        rows.changed(tx, row)


def promise_due(tx: Session, key: OrderKey) -> datetime | None:
    """The earliest date promised to the customer that nobody has ended."""
    return moment_or_none(rows.of(tx, key).promise_due)


def keep_promise(tx: Session, key: OrderKey, due: datetime | None) -> None:
    """Keeps beside the order what its timeline says of promises (``domain/promises.py``)."""
    row = rows.of(tx, key)
    row.promise_due = stamp_or_none(due)
    rows.changed(tx, row)


def first_import(tx: Session, key: OrderKey) -> datetime | None:
    """When the order was first seen here."""
    return moment_or_none(rows.of(tx, key).first_import)


def hints(tx: Session, key: OrderKey) -> Hints:
    """The supplier numbers found on the order."""
    row = rows.of(tx, key)
    if row.hints == _NONE:
        return ()  # as most orders are: each verdict asks
    return codec.load(Hints, row.hints)  # type: ignore[no-any-return]


def put_hints(tx: Session, key: OrderKey, now: Hints) -> None:
    """Replaces the supplier numbers found on the order."""
    row = rows.of(tx, key)
    row.hints = codec.dump(Hints, now)
    rows.changed(tx, row)


def keys(tx: Session, after: int = 0, limit: int = 200) -> list[OrderKey]:
    """A slice of all order keys, ascending."""
    return [OrderKey(key) for key in tx.connection().execute(_KEYS, {"after": after, "limit": limit}).scalars()]


def holding(tx: Session, words: str) -> list[OrderKey]:
    """The orders of which something is called exactly ``words``, ascending: a line's sku or title among it."""
    rows.flush(tx)
    told = json.dumps(words, ensure_ascii=False)
    return [OrderKey(key) for key in tx.connection().execute(_HOLDING, {"words": told}).scalars()]


def history(tx: Session, key: OrderKey) -> tuple[int, int, int]:
    """The customer's other orders (R-15, R-17): how many, cancelled, with money returned."""
    return customers.history(tx, rows.of(tx, key).customer, load(tx, key))


# -- people -------------------------------------------------------------------------------------------------------


def person(tx: Session, key: OrderKey) -> Person | None:
    """The customer's name and e-mail; None: nobody told either, or they were erased."""
    row = tx.get(PersonRecord, key)
    return None if row is None else Person(row.name, row.email)


def put_person(tx: Session, key: OrderKey, who: Person) -> None:
    """Keeps name and e-mail; what a source does not tell is not forgotten."""
    row = tx.get(PersonRecord, key)
    if row is None:
        tx.add(PersonRecord(order_key=key, name=who.name, email=who.email))
    else:
        row.name, row.email = who.name or row.name, who.email or row.email
        tx.add(row)


def erase_person(tx: Session, key: OrderKey) -> None:
    """Erases name, e-mail, free text and their search rows; amounts and the journal stay."""
    row = tx.get(PersonRecord, key)
    if row is not None:
        tx.delete(row)
    for note in tx.exec(select(TextRecord).where(TextRecord.order_key == key)).all():
        note.text = ""
        tx.add(note)
    tx.flush()
    index(tx, key)


# -- notes, texts, timeline ----------------------------------------------------------------------------------------


def put_text(tx: Session, key: OrderKey, kind: str, words: str, at: datetime) -> str:
    """Keeps free text aside and returns the reference that a journal row may carry; ``""`` for no text."""
    if not words.strip():
        return ""
    ref = uuid.uuid4().hex
    tx.add(TextRecord(ref=ref, order_key=key, at=stamp(at), kind=kind, text=words.strip()))
    if kind == "note":
        tx.flush()
        index(tx, key)
    return ref


def text_of(tx: Session, ref: str) -> str:
    """The text behind a reference; ``""`` when there is none or it was erased."""
    row = tx.get(TextRecord, ref) if ref else None
    return row.text if row is not None else ""


def texts(tx: Session, key: OrderKey, kind: str) -> list[tuple[datetime, str]]:
    """The order's free texts of a kind with their moments, oldest first; an erased one is ""."""
    rows = tx.exec(
        select(TextRecord).where(TextRecord.order_key == key, TextRecord.kind == kind).order_by(col(TextRecord.at))
    )
    return [(moment(row.at), row.text) for row in rows]


def happened(tx: Session, key: OrderKey, at: datetime, code: str, data: dict[str, object] | None = None) -> None:
    """Appends to the order's own timeline."""
    tx.add(TimelineRecord(order_key=key, at=stamp(at), code=code, data=json.dumps(data or {}, sort_keys=True)))


def timeline(tx: Session, key: OrderKey) -> list[tuple[datetime, str, dict[str, object]]]:
    """The order's own timeline, oldest first."""
    rows = tx.exec(select(TimelineRecord).where(TimelineRecord.order_key == key).order_by(col(TimelineRecord.at)))
    return [(moment(row.at), row.code, json.loads(row.data)) for row in rows]


# -- search -------------------------------------------------------------------------------------------------------


def index(tx: Session, key: OrderKey) -> None:
    """Has the order's search rows rewritten before the commit: every column, shown or not."""
    tx.info.setdefault(_STALE, set()).add(key)
    tx.info[LATE][_STALE] = partial(_index_all, tx)


def _index_all(tx: Session) -> None:
    keys = sorted(tx.info.pop(_STALE))
    tx.flush()
    rows = [{"key": key, "whole": (whole := _words(tx, key)), "split": split_han(whole)} for key in keys]
    for table, column in (("search", "whole"), ("search_short", "split")):
        tx.connection().execute(text(f"DELETE FROM {table} WHERE rowid = :key"), rows)  # noqa: S608  # our own names
        tx.connection().execute(text(f"INSERT INTO {table} (rowid, text) VALUES (:key, :{column})"), rows)  # noqa: S608


def _words(tx: Session, key: OrderKey) -> str:
    """Everything that an order is found by."""
    order = load(tx, key)
    words = [order.name, order.shopify_id or "", order.cancel_reason]
    for line in order.lines:
        words += [line.title, line.variant, line.sku, line.vendor]
    for leg in legs(tx, key):
        words += [leg.number or "", leg.supplier, leg.tracking_number, leg.carrier]
    who = person(tx, key)
    if who is not None:
        words += [who.name, who.email]
    words += tx.connection().execute(_NOTES, {"key": key}).scalars()
    return "\n".join(word for word in dict.fromkeys(words) if word)


def known_keys(tx: Session, wanted: Iterable[OrderKey]) -> Sequence[OrderKey]:
    """Those of the keys that exist."""
    return rows.fetch(tx, wanted)
