"""What the window needs of the services, as Protocols (the import: ``import_protocols``). The consumer owns them.

Every call may block and runs on the worker named in its Protocol, never on the GUI thread.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dropdesk.domain.case.shape.moves import Move
    from dropdesk.domain.case.shape.shop_answers import KeychainState, ShopInfo, SuggestedRefund
    from dropdesk.domain.case.shown.order_view import OrderView
    from dropdesk.domain.case.shown.view import CaseView
    from dropdesk.domain.changes import Changes
    from dropdesk.domain.listing import Counts, OrderRow, Query
    from dropdesk.domain.order import Less
    from dropdesk.domain.promises import Ended
    from dropdesk.domain.rules import Rulebook
    from dropdesk.domain.supplier.report import Report
    from dropdesk.domain.values import CaseId, Money, OrderKey, Quantities, SupplierNumber


class OrderSource(Protocol):
    """The table's window onto the orders (worker ``browse``). The first rows, then every key, then rows by key."""

    def first_page(self, query: Query, limit: int) -> Sequence[OrderRow]:
        """The first ``limit`` rows of the table, in the query's order."""
        ...

    def ids(self, query: Query) -> array[int]:
        """Keys of every order of the query, in its order."""
        ...

    def page(self, keys: Sequence[int]) -> Mapping[int, OrderRow]:
        """Rows by order key; an order that is gone is left out."""
        ...

    def counts(self) -> Counts:
        """For tabs, sidebar and status line, whatever is searched or filtered; test orders do not count."""
        ...


class OrderDetails(Protocol):
    """One order in full (``view``, worker ``read``), and what a person says of it outside the assistant (``desk``)."""

    def view(self, key: OrderKey) -> OrderView:
        """Everything the pane and the case page show of one order."""
        ...

    def report(self, key: OrderKey, said: Report) -> Changes:
        """What a person read at the supplier of one purchase (rules §5 first table). Refused where a state takes no
        such report."""
        ...

    def note(self, key: OrderKey, text: str) -> Changes:
        """Adds a note to the order; it can be erased, the timeline only refers to it."""
        ...

    def promise(self, key: OrderKey, text: str, by: datetime) -> Changes:
        """Keeps what was promised to the customer and by when (rules §2 "customer promise")."""
        ...

    def promise_ended(self, key: OrderKey, ref: str, how: Ended) -> Changes:
        """A promise was met, missed or dropped, said by hand alone. ``ref``: which."""
        ...

    def customer_knows(self, key: OrderKey) -> Changes:
        """The customer was told of a stop that nobody asked for: it asks for no attention any more (rules §3)."""
        ...

    def bank_date(self, key: OrderKey, by: datetime) -> Changes:
        """The bank's date for our answer to a chargeback, read in Shopify (W-12). Refused ``no_chargeback``."""
        ...

    def bank_answered(self, key: OrderKey, done: bool) -> Changes:
        """The answer to the bank was sent in Shopify (``done``), or that is taken back. Refused ``no_chargeback``."""
        ...

    def total_said(self, key: OrderKey, total: int) -> Changes:
        """Which of the totals that files of one time name holds, minor units. Refused ``moved_on``: none of those that
        are asked."""
        ...

    def less_said(self, key: OrderKey, asked: Less, stands: bool) -> Changes:
        """What Shopify shows where the newest file takes back what only grows: what was known before (``stands``), or
        what that file tells. Refused ``moved_on``: ``asked`` is not what is asked any more."""
        ...

    def cost_said(self, number: SupplierNumber, total: Money) -> Changes:
        """Which of the prices that files of one time name of a purchase holds, for every order that it serves. Refused
        ``moved_on``: none of those that are asked."""
        ...


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


class Candidate(Protocol):
    """A purchase that may belong to an order. ``orders``: names of the orders it serves already."""

    @property
    def number(self) -> SupplierNumber:
        """The purchase's number at the supplier."""
        ...

    @property
    def shop_name(self) -> str:
        """The supplier's shop; ``""``: not told."""
        ...

    @property
    def title(self) -> str:
        """What was bought, as the supplier calls it."""
        ...

    @property
    def placed_at(self) -> datetime | None:
        """When it was ordered; None: not told."""
        ...

    @property
    def total(self) -> Money | None:
        """What it cost with shipping; None: not told."""
        ...

    @property
    def orders(self) -> Sequence[str]:
        """Names of the orders that it serves already."""
        ...


class Links(Protocol):
    """Purchases to lines (worker ``desk``; what only looks: ``read``). ``units`` empty: all lines of the order that
    nothing serves yet."""

    def read_number(self, text: str) -> SupplierNumber | None:
        """The number in a pasted AliExpress link or text; None when there is none, or more than one. Pure."""
        ...

    def proposals(self, key: OrderKey) -> Sequence[Candidate]:
        """Purchases whose number stands on the order, then those whose title, date and amount fit. None links
        itself."""
        ...

    def search(self, key: OrderKey, text: str) -> Sequence[Candidate]:
        """Purchases that hold every word of the text: number, shop, titles, tracking number."""
        ...

    def link(self, key: OrderKey, number: SupplierNumber, units: Quantities) -> Changes:
        """This purchase serves these units of the order. Refused: ``bad_number``, ``no_line``."""
        ...

    def unlink(self, key: OrderKey, number: SupplierNumber) -> Changes:
        """*Not this purchase*: takes it off the order, and its timeline tells of it. Refused where something was done
        there that stands."""
        ...

    def not_ours(self, key: OrderKey, number: SupplierNumber) -> Changes:
        """*No*: a number that the order names is another thing; nobody asks again, and the timeline tells of it."""
        ...

    def nothing_ordered(self, key: OrderKey, units: Quantities) -> Changes:
        """Nothing was ordered for these units (none: all that nothing serves). Refused ``all_served``."""
        ...

    def own_stock(self, key: OrderKey, units: Quantities) -> Changes:
        """These units come from own stock; remembered for the product (rules §3). Refused ``all_served``."""
        ...


class Connections(Protocol):
    """Shops and the keyring. ``check_shop`` is pure; ``test`` asks the shop (worker ``sync:<shop>``); the rest may wait
    for the keyring (worker ``keys``). A token is given either itself, or by client id and secret."""

    def check_shop(self, text: str) -> str:
        """The shop's own name. Refused, with a code, for anything but the exact form."""
        ...

    def test(self, shop: str, token: str, client_id: str, client_secret: str) -> ShopInfo:
        """Asks the shop who it is and what it allows; keeps nothing. Raises what ``Shop.test`` raises."""
        ...

    def connect(self, shop: str, token: str, client_id: str, client_secret: str) -> tuple[Changes, bool]:
        """Keeps it. True: in the keyring; False: for this session only."""
        ...

    def keychain(self) -> KeychainState:
        """Whether secrets can be kept, and why not."""
        ...

    def forget(self, shop: str) -> Changes:
        """Forgets the credentials and the connection; orders and cases stay."""
        ...


class CalendarYear(Protocol):
    """A year of the China calendar: published, or provisional (counted Monday to Friday without the fixed holidays)."""

    @property
    def year(self) -> int:
        """The calendar year."""
        ...

    @property
    def provisional(self) -> bool:
        """Whether China's holidays of that year are not published yet."""
        ...

    @property
    def source(self) -> str:
        """Where it is from: ``holidays``, ``file``, or ``""`` while it is provisional."""
        ...


class Settings(Protocol):
    """Rules, calendar, country and small settings (worker ``desk``)."""

    def rules(self) -> Rulebook:
        """The contested numbers with the person's changes (rules §2)."""
        ...

    def change_rule(self, rule: str, level: str, value: int | None) -> Changes:
        """Changes a number for all (``level`` ""), a supplier kind or a supplier; None takes the change back. Verdicts
        are read again."""
        ...

    def suppliers(self) -> Sequence[str]:
        """Suppliers that may have numbers of their own, by name."""
        ...

    def get(self, name: str) -> str:
        """A small setting; ``""``: not set."""
        ...

    def put(self, name: str, value: str) -> Changes:
        """Keeps a small setting."""
        ...

    def years(self) -> Sequence[CalendarYear]:
        """The years that running clocks may touch."""
        ...

    def load_calendar(self, path: Path) -> Changes:
        """Takes over a file with a year's holidays. Damaged when it is none; then nothing is changed."""
        ...

    def countries(self) -> Sequence[tuple[str, str]]:
        """Code and English name of every country whose bank days are known."""
        ...
