"""Into which list each row of a file goes, against what is known and what the other files say (rules §3 "Facts and
their age")."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from dropdesk.domain.order import Order, SeenOrder
from dropdesk.domain.order_merge import disagree as orders_disagree
from dropdesk.domain.order_merge import same_facts, told_of
from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.supplier.purchase_contest import disagree
from dropdesk.domain.supplier.purchase_history import History, Taken, take
from dropdesk.domain.values import OrderKey, SupplierNumber
from dropdesk.importers.tables import Item
from dropdesk.services.import_preview import FileFound, Finding
from dropdesk.services.purchase_linker import own_stock
from dropdesk.store import orders, purchases, settings
from dropdesk.store.orders import Put

if TYPE_CHECKING:
    from sqlmodel import Session


T = TypeVar("T")


def sort_rows(
    items: Sequence[tuple[FileFound, Item[T]]],
    named: Callable[[T], tuple[str, object]],
    put: Callable[[T], tuple[Put, str]],
    lists: dict[Put, list[Finding]],
    adds: Callable[[T, T], str] = lambda best, other: "",
) -> list[T]:
    """Sorts the rows of every item into the lists; of several files that hold the same, the newest counts. Returns what
    may be written. ``named``: an item's name and identity; ``put``: what writing it would be, and why; ``adds``: what
    another one says that the newest does not: it enters too (``grown``), or both are named (``disagree``)."""
    newest: dict[object, tuple[FileFound, T]] = {}
    same: dict[object, list[T]] = {}
    for file, item in items:
        identity = named(item.value)[1]
        same.setdefault(identity, []).append(item.value)
        have = newest.get(identity)
        if have is None or _age(file) >= _age(have[0]):
            newest[identity] = (file, item.value)
    chosen: list[T] = []
    for file, item in items:
        name, identity = named(item.value)
        best_file, best = newest[identity]
        more = "" if best is item.value else adds(best, item.value)
        contests = any(adds(item.value, other) == "disagree" for other in same[identity] if other is not item.value)
        if best is item.value or more in ("grown", "disagree") or contests:
            done, why = put(item.value)
            chosen.append(item.value)  # what an older one tells of the total is remembered, too
            if more == "disagree" or any(
                adds(best, other) == "disagree" for other in same[identity] if other is not best
            ):
                why = "disagree"
        elif more:
            done, why = Put.OLDER, more
        else:
            done, why = Put.OLDER, "older" if _age(best_file) > _age(file) else "duplicate"
        lists[done] += [Finding(name, file.name, row, why) for row in item.rows]
    return chosen


def _age(file: FileFound) -> float:
    return file.as_of.timestamp() if file.as_of else 0.0


def order_identity(seen: SeenOrder) -> tuple[str, object]:
    """Name and identity: a re-saved file drops the seconds."""
    created = seen.order.created_at
    return seen.order.name, (
        seen.order.name,
        created - timedelta(seconds=created.second, microseconds=created.microsecond),
    )


def merged_order(tx: Session, seen: SeenOrder, salt: str) -> tuple[OrderKey | None, SeenOrder, Put, str]:
    """The order as it would be kept, what that would be, and why."""
    email = seen.person.email.strip().casefold() if seen.person else ""
    customer = hashlib.sha256(f"{salt}{email}".encode()).hexdigest() if email and salt else ""
    order = own_stock(replace(seen.order, customer=customer), settings.own_stock(tx))
    key = orders.find(tx, order)
    if key is None:
        return None, replace(seen, order=order), Put.ADDED, ""
    before = orders.load(tx, key)
    newer = order.seen.at >= before.seen.at
    merged = told_of(before, order)
    known = {(hint.number, hint.line): hint for hint in orders.hints(tx, key)}
    hints = {**known, **{(hint.number, hint.line): hint for hint in seen.hints}}
    person = seen.person if newer or orders.person(tx, key) is None else None
    kept = SeenOrder(merged, person, tuple(hints.values()))
    why = _what_changed(before, merged)
    if not why and (hints != known or (person is not None and _new_person(tx, key, seen))):
        why = "updated"
    if merged.total_asked and merged.total_asked != before.total_asked:
        why = "disagree"
    if merged.less_asked is not None and merged.less_asked != before.less_asked:
        return key, kept, Put.CHANGED, "less"
    since = merged.lines, merged.less_back
    if not why and not newer and since == (before.lines, before.less_back):  # else it tells since when
        # It may contest what another file of its time told, or say that the rest came in since.
        remembered = (merged.totals_told, merged.words_told) != (before.totals_told, before.words_told)
        return key, kept if remembered else seen, Put.OLDER, "older"
    return key, kept, Put.CHANGED if why else Put.SAME, why


def adds_to(best: SeenOrder, other: SeenOrder) -> str:
    """What another sighting of the same import adds to the newest (rules §3 "Facts and their age")."""
    if orders_disagree(best.order, other.order):
        return "disagree"
    both = told_of(best.order, other.order)
    return "grown" if _what_changed(best.order, both) or both.less_back != best.order.less_back else ""


def _new_person(tx: Session, key: OrderKey, seen: SeenOrder) -> bool:
    """Whether the file tells a name or mail that was not known."""
    have = orders.person(tx, key)
    new = seen.person
    if new is None:
        return False
    return have is None or (bool(new.name) and new.name != have.name) or (bool(new.email) and new.email != have.email)


def _what_changed(before: Order, after: Order) -> str:
    """The weightiest change, as a code; ``""`` when a file says nothing new."""
    if same_facts(before, after):
        return ""
    if before.cancelled_at is None and after.cancelled_at is not None:
        return "cancelled"
    if after.returned > before.returned:
        return "refunded"
    if sum(line.fulfilled for line in after.lines) > sum(line.fulfilled for line in before.lines):
        return "fulfilled"
    return "updated"


def sort_purchases(
    tx: Session,
    items: Sequence[tuple[FileFound, Item[Purchase]]],
    known: Mapping[str, str],
    taught: Mapping[str, str],
    lists: dict[Put, list[Finding]],
    now: datetime,
) -> list[Purchase]:
    """Sorts the rows of every purchase into the lists; returns what is to be written. Of several files that hold the
    same purchase the newest gives the state; an older one enters with what only grows, and keeps what was so then."""
    of_number: dict[SupplierNumber, list[tuple[FileFound, Item[Purchase]]]] = {}
    for file, item in items:
        of_number.setdefault(item.value.number, []).append((file, item))
    chosen: list[Purchase] = []
    for number, mine in of_number.items():
        before = purchases.history(tx, number)
        oldest_first = sorted(mine, key=lambda one: one[1].value.seen.at)
        newest = oldest_first[-1][1].value
        history, found = before, []
        for file, item in reversed(oldest_first):
            told = item.value
            taken = take(history, told, now, known)
            put, why = _purchase_put(before if told is newest else history, told, taken, taught)
            if put is Put.SAME and told is not newest:
                put, why = Put.OLDER, "duplicate"
            if taken.rows or taken.history.state != history.state or put is not Put.OLDER:
                chosen.append(told)
            history = taken.history
            found.append((file, item, put, why))
        told_at = [one.told for one in history.sightings] + [item.value for _, item in mine]
        for file, item, put, why in found:
            named = "disagree_supplier" if any(disagree(item.value, one, known) for one in told_at) else why
            lists[put] += [Finding(number, file.name, row, named) for row in item.rows]
    return sorted(chosen, key=lambda one: one.seen.at)


def _purchase_put(before: History, told: Purchase, taken: Taken, taught: Mapping[str, str]) -> tuple[Put, str]:
    """What taking a purchase up is, and why."""
    put = purchases.put_of(before, told, taken)
    state = before.state
    if put is Put.ADDED or state is None:
        return Put.ADDED, ""
    if put is Put.OLDER:
        return put, "older"
    if put is Put.SAME and told.status.casefold() not in taught:
        return put, ""
    if taken.grown and not taken.news:
        return Put.CHANGED, "grown"
    after = taken.history.state
    return Put.CHANGED, "status" if after is not None and after.status != state.status else "updated"
