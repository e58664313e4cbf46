"""AliExpress order numbers in what an order says: notes, attributes, metafields, links. Pure.

Certain, and so linked without asking, is only what says so in words: a link of AliExpress with ``orderId=``, or a text
that names AliExpress together with the number. A bare number proposes (``facts/aliexpress.md`` §0.2, §3).
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from dropdesk.domain.order import LinkHint, Order
from dropdesk.domain.purchase import Purchase
from dropdesk.domain.values import LineId, SupplierNumber

_NUMBER = re.compile(r"(?<![\w+])(?<![0-9][.-])[1-9][0-9]{12,18}(?![\w])(?![.-][0-9])(?!,[0-9]{1,2}\b)", re.ASCII)
"""13 to 19 digits on their own: no part of a longer code, an amount or a phone number, never with a leading zero."""
_LINK = re.compile(
    r"(?:https?:)?//[^\s<>\"'()]+|(?<![\w.@/-])(?:[\w-]+\.)*aliexpress\.(?:com|us|ru)/[^\s<>\"'()]*", re.IGNORECASE
)
_HOST = re.compile(r"(?:^|\.)aliexpress\.(?:com|us|ru)$")
_ORDER_FIELDS = frozenset({"orderid", "tradeorderid", "orderids", "tradeorderids", "order_id"})
_NAME = re.compile(r"ali[\s_-]?express|速卖通|алиэкспресс|알리익스프레스|アリエクスプレス", re.IGNORECASE)
_OTHER = re.compile(
    r"track|parcel|awb|sendung|suivi|seguimiento|rastre|tracciam|śledz|трек|物流|运单|快递|追踪"
    r"|phone|\btel\b|telef|mobil|whatsapp|电话|手机"
    r"|\bitem|product|produkt|produto|\bsku\b|\bstore\b|\bshop\b|seller|vendor|商品|店铺"
    r"|card|iban|payment|transaction|coupon|voucher|\bean\b|gtin|barcode|customer|member|\buser|account",
    re.IGNORECASE,
)
"""Words that say the number is another thing than an order at AliExpress; it may still be proposed."""
_NEVER = re.compile(
    r"\butm\b|utm_|\b[a-z]*clid\b|\bip\b|phone|\btel\b|telef|mobil|whatsapp|\bzip\b|device|session", re.IGNORECASE
)
"""Labels of numbers that are not even worth a proposal."""
_AFTER = re.compile(r"^\s*[(\[,–—-]?\s*(?:(?:order|on|at|from|via|by|bei|auf|von)\b\s*)*", re.IGNORECASE)
_BETWEEN = re.compile(r"^[\s,;/&+#|]*(?:and|und|et|y|e)?[\s,;/&+#|]*$", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;.|·]")
_FAR = 40
"""A name further away than so many characters is not the number's own."""


def find_hints(text: str, line: LineId | None = None) -> tuple[LinkHint, ...]:
    """Every supplier number in a text, certain ones first; ``line`` is the order's line that the text belongs to."""
    found: dict[SupplierNumber, bool] = {}
    for number, certain in (*_in_links(text), *_in_words(_LINK.sub(" ⟨link⟩ ", text))):
        found[number] = found.get(number, False) or certain
    return tuple(LinkHint(n, sure, line) for n, sure in sorted(found.items(), key=lambda one: not one[1]))


def read_number(text: str) -> SupplierNumber | None:
    """The one number in a pasted link or text; None when there is none, or when it does not say which."""
    digits = re.sub(r"[\s\u00a0]", "", text)
    if _NUMBER.fullmatch(digits):
        return SupplierNumber(digits)
    hints = find_hints(text)
    certain = [hint for hint in hints if hint.certain]
    chosen = certain or list(hints)
    return chosen[0].number if len(chosen) == 1 else None


def _in_links(text: str) -> list[tuple[SupplierNumber, bool]]:
    found: list[tuple[SupplierNumber, bool]] = []
    for match in _LINK.finditer(text):
        url = match.group()
        try:
            parts = urlsplit(url if "//" in url[:8] else f"//{url}")
            host = (parts.hostname or "").casefold()
            fields = parse_qs(f"{parts.query}&{parts.fragment.partition('?')[2]}")
        except ValueError:
            continue  # not an address after all
        ours = bool(_HOST.search(host))
        for name, values in fields.items():
            if name.casefold() in _ORDER_FIELDS:
                numbers = [n.group() for value in values for n in _NUMBER.finditer(value)]
                found += [(SupplierNumber(number), ours) for number in numbers]
    return found


def _in_words(text: str) -> list[tuple[SupplierNumber, bool]]:
    found: list[tuple[SupplierNumber, bool]] = []
    heading = ""
    for row in text.splitlines():
        numbers = list(_NUMBER.finditer(row))
        bare = not re.search(r"[^\W\d_]", row)
        end, certain = 0, False
        for n, match in enumerate(numbers):
            before = row[end : match.start()]
            after = row[match.end() :] if n == len(numbers) - 1 else ""
            if n == 0 and heading and bare:
                before = f"{heading} {before}"
            certain = (certain and bool(_BETWEEN.match(before))) or _says_so(before, after)
            if certain or not _NEVER.search(_CLAUSE.split(before)[-1]):
                found.append((SupplierNumber(match.group()), certain and not _is_product(match.group())))
            end = match.end()
        if not bare:
            heading = "" if numbers else row
    return found


def _says_so(before: str, after: str) -> bool:
    """Whether the words around a number name AliExpress, and nothing else that the number could be."""
    names = list(_NAME.finditer(before))
    if names:
        name = names[-1]
        clause = _CLAUSE.split(before[: name.start()])[-1]
        tail = before[name.end() :]
        return len(tail) <= _FAR and not _OTHER.search(tail) and not _OTHER.search(clause)
    start = _AFTER.match(after)
    rest = after[start.end() :] if start else after
    return bool(_NAME.match(rest)) and not _OTHER.search(before)


def _is_product(number: str) -> bool:
    """Numbers of products at AliExpress (``/item/1005….html``) look like orders' and are pasted as often."""
    return len(number) == 16 and number.startswith("1005")


# -- proposals ----------------------------------------------------------------------------------------------------

_EARLY, _LATE = timedelta(days=1), timedelta(days=14)
"""A purchase is placed after the order it serves; a bare date and two zones make a day of difference."""
_ENOUGH = 0.5


def near(order: Order) -> tuple[datetime, datetime]:
    """The span in which a purchase for this order can have been placed."""
    return order.created_at - _EARLY, order.created_at + _LATE


def fit(order: Order, purchase: Purchase) -> float:
    """How well a purchase fits an order, by title, date and amount; 0 = not worth a proposal. It never links."""
    if purchase.placed_at is None or not near(order)[0] <= purchase.placed_at <= near(order)[1]:
        return 0.0
    titles = [line.title + " " + line.variant for line in order.lines if not line.needs_no_purchase]
    alike = max((_alike(a, item.title) for a in titles for item in purchase.items), default=0.0)
    days = abs(purchase.placed_at - order.created_at) / timedelta(days=1)
    cost = purchase.total
    dear = cost is not None and cost.currency == order.currency and order.total is not None and cost.minor > order.total
    score = alike + max(0.0, 1 - days / 7) / 2 - (0.3 if dear else 0.0)
    return score if alike > 0 and score >= _ENOUGH else 0.0


def _alike(a: str, b: str) -> float:
    """Shared words of two titles, 0 to 1; a shop seldom keeps the supplier's title whole."""
    left, right = _words(a), _words(b)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _words(title: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", title.casefold()) if len(word) > 2 or not word.isascii())
