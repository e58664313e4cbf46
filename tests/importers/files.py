"""The hand-written files, and the moment at which the tests read them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dropdesk.domain.values import Where
from dropdesk.importers import aliexpress, shopify_csv
from dropdesk.importers.tables import Parsed, decode, read_table

FIXTURES = Path(__file__).parent.parent / "fixtures"
NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def shopify(raw: bytes | str) -> Parsed:
    """A Shopify file as the import reads it."""
    return shopify_csv.parse(read_table(decode(raw.encode() if isinstance(raw, str) else raw)), NOW, BERLIN)


def ali(raw: bytes | str) -> Parsed:
    """An AliExpress file as the import reads it."""
    table = read_table(decode(raw.encode() if isinstance(raw, str) else raw))
    columns = aliexpress.fits(table.header)
    assert columns is not None
    return aliexpress.parse(table, columns, Where.ALIEXPRESS_FILE, NOW, BERLIN)


def fixture(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


def accounted(parsed: Parsed) -> bool:
    """Whether every row is in exactly one item or problem."""
    rows = [row for order in parsed.orders for row in order.rows]
    rows += [row for purchase in parsed.purchases for row in purchase.rows]
    rows += [problem.row for problem in parsed.problems]
    return len(rows) == parsed.rows == len(set(rows))
