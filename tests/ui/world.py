"""A small invented world for the ui's tests: orders, purchases and people, read through the real verdict."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.shown.happened import Happened
from dropdesk.domain.case.shown.order_view import History, Note, OrderView, SupplierRecord
from dropdesk.domain.changes import Changes
from dropdesk.domain.listing import Counts, OrderRow, Query, Sort, View
from dropdesk.domain.order import Less, Line, Order, Person
from dropdesk.domain.promises import Ended, Promise
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.leg import DisputeStage, How, Leg, LegState, SupplierMoney
from dropdesk.domain.supplier.moves import report as domain_report
from dropdesk.domain.supplier.report import Report
from dropdesk.domain.values import LegId, LineId, Money, OrderKey, Seen, StoreId, SupplierNumber, Where
from dropdesk.domain.verdict.assess import assess
from dropdesk.domain.verdict.verdict import Code, Situation, Verdict
from dropdesk.domain.workdays import WorkCalendar, YearTable
from dropdesk.ui.app_context import AppContext, StoreShown
from dropdesk.ui.change_bus import ChangeBus
from dropdesk.ui.runner import InlineRunner, Runner

NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
CALENDAR = WorkCalendar(years=((2026, YearTable()),))
H = timedelta(hours=1)
D = timedelta(days=1)


def leg(state: LegState, supplier: str = "Yiwu Bright Home", **more: Any) -> Leg:
    base = Leg(
        LegId("leg-1"),
        state,
        ((LineId("l1"), 0), (LineId("l1"), 1)),
        number=SupplierNumber("8190439416163295"),
        supplier=supplier,
        known_at=NOW - 2 * H,
        looked_at=NOW - 2 * H,
        placed_at=NOW - 4 * D,
        paid_at=NOW - 4 * D,
        cost=Money(1240, "EUR"),
    )
    return replace(base, **more)


Row = tuple[str, str, Leg, dict[str, Any]]
"""Order number, customer, its leg, and what differs on the order."""


def _back(minor: int, since: timedelta) -> SupplierMoney:
    return SupplierMoney(Money(minor, "EUR"), NOW - since)


def world() -> list[Row]:
    s = LegState
    back = {"returned": 5900, "refunded_at": NOW - H, "financial": "refunded"}
    away = {"cancelled_at": NOW - 3 * D, "returned": 4500, "refunded_at": NOW - 3 * D, "financial": "refunded"}
    none: dict[str, Any] = {"number": None, "supplier": "", "cost": None}
    sent = {"fulfilment": "fulfilled"}
    proposal = {
        "dispute_opened_at": NOW - 7 * D, "dispute_stage": DisputeStage.PROPOSAL, "answer_by": NOW + 2 * D + H,
        "clock_started_at": NOW - 2 * D, "scanned_at": NOW - 4 * D,
    }  # fmt: skip
    asked = {"clock_started_at": NOW - 67 * H, "asked_times": 1, "acted_on": True}
    old = {"paid_at": NOW - 11 * D + 2 * H, "placed_at": NOW - 11 * D}
    fresh = {"paid_at": NOW - H, "known_at": NOW - H / 5}
    return [
        ("#1038", "Mia Brandt", leg(s.OPEN), {"received": 5900, **back}),
        ("#1029", "Tom Richter", leg(s.DISPUTED, "Shenzhen Yida", **proposal), {"received": 7800}),
        (
            "#1041",
            "Léa Moreau",
            leg(s.STOPPED, "Hangzhou Silk Co", how=How.CANCELLED, money=_back(1620, 2 * H)),
            {"received": 4250},
        ),
        ("#1036", "Jonas Weber", leg(s.OPEN, "Canton Deco", **old), {"received": 2740}),
        ("#1043", "Anna Keller", leg(s.OPEN), {"received": 3490}),
        ("#1044", "Pavel Novák", leg(s.OPEN, "Guangzhou Lamp", **fresh), {"received": 11200}),
        ("#1031", "Sofia Rossi", leg(s.ASKED, "Ningbo Kitchen", **asked), {"received": 6400}),
        ("#1027", "Ines Duarte", leg(s.DEMANDED, "Shenzhen Yida", clock_started_at=NOW - 3 * D), {"received": 3900}),
        ("#1045", "Emma Lindqvist", leg(s.NOT_ORDERED, **none), {"received": 1990}),
        (
            "#1022",
            "Noah Fischer",
            leg(s.DELIVERED, "Canton Deco", delivered_at=NOW - 3 * D),
            {"received": 8800, **sent},
        ),
        ("#1019", "Marie Dubois", leg(s.GONE, shipped_at=NOW - 5 * D), {"received": 2490, **sent}),
        (
            "#1040",
            "Lukas Berger",
            leg(s.UNCLEAR, "Ningbo Kitchen", known_at=NOW - 6 * D, raw_status="Paid <b>?</b>"),
            {"received": 3100},
        ),
        ("#1046", "", leg(s.UNLINKED, **none), {"received": 1550}),
        (
            "#1012",
            "Hanna Schulz",
            leg(s.STOPPED, "Guangzhou Lamp", how=How.CANCELLED, money=_back(1830, 3 * D)),
            {"received": 4500, **away},
        ),
        (
            "#1047",
            "Oskar Nilsen",
            leg(s.UNPAID, "Hangzhou Silk Co", placed_at=NOW - 3 * H, paid_at=None),
            {"received": 5200},
        ),
        ("#1002", "Clara Hoffmann", leg(s.GONE, "Canton Deco", shipped_at=NOW - 13 * D), {"received": 2900, **sent}),
    ]


class World:
    """Fits ``OrderSource`` and ``OrderDetails``; everything in memory, ``asked`` counts what was asked."""

    def __init__(self, orders: int = 16) -> None:
        self.asked: list[str] = []
        self.views: dict[int, OrderView] = {}
        self.reports: list[tuple[int, Report]] = []
        self.notes: list[tuple[int, str]] = []
        self.opened: list[int] = []
        for number, (name, customer, one, more) in enumerate(world()[:orders], 1):
            self.views[number] = self._view(number, name, customer, one, more)

    def _view(self, number: int, name: str, customer: str, one: Leg, more: dict[str, Any]) -> OrderView:
        line = Line(LineId("l1"), "Ceramic mug, white", 2, 1450)
        order = Order(
            OrderKey(number), StoreId("nordlicht-wohnen"), name, "EUR", (line,), NOW - 4 * D,
            Seen(None, Where.SHOPIFY_API, NOW - H / 15), shopify_id=f"gid://shopify/Order/{number}",
            paid_at=NOW - 4 * D, financial="paid", fulfilment="unfulfilled", total=3490,
        )  # fmt: skip
        order = replace(order, **more)
        asked = NOW - H if name == "#1043" else None
        situation = Situation(order, (one,), asked_at=asked, first_import=NOW - 40 * D)
        verdict = assess(situation, Rulebook(), CALENDAR, NOW)
        timeline = (
            Happened(NOW - 4 * D, "placed"),
            Happened(NOW - 4 * D, "bought"),
            Happened(NOW - H, "customer_asked"),
            Happened(NOW + 7 * D, "window", {"clock": "ship_window"}, future=True),
        )
        live = one.state in (LegState.OPEN, LegState.ASKED)
        return OrderView(
            order, (one,), verdict, Person(customer, "x@example.org") if customer else None,
            step={"#1038": 2, "#1029": 3, "#1041": 4, "#1043": 2, "#1031": 3, "#1012": 6}.get(name, 0),
            history=History(2, 0, 0), suppliers=(SupplierRecord(one.supplier, 10, 8),) if one.supplier else (),
            timeline=timeline, notes=(Note(NOW - H, "By e-mail: she found a set in another shop."),) if asked else (),
            at_risk=one.cost if live else None, admin_url="https://admin.shopify.com/store/nordlicht-wohnen/orders/1",
        )  # fmt: skip

    def row(self, key: int) -> OrderRow:
        view = self.views[key]
        order, verdict, one = view.order, view.verdict, view.legs[0]
        awaited = one.money.awaited.minor if one.money.awaited else 0
        customer = view.person.name if view.person else ""
        return OrderRow(
            order.key, order.name, customer, verdict.code.value, verdict.muted, verdict.act_now,
            bool(verdict.attention), verdict.because.code, dict(verdict.because.data), verdict.deadline,
            verdict.deadline_kind, order.created_at, one.supplier, one.state.value, one.known_at, view.step,
            order.total, order.received, awaited, 1240 if verdict.code is Code.ALARM else 0, order.currency, "EUR",
        )  # fmt: skip

    def _keys(self, query: Query) -> list[int]:
        def fits(key: int) -> bool:
            view = self.views[key]
            verdict: Verdict = view.verdict
            if query.verdicts and verdict.code.value not in query.verdicts:
                return False
            text = f"{view.order.name} {view.person.name if view.person else ''}".lower()
            if query.search and query.search.lower() not in text:
                return False
            match query.view:
                case View.TODO:
                    return bool(verdict.attention)
                case View.WAITING:
                    return verdict.code is Code.WAITING
                case View.MONEY_OUT:
                    return view.legs[0].money.awaited is not None
                case View.CLOSED:
                    return bool(view.step == 6)
            return True

        order = [code.value for code in Code]
        keys = [key for key in self.views if fits(key)]
        if query.sort is Sort.ORDER:
            return sorted(keys, key=lambda key: self.views[key].order.name, reverse=query.descending)
        return sorted(
            keys,
            key=lambda key: (not self.views[key].verdict.attention, order.index(self.views[key].verdict.code.value)),
        )

    def first_page(self, query: Query, limit: int) -> Sequence[OrderRow]:
        self.asked.append("first_page")
        return [self.row(key) for key in self._keys(query)[:limit]]

    def ids(self, query: Query) -> array[int]:
        self.asked.append("ids")
        return array("q", self._keys(query))

    def page(self, keys: Sequence[int]) -> Mapping[int, OrderRow]:
        self.asked.append("page")
        return {key: self.row(key) for key in keys if key in self.views}

    def counts(self) -> Counts:
        codes = [view.verdict.code.value for view in self.views.values()]
        views = {view.value: len(self._keys(Query(view=view))) for view in View}
        return Counts(
            views,
            {code: codes.count(code) for code in set(codes)},
            len(codes),
            codes.count("alarm"),
            (("EUR", 41230),) if codes else (),
        )

    def view(self, key: OrderKey) -> OrderView:
        self.asked.append("view")
        return self.views[int(key)]

    def report(self, key: OrderKey, said: Report) -> Changes:
        self.reports.append((int(key), said))
        view = self.views[int(key)]
        moved = domain_report(view.legs[0], said, NOW, Clocks(Rulebook(), CALENDAR))
        self.views[int(key)] = replace(view, legs=(*moved, *view.legs[1:]))
        return Changes(orders=frozenset([key]))

    def note(self, key: OrderKey, text: str) -> Changes:
        self.notes.append((int(key), text))
        view = self.views[int(key)]
        self.views[int(key)] = replace(view, notes=(*view.notes, Note(NOW, text)))
        return Changes(orders=frozenset([key]))

    def promise(self, key: OrderKey, text: str, by: datetime) -> Changes:
        view = self.views[int(key)]
        self.views[int(key)] = replace(view, promises=(*view.promises, Promise(text, by, text)))
        return Changes(orders=frozenset([key]))

    def promise_ended(self, key: OrderKey, ref: str, how: Ended) -> Changes:
        view = self.views[int(key)]
        self.views[int(key)] = replace(view, promises=tuple(one for one in view.promises if one.ref != ref))
        return Changes(orders=frozenset([key]))

    def bank_date(self, key: OrderKey, by: datetime) -> Changes:
        return Changes(orders=frozenset([key]))

    def bank_answered(self, key: OrderKey, done: bool) -> Changes:
        return Changes(orders=frozenset([key]))

    def total_said(self, key: OrderKey, total: int) -> Changes:
        return Changes(orders=frozenset([key]))

    def less_said(self, key: OrderKey, asked: Less, stands: bool) -> Changes:
        return Changes(orders=frozenset([key]))

    def cost_said(self, number: SupplierNumber, total: Money) -> Changes:
        return Changes()

    def customer_knows(self, key: OrderKey) -> Changes:
        return Changes(orders=frozenset([key]))

    def open_case(self, key: OrderKey) -> Changes:
        self.opened.append(int(key))
        return Changes(orders=frozenset([key]))


def make_desk(
    world: World, runner: Runner | None = None, mark: str = "", **more: object
) -> tuple[AppContext, list[str]]:
    """A context over a world; the list collects the addresses that were to be opened."""
    opened: list[str] = []
    context = AppContext(
        orders=world,
        details=world,
        runner=runner or InlineRunner(),
        bus=ChangeBus(),
        now=lambda: NOW,
        open_url=opened.append,
        work_days=CALENDAR.left,
        refresh=lambda key: None,
        stores=lambda: (StoreShown("nordlicht-wohnen", "Nordlicht Wohnen", NOW - H / 15),) if world.views else (),
        mark=mark,
        case_page=lambda key: QWidget(),
    )
    for name, value in more.items():
        setattr(context, name, value)
    return context, opened
