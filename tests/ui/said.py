"""What the surfaces say of one order, read off the widgets as a person (or a screen reader) reads them.

Nothing here computes: texts, accessible names and tool tips are taken as they stand, in the language that is on.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLayout, QWidget

from dropdesk.domain.changes import Changes
from dropdesk.domain.listing import Query, View
from dropdesk.domain.values import LegId, OrderKey
from dropdesk.store.browse import Browse
from dropdesk.ui.app_context import AppContext, StoreShown
from dropdesk.ui.cases.page import CasePage
from dropdesk.ui.change_bus import ChangeBus
from dropdesk.ui.collector import Collector
from dropdesk.ui.kit import Amount, Badge, Heading, TwoLines
from dropdesk.ui.orders.columns import Column
from dropdesk.ui.orders.model import OrdersModel
from dropdesk.ui.orders.pane.pane import Pane
from dropdesk.ui.orders.pane.timeline import Timeline
from dropdesk.ui.runner import InlineRunner
from tests.tour.person import name_of
from tests.ui.backend_world import STORE, HouseWorld
from tests.ui.world import CALENDAR

ROLE = Qt.ItemDataRole
W = TypeVar("W", bound=QWidget)


@dataclass(frozen=True)
class Entry:
    """An entry of a timeline as it is spoken."""

    spoken: str
    future: bool


@dataclass(frozen=True)
class RowSays:
    cells: tuple[tuple[str, ...], ...]
    spoken: tuple[str, ...]
    tips: tuple[str, ...]
    sentence: str
    muted: bool


@dataclass(frozen=True)
class PaneSays:
    verdict: str
    muted: bool
    sentence: str
    primary: str
    texts: tuple[str, ...]
    amounts: tuple[tuple[str, str], ...]
    timeline: tuple[Entry, ...]


@dataclass(frozen=True)
class PageSays:
    """One page of the assistant. ``kind``: its class; ``step``: where it stands in the list of steps; ``leg``: the
    purchase it is about; ``main``: its one main button; ``acts``: all that can be pressed on the page beside the way
    back; ``texts``: all it says; ``lines``: its rows of amounts; ``above``: the banners."""

    kind: str
    step: int
    leg: LegId | None
    main: str
    acts: tuple[str, ...]
    texts: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    above: tuple[str, ...]


@dataclass(frozen=True)
class CaseSays:
    """The case page: its head, the steps (title, result), what stands beside; then the page that the list's button
    leads to, the one where the case is, and the one of the money."""

    verdict: str
    muted: bool
    deadline: str
    deadline_tip: str
    steps: tuple[tuple[str, str], ...]
    amounts: tuple[tuple[str, str], ...]
    timeline: tuple[Entry, ...]
    lead: PageSays
    own: PageSays
    money: PageSays


@dataclass
class Eyes:
    """Reads the surfaces of a world; ``close`` ends what it opened."""

    world: HouseWorld
    context: AppContext = field(init=False)

    def __post_init__(self) -> None:
        world, cases = self.world, self.world.backend.cases

        class Assistant:
            view, do, do_all = cases.view, cases.do, cases.do_all
            suggest, proceed = cases.suggest, world.backend.outbox.proceed

        self.browse = Browse(world.path)
        self.context = AppContext(
            orders=self.browse, details=world.backend.details, runner=InlineRunner(), bus=ChangeBus(),
            now=lambda: world.now,
            open_url=lambda address: None, work_days=CALENDAR.left, cases=Assistant(), links=world.backend.links,
            refresh=lambda key: None,
            stores=lambda: (StoreShown(STORE, "Nordlicht Wohnen", world.now),) if world.connected else (),
        )  # fmt: skip
        self.model = OrdersModel(self.context, self.context.bus)
        self.pane = Pane(self.context)
        self.collector = Collector(self.context.bus)
        self.again()

    def again(self) -> None:
        """The list as it is now, in the language that is on."""
        self.model.change(Changes(everything=True))
        self.model.ask(Query(view=View.ALL))
        QApplication.processEvents()
        self.place = {self.model.key(n): n for n in range(self.model.rowCount())}

    def close(self) -> None:
        self.pane.deleteLater()
        self.model.deleteLater()  # its timers ask no more
        _let_go()
        self.browse.close()

    # -- the list --------------------------------------------------------------------------------------------------
    def row(self, key: OrderKey) -> RowSays:
        place = self.place[int(key)]
        while self.model.shown(place) is None:
            QApplication.processEvents()

        def of(role: int) -> tuple[str, ...]:
            return tuple(str(self.model.data(self.model.index(place, n), role) or "") for n in Column)

        shown = self.model.shown(place)
        assert shown is not None
        return RowSays(
            tuple(tuple(text.split("\n")) for text in of(ROLE.DisplayRole)),
            of(ROLE.AccessibleTextRole),
            tuple(_plain(text) for text in of(ROLE.ToolTipRole)),
            of(ROLE.AccessibleDescriptionRole)[Column.VERDICT],
            shown.row.muted,
        )

    # -- the pane --------------------------------------------------------------------------------------------------
    def beside(self, key: OrderKey) -> PaneSays:
        self.pane.show_row(int(key), self.model.shown(self.place[int(key)]))
        badge = self.pane.findChildren(Badge)[0]
        primary = next((b for b in _live(self.pane, QAbstractButton) if b.property("primary")), None)
        said = PaneSays(
            badge.accessibleName(), badge._muted, _live(self.pane, Heading)[0].text(),
            name_of(primary) if primary is not None else "", _texts(self.pane), _amounts(self.pane),
            _timeline(self.pane),
        )  # fmt: skip
        _let_go()
        return said

    # -- the case page ---------------------------------------------------------------------------------------------
    def case(self, key: OrderKey) -> CaseSays:
        """The case page, opened by the list's button."""
        page = CasePage(self.context, key, leads=True)
        lead = _page(page)
        _let_go()  # what was shown before is gone when a person presses again
        page.show_step(page.own_step())
        own = _page(page)
        _let_go()
        page.show_step(5)
        said = CaseSays(
            page.head.badge.accessibleName(), page.head.badge._muted, page.head.deadline.text(),
            _plain(page.head.deadline.toolTip()),
            tuple((one.accessibleName(), one.accessibleDescription()) for one in _step_rows(page)),
            _amounts(page.side_facts), _timeline(page.side_facts), lead, own, _page(page),
        )  # fmt: skip
        page.deleteLater()
        _let_go()
        self.collector.collect()  # thousands of pages in one process: cycles end now and then, as in the product
        return said


def _step_rows(page: CasePage) -> list[QAbstractButton]:
    return _live(page.steps, QAbstractButton)


def _page(page: CasePage) -> PageSays:
    content = page._page
    assert content is not None
    main = content.bar.main_button
    shown = next(n for n, one in enumerate(_step_rows(page), 1) if one.isChecked())
    name = name_of(main) if main is not None and main.isEnabled() else ""
    acts = tuple(name_of(one) for one in _live(content, QAbstractButton) if one.isEnabled())
    return PageSays(
        type(content).__name__,
        shown,
        page.leg,
        name,
        acts,
        _texts(content, content.bar),
        tuple(_lines(content)),
        above(page),
    )


def above(page: CasePage) -> tuple[str, ...]:
    """What stands above every page: questions, a press that was held back, the bank, what the last act answered."""
    return tuple(text for part in (page._notice, page._questions) for text in _laid(part))


def whole_page(page: CasePage) -> tuple[str, ...]:
    """All that the page shown says, with what stands above it."""
    content = page._page
    assert content is not None
    return (*above(page), *_texts(content, content.bar))


def _plain(tip: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", tip))


def _let_go() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _live(inside: QWidget, kind: type[W]) -> list[W]:
    return [one for one in inside.findChildren(kind) if not one.isHidden()]


def _texts(*inside: QWidget) -> tuple[str, ...]:
    """Every text and every accessible name."""
    found = []
    for one in (child for part in inside for child in part.findChildren(QWidget)):
        found += [one.text() if isinstance(one, QLabel) else "", one.accessibleName(), one.accessibleDescription()]
    return tuple(dict.fromkeys(text for text in found if text))


def _laid(part: QLayout) -> tuple[str, ...]:
    """The same of what lies in a layout."""
    inside = [part.itemAt(n).widget() for n in range(part.count())]  # type: ignore[union-attr]
    shown = [one for one in inside if one is not None]  # a layout shows them only later; what is gone lies in none
    return tuple(dict.fromkeys(text for one in shown for text in (*_own(one), *_texts(one))))


def _own(one: QWidget) -> Iterator[str]:
    if isinstance(one, QLabel):
        yield one.text()


def _amounts(inside: QWidget) -> tuple[tuple[str, str], ...]:
    return tuple(
        (two[0].text(), two[1].text()) for one in inside.findChildren(Amount) if (two := one.findChildren(QLabel))
    )


def _lines(inside: QWidget) -> Iterator[tuple[str, ...]]:
    """Rows of two lines: name, what is below it, amount, what is below that."""
    for one in inside.findChildren(TwoLines):
        yield tuple(label.text() for label in one.findChildren(QLabel))


def _timeline(inside: QWidget) -> tuple[Entry, ...]:
    found = inside.findChildren(Timeline)
    if not found:
        return ()
    found[0]._fill(True)
    entries = [one for one in found[0].findChildren(QWidget) if hasattr(one, "_future") and one.parent() is not None]
    return tuple(Entry(one.accessibleName(), one._future) for one in entries)
