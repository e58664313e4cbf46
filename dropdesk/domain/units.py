"""Which unit is which: live, gone, here or free, fulfilled, requested, returned, wished (rules §3 "Which unit?")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from dropdesk.domain.legs import FREE, GONE, HERE, LIVE, Leg, LegState, SupplierKind, Unit
from dropdesk.domain.order import Line
from dropdesk.domain.values import LegId, LineId, Quantities, Take
from dropdesk.domain.verdict import Situation

_GROUPS = ("live", "gone", "here", "free")
NOT_SHIPPED = frozenset(
    {
        LegState.UNPAID,
        LegState.OPEN,
        LegState.ASKED,
        LegState.REFUSED,
        LegState.DEMANDED,
        LegState.NUMBERED,
        LegState.UNPROVEN,
    }
)
"""States of a purchase that is certainly not shipped; a number alone never makes it so."""
UNBOUGHT = frozenset({LegState.NOT_ORDERED, LegState.NO_PURCHASE})


def tells_afterwards(leg: Leg) -> bool:
    """V-19: a shop-first purchase, not shipped, is free: the supplier is told afterwards."""
    return leg.kind is SupplierKind.SHOP_FIRST and leg.state in NOT_SHIPPED


def group_of(leg: Leg) -> str:
    """The leg's group by its state alone (and V-19)."""
    if tells_afterwards(leg):
        return "free"
    for name, states in zip(_GROUPS, (LIVE, GONE, HERE, FREE), strict=True):
        if leg.state in states:
            return name
    raise AssertionError(leg.state)


def with_unlinked(situation: Situation) -> tuple[Leg, ...]:
    """The legs, and one for the units of each line that no leg serves: unlinked, or in no need of a purchase."""
    served = {unit for leg in situation.legs for unit in leg.units}
    names = {leg.id for leg in situation.legs}
    found = list(situation.legs)
    for line in situation.order.lines:
        bare = tuple((line.id, n) for n in range(line.quantity) if (line.id, n) not in served)
        if bare:
            state = LegState.NO_PURCHASE if line.needs_no_purchase else LegState.UNLINKED
            name = LegId(f"rest-{line.id}")
            # What was said of the units that were there first is a leg of that name already.
            found.append(Leg(LegId(f"{name}-{bare[0][1]}") if name in names else name, state, bare))
    return tuple(found)


@dataclass(frozen=True)
class Units:
    """Every unit of one order and what is known of it. Computed once for a verdict."""

    situation: Situation

    @cached_property
    def legs(self) -> tuple[Leg, ...]:
        return with_unlinked(self.situation)

    @cached_property
    def lines(self) -> dict[LineId, Line]:
        return {line.id: line for line in self.situation.order.lines}

    @cached_property
    def serving(self) -> dict[Unit, tuple[Leg, ...]]:
        """Units by position in the order, each with the legs that serve it."""
        found: dict[Unit, list[Leg]] = {}
        for leg in self.legs:
            for unit in leg.units:
                if unit[0] in self.lines:
                    found.setdefault(unit, []).append(leg)
        place = {line_id: n for n, line_id in enumerate(self.lines)}
        return {u: tuple(found[u]) for u in sorted(found, key=lambda u: (place[u[0]], u[1]))}

    def of_line(self, line: LineId) -> list[Unit]:
        return [unit for unit in self.serving if unit[0] == line]

    def _by_state(self, unit: Unit) -> str:
        groups = {group_of(leg) for leg in self.serving[unit]}
        return next(name for name in _GROUPS if name in groups)

    def _first(self, units: Iterable[Unit], n: int, rank: str, group: dict[Unit, str]) -> frozenset[Unit]:
        order = rank.split()
        return frozenset(sorted(units, key=lambda u: (order.index(group[u]), u[1]))[:n])

    @cached_property
    def _plain(self) -> dict[Unit, str]:
        return {unit: self._by_state(unit) for unit in self.serving}

    @cached_property
    def fulfilled(self) -> frozenset[Unit]:
        """Fulfilled units belong first to gone and here legs, then to live, then to free ones."""
        found: set[Unit] = set()
        for line in self.lines.values():
            found |= self._first(self.of_line(line.id), line.fulfilled, "gone here live free", self._plain)
        return frozenset(found)

    @cached_property
    def requested(self) -> frozenset[Unit]:
        """Units whose fulfilment is requested or in progress, among those that are not fulfilled."""
        found: set[Unit] = set()
        for line in self.lines.values():
            open_units = [unit for unit in self.of_line(line.id) if unit not in self.fulfilled]
            found |= self._first(open_units, line.requested, "gone here live free", self._plain)
        return frozenset(found)

    @cached_property
    def doubted(self) -> frozenset[LegId]:
        """V-20: legs whose units were fulfilled after the newest of their facts, statements and looks."""
        return frozenset(leg.id for leg in self.legs if self._in_doubt(leg))

    def _in_doubt(self, leg: Leg) -> bool:
        may_doubt = leg.state in LIVE or leg.state in (LegState.STOPPED, LegState.NOT_ORDERED)
        if not may_doubt or leg.state is LegState.UNLINKED or tells_afterwards(leg):
            return False
        newest = max((t for t in (leg.known_at, leg.sighted_at, leg.looked_at) if t is not None), default=None)
        return any(newest is None or moment > newest for moment in self._movements(leg))

    def _movements(self, leg: Leg) -> Iterable[datetime]:
        """When Shopify moved this leg's units. A time nobody knows counts as the newest of the order's sighting."""
        seen = self.situation.order.seen.at
        for unit in leg.units:
            line = self.lines.get(unit[0])
            if line is None:
                continue
            if unit in self.fulfilled:
                yield line.fulfilled_at or seen
            if leg.state is LegState.NOT_ORDERED and unit in self.requested:
                yield line.requested_at or seen
                if line.recall_rejected_at is not None:
                    yield line.recall_rejected_at

    @cached_property
    def group(self) -> dict[Unit, str]:
        """A unit that several legs serve has the first group of live, gone, here, free that any of them has."""
        found: dict[Unit, str] = {}
        for unit, legs in self.serving.items():
            groups = {self._leg_group(leg, unit) for leg in legs}
            found[unit] = next(name for name in _GROUPS if name in groups)
        return found

    def _leg_group(self, leg: Leg, unit: Unit) -> str:
        if leg.id in self.doubted:
            return "live"
        if leg.state is LegState.NO_PURCHASE and unit in self.fulfilled and self.situation.order.received != 0:
            return "here"  # free until it is fulfilled; nothing received: F counts as U
        return group_of(leg)

    def group_of_leg(self, leg: Leg) -> str:
        """The leg's own group, doubt and own stock considered."""
        groups = {self._leg_group(leg, unit) for unit in leg.units if unit in self.serving} or {group_of(leg)}
        return next(name for name in reversed(_GROUPS) if name in groups)

    @cached_property
    def returned(self) -> frozenset[Unit]:
        """Refunded or removed with the quantity named; live units beyond ordered - returned are with them."""
        found: set[Unit] = set()
        for line in self.lines.values():
            units = self.of_line(line.id)
            back = self._first(units, line.returned, "free here live gone", self.group)
            live = [unit for unit in units if self.group[unit] == "live" and unit not in back]
            found |= back | set(live[max(0, line.quantity - line.returned) :])
        return frozenset(found)

    @cached_property
    def left(self) -> tuple[Unit, ...]:
        """Ordered and not returned."""
        return tuple(u for u in self.serving if u not in self.returned and u[1] < self.lines[u[0]].quantity)

    @cached_property
    def wished(self) -> tuple[Unit, ...]:
        """What the wish asks for, not yet returned; taken first from free, then live, here, gone units."""
        wish = self.situation.wish
        if wish is None:
            return self.left
        found: list[Unit] = []
        for take in wish:
            mine = [unit for unit in self.left if unit[0] == take.line]
            chosen = self._first(mine, take.quantity, "free live here gone", self.group)
            found += [unit for unit in mine if unit in chosen]
        return tuple(found)


def quantities(units: Iterable[Unit]) -> Quantities:
    """Units counted by line, in the order in which the lines come."""
    counted: dict[LineId, int] = {}
    for line, _ in units:
        counted[line] = counted.get(line, 0) + 1
    return tuple(Take(line, n) for line, n in counted.items())
