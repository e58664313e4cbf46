"""The demo world in a real store, with a clock that the test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from dropdesk.demo.shop import DemoShop
from dropdesk.demo.world import world
from dropdesk.domain.case.shape.moves import Move
from dropdesk.domain.case.shown.view import CaseView
from dropdesk.domain.values import OrderKey
from dropdesk.services.cases import Cases
from dropdesk.services.demo_data import load_demo
from dropdesk.services.order_details import Details
from dropdesk.services.outbox import Outbox
from dropdesk.services.ports import Shop
from dropdesk.services.purchase_linker import PurchaseLinker
from dropdesk.services.turn import Turn
from dropdesk.services.verdicts import Verdicts
from dropdesk.store import orders
from dropdesk.store.browse import Browse
from dropdesk.store.engine import Store

BORN = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)


class TestClock:
    """Fits ``Clock``; ``wait`` is a pause that takes no time."""

    __test__ = False

    def __init__(self, at: datetime = BORN) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)

    def push(self, hours: float) -> None:
        self.at += timedelta(hours=hours)


class DemoWorld:
    """Everything of one demo, as the app wires it."""

    def __init__(self, folder: Path, shop: Shop | None = None, connected: bool = True) -> None:
        self.clock = TestClock()
        self.folder = folder
        planted = world(BORN)
        self.shop: Shop = shop or DemoShop(folder, self.clock.now, tuple(one.seen for one in planted))
        self.connected = connected
        self.open()
        load_demo(self.store, self.turn, self.cases, planted, self.clock.now)

    def open(self) -> None:
        """What a start of the app does."""
        self.store = Store.open(self.folder)
        self.browse = Browse(self.store.path)
        assess = Verdicts(self.clock.now, ZoneInfo("Europe/Berlin"), self.folder / "calendars", "DE")
        self.turn = Turn(self.store, assess)

        def find(_store: object) -> Shop | None:
            return self.shop if self.connected else None

        linker = PurchaseLinker(self.turn)
        self.cases = Cases(self.store, self.turn, find)
        self.details = Details(self.store, self.turn, self.cases, find, self.clock.now)
        self.outbox = Outbox(
            self.store, self.cases, find, self.clock, self.clock.wait, linker.take_in, lambda path: 10**9
        )

    def key(self, name: str) -> OrderKey:
        with self.store.write() as tx:
            return next(key for key in orders.keys(tx) if orders.load(tx, key).name == name)

    def start(self, name: str) -> OrderKey:
        key = self.key(name)
        self.cases.open_case(key)
        return key

    def view(self, key: OrderKey) -> CaseView:
        return self.cases.view(key)

    def do(self, key: OrderKey, *moves: Move, **texts: str) -> CaseView:
        for move in moves:
            view = self.view(key)
            self.cases.do(view.case.id, view.seq, move, texts)
        return self.view(key)

    def proceed(self, key: OrderKey) -> CaseView:
        self.outbox.proceed(key)
        return self.view(key)

    def all_keys(self) -> list[OrderKey]:
        with self.store.write() as tx:
            return orders.keys(tx)
