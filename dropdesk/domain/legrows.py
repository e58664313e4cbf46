"""What one leg says: its row of table V or of table W (rules §3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dropdesk.domain.legs import DisputeStage, Leg, LegState
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.units import Units, tells_afterwards
from dropdesk.domain.verdict import Action, Because, Code, LegReading
from dropdesk.domain.workdays import WorkCalendar, days_deadline, days_opening

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_WINDOW = frozenset(
    {LegState.OPEN, LegState.ASKED, LegState.REFUSED, LegState.DEMANDED, LegState.NUMBERED, LegState.UNPROVEN}
)


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks of one leg; every moment is an instant, ``None`` = not running."""

    rules: Rulebook
    calendar: WorkCalendar

    def _number(self, rule: str, leg: Leg) -> int:
        return self.rules.number(rule, leg.kind, leg.supplier)

    def window_start(self, leg: Leg) -> datetime | None:
        """R-03: from the supplier payment; its time unknown, from the order's, "at the earliest"; a bare date counts to
        its end; with neither, from the sighting that told the payment (rules §2 "payment time unknown")."""
        if leg.paid_at is not None or leg.paid_by is None:
            return leg.paid_at
        if leg.placed_at is None:
            return leg.paid_by
        day = timedelta(days=1) - timedelta(microseconds=1) if leg.placed_is_date else timedelta()
        return min(leg.placed_at + day, leg.paid_by)

    def window_end(self, leg: Leg) -> datetime | None:
        """When the ship window is over: typed from the page, else hours or working days from the payment. A bare
        date is taken both ways; the later one counts here."""
        if leg.state not in _WINDOW:
            return None
        if leg.ship_deadline_typed is not None:
            return leg.ship_deadline_typed
        start = self.window_start(leg)
        if start is None:
            return None
        hours = self._number("ship_window_hours", leg)
        if hours:
            return start + hours * _HOUR + (_DAY if leg.placed_is_date else timedelta())
        return self.calendar.deadline(start, self._number("ship_window", leg))

    def closing_from(self, leg: Leg) -> datetime | None:
        """V-05: the last min(24 h, a quarter of the window), elapsed time."""
        end = self.window_end(leg)
        if end is None:
            return None
        start = self.window_start(leg)
        return end - (_DAY if start is None else min(_DAY, max(timedelta(), end - start) / 4))

    def unpaid(self, leg: Leg) -> datetime | None:
        return None if leg.placed_at is None else leg.placed_at + self._number("unpaid", leg) * _HOUR

    def silence(self, leg: Leg) -> datetime | None:
        start = leg.clock_started_at
        return None if start is None else start + self._number("silence", leg) * _HOUR

    def work_days(self, leg: Leg, rule: str) -> datetime | None:
        start = leg.clock_started_at
        return None if start is None else self.calendar.deadline(start, self._number(rule, leg))

    def days(self, leg: Leg, rule: str) -> datetime | None:
        start = leg.clock_started_at
        return None if start is None else days_deadline(start, self._number(rule, leg))

    def dispute(self, leg: Leg) -> tuple[datetime | None, datetime | None]:
        """From 00:00 Beijing of day 10 after the shipping date to 24:00 of day 15 after delivery (rules §2)."""
        start, end = leg.dispute_from_typed, leg.dispute_until_typed
        if start is None and leg.shipped_at is not None:
            start = days_opening(leg.shipped_at, self._number("dispute_from", leg))
        if end is None and leg.delivered_at is not None:
            end = days_deadline(leg.delivered_at, self._number("dispute_until", leg))
        return start, end

    def look_until(self, leg: Leg, clock: datetime, now: datetime) -> datetime | None:
        """Until when "I looked: unchanged" answers a clock that ran out; None: nobody looked since, or too long ago."""
        if leg.looked_at is None or leg.looked_at < clock:
            return None
        until = leg.looked_at + self._number("look", leg) * _HOUR
        return until if now < until else None


@dataclass(frozen=True, slots=True)
class Rows:
    """Reads legs at one moment. ``changes`` collects, by leg, the moments at which a leg may read otherwise."""

    units: Units
    clocks: Clocks
    now: datetime

    # -- table V --------------------------------------------------------------------------------------------------
    def kept(self, leg: Leg) -> LegReading:
        """Table V: not cancelled, and the leg's units not returned. V-19…V-21 before the rows."""
        end = self.clocks.window_end(leg)
        if leg.id in self.units.doubted:
            read = self._read(leg, "V-20", Code.UNKNOWN, "fulfilled_since", Action.LOOK, in_doubt=True)
            return self._also(read, end)
        past = end is not None and self.now >= end and not tells_afterwards(leg)
        until = self.clocks.look_until(leg, end, self.now) if past and end is not None else None
        if past and until is None:
            return self._read(leg, "V-21", Code.UNKNOWN, "window_past", Action.LOOK, data=_dates(ended=end))
        return self._also(self._also(self._row(leg), end), until)

    def _row(self, leg: Leg) -> LegReading:
        match leg.state:
            case LegState.UNLINKED:
                return self._read(leg, "V-01", Code.UNKNOWN, "not_linked", Action.LINK)
            case LegState.NOT_ORDERED | LegState.NO_PURCHASE:
                return self._unbought(leg)
            case LegState.UNPAID:
                return self._unpaid(leg)
            case LegState.OPEN:
                return self._open(leg)
            case LegState.ASKED:
                return self._asked(leg)
            case LegState.REFUSED:
                end = self._future(self.clocks.window_end(leg))
                return self._read(leg, "V-07", Code.ASK, "refused", Action.DEMAND, end, "ship_window")
            case LegState.DEMANDED | LegState.NUMBERED:
                return self._number_awaited(leg)
            case LegState.UNPROVEN:
                return self._unproven(leg)
            case LegState.DISPUTABLE:
                return self._disputable(leg)
            case LegState.DISPUTED:
                return self._disputed(leg)
            case LegState.STOPPED:
                how = str(leg.how or "cancelled")
                return self._read(leg, "V-13", Code.DONE, "stopped", Action.NONE, data=(("how", how),))
            case LegState.GONE:
                return self._gone(leg)
            case LegState.DELIVERED:
                last = self._future(self.clocks.dispute(leg)[1])
                data = _dates(delivered=leg.delivered_at)
                read = self._read(
                    leg, "V-15", Code.REFUND_ONLY, "delivered", Action.REFUND_ITEMS, last, "dispute_until", data
                )
                return self._also(read, last)
            case LegState.HANDLED:
                why = "loss_accepted" if leg.loss_accepted else "handled"
                return self._read(leg, "V-15", Code.REFUND_ONLY, why, Action.REFUND_ITEMS)
            case LegState.RETURNING:
                return self._returning(leg)
            case LegState.UNCLEAR:
                data = (("word", leg.raw_status),)
                return self._read(leg, "V-16", Code.UNKNOWN, "unclear", Action.EXPLAIN, data=data)

    def _unbought(self, leg: Leg) -> LegReading:
        why = "nothing_ordered" if leg.state is LegState.NOT_ORDERED else "no_purchase"
        column = self.column(leg)
        if column == "F":
            return self._read(leg, "V-02", Code.REFUND_ONLY, why, Action.REFUND_ITEMS)
        action = Action.RECALL if column == "FR" else Action.CANCEL
        return self._read(leg, "V-02", Code.CAN_CANCEL, why, action)

    def _unpaid(self, leg: Leg) -> LegReading:
        if self.column(leg) == "F":
            return self._read(leg, "V-03", Code.REFUND_ONLY, "unpaid", Action.DROP)
        can = self._read(leg, "V-03", Code.CAN_CANCEL, "unpaid", Action.DROP)
        return self._clocked(leg, can, self.clocks.unpaid(leg), "unpaid", can)

    def _open(self, leg: Leg) -> LegReading:
        end, closing = self.clocks.window_end(leg), self.clocks.closing_from(leg)
        data = _dates(paid=leg.paid_at, closes=end)
        if end is not None and closing is not None and closing <= self.now < end:
            return self._read(leg, "V-05", Code.CLOSING, "closes_itself", Action.ASK, end, "ship_window", data)
        why = "not_shipped" if self.clocks.window_start(leg) is not None else "window_not_started"
        if end is not None and self.now >= end:
            why = "still_not_shipped"
        read = self._read(leg, "V-04", Code.ASK, why, Action.ASK, self._future(end), "ship_window", data)
        return self._also(read, closing)

    def _asked(self, leg: Leg) -> LegReading:
        data = (*_dates(asked=leg.clock_started_at), ("times", leg.asked_times))
        inside = self._read(leg, "V-06", Code.WAITING, "asked", Action.WAIT, data=data)
        looked = self._read(leg, "V-06", Code.ASK, "asked_in_vain", Action.ASK_AGAIN, data=data)
        return self._clocked(leg, inside, self.clocks.silence(leg), "silence", looked)

    def _number_awaited(self, leg: Leg) -> LegReading:
        demanded = leg.state is LegState.DEMANDED
        why, rule = ("demanded", "demand") if demanded else ("numbered", "first_scan")
        data = _dates(since=leg.clock_started_at)
        wait = self._read(leg, "V-08", Code.WAITING, why, Action.WAIT, data=data)
        return self._clocked(leg, wait, self.clocks.work_days(leg, rule), rule, wait)

    def _unproven(self, leg: Leg) -> LegReading:
        clock = self.clocks.work_days(leg, "demand")
        until = self.clocks.look_until(leg, clock, self.now) if clock is not None else None
        end = self._future(self.clocks.window_end(leg))
        if until is None:
            return self._read(leg, "V-09", Code.UNKNOWN, "unproven_look", Action.LOOK, end, "ship_window")
        data = _dates(closes=end)
        read = self._read(leg, "V-09", Code.CLOSING, "unproven", Action.ASK_AGAIN, end, "ship_window", data)
        return self._also(read, until)

    def _disputable(self, leg: Leg) -> LegReading:
        start, last = self.clocks.dispute(leg)
        if last is not None and self.now >= last:
            return self._gone(leg)
        if leg.page_offers_dispute or (start is not None and self.now >= start):
            read = self._read(leg, "V-10", Code.DISPUTE, "may_dispute", Action.OPEN_DISPUTE, last, "dispute_until")
            return self._also(read, last)
        data = _dates(opens=start)
        return self._also(self._read(leg, "V-11", Code.WAITING, "dispute_opens", Action.WAIT, data=data), start)

    def _disputed(self, leg: Leg) -> LegReading:
        data = (*_dates(opened=leg.dispute_opened_at), ("should_win", should_win(leg)))
        wait = self._read(leg, "V-12", Code.WAITING, "disputed", Action.WAIT, data=data)
        match leg.dispute_stage:
            case DisputeStage.PROPOSAL:
                answer = self._read(leg, "V-12", Code.DISPUTE, "proposal", Action.ANSWER_PROPOSAL, data=data)
                return self._clocked(leg, answer, leg.answer_by, "answer", wait)
            case DisputeStage.SELLER:
                return self._clocked(leg, wait, self.clocks.days(leg, "seller_answer"), "seller_answer", wait)
            case DisputeStage.PLATFORM:
                return self._clocked(leg, wait, self.clocks.days(leg, "platform_answer"), "platform_answer", wait)
            case None:
                return wait

    def _gone(self, leg: Leg) -> LegReading:
        label = leg.label_only and leg.state is LegState.GONE
        action = Action.CHECK_NUMBER if label else Action.ITEMS_GOODWILL_KEEP
        data = _dates(shipped=leg.shipped_at)
        read = self._read(leg, "V-14", Code.TOO_LATE, "label_only" if label else "shipped", action, data=data)
        for moment in self.clocks.dispute(leg):
            read = self._also(read, moment)
        return read

    def _returning(self, leg: Leg) -> LegReading:
        clock = leg.send_back_by or self.clocks.days(leg, "return")
        send = self._read(leg, "V-17", Code.WAITING, "returning", Action.SEND_BACK, data=_dates(by=clock))
        return self._clocked(leg, send, clock, "return", send)

    # -- table W --------------------------------------------------------------------------------------------------
    def money_back(self, leg: Leg, happened: datetime, after_import: bool, old_history: timedelta) -> LegReading:
        """Table W: the order is cancelled, or all money is returned, or this leg's units are. ``happened``: the first
        of cancellation and refund."""
        own = self.kept(leg)
        if tells_afterwards(leg):
            return self._told_afterwards(leg, happened)
        if leg.state is LegState.UNLINKED:
            ends = happened + old_history
            if after_import or self.now < ends:
                read = self._read(leg, "W-01", Code.ALARM, "back_unlinked", own.action)
                return read if after_import else self._also(read, ends)
            return self._read(leg, "W-01", Code.UNKNOWN, "back_unlinked", own.action)
        if leg.state in (LegState.DISPUTED, LegState.RETURNING) and leg.id not in self.units.doubted:
            return replace(own, row="W-04")
        if self.units.group_of_leg(leg) == "live":
            data = (("state", str(leg.state)), *_dates(back=happened))
            return replace(own, row="W-02", code=Code.ALARM, because=Because("back_live", data))
        if self._arrives_unpaid(leg, happened):
            data = (("state", str(leg.state)), *_dates(back=happened))
            return replace(own, row="W-03", code=Code.ALARM, because=Because("back_gone", data))
        return replace(own, row="W-06", code=Code.DONE, action=Action.NONE)

    def _arrives_unpaid(self, leg: Leg, happened: datetime) -> bool:
        """W-03: gone; delivered after the money went back, or at an unknown time and not seen before it."""
        if leg.loss_accepted:
            return False
        if leg.state is LegState.DELIVERED:
            seen = leg.delivered_at or leg.known_at
            return seen is None or seen > happened
        return leg.state is LegState.GONE

    def _told_afterwards(self, leg: Leg, happened: datetime) -> LegReading:
        """W-05: shop-first, stop not recorded: Waiting 24 h, then look."""
        until = happened + self.clocks.rules.number("look", leg.kind, leg.supplier) * _HOUR
        wait = self._read(leg, "W-05", Code.WAITING, "tell_supplier", Action.WAIT)
        read = self._clocked(leg, wait, until, "look", wait)
        if read.code is Code.UNKNOWN:
            read = replace(read, row="W-05")
        return self._also(replace(read, deadline=None, deadline_kind=""), self.clocks.window_end(leg))

    # -- helpers --------------------------------------------------------------------------------------------------
    def column(self, leg: Leg) -> str:
        """``U``, ``FR`` or ``F`` from the leg's own units; nothing received: F counts as U (Shopify accepts it)."""
        if any(u in self.units.fulfilled for u in leg.units) and self.units.situation.order.received != 0:
            return "F"
        return "FR" if any(u in self.units.requested for u in leg.units) else "U"

    def _clocked(
        self, leg: Leg, inside: LegReading, clock: datetime | None, kind: str, looked: LegReading
    ) -> LegReading:
        """Inside its clock; out: Unknown, look; looked since: the row without that clock, for 24 hours (rules §2)."""
        if clock is None:
            return inside
        if self.now < clock:
            return self._also(replace(inside, deadline=clock, deadline_kind=kind), clock)
        until = self.clocks.look_until(leg, clock, self.now)
        if until is None:
            data = (("clock", kind), ("ended", clock))
            return self._read(leg, inside.row, Code.UNKNOWN, "clock_out", Action.LOOK, data=data)
        return self._also(looked, until)

    def _future(self, moment: datetime | None) -> datetime | None:
        return moment if moment is not None and self.now < moment else None

    def _also(self, read: LegReading, moment: datetime | None) -> LegReading:
        """With one more moment at which it may read otherwise."""
        if moment is None or moment <= self.now:
            return read
        known = read.next_change
        return replace(read, next_change=moment if known is None else min(known, moment))

    def _read(
        self,
        leg: Leg,
        row: str,
        code: Code,
        why: str,
        action: Action,
        deadline: datetime | None = None,
        kind: str = "",
        data: tuple[tuple[str, int | str | bool | datetime], ...] = (),
        in_doubt: bool = False,
    ) -> LegReading:
        named = (("supplier", leg.supplier), *data) if leg.supplier else data
        because = Because(why, named)
        return LegReading(leg.id, row, code, because, action, deadline, kind if deadline else "", None, in_doubt)


def should_win(leg: Leg) -> bool:
    """R-48, by day: the first scan's Beijing date is later than the dispute opening's, or there is no scan."""
    if leg.dispute_opened_at is None:
        return False
    if leg.scanned_at is None:
        return True
    return days_opening(leg.scanned_at, 0) > days_opening(leg.dispute_opened_at, 0)


def _dates(**moments: datetime | None) -> tuple[tuple[str, int | str | bool | datetime], ...]:
    return tuple((name, moment) for name, moment in moments.items() if moment is not None)
