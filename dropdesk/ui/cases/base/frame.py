"""What a page of the assistant asks of the case page around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.shape.moves import Move
from dropdesk.domain.case.shape.shop_answers import SuggestedRefund
from dropdesk.domain.changes import Changes
from dropdesk.domain.values import LegId, LineId, OrderKey, Quantities, SupplierNumber
from dropdesk.errors import Expected
from dropdesk.ui.app_context import AppContext


class Frame(Protocol):
    """What a page asks of the case page around it."""

    context: AppContext
    key: OrderKey
    suggested: dict[object, SuggestedRefund]
    """Shopify's suggestions by question, for this page."""
    drafts: dict[str, str]
    leg: LegId | None
    asking: bool
    plan: object
    """What the confirm page would send; made by a plan page."""

    def show_step(self, step: int, sub: str = "") -> None:
        """Shows a step, or a page beside the steps (``sub``), without a move."""
        ...

    def leave(self) -> None:
        """Back to the orders."""
        ...

    def discard(self) -> None:
        """Throws away a case in which nothing was asked."""
        ...

    def do(
        self,
        *moves: Move,
        texts: Mapping[str, str] | None = None,
        forget: str = "",
        proceed: bool = False,
        home: bool = False,
        stay: bool = False,
    ) -> None:
        """Makes moves one after the other, each on the newest state; ``texts`` go with the last of them. Then the page
        is read again. ``forget``: the drafts of that page are used up · ``proceed``: the shop is asked after it ·
        ``home``: the case's own step shows then · ``stay``: a page beside the steps stays."""
        ...

    def own_step(self) -> int:
        """The step where the case is (1…5)."""
        ...

    def proceed(self) -> None:
        """Lets the shop's worker send or look."""
        ...

    def note(self, text: str) -> None:
        """Keeps a note on the order."""
        ...

    def tell(self, work: Callable[[], Changes]) -> None:
        """Keeps what was said of the order itself, on worker ``desk``; then the page is read again."""
        ...

    def add_note(self) -> None:
        """Asks for a note and keeps it."""
        ...

    def pick_leg(self, leg: LegId) -> None:
        """Shows the page about another purchase."""
        ...

    def say(self, text: str) -> None:
        """Says what is wrong above the page, and moves the focus there."""
        ...

    def suggest(
        self,
        asker: QWidget,
        lines: Quantities | None,
        shipping: bool,
        done: Callable[[SuggestedRefund], None],
        failed: Callable[[Expected], None],
    ) -> None:
        """Shopify's suggestion, on the shop's money worker; the answer of an ``asker`` that is gone is dropped."""
        ...

    def reload(self) -> None:
        """Reads the case again."""
        ...

    def can_import(self) -> bool:
        """Whether files can be imported here."""
        ...

    def import_files(self) -> None:
        """Opens the import."""
        ...

    def search_purchases(self) -> None:
        """Opens the search among the purchases that are known."""
        ...

    def reveal(self, widget: QWidget) -> None:
        """Scrolls until the widget shows."""
        ...

    def reload_page(self) -> None:
        """Builds the page again from the view it has."""
        ...

    def link(self, leg: LegId, number: SupplierNumber, lines: Sequence[tuple[LineId, int]]) -> None:
        """Says which purchase serves a leg's units."""
        ...
