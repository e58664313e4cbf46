"""How orders are read: pages of the table, one order whole, and every inner list to its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from dropdesk.domain.order import Person, SeenOrder
from dropdesk.domain.values import StoreId
from dropdesk.errors import Damaged, NotAllowed, Refused
from dropdesk.remote.shopify import chargebacks, parse
from dropdesk.remote.shopify.calls import Api, TooCostly
from dropdesk.remote.shopify.money import strict

_PAGE, _FEW = 15, 5
_MANY = (25, 250)


class Reading:
    """Rows as Shopify gives them, made whole, and what they say. Raises what ``Api.read`` raises, and
    Refused(``no_order``, ``too_costly``)."""

    def __init__(self, api: Api, store: StoreId) -> None:
        self._api, self._store, self._first = api, store, _PAGE

    @strict
    def page(self, query: str | None, after: str | None) -> tuple[list[dict[str, Any]], str | None]:
        """Rows, and where the next page begins. Pages shrink when Shopify finds them too costly."""
        while True:
            variables = {"first": self._first, "after": after, "query": query, "few": _FEW}
            try:
                found = self._api.read("OrdersPage", variables).data["orders"]
                break
            except TooCostly:
                if self._first == 1:
                    raise Refused("too_costly") from None
                self._first //= 2
        rows = [whole for row in found["nodes"] if (whole := self._whole(row)) is not None]
        following = found["pageInfo"]["endCursor"] if found["pageInfo"]["hasNextPage"] else None
        if following is not None and following == after:
            raise Damaged("answer")
        return rows, following

    @strict
    def one(self, shopify_id: str, size: int = 0) -> tuple[dict[str, Any], datetime | None]:
        """One order whole, and the server's time of the answer. ``size``: which list lengths are asked for (an index of
        ``_MANY``); a list that is cut off is asked for with the next. Refused("no_order"): deleted or never there;
        Refused("too_costly")."""
        try:
            reply = self._api.read("OneOrder", {"id": shopify_id, "few": _MANY[size]})
        except TooCostly:
            raise Refused("too_costly") from None
        row = reply.data["order"]
        if row is None:
            raise Refused("no_order")
        if _cut_off(row, _MANY[size]) and size + 1 < len(_MANY):
            return self.one(shopify_id, size + 1)
        return self._completed(row), reply.at

    def _whole(self, row: dict[str, Any]) -> dict[str, Any] | None:
        """None: it was deleted meanwhile."""
        if not _cut_off(row, _FEW):
            return self._completed(row)
        try:
            return self.one(row["id"])[0]
        except Refused as error:
            if error.code == "no_order":
                return None
            raise

    def _completed(self, row: dict[str, Any]) -> dict[str, Any]:
        self._rest(row["lineItems"], "MoreLines", row["id"])
        for one in row["fulfillments"]:
            self._rest(one["fulfillmentLineItems"], "MoreFulfilled", one["id"])
        for one in row["refunds"]:
            self._rest(one["refundLineItems"], "MoreRefunded", one["id"])
        return row

    def _rest(self, connection: dict[str, Any], operation: str, owner: str) -> None:
        """Fetches the pages of a list that did not fit."""
        while connection["pageInfo"]["hasNextPage"]:
            cursor = connection["pageInfo"]["endCursor"]
            rows = self._api.read(operation, {"id": owner, "after": cursor}).data["node"]["rows"]
            if rows["pageInfo"]["endCursor"] == cursor:
                raise Damaged("answer")
            connection["nodes"] = [*connection["nodes"], *rows["nodes"]]
            connection["pageInfo"] = rows["pageInfo"]

    def seen(self, rows: list[dict[str, Any]], at: datetime) -> list[SeenOrder]:
        """Rows of the first query as domain orders, filled up by a second (fulfilment orders, returns, customer) and,
        where a bank waits for an answer, by a third. ``at``: when the rows were asked for."""
        more = self._more([row["id"] for row in rows])
        waiting = [row["id"] for row in rows if chargebacks.needs_answer(row)]
        dated = self._disputes() if waiting else None
        if dated is not None:
            more |= {one: replace(more[one], disputes=tuple(dated.get(one, ()))) for one in waiting}
        return [parse.order(row, more[row["id"]], self._store, at) for row in rows]

    @strict
    def _more(self, ids: list[str]) -> dict[str, parse.More]:
        """Fulfilment orders, returns and customer ids, as far as the scopes go; in halves when that is too costly."""
        if not ids:
            return {}
        try:
            data = self._api.read("OrdersMore", {"ids": ids}, partial=True).data
        except NotAllowed as error:
            if error.code != "scope":
                raise
            return {one: parse.More() for one in ids}
        except TooCostly:
            if len(ids) == 1:
                raise Refused("too_costly") from None
            half = len(ids) // 2
            return self._more(ids[:half]) | self._more(ids[half:])
        requests, returns, customers = (_by_id(data[name]) for name in ("requests", "returns", "customers"))
        for owner, row in requests.items():
            self._rest(row["fulfillmentOrders"], "MoreRequests", owner)
            for one in row["fulfillmentOrders"]["nodes"]:
                self._rest(one["lineItems"], "MoreRequested", one["id"])
        return {
            one: parse.More(
                requests=tuple(requests[one]["fulfillmentOrders"]["nodes"]) if one in requests else None,
                returns=returns[one]["returns"] if one in returns else None,
                customer=(customers.get(one, {}).get("customer") or {}).get("id", ""),
            )
            for one in ids
        }

    @strict
    def _disputes(self) -> dict[str, list[dict[str, Any]]] | None:
        """The shop's disputes by order, all of them: the one that waits may be older than many. None when they may not
        be read: then only the person knows the bank's date."""
        found: dict[str, list[dict[str, Any]]] = {}
        after: str | None = None
        while True:
            try:
                page = self._api.read("Disputes", {"after": after}).data["disputes"]
            except NotAllowed as error:
                if error.code != "scope":
                    raise
                return None
            for one in page["nodes"]:
                if one["order"]:
                    found.setdefault(one["order"]["id"], []).append(one)
            if not page["pageInfo"]["hasNextPage"]:
                return found
            if page["pageInfo"]["endCursor"] == after:
                raise Damaged("answer")
            after = page["pageInfo"]["endCursor"]

    @strict
    def people(self, rows: list[dict[str, Any]]) -> tuple[dict[str, Person | None], bool]:
        """Names and addresses by order, and whether some were denied."""
        try:
            reply = self._api.read("OrdersNames", {"ids": [row["id"] for row in rows]}, partial=True)
        except NotAllowed as error:
            if error.code != "scope":
                raise
            return {}, True
        return {one: parse.person(row) for one, row in _by_id(reply.data["nodes"]).items()}, reply.denied


def _cut_off(row: Mapping[str, Any], limit: int) -> bool:
    """Whether a plain list came back full: there may be more. The payments of one refund are no plain list."""
    return any(len(row[name]) >= limit for name in ("fulfillments", "refunds", "transactions"))


def _by_id(rows: Iterable[dict[str, Any] | None]) -> dict[str, dict[str, Any]]:
    """What was denied, or is no order any more, is null."""
    return {row["id"]: row for row in rows if row}
