"""What the services need from outside; the consumer owns the Protocol (design §1). No Qt, no SQL, no HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from dropdesk.domain.case.permit import CancelPermit, RefundPermit
from dropdesk.domain.case.shop_answers import (
    Accepted,
    JobState,
    KeychainState,
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

__all__ = [
    "Accepted",
    "Clock",
    "JobState",
    "Keychain",
    "KeychainState",
    "Look",
    "NotKnown",
    "OrderPage",
    "Outcome",
    "Rejected",
    "Shop",
    "ShopInfo",
    "SuggestedRefund",
]


class Clock(Protocol):
    """``now``: aware, UTC. ``monotonic``: seconds, for time-outs and for noticing that the wall clock jumped."""

    def now(self) -> datetime: ...
    def monotonic(self) -> float: ...


class Keychain(Protocol):
    """Secrets in the OS keyring, one entry a token. Calls may block (a system dialog): never on the GUI thread."""

    def state(self) -> KeychainState: ...
    def get(self, name: str) -> str | None: ...
    def put(self, name: str, secret: str) -> bool:
        """True: kept in the keyring, written and read back. False: for this session only."""
        ...

    def forget(self, name: str) -> None: ...


class Shop(Protocol):
    """One connected shop. Reads raise ``Unreachable`` / ``NotAllowed`` / ``Refused`` / ``Damaged`` (errors.py) and may
    be retried inside; ``cancel``, ``refund`` and the recalls are sent once and answer with an ``Outcome``."""

    @property
    def store(self) -> StoreId: ...
    def test(self) -> ShopInfo: ...
    def orders(self, since: datetime | None) -> Iterator[OrderPage]: ...
    def look(self, shopify_id: str, job: str | None = None) -> Look: ...
    def suggest(self, shopify_id: str, lines: Quantities | None, shipping: bool) -> SuggestedRefund: ...
    def cancel(self, permit: CancelPermit) -> Outcome: ...
    def refund(self, permit: RefundPermit) -> Outcome: ...
    def recall(self, request_id: str, immediate: bool, message: str) -> Outcome: ...
    def admin_url(self, order: Order) -> str: ...
