"""When a case is over (rules §5 "Settling")."""

from __future__ import annotations

from dataclasses import replace

from dropdesk.domain.case.basis.consents import units_of
from dropdesk.domain.case.basis.ground import Ground, asked_in_vain
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.phases import AtSupplier, Closed, Phase, Settling
from dropdesk.domain.case.shape.state import Case, is_kept, not_allowed
from dropdesk.domain.order import Chargeback
from dropdesk.domain.supplier.leg import Group, Leg, LegState
from dropdesk.domain.supplier.money import awaits
from dropdesk.domain.values import LegId, Quantities
from dropdesk.domain.verdict.old_history import all_returned
from dropdesk.domain.verdict.units import Units
from dropdesk.domain.verdict.verdict import Code
from dropdesk.errors import Refused


def open_losses(case: Case) -> tuple[LegId, ...]:
    """Purchases of a kept case whose accepted loss was taken back and is not answered since: accepted again, disputed,
    come back, or said to be none (*keep*). Until then the case is not done."""
    lost = case.phase.lost if isinstance(case.phase, Settling) else ()
    stand = (LegState.GONE, LegState.DELIVERED, LegState.RETURNING, LegState.HANDLED)
    return tuple(leg.id for leg in case.legs if leg.id in lost and leg.state in stand and not leg.loss_accepted)


def reopen(case: Case, move: mv.Reopen, ground: Ground) -> Case:
    if not isinstance(case.phase, Closed):
        raise not_allowed(case)
    phase: Phase = Settling() if ground.order.cancelled_at is not None else AtSupplier("reopened")
    wish = case.wish or None  # what was wished is done: then all that is left
    cut = case.cut if wish is not None else ()
    return replace(
        case, phase=phase, outcome="", wish=wish, wish_from=None, wish_told=None, about=None,
        cut=cut, cut_off=case.cut_off and wish is not None,
    )  # fmt: skip


def any_live(case: Case, scope: Quantities, ground: Ground) -> bool:
    units = Units(ground.situation(case))
    try:
        return any(units.group[unit] != Group.FREE for unit in units_of(units, scope, case))
    except Refused:
        return True


def wished_legs(case: Case, units: Units) -> list[Leg]:
    """The purchases that serve the wish as it was told."""
    told = case.wish if case.wish_told is None else case.wish_told
    lines = None if told is None else {take.line for take in told}
    return [leg for leg in units.legs if lines is None or any(unit[0] in lines for unit in leg.units)]


def is_settled(case: Case, ground: Ground) -> bool:
    """No Alarm; no unit live (kept: none asked) or returning; the order cancelled and nothing owed, or every unit of
    the wish returned or kept; no refund pending; all supplier money received or written off (rules §5)."""
    order = ground.order
    if order.chargeback is Chargeback.OPEN:
        return False  # the bank has not decided: won, it is all to do again
    if ground.reading(case).code is Code.ALARM or order.refund_pending or any(awaits(leg) for leg in case.legs):
        return False
    if ground.named and not is_kept(case):
        return False  # what it stands for may still ship
    if asked_in_vain(case, ground):
        return False  # what the customer keeps would not ship
    units = Units(ground.situation(case))
    mine = wished_legs(case, units)
    if any(leg.state is LegState.RETURNING for leg in mine):
        return False
    if is_kept(case):
        return all(leg.state is not LegState.ASKED for leg in mine) and not open_losses(case)
    if any(units.group[unit] == Group.LIVE for leg in mine for unit in leg.units if unit in units.group):
        return False
    return order.cancelled_at is not None or not units.wished or all_returned(order)
