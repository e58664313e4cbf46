"""The permits, made right before sending from the order just read again: the only thing that a shop takes (rules
§4)."""

from __future__ import annotations

from dropdesk.domain.case.basis.consents import check_consents, still_cleared
from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.basis.scope import more_in_progress
from dropdesk.domain.case.shape.permit import CancelPermit, Clearance, Goodwill, RefundPart, RefundPermit
from dropdesk.domain.case.shape.phases import RefundWanted, Wanted
from dropdesk.domain.case.shape.state import Case, keeps_mail, known_received, not_allowed
from dropdesk.domain.case.steps.shop_moves import all_units, not_returned, recalled_first, within_items
from dropdesk.domain.values import Quantities
from dropdesk.domain.verdict.blockers import blockers
from dropdesk.errors import Refused


def cancel_permit(case: Case, ground: Ground, staff_note: str) -> CancelPermit:
    """What ``Shop.cancel`` takes, made right before sending from the order just re-read. Refused when it no longer
    fits: every check of the pre-flight is here."""
    phase = case.phase
    order = ground.order
    if not isinstance(phase, Wanted) or order.shopify_id is None:
        raise not_allowed(case)
    plan = phase.plan
    if order.cancelled_at is not None:
        raise Refused("already_cancelled")
    left, now = order.left, order.went_back
    if plan.before is not None and now != plan.before:
        raise Refused("plan_changed", {"before": plan.before, "now": now, "currency": order.currency})
    if plan.amount > left or (plan.refund_all and plan.amount != left):
        raise Refused("amount_changed", {"most": left, "currency": order.currency})
    _check_blockers(ground, lines=(), cancels=True)
    if not still_cleared(case, phase.back, ground):
        raise Refused("ground_moved")
    recalled_first(phase.back, ground)
    if more_in_progress(plan, phase.back, order):
        raise Refused("in_progress_since")
    clearance = check_consents(case, ground, not_returned(case, ground, phase.back))
    notify = plan.notify and not keeps_mail(plan)
    return CancelPermit(
        shopify_id=order.shopify_id,
        refund_all=plan.refund_all,
        amount=plan.amount if plan.refund_all else 0,
        currency=order.currency,
        reason=plan.reason,
        restock=plan.restock,
        notify=notify,
        staff_note=staff_note[:255],
        clearance=clearance,
    )


AGAIN = " again"
"""In the note of money for units that a failed refund named: such a refund without lines is no goodwill."""


def refund_permit(case: Case, ground: Ground, parts: tuple[RefundPart, ...], note: str) -> RefundPermit:
    """What ``Shop.refund`` takes. Refused when the sum of refunds with this one would pass what was received, or the
    plan no longer fits the order just re-read."""
    phase = case.phase
    order = ground.order
    if not isinstance(phase, RefundWanted) or order.shopify_id is None or not phase.plan.key:
        raise not_allowed(case)
    plan = phase.plan
    back = order.went_back
    if back != plan.before:
        raise Refused("plan_changed", {"before": plan.before, "now": back, "currency": order.currency})
    if back + plan.amount > known_received(order):
        raise Refused("too_much", {"most": known_received(order) - back, "currency": order.currency})
    if sum(part.amount for part in parts) != plan.amount:
        raise Refused("parts")
    _check_blockers(ground, lines=plan.lines)
    if plan.purpose != "goodwill":
        recalled_first(phase.back, ground)
    if plan.purpose == "items":
        within_items(case, ground, plan.lines, plan.amount)
    grounds: Clearance | Goodwill
    if plan.purpose == "goodwill":
        if back + plan.amount >= known_received(order):
            raise Refused("goodwill_amount", {"most": known_received(order) - back - 1})
        grounds = Goodwill(plan.reason_ref)
    else:
        grounds = check_consents(case, ground, plan.lines or all_units(case, ground))
    return RefundPermit(
        key=plan.key,
        shopify_id=order.shopify_id,
        amount=plan.amount,
        currency=order.currency,
        parts=parts,
        lines=() if plan.bare else plan.lines,
        shipping=plan.shipping,
        restock=plan.restock,
        notify=plan.notify,
        note=f"{note}{AGAIN if plan.bare else ''} {plan.key[:8]}".strip(),
        grounds=grounds,
    )


def _check_blockers(ground: Ground, lines: Quantities, cancels: bool = False) -> None:
    for blocker in blockers(ground.order, lines):
        if str(blocker) == "fulfilment" and not cancels:
            continue  # it locks the cancellation alone
        raise Refused(f"blocked_{blocker}")
