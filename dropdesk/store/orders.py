"""Orders, their legs, people, purchases, notes and timeline. Functions of a transaction; no decision is made here."""

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

from dropdesk.domain.legs import Leg
from dropdesk.domain.order import Line, LinkHint, Order, Person, SeenOrder
from dropdesk.domain.purchase import Purchase
from dropdesk.domain.values import CaseId, OrderKey, Quantities, StoreId, SupplierNumber
from dropdesk.domain.verdict import Situation
from dropdesk.store import codec
from dropdesk.store.engine import LATE
from dropdesk.store.reader import moment, moment_or_none, split_han, stamp, stamp_or_none
from dropdesk.store.tables import (
    OrderRecord,
    PersonRecord,
    PurchaseRecord,
    ServesRecord,
    TextRecord,
    TimelineRecord,
)

_STALE = "stale"
"""In ``Session.info``: orders whose search rows are to be rewritten."""
_NOTES = text("SELECT text FROM texts WHERE order_key = :key AND kind = 'note' ORDER BY at")
FILES = StoreId("file")
"""The store of orders that came from files alone."""
Legs = tuple[Leg, ...]
Hints = tuple[LinkHint, ...]


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
    if order.shopify_id:
        row = tx.exec(
            select(OrderRecord.key).where(OrderRecord.store == order.store, OrderRecord.shopify_id == order.shopify_id)
        ).first()
        if row:
            return OrderKey(row)
    rows = tx.exec(select(OrderRecord).where(OrderRecord.name == order.name)).all()
    for record in rows:
        foreign = bool(record.shopify_id and order.shopify_id and record.shopify_id != order.shopify_id)
        same_time = abs(record.created_at - stamp(order.created_at)) < 60_000_000
        if record.store == order.store and not foreign and (same_time or order.store != FILES):
            return OrderKey(record.key or 0)
        if same_time and not foreign and FILES in (record.store, order.store):
            return OrderKey(record.key or 0)
    return None


def load(tx: Session, key: OrderKey) -> Order:
    """The order as last seen."""
    record = _record(tx, key)
    order: Order = codec.load(Order, record.body)
    return replace(order, key=key)


def _record(tx: Session, key: OrderKey) -> OrderRecord:
    record = tx.get(OrderRecord, key)
    if record is None:
        raise KeyError(key)
    return record


def put(tx: Session, seen: SeenOrder, now: datetime) -> tuple[OrderKey, Put]:
    """Adds or updates. An older sighting never replaces a newer one (rules §3 "Facts and their age")."""
    order = seen.order
    key = find(tx, order)
    if key is None:
        record = OrderRecord(
            store=order.store, shopify_id=order.shopify_id, name=order.name, created_at=stamp(order.created_at),
            seen_at=stamp(order.seen.at), customer=order.customer, body="", legs=codec.dump(Legs, ()),
            hints=codec.dump(Hints, seen.hints), first_import=stamp(now),
        )  # fmt: skip
        tx.add(record)
        tx.flush()
        key = OrderKey(record.key or 0)
        done = Put.ADDED
    else:
        record = _record(tx, key)
        before = codec.load(Order, record.body)
        if stamp(order.seen.at) < record.seen_at:
            return key, Put.OLDER
        order = _kept(before, order)
        same = replace(before, seen=order.seen, key=key) == replace(order, key=key)
        done = Put.SAME if same and seen.hints == codec.load(Hints, record.hints) else Put.CHANGED
        record.store, record.shopify_id = order.store, order.shopify_id
        record.seen_at = stamp(order.seen.at)
        record.customer = order.customer or record.customer
        merged = {(hint.number, hint.line): hint for hint in (*codec.load(Hints, record.hints), *seen.hints)}
        record.hints = codec.dump(Hints, tuple(merged.values()))
    record.body = codec.dump(Order, replace(order, key=key))
    tx.add(record)
    if seen.person is not None and (seen.person.name or seen.person.email):
        put_person(tx, key, seen.person)
    index(tx, key)
    return key, done


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
    return codec.load(Legs, _record(tx, key).legs)  # type: ignore[no-any-return]


def put_legs(tx: Session, key: OrderKey, now: Legs) -> None:
    """Replaces the legs, and what they tell about shared purchases."""
    record = _record(tx, key)
    legs_ = codec.dump(Legs, now)
    if legs_ == record.legs:
        return
    record.legs = legs_
    tx.add(record)
    numbers = {leg.number for leg in now if leg.number}
    for row in tx.exec(select(ServesRecord).where(ServesRecord.order_key == key)).all():
        if row.number in numbers:
            numbers.remove(SupplierNumber(row.number))
        else:
            tx.delete(row)
    for number in sorted(numbers):
        tx.add(ServesRecord(number=number, order_key=key))
    index(tx, key)


def saying(tx: Session, key: OrderKey) -> Saying:
    """What the person said of the order as a whole."""
    record = _record(tx, key)
    wish = None if record.wish is None else codec.load(Quantities, record.wish)
    case = CaseId(record.open_case) if record.open_case else None
    return Saying(
        moment_or_none(record.asked_at), record.customer_knows, wish, record.plan, record.waived, case
    )  # fmt: skip


def say(tx: Session, key: OrderKey, now: Saying) -> None:
    """Replaces what the person said of the order as a whole."""
    record = _record(tx, key)
    record.asked_at = stamp_or_none(now.asked_at)
    record.customer_knows = now.customer_knows
    record.wish = None if now.wish is None else codec.dump(Quantities, now.wish)
    record.plan, record.waived = now.plan, now.waived
    record.open_case = now.open_case
    tx.add(record)


def situation(tx: Session, key: OrderKey) -> Situation:
    """Everything a verdict is made of, but the clock of awaited supplier money."""
    record = _record(tx, key)
    said = saying(tx, key)
    return Situation(
        order=replace(codec.load(Order, record.body), key=key),
        legs=codec.load(Legs, record.legs),
        wish=said.wish,
        plan=said.plan,
        waived=said.waived,
        open_case=said.open_case is not None,
        asked_at=said.asked_at,
        customer_knows=said.customer_knows,
        first_import=moment_or_none(record.first_import),
    )


def hints(tx: Session, key: OrderKey) -> Hints:
    return codec.load(Hints, _record(tx, key).hints)  # type: ignore[no-any-return]


def put_hints(tx: Session, key: OrderKey, now: Hints) -> None:
    record = _record(tx, key)
    record.hints = codec.dump(Hints, now)
    tx.add(record)


def keys(tx: Session, after: int = 0, limit: int = 200) -> list[OrderKey]:
    """A slice of all order keys, ascending."""
    rows = tx.exec(
        select(OrderRecord.key).where(col(OrderRecord.key) > after).order_by(col(OrderRecord.key)).limit(limit)
    )
    return [OrderKey(key or 0) for key in rows]


def by_customer(tx: Session, customer: str, but: OrderKey) -> list[Order]:
    """The customer's other orders (R-15, R-17)."""
    if not customer:
        return []
    rows = tx.exec(select(OrderRecord).where(OrderRecord.customer == customer, OrderRecord.key != but).limit(200)).all()
    return [replace(codec.load(Order, row.body), key=OrderKey(row.key or 0)) for row in rows]


# -- people -------------------------------------------------------------------------------------------------------


def person(tx: Session, key: OrderKey) -> Person | None:
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


# -- purchases ----------------------------------------------------------------------------------------------------


def purchase(tx: Session, number: SupplierNumber) -> Purchase | None:
    row = tx.get(PurchaseRecord, number)
    return None if row is None else codec.load(Purchase, row.body)


def put_purchase(tx: Session, now: Purchase) -> Put:
    """Adds or updates; an older sighting never replaces a newer one."""
    row = tx.get(PurchaseRecord, now.number)
    if row is None:
        tx.add(PurchaseRecord(number=now.number, body=codec.dump(Purchase, now), seen_at=stamp(now.seen.at)))
        tx.flush()
        return Put.ADDED
    before: Purchase = codec.load(Purchase, row.body)
    if stamp(now.seen.at) < row.seen_at:
        return Put.OLDER
    row.seen_at = stamp(now.seen.at)
    row.body = codec.dump(Purchase, now)
    tx.add(row)
    return Put.SAME if replace(before, seen=now.seen) == now else Put.CHANGED


def purchases(tx: Session) -> list[Purchase]:
    """All purchases, newest sighting first."""
    rows = tx.exec(select(PurchaseRecord).order_by(col(PurchaseRecord.seen_at).desc())).all()
    return [codec.load(Purchase, row.body) for row in rows]


def served_by(tx: Session, number: SupplierNumber) -> list[OrderKey]:
    """The orders that a purchase serves."""
    return [OrderKey(k) for k in tx.exec(select(ServesRecord.order_key).where(ServesRecord.number == number)).all()]


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
    record = _record(tx, key)
    order: Order = codec.load(Order, record.body) if record.body else load(tx, key)
    words = [order.name, order.shopify_id or "", order.cancel_reason]
    for line in order.lines:
        words += [line.title, line.variant, line.sku, line.vendor]
    for leg in codec.load(Legs, record.legs):
        words += [leg.number or "", leg.supplier, leg.tracking_number, leg.carrier]
    who = person(tx, key)
    if who is not None:
        words += [who.name, who.email]
    words += tx.connection().execute(_NOTES, {"key": key}).scalars()
    return "\n".join(word for word in dict.fromkeys(words) if word)


def known_keys(tx: Session, wanted: Iterable[OrderKey]) -> Sequence[OrderKey]:
    """Those of the keys that exist."""
    return [key for key in wanted if tx.get(OrderRecord, key) is not None]
