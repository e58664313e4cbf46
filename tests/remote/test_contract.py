"""One contract for every shop: fake, loopback server through the real client, demo shop. So that none drifts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dropdesk.domain.case.shape.permit import CancelPermit, CancelReason, Clearance, RefundPermit
from dropdesk.domain.case.shape.shop_answers import Accepted, JobState, Rejected
from dropdesk.domain.order import Order, Recall, SeenOrder
from dropdesk.domain.values import LineId, Quantities, Take, Where
from dropdesk.errors import Refused
from tests.remote.shops import SHOPS, Open

KEY = "0123abcd-0000-4000-8000-000000000001"


@pytest.fixture(params=list(SHOPS))
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    factory: Any = SHOPS[request.param]
    with factory(tmp_path) as found:
        yield found


def all_orders(opened: Open) -> list[SeenOrder]:
    return [one for page in opened.shop.orders(None) for one in page.orders]


def find(opened: Open, fits: Callable[[Order], bool]) -> Order:
    """An order of the shop that nothing stands against, and that ``fits``."""
    return next(
        one.order
        for one in all_orders(opened)
        if one.order.received and not one.order.returned and one.order.cancelled_at is None and fits(one.order)
    )


def untouched(order: Order) -> bool:
    return not order.requests and not any(line.fulfilled or line.requested for line in order.lines)


def cancel_permit(order: Order, refund_all: bool = True, **more: Any) -> CancelPermit:
    made = CancelPermit(
        order.shopify_id or "", refund_all, order.received or 0 if refund_all else 0, order.currency,
        CancelReason.CUSTOMER, restock=False, notify=False, staff_note="", clearance=Clearance(()),
    )  # fmt: skip
    return replace(made, **more)


def refund_permit(opened: Open, order: Order, amount: int, lines: Quantities = (), **more: Any) -> RefundPermit:
    (part,) = opened.shop.suggest(order.shopify_id or "", None, shipping=True).parts
    made = RefundPermit(
        KEY, order.shopify_id or "", amount, order.currency, (replace(part, amount=amount),), lines, 0,
        restock=False, notify=False, note=f"DropDesk {KEY[:8]}", grounds=Clearance(()),
    )  # fmt: skip
    return replace(made, **more)


def look(opened: Open, order: Order, job: str | None = None) -> Order:
    return opened.shop.look(order.shopify_id or "", job).order


class TestReading:
    def test_the_shop_says_who_it_is(self, opened: Open) -> None:
        info = opened.shop.test()
        assert info.store == opened.shop.store
        assert info.name
        assert len(info.currency) == 3
        assert info.required_missing == ()

    def test_pages_end_once_and_carry_the_newest_time(self, opened: Open) -> None:
        pages = list(opened.shop.orders(None))
        assert [page.last for page in pages] == [False] * (len(pages) - 1) + [True]
        times = [one.order.updated_at for page in pages for one in page.orders]
        assert pages[-1].cursor == max(at for at in times if at is not None)

    def test_every_order_is_whole(self, opened: Open) -> None:
        for seen in all_orders(opened):
            order = seen.order
            assert order.shopify_id
            assert order.key == 0
            assert order.store == opened.shop.store
            assert order.lines
            assert order.seen.where is Where.SHOPIFY_API
            assert order.financial == order.financial.lower()
            assert order.received is not None
            assert 0 <= order.returned <= order.received
            times = [order.created_at, order.updated_at, order.paid_at, order.seen.at]
            assert all(at is None or at.utcoffset() == timedelta() for at in times)
            assert all(0 <= line.returned <= line.quantity for line in order.lines)

    def test_a_pull_from_the_end_misses_nothing_new(self, opened: Open) -> None:
        cursor = list(opened.shop.orders(None))[-1].cursor
        order = find(opened, untouched)
        assert isinstance(opened.shop.cancel(cancel_permit(order)), Accepted)
        opened.wait()
        names = {one.order.name for page in opened.shop.orders(cursor) for one in page.orders}
        assert order.name in names

    def test_a_look_says_what_the_page_said(self, opened: Open) -> None:
        for seen in all_orders(opened)[:6]:
            found = opened.shop.look(seen.order.shopify_id or "")
            assert found.hints == seen.hints
            assert replace(found.order, seen=seen.order.seen) == seen.order
            assert found.order.seen.at >= seen.order.seen.at
            assert isinstance(found.server_time, datetime)

    def test_an_unknown_order_is_refused(self, opened: Open) -> None:
        for ask in (lambda: opened.shop.look("gid://shopify/Order/7"), lambda: opened.shop.suggest("x", None, True)):
            with pytest.raises(Refused) as caught:
                ask()
            assert caught.value.code == "no_order"

    def test_a_suggestion_for_all_fits_what_was_paid(self, opened: Open) -> None:
        order = find(opened, untouched)
        found = opened.shop.suggest(order.shopify_id or "", None, shipping=True)
        assert (found.amount, found.maximum, found.currency) == (order.received, order.received, order.currency)
        assert sum(part.amount for part in found.parts) == found.amount
        assert all(part.amount <= most for part, most in zip(found.parts, found.part_maxima, strict=True))

    def test_a_suggestion_for_one_unit_is_its_value(self, opened: Open) -> None:
        order = find(opened, untouched)
        line = order.lines[0]
        found = opened.shop.suggest(order.shopify_id or "", (Take(line.id, 1),), shipping=False)
        assert (found.amount, found.shipping, found.maximum) == (line.unit_value, 0, order.received)


class TestCancelling:
    def test_with_refund_everything_goes_back(self, opened: Open) -> None:
        order = find(opened, untouched)
        answer = opened.shop.cancel(cancel_permit(order))
        assert isinstance(answer, Accepted)
        assert answer.ref
        early = opened.shop.look(order.shopify_id or "", answer.ref)
        assert early.job is JobState.RUNNING
        assert early.order.cancel_running
        assert early.order.cancelled_at is None
        opened.wait()
        late = opened.shop.look(order.shopify_id or "", answer.ref)
        assert late.job is JobState.DONE
        assert late.order.cancelled_at is not None
        assert late.order.cancel_reason == "CUSTOMER"
        assert (late.order.returned, late.order.refund_pending) == (order.received, 0)
        assert sum(one.amount for one in late.order.refunds) == order.received
        assert late.order.financial == "refunded"

    def test_without_refund_the_money_stays(self, opened: Open) -> None:
        order = find(opened, untouched)
        assert isinstance(opened.shop.cancel(cancel_permit(order, refund_all=False)), Accepted)
        opened.wait()
        now = look(opened, order)
        assert now.cancelled_at is not None
        assert (now.returned, now.refunds, now.financial) == (0, (), "paid")
        rest = opened.shop.suggest(order.shopify_id or "", None, shipping=True)
        assert rest.maximum == sum(rest.part_maxima) == order.received

    def test_a_second_one_is_refused(self, opened: Open) -> None:
        order = find(opened, untouched)
        opened.shop.cancel(cancel_permit(order))
        opened.wait()
        answer = opened.shop.cancel(cancel_permit(order))
        assert isinstance(answer, Rejected)
        assert answer.code == "already_cancelled"
        assert answer.text
        assert look(opened, order).returned == order.received

    def test_a_second_one_while_the_first_runs_is_not_taken(self, opened: Open) -> None:
        order = find(opened, untouched)
        opened.shop.cancel(cancel_permit(order))
        assert not isinstance(opened.shop.cancel(cancel_permit(order)), Accepted)

    def test_a_shipped_order_is_refused(self, opened: Open) -> None:
        order = find(opened, lambda one: all(line.fulfilled == line.quantity for line in one.lines))
        answer = opened.shop.cancel(cancel_permit(order))
        assert isinstance(answer, Rejected)
        assert answer.code == "fulfilled"
        assert look(opened, order).cancelled_at is None


class TestRefunding:
    def test_an_amount_goes_back_once(self, opened: Open) -> None:
        order = find(opened, untouched)
        permit = refund_permit(opened, order, 500)
        first = opened.shop.refund(permit)
        again = opened.shop.refund(permit)
        assert isinstance(first, Accepted)
        assert first == again
        now = look(opened, order)
        assert (now.returned, now.financial, now.cancelled_at) == (500, "partially_refunded", None)
        (made,) = now.refunds
        assert (made.id, made.amount, made.pending) == (first.ref, 500, 0)
        assert KEY[:8] in made.note
        assert now.refunded_at is not None

    def test_another_key_is_another_refund(self, opened: Open) -> None:
        order = find(opened, untouched)
        opened.shop.refund(refund_permit(opened, order, 500))
        opened.shop.refund(refund_permit(opened, order, 300, key="ffff"))
        assert look(opened, order).returned == 800

    def test_named_units_are_returned(self, opened: Open) -> None:
        order = find(opened, untouched)
        line = order.lines[0]
        opened.shop.refund(refund_permit(opened, order, line.unit_value, (Take(line.id, 1),)))
        now = look(opened, order)
        assert now.lines[0].returned == 1
        assert now.refunds[0].lines == (Take(line.id, 1),)
        assert now.returned_without_quantities == 0

    def test_more_than_was_paid_is_refused(self, opened: Open) -> None:
        order = find(opened, untouched)
        answer = opened.shop.refund(refund_permit(opened, order, (order.received or 0) + 1))
        assert isinstance(answer, Rejected)
        assert answer.code == "too_much"
        assert look(opened, order).returned == 0

    def test_after_a_cancellation_the_rest_can_go_back(self, opened: Open) -> None:
        order = find(opened, untouched)
        opened.shop.cancel(cancel_permit(order, refund_all=False))
        opened.wait()
        assert isinstance(opened.shop.refund(refund_permit(opened, order, order.received or 0)), Accepted)
        assert look(opened, order).returned == order.received


class TestRefundsThatTakeTime:
    def test_pending_then_done(self, opened: Open) -> None:
        order = find(opened, untouched)
        line = order.lines[0]
        opened.become("pending", "")
        permit = refund_permit(opened, order, line.unit_value, (Take(line.id, 1),))
        answer = opened.shop.refund(permit)
        assert isinstance(answer, Accepted)
        assert answer.pending == line.unit_value
        assert opened.shop.refund(permit) == answer
        now = look(opened, order)
        (made,) = now.refunds
        assert (now.returned, now.refund_pending, now.refunded_at) == (0, line.unit_value, None)
        assert (made.amount, made.pending, made.failed, made.reason) == (0, line.unit_value, 0, "")
        assert now.lines[0].returned == 1  # its money may still be on its way
        rest = opened.shop.suggest(order.shopify_id or "", None, shipping=True)
        assert rest.maximum == (order.received or 0) - line.unit_value
        opened.finish("")
        now = look(opened, order)
        (made,) = now.refunds
        assert (now.returned, now.refund_pending, now.lines[0].returned) == (line.unit_value, 0, 1)
        assert (made.amount, made.pending, made.failed) == (line.unit_value, 0, 0)
        assert now.refunded_at == made.at

    def test_pending_then_failed_gives_everything_back(self, opened: Open) -> None:
        order = find(opened, untouched)
        line = order.lines[0]
        opened.become("pending", "")
        opened.shop.refund(refund_permit(opened, order, line.unit_value, (Take(line.id, 1),)))
        opened.finish("INSUFFICIENT_FUNDS")
        now = look(opened, order)
        (made,) = now.refunds
        assert (now.returned, now.refund_pending, now.refunded_at, now.financial) == (0, 0, None, "paid")
        assert (made.amount, made.pending, made.failed, made.reason) == (0, 0, line.unit_value, "INSUFFICIENT_FUNDS")
        assert KEY[:8] in made.note
        # Whether Shopify goes on counting the units as refunded is documented nowhere: ``held`` says what it shows.
        assert tuple(replace(one, held=0) for one in now.lines) == order.lines
        rest = opened.shop.suggest(order.shopify_id or "", None, shipping=True)
        assert rest.maximum == sum(rest.part_maxima) == order.received

    def test_failed_at_once_is_refused_and_shown(self, opened: Open) -> None:
        order = find(opened, untouched)
        opened.become("failed", "CARD_DECLINED")
        answer = opened.shop.refund(refund_permit(opened, order, 500))
        assert answer == Rejected("payment_failed", "CARD_DECLINED")
        now = look(opened, order)
        assert (now.returned, now.refund_pending) == (0, 0)
        assert [(one.failed, one.reason) for one in now.refunds] == [(500, "CARD_DECLINED")]

    @pytest.mark.parametrize("failure", ["", "INSUFFICIENT_FUNDS"])
    def test_the_refund_of_a_cancellation_takes_time_too(self, opened: Open, failure: str) -> None:
        order = find(opened, untouched)
        opened.become("pending", "")
        opened.shop.cancel(cancel_permit(order))
        opened.wait()
        now = look(opened, order)
        assert now.cancelled_at is not None
        assert (now.returned, now.refund_pending) == (0, order.received)
        opened.finish(failure)
        now = look(opened, order)
        assert (now.returned, now.refund_pending) == (0 if failure else order.received, 0)
        assert [(one.failed, one.reason) for one in now.refunds] == [(order.received if failure else 0, failure)]


class TestRecalling:
    def test_a_request_is_called_back(self, opened: Open) -> None:
        order = find(opened, lambda one: any(r.recall is not Recall.NONE for r in one.requests))
        request = order.requests[0]
        answer = opened.shop.recall(request.id, request.recall is Recall.CANCEL, "DropDesk")
        assert isinstance(answer, Accepted)
        asked = [one for one in look(opened, order).requests if one.id == request.id]
        if request.recall is Recall.REQUEST:
            # As recorded: the status stays, only the merchant's request tells.
            (one,) = asked
            assert (one.request_status, one.recall, request.recall_asked_at) == ("ACCEPTED", Recall.NONE, None)
            assert one.recall_asked_at is not None
            opened.give_back(request.id)
        now = look(opened, order)
        assert (now.requests, [line.requested for line in now.lines]) == ((), [0] * len(now.lines))

    def test_an_unknown_request_is_refused(self, opened: Open) -> None:
        for immediate in (True, False):
            answer = opened.shop.recall("gid://shopify/FulfillmentOrder/7", immediate, "DropDesk")
            assert isinstance(answer, Rejected)
            assert answer.code == "no_request"


def test_line_ids_are_the_shops_own(opened: Open) -> None:
    """They are what a refund names."""
    order = find(opened, untouched)
    assert all(line.id.startswith("gid://shopify/LineItem/") for line in order.lines)
    assert len({LineId(line.id) for line in order.lines}) == len(order.lines)
