"""Reads a shop's orders: slices of at most 200, each one transaction of rows, cursor and verdicts (design §4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from dropdesk.domain.changes import Changes
from dropdesk.domain.order import SeenOrder
from dropdesk.domain.values import OrderKey, StoreId
from dropdesk.errors import Expected, NotAllowed, Refused
from dropdesk.services.ports import Shop
from dropdesk.services.turn import SLICE, Turn
from dropdesk.store import orders, settings
from dropdesk.store.engine import Store

if TYPE_CHECKING:
    from sqlmodel import Session


class Ledger(Protocol):
    """Where a sync says how it went."""

    troubles: dict[StoreId, str]

    def note(self, store: StoreId, **facts: str) -> None: ...


class Sync:
    """``take_in`` keeps one order as seen (own stock, links its words name) and answers with its key, or None when a
    newer sighting is known already."""

    def __init__(
        self,
        store: Store,
        turn: Turn,
        shop: Callable[[StoreId], Shop | None],
        ledger: Ledger,
        take_in: Callable[[Session, SeenOrder], OrderKey | None],
        now: Callable[[], datetime],
    ) -> None:
        self._store, self._turn, self._shop, self._ledger = store, turn, shop, ledger
        self._take_in, self._now = take_in, now

    def pull(
        self,
        name: StoreId,
        progress: Callable[[Changes], None] = lambda changes: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Changes:
        """Everything that changed since the last pull (worker ``sync:<store>``). The cursor moves only with its rows: a
        cut anywhere reads a slice twice and misses none. Raises what the shop raises; what was read stays."""
        shop = self._shop(name)
        if shop is None:
            raise NotAllowed("no_token")
        changed: set[OrderKey] = set()
        try:
            for page in shop.orders(self._cursor(name)):
                for start in range(0, len(page.orders), SLICE):
                    if stopped():
                        return Changes(orders=frozenset(changed))
                    last = start + SLICE >= len(page.orders)
                    keys = self._keep(name, page.orders[start : start + SLICE], page.cursor if last else None)
                    changed |= keys
                    progress(Changes(orders=frozenset(keys)))
                if stopped():
                    return Changes(orders=frozenset(changed))
        except Expected as error:
            self._ledger.troubles[name] = error.code
            raise
        self._ledger.troubles.pop(name, None)
        self._ledger.note(name, synced=self._now().isoformat())
        return Changes(orders=frozenset(changed), settings=True)

    def _cursor(self, name: StoreId) -> datetime | None:
        with self._store.read() as tx:
            kept = settings.get(tx, f"cursor:{name}")
        return datetime.fromisoformat(kept) if kept else None

    def _keep(self, name: StoreId, seen: tuple[SeenOrder, ...], cursor: datetime | None) -> set[OrderKey]:
        with self._store.write() as tx:
            keys = [key for one in seen if (key := self._take_in(tx, one)) is not None]
            self._turn.refresh(tx, keys)
            if cursor is not None:
                settings.put(tx, f"cursor:{name}", cursor.isoformat())
        return set(self._turn.changed(tx))

    def one(self, key: OrderKey) -> Changes:
        """Reads one order again, whatever changed. NotAllowed("no_shop") for an order that no connected shop has;
        Refused("read_older") when what is known is newer than the answer."""
        with self._store.read() as tx:
            order = orders.load(tx, key)
        shop = self._shop(order.store)
        if shop is None or order.shopify_id is None:
            raise NotAllowed("no_shop")
        seen = shop.look(order.shopify_id)
        with self._store.write() as tx:
            if self._take_in(tx, SeenOrder(replace(seen.order, key=key), None, seen.hints)) is None:
                raise Refused("read_older")  # never "read just now" over what was known before
            self._turn.refresh(tx, [key])
        return Changes(orders=self._turn.changed(tx))
