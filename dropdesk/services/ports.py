"""What the services need from outside; the consumer owns the Protocol (design §1). No Qt, no SQL, no HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from dropdesk.domain.case.shape.permit import CancelPermit, RefundPermit
from dropdesk.domain.case.shape.shop_answers import (
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

    def now(self) -> datetime:
        """The present, aware, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds from an unknown start; only differences mean something."""
        ...


class Keychain(Protocol):
    """Secrets in the OS keyring, one entry a token. Calls may block (a system dialog): never on the GUI thread."""

    def state(self) -> KeychainState:
        """Whether secrets can be kept, in which backend, and why not (a code). May ask the person for a password."""
        ...

    def get(self, name: str) -> str | None:
        """The secret of this name; None: there is none, or it cannot be read now."""
        ...

    def put(self, name: str, secret: str) -> bool:
        """True: kept in the keyring, written and read back. False: for this session only."""
        ...

    def forget(self, name: str) -> None:
        """Takes the secret away, here and in the keyring."""
        ...


class Shop(Protocol):
    """One connected shop. Reads raise ``Unreachable`` / ``NotAllowed`` / ``Refused`` / ``Damaged`` (errors.py) and may
    be retried inside; ``cancel``, ``refund`` and the recalls are sent once and answer with an ``Outcome``."""

    @property
    def store(self) -> StoreId:
        """Whose orders these are."""
        ...

    def test(self) -> ShopInfo:
        """Asks the shop who it is and what it allows. Refused("other_shop") when another one answers."""
        ...

    def orders(self, since: datetime | None) -> Iterator[OrderPage]:
        """Pages of all orders updated since (UTC; None: every order), oldest update first. Each page carries the cursor
        for the next start."""
        ...

    def look(self, shopify_id: str, job: str | None = None) -> Look:
        """The order re-read now, and how the cancellation ``job`` stands. The only proof of what happened."""
        ...

    def suggest(self, shopify_id: str, lines: Quantities | None, shipping: bool) -> SuggestedRefund:
        """What Shopify would refund, minor units: for the whole order (``lines`` None) or these units, ``shipping``
        with the fee. Nothing is done."""
        ...

    def cancel(self, permit: CancelPermit) -> Outcome:
        """Sends the permit once (rules §4.1). Raises nothing for what the shop says: the ``Outcome`` tells, and
        NotKnown means that it may have happened."""
        ...

    def refund(self, permit: RefundPermit) -> Outcome:
        """Sends the permit once, under its idempotency key; the same key again changes nothing. Answers as
        ``cancel``."""
        ...

    def recall(self, request_id: str, immediate: bool, message: str) -> Outcome:
        """Takes a fulfilment request back at once (``immediate``) or asks the service, with ``message``. Answers as
        ``cancel``."""
        ...

    def admin_url(self, order: Order) -> str:
        """Where a person finds the order in the shop's admin; ``""``: nowhere."""
        ...
