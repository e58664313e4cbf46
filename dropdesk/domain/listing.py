"""What the orders window asks for and is given: views, queries, rows, counts (design §5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dropdesk.domain.values import OrderKey


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
