"""What the window is given: services as Protocols, gathered in one ``Desk``. ``app.build()`` fills it; tests use fakes.

Every call may block and runs on the worker named in its Protocol, never on the GUI thread.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from PySide6.QtWidgets import QWidget

from dropdesk.domain.changes import Changes
from dropdesk.domain.listing import Counts, OrderRow, OrderView, Query
from dropdesk.domain.moves import Report
from dropdesk.domain.values import OrderKey
from dropdesk.ui.hub import Hub
from dropdesk.ui.runner import Runner
from dropdesk.ui.words import WorkDays


class OrderSource(Protocol):
    """The table's window onto the orders (worker ``browse``). Ids first-page, then all of them, then pages by key."""

    def first_page(self, query: Query, limit: int) -> Sequence[OrderRow]: ...
    def ids(self, query: Query) -> array[int]: ...
    def page(self, keys: Sequence[int]) -> Mapping[int, OrderRow]: ...
    def counts(self) -> Counts: ...


class OrderDetails(Protocol):
    """One order in full, and what a person says of it outside the assistant (worker ``desk``)."""

    def view(self, key: OrderKey) -> OrderView: ...
    def report(self, key: OrderKey, said: Report) -> Changes: ...
    def note(self, key: OrderKey, text: str) -> Changes: ...
    def customer_knows(self, key: OrderKey) -> Changes: ...
    def open_case(self, key: OrderKey) -> Changes:
        """Makes sure that the order has an open case (a closed one is reopened by its own page)."""
        ...


@dataclass(frozen=True, slots=True)
class StoreShown:
    """A connected store, the demo or the files, as the store switch shows it. ``offline``: code of the last failure."""

    id: str
    name: str
    synced_at: datetime | None = None
    offline: str = ""


@dataclass(slots=True)
class Desk:
    """Services and wiring of one window.

    ``case_page`` builds the assistant's page for an order: a widget with a signal ``left`` (back to the orders) and a
    property ``key``. ``pages`` builds the other places by name (``welcome``, ``settings``), ``dialogs`` run modal ones
    (``imports``, ``link``, ``connect``). ``refresh`` starts a sync of one order (or of everything) and may be absent.
    ``mark``: ``DEMO``, ``TEST SHOP`` or ``""``, shown throughout.
    """

    orders: OrderSource
    details: OrderDetails
    runner: Runner
    hub: Hub
    now: Callable[[], datetime]
    open_url: Callable[[str], object]
    work_days: WorkDays | None = None
    case_page: Callable[[OrderKey], QWidget] | None = None
    pages: Mapping[str, Callable[[], QWidget]] = field(default_factory=dict)
    dialogs: Mapping[str, Callable[[QWidget, OrderKey | None], object]] = field(default_factory=dict)
    refresh: Callable[[OrderKey | None], object] | None = None
    stores: Callable[[], Sequence[StoreShown]] = tuple
    push_clock: Callable[[int], object] | None = None
    """Demo only: moves the demo's clock forward by so many hours."""
    mark: str = ""
    remember: Callable[[str, str], object] | None = None
    """Keeps a small setting of the window (``language``, ``theme``, ``text``, ``density``)."""
    recall: Callable[[str], str] | None = None
