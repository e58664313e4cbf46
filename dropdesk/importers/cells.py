"""Dates, amounts and order numbers as exports in a dozen languages write them. Nothing is guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal

from dropdesk.domain.supplier.match import find_hints
from dropdesk.domain.values import Money, SupplierNumber, exponent, is_currency

MOST = 10**15
"""Minor units; no amount of the trade is near it."""
_MONTHS = (
    "jan ene gen sty янв", "feb fev lut фев", "mar mrt maa мар", "apr avr abr kwi апр", "may mai maj mei mag май мая",
    "jun juin giu cze июн", "jul juil lug lip июл", "aug aou ago sie авг", "sep set wrz сен", "oct okt ott out paz окт",
    "nov lis ноя", "dec dez dic gru дек",
)  # fmt: skip


def _plain(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


_MONTH = {_plain(word): n for n, words in enumerate(_MONTHS, 1) for word in words.split()}
_TIME = re.compile(
    r"[ T,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap])?\.?(?:m\.?)?\s*"
    r"(Z|UTC|GMT|(?:GMT|UTC)?[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_SHORT = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})")
_HAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?")


@dataclass(frozen=True, slots=True)
class When:
    """An instant (UTC); ``is_date``: the source tells the day alone, whose first moment stands for it."""

    at: datetime
    is_date: bool


class Dates:
    """Reads the dates of one file. Whether 03/04 is March or April is told by the file's other dates, else not at all.

    ``zone``: for times without one; None is the system's own.
    """

    def __init__(self, texts: Iterable[str], zone: tzinfo | None, month_first: bool | None = None) -> None:
        self._zone = zone
        self._month_first = month_first
        if month_first is None:
            pairs = [(int(m[1]), int(m[2])) for text in texts if (m := _SHORT.match(text.strip()))]
            day_first = any(a > 12 for a, _ in pairs)
            if any(b > 12 for _, b in pairs) != day_first:
                self._month_first = not day_first

    def unclear(self, text: str) -> bool:
        """Whether day and month cannot be told apart."""
        match = _SHORT.match(text.strip())
        return bool(match) and self._month_first is None and "." not in text[:6] and match[1] != match[2]  # type: ignore[index]

    def read(self, text: str) -> When | None:
        """The date; None when it is none, lies before 2005 or after 2100, or cannot be told."""
        text = text.strip()
        time = _TIME.search(text)
        day = text[: time.start()] if time else text
        found = None if self.unclear(text) else self._day(day.strip(" ,."))
        if found is None or not 2005 <= found[0] <= 2100:
            return None
        try:
            hour, minute, second = _hours(time) if time else (0, 0, 0)
            local = datetime(*found, hour, minute, second)  # noqa: DTZ001  # the zone comes next
            return When(self._placed(local, time[5] if time else None), time is None)
        except ValueError:
            return None

    def _placed(self, local: datetime, offset: str | None) -> datetime:
        if offset:
            sign = re.search(r"([+-])(\d{2}):?(\d{2})", offset)
            away = timedelta(hours=int(sign[2]), minutes=int(sign[3])) if sign else timedelta()
            moved = local + away if sign and sign[1] == "-" else local - away
            return moved.replace(tzinfo=UTC)
        placed = local.astimezone() if self._zone is None else local.replace(tzinfo=self._zone)
        return placed.astimezone(UTC)

    def _day(self, text: str) -> tuple[int, int, int] | None:
        whole = _ISO.fullmatch(text) or _HAN.fullmatch(text)
        if whole:
            return int(whole[1]), int(whole[2]), int(whole[3])
        short = _SHORT.fullmatch(text)
        if short:
            a, b, year = int(short[1]), int(short[2]), int(short[3])
            month, day = (a, b) if self._month_first and "." not in text else (b, a)
            return year + 2000 if year < 100 else year, month, day
        return _spelt(text)


def _hours(time: re.Match[str]) -> tuple[int, int, int]:
    hour = int(time[1])
    if time[4]:
        if not 1 <= hour <= 12:
            raise ValueError("no such hour")
        hour = hour % 12 + (12 if time[4] in "pP" else 0)
    return hour, int(time[2]), int(time[3] or 0)


def _spelt(text: str) -> tuple[int, int, int] | None:
    """``3. Aug 2025``, ``Aug 3, 2025``, ``3 de ago. de 2025``."""
    numbers = re.findall(r"\d+", text)
    months = [n for word in re.findall(r"[^\W\d_]+", _plain(text)) if (n := _month(word))]
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if len(months) != 1 or len(years) != 1 or len(days) != 1:
        return None
    return int(years[0]), months[0], int(days[0])


def _month(word: str) -> int | None:
    return _MONTH.get(word[:4]) or _MONTH.get(word[:3]) if len(word) > 2 else None


# -- amounts ------------------------------------------------------------------------------------------------------

_DOLLARS = {
    "US": "USD", "USD": "USD", "A": "AUD", "AU": "AUD", "AUD": "AUD", "C": "CAD", "CA": "CAD", "CAD": "CAD",
    "CDN": "CAD", "NZ": "NZD", "NZD": "NZD", "HK": "HKD", "HKD": "HKD", "S": "SGD", "SG": "SGD", "SGD": "SGD",
    "MX": "MXN", "MXN": "MXN", "MEX": "MXN", "R": "BRL", "NT": "TWD", "TW": "TWD", "AR": "ARS", "CL": "CLP",
    "CLP": "CLP", "COL": "COP", "COP": "COP", "J": "JMD", "TT": "TTD", "FJ": "FJD", "EC": "XCD", "BZ": "BZD",
    "BDS": "BBD",
}  # fmt: skip
"""Whose dollar (peso, real) it is, by the letters before the sign."""
_SIGNS = {
    "€": "EUR", "£": "GBP", "zł": "PLN", "₽": "RUB", "руб": "RUB", "Kč": "CZK", "Ft": "HUF", "₩": "KRW", "₪": "ILS",
    "₺": "TRY", "₴": "UAH", "₹": "INR", "฿": "THB", "₫": "VND", "CN¥": "CNY", "RMB": "CNY", "元": "CNY", "JP¥": "JPY",
    "円": "JPY", "د.ك": "KWD", "د.إ": "AED", "ر.س": "SAR",
}  # fmt: skip
_ALSO_WORDS = frozenset({"ALL", "TOP"})
"""Codes that stand in prices and titles as words."""
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_DOLLAR = re.compile(r"([A-Za-z]*)\s?\$")
_AFTER = re.compile(r"\$\s?([A-Za-z]{2,3})(?![A-Za-z])")
_FIGURE = re.compile(r"[0-9]{1,3}(?:[\s’'\u00a0\u202f][0-9]{3})+(?![0-9])(?:[.,][0-9]+)*|[0-9]+(?:[.,][0-9]+)*")
"""One figure: blanks and apostrophes part thousands alone."""


def currency_of(*texts: str) -> str:
    """The currency that a code, sign or price text names, the first that names one; ``""`` when none does.

    A bare ``$`` is a dozen currencies, ``¥`` and ``kr`` are several: they name none by themselves.
    """
    for text in texts:
        found = _named(text)
        if found:
            return found
    return ""


def _named(text: str) -> str:
    codes = (one for one in _CODE.findall(text) if is_currency(one) and (one not in _ALSO_WORDS or one == text.strip()))
    code = next(codes, "")
    if code:
        return code
    if text.strip().upper() in _DOLLARS and len(text.strip()) > 1:
        return _DOLLARS[text.strip().upper()]  # a column of its own, ``AU`` beside ``$4.00``
    dollar, after = _DOLLAR.search(text), _AFTER.search(text)
    if dollar and dollar[1]:
        return _DOLLARS.get(dollar[1].upper(), "")
    if after:
        return _DOLLARS.get(after[1].upper(), "")
    return next((currency for sign, currency in _SIGNS.items() if sign in text), "")


def strange_currency(cell: str) -> str:
    """The word of a currency column that names no currency (ISO 4217); ``""`` when it names one, or is a sign that
    several share."""
    word = cell.strip()
    return word if word and not _named(word) and not re.fullmatch(r"[$¥]|kr\.?|Rs\.?", word, re.IGNORECASE) else ""


def strange_word(price: str) -> str:
    """The word beside the one figure of a price that names no currency and no known sign, ``XYZ 3.75`` or ``kr 120``;
    ``""`` where there is none, or where the text is more than a price."""
    match = re.fullmatch(r"\s*([^\W\d_]{2,6})?\.?\s*[0-9][0-9.,’'\s\u00a0\u202f]*([^\W\d_]{2,6})?\.?\s*", price)
    word = (match[1] or match[2] or "") if match else ""
    return word if word and not _named(price) and word.casefold() not in _NO_MONEY else ""


_NO_MONEY = frozenset({"vat", "top", "ab", "from", "ca"})
"""Words beside a figure that name no money at all."""


def read_price(text: str, currency: str) -> Money | None:
    """A price as shown to people, ``US $1,234.50``, ``129,46zł`` or ``KWD 3.750``; None when it is none, or when it can
    be read in two ways (``unclear_price``)."""
    figure = _figure(text)
    if not figure or not currency or unclear_price(text, currency):
        return None
    last = max(figure.rfind("."), figure.rfind(","))
    digits = len(figure) - last - 1
    grouped = last >= 0 and digits == 3 and (exponent(currency) < 3 or figure.count(figure[last]) > 1)
    if last < 0 or (grouped and figure[0] != "0"):
        return plain_amount(re.sub(r"[.,]", "", figure), currency)
    return plain_amount(re.sub(r"[.,]", "", figure[:last]) + "." + figure[last + 1 :], currency)


def unclear_price(text: str, currency: str) -> bool:
    """Whether it can be read in two ways: it holds more than one figure (a range, a count beside the price), or its
    comma may part thousands or decimals: of a currency with three of them, ``1,234`` is both."""
    figure = _figure(text)
    if figure and len(_FIGURE.findall(text)) > 1:
        return True
    if exponent(currency) < 3 or figure.count(",") != 1 or "." in figure:
        return False
    return len(figure) - figure.index(",") - 1 == 3 and figure[0] != "0"


def _figure(text: str) -> str:
    """The figures of a price and what parts them; ``""`` for a negative one, an exponent, or none."""
    match = _FIGURE.search(text)
    if not match or "-" in text[: match.start()] or re.search(r"[0-9]E\+", text.upper()):
        return ""
    return re.sub(r"[^0-9.,]", "", match.group())


def plain_amount(text: str, currency: str) -> Money | None:
    """A plain decimal ``1805.00`` (or ``1805,00``); None for anything else: exponents, signs, grouping, finer parts."""
    if not re.fullmatch(r"[0-9]{1,15}(?:[.,][0-9]{1,6})?", text):
        return None
    value = Decimal(text.replace(",", ".")).scaleb(exponent(currency))
    if value != value.to_integral_value() or value > MOST:
        return None
    return Money(int(value), currency)


# -- order numbers ------------------------------------------------------------------------------------------------

_DIGITS = re.compile(r"[1-9][0-9]{12,18}", re.ASCII)


def read_id(cell: str, *addresses: str) -> tuple[SupplierNumber | None, str]:
    """An AliExpress order number, always text; else why not. An address with ``orderId=`` tells it undamaged."""
    for address in addresses:
        told = {hint.number for hint in find_hints(address)}
        if len(told) == 1 and "=" in address:
            return told.pop(), ""
    text = cell.lstrip("'#").strip()
    if _DIGITS.fullmatch(text):
        return SupplierNumber(text), ""
    if not text:
        return None, "no_number"
    return None, "damaged_id" if re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?E\+?[0-9]+", text, re.IGNORECASE) else "bad_number"


def rounded(numbers: Iterable[str]) -> bool:
    """Whether a spreadsheet cut every number of the file to its 15 digits: then none of them is whole. One in ten real
    numbers ends in 0, so a few of them are nothing."""
    long = {number for number in numbers if len(number) > 15}
    return bool(long) and all(not number[15:].strip("0") for number in long)
