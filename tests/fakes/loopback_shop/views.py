"""The world's data as Shopify's types: what a field of the schema slice shows."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from graphql import GraphQLError, GraphQLResolveInfo

from tests.fakes.loopback_shop.state import LIVE, Data, State, quantum, total

Info = GraphQLResolveInfo[Any]
Resolver = Callable[..., Any]
SCOPES = frozenset(
    {
        "write_orders",
        "read_all_orders",
        "read_merchant_managed_fulfillment_orders",
        "write_third_party_fulfillment_orders",
        "read_returns",
        "read_customers",
    }
)
_REQUESTS = ("read_merchant_managed_fulfillment_orders", "write_third_party_fulfillment_orders")
_PII = (
    "This app is not approved to access the {} object. Access to personally identifiable information (PII) like "
    "customer names, addresses, emails, phone numbers is only available on Shopify, Advanced, and Plus plans."
)


def denied(message: str, required: str = "") -> GraphQLError:
    return GraphQLError(message, extensions={"code": "ACCESS_DENIED", "requiredAccess": required})


def page(rows: Sequence[Any]) -> Resolver:
    """A connection over rows; a cursor is a place in it."""

    def resolve(
        info: Info, first: int | None = None, after: str | None = None, last: int | None = None, **_: Any
    ) -> Data:
        if last is not None:
            return {"nodes": list(rows[-last:]), "pageInfo": {"hasNextPage": False, "endCursor": None}}
        first = 50 if first is None else first
        start = int(base64.b64decode(after)) + 1 if after else 0
        found = list(rows[start : start + first])
        newest = start + len(found) - 1
        end = base64.b64encode(str(newest).encode()).decode() if found else None
        return {"nodes": found, "pageInfo": {"hasNextPage": newest + 1 < len(rows), "endCursor": end}}

    return resolve


def some(rows: Sequence[Any]) -> Resolver:
    """A plain list with ``first``."""
    return lambda info, first=None: list(rows[:first])


def money(amount: Decimal, currency: str) -> Data:
    """As Shopify writes it: at least one decimal, no padding."""
    text = f"{amount.quantize(max(quantum(currency), Decimal('0.001'))).normalize():f}"
    one = {"amount": text if "." in text else f"{text}.0", "currencyCode": currency}
    return {"presentmentMoney": one, "shopMoney": one}


def pairs(attributes: dict[str, str]) -> list[Data]:
    return [{"key": key, "value": value} for key, value in attributes.items()]


class Views:
    """``scopes``: what the app was granted. ``personal``: whether the plan shows personal data."""

    def __init__(self, world: State) -> None:
        self.world = world
        self.scopes = set(SCOPES)
        self.personal = True

    def order_view(self, order: Data) -> Data:
        def bag(amount: Decimal) -> Data:
            return money(amount, order["currency"])

        payments = {one["id"]: self._payment(order, one) for one in order["transactions"]}
        lines = [self._line(order, one) for one in order["lines"]]
        refunded = total(order["transactions"], ["REFUND"])
        metafield = order["metafield"]
        return {
            **{name: order[name] for name in ("id", "name", "createdAt", "processedAt", "updatedAt", "cancelledAt")},
            **{name: order[name] for name in ("cancelReason", "closed", "note", "tags", "test", "disputes")},
            "__typename": "Order",
            "canNotifyCustomer": bool(order["email"]),
            "customAttributes": pairs(order["attributes"]),
            "metafield": lambda info, namespace=None, key=None: (
                {"id": "gid://shopify/Metafield/1", "value": metafield}
                if metafield and (namespace, key) == ("dropdesk", "aliexpress_order_ids")
                else None
            ),
            "presentmentCurrencyCode": order["currency"],
            "displayFinancialStatus": self._financial(order),
            "displayFulfillmentStatus": self._fulfilment(order),
            "returnStatus": self._return_status(order),
            "totalPriceSet": bag(Decimal(order["total"])),
            "totalReceivedSet": bag(self.world.received(order)),
            "totalRefundedSet": bag(refunded),
            "email": lambda info: self._personal(order["email"], "Order"),
            "customer": lambda info: self._customer(order),
            "lineItems": page(lines),
            "fulfillments": some([self._fulfillment(order, one) for one in order["fulfillments"]]),
            "transactions": some(list(payments.values())),
            "refunds": some([self._refund_view(order, one) for one in order["refunds"]]),
            "fulfillmentOrders": lambda info, **args: self._requests(info, order, args),
            "returns": lambda info, **args: self._returns(info, order, args),
            "suggestedRefund": lambda info, **args: self._suggested(order, args),
        }

    def _financial(self, order: Data) -> str | None:
        payments = order["transactions"]
        received, refunded = self.world.received(order), total(payments, ["REFUND"])
        if not payments:
            return None
        if received:
            if refunded >= received:
                return "REFUNDED"
            if refunded:
                return "PARTIALLY_REFUNDED"
            return "PAID" if received >= Decimal(order["total"]) else "PARTIALLY_PAID"
        authorised = [one for one in payments if one["kind"] == "AUTHORIZATION"]
        if order["cancelledAt"] or any(one.get("voided") for one in authorised):
            return "VOIDED"
        return "AUTHORIZED" if any(one["status"] == "SUCCESS" for one in authorised) else "PENDING"

    def _fulfilment(self, order: Data) -> str:
        requests = [one for one in order["fulfillmentOrders"] if one["status"] not in ("CLOSED", "CANCELLED")]
        sent = any(one["status"] in LIVE for one in order["fulfillments"])
        if sent:
            return "PARTIALLY_FULFILLED" if self.world.open_units(order) else "FULFILLED"
        if any(one["status"] == "IN_PROGRESS" or one["requestStatus"] == "SUBMITTED" for one in requests):
            return "IN_PROGRESS"
        if any(one["status"] == "ON_HOLD" for one in requests):
            return "ON_HOLD"
        return "UNFULFILLED"

    def _return_status(self, order: Data) -> str:
        states = [one["status"] for one in order["returns"]]
        if "REQUESTED" in states:
            return "RETURN_REQUESTED"
        if "OPEN" in states:
            return "IN_PROGRESS"
        return "RETURNED" if states else "NO_RETURN"

    def _line(self, order: Data, line: Data) -> Data:
        return {
            **{name: line[name] for name in ("id", "title", "variantTitle", "sku", "vendor", "quantity")},
            **{name: line[name] for name in ("requiresShipping", "isGiftCard")},
            "currentQuantity": line["quantity"] - line["removed"],
            "customAttributes": pairs(line["attributes"]),
            "discountedUnitPriceAfterAllDiscountsSet": money(Decimal(line["price"]), order["currency"]),
        }

    def _items(self, order: Data, taken: dict[str, int], kind: str) -> list[Data]:
        lines = {one["id"]: self._line(order, one) for one in order["lines"]}
        return [
            {"id": f"gid://shopify/{kind}/{n}", "lineItem": lines[line], "quantity": units, "remainingQuantity": units}
            for n, (line, units) in enumerate(taken.items(), 1)
        ]

    def _payment(self, order: Data, one: Data) -> Data:
        parents = {other["id"]: other for other in order["transactions"]}
        parent = parents.get(one["parent"] or "")
        return {
            **{name: one[name] for name in ("id", "kind", "status", "gateway", "processedAt", "errorCode")},
            "manualPaymentGateway": one["manual"],
            "amountSet": money(Decimal(one["amount"]), order["currency"]),
            "parentTransaction": self._payment(order, parent) if parent else None,
        }

    def _fulfillment(self, order: Data, one: Data) -> Data:
        items = self._items(order, one["lines"], "FulfillmentLineItem")
        return {**one, "__typename": "Fulfillment", "fulfillmentLineItems": page(items)}

    def _refund_view(self, order: Data, one: Data) -> Data:
        paid = [self._payment(order, t) for t in order["transactions"] if t["id"] in one["transactions"]]
        shipping = Decimal(one["shipping"])
        fees = [
            {
                "id": "gid://shopify/RefundShippingLine/1",
                "subtotalAmountSet": money(shipping, order["currency"]),
                "taxAmountSet": money(Decimal(0), order["currency"]),
            }
        ]
        return {
            **{name: one[name] for name in ("id", "note", "createdAt")},
            "__typename": "Refund",
            "refundLineItems": page(self._items(order, one["lines"], "RefundLineItem")),
            "refundShippingLines": page(fees if shipping else []),
            "transactions": page(paid),
        }

    def _requests(self, info: Info, order: Data, args: Data) -> Data:
        if not set(_REQUESTS) & self.scopes:
            raise denied("Access denied for fulfillmentOrders field. Required access: a fulfillment order scope.")
        shown: Data = page([self._request(order, one) for one in order["fulfillmentOrders"]])(info, **args)
        return shown

    def _request(self, order: Data, one: Data) -> Data:
        actions = []
        if one["status"] == "OPEN":
            actions = ["CREATE_FULFILLMENT", "HOLD"]
            actions += ["CANCEL_FULFILLMENT_ORDER"] if one["requestStatus"] == "SUBMITTED" else ["REQUEST_FULFILLMENT"]
        elif one["requestStatus"] == "ACCEPTED" and not one["recalls"]:
            actions = ["REQUEST_CANCELLATION", "CREATE_FULFILLMENT"]
        asked = [("FULFILLMENT_REQUEST", one["sentAt"])] if one["sentAt"] else []
        asked += [("CANCELLATION_REQUEST", at) for at in one["recalls"]]
        requests = [
            {"id": f"gid://shopify/FulfillmentOrderMerchantRequest/{n}", "kind": kind, "sentAt": at}
            for n, (kind, at) in enumerate(asked, 1)
        ]

        def of_kind(info: Info, kind: str | None = None, **args: Any) -> Data:
            shown: Data = page([row for row in requests if kind in (None, row["kind"])])(info, **args)
            return shown

        return {
            **{name: one[name] for name in ("id", "status", "requestStatus", "updatedAt")},
            "__typename": "FulfillmentOrder",
            "supportedActions": [{"action": action} for action in actions],
            "merchantRequests": of_kind,
            "lineItems": page(self._items(order, one["lines"], "FulfillmentOrderLineItem")),
        }

    def _returns(self, info: Info, order: Data, args: Data) -> Data:
        if not {"read_returns", "write_returns"} & self.scopes:
            raise denied("Access denied for returns field. Required access: `read_returns` access scope.")
        found = []
        for one in order["returns"]:
            known = {line["id"] for line in order["lines"]}
            items = self._items(order, {line: 1 for line in one["lines"] if line in known}, "FulfillmentLineItem")
            lines = [
                {"__typename": "ReturnLineItem", "id": item["id"], "quantity": 1, "fulfillmentLineItem": item}
                for item in items
            ]
            lines += [
                {"__typename": "UnverifiedReturnLineItem", "id": line, "quantity": 1}
                for line in one["lines"]
                if line not in known
            ]
            found.append({"id": one["id"], "status": one["status"], "returnLineItems": page(lines)})
        shown: Data = page(found)(info, **args)
        return shown

    def _personal(self, value: Any, kind: str) -> Any:
        if not self.personal:
            raise denied(_PII.format(kind))
        return value

    def _customer(self, order: Data) -> Data | None:
        if "read_customers" not in self.scopes:
            raise denied("Access denied for customer field. Required access: `read_customers` access scope.")
        found: Data | None = self._personal(order["customer"], "Customer")
        return found

    def _suggested(self, order: Data, args: Data) -> Data:
        full = args.get("suggestFullRefund")
        removed = {one["id"]: one for one in order["lines"]}
        if full:
            units = {line: one["quantity"] - one["removed"] for line, one in removed.items()}
        else:
            units = {one["lineItemId"]: one["quantity"] for one in args.get("refundLineItems") or []}
        goods = sum((Decimal(removed[line]["price"]) * n for line, n in units.items()), Decimal(0))
        given = sum((Decimal(one["shipping"]) for one in order["refunds"]), Decimal(0))
        fee = max(Decimal(0), Decimal(order["shipping"]) - given) if args.get("refundShipping") else Decimal(0)
        most = max(Decimal(0), self.world.net(order))
        amount, left, parts = min(goods + fee, most), min(goods + fee, most), []
        for one, maximum in self.world.refundable(order):
            share = min(left, maximum)
            left -= share
            parts.append(
                {
                    "gateway": one["gateway"],
                    "amountSet": money(share, order["currency"]),
                    "maximumRefundableSet": money(maximum, order["currency"]),
                    "parentTransaction": self._payment(order, one),
                }
            )
        return {
            "amountSet": money(amount, order["currency"]),
            "maximumRefundableSet": money(most, order["currency"]),
            "shipping": {"amountSet": money(fee, order["currency"])},
            # Of a cancelled order no item is left to suggest anything for.
            "suggestedTransactions": parts if amount else [],
        }
