"""What each refund of an order moved, for which lines, and what came to nothing; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from dropdesk.domain.order import Refund, is_our_goodwill
from dropdesk.domain.values import LineId, Take
from dropdesk.remote.shopify.money import DONE, FAILED, UNDER_WAY, Row, minor, moment, moment_or_none, total


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


def refunded_units(row: Row) -> dict[str, int]:
    """Units by line that a refund named which moved or moves money; what else is off the order, an edit took off."""
    return _named(one for one in row["refunds"] if _moves_money(one))


def failed_units(row: Row) -> dict[str, int]:
    """Units by line of refunds whose payments all failed (rules §3: "it fails, all of that comes back")."""
    return _named(one for one in row["refunds"] if total(_paid_back(one), FAILED) and not _moves_money(one))


def seen_refunds(row: Row) -> tuple[Refund, ...]:
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
class Unnamed:
    """Money of one refund that named no line, its shipping taken off. ``amount``: with what is pending."""

    done: int
    amount: int


def unnamed(row: Row, cancelled_at: datetime | None) -> list[Unnamed]:
    """Each refund for no named line, no shipping, that was no goodwill of ours."""
    found = []
    for one in row["refunds"]:
        ours = is_our_goodwill(one["note"] or "", moment_or_none(one["createdAt"]), cancelled_at)
        if one["refundLineItems"]["nodes"] or ours:
            continue
        shipping = sum(
            minor(line["subtotalAmountSet"]) + minor(line["taxAmountSet"])
            for line in one["refundShippingLines"]["nodes"]
        )
        done, pending = total(_paid_back(one), DONE), total(_paid_back(one), UNDER_WAY)
        found.append(Unnamed(max(0, done - shipping), max(0, done + pending - shipping)))
    return found
