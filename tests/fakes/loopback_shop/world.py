"""What the loopback shop does when it is asked: cancellation jobs, refunds, recalls; refusals as recorded."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from tests.fakes.loopback_shop.state import CAME_IN, LIVE, Data, State, less

KEY_KEPT = timedelta(hours=24)


class Refusal(Exception):
    """A user error. ``field`` and ``code`` as Shopify fills them."""

    def __init__(self, message: str, field: list[str] | None = None, code: str | None = "INVALID") -> None:
        super().__init__(message)
        self.message, self.field, self.code = message, field, code


class World(State):
    """Every effect is written into the ledger at the moment it happens."""

    def count(self, kind: str, order: str | None = None) -> int:
        """How often something really happened."""
        with self.lock:
            self.settle()
            return sum(one["kind"] == kind and order in (None, one["order"]) for one in self.ledger)

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
        job: Data = {
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
        moves = status != "FAILURE" or not self.failed_units_return
        for line in order["lines"]:
            line["removed"] += units.get(line["id"], 0) if moves else 0
        for one in order["fulfillmentOrders"]:
            one["lines"] = less(one["lines"], units) if moves else one["lines"]
        amount = sum((a for _, a in parts), Decimal(0))
        if status != "FAILURE":
            self.effect("refund", order["id"], amount=str(amount), key=key, status=status)
        return made

    def finish_refunds(self, status: str = "SUCCESS", reason: str = "INSUFFICIENT_FUNDS") -> None:
        """What was pending ends; ``reason``: the error code of what fails."""
        for order in self.orders.values():
            for one in order["transactions"]:
                if one["kind"] == "REFUND" and one["status"] == "PENDING":
                    one["status"], one["errorCode"] = status, None if status == "SUCCESS" else reason
                    if status != "SUCCESS":
                        self._failed(order, one, reason)
                    self.touch(order)
        self.keep()

    def _failed(self, order: Data, payment: Data, reason: str) -> None:
        """A refund that was taken moves nothing after all."""
        self.effect("refund_failed", order["id"], amount=payment["amount"], reason=reason)
        refund = next(one for one in order["refunds"] if payment["id"] in one["transactions"])
        if self.failed_units_return:
            for line in order["lines"]:
                line["removed"] -= refund["lines"].get(line["id"], 0)

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
        replacement = self.close_request(order, one, one["requestStatus"])
        self.effect("recall", order["id"], request=request_id)
        self.touch(order)
        self.keep()
        return one, replacement

    def ask_recall(self, request_id: str, message: str) -> Data:
        one = self.fulfillment_order(request_id)
        if one is None:
            raise Refusal("Fulfillment order does not exist.", ["id"])
        if one["requestStatus"] != "ACCEPTED" or one["recalls"]:
            raise Refusal("Fulfillment order is not in cancelable request state and can't be canceled.")
        order = self.orders[one["order"]]
        # As recorded: the status stays, only the merchant's requests tell.
        one["recalls"].append(self.stamp())
        one["updatedAt"] = self.stamp()
        self.effect("recall_request", order["id"], request=request_id, message=message)
        self.touch(order)
        self.keep()
        return one
