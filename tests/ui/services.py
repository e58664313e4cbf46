"""Fakes of the services behind the dialogs and the settings; each remembers what it was asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from dropdesk.domain.case.shape.shop_answers import KeychainState, ShopInfo
from dropdesk.domain.changes import Changes
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.values import Money, OrderKey, Quantities, StoreId, SupplierNumber
from dropdesk.errors import Damaged, Expected, Refused
from tests.ui.world import NOW, D

HOSTILE = "<b>bold</b><img src=x> & \u202eevil"


@dataclass
class Found:
    """Fits ``Finding``."""

    name: str
    file: str = "orders.csv"
    row: int = 0
    why: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass
class FileSeen:
    """Fits ``FileFound``."""

    name: str
    kind: str = "shopify_orders"
    rows: int = 3
    as_of: datetime | None = NOW - D
    error: str = ""


@dataclass
class Word:
    """Fits ``UnknownWord``."""

    word: str
    count: int


@dataclass
class Claim:
    """Fits ``ClaimAsked``."""

    key: OrderKey
    name: str
    what: str = "cancel"
    amount: int = 3490
    currency: str = "EUR"
    at: datetime = NOW - D


@dataclass
class Preview:
    files: Sequence[FileSeen] = ()
    added: Sequence[Found] = ()
    changed: Sequence[Found] = ()
    unchanged: Sequence[Found] = ()
    skipped: Sequence[Found] = ()
    unknown_words: Sequence[Word] = ()
    claims: Sequence[Claim] = ()


class Imports:
    """Fits the ui's ``Imports``. ``fails``: raised by the next preview."""

    def __init__(self) -> None:
        self.asked: list[tuple[tuple[str, ...], str, dict[str, str]]] = []
        self.applied: list[Preview] = []
        self.not_done: list[tuple[OrderKey, ...]] = []
        self.fails: Expected | None = None
        self.answer = Preview(
            (
                FileSeen("orders_export.csv"),
                FileSeen("holiday.csv", "", 0, None),
                FileSeen(HOSTILE, "aliexpress_a", 12),
            ),
            [Found(f"#{number}") for number in range(1001, 1004)],
            [Found("#1000", why="status")],
            [Found("#999")],
            [
                Found("8.19E+15", "aliexpress.csv", 4, "damaged_id"),
                Found(HOSTILE, "aliexpress.csv", 7, "bad_number", {"value": HOSTILE}),
            ],
            [Word("Awaiting shipment!", 3), Word(HOSTILE, 1)],
        )

    def preview(self, paths: Sequence[Path], pasted: str, answers: Mapping[str, str]) -> Preview:
        self.asked.append((tuple(path.name for path in paths), pasted, dict(answers)))
        if self.fails is not None:
            error, self.fails = self.fails, None
            raise error
        return self.answer

    def apply(self, preview: object, not_done: Collection[OrderKey] = ()) -> Changes:
        assert isinstance(preview, Preview)
        self.applied.append(preview)
        self.not_done.append(tuple(not_done))
        return Changes(everything=True)


@dataclass
class Candidate:
    """Fits the ui's ``Candidate``."""

    number: SupplierNumber
    shop_name: str = "Yiwu Bright Home"
    title: str = "Ceramic mug, white"
    placed_at: datetime | None = NOW - D
    total: Money | None = field(default_factory=lambda: Money(1240, "EUR"))
    orders: Sequence[str] = ()


class Links:
    """Fits the ui's ``Links``."""

    def __init__(self) -> None:
        self.done: list[tuple[str, str, Quantities]] = []
        self.searched: list[str] = []
        self.found: list[Candidate] = [
            Candidate(SupplierNumber("8190439416163295")),
            Candidate(SupplierNumber("8190439416163301"), HOSTILE, HOSTILE, orders=("#1043",)),
        ]
        self.fails: Expected | None = None

    def read_number(self, text: str) -> SupplierNumber | None:
        digits = "".join(sign for sign in text if sign.isdigit())
        return SupplierNumber(digits) if 13 <= len(digits) <= 19 else None

    def proposals(self, key: OrderKey) -> Sequence[Candidate]:
        return self.found

    def search(self, key: OrderKey, text: str) -> Sequence[Candidate]:
        self.searched.append(text)
        return [one for one in self.found if text.lower() in one.title.lower()]

    def _do(self, what: str, number: str, units: Quantities, key: OrderKey) -> Changes:
        if self.fails is not None:
            raise self.fails
        self.done.append((what, number, units))
        return Changes(orders=frozenset([key]))

    def link(self, key: OrderKey, number: SupplierNumber, units: Quantities) -> Changes:
        return self._do("link", number, units, key)

    def unlink(self, key: OrderKey, number: SupplierNumber) -> Changes:
        return self._do("unlink", number, (), key)

    def not_ours(self, key: OrderKey, number: SupplierNumber) -> Changes:
        return self._do("not_ours", number, (), key)

    def nothing_ordered(self, key: OrderKey, units: Quantities) -> Changes:
        return self._do("nothing", "", units, key)

    def own_stock(self, key: OrderKey, units: Quantities) -> Changes:
        return self._do("stock", "", units, key)


class Connections:
    """Fits the ui's ``Connections``."""

    def __init__(self) -> None:
        self.state = KeychainState(True, "keyring.backends.SecretService.Keyring")
        self.missing: tuple[str, ...] = ()
        self.required: tuple[str, ...] = ()
        self.warnings: tuple[str, ...] = ()
        self.fails: Expected | None = None
        self.tested: list[tuple[str, str, str, str]] = []
        self.connected: list[tuple[str, str, str, str]] = []
        self.forgotten: list[str] = []

    def check_shop(self, text: str) -> str:
        name = text.removesuffix(".myshopify.com")
        if name == text or not name.replace("-", "").isalnum():
            raise Refused("shop_form")
        return name

    def test(self, shop: str, token: str, client_id: str, client_secret: str) -> ShopInfo:
        self.tested.append((shop, token, client_id, client_secret))
        if self.fails is not None:
            raise self.fails
        scopes = frozenset({"write_orders"}) - set(self.required)
        return ShopInfo(
            StoreId(shop), f"{shop}.myshopify.com", "Nordlicht Wohnen", "EUR", "Europe/Berlin", scopes,
            (*self.required, *self.missing), self.required, "2026-10", self.warnings,
        )  # fmt: skip

    def connect(self, shop: str, token: str, client_id: str, client_secret: str) -> tuple[Changes, bool]:
        self.connected.append((shop, token, client_id, client_secret))
        return Changes(settings=True, everything=True), self.state.usable

    def keychain(self) -> KeychainState:
        return self.state

    def forget(self, shop: str) -> Changes:
        self.forgotten.append(shop)
        return Changes(settings=True)


@dataclass
class Year:
    """Fits ``CalendarYear``."""

    year: int
    provisional: bool
    source: str


class Settings:
    """Fits the ui's ``Settings``."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.book = Rulebook()
        self.loaded: list[str] = []
        self.fails: Expected | None = None

    def rules(self) -> Rulebook:
        if self.fails is not None:
            error, self.fails = self.fails, None
            raise error
        return self.book

    def change_rule(self, rule: str, level: str, value: int | None) -> Changes:
        self.book = self.book.changed(rule, level, value)
        return Changes(settings=True)

    def suppliers(self) -> Sequence[str]:
        return ("Canton Deco", HOSTILE)

    def get(self, name: str) -> str:
        return self.kept.get(name, "")

    def put(self, name: str, value: str) -> Changes:
        self.kept[name] = value
        return Changes(settings=True)

    def years(self) -> Sequence[Year]:
        return (Year(2025, False, "holidays"), Year(2026, False, "file"), Year(2027, True, ""))

    def load_calendar(self, path: Path) -> Changes:
        if path.suffix != ".json":
            raise Damaged("calendar_file", {"file": path.name})
        self.loaded.append(path.name)
        return Changes(settings=True)

    def countries(self) -> Sequence[tuple[str, str]]:
        return (("DE", "Germany"), ("FR", "France"), ("GB", "United Kingdom"))


@dataclass
class Services:
    """All of them, to hand to ``make_desk(world, **services.given())``."""

    imports: Imports = field(default_factory=Imports)
    links: Links = field(default_factory=Links)
    connections: Connections = field(default_factory=Connections)
    settings: Settings = field(default_factory=Settings)

    def given(self) -> dict[str, Any]:
        return {
            "imports": self.imports,
            "links": self.links,
            "connections": self.connections,
            "settings": self.settings,
        }
