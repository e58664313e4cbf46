"""Table W: what a leg says once the order is cancelled, all money is returned, or the leg's own units are."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from .facts import Order, Unit
from .money import bank_took_it, money_back_or_pending, refund_time
from .table_v import Row, View, gone, here, own_row
from .units import LIVE, Units, shop_first

TELL_THEM_WITHIN = timedelta(hours=24)
ACCEPT = "open a dispute, agree a return or accept the loss"


@dataclass(frozen=True)
class Shop:
    """The order as table W needs it."""

    order: Order
    units: Units
    old: bool


def _moments(shop: Shop, mine: frozenset[Unit]) -> list[datetime | None]:
    """When the order was cancelled and when the leg's own money went back; None: at a time that nobody knows."""
    order = shop.order
    found: list[datetime | None] = []
    if order.cancelled_at is not None:
        found.append(order.cancelled_at)
    if bank_took_it(order):
        found.append(order.chargeback_first_seen)
    alarm_alone = order.cancelled_at is None and not bank_took_it(order)
    if money_back_or_pending(order) or mine & shop.units.returned or alarm_alone:
        found.append(refund_time(order))
    return found


def _first(shop: Shop, mine: frozenset[Unit]) -> datetime | None:
    known = [time for time in _moments(shop, mine) if time is not None]
    return min(known) if known else None


def _delivered_after(shop: Shop, view: View, mine: frozenset[Unit]) -> bool:
    """W-03: delivered after it, or at an unknown time and not seen before it."""
    first = _first(shop, mine)
    if first is None:
        return True
    leg = view.leg
    if leg.delivered_at is None or "delivered_at" in leg.time_unknown:
        return leg.known_at is None or leg.known_at > first
    return leg.delivered_at > first


def _tell_them(shop: Shop, view: View, mine: frozenset[Unit]) -> Row:
    """W-05."""
    closes = view.window()
    changes = () if closes is None or closes.out(view.now) else (closes.latest,)
    first = _first(shop, mine)
    if first is not None and view.now < first + TELL_THEM_WITHIN:
        return Row("W-05", "Waiting", "wait", changes=(*changes, first + TELL_THEM_WITHIN))
    if first is not None and view.answered(first + TELL_THEM_WITHIN):
        return Row("W-05", "Waiting", "wait", changes=(*changes, *view.look_ends()))
    return Row("W-05", "Unknown", "look", changes=changes)


def w_row(shop: Shop, view: View, mine: frozenset[Unit]) -> Row:
    """What the leg says for its units `mine` in table W."""
    leg = view.leg
    if leg.state == "unlinked":
        return replace(own_row(view), id="W-01", code="Unknown" if shop.old else "Alarm")
    if shop_first(leg):
        return _tell_them(shop, view, mine)
    if leg.state in ("disputed", "returning"):
        return replace(own_row(view), id="W-04")
    if leg.state in LIVE or view.doubted:
        own = own_row(view)
        return replace(own, id="W-02", code="Alarm", runs_to=own.runs_to if own.id != "V-11" else None)
    if leg.state == "gone":
        return replace(gone(view), id="W-03", code="Alarm", action=ACCEPT)
    if leg.state == "delivered" and _delivered_after(shop, view, mine):
        return replace(here(view), id="W-03", code="Alarm", action=ACCEPT)
    return (
        replace(here(view), id="W-06", code="Done", action="none")
        if leg.state == "delivered"
        else Row("W-06", "Done", "none")
    )
