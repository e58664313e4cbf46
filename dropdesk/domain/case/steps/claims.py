"""What becomes of a step that the person says is done by hand: seen, seen otherwise, or seen untouched (rules §5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dropdesk.domain.case.basis.flight import back_with
from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.basis.scope import recall_answered, requested
from dropdesk.domain.case.shape.phases import Claimed, Cleared, RefundOwed, Sent, Settling
from dropdesk.domain.case.shape.state import Case, Notice, acted_at, items_claimed, keeps_mail, own_key
from dropdesk.domain.case.steps.others import money_notice
from dropdesk.domain.case.steps.refund_news import after_refund
from dropdesk.domain.order import Order
from dropdesk.domain.verdict.owed import owes
from dropdesk.domain.verdict.units import Units


def unclaimed(case: Case, phase: Claimed, why: str) -> Case:
    """Seen, or said, not to be done: back where it came from. A call that went out is looked for as before."""
    if phase.out is not None:
        return replace(case, phase=phase.out)
    return replace(case, phase=back_with(phase.back, why, ""))


def follow_claimed(case: Case, ground: Ground, phase: Claimed) -> Case:
    """What the person says was done: seen, it goes on as the call would; a newer look or export that shows the order
    untouched throws it back, with that reason. Where a file cannot tell that it is newer, the person is asked."""
    seen = claim_seen(case, ground, phase)
    if seen is not None:
        return acted_at(seen, ground.now)
    newer = ground.order.seen.at >= phase.at + timedelta(seconds=ground.rules.number("second_look"))
    if not newer:
        return case
    moved = ground.order.went_back - phase.before
    if phase.what in ("cancel", "edit", "recall") and moved > 0:  # not what was claimed, but not untouched either
        told = replace(case, notice=_differs(moved, ground.order), seen_back=ground.order.went_back)
        return unclaimed(told, phase, "claim_differs")
    return unclaimed(case, phase, "seen_untouched")


def claim_seen(case: Case, ground: Ground, phase: Claimed) -> Case | None:
    """The case once the order shows what was claimed, be the amount another; None: nothing of it is seen."""
    order, back = ground.order, phase.back
    moved = order.went_back - phase.before
    match phase.what:
        case "cancel":
            return None if order.cancelled_at is None else _claim_cancelled(case, phase, ground)
        case "recall":
            if not isinstance(back, Cleared) or requested(back, ground.order):
                return None
            return replace(case, phase=recall_answered(back, order))
        case "edit":
            return None if Units(ground.situation(case)).wished else replace(case, phase=Settling())
        case _:
            if moved <= 0:
                return None
            if phase.what == "goodwill":
                return _claim_given(case, phase, order)
            if moved != phase.amount:
                case = replace(case, notice=_differs(moved, order))
            case = replace(case, seen_back=order.went_back, claims=items_claimed(replace(case, phase=phase), order))
            return after_refund(case, back, "", ground)


def _claim_given(case: Case, phase: Claimed, order: Order) -> Case:
    """Our goodwill, by hand: so much as was claimed, where so much moved. The rest is somebody else's: it is said, laid
    on units as any refund, and uses up nothing of the limit."""
    moved = order.went_back - phase.before
    given = min(phase.amount, moved)
    notice = case.notice
    if moved > given:
        rows = [one for one in order.refunds if one.amount or one.pending]
        ours = max((one for one in rows if one.amount + one.pending == given), key=lambda one: one.at, default=None)
        others = tuple(one for one in rows if one is not ours)
        notice = money_notice(moved - given, replace(order, refunds=others))
    elif given < phase.amount:
        notice = _differs(given, order)
    return replace(
        case, goodwill=case.goodwill + given, by_hand=(*case.by_hand, given), notice=notice,
        goodwill_keys=(*case.goodwill_keys, *own_key(phase)), seen_back=order.went_back, phase=phase.back,
    )  # fmt: skip


def _claim_cancelled(case: Case, phase: Claimed, ground: Ground) -> Case:
    """Our own cancellation, by hand: it sets the plan. What went back otherwise than planned is said."""
    order = ground.order
    moved = order.went_back - phase.before
    differs = moved not in (0, phase.amount)
    case = replace(
        case,
        uncancelled=False,
        mail_kept=isinstance(phase.out, Sent) and keeps_mail(phase.out.plan),
        plan=case.plan if case.plan is not None else phase.before + phase.amount,
        seen_back=order.went_back,
        notice=_differs(moved, order) if differs else case.notice,
    )
    why = "claim_differs" if differs else ""
    return replace(case, phase=RefundOwed(why) if owes(ground.situation(case)) else Settling(why=why))


def _differs(moved: int, order: Order) -> Notice:
    at = max((one.at for one in order.refunds if one.amount or one.pending), default=order.refunded_at)
    return Notice("claim_differs", moved, order.currency, at)
