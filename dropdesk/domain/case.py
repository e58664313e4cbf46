"""A case: one wish of a customer from the question to the last cent (rules §4, §5). The only maker of permits.

``apply`` makes a person's move, ``follow`` what follows by itself; both are pure. ``Cancelled`` of the rules is no
resting place: what the look shows leads straight on to the refund, to *refund owed* or to settling.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from typing import Any, Literal

from dropdesk.domain import moves as mv
from dropdesk.domain import outcome
from dropdesk.domain.headline import (
    all_returned,
    asked_unwished,
    assess,
    beside,
    blockers,
    owed,
    owes,
    sort_key,
    unserved,
    while_kept,
    while_kept_by_service,
    while_out,
    while_unserved,
    while_withdrawn,
    without_wish,
)
from dropdesk.domain.laying import NOTHING_BEFORE, Before, Piece
from dropdesk.domain.ledger import refund_clock
from dropdesk.domain.leg_moves import ACTS, MAY_ASK, awaits, in_its_place, report, request_undoable, undone
from dropdesk.domain.legrows import Clocks
from dropdesk.domain.legs import Leg, LegState, SupplierKind, Unit
from dropdesk.domain.order import BANK_TOOK_IT, Chargeback, Claim, FulfilmentRequest, Order, Recall, is_our_goodwill
from dropdesk.domain.permit import (
    ApiSaw,
    CancelPermit,
    Clearance,
    Consent,
    Goodwill,
    Here,
    LossAccepted,
    NeverOrdered,
    NoPurchaseNeeded,
    Overridden,
    PersonSaw,
    RefundPart,
    RefundPermit,
    ShopFirst,
)
from dropdesk.domain.phases import (
    SENT,
    AtSupplier,
    Back,
    ByHand,
    CancelPlan,
    Claimed,
    Cleared,
    Closed,
    Drafted,
    Flight,
    Phase,
    RecallAsked,
    RecallSent,
    RefundOwed,
    RefundPlan,
    RefundSent,
    RefundWanted,
    Sent,
    Settling,
    TooLate,
    Wanted,
    Withdrawing,
    call_out,
    what_is_out,
)
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.units import Units, quantities, tells_afterwards, with_unlinked
from dropdesk.domain.values import CaseId, LegId, LineId, Money, OrderKey, Quantities, SupplierNumber, Take
from dropdesk.domain.verdict import Action, Attention, Code, Route, Situation, Verdict
from dropdesk.domain.workdays import WorkCalendar
from dropdesk.errors import Refused


@dataclass(frozen=True, slots=True)
class Override:
    """A typed reason over units that may still ship; stays in the record for ever (rules §4.1)."""

    units: tuple[Unit, ...]
    reason_ref: str
    loss: Money | None
    at: datetime
    at_least: bool = False
    """The loss that was seen is a part of it: "at least"."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody else did to the money, or what became of it: said with amount (minor units) and time (rules §5
    "Somebody else"). ``code``: ``returned_by_others``, ``cancelled_by_others``, ``claim_differs``, ``refund_failed``,
    ``bank_took_it`` (a chargeback; ``text`` is ``held_back`` where something was about to be sent),
    ``bank_gave_back``. ``text``: Shopify's own reason; ``file`` where only a file tells it: nobody knows by whom."""

    code: str
    amount: int
    currency: str
    at: datetime | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A press whose call was not made, or that Shopify turned down: what it was, and why (rules §5 "What the page
    promised"). ``amount``: of the refund in it, minor units, 0 for none. ``why``: a code, ``text``: Shopify's own
    sentence. ``asked``: Shopify was asked, and said no; else nothing was sent. ``back``: all money that had gone back
    or was on its way by then, minor units. It is about the press alone, never about what the order is now."""

    what: Literal["cancel", "refund", "recall"]
    amount: int
    why: str
    text: str = ""
    asked: bool = False
    back: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """The whole state of a case, one journal row. ``plan``: all money that shall have gone back once the cancelling
    plan is carried out, what went back before it included (so that ``owed`` is plan - returned - pending); set by our
    own cancellation alone, once it is seen. ``kept`` was written by 0.1.0 and is read by nobody: *kept* stands in the
    phase alone (``is_kept``)."""

    id: CaseId
    order: OrderKey
    opened_at: datetime
    legs: tuple[Leg, ...]
    phase: Phase
    wish: Quantities | None = None
    reason: mv.Reason | None = None
    asked_at: datetime | None = None
    edited_listing: bool | None = None
    note_ref: str = ""
    plan: int | None = None
    waived_ref: str = ""
    overrides: tuple[Override, ...] = ()
    outcome: str = ""
    goodwill: int = 0
    kept: bool = False
    wish_from: Quantities | None = None
    """What of the lines was returned when the wish was told: what goes back later is taken off it."""
    wish_told: Quantities | None = None
    """The wish as it was told, ``wish`` is what is left of it."""
    seen_back: int | None = None
    """All money that had gone back or was on its way when this case last took it up: what moves beside our own calls
    is somebody else's."""
    notice: Notice | None = None
    """What the pages say of it, until the person's next decision."""
    first_back: int | None = None
    """The same when the case was first moved; None in cases of 0.1.0 that were moved before."""
    bank_took: bool = False
    """A chargeback that took the money was seen by this case."""
    acted_at: datetime | None = None
    """When Shopify last did something at this case's word, or by its guidance: what was said before that is not taken
    back any more, and the case is never discarded."""
    goodwill_keys: tuple[str, ...] = ()
    """How our own goodwill refunds are known on the order (first 8 characters of their keys): one that fails later is
    goodwill no more."""
    by_hand: tuple[int, ...] = ()
    """The part of ``goodwill`` that was given in the admin, each by itself: no mark of ours tells it apart on the
    order."""
    cut_off: bool = False
    """The wish shrank: what was cut off stays a recorded wish when the case is closed."""
    cut: Quantities = ()
    """What that is; of no part of it is the wish now."""
    held: Held | None = None
    """A press that came to nothing, on every page of the case until the person's next decision."""
    claims: tuple[Claim, ...] = ()
    """What was refunded for items, and no refund names: by hand, or by amount alone (``RefundPlan.bare``)."""
    about: Quantities | None = None
    """What a case without a wish of its own was about when it closed: what is bought later is none of it."""
    uncancelled: bool = False
    """The order was not cancelled when this case last took it up: a cancellation that it did not make is news."""
    before: Before | None = None
    """What was back without naming quantities when the wish was told, and where it lay: it stays there. None: not
    taken up yet."""
    mail_kept: bool = False
    """Cancelled without the e-mail that was promised: it was to go with the refund after it (``unwritten``)."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a case stands on at one moment: the order as last seen, the rules, the calendars, the time.

    ``bank`` and ``zone`` are the person's own (R-08): without them no clock of awaited supplier money runs. What was
    made of it once is not made again: everything here is frozen but what is known of it already.
    """

    order: Order
    rules: Rulebook
    calendar: WorkCalendar
    now: datetime
    first_import: datetime | None = None
    shared: frozenset[SupplierNumber] = frozenset()
    """Purchases that serve other orders too."""
    bank: WorkCalendar | None = None
    zone: tzinfo | None = None
    customer_knows: bool = False
    old_history: bool | None = None
    promise_due: datetime | None = None
    """The earliest date promised to the customer that nobody has ended."""
    named: tuple[SupplierNumber, ...] = ()
    """Numbers that the order names and nobody answered for: no money moves before."""
    hears: bool = True
    """The order's store can be asked. Else what it does not say is no silence: nobody is heard."""
    _situations: list[Situation] = field(default_factory=list, compare=False, repr=False)
    _verdicts: dict[int, tuple[Situation, Verdict]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def clocks(self) -> Clocks:
        return Clocks(self.rules, self.calendar)

    def situation(self, case: Case) -> Situation:
        """The order as this case sees it."""
        is_open = not isinstance(case.phase, Closed)
        given, claims = unmarked_goodwill(case, self.order), items_claimed(case, self.order)
        before = case.before or NOTHING_BEFORE
        return self.seen(
            case.legs, case.wish, case.plan, bool(case.waived_ref), is_open, case.asked_at, given, claims, before
        )

    def seen(
        self,
        legs: tuple[Leg, ...],
        wish: Quantities | None,
        plan: int | None,
        waived: bool,
        is_open: bool,
        asked_at: datetime | None,
        goodwill: tuple[int, ...] = (),
        claims: tuple[Claim, ...] = (),
        before: Before = NOTHING_BEFORE,
    ) -> Situation:
        """The order with these legs and sayings."""
        plan = None if self.order.cancelled_at is None else plan  # it says what a cancellation owes, and nothing else
        asked = (legs, wish, plan, waived, is_open, asked_at, goodwill, claims, before)
        for one in self._situations:
            told = (one.legs, one.wish, one.plan, one.waived, one.open_case, one.asked_at)
            if (*told, one.goodwill, one.claims, one.before) == asked:
                return one
        made = Situation(
            order=self.order,
            legs=legs,
            wish=wish,
            plan=plan,
            waived=waived,
            open_case=is_open,
            asked_at=asked_at,
            customer_knows=self.customer_knows,
            first_import=self.first_import,
            money_overdue_at=self._overdue(legs),
            old_history=self.old_history,
            promise_due=self.promise_due,
            named=self.named,
            goodwill=goodwill,
            claims=claims,
            before=before,
        )
        self._situations.append(made)
        return made

    def _overdue(self, legs: tuple[Leg, ...]) -> datetime | None:
        """When the first of the awaited supplier money is overdue (R-08: amber)."""
        if self.bank is None or self.zone is None:
            return None
        clocks = (refund_clock(leg, self.rules, self.bank, self.zone) for leg in legs)
        return min((clock.amber for clock in clocks if clock is not None), default=None)

    def verdict(self, case: Case) -> Verdict:
        """What is shown of it."""
        return self.shown(case, self.reading(case))

    def shown(self, case: Case, stands: Verdict) -> Verdict:
        """What every surface says of an order with this case. V-18: while its call is out, only an Alarm speaks.
        Withdrawn or kept: nothing is asked for that the customer does not want any more. A stop that serves no present
        wish is heard while the case settles, and says whose it is (rules §3 "Attention"); a request that serves none
        is heard beside whatever is said."""
        told = self._shown(case, stands)
        heard = not isinstance(case.phase, Withdrawing) and asked_in_vain(case, self)  # there it is what is to be done
        return beside(told, Attention.ASKED_UNWISHED) if heard else told

    def _shown(self, case: Case, stands: Verdict) -> Verdict:
        match case.phase:
            case Withdrawing():
                return without_wish(while_withdrawn(stands))
            case Cleared() | Wanted(back=Cleared()) | RefundWanted(back=Cleared()) if self._kept_by_service(case.phase):
                return while_kept_by_service(stands)
            case Settling() if self.order.cancelled_at is None:
                return self._settling(case, stands)
            case Cleared() | Wanted() | ByHand() if (action := self._after_recall(case.phase)) and (
                stands.action is Action.RECALL
            ):
                return replace(stands, action=action)
            case Closed() if stands.unasked and (why := _unserved_why(case, self)):
                return while_unserved(stands, stands, why)
        return while_out(stands, self.order, what_is_out(case.phase)) if call_out(case.phase, self.order) else stands

    def _after_recall(self, phase: Cleared | Wanted | ByHand) -> Action | None:
        """What is to be done where the person saw in the admin that a recall was granted, and Shopify shows the request
        still: nothing is recalled any more."""
        back = phase if isinstance(phase, Cleared) else phase.back
        seen = isinstance(back, Cleared) and back.recall_seen is not None and not _requested(back, self.order)
        return _PRESS[back.route] if seen and isinstance(back, Cleared) else None

    def _kept_by_service(self, phase: Cleared | Wanted | RefundWanted) -> bool:
        """Whether a recall failed, and no other can be asked for: refund items is what is left."""
        back = phase if isinstance(phase, Cleared) else phase.back
        failed = isinstance(back, Cleared) and back.recall_failed and back.route is not Route.WITHOUT_REFUND
        return failed and not to_recall(back, self.order)

    def _settling(self, case: Case, stands: Verdict) -> Verdict:
        """The wish is answered: returned, or the customer keeps it. What is stopped besides serves nobody."""
        kept = is_kept(case)
        told = while_kept(stands) if kept else stands
        situation = self.situation(case)
        units = Units(situation)
        if not kept and stands.code is Code.DONE and (cut := _cut_live(case, units)):
            told = self.read(replace(situation, wish=cut))  # what was cut off is asked for still: its clocks run
        nobodys = () if stands.code is Code.ALARM else unserved(units, () if kept else units.wished)
        if not nobodys:
            return told
        given, claims = situation.goodwill, situation.claims
        alone = self.read(
            self.seen(
                case.legs, quantities(nobodys), case.plan, situation.waived, False, None, given, claims,
                situation.before,
            )
        )  # fmt: skip
        if not alone.unasked:
            return told
        if sort_key(told, self.now)[1] < sort_key(alone, self.now)[1]:
            return beside(told, Attention.STOPPED_UNASKED)  # another purchase's date is the more urgent
        return while_unserved(alone, told, _unserved_why(case, self))

    def reading(self, case: Case) -> Verdict:
        """What stands below a call that is out (V-18): scope and route are read as if it were not."""
        return self.read(self.situation(case))

    def read(self, situation: Situation) -> Verdict:
        """The verdict of a situation of this ground, at its moment."""
        if id(situation) not in self._verdicts:
            self._verdicts[id(situation)] = situation, assess(situation, self.rules, self.calendar, self.now)
        return self._verdicts[id(situation)][1]

    def remember(self, situation: Situation, verdict: Verdict) -> None:
        """Takes over what was made of the same facts at an earlier moment and still stands."""
        self._situations.append(situation)
        self._verdicts[id(situation)] = situation, verdict

    def minutes(self, rule: str) -> timedelta:
        return timedelta(minutes=self.rules.number(rule))


def open_case(case: CaseId, order: OrderKey, legs: tuple[Leg, ...], asked_at: datetime | None, now: datetime) -> Case:
    """A fresh case, drafted."""
    return Case(case, order, now, legs, Drafted(), asked_at=asked_at)


def unmarked_goodwill(case: Case, order: Order) -> tuple[int, ...]:
    """Our goodwill that no mark on the order tells apart, each by itself, minor units: given in the admin, or by a call
    whose refund a file told first. What is seen while it is being given counts (rules §5: taken as the claim)."""
    given, keys = [*case.by_hand], [*case.goodwill_keys]
    match case.phase:
        case RefundSent(plan) if plan.purpose == "goodwill":
            keys.append(plan.key[:8])
            given.append(min(plan.amount, max(0, back_now(order) - plan.before)))
        case ByHand("goodwill", amount, _, before, _) | Claimed("goodwill", amount, _, before, _, _):
            given.append(min(amount, max(0, back_now(order) - before)))
            keys += _own_key(case.phase)
    out = sum(given) - sum(case.by_hand)
    if case.goodwill and not case.by_hand and not case.goodwill_keys:
        keys.append("")  # cases of 0.1.0 told only the sum, no marks: any is theirs
    marked = sum(
        one.amount + one.pending
        for one in order.refunds
        if not one.lines
        and is_our_goodwill(one.note, one.at, order.cancelled_at)
        and any(key in one.note for key in keys)  # another installation's, or another case's, is not ours
    )
    left = max(0, case.goodwill + out - marked)
    found: list[int] = []
    for amount in given:
        found.append(min(amount, left))
        left -= found[-1]
    return tuple(amount for amount in (*found, left) if amount)  # cases of 0.1.0 told only the sum


def items_claimed(case: Case, order: Order) -> tuple[Claim, ...]:
    """What was refunded for items that no refund names, the one that is just seen (rules §5: taken as the claim)
    included."""
    phase = case.phase
    if isinstance(phase, (ByHand, Claimed)) and phase.what == "items":
        just = _claim_of(phase.lines, phase.amount, phase.before, phase.had, order)
    elif isinstance(sent := getattr(phase, "out", phase), RefundSent) and sent.plan.bare:
        plan = sent.plan
        just = _claim_of(plan.lines, plan.amount, plan.before, named_before(order, plan.lines), order)
    else:
        just = None
    return case.claims if just is None else (*case.claims, just)


def _claim_of(lines: Quantities, amount: int, before: int, had: Quantities, order: Order) -> Claim | None:
    moved = min(amount, back_now(order) - before)
    return Claim(lines, moved, had) if moved > 0 and lines else None


def named_before(order: Order, lines: Quantities) -> Quantities:
    """How many units of these lines are returned by name."""
    wanted = {take.line for take in lines}
    return tuple(Take(line.id, line.returned) for line in order.lines if line.id in wanted and line.returned)


_log = logging.getLogger(__name__)
_PRESS = {
    Route.CANCEL: Action.CANCEL, Route.ITEMS: Action.REFUND_ITEMS, Route.EDIT_BY_HAND: Action.EDIT_BY_HAND,
    Route.WITHOUT_REFUND: Action.CANCEL_WITHOUT_REFUND,
}  # fmt: skip
"""What a route asks for, once nothing of it is to be recalled."""
_SKEW = timedelta(minutes=5)
"""How far this computer's clock and the shop's may be apart (``outbox.SKEW``)."""
_DECISIONS = (
    mv.Start, mv.SetWish, mv.Keep, mv.WantGoodwill, mv.Override, mv.WantRecall, mv.WantCancel, mv.WantItems,
    mv.WantRefund, mv.Waive, mv.DoByHand, mv.Withdraw, mv.CloseWithNote, mv.Reopen,
)  # fmt: skip
"""Moves that were made with the newest amounts on the page: what was noticed before them is taken up."""


def _keeps_mail(plan: CancelPlan) -> bool:
    """Whether the cancellation goes without the chosen e-mail: the customer is told once, by the last of the calls."""
    return plan.notify and not (plan.refund_all or plan.later or plan.amount == 0)


def unwritten(case: Case) -> bool:
    """Whether the e-mail that was promised never went: the refund that was to bring it fell away (waived, given by
    somebody else, taken by the bank, closed with a note). Whether somebody else wrote, nobody tells."""
    return case.mail_kept and isinstance(case.phase, (Settling, Closed))


def _cut_live(case: Case, units: Units) -> Quantities:
    """What was cut off from the wish and may still go out: it stays a recorded wish (rules §5)."""
    lines = {unit[0] for unit in units.left if units.group[unit] == "live"}
    return tuple(take for take in case.cut if take.line in lines) if case.cut_off else ()


def is_kept(case: Case) -> bool:
    """Whether the customer keeps what this case was about: it stands in the phase alone (rules §5)."""
    match case.phase:
        case Settling(kept):
            return kept
        case Closed(outcome):
            return outcome == "kept"
        case _:
            return False


def asked_in_vain(case: Case, ground: Ground) -> tuple[LegId, ...]:
    """Purchases that a supplier is asked to cancel although the customer keeps them: narrowed before the start,
    withdrawn or answered, the wish is for nothing of them any more. Until that request is taken back or answered, the
    case is not done. What is cut off later stays a recorded wish (rules §5, V-32): its request serves that one."""
    if all(leg.state is not LegState.ASKED for leg in case.legs) or isinstance(case.phase, Closed):
        return ()
    if ground.order.cancelled_at is not None or all_returned(ground.order):
        return ()
    units = Units(ground.situation(case))
    if isinstance(case.phase, Withdrawing) or is_kept(case):
        return asked_unwished(units, ())
    if case.cut_off and not case.cut:
        return ()  # of an earlier release: nobody knows which was cut off
    cut = {take.line for take in case.cut}
    return asked_unwished(units, (*units.wished, *(unit for unit in units.left if unit[0] in cut)))


def _unserved_why(case: Case, ground: Ground) -> str:
    """Whose a stop is that serves no present wish, as ``Verdict.told`` names it; ``""``: nobody asked for it."""
    if is_kept(case):
        return "kept"
    if case.outcome == "noted":
        return "noted"
    if stays_wished(case, ground):
        return "open"
    return "part" if case.wish is not None else ""


def back_now(order: Order) -> int:
    """All money that went back or is on its way, minor units."""
    return order.returned + order.refund_pending


_WHILE_SENT = (mv.SawInAdmin, mv.SawInExport, mv.SendAgain, mv.LookedNow, mv.Report)
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
        raise _refuse(case)  # nothing is open: it would end again at once, as of now
    return moved if more and isinstance(followed.phase, Closed) else followed


def holds_call(phase: Phase) -> bool:
    """A phase that keeps a call which went out and is not proven yet: it may still arrive, so nothing drops it, and a
    refund keeps its key and its variables (rules §4.2, §5)."""
    return isinstance(phase, SENT) or _sent_before(phase) or (isinstance(phase, Claimed) and phase.out is not None)


def _sent_before(phase: Phase) -> bool:
    """A refund that is to be sent again: its first call may still arrive, so its key is never given up for another."""
    return isinstance(phase, RefundWanted) and phase.plan.first_sent is not None


def _looked_for(phase: RefundWanted, why: str = "") -> RefundSent:
    """Not sent again after all: what went out first is looked for as before."""
    plan = phase.plan
    assert plan.first_sent is not None
    flight = Flight(plan.first_sent, trouble=why, server_sent=plan.first_server, not_again=bool(why))
    return RefundSent(plan, flight, phase.back)


def _refuse(case: Case, why: str = "not_now") -> Refused:
    return Refused(why, {"phase": case.phase.kind})


def _report(case: Case, move: mv.Report, ground: Ground) -> Case:
    legs = {leg.id: leg for leg in with_unlinked(ground.situation(case))}
    if move.leg not in legs:
        raise Refused("no_leg")
    if legs[move.leg].state not in ACTS.get(move.say, LegState):
        raise _refuse(case)
    if move.say is mv.Say.UNDO and not may_take_back(case, legs[move.leg]):
        raise _refuse(case)
    moved = report(legs[move.leg], move, ground.now, ground.clocks)
    return replace(case, legs=in_its_place(case.legs, move.leg, moved))


def may_take_back(case: Case, leg: Leg) -> bool:
    """Whether the newest answer about a leg may be taken back: until the next outside action (rules §5)."""
    if leg.was is None or _sent_before(case.phase):
        return False
    if isinstance(case.phase, (*SENT, Claimed, RecallAsked)):
        return False
    if isinstance(case.phase, (RefundOwed, Settling, Closed)) and not (leg.loss_accepted and not leg.was.loss_accepted):
        return False  # a loss alone is accepted there: a decision, which nothing outside followed
    return case.acted_at is None or (leg.known_at is not None and leg.known_at > case.acted_at)


def _set_why(case: Case, move: mv.SetWhy, ground: Ground) -> Case:
    return replace(
        case, reason=move.reason, asked_at=move.asked_at, edited_listing=move.edited_listing,
        note_ref=move.note_ref or case.note_ref,
    )  # fmt: skip


def _set_wish(case: Case, move: mv.SetWish, ground: Ground) -> Case:
    """The wish grows or shrinks: back to the supplier, except before the start."""
    if isinstance(case.phase, (RefundOwed, Closed)) or ground.order.cancelled_at is not None:
        raise _refuse(case)
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


def stays_wished(case: Case, ground: Ground) -> bool:
    """Whether what was cut off from this case's wish stays a recorded wish: it is not returned."""
    left = {line for line, _ in Units(ground.situation(case)).left}
    return case.cut_off and (not case.cut or any(take.line in left for take in case.cut))


def _start(case: Case, move: mv.Start, ground: Ground) -> Case:
    if not isinstance(case.phase, Drafted):
        raise _refuse(case)
    if case.reason is None:
        raise Refused("reason_needed")
    return replace(case, phase=AtSupplier())


def _with_leg(case: Case, leg: LegId, change: Callable[[Leg], Leg]) -> Case:
    if all(one.id != leg for one in case.legs):
        raise Refused("no_leg")
    return replace(case, legs=tuple(change(one) if one.id == leg else one for one in case.legs))


def _tick_request(case: Case, move: mv.TickRequest, ground: Ground) -> Case:
    """R-29…R-31: the request is sent; the leg is asked, and its silence clock runs from the tick."""
    _part_first(case, move.leg, ground)
    if any(leg.id == move.leg and leg.state not in MAY_ASK for leg in with_unlinked(ground.situation(case))):
        raise _refuse(case)
    again = next((leg.asked_times for leg in case.legs if leg.id == move.leg), 0) > 0
    say = mv.Say.ASKED_AGAIN if again else mv.Say.ASKED
    asked = _report(case, mv.Report(move.leg, say, at=move.at), ground)
    units = Units(ground.situation(case))
    wished, left = set(() if unsaid(asked) else units.wished), set(units.left)

    def ticked(leg: Leg) -> Leg:
        # What was refunded already is to be stopped with what is wished: its goods must not ship (W-01…W-03).
        named = tuple(unit for unit in leg.units if unit in wished or unit not in left)
        part = bool(named) and leg.part != "all" and bool({*leg.units} & left - wished)
        return replace(leg, request_ticked_at=move.at, asked_for=named if part else ())

    return _with_leg(asked, move.leg, ticked)


def unsaid(case: Case) -> bool:
    """Whether nobody told a wish: a draft that an Alarm began; what was refunded alone is to be stopped."""
    return isinstance(case.phase, Drafted) and (case.wish, case.reason, case.asked_at) == (None, None, None)


def _part_first(case: Case, leg: LegId, ground: Ground) -> None:
    """A purchase that serves other orders: *only our part* or *all of them* is said before the first tick."""
    one = next((one for one in case.legs if one.id == leg), None)
    if one is not None and one.number in ground.shared and not one.part:
        raise Refused("part_first", {"leg": leg})


def _say_part(case: Case, move: mv.SayPart, ground: Ground) -> Case:
    return _with_leg(case, move.leg, lambda leg: replace(leg, part=move.part))


def _tick_message(case: Case, move: mv.TickMessage, ground: Ground) -> Case:
    _part_first(case, move.leg, ground)
    return _with_leg(case, move.leg, lambda leg: replace(leg, message_ticked_at=move.at, acted_on=True))


def _untick(case: Case, move: mv.Untick, ground: Ground) -> Case:
    """A tick can be taken back until the next outside action."""
    if move.what == "message":
        return _with_leg(case, move.leg, lambda leg: replace(leg, message_ticked_at=None))
    if move.what == "request":
        asked = next((leg for leg in case.legs if leg.id == move.leg), None)
        if asked is None or asked.was is None or not request_undoable(asked):
            raise _refuse(case)
        ticked, named = asked.was.request_ticked_at, asked.was.asked_for
        return _with_leg(case, move.leg, lambda leg: replace(undone(leg), request_ticked_at=ticked, asked_for=named))
    back = _report(case, mv.Report(move.leg, mv.Say.UNDO), ground)
    if is_kept(case) and ground.order.cancelled_at is None:  # still kept: the loss alone is open again
        before = case.phase.lost if isinstance(case.phase, Settling) else ()
        lost = (*(one for one in before if one != move.leg), move.leg)
        return replace(back, phase=Settling(kept=True, why="taken_back", lost=lost), outcome="", about=None)
    if isinstance(case.phase, (RefundOwed, Settling)):
        return back  # a loss taken back: the case stays, and what is open again shows
    if isinstance(case.phase, Closed):
        again = _reopen(back, mv.Reopen(), ground)
        if case.wish == ():  # the wish is answered, and stays so: what is open again is the purchase
            again = replace(again, wish=(), wish_from=case.wish_from, wish_told=case.wish_told, cut=case.cut,
                            cut_off=case.cut_off)  # fmt: skip
        return again if isinstance(again.phase, Settling) else replace(again, phase=AtSupplier("taken_back"))
    return replace(back, phase=AtSupplier("taken_back"))


def open_losses(case: Case) -> tuple[LegId, ...]:
    """Purchases of a kept case whose accepted loss was taken back and is not answered since: accepted again, disputed,
    come back, or said to be none (*keep*). Until then the case is not done."""
    lost = case.phase.lost if isinstance(case.phase, Settling) else ()
    stand = (LegState.GONE, LegState.DELIVERED, LegState.RETURNING, LegState.HANDLED)
    return tuple(leg.id for leg in case.legs if leg.id in lost and leg.state in stand and not leg.loss_accepted)


def stays_open(case: Case, ground: Ground) -> bool:
    """Whether a closed case that is opened again has anything to do; else it ends at once."""
    if not isinstance(case.phase, Closed):
        return False
    return not isinstance(follow(_reopen(case, mv.Reopen(), ground), ground).phase, Closed)


def _looked_now(case: Case, move: mv.LookedNow, ground: Ground) -> Case:
    """The pre-flight tick: the page was looked at just now and the leg is still what it was."""
    return _with_leg(case, move.leg, lambda leg: replace(leg, looked_at=move.at, acted_on=True))


def _keep(case: Case, move: mv.Keep, ground: Ground) -> Case:
    match case.phase:
        case Drafted():
            return replace(case, phase=Withdrawing())
        case TooLate() | Settling() if ground.order.cancelled_at is None:
            return replace(case, phase=Settling(kept=True))
        case _:
            raise _refuse(case)


def _want_goodwill(case: Case, move: mv.WantGoodwill, ground: Ground) -> Case:
    """Part of the money for a parcel the customer keeps: below what was received; above the limit only with a typed
    reason (rules §4.1, §2)."""
    phase = case.phase
    if not isinstance(phase, (Drafted, AtSupplier, TooLate, Settling)) or ground.order.cancelled_at is not None:
        raise _refuse(case)
    _no_chargeback(ground)
    _known_received(ground.order)
    _check_goodwill(case, ground, move.amount, move.reason_ref)
    plan = _refund_plan(ground, move.amount, (), 0, False, move.notify, "goodwill", move.reason_ref)
    return replace(case, phase=RefundWanted(plan, phase))


def _no_chargeback(ground: Ground) -> None:
    """While a chargeback is open nothing is refunded, by nobody: the bank has taken the money already."""
    if ground.order.chargeback is Chargeback.OPEN:
        raise Refused("blocked_chargeback")


def _check_goodwill(case: Case, ground: Ground, amount: int, reason_ref: str) -> None:
    """Below what was received, or by the most that can have come in where that is unknown; above the limit, and for
    every amount where nobody told what was paid, only with a typed reason (rules §4.1, §2)."""
    order, most = ground.order, most_received(ground.order)
    if amount < 1 or (most is not None and amount >= most - back_now(order)):
        raise Refused("goodwill_amount", {"most": (most or 0) - back_now(order) - 1})
    if reason_ref:
        return
    agreed = order.received if order.received is not None else min(order.total_asked, default=None)
    if agreed is None:
        raise Refused("reason_needed")
    limit = agreed * ground.rules.number("goodwill") // 100
    if case.goodwill + amount > limit:
        raise Refused("goodwill_limit", {"limit": limit, "currency": order.currency})


def _known_received(order: Order) -> int:
    if order.received is None:
        raise Refused("amount_unknown")
    return order.received


def _override(case: Case, move: mv.Override, ground: Ground) -> Case:
    """Clears live units after the possible loss was seen (rules §4.1). Cancelled by somebody else while the supplier
    was asked: the refund that is owed needs it just the same (W-02), for every unit that is left."""
    if not isinstance(case.phase, (AtSupplier, TooLate, RefundOwed)):
        raise _refuse(case)
    if not move.reason_ref:
        raise Refused("reason_needed")
    if ground.named:
        raise Refused("another_number", {"value": ground.named[0]})  # its loss was not seen
    units = Units(ground.situation(case))
    owing = isinstance(case.phase, RefundOwed)
    live = tuple(unit for unit in (units.left if owing else units.wished) if units.group[unit] == "live")
    if not live:
        raise _refuse(case)
    made = Override(live, move.reason_ref, move.loss, ground.now, move.at_least)
    if owing:
        return replace(case, overrides=(*case.overrides, made))
    chosen = tuple(unit for unit in units.wished if units.group[unit] in ("live", "free"))
    return replace(
        case, overrides=(*case.overrides, made), phase=Cleared(_count(chosen), _route(units, chosen), overridden=True)
    )


def _count(units: tuple[Unit, ...]) -> Quantities:
    return quantities(units)


def _route(units: Units, chosen: tuple[Unit, ...]) -> Route:
    order = units.situation.order
    whole = set(chosen) == set(units.left)
    if whole and (not units.fulfilled or order.received == 0):
        return Route.CANCEL
    return Route.EDIT_BY_HAND if order.received == 0 else Route.ITEMS


def _want_recall(case: Case, move: mv.WantRecall, ground: Ground) -> Case:
    if not isinstance(case.phase, Cleared):
        raise _refuse(case)
    requests = _recallable(case.phase.scope, ground.order)
    if not requests:
        raise Refused("nothing_to_recall")
    anew = {request.id for request in _to_call(case.phase, ground.order)}
    requests = tuple(one for one in requests if one[0] in anew) or requests
    return replace(case, phase=RecallSent(requests, None, _called_again(case.phase, {one[0] for one in requests})))


def _called_again(phase: Cleared, called: set[str]) -> Cleared:
    """Of a recall that is asked for (again), nobody knows yet that it failed."""
    if not phase.recall_failed:
        return phase
    left = tuple(one for one in phase.not_given_back if one not in called)
    return replace(phase, recall_failed=bool(left), not_given_back=left)


def _recallable(scope: Quantities, order: Order) -> tuple[tuple[str, bool], ...]:
    """Fulfilment requests for lines of the scope that can be called back: id, and whether at once."""
    wanted = {take.line for take in scope}
    return tuple(
        (request.id, str(request.recall) == "cancel")
        for request in order.requests
        if str(request.recall) != "none" and wanted & {take.line for take in request.lines}
    )


def to_recall(phase: Phase, order: Order) -> bool:
    """Whether units of the scope are with a fulfilment service that Shopify offers to call back: that comes first, on
    both routes (rules §3 "Route"). A recall that failed leaves *items* for what was called back then; one that was
    granted is no answer to a new request."""
    return isinstance(phase, Cleared) and _requested(phase, order) and bool(_to_call(phase, order))


def _to_call(phase: Cleared, order: Order) -> list[FulfilmentRequest]:
    """What holds a line of the scope, can be called back, and was not called back in vain."""
    holds = _with_service(phase, order)
    return [one for one in holds if one.recall is not Recall.NONE and not _in_vain(phase, one, order)]


def _in_vain(phase: Cleared, request: FulfilmentRequest, order: Order) -> bool:
    """Whether its recall failed, and nobody asked for its units anew since: that one can be called back, and is
    first."""
    if not phase.recall_failed or (phase.not_given_back and request.id not in phase.not_given_back):
        return False
    return not _newer(request, order)


def recall_awaited(phase: Phase, order: Order) -> datetime | None:
    """When a fulfilment service was asked, by anybody, to give units of the scope back, where it has not answered:
    until it does, nothing of them is cancelled or refunded (rules §5 RecallAsked). None: nothing is awaited."""
    if not isinstance(phase, Cleared) or not _requested(phase, order):
        return None
    asked = [
        request.recall_asked_at or request.updated_at or order.seen.at
        for request in _with_service(phase, order)
        if not _in_vain(phase, request, order)
        and (request.request_status.upper() == "CANCELLATION_REQUESTED" or _unanswered(request, order))
    ]
    return max(asked, default=None)


def _unanswered(request: FulfilmentRequest, order: Order) -> bool:
    """Whether it was asked to give its units back, and not asked for them anew since: a recall that was granted is no
    answer to a newer request. While one is under way Shopify offers no other."""
    if request.recall_asked_at is None or _recall_rejected(request) or request.recall is not Recall.NONE:
        return False
    return not _newer(request, order)


def _newer(request: FulfilmentRequest, order: Order) -> bool:
    """Whether its units were asked for after they were last asked back."""
    recalled, lines = request.recall_asked_at, {take.line for take in request.lines}
    # Where nobody tells when it was asked for, its newest change stands in that place, and a recall is one.
    asked = [line.requested_at for line in order.lines if line.id in lines and line.requested_at != request.updated_at]
    return recalled is not None and any(at is not None and at > recalled for at in asked)


def _with_service(phase: Cleared, order: Order) -> list[FulfilmentRequest]:
    """The requests that hold a line of the scope."""
    lines = {take.line for take in phase.scope}
    return [request for request in order.requests if lines & {take.line for take in request.lines}]


def _recall_rejected(request: FulfilmentRequest) -> bool:
    return request.request_status.upper() == "CANCELLATION_REJECTED"


def in_progress(phase: Cleared, order: Order) -> Quantities:
    """Units of the scope that Shopify shows as requested or in progress and that nobody can call back from here: it
    may still refuse to cancel them, and that is its answer to give (shopify.md §4)."""
    if not _requested(phase, order):
        return ()
    lines = {take.line for take in phase.scope}
    return tuple(Take(line.id, line.requested) for line in order.lines if line.id in lines and line.requested)


def _more_in_progress(plan: CancelPlan, back: Cleared, order: Order) -> bool:
    """Whether more is in progress than the page showed when it was pressed."""
    known = {take.line: take.quantity for take in plan.in_progress}
    return any(take.quantity > known.get(take.line, 0) for take in in_progress(back, order))


def _recalled_first(phase: Phase, ground: Ground) -> None:
    """Refused ``recall_first``: see ``to_recall`` and ``recall_awaited``."""
    if _waits_for_recall(phase, ground.order):
        raise Refused("recall_first")


def _want_cancel(case: Case, move: mv.WantCancel, ground: Ground) -> Case:
    phase = case.phase
    if not isinstance(phase, Cleared) or not phase.route.cancels:
        raise _refuse(case)
    _recalled_first(phase, ground)
    left = order_left(ground.order) if phase.route is Route.CANCEL else 0
    if move.amount < 0 or move.amount > left:
        raise Refused("amount", {"most": left, "currency": ground.order.currency})
    if move.amount:
        _no_chargeback(ground)
    refund_all = not move.later and move.amount == left and left > 0
    _check_consents(case, ground, _not_returned(case, ground, phase))
    before = back_now(ground.order)
    plan = CancelPlan(
        move.amount, refund_all, move.later, move.reason, move.restock, move.notify, move.staff_note_ref, phase.scope,
        before, in_progress(phase, ground.order),
    )  # fmt: skip
    return replace(case, phase=Wanted(plan, phase))


def order_left(order: Order) -> int:
    """Money that was not given back, minor units; 0 where nobody knows what came in."""
    return max(0, (order.received or 0) - back_now(order))


def most_received(order: Order) -> int | None:
    """What can have come in at most, minor units: where two totals contradict each other, no more than the smaller one
    until the person says which holds; where only what came in is unknown, the total. None: nothing tells."""
    if order.received is not None:
        return order.received
    return min(order.total_asked, default=order.total)


def _not_returned(case: Case, ground: Ground, back: Cleared) -> Quantities:
    """The scope's units that a consent is needed for. Cancelling without a refund (W-11) covers the whole order, what
    is returned already too."""
    if back.route is not Route.WITHOUT_REFUND and not all_returned(ground.order):
        return back.scope
    return _all_units(case, ground)


def _want_items(case: Case, move: mv.WantItems, ground: Ground) -> Case:
    """Refund named quantities: free units from Cleared, units here (or gone with the loss accepted) later."""
    phase = case.phase
    if not isinstance(phase, (Cleared, TooLate, Settling)) or not move.lines:
        raise _refuse(case)
    if ground.order.cancelled_at is not None:
        raise _refuse(case)  # what is owed then is money, no items
    _recalled_first(phase, ground)
    most = _known_received(ground.order) - ground.order.returned - ground.order.refund_pending
    if move.amount < 1 or move.amount > most:
        raise Refused("amount", {"most": most, "currency": ground.order.currency})
    _no_chargeback(ground)
    _check_consents(case, ground, move.lines)
    _within_items(case, ground, move.lines, move.amount)
    bare = names_held(ground.order, move.lines)
    restock = move.restock and not bare  # a first try put them back, if it was asked to: never a second time
    plan = _refund_plan(ground, move.amount, move.lines, move.shipping, restock, move.notify, "items", "")
    return replace(case, phase=RefundWanted(replace(plan, bare=bare), phase))


def _within_items(case: Case, ground: Ground, lines: Quantities, amount: int) -> None:
    """The money of the other items stays: one of them may be on its way (rules §4.1). What belongs to no item (tax and
    shipping, which no line tells) may go back with any; our goodwill took none of it, for it lies on no item (rules §3
    "Which unit?"). Refused ``amount``."""
    order = ground.order
    left = max(0, (most_received(order) or 0) - back_now(order))
    values = {line.id: line.unit_value for line in order.lines}
    own = sum(values.get(take.line, 0) * take.quantity for take in lines)
    others = sum(values[line] for line, _ in Units(ground.situation(case)).left) - own
    given = _given(case, order)
    most = min(left, max(own, left + given - others))
    if given and _others_go_out(case, ground, lines):  # one minor unit less is as good as all of it (rules §3)
        most = min(most, max(0, left - 2))
    if amount > most:
        raise Refused("amount", {"most": most, "currency": order.currency})


def _others_go_out(case: Case, ground: Ground, lines: Quantities) -> bool:
    """Whether anything beside these lines may still go out or is on its way, with no loss accepted for it and no lock
    overridden: with our goodwill the sum of all refunds has to stay below what was received (rules §4.1)."""
    units = Units(ground.situation(case))
    covered = {unit for override in case.overrides for unit in override.units}
    rest = set(units.left) - set(_units_of(units, lines, case))
    return any(units.group[unit] in ("live", "gone") and not _covers(unit, covered, units) for unit in rest)


def _given(case: Case, order: Order) -> int:
    """What of the money that is back was our goodwill, minor units: by its mark, or known to be."""
    plain = (one for one in order.refunds if not one.lines and is_our_goodwill(one.note, one.at, order.cancelled_at))
    return sum(one.amount + one.pending for one in plain) + sum(unmarked_goodwill(case, order))


def names_held(order: Order, lines: Quantities) -> bool:
    """Whether these units go beyond what a refund can name: Shopify still counts a refund of them that failed. Then the
    money goes by amount alone, and is laid on the lines by value as any such refund (rules §3 "Which unit?")."""
    free = {line.id: line.quantity - line.returned - line.held for line in order.lines if line.held}
    return any(take.quantity > free.get(take.line, take.quantity) for take in lines)


def _refund_plan(
    ground: Ground,
    amount: int,
    lines: Quantities,
    shipping: int,
    restock: bool,
    notify: bool,
    purpose: Any,
    reason_ref: str,
) -> RefundPlan:
    # The service draws the key before the journal row is written; see ``with_key``.
    before = ground.order.returned + ground.order.refund_pending
    return RefundPlan("", amount, lines, shipping, restock, notify, purpose, before, reason_ref)


def with_key(case: Case, key: str) -> Case:
    """Gives a wanted refund its idempotency key, once; the key is part of the journal before any call."""
    if isinstance(case.phase, RefundWanted) and not case.phase.plan.key:
        return replace(case, phase=replace(case.phase, plan=replace(case.phase.plan, key=key)))
    return case


def _want_refund(case: Case, move: mv.WantRefund, ground: Ground) -> Case:
    if not isinstance(case.phase, RefundOwed):
        raise _refuse(case)
    _no_chargeback(ground)
    if ground.named:
        raise Refused("another_number", {"value": ground.named[0]})
    most = _known_received(ground.order) - ground.order.returned - ground.order.refund_pending
    if move.amount < 1 or move.amount > most:
        raise Refused("amount", {"most": most, "currency": ground.order.currency})
    _check_consents(case, ground, _all_units(case, ground))
    plan = _refund_plan(ground, move.amount, (), 0, False, move.notify, "owed", "")
    return replace(case, phase=RefundWanted(plan, case.phase))


def _waive(case: Case, move: mv.Waive, ground: Ground) -> Case:
    if not isinstance(case.phase, RefundOwed):
        raise _refuse(case)
    if not move.reason_ref:
        raise Refused("reason_needed")
    return replace(case, waived_ref=move.reason_ref, phase=Settling())


def _do_by_hand(case: Case, move: mv.DoByHand, ground: Ground) -> Case:
    """R-34…R-38: the person clicks in the admin; the same consents and bounds hold."""
    phase, order = case.phase, ground.order
    if isinstance(phase, (Wanted, RefundWanted)):
        phase = phase.back
    if not isinstance(phase, (Drafted, AtSupplier, Cleared, RefundOwed, TooLate, Settling)):
        raise _refuse(case)
    given = move.what == "refund" and not isinstance(phase, (Cleared, RefundOwed))
    if isinstance(phase, (Drafted, AtSupplier)) and not given:
        raise _refuse(case)
    if not isinstance(phase, (Cleared, RefundOwed)) and (order.cancelled_at is not None or move.what == "cancel"):
        raise _refuse(case)  # too late to cancel; nothing is owed
    least = 1 if move.what in ("refund", "items") else 0
    bound = most_received(order)
    left = max(0, (bound or 0) - back_now(order))
    if move.amount < least or (bound is not None and move.amount > left):
        raise Refused("amount", {"most": left, "currency": order.currency})
    if move.amount and move.what in ("cancel", "items", "refund"):
        _no_chargeback(ground)
    if move.what != "recall":
        _recalled_first(phase, ground)
    if given:
        _check_goodwill(case, ground, move.amount, move.reason_ref)
    elif move.what == "items":
        _check_consents(case, ground, move.lines)
        if bound is not None:
            _within_items(case, ground, move.lines, move.amount)
    elif isinstance(phase, Cleared):
        if move.what == "cancel" and not phase.route.cancels:
            raise _refuse(case)
        _check_consents(case, ground, _not_returned(case, ground, phase))
    else:
        _check_consents(case, ground, _all_units(case, ground))
    what = "goodwill" if given else move.what
    chosen = ByHand(
        what, move.amount, move.lines, back_now(order), phase, had=named_before(order, move.lines),
        reason=move.reason, notify=move.notify, restock=move.restock, later=move.later,
        reason_ref=move.reason_ref,
    )  # fmt: skip
    return replace(case, phase=chosen)


def _did_by_hand(case: Case, move: mv.DidByHand, ground: Ground) -> Case:
    match case.phase:
        case ByHand("recall", _, _, _, Cleared() as back):
            called = {request.id for request in _with_service(back, ground.order) if request.recall is not Recall.NONE}
            # The service has to answer.
            return replace(_acted(case, move.at), phase=RecallAsked(move.at, _called_again(back, called)))
        case ByHand(what, amount, lines, before, back) as hand:
            claimed = Claimed(what, amount, lines, before, move.at, back, later=hand.later, had=hand.had)
            return replace(case, phase=claimed)
        case _:
            raise _refuse(case)


def _change_mind(case: Case, move: mv.ChangeMind, ground: Ground) -> Case:
    """Back from a wish that has not been sent."""
    plan = case.plan if ground.order.cancelled_at is not None else None
    match case.phase:
        case Wanted(_, back):
            return replace(case, phase=back, plan=plan)
        case RefundWanted() as again if _sent_before(again):
            return replace(case, phase=_looked_for(again))
        case Claimed(out=(Sent() | RefundSent()) as out):
            return replace(case, phase=out)
        case RefundWanted(_, back) | ByHand(_, _, _, _, back) | Claimed(_, _, _, _, _, back):
            return replace(case, phase=back, plan=plan)
        case RecallAsked(_, back) if recall_awaited(back, ground.order) is None:
            return replace(case, phase=back)  # only the person said that it was asked
        case _:
            raise _refuse(case)


def can_send_again(case: Case, ground: Ground) -> bool:
    """Whether the person may send this refund again: looked for, found absent, its key younger than 23 h."""
    phase = case.phase
    if not isinstance(phase, RefundSent) or phase.flight.certain or not phase.flight.looks:
        return False
    return _young(case, ground)


def _young(case: Case, ground: Ground) -> bool:
    """Whether the shop still knows the key of this refund, by our clock."""
    assert isinstance(case.phase, RefundSent)
    age = ground.now - (case.phase.plan.first_sent or case.phase.flight.sent_at)
    return timedelta() <= age < timedelta(hours=ground.rules.number("resend"))


def _send_again(case: Case, move: mv.SendAgain, ground: Ground) -> Case:
    """A refund only: found absent by a look, same key, same variables, younger than 23 h by our clock; the outbox
    checks the server's clock as well."""
    phase = case.phase
    if not isinstance(phase, RefundSent) or phase.flight.certain or not phase.flight.looks:
        raise _refuse(case)
    if not can_send_again(case, ground):
        raise Refused("too_old_to_resend")
    return replace(case, phase=RefundWanted(phase.plan, phase.back))


def _saw_in_admin(case: Case, move: mv.SawInAdmin, ground: Ground) -> Case:
    """In the Sent phases and Claimed a look may be the person's own, in the admin, with a tick; so may the answer to a
    recall, which nobody else hears where the store cannot be asked."""
    phase = case.phase
    match phase:
        case Claimed():
            if move.done:
                return replace(case, phase=replace(phase, at=move.at))
            return _unclaimed(case, phase, "not_done")
        case Sent() | RefundSent() | RecallSent():
            return _saw_done(case, phase, move) if move.done else _saw_not_done(case, phase, ground)
        case RecallAsked(_, back) if move.done and not back.recall_failed:
            given = replace(back, recalled=True, recall_seen=move.at, why="recalled", text="")
            return replace(case, phase=given)
        case RecallAsked(_, back):  # given back, but another part was not: by items all the same
            holds = {request.id for request in _with_service(back, ground.order)}
            return replace(case, phase=_not_given_back(back, holds, "recalled" if move.done else "recall_not_given"))
        case _:
            raise _refuse(case)


def asks_of_export(case: Case, ground: Ground, order: Order) -> bool:
    """Whether an export that shows the order so leaves open what the person says was done: it shows nothing of it, and
    cannot tell that it is newer. Then the person is asked (rules §5 "Claimed")."""
    if not isinstance(case.phase, Claimed):
        return False
    there = replace(ground, order=order, _situations=[], _verdicts={})
    return isinstance(follow(case, there).phase, Claimed)


def _saw_in_export(case: Case, move: mv.SawInExport, ground: Ground) -> Case:
    if not isinstance(case.phase, Claimed):
        raise _refuse(case)
    return _unclaimed(case, case.phase, "seen_untouched")


def _saw_done(case: Case, phase: Sent | RefundSent | RecallSent, move: mv.SawInAdmin) -> Case:
    match phase:
        case Sent(plan, _, back):
            before = plan.before if plan.before is not None else max(0, (case.plan or 0) - plan.amount)
            return replace(case, phase=Claimed("cancel", plan.amount, plan.scope, before, move.at, back, phase))
        case RefundSent(plan, _, back):
            what = "goodwill" if plan.purpose == "goodwill" else "refund"
            return replace(case, phase=Claimed(what, plan.amount, plan.lines, plan.before, move.at, back, phase))
        case RecallSent(_, _, back):
            return replace(_acted(case, move.at), phase=RecallAsked(move.at, back))


def _saw_not_done(case: Case, phase: Sent | RefundSent | RecallSent, ground: Ground) -> Case:
    """ "Not done" is worth what a look of the app is: a cancellation may be seconds away, a refund is sent again with
    its own key while that is good, and one that Shopify took is there, whatever the page shows yet: no second key for
    it (rules §4.2). Refused ``too_early`` (with the time), ``still_running``, ``still_pending``."""
    if isinstance(phase, RefundSent) and not phase.flight.certain and _young(case, ground):
        return replace(case, phase=_absent_refund(phase, ground.now))
    if phase.flight is None:
        raise _refuse(case)
    if isinstance(phase, Sent) and ground.order.cancel_running:
        raise Refused("still_running")
    if isinstance(phase, RefundSent):
        if phase.flight.certain:
            raise Refused("still_pending")  # never absent: it shows in the end, or its failure does (W-14)
        return replace(case, phase=_back_to(phase.back, "not_done", ""))
    ready = _next_look(phase.flight, ground)
    if ground.now < ready:
        raise Refused("too_early", {"at": ready})
    if isinstance(phase, Sent):
        return _absent(case, phase, phase.flight, False, ground.now, ground)
    return replace(case, phase=replace(phase.back, why="not_done"))


def _next_look(flight: Flight, ground: Ground) -> datetime:
    """When a look that finds nothing counts: a minute after the call or the look before."""
    newest = flight.looks[-1] if flight.looks else flight.sent_at
    return newest + timedelta(seconds=ground.rules.number("second_look"))


def _absent_refund(phase: RefundSent, now: datetime) -> RefundSent:
    """Looked for and not found. The first such look opens sending again; further ones are no news (no journal row)."""
    if phase.flight.looks:
        return phase
    return replace(phase, flight=replace(phase.flight, looks=(now,)))


def _unclaimed(case: Case, phase: Claimed, why: str) -> Case:
    """Seen, or said, not to be done: back where it came from. A call that went out is looked for as before."""
    if phase.out is not None:
        return replace(case, phase=phase.out)
    return replace(case, phase=_back_to(phase.back, why, ""))


def _withdraw(case: Case, move: mv.Withdraw, ground: Ground) -> Case:
    """The customer withdraws, as long as nothing is cancelled or refunded."""
    allowed = (Drafted, AtSupplier, TooLate, Cleared, RecallAsked, Wanted, RefundWanted)
    if not isinstance(case.phase, allowed) or ground.order.cancelled_at is not None:
        raise _refuse(case)
    gone = refunded_here(case, ground.order)
    if gone > 0:
        raise Refused("withdraw_refunded", {"amount": gone, "currency": ground.order.currency})
    return replace(case, phase=Withdrawing(), plan=None)


def refunded_here(case: Case, order: Order) -> int:
    """Minor units that went back, or are on their way, since the case was begun; goodwill, for a parcel that is kept,
    is none of it."""
    if case.first_back is not None:
        since = back_now(order) - case.first_back
    else:
        since = sum(one.amount + one.pending for one in order.refunds if one.at >= case.opened_at)
    return max(0, since - case.goodwill)


def _wanted_after_all(case: Case, move: mv.WantedAfterAll, ground: Ground) -> Case:
    if not isinstance(case.phase, Withdrawing):
        raise _refuse(case)
    return replace(case, phase=AtSupplier())


def _undone(case: Case, move: mv.Undone, ground: Ground) -> Case:
    if not isinstance(case.phase, Withdrawing):
        raise _refuse(case)
    back = {leg.id for leg in case.legs if leg.state is LegState.ASKED}
    withdrawn = case
    for leg in sorted(back):
        withdrawn = _report(withdrawn, mv.Report(leg, mv.Say.REQUEST_WITHDRAWN), ground)
    return replace(withdrawn, phase=Settling(kept=True))


def _reorder(case: Case, move: mv.Reorder, ground: Ground) -> Case:
    """Already stopped, the customer keeps: a new purchase for these units, a new leg."""
    if not isinstance(case.phase, (Withdrawing, Settling)) or ground.order.cancelled_at is not None:
        raise _refuse(case)
    if any(leg.number == move.number for leg in case.legs):
        raise _refuse(case)  # it is the purchase that was stopped
    leg = Leg(LegId(f"{move.number}"), LegState.UNCLEAR, move.units, number=move.number, known_at=ground.now)
    # What serves no wish is bought anew beside a wish that was refunded: then nothing of that is kept.
    kept = isinstance(case.phase, Withdrawing) or case.phase.kept
    lost = case.phase.lost if isinstance(case.phase, Settling) else ()
    return replace(case, legs=(*case.legs, leg), phase=Settling(kept=kept, lost=lost))


def _close_with_note(case: Case, move: mv.CloseWithNote, ground: Ground) -> Case:
    if isinstance(case.phase, Closed) or not move.note_ref:
        raise _refuse(case) if isinstance(case.phase, Closed) else Refused("reason_needed")
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


def _acted(case: Case, at: datetime) -> Case:
    """Something outside was done: see ``Case.acted_at``."""
    return replace(case, acted_at=at)


def _discard(case: Case, move: mv.Discard, ground: Ground) -> Case:
    """Nothing was begun: out of *To do* again. What was said of purchases stays with the order."""
    if not can_discard(case, ground.order):
        raise _refuse(case)
    return replace(case, phase=Closed("discarded", ground.now), outcome="discarded")


def _reopen(case: Case, move: mv.Reopen, ground: Ground) -> Case:
    if not isinstance(case.phase, Closed):
        raise _refuse(case)
    phase: Phase = Settling() if ground.order.cancelled_at is not None else AtSupplier("reopened")
    wish = case.wish or None  # what was wished is done: then all that is left
    cut = case.cut if wish is not None else ()
    return replace(
        case, phase=phase, outcome="", wish=wish, wish_from=None, wish_told=None, about=None,
        cut=cut, cut_off=case.cut_off and wish is not None,
    )  # fmt: skip


_HANDLERS: dict[type, Callable[[Case, Any, Ground], Case]] = {
    mv.Report: _report,
    mv.SetWhy: _set_why,
    mv.SetWish: _set_wish,
    mv.Start: _start,
    mv.TickRequest: _tick_request,
    mv.TickMessage: _tick_message,
    mv.SayPart: _say_part,
    mv.Untick: _untick,
    mv.LookedNow: _looked_now,
    mv.Keep: _keep,
    mv.WantGoodwill: _want_goodwill,
    mv.Override: _override,
    mv.WantRecall: _want_recall,
    mv.WantCancel: _want_cancel,
    mv.WantItems: _want_items,
    mv.WantRefund: _want_refund,
    mv.Waive: _waive,
    mv.DoByHand: _do_by_hand,
    mv.DidByHand: _did_by_hand,
    mv.ChangeMind: _change_mind,
    mv.SendAgain: _send_again,
    mv.SawInAdmin: _saw_in_admin,
    mv.SawInExport: _saw_in_export,
    mv.Withdraw: _withdraw,
    mv.WantedAfterAll: _wanted_after_all,
    mv.Undone: _undone,
    mv.Reorder: _reorder,
    mv.CloseWithNote: _close_with_note,
    mv.Discard: _discard,
    mv.Reopen: _reopen,
}


# -- what follows by itself -------------------------------------------------------------------------------------------


def follow(case: Case, ground: Ground) -> Case:
    """Every move that follows by itself, until nothing more does."""
    before = case.phase
    case = replace(case, legs=tuple(_window_over(leg, ground) for leg in case.legs))
    case = _less_returned(case, ground)
    if ground.order.cancelled_at is None and not (case.uncancelled or isinstance(case.phase, Closed)):
        case = replace(case, uncancelled=True)
    case = _bank_moved(case, ground)
    case = _goodwill_failed(case, ground)
    case = _money_moved(case, ground)
    start = case
    for _ in range(8):  # the longest chain of the table has four links
        moved = _follow_once(case, ground)
        if moved == case:
            return _holding(case, before, ground.order)
        case = moved
    # A fault of ours. Raising would make the order unopenable, with all that is read together with it.
    _log.error("phases go in a circle at %s: the case stays where it was", case.phase.kind)
    return start


def _waits(phase: Phase) -> bool:
    """A press that is written down, and whose call is not made yet."""
    return isinstance(phase, (Wanted, RefundWanted)) or (isinstance(phase, RecallSent) and phase.flight is None)


def _holding(case: Case, before: Phase, order: Order) -> Case:
    """What was about to be sent is not, for the ground moved, or money did: it is said with what it was."""
    phase = case.phase
    if _waits(before) and not _waits(phase) and not isinstance(phase, SENT):
        moved = "recall_first" if isinstance(phase, RecallAsked) else "ground_moved"
        why, text = getattr(phase, "why", "") or moved, getattr(phase, "text", "")
        case = replace(case, held=_held(before, order, why, text))
    over = case.held is not None and (isinstance(phase, Closed) or _overtaken(case.held, order))
    if not over or case.held is None:
        return case
    told = case.notice.code if case.notice is not None else ""
    if isinstance(phase, (AtSupplier, Cleared, RefundOwed, Settling)) and phase.why == case.held.why != told:
        phase = replace(phase, why="")  # the reason of that press: what happened since is the news
        phase = replace(phase, text="") if isinstance(phase, (Cleared, RefundOwed)) else phase
    return replace(case, phase=phase, held=None)


def _overtaken(held: Held, order: Order) -> bool:
    """Whether the press that was held back is answered by what happened since: the order is cancelled, or money moved
    or is all back. What is so then is said by the page, and a word about that press would only hide it."""
    if held.what == "refund":
        return back_now(order) != held.back or (all_returned(order) and order.chargeback not in BANK_TOOK_IT)
    return order.cancelled_at is not None


def _held(phase: Phase, order: Order, why: str, text: str = "") -> Held:
    asked = isinstance(phase, (Sent, RefundSent)) or (isinstance(phase, RecallSent) and phase.flight is not None)
    back = back_now(order)
    match phase:
        case Wanted(plan, _) | Sent(plan, _, _):
            return Held("cancel", 0 if plan.later else plan.amount, why, text, asked, back)
        case RefundWanted(plan, _) | RefundSent(plan, _, _):
            return Held("refund", plan.amount, why, text, asked, back)
        case _:
            return Held("recall", 0, why, text, asked, back)


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


def _money_moved(case: Case, ground: Ground) -> Case:
    """Money moved beside our own calls: it is always said, with amount and time (rules §5 "Somebody else")."""
    phase, order, seen = case.phase, ground.order, case.seen_back
    if isinstance(phase, (*SENT, ByHand, Claimed)) or _sent_before(phase):
        return case  # taken as ours; what differs is said when it is seen
    now = back_now(order)
    if seen is None and isinstance(phase, Closed) and phase.outcome in ("noted", "discarded"):
        return case
    if seen is None:  # a case of 0.1.0, or one that begins: what is back by now is no news, what moves from here on is
        return replace(case, seen_back=now, first_back=now)
    if now == seen or (isinstance(phase, Closed) and now > seen):
        return case
    case = replace(case, seen_back=now, notice=_noticed(now - seen, order))
    if now > seen:
        return _returned_by_others(case, ground)
    return _came_to_nothing(case, ground)


def _bank_moved(case: Case, ground: Ground) -> Case:
    """The bank took the money, or gave it back: said with amount and time, and what was about to go out does not
    (rules §3 "Which unit?": it counts as all returned)."""
    phase, order = case.phase, ground.order
    took = order.chargeback in BANK_TOOK_IT
    if took == case.bank_took or isinstance(phase, (*SENT, Claimed)) or _sent_before(phase):
        return case
    fresh = isinstance(phase, Drafted) or case.seen_back is None
    case = replace(case, bank_took=took)
    if fresh:
        return case  # known when the case began
    known = not back_now(order)  # beside a refund nobody tells how much the bank took: 0 is that
    amount, at = order_left(order) if known else 0, order.chargeback_first_seen if took else order.seen.at
    held = isinstance(phase, (Wanted, RefundWanted))
    told = Notice("bank_took_it" if took else "bank_gave_back", amount, order.currency, at, "held_back" if held else "")
    case = replace(case, notice=told)
    if took and order.cancelled_at is None and isinstance(phase, (TooLate, Cleared, RecallAsked, Wanted, RefundWanted)):
        return replace(case, phase=AtSupplier("bank_took_it"))
    return case


def _goodwill_failed(case: Case, ground: Ground) -> Case:
    """Goodwill that Shopify took and that failed later was never given: it uses up nothing of the limit (rules §2)."""
    lost = {
        key: sum(one.failed for one in ground.order.refunds if key in one.note)
        for key in case.goodwill_keys
        if any(one.failed and not one.pending and key in one.note for one in ground.order.refunds)
    }
    if lost:
        keys = tuple(key for key in case.goodwill_keys if key not in lost)
        return replace(case, goodwill=max(0, case.goodwill - sum(lost.values())), goodwill_keys=keys)
    return _by_hand_failed(case, ground)


def _by_hand_failed(case: Case, ground: Ground) -> Case:
    """The same by hand, where no key tells: more goodwill than all that went back, so much of it came to nothing."""
    if not case.goodwill or isinstance(case.phase, SENT) or ground.order.received is None:
        return case
    return replace(case, goodwill=min(case.goodwill, back_now(ground.order)))


def _by_file(order: Order) -> str:
    """A file tells what was done, never by whom: it may have been the person."""
    return "file" if order.from_file else ""


def _noticed(moved: int, order: Order) -> Notice:
    if moved > 0:
        at = max((one.at for one in order.refunds if one.amount or one.pending), default=order.refunded_at)
        return Notice("returned_by_others", moved, order.currency, at, _by_file(order))
    failed = max((one for one in order.refunds if one.failed), key=lambda one: one.at, default=None)
    reason = failed.reason if failed is not None else ""
    return Notice("refund_failed", -moved, order.currency, failed.at if failed is not None else None, reason)


def _returned_by_others(case: Case, ground: Ground) -> Case:
    """A part: the same phase, the amounts are computed anew, and what was pressed with the old ones is not sent.
    Everything: to the supplier, where it is seen what is left to do."""
    phase = case.phase
    moves_on = (Drafted, TooLate, Cleared, RecallAsked, Wanted, RefundWanted, Withdrawing)
    everything = all_returned(ground.order) and ground.order.cancelled_at is None
    if everything and isinstance(phase, moves_on):
        return replace(case, phase=AtSupplier("returned_by_others"))
    if isinstance(phase, Wanted):
        return replace(case, phase=replace(phase.back, why="returned_by_others", text=""))
    if isinstance(phase, RefundWanted):
        return replace(case, phase=_back_to(phase.back, "returned_by_others", ""))
    return case


def _came_to_nothing(case: Case, ground: Ground) -> Case:
    """A refund that Shopify took failed later: owed again, or back at the supplier, with the reason, without a tick."""
    phase, text = case.phase, case.notice.text if case.notice is not None else ""
    if isinstance(phase, Wanted):
        return replace(case, phase=replace(phase.back, why="refund_failed", text=text))
    if isinstance(phase, RefundWanted):
        return replace(case, phase=_back_to(phase.back, "refund_failed", text))
    if not isinstance(phase, (Settling, Closed)) or (isinstance(phase, Closed) and phase.outcome == "discarded"):
        return case
    if ground.order.cancelled_at is not None:
        if not owes(ground.situation(case)):
            return case
        return replace(case, phase=RefundOwed("refund_failed", text), outcome="")
    if is_kept(case):
        return case  # goodwill: said, and the parcel stays with the customer
    return replace(case, phase=AtSupplier("refund_failed"), outcome="")


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
        return _refund_news(case, phase, ground)
    if isinstance(phase, SENT) or _sent_before(phase):
        return case
    if order.cancelled_at is not None and (_by_others(phase) or (case.uncancelled and _not_ours(case))):
        return _after_cancelled(case, ground)
    match phase:
        case AtSupplier():
            return _follow_supplier(case, ground)
        case TooLate():
            return _follow_ended(case, ground)
        case ByHand(what, amount, lines, before, back):
            claim = Claimed(what, amount, lines, before, ground.now, back, had=phase.had)
            seen = _claim_seen(case, ground, claim)  # done, though "I did it" was not pressed yet
            return _follow_ground(case, ground) if seen is None else _acted(seen, ground.now)
        case Claimed():
            return _follow_claimed(case, ground, phase)
        case Cleared() | RecallAsked() | Wanted():
            return _follow_ground(case, ground)
        case RefundWanted(_, Cleared() as back) if not _still_cleared(case, back, ground):
            return replace(case, phase=AtSupplier(_moved_by(case, back, ground)))
        case RefundWanted(_, Cleared() as back) if _waits_for_recall(back, ground.order):
            return replace(case, phase=_back_to(back, "recall_first", ""))
        case RefundOwed() if not owes(ground.situation(case)):
            return replace(case, phase=Settling(why=phase.why if phase.why == "claim_differs" else ""))
        case Settling():
            return _follow_settling(case, ground)
        case Closed():
            return _follow_closed(case, ground)
        case _:
            return case


def _by_others(phase: Phase) -> bool:
    """Phases in which a cancellation that is seen was somebody else's. In ByHand and Claimed it is the claim."""
    if isinstance(phase, RefundWanted):
        return phase.plan.purpose != "owed"
    return isinstance(phase, (Drafted, AtSupplier, TooLate, Cleared, RecallAsked, Wanted, Withdrawing))


def _not_ours(case: Case) -> bool:
    """Phases that follow a cancellation of our own, which they know of: another one that comes there, or while a refund
    was out, is somebody else's, and is said (rules §5). A case that the person ended stays ended."""
    ended = isinstance(case.phase, Closed) and case.outcome in ("noted", "discarded")
    return isinstance(case.phase, (Settling, RefundOwed, Closed)) and not ended


def _after_cancelled(case: Case, ground: Ground) -> Case:
    """Cancelled by somebody else: on to *refund owed*, or to settling. A plan that did not cancel it means nothing:
    0.1.0 set one at the press, and a refused call kept it. A closed case that owes nothing stays closed,
    and says it."""
    order = ground.order
    case = replace(case, plan=None, uncancelled=False)
    told = Notice("cancelled_by_others", back_now(order), order.currency, order.cancelled_at, _by_file(order))
    case = replace(case, notice=told, seen_back=back_now(order))
    why = "cancelled_by_others"
    if owes(ground.situation(case)):
        return replace(case, phase=RefundOwed(why), outcome="")
    return case if isinstance(case.phase, Closed) else replace(case, phase=Settling(why=why))


def _follow_supplier(case: Case, ground: Ground) -> Case:
    verdict = ground.reading(case)
    why = _kept_reason(case.phase)
    if verdict.scope and verdict.route is not None:
        return replace(case, phase=Cleared(verdict.scope, verdict.route, why=why))
    units = Units(ground.situation(case))
    live = any(units.group[unit] == "live" for unit in units.wished)
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
    if any(units.group[unit] == "live" for unit in units.wished):
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
    served = [leg for unit in _units_of(units, verdict.scope, again) for leg in units.serving[unit]]
    if all(leg.state is not LegState.STOPPED for leg in served):
        return case
    return replace(again, phase=Cleared(verdict.scope, verdict.route))


def _still_cleared(case: Case, back: Cleared, ground: Ground) -> bool:
    if ground.named:
        return False  # an override clears what was known when it was typed, too
    verdict = ground.reading(case)
    if back.overridden:
        units = Units(ground.situation(case))
        try:
            wanted = _units_of(units, back.scope, case)
        except Refused:
            return False  # part of it was taken off the order
        if back.route.cancels and not _route(units, wanted).cancels:
            return False  # something was added or sent since: a cancellation would cover more than was cleared
        covered = {unit for override in case.overrides for unit in override.units}
        return all(units.group[unit] == "free" or _covers(unit, covered, units) for unit in wanted)
    if isinstance(case.phase, Wanted) and verdict.route is not back.route:
        return False  # a line went out: what is left is refunded by items (R-40)
    return verdict.scope == back.scope and verdict.route is not None


def _any_live(case: Case, scope: Quantities, ground: Ground) -> bool:
    units = Units(ground.situation(case))
    try:
        return any(units.group[unit] != "free" for unit in _units_of(units, scope, case))
    except Refused:
        return True


def _covers(unit: Unit, covered: set[Unit], units: Units) -> bool:
    """An override clears what is live; for what went out since, the loss must be accepted (rules §4.1)."""
    return unit in covered and units.group[unit] == "live"


def _follow_ground(case: Case, ground: Ground) -> Case:
    """The ground moves: a unit of the scope is no longer free, the order was edited, somebody returned everything."""
    phase = case.phase
    assert isinstance(phase, (Cleared, RecallAsked, Wanted, ByHand))
    back = phase if isinstance(phase, Cleared) else phase.back
    if not isinstance(back, Cleared):
        return case
    if isinstance(phase, Cleared) and phase.overridden and not _any_live(case, phase.scope, ground):
        phase = back = replace(phase, overridden=False)  # stopped since: nothing of it may still ship
        case = replace(case, phase=phase)
    if not _still_cleared(case, back, ground):
        verdict = ground.reading(case)
        fits = verdict.scope and verdict.route is not None
        if fits and isinstance(phase, Cleared) and not back.overridden:
            assert verdict.route is not None
            return replace(case, phase=Cleared(verdict.scope, verdict.route, why=phase.why))
        return replace(case, phase=AtSupplier(_moved_by(case, back, ground)))
    if isinstance(phase, RecallAsked):
        return _follow_recall(case, phase, ground)
    pressed = isinstance(phase, Wanted) or (isinstance(phase, ByHand) and phase.what != "recall")
    if pressed and _waits_for_recall(back, ground.order):  # requested since
        return replace(case, phase=replace(back, why="recall_first", text=""))
    if isinstance(phase, Wanted) and _more_in_progress(phase.plan, back, ground.order):
        return replace(case, phase=replace(back, why="in_progress_since", text=""))
    asked = recall_awaited(phase, ground.order)
    if asked is not None:  # by whomever
        return replace(case, phase=RecallAsked(asked, back))
    if isinstance(phase, Cleared) and (rejected := _turned_down(phase, ground.order)):
        return replace(case, phase=_not_given_back(phase, rejected, "recall_rejected"))
    verdict = ground.reading(case)
    if isinstance(phase, Cleared) and phase.recall_failed and _given_back(phase, ground.order):  # after all
        return replace(case, phase=replace(phase, recall_failed=False, not_given_back=(), why="recalled", text=""))
    # Early versions kept of a failed recall only that it was answered, and the route that it left.
    failed = isinstance(phase, Cleared) and phase.recalled and phase.route is Route.ITEMS
    by_items = failed and _requested(back, ground.order)
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


def _not_given_back(phase: Cleared, which: set[str], why: str, text: str = "") -> Cleared:
    """A recall (of these fulfilment orders) that was refused, rejected or never answered: what is left is to refund
    items (rules §5). Where no money is left to go back, the order is cancelled, and Shopify decides; where none came
    in, it is edited by hand."""
    known = () if phase.recall_failed and not phase.not_given_back else tuple(sorted({*phase.not_given_back, *which}))
    return replace(
        phase, route=_without_recall(phase), recalled=True, recall_failed=True, not_given_back=known, why=why, text=text
    )


def _without_recall(phase: Cleared) -> Route:
    """What is left where the units were not given back."""
    return phase.route if phase.route in (Route.WITHOUT_REFUND, Route.EDIT_BY_HAND) else Route.ITEMS


def _turned_down(phase: Cleared, order: Order) -> set[str]:
    """The fulfilment orders that the service refused to give back, whoever asked; none while Shopify offers another
    recall."""
    if not _requested(phase, order) or to_recall(phase, order):
        return set()
    return _rejected(phase, order)


def _rejected(phase: Cleared, order: Order) -> set[str]:
    """The fulfilment orders that the service refused to give back, and of which that is not known yet."""
    return {
        request.id
        for request in _with_service(phase, order)
        if _recall_rejected(request) and not _in_vain(phase, request, order)
    }


def _waits_for_recall(back: Phase, order: Order) -> bool:
    return to_recall(back, order) or recall_awaited(back, order) is not None


def _requested(back: Cleared, order: Order) -> bool:
    """Whether a line of the scope is still with a fulfilment service. What the person saw in the admin holds until
    Shopify itself is read again; a file tells nothing of it."""
    read = not order.from_file and back.recall_seen is not None and order.seen.at > back.recall_seen
    if back.recall_seen is not None and not read:
        return False
    lines = {take.line for take in back.scope}
    return any(line.requested for line in order.lines if line.id in lines)


def _follow_recall(case: Case, phase: RecallAsked, ground: Ground) -> Case:
    """Recalled → Cleared; rejected, or silent for 24 h → Cleared, by refund items. What was asked for after the recall
    was not called back with it: its own recall comes first."""
    back, order = phase.back, ground.order
    if not _requested(back, order):
        return replace(case, phase=_answered(back, order))
    if rejected := _rejected(back, order):
        return replace(case, phase=_not_given_back(back, rejected, "recall_rejected"))
    holds = _with_service(back, order)
    if holds and all(_in_vain(back, one, order) for one in holds):
        return replace(case, phase=_not_given_back(back, set(), "recall_rejected"))  # the rest of it was given back
    since = {one.id for one in holds if one.recall is not Recall.NONE and _requested_after(one, phase.at, order)}
    if holds and since == {one.id for one in holds}:
        return replace(case, phase=replace(back, recalled=True, why="recall_first"))
    if ground.hears and ground.now >= _silent_at(phase, ground):
        return replace(case, phase=_not_given_back(back, {one.id for one in holds} - since, "recall_silent"))
    return case


def _requested_after(request: FulfilmentRequest, at: datetime, order: Order) -> bool:
    """Whether its units were asked for after that recall, and it was never called back itself."""
    lines = {take.line for take in request.lines}
    asked = [line.requested_at for line in order.lines if line.id in lines and line.requested]
    known = [one for one in asked if one is not None]
    return request.recall_asked_at is None and bool(known) and len(known) == len(asked) and min(known) > at


def _answered(back: Cleared, order: Order) -> Cleared:
    """No unit of the scope is with a service any more: given back, or sent (then it is refunded as an item)."""
    nobodys = replace(back, recalled=True, recall_failed=False, not_given_back=(), text="")
    if _given_back(back, order):
        return replace(nobodys, why="recalled")
    return replace(nobodys, route=_without_recall(back), why="recall_sent_on")


def _given_back(back: Cleared, order: Order) -> bool:
    """Whether every unit of the scope lies where it can be sent from, and none is with a service: one that was sent was
    not given back (rules §4.3)."""
    if _requested(back, order):
        return False
    if back.route is Route.WITHOUT_REFUND:  # its scope is the order, what is returned too
        return not any(line.fulfilled for line in order.lines)
    # Nobody tells whether what was refunded earlier had been sent: it counts for nothing that lies here.
    here = {line.id: line.quantity - line.fulfilled - line.returned for line in order.lines}
    return all(here.get(take.line, 0) >= take.quantity for take in back.scope)


def _follow_claimed(case: Case, ground: Ground, phase: Claimed) -> Case:
    """What the person says was done: seen, it goes on as the call would; a newer look or export that shows the order
    untouched throws it back, with that reason. Where a file cannot tell that it is newer, the person is asked."""
    seen = _claim_seen(case, ground, phase)
    if seen is not None:
        return _acted(seen, ground.now)
    newer = ground.order.seen.at >= phase.at + timedelta(seconds=ground.rules.number("second_look"))
    if not newer:
        return case
    moved = back_now(ground.order) - phase.before
    if phase.what in ("cancel", "edit", "recall") and moved > 0:  # not what was claimed, but not untouched either
        told = replace(case, notice=_differs(moved, ground.order), seen_back=back_now(ground.order))
        return _unclaimed(told, phase, "claim_differs")
    return _unclaimed(case, phase, "seen_untouched")


def _claim_seen(case: Case, ground: Ground, phase: Claimed) -> Case | None:
    """The case once the order shows what was claimed, be the amount another; None: nothing of it is seen."""
    order, back = ground.order, phase.back
    moved = back_now(order) - phase.before
    match phase.what:
        case "cancel":
            return None if order.cancelled_at is None else _claim_cancelled(case, phase, ground)
        case "recall":
            if not isinstance(back, Cleared) or _requested(back, ground.order):
                return None
            return replace(case, phase=_answered(back, order))
        case "edit":
            return None if Units(ground.situation(case)).wished else replace(case, phase=Settling())
        case _:
            if moved <= 0:
                return None
            if phase.what == "goodwill":
                return _claim_given(case, phase, order)
            if moved != phase.amount:
                case = replace(case, notice=_differs(moved, order))
            case = replace(case, seen_back=back_now(order), claims=items_claimed(replace(case, phase=phase), order))
            return _after_refund(case, back, "", ground)


def _claim_given(case: Case, phase: Claimed, order: Order) -> Case:
    """Our goodwill, by hand: so much as was claimed, where so much moved. The rest is somebody else's: it is said, laid
    on units as any refund, and uses up nothing of the limit."""
    moved = back_now(order) - phase.before
    given = min(phase.amount, moved)
    notice = case.notice
    if moved > given:
        rows = [one for one in order.refunds if one.amount or one.pending]
        ours = max((one for one in rows if one.amount + one.pending == given), key=lambda one: one.at, default=None)
        others = tuple(one for one in rows if one is not ours)
        notice = _noticed(moved - given, replace(order, refunds=others))
    elif given < phase.amount:
        notice = _differs(given, order)
    return replace(
        case, goodwill=case.goodwill + given, by_hand=(*case.by_hand, given), notice=notice,
        goodwill_keys=(*case.goodwill_keys, *_own_key(phase)), seen_back=back_now(order), phase=phase.back,
    )  # fmt: skip


def _own_key(phase: Phase) -> tuple[str, ...]:
    """The mark of a refund of ours that was sent, and that the person says is there."""
    sent = phase.out if isinstance(phase, Claimed) else None
    return (sent.plan.key[:8],) if isinstance(sent, RefundSent) else ()


def _claim_cancelled(case: Case, phase: Claimed, ground: Ground) -> Case:
    """Our own cancellation, by hand: it sets the plan. What went back otherwise than planned is said."""
    order = ground.order
    moved = back_now(order) - phase.before
    differs = moved not in (0, phase.amount)
    case = replace(
        case,
        uncancelled=False,
        mail_kept=isinstance(phase.out, Sent) and _keeps_mail(phase.out.plan),
        plan=case.plan if case.plan is not None else phase.before + phase.amount,
        seen_back=back_now(order),
        notice=_differs(moved, order) if differs else case.notice,
    )
    why = "claim_differs" if differs else ""
    return replace(case, phase=RefundOwed(why) if owes(ground.situation(case)) else Settling(why=why))


def _differs(moved: int, order: Order) -> Notice:
    at = max((one.at for one in order.refunds if one.amount or one.pending), default=order.refunded_at)
    return Notice("claim_differs", moved, order.currency, at)


def _refund_news(case: Case, phase: RefundSent, ground: Ground) -> Case:
    """What any look or sync shows of a refund that went out: pending (W-14), gone through, or failed with Shopify's
    reason. Only its own row tells; without one it is looked for (``looked``)."""
    plan, flight, order = phase.plan, phase.flight, ground.order
    ours = [one for one in order.refunds if one.id == flight.job or (plan.key and plan.key[:8] in one.note)]
    if not ours:
        return case
    pending = sum(one.pending for one in ours)
    if pending:
        known = replace(flight, certain=True, pending=pending)
        return case if known == flight else replace(case, phase=replace(phase, flight=known))
    done = sum(one.amount for one in ours)
    failed = max((one for one in ours if one.failed), key=lambda one: one.at, default=None)
    if not done and failed is None:
        return case
    if failed is not None:
        told = Notice("refund_failed", failed.failed, order.currency, failed.at, failed.reason)
        case = replace(case, notice=told)
    if not done:
        # Shopify took it with its e-mail: whether one went out before it failed, nobody tells.
        case = replace(case, seen_back=back_now(order), mail_kept=case.mail_kept and not plan.notify)
        text = failed.reason if failed is not None else ""
        back = phase.back
        if order.cancelled_at is not None and not isinstance(back, RefundOwed):
            return replace(case, phase=RefundOwed("refund_failed", text))
        return replace(case, phase=_back_to(back, "refund_failed", text))
    return _refund_seen(case, phase, done, ground)


def _refund_seen(case: Case, phase: RefundSent, done: int, ground: Ground) -> Case:
    """Verified: our refund is on the order. What came beside it is somebody else's."""
    plan, order = phase.plan, ground.order
    others = back_now(order) - plan.before - done
    notice = _noticed(others, order) if others > 0 else case.notice
    claims = items_claimed(replace(case, phase=phase), order)
    case = replace(_acted(case, ground.now), seen_back=back_now(order), notice=notice, claims=claims)
    if plan.purpose == "goodwill":
        case = replace(case, goodwill=case.goodwill + done, goodwill_keys=(*case.goodwill_keys, plan.key[:8]))
    return _after_refund(case, phase.back, plan.purpose, ground)


def _after_refund(case: Case, back: Back, purpose: str, ground: Ground) -> Case:
    if purpose == "goodwill":
        return replace(case, phase=back)
    if isinstance(back, RefundOwed):
        case = replace(case, mail_kept=False)  # it went with the refund, as that one was chosen
    if ground.order.cancelled_at is not None:
        return replace(case, phase=RefundOwed() if owes(ground.situation(case)) else Settling())
    return replace(case, phase=AtSupplier("refunded"))


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
    if _settled(case, ground):
        ended = "kept" if phase.kept else outcome.outcome(order, _wished_legs(case, Units(ground.situation(case))))
        about = tuple(Take(line.id, line.quantity) for line in order.lines) if case.wish is None else None
        return replace(case, phase=Closed(ended, ground.now), outcome=ended, about=about)
    return case


def _wished_legs(case: Case, units: Units) -> list[Leg]:
    """The purchases that serve the wish as it was told."""
    told = case.wish if case.wish_told is None else case.wish_told
    lines = None if told is None else {take.line for take in told}
    return [leg for leg in units.legs if lines is None or any(unit[0] in lines for unit in leg.units)]


def _settled(case: Case, ground: Ground) -> bool:
    """No Alarm; no unit live (kept: none asked) or returning; the order cancelled and nothing owed, or every unit of
    the wish returned or kept; no refund pending; all supplier money received or written off (rules §5)."""
    order = ground.order
    if order.chargeback is Chargeback.OPEN:
        return False  # the bank has not decided: won, it is all to do again
    if ground.reading(case).code is Code.ALARM or order.refund_pending or any(awaits(leg) for leg in case.legs):
        return False
    if ground.named and not is_kept(case):
        return False  # what it stands for may still ship
    if asked_in_vain(case, ground):
        return False  # what the customer keeps would not ship
    units = Units(ground.situation(case))
    mine = _wished_legs(case, units)
    if any(leg.state is LegState.RETURNING for leg in mine):
        return False
    if is_kept(case):
        return all(leg.state is not LegState.ASKED for leg in mine) and not open_losses(case)
    if any(units.group[unit] == "live" for leg in mine for unit in leg.units if unit in units.group):
        return False
    return order.cancelled_at is not None or not units.wished or all_returned(order)


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


# -- consents and permits ---------------------------------------------------------------------------------------------


def _units_of(units: Units, scope: Quantities, case: Case) -> tuple[Unit, ...]:
    """The units a scope names: free first, then those an override covers, then here, then gone."""
    covered = {unit for override in case.overrides for unit in override.units}
    places = {"free": 0, "here": 2, "gone": 3, "live": 4}

    def rank(unit: Unit) -> int:
        return 1 if unit in covered and units.group[unit] == "live" else places[units.group[unit]]

    found: list[Unit] = []
    for take in scope:
        mine = [unit for unit in units.left if unit[0] == take.line]
        mine.sort(key=lambda unit: (rank(unit), unit[1]))
        if len(mine) < take.quantity:
            raise Refused("units_gone")
        found += mine[: take.quantity]
    return tuple(found)


def stale_legs(case: Case, ground: Ground, scope: Quantities) -> tuple[LegId, ...]:
    """Legs of the scope that must be looked at again before money moves (15 minutes, rules §3)."""
    units = Units(ground.situation(case))
    found: list[LegId] = []
    for unit in _units_of(units, scope, case):
        for leg in units.serving[unit]:
            needs = leg.state in (LegState.STOPPED, LegState.NOT_ORDERED) and not leg.app_can_read_it
            if needs and not _fresh(leg, ground) and leg.id not in found and leg.id not in units.doubted:
                found.append(leg.id)
    return tuple(found)


def _fresh(leg: Leg, ground: Ground) -> bool:
    if leg.looked_at is None:
        return False
    return timedelta() <= ground.now - leg.looked_at < ground.minutes("age_lock")


def _check_consents(case: Case, ground: Ground, scope: Quantities) -> Clearance:
    """One consent for every unit. Refused: ``another_number`` (the order names a purchase that nobody knows),
    ``look_first`` (with the legs), ``may_still_ship``, ``gone``."""
    if ground.named:
        raise Refused("another_number", {"value": ground.named[0]})
    units = Units(ground.situation(case))
    stale = stale_legs(case, ground, scope)
    if stale:
        raise Refused("look_first", {"legs": stale})
    found: list[tuple[Unit, LegId, Consent]] = []
    for unit in _units_of(units, scope, case):
        for leg in units.serving[unit]:
            found.append((unit, leg.id, _consent(case, leg, unit, units, ground)))
    return Clearance(tuple(found))


def _consent(case: Case, leg: Leg, unit: Unit, units: Units, ground: Ground) -> Consent:
    currency = ground.order.currency
    doubted = leg.id in units.doubted
    if not doubted and leg.state is LegState.STOPPED and leg.looked_at is not None:
        return ApiSaw(leg.looked_at) if leg.app_can_read_it else PersonSaw(leg.looked_at)
    if not doubted and leg.state is LegState.NOT_ORDERED and leg.looked_at is not None:
        return NeverOrdered(leg.known_at or leg.looked_at, leg.looked_at)
    if leg.state is LegState.NO_PURCHASE:
        return NoPurchaseNeeded()
    if leg.kind is not SupplierKind.ALIEXPRESS and tells_afterwards(leg):
        return ShopFirst("V-19")
    if leg.loss_accepted and not doubted and leg.state is LegState.HANDLED:
        cost = leg.cost
        loss = cost.minor if cost else None
        return LossAccepted(leg.claim, loss, cost.currency if cost else currency, leg.known_at or ground.now)
    if leg.state in (LegState.DELIVERED, LegState.HANDLED):
        return Here()
    for override in case.overrides:
        if _covers(unit, set(override.units), units):
            loss = override.loss.minor if override.loss else None
            return Overridden(
                override.reason_ref, loss, override.loss.currency if override.loss else currency, override.at
            )
    if leg.state in (LegState.GONE, LegState.RETURNING):
        raise Refused("gone", {"leg": leg.id})
    raise Refused("may_still_ship", {"leg": leg.id})


def cancel_permit(case: Case, ground: Ground, staff_note: str) -> CancelPermit:
    """What ``Shop.cancel`` takes, made right before sending from the order just re-read. Refused when it no longer
    fits: every check of the pre-flight is here."""
    phase = case.phase
    order = ground.order
    if not isinstance(phase, Wanted) or order.shopify_id is None:
        raise _refuse(case)
    plan = phase.plan
    if order.cancelled_at is not None:
        raise Refused("already_cancelled")
    left, now = order_left(order), back_now(order)
    if plan.before is not None and now != plan.before:
        raise Refused("plan_changed", {"before": plan.before, "now": now, "currency": order.currency})
    if plan.amount > left or (plan.refund_all and plan.amount != left):
        raise Refused("amount_changed", {"most": left, "currency": order.currency})
    _check_blockers(ground, lines=(), cancels=True)
    if not _still_cleared(case, phase.back, ground):
        raise Refused("ground_moved")
    _recalled_first(phase.back, ground)
    if _more_in_progress(plan, phase.back, order):
        raise Refused("in_progress_since")
    clearance = _check_consents(case, ground, _not_returned(case, ground, phase.back))
    notify = plan.notify and not _keeps_mail(plan)
    return CancelPermit(
        shopify_id=order.shopify_id,
        refund_all=plan.refund_all,
        amount=plan.amount if plan.refund_all else 0,
        currency=order.currency,
        reason=plan.reason,
        restock=plan.restock,
        notify=notify,
        staff_note=staff_note[:255],
        clearance=clearance,
    )


AGAIN = " again"
"""In the note of money for units that a failed refund named: such a refund without lines is no goodwill."""


def refund_permit(case: Case, ground: Ground, parts: tuple[RefundPart, ...], note: str) -> RefundPermit:
    """What ``Shop.refund`` takes. Refused when the sum of refunds with this one would pass what was received, or the
    plan no longer fits the order just re-read."""
    phase = case.phase
    order = ground.order
    if not isinstance(phase, RefundWanted) or order.shopify_id is None or not phase.plan.key:
        raise _refuse(case)
    plan = phase.plan
    back_now = order.returned + order.refund_pending
    if back_now != plan.before:
        raise Refused("plan_changed", {"before": plan.before, "now": back_now, "currency": order.currency})
    if back_now + plan.amount > _known_received(order):
        raise Refused("too_much", {"most": _known_received(order) - back_now, "currency": order.currency})
    if sum(part.amount for part in parts) != plan.amount:
        raise Refused("parts")
    _check_blockers(ground, lines=plan.lines)
    if plan.purpose != "goodwill":
        _recalled_first(phase.back, ground)
    if plan.purpose == "items":
        _within_items(case, ground, plan.lines, plan.amount)
    grounds: Clearance | Goodwill
    if plan.purpose == "goodwill":
        if back_now + plan.amount >= _known_received(order):
            raise Refused("goodwill_amount", {"most": _known_received(order) - back_now - 1})
        grounds = Goodwill(plan.reason_ref)
    else:
        grounds = _check_consents(case, ground, plan.lines or _all_units(case, ground))
    return RefundPermit(
        key=plan.key,
        shopify_id=order.shopify_id,
        amount=plan.amount,
        currency=order.currency,
        parts=parts,
        lines=() if plan.bare else plan.lines,
        shipping=plan.shipping,
        restock=plan.restock,
        notify=plan.notify,
        note=f"{note}{AGAIN if plan.bare else ''} {plan.key[:8]}".strip(),
        grounds=grounds,
    )


def _all_units(case: Case, ground: Ground) -> Quantities:
    """A refund owed after a cancellation covers every unit that is not returned."""
    return _count(Units(ground.situation(case)).left)


def _check_blockers(ground: Ground, lines: Quantities, cancels: bool = False) -> None:
    for blocker in blockers(ground.order, lines):
        if str(blocker) == "fulfilment" and not cancels:
            continue  # it locks the cancellation alone
        raise Refused(f"blocked_{blocker}")


# -- answers and looks: what comes back from outside ------------------------------------------------------------------


def sent(case: Case, at: datetime, server: datetime | None = None) -> Case:
    """The call is about to go out. Written before it does."""
    flight = Flight(at, server_sent=server)
    match case.phase:
        case Wanted(plan, back):
            return replace(case, phase=Sent(plan, flight, back))
        case RefundWanted(plan, back):
            if plan.first_sent is None:
                plan = replace(plan, first_sent=at, first_server=server)
            return replace(case, phase=RefundSent(plan, flight, back))
        case RecallSent(requests, None, back):
            return replace(case, phase=RecallSent(requests, flight, back))
        case _:
            raise _refuse(case)


def planned_parts(case: Case, parts: tuple[RefundPart, ...]) -> Case:
    """Keeps the parts of a wanted refund, so that sending again sends the same variables."""
    assert isinstance(case.phase, RefundWanted)
    return replace(case, phase=replace(case.phase, plan=replace(case.phase.plan, parts=parts)))


def taken(case: Case, ref: str | None, pending: int, ground: Ground) -> Case:
    """The other side took it. A look proves it."""
    case = _acted(case, ground.now)
    match case.phase:
        case Sent(plan, flight, back):
            return replace(case, phase=Sent(plan, replace(flight, certain=True, job=ref), back))
        case RefundSent(plan, flight, back):
            return replace(case, phase=RefundSent(plan, replace(flight, certain=True, job=ref, pending=pending), back))
        case RecallSent(_, flight, back) if flight is not None:
            return follow(replace(case, phase=RecallAsked(flight.sent_at, back)), ground)
        case _:
            raise _refuse(case)


def refused(case: Case, code: str, text: str, ground: Ground) -> Case:
    """Certainly not done: back to where it came from, with the reason, which every page then says."""
    if not (isinstance(case.phase, RefundWanted) and _sent_before(case.phase)):
        case = replace(case, held=_held(case.phase, ground.order, code, text))
    match case.phase:
        case Sent(_, _, back) | Wanted(_, back):
            return follow(replace(case, phase=replace(back, why=code, text=text)), ground)
        case RefundWanted() as again if _sent_before(again):
            return replace(case, phase=_looked_for(again, code))
        case RefundSent(_, _, back) | RefundWanted(_, back):
            return follow(replace(case, phase=_back_to(back, code, text)), ground)
        case RecallSent(_, None, back):  # held back: nobody was asked
            return follow(replace(case, phase=replace(back, why=code, text=text)), ground)
        case RecallSent(_, _, back):
            by_items = _not_given_back(back, {one[0] for one in case.phase.requests}, code, text)
            return follow(replace(case, phase=by_items), ground)
        case _:
            raise _refuse(case)


def _back_to(back: Back, why: str, text: str) -> Phase:
    match back:
        case Cleared() | RefundOwed():
            return replace(back, why=why, text=text)
        case AtSupplier() | Settling():
            return replace(back, why=why)
        case _:
            return back


def not_known(case: Case, trouble: str) -> Case:
    """Nobody knows. *Not known yet* is a state of its own; its action is *look*."""
    match case.phase:
        case Sent() | RefundSent():
            return replace(case, phase=replace(case.phase, flight=replace(case.phase.flight, trouble=trouble)))
        case RecallSent(_, flight, _) if flight is not None:
            return replace(case, phase=replace(case.phase, flight=replace(flight, trouble=trouble)))
        case _:
            raise _refuse(case)


def looked(
    case: Case,
    ground: Ground,
    running: bool,
    failed: tuple[str, ...],
    refund_seen: bool | None,
    asked: datetime | None = None,
) -> Case:
    """After a look at the order. ``running``: a cancellation job runs · ``failed``: its errors · ``refund_seen``:
    whether our refund is there (by its key in the note, else by the sum) · ``asked``: when the look was asked for: a
    slow answer shows what was then, and its wait counts for nothing (None: now)."""
    phase, at = case.phase, asked if asked is not None else ground.now
    match phase:
        case Sent(plan, flight, back):
            if ground.order.cancelled_at is not None:
                booking = running and plan.refund_all and order_left(ground.order) > 0
                return case if booking else _cancel_seen(case, plan, ground)
            if failed and not running:
                return _job_failed(case, phase, failed[0], ground)
            return _absent(case, phase, flight, running, at, ground)
        case RefundSent(plan, flight, _):
            told = _refund_news(case, phase, ground)
            if told != case or flight.pending:
                return follow(told, ground)
            if refund_seen:  # by the sum alone: somebody deleted its note, or the answer was lost
                return follow(_refund_seen(case, phase, plan.amount, ground), ground)
            # Taken, and the order's page lags: look again.
            return case if flight.certain else replace(case, phase=_absent_refund(phase, at))
        case RecallSent(_, flight, back) if flight is not None:
            lines = {take.line for take in back.scope}
            mine = [r for r in ground.order.requests if lines & {take.line for take in r.lines}]
            told_of = any(_recall_told(request, flight) for request in mine)
            gone = not any(line.requested for line in ground.order.lines if line.id in lines)
            if told_of or gone:
                return follow(replace(_acted(case, ground.now), phase=RecallAsked(flight.sent_at, back)), ground)
            # One look proves nothing: the request may be seconds away.
            if at < _next_look(flight, ground):
                return case
            if flight.looks:
                return follow(replace(case, phase=replace(back, why="not_done")), ground)
            return replace(case, phase=replace(phase, flight=replace(flight, looks=(at,))))
        case _:
            return follow(case, ground)


def _job_failed(case: Case, phase: Sent, text: str, ground: Ground) -> Case:
    """Shopify took the cancellation, and its job failed: not cancelled, but the job may have refunded before it did.
    Then what went back is said, and of the press only that it did not cancel."""
    seen = _gave_with_it(case, phase.plan, text, ground.order)
    if seen == case:
        return refused(case, "job_failed", text, ground)
    sent = replace(phase, plan=replace(phase.plan, later=True))  # of its refund nobody may say that it was not made
    held = _held(sent, ground.order, "gave_with_it", text)
    return follow(replace(seen, held=held, phase=_left_over(phase.back, text, ground.order)), ground)


def _left_over(back: Cleared, text: str, order: Order) -> Phase:
    """Where a cancellation that came to nothing leads, once money went back: all of it, to the supplier."""
    return AtSupplier("gave_with_it") if all_returned(order) else replace(back, why="gave_with_it", text=text)


def _gave_with_it(case: Case, plan: CancelPlan, text: str, order: Order) -> Case:
    """Money went back while a cancellation was out that came to nothing: nobody knows whether it was that call's or
    somebody else's, so it is said as what it is, and not as somebody else's."""
    before = plan.before if plan.before is not None else case.seen_back
    now = back_now(order)
    if before is None or now <= before:
        return case
    noticed = replace(_noticed(now - before, order), code="gave_with_it", text=text)
    return replace(case, seen_back=now, notice=noticed)


def _recall_told(request: FulfilmentRequest, flight: Flight) -> bool:
    """Whether the order shows our recall: by its status, or by the merchant's request (the status may stay)."""
    if request.request_status.upper().startswith("CANCELLATION"):
        return True
    return request.recall_asked_at is not None and request.recall_asked_at >= flight.sent_at - _SKEW


def _cancel_seen(case: Case, plan: CancelPlan, ground: Ground) -> Case:
    """Verified: cancelled, which sets the plan. A partial refund goes on by itself, the plan said so, with the amount
    that the button said; *later*, what failed and what somebody else changed is owed."""
    case = replace(_acted(case, ground.now), uncancelled=False, mail_kept=_keeps_mail(plan))
    order, now = ground.order, back_now(ground.order)
    if plan.before is not None:
        case = replace(case, plan=plan.before + plan.amount)
    before = plan.before if plan.before is not None else now
    ours = 0
    if plan.refund_all and now >= before + plan.amount:
        mine = outcome.cancellation_refund(order, plan.amount, before)
        ours = plan.amount if mine is None else mine.amount + mine.pending
    others = now - before - ours
    case = replace(case, seen_back=now, notice=_noticed(others, order) if others > 0 else case.notice)
    due = owed(ground.situation(case))
    why = "returned_by_others" if others > 0 else ""
    if due == 0:
        return follow(replace(case, phase=Settling(why=why)), ground)
    if plan.later or plan.refund_all or due != plan.amount:
        # With ``refund_all`` Shopify may still be booking; what the order shows as owed is looked at again.
        return replace(case, phase=RefundOwed(why or ("refund_not_seen" if plan.refund_all else "")))
    wanted = _refund_plan(ground, plan.amount, (), 0, False, plan.notify, "owed", "")
    return replace(case, phase=RefundWanted(wanted, RefundOwed()))


def _absent(case: Case, phase: Sent, flight: Flight, running: bool, at: datetime, ground: Ground) -> Case:
    """Not cancelled. Two looks, each at least 60 s after the time-out and apart, and no job running: the person
    decides again. A cancellation is never sent again by itself."""
    if running:
        return case
    if at < _next_look(flight, ground):
        return case
    looks = (*flight.looks, at)
    if len(looks) >= 2:
        seen = _gave_with_it(case, phase.plan, "", ground.order)
        if seen != case:
            return follow(replace(seen, phase=_left_over(phase.back, "", ground.order)), ground)
        return follow(replace(case, phase=replace(phase.back, why="not_cancelled", text="")), ground)
    return replace(case, phase=replace(phase, flight=replace(flight, looks=looks)))


def pending(case: Case) -> str:
    """What the world is still owed: ``send``, ``look`` or ``""``. A pure function of the state: the outbox."""
    match case.phase:
        case Wanted() | RefundWanted() | RecallSent(_, None, _):
            return "send"
        case Sent() | RefundSent() | RecallSent():
            return "look"
        case _:
            return ""


def step(case: Case) -> int:
    """The assistant's step: 1 Why · 2 Supplier · 3 Answer · 4 Shopify · 5 Money; 6 when closed."""
    match case.phase:
        case Drafted():
            ticked = [leg for leg in case.legs if leg.request_ticked_at is not None]
            if not ticked:
                return 1
            return 3 if all(leg.message_ticked_at is not None for leg in ticked) else 2
        case AtSupplier():
            asked = [leg for leg in case.legs if leg.state not in (LegState.OPEN, LegState.UNPAID, LegState.UNLINKED)]
            waiting = any(leg.request_ticked_at is None and leg.state is LegState.OPEN for leg in case.legs)
            return 2 if waiting or not asked else 3
        case TooLate() | Withdrawing():
            return 3
        case RefundOwed() | Settling():
            return 5
        case Closed():
            return 6
        case RefundWanted(back=back) | RefundSent(back=back) | ByHand(back=back) | Claimed(back=back):
            return 5 if isinstance(back, (RefundOwed, Settling)) else 4
        case _:
            return 4
