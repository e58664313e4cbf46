"""What a person wants of Shopify: cancel, refund, recall, override, goodwill, waive. Nothing is sent here (rules
§4.1, §5)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dropdesk.domain.case.basis.consents import check_consents, others_go_out
from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.basis.scope import (
    called_anew,
    in_progress,
    names_held,
    recallable,
    recalls_to_call,
    route_of,
    waits_for_recall,
)
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.phases import (
    AtSupplier,
    CancelPlan,
    Cleared,
    Drafted,
    Phase,
    RecallSent,
    RefundOwed,
    RefundPlan,
    RefundWanted,
    Settling,
    TooLate,
    Wanted,
)
from dropdesk.domain.case.shape.state import (
    Case,
    Override,
    known_received,
    most_received,
    not_allowed,
    quantities_of,
    unmarked_goodwill,
)
from dropdesk.domain.order import Chargeback, Order, is_our_goodwill
from dropdesk.domain.supplier.leg import Group
from dropdesk.domain.values import Quantities
from dropdesk.domain.verdict.old_history import all_returned
from dropdesk.domain.verdict.units import Units
from dropdesk.domain.verdict.verdict import Route
from dropdesk.errors import Refused


def want_goodwill(case: Case, move: mv.WantGoodwill, ground: Ground) -> Case:
    """Part of the money for a parcel the customer keeps: below what was received; above the limit only with a typed
    reason (rules §4.1, §2)."""
    phase = case.phase
    if not isinstance(phase, (Drafted, AtSupplier, TooLate, Settling)) or ground.order.cancelled_at is not None:
        raise not_allowed(case)
    no_chargeback(ground)
    known_received(ground.order)
    check_goodwill(case, ground, move.amount, move.reason_ref)
    plan = refund_plan(ground, move.amount, (), 0, False, move.notify, "goodwill", move.reason_ref)
    return replace(case, phase=RefundWanted(plan, phase))


def no_chargeback(ground: Ground) -> None:
    """While a chargeback is open nothing is refunded, by nobody: the bank has taken the money already."""
    if ground.order.chargeback is Chargeback.OPEN:
        raise Refused("blocked_chargeback")


def check_goodwill(case: Case, ground: Ground, amount: int, reason_ref: str) -> None:
    """Below what was received, or by the most that can have come in where that is unknown; above the limit, and for
    every amount where nobody told what was paid, only with a typed reason (rules §4.1, §2)."""
    order, most = ground.order, most_received(ground.order)
    if amount < 1 or (most is not None and amount >= most - order.went_back):
        raise Refused("goodwill_amount", {"most": (most or 0) - order.went_back - 1})
    if reason_ref:
        return
    agreed = order.received if order.received is not None else min(order.total_asked, default=None)
    if agreed is None:
        raise Refused("reason_needed")
    limit = agreed * ground.rules.number("goodwill") // 100
    if case.goodwill + amount > limit:
        raise Refused("goodwill_limit", {"limit": limit, "currency": order.currency})


def override_lock(case: Case, move: mv.Override, ground: Ground) -> Case:
    """Clears live units after the possible loss was seen (rules §4.1). Cancelled by somebody else while the supplier
    was asked: the refund that is owed needs it just the same (W-02), for every unit that is left."""
    if not isinstance(case.phase, (AtSupplier, TooLate, RefundOwed)):
        raise not_allowed(case)
    if not move.reason_ref:
        raise Refused("reason_needed")
    if ground.named:
        raise Refused("another_number", {"value": ground.named[0]})  # its loss was not seen
    units = Units(ground.situation(case))
    owing = isinstance(case.phase, RefundOwed)
    live = tuple(unit for unit in (units.left if owing else units.wished) if units.group[unit] == Group.LIVE)
    if not live:
        raise not_allowed(case)
    made = Override(live, move.reason_ref, move.loss, ground.now, move.at_least)
    if owing:
        return replace(case, overrides=(*case.overrides, made))
    chosen = tuple(unit for unit in units.wished if units.group[unit] in (Group.LIVE, Group.FREE))
    return replace(
        case,
        overrides=(*case.overrides, made),
        phase=Cleared(quantities_of(chosen), route_of(units, chosen), overridden=True),
    )


def want_recall(case: Case, move: mv.WantRecall, ground: Ground) -> Case:
    """Cleared → RecallSent, of every request of the scope that Shopify offers to call back. Refused
    ``nothing_to_recall`` where there is none."""
    if not isinstance(case.phase, Cleared):
        raise not_allowed(case)
    requests = recallable(case.phase.scope, ground.order)
    if not requests:
        raise Refused("nothing_to_recall")
    anew = {request.id for request in recalls_to_call(case.phase, ground.order)}
    requests = tuple(one for one in requests if one[0] in anew) or requests
    return replace(case, phase=RecallSent(requests, None, called_anew(case.phase, {one[0] for one in requests})))


def recalled_first(phase: Phase, ground: Ground) -> None:
    """Refused ``recall_first``: see ``to_recall`` and ``recall_awaited``."""
    if waits_for_recall(phase, ground.order):
        raise Refused("recall_first")


def want_cancel(case: Case, move: mv.WantCancel, ground: Ground) -> Case:
    """Cleared → Wanted (rules §4.1, §5). ``move.amount``: minor units to refund with it, at most what is left; on any
    route but *cancel*, nothing. Refused: ``recall_first``, ``amount``, ``blocked_chargeback``, or a consent that is
    missing or too old."""
    phase = case.phase
    if not isinstance(phase, Cleared) or not phase.route.cancels:
        raise not_allowed(case)
    recalled_first(phase, ground)
    left = ground.order.left if phase.route is Route.CANCEL else 0
    if move.amount < 0 or move.amount > left:
        raise Refused("amount", {"most": left, "currency": ground.order.currency})
    if move.amount:
        no_chargeback(ground)
    refund_all = not move.later and move.amount == left and left > 0
    check_consents(case, ground, not_returned(case, ground, phase))
    before = ground.order.went_back
    plan = CancelPlan(
        move.amount, refund_all, move.later, move.reason, move.restock, move.notify, move.staff_note_ref, phase.scope,
        before, in_progress(phase, ground.order),
    )  # fmt: skip
    return replace(case, phase=Wanted(plan, phase))


def not_returned(case: Case, ground: Ground, back: Cleared) -> Quantities:
    """The scope's units that a consent is needed for. Cancelling without a refund (W-11) covers the whole order, what
    is returned already too."""
    if back.route is not Route.WITHOUT_REFUND and not all_returned(ground.order):
        return back.scope
    return all_units(case, ground)


def want_items(case: Case, move: mv.WantItems, ground: Ground) -> Case:
    """Refund named quantities: free units from Cleared, units here (or gone with the loss accepted) later."""
    phase = case.phase
    if not isinstance(phase, (Cleared, TooLate, Settling)) or not move.lines:
        raise not_allowed(case)
    if ground.order.cancelled_at is not None:
        raise not_allowed(case)  # what is owed then is money, no items
    recalled_first(phase, ground)
    most = known_received(ground.order) - ground.order.went_back
    if move.amount < 1 or move.amount > most:
        raise Refused("amount", {"most": most, "currency": ground.order.currency})
    no_chargeback(ground)
    check_consents(case, ground, move.lines)
    within_items(case, ground, move.lines, move.amount)
    bare = names_held(ground.order, move.lines)
    restock = move.restock and not bare  # a first try put them back, if it was asked to: never a second time
    plan = refund_plan(ground, move.amount, move.lines, move.shipping, restock, move.notify, "items", "")
    return replace(case, phase=RefundWanted(replace(plan, bare=bare), phase))


def within_items(case: Case, ground: Ground, lines: Quantities, amount: int) -> None:
    """The money of the other items stays: one of them may be on its way (rules §4.1). What belongs to no item (tax and
    shipping, which no line tells) may go back with any; our goodwill took none of it, for it lies on no item (rules §3
    "Which unit?"). Refused ``amount``."""
    order = ground.order
    left = max(0, (most_received(order) or 0) - order.went_back)
    values = {line.id: line.unit_value for line in order.lines}
    own = sum(values.get(take.line, 0) * take.quantity for take in lines)
    others = sum(values[line] for line, _ in Units(ground.situation(case)).left) - own
    given = _given(case, order)
    most = min(left, max(own, left + given - others))
    if given and others_go_out(case, ground, lines):  # one minor unit less is as good as all of it (rules §3)
        most = min(most, max(0, left - 2))
    if amount > most:
        raise Refused("amount", {"most": most, "currency": order.currency})


def _given(case: Case, order: Order) -> int:
    """What of the money that is back was our goodwill, minor units: by its mark, or known to be."""
    plain = (one for one in order.refunds if not one.lines and is_our_goodwill(one.note, one.at, order.cancelled_at))
    return sum(one.amount + one.pending for one in plain) + sum(unmarked_goodwill(case, order))


def refund_plan(
    ground: Ground,
    amount: int,
    lines: Quantities,
    shipping: int,
    restock: bool,
    notify: bool,
    purpose: Any,
    reason_ref: str,
) -> RefundPlan:
    """A refund as it is wanted now, amounts in minor units, still without its key. ``purpose``: ``owed``, ``items`` or
    ``goodwill``; what had gone back by now is remembered in it."""
    # The service draws the key before the journal row is written; see ``with_key``.
    before = ground.order.went_back
    return RefundPlan("", amount, lines, shipping, restock, notify, purpose, before, reason_ref)


def with_key(case: Case, key: str) -> Case:
    """Gives a wanted refund its idempotency key, once; the key is part of the journal before any call."""
    if isinstance(case.phase, RefundWanted) and not case.phase.plan.key:
        return replace(case, phase=replace(case.phase, plan=replace(case.phase.plan, key=key)))
    return case


def want_refund(case: Case, move: mv.WantRefund, ground: Ground) -> Case:
    """RefundOwed → RefundWanted for ``move.amount`` minor units, at most what was received and has not gone back.
    Refused: ``amount``, ``blocked_chargeback``, ``another_number``, or a consent that is missing."""
    if not isinstance(case.phase, RefundOwed):
        raise not_allowed(case)
    no_chargeback(ground)
    if ground.named:
        raise Refused("another_number", {"value": ground.named[0]})
    most = known_received(ground.order) - ground.order.went_back
    if move.amount < 1 or move.amount > most:
        raise Refused("amount", {"most": most, "currency": ground.order.currency})
    check_consents(case, ground, all_units(case, ground))
    plan = refund_plan(ground, move.amount, (), 0, False, move.notify, "owed", "")
    return replace(case, phase=RefundWanted(plan, case.phase))


def waive(case: Case, move: mv.Waive, ground: Ground) -> Case:
    """RefundOwed → Settling: the rest is not paid back, for the reason typed. Refused ``reason_needed`` without one."""
    if not isinstance(case.phase, RefundOwed):
        raise not_allowed(case)
    if not move.reason_ref:
        raise Refused("reason_needed")
    return replace(case, waived_ref=move.reason_ref, phase=Settling())


def all_units(case: Case, ground: Ground) -> Quantities:
    """A refund owed after a cancellation covers every unit that is not returned."""
    return quantities_of(Units(ground.situation(case)).left)
