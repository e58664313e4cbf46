"""Shopify's order export: one row a line, the order's own facts on its first row, columns addressed by name alone.

Headers of 34, 71 and 79 columns are known; re-saved files lose ``Total``, ``Id``, ``Email`` and the zones of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from dropdesk.domain.order import Line, LinkHint, Order, Person, SeenOrder
from dropdesk.domain.order_merge import named_by_word
from dropdesk.domain.supplier.match import find_hints, strongest
from dropdesk.domain.values import LineId, OrderKey, Seen, StoreId, Where, is_currency
from dropdesk.importers.cells import Dates, plain_amount
from dropdesk.importers.tables import Item, Parsed, Problem, Row, Table

KIND = "shopify_orders"
FILES = StoreId("file")
"""The store of orders that came from files alone."""
MOST_UNITS = 10_000
_NEEDED = frozenset({"name", "financial status", "created at", "lineitem name", "lineitem quantity"})
_DATES = ("created at", "paid at", "fulfilled at", "cancelled at")
_HEAD = ("financial status", "currency", "total", "subtotal", "id")
"""An order's own facts: a row without any of them goes on with the order above."""
_NOTHING = frozenset({"", "pending", "authorized", "voided", "expired"})
_ALL = frozenset({"paid", "partially_refunded", "refunded"})


class _Bad(Exception):
    """A row that cannot be taken; the whole order is left out with it."""

    def __init__(self, why: str, value: str = "") -> None:
        super().__init__(why)
        self.why, self.value = why, value


@dataclass(slots=True)
class _Group:
    """The rows of one order; ``why`` when they cannot belong to any."""

    name: str
    rows: list[Row] = field(default_factory=list)
    why: str = ""


def fits(header: Iterable[str]) -> bool:
    """Whether these are the columns of an order export."""
    return set(header) >= _NEEDED


def parse(table: Table, now: datetime, zone: tzinfo | None) -> Parsed:
    """Every order of the file, or why not, row by row. ``zone``: for times without one; None is the system's own."""
    dates = Dates([row[name] for row in table.rows for name in _DATES], zone)
    seen_at = newest((row[name] for row in table.rows for name in _DATES), dates, now)
    items: list[Item[SeenOrder]] = []
    problems: list[Problem] = []
    for group in _groups(table):
        numbers = tuple(row.number for row in group.rows)
        try:
            if group.why:
                raise _Bad(group.why)
            items.append(Item(_order(group, dates, now, seen_at, table.header), numbers))
        except _Bad as bad:
            problems += [Problem(n, group.name, bad.why, {"value": bad.value}) for n in numbers]
    if table.broken:
        problems.append(Problem(table.broken, "", "open_quote"))
    rows = len(table.rows) + bool(table.broken)
    return Parsed(KIND, rows, seen_at, tuple(problems), orders=tuple(items))


def newest(texts: Iterable[str], dates: Dates, now: datetime) -> datetime | None:
    """The newest date that is not in the future: a file's facts are as old as that (rules §3)."""
    read = (dates.read(text) for text in texts if text)
    return max((when.at for when in read if when is not None and when.at <= now + timedelta(days=1)), default=None)


def _groups(table: Table) -> list[_Group]:
    """Rows by order. A first row that stands twice is a duplicate, and so is what follows it."""
    by_order: dict[tuple[str, str], _Group] = {}
    by_name: dict[str, _Group] = {}
    found: list[_Group] = []
    for row in table.rows:
        name = row["name"].lstrip("'")
        key = (name, row["created at"])
        wrong = table.wrong(row)
        if wrong in ("header", "empty"):
            group = _Group(name, why=wrong)
        elif wrong:  # its cells stand in the wrong columns: the order may lack a line
            group = by_name.get(name) or _Group(name)
            group.why = wrong
        elif not name:
            group = _Group("", why="no_name")
        elif any(row[column] for column in _HEAD):
            group = _Group(name, why="duplicate" if key in by_order else "")
            by_order.setdefault(key, group)
            by_name[name] = group
        else:
            known = by_name.get(name)
            same = known is not None and row["created at"] in ("", known.rows[0]["created at"])
            group = (known if same else by_order.get(key)) or _Group(name, why="no_first_row")
        if not group.rows:
            found.append(group)
        group.rows.append(row)
    if table.broken and found:
        found[-1].why = "open_quote"  # the rest of this order may have been swallowed
    return found


def _order(group: _Group, dates: Dates, now: datetime, seen_at: datetime | None, header: tuple[str, ...]) -> SeenOrder:
    head = group.rows[0]
    created = _date(head, "created at", dates)
    if created is not None and created > now + timedelta(days=1):
        raise _Bad("future_date", head["created at"])
    if created is None or seen_at is None:
        raise _Bad("no_date")
    currency = head["currency"].upper()
    if not currency:
        raise _Bad("no_currency")
    if not is_currency(currency):
        raise _Bad("bad_currency", head["currency"])
    fulfilled_at = _date(head, "fulfilled at", dates)
    financial = head["financial status"].casefold()
    total = _amount(head, "total", currency)
    told = _amount(head, "refunded amount", currency)
    returned = (total or 0) if told is None and financial == "refunded" else told or 0
    outstanding, seen = _outstanding(head["outstanding balance"], currency), min(seen_at, now)
    cancelled, lines = _date(head, "cancelled at", dates), _lines(group.rows, currency, fulfilled_at)
    if not returned and cancelled is None:  # restocked without a refund: taken off, no money went back
        lines = tuple(replace(line, removed=line.returned) for line in lines)
    order = Order(
        key=OrderKey(0),
        store=FILES,
        name=group.name,
        currency=currency,
        lines=lines,
        created_at=created,
        seen=Seen(None, Where.SHOPIFY_FILE, seen),
        shopify_id=f"gid://shopify/Order/{head['id']}" if re.fullmatch("[0-9]{6,19}", head["id"]) else None,
        paid_at=_date(head, "paid at", dates),
        financial=financial,
        fulfilment=head["fulfillment status"].casefold(),
        total=total,
        received=_received(financial, total, outstanding),
        returned=returned,
        cancelled_at=cancelled,
        untold=_untold(header, told is None and financial != "refunded"),
        supposed=((seen, total),) if financial in _ALL and total is not None and outstanding is None else (),
    )
    order = replace(order, returned_without_quantities=returned - named_by_word(order))
    name = (head["billing name"] or head["shipping name"]).lstrip("'")
    person = Person(name, head["email"].lstrip("'"))
    return SeenOrder(order, person if person.name or person.email else None, _hints(group.rows))


def _untold(header: tuple[str, ...], no_refund_told: bool) -> tuple[str, ...]:
    """What the file has no column for, so that it says nothing of it, not even that nothing happened."""
    columns = {"fulfilled": ("fulfillment status", "lineitem fulfillment status"), "cancelled": ("cancelled at",)}
    missing = [name for name, names in columns.items() if not {*names} & {*header}]
    return (*missing, *(("returned",) if no_refund_told else ()))


def _outstanding(text: str, currency: str) -> int | None:
    """What is still to come in, minor units; None: not told. Less than nothing is nothing."""
    if text.startswith("-") and plain_amount(text[1:], currency) is not None:
        return 0
    money = plain_amount(text, currency)
    return money.minor if money is not None else None


def _received(financial: str, total: int | None, outstanding: int | None) -> int | None:
    """What came in; None: some did, the amount is unknown (an export without Total, a word nobody knows)."""
    if financial in _NOTHING:
        return 0
    if financial in {*_ALL, "partially_paid"} and total is not None and outstanding is not None:
        return max(0, total - outstanding)  # paid, then edited: the rest is still to come
    return total if financial in _ALL else None


def _lines(rows: list[Row], currency: str, fulfilled_at: datetime | None) -> tuple[Line, ...]:
    """The order's lines. Discounts of the whole order are shared out over them, as ``Subtotal`` tells."""
    found: list[Line] = []
    net: list[int] = []
    for row in rows:
        if not row["lineitem name"] and not row["lineitem quantity"]:
            continue
        match = re.fullmatch(r"([0-9]{1,6})(?:[.,]0+)?", row["lineitem quantity"])
        quantity = int(match[1]) if match else -1
        if not 0 <= quantity <= MOST_UNITS:
            raise _Bad("bad_quantity", row["lineitem quantity"])
        if quantity == 0:
            continue  # taken off the order before it was paid
        price = _amount(row, "lineitem price", currency) or 0
        net.append(max(0, price * quantity - (_amount(row, "lineitem discount", currency) or 0)))
        found.append(_line(str(len(found) + 1), row, quantity, rows[0]["fulfillment status"].casefold(), fulfilled_at))
    if not found:
        raise _Bad("no_lines")
    gross = sum(net)
    subtotal = _amount(rows[0], "subtotal", currency)
    share = (subtotal, gross) if subtotal is not None and subtotal < gross else (1, 1)
    return tuple(
        replace(line, unit_value=value * share[0] // share[1] // line.quantity)
        for line, value in zip(found, net, strict=True)
    )


def _line(number: str, row: Row, quantity: int, order_word: str, fulfilled_at: datetime | None) -> Line:
    word = row["lineitem fulfillment status"].casefold() or order_word
    # How many units "partial" means is not told: all but one, so that the supplier's part is looked at.
    fulfilled = {"fulfilled": quantity, "partial": max(1, quantity - 1)}.get(word, 0)
    return Line(
        id=LineId(number),
        title=row["lineitem name"],
        quantity=quantity,
        unit_value=0,
        sku=row["lineitem sku"],
        vendor=row["vendor"],
        fulfilled=fulfilled,
        returned=quantity if word == "restocked" else 0,
        fulfilled_at=fulfilled_at if fulfilled else None,
        needs_no_purchase=row["lineitem requires shipping"].casefold() == "false",
    )


def _hints(rows: list[Row]) -> tuple[LinkHint, ...]:
    texts = (row[name] for row in rows for name in ("notes", "note attributes", "tags"))
    found = strongest(hint for text in texts if text for hint in find_hints(text))
    return tuple(sorted(found, key=lambda hint: (not hint.certain, hint.number)))


def _date(row: Row, name: str, dates: Dates) -> datetime | None:
    text = row[name].lstrip("'")
    if not text:
        return None
    when = dates.read(text)
    if when is None:
        raise _Bad("unclear_date" if dates.unclear(text) else "bad_date", text)
    return when.at


def _amount(row: Row, name: str, currency: str) -> int | None:
    text = row[name].lstrip("'")
    if not text:
        return None
    money = plain_amount(text, currency)
    if money is None:
        raise _Bad("bad_amount", text)
    return money.minor
