"""What the loopback shop knows and does: orders, cancellation jobs, refunds, and a ledger of every effect.

Plain JSON data, so that it can be kept in a file and read by a harness that kills the app. Amounts are decimal texts
in the order's presentment currency. Nothing here comes from the app: the rules and sentences are Shopify's, as recorded.
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
KEY_KEPT = timedelta(hours=24)


class Refusal(Exception):
    """A user error. ``field`` and ``code`` as Shopify fills them."""

    def __init__(self, message: str, field: list[str] | None = None, code: str | None = "INVALID") -> None:
        super().__init__(message)
        self.message, self.field, self.code = message, field, code


def quantum(currency: str) -> Decimal:
    return Decimal(1) if currency in NO_DECIMALS else Decimal("0.001" if currency in THREE_DECIMALS else "0.01")


def total(payments: Iterable[Data], kinds: Iterable[str], statuses: Iterable[str] = ("SUCCESS",)) -> Decimal:
    kinds, statuses = tuple(kinds), tuple(statuses)
    return sum((Decimal(p["amount"]) for p in payments if p["kind"] in kinds and p["status"] in statuses), Decimal(0))


class World:
    """``file``: kept there after every change and read from there at the start. ``now`` may be moved by a test."""

    def __init__(self, file: Path | None = None, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.lock = threading.RLock()
        self.now, self._file = now, file
        self.job_seconds = 0.3
        self.job_fails = ""
        """The next cancellation job ends as failed, with this sentence."""
        self.refund_status = "SUCCESS"
        """What the payment provider says of refunds: SUCCESS, PENDING, FAILURE."""
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

    def count(self, kind: str, order: str | None = None) -> int:
        """How often something really happened."""
        with self.lock:
            self.settle()
            return sum(one["kind"] == kind and order in (None, one["order"]) for one in self.ledger)

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
        made = [
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
        self._fulfillment_order(order)
        self.keep()
        return order_id

    def payment(
        self, order: Data, kind: str, status: str, amount: str, gateway: str, parent: str | None = None
    ) -> Data:
        made = {
            "id": self.gid("OrderTransaction"), "kind": kind, "status": status, "gateway": gateway,
            "manual": gateway in ("manual", "Cash on Delivery (COD)"), "amount": amount, "parent": parent,
            "processedAt": order["processedAt"] if kind != "REFUND" else self.stamp(),
            "errorCode": "PROCESSING_ERROR" if status == "FAILURE" else None,
        }  # fmt: skip
        order["transactions"].append(made)
        return made

    def _fulfillment_order(self, order: Data, **more: Any) -> Data:
        made = {
            "id": self.gid("FulfillmentOrder"), "order": order["id"], "status": "OPEN", "requestStatus": "UNSUBMITTED",
            "updatedAt": self.stamp(), "sentAt": None, "lines": self.open_units(order), **more,
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
            self._close(order, one, "CANCELLATION_ACCEPTED")
        else:
            one["requestStatus"] = "CANCELLATION_REJECTED"
        self.touch(order)
        self.keep()

    def open_return(self, order_id: str, lines: Iterable[str], status: str = "OPEN") -> None:
        order = self.orders[order_id]
        order["returns"].append({"id": self.gid("Return"), "status": status, "lines": list(lines)})
        self.touch(order)
        self.keep()

    def dispute(self, order_id: str, status: str, kind: str = "CHARGEBACK") -> None:
        order = self.orders[order_id]
        order["disputes"] = [{"id": self.gid("OrderDisputeSummary"), "status": status, "initiatedAs": kind}]
        self.touch(order)
        self.keep()

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

    # -- cancelling ------------------------------------------------------------------------------------------------
    def cancel(
        self, order_id: str, reason: str, restock: bool, refund_all: bool, notify: bool, staff_note: str | None
    ) -> Data:
        """Starts the job. Refusals as recorded."""
        self.settle()
        order = self.orders.get(order_id)
        if order is None:
            raise Refusal("Order does not exist", ["orderId"], "NOT_FOUND")
        if staff_note is not None and len(staff_note) > 255:
            raise Refusal("Staff note is too long. Maximum length is 255 characters.", ["staffNote"])
        if order["cancelledAt"]:
            raise Refusal("Cannot cancel an order that has already been canceled", ["orderId"])
        if any(job["order"] == order_id and job["status"] == "STARTED" for job in self.jobs.values()):
            raise Refusal("Cancellation is already in progress", None, None)
        if any(one["status"] in ("OPEN", "REQUESTED") for one in order["returns"]):
            raise Refusal("Cannot cancel an order that has returns", ["orderId"])
        if self.received(order) > 0 and any(one["status"] in LIVE for one in order["fulfillments"]):
            raise Refusal("Cannot cancel an order that has outstanding fulfillments", ["orderId"])
        job = {
            "id": self.gid("Job"), "result": self.gid("OrderCancelJobResult"), "order": order_id, "status": "STARTED",
            "error": self.job_fails, "reason": reason, "restock": restock, "refund_all": refund_all, "notify": notify,
            "staff_note": staff_note, "ends": (self.now() + timedelta(seconds=self.job_seconds)).isoformat(),
        }  # fmt: skip
        self.job_fails = ""
        self.jobs[job["result"]] = job
        self.effect("cancel_accepted", order_id, refund=refund_all)
        self.settle()
        self.keep()
        return job

    def settle(self) -> None:
        """Ends the jobs whose moment has come."""
        for job in self.jobs.values():
            if job["status"] == "STARTED" and self.now() >= datetime.fromisoformat(job["ends"]):
                job["status"] = "FAILED" if job["error"] else "SUCCEEDED"
                if not job["error"]:
                    self._cancelled(self.orders[job["order"]], job)
                self.keep()

    def _cancelled(self, order: Data, job: Data) -> None:
        order.update(cancelledAt=self.stamp(), cancelReason=job["reason"], staffNote=job["staff_note"])
        self.effect("cancel", order["id"], reason=job["reason"], notify=job["notify"], restock=job["restock"])
        for one in order["transactions"]:
            if one["kind"] == "AUTHORIZATION" and not self.received(order):
                one["voided"] = True
        units = self.open_units(order)
        for one in order["fulfillmentOrders"]:
            one.update(status="CLOSED", lines={}, updatedAt=self.stamp())
        if job["refund_all"] and self.net(order) > 0:
            parts = [(one["id"], amount) for one, amount in self.refundable(order)]
            self._refund(order, "", parts, units, Decimal(order["shipping"]), "cancel")
            order["closed"] = True
        if job["restock"]:
            self.effect("restock", order["id"], units=units)
        if job["notify"]:
            self.effect("mail", order["id"], about="cancel")
        self.touch(order)

    # -- refunding -------------------------------------------------------------------------------------------------
    def refund(self, wanted: Data, key: str) -> Data:
        """One refund a key. The same key and input again: the same refund, not another one."""
        self.settle()
        known = self.keys.get(key)
        if known is not None and self.now() - datetime.fromisoformat(known["at"]) < KEY_KEPT:
            if known["input"] != wanted:
                raise Refusal("The same idempotency key cannot be used with different operation parameters.")
            order = self.orders[known["order"]]
            return next(one for one in order["refunds"] if one["id"] == known["refund"])
        found = self.orders.get(wanted["orderId"])
        if found is None:
            raise Refusal("Order does not exist", ["orderId"])
        parts = self._parts(found, wanted.get("transactions") or [])
        units = {one["lineItemId"]: one["quantity"] for one in wanted.get("refundLineItems") or []}
        lines = {one["id"]: one for one in found["lines"]}
        if any(n > lines[line]["quantity"] - lines[line]["removed"] for line, n in units.items()):
            raise Refusal("Quantity cannot refund more items than were purchased", ["refundLineItems", "0", "quantity"])
        asked = sum((amount for _, amount in parts), Decimal(0))
        if asked > self.net(found):
            net = self.net(found)
            raise Refusal(f"Refund amount {asked:.2f} is greater than net payment received {net:.2f}")
        shipping = Decimal((wanted.get("shipping") or {}).get("amount") or 0)
        made = self._refund(found, wanted.get("note") or "", parts, units, shipping, key)
        if any(one.get("restockType") == "CANCEL" for one in wanted.get("refundLineItems") or []):
            self.effect("restock", found["id"], units=units)
        if wanted.get("notify"):
            self.effect("mail", found["id"], about="refund")
        self.keys[key] = {"input": wanted, "refund": made["id"], "order": found["id"], "at": self.now().isoformat()}
        self.touch(found)
        self.keep()
        return made

    def _parts(self, order: Data, transactions: list[Data]) -> list[tuple[str, Decimal]]:
        mine = {one["id"] for one in order["transactions"] if one["kind"] in CAME_IN}
        for one in transactions:
            if one["kind"] != "REFUND":
                raise Refusal(f"Kind {one['kind'].lower()} is not a valid transaction", ["transactions", "0", "kind"])
            if one.get("parentId") not in mine:
                raise Refusal("Transactions require a parent_id associated with the order", ["transactions"])
        return [(one["parentId"], Decimal(one["amount"])) for one in transactions]

    def _refund(
        self,
        order: Data,
        note: str,
        parts: list[tuple[str, Decimal]],
        units: dict[str, int],
        shipping: Decimal,
        key: str,
    ) -> Data:
        status = self.refund_status
        gateways = {one["id"]: one["gateway"] for one in order["transactions"]}
        paid = [self.payment(order, "REFUND", status, str(a), gateways[parent], parent) for parent, a in parts]
        made = {
            "id": self.gid("Refund"), "note": note or None, "createdAt": self.stamp(), "lines": units,
            "shipping": str(shipping), "transactions": [one["id"] for one in paid],
        }  # fmt: skip
        order["refunds"].append(made)
        for line in order["lines"]:
            line["removed"] += units.get(line["id"], 0)
        for one in order["fulfillmentOrders"]:
            one["lines"] = {line: n - units.get(line, 0) for line, n in one["lines"].items() if n > units.get(line, 0)}
        amount = sum((a for _, a in parts), Decimal(0))
        if status != "FAILURE":
            self.effect("refund", order["id"], amount=str(amount), key=key, status=status)
        return made

    def finish_refunds(self, status: str = "SUCCESS") -> None:
        """What was pending ends."""
        for order in self.orders.values():
            for one in order["transactions"]:
                if one["kind"] == "REFUND" and one["status"] == "PENDING":
                    one["status"] = status
                    self.touch(order)
        self.keep()

    # -- recalling -------------------------------------------------------------------------------------------------
    def recall_now(self, request_id: str) -> tuple[Data, Data]:
        one = self.fulfillment_order(request_id)
        if one is None:
            raise Refusal("Fulfillment order does not exist.", ["id"])
        if one.get("progress"):
            text = "Cannot cancel fulfillment order that has had progress reported. Mark as unfulfilled first."
            raise Refusal(text)
        if one["status"] != "OPEN" or one["requestStatus"] not in ("UNSUBMITTED", "SUBMITTED"):
            raise Refusal("Fulfillment order is not in cancelable request state and can't be canceled.")
        order = self.orders[one["order"]]
        replacement = self._close(order, one, one["requestStatus"])
        self.effect("recall", order["id"], request=request_id)
        self.touch(order)
        self.keep()
        return one, replacement

    def _close(self, order: Data, one: Data, request_status: str) -> Data:
        one.update(status="CLOSED", requestStatus=request_status, lines={}, updatedAt=self.stamp())
        return self._fulfillment_order(order)

    def ask_recall(self, request_id: str, message: str) -> Data:
        one = self.fulfillment_order(request_id)
        if one is None:
            raise Refusal("Fulfillment order does not exist.", ["id"])
        if one["requestStatus"] != "ACCEPTED":
            raise Refusal("Fulfillment order is not in cancelable request state and can't be canceled.")
        order = self.orders[one["order"]]
        one.update(requestStatus="CANCELLATION_REQUESTED", updatedAt=self.stamp())
        self.effect("recall_request", order["id"], request=request_id, message=message)
        self.touch(order)
        self.keep()
        return one
