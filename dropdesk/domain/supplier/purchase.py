"""What AliExpress says of a purchase (one order there), as an export, a paste or the API gives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dropdesk.domain.values import Money, Seen, SupplierNumber

MIXED = " + "
"""Joins different words that one time tells of a purchase, in rows of one file or in two files: together they say
nothing certain."""


@dataclass(frozen=True, slots=True)
class PurchaseItem:
    """One item of a purchase."""

    title: str
    quantity: int
    attributes: str = ""
    price: Money | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """An AliExpress order. ``status`` is the word as seen, never translated away; ``end_reason`` only where told.

    ``placed_at`` may be a bare date (``placed_is_date``), which is then taken both ways (rules §2).
    ``told``: the age of facts that are older than ``seen``, by name (``sum``: a total that is its items' sum alone).
    """

    number: SupplierNumber
    status: str
    seen: Seen[None]
    placed_at: datetime | None = None
    placed_is_date: bool = False
    paid_at: datetime | None = None
    shipped_at: datetime | None = None
    end_reason: str = ""
    shop_name: str = ""
    shop_id: str = ""
    total: Money | None = None
    tracking_number: str = ""
    items: tuple[PurchaseItem, ...] = ()
    told: tuple[tuple[str, datetime], ...] = ()
    contested: tuple[Money, ...] = ()
    """Totals that tellings of one time name, each another: nobody can tell which holds, so it is asked. Until the
    person says which, or a newer sighting tells one, ``total`` is None (rules §3 "Facts and their age")."""

    @property
    def total_asked(self) -> tuple[Money, ...]:
        """The totals between which the person is asked to choose."""
        return self.contested if self.total is None else ()
