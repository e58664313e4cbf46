"""What is known, told again by a file of any age: each fact keeps its own age, and what only grows enters from any
(rules §3 "Facts and their age"). The order in which files arrive never matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from dropdesk.domain.order import Chargeback, Line, Order
from dropdesk.domain.same_lines import same_lines
from dropdesk.domain.shrink import newest_less, untold
from dropdesk.domain.values import LineId

_FURTHER = (
    "unfulfilled", "partial", "fulfilled",
    "pending", "authorized", "partially_paid", "paid", "partially_refunded", "refunded",
)  # fmt: skip
"""Shopify's words of fulfilment and payment, each further than the one before."""
_PAID = frozenset({"paid", "partially_refunded", "refunded"})
"""Payment words after which all of the total came in."""
_DATED = ("financial", "fulfilment", "total")
"""Facts that a newer file may change and an older one must not; a file that does not tell one leaves it."""


def told_of(before: Order, now: Order) -> Order:
    """``before`` with what a file of any age says. Chargebacks, requests and refunds by line are no part of any file.

    What grows (cancelled, paid, received, returned, fulfilled, removed) enters whatever the file's time, and nothing
    takes it back: where the newest file tells less, that is kept aside to be asked (``shrink``). Of everything else the
    newest that is known stands. The same facts in another order give the same result; what is asked is what a newer
    file takes back of what was known when it came.
    """
    newer = now.seen.at >= before.seen.at
    ages = {**dict.fromkeys(_DATED, before.seen.at), **dict(before.told)}
    facts = {name: _newest(before, now, name, ages[name]) for name in _DATED}
    money, told_at = _money(before, now, facts["financial"][0])
    facts["total"] = money["total"], told_at
    seen = now.seen if newer else before.seen
    older = tuple((name, at) for name, (_, at) in facts.items() if at not in (None, seen.at))
    values: dict[str, Any] = {name: value for name, (value, _) in facts.items()}
    told = replace(
        before,
        seen=seen,
        told=older,
        shopify_id=before.shopify_id or now.shopify_id,
        paid_at=_first(before.paid_at, now.paid_at),
        returned=max(before.returned, now.returned),
        less_back=_less_back(before, now),
        cancelled_at=_first(before.cancelled_at, now.cancelled_at),
        customer=before.customer or now.customer,
        lines=tuple(
            _when(line, line.fulfilled_told, line.requested_told, seen.at)
            for line in _lines(_spelled(before), _spelled(now), newer)
        ),
        **(values | money),
    )
    told = replace(
        told, **_went_back(before, told), less_told=newest_less(before, now, told), untold=untold(before, now)
    )
    bare = replace(told, totals_told=(), received_told=None, words_told=())
    same = (_tellings(bare), _otherwise(bare), _words(bare)) == (told.totals_told, told.received_told, _words(told))
    return bare if same else told  # what is on the order itself is written down once


def chargeback_since(before: Order | None, now: Order) -> Order:
    """``now`` with when the app first saw a chargeback (an inquiry is none), and with what the person said of it, the
    bank's date and that it is answered: no later sighting moves the one or forgets the other (rules §3 "Which
    unit?")."""
    none = (Chargeback.NONE, Chargeback.INQUIRY)
    if now.chargeback in none:
        return now
    if before is None or before.chargeback in none:
        return replace(now, chargeback_first_seen=now.chargeback_first_seen or now.seen.at)
    return replace(
        now,
        chargeback_first_seen=before.chargeback_first_seen or before.seen.at,
        chargeback_answer_by=now.chargeback_answer_by or before.chargeback_answer_by,
        chargeback_ticked=before.chargeback_ticked and not _asks_anew(before, now),
    )


def _asks_anew(before: Order, now: Order) -> bool:
    """Whether the bank asks once more: Shopify had our answer and waits for another one, or names a later date."""
    known, named = before.chargeback_answer_by, now.chargeback_answer_by
    later = known is not None and named is not None and named > known
    return (before.chargeback_answered and not now.chargeback_answered) or later


def named_by_word(order: Order) -> int:
    """What of the money that went back belongs to units whose line itself a file tells to be refunded ("restocked"),
    minor units: with the units named it is no money "without naming quantities" (rules §3 "Which unit?"). Units that a
    refund names are the refund's."""
    refunds = Counter[LineId]()
    for refund in order.refunds:
        refunds.update({take.line: take.quantity for take in refund.lines})
    named = [(max(0, line.returned - line.removed - refunds[line.id]), line.unit_value) for line in order.lines]
    value, rounded = sum(n * unit for n, unit in named), sum(n for n, _ in named)
    told = max(0, order.returned - sum(one.amount + one.pending for one in order.refunds))
    return told if told - value < rounded else value  # a line's value does not always divide by its units


def _less_back(before: Order, now: Order) -> tuple[tuple[int, datetime], ...]:
    """Each smaller sum that was told to have gone back, and the newest time as of which it was no more. What the shop
    itself tells of has times of its own."""
    timed = [sum(one.amount for one in before.refunds), *(one.returned for one in (before, now) if not one.from_file)]
    told = (*before.less_back, *now.less_back, *((one.returned, one.seen.at) for one in (before, now)))
    return _no_more([one for one in told if one[0] >= max(timed)], max(before.returned, now.returned))


def _no_more(told: Sequence[tuple[int, datetime]], top: int) -> tuple[tuple[int, datetime], ...]:
    sums = sorted({back for back, _ in told if back < top})
    return tuple((one, max(at for back, at in told if back <= one)) for one in sums)


def since_claim(before: Order, after: Order, at: datetime) -> Order:
    """``after``, a file of which tells more money back than ``before``, where the person said of that money ``at`` when
    it was: what went back since did so then, whatever the file's age."""
    return replace(after, less_back=_no_more((*after.less_back, (before.returned, at)), after.returned))


def _went_back(before: Order, after: Order) -> dict[str, Any]:
    """What a file tells of money that went back: a sum, and no more. What was on its way before arrived first, for
    nothing else tells that a pending refund did; only what is more than that is news. It names no quantities but those
    of lines that a file tells to be refunded (``after``: the lines and the sum as they are told now)."""
    more = after.returned - before.returned
    arrived = min(more, before.refund_pending)
    told = before.unnamed_refunds
    pending_unnamed = max(0, sum(told) - before.returned_without_quantities) if told else 0
    counted_twice = not before.refunds and before.returned_without_quantities == before.returned  # as it once was
    covered = named_by_word(after) - (0 if counted_twice else named_by_word(before))
    news = more - arrived - covered
    return {
        "refund_pending": before.refund_pending - arrived,
        "returned_without_quantities": max(
            0, before.returned_without_quantities + news + min(arrived, pending_unnamed)
        ),
        "unnamed_refunds": _each(told, news) if told and news else told,
    }


def _each(told: tuple[int, ...], news: int) -> tuple[int, ...]:
    """Each refund that named no quantities, with one more, or with the newest ones lowered by what turns out named."""
    if news > 0:
        return (*told, news)
    left = list(told)
    while news < 0 and left:
        newest = left.pop()
        if newest + news > 0:
            left.append(newest + news)
        news += newest
    return tuple(left)


def _spelled(order: Order) -> tuple[Line, ...]:
    """The lines with as of when their units were first told to have moved, also where that is the sighting's own."""
    return tuple(_when(line, line.fulfilled_told or order.seen.at, line.requested_told or order.seen.at, None)
                 for line in order.lines)  # fmt: skip


def _when(line: Line, sent: datetime | None, asked: datetime | None, seen: datetime | None) -> Line:
    """As of when its units were first told to have moved; None where a time of their own is told, where none moved, and
    where it is the sighting's own."""
    unknown = line.fulfilled > 0 and line.fulfilled_at is None, line.requested > 0 and line.requested_at is None
    sent, asked = (at if untold and at != seen else None for at, untold in zip((sent, asked), unknown, strict=True))
    same = (line.fulfilled_told, line.requested_told) == (sent, asked)
    return line if same else replace(line, fulfilled_told=sent, requested_told=asked)


def first_told(before: Order, now: Order) -> Order:
    """``now``, a newer sighting, with as of when its units were first told to have moved: no further telling of the
    same moves that, for a look may have answered it already (V-20)."""
    told = _spelled(before)
    pairs = same_lines(told, now.lines)
    known = {new.id: line for line in told if (new := pairs[line.id]) is not None}
    return replace(now, lines=tuple(_told_first(known.get(line.id), line, now.seen.at) for line in now.lines))


def _told_first(before: Line | None, now: Line, seen: datetime) -> Line:
    sent, asked = now.fulfilled_told or seen, now.requested_told or seen
    if before is not None and before.fulfilled >= now.fulfilled:
        sent = min(sent, before.fulfilled_told or sent)
    if before is not None and before.requested >= now.requested:
        asked = min(asked, before.requested_told or asked)
    return _when(now, sent, asked, seen)


def same_facts(a: Order, b: Order) -> bool:
    """Whether two sightings say the same, whenever each of it was told."""
    bare = [
        replace(
            one, seen=a.seen, told=(), totals_told=(), received_told=None, supposed=(), less_back=(), words_told=(),
            less_told=None, less_answered=None, untold=(),
            lines=tuple(_when(line, None, None, None) for line in one.lines),
        )
        for one in (a, b)
    ]  # fmt: skip
    return bare[0] == bare[1]


def disagree(a: Order, b: Order) -> bool:
    """Whether two sightings of one time say different things of what does not grow: nobody can tell which holds."""
    words = [(getattr(a, name), getattr(b, name)) for name in _DATED]
    return a.seen.at == b.seen.at and any(x != y and None not in (x, y) and "" not in (x, y) for x, y in words)


def _newest(before: Order, now: Order, name: str, at: datetime) -> tuple[Any, datetime | None]:
    """A dated fact's newest known value and its time (None: nobody told it); of two of one time the further one."""
    have, told = getattr(before, name), getattr(now, name)
    known = [(when, value) for value, when in ((have, at), (told, now.seen.at)) if value not in (None, "")]
    if not known:
        return have, None
    when, value = max(known, key=lambda one: (one[0], _far(one[1]), one[1]))
    return value, when


def _far(value: Any) -> int:
    """How far a word says that things have come; an amount is as far as any other."""
    return _FURTHER.index(value) if value in _FURTHER else -1


def _first(a: datetime | None, b: datetime | None) -> datetime | None:
    return min((one for one in (a, b) if one is not None), default=None)


_Told = tuple[datetime, int, int | None]
"""A total, as of when it was told, and what was told with it to have come in (None: unknown), minor units."""
_KEPT = 8
"""Times of which the totals are remembered: only a file as old as an older one still can contest what that told."""


def _tellings(order: Order) -> tuple[_Told, ...]:
    """Each total that was told of the order; from a single sighting its own."""
    if order.totals_told:
        return order.totals_told
    at, totals = dict(order.told).get("total", order.seen.at), set(order.contested) or ({order.total} - {None})
    open_ = bool(order.contested) and order.financial in _PAID
    return tuple((at, total, total if open_ else order.received) for total in totals if total is not None)


def _words(order: Order) -> tuple[tuple[datetime, str], ...]:
    """Each word of payment that was told of the order, oldest first; from a single sighting its own."""
    if order.words_told or not order.financial:
        return order.words_told
    return ((dict(order.told).get("financial", order.seen.at), order.financial),)


def _every_word(before: Order, now: Order) -> dict[datetime, str]:
    """By time, the word of payment; of two of one time the further one."""
    found: dict[datetime, str] = {}
    for at, word in sorted((*_words(before), *_words(now)), key=lambda one: (one[0], _far(one[1]), one[1])):
        found[at] = word
    return found


def _says_so(at: datetime, words: dict[datetime, str]) -> bool:
    """Whether *paid*, told then, is a word of its own: the one before it was *partially paid*, so the rest came in."""
    earlier = max((when for when in words if when < at), default=None)
    return earlier is not None and words[earlier] == "partially_paid"


def _otherwise(order: Order) -> int | None:
    """What came in by a word that rests on none of these totals: Shopify's own, or one more than the total; 0: none."""
    if order.totals_told:
        return order.received_told
    received = order.received_told if order.contested else order.received
    rests = bool(order.contested) or (order.total is not None and order.from_file)
    most = max((total for _, total, _ in _tellings(order)), default=0)
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


def _money(before: Order, now: Order, word: str) -> tuple[dict[str, Any], datetime | None]:
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
    otherwise = _came_in((_otherwise(before), _otherwise(now)))
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
        for at, total, amount in _tellings(order):
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
    return replace(said, **_money(said, said, said.financial)[0])


def _lines(before: tuple[Line, ...], now: tuple[Line, ...], newer: bool) -> tuple[Line, ...]:
    """Lines keep their ids, which the purchases hang on. A line that the newer side does not tell was removed; one that
    is new here gets a new id."""
    pairs = same_lines(before, now)
    taken_over = {new.id for new in pairs.values() if new is not None}
    left = [line for line in now if line.id not in taken_over]
    found = [
        _line(line, new, newer) if (new := pairs[line.id]) else _taken_off(line) if newer else line for line in before
    ]
    taken = {line.id for line in before}
    for line in left:
        number = len(found) + 1
        while f"{number}" in taken:
            number += 1
        taken.add(LineId(f"{number}"))
        named = replace(line, id=LineId(f"{number}"))
        found.append(named if newer else _taken_off(named))
    return tuple(found)


def _taken_off(line: Line) -> Line:
    """What no refund named of a line that a newer file does not tell any more, an edit took off."""
    return replace(line, returned=line.quantity, removed=line.quantity - (line.returned - line.removed))


def _line(before: Line, now: Line, newer: bool) -> Line:
    fulfilled = max(before.fulfilled, now.fulfilled)
    furthest = [one for one in (before, now) if one.fulfilled == fulfilled]
    times = [one.fulfilled_at for one in furthest if one.fulfilled_at is not None]
    requested = min(before.requested, max(0, before.quantity - fulfilled))
    fewer = before.quantity - now.quantity if newer else now.quantity - before.quantity
    latest, other = (now, before) if newer else (before, now)
    returned = max(before.returned, now.returned, fewer)
    # What no refund named, an edit took off.
    named = max(before.returned - before.removed, now.returned - now.removed)
    return replace(
        before,
        quantity=max(before.quantity, now.quantity),
        unit_value=latest.unit_value or other.unit_value,
        fulfilled=fulfilled,
        requested=requested,
        returned=returned,
        removed=returned - named,
        fulfilled_at=min(times, default=None) if fulfilled else None,
        fulfilled_told=min((one.fulfilled_told for one in furthest if one.fulfilled_told), default=None),
        requested_told=before.requested_told if requested else None,
        needs_no_purchase=before.needs_no_purchase or now.needs_no_purchase,
    )
