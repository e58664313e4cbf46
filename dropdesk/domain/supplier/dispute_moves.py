"""Moves of a purchase's dispute and return (rules §5 first table)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.leg import LIVE, DisputeStage, How, Leg, LegState, arrived, scanned
from dropdesk.domain.supplier.leg_changes import clock_started, moved_to, stopped_by, times_told
from dropdesk.domain.supplier.money import awaited
from dropdesk.domain.supplier.report import Report
from dropdesk.errors import Refused

S = LegState


def offers_dispute(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """AliExpress's page offers a dispute, whatever our clocks say (rules §2 "dispute may be opened"). ``said.until``:
    the end of its window, where it was read."""
    offered = replace(leg, page_offers_dispute=True, dispute_until_typed=said.until or leg.dispute_until_typed)
    return offered if leg.state in (S.DISPUTED, S.RETURNING) else moved_to(offered, S.DISPUTABLE)


def dispute_opened(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """Its time untold, it was opened by now, and is asked for: no date is made up for R-48."""
    if leg.state is S.DISPUTED:  # its time, told now: the stage it has reached stays
        opened = replace(leg, **times_told(leg, "dispute_opened", said.at, now))  # type: ignore[arg-type]
        first = leg.dispute_stage in (None, DisputeStage.SELLER) and said.at is not None
        return replace(opened, **clock_started(said.at, now)) if first else opened  # type: ignore[arg-type]
    when = {"dispute_opened_at": said.at, "dispute_opened_by": now if said.at is None else None}
    return moved_to(leg, S.DISPUTED, dispute_stage=DisputeStage.SELLER, **when, **clock_started(said.at, now))


def dispute_stage(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """Whose turn it is in a dispute (``said.detail``: a ``DisputeStage``) and until when (``said.until``). ValueError
    for any other word."""
    stage = DisputeStage(said.detail)
    return moved_to(
        leg,
        S.DISPUTED,
        dispute_stage=stage,
        answer_by=said.until,
        **clock_started(said.at, now),
    )


def dispute_won(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """Won: stopped for good, its money is awaited; the parcel may still arrive (rules §3)."""
    return stopped_by(leg, said, now, How.WON)


def dispute_settled(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """Settled for ``said.amount``. Nothing scanned and nothing arrived: stopped; else the goods are out and it is
    Handled (rules §5 "Disputed")."""
    money = awaited(leg, said.at or now, said.amount, said.at is None)
    if not scanned(leg) and not arrived(leg):  # what arrived was on its way, whoever scanned it
        return moved_to(leg, S.STOPPED, how=How.SETTLED, money=money)
    return moved_to(leg, S.HANDLED, money=money)


def dispute_lost(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """Back to the state before; what was seen meanwhile stays seen."""
    state = leg.before or S.GONE
    if arrived(leg) and state not in (S.HANDLED, S.STOPPED):
        state = S.DELIVERED
    elif scanned(leg) and state in LIVE:
        state = S.GONE
    return replace(leg, state=state, before=leg.state, dispute_stage=None, answer_by=None)


def return_agreed(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """A return was agreed: its clock runs. ``said.until``: to be sent back by, where the page says so."""
    return moved_to(leg, S.RETURNING, send_back_by=said.until, **clock_started(said.at, now))


def sent_back(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """With its number: without tracking it does not count (V-17). The number of the way out stays."""
    if not (said.tracking_number or leg.return_tracking):
        raise Refused("tracking_needed")
    number, carrier = said.tracking_number or leg.return_tracking, said.carrier or leg.return_carrier
    when = times_told(leg, "sent_back", said.at, now)
    return replace(leg, return_tracking=number, return_carrier=carrier, **when)  # type: ignore[arg-type]


def return_received(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """Handled, for goods that went out. The supplier's money for what may still ship stops nothing: only it is kept."""
    money = awaited(leg, said.at or now, said.amount, said.at is None)
    return replace(leg, money=money) if leg.state in LIVE else moved_to(leg, S.HANDLED, money=money)
