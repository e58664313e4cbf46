"""A person before the real window over the real services, who presses what it offers: for walks to no dead end.

``Sitting`` is one window on one order. Its offers are the enabled, showing controls of the place that is open, by their
accessible names, and the entries of the case's menu; outside, time passes, staff act in the admin and purchases are
seen again.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from random import Random

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from dropdesk.domain.case.shape.phases import Claimed, Closed
from dropdesk.domain.case.shape.sample_order import SampleOrder
from dropdesk.domain.case.shape.state import Case
from dropdesk.domain.case.shown.view import CaseView
from dropdesk.domain.changes import Changes
from dropdesk.domain.listing import OrderRow, View
from dropdesk.domain.order import Order
from dropdesk.domain.supplier.leg import LegState
from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.values import OrderKey, Seen, Where
from dropdesk.services.purchase_linker import PurchaseLinker
from dropdesk.store import orders, purchases
from dropdesk.store.browse import Browse
from dropdesk.ui.app_context import AppContext, StoreShown
from dropdesk.ui.cases.base.page_base import Page
from dropdesk.ui.cases.menu import entries
from dropdesk.ui.cases.page import CasePage
from dropdesk.ui.change_bus import ChangeBus
from dropdesk.ui.main_window import MainWindow
from dropdesk.ui.orders.pane.link import LinkDialog
from dropdesk.ui.orders.pane.side_facts import LegFact, changes
from dropdesk.ui.runner import InlineRunner
from tests.tour.person import name_of
from tests.ui.backend_world import STORE, HouseWorld
from tests.ui.world import CALENDAR

KEY = OrderKey(1)
_NO_ACT = (
    "Back", "Copy", "Open order", "Open in", "Open the admin", "Add note", "Import", "Search", "Message", "Shopify",
    "AliExpress", "earlier", "Earlier", "Fold", "Hint", "Is it reasonable", "Think twice", "To the orders",
)  # fmt: skip
"""Names of controls that look, copy or leave: no way on."""
_NOT_ANSWERS = ("Close with a note", "Close the case", "Add note", "Open in", "Open on", "Copy")


@dataclass(frozen=True, slots=True)
class Offer:
    """Something the window offers: its name, and how it is done."""

    name: str
    act: Callable[[], object]
    main: bool = False


class Sitting:
    """One window, one order. ``said``: what was pressed and what happened, for the report of a failure."""

    def __init__(self, world: HouseWorld) -> None:
        self.world = world
        self.said: list[str] = []
        self.opened: list[str] = []
        self.failed: list[str] = []
        self.browse = Browse(world.path)
        self.context = AppContext(
            orders=self.browse, details=world.backend.details, runner=InlineRunner(), bus=ChangeBus(),
            now=lambda: world.now, open_url=self.opened.append, work_days=CALENDAR.left, cases=Assistant(world),
            links=world.backend.links, refresh=self._refresh, stores=self._stores,
        )  # fmt: skip
        self.context.bus.failed.connect(self.failed.append)
        self.window = MainWindow(self.context, View.ALL)
        self.window.resize(1440, 900)
        self.window.show()
        self._dialogs = QTimer(self.window)
        self._dialogs.timeout.connect(self._away)
        self._dialogs.start(5)
        self.settle()

    def _refresh(self, key: OrderKey | None) -> None:
        if self.world.connected:
            self.context.bus.tell(self.world.backend.sync.one(key or KEY))

    def _stores(self) -> tuple[StoreShown, ...]:
        return (StoreShown(STORE, "Nordlicht Wohnen", self.world.now),) if self.world.connected else ()

    def _away(self) -> None:
        """A dialog that asks for more than the walk has to say is closed again."""
        for one in (QApplication.activeModalWidget(), QApplication.activePopupWidget()):
            if one is not None and not isinstance(one, LinkDialog):
                one.close()

    def close(self) -> None:
        self._dialogs.stop()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.browse.close()

    def settle(self) -> None:
        """Lets the window take in what happened."""
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def news(self) -> None:
        """The window hears that something changed outside, as by the app's timers."""
        self.context.bus.tell(Changes(everything=True))
        self.settle()

    # -- what is known ---------------------------------------------------------------------------------------------
    @property
    def view(self) -> CaseView | None:
        """The case's view; None while nobody said anything: then there is only a draft."""
        view = self.world.backend.cases.view(KEY)
        return view if view.seq else None

    @property
    def case(self) -> Case | None:
        view = self.view
        return view.case if view is not None else None

    @property
    def row(self) -> OrderRow:
        return self.browse.page([KEY])[KEY]

    @property
    def page(self) -> CasePage | None:
        """The case page, where that is open."""
        case = self.window._case
        return case if self.window.place == "case" and isinstance(case, CasePage) else None

    @property
    def content(self) -> Page | None:
        return self.page._page if self.page is not None else None

    # -- the list --------------------------------------------------------------------------------------------------
    def to_list(self) -> None:
        """Back to the orders, this one selected."""
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            dialog.close()
        self.window.go("orders")
        self.window.orders.pane.show_row(KEY, None)
        self.settle()

    def primary(self) -> QAbstractButton | None:
        """The pane's one next action, or its *Start a case*."""
        buttons = [b for b in self.window.orders.pane.findChildren(QAbstractButton) if b.isEnabled()]
        made = [b for b in buttons if b.property("primary")]
        return next(iter(made), None) or next((b for b in buttons if name_of(b).startswith("Start a case")), None)

    # -- offers ----------------------------------------------------------------------------------------------------
    def offers(self) -> list[Offer]:
        """What the open place offers that is a way on: looks, copies and the ways back are none."""
        if isinstance(QApplication.activeModalWidget(), LinkDialog):
            return self._of_the_dialog(QApplication.activeModalWidget())
        page, content = self.page, self.content
        if page is None or content is None or page.view is None:
            return self._of_the_list()
        found = [self._pressing(button, content) for button in _buttons(content)]
        for box in [one for one in content.findChildren(QComboBox) if one.isVisibleTo(page) and one.isEnabled()]:
            for n in range(box.count()):
                found.append(Offer(f"{name_of(box)}: {box.itemText(n)}", partial(_choose, box, n)))
        for text, _, act in entries(page, page.view):
            if text and not text.startswith(_NOT_ANSWERS):
                found.append(Offer(f"menu: {text}", act))
        return found

    def _of_the_list(self) -> list[Offer]:
        pane, primary = self.window.orders.pane, self.primary()
        found = [] if primary is None else [Offer(name_of(primary), primary.click, main=True)]
        for fact in [one for one in pane.findChildren(LegFact) if one.isVisible()]:
            if fact._ask.isVisible():
                if fact._same is not None:
                    found.append(Offer(f"list: {name_of(fact._same)}", fact._same.click))
                for say, text in changes(fact.leg):
                    found.append(Offer(f"list: {text}", partial(fact._say, say)))
            elif fact.leg.state is LegState.UNLINKED:
                found.append(Offer("list: Link…", fact.link_wanted.emit))
            else:
                found.append(Offer("list: Look again", fact.look))
        if self.case is None or isinstance(self.case.phase, Closed):
            found.append(Offer("key: Ctrl+N", lambda: self.window.open_order(KEY)))
        return found

    def _of_the_dialog(self, dialog: QWidget | None) -> list[Offer]:
        assert isinstance(dialog, LinkDialog)

        def link() -> None:
            if not dialog.number.text():
                dialog.number.setText(_typed("number", len(self.said)))
            dialog.link.click()

        names = ("Nothing was ordered", "From own stock", "Cancel")
        others = [b for b in dialog.findChildren(QAbstractButton) if name_of(b) in names]
        return [Offer("Link it", link, main=True), *(Offer(f"dialog: {name_of(b)}", b.click) for b in others)]

    def _pressing(self, button: QAbstractButton, content: Page) -> Offer:
        main = button is content.bar.main_button
        return Offer(name_of(button), lambda: self._press(button, content, main), main=main)

    def _press(self, button: QAbstractButton, content: Page, main: bool) -> None:
        if main:
            fill(content, len(self.said))
        button.click()

    def take(self, offer: Offer) -> None:
        self.said.append(offer.name)
        offer.act()
        self.settle()

    # -- outside ---------------------------------------------------------------------------------------------------
    def later(self, **span: float) -> None:
        self.said.append(f"[{span}]")
        self.world.later(**span)
        self.news()

    def staff(self, **about: object) -> None:
        self.said.append(f"[staff: {', '.join(about)}]")
        shop = self.world.shop
        answer, shop.answer = shop.answer, "ok"  # a sync gets through in the end
        self.world.seen(KEY, **about)
        shop.answer = answer
        self.news()

    def supplier(self, status: str, end_reason: str = "") -> None:
        """A file tells of the first linked purchase."""
        with self.world.backend.store.write() as tx:
            number = next((leg.number for leg in orders.legs(tx, KEY) if leg.number), None)
            if number is None:
                return
            self.said.append(f"[supplier: {status}]")
            told = Purchase(number, status, Seen(None, Where.ALIEXPRESS_FILE, self.world.now), end_reason=end_reason)
            purchases.see(tx, told, self.world.now)
            changed = PurchaseLinker(self.world.backend.turn).see(tx, number)
            self.world.backend.turn.refresh(tx, sorted(changed))
        self.news()

    def honest(self) -> None:
        """What the person says was done by hand is done in the admin, and a newer export or sync tells it."""
        case = self.case
        if case is None or not isinstance(case.phase, Claimed):
            return
        order, claimed = self.world.stored(KEY), case.phase
        about: dict[str, object] = {}
        if claimed.what == "cancel":
            about["cancelled_at"] = self.world.now
        if claimed.what == "edit":
            gone = {take.line: take.quantity for take in claimed.lines}
            about["lines"] = tuple(
                replace(
                    line, returned=line.returned + gone.get(line.id, 0), removed=line.removed + gone.get(line.id, 0)
                )
                for line in order.lines
            )
        if claimed.what == "recall":
            about |= {"lines": tuple(replace(line, requested=0) for line in order.lines), "requests": ()}
        if claimed.amount and order.received is not None:
            back = min(order.received, order.returned + claimed.amount)
            about |= {"returned": back, "refunded_at": self.world.now, "financial": _financial(order, back)}
        if claimed.what == "items":
            named = {take.line: take.quantity for take in claimed.lines}
            about["lines"] = tuple(
                replace(line, returned=min(line.quantity, line.returned + named.get(line.id, 0)))
                for line in order.lines
            )
        self.world.clock.at += timedelta(minutes=5)
        self.staff(**about)


def _financial(order: Order, back: int) -> str:
    return "refunded" if order.received is not None and back >= order.received else "partially_refunded"


class Assistant:
    """Fits the ui's ``Cases``, as the app wires it."""

    def __init__(self, world: HouseWorld) -> None:
        cases = world.backend.cases
        self.view, self.do, self.do_all, self.suggest = cases.view, cases.do, cases.do_all, cases.suggest
        self.proceed = world.backend.outbox.proceed


def _buttons(content: Page) -> list[QAbstractButton]:
    every = [*content.findChildren(QAbstractButton), *content.bar.findChildren(QAbstractButton)]
    found = [b for b in dict.fromkeys(every) if b.isEnabled() and b.isVisible() and name_of(b)]
    return [b for b in found if not name_of(b).startswith(_NO_ACT) and "earlier" not in name_of(b)]


def _choose(box: QComboBox, n: int) -> None:
    box.setCurrentIndex(n)
    box.activated.emit(n)


def fill(content: Page, seed: int) -> None:
    """Types into every empty field what an honest person would."""
    for field in content.findChildren(QLineEdit):
        inner = isinstance(field.parentWidget(), QComboBox) or type(field.parentWidget()).__name__.endswith("Edit")
        if inner or not field.isVisible() or not field.isEnabled() or field.text().strip() or field.isReadOnly():
            continue
        field.setText(_typed(name_of(field), seed))
        field.textEdited.emit(field.text())
    for note in content.findChildren(QPlainTextEdit):
        if note.isVisible() and note.isEnabled() and not note.toPlainText().strip():
            note.setPlainText("Because she said so on the phone")


def _typed(name: str, seed: int) -> str:
    folded = name.casefold()
    if "currency" in folded:
        return "USD"
    if "amount" in folded or "€" in name or "pay" in folded or "back" in folded or "cost" in folded:
        return "5.00"
    if "tracking" in folded:
        return f"LP{seed:011d}CN"
    if "number" in folded or "order" in folded or "link" in folded:
        return f"81904394{seed:08d}"
    return "Because she said so on the phone"


# -- copies -----------------------------------------------------------------------------------------------------------


def twin(world: HouseWorld) -> HouseWorld:
    """Another world that stands where this one does."""
    with closing(world.backend.store.reader()) as source:
        made = HouseWorld((), connected=False, at=world.now, filled=source)
    made.shop = copy.deepcopy(world.shop, {id(world.clock): made.clock, id(world): made})
    made.shop._now = made.clock.now
    made.backend.connections.troubles.clear()
    if world.connected:
        made.connected = True
    return made


def planted_world(one: SampleOrder, connected: bool) -> HouseWorld:
    return HouseWorld((one,), connected)


def over(sitting: Sitting) -> bool:
    """The case is closed, and not with a note."""
    case = sitting.case
    return case is not None and isinstance(case.phase, Closed) and case.phase.outcome != "noted"


ANSWERED = ("menu: Reopen", "menu: Override", "Override", "Undo", "Reopen", "menu: Withdraw", "Cancel it after all")


def closes(world: HouseWorld, random: Random, tries: int, presses: int) -> tuple[bool, list[str]]:
    """Whether the window's own offers lead from here to *Closed* without a note, by honest answers. The last try's
    way is told."""
    told: list[str] = []
    for _ in range(tries):
        here = twin(world)
        here.shop.answer = "ok"
        sitting = Sitting(here)
        try:
            if _close(sitting, random, presses):
                return True, sitting.said
        finally:
            told = sitting.said
            sitting.close()
    return False, told


def _liked(one: Offer) -> float:
    return 6 if one.main else 1 if one.name.startswith("menu: ") else 3


def _close(sitting: Sitting, random: Random, presses: int) -> bool:
    """Presses what was pressed least so far, and likes the main button best; time passes where nothing else is new."""
    pressed: Counter[str] = Counter()
    for _ in range(presses):
        if over(sitting):
            return True
        sitting.honest()
        if sitting.page is None and not isinstance(QApplication.activeModalWidget(), LinkDialog):
            sitting.to_list() if not any(f._ask.isVisible() for f in sitting.window.findChildren(LegFact)) else None
        offers = [one for one in sitting.offers() if not one.name.startswith(ANSWERED)]
        if not offers or random.random() < 0.06:
            sitting.later(days=random.choice((0.02, 1, 4, 12)))
            continue
        if random.random() < 0.05 and sitting.page is not None:
            sitting.page.show_step(sitting.page.own_step())
            sitting.settle()
            continue
        weights = [_liked(one) / (1 + pressed[one.name]) ** 2 for one in offers]
        chosen = random.choices(offers, weights)[0]
        pressed[chosen.name] += 1
        sitting.take(chosen)
    return over(sitting)


__all__ = ["KEY", "Offer", "Sitting", "closes", "over", "planted_world", "twin"]
