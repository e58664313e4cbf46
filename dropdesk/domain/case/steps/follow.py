"""What follows by itself, without a person's move: the ground moves, time passes, an end is reached (rules §5)."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from dropdesk.domain.case.basis.consents import still_cleared, units_of
from dropdesk.domain.case.basis.flight import back_with, sent_before
from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.basis.held import holding
from dropdesk.domain.case.basis.scope import (
    is_given_back,
    more_in_progress,
    not_given_back,
    recall_answered,
    recall_awaited,
    recall_in_vain,
    recalls_rejected,
    requested,
    requested_after,
    turned_down,
    waits_for_recall,
    with_service,
)
from dropdesk.domain.case.basis.settled import any_live, is_settled, wished_legs
from dropdesk.domain.case.shape import outcome
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
    Settling,
    TooLate,
    Wanted,
)
from dropdesk.domain.case.shape.state import Case, acted_at, is_kept
from dropdesk.domain.case.steps.claims import claim_seen, follow_claimed
from dropdesk.domain.case.steps.others import (
    after_cancelled,
    bank_moved,
    by_others,
    goodwill_failed,
    money_moved,
    not_ours,
)
from dropdesk.domain.case.steps.refund_news import refund_news
from dropdesk.domain.order import Recall
from dropdesk.domain.supplier.leg import Group, Leg, LegState
from dropdesk.domain.values import LineId, Quantities, Take
from dropdesk.domain.verdict.laying import Before, Piece
from dropdesk.domain.verdict.old_history import all_returned
from dropdesk.domain.verdict.owed import owes
from dropdesk.domain.verdict.units import Units, quantities
from dropdesk.domain.verdict.verdict import Code, Route

_log = logging.getLogger(__name__)


# -- what follows by itself -------------------------------------------------------------------------------------------


def follow(case: Case, ground: Ground) -> Case:
    """Every move that follows by itself, until nothing more does."""
    before = case.phase
    case = replace(case, legs=tuple(_window_over(leg, ground) for leg in case.legs))
    case = _less_returned(case, ground)
    if ground.order.cancelled_at is None and not (case.uncancelled or isinstance(case.phase, Closed)):
        case = replace(case, uncancelled=True)
    case = bank_moved(case, ground)
    case = goodwill_failed(case, ground)
    case = money_moved(case, ground)
    start = case
    for _ in range(8):  # the longest chain of the table has four links
        moved = _follow_once(case, ground)
        if moved == case:
            return holding(case, before, ground.order)
        case = moved
    # A fault of ours. Raising would make the order unopenable, with all that is read together with it.
    _log.error("phases go in a circle at %s: the case stays where it was", case.phase.kind)
    return start


def _less_returned(case: Case, ground: Ground) -> Case:
    """The wish without the units that went back since it was told: one of two, returned, is not wished once more, be
    it named by the refund or covered by its amount alone (rules §3, money returned without naming quantities). A
    refund that fails brings them back. What was back before stays where it lay."""
    if case.wish is None:
        if case.wish_from is not None or case.wish_told is not None:
            case = replace(case, wish_from=None, wish_told=None)
        begun = case.before is None and isinstance(case.phase, AtSupplier)
        return replace(case, before=Units(ground.situation(case)).before(())) if begun else case
    units = Units(ground.situation(case))
    left = {take.line: take.quantity for take in quantities(units.left)}
    back = {line.id: line.quantity - left.get(line.id, 0) for line in ground.order.lines}
    if case.wish_from is None:
        return _told(case, case.wish, back, units)
    told = case.wish if case.wish_told is None else case.wish_told
    if case.before is not None:
        return replace(case, wish=_less(told, units.since()), wish_told=told)
    # A wish that was told before that was kept.
    then = {take.line: take.quantity for take in case.wish_from}
    wish = _less(told, {line: n - then.get(line, 0) for line, n in back.items()})
    if not wish or isinstance(case.phase, Closed):
        return replace(case, wish=wish, wish_told=told)
    before = _before_then(told, then, units)
    if before is None:  # told anew: what is back by now is no news
        return _less_returned(replace(case, wish=wish, wish_from=None), ground)
    return replace(case, wish=wish, wish_told=told, before=before)


def _before_then(told: Quantities, then: Mapping[LineId, int], units: Units) -> Before | None:
    """What was back, and where its money lay, when a wish was told that kept only how many units of each line were
    returned ``then``. Of the refunds that lie on items now the older ones were back by then, on no more units of a line
    than that, and the others went back since; None where that tells no refund of the two apart."""
    left = tuple(
        replace(take, quantity=max(0, min(take.quantity, units.lines[take.line].quantity - then.get(take.line, 0))))
        for take in told if take.line in units.lines
    )  # fmt: skip
    now = units.before(left)
    since, named = list[Piece](), dict(then)
    for piece in units.laying.pieces:
        on = quantities(piece.units)
        if all(named.get(take.line, 0) >= take.quantity for take in on):
            named |= {take.line: named[take.line] - take.quantity for take in on}
        elif piece.exact:
            since.append(piece)
        else:
            return None
    by_name = {take.line: take.quantity for take in now.named}
    if any(n > by_name.get(line, 0) for line, n in named.items()):
        return None
    wish = tuple(take for take in left if take.quantity)
    exact = [piece for piece in units.laying.pieces if piece.exact]  # in the order of the money (``as_before``)
    money = tuple(one for n, one in enumerate(now.money) if n >= len(exact) or exact[n] not in since)
    return Before(money, wish, tuple(Take(line, n) for line, n in named.items() if n))


def _told(case: Case, wish: Quantities, back: dict[LineId, int], units: Units) -> Case:
    """The wish, told now: what is returned by now, and where its money lies."""
    since = tuple(Take(line, n) for line, n in back.items())
    return replace(case, wish_from=since, wish_told=wish, before=units.before(wish))


def _less(wish: Quantities, since: Mapping[LineId, int]) -> Quantities:
    left = (replace(take, quantity=take.quantity - max(0, since.get(take.line, 0))) for take in wish)
    return tuple(take for take in left if take.quantity > 0)


def _window_over(leg: Leg, ground: Ground) -> Leg:
    """Disputable, and its window is over: gone, for good."""
    if leg.state is not LegState.DISPUTABLE:
        return leg
    last = ground.clocks.dispute(leg)[1]
    return leg if last is None or ground.now < last else replace(leg, state=LegState.GONE, before=leg.state)


def moves_by_time(case: Case, ground: Ground) -> datetime | None:
    """The next moment at which ``follow`` moves the case although nobody says or sees anything: a recall stays silent
    (rules §5), a dispute's window ends. None: time alone moves nothing."""
    ends = [ground.clocks.dispute(leg)[1] for leg in case.legs if leg.state is LegState.DISPUTABLE]
    if isinstance(case.phase, RecallAsked):
        silent = _silent_at(case.phase, ground)
        # Nobody is heard: as soon as the store can be asked again, its silence counts.
        ends.append(silent if ground.hears or silent > ground.now else ground.now + timedelta(hours=1))
    return min((end for end in ends if end is not None and end > ground.now), default=None)


def _silent_at(phase: RecallAsked, ground: Ground) -> datetime:
    return phase.at + timedelta(hours=ground.rules.number("recall_silence"))


def _follow_once(case: Case, ground: Ground) -> Case:
    phase, order = case.phase, ground.order
    if isinstance(phase, RefundSent):
        return refund_news(case, phase, ground)
    if isinstance(phase, SENT) or sent_before(phase):
        return case
    if order.cancelled_at is not None and (by_others(phase) or (case.uncancelled and not_ours(case))):
        return after_cancelled(case, ground)
    match phase:
        case AtSupplier():
            return _follow_supplier(case, ground)
        case TooLate():
            return _follow_ended(case, ground)
        case ByHand(what, amount, lines, before, back):
            claim = Claimed(what, amount, lines, before, ground.now, back, had=phase.had)
            seen = claim_seen(case, ground, claim)  # done, though "I did it" was not pressed yet
            return _follow_ground(case, ground) if seen is None else acted_at(seen, ground.now)
        case Claimed():
            return follow_claimed(case, ground, phase)
        case Cleared() | RecallAsked() | Wanted():
            return _follow_ground(case, ground)
        case RefundWanted(_, Cleared() as back) if not still_cleared(case, back, ground):
            return replace(case, phase=AtSupplier(_moved_by(case, back, ground)))
        case RefundWanted(_, Cleared() as back) if waits_for_recall(back, ground.order):
            return replace(case, phase=back_with(back, "recall_first", ""))
        case RefundOwed() if not owes(ground.situation(case)):
            return replace(case, phase=Settling(why=phase.why if phase.why == "claim_differs" else ""))
        case Settling():
            return _follow_settling(case, ground)
        case Closed():
            return _follow_closed(case, ground)
        case _:
            return case


def _follow_supplier(case: Case, ground: Ground) -> Case:
    verdict = ground.reading(case)
    why = _kept_reason(case.phase)
    if verdict.scope and verdict.route is not None:
        return replace(case, phase=Cleared(verdict.scope, verdict.route, why=why))
    units = Units(ground.situation(case))
    live = any(units.group[unit] == Group.LIVE for unit in units.wished)
    # With the money back and goods live the parcel must still be stopped.
    if not units.wished or (all_returned(ground.order) and not live):
        return replace(case, phase=Settling(why=why if why in _SAID_ON else ""))
    return case if live or ground.named else replace(case, phase=TooLate())


_SAID_ON = ("returned_by_others", "bank_took_it")
"""What brought a case to the supplier, and is said where it goes on to settle."""


def _kept_reason(phase: Phase) -> str:
    return phase.why if isinstance(phase, AtSupplier) and phase.why not in ("reopened", "taken_back") else ""


def _follow_ended(case: Case, ground: Ground) -> Case:
    """TooLate, Settling, Closed: a new scope clears; a unit live again goes back to the supplier, but of a closed case
    only what stopped anew clears (rules §5): what the customer buys later is another wish."""
    if is_kept(case) or ground.order.cancelled_at is not None:
        return case
    if isinstance(case.phase, Closed):
        return _scope_anew(case, ground)
    verdict = ground.reading(case)
    units = Units(ground.situation(case))
    if verdict.scope and verdict.route is not None:
        return replace(case, phase=Cleared(verdict.scope, verdict.route))
    if any(units.group[unit] == Group.LIVE for unit in units.wished):
        return replace(case, phase=AtSupplier("live_again"))
    if isinstance(case.phase, TooLate) and not units.wished:
        return replace(case, phase=AtSupplier())  # nothing of the wish is left
    return case


def _scope_anew(case: Case, ground: Ground) -> Case:
    """A closed case whose own units are free now: a dispute was won, a parcel came back."""
    known = {line.id for line in ground.order.lines}
    about = case.about if case.wish is None else case.wish
    if about is not None:
        about = tuple(take for take in about if take.line in known)
    again = replace(case, wish=about, wish_from=None, wish_told=None, about=None, outcome="")
    verdict = ground.reading(again)
    if not verdict.scope or verdict.route is None:
        return case
    units = Units(ground.situation(again))
    served = [leg for unit in units_of(units, verdict.scope, again) for leg in units.serving[unit]]
    if all(leg.state is not LegState.STOPPED for leg in served):
        return case
    return replace(again, phase=Cleared(verdict.scope, verdict.route))


def _follow_ground(case: Case, ground: Ground) -> Case:
    """The ground moves: a unit of the scope is no longer free, the order was edited, somebody returned everything."""
    phase = case.phase
    assert isinstance(phase, (Cleared, RecallAsked, Wanted, ByHand))
    back = phase if isinstance(phase, Cleared) else phase.back
    if not isinstance(back, Cleared):
        return case
    if isinstance(phase, Cleared) and phase.overridden and not any_live(case, phase.scope, ground):
        phase = back = replace(phase, overridden=False)  # stopped since: nothing of it may still ship
        case = replace(case, phase=phase)
    if not still_cleared(case, back, ground):
        verdict = ground.reading(case)
        fits = verdict.scope and verdict.route is not None
        if fits and isinstance(phase, Cleared) and not back.overridden:
            assert verdict.route is not None
            return replace(case, phase=Cleared(verdict.scope, verdict.route, why=phase.why))
        return replace(case, phase=AtSupplier(_moved_by(case, back, ground)))
    if isinstance(phase, RecallAsked):
        return _follow_recall(case, phase, ground)
    pressed = isinstance(phase, Wanted) or (isinstance(phase, ByHand) and phase.what != "recall")
    if pressed and waits_for_recall(back, ground.order):  # requested since
        return replace(case, phase=replace(back, why="recall_first", text=""))
    if isinstance(phase, Wanted) and more_in_progress(phase.plan, back, ground.order):
        return replace(case, phase=replace(back, why="in_progress_since", text=""))
    asked = recall_awaited(phase, ground.order)
    if asked is not None:  # by whomever
        return replace(case, phase=RecallAsked(asked, back))
    if isinstance(phase, Cleared) and (rejected := turned_down(phase, ground.order)):
        return replace(case, phase=not_given_back(phase, rejected, "recall_rejected"))
    verdict = ground.reading(case)
    if isinstance(phase, Cleared) and phase.recall_failed and is_given_back(phase, ground.order):  # after all
        return replace(case, phase=replace(phase, recall_failed=False, not_given_back=(), why="recalled", text=""))
    # Early versions kept of a failed recall only that it was answered, and the route that it left.
    failed = isinstance(phase, Cleared) and phase.recalled and phase.route is Route.ITEMS
    by_items = failed and requested(back, ground.order)
    if isinstance(phase, Cleared) and not by_items and verdict.route not in (None, phase.route):
        return replace(case, phase=replace(phase, route=verdict.route))
    return case


def _moved_by(case: Case, back: Cleared, ground: Ground) -> str:
    """What took the ground away: a number that nobody knows, a purchase that nobody has looked at, an edit of the
    order, or else."""
    if ground.named:
        return "another_number"
    found = any(leg.number is not None and leg.state is LegState.UNCLEAR and leg.known_at is None for leg in case.legs)
    return "new_purchase" if found else _edited(case, back, ground) or "ground_moved"


def _edited(case: Case, back: Cleared, ground: Ground) -> str:
    """Whether an edit took a unit of the scope off the order, or brought one that the scope, all that was left, does
    not know; ``""``: neither."""
    order = ground.order
    scope = {take.line: take.quantity for take in back.scope}
    left = {line.id: 0 for line in order.lines}  # what money lies on is not left, whether it was named or not
    left |= {take.line: take.quantity for take in quantities(Units(ground.situation(case)).left)}
    removed = {line.id for line in order.lines if line.removed}
    if any(id_ not in left or (id_ in removed and left[id_] < wanted) for id_, wanted in scope.items()):
        return "item_removed"
    more = back.route.cancels and any(n > scope.get(id_, 0) for id_, n in left.items())
    return "item_added" if more else ""


def _follow_recall(case: Case, phase: RecallAsked, ground: Ground) -> Case:
    """Recalled → Cleared; rejected, or silent for 24 h → Cleared, by refund items. What was asked for after the recall
    was not called back with it: its own recall comes first."""
    back, order = phase.back, ground.order
    if not requested(back, order):
        return replace(case, phase=recall_answered(back, order))
    if rejected := recalls_rejected(back, order):
        return replace(case, phase=not_given_back(back, rejected, "recall_rejected"))
    holds = with_service(back, order)
    if holds and all(recall_in_vain(back, one, order) for one in holds):
        return replace(case, phase=not_given_back(back, set(), "recall_rejected"))  # the rest of it was given back
    since = {one.id for one in holds if one.recall is not Recall.NONE and requested_after(one, phase.at, order)}
    if holds and since == {one.id for one in holds}:
        return replace(case, phase=replace(back, recalled=True, why="recall_first"))
    if ground.hears and ground.now >= _silent_at(phase, ground):
        return replace(case, phase=not_given_back(back, {one.id for one in holds} - since, "recall_silent"))
    return case


def _follow_settling(case: Case, ground: Ground) -> Case:
    """Settling → Closed when nothing is open any more; before that, what may come back comes back."""
    phase, order = case.phase, ground.order
    assert isinstance(phase, Settling)
    if ground.order.cancelled_at is None and not phase.kept:
        again = _follow_ended(case, ground)
        if again != case:
            return again
    if ground.order.cancelled_at is not None and owes(ground.situation(case)):
        return replace(case, phase=RefundOwed(phase.why))
    if is_settled(case, ground):
        ended = "kept" if phase.kept else outcome.outcome(order, wished_legs(case, Units(ground.situation(case))))
        about = tuple(Take(line.id, line.quantity) for line in order.lines) if case.wish is None else None
        return replace(case, phase=Closed(ended, ground.now), outcome=ended, about=about)
    return case


def _follow_closed(case: Case, ground: Ground) -> Case:
    """A late fact that makes an Alarm opens the case again, and money that is owed again; a new scope clears it (not
    when kept). Closed with a note, the person has ended it with all that stood open: its purchases alarm by Table W in
    the order's row (rules §5 "Close with a note"), and *reopen* is the way on; only a refund that fails later opens it
    by itself (``_came_to_nothing``)."""
    if case.outcome in ("noted", "discarded"):
        return case
    cancelled = ground.order.cancelled_at is not None
    if ground.reading(case).code is Code.ALARM:
        return replace(case, phase=Settling(why="late_fact") if cancelled else AtSupplier("late_fact"), outcome="")
    if cancelled and not is_kept(case) and owes(ground.situation(case)):
        return replace(case, phase=RefundOwed("owed_again"), outcome="")
    return _follow_ended(case, ground)
