"""What the services need from outside; the consumer owns the Protocol (design §1). No Qt, no SQL, no HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from dropdesk.domain.order import Order, SeenOrder
from dropdesk.domain.permit import CancelPermit, RefundPart, RefundPermit
from dropdesk.domain.values import Quantities, StoreId


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


@dataclass(frozen=True, slots=True)
class KeychainState:
    """``backend`` is its class path; ``why`` a code when not usable (``weak``, ``none``, ``locked``, ``failed``)."""

    usable: bool
    backend: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class ShopInfo:
    """Answer of the connection test.

    ``missing``: wanted scopes that were not granted; ``required_missing``: those without which nothing works.
    """

    store: StoreId
    domain: str
    name: str
    currency: str
    zone: str
    scopes: frozenset[str]
    missing: tuple[str, ...]
    required_missing: tuple[str, ...]
    served_version: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderPage:
    """A page, ascending by update time. ``cursor``: where the next pull begins; moves only together with its rows."""

    orders: tuple[SeenOrder, ...]
    cursor: datetime | None
    last: bool
    names_denied: bool = False


@dataclass(frozen=True, slots=True)
class SuggestedRefund:
    """Shopify's own suggestion: prefill and upper bound. Minor units of the presentment currency."""

    amount: int
    maximum: int
    shipping: int
    currency: str
    parts: tuple[RefundPart, ...]
    part_maxima: tuple[int, ...]
    gateways: tuple[str, ...] = ()
    manual: bool = False
    """A manual or COD gateway: Shopify only records it, the person pays back by hand."""


class JobState(StrEnum):
    """Of a cancellation, as seen by a look. The proof is ``cancelled_at`` of the order, never ``done``."""

    NONE = "none"
    RUNNING = "running"
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Look:
    """The order re-read (its refunds in it), and what is known of a cancellation job. ``server_time``: Date header."""

    order: Order
    job: JobState
    job_errors: tuple[str, ...] = ()
    server_time: datetime | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The other side took it; not a proof that it happened: only a look is.

    ``ref``: job result id or refund id; ``pending``: minor units still pending.
    """

    ref: str | None
    pending: int = 0


@dataclass(frozen=True, slots=True)
class Rejected:
    """Certainly not done. ``code`` for the words, ``text`` Shopify's own sentence (plain text, shown quoted)."""

    code: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Time-out, cut, 5xx, throttled, malformed: it may or may not have happened."""

    code: str


Outcome = Accepted | Rejected | NotKnown


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
