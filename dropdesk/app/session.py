"""Wires one window to the services of one data folder. The window is painted first, from a read-only connection; the
heavy parts (SQLModel, httpx, keyring, holidays) are loaded after, on a worker."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from dropdesk import paths
from dropdesk.app.backend import LateBackend, stand_ins
from dropdesk.app.background import Background, known_stores
from dropdesk.app.first_frame import FirstFrame, say_painted
from dropdesk.domain.changes import Changes
from dropdesk.domain.workdays import WorkCalendar
from dropdesk.errors import Expected, Refused
from dropdesk.options import Options
from dropdesk.report import Reports
from dropdesk.store.browse import Browse
from dropdesk.store.reader import FILE, current, prepare_folder, small_settings
from dropdesk.ui import i18n, icons, interrupts, style, words
from dropdesk.ui.app_context import AppContext, StoreShown
from dropdesk.ui.change_bus import ChangeBus
from dropdesk.ui.collector import Collector
from dropdesk.ui.i18n import tr
from dropdesk.ui.instance import Instance
from dropdesk.ui.kit import tell
from dropdesk.ui.main_window import MainWindow
from dropdesk.ui.runner import ThreadRunner

if TYPE_CHECKING:
    from dropdesk.bootstrap import Backend

LOOPBACK = "DROPDESK_LOOPBACK_SHOP"
"""Environment: address of a shop on this machine that stands for Shopify (tests, the tour)."""
TRACE = "DROPDESK_TRACE_START"
"""Environment: says on standard output when the first frame stands; ``leave`` ends the app then (``make bench``)."""


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


class _Session:
    """One data folder in use: lock, window, services, and what ends with them."""

    def __init__(self, app: QApplication, options: Options, demo: bool) -> None:
        self.app, self.options, self.demo = app, options, demo
        self.wants_demo = False
        self.folder = paths.data_folder(options.data_dir, demo)
        self.reports = Reports(self.folder / "logs")
        self.loopback = os.environ.get(LOOPBACK, "")
        self.late = LateBackend(self.folder, options, demo, self.loopback, lambda: self.runner.closing())
        self._calendar = WorkCalendar()
        self.collector: Collector | None = None

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
                self.late.backend()  # a new, old or foreign database: nothing can be painted before
        except Expected as error:
            return self._cannot_start(error)
        self.browse = Browse(self.folder / FILE)
        self.background = Background(
            self.runner, self.bus, self.late, lambda: self.window, self._stores, self._expected
        )
        self.window = MainWindow(self._context())
        self._restore()
        FirstFrame(self.window, self._painted)
        self.window.show()
        code = self.app.exec()
        self._end()
        return code

    def _end(self) -> None:
        """Lets the workers end first: they write until they have."""
        self.late.frame_stands.set()
        self.runner.close()
        if self.late.built is not None:
            self.late.built.store.close()
        self.browse.close()
        self.instance.release()
        self.reports.close()

    def _cannot_start(self, error: Expected) -> int:
        tell(None, tr("DropDesk cannot start"), words.error(error))
        return 2

    def _style(self) -> None:
        """Language and colours: the command line's, else the kept ones."""
        asked, kept = self.options, small_settings(self.folder)
        self._geometry = kept.get("geometry", "")
        i18n.use(asked.lang or kept.get("language", ""))
        scheme = asked.theme or kept.get("theme") or "system"
        style.apply(self.app, scheme, int(kept.get("text") or "100"), kept.get("density") == "compact")

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
            say_painted()
            if trace == "leave":
                self.window.close()
                return
        if self.late.frame_stands.is_set():
            return  # the rest went on without this frame
        self.late.frame_stands.set()
        self.app.setWindowIcon(icons.app_icon())
        self.instance.listen(self._raise)
        self.runner.run("desk", self._late_start, self._ready, owner=self.window)

    def _late_start(self) -> tuple[Backend, WorkCalendar, tuple[StoreShown, ...]]:
        self.reports.log()
        backend = self.late.backend()
        return backend, _calendar(backend), known_stores(backend)

    def _ready(self, found: tuple[Backend, WorkCalendar, tuple[StoreShown, ...]]) -> None:
        backend, self._calendar, self.background.shown = found
        self.bus.changed.connect(self.background.changed)
        self.window.stores()
        self.window.orders.model.age()  # painted by a provisional calendar until now
        if self.options.files:
            self.window.import_files(self.options.files)
        self.runner.run("keys", backend.connections.load, self.background.connected, owner=self.window)
        self.background.start()
        if self.demo:
            self.background.resume()

    # -- what the window is given ----------------------------------------------------------------------------------
    def _context(self) -> AppContext:
        services = stand_ins(self.late.patient)
        return AppContext(
            orders=self.browse,
            details=services.details,
            runner=self.runner,
            bus=self.bus,
            now=self.late.now,
            open_url=lambda address: QDesktopServices.openUrl(QUrl(address)),
            work_days=lambda now, deadline: self._calendar.left(now, deadline),
            cases=self.background.assistant,
            imports=services.imports,
            links=services.links,
            connections=None if self.demo else services.connections,
            settings=services.settings,
            refresh=self.background.refresh,
            stores=self._stores,
            open_demo=None if self.demo else self._open_demo,
            push_clock=self._push if self.demo else None,
            restyle=self._restyle,
            remember=self._remember,
            mark="DEMO" if self.demo else "TEST SHOP" if self.loopback else "",
        )

    def _stores(self) -> Sequence[StoreShown]:
        if self.demo:
            from dropdesk.demo.shop import NAME, STORE

            return (StoreShown(STORE, NAME, self.late.now()),)
        return self.background.shown

    def _remember(self, name: str, value: str) -> None:
        self.runner.run("desk", lambda: self.late.backend().preferences.put(name, value))

    def _push(self, hours: int) -> None:
        assert self.late.demo_clock is not None
        self.late.demo_clock.push(hours)
        self.background.tick()
        self.background.tell(Changes(everything=True))

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
        self.bus.changed.disconnect(self.background.changed)
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


def _calendar(backend: Backend) -> WorkCalendar:
    with backend.store.read() as tx:
        return backend.turn.assess.book(tx).china
