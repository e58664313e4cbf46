"""Coverage, route, headline, attention and dates of the whole order (rules.md section 3)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from . import money
from .facts import Facts, Leg, Unit
from .table_v import PASSES_UNKNOWN, Row, View, own_row
from .table_w import Shop, w_row
from .units import Units, plain_group, read_units, shop_first, wished

OUT_PHASES = ("Sent", "RecallSent", "RefundSent", "RecallAsked", "Claimed")
ORDER_OF_CODES = (
    "Alarm", "Unknown", "Dispute", "Ready", "Closing", "Ask supplier", "Can cancel", "Waiting", "Too late",
    "Refund only", "Done",
)  # fmt: skip
NEAR = timedelta(hours=48)
PROMISE_NEAR = timedelta(hours=24)
ACT_NOW = timedelta(minutes=60)


@dataclass(frozen=True)
class Said:
    """A leg with what it says in table V for its units left (None: none left) and in table W (None: not there)."""

    leg: Leg
    group: str
    left: frozenset[Unit]
    v: Row | None
    w: Row | None

    @property
    def rows(self) -> list[Row]:
        """All its rows."""
        return [row for row in (self.v, self.w) if row is not None]


@dataclass(frozen=True)
class Coverage:
    """Coverage, scope and route, with the rows that speak for the headline."""

    id: str | None
    scope: frozenset[Unit]
    route: str | None
    speaks: list[tuple[Row, int | None]]


def urgency(row: Row, number: int | None, now: datetime) -> tuple[float, int, float, float]:
    """The order of the headline; smaller is more urgent."""
    rank = ORDER_OF_CODES.index(row.code)
    passes = 0
    if row.code in ("Closing", "Dispute") and row.runs_to is not None and row.runs_to - now <= PASSES_UNKNOWN:
        passes = -1
        place = 0.5 + rank / 100
    else:
        place = float(rank)
    date = row.overdue_since or row.runs_to
    return place, passes, float("inf") if date is None else date.timestamp(), float("inf") if number is None else number


def _column(own: frozenset[Unit], units: Units, nothing_received: bool) -> str:
    """Nothing received: F counts as U."""
    if own & units.fulfilled and not nothing_received:
        return "F"
    return "FR" if own & units.requested else "U"


def _split_stock(legs: tuple[Leg, ...], units: Units) -> list[tuple[int, Leg]]:
    """Own stock is here once it is fulfilled: two legs where a part is."""
    found: list[tuple[int, Leg]] = []
    for i, leg in enumerate(legs):
        parts = [leg.units & units.fulfilled, leg.units - units.fulfilled] if leg.own_stock else [leg.units]
        found += [(i, replace(leg, units=part)) for part in parts if part]
    return found


def _group(leg: Leg, doubted: bool, units: Units) -> str:
    if doubted:
        return "live"
    if leg.own_stock:
        return units.group[min(leg.units)]
    return plain_group(leg)


def _said(facts: Facts, units: Units, old: bool) -> list[Said]:
    order = facts.order
    whole = order.cancelled_at is not None or money.all_returned(order)
    alarm_alone = not whole and 2 * units.beyond > order.received > 0
    shop = Shop(order, units, old)
    found: list[Said] = []
    for i, leg in _split_stock(facts.legs, units):
        doubted = i in units.doubted
        column = _column(leg.units - units.returned or leg.units, units, order.received == 0)
        view = View(leg, facts.now, facts.window_hours, doubted, column)  # type: ignore[arg-type]
        mine = leg.units if whole else leg.units & units.returned
        left = frozenset() if whole else leg.units - units.returned
        v = own_row(view) if left else None
        w = w_row(shop, view, mine) if mine or whole else None
        if alarm_alone and (w is None or w.code != "Alarm"):
            alarm = w_row(shop, view, leg.units)
            w = alarm if alarm.code == "Alarm" else w
        found.append(Said(leg, _group(leg, doubted, units), left, v, w))
    return found


def _route(facts: Facts, units: Units, scope: frozenset[Unit]) -> str:
    everything = frozenset(units.group) - units.returned
    if facts.order.received <= 0:
        return "cancel" if scope == everything else "edit by hand"
    return "cancel" if scope == everything and not units.fulfilled else "refund items"


def _scope_action(route: str, scope: frozenset[Unit], units: Units) -> str:
    return "recall" if scope & units.requested else route


def _ready(facts: Facts, units: Units, free: frozenset[Unit], legs: list[Said], only_free: bool) -> Coverage:
    """V-30."""
    route = _route(facts, units, free)
    action = _scope_action(route, free, units)
    serving = [said for said in legs if said.leg.units & free]
    others = [(said.v, said.leg.number) for said in legs if said.group != "free" and said.v is not None]
    if only_free and all(said.leg.state == "not_ordered" for said in serving):
        fulfilled = bool(free & units.fulfilled) and facts.order.received > 0
        row = Row("V-02", "Refund only" if fulfilled else "Can cancel", action)
        return Coverage("V-30", free, route, [(row, None), *others])
    return Coverage("V-30", free, route, [(Row("V-30", "Ready", action), None), *others])


def _live(legs: list[Said]) -> Coverage:
    """V-32: free units add nothing; an unpaid leg speaks alone, or as Closing beside what is gone or here."""
    busy = [said for said in legs if said.group != "free"]
    only_unpaid = all(said.leg.state == "unpaid" for said in busy)
    other_live = any(said.group == "live" and said.leg.state != "unpaid" for said in busy)
    rows: list[tuple[Row, int | None]] = []
    for said in busy:
        row = said.v
        if row is None:
            continue
        if row.id == "V-03" and row.code != "Unknown" and not only_unpaid:
            if other_live:
                continue
            row = replace(row, code="Closing")
        rows.append((row, said.leg.number))
    return Coverage("V-32", frozenset(), None, rows)


def _coverage(facts: Facts, units: Units, said: list[Said]) -> Coverage:
    """V-30 to V-32, on the units of the wish that are not returned."""
    asked = wished(facts, units)
    if facts.order.cancelled_at is not None or money.all_returned(facts.order) or not asked:
        return Coverage(None, frozenset(), None, [])
    legs = [one for one in said if one.leg.units & asked and one.v is not None]
    groups = {units.group[unit] for unit in asked}
    free = frozenset(unit for unit in asked if units.group[unit] == "free")
    if "live" in groups:
        return _live(legs)
    if free:
        return _ready(facts, units, free, legs, groups == {"free"})
    return Coverage(
        "V-31", frozenset(), None, [(one.v, one.leg.number) for one in legs if one.group != "free" and one.v]
    )


def _calm(facts: Facts, units: Units) -> tuple[Row, frozenset[Unit], str | None]:
    """W-10 to W-14, where all is calm."""
    order = facts.order
    if money.owed(order) > 0:
        return Row("W-10", "Ready", "refund what is owed"), frozenset(), None
    if order.refund_pending > 0:
        return Row("W-14", "Waiting", "wait"), frozenset(), None
    line_is_f = bool(units.fulfilled) and order.received > 0
    if order.cancelled_at is None and money.all_returned(order) and not line_is_f and order.chargeback != "open":
        action = "recall" if units.requested else "cancel without refund"
        return Row("W-11", "Ready", action), frozenset(units.group), "cancel without refund"
    if order.chargeback == "open":
        return Row("W-12", "Waiting", "wait" if order.answer_bank_by is None else "answer the bank"), frozenset(), None
    return Row("W-13", "Done", "none"), frozenset(), None


def _call_is_out(facts: Facts) -> bool:
    """V-18. A refund that Shopify took and that is pending is W-14."""
    order = facts.order
    if not order.open_case or order.case_phase not in OUT_PHASES:
        return False
    return not (order.case_phase == "RefundSent" and order.refund_pending > 0)


def _unasked_stop(facts: Facts, units: Units, said: list[Said]) -> bool:
    """A stop that serves no present wish while its units are neither returned nor bought anew."""
    order = facts.order
    if order.customer_knows:
        return False
    present = order.open_case or order.customer_asked_at is not None
    wish = wished(facts, units) if present else frozenset()
    for one in said:
        if one.leg.state != "stopped" or one.v is None:
            continue
        anew = [leg.units for leg in facts.legs if leg.state not in ("stopped", "not_ordered", "unlinked")]
        if one.left - wish.union(*anew):
            return True
    return False


def _attention(facts: Facts, units: Units, said: list[Said], old: bool) -> set[str]:
    if old:
        return set()
    order = facts.order
    rows = [row for one in said for row in one.rows]
    acted = [row for one in said for row in one.rows if one.leg.acted_on]
    near = [row.runs_to for row in acted if row.deadline is not None and row.runs_to is not None]
    found = {
        "open case": order.open_case,
        "wish": order.customer_asked_at is not None,
        "alarm": any(row.code == "Alarm" for row in rows),
        "stopped, nobody asked: reorder or refund": _unasked_stop(facts, units, said),
        "refund owed": money.owed(order) > 0,
        "chargeback": order.chargeback == "open",
        "promise": order.promise_due is not None and facts.now >= order.promise_due - PROMISE_NEAR,
        "deadline": any(date - facts.now <= NEAR for date in near),
    }
    # "told as overdue since in the same place": it is still the deadline, which must not pass unsaid (section 4.4).
    # Beside another reason it is none (E-52).
    if not any(found.values()):
        found["deadline"] = any(row.overdue_since is not None for row in acted)
    return {name for name, is_so in found.items() if is_so}


def _happened(facts: Facts, units: Units, one: Said | None) -> set[str]:
    """What the words of the headline's Alarm say, and no more."""
    if one is None:
        return set()
    order = facts.order
    mine = one.leg.units
    bank = money.bank_took_it(order)
    alarm_alone = 2 * units.beyond > order.received > 0
    went_back = bool(mine & units.refunded)
    if not bank and (money.all_returned(order) or (alarm_alone and order.cancelled_at is None)):
        went_back = True
    found = {
        "cancelled": order.cancelled_at is not None,
        "money back": went_back and order.returned > 0,
        "refund on its way": went_back and order.refund_pending > 0,
        "removed": bool(mine & units.removed),
        "the bank took it": bank,
    }
    return {name for name, is_so in found.items() if is_so}


Dates = tuple[datetime | None, str | None, datetime | None, datetime | None]


@dataclass(frozen=True)
class Verdict:
    """All the order says."""

    row: Row
    coverage: Coverage
    said: list[Said]
    attention: set[str]
    happened: set[str]
    deadline: datetime | None
    deadline_is: str | None
    overdue_since: datetime | None
    next_change: datetime | None


def _answer_by(facts: Facts) -> datetime | None:
    """W-12: by when the open chargeback wants our answer."""
    return facts.order.answer_bank_by if facts.order.chargeback == "open" else None


def _act_now_ends(facts: Facts, said: list[Said]) -> datetime | None:
    """R-01: a wish or open case within 60 min of a live purchase's payment (unpaid or unlinked: of the order)."""
    order = facts.order
    if not (order.open_case or order.customer_asked_at) or order.cancelled_at is not None:
        return None
    times = [
        None if one.leg.state in ("unpaid", "unlinked") else one.leg.paid_at for one in said if one.group == "live"
    ]
    starts = [start for start in (time or order.created_at for time in times) if start is not None]
    return max(starts) + ACT_NOW if starts else None


def _moments(facts: Facts, said: list[Said], old: bool) -> list[datetime]:
    """Everything at which verdict or attention may read otherwise."""
    rows = [row for one in said for row in one.rows]
    found = [change for row in rows for change in row.changes]
    passing = [row.runs_to for row in rows if row.code in ("Closing", "Dispute")]
    found += [date - PASSES_UNKNOWN for date in passing if date is not None]
    found += [moment for moment in (_answer_by(facts), _act_now_ends(facts, said)) if moment is not None]
    if old:
        return found
    acted = [row for one in said if one.leg.acted_on for row in one.rows if row.deadline is not None]
    found += [row.runs_to - NEAR for row in acted if row.runs_to is not None]
    if facts.order.promise_due is not None:
        found.append(facts.order.promise_due - PROMISE_NEAR)
    return found


def _dates(facts: Facts, said: list[Said], old: bool) -> Dates:
    """Deadline with its word, overdue since, next change: the earliest over all legs, and the bank's."""
    rows = [row for one in said for row in one.rows]
    by = _answer_by(facts)
    shown = [(row.deadline, row.deadline_is or "") for row in rows if row.deadline is not None]
    overdue = [row.overdue_since for row in rows if row.overdue_since is not None]
    if by is not None and by > facts.now:
        shown.append((by, ""))
    elif by is not None:
        overdue.append(by)
    changes = [change for change in _moments(facts, said, old) if change > facts.now]
    first, word = min(shown, key=lambda date: date[0], default=(None, ""))
    return first, word or None, min(overdue, default=None), min(changes, default=None)


def judge(facts: Facts) -> tuple[Verdict, Units]:
    """The verdict of the order."""
    units = read_units(facts)
    old = money.old_history(facts)
    said = _said(facts, units, old)
    coverage = _coverage(facts, units, said)
    speaks = [*coverage.speaks, *((one.w, one.leg.number) for one in said if one.w is not None)]
    speaks = [(row, number) for row, number in speaks if row.code != "Done"]
    if speaks:
        row = min(speaks, key=lambda spoken: urgency(spoken[0], spoken[1], facts.now))[0]
    else:
        row, scope, route = _calm(facts, units)
        coverage = Coverage(coverage.id, scope, route, [])
    if _call_is_out(facts):
        coverage = Coverage(None, frozenset(), None, [])
        if row.code != "Alarm":
            row = Row("V-18", "Waiting", "check")
    loud = next((one for one in said if row.code == "Alarm" and one.w is row), None)
    deadline, word, overdue, change = _dates(facts, said, old)
    return (
        Verdict(
            row,
            coverage,
            said,
            _attention(facts, units, said, old),
            _happened(facts, units, loud),
            deadline,
            word,
            overdue,
            change,
        ),
        units,
    )


def unshipped_shop_first(facts: Facts) -> bool:
    """V-19 is touched."""
    return any(shop_first(leg) for leg in facts.legs)
