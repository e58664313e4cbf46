"""What the detail pane and the head of a case page show of one order, made of the facts that a service read. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from dropdesk.domain.case.basis.costs import at_risk, exposed, refund_clock
from dropdesk.domain.case.shown.happened import Happened
from dropdesk.domain.case.shown.order_timeline import JournalRow
from dropdesk.domain.case.shown.timeline import concise, tell
from dropdesk.domain.order import LinkHint, Person
from dropdesk.domain.promises import still_open
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.clocks import DeadlineIs
from dropdesk.domain.values import CaseId, LegId, SupplierNumber
from dropdesk.domain.verdict.doubtful import doubted, given_up
from dropdesk.domain.verdict.units import Units, with_unlinked
from dropdesk.domain.verdict.verdict import Situation, Verdict, alarming
from dropdesk.domain.workdays import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dropdesk.domain.order import LinkHint, Order, Person
    from dropdesk.domain.promises import Promise
    from dropdesk.domain.supplier.leg import Leg
    from dropdesk.domain.values import CaseId, LegId, Money, SupplierNumber
    from dropdesk.domain.verdict.verdict import Verdict


@dataclass(frozen=True, slots=True)
class History:
    """What is known of a customer (R-15, R-17): orders, cancellations and refunds, this order not counted."""

    orders: int = 0
    cancelled: int = 0
    refunded: int = 0


@dataclass(frozen=True, slots=True)
class SupplierRecord:
    """How many requests to cancel a supplier answered, and how many of them with yes; an open one is neither."""

    supplier: str
    asked: int = 0
    accepted: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """The person's own note on an order; free text, kept in the side table."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class OrderView:
    """Everything the detail pane and the head of a case page show of one order.

    ``step``: 0 no case, 1..5 the assistant's step, 6 closed. ``at_risk``: what a refund now could cost (rules §4.1),
    None = nothing at risk or unknown (``at_risk_unknown``: "at least"); ``exposed``, likewise: what goods cost whose
    money went back already (an Alarm) or whose supplier's money is doubtful, as in the list; ``doubtful``: the legs
    whose awaited money is told as at risk or lost, and nowhere as expected; ``given_up``: those whose loss was accepted
    and still stands. ``proposals``: numbers found on the order that wait for a
    yes. ``admin_url``: the order's page in Shopify, ``""`` without a store.
    """

    order: Order
    legs: tuple[Leg, ...]
    verdict: Verdict
    person: Person | None
    step: int = 0
    case: CaseId | None = None
    history: History = History()
    suppliers: tuple[SupplierRecord, ...] = ()
    timeline: tuple[Happened, ...] = ()
    notes: tuple[Note, ...] = ()
    proposals: tuple[LinkHint, ...] = ()
    at_risk: Money | None = None
    at_risk_unknown: bool = False
    exposed: Money | None = None
    exposed_unknown: bool = False
    doubtful: tuple[LegId, ...] = ()
    given_up: tuple[LegId, ...] = ()
    admin_url: str = ""
    shared: Mapping[SupplierNumber, tuple[str, ...]] = field(default_factory=dict)
    """By purchase number, the names of the other orders that it serves."""
    promises: tuple[Promise, ...] = ()
    """What the customer was promised and nobody has ended, the earliest date first."""
    named: tuple[SupplierNumber, ...] = ()
    """Numbers that the order names and nobody answered for: *yours?*"""


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What an order view is made of, as read from the store at one moment.

    ``verdict``: the one that stands. ``bank`` and ``zone`` are the person's own (R-08). ``history``:
    the customer's other orders, counted. ``records``: by supplier, how many purchases were asked to be cancelled and
    how many of them were stopped. ``rows``: the order's own timeline, ``seen``: what files told of its purchases,
    ``journal``: the rows of all its cases, oldest first. ``step``: 0 no case, 1..5 the assistant's step,
    6 closed.
    """

    situation: Situation
    verdict: Verdict
    rules: Rulebook
    bank: WorkCalendar
    zone: tzinfo
    now: datetime
    step: int = 0
    case: CaseId | None = None
    person: Person | None = None
    history: History = field(default_factory=History)
    records: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    rows: tuple[Happened, ...] = ()
    seen: tuple[Happened, ...] = ()
    journal: tuple[JournalRow, ...] = ()
    notes: tuple[Note, ...] = ()
    hints: tuple[LinkHint, ...] = ()
    admin_url: str = ""
    shared: Mapping[SupplierNumber, tuple[str, ...]] = field(default_factory=dict)
    text_of: Callable[[str], str] = lambda ref: ""
    """Reads the free text behind a reference; ``""`` for none."""


def build(facts: OrderFacts) -> OrderView:
    """Everything that is shown of one order."""
    situation, verdict = facts.situation, facts.verdict
    legs = with_unlinked(situation)
    units = Units(situation)
    risk, unknown = at_risk(units)
    doubtful = doubted(units, alarming(verdict))
    lost, lost_unknown = exposed(units, doubtful)
    numbers = {leg.number for leg in legs}
    suppliers = dict.fromkeys(leg.supplier for leg in legs if leg.supplier)
    return OrderView(
        order=situation.order,
        legs=legs,
        verdict=verdict,
        person=facts.person,
        step=facts.step,
        case=facts.case,
        history=facts.history,
        suppliers=tuple(SupplierRecord(name, *facts.records.get(name, (0, 0))) for name in suppliers),
        timeline=_timeline(facts, verdict, doubtful),
        notes=facts.notes,
        promises=still_open((one.code, one.data) for one in facts.rows),
        named=situation.named,
        proposals=tuple(hint for hint in facts.hints if hint.number not in numbers),
        at_risk=risk,
        at_risk_unknown=unknown,
        exposed=lost,
        exposed_unknown=lost_unknown,
        doubtful=doubtful,
        given_up=tuple(leg.id for leg in units.legs if given_up(leg, units)),
        admin_url=facts.admin_url,
        shared=facts.shared,
    )


def _timeline(facts: OrderFacts, verdict: Verdict, doubtful: tuple[LegId, ...]) -> tuple[Happened, ...]:
    """What happened, oldest first, and below it the dates to come; none by which doubtful money would come."""
    found = facts.situation
    told = concise(tell(found.order, found.asked_at, found.legs, facts.journal, facts.rows, facts.seen))
    past = [_with_text(one, facts.text_of) for one in told]
    clocks = dict.fromkeys((read.deadline, read.deadline_kind, str(read.deadline_is)) for read in verdict.legs)
    coming = [  # a leg of table W and V, or two of one clock, are one date
        Happened(at, "window", {"clock": kind, "is": is_}, future=True)
        for at, kind, is_ in clocks
        if at is not None and at > facts.now
    ]
    for leg in found.legs:
        clock = refund_clock(leg, facts.rules, facts.bank, facts.zone)
        if clock is not None and leg.id not in doubtful:
            exact = DeadlineIs.ESTIMATE if clock.provisional else DeadlineIs.EXACT
            about = str(DeadlineIs.ABOUT if leg.money.since_is_at_the_latest else exact)
            coming.append(Happened(clock.amber, "window", {"clock": "refund", "is": about}, future=True))
    return (*past, *sorted(coming, key=lambda one: one.at))


def _with_text(one: Happened, text_of: Callable[[str], str]) -> Happened:
    """An entry with what the person typed: it stays in the record (rules §4.1)."""
    ref = one.data.get("ref")
    if not ref:
        return one
    return replace(one, data={**one.data, "typed": text_of(str(ref))})
