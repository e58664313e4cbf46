"""An order that a file brought, and the same one as its shop tells it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dropdesk.domain.order import Line, Order, SeenOrder
from dropdesk.domain.values import LineId, OrderKey, Seen, StoreId, SupplierNumber, Where
from dropdesk.services.purchase_linker import PurchaseLinker
from tests.services.bench import NOW, Bench

NUMBER = SupplierNumber("8190000000000001")

GIDS = ("gid://shopify/LineItem/11", "gid://shopify/LineItem/12")


def line(id_: str, title: str) -> Line:
    return Line(LineId(id_), title, 1, 3000)


def from_file() -> Order:
    lines = (line("1", "Lamp"), line("2", "Rug"))
    at = NOW - timedelta(days=2)
    return Order(
        OrderKey(0), StoreId("file"), "#1", "EUR", lines, at, Seen(None, Where.SHOPIFY_FILE, NOW),
        received=6000, total=6000, financial="paid", paid_at=at, updated_at=NOW,
    )  # fmt: skip


def from_shop(bench: Bench) -> Order:
    return replace(
        from_file(),
        store=StoreId("shop.example"),
        shopify_id="gid://shopify/Order/1",
        lines=(line(GIDS[0], "Lamp"), line(GIDS[1], "Rug")),
        seen=Seen(None, Where.SHOPIFY_API, bench.now()),
    )


def taken(bench: Bench, order: Order) -> OrderKey:
    with bench.store.write() as tx:
        key = PurchaseLinker(bench.turn).take_in(tx, SeenOrder(order, None))
        assert key is not None
        bench.turn.refresh(tx, [key])
    return key
