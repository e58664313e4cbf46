"""What every move of a purchase is made of: a state left for another, a time told or only bounded."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dropdesk.domain.supplier.leg import How, Leg, LegState, SupplierMoney
from dropdesk.domain.supplier.money import awaited, never_paid
from dropdesk.domain.supplier.report import Report
from dropdesk.domain.values import Money

S = LegState

BEFORE_SHIPPING = frozenset({S.OPEN, S.ASKED, S.REFUSED, S.DEMANDED, S.NUMBERED, S.UNPROVEN})

ENDED_FOR_GOOD = frozenset({How.WON, How.SETTLED})

NOT_DELIVERED = "not delivered"
"""The person's "not true" of a parcel that a page or file called delivered."""


def moved_to(leg: Leg, state: LegState, **facts: object) -> Leg:
    before = leg.state if leg.state is not state else leg.before
    return replace(leg, state=state, before=before, **facts)  # type: ignore[arg-type]  # names are Leg's own fields


def never_stopped(leg: Leg) -> dict[str, object]:
    """A later word takes its stop back: nothing is awaited for it any more, but what came in already stays told."""
    if leg.how is None or leg.how in ENDED_FOR_GOOD:
        return {}
    return {"how": None, "money": _what_came(leg)}


def _what_came(leg: Leg) -> SupplierMoney:
    """Nothing is awaited any more; what came in or was given up stays told."""
    money, settled = leg.money, leg.money.received + leg.money.written_off
    due = Money(settled, money.awaited.currency) if money.awaited is not None else None
    return replace(money, awaited=due, unknown=False, whole=False) if settled else SupplierMoney()


def was_paid(leg: Leg, now: datetime) -> dict[str, object]:
    """Only what was paid can be asked for (R-06): first heard of as asked or refused, it was paid by now, so that its
    window runs. Known before as open without a payment, the payment has not been taken: no window."""
    told = leg.paid_at is not None or leg.paid_by is not None
    return {} if told or leg.state in BEFORE_SHIPPING else {"paid_by": now}


def stopped_by(leg: Leg, said: Report, now: datetime, how: How, paid: bool = True) -> Leg:
    stopped = moved_to(leg, S.STOPPED, how=how)
    if not paid or (how is How.DROPPED and never_paid(stopped)):
        # A stop may have been told before, and anything between; now it is told that it was never paid: it costs
        # nothing (rules §2 "unpaid purchase"), so that nothing of it is awaited.
        return replace(stopped, money=_what_came(leg))
    # Nobody told whether it was paid, or its price: what may have been paid is awaited as an unknown amount, and a file
    # that tells the price later fills it, in whatever order they come (rules §2 "supplier's refund").
    return replace(stopped, money=awaited(leg, said.at or now, said.amount, said.at is None))


def times_told(leg: Leg, what: str, at: datetime | None, now: datetime) -> dict[str, datetime | None]:
    """The fields of ``paid``, ``shipped``, ``delivered`` and the like: its time where one is told; else that it
    happened by the first sighting that told it (rules §2: a report says *that*, not *when*)."""
    known: datetime | None = at or getattr(leg, f"{what}_at")
    first: datetime | None = getattr(leg, f"{what}_by")
    by = None if known is not None else now if first is None else min(first, now)
    return {f"{what}_at": known, f"{what}_by": by}


def clock_started(at: datetime | None, now: datetime) -> dict[str, datetime | None]:
    """The clock of a state that was told: from the time told, else it began by now, "at the latest"."""
    return {"clock_started_at": at, "clock_started_by": now if at is None else None}


def although(leg: Leg) -> dict[str, bool]:
    """What ships although it was stopped is told until it is settled, also once it is delivered (rules §3)."""
    stopped = leg.state is S.STOPPED or (leg.state is S.UNCLEAR and leg.how is not None)
    return {"shipped_although_stopped": stopped or leg.shipped_although_stopped}
