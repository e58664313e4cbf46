"""What the window is given: services as Protocols, gathered in one ``AppContext``. ``app`` fills it; tests use fakes.

Every call may block and runs on the worker named in its Protocol, never on the GUI thread.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from dropdesk.domain.case.moves import Move
    from dropdesk.domain.case.order_view import OrderView
    from dropdesk.domain.case.shop_answers import KeychainState, ShopInfo, SuggestedRefund
    from dropdesk.domain.case.view import CaseView
    from dropdesk.domain.changes import Changes
    from dropdesk.domain.listing import Counts, OrderRow, Query
    from dropdesk.domain.order import Less
    from dropdesk.domain.promises import Ended
    from dropdesk.domain.rules import Rulebook
    from dropdesk.domain.supplier.report import Report
    from dropdesk.domain.values import CaseId, Money, OrderKey, Quantities, SupplierNumber
    from dropdesk.ui.change_bus import ChangeBus
    from dropdesk.ui.runner import Runner
    from dropdesk.ui.words import WorkDays


class OrderSource(Protocol):
    """The table's window onto the orders (worker ``browse``). Ids first-page, then all of them, then pages by key."""

    def first_page(self, query: Query, limit: int) -> Sequence[OrderRow]: ...
    def ids(self, query: Query) -> array[int]: ...
    def page(self, keys: Sequence[int]) -> Mapping[int, OrderRow]: ...
    def counts(self) -> Counts: ...


class OrderDetails(Protocol):
    """One order in full (``view``, worker ``read``), and what a person says of it outside the assistant (``desk``)."""

    def view(self, key: OrderKey) -> OrderView: ...
    def report(self, key: OrderKey, said: Report) -> Changes: ...
    def note(self, key: OrderKey, text: str) -> Changes: ...
    def promise(self, key: OrderKey, text: str, by: datetime) -> Changes: ...
    def promise_ended(self, key: OrderKey, ref: str, how: Ended) -> Changes: ...
    def customer_knows(self, key: OrderKey) -> Changes: ...
    def bank_date(self, key: OrderKey, by: datetime) -> Changes: ...
    def bank_answered(self, key: OrderKey, done: bool) -> Changes: ...
    def total_said(self, key: OrderKey, total: int) -> Changes: ...
    def less_said(self, key: OrderKey, asked: Less, stands: bool) -> Changes: ...
    def cost_said(self, number: SupplierNumber, total: Money) -> Changes: ...


class Cases(Protocol):
    """The cancel assistant (worker ``desk`` but where another is named; ``view`` on ``read``).

    ``texts``: free text for a move's ``…_ref`` field, by the field's name (``{"note_ref": "…"}``): it is kept aside and
    the move gets the reference.
    """

    def view(self, key: OrderKey) -> CaseView:
        """The order's open case, else its newest closed one, else a draft of one (``seq`` 0): looking makes no case."""
        ...

    def do(self, case: CaseId, seq: int, move: Move, texts: Mapping[str, str] | None = None) -> Changes:
        """A move of the person on the state with this number. Refused (a code for the words) when it does not fit."""
        ...

    def do_all(self, case: CaseId, seq: int, moves: Sequence[Move], texts: Mapping[str, str] | None = None) -> Changes:
        """One press of several moves: all of them on the state with this number, or none. ``texts``: of the last."""
        ...

    def suggest(self, key: OrderKey, lines: Quantities | None, shipping: bool) -> SuggestedRefund:
        """Shopify's suggestion (worker ``money:<store>``): None = the whole order."""
        ...

    def proceed(self, key: OrderKey) -> Changes:
        """Sends or looks, whatever the case's state owes the world (worker ``money:<store>``); also the person's *Check
        in Shopify*. Raises no error for what the other side says: that is a state."""
        ...


class Finding(Protocol):
    """One thing a file holds. ``name``: order name or purchase number; ``row``: line of the file, 0 = none; ``why``: a
    code (skipped, changed) with ``facts`` for the words."""

    @property
    def name(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def why(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, object]: ...


class FileFound(Protocol):
    """A file (or the pasted text) as it was read. ``kind``: a code, ``""`` = not recognised; ``error``: a code."""

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def rows(self) -> int: ...
    @property
    def as_of(self) -> datetime | None: ...
    @property
    def error(self) -> str: ...


class UnknownWord(Protocol):
    """A status word that nobody taught yet, and how often it stands there."""

    @property
    def word(self) -> str: ...
    @property
    def count(self) -> int: ...


class ClaimAsked(Protocol):
    """What was done by hand, and a file that names its order does not show, though it may be older. ``what``: as in
    ``ByHand``; ``amount``: minor units; ``at``: when it was done."""

    @property
    def key(self) -> OrderKey: ...
    @property
    def name(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def amount(self) -> int: ...
    @property
    def currency(self) -> str: ...
    @property
    def at(self) -> datetime: ...


class Preview(Protocol):
    """What an import would do. Every row of every file is in exactly one of the four lists."""

    @property
    def files(self) -> Sequence[FileFound]: ...
    @property
    def added(self) -> Sequence[Finding]: ...
    @property
    def changed(self) -> Sequence[Finding]: ...
    @property
    def unchanged(self) -> Sequence[Finding]: ...
    @property
    def skipped(self) -> Sequence[Finding]: ...
    @property
    def unknown_words(self) -> Sequence[UnknownWord]: ...
    @property
    def claims(self) -> Sequence[ClaimAsked]: ...


class Imports(Protocol):
    """Files and pasted text (worker ``desk``). ``answers``: status word → state of a leg, remembered on ``apply``.
    ``not_done``: orders of ``claims`` whose files were made after what was done by hand."""

    def preview(self, paths: Sequence[Path], pasted: str, answers: Mapping[str, str]) -> Preview: ...
    def apply(self, preview: Preview, not_done: Collection[OrderKey] = ()) -> Changes: ...


class Candidate(Protocol):
    """A purchase that may belong to an order. ``orders``: names of the orders it serves already."""

    @property
    def number(self) -> SupplierNumber: ...
    @property
    def shop_name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def placed_at(self) -> datetime | None: ...
    @property
    def total(self) -> Money | None: ...
    @property
    def orders(self) -> Sequence[str]: ...


class Links(Protocol):
    """Purchases to lines (worker ``desk``; what only looks: ``read``). ``units`` empty: all lines of the order that
    nothing serves yet."""

    def read_number(self, text: str) -> SupplierNumber | None:
        """The number in a pasted AliExpress link or text; None when there is none, or more than one. Pure."""
        ...

    def proposals(self, key: OrderKey) -> Sequence[Candidate]: ...
    def search(self, key: OrderKey, text: str) -> Sequence[Candidate]: ...
    def link(self, key: OrderKey, number: SupplierNumber, units: Quantities) -> Changes: ...
    def unlink(self, key: OrderKey, number: SupplierNumber) -> Changes:
        """*Not this purchase*: takes it off the order, and its timeline tells of it. Refused where something was done
        there that stands."""
        ...

    def not_ours(self, key: OrderKey, number: SupplierNumber) -> Changes:
        """*No*: a number that the order names is another thing; nobody asks again, and the timeline tells of it."""
        ...

    def nothing_ordered(self, key: OrderKey, units: Quantities) -> Changes: ...
    def own_stock(self, key: OrderKey, units: Quantities) -> Changes: ...


class Connections(Protocol):
    """Shops and the keyring. ``check_shop`` is pure; ``test`` asks the shop (worker ``sync:<shop>``); the rest may wait
    for the keyring (worker ``keys``). A token is given either itself, or by client id and secret."""

    def check_shop(self, text: str) -> str:
        """The shop's own name. Refused, with a code, for anything but the exact form."""
        ...

    def test(self, shop: str, token: str, client_id: str, client_secret: str) -> ShopInfo: ...
    def connect(self, shop: str, token: str, client_id: str, client_secret: str) -> tuple[Changes, bool]:
        """Keeps it. True: in the keyring; False: for this session only."""
        ...

    def keychain(self) -> KeychainState: ...
    def forget(self, shop: str) -> Changes: ...


class CalendarYear(Protocol):
    """A year of the China calendar: published, or provisional (counted Monday to Friday without the fixed holidays)."""

    @property
    def year(self) -> int: ...
    @property
    def provisional(self) -> bool: ...
    @property
    def source(self) -> str: ...


class Settings(Protocol):
    """Rules, calendar, country and small settings (worker ``desk``)."""

    def rules(self) -> Rulebook: ...
    def change_rule(self, rule: str, level: str, value: int | None) -> Changes: ...
    def suppliers(self) -> Sequence[str]: ...
    def get(self, name: str) -> str: ...
    def put(self, name: str, value: str) -> Changes: ...
    def years(self) -> Sequence[CalendarYear]: ...
    def load_calendar(self, path: Path) -> Changes: ...
    def countries(self) -> Sequence[tuple[str, str]]:
        """Code and English name of every country whose bank days are known."""
        ...


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
