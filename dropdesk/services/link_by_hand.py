"""Linking purchases to lines by hand: n:m, and the way back; or saying that nothing was ordered (rules §3)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from dropdesk.domain.case.shape.phases import SENT, Claimed, RecallAsked
from dropdesk.domain.changes import Changes
from dropdesk.domain.order import Order
from dropdesk.domain.supplier.leg import Leg, LegState, Unit
from dropdesk.domain.supplier.match import fit, near, read_number
from dropdesk.domain.supplier.money import outstanding
from dropdesk.domain.supplier.moves import report
from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, Money, OrderKey, Quantities, SupplierNumber, Where
from dropdesk.domain.verdict.units import with_unlinked
from dropdesk.domain.verdict.verdict import Situation
from dropdesk.errors import Refused
from dropdesk.services.named_numbers import named, take_off
from dropdesk.services.purchase_linker import PurchaseLinker, remember_own_stock, without
from dropdesk.services.turn import Turn
from dropdesk.store import orders, purchases, suppliers
from dropdesk.store.engine import Store

if TYPE_CHECKING:
    from sqlmodel import Session

MOST = 50
"""So many candidates are offered."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A purchase that may belong to an order. ``orders``: names of the orders it serves already."""

    number: SupplierNumber
    shop_name: str = ""
    title: str = ""
    placed_at: datetime | None = None
    total: Money | None = None
    orders: tuple[str, ...] = ()


class LinkByHand:
    """Fits the ui's ``Links``."""

    def __init__(self, store: Store, turn: Turn, now: Callable[[], datetime]) -> None:
        self._store, self._turn, self._now = store, turn, now
        self._linker = PurchaseLinker(turn)

    # -- finding ---------------------------------------------------------------------------------------------------
    def read_number(self, text: str) -> SupplierNumber | None:
        """The number in a pasted AliExpress link or text; None when there is none, or more than one."""
        return read_number(text)

    def proposals(self, key: OrderKey) -> tuple[Candidate, ...]:
        """Numbers that stand on the order, then purchases whose title, date and amount fit. None links itself."""
        with self._store.read() as tx:
            order = orders.load(tx, key)
            linked = {leg.number for leg in orders.legs(tx, key)}
            told = dict.fromkeys(hint.number for hint in orders.hints(tx, key) if hint.number not in linked)
            found = [_candidate(tx, purchases.get(tx, number) or number) for number in told]
            fitting = [
                (fit(order, one), one)
                for one in purchases.placed_between(tx, *near(order))
                if one.number not in linked and one.number not in told
            ]
            best = sorted((one for one in fitting if one[0] > 0), key=lambda one: (-one[0], one[1].number))
            more = [_candidate(tx, one) for _, one in best[: MOST - len(found)]]
            more.sort(key=lambda one: bool(one.orders))  # what serves nothing yet comes first
            return tuple(found + more)

    def search(self, key: OrderKey, text: str) -> tuple[Candidate, ...]:
        """Purchases that hold every word of the text: number, shop, titles, tracking number."""
        words = text.casefold().split()
        with self._store.read() as tx:
            linked = {leg.number for leg in orders.legs(tx, key)}
            found = [
                one
                for one in purchases.everything(tx)
                if words and one.number not in linked and all(word in _told(one) for word in words)
            ]
            return tuple(_candidate(tx, one) for one in found[:MOST])

    # -- linking ---------------------------------------------------------------------------------------------------
    def link(self, key: OrderKey, number: SupplierNumber, units: Quantities) -> Changes:
        """Links a purchase. No units: all that nothing serves yet, else all. Refused: ``bad_number``, ``no_line``."""
        if not re.fullmatch("[1-9][0-9]{12,18}", number):
            raise Refused("bad_number", {"value": number})
        with self._store.write() as tx:
            order = orders.load(tx, key)
            free = self._linker.free(tx, key)
            every = tuple((line.id, n) for line in order.lines for n in range(line.quantity))
            chosen = _chosen(order, units, (*free, *every)) if units else free or every
            if not self._linker.attach(tx, key, number, chosen, Where.PERSON):
                return Changes()
            self._turn.refresh(tx, sorted({key} | self._linker.see(tx, number)))
        return Changes(orders=self._turn.changed(tx))

    def unlink(self, key: OrderKey, number: SupplierNumber) -> Changes:
        """*Not this purchase*: takes it off the order; it is not linked again by itself, and the timeline tells of it,
        here and at the other orders that it serves, with what was awaited of it. Refused only where something was done
        that stands: ``not_linked``, ``unlink_money`` (its supplier paid), ``unlink_asked`` (a request is out: withdraw
        it first), ``unlink_dispute`` (a dispute or a return runs), ``sent`` (a call is out that rests on it)."""
        with self._store.write() as tx:
            self._not_while_out(tx, key)
            legs = orders.legs(tx, key)
            mine = [leg for leg in legs if leg.number == number]
            if not mine:
                raise Refused("not_linked", {"value": number})
            why = next((why for leg in mine if (why := _stands(leg))), "")
            if why:
                raise Refused(why, {"value": number})
            self._linker.put(tx, key, tuple(leg for leg in legs if leg.number != number))
            take_off(tx, key, number)
            told: dict[str, object] = {"number": number, "supplier": mine[0].supplier, **_owed(mine)}
            orders.happened(tx, key, self._turn.moment(tx), "unlinked", told)
            others = {other for other in suppliers.served_by(tx, number) if other != key}
            for other in sorted(others):
                note: dict[str, object] = {"number": number, "order": orders.load(tx, key).name}
                orders.happened(tx, other, self._turn.moment(tx), "unlinked_elsewhere", note)
            self._turn.refresh(tx, sorted({key} | others | self._linker.see(tx, number)))
        return Changes(orders=self._turn.changed(tx))

    def not_ours(self, key: OrderKey, number: SupplierNumber) -> Changes:
        """*No, it is another number*: nobody asks about it again, and the timeline tells of the answer. Nothing, where
        nobody asked."""
        with self._store.write() as tx:
            if number not in named(tx, key):
                return Changes()
            take_off(tx, key, number)
            orders.happened(tx, key, self._turn.moment(tx), "not_ours", {"number": number})
            self._turn.refresh(tx, [key])
        return Changes(orders=self._turn.changed(tx))

    def nothing_ordered(self, key: OrderKey, units: Quantities) -> Changes:
        """Nothing was ordered for these units (none: all that nothing serves). Refused("all_served") when a purchase
        serves each of them."""
        with self._store.write() as tx:
            self._say(tx, key, Say.NEVER_ORDERED, units)
            orders.happened(tx, key, self._turn.moment(tx), "nothing_ordered")
            self._turn.refresh(tx, [key])
        return Changes(orders=self._turn.changed(tx))

    def own_stock(self, key: OrderKey, units: Quantities) -> Changes:
        """These units come from own stock; the product is remembered. Refused("all_served") as above."""
        with self._store.write() as tx:
            order = orders.load(tx, key)
            remember_own_stock(tx, order, self._say(tx, key, Say.OWN_STOCK, units), self._turn.moment(tx))
            orders.happened(tx, key, self._turn.moment(tx), "own_stock")
            self._turn.refresh(tx, [key])
        return Changes(orders=self._turn.changed(tx))

    def _say(self, tx: Session, key: OrderKey, say: Say, units: Quantities) -> tuple[Unit, ...]:
        """What the person says of units that no purchase serves; served ones among them stay as they are. A purchase
        that is found is never refused (``link``); a statement that a call rests on stands until it is back."""
        self._not_while_out(tx, key)
        order, free = orders.load(tx, key), self._linker.free(tx, key)
        chosen = tuple(unit for unit in _chosen(order, units, free) if unit in free) if units else free
        if not chosen:
            raise Refused("all_served")
        clocks, now = self._linker.clocks(tx), self._turn.moment(tx)
        made: list[Leg] = []
        for leg in with_unlinked(Situation(order, orders.legs(tx, key))):
            part = tuple(unit for unit in leg.units if unit in chosen)
            if leg.number is None and part:
                mine = replace(leg, id=LegId(uuid.uuid4().hex), units=part)
                made += report(mine, Report(mine.id, say, at=now), now, clocks, Where.PERSON)
        self._linker.put(tx, key, (*without(orders.legs(tx, key), chosen), *made))
        return chosen

    def _not_while_out(self, tx: Session, key: OrderKey) -> None:
        """Refused("sent"): what serves the order is what a call went out on, and its end is not known."""
        case = self._turn.hand(tx, key).case
        if case is not None and isinstance(case.phase, (*SENT, RecallAsked, Claimed)):
            raise Refused("sent", {"phase": case.phase.kind})


def _owed(legs: list[Leg]) -> dict[str, object]:
    """What is still awaited of the supplier, for the timeline: with the purchase nobody awaits it any more."""
    due = [(outstanding(leg), leg.money.awaited) for leg in legs]
    known = [(minor, money.currency) for minor, money in due if minor and money is not None]
    if not known or len({currency for _, currency in known}) > 1:
        return {}
    return {"amount": sum(minor for minor, _ in known), "currency": known[0][1]}


def _stands(leg: Leg) -> str:
    """Why a purchase cannot be taken off: something was done about it that stands; ``""`` when nothing was."""
    if leg.money.received:
        return "unlink_money"
    asked_by_us = leg.request_ticked_at is not None or leg.where is Where.PERSON
    if leg.state is LegState.ASKED and asked_by_us:
        return "unlink_asked"
    return "unlink_dispute" if leg.state in (LegState.DISPUTED, LegState.RETURNING) else ""


def _chosen(order: Order, units: Quantities, first: Iterable[Unit]) -> tuple[Unit, ...]:
    """So many units of each line, in the order given."""
    known = {line.id: line.quantity for line in order.lines}
    pool = tuple(dict.fromkeys(first))
    found: list[Unit] = []
    for take in units:
        if not 0 < take.quantity <= known.get(take.line, 0):
            raise Refused("no_line", {"line": take.line})
        found += [unit for unit in pool if unit[0] == take.line][: take.quantity]
    return tuple(found)


def _told(purchase: Purchase) -> str:
    words = [purchase.number, purchase.shop_name, purchase.tracking_number, purchase.status]
    return "\n".join((*words, *(f"{item.title}\n{item.attributes}" for item in purchase.items))).casefold()


def _candidate(tx: Session, one: Purchase | SupplierNumber) -> Candidate:
    number = one.number if isinstance(one, Purchase) else one
    serves = tuple(orders.load(tx, key).name for key in suppliers.served_by(tx, number))
    if not isinstance(one, Purchase):
        return Candidate(number, orders=serves)
    title = one.items[0].title if one.items else ""
    return Candidate(number, one.shop_name, title, one.placed_at, one.total, serves)
