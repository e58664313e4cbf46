"""Why each unit may be refunded or cancelled: one consent a unit, made from fresh looks (rules §4.1)."""

from __future__ import annotations

from datetime import timedelta

from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.basis.scope import route_of
from dropdesk.domain.case.shape.permit import (
    ApiSaw,
    Clearance,
    Consent,
    Here,
    LossAccepted,
    NeverOrdered,
    NoPurchaseNeeded,
    Overridden,
    PersonSaw,
    ShopFirst,
)
from dropdesk.domain.case.shape.phases import Cleared, Wanted
from dropdesk.domain.case.shape.state import Case
from dropdesk.domain.supplier.leg import Group, Leg, LegState, SupplierKind, Unit
from dropdesk.domain.values import LegId, Quantities
from dropdesk.domain.verdict.units import Units, tells_afterwards
from dropdesk.errors import Refused


def others_go_out(case: Case, ground: Ground, lines: Quantities) -> bool:
    """Whether anything beside these lines may still go out or is on its way, with no loss accepted for it and no lock
    overridden: with our goodwill the sum of all refunds has to stay below what was received (rules §4.1)."""
    units = Units(ground.situation(case))
    covered = {unit for override in case.overrides for unit in override.units}
    rest = set(units.left) - set(units_of(units, lines, case))
    return any(units.group[unit] in (Group.LIVE, Group.GONE) and not _covers(unit, covered, units) for unit in rest)


def still_cleared(case: Case, back: Cleared, ground: Ground) -> bool:
    if ground.named:
        return False  # an override clears what was known when it was typed, too
    verdict = ground.reading(case)
    if back.overridden:
        units = Units(ground.situation(case))
        try:
            wanted = units_of(units, back.scope, case)
        except Refused:
            return False  # part of it was taken off the order
        if back.route.cancels and not route_of(units, wanted).cancels:
            return False  # something was added or sent since: a cancellation would cover more than was cleared
        covered = {unit for override in case.overrides for unit in override.units}
        return all(units.group[unit] == Group.FREE or _covers(unit, covered, units) for unit in wanted)
    if isinstance(case.phase, Wanted) and verdict.route is not back.route:
        return False  # a line went out: what is left is refunded by items
    return verdict.scope == back.scope and verdict.route is not None


def _covers(unit: Unit, covered: set[Unit], units: Units) -> bool:
    """An override clears what is live; for what went out since, the loss must be accepted (rules §4.1)."""
    return unit in covered and units.group[unit] == Group.LIVE


# -- consents and permits ---------------------------------------------------------------------------------------------


def units_of(units: Units, scope: Quantities, case: Case) -> tuple[Unit, ...]:
    """The units a scope names: free first, then those an override covers, then here, then gone."""
    covered = {unit for override in case.overrides for unit in override.units}
    places = {Group.FREE: 0, Group.HERE: 2, Group.GONE: 3, Group.LIVE: 4}

    def rank(unit: Unit) -> int:
        return 1 if unit in covered and units.group[unit] == Group.LIVE else places[units.group[unit]]

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
    for unit in units_of(units, scope, case):
        for leg in units.serving[unit]:
            needs = leg.state in (LegState.STOPPED, LegState.NOT_ORDERED) and not leg.app_can_read_it
            if needs and not _fresh(leg, ground) and leg.id not in found and leg.id not in units.doubted:
                found.append(leg.id)
    return tuple(found)


def _fresh(leg: Leg, ground: Ground) -> bool:
    if leg.looked_at is None:
        return False
    return timedelta() <= ground.now - leg.looked_at < ground.minutes("age_lock")


def check_consents(case: Case, ground: Ground, scope: Quantities) -> Clearance:
    """One consent for every unit. Refused: ``another_number`` (the order names a purchase that nobody knows),
    ``look_first`` (with the legs), ``may_still_ship``, ``gone``."""
    if ground.named:
        raise Refused("another_number", {"value": ground.named[0]})
    units = Units(ground.situation(case))
    stale = stale_legs(case, ground, scope)
    if stale:
        raise Refused("look_first", {"legs": stale})
    found: list[tuple[Unit, LegId, Consent]] = []
    for unit in units_of(units, scope, case):
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
