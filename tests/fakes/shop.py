"""A shop in memory that fits ``Shop``: simple, quick, and willing to fail before, after or instead of an effect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from dropdesk.domain.answers import (
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
from dropdesk.domain.order import Order, Recall, Refund, SeenOrder
from dropdesk.domain.permit import CancelPermit, RefundPart, RefundPermit
from dropdesk.domain.values import Quantities, Seen, StoreId, Where
from dropdesk.errors import Expected, Refused
from dropdesk.services.ports import Shop

STORE = StoreId("fake")


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
        self._keys: dict[str, str] = {}
        self.troubles: list[Trouble] = []
        self.effects: list[tuple[str, str, int]] = []

    @property
    def store(self) -> StoreId:
        return self._store

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
        return Look(order, state, server_time=self._now())

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
            if permit.key in self._keys:
                return Accepted(self._keys[permit.key])
            order = self._order(permit.shopify_id)
            if permit.amount > (order.received or 0) - order.returned:
                return Rejected("too_much", "Refund amount is greater than net payment received")
            ref = f"{permit.shopify_id}/refund/{len(self._keys) + 1}"
            self._keys[permit.key] = ref
            self._give_back(order, ref, permit.amount, permit.note, permit.lines)
            return Accepted(ref)

        return self._do("refund", act)

    def recall(self, request_id: str, immediate: bool, message: str) -> Outcome:
        def act() -> Outcome:
            for key, seen in self._seen.items():
                for request in seen.order.requests:
                    if request.id == request_id and request.recall is not Recall.NONE:
                        lines = tuple(replace(line, requested=0) for line in seen.order.lines)
                        self._put(replace(seen.order, requests=(), lines=lines))
                        self.effects.append(("recall", key, 0))
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
                left = (order.received or 0) - order.returned
                self.effects.append(("cancel", job.permit.shopify_id, 0))
                self._put(replace(order, cancelled_at=self._now(), cancel_reason=str(job.permit.reason)))
                if job.permit.refund_all and left:
                    self._give_back(self._seen[job.permit.shopify_id].order, f"{job.id}/refund", left, "", ())

    def _give_back(self, order: Order, ref: str, amount: int, note: str, lines: Quantities) -> None:
        units = {take.line: take.quantity for take in lines}
        made = tuple(replace(line, returned=line.returned + units.get(line.id, 0)) for line in order.lines)
        returned = order.returned + amount
        self._put(
            replace(
                order,
                lines=made,
                refunds=(*order.refunds, Refund(ref, self._now(), amount, note, 0, lines)),
                returned=returned,
                refunded_at=order.refunded_at or self._now(),
                financial="refunded" if returned >= (order.received or 0) else "partially_refunded",
            )
        )
        self.effects.append(("refund", order.shopify_id or "", amount))


def _fits(shop: FakeShop) -> Shop:
    return shop
