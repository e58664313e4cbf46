"""What the order itself tells of the timeline: cancelled, refunded, told by whom (rules §5 "Somebody else")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from dropdesk.domain.case.shape import outcome
from dropdesk.domain.case.shape.phases import (
    ByHand,
    Claimed,
    Closed,
    RefundOwed,
    RefundSent,
    RefundWanted,
    Sent,
    Settling,
)
from dropdesk.domain.case.shape.state import Case, Notice
from dropdesk.domain.case.shown.happened import Happened
from dropdesk.domain.order import BANK_TOOK_IT, Order

_CLOCKS = timedelta(minutes=1)
"""So far may Shopify's clock and this one lie apart."""


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One row of a case's journal: when it was written, its move's word (``journal.py``), the state after it."""

    at: datetime
    word: str
    state: Case


# -- Shopify's side ---------------------------------------------------------------------------------------------------


def of_the_order(order: Order, rows: tuple[JournalRow, ...]) -> Iterator[Happened]:
    if order.cancelled_at is not None:
        yield Happened(order.cancelled_at, "cancelled", _who_cancelled(order, order.cancelled_at, rows))
    ours, told_failed = _ours(order, rows), {one.at for _, one in _notices(rows) if one.code == "refund_failed"}
    for refund in order.refunds:
        others = bool(rows) and refund.at >= rows[0].at and refund.id not in ours
        if refund.amount:
            yield Happened(refund.at, "refunded", {**money_data(order, refund.amount), "others": others})
        under_way = refund.pending + refund.failed  # what failed was on its way before
        if under_way:
            yield Happened(refund.at, "refunded", {**money_data(order, under_way), "pending": True, "others": others})
        if refund.failed and refund.at not in told_failed:
            yield Happened(refund.at, "refund_failed", {**money_data(order, refund.failed), "text": refund.reason})
    if not order.refunds and order.returned:
        yield from _untimed(order, rows)
    if order.chargeback in BANK_TOOK_IT and order.chargeback_first_seen is not None:
        yield Happened(order.chargeback_first_seen, "chargeback", {"state": str(order.chargeback)}, exact=False)


def _untimed(order: Order, rows: tuple[JournalRow, ...]) -> Iterator[Happened]:
    """Money that a file shows as returned: a file tells no time, so it is told by when it was seen there."""
    seen = 0
    file: dict[str, object] = {"file": True}
    found: list[Happened] = []
    for before, row in pairwise(rows):
        had, has = before.state.seen_back, row.state.seen_back
        if had is None or has is None or has <= had or seen + has - had > order.returned:
            continue
        told = row.state.notice
        new = told is not None and told.code == "returned_by_others" and told != before.state.notice
        others = told is not None and new and not told.text
        found.append(
            Happened(row.at, "refunded", {**money_data(order, has - had), **file, "others": others}, exact=False)
        )
        seen += has - had
    rest = order.returned - seen  # before the case, or after it was closed
    if rest > 0 and order.refunded_at is not None:
        yield Happened(order.refunded_at, "refunded", money_data(order, rest))
    elif rest > 0:
        at = rows[0].at if rows and not seen and not _later(order, rows) else order.seen.at
        yield Happened(at, "refunded", {**money_data(order, rest), **file}, exact=False)
    yield from found


def _later(order: Order, rows: tuple[JournalRow, ...]) -> bool:
    """Whether more went back than the case ever took up."""
    known = [row.state.seen_back for row in rows if row.state.seen_back is not None]
    return not known or order.returned > known[-1]


def _notices(rows: tuple[JournalRow, ...]) -> Iterator[tuple[JournalRow, Notice]]:
    """What became of the money without us: each notice with the first row that has it."""
    before: Notice | None = None
    for row in rows:
        if row.state.notice is not None and row.state.notice != before:
            yield row, row.state.notice
        before = row.state.notice


@dataclass(frozen=True, slots=True)
class _Out:
    """From when (None: by hand, it may be done before it is said; what it found there, it did not do) until when (None:
    still) a refund of ours was under way that may carry no mark of ours: with the
    cancellation, by hand, or one whose note Shopify dropped. ``amount`` of it; ``before``: what had gone back already,
    None = nobody wrote it down."""

    start: datetime | None
    end: datetime | None
    amount: int
    before: int | None
    keyed: bool
    """It should carry our key: without one only the exact amount is taken for it."""
    cancels: bool = False
    """It went with the cancellation: one refund, made when the order was cancelled."""


def _outs(rows: tuple[JournalRow, ...]) -> Iterator[_Out]:
    for place, row in enumerate(rows):
        match row.state.phase:
            case Sent(plan, _, _) if plan.refund_all:
                amount, before, keyed = plan.amount, plan.before, False
            case RefundSent(plan, _, _):
                amount, before, keyed = plan.amount, plan.before, True
            case ByHand(_, amount, _, before, _) | Claimed(_, amount, _, before, _, _):
                keyed = False
            case _:
                continue
        by_hand = isinstance(row.state.phase, ByHand) or (
            isinstance(row.state.phase, Claimed) and row.state.phase.out is None
        )
        start = None if by_hand else row.at
        cancels = isinstance(row.state.phase, Sent)
        yield _Out(start, rows[place + 1].at if place + 1 < len(rows) else None, amount, before, keyed, cancels)


def _ours(order: Order, rows: tuple[JournalRow, ...]) -> set[str]:
    """The refunds of this program and those done by hand for it. Nothing that happens later changes whose a refund was:
    each is known by its id, by the key in its note, or lies inside one step of ours, after what it found there."""
    found: set[str] = set()
    for row in rows:
        phase = row.state.phase
        if isinstance(phase, (RefundWanted, RefundSent)) and phase.plan.key:
            found |= {one.id for one in order.refunds if phase.plan.key[:8] in one.note}
        if isinstance(phase, RefundSent) and phase.flight.job:
            found.add(phase.flight.job)
    sums, total = {}, 0
    for one in sorted(order.refunds, key=lambda refund: refund.at):
        sums[one.id] = total + one.amount + one.pending + one.failed  # it came on top, also where it failed later
        total += one.amount + one.pending
    for out in _outs(rows):
        last = out.end + _CLOCKS if out.end is not None else None
        mine = [
            one
            for one in order.refunds
            if one.id not in found
            and (out.start is None or one.at >= out.start - _CLOCKS)
            and (last is None or one.at <= last)
            and (out.before is None or sums[one.id] > out.before)
        ]
        if out.cancels:
            with_it = outcome.cancellation_refund(order, out.amount, out.before or 0)
            found |= {one.id for one in mine if one == with_it}
            continue
        exactly = [one.id for one in mine if one.amount + one.pending + one.failed == out.amount]
        found |= set(exactly[:1] or [one.id for one in mine if not out.keyed])
    return found


def _who_cancelled(order: Order, at: datetime, rows: tuple[JournalRow, ...]) -> dict[str, object]:
    """``others``: somebody else, while a case was open; ``file``: only a file tells it, so nobody knows who;
    ``by_hand``: the person, as they said, or by the steps that were shown."""
    noticed = next((notice for _, notice in _notices(rows) if notice.code == "cancelled_by_others"), None)
    if noticed is not None:
        return {"others": not noticed.text, "file": True} if noticed.text else {"others": True}
    for row, after in pairwise(rows):
        had = row.state.phase
        if isinstance(had, (ByHand, Claimed)) and had.what == "cancel" and isinstance(after.state.phase, _CANCELLED):
            return {"others": False} if isinstance(had, Claimed) and had.out else {"others": False, "by_hand": True}
    if not rows or at < rows[0].at:
        return {"others": False}
    before = [row.state.phase for row in rows if row.at <= at + _CLOCKS]
    others = not any(isinstance(phase, (Sent, ByHand, Claimed)) for phase in before)
    return {"others": False, "file": True} if others and order.from_file else {"others": others}


_CANCELLED = (RefundOwed, RefundWanted, RefundSent, Settling, Closed)
"""Where a cancellation that is seen leads (rules §5)."""


def money_data(order: Order, amount: int) -> dict[str, object]:
    return {"amount": amount, "currency": order.currency}
