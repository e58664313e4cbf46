"""Where money lies that went back without naming quantities (rules §3 "Which unit?").

It is laid anew from the states of each moment, but what was back before a wish was told stays where it lay then, and
never comes to lie on what is wished: else it would hop onto the wished item once that one stops, and count against it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dropdesk.domain.supplier.leg import Group, Unit
from dropdesk.domain.values import LineId, Quantities

_SETTLED = (Group.FREE, Group.HERE)
_WISHED_FIRST = (Group.FREE, Group.LIVE, Group.HERE, Group.GONE)


@dataclass(frozen=True, slots=True)
class Lain:
    """Money that was back before a wish was told. ``amounts``: each refund by itself, minor units; ``summed``: one sum
    of which nobody told the single refunds. ``units``: what it lay on that was free or here, and stays returned by it.
    ``loose``: the value, minor units, of what it lay on that might still go out: so much goes on being laid on what
    turns out free first (rules §3)."""

    amounts: tuple[int, ...]
    units: tuple[Unit, ...] = ()
    loose: int = 0
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """What was back without naming quantities when the wish was told. ``wish``: what of the wish was not returned
    then; none of that money lies on it, whatever stops later. ``named``: what was returned by name then; more of a line
    that is so later is taken off the wish."""

    money: tuple[Lain, ...] = ()
    wish: Quantities = ()
    named: Quantities = ()

    def still_wished(self, named: Quantities) -> Quantities:
        """What of the wish no refund names, now that these are named."""
        then, now = ({take.line: take.quantity for take in told} for told in (self.named, named))
        left = (
            replace(one, quantity=one.quantity - max(0, now.get(one.line, 0) - then.get(one.line, 0)))
            for one in self.wish
        )
        return tuple(take for take in left if take.quantity > 0)


NOTHING_BEFORE = Before()


@dataclass(frozen=True, slots=True)
class Piece:
    """Money and the units that it is laid on. ``exact``: it is one amount, the value of whole units of one line, else
    a part of the sum that is laid by value; ``since``: it went back since the wish was told; ``fixed``: it lies where
    it lay then."""

    amounts: tuple[int, ...]
    units: tuple[Unit, ...]
    exact: bool
    summed: bool
    since: bool
    fixed: bool = False


@dataclass
class Laying:
    """Lays money on units, once: ``pieces`` and ``beyond``. ``units``: those that no refund names, in the order in
    which money is laid on them. ``worth``: of one unit of each line, minor units. ``told``: each refund since the wish
    was told (all of them where none was), or one sum (``summed``). ``before``: what of the money before it is still
    there.
    """

    units: Sequence[Unit]
    worth: Mapping[LineId, int]
    group: Mapping[Unit, Group]
    told: Sequence[int]
    summed: bool
    before: Before = NOTHING_BEFORE
    pieces: list[Piece] = field(init=False, default_factory=list)
    beyond: int = field(init=False, default=0)
    """What of the money that is no value of whole units goes beyond the free and here units, minor units."""

    def __post_init__(self) -> None:
        self._open = list(self.units)
        moves = [one for one in self.before.money if not self._stays(one)]
        off = self._wished()
        for one in [one for one in moves if one.loose and self._whole(one.amounts, one.summed, off)]:
            moves.remove(one)
        new = [amount for amount in self.told if not self._whole((amount,), self.summed, None)]
        self._rest(moves, new, off)

    def _lay(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self._open = [unit for unit in self._open if unit not in piece.units]

    def _value(self, units: Iterable[Unit]) -> int:
        return sum(self.worth[unit[0]] for unit in units)

    def _stays(self, one: Lain) -> bool:
        """Lays it where it lay: on the same units, or where a refund names one of them by now, on others of its line;
        on no more than it still covers."""
        found: list[Unit] = []
        amount = sum(one.amounts)
        for unit in one.units:
            free = [other for other in self._open if other[0] == unit[0] and other not in found]
            if not free or amount < self.worth[unit[0]] - 1:
                continue
            found.append(unit if unit in free else free[0])
            amount -= self.worth[unit[0]]
        exact = len(one.amounts) == 1 and abs(amount) <= 1 and len({line for line, _ in found}) == 1
        if found:
            self._lay(Piece(one.amounts, tuple(found), exact, one.summed, since=False, fixed=True))
        return bool(found)

    def _wished(self) -> frozenset[Unit]:
        """The units that no money from before the wish is laid on."""
        found: set[Unit] = set()
        for take in self.before.wish:
            mine = [unit for unit in self._open if unit[0] == take.line]
            found.update(sorted(mine, key=lambda u: (_WISHED_FIRST.index(self.group[u]), u[1]))[: take.quantity])
        return frozenset(found)

    def _whole(self, amounts: tuple[int, ...], summed: bool, off: Container[Unit] | None) -> bool:
        """Lays one amount on the whole units of one line whose value it is, to one minor unit; two lines fit: the one
        whose units come first. A unit that is worth nothing is no amount's. ``off``: of money from before the wish,
        the units that are wished."""
        units = [unit for unit in self._open if off is None or unit not in off]
        for line in dict.fromkeys(unit[0] for unit in units) if len(amounts) == 1 else ():
            mine, value = [unit for unit in units if unit[0] == line], self.worth[line]
            for n in range(1, len(mine) + 1):
                if value > 1 and abs(amounts[0] - n * value) <= 1:
                    self._lay(Piece(amounts, tuple(mine[:n]), True, summed, since=off is None))
                    return True
        return False

    def _rest(self, moves: Sequence[Lain], new: Sequence[int], off: Container[Unit]) -> None:
        """By value, what was back before the wish first. A unit that is worth nothing goes with the last one that is
        worth something."""
        stays = [piece for piece in self.pieces if not piece.exact]
        amounts = tuple(amount for one in moves for amount in one.amounts)
        before = sum(amounts) + sum(amount for piece in stays for amount in piece.amounts)
        safe = [*self._open, *(unit for piece in stays for unit in piece.units)]
        self.beyond = max(0, before + sum(new) - self._value(u for u in safe if self.group[u] in _SETTLED))
        left = before - self._value(unit for piece in stays for unit in piece.units)
        loose = min(left, sum(one.loose for one in self.before.money if one in moves or one.units))
        old = self._by_value([unit for unit in self._open if unit not in off], 0, loose, off)
        left -= self._value(old)
        if amounts or old:
            self._lay(Piece(amounts, old, False, any(one.summed for one in self.before.money), since=False))
        if new:
            found = self._by_value(self._open, sum(new), max(0, left), off)
            self._lay(Piece(tuple(new), found, False, self.summed, since=True))

    def _by_value(self, units: Iterable[Unit], new: int, old: int, off: Container[Unit]) -> tuple[Unit, ...]:
        """Unit after unit until one is not covered to one minor unit; those of ``off`` by the new money alone."""
        found: list[Unit] = []
        for unit in [unit for unit in units if self.worth[unit[0]] > 1]:
            value = self.worth[unit[0]]
            part = 0 if unit in off else min(old, value)
            if new < value - part - 1:
                break
            old, new = old - part, new - (value - part)
            found.append(unit)
        return tuple(found)

    def as_before(self, wish: Quantities, named: Quantities) -> Before:
        """What is back by now, for a wish that is told now. ``wish``: what of it is not returned; ``named``: what is
        returned by name."""
        exact, rest = ([piece for piece in self.pieces if piece.exact is whole] for whole in (True, False))
        money = []
        for piece in exact:
            units = self._settled(piece)
            stays = piece.fixed or units == piece.units
            money.append(Lain(piece.amounts, piece.units, 0, piece.summed) if stays else
                         Lain(piece.amounts, (), sum(piece.amounts), piece.summed))  # fmt: skip
        if rest:
            units = tuple(unit for piece in rest for unit in (piece.units if piece.fixed else self._settled(piece)))
            loose = self._value(unit for piece in rest for unit in piece.units if unit not in units)
            amounts = tuple(amount for piece in rest for amount in piece.amounts)
            money.append(Lain(amounts, units, loose, any(piece.summed for piece in rest)))
        return Before(tuple(money), wish, named)

    def _settled(self, piece: Piece) -> tuple[Unit, ...]:
        """The units of it that stay returned. On goods that may still go out money is no more than supposed to lie."""
        return tuple(unit for unit in piece.units if self.group[unit] in _SETTLED)


def still_there(money: Iterable[Lain], told: list[int], each: bool) -> tuple[Lain, ...]:
    """What of it did not come to nothing since; taken off ``told``. ``each``: the refunds are told each by itself."""
    found: list[Lain] = []
    for one in money:
        if each and not one.summed:
            amounts = tuple(amount for amount in one.amounts if _had(amount, told))
        else:
            amounts = (_oldest(sum(one.amounts), told),)
        if any(amounts):
            found.append(replace(one, amounts=amounts))
    return tuple(found)


def _had(amount: int, told: list[int]) -> bool:
    if amount not in told:
        return False
    told.remove(amount)
    return True


def _oldest(most: int, told: list[int]) -> int:
    """Takes so much off the oldest ones; how much there was."""
    found = 0
    for place, amount in enumerate(told):
        taken = min(most - found, amount)
        told[place], found = amount - taken, found + taken
    return found


def take_off(given: int, told: list[int]) -> None:
    """Takes an amount off what is told: the refund of that very amount, else so much of the newest ones."""
    if given in told:
        told.remove(given)
        return
    for place in reversed(range(len(told))):
        taken = min(given, told[place])
        told[place], given = told[place] - taken, given - taken
