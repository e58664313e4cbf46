"""Which numbers on an order are AliExpress's, and which of them the order says in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dropdesk.domain.order import LinkHint
from dropdesk.domain.supplier.match import find_hints, fit, near, read_number
from dropdesk.domain.supplier.purchase import Purchase, PurchaseItem
from dropdesk.domain.values import LineId, Money, Seen, SupplierNumber, Where
from tests.domain.worlds import NOW, A, B, D, line, order

N = "8190439416163295"
M = "3069099405659913"


@pytest.mark.parametrize(
    "text",
    [
        f"https://www.aliexpress.com/p/order/detail.html?orderId={N}",
        f"https://www.aliexpress.us/p/order/detail.html?spm=a2g0o.1&orderId={N}#top",
        f"trade.aliexpress.com/order_detail.htm?orderId={N}",
        f"//aliexpress.com/p/tracking/index.html?tradeOrderId={N}&_addShare=no",
        f"AliExpress order {N}",
        f"aliexpress_order_id: {N}",
        f"Ali Express No.{N}.",
        f"Lieferung über AliExpress, Bestellung Nr. {N}",
        f"{N} (AliExpress)",
        f"Order {N} on AliExpress",
        f"速卖通订单号：{N}",
        f"AliExpress:\n{N}",
        f"lang: fr\nAliExpress order: {N}\nUTM campaign: 737211487081232959",
        f"Phone case, AliExpress {N}",
    ],
)
def test_the_order_says_so_in_words(text: str) -> None:
    assert find_hints(text) == (LinkHint(SupplierNumber(N), True),)


@pytest.mark.parametrize(
    "text",
    [
        N,
        f"supplier {N}",
        f"DSers order: {N}",
        f"AliExpress tracking: {N}",
        f"Tracking at AliExpress {N}",
        f"AliExpress item {N}",
        f"https://shop.example.com/?orderId={N}",
        f"https://aliexpress.com.example.net/p/order/detail.html?orderId={N}",
        f"We looked at AliExpress too but in the end it was bought from our friend, {N}",
        "AliExpress 1005007864189220",
    ],
)
def test_anything_less_only_proposes(text: str) -> None:
    hints = find_hints(text)
    assert hints
    assert not any(hint.certain for hint in hints)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "UTM campaign: 737211487081232959",
        "Phone number: 8801712345678",
        "IP address: 1234567890123",
        f"+{N}",
        f"YT{N}",
        f"0{N[:14]}",
        f"{N}00000",
        "8.19043941616E+15",
        "819043941616",
        f"{N}.50",
        f"{N}-1005007864189220",
        "https://www.aliexpress.com/item/1005007864189220.html",
        f"https://cdn.example.com/{N}.jpg",
    ],
)
def test_not_even_a_proposal(text: str) -> None:
    assert find_hints(text) == ()


def test_several_numbers_each_on_its_own_words() -> None:
    text = f"AliExpress: {N}, {M}; tracking 1234567890123"
    assert {(hint.number, hint.certain) for hint in find_hints(text)} == {
        (N, True),
        (M, True),
        ("1234567890123", False),
    }
    listed = find_hints(f"https://www.aliexpress.com/p/x.html?orderIds={N}%2C{M}", LineId("2"))
    assert {(hint.number, hint.certain, hint.line) for hint in listed} == {(N, True, "2"), (M, True, "2")}
    assert [hint.certain for hint in find_hints(f"AliExpress\n{N}\n{M}\nOrder 1234567890123")] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (N, N),
        (f"  {N}\n", N),
        ("8190 4394 1616 3295", N),
        (f"https://www.aliexpress.com/p/order/detail.html?orderId={N}&x=1", N),
        (f"Order {N}, tracking at AliExpress {N}", N),
        (f"AliExpress order {N}, phone 4915112345678", N),
        (f"{N} {M}", None),
        ("https://www.aliexpress.com/item/1005007864189220.html", None),
        ("819043941616", None),
        ("desk lamp", None),
        ("", None),
    ],
)
def test_one_number_in_what_was_pasted(text: str, number: str | None) -> None:
    assert read_number(text) == number


def test_what_is_nearer_than_forty_characters_is_the_numbers_own() -> None:
    assert find_hints(f"AliExpress {'x' * 38} {N}")[0].certain
    assert not find_hints(f"AliExpress {'x' * 39} {N}")[0].certain
    assert find_hints(f"store credit; AliExpress {N}")[0].certain  # another clause
    assert not find_hints(f"store AliExpress {N}")[0].certain


def test_a_heading_names_the_rows_of_bare_numbers_below_it() -> None:
    assert [hint.certain for hint in find_hints(f"AliExpress\n\n{N}")] == [True]
    assert [hint.certain for hint in find_hints(f"AliExpress 1005007864189220\n{N}")] == [False, False]
    assert [hint.certain for hint in find_hints(f"AliExpress\nNote {N}")] == [False]
    both = find_hints(f"AliExpress\n{N}\nOther\n{M}")
    assert {hint.number: hint.certain for hint in both} == {N: True, M: False}


def test_the_same_number_once_and_certain_wins() -> None:
    assert find_hints(f"{N}\nAliExpress {N}") == (LinkHint(SupplierNumber(N), True),)
    assert find_hints(f"AliExpress {N}\n{N}") == (LinkHint(SupplierNumber(N), True),)
    mixed = find_hints(f"{M}\nAliExpress {N}")
    assert [hint.number for hint in mixed] == [N, M]  # certain ones first


def test_words_after_the_number_count_for_the_last_one_alone() -> None:
    found = {hint.number: hint.certain for hint in find_hints(f"{N}, {M} (AliExpress)")}
    assert found == {N: False, M: True}


def test_a_link_with_a_fragment_and_one_that_is_none() -> None:
    assert find_hints(f"https://www.aliexpress.com/p/x.html#/?orderId={N}")[0].certain
    assert not find_hints(f"http://[bad/?orderId={N}")


# -- proposals --------------------------------------------------------------------------------------------------------

ORDER = replace(order(replace(line(A), title="Desk lamp brass")), created_at=NOW, total=3000)


def purchase(title: str = "Brass desk lamp, dimmable", **more: Any) -> Purchase:
    made = Purchase(SupplierNumber(N), "Processing", Seen(None, Where.ALIEXPRESS_FILE, NOW), placed_at=NOW)
    return replace(made, items=(PurchaseItem(title, 1),), **more)


def test_a_purchase_is_placed_from_a_day_before_to_two_weeks_after_its_order() -> None:
    assert near(ORDER) == (NOW - D, NOW + 14 * D)
    minute = timedelta(minutes=1)
    for at, fits in ((NOW - D, True), (NOW + 14 * D, True), (NOW - D - minute, False), (NOW + 14 * D + minute, False)):
        assert (fit(ORDER, purchase(placed_at=at)) > 0) is fits
    assert fit(ORDER, purchase(placed_at=None)) == 0


def test_a_purchase_fits_by_title_date_and_amount() -> None:
    assert fit(ORDER, purchase()) == pytest.approx(1.5)  # the shop's whole title is in the supplier's
    assert fit(ORDER, purchase(placed_at=NOW + 3.5 * D)) == pytest.approx(1.25)
    assert fit(ORDER, purchase(placed_at=NOW + 7 * D)) == pytest.approx(1.0)
    assert fit(ORDER, purchase(placed_at=NOW - D)) == pytest.approx(1 + 6 / 14)
    dear = purchase(total=Money(3001, "EUR"))
    assert fit(ORDER, dear) == pytest.approx(1.2)
    assert fit(ORDER, replace(dear, total=Money(3000, "EUR"))) == pytest.approx(1.5)
    assert fit(ORDER, replace(dear, total=Money(9000, "USD"))) == pytest.approx(1.5)  # not to be compared
    assert fit(replace(ORDER, total=None), dear) == pytest.approx(1.5)
    assert fit(ORDER, purchase("Garden hose")) == 0


def test_less_than_half_a_fit_is_no_proposal() -> None:
    third = purchase("Lamp of oak with linen shade", placed_at=NOW + 10 * D)
    assert fit(ORDER, third) == 0  # one of three words
    assert fit(ORDER, replace(third, placed_at=NOW)) == pytest.approx(1 / 3 + 0.5)
    half = replace(ORDER, lines=(replace(line(A), title="Lamp brass"),))
    assert fit(half, replace(third, placed_at=NOW + 7 * D)) == pytest.approx(0.5)
    assert fit(ORDER, purchase("of to", placed_at=NOW)) == 0  # words too short to tell


def test_the_best_of_lines_and_items_counts_and_what_needs_no_purchase_does_not() -> None:
    other = replace(line(B), title="Garden hose")
    assert fit(replace(ORDER, lines=(other, *ORDER.lines)), purchase()) == pytest.approx(1.5)
    assert fit(replace(ORDER, lines=(other,)), purchase()) == 0
    own = replace(ORDER.lines[0], needs_no_purchase=True)
    assert fit(replace(ORDER, lines=(own,)), purchase()) == 0
    blue = replace(ORDER, lines=(replace(line(A), title="Lamp", variant="Blue"),))
    assert fit(blue, purchase("Table light blue")) == pytest.approx(1.0)  # the variant is part of its name
    assert fit(replace(ORDER, lines=(replace(line(A), title="台灯"),)), purchase("台灯 2026")) == pytest.approx(1.5)
