"""The detail pane: verdict in words, facts and their age, one primary next action, then what there is to know.

What only an order's details need is imported when they are here: the first frame does without.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from dropdesk.domain.values import LegId, Money, OrderKey, SupplierNumber
from dropdesk.ui import words
from dropdesk.ui.i18n import tr, trn
from dropdesk.ui.kit import (
    Amount,
    Badge,
    Banner,
    Button,
    Heading,
    IconButton,
    Line,
    Link,
    PlainLabel,
    Scroll,
    TwoLines,
    clear,
    column,
    ground,
    row,
)
from dropdesk.ui.theme import Type, u

if TYPE_CHECKING:
    from dropdesk.domain.case.order_view import OrderView
    from dropdesk.domain.changes import Changes
    from dropdesk.domain.supplier.leg import Leg
    from dropdesk.domain.supplier.report import Report
    from dropdesk.errors import Expected
    from dropdesk.ui.app_context import AppContext
    from dropdesk.ui.orders.row_text import Shown
    from dropdesk.ui.runner import Job

WORKER, READER = "desk", "read"
LINES = 6
"""So many lines are shown before the rest folds."""


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
        from dropdesk.ui.orders.side_facts import LegFact

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
        self._customer.say(view.person.name if view.person else "")
        from dropdesk.ui.orders.timeline import unfolded

        whole = self._told == key and unfolded(self)
        asking = self._asking() if self._told == key else None
        self._told = key
        had = self.focusWidget()
        at_primary = had is not None and had.property("primary") is True
        clear(self._body)
        self._verdict(view)
        self._facts(view)
        self._items(view)
        self._people(view)
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
        asks = self._asks(view)
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
            reasons.insert(0, _act_now(view))
        if reasons:
            self._gap(8)
            self._body.addWidget(PlainLabel(" · ".join(reasons), Type.SMALL, "text2", wrap=True))
        if Attention.STOPPED_UNASKED in verdict.attention:
            knows = Link(tr("The customer knows"))
            knows.clicked.connect(lambda: self._run(lambda: self._context.details.customer_knows(OrderKey(self._key))))
            self._body.addWidget(knows, 0, Qt.AlignmentFlag.AlignLeft)

    def _asks(self, view: OrderView) -> bool:
        """What only the person knows is asked right here: totals that disagree, and numbers that the order names."""
        if view.order.total_asked or view.order.less_asked is not None:
            from dropdesk.ui.orders.which import which_of_the_order  # late: seldom needed

            for question in which_of_the_order(
                view.order, self._context, self, self._context.bus.tell, self._not_answered
            ):
                self._gap(12)
                self._body.addWidget(question)
        if any(leg.cost_asked for leg in view.legs):
            from dropdesk.ui.orders.which import which_cost  # late: seldom needed

            for asked in which_cost(view.legs, self._context, self, self._context.bus.tell, self._not_answered):
                self._gap(12)
                self._body.addWidget(asked)
        if not view.named:
            return False
        from dropdesk.ui.orders.whose import Asks  # late: seldom needed

        asks = Asks(self._context, OrderKey(self._key), self, self._context.bus.tell, self._not_answered)
        made = asks.widgets(view.named)
        for question in made:
            self._gap(12)
            self._body.addWidget(question)
        return bool(made)

    def _not_answered(self, error: Expected) -> None:
        self._context.bus.failed.emit(words.error(error))

    def _facts(self, view: OrderView) -> None:
        from dropdesk.ui.orders.side_facts import LegFact, shared_words, shop_fact

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

    def _items(self, view: OrderView) -> None:
        order = view.order
        self._rule()
        for line in order.lines[:LINES]:
            quantity = words.line_quantity(line)
            second = f"{quantity} · {line.variant}" if line.variant else quantity
            total = words.money(line.unit_value * line.quantity, order.currency)
            item = TwoLines(line.title, second, total, icon="box" if line.needs_no_purchase else "bag")
            layout = item.layout()
            if layout is not None:
                layout.setContentsMargins(0, 0, 0, u(10))
            self._body.addWidget(item)
        if len(order.lines) > LINES:
            more = len(order.lines) - LINES
            self._body.addWidget(PlainLabel(trn("and %n more line", "and %n more lines", more), tone="text2"))
        self._gap(2)
        self._body.addWidget(Amount(tr("Customer paid"), words.money(order.received, order.currency)))
        if order.returned:
            self._gap(6)
            self._body.addWidget(Amount(tr("Returned to the customer"), words.money(order.returned, order.currency)))
        if order.refund_pending:
            self._gap(6)
            pending = words.money(order.refund_pending, order.currency)
            self._body.addWidget(Amount(tr("On its way to the customer"), pending))
        for leg in view.legs:
            shared = bool(view.shared.get(leg.number or SupplierNumber(""), ()))
            self._leg_money(leg, len(view.legs) > 1, leg.id in view.doubtful, shared)
            if leg.id in view.given_up:
                self._lost(leg)
        self._risk(view)

    def _risk(self, view: OrderView) -> None:
        """What is at risk already, in the words of the list: goods whose money is back, a supplier's money that may not
        come. And the risk of what can be done now, where that is another: of the refund."""
        exposed, refund = (view.exposed, view.exposed_unknown), (view.at_risk, view.at_risk_unknown)
        self._at_risk(tr("At risk"), *exposed)
        if view.verdict.code != "alarm" and refund_risks(view) and refund != exposed:
            self._at_risk(tr("At risk if you refund now"), *refund)

    def _at_risk(self, name: str, risk: Money | None, unknown: bool) -> None:
        if risk is None and not unknown:
            return
        text = words.at_least(words.amount(risk), unknown) if risk is not None else tr("unknown")
        self._gap(6)
        self._body.addWidget(Amount(name, text))

    def _leg_money(self, leg: Leg, several: bool, doubtful: bool, shared: bool) -> None:
        """``doubtful``: what it cost is told as at risk or lost, and not once more as money that comes back."""
        from dropdesk.domain.supplier.money import never_paid, outstanding
        from dropdesk.domain.supplier.moves import perhaps_paid

        told = leg.cost is not None or leg.cost_asked or leg.money.unknown
        if told and not (never_paid(leg) or perhaps_paid(leg)):
            self._gap(6)
            name = (
                tr("You paid {supplier}", supplier=leg.supplier)
                if several and leg.supplier
                else tr("You paid the supplier")
            )
            name = tr("{paid}, this order’s share", paid=name) if shared else name
            self._body.addWidget(Amount(name, words.amount(leg.cost) if leg.cost is not None else tr("unknown")))
        if leg.money.awaited is not None and not doubtful:
            open_ = outstanding(leg)
            if open_ > 0:
                self._gap(6)
                self._body.addWidget(Amount(tr("Still expected back"), words.money(open_, leg.money.awaited.currency)))
        elif leg.money.unknown and not doubtful:
            self._gap(6)
            self._body.addWidget(Amount(tr("Still expected back"), tr("an unknown amount")))

    def _lost(self, leg: Leg) -> None:
        from dropdesk.domain.case.costs import lost

        loss, at_most = lost(leg)
        text = words.amount(loss)
        self._gap(6)
        self._body.addWidget(Amount(tr("Lost"), tr("at most {amount}", amount=text) if loss and at_most else text))

    def _people(self, view: OrderView) -> None:
        rows = []
        if view.person is not None or view.history.orders:
            name = view.person.name if view.person and view.person.name else tr("Customer")
            rows.append((name, _history(view)))
        rows.extend(
            (record.supplier, tr("accepts {n} of {all}", n=record.accepted, all=record.asked))
            for record in view.suppliers
            if record.asked
        )
        if not rows:
            return
        self._rule()
        for number, (name, text) in enumerate(rows):
            if number:
                self._gap(6)
            self._body.addWidget(Amount(name, text, strong=False))

    def _notes(self, view: OrderView) -> None:
        from dropdesk.ui.orders import notes  # late: the first frame does without

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
        from dropdesk.ui.orders.side_facts import order_page

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
        from dropdesk.ui.orders.timeline import Timeline

        self._rule()
        several = len({leg.number for leg in view.legs if leg.number}) > 1
        self._body.addWidget(Timeline(view.timeline, self._context.now(), several, whole))

    # What can be done

    def focus_primary(self) -> None:
        for button in self.findChildren(Button):
            if button.property("primary"):
                button.setFocus()
                return

    def look(self, leg: LegId | None, opens: bool = True) -> None:
        """*Look again* on the leg that the next action is about. ``opens``: its page at the supplier, too."""
        from dropdesk.ui.orders.side_facts import LegFact

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
        if self.view is not None and self.view.admin_url:
            self._context.open_url(self.view.admin_url)

    def open_supplier(self) -> None:
        from dropdesk.ui.orders.side_facts import order_page

        if page := self._first(order_page):
            self._context.open_url(page)

    def open_tracking(self) -> None:
        from dropdesk.ui.orders.side_facts import tracking_page

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
        from dropdesk.ui.orders.unlink import take_off  # late: seldom needed

        if self._context.links is not None:
            take_off(self, self._context, self._context.links, OrderKey(self._key), number, supplier)

    def copy_order(self) -> None:
        if self.view is not None:
            QGuiApplication.clipboard().setText(self.view.order.name)

    def add_note(self) -> None:
        """Asks for a note and keeps it."""
        from dropdesk.ui.orders import notes

        notes.ask(self.window(), self._context, OrderKey(self._key), self._run)

    def _report(self, said: Report) -> None:
        key = OrderKey(self._key)
        self._run(lambda: self._context.details.report(key, said))

    def _run(self, work: Callable[[], Changes]) -> None:
        self._context.runner.run(WORKER, work, self._context.bus.tell)

    def menu(self, at: QPoint) -> None:
        """The order's menu; also the table's context menu."""
        if self.view is None:
            return
        menu = QMenu(self)
        for text, keys, act in (
            (tr("Open the case"), "Ctrl+N", lambda: self.act.emit(self.view)),
            (tr("Link a purchase…"), "", lambda: self.link_wanted.emit(self._key)),
            (tr("Open in Shopify"), "F2", self.open_shop),
            (tr("Open on AliExpress"), "F3", self.open_supplier),
            (tr("Tracking page"), "F4", self.open_tracking),
            (tr("Copy supplier order number"), "Ctrl+Shift+C", self.copy_number),
            (tr("Copy order number"), "", self.copy_order),
            (tr("Add note…"), "Ctrl+Shift+N", self.add_note),
        ):
            action = menu.addAction(f"{text}\t{keys}" if keys else text)
            action.triggered.connect(act)
            if act == self.open_shop:
                action.setEnabled(bool(self.view.admin_url))
        for leg in self.view.legs if self._context.links is not None else ():
            if leg.number:
                action = menu.addAction(tr("Not this purchase: {number}…", number=leg.number))
                action.triggered.connect(partial(self._take_off, leg.number, leg.supplier))
        menu.exec(at)
        menu.deleteLater()


def _history(view: OrderView) -> str:
    history = view.history
    if not history.orders:
        return tr("first order")
    orders = trn("%n earlier order", "%n earlier orders", history.orders)
    if not history.cancelled + history.refunded:
        return tr("{orders}, none cancelled", orders=orders)
    # Each by itself, as page 1 says it: one order may be both, and their sum counts it twice.
    return tr("{orders}: {n} cancelled, {m} refunded", orders=orders, n=history.cancelled, m=history.refunded)


def _act_now(view: OrderView) -> str:
    """R-01 counts from the purchase's payment; of what is unpaid or not linked, from the order."""
    times = [leg.paid_at for leg in view.legs if leg.state not in ("unpaid", "unlinked")]
    if times and all(at is not None for at in times):
        return tr("Act now: it was paid minutes ago")
    return tr("Act now: it was ordered minutes ago")


def refund_risks(view: OrderView) -> bool:
    """Whether a refund is still possible and would be of units that may go out or went out: what is *Ready* or can be
    cancelled is of units that stay, and what is back cannot be refunded again."""
    order = view.order
    left = order.received is None or order.received > order.went_back
    return left and order.cancelled_at is None and view.verdict.code not in ("ready", "can_cancel", "done")
