"""Amounts and dates of Shopify's answers, and what it says of refunds. Pure.

Amounts are read in the presentment currency (the customer's), as decimals, into minor units. Functions marked
``strict`` raise Damaged("answer") for an answer that is not of the form that was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from dropdesk.domain.case.shape.permit import RefundPart
from dropdesk.domain.case.shape.shop_answers import SuggestedRefund
from dropdesk.domain.values import Money, exponent
from dropdesk.errors import Damaged

Row = Mapping[str, Any]
P = ParamSpec("P")
T = TypeVar("T")

CAME_IN = frozenset({"SALE", "CAPTURE"})
DONE = frozenset({"SUCCESS"})
UNDER_WAY = frozenset({"PENDING", "AWAITING_RESPONSE", "UNKNOWN"})
FAILED = frozenset({"FAILURE", "ERROR"})
_MOST = 10**15


def strict(read: Callable[P, T]) -> Callable[P, T]:
    """A missing field, a wrong type, an odd number: the answer is not what was asked for."""

    @wraps(read)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return read(*args, **kwargs)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            raise Damaged("answer") from None

    return call


def moment(text: str) -> datetime:
    """Shopify's moment, in UTC. Raises ValueError for what is none or names no zone."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("without a zone")
    return found.astimezone(UTC)


def moment_or_none(text: str | None) -> datetime | None:
    """As ``moment``; None where Shopify tells none."""
    return moment(text) if text else None


def minor(bag: Row) -> int:
    """A MoneyBag's presentment amount in minor units, exactly."""
    money = bag["presentmentMoney"]
    try:
        return _sane(Money.parse(money["amount"], money["currencyCode"]).minor)
    except ArithmeticError:
        raise ValueError("not an amount") from None


def about(bag: Row) -> int:
    """As ``minor``, rounded half up: Shopify's unit prices after discounts are finer than the currency."""
    money = bag["presentmentMoney"]
    try:
        value = Decimal(money["amount"]).scaleb(exponent(money["currencyCode"]))
        return _sane(int(value.to_integral_value(ROUND_HALF_UP)))
    except ArithmeticError:
        raise ValueError("not an amount") from None


def _sane(amount: int) -> int:
    if abs(amount) > _MOST:
        raise ValueError("no price of this world")
    return amount


def total(payments: Iterable[Row], statuses: frozenset[str]) -> int:
    """The sum of the payments in one of these states."""
    return sum(minor(one["amountSet"]) for one in payments if one["status"] in statuses)


@strict
def suggestion(row: Row) -> SuggestedRefund:
    """What could go back and over which payments; all zero when Shopify suggests nothing."""
    currency, found = str(row["presentmentCurrencyCode"]), row["suggestedRefund"]
    if found is None:
        return SuggestedRefund(0, 0, 0, currency, (), ())
    maximum = minor(found["maximumRefundableSet"])
    rows: list[tuple[RefundPart, int, bool]] = []
    for one in found["suggestedTransactions"]:
        parent, most = one["parentTransaction"], one["maximumRefundableSet"] or one["amountSet"]
        if parent is not None and minor(most) > 0:
            part = RefundPart(parent["id"], one["gateway"] or "", minor(one["amountSet"]))
            rows.append((part, minor(most), parent["manualPaymentGateway"]))
    if not rows and maximum > 0:
        rows = _what_is_left(row["transactions"])
    return SuggestedRefund(
        amount=minor(found["amountSet"]),
        maximum=maximum,
        shipping=minor(found["shipping"]["amountSet"]),
        currency=currency,
        parts=tuple(part for part, _, _ in rows),
        part_maxima=tuple(most for _, most, _ in rows),
        gateways=tuple(dict.fromkeys(part.gateway for part, _, _ in rows)),
        manual=any(manual for _, _, manual in rows),
    )


def _what_is_left(payments: Iterable[Row]) -> list[tuple[RefundPart, int, bool]]:
    """Of a cancelled order no item is left to suggest a refund for: each payment less what went back of it."""
    known, found = list(payments), []
    for one in known:
        if one["kind"] in CAME_IN and one["status"] == "SUCCESS":
            back = [r for r in known if r["kind"] == "REFUND" and (r["parentTransaction"] or {}).get("id") == one["id"]]
            left = minor(one["amountSet"]) - total(back, DONE | UNDER_WAY)
            if left > 0:
                found.append((RefundPart(one["id"], one["gateway"] or "", 0), left, bool(one["manualPaymentGateway"])))
    return found


@strict
def refund_outcome(refund: Row) -> tuple[str, int, int, str]:
    """Its id, minor units done, minor units pending, and the first error code of a payment that failed."""
    payments = refund["transactions"]["nodes"]
    errors = [str(one["errorCode"] or one["status"]) for one in payments if one["status"] in FAILED]
    return str(refund["id"]), total(payments, DONE), total(payments, UNDER_WAY), next(iter(errors), "")
