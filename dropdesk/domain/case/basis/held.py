"""A press that came to nothing: kept with its reason until the order shows otherwise (rules §5 "What the page
promised")."""

from __future__ import annotations

from dataclasses import replace

from dropdesk.domain.case.shape.phases import (
    SENT,
    AtSupplier,
    Cleared,
    Closed,
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
from dropdesk.domain.case.shape.state import Case, Held
from dropdesk.domain.order import BANK_TOOK_IT, Order
from dropdesk.domain.verdict.old_history import all_returned


def _waits(phase: Phase) -> bool:
    """A press that is written down, and whose call is not made yet."""
    return isinstance(phase, (Wanted, RefundWanted)) or (isinstance(phase, RecallSent) and phase.flight is None)


def holding(case: Case, before: Phase, order: Order) -> Case:
    """What was about to be sent is not, for the ground moved, or money did: it is said with what it was."""
    phase = case.phase
    if _waits(before) and not _waits(phase) and not isinstance(phase, SENT):
        moved = "recall_first" if isinstance(phase, RecallAsked) else "ground_moved"
        why, text = getattr(phase, "why", "") or moved, getattr(phase, "text", "")
        case = replace(case, held=held_press_of(before, order, why, text))
    over = case.held is not None and (isinstance(phase, Closed) or _overtaken(case.held, order))
    if not over or case.held is None:
        return case
    told = case.notice.code if case.notice is not None else ""
    if isinstance(phase, (AtSupplier, Cleared, RefundOwed, Settling)) and phase.why == case.held.why != told:
        phase = replace(phase, why="")  # the reason of that press: what happened since is the news
        phase = replace(phase, text="") if isinstance(phase, (Cleared, RefundOwed)) else phase
    return replace(case, phase=phase, held=None)


def _overtaken(held: Held, order: Order) -> bool:
    """Whether the press that was held back is answered by what happened since: the order is cancelled, or money moved
    or is all back. What is so then is said by the page, and a word about that press would only hide it."""
    if held.what == "refund":
        return order.went_back != held.back or (all_returned(order) and order.chargeback not in BANK_TOOK_IT)
    return order.cancelled_at is not None


def held_press_of(phase: Phase, order: Order, why: str, text: str = "") -> Held:
    asked = isinstance(phase, (Sent, RefundSent)) or (isinstance(phase, RecallSent) and phase.flight is not None)
    back = order.went_back
    match phase:
        case Wanted(plan, _) | Sent(plan, _, _):
            return Held("cancel", 0 if plan.later else plan.amount, why, text, asked, back)
        case RefundWanted(plan, _) | RefundSent(plan, _, _):
            return Held("refund", plan.amount, why, text, asked, back)
        case _:
            return Held("recall", 0, why, text, asked, back)
