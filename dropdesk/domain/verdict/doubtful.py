"""Which awaited money of a supplier cannot be counted on: it is told as at risk, or as lost, never as coming."""

from __future__ import annotations

from collections.abc import Iterable

from dropdesk.domain.supplier.leg import Group, Leg, LegState
from dropdesk.domain.supplier.money import awaits
from dropdesk.domain.values import LegId
from dropdesk.domain.verdict.units import Units


def doubted(units: Units, alarms: Iterable[LegId]) -> tuple[LegId, ...]:
    """The legs whose awaited money cannot be counted on. It stays awaited until it came or was written off, but one sum
    has one reading: it is told as at risk (``exposed``), or once the loss was accepted as lost (``lost``), and nowhere
    as money that comes. ``alarms``: the legs of an Alarm; beside them what was stopped, and goes or went out after
    all, is in doubt or has arrived (accepted, yet shipped; rules §3 V-14, V-20)."""
    alarming = frozenset(alarms)
    return tuple(leg.id for leg in units.legs if leg.id in alarming or (awaits(leg) and _doubtful(leg, units)))


def _doubtful(leg: Leg, units: Units) -> bool:
    """What a supplier pays in part (*handled*) or for what never went out (*free*) can be counted on."""
    return (
        given_up(leg, units) or leg.state is LegState.DELIVERED or units.group_of_leg(leg) in (Group.LIVE, Group.GONE)
    )


def given_up(leg: Leg, units: Units) -> bool:
    """Whether its loss was accepted and still stands: nothing stopped it, or came back, since."""
    return leg.loss_accepted and units.group_of_leg(leg) != Group.FREE
