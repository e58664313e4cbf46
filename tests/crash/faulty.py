"""A shop that keeps its own book of effects and goes wrong on command: before the effect, after it, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum

from dropdesk.domain.case.shape.permit import CancelPermit, RefundPermit
from dropdesk.domain.case.shape.shop_answers import (
    Accepted,
    Look,
    NotKnown,
    OrderPage,
    Outcome,
    Rejected,
    ShopInfo,
    SuggestedRefund,
)
from dropdesk.domain.order import Order
from dropdesk.domain.values import Quantities, StoreId
from dropdesk.errors import Unreachable
from dropdesk.services.ports import Shop
from tests.crash.colleague import Act, does
from tests.fakes.shop import FakeShop


class Fault(StrEnum):
    """What happens to the next call."""

    NONE = "none"
    BEFORE = "before"
    """Lost on the way: no effect, no answer."""
    AFTER = "after"
    """Done, and the answer is lost."""
    REFUSED = "refused"
    DOWN = "down"
    """Reads fail as well, until it is lifted."""
    DIE_BEFORE = "die_before"
    DIE_AFTER = "die_after"
    """The process dies around the call."""


class Died(BaseException):
    """The process is gone. Not an Exception: nothing in the product may catch it."""


class FaultyShop:
    """Fits ``Shop``. ``calls`` counts effects that were asked for, ``inner`` holds those that happened. ``colleague``:
    what somebody else does after so many more calls about one order: right before it is read, or between the re-read
    and the moment at which a change takes effect."""

    def __init__(self, inner: Shop, now: Callable[[], datetime]) -> None:
        self.inner, self._now = inner, now
        self.fault = Fault.NONE
        self.colleague: tuple[int, Act] | None = None
        self.cancelled: dict[str, int] = {}
        self.refunded: dict[str, list[tuple[str, int]]] = {}

    @property
    def store(self) -> StoreId:
        return self.inner.store

    def _reading(self) -> None:
        if self.fault is Fault.DOWN:
            raise Unreachable("unreachable")

    def test(self) -> ShopInfo:
        return self.inner.test()

    def orders(self, since: datetime | None) -> Iterator[OrderPage]:
        self._reading()
        return self.inner.orders(since)

    def look(self, shopify_id: str, job: str | None = None) -> Look:
        self._reading()
        self._meanwhile(shopify_id)
        return self.inner.look(shopify_id, job)

    def suggest(self, shopify_id: str, lines: Quantities | None, shipping: bool) -> SuggestedRefund:
        self._reading()
        self._meanwhile(shopify_id)
        return self.inner.suggest(shopify_id, lines, shipping)

    def _around(self, act: Callable[[], Outcome]) -> Outcome:
        fault, self.fault = self.fault, Fault.NONE
        match fault:
            case Fault.BEFORE | Fault.DOWN:
                return NotKnown("timeout")
            case Fault.REFUSED:
                return Rejected("refused", "No")
            case Fault.DIE_BEFORE:
                raise Died
            case Fault.AFTER:
                act()
                return NotKnown("timeout")
            case Fault.DIE_AFTER:
                act()
                raise Died
            case _:
                return act()

    def _meanwhile(self, shopify_id: str) -> None:
        if self.colleague is None:
            return
        calls, what = self.colleague
        self.colleague = (calls - 1, what) if calls else None
        if not calls:
            assert isinstance(self.inner, FakeShop)
            does(self.inner, shopify_id, what)

    def cancel(self, permit: CancelPermit) -> Outcome:
        self._meanwhile(permit.shopify_id)

        def act() -> Outcome:
            answer = self.inner.cancel(permit)
            if isinstance(answer, Accepted):
                self.cancelled[permit.shopify_id] = self.cancelled.get(permit.shopify_id, 0) + 1
            return answer

        return self._around(act)

    def refund(self, permit: RefundPermit) -> Outcome:
        self._meanwhile(permit.shopify_id)

        def act() -> Outcome:
            known = [key for key, _ in self.refunded.get(permit.shopify_id, [])]
            answer = self.inner.refund(permit)
            if isinstance(answer, Accepted) and permit.key not in known:
                self.refunded.setdefault(permit.shopify_id, []).append((permit.key, permit.amount))
            return answer

        return self._around(act)

    def recall(self, request_id: str, immediate: bool, message: str) -> Outcome:
        return self._around(lambda: self.inner.recall(request_id, immediate, message))

    def admin_url(self, order: Order) -> str:
        return ""
