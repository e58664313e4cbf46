"""Old history (rules §2): orders that were over long before the app first saw them ask for no attention.

Measured once, at an order's first import; whatever happens after that import ends it for good. The caller keeps the
answer (``Situation.old_history``).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from dropdesk.domain.order import BANK_TOOK_IT, Chargeback, Order
from dropdesk.domain.verdict.verdict import Situation


def all_returned(order: Order) -> bool:
    """At most one minor unit left, what is pending counted as returned; a chargeback that is open, lost or accepted
    counts as all returned. The money itself: what it bought, or for which units it went back, says nothing here."""
    return order.chargeback in BANK_TOOK_IT or _refunded(order, order.refund_pending)


def _refunded(order: Order, pending: int) -> bool:
    if order.received is None:  # kept, amount unknown: only the status word tells
        return order.financial.lower() == "refunded"
    return order.received > 0 and order.received - order.returned - pending <= 1


def waits_for_us(order: Order) -> bool:
    """An open chargeback that waits for our answer."""
    return order.chargeback is Chargeback.OPEN and not (order.chargeback_answered or order.chargeback_ticked)


def all_back_at(order: Order) -> datetime | None:
    """When all money was back, by refunds or by the bank, the first of them; None: it is not, or was never seen.
    Pending money counts. A time that no file tells counts as early as it can be (``back_since``)."""
    refunded = _refunded_at(order, order.refund_pending)
    taken = order.chargeback_first_seen if order.chargeback in BANK_TOOK_IT else None
    return min((at for at in (refunded, taken) if at is not None), default=None)


def _refunded_at(order: Order, pending: int) -> datetime | None:
    if not _refunded(order, pending):
        return None
    back = 0
    for refund in sorted(order.refunds, key=lambda one: one.at):
        back += refund.amount + (refund.pending if pending else 0)
        if order.received is not None and order.received - back <= 1:
            return refund.at
    told = None if order.refunds and order.returned > back else order.refunded_at
    return told or back_since(order, order.returned)


def back_since(order: Order, amount: int) -> datetime:
    """Since when at the earliest so much (minor units) was back, where no file tells the time: since the newest
    sighting that told of less. The first import alone counts as old as the order (rules §3 "Facts and their age")."""
    return max((at for back, at in order.less_back if back < amount - 1), default=order.created_at)


def measured(order: Order, first_import: datetime | None, longest: timedelta) -> bool:
    """At its first import: cancelled, or all its money back, longer than ``longest`` before it. A part never counts."""
    ends = (order.cancelled_at, _refunded_at(order, pending=0))  # what is on its way is not back
    return first_import is not None and any(end is not None and first_import - end > longest for end in ends)


def ended(situation: Situation) -> bool:
    """Whether something happened after the first import: an open case, a recorded wish, a promise, a chargeback, or
    any event with a time of its own. What a later file tells of before it is none; a look or a sighting is none."""
    first, order = situation.first_import, situation.order
    if situation.open_case or situation.asked_at is not None or situation.promise_due is not None:
        return True
    events = (order.chargeback_first_seen, *_events(situation))
    return first is not None and any(at is not None and at > first for at in events)


def _events(situation: Situation) -> Iterable[datetime | None]:
    order = situation.order
    yield from (order.cancelled_at, order.refunded_at)
    yield from (refund.at for refund in order.refunds)
    for line in order.lines:
        yield from (line.fulfilled_at, line.requested_at, line.recall_rejected_at)
    for leg in situation.legs:
        yield from (leg.placed_at, leg.paid_at, leg.clock_started_at, leg.number_given_at, leg.scanned_at)
        yield from (leg.shipped_at, leg.delivered_at, leg.dispute_opened_at, leg.money.received_at)


def to_keep(situation: Situation, longest: timedelta) -> bool:
    """What is to be kept as ``Situation.old_history`` from now on: as it was, or not measured yet, as it measures;
    ended for good by what happened since."""
    kept = situation.old_history
    old = measured(situation.order, situation.first_import, longest) if kept is None else kept
    return old and not ended(situation)


def is_old(situation: Situation, longest: timedelta) -> bool:
    """Whether the order is old history now. An open chargeback that waits for our answer never is."""
    return to_keep(situation, longest) and not waits_for_us(situation.order)
