"""Why an order asks for attention (rules §3 "Attention"), and the moments at which that may change."""

from __future__ import annotations

from datetime import datetime, timedelta

from dropdesk.domain.supplier.leg import Group, Leg, LegState
from dropdesk.domain.supplier.moves import asks_cost
from dropdesk.domain.verdict.headline import Head
from dropdesk.domain.verdict.in_case import unserved
from dropdesk.domain.verdict.old_history import waits_for_us
from dropdesk.domain.verdict.owed import owes
from dropdesk.domain.verdict.reading import Reading
from dropdesk.domain.verdict.urgency import DAY
from dropdesk.domain.verdict.verdict import Attention, Code, LegReading


def attention(reading: Reading, head: Head, reads: list[LegReading]) -> tuple[tuple[Attention, ...], list[datetime]]:
    """Why the order asks for attention, and the moments at which that may change."""
    situation, moments = reading.situation, list[datetime]()
    if reading.order.test or not reading.order.lines or reading.old:
        return (), moments
    overdue, promise = situation.money_overdue_at, situation.promise_due
    if overdue is not None:
        moments.append(overdue)
    if promise is not None:
        moments.append(promise - DAY)
    near = timedelta(hours=reading.rules.number("deadline_near"))
    acted = [read for read in reads if reading.legs[read.leg].acted_on]
    ahead = [read.clock for read in acted if read.clock is not None and read.clock > reading.now]
    moments += [clock - near for clock in ahead]
    shipped = (LegState.GONE, LegState.DELIVERED)
    told = {
        Attention.OPEN_CASE: situation.open_case,
        Attention.WISH: situation.asked_at is not None,
        Attention.ALARM: head.code is Code.ALARM,
        Attention.STOPPED_UNASKED: not situation.customer_knows and _stopped_unasked(reading),
        Attention.REFUND_OWED: owes(situation),
        Attention.MONEY_OVERDUE: overdue is not None and reading.now >= overdue,
        Attention.ACCEPTED_YET_SHIPPED: any(
            (leg.shipped_although_stopped or leg.before is LegState.STOPPED) and leg.state in shipped
            for leg in reading.units.legs
        ),
        Attention.CHARGEBACK: waits_for_us(reading.order),
        Attention.PROMISE: promise is not None and reading.now >= promise - DAY,
        Attention.CONTRADICTION: bool(reading.order.total_asked),
        Attention.LESS_TOLD: reading.order.less_asked is not None,
        Attention.COST_ASKED: any(asks_cost(leg) for leg in reading.units.legs),
        Attention.DEADLINE: any(clock - reading.now <= near for clock in ahead),
    }
    if not any(told.values()):  # what ran out stays in sight until a look answers it (rules §4.4); E-52: no more
        told[Attention.DEADLINE] = any(read.overdue_since is not None for read in acted)
    return tuple(reason for reason, true in told.items() if true), moments


def _stopped_unasked(reading: Reading) -> bool:
    """A stop that serves no present wish while its units are neither returned nor bought anew."""
    if reading.whole:
        return False
    wanted = reading.situation.open_case or reading.situation.asked_at is not None
    return bool(unserved(reading.units, reading.units.wished if wanted else ()))


def act_now(reading: Reading) -> tuple[bool, datetime | None]:
    """R-01: a wish or open case within 60 min of the purchase's payment (unpaid or unlinked: of the order)."""
    if not (reading.situation.open_case or reading.situation.asked_at) or reading.order.cancelled_at is not None:
        return False, None
    unpaid = (LegState.UNPAID, LegState.UNLINKED)
    times = [
        reading.order.created_at if leg.state in unpaid else leg.paid_at or reading.order.created_at
        for leg in reading.units.legs
        if _live(reading, leg)
    ]
    if not times:
        return False, None
    ends = max(times) + timedelta(minutes=reading.rules.number("act_now"))
    return (True, ends) if reading.now < ends else (False, None)


def _live(reading: Reading, leg: Leg) -> bool:
    return reading.units.group_of_leg(leg) == Group.LIVE
