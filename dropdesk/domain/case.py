"""A case: one wish of a customer from the question to the last cent (rules §4, §5). The only maker of permits.

``apply`` makes a person's move, ``follow`` what follows by itself; both are pure. ``Cancelled`` of the rules is no
resting place: what the look shows leads straight on to the refund, to *refund owed* or to settling.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from dropdesk.domain import moves as mv
from dropdesk.domain.headline import all_returned, assess, blockers, owed
from dropdesk.domain.leg_moves import outstanding, report
from dropdesk.domain.legrows import Clocks
from dropdesk.domain.legs import Leg, LegState, SupplierKind, Unit
from dropdesk.domain.order import Order
from dropdesk.domain.permit import (
    ApiSaw,
    CancelPermit,
    Clearance,
    Consent,
    Goodwill,
    Here,
    LossAccepted,
    NeverOrdered,
    NoPurchaseNeeded,
    Overridden,
    PersonSaw,
    RefundPart,
    RefundPermit,
    ShopFirst,
)
from dropdesk.domain.phases import (
    SENT,
    AtSupplier,
    Back,
    ByHand,
    CancelPlan,
    Claimed,
    Cleared,
    Closed,
    Drafted,
    Flight,
    Phase,
    RecallAsked,
    RecallSent,
    RefundOwed,
    RefundPlan,
    RefundSent,
    RefundWanted,
    Sent,
    Settling,
    TooLate,
    Wanted,
    Withdrawing,
)
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.units import Units, quantities, tells_afterwards, with_unlinked
from dropdesk.domain.values import CaseId, LegId, Money, OrderKey, Quantities, Take
from dropdesk.domain.verdict import Code, Route, Situation, Verdict
from dropdesk.domain.workdays import WorkCalendar
from dropdesk.errors import Refused


@dataclass(frozen=True, slots=True)
class Override:
    """A typed reason over units that may still ship; stays in the record for ever (rules §4.1)."""

    units: tuple[Unit, ...]
    reason_ref: str
    loss: Money | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """The whole state of a case, one journal row. ``plan``: all money that shall have gone back once the cancelling
    plan is carried out, what went back before it included (so that ``owed`` is plan - returned - pending)."""

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
    cut_off: bool = False
    """The wish shrank: what was cut off stays a recorded wish when the case is closed."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a case stands on at one moment: the order as last seen, the rules, the calendar, the time."""

    order: Order
    rules: Rulebook
    calendar: WorkCalendar
    now: datetime
    first_import: datetime | None = None

    @property
    def clocks(self) -> Clocks:
        return Clocks(self.rules, self.calendar)

    def situation(self, case: Case) -> Situation:
        """The order as this case sees it."""
        return Situation(
            order=self.order,
            legs=case.legs,
            wish=case.wish,
            plan=case.plan,
            waived=bool(case.waived_ref),
            open_case=not isinstance(case.phase, Closed),
            asked_at=case.asked_at,
            first_import=self.first_import,
        )

    def verdict(self, case: Case) -> Verdict:
        return assess(self.situation(case), self.rules, self.calendar, self.now)

    def minutes(self, rule: str) -> timedelta:
        return timedelta(minutes=self.rules.number(rule))


def open_case(case: CaseId, order: OrderKey, legs: tuple[Leg, ...], asked_at: datetime | None, now: datetime) -> Case:
    """A fresh case, drafted."""
    return Case(case, order, now, legs, Drafted(), asked_at=asked_at)


_WHILE_SENT = (mv.SawInAdmin, mv.SendAgain, mv.LookedNow, mv.Report)
"""What a person may do while a call is out: look, and say what they saw."""


# -- a person's moves -----------------------------------------------------------------------------------------------


def apply(case: Case, move: mv.Move, ground: Ground) -> Case:
    """The case after a person's move and all that follows. Refused (``not_now`` and others) when it does not fit."""
    allowed = (*_WHILE_SENT, mv.ChangeMind) if _sent_before(case.phase) else _WHILE_SENT
    if (isinstance(case.phase, SENT) or _sent_before(case.phase)) and not isinstance(move, allowed):
        raise Refused("sent", {"phase": case.phase.kind})
    handler = _HANDLERS[type(move)]
    return follow(handler(case, move, ground), ground)


def _sent_before(phase: Phase) -> bool:
    """A refund that is to be sent again: its first call may still arrive, so its key is never given up for another."""
    return isinstance(phase, RefundWanted) and phase.plan.first_sent is not None


def _looked_for(phase: RefundWanted, why: str = "") -> RefundSent:
    """Not sent again after all: what went out first is looked for as before."""
    plan = phase.plan
    assert plan.first_sent is not None
    return RefundSent(plan, Flight(plan.first_sent, trouble=why, server_sent=plan.first_server), phase.back)


def _refuse(case: Case, why: str = "not_now") -> Refused:
    return Refused(why, {"phase": case.phase.kind})


def _report(case: Case, move: mv.Report, ground: Ground) -> Case:
    legs = {leg.id: leg for leg in with_unlinked(ground.situation(case))}
    if move.leg not in legs:
        raise Refused("no_leg")
    moved = report(legs[move.leg], move, ground.now, ground.clocks)
    kept = tuple(leg for leg in case.legs if leg.id != move.leg)
    return replace(case, legs=(*kept, *moved))


def _set_why(case: Case, move: mv.SetWhy, ground: Ground) -> Case:
    return replace(
        case, reason=move.reason, asked_at=move.asked_at, edited_listing=move.edited_listing,
        note_ref=move.note_ref or case.note_ref,
    )  # fmt: skip


def _set_wish(case: Case, move: mv.SetWish, ground: Ground) -> Case:
    """The wish grows or shrinks: back to the supplier, except before the start."""
    if isinstance(case.phase, (RefundOwed, Closed)):
        raise _refuse(case)
    if move.wish is not None:
        known = {line.id: line.quantity for line in ground.order.lines}
        if any(take.quantity < 1 or take.quantity > known.get(take.line, 0) for take in move.wish) or not move.wish:
            raise Refused("wish")
    phase: Phase = case.phase if isinstance(case.phase, Drafted) else AtSupplier("wish_changed")
    units = Units(ground.situation(case))
    fewer = len(Units(ground.situation(replace(case, wish=move.wish))).wished) < len(units.wished)
    cut = fewer if not isinstance(case.phase, Drafted) else False
    return replace(case, wish=move.wish, wish_from=None, phase=phase, cut_off=cut)


def _start(case: Case, move: mv.Start, ground: Ground) -> Case:
    if not isinstance(case.phase, Drafted):
        raise _refuse(case)
    if case.reason is None:
        raise Refused("reason_needed")
    return replace(case, phase=AtSupplier())


def _with_leg(case: Case, leg: LegId, change: Callable[[Leg], Leg]) -> Case:
    if all(one.id != leg for one in case.legs):
        raise Refused("no_leg")
    return replace(case, legs=tuple(change(one) if one.id == leg else one for one in case.legs))


def _tick_request(case: Case, move: mv.TickRequest, ground: Ground) -> Case:
    """R-29…R-31: the request is sent; the leg is asked, and its silence clock runs from the tick."""
    again = next((leg.asked_times for leg in case.legs if leg.id == move.leg), 0) > 0
    say = mv.Say.ASKED_AGAIN if again else mv.Say.ASKED
    asked = _report(case, mv.Report(move.leg, say, at=move.at), ground)
    return _with_leg(asked, move.leg, lambda leg: replace(leg, request_ticked_at=move.at))


def _tick_message(case: Case, move: mv.TickMessage, ground: Ground) -> Case:
    return _with_leg(case, move.leg, lambda leg: replace(leg, message_ticked_at=move.at, acted_on=True))


def _untick(case: Case, move: mv.Untick, ground: Ground) -> Case:
    """A tick can be taken back until the next outside action."""
    if move.what == "message":
        return _with_leg(case, move.leg, lambda leg: replace(leg, message_ticked_at=None))
    if move.what == "request":
        asked = next((leg for leg in case.legs if leg.id == move.leg), None)
        if asked is None or asked.was is None or asked.state is not LegState.ASKED:
            raise _refuse(case)
        was, message = asked.was, asked.message_ticked_at
        return _with_leg(case, move.leg, lambda leg: replace(was, message_ticked_at=message))
    if isinstance(case.phase, (RefundOwed, Settling, Closed)):
        raise _refuse(case)
    undone = _report(case, mv.Report(move.leg, mv.Say.UNDO), ground)
    return replace(undone, phase=AtSupplier("taken_back"))


def _looked_now(case: Case, move: mv.LookedNow, ground: Ground) -> Case:
    """The pre-flight tick: the page was looked at just now and the leg is still what it was."""
    return _with_leg(case, move.leg, lambda leg: replace(leg, looked_at=move.at, acted_on=True))


def _keep(case: Case, move: mv.Keep, ground: Ground) -> Case:
    match case.phase:
        case Drafted():
            return replace(case, phase=Withdrawing(), kept=True)
        case TooLate() | Settling() if ground.order.cancelled_at is None:
            return replace(case, phase=Settling(kept=True), kept=True)
        case _:
            raise _refuse(case)


def _want_goodwill(case: Case, move: mv.WantGoodwill, ground: Ground) -> Case:
    """Part of the money for a parcel the customer keeps: below what was received; above the limit only with a typed
    reason (rules §4.1, §2)."""
    phase = case.phase
    if not isinstance(phase, (Drafted, AtSupplier, TooLate, Settling)) or ground.order.cancelled_at is not None:
        raise _refuse(case)
    received = _known_received(ground.order)
    if move.amount < 1 or ground.order.returned + ground.order.refund_pending + move.amount >= received:
        raise Refused("goodwill_amount", {"most": received - ground.order.returned - ground.order.refund_pending - 1})
    limit = received * ground.rules.number("goodwill") // 100
    if case.goodwill + move.amount > limit and not move.reason_ref:
        raise Refused("goodwill_limit", {"limit": limit, "currency": ground.order.currency})
    plan = _refund_plan(ground, move.amount, (), 0, False, move.notify, "goodwill", move.reason_ref)
    return replace(case, phase=RefundWanted(plan, phase))


def _known_received(order: Order) -> int:
    if order.received is None:
        raise Refused("amount_unknown")
    return order.received


def _override(case: Case, move: mv.Override, ground: Ground) -> Case:
    """Clears live units after the possible loss was seen (rules §4.1)."""
    if not isinstance(case.phase, (AtSupplier, TooLate)):
        raise _refuse(case)
    if not move.reason_ref:
        raise Refused("reason_needed")
    units = Units(ground.situation(case))
    live = tuple(unit for unit in units.wished if units.group[unit] == "live")
    if not live:
        raise _refuse(case)
    made = Override(live, move.reason_ref, move.loss, ground.now)
    chosen = tuple(unit for unit in units.wished if units.group[unit] in ("live", "free"))
    return replace(
        case, overrides=(*case.overrides, made), phase=Cleared(_count(chosen), _route(units, chosen), overridden=True)
    )


def _count(units: tuple[Unit, ...]) -> Quantities:
    return quantities(units)


def _route(units: Units, chosen: tuple[Unit, ...]) -> Route:
    order = units.situation.order
    whole = set(chosen) == set(units.left)
    if whole and (not units.fulfilled or order.received == 0):
        return Route.CANCEL
    return Route.EDIT_BY_HAND if order.received == 0 else Route.ITEMS


def _want_recall(case: Case, move: mv.WantRecall, ground: Ground) -> Case:
    if not isinstance(case.phase, Cleared):
        raise _refuse(case)
    requests = _recallable(case.phase.scope, ground)
    if not requests:
        raise Refused("nothing_to_recall")
    return replace(case, phase=RecallSent(requests, None, case.phase))


def _recallable(scope: Quantities, ground: Ground) -> tuple[tuple[str, bool], ...]:
    """Fulfilment requests for lines of the scope that can be called back: id, and whether at once."""
    wanted = {take.line for take in scope}
    return tuple(
        (request.id, str(request.recall) == "cancel")
        for request in ground.order.requests
        if str(request.recall) != "none" and wanted & {take.line for take in request.lines}
    )


def _recalled_first(phase: Phase, ground: Ground) -> None:
    """Requested units are recalled first, on both routes (rules §3 "Route"), where Shopify offers it."""
    if not isinstance(phase, Cleared) or phase.recalled or not _requested(phase, ground):
        return
    if _recallable(phase.scope, ground):
        raise Refused("recall_first")


def _want_cancel(case: Case, move: mv.WantCancel, ground: Ground) -> Case:
    phase = case.phase
    if not isinstance(phase, Cleared) or not phase.route.cancels:
        raise _refuse(case)
    _recalled_first(phase, ground)
    left = max(0, (ground.order.received or 0) - ground.order.returned - ground.order.refund_pending)
    if move.amount < 0 or move.amount > left:
        raise Refused("amount", {"most": left, "currency": ground.order.currency})
    refund_all = not move.later and move.amount == left and left > 0
    _check_consents(case, ground, phase.scope)
    plan = CancelPlan(
        move.amount, refund_all, move.later, move.reason, move.restock, move.notify, move.staff_note_ref, phase.scope
    )
    back = ground.order.returned + ground.order.refund_pending
    return replace(case, phase=Wanted(plan, phase), plan=back + move.amount)


def _want_items(case: Case, move: mv.WantItems, ground: Ground) -> Case:
    """Refund named quantities: free units from Cleared, units here (or gone with the loss accepted) later."""
    phase = case.phase
    if not isinstance(phase, (Cleared, TooLate, Settling)) or not move.lines:
        raise _refuse(case)
    _recalled_first(phase, ground)
    most = _known_received(ground.order) - ground.order.returned - ground.order.refund_pending
    if move.amount < 1 or move.amount > most:
        raise Refused("amount", {"most": most, "currency": ground.order.currency})
    _check_consents(case, ground, move.lines)
    plan = _refund_plan(ground, move.amount, move.lines, move.shipping, move.restock, move.notify, "items", "")
    return replace(case, phase=RefundWanted(plan, phase))


def _refund_plan(
    ground: Ground,
    amount: int,
    lines: Quantities,
    shipping: int,
    restock: bool,
    notify: bool,
    purpose: Any,
    reason_ref: str,
) -> RefundPlan:
    # The service draws the key before the journal row is written; see ``with_key``.
    before = ground.order.returned + ground.order.refund_pending
    return RefundPlan("", amount, lines, shipping, restock, notify, purpose, before, reason_ref)


def with_key(case: Case, key: str) -> Case:
    """Gives a wanted refund its idempotency key, once; the key is part of the journal before any call."""
    if isinstance(case.phase, RefundWanted) and not case.phase.plan.key:
        return replace(case, phase=replace(case.phase, plan=replace(case.phase.plan, key=key)))
    return case


def _want_refund(case: Case, move: mv.WantRefund, ground: Ground) -> Case:
    if not isinstance(case.phase, RefundOwed):
        raise _refuse(case)
    most = _known_received(ground.order) - ground.order.returned - ground.order.refund_pending
    if move.amount < 1 or move.amount > most:
        raise Refused("amount", {"most": most, "currency": ground.order.currency})
    plan = _refund_plan(ground, move.amount, (), 0, False, move.notify, "owed", "")
    return replace(case, phase=RefundWanted(plan, case.phase))


def _waive(case: Case, move: mv.Waive, ground: Ground) -> Case:
    if not isinstance(case.phase, RefundOwed):
        raise _refuse(case)
    if not move.reason_ref:
        raise Refused("reason_needed")
    return replace(case, waived_ref=move.reason_ref, phase=Settling())


def _do_by_hand(case: Case, move: mv.DoByHand, ground: Ground) -> Case:
    """R-34…R-38: the person clicks in the admin; the same consents are asked for."""
    phase = case.phase
    if isinstance(phase, (Wanted, RefundWanted)):
        phase = phase.back
    if not isinstance(phase, (Cleared, RefundOwed, TooLate, Settling)):
        raise _refuse(case)
    if move.what == "items":
        _check_consents(case, ground, move.lines)
    elif isinstance(phase, Cleared):
        _check_consents(case, ground, phase.scope)
    elif isinstance(phase, RefundOwed):
        _check_consents(case, ground, _all_units(case, ground))
    elif move.what != "refund":  # too late to cancel; goodwill may be given
        raise _refuse(case)
    before = ground.order.returned + ground.order.refund_pending
    plan = before + move.amount if move.what == "cancel" else case.plan
    chosen = ByHand(
        move.what, move.amount, move.lines, before, phase,
        reason=move.reason, notify=move.notify, restock=move.restock,
    )  # fmt: skip
    return replace(case, plan=plan, phase=chosen)


def _did_by_hand(case: Case, move: mv.DidByHand, ground: Ground) -> Case:
    match case.phase:
        case ByHand(what, amount, lines, before, back):
            return replace(case, phase=Claimed(what, amount, lines, before, move.at, back))
        case _:
            raise _refuse(case)


def _change_mind(case: Case, move: mv.ChangeMind, ground: Ground) -> Case:
    """Back from a wish that has not been sent."""
    match case.phase:
        case Wanted(_, back):
            return replace(case, phase=back, plan=None)
        case RefundWanted() as again if _sent_before(again):
            return replace(case, phase=_looked_for(again))
        case RefundWanted(_, back) | ByHand(_, _, _, _, back) | Claimed(_, _, _, _, _, back):
            plan = case.plan if ground.order.cancelled_at is not None else None
            return replace(case, phase=back, plan=plan)
        case RecallAsked(_, back):
            return replace(case, phase=back)
        case _:
            raise _refuse(case)


def can_send_again(case: Case, ground: Ground) -> bool:
    """Whether the person may send this refund again: looked for, found absent, its key younger than 23 h."""
    phase = case.phase
    if not isinstance(phase, RefundSent) or phase.flight.certain or not phase.flight.looks:
        return False
    return _young(case, ground)


def _young(case: Case, ground: Ground) -> bool:
    """Whether the shop still knows the key of this refund, by our clock."""
    assert isinstance(case.phase, RefundSent)
    age = ground.now - (case.phase.plan.first_sent or case.phase.flight.sent_at)
    return timedelta() <= age < timedelta(hours=ground.rules.number("resend"))


def _send_again(case: Case, move: mv.SendAgain, ground: Ground) -> Case:
    """A refund only: found absent by a look, same key, same variables, younger than 23 h by our clock; the outbox
    checks the server's clock as well."""
    phase = case.phase
    if not isinstance(phase, RefundSent) or phase.flight.certain or not phase.flight.looks:
        raise _refuse(case)
    if not can_send_again(case, ground):
        raise Refused("too_old_to_resend")
    return replace(case, phase=RefundWanted(phase.plan, phase.back))


def _saw_in_admin(case: Case, move: mv.SawInAdmin, ground: Ground) -> Case:
    """In the Sent phases a look may be the person's own, in the admin, with a tick. "Not done" is worth what a look of
    the app is: a cancellation may be seconds away, a refund is sent again with its own key while that is good."""
    match case.phase:
        case Sent(_, flight, _) as out if not move.done:
            return _absent(case, out, flight, ground.order.cancel_running, ground)
        case RefundSent(plan, flight, _) as out if not move.done and not flight.certain and _young(case, ground):
            return replace(case, phase=replace(out, flight=replace(flight, looks=(*flight.looks, ground.now))))
        case Sent(plan, _, back):
            return replace(case, phase=Claimed("cancel", plan.amount, plan.scope, 0, move.at, back))
        case RefundSent(plan, _, back):
            if not move.done:
                return replace(case, phase=_back_to(back, "not_done", ""))
            what = "goodwill" if plan.purpose == "goodwill" else "refund"
            return replace(case, phase=Claimed(what, plan.amount, plan.lines, plan.before, move.at, back))
        case RecallSent(_, _, back):
            return replace(case, phase=RecallAsked(move.at, back) if move.done else replace(back, why="not_done"))
        case _:
            raise _refuse(case)


def _withdraw(case: Case, move: mv.Withdraw, ground: Ground) -> Case:
    """The customer withdraws, as long as nothing is cancelled or refunded."""
    allowed = (Drafted, AtSupplier, TooLate, Cleared, RecallAsked, Wanted, RefundWanted)
    if not isinstance(case.phase, allowed) or ground.order.cancelled_at is not None:
        raise _refuse(case)
    return replace(case, phase=Withdrawing(), kept=True, plan=None)


def _wanted_after_all(case: Case, move: mv.WantedAfterAll, ground: Ground) -> Case:
    if not isinstance(case.phase, Withdrawing):
        raise _refuse(case)
    return replace(case, phase=AtSupplier(), kept=False)


def _undone(case: Case, move: mv.Undone, ground: Ground) -> Case:
    if not isinstance(case.phase, Withdrawing):
        raise _refuse(case)
    back = {leg.id for leg in case.legs if leg.state is LegState.ASKED}
    withdrawn = case
    for leg in sorted(back):
        withdrawn = _report(withdrawn, mv.Report(leg, mv.Say.REQUEST_WITHDRAWN), ground)
    return replace(withdrawn, phase=Settling(kept=True))


def _reorder(case: Case, move: mv.Reorder, ground: Ground) -> Case:
    """Already stopped, the customer keeps: a new purchase for these units, a new leg."""
    if not isinstance(case.phase, (Withdrawing, Settling)):
        raise _refuse(case)
    if any(leg.number == move.number for leg in case.legs):
        raise _refuse(case)  # it is the purchase that was stopped
    leg = Leg(LegId(f"{move.number}"), LegState.UNCLEAR, move.units, number=move.number, known_at=ground.now)
    return replace(case, legs=(*case.legs, leg), phase=Settling(kept=True), kept=True)


def _close_with_note(case: Case, move: mv.CloseWithNote, ground: Ground) -> Case:
    if isinstance(case.phase, Closed) or not move.note_ref:
        raise _refuse(case) if isinstance(case.phase, Closed) else Refused("reason_needed")
    return replace(case, phase=Closed("noted", ground.now), outcome="noted", note_ref=move.note_ref)


def _reopen(case: Case, move: mv.Reopen, ground: Ground) -> Case:
    if not isinstance(case.phase, Closed):
        raise _refuse(case)
    phase: Phase = Settling() if ground.order.cancelled_at is not None else AtSupplier("reopened")
    wish = case.wish or None  # what was wished is done: then all that is left
    return replace(case, phase=phase, kept=False, outcome="", wish=wish)


_HANDLERS: dict[type, Callable[[Case, Any, Ground], Case]] = {
    mv.Report: _report,
    mv.SetWhy: _set_why,
    mv.SetWish: _set_wish,
    mv.Start: _start,
    mv.TickRequest: _tick_request,
    mv.TickMessage: _tick_message,
    mv.Untick: _untick,
    mv.LookedNow: _looked_now,
    mv.Keep: _keep,
    mv.WantGoodwill: _want_goodwill,
    mv.Override: _override,
    mv.WantRecall: _want_recall,
    mv.WantCancel: _want_cancel,
    mv.WantItems: _want_items,
    mv.WantRefund: _want_refund,
    mv.Waive: _waive,
    mv.DoByHand: _do_by_hand,
    mv.DidByHand: _did_by_hand,
    mv.ChangeMind: _change_mind,
    mv.SendAgain: _send_again,
    mv.SawInAdmin: _saw_in_admin,
    mv.Withdraw: _withdraw,
    mv.WantedAfterAll: _wanted_after_all,
    mv.Undone: _undone,
    mv.Reorder: _reorder,
    mv.CloseWithNote: _close_with_note,
    mv.Reopen: _reopen,
}


# -- what follows by itself -------------------------------------------------------------------------------------------


def follow(case: Case, ground: Ground) -> Case:
    """Every move that follows by itself, until nothing more does."""
    case = replace(case, legs=tuple(_window_over(leg, ground) for leg in case.legs))
    case = _less_returned(case, ground)
    for _ in range(8):  # the longest chain of the table has four links
        moved = _follow_once(case, ground)
        if moved == case:
            return case
        case = moved
    raise AssertionError(f"phases go in a circle at {case.phase.kind}")


def _less_returned(case: Case, ground: Ground) -> Case:
    """The wish without the units that went back since it was told: one of two, returned, is not wished once more."""
    back = {line.id: line.returned for line in ground.order.lines}
    known = tuple(Take(line, n) for line, n in back.items())
    if case.wish is None or case.wish_from is None:
        return replace(case, wish_from=None if case.wish is None else known)
    if known == case.wish_from:
        return case
    before = {take.line: take.quantity for take in case.wish_from}
    left = tuple(
        replace(take, quantity=n)
        for take in case.wish
        if (n := take.quantity - max(0, back.get(take.line, 0) - before.get(take.line, 0))) > 0
    )
    return replace(case, wish=left, wish_from=known)


def _window_over(leg: Leg, ground: Ground) -> Leg:
    """Disputable, and its window is over: gone, for good."""
    if leg.state is not LegState.DISPUTABLE:
        return leg
    last = ground.clocks.dispute(leg)[1]
    return leg if last is None or ground.now < last else replace(leg, state=LegState.GONE, before=leg.state)


def _follow_once(case: Case, ground: Ground) -> Case:
    phase, order = case.phase, ground.order
    if isinstance(phase, SENT) or _sent_before(phase):
        return case
    if order.cancelled_at is not None and isinstance(
        phase, (Drafted, AtSupplier, TooLate, Cleared, RecallAsked, Wanted, ByHand, Claimed, Withdrawing)
    ):
        return _after_cancelled(case, ground)
    if order.cancelled_at is not None and isinstance(phase, RefundWanted) and phase.plan.purpose != "owed":
        return _after_cancelled(case, ground)
    match phase:
        case AtSupplier():
            return _follow_supplier(case, ground)
        case TooLate():
            return _follow_ended(case, ground)
        case Cleared() | RecallAsked() | Wanted() | ByHand():
            return _follow_ground(case, ground)
        case RefundWanted(_, Cleared() as back) if not _still_cleared(case, back, ground):
            return replace(case, phase=AtSupplier("ground_moved"))
        case Claimed("refund" | "goodwill" | "items" | "edit"):
            return _follow_claimed_refund(case, ground, phase)
        case Claimed("recall", back=Cleared() as back) if not _requested(back, ground):
            return replace(case, phase=replace(back, recalled=True, why="recalled"))
        case RefundOwed() if owed(ground.situation(case)) == 0:
            return replace(case, phase=Settling())
        case Settling():
            return _follow_settling(case, ground)
        case Closed():
            return _follow_closed(case, ground)
        case _:
            return case


def _after_cancelled(case: Case, ground: Ground) -> Case:
    """Cancelled, by us or by somebody else: on to the refund that the plan means, to *refund owed*, or to settling."""
    ours = isinstance(case.phase, (Claimed, ByHand)) and case.phase.what == "cancel"
    why = "" if ours else "cancelled_by_others"
    case = case if ours else replace(case, plan=None)  # a plan that did not cancel it means nothing
    due = owed(ground.situation(case))
    return replace(case, phase=RefundOwed(why) if due > 0 else Settling(case.kept, why))


def _follow_supplier(case: Case, ground: Ground) -> Case:
    verdict = ground.verdict(case)
    if verdict.scope and verdict.route is not None:
        return replace(case, phase=Cleared(verdict.scope, verdict.route, why=_kept_reason(case.phase)))
    units = Units(ground.situation(case))
    live = any(units.group[unit] == "live" for unit in units.wished)
    # With the money back and goods live the parcel must still be stopped.
    if not units.wished or (all_returned(ground.order) and not live):
        return replace(case, phase=Settling(case.kept))
    return case if live else replace(case, phase=TooLate())


def _kept_reason(phase: Phase) -> str:
    return phase.why if isinstance(phase, AtSupplier) and phase.why not in ("reopened", "taken_back") else ""


def _follow_ended(case: Case, ground: Ground) -> Case:
    """TooLate, Settling, Closed: a new scope clears; a unit live again goes back to the supplier."""
    if case.kept or ground.order.cancelled_at is not None:
        return case
    verdict = ground.verdict(case)
    units = Units(ground.situation(case))
    if verdict.scope and verdict.route is not None:
        return replace(case, phase=Cleared(verdict.scope, verdict.route))
    if any(units.group[unit] == "live" for unit in units.wished):
        return replace(case, phase=AtSupplier("live_again"))
    return case


def _still_cleared(case: Case, back: Cleared, ground: Ground) -> bool:
    verdict = ground.verdict(case)
    if back.overridden:
        units = Units(ground.situation(case))
        try:
            wanted = _units_of(units, back.scope, case)
        except Refused:
            return False  # part of it was taken off the order
        if back.route.cancels and not _route(units, wanted).cancels:
            return False  # something was added or sent since: a cancellation would cover more than was cleared
        covered = {unit for override in case.overrides for unit in override.units}
        return all(units.group[unit] == "free" or _covers(unit, covered, units) for unit in wanted)
    if isinstance(case.phase, Wanted) and (verdict.route is None or not verdict.route.cancels):
        return False  # a line went out: what is left is refunded by items
    return verdict.scope == back.scope and verdict.route is not None


def _covers(unit: Unit, covered: set[Unit], units: Units) -> bool:
    """An override clears what is live; for what went out since, the loss must be accepted (rules §4.1)."""
    return unit in covered and units.group[unit] == "live"


def _follow_ground(case: Case, ground: Ground) -> Case:
    """The ground moves: a unit of the scope is no longer free, the order was edited, somebody returned everything."""
    phase = case.phase
    assert isinstance(phase, (Cleared, RecallAsked, Wanted, ByHand))
    back = phase if isinstance(phase, Cleared) else phase.back
    if not isinstance(back, Cleared):
        return case
    if not _still_cleared(case, back, ground):
        verdict = ground.verdict(case)
        fits = verdict.scope and verdict.route is not None
        if fits and isinstance(phase, Cleared) and not back.overridden:
            assert verdict.route is not None
            return replace(case, phase=Cleared(verdict.scope, verdict.route, why=phase.why))
        return replace(case, phase=AtSupplier("ground_moved"), plan=None)
    if isinstance(phase, RecallAsked):
        return _follow_recall(case, phase, ground)
    verdict = ground.verdict(case)
    by_items = isinstance(phase, Cleared) and phase.recalled and phase.route is Route.ITEMS  # the recall failed
    if isinstance(phase, Cleared) and not by_items and verdict.route not in (None, phase.route):
        return replace(case, phase=replace(phase, route=verdict.route))
    return case


def _requested(back: Cleared, ground: Ground) -> bool:
    """Whether a line of the scope is still with a fulfilment service."""
    lines = {take.line for take in back.scope}
    return any(line.requested for line in ground.order.lines if line.id in lines)


def _follow_recall(case: Case, phase: RecallAsked, ground: Ground) -> Case:
    """Recalled → Cleared; rejected, or silent for 24 h → Cleared, by refund items."""
    lines = {take.line for take in phase.back.scope}
    mine = [request for request in ground.order.requests if lines & {take.line for take in request.lines}]
    if not _requested(phase.back, ground):
        return replace(case, phase=replace(phase.back, recalled=True, why="recalled"))
    rejected = any(request.request_status.upper() == "CANCELLATION_REJECTED" for request in mine)
    silent = ground.now >= phase.at + timedelta(hours=ground.rules.number("recall_silence"))
    if rejected or silent:
        why = "recall_rejected" if rejected else "recall_silent"
        return replace(case, phase=replace(phase.back, route=Route.ITEMS, recalled=True, why=why))
    return case


def _follow_claimed_refund(case: Case, ground: Ground, phase: Claimed) -> Case:
    if phase.what == "edit":
        units = Units(ground.situation(case))
        return case if units.wished else replace(case, phase=Settling(case.kept))
    if ground.order.returned + ground.order.refund_pending >= phase.before + phase.amount:
        if phase.what == "goodwill":
            return replace(case, goodwill=case.goodwill + phase.amount, phase=phase.back)
        return _after_refund(case, phase.back, "", ground)
    return case


def _after_refund(case: Case, back: Back, purpose: str, ground: Ground) -> Case:
    if purpose == "goodwill":
        return replace(case, phase=back)
    if ground.order.cancelled_at is not None:
        return replace(case, phase=RefundOwed() if owed(ground.situation(case)) > 0 else Settling(case.kept))
    return replace(case, phase=AtSupplier("refunded"))


def _follow_settling(case: Case, ground: Ground) -> Case:
    """Settling → Closed when nothing is open any more; before that, what may come back comes back."""
    phase = case.phase
    assert isinstance(phase, Settling)
    if ground.order.cancelled_at is None and not case.kept:
        again = _follow_ended(case, ground)
        if again != case:
            return again
    if ground.order.cancelled_at is not None and owed(ground.situation(case)) > 0:
        return replace(case, phase=RefundOwed(phase.why))
    if _settled(case, ground):
        outcome = "kept" if case.kept else "refunded"
        return replace(case, phase=Closed(outcome, ground.now), outcome=outcome)
    return case


def _settled(case: Case, ground: Ground) -> bool:
    """No Alarm; no unit live (kept: none asked) or returning; the order cancelled and nothing owed, or every unit of
    the wish returned or kept; all supplier money received or written off."""
    verdict = ground.verdict(case)
    if verdict.code is Code.ALARM or any(outstanding(leg) for leg in case.legs):
        return False
    if any(leg.state is LegState.RETURNING for leg in case.legs):
        return False
    if case.kept:
        return all(leg.state is not LegState.ASKED for leg in case.legs)
    units = Units(ground.situation(case))
    if any(group == "live" for group in units.group.values()):
        return False
    cancelled = ground.order.cancelled_at is not None and owed(ground.situation(case)) == 0
    return cancelled or not units.wished or all_returned(ground.order)


def _follow_closed(case: Case, ground: Ground) -> Case:
    """A late fact that makes an Alarm opens the case again; a new scope clears it (not when kept or noted)."""
    if case.outcome == "noted":
        return case
    if ground.verdict(case).code is Code.ALARM:
        phase: Phase = Settling(why="late_fact") if ground.order.cancelled_at is not None else AtSupplier("late_fact")
        return replace(case, phase=phase)
    return _follow_ended(case, ground)


# -- consents and permits ---------------------------------------------------------------------------------------------


def _units_of(units: Units, scope: Quantities, case: Case) -> tuple[Unit, ...]:
    """The units a scope names: free first, then those an override covers, then here, then gone."""
    covered = {unit for override in case.overrides for unit in override.units}
    places = {"free": 0, "here": 2, "gone": 3, "live": 4}

    def rank(unit: Unit) -> int:
        return 1 if unit in covered and units.group[unit] == "live" else places[units.group[unit]]

    found: list[Unit] = []
    for take in scope:
        mine = [unit for unit in units.left if unit[0] == take.line]
        mine.sort(key=lambda unit: (rank(unit), unit[1]))
        if len(mine) < take.quantity:
            raise Refused("units_gone")
        found += mine[: take.quantity]
    return tuple(found)


def stale_legs(case: Case, ground: Ground, scope: Quantities) -> tuple[LegId, ...]:
    """Legs of the scope that must be looked at again before money moves (15 minutes, rules §3)."""
    units = Units(ground.situation(case))
    found: list[LegId] = []
    for unit in _units_of(units, scope, case):
        for leg in units.serving[unit]:
            needs = leg.state in (LegState.STOPPED, LegState.NOT_ORDERED) and not leg.app_can_read_it
            if needs and not _fresh(leg, ground) and leg.id not in found and leg.id not in units.doubted:
                found.append(leg.id)
    return tuple(found)


def _fresh(leg: Leg, ground: Ground) -> bool:
    if leg.looked_at is None:
        return False
    return timedelta() <= ground.now - leg.looked_at < ground.minutes("age_lock")


def _check_consents(case: Case, ground: Ground, scope: Quantities) -> Clearance:
    """One consent for every unit. Refused: ``look_first`` (with the legs), ``may_still_ship``, ``gone``."""
    units = Units(ground.situation(case))
    stale = stale_legs(case, ground, scope)
    if stale:
        raise Refused("look_first", {"legs": stale})
    found: list[tuple[Unit, LegId, Consent]] = []
    for unit in _units_of(units, scope, case):
        for leg in units.serving[unit]:
            found.append((unit, leg.id, _consent(case, leg, unit, units, ground)))
    return Clearance(tuple(found))


def _consent(case: Case, leg: Leg, unit: Unit, units: Units, ground: Ground) -> Consent:
    currency = ground.order.currency
    doubted = leg.id in units.doubted
    if not doubted and leg.state is LegState.STOPPED and leg.looked_at is not None:
        return ApiSaw(leg.looked_at) if leg.app_can_read_it else PersonSaw(leg.looked_at)
    if not doubted and leg.state is LegState.NOT_ORDERED and leg.looked_at is not None:
        return NeverOrdered(leg.known_at or leg.looked_at, leg.looked_at)
    if leg.state is LegState.NO_PURCHASE:
        return NoPurchaseNeeded()
    if leg.kind is not SupplierKind.ALIEXPRESS and tells_afterwards(leg):
        return ShopFirst("V-19")
    if leg.loss_accepted and not doubted and leg.state is LegState.HANDLED:
        cost = leg.cost
        loss = cost.minor if cost else None
        return LossAccepted(leg.claim, loss, cost.currency if cost else currency, leg.known_at or ground.now)
    if leg.state in (LegState.DELIVERED, LegState.HANDLED):
        return Here()
    for override in case.overrides:
        if _covers(unit, set(override.units), units):
            loss = override.loss.minor if override.loss else None
            return Overridden(
                override.reason_ref, loss, override.loss.currency if override.loss else currency, override.at
            )
    if leg.state in (LegState.GONE, LegState.RETURNING):
        raise Refused("gone", {"leg": leg.id})
    raise Refused("may_still_ship", {"leg": leg.id})


def cancel_permit(case: Case, ground: Ground, staff_note: str) -> CancelPermit:
    """What ``Shop.cancel`` takes, made right before sending from the order just re-read. Refused when it no longer
    fits: every check of the pre-flight is here."""
    phase = case.phase
    order = ground.order
    if not isinstance(phase, Wanted) or order.shopify_id is None:
        raise _refuse(case)
    plan = phase.plan
    if order.cancelled_at is not None:
        raise Refused("already_cancelled")
    left = max(0, (order.received or 0) - order.returned - order.refund_pending)
    if plan.amount > left or (plan.refund_all and plan.amount != left):
        raise Refused("amount_changed", {"most": left, "currency": order.currency})
    _check_blockers(ground, lines=(), cancels=True)
    if not _still_cleared(case, phase.back, ground):
        raise Refused("ground_moved")
    clearance = _check_consents(case, ground, plan.scope)
    # One mail only: the customer is told by the last of the calls.
    notify = plan.notify and (plan.refund_all or plan.later or plan.amount == 0)
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


def refund_permit(case: Case, ground: Ground, parts: tuple[RefundPart, ...], note: str) -> RefundPermit:
    """What ``Shop.refund`` takes. Refused when the sum of refunds with this one would pass what was received, or the
    plan no longer fits the order just re-read."""
    phase = case.phase
    order = ground.order
    if not isinstance(phase, RefundWanted) or order.shopify_id is None or not phase.plan.key:
        raise _refuse(case)
    plan = phase.plan
    back_now = order.returned + order.refund_pending
    if back_now != plan.before:
        raise Refused("plan_changed", {"before": plan.before, "now": back_now, "currency": order.currency})
    if back_now + plan.amount > _known_received(order):
        raise Refused("too_much", {"most": _known_received(order) - back_now, "currency": order.currency})
    if sum(part.amount for part in parts) != plan.amount:
        raise Refused("parts")
    _check_blockers(ground, lines=plan.lines)
    grounds: Clearance | Goodwill
    if plan.purpose == "goodwill":
        if back_now + plan.amount >= _known_received(order):
            raise Refused("goodwill_amount", {"most": _known_received(order) - back_now - 1})
        grounds = Goodwill(plan.reason_ref)
    else:
        grounds = _check_consents(case, ground, plan.lines or _all_units(case, ground))
    return RefundPermit(
        key=plan.key,
        shopify_id=order.shopify_id,
        amount=plan.amount,
        currency=order.currency,
        parts=parts,
        lines=plan.lines,
        shipping=plan.shipping,
        restock=plan.restock,
        notify=plan.notify,
        note=f"{note} {plan.key[:8]}".strip(),
        grounds=grounds,
    )


def _all_units(case: Case, ground: Ground) -> Quantities:
    """A refund owed after a cancellation covers every unit that is not returned."""
    return _count(Units(ground.situation(case)).left)


def _check_blockers(ground: Ground, lines: Quantities, cancels: bool = False) -> None:
    for blocker in blockers(ground.order, lines):
        if str(blocker) == "fulfilment" and not cancels:
            continue  # it locks the cancellation alone
        raise Refused(f"blocked_{blocker}")


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
            raise _refuse(case)


def planned_parts(case: Case, parts: tuple[RefundPart, ...]) -> Case:
    """Keeps the parts of a wanted refund, so that sending again sends the same variables."""
    assert isinstance(case.phase, RefundWanted)
    return replace(case, phase=replace(case.phase, plan=replace(case.phase.plan, parts=parts)))


def taken(case: Case, ref: str | None, pending: int, ground: Ground) -> Case:
    """The other side took it. A look proves it."""
    match case.phase:
        case Sent(plan, flight, back):
            return replace(case, phase=Sent(plan, replace(flight, certain=True, job=ref), back))
        case RefundSent(plan, flight, back):
            return replace(case, phase=RefundSent(plan, replace(flight, certain=True, job=ref, pending=pending), back))
        case RecallSent(_, flight, back) if flight is not None:
            return follow(replace(case, phase=RecallAsked(flight.sent_at, back)), ground)
        case _:
            raise _refuse(case)


def refused(case: Case, code: str, text: str, ground: Ground) -> Case:
    """Certainly not done: back to where it came from, with the reason."""
    match case.phase:
        case Sent(_, _, back) | Wanted(_, back):
            return follow(replace(case, phase=replace(back, why=code, text=text), plan=None), ground)
        case RefundWanted() as again if _sent_before(again):
            return replace(case, phase=_looked_for(again, code))
        case RefundSent(_, _, back) | RefundWanted(_, back):
            return follow(replace(case, phase=_back_to(back, code, text)), ground)
        case RecallSent(_, None, back):  # held back: nobody was asked
            return follow(replace(case, phase=replace(back, why=code, text=text)), ground)
        case RecallSent(_, _, back):
            by_items = replace(back, route=Route.ITEMS, recalled=True, why=code, text=text)
            return follow(replace(case, phase=by_items), ground)
        case _:
            raise _refuse(case)


def _back_to(back: Back, why: str, text: str) -> Phase:
    match back:
        case Cleared() | RefundOwed():
            return replace(back, why=why, text=text)
        case AtSupplier() | Settling():
            return replace(back, why=why)
        case _:
            return back


def not_known(case: Case, trouble: str) -> Case:
    """Nobody knows. *Not known yet* is a state of its own; its action is *look*."""
    match case.phase:
        case Sent() | RefundSent():
            return replace(case, phase=replace(case.phase, flight=replace(case.phase.flight, trouble=trouble)))
        case RecallSent(_, flight, _) if flight is not None:
            return replace(case, phase=replace(case.phase, flight=replace(flight, trouble=trouble)))
        case _:
            raise _refuse(case)


def looked(case: Case, ground: Ground, running: bool, failed: tuple[str, ...], refund_seen: bool | None) -> Case:
    """After a look at the order. ``running``: a cancellation job runs · ``failed``: its errors · ``refund_seen``:
    whether our refund is there (by its key in the note, else by the sum)."""
    phase = case.phase
    match phase:
        case Sent(plan, flight, back):
            if ground.order.cancelled_at is not None:
                booking = running and plan.refund_all and owed(ground.situation(case)) > 0
                return case if booking else _cancel_seen(case, plan, ground)
            if failed and not running:
                return refused(case, "job_failed", failed[0], ground)
            return _absent(case, phase, flight, running, ground)
        case RefundSent(plan, flight, back):
            if refund_seen:
                ours = [one for one in ground.order.refunds if one.id == flight.job or plan.key[:8] in one.note]
                if any(one.pending for one in ours) if ours else ground.order.refund_pending and flight.pending:
                    return replace(case, phase=replace(phase, flight=replace(flight, certain=True)))
                more = plan.amount if plan.purpose == "goodwill" else 0
                seen = replace(case, goodwill=case.goodwill + more)
                return follow(_after_refund(seen, back, plan.purpose, ground), ground)
            if flight.certain:
                return case  # it was taken: the order's page lags, look again
            return replace(case, phase=replace(phase, flight=replace(flight, looks=(*flight.looks, ground.now))))
        case RecallSent(_, flight, back) if flight is not None:
            lines = {take.line for take in back.scope}
            mine = [r for r in ground.order.requests if lines & {take.line for take in r.lines}]
            asked = any(r.request_status.upper().startswith("CANCELLATION") for r in mine)
            gone = not any(line.requested for line in ground.order.lines if line.id in lines)
            if asked or gone:
                return follow(replace(case, phase=RecallAsked(flight.sent_at, back)), ground)
            return follow(replace(case, phase=replace(back, why="not_done")), ground)
        case _:
            return follow(case, ground)


def _cancel_seen(case: Case, plan: CancelPlan, ground: Ground) -> Case:
    """Verified: cancelled. A partial refund goes on by itself, the plan said so; *later* and what failed is owed."""
    due = owed(ground.situation(case))
    if due == 0:
        return follow(replace(case, phase=Settling(case.kept)), ground)
    if plan.later or plan.refund_all:
        # With ``refund_all`` Shopify may still be booking; what the order shows as owed is looked at again.
        return replace(case, phase=RefundOwed("" if plan.later else "refund_not_seen"))
    wanted = _refund_plan(ground, due, (), 0, False, plan.notify, "owed", "")
    return replace(case, phase=RefundWanted(wanted, RefundOwed()))


def _absent(case: Case, phase: Sent, flight: Flight, running: bool, ground: Ground) -> Case:
    """Not cancelled. Two looks, each at least 60 s after the time-out and apart, and no job running: the person
    decides again. A cancellation is never sent again by itself."""
    if running:
        return case
    apart = timedelta(seconds=ground.rules.number("second_look"))
    newest = flight.looks[-1] if flight.looks else flight.sent_at
    if ground.now - newest < apart or ground.now < newest:
        return case
    looks = (*flight.looks, ground.now)
    if len(looks) >= 2:
        return follow(replace(case, phase=replace(phase.back, why="not_cancelled", text=""), plan=None), ground)
    return replace(case, phase=replace(phase, flight=replace(flight, looks=looks)))


def pending(case: Case) -> str:
    """What the world is still owed: ``send``, ``look`` or ``""``. A pure function of the state: the outbox."""
    match case.phase:
        case Wanted() | RefundWanted() | RecallSent(_, None, _):
            return "send"
        case Sent() | RefundSent() | RecallSent():
            return "look"
        case _:
            return ""


def step(case: Case) -> int:
    """The assistant's step: 1 Why · 2 Supplier · 3 Answer · 4 Shopify · 5 Money; 6 when closed."""
    match case.phase:
        case Drafted():
            return 1
        case AtSupplier():
            asked = [leg for leg in case.legs if leg.state not in (LegState.OPEN, LegState.UNPAID, LegState.UNLINKED)]
            waiting = any(leg.request_ticked_at is None and leg.state is LegState.OPEN for leg in case.legs)
            return 2 if waiting or not asked else 3
        case TooLate() | Withdrawing():
            return 3
        case RefundOwed() | Settling():
            return 5
        case Closed():
            return 6
        case RefundWanted(_, RefundOwed() | Settling()) | RefundSent(_, _, RefundOwed() | Settling()):
            return 5
        case _:
            return 4
