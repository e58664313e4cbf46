"""One order read at one moment: its units, its money, and the row of Table V or W that each purchase stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from dropdesk.domain.order import BANK_TOOK_IT, Claim, Order, Refund, is_our_goodwill
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.clocks import IN_WORK_DAYS, Clocks, DeadlineIs
from dropdesk.domain.supplier.leg import Leg, Unit
from dropdesk.domain.values import LegId
from dropdesk.domain.verdict.old_history import all_back_at, all_returned, back_since, is_old
from dropdesk.domain.verdict.table_v import TableV
from dropdesk.domain.verdict.table_w import Back, money_back
from dropdesk.domain.verdict.units import Units
from dropdesk.domain.verdict.verdict import Code, Happened, LegReading, Situation
from dropdesk.domain.workdays import WorkCalendar


@dataclass(frozen=True)
class Reading:
    """A situation with rules, calendar and time. Everything is made once."""

    situation: Situation
    rules: Rulebook
    calendar: WorkCalendar
    now: datetime

    @cached_property
    def order(self) -> Order:
        """The order as it was last seen."""
        return self.situation.order

    @cached_property
    def units(self) -> Units:
        """Each unit's group and what happened to it, laid out as rules §3 "Which unit?" says."""
        return Units(self.situation)

    @cached_property
    def table(self) -> TableV:
        """Table V at this moment, by these rules and this calendar."""
        return TableV(self.units, Clocks(self.rules, self.calendar), self.now)

    @cached_property
    def legs(self) -> dict[LegId, Leg]:
        """The purchases that serve the order, by id."""
        return {leg.id: leg for leg in self.units.legs}

    @cached_property
    def everything_back(self) -> bool:
        """Whether all money went back, to one minor unit: what is pending counts, and so does a chargeback that the
        bank took."""
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
        """How old history must be at the first import (rules §2 "old history"; 30 days unless the person changed
        it)."""
        return timedelta(days=self.rules.number("old_history"))

    @cached_property
    def old(self) -> bool:
        """Whether the order was over for that long when it was first imported: it asks for no attention."""
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
        untold = order.went_back > sum(one.amount + one.pending for one in moved)
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

    @cached_property
    def readings(self) -> tuple[tuple[LegReading, bool], ...]:
        """Each leg's reading, and whether it is of table W. A leg with a part returned has one of each."""
        found: list[tuple[LegReading, bool]] = []
        for leg in self.units.legs:
            back = frozenset(leg.units) & self.units.returned
            if self.whole or back:
                found.append((money_back(self.table, leg, self._back(leg, back)), True))
            if self.whole or len(back) == len(leg.units):
                continue
            kept = self.table.kept(leg)
            alarm = money_back(self.table, leg, self._back(leg, back)) if self.beyond_goodwill and not back else None
            loud = alarm is not None and alarm.code is Code.ALARM
            found.append((alarm, True) if alarm is not None and loud else (kept, False))
        return tuple(found)

    @cached_property
    def fulfilled_line(self) -> bool:
        """Whether a line is F; nothing received: F counts as U (Shopify accepts it)."""
        return bool(self.units.fulfilled) and self.order.received != 0

    def _provisional(self, read: LegReading) -> bool:
        """Whether a reading's date is counted by working days of a year whose calendar is not published ("Counting");
        also where it is no more than *about* for another reason."""
        if read.deadline_is is DeadlineIs.ESTIMATE:
            return True
        counted = read.deadline_kind in IN_WORK_DAYS and read.deadline_is is not DeadlineIs.EXACT
        return counted and read.deadline is not None and self.calendar.provisional(self.now, read.deadline)


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
