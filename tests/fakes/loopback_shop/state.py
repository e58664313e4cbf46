"""What the loopback shop knows and does: orders, cancellation jobs, refunds, and a ledger of every effect.

Plain JSON data, so that it can be kept in a file and read by a harness that kills the app. Amounts are decimal texts
in the order's presentment currency. Nothing here comes from the app: the rules and sentences are Shopify's.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

Data = dict[str, Any]
CAME_IN = ("SALE", "CAPTURE")
LIVE = ("SUCCESS", "OPEN", "PENDING")
NO_DECIMALS = ("JPY",)
THREE_DECIMALS = ("KWD",)


def quantum(currency: str) -> Decimal:
    return Decimal(1) if currency in NO_DECIMALS else Decimal("0.001" if currency in THREE_DECIMALS else "0.01")


def total(payments: Iterable[Data], kinds: Iterable[str], statuses: Iterable[str] = ("SUCCESS",)) -> Decimal:
    kinds, statuses = tuple(kinds), tuple(statuses)
    return sum((Decimal(p["amount"]) for p in payments if p["kind"] in kinds and p["status"] in statuses), Decimal(0))


def less(units: dict[str, int], gone: dict[str, int]) -> dict[str, int]:
    return {line: n - gone.get(line, 0) for line, n in units.items() if n > gone.get(line, 0)}


class State:
    """``file``: kept there after every change and read from there at the start. ``now`` may be moved by a test."""

    def __init__(self, file: Path | None = None, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.lock = threading.RLock()
        self.now, self._file = now, file
        self.job_seconds = 0.3
        self.job_fails = ""
        """The next cancellation job ends as failed, with this sentence."""
        self.refund_status = "SUCCESS"
        """What the payment provider says of refunds: SUCCESS, PENDING, FAILURE."""
        self.refund_reason = "PROCESSING_ERROR"
        """The error code of a refund that fails at once."""
        self.failed_units_return = False
        """Whether the units of a refund that failed count as on the order again; Shopify does not document it."""
        self.orders: dict[str, Data] = {}
        self.jobs: dict[str, Data] = {}
        self.keys: dict[str, Data] = {}
        self.ledger: list[Data] = []
        self._count = 1000
        if file is not None and file.exists():
            kept = json.loads(file.read_text("utf-8"))
            self.orders, self.jobs, self.keys = kept["orders"], kept["jobs"], kept["keys"]
            self.ledger, self._count = kept["ledger"], kept["count"]

    # -- keeping ---------------------------------------------------------------------------------------------------
    def keep(self) -> None:
        if self._file is None:
            return
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps(self.dump()), "utf-8")
        os.replace(part, self._file)

    def dump(self) -> Data:
        return {
            "orders": self.orders,
            "jobs": self.jobs,
            "keys": self.keys,
            "ledger": self.ledger,
            "count": self._count,
        }

    def gid(self, kind: str) -> str:
        self._count += 1
        return f"gid://shopify/{kind}/{self._count}"

    def stamp(self, at: datetime | None = None) -> str:
        return (at or self.now()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def effect(self, kind: str, order: str, **facts: Any) -> None:
        self.ledger.append({"kind": kind, "order": order, "at": self.now().isoformat(), **facts})

    def touch(self, order: Data) -> None:
        order["updatedAt"] = self.stamp()

    # -- building --------------------------------------------------------------------------------------------------
    def order(
        self,
        name: str,
        lines: Iterable[tuple[str, int, str]],
        shipping: str = "0.00",
        currency: str = "EUR",
        ago: timedelta = timedelta(days=1),
        paid: str = "paid",
        gateway: str = "shopify_payments",
        **more: Any,
    ) -> str:
        """Adds an order; ``lines``: title, quantity, unit price. ``paid``: paid, authorized, pending or nothing."""
        at = self.stamp(self.now() - ago)
        order_id = self.gid("Order")
        made: list[Data] = [
            {
                "id": self.gid("LineItem"), "title": title, "quantity": quantity, "price": price, "removed": 0,
                "variantTitle": None, "sku": None, "vendor": None, "requiresShipping": True, "isGiftCard": False,
                "attributes": {},
            }
            for title, quantity, price in lines
        ]  # fmt: skip
        goods = sum((Decimal(one["price"]) * one["quantity"] for one in made), Decimal(0))
        order: Data = {
            "id": order_id, "name": name, "createdAt": at, "processedAt": at, "updatedAt": at, "currency": currency,
            "email": None, "customer": None, "note": None, "tags": [], "attributes": {}, "metafield": None,
            "lines": made, "shipping": shipping, "total": str(goods + Decimal(shipping)), "transactions": [],
            "fulfillments": [], "fulfillmentOrders": [], "refunds": [], "returns": [], "disputes": [],
            "cancelledAt": None, "cancelReason": None, "staffNote": None, "closed": False, "test": False,
            **more,
        }  # fmt: skip
        kind, status = {"paid": ("SALE", "SUCCESS"), "authorized": ("AUTHORIZATION", "SUCCESS")}.get(
            paid, ("SALE", "PENDING")
        )
        if paid != "nothing":
            self.payment(order, kind, status, order["total"], gateway)
        self.orders[order_id] = order
        self.fulfilment_order(order, self.open_units(order))
        self.keep()
        return order_id

    def payment(
        self, order: Data, kind: str, status: str, amount: str, gateway: str, parent: str | None = None
    ) -> Data:
        made = {
            "id": self.gid("OrderTransaction"), "kind": kind, "status": status, "gateway": gateway,
            "manual": gateway in ("manual", "Cash on Delivery (COD)"), "amount": amount, "parent": parent,
            "processedAt": order["processedAt"] if kind != "REFUND" else self.stamp(),
            "errorCode": self.refund_reason if status == "FAILURE" else None,
        }  # fmt: skip
        order["transactions"].append(made)
        return made

    def fulfilment_order(self, order: Data, lines: dict[str, int]) -> Data:
        made = {
            "id": self.gid("FulfillmentOrder"), "order": order["id"], "status": "OPEN", "requestStatus": "UNSUBMITTED",
            "updatedAt": self.stamp(), "sentAt": None, "recalls": [], "lines": lines,
        }  # fmt: skip
        order["fulfillmentOrders"].append(made)
        return made

    def open_units(self, order: Data) -> dict[str, int]:
        """Units by line that are neither fulfilled nor taken off the order."""
        sent: dict[str, int] = {}
        for one in order["fulfillments"]:
            if one["status"] in LIVE:
                for line, units in one["lines"].items():
                    sent[line] = sent.get(line, 0) + units
        left = {one["id"]: one["quantity"] - one["removed"] - sent.get(one["id"], 0) for one in order["lines"]}
        return {line: units for line, units in left.items() if units > 0}

    def edit(self, order_id: str, line: int, remove: int) -> None:
        """Takes units of a line off the order, as "Edit order" does; no money goes back by it."""
        order = self.orders[order_id]
        edited = order["lines"][line]
        edited["removed"] += remove
        for one in order["fulfillmentOrders"]:
            one["lines"] = less(one["lines"], {edited["id"]: remove})
        self.touch(order)
        self.keep()

    def fulfil(
        self, order_id: str, units: dict[str, int] | None = None, at: datetime | None = None, status: str = "SUCCESS"
    ) -> None:
        """Ships units (all that are open); their fulfilment orders follow."""
        order = self.orders[order_id]
        chosen = units or self.open_units(order)
        order["fulfillments"].append(
            {"id": self.gid("Fulfillment"), "status": status, "createdAt": self.stamp(at), "lines": chosen}
        )
        for one in order["fulfillmentOrders"]:
            one["lines"] = {
                line: n - chosen.get(line, 0) for line, n in one["lines"].items() if n > chosen.get(line, 0)
            }
            if not one["lines"]:
                one["status"] = "CLOSED"
        self.touch(order)
        self.keep()

    def request(self, order_id: str, accepted: bool = True) -> str:
        """Sends the open fulfilment order to its service. Its id."""
        order = self.orders[order_id]
        one: Data = next(fo for fo in order["fulfillmentOrders"] if fo["status"] == "OPEN")
        one["status"] = "IN_PROGRESS" if accepted else "OPEN"
        one["requestStatus"] = "ACCEPTED" if accepted else "SUBMITTED"
        one["sentAt"] = one["updatedAt"] = self.stamp()
        self.touch(order)
        self.keep()
        return str(one["id"])

    def answer_recall(self, request_id: str, accept: bool) -> None:
        """What the service says to a cancellation request."""
        one = self.fulfillment_order(request_id)
        assert one is not None
        order = self.orders[one["order"]]
        one["updatedAt"] = self.stamp()
        if accept:
            self.close_request(order, one, "CANCELLATION_ACCEPTED")
        else:
            one["requestStatus"] = "CANCELLATION_REJECTED"
        self.touch(order)
        self.keep()

    def open_return(self, order_id: str, lines: Iterable[str], status: str = "OPEN") -> None:
        order = self.orders[order_id]
        order["returns"].append({"id": self.gid("Return"), "status": status, "lines": list(lines)})
        self.touch(order)
        self.keep()

    def dispute(
        self, order_id: str, status: str, kind: str = "CHARGEBACK", due: str | None = None, sent: str | None = None
    ) -> None:
        """``due``: by when the bank wants an answer, ``sent``: when it got one. Another of its kind takes its place."""
        order = self.orders[order_id]
        made = {"id": self.gid("OrderDisputeSummary"), "status": status, "initiatedAs": kind}
        others = [one for one in order["disputes"] if one["initiatedAs"] != kind]
        order["disputes"] = [*others, {**made, "due": due, "sent": sent}]
        self.touch(order)
        self.keep()

    def close_request(self, order: Data, one: Data, request_status: str) -> Data:
        lines = one["lines"]
        one.update(status="CLOSED", requestStatus=request_status, lines={}, updatedAt=self.stamp())
        return self.fulfilment_order(order, lines)

    # -- reading ---------------------------------------------------------------------------------------------------
    def fulfillment_order(self, request_id: str) -> Data | None:
        every = (fo for order in self.orders.values() for fo in order["fulfillmentOrders"])
        return next((fo for fo in every if fo["id"] == request_id), None)

    def received(self, order: Data) -> Decimal:
        return total(order["transactions"], CAME_IN)

    def net(self, order: Data) -> Decimal:
        return self.received(order) - total(order["transactions"], ["REFUND"], ("SUCCESS", "PENDING"))

    def refundable(self, order: Data) -> list[tuple[Data, Decimal]]:
        """Payments with what can still go back of each."""
        found = []
        for one in order["transactions"]:
            if one["kind"] in CAME_IN and one["status"] == "SUCCESS":
                back = [r for r in order["transactions"] if r["parent"] == one["id"]]
                left = Decimal(one["amount"]) - total(back, ["REFUND"], ("SUCCESS", "PENDING"))
                if left > 0:
                    found.append((one, left))
        return found
