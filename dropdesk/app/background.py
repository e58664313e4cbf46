"""What goes on without the person: time passes, cases go on with what they owe the world, shops are read again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from dropdesk.app.backend import Assistant, LateBackend
from dropdesk.domain.changes import Changes
from dropdesk.domain.values import OrderKey, StoreId
from dropdesk.errors import Expected
from dropdesk.ui import words
from dropdesk.ui.app_context import StoreShown
from dropdesk.ui.change_bus import ChangeBus
from dropdesk.ui.main_window import MainWindow
from dropdesk.ui.runner import ThreadRunner

if TYPE_CHECKING:
    from dropdesk.bootstrap import Backend

TICK = 20_000
"""How often time is looked at, ms: verdicts that may read otherwise, calls that wait for a look."""
SYNC_EVERY = 300_000
"""How often every shop is read, ms."""


def known_stores(backend: Backend) -> tuple[StoreShown, ...]:
    """The connected stores, when each was last read (UTC), and the code of its last failure. Asks the database."""
    found = []
    for name, facts in backend.connections.known().items():
        synced = facts.get("synced")
        at = datetime.fromisoformat(synced) if synced else None
        found.append(StoreShown(name, facts["name"], at, backend.connections.troubles.get(name, "")))
    return tuple(found)


class Background:
    """Timers, syncs and the outbox's worker for one data folder; lives as long as the app, whichever window is open.

    ``stores`` are those the window shows (of the demo there is one, which is never asked of the database); ``expected``
    says an expected error that nobody waits for.
    """

    def __init__(
        self,
        runner: ThreadRunner,
        bus: ChangeBus,
        late: LateBackend,
        window: Callable[[], MainWindow],
        stores: Callable[[], Sequence[StoreShown]],
        expected: Callable[[Expected], None],
    ) -> None:
        self._runner, self._bus = runner, bus
        self._backend, self._window, self._stores, self._expected = late.backend, window, stores, expected
        self.assistant = Assistant(
            late.patient, lambda changes: runner.home(partial(self.tell, changes)), lambda: runner.closing()
        )
        self.shown: tuple[StoreShown, ...] = ()
        """The stores as last read by a worker: the window never waits for the database."""
        self._keys_read = False
        self._owed: dict[OrderKey, StoreId] = {}
        """Orders whose case waits for its store's worker, or has it; oldest first."""

    def start(self) -> None:
        """Looks at what time has changed, and sets the timers, which end with the present window."""
        self.tick()
        for interval, act in ((TICK, self.tick), (SYNC_EVERY, lambda: self.refresh(None))):
            timer = QTimer(self._window())
            timer.timeout.connect(act)
            timer.start(interval)

    def connected(self, shops: Sequence[StoreId]) -> None:
        """The keyring was read: what waited for a connection goes on, and the shops are read."""
        self._keys_read = True
        self.look_at_stores()
        self.resume()
        if shops:
            self.refresh(None)

    def changed(self, changes: Changes) -> None:
        """Somebody changed something: a connection may have come or gone."""
        if changes.settings or changes.everything:
            self.look_at_stores()

    def look_at_stores(self) -> None:
        """Reads the connected stores (worker ``desk``), shows them, and syncs those that are new."""

        def shown(found: tuple[StoreShown, ...]) -> None:
            new = {store.id for store in found} - {store.id for store in self.shown}
            if found != self.shown:
                self.shown = found
                self._window().stores()
            for name in sorted(new):
                self._sync(StoreId(name))

        self._runner.run("desk", lambda: known_stores(self._backend()), shown, owner=self._window())

    def tick(self) -> None:
        """Time has passed: verdicts that may read otherwise are read, and cases that wait for a look get it."""
        self._read_due()
        if self._keys_read:  # before that no store is open: what waits would come back as "no store is connected"
            self.resume()

    def _read_due(self) -> None:
        """Verdicts that time has changed; a table that is due as a whole (after an upgrade) lets others in between."""

        def told(changes: Changes) -> None:
            from dropdesk.services.turn import DUE_AT_ONCE

            self.tell(changes)
            if len(changes.orders) >= DUE_AT_ONCE:
                self._read_due()

        self._runner.run("desk", lambda: self._backend().turn.due(), told, owner=self._window())

    def resume(self) -> None:
        """What cases still owe the world: sent or looked at by the worker of their store."""

        def go(waiting: Sequence[tuple[OrderKey, StoreId]]) -> None:
            for key, store in waiting:
                if key not in self._owed:
                    self._owed[key] = store
                    if list(self._owed.values()).count(store) == 1:
                        self._proceed(key)

        self._runner.run("read", lambda: self._backend().outbox.waiting(), go, owner=self._window())

    def _proceed(self, key: OrderKey) -> None:
        """One order at a time of each store: offline a look takes its time, and a press must not wait behind many."""

        def ended() -> None:
            store = self._owed.pop(key)
            later = next((other for other, its in self._owed.items() if its == store), None)
            if later is not None:
                self._proceed(later)

        def told(changes: Changes) -> None:
            ended()
            self.tell(changes)

        def failed(error: Expected) -> None:
            ended()
            self._expected(error)

        self._runner.run(f"money:{self._owed[key]}", partial(self.assistant.proceed, key), told, failed)

    def tell(self, changes: Changes) -> None:
        """Says what changed to every open part of the window. GUI thread."""
        if changes != Changes():
            self._bus.tell(changes)

    def refresh(self, key: OrderKey | None) -> None:
        """Reads one order again from its shop, or every shop (None)."""
        if key is not None:
            self._runner.run("sync:one", lambda: self._backend().sync.one(key), self.tell, self._failed, self._window())
            return
        for store in self._stores():
            self._sync(StoreId(store.id))

    def _sync(self, store: StoreId) -> None:
        self._runner.run(f"sync:{store}", partial(self._pull, store), self.tell, self._failed, self._window())

    def _pull(self, store: StoreId) -> Changes:
        def told(changes: Changes) -> None:
            self._runner.home(partial(self.tell, changes))

        return self._backend().sync.pull(store, told, self._runner.closing)

    def _failed(self, error: Expected) -> None:
        self._bus.failed.emit(words.error(error))
        self.look_at_stores()
