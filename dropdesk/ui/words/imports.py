"""What an import says: kinds of files, reasons for skipping, meanings of status words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time

from dropdesk.ui.app_context import FileFound
from dropdesk.ui.i18n import tr, trn
from dropdesk.ui.words import times


def kind(code: str) -> str:
    """What sort of file it is."""
    names = {
        "shopify_orders": tr("Shopify orders"),
        "aliexpress_a": tr("AliExpress orders"),
        "aliexpress_b": tr("AliExpress orders"),
        "aliexpress_g": tr("AliExpress orders"),
        "pasted": tr("pasted table"),
    }
    if code.startswith("aliexpress"):
        return tr("AliExpress orders")
    if code.startswith("shopify"):
        return tr("Shopify orders")
    return names.get(code, code)


def file_line(file: FileFound, now: datetime) -> str:
    """Kind, rows and age of a file; the newest date inside it is its age."""
    if file.error:
        return why(file.error, {})
    if not file.kind:
        return tr("Not recognised: neither a Shopify nor an AliExpress export.")
    parts = [kind(file.kind), trn("%n row", "%n rows", file.rows)]
    if file.as_of is not None:
        bare = file.as_of.astimezone().time() == time()  # a file of bare dates: nobody told an hour
        when = times.date(file.as_of, now, inner=True) if bare else times.moment(file.as_of, now, inner=True)
        parts.append(tr("as of {when}", when=when))
    return " · ".join(parts)


def why(code: str, facts: Mapping[str, object]) -> str:
    """Why a row is skipped, in words, with what to do where something can be done."""
    value = str(facts.get("value", facts.get("text", "")))
    names = {
        "damaged_id": tr(
            "The order number was damaged by a spreadsheet (like 8.19E+15). Export again and do not open it there."
        ),
        "rounded_id": tr(
            "Every order number here ends in 0: a spreadsheet rounded them. Export again and do not open it there."
        ),
        "bad_number": tr("“{value}” is no AliExpress order number (13 to 19 digits).", value=value),
        "no_number": tr("There is no order number in this row."),
        "no_name": tr("There is no order name in this row."),
        "no_date": tr("The date is missing."),
        "bad_date": tr("The date cannot be read."),
        "bad_amount": tr("The amount “{value}” cannot be read.", value=value),
        "no_lines": tr("The order has no lines."),
        "duplicate": tr("It stands here twice."),
        "less": tr(
            "It says less than is known: fewer shipped, less refunded, or not cancelled. Nothing was taken back."
        ),
        "disagree": tr("Two rows of the same time say different things of it. Check it in Shopify."),
        "disagree_supplier": tr(
            "Two rows or files of the same time say different things of it. Look at its page at AliExpress."
        ),
        "grown": tr("Older than what is known already, but it tells what stays true: shipped, delivered or closed."),
        "empty": tr("The row is empty."),
        "older": tr("It tells nothing newer than what is known."),
        "not_utf8": tr("The file is not UTF-8 text. Export it again."),
        "unreadable": tr("The file cannot be read."),
        "too_big": tr("The file is too big."),
        "no_header": tr("The first row does not name the columns."),
        "no_first_row": tr("The first row of this order is missing."),
        "no_currency": tr("The currency is missing."),
        "bad_currency": tr("“{value}” is no currency (ISO 4217), so its amounts cannot be read.", value=value),
        "unclear_amount": tr("“{value}” can be read in two ways: thousands or decimals. Export again.", value=value),
        "bad_quantity": tr("The quantity “{value}” cannot be read.", value=value),
        "unclear_date": tr("“{value}”: day and month cannot be told apart. Export again, as it came.", value=value),
        "future_date": tr("“{value}” lies in the future.", value=value),
        "ragged": tr("The row has more cells than the header names."),
        "header": tr("The header again, not a row."),
        "open_quote": tr("A quotation mark is left open: the file is cut off or damaged from here on."),
        "workbook": tr("This is an Excel file. Export CSV, and do not open it in a spreadsheet."),
        "cancelled": tr("Cancelled in Shopify."),
        "refunded": tr("Refunded in Shopify."),
        "fulfilled": tr("Fulfilled in Shopify."),
        "status": tr("AliExpress says something else now."),
        "updated": tr("Something else changed."),
    }
    return names.get(code, tr("Not understood ({code}).", code=code))


def made() -> list[tuple[str, str]]:
    """Whether a file was exported after what was done by hand."""
    return [
        ("", tr("Choose…")),
        ("after", tr("After it: it was not done")),
        ("before", tr("Before it, or I do not know")),
    ]


def meanings() -> list[tuple[str, str]]:
    """What an unknown status word may mean, as the state it puts a purchase in."""
    return [
        ("", tr("Leave it open")),
        ("unpaid", tr("Awaiting payment")),
        ("open", tr("Paid, not shipped")),
        ("asked", tr("Cancellation requested")),
        ("gone", tr("Shipped")),
        ("disputed", tr("In dispute")),
        ("delivered", tr("Delivered")),
        ("stopped", tr("Cancelled")),
    ]
