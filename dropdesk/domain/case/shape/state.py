"""The whole state of a case, and what is read of it without rules or clocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.phases import ByHand, CancelPlan, Claimed, Closed, Drafted, Phase, RefundSent, Settling
from dropdesk.domain.order import Claim, Order, is_our_goodwill
from dropdesk.domain.supplier.leg import Leg, Unit
from dropdesk.domain.values import CaseId, Money, OrderKey, Quantities, Take
from dropdesk.domain.verdict.laying import Before
from dropdesk.domain.verdict.units import quantities
from dropdesk.errors import Refused


@dataclass(frozen=True, slots=True)
class Override:
    """A typed reason over units that may still ship; stays in the record for ever (rules §4.1)."""

    units: tuple[Unit, ...]
    reason_ref: str
    loss: Money | None
    at: datetime
    at_least: bool = False
    """The loss that was seen is a part of it: "at least"."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody else did to the money, or what became of it: said with amount (minor units) and time (rules §5
    "Somebody else"). ``code``: ``returned_by_others``, ``cancelled_by_others``, ``claim_differs``, ``refund_failed``,
    ``bank_took_it`` (a chargeback; ``text`` is ``held_back`` where something was about to be sent),
    ``bank_gave_back``. ``text``: Shopify's own reason; ``file`` where only a file tells it: nobody knows by whom."""

    code: str
    amount: int
    currency: str
    at: datetime | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A press whose call was not made, or that Shopify turned down: what it was, and why (rules §5 "What the page
    promised"). ``amount``: of the refund in it, minor units, 0 for none. ``why``: a code, ``text``: Shopify's own
    sentence. ``asked``: Shopify was asked, and said no; else nothing was sent. ``back``: all money that had gone back
    or was on its way by then, minor units. It is about the press alone, never about what the order is now."""

    what: Literal["cancel", "refund", "recall"]
    amount: int
    why: str
    text: str = ""
    asked: bool = False
    back: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """The whole state of a case, one journal row. ``plan``: all money that shall have gone back once the cancelling
    plan is carried out, what went back before it included (so that ``owed`` is plan - returned - pending); set by our
    own cancellation alone, once it is seen. ``kept`` was written by 0.1.0 and is read by nobody: *kept* stands in the
    phase alone (``is_kept``)."""

    id: CaseId
    order: OrderKey
    opened_at: datetime
    legs: tuple[Leg, ...]
    phase: Phase
    wish: Quantities | None = None
    reason: mv.Reason | None = None
    asked_at: datetime | None = None
    edited_listing: bool | None = None
    note_ref: str = ""
    plan: int | None = None
    waived_ref: str = ""
    overrides: tuple[Override, ...] = ()
    outcome: str = ""
    goodwill: int = 0
    kept: bool = False
    wish_from: Quantities | None = None
    """What of the lines was returned when the wish was told: what goes back later is taken off it."""
    wish_told: Quantities | None = None
    """The wish as it was told, ``wish`` is what is left of it."""
    seen_back: int | None = None
    """All money that had gone back or was on its way when this case last took it up: what moves beside our own calls
    is somebody else's."""
    notice: Notice | None = None
    """What the pages say of it, until the person's next decision."""
    first_back: int | None = None
    """The same when the case was first moved; None in cases of 0.1.0 that were moved before."""
    bank_took: bool = False
    """A chargeback that took the money was seen by this case."""
    acted_at: datetime | None = None
    """When Shopify last did something at this case's word, or by its guidance: what was said before that is not taken
    back any more, and the case is never discarded."""
    goodwill_keys: tuple[str, ...] = ()
    """How our own goodwill refunds are known on the order (first 8 characters of their keys): one that fails later is
    goodwill no more."""
    by_hand: tuple[int, ...] = ()
    """The part of ``goodwill`` that was given in the admin, each by itself: no mark of ours tells it apart on the
    order."""
    cut_off: bool = False
    """The wish shrank: what was cut off stays a recorded wish when the case is closed."""
    cut: Quantities = ()
    """What that is; of no part of it is the wish now."""
    held: Held | None = None
    """A press that came to nothing, on every page of the case until the person's next decision."""
    claims: tuple[Claim, ...] = ()
    """What was refunded for items, and no refund names: by hand, or by amount alone (``RefundPlan.bare``)."""
    about: Quantities | None = None
    """What a case without a wish of its own was about when it closed: what is bought later is none of it."""
    uncancelled: bool = False
    """The order was not cancelled when this case last took it up: a cancellation that it did not make is news."""
    before: Before | None = None
    """What was back without naming quantities when the wish was told, and where it lay: it stays there. None: not
    taken up yet."""
    mail_kept: bool = False
    """Cancelled without the e-mail that was promised: it was to go with the refund after it (``unwritten``)."""


def open_case(case: CaseId, order: OrderKey, legs: tuple[Leg, ...], asked_at: datetime | None, now: datetime) -> Case:
    """A fresh case, drafted."""
    return Case(case, order, now, legs, Drafted(), asked_at=asked_at)


def unmarked_goodwill(case: Case, order: Order) -> tuple[int, ...]:
    """Our goodwill that no mark on the order tells apart, each by itself, minor units: given in the admin, or by a call
    whose refund a file told first. What is seen while it is being given counts (rules §5: taken as the claim)."""
    given, keys = [*case.by_hand], [*case.goodwill_keys]
    match case.phase:
        case RefundSent(plan) if plan.purpose == "goodwill":
            keys.append(plan.key[:8])
            given.append(min(plan.amount, max(0, order.went_back - plan.before)))
        case ByHand("goodwill", amount, _, before, _) | Claimed("goodwill", amount, _, before, _, _):
            given.append(min(amount, max(0, order.went_back - before)))
            keys += own_key(case.phase)
    out = sum(given) - sum(case.by_hand)
    if case.goodwill and not case.by_hand and not case.goodwill_keys:
        keys.append("")  # cases of 0.1.0 told only the sum, no marks: any is theirs
    marked = sum(
        one.amount + one.pending
        for one in order.refunds
        if not one.lines
        and is_our_goodwill(one.note, one.at, order.cancelled_at)
        and any(key in one.note for key in keys)  # another installation's, or another case's, is not ours
    )
    left = max(0, case.goodwill + out - marked)
    found: list[int] = []
    for amount in given:
        found.append(min(amount, left))
        left -= found[-1]
    return tuple(amount for amount in (*found, left) if amount)  # cases of 0.1.0 told only the sum


def items_claimed(case: Case, order: Order) -> tuple[Claim, ...]:
    """What was refunded for items that no refund names, the one that is just seen (rules §5: taken as the claim)
    included."""
    phase = case.phase
    if isinstance(phase, (ByHand, Claimed)) and phase.what == "items":
        just = _claim_of(phase.lines, phase.amount, phase.before, phase.had, order)
    elif isinstance(sent := getattr(phase, "out", phase), RefundSent) and sent.plan.bare:
        plan = sent.plan
        just = _claim_of(plan.lines, plan.amount, plan.before, named_before(order, plan.lines), order)
    else:
        just = None
    return case.claims if just is None else (*case.claims, just)


def _claim_of(lines: Quantities, amount: int, before: int, had: Quantities, order: Order) -> Claim | None:
    moved = min(amount, order.went_back - before)
    return Claim(lines, moved, had) if moved > 0 and lines else None


def named_before(order: Order, lines: Quantities) -> Quantities:
    """How many units of these lines are returned by name."""
    wanted = {take.line for take in lines}
    return tuple(Take(line.id, line.returned) for line in order.lines if line.id in wanted and line.returned)


def keeps_mail(plan: CancelPlan) -> bool:
    """Whether the cancellation goes without the chosen e-mail: the customer is told once, by the last of the calls."""
    return plan.notify and not (plan.refund_all or plan.later or plan.amount == 0)


def unwritten(case: Case) -> bool:
    """Whether the e-mail that was promised never went: the refund that was to bring it fell away (waived, given by
    somebody else, taken by the bank, closed with a note). Whether somebody else wrote, nobody tells."""
    return case.mail_kept and isinstance(case.phase, (Settling, Closed))


def is_kept(case: Case) -> bool:
    """Whether the customer keeps what this case was about: it stands in the phase alone (rules §5)."""
    match case.phase:
        case Settling(kept):
            return kept
        case Closed(outcome):
            return outcome == "kept"
        case _:
            return False


def not_allowed(case: Case, why: str = "not_now") -> Refused:
    return Refused(why, {"phase": case.phase.kind})


def unsaid(case: Case) -> bool:
    """Whether nobody told a wish: a draft that an Alarm began; what was refunded alone is to be stopped."""
    return isinstance(case.phase, Drafted) and (case.wish, case.reason, case.asked_at) == (None, None, None)


def known_received(order: Order) -> int:
    if order.received is None:
        raise Refused("amount_unknown")
    return order.received


def quantities_of(units: tuple[Unit, ...]) -> Quantities:
    return quantities(units)


def most_received(order: Order) -> int | None:
    """What can have come in at most, minor units: where two totals contradict each other, no more than the smaller one
    until the person says which holds; where only what came in is unknown, the total. None: nothing tells."""
    if order.received is not None:
        return order.received
    return min(order.total_asked, default=order.total)


def refunded_here(case: Case, order: Order) -> int:
    """Minor units that went back, or are on their way, since the case was begun; goodwill, for a parcel that is kept,
    is none of it."""
    if case.first_back is not None:
        since = order.went_back - case.first_back
    else:
        since = sum(one.amount + one.pending for one in order.refunds if one.at >= case.opened_at)
    return max(0, since - case.goodwill)


def acted_at(case: Case, at: datetime) -> Case:
    """Something outside was done: see ``Case.acted_at``."""
    return replace(case, acted_at=at)


def own_key(phase: Phase) -> tuple[str, ...]:
    """The mark of a refund of ours that was sent, and that the person says is there."""
    sent = phase.out if isinstance(phase, Claimed) else None
    return (sent.plan.key[:8],) if isinstance(sent, RefundSent) else ()
