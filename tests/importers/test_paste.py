"""Pasted tables: with a header as the files, without one by what stands in the cells."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.values import Money, Where
from dropdesk.errors import Damaged
from dropdesk.importers import paste
from dropdesk.importers.tables import Parsed
from tests.importers.files import BERLIN, NOW, accounted, fixture

ROWS = (
    "8190000000002051\tAug 3, 2026\tLamp Store\tAwaiting shipment\tUS $12.30\tA nice desk lamp for everyone\n"
    "8190000000002052\tAug 4, 2026\tMug Store\tRiding a bike\tUS $1.30\tMug\n"
)


def parse(text: str, **known: str) -> Parsed:
    parsed = paste.parse(text, known, NOW, BERLIN)
    assert accounted(parsed)
    return parsed


def values(parsed: Parsed) -> list[Purchase]:
    return [item.value for item in parsed.purchases]


def test_without_a_header_the_cells_tell() -> None:
    parsed = parse(ROWS)
    assert parsed.kind == "pasted"
    lamp, mug = values(parsed)
    assert (lamp.number, lamp.status, lamp.total) == ("8190000000002051", "Awaiting shipment", Money(1230, "USD"))
    assert lamp.placed_at == datetime(2026, 8, 2, 22, tzinfo=UTC)
    assert lamp.seen.where is Where.PASTED
    assert lamp.seen.at == datetime(2026, 8, 3, 22, tzinfo=UTC)
    assert lamp.items[0].title == "A nice desk lamp for everyone"
    assert mug.status == "Riding a bike"  # its column is known by the other row


def test_columns_in_any_order_and_one_row_alone() -> None:
    parsed = parse("Mug, blue and white\tCancelled\t2026-11-20\t8190000000002053")
    assert [(p.number, p.status) for p in values(parsed)] == [("8190000000002053", "Cancelled")]


def test_products_are_not_orders() -> None:
    parsed = parse("1005000000000001\t8190000000002054\tAug 3, 2026\tShipped\n" * 1)
    assert [p.number for p in values(parsed)] == ["8190000000002054"]


def test_taught_words_tell_the_column() -> None:
    row = "8190000000002055\tAug 3, 2026\tRiding a bike"
    assert values(parse(row))[0].status == ""
    assert values(parse(row, **{"riding a bike": "shipped"}))[0].status == "Riding a bike"


def test_damage_is_said_row_by_row() -> None:
    parsed = parse(ROWS + "8.19E+15\tAug 5, 2026\tShop\tShipped\tUS $1.00\tThing\n\t\n")
    assert [(problem.row, problem.why) for problem in parsed.problems] == [(3, "damaged_id"), (4, "empty")]
    assert len(parsed.purchases) == 2


def test_with_a_header_it_is_read_as_the_file() -> None:
    header = "Order Number\tOrder Date\tOrder Status\tProduct Title\n8190000000002056\t11/20/2026\tShipped\tLamp"
    assert [p.number for p in values(parse(header))] == ["8190000000002056"]
    copied = parse(fixture("aliexpress/b_english.csv").decode())
    assert len(copied.purchases) == 3
    assert len(parse(fixture("orders/eur_79cols.csv").decode()).orders) == 8


@pytest.mark.parametrize("text", ["hello", "a\tb\nc\td", "https://www.aliexpress.com/"])
def test_what_is_no_table_of_purchases(text: str) -> None:
    parsed = parse(text)
    assert parsed.purchases == ()
    assert {problem.why for problem in parsed.problems} == {"no_number"}


def test_numbers_without_any_date_have_no_age() -> None:
    assert [problem.why for problem in parse("8190000000002057").problems] == ["no_date"]


def test_nothing_was_pasted() -> None:
    with pytest.raises(Damaged, match="no_header"):
        parse(" \n")
