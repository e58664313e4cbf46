"""The verdict of an order: coverage, route, headline, attention (rules §3). Pure: same input, same verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property

from dropdesk.domain.legrows import Clocks, Rows
from dropdesk.domain.legs import Leg, LegState
from dropdesk.domain.order import Chargeback, Order
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.units import UNBOUGHT, Units, quantities
from dropdesk.domain.values import LegId, Quantities, Take
from dropdesk.domain.verdict import (
    Action,
    Attention,
    Because,
    Blocker,
    Code,
    Fact,
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
_RETURNED = frozenset({Chargeback.OPEN, Chargeback.LOST, Chargeback.ACCEPTED})


@dataclass(frozen=True, slots=True)
class _Head:
    """What the headline says, before attention."""

    row: str
    code: Code
    because: Because
    action: Action
    leg: LegId | None = None
    deadline: datetime | None = None
    kind: str = ""
    coverage: str | None = None
    scope: Quantities = ()
    route: Route | None = None


def assess(situation: Situation, rules: Rulebook, calendar: WorkCalendar, now: datetime) -> Verdict:
    """What would happen if one tried to cancel this order at ``now``."""
    return _Reader(situation, rules, calendar, now).verdict()


def owed(situation: Situation) -> int:
    """W-10: plan - returned - pending of the case that cancelled it, 0 once waived; outside a case: net - pending."""
    order = situation.order
    if order.cancelled_at is None or not order.received or situation.waived or order.chargeback in _RETURNED:
        return 0
    due = order.received if situation.plan is None else situation.plan
    return max(0, due - order.returned - order.refund_pending)


def all_returned(order: Order) -> bool:
    """At most one minor unit left; a chargeback that is open, lost or accepted counts as all returned."""
    if order.chargeback in _RETURNED:
        return True
    if order.received is None:  # kept, amount unknown: only the status word tells
        return order.financial.lower() == "refunded"
    return order.received > 0 and order.received - order.returned <= 1


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
    """The table's default order: attention first, then the headline order, then the earlier date. An *Unknown* of
    old history sorts after Waiting."""
    place = _place(verdict.code, verdict.deadline, now)
    if verdict.muted and verdict.code is Code.UNKNOWN:
        place = URGENCY[Code.WAITING] + 0.5
    return (0 if verdict.attention else 1, place, verdict.deadline or _FAR)


def _place(code: Code, deadline: datetime | None, now: datetime) -> float:
    """Closing and Dispute pass Unknown when their date is less than 24 h away."""
    if code in (Code.CLOSING, Code.DISPUTE) and deadline is not None and deadline - now < _DAY:
        return URGENCY[Code.UNKNOWN] - 0.5 + URGENCY[code] / 100
    return URGENCY[code]


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
        return all_returned(self.order) or self._beyond_goodwill()

    def _beyond_goodwill(self) -> bool:
        """Money returned without quantities is laid on free units first; beyond them and above the goodwill limit it
        counts as all returned."""
        order = self.order
        if not order.received or not order.returned_without_quantities:
            return False
        free = sum(self.units.lines[u[0]].unit_value for u in self.units.left if self.units.group[u] == "free")
        beyond = order.returned_without_quantities - free
        return beyond * 100 > order.received * self.rules.number("goodwill")

    @cached_property
    def happened(self) -> datetime:
        """The first of cancellation and refund; a time that no file tells counts as old as the order."""
        times = [t for t in (self.order.cancelled_at, self.order.refunded_at) if t is not None]
        return min(times, default=self.order.created_at)

    @cached_property
    def month(self) -> timedelta:
        return timedelta(days=self.rules.number("old_history"))

    # -- readings -------------------------------------------------------------------------------------------------
    @cached_property
    def readings(self) -> tuple[tuple[LegReading, bool], ...]:
        """Each leg's reading, and whether it is of table W. A leg with a part returned has one of each."""
        first = self.situation.first_import
        after = first is not None and self.happened >= first
        whole = self.order.cancelled_at is not None or self.everything_back
        found: list[tuple[LegReading, bool]] = []
        for leg in self.units.legs:
            back = set(leg.units) & self.units.returned
            if whole or back:
                found.append((self.rows.money_back(leg, self.happened, after, self.month), True))
            if not whole and len(back) < len(leg.units):
                found.append((self.rows.kept(leg), False))
        return tuple(found)

    def _urgent(self, read: LegReading) -> tuple[float, datetime, int]:
        number = next(n for n, leg in enumerate(self.units.legs) if leg.id == read.leg)
        return _place(read.code, read.deadline, self.now), read.deadline or _FAR, number

    def _most_urgent(self, reads: list[LegReading], coverage: str | None) -> _Head:
        read = min(reads, key=self._urgent)
        return _Head(
            read.row, read.code, read.because, read.action, read.leg, read.deadline, read.deadline_kind, coverage
        )

    # -- headline -------------------------------------------------------------------------------------------------
    def _head(self) -> _Head:
        loud = [read for read, back in self.readings if back and read.code is not Code.DONE]
        if self.order.cancelled_at is not None or self.everything_back:
            return self._most_urgent(loud, None) if loud else self._calm()
        wished = self.units.wished
        if not wished:
            return self._most_urgent(loud, None) if loud else self._done()
        groups = {unit: self.units.group[unit] for unit in wished}
        needed = {leg.id for leg in self.units.legs if set(leg.units) & set(wished)}
        own = [read for read, back in self.readings if not back and read.leg in needed]
        if "live" in groups.values():
            speaking = [read for read in own if self.units.group_of_leg(self.legs[read.leg]) != "free"]
            heard = [shown for read in speaking if (shown := self._beside_others(read)) is not None]
            return self._most_urgent([*heard, *loud], "V-32")
        if "free" not in groups.values():
            return self._most_urgent([*own, *loud], "V-31")
        head = self._covered()
        if loud:
            other = self._most_urgent(loud, "V-30")
            if _place(other.code, other.deadline, self.now) < _place(head.code, head.deadline, self.now):
                return replace(other, scope=head.scope, route=head.route)
        return head

    def _beside_others(self, read: LegReading) -> LegReading | None:
        """V-32: Can cancel speaks only when every live unit is unpaid and the rest is free; beside goods that are gone
        or here it speaks as Closing; beside other live units it is silent."""
        if read.row != "V-03" or read.code is not Code.CAN_CANCEL:
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
        if all(self.units.group[unit] in ("live", "free") for unit in wished):
            return read
        return replace(read, code=Code.CLOSING, because=Because("lapses", read.because.data))

    @cached_property
    def _fulfilled_line(self) -> bool:
        """Whether a line is F; nothing received: F counts as U (Shopify accepts it)."""
        return bool(self.units.fulfilled) and self.order.received != 0

    def _covered(self) -> _Head:
        """V-30: no unit live, at least one free: Ready for the free units, or by V-02."""
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
            because = Because("nothing_ordered" if bought else "no_purchase")
            return _Head("V-02", code, because, action, None, None, "", "V-30", scope, route)
        stops = [leg for leg in serving if leg.state is LegState.STOPPED]
        data: tuple[tuple[str, int | str | bool | datetime], ...] = (
            ("units", len(free)),
            ("of", len(self.units.left)),
        )
        if stops:
            newest = max(stops, key=lambda leg: leg.known_at or datetime.min.replace(tzinfo=UTC))
            data = (*data, ("how", str(newest.how or "cancelled")), ("supplier", newest.supplier))
            if newest.known_at is not None:
                data = (*data, ("stopped", newest.known_at))
        because = Because("nothing_will_ship" if whole else "part_will_not_ship", data)
        return _Head("V-30", Code.READY, because, action, None, None, "", "V-30", scope, route)

    def _calm(self) -> _Head:
        """W-10…W-13, in this order."""
        order, due = self.order, owed(self.situation)
        if due > 0:
            data = (("owed", due), ("currency", order.currency))
            return _Head("W-10", Code.READY, Because("refund_owed", data), Action.REFUND_OWED)
        if order.cancelled_at is None and not self._fulfilled_line:
            scope = tuple(Take(x.id, x.quantity - x.returned) for x in order.lines if x.quantity > x.returned)
            action = Action.RECALL if self.units.requested else Action.CANCEL_WITHOUT_REFUND
            why = Because("refunded_not_cancelled")
            return _Head("W-11", Code.READY, why, action, None, None, "", None, scope, Route.CANCEL)
        if order.chargeback is Chargeback.OPEN:
            return _Head("W-12", Code.WAITING, Because("chargeback_open"), Action.WAIT)
        return self._done()

    def _done(self) -> _Head:
        order = self.order
        data: tuple[tuple[str, int | str | bool | datetime], ...] = ()
        if order.cancelled_at is not None:
            data = (("cancelled", order.cancelled_at),)
        elif order.refunded_at is not None:
            data = (("refunded", order.refunded_at),)
        why = "cancelled" if order.cancelled_at is not None else "returned"
        return _Head("W-13", Code.DONE, Because(why, data), Action.NONE)

    # -- the verdict ----------------------------------------------------------------------------------------------
    def verdict(self) -> Verdict:
        """Everything together."""
        head = self._head()
        reads = [read for read, _ in self.readings]
        attention, moments = self._attention(head, reads)
        running = [read for read in reads if read.deadline is not None and read.deadline > self.now]
        earliest = min(running, key=lambda read: read.deadline or _FAR, default=None)
        moments += [read.next_change for read in reads if read.next_change is not None]
        moments += [
            r.deadline - _DAY for r in running if r.deadline is not None and r.code in (Code.CLOSING, Code.DISPUTE)
        ]
        act, act_ends = self._act_now()
        moments += [act_ends] if act_ends is not None else []
        quiet = head.code in (Code.TOO_LATE, Code.DONE) or (head.code is Code.UNKNOWN and self._old())
        deadline = earliest.deadline if earliest is not None else None
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
            deadline_kind=earliest.deadline_kind if earliest is not None else "",
            next_change=min((t for t in moments if t > self.now), default=None),
            attention=attention,
            muted=quiet and not attention,
            act_now=act,
            provisional=deadline is not None and self.calendar.provisional(self.now, deadline),
            owed=owed(self.situation),
            blockers=blockers(self.order, head.scope),
            legs=tuple(reads),
            facts=self._facts(),
        )

    def _further(self, head: _Head, reads: list[LegReading]) -> tuple[tuple[Action, LegId | None], ...]:
        """V-32: beside others, an unpaid leg adds the action *drop the purchase*."""
        return tuple(
            (read.action, read.leg)
            for read in reads
            if read.row == "V-03" and read.code is Code.CAN_CANCEL and read.leg != head.leg
        )

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
    def _old(self) -> bool:
        """Cancelled or refunded longer ago than 30 days, before the first import (rules §2 "old history")."""
        order, first = self.order, self.situation.first_import
        if order.cancelled_at is None and not order.returned and order.chargeback not in _RETURNED:
            return False
        times = [t for t in (order.cancelled_at, order.refunded_at) if t is not None]
        newest = max(times, default=order.created_at)
        return first is not None and newest < first and self.now >= newest + self.month

    def _attention(self, head: _Head, reads: list[LegReading]) -> tuple[tuple[Attention, ...], list[datetime]]:
        """Why the order asks for attention, and the moments at which that may change."""
        situation, moments = self.situation, list[datetime]()
        if self.order.test or not self.order.lines or self._old():
            return (), moments
        overdue = situation.money_overdue_at
        if overdue is not None:
            moments.append(overdue)
        near = timedelta(hours=self.rules.number("deadline_near"))
        acted = [
            read.deadline
            for read in reads
            if read.deadline is not None and read.deadline > self.now and self.legs[read.leg].acted_on
        ]
        moments += [deadline - near for deadline in acted]
        shipped = (LegState.GONE, LegState.DELIVERED)
        told = {
            Attention.OPEN_CASE: situation.open_case,
            Attention.WISH: situation.asked_at is not None,
            Attention.ALARM: head.code is Code.ALARM,
            Attention.STOPPED_UNASKED: not situation.customer_knows and self._stopped_unasked(),
            Attention.REFUND_OWED: owed(situation) > 0,
            Attention.MONEY_OVERDUE: overdue is not None and self.now >= overdue,
            Attention.ACCEPTED_YET_SHIPPED: any(
                leg.before is LegState.STOPPED and leg.state in shipped for leg in self.units.legs
            ),
            Attention.DEADLINE: any(deadline - self.now < near for deadline in acted),
        }
        if head.code is Code.UNKNOWN and head.row == "W-01" and not any(told.values()):
            return (), moments
        return tuple(reason for reason, true in told.items() if true), moments

    def _stopped_unasked(self) -> bool:
        """A stop that serves no present wish while its units are neither returned nor bought anew."""
        if self.order.cancelled_at is not None or self.everything_back:
            return False
        wanted = self.situation.open_case or self.situation.asked_at is not None
        asked = set(self.units.wished) if wanted else set()
        for leg in self.units.legs:
            if leg.state is not LegState.STOPPED:
                continue
            for unit in leg.units:
                anew = any(other.state is not LegState.STOPPED for other in self.units.serving.get(unit, ()))
                if unit in self.units.left and unit not in asked and not anew:
                    return True
        return False
