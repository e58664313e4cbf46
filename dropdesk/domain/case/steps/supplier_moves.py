"""What a person does and says about the purchases of a case: reports, ticks, looks (rules §5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dropdesk.domain.case.basis.flight import sent_before
from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.basis.settled import reopen
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.phases import SENT, AtSupplier, Claimed, Closed, RecallAsked, RefundOwed, Settling
from dropdesk.domain.case.shape.state import Case, is_kept, not_allowed, unsaid
from dropdesk.domain.supplier.leg import Leg, LegState
from dropdesk.domain.supplier.moves import ACTS, MAY_ASK, in_its_place, report, request_undoable, undone
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId
from dropdesk.domain.verdict.units import Units, with_unlinked
from dropdesk.errors import Refused


def report_purchase(case: Case, move: Report, ground: Ground) -> Case:
    legs = {leg.id: leg for leg in with_unlinked(ground.situation(case))}
    if move.leg not in legs:
        raise Refused("no_leg")
    if legs[move.leg].state not in ACTS.get(move.say, LegState):
        raise not_allowed(case)
    if move.say is Say.UNDO and not may_take_back(case, legs[move.leg]):
        raise not_allowed(case)
    moved = report(legs[move.leg], move, ground.now, ground.clocks)
    return replace(case, legs=in_its_place(case.legs, move.leg, moved))


def may_take_back(case: Case, leg: Leg) -> bool:
    """Whether the newest answer about a leg may be taken back: until the next outside action (rules §5)."""
    if leg.was is None or sent_before(case.phase):
        return False
    if isinstance(case.phase, (*SENT, Claimed, RecallAsked)):
        return False
    if isinstance(case.phase, (RefundOwed, Settling, Closed)) and not (leg.loss_accepted and not leg.was.loss_accepted):
        return False  # a loss alone is accepted there: a decision, which nothing outside followed
    return case.acted_at is None or (leg.known_at is not None and leg.known_at > case.acted_at)


def _with_leg(case: Case, leg: LegId, change: Callable[[Leg], Leg]) -> Case:
    if all(one.id != leg for one in case.legs):
        raise Refused("no_leg")
    return replace(case, legs=tuple(change(one) if one.id == leg else one for one in case.legs))


def tick_request(case: Case, move: mv.TickRequest, ground: Ground) -> Case:
    """R-29…R-31: the request is sent; the leg is asked, and its silence clock runs from the tick."""
    _part_first(case, move.leg, ground)
    if any(leg.id == move.leg and leg.state not in MAY_ASK for leg in with_unlinked(ground.situation(case))):
        raise not_allowed(case)
    again = next((leg.asked_times for leg in case.legs if leg.id == move.leg), 0) > 0
    say = Say.ASKED_AGAIN if again else Say.ASKED
    asked = report_purchase(case, Report(move.leg, say, at=move.at), ground)
    units = Units(ground.situation(case))
    wished, left = set(() if unsaid(asked) else units.wished), set(units.left)

    def ticked(leg: Leg) -> Leg:
        # What was refunded already is to be stopped with what is wished: its goods must not ship (W-01…W-03).
        named = tuple(unit for unit in leg.units if unit in wished or unit not in left)
        part = bool(named) and leg.part != "all" and bool({*leg.units} & left - wished)
        return replace(leg, request_ticked_at=move.at, asked_for=named if part else ())

    return _with_leg(asked, move.leg, ticked)


def _part_first(case: Case, leg: LegId, ground: Ground) -> None:
    """A purchase that serves other orders: *only our part* or *all of them* is said before the first tick."""
    one = next((one for one in case.legs if one.id == leg), None)
    if one is not None and one.number in ground.shared and not one.part:
        raise Refused("part_first", {"leg": leg})


def say_part(case: Case, move: mv.SayPart, ground: Ground) -> Case:
    return _with_leg(case, move.leg, lambda leg: replace(leg, part=move.part))


def tick_message(case: Case, move: mv.TickMessage, ground: Ground) -> Case:
    _part_first(case, move.leg, ground)
    return _with_leg(case, move.leg, lambda leg: replace(leg, message_ticked_at=move.at, acted_on=True))


def untick(case: Case, move: mv.Untick, ground: Ground) -> Case:
    """A tick can be taken back until the next outside action."""
    if move.what == "message":
        return _with_leg(case, move.leg, lambda leg: replace(leg, message_ticked_at=None))
    if move.what == "request":
        asked = next((leg for leg in case.legs if leg.id == move.leg), None)
        if asked is None or asked.was is None or not request_undoable(asked):
            raise not_allowed(case)
        ticked, named = asked.was.request_ticked_at, asked.was.asked_for
        return _with_leg(case, move.leg, lambda leg: replace(undone(leg), request_ticked_at=ticked, asked_for=named))
    back = report_purchase(case, Report(move.leg, Say.UNDO), ground)
    if is_kept(case) and ground.order.cancelled_at is None:  # still kept: the loss alone is open again
        before = case.phase.lost if isinstance(case.phase, Settling) else ()
        lost = (*(one for one in before if one != move.leg), move.leg)
        return replace(back, phase=Settling(kept=True, why="taken_back", lost=lost), outcome="", about=None)
    if isinstance(case.phase, (RefundOwed, Settling)):
        return back  # a loss taken back: the case stays, and what is open again shows
    if isinstance(case.phase, Closed):
        again = reopen(back, mv.Reopen(), ground)
        if case.wish == ():  # the wish is answered, and stays so: what is open again is the purchase
            again = replace(again, wish=(), wish_from=case.wish_from, wish_told=case.wish_told, cut=case.cut,
                            cut_off=case.cut_off)  # fmt: skip
        return again if isinstance(again.phase, Settling) else replace(again, phase=AtSupplier("taken_back"))
    return replace(back, phase=AtSupplier("taken_back"))


def looked_now(case: Case, move: mv.LookedNow, ground: Ground) -> Case:
    """The pre-flight tick: the page was looked at just now and the leg is still what it was."""
    return _with_leg(case, move.leg, lambda leg: replace(leg, looked_at=move.at, acted_on=True))
