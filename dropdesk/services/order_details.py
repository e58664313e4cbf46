"""One order in full, as the detail pane and the head of a case page show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Protocol

from dropdesk.domain.case.shape.state import Case
from dropdesk.domain.case.shown.happened import Happened
from dropdesk.domain.case.shown.order_timeline import JournalRow
from dropdesk.domain.case.shown.order_view import History, Note, OrderFacts, OrderView, build
from dropdesk.domain.case.shown.purchase_timeline import told_of
from dropdesk.domain.changes import Changes
from dropdesk.domain.order import Chargeback, Less
from dropdesk.domain.promises import PROMISED, Ended
from dropdesk.domain.shrink import as_told, less_stands, taken_back
from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.leg import Leg
from dropdesk.domain.supplier.purchase_contest import total_said as cost_said
from dropdesk.domain.supplier.purchase_history import take
from dropdesk.domain.supplier.report import Report
from dropdesk.domain.totals_told import total_said
from dropdesk.domain.values import Money, OrderKey, StoreId, SupplierNumber
from dropdesk.errors import Refused
from dropdesk.services import promises
from dropdesk.services.hand import Hand
from dropdesk.services.ports import Shop
from dropdesk.services.purchase_linker import PurchaseLinker
from dropdesk.services.turn import Turn
from dropdesk.store import cases as journal
from dropdesk.store import codec, orders, purchases, settings
from dropdesk.store import suppliers as counts
from dropdesk.store.engine import Store

if TYPE_CHECKING:
    from sqlmodel import Session


class CaseKeeper(Protocol):
    """What the details need of the cases."""

    def report(self, key: OrderKey, said: Report) -> Changes: ...
    def open_case(self, key: OrderKey) -> Changes: ...


class Details:
    """Fits the ui's ``OrderDetails``."""

    def __init__(
        self,
        store: Store,
        turn: Turn,
        cases: CaseKeeper,
        shop: Callable[[StoreId], Shop | None],
        now: Callable[[], datetime],
    ) -> None:
        self._store, self._turn, self._cases, self._shop, self._now = store, turn, cases, shop, now

    def view(self, key: OrderKey) -> OrderView:
        """The order with its legs, verdict, history and timeline. KeyError for none."""
        with self._store.read() as tx:
            hand = self._turn.look(tx, key)
            return read_order(tx, hand, self._turn, self._shop(hand.order.store))

    def report(self, key: OrderKey, said: Report) -> Changes:
        return self._cases.report(key, said)

    def note(self, key: OrderKey, text: str) -> Changes:
        """Keeps the person's own note, and makes it found by the search."""
        with self._store.write() as tx:
            orders.put_text(tx, key, "note", text, self._now())
        return Changes(orders=frozenset([key]))

    def promise(self, key: OrderKey, text: str, by: datetime) -> Changes:
        """Keeps what the customer was promised by a date, as a note that asks for attention (rules §2)."""
        with self._store.write() as tx:
            promises.give(tx, key, text, by, self._now())
            self._turn.refresh(tx, [key])
        return Changes(orders=frozenset([key]))

    def promise_ended(self, key: OrderKey, ref: str, how: Ended) -> Changes:
        """It was met, missed or dropped: by hand alone."""
        with self._store.write() as tx:
            promises.end(tx, key, ref, how, self._now())
            self._turn.refresh(tx, [key])
        return Changes(orders=frozenset([key]))

    def customer_knows(self, key: OrderKey) -> Changes:
        """Ends the attention of a stop that nobody asked for (rules §3 "Attention")."""
        with self._store.write() as tx:
            said = orders.saying(tx, key)
            orders.say(tx, key, replace(said, customer_knows=True))
            orders.happened(tx, key, self._now(), "customer_knows")
            self._turn.refresh(tx, [key])
        return Changes(orders=frozenset([key]))

    def bank_date(self, key: OrderKey, by: datetime) -> Changes:
        """Until when the bank waits for our answer (W-12), read by the person in Shopify. Refused ``no_chargeback``."""
        return self._of_bank(key, "bank_date", {"by": by.isoformat()}, chargeback_answer_by=by)

    def bank_answered(self, key: OrderKey, done: bool) -> Changes:
        """The person sent the answer in Shopify, or takes that back. Refused ``no_chargeback``."""
        return self._of_bank(key, "bank_answered" if done else "bank_unanswered", {}, chargeback_ticked=done)

    def total_said(self, key: OrderKey, total: int) -> Changes:
        """Which of the totals that files of one time name holds, minor units. Refused ``moved_on``: none of those that
        are asked."""
        with self._store.write() as tx:
            order = orders.load(tx, key)
            if total not in order.total_asked:
                raise Refused("moved_on")
            orders.amend(tx, key, total_said(order, total))
            orders.happened(tx, key, self._now(), "total_said", {"amount": total, "currency": order.currency})
            self._turn.refresh(tx, [key])
        return Changes(orders=frozenset([key]))

    def less_said(self, key: OrderKey, asked: Less, stands: bool) -> Changes:
        """What Shopify shows where the newest file takes back what only grows: what was known before (``stands``), or
        what that file tells. Refused ``moved_on``: ``asked`` is not what is asked any more."""
        with self._store.write() as tx:
            order = orders.load(tx, key)
            if order.less_asked != asked:
                raise Refused("moved_on")
            orders.amend(tx, key, less_stands(order) if stands else as_told(order))
            code = "less_stands" if stands else "less_taken"
            orders.happened(tx, key, self._now(), code, {"less": list(taken_back(asked))})
            self._turn.refresh(tx, [key])
        return Changes(orders=frozenset([key]))

    def cost_said(self, number: SupplierNumber, total: Money) -> Changes:
        """Which of the prices that files of one time name of a purchase holds, for every order that it serves. Refused
        ``moved_on``: none of those that are asked."""
        with self._store.write() as tx:
            before = purchases.history(tx, number)
            if before.state is None or total not in before.state.total_asked:
                raise Refused("moved_on")
            now = self._turn.moment(tx)
            taken = take(before, cost_said(before.state, total), now, settings.words(tx))
            purchases.keep(tx, before, taken, now)
            keys = PurchaseLinker(self._turn).see(tx, number)
            self._turn.refresh(tx, sorted(keys))
        return Changes(orders=self._turn.changed(tx))

    def _of_bank(self, key: OrderKey, code: str, data: dict[str, object], **facts: object) -> Changes:
        with self._store.write() as tx:
            order = orders.load(tx, key)
            if order.chargeback is not Chargeback.OPEN:
                raise Refused("no_chargeback")
            orders.amend(tx, key, replace(order, **facts))  # type: ignore[arg-type]  # names are Order's own fields
            orders.happened(tx, key, self._now(), code, data)
            self._turn.refresh(tx, [key])
        return Changes(orders=frozenset([key]))


def _worded(tx: Session, code: str, data: dict[str, object]) -> dict[str, object]:
    """A promise's row with its words, which lie aside so that they can be erased."""
    return data | {"note": orders.text_of(tx, str(data.get("ref", "")))} if code == PROMISED else data


def rows_of(tx: Session, key: OrderKey) -> tuple[JournalRow, ...]:
    """The journals of all cases of an order, oldest first."""
    names = [one.case for one in reversed(journal.of_order(tx, key))]
    return tuple(
        JournalRow(entry.at, entry.move, _state(entry.state)) for name in names for entry in journal.journal(tx, name)
    )


def seen_of(tx: Session, legs: tuple[Leg, ...], clocks: Clocks) -> tuple[Happened, ...]:
    """What files told of the purchases of these legs, each purchase once."""
    known = settings.words(tx)
    of_number = {leg.number: leg for leg in reversed(legs) if leg.number is not None}
    found = [told_of(leg, purchases.history(tx, number), known, clocks) for number, leg in of_number.items()]
    return tuple(one for told in found for one in told)


def shared_with(tx: Session, key: OrderKey, legs: tuple[Leg, ...]) -> dict[SupplierNumber, tuple[str, ...]]:
    """By purchase number, the names of the other orders that it serves; only those that serve any."""
    numbers = sorted({leg.number for leg in legs if leg.number is not None})
    others = {number: [other for other in counts.served_by(tx, number) if other != key] for number in numbers}
    return {n: tuple(orders.load(tx, other).name for other in found) for n, found in others.items() if found}


@lru_cache(maxsize=512)
def _state(stored: str) -> Case:
    """A row never changes, so what it holds is read once: a page of a long case is shown every few seconds."""
    state: Case = codec.load(Case, stored)
    return state


def read_order(tx: Session, hand: Hand, turn: Turn, shop: Shop | None) -> OrderView:
    """Reads what is known of one order; the view is made of it, with the verdict that stands."""
    book, key = turn.assess.book(tx), hand.key
    found, verdict = turn.judge(hand)
    order = found.order
    suppliers = {leg.supplier for leg in found.legs if leg.supplier}
    return build(
        OrderFacts(
            situation=found,
            verdict=verdict,
            rules=book.rules,
            bank=book.bank,
            zone=book.zone,
            now=hand.ground.now,
            step=hand.step(),
            case=hand.case.id if hand.case is not None else None,
            person=orders.person(tx, key),
            history=History(*orders.history(tx, key)),
            records={name: counts.asked_and_agreed(tx, name) for name in sorted(suppliers)},
            rows=tuple(Happened(at, code, _worded(tx, code, data)) for at, code, data in orders.timeline(tx, key)),
            journal=rows_of(tx, key),
            seen=seen_of(tx, found.legs, hand.ground.clocks),
            notes=tuple(Note(at, text) for at, text in orders.texts(tx, key, "note") if text),
            hints=orders.hints(tx, key),
            shared=shared_with(tx, key, found.legs),
            text_of=partial(orders.text_of, tx),
            admin_url=shop.admin_url(order) if shop is not None and order.shopify_id else "",
        )
    )
