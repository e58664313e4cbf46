"""The worked examples as worlds of the product: facts in, what is expected out."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from dropdesk.domain.legs import DisputeStage, How, Leg, LegState, SupplierKind
from dropdesk.domain.order import Chargeback, Line, Order
from dropdesk.domain.values import LegId, LineId, OrderKey, Seen, StoreId, SupplierNumber, Take, Where
from dropdesk.domain.verdict import Situation

EXAMPLES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "verdict_examples.json").read_text())["cases"]


def at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def line(n: int, data: dict[str, Any]) -> Line:
    return Line(
        id=LineId(str(n)), title=f"Item {n}", quantity=data["quantity"], unit_value=data["unit_value"],
        fulfilled=data.get("fulfilled", 0), requested=data.get("requested", 0), returned=data.get("returned", 0),
        fulfilled_at=at(data.get("fulfilled_at")), requested_at=at(data.get("requested_at")),
        recall_rejected_at=at(data.get("recall_rejected_at")), needs_no_purchase=data.get("own_stock", False),
    )  # fmt: skip


def leg(data: dict[str, Any]) -> Leg:
    kind = SupplierKind.SHOP_FIRST if data.get("kind") == "shop first" else SupplierKind.ALIEXPRESS
    times = ("known_at", "looked_at", "placed_at", "paid_at", "ship_deadline_typed", "clock_started_at", "shipped_at",
             "delivered_at", "answer_by")  # fmt: skip
    return Leg(
        id=LegId(str(data["number"])),
        state=LegState(data["state"]),
        units=tuple((LineId(str(data.get("line", 0))), u) for u in data["units"]),
        number=SupplierNumber(f"30000000000000{data['number']:02}"),
        kind=kind,
        how=How(data["how"]) if data.get("how") else None,
        label_only=data.get("label_only", False),
        page_offers_dispute=data.get("page_offers_dispute", False),
        dispute_stage=DisputeStage(data["dispute_stage"]) if data.get("dispute_stage") else None,
        acted_on=data.get("acted_on", False),
        app_can_read_it=data.get("app_can_read_it", False),
        **cast(Any, {name: at(data.get(name)) for name in times}),
    )


def world(case: dict[str, Any]) -> Situation:
    o = case["order"]
    now = datetime.fromisoformat(case["now"])
    order = Order(
        key=OrderKey(1), store=StoreId("file"), name="#1", currency="EUR",
        created_at=datetime.fromisoformat(o["first_import"]),
        lines=tuple(line(n, x) for n, x in enumerate(o["lines"])), seen=Seen(None, Where.SHOPIFY_API, now),
        received=o["received"], returned=o["returned"], returned_without_quantities=o["returned_without_quantities"],
        refund_pending=o["refund_pending"], cancelled_at=at(o["cancelled_at"]), refunded_at=at(o["refunded_at"]),
        chargeback=Chargeback(o["chargeback"]),
    )  # fmt: skip
    wish = None if case["wish"] is None else tuple(Take(LineId(str(w["line"])), w["quantity"]) for w in case["wish"])
    return Situation(
        order=order, legs=tuple(leg(p) for p in case["purchases"]), wish=wish, plan=o["plan_of_cancelling_case"],
        waived=o["waived"], open_case=o["open_case"], asked_at=at(o["customer_asked_at"]),
        customer_knows=o["customer_knows"], first_import=at(o["first_import"]),
    )  # fmt: skip
