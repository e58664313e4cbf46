"""A real store with imports and links on it; what they ask of the verdicts and of open cases is written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dropdesk.domain.legs import Leg
from dropdesk.domain.order import Order
from dropdesk.domain.values import CaseId, OrderKey
from dropdesk.services.assess import Assess
from dropdesk.services.imports import ImportPreview, ImportService
from dropdesk.services.links import LinkService
from dropdesk.store import orders
from dropdesk.store.engine import Store

if TYPE_CHECKING:
    from sqlmodel import Session

FIXTURES = Path(__file__).parent.parent / "fixtures"
NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)


class Recorder(Assess):
    """The real verdicts; ``asked`` holds the keys of every call."""

    asked: list[list[OrderKey]]

    def refresh(self, tx: Session, keys: Iterable[OrderKey]) -> None:
        asked = list(keys)
        self.asked.append(asked)
        super().refresh(tx, asked)


class Bench:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.at = NOW
        self.store = Store.open(folder / "data")
        self.assess = Recorder(self.store, self.now, ZoneInfo("Europe/Berlin"), folder / "calendars", "DE")
        self.assess.asked = []
        self.in_cases: list[tuple[OrderKey, tuple[Leg, ...]]] = []
        self.seen_by_cases: list[OrderKey] = []
        zone = ZoneInfo("Europe/Berlin")
        self.imports = ImportService(
            self.store, self.assess, self.now, self._cases_seen, lambda tx, key: self.seen_by_cases.append(key), zone
        )
        self.links = LinkService(self.store, self.assess, self.now, self._cases_seen)

    def now(self) -> datetime:
        return self.at

    def later(self, **by: float) -> None:
        self.at += timedelta(**by)

    def _cases_seen(self, tx: Session, key: OrderKey, legs: tuple[Leg, ...]) -> None:
        self.in_cases.append((key, legs))
        orders.put_legs(tx, key, legs)

    # -- importing -------------------------------------------------------------------------------------------------
    def look(self, *names: str, pasted: str = "", answers: dict[str, str] | None = None) -> ImportPreview:
        """A preview of fixtures, or of files written with ``write``."""
        paths = [FIXTURES / name if (FIXTURES / name).exists() else self.folder / name for name in names]
        return self.imports.preview(paths, pasted, answers or {})

    def take(self, *names: str, pasted: str = "", answers: dict[str, str] | None = None) -> ImportPreview:
        preview = self.look(*names, pasted=pasted, answers=answers)
        self.imports.apply(preview)
        return preview

    def write(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, encoding="utf-8", newline="")
        return name

    # -- looking ---------------------------------------------------------------------------------------------------
    def key(self, name: str) -> OrderKey:
        with self.store.write() as tx:
            return next(key for key in orders.keys(tx) if orders.load(tx, key).name == name)

    def order(self, name: str) -> Order:
        with self.store.write() as tx:
            return orders.load(tx, self.key(name))

    def legs(self, name: str) -> tuple[Leg, ...]:
        with self.store.write() as tx:
            return orders.legs(tx, self.key(name))

    def states(self, name: str) -> dict[str, str]:
        """State by purchase number of an order's legs; those without a number by their units."""
        return {leg.number or " ".join(f"{line}/{n}" for line, n in leg.units): leg.state for leg in self.legs(name)}

    def codes(self, name: str) -> list[str]:
        with self.store.write() as tx:
            return [code for _, code, _ in orders.timeline(tx, self.key(name))]

    def open_case(self, name: str) -> None:
        key = self.key(name)
        with self.store.write() as tx:
            orders.say(tx, key, replace(orders.saying(tx, key), open_case=CaseId("case")))

    def dump(self) -> list[str]:
        """Everything in the database."""
        reader = self.store.reader()
        try:
            return list(reader.iterdump())
        finally:
            reader.close()
