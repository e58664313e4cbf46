"""Verdicts, stored with their orders: computed again for what changed and for what time has passed (design §5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dropdesk.domain.case import Case, Ground
from dropdesk.domain.changes import Changes
from dropdesk.domain.headline import assess, sort_key
from dropdesk.domain.history import to_keep
from dropdesk.domain.ledger import expected, exposed, refund_clock
from dropdesk.domain.legs import Leg
from dropdesk.domain.listing import OrderRow
from dropdesk.domain.phases import call_out
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.units import Units, with_unlinked
from dropdesk.domain.values import OrderKey
from dropdesk.domain.verdict import Code, Situation, Verdict
from dropdesk.domain.workdays import WorkCalendar
from dropdesk.services import calendars
from dropdesk.store import cases, codec, listing, orders, settings
from dropdesk.store.engine import Store

if TYPE_CHECKING:
    from sqlmodel import Session

SLICE = 200
"""Orders a transaction, so that nobody waits long for the one writer."""
COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Book:
    """Rules and calendars as they stand. ``bank`` and ``zone`` are the person's own (R-08)."""

    rules: Rulebook
    china: WorkCalendar
    bank: WorkCalendar
    zone: tzinfo


class Assess:
    """The only writer of listing rows. ``settle`` is set by the cases: it lets an order's case follow first."""

    def __init__(
        self, store: Store, now: Callable[[], datetime], zone: tzinfo, calendar_folder: Path, country: str = ""
    ) -> None:
        self._store, self.now, self._zone, self._folder = store, now, zone, calendar_folder
        self._rules: Rulebook | None = None
        self._home = self._country = country
        self.settle: Callable[[Session, OrderKey], int] | None = None

    # -- what a verdict stands on ----------------------------------------------------------------------------------
    def book(self, tx: Session) -> Book:
        """The present rules and calendars; read once, until ``forget``."""
        if self._rules is None:
            self._rules = settings.rulebook(tx)
            self._country = str(settings.get(tx, COUNTRY, self._home))
        years = calendars.years_around(self.now())
        china = calendars.china(years, self._folder)
        return Book(self._rules, china, calendars.bank(self._country, years), self._zone)

    def forget(self) -> None:
        """Rules, country or calendars were changed."""
        self._rules = None
        calendars.china.cache_clear()
        calendars.bank.cache_clear()

    def situation(self, tx: Session, key: OrderKey, book: Book) -> Situation:
        """Everything a verdict is made of, the clock of awaited supplier money included."""
        found = orders.situation(tx, key)
        ambers = [c.amber for leg in found.legs if (c := refund_clock(leg, book.rules, book.bank, book.zone))]
        return replace(found, money_overdue_at=min(ambers, default=None), call_out=self._call_out(tx, key, found))

    def _call_out(self, tx: Session, key: OrderKey, found: Situation) -> bool:
        """V-18: whether a call of the open case is out."""
        case = orders.saying(tx, key).open_case
        entry = cases.last(tx, case) if case is not None else None
        return entry is not None and call_out(codec.load(Case, entry.state).phase, found.order)

    def ground(self, tx: Session, key: OrderKey) -> Ground:
        """What a case of this order stands on."""
        book = self.book(tx)
        found = orders.situation(tx, key)
        return Ground(found.order, book.rules, book.china, self.now(), found.first_import)

    def verdict(self, tx: Session, key: OrderKey) -> Verdict:
        """Computed anew."""
        book = self.book(tx)
        return assess(self.situation(tx, key, book), book.rules, book.china, self.now())

    # -- writing ---------------------------------------------------------------------------------------------------
    def refresh(self, tx: Session, keys: Iterable[OrderKey]) -> None:
        """Lets the orders' cases follow, then writes their rows."""
        book = self.book(tx)
        placed: list[listing.Placed] = []
        for key in keys:
            step = self.settle(tx, key) if self.settle is not None else 0
            found = self.situation(tx, key, book)
            now = self.now()
            verdict = assess(found, book.rules, book.china, now)
            _, place, _ = sort_key(verdict, now)
            counted = bool(found.order.lines) and not found.order.test
            orders.keep_old(tx, key, to_keep(found, timedelta(days=book.rules.number("old_history"))))
            placed.append(listing.Placed(row_of(found, verdict, step), place, verdict.read_again_at, counted))
        listing.put(tx, placed)

    def due(self) -> Changes:
        """Reads again whatever time has changed; slice by slice."""
        changed: set[OrderKey] = set()
        while True:
            with self._store.write() as tx:
                keys = [key for key in listing.due(tx, self.now(), SLICE) if key not in changed]
                self.refresh(tx, keys)
            changed.update(keys)
            if len(keys) < SLICE:
                return Changes(orders=frozenset(changed))

    def everything(self) -> Changes:
        """Reads every order again: rules or calendars changed."""
        self.forget()
        after = 0
        while True:
            with self._store.write() as tx:
                keys = orders.keys(tx, after, SLICE)
                self.refresh(tx, keys)
            if not keys:
                return Changes(everything=True)
            after = keys[-1]

    def next_due(self) -> datetime | None:
        """When ``due`` has something to do."""
        with self._store.read() as tx:
            found = listing.next_due(tx)
        return None if found is None else datetime.fromtimestamp(found / 1_000_000, UTC)


@lru_cache(maxsize=1)
def _order_of_urgency() -> dict[str, int]:
    return {str(code): place for place, code in enumerate(Code)}


def _shown(legs: tuple[Leg, ...], verdict: Verdict) -> Leg | None:
    """The leg that speaks in the table: the headline's, else the first."""
    by_id = {leg.id: leg for leg in legs}
    if verdict.action_leg in by_id:
        return by_id[verdict.action_leg]
    reads = sorted(verdict.legs, key=lambda read: _order_of_urgency()[str(read.code)])
    return next((by_id[read.leg] for read in reads if read.leg in by_id), legs[0] if legs else None)


def row_of(found: Situation, verdict: Verdict, step: int) -> OrderRow:
    """The table's row of an order (customer left out: it is read from its own table)."""
    legs = with_unlinked(found)
    order = found.order
    leg = _shown(legs, verdict)
    awaited = expected(legs)
    alarming = [read.leg for read in verdict.legs if read.code is Code.ALARM]
    risk, at_least = exposed(Units(found), alarming)
    supplier_money = awaited or risk
    currency = supplier_money.currency if supplier_money is not None else ""
    times = [t for t in (leg.known_at, leg.looked_at) if t is not None] if leg is not None else []
    return OrderRow(
        key=order.key,
        name=order.name,
        customer="",
        verdict=str(verdict.code),
        muted=verdict.muted,
        act_now=verdict.act_now,
        attention=bool(verdict.attention),
        because=verdict.because.code,
        because_data=dict(verdict.because.data),
        deadline=verdict.deadline,
        deadline_kind=verdict.deadline_kind,
        placed_at=order.created_at,
        supplier=leg.supplier if leg is not None else "",
        supplier_state=str(leg.state) if leg is not None else "",
        supplier_at=max(times, default=None),
        step=step,
        paid=order.total,
        received=order.received,
        expected=awaited.minor if awaited is not None else 0,
        at_risk=risk.minor if risk is not None and risk.currency == currency else 0,
        currency=order.currency,
        expected_currency=currency,
        deadline_is=str(verdict.deadline_is),
        overdue_since=verdict.overdue_since,
        at_risk_at_least=at_least or (risk is not None and risk.currency != currency),
    )
