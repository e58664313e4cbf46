"""Wires one window to the services of one data folder. The window is painted first, from a read-only connection; the
heavy parts (SQLModel, httpx, keyring, holidays) are loaded after, on a worker."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QEvent, QLocale, QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from dropdesk import paths
from dropdesk.domain.changes import Changes
from dropdesk.domain.values import OrderKey, StoreId
from dropdesk.domain.workdays import WorkCalendar
from dropdesk.errors import Expected, Refused
from dropdesk.options import Options
from dropdesk.report import Reports
from dropdesk.store.browse import Browse
from dropdesk.store.reader import FILE, current, prepare_folder, small_settings
from dropdesk.ui import i18n, icons, interrupts, theme, words
from dropdesk.ui.app_context import AppContext, Connections, Imports, Links, OrderDetails, Settings, StoreShown
from dropdesk.ui.change_bus import ChangeBus
from dropdesk.ui.collector import Collector
from dropdesk.ui.i18n import tr
from dropdesk.ui.instance import Instance
from dropdesk.ui.kit import tell
from dropdesk.ui.main_window import MainWindow
from dropdesk.ui.runner import ThreadRunner
from dropdesk.ui.zone import system as system_zone

if TYPE_CHECKING:
    from dropdesk.bootstrap import Backend
    from dropdesk.demo.clock import DemoClock
    from dropdesk.services.ports import Keychain

_TICK = 20_000
"""How often time is looked at, ms: verdicts that may read otherwise, calls that wait for a look."""
_SYNC_EVERY = 300_000
_PATIENCE = 3_000
"""How long the heavy parts wait for the first frame at most, ms."""
LOOPBACK = "DROPDESK_LOOPBACK_SHOP"
TRACE = "DROPDESK_TRACE_START"


def run(options: Options, argv: Sequence[str]) -> int:
    """Opens the window and stays until it is closed. Returns the exit code."""
    os.umask(0o077)
    app = QApplication.instance() or QApplication(list(argv))
    assert isinstance(app, QApplication)
    app.setApplicationName("DropDesk")
    app.setDesktopFileName("io.github.dropdesk.DropDesk")
    interrupts.catch(app)
    demo = options.demo
    while True:
        session = _Session(app, options, demo)
        code = session.run()
        if not session.wants_demo:
            return code
        demo = True


class _Late:
    """Stands for a service that is built on first use, on the worker that uses it. Untyped inside: ``_fits`` lets mypy
    check that what is built fits the ui's Protocols."""

    def __init__(self, get: Callable[[], Any]) -> None:
        self._get = get

    def __getattr__(self, name: str) -> Any:
        return lambda *given, **named: getattr(self._get(), name)(*given, **named)


class _Session:
    """One data folder in use: lock, window, services, timers."""

    def __init__(self, app: QApplication, options: Options, demo: bool) -> None:
        self.app, self.options, self.demo = app, options, demo
        self.wants_demo = False
        self.folder = paths.data_folder(options.data_dir, demo)
        self.reports = Reports(self.folder / "logs")
        self._backend: Backend | None = None
        self._building = threading.Lock()
        self._stands = threading.Event()
        self._demo_clock: DemoClock | None = None
        self._calendar = WorkCalendar()
        self._shown: tuple[StoreShown, ...] = ()
        self._keys_read = False
        self._owed: dict[OrderKey, StoreId] = {}
        """Orders whose case waits for its store's worker, or has it; oldest first."""
        self._assistant = _Assistant(
            self._patient_house,
            lambda changes: self.runner.home(partial(self._tell, changes)),
            lambda: self.runner.closing(),
        )
        self.collector: Collector | None = None
        self.loopback = os.environ.get(LOOPBACK, "")

    # -- start and end ---------------------------------------------------------------------------------------------
    def run(self) -> int:
        try:
            prepare_folder(self.folder)
        except Expected as error:
            self._style()
            return self._cannot_start(error)
        self.reports.catch()
        self._style()
        self.instance = Instance(self.folder)
        holder = self.instance.take()
        if holder is not None:
            if holder.here:
                return 0  # the first window was raised
            return self._cannot_start(Refused("in_use", {"host": holder.host, "pid": holder.pid}))
        self.runner = ThreadRunner(self._expected, self._bug)
        self.bus = ChangeBus()
        try:
            if not current(self.folder) or self.demo:
                self.backend()  # a new, old or foreign database: nothing can be painted before
        except Expected as error:
            return self._cannot_start(error)
        self.browse = Browse(self.folder / FILE)
        self.window = MainWindow(self._context())
        self._restore()
        _FirstFrame(self.window, self._painted)
        self.window.show()
        code = self.app.exec()
        self._stands.set()
        self.runner.close()
        if self._backend is not None:
            self._backend.store.close()
        self.browse.close()
        self.instance.release()
        self.reports.close()
        return code

    def _cannot_start(self, error: Expected) -> int:
        tell(None, tr("DropDesk cannot start"), words.error(error))
        return 2

    def _style(self) -> None:
        """Language and colours: the command line's, else the kept ones."""
        asked, kept = self.options, small_settings(self.folder)
        self._geometry = kept.get("geometry", "")
        i18n.use(asked.lang or kept.get("language", ""))
        scheme = asked.theme or kept.get("theme") or "system"
        theme.apply(self.app, scheme, int(kept.get("text") or "100"), kept.get("density") == "compact")

    def _restore(self) -> None:
        if self._geometry:
            self.window.restoreGeometry(QByteArray.fromBase64(self._geometry.encode()))

    def _raise(self) -> None:
        self.window.setWindowState(self.window.windowState() & ~self.window.windowState().WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()

    def _painted(self, rows: bool) -> None:
        """The first frame stands. Now the heavy parts, then everything that was left owed, then the timers."""
        if not self.window.isVisible():
            return  # closed before
        if self.collector is None:
            self.collector = Collector(self.runner)
        trace = os.environ.get(TRACE)
        if trace and rows:
            _say_painted()
            if trace == "leave":
                self.window.close()
                return
        if self._stands.is_set():
            return  # the rest went on without this frame
        self._stands.set()
        self.app.setWindowIcon(icons.app_icon())
        self.instance.listen(self._raise)
        self.runner.run("desk", self._late_start, self._ready, owner=self.window)

    def _late_start(self) -> tuple[Backend, WorkCalendar, tuple[StoreShown, ...]]:
        self.reports.log()
        backend = self.backend()
        return backend, _calendar(backend), self._known(backend)

    def _ready(self, found: tuple[Backend, WorkCalendar, tuple[StoreShown, ...]]) -> None:
        backend, self._calendar, self._shown = found
        self.bus.changed.connect(self._changed)
        self.window.stores()
        self.window.orders.model.age()  # painted by a provisional calendar until now
        if self.options.files:
            self.window.import_files(self.options.files)
        self.runner.run("keys", backend.connections.load, lambda shops: self._connected(shops), owner=self.window)
        self._tick()
        for interval, act in ((_TICK, self._tick), (_SYNC_EVERY, lambda: self._refresh(None))):
            timer = QTimer(self.window)
            timer.timeout.connect(act)
            timer.start(interval)
        if self.demo:
            self._resume()

    def _connected(self, shops: Sequence[StoreId]) -> None:
        self._keys_read = True
        self._look_at_stores()
        self._resume()
        if shops:
            self._refresh(None)

    # -- services --------------------------------------------------------------------------------------------------
    def backend(self) -> Backend:
        """The services; built by whoever asks first. Raises Damaged or Refused when the folder cannot be used."""
        with self._building:
            if self._backend is None:
                self._backend = self._build()
            return self._backend

    def _patient_house(self) -> Backend:
        """The same for workers: what the window asks for while its first frame is painted waits for that frame."""
        self._stands.wait(_PATIENCE / 1000)
        return self.backend()

    def _build(self) -> Backend:
        from dropdesk.bootstrap import NoKeychain, SystemClock, build
        from dropdesk.remote.shopify.auth import check_shop
        from dropdesk.remote.shopify.client import ShopifyShop

        zone = system_zone()
        country = QLocale.system().territoryToCode(QLocale.system().territory())
        loopback = self.loopback or None
        demo_shop = None
        keychain: Keychain = NoKeychain()
        if not self.demo:
            from dropdesk.keychain import OsKeychain

            keychain = OsKeychain()
        else:
            from dropdesk.demo.clock import DemoClock
            from dropdesk.demo.shop import DemoShop
            from dropdesk.demo.world import world

            self._demo_clock = DemoClock(self.folder, self.options.demo_date)
            planted = world(self._demo_clock.born)
            demo_shop = DemoShop(self.folder, self._demo_clock.now, tuple(one.seen for one in planted))
        made = build(
            self.folder,
            self._demo_clock or SystemClock(),
            keychain,
            lambda name, credentials: ShopifyShop(name, credentials, loopback=loopback),
            check_shop,
            zone,
            country,
            demo_shop,
        )
        made.turn.stopped = lambda: self.runner.closing()
        if self.demo and self._demo_clock is not None:
            from dropdesk.services.demo_data import demo_is_loaded as is_planted
            from dropdesk.services.demo_data import load_demo

            if not is_planted(made.store):
                load_demo(made.store, made.turn, made.cases, planted, self._demo_clock.now)
        return made

    def _now(self) -> datetime:
        if self._demo_clock is not None:
            return self._demo_clock.now()
        return datetime.now(UTC)

    def _context(self) -> AppContext:
        late = _late(self._patient_house)
        return AppContext(
            orders=self.browse,
            details=late.details,
            runner=self.runner,
            bus=self.bus,
            now=self._now,
            open_url=lambda address: QDesktopServices.openUrl(QUrl(address)),
            work_days=lambda now, deadline: self._calendar.left(now, deadline),
            cases=self._assistant,
            imports=late.imports,
            links=late.links,
            connections=None if self.demo else late.connections,
            settings=late.settings,
            refresh=self._refresh,
            stores=self._stores,
            open_demo=None if self.demo else self._open_demo,
            push_clock=self._push if self.demo else None,
            restyle=self._restyle,
            remember=lambda name, value: self.runner.run("desk", lambda: self.backend().preferences.put(name, value)),
            mark="DEMO" if self.demo else "TEST SHOP" if self.loopback else "",
        )

    def _stores(self) -> Sequence[StoreShown]:
        """As last read by a worker: the window never waits for the database."""
        if self.demo:
            from dropdesk.demo.shop import NAME, STORE

            return (StoreShown(STORE, NAME, self._now()),)
        return self._shown

    def _known(self, backend: Backend) -> tuple[StoreShown, ...]:
        found = []
        for name, facts in backend.connections.known().items():
            synced = facts.get("synced")
            at = datetime.fromisoformat(synced) if synced else None
            found.append(StoreShown(name, facts["name"], at, backend.connections.troubles.get(name, "")))
        return tuple(found)

    def _changed(self, changes: Changes) -> None:
        if changes.settings or changes.everything:
            self._look_at_stores()

    def _look_at_stores(self) -> None:
        def shown(found: tuple[StoreShown, ...]) -> None:
            new = {one.id for one in found} - {one.id for one in self._shown}
            if found != self._shown:
                self._shown = found
                self.window.stores()
            for store in sorted(new):
                self._sync(StoreId(store))

        self.runner.run("desk", lambda: self._known(self.backend()), shown, owner=self.window)

    # -- what goes on by itself ------------------------------------------------------------------------------------
    def _tick(self) -> None:
        self._read_due()
        if self._keys_read:  # before that no store is open: what waits would come back as "no store is connected"
            self._resume()

    def _read_due(self) -> None:
        """Verdicts that time has changed; a table that is due as a whole (after an upgrade) lets others in between."""

        def told(changes: Changes) -> None:
            from dropdesk.services.turn import DUE_AT_ONCE

            self._tell(changes)
            if len(changes.orders) >= DUE_AT_ONCE:
                self._read_due()

        self.runner.run("desk", lambda: self.backend().turn.due(), told, owner=self.window)

    def _resume(self) -> None:
        """What cases still owe the world: sent or looked at by the worker of their store."""

        def go(waiting: Sequence[tuple[OrderKey, StoreId]]) -> None:
            for key, store in waiting:
                if key not in self._owed:
                    self._owed[key] = store
                    if list(self._owed.values()).count(store) == 1:
                        self._proceed(key)

        self.runner.run("read", lambda: self.backend().outbox.waiting(), go, owner=self.window)

    def _proceed(self, key: OrderKey) -> None:
        """One order at a time of each store: offline a look takes its time, and a press must not wait behind many."""

        def ended() -> None:
            store = self._owed.pop(key)
            later = next((one for one, its in self._owed.items() if its == store), None)
            if later is not None:
                self._proceed(later)

        def told(changes: Changes) -> None:
            ended()
            self._tell(changes)

        def failed(error: Expected) -> None:
            ended()
            self._expected(error)

        self.runner.run(f"money:{self._owed[key]}", partial(self._assistant.proceed, key), told, failed)

    def _tell(self, changes: Changes) -> None:
        if changes != Changes():
            self.bus.tell(changes)

    def _refresh(self, key: OrderKey | None) -> None:
        """Reads a shop, or one order, again."""
        if key is not None:
            self.runner.run("sync:one", lambda: self.backend().sync.one(key), self._tell, self._failed, self.window)
            return
        for one in self._stores():
            self._sync(StoreId(one.id))

    def _sync(self, store: StoreId) -> None:
        self.runner.run(f"sync:{store}", partial(self._pull, store), self._tell, self._failed, self.window)

    def _pull(self, store: StoreId) -> Changes:
        def told(changes: Changes) -> None:
            self.runner.home(partial(self._tell, changes))

        return self.backend().sync.pull(store, told, self.runner.closing)

    def _failed(self, error: Expected) -> None:
        self.bus.failed.emit(words.error(error))
        self._look_at_stores()

    def _push(self, hours: int) -> None:
        assert self._demo_clock is not None
        self._demo_clock.push(hours)
        self._tick()
        self._tell(Changes(everything=True))

    def _open_demo(self) -> None:
        self.wants_demo = True
        self.window.close()

    def _restyle(self) -> None:
        """Language, colours and sizes at once: the window is made anew, on the same place."""
        self._style_from_settings()
        old = self.window
        self.window = MainWindow(self._context())
        self.window.setGeometry(old.geometry())
        self.window.show()
        self.window.come_from(old)
        old.hide()
        old.deleteLater()
        self.bus.changed.disconnect(self._changed)
        self.runner.run("desk", self._late_start, self._ready, owner=self.window)

    def _style_from_settings(self) -> None:
        self.options = Options(self.options.demo, self.options.data_dir, "", "", (), self.options.demo_date)
        self._style()

    # -- what goes wrong -------------------------------------------------------------------------------------------
    def _expected(self, error: Expected) -> None:
        self.bus.failed.emit(words.error(error))

    def _bug(self, error: BaseException) -> None:
        path = self.reports.bug(error)
        self.bus.failed.emit(tr("Something unexpected happened. A report lies in {file}.", file=str(path)))


@dataclass(frozen=True, slots=True)
class _Services:
    """What the window is given of a backend."""

    details: OrderDetails
    imports: Imports
    links: Links
    connections: Connections
    settings: Settings


def _fits(backend: Backend) -> _Services:
    return _Services(backend.details, backend.imports, backend.links, backend.connections, backend.preferences)


def _late(backend: Callable[[], Backend]) -> _Services:
    def one(name: str) -> Any:
        return _Late(lambda: getattr(_fits(backend()), name))

    return _Services(*(one(field.name) for field in fields(_Services)))


class _Assistant:
    """Fits the ui's ``Cases``: the cases, and the outbox that does what they owe."""

    def __init__(
        self, backend: Callable[[], Backend], tell: Callable[[Changes], object], stopped: Callable[[], bool]
    ) -> None:
        self._backend, self._tell, self._stopped = backend, tell, stopped

    def view(self, key: OrderKey) -> Any:
        return self._backend().cases.view(key)

    def do(self, case: Any, seq: int, move: Any, texts: Any = None) -> Changes:
        return self._backend().cases.do(case, seq, move, texts)

    def do_all(self, case: Any, seq: int, moves: Any, texts: Any = None) -> Changes:
        return self._backend().cases.do_all(case, seq, moves, texts)

    def suggest(self, key: OrderKey, lines: Any, shipping: bool) -> Any:
        return self._backend().cases.suggest(key, lines, shipping)

    def proceed(self, key: OrderKey) -> Changes:
        return self._backend().outbox.proceed(key, self._tell, self._stopped)


class _FirstFrame(QObject):
    """Tells when the first frame with rows was painted (True), and when it is no longer waited for (False): there are
    no rows, or patience ended.

    Until then nothing else may run: importing on a worker takes the interpreter away from the window.
    """

    def __init__(self, window: MainWindow, then: Callable[[bool], None]) -> None:
        super().__init__(window)
        self._window, self._then = window, then
        self._table, self._model = window.orders.table.viewport(), window.orders.model
        self._table.installEventFilter(self)
        self._model.arrived.connect(self._arrived)
        self._model.failed.connect(lambda _: self._tell(False))
        QTimer.singleShot(_PATIENCE, self, lambda: self._tell(False))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._model.rowCount() > 0:
            self._tell(True)
        return super().eventFilter(watched, event)

    def _arrived(self) -> None:
        if self._model.rowCount() == 0:
            self._tell(False)

    def _tell(self, rows: bool) -> None:
        if rows:
            self._table.removeEventFilter(self)
        QTimer.singleShot(0, self._window, partial(self._then, rows))


def _say_painted() -> None:
    """For ``make bench``: when the first frame with rows was painted, and how much memory that took."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        resident = int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    sys.stdout.write(f"painted {time.time():.6f} {resident}\n")
    sys.stdout.flush()


def _calendar(backend: Backend) -> WorkCalendar:
    with backend.store.read() as tx:
        return backend.turn.assess.book(tx).china
