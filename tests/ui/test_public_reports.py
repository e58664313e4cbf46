"""What public bug reports were about, with hand-made files of the same quirks: from the file or the shop to the words
shown, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from dropdesk.domain.order import Order
from dropdesk.domain.supplier.leg import Leg
from dropdesk.domain.values import Money, StoreId, SupplierNumber
from dropdesk.domain.verdict.verdict import Verdict
from dropdesk.store import orders, purchases
from dropdesk.ui import i18n
from dropdesk.ui.words import times
from dropdesk.ui.words.because import because
from dropdesk.ui.words.headline import headline
from tests.fakes.loopback_shop.server import SHOP, TOKEN, LoopbackShop
from tests.journeys.connected import MemoryKeychain, backend
from tests.services.bench import Bench

HEAD = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem requires shipping,"
    "Lineitem fulfillment status,Notes,Cancelled at,Payment Method,Refunded Amount,Outstanding Balance,Id\n"
)
CANCELLED = (
    # An exchange: nothing was paid, nothing was refunded.
    "#31,a@example.com,paid,2026-11-20 10:00:00 -0500,unfulfilled,EUR,0.00,0.00,0.00,0.00,2026-11-20 10:00:00 -0500,"
    "1,Tray,0.00,TRAY,true,pending,AliExpress 8190000000003101,2026-11-21 09:00:00 -0500,Shopify Payments,0.00,0.00,\n"
    # Cash on delivery, and a voided card.
    "#32,b@example.com,pending,,unfulfilled,EUR,19.00,5.00,0.00,24.00,2026-11-20 10:00:00 -0500,"
    "1,Tray,19.00,TRAY,true,pending,AliExpress 8190000000003102,"
    "2026-11-21 09:00:00 -0500,Cash on Delivery,0.00,24.00,\n"
    "#33,c@example.com,voided,,unfulfilled,EUR,19.00,5.00,0.00,24.00,2026-11-20 10:00:00 -0500,"
    "1,Tray,19.00,TRAY,true,pending,AliExpress 8190000000003103,2026-11-21 09:00:00 -0500,Shopify Payments,0.00,0.00,\n"
    # The same, and nobody wrote down a purchase.
    "#34,d@example.com,voided,,unfulfilled,EUR,19.00,5.00,0.00,24.00,2026-11-20 10:00:00 -0500,"
    "1,Tray,19.00,TRAY,true,pending,,2026-11-21 09:00:00 -0500,Shopify Payments,0.00,0.00,\n"
)
DINAR = (
    "#35,e@example.com,paid,2026-11-20 10:00:00 +0300,unfulfilled,KWD,6.500,0.000,0.000,6.500,"
    "2026-11-20 10:00:00 +0300,1,Belt,6.500,BELT,true,pending,AliExpress 8190000000003105,"
    ",Shopify Payments,0.000,0.000,\n"
)
BOUGHT_IN_DINAR = (
    "orderId,orderDate,status,productTitle,productLink,currency,amount,storeName,storeLink\n"
    '8190000000003105,"Nov 21, 2026",Awaiting shipment,Belt,https://www.aliexpress.com/item/1005000000000031.html,'
    "KWD,KWD 3.750,Belt Store,https://www.aliexpress.com/store/1100000031\n"
)
NO_REFUND = ("refund", "money", "退款", "退", "钱")


@pytest.fixture(params=["en", "zh_CN"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    i18n.use(request.param)
    yield request.param
    i18n.use("en")


def row(bench: Bench, name: str) -> Verdict:
    with bench.store.read() as tx:
        return bench.turn.judge(bench.turn.look(tx, bench.key(name)))[1]


def words(verdict: Verdict, now: object) -> tuple[str, str]:
    data = dict(verdict.because.data)
    return because(verdict.because.code, data, now), headline(verdict.code, verdict.because.code, data, now)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "table", "said"),
    [
        *(
            (name, "W-02", {"en": "Cancelled, but the supplier may still ship", "zh_CN": "已取消，但供应商仍可能发货"})
            for name in ("#31", "#32", "#33")
        ),
        ("#34", "W-01", {"en": "Cancelled · was it ever bought?", "zh_CN": "已取消 · 当初采购了吗？"}),
    ],
)
def test_a_cancelled_order_that_nobody_paid_says_nothing_of_a_refund(
    tmp_path: Path, language: str, name: str, table: str, said: dict[str, str]
) -> None:
    bench = Bench(tmp_path)
    bench.take(bench.write("cancelled.csv", HEAD + CANCELLED))
    verdict = row(bench, name)
    assert (verdict.row, verdict.code, verdict.happened) == (table, "alarm", ("cancelled",))
    short, long = words(verdict, bench.now())
    assert short == said[language]
    assert not [word for word in NO_REFUND if word in f"{short} {long}".casefold()]
    order = bench.order(name)
    assert (order.returned, order.received or 0) == (0, 0)


@pytest.mark.parametrize("both", [True, False])
def test_three_decimals_are_three(tmp_path: Path, language: str, both: bool) -> None:
    bench = Bench(tmp_path)
    files = [bench.write("order.csv", HEAD + DINAR), bench.write("bought.csv", BOUGHT_IN_DINAR)]
    for step in [files] if both else [[files[1]], [files[0]]]:
        bench.take(*step)
    order = bench.order("#35")
    assert (order.total, order.received, order.currency, order.lines[0].unit_value) == (6500, 6500, "KWD", 6500)
    with bench.store.read() as tx:
        purchase = purchases.get(tx, SupplierNumber("8190000000003105"))
    assert purchase is not None
    assert purchase.total == Money(3750, "KWD")
    (leg,) = bench.legs("#35")
    assert leg.cost == Money(3750, "KWD")
    assert leg.cost.decimal() == "3.750"
    assert (row(bench, "#35").row, row(bench, "#35").code) == ("V-04", "ask")
    shown = times.money(leg.cost.minor, leg.cost.currency)
    assert "3.750" in shown
    assert "3,750" not in shown


def test_taken_off_by_an_edit_is_no_refund(tmp_path: Path, language: str) -> None:
    with LoopbackShop() as shop:
        shop.set({"job_seconds": 0.02, "size": 1e9, "level": 1e9})
        gid = shop.world.order(
            "#36", [("Shirt", 3, "20.00"), ("Tie", 1, "15.00")], "0.00", ago=timedelta(days=1),
            note="AliExpress order 8190000000003106",
        )  # fmt: skip
        shop.world.edit(gid, 0, 1)
        made = backend(tmp_path, shop.url, MemoryKeychain())
        made.connections.connect(SHOP, TOKEN, "", "")
        made.sync.pull(StoreId(SHOP))
        with made.store.read() as tx:
            (key,) = orders.keys(tx)
            order: Order = orders.load(tx, key)
            legs: tuple[Leg, ...] = orders.legs(tx, key)
            verdict = made.turn.judge(made.turn.look(tx, key))[1]
    assert [(line.quantity, line.returned, line.removed) for line in order.lines] == [(3, 1, 1), (1, 0, 0)]
    assert (order.returned, order.received) == (0, 7500)
    assert [leg.number for leg in legs] == ["8190000000003106"]
    assert (verdict.row, verdict.code, verdict.happened) == ("W-02", "alarm", ("removed",))
    short, long = words(verdict, made.clock.now())
    assert short == {"en": "Taken off the order · may still ship", "zh_CN": "已从订单移除 · 仍可能发货"}[language]
    assert not [word for word in NO_REFUND if word in f"{short} {long}".casefold()]
