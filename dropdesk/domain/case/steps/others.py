"""Money and cancellations that somebody else moved, the bank among them: always said, with amount and time (rules §5
"Somebody else")."""

from __future__ import annotations

from dataclasses import replace

from dropdesk.domain.case.basis.flight import back_with, sent_before
from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.shape.phase_table import row
from dropdesk.domain.case.shape.phases import (
    SENT,
    AtSupplier,
    ByHand,
    Claimed,
    Cleared,
    Closed,
    Drafted,
    Phase,
    RecallAsked,
    RefundOwed,
    RefundWanted,
    Settling,
    TooLate,
    Wanted,
)
from dropdesk.domain.case.shape.state import Case, Notice, is_kept
from dropdesk.domain.order import BANK_TOOK_IT, Order
from dropdesk.domain.verdict.old_history import all_returned
from dropdesk.domain.verdict.owed import owes


def money_moved(case: Case, ground: Ground) -> Case:
    """Money moved beside our own calls: it is always said, with amount and time (rules §5 "Somebody else")."""
    phase, order, seen = case.phase, ground.order, case.seen_back
    if isinstance(phase, (*SENT, ByHand, Claimed)) or sent_before(phase):
        return case  # taken as ours; what differs is said when it is seen
    now = order.went_back
    if seen is None and isinstance(phase, Closed) and phase.outcome in ("noted", "discarded"):
        return case
    if seen is None:  # a case of 0.1.0, or one that begins: what is back by now is no news, what moves from here on is
        return replace(case, seen_back=now, first_back=now)
    if now == seen or (isinstance(phase, Closed) and now > seen):
        return case
    case = replace(case, seen_back=now, notice=money_notice(now - seen, order))
    if now > seen:
        return _returned_by_others(case, ground)
    return _came_to_nothing(case, ground)


def bank_moved(case: Case, ground: Ground) -> Case:
    """The bank took the money, or gave it back: said with amount and time, and what was about to go out does not
    (rules §3 "Which unit?": it counts as all returned)."""
    phase, order = case.phase, ground.order
    took = order.chargeback in BANK_TOOK_IT
    if took == case.bank_took or isinstance(phase, (*SENT, Claimed)) or sent_before(phase):
        return case
    fresh = isinstance(phase, Drafted) or case.seen_back is None
    case = replace(case, bank_took=took)
    if fresh:
        return case  # known when the case began
    known = not order.went_back  # beside a refund nobody tells how much the bank took: 0 is that
    amount, at = order.left if known else 0, order.chargeback_first_seen if took else order.seen.at
    held = isinstance(phase, (Wanted, RefundWanted))
    told = Notice("bank_took_it" if took else "bank_gave_back", amount, order.currency, at, "held_back" if held else "")
    case = replace(case, notice=told)
    if took and order.cancelled_at is None and isinstance(phase, (TooLate, Cleared, RecallAsked, Wanted, RefundWanted)):
        return replace(case, phase=AtSupplier("bank_took_it"))
    return case


def goodwill_failed(case: Case, ground: Ground) -> Case:
    """Goodwill that Shopify took and that failed later was never given: it uses up nothing of the limit (rules §2)."""
    lost = {
        key: sum(one.failed for one in ground.order.refunds if key in one.note)
        for key in case.goodwill_keys
        if any(one.failed and not one.pending and key in one.note for one in ground.order.refunds)
    }
    if lost:
        keys = tuple(key for key in case.goodwill_keys if key not in lost)
        return replace(case, goodwill=max(0, case.goodwill - sum(lost.values())), goodwill_keys=keys)
    return _by_hand_failed(case, ground)


def _by_hand_failed(case: Case, ground: Ground) -> Case:
    """The same by hand, where no key tells: more goodwill than all that went back, so much of it came to nothing."""
    if not case.goodwill or isinstance(case.phase, SENT) or ground.order.received is None:
        return case
    return replace(case, goodwill=min(case.goodwill, ground.order.went_back))


def _by_file(order: Order) -> str:
    """A file tells what was done, never by whom: it may have been the person."""
    return "file" if order.from_file else ""


def money_notice(moved: int, order: Order) -> Notice:
    if moved > 0:
        at = max((one.at for one in order.refunds if one.amount or one.pending), default=order.refunded_at)
        return Notice("returned_by_others", moved, order.currency, at, _by_file(order))
    failed = max((one for one in order.refunds if one.failed), key=lambda one: one.at, default=None)
    reason = failed.reason if failed is not None else ""
    return Notice("refund_failed", -moved, order.currency, failed.at if failed is not None else None, reason)


def _returned_by_others(case: Case, ground: Ground) -> Case:
    """A part: the same phase, the amounts are computed anew, and what was pressed with the old ones is not sent.
    Everything: to the supplier, where it is seen what is left to do."""
    phase = case.phase
    everything = all_returned(ground.order) and ground.order.cancelled_at is None
    if everything and row(phase).all_returned_moves:
        return replace(case, phase=AtSupplier("returned_by_others"))
    if isinstance(phase, Wanted):
        return replace(case, phase=replace(phase.back, why="returned_by_others", text=""))
    if isinstance(phase, RefundWanted):
        return replace(case, phase=back_with(phase.back, "returned_by_others", ""))
    return case


def _came_to_nothing(case: Case, ground: Ground) -> Case:
    """A refund that Shopify took failed later: owed again, or back at the supplier, with the reason, without a tick."""
    phase, text = case.phase, case.notice.text if case.notice is not None else ""
    if isinstance(phase, Wanted):
        return replace(case, phase=replace(phase.back, why="refund_failed", text=text))
    if isinstance(phase, RefundWanted):
        return replace(case, phase=back_with(phase.back, "refund_failed", text))
    if not isinstance(phase, (Settling, Closed)) or (isinstance(phase, Closed) and phase.outcome == "discarded"):
        return case
    if ground.order.cancelled_at is not None:
        if not owes(ground.situation(case)):
            return case
        return replace(case, phase=RefundOwed("refund_failed", text), outcome="")
    if is_kept(case):
        return case  # goodwill: said, and the parcel stays with the customer
    return replace(case, phase=AtSupplier("refund_failed"), outcome="")


def by_others(phase: Phase) -> bool:
    """Phases in which a cancellation that is seen was somebody else's. In ByHand and Claimed it is the claim."""
    if isinstance(phase, RefundWanted):
        return phase.plan.purpose != "owed"
    return row(phase).others_cancel


def not_ours(case: Case) -> bool:
    """Phases that follow a cancellation of our own, which they know of: another one that comes there, or while a refund
    was out, is somebody else's, and is said (rules §5). A case that the person ended stays ended."""
    ended = isinstance(case.phase, Closed) and case.outcome in ("noted", "discarded")
    return isinstance(case.phase, (Settling, RefundOwed, Closed)) and not ended


def after_cancelled(case: Case, ground: Ground) -> Case:
    """Cancelled by somebody else: on to *refund owed*, or to settling. A plan that did not cancel it means nothing:
    0.1.0 set one at the press, and a refused call kept it. A closed case that owes nothing stays closed,
    and says it."""
    order = ground.order
    case = replace(case, plan=None, uncancelled=False)
    told = Notice("cancelled_by_others", order.went_back, order.currency, order.cancelled_at, _by_file(order))
    case = replace(case, notice=told, seen_back=order.went_back)
    why = "cancelled_by_others"
    if owes(ground.situation(case)):
        return replace(case, phase=RefundOwed(why), outcome="")
    return case if isinstance(case.phase, Closed) else replace(case, phase=Settling(why=why))
