"""Table V (rules §3): what one purchase says of an order that is not cancelled and whose units are not returned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from dropdesk.domain.supplier.clocks import DeadlineIs, End, opens_exactly, should_win
from dropdesk.domain.supplier.leg import DisputeStage, Leg, LegState, scanned, scanned_elsewhere, sent_back
from dropdesk.domain.verdict.reasons import Reason
from dropdesk.domain.verdict.rows import Data, Rows, dates
from dropdesk.domain.verdict.units import tells_afterwards
from dropdesk.domain.verdict.verdict import Action, Code, LegReading

_Later = Literal[
    LegState.DISPUTABLE,
    LegState.DISPUTED,
    LegState.STOPPED,
    LegState.GONE,
    LegState.DELIVERED,
    LegState.HANDLED,
    LegState.RETURNING,
]
"""States after the supplier could still have stopped it; the type keeps the two halves of the table whole."""


@dataclass(frozen=True, slots=True)
class TableV(Rows):
    """One method a row, or a few rows that share their clock; ``kept`` is the door."""

    def kept(self, leg: Leg) -> LegReading:
        """Table V: not cancelled, and the leg's units not returned. V-19…V-21 before the rows."""
        end = self.window(leg)
        if leg.id in self.units.doubted:
            read = self.row(leg, "V-20", Code.UNKNOWN, Reason.FULFILLED_SINCE, Action.LOOK)
            return self.also(replace(read, in_doubt=True), end.at if end is not None else None)
        if end is None or tells_afterwards(leg) or self.now < end.at:
            return self.also(self._row(leg), end.at if end is not None else None)
        until = self.clocks.look_until(leg, end.at, self.now)
        if until is None:
            data = dates(ended=end.at) if end.kind is DeadlineIs.EXACT else ()
            read = self.row(leg, "V-21", Code.UNKNOWN, Reason.WINDOW_PAST, Action.LOOK, data=data)
            return replace(read, overdue_since=end.at)
        return self.also(self._row(leg), until)

    def _row(self, leg: Leg) -> LegReading:
        """The row of the leg's state: before the parcel's way, or on it."""
        match leg.state:
            case LegState.UNLINKED:
                return self.row(leg, "V-01", Code.UNKNOWN, Reason.NOT_LINKED, Action.LINK)
            case LegState.NOT_ORDERED | LegState.NO_PURCHASE:
                return self._unbought(leg)
            case LegState.UNPAID:
                return self._unpaid(leg)
            case LegState.OPEN:
                return self._open(leg)
            case LegState.ASKED:
                return self._asked(leg)
            case LegState.REFUSED:
                read = self.row(leg, "V-07", Code.ASK, Reason.REFUSED, Action.DEMAND)
                return self.until(read, self.window(leg), "ship_window")
            case LegState.DEMANDED | LegState.NUMBERED:
                return self._number_awaited(leg)
            case LegState.UNPROVEN:
                return self._unproven(leg)
            case LegState.UNCLEAR:
                return self._unclear(leg)
            case other:
                return self._later_row(leg, other)

    def _later_row(self, leg: Leg, state: _Later) -> LegReading:
        match state:
            case LegState.DISPUTABLE:
                return self._disputable(leg)
            case LegState.DISPUTED:
                return self._disputed(leg)
            case LegState.STOPPED:
                how = str(leg.how or "cancelled")
                return self.row(leg, "V-13", Code.DONE, Reason.STOPPED, Action.NONE, data=(("how", how),))
            case LegState.GONE:
                return self._gone(leg)
            case LegState.DELIVERED:
                return self._delivered(leg)
            case LegState.HANDLED:
                why = Reason.LOSS_ACCEPTED if leg.loss_accepted else Reason.HANDLED
                return self.row(leg, "V-15", Code.REFUND_ONLY, why, Action.REFUND_ITEMS)
            case LegState.RETURNING:
                return self._returning(leg)

    def _unbought(self, leg: Leg) -> LegReading:
        why = Reason.NOTHING_ORDERED if leg.state is LegState.NOT_ORDERED else Reason.NO_PURCHASE
        column = self.column(leg)
        if column == "F":
            return self.row(leg, "V-02", Code.REFUND_ONLY, why, Action.REFUND_ITEMS)
        action = Action.RECALL if column == "FR" else Action.CANCEL
        return self.row(leg, "V-02", Code.CAN_CANCEL, why, action)

    def _unpaid(self, leg: Leg) -> LegReading:
        code = Code.REFUND_ONLY if self.column(leg) == "F" else Code.CAN_CANCEL
        drop = self.row(leg, "V-03", code, Reason.UNPAID, Action.DROP)
        return self.clocked(leg, drop, self.clocks.ending(leg, self.clocks.unpaid, self.now), "unpaid", drop)

    def _open(self, leg: Leg) -> LegReading:
        if leg.asked_with and ((end := self.window(leg)) is None or self.now < end.at):
            return self._asked_with(leg)
        return self._not_asked(leg)

    def _asked_with(self, leg: Leg) -> LegReading:
        """V-06 of a purchase of which all is asked for, with another order: it may stop, and a second request says
        nothing. Its clock is that of the request; out: look, and a look, ours or the other order's, lets it be asked
        for."""
        named: Data = (("with", leg.asked_with[0]), ("more", len(leg.asked_with) - 1))
        inside = self.row(leg, "V-06", Code.WAITING, Reason.ASKED_WITH, Action.WAIT, named)
        looks = [at for at in (leg.looked_at, leg.asked_with_looked) if at is not None]
        request = replace(
            leg, clock_started_at=leg.asked_with_at, clock_started_by=leg.asked_with_by,
            looked_at=max(looks, default=None),
        )  # fmt: skip
        end = self.clocks.ending(request, self.clocks.silence, self.now)
        return self.clocked(request, inside, end, "silence", self._not_asked(leg))

    def _not_asked(self, leg: Leg) -> LegReading:
        end, closing = self.window(leg), self.clocks.closing_from(leg)
        data = dates(paid=leg.paid_at)
        if end is not None and closing is not None and closing <= self.now < end.at:
            read = self.row(leg, "V-05", Code.CLOSING, Reason.CLOSES_ITSELF, Action.ASK, data)
            return self.until(read, end, "ship_window")
        why = Reason.NOT_SHIPPED if self.clocks.window_start(leg) is not None else Reason.WINDOW_NOT_STARTED
        if end is not None and self.now >= end.at:
            why = Reason.STILL_NOT_SHIPPED
        read = self.row(leg, "V-04", Code.ASK, why, Action.ASK, data)
        return self.also(self.until(read, end, "ship_window"), closing)

    def _asked(self, leg: Leg) -> LegReading:
        data = (*dates(asked=leg.clock_started_at), ("times", leg.asked_times))
        inside = self.row(leg, "V-06", Code.WAITING, Reason.ASKED, Action.WAIT, data)
        looked = self.row(leg, "V-06", Code.ASK, Reason.ASKED_IN_VAIN, Action.ASK_AGAIN, data)
        end = self.clocks.ending(leg, self.clocks.silence, self.now)
        return self.clocked(leg, inside, end, "silence", looked)

    def _number_awaited(self, leg: Leg) -> LegReading:
        demanded = leg.state is LegState.DEMANDED
        why, rule = (Reason.DEMANDED, "demand") if demanded else (Reason.NUMBERED, "first_scan")
        data = dates(since=leg.clock_started_at)
        if not demanded and scanned_elsewhere(leg):  # shown and asked; it waits as if there were none (rules §2)
            data = (*data, ("elsewhere", True))
            wait = self.row(leg, "V-08", Code.WAITING, why, Action.CHECK_NUMBER, data)
        else:
            wait = self.row(leg, "V-08", Code.WAITING, why, Action.WAIT, data)
        return self.clocked(leg, wait, self.days(leg, rule), rule, wait)

    def _unproven(self, leg: Leg) -> LegReading:
        """Until a look after the clock that ran out, it is *look*; the clock is that of the number or of the scan."""
        clock = self.days(leg, "first_scan" if leg.before is LegState.NUMBERED else "demand")
        until = None if clock is None else self.clocks.look_until(leg, clock.at, self.now)
        end = self.window(leg)
        if until is None:
            read = self.row(leg, "V-09", Code.UNKNOWN, Reason.UNPROVEN_LOOK, Action.LOOK)
            over = clock.at if clock is not None and clock.at <= self.now else None
            return replace(self.until(read, end, "ship_window"), overdue_since=over)
        data = dates(closes=end.at) if end is not None and end.kind is DeadlineIs.EXACT else ()
        read = self.row(leg, "V-09", Code.CLOSING, Reason.UNPROVEN, Action.ASK_AGAIN, data)
        return self.also(self.until(read, end, "ship_window"), until)

    def _disputable(self, leg: Leg) -> LegReading:
        start, last = self.clocks.dispute(leg)
        if last is not None and self.now >= last:
            return self._gone(leg)
        if leg.page_offers_dispute or (start is not None and self.now >= start):
            read = self.row(leg, "V-10", Code.DISPUTE, Reason.MAY_DISPUTE, Action.OPEN_DISPUTE)
            return self.also(self.until(read, self.dispute_end(leg), "dispute_until"), last)
        # Counted from the latest that it can have been shipped it is no date to show, and yet a moment to read again.
        data = dates(**{"opens" if opens_exactly(leg) else "opens_by": start})
        read = self.row(leg, "V-11", Code.WAITING, Reason.DISPUTE_OPENS, Action.WAIT, data)
        return self.also(read, start)

    def _disputed(self, leg: Leg) -> LegReading:
        win = should_win(leg)
        told = (("unscanned", True),) if not scanned(leg) else () if win is None else (("should_win", win),)
        data = (*dates(opened=leg.dispute_opened_at), *told)
        wait = self.row(leg, "V-12", Code.WAITING, Reason.DISPUTED, Action.WAIT, data)
        match leg.dispute_stage:
            case DisputeStage.PROPOSAL:
                answer = self.row(leg, "V-12", Code.DISPUTE, Reason.PROPOSAL, Action.ANSWER_PROPOSAL, data)
                end = None if leg.answer_by is None else End(leg.answer_by, leg.answer_by)
                return self.clocked(leg, answer, end, "answer", answer)
            case DisputeStage.SELLER:
                end = self.clocks.ending(leg, lambda one: self.clocks.days(one, "seller_answer"), self.now)
                return self.clocked(leg, wait, end, "seller_answer", wait)
            case DisputeStage.PLATFORM:
                end = self.clocks.ending(leg, self.clocks.platform, self.now)
                return self.clocked(leg, wait, end, "platform_answer", wait)
            case DisputeStage.WON_UNTOLD:
                return self.row(leg, "V-12", Code.UNKNOWN, Reason.AMOUNT_UNTOLD, Action.TYPE_AMOUNT, data)
            case None:
                return wait

    def _gone(self, leg: Leg) -> LegReading:
        label = leg.label_only and leg.state is LegState.GONE
        why = Reason.LABEL_ONLY if label else Reason.SHIPPED
        action = Action.CHECK_NUMBER if label else Action.ITEMS_GOODWILL_KEEP
        start, last = self.clocks.dispute(leg)
        read = self.row(leg, "V-14", Code.TOO_LATE, why, action, self.dispute_dates(leg, shipped=leg.shipped_at))
        # Of a parcel that went out a shipping date that nobody told is no next change (V-14).
        return self.also(self.also(read, start if opens_exactly(leg) else None), last)

    def _delivered(self, leg: Leg) -> LegReading:
        data = self.dispute_dates(leg, delivered=leg.delivered_at)
        read = self.row(leg, "V-15", Code.REFUND_ONLY, Reason.DELIVERED, Action.REFUND_ITEMS, data)
        end = self.dispute_end(leg)
        return self.also(self.until(read, end, "dispute_until"), end.at if end is not None else None)

    def _returning(self, leg: Leg) -> LegReading:
        """Once it is sent back its clock is over: the arrival is waited for, and the supplier's money."""
        if sent_back(leg):
            data = (("tracking", leg.return_tracking), *dates(since=leg.sent_back_at))
            return self.row(leg, "V-17", Code.WAITING, Reason.SENT_BACK, Action.WAIT, data)
        end = self.clocks.ending(leg, lambda one: self.clocks.days(one, "return"), self.now)
        if leg.send_back_by is not None:
            end = End(leg.send_back_by, leg.send_back_by)
        data = dates(by=end.at) if end is not None and end.kind is DeadlineIs.EXACT else ()
        send = self.row(leg, "V-17", Code.WAITING, Reason.RETURNING, Action.SEND_BACK, data)
        return self.clocked(leg, send, end, "return", send)

    def _unclear(self, leg: Leg) -> LegReading:
        """V-16: looked since it became unclear ("still frozen"): it waits for a while."""
        data = (("word", leg.raw_status),)
        looked = leg.looked_at is not None and (leg.known_at is None or leg.looked_at > leg.known_at)
        until = self.clocks.look_until(leg, leg.looked_at, self.now) if looked and leg.looked_at is not None else None
        if until is None:
            return self.row(leg, "V-16", Code.UNKNOWN, Reason.UNCLEAR, Action.EXPLAIN, data)
        return self.also(self.row(leg, "V-16", Code.WAITING, Reason.STILL_UNCLEAR, Action.WAIT, data), until)
