"""What an open case makes of its order's verdict: a call that is out, a withdrawal, a stop that serves no present
wish (rules §3 V-18, "Attention")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dropdesk.domain.order import Order
from dropdesk.domain.supplier.leg import Leg, LegState, Unit
from dropdesk.domain.values import LegId
from dropdesk.domain.verdict.blockers import blockers
from dropdesk.domain.verdict.reasons import Reason
from dropdesk.domain.verdict.units import UNBOUGHT, Units
from dropdesk.domain.verdict.verdict import SERVES_THE_WISH, STOPS_IT, Action, Attention, Because, Code, Route, Verdict


def while_out(verdict: Verdict, order: Order, what: str = "") -> Verdict:
    """V-18: while a call is out only an Alarm speaks, and nothing can be asked of Shopify. The dates stay. ``what`` is
    out (``phases.what_is_out``): every surface says the same of it."""
    quiet = replace(verdict, coverage=None, scope=(), route=None, blockers=blockers(order, ()))
    if verdict.code is Code.ALARM:
        return quiet
    return replace(
        quiet,
        code=Code.WAITING,
        row="V-18",
        because=Because(Reason.CALL_OUT, (("what", what),) if what else ()),
        action=Action.CHECK,
        action_leg=None,
        further=(),
        clock=None,
        happened=(),
        muted=False,
    )


def while_withdrawn(verdict: Verdict) -> Verdict:
    """The customer keeps it; the case is to undo what was begun (rules §5 *Withdrawing*). The verdict stands, for it
    says what would happen, but its words ask for nothing that the customer does not want any more."""
    if verdict.code is Code.ALARM or verdict.action not in SERVES_THE_WISH | STOPS_IT:
        return verdict
    data = (*verdict.because.data, ("withdrawn", True))
    return replace(verdict, because=replace(verdict.because, data=data))


def while_kept(verdict: Verdict) -> Verdict:
    """Kept, and the case only waits for its money: likewise, and a wish that was told is none any more ("*kept* stands
    in the phase alone")."""
    told = while_withdrawn(verdict)
    if told is not verdict:
        told = replace(told, because=replace(told.because, data=(*told.because.data, ("kept", True))))
    return without_wish(told)


def while_kept_by_service(verdict: Verdict) -> Verdict:
    """A fulfilment service did not give the units back: they are refunded as items, and nothing is recalled any more
    (rules §5 RecallAsked)."""
    if verdict.action is not Action.RECALL:
        return verdict
    why = replace(verdict.because, data=(*verdict.because.data, ("service", True)))
    route = verdict.route if verdict.route is Route.EDIT_BY_HAND else Route.ITEMS
    action = Action.EDIT_BY_HAND if route is Route.EDIT_BY_HAND else Action.REFUND_ITEMS
    code = Code.REFUND_ONLY if verdict.code is Code.CAN_CANCEL and route is Route.ITEMS else verdict.code
    return replace(verdict, code=code, action=action, route=route, because=why)


def without_wish(verdict: Verdict) -> Verdict:
    """The wish that was told is withdrawn: nobody wants to cancel."""
    return replace(verdict, attention=tuple(one for one in verdict.attention if one is not Attention.WISH))


def unserved(units: Units, asked: Iterable[Unit]) -> tuple[Unit, ...]:
    """Units that are stopped, are neither returned nor bought anew, and that no present wish ``asked`` for (rules §3
    "Attention"), by their place in the order."""
    wanted, left = set(asked), set(units.left)

    def stopped(unit: Unit, serving: tuple[Leg, ...]) -> bool:
        anew = any(one.state is not LegState.STOPPED and one.state not in UNBOUGHT for one in serving)
        return not anew and any(one.state is LegState.STOPPED for one in serving)

    return tuple(unit for unit, serving in units.serving.items() if unit in left - wanted and stopped(unit, serving))


def asked_unwished(units: Units, wished: Iterable[Unit]) -> tuple[LegId, ...]:
    """Purchases that a supplier is asked to cancel although nothing of what they serve is ``wished``: what is neither
    returned nor bought elsewhere would not ship, and nobody wants that."""
    wanted, left = set(wished), set(units.left)

    def only_here(unit: Unit, leg: Leg) -> bool:
        others = (one for one in units.serving.get(unit, ()) if one.id != leg.id)
        return all(one.state in (LegState.ASKED, LegState.STOPPED) or one.state in UNBOUGHT for one in others)

    return tuple(
        leg.id
        for leg in units.legs
        if leg.state is LegState.ASKED
        and not wanted & set(leg.units)
        and set(leg.units) <= left
        and any(unit in left and only_here(unit, leg) for unit in leg.asked_for or leg.units)
    )


def beside(verdict: Verdict, reason: Attention) -> Verdict:
    """What is more urgent speaks; the reason is heard beside it."""
    reasons = {*verdict.attention, reason}
    return replace(verdict, attention=tuple(one for one in Attention if one in reasons))


def while_unserved(verdict: Verdict, stands: Verdict, why: str) -> Verdict:
    """A stop that serves no present wish asks "reorder or refund" while its case still settles, too. ``verdict``: of
    what is stopped; ``stands``: of the order, whose other reasons for attention stay."""
    reasons = {*stands.attention, Attention.STOPPED_UNASKED}
    data = (*verdict.because.data, ("unasked", why))
    return replace(
        verdict,
        because=replace(verdict.because, data=data),
        attention=tuple(one for one in Attention if one in reasons),
        muted=False,
    )
