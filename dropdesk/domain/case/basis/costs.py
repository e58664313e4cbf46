"""Money of a case: the supplier's refund and its clock (R-08), what is at risk, what it cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from dropdesk.domain.order import BANK_TOOK_IT, Order
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.leg import Group, Leg, LegState
from dropdesk.domain.supplier.money import awaits, never_paid, outstanding
from dropdesk.domain.supplier.moves import perhaps_paid
from dropdesk.domain.values import LegId, Money
from dropdesk.domain.verdict.units import Units
from dropdesk.domain.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class RefundClock:
    """R-08: 3 to 15 bank days. ``earliest``: start of the 3rd; ``amber``: end of the 15th; ``red``: end of the 20th."""

    since: datetime
    earliest: datetime
    amber: datetime
    red: datetime
    provisional: bool = False
    """It touches a year whose bank holidays are not published: its dates are an estimate ("Counting")."""

    def state(self, now: datetime) -> str:
        """``early``, ``expected``, ``amber`` or ``red``."""
        if now >= self.red:
            return "red"
        if now >= self.amber:
            return "amber"
        return "expected" if now >= self.earliest else "early"


def refund_clock(leg: Leg, rules: Rulebook, bank: WorkCalendar, zone: tzinfo) -> RefundClock | None:
    """The clock of a leg's awaited money, in the person's own zone and bank days; None when nothing is awaited."""
    if leg.money.since is None or not awaits(leg):
        return None
    since = leg.money.since
    red = bank.deadline(since, rules.number("refund_red"), zone)
    return RefundClock(
        since,
        bank.opening(since, rules.number("refund_early"), zone),
        bank.deadline(since, rules.number("refund_amber"), zone),
        red,
        bank.provisional(since, red, zone),
    )


def awaited(legs: Iterable[Leg]) -> tuple[Money, ...]:
    """All supplier money still awaited whose amount is known, one sum for each currency: nothing is dropped."""
    return _sums((outstanding(leg), leg) for leg in legs)


def expected(legs: Iterable[Leg], doubtful: Iterable[LegId] = ()) -> tuple[tuple[Money, ...], bool]:
    """What is awaited and can be counted on, one sum for each currency; the flag: beside it an unknown amount (rules
    §2). ``doubtful``: legs whose money cannot (``doubted``)."""
    doubted = frozenset(doubtful)
    sure = [leg for leg in legs if leg.id not in doubted]
    return awaited(sure), any(leg.money.unknown for leg in sure)


def lost(leg: Leg) -> tuple[Money | None, bool]:
    """What an accepted loss cost, less what came back; None: nobody knows. The flag says "at most": some of it may
    still come."""
    if leg.cost is None:
        return None, awaits(leg)
    return Money(leg.cost.minor - _came(leg), leg.cost.currency), awaits(leg)


def _came(leg: Leg) -> int:
    """What came back of a leg's cost, in its currency, and never more than that."""
    if leg.cost is None or currency_of(leg) != leg.cost.currency:
        return 0
    return min(came(leg), leg.cost.minor)


def came(leg: Leg) -> int:
    """What came back of this leg's share, with whichever order of the purchase it came in, minor units."""
    return leg.money.received + leg.money.elsewhere


def _sums(parts: Iterable[tuple[int, Leg]]) -> tuple[Money, ...]:
    """Amounts of legs by the currency of their money, in the order in which they come."""
    found: dict[str, int] = {}
    for minor, leg in parts:
        currency = currency_of(leg)
        if minor and currency:
            found[currency] = found.get(currency, 0) + minor
    return tuple(Money(minor, currency) for currency, minor in found.items())


def currency_of(leg: Leg) -> str:
    """In what a leg's supplier money is: what is awaited, else what it cost; ``""``: nobody told."""
    due = leg.money.awaited or leg.cost
    told = {due.currency} if due is not None else {one.currency for one in leg.cost_asked}
    return next(iter(told)) if len(told) == 1 else ""


def at_risk(units: Units) -> tuple[Money | None, bool]:
    """What refunding the wish now could cost: the supplier's share of its units that may still go out or are on the
    way, less what they paid back. What was returned already, and what carries no risk, is none of it. The flag says
    "at least": some of it is unknown, or in another currency."""
    risky = {unit for unit in units.wished if units.group[unit] in (Group.LIVE, Group.GONE)}
    return _cost((leg, len(risky & set(leg.units))) for leg in units.legs if _may_cost(leg, units))


def exposed(units: Units, legs: Iterable[LegId]) -> tuple[Money | None, bool]:
    """What the goods of these legs cost, less what came back: of an Alarm, whose money has gone back already, and of
    ``doubted`` legs; also where they have arrived since (W-03). The flag as in ``at_risk``."""
    chosen = set(legs)
    groups = (Group.LIVE, Group.GONE, Group.HERE)
    return _cost((leg, len(leg.units)) for leg in units.legs if leg.id in chosen and _may_cost(leg, units, groups))


def _may_cost(leg: Leg, units: Units, groups: tuple[str, ...] = (Group.LIVE, Group.GONE)) -> bool:
    """Unlinked units may have been bought, nobody knows for how much; what was never paid costs nothing."""
    bought = leg.number is not None or leg.state is LegState.UNLINKED or leg.id in units.doubted
    return bought and not never_paid(leg) and not leg.loss_accepted and units.group_of_leg(leg) in groups


def _cost(parts: Iterable[tuple[Leg, int]]) -> tuple[Money | None, bool]:
    """Shares by count of units, summed in the first currency."""
    total: Money | None = None
    unknown = False
    for leg, n in parts:
        if not n:
            continue
        share = None if leg.cost is None else _share(leg, leg.cost, n)
        if share is not None and not share.minor:
            continue
        if share is None or (total is not None and total.currency != share.currency):
            unknown = True
        else:
            total = share if total is None else total + share
    return total, unknown


def _share(leg: Leg, cost: Money, n: int) -> Money:
    """What ``n`` units of a leg cost and did not come back yet."""
    return Money((cost.minor - _came(leg)) * n // len(leg.units), cost.currency)


@dataclass(frozen=True, slots=True)
class Spent:
    """What the case cost: minor units. ``paid_in``/``refunded`` in the shop's currency, the rest in the supplier's.

    ``bank``: what a chargeback took besides; None: it took money, nobody knows how much.
    ``unknown``: some supplier amount is not known, or is in another currency: "at least". An unpaid purchase costs
    nothing (rules §2). ``due_unknown``: money of an unknown amount is awaited from the supplier. ``dues``: what is
    awaited, one sum for each currency; the other sums are of ``supplier_paid``'s alone. What is at risk is in none of
    the three (``expected``).
    """

    paid_in: int | None
    refunded: int
    currency: str
    supplier_paid: Money | None = None
    supplier_back: Money | None = None
    supplier_due: Money | None = None
    written_off: Money | None = None
    unknown: bool = False
    due_unknown: bool = False
    bank: int | None = 0
    dues: tuple[Money, ...] = ()


def by_bank(order: Order) -> int | None:
    """What a chargeback took, minor units: the payment. Nobody tells its amount, so once some of the payment had gone
    back, or where it is not known, it is None: the bank may have taken the whole on top of that."""
    if order.chargeback not in BANK_TOOK_IT:
        return 0
    return None if order.received is None or order.returned or order.refund_pending else order.received


def spent(order: Order, legs: Iterable[Leg], doubtful: Iterable[LegId] = ()) -> Spent:
    """What this order cost so far. A purchase that was never paid cost nothing. ``doubtful``: as in ``expected``."""
    mine = [leg for leg in legs if leg.number is not None and not never_paid(leg)]
    told = [leg for leg in mine if not perhaps_paid(leg)]  # until it is paid there is no "you paid" (rules §2)
    money = [leg.money for leg in mine]
    currency = next((leg.cost.currency for leg in mine if leg.cost is not None), "")
    due = {m.awaited.currency for m in money if m.awaited is not None}
    currency = currency or next(iter(sorted(due)), "")
    foreign = any(leg.cost is not None and leg.cost.currency != currency for leg in mine) or bool(due - {currency})
    same = [leg.money for leg in mine if currency_of(leg) == currency]
    dues, due_unknown = expected(mine, doubtful)

    def total(minor: Iterable[int]) -> Money | None:
        return Money(sum(minor), currency) if currency else None

    return Spent(
        paid_in=order.received,
        refunded=order.returned,
        currency=order.currency,
        supplier_paid=total(leg.cost.minor for leg in told if leg.cost is not None and leg.cost.currency == currency),
        supplier_back=total(m.received + m.elsewhere for m in same),
        supplier_due=total(one.minor for one in dues if one.currency == currency),
        written_off=total(m.written_off for m in same),
        unknown=foreign or len(told) < len(mine) or any(leg.cost is None for leg in mine),
        due_unknown=due_unknown,
        bank=by_bank(order),
        dues=dues,
    )
