"""Which unit is which: live, gone, here or free, fulfilled, requested, returned, wished (rules §3 "Which unit?")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from dropdesk.domain.order import Claim, Line
from dropdesk.domain.supplier.leg import FREE, GONE, HERE, LIVE, Group, Leg, LegState, SupplierKind, Unit
from dropdesk.domain.values import LegId, LineId, Quantities, Take
from dropdesk.domain.verdict.laying import Before, Lain, Laying, still_there, take_off
from dropdesk.domain.verdict.verdict import Situation

_STATES = {Group.LIVE: LIVE, Group.GONE: GONE, Group.HERE: HERE, Group.FREE: FREE}
"""Every state is in one of them (a test of the legs)."""
_TOLD_AFTERWARDS = frozenset(
    {LegState.UNPAID, LegState.OPEN, LegState.ASKED, LegState.REFUSED, LegState.DEMANDED, LegState.UNCLEAR}
)
"""V-19: states of a shop-first purchase that nobody has to stop first; one that has a number may have gone out."""
UNBOUGHT = frozenset({LegState.NOT_ORDERED, LegState.NO_PURCHASE})


def tells_afterwards(leg: Leg) -> bool:
    """V-19: a shop-first purchase, not shipped, is free: the supplier is told afterwards."""
    return leg.kind is SupplierKind.SHOP_FIRST and leg.state in _TOLD_AFTERWARDS


def group_of(leg: Leg) -> Group:
    """The leg's group by its state alone (and V-19)."""
    if tells_afterwards(leg):
        return Group.FREE
    return next(group for group, states in _STATES.items() if leg.state in states)


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


_WENT_FIRST = (Group.GONE, Group.HERE, Group.LIVE, Group.FREE)
"""Which units a fulfilment took: what is known to have left first."""
_SAFE_FIRST = (Group.FREE, Group.HERE, Group.LIVE, Group.GONE)
"""Which units were returned: what will not ship first."""
_ASKED_FIRST = (Group.FREE, Group.LIVE, Group.HERE, Group.GONE)
"""Which units a wish means: what can still be stopped before what the customer has."""


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

    def _by_state(self, unit: Unit) -> Group:
        groups = {group_of(leg) for leg in self.serving[unit]}
        return next(name for name in tuple(Group) if name in groups)

    def _first(self, units: Iterable[Unit], n: int, rank: Sequence[Group], group: dict[Unit, Group]) -> frozenset[Unit]:
        """The first ``n`` of these units, by where their group stands in ``rank``, then by number."""
        return frozenset(sorted(units, key=lambda u: (rank.index(group[u]), u[1]))[:n])

    @cached_property
    def _plain(self) -> dict[Unit, Group]:
        return {unit: self._by_state(unit) for unit in self.serving}

    @cached_property
    def fulfilled(self) -> frozenset[Unit]:
        """Fulfilled units belong first to gone and here legs, then to live, then to free ones."""
        found: set[Unit] = set()
        for line in self.lines.values():
            found |= self._first(self.of_line(line.id), line.fulfilled, _WENT_FIRST, self._plain)
        return frozenset(found)

    @cached_property
    def requested(self) -> frozenset[Unit]:
        """Units whose fulfilment is requested or in progress, among those that are not fulfilled."""
        found: set[Unit] = set()
        for line in self.lines.values():
            open_units = [unit for unit in self.of_line(line.id) if unit not in self.fulfilled]
            found |= self._first(open_units, line.requested, _WENT_FIRST, self._plain)
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
        """When Shopify moved this leg's units. A time nobody knows is that of the sighting that first told it."""
        seen = self.situation.order.seen.at
        for unit in leg.units:
            line = self.lines.get(unit[0])
            if line is None:
                continue
            if unit in self.fulfilled:
                yield line.fulfilled_at or line.fulfilled_told or seen
            if leg.state is LegState.NOT_ORDERED and unit in self.requested:
                yield line.requested_at or line.requested_told or seen
                if line.recall_rejected_at is not None:
                    yield line.recall_rejected_at

    @cached_property
    def group(self) -> dict[Unit, Group]:
        """A unit that several legs serve has the first group of live, gone, here, free that any of them has."""
        found: dict[Unit, Group] = {}
        for unit, legs in self.serving.items():
            groups = {self.group_within(leg, unit) for leg in legs}
            found[unit] = next(name for name in tuple(Group) if name in groups)
        return found

    def group_within(self, leg: Leg, unit: Unit) -> Group:
        """The group that this leg alone would give this unit."""
        if leg.id in self.doubted:
            return Group.LIVE
        if leg.state is LegState.NO_PURCHASE and unit in self.fulfilled and self.situation.order.received != 0:
            return Group.HERE  # free until it is fulfilled; nothing received: F counts as U
        return group_of(leg)

    def group_of_leg(self, leg: Leg) -> Group:
        """The leg's own group, doubt and own stock considered."""
        groups = {self.group_within(leg, unit) for unit in leg.units if unit in self.serving} or {group_of(leg)}
        return next(name for name in reversed(tuple(Group)) if name in groups)

    @cached_property
    def named(self) -> frozenset[Unit]:
        """Refunded or removed with the quantity named, to Shopify or by what was claimed: first free, then here, live,
        gone units."""
        found: set[Unit] = set()
        claimed = self._told[2]
        for line in self.lines.values():
            count = max(line.returned, claimed.get(line.id, 0))
            found |= self._first(self.of_line(line.id), count, _SAFE_FIRST, self.group)
        return frozenset(found)

    @cached_property
    def _in_laying_order(self) -> list[Unit]:
        """Ordered units that no refund names, as unnamed money is laid on them: free first, then here, live, gone."""
        rank = (Group.FREE, Group.HERE, Group.LIVE, Group.GONE)
        open_units = [u for u in self.serving if u not in self.named and u[1] < self.lines[u[0]].quantity]
        return sorted(open_units, key=lambda unit: rank.index(self.group[unit]))  # stable: by place within a group

    def _value(self, unit: Unit) -> int:
        return self.lines[unit[0]].unit_value

    @cached_property
    def _told(self) -> tuple[tuple[Lain, ...], list[int], dict[LineId, int], tuple[Claim, ...]]:
        """Each refund that named no quantities, our goodwill left out, also where no mark tells it apart, what was back
        before the wish apart from the others, and what was refunded for items that we know taken off these: the refund
        of its very amount, else so much of the newest ones. And by line, how many units are returned by name once
        those items count (rules §3 "also for an amount that a by-hand refund claimed for named lines"); a refund that
        is not there, or came to nothing, stands for none. And the claims that such a refund stands for."""
        order = self.situation.order
        told = list(order.unnamed_refunds or (order.returned_without_quantities,))
        for given in self.situation.goodwill:
            take_off(given, told)
        money = still_there(self.situation.before.money, told, bool(order.unnamed_refunds))
        counts: dict[LineId, int] = {}
        standing: list[Claim] = []
        for claim in self.situation.claims:
            had = {take.line: take.quantity for take in claim.had}
            after = {t.line: max(counts.get(t.line, 0), had.get(t.line, 0)) + t.quantity for t in claim.lines}
            if all(line in self.lines and n <= self.lines[line].returned for line, n in after.items()):
                counts |= after  # Shopify names them by now
            elif sum(told) >= claim.amount:
                take_off(claim.amount, told)
                counts |= after
                standing.append(claim)
        return money, [amount for amount in told if amount], counts, tuple(standing)

    @property
    def claimed(self) -> tuple[Claim, ...]:
        """The claims that a refund without quantities stands for, in the order in which they take one."""
        return self._told[3]

    @cached_property
    def laying(self) -> Laying:
        """Where the money lies that was returned without naming quantities (rules §3 "Which unit?")."""
        money, told, _, _ = self._told
        named = tuple(
            replace(take, quantity=take.quantity - self._renamed.get(take.line, 0)) for take in quantities(self.named)
        )
        wish = self.situation.before.still_wished(named)
        return Laying(
            units=self._in_laying_order,
            worth={line.id: line.unit_value for line in self.lines.values()},
            group=self.group,
            told=told,
            summed=not self.situation.order.unnamed_refunds,
            before=Before(money, wish),
        )

    def before(self, wish: Quantities) -> Before:
        """What is back by now, and where it lies, for a wish that is told now."""
        left = {take.line: take.quantity for take in quantities(self.left)}
        not_back = (replace(take, quantity=min(take.quantity, left.get(take.line, 0))) for take in wish)
        return self.laying.as_before(tuple(take for take in not_back if take.quantity), quantities(self._by_name))

    @cached_property
    def _by_name(self) -> tuple[Unit, ...]:
        """Ordered units that went back otherwise than by money that is laid on them."""
        back = self.named | self._worthless(self.named | frozenset(self._laid))
        return tuple(unit for unit in self.serving if unit in back and unit[1] < self.lines[unit[0]].quantity)

    def since(self) -> dict[LineId, int]:
        """How many units of each line went back since the wish was told, by name or by money alone."""
        then = {take.line: take.quantity for take in self.situation.before.named}
        known = {line: then.get(line, 0) + n for line, n in self._renamed.items()}
        found = {
            take.line: take.quantity - known.get(take.line, then.get(take.line, 0))
            for take in quantities(self._by_name)
        }
        for line, _ in (unit for piece in self.laying.pieces if piece.since for unit in piece.units):
            found[line] = found.get(line, 0) + 1
        return found

    @cached_property
    def _renamed(self) -> dict[LineId, int]:
        """How many units of each line are named now by money that was back before the wish and named nothing then: it
        is told better, and is no news. Where a refund failed, what is gone may be that one: nothing is taken for it."""
        before = self.situation.before
        if any(one.failed for one in self.situation.order.refunds):
            return {}
        gone = sum(sum(one.amounts) for one in before.money) - sum(sum(one.amounts) for one in self._told[0])
        then = {take.line: take.quantity for take in before.named}
        found: dict[LineId, int] = {}
        for take in quantities(self.named):
            value = self.lines[take.line].unit_value
            fits = (gone + 1) // value if value > 1 else 0
            count = min(max(0, take.quantity - then.get(take.line, 0)), fits)
            if count:
                found[take.line] = count
                gone -= count * value
        return found

    @cached_property
    def _laid(self) -> dict[Unit, int]:
        """The units that it is laid on, each with the amount that is the value of whole units (0: a part of the sum of
        the others)."""
        pieces = self.laying.pieces
        return {unit: piece.amounts[0] if piece.exact else 0 for piece in pieces for unit in piece.units}

    def amounts(self, units: Iterable[Unit]) -> frozenset[int]:
        """The refunds that named no quantities and are laid on these units, minor units; 0: those that are no value of
        whole units, laid as one sum."""
        return frozenset(self._laid[unit] for unit in units if unit in self._laid)

    @property
    def beyond(self) -> int:
        """Money returned without naming quantities that goes beyond the free and here units, minor units: above the
        goodwill limit it counts as all returned, for *Alarm* alone."""
        return self.laying.beyond

    @cached_property
    def returned(self) -> frozenset[Unit]:
        """Named by a refund or an edit, or laid on by unnamed money; live units beyond ordered - returned are with
        them."""
        back = self.named | frozenset(self._laid)
        back |= self._worthless(back)
        found = set(back)
        for line in self.lines.values():
            units = self.of_line(line.id)
            live = [unit for unit in units if self.group[unit] == Group.LIVE and unit not in back]
            gone_back = max(line.returned, len([unit for unit in units if unit in back]))
            found |= set(live[max(0, line.quantity - gone_back) :])
        return frozenset(found)

    def _worthless(self, back: frozenset[Unit]) -> frozenset[Unit]:
        """Units worth nothing, once unnamed money covered every unit that is worth something."""
        open_units = [unit for unit in self._in_laying_order if unit not in back]
        if not self._laid or any(self._value(unit) > 1 for unit in open_units):
            return frozenset()
        return frozenset(open_units)

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
            chosen = self._first(mine, take.quantity, _ASKED_FIRST, self.group)
            found += [unit for unit in mine if unit in chosen]
        return tuple(found)


def quantities(units: Iterable[Unit]) -> Quantities:
    """Units counted by line, in the order in which the lines come."""
    counted: dict[LineId, int] = {}
    for line, _ in units:
        counted[line] = counted.get(line, 0) + 1
    return tuple(Take(line, n) for line, n in counted.items())
