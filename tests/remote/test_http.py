"""One call over the wire: what it takes, what it never does."""

from __future__ import annotations

import logging
import socket
import ssl
from datetime import UTC, datetime

import pytest

from dropdesk.errors import Damaged, Expected, Refused, Unclear, Unreachable
from dropdesk.remote import http
from dropdesk.remote.http import Again, Answer, Wire, patiently, plain
from tests.fakes.loopback_shop import LoopbackShop


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1:8000", "http://localhost:8000", "http://127.0.0.1", "http://127.0.0.1:0", "http://127.0.0.1:65536",
        "http://127.0.0.1:8000/", "http://127.0.0.1:8000\n", "http://127.0.0.2:80", "http://127.0.0.1:80@evil.example",
        "http://[::1]:80", "http://127.0.0.1:٨٠", "http://example.com:80", "", " http://127.0.0.1:80",
    ],
)  # fmt: skip
def test_only_this_machine_is_a_test_server(address: str) -> None:
    with pytest.raises(Refused) as caught:
        Wire("a.myshopify.com", address)
    assert caught.value.code == "loopback_address"


def test_nothing_listening_is_nothing_sent() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unreachable) as caught:
        Wire("a.myshopify.com", f"http://127.0.0.1:{port}").post("/x", {})
    assert caught.value.code == "offline"


def test_without_tls_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    with LoopbackShop() as server:
        monkeypatch.setattr(http, "check_loopback", lambda address: address)
        with pytest.raises(Unreachable) as caught:
            Wire("loopback.myshopify.com", f"https://127.0.0.1:{server.port}").post("/x", {})
        assert caught.value.code == "tls"
        assert server.calls == []


def test_tls_is_always_verified() -> None:
    context = http.trusted()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_a_system_without_certificates_gets_certifis(monkeypatch: pytest.MonkeyPatch) -> None:
    class Paths:
        cafile = capath = None

    monkeypatch.setattr(ssl, "get_default_verify_paths", Paths)
    monkeypatch.setattr(ssl.SSLContext, "load_default_certs", lambda self, purpose=None: None)
    assert http.trusted().cert_store_stats()["x509_ca"] > 50


def test_a_certificate_file_that_is_not_there_does_not_stop_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/cert.pem")
    assert Wire("a.myshopify.com") is not None


def test_a_redirect_is_not_followed() -> None:
    with LoopbackShop() as server, LoopbackShop(shop="other") as other:
        server.fault("status", status=307, location=f"{other.url}/admin/oauth/access_token")
        wire = Wire("loopback.myshopify.com", server.url)
        server.faults[0].on = "token"
        answer = wire.post("/admin/oauth/access_token", {"X-Shopify-Access-Token": "secret"}, form={"a": "b"})
        assert answer.status == 307
        assert other.calls == []


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    with LoopbackShop() as server:
        assert Wire("loopback.myshopify.com", server.url).post("/x", {}).status == 404


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("timeout", "timeout"),
        ("drip", "timeout"),
        ("reset", "cut"),
        ("half", "cut"),
        ("huge", "too_long"),
        ("bomb", "too_long"),
    ],
)  # fmt: skip
def test_what_was_sent_and_not_answered_is_unclear(kind: str, code: str) -> None:
    with LoopbackShop() as server:
        server.fault(kind, "token")
        # Only what waits for the time to run out may run into it: a loaded machine takes long over the rest.
        total = 0.4 if code == "timeout" else 60.0
        with pytest.raises(Unclear) as caught:
            Wire("loopback.myshopify.com", server.url, total=total).post(
                "/admin/oauth/access_token", {}, form={"a": "b"}
            )
        assert caught.value.code == code


@pytest.mark.parametrize(
    "body", [b"", b"[1]", b"<html>", b'{"a":1', b'{"a":1,"a":2}', b'{"a":NaN}', b"\xff\xfe{}", b"[" * 100_000]
)
def test_what_is_no_object_is_damaged(body: bytes) -> None:
    with pytest.raises(Damaged):
        Answer(200, {}, body).json()


def test_the_servers_clock_and_its_wish_to_wait() -> None:
    answer = Answer(429, {"date": "Mon, 23 Nov 2026 09:12:00 GMT", "retry-after": "2.0"}, b"")
    assert answer.at == datetime(2026, 11, 23, 9, 12, tzinfo=UTC)
    assert answer.retry_after == 2.0
    assert Answer(200, {"date": "soon", "retry-after": "inf"}, b"").at is None
    assert Answer(200, {"retry-after": "-1"}, b"").retry_after is None


def test_patience_ends() -> None:
    waits: list[float] = []

    def busy() -> int:
        raise Again(Unreachable("busy"))

    with pytest.raises(Unreachable):
        patiently(busy, waits.append)
    assert waits == [1.0, 2.0, 4.0, 8.0]


def test_who_asks_for_an_hour_gets_no_second_try() -> None:
    tries: list[int] = []

    def busy() -> int:
        tries.append(1)
        raise Again(Unreachable("busy"), 3600.0)

    with pytest.raises(Expected):
        patiently(busy, lambda seconds: None)
    assert len(tries) == 1


def test_foreign_sentences_are_plain_and_short() -> None:
    assert plain("a\u202eb\x00c\n" + "x" * 1000, 10) == "a b c xxxx"


def test_the_token_stays_out_of_every_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with LoopbackShop() as server:
        wire = Wire("loopback.myshopify.com", server.url)
        wire.post("/x", {"X-Shopify-Access-Token": "sentinel-token"}, content=b"sentinel-body")
        server.fault("reset", "token")
        with pytest.raises(Unclear):
            wire.post("/admin/oauth/access_token", {}, form={"client_secret": "sentinel-form"})
    assert "sentinel" not in caplog.text
    assert "sentinel" not in repr(wire)
