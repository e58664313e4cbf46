"""One turn: one order, one transaction. It is loaded once, its case follows, it is judged once, and written once.

Whoever changes an order takes it in hand (``hand``, ``refresh``) inside a write transaction; right before the commit
every order in hand is settled: what follows by itself in its case is journalled, the supplier's money is booked, the
verdict is computed and the row of the table written. All of it or nothing. One turn is one moment: its clock stands
still.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.shape.state import Case
from dropdesk.domain.changes import Changes
from dropdesk.domain.order import Order
from dropdesk.domain.values import CaseId, OrderKey, StoreId
from dropdesk.domain.verdict.verdict import Situation, Verdict
from dropdesk.errors import Refused
from dropdesk.services.hand import Hand
from dropdesk.services.named_numbers import named
from dropdesk.services.verdicts import Book, Verdicts
from dropdesk.store import cases, codec, listing, orders, settings, suppliers
from dropdesk.store.engine import LATE, Store

if TYPE_CHECKING:
    from sqlmodel import Session

SLICE = 200
"""Orders a transaction, so that nobody waits long for the one writer."""
DUE_AT_ONCE = 2000
"""So many orders are read again by one call of ``Turn.due``: as many came back, more may be due."""
REMEMBERED = 256
"""So many of the newest verdicts are kept for whoever shows the order next."""
_AGAIN = "read_again_after"
"""The setting that holds how far a reading of every order has come; there is none when it is through."""
_HANDS, _NOW = "hands", "now"
"""In ``Session.info``: the orders in hand by key, and the moment of the turn."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """A verdict and all that it was made of. It stands from ``at`` until its own next change."""

    order: Order
    first_import: datetime | None
    book: Book
    at: datetime
    situation: Situation
    verdict: Verdict

    def fits(self, ground: Ground, book: Book) -> bool:
        ends = self.verdict.read_again_at
        if ground.now < self.at or (ends is not None and ground.now >= ends) or book is not self.book:
            return False
        same = ground.order == self.order and ground.first_import == self.first_import
        known = self.situation
        told = (known.customer_knows, known.old_history, known.named, known.promise_due)
        return same and told == (ground.customer_knows, ground.old_history, ground.named, ground.promise_due)


class Turn:
    """Every change of an order goes through here; the only writer of journal, table rows and booked money."""

    def __init__(self, store: Store, assess: Verdicts) -> None:
        self._store, self.assess = store, assess
        self._judged: OrderedDict[OrderKey, _Judged] = OrderedDict()
        self._alone = threading.Lock()
        self.hears: Callable[[StoreId], bool] = lambda store: True
        """Whether a store can be asked: the wiring knows."""
        self.stopped: Callable[[], bool] = lambda: False
        """Whether the app ends: long work stops at its next slice."""

    # -- taking up -------------------------------------------------------------------------------------------------
    def moment(self, tx: Session) -> datetime:
        """The one moment of this transaction."""
        if _NOW not in tx.info:
            tx.info[_NOW] = self.assess.now()
        moment: datetime = tx.info[_NOW]
        return moment

    def hand(self, tx: Session, key: OrderKey) -> Hand:
        """The order in hand; it is settled before the commit. KeyError for none."""
        return self.hands(tx, (key,))[0]

    def hands(self, tx: Session, keys: Iterable[OrderKey]) -> list[Hand]:
        """Many orders in hand, each read once. KeyError when one is missing."""
        have: dict[OrderKey, Hand] = tx.info.setdefault(_HANDS, {})
        wanted = list(dict.fromkeys(keys))
        missing = [key for key in wanted if key not in have]
        if missing:
            orders.known_keys(tx, missing)
            newest = cases.newest(tx, missing)
            for key in missing:
                have[key] = self._hand(tx, key, newest.get(key))
            tx.info[LATE][_HANDS] = partial(self._settle, tx)
        return [have[key] for key in wanted]

    def refresh(self, tx: Session, keys: Iterable[OrderKey]) -> None:
        """Has the orders settled before the commit, whatever changed them."""
        self.hands(tx, keys)
        tx.info[LATE].setdefault(_HANDS, partial(self._settle, tx))

    def changed(self, tx: Session) -> frozenset[OrderKey]:
        """The orders of a turn that has ended: those that were in hand, whom they told of a shared purchase among them
        (``Hand.tell``). Their rows were written; whoever shows one reads it again."""
        return frozenset(tx.info.get(_HANDS, ()))

    def look(self, tx: Session, key: OrderKey) -> Hand:
        """The order as it stands, for showing it: nothing is settled. KeyError for none."""
        have: dict[OrderKey, Hand] = tx.info.get(_HANDS, {})
        return have[key] if key in have else self._hand(tx, key, cases.newest(tx, (key,)).get(key))

    def _hand(self, tx: Session, key: OrderKey, entry: cases.Entry | None) -> Hand:
        if entry is None:
            return Hand(self, tx, key, None, 0)
        case: Case = codec.load(Case, entry.state)
        # One that was only looked at is as good as none: the next thing said begins another.
        return Hand(self, tx, key, None, 0) if case.outcome == "discarded" else Hand(self, tx, key, case, entry.seq)

    def case(self, tx: Session, case: CaseId) -> Hand:
        """The order of a case, in hand. KeyError for none; Refused("moved_on") when a newer case took its place."""
        hand = self.hand(tx, cases.standing(tx, case).order)
        if hand.case is None or hand.case.id != case:
            raise Refused("moved_on")
        return hand

    def ground_of(self, tx: Session, key: OrderKey, in_case: bool) -> Ground:
        """What an order and its case stand on, at this transaction's moment."""
        book, order = self.assess.book(tx), orders.load(tx, key)
        return Ground(
            order=order,
            hears=not in_case or self.hears(order.store),
            rules=book.rules,
            calendar=book.china,
            now=self.moment(tx),
            first_import=orders.first_import(tx, key),
            bank=book.bank,
            zone=book.zone,
            customer_knows=orders.saying(tx, key).customer_knows,
            old_history=orders.old_history(tx, key),
            promise_due=orders.promise_due(tx, key),
            named=named(tx, key),
            shared=suppliers.shared(tx, key) if in_case else frozenset(),
        )

    # -- judging ---------------------------------------------------------------------------------------------------
    def judge(self, hand: Hand) -> tuple[Situation, Verdict]:
        """The situation and the verdict that are shown. A verdict that was made of the same facts stands until its own
        next change and is not made again. (Money never rests on it: the case reads its own, from the order just read.)
        """
        ground, book = hand.ground, self.assess.book(hand.tx)
        with self._alone:
            have = self._judged.get(hand.key)
        if have is not None and have.fits(ground, book):
            ground.remember(have.situation, have.verdict)
        situation = hand.situation()
        verdict = ground.read(situation)
        if have is None or have.verdict is not verdict:
            with self._alone:
                made = _Judged(ground.order, ground.first_import, book, ground.now, situation, verdict)
                self._judged[hand.key] = made
                self._judged.move_to_end(hand.key)
                if len(self._judged) > REMEMBERED:
                    self._judged.popitem(last=False)
        return situation, hand.shown(verdict)

    # -- settling --------------------------------------------------------------------------------------------------
    def _settle(self, tx: Session) -> None:
        hands: dict[OrderKey, Hand] = tx.info[_HANDS]
        for key in sorted(hands):
            hands[key].tell()
        tx.info[LATE].pop(_HANDS, None)  # whom they told is settled right here
        listing.put(tx, [hands[key].settle() for key in sorted(hands)])

    def due(self) -> Changes:
        """Reads again whatever time has changed, slice by slice, at most ``DUE_AT_ONCE`` orders of it: a whole table is
        due after an upgrade, and whoever waits for the same worker waits for one call only."""
        changed: set[OrderKey] = set()
        while len(changed) < DUE_AT_ONCE and not self.stopped():
            keys = self._again()
            if keys is None:
                break
            changed.update(keys)
        while len(changed) < DUE_AT_ONCE and not self.stopped():
            with self._store.write() as tx:
                keys = [key for key in listing.due(tx, self.assess.now(), SLICE) if key not in changed]
                self.refresh(tx, keys)
            changed.update(keys)
            if len(keys) < SLICE:
                break
        return Changes(orders=frozenset(changed))

    def owe_everything(self, tx: Session) -> None:
        """Notes, in the transaction that changes a rule or a country, that every order is to be read again: whatever
        cuts ``everything`` off, ``due`` goes on where it was."""
        settings.put(tx, _AGAIN, 0)

    def everything(self) -> Changes:
        """Reads every order again, slice by slice: rules or calendars changed. Cut off by the end of the app, or
        killed, it is gone on with by ``due``."""
        with self._store.write() as tx:
            self.assess.forget()
            self.owe_everything(tx)
        while not self.stopped() and self._again() is not None:
            pass
        return Changes(everything=True)

    def _again(self) -> list[OrderKey] | None:
        """The next slice of ``everything``, with its place noted; None when nothing is left of it."""
        with self._store.read() as tx:
            if settings.get(tx, _AGAIN) is None:
                return None
        with self._store.write() as tx:
            keys = orders.keys(tx, int(settings.get(tx, _AGAIN)), SLICE)
            self.refresh(tx, keys)
            settings.put(tx, _AGAIN, keys[-1] if keys else None)
        return keys

    def next_due(self) -> datetime | None:
        """When ``due`` has something to do."""
        with self._store.read() as tx:
            found = listing.next_due(tx)
        return None if found is None else datetime.fromtimestamp(found / 1_000_000, UTC)
