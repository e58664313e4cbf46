"""A call that went out and is not proven yet: when a look counts, and when it may be sent again (rules §4.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.shape.phases import (
    SENT,
    AtSupplier,
    Back,
    Claimed,
    Cleared,
    Flight,
    Phase,
    RefundOwed,
    RefundSent,
    RefundWanted,
    Settling,
)
from dropdesk.domain.case.shape.state import Case


def holds_call(phase: Phase) -> bool:
    """A phase that keeps a call which went out and is not proven yet: it may still arrive, so nothing drops it, and a
    refund keeps its key and its variables (rules §4.2, §5)."""
    return isinstance(phase, SENT) or sent_before(phase) or (isinstance(phase, Claimed) and phase.out is not None)


def sent_before(phase: Phase) -> bool:
    """A refund that is to be sent again: its first call may still arrive, so its key is never given up for another."""
    return isinstance(phase, RefundWanted) and phase.plan.first_sent is not None


def looked_for(phase: RefundWanted, why: str = "") -> RefundSent:
    """Not sent again after all: what went out first is looked for as before."""
    plan = phase.plan
    assert plan.first_sent is not None
    flight = Flight(plan.first_sent, trouble=why, server_sent=plan.first_server, not_again=bool(why))
    return RefundSent(plan, flight, phase.back)


def can_send_again(case: Case, ground: Ground) -> bool:
    """Whether the person may send this refund again: looked for, found absent, its key younger than 23 h."""
    phase = case.phase
    if not isinstance(phase, RefundSent) or phase.flight.certain or not phase.flight.looks:
        return False
    return key_still_known(case, ground)


def key_still_known(case: Case, ground: Ground) -> bool:
    """Whether the shop still knows the key of this refund, by our clock."""
    assert isinstance(case.phase, RefundSent)
    age = ground.now - (case.phase.plan.first_sent or case.phase.flight.sent_at)
    return timedelta() <= age < timedelta(hours=ground.rules.number("resend"))


def next_look(flight: Flight, ground: Ground) -> datetime:
    """When a look that finds nothing counts: a minute after the call or the look before."""
    newest = flight.looks[-1] if flight.looks else flight.sent_at
    return newest + timedelta(seconds=ground.rules.number("second_look"))


def refund_absent(phase: RefundSent, now: datetime) -> RefundSent:
    """Looked for and not found. The first such look opens sending again; further ones are no news (no journal row)."""
    if phase.flight.looks:
        return phase
    return replace(phase, flight=replace(phase.flight, looks=(now,)))


def back_with(back: Back, why: str, text: str) -> Phase:
    match back:
        case Cleared() | RefundOwed():
            return replace(back, why=why, text=text)
        case AtSupplier() | Settling():
            return replace(back, why=why)
        case _:
            return back
