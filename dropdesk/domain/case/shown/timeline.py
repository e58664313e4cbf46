"""The timeline of an order is its journal (findings D17): every look, request, answer, plan, call and correction.

``tell`` reads the rows of the order's cases, oldest first. A row holds its move's word and the whole state after it;
what was said is what differs from the state before, so that journals of every version tell the same. Orders without a
case tell the dated facts of their legs. Nothing is stored for it, and nothing that was told once vanishes later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from dropdesk.domain.case.shape import outcome
from dropdesk.domain.case.shape.journal import Followed
from dropdesk.domain.case.shape.phases import (
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
from dropdesk.domain.case.shape.state import Case, unwritten
from dropdesk.domain.case.shown.happened import Happened
from dropdesk.domain.case.shown.leg_timeline import facts_of, news
from dropdesk.domain.case.shown.order_timeline import JournalRow, money_data, of_the_order
from dropdesk.domain.case.shown.purchase_timeline import with_files
from dropdesk.domain.order import Order
from dropdesk.domain.supplier.leg import Leg
from dropdesk.domain.values import Quantities

_SAME = timedelta(seconds=2)
"""What the order's own rows and the journal tell of one transaction lies this near."""


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
    told += of_the_order(order, rows)  # after what made it: a second may hold both
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
        case "keep" | "withdraw" | "wanted_after_all" | "reopen" | "discard" | "saw_in_export":
            yield Happened(row.at, row.word)
        case "change_mind":
            yield Happened(row.at, "changed_mind")
        case "undone" if before is not None and before.legs == case.legs:
            yield Happened(row.at, "undone")
        case "override" if case.overrides:
            yield _overridden(row)
        case "waive":
            yield Happened(row.at, "waived", {"ref": case.waived_ref})
        case "do_by_hand" | "did_by_hand":
            yield from _by_hand(order, row)
        case "want_cancel" | "want_refund" | "want_items" | "want_goodwill" | "want_recall" | "send_again":
            yield _planned(order, row)
        case "saw_in_admin":
            what = {"what": "recall"} if isinstance(had, RecallAsked) else {}
            yield Happened(row.at, "saw_in_admin", {"done": not _absent(had, phase), **what})
        case Followed.SENT | Followed.TAKEN | Followed.REFUSED | Followed.NOT_KNOWN | Followed.HELD_BACK:
            yield _called(order, had, row)
        case Followed.LOOKED:
            yield _looked(order, had, row)
        case _:
            return


def _overridden(row: JournalRow) -> Happened:
    made = row.state.overrides[-1]
    amount = {} if made.loss is None else {"amount": made.loss.minor, "currency": made.loss.currency}
    least = {"at_least": True} if made.at_least else {}
    return Happened(row.at, "override", {**amount, **least, "ref": made.reason_ref})


def _by_hand(order: Order, row: JournalRow) -> Iterator[Happened]:
    """What is to be done, or was done, in Shopify's admin by the person; told as of when they did it."""
    phase = row.state.phase
    if isinstance(phase, (ByHand, Claimed)):
        at = phase.at if isinstance(phase, Claimed) else row.at
        going = 0 if phase.later else phase.amount
        ref = phase.reason_ref if isinstance(phase, ByHand) else ""
        typed = {"ref": ref} if ref else {}
        yield Happened(at, row.word, {"what": phase.what, **money_data(order, going), **typed}, known=row.at)
    elif isinstance(phase, RecallAsked) and row.word == "did_by_hand":
        yield Happened(phase.at, row.word, {"what": "recall", **money_data(order, 0)}, known=row.at)


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
            return Happened(row.at, "planned_cancel", {**money_data(order, plan.amount), "later": plan.later})
        case RefundWanted(plan, _) | RefundSent(plan, _, _):
            code = "send_again" if row.word == "send_again" else "planned_refund"
            data = {**money_data(order, plan.amount), "purpose": plan.purpose, "ref": plan.reason_ref}
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
        data |= money_data(order, about.plan.amount)
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
        data |= money_data(order, had.plan.amount)
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
