"""The services of one data folder for its window: built once, late, on the worker that asks first; and what stands for
them until then."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale

from dropdesk.app.first_frame import PATIENCE
from dropdesk.domain.changes import Changes
from dropdesk.domain.values import OrderKey
from dropdesk.options import Options
from dropdesk.ui.app_context import Connections, Imports, Links, OrderDetails, Settings
from dropdesk.ui.zone import system as system_zone

if TYPE_CHECKING:
    from dropdesk.bootstrap import Backend
    from dropdesk.demo.clock import DemoClock
    from dropdesk.services.ports import Keychain


class LateBackend:
    """Builds the backend of ``folder`` when it is first asked for; the heavy modules are imported only then.

    ``loopback``: a shop's address on this machine for tests, ``""`` = the real shops. ``stopped``: whether the window
    is closing, asked by long work between two steps.
    """

    def __init__(self, folder: Path, options: Options, demo: bool, loopback: str, stopped: Callable[[], bool]) -> None:
        self._folder, self._options, self._demo = folder, options, demo
        self._loopback, self._stopped = loopback, stopped
        self._building = threading.Lock()
        self.frame_stands = threading.Event()
        """Set once the first frame was painted, or need not be waited for any more."""
        self.built: Backend | None = None
        self.demo_clock: DemoClock | None = None
        """The demo's own clock, once its backend was built."""

    def backend(self) -> Backend:
        """The services; built by whoever asks first. Raises Damaged or Refused when the folder cannot be used."""
        with self._building:
            if self.built is None:
                self.built = self._build()
            return self.built

    def patient(self) -> Backend:
        """The same for workers: what the window asks for while its first frame is painted waits for that frame."""
        self.frame_stands.wait(PATIENCE / 1000)
        return self.backend()

    def now(self) -> datetime:
        """The present: the demo's clock, else the machine's (UTC)."""
        if self.demo_clock is not None:
            return self.demo_clock.now()
        return datetime.now(UTC)

    def _build(self) -> Backend:
        from dropdesk.bootstrap import NoKeychain, SystemClock, build
        from dropdesk.remote.shopify.auth import check_shop
        from dropdesk.remote.shopify.client import ShopifyShop

        zone = system_zone()
        country = QLocale.system().territoryToCode(QLocale.system().territory())
        loopback = self._loopback or None
        demo_shop = None
        keychain: Keychain = NoKeychain()
        if not self._demo:
            from dropdesk.keychain import OsKeychain

            keychain = OsKeychain()
        else:
            from dropdesk.demo.clock import DemoClock
            from dropdesk.demo.shop import DemoShop
            from dropdesk.demo.world import world

            self.demo_clock = DemoClock(self._folder, self._options.demo_date)
            samples = world(self.demo_clock.born)
            demo_shop = DemoShop(self._folder, self.demo_clock.now, tuple(sample.seen for sample in samples))
        backend = build(
            self._folder,
            self.demo_clock or SystemClock(),
            keychain,
            lambda name, credentials: ShopifyShop(name, credentials, loopback=loopback),
            check_shop,
            zone,
            country,
            demo_shop,
        )
        backend.turn.stopped = self._stopped
        if self._demo and self.demo_clock is not None:
            from dropdesk.services.demo_data import demo_is_loaded, load_demo

            if not demo_is_loaded(backend.store):
                load_demo(backend.store, backend.turn, backend.cases, samples, self.demo_clock.now)
        return backend


@dataclass(frozen=True, slots=True)
class ForWindow:
    """What the window is given of a backend, by the ui's own Protocols."""

    details: OrderDetails
    imports: Imports
    links: Links
    connections: Connections
    settings: Settings


def _fits(backend: Backend) -> ForWindow:
    """Lets mypy check that the services fit the ui's Protocols, which ``_Late`` hides from it."""
    return ForWindow(backend.details, backend.imports, backend.links, backend.connections, backend.preferences)


class _Late:
    """Stands for a service that is built on first use, on the worker that uses it. Untyped inside: ``_fits`` lets mypy
    check that what is built fits the ui's Protocols."""

    def __init__(self, get: Callable[[], Any]) -> None:
        self._get = get

    def __getattr__(self, name: str) -> Any:
        return lambda *given, **named: getattr(self._get(), name)(*given, **named)


def stand_ins(backend: Callable[[], Backend]) -> ForWindow:
    """Stand-ins for the window's services; each asks ``backend`` for the real one when a method of it is called."""

    def stand_in(name: str) -> Any:
        return _Late(lambda: getattr(_fits(backend()), name))

    return ForWindow(*(stand_in(field.name) for field in fields(ForWindow)))


class Assistant:
    """Fits the ui's ``Cases``: the cases, and the outbox that does what they owe.

    ``tell`` gets what changed between two sends; ``stopped``: as in ``LateBackend``. Every call blocks; errors are
    those of ``services.cases`` and ``services.outbox``.
    """

    def __init__(
        self, backend: Callable[[], Backend], tell: Callable[[Changes], object], stopped: Callable[[], bool]
    ) -> None:
        self._backend, self._tell, self._stopped = backend, tell, stopped

    def view(self, key: OrderKey) -> Any:
        """See ``ui.service_protocols.Cases.view``."""
        return self._backend().cases.view(key)

    def do(self, case: Any, seq: int, move: Any, texts: Any = None) -> Changes:
        """See ``ui.service_protocols.Cases.do``."""
        return self._backend().cases.do(case, seq, move, texts)

    def do_all(self, case: Any, seq: int, moves: Any, texts: Any = None) -> Changes:
        """See ``ui.service_protocols.Cases.do_all``."""
        return self._backend().cases.do_all(case, seq, moves, texts)

    def suggest(self, key: OrderKey, lines: Any, shipping: bool) -> Any:
        """See ``ui.service_protocols.Cases.suggest``."""
        return self._backend().cases.suggest(key, lines, shipping)

    def proceed(self, key: OrderKey) -> Changes:
        """See ``ui.service_protocols.Cases.proceed``."""
        return self._backend().outbox.proceed(key, self._tell, self._stopped)
