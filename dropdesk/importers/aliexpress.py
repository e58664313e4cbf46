"""AliExpress exports: what browser extensions save of the person's own order list. Told apart by their header alone.

Formats as in the trade: A one row an item, then one of totals; B one row an item; F items copied as a table; G one row
an order. Buyers' names and addresses stand in some of them: those columns are never read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from dropdesk.domain.supplier.purchase import MIXED, Purchase, PurchaseItem
from dropdesk.domain.supplier.purchase_contest import TOTAL, in_order
from dropdesk.domain.values import Money, Seen, SupplierNumber, Where
from dropdesk.importers.cells import (
    Dates,
    When,
    currency_of,
    plain_amount,
    read_id,
    read_price,
    rounded,
    strange_currency,
    strange_word,
    unclear_price,
)
from dropdesk.importers.tables import Item, Parsed, Problem, Row, Table


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a format keeps what. ``address``: links that tell the number; ``whole``: amounts as ``text|int|frac``."""

    kind: str
    number: str
    date: str
    status: str
    title: str = ""
    quantity: str = ""
    price: str = ""
    attributes: str = ""
    whole: str = ""
    total: str = ""
    currency: str = ""
    shop: str = ""
    shop_url: str = ""
    tracking: str = ""
    address: str = ""
    month_first: bool | None = None
    dollar: str = ""
    """What a bare ``$`` is, where the format's own site sells in one dollar alone."""


FORMATS = (
    Columns(
        "aliexpress_a", "order id", "order date", "order status", "item title", "item quantity", "item price",
        "item attributes", total="total price", currency="currency", shop="store name", shop_url="store url",
        tracking="tracking number", address="order detail url",
    ),
    Columns(
        "aliexpress_b", "order id", "order date", "status", "title", "qty", "price", "attributes", whole="price info",
        currency="currency", shop="store", shop_url="store url",
    ),
    Columns(
        "aliexpress_g", "orderid", "orderdate", "status", "producttitle", total="amount", currency="currency",
        shop="storename", shop_url="storelink",
    ),
    Columns(
        "aliexpress_f", "order number", "order date", "order status", "product title", "quantity", "price", "option",
        total="total order amount", shop="store name", tracking="tracking number", month_first=True,
        dollar="USD",  # copied from the site for the United States, which dates and prices in its own way
    ),
)  # fmt: skip


class _Bad(Exception):
    def __init__(self, why: str, value: str = "") -> None:
        super().__init__(why)
        self.why, self.value = why, value


def fits(header: Sequence[str]) -> Columns | None:
    """The format with these columns; None when it is none."""
    have = set(header)
    return next((f for f in FORMATS if {f.number, f.date, f.status, f.title} <= have), None)


def parse(table: Table, columns: Columns, where: Where, now: datetime, zone: tzinfo | None, kind: str = "") -> Parsed:
    """Every purchase of the table, or why not, row by row. ``zone``: for times without one; None is the system's."""
    texts = [row[columns.date] for row in table.rows]
    dates = Dates(texts, zone, columns.month_first)
    read = {text: dates.read(text) for text in texts}
    times = [when.at for when in read.values() if when is not None and when.at <= now + timedelta(days=1)]
    as_of = max(times, default=None)
    by_number, problems = _sorted(table, columns)
    items: list[Item[Purchase]] = []
    for number, rows in by_number.items():
        try:
            when = _placed(rows, columns, dates, read, now)
            if as_of is None:
                raise _Bad("no_date")
            seen = Seen(None, where, min(as_of, now))
            items.append(Item(_purchase(number, rows, columns, when, seen), tuple(row.number for row in rows)))
        except _Bad as bad:
            problems += [Problem(row.number, number, bad.why, {"value": bad.value}) for row in rows]
    if table.broken:
        problems.append(Problem(table.broken, "", "open_quote"))
    rows_in_all = len(table.rows) + bool(table.broken)
    return Parsed(kind or columns.kind, rows_in_all, as_of, tuple(problems), purchases=tuple(items))


def _sorted(table: Table, columns: Columns) -> tuple[dict[SupplierNumber, list[Row]], list[Problem]]:
    """Rows by purchase, and those that belong to none. Damaged numbers are refused one by one."""
    problems: list[Problem] = []
    good: list[tuple[SupplierNumber, Row]] = []
    seen: set[tuple[str, ...]] = set()
    typed: dict[str, None] = {}
    for row in table.rows:
        cell = row[columns.number]
        number, why = read_id(cell, row[columns.address] if columns.address else cell)
        whole = row.whole()
        why = table.wrong(row) or why or ("duplicate" if whole in seen else "")
        seen.add(whole)
        if why or number is None:
            problems.append(Problem(row.number, number or "", why, {"value": cell}))
            continue
        good.append((number, row))
        if cell.lstrip("'") == number:
            typed[number] = None
    cut = rounded(typed)
    found: dict[SupplierNumber, list[Row]] = {}
    for number, row in good:
        if cut and number in typed:
            problems.append(Problem(row.number, number, "rounded_id", {"value": number}))
        else:
            found.setdefault(number, []).append(row)
    return found, problems


def _placed(
    rows: list[Row], columns: Columns, dates: Dates, read: Mapping[str, When | None], now: datetime
) -> When | None:
    """When the purchase was placed; None where no row tells."""
    for row in rows:
        text = row[columns.date]
        if not text:
            continue
        when = read[text]
        if when is None:
            raise _Bad("unclear_date" if dates.unclear(text) else "bad_date", text)
        if when.at > now + timedelta(days=1):
            raise _Bad("future_date", text)
        return when
    return None


def _purchase(
    number: SupplierNumber, rows: list[Row], columns: Columns, when: When | None, seen: Seen[None]
) -> Purchase:
    items = tuple(_item(row, columns) for row in rows if row[columns.title])
    words = {row[columns.status].casefold(): row[columns.status] for row in rows if row[columns.status]}
    shop = re.search(r"/store/([0-9]+)", _first(rows, columns.shop_url))
    totals = _totals(rows, columns, items)
    disagree = len(totals) > 1
    return Purchase(
        number=number,
        status=MIXED.join(sorted(words.values())),
        seen=seen,
        placed_at=when.at if when else None,
        placed_is_date=when is not None and when.is_date,
        shop_name=_first(rows, columns.shop),
        shop_id=shop[1] if shop else "",
        total=None if disagree else next(iter(totals), None),
        contested=totals if disagree else (),
        told=((TOTAL, seen.at),) if disagree else (),
        tracking_number=_first(rows, columns.tracking),
        items=items,
    )


def _item(row: Row, columns: Columns) -> PurchaseItem:
    text = row[columns.quantity] if columns.quantity else ""
    match = re.fullmatch(r"([0-9]{1,6})(?:[.,]0+)?", text)
    if text and not match:
        raise _Bad("bad_quantity", text)
    quantity = int(match[1]) if match else 1
    return PurchaseItem(row[columns.title], quantity, row[columns.attributes], _price(row, columns))


def _price(row: Row, columns: Columns) -> Money | None:
    """One piece's price; None where it is not told or its currency is not clear."""
    text = row[columns.price]
    currency = _currency(row, columns, text)
    parts = row[columns.whole].split("|")
    if currency and len(parts) == 3:
        figures = re.sub("[^0-9]", "", parts[1]) + (f".{parts[2]}" if parts[2] else "")
        exact = plain_amount(figures, currency)
        if exact is not None:
            return exact
    if unclear_price(text, currency):
        raise _Bad("unclear_amount", text)
    return read_price(text, currency)


def _currency(row: Row, columns: Columns, text: str) -> str:
    """What a price is in; refused when the file names a currency that is none."""
    strange = strange_currency(row[columns.currency])
    if strange:
        raise _Bad("bad_currency", strange)
    named = currency_of(row[columns.currency], text)
    if not named and (word := strange_word(text)):
        raise _Bad("bad_currency", word)
    return named or (columns.dollar if "$" in text and not re.search(r"[A-Za-z]", text) else "")


def _totals(rows: list[Row], columns: Columns, items: Sequence[PurchaseItem]) -> tuple[Money, ...]:
    """What the purchase cost: the total that the file tells, more than one where its rows disagree; else its items' sum
    (at least that)."""
    found: set[Money] = set()
    for row in rows:
        text = row[columns.total]
        currency = _currency(row, columns, text) if text else ""
        if unclear_price(text, currency):
            raise _Bad("unclear_amount", text)
        told = read_price(text, currency)
        if told is not None:
            found.add(told)
    if found:
        return in_order(found)
    prices = [item.price for item in items if item.price is not None]
    if not items or len(prices) < len(items) or len({price.currency for price in prices}) > 1:
        return ()
    minor = sum(price.minor * item.quantity for price, item in zip(prices, items, strict=True))
    return (Money(minor, prices[0].currency),)


def _first(rows: list[Row], name: str) -> str:
    return next((row[name] for row in rows if row[name]), "")
