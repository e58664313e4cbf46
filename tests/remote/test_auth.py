"""Which shop is meant, and tokens: given, fetched, renewed, refused."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dropdesk.domain.case.shape.shop_answers import Credentials
from dropdesk.domain.values import StoreId
from dropdesk.errors import Expected, NotAllowed, Refused, Unreachable
from dropdesk.remote.http import Wire
from dropdesk.remote.shopify.auth import Tokens, check_shop
from dropdesk.remote.shopify.client import ShopifyShop
from tests.fakes.loopback_shop import CLIENT_ID, CLIENT_SECRET, TOKEN, LoopbackShop
from tests.remote.shops import client

OWN_APP = Credentials(client_id=CLIENT_ID, client_secret=CLIENT_SECRET)


@pytest.mark.parametrize(
    "text",
    [
        "my-shop",
        "MY-Shop",
        " my-shop.myshopify.com ",
        "My-Shop.MyShopify.com",
        "https://admin.shopify.com/store/my-shop",
    ],
)
def test_the_three_forms_of_a_shops_name(text: str) -> None:
    assert check_shop(text) == "my-shop"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "shop_empty"), ("  ", "shop_empty"), ("example.com", "shop_own_domain"),
        ("www.example.co.uk", "shop_own_domain"),
        ("a.myshopify.com.evil.com", "shop_own_domain"), ("-x", "shop_form"), ("-x.myshopify.com", "shop_form"),
        ("a.b.myshopify.com", "shop_form"), ("a.myshopify.com/", "shop_form"), ("https://a.myshopify.com", "shop_form"),
        ("a@b.myshopify.com", "shop_form"), ("a.myshopify.com:443", "shop_form"), ("a.myshopify.com.", "shop_form"),
        ("http://admin.shopify.com/store/a", "shop_form"), ("https://admin.shopify.com/store/a/orders", "shop_form"),
        ("https://admin.shopify.com/store/", "shop_form"), ("shöp", "shop_form"), ("\u212aettle", "shop_form"),
        ("a b", "shop_form"), ("a\nb", "shop_form"), ("file", "shop_form"), ("a" * 64, "shop_form"),
        ("a_b", "shop_form"),
        ("a.myshopify.com\u200b", "shop_form"), ("127.0.0.1", "shop_own_domain"), ("a%00.myshopify.com", "shop_form"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_whole(text: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        check_shop(text)
    assert caught.value.code == code


@given(st.text(alphabet="aA0-._@:/\\%#? \n\u0430\u212a\u3002", max_size=30) | st.text(max_size=30))
def test_only_an_exact_form_is_ever_accepted(text: str) -> None:
    try:
        name = check_shop(text)
    except Refused:
        return
    typed = text.strip(" \t\r\n").lower()
    assert typed in (name, f"{name}.myshopify.com", f"https://admin.shopify.com/store/{name}")
    assert name.isascii()
    assert name.replace("-", "").isalnum()


@pytest.mark.parametrize(
    ("credentials", "code"),
    [
        (Credentials(), "no_credentials"),
        (Credentials(client_id="a"), "no_credentials"),
        (Credentials(token="shpat_a\nX-Evil: 1"), "credentials_form"),
        (Credentials(token="shpat_ä"), "credentials_form"),
        (Credentials(client_id="a b", client_secret="c"), "credentials_form"),
    ],
)
def test_credentials_that_no_header_carries_are_refused(credentials: Credentials, code: str) -> None:
    with pytest.raises(Refused) as caught:
        ShopifyShop(StoreId("a"), credentials)
    assert caught.value.code == code


class Clock:
    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def tokens(server: LoopbackShop, *clocks: Clock, credentials: Credentials = OWN_APP) -> Tokens:
    return Tokens(credentials, Wire("loopback.myshopify.com", server.url), lambda seconds: None, clocks or (Clock(),))


def test_a_given_token_is_used_as_it_is() -> None:
    with LoopbackShop() as server:
        mine = tokens(server, credentials=Credentials(token=TOKEN))
        assert mine.token() == TOKEN
        assert not mine.drop(TOKEN)
        assert server.calls == []


def test_a_fetched_token_lives_until_a_minute_before_its_end_by_either_clock() -> None:
    with LoopbackShop() as server:
        wall, steady = Clock(), Clock()
        mine = tokens(server, wall, steady)
        first = mine.token()
        wall.at += 86399 - 61
        assert mine.token() == first
        steady.at += 86399 - 59
        second = mine.token()
        assert second != first
        assert server.requests("token") == 2


def test_a_dropped_token_is_fetched_again_once() -> None:
    with LoopbackShop() as server:
        mine = tokens(server)
        first = mine.token()
        assert mine.drop(first)
        second = mine.token()
        assert mine.drop(first)  # another thread was refused with the old one: the new one stays
        assert mine.token() == second != first


def test_the_shop_works_with_client_id_and_secret() -> None:
    with LoopbackShop() as server:
        shop = client(server, own_app=True)
        assert shop.test().name == "Loopback Shop"
        assert shop.test().name == "Loopback Shop"
        assert server.requests("token") == 1


def test_a_token_that_ends_on_the_way_is_renewed_once() -> None:
    with LoopbackShop() as server:
        shop = client(server, own_app=True)
        shop.test()
        server.fault("expired_token", "query")
        assert shop.test().name == "Loopback Shop"
        assert server.requests("token") == 2


def test_a_token_that_is_refused_again_is_not_asked_for_endlessly() -> None:
    with LoopbackShop() as server:
        server.fault("expired_token", "query", times=10)
        with pytest.raises(NotAllowed) as caught:
            client(server, own_app=True).test()
        assert caught.value.code == "token"
        assert server.requests("token") == 2


@pytest.mark.parametrize(
    ("setting", "kind", "code"),
    [
        ({"oauth_error": "shop_not_permitted"}, NotAllowed, "app_other_organisation"),
        ({"oauth_error": "app_not_installed"}, NotAllowed, "app_not_installed"),
        ({"oauth_error": "anything"}, NotAllowed, "client_credentials"),
    ],
)
def test_what_the_exchange_refuses(setting: dict[str, Any], kind: type[Expected], code: str) -> None:
    with LoopbackShop() as server:
        server.set(setting)
        with pytest.raises(kind) as caught:
            client(server, own_app=True).test()
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("fault", "more", "kind", "code"),
    [
        ("status", {"status": 307}, Refused, "redirected"),
        ("status", {"status": 404}, Refused, "no_such_shop"),
        ("status", {"status": 402}, NotAllowed, "shop_locked"),
        ("status", {"status": 503, "times": 9}, Unreachable, "shop_down"),
        ("reset", {"times": 9}, Unreachable, "no_answer"),
        ("malformed", {}, Expected, "answer"),
    ],
)
def test_an_exchange_that_fails(fault: str, more: dict[str, Any], kind: type[Expected], code: str) -> None:
    with LoopbackShop() as server:
        server.fault(fault, "token", **more)
        with pytest.raises(kind) as caught:
            client(server, own_app=True).test()
        assert caught.value.code == code


def test_a_token_that_no_header_carries_is_not_used() -> None:
    with LoopbackShop() as server:
        server.exchange = lambda form: (200, {"access_token": "a b", "expires_in": 5})  # type: ignore[method-assign]
        with pytest.raises(NotAllowed):
            tokens(server).token()


def test_without_a_connection_there_is_no_token() -> None:
    with LoopbackShop() as server:
        mine = tokens(server)
        server.stop()
        with pytest.raises(Unreachable) as caught:
            mine.token()
        assert caught.value.code == "offline"
        assert "loopback" not in repr(mine)


def test_a_wrong_secret_is_named_and_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = Credentials(client_id=CLIENT_ID, client_secret="sentinel-secret")
    with LoopbackShop() as server:
        shop = ShopifyShop(StoreId("loopback"), wrong, server.url, sleep=lambda seconds: None)
        with pytest.raises(NotAllowed) as caught:
            shop.test()
    assert caught.value.code == "client_credentials"
    for text in (caplog.text, repr(caught.value), str(caught.value.facts), repr(shop), repr(wrong), repr(vars(shop))):
        assert "sentinel" not in text


def test_another_shops_name_is_a_404() -> None:
    with LoopbackShop() as server:
        shop = ShopifyShop(StoreId("somebody"), Credentials(token=TOKEN), server.url, sleep=lambda seconds: None)
        with pytest.raises(Refused) as caught:
            shop.test()
        assert caught.value.code == "no_such_shop"
