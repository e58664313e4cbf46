"""A file that takes back what only grows: shipped, cancelled, refunded (rules §3 "Facts and their age": a shrink is a
contradiction that asks). Nothing is taken back until the person says what Shopify shows, or Shopify itself tells it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dropdesk.domain.order import Less, Order
from dropdesk.domain.same_lines import same_lines
from dropdesk.domain.values import Take


def newest_less(before: Order, now: Order, known: Order) -> Less | None:
    """What the newest of two tellings takes back of ``known``, which is both together; of two of one time, what both
    do (the grown one holds). The order in which files arrive does not matter."""
    if before.seen.at != now.seen.at:
        return _less(known, as_told(max(before, now, key=lambda one: one.seen.at)))
    one, other = _less(known, as_told(before)), _less(known, as_told(now))
    return _both(one, other) if one is not None and other is not None else None


def as_told(order: Order) -> Order:
    """The order as the newest file tells it, where that takes something back; nothing is asked of it any more."""
    less = order.less_told
    plain = replace(order, less_told=None, less_answered=None)
    if less is None:
        return plain
    fewer = {take.line: take.quantity for take in less.not_sent}
    told: dict[str, Any] = {
        "cancelled_at": None if less.not_cancelled else order.cancelled_at,
        "lines": tuple(
            replace(line, fulfilled=left, fulfilled_at=line.fulfilled_at if left else None,
                    fulfilled_told=line.fulfilled_told if left else None)
            if (left := line.fulfilled - fewer.get(line.id, 0)) < line.fulfilled else line
            for line in order.lines
        ),
    }  # fmt: skip
    return replace(plain, **told, **_less_money(order, less.not_returned))


def taken_back(less: Less) -> tuple[str, ...]:
    """What is told to be less: ``fulfilled``, ``cancelled``, ``returned``."""
    so = {
        "fulfilled": bool(less.not_sent), "cancelled": less.not_cancelled, "returned": less.not_returned > 0
    }  # fmt: skip
    return tuple(name for name, is_so in so.items() if is_so)


def less_stands(order: Order) -> Order:
    """The order after the person saw in Shopify that what was known before stands."""
    return replace(order, less_answered=order.less_told)


def _less_money(order: Order, fewer: int) -> dict[str, Any]:
    """What went back, ``fewer`` minor units of it taken away: from the newest refunds that Shopify showed first, which
    then came to nothing, else from what named no items."""
    if not fewer:
        return {}
    refunds, over, unnamed = list(order.refunds), fewer, 0
    for place in sorted(range(len(refunds)), key=lambda one: refunds[one].at, reverse=True):
        refund = refunds[place]
        cut = min(refund.amount, over)
        refunds[place] = replace(refund, amount=refund.amount - cut, failed=refund.failed + cut)
        over -= cut
        unnamed += 0 if refund.lines else cut
    returned, unnamed = order.returned - fewer, unnamed + over
    return {
        "returned": returned,
        "refunds": tuple(refunds),
        "returned_without_quantities": max(0, order.returned_without_quantities - unnamed),
        "returned_as_store_credit": min(order.returned_as_store_credit, returned),
        "unnamed_refunds": _lowered(order.unnamed_refunds, unnamed),
        "less_back": tuple(one for one in order.less_back if one[0] < returned),
    }


def _lowered(amounts: tuple[int, ...], by: int) -> tuple[int, ...]:
    """These, the newest first lowered by so much in all; what comes to 0 is left out."""
    left = list(amounts)
    while left and by:
        newest = left.pop()
        if newest > by:
            left.append(newest - by)
        by -= min(newest, by)
    return tuple(left)


def _less(known: Order, told: Order) -> Less | None:
    pairs = same_lines(known.lines, told.lines)
    fewer = [
        Take(line.id, line.fulfilled - new.fulfilled)
        for line in known.lines
        if (new := pairs[line.id]) is not None and new.fulfilled < line.fulfilled
    ]
    less = Less(
        tuple(fewer),
        known.cancelled_at is not None and told.cancelled_at is None,
        max(0, known.returned - told.returned),
    )
    return less if less != Less() else None


def _both(one: Less, other: Less) -> Less | None:
    fewer = {take.line: take.quantity for take in other.not_sent}
    less = Less(
        tuple(Take(take.line, min(take.quantity, fewer[take.line])) for take in one.not_sent if take.line in fewer),
        one.not_cancelled and other.not_cancelled,
        min(one.not_returned, other.not_returned),
    )
    return less if less != Less() else None
