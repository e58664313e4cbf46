"""AliExpress exports A, B, F and G, and what spreadsheets do to their numbers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.values import Money, Where
from dropdesk.importers.tables import Parsed
from tests.importers.files import FIXTURES, accounted, ali, fixture

B = "Order Date,Order ID,Title,Qty,Price,Store,Currency,Status\n"
ROW = "2026-11-20,8190000000002011,Lamp,1,US $7.10,Lamp Store,USD,Completed\n"


def by_number(parsed: Parsed) -> dict[str, Purchase]:
    return {item.value.number: item.value for item in parsed.purchases}


def why(text: str) -> list[tuple[int, str]]:
    parsed = ali(text)
    assert accounted(parsed)
    return [(problem.row, problem.why) for problem in parsed.problems]


@pytest.mark.parametrize("name", sorted(path.name for path in (FIXTURES / "aliexpress").iterdir()))
def test_every_row_is_accounted_for(name: str) -> None:
    assert accounted(ali(fixture(f"aliexpress/{name}")))


def test_format_a_items_and_totals() -> None:
    parsed = ali(fixture("aliexpress/a_german.csv"))
    assert parsed.kind == "aliexpress_a"
    assert [(problem.row, problem.why) for problem in parsed.problems] == [(7, "header")]
    assert [item.rows for item in parsed.purchases] == [(2, 3), (4, 5, 6), (8,)]
    lamp = by_number(parsed)["8190000000002010"]
    assert lamp.status == "Versand ausstehend"
    assert lamp.total == Money(1590, "EUR")
    assert lamp.placed_at == datetime(2026, 11, 17, 23, tzinfo=UTC)
    assert lamp.placed_is_date
    assert (lamp.shop_name, lamp.shop_id) == ("Lamp Store", "1100000001")
    assert [(i.title, i.quantity, i.attributes, i.price) for i in lamp.items] == [
        ("Desk lamp", 2, 'White, 1/4"', Money(710, "EUR"))
    ]
    assert lamp.seen.at == datetime(2026, 11, 17, 23, tzinfo=UTC)  # the newest date in the file
    assert lamp.seen.where is Where.ALIEXPRESS_FILE
    case = by_number(parsed)["8190000000002009"]
    assert case.tracking_number == "LP00999999999999"
    assert len(case.items) == 2
    assert by_number(parsed)["8190000000001999"].total == Money(100, "EUR")  # no totals row: its items' sum


def test_no_buyer_is_kept() -> None:
    assert "Beispiel" not in repr(ali(fixture("aliexpress/a_german.csv")))
    assert "Teststr" not in repr(ali(fixture("aliexpress/a_german.csv")))


def test_format_b_prices_and_mixed_words() -> None:
    found = by_number(ali(fixture("aliexpress/b_english.csv")))
    assert found["8190000000002010"].total == Money(1420, "USD")
    assert found["8190000000002021"].total == Money(112946, "PLN")
    mixed = found["8190000000002022"]
    assert mixed.total == Money(950, "USD")
    assert mixed.status == "Cancelled + Completed"


def test_format_g_one_row_an_order() -> None:
    parsed = ali(fixture("aliexpress/g_one_row_an_order.csv"))
    assert parsed.kind == "aliexpress_g"
    found = by_number(parsed)
    assert found["8190000000002031"].total == Money(101230, "USD")
    assert found["8190000000002032"].total == Money(1230, "AUD")
    assert found["8190000000002032"].shop_id == "1100000003"


def test_format_f_has_the_month_first() -> None:
    text = (
        "Order Number\tOrder Date\tTotal Order Amount\tStore Name\tOrder Status\tTracking Number\tProduct Title\tOption"
        "\tPrice\tQuantity\n8190000000002041\t2/3/2026\t$9.10\tShop\tShipped\tLP1\tLamp\tRed\t$4.00\t2\n"
    )
    found = by_number(ali(text))["8190000000002041"]
    assert found.placed_at == datetime(2026, 2, 2, 23, tzinfo=UTC)
    assert found.total == Money(910, "USD")
    assert found.items[0].attributes == "Red"


def test_damaged_numbers_are_refused_one_by_one() -> None:
    parsed = ali(fixture("aliexpress/b_damaged.csv"))
    assert [(problem.row, problem.why, problem.facts["value"]) for problem in parsed.problems] == [
        (2, "damaged_id", "8.19E+15"),
        (3, "bad_number", "819000000000"),
        (4, "no_number", ""),
    ]
    assert [item.value.number for item in parsed.purchases] == ["8190000000002023"]


def test_numbers_that_all_end_in_0_are_rounded() -> None:
    parsed = ali(fixture("aliexpress/b_rounded.csv"))
    assert [problem.why for problem in parsed.problems] == ["rounded_id"] * 4
    assert parsed.purchases == ()
    one_real = ROW.replace("2011", "2010") + ROW
    assert why(B + one_real) == []


def test_the_link_saves_a_damaged_number() -> None:
    raw = fixture("aliexpress/a_german.csv").decode("utf-8-sig")
    hurt = raw.replace('"8190000000002010"', '"8.19E+15"').replace('"8190000000002009"', '"8190000000002000"')
    assert set(by_number(ali(hurt))) == {"8190000000002010", "8190000000002009", "8190000000001999"}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (ROW.replace("2026-11-20", ""), "no_date"),
        (ROW.replace("2026-11-20", "2027-11-20"), "future_date"),
        (ROW.replace(",1,", ",one,"), "bad_quantity"),
        (ROW.replace("\n", ",x\n"), "ragged"),
        (",,,,,,,\n", "empty"),
        (B, "header"),
    ],
)
def test_why_a_row_is_not_taken(row: str, code: str) -> None:
    assert why(B + row) == [(2, code)]


def test_dates_among_others() -> None:
    assert why(B + ROW + ROW.replace("2011", "2012").replace("2026-11-20", "soon")) == [(3, "bad_date")]
    assert why(B + ROW + ROW.replace("2011", "2012").replace("2026-11-20", "2/3/2026")) == [(3, "unclear_date")]
    assert why(B + ROW + ROW.replace("2011", "2012").replace("2026-11-20", "2028-02-03")) == [(3, "future_date")]
    undated = ali(B + ROW + ROW.replace("2011", "2012").replace("2026-11-20", ""))
    assert by_number(undated)["8190000000002012"].placed_at is None


def test_the_same_row_twice_and_a_cut() -> None:
    assert why(B + ROW + ROW) == [(3, "duplicate")]
    assert why(B + ROW + '2026-11-20,8190000000002012,"La') == [(3, "open_quote")]


def test_an_unknown_currency_is_an_unknown_amount() -> None:
    purchase = ali(B + ROW.replace("US $7.10", "¥7").replace("USD", "")).purchases[0].value
    assert purchase.total is None
    assert purchase.items[0].price is None


_G = "orderId,orderDate,status,productTitle,productLink,currency,amount,storeName,storeLink\n"


def _g(currency: str, amount: str) -> str:
    return f'8190000000002043,"Nov 20, 2026",Awaiting shipment,Belt,https://example.com/1,{currency},"{amount}",Shop,\n'


def test_three_decimals_of_a_dinar() -> None:
    assert by_number(ali(_G + _g("KWD", "KWD 3.750")))["8190000000002043"].total == Money(3750, "KWD")


@pytest.mark.parametrize(
    ("currency", "amount", "why", "value"),
    [
        ("XYZ", "XYZ 4.00", "bad_currency", "XYZ"),
        ("KWD", "KWD 1,234", "unclear_amount", "KWD 1,234"),
        ("", "XYZ 3.75", "bad_currency", "XYZ"),
        ("", "USDT 3.75", "bad_currency", "USDT"),
        ("", "kr 120", "bad_currency", "kr"),
        ("", "Lei 12,00", "bad_currency", "Lei"),
    ],
)
def test_an_amount_that_cannot_be_read_is_refused_by_row_and_word(
    currency: str, amount: str, why: str, value: str
) -> None:
    parsed = ali(_G + _g("CAD", "CA$4.00").replace("2043", "2041") + _g(currency, amount))
    assert [(one.row, one.name, one.why, one.facts["value"]) for one in parsed.problems] == [
        (3, "8190000000002043", why, value)
    ]
    assert by_number(parsed)["8190000000002041"].total == Money(400, "CAD")


def test_a_bare_dollar_is_no_currency_by_itself() -> None:
    assert by_number(ali(_G + _g("$", "$4.00")))["8190000000002043"].total is None
