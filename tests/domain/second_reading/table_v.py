"""Table V: what each leg says of itself, with its clocks, while nothing is cancelled or returned."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from .clocks import Clock, after_days, after_working_days, exactly, opening_of_day
from .facts import Leg
from .units import shop_first

Column = Literal["U", "FR", "F"]

A_LOOK_HOLDS = timedelta(hours=24)
PASSES_UNKNOWN = timedelta(hours=24)
SILENCE = timedelta(hours=72)
UNPAID_LAPSES = timedelta(hours=24)
WINDOW_DAYS = 7
DEMAND_DAYS = 5
SELLER_DAYS = 5
PLATFORM_DAYS = 7
RETURN_DAYS = 10
DISPUTE_FROM_DAY = 10
DISPUTE_TO_DAY = 15
IN_WINDOW = ("open", "asked", "refused", "demanded", "numbered", "unproven")


@dataclass(frozen=True)
class Row:
    """What one leg says."""

    id: str
    code: str
    action: str
    deadline: datetime | None = None
    deadline_is: str | None = None
    overdue_since: datetime | None = None
    runs_to: datetime | None = None
    """The end of the clock the row names; of V-11 the opening. It breaks ties and lets Closing and Dispute pass."""
    changes: tuple[datetime, ...] = field(default=())


@dataclass(frozen=True)
class View:
    """A leg as one moment sees it."""

    leg: Leg
    now: datetime
    window_hours: int | None
    doubted: bool
    column: Column

    def working_days(self, name: str, lower: datetime | None, count: int) -> Clock | None:
        """The clock in China working days from the time called `name`."""
        clock = self.starts(name, lower, lambda start: after_working_days(start, count))
        return None if clock is None else replace(clock, in_working_days=True)

    def starts(self, name: str, lower: datetime | None, end: Callable[[datetime], datetime]) -> Clock | None:
        """The clock that runs from the time called `name`: exact, or of a time of which only *that* is known."""
        start: datetime | None = getattr(self.leg, name)
        if name in self.leg.time_unknown:
            if self.leg.known_at is None:
                return None
            latest = end(self.leg.known_at)
            earliest = None if lower is None or end(lower) > latest else end(lower)
            return Clock(earliest, latest)
        return None if start is None else exactly(end(start))

    def window(self) -> Clock | None:
        """The ship window's end."""
        if self.leg.state not in IN_WINDOW:
            return None
        if self.leg.ship_deadline_typed is not None:
            return exactly(self.leg.ship_deadline_typed)
        if self.window_hours is not None:
            span = timedelta(hours=self.window_hours)
            return self.starts("paid_at", self.leg.placed_at, lambda start: start + span)
        return self.working_days("paid_at", self.leg.placed_at, WINDOW_DAYS)

    def closing_from(self, window: Clock) -> datetime:
        """V-05: the last min(24 h, a quarter of the window, elapsed)."""
        start = self.leg.paid_at
        if "paid_at" in self.leg.time_unknown:
            start = self.leg.known_at
        last = timedelta(hours=24)
        if start is not None:
            last = min(last, max(timedelta(0), (window.latest - start) / 4))
        return window.latest - last

    def answered(self, clock_end: datetime) -> bool:
        """Whether a look newer than the clock that ran out answers it still (24 h)."""
        looked = self.leg.looked_at
        return looked is not None and looked >= clock_end and self.now < looked + A_LOOK_HOLDS

    def look_ends(self) -> tuple[datetime, ...]:
        """When the look answers no more."""
        return () if self.leg.looked_at is None else (self.leg.looked_at + A_LOOK_HOLDS,)

    def dispute_opens(self) -> datetime | None:
        """00:00 of day 10 after AliExpress's shipping date; of an unknown date "the latest it can be: the sighting that
        told it" (§2)."""
        clock = self.starts("shipped_at", None, lambda start: opening_of_day(start, DISPUTE_FROM_DAY))
        return None if clock is None else clock.latest

    def dispute_ends(self) -> Clock | None:
        """24:00 of day 15 after delivery; it cannot lie before the shipping, the payment, the order."""
        leg = self.leg
        shipped = None if "shipped_at" in leg.time_unknown else leg.shipped_at
        lower = shipped or leg.paid_at or leg.placed_at
        return self.starts("delivered_at", lower, lambda start: after_days(start, DISPUTE_TO_DAY))


def _ahead(now: datetime, *moments: datetime | None) -> tuple[datetime, ...]:
    return tuple(moment for moment in moments if moment is not None and moment > now)


def _with(row: Row, view: View, clock: Clock | None) -> Row:
    """The row with `clock` as the clock it names, and its end as a next change."""
    if clock is None or clock.out(view.now):
        return row
    shown, word = clock.shown(view.now)
    return replace(
        row,
        deadline=shown,
        deadline_is=word,
        runs_to=clock.latest,
        changes=(*row.changes, *_ahead(view.now, clock.latest)),
    )


def _look(view: View, id: str, clock: Clock) -> Row:
    return Row(id, "Unknown", "look", overdue_since=clock.latest)


def _clocked(view: View, id: str, clock: Clock | None, inside: Row, unchanged: Row) -> Row:
    """`inside` while the clock runs; out: Unknown, or `unchanged` for 24 h after a look newer than it."""
    if clock is None or not clock.out(view.now):
        return _with(inside, view, clock)
    if view.answered(clock.latest):
        return replace(unchanged, changes=(*unchanged.changes, *view.look_ends()))
    return _look(view, id, clock)


def _unpaid(view: View) -> Row:
    clock = view.starts("placed_at", None, lambda start: start + UNPAID_LAPSES)
    row = Row("V-03", "Refund only" if view.column == "F" else "Can cancel", "drop the purchase")
    return _clocked(view, "V-03", clock, row, row)


def _open(view: View) -> Row:
    window = view.window()
    if window is None or window.out(view.now):
        return Row("V-04", "Ask supplier", "ask")
    begins = view.closing_from(window)
    if view.now >= begins:
        return _with(Row("V-05", "Closing", "ask"), view, window)
    return _with(Row("V-04", "Ask supplier", "ask", changes=_ahead(view.now, begins)), view, window)


def _asked(view: View) -> Row:
    clock = view.starts("clock_started_at", None, lambda start: start + SILENCE)
    wait = Row("V-06", "Waiting", "wait")
    return _clocked(view, "V-06", clock, wait, Row("V-06", "Ask supplier", "ask again"))


def _refused(view: View) -> Row:
    return _with(Row("V-07", "Ask supplier", "demand the number"), view, view.window())


def _number_clock(view: View) -> Clock | None:
    """Five working days from the demand, or from the number; without its day, from AliExpress's shipping date."""
    clock = view.working_days("clock_started_at", None, DEMAND_DAYS)
    if clock is None and view.leg.state != "demanded":
        return view.working_days("shipped_at", None, DEMAND_DAYS)
    return clock


def _number(view: View) -> Row:
    wait = Row("V-08", "Waiting", "wait")
    return _clocked(view, "V-08", _number_clock(view), wait, wait)


def _unproven(view: View) -> Row:
    window, clock = view.window(), _number_clock(view)
    ran_out = None if clock is None or not clock.out(view.now) else clock.latest
    if ran_out is not None and view.answered(ran_out):
        row = Row("V-09", "Closing", "ask again", changes=view.look_ends())
        return _with(row, view, window)
    return _with(Row("V-09", "Unknown", "look", overdue_since=ran_out), view, window)


def _disputable(view: View) -> Row:
    opens, ends = view.dispute_opens(), view.dispute_ends()
    if ends is not None and ends.out(view.now):
        return Row("V-14", "Too late", "refund items, goodwill or keep")
    if view.leg.page_offers_dispute or (opens is not None and view.now >= opens):
        return _with(Row("V-10", "Dispute", "open a dispute"), view, ends)
    return Row("V-11", "Waiting", "wait", runs_to=opens, changes=_ahead(view.now, opens))


def _disputed(view: View) -> Row:
    """V-12."""
    stage = view.leg.dispute_stage
    wait = Row("V-12", "Waiting", "wait")
    if stage == "won_untold":
        return Row("V-12", "Unknown", "type the amount")
    if stage == "proposal":
        answer = Row("V-12", "Dispute", "answer the proposal")
        by = None if view.leg.answer_by is None else exactly(view.leg.answer_by)
        return _clocked(view, "V-12", by, answer, answer)
    if stage == "platform":
        opened = "clock_started_at" if view.leg.dispute_opened_at is None else "dispute_opened_at"
        clock = view.starts(opened, None, lambda start: after_days(start, PLATFORM_DAYS))
    else:
        clock = view.starts("clock_started_at", None, lambda start: after_days(start, SELLER_DAYS))
    return _clocked(view, "V-12", clock, wait, wait)


def gone(view: View) -> Row:
    """V-14."""
    known = "shipped_at" not in view.leg.time_unknown and not view.leg.page_offers_dispute
    opens = view.dispute_opens() if known else None  # TE-21: of an unknown date it is no next change here
    ends = view.dispute_ends()
    changes = _ahead(view.now, opens, None if ends is None else ends.latest)
    action = "check the number" if view.leg.label_only else "refund items, goodwill or keep"
    return Row("V-14", "Too late", action, changes=changes)


def here(view: View) -> Row:
    """V-15."""
    row = Row("V-15", "Refund only", "refund items")
    return _with(row, view, view.dispute_ends()) if view.leg.state == "delivered" else row


def _unclear(view: View) -> Row:
    known = view.leg.known_at
    looked_since = known is None or (view.leg.looked_at is not None and view.leg.looked_at > known)
    if view.leg.looked_at is not None and looked_since and view.answered(view.leg.looked_at):
        return Row("V-16", "Waiting", "wait", changes=view.look_ends())
    return Row("V-16", "Unknown", "explain or look")


def _returning(view: View) -> Row:
    """V-17."""
    clock = view.starts("clock_started_at", None, lambda start: after_days(start, RETURN_DAYS))
    row = Row("V-17", "Waiting", "send it back")
    return _clocked(view, "V-17", clock, row, row)


def _not_ordered(view: View) -> Row:
    if view.column == "F":
        return Row("V-02", "Refund only", "refund items")
    return Row("V-02", "Can cancel", "recall" if view.column == "FR" else "cancel")


def _unlinked(view: View) -> Row:
    return Row("V-01", "Unknown", "paste the number, or say that nothing was ordered")


def _stopped(view: View) -> Row:
    return Row("V-13", "Done", "none")


ROWS: dict[str, Callable[[View], Row]] = {
    "unlinked": _unlinked,
    "not_ordered": _not_ordered,
    "unpaid": _unpaid,
    "open": _open,
    "asked": _asked,
    "refused": _refused,
    "demanded": _number,
    "numbered": _number,
    "unproven": _unproven,
    "disputable": _disputable,
    "disputed": _disputed,
    "stopped": _stopped,
    "gone": gone,
    "delivered": here,
    "handled": here,
    "unclear": _unclear,
    "returning": _returning,
}


def own_row(view: View) -> Row:
    """The leg's own row: V-20 and V-21 come before the table."""
    window = view.window()
    closes = () if window is None else _ahead(view.now, window.latest)
    if view.doubted:
        return Row("V-20", "Unknown", "look", changes=closes)
    looks: tuple[datetime, ...] = ()
    if window is not None and window.out(view.now) and not shop_first(view.leg):
        if not view.answered(window.latest):
            return _look(view, "V-21", window)
        looks = view.look_ends()
    row = ROWS[view.leg.state](view)
    return replace(row, changes=(*row.changes, *closes, *looks))
