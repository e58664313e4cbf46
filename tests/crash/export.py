"""An order as Shopify's export tells it: by hand, files are all that a person has."""

from __future__ import annotations

import csv
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from dropdesk.domain.order import Line, Order

_COLUMNS = (
    "Name", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at", "Currency", "Total", "Created at",
    "Cancelled at", "Refunded Amount", "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem sku",
    "Lineitem requires shipping", "Lineitem fulfillment status",
)  # fmt: skip


def write(path: Path, order: Order, now: datetime) -> Path:
    """The order's rows, and a newer order's: a file's facts are as old as the newest date inside it."""
    rows = [_row(order, line, n == 0) for n, line in enumerate(order.lines)]
    rows.append(
        {
            "Name": f"#X{now:%m%d%H%M%S}", "Financial Status": "pending", "Fulfillment Status": "unfulfilled",
            "Currency": order.currency, "Total": "1.00", "Created at": _time(now), "Refunded Amount": "0.00",
            "Lineitem quantity": "1", "Lineitem name": "Sticker", "Lineitem price": "1.00",
            "Lineitem fulfillment status": "pending",
        }
    )  # fmt: skip
    with path.open("w", newline="", encoding="utf-8") as out:
        table = csv.DictWriter(out, _COLUMNS, restval="")
        table.writeheader()
        table.writerows(rows)
    return path


def _row(order: Order, line: Line, first: bool) -> dict[str, str]:
    word = "fulfilled" if line.fulfilled >= line.quantity else "partial" if line.fulfilled else "pending"
    row = {
        "Name": order.name, "Created at": _time(order.created_at), "Lineitem quantity": str(line.quantity),
        "Lineitem name": line.title, "Lineitem price": _amount(line.unit_value), "Lineitem sku": line.sku,
        "Lineitem requires shipping": str(not line.needs_no_purchase).lower(), "Lineitem fulfillment status": word,
    }  # fmt: skip
    if first:
        row |= {
            "Financial Status": order.financial, "Paid at": _time(order.paid_at), "Currency": order.currency,
            "Fulfillment Status": order.fulfilment, "Total": _amount(order.total or 0),
            "Cancelled at": _time(order.cancelled_at), "Refunded Amount": _amount(order.returned),
            "Fulfilled at": _time(max((x.fulfilled_at for x in order.lines if x.fulfilled_at), default=None)),
        }  # fmt: skip
    return row


def _time(at: datetime | None) -> str:
    return "" if at is None else f"{at:%Y-%m-%d %H:%M:%S %z}"


def _amount(minor: int) -> str:
    return str(Decimal(minor).scaleb(-2))
