"""What a shop and a keyring answer: shapes shared by the services that ask and the remotes that answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dropdesk.domain.case.shape.permit import RefundPart
from dropdesk.domain.order import LinkHint, Order, SeenOrder
from dropdesk.domain.values import StoreId


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
    """The order re-read (its refunds in it), and what is known of a cancellation job. ``server_time``: Date header.
    ``hints``: the purchases that the order's words name now; one that was not there before may still ship (M9)."""

    order: Order
    job: JobState
    job_errors: tuple[str, ...] = ()
    server_time: datetime | None = None
    hints: tuple[LinkHint, ...] = ()


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


@dataclass(frozen=True, slots=True, repr=False)
class Credentials:
    """How a shop is entered: its token, or client id and secret. Never shown, logged or written to a file."""

    token: str = ""
    client_id: str = ""
    client_secret: str = ""
