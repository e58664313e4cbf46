"""Shopify's orders as domain facts. With ``money``, ``refunds`` and ``chargebacks``
the only place that knows what its fields are called; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from dropdesk.domain.order import (
    FulfilmentRequest,
    Line,
    LinkHint,
    Order,
    Person,
    Recall,
    SeenOrder,
)
from dropdesk.domain.supplier.match import find_hints, strongest
from dropdesk.domain.values import LineId, OrderKey, Seen, StoreId, SupplierNumber, Take, Where
from dropdesk.remote.shopify import chargebacks
from dropdesk.remote.shopify.money import (
    CAME_IN,
    DONE,
    UNDER_WAY,
    Row,
    about,
    minor,
    moment,
    moment_or_none,
    strict,
    total,
)
from dropdesk.remote.shopify.refunds import failed_units, refunded_units, seen_refunds, unnamed

_NOT_SENT = frozenset({"CANCELLED", "ERROR", "FAILURE"})
"""Fulfilments that did not happen. *Pending* and *open* ones may: they count as fulfilled."""
_WITH_SERVICE = frozenset({"SUBMITTED", "ACCEPTED", "CANCELLATION_REQUESTED", "CANCELLATION_REJECTED"})
_ENDED = frozenset({"CLOSED", "CANCELLED", "INCOMPLETE"})
_IN_PROGRESS = frozenset({"IN_PROGRESS", "PENDING_FULFILLMENT"})
_OPEN_RETURN = frozenset({"RETURN_REQUESTED", "IN_PROGRESS", "INSPECTION_COMPLETE"})
_STORE_CREDIT = "shopify_store_credit"


@dataclass(frozen=True, slots=True)
class More:
    """What a second query tells of an order. None: it could not be read (a scope is missing)."""

    requests: tuple[Row, ...] | None = None
    returns: Row | None = None
    customer: str = ""
    disputes: tuple[Row, ...] | None = None
    """The shop's own disputes of this order, with their dates; only read while one waits for an answer."""


# -- an order ----------------------------------------------------------------------------------------------------------
@strict
def order(row: Row, more: More, store: StoreId, at: datetime) -> SeenOrder:
    """An order as the first query tells it (``row``), filled up by the second (``more``).

    ``at``: when it was asked for. The person is read by another query. Raises Damaged("answer") for a row of another
    form, and for an order in two currencies.
    """
    currency = str(row["presentmentCurrencyCode"])
    if row["totalPriceSet"]["presentmentMoney"]["currencyCode"] != currency:
        raise ValueError("two currencies")
    open_lines, return_open = _returns(row, more)
    own_disputes = more.disputes or ()
    found = Order(
        key=OrderKey(0),
        store=store,
        name=row["name"],
        currency=currency,
        lines=_lines(row, more),
        created_at=moment(row["createdAt"]),
        seen=Seen(None, Where.SHOPIFY_API, at),
        shopify_id=row["id"],
        updated_at=moment(row["updatedAt"]),
        financial=(row["displayFinancialStatus"] or "").lower(),
        fulfilment=row["displayFulfillmentStatus"].lower(),
        total=minor(row["totalPriceSet"]),
        cancelled_at=moment_or_none(row["cancelledAt"]),
        cancel_reason=row["cancelReason"] or "",
        chargeback=chargebacks.chargeback(row["disputes"]),
        chargeback_answer_by=chargebacks.answer_by(own_disputes),
        chargeback_answered=chargebacks.answered(row["disputes"]) or chargebacks.evidence_sent(own_disputes),
        requests=tuple(_request(one) for one in _with_service(more)),
        test=row["test"],
        can_notify=row["canNotifyCustomer"],
        return_open_lines=open_lines,
        return_open=return_open,
        fulfilment_not_cancellable=any(one["status"] in ("PENDING", "OPEN") for one in row["fulfillments"]),
        customer=more.customer,
    )
    return SeenOrder(_with_money(found, row), None, _hints(row))


def _with_money(found: Order, row: Row) -> Order:
    """What came in, what went back and what is under way, minor units of the order's currency."""
    payments = row["transactions"]
    came_in = [one for one in payments if one["kind"] in CAME_IN and one["status"] == "SUCCESS"]
    back = [one for one in payments if one["kind"] == "REFUND"]
    pending = total(back, UNDER_WAY)
    # Whether Shopify's sum holds what is still pending is not documented: read so that it fits either way.
    returned = max(total(back, DONE), minor(row["totalRefundedSet"]) - pending)
    refunds = seen_refunds(row)
    for_no_line = unnamed(row, found.cancelled_at)
    return replace(
        found,
        paid_at=min((moment(one["processedAt"]) for one in came_in if one["processedAt"]), default=None),
        received=minor(row["totalReceivedSet"]),
        returned=returned,
        returned_without_quantities=min(returned, sum(one.done for one in for_no_line)),
        unnamed_refunds=tuple(one.amount for one in for_no_line if one.amount),
        returned_as_store_credit=total([one for one in back if one["gateway"] == _STORE_CREDIT], DONE),
        refund_pending=pending,
        refunds=refunds,
        refunded_at=min((one.at for one in refunds if one.amount), default=None),
        authorisation_pending=any(
            "AUTHORIZATION" in one["kind"] or one["kind"] == "CAPTURE" for one in payments if one["status"] in UNDER_WAY
        ),
    )


@dataclass(slots=True)
class _Moved:
    """Units of one line that Shopify moved, and when it last did."""

    units: int = 0
    at: datetime | None = None
    rejected_at: datetime | None = None

    def add(self, units: int, at: datetime) -> None:
        self.units += units
        self.at = at if self.at is None else max(at, self.at)


def _lines(row: Row, more: More) -> tuple[Line, ...]:
    sent, asked, refunded, failed = _sent(row), _asked(more), refunded_units(row), failed_units(row)
    # Shopify says "in progress", but with which units cannot be seen (a scope is missing): then with all that are left.
    blind = not asked and row["displayFulfillmentStatus"] in _IN_PROGRESS
    found = []
    for one in row["lineItems"]["nodes"]:
        fulfilled, requested = sent.get(one["id"], _Moved()), asked.get(one["id"], _Moved())
        named, quantity = refunded.get(one["id"], 0), int(one["quantity"])
        # A refund that failed gave nothing back, whether Shopify puts its units on the order again or not.
        off = quantity - int(one["currentQuantity"])
        returned = max(min(off, named), off - failed.get(one["id"], 0))
        found.append(
            Line(
                id=LineId(one["id"]),
                title=one["title"],
                quantity=quantity,
                unit_value=about(one["discountedUnitPriceAfterAllDiscountsSet"]),
                variant=one["variantTitle"] or "",
                sku=one["sku"] or "",
                vendor=one["vendor"] or "",
                fulfilled=fulfilled.units,
                requested=max(0, quantity - returned - fulfilled.units) if blind else requested.units,
                returned=returned,
                removed=max(0, returned - named),
                fulfilled_at=fulfilled.at,
                requested_at=requested.at,
                recall_rejected_at=requested.rejected_at,
                needs_no_purchase=one["isGiftCard"] or not one["requiresShipping"],
                held=off - returned,
            )
        )
    return tuple(found)


def _sent(row: Row) -> dict[str, _Moved]:
    found: dict[str, _Moved] = {}
    for one in row["fulfillments"]:
        if one["status"] not in _NOT_SENT:
            for item in one["fulfillmentLineItems"]["nodes"]:
                found.setdefault(item["lineItem"]["id"], _Moved()).add(item["quantity"] or 0, moment(one["createdAt"]))
    return found


def _asked(more: More) -> dict[str, _Moved]:
    found: dict[str, _Moved] = {}
    for one in _with_service(more):
        updated = moment(one["updatedAt"])
        at = max((moment(ask["sentAt"]) for ask in one["asked"]["nodes"]), default=updated)
        for item in one["lineItems"]["nodes"]:
            line = found.setdefault(item["lineItem"]["id"], _Moved())
            line.add(item["remainingQuantity"], at)
            if one["requestStatus"] == "CANCELLATION_REJECTED":
                line.rejected_at = updated if line.rejected_at is None else max(updated, line.rejected_at)
    return found


def _with_service(more: More) -> list[Row]:
    """Fulfilment orders that somebody works on: requested, accepted, in progress."""
    return [
        one
        for one in more.requests or ()
        if one["status"] not in _ENDED and (one["requestStatus"] in _WITH_SERVICE or one["status"] == "IN_PROGRESS")
    ]


def _request(row: Row) -> FulfilmentRequest:
    offered = {one["action"] for one in row["supportedActions"]}
    recall = Recall.NONE
    if "CANCEL_FULFILLMENT_ORDER" in offered:
        recall = Recall.CANCEL
    elif "REQUEST_CANCELLATION" in offered:
        recall = Recall.REQUEST
    units: dict[LineId, int] = {}
    for item in row["lineItems"]["nodes"]:
        line = LineId(item["lineItem"]["id"])
        units[line] = units.get(line, 0) + item["remainingQuantity"]
    lines = tuple(Take(line, quantity) for line, quantity in units.items() if quantity > 0)
    recalled = max((moment(one["sentAt"]) for one in row["recalls"]["nodes"]), default=None)
    return FulfilmentRequest(
        row["id"], row["status"], row["requestStatus"], recall, lines, moment_or_none(row["updatedAt"]), recalled
    )


def _returns(row: Row, more: More) -> tuple[tuple[LineId, ...], bool]:
    """Lines of open returns, and whether there is one. No lines: they are not known, any may be meant."""
    if more.returns is None:
        return (), row["returnStatus"] in _OPEN_RETURN
    opened = [one for one in more.returns["nodes"] if one["status"] in ("REQUESTED", "OPEN")]
    known = not more.returns["pageInfo"]["hasNextPage"]
    lines: dict[LineId, None] = {}
    for one in opened:
        known = known and not one["returnLineItems"]["pageInfo"]["hasNextPage"]
        for item in one["returnLineItems"]["nodes"]:
            if item:
                lines[LineId(item["fulfillmentLineItem"]["lineItem"]["id"])] = None
            else:
                known = False  # goods that Shopify itself cannot tell the line of
    is_open = bool(opened) or (not known and row["returnStatus"] in _OPEN_RETURN)
    return (tuple(lines) if known else ()), is_open


def _hints(row: Row) -> tuple[LinkHint, ...]:
    """Supplier numbers in note, tags, attributes and our own metafield; one a number and line, certain ones win."""
    texts: list[tuple[str, LineId | None]] = [(row["note"] or "", None), *((tag, None) for tag in row["tags"])]
    texts += [(_attribute(one), None) for one in row["customAttributes"]]
    for line in row["lineItems"]["nodes"]:
        texts += [(_attribute(one), LineId(line["id"])) for one in line["customAttributes"]]
    found = [hint for text, of_line in texts for hint in find_hints(text, of_line)]
    for number in re.findall(r"[0-9]+", (row["supplier"] or {}).get("value") or ""):
        if 13 <= len(number) <= 19:
            found.append(LinkHint(SupplierNumber(number), certain=True))
    return strongest(found)


def _attribute(one: Row) -> str:
    return f"{one['key']}: {one['value'] or ''}"


@strict
def person(row: Row) -> Person | None:
    """Name and e-mail; None when Shopify tells neither."""
    name, email = (row["customer"] or {}).get("displayName") or "", row["email"] or ""
    # Shopify puts the address where there is no name.
    name = "" if name == email else str(name)
    return Person(name, str(email)) if name or email else None
