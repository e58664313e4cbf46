"""The real services over a real, temporary database: only the ports (shop, keyring, clock) are fakes.

The database is made once, by the product's own migrations, and copied for each world; it is never flushed to the disk.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from sqlalchemy import event

from dropdesk import bootstrap as backend
from dropdesk.domain.case.shape.permit import CancelPermit, RefundPermit
from dropdesk.domain.case.shape.sample_order import SampleOrder
from dropdesk.domain.case.shape.shop_answers import (
    Accepted,
    Credentials,
    KeychainState,
    Look,
    NotKnown,
    Outcome,
    Rejected,
    SuggestedRefund,
)
from dropdesk.domain.changes import Changes
from dropdesk.domain.order import Order, SeenOrder
from dropdesk.domain.values import OrderKey, Quantities, Seen, StoreId, Where
from dropdesk.errors import Unreachable
from dropdesk.services.demo_data import load_demo
from dropdesk.store import orders
from dropdesk.store.engine import Store
from dropdesk.store.reader import FILE
from tests.fakes.shop import FakeShop
from tests.ui.world import NOW

STORE = StoreId("nordlicht-wohnen")
_open: list[HouseWorld] = []


@lru_cache(maxsize=1)
def _template() -> bytes:
    """An empty database of the present schema."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder))
        store.close()
        return (Path(folder) / FILE).read_bytes()


def close_all() -> None:
    """Closes and removes every world of the test that ended."""
    while _open:
        _open.pop().close()


class Clock:
    """Fits ``Clock``; a pause takes no time, but the clock moves."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()

    def pause(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class Keyring:
    """Fits ``Keychain``, in memory."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def state(self) -> KeychainState:
        return KeychainState(usable=True, backend="memory", why="")

    def get(self, name: str) -> str | None:
        return self._kept.get(name)

    def put(self, name: str, secret: str) -> bool:
        self._kept[name] = secret
        return True

    def forget(self, name: str) -> None:
        self._kept.pop(name, None)


class Shop(FakeShop):
    """A fake shop that writes down what it is asked.

    ``answer``: what the next calls come to: ``ok``, ``lost`` (taken, no answer, and the look right after it fails too),
    ``cut`` (nothing happened, no answer), ``no`` (refused with a sentence), ``offline`` (nothing can be read or sent).
    """

    def __init__(self, seen: tuple[SeenOrder, ...], clock: Clock, store: StoreId = STORE) -> None:
        super().__init__(seen, clock.now, store, timedelta())
        self.answer = "ok"
        self.calls: list[str] = []
        self._dead = False

    def look(self, shopify_id: str, job: str | None = None) -> Look:
        self._reach()
        if self._dead:
            self._dead = False
            raise Unreachable("timeout")
        return super().look(shopify_id, job)

    def suggest(self, shopify_id: str, lines: Quantities | None, shipping: bool) -> SuggestedRefund:
        self.calls.append("suggest")
        self._reach()
        return super().suggest(shopify_id, lines, shipping)

    def cancel(self, permit: CancelPermit) -> Outcome:
        return self._answered("cancel", super().cancel, permit)

    def refund(self, permit: RefundPermit) -> Outcome:
        return self._answered("refund", super().refund, permit)

    def recall(self, request_id: str, immediate: bool, message: str) -> Outcome:
        return self._answered("recall", super().recall, request_id, immediate, message)

    def _answered(self, name: str, call: object, *given: object) -> Outcome:
        assert callable(call)
        self._reach()
        self.calls.append(name)
        if self.answer == "no":
            return Rejected("user_error", "Order cannot be cancelled.")
        if self.answer == "cut":
            return NotKnown("timeout")
        outcome = call(*given)
        assert isinstance(outcome, (Accepted, Rejected, NotKnown))
        self._dead = self.answer == "lost"
        return NotKnown("timeout") if self._dead else outcome

    def _reach(self) -> None:
        if self.answer == "offline":
            raise Unreachable("offline")

    def order(self, shopify_id: str) -> Order:
        """As it stands in the shop now."""
        return self._order(shopify_id)

    def staff(self, shopify_id: str, **about: object) -> None:
        """Somebody in the shop's admin changes facts of an order."""
        self._put(replace(self._order(shopify_id), **about))  # type: ignore[arg-type]  # names are Order's own fields


class HouseWorld:
    """Orders planted as a sync and an import would bring them, and every service on them. ``connected``: the shop;
    ``filled``: another world's database, to stand where that one does."""

    def __init__(
        self,
        planted: tuple[SampleOrder, ...],
        connected: bool = True,
        at: datetime = NOW,
        filled: sqlite3.Connection | None = None,
    ) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="world-"))
        if filled is None:
            (self._folder / FILE).write_bytes(_template())
        else:
            with closing(sqlite3.connect(self._folder / FILE)) as into:
                filled.backup(into)
        self.clock = Clock(at)
        self.shop = Shop(tuple(one.seen for one in planted if one.seen.order.shopify_id), self.clock)
        self.backend = backend.build(
            self._folder,
            self.clock,
            Keyring(),
            lambda name, credentials: self._client(credentials),
            StoreId,
            UTC,
            "DE",
            pause=self.clock.pause,
        )
        event.listen(self.backend.store._engine, "connect", _never_flush)
        _open.append(self)
        load_demo(self.backend.store, self.backend.turn, self.backend.cases, planted, self.clock.now)
        self.connected = connected

    def _client(self, credentials: Credentials) -> Shop:
        assert credentials.token
        return self.shop

    def close(self) -> None:
        self.backend.store.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def path(self) -> Path:
        """The database."""
        return self.backend.store.path

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @property
    def connected(self) -> bool:
        return self.backend.connections.shop(STORE) is not None

    @connected.setter
    def connected(self, wanted: bool) -> None:
        if wanted and not self.connected:
            self.backend.connections.connect(STORE, "token", "", "")
        elif not wanted and self.connected:
            self.backend.connections.forget(STORE)

    # -- what goes on outside ----------------------------------------------------------------------------------------
    def later(self, **span: float) -> None:
        """Time passes, and what it changes is read again, as the app's timer does."""
        self.clock.at += timedelta(**span)
        self.backend.turn.due()

    def stored(self, key: OrderKey) -> Order:
        """The order as the app knows it."""
        with self.backend.store.write() as tx:
            return orders.load(tx, key)

    def seen(self, key: OrderKey, **about: object) -> Changes:
        """Shopify says something else of an order, and the app hears of it: by a sync, else by a newer export."""
        order = self.stored(key)
        if self.connected and order.shopify_id:
            self.shop.staff(order.shopify_id, **about)
            return self.backend.sync.one(key)
        about.setdefault("seen", Seen(None, Where.SHOPIFY_FILE, self.now))
        newer = replace(order, **about)  # type: ignore[arg-type]  # names are Order's own fields
        with self.backend.store.write() as tx:
            orders.put(tx, SeenOrder(newer, None), self.now)
            self.backend.cases.refresh(tx, key)
        return Changes(orders=frozenset([key]))

    def texts(self) -> list[str]:
        """Every free text that was kept."""
        reader = self.backend.store.reader()
        try:
            return [text for (text,) in reader.execute("SELECT text FROM texts")]
        finally:
            reader.close()


def _never_flush(connection: object, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")  # type: ignore[attr-defined]  # sqlite3.Connection
