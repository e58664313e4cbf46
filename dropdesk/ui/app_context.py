"""What one window is given: its services, each behind a Protocol of ``service_protocols`` or ``import_protocols``, and
its wiring. ``app.session`` fills it; tests use fakes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dropdesk.ui.import_protocols import ClaimAsked, FileFound, Finding, Imports, Preview, UnknownWord
from dropdesk.ui.service_protocols import (
    CalendarYear,
    Candidate,
    Cases,
    Connections,
    Links,
    OrderDetails,
    OrderSource,
    Settings,
)

if TYPE_CHECKING:
    from dropdesk.domain.values import OrderKey
    from dropdesk.ui.change_bus import ChangeBus
    from dropdesk.ui.runner import Runner
    from dropdesk.ui.words import WorkDays

__all__ = [
    "AppContext",
    "CalendarYear",
    "Candidate",
    "Cases",
    "ClaimAsked",
    "Connections",
    "FileFound",
    "Finding",
    "Imports",
    "Links",
    "OrderDetails",
    "OrderSource",
    "Preview",
    "Settings",
    "StoreShown",
    "UnknownWord",
]


@dataclass(frozen=True, slots=True)
class StoreShown:
    """A connected store, the demo or the files, as the store switch shows it. ``offline``: code of the last failure."""

    id: str
    name: str
    synced_at: datetime | None = None
    offline: str = ""


@dataclass(slots=True)
class AppContext:
    """Services and wiring of one window; what is None is not offered.

    ``case_page`` builds the assistant's page for an order: a widget with a signal ``left`` (back to the orders).
    ``refresh`` starts a sync of one order (None: of everything). ``mark``: ``DEMO``, ``TEST SHOP`` or ``""``, shown
    throughout. ``restyle`` puts theme, text size, density and language of the settings into use at once.
    """

    orders: OrderSource
    details: OrderDetails
    runner: Runner
    bus: ChangeBus
    now: Callable[[], datetime]
    open_url: Callable[[str], object]
    work_days: WorkDays | None = None
    cases: Cases | None = None
    imports: Imports | None = None
    links: Links | None = None
    connections: Connections | None = None
    settings: Settings | None = None
    case_page: Callable[[OrderKey], QWidget] | None = None
    refresh: Callable[[OrderKey | None], object] | None = None
    stores: Callable[[], Sequence[StoreShown]] = tuple
    open_demo: Callable[[], object] | None = None
    push_clock: Callable[[int], object] | None = None
    """Demo only: moves the demo's clock forward by so many hours."""
    restyle: Callable[[], object] | None = None
    remember: Callable[[str, str], object] | None = None
    """Keeps the window's geometry."""
    mark: str = ""
