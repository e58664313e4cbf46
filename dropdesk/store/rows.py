"""The rows of orders inside one transaction: each is read once, changed in memory, written once before the commit.

Plain rows instead of the ORM's objects: a rule change reads and writes every order there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import partial
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from dropdesk.domain.values import OrderKey
from dropdesk.store.engine import LATE

_HAVE, _CHANGED = "order rows", "order rows changed"
"""In ``Session.info``: the rows of this transaction, and the keys of those that are to be written."""


@dataclass(slots=True)
class OrderRow:
    """One row of ``orders``: what Shopify says (``body``), its legs, and what the person said of it."""

    key: int
    store: str
    shopify_id: str | None
    name: str
    created_at: int
    seen_at: int
    customer: str
    body: str
    legs: str
    hints: str
    asked_at: int | None = None
    customer_knows: bool = False
    wish: str | None = None
    plan: int | None = None
    waived: bool = False
    first_import: int | None = None
    open_case: str | None = None
    old_history: int | None = None
    promise_due: int | None = None
    read: dict[str, Any] = field(default_factory=dict, compare=False)
    """What was made of a column's JSON in this transaction, by the column's name; no column itself."""


_COLUMNS = tuple(one.name for one in fields(OrderRow) if one.name != "read")
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM orders WHERE key "  # noqa: S608  # our own names
_UPDATE = f"UPDATE orders SET {', '.join(f'{name} = :{name}' for name in _COLUMNS[1:])} WHERE key = :key"  # noqa: S608
_INSERT = f"INSERT INTO orders ({', '.join(_COLUMNS[1:])}) VALUES ({', '.join(f':{name}' for name in _COLUMNS[1:])})"  # noqa: S608


def of(tx: Session, key: OrderKey) -> OrderRow:
    """The row of an order, as this transaction has made it. KeyError for none."""
    have: dict[int, OrderRow] = tx.info.setdefault(_HAVE, {})
    if key not in have:
        fetch(tx, (key,))
    return have[key]


def fetch(tx: Session, keys: Iterable[OrderKey]) -> list[OrderKey]:
    """Reads the rows of many orders at once; returns the keys of those that exist."""
    have: dict[int, OrderRow] = tx.info.setdefault(_HAVE, {})
    wanted = list(keys)
    missing = sorted({int(key) for key in wanted} - have.keys())
    for start in range(0, len(missing), 500):
        part = missing[start : start + 500]
        for found in tx.connection().execute(text(f"{_SELECT} IN ({','.join(map(str, part))})")):
            row = OrderRow(*found)
            row.customer_knows, row.waived = bool(row.customer_knows), bool(row.waived)
            have[row.key] = row
    return [key for key in wanted if key in have]


def insert(tx: Session, row: OrderRow) -> OrderKey:
    """Adds a row (its ``key`` is not looked at) and returns the key that it got."""
    done = tx.connection().execute(text(_INSERT), _values(row))
    row.key = int(done.lastrowid)
    tx.info.setdefault(_HAVE, {})[row.key] = row
    return OrderKey(row.key)


def changed(tx: Session, row: OrderRow) -> None:
    """Has the row written before the commit."""
    tx.info.setdefault(_CHANGED, set()).add(row.key)
    tx.info[LATE][_CHANGED] = partial(flush, tx)


def flush(tx: Session) -> None:
    """Writes what was changed so far: whoever searches the table by its columns needs it there."""
    keys = sorted(tx.info.pop(_CHANGED, ()))
    if keys:
        have = tx.info[_HAVE]
        tx.connection().execute(text(_UPDATE), [_values(have[key]) for key in keys])


def _values(row: OrderRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in _COLUMNS}
