"""A shop in memory that fits ``Shop``: simple, quick, and willing to fail before, after or instead of an effect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from dropdesk.domain.case.shape.permit import CancelPermit, RefundPart, RefundPermit
from dropdesk.domain.case.shape.shop_answers import (
    Accepted,
    JobState,
    Look,
    NotKnown,
    OrderPage,
    Outcome,
    Rejected,
    ShopInfo,
    SuggestedRefund,
)
from dropdesk.domain.order import FulfilmentRequest, Order, Recall, Refund, SeenOrder
from dropdesk.domain.values import Quantities, Seen, StoreId, Where
from dropdesk.errors import Expected, Refused
from dropdesk.services.ports import Shop

STORE = StoreId("fake")
KEY_KEPT = timedelta(hours=24)
"""How long Shopify knows an idempotency key."""


@dataclass
class Trouble:
    """The next ``call`` ends like this; ``after``: its effect happens nevertheless."""

    call: str
    answer: Expected | Rejected | NotKnown
    after: bool = False


@dataclass
class _Job:
    id: str
    permit: CancelPermit
    ends: datetime
    over: bool = False


class FakeShop:
    """``orders``: its world. ``effects``: what really happened, as (what, order, minor units)."""

    def __init__(
        self,
        orders: Iterable[SeenOrder],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        store: StoreId = STORE,
        job: timedelta = timedelta(seconds=1),
    ) -> None:
        self._now, self._store, self._job = now, store, job
        self._seen = {one.order.shopify_id or "": one for one in orders}
        self._jobs: list[_Job] = []
        self._keys: dict[str, tuple[str, datetime]] = {}
        self.refunds_become, self.failure = "done", ""
        """What the payment provider does with the next refunds: ``done``, ``pending``, ``failed``; and why."""
        self.troubles: list[Trouble] = []
        self.effects: list[tuple[str, str, int]] = []

    @property
    def store(self) -> StoreId:
        return self._store

    def now(self) -> datetime:
        """The shop's clock."""
        return self._now()

    def happened(self, what: str) -> int:
        self._settle()
        return sum(one[0] == what for one in self.effects)

    # -- reading ---------------------------------------------------------------------------------------------------
    def test(self) -> ShopInfo:
        self._stumble("test")
        return ShopInfo(self._store, "fake", "Fake Shop", "EUR", "Europe/Berlin", frozenset(), (), (), "fake")

    def orders(self, since: datetime | None) -> Iterator[OrderPage]:
        self._stumble("orders")
        found = sorted((self._fresh(key) for key in self._seen), key=lambda one: one.order.updated_at or self._now())
        newest = max((one.order.updated_at for one in found if one.order.updated_at), default=since)
        yield OrderPage(tuple(found), newest, last=True)

    def look(self, shopify_id: str, job: str | None = None) -> Look:
        self._stumble("look")
        order = self._order(shopify_id)
        state = JobState.NONE
        if order.cancelled_at is not None:
            state = JobState.DONE
        elif self._running(shopify_id):
            state, order = JobState.RUNNING, replace(order, cancel_running=True)
        return Look(order, state, server_time=self._now(), hints=self._fresh(shopify_id).hints)

    def suggest(self, shopify_id: str, lines: Quantities | None, shipping: bool) -> SuggestedRefund:
        self._stumble("suggest")
        order = self._order(shopify_id)
        left = (order.received or 0) - order.returned - order.refund_pending
        values = {line.id: line.unit_value for line in order.lines}
        goods = sum(line.unit_value * (line.quantity - line.returned) for line in order.lines)
        fee = max(0, left - goods) if shipping else 0
        if lines is not None:
            goods = sum(values[take.line] * take.quantity for take in lines)
        amount = min(left, goods + fee)
        part = RefundPart(f"{shopify_id}/payment", "fake_payments", amount)
        return SuggestedRefund(amount, left, fee, order.currency, (part,), (left,), ("fake_payments",))

    def admin_url(self, order: Order) -> str:
        return f"https://admin.shopify.com/store/{self._store}/orders"

    # -- doing -----------------------------------------------------------------------------------------------------
    def cancel(self, permit: CancelPermit) -> Outcome:
        def act() -> Outcome:
            order = self._order(permit.shopify_id)
            if order.cancelled_at is not None:
                return Rejected("already_cancelled", "Cannot cancel an order that has already been canceled")
            if self._running(permit.shopify_id):
                return NotKnown("in_progress")
            if order.received and any(line.fulfilled for line in order.lines):
                return Rejected("fulfilled", "Cannot cancel an order that has outstanding fulfillments")
            made = _Job(f"{permit.shopify_id}/job/{len(self._jobs) + 1}", permit, self._now() + self._job)
            self._jobs.append(made)
            return Accepted(made.id)

        return self._do("cancel", act)

    def refund(self, permit: RefundPermit) -> Outcome:
        def act() -> Outcome:
            known = self._keys.get(permit.key)
            if known is not None and self._now() - known[1] < KEY_KEPT:
                return self._answer(permit.shopify_id, known[0])
            order = self._order(permit.shopify_id)
            if permit.amount > (order.received or 0) - order.returned - order.refund_pending:
                return Rejected("too_much", "Refund amount is greater than net payment received")
            ref = f"{permit.shopify_id}/refund/{len(order.refunds) + 1}"
            self._keys[permit.key] = (ref, self._now())
            self._give_back(order, ref, permit.amount, permit.note, permit.lines)
            return self._answer(permit.shopify_id, ref)

        return self._do("refund", act)

    def recall(self, request_id: str, immediate: bool, message: str) -> Outcome:
        def act() -> Outcome:
            for key, seen in self._seen.items():
                for request in seen.order.requests:
                    if request.id == request_id and request.recall is not Recall.NONE:
                        self.effects.append(("recall", key, 0))
                        if immediate:
                            self._give_up(seen.order)
                        else:  # the status stays, as recorded
                            self._put(replace(seen.order, requests=self._asked(seen.order, request_id)))
                        return Accepted(request_id)
            return Rejected("no_request", "Fulfillment order does not exist.")

        return self._do("recall", act)

    # -- inside ----------------------------------------------------------------------------------------------------
    def _do(self, call: str, act: Callable[[], Outcome]) -> Outcome:
        trouble = self._next(call)
        if trouble is None:
            return act()
        if trouble.after:
            act()
        if isinstance(trouble.answer, Expected):
            raise trouble.answer
        return trouble.answer

    def _stumble(self, call: str) -> None:
        trouble = self._next(call)
        if trouble is not None:
            assert isinstance(trouble.answer, Expected)
            raise trouble.answer
        self._settle()

    def _next(self, call: str) -> Trouble | None:
        found = next((one for one in self.troubles if one.call == call), None)
        if found is not None:
            self.troubles.remove(found)
        return found

    def _order(self, shopify_id: str) -> Order:
        self._settle()
        if shopify_id not in self._seen:
            raise Refused("no_order")
        return self._fresh(shopify_id).order

    def _fresh(self, key: str) -> SeenOrder:
        seen = self._seen[key]
        return replace(seen, order=replace(seen.order, seen=Seen(None, Where.SHOPIFY_API, self._now())))

    def _put(self, order: Order) -> None:
        key = order.shopify_id or ""
        self._seen[key] = replace(self._seen[key], order=replace(order, updated_at=self._now()))

    def _running(self, key: str) -> bool:
        return any(job.permit.shopify_id == key and not job.over for job in self._jobs)

    def _settle(self) -> None:
        for job in self._jobs:
            if not job.over and self._now() >= job.ends:
                job.over = True
                order = self._seen[job.permit.shopify_id].order
                if order.cancelled_at is not None:
                    continue  # somebody was quicker: the job does nothing
                left = (order.received or 0) - order.returned - order.refund_pending
                self.effects.append(("cancel", job.permit.shopify_id, 0))
                self._put(replace(order, cancelled_at=self._now(), cancel_reason=str(job.permit.reason)))
                if job.permit.refund_all and left:
                    self._give_back(self._seen[job.permit.shopify_id].order, f"{job.id}/refund", left, "", ())

    def _give_back(self, order: Order, ref: str, amount: int, note: str, lines: Quantities) -> None:
        refund = Refund(ref, self._now(), 0, note, amount, lines)
        self._put(_with_refund(order, refund))
        if self.refunds_become != "pending":
            self._end(order.shopify_id or "", refund, self.failure if self.refunds_become == "failed" else "")
        else:
            self.effects.append(("refund", order.shopify_id or "", amount))

    def _answer(self, key: str, ref: str) -> Outcome:
        refund = next(one for one in self._seen[key].order.refunds if one.id == ref)
        return Rejected("payment_failed", refund.reason) if refund.failed else Accepted(ref, refund.pending)

    # -- somebody else ---------------------------------------------------------------------------------------------
    def change(self, shopify_id: str, act: Callable[[Order], Order]) -> None:
        """Somebody does something to the order in the admin."""
        self._settle()
        self._put(act(self._seen[shopify_id].order))

    def refund_by_others(self, shopify_id: str, amount: int, lines: Quantities = ()) -> None:
        """Somebody gives money back in the admin; as the payment provider is just now."""
        order = self._order(shopify_id)
        self._give_back(order, f"{shopify_id}/refund/{len(order.refunds) + 1}", amount, "", lines)

    def finish_refunds(self, failure: str = "") -> None:
        """What was pending goes through, or fails for this reason."""
        for key, seen in list(self._seen.items()):
            for refund in seen.order.refunds:
                if refund.pending:
                    self._end(key, refund, failure, counted=True)

    def _end(self, key: str, refund: Refund, failure: str, counted: bool = False) -> None:
        """A pending refund ends; its units come back when it failed."""
        order = self._seen[key].order
        amount = refund.pending
        rest = replace(order, refunds=tuple(one for one in order.refunds if one.id != refund.id))
        rest = replace(rest, refund_pending=rest.refund_pending - amount)
        if failure:
            ended = replace(refund, pending=0, failed=amount, reason=failure)
            units = {take.line: take.quantity for take in refund.lines}
            lines = tuple(replace(one, returned=one.returned - units.get(one.id, 0)) for one in rest.lines)
            self._put(replace(rest, refunds=(*rest.refunds, ended), lines=lines))
            if counted:
                self.effects.append(("refund_failed", key, amount))
            return
        returned = rest.returned + amount
        self._put(
            replace(
                rest,
                refunds=(*rest.refunds, replace(refund, pending=0, amount=amount)),
                returned=returned,
                refunded_at=rest.refunded_at or refund.at,
                financial="refunded" if returned >= (rest.received or 0) else "partially_refunded",
            )
        )
        if not counted:
            self.effects.append(("refund", key, amount))

    def answer_recall(self, request_id: str, accept: bool) -> None:
        """What the service says to a cancellation request."""
        for seen in list(self._seen.values()):
            if any(one.id == request_id for one in seen.order.requests):
                if accept:
                    self._give_up(seen.order)
                else:
                    self._put(replace(seen.order, requests=tuple(
                        replace(one, request_status="CANCELLATION_REJECTED") if one.id == request_id else one
                        for one in seen.order.requests
                    )))  # fmt: skip

    def _give_up(self, order: Order) -> None:
        self._put(replace(order, requests=(), lines=tuple(replace(line, requested=0) for line in order.lines)))

    def _asked(self, order: Order, request_id: str) -> tuple[FulfilmentRequest, ...]:
        return tuple(
            replace(one, recall=Recall.NONE, recall_asked_at=self._now()) if one.id == request_id else one
            for one in order.requests
        )


def _with_refund(order: Order, refund: Refund) -> Order:
    """The order with a pending refund."""
    units = {take.line: take.quantity for take in refund.lines}
    return replace(
        order,
        lines=tuple(replace(line, returned=line.returned + units.get(line.id, 0)) for line in order.lines),
        refunds=(*order.refunds, refund),
        refund_pending=order.refund_pending + refund.pending,
    )


def _fits(shop: FakeShop) -> Shop:
    return shop
