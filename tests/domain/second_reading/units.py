"""Which unit? (rules.md section 3): which units are fulfilled, returned, wished, and in which group each stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from .facts import Facts, Group, Leg, Order, Unit

LIVE = (
    "unlinked", "unpaid", "open", "asked", "refused", "demanded", "numbered", "unproven", "disputable", "disputed",
    "unclear",
)  # fmt: skip
SHOP_FIRST_STATES = ("unpaid", "open", "asked", "refused", "demanded", "unclear")
FULFILLED_FIRST: tuple[Group, ...] = ("gone", "here", "live", "free")
WISHED_FIRST: tuple[Group, ...] = ("free", "live", "here", "gone")
RETURNED_FIRST: tuple[Group, ...] = ("free", "here", "live", "gone")
UNIT_HAS_FIRST: tuple[Group, ...] = ("live", "gone", "here", "free")


def shop_first(leg: Leg) -> bool:
    """V-19: a shop-first kind, not shipped."""
    return leg.kind == "shop first" and leg.state in SHOP_FIRST_STATES


def plain_group(leg: Leg) -> Group:
    """The group of the leg's state, before any doubt."""
    if shop_first(leg):
        return "free"
    if leg.state in LIVE:
        return "live"
    if leg.state in ("gone", "returning"):
        return "gone"
    return "here" if leg.state in ("delivered", "handled") else "free"


@dataclass(frozen=True)
class Units:
    """Every unit of the order with what is known of it."""

    group: dict[Unit, Group]
    fulfilled: frozenset[Unit]
    requested: frozenset[Unit]
    doubted: frozenset[int]
    """Indexes of the legs in doubt (V-20)."""
    removed: frozenset[Unit]
    refunded: frozenset[Unit]
    """Pending or not, named or laid on."""
    beyond: int
    """What of the unnamed money goes beyond the free and here units."""

    @property
    def returned(self) -> frozenset[Unit]:
        """Refunded or removed: out of scope, verdict and route."""
        return self.removed | self.refunded


def _units(order: Order) -> list[Unit]:
    return [(i, k) for i, line in enumerate(order.lines) for k in range(line.quantity)]


def _sorted(units: Iterable[Unit], group: dict[Unit, Group], first: tuple[Group, ...]) -> list[Unit]:
    return sorted(units, key=lambda unit: (first.index(group[unit]), unit))


def _groups(units: list[Unit], of_legs: list[tuple[Leg, Group]]) -> dict[Unit, Group]:
    found: dict[Unit, Group] = {}
    for unit in units:
        groups = {group for leg, group in of_legs if unit in leg.units}
        found[unit] = next(group for group in UNIT_HAS_FIRST if group in groups)
    return found


def newest_word(leg: Leg) -> datetime | None:
    """The newest of the leg's supplier fact, stop, statement and look."""
    times = [time for time in (leg.known_at, leg.looked_at) if time is not None]
    return max(times) if times else None


def _in_doubt(facts: Facts, leg: Leg, fulfilled: frozenset[Unit], requested: frozenset[Unit]) -> bool:
    """V-20."""
    known = newest_word(leg)
    if known is None or shop_first(leg) or leg.own_stock:
        return False
    if leg.state not in LIVE and leg.state not in ("stopped", "not_ordered"):
        return False
    times: list[datetime | None] = []
    for unit in leg.units:
        line = facts.order.lines[unit[0]]
        if unit in fulfilled:
            times.append(line.fulfilled_at or facts.order.first_import)
        if leg.state == "not_ordered" and unit in requested:
            times += [line.requested_at or facts.order.first_import, line.recall_rejected_at]
    return any(time is not None and time > known for time in times)


def _shop_side(order: Order, group: dict[Unit, Group]) -> tuple[frozenset[Unit], frozenset[Unit]]:
    """Fulfilled units belong first to gone and here, then to live, then to free legs; requested come next."""
    fulfilled: set[Unit] = set()
    requested: set[Unit] = set()
    for i, line in enumerate(order.lines):
        mine = _sorted(((i, k) for k in range(line.quantity)), group, FULFILLED_FIRST)
        fulfilled.update(mine[: line.fulfilled])
        requested.update(mine[line.fulfilled : line.fulfilled + line.requested])
    return frozenset(fulfilled), frozenset(requested)


def _fits(order: Order, amount: int, free: list[Unit]) -> list[Unit] | None:
    """The whole units of one line that `amount` equals; `free` are the units not returned, in order."""
    fitting: list[list[Unit]] = []
    for i, line in enumerate(order.lines):
        mine = [unit for unit in free if unit[0] == i]
        fitting += [mine[:count] for count in range(1, len(mine) + 1) if abs(amount - count * line.unit_value) <= 1]
    return min(fitting, key=lambda chosen: free.index(chosen[0])) if fitting else None


def _lay(order: Order, group: dict[Unit, Group], taken: frozenset[Unit], told: list[int]) -> tuple[set[Unit], int]:
    """Lays unnamed money: the units it returns, and what of it goes beyond the free and here units.

    Amounts that equal whole units of a line are laid on those first; the rest is laid by value, unit after unit.
    """
    covered: set[Unit] = set()
    rest = 0
    for amount in told:
        free = _sorted((u for u in _units(order) if u not in taken and u not in covered), group, RETURNED_FIRST)
        exact = _fits(order, amount, free)
        covered.update(exact or [])
        rest += 0 if exact else amount
    beyond = rest
    for unit in _sorted((u for u in _units(order) if u not in taken and u not in covered), group, RETURNED_FIRST):
        value = order.lines[unit[0]].unit_value
        if rest > 0 and rest >= value - 1:
            covered.add(unit)
        if group[unit] in ("free", "here"):
            beyond = max(0, beyond - value)
        rest = max(0, rest - value)
    return covered, beyond


def _unnamed(order: Order, named: list[Unit]) -> list[int]:
    """The amounts that named no units: of the money returned, and of the pending refund.

    The form does not say what a pending refund names: named units that no returned money explains are its own.
    """
    value = sum(order.lines[unit[0]].unit_value for unit in named)
    explained = order.returned - order.returned_without_quantities
    of_pending = min(order.refund_pending, max(0, value - explained))
    return [order.returned_without_quantities, order.refund_pending - of_pending]


def read_units(facts: Facts) -> Units:
    """Lays everything the shop says on the units."""
    order = facts.order
    all_units = _units(order)
    plain = _groups(all_units, [(leg, plain_group(leg)) for leg in facts.legs])
    fulfilled, requested = _shop_side(order, plain)
    doubted = frozenset(i for i, leg in enumerate(facts.legs) if _in_doubt(facts, leg, fulfilled, requested))
    group = _groups(
        all_units, [(leg, "live" if i in doubted else plain_group(leg)) for i, leg in enumerate(facts.legs)]
    )
    for leg in facts.legs:
        if leg.own_stock and order.received > 0:
            group.update(dict.fromkeys(leg.units & fulfilled, "here"))
    removed: set[Unit] = set()
    named: list[Unit] = []
    for i, line in enumerate(order.lines):
        mine = _sorted(((i, k) for k in range(line.quantity)), group, RETURNED_FIRST)[: line.returned]
        removed.update(mine[: line.removed])
        named += mine[line.removed :]
    laid, beyond = _lay(order, group, frozenset(removed).union(named), _unnamed(order, named))
    return Units(
        group=group,
        fulfilled=fulfilled,
        requested=requested,
        doubted=doubted,
        removed=frozenset(removed),
        refunded=frozenset(named) | laid,
        beyond=beyond,
    )


def wished(facts: Facts, units: Units) -> frozenset[Unit]:
    """What the wish asks for of all that is left; default all of it. Taken first from free, then live, here, gone."""
    left = frozenset(_units(facts.order)) - units.returned
    if facts.wish is None:
        return left
    chosen: set[Unit] = set()
    for line, quantity in facts.wish:
        mine = _sorted((unit for unit in left if unit[0] == line), units.group, WISHED_FIRST)
        chosen.update(mine[:quantity])
    return frozenset(chosen)
