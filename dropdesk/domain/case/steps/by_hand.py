"""Steps that a person does in Shopify's admin themselves, and what they saw there (R-34…R-38, rules §5)."""

from __future__ import annotations

from dataclasses import replace

from dropdesk.domain.case.basis.consents import check_consents
from dropdesk.domain.case.basis.flight import (
    back_with,
    can_send_again,
    key_still_known,
    looked_for,
    next_look,
    refund_absent,
    sent_before,
)
from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.basis.scope import called_anew, not_given_back, recall_awaited, with_service
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.phases import (
    AtSupplier,
    ByHand,
    Claimed,
    Cleared,
    Drafted,
    RecallAsked,
    RecallSent,
    RefundOwed,
    RefundSent,
    RefundWanted,
    Sent,
    Settling,
    TooLate,
    Wanted,
)
from dropdesk.domain.case.shape.state import Case, acted_at, most_received, named_before, not_allowed
from dropdesk.domain.case.steps.answers import cancellation_absent
from dropdesk.domain.case.steps.claims import unclaimed
from dropdesk.domain.case.steps.shop_moves import (
    all_units,
    check_goodwill,
    no_chargeback,
    not_returned,
    recalled_first,
    within_items,
)
from dropdesk.domain.order import Recall
from dropdesk.errors import Refused


def do_by_hand(case: Case, move: mv.DoByHand, ground: Ground) -> Case:
    """R-34…R-38: the person clicks in the admin; the same consents and bounds hold."""
    phase, order = case.phase, ground.order
    if isinstance(phase, (Wanted, RefundWanted)):
        phase = phase.back
    if not isinstance(phase, (Drafted, AtSupplier, Cleared, RefundOwed, TooLate, Settling)):
        raise not_allowed(case)
    given = move.what == "refund" and not isinstance(phase, (Cleared, RefundOwed))
    if isinstance(phase, (Drafted, AtSupplier)) and not given:
        raise not_allowed(case)
    if not isinstance(phase, (Cleared, RefundOwed)) and (order.cancelled_at is not None or move.what == "cancel"):
        raise not_allowed(case)  # too late to cancel; nothing is owed
    least = 1 if move.what in ("refund", "items") else 0
    bound = most_received(order)
    left = max(0, (bound or 0) - order.went_back)
    if move.amount < least or (bound is not None and move.amount > left):
        raise Refused("amount", {"most": left, "currency": order.currency})
    if move.amount and move.what in ("cancel", "items", "refund"):
        no_chargeback(ground)
    if move.what != "recall":
        recalled_first(phase, ground)
    if given:
        check_goodwill(case, ground, move.amount, move.reason_ref)
    elif move.what == "items":
        check_consents(case, ground, move.lines)
        if bound is not None:
            within_items(case, ground, move.lines, move.amount)
    elif isinstance(phase, Cleared):
        if move.what == "cancel" and not phase.route.cancels:
            raise not_allowed(case)
        check_consents(case, ground, not_returned(case, ground, phase))
    else:
        check_consents(case, ground, all_units(case, ground))
    what = "goodwill" if given else move.what
    chosen = ByHand(
        what, move.amount, move.lines, order.went_back, phase, had=named_before(order, move.lines),
        reason=move.reason, notify=move.notify, restock=move.restock, later=move.later,
        reason_ref=move.reason_ref,
    )  # fmt: skip
    return replace(case, phase=chosen)


def did_by_hand(case: Case, move: mv.DidByHand, ground: Ground) -> Case:
    match case.phase:
        case ByHand("recall", _, _, _, Cleared() as back):
            called = {request.id for request in with_service(back, ground.order) if request.recall is not Recall.NONE}
            # The service has to answer.
            return replace(acted_at(case, move.at), phase=RecallAsked(move.at, called_anew(back, called)))
        case ByHand(what, amount, lines, before, back) as hand:
            claimed = Claimed(what, amount, lines, before, move.at, back, later=hand.later, had=hand.had)
            return replace(case, phase=claimed)
        case _:
            raise not_allowed(case)


def change_mind(case: Case, move: mv.ChangeMind, ground: Ground) -> Case:
    """Back from a wish that has not been sent."""
    plan = case.plan if ground.order.cancelled_at is not None else None
    match case.phase:
        case Wanted(_, back):
            return replace(case, phase=back, plan=plan)
        case RefundWanted() as again if sent_before(again):
            return replace(case, phase=looked_for(again))
        case Claimed(out=(Sent() | RefundSent()) as out):
            return replace(case, phase=out)
        case RefundWanted(_, back) | ByHand(_, _, _, _, back) | Claimed(_, _, _, _, _, back):
            return replace(case, phase=back, plan=plan)
        case RecallAsked(_, back) if recall_awaited(back, ground.order) is None:
            return replace(case, phase=back)  # only the person said that it was asked
        case _:
            raise not_allowed(case)


def send_again(case: Case, move: mv.SendAgain, ground: Ground) -> Case:
    """A refund only: found absent by a look, same key, same variables, younger than 23 h by our clock; the outbox
    checks the server's clock as well."""
    phase = case.phase
    if not isinstance(phase, RefundSent) or phase.flight.certain or not phase.flight.looks:
        raise not_allowed(case)
    if not can_send_again(case, ground):
        raise Refused("too_old_to_resend")
    return replace(case, phase=RefundWanted(phase.plan, phase.back))


def saw_in_admin(case: Case, move: mv.SawInAdmin, ground: Ground) -> Case:
    """In the Sent phases and Claimed a look may be the person's own, in the admin, with a tick; so may the answer to a
    recall, which nobody else hears where the store cannot be asked."""
    phase = case.phase
    match phase:
        case Claimed():
            if move.done:
                return replace(case, phase=replace(phase, at=move.at))
            return unclaimed(case, phase, "not_done")
        case Sent() | RefundSent() | RecallSent():
            return _saw_done(case, phase, move) if move.done else _saw_not_done(case, phase, ground)
        case RecallAsked(_, back) if move.done and not back.recall_failed:
            given = replace(back, recalled=True, recall_seen=move.at, why="recalled", text="")
            return replace(case, phase=given)
        case RecallAsked(_, back):  # given back, but another part was not: by items all the same
            holds = {request.id for request in with_service(back, ground.order)}
            return replace(case, phase=not_given_back(back, holds, "recalled" if move.done else "recall_not_given"))
        case _:
            raise not_allowed(case)


def _saw_done(case: Case, phase: Sent | RefundSent | RecallSent, move: mv.SawInAdmin) -> Case:
    match phase:
        case Sent(plan, _, back):
            before = plan.before if plan.before is not None else max(0, (case.plan or 0) - plan.amount)
            return replace(case, phase=Claimed("cancel", plan.amount, plan.scope, before, move.at, back, phase))
        case RefundSent(plan, _, back):
            what = "goodwill" if plan.purpose == "goodwill" else "refund"
            return replace(case, phase=Claimed(what, plan.amount, plan.lines, plan.before, move.at, back, phase))
        case RecallSent(_, _, back):
            return replace(acted_at(case, move.at), phase=RecallAsked(move.at, back))


def _saw_not_done(case: Case, phase: Sent | RefundSent | RecallSent, ground: Ground) -> Case:
    """ "Not done" is worth what a look of the app is: a cancellation may be seconds away, a refund is sent again with
    its own key while that is good, and one that Shopify took is there, whatever the page shows yet: no second key for
    it (rules §4.2). Refused ``too_early`` (with the time), ``still_running``, ``still_pending``."""
    if isinstance(phase, RefundSent) and not phase.flight.certain and key_still_known(case, ground):
        return replace(case, phase=refund_absent(phase, ground.now))
    if phase.flight is None:
        raise not_allowed(case)
    if isinstance(phase, Sent) and ground.order.cancel_running:
        raise Refused("still_running")
    if isinstance(phase, RefundSent):
        if phase.flight.certain:
            raise Refused("still_pending")  # never absent: it shows in the end, or its failure does (W-14)
        return replace(case, phase=back_with(phase.back, "not_done", ""))
    ready = next_look(phase.flight, ground)
    if ground.now < ready:
        raise Refused("too_early", {"at": ready})
    if isinstance(phase, Sent):
        return cancellation_absent(case, phase, phase.flight, False, ground.now, ground)
    return replace(case, phase=replace(phase.back, why="not_done"))
