"""What comes back from outside: sent, taken, refused, not known, looked at. A cancellation is never sent again by
itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from dropdesk.domain.case.basis.flight import back_with, looked_for, next_look, refund_absent, sent_before
from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.basis.held import held_press_of
from dropdesk.domain.case.basis.scope import not_given_back
from dropdesk.domain.case.shape import outcome
from dropdesk.domain.case.shape.permit import RefundPart
from dropdesk.domain.case.shape.phase_table import row
from dropdesk.domain.case.shape.phases import (
    AtSupplier,
    CancelPlan,
    Cleared,
    Flight,
    Phase,
    RecallAsked,
    RecallSent,
    RefundOwed,
    RefundSent,
    RefundWanted,
    Sent,
    Settling,
    Wanted,
)
from dropdesk.domain.case.shape.state import Case, acted_at, keeps_mail, not_allowed
from dropdesk.domain.case.steps.follow import follow
from dropdesk.domain.case.steps.others import money_notice
from dropdesk.domain.case.steps.refund_news import own_refund_seen, refund_news
from dropdesk.domain.case.steps.shop_moves import refund_plan
from dropdesk.domain.order import FulfilmentRequest, Order
from dropdesk.domain.verdict.old_history import all_returned
from dropdesk.domain.verdict.owed import owed

_SKEW = timedelta(minutes=5)
"""How far this computer's clock and the shop's may be apart (``outbox.SKEW``)."""


# -- answers and looks: what comes back from outside ------------------------------------------------------------------


def sent(case: Case, at: datetime, server: datetime | None = None) -> Case:
    """The call is about to go out. Written before it does."""
    flight = Flight(at, server_sent=server)
    match case.phase:
        case Wanted(plan, back):
            return replace(case, phase=Sent(plan, flight, back))
        case RefundWanted(plan, back):
            if plan.first_sent is None:
                plan = replace(plan, first_sent=at, first_server=server)
            return replace(case, phase=RefundSent(plan, flight, back))
        case RecallSent(requests, None, back):
            return replace(case, phase=RecallSent(requests, flight, back))
        case _:
            raise not_allowed(case)


def planned_parts(case: Case, parts: tuple[RefundPart, ...]) -> Case:
    """Keeps the parts of a wanted refund, so that sending again sends the same variables."""
    assert isinstance(case.phase, RefundWanted)
    return replace(case, phase=replace(case.phase, plan=replace(case.phase.plan, parts=parts)))


def taken(case: Case, ref: str | None, pending: int, ground: Ground) -> Case:
    """The other side took it. A look proves it."""
    case = acted_at(case, ground.now)
    match case.phase:
        case Sent(plan, flight, back):
            return replace(case, phase=Sent(plan, replace(flight, certain=True, job=ref), back))
        case RefundSent(plan, flight, back):
            return replace(case, phase=RefundSent(plan, replace(flight, certain=True, job=ref, pending=pending), back))
        case RecallSent(_, flight, back) if flight is not None:
            return follow(replace(case, phase=RecallAsked(flight.sent_at, back)), ground)
        case _:
            raise not_allowed(case)


def refused(case: Case, code: str, text: str, ground: Ground) -> Case:
    """Certainly not done: back to where it came from, with the reason, which every page then says."""
    if not (isinstance(case.phase, RefundWanted) and sent_before(case.phase)):
        case = replace(case, held=held_press_of(case.phase, ground.order, code, text))
    match case.phase:
        case Sent(_, _, back) | Wanted(_, back):
            return follow(replace(case, phase=replace(back, why=code, text=text)), ground)
        case RefundWanted() as again if sent_before(again):
            return replace(case, phase=looked_for(again, code))
        case RefundSent(_, _, back) | RefundWanted(_, back):
            return follow(replace(case, phase=back_with(back, code, text)), ground)
        case RecallSent(_, None, back):  # held back: nobody was asked
            return follow(replace(case, phase=replace(back, why=code, text=text)), ground)
        case RecallSent(_, _, back):
            by_items = not_given_back(back, {one[0] for one in case.phase.requests}, code, text)
            return follow(replace(case, phase=by_items), ground)
        case _:
            raise not_allowed(case)


def not_known(case: Case, trouble: str) -> Case:
    """Nobody knows. *Not known yet* is a state of its own; its action is *look*."""
    match case.phase:
        case Sent() | RefundSent():
            return replace(case, phase=replace(case.phase, flight=replace(case.phase.flight, trouble=trouble)))
        case RecallSent(_, flight, _) if flight is not None:
            return replace(case, phase=replace(case.phase, flight=replace(flight, trouble=trouble)))
        case _:
            raise not_allowed(case)


def looked(
    case: Case,
    ground: Ground,
    running: bool,
    failed: tuple[str, ...],
    refund_seen: bool | None,
    asked: datetime | None = None,
) -> Case:
    """After a look at the order. ``running``: a cancellation job runs · ``failed``: its errors · ``refund_seen``:
    whether our refund is there (by its key in the note, else by the sum) · ``asked``: when the look was asked for: a
    slow answer shows what was then, and its wait counts for nothing (None: now)."""
    phase, at = case.phase, asked if asked is not None else ground.now
    match phase:
        case Sent(plan, flight, back):
            if ground.order.cancelled_at is not None:
                booking = running and plan.refund_all and ground.order.left > 0
                return case if booking else _cancel_seen(case, plan, ground)
            if failed and not running:
                return _job_failed(case, phase, failed[0], ground)
            return cancellation_absent(case, phase, flight, running, at, ground)
        case RefundSent(plan, flight, _):
            told = refund_news(case, phase, ground)
            if told != case or flight.pending:
                return follow(told, ground)
            if refund_seen:  # by the sum alone: somebody deleted its note, or the answer was lost
                return follow(own_refund_seen(case, phase, plan.amount, ground), ground)
            # Taken, and the order's page lags: look again.
            return case if flight.certain else replace(case, phase=refund_absent(phase, at))
        case RecallSent(_, flight, back) if flight is not None:
            lines = {take.line for take in back.scope}
            mine = [r for r in ground.order.requests if lines & {take.line for take in r.lines}]
            told_of = any(_recall_told(request, flight) for request in mine)
            gone = not any(line.requested for line in ground.order.lines if line.id in lines)
            if told_of or gone:
                return follow(replace(acted_at(case, ground.now), phase=RecallAsked(flight.sent_at, back)), ground)
            # One look proves nothing: the request may be seconds away.
            if at < next_look(flight, ground):
                return case
            if flight.looks:
                return follow(replace(case, phase=replace(back, why="not_done")), ground)
            return replace(case, phase=replace(phase, flight=replace(flight, looks=(at,))))
        case _:
            return follow(case, ground)


def _job_failed(case: Case, phase: Sent, text: str, ground: Ground) -> Case:
    """Shopify took the cancellation, and its job failed: not cancelled, but the job may have refunded before it did.
    Then what went back is said, and of the press only that it did not cancel."""
    seen = _gave_with_it(case, phase.plan, text, ground.order)
    if seen == case:
        return refused(case, "job_failed", text, ground)
    sent = replace(phase, plan=replace(phase.plan, later=True))  # of its refund nobody may say that it was not made
    held = held_press_of(sent, ground.order, "gave_with_it", text)
    return follow(replace(seen, held=held, phase=_left_over(phase.back, text, ground.order)), ground)


def _left_over(back: Cleared, text: str, order: Order) -> Phase:
    """Where a cancellation that came to nothing leads, once money went back: all of it, to the supplier."""
    return AtSupplier("gave_with_it") if all_returned(order) else replace(back, why="gave_with_it", text=text)


def _gave_with_it(case: Case, plan: CancelPlan, text: str, order: Order) -> Case:
    """Money went back while a cancellation was out that came to nothing: nobody knows whether it was that call's or
    somebody else's, so it is said as what it is, and not as somebody else's."""
    before = plan.before if plan.before is not None else case.seen_back
    now = order.went_back
    if before is None or now <= before:
        return case
    noticed = replace(money_notice(now - before, order), code="gave_with_it", text=text)
    return replace(case, seen_back=now, notice=noticed)


def _recall_told(request: FulfilmentRequest, flight: Flight) -> bool:
    """Whether the order shows our recall: by its status, or by the merchant's request (the status may stay)."""
    if request.request_status.upper().startswith("CANCELLATION"):
        return True
    return request.recall_asked_at is not None and request.recall_asked_at >= flight.sent_at - _SKEW


def _cancel_seen(case: Case, plan: CancelPlan, ground: Ground) -> Case:
    """Verified: cancelled, which sets the plan. A partial refund goes on by itself, the plan said so, with the amount
    that the button said; *later*, what failed and what somebody else changed is owed."""
    case = replace(acted_at(case, ground.now), uncancelled=False, mail_kept=keeps_mail(plan))
    order, now = ground.order, ground.order.went_back
    if plan.before is not None:
        case = replace(case, plan=plan.before + plan.amount)
    before = plan.before if plan.before is not None else now
    ours = 0
    if plan.refund_all and now >= before + plan.amount:
        mine = outcome.cancellation_refund(order, plan.amount, before)
        ours = plan.amount if mine is None else mine.amount + mine.pending
    others = now - before - ours
    case = replace(case, seen_back=now, notice=money_notice(others, order) if others > 0 else case.notice)
    due = owed(ground.situation(case))
    why = "returned_by_others" if others > 0 else ""
    if due == 0:
        return follow(replace(case, phase=Settling(why=why)), ground)
    if plan.later or plan.refund_all or due != plan.amount:
        # With ``refund_all`` Shopify may still be booking; what the order shows as owed is looked at again.
        return replace(case, phase=RefundOwed(why or ("refund_not_seen" if plan.refund_all else "")))
    wanted = refund_plan(ground, plan.amount, (), 0, False, plan.notify, "owed", "")
    return replace(case, phase=RefundWanted(wanted, RefundOwed()))


def cancellation_absent(case: Case, phase: Sent, flight: Flight, running: bool, at: datetime, ground: Ground) -> Case:
    """Not cancelled. Two looks, each at least 60 s after the time-out and apart, and no job running: the person
    decides again. A cancellation is never sent again by itself."""
    if running:
        return case
    if at < next_look(flight, ground):
        return case
    looks = (*flight.looks, at)
    if len(looks) >= 2:
        seen = _gave_with_it(case, phase.plan, "", ground.order)
        if seen != case:
            return follow(replace(seen, phase=_left_over(phase.back, "", ground.order)), ground)
        return follow(replace(case, phase=replace(phase.back, why="not_cancelled", text="")), ground)
    return replace(case, phase=replace(phase, flight=replace(flight, looks=looks)))


def pending(case: Case) -> Literal["", "send", "look"]:
    """What the world is still owed: ``send``, ``look`` or ``""``. A pure function of the state: the outbox."""
    if isinstance(case.phase, RecallSent) and case.phase.flight is None:
        return "send"
    return row(case.phase).owed
