"""Times, ages, days left and money, in the person's language. Times come in aware; zones are applied here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QLocale

from dropdesk.domain.values import BEIJING, Money, exponent
from dropdesk.ui.i18n import chinese, tr, trn

WorkDays = Callable[[datetime, datetime], int]
"""China working days from one instant up to another, its own day included (``WorkCalendar.left``)."""

_SYMBOLS = {
    "EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CNY": "CN¥", "AUD": "A$", "CAD": "C$", "NZD": "NZ$", "HKD": "HK$",
    "INR": "₹", "KRW": "₩", "BRL": "R$", "MXN": "MX$", "ILS": "₪", "VND": "₫", "TRY": "₺", "UAH": "₴", "PLN": "zł",
    "CZK": "Kč", "SEK": "kr", "NOK": "kr", "DKK": "kr.",
}  # fmt: skip


def money(minor: int | None, currency: str) -> str:
    """An amount as the person's locale writes it. ``None`` is an amount nobody knows."""
    if minor is None:
        return tr("amount unknown")
    digits = exponent(currency)
    symbol = _SYMBOLS.get(currency, currency + "\u00a0")
    return QLocale().toCurrencyString(minor / 10**digits, symbol, digits)


def amount(value: Money | None) -> str:
    return money(value.minor, value.currency) if value is not None else tr("amount unknown")


def at_least(amount_: str, unknown: bool) -> str:
    """An amount of which a part is not known."""
    return tr("at least {amount}", amount=amount_) if unknown else amount_


def plain_amount(minor: int, currency: str) -> str:
    """For a field to edit: the number alone, with the locale's decimal sign."""
    digits = exponent(currency)
    return QLocale().toString(minor / 10**digits, "f", digits).replace(QLocale().groupSeparator(), "")


def symbol(currency: str) -> str:
    return _SYMBOLS.get(currency, currency)


def read_amount(text: str, currency: str) -> Money | None:
    """What was typed as an amount, in the locale's or the plain way; ``None`` when it is none."""
    typed = (
        text.strip()
        .replace(" ", "")
        .replace("\u00a0", "")
        .removesuffix(symbol(currency))
        .removeprefix(symbol(currency))
    )
    point = QLocale().decimalPoint()
    if point != "." and "." not in typed:
        typed = typed.replace(point, ".")
    if not typed or any(sign not in "0123456789." for sign in typed) or two_readings(text, currency):
        return None
    try:
        return Money.parse(typed, currency)
    except ValueError:
        return None


def two_readings(text: str, currency: str) -> bool:
    """Whether what was typed may part thousands or decimals: one sign with three figures behind it, ``1.200``, where
    three are no usual decimals; of a currency with three of them, a comma. Refused in words, as an import is."""
    parts = "".join(sign for sign in text if sign in "0123456789.,")
    signs = [sign for sign in parts if sign in ".,"]
    if len(signs) != 1 or parts.startswith(("0", *signs)):
        return False
    return len(parts) - parts.index(signs[0]) - 1 == 3 and (exponent(currency) < 3 or signs[0] == ",")


def count(number: int) -> str:
    return QLocale().toString(number)


def day(at: datetime, now: datetime | None = None) -> str:
    """``Mon 30 Nov``; with the year where it is another one. In the zone that ``at`` carries."""
    date = QDate(at.year, at.month, at.day)
    other = now is not None and now.year != at.year
    if chinese():
        return QLocale().toString(date, "yyyy年M月d日 ddd" if other else "M月d日 ddd")
    return QLocale().toString(date, "ddd d MMM yyyy" if other else "ddd d MMM")


def weekday(at: datetime) -> str:
    return QLocale().toString(QDate(at.year, at.month, at.day), "ddd")


def clock(at: datetime) -> str:
    return f"{at:%H:%M}"


def moment(at: datetime, now: datetime, inner: bool = False) -> str:
    """``Today 14:10`` (``inner``: ``today 14:10``, inside a sentence), ``Mon 23 Nov, 14:10``: local time."""
    here, today = at.astimezone(), now.astimezone()
    if here.date() == today.date():
        return tr("today {time}", time=clock(here)) if inner else tr("Today {time}", time=clock(here))
    if here.date() == (today - timedelta(days=1)).date():
        return tr("yesterday {time}", time=clock(here)) if inner else tr("Yesterday {time}", time=clock(here))
    return tr("{day}, {time}", day=day(here, today), time=clock(here))


def date(at: datetime, now: datetime, inner: bool = False) -> str:
    """The day alone, local: ``Today`` (``inner``: ``today``, inside a sentence), ``Thu 19 Nov``."""
    here, today = at.astimezone(), now.astimezone()
    if here.date() == today.date():
        return tr("today") if inner else tr("Today")
    return day(here, today)


def beijing(at: datetime, now: datetime, here: bool = False) -> str:
    """``Mon 30 Nov, 24:00 Beijing``; ``here`` adds ``(17:00 here)``, with its day where that differs.

    Midnight is written as 24:00 of the day that ends, as the rules count.
    """
    there = at.astimezone(BEIJING)
    shown, time = there, clock(there)
    if (there.hour, there.minute) == (0, 0):
        shown, time = there - timedelta(days=1), "24:00"
    text = tr("{day}, {time} Beijing", day=day(shown, now.astimezone(BEIJING)), time=time)
    if here:
        local = at.astimezone()
        if local.utcoffset() != there.utcoffset():
            where = clock(local) if local.date() == shown.date() else f"{day(local)} {clock(local)}"
            text = tr("{there} ({time} here)", there=text, time=where)
    return text


def age(at: datetime | None, now: datetime) -> str:
    """``just now``, ``12 min ago``, ``2 h ago``, ``3 d ago``, then the day."""
    if at is None:
        return tr("at an unknown time")
    seconds = (now - at).total_seconds()
    if seconds < 90:
        return tr("just now")
    if seconds < 3600:
        return tr("{n} min ago", n=int(seconds // 60))
    if seconds < 86400:
        return tr("{n} h ago", n=int(seconds // 3600))
    if seconds < 8 * 86400:
        return tr("{n} d ago", n=int(seconds // 86400))
    return day(at.astimezone(), now.astimezone())


def span(seconds: float) -> str:
    """A length of time: ``53 hours``, ``2 days``, ``12 min``."""
    if seconds < 3600:
        return tr("{n} min", n=max(1, int(seconds // 60)))
    if seconds < 72 * 3600:
        return trn("%n hour", "%n hours", int(seconds // 3600))
    return trn("%n day", "%n days", int(seconds // 86400))


WORK_DAY_KINDS = frozenset({"ship_window", "demand", "first_scan"})
"""Deadlines that run in China working days and end at 24:00 Beijing."""
BEIJING_KINDS = WORK_DAY_KINDS | {"dispute_until", "answer", "seller_answer", "platform_answer", "return"}


def whole_work_days(start: datetime, end: datetime, work_days: WorkDays) -> int:
    """Working days after the day of ``start`` up to ``end``: that day has begun and does not count any more."""
    return work_days(start, end) - work_days(start, start + timedelta(seconds=1))


def left(at: datetime, now: datetime, kind: str = "", work_days: WorkDays | None = None) -> str:
    """The time left in words: ``5 work days left``, ``4 hours left``, ``2 work days overdue``."""
    seconds = (at - now).total_seconds()
    if abs(seconds) >= 86400 and kind in WORK_DAY_KINDS and work_days is not None:
        days = whole_work_days(min(now, at), max(now, at), work_days)
        if days > 0 or seconds < 0:
            if seconds < 0:
                return trn("%n work day overdue", "%n work days overdue", max(days, 1))
            return trn("%n work day left", "%n work days left", days)
    if seconds < 0:
        return _overdue(-seconds)
    if seconds < 3600:
        return tr("{n} min left", n=max(1, int(seconds // 60)))
    if seconds < (72 if kind == "silence" else 48) * 3600:
        return trn("%n hour left", "%n hours left", int(seconds // 3600))
    return trn("%n day left", "%n days left", int(seconds // 86400))


def _overdue(seconds: float) -> str:
    if seconds < 3600:
        return tr("{n} min overdue", n=max(1, int(seconds // 60)))
    if seconds < 48 * 3600:
        return trn("%n hour overdue", "%n hours overdue", int(seconds // 3600))
    return trn("%n day overdue", "%n days overdue", int(seconds // 86400))


def until(at: datetime, now: datetime, kind: str = "", here: bool = False) -> str:
    """When a deadline ends: Beijing for its clocks, the person's own time for hour clocks."""
    there = at.astimezone(BEIJING)
    if kind in BEIJING_KINDS and (there.hour, there.minute) == (0, 0):
        return beijing(at, now, here)
    return moment(at, now)


def urgency(at: datetime, now: datetime, attention: bool) -> str:
    """The tone of a deadline: danger within a day where somebody must act, warn within two, else text."""
    seconds = (at - now).total_seconds()
    if seconds < 24 * 3600:
        return "danger_text" if attention else "warn_text"
    return "warn_text" if attention and seconds < 48 * 3600 else "text"
