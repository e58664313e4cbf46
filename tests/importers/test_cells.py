"""Dates, amounts and numbers in the spelling of a dozen languages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dropdesk.domain.values import Money, exponent, is_currency
from dropdesk.importers.cells import (
    Dates,
    currency_of,
    plain_amount,
    read_id,
    read_price,
    rounded,
    strange_currency,
    unclear_price,
)
from tests.importers.files import BERLIN


@pytest.mark.parametrize(
    "text",
    [
        "2025-08-03", "2025/8/3", "3. Aug 2025", "Aug 3, 2025", "August 3, 2025", "3 août 2025", "3 de ago. de 2025",
        "3 ago 2025", "3 sie 2025", "3 sierpnia 2025", "3 aug. 2025", "3 авг. 2025", "3 августа 2025 г.",
        "2025年8月3日", "2025년 8월 3일", "3.8.2025", "03.08.25",
    ],
)  # fmt: skip
def test_one_day_in_many_words(text: str) -> None:
    when = Dates([], BERLIN).read(text)
    assert when is not None
    assert when.is_date
    assert when.at == datetime(2025, 8, 2, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("Jan", 1), ("enero", 1), ("gennaio", 1), ("stycznia", 1), ("März", 3), ("maart", 3), ("kwietnia", 4),
        ("mai", 5), ("мая", 5), ("maggio", 5), ("juin", 6), ("juil", 7), ("juillet", 7), ("lipca", 7), ("juli", 7),
        ("set", 9), ("września", 9), ("ottobre", 10), ("październik", 10), ("listopada", 11), ("déc", 12),
        ("grudnia", 12),
    ],
)  # fmt: skip
def test_months(word: str, month: int) -> None:
    when = Dates([], UTC).read(f"3 {word} 2025")
    assert when is not None
    assert when.at.month == month


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-03-06 08:58:42 +0100", datetime(2026, 3, 6, 7, 58, 42, tzinfo=UTC)),
        ("2026-03-06T08:58:42Z", datetime(2026, 3, 6, 8, 58, 42, tzinfo=UTC)),
        ("2026-03-06T08:58:42.123-05:30", datetime(2026, 3, 6, 14, 28, 42, tzinfo=UTC)),
        ("31/12/2025 22:36", datetime(2025, 12, 31, 21, 36, tzinfo=UTC)),
        ("Aug 3, 2025 7:05 PM", datetime(2025, 8, 3, 17, 5, tzinfo=UTC)),
        ("Aug 3, 2025 12:05 a.m.", datetime(2025, 8, 2, 22, 5, tzinfo=UTC)),
    ],
)
def test_times(text: str, at: datetime) -> None:
    when = Dates([text], BERLIN).read(text)
    assert when is not None
    assert not when.is_date
    assert when.at == at


@pytest.mark.parametrize(
    "text", ["", "soon", "45291.5", "Feb 30, 2026", "2026-13-01", "3 xyz 2025", "99", "1999-01-01", "2200-01-01",
             "2026-01-01 25:00", "13 pm 2025", "3 aug sep 2025"],
)  # fmt: skip
def test_no_date(text: str) -> None:
    assert Dates([text], UTC).read(text) is None


def test_day_and_month_are_told_by_the_other_dates_or_not_at_all() -> None:
    assert Dates(["31/12/2025", "02/01/2026"], UTC).read("02/01/2026") == Dates([], UTC).read("2026-01-02")
    assert Dates(["12/31/2025", "02/01/2026"], UTC).read("02/01/2026") == Dates([], UTC).read("2026-02-01")
    for texts in (["02/01/2026"], ["31/12/2025", "12/31/2025", "02/01/2026"]):
        dates = Dates(texts, UTC)
        assert dates.unclear("02/01/2026")
        assert dates.read("02/01/2026") is None
    assert Dates([], UTC).read("02/02/2026") is not None
    assert not Dates([], UTC).unclear("2.1.2026")


@pytest.mark.parametrize(
    ("text", "currency", "money"),
    [
        ("US $120.95", "USD", 12095), ("US $1,234.50", "USD", 123450), ("129,46zł", "PLN", 12946),
        ("1.234,50 €", "EUR", 123450), ("1 234,56 ₽", "RUB", 123456), ("US $1,234", "USD", 123400),
        ("R$ 5,99", "BRL", 599), ("9.61", "EUR", 961), ("₩12,300", "KRW", 12300), ("CHF 4.-", "CHF", 400),
        ("12.5", "EUR", 1250), ("free", "EUR", None), ("-3.00", "EUR", None), ("4.00", "", None), ("1E+5", "EUR", None),
        ("", "EUR", None), ("KWD 3.750", "KWD", 3750), ("KWD 1,234.500", "KWD", 1234500), ("3.75 KWD", "KWD", 3750),
        ("KWD 1.234,500", "KWD", 1234500), ("KWD 1,234,567", "KWD", 1234567000), ("KWD 1,234", "KWD", None),
        ("KWD 0,750", "KWD", 750), ("1.234.500 KWD", "KWD", 1234500000), ("0.999 €", "EUR", None),
        ("1.234 €", "EUR", 123400), ("JP¥1,500", "JPY", 1500), ("1.500 JPY", "JPY", 1500), ("15.5 JPY", "JPY", None),
        ("CA$1,234.50", "CAD", 123450), ("1\u202f234\u00a0567,50 €", "EUR", 123456750), ("CHF 1’234.50", "CHF", 123450),
        ("CHF 1'234'567.50", "CHF", 123456750), ("€12.", "EUR", 1200), ("US $5.00 / piece", "USD", 500),
        ("US $5.00 2", "USD", None), ("€5,00 2 pcs", "EUR", None), ("3 for US $5.00", "USD", None),
        ("US $4.99-6.99", "USD", None), ("US $4.99 - US $6.99", "USD", None), ("US $5.00 x2", "USD", None),
        ("US $5.00 200", "USD", None), ("1 234 56", "EUR", None), ("12 3456 €", "EUR", None),
        ("2 500,00 1", "EUR", None),
    ],
)  # fmt: skip
def test_prices(text: str, currency: str, money: int | None) -> None:
    assert read_price(text, currency) == (None if money is None else Money(money, currency))


@pytest.mark.parametrize(
    ("text", "currency", "unclear"),
    [
        ("US $5.00 2", "USD", True), ("€5,00 2 pcs", "EUR", True), ("3 for US $5.00", "USD", True),
        ("US $4.99-6.99", "USD", True), ("US $4.99 – 6.99", "USD", True), ("KWD 1,234", "KWD", True),
        ("1 234,56 ₽", "RUB", False), ("free", "EUR", False), ("", "EUR", False), ("-3.00", "EUR", False),
        ("1E+5", "EUR", False), ("0,750 KWD", "KWD", False),
    ],
)  # fmt: skip
def test_a_price_that_can_be_read_in_two_ways_is_unclear(text: str, currency: str, unclear: bool) -> None:
    assert unclear_price(text, currency) == unclear


@pytest.mark.parametrize(
    ("texts", "currency"),
    [
        (("USD",), "USD"), (("€",), "EUR"), (("US", "$4.00"), "USD"), (("AU", "$4.00"), "AUD"), (("", "C$4"), "CAD"),
        (("", "£4"), "GBP"), (("", "CHF 4"), "CHF"), (("", "¥4"), ""), (("", "4 kr"), ""), (("", "VAT 4"), ""),
        (("", "CA$4"), "CAD"), (("", "CA $4"), "CAD"), (("", "A$4"), "AUD"), (("", "AU $4"), "AUD"),
        (("", "US$4"), "USD"),
        (("", "HK$4"), "HKD"), (("", "NZ$4"), "NZD"), (("", "S$4"), "SGD"), (("", "R$ 4"), "BRL"),
        (("", "MX$4"), "MXN"),
        (("", "NT$4"), "TWD"), (("", "4,00 $ CA"), "CAD"), (("", "4,00 $US"), "USD"), (("", "$4.00"), ""), (("$",), ""),
        (("", "QQ$4"), ""), (("KWD",), "KWD"), (("", "TOP 4"), ""), (("TOP",), "TOP"), (("XYZ", "€4"), "EUR"),
    ],
)  # fmt: skip
def test_currencies(texts: tuple[str, ...], currency: str) -> None:
    assert currency_of(*texts) == currency


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1805.00", "BDT", 180500), ("1500.00", "JPY", 1500), ("0", "EUR", 0), ("20,5", "CAD", 2050),
        ("-0.01", "EUR", None), ("1e3", "EUR", None), ("1,805.00", "EUR", None), ("4.999", "EUR", None),
        ("٤", "EUR", None), ("9" * 15, "EUR", None),
    ],
)  # fmt: skip
def test_plain_amounts(text: str, currency: str, minor: int | None) -> None:
    assert plain_amount(text, currency) == (None if minor is None else Money(minor, currency))


@pytest.mark.parametrize(
    ("cell", "number", "why"),
    [
        ("3058607256478541", "3058607256478541", ""),
        ("'3058607256478541", "3058607256478541", ""),
        ("1234567890123", "1234567890123", ""),
        ("1234567890123456789", "1234567890123456789", ""),
        ("12345678901234567890", None, "bad_number"),
        ("123456789012", None, "bad_number"),
        ("3.06E+15", None, "damaged_id"),
        ("3,06e15", None, "damaged_id"),
        ("3058607256478541.0", None, "bad_number"),
        ("3,058,607,256,478,541", None, "bad_number"),
        ("０１２３４５６７８９０１２３", None, "bad_number"),
        ("", None, "no_number"),
    ],
)
def test_order_numbers(cell: str, number: str | None, why: str) -> None:
    assert read_id(cell) == (number, why)


def test_a_link_tells_the_number_undamaged() -> None:
    link = "https://www.aliexpress.com/p/order/detail.html?orderId=3058607256478541"
    assert read_id("3.06E+15", link) == ("3058607256478541", "")
    assert read_id("3058607256478540", link) == ("3058607256478541", "")
    assert read_id("3.06E+15", "https://www.aliexpress.com/p/order/") == (None, "damaged_id")


def test_rounded_by_a_spreadsheet() -> None:
    assert rounded(["3058607256478540", "3058607256418530"])
    assert not rounded(["3058607256478540", "3058607256418541"])
    assert rounded(["30586072564785400", "3058607256418530"])
    assert not rounded(["30586072564785410", "3058607256418530"])
    assert not rounded(["1234567890120"])
    assert not rounded([])


def test_a_time_without_a_zone_is_the_systems() -> None:
    when = Dates([], None).read("2026-01-01 10:00")
    assert when is not None
    assert when.at.astimezone().replace(tzinfo=None) == datetime(2026, 1, 1, 10, 0)


@pytest.mark.parametrize(
    ("cell", "strange"),
    [
        ("EUR", ""),
        ("AU", ""),
        ("US $", ""),
        ("$", ""),
        ("kr", ""),
        ("", ""),
        ("XYZ", "XYZ"),
        ("Euro", "Euro"),
        ("€", ""),
    ],
)
def test_a_currency_that_is_none_is_named(cell: str, strange: str) -> None:
    assert strange_currency(cell) == strange


def test_every_currency_has_the_decimals_of_iso_4217() -> None:
    assert [exponent(code) for code in ("EUR", "KWD", "JPY", "CLF", "UYI", "MRU", "TND", "IDR")] == [
        2,
        3,
        0,
        4,
        0,
        2,
        3,
        2,
    ]
    assert all(is_currency(code) for code in ("EUR", "KWD", "XCG", "HRK", "ZWG"))
    assert not any(is_currency(code) for code in ("XYZ", "XXX", "BTC", "eur", ""))
