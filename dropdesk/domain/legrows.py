"""What one leg says: its row of table V or of table W (rules §3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dropdesk.domain.clocks import Clocks as Clocks
from dropdesk.domain.clocks import End, opens_exactly
from dropdesk.domain.clocks import should_win as should_win
from dropdesk.domain.legs import DisputeStage, Leg, LegState, scanned, scanned_elsewhere, sent_back
from dropdesk.domain.reasons import Reason
from dropdesk.domain.units import Units, tells_afterwards
from dropdesk.domain.verdict import Action, Because, Code, DeadlineIs, Happened, LegReading

_HOUR = timedelta(hours=1)
Data = tuple[tuple[str, int | str | bool | datetime], ...]


@dataclass(frozen=True, slots=True)
class Back:
    """Why a leg is read by table W: what happened, when that first did, and whether it is old history (rules §2)."""

    happened: tuple[Happened, ...]
    at: datetime
    old: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """Reads legs at one moment."""

    units: Units
    clocks: Clocks
    now: datetime

    # -- table V --------------------------------------------------------------------------------------------------
    def kept(self, leg: Leg) -> LegReading:
        """Table V: not cancelled, and the leg's units not returned. V-19…V-21 before the rows."""
        end = self._window(leg)
        if leg.id in self.units.doubted:
            read = self._read(leg, "V-20", Code.UNKNOWN, Reason.FULFILLED_SINCE, Action.LOOK)
            return self._also(replace(read, in_doubt=True), end.at if end is not None else None)
        if end is None or tells_afterwards(leg) or self.now < end.at:
            return self._also(self._row(leg), end.at if end is not None else None)
        until = self.clocks.look_until(leg, end.at, self.now)
        if until is None:
            data = _dates(ended=end.at) if end.kind is DeadlineIs.EXACT else ()
            read = self._read(leg, "V-21", Code.UNKNOWN, Reason.WINDOW_PAST, Action.LOOK, data=data)
            return replace(read, overdue_since=end.at)
        return self._also(self._row(leg), until)

    def _window(self, leg: Leg) -> End | None:
        return self.clocks.window(leg, self.now)

    def _row(self, leg: Leg) -> LegReading:
        match leg.state:
            case LegState.UNLINKED:
                return self._read(leg, "V-01", Code.UNKNOWN, Reason.NOT_LINKED, Action.LINK)
            case LegState.NOT_ORDERED | LegState.NO_PURCHASE:
                return self._unbought(leg)
            case LegState.UNPAID:
                return self._unpaid(leg)
            case LegState.OPEN:
                return self._open(leg)
            case LegState.ASKED:
                return self._asked(leg)
            case LegState.REFUSED:
                read = self._read(leg, "V-07", Code.ASK, Reason.REFUSED, Action.DEMAND)
                return self._until(read, self._window(leg), "ship_window")
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
                return self._read(leg, "V-13", Code.DONE, Reason.STOPPED, Action.NONE, data=(("how", how),))
            case LegState.GONE:
                return self._gone(leg)
            case LegState.DELIVERED:
                return self._delivered(leg)
            case LegState.HANDLED:
                why = Reason.LOSS_ACCEPTED if leg.loss_accepted else Reason.HANDLED
                return self._read(leg, "V-15", Code.REFUND_ONLY, why, Action.REFUND_ITEMS)
            case LegState.RETURNING:
                return self._returning(leg)
            case LegState.UNCLEAR:
                return self._unclear(leg)

    def _unbought(self, leg: Leg) -> LegReading:
        why = Reason.NOTHING_ORDERED if leg.state is LegState.NOT_ORDERED else Reason.NO_PURCHASE
        column = self.column(leg)
        if column == "F":
            return self._read(leg, "V-02", Code.REFUND_ONLY, why, Action.REFUND_ITEMS)
        action = Action.RECALL if column == "FR" else Action.CANCEL
        return self._read(leg, "V-02", Code.CAN_CANCEL, why, action)

    def _unpaid(self, leg: Leg) -> LegReading:
        code = Code.REFUND_ONLY if self.column(leg) == "F" else Code.CAN_CANCEL
        drop = self._read(leg, "V-03", code, Reason.UNPAID, Action.DROP)
        return self._clocked(leg, drop, self.clocks.ending(leg, self.clocks.unpaid, self.now), "unpaid", drop)

    def _open(self, leg: Leg) -> LegReading:
        if leg.asked_with and ((end := self._window(leg)) is None or self.now < end.at):
            return self._asked_with(leg)
        return self._not_asked(leg)

    def _asked_with(self, leg: Leg) -> LegReading:
        """V-06 of a purchase of which all is asked for, with another order: it may stop, and a second request says
        nothing. Its clock is that of the request; out: look, and a look, ours or the other order's, lets it be asked
        for."""
        named: Data = (("with", leg.asked_with[0]), ("more", len(leg.asked_with) - 1))
        inside = self._read(leg, "V-06", Code.WAITING, Reason.ASKED_WITH, Action.WAIT, named)
        looks = [at for at in (leg.looked_at, leg.asked_with_looked) if at is not None]
        request = replace(
            leg, clock_started_at=leg.asked_with_at, clock_started_by=leg.asked_with_by,
            looked_at=max(looks, default=None),
        )  # fmt: skip
        end = self.clocks.ending(request, self.clocks.silence, self.now)
        return self._clocked(request, inside, end, "silence", self._not_asked(leg))

    def _not_asked(self, leg: Leg) -> LegReading:
        end, closing = self._window(leg), self.clocks.closing_from(leg)
        data = _dates(paid=leg.paid_at)
        if end is not None and closing is not None and closing <= self.now < end.at:
            read = self._read(leg, "V-05", Code.CLOSING, Reason.CLOSES_ITSELF, Action.ASK, data)
            return self._until(read, end, "ship_window")
        why = Reason.NOT_SHIPPED if self.clocks.window_start(leg) is not None else Reason.WINDOW_NOT_STARTED
        if end is not None and self.now >= end.at:
            why = Reason.STILL_NOT_SHIPPED
        read = self._read(leg, "V-04", Code.ASK, why, Action.ASK, data)
        return self._also(self._until(read, end, "ship_window"), closing)

    def _asked(self, leg: Leg) -> LegReading:
        data = (*_dates(asked=leg.clock_started_at), ("times", leg.asked_times))
        inside = self._read(leg, "V-06", Code.WAITING, Reason.ASKED, Action.WAIT, data)
        looked = self._read(leg, "V-06", Code.ASK, Reason.ASKED_IN_VAIN, Action.ASK_AGAIN, data)
        end = self.clocks.ending(leg, self.clocks.silence, self.now)
        return self._clocked(leg, inside, end, "silence", looked)

    def _number_awaited(self, leg: Leg) -> LegReading:
        demanded = leg.state is LegState.DEMANDED
        why, rule = (Reason.DEMANDED, "demand") if demanded else (Reason.NUMBERED, "first_scan")
        data = _dates(since=leg.clock_started_at)
        if not demanded and scanned_elsewhere(leg):  # shown and asked; it waits as if there were none (rules §2)
            data = (*data, ("elsewhere", True))
            wait = self._read(leg, "V-08", Code.WAITING, why, Action.CHECK_NUMBER, data)
        else:
            wait = self._read(leg, "V-08", Code.WAITING, why, Action.WAIT, data)
        return self._clocked(leg, wait, self._days(leg, rule), rule, wait)

    def _days(self, leg: Leg, rule: str) -> End | None:
        return self.clocks.work_days_end(leg, rule, self.now)

    def _unproven(self, leg: Leg) -> LegReading:
        """Until a look after the clock that ran out, it is *look*; the clock is that of the number or of the scan."""
        clock = self._days(leg, "first_scan" if leg.before is LegState.NUMBERED else "demand")
        until = None if clock is None else self.clocks.look_until(leg, clock.at, self.now)
        end = self._window(leg)
        if until is None:
            read = self._read(leg, "V-09", Code.UNKNOWN, Reason.UNPROVEN_LOOK, Action.LOOK)
            over = clock.at if clock is not None and clock.at <= self.now else None
            return replace(self._until(read, end, "ship_window"), overdue_since=over)
        data = _dates(closes=end.at) if end is not None and end.kind is DeadlineIs.EXACT else ()
        read = self._read(leg, "V-09", Code.CLOSING, Reason.UNPROVEN, Action.ASK_AGAIN, data)
        return self._also(self._until(read, end, "ship_window"), until)

    def _disputable(self, leg: Leg) -> LegReading:
        start, last = self.clocks.dispute(leg)
        if last is not None and self.now >= last:
            return self._gone(leg)
        if leg.page_offers_dispute or (start is not None and self.now >= start):
            read = self._read(leg, "V-10", Code.DISPUTE, Reason.MAY_DISPUTE, Action.OPEN_DISPUTE)
            return self._also(self._until(read, self._dispute_end(leg), "dispute_until"), last)
        # Counted from the latest that it can have been shipped it is no date to show, and yet a moment to read again.
        data = _dates(**{"opens" if opens_exactly(leg) else "opens_by": start})
        read = self._read(leg, "V-11", Code.WAITING, Reason.DISPUTE_OPENS, Action.WAIT, data)
        return self._also(read, start)

    def _dispute_end(self, leg: Leg) -> End | None:
        return self.clocks.ending(leg, self.clocks.dispute_end, self.now)

    def _disputed(self, leg: Leg) -> LegReading:
        win = should_win(leg)
        told = (("unscanned", True),) if not scanned(leg) else () if win is None else (("should_win", win),)
        data = (*_dates(opened=leg.dispute_opened_at), *told)
        wait = self._read(leg, "V-12", Code.WAITING, Reason.DISPUTED, Action.WAIT, data)
        match leg.dispute_stage:
            case DisputeStage.PROPOSAL:
                answer = self._read(leg, "V-12", Code.DISPUTE, Reason.PROPOSAL, Action.ANSWER_PROPOSAL, data)
                end = None if leg.answer_by is None else End(leg.answer_by, leg.answer_by)
                return self._clocked(leg, answer, end, "answer", answer)
            case DisputeStage.SELLER:
                end = self.clocks.ending(leg, lambda one: self.clocks.days(one, "seller_answer"), self.now)
                return self._clocked(leg, wait, end, "seller_answer", wait)
            case DisputeStage.PLATFORM:
                end = self.clocks.ending(leg, self.clocks.platform, self.now)
                return self._clocked(leg, wait, end, "platform_answer", wait)
            case DisputeStage.WON_UNTOLD:
                return self._read(leg, "V-12", Code.UNKNOWN, Reason.AMOUNT_UNTOLD, Action.TYPE_AMOUNT, data)
            case None:
                return wait

    def _gone(self, leg: Leg) -> LegReading:
        label = leg.label_only and leg.state is LegState.GONE
        why = Reason.LABEL_ONLY if label else Reason.SHIPPED
        action = Action.CHECK_NUMBER if label else Action.ITEMS_GOODWILL_KEEP
        start, last = self.clocks.dispute(leg)
        read = self._read(leg, "V-14", Code.TOO_LATE, why, action, self._dispute_dates(leg, shipped=leg.shipped_at))
        # Of a parcel that went out a shipping date that nobody told is no next change (V-14).
        return self._also(self._also(read, start if opens_exactly(leg) else None), last)

    def _delivered(self, leg: Leg) -> LegReading:
        data = self._dispute_dates(leg, delivered=leg.delivered_at)
        read = self._read(leg, "V-15", Code.REFUND_ONLY, Reason.DELIVERED, Action.REFUND_ITEMS, data)
        end = self._dispute_end(leg)
        return self._also(self._until(read, end, "dispute_until"), end.at if end is not None else None)

    def _dispute_dates(self, leg: Leg, **more: datetime | None) -> Data:
        """With the opening and the end of the dispute window, where they are known to the day."""
        end = self._dispute_end(leg)
        last = end.at if end is not None and end.kind is DeadlineIs.EXACT else None
        first = self.clocks.dispute(leg)[0] if opens_exactly(leg) else None
        return _dates(**more, dispute_from=first, dispute_until=last)

    def _returning(self, leg: Leg) -> LegReading:
        """Once it is sent back its clock is over: the arrival is waited for, and the supplier's money."""
        if sent_back(leg):
            data = (("tracking", leg.return_tracking), *_dates(since=leg.sent_back_at))
            return self._read(leg, "V-17", Code.WAITING, Reason.SENT_BACK, Action.WAIT, data)
        end = self.clocks.ending(leg, lambda one: self.clocks.days(one, "return"), self.now)
        if leg.send_back_by is not None:
            end = End(leg.send_back_by, leg.send_back_by)
        data = _dates(by=end.at) if end is not None and end.kind is DeadlineIs.EXACT else ()
        send = self._read(leg, "V-17", Code.WAITING, Reason.RETURNING, Action.SEND_BACK, data)
        return self._clocked(leg, send, end, "return", send)

    def _unclear(self, leg: Leg) -> LegReading:
        """V-16: looked since it became unclear ("still frozen"): it waits for a while."""
        data = (("word", leg.raw_status),)
        looked = leg.looked_at is not None and (leg.known_at is None or leg.looked_at > leg.known_at)
        until = self.clocks.look_until(leg, leg.looked_at, self.now) if looked and leg.looked_at is not None else None
        if until is None:
            return self._read(leg, "V-16", Code.UNKNOWN, Reason.UNCLEAR, Action.EXPLAIN, data)
        return self._also(self._read(leg, "V-16", Code.WAITING, Reason.STILL_UNCLEAR, Action.WAIT, data), until)

    # -- table W --------------------------------------------------------------------------------------------------
    def money_back(self, leg: Leg, back: Back) -> LegReading:
        """Table W: the order is cancelled, or all money is returned, or this leg's units are."""
        own = self.kept(leg)
        if tells_afterwards(leg):
            return self._told_afterwards(leg, back.at)
        if leg.state is LegState.UNLINKED:
            code = Code.UNKNOWN if back.old else Code.ALARM
            return self._alarm(own, "W-01", Reason.BACK_UNLINKED, back, code)
        if leg.state in (LegState.DISPUTED, LegState.RETURNING):
            return replace(own, row="W-04")
        if self.units.group_of_leg(leg) == "live":
            return self._alarm(own, "W-02", Reason.BACK_LIVE, back)
        if self._arrives_unpaid(leg, back.at):
            read = self._alarm(own, "W-03", Reason.BACK_GONE, back)
            return replace(read, action=Action.ACCEPT_LOSS_OR_DISPUTE)
        return replace(own, row="W-06", code=Code.DONE, action=Action.NONE)

    def _alarm(self, own: LegReading, row: str, why: Reason, back: Back, code: Code = Code.ALARM) -> LegReading:
        """With the leg's own row's action and dates, and the words of what happened."""
        state = next(leg.state for leg in self.units.legs if leg.id == own.leg)
        data: Data = (("state", str(state)), ("happened", ",".join(back.happened)), ("back", back.at))
        return replace(own, row=row, code=code, because=Because(why, data), happened=back.happened)

    def _arrives_unpaid(self, leg: Leg, back: datetime) -> bool:
        """W-03: gone; delivered after the order was cancelled or its own money went back, or at an unknown time and
        not seen before that."""
        if leg.loss_accepted:
            return False
        if leg.state is LegState.DELIVERED:
            seen = leg.delivered_at or leg.delivered_by or leg.known_at
            return seen is None or seen > back
        return leg.state is LegState.GONE

    def _told_afterwards(self, leg: Leg, back: datetime) -> LegReading:
        """W-05: shop-first, stop not recorded: Waiting 24 h, then look."""
        until = back + self.clocks.rules.number("look", leg.kind, leg.supplier) * _HOUR
        wait = self._read(leg, "W-05", Code.WAITING, Reason.TELL_SUPPLIER, Action.WAIT)
        read = self._clocked(leg, wait, End(until, until), "look", wait)
        none = {"deadline": None, "deadline_kind": "", "clock": None, "overdue_since": None}
        return self._also(replace(read, **none), self.clocks.window_end(leg))  # type: ignore[arg-type]

    # -- helpers --------------------------------------------------------------------------------------------------
    def column(self, leg: Leg) -> str:
        """``U``, ``FR`` or ``F`` from the leg's own units that are left; nothing received: F counts as U, as Shopify
        accepts it."""
        mine = [unit for unit in leg.units if unit not in self.units.returned] or leg.units
        if any(u in self.units.fulfilled for u in mine) and self.units.situation.order.received != 0:
            return "F"
        return "FR" if any(u in self.units.requested for u in mine) else "U"

    def _clocked(self, leg: Leg, inside: LegReading, end: End | None, kind: str, looked: LegReading) -> LegReading:
        """Inside its clock; out: Unknown, look; looked since: the row without that clock, for 24 hours (rules §2)."""
        if end is None:
            return inside
        if self.now < end.at:
            return self._also(self._until(inside, end, kind), end.at)
        until = self.clocks.look_until(leg, end.at, self.now)
        if until is None:
            data = (("clock", kind), *(_dates(ended=end.at) if end.kind is DeadlineIs.EXACT else ()))
            read = self._read(leg, inside.row, Code.UNKNOWN, Reason.CLOCK_OUT, Action.LOOK, data)
            return replace(read, overdue_since=end.at)
        return self._also(looked, until)

    def _until(self, read: LegReading, end: End | None, kind: str) -> LegReading:
        """With the deadline that its row names, while it is still to come."""
        if end is None or end.at <= self.now:
            return read
        return replace(read, deadline=end.shown, deadline_kind=kind, deadline_is=end.kind, clock=end.at)

    def _also(self, read: LegReading, moment: datetime | None) -> LegReading:
        """With one more moment at which it may read otherwise."""
        if moment is None or moment <= self.now:
            return read
        known = read.next_change
        return replace(read, next_change=moment if known is None else min(known, moment))

    def _read(self, leg: Leg, row: str, code: Code, why: Reason, action: Action, data: Data = ()) -> LegReading:
        named = (("supplier", leg.supplier), *data) if leg.supplier else data
        return LegReading(leg.id, row, code, Because(why, named), action)


def _dates(**moments: datetime | None) -> Data:
    return tuple((name, moment) for name, moment in moments.items() if moment is not None)
