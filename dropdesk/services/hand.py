"""One order in hand during a turn: its legs and case as they change, what it is judged by, what is booked at its
end."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from dropdesk.domain.case.basis.ground import Ground, stays_wished
from dropdesk.domain.case.shape.journal import Followed
from dropdesk.domain.case.shape.phases import Closed
from dropdesk.domain.case.shape.state import Case, items_claimed, unmarked_goodwill
from dropdesk.domain.case.shown import progress as case_progress
from dropdesk.domain.case.steps import follow as case_follow
from dropdesk.domain.case.steps.answers import pending
from dropdesk.domain.case.steps.follow import moves_by_time
from dropdesk.domain.case.steps.shop_moves import with_key
from dropdesk.domain.order import Order
from dropdesk.domain.supplier.leg import Leg, SupplierMoney
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.supplier.sharing import asked_whole, levelled, noted
from dropdesk.domain.values import OrderKey, SupplierNumber
from dropdesk.domain.verdict.laying import NOTHING_BEFORE
from dropdesk.domain.verdict.old_history import to_keep
from dropdesk.domain.verdict.urgency import sort_key
from dropdesk.domain.verdict.verdict import Situation, Verdict
from dropdesk.services.named_numbers import named
from dropdesk.services.verdicts import row_of
from dropdesk.store import cases, codec, listing, money, orders, suppliers

if TYPE_CHECKING:
    from sqlmodel import Session


def _said_of(ground: Ground) -> tuple[bool, tuple[SupplierNumber, ...], datetime | None]:
    """What the person said of the order as a whole, and its numbers, as the ground holds them."""
    return ground.customer_knows, ground.named, ground.promise_due


class TurnOfHand(Protocol):
    """The turn, as far as one order in its hand needs it."""

    def moment(self, tx: Session) -> datetime:
        """The one moment of this transaction."""
        ...

    def ground_of(self, tx: Session, key: OrderKey, in_case: bool) -> Ground:
        """What the order and its case stand on at that moment."""
        ...

    def hands(self, tx: Session, keys: Iterable[OrderKey]) -> list[Hand]:
        """Takes orders in hand; one that is in hand already is the same."""
        ...

    def judge(self, hand: Hand) -> tuple[Situation, Verdict]:
        """The order's situation and verdict, made once."""
        ...


class Hand:
    """One order in hand, with its newest case. ``seq``: the journal row that the case was read from."""

    def __init__(self, turn: TurnOfHand, tx: Session, key: OrderKey, case: Case | None, seq: int) -> None:
        self._turn, self.tx, self.key = turn, tx, key
        self._legs = orders.legs(tx, key)
        """As they were when the order was taken up: what the supplier paid since is booked."""
        self.case = case if case is None or case.legs == self._legs else replace(case, legs=self._legs)
        self.seq = seq
        self._journalled = case
        self._ground: Ground | None = None
        self._said: Report | None = None
        self._asked = asked_whole(self._legs)
        self._moneyed = _with_money(self._legs)

    @property
    def order(self) -> Order:
        """The order as it is known in this transaction."""
        return orders.load(self.tx, self.key)

    @property
    def legs(self) -> tuple[Leg, ...]:
        """Its legs, likewise."""
        return orders.legs(self.tx, self.key)

    @property
    def ground(self) -> Ground:
        """What the case stands on: the order as it is known in this transaction, at the turn's one moment."""
        order = self.order
        knows = orders.saying(self.tx, self.key).customer_knows
        said = (knows, named(self.tx, self.key), orders.promise_due(self.tx, self.key))
        known = self._ground
        if known is None or known.order is not order or _said_of(known) != said:
            known = self._ground = self._turn.ground_of(self.tx, self.key, in_case=self.case is not None)
        return known

    # -- changing --------------------------------------------------------------------------------------------------
    def put_legs(self, legs: tuple[Leg, ...]) -> None:
        """Replaces the legs; the case takes them up when it follows."""
        orders.put_legs(self.tx, self.key, legs)

    def said_of_money(self, said: Report) -> None:
        """When the supplier's money moved and why, as the person said it: for the rows that are booked of it.
        What the same press said before is booked first, by its own words."""
        self._book()
        self._said = said

    def begin(self, case: Case, word: str) -> None:
        """A new case of this order, its first row."""
        cases.begin(self.tx, case.id, self.key, self._turn.moment(self.tx))
        self.case, self.seq, self._journalled, self._ground = case, 0, None, None
        self.keep(case, word)

    def keep(self, case: Case, word: str) -> None:
        """Appends a state of the case to its journal, and what it says of the order to the order."""
        tx = self.tx
        case = with_key(case, str(uuid.uuid4()))  # kept before any call can use it
        shut = isinstance(case.phase, Closed)
        cases.append(
            tx, case.id, self.seq + 1, self._turn.moment(tx), word, codec.dump(Case, case),
            open_=not shut, pending=bool(pending(case)), phase=case.phase.kind,
        )  # fmt: skip
        self.case, self.seq, self._journalled = case, self.seq + 1, case
        orders.put_legs(tx, self.key, case.legs)
        said = orders.saying(tx, self.key)
        wanted = case.asked_at if case.asked_at is not None else said.asked_at
        if case.outcome == "discarded":  # what was said of the order before this case stands
            opened: Case = codec.load(Case, cases.journal(tx, case.id)[0].state)
            lines = {line.id for line in self.order.lines}
            known = all(take.line in lines for take in opened.wish or ())  # a shop may have renamed them since
            wish = opened.wish if known else said.wish
            orders.say(tx, self.key, replace(said, open_case=None, asked_at=opened.asked_at, wish=wish))
            return
        now = replace(
            said,
            # A closed case's wish is answered, but for what was cut off from it.
            asked_at=None if shut and not stays_wished(case, self.ground) else wanted,
            wish=None if shut else case.wish,
            plan=case.plan,
            waived=bool(case.waived_ref),
            open_case=None if shut else case.id,
        )
        orders.say(tx, self.key, now)

    def take_up(self) -> None:
        """Lets the case take up the legs as they are now; nothing follows yet, and nothing is journalled."""
        if self.case is not None and self.case.legs != self.legs:
            self.case = replace(self.case, legs=self.legs)

    def follow(self) -> None:
        """Lets the case take up the order and its legs as they are now, and every move that follows by itself."""
        self.take_up()
        if self.case is None:
            return
        self.case = moved = case_follow.follow(self.case, self.ground)
        kept = self._journalled
        if moved != kept and (kept is None or without_sightings(moved) != without_sightings(kept)):
            self.keep(moved, Followed.SEEN)

    # -- reading ---------------------------------------------------------------------------------------------------
    def situation(self) -> Situation:
        """The order as the table and the pane see it."""
        said = orders.saying(self.tx, self.key)
        given = unmarked_goodwill(self.case, self.order) if self.case is not None else ()
        claims = items_claimed(self.case, self.order) if self.case is not None else ()
        before = (self.case.before if self.case is not None else None) or NOTHING_BEFORE
        is_open = said.open_case is not None
        return self.ground.seen(
            self.legs, said.wish, said.plan, said.waived, is_open, said.asked_at, given, claims, before
        )

    def verdict(self) -> Verdict:
        """Made of the order as it is known in this transaction, at its moment."""
        return self.shown(self.ground.read(self.situation()))

    def shown(self, verdict: Verdict) -> Verdict:
        """As its case lets it be said (``Ground.shown``)."""
        return verdict if self.case is None else self.ground.shown(self.case, verdict)

    def step(self) -> int:
        """The assistant's step: 0 without a case, 6 when it is closed."""
        return 0 if self.case is None else case_progress.step(self.case)

    # -- the end of the turn ---------------------------------------------------------------------------------------
    def tell(self) -> None:
        """That all of a shared purchase is asked for, since when, or is no more, is noted on the other orders that it
        serves; those are in hand then."""
        asked = asked_whole(self.legs)
        moved = {number for number in {*asked, *self._asked} if asked.get(number) != self._asked.get(number)}
        for number in sorted(moved):
            others = [key for key in suppliers.served_by(self.tx, number) if key != self.key]
            for other in self._turn.hands(self.tx, others):
                note_asked(self.tx, other.key, number)
        self._asked = asked
        for number in sorted({leg.number for leg in self.legs if leg.asked_with and leg.number is not None}):
            note_asked(self.tx, self.key, number)  # whatever ended the request: a note never outlives it
        moneyed = _with_money(self.legs)
        for number in sorted(moneyed | self._moneyed):
            self._level(number)
        self._moneyed = moneyed

    def _level(self, number: SupplierNumber) -> None:
        """What came in with one order of a purchase beyond its share is awaited with no other one."""
        legs = {key: orders.legs(self.tx, key) for key in suppliers.served_by(self.tx, number)}
        places = [(key, n) for key, mine in sorted(legs.items()) for n, leg in enumerate(mine) if leg.number == number]
        now = levelled([legs[key][n] for key, n in places])
        for key in sorted({key for (key, n), leg in zip(places, now, strict=True) if leg is not legs[key][n]}):
            told = {n: leg for (other, n), leg in zip(places, now, strict=True) if other == key}
            (hand,) = self._turn.hands(self.tx, [key])
            hand.put_legs(tuple(told.get(n, leg) for n, leg in enumerate(legs[key])))

    def settle(self) -> listing.Placed:
        """Follows, books, judges; returns the row of the table."""
        self.follow()
        self._book()
        situation, verdict = self._turn.judge(self)
        _, place, date = sort_key(verdict, self.ground.now)
        counted = bool(situation.order.lines) and not situation.order.test
        longest = timedelta(days=self.ground.rules.number("old_history"))
        orders.keep_old(self.tx, self.key, to_keep(situation, longest))
        alone = moves_by_time(self.case, self.ground) if self.case is not None else None
        again = min((at for at in (verdict.read_again_at, alone) if at is not None), default=None)
        return listing.Placed(row_of(situation, verdict, self.step()), place, date, again, counted)

    def _book(self) -> None:
        """Appends what the supplier paid, and what was written off, since the order was taken up."""
        before, now = booked_so_far(self._legs), booked_so_far(self.legs)
        given_up = awaits_unknown(self._legs) - awaits_unknown(self.legs)
        self._legs = self.legs
        said = self._said
        writes_off = said is not None and said.say is Say.MONEY_WRITTEN_OFF
        # A purchase that was taken off, or named since: what was booked of it is no more.
        for name in {**before, **now}:
            kind, number, leg = name
            amount, currency = now.get(name, (0, before.get(name, (0, ""))[1]))
            more = amount - before.get(name, (0, ""))[0]
            unknown = writes_off and kind == money.WRITTEN_OFF and (number, leg) in given_up
            if more or unknown:
                why = said.text_ref if said is not None and kind == money.WRITTEN_OFF else ""
                at, known = said.at if said is not None else None, self._turn.moment(self.tx)
                booked = money.Booked(leg, number, kind, None if unknown else more, currency, why, at, known)
                money.add(self.tx, self.key, booked)


def _with_money(legs: Iterable[Leg]) -> set[SupplierNumber]:
    """The purchases of which something is or was awaited, or came in."""
    return {leg.number for leg in legs if leg.number is not None and leg.money != SupplierMoney()}


def note_asked(tx: Session, key: OrderKey, number: SupplierNumber) -> None:
    """Notes on an order's legs which of the other orders of a purchase ask for all of it now."""
    others = [other for other in suppliers.served_by(tx, number) if other != key]
    asked = {other: asked_whole(orders.legs(tx, other)).get(number) for other in others}
    requests = [one for one in asked.values() if one is not None]
    names = tuple(orders.load(tx, other).name for other, one in asked.items() if one is not None)
    legs = orders.legs(tx, key)
    now = tuple(noted(leg, names, requests) if leg.number == number else leg for leg in legs)
    if now != legs:
        orders.put_legs(tx, key, now)


def booked_so_far(legs: Iterable[Leg]) -> dict[tuple[str, str, str], tuple[int, str]]:
    """What came in and what was written off, by kind and purchase (a leg without one by its id)."""
    found: dict[tuple[str, str, str], tuple[int, str]] = {}
    for leg in legs:
        due = leg.money.awaited or leg.cost
        currency = due.currency if due is not None else ""
        number = leg.number or ""
        for kind, amount in ((money.RECEIVED, leg.money.received), (money.WRITTEN_OFF, leg.money.written_off)):
            name = (kind, number, "" if number else leg.id)
            before, known = found.get(name, (0, ""))
            found[name] = (before + amount, known or currency)
    return found


def awaits_unknown(legs: Iterable[Leg]) -> set[tuple[str, str]]:
    """Purchases that await money of an unknown amount."""
    return {(leg.number or "", "" if leg.number else leg.id) for leg in legs if leg.money.unknown}


def without_sightings(case: Case) -> Case:
    """That a file said the same once more is no news of the case: it writes no journal row."""
    return replace(
        case,
        legs=tuple(
            replace(leg, sighted_at=None, known_at=None, was=None, was_changed=(), asked_with_looked=None)
            for leg in case.legs
        ),
    )
