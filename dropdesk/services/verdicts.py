"""What a verdict stands on beside its order: rules and calendars; and the table's row of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dropdesk.domain.case.basis.costs import expected, exposed
from dropdesk.domain.listing import OrderRow
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.leg import Leg
from dropdesk.domain.supplier.money import awaits
from dropdesk.domain.verdict.doubtful import doubted
from dropdesk.domain.verdict.units import Units, with_unlinked
from dropdesk.domain.verdict.verdict import Code, Situation, Verdict, alarming
from dropdesk.domain.workdays import WorkCalendar
from dropdesk.services import calendars
from dropdesk.store import settings
from dropdesk.store.engine import LATE

if TYPE_CHECKING:
    from sqlmodel import Session

COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Book:
    """Rules and calendars as they stand. ``bank`` and ``zone`` are the person's own (R-08)."""

    rules: Rulebook
    china: WorkCalendar
    bank: WorkCalendar
    zone: tzinfo


class Verdicts:
    """The rules and calendars that every verdict of this data folder is made with."""

    def __init__(self, now: Callable[[], datetime], zone: tzinfo, calendar_folder: Path, country: str = "") -> None:
        self.now, self._zone, self._folder = now, zone, calendar_folder
        self._home = country
        self._book: tuple[tuple[int, ...], Book] | None = None

    def book(self, tx: Session) -> Book:
        """The present rules and calendars: once a writer has made it, the same object until ``forget`` or the turn of a
        year. Whoever only reads keeps none: its snapshot may be older than a change that ``forget`` was called for."""
        years, kept = calendars.years_around(self.now()), self._book
        if kept is not None and kept[0] == years:
            return kept[1]
        china = calendars.china(years, self._folder)
        bank = calendars.bank(str(settings.get(tx, COUNTRY, self._home)), years)
        made = Book(settings.rulebook(tx), china, bank, self._zone)
        if LATE in tx.info:  # writers are alone: nobody changes a rule meanwhile
            self._book = years, made
        return made

    def forget(self) -> None:
        """Rules, country or calendars were changed."""
        self._book = None
        calendars.china.cache_clear()
        calendars.bank.cache_clear()


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
    units = Units(found)
    doubtful = doubted(units, alarming(verdict))
    dues, due_unknown = expected(legs, doubtful)
    due = next(iter(dues), None)
    risk, at_least = exposed(units, doubtful)
    supplier_money = due or risk
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
        because_data=verdict.told,
        deadline=verdict.deadline,
        deadline_kind=verdict.deadline_kind,
        placed_at=order.created_at,
        supplier=leg.supplier if leg is not None else "",
        supplier_state=str(leg.state) if leg is not None else "",
        supplier_at=max(times, default=None),
        step=step,
        paid=order.total,
        received=order.received,
        expected=due.minor if due is not None else 0,
        at_risk=risk.minor if risk is not None and risk.currency == currency else 0,
        currency=order.currency,
        expected_currency=currency,
        deadline_is=str(verdict.deadline_is),
        overdue_since=verdict.overdue_since,
        at_risk_at_least=at_least or (risk is not None and risk.currency != currency),
        expected_at_least=len(dues) > 1 or due_unknown,
        money_out=any(awaits(one) for one in legs),
    )
