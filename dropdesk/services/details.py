"""One order in full, as the detail pane and the head of a case page show it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from dropdesk.domain.changes import Changes
from dropdesk.domain.headline import assess as judge
from dropdesk.domain.ledger import at_risk, refund_clock
from dropdesk.domain.legs import Leg
from dropdesk.domain.listing import Happened, History, Note, OrderView, SupplierRecord
from dropdesk.domain.moves import Report
from dropdesk.domain.order import Order
from dropdesk.domain.units import Units, with_unlinked
from dropdesk.domain.values import CaseId, OrderKey, StoreId
from dropdesk.domain.verdict import Situation, Verdict
from dropdesk.services.assess import Assess, Book
from dropdesk.services.ports import Shop
from dropdesk.store import cases as journal
from dropdesk.store import orders
from dropdesk.store.engine import Store

if TYPE_CHECKING:
    from sqlmodel import Session


class CaseKeeper(Protocol):
    """What the details need of the cases."""

    def step(self, tx: Session, key: OrderKey) -> tuple[int, CaseId | None]: ...
    def report(self, key: OrderKey, said: Report) -> Changes: ...
    def open_case(self, key: OrderKey) -> Changes: ...


class Details:
    """Fits the ui's ``OrderDetails``."""

    def __init__(
        self,
        store: Store,
        assess: Assess,
        cases: CaseKeeper,
        shop: Callable[[StoreId], Shop | None],
        now: Callable[[], datetime],
    ) -> None:
        self._store, self._assess, self._cases, self._shop, self._now = store, assess, cases, shop, now

    def view(self, key: OrderKey) -> OrderView:
        """The order with its legs, verdict, history and timeline. KeyError for none."""
        with self._store.write() as tx:
            step, case = self._cases.step(tx, key)
            return read_order(tx, key, self._assess, self._shop(orders.load(tx, key).store), step, case)

    def report(self, key: OrderKey, said: Report) -> Changes:
        return self._cases.report(key, said)

    def open_case(self, key: OrderKey) -> Changes:
        return self._cases.open_case(key)

    def note(self, key: OrderKey, text: str) -> Changes:
        """Keeps the person's own note, and makes it found by the search."""
        with self._store.write() as tx:
            orders.put_text(tx, key, "note", text, self._now())
        return Changes(orders=frozenset([key]))

    def customer_knows(self, key: OrderKey) -> Changes:
        """Ends the attention of a stop that nobody asked for (rules §3 "Attention")."""
        with self._store.write() as tx:
            said = orders.saying(tx, key)
            orders.say(tx, key, orders.Saying(said.asked_at, True, said.wish, said.plan, said.waived, said.open_case))
            orders.happened(tx, key, self._now(), "customer_knows")
            self._assess.refresh(tx, [key])
        return Changes(orders=frozenset([key]))


def read_order(
    tx: Session, key: OrderKey, assess: Assess, shop: Shop | None, step: int, case: CaseId | None
) -> OrderView:
    """Everything of one order, the verdict computed anew."""
    book = assess.book(tx)
    found = assess.situation(tx, key, book)
    verdict = judge(found, book.rules, book.china, assess.now())
    order, legs = found.order, with_unlinked(found)
    risk, unknown = at_risk(Units(found))
    others = orders.by_customer(tx, order.customer, key)
    numbers = {leg.number for leg in legs}
    return OrderView(
        order=order,
        legs=legs,
        verdict=verdict,
        person=orders.person(tx, key),
        step=step,
        case=case,
        history=_history(others),
        suppliers=tuple(
            SupplierRecord(name, *journal.asked_and_agreed(tx, name))
            for name in dict.fromkeys(leg.supplier for leg in legs if leg.supplier)
        ),
        timeline=_timeline(tx, key, found, verdict, book),
        notes=tuple(Note(at, text) for at, text in orders.texts(tx, key, "note") if text),
        proposals=tuple(hint for hint in orders.hints(tx, key) if hint.number not in numbers),
        at_risk=risk,
        at_risk_unknown=unknown,
        admin_url=shop.admin_url(order) if shop is not None and order.shopify_id else "",
    )


def _history(others: list[Order]) -> History:
    return History(
        orders=len(others),
        cancelled=sum(other.cancelled_at is not None for other in others),
        refunded=sum(other.returned > 0 for other in others),
    )


def _timeline(tx: Session, key: OrderKey, found: Situation, verdict: Verdict, book: Book) -> tuple[Happened, ...]:
    """What happened, oldest first, and below it the dates to come. Nothing here is stored twice: facts of the order and
    its legs are read from them."""
    order = found.order
    past: list[Happened] = [Happened(order.created_at, "placed")]
    if order.paid_at is not None:
        past.append(Happened(order.paid_at, "paid"))
    if found.asked_at is not None:
        past.append(Happened(found.asked_at, "customer_asked"))
    for leg in found.legs:
        past += _of_leg(leg)
    if order.cancelled_at is not None:
        past.append(Happened(order.cancelled_at, "cancelled"))
    past += [Happened(r.at, "refunded", {"amount": r.amount, "currency": order.currency}) for r in order.refunds]
    if not order.refunds and order.refunded_at is not None and order.returned:
        past.append(Happened(order.refunded_at, "refunded", {"amount": order.returned, "currency": order.currency}))
    past += [Happened(at, code, data) for at, code, data in orders.timeline(tx, key)]
    coming = [
        Happened(read.deadline, "window", {"clock": read.deadline_kind}, future=True)
        for read in verdict.legs
        if read.deadline is not None
    ]
    for leg in found.legs:
        clock = refund_clock(leg, book.rules, book.bank, book.zone)
        if clock is not None:
            coming.append(Happened(clock.amber, "window", {"clock": "refund"}, future=True))
    return (*sorted(past, key=lambda one: one.at), *sorted(coming, key=lambda one: one.at))


def _of_leg(leg: Leg) -> list[Happened]:
    data: dict[str, object] = {"supplier": leg.supplier}
    times = (
        (leg.paid_at or (leg.placed_at if leg.number else None), "bought"),
        (leg.request_ticked_at, "asked"),
        (leg.message_ticked_at, "wrote"),
        (leg.shipped_at, "shipped"),
        (leg.delivered_at, "delivered"),
        (leg.known_at if leg.how is not None else None, "stopped"),
        (leg.money.received_at, "supplier_paid"),
    )
    return [Happened(at, code, data) for at, code in times if at is not None]
