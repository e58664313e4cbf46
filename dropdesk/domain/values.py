"""The small values everything else is made of: money, units, times, and where something was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from enum import StrEnum
from typing import Generic, NewType, TypeVar

OrderKey = NewType("OrderKey", int)
"""An order's number in the local database."""
StoreId = NewType("StoreId", str)
"""A shop's own name, ``example`` of ``example.myshopify.com``, or ``file`` for orders that came from files alone."""
LineId = NewType("LineId", str)
"""A line of an order: Shopify's gid, or ``<n>`` (position) where a file tells no id."""
LegId = NewType("LegId", str)
CaseId = NewType("CaseId", str)
SupplierNumber = NewType("SupplierNumber", str)
"""An AliExpress order number, 13 to 19 digits, always text."""

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has one zone and no summer time (since 1991); a fixed offset is exact for every date of the trade."""

# ISO 4217 minor units that differ from two.
_EXPONENT = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
}


def exponent(currency: str) -> int:
    """How many decimals a currency has (ISO 4217)."""
    return _EXPONENT.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of a currency (ISO 4217 code). Never a float."""

    minor: int
    currency: str

    @classmethod
    def parse(cls, text: str, currency: str) -> Money:
        """Reads a plain decimal like ``"20.0"``. Raises ValueError when it is none, or finer than the currency."""
        from decimal import Decimal  # late: no frame of the window parses an amount

        try:
            value = Decimal(text.strip()).scaleb(exponent(currency))
        except ArithmeticError as error:  # InvalidOperation, or Overflow of "1e999999"
            raise ValueError("not an amount") from error
        if not value.is_finite() or value != value.to_integral_value():
            raise ValueError("finer than the currency allows")
        return cls(int(value), currency)

    def decimal(self) -> str:
        """The plain decimal text that Shopify takes, ``"20.00"``."""
        from decimal import Decimal

        return f"{Decimal(self.minor).scaleb(-exponent(self.currency)):f}"

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.minor <= other.minor

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise ValueError("two currencies")


class Where(StrEnum):
    """Where a fact was seen. A file is never a consent (design §3)."""

    SHOPIFY_API = "shopify_api"
    SHOPIFY_FILE = "shopify_file"
    ALIEXPRESS_API = "aliexpress_api"
    ALIEXPRESS_FILE = "aliexpress_file"
    PASTED = "pasted"
    PERSON = "person"


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seen(Generic[T]):
    """A value, where it was seen and as of when (UTC). A file's facts are as old as the newest date inside it."""

    value: T
    where: Where
    at: datetime


@dataclass(frozen=True, slots=True)
class Take:
    """So many units of one line."""

    line: LineId
    quantity: int


Quantities = tuple[Take, ...]
"""Units by line, at most one ``Take`` a line, none of them 0: a wish, a scope, the lines of a refund."""
