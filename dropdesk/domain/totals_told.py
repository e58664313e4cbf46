"""The totals of an order and what came in, from every file that told one (rules §3 "Facts and their age"). Minor
units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from dropdesk.domain.order import Order

_FURTHER = (
    "unfulfilled", "partial", "fulfilled",
    "pending", "authorized", "partially_paid", "paid", "partially_refunded", "refunded",
)  # fmt: skip
"""Shopify's words of fulfilment and payment, each further than the one before."""


_PAID = frozenset({"paid", "partially_refunded", "refunded"})
"""Payment words after which all of the total came in."""


def how_far(value: Any) -> int:
    """How far a word says that things have come; an amount is as far as any other."""
    return _FURTHER.index(value) if value in _FURTHER else -1


_Told = tuple[datetime, int, int | None]
"""A total, as of when it was told, and what was told with it to have come in (None: unknown), minor units."""


_KEPT = 8
"""Times of which the totals are remembered: only a file as old as an older one still can contest what that told."""


def totals_of(order: Order) -> tuple[_Told, ...]:
    """Each total that was told of the order; from a single sighting its own."""
    if order.totals_told:
        return order.totals_told
    at, totals = dict(order.told).get("total", order.seen.at), set(order.contested) or ({order.total} - {None})
    open_ = bool(order.contested) and order.financial in _PAID
    return tuple((at, total, total if open_ else order.received) for total in totals if total is not None)


def payment_words(order: Order) -> tuple[tuple[datetime, str], ...]:
    """Each word of payment that was told of the order, oldest first; from a single sighting its own."""
    if order.words_told or not order.financial:
        return order.words_told
    return ((dict(order.told).get("financial", order.seen.at), order.financial),)


def _every_word(before: Order, now: Order) -> dict[datetime, str]:
    """By time, the word of payment; of two of one time the further one."""
    found: dict[datetime, str] = {}
    for at, word in sorted(
        (*payment_words(before), *payment_words(now)), key=lambda one: (one[0], how_far(one[1]), one[1])
    ):
        found[at] = word
    return found


def _says_so(at: datetime, words: dict[datetime, str]) -> bool:
    """Whether *paid*, told then, is a word of its own: the one before it was *partially paid*, so the rest came in."""
    earlier = max((when for when in words if when < at), default=None)
    return earlier is not None and words[earlier] == "partially_paid"


def received_otherwise(order: Order) -> int | None:
    """What came in by a word that rests on none of these totals: Shopify's own, or one more than the total; 0: none."""
    if order.totals_told:
        return order.received_told
    received = order.received_told if order.contested else order.received
    rests = bool(order.contested) or (order.total is not None and order.from_file)
    most = max((total for _, total, _ in totals_of(order)), default=0)
    return received if not rests or (received or 0) > most else 0


def _came_in(told: Iterable[int | None]) -> int | None:
    """The most of these, for it only grows; unknown where one is unknown and none says that anything came in."""
    amounts = list(told)
    return max((one or 0 for one in amounts), default=0) or (None if None in amounts else 0)


def _agreed(told: dict[int, int | None], said: int | None) -> list[int | None]:
    """What the tellings of one time say of what came in: nothing where they contradict each other and the person
    has not said which total holds, for what rests on a contested total is no grown fact."""
    amounts = set(told.values())
    if len(told) == 1 or len(amounts) == 1:
        return list(amounts)
    return [told[said]] if said is not None else []


def total_and_received(before: Order, now: Order, word: str) -> tuple[dict[str, Any], datetime | None]:
    """Total and what came in, from every total that was told, and the total's time (None: nobody told one).

    The newest total stands. Of two that one time tells, neither is grown: none of them stands, but what the person said
    of the very same ones does. What came in only grows, and does not become unknown because a file lost a column:
    *paid* of a known total is that total. What rests on a total of which two are told is unknown until one of them
    stands, and the others' money never came in: neither a newer file nor the person's answer makes it so.
    """
    words = _every_word(before, now)
    times, alone = _every_telling(before, now)
    while len(words) > _KEPT:
        alone = frozenset(one for one in alone if min(words) >= one[0] or not _says_so(one[0], words))
        del words[min(words)]
    told = {"words_told": tuple(sorted(words.items()))}
    supposed = frozenset(one for one in alone if not _says_so(one[0], words))
    otherwise = _came_in((received_otherwise(before), received_otherwise(now)))
    while len(times) > _KEPT:
        oldest = _forgotten(times, supposed)
        effective = _without_supposed(times, supposed)
        otherwise = _came_in((otherwise, *_agreed(effective[oldest], None)))
        del times[oldest]
    if not times:
        return told | {"total": None, "contested": (), "received": otherwise}, None
    effective, newest = _without_supposed(times, supposed), max(times)
    totals = tuple(sorted(times[newest]))
    said = {one.total for one in (before, now) if len(totals) > 1 and one.contested == totals} - {None}
    stands = totals[0] if len(totals) == 1 else min((one for one in said if one is not None), default=None)
    parts = [one for at in times for one in _agreed(effective[at], stands if at == newest else None)]
    known = _came_in((otherwise, *parts))
    if not known and word in _PAID:
        known = stands
    open_ = stands is None and (word in _PAID or not _agreed(effective[newest], None))
    return told | {
        "total": stands,
        "contested": totals if len(totals) > 1 else (),
        "received": None if open_ else known,
        "received_told": otherwise,
        "totals_told": tuple(sorted((at, *one) for at, many in times.items() for one in many.items())),
        "supposed": tuple(sorted(one for one in alone if one[0] in times)),
    }, newest  # fmt: skip


_Times = dict[datetime, dict[int, int | None]]


def _every_telling(before: Order, now: Order) -> tuple[_Times, frozenset[tuple[datetime, int]]]:
    """By time, each total with what came in of it; and those of which *paid* alone says so."""
    times: _Times = {}
    told: set[tuple[datetime, int]] = set()
    for order in (before, now):
        for at, total, amount in totals_of(order):
            one = times.setdefault(at, {})
            if (at, total) in order.supposed:
                one.setdefault(total, amount)
                continue
            one[total] = _came_in((amount, one[total])) if (at, total) in told else amount
            told.add((at, total))
    return times, frozenset((at, total) for at in times for total in times[at]) - told


def _without_supposed(times: _Times, supposed: frozenset[tuple[datetime, int]]) -> _Times:
    """Where a file tells that a part of a total is outstanding, *paid* alone tells nothing of that total: no second
    import invents an amount (rules §3 "Facts and their age")."""
    partly = {
        total
        for at, one in times.items()
        for total, amount in one.items()
        if amount and amount < total and (at, total) not in supposed
    }
    return {
        at: {total: None if total in partly and (at, total) in supposed else amount for total, amount in one.items()}
        for at, one in times.items()
    }


def _forgotten(times: _Times, supposed: frozenset[tuple[datetime, int]]) -> datetime:
    """The oldest time, of which *paid* alone tells first: the others tell what is outstanding. Never the newest."""
    older = sorted(times)[:-1]
    return min([at for at in older if all((at, total) in supposed for total in times[at])] or older)


def total_said(order: Order, total: int) -> Order:
    """The order after the person said which of the totals that disagree holds. ValueError for another one."""
    if total not in order.contested:
        raise ValueError(total)
    said = replace(order, total=total)
    return replace(said, **total_and_received(said, said, said.financial)[0])
