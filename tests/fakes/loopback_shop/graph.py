"""Executes GraphQL over the schema slice: the world's data as Shopify's types, and errors in Shopify's form."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    build_schema,
    execute_sync,
    get_directive_values,
    parse,
    validate,
)

from tests.fakes.loopback_shop.state import Data
from tests.fakes.loopback_shop.views import Info, Views, denied, page
from tests.fakes.loopback_shop.world import Refusal, World

DISPUTES = "read_shopify_payments_disputes"
SCHEMA = build_schema((Path(__file__).parent / "schema.graphql").read_text("utf-8"))


class Graph(Views):
    """Roots of queries and mutations."""

    def __init__(self, world: World, shop: str) -> None:
        super().__init__(world)
        self.world: World = world
        self.shop = shop

    # -- execution -------------------------------------------------------------------------------------------------
    def run(self, document: DocumentNode, variables: Data, name: str | None) -> Data:
        """Data and errors as Shopify words them."""
        with self.world.lock:
            self.world.settle()
            root = {name: getattr(self, f"_{name}") for name in ("shop", "currentAppInstallation")}
            root |= {name: getattr(self, f"_{name}") for name in ("job", "node", "nodes", "order", "orders")}
            root |= {"disputes": self._disputes}
            root |= {"orderCancel": self._cancel, "refundCreate": self._refund}
            root |= {"fulfillmentOrderCancel": self._recall_now}
            root |= {"fulfillmentOrderSubmitCancellationRequest": self._ask_recall}
            result = execute_sync(SCHEMA, document, root, variable_values=variables, operation_name=name)
        return answer(result)

    # -- queries ---------------------------------------------------------------------------------------------------
    def _shop(self, info: Info) -> Data:
        return {
            "id": "gid://shopify/Shop/1", "name": "Loopback Shop", "myshopifyDomain": f"{self.shop}.myshopify.com",
            "currencyCode": "EUR", "ianaTimezone": "Europe/Berlin",
        }  # fmt: skip

    def _currentAppInstallation(self, info: Info) -> Data:
        return {"id": "gid://shopify/AppInstallation/1", "accessScopes": [{"handle": s} for s in sorted(self.scopes)]}

    def _orders(
        self,
        info: Info,
        first: int = 50,
        after: str | None = None,
        query: str | None = None,
        sortKey: str = "PROCESSED_AT",
        reverse: bool = False,
    ) -> Data:
        self._need("read_orders")
        found = list(self.world.orders.values())
        since = re.fullmatch(r"updated_at:>='([^']+)'", query or "")
        if since:
            found = [one for one in found if one["updatedAt"] >= since[1]]
        key = {"UPDATED_AT": "updatedAt", "CREATED_AT": "createdAt"}.get(sortKey, "processedAt")
        found.sort(key=lambda one: (one[key], one["id"]), reverse=reverse)
        # The cursor is the last row's place in the index, so that rows that change meanwhile do not shift the pages.
        if after:
            place = tuple(base64.b64decode(after).decode().split(" ", 1))
            found = [one for one in found if (one[key], one["id"]) > place]
        rows, more = found[:first], len(found) > first
        end = base64.b64encode(f"{rows[-1][key]} {rows[-1]['id']}".encode()).decode() if rows else None
        return {"nodes": [self.order_view(o) for o in rows], "pageInfo": {"hasNextPage": more, "endCursor": end}}

    def _order(self, info: Info, id: str) -> Data | None:
        self._need("read_orders")
        found = self.world.orders.get(id)
        return self.order_view(found) if found is not None else None

    def _disputes(self, info: Info, first: int, after: str | None = None, reverse: bool = False) -> Data:
        if DISPUTES not in self.scopes:
            text = f"Access denied for disputes field. Required access: `{DISPUTES}` access scope."
            raise denied(text, f"`{DISPUTES}` access scope.")
        found = [
            {
                "id": one["id"].replace("OrderDisputeSummary", "ShopifyPaymentsDispute"),
                "status": one["status"],
                "type": one["initiatedAs"],
                "evidenceDueBy": one.get("due"),
                "evidenceSentOn": one.get("sent"),
                "order": lambda info, order=order: self.order_view(order),
            }
            for order in self.world.orders.values()
            for one in order["disputes"]
        ]
        rows: Data = page(found[::-1] if reverse else found)(info, first=first, after=after)
        return rows

    def _job(self, info: Info, id: str) -> Data:
        found = next((job for job in self.world.jobs.values() if job["id"] == id), None)
        # A job that never was is done as well.
        return {"id": id, "done": found is None or found["status"] != "STARTED"}

    def _nodes(self, info: Info, ids: list[str]) -> list[Data | None]:
        return [self._node(info, one) for one in ids]

    def _node(self, info: Info, id: str) -> Data | None:
        if id in self.world.orders:
            return self._order(info, id)
        if id in self.world.jobs:
            return self._job_result(self.world.jobs[id])
        for order in self.world.orders.values():
            for one in order["fulfillments"]:
                if one["id"] == id:
                    return self._fulfillment(order, one)
            for one in order["refunds"]:
                if one["id"] == id:
                    return self._refund_view(order, one)
            for one in order["fulfillmentOrders"]:
                if one["id"] == id:
                    return self._request(order, one)
        return None

    def _need(self, scope: str) -> None:
        if not {scope, scope.replace("read_", "write_", 1)} & self.scopes:
            text = f"Access denied for orders field. Required access: `{scope}` access scope."
            raise denied(text, f"`{scope}` access scope.")

    def _job_result(self, job: Data) -> Data:
        errors = [{"field": None, "message": job["error"], "code": "INVALID"}] if job["status"] == "FAILED" else []
        order = self.world.orders[job["order"]]
        return {
            "__typename": "OrderCancelJobResult", "id": job["result"], "done": job["status"] != "STARTED",
            "status": job["status"], "errors": errors, "order": lambda info: self.order_view(order),
        }  # fmt: skip

    # -- mutations -------------------------------------------------------------------------------------------------
    def _write(self) -> None:
        if "write_orders" not in self.scopes:
            raise denied("Access denied. Required access: `write_orders` access scope.", "`write_orders` access scope.")

    def _cancel(
        self,
        info: Info,
        orderId: str,
        reason: str,
        restock: bool,
        refundMethod: Data | None = None,
        notifyCustomer: bool | None = False,
        staffNote: str | None = None,
        refund: bool | None = None,
    ) -> Data:
        self._write()
        try:
            if refund is not None and refundMethod is not None:
                text = "Only one of the arguments `refund` or `refund_method` is allowed."
                raise Refusal(text, ["refund"])
            refund_all = bool(refund) or bool((refundMethod or {}).get("originalPaymentMethodsRefund"))
            job = self.world.cancel(orderId, reason, restock, refund_all, bool(notifyCustomer), staffNote)
        except Refusal as no:
            return {"job": None, "jobResult": None, "orderCancelUserErrors": [user_error(no, True)]}
        done = job["status"] != "STARTED"
        return {
            "job": {"id": job["id"], "done": done},
            "jobResult": self._job_result(job),
            "orderCancelUserErrors": [],
        }

    def _refund(self, info: Info, input: Data) -> Data:
        key = idempotency_key(info)
        if not key:
            text = "The @idempotent directive is required for this mutation but was not provided."
            raise GraphQLError(text, extensions={"code": "BAD_REQUEST"})
        self._write()
        try:
            made = self.world.refund(input, key)
        except Refusal as no:
            return {"refund": None, "order": None, "userErrors": [user_error(no)]}
        order = self.world.orders[input["orderId"]]
        return {"refund": self._refund_view(order, made), "order": self.order_view(order), "userErrors": []}

    def _recall_now(self, info: Info, id: str) -> Data:
        try:
            one, replacement = self.world.recall_now(id)
        except Refusal as no:
            return {"fulfillmentOrder": None, "replacementFulfillmentOrder": None, "userErrors": [user_error(no)]}
        order = self.world.orders[one["order"]]
        return {
            "fulfillmentOrder": self._request(order, one),
            "replacementFulfillmentOrder": self._request(order, replacement),
            "userErrors": [],
        }

    def _ask_recall(self, info: Info, id: str, message: str | None = None) -> Data:
        try:
            one = self.world.ask_recall(id, message or "")
        except Refusal as no:
            return {"fulfillmentOrder": None, "userErrors": [user_error(no)]}
        return {"fulfillmentOrder": self._request(self.world.orders[one["order"]], one), "userErrors": []}


# -- forms -------------------------------------------------------------------------------------------------------------
def user_error(no: Refusal, with_code: bool = False) -> Data:
    return {"field": no.field, "message": no.message, **({"code": no.code} if with_code else {})}


def idempotency_key(info: Info) -> str:
    node: FieldNode = info.field_nodes[0]
    directive = SCHEMA.get_directive("idempotent")
    assert directive is not None
    found = get_directive_values(directive, node, info.variable_values)
    return str(found["key"]).strip() if found else ""


def read(query: str, name: str | None) -> tuple[DocumentNode | None, Data | None]:
    """The document, or the answer to one that is not valid."""
    try:
        document = parse(query)
    except GraphQLSyntaxError as error:
        return None, {"errors": [{"message": error.message, "extensions": {"code": "PARSE_ERROR"}}]}
    errors = validate(SCHEMA, document)
    if not errors:
        return document, None
    first = next((d for d in document.definitions if isinstance(d, OperationDefinitionNode)), None)
    where = f"{first.operation.value if first else 'query'} {name or ''}".strip()
    return None, {
        "errors": [
            {"message": e.message, "path": [where], "extensions": {"code": "undefinedField"}} for e in errors
        ]
    }  # fmt: skip


def answer(result: ExecutionResult) -> Data:
    """Errors from variables carry no path and no data; those of fields both."""
    found: Data = {}
    if result.errors:
        found["errors"] = [
            {
                "message": error.message,
                **({"path": error.path} if error.path else {}),
                "extensions": {"code": "INVALID_VARIABLE", **(error.extensions or {})}
                if not error.path
                else error.extensions or {"code": "INTERNAL_SERVER_ERROR"},
            }
            for error in result.errors
        ]
    if result.data is not None or not result.errors or result.errors[0].path:
        found["data"] = result.data
    return found
