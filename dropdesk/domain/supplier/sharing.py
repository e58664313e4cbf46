"""A purchase that serves several orders is a leg in each: what is said of one of them holds for which others?

Rules §3 "Legs and units": its supplier step waits until the person ticks *only our part* or *all of them*.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.leg import LIVE, Leg, LegState
from dropdesk.domain.supplier.moves import report, undone
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import SupplierNumber

S = LegState
ASKED_FOR = frozenset({Say.ACCEPTED, Say.DROPPED, Say.REFUSED})
"""Holds for others only where the person said *all of them*; nobody is stopped by what was said of another."""
_OF_A_PART = ASKED_FOR | {Say.SHIPPED}
"""May be true of our part alone: what was asked for before the first tick holds."""
TOLD = _OF_A_PART | {Say.CLOSED_ITSELF, Say.UNCLEAR}
"""What may be said of a shared purchase as a whole, and is noted on the others."""
ONLY_OURS = "only_ours"
_PARTS = frozenset({ONLY_OURS, "all"})
_NO_ANSWER_YET = frozenset({S.OPEN, S.ASKED, S.UNCLEAR})
_STOPPABLE = LIVE - {S.UNLINKED, S.DISPUTED}


@dataclass(frozen=True, slots=True)
class Request:
    """That all of a purchase is asked for. ``at``: when, where that is known; ``by``: else it was by then. ``looked``:
    the newest look at its page."""

    at: datetime | None
    by: datetime | None
    looked: datetime | None

    @property
    def known(self) -> datetime:
        """The latest that it can have been made; nobody told: the first of all times."""
        return self.at or self.by or datetime.min.replace(tzinfo=UTC)


def asked_whole(legs: Iterable[Leg]) -> dict[SupplierNumber, Request]:
    """The purchases of which this order asks the supplier to cancel all, and has no answer yet."""
    found: dict[SupplierNumber, Request] = {}
    for leg in legs:
        if leg.part == "all" and leg.state is S.ASKED and leg.number is not None:
            mine = Request(leg.clock_started_at, leg.clock_started_by, leg.looked_at)
            found[leg.number] = newest([mine, *(found[one] for one in (leg.number,) if one in found)])
    return found


def newest(requests: Iterable[Request]) -> Request:
    """The newest of some requests for one purchase, whose page is one: a look is a look for all of them."""
    every = list(requests)
    last = max(every, key=lambda one: one.known)
    return replace(last, looked=max((one.looked for one in every if one.looked is not None), default=None))


def noted(leg: Leg, names: tuple[str, ...], requests: Iterable[Request]) -> Leg:
    """The leg of an order, with what the other orders of its purchase ask for now."""
    if not names:
        return replace(leg, asked_with=(), asked_with_at=None, asked_with_by=None, asked_with_looked=None)
    last = newest(requests)
    return replace(
        leg, asked_with=names, asked_with_at=last.at, asked_with_by=last.by, asked_with_looked=last.looked
    )  # fmt: skip


def levelled(legs: Sequence[Leg]) -> tuple[Leg, ...]:
    """All legs of one purchase: the supplier pays a purchase back once, however many orders it serves. What was told
    beyond a leg's share, so that together more than the price would come back, is awaited with the others, whose it is
    (``beyond``). What came in with one beyond what is its own is counted for what the others await (``elsewhere``)."""
    beyond, elsewhere = [0] * len(legs), [0] * len(legs)
    for currency in {leg.money.awaited.currency for leg in legs if leg.money.awaited is not None}:
        mine = [n for n, leg in enumerate(legs) if leg.money.awaited and leg.money.awaited.currency == currency]
        excess = _excess(legs, mine, currency)
        for n in mine:
            beyond[n] = min(excess, max(0, _due(legs[n]) - _cost(legs[n])))
            excess -= beyond[n]
        due = {n: _due(legs[n]) - beyond[n] for n in mine}
        over = {n: max(0, min(legs[n].money.received, _settled(legs[n]) - due[n])) for n in mine}
        lack = {n: max(0, due[n] - _settled(legs[n])) for n in mine}
        given = taken = min(sum(over.values()), sum(lack.values()))
        for n in mine:
            less, more = min(given, over[n]), min(taken, lack[n])
            given, taken, elsewhere[n] = given - less, taken - more, more - less
    return tuple(_with(leg, *amounts) for leg, *amounts in zip(legs, elsewhere, beyond, strict=True))


def _excess(legs: Sequence[Leg], mine: Sequence[int], currency: str) -> int:
    """How much more than the purchase cost is told to come back with more than one of its legs, minor units; nothing
    where nobody knows its price, and of a single leg nothing: there its own word stands."""
    costs = [leg.cost for leg in legs]
    if len(mine) < 2 or any(cost is None or cost.currency != currency for cost in costs):
        return 0
    return max(0, sum(_due(legs[n]) for n in mine) - sum(_cost(leg) for leg in legs))


def _with(leg: Leg, elsewhere: int, beyond: int) -> Leg:
    money = leg.money
    if (money.elsewhere, money.beyond) == (elsewhere, beyond):
        return leg
    return replace(leg, money=replace(money, elsewhere=elsewhere, beyond=beyond))


def _due(leg: Leg) -> int:
    return _settled(leg) if leg.money.awaited is None or leg.money.unknown else leg.money.awaited.minor


def _cost(leg: Leg) -> int:
    return 0 if leg.cost is None else leg.cost.minor


def _settled(leg: Leg) -> int:
    return leg.money.received + leg.money.written_off


def part_of(leg: Leg, said: Report) -> str:
    """``only_ours``, ``all`` or "" (nobody was asked) of what is said of this leg."""
    given = said.part or (said.detail if said.detail in _PARTS else "")
    return given or (leg.part if said.say in _OF_A_PART else "")


def concerns(other: Leg, leg: Leg, said: Report) -> bool:
    """Whether what is said of ``leg`` is true of another order's leg of the same purchase. What went out, arrived or
    was stopped by itself there is not stopped, shipped or refused by a word said here."""
    part = part_of(leg, said)
    if part == ONLY_OURS or (said.say in ASKED_FOR and part != "all"):
        return False
    match said.say:
        case Say.ACCEPTED | Say.DROPPED | Say.CLOSED_ITSELF:
            return other.state in _STOPPABLE
        case Say.REFUSED:
            return other.state in _NO_ANSWER_YET
        case Say.SHIPPED | Say.UNCLEAR:
            # Its stop was of the same purchase, unless it was of its own part alone.
            stopped = other.state is S.STOPPED and other.part != ONLY_OURS
            return stopped or (other.state in LIVE and other.state not in (S.UNLINKED, S.DISPUTED))
        case _:
            return False


def taken_back(other: Leg, leg: Leg, free: bool, now: datetime, clocks: Clocks) -> Leg:
    """Another order's leg once what was said of both is taken back (``leg``: with the saying still on it). ``free``:
    nothing was done outside on the strength of it there; else nobody knows what its page says, and it is asked."""
    same = other.known_at == leg.known_at and other.state is leg.state and other.how is leg.how
    if not same or leg.known_at is None or not _of_the_goods(leg):
        return other  # it was told by something else, or is of this order's money or dates alone
    if free and _of_the_goods(other):
        return undone(other)
    (asked,) = report(other, Report(other.id, Say.UNCLEAR), now, clocks)
    return asked


def _of_the_goods(leg: Leg) -> bool:
    """Whether the newest saying about a leg, which would be taken back, told where the goods are."""
    return leg.was is not None and (leg.was.known_at, leg.was.state) != (leg.known_at, leg.state)
