"""The timeline of an order is its journal (findings D17): every look, request, answer, plan, call and correction.

``tell`` reads the rows of the order's cases, oldest first. A row holds its move's word and the whole state after it;
what was said is what differs from the state before, so that journals of every version tell the same. Orders without a
case tell the dated facts of their legs. Nothing is stored for it, and nothing that was told once vanishes later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dropdesk.domain.case import Case
from dropdesk.domain.journal import Followed
from dropdesk.domain.leg_story import facts_of, news
from dropdesk.domain.legs import Leg
from dropdesk.domain.listing import Happened
from dropdesk.domain.order import BANK_TOOK_IT, Order, Refund
from dropdesk.domain.phases import (
    SENT,
    AtSupplier,
    ByHand,
    Claimed,
    Cleared,
    Closed,
    Phase,
    RefundOwed,
    RefundSent,
    RefundWanted,
    Sent,
    Settling,
    Wanted,
)
from dropdesk.domain.values import Quantities

_SAME = timedelta(seconds=2)
"""What the order's own rows and the journal tell of one transaction lies this near."""


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One row of a case's journal: when it was written, the word of its move (``domain/journal.py``), the state after
    it."""

    at: datetime
    word: str
    state: Case


def tell(
    order: Order,
    asked_at: datetime | None,
    legs: tuple[Leg, ...],
    rows: tuple[JournalRow, ...],
    own: Iterable[Happened],
) -> tuple[Happened, ...]:
    """What happened to an order, oldest first.

    ``legs``: as they stand now; ``rows``: the journals of all its cases, oldest first; ``own``: the order's own
    timeline (what was said or linked outside a case).
    """
    told: list[Happened] = [Happened(order.created_at, "placed")]
    if order.paid_at is not None:
        told.append(Happened(order.paid_at, "paid"))
    told += _of_the_journal(order, rows) if rows else [one for leg in legs for one in facts_of(leg)]
    told += _of_the_order(order, rows)  # after what made it: a second may hold both
    if asked_at is not None and not any(one.code == "customer_asked" and one.at == asked_at for one in told):
        told.append(Happened(asked_at, "customer_asked"))
    told += [one for one in own if not _told(one, told)]
    return tuple(sorted(told, key=lambda one: one.at))


def _told(row: Happened, told: list[Happened]) -> bool:
    """Whether the journal tells this row of the order's own timeline as well."""
    number = row.data.get("number")

    def same(one: Happened) -> bool:
        if one.code != row.code or (number is not None and one.data.get("number") not in (None, number)):
            return False
        return any(abs(moment - row.at) <= _SAME for moment in (one.at, one.known) if moment is not None)

    return any(same(one) for one in told)


# -- Shopify's side ---------------------------------------------------------------------------------------------------


def _of_the_order(order: Order, rows: tuple[JournalRow, ...]) -> Iterator[Happened]:
    if order.cancelled_at is not None:
        yield Happened(order.cancelled_at, "cancelled", {"others": _by_others(order.cancelled_at, rows, cancels=True)})
    for refund in order.refunds:
        if refund.failed:
            failed = {"amount": refund.failed, "currency": order.currency, "text": refund.reason}
            yield Happened(refund.at, "refund_failed", failed)
        if not refund.amount and not refund.pending:
            continue
        data: dict[str, object] = {"amount": refund.amount, "currency": order.currency}
        if refund.pending:
            data["pending"] = True
        data["others"] = not _ours(refund, rows) and _by_others(refund.at, rows, cancels=False)
        yield Happened(refund.at, "refunded", data)
    if not order.refunds and order.refunded_at is not None and order.returned:
        yield Happened(order.refunded_at, "refunded", {"amount": order.returned, "currency": order.currency})
    if order.chargeback in BANK_TOOK_IT and order.chargeback_first_seen is not None:
        yield Happened(order.chargeback_first_seen, "chargeback", {"state": str(order.chargeback)}, exact=False)


def _ours(refund: Refund, rows: tuple[JournalRow, ...]) -> bool:
    """By its id, or by the key in its note."""
    for row in rows:
        phase = row.state.phase
        if isinstance(phase, (RefundWanted, RefundSent)) and phase.plan.key and phase.plan.key[:8] in refund.note:
            return True
        if isinstance(phase, RefundSent) and phase.flight.job == refund.id:
            return True
    return False


def _by_others(at: datetime, rows: tuple[JournalRow, ...], cancels: bool) -> bool:
    """Whether somebody else did it while a case was open: nothing of ours was out or being done by hand then.

    Shopify's refund of a cancellation carries no mark of ours: it counts as ours where our cancellation was out."""
    began = rows[0].at if rows else None
    if began is None or at < began:
        return False
    before = [row.state.phase for row in rows if row.at <= at + timedelta(minutes=1)]
    out = (Sent, ByHand, Claimed) if cancels else (Sent, ByHand, Claimed, RefundSent)
    return not any(isinstance(phase, out) for phase in before)


# -- the journal ------------------------------------------------------------------------------------------------------


def _of_the_journal(order: Order, rows: tuple[JournalRow, ...]) -> list[Happened]:
    told = [one for leg in rows[0].state.legs for one in facts_of(leg)]
    before: Case | None = None
    for row in rows:
        told += _of_the_move(order, before, row)
        if before is not None:
            told += _of_the_legs(before, row)
        told += _of_the_phase(before, row)
        before = row.state
    return told


def _of_the_legs(before: Case, row: JournalRow) -> Iterator[Happened]:
    if row.word == "untick":
        return  # told by the move
    had = {leg.id: leg for leg in before.legs}
    now = {leg.id for leg in row.state.legs}
    for leg in row.state.legs:
        old = had.get(leg.id)
        if old is None:  # a part that moved carries its leg's name
            old = next((had[name] for name in had if leg.id.startswith(f"{name}.") and name in now), None)
        yield from news(old, leg, row.at, seen=row.word == Followed.SEEN)
    gone = [leg for leg in before.legs if leg.id not in now and leg.number is not None]
    kept = {leg.number for leg in row.state.legs}
    for leg in gone:
        if leg.number not in kept:
            yield Happened(row.at, "unlinked", {"number": leg.number, "supplier": leg.supplier})


def _money(order: Order, amount: int) -> dict[str, object]:
    return {"amount": amount, "currency": order.currency}


def _of_the_move(order: Order, before: Case | None, row: JournalRow) -> Iterator[Happened]:
    """What the person did, or what the other side answered."""
    case, phase = row.state, row.state.phase
    had = before.phase if before is not None else phase
    yield from _wish(before, row)
    match row.word:
        case "opened":
            yield Happened(row.at, "case_opened")
        case "set_why" if case.reason is not None:
            yield Happened(row.at, "why", {"reason": str(case.reason)})
        case "untick":
            yield Happened(row.at, f"unticked_{_unticked(before, case)}")
        case "say_part":
            parts = {leg.part for leg in case.legs} - {leg.part for leg in (before.legs if before is not None else ())}
            yield Happened(row.at, f"part_{next(iter(sorted(parts)), 'all')}")
        case "keep" | "withdraw" | "wanted_after_all" | "reopen" | "discard":
            yield Happened(row.at, row.word)
        case "change_mind":
            yield Happened(row.at, "changed_mind")
        case "undone" if before is not None and before.legs == case.legs:
            yield Happened(row.at, "undone")
        case "override" if case.overrides:
            loss = case.overrides[-1].loss
            yield Happened(
                row.at, "override", {} if loss is None else {"amount": loss.minor, "currency": loss.currency}
            )
        case "waive":
            yield Happened(row.at, "waived")
        case "do_by_hand" | "did_by_hand" if isinstance(phase, (ByHand, Claimed)):
            at = phase.at if isinstance(phase, Claimed) else row.at
            yield Happened(at, row.word, {"what": phase.what, **_money(order, phase.amount)}, known=row.at)
        case "want_cancel" | "want_refund" | "want_items" | "want_goodwill" | "want_recall" | "send_again":
            yield _planned(order, row)
        case "saw_in_admin":
            yield Happened(row.at, "saw_in_admin", {"done": not _absent(had, phase)})
        case Followed.SENT | Followed.TAKEN | Followed.REFUSED | Followed.NOT_KNOWN | Followed.HELD_BACK:
            yield _called(order, had, row)
        case Followed.LOOKED:
            yield _looked(order, had, row)
        case _:
            return


def _wish(before: Case | None, row: JournalRow) -> Iterator[Happened]:
    case = row.state
    if case.asked_at is not None and (before is None or before.asked_at != case.asked_at):
        yield Happened(case.asked_at, "customer_asked", known=row.at)
    if before is not None and before.wish != case.wish and row.word == "set_wish":
        yield Happened(row.at, "wish", {"units": _count(case.wish)})


def _count(wish: Quantities | None) -> int:
    """Units of a wish; 0: all that is left."""
    return 0 if wish is None else sum(take.quantity for take in wish)


def _unticked(before: Case | None, case: Case) -> str:
    """What was taken back: ``request``, ``message`` or ``answer``."""
    had = {leg.id: leg for leg in before.legs} if before is not None else {}
    for leg in case.legs:
        old = had.get(leg.id)
        if old is None or old == leg:
            continue
        if old.message_ticked_at is not None and leg.message_ticked_at is None and old.state is leg.state:
            return "message"
        if old.request_ticked_at is not None and old.asked_times > leg.asked_times:
            return "request"
    return "answer"


def _planned(order: Order, row: JournalRow) -> Happened:
    match row.state.phase:
        case Wanted(plan, _) | Sent(plan, _, _):
            return Happened(row.at, "planned_cancel", {**_money(order, plan.amount), "later": plan.later})
        case RefundWanted(plan, _) | RefundSent(plan, _, _):
            code = "send_again" if row.word == "send_again" else "planned_refund"
            return Happened(row.at, code, {**_money(order, plan.amount), "purpose": plan.purpose})
        case _:
            return Happened(row.at, "planned_recall")


def _what(phase: Phase) -> str:
    """Which call a phase is about."""
    match phase:
        case Wanted() | Sent():
            return "cancel"
        case RefundWanted() | RefundSent():
            return "refund"
        case _:
            return "recall"


def _called(order: Order, had: Phase, row: JournalRow) -> Happened:
    """``call_sent``, ``call_taken``, ``call_refused``, ``call_not_known``, ``call_held_back``: with what it was."""
    phase = row.state.phase
    data: dict[str, object] = {"what": _what(phase if row.word == Followed.SENT else had)}
    about = phase if row.word == Followed.SENT else had
    if isinstance(about, (RefundWanted, RefundSent)) or (isinstance(about, Sent) and about.plan.refund_all):
        data |= _money(order, about.plan.amount)
    if row.word in (Followed.REFUSED, Followed.HELD_BACK):
        data["why"], data["text"] = getattr(phase, "why", ""), getattr(phase, "text", "")
    return Happened(row.at, f"call_{row.word}", data)


def _absent(had: Phase, phase: Phase) -> bool:
    """Whether a look found that it was not done (yet)."""
    if isinstance(had, SENT) and type(phase) is type(had):
        return True
    return getattr(phase, "why", "") in ("not_done", "not_cancelled", "job_failed")


def _looked(order: Order, had: Phase, row: JournalRow) -> Happened:
    data: dict[str, object] = {"what": _what(had)}
    if isinstance(had, RefundSent):
        data |= _money(order, had.plan.amount)
    return Happened(row.at, "look_absent" if _absent(had, row.state.phase) else "look_proven", data)


def _of_the_phase(before: Case | None, row: JournalRow) -> Iterator[Happened]:
    """Where the case went by itself."""
    phase = row.state.phase
    if before is None or before.phase == phase:
        return
    if isinstance(phase, Closed):
        yield Happened(row.at, "closed", {"outcome": row.state.outcome or phase.outcome})
        return
    why = phase.why if isinstance(phase, (AtSupplier, Cleared, RefundOwed, Settling)) else ""
    by_itself = row.word in (Followed.SEEN, "report") and type(before.phase) is not type(phase)
    if why and by_itself and why != getattr(before.phase, "why", ""):
        yield Happened(row.at, "back", {"why": why, "text": getattr(phase, "text", "")})


def concise(told: tuple[Happened, ...]) -> tuple[Happened, ...]:
    """A time that it was known at is only worth telling where it lies apart from when it happened."""
    near = timedelta(minutes=1)
    return tuple(
        replace(one, known=None) if one.known is not None and abs(one.known - one.at) < near else one for one in told
    )
