"""Random and hand-made orders for the verdict's tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from dropdesk.domain.order import BANK_TOOK_IT, Chargeback, Line, Order
from dropdesk.domain.supplier.leg import DisputeStage, How, Leg, LegState, SupplierKind
from dropdesk.domain.values import LegId, LineId, OrderKey, Seen, StoreId, Take, Where
from dropdesk.domain.verdict.verdict import Situation

S = LegState
NOW = datetime(2026, 6, 10, 8, 0, tzinfo=UTC)  # a Wednesday without holidays near
H, D = timedelta(hours=1), timedelta(days=1)
A, B = LineId("a"), LineId("b")


def line(name: LineId = A, quantity: int = 1, value: int = 1000, **more: Any) -> Line:
    return Line(name, f"Thing {name}", quantity, value, **more)


def leg(state: LegState, number: int = 1, units: tuple[tuple[LineId, int], ...] = ((A, 0),), **more: Any) -> Leg:
    """A leg paid two days ago and seen an hour ago."""
    base = Leg(LegId(str(number)), state, units, known_at=NOW - H, placed_at=NOW - 2 * D, paid_at=NOW - 2 * D)
    return replace(base, **more)


def order(*lines: Line, **more: Any) -> Order:
    base = Order(
        OrderKey(1), StoreId("file"), "#1", "EUR", lines or (line(),), NOW - 3 * D,
        Seen(None, Where.SHOPIFY_API, NOW), received=3000,
    )  # fmt: skip
    return replace(base, **more)


def situation(*legs: Leg, on: Order | None = None, **more: Any) -> Situation:
    return Situation(on or order(), legs, **{"first_import": NOW - 20 * D, **more})


def random_situation(r: Random) -> Situation:
    """Splits, shared and doubled purchases, wishes smaller than the order, parts that went back; everything at once.
    All moments are minutes, so that two readings can agree to the second."""

    def ago(most: float = 40 * 24, least: float = 0) -> datetime:
        return NOW - timedelta(minutes=r.randint(int(least * 60), int(most * 60)))

    def maybe(p: float, value: Any, other: Any = None) -> Any:
        return value if r.random() < p else other

    lines: list[Line] = []
    for name in [A, B, LineId("c")][: r.choice([1, 1, 2, 2, 3])]:
        quantity = r.choice([1, 1, 1, 2, 3])
        fulfilled = maybe(0.3, r.randint(0, quantity), 0)
        requested = maybe(0.2, r.randint(0, quantity - fulfilled), 0)
        back = maybe(0.2, r.randint(0, quantity), 0)
        lines.append(
            line(
                name, quantity, r.choice([500, 1000, 2500]), fulfilled=fulfilled, requested=requested,
                returned=back, removed=maybe(0.4, r.randint(0, back), 0),
                fulfilled_at=maybe(0.8, ago(200)) if fulfilled else None,
                requested_at=maybe(0.8, ago(200)) if requested else None,
                recall_rejected_at=maybe(0.2, ago(100)) if requested else None,
                needs_no_purchase=r.random() < 0.1,
            )
        )  # fmt: skip
    units = [(one.id, n) for one in lines for n in range(one.quantity)]
    legs: list[Leg] = []
    free = list(units)
    r.shuffle(free)
    number = 1
    states = r.choice(
        [list(S), [S.STOPPED, S.NOT_ORDERED, S.UNPAID, S.OPEN], [S.STOPPED, S.GONE, S.UNPAID, S.DELIVERED]]
    )
    while free and r.random() < 0.93:
        n = r.randint(1, len(free))
        legs.append(_random_leg(r, number, tuple(sorted(free[:n])), states, ago, maybe))
        free, number = free[n:], number + 1
    if legs and r.random() < 0.25:  # bought twice
        legs.append(_random_leg(r, number, r.choice(legs).units, states, ago, maybe))
    received = r.choice([0, 3000, 3000, 8000, 8000])
    cancelled = maybe(0.25, ago(60 * 24))
    returned = maybe(0.35, r.choice([received, received - 1 if received else 0, received // 2, 100, 500, 1000]), 0)
    unnamed = maybe(0.5, returned, 0)
    chargeback = r.choice([*[Chargeback.NONE] * 24, *list(Chargeback) * 2])
    on = order(
        *lines, received=received, cancelled_at=cancelled, returned=returned,
        returned_without_quantities=unnamed,
        unnamed_refunds=maybe(0.3, (unnamed // 3, unnamed - unnamed // 3), ()) if unnamed else (),
        refund_pending=maybe(0.1, r.choice([300, received]), 0),
        refunded_at=maybe(0.8, ago(60 * 24)) if returned else None,
        chargeback=chargeback, created_at=ago(70 * 24, 1),
        chargeback_first_seen=maybe(0.8, ago(60 * 24)) if chargeback in BANK_TOOK_IT else None,
        chargeback_answer_by=maybe(0.3, NOW + timedelta(minutes=r.randint(-3000, 9000))),
        chargeback_answered=r.random() < 0.3,
    )  # fmt: skip
    wish = None
    if r.random() < 0.35:
        chosen = r.sample(lines, r.randint(1, len(lines)))
        wish = tuple(Take(one.id, r.randint(1, one.quantity)) for one in chosen)
    return Situation(
        on, tuple(legs), wish=wish, plan=maybe(0.4, r.choice([0, received, received // 2])) if cancelled else None,
        waived=r.random() < 0.1, open_case=r.random() < 0.3, asked_at=maybe(0.3, ago(100)),
        customer_knows=r.random() < 0.3, first_import=ago(60 * 24), money_overdue_at=maybe(0.1, NOW - 5 * H),
        call_out=r.random() < 0.05, promise_due=maybe(0.05, NOW + timedelta(minutes=r.randint(-3000, 3000))),
        old_history=r.choice([None, None, True, False]),
    )  # fmt: skip


def _random_leg(r: Random, number: int, units: Any, states: list[LegState], ago: Any, maybe: Any) -> Leg:
    state = r.choice(states)
    shipped = ago(40 * 24)
    by = r.random() < 0.2  # the times of which only *that* is known
    return leg(
        state, number, units,
        kind=maybe(0.06, SupplierKind.SHOP_FIRST, SupplierKind.ALIEXPRESS),
        known_at=maybe(0.9, ago(30 * 24)), looked_at=maybe(0.5, ago(r.choice([24, 30 * 24]))),
        placed_at=maybe(0.9, ago(40 * 24)), placed_is_date=r.random() < 0.1,
        paid_at=None if by else maybe(0.85, ago(40 * 24)), paid_by=ago(20 * 24) if by else None,
        ship_deadline_typed=maybe(0.1, NOW + timedelta(minutes=r.randint(-9000, 9000))),
        clock_started_at=None if by else maybe(0.9, ago(14 * 24)), clock_started_by=ago(7 * 24) if by else None,
        asked_times=r.randint(0, 2), how=maybe(0.9, r.choice(list(How))),
        label_only=r.random() < 0.2, scanned_at=maybe(0.3, ago(20 * 24)), shipped_at=maybe(0.7, shipped),
        delivered_at=None if by else maybe(0.6, ago(30 * 24)), delivered_by=ago(10 * 24) if by else None,
        page_offers_dispute=r.random() < 0.15,
        dispute_opened_at=maybe(0.7, ago(12 * 24)), dispute_stage=r.choice([None, *DisputeStage]),
        answer_by=maybe(0.6, NOW + timedelta(minutes=r.randint(-6000, 6000))),
        send_back_by=maybe(0.4, NOW + timedelta(minutes=r.randint(-6000, 9000))), loss_accepted=r.random() < 0.1,
        acted_on=r.random() < 0.4,
        before=maybe(0.3, r.choice([S.STOPPED, S.NUMBERED])),
    )  # fmt: skip
