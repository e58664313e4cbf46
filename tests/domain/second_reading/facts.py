"""The example form (verdict_examples.md, truth_examples.md) as plain data. Left out means unknown, none or no."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, TypedDict

Group = Literal["live", "gone", "here", "free"]
Unit = tuple[int, int]
"""A unit of the order: the line's index and the unit's index in the line."""


class Named(TypedDict):
    """What one purchase says."""

    purchase: int | None
    row: str
    code: str


class Money(TypedDict):
    """An amount in minor units, and whether it is only a lower bound."""

    amount: int
    at_least: bool


class Expect(TypedDict):
    """What the rules say of an example: the `expect` form."""

    row: str
    code: str
    coverage: str | None
    scope: dict[str, int]
    route: str | None
    next_action: str
    deadline: datetime | None
    deadline_is: str | None
    overdue_since: datetime | None
    next_change: datetime | None
    attention: set[str]
    purchase_rows: list[Named]
    happened: set[str]
    you_paid: Money
    at_risk: Money
    purchase_states: dict[str, str]
    ids: set[str]


@dataclass(frozen=True)
class Line:
    """A line of the order."""

    quantity: int
    unit_value: int
    fulfilled: int
    requested: int
    returned: int
    removed: int
    fulfilled_at: datetime | None
    requested_at: datetime | None
    recall_rejected_at: datetime | None
    own_stock: bool


@dataclass(frozen=True)
class Order:
    """The shop's side."""

    lines: tuple[Line, ...]
    received: int
    returned: int
    returned_without_quantities: int
    refund_pending: int
    plan: int | None
    waived: bool
    cancelled_at: datetime | None
    refunded_at: datetime | None
    chargeback: str
    chargeback_first_seen: datetime | None
    answer_bank_by: datetime | None
    promise_due: datetime | None
    created_at: datetime | None
    first_import: datetime | None
    open_case: bool
    case_phase: str | None
    customer_asked_at: datetime | None
    customer_knows: bool


@dataclass(frozen=True)
class Leg:
    """A purchase, or the units that nobody has linked, or those that need no purchase (both without a number)."""

    number: int | None
    kind: str
    units: frozenset[Unit]
    state: str
    known_at: datetime | None = None
    looked_at: datetime | None = None
    placed_at: datetime | None = None
    paid_at: datetime | None = None
    ship_deadline_typed: datetime | None = None
    clock_started_at: datetime | None = None
    dispute_opened_at: datetime | None = None
    how: str | None = None
    label_only: bool = False
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    page_offers_dispute: bool = False
    dispute_stage: str | None = None
    answer_by: datetime | None = None
    acted_on: bool = False
    cost: int | None = None
    time_unknown: frozenset[str] = frozenset()
    own_stock: bool = False


@dataclass(frozen=True)
class Facts:
    """One example."""

    now: datetime
    window_hours: int | None
    order: Order
    wish: tuple[tuple[int, int], ...] | None
    legs: tuple[Leg, ...]
    then: tuple[Mapping[str, Any], ...]


def _time(source: Mapping[str, Any], key: str) -> datetime | None:
    text = source.get(key)
    return None if text is None else datetime.fromisoformat(text)


def _line(source: Mapping[str, Any]) -> Line:
    return Line(
        quantity=source["quantity"],
        unit_value=source["unit_value"],
        fulfilled=source.get("fulfilled", 0),
        requested=source.get("requested", 0),
        returned=source.get("returned", 0),
        removed=source.get("removed", 0),
        fulfilled_at=_time(source, "fulfilled_at"),
        requested_at=_time(source, "requested_at"),
        recall_rejected_at=_time(source, "recall_rejected_at"),
        own_stock=source.get("own_stock", False),
    )


def _order(source: Mapping[str, Any]) -> Order:
    return Order(
        lines=tuple(_line(line) for line in source["lines"]),
        received=source["received"],
        returned=source["returned"],
        returned_without_quantities=source["returned_without_quantities"],
        refund_pending=source["refund_pending"],
        plan=source["plan_of_cancelling_case"],
        waived=source["waived"],
        cancelled_at=_time(source, "cancelled_at"),
        refunded_at=_time(source, "refunded_at"),
        chargeback=source["chargeback"],
        chargeback_first_seen=_time(source, "chargeback_first_seen"),
        answer_bank_by=_time(source, "chargeback_answer_by"),
        promise_due=_time(source, "promise_due"),
        created_at=_time(source, "created_at") or _time(source, "first_import"),
        first_import=_time(source, "first_import"),
        open_case=source["open_case"],
        case_phase=source.get("case_phase"),
        customer_asked_at=_time(source, "customer_asked_at"),
        customer_knows=source["customer_knows"],
    )


def _leg(source: Mapping[str, Any]) -> Leg:
    line = source.get("line", 0)
    return Leg(
        number=source["number"],
        kind=source["kind"],
        units=frozenset((line, unit) for unit in source["units"]),
        state=source["state"],
        known_at=_time(source, "known_at"),
        looked_at=_time(source, "looked_at"),
        placed_at=_time(source, "placed_at"),
        paid_at=_time(source, "paid_at"),
        ship_deadline_typed=_time(source, "ship_deadline_typed"),
        clock_started_at=_time(source, "clock_started_at"),
        dispute_opened_at=_time(source, "dispute_opened_at"),
        how=source.get("how"),
        label_only=source.get("label_only", False),
        shipped_at=_time(source, "shipped_at"),
        delivered_at=_time(source, "delivered_at"),
        page_offers_dispute=source.get("page_offers_dispute", False),
        dispute_stage=source.get("dispute_stage"),
        answer_by=_time(source, "answer_by"),
        acted_on=source.get("acted_on", False),
        cost=source.get("cost"),
        time_unknown=frozenset(source.get("time_unknown", ())),
    )


def _unserved(order: Order, legs: list[Leg]) -> list[Leg]:
    """Units that no purchase serves, line by line: own stock, or unlinked."""
    served = {unit for leg in legs for unit in leg.units}
    found = []
    for i, line in enumerate(order.lines):
        loose = frozenset((i, k) for k in range(line.quantity)) - served
        if loose:
            state = "not_ordered" if line.own_stock else "unlinked"
            found.append(Leg(None, "AliExpress", loose, state, own_stock=line.own_stock))
    return found


def parse(example: Mapping[str, Any]) -> Facts:
    """Reads one example; the pseudo-legs of unserved units stand last."""
    order = _order(example["order"])
    legs = [_leg(purchase) for purchase in example["purchases"]]
    wish = example.get("wish")
    return Facts(
        now=datetime.fromisoformat(example["now"]),
        window_hours=example["settings"].get("ship_window_hours"),
        order=order,
        wish=None if wish is None else tuple((asked["line"], asked["quantity"]) for asked in wish),
        legs=(*legs, *_unserved(order, legs)),
        then=tuple(example.get("then", ())),
    )


def with_leg(facts: Facts, number: int, **changes: Any) -> Facts:
    """The facts with purchase `number` changed."""
    legs = tuple(replace(leg, **changes) if leg.number == number else leg for leg in facts.legs)
    return replace(facts, legs=legs)
