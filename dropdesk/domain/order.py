"""What Shopify says of an order, and who bought it. Facts only: no decision is made here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dropdesk.domain.values import LineId, OrderKey, Quantities, Seen, StoreId, SupplierNumber, Where


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the order.

    ``unit_value``: what one unit is worth after discounts, minor units of the order's currency.
    ``fulfilled``, ``requested``, ``returned`` count units; ``returned`` are units refunded (the money may still be
    pending) or removed *with their quantity named*, ``removed`` the part of them that an edit took off.
    ``needs_no_purchase``: no shipping, tip, gift card or own stock.
    """

    id: LineId
    title: str
    quantity: int
    unit_value: int
    variant: str = ""
    sku: str = ""
    vendor: str = ""
    fulfilled: int = 0
    requested: int = 0
    returned: int = 0
    removed: int = 0
    fulfilled_at: datetime | None = None
    requested_at: datetime | None = None
    recall_rejected_at: datetime | None = None
    needs_no_purchase: bool = False
    held: int = 0
    """Units that Shopify keeps counting as refunded although that refund failed: no refund can name them again."""
    fulfilled_told: datetime | None = None
    requested_told: datetime | None = None
    """As of when so many units were first told to be fulfilled, or requested, where nobody tells the time itself (V-20:
    "or first seen"); None: as of the order's sighting."""


class Chargeback(StrEnum):
    """Shopify's dispute (DisputeStatus), reduced to what the rules need: *open*, *lost* and *accepted* count as all
    money returned, *won* and *prevented* as kept, an *inquiry* not at all (rules §3 "Which unit?")."""

    NONE = "none"
    INQUIRY = "inquiry"
    OPEN = "open"
    LOST = "lost"
    ACCEPTED = "accepted"
    WON = "won"
    PREVENTED = "prevented"


BANK_TOOK_IT = frozenset({Chargeback.OPEN, Chargeback.LOST, Chargeback.ACCEPTED})
"""Chargebacks that count as all money returned: the bank took it back."""


class Recall(StrEnum):
    """What Shopify offers for a fulfilment request (FulfillmentOrder.supportedActions)."""

    CANCEL = "cancel"
    REQUEST = "request"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class FulfilmentRequest:
    """A fulfilment order that is with a service: which units, and whether it can be called back. ``recall_asked_at``:
    when it was last asked to give them back; its ``request_status`` may stay as it was."""

    id: str
    status: str
    request_status: str
    recall: Recall
    lines: Quantities
    updated_at: datetime | None = None
    recall_asked_at: datetime | None = None


_OUR_MARK = re.compile(r"\bDropDesk [0-9a-f]{8}$")
"""How the note of a refund of ours without lines ends; on an order that is not cancelled it is goodwill."""


def is_our_goodwill(note: str, at: datetime | None, cancelled_at: datetime | None) -> bool:
    """Whether a refund without lines, given ``at``, is goodwill of ours by the mark in its note: once the order is
    cancelled, ours is what was owed."""
    early = cancelled_at is None or (at is not None and at < cancelled_at)
    return early and _OUR_MARK.search(note) is not None


@dataclass(frozen=True, slots=True)
class Refund:
    """A refund that Shopify shows. ``note`` may hold the first 8 characters of our idempotency key. ``failed``: minor
    units of it that came to nothing, ``reason``: why, as Shopify says it."""

    id: str
    at: datetime
    amount: int
    note: str = ""
    pending: int = 0
    lines: Quantities = ()
    failed: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Items refunded without any record of ours that names them: by hand, or by amount alone. What of its money no
    refund names stands for these ``lines``, whatever the ``amount`` (minor units; rules §3 "Which unit?"). ``had``:
    units of them that were returned by name before, so that a refund that names them is not counted on top."""

    lines: Quantities
    amount: int
    had: Quantities = ()


@dataclass(frozen=True, slots=True)
class Less:
    """How much less the newest file tells of what only grows than is known (rules §3 "Facts and their age").
    ``not_sent``: units that it does not tell as sent; ``not_cancelled``: it tells no cancellation; ``not_returned``:
    minor units that it does not tell to have gone back."""

    not_sent: Quantities = ()
    not_cancelled: bool = False
    not_returned: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """An order as seen at ``seen.at``. Amounts are minor units of ``currency`` (presentment currency).

    ``received``: all money that came in; ``None`` = some did, the amount is unknown (an export without Total): money
    then only by hand. ``returned``: all that went back, store credit included; ``refund_pending``: what is on its way
    besides. ``returned_without_quantities``: the part of ``returned`` that named no lines and was not goodwill;
    ``unnamed_refunds``: the same, each refund by itself, where they are told. ``chargeback_first_seen``: as of when
    the app first saw one that counts as money returned; ``chargeback_answer_by``: the bank's date where Shopify or
    the person names one; ``chargeback_answered``: an open one does not wait for our answer (any more). ``key`` is 0
    until the store has given one.
    """

    key: OrderKey
    store: StoreId
    name: str
    currency: str
    lines: tuple[Line, ...]
    created_at: datetime
    seen: Seen[None]
    shopify_id: str | None = None
    paid_at: datetime | None = None
    updated_at: datetime | None = None
    financial: str = ""
    fulfilment: str = ""
    total: int | None = None
    received: int | None = 0
    returned: int = 0
    returned_without_quantities: int = 0
    unnamed_refunds: tuple[int, ...] = ()
    returned_as_store_credit: int = 0
    refund_pending: int = 0
    refunds: tuple[Refund, ...] = ()
    cancelled_at: datetime | None = None
    cancel_reason: str = ""
    refunded_at: datetime | None = None
    chargeback: Chargeback = Chargeback.NONE
    chargeback_first_seen: datetime | None = None
    chargeback_answer_by: datetime | None = None
    chargeback_answered: bool = False
    chargeback_ticked: bool = False
    """The person said that the bank has our answer; Shopify may not say so for a while."""
    requests: tuple[FulfilmentRequest, ...] = ()
    test: bool = False
    can_notify: bool = True
    cancel_running: bool = False
    return_open_lines: tuple[LineId, ...] = ()
    return_open: bool = False
    authorisation_pending: bool = False
    fulfilment_not_cancellable: bool = False
    told: tuple[tuple[str, datetime], ...] = ()
    """Facts (by field) that are older than ``seen.at``, and as of when: the newest file did not tell them."""
    contested: tuple[int, ...] = ()
    """Totals, minor units, that tellings of one time name, each another: nobody can tell which holds, so it is asked.
    Until the person says which, or a newer sighting tells one, ``total`` is None, and what came in is unknown with it
    (rules §3 "Facts and their age")."""
    totals_told: tuple[tuple[datetime, int, int | None], ...] = ()
    """What files told of the total, as of when, and what of it had come in (None: unknown), the newest few: what
    one time tells otherwise never came in by that alone, whatever is told later."""
    received_told: int | None = None
    """The most that was told to have come in otherwise than with one of ``totals_told``; 0 for nothing."""
    supposed: tuple[tuple[datetime, int], ...] = ()
    """Which of the totals told, as of when, are supposed to have come in by the word *paid* alone: that file tells
    nothing of what is outstanding, so it takes no word back that does."""
    words_told: tuple[tuple[datetime, str], ...] = ()
    """Shopify's words of payment, as of when files told them, the newest few: *paid* that follows *partially paid* says
    itself that the rest came in."""
    less_back: tuple[tuple[int, datetime], ...] = ()
    """Sums, minor units, that were told to have gone back before ``returned`` was, and the newest time as of which it
    was no more than that: money of which no file tells the time went back since then at the earliest."""
    untold: tuple[str, ...] = ()
    """What of ``fulfilled``, ``cancelled``, ``returned`` the newest file has no column for: it says nothing of it."""
    less_told: Less | None = None
    """What the newest file takes back though it only grows: nothing is taken back, and the person is asked."""
    less_answered: Less | None = None
    """The same as it was when the person said that Shopify shows what was known before."""
    customer: str = ""
    """Shopify's customer id, or from files a salted hash of the e-mail; the customer's history goes by it."""

    @property
    def total_asked(self) -> tuple[int, ...]:
        """The totals between which the person is asked to choose."""
        return self.contested if self.total is None else ()

    @property
    def less_asked(self) -> Less | None:
        """What the person is asked to look up in Shopify: the newest file tells less than an earlier one."""
        return self.less_told if self.less_told != self.less_answered else None

    @property
    def went_back(self) -> int:
        """All money that went back or is on its way, minor units: a pending refund counts as gone (W-14)."""
        return self.returned + self.refund_pending

    @property
    def left(self) -> int:
        """Money that was not given back, minor units; 0 where nobody knows what came in."""
        return max(0, (self.received or 0) - self.went_back)

    @property
    def from_file(self) -> bool:
        """Whether the newest sighting is a file: then the words say "confirm in Shopify"."""
        return self.seen.where is Where.SHOPIFY_FILE


@dataclass(frozen=True, slots=True)
class Person:
    """The only personal data kept (design §7): in one table of its own, erasable, never in journal or log."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class LinkHint:
    """A supplier number found on the order. ``certain``: the order says so in words (rules: issue part 5). ``other``:
    the words call it another thing than an order (tracking, a product, a payment): it may be proposed, nobody is asked
    about it."""

    number: SupplierNumber
    certain: bool
    line: LineId | None = None
    other: bool = False


@dataclass(frozen=True, slots=True)
class SeenOrder:
    """One order as a file, a page of the API or the demo shop gives it."""

    order: Order
    person: Person | None
    hints: tuple[LinkHint, ...] = ()
