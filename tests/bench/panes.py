"""What opening a pane or a case costs the services, while somebody else holds the write lock. No window."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC
from pathlib import Path

from dropdesk.bootstrap import NoKeychain, SystemClock, build
from dropdesk.domain.case.shape.shop_answers import Credentials
from dropdesk.domain.values import OrderKey, StoreId
from dropdesk.services.ports import Shop
from dropdesk.store.reader import FILE
from tests.bench.starts import Spread
from tests.bench.world import BIG

SAMPLE = 60
"""So many panes and cases, spread over all orders."""


def opened(folder: Path) -> dict[str, Spread]:
    """Milliseconds, by kind of order; no order is shown twice. A reader that waited for the write lock would never end
    here."""
    with closing(sqlite3.connect(folder / FILE)) as file:
        orders = file.execute("SELECT COUNT(*) FROM orders").fetchone()[0]
        step = max(1, orders // SAMPLE)
        some = _keys(file, f"SELECT key FROM orders WHERE key % {step} = 1")
        big = _keys(file, f"SELECT key FROM listing WHERE supplier = ? AND key % {step // 10 + 1} = 0", BIG)
        cases = _keys(file, f"SELECT DISTINCT order_key FROM cases WHERE order_key % {step // 100 + 1} = 0")
        of_big = file.execute("SELECT legs FROM supplier_record WHERE supplier = ?", (BIG,)).fetchone()[0]
        backend = build(folder, SystemClock(), NoKeychain(), _no_client, _no_check, UTC, "DE")
        file.isolation_level = None
        file.execute("BEGIN IMMEDIATE")
        try:
            backend.details.view(some[0])  # calendars and shapes of rows are loaded once, in the background of a start
            found = {"pane, any order": _timed(backend.details.view, some[1:])}
            found[f"pane, supplier with {of_big:,} purchases"] = _timed(backend.details.view, big)
            found["case"] = _timed(backend.cases.view, cases)
        finally:
            file.execute("ROLLBACK")
            backend.store.close()
    return found


def _keys(file: sqlite3.Connection, sql: str, *values: str) -> list[OrderKey]:
    return [OrderKey(row[0]) for row in file.execute(f"{sql} LIMIT {SAMPLE}", values)]


def _timed(view: Callable[[OrderKey], object], keys: list[OrderKey]) -> Spread:
    took: list[float] = []
    for key in keys:
        begun = time.perf_counter()
        view(key)
        took.append((time.perf_counter() - begun) * 1000)
    return Spread.of(took)


def _no_client(_store: StoreId, _credentials: Credentials) -> Shop:
    raise AssertionError("no shop is asked")


def _no_check(text: str) -> StoreId:
    raise AssertionError(text)
