"""The detail pane: verdict in words, facts and their age, one primary next action, then what there is to know.

What only an order's details need is imported when they are here: the first frame does without.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from dropdesk.domain.values import LegId, OrderKey, SupplierNumber
from dropdesk.ui import words
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import (
    Badge,
    Banner,
    Button,
    Heading,
    IconButton,
    Line,
    Link,
    PlainLabel,
    Scroll,
    clear,
    column,
    ground,
    row,
)
from dropdesk.ui.theme import Type, u
from dropdesk.ui.words.people import full_name

if TYPE_CHECKING:
    from dropdesk.domain.case.shown.order_view import OrderView
    from dropdesk.domain.changes import Changes
    from dropdesk.domain.supplier.leg import Leg
    from dropdesk.domain.supplier.report import Report
    from dropdesk.errors import Expected
    from dropdesk.ui.app_context import AppContext
    from dropdesk.ui.orders.row_text import Shown
    from dropdesk.ui.runner import Job

WORKER, READER = "desk", "read"


class Pane(QWidget):
    """344 wide, padding 20. ``show_row`` paints at once from the table's row; ``OrderDetails`` tells the rest."""

    act = Signal(object)
    """The primary action: carries the ``OrderView``."""
    link_wanted = Signal(int)
    stepped = Signal(int)
    closed = Signal()
    """Back to the table, where the pane stands in its place."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._key = self._told = 0
        self._job: Job | None = None
        self.view: OrderView | None = None
        self.setAccessibleName(tr("Order details"))
        ground(self)
        outer = column(0, parent=self)
        head = QWidget()
        head.setFixedHeight(max(u(56), 56))
        top = row(6, (20, 0, 12, 0), head)
        self._name = PlainLabel("", Type.STRONG)
        self._customer = PlainLabel("", tone="text2", elide=True)
        self.back = IconButton("left", tr("Back to the orders"), hint="Esc")
        self.back.clicked.connect(self.closed)
        self.back.hide()
        self.before = IconButton("left", tr("Previous order"), hint="Alt+←")
        self.after = IconButton("right", tr("Next order"), hint="Alt+→")
        self.more = IconButton("dots", tr("More"))
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after.clicked.connect(lambda: self.stepped.emit(1))
        self.more.clicked.connect(lambda: self.menu(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        top.addWidget(self.back)
        top.addWidget(self._name)
        top.addWidget(self._customer, 1)
        for button in (self.before, self.after, self.more):
            top.addWidget(button)
        outer.addWidget(head)
        body = QWidget()
        self._body = column(0, (20, 2, 20, 20), body)
        outer.addWidget(Scroll(body, tr("Order details")), 1)
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._minute.timeout.connect(self.age)
        self._minute.start()

    # What is shown

    def show_row(self, key: int, shown: Shown | None) -> None:
        """Another order: paints what the row knows and asks for the rest."""
        same = key == self._key
        self._key = key
        if not key:
            self.view = None
            self._name.say("")
            self._customer.say("")
            clear(self._body)
            return
        if shown is not None:
            self._name.say(shown.name)
            self._customer.say(shown.customer)
        if not same:
            self.view = None
            clear(self._body)
            if shown is not None:
                self._headline(shown.row.verdict, shown.row.muted, shown.because, "")
                self._body.addStretch(1)
        self.reload()

    def age(self) -> None:
        """The words may read otherwise by now: ages, days left, a clock that ran out. Not under a question that waits
        for its answer."""
        if self.isVisible() and not self._asking():
            self.reload()

    def _asking(self) -> LegId | None:
        """The purchase whose page is being looked at, while the pane asks what it shows."""
        from dropdesk.ui.orders.pane.side_facts import LegFact

        return next((fact.leg.id for fact in self.findChildren(LegFact) if fact.asks()), None)

    def reload(self) -> None:
        """Reads the order again; what is shown stays until the answer is here."""
        if not self._key:
            return
        if self._job is not None:
            self._job.cancel()
        key = OrderKey(self._key)
        self._job = self._context.runner.run(
            READER, lambda: self._context.details.view(key), lambda view: self._have(key, view), self._failed, self
        )

    def _failed(self, error: Expected) -> None:
        clear(self._body)
        banner = Banner(words.error(error), "danger", tr("Try again"))
        banner.acted.connect(self.reload)
        self._body.addWidget(banner)
        self._body.addStretch(1)

    def _have(self, key: OrderKey, view: OrderView) -> None:
        if key != self._key:
            return
        self.view = view
        self._name.say(view.order.name)
        self._customer.say(full_name(view.person))
        from dropdesk.ui.orders.pane.money import items_and_money
        from dropdesk.ui.orders.pane.people import people
        from dropdesk.ui.orders.pane.timeline import unfolded

        whole = self._told == key and unfolded(self)
        asking = self._asking() if self._told == key else None
        self._told = key
        had = self.focusWidget()
        at_primary = had is not None and had.property("primary") is True
        clear(self._body)
        self._verdict(view)
        self._facts(view)
        self._rule()
        items_and_money(self._body, view)
        people(self._body, view)
        self._notes(view)
        self._links(view)
        self._timeline(view, whole)
        self._body.addStretch(1)
        if asking is not None:
            self.look(asking, opens=False)
        if at_primary:
            self.focus_primary()

    def _gap(self, height: int) -> None:
        self._body.addSpacing(u(height))

    def _rule(self) -> None:
        self._gap(16)
        self._body.addWidget(Line())
        self._gap(16)

    def _headline(self, verdict: str, muted: bool, sentence: str, numbers: str) -> None:
        self._body.addWidget(Badge(verdict, muted))
        self._gap(12)
        self._body.addWidget(Heading(sentence, Type.SENTENCE))
        if numbers:
            self._gap(6)
            self._body.addWidget(PlainLabel(numbers, tone="text2", wrap=True))

    def _verdict(self, view: OrderView) -> None:
        from dropdesk.domain.verdict.verdict import REOPENED_FIRST, Action, Attention
        from dropdesk.ui.orders.pane import questions as pane_questions

        verdict, now = view.verdict, self._context.now()
        stopped = verdict.unasked
        data = verdict.told
        self._headline(
            verdict.code,
            verdict.muted,
            words.headline(verdict.code, verdict.because.code, data, now),
            words.numbers(verdict, now, self._context.work_days),
        )
        for blocker in verdict.blockers:
            self._gap(8)
            self._body.addWidget(Banner(words.blocker(blocker), "warn"))
        asks = pane_questions.asks(self._body, view, self._context, self, OrderKey(self._key), self._not_answered)
        action = Action.ANSWER_BANK if data.get("waits") and verdict.row == "W-12" else verdict.action
        text = words.action(action) if not asks or verdict.action != Action.SAY_WHOSE else ""
        ended = data.get("withdrawn") or (view.step == 6 and verdict.action in REOPENED_FIRST)
        if view.step and (verdict.action == Action.NONE or ended):
            text = tr("Open the case")  # reopened, or wanted after all, before anything is done in Shopify
        if stopped:
            text = tr("Reorder or refund…")
        if text:
            self._gap(16)
            primary = Button(text, "primary", hint="Ctrl ↵", height=40, left=True)
            primary.setProperty("primary", True)
            primary.clicked.connect(lambda: self.act.emit(view))
            self._body.addWidget(primary)
        elif view.step == 0 and not asks:
            self._gap(16)
            start = Button(tr("Start a case"), height=36, left=True, hint="Ctrl N")
            start.clicked.connect(lambda: self.act.emit(view))
            self._body.addWidget(start)
        shown = {verdict.code.value, *((Attention.STOPPED_UNASKED.value,) if stopped else ())}
        late = verdict.overdue_since is not None
        reasons = [words.attention(code, late) for code in verdict.attention if code.value not in shown]
        if verdict.act_now:
            reasons.insert(0, words.act_now(view))
        if reasons:
            self._gap(8)
            self._body.addWidget(PlainLabel(" · ".join(reasons), Type.SMALL, "text2", wrap=True))
        if Attention.STOPPED_UNASKED in verdict.attention:
            knows = Link(tr("The customer knows"))
            knows.clicked.connect(lambda: self._run(lambda: self._context.details.customer_knows(OrderKey(self._key))))
            self._body.addWidget(knows, 0, Qt.AlignmentFlag.AlignLeft)

    def _not_answered(self, error: Expected) -> None:
        self._context.bus.failed.emit(words.error(error))

    def _facts(self, view: OrderView) -> None:
        from dropdesk.ui.orders.pane.side_facts import LegFact, shared_words, shop_fact

        self._gap(20)
        several = len(view.legs) > 1
        for number, leg in enumerate(view.legs, 1):
            fact = LegFact(
                leg, self._context.now, number, several, view.shared.get(leg.number or SupplierNumber(""), ())
            )
            fact.said.connect(self._report)
            fact.looked.connect(self._context.open_url)
            fact.link_wanted.connect(lambda: self.link_wanted.emit(self._key))
            self._body.addWidget(fact)
            self._gap(10)
        connected = any(store.id == view.order.store for store in self._context.stores())
        for text in shared_words(view):
            self._body.addWidget(PlainLabel(text, Type.SMALL, "text2", wrap=True))
            self._gap(10)
        shop = shop_fact(view, self._context.now(), connected and self._context.refresh is not None)
        if self._context.refresh is not None:
            refresh = self._context.refresh
            shop.acted.connect(lambda: refresh(OrderKey(self._key)))
        self._body.addWidget(shop)

    def _notes(self, view: OrderView) -> None:
        from dropdesk.ui.orders.pane import notes  # late: the first frame does without

        self._rule()
        notes.show(self._body, view, self._context, self._run, self.add_note)

    def _links(self, view: OrderView) -> None:
        """Links out, each with its shortcut as tool tip."""
        made = [link for link in (self._shop_link(view), *self._leg_links(view)) if link is not None]
        if not made:
            return
        self._rule()
        line = row(20)
        for link in made:
            line.addWidget(link)
        line.addStretch(1)
        self._body.addLayout(line)

    def _shop_link(self, view: OrderView) -> Link | None:
        if not view.admin_url:
            return None
        link = Link("Shopify", "open", name=tr("Open in Shopify"))
        link.clicked.connect(self.open_shop)
        return link

    def _leg_links(self, view: OrderView) -> list[Link]:
        from dropdesk.ui.orders.pane.side_facts import order_page

        if not any(order_page(leg) for leg in view.legs):
            return []
        page = Link("AliExpress", "open", name=tr("Open on AliExpress"))
        page.clicked.connect(self.open_supplier)
        track = Link(tr("Tracking"), "open", name=tr("Tracking page"))
        track.clicked.connect(self.open_tracking)
        return [page, track]

    def _timeline(self, view: OrderView, whole: bool) -> None:
        if not view.timeline:
            return
        from dropdesk.ui.orders.pane.timeline import Timeline

        self._rule()
        several = len({leg.number for leg in view.legs if leg.number}) > 1
        self._body.addWidget(Timeline(view.timeline, self._context.now(), several, whole))

    # What can be done

    def focus_primary(self) -> None:
        """Puts the focus on the primary action, where there is one."""
        for button in self.findChildren(Button):
            if button.property("primary"):
                button.setFocus()
                return

    def look(self, leg: LegId | None, opens: bool = True) -> None:
        """*Look again* on the leg that the next action is about. ``opens``: its page at the supplier, too."""
        from dropdesk.ui.orders.pane.side_facts import LegFact

        facts = self.findChildren(LegFact)
        wanted = next((fact for fact in facts if fact.leg.id == leg), facts[0] if facts else None)
        if wanted is not None:
            wanted.look() if opens else wanted.ask()

    def _first(self, page: Callable[[Leg], str]) -> str:
        if self.view is None:
            return ""
        wanted = self.view.verdict.action_leg
        legs = sorted(self.view.legs, key=lambda leg: leg.id != wanted)
        return next((page(leg) for leg in legs if page(leg)), "")

    def open_shop(self) -> None:
        """Opens the order in Shopify's admin."""
        if self.view is not None and self.view.admin_url:
            self._context.open_url(self.view.admin_url)

    def open_supplier(self) -> None:
        """Opens the order page of the purchase that the next action is about, else of the first that has one."""
        from dropdesk.ui.orders.pane.side_facts import order_page

        if page := self._first(order_page):
            self._context.open_url(page)

    def open_tracking(self) -> None:
        """Opens that purchase's tracking page."""
        from dropdesk.ui.orders.pane.side_facts import tracking_page

        if page := self._first(tracking_page):
            self._context.open_url(page)

    def copy_number(self) -> None:
        """Copies the supplier order number of the leg that the next action is about."""
        number = self._first(lambda leg: leg.number or "")
        if number:
            QGuiApplication.clipboard().setText(number)
            self._context.bus.said.emit(tr("Copied {number}", number=number))

    def _take_off(self, number: SupplierNumber, supplier: str) -> None:
        """*Not this purchase*."""
        from dropdesk.ui.orders.pane.unlink import take_off  # late: seldom needed

        if self._context.links is not None:
            take_off(self, self._context, self._context.links, OrderKey(self._key), number, supplier)

    def copy_order(self) -> None:
        """Copies the order's name."""
        if self.view is not None:
            QGuiApplication.clipboard().setText(self.view.order.name)

    def add_note(self) -> None:
        """Asks for a note and keeps it."""
        from dropdesk.ui.orders.pane import notes

        notes.ask(self.window(), self._context, OrderKey(self._key), self._run)

    def _report(self, said: Report) -> None:
        key = OrderKey(self._key)
        self._run(lambda: self._context.details.report(key, said))

    def _run(self, work: Callable[[], Changes]) -> None:
        self._context.runner.run(WORKER, work, self._context.bus.tell)

    def menu(self, at: QPoint) -> None:
        """The order's menu; also the table's context menu."""
        from dropdesk.ui.orders.pane.menu import show_menu  # late: the first frame does without

        show_menu(self, at, self._context, self._key, self._take_off)
