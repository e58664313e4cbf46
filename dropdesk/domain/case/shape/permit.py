"""The only thing that ``Shop.cancel`` and ``Shop.refund`` take (design §3). Only ``permits`` makes one, and only
``consents`` a consent.

A permit is the whole command, frozen: what is sent is what was consented to. ``tests/domain/case/test_case.py`` holds a
check that no other module constructs one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dropdesk.domain.supplier.leg import Unit
from dropdesk.domain.values import LegId, Quantities


class CancelReason(StrEnum):
    """Shopify's OrderCancelReason, all six."""

    CUSTOMER = "CUSTOMER"
    DECLINED = "DECLINED"
    FRAUD = "FRAUD"
    INVENTORY = "INVENTORY"
    STAFF = "STAFF"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class ApiSaw:
    """Consent: the supplier's API showed the purchase stopped at ``at``."""

    at: datetime


@dataclass(frozen=True, slots=True)
class PersonSaw:
    """A tick of the person, at most 15 minutes old when the money moves (rules §3 "Facts and their age")."""

    at: datetime


@dataclass(frozen=True, slots=True)
class NeverOrdered:
    """Consent: the person said at ``said_at`` that nothing was ordered for the unit, and looked again at ``looked_at``,
    at most 15 minutes before money moves."""

    said_at: datetime
    looked_at: datetime


@dataclass(frozen=True, slots=True)
class NoPurchaseNeeded:
    """Consent: the unit needs no purchase (no shipping, own stock), so that nothing can go out for it."""


@dataclass(frozen=True, slots=True)
class Here:
    """Consent: the unit is here or decided (delivered, handled): nothing is on its way."""


@dataclass(frozen=True, slots=True)
class LossAccepted:
    """``reason`` is a reference to the side table of free text. ``loss``: minor units, ``None`` = unknown."""

    reason: str
    loss: int | None
    currency: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Overridden:
    """Consent: the person cleared a live unit after its possible loss was shown (rules §4.1). ``reason``: a reference
    to the side table; ``loss``: minor units, None = unknown."""

    reason: str
    loss: int | None
    currency: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ShopFirst:
    """Only for a shop-first supplier kind; cannot be built for AliExpress."""

    rule: str


Consent = ApiSaw | PersonSaw | NeverOrdered | NoPurchaseNeeded | Here | LossAccepted | Overridden | ShopFirst


@dataclass(frozen=True, slots=True)
class Clearance:
    """One consent for every unit that the money covers."""

    consents: tuple[tuple[Unit, LegId, Consent], ...]


@dataclass(frozen=True, slots=True)
class Goodwill:
    """Part of the money for a parcel that the customer keeps. ``reason``: set above the limit of rules §2."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class CancelPermit:
    """``orderCancel``. ``refund_all``: with ``refundMethod.originalPaymentMethodsRefund``; else no refund at all."""

    shopify_id: str
    refund_all: bool
    amount: int
    currency: str
    reason: CancelReason
    restock: bool
    notify: bool
    staff_note: str
    clearance: Clearance


@dataclass(frozen=True, slots=True)
class RefundPart:
    """One transaction of a refund: its parent and how much of it, minor units of the presentment currency."""

    parent_id: str
    gateway: str
    amount: int


@dataclass(frozen=True, slots=True)
class RefundPermit:
    """``refundCreate`` with its idempotency ``key`` (a UUID, stored before the call; sent again only unchanged).

    ``lines`` names quantities for *refund items* and is empty for money after a cancellation or goodwill.
    ``shipping``: minor units of shipping in it. ``note`` ends with the key's first 8 characters.
    """

    key: str
    shopify_id: str
    amount: int
    currency: str
    parts: tuple[RefundPart, ...]
    lines: Quantities
    shipping: int
    restock: bool
    notify: bool
    note: str
    grounds: Clearance | Goodwill


Permit = CancelPermit | RefundPermit
