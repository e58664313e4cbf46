"""Builds the services of one data folder. Wiring only: no decision, no Qt; the tests build it with fakes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from dropdesk.domain.case.shape.shop_answers import Credentials, KeychainState
from dropdesk.domain.values import StoreId
from dropdesk.services.cases import Cases
from dropdesk.services.connections import Connections
from dropdesk.services.imports import ImportService
from dropdesk.services.link_by_hand import LinkByHand
from dropdesk.services.order_details import Details
from dropdesk.services.outbox import Outbox
from dropdesk.services.ports import Clock, Keychain, Shop
from dropdesk.services.preferences import Preferences
from dropdesk.services.purchase_linker import PurchaseLinker
from dropdesk.services.sync import Sync
from dropdesk.services.turn import Turn
from dropdesk.services.verdicts import Verdicts
from dropdesk.store.engine import Store


class SystemClock:
    """Fits ``Clock``."""

    def now(self) -> datetime:
        """The machine's time, UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that no clock change moves."""
        return time.monotonic()


class NoKeychain:
    """Fits ``Keychain`` where there are no secrets: the demo shop never touches the keyring."""

    def state(self) -> KeychainState:
        """Not usable, and why: ``demo``."""
        return KeychainState(usable=False, backend="", why="demo")

    def get(self, name: str) -> str | None:
        """None: nothing is kept."""
        return None

    def put(self, name: str, secret: str) -> bool:
        """False: nothing is written anywhere, not even for the session."""
        return False

    def forget(self, name: str) -> None:
        """Nothing is there to be forgotten."""
        return


@dataclass(slots=True)
class Backend:
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
    links: LinkByHand
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
) -> Backend:
    """Opens the database of ``folder`` (upgraded if need be) and everything on it.

    ``demo``: the demo shop, then the only one. Raises Damaged or Refused when the folder cannot be used.
    """
    store = Store.open(folder)
    turn = Turn(store, Verdicts(clock.now, zone, folder / "calendars", country))
    connections = Connections(store, keychain, check_shop, make_shop, clock.now)

    def shop(name: StoreId) -> Shop | None:
        return demo if demo is not None else connections.shop(name)

    turn.hears = lambda name: shop(name) is not None
    cases = Cases(store, turn, shop)
    linker = PurchaseLinker(turn)
    return Backend(
        store=store,
        clock=clock,
        turn=turn,
        cases=cases,
        details=Details(store, turn, cases, shop, clock.now),
        outbox=Outbox(store, cases, shop, clock, pause, linker.take_in),
        connections=connections,
        preferences=Preferences(store, turn, folder / "calendars", clock.now),
        imports=ImportService(store, turn, clock.now),
        links=LinkByHand(store, turn, clock.now),
        sync=Sync(store, turn, shop, connections, linker.take_in, clock.now),
    )
