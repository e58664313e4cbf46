"""Reading one purchase at one moment: what rows of Table V and Table W have in common (rules §3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from dropdesk.domain.supplier.clocks import Clocks, DeadlineIs, End, opens_exactly
from dropdesk.domain.supplier.leg import Leg
from dropdesk.domain.verdict.reasons import Reason
from dropdesk.domain.verdict.units import Units
from dropdesk.domain.verdict.verdict import Action, Because, Code, LegReading

Data = tuple[tuple[str, int | str | bool | datetime], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Reads legs at one moment."""

    units: Units
    clocks: Clocks
    now: datetime

    def window(self, leg: Leg) -> End | None:
        """The end of the leg's ship window (rules §2 "ship window"), and how exactly it is known; None: no window
        runs."""
        return self.clocks.window(leg, self.now)

    def column(self, leg: Leg) -> str:
        """``U``, ``FR`` or ``F`` from the leg's own units that are left; nothing received: F counts as U, as Shopify
        accepts it."""
        mine = [unit for unit in leg.units if unit not in self.units.returned] or leg.units
        if any(u in self.units.fulfilled for u in mine) and self.units.situation.order.received != 0:
            return "F"
        return "FR" if any(u in self.units.requested for u in mine) else "U"

    def clocked(self, leg: Leg, inside: LegReading, end: End | None, kind: str, looked: LegReading) -> LegReading:
        """Inside its clock; out: Unknown, look; looked since: the row without that clock, for 24 hours (rules §2)."""
        if end is None:
            return inside
        if self.now < end.at:
            return self.also(self.until(inside, end, kind), end.at)
        until = self.clocks.look_until(leg, end.at, self.now)
        if until is None:
            data = (("clock", kind), *(dates(ended=end.at) if end.kind is DeadlineIs.EXACT else ()))
            read = self.row(leg, inside.row, Code.UNKNOWN, Reason.CLOCK_OUT, Action.LOOK, data)
            return replace(read, overdue_since=end.at)
        return self.also(looked, until)

    def until(self, read: LegReading, end: End | None, kind: str) -> LegReading:
        """With the deadline that its row names, while it is still to come."""
        if end is None or end.at <= self.now:
            return read
        return replace(read, deadline=end.shown, deadline_kind=kind, deadline_is=end.kind, clock=end.at)

    def also(self, read: LegReading, moment: datetime | None) -> LegReading:
        """With one more moment at which it may read otherwise."""
        if moment is None or moment <= self.now:
            return read
        known = read.next_change
        return replace(read, next_change=moment if known is None else min(known, moment))

    def row(self, leg: Leg, row: str, code: Code, why: Reason, action: Action, data: Data = ()) -> LegReading:
        """A reading of ``leg``: its row's number in the table, the code and why, and the one action; ``data`` for the
        words, with the supplier's name first where it is known."""
        named = (("supplier", leg.supplier), *data) if leg.supplier else data
        return LegReading(leg.id, row, code, Because(why, named), action)

    def days(self, leg: Leg, rule: str) -> End | None:
        """The end of the clock of this rule (its value in China work days) for the leg; None: it does not run."""
        return self.clocks.work_days_end(leg, rule, self.now)

    def dispute_end(self, leg: Leg) -> End | None:
        """The last moment at which a dispute may be opened (rules §2); None: not known."""
        return self.clocks.ending(leg, self.clocks.dispute_end, self.now)

    def dispute_dates(self, leg: Leg, **more: datetime | None) -> Data:
        """With the opening and the end of the dispute window, where they are known to the day."""
        end = self.dispute_end(leg)
        last = end.at if end is not None and end.kind is DeadlineIs.EXACT else None
        first = self.clocks.dispute(leg)[0] if opens_exactly(leg) else None
        return dates(**more, dispute_from=first, dispute_until=last)


def dates(**moments: datetime | None) -> Data:
    """Moments for the words by name; those that are not known are left out."""
    return tuple((name, moment) for name, moment in moments.items() if moment is not None)
