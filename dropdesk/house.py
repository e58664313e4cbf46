"""Builds the services of one data folder. Wiring only: no decision, no Qt; the tests build it with fakes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from dropdesk.domain.answers import Credentials, KeychainState
from dropdesk.domain.values import StoreId
from dropdesk.services.assess import Assess
from dropdesk.services.cases import Cases
from dropdesk.services.connections import Connections
from dropdesk.services.details import Details
from dropdesk.services.imports import ImportService
from dropdesk.services.linking import Linker
from dropdesk.services.links import LinkService
from dropdesk.services.outbox import Outbox
from dropdesk.services.ports import Clock, Keychain, Shop
from dropdesk.services.preferences import Preferences
from dropdesk.services.sync import Sync
from dropdesk.services.turn import Turn
from dropdesk.store.engine import Store


class SystemClock:
    """Fits ``Clock``."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


class NoKeychain:
    """Fits ``Keychain`` where there are no secrets: the demo shop never touches the keyring."""

    def state(self) -> KeychainState:
        return KeychainState(usable=False, backend="", why="demo")

    def get(self, name: str) -> str | None:
        return None

    def put(self, name: str, secret: str) -> bool:
        return False

    def forget(self, name: str) -> None:
        return


@dataclass(slots=True)
class House:
    """Every service of one data folder."""

    store: Store
    clock: Clock
    turn: Turn
    cases: Cases
    details: Details
    outbox: Outbox
    connections: Connections
    preferences: Preferences
    imports: ImportService
    links: LinkService
    sync: Sync


def build(
    folder: Path,
    clock: Clock,
    keychain: Keychain,
    make_shop: Callable[[StoreId, Credentials], Shop],
    check_shop: Callable[[str], StoreId],
    zone: tzinfo,
    country: str,
    demo: Shop | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> House:
    """Opens the database of ``folder`` (upgraded if need be) and everything on it.

    ``demo``: the demo shop, then the only one. Raises Damaged or Refused when the folder cannot be used.
    """
    store = Store.open(folder)
    turn = Turn(store, Assess(clock.now, zone, folder / "calendars", country))
    connections = Connections(store, keychain, check_shop, make_shop, clock.now)

    def shop(name: StoreId) -> Shop | None:
        return demo if demo is not None else connections.shop(name)

    turn.hears = lambda name: shop(name) is not None
    cases = Cases(store, turn, shop)
    linker = Linker(turn)
    return House(
        store=store,
        clock=clock,
        turn=turn,
        cases=cases,
        details=Details(store, turn, cases, shop, clock.now),
        outbox=Outbox(store, cases, shop, clock, pause, linker.take_in),
        connections=connections,
        preferences=Preferences(store, turn, folder / "calendars", clock.now),
        imports=ImportService(store, turn, clock.now),
        links=LinkService(store, turn, clock.now),
        sync=Sync(store, turn, shop, connections, linker.take_in, clock.now),
    )
