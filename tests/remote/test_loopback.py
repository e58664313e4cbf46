"""The loopback shop itself: as a process of its own, its control, and a ledger that survives being killed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from dropdesk.domain.case.shape.permit import CancelPermit, CancelReason, Clearance
from dropdesk.domain.case.shape.shop_answers import Accepted, Credentials, NotKnown
from dropdesk.domain.values import StoreId
from dropdesk.remote.shopify.client import ShopifyShop
from tests.fakes.loopback_shop import TOKEN, Fault, LoopbackShop

ROOT = Path(__file__).parent.parent.parent


@contextmanager
def process(ledger: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "tests.fakes.loopback_shop", "--ledger", str(ledger)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        try:
            yield child.stdout.readline().strip(), child
        finally:
            child.kill()


def control(url: str, what: str, body: dict[str, Any] | None = None) -> Any:
    with httpx.Client(trust_env=False) as wire:
        if body is None:
            return wire.get(f"{url}/_control/{what}").json()
        return wire.post(f"{url}/_control/{what}", json=body).json()


def permit(order: str) -> CancelPermit:
    return CancelPermit(order, True, 3490, "EUR", CancelReason.CUSTOMER, True, True, "", Clearance(()))


def test_the_ledger_survives_a_kill(tmp_path: Path) -> None:
    ledger = tmp_path / "shop.json"
    with process(ledger) as (url, child):
        order = control(url, "orders")["#1001"]
        control(url, "set", {"job_seconds": 0})
        control(url, "faults", {"kind": "timeout", "on": "Cancel", "after": True, "seconds": 20})
        shop = ShopifyShop(StoreId("loopback"), Credentials(token=TOKEN), url, total=3.0)
        assert shop.cancel(permit(order)) == NotKnown("timeout")
        child.send_signal(signal.SIGKILL)
        child.wait()
    with process(ledger) as (url, _):
        report = control(url, "ledger")
        assert [one["kind"] for one in report["ledger"]] == ["cancel_accepted", "cancel", "refund", "restock", "mail"]
        assert report["calls"] == []
        shop = ShopifyShop(StoreId("loopback"), Credentials(token=TOKEN), url)
        assert shop.look(order).order.returned == 3490
        assert set(control(url, "orders")) == {"#1001", "#1002", "#1003", "#1004", "#1005", "#1006"}


def test_everything_can_be_set_over_the_control() -> None:
    with LoopbackShop() as server:
        made = control(server.url, "do", {"do": "order", "args": {"name": "#7", "lines": [["Mug", 1, "9.00"]]}})
        control(server.url, "do", {"do": "request", "args": {"order_id": "#7"}})
        assert server.world.orders[made["result"]]["fulfillmentOrders"][0]["requestStatus"] == "ACCEPTED"
        assert control(server.url, "set", {"scopes": ["read_orders"], "personal": False, "level": 3})["ok"]
        assert (server.graph.scopes, server.graph.personal, server.bucket.level) == ({"read_orders"}, False, 3)
        assert control(server.url, "faults", {"kind": "html", "on": "token", "times": 2})["ok"]
        assert server.faults == [Fault("html", "token", times=2)]
        control(server.url, "clear", {})
        assert server.faults == []
        for wrong in ({"kind": "nonsense"}, {"on": "token"}):
            assert not control(server.url, "faults", wrong)["ok"]
        assert not control(server.url, "set", {"nonsense": 1})["ok"]
        assert not control(server.url, "do", {"do": "keep"})["ok"]


def test_a_fault_comes_as_often_as_asked() -> None:
    with LoopbackShop() as server:
        server.fault("html", "Connection", times=2)
        waits: list[float] = []
        shop = ShopifyShop(StoreId("loopback"), Credentials(token=TOKEN), server.url, sleep=waits.append)
        shop.test()
        assert waits == [1.0, 2.0]
        assert [call["fault"] for call in server.calls] == ["html", "html", None]


def test_a_mail_and_a_restock_only_when_asked() -> None:
    with LoopbackShop() as server:
        server.world.job_seconds = 0.0
        shop = ShopifyShop(StoreId("loopback"), Credentials(token=TOKEN), server.url)
        order = server.world.order("#1", [("Mug", 2, "15.00")], "4.90")
        quiet = CancelPermit(order, True, 3490, "EUR", CancelReason.FRAUD, False, False, "staff", Clearance(()))
        assert isinstance(shop.cancel(quiet), Accepted)
        assert (server.world.count("mail"), server.world.count("restock"), server.world.count("refund")) == (0, 0, 1)
        assert server.world.orders[order]["staffNote"] == "staff"


def test_a_refund_without_a_key_is_refused_there() -> None:
    with LoopbackShop() as server:
        order = server.world.order("#1", [("Mug", 2, "15.00")])
        query = "mutation R($i: RefundInput!) { refundCreate(input: $i) { refund { id } userErrors { message } } }"
        with httpx.Client(trust_env=False) as wire:
            answer = wire.post(
                f"{server.url}/admin/api/2026-10/graphql.json",
                headers={"Host": "loopback.myshopify.com", "X-Shopify-Access-Token": TOKEN},
                content=json.dumps({"query": query, "variables": {"i": {"orderId": order}}}),
            ).json()
        assert answer["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
        assert answer["data"] == {"refundCreate": None}
        assert server.world.count("refund") == 0


@pytest.mark.parametrize("token", ["", "shpat_other"])
def test_no_door_without_the_token(token: str) -> None:
    with LoopbackShop() as server, httpx.Client(trust_env=False) as wire:
        answer = wire.post(
            f"{server.url}/admin/api/2026-10/graphql.json",
            headers={"Host": "loopback.myshopify.com", "X-Shopify-Access-Token": token},
            content=b'{"query": "{ shop { name } }"}',
        )
        assert answer.status_code == 401
