"""Orders as Shopify tells them: pages, long lists, missing rights, and every fact of an order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dropdesk.domain.case.basis.scope import names_held
from dropdesk.domain.case.shape.permit import Clearance, RefundPart, RefundPermit
from dropdesk.domain.case.shape.shop_answers import Accepted, Rejected
from dropdesk.domain.case.steps.permits import AGAIN
from dropdesk.domain.order import Chargeback, Order, Person, Recall
from dropdesk.domain.values import SupplierNumber, Take
from dropdesk.errors import Damaged, NotAllowed, Refused
from dropdesk.remote.shopify import parse
from dropdesk.remote.shopify.money import about, minor
from tests.fakes.loopback_shop import LoopbackShop
from tests.fakes.loopback_shop.state import Data
from tests.remote.shops import client

H = timedelta(hours=1)
MUG = [("Mug", 2, "15.00")]
ADA: dict[str, Any] = {
    "email": "ada@example.com",
    "customer": {"id": "gid://shopify/Customer/1", "displayName": "Ada"},
}
NAMELESS: dict[str, Any] = {
    "email": "b@example.com",
    "customer": {"id": "gid://shopify/Customer/2", "displayName": "b@example.com"},
}


@pytest.fixture
def server() -> Iterator[LoopbackShop]:
    with LoopbackShop() as found:
        found.world.job_seconds = 0.0
        yield found


def seen(server: LoopbackShop, order: str) -> Order:
    """As a look and as a page tell it; both must say the same."""
    shop = client(server)
    looked = shop.look(order).order
    paged = next(o.order for page in shop.orders(None) for o in page.orders if o.order.shopify_id == order)
    assert {**_facts(looked), "seen": 0} == {**_facts(paged), "seen": 0}
    return looked


def _facts(order: Order) -> dict[str, Any]:
    return {name: getattr(order, name) for name in order.__slots__}


def raw(server: LoopbackShop, order: str) -> Data:
    return server.world.orders[order]


class TestPages:
    def test_every_order_comes_once_oldest_update_first(self, server: LoopbackShop) -> None:
        for n in range(40):
            server.world.order(f"#{n}", MUG, ago=(50 - n) * H)
        pages = list(client(server).orders(None))
        assert [one.order.name for page in pages for one in page.orders] == [f"#{n}" for n in range(40)]
        assert len(pages) == 3
        assert [page.cursor for page in pages] == [page.orders[-1].order.updated_at for page in pages]

    def test_the_next_pull_overlaps_by_five_minutes(self, server: LoopbackShop) -> None:
        for n, ago in enumerate((3 * H, H + timedelta(minutes=6), H + timedelta(minutes=4), H)):
            server.world.order(f"#{n}", MUG, ago=ago)
        since = datetime.now(UTC) - H
        names = [one.order.name for page in client(server).orders(since) for one in page.orders]
        assert names == ["#2", "#3"]

    def test_a_shop_without_orders_is_one_last_page(self, server: LoopbackShop) -> None:
        since = datetime.now(UTC)
        (page,) = client(server).orders(since)
        assert (page.orders, page.cursor, page.last) == ((), since, True)
        (page,) = client(server).orders(None)
        assert page.cursor is None

    def test_what_changes_during_the_pull_is_not_missed(self, server: LoopbackShop) -> None:
        ids = [server.world.order(f"#{n}", MUG, ago=(60 - n) * H) for n in range(32)]
        pages = client(server).orders(None)
        names = [one.order.name for one in next(pages).orders]
        server.world.fulfil(ids[0])
        server.world.fulfil(ids[20])
        names += [one.order.name for page in pages for one in page.orders]
        assert set(names) == {f"#{n}" for n in range(32)}
        assert names[-2:] == ["#0", "#20"]

    def test_pages_shrink_to_what_the_shop_lets_through(self, server: LoopbackShop) -> None:
        for n in range(8):
            server.world.order(f"#{n}", MUG, ago=(50 - n) * H)
        server.set({"largest": 600})
        names = [one.order.name for page in client(server).orders(None) for one in page.orders]
        assert names == [f"#{n}" for n in range(8)]

    def test_what_goes_with_the_pages_shrinks_as_well(self, server: LoopbackShop) -> None:
        for n in range(5):
            server.world.request(server.world.order(f"#{n}", MUG, ago=(50 - n) * H))
        real, shop = server.graphql, client(server)

        def strict(body: Data) -> Data:
            if body["operationName"] == "OrdersMore" and len(body["variables"]["ids"]) > 2:
                return {"errors": [{"message": "No", "extensions": {"code": "MAX_COST_EXCEEDED"}}]}
            return real(body)

        server.graphql = strict  # type: ignore[method-assign]
        (page,) = shop.orders(None)
        assert [len(one.order.requests) for one in page.orders] == [1] * 5

    def test_an_order_that_is_deleted_meanwhile_is_left_out(self, server: LoopbackShop) -> None:
        gone = server.world.order("#1", MUG, ago=2 * H)
        for _ in range(5):
            server.world.payment(raw(server, gone), "SALE", "PENDING", "1.00", "x")
        server.world.order("#2", MUG, ago=H)
        real, shop = server.graphql, client(server)

        def forgetful(body: Data) -> Data:
            if body["operationName"] == "OneOrder":
                return {"data": {"order": None}}
            return real(body)

        server.graphql = forgetful  # type: ignore[method-assign]
        assert [one.order.name for page in shop.orders(None) for one in page.orders] == ["#2"]

    @pytest.mark.parametrize("operation", ["OrdersPage", "MoreLines"])
    def test_pages_that_do_not_move_are_not_followed_for_ever(self, server: LoopbackShop, operation: str) -> None:
        server.world.order("#1", [(f"Thing {n}", 1, "2.00") for n in range(12)])
        real, shop = server.graphql, client(server)

        def stuck(body: Data) -> Data:
            found = real(body)
            if body["operationName"] == operation:
                data = found["data"]
                rows = data["orders"] if operation == "OrdersPage" else data["node"]["rows"]
                cursor = body["variables"]["after"] or rows["pageInfo"]["endCursor"]
                rows["pageInfo"] = {"hasNextPage": True, "endCursor": cursor}
            return found

        server.graphql = stuck  # type: ignore[method-assign]
        with pytest.raises(Damaged):
            for _ in shop.orders(None):
                assert server.requests(operation) < 5

    def test_a_shop_that_lets_nothing_through_says_so(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", MUG)
        server.set({"largest": 10})
        for ask in (lambda: list(client(server).orders(None)), lambda: client(server).look(order)):
            with pytest.raises(Refused) as caught:
                ask()
            assert caught.value.code == "too_costly"

    def test_an_order_with_many_lines_is_read_to_the_end(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", [(f"Thing {n}", n % 3 + 1, "2.00") for n in range(73)])
        lines = [one["id"] for one in raw(server, order)["lines"]]
        server.world.fulfil(order, dict.fromkeys(lines[:40], 1))
        server.world.request(order)
        found = seen(server, order)
        assert [line.id for line in found.lines] == lines
        assert [line.fulfilled for line in found.lines] == [1] * 40 + [0] * 33
        assert sum(line.quantity - line.fulfilled - line.requested for line in found.lines) == 0

    def test_an_order_with_many_payments_and_parcels_is_read_to_the_end(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", [("Mug", 30, "10.00")], paid="nothing")
        for _ in range(30):
            server.world.payment(raw(server, order), "SALE", "SUCCESS", "10.00", "shopify_payments")
        line = raw(server, order)["lines"][0]["id"]
        for n in range(28):
            server.world.fulfil(order, {line: 1}, at=server.world.now() - (40 - n) * H)
        found = seen(server, order)
        assert found.received == 30000
        assert found.lines[0].fulfilled == 28
        (part_count,) = {len(client(server).suggest(order, None, True).parts)}
        assert part_count == 30


class TestRights:
    def test_without_personal_data_the_table_still_comes(self, server: LoopbackShop) -> None:
        for n in range(20):
            server.world.order(f"#{n}", MUG, ago=(50 - n) * H, **ADA)
        server.set({"personal": False})
        pages = list(client(server).orders(None))
        assert all(page.names_denied for page in pages)
        assert [one.person for page in pages for one in page.orders] == [None] * 20
        assert server.requests("OrdersNames") == 1

    @pytest.mark.parametrize("operation", ["OrdersNames", "OrdersMore"])
    def test_a_wall_before_a_whole_answer_costs_only_that(self, server: LoopbackShop, operation: str) -> None:
        order = server.world.order("#1", MUG, **ADA)
        server.world.request(order)
        server.fault("denied", operation)
        (page,) = client(server).orders(None)
        (seen_order,) = page.orders
        assert page.names_denied == (operation == "OrdersNames")
        assert (seen_order.person is None) == (operation == "OrdersNames")
        assert seen_order.order.lines[0].requested == 2
        assert bool(seen_order.order.requests) == (operation == "OrdersNames")

    def test_names_come_with_the_pages(self, server: LoopbackShop) -> None:
        server.world.order("#1", MUG, ago=3 * H, **ADA)
        server.world.order("#2", MUG, ago=2 * H, **NAMELESS)
        server.world.order("#3", MUG, ago=H)
        (page,) = client(server).orders(None)
        assert not page.names_denied
        people = [one.person for one in page.orders]
        assert people == [Person("Ada", "ada@example.com"), Person("", "b@example.com"), None]
        assert [one.order.customer for one in page.orders][:2] == [
            "gid://shopify/Customer/1",
            "gid://shopify/Customer/2",
        ]
        assert [one.order.can_notify for one in page.orders] == [True, True, False]

    def test_without_customers_only_they_are_missing(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", MUG, **ADA)
        server.world.request(order)
        server.graph.scopes.discard("read_customers")
        (page,) = client(server).orders(None)
        assert page.names_denied
        assert page.orders[0].person == Person("", "ada@example.com")
        assert page.orders[0].order.customer == ""
        assert page.orders[0].order.requests

    def test_without_fulfilment_rights_in_progress_means_all_that_is_left(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", [("Mug", 3, "15.00")])
        server.world.request(order)
        server.set({"scopes": ["write_orders"]})
        found = seen(server, order)
        assert found.fulfilment == "in_progress"
        assert (found.requests, found.lines[0].requested) == ((), 3)

    def test_without_the_right_to_returns_the_order_says_whether(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", MUG)
        server.world.open_return(order, [raw(server, order)["lines"][0]["id"]])
        server.graph.scopes.discard("read_returns")
        found = seen(server, order)
        assert (found.return_open, found.return_open_lines) == (True, ())

    def test_without_orders_nothing_works(self, server: LoopbackShop) -> None:
        server.set({"scopes": []})
        with pytest.raises(NotAllowed) as caught:
            list(client(server).orders(None))
        assert caught.value.code == "scope"

    def test_the_connection_test_names_what_is_missing(self, server: LoopbackShop) -> None:
        server.set({"scopes": ["read_orders", "write_returns", "read_third_party_fulfillment_orders"]})
        info = client(server).test()
        assert info.required_missing == ("write_orders",)
        assert info.missing == (
            "read_merchant_managed_fulfillment_orders", "write_third_party_fulfillment_orders", "read_customers",
            "read_shopify_payments_disputes",
        )  # fmt: skip
        assert info.warnings == ("last_60_days",)

    def test_another_version_is_said(self, server: LoopbackShop) -> None:
        server.set({"version": "2027-01"})
        info = client(server).test()
        assert (info.served_version, info.warnings) == ("2027-01", ("api_version",))

    def test_another_shop_behind_the_name_is_refused(self, server: LoopbackShop) -> None:
        server.graph.shop = "renamed"
        with pytest.raises(Refused) as caught:
            client(server).test()
        assert (caught.value.code, caught.value.facts) == ("other_shop", {"domain": "renamed.myshopify.com"})


class TestFacts:
    def test_a_paid_order(self, server: LoopbackShop) -> None:
        order = server.world.order("#1001", MUG, "4.90", ago=5 * H)
        found = seen(server, order)
        assert (found.name, found.currency, found.total, found.received, found.returned) == (
            "#1001",
            "EUR",
            3490,
            3490,
            0,
        )
        assert (found.financial, found.fulfilment) == ("paid", "unfulfilled")
        assert found.paid_at == found.created_at
        assert (found.lines[0].unit_value, found.lines[0].quantity) == (1500, 2)

    @pytest.mark.parametrize(
        ("paid", "financial", "received"),
        [("authorized", "authorized", 0), ("pending", "pending", 0), ("nothing", "", 0)],
    )
    def test_money_that_did_not_come_in(self, server: LoopbackShop, paid: str, financial: str, received: int) -> None:
        found = seen(server, server.world.order("#1", MUG, paid=paid))
        assert (found.financial, found.received, found.paid_at, found.authorisation_pending) == (
            financial,
            received,
            None,
            False,
        )

    @pytest.mark.parametrize(("kind", "status"), [("AUTHORIZATION", "PENDING"), ("CAPTURE", "AWAITING_RESPONSE")])
    def test_an_authorisation_under_way(self, server: LoopbackShop, kind: str, status: str) -> None:
        order = server.world.order("#1", MUG, paid="nothing")
        server.world.payment(raw(server, order), kind, status, "30.00", "shopify_payments")
        assert seen(server, order).authorisation_pending

    @pytest.mark.parametrize(("currency", "price", "value"), [("JPY", "2480", 2480), ("KWD", "1.250", 1250)])
    def test_currencies_of_other_decimals(self, server: LoopbackShop, currency: str, price: str, value: int) -> None:
        found = seen(server, server.world.order("#1", [("Tray", 1, price)], "0", currency))
        assert (found.currency, found.received, found.lines[0].unit_value) == (currency, value, value)

    def test_a_shipped_order(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", [("Mug", 3, "15.00")])
        line = raw(server, order)["lines"][0]["id"]
        server.world.fulfil(order, {line: 1}, at=server.world.now() - 5 * H)
        late = (server.world.now() - 2 * H).replace(microsecond=0)
        server.world.fulfil(order, {line: 1}, at=late)
        server.world.fulfil(order, {line: 1}, status="CANCELLED")
        found = seen(server, order)
        assert (found.lines[0].fulfilled, found.lines[0].fulfilled_at) == (2, late)
        assert found.fulfilment == "partially_fulfilled"
        assert not found.fulfilment_not_cancellable

    def test_a_parcel_still_being_handed_over(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", MUG)
        server.world.fulfil(order, status="PENDING")
        found = seen(server, order)
        assert (found.lines[0].fulfilled, found.fulfilment_not_cancellable) == (2, True)

    @pytest.mark.parametrize(
        ("accepted", "recall", "status"), [(True, Recall.REQUEST, "ACCEPTED"), (False, Recall.CANCEL, "SUBMITTED")]
    )
    def test_units_with_a_service(self, server: LoopbackShop, accepted: bool, recall: Recall, status: str) -> None:
        order = server.world.order("#1", MUG)
        request = server.world.request(order, accepted)
        found = seen(server, order)
        (one,) = found.requests
        assert (one.id, one.recall, one.request_status) == (request, recall, status)
        assert one.lines == (Take(found.lines[0].id, 2),)
        assert (found.lines[0].requested, found.lines[0].recall_rejected_at) == (2, None)
        assert found.lines[0].requested_at == one.updated_at

    def test_a_service_that_refuses_the_recall(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", MUG)
        request = server.world.request(order)
        assert client(server).recall(request, False, "DropDesk")
        server.world.answer_recall(request, accept=False)
        found = seen(server, order)
        assert found.requests[0].request_status == "CANCELLATION_REJECTED"
        assert found.requests[0].recall is Recall.NONE
        assert found.lines[0].recall_rejected_at == found.requests[0].updated_at

    def test_a_recall_is_told_by_the_merchants_requests_alone(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", MUG)
        request = server.world.request(order)
        before = seen(server, order)
        assert (before.requests[0].recall_asked_at, before.requests[0].recall) == (None, Recall.REQUEST)
        client(server).recall(request, False, "DropDesk")
        found = seen(server, order)
        (one,) = found.requests
        assert (one.status, one.request_status) == ("IN_PROGRESS", "ACCEPTED")
        assert one.recall_asked_at == one.updated_at
        assert found.lines[0].requested_at == before.lines[0].requested_at
        assert found.lines[0].recall_rejected_at is None

    def test_a_service_that_gives_it_back(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", MUG)
        request = server.world.request(order)
        client(server).recall(request, False, "DropDesk")
        server.world.answer_recall(request, accept=True)
        found = seen(server, order)
        assert (found.requests, found.lines[0].requested, found.fulfilment) == ((), 0, "unfulfilled")

    def test_goods_that_need_no_purchase(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", [("Mug", 1, "15.00"), ("Gift card", 1, "20.00"), ("Tip", 1, "3.00")])
        raw(server, order)["lines"][1]["isGiftCard"] = True
        raw(server, order)["lines"][2]["requiresShipping"] = False
        assert [line.needs_no_purchase for line in seen(server, order).lines] == [False, True, True]

    @pytest.mark.parametrize(
        ("disputes", "found"),
        [
            ([("NEEDS_RESPONSE", "CHARGEBACK")], Chargeback.OPEN), ([("UNDER_REVIEW", "CHARGEBACK")], Chargeback.OPEN),
            ([("LOST", "CHARGEBACK")], Chargeback.LOST), ([("WON", "CHARGEBACK")], Chargeback.WON),
            ([("ACCEPTED", "CHARGEBACK")], Chargeback.ACCEPTED), ([("PREVENTED", "CHARGEBACK")], Chargeback.PREVENTED),
            ([("NEEDS_RESPONSE", "INQUIRY")], Chargeback.INQUIRY), ([], Chargeback.NONE),
            ([("WON", "CHARGEBACK"), ("NEEDS_RESPONSE", "CHARGEBACK"), ("LOST", "INQUIRY")], Chargeback.OPEN),
        ],
    )  # fmt: skip
    def test_disputes(self, server: LoopbackShop, disputes: list[tuple[str, str]], found: Chargeback) -> None:
        order = server.world.order("#1", MUG)
        raw(server, order)["disputes"] = [
            {"id": f"gid://shopify/OrderDisputeSummary/{n}", "status": status, "initiatedAs": kind}
            for n, (status, kind) in enumerate(disputes)
        ]
        order_seen = seen(server, order)
        assert order_seen.chargeback is found
        statuses = {status for status, kind in disputes if kind == "CHARGEBACK"}
        assert order_seen.chargeback_answered == (statuses == {"UNDER_REVIEW"})

    @pytest.mark.parametrize(
        ("status", "kind", "sent", "answered", "by"),
        [
            ("NEEDS_RESPONSE", "CHARGEBACK", None, False, True),
            ("NEEDS_RESPONSE", "CHARGEBACK", "2026-12-01T10:00:00Z", True, False),
            ("UNDER_REVIEW", "CHARGEBACK", "2026-12-01T10:00:00Z", True, False),
            ("NEEDS_RESPONSE", "INQUIRY", None, False, False),
            ("LOST", "CHARGEBACK", None, False, False),
        ],
    )
    def test_by_when_the_bank_wants_an_answer(
        self, server: LoopbackShop, status: str, kind: str, sent: str | None, answered: bool, by: bool
    ) -> None:
        server.set({"scopes": [*server.graph.scopes, "read_shopify_payments_disputes"]})
        order = server.world.order("#1", MUG)
        server.world.dispute(server.world.order("#2", MUG), "NEEDS_RESPONSE", due="2026-12-02T23:00:00Z")
        server.world.dispute(order, status, kind, "2026-12-05T23:00:00Z", sent)
        found = seen(server, order)
        assert found.chargeback_answered == answered
        assert found.chargeback_answer_by == (datetime(2026, 12, 5, 23, tzinfo=UTC) if by else None)

    def test_an_inquiry_beside_it_has_a_date_of_its_own(self, server: LoopbackShop) -> None:
        """Rules §3: an inquiry counts not at all: it took no money, and its date is not the bank's."""
        server.set({"scopes": [*server.graph.scopes, "read_shopify_payments_disputes"]})
        order = server.world.order("#1", MUG)
        server.world.dispute(order, "NEEDS_RESPONSE", "INQUIRY", "2026-12-02T23:00:00Z")
        server.world.dispute(order, "NEEDS_RESPONSE", "CHARGEBACK", "2026-12-05T23:00:00Z")
        found = seen(server, order)
        assert found.chargeback_answer_by == datetime(2026, 12, 5, 23, tzinfo=UTC)
        assert not found.chargeback_answered
        other = server.world.order("#2", MUG)
        server.world.dispute(other, "NEEDS_RESPONSE", "INQUIRY", "2026-12-02T23:00:00Z")
        sent = "2026-12-01T10:00:00Z"
        server.world.dispute(other, "NEEDS_RESPONSE", "CHARGEBACK", "2026-12-05T23:00:00Z", sent)
        assert seen(server, other).chargeback_answered  # the inquiry that waits is no reason to ask

    def test_a_chargeback_behind_many_newer_disputes_has_its_date(self, server: LoopbackShop) -> None:
        server.set({"scopes": [*server.graph.scopes, "read_shopify_payments_disputes"]})
        order = server.world.order("#1", MUG)
        server.world.dispute(order, "NEEDS_RESPONSE", due="2026-12-05T23:00:00Z")
        for n in range(101):
            server.world.dispute(server.world.order(f"#{n + 2}", MUG), "WON")
        assert seen(server, order).chargeback_answer_by == datetime(2026, 12, 5, 23, tzinfo=UTC)

    def test_without_the_right_to_disputes_only_their_date_is_missing(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", MUG)
        assert seen(server, order).chargeback is Chargeback.NONE
        assert server.requests("Disputes") == 0
        server.world.dispute(order, "NEEDS_RESPONSE", due="2026-12-05T23:00:00Z")
        found = seen(server, order)
        assert (found.chargeback, found.chargeback_answered) == (Chargeback.OPEN, False)
        assert found.chargeback_answer_by is None
        assert server.requests("Disputes") == 2

    @pytest.mark.parametrize(
        ("status", "is_open"), [("REQUESTED", True), ("OPEN", True), ("CLOSED", False), ("DECLINED", False)]
    )
    def test_returns(self, server: LoopbackShop, status: str, is_open: bool) -> None:
        order = server.world.order("#1", [("Mug", 1, "15.00"), ("Apron", 1, "20.00")])
        line = raw(server, order)["lines"][1]["id"]
        server.world.open_return(order, [line], status)
        found = seen(server, order)
        assert (found.return_open, found.return_open_lines) == (is_open, (line,) if is_open else ())

    def test_a_return_of_goods_that_shopify_cannot_name_may_be_any(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", MUG)
        server.world.open_return(
            order, [raw(server, order)["lines"][0]["id"], "gid://shopify/UnverifiedReturnLineItem/1"]
        )
        found = seen(server, order)
        assert (found.return_open, found.return_open_lines) == (True, ())

    def test_a_test_order(self, server: LoopbackShop) -> None:
        assert seen(server, server.world.order("#1", MUG, test=True)).test

    def test_a_cancelled_authorisation(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", MUG, paid="authorized")
        server.world.cancel(order, "FRAUD", False, False, False, None)
        found = seen(server, order)
        assert (found.financial, found.cancel_reason, found.received) == ("voided", "FRAUD", 0)

    def test_supplier_numbers_in_note_tags_attributes_and_metafield(self, server: LoopbackShop) -> None:
        order = server.world.order(
            "#1", MUG, note="Aliexpress Order ID: 8190439416163001\nring the bell", tags=["8190439416163002", "vip"],
            attributes={"Aliexpress Order #8190439416163003": "http://trade.aliexpress.com/order_detail.htm?orderId=8190439416163003"},
            metafield='["8190439416163004", "8190439416163002"]',
        )  # fmt: skip
        line = raw(server, order)["lines"][0]
        line["attributes"] = {"AliExpress order": "8190439416163005"}
        (page,) = client(server).orders(None)
        found = {hint.number: (hint.certain, hint.line) for hint in page.orders[0].hints}
        assert found == {
            SupplierNumber("8190439416163001"): (True, None),
            SupplierNumber("8190439416163002"): (True, None),
            SupplierNumber("8190439416163003"): (True, None),
            SupplierNumber("8190439416163004"): (True, None),
            SupplierNumber("8190439416163005"): (True, line["id"]),
        }

    def test_a_bare_number_only_proposes(self, server: LoopbackShop) -> None:
        server.world.order("#1", MUG, tags=["8190439416163002"])
        (page,) = client(server).orders(None)
        (hint,) = page.orders[0].hints
        assert (hint.number, hint.certain) == ("8190439416163002", False)


class TestRefunds:
    def refund(self, server: LoopbackShop, order: str, amount: str, **more: Any) -> None:
        payment = raw(server, order)["transactions"][0]["id"]
        paid = {"parentId": payment, "gateway": "x", "kind": "REFUND", "amount": amount, "orderId": order}
        wanted = {"orderId": order, "transactions": [paid], **more}
        server.world.refund(wanted, f"key-{len(server.world.keys)}")

    def test_money_without_lines_is_counted_apart(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", MUG, "4.90")
        line = raw(server, order)["lines"][0]["id"]
        self.refund(server, order, "5.00", note="by hand")
        self.refund(server, order, "15.00", refundLineItems=[{"lineItemId": line, "quantity": 1}])
        self.refund(server, order, "4.90", shipping={"amount": "4.90"})
        found = seen(server, order)
        assert (found.returned, found.returned_without_quantities) == (2490, 500)
        assert [one.amount for one in found.refunds] == [500, 1500, 490]
        assert found.refunds[1].lines == (Take(found.lines[0].id, 1),)
        assert (found.lines[0].returned, found.lines[0].quantity) == (1, 2)
        assert found.refunded_at == found.refunds[0].at

    def test_goodwill_of_ours_is_not(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", MUG, "4.90")
        self.refund(server, order, "5.00", note="DropDesk 0123abcd")
        found = seen(server, order)
        assert (found.returned, found.returned_without_quantities) == (500, 0)

    def test_after_a_cancellation_our_mark_is_no_goodwill(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", MUG, "4.90")
        server.world.cancel(order, "OTHER", False, False, False, None)
        self.refund(server, order, "5.00", note="DropDesk 0123abcd")
        assert seen(server, order).returned_without_quantities == 500

    def test_store_credit_counts_as_returned_and_is_named(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", MUG, "4.90")
        parent = raw(server, order)["transactions"][0]["id"]
        server.world.payment(raw(server, order), "REFUND", "SUCCESS", "7.00", "shopify_store_credit", parent)
        found = seen(server, order)
        assert (found.returned, found.returned_as_store_credit) == (700, 700)

    def test_what_is_under_way_is_pending_not_returned(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", MUG, "4.90")
        server.set({"refund_status": "PENDING"})
        self.refund(server, order, "5.00")
        found = seen(server, order)
        assert (found.returned, found.refund_pending) == (0, 500)
        assert (found.refunds[0].amount, found.refunds[0].pending, found.refunded_at) == (0, 500, None)

    @pytest.mark.parametrize("given_back", [True, False])
    def test_units_of_a_refund_that_failed_are_not_returned(self, server: LoopbackShop, given_back: bool) -> None:
        """Whether Shopify counts them as on the order again is not documented: both read the same."""
        order = server.world.order("#1", [("Mug", 3, "15.00")])
        line = raw(server, order)["lines"][0]["id"]
        server.set({"failed_units_return": given_back})
        self.refund(server, order, "15.00", refundLineItems=[{"lineItemId": line, "quantity": 1}])
        server.set({"refund_status": "PENDING"})
        self.refund(server, order, "30.00", refundLineItems=[{"lineItemId": line, "quantity": 2}])
        assert seen(server, order).lines[0].returned == 3
        server.world.finish_refunds("FAILURE")
        found = seen(server, order)
        assert (found.lines[0].returned, found.lines[0].removed, found.returned, found.refund_pending) == (
            1,
            0,
            1500,
            0,
        )
        assert [(one.amount, one.failed, one.reason) for one in found.refunds] == [
            (1500, 0, ""), (0, 3000, "INSUFFICIENT_FUNDS"),
        ]  # fmt: skip

    @pytest.mark.parametrize("given_back", [True, False])
    def test_units_of_a_refund_that_failed_can_be_paid_back_again(self, server: LoopbackShop, given_back: bool) -> None:
        """Where Shopify keeps counting them as refunded, it refuses to hear of them: the money goes by amount alone,
        and reads as money without lines, not as goodwill."""
        order = server.world.order("#1", [("Mug", 2, "15.00")])
        line = raw(server, order)["lines"][0]["id"]
        server.set({"failed_units_return": given_back, "refund_status": "FAILURE"})
        self.refund(server, order, "30.00", refundLineItems=[{"lineItemId": line, "quantity": 2}])
        server.set({"refund_status": "SUCCESS"})
        found = seen(server, order)
        assert (found.lines[0].returned, found.lines[0].held) == (0, 0 if given_back else 2)
        scope = (Take(found.lines[0].id, 1),)
        assert names_held(found, scope) is not given_back
        part = RefundPart(raw(server, order)["transactions"][0]["id"], "shopify_payments", 1500)
        named = RefundPermit(
            "a" * 36, order, 1500, "EUR", (part,), scope, 0, False, False, "DropDesk aaaaaaaa", Clearance(())
        )
        shop = client(server)
        if given_back:
            assert isinstance(shop.refund(named), Accepted)
            assert seen(server, order).lines[0].returned == 1
            return
        refused = shop.refund(named)
        assert isinstance(refused, Rejected)
        assert "more items than were purchased" in refused.text
        bare = replace(named, key="b" * 36, lines=(), note=f"DropDesk{AGAIN} bbbbbbbb")
        assert isinstance(shop.refund(bare), Accepted)
        after = seen(server, order)
        assert (after.returned, after.returned_without_quantities) == (1500, 1500)

    def test_a_refund_of_two_payments_of_which_one_fails(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", MUG, paid="nothing")
        for amount, gateway in (("10.00", "gift_card"), ("20.00", "shopify_payments")):
            server.world.payment(raw(server, order), "SALE", "SUCCESS", amount, gateway)
        server.set({"refund_status": "PENDING"})
        one, two = (payment["id"] for payment in raw(server, order)["transactions"])
        server.world.refund(
            {"orderId": order, "transactions": [
                {"kind": "REFUND", "parentId": one, "amount": "10.00"},
                {"kind": "REFUND", "parentId": two, "amount": "20.00"},
            ]}, "k",
        )  # fmt: skip
        back = [payment for payment in raw(server, order)["transactions"] if payment["kind"] == "REFUND"]
        back[0]["status"], back[1]["status"], back[1]["errorCode"] = "SUCCESS", "ERROR", None
        found = seen(server, order)
        (made,) = found.refunds
        assert (made.amount, made.pending, made.failed, made.reason) == (1000, 0, 2000, "ERROR")
        assert (found.returned, found.refund_pending) == (1000, 0)

    def test_a_manual_payment_is_said(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", MUG, gateway="manual")
        found = client(server).suggest(order, None, True)
        assert (found.manual, found.gateways) == (True, ("manual",))

    def test_two_payments_are_suggested_apart(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", MUG, paid="nothing")
        for amount, gateway in (("10.00", "gift_card"), ("20.00", "shopify_payments")):
            server.world.payment(raw(server, order), "SALE", "SUCCESS", amount, gateway)
        found = client(server).suggest(order, None, True)
        assert [(part.gateway, part.amount) for part in found.parts] == [
            ("gift_card", 1000),
            ("shopify_payments", 2000),
        ]
        assert found.part_maxima == (1000, 2000)

    def test_an_unpaid_order_has_nothing_to_suggest(self, server: LoopbackShop) -> None:
        found = client(server).suggest(server.world.order("#1", MUG, paid="pending"), None, True)
        assert (found.amount, found.maximum, found.parts) == (0, 0, ())

    def test_a_cancelled_order_gives_back_by_payment_what_is_left_of_it(self, server: LoopbackShop) -> None:
        order = server.world.order("#1", MUG, "4.90")
        line = raw(server, order)["lines"][0]
        server.world.cancel(order, "OTHER", False, False, False, None)
        self.refund(server, order, "5.00")
        line["removed"], raw(server, order)["shipping"] = 2, "0.00"
        found = client(server).suggest(order, None, True)
        assert (found.amount, found.maximum) == (0, 2990)
        assert [(part.amount, most) for part, most in zip(found.parts, found.part_maxima, strict=True)] == [(0, 2990)]


class TestForms:
    def bag(self, amount: str, currency: str = "EUR") -> dict[str, Any]:
        return {"presentmentMoney": {"amount": amount, "currencyCode": currency}}

    def test_amounts_are_exact_and_prices_rounded_half_up(self) -> None:
        assert minor(self.bag("20.0")) == 2000
        assert minor(self.bag("-0.01")) == -1
        assert about(self.bag("3.335")) == 334
        assert about(self.bag("3.3333333")) == 333
        for odd in ("3.335", "NaN", "1e999999", "", "€5"):
            with pytest.raises(ValueError):
                minor(self.bag(odd))
        with pytest.raises(ValueError):
            about(self.bag("NaN"))

    @pytest.mark.parametrize(
        "broken",
        [
            {"totalReceivedSet": None}, {"lineItems": None}, {"updatedAt": "yesterday"},
            {"createdAt": "2026-11-23T09:00:00"},
            {"transactions": [{}]}, {"totalPriceSet": {"presentmentMoney": {"amount": "1.0", "currencyCode": "USD"}}},
            {"totalRefundedSet": {"presentmentMoney": {"amount": 1.5, "currencyCode": "EUR"}}},
        ],
    )  # fmt: skip
    def test_an_order_of_another_form_is_damaged(self, server: LoopbackShop, broken: dict[str, Any]) -> None:
        row = {**_row(server), **broken}
        with pytest.raises(Damaged):
            parse.order(row, parse.More(), client(server).store, datetime.now(UTC))

    def test_the_row_itself_is_fine(self, server: LoopbackShop) -> None:
        assert parse.order(_row(server), parse.More(), client(server).store, datetime.now(UTC)).order.received == 3000

    def test_the_admins_address(self, server: LoopbackShop) -> None:
        shop = client(server)
        order = seen(server, server.world.order("#1", MUG))
        number = str(order.shopify_id).rpartition("/")[2]
        assert shop.admin_url(order) == f"https://admin.shopify.com/store/loopback/orders/{number}"


def _row(server: LoopbackShop) -> dict[str, Any]:
    """An order as it comes over the wire."""
    order = server.world.order("#1", MUG)
    shop = client(server)
    return shop._api.read("OneOrder", {"id": order, "few": 5}).data["order"]  # type: ignore[no-any-return]
