"""Shopify's orders as domain facts. With ``money`` the only place that knows what its fields are called; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dropdesk.domain.order import (
    Chargeback,
    FulfilmentRequest,
    Line,
    LinkHint,
    Order,
    Person,
    Recall,
    Refund,
    SeenOrder,
    is_our_goodwill,
)
from dropdesk.domain.supplier.match import find_hints, strongest
from dropdesk.domain.values import LineId, OrderKey, Seen, StoreId, SupplierNumber, Take, Where
from dropdesk.remote.shopify.money import CAME_IN, DONE, FAILED, UNDER_WAY, Row, about, minor, moment, strict, total

_NOT_SENT = frozenset({"CANCELLED", "ERROR", "FAILURE"})
"""Fulfilments that did not happen. *Pending* and *open* ones may: they count as fulfilled."""
_WITH_SERVICE = frozenset({"SUBMITTED", "ACCEPTED", "CANCELLATION_REQUESTED", "CANCELLATION_REJECTED"})
_ENDED = frozenset({"CLOSED", "CANCELLED", "INCOMPLETE"})
_IN_PROGRESS = frozenset({"IN_PROGRESS", "PENDING_FULFILLMENT"})
_OPEN_RETURN = frozenset({"RETURN_REQUESTED", "IN_PROGRESS", "INSPECTION_COMPLETE"})
_STORE_CREDIT = "shopify_store_credit"
_DISPUTES = {
    "NEEDS_RESPONSE": Chargeback.OPEN,
    "UNDER_REVIEW": Chargeback.OPEN,
    "LOST": Chargeback.LOST,
    "WON": Chargeback.WON,
    # The customer has the money by the bank's way: nothing is owed any more.
    "ACCEPTED": Chargeback.ACCEPTED,
    # Stopped before it took anything: the money was kept.
    "PREVENTED": Chargeback.PREVENTED,
    "CHARGE_REFUNDED": Chargeback.ACCEPTED,
}
_GRAVITY = (
    Chargeback.OPEN,
    Chargeback.LOST,
    Chargeback.ACCEPTED,
    Chargeback.WON,
    Chargeback.PREVENTED,
    Chargeback.INQUIRY,
)
_ANSWERED = "UNDER_REVIEW"
"""A chargeback that is open and does not wait for the seller any more."""


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
    """``at``: when it was asked for. The person is read by another query."""
    lines = _lines(row, more)
    currency = str(row["presentmentCurrencyCode"])
    if row["totalPriceSet"]["presentmentMoney"]["currencyCode"] != currency:
        raise ValueError("two currencies")
    payments = row["transactions"]
    back = [one for one in payments if one["kind"] == "REFUND"]
    pending = total(back, UNDER_WAY)
    # Whether Shopify's sum holds what is still pending is not documented: read so that it fits either way.
    returned = max(total(back, DONE), minor(row["totalRefundedSet"]) - pending)
    cancelled_at = _moment_or_none(row["cancelledAt"])
    refunds = _refunds(row)
    unnamed_refunds = _unnamed(row, cancelled_at)
    open_lines, return_open = _returns(row, more)
    came_in = [one for one in payments if one["kind"] in CAME_IN and one["status"] == "SUCCESS"]
    found = Order(
        key=OrderKey(0),
        store=store,
        name=row["name"],
        currency=currency,
        lines=lines,
        created_at=moment(row["createdAt"]),
        seen=Seen(None, Where.SHOPIFY_API, at),
        shopify_id=row["id"],
        paid_at=min((moment(one["processedAt"]) for one in came_in if one["processedAt"]), default=None),
        updated_at=moment(row["updatedAt"]),
        financial=(row["displayFinancialStatus"] or "").lower(),
        fulfilment=row["displayFulfillmentStatus"].lower(),
        total=minor(row["totalPriceSet"]),
        received=minor(row["totalReceivedSet"]),
        returned=returned,
        returned_without_quantities=min(returned, sum(unnamed.done for unnamed in unnamed_refunds)),
        unnamed_refunds=tuple(one.amount for one in unnamed_refunds if one.amount),
        returned_as_store_credit=total([one for one in back if one["gateway"] == _STORE_CREDIT], DONE),
        refund_pending=pending,
        refunds=refunds,
        cancelled_at=cancelled_at,
        cancel_reason=row["cancelReason"] or "",
        refunded_at=min((one.at for one in refunds if one.amount), default=None),
        chargeback=_chargeback(row["disputes"]),
        chargeback_answer_by=_answer_by(more),
        chargeback_answered=_answered(row["disputes"]) or _evidence_sent(more),
        requests=tuple(_request(one) for one in _with_service(more)),
        test=row["test"],
        can_notify=row["canNotifyCustomer"],
        return_open_lines=open_lines,
        return_open=return_open,
        authorisation_pending=any(
            "AUTHORIZATION" in one["kind"] or one["kind"] == "CAPTURE" for one in payments if one["status"] in UNDER_WAY
        ),
        fulfilment_not_cancellable=any(one["status"] in ("PENDING", "OPEN") for one in row["fulfillments"]),
        customer=more.customer,
    )
    return SeenOrder(found, None, _hints(row))


def _moment_or_none(text: str | None) -> datetime | None:
    return moment(text) if text else None


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
    sent, asked, refunded, failed = _sent(row), _asked(more), _refunded(row), _came_to_nothing(row)
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


def _paid_back(refund: Row) -> list[Row]:
    """The payments of one refund that take money to the customer."""
    return [payment for payment in refund["transactions"]["nodes"] if payment["kind"] == "REFUND"]


def _moves_money(refund: Row) -> bool:
    """Whether it moved or moves any."""
    payments = _paid_back(refund)
    return bool(total(payments, DONE) or total(payments, UNDER_WAY))


def _named(refunds: Iterable[Row]) -> dict[str, int]:
    """Units by line that these refunds name."""
    found: dict[str, int] = {}
    for one in refunds:
        for item in one["refundLineItems"]["nodes"]:
            found[item["lineItem"]["id"]] = found.get(item["lineItem"]["id"], 0) + item["quantity"]
    return found


def _refunded(row: Row) -> dict[str, int]:
    """Units by line that a refund named which moved or moves money; what else is off the order, an edit took off."""
    return _named(one for one in row["refunds"] if _moves_money(one))


def _came_to_nothing(row: Row) -> dict[str, int]:
    """Units by line of refunds whose payments all failed (rules §3: "it fails, all of that comes back")."""
    return _named(one for one in row["refunds"] if total(_paid_back(one), FAILED) and not _moves_money(one))


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
        row["id"], row["status"], row["requestStatus"], recall, lines, _moment_or_none(row["updatedAt"]), recalled
    )


def _refunds(row: Row) -> tuple[Refund, ...]:
    """Those that moved or move money, and those whose payments failed, with the first reason. One without payments
    only took items off the order (a line's ``returned`` says so)."""
    found = []
    for one in row["refunds"]:
        payments = _paid_back(one)
        amount, pending, failed = total(payments, DONE), total(payments, UNDER_WAY), total(payments, FAILED)
        if not (amount or pending or failed):
            continue
        found.append(
            Refund(
                id=one["id"],
                at=moment(one["createdAt"] or row["updatedAt"]),
                amount=amount,
                note=one["note"] or "",
                pending=pending,
                lines=tuple(Take(LineId(line), n) for line, n in _named([one]).items() if n),
                failed=failed,
                reason=_reason(payments) if failed else "",
            )
        )
    return tuple(found)


def _reason(payments: Iterable[Row]) -> str:
    """Why the first of them failed: Shopify's error code, else its state."""
    return next((str(one["errorCode"] or one["status"]) for one in payments if one["status"] in FAILED), "")


@dataclass(frozen=True, slots=True)
class _Unnamed:
    """Money of one refund that named no line, its shipping taken off. ``amount``: with what is pending."""

    done: int
    amount: int


def _unnamed(row: Row, cancelled_at: datetime | None) -> list[_Unnamed]:
    """Each refund for no named line, no shipping, that was no goodwill of ours."""
    found = []
    for one in row["refunds"]:
        ours = is_our_goodwill(one["note"] or "", _moment_or_none(one["createdAt"]), cancelled_at)
        if one["refundLineItems"]["nodes"] or ours:
            continue
        shipping = sum(
            minor(line["subtotalAmountSet"]) + minor(line["taxAmountSet"])
            for line in one["refundShippingLines"]["nodes"]
        )
        done, pending = total(_paid_back(one), DONE), total(_paid_back(one), UNDER_WAY)
        found.append(_Unnamed(max(0, done - shipping), max(0, done + pending - shipping)))
    return found


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


def _chargeback(disputes: Iterable[Row]) -> Chargeback:
    """The gravest one. A status that is new to us counts as open: no money then."""
    found = {
        Chargeback.INQUIRY if one["initiatedAs"] == "INQUIRY" else _DISPUTES.get(one["status"], Chargeback.OPEN)
        for one in disputes
    }
    return next((kind for kind in _GRAVITY if kind in found), Chargeback.NONE)


def _answered(disputes: Iterable[Row]) -> bool:
    """Whether every chargeback that is open has our answer already."""
    real = [one["status"] for one in disputes if one["initiatedAs"] != "INQUIRY"]
    open_ = [status for status in real if _DISPUTES.get(status, Chargeback.OPEN) is Chargeback.OPEN]
    return bool(open_) and all(status == _ANSWERED for status in open_)


def needs_answer(row: Row) -> bool:
    """Whether the bank waits for our answer to a chargeback of this order."""
    return _chargeback(row["disputes"]) is Chargeback.OPEN and not _answered(row["disputes"])


def _waiting(more: More) -> list[Row]:
    """Chargebacks that wait for our answer. An inquiry has a date of its own: it took no money, and is none of them."""
    return [one for one in more.disputes or () if one["status"] == "NEEDS_RESPONSE" and one["type"] != "INQUIRY"]


def _answer_by(more: More) -> datetime | None:
    """The bank's date for our answer: the earliest of the chargebacks that wait for one."""
    return min(
        (moment(one["evidenceDueBy"]) for one in _waiting(more) if one["evidenceDueBy"] and not one["evidenceSentOn"]),
        default=None,
    )


def _evidence_sent(more: More) -> bool:
    """Whether every chargeback that needs a response has our evidence already."""
    return bool(_waiting(more)) and all(one["evidenceSentOn"] for one in _waiting(more))


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
