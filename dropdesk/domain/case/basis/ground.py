"""What a case stands on at one moment: the order, the rules, the calendars, the time; situations and verdicts made
of it once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from dropdesk.domain.case.basis.costs import refund_clock
from dropdesk.domain.case.basis.scope import requested, to_recall
from dropdesk.domain.case.shape.phases import (
    ByHand,
    Cleared,
    Closed,
    RefundWanted,
    Settling,
    Wanted,
    Withdrawing,
    call_out,
    what_is_out,
)
from dropdesk.domain.case.shape.state import Case, is_kept, items_claimed, unmarked_goodwill
from dropdesk.domain.order import Claim, Order
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.leg import Leg, LegState
from dropdesk.domain.values import LegId, Quantities, SupplierNumber
from dropdesk.domain.verdict.assess import assess
from dropdesk.domain.verdict.in_case import (
    asked_unwished,
    beside,
    unserved,
    while_kept,
    while_kept_by_service,
    while_out,
    while_unserved,
    while_withdrawn,
    without_wish,
)
from dropdesk.domain.verdict.laying import NOTHING_BEFORE, Before
from dropdesk.domain.verdict.old_history import all_returned
from dropdesk.domain.verdict.units import Units, quantities
from dropdesk.domain.verdict.urgency import sort_key
from dropdesk.domain.verdict.verdict import Action, Attention, Code, Route, Situation, Verdict
from dropdesk.domain.workdays import WorkCalendar


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
        seen = isinstance(back, Cleared) and back.recall_seen is not None and not requested(back, self.order)
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


_PRESS = {
    Route.CANCEL: Action.CANCEL, Route.ITEMS: Action.REFUND_ITEMS, Route.EDIT_BY_HAND: Action.EDIT_BY_HAND,
    Route.WITHOUT_REFUND: Action.CANCEL_WITHOUT_REFUND,
}  # fmt: skip
"""What a route asks for, once nothing of it is to be recalled."""


def _cut_live(case: Case, units: Units) -> Quantities:
    """What was cut off from the wish and may still go out: it stays a recorded wish (rules §5)."""
    lines = {unit[0] for unit in units.left if units.group[unit] == "live"}
    return tuple(take for take in case.cut if take.line in lines) if case.cut_off else ()


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


def stays_wished(case: Case, ground: Ground) -> bool:
    """Whether what was cut off from this case's wish stays a recorded wish: it is not returned."""
    left = {line for line, _ in Units(ground.situation(case)).left}
    return case.cut_off and (not case.cut or any(take.line in left for take in case.cut))
