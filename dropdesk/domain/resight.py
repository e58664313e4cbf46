"""What is known, told anew by a file: what it cannot tell stays; cancelled and returned only grow (rules §3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dropdesk.domain.order import BANK_TOOK_IT, Line, Order
from dropdesk.domain.purchase import Purchase
from dropdesk.domain.values import LineId


def told_anew(before: Order, now: Order) -> Order:
    """``before`` with what a newer file says. Chargebacks, requests and refunds by line are no part of any file."""
    total = before.total if now.total is None else now.total
    returned = max(before.returned, now.returned)
    return replace(
        before,
        seen=now.seen,
        shopify_id=before.shopify_id or now.shopify_id,
        paid_at=now.paid_at or before.paid_at,
        financial=now.financial or before.financial,
        fulfilment=now.fulfilment or before.fulfilment,
        total=total,
        received=_received(before, now, total),
        returned=returned,
        returned_without_quantities=before.returned_without_quantities + returned - before.returned,
        cancelled_at=before.cancelled_at or now.cancelled_at,
        customer=before.customer or now.customer,
        lines=_lines(before.lines, now.lines),
    )


def told_of(before: Order, now: Order) -> Order:
    """``before`` with what a sighting of any age says: a newer one is told anew; of an older one only what grows
    enters (rules §3 "Facts and their age")."""
    return told_anew(before, now) if now.seen.at >= before.seen.at else grown(before, now)


def chargeback_since(before: Order | None, now: Order) -> Order:
    """``now`` with when the app first saw that the bank took the money back, and with the bank's date that the person
    named: no later sighting moves the one or forgets the other (rules §3 "Which unit?")."""
    if now.chargeback not in BANK_TOOK_IT:
        return now
    if before is None or before.chargeback not in BANK_TOOK_IT:
        return replace(now, chargeback_first_seen=now.chargeback_first_seen or now.seen.at)
    return replace(
        now,
        chargeback_first_seen=before.chargeback_first_seen or before.seen.at,
        chargeback_answer_by=now.chargeback_answer_by or before.chargeback_answer_by,
    )


def grown(before: Order, now: Order) -> Order:
    """``before`` with the facts of an older sighting that only grow: cancelled. An older word takes nothing back."""
    return replace(before, cancelled_at=before.cancelled_at or now.cancelled_at)


def _received(before: Order, now: Order, total: int | None) -> int | None:
    """Money that came in does not become unknown because a file lost a column."""
    if now.received is not None:
        return now.received
    return before.received or total


def _lines(before: tuple[Line, ...], now: tuple[Line, ...]) -> tuple[Line, ...]:
    """Lines keep their ids, which the purchases hang on. A line that is gone was removed; a new one gets a new id."""
    pairs = same_lines(before, now)
    taken_over = {new.id for new in pairs.values() if new is not None}
    left = [line for line in now if line.id not in taken_over]
    found = [_line(line, new) if (new := pairs[line.id]) else _taken_off(line) for line in before]
    taken = {line.id for line in before}
    for line in left:
        number = len(found) + 1
        while f"{number}" in taken:
            number += 1
        taken.add(LineId(f"{number}"))
        found.append(replace(line, id=LineId(f"{number}")))
    return tuple(found)


def _taken_off(line: Line) -> Line:
    """What no refund named of a line that a newer file does not tell any more, an edit took off."""
    return replace(line, returned=line.quantity, removed=line.quantity - (line.returned - line.removed))


def same_lines(before: Sequence[Line], now: Sequence[Line]) -> dict[LineId, Line | None]:
    """Which of the lines told now each known line is; None for one that is not told any more."""
    left = list(now)
    pairs = {line.id: _taken(left, line) for line in before}
    unknown = [line for line in before if pairs[line.id] is None]
    if len(unknown) == len(left):  # renamed: by place
        pairs |= {line.id: new for line, new in zip(unknown, left, strict=True)}
    return pairs


def _taken(left: list[Line], line: Line) -> Line | None:
    """The line that is this one: by title and sku, else by either; taken off the list."""
    scores = [
        (4 * _same_gid(one, line) + 2 * bool(_names(one) & _names(line)) + (one.sku == line.sku and bool(line.sku)), -n)
        for n, one in enumerate(left)
    ]
    score, place = max(scores, default=(0, 0))
    return left.pop(-place) if score else None


def _same_gid(a: Line, b: Line) -> bool:
    """A shop's own ids are lasting; a place in a file is not."""
    return a.id == b.id and not a.id.isdecimal()


def _names(line: Line) -> set[str]:
    """A file writes title and variant as one."""
    return {line.title, f"{line.title} - {line.variant}"}


def _line(before: Line, now: Line) -> Line:
    fulfilled_at = before.fulfilled_at if before.fulfilled == now.fulfilled else None
    return replace(
        before,
        quantity=max(before.quantity, now.quantity),
        unit_value=now.unit_value or before.unit_value,
        fulfilled=now.fulfilled,
        requested=min(before.requested, max(0, before.quantity - now.fulfilled)),
        returned=max(before.returned, now.returned, before.quantity - now.quantity),
        fulfilled_at=(fulfilled_at or now.fulfilled_at) if now.fulfilled else None,
        needs_no_purchase=before.needs_no_purchase or now.needs_no_purchase,
    )


def seen_again(before: Purchase, now: Purchase) -> Purchase:
    """A purchase seen in a newer file. An export without totals or tracking takes neither away."""
    same_word = not now.status or now.status.casefold() == before.status.casefold()
    exact = before.placed_at is not None and not before.placed_is_date and (now.placed_is_date or not now.placed_at)
    return replace(
        now,
        status=now.status or before.status,
        placed_at=before.placed_at if exact else now.placed_at or before.placed_at,
        placed_is_date=before.placed_is_date if exact or now.placed_at is None else now.placed_is_date,
        paid_at=now.paid_at or before.paid_at,
        shipped_at=now.shipped_at or before.shipped_at,
        end_reason=now.end_reason or (before.end_reason if same_word else ""),
        shop_name=now.shop_name or before.shop_name,
        shop_id=now.shop_id or before.shop_id,
        total=before.total if before.total is not None and _only_summed(now) else now.total or before.total,
        tracking_number=now.tracking_number or before.tracking_number,
        items=now.items or before.items,
    )


def _only_summed(purchase: Purchase) -> bool:
    """Whether a total is no more than its items' sum: shipping and discounts may be missing from it."""
    prices = [item.price.minor * item.quantity for item in purchase.items if item.price is not None]
    return purchase.total is None or purchase.total.minor == sum(prices)
