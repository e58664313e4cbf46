"""What the money says of an order (rules.md section 3): returned, pending, chargeback, owed, old history."""

from datetime import datetime, timedelta

from .facts import Facts, Leg, Order

BANK_TOOK_IT = ("open", "lost", "accepted")
A_CHARGEBACK = (*BANK_TOOK_IT, "won", "prevented")
OLD_AFTER = timedelta(days=30)


def bank_took_it(order: Order) -> bool:
    """A chargeback, open or lost or accepted, counts as all returned."""
    return order.chargeback in BANK_TOOK_IT


def _nearly_all(order: Order, amount: int) -> bool:
    return order.received > 0 and amount > 0 and amount >= order.received - 1


def money_is_back(order: Order) -> bool:
    """All is returned for good, at most one minor unit left."""
    return _nearly_all(order, order.returned)


def money_back_or_pending(order: Order) -> bool:
    """A pending refund counts as returned."""
    return _nearly_all(order, order.returned + order.refund_pending)


def all_returned(order: Order) -> bool:
    """All returned, as scope, route and W-10 to W-13 ask for it: the money itself."""
    return bank_took_it(order) or money_back_or_pending(order)


def refund_time(order: Order) -> datetime | None:
    """A refund whose time no file tells is as old as the order: the form tells of one import, the first."""
    return order.refunded_at or order.created_at


def owed(order: Order) -> int:
    """`owed` of W-10."""
    if order.cancelled_at is None or order.waived or bank_took_it(order) or order.received <= 0:
        return 0
    if order.plan is not None:
        return max(0, order.plan - order.returned - order.refund_pending)
    return max(0, order.received - order.returned - order.refund_pending)


def _happened_to_leg(leg: Leg, moment: datetime) -> bool:
    """A sighting is no happening: what it tells may lie before."""
    times = [
        leg.placed_at,
        leg.paid_at,
        leg.clock_started_at,
        leg.dispute_opened_at,
        leg.shipped_at,
        leg.delivered_at,
    ]
    return any(time is not None and time > moment for time in times)


def _happened_to_order(order: Order, moment: datetime) -> bool:
    times = [order.cancelled_at, order.refunded_at]
    for line in order.lines:
        times += [line.fulfilled_at, line.requested_at, line.recall_rejected_at]
    if order.chargeback in A_CHARGEBACK:
        times.append(order.chargeback_first_seen)
    return any(time is not None and time > moment for time in times)


def old_history(facts: Facts) -> bool:
    """Section 2: measured once, at the first import, and ended for good by what happens after it."""
    order = facts.order
    if order.first_import is None or order.chargeback == "open":
        return False
    if order.open_case or order.customer_asked_at is not None or order.promise_due is not None:
        return False
    since = order.first_import - OLD_AFTER
    ended = [order.cancelled_at]
    if money_is_back(order):
        ended.append(refund_time(order))
    if order.chargeback in ("lost", "accepted"):
        ended.append(order.chargeback_first_seen)
    if not any(time is not None and time < since for time in ended):
        return False
    happened = any(_happened_to_leg(leg, order.first_import) for leg in facts.legs)
    return not happened and not _happened_to_order(order, order.first_import)
