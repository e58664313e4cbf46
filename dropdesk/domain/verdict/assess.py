"""The verdict of an order at one moment (rules §3). Pure: the same input makes the same verdict."""

from __future__ import annotations

from datetime import datetime

from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.clocks import DeadlineIs
from dropdesk.domain.values import LegId
from dropdesk.domain.verdict.attention import act_now, attention
from dropdesk.domain.verdict.blockers import blockers
from dropdesk.domain.verdict.headline import Head, headline
from dropdesk.domain.verdict.in_case import while_out
from dropdesk.domain.verdict.old_history import waits_for_us
from dropdesk.domain.verdict.owed import owed, owes
from dropdesk.domain.verdict.reading import Reading
from dropdesk.domain.verdict.reasons import Reason
from dropdesk.domain.verdict.urgency import DAY, FAR
from dropdesk.domain.verdict.verdict import Action, Because, Code, Fact, LegReading, Situation, Verdict
from dropdesk.domain.workdays import WorkCalendar


def assess(situation: Situation, rules: Rulebook, calendar: WorkCalendar, now: datetime) -> Verdict:
    """What would happen if one tried to cancel this order at ``now``."""
    verdict = _verdict(Reading(situation, rules, calendar, now))
    return while_out(verdict, situation.order) if situation.call_out else verdict


def _verdict(reading: Reading) -> Verdict:
    """Everything together."""
    head = headline(reading)
    reads = [read for read, _ in reading.readings]
    why, moments = attention(reading, head, reads)
    running = _running(reading, reads)
    first = min(running, key=lambda read: read.deadline or read.clock or FAR, default=None)
    clocks = [(read.clock, read.code) for read in running if read.clock is not None]
    moments += [read.next_change for read in reads if read.next_change is not None]
    moments += [clock - DAY for clock, code in clocks if code in (Code.CLOSING, Code.DISPUTE)]
    answer_by = reading.order.chargeback_answer_by if waits_for_us(reading.order) else None
    moments += [answer_by] if answer_by is not None else []
    act, act_ends = act_now(reading)
    moments += [act_ends] if act_ends is not None else []
    quiet = head.code in (Code.TOO_LATE, Code.DONE) or (head.code is Code.UNKNOWN and reading.old)
    deadline = first.deadline if first is not None else None
    return Verdict(
        code=head.code,
        row=head.row,
        coverage=head.coverage,
        because=head.because,
        scope=head.scope,
        route=head.route,
        action=head.action,
        action_leg=head.leg,
        further=_further(reading, head, reads),
        deadline=deadline,
        deadline_kind=first.deadline_kind if first is not None else "",
        next_change=min((t for t in moments if t > reading.now), default=None),
        attention=why,
        muted=quiet and not why,
        act_now=act,
        provisional=first is not None and reading._provisional(first),
        owed=owed(reading.situation),
        blockers=blockers(reading.order, head.scope),
        legs=tuple(reads),
        facts=_facts(reading),
        deadline_is=first.deadline_is if first is not None else DeadlineIs.EXACT,
        clock=head.clock,
        overdue_since=_overdue(reading, reads),
        happened=head.happened,
    )


def _running(reading: Reading, reads: list[LegReading]) -> list[LegReading]:
    """Readings with a date still to come, the bank's among them (W-12: on the headline's terms, for no leg)."""
    found = [read for read in reads if read.deadline is not None and read.deadline > reading.now]
    by = reading.order.chargeback_answer_by
    if waits_for_us(reading.order) and by is not None and by > reading.now:
        because = Because(Reason.CHARGEBACK_OPEN)
        found.append(
            LegReading(LegId(""), "W-12", Code.WAITING, because, Action.ANSWER_BANK, by, "chargeback", clock=by)
        )
    return found


def _overdue(reading: Reading, reads: list[LegReading]) -> datetime | None:
    """A clock that ran out and that no look has answered since: the earliest of all legs and the bank's."""
    found = [read.overdue_since for read in reads if read.overdue_since is not None]
    by = reading.order.chargeback_answer_by
    if waits_for_us(reading.order) and by is not None and by <= reading.now:
        found.append(by)
    return min(found, default=None)


def _further(reading: Reading, head: Head, reads: list[LegReading]) -> tuple[tuple[Action, LegId | None], ...]:
    """V-32: beside others, an unpaid leg adds the action *drop the purchase*; W-03: what is owed is refunded,
    too."""
    drops = tuple(
        (read.action, read.leg)
        for read in reads
        if read.row == "V-03" and read.action is Action.DROP and read.leg != head.leg
    )
    owing = head.row == "W-03" and owes(reading.situation)
    return (*drops, *(((Action.REFUND_OWED, None),) if owing else ()))


def _facts(reading: Reading) -> tuple[Fact, ...]:
    order = reading.order
    shop = "cancelled" if order.cancelled_at is not None else f"{order.financial},{order.fulfilment}".lower()
    found = [Fact("shopify", shop, order.seen.at, order.seen.where)]
    for leg in reading.situation.legs:
        times = [t for t in (leg.known_at, leg.looked_at) if t is not None]
        found.append(Fact(leg.id, str(leg.state), max(times, default=None), leg.where))
    return tuple(found)
