"""What the orders window asks for and is given: views, queries, rows, counts (design §5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dropdesk.domain.legs import Leg
    from dropdesk.domain.order import LinkHint, Order, Person
    from dropdesk.domain.promises import Promise
    from dropdesk.domain.values import CaseId, LegId, Money, OrderKey, SupplierNumber
    from dropdesk.domain.verdict import Verdict


class View(StrEnum):
    """The tabs.

    To do = attention · Waiting = that verdict · Money out = supplier money awaited · Closed = its case is closed (rules
    §5), and nothing else: an order that never had a case, or whose case is open, is not · All.
    """

    TODO = "todo"
    WAITING = "waiting"
    MONEY_OUT = "money_out"
    CLOSED = "closed"
    ALL = "all"


class Sort(StrEnum):
    """By what a column head sorts; DEFAULT is attention first, then the headline order, then the earlier date."""

    DEFAULT = "default"
    DEADLINE = "deadline"
    ORDER = "order"
    SUPPLIER = "supplier"
    CASE = "case"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Query:
    """One question to the table: a view, verdict codes (none = all), a search text, a sort."""

    view: View = View.TODO
    verdicts: frozenset[str] = frozenset()
    search: str = ""
    sort: Sort = Sort.DEFAULT
    descending: bool = False


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One row of the table, everything its cells need, in one read. Amounts: minor units of ``currency``.

    ``because``/``because_data``: the verdict's reason as code and data; the words are the ui's. ``deadline_is``: how
    exact the deadline is ("at the earliest", "about"); ``overdue_since``: a clock that ran out and that nobody
    answered since, told in the deadline's place. ``at_risk``: what goods that may still go out, or went out, cost the
    person whose customer has the money already (an Alarm).
    ``step``: 0 no case, 1..5 the assistant's step, 6 closed.
    """

    key: OrderKey
    name: str
    customer: str
    verdict: str
    muted: bool
    act_now: bool
    attention: bool
    because: str
    because_data: dict[str, object]
    deadline: datetime | None
    deadline_kind: str
    placed_at: datetime
    supplier: str
    supplier_state: str
    supplier_at: datetime | None
    step: int
    paid: int | None
    received: int | None
    expected: int
    at_risk: int
    currency: str
    expected_currency: str
    deadline_is: str = ""
    overdue_since: datetime | None = None
    at_risk_at_least: bool = False
    expected_at_least: bool = False
    """More is awaited than ``expected``: an amount that nobody told, or money in another currency."""
    money_out: bool = False
    """Supplier money is awaited, also where it is told as at risk and not in ``expected``."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many orders each tab and each verdict holds (search and filter not applied), for tabs and sidebar."""

    views: dict[str, int] = field(default_factory=dict)
    verdicts: dict[str, int] = field(default_factory=dict)
    orders: int = 0
    alarms: int = 0
    expected: tuple[tuple[str, int], ...] = ()
    """Supplier money still awaited and not at risk, by currency."""
    expected_at_least: bool = False
    """More is awaited than that: amounts that nobody told, or beside another currency of the same order."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of an order's timeline. ``code`` for the words, ``data`` names and numbers.

    ``at``: when it happened; ``exact`` False: only that it happened by then (rules §2: a report says *that*, not
    *when*). ``known``: when it was written down, where that lies apart. ``future``: a date to come.
    """

    at: datetime
    code: str
    data: dict[str, object] = field(default_factory=dict)
    future: bool = False
    known: datetime | None = None
    exact: bool = True


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
