"""A slow, obvious second reading of the rules' tables V and W, written from the text alone.

It imports nothing of the product's verdict but its data shapes. It goes unit by unit and leg by leg, asks every
question again wherever it needs the answer, and is compared with the product's verdict on random worlds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dropdesk.domain.legs import DisputeStage, Leg, LegState, SupplierKind
from dropdesk.domain.order import Chargeback, Line
from dropdesk.domain.values import BEIJING, LegId, LineId
from dropdesk.domain.verdict import Situation

URGENCY = [
    *("alarm", "unknown", "dispute", "ready", "closing", "ask"),
    *("can_cancel", "waiting", "too_late", "refund_only", "done"),
]
S = LegState
LIVE = [S.UNLINKED, S.UNPAID, S.OPEN, S.ASKED, S.REFUSED, S.DEMANDED, S.NUMBERED, S.UNPROVEN, S.DISPUTABLE, S.DISPUTED]
LIVE += [S.UNCLEAR]
WINDOW = [S.OPEN, S.ASKED, S.REFUSED, S.DEMANDED, S.NUMBERED, S.UNPROVEN]
NOT_SHIPPED = [S.UNPAID, *WINDOW]
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
Place = tuple[LineId, int]


@dataclass
class Read:
    """What one leg says."""

    leg: LegId | None
    row: str
    code: str
    action: str
    deadline: datetime | None = None
    changes: list[datetime] = field(default_factory=list)
    returned: bool = False
    number: int = 0


@dataclass
class Answer:
    """The second reading's headline, comparable with the first's."""

    row: str
    code: str
    coverage: str | None
    scope: dict[LineId, int]
    route: str | None
    action: str
    deadline: datetime | None
    changes: list[datetime]
    attention: set[str]
    reads: list[Read]
    units: dict[Place, str]
    owed: int
    muted: bool

    @property
    def next_change(self) -> datetime | None:
        return min(self.changes, default=None)


class Reading:
    """One world, read at one moment. ``working`` tells China's working days; ``number`` the rules' numbers."""

    def __init__(
        self, world: Situation, working: Callable[[date], bool], number: Callable[[str, Leg | None], int], now: datetime
    ) -> None:
        self.w, self.order, self.working, self.number, self.now = world, world.order, working, number, now
        self.legs = self._all_legs()

    # -- clocks -----------------------------------------------------------------------------------------------------
    def work_days(self, start: datetime, n: int) -> datetime:
        day = start.astimezone(BEIJING).date()
        while n:
            day += DAY
            n -= self.working(day)
        return datetime(day.year, day.month, day.day, tzinfo=BEIJING) + DAY

    def days(self, start: datetime, n: int) -> datetime:
        day = start.astimezone(BEIJING).date() + n * DAY
        return datetime(day.year, day.month, day.day, tzinfo=BEIJING) + DAY

    def window_end(self, leg: Leg) -> datetime | None:
        if leg.ship_deadline_typed:
            return leg.ship_deadline_typed
        if leg.paid_at is None:
            return None
        hours = self.number("ship_window_hours", leg)
        if hours:
            return leg.paid_at + hours * HOUR
        return self.work_days(leg.paid_at, self.number("ship_window", leg))

    def closing_from(self, leg: Leg) -> datetime | None:
        end = self.window_end(leg)
        if end is None:
            return None
        if leg.paid_at is None:
            return end - DAY
        return end - min(DAY, (end - leg.paid_at) / 4)

    def dispute_window(self, leg: Leg) -> tuple[datetime | None, datetime | None]:
        start, end = leg.dispute_from_typed, leg.dispute_until_typed
        if start is None and leg.shipped_at is not None:
            start = self.days(leg.shipped_at, self.number("dispute_from", leg) - 1)
        if end is None and leg.delivered_at is not None:
            end = self.days(leg.delivered_at, self.number("dispute_until", leg))
        return start, end

    def looked_since(self, leg: Leg, clock: datetime) -> datetime | None:
        """Until when a look answers the clock that ran out; None: nobody looked, or too long ago."""
        if leg.looked_at is None or leg.looked_at < clock:
            return None
        until = leg.looked_at + self.number("look", leg) * HOUR
        return until if self.now < until else None

    # -- units ------------------------------------------------------------------------------------------------------
    def _all_legs(self) -> list[Leg]:
        """The given legs, and one for the units of each line that nobody has linked."""
        legs = list(self.w.legs)
        served = {u for leg in legs for u in leg.units}
        for line in self.order.lines:
            bare = tuple((line.id, i) for i in range(line.quantity) if (line.id, i) not in served)
            if bare:
                state = S.NO_PURCHASE if line.needs_no_purchase else S.UNLINKED
                legs.append(Leg(LegId(f"rest-{line.id}"), state, bare))
        return legs

    def plain_group(self, leg: Leg) -> str:
        """By state alone (and the shop-first rule V-19)."""
        if leg.kind is SupplierKind.SHOP_FIRST and leg.state in NOT_SHIPPED:
            return "free"
        if leg.state in LIVE:
            return "live"
        if leg.state in (S.GONE, S.RETURNING):
            return "gone"
        return "here" if leg.state in (S.DELIVERED, S.HANDLED) else "free"

    def places(self, line: Line) -> list[Place]:
        mine = {u for leg in self.legs for u in leg.units if u[0] == line.id}
        return sorted(mine, key=lambda u: u[1])

    def _unit(self, place: Place, group: Callable[[Leg], str]) -> str:
        groups = {group(leg) for leg in self.legs if place in leg.units}
        return next(g for g in ("live", "gone", "here", "free") if g in groups)

    def _take(self, line: Line, n: int, order: str, group: Callable[[Leg], str], among: list[Place]) -> set[Place]:
        ranked = sorted(among, key=lambda u: (order.split().index(self._unit(u, group)), u[1]))
        return set(ranked[:n])

    def fulfilled(self, line: Line) -> set[Place]:
        return self._take(line, line.fulfilled, "gone here live free", self.plain_group, self.places(line))

    def requested(self, line: Line) -> set[Place]:
        left = [u for u in self.places(line) if u not in self.fulfilled(line)]
        return self._take(line, line.requested, "gone here live free", self.plain_group, left)

    def line(self, place: Place) -> Line:
        return next(x for x in self.order.lines if x.id == place[0])

    def in_doubt(self, leg: Leg) -> bool:
        """V-20."""
        if leg.kind is SupplierKind.SHOP_FIRST and leg.state in NOT_SHIPPED:
            return False
        if leg.state not in [*LIVE, S.STOPPED, S.NOT_ORDERED] or leg.state is S.UNLINKED:
            return False
        newest = max((t for t in (leg.known_at, leg.looked_at) if t), default=None)
        for place in leg.units:
            line = self.line(place)
            times: list[datetime | None] = []
            if place in self.fulfilled(line):
                times.append(line.fulfilled_at or self.order.seen.at)
            if leg.state is S.NOT_ORDERED and place in self.requested(line):
                times.append(line.requested_at or self.order.seen.at)
                if line.recall_rejected_at:
                    times.append(line.recall_rejected_at)
            if any(t is not None and (newest is None or t > newest) for t in times):
                return True
        return False

    def group(self, leg: Leg) -> str:
        if self.in_doubt(leg):
            return "live"
        if leg.state is S.NO_PURCHASE:
            gone = all(u in self.fulfilled(self.line(u)) for u in leg.units) and not self.nothing_received()
            return "here" if gone else "free"
        return self.plain_group(leg)

    def unit(self, place: Place) -> str:
        line = self.line(place)
        group = self._unit(place, self.group)
        own = all(leg.state is S.NO_PURCHASE for leg in self.legs if place in leg.units)
        if own:
            return "here" if place in self.fulfilled(line) and not self.nothing_received() else "free"
        return group

    def returned_units(self) -> set[Place]:
        """Refunded or removed with the quantity named; and live units beyond ordered - returned."""
        found: set[Place] = set()
        for line in self.order.lines:
            rank = ["free", "here", "live", "gone"]
            ranked = sorted(self.places(line), key=lambda u: (rank.index(self.unit(u)), u[1]))
            found |= set(ranked[: line.returned])
            live = [u for u in self.places(line) if self.unit(u) == "live" and u not in found]
            found |= set(live[max(0, line.quantity - line.returned) :])
        return found

    def left(self) -> list[Place]:
        back = self.returned_units()
        return [u for line in self.order.lines for u in self.places(line) if u not in back and u[1] < line.quantity]

    def wished(self) -> list[Place]:
        left = self.left()
        if self.w.wish is None:
            return left
        found: list[Place] = []
        for take in self.w.wish:
            mine = [u for u in left if u[0] == take.line]
            rank = ["free", "live", "here", "gone"]
            found += sorted(mine, key=lambda u: (rank.index(self.unit(u)), u[1]))[: take.quantity]
        return found

    # -- money ------------------------------------------------------------------------------------------------------
    def charged_back(self) -> bool:
        return self.order.chargeback in (Chargeback.OPEN, Chargeback.LOST, Chargeback.ACCEPTED)

    def nothing_received(self) -> bool:
        return self.order.received == 0

    def all_returned(self) -> bool:
        o = self.order
        if self.charged_back():
            return True
        if not o.received:
            return o.received is None and o.financial.lower() == "refunded"
        return o.received - o.returned <= 1 or self.beyond_goodwill()

    def beyond_goodwill(self) -> bool:
        o = self.order
        if not o.received or not o.returned_without_quantities:
            return False
        free = sum(self.line(u).unit_value for u in self.left() if self.unit(u) == "free")
        beyond = o.returned_without_quantities - free
        return beyond * 100 > o.received * self.number("goodwill", None)

    def owed(self) -> int:
        o = self.order
        if o.cancelled_at is None or self.charged_back() or not o.received:
            return 0
        if self.w.plan is not None:
            return 0 if self.w.waived else max(0, self.w.plan - o.returned - o.refund_pending)
        return 0 if self.w.waived else max(0, o.received - o.returned - o.refund_pending)

    def money_back_at(self) -> datetime:
        """The first of cancellation and refund; a time that no file tells counts as old as the order."""
        times = [t for t in (self.order.cancelled_at, self.order.refunded_at) if t]
        return min(times, default=self.order.created_at)

    def shop(self, leg: Leg) -> str:
        """U, FR or F, from the leg's own units."""
        if any(u in self.fulfilled(self.line(u)) for u in leg.units) and not self.nothing_received():
            return "F"
        return "FR" if any(u in self.requested(self.line(u)) for u in leg.units) else "U"

    # -- table V ----------------------------------------------------------------------------------------------------
    def table_v(self, leg: Leg) -> Read:
        end = self.window_end(leg) if leg.state in WINDOW else None
        changes = [end] if end else []
        shop_first = leg.kind is SupplierKind.SHOP_FIRST and leg.state in NOT_SHIPPED
        if self.in_doubt(leg):
            return Read(leg.id, "V-20", "unknown", "look", None, changes)
        if end and self.now >= end and not shop_first and self.looked_since(leg, end) is None:
            return Read(leg.id, "V-21", "unknown", "look", None, [])
        read = self._row_v(leg, end)
        read.changes += changes
        if end and self.now >= end and not shop_first:
            until = self.looked_since(leg, end)
            assert until
            read.changes.append(until)
        return read

    def _clock(self, leg: Leg, row: str, clock: datetime | None, inside: Read, looked: Read) -> Read:
        """Inside its clock; out: Unknown, look; looked since: the row without that clock, for 24 hours."""
        if clock is None:
            return inside
        if self.now < clock:
            inside.deadline = clock
            inside.changes.append(clock)
            return inside
        until = self.looked_since(leg, clock)
        if until is None:
            return Read(leg.id, row, "unknown", "look")
        looked.changes.append(until)
        return looked

    def _row_v(self, leg: Leg, end: datetime | None) -> Read:
        i, started = leg.id, leg.clock_started_at
        if leg.state is S.UNLINKED:
            return Read(i, "V-01", "unknown", "paste the number, or say that nothing was ordered")
        if leg.state in (S.NOT_ORDERED, S.NO_PURCHASE):
            if leg.state is S.NO_PURCHASE and self.group(leg) == "here":
                return Read(i, "V-02", "refund_only", "refund items")
            column = self.shop(leg)
            action = {"U": "cancel", "FR": "recall", "F": "refund items"}[column]
            return Read(i, "V-02", "refund_only" if column == "F" else "can_cancel", action)
        if leg.state is S.UNPAID:
            if self.shop(leg) == "F":
                return Read(i, "V-03", "refund_only", "drop the purchase")
            clock = leg.placed_at + self.number("unpaid", leg) * HOUR if leg.placed_at else None
            can = Read(i, "V-03", "can_cancel", "drop the purchase")
            return self._clock(leg, "V-03", clock, can, Read(i, "V-03", "can_cancel", "drop the purchase"))
        if leg.state is S.OPEN:
            closing = self.closing_from(leg)
            if end and closing and closing <= self.now < end:
                return Read(i, "V-05", "closing", "ask", end)
            future = end if end and self.now < end else None
            return Read(i, "V-04", "ask", "ask", future, [closing] if closing and self.now < closing else [])
        if leg.state is S.ASKED:
            clock = started + self.number("silence", leg) * HOUR if started else None
            again = Read(i, "V-06", "ask", "ask again")
            return self._clock(leg, "V-06", clock, Read(i, "V-06", "waiting", "wait"), again)
        if leg.state is S.REFUSED:
            return Read(i, "V-07", "ask", "demand the number", end if end and self.now < end else None)
        if leg.state in (S.DEMANDED, S.NUMBERED):
            name = "demand" if leg.state is S.DEMANDED else "first_scan"
            clock = self.work_days(started, self.number(name, leg)) if started else None
            wait = Read(i, "V-08", "waiting", "wait")
            return self._clock(leg, "V-08", clock, wait, Read(i, "V-08", "waiting", "wait"))
        if leg.state is S.UNPROVEN:
            future = end if end and self.now < end else None
            clock = self.work_days(started, self.number("demand", leg)) if started else None
            until = self.looked_since(leg, clock) if clock else None
            if until is None:
                return Read(i, "V-09", "unknown", "look", future)
            return Read(i, "V-09", "closing", "ask again", future, [until])
        if leg.state is S.DISPUTABLE:
            return self._disputable(leg)
        if leg.state is S.DISPUTED:
            if leg.dispute_stage is DisputeStage.PROPOSAL:
                read = Read(i, "V-12", "dispute", "answer the proposal")
                return self._clock(leg, "V-12", leg.answer_by, read, Read(i, "V-12", "waiting", "wait"))
            n = {DisputeStage.SELLER: "seller_answer", DisputeStage.PLATFORM: "platform_answer"}
            stage = leg.dispute_stage
            clock = self.days(started, self.number(n[stage], leg)) if started and stage else None
            wait = Read(i, "V-12", "waiting", "wait")
            return self._clock(leg, "V-12", clock, wait, Read(i, "V-12", "waiting", "wait"))
        if leg.state is S.GONE:
            return self._gone(leg)
        if leg.state is S.DELIVERED:
            _, last = self.dispute_window(leg)
            future = last if last and self.now < last else None
            return Read(i, "V-15", "refund_only", "refund items", future, [future] if future else [])
        if leg.state is S.HANDLED:
            return Read(i, "V-15", "refund_only", "refund items")
        if leg.state is S.RETURNING:
            clock = leg.send_back_by or (self.days(started, self.number("return", leg)) if started else None)
            send = Read(i, "V-17", "waiting", "send it back")
            return self._clock(leg, "V-17", clock, send, Read(i, "V-17", "waiting", "send it back"))
        if leg.state is S.STOPPED:
            return Read(i, "V-13", "done", "none")
        return Read(i, "V-16", "unknown", "explain or look")

    def _gone(self, leg: Leg) -> Read:
        action = "check the number" if leg.label_only and leg.state is S.GONE else "refund items, goodwill or keep"
        changes = [t for t in self.dispute_window(leg) if t and self.now < t]
        return Read(leg.id, "V-14", "too_late", action, None, changes)

    def _disputable(self, leg: Leg) -> Read:
        start, last = self.dispute_window(leg)
        if last and self.now >= last:
            return self._gone(leg)
        if leg.page_offers_dispute or (start and self.now >= start):
            return Read(leg.id, "V-10", "dispute", "open a dispute", last, [last] if last else [])
        return Read(leg.id, "V-11", "waiting", "wait", None, [start] if start else [])

    # -- table W ----------------------------------------------------------------------------------------------------
    def table_w(self, leg: Leg) -> Read:
        read = self._row_w(leg)
        read.returned = True
        return read

    def _row_w(self, leg: Leg) -> Read:
        own, back = self.table_v(leg), self.money_back_at()
        if leg.kind is SupplierKind.SHOP_FIRST and leg.state in NOT_SHIPPED:
            until = back + self.number("look", leg) * HOUR
            end = self.window_end(leg) if leg.state in WINDOW else None
            changes = [end] if end else []
            read = Read(leg.id, "W-05", "waiting", "wait", None, [until, *changes])
            answer = self._clock(leg, "W-05", until, read, Read(leg.id, "W-05", "waiting", "wait", None, [*changes]))
            answer.deadline = None
            if answer.code == "unknown":
                answer.changes = changes
            return answer
        if leg.state is S.UNLINKED:
            month = timedelta(days=self.number("old_history", None))
            after = self.w.first_import is not None and back >= self.w.first_import
            if after or self.now < back + month:
                return Read(leg.id, "W-01", "alarm", own.action, None, [] if after else [back + month])
            return Read(leg.id, "W-01", "unknown", own.action)
        if leg.state in (S.DISPUTED, S.RETURNING) and not self.in_doubt(leg):
            own.row = "W-04"
            return own
        if self.group(leg) == "live":
            return Read(leg.id, "W-02", "alarm", own.action, own.deadline, own.changes)
        alarm = leg.state is S.GONE and not leg.loss_accepted
        if leg.state is S.DELIVERED and not leg.loss_accepted:
            seen = leg.delivered_at or leg.known_at
            alarm = seen is None or seen > back
        if alarm:
            return Read(leg.id, "W-03", "alarm", own.action, own.deadline, own.changes)
        return Read(leg.id, "W-06", "done", "none", own.deadline if leg.state is S.DELIVERED else None, own.changes)

    # -- headline ---------------------------------------------------------------------------------------------------
    def rank(self, read: Read) -> tuple[float, datetime, int]:
        place: float = URGENCY.index(read.code)
        close = read.deadline is not None and read.deadline - self.now < DAY
        if read.code in ("closing", "dispute") and close:
            place = 0.5 + place / 100
        far = datetime.max.replace(tzinfo=BEIJING) - DAY
        return place, read.deadline or far, read.number

    def answer(self) -> Answer:
        reads: list[Read] = []
        money_back = self.order.cancelled_at is not None or self.all_returned()
        back = self.returned_units()
        for n, leg in enumerate(self.legs):
            if money_back or set(leg.units) <= back:
                here = [self.table_w(leg)]
            elif set(leg.units) & back:
                here = [self.table_w(leg), self.table_v(leg)]
            else:
                here = [self.table_v(leg)]
            for read in here:
                read.number = n
            reads += here
        head, coverage, scope, route = self._money_back(reads) if money_back else self._kept(reads)
        future = [t for r in reads for t in r.changes if t > self.now]
        future += [r.deadline - DAY for r in reads if r.deadline and r.code in ("closing", "dispute")]
        deadlines = [r.deadline for r in reads if r.deadline and r.deadline > self.now]
        attention, more = self._attention(head, reads)
        future = [t for t in [*future, *more, *self._act_now_ends()] if t > self.now]
        muted = not attention and (head.code in ("too_late", "done") or (head.code == "unknown" and self._old()))
        return Answer(
            head.row, head.code, coverage, scope, route, head.action, min(deadlines, default=None), future,
            attention, reads, {u: self.unit(u) for line in self.order.lines for u in self.places(line)},
            self.owed(), muted,
        )  # fmt: skip

    def _act_now_ends(self) -> list[datetime]:
        """R-01: a wish or open case within 60 minutes of the purchase's payment; unpaid or unlinked: of the order."""
        if not (self.w.open_case or self.w.asked_at) or self.order.cancelled_at:
            return []
        live = [leg for leg in self.legs if self.group(leg) == "live"]
        order = self.order.created_at
        paid = [order if leg.state in (S.UNPAID, S.UNLINKED) or not leg.paid_at else leg.paid_at for leg in live]
        return [max(paid) + self.number("act_now", None) * MINUTE] if paid else []

    def _money_back(self, reads: list[Read]) -> tuple[Read, None, dict[LineId, int], str | None]:
        loud = [r for r in reads if r.code != "done"]
        if loud:
            return min(loud, key=self.rank), None, {}, None
        fulfilled = any(self.fulfilled(line) for line in self.order.lines) and not self.nothing_received()
        if self.order.cancelled_at and self.owed() > 0:
            return Read(None, "W-10", "ready", "refund what is owed"), None, {}, None
        if not self.order.cancelled_at and not fulfilled:
            asked = any(self.requested(line) for line in self.order.lines)
            scope = {line.id: line.quantity - line.returned for line in self.order.lines}
            scope = {k: v for k, v in scope.items() if v > 0}
            action = "recall" if asked else "cancel without refund"
            return Read(None, "W-11", "ready", action), None, scope, "cancel"
        if self.order.chargeback is Chargeback.OPEN:
            return Read(None, "W-12", "waiting", "wait"), None, {}, None
        return Read(None, "W-13", "done", "none"), None, {}, None

    def _kept(self, reads: list[Read]) -> tuple[Read, str | None, dict[LineId, int], str | None]:
        wished = self.wished()
        groups = {u: self.unit(u) for u in wished}
        needed = {leg.id for leg in self.legs if set(leg.units) & set(wished)}
        loud = [r for r in reads if r.returned and r.code != "done"]
        own = [r for r in reads if not r.returned and r.leg in needed]
        if not wished:
            return (min(loud, key=self.rank) if loud else Read(None, "W-13", "done", "none")), None, {}, None
        if "live" not in groups.values() and "free" in groups.values():
            head, scope, route = self._covered(groups)
            best = min([head, *loud], key=self.rank)
            return best, "V-30", scope, route
        if "live" not in groups.values():
            return min([*own, *loud], key=self.rank), "V-31", {}, None
        speaking = [r for r in own if self.group(self._leg(r)) != "free"]
        kept = [r for one in speaking if (r := self._unpaid(one, groups)) is not None]
        return min([*kept, *loud], key=self.rank), "V-32", {}, None

    def _leg(self, read: Read) -> Leg:
        return next(leg for leg in self.legs if leg.id == read.leg)

    def _unpaid(self, read: Read, groups: dict[Place, str]) -> Read | None:
        """Can cancel speaks only when every live unit is unpaid and the rest is free (V-32)."""
        if read.row != "V-03" or read.code != "can_cancel":
            return read
        live = [u for u, g in groups.items() if g == "live"]
        legs = [leg for leg in self.legs if self.group(leg) == "live"]
        all_unpaid = all(leg.state is S.UNPAID for u in live for leg in legs if u in leg.units)
        if all_unpaid and set(groups.values()) <= {"live", "free"}:
            return read
        if all_unpaid:
            return Read(read.leg, "V-03", "closing", read.action, read.deadline, read.changes, number=read.number)
        return None

    def _covered(self, groups: dict[Place, str]) -> tuple[Read, dict[LineId, int], str]:
        free = [u for u, g in groups.items() if g == "free"]
        scope: dict[LineId, int] = {}
        for line_id, _ in free:
            scope[line_id] = scope.get(line_id, 0) + 1
        everything = set(free) == set(self.left())
        fulfilled = any(self.fulfilled(line) for line in self.order.lines) and not self.nothing_received()
        asked = any(u in self.requested(self.line(u)) for u in free)
        route = "cancel" if everything and not fulfilled else "items"
        if route == "items" and self.nothing_received():
            route = "edit_by_hand"
        states = {leg.state for u in free for leg in self.legs if u in leg.units}
        plain = states <= {S.NOT_ORDERED, S.NO_PURCHASE} and set(groups.values()) == {"free"}
        action = {"cancel": "cancel", "items": "refund items", "edit_by_hand": "edit by hand"}[route]
        action = "recall" if asked else action
        if plain:
            in_scope = any(u in self.fulfilled(self.line(u)) for u in free) and not self.nothing_received()
            return Read(None, "V-02", "refund_only" if in_scope else "can_cancel", action), scope, route
        return Read(None, "V-30", "ready", action), scope, route

    # -- attention --------------------------------------------------------------------------------------------------
    def _old(self) -> bool:
        """Cancelled or refunded longer ago than this, before the first import (rules §2 "old history")."""
        o = self.order
        if o.cancelled_at is None and not o.returned and not self.charged_back():
            return False
        happened = max((t for t in (o.cancelled_at, o.refunded_at) if t), default=o.created_at)
        before = self.w.first_import is not None and happened < self.w.first_import
        return before and self.now >= happened + timedelta(days=self.number("old_history", None))

    def _attention(self, head: Read, reads: list[Read]) -> tuple[set[str], list[datetime]]:
        if self.order.test or not self.order.lines or self._old():
            return set(), []
        found: set[str] = set()
        changes: list[datetime] = []
        if self.w.open_case:
            found.add("open case")
        if self.w.asked_at:
            found.add("wish")
        if head.code == "alarm":
            found.add("alarm")
        if self.owed() > 0:
            found.add("refund owed")
        if not self.w.customer_knows and self._stopped_unasked():
            found.add("stopped, nobody asked: reorder or refund")
        if self.w.money_overdue_at:
            changes.append(self.w.money_overdue_at)
            if self.now >= self.w.money_overdue_at:
                found.add("supplier money overdue")
        if any(leg.before is S.STOPPED and leg.state in (S.GONE, S.DELIVERED) for leg in self.legs):
            found.add("accepted, yet shipped")
        for read in reads:
            if read.deadline and read.deadline > self.now and read.leg and self._leg(read).acted_on:
                changes.append(read.deadline - 48 * HOUR)
                if read.deadline - self.now < 48 * HOUR:
                    found.add("deadline")
        return found, changes

    def _stopped_unasked(self) -> bool:
        if self.order.cancelled_at or self.all_returned():
            return False
        asked = set(self.wished()) if (self.w.open_case or self.w.asked_at) else set()
        for leg in self.legs:
            if leg.state is not S.STOPPED:
                continue
            for place in leg.units:
                others = [x for x in self.legs if place in x.units and x.state is not S.STOPPED]
                if place in self.left() and place not in asked and not others:
                    return True
        return False
