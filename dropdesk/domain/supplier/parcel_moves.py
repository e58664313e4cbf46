"""Moves of a purchase up to its parcel's end: bought, paid, asked, shipped, scanned, delivered (rules §5 first
table)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.leg import SCAN_ELSEWHERE, How, Leg, LegState, scanned
from dropdesk.domain.supplier.leg_changes import (
    BEFORE_SHIPPING,
    ENDED_FOR_GOOD,
    NOT_DELIVERED,
    although,
    clock_started,
    moved_to,
    never_stopped,
    stopped_by,
    times_told,
    was_paid,
)
from dropdesk.domain.supplier.report import Report
from dropdesk.errors import Refused

S = LegState

_KEEPS_ITS_OWN = frozenset({S.ASKED, S.REFUSED, S.DEMANDED, S.NUMBERED, S.UNPROVEN})
"""States that "not shipped" leaves as they are: the word says no more than the leg already knows."""


def linked(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """A purchase was linked: nothing is known of it yet, and its order page is to be read (rules §3 "just linked")."""
    return moved_to(leg, S.UNCLEAR, number=said.number, raw_status="")


def never_ordered(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """The person said that nothing was ordered for these units: they are free, and a stop told before is taken back."""
    return moved_to(leg, S.NOT_ORDERED, **never_stopped(leg))


def own_stock(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """These units need no purchase (rules §3 "own stock"): nothing will go out from a supplier."""
    return moved_to(leg, S.NO_PURCHASE, **never_stopped(leg))


def awaits_payment(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """Ordered and not paid: it costs nothing yet (rules §2 "unpaid purchase"). ``said.at``: when it was placed."""
    return moved_to(leg, S.UNPAID, placed_at=said.at or leg.placed_at, **never_stopped(leg))


def paid_told(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """``not_started``: ordered, but AliExpress has not taken the payment yet, so that no window runs."""
    if said.detail == "not_started":
        return moved_to(leg, S.OPEN, **never_stopped(leg))
    typed = said.until or leg.ship_deadline_typed
    return moved_to(
        leg, S.OPEN, ship_deadline_typed=typed, **never_stopped(leg), **times_told(leg, "paid", said.at, now)
    )


def asked(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """Without a tick of ours it is asked since it was first seen, "at the latest" (rules §3)."""
    return moved_to(
        leg, S.ASKED, asked_times=leg.asked_times + 1,
        **clock_started(said.at, now), **was_paid(leg, now), **never_stopped(leg),
    )  # fmt: skip


def withdrawn(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """Our cancel request was taken back: open again; the request's clock and both ticks end with it."""
    return moved_to(
        leg, S.OPEN, clock_started_at=None, clock_started_by=None, request_ticked_at=None, message_ticked_at=None,
        asked_for=(),
    )  # fmt: skip


def accepted(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """The supplier accepted the cancellation: stopped, and its refund is awaited (``said.amount``, else what it cost;
    told by nobody, an unknown amount)."""
    return stopped_by(leg, said, now, How.CANCELLED)


def closed_itself(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """AliExpress closed it. ``said.detail``: how (a ``How``); any other word counts as not shipped in time. Closed as
    unpaid, nothing is awaited."""
    how = How(said.detail) if said.detail in set(How) else How.NOT_SHIPPED
    return stopped_by(leg, said, now, how, paid=how is not How.UNPAID)


def dropped(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """The person let an unpaid purchase go: stopped. Where it may have been paid after all, its money is awaited (rules
    §2 "unpaid purchase")."""
    return stopped_by(leg, said, now, How.DROPPED)


def refused(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """The supplier refused. ``said.detail``: its claim; ``only_ours`` and ``all`` speak of a shared purchase, and are
    no claim."""
    claim = "" if said.detail in ("only_ours", "all") else said.detail
    return moved_to(leg, S.REFUSED, claim=claim, **was_paid(leg, now), **never_stopped(leg))


def not_shipped(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """ "I looked: still not shipped". A look, unless its clock is out or it contradicts what was known."""
    if leg.state in (S.DEMANDED, S.NUMBERED):
        rule = "demand" if leg.state is S.DEMANDED else "first_scan"
        clock = clocks.work_days(leg, rule)
        return moved_to(leg, S.UNPROVEN) if clock is not None and now >= clock else leg
    if leg.state in (S.UNCLEAR, S.UNLINKED):
        return moved_to(leg, S.OPEN, **never_stopped(leg), **times_told(leg, "paid", None, now))
    if leg.state in (S.GONE, S.DELIVERED, S.RETURNING):
        return moved_to(leg, S.UNCLEAR, raw_status="not shipped")  # a shrink is a contradiction that asks
    return leg


def shipped(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """AliExpress says *shipped* (rules §2 "a tracking number"): Gone. Unproven becomes Disputable; what is decided,
    disputed or returning keeps its state and is told the time only."""
    if leg.state is S.UNCLEAR and leg.raw_status == NOT_DELIVERED:
        leg = replace(leg, delivered_at=None, delivered_by=None)  # the person said that it was not
    when = times_told(leg, "shipped", said.at, now)
    ended = leg.state is S.STOPPED and leg.how in ENDED_FOR_GOOD
    if ended or leg.state in (S.DISPUTABLE, S.DISPUTED, S.RETURNING, S.DELIVERED, S.HANDLED):
        return replace(leg, **when)  # type: ignore[arg-type]  # names are Leg's own fields
    if leg.state is S.UNPROVEN:
        return moved_to(leg, S.DISPUTABLE, **when)
    number = said.tracking_number or leg.tracking_number
    carrier = said.carrier or leg.carrier
    return moved_to(leg, S.GONE, tracking_number=number, carrier=carrier, how=None, **although(leg), **when)


def label_only(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """Said to be shipped, with a label that nobody scanned yet: Gone, and marked so until a scan (rules §3)."""
    gone = shipped(leg, said, now, clocks)
    return replace(gone, label_only=gone.state is S.GONE and not scanned(gone))


def demanded(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """The tracking number was demanded after a refusal; its clock runs from ``said.at``, else from now at the
    latest."""
    return moved_to(leg, S.DEMANDED, **clock_started(said.at, now))


def number_told(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """A number alone never makes it shipped (rules §2). Told once more it is no news: its clock runs on."""
    given = leg.number_given_at is not None or leg.number_given_by is not None
    if leg.state in (S.NUMBERED, S.UNPROVEN) and given and said.tracking_number == leg.tracking_number:
        return leg
    another = said.tracking_number != leg.tracking_number
    new = replace(
        leg,
        claim="" if another and leg.claim == SCAN_ELSEWHERE else leg.claim,  # that was the other parcel's
        tracking_number=said.tracking_number,
        carrier=said.carrier or leg.carrier,
        number_given_at=said.at,
        number_given_by=now if said.at is None else None,
    )
    return moved_to(new, S.NUMBERED, **clock_started(said.at, now)) if leg.state in BEFORE_SHIPPING else new


def scan_told(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """A scan to another destination counts as none: the leg keeps its state, the contradiction is shown and asked."""
    if said.detail == "elsewhere":
        return replace(leg, claim=SCAN_ELSEWHERE)
    leg = replace(leg, claim="") if leg.claim == SCAN_ELSEWHERE else leg
    when = times_told(leg, "scanned", said.at, now)
    if said.at is not None and leg.scanned_at is not None:
        when["scanned_at"] = min(said.at, leg.scanned_at)  # the first scan decides a dispute
    seen = replace(leg, label_only=False, **when)  # type: ignore[arg-type]  # names are Leg's own fields
    if leg.state in (S.DISPUTED, S.DELIVERED, S.HANDLED, S.RETURNING):
        return seen
    if leg.state is S.STOPPED and (leg.how in ENDED_FOR_GOOD or leg.how is How.CAME_BACK):
        return seen
    return moved_to(
        seen, S.GONE, how=None, **although(leg), **times_told(leg, "shipped", leg.shipped_at or said.at, now)
    )


def scan_due(leg: Leg, clocks: Clocks) -> datetime | None:
    """When a first scan should have come: 5 China work days from the day the number was given, else from AliExpress's
    shipping date (rules §2 "first scan"). None where no such day is known, or a scan was seen."""
    if scanned(leg):
        return None
    if leg.state is S.NUMBERED:
        return clocks.work_days(leg, "first_scan")
    since = leg.number_given_at or leg.number_given_by or leg.shipped_at
    return clocks.work_days(replace(leg, clock_started_at=since), "first_scan") if since is not None else None


def no_scan(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """ "No scan" is a look at the tracking page after its clock, never silence. Before that it is a look and no more:
    a page does not offer it as news (``scan_due``)."""
    due = scan_due(leg, clocks)
    if due is None or now < due:
        return leg
    if leg.state is S.NUMBERED:
        return moved_to(leg, S.UNPROVEN)
    return moved_to(leg, S.DISPUTABLE) if leg.state is S.GONE else leg


def loss_accepted(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """A decision, no sighting: with its typed reason, for what is gone or here. What is live needs an override."""
    if not said.text_ref:
        raise Refused("reason_needed")
    if leg.state not in (S.GONE, S.RETURNING, S.DELIVERED, S.HANDLED):
        raise Refused("not_now")
    return moved_to(leg, S.HANDLED, loss_accepted=True, claim=said.text_ref)


def came_back(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """The parcel came back to the supplier: stopped, and its refund is awaited (rules §5 "Gone")."""
    return stopped_by(leg, said, now, How.CAME_BACK)


def delivered(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """A return is part of its dispute (rules §3), and a dispute stays: what is to be sent back has arrived, mostly."""
    ended = leg.state is S.STOPPED and leg.how in ENDED_FOR_GOOD
    when = times_told(leg, "delivered", said.at, now)
    if ended or leg.state in (S.DISPUTED, S.RETURNING, S.HANDLED):
        return replace(leg, **when)  # type: ignore[arg-type]  # names are Leg's own fields
    return moved_to(leg, S.DELIVERED, how=None, **although(leg), **when)


def unclear(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """A word nobody can place, or a contradiction (``said.detail``): to be looked at. A close without a reason leaves
    what was delivered or handled (rules §3)."""
    if leg.state in (S.DELIVERED, S.HANDLED) and not said.detail:
        return leg  # a close without a reason leaves them
    return moved_to(leg, S.UNCLEAR, raw_status=said.detail)


def deadline_typed(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """Dates the person read from the order page: the dispute's window (``detail`` "dispute": ``start``, ``until``),
    else the last day to ship (``until``); None takes a typed date back."""
    if said.detail == "dispute":
        return replace(leg, dispute_from_typed=said.start, dispute_until_typed=said.until)
    return replace(leg, ship_deadline_typed=said.until)
