"""A real store with imports and links on it; what they ask of the verdicts and of open cases is written down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.state import Case
from dropdesk.domain.order import Order
from dropdesk.domain.supplier.leg import Leg
from dropdesk.domain.values import OrderKey
from dropdesk.services.cases import Cases
from dropdesk.services.import_preview import ImportPreview
from dropdesk.services.imports import ImportService
from dropdesk.services.link_by_hand import LinkByHand
from dropdesk.services.turn import Turn
from dropdesk.services.verdicts import Verdicts
from dropdesk.store import cases, codec, orders
from dropdesk.store.engine import Store

if TYPE_CHECKING:
    from sqlmodel import Session

FIXTURES = Path(__file__).parent.parent / "fixtures"
NOW = datetime(2026, 11, 23, 9, 12, tzinfo=UTC)


class Recorder(Turn):
    """The real turn; ``settled`` holds the keys of every transaction that settled orders."""

    settled: list[list[OrderKey]]

    def _settle(self, tx: Session) -> None:
        self.settled.append(sorted(tx.info["hands"]))
        super()._settle(tx)


class Bench:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.at = NOW
        self.store = Store.open(folder / "data")
        zone = ZoneInfo("Europe/Berlin")
        self.turn = Recorder(self.store, Verdicts(self.now, zone, folder / "calendars", "DE"))
        self.turn.settled = []
        self.imports = ImportService(self.store, self.turn, self.now, zone)
        self.links = LinkByHand(self.store, self.turn, self.now)
        self.cases = Cases(self.store, self.turn, lambda store: None)

    def now(self) -> datetime:
        return self.at

    def later(self, **by: float) -> None:
        self.at += timedelta(**by)

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
        self.cases.open_case(self.key(name))

    def start_case(self, name: str) -> None:
        """A case that somebody wants: past its first page."""
        self.open_case(name)
        for move in (mv.SetWhy(mv.Reason.CHANGED_MIND, self.now()), mv.Start()):
            with self.store.read() as tx:
                found = self.cases.newest(tx, self.key(name))
            assert found is not None
            self.cases.do(found[0].id, found[1], move)

    def in_case(self, name: str) -> tuple[Leg, ...]:
        """The legs as the newest journal row of the order's case holds them."""
        with self.store.read() as tx:
            row = cases.newest(tx, [self.key(name)])[self.key(name)]
        state: Case = codec.load(Case, row.state)
        return state.legs

    def verdict(self, name: str) -> str:
        """As the table shows it."""
        with self.store.read() as tx:
            return str(self.turn.judge(self.turn.look(tx, self.key(name)))[1].code)

    def phase(self, name: str) -> str:
        with self.store.read() as tx:
            found = self.cases.newest(tx, self.key(name))
        assert found is not None
        return found[0].phase.kind

    def dump(self) -> list[str]:
        """Everything in the database."""
        reader = self.store.reader()
        try:
            return list(reader.iterdump())
        finally:
            reader.close()
