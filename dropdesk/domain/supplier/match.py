"""AliExpress order numbers in what an order says: notes, attributes, metafields, links. Pure.

Certain, and so linked without asking, is only what says so in words: a link of AliExpress with ``orderId=``, or a text
that names AliExpress together with the number. A bare number proposes (``facts/aliexpress.md`` §0.2, §3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from dropdesk.domain.order import LinkHint, Order
from dropdesk.domain.supplier.leg import Leg
from dropdesk.domain.supplier.purchase import Purchase
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
_ORDERED = re.compile(
    r"order|bestell|commande|pedido|ordine|encomenda|zam[oó]w|заказ|订单|訂單|注文|주문", re.IGNORECASE
)
"""Words that speak of an order: a number beside them may be one, whatever else they name."""
_AFTER = re.compile(r"^\s*[(\[,–—-]?\s*(?:(?:order|on|at|from|via|by|bei|auf|von)\b\s*)*", re.IGNORECASE)
_BETWEEN = re.compile(r"^[\s,;/&+#|]*(?:and|und|et|y|e)?[\s,;/&+#|]*$", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;.|·]")
_FAR = 40
"""A name further away than so many characters is not the number's own."""


def find_hints(text: str, line: LineId | None = None) -> tuple[LinkHint, ...]:
    """Every supplier number in a text, certain ones first; ``line`` is the order's line that the text belongs to."""
    found: dict[SupplierNumber, LinkHint] = {}
    for number, certain, other in (*_in_links(text), *_in_words(_LINK.sub(" ⟨link⟩ ", text))):
        have = found.get(number, LinkHint(number, False, line, True))
        found[number] = LinkHint(number, have.certain or certain, line, have.other and other and not certain)
    return tuple(sorted(found.values(), key=lambda hint: not hint.certain))


def strongest(hints: Iterable[LinkHint]) -> tuple[LinkHint, ...]:
    """One a number and line, of several texts the one that says most: certain, then what may be an order."""
    found: dict[tuple[SupplierNumber, LineId | None], LinkHint] = {}
    for hint in hints:
        have = found.get((hint.number, hint.line))
        if have is None or (hint.certain, not hint.other) > (have.certain, not have.other):
            found[(hint.number, hint.line)] = hint
    return tuple(found.values())


def to_ask(
    hints: Iterable[LinkHint], order: Order, legs: Iterable[Leg], answered: Iterable[str]
) -> tuple[SupplierNumber, ...]:
    """Numbers that the order names without saying clearly what they are, and that nobody answered for: each may be a
    purchase that still ships (rules M9 "every number the order names"). What is linked, what the person said *no* to,
    and what the order is known to call by that number (its own ids, a tracking number) is none."""
    have = tuple(legs)
    known = {str(leg.number) for leg in have if leg.number} | set(answered) | _own_numbers(order, have)
    found = dict.fromkeys(hint.number for hint in hints if not hint.other and hint.number not in known)
    return tuple(sorted(found))


def _own_numbers(order: Order, legs: Iterable[Leg]) -> set[str]:
    """Runs of digits that stand for something else here: Shopify's ids and the parcels' numbers."""
    names = [order.shopify_id or "", order.name, *(line.id for line in order.lines)]
    names += [one.id for one in order.requests]
    names += [one.id for one in order.refunds]
    names += [leg.tracking_number for leg in legs]
    return {digits for name in names for digits in re.findall(r"[0-9]+", name)}


def read_number(text: str) -> SupplierNumber | None:
    """The one number in a pasted link or text; None when there is none, or when it does not say which."""
    digits = re.sub(r"[\s\u00a0]", "", text)
    if _NUMBER.fullmatch(digits):
        return SupplierNumber(digits)
    hints = find_hints(text)
    certain = [hint for hint in hints if hint.certain]
    chosen = certain or list(hints)
    return chosen[0].number if len(chosen) == 1 else None


def _in_links(text: str) -> list[tuple[SupplierNumber, bool, bool]]:
    """Numbers in links, whether each is certain, and that none of them is called another thing."""
    found: list[tuple[SupplierNumber, bool, bool]] = []
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
                found += [(SupplierNumber(number), ours, False) for number in numbers]
    return found


def _in_words(text: str) -> list[tuple[SupplierNumber, bool, bool]]:
    """Numbers in words: whether each is certain, and whether the words call it another thing than an order."""
    found: list[tuple[SupplierNumber, bool, bool]] = []
    heading = ""
    for row in text.splitlines():
        numbers = list(_NUMBER.finditer(row))
        bare = not re.search(r"[^\W\d_]", row)
        end, certain, other = 0, False, False
        for n, match in enumerate(numbers):
            before = row[end : match.start()]
            after = row[match.end() :] if n == len(numbers) - 1 else ""
            if n == 0 and heading and bare:
                before = f"{heading} {before}"
            listed = n > 0 and bool(_BETWEEN.match(before))
            certain = (certain and listed) or _says_so(before, after)
            other = (other and listed) or _another_thing(before, match.group())
            if certain or not _NEVER.search(_CLAUSE.split(before)[-1]):
                sure = certain and not _is_product(match.group())
                found.append((SupplierNumber(match.group()), sure, other and not sure))
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


def _another_thing(before: str, number: str) -> bool:
    """Whether the words right before a number call it something else, and speak of no order."""
    clause = _CLAUSE.split(before)[-1]
    return (bool(_OTHER.search(clause)) or _is_product(number)) and not _ORDERED.search(clause)


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
