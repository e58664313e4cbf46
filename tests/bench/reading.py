"""How long the table's reading takes: searches, pages, all ids, counts. The connection is DropDesk's own."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from dropdesk.domain.listing import Query, Sort, View
from dropdesk.store.browse import Browse
from dropdesk.store.reader import FILE
from tests.bench.starts import Spread

FIRST, PAGE = 40, 64
"""What the table asks for at once (``ui/orders/model.py``)."""
SEARCHES = {
    "an order's name": "#1234",
    "a whole purchase number": "8190000000012340",
    "part of a tracking number": "LP10000012",
    "a customer": "Szczepański Małgorzata",
    "two letters": "Be",
    "two signs": "李娜",
    "a supplier of many": "Hangzhou Silk",
    "nothing": "nowhere-to-be-found",
}


def _timed(act: Callable[[], object], n: int) -> Spread:
    """Milliseconds."""
    found = []
    for _ in range(n):
        begun = time.perf_counter()
        act()
        found.append((time.perf_counter() - begun) * 1000)
    return Spread.of(found)


def reads(folder: Path) -> dict[str, Spread]:
    """Milliseconds of every kind of reading; ``search …`` to the first rows in the whole list."""
    browse = Browse(folder / FILE)
    dice = random.Random(1)
    everything = browse.ids(Query(view=View.ALL)).tolist()
    found = {
        "first page, to do": _timed(lambda: browse.first_page(Query(), FIRST), 9),
        "first page, all": _timed(lambda: browse.first_page(Query(view=View.ALL), FIRST), 9),
        "ids, to do": _timed(lambda: browse.ids(Query()), 5),
        f"ids, all {len(everything):,}": _timed(lambda: browse.ids(Query(view=View.ALL)), 5),
        "counts": _timed(browse.counts, 5),
        "a page by keys": _timed(lambda: browse.page(dice.sample(everything, PAGE)), 99),
        "neighbours by keys": _timed(lambda: browse.page(_slice(everything, dice)), 99),
        "sort by deadline, all": _timed(lambda: browse.first_page(Query(View.ALL, sort=Sort.DEADLINE), FIRST), 3),
        "sort by order, all": _timed(lambda: browse.first_page(Query(View.ALL, sort=Sort.ORDER), FIRST), 3),
    }
    for what, text in SEARCHES.items():
        query = Query(View.ALL, search=text)
        hits = len(browse.ids(query))
        found[f"search {what} ({hits:,} found)"] = _timed(partial(browse.first_page, query, FIRST), 5)
    browse.close()
    return found


def _slice(keys: list[int], dice: random.Random) -> list[int]:
    first = dice.randrange(max(len(keys) - PAGE, 1))
    return keys[first : first + PAGE]
