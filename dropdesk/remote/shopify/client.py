"""One connected Shopify shop; fits ``services.ports.Shop``. What goes over the wire is in ``operations.graphql``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from dropdesk.domain.case.shape.permit import CancelPermit, RefundPermit
from dropdesk.domain.case.shape.shop_answers import (
    Accepted,
    Credentials,
    JobState,
    Look,
    NotKnown,
    OrderPage,
    Outcome,
    Rejected,
    ShopInfo,
    SuggestedRefund,
)
from dropdesk.domain.order import Order
from dropdesk.domain.values import Money, Quantities, StoreId
from dropdesk.errors import Damaged, Refused
from dropdesk.remote.http import Wire, plain
from dropdesk.remote.shopify.auth import Tokens, check_shop, host
from dropdesk.remote.shopify.calls import VERSION, Api
from dropdesk.remote.shopify.money import refund_outcome, strict, suggestion
from dropdesk.remote.shopify.reading import Reading

REQUIRED = ("write_orders",)
WANTED = (
    "read_merchant_managed_fulfillment_orders",
    "write_third_party_fulfillment_orders",
    "read_returns",
    "read_customers",
    "read_shopify_payments_disputes",
)
_OVERLAP = timedelta(minutes=5)
"""The search index lags behind writes: each pull begins a little before the end of the last."""
_JOB_RESULT = "/OrderCancelJobResult/"
_REFUSALS = (
    ("already been cancel", "already_cancelled"),
    ("outstanding fulfillments", "fulfilled"),
    ("that has returns", "return_open"),
    ("greater than net payment", "too_much"),
    ("cannot refund more items", "too_much"),
    ("Fulfillment order does not exist", "no_request"),
    ("does not exist", "no_order"),
    ("had progress reported", "no_request"),
    ("not in cancelable request state", "no_request"),
)
"""Shopify's sentences, nearly all with the same code; the rest is shown in its own words."""
_UNSURE = (
    ("already in progress", "in_progress"),
    ("currently in progress", "in_progress"),
    ("idempotency key cannot be used", "key_mismatch"),
)
"""Refusals of this call that say another one may be doing it."""


class ShopifyShop:
    """``name``: the shop's own name (``check_shop``). ``loopback``: a test server on this machine that gets everything
    meant for the shop. Refused(``loopback_address``, ``credentials_form``, ``no_credentials``, ``shop_form``)."""

    def __init__(
        self,
        name: StoreId,
        credentials: Credentials,
        loopback: str | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], None] = time.sleep,
        total: float = 60.0,
    ) -> None:
        self._store = check_shop(name)
        wire = Wire(host(self._store), loopback, total)
        self._api = Api(wire, Tokens(credentials, wire, sleep), sleep)
        self._reading, self._now = Reading(self._api, self._store), now

    def __repr__(self) -> str:
        return f"ShopifyShop({self._store!r})"

    @property
    def store(self) -> StoreId:
        """The shop's own name, as ``check_shop`` read it."""
        return self._store

    @strict
    def test(self) -> ShopInfo:
        """Who the shop is and what is allowed. Refused("other_shop") when another one answers to the name."""
        reply = self._api.read("Connection", {})
        shop = reply.data["shop"]
        if shop["myshopifyDomain"] != host(self._store):
            raise Refused("other_shop", {"domain": plain(shop["myshopifyDomain"])})
        granted = frozenset(str(one["handle"]) for one in reply.data["currentAppInstallation"]["accessScopes"])
        warnings = []
        if "read_all_orders" not in granted:
            warnings.append("last_60_days")
        if reply.version not in ("", VERSION):
            warnings.append("api_version")
        return ShopInfo(
            store=self._store,
            domain=shop["myshopifyDomain"],
            name=plain(shop["name"], 100),
            currency=shop["currencyCode"],
            zone=shop["ianaTimezone"],
            scopes=granted,
            missing=_lacking(WANTED, granted),
            required_missing=_lacking(REQUIRED, granted),
            served_version=reply.version or VERSION,
            warnings=tuple(warnings),
        )

    def admin_url(self, order: Order) -> str:
        """The order's page in Shopify's admin; all orders where the order has no Shopify id."""
        number = (order.shopify_id or "").rpartition("/")[2]
        return f"https://admin.shopify.com/store/{self._store}/orders" + (f"/{number}" if number.isdigit() else "")

    # -- orders ----------------------------------------------------------------------------------------------------
    def orders(self, since: datetime | None) -> Iterator[OrderPage]:
        """All orders updated since, oldest update first; what was pulled shortly before comes again."""
        query = None
        if since is not None:
            query = f"updated_at:>='{(since - _OVERLAP).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}'"
        after, cursor, hidden = None, since, False
        while True:
            at = self._now()
            rows, after = self._reading.page(query, after)
            seen = self._reading.seen(rows, at)
            if seen and not hidden:
                people, denied = self._reading.people(rows)
                hidden = denied and not any(people.values())
                seen = [replace(one, person=people.get(one.order.shopify_id or "")) for one in seen]
            else:
                denied = hidden
            times = [one.order.updated_at for one in seen if one.order.updated_at]
            cursor = max(times if cursor is None else [*times, cursor], default=None)
            yield OrderPage(tuple(seen), cursor, after is None, denied)
            if after is None:
                return

    def look(self, shopify_id: str, job: str | None = None) -> Look:
        """The job first, then the order: a job that is over is never seen with an order from before its end."""
        state, errors = self._job(job)
        at = self._now()
        row, server = self._reading.one(shopify_id)
        (seen,) = self._reading.seen([row], at)
        order = seen.order
        if order.cancelled_at is None:
            order = replace(order, cancel_running=state is JobState.RUNNING)
        elif state is not JobState.RUNNING:
            # While it runs on, the money of a cancelled order may still be on its way.
            state, errors = JobState.DONE, ()
        return Look(order, state, errors, server, seen.hints)

    @strict
    def _job(self, job: str | None) -> tuple[JobState, tuple[str, ...]]:
        if job is None:
            return JobState.NONE, ()
        if _JOB_RESULT not in job:
            found = self._api.read("PlainJob", {"id": job}, partial=True).data["job"]
            # "done" proves nothing (a made-up job is done as well); "not done" does.
            return (JobState.RUNNING if found is not None and not found["done"] else JobState.NONE), ()
        found = self._api.read("CancelJob", {"id": job}, partial=True).data["node"]
        if found is None:
            return JobState.NONE, ()
        states = {"STARTED": JobState.RUNNING, "FAILED": JobState.FAILED, "SUCCEEDED": JobState.DONE}
        errors = tuple(plain(one["message"]) for one in found["errors"])
        return states[found["status"]], errors

    # -- money -----------------------------------------------------------------------------------------------------
    @strict
    def suggest(self, shopify_id: str, lines: Quantities | None, shipping: bool) -> SuggestedRefund:
        """For the whole order (``lines`` None), or for these units; ``shipping``: with the fee."""
        chosen = [{"lineItemId": t.line, "quantity": t.quantity, "restockType": "NO_RESTOCK"} for t in lines or ()]
        variables = {"id": shopify_id, "full": lines is None, "lines": chosen, "shipping": shipping}
        row = self._api.read("Suggestion", variables).data["order"]
        if row is None:
            raise Refused("no_order")
        return suggestion(row)

    def cancel(self, permit: CancelPermit) -> Outcome:
        """Sends ``orderCancel`` once. Accepted: taken, not proven (only a look is); Rejected: certainly not done;
        NotKnown: either. Raises nothing for what the shop answers."""
        variables: dict[str, Any] = {
            "id": permit.shopify_id,
            "reason": str(permit.reason),
            "restock": permit.restock,
            "notify": permit.notify,
        }
        # Left out altogether means: no refund.
        if permit.refund_all:
            variables["refund"] = {"originalPaymentMethodsRefund": True}
        if permit.staff_note:
            variables["note"] = permit.staff_note
        answer = self._api.change("Cancel", variables)
        if isinstance(answer, Rejected | NotKnown):
            return answer
        refused = _refusal(answer)
        if refused is not None:
            return refused
        ref = _id_of(answer.get("jobResult")) or _id_of(answer.get("job"))
        return Accepted(ref) if ref else NotKnown("answer")

    def refund(self, permit: RefundPermit) -> Outcome:
        """Sends ``refundCreate`` once, with the permit's idempotency key. Accepted tells the refund's id and the minor
        units still pending; Rejected("payment_failed"): made, and no payment went through; else as ``cancel``."""
        answer = self._api.change("Refund", {"input": _refund_input(permit), "key": permit.key})
        if isinstance(answer, Rejected | NotKnown):
            return answer
        made = answer.get("refund")
        if made is None:
            return _refusal(answer) or NotKnown("answer")
        try:
            ref, done, pending, error = refund_outcome(made)
        except Damaged:
            return NotKnown("answer")
        if error and not done and not pending:
            return Rejected("payment_failed", plain(error))
        return Accepted(ref, pending)

    def recall(self, request_id: str, immediate: bool, message: str) -> Outcome:
        """Takes a fulfilment request back (``immediate``) or asks the service for it with ``message``, once. Answers as
        ``cancel``."""
        if immediate:
            answer = self._api.change("RecallNow", {"id": request_id})
        else:
            answer = self._api.change("AskRecall", {"id": request_id, "message": message})
        if isinstance(answer, Rejected | NotKnown):
            return answer
        refused = _refusal(answer)
        if refused is not None:
            return refused
        return Accepted(request_id) if answer.get("fulfillmentOrder") else NotKnown("answer")


def _lacking(wanted: Iterable[str], granted: frozenset[str]) -> tuple[str, ...]:
    """A right to write holds the right to read."""
    return tuple(one for one in wanted if not {one, one.replace("read_", "write_", 1)} & granted)


def _id_of(row: object) -> str | None:
    found = row.get("id") if isinstance(row, Mapping) else None
    return found if isinstance(found, str) else None


def _refund_input(permit: RefundPermit) -> dict[str, Any]:
    def amount(minor: int) -> str:
        return Money(minor, permit.currency).decimal()

    restock = "CANCEL" if permit.restock else "NO_RESTOCK"
    wanted: dict[str, Any] = {
        "orderId": permit.shopify_id,
        "currency": permit.currency,
        "note": permit.note,
        "notify": permit.notify,
        "refundLineItems": [
            {"lineItemId": take.line, "quantity": take.quantity, "restockType": restock} for take in permit.lines
        ],
        "transactions": [
            {
                "orderId": permit.shopify_id,
                "parentId": part.parent_id,
                "gateway": part.gateway,
                "kind": "REFUND",
                "amount": amount(part.amount),
            }
            for part in permit.parts
        ],
    }
    if permit.shipping:
        wanted["shipping"] = {"amount": amount(permit.shipping)}
    return wanted


def _refusal(answer: Mapping[str, Any]) -> Rejected | NotKnown | None:
    """What the payload's user errors say; None when there are none."""
    refusals = answer.get("refusals")
    if not isinstance(refusals, list) or not all(isinstance(one, dict) for one in refusals):
        return NotKnown("answer")
    if not refusals:
        return None
    text = plain(refusals[0].get("message", ""))
    if any(one.get("code") == "INTERNAL_ERROR" for one in refusals):
        return NotKnown("shop_down")
    for words, code in _UNSURE:
        if words in text:
            return NotKnown(code)
    if any(one.get("code") in ("NO_REFUND_PERMISSION", "NO_REFUND_TO_STORE_CREDIT_PERMISSION") for one in refusals):
        return Rejected("forbidden", text)
    return Rejected(next((code for words, code in _REFUSALS if words in text), "refused"), text)
