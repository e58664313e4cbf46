"""Databases as DropDesk would have written them, of any size: real rows of the real services, multiplied by plain SQL.

Some dozen demo worlds of different ages are planted by the services and read again at the present moment; what stands
in their tables is the stock. A large shop is mostly history, so one order in ten needs attention. Names, numbers, ids,
people and seconds differ in every copy; the search rows and the journal's hash chain are as the app writes them.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from dropdesk.bootstrap import NoKeychain, build
from dropdesk.demo.shop import STORE
from dropdesk.demo.world import world
from dropdesk.domain.case.shape.shop_answers import Credentials
from dropdesk.domain.values import StoreId
from dropdesk.services.demo_data import load_demo
from dropdesk.services.ports import Shop
from dropdesk.store.cases import GENESIS
from dropdesk.store.engine import Store
from dropdesk.store.migrations.versions.r0002_dated_rows import RECOUNT, RECOUNT_CUSTOMERS
from dropdesk.store.reader import FILE, HEAD, split_han

FORM = 3
"""Raised when the databases come out otherwise, so that old ones are not used again."""
AGES = (*range(0, 72, 3), *range(72, 30 * 24, 48), *range(30 * 24, 120 * 24, 15 * 24))
"""How long ago the worlds began, hours: fresh days by the hour, then history."""
ATTENTION = 0.1
HISTORY = 0.7
"""Of the calm orders: those that are done or too late."""
SHOP = "bench-shop"
BIG, BIG_SHARE = "Yiwu Everything & Co", 0.3
"""One supplier serves so many of the orders: whatever is counted by supplier has to hold there."""
REGULAR = 0.02
"""One customer (a reseller, a walk-in account) has so many of the orders."""
SLICE = 2_000


def _words(text: str) -> list[str]:
    return text.split()


_GIVEN = _words(
    "Anna Sofia Léa Ines Pavel Nina Jonas Greta Milan Oskar Emma Ruth Felix Ida Tomás Klara Tom Hugo Lena Samuel Marie "
    "Clara Ben Noah Elif Lukas Mia Hanna Paul Zoe Arne Björn Çağla Renée Jürgen Małgorzata Øystein Siobhán Yusuf Aiko"
)
_FAMILY = _words(
    "Keller Rossi Moreau Duarte Novák Albrecht Weber Sommer Horvat Nilsen Lindqvist Maurer Brunner Sørensen Vidal "
    "Vogel Richter Marchetti Fuchs Okoye Dubois Hoffmann Tanner Fischer Kaya Berger Brandt Schulz Steiner Lambert Lund "
    "Åkesson Grünwald Szczepański O'Brien Nakamura Yılmaz Castellanos Papadopoulos Van-der-Berg"
)
_CHINESE = _words("王伟 李娜 张敏 刘洋 陈静 杨帆 赵磊 黄婷 周杰 吴倩")


@dataclass(frozen=True, slots=True)
class Stock:
    """One real order with all its rows, by column."""

    order: Mapping[str, object]
    listing: Mapping[str, object]
    purchases: tuple[Mapping[str, object], ...]
    cases: tuple[tuple[Mapping[str, object], tuple[Mapping[str, object], ...]], ...]
    notes: tuple[Mapping[str, object], ...]
    search: str
    person: str


class _At:
    """A clock that is set by hand."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return 0.0


def database(folder: Path, orders: int, fresh: bool = False) -> Path:
    """The data folder with so many orders below ``folder``; made when it is not there yet."""
    home = folder / f"{orders}-{HEAD}-{FORM}"
    if fresh:
        shutil.rmtree(home, ignore_errors=True)
    if not (home / FILE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix="making-") as making:
            made = Path(making) / "data"
            _make(made, orders)
            made.rename(home)
    return home


def _make(home: Path, orders: int) -> None:
    now = datetime.now(UTC)
    stock = _stock(now)
    Store.open(home).close()
    file = sqlite3.connect(home / FILE)
    for pragma in ("synchronous = OFF", "journal_mode = MEMORY", "cache_size = -400000", "temp_store = MEMORY"):
        file.execute(f"PRAGMA {pragma}")
    dice = random.Random(orders)
    calm = [one for one in stock if one.listing["calm"]]
    over = [one for one in calm if one.listing["verdict"] in ("done", "too_late")]
    urgent = [one for one in stock if not one.listing["calm"]]
    for first in range(1, orders + 1, SLICE):
        rows = _Rows()
        for key in range(first, min(first + SLICE, orders + 1)):
            pool = urgent if dice.random() < ATTENTION else over if dice.random() < HISTORY else calm
            rows.add(key, dice.choice(pool), dice)
        rows.write(file)
    file.execute(RECOUNT)
    file.execute(RECOUNT_CUSTOMERS)
    file.commit()
    file.execute("PRAGMA journal_mode = WAL")
    file.close()


# -- real rows -----------------------------------------------------------------------------------------------------


def _stock(now: datetime) -> list[Stock]:
    """Plants the worlds, lets their time pass, reads what stands in the tables."""
    found: list[Stock] = []
    for age in AGES:
        with tempfile.TemporaryDirectory(prefix="dropdesk-bench-") as name:
            folder = Path(name)
            clock = _At(now - timedelta(hours=age))
            backend = build(folder, clock, NoKeychain(), _no_client, _no_check, ZoneInfo("Europe/Berlin"), "DE")
            load_demo(backend.store, backend.turn, backend.cases, world(clock.at), clock.now)
            clock.at = now
            backend.turn.everything()
            backend.store.close()
            found += _read(folder / FILE)
    return found


def _no_client(_store: StoreId, _credentials: Credentials) -> Shop:
    raise AssertionError("no shop is asked")


def _no_check(text: str) -> StoreId:
    raise AssertionError(text)


def _read(path: Path) -> Iterator[Stock]:
    file = sqlite3.connect(path)
    file.row_factory = sqlite3.Row

    def rows(sql: str, *values: object) -> tuple[dict[str, object], ...]:
        return tuple(dict(row) for row in file.execute(sql, values))

    for order in rows("SELECT * FROM orders"):
        key = order["key"]
        cases = tuple(
            (case, rows("SELECT * FROM journal WHERE case_id = ? ORDER BY seq", case["id"]))
            for case in rows("SELECT * FROM cases WHERE order_key = ?", key)
        )
        yield Stock(
            order,
            rows("SELECT * FROM listing WHERE key = ?", key)[0],
            rows("SELECT p.* FROM purchases p JOIN serves s USING (number) WHERE s.order_key = ?", key),
            cases,
            rows("SELECT * FROM texts WHERE order_key = ?", key),
            str(rows("SELECT text FROM search WHERE rowid = ?", key)[0]["text"]),
            str(rows("SELECT name FROM people WHERE order_key = ?", key)[0]["name"]),
        )
    file.close()


# -- copies --------------------------------------------------------------------------------------------------------


class _Rows:
    """Copies under way to the tables."""

    def __init__(self) -> None:
        self._of: dict[str, list[dict[str, object]]] = {}

    def _put(self, table: str, row: dict[str, object]) -> None:
        self._of.setdefault(table, []).append(row)

    def write(self, file: sqlite3.Connection) -> None:
        for table, rows in self._of.items():
            columns = list(rows[0])
            marks = ", ".join(f":{column}" for column in columns)
            file.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)

    def add(self, key: int, one: Stock, dice: random.Random) -> None:
        """All rows of one order, told anew for this key."""
        old = str(one.order["name"]).removeprefix("#")
        who = dice.choice(_CHINESE) if dice.random() < 0.05 else f"{dice.choice(_GIVEN)} {dice.choice(_FAMILY)}"
        email = f"{who.lower().replace(' ', '.')}.{key}@example.com" if who.isascii() else f"c{key}@example.com"
        seconds = dice.randrange(3_600)
        later = seconds * 1_000_000
        person = 0 if dice.random() < REGULAR else dice.randrange(key + 1)
        swaps = [
            (f'"#{old}"', f'"#{1000 + key}"'),
            (f"Order/{old}", f"Order/{5_000_000_000_000 + key}"),
            (f"LineItem/{old}", f"LineItem/{13_000_000_000_000 + key * 10}"),
            (f'"{STORE}"', f'"{SHOP}"'),
            (str(one.order["customer"]), f"gid://shopify/Customer/{7_000_000_000_000 + person}"),
            (f'"key":{one.order["key"]},', f'"key":{key},'),
            (f'"order":{one.order["key"]},', f'"order":{key},'),
        ]
        big = dice.random() < BIG_SHARE
        if big:
            names = {str(leg["supplier"]) for leg in json.loads(str(one.order["legs"]))["d"]} - {""}
            swaps += [(f'"supplier":"{name}"', f'"supplier":"{BIG}"') for name in sorted(names)]
        for n, bought in enumerate(one.purchases):
            swaps.append((str(bought["number"]), f"{8_190_000_000_000_000 + key * 10 + n}"))
            tracking = str(json.loads(str(bought["body"]))["d"]["tracking_number"])
            if tracking:
                swaps.append((tracking, f"LP{10_000_000_000 + key * 10 + n}CN"))

        def told(text: object) -> str:
            made = str(text)
            for before, after in swaps:
                made = made.replace(before, after)
            return made

        order = dict(one.order)
        order.update(
            key=key, store=SHOP, shopify_id=told(order["shopify_id"]), name=f"#{1000 + key}",
            customer=told(order["customer"]), body=told(order["body"]), legs=told(order["legs"]),
            hints=told(order["hints"]), created_at=_after(order["created_at"], later),
        )  # fmt: skip
        open_case = ""
        self._put("orders", order)
        listing = dict(one.listing)
        listing.update(
            key=key, name=order["name"], supplier=BIG if big and listing["supplier"] else listing["supplier"]
        )
        for column in ("deadline", "deadline_sort", "next_change_at", "placed_at", "supplier_at"):
            listing[column] = _after(listing[column], later)
        self._put("listing", listing)
        self._put("people", {"order_key": key, "name": who, "email": email})
        for bought in one.purchases:
            number = told(bought["number"])
            body = told(bought["body"])
            self._put("purchases", {**bought, "number": number, "body": body})
            self._put("purchase_sightings", {"number": number, "body": body, "known_at": bought["seen_at"]})
            self._put("serves", {"number": number, "order_key": key})
        for n, (case, journal) in enumerate(one.cases):
            new = f"{key:028x}{n:04x}"
            swaps.append((str(case["id"]), new))
            self._put("cases", {**case, "id": new, "order_key": key})
            before = GENESIS
            for row in journal:
                state = told(row["state"])
                parts = (new, str(row["seq"]), str(row["at"]), str(row["move"]), state, before)
                digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
                self._put("journal", {**row, "case_id": new, "state": state, "before": before, "hash": digest})
                before = digest
            open_case = new if case["open"] else open_case
        order["open_case"] = open_case or None
        for n, note in enumerate(one.notes):
            self._put("texts", {**note, "ref": f"{key:029x}{n:03x}", "order_key": key})
        mail = f"{one.person.lower().replace(' ', '.')}@example.com"
        words = told(one.search).replace(f"#{old}", str(order["name"])).replace(one.person, who).replace(mail, email)
        self._put("search", {"rowid": key, "text": words})
        self._put("search_short", {"rowid": key, "text": split_han(words)})


def _after(value: object, later: int) -> object:
    return value + later if isinstance(value, int) and value < 250_000_000_000_000_000 else value
