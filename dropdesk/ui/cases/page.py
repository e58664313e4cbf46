"""The cancel assistant: an order's case as five steps that can be left at any time and open where they were.

``CasePage`` is a function of ``CaseView``: it makes a move on worker ``desk``, reads the view again on ``read`` and
shows the page of the phase. What the person types is kept in drafts until the move that uses it is made.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from dropdesk.domain.case.shape.moves import Discard
from dropdesk.domain.case.shape.shop_answers import SuggestedRefund
from dropdesk.domain.case.shown.view import CaseView
from dropdesk.domain.changes import Changes
from dropdesk.domain.supplier.leg import Group
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, LineId, OrderKey, SupplierNumber, Take
from dropdesk.ui.app_context import AppContext
from dropdesk.ui.cases.base.legs import needed
from dropdesk.ui.cases.menu import show_menu
from dropdesk.ui.cases.page_work import WORKER, PageWork
from dropdesk.ui.cases.questions import questions
from dropdesk.ui.cases.routes import lead, own_step, page_for
from dropdesk.ui.cases.shopify.sent import nothing_new
from dropdesk.ui.cases.steps import steps
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import clear, ground, shortcut
from dropdesk.ui.orders.pane.side_facts import order_page
from dropdesk.ui.orders.pane.unlink import take_off
from dropdesk.ui.theme import u


class CasePage(PageWork):
    """See the module. ``leads``: it opens where the list's button leads, not where the case was. ``left``: back to the
    orders; ``stepped``: to the previous (-1) or next (+1) order."""

    left = Signal()
    stepped = Signal(int)

    def __init__(self, context: AppContext, key: OrderKey, leads: bool = False) -> None:
        super().__init__(context, key)
        self.leg: LegId | None = None
        self._step = 0
        self._leads = leads
        self.plan: object = None
        self.suggested: dict[object, SuggestedRefund] = {}
        self._old: tuple[int, str] = (0, "")
        self._shown: tuple[object, ...] = ()
        self.setAccessibleName(tr("Cancel assistant"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground(self)
        self.steps.chosen.connect(lambda index: self.show_step(index + 1))
        head = self.head
        head.back.clicked.connect(self.left)
        head.before.clicked.connect(lambda: self.stepped.emit(-1))
        head.after.clicked.connect(lambda: self.stepped.emit(1))
        head.more.clicked.connect(lambda: self.menu(head.more.mapToGlobal(head.more.rect().bottomLeft())))
        shortcut(self, "Ctrl+M", self._copy_message)
        self.reload()

    def have(self, view: CaseView) -> None:
        """Shows what was read, unless the person has something in hand: then it is read again a little later."""
        if self._held():
            QTimer.singleShot(400, self, self.reload)
            return
        old = self.view
        self.view = view
        moved = old is not None and (old.case.phase.kind != view.case.phase.kind or self._home)
        if old is None or moved:
            self._let_go(view)
            self._step, self._sub, self._home = self.own_step(), "", False
            if old is None and self._leads and (act := lead(view)) is not None:
                self._step, self._sub, self.leg = act
        if self.leg is not None and all(leg.leg.id != self.leg for leg in view.legs):
            self.leg = None
        self._poll.start() if self.asking and view.pending else self._poll.stop()
        if moved or self._as_shown() != self._shown:
            self._show(user=moved)
        if self._checked is not None and not self.asking:
            (before, pressed), self._checked = self._checked, None
            text = nothing_new(before, view, pressed, self.context.now())
            if text:
                self.say(text, "info")
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not self._moving:
            waiting()

    def _let_go(self, view: CaseView) -> None:
        """Another phase: a purchase that is settled is not the one in hand while another one may still ship."""
        legs = needed(view)
        settled = any(leg.leg.id == self.leg and leg.group != Group.LIVE for leg in legs)
        if settled and any(leg.group == Group.LIVE for leg in legs):
            self.leg = None

    def _as_shown(self) -> tuple[object, ...]:
        """Everything that decides what the page looks like; the minute, because ages are words."""
        minute = int(self.context.now().timestamp() // 60)
        return self.view, self.asking, minute, self._step, self._sub, self.leg

    def _held(self) -> bool:
        """Whether the person has something in hand that a new page would take away: a list that is open, a mouse."""
        if self.view is None:
            return False
        popup = QApplication.activePopupWidget()
        return isinstance(popup, QWidget) or QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton

    def show_step(self, step: int, sub: str = "") -> None:
        """As ``Frame.show_step``."""
        self._step, self._sub = step, sub
        clear(self._notice)
        self._show(user=True)

    def pick_leg(self, leg: LegId) -> None:
        """As ``Frame.pick_leg``."""
        self.leg = leg
        self._show(user=False)

    def can_import(self) -> bool:
        """As ``Frame.can_import``."""
        return self.context.imports is not None

    def import_files(self) -> None:
        """As ``Frame.import_files``."""
        if self.context.imports is None:
            return
        from dropdesk.ui.imports.dialog import ImportDialog  # late: only who works without a store needs it

        dialog = ImportDialog(self.context, self.context.imports, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def search_purchases(self) -> None:
        """As ``Frame.search_purchases``."""
        if self.context.links is None:
            return
        from dropdesk.ui.orders.pane.link import LinkDialog  # late: seldom needed

        dialog = LinkDialog(self.context, self.context.links, self.key, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def reveal(self, widget: QWidget) -> None:
        """As ``Frame.reveal``; once the layout stands."""

        def show() -> None:
            self._scroll.ensureWidgetVisible(widget, 0, u(16))

        QTimer.singleShot(0, widget, show)

    def reload_page(self) -> None:
        """As ``Frame.reload_page``."""
        self._show(user=False)

    def link(self, leg: LegId, number: SupplierNumber, lines: Sequence[tuple[LineId, int]]) -> None:
        """As ``Frame.link``; without the service that links, as a report of the case."""
        links, key = self.context.links, self.key
        if links is None:
            self.do(Report(leg, Say.LINK, at=self.context.now(), number=number))
            return
        units = tuple(Take(line, count) for line, count in lines)
        self.context.runner.run(WORKER, lambda: links.link(key, number, units), self.answered, self.not_answered, self)

    def leave(self) -> None:
        """As ``Frame.leave``."""
        self.left.emit()

    def own_step(self) -> int:
        """Where the case is: after a cancellation or a refund, with the purchase that may still ship or arrive; a
        request without its message is still the supplier's step (R-33)."""
        return 1 if self.view is None else own_step(self.view)

    def _show(self, user: bool) -> None:
        view = self.view
        if view is None:
            return
        self._shown = self._as_shown()
        now = self.context.now()
        self.head.say(view, now, self.context.work_days)
        self.steps.say(steps(view, self._step, now))
        self.side_facts.say(view, now)
        focus = self._focus()
        place = self._scroll.verticalScrollBar().value()
        here = (self._step, self._sub)
        same = here == self._old and not user
        self._old = here
        clear(self._questions)
        clear(self._slot)
        clear(self._flow)
        clear(self._foot_slot)
        page = page_for(self, view, self._step, self._sub)
        self._page = page
        for question in questions(self, self, view, self._step, self._sub):
            self._questions.addWidget(question)
            self._questions.addSpacing(u(16))
        self._slot.addWidget(page)
        page.show()  # a layout shows it only later, and what is hidden takes no focus
        self._place_bar()
        if same:
            self._scroll.verticalScrollBar().setValue(place)
            self._refocus(focus)
        else:
            clear(self._notice) if user else None
            self._scroll.verticalScrollBar().setValue(0)
            QTimer.singleShot(0, page, self._enter)

    def main_action(self) -> None:
        """``Ctrl+Return``: the page's main action; on a commit it only moves the focus there."""
        if self._page is not None:
            self._page.main_action()

    def _copy_message(self) -> None:
        if self._page is not None:
            self._page.copy_message()

    def open_shop(self) -> None:
        """Opens the order in Shopify's admin."""
        if self.view is not None and self.view.order.admin_url:
            self.context.open_url(self.view.order.admin_url)

    def open_supplier(self) -> None:
        """Opens the order page of the purchase in hand, else of the first that has one."""
        if self.view is None:
            return
        legs = sorted(self.view.legs, key=lambda leg: leg.leg.id != self.leg)
        page = next((order_page(leg.leg) for leg in legs if order_page(leg.leg)), "")
        if page:
            self.context.open_url(page)

    def discard(self) -> None:
        """Throws away a case in which nothing was asked, and goes back to the orders."""
        view, cases = self.view, self._cases
        if view is None:
            return

        def gone(changes: Changes) -> None:
            self.context.bus.tell(changes)
            self.leave()

        self.context.runner.run(
            WORKER, lambda: cases.do(view.case.id, view.seq, Discard()), gone, self.not_answered, self
        )

    def can_unlink(self) -> bool:
        """Whether purchases can be taken off the order here."""
        return self.context.links is not None

    def unlink(self, number: SupplierNumber, supplier: str) -> None:
        """*Not this purchase*: after a question, takes it off the order."""
        if self.context.links is not None:
            take_off(self, self.context, self.context.links, self.key, number, supplier)

    def copy_number(self) -> None:
        """Copies the supplier's order number."""
        if self.view is None:
            return
        legs = sorted(self.view.legs, key=lambda leg: leg.leg.id != self.leg)
        number = next((leg.leg.number for leg in legs if leg.leg.number), "")
        if number:
            QGuiApplication.clipboard().setText(number)
            self.context.bus.said.emit(tr("Copied {number}", number=number))

    def menu(self, at: QPoint) -> None:
        """What is rarely needed: everything else that can be done with this case."""
        if self.view is not None:
            show_menu(self, self, self.view, at)
