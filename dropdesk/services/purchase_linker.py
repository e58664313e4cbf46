"""What links purchases to an order's units, as functions of a transaction: shared by links, imports and the sync."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from dropdesk.domain.line_ids import renamed
from dropdesk.domain.order import Line, LinkHint, Order, SeenOrder
from dropdesk.domain.same_lines import same_lines
from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.leg import Leg, LegState, Unit
from dropdesk.domain.supplier.money import share_moved
from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.supplier.purchase_history import History, sighted
from dropdesk.domain.values import LegId, Money, OrderKey, SupplierNumber, Where
from dropdesk.domain.verdict.units import UNBOUGHT, with_unlinked
from dropdesk.domain.verdict.verdict import Situation
from dropdesk.services.hand import note_asked
from dropdesk.services.named_numbers import put_back, taken_off
from dropdesk.services.turn import Turn
from dropdesk.store import orders, purchases, settings, suppliers

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

Legs = tuple[Leg, ...]


class PurchaseLinker:
    """Every order that it touches is taken in hand."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn

    def put(self, tx: Session, key: OrderKey, legs: Legs) -> None:
        """Keeps the legs; an open case takes them up when it follows."""
        self._turn.hand(tx, key).put_legs(legs)

    def clocks(self, tx: Session) -> Clocks:
        book = self._turn.assess.book(tx)
        return Clocks(book.rules, book.china)

    def free(self, tx: Session, key: OrderKey) -> tuple[Unit, ...]:
        """Units that no purchase serves: not linked, or said to be not ordered."""
        legs = with_unlinked(Situation(orders.load(tx, key), orders.legs(tx, key)))
        free = (LegState.UNLINKED, LegState.NOT_ORDERED)
        return tuple(unit for leg in legs if leg.number is None and leg.state in free for unit in leg.units)

    def attach(self, tx: Session, key: OrderKey, number: SupplierNumber, units: Iterable[Unit], where: Where) -> bool:
        """Links a purchase to units; False when it serves them all already. What it says is seen at once."""
        legs = orders.legs(tx, key)
        mine = [leg for leg in legs if leg.number == number]
        served = {unit for leg in mine for unit in leg.units}
        new = tuple(unit for unit in units if unit not in served)
        if not new:
            return False
        rest = tuple(leg for leg in without(legs, new) if leg not in mine)
        if len(mine) == 1:
            linked: Legs = (replace(mine[0], units=tuple(sorted({*mine[0].units, *new}))),)
        else:
            name = LegId(number if not mine else f"{number}.{uuid.uuid4().hex[:8]}")
            linked = (*mine, Leg(name, LegState.UNCLEAR, new, number=number, where=where))
        self.put(tx, key, (*rest, *linked))
        note_asked(tx, key, number)
        put_back(tx, key, number)
        data: dict[str, object] = {"number": number, "by": "person" if where is Where.PERSON else "order"}
        orders.happened(tx, key, self._turn.moment(tx), "linked", data)
        return True

    def attach_hints(self, tx: Session, key: OrderKey) -> bool:
        """Links what the order says in words, whatever is served already: every number that it names is a leg. Two
        numbers without a line both serve every unit: neither is guessed away, so both have to be stopped. What the
        person took off stays off."""
        linked = {leg.number for leg in orders.legs(tx, key)}
        named = [hint for hint in orders.hints(tx, key) if hint.certain and hint.number not in linked]
        off = taken_off(tx, key) if named else set()
        new = [hint for hint in named if hint.number not in off]
        if not new:
            return False
        order, free = orders.load(tx, key), self.free(tx, key)
        done = [self.attach(tx, key, hint.number, _meant(hint, order, free), order.seen.where) for hint in new]
        return any(done)

    def take_in(self, tx: Session, seen: SeenOrder) -> OrderKey | None:
        """Keeps an order as its shop told it, links what its words name and lets its purchases be seen; None when a
        newer sighting is known. Verdicts are the caller's."""
        order = own_stock(seen.order, settings.own_stock(tx))
        known = orders.find(tx, order)
        before = orders.load(tx, known) if known is not None else None
        key, done = orders.put(tx, replace(seen, order=order), self._turn.moment(tx))
        if done is orders.Put.OLDER:
            return None
        if before is not None:
            self._rename_lines(tx, key, before, orders.load(tx, key))
        self.attach_hints(tx, key)
        for number in sorted({leg.number for leg in orders.legs(tx, key) if leg.number}):
            self.see(tx, number)
        return key

    def _rename_lines(self, tx: Session, key: OrderKey, before: Order, now: Order) -> None:
        """A file calls lines by their place, a shop by its own ids: whoever holds one of them follows when a shop takes
        over (``line_ids``): legs, what the person said of the order, its case, the numbers its words name."""
        if {line.id for line in before.lines} & {line.id for line in now.lines}:
            return
        names = {old: line.id for old, line in same_lines(before.lines, now.lines).items() if line is not None}
        hand = self._turn.hand(tx, key)
        hand.put_legs(renamed(orders.legs(tx, key), names))
        orders.put_hints(tx, key, renamed(orders.hints(tx, key), names))
        orders.say(tx, key, renamed(orders.saying(tx, key), names))
        if hand.case is not None:
            hand.case = renamed(hand.case, names)  # journalled when it follows

    def see(self, tx: Session, number: SupplierNumber) -> set[OrderKey]:
        """Lets every leg that carries this purchase take up what was seen of it; returns the orders that changed."""
        before = {key: orders.legs(tx, key) for key in suppliers.served_by(tx, number)}
        history = purchases.history(tx, number) if before else History()
        if history.state is None:
            return set()
        words, clocks = settings.words(tx), self.clocks(tx)
        units = sum(len(leg.units) for legs in before.values() for leg in legs if leg.number == number)
        changed: set[OrderKey] = set()
        served = 0
        for key, legs in sorted(before.items()):
            after: list[Leg] = []
            for leg in legs:
                if leg.number != number:
                    after.append(leg)
                    continue
                share = partial(_share, first=served, n=len(leg.units), units=units)
                rest = [one for one in legs if one.number == number and one.id != leg.id]
                goes_on = any(one.state is not LegState.STOPPED for one in rest)
                after.append(share_moved(leg, sighted(leg, history, words, clocks, share, goes_on)))
                served += len(leg.units)
            if tuple(after) != legs:
                self.put(tx, key, tuple(after))
                changed.add(key)
        return changed


def without(legs: Legs, units: Iterable[Unit]) -> Legs:
    """The legs, those without a purchase not serving these units any more. What nobody linked needs no leg."""
    gone = frozenset(units)
    kept: list[Leg] = []
    for leg in legs:
        if leg.state is LegState.UNLINKED:
            continue
        own = leg.number is None and leg.state in UNBOUGHT
        left = tuple(unit for unit in leg.units if unit not in gone) if own else leg.units
        if left:
            kept.append(leg if left == leg.units else replace(leg, units=left))
    return tuple(kept)


def own_stock(order: Order, products: frozenset[str]) -> Order:
    """The order with lines of remembered own stock marked as in no need of a purchase."""
    if not products:
        return order
    return replace(
        order,
        lines=tuple(
            replace(line, needs_no_purchase=True) if _called(line) & products else line for line in order.lines
        ),
    )


def _called(line: Line) -> set[str]:
    """What a product can be remembered as."""
    return {line.sku or line.title, line.title}


def remember_own_stock(tx: Session, order: Order, units: Iterable[Unit], at: datetime) -> None:
    """The products of these units need no purchase from now on, in any order (rules §3)."""
    said = {line for line, _ in units}
    for line in order.lines:
        if line.id in said:
            settings.put_own_stock(tx, line.sku or line.title, at)


def forget_own_stock(tx: Session, order: Order, legs: Iterable[Leg], leg: Leg, at: datetime) -> set[OrderKey]:
    """*Own stock* said of a leg is taken back: its products are forgotten where this very saying had them remembered
    (nothing else of the order was said with it), and no order is told any more that they need no purchase. A shop or
    file that says so itself says it again when it is read next; until then the order asks. Returns those orders."""
    said = leg.known_at
    if leg.state is not LegState.NO_PURCHASE or leg.was is None or leg.was.state is leg.state or said is None:
        return set()
    others = [one for one in legs if one.id != leg.id and one.state is leg.state and one.known_at == said]
    stands = {line for one in others for line, _ in one.units}
    names = {line.id: line.sku or line.title for line in order.lines}
    products = {names[line] for line, _ in leg.units if line in names}
    products -= {names[line] for line in stands if line in names}
    gone = {name for name in sorted(products) if settings.forget_own_stock(tx, name, said, at)}
    return {key for name in sorted(gone) for key in orders.holding(tx, name) if _unmark(tx, key, name)}


def _unmark(tx: Session, key: OrderKey, product: str) -> bool:
    """Whether an order's lines were told to need no purchase for this product, and are no more."""
    order, still = orders.load(tx, key), settings.own_stock(tx)
    told = tuple(
        replace(line, needs_no_purchase=False) if product in _called(line) and not _called(line) & still else line
        for line in order.lines
    )
    if told == order.lines:
        return False
    orders.amend(tx, key, replace(order, lines=told))
    return True


def _meant(hint: LinkHint, order: Order, free: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The units that a hint is about, its line's or all: those that nothing serves yet; where something serves all of
    them, every one (bought twice, or anew)."""
    bought = [line for line in order.lines if not line.needs_no_purchase] or order.lines
    lines = [line for line in order.lines if line.id == hint.line] or bought
    every = tuple((line.id, n) for line in lines for n in range(line.quantity))
    return tuple(unit for unit in free if unit in every) or every


def _share(purchase: Purchase, first: int, n: int, units: int) -> Purchase:
    """The purchase as one of its legs sees it: its cost is shared out by units over all that it serves, to the last
    minor unit. ``first``: so many of its ``units`` come before the leg's ``n``."""
    if purchase.total is None or units <= n:
        return purchase
    whole = purchase.total.minor
    cost = Money(whole * (first + n) // units - whole * first // units, purchase.total.currency)
    return replace(purchase, total=cost)
