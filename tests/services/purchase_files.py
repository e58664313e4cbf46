"""Orders and purchases of three numbers, as files tell them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dropdesk.domain.supplier.purchase import Purchase, PurchaseItem
from dropdesk.domain.values import Money, Seen, SupplierNumber, Where
from dropdesk.store import purchases
from tests.services.bench import NOW, Bench

A, B, C = (SupplierNumber(f"819000000000400{n}") for n in (1, 2, 3))

HEAD = (
    "Name,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,"
    "Lineitem requires shipping,Notes\n"
)

ORDERS = (
    "#1,paid,EUR,40.00,2026-11-18 10:00:00 +0100,2,Desk lamp - White,15.00,L,true,8190000000004001\n"
    "#1,,,,2026-11-18 10:00:00 +0100,1,Phone case red,10.00,C,true,\n"
    "#2,paid,EUR,12.00,2026-11-18 11:00:00 +0100,1,Blue mug,12.00,M,true,\n"
)


def purchase(bench: Bench, number: SupplierNumber, status: str = "Awaiting shipment", **facts: object) -> None:
    told = Purchase(
        number, status, Seen(None, Where.ALIEXPRESS_FILE, NOW - timedelta(hours=1)),
        placed_at=NOW - timedelta(days=4), shop_name="Lamp Store", total=Money(900, "EUR"),
        items=(PurchaseItem("LED desk lamp with arm", 1),),
    )  # fmt: skip
    with bench.store.write() as tx:
        purchases.see(tx, replace(told, **facts), NOW)  # type: ignore[arg-type]
