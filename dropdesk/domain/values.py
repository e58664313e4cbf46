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

# ISO 4217: whose minor units are other than two, and all of them.
_NO_DECIMALS = "BIF BYR CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"
_FOUR_DECIMALS = "CLF UYW"
_CURRENCIES = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNY
    COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS
    INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
    MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR
    SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI UYU UYW UZS VED
    VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
_WITHDRAWN = "ANG BGN BYR CUC EEK HRK LTL LVL MRO SLL STD VEF ZMK ZWL"
"""Since 2010; orders of those years are still exported in them."""
_EXPONENT = {
    **dict.fromkeys(_NO_DECIMALS.split(), 0),
    **dict.fromkeys(_THREE_DECIMALS.split(), 3),
    **dict.fromkeys(_FOUR_DECIMALS.split(), 4),
}
_ISO_4217 = frozenset((*_CURRENCIES.split(), *_WITHDRAWN.split()))


def is_currency(code: str) -> bool:
    """Whether ISO 4217 has (or had) this code. An amount in any other unit cannot be read: its decimals are unknown."""
    return code in _ISO_4217


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
