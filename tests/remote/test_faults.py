"""Every fault of the network and of Shopify, at every call: what the app then says, and what really happened.

A read comes through or ends as an expected error. A change is sent exactly once and is *rejected* only when it was
certainly not executed; the ledger of the loopback shop tells whether that is true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from dropdesk.domain.case.shape.permit import CancelPermit, CancelReason, Clearance, RefundPart, RefundPermit
from dropdesk.domain.case.shape.shop_answers import Accepted, Credentials, JobState, NotKnown, Outcome, Rejected
from dropdesk.domain.values import StoreId
from dropdesk.errors import Damaged, Expected, NotAllowed, Refused, Unreachable
from dropdesk.remote.shopify.client import ShopifyShop
from tests.fakes.loopback_shop import SHOP, TOKEN, LoopbackShop
from tests.remote.shops import client

KEY = "5eed0000-0000-4000-8000-000000000000"


@pytest.fixture
def server() -> Iterator[LoopbackShop]:
    with LoopbackShop() as found:
        found.world.job_seconds = 0.0
        yield found


@dataclass(frozen=True)
class F:
    """A fault, what a change that meets it says, and how a read ends that meets it every time (None: it never does)."""

    kind: str
    says: Outcome
    ends: type[Expected] | None
    more: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return "-".join([self.kind, *(str(value) for value in self.more.values())])


SLOW = ("timeout", "drip")


def patient(server: LoopbackShop, fault: F) -> ShopifyShop:
    """Waits for an answer no longer than the test needs, and long enough for a busy machine."""
    return client(server, total=0.6 if fault.kind in SLOW else 10.0)


def _status(status: int, says: Outcome, ends: type[Expected] | None, **more: Any) -> F:
    return F("status", says, ends, {"status": status, **more})


SURE = [
    _status(401, Rejected("token"), NotAllowed),
    _status(402, Rejected("shop_locked"), NotAllowed),
    _status(403, Rejected("forbidden"), NotAllowed),
    _status(404, Rejected("no_such_shop"), Refused),
    _status(422, Rejected("query"), Refused),
    _status(423, Rejected("shop_locked"), NotAllowed),
    _status(429, Rejected("busy"), Unreachable, retry_after="2"),
    F("expired_token", Rejected("token"), NotAllowed),
]
"""Answers that stand before any execution."""
UNSURE = [
    F("timeout", NotKnown("timeout"), Unreachable),
    F("reset", NotKnown("cut"), Unreachable),
    F("close", NotKnown("cut"), Unreachable),
    F("half", NotKnown("cut"), Unreachable),
    F("drip", NotKnown("timeout"), Unreachable),
    F("huge", NotKnown("too_long"), Unreachable),
    F("bomb", NotKnown("too_long"), Unreachable),
    F("html", NotKnown("answer"), Damaged),
    F("malformed", NotKnown("answer"), Damaged),
    F("not_graphql", NotKnown("answer"), Damaged),
    F("double_key", NotKnown("answer"), Damaged),
    F("throttled", NotKnown("busy"), Unreachable),
    F("internal_error", NotKnown("shop_down"), Unreachable),
    *(_status(code, NotKnown("answer"), Refused, location="https://evil.example/") for code in (301, 302, 307, 308)),
    *(_status(code, NotKnown("shop_down"), Unreachable) for code in (500, 502, 503, 504)),
    _status(400, NotKnown("answer"), Refused),
    _status(409, NotKnown("answer"), Refused),
    _status(430, NotKnown("answer"), Unreachable),
]
FAULTS = [*SURE, *UNSURE]


# -- changes -----------------------------------------------------------------------------------------------------------
@dataclass
class Change:
    """How one change is made, and how often it really happened."""

    operation: str
    prepare: Callable[[LoopbackShop], Any]
    send: Callable[[ShopifyShop, Any], Outcome]
    effect: str


def _paid(server: LoopbackShop) -> str:
    return server.world.order("#1", [("Mug", 2, "15.00")], "4.90")


def _requested(accepted: bool) -> Callable[[LoopbackShop], str]:
    return lambda server: server.world.request(_paid(server), accepted)


def cancel(shop: ShopifyShop, order: str) -> Outcome:
    return shop.cancel(CancelPermit(order, True, 3490, "EUR", CancelReason.CUSTOMER, False, False, "", Clearance(())))


def _refundable(server: LoopbackShop) -> RefundPermit:
    order = _paid(server)
    part = RefundPart(server.world.orders[order]["transactions"][0]["id"], "shopify_payments", 1000)
    return RefundPermit(KEY, order, 1000, "EUR", (part,), (), 0, False, False, "DropDesk 5eed0000", Clearance(()))


CHANGES = [
    Change("Cancel", _paid, cancel, "cancel"),
    Change("Refund", _refundable, lambda shop, permit: shop.refund(permit), "refund"),
    Change("RecallNow", _requested(False), lambda shop, request: shop.recall(request, True, "DropDesk"), "recall"),
    Change("AskRecall", _requested(True), lambda shop, one: shop.recall(one, False, "DropDesk"), "recall_request"),
]
by_name = pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.operation)


@by_name
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_change_is_sent_once_and_named_for_what_is_known(server: LoopbackShop, fault: F, change: Change) -> None:
    given = change.prepare(server)
    server.fault(fault.kind, "mutation", **fault.more)
    answer = change.send(patient(server, fault), given)
    assert answer == fault.says
    assert server.requests(change.operation) == 1
    assert server.world.count(change.effect) == 0


@by_name
@pytest.mark.parametrize("fault", UNSURE, ids=str)
def test_a_change_that_happened_is_never_called_rejected(server: LoopbackShop, fault: F, change: Change) -> None:
    given = change.prepare(server)
    server.fault(fault.kind, "mutation", after=True, **fault.more)
    answer = change.send(patient(server, fault), given)
    assert answer == fault.says
    assert isinstance(answer, NotKnown)
    assert server.requests(change.operation) == 1
    assert server.world.count(change.effect) == 1


@by_name
def test_without_a_fault_it_happens_once(server: LoopbackShop, change: Change) -> None:
    assert isinstance(change.send(client(server), change.prepare(server)), Accepted)
    assert server.requests(change.operation) == 1
    assert server.world.count(change.effect) == 1


@by_name
def test_a_shop_that_cannot_be_reached_was_not_asked(server: LoopbackShop, change: Change) -> None:
    given, shop = change.prepare(server), client(server)
    server.stop()
    assert change.send(shop, given) == Rejected("not_reached")


@by_name
@pytest.mark.parametrize(
    ("fault", "more", "code"),
    [
        ("status", {"status": 503}, "not_reached"),
        ("reset", {}, "not_reached"),
        ("status", {"status": 404}, "no_such_shop"),
    ],
)
def test_without_a_token_nothing_is_sent(
    server: LoopbackShop, change: Change, fault: str, more: dict[str, Any], code: str
) -> None:
    given = change.prepare(server)
    server.fault(fault, "token", times=9, **more)
    assert change.send(client(server, own_app=True), given) == Rejected(code)
    assert server.requests(change.operation) == 0


@pytest.mark.parametrize("change", CHANGES[:2], ids=lambda one: one.operation)
def test_without_the_right_to_write_it_is_rejected(server: LoopbackShop, change: Change) -> None:
    given = change.prepare(server)
    server.set({"scopes": ["read_orders"]})
    answer = change.send(client(server), given)
    assert isinstance(answer, Rejected)
    assert answer.code == "scope"
    assert "write_orders" in answer.text
    assert server.world.count(change.effect) == 0


@pytest.mark.parametrize("fault", [one for one in UNSURE if one.kind not in ("huge", "bomb", "drip")], ids=str)
@pytest.mark.parametrize("after", [False, True])
def test_a_refund_sent_again_unchanged_is_the_same_refund(server: LoopbackShop, fault: F, after: bool) -> None:
    permit = _refundable(server)
    shop = patient(server, fault)
    server.fault(fault.kind, "mutation", after=after, **fault.more)
    assert isinstance(shop.refund(permit), NotKnown)
    assert isinstance(shop.refund(permit), Accepted)
    assert server.world.count("refund") == 1
    assert shop.look(permit.shopify_id).order.returned == 1000


def test_a_refund_that_still_runs_there_is_not_rejected(server: LoopbackShop) -> None:
    permit = _refundable(server)
    server.fault("concurrent", "Refund")
    assert client(server).refund(permit) == NotKnown("in_progress")


def test_a_key_with_another_amount_is_stopped(server: LoopbackShop) -> None:
    permit = _refundable(server)
    shop = client(server)
    shop.refund(permit)
    other = RefundPermit(**{name: getattr(permit, name) for name in permit.__slots__} | {"note": "another"})
    assert shop.refund(other) == NotKnown("key_mismatch")
    assert server.world.count("refund") == 1


def test_a_payment_that_failed_is_rejected_and_shown_as_not_returned(server: LoopbackShop) -> None:
    permit = _refundable(server)
    server.set({"refund_status": "FAILURE"})
    shop = client(server)
    assert shop.refund(permit) == Rejected("payment_failed", "PROCESSING_ERROR")
    order = shop.look(permit.shopify_id).order
    assert (order.returned, order.refund_pending) == (0, 0)
    assert [(one.failed, one.reason) for one in order.refunds] == [(1000, "PROCESSING_ERROR")]


def test_a_payment_that_is_under_way_is_pending(server: LoopbackShop) -> None:
    permit = _refundable(server)
    server.set({"refund_status": "PENDING"})
    shop = client(server)
    answer = shop.refund(permit)
    assert isinstance(answer, Accepted)
    assert answer.pending == 1000
    order = shop.look(permit.shopify_id).order
    assert (order.returned, order.refund_pending, order.refunds[0].pending) == (0, 1000, 1000)
    server.world.finish_refunds()
    order = shop.look(permit.shopify_id).order
    assert (order.returned, order.refund_pending, order.refunds[0].pending) == (1000, 0, 0)


def test_a_job_that_fails_says_why(server: LoopbackShop) -> None:
    order = _paid(server)
    server.set({"job_fails": "The gateway refused", "job_seconds": 0.0})
    shop = client(server)
    answer = cancel(shop, order)
    assert isinstance(answer, Accepted)
    seen = shop.look(order, answer.ref)
    assert (seen.job, seen.job_errors) == (JobState.FAILED, ("The gateway refused",))
    assert seen.order.cancelled_at is None
    assert not seen.order.cancel_running


def test_a_job_that_runs_on_after_the_cancellation_is_said(server: LoopbackShop) -> None:
    order = _paid(server)
    server.set({"job_seconds": 60})
    shop = client(server)
    answer = cancel(shop, order)
    assert isinstance(answer, Accepted)
    server.world.orders[order]["cancelledAt"] = server.world.stamp()
    seen = shop.look(order, answer.ref)
    assert (seen.job, seen.order.cancel_running) == (JobState.RUNNING, False)
    assert seen.order.cancelled_at is not None


def test_a_plain_job_only_proves_that_it_runs(server: LoopbackShop) -> None:
    order = _paid(server)
    server.set({"job_seconds": 60})
    shop = client(server)
    cancel(shop, order)
    (job,) = server.world.jobs.values()
    assert shop.look(order, job["id"]).job is JobState.RUNNING
    assert shop.look(order, "gid://shopify/Job/0").job is JobState.NONE
    assert shop.look(order, "gid://shopify/OrderCancelJobResult/0").job is JobState.NONE


# -- reads -------------------------------------------------------------------------------------------------------------
READS: dict[str, Callable[[ShopifyShop, str], object]] = {
    "Connection": lambda shop, order: shop.test(),
    "OrdersPage": lambda shop, order: list(shop.orders(None)),
    "OrdersMore": lambda shop, order: shop.look(order),
    "OrdersNames": lambda shop, order: list(shop.orders(None)),
    "OneOrder": lambda shop, order: shop.look(order),
    "CancelJob": lambda shop, order: shop.look(order, "gid://shopify/OrderCancelJobResult/1"),
    "Suggestion": lambda shop, order: shop.suggest(order, None, True),
}
TRANSIENT = [one for one in FAULTS if one.ends in (Unreachable, Damaged)]
MET = [(name, one) for name in READS for one in TRANSIENT if one.kind not in SLOW or name == "OneOrder"]


@pytest.mark.parametrize(("operation", "fault"), MET, ids=str)
def test_a_read_is_tried_again(server: LoopbackShop, operation: str, fault: F) -> None:
    order = _paid(server)
    server.fault(fault.kind, operation, **fault.more)
    READS[operation](patient(server, fault), order)
    assert server.requests(operation) == 2


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_read_that_never_comes_through_ends(server: LoopbackShop, fault: F) -> None:
    assert fault.ends is not None
    order = _paid(server)
    server.fault(fault.kind, "OneOrder", times=99, **fault.more)
    with pytest.raises(fault.ends) as caught:
        patient(server, fault).look(order)
    assert type(caught.value) is fault.ends
    assert server.requests("OneOrder") == (5 if fault in TRANSIENT else 1)


def test_an_unreachable_shop_is_offline(server: LoopbackShop) -> None:
    shop = client(server)
    server.stop()
    with pytest.raises(Unreachable) as caught:
        shop.test()
    assert caught.value.code == "offline"


def test_a_change_with_a_token_that_ended_is_pressed_again(server: LoopbackShop) -> None:
    """Nothing was sent, another token is fetched at once, and nothing is to be connected again (report F15)."""
    shop = client(server, own_app=True)
    permit = _refundable(server)
    shop.test()
    server.fault("expired_token", "Refund")
    assert shop.refund(permit) == Rejected("token_renewed")
    assert (server.requests("token"), server.world.count("refund")) == (2, 0)
    assert isinstance(shop.refund(permit), Accepted)
    assert (server.requests("token"), server.world.count("refund")) == (2, 1)


def test_a_token_that_cannot_be_had_again_says_why(server: LoopbackShop) -> None:
    shop = client(server, own_app=True)
    permit = _refundable(server)
    shop.test()
    server.fault("expired_token", "Refund")
    server.set({"oauth_error": "app_not_installed"})
    assert shop.refund(permit) == Rejected("app_not_installed")


def test_who_presses_offline_hears_of_it_at_once(server: LoopbackShop) -> None:
    waits: list[float] = []
    shop = ShopifyShop(StoreId(SHOP), Credentials(token=TOKEN), server.url, sleep=waits.append)
    server.stop()
    with pytest.raises(Unreachable, match="offline"):
        shop.look("gid://shopify/Order/1")
    assert waits == [1.0]


def test_the_wait_is_as_long_as_the_shop_asks(server: LoopbackShop) -> None:
    waits: list[float] = []
    shop = ShopifyShop(StoreId(SHOP), Credentials(token=TOKEN), server.url, sleep=waits.append)
    server.fault("status", status=429, retry_after="7")
    server.fault("throttled")
    server.set({"level": 5.0, "restore": 10.0})
    shop.test()
    assert waits[0] == 7.0
    assert waits[1] == pytest.approx(0.5, abs=0.15)


def test_a_bucket_that_is_empty_fills_again(server: LoopbackShop) -> None:
    waits: list[float] = []
    order = _paid(server)
    server.set({"level": 0.0, "restore": 5000.0})
    server.bucket.now = lambda: server.bucket._at  # a slow machine fills nothing

    def wait(seconds: float) -> None:
        waits.append(seconds)
        server.bucket.level = 2000.0

    shop = ShopifyShop(StoreId(SHOP), Credentials(token=TOKEN), server.url, sleep=wait)
    assert shop.look(order).order.name == "#1"
    assert waits == [pytest.approx(0.2, abs=0.1)]


def test_a_sync_that_breaks_off_has_given_whole_pages(server: LoopbackShop) -> None:
    for n in range(20):
        server.world.order(f"#{n}", [("Mug", 1, "9.00")], ago=timedelta(hours=30 - n))
    shop = client(server)
    pages = shop.orders(None)
    first = next(pages)
    server.fault("status", "OrdersPage", times=99, status=503)
    with pytest.raises(Unreachable):
        next(pages)
    server.faults.clear()
    assert first.cursor == first.orders[-1].order.updated_at
    rest = {one.order.name for page in shop.orders(first.cursor) for one in page.orders}
    assert rest | {one.order.name for one in first.orders} == {f"#{n}" for n in range(20)}
