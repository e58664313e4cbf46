"""Which numbers on an order are AliExpress's, and which of them the order says in words."""

from __future__ import annotations

import pytest

from dropdesk.domain.match import find_hints, read_number
from dropdesk.domain.order import LinkHint
from dropdesk.domain.values import LineId, SupplierNumber

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
