"""The verdict of an order: coverage, route, headline, attention (rules §3). Pure: same input, same verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property

from dropdesk.domain.clocks import IN_WORK_DAYS, Clocks
from dropdesk.domain.history import all_back_at, back_since, is_old, waits_for_us
from dropdesk.domain.history import all_returned as all_returned
from dropdesk.domain.ledger import doubted
from dropdesk.domain.leg_moves import asks_cost, awaits
from dropdesk.domain.legrows import Back, Data, Rows
from dropdesk.domain.legs import Leg, LegState, Unit
from dropdesk.domain.order import BANK_TOOK_IT, Chargeback, Claim, Order, Refund, is_our_goodwill
from dropdesk.domain.reasons import Reason
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.units import UNBOUGHT, Units, quantities
from dropdesk.domain.values import LegId, Quantities, Take
from dropdesk.domain.verdict import (
    SERVES_THE_WISH,
    STOPS_IT,
    Action,
    Attention,
    Because,
    Blocker,
    Code,
    DeadlineIs,
    Fact,
    Happened,
    LegReading,
    Route,
    Situation,
    Verdict,
)
from dropdesk.domain.workdays import WorkCalendar

_FAR = datetime(9999, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
URGENCY = {code: place for place, code in enumerate(Code)}
"""Most urgent first: the order in which ``Code`` names them."""


@dataclass(frozen=True, slots=True)
class _Head:
    """What the headline says, before attention."""

    row: str
    code: Code
    because: Because
    action: Action
    leg: LegId | None = None
    clock: datetime | None = None
    happened: tuple[Happened, ...] = ()
    coverage: str | None = None
    scope: Quantities = ()
    route: Route | None = None


def assess(situation: Situation, rules: Rulebook, calendar: WorkCalendar, now: datetime) -> Verdict:
    """What would happen if one tried to cancel this order at ``now``."""
    verdict = _Reader(situation, rules, calendar, now).verdict()
    return while_out(verdict, situation.order) if situation.call_out else verdict


def while_out(verdict: Verdict, order: Order, what: str = "") -> Verdict:
    """V-18: while a call is out only an Alarm speaks, and nothing can be asked of Shopify. The dates stay. ``what`` is
    out (``phases.what_is_out``): every surface says the same of it."""
    quiet = replace(verdict, coverage=None, scope=(), route=None, blockers=blockers(order, ()))
    if verdict.code is Code.ALARM:
        return quiet
    return replace(
        quiet,
        code=Code.WAITING,
        row="V-18",
        because=Because(Reason.CALL_OUT, (("what", what),) if what else ()),
        action=Action.CHECK,
        action_leg=None,
        further=(),
        clock=None,
        happened=(),
        muted=False,
    )


def while_withdrawn(verdict: Verdict) -> Verdict:
    """The customer keeps it; the case is to undo what was begun (rules §5 *Withdrawing*). The verdict stands, for it
    says what would happen, but its words ask for nothing that the customer does not want any more."""
    if verdict.code is Code.ALARM or verdict.action not in SERVES_THE_WISH | STOPS_IT:
        return verdict
    data = (*verdict.because.data, ("withdrawn", True))
    return replace(verdict, because=replace(verdict.because, data=data))


def while_kept(verdict: Verdict) -> Verdict:
    """Kept, and the case only waits for its money: likewise, and a wish that was told is none any more ("*kept* stands
    in the phase alone")."""
    told = while_withdrawn(verdict)
    if told is not verdict:
        told = replace(told, because=replace(told.because, data=(*told.because.data, ("kept", True))))
    return without_wish(told)


def while_kept_by_service(verdict: Verdict) -> Verdict:
    """A fulfilment service did not give the units back: they are refunded as items, and nothing is recalled any more
    (rules §5 RecallAsked)."""
    if verdict.action is not Action.RECALL:
        return verdict
    why = replace(verdict.because, data=(*verdict.because.data, ("service", True)))
    route = verdict.route if verdict.route is Route.EDIT_BY_HAND else Route.ITEMS
    action = Action.EDIT_BY_HAND if route is Route.EDIT_BY_HAND else Action.REFUND_ITEMS
    code = Code.REFUND_ONLY if verdict.code is Code.CAN_CANCEL and route is Route.ITEMS else verdict.code
    return replace(verdict, code=code, action=action, route=route, because=why)


def without_wish(verdict: Verdict) -> Verdict:
    """The wish that was told is withdrawn: nobody wants to cancel."""
    return replace(verdict, attention=tuple(one for one in verdict.attention if one is not Attention.WISH))


def unserved(units: Units, asked: Iterable[Unit]) -> tuple[Unit, ...]:
    """Units that are stopped, are neither returned nor bought anew, and that no present wish ``asked`` for (rules §3
    "Attention"), by their place in the order."""
    wanted, left = set(asked), set(units.left)

    def stopped(unit: Unit, serving: tuple[Leg, ...]) -> bool:
        anew = any(one.state is not LegState.STOPPED and one.state not in UNBOUGHT for one in serving)
        return not anew and any(one.state is LegState.STOPPED for one in serving)

    return tuple(unit for unit, serving in units.serving.items() if unit in left - wanted and stopped(unit, serving))


def asked_unwished(units: Units, wished: Iterable[Unit]) -> tuple[LegId, ...]:
    """Purchases that a supplier is asked to cancel although nothing of what they serve is ``wished``: what is neither
    returned nor bought elsewhere would not ship, and nobody wants that."""
    wanted, left = set(wished), set(units.left)

    def only_here(unit: Unit, leg: Leg) -> bool:
        others = (one for one in units.serving.get(unit, ()) if one.id != leg.id)
        return all(one.state in (LegState.ASKED, LegState.STOPPED) or one.state in UNBOUGHT for one in others)

    return tuple(
        leg.id
        for leg in units.legs
        if leg.state is LegState.ASKED
        and not wanted & set(leg.units)
        and set(leg.units) <= left
        and any(unit in left and only_here(unit, leg) for unit in leg.asked_for or leg.units)
    )


def beside(verdict: Verdict, reason: Attention) -> Verdict:
    """What is more urgent speaks; the reason is heard beside it."""
    reasons = {*verdict.attention, reason}
    return replace(verdict, attention=tuple(one for one in Attention if one in reasons))


def while_unserved(verdict: Verdict, stands: Verdict, why: str) -> Verdict:
    """A stop that serves no present wish asks "reorder or refund" while its case still settles, too. ``verdict``: of
    what is stopped; ``stands``: of the order, whose other reasons for attention stay."""
    reasons = {*stands.attention, Attention.STOPPED_UNASKED}
    data = (*verdict.because.data, ("unasked", why))
    return replace(
        verdict,
        because=replace(verdict.because, data=data),
        attention=tuple(one for one in Attention if one in reasons),
        muted=False,
    )


def owed(situation: Situation) -> int:
    """W-10: plan - returned - pending of the case that cancelled it, 0 once waived; outside a case: net - pending."""
    order = situation.order
    if order.cancelled_at is None or order.received == 0 or situation.waived or order.chargeback in BANK_TOOK_IT:
        return 0
    due = order.received if situation.plan is None else situation.plan
    if due is None:  # nobody told how much came in: no amount to name, but it is asked (``owes``)
        return 0
    return max(0, due - order.returned - order.refund_pending)


def _failed(order: Order) -> bool:
    """Whether the newest refund that Shopify took came to nothing."""
    newest = max(order.refunds, key=lambda one: one.at, default=None)
    return newest is not None and bool(newest.failed) and not newest.amount and not newest.pending


def owes(situation: Situation) -> bool:
    """Whether money is owed, be its amount known or not."""
    return owed(situation) > 0 or owes_unknown(situation)


def owes_unknown(situation: Situation) -> bool:
    """Cancelled, and nobody told what came in: what is owed stays unknown, it is not nothing (rules §2, W-10)."""
    order = situation.order
    if order.cancelled_at is None or situation.waived or order.chargeback in BANK_TOOK_IT:
        return False
    return order.received is None and situation.plan is None and not all_returned(order)


def blockers(order: Order, scope: Quantities) -> tuple[Blocker, ...]:
    """What locks the shop step: the verdict stands (rules §3, below "Facts and their age")."""
    found: list[Blocker] = []
    if order.cancel_running:
        found.append(Blocker.CANCEL_RUNNING)
    lines = {take.line for take in scope}
    if order.return_open and (not order.return_open_lines or not lines or lines & set(order.return_open_lines)):
        found.append(Blocker.RETURN_OPEN)
    if order.authorisation_pending:
        found.append(Blocker.AUTHORISATION)
    if order.chargeback is Chargeback.OPEN:
        found.append(Blocker.CHARGEBACK)
    if order.fulfilment_not_cancellable:
        found.append(Blocker.FULFILMENT)
    return tuple(found)


def sort_key(verdict: Verdict, now: datetime) -> tuple[int, float, datetime]:
    """The table's default order: attention first, then the headline order, then the earlier date: since when it is
    overdue before any date to come; of V-11 the opening. An *Unknown* of old history sorts after Waiting."""
    place = _place(verdict.code, verdict.clock, now)
    if verdict.muted and verdict.code is Code.UNKNOWN:
        place = URGENCY[Code.WAITING] + 0.5
    date = verdict.overdue_since or verdict.deadline or _opening(verdict.row, verdict.because)
    return (0 if verdict.attention else 1, place, date or _FAR)


def _opening(row: str, because: Because) -> datetime | None:
    """V-11: when a dispute can be opened."""
    data = dict(because.data)
    opens = data.get("opens", data.get("opens_by")) if row == "V-11" else None
    return opens if isinstance(opens, datetime) else None


def _place(code: Code, clock: datetime | None, now: datetime) -> float:
    """Closing and Dispute pass Unknown when their date is 24 h away: from that moment on, which is a next change."""
    if code in (Code.CLOSING, Code.DISPUTE) and clock is not None and clock - now <= _DAY:
        return URGENCY[Code.UNKNOWN] - 0.5 + URGENCY[code] / 100
    return URGENCY[code]


def _of_claim(claim: Claim, refunds: list[Refund]) -> list[Refund]:
    """The refunds that a claim stands for, as its money is taken off what is laid on units: that of its very amount,
    else so many of the newest."""
    late = sorted(refunds, key=lambda one: one.at, reverse=True)
    exact = [one for one in late if one.amount + one.pending == claim.amount][:1]
    found, left = exact, 0 if exact else claim.amount
    for one in late:
        if left > 0:
            found.append(one)
            left -= one.amount + one.pending
    return found


@dataclass(frozen=True)
class _Reader:
    situation: Situation
    rules: Rulebook
    calendar: WorkCalendar
    now: datetime

    @cached_property
    def order(self) -> Order:
        return self.situation.order

    @cached_property
    def units(self) -> Units:
        return Units(self.situation)

    @cached_property
    def rows(self) -> Rows:
        return Rows(self.units, Clocks(self.rules, self.calendar), self.now)

    @cached_property
    def legs(self) -> dict[LegId, Leg]:
        return {leg.id: leg for leg in self.units.legs}

    # -- money ----------------------------------------------------------------------------------------------------
    @cached_property
    def everything_back(self) -> bool:
        return all_returned(self.order)

    @cached_property
    def whole(self) -> bool:
        """The whole order is read by table W."""
        return self.order.cancelled_at is not None or self.everything_back

    @cached_property
    def beyond_goodwill(self) -> bool:
        """For *Alarm* alone: money returned without quantities went beyond the free and here units, and above the
        goodwill limit."""
        return self.units.beyond * 100 > (self.order.received or 0) * self.rules.number("goodwill")

    @cached_property
    def month(self) -> timedelta:
        return timedelta(days=self.rules.number("old_history"))

    @cached_property
    def old(self) -> bool:
        return is_old(self.situation, self.month)

    def _back(self, leg: Leg, units: frozenset[Unit]) -> Back:
        """What happened to this leg's part of the order, and when that first did. ``units``: those that were returned.
        A time that no file tells counts as early as it can be (``back_since``)."""
        order, times = self.order, list[datetime]()
        if order.cancelled_at is not None:
            times.append(order.cancelled_at)
        if self.everything_back:
            times.append(all_back_at(order) or self.situation.first_import or order.created_at)
        if units or (self.beyond_goodwill and not self.whole):
            times.append(self._own_money_at(units))
        return Back(self._happened(units), min(times), self.old)

    def _own_money_at(self, units: frozenset[Unit]) -> datetime:
        """When money first went back for these units: by the refunds that name their lines, those that a claim of them
        stands for, and those that are laid on them. No other refund is their own (W-03). A time that nobody told counts
        as early as it can be."""
        order, lines = self.order, {line for line, _ in units}
        moved = [one for one in order.refunds if one.amount or one.pending]
        own = [one.at for one in moved if lines & {take.line for take in one.lines}]
        laid, whole = self.units.amounts(units), self.units.amounts(self.units.returned)
        plain = self._without_goodwill([one for one in moved if not one.lines])
        for claim in self.units.claimed:
            its = _of_claim(claim, plain)
            plain = [one for one in plain if one not in its]
            own += [one.at for one in its] if lines & {take.line for take in claim.lines} else []
        for one in plain:
            amount = one.amount + one.pending
            if not units or (amount if amount in whole else 0) in laid:
                own.append(one.at)
        untold = order.returned + order.refund_pending > sum(one.amount + one.pending for one in moved)
        if own or (order.refunded_at is not None and not (moved and untold)):
            return min(own, default=order.refunded_at or order.created_at)
        return back_since(order, min((self.units.lines[line].unit_value for line in lines), default=2))

    def _without_goodwill(self, refunds: list[Refund]) -> list[Refund]:
        """Refunds without lines that are not our goodwill, by its mark or its very amount."""
        order, given = self.order, list(self.situation.goodwill)
        found: list[Refund] = []
        for one in refunds:
            if one.amount in given:
                given.remove(one.amount)
            elif not is_our_goodwill(one.note, one.at, order.cancelled_at):
                found.append(one)
        return found

    def _happened(self, units: frozenset[Unit]) -> tuple[Happened, ...]:
        """What the words of an Alarm say, and no more (W-02)."""
        order, found = self.order, list[Happened]()
        if order.cancelled_at is not None:
            found.append(Happened.CANCELLED)
        named = units & self.units.named
        lines = [self.units.lines[line] for line in {line for line, _ in named}]
        removed = any(line.removed for line in lines)
        claimed = {take.line for claim in self.units.claimed for take in claim.lines}
        refunded = bool(units - named) or any(line.returned > line.removed or line.id in claimed for line in lines)
        bank = order.chargeback in BANK_TOOK_IT
        if refunded or (self.everything_back and not bank) or (self.beyond_goodwill and not self.whole):
            if order.returned > 0 or order.received is None or not order.refund_pending:
                found.append(Happened.MONEY_BACK)
            if order.refund_pending > 0:
                found.append(Happened.REFUND_PENDING)
        if removed:
            found.append(Happened.REMOVED)
        if bank:
            found.append(Happened.BANK_TOOK_IT)
        return tuple(found)

    # -- readings -------------------------------------------------------------------------------------------------
    @cached_property
    def readings(self) -> tuple[tuple[LegReading, bool], ...]:
        """Each leg's reading, and whether it is of table W. A leg with a part returned has one of each."""
        found: list[tuple[LegReading, bool]] = []
        for leg in self.units.legs:
            back = frozenset(leg.units) & self.units.returned
            if self.whole or back:
                found.append((self.rows.money_back(leg, self._back(leg, back)), True))
            if self.whole or len(back) == len(leg.units):
                continue
            kept = self.rows.kept(leg)
            alarm = self.rows.money_back(leg, self._back(leg, back)) if self.beyond_goodwill and not back else None
            loud = alarm is not None and alarm.code is Code.ALARM
            found.append((alarm, True) if alarm is not None and loud else (kept, False))
        return tuple(found)

    def _urgent(self, read: LegReading) -> tuple[float, datetime, int]:
        number = next(n for n, leg in enumerate(self.units.legs) if leg.id == read.leg)
        return _place(read.code, read.clock, self.now), self._date(read), number

    def _date(self, read: LegReading) -> datetime:
        """By which two equal legs are told apart: since when it is overdue, else its clock; of V-11 the opening."""
        return read.overdue_since or read.clock or _opening(read.row, read.because) or _FAR

    def _most_urgent(self, reads: list[LegReading], coverage: str | None) -> _Head:
        read = min(reads, key=self._urgent)
        return _Head(read.row, read.code, read.because, read.action, read.leg, read.clock, read.happened, coverage)

    # -- headline -------------------------------------------------------------------------------------------------
    def _head(self) -> _Head:
        loud = [read for read, back in self.readings if back and read.code is not Code.DONE]
        wished = self.units.wished
        if self.whole or not wished:
            return self._most_urgent(loud, None) if loud else self._calm()
        groups = {unit: self.units.group[unit] for unit in wished}
        needed = {leg.id for leg in self.units.legs if set(leg.units) & set(wished)}
        own = [read for read, back in self.readings if not back and read.leg in needed]
        # A free leg beside another of the same unit stops nothing: it has nothing to say.
        speaking = [read for read in own if self._speaks(self.legs[read.leg], wished)]
        if "live" in groups.values():
            heard = [shown for read in speaking if (shown := self._beside_others(read)) is not None]
            return self._most_urgent([*heard, *loud], "V-32")
        if "free" not in groups.values():
            return self._most_urgent([*speaking, *loud], "V-31")
        head = self._covered()
        if speaking or loud:
            other = self._most_urgent([*speaking, *loud], "V-30")
            if _place(other.code, other.clock, self.now) < _place(head.code, head.clock, self.now):
                return replace(other, scope=head.scope, route=head.route)
        return head

    def _speaks(self, leg: Leg, wished: tuple[Unit, ...]) -> bool:
        return any(unit in wished and self.units.group_within(leg, unit) != "free" for unit in leg.units)

    def _beside_others(self, read: LegReading) -> LegReading | None:
        """V-32: Can cancel speaks only when every live unit is unpaid and the rest is free; beside goods that are gone
        or here it speaks as Closing; beside other live units it is silent."""
        if read.row != "V-03" or read.action is not Action.DROP:
            return read
        wished = self.units.wished
        live = [unit for unit in wished if self.units.group[unit] == "live"]
        unpaid = all(
            leg.state is LegState.UNPAID
            for unit in live
            for leg in self.units.serving[unit]
            if self.units.group_of_leg(leg) == "live"
        )
        if not unpaid:
            return None
        groups = {self.units.group_within(leg, unit) for unit in wished for leg in self.units.serving[unit]}
        if groups <= {"live", "free"}:
            return read
        return replace(read, code=Code.CLOSING, because=Because(Reason.LAPSES, read.because.data))

    @cached_property
    def _fulfilled_line(self) -> bool:
        """Whether a line is F; nothing received: F counts as U (Shopify accepts it)."""
        return bool(self.units.fulfilled) and self.order.received != 0

    def _covered(self) -> _Head:
        """V-30: no unit live, at least one free: Ready for the free units, or by V-02; not while the order names
        a number that may be another purchase (M9)."""
        if self.situation.named:
            return self._names_number()
        wished = self.units.wished
        free = tuple(unit for unit in wished if self.units.group[unit] == "free")
        whole = set(free) == set(self.units.left)
        route = Route.CANCEL if whole and not self._fulfilled_line else Route.ITEMS
        if route is Route.ITEMS and self.order.received == 0:
            route = Route.EDIT_BY_HAND
        action = {Route.CANCEL: Action.CANCEL, Route.ITEMS: Action.REFUND_ITEMS}.get(route, Action.EDIT_BY_HAND)
        if any(unit in self.units.requested for unit in free):
            action = Action.RECALL
        serving = {leg for unit in free for leg in self.units.serving[unit]}
        scope = quantities(free)
        if {leg.state for leg in serving} <= UNBOUGHT and len(free) == len(wished):
            fulfilled = self.order.received != 0 and any(unit in self.units.fulfilled for unit in free)
            code = Code.REFUND_ONLY if fulfilled else Code.CAN_CANCEL
            bought = any(leg.state is LegState.NOT_ORDERED for leg in serving)
            because = Because(Reason.NOTHING_ORDERED if bought else Reason.NO_PURCHASE)
            return _Head("V-02", code, because, action, coverage="V-30", scope=scope, route=route)
        stops = [leg for leg in serving if leg.state is LegState.STOPPED]
        stopped = sum(self.units.group[unit] == "free" for unit in self.units.left)  # wished or not
        data: Data = (("units", stopped), ("of", len(self.units.left)))
        if stops:
            newest = max(stops, key=lambda leg: leg.known_at or datetime.min.replace(tzinfo=UTC))
            data = (*data, ("how", str(newest.how or "cancelled")), ("supplier", newest.supplier))
            if newest.as_of is not None:
                data = (*data, ("stopped", newest.as_of))
        nothing = stopped == len(self.units.left)
        because = Because(Reason.NOTHING_WILL_SHIP if nothing else Reason.PART_WILL_NOT_SHIP, data)
        return _Head("V-30", Code.READY, because, action, coverage="V-30", scope=scope, route=route)

    def _calm(self) -> _Head:
        """W-10, W-14, W-11, W-12, W-13, in this order. What would be done, or is called done, waits for the answer to a
        number that may be another purchase; what only waits does not."""
        head = self._calm_row()
        asks = self.situation.named and not self.old and head.row in ("W-10", "W-11", "W-13")
        return self._names_number() if asks else head

    def _names_number(self) -> _Head:
        """A number that the order names and nobody answered for is as good as unlinked, but nobody knows that it is a
        purchase at all: it is asked."""
        named = self.situation.named
        because = Because(Reason.NAMES_NUMBER, (("number", named[0]), ("more", len(named) - 1)))
        return _Head("W-01" if self.whole else "V-01", Code.UNKNOWN, because, Action.SAY_WHOSE)

    def _calm_row(self) -> _Head:
        order, due = self.order, owed(self.situation)
        if due > 0:
            data: Data = (("owed", due), ("currency", order.currency), *((("failed", True),) if _failed(order) else ()))
            return _Head("W-10", Code.READY, Because(Reason.REFUND_OWED, data), Action.REFUND_OWED)
        if owes_unknown(self.situation):
            return _Head("W-10", Code.UNKNOWN, Because(Reason.OWED_UNKNOWN), Action.REFUND_OWED)
        if order.refund_pending > 0:
            data = (("pending", order.refund_pending), ("currency", order.currency))
            return _Head("W-14", Code.WAITING, Because(Reason.REFUND_PENDING, data), Action.WAIT)
        open_chargeback = order.chargeback is Chargeback.OPEN
        if order.cancelled_at is None and self.everything_back and not self._fulfilled_line and not open_chargeback:
            bank = order.chargeback in BANK_TOOK_IT
            why = Because(Reason.BANK_NOT_CANCELLED if bank else Reason.REFUNDED_NOT_CANCELLED)
            action = Action.RECALL if self.units.requested else Action.CANCEL_WITHOUT_REFUND
            scope = tuple(Take(line.id, line.quantity) for line in order.lines if line.quantity)
            return _Head("W-11", Code.READY, why, action, scope=scope, route=Route.WITHOUT_REFUND)
        if open_chargeback:
            return self._chargeback()
        return self._done()

    def _chargeback(self) -> _Head:
        by = self.order.chargeback_answer_by
        waits = waits_for_us(self.order)
        data: Data = (("waits", waits), *((("by", by),) if waits and by is not None else ()))
        action = Action.ANSWER_BANK if waits and by is not None else Action.WAIT
        return _Head("W-12", Code.WAITING, Because(Reason.CHARGEBACK_OPEN, data), action)

    def _done(self) -> _Head:
        order = self.order
        if order.cancelled_at is not None:
            because = Because(Reason.CANCELLED, (("cancelled", order.cancelled_at),))
        elif order.chargeback in BANK_TOOK_IT:
            because = Because(Reason.BANK_TOOK_IT)
        elif order.returned == 0 and any(line.removed for line in order.lines):
            because = Because(Reason.REMOVED)
        else:
            because = Because(Reason.RETURNED, (("refunded", order.refunded_at),) if order.refunded_at else ())
        doubtful = doubted(self.units, ())
        if any(awaits(leg) and leg.id not in doubtful for leg in self.situation.legs):
            because = replace(because, data=(*because.data, ("awaited", True)))
        return _Head("W-13", Code.DONE, because, Action.NONE)

    # -- the verdict ----------------------------------------------------------------------------------------------
    def verdict(self) -> Verdict:
        """Everything together."""
        head = self._head()
        reads = [read for read, _ in self.readings]
        attention, moments = self._attention(head, reads)
        running = self._running(reads)
        first = min(running, key=lambda read: read.deadline or read.clock or _FAR, default=None)
        clocks = [(read.clock, read.code) for read in running if read.clock is not None]
        moments += [read.next_change for read in reads if read.next_change is not None]
        moments += [clock - _DAY for clock, code in clocks if code in (Code.CLOSING, Code.DISPUTE)]
        answer_by = self.order.chargeback_answer_by if waits_for_us(self.order) else None
        moments += [answer_by] if answer_by is not None else []
        act, act_ends = self._act_now()
        moments += [act_ends] if act_ends is not None else []
        quiet = head.code in (Code.TOO_LATE, Code.DONE) or (head.code is Code.UNKNOWN and self.old)
        deadline = first.deadline if first is not None else None
        return Verdict(
            code=head.code,
            row=head.row,
            coverage=head.coverage,
            because=head.because,
            scope=head.scope,
            route=head.route,
            action=head.action,
            action_leg=head.leg,
            further=self._further(head, reads),
            deadline=deadline,
            deadline_kind=first.deadline_kind if first is not None else "",
            next_change=min((t for t in moments if t > self.now), default=None),
            attention=attention,
            muted=quiet and not attention,
            act_now=act,
            provisional=first is not None and self._provisional(first),
            owed=owed(self.situation),
            blockers=blockers(self.order, head.scope),
            legs=tuple(reads),
            facts=self._facts(),
            deadline_is=first.deadline_is if first is not None else DeadlineIs.EXACT,
            clock=head.clock,
            overdue_since=self._overdue(reads),
            happened=head.happened,
        )

    def _provisional(self, read: LegReading) -> bool:
        """Whether a reading's date is counted by working days of a year whose calendar is not published ("Counting");
        also where it is no more than *about* for another reason."""
        if read.deadline_is is DeadlineIs.ESTIMATE:
            return True
        counted = read.deadline_kind in IN_WORK_DAYS and read.deadline_is is not DeadlineIs.EXACT
        return counted and read.deadline is not None and self.calendar.provisional(self.now, read.deadline)

    def _running(self, reads: list[LegReading]) -> list[LegReading]:
        """Readings with a date still to come, the bank's among them (W-12: on the headline's terms, for no leg)."""
        found = [read for read in reads if read.deadline is not None and read.deadline > self.now]
        by = self.order.chargeback_answer_by
        if waits_for_us(self.order) and by is not None and by > self.now:
            because = Because(Reason.CHARGEBACK_OPEN)
            found.append(
                LegReading(LegId(""), "W-12", Code.WAITING, because, Action.ANSWER_BANK, by, "chargeback", clock=by)
            )
        return found

    def _overdue(self, reads: list[LegReading]) -> datetime | None:
        """A clock that ran out and that no look has answered since: the earliest of all legs and the bank's."""
        found = [read.overdue_since for read in reads if read.overdue_since is not None]
        by = self.order.chargeback_answer_by
        if waits_for_us(self.order) and by is not None and by <= self.now:
            found.append(by)
        return min(found, default=None)

    def _further(self, head: _Head, reads: list[LegReading]) -> tuple[tuple[Action, LegId | None], ...]:
        """V-32: beside others, an unpaid leg adds the action *drop the purchase*; W-03: what is owed is refunded,
        too."""
        drops = tuple(
            (read.action, read.leg)
            for read in reads
            if read.row == "V-03" and read.action is Action.DROP and read.leg != head.leg
        )
        owing = head.row == "W-03" and owes(self.situation)
        return (*drops, *(((Action.REFUND_OWED, None),) if owing else ()))

    def _facts(self) -> tuple[Fact, ...]:
        order = self.order
        shop = "cancelled" if order.cancelled_at is not None else f"{order.financial},{order.fulfilment}".lower()
        found = [Fact("shopify", shop, order.seen.at, order.seen.where)]
        for leg in self.situation.legs:
            times = [t for t in (leg.known_at, leg.looked_at) if t is not None]
            found.append(Fact(leg.id, str(leg.state), max(times, default=None), leg.where))
        return tuple(found)

    def _act_now(self) -> tuple[bool, datetime | None]:
        """R-01: a wish or open case within 60 min of the purchase's payment (unpaid or unlinked: of the order)."""
        if not (self.situation.open_case or self.situation.asked_at) or self.order.cancelled_at is not None:
            return False, None
        unpaid = (LegState.UNPAID, LegState.UNLINKED)
        times = [
            self.order.created_at if leg.state in unpaid else leg.paid_at or self.order.created_at
            for leg in self.units.legs
            if self._live(leg)
        ]
        if not times:
            return False, None
        ends = max(times) + timedelta(minutes=self.rules.number("act_now"))
        return (True, ends) if self.now < ends else (False, None)

    def _live(self, leg: Leg) -> bool:
        return self.units.group_of_leg(leg) == "live"

    # -- attention ------------------------------------------------------------------------------------------------
    def _attention(self, head: _Head, reads: list[LegReading]) -> tuple[tuple[Attention, ...], list[datetime]]:
        """Why the order asks for attention, and the moments at which that may change."""
        situation, moments = self.situation, list[datetime]()
        if self.order.test or not self.order.lines or self.old:
            return (), moments
        overdue, promise = situation.money_overdue_at, situation.promise_due
        if overdue is not None:
            moments.append(overdue)
        if promise is not None:
            moments.append(promise - _DAY)
        near = timedelta(hours=self.rules.number("deadline_near"))
        acted = [read for read in reads if self.legs[read.leg].acted_on]
        ahead = [read.clock for read in acted if read.clock is not None and read.clock > self.now]
        moments += [clock - near for clock in ahead]
        shipped = (LegState.GONE, LegState.DELIVERED)
        told = {
            Attention.OPEN_CASE: situation.open_case,
            Attention.WISH: situation.asked_at is not None,
            Attention.ALARM: head.code is Code.ALARM,
            Attention.STOPPED_UNASKED: not situation.customer_knows and self._stopped_unasked(),
            Attention.REFUND_OWED: owes(situation),
            Attention.MONEY_OVERDUE: overdue is not None and self.now >= overdue,
            Attention.ACCEPTED_YET_SHIPPED: any(
                (leg.shipped_although_stopped or leg.before is LegState.STOPPED) and leg.state in shipped
                for leg in self.units.legs
            ),
            Attention.CHARGEBACK: waits_for_us(self.order),
            Attention.PROMISE: promise is not None and self.now >= promise - _DAY,
            Attention.CONTRADICTION: bool(self.order.total_asked),
            Attention.LESS_TOLD: self.order.less_asked is not None,
            Attention.COST_ASKED: any(asks_cost(leg) for leg in self.units.legs),
            Attention.DEADLINE: any(clock - self.now <= near for clock in ahead),
        }
        if not any(told.values()):  # what ran out stays in sight until a look answers it (rules §4.4); E-52: no more
            told[Attention.DEADLINE] = any(read.overdue_since is not None for read in acted)
        return tuple(reason for reason, true in told.items() if true), moments

    def _stopped_unasked(self) -> bool:
        """A stop that serves no present wish while its units are neither returned nor bought anew."""
        if self.whole:
            return False
        wanted = self.situation.open_case or self.situation.asked_at is not None
        return bool(unserved(self.units, self.units.wished if wanted else ()))
