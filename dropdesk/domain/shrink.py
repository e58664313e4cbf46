"""A file that takes back what only grows: shipped, cancelled, refunded (rules §3 "Facts and their age": a shrink is a
contradiction that asks). Nothing is taken back until the person says what Shopify shows, or Shopify itself tells it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dropdesk.domain.order import Less, Order
from dropdesk.domain.same_lines import same_lines
from dropdesk.domain.values import Quantities, Take


def newest_less(before: Order, now: Order, known: Order) -> Less | None:
    """What the newest of two tellings takes back of ``known``, which is both together; of two of one time, what both
    do (the grown one holds). What an older file adds takes nothing back: it enters, and nothing new is asked."""
    if now.seen.at > before.seen.at:
        return _less(known, now)
    asked = before.less_told
    if now.seen.at == before.seen.at:
        less = _both(_less(known, as_told(before)), _less(known, now), before, now)
        return less if asked is None or less is None else _of(less, asked)
    less = _less(known, as_told(before)) if asked is not None else None
    return _of(less, asked) if less is not None and asked is not None else None


def _of(less: Less, asked: Less) -> Less | None:
    """The part of it that was asked before."""
    lines = {take.line for take in asked.not_sent}
    return _some(
        tuple(take for take in less.not_sent if take.line in lines),
        less.not_cancelled and asked.not_cancelled,
        less.not_returned if asked.not_returned else 0,
    )


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
        "unnamed_refunds": lowered(order.unnamed_refunds, unnamed),
        "less_back": tuple(one for one in order.less_back if one[0] < returned),
    }


def lowered(amounts: tuple[int, ...], by: int) -> tuple[int, ...]:
    """These, the newest first lowered by so much in all; what comes to 0 is left out."""
    left = list(amounts)
    while left and by:
        newest = left.pop()
        if newest > by:
            left.append(newest - by)
        by -= min(newest, by)
    return tuple(left)


def untold(before: Order, now: Order) -> tuple[str, ...]:
    """What the newest of two tellings says nothing of; of two of one time, what neither does."""
    if before.seen.at != now.seen.at:
        return max(before, now, key=lambda one: one.seen.at).untold
    return tuple(name for name in now.untold if name in before.untold)


def _less(known: Order, told: Order) -> Less | None:
    """What ``told`` tells less of than is known. A missing column tells nothing, and neither does the one word of a
    line, where it says that the line was refunded, whether it had been sent."""
    pairs = same_lines(known.lines, told.lines)
    fewer = [
        Take(line.id, line.fulfilled - new.fulfilled)
        for line in known.lines
        if (new := pairs[line.id]) is not None and new.fulfilled < line.fulfilled and new.returned < new.quantity
    ]
    return _some(
        tuple(fewer) if "fulfilled" not in told.untold else (),
        "cancelled" not in told.untold and known.cancelled_at is not None and told.cancelled_at is None,
        max(0, known.returned - told.returned) if "returned" not in told.untold else 0,
    )


def _both(one: Less | None, other: Less | None, first: Order, second: Order) -> Less | None:
    """What neither of two tellings of one time tells; where only one of them has the column, what that one does not."""
    a, b = one or Less(), other or Less()
    fewer = {take.line: take.quantity for take in b.not_sent}
    both = tuple(Take(take.line, min(take.quantity, fewer[take.line])) for take in a.not_sent if take.line in fewer)
    sent = {"fulfilled" in second.untold: a.not_sent, "fulfilled" in first.untold: b.not_sent}
    cancelled = {"cancelled" in second.untold: a.not_cancelled, "cancelled" in first.untold: b.not_cancelled}
    returned = {"returned" in second.untold: a.not_returned, "returned" in first.untold: b.not_returned}
    return _some(
        sent.get(True, both),
        cancelled.get(True, a.not_cancelled and b.not_cancelled),
        returned.get(True, min(a.not_returned, b.not_returned)),
    )


def _some(not_sent: Quantities, not_cancelled: bool, not_returned: int) -> Less | None:
    less = Less(not_sent, not_cancelled, not_returned)
    return less if less != Less() else None
