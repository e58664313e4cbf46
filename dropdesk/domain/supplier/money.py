"""The supplier's money of one purchase: awaited, received, written off (rules §2 "supplier's refund", R-08). Minor
units."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.leg import How, Leg, LegState, SupplierMoney
from dropdesk.domain.supplier.report import Report
from dropdesk.domain.values import Money
from dropdesk.errors import Refused

S = LegState


def divided(cost: Money | None, n: int, of: int) -> tuple[Money | None, Money | None]:
    """A part's share of an amount, and the rest."""
    share = None if cost is None else Money(cost.minor * n // of, cost.currency)
    return share, None if cost is None or share is None else cost - share


def divided_money(money: SupplierMoney, n: int, of: int) -> tuple[SupplierMoney, SupplierMoney]:
    """What is awaited, came in and was written off, divided: a leg that splits makes no money out of nothing."""
    share, left = divided(money.awaited, n, of)
    names = ("received", "written_off", "elsewhere", "beyond")
    its = {name: getattr(money, name) * n // of for name in names}
    rest = {name: getattr(money, name) - its[name] for name in names}
    return replace(money, awaited=share, **its), replace(money, awaited=left, **rest)


def never_paid(leg: Leg) -> bool:
    """An unpaid purchase costs nothing, also once it is dropped or lapsed (rules §2 "unpaid purchase"). One that was
    closed for another reason may have been paid meanwhile: then its money is awaited (``stopped_by``)."""
    if leg.state is S.UNPAID or (leg.state is S.STOPPED and leg.how is How.UNPAID):
        return True
    if leg.state is not S.STOPPED or leg.paid_at is not None or leg.paid_by is not None:
        return False
    return leg.how is How.DROPPED or (leg.before is S.UNPAID and leg.money == SupplierMoney())


def awaited(leg: Leg, since: datetime, amount: Money | None, at_the_latest: bool) -> SupplierMoney:
    """Awaited from the first date known of the stop; an amount that nobody told is awaited all the same (rules §2)."""
    money, due = leg.money, amount if amount is not None else leg.cost
    if leg.state is S.STOPPED and money.since is not None and (at_the_latest or money.since < since):
        since, at_the_latest = money.since, money.since_is_at_the_latest
    return replace(
        money, awaited=due, unknown=due is None, since=since, since_is_at_the_latest=at_the_latest, whole=False
    )  # fmt: skip


def money_awaited(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """What comes back, typed after the stop: it fills an unknown amount, or corrects one."""
    if said.amount is None:
        raise Refused("amount")
    since, late = leg.money.since, leg.money.since_is_at_the_latest
    if since is None:
        since, late = said.at or now, said.at is None
    money = replace(
        leg.money, awaited=said.amount, unknown=False, since=since, since_is_at_the_latest=late, whole=False
    )  # fmt: skip
    return replace(leg, money=money)


def money_received(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """Of an unknown amount, what came in is what was awaited, also where it had been given up. Refused
    ``other_currency``: it nets nothing of what is awaited in another."""
    _same_currency(leg, said)
    got = said.amount.minor if said.amount is not None else 0
    by = now if said.at is None else None
    money = replace(leg.money, received=leg.money.received + got, received_at=said.at, received_by=by)
    # Also once an unknown amount was written off: what came in has a currency, and is counted (rules §4.5).
    if said.amount is not None and (money.unknown or money.awaited is None):
        money = replace(money, awaited=said.amount, unknown=False)
    return replace(leg, money=money)


def _same_currency(leg: Leg, said: Report) -> None:
    due = leg.money.awaited
    if said.amount is not None and due is not None and said.amount.currency != due.currency:
        raise Refused("other_currency", {"value": due.currency})


def money_written_off(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    _same_currency(leg, said)
    lost = said.amount.minor if said.amount is not None else outstanding(leg)
    why = said.text_ref or leg.money.written_off_ref
    money = replace(leg.money, written_off=leg.money.written_off + lost, unknown=False, written_off_ref=why)
    return replace(leg, money=money)


def outstanding(leg: Leg) -> int:
    """Supplier money still awaited, minor units, as far as its amount is known; see ``awaits``."""
    money = leg.money
    settled = money.received + money.elsewhere + money.written_off + money.beyond
    return 0 if money.awaited is None else max(0, money.awaited.minor - settled)


def awaits(leg: Leg) -> bool:
    """Whether supplier money is still awaited, be its amount known or not."""
    return leg.money.unknown or outstanding(leg) > 0


def cost_told(leg: Leg, cost: Money | None, asked: tuple[Money, ...] = ()) -> Leg:
    """The leg once a file or the person tells what the purchase cost: it fills an amount awaited as unknown, and moves
    one that is the whole cost. ``asked``: files disagree on it; until the person says which holds, what is awaited for
    it is unknown again (rules §3), but where nothing is: what was given up stays given up, and what is all in is until
    a higher price is said."""
    money, follows = leg.money, leg.cost is not None and leg.money.awaited == leg.cost
    if asked:
        if follows:
            settled = not outstanding(leg)
            money = replace(money, whole=not money.written_off) if settled else _unknown(money)
        return replace(leg, cost=None, cost_asked=asked, money=money)
    if cost is None:
        return leg
    if money.unknown or money.whole or (follows and cost != leg.cost):
        money = replace(money, awaited=cost, unknown=False, whole=False, typed=None)
    return replace(leg, cost=cost, cost_asked=(), money=money)


def _unknown(money: SupplierMoney) -> SupplierMoney:
    return replace(money, awaited=None, unknown=True, typed=None)


def share_moved(before: Leg, now: Leg) -> Leg:
    """The leg once its share of a purchase moved (another order is served by it, or is no more): what is awaited moves
    with it, for the rest of the purchase is another order's: the whole share (``cost_told``), or of an amount that was
    typed the part that the share is of the cost it was typed of. What came in already stays where it came in, and
    counts for the other orders' shares (``sharing.levelled``)."""
    awaited, was, cost = before.money.awaited, before.cost, now.cost
    if awaited is None or cost is None or was is None or was == cost or now.money.awaited != awaited:
        return now
    if not awaited.currency == was.currency == cost.currency or was.minor < 1:
        return now
    typed = before.money.typed
    if typed is None or _of_share(typed, was.minor) != awaited.minor:  # typed, or corrected, since the last move
        typed = awaited.minor, was.minor
    due = Money(_of_share(typed, cost.minor), cost.currency)
    return replace(now, money=replace(now.money, awaited=due, typed=typed))


def _of_share(typed: tuple[int, int], cost: int) -> int:
    """The typed amount's part for a share that costs so much, minor units: never more in sum than was typed, and what
    was more than its share is told of the others' too, so that it does not grow with them."""
    amount, whole = typed
    return min(amount * cost // whole, max(amount, cost))
