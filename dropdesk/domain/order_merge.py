"""What is known, told again by a file of any age: each fact keeps its own age, and what only grows enters from any
(rules §3 "Facts and their age"). The order in which files arrive never matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from dropdesk.domain.line_merge import merged_lines, units_moved, with_times
from dropdesk.domain.order import Chargeback, Order
from dropdesk.domain.shrink import lowered, newest_less, untold
from dropdesk.domain.totals_told import how_far, payment_words, received_otherwise, total_and_received, totals_of
from dropdesk.domain.values import LineId

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
    money, told_at = total_and_received(before, now, facts["financial"][0])
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
            units_moved(line, line.fulfilled_told, line.requested_told, seen.at)
            for line in merged_lines(with_times(before), with_times(now), newer)
        ),
        **(values | money),
    )
    told = replace(
        told, **_went_back(before, told), less_told=newest_less(before, now, told), untold=untold(before, now)
    )
    bare = replace(told, totals_told=(), received_told=None, words_told=())
    same = (totals_of(bare), received_otherwise(bare), payment_words(bare)) == (
        told.totals_told,
        told.received_told,
        payment_words(told),
    )
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
    return (*told, news) if news > 0 else lowered(told, -news)


def same_facts(a: Order, b: Order) -> bool:
    """Whether two sightings say the same, whenever each of it was told."""
    bare = [
        replace(
            one, seen=a.seen, told=(), totals_told=(), received_told=None, supposed=(), less_back=(), words_told=(),
            less_told=None, less_answered=None, untold=(),
            lines=tuple(units_moved(line, None, None, None) for line in one.lines),
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
    when, value = max(known, key=lambda one: (one[0], how_far(one[1]), one[1]))
    return value, when


def _first(a: datetime | None, b: datetime | None) -> datetime | None:
    return min((one for one in (a, b) if one is not None), default=None)
