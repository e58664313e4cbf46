"""The headline of an order: coverage, route, scope and the most urgent row (rules §3 V-30…V-32, W-10…W-14)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from dropdesk.domain.order import BANK_TOOK_IT, Chargeback
from dropdesk.domain.supplier.leg import Group, Leg, LegState, Unit
from dropdesk.domain.supplier.money import awaits
from dropdesk.domain.values import LegId, Quantities, Take
from dropdesk.domain.verdict.doubtful import doubted
from dropdesk.domain.verdict.old_history import waits_for_us
from dropdesk.domain.verdict.owed import owed, owes_unknown, refund_failed
from dropdesk.domain.verdict.reading import Reading
from dropdesk.domain.verdict.reasons import Reason
from dropdesk.domain.verdict.rows import Data
from dropdesk.domain.verdict.units import UNBOUGHT, quantities
from dropdesk.domain.verdict.urgency import FAR, opening_of, urgency_of
from dropdesk.domain.verdict.verdict import Action, Because, Code, Happened, LegReading, Route


@dataclass(frozen=True, slots=True)
class Head:
    """What the headline says, before attention."""

    row: str
    code: Code
    because: Because
    action: Action
    leg: LegId | None = None
    clock: datetime | None = None
    happened: tuple[Happened, ...] = ()
    coverage: str | None = None
    scope: Quantities = ()
    route: Route | None = None


def _urgent(reading: Reading, read: LegReading) -> tuple[float, datetime, int]:
    number = next(n for n, leg in enumerate(reading.units.legs) if leg.id == read.leg)
    return urgency_of(read.code, read.clock, reading.now), _date(reading, read), number


def _date(reading: Reading, read: LegReading) -> datetime:
    """By which two equal legs are told apart: since when it is overdue, else its clock; of V-11 the opening."""
    return read.overdue_since or read.clock or opening_of(read.row, read.because) or FAR


def _most_urgent(reading: Reading, reads: list[LegReading], coverage: str | None) -> Head:
    read = min(reads, key=lambda one: _urgent(reading, one))
    return Head(read.row, read.code, read.because, read.action, read.leg, read.clock, read.happened, coverage)


def headline(reading: Reading) -> Head:
    """What speaks for the order: its most urgent purchase, what can be done in Shopify, or that nothing is left."""
    loud = [read for read, back in reading.readings if back and read.code is not Code.DONE]
    wished = reading.units.wished
    if reading.whole or not wished:
        return _most_urgent(reading, loud, None) if loud else _calm(reading)
    groups = {unit: reading.units.group[unit] for unit in wished}
    needed = {leg.id for leg in reading.units.legs if set(leg.units) & set(wished)}
    own = [read for read, back in reading.readings if not back and read.leg in needed]
    # A free leg beside another of the same unit stops nothing: it has nothing to say.
    speaking = [read for read in own if _speaks(reading, reading.legs[read.leg], wished)]
    if Group.LIVE in groups.values():
        heard = [shown for read in speaking if (shown := _beside_others(reading, read)) is not None]
        return _most_urgent(reading, [*heard, *loud], "V-32")
    if Group.FREE not in groups.values():
        return _most_urgent(reading, [*speaking, *loud], "V-31")
    head = _covered(reading)
    if speaking or loud:
        other = _most_urgent(reading, [*speaking, *loud], "V-30")
        if urgency_of(other.code, other.clock, reading.now) < urgency_of(head.code, head.clock, reading.now):
            return replace(other, scope=head.scope, route=head.route)
    return head


def _speaks(reading: Reading, leg: Leg, wished: tuple[Unit, ...]) -> bool:
    return any(unit in wished and reading.units.group_within(leg, unit) != Group.FREE for unit in leg.units)


def _beside_others(reading: Reading, read: LegReading) -> LegReading | None:
    """V-32: Can cancel speaks only when every live unit is unpaid and the rest is free; beside goods that are gone
    or here it speaks as Closing; beside other live units it is silent."""
    if read.row != "V-03" or read.action is not Action.DROP:
        return read
    wished = reading.units.wished
    live = [unit for unit in wished if reading.units.group[unit] == Group.LIVE]
    unpaid = all(
        leg.state is LegState.UNPAID
        for unit in live
        for leg in reading.units.serving[unit]
        if reading.units.group_of_leg(leg) == Group.LIVE
    )
    if not unpaid:
        return None
    groups = {reading.units.group_within(leg, unit) for unit in wished for leg in reading.units.serving[unit]}
    if groups <= {Group.LIVE, Group.FREE}:
        return read
    return replace(read, code=Code.CLOSING, because=Because(Reason.LAPSES, read.because.data))


def _covered(reading: Reading) -> Head:
    """V-30: no unit live, at least one free: Ready for the free units, or by V-02; not while the order names
    a number that may be another purchase (M9)."""
    if reading.situation.named:
        return _names_number(reading)
    wished = reading.units.wished
    free = tuple(unit for unit in wished if reading.units.group[unit] == Group.FREE)
    whole = set(free) == set(reading.units.left)
    route = Route.CANCEL if whole and not reading.fulfilled_line else Route.ITEMS
    if route is Route.ITEMS and reading.order.received == 0:
        route = Route.EDIT_BY_HAND
    action = {Route.CANCEL: Action.CANCEL, Route.ITEMS: Action.REFUND_ITEMS}.get(route, Action.EDIT_BY_HAND)
    if any(unit in reading.units.requested for unit in free):
        action = Action.RECALL
    serving = {leg for unit in free for leg in reading.units.serving[unit]}
    scope = quantities(free)
    if {leg.state for leg in serving} <= UNBOUGHT and len(free) == len(wished):
        fulfilled = reading.order.received != 0 and any(unit in reading.units.fulfilled for unit in free)
        code = Code.REFUND_ONLY if fulfilled else Code.CAN_CANCEL
        bought = any(leg.state is LegState.NOT_ORDERED for leg in serving)
        because = Because(Reason.NOTHING_ORDERED if bought else Reason.NO_PURCHASE)
        return Head("V-02", code, because, action, coverage="V-30", scope=scope, route=route)
    stops = [leg for leg in serving if leg.state is LegState.STOPPED]
    stopped = sum(reading.units.group[unit] == Group.FREE for unit in reading.units.left)  # wished or not
    data: Data = (("units", stopped), ("of", len(reading.units.left)))
    if stops:
        newest = max(stops, key=lambda leg: leg.known_at or datetime.min.replace(tzinfo=UTC))
        data = (*data, ("how", str(newest.how or "cancelled")), ("supplier", newest.supplier))
        if newest.as_of is not None:
            data = (*data, ("stopped", newest.as_of))
    nothing = stopped == len(reading.units.left)
    because = Because(Reason.NOTHING_WILL_SHIP if nothing else Reason.PART_WILL_NOT_SHIP, data)
    return Head("V-30", Code.READY, because, action, coverage="V-30", scope=scope, route=route)


def _calm(reading: Reading) -> Head:
    """W-10, W-14, W-11, W-12, W-13, in this order. What would be done, or is called done, waits for the answer to a
    number that may be another purchase; what only waits does not."""
    head = _calm_row(reading)
    asks = reading.situation.named and not reading.old and head.row in ("W-10", "W-11", "W-13")
    return _names_number(reading) if asks else head


def _names_number(reading: Reading) -> Head:
    """A number that the order names and nobody answered for is as good as unlinked, but nobody knows that it is a
    purchase at all: it is asked."""
    named = reading.situation.named
    because = Because(Reason.NAMES_NUMBER, (("number", named[0]), ("more", len(named) - 1)))
    return Head("W-01" if reading.whole else "V-01", Code.UNKNOWN, because, Action.SAY_WHOSE)


def _calm_row(reading: Reading) -> Head:
    order, due = reading.order, owed(reading.situation)
    if due > 0:
        data: Data = (
            ("owed", due),
            ("currency", order.currency),
            *((("failed", True),) if refund_failed(order) else ()),
        )
        return Head("W-10", Code.READY, Because(Reason.REFUND_OWED, data), Action.REFUND_OWED)
    if owes_unknown(reading.situation):
        return Head("W-10", Code.UNKNOWN, Because(Reason.OWED_UNKNOWN), Action.REFUND_OWED)
    if order.refund_pending > 0:
        data = (("pending", order.refund_pending), ("currency", order.currency))
        return Head("W-14", Code.WAITING, Because(Reason.REFUND_PENDING, data), Action.WAIT)
    open_chargeback = order.chargeback is Chargeback.OPEN
    if order.cancelled_at is None and reading.everything_back and not reading.fulfilled_line and not open_chargeback:
        bank = order.chargeback in BANK_TOOK_IT
        why = Because(Reason.BANK_NOT_CANCELLED if bank else Reason.REFUNDED_NOT_CANCELLED)
        action = Action.RECALL if reading.units.requested else Action.CANCEL_WITHOUT_REFUND
        scope = tuple(Take(line.id, line.quantity) for line in order.lines if line.quantity)
        return Head("W-11", Code.READY, why, action, scope=scope, route=Route.WITHOUT_REFUND)
    if open_chargeback:
        return _chargeback(reading)
    return _done(reading)


def _chargeback(reading: Reading) -> Head:
    by = reading.order.chargeback_answer_by
    waits = waits_for_us(reading.order)
    data: Data = (("waits", waits), *((("by", by),) if waits and by is not None else ()))
    action = Action.ANSWER_BANK if waits and by is not None else Action.WAIT
    return Head("W-12", Code.WAITING, Because(Reason.CHARGEBACK_OPEN, data), action)


def _done(reading: Reading) -> Head:
    order = reading.order
    if order.cancelled_at is not None:
        because = Because(Reason.CANCELLED, (("cancelled", order.cancelled_at),))
    elif order.chargeback in BANK_TOOK_IT:
        because = Because(Reason.BANK_TOOK_IT)
    elif order.returned == 0 and any(line.removed for line in order.lines):
        because = Because(Reason.REMOVED)
    else:
        because = Because(Reason.RETURNED, (("refunded", order.refunded_at),) if order.refunded_at else ())
    doubtful = doubted(reading.units, ())
    if any(awaits(leg) and leg.id not in doubtful for leg in reading.situation.legs):
        because = replace(because, data=(*because.data, ("awaited", True)))
    return Head("W-13", Code.DONE, because, Action.NONE)
