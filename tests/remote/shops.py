"""Every shop that must keep the contract. Whoever makes another one adds it to ``SHOPS``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dropdesk.demo.shop import DemoShop
from dropdesk.demo.world import world
from dropdesk.domain.case.shape.shop_answers import Credentials
from dropdesk.domain.order import FulfilmentRequest, Line, Order, Recall, SeenOrder
from dropdesk.domain.values import LineId, OrderKey, Seen, StoreId, Take, Where
from dropdesk.remote.shopify.client import ShopifyShop
from dropdesk.services.ports import Shop
from tests.fakes.loopback_shop import CLIENT_ID, CLIENT_SECRET, SHOP, TOKEN, LoopbackShop
from tests.fakes.loopback_shop.sample import fill
from tests.fakes.shop import FakeShop

BORN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class Open:
    """A shop under test; ``wait`` lets its cancellation job end, and its fulfilment service answer.

    ``become``: what the payment provider does with the next refunds (``done``, ``pending``, ``failed``), and why they
    fail; ``finish``: what is pending goes through, or fails for this reason. ``give_back``: the service does what it
    was asked for.
    """

    shop: Shop
    wait: Callable[[], None]
    become: Callable[[str, str], None]
    finish: Callable[[str], None]
    give_back: Callable[[str], None]


def client(server: LoopbackShop, total: float = 5.0, own_app: bool = False) -> ShopifyShop:
    """The real client for a loopback shop; waits between tries take no time."""
    credentials = Credentials(client_id=CLIENT_ID, client_secret=CLIENT_SECRET) if own_app else Credentials(token=TOKEN)
    return ShopifyShop(StoreId(SHOP), credentials, server.url, sleep=lambda seconds: None, total=total)


@contextmanager
def _loopback(folder: Path) -> Iterator[Open]:
    with LoopbackShop() as server:
        server.world.job_seconds = 0.2
        fill(server.world)
        world = server.world

        def become(state: str, reason: str) -> None:
            world.refund_status = {"done": "SUCCESS", "pending": "PENDING", "failed": "FAILURE"}[state]
            world.refund_reason = reason

        def finish(reason: str) -> None:
            world.finish_refunds("FAILURE" if reason else "SUCCESS", reason)

        yield Open(
            client(server), lambda: time.sleep(0.25), become, finish, lambda request: world.answer_recall(request, True)
        )


class _Clock:
    def __init__(self) -> None:
        self.at = BORN

    def now(self) -> datetime:
        return self.at

    def push(self) -> None:
        self.at += timedelta(seconds=6)


@contextmanager
def _fake(folder: Path) -> Iterator[Open]:
    clock = _Clock()
    shop = FakeShop(_orders(), clock.now)
    yield Open(
        shop, clock.push, _becoming(shop), shop.finish_refunds, lambda request: shop.answer_recall(request, True)
    )


def _becoming(shop: FakeShop | DemoShop) -> Callable[[str, str], None]:
    def become(state: str, reason: str) -> None:
        shop.refunds_become, shop.failure = state, reason

    return become


@contextmanager
def _demo(folder: Path) -> Iterator[Open]:
    clock = _Clock()
    planted = world(BORN)
    shop = DemoShop(folder, clock.now, tuple(one.seen for one in planted))
    yield Open(shop, clock.push, _becoming(shop), shop.finish_refunds, lambda request: clock.push())


SHOPS: dict[str, Callable[[Path], object]] = {"fake": _fake, "loopback": _loopback, "demo": _demo}


def _orders() -> tuple[SeenOrder, ...]:
    """One open order, one with a service, one shipped."""
    found = []
    for n, fulfilled, requested in ((1, 0, 0), (2, 0, 1), (3, 2, 0)):
        line = Line(LineId(f"gid://shopify/LineItem/{n}"), "Mug", 2, 1500, fulfilled=fulfilled, requested=requested)
        request = FulfilmentRequest(f"r{n}", "IN_PROGRESS", "ACCEPTED", Recall.REQUEST, (Take(line.id, 1),), BORN)
        order = Order(
            OrderKey(0), StoreId("fake"), f"#{n}", "EUR", (line,), BORN, Seen(None, Where.SHOPIFY_API, BORN),
            shopify_id=f"gid://shopify/Order/{n}", updated_at=BORN + timedelta(minutes=n), financial="paid",
            fulfilment="fulfilled" if fulfilled else "unfulfilled", total=3490, received=3490,
            requests=(request,) if requested else (),
        )  # fmt: skip
        found.append(SeenOrder(order, None))
    return tuple(found)
