"""The timeline of an order is its journal (findings D17): every look, request, answer, plan, call and correction.

``tell`` reads the rows of the order's cases, oldest first. A row holds its move's word and the whole state after it;
what was said is what differs from the state before, so that journals of every version tell the same. Orders without a
case tell the dated facts of their legs. Nothing is stored for it, and nothing that was told once vanishes later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from dropdesk.domain import outcome
from dropdesk.domain.case import Case, Notice, unwritten
from dropdesk.domain.journal import Followed
from dropdesk.domain.leg_story import facts_of, news
from dropdesk.domain.legs import Leg
from dropdesk.domain.listing import Happened
from dropdesk.domain.order import BANK_TOOK_IT, Order
from dropdesk.domain.phases import (
    SENT,
    AtSupplier,
    ByHand,
    Claimed,
    Cleared,
    Closed,
    Phase,
    RecallAsked,
    RefundOwed,
    RefundSent,
    RefundWanted,
    Sent,
    Settling,
    Wanted,
)
from dropdesk.domain.purchase_story import with_files
from dropdesk.domain.values import Quantities

_SAME = timedelta(seconds=2)
"""What the order's own rows and the journal tell of one transaction lies this near."""
_CLOCKS = timedelta(minutes=1)
"""So far may Shopify's clock and this one lie apart."""


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
    seen: Sequence[Happened] = (),
) -> tuple[Happened, ...]:
    """What happened to an order, oldest first.

    ``legs``: as they stand now; ``rows``: the journals of all its cases, oldest first; ``own``: the order's own
    timeline (what was said or linked outside a case); ``seen``: what files told of its purchases (``purchase_story``).
    """
    told: list[Happened] = [Happened(order.created_at, "placed")]
    if order.paid_at is not None:
        told.append(Happened(order.paid_at, "paid"))
    told += _of_the_journal(order, rows) if rows else [one for leg in legs for one in facts_of(leg)]
    told = with_files(told, seen)
    told += _of_the_order(order, rows)  # after what made it: a second may hold both
    if asked_at is not None and not any(one.code == "customer_asked" and one.at == asked_at for one in told):
        told.append(Happened(asked_at, "customer_asked"))
    own = tuple(own)
    told = [_with_order(one, own) for one in told]
    told += [one for one in own if not _told(one, told)]
    return tuple(sorted(told, key=_place))


def _place(one: Happened) -> datetime:
    """Where it stands among the others: Shopify tells whole seconds, so what it did is placed at the end of its second,
    after the press that made it do so."""
    if one.code in ("cancelled", "refunded", "refund_failed") and one.at.microsecond == 0:
        return one.at.replace(microsecond=999_999)
    return one.at


def _with_order(one: Happened, own: tuple[Happened, ...]) -> Happened:
    """What was said of a shared purchase on another order is one event: told once, with that order's name."""
    code = f"shared_{one.code.removeprefix('said_')}"
    if not one.code.startswith("said_"):
        return one
    moments = [moment for moment in (one.at, one.known) if moment is not None]
    for row in own:
        if row.code == code and any(abs(moment - row.at) <= _SAME for moment in moments):
            return replace(one, code=code, data={**one.data, **row.data})
    return one


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
        yield Happened(order.cancelled_at, "cancelled", _who_cancelled(order, order.cancelled_at, rows))
    ours, told_failed = _ours(order, rows), {one.at for _, one in _notices(rows) if one.code == "refund_failed"}
    for refund in order.refunds:
        others = bool(rows) and refund.at >= rows[0].at and refund.id not in ours
        if refund.amount:
            yield Happened(refund.at, "refunded", {**_money(order, refund.amount), "others": others})
        under_way = refund.pending + refund.failed  # what failed was on its way before
        if under_way:
            yield Happened(refund.at, "refunded", {**_money(order, under_way), "pending": True, "others": others})
        if refund.failed and refund.at not in told_failed:
            yield Happened(refund.at, "refund_failed", {**_money(order, refund.failed), "text": refund.reason})
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
        found.append(Happened(row.at, "refunded", {**_money(order, has - had), **file, "others": others}, exact=False))
        seen += has - had
    rest = order.returned - seen  # before the case, or after it was closed
    if rest > 0 and order.refunded_at is not None:
        yield Happened(order.refunded_at, "refunded", _money(order, rest))
    elif rest > 0:
        at = rows[0].at if rows and not seen and not _later(order, rows) else order.seen.at
        yield Happened(at, "refunded", {**_money(order, rest), **file}, exact=False)
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


# -- the journal ------------------------------------------------------------------------------------------------------


def _of_the_journal(order: Order, rows: tuple[JournalRow, ...]) -> list[Happened]:
    told = [one for leg in rows[0].state.legs for one in facts_of(leg)]
    before: Case | None = None
    for row in rows:
        told += _of_the_move(order, before, row)
        if before is not None:
            told += _of_the_legs(before, row)
        told += _of_the_money(before, row)
        told += _of_the_phase(before, row)
        if unwritten(row.state) and not (before is not None and unwritten(before)):
            told.append(Happened(row.at, "no_mail"))
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
            yield Happened(row.at, "why", {"reason": str(case.reason), "ref": case.note_ref})
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
            made = case.overrides[-1]
            amount = {} if made.loss is None else {"amount": made.loss.minor, "currency": made.loss.currency}
            least = {"at_least": True} if made.at_least else {}
            yield Happened(row.at, "override", {**amount, **least, "ref": made.reason_ref})
        case "waive":
            yield Happened(row.at, "waived", {"ref": case.waived_ref})
        case "do_by_hand" | "did_by_hand" if isinstance(phase, (ByHand, Claimed)):
            at = phase.at if isinstance(phase, Claimed) else row.at
            going = 0 if phase.later else phase.amount
            ref = phase.reason_ref if isinstance(phase, ByHand) else ""
            typed = {"ref": ref} if ref else {}
            yield Happened(at, row.word, {"what": phase.what, **_money(order, going), **typed}, known=row.at)
        case "did_by_hand" if isinstance(phase, RecallAsked):
            yield Happened(phase.at, row.word, {"what": "recall", **_money(order, 0)}, known=row.at)
        case "want_cancel" | "want_refund" | "want_items" | "want_goodwill" | "want_recall" | "send_again":
            yield _planned(order, row)
        case "saw_in_export":
            yield Happened(row.at, "saw_in_export")
        case "saw_in_admin":
            what = {"what": "recall"} if isinstance(had, RecallAsked) else {}
            yield Happened(row.at, "saw_in_admin", {"done": not _absent(had, phase), **what})
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
            data = {**_money(order, plan.amount), "purpose": plan.purpose, "ref": plan.reason_ref}
            return Happened(row.at, code, data)
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
    return getattr(phase, "why", "") in ("not_done", "not_cancelled", "job_failed", "gave_with_it", "recall_not_given")


def _looked(order: Order, had: Phase, row: JournalRow) -> Happened:
    data: dict[str, object] = {"what": _what(had)}
    if isinstance(had, RefundSent):
        data |= _money(order, had.plan.amount)
    return Happened(row.at, "look_absent" if _absent(had, row.state.phase) else "look_proven", data)


def _of_the_money(before: Case | None, row: JournalRow) -> Iterator[Happened]:
    """A refund that Shopify took and that came to nothing: once, when it was seen."""
    notice = row.state.notice
    if notice is not None and notice.code == "refund_failed" and (before is None or before.notice != notice):
        data: dict[str, object] = {"amount": abs(notice.amount), "currency": notice.currency, "text": notice.text}
        yield Happened(row.at, "refund_failed", data, exact=False)


_TOLD = ("cancelled_by_others", "returned_by_others")
"""Ways back that the order's own entries tell, with amount and time."""


def _of_the_phase(before: Case | None, row: JournalRow) -> Iterator[Happened]:
    """Where the case went by itself."""
    phase = row.state.phase
    if before is None or before.phase == phase:
        return
    if isinstance(phase, Closed):
        notice = row.state.notice
        if notice is not None and notice.code == "claim_differs" and notice != before.notice:
            yield Happened(row.at, "back", {"why": notice.code, "text": ""})
        ended = outcome.told(row.state.outcome or phase.outcome, row.state.legs)
        given = {"goodwill": row.state.goodwill} if row.state.goodwill else {}
        yield Happened(row.at, "closed", {"outcome": ended, "ref": row.state.note_ref, **given})
        return
    why = phase.why if isinstance(phase, (AtSupplier, Cleared, RefundOwed, Settling)) else ""
    by_itself = row.word in (Followed.SEEN, "report") and type(before.phase) is not type(phase)
    held = row.state.held
    if held is not None and held != before.held and by_itself:
        data: dict[str, object] = {"what": held.what, "why": held.why, "text": held.text}
        yield Happened(row.at, "call_held_back", data)
        return
    failed = why == "refund_failed" and row.state.notice is not None and row.state.notice.code == why
    if why and by_itself and why not in _TOLD and not failed and why != getattr(before.phase, "why", ""):
        yield Happened(row.at, "back", {"why": why, "text": getattr(phase, "text", "")})


def concise(told: tuple[Happened, ...]) -> tuple[Happened, ...]:
    """A time that it was known at is only worth telling where it lies apart from when it happened."""
    near = timedelta(minutes=1)
    return tuple(
        replace(one, known=None) if one.known is not None and abs(one.known - one.at) < near else one for one in told
    )
