"""A case: one wish of a customer from the question to the last cent (rules §4, §5). The only maker of permits.

``apply`` makes a person's move, ``follow`` what follows by itself; both are pure. ``Cancelled`` of the rules is no
resting place: what the look shows leads straight on to the refund, to *refund owed* or to settling.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dropdesk.domain.case.basis.flight import holds_call
from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.basis.settled import reopen
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.phase_table import row
from dropdesk.domain.case.shape.phases import (
    SENT,
    AtSupplier,
    Claimed,
    Cleared,
    Closed,
    Drafted,
    Phase,
    Settling,
    TooLate,
    Withdrawing,
)
from dropdesk.domain.case.shape.state import Case, not_allowed, refunded_here
from dropdesk.domain.case.steps.by_hand import change_mind, did_by_hand, do_by_hand, saw_in_admin, send_again
from dropdesk.domain.case.steps.claims import unclaimed
from dropdesk.domain.case.steps.follow import follow
from dropdesk.domain.case.steps.shop_moves import (
    override_lock,
    waive,
    want_cancel,
    want_goodwill,
    want_items,
    want_recall,
    want_refund,
)
from dropdesk.domain.case.steps.supplier_moves import (
    looked_now,
    report_purchase,
    say_part,
    tick_message,
    tick_request,
    untick,
)
from dropdesk.domain.order import Order
from dropdesk.domain.supplier.leg import Leg, LegState
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, LineId, Quantities, Take
from dropdesk.domain.verdict.units import Units, quantities
from dropdesk.errors import Refused

_DECISIONS = (
    mv.Start, mv.SetWish, mv.Keep, mv.WantGoodwill, mv.Override, mv.WantRecall, mv.WantCancel, mv.WantItems,
    mv.WantRefund, mv.Waive, mv.DoByHand, mv.Withdraw, mv.CloseWithNote, mv.Reopen,
)  # fmt: skip
"""Moves that were made with the newest amounts on the page: what was noticed before them is taken up."""

_WHILE_SENT = (mv.SawInAdmin, mv.SawInExport, mv.SendAgain, mv.LookedNow, Report)
"""What a person may do while a call is out: look, and say what they saw."""


# -- a person's moves -----------------------------------------------------------------------------------------------


def apply(case: Case, move: mv.Move, ground: Ground, more: bool = False) -> Case:
    """The case after a person's move and all that follows. Refused (``not_now`` and others) when it does not fit.
    ``more``: the same press makes another move on it, so it is not closed yet, whatever follows."""
    allowed: tuple[type, ...] = _WHILE_SENT
    if not isinstance(case.phase, SENT):
        allowed = (*_WHILE_SENT, mv.ChangeMind)  # back to the call that went out
    if holds_call(case.phase) and not isinstance(move, allowed):
        raise Refused("sent", {"phase": case.phase.kind})
    moved = _HANDLERS[type(move)](case, move, ground)
    if isinstance(move, _DECISIONS):
        moved = replace(moved, notice=None, held=None)
    followed = follow(moved, ground)
    if isinstance(move, mv.Reopen) and isinstance(followed.phase, Closed) and not more:
        raise not_allowed(case)  # nothing is open: it would end again at once, as of now
    return moved if more and isinstance(followed.phase, Closed) else followed


def _set_why(case: Case, move: mv.SetWhy, ground: Ground) -> Case:
    return replace(
        case, reason=move.reason, asked_at=move.asked_at, edited_listing=move.edited_listing,
        note_ref=move.note_ref or case.note_ref,
    )  # fmt: skip


def _set_wish(case: Case, move: mv.SetWish, ground: Ground) -> Case:
    """The wish grows or shrinks: back to the supplier, except before the start."""
    if not row(case.phase).wish_changes or ground.order.cancelled_at is not None:
        raise not_allowed(case)
    if move.wish is not None:
        known = {line.id: line.quantity for line in ground.order.lines}
        if any(take.quantity < 1 or take.quantity > known.get(take.line, 0) for take in move.wish) or not move.wish:
            raise Refused("wish")
    phase: Phase = case.phase if isinstance(case.phase, Drafted) else AtSupplier("wish_changed")
    cut = () if isinstance(case.phase, Drafted) else _cut_from(case, move.wish, ground)
    untold = case.cut_off and not case.cut and move.wish is not None  # of an earlier release: nobody knows which
    return replace(
        case, wish=move.wish, wish_from=None, wish_told=None, phase=phase, cut=cut, cut_off=bool(cut) or untold
    )


def _cut_from(case: Case, wish: Quantities | None, ground: Ground) -> Quantities:
    """What was wished, now or before, and is not any more with this wish (rules §5 "The wish changes")."""
    asked, now = (_wished(replace(case, wish=one), ground) for one in (case.wish, wish))
    for take in case.cut:
        asked[take.line] = asked.get(take.line, 0) + take.quantity
    return tuple(Take(line, n - now.get(line, 0)) for line, n in asked.items() if n > now.get(line, 0))


def _wished(case: Case, ground: Ground) -> dict[LineId, int]:
    return {take.line: take.quantity for take in quantities(Units(ground.situation(case)).wished)}


def _start(case: Case, move: mv.Start, ground: Ground) -> Case:
    if not isinstance(case.phase, Drafted):
        raise not_allowed(case)
    if case.reason is None:
        raise Refused("reason_needed")
    return replace(case, phase=AtSupplier())


def stays_open(case: Case, ground: Ground) -> bool:
    """Whether a closed case that is opened again has anything to do; else it ends at once."""
    if not isinstance(case.phase, Closed):
        return False
    return not isinstance(follow(reopen(case, mv.Reopen(), ground), ground).phase, Closed)


def _keep(case: Case, move: mv.Keep, ground: Ground) -> Case:
    match case.phase:
        case Drafted():
            return replace(case, phase=Withdrawing())
        case TooLate() | Settling() if ground.order.cancelled_at is None:
            return replace(case, phase=Settling(kept=True))
        case _:
            raise not_allowed(case)


def asks_of_export(case: Case, ground: Ground, order: Order) -> bool:
    """Whether an export that shows the order so leaves open what the person says was done: it shows nothing of it, and
    cannot tell that it is newer. Then the person is asked (rules §5 "Claimed")."""
    if not isinstance(case.phase, Claimed):
        return False
    there = replace(ground, order=order, _situations=[], _verdicts={})
    return isinstance(follow(case, there).phase, Claimed)


def _saw_in_export(case: Case, move: mv.SawInExport, ground: Ground) -> Case:
    if not isinstance(case.phase, Claimed):
        raise not_allowed(case)
    return unclaimed(case, case.phase, "seen_untouched")


def _withdraw(case: Case, move: mv.Withdraw, ground: Ground) -> Case:
    """The customer withdraws, as long as nothing is cancelled or refunded."""
    if not row(case.phase).withdraws or ground.order.cancelled_at is not None:
        raise not_allowed(case)
    gone = refunded_here(case, ground.order)
    if gone > 0:
        raise Refused("withdraw_refunded", {"amount": gone, "currency": ground.order.currency})
    return replace(case, phase=Withdrawing(), plan=None)


def _wanted_after_all(case: Case, move: mv.WantedAfterAll, ground: Ground) -> Case:
    if not isinstance(case.phase, Withdrawing):
        raise not_allowed(case)
    return replace(case, phase=AtSupplier())


def _undone(case: Case, move: mv.Undone, ground: Ground) -> Case:
    if not isinstance(case.phase, Withdrawing):
        raise not_allowed(case)
    back = {leg.id for leg in case.legs if leg.state is LegState.ASKED}
    withdrawn = case
    for leg in sorted(back):
        withdrawn = report_purchase(withdrawn, Report(leg, Say.REQUEST_WITHDRAWN), ground)
    return replace(withdrawn, phase=Settling(kept=True))


def _reorder(case: Case, move: mv.Reorder, ground: Ground) -> Case:
    """Already stopped, the customer keeps: a new purchase for these units, a new leg."""
    if not isinstance(case.phase, (Withdrawing, Settling)) or ground.order.cancelled_at is not None:
        raise not_allowed(case)
    if any(leg.number == move.number for leg in case.legs):
        raise not_allowed(case)  # it is the purchase that was stopped
    leg = Leg(LegId(f"{move.number}"), LegState.UNCLEAR, move.units, number=move.number, known_at=ground.now)
    # What serves no wish is bought anew beside a wish that was refunded: then nothing of that is kept.
    kept = isinstance(case.phase, Withdrawing) or case.phase.kept
    lost = case.phase.lost if isinstance(case.phase, Settling) else ()
    return replace(case, legs=(*case.legs, leg), phase=Settling(kept=kept, lost=lost))


def _close_with_note(case: Case, move: mv.CloseWithNote, ground: Ground) -> Case:
    if not row(case.phase).note_closes:
        raise not_allowed(case)
    if not move.note_ref:
        raise Refused("reason_needed")
    return replace(case, phase=Closed("noted", ground.now), outcome="noted", note_ref=move.note_ref)


def can_discard(case: Case, order: Order) -> bool:
    """Whether nothing was done in this case that stands: no supplier asked, no money moved at its word, nothing called
    back, no lock overridden."""
    if not isinstance(case.phase, (Drafted, AtSupplier, TooLate, Cleared)) or order.cancelled_at is not None:
        return False
    asked = any(leg.request_ticked_at or leg.message_ticked_at for leg in case.legs)
    return not (asked or case.overrides or case.goodwill or case.plan or case.acted_at or _did(case.phase))


def _did(phase: Phase) -> bool:
    """The same of a case of 0.1.0, which did not write it down, by where it stands."""
    if isinstance(phase, Cleared):
        return phase.recalled
    return isinstance(phase, AtSupplier) and phase.why in ("refunded", "refund_failed")


def _discard(case: Case, move: mv.Discard, ground: Ground) -> Case:
    """Nothing was begun: out of *To do* again. What was said of purchases stays with the order."""
    if not can_discard(case, ground.order):
        raise not_allowed(case)
    return replace(case, phase=Closed("discarded", ground.now), outcome="discarded")


_HANDLERS: dict[type, Callable[[Case, Any, Ground], Case]] = {
    Report: report_purchase,
    mv.SetWhy: _set_why,
    mv.SetWish: _set_wish,
    mv.Start: _start,
    mv.TickRequest: tick_request,
    mv.TickMessage: tick_message,
    mv.SayPart: say_part,
    mv.Untick: untick,
    mv.LookedNow: looked_now,
    mv.Keep: _keep,
    mv.WantGoodwill: want_goodwill,
    mv.Override: override_lock,
    mv.WantRecall: want_recall,
    mv.WantCancel: want_cancel,
    mv.WantItems: want_items,
    mv.WantRefund: want_refund,
    mv.Waive: waive,
    mv.DoByHand: do_by_hand,
    mv.DidByHand: did_by_hand,
    mv.ChangeMind: change_mind,
    mv.SendAgain: send_again,
    mv.SawInAdmin: saw_in_admin,
    mv.SawInExport: _saw_in_export,
    mv.Withdraw: _withdraw,
    mv.WantedAfterAll: _wanted_after_all,
    mv.Undone: _undone,
    mv.Reorder: _reorder,
    mv.CloseWithNote: _close_with_note,
    mv.Discard: _discard,
    mv.Reopen: reopen,
}
