"""What any look or sync shows of a refund that went out: pending, gone through, failed (W-14, rules §4.2)."""

from __future__ import annotations

from dataclasses import replace

from dropdesk.domain.case.basis.flight import back_with
from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.shape.phases import AtSupplier, Back, RefundOwed, RefundSent, Settling
from dropdesk.domain.case.shape.state import Case, Notice, acted_at, items_claimed
from dropdesk.domain.case.steps.others import money_notice
from dropdesk.domain.verdict.owed import owes


def refund_news(case: Case, phase: RefundSent, ground: Ground) -> Case:
    """What any look or sync shows of a refund that went out: pending (W-14), gone through, or failed with Shopify's
    reason. Only its own row tells; without one it is looked for (``looked``)."""
    plan, flight, order = phase.plan, phase.flight, ground.order
    ours = [one for one in order.refunds if one.id == flight.job or (plan.key and plan.key[:8] in one.note)]
    if not ours:
        return case
    pending = sum(one.pending for one in ours)
    if pending:
        known = replace(flight, certain=True, pending=pending)
        return case if known == flight else replace(case, phase=replace(phase, flight=known))
    done = sum(one.amount for one in ours)
    failed = max((one for one in ours if one.failed), key=lambda one: one.at, default=None)
    if not done and failed is None:
        return case
    if failed is not None:
        told = Notice("refund_failed", failed.failed, order.currency, failed.at, failed.reason)
        case = replace(case, notice=told)
    if not done:
        # Shopify took it with its e-mail: whether one went out before it failed, nobody tells.
        case = replace(case, seen_back=order.went_back, mail_kept=case.mail_kept and not plan.notify)
        text = failed.reason if failed is not None else ""
        back = phase.back
        if order.cancelled_at is not None and not isinstance(back, RefundOwed):
            return replace(case, phase=RefundOwed("refund_failed", text))
        return replace(case, phase=back_with(back, "refund_failed", text))
    return own_refund_seen(case, phase, done, ground)


def own_refund_seen(case: Case, phase: RefundSent, done: int, ground: Ground) -> Case:
    """Verified: our refund is on the order. What came beside it is somebody else's."""
    plan, order = phase.plan, ground.order
    others = order.went_back - plan.before - done
    notice = money_notice(others, order) if others > 0 else case.notice
    claims = items_claimed(replace(case, phase=phase), order)
    case = replace(acted_at(case, ground.now), seen_back=order.went_back, notice=notice, claims=claims)
    if plan.purpose == "goodwill":
        case = replace(case, goodwill=case.goodwill + done, goodwill_keys=(*case.goodwill_keys, plan.key[:8]))
    return after_refund(case, phase.back, plan.purpose, ground)


def after_refund(case: Case, back: Back, purpose: str, ground: Ground) -> Case:
    if purpose == "goodwill":
        return replace(case, phase=back)
    if isinstance(back, RefundOwed):
        case = replace(case, mail_kept=False)  # it went with the refund, as that one was chosen
    if ground.order.cancelled_at is not None:
        return replace(case, phase=RefundOwed() if owes(ground.situation(case)) else Settling())
    return replace(case, phase=AtSupplier("refunded"))
