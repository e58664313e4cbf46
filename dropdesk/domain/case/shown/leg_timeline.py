"""What happened to one leg between two states of it, for the timeline (``story``). Codes: ``said_`` and a ``Say``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from dropdesk.domain.case.shown.happened import Happened
from dropdesk.domain.supplier.clocks import LAST
from dropdesk.domain.supplier.leg import How, Leg, LegState, scanned_elsewhere
from dropdesk.domain.supplier.moves import undone
from dropdesk.domain.values import Where

S = LegState
_STOPS = {
    How.CANCELLED: "accepted",
    How.DROPPED: "dropped",
    How.WON: "dispute_won",
    How.SETTLED: "dispute_settled",
    How.CAME_BACK: "came_back",
}
"""How it was stopped, and the saying that tells so; any other way it closed by itself."""
_PLAIN = {
    S.NOT_ORDERED: "never_ordered",
    S.NO_PURCHASE: "own_stock",
    S.UNPAID: "awaits_payment",
    S.REFUSED: "refused",
    S.UNPROVEN: "no_scan",
    S.DISPUTABLE: "offers_dispute",
    S.UNCLEAR: "unclear",
}
"""States whose coming is told by one saying, at the time it was said."""


def facts_of(leg: Leg) -> Iterator[Happened]:
    """The dated facts of a leg whose history nobody wrote down: what it was when it was first seen."""
    data = _who(leg)
    bought = leg.paid_at or (leg.placed_at if leg.number is not None else None)
    stopped = _stop_code(leg) if leg.how is not None else ""
    clock = (leg.clock_started_at, leg.clock_started_by) if leg.state is S.ASKED else (None, None)
    since = leg.money.since or leg.as_of
    times = (
        (bought, "bought"),
        (leg.request_ticked_at or clock[0] or clock[1], "said_asked"),
        (leg.message_ticked_at, "wrote"),
        (leg.number_given_at or leg.number_given_by, "said_number"),
        (leg.shipped_at or leg.shipped_by, "said_shipped"),
        (leg.scanned_at or leg.scanned_by, "said_scan"),
        (leg.delivered_at or leg.delivered_by, "said_delivered"),
        (leg.dispute_opened_at or leg.dispute_opened_by, "said_dispute_opened"),
        (leg.known_at if leg.loss_accepted else None, "said_loss_accepted"),
        (since if stopped else None, stopped),
        (leg.money.received_at or leg.money.received_by, "said_money_received"),
    )
    seen_late = leg.money.since is None or leg.money.since_is_at_the_latest
    unknown = {"said_shipped": leg.shipped_at, "said_delivered": leg.delivered_at, "said_scan": leg.scanned_at,
               "said_number": leg.number_given_at, "said_money_received": leg.money.received_at,
               "said_asked": leg.request_ticked_at or clock[0], "said_dispute_opened": leg.dispute_opened_at,
               stopped: None if seen_late else since}  # fmt: skip
    for at, code in times:
        if at is not None:
            told = {**data, "day": True} if code == "bought" and is_a_day(leg) else data
            yield Happened(at, code, told, exact=unknown.get(code, at) is not None)


def is_a_day(leg: Leg) -> bool:
    """Whether the purchase's time is known to the day alone: a bare date of a file, and no payment told apart."""
    placed = leg.placed_at
    return leg.placed_is_date and placed is not None and leg.paid_at in (None, placed, placed + LAST)


def news(before: Leg | None, leg: Leg, at: datetime, seen: bool) -> Iterator[Happened]:
    """What a journal row of time ``at`` tells of a leg. ``seen``: by itself (a sync, a file, time), not by the person.
    A correction tells what it took back."""
    if before is None:
        yield from _new(leg, at)
        return
    if before == leg:
        return
    if not seen and before.was is not None and leg == undone(before):
        taken = next(iter(_between(leg, before, at)), None)
        yield Happened(at, "said_undo", {**_who(leg), "undone": "" if taken is None else taken.code})
        return
    found = list(_between(before, leg, at))
    if seen and leg.where is not Where.PERSON:
        found = [_by_its_age(one, before, leg, at) for one in found]
    if found:
        yield from found
    elif leg.looked_at is not None and leg.looked_at != before.looked_at:
        yield Happened(leg.looked_at, "looked", {**_who(leg), "state": str(leg.state)}, known=at)


def _by_its_age(one: Happened, before: Leg, leg: Leg, at: datetime) -> Happened:
    """What a file or the API showed happened by the time that it is of, not when it became known here."""
    if not one.code.startswith("said_") or one.at != at:
        return one
    if leg.grown_at is not None and leg.grown_at != before.grown_at:
        return replace(one, at=leg.grown_at, exact=False, known=at)
    newer = leg.known_at is not None and leg.known_at != before.known_at
    as_of = min(at, leg.known_at) if newer and leg.known_at is not None else at
    return replace(one, at=as_of, exact=False, known=at)


def _who(leg: Leg) -> dict[str, object]:
    found: dict[str, object] = {"supplier": leg.supplier}
    if leg.number is not None:
        found["number"] = leg.number
    return found


def _stop_code(leg: Leg) -> str:
    return f"said_{_STOPS.get(leg.how, 'closed_itself') if leg.how is not None else 'closed_itself'}"


def _new(leg: Leg, at: datetime) -> Iterator[Happened]:
    if leg.number is not None:
        yield Happened(at, "linked", _who(leg))
    elif leg.state in _PLAIN:
        yield Happened(at, f"said_{_PLAIN[leg.state]}", _who(leg))


def _between(before: Leg, leg: Leg, at: datetime) -> Iterator[Happened]:
    data = _who(leg)
    if before.number is None and leg.number is not None:
        yield Happened(at, "linked", data)
    asked = leg.asked_times > before.asked_times or (leg.state is S.ASKED and before.state is not S.ASKED)
    if asked and not (leg.state is S.ASKED and before.state in (S.DISPUTED, S.UNCLEAR)):
        again = leg.asked_times > 1
        told = {**data, "times": leg.asked_times} if again else data
        yield Happened(leg.clock_started_at or at, "said_asked_again" if again else "said_asked", told, known=at)
    if leg.message_ticked_at is not None and leg.message_ticked_at != before.message_ticked_at:
        yield Happened(leg.message_ticked_at, "wrote", data, known=at)
    yield from _facts(before, leg, at)
    if leg.state is not before.state:
        yield from _moved(before, leg, at)
    yield from _dispute(before, leg, at)
    yield from _money(before, leg, at)
    if (leg.ship_deadline_typed, leg.dispute_from_typed, leg.dispute_until_typed) != (
        before.ship_deadline_typed,
        before.dispute_from_typed,
        before.dispute_until_typed,
    ):
        yield Happened(at, "said_deadline_typed", data)


def _facts(before: Leg, leg: Leg, at: datetime) -> Iterator[Happened]:
    """Shipped, scanned, delivered, a number: facts that grow, whatever state they make."""
    data = _who(leg)
    given, given_by = leg.number_given_at, leg.number_given_by
    if (given, given_by) not in ((before.number_given_at, before.number_given_by), (None, None)):
        told = {**data, "tracking": leg.tracking_number}
        yield Happened(given or given_by or at, "said_number", told, known=at, exact=given is not None)
    if scanned_elsewhere(leg) and not scanned_elsewhere(before):
        yield Happened(at, "said_scan_elsewhere", data, exact=False)
    scanned = _grew(before.scanned_at, before.scanned_by, leg.scanned_at, leg.scanned_by)
    if scanned:
        when = leg.scanned_at or leg.scanned_by or at
        yield Happened(when, "said_scan", data, known=at, exact=leg.scanned_at is not None)
    if _grew(before.shipped_at, before.shipped_by, leg.shipped_at, leg.shipped_by) and not scanned:
        code = "said_label_only" if leg.label_only else "said_shipped"
        yield Happened(leg.shipped_at or leg.shipped_by or at, code, data, known=at, exact=leg.shipped_at is not None)
    elif leg.state is S.GONE and before.state not in (S.GONE, S.RETURNING, S.DISPUTED) and not scanned:
        yield Happened(at, "said_label_only" if leg.label_only else "said_shipped", data, exact=False)
    if _grew(before.delivered_at, before.delivered_by, leg.delivered_at, leg.delivered_by):
        exact = leg.delivered_at is not None
        yield Happened(leg.delivered_at or leg.delivered_by or at, "said_delivered", data, known=at, exact=exact)


def _grew(old: datetime | None, old_by: datetime | None, now: datetime | None, now_by: datetime | None) -> bool:
    """Whether a fact is known now that was not, or its exact time is."""
    return (now is not None and now != old) or (now_by is not None and old is None and old_by is None)


def _moved(before: Leg, leg: Leg, at: datetime) -> Iterator[Happened]:
    """The coming of a state; what its dates tell already is left to them."""
    data = _who(leg)
    match leg.state:
        case S.STOPPED:
            how = {**data, "how": str(leg.how or "")}
            since = leg.money.since if leg.money.since != before.money.since else None
            late = since is not None and leg.money.since_is_at_the_latest
            when = since if since is not None and not late else at
            yield Happened(when, _stop_code(leg), how, known=at, exact=not late)
        case _ if _lost(before, leg):
            yield Happened(at, "said_dispute_lost", data)
        case S.DEMANDED:
            yield Happened(leg.clock_started_at or at, "said_demanded", data, known=at)
        case S.UNPROVEN:
            yield Happened(at, "said_no_number" if before.state is S.DEMANDED else "said_no_scan", data)
        case S.OPEN if leg.paid_at is None and leg.paid_by is None:
            yield Happened(at, "said_unclear", {**data, "word": leg.raw_status})  # its payment is not taken yet
        case S.OPEN:
            back = before.state in (S.ASKED, S.REFUSED, S.DEMANDED, S.NUMBERED, S.UNPROVEN)
            withdrawn = back and leg.clock_started_at is None
            yield Happened(at, "said_request_withdrawn" if withdrawn else "said_paid", data)
        case S.RETURNING:
            yield Happened(leg.clock_started_at or at, "said_return_agreed", data, known=at)
        case S.HANDLED if leg.loss_accepted and not before.loss_accepted:
            yield Happened(at, "said_loss_accepted", {**data, "ref": leg.claim})
        case S.HANDLED if before.state is S.DISPUTED:
            yield Happened(at, "said_dispute_settled", data)
        case S.HANDLED if before.state is S.RETURNING:
            yield Happened(at, "said_return_received", data)
        case S.HANDLED:
            yield Happened(at, "said_pays_part", data)
        case state if state in _PLAIN:
            told = {**data, "word": leg.raw_status} if state is S.UNCLEAR else data
            yield Happened(at, f"said_{_PLAIN[state]}", told)
        case _:
            return


def _lost(before: Leg, leg: Leg) -> bool:
    """A dispute that was lost or withdrawn goes back to the state before it, whichever that is, and has no stage."""
    ended = leg.state not in (S.DISPUTED, S.STOPPED, S.HANDLED, S.RETURNING, S.UNCLEAR)
    return before.state is S.DISPUTED and ended and leg.dispute_stage is None


def _dispute(before: Leg, leg: Leg, at: datetime) -> Iterator[Happened]:
    data = _who(leg)
    opened, opened_by = leg.dispute_opened_at, leg.dispute_opened_by
    if (opened, opened_by) not in ((before.dispute_opened_at, before.dispute_opened_by), (None, None)):
        yield Happened(opened or opened_by or at, "said_dispute_opened", data, known=at, exact=opened is not None)
    elif leg.state is S.DISPUTED and leg.dispute_stage is not None and leg.dispute_stage is not before.dispute_stage:
        yield Happened(at, "said_dispute_stage", {**data, "stage": str(leg.dispute_stage)})
    back = leg.state is S.RETURNING and before.state is S.RETURNING
    if back and leg.return_tracking != before.return_tracking:
        when = leg.sent_back_at or at
        told = {**data, "tracking": leg.return_tracking}
        yield Happened(when, "said_sent_back", told, known=at, exact=leg.sent_back_at is not None)


def _money(before: Leg, leg: Leg, at: datetime) -> Iterator[Happened]:
    money, had = leg.money, before.money
    currency = money.awaited.currency if money.awaited is not None else leg.cost.currency if leg.cost else ""
    if money.received != had.received:
        told = {**_who(leg), "amount": money.received - had.received, "currency": currency}
        exact = money.received_at is not None
        yield Happened(money.received_at or at, "said_money_received", told, known=at, exact=exact)
    if money.written_off != had.written_off:
        told = {**_who(leg), "amount": money.written_off - had.written_off, "currency": currency}
        told["ref"] = money.written_off_ref
        yield Happened(at, "said_money_written_off", told)
    came = money.received != had.received  # what came in says how much was awaited
    if money.awaited is not None and money.awaited != had.awaited and leg.state is before.state and not came:
        told = {**_who(leg), "amount": money.awaited.minor, "currency": money.awaited.currency}
        yield Happened(at, "money_awaited", told)
