"""Table W (rules §3): what one purchase says once the order is cancelled, or all money is returned, or its units
are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dropdesk.domain.supplier.clocks import End
from dropdesk.domain.supplier.leg import Group, Leg, LegState
from dropdesk.domain.verdict.reasons import Reason
from dropdesk.domain.verdict.rows import Data
from dropdesk.domain.verdict.table_v import TableV
from dropdesk.domain.verdict.units import tells_afterwards
from dropdesk.domain.verdict.verdict import Action, Because, Code, Happened, LegReading

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Back:
    """Why a leg is read by table W: what happened, when that first did, and whether it is old history (rules §2)."""

    happened: tuple[Happened, ...]
    at: datetime
    old: bool = False


def money_back(table: TableV, leg: Leg, back: Back) -> LegReading:
    """Table W: the order is cancelled, or all money is returned, or this leg's units are."""
    own = table.kept(leg)
    if tells_afterwards(leg):
        return _told_afterwards(table, leg, back.at)
    if leg.state is LegState.UNLINKED:
        code = Code.UNKNOWN if back.old else Code.ALARM
        return _alarm(table, own, "W-01", Reason.BACK_UNLINKED, back, code)
    if leg.state in (LegState.DISPUTED, LegState.RETURNING):
        return replace(own, row="W-04")
    if table.units.group_of_leg(leg) == Group.LIVE:
        return _alarm(table, own, "W-02", Reason.BACK_LIVE, back)
    if _arrives_unpaid(table, leg, back.at):
        read = _alarm(table, own, "W-03", Reason.BACK_GONE, back)
        return replace(read, action=Action.ACCEPT_LOSS_OR_DISPUTE)
    return replace(own, row="W-06", code=Code.DONE, action=Action.NONE)


def _alarm(table: TableV, own: LegReading, row: str, why: Reason, back: Back, code: Code = Code.ALARM) -> LegReading:
    """With the leg's own row's action and dates, and the words of what happened."""
    state = next(leg.state for leg in table.units.legs if leg.id == own.leg)
    data: Data = (("state", str(state)), ("happened", ",".join(back.happened)), ("back", back.at))
    return replace(own, row=row, code=code, because=Because(why, data), happened=back.happened)


def _arrives_unpaid(table: TableV, leg: Leg, back: datetime) -> bool:
    """W-03: gone; delivered after the order was cancelled or its own money went back, or at an unknown time and
    not seen before that."""
    if leg.loss_accepted:
        return False
    if leg.state is LegState.DELIVERED:
        seen = leg.delivered_at or leg.delivered_by or leg.known_at
        return seen is None or seen > back
    return leg.state is LegState.GONE


def _told_afterwards(table: TableV, leg: Leg, back: datetime) -> LegReading:
    """W-05: shop-first, stop not recorded: Waiting 24 h, then look."""
    until = back + table.clocks.rules.number("look", leg.kind, leg.supplier) * _HOUR
    wait = table.row(leg, "W-05", Code.WAITING, Reason.TELL_SUPPLIER, Action.WAIT)
    read = table.clocked(leg, wait, End(until, until), "look", wait)
    none = {"deadline": None, "deadline_kind": "", "clock": None, "overdue_since": None}
    return table.also(replace(read, **none), table.clocks.window_end(leg))  # type: ignore[arg-type]
