"""A table copied from a page, a sheet or an extension; without a header the cells tell what they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo

from dropdesk.domain.supplier.status_words import meaning
from dropdesk.domain.values import Where
from dropdesk.errors import Damaged
from dropdesk.importers import aliexpress, shopify_csv
from dropdesk.importers.aliexpress import Columns
from dropdesk.importers.cells import Dates, currency_of, read_id, read_price
from dropdesk.importers.tables import Parsed, Table, clean, read_table, rows_of, table_of

KIND = "pasted"
_DIGITS = re.compile(r"[0-9.,]{10,}(?:E\+?[0-9]+)?|[0-9][.,][0-9]+E\+?[0-9]+", re.IGNORECASE)


def parse(text: str, known: Mapping[str, str], now: datetime, zone: tzinfo | None) -> Parsed:
    """What the pasted text holds. ``known``: status words that were taught. Damaged("no_header") for nothing."""
    table = read_table(text)
    if shopify_csv.fits(table.header):
        return shopify_csv.parse(table, now, zone)
    columns = aliexpress.fits(table.header)
    if columns is None:
        table, columns = _without_header(text, known, zone)
    return aliexpress.parse(table, columns, Where.PASTED, now, zone, KIND)


def _without_header(text: str, known: Mapping[str, str], zone: tzinfo | None) -> tuple[Table, Columns]:
    """Names the columns by what stands in them. A column without a role is called by its place."""
    rows, broken = rows_of(text)
    width = max((len(cells) for _, cells in rows), default=0)
    if not width:
        raise Damaged("no_header")
    header = [f"#{n}" for n in range(width)]
    table = table_of(header, rows, broken)
    columns = [[clean(cells[n]) if n < len(cells) else "" for _, cells in rows] for n in range(width)]
    dates = Dates([cell for column in columns for cell in column], zone)
    free = list(range(width))

    def take(score: Callable[[str], float]) -> str:
        scores = {n: sum(score(cell) for cell in columns[n] if cell) for n in free}
        best = max(free, key=lambda n: scores[n], default=-1)
        if best < 0 or scores[best] <= 0:
            return ""
        free.remove(best)
        return header[best]

    number = take(_like_number)
    status = take(lambda cell: meaning(cell, known=known) is not None)
    date = take(lambda cell: dates.read(cell) is not None or dates.unclear(cell))
    total = take(lambda cell: len(cell) < 20 and read_price(cell, currency_of(cell)) is not None)
    title = take(lambda cell: len(cell) / 1000 if "://" not in cell and re.search(r"[^\W\d_]{2}", cell) else 0)
    return table, Columns(KIND, number, date, status, title, total=total)


def _like_number(cell: str) -> float:
    """How much a cell looks like an order number; today they have 16 digits, products' begin with 1005."""
    number, why = read_id(cell, cell)
    if number is not None:
        return 1.0 if cell.startswith("1005") else 3.0 if len(number) == 16 else 2.0
    return 2.0 if why and _DIGITS.fullmatch(cell) else 0.0
