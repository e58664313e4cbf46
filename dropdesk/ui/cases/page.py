"""The cancel assistant: an order's case as five steps that can be left at any time and open where they were.

``CasePage`` is a function of ``CaseView``: it makes a move on worker ``desk``, reads the view again on ``read`` and
shows the page of the phase. What the person types is kept in drafts until the move that uses it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial

import shiboken6
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget

from dropdesk.domain.case.moves import Discard, LookedNow, Move, TickMessage, TickRequest
from dropdesk.domain.case.phases import Claimed, RecallAsked
from dropdesk.domain.case.shop_answers import SuggestedRefund
from dropdesk.domain.case.view import CaseView
from dropdesk.domain.changes import Changes
from dropdesk.domain.supplier.leg import Group
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, LineId, OrderKey, Quantities, SupplierNumber, Take
from dropdesk.domain.verdict.old_history import waits_for_us
from dropdesk.errors import Expected
from dropdesk.ui import words
from dropdesk.ui.app_context import AppContext, Cases
from dropdesk.ui.cases.case_words import given_words, held_words, kept_words, says_itself, store_closed
from dropdesk.ui.cases.legs import needed
from dropdesk.ui.cases.menu import entries
from dropdesk.ui.cases.page_base import Page
from dropdesk.ui.cases.routes import lead, own_step, page_for
from dropdesk.ui.cases.sent import nothing_new
from dropdesk.ui.cases.side_facts import SideFacts
from dropdesk.ui.cases.steps import steps
from dropdesk.ui.i18n import pair, tr
from dropdesk.ui.kit import (
    Badge,
    Banner,
    Button,
    Dialog,
    IconButton,
    Line,
    NoteField,
    PlainLabel,
    Scroll,
    Steps,
    clear,
    column,
    ground,
    row,
    shortcut,
)
from dropdesk.ui.kit.text import tip
from dropdesk.ui.orders.side_facts import order_page
from dropdesk.ui.orders.unlink import take_off
from dropdesk.ui.orders.which import which_cost, which_of_the_order
from dropdesk.ui.orders.whose import Asks
from dropdesk.ui.theme import Type, u
from dropdesk.ui.words import cases as said

WORKER, READER = "desk", "read"
HEAD, STEPS, CONTENT, CONTEXT = 56, 216, 640, 304
WIDE = 1240 - 52
"""From this width on the side_facts stands beside the page (the window's rail is 52)."""
NARROW = 900
"""Below this width the margins are half as wide."""
LOW = 800 - 56
"""Below this height the buttons stand in a bar of their own."""
POLL = 600
"""Milliseconds between two readings while the shop is asked."""
CLOCK = 60_000
_TICKS = (TickRequest, TickMessage, LookedNow)


class CasePage(QWidget):
    """See the module. ``leads``: it opens where the list's button leads, not where the case was. ``left``: back to the
    orders; ``stepped``: to the previous (-1) or next (+1) order."""

    left = Signal()
    stepped = Signal(int)

    def __init__(self, context: AppContext, key: OrderKey, leads: bool = False) -> None:
        super().__init__()
        assert context.cases is not None
        self.context, self.key = context, key
        self._cases: Cases = context.cases
        self.view: CaseView | None = None
        self.drafts: dict[str, str] = {}
        self.leg: LegId | None = None
        self.asking = False
        self._moving = False
        self._rested: QWidget | None = None
        self._waiting: Callable[[], None] | None = None
        self._reads = self._written = 0
        self._checked: tuple[CaseView, datetime] | None = None
        self._step, self._sub = 0, ""
        self._home = False
        self._leads = leads
        self.plan: object = None
        self.suggested: dict[object, SuggestedRefund] = {}
        self._page: Page | None = None
        self._old: tuple[int, str] = (0, "")
        self._shown: tuple[object, ...] = ()
        self.setAccessibleName(tr("Cancel assistant"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground(self)
        self._build()
        self._poll = QTimer(self)
        self._poll.setInterval(POLL)
        self._poll.timeout.connect(self.reload)
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK)
        self._clock.timeout.connect(self.reload)
        self._clock.start()
        context.bus.changed.connect(self._changed)
        self.reload()

    # Frame

    def _build(self) -> None:
        outer = column(0, parent=self)
        outer.addWidget(self._head())
        outer.addWidget(Line())
        middle = row(0)
        left = QWidget()
        left.setFixedWidth(u(STEPS))
        inner = column(0, (24, 30, 12, 12), left)
        self.steps = Steps()
        self.steps.setAccessibleName(tr("Steps"))
        self.steps.chosen.connect(lambda index: self.show_step(index + 1))
        inner.addWidget(self.steps, 1)
        scroll = Scroll(left, tr("Steps"))
        scroll.setFixedWidth(u(STEPS))
        middle.addWidget(scroll)
        middle.addWidget(Line(upright=True))
        middle.addLayout(self._content(), 1)
        self._edge = Line(upright=True)
        middle.addWidget(self._edge)
        self.side_facts = SideFacts(self.add_note)
        self._side = Scroll(self.side_facts, tr("About this order"))
        self._side.setFixedWidth(u(CONTEXT))
        middle.addWidget(self._side)
        outer.addLayout(middle, 1)
        shortcut(self, "Ctrl+M", self._copy_message)

    def _head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(max(u(HEAD), HEAD))
        line = row(10, (16, 0, 12, 0), head)
        self.back = Button(tr("Orders"), "ghost", icon="left", height=32, name=tr("Back to the orders"))
        self.back.clicked.connect(self.left)
        self._name = PlainLabel("", Type.STRONG)
        self._customer = PlainLabel("", tone="text2", elide=True)
        self._badge = Badge()
        self._deadline = PlainLabel("", Type.MEDIUM, "text2")
        self.before = IconButton("left", tr("Previous order"), hint="Alt+←")
        self.after = IconButton("right", tr("Next order"), hint="Alt+→")
        self.more = IconButton("dots", tr("More"))
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after.clicked.connect(lambda: self.stepped.emit(1))
        self.more.clicked.connect(lambda: self.menu(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        for widget in (self.back, self._name, self._customer, self._badge):
            line.addWidget(widget)
        line.addStretch(1)
        for widget in (self._deadline, self.before, self.after, self.more):
            line.addWidget(widget)
        return head

    def _content(self) -> QVBoxLayout:
        outer = column(0)
        host = QWidget()
        across = row(0, (48, 32, 32, 32), host)
        self._across = across
        self._host = column(0)
        holder = QWidget()
        holder.setMaximumWidth(u(CONTENT))
        holder.setLayout(self._host)
        across.addWidget(holder, 1)
        across.addStretch(0)
        self._notice = column(0)
        self._questions = column(0)
        self._slot = column(0)
        self._flow = column(0)
        self._host.addLayout(self._notice)
        self._host.addLayout(self._questions)
        self._host.addLayout(self._slot)
        self._host.addLayout(self._flow)
        self._host.addStretch(1)
        self._scroll = Scroll(host, tr("Page"))
        outer.addWidget(self._scroll, 1)
        self._foot = QWidget()
        foot = column(0, parent=self._foot)
        foot.addWidget(Line())
        inside = row(0, (48, 12, 32, 12))
        self._inside = inside
        self._foot_holder = QWidget()
        self._foot_holder.setMaximumWidth(u(CONTENT))
        self._foot_slot = column(0, parent=self._foot_holder)
        inside.addWidget(self._foot_holder, 1)
        inside.addStretch(0)
        foot.addLayout(inside)
        outer.addWidget(self._foot)
        return outer

    # Reading

    def reload(self) -> None:
        """Reads the case again; what is shown stays until the answer is here."""
        self._reads += 1
        key = self.key
        self.context.runner.run(
            READER, lambda: self._cases.view(key), partial(self._read, self._reads), self._failed, self
        )

    def _read(self, nth: int, view: CaseView) -> None:
        """What was read; a reading asked for before the newest move was written may not know it, and is dropped: one
        that does was asked for after it."""
        if nth > self._written:
            self._have(view)

    def _changed(self, changes: Changes) -> None:
        mine = self.view is not None and self.view.case.id in changes.cases
        if changes.everything or changes.settings or mine or self.key in changes.orders:
            self.reload()

    def _have(self, view: CaseView) -> None:
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

    def _failed(self, error: Expected) -> None:
        self.say(words.error(error))

    # Showing

    def show_step(self, step: int, sub: str = "") -> None:
        self._step, self._sub = step, sub
        clear(self._notice)
        self._show(user=True)

    def pick_leg(self, leg: LegId) -> None:
        self.leg = leg
        self._show(user=False)

    def can_import(self) -> bool:
        return self.context.imports is not None

    def import_files(self) -> None:
        if self.context.imports is None:
            return
        from dropdesk.ui.imports.dialog import ImportDialog  # late: only who works without a store needs it

        dialog = ImportDialog(self.context, self.context.imports, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def search_purchases(self) -> None:
        if self.context.links is None:
            return
        from dropdesk.ui.orders.link import LinkDialog  # late: seldom needed

        dialog = LinkDialog(self.context, self.context.links, self.key, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def reveal(self, widget: QWidget) -> None:
        def show() -> None:
            self._scroll.ensureWidgetVisible(widget, 0, u(16))

        QTimer.singleShot(0, widget, show)

    def reload_page(self) -> None:
        self._show(user=False)

    def link(self, leg: LegId, number: SupplierNumber, lines: Sequence[tuple[LineId, int]]) -> None:
        links, key = self.context.links, self.key
        if links is None:
            self.do(Report(leg, Say.LINK, at=self.context.now(), number=number))
            return
        units = tuple(Take(line, count) for line, count in lines)
        self.context.runner.run(WORKER, lambda: links.link(key, number, units), self._noted, self._failed, self)

    def leave(self) -> None:
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
        self._name.say(view.order.order.name)
        self._customer.say(view.order.person.name if view.order.person else "")
        verdict = view.order.verdict
        self._badge.say(verdict.code, verdict.muted)
        self._say_deadline(view)
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
        self._ask(view)
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

    def _ask(self, view: CaseView) -> None:
        """Numbers that the order names are asked above every page: no money moves before (M9)."""
        for which in which_of_the_order(view.order.order, self.context, self, self._noted, self._failed):
            self._questions.addWidget(which)
            self._questions.addSpacing(u(16))
        for cost in which_cost(view.order.legs, self.context, self, self._noted, self._failed):
            self._questions.addWidget(cost)
            self._questions.addSpacing(u(16))
        for question in Asks(self.context, self.key, self, self._noted, self._failed).widgets(view.order.named):
            self._questions.addWidget(question)
            self._questions.addSpacing(u(16))
        for kept in kept_words(view) if self._sub != "take_back" else ():
            asked = Banner(kept, "warn", tr("Take it back…"))
            asked.acted.connect(lambda: self.show_step(self.own_step(), "take_back"))
            self._questions.addWidget(asked)
            self._questions.addSpacing(u(16))
        if given := given_words(view, self.context.now()):
            self._questions.addWidget(Banner(given, "ok"))
            self._questions.addSpacing(u(16))
        held = held_words(view, self.context.now())
        elsewhere = self._step in (2, 3) and self._step == self.own_step()  # a purchase comes before the money
        if held and (elsewhere or not says_itself(view.case.phase)):
            self._questions.addWidget(Banner(held, "warn"))
            self._questions.addSpacing(u(16))
        if not waits_for_us(view.order.order) or self._sub == "bank":
            return
        by = view.order.order.chargeback_answer_by
        until = words.moment(by, self.context.now(), inner=True) if by is not None else ""
        text = tr("The bank waits for your answer until {when}.", when=until) if by is not None else ""
        banner = Banner(text or tr("The bank waits for your answer. Type its date."), "warn", tr("Answer the bank"))
        banner.acted.connect(lambda: self.show_step(4, "bank"))
        self._questions.addWidget(banner)
        self._questions.addSpacing(u(16))

    def _say_deadline(self, view: CaseView) -> None:
        """As the list says it; where no clock runs, what is at risk, else the supplier's money that is awaited."""
        verdict, now = view.order.verdict, self.context.now()
        told = words.due(verdict, verdict.code, bool(verdict.attention), now, self.context.work_days)
        due = said.expected(view.spent)
        if told.first:
            self._deadline.say(told.first, "text2" if told.tone == "text" else told.tone)
            clock = verdict.deadline is not None and verdict.overdue_since is None
            tip(self._deadline, pair(words.clock_name(verdict.deadline_kind), told.here) if clock else told.here)
        elif risk := said.at_risk(view.order):
            self._deadline.say(risk, "danger_text")
            tip(self._deadline, "")
        elif due:
            self._deadline.say(tr("{amount} still expected", amount=due), "text2")
            tip(self._deadline, "")
        else:
            self._deadline.say("", "text2")
            tip(self._deadline, "")

    def _place_bar(self) -> None:
        if self._page is None:
            return
        low = self.height() < u(LOW)
        bar = self._page.bar
        self._foot.setVisible(low)
        if low:
            self._foot_slot.addWidget(bar)
        else:
            if not self._flow.count():
                self._flow.addSpacing(u(32))
            self._flow.addWidget(bar)
        bar.show()

    def _enter(self) -> None:
        """A new page: the focus goes to what it starts with, so that the keyboard goes on."""
        page = self._page
        if page is None or not shiboken6.isValid(page):
            return
        first = page.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus(self) -> tuple[type, str, int] | None:
        """The control that has the focus, by what a screen reader would call it."""
        had = self.window().focusWidget()
        if had is None or not self.isAncestorOf(had):
            return None
        place = had.cursorPosition() if isinstance(had, QLineEdit) else -1
        return type(had), had.accessibleName(), place

    def _refocus(self, focus: tuple[type, str, int] | None) -> None:
        if focus is None:
            return
        kind, name, place = focus
        current = self.window().focusWidget()
        if current is not None and type(current) is kind and current.accessibleName() == name:
            return
        for widget in self.findChildren(QWidget):
            fits = type(widget) is kind and widget.accessibleName() == name
            if fits and widget.isEnabled() and widget.isVisibleTo(self):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                if place >= 0 and isinstance(widget, QLineEdit):
                    widget.setCursorPosition(place)
                break
        else:
            self._enter()  # it is no more: the page's first control, or Qt gives the focus to the window's

    # Acting

    def do(
        self,
        *moves: Move,
        texts: Mapping[str, str] | None = None,
        forget: str = "",
        proceed: bool = False,
        home: bool = False,
        stay: bool = False,
    ) -> None:
        view = self.view
        if view is None or not moves:
            return
        if self._moving:
            # Two ticks in a row both count; anything else that comes while a move is written is a second press.
            if all(isinstance(move, _TICKS) for move in moves):
                self._waiting = partial(self.do, *moves, texts=texts, stay=stay)
            return
        self._moving = True
        self._rest(False)
        cases, key, case, seq = self._cases, self.key, view.case.id, view.seq
        mine, bus, runner, worker = self, self.context.bus, self.context.runner, f"money:{view.order.order.store}"

        def done(changes: Changes) -> None:
            if not shiboken6.isValid(mine):  # left meanwhile: the rest of the window hears of it, and it goes out
                bus.tell(changes)
                if proceed:
                    runner.run(
                        worker, lambda: cases.proceed(key), bus.tell, lambda e: bus.failed.emit(words.error(e)), bus
                    )
                return
            self._moving = False
            for name in [name for name in self.drafts if forget and name.startswith(f"{forget}.")]:
                del self.drafts[name]
            if not stay:
                self._sub = ""
            self._home = self._home or home
            self._rest(True)
            clear(self._notice)
            self._noted(changes)
            if proceed:
                self.proceed()

        def failed(error: Expected) -> None:
            if not shiboken6.isValid(mine):
                bus.failed.emit(words.error(error))
                return
            self._moving = False
            self._rest(True)
            self.say(words.error(error))
            self._written = self._reads
            self.reload()

        runner.run(WORKER, lambda: cases.do_all(case, seq, moves, texts), done, failed, bus)

    def _rest(self, on: bool) -> None:
        """While a move is being written down the page's buttons rest, so that nobody wonders or presses twice."""
        page = self._page
        if page is None or not shiboken6.isValid(page):
            return
        had = self.window().focusWidget()
        buttons = [one for one in (page.bar.main_button, page.bar.back_button) if one is not None]
        if not on:
            self._rested = had if had in buttons else None
        for button in buttons:
            button.setEnabled(on)
        if on and self._rested in buttons and not (had is not None and self.isAncestorOf(had)):
            self._rested.setFocus(Qt.FocusReason.OtherFocusReason)  # Qt gave it away when the button rested

    def look_again(self) -> bool:
        """Looks in Shopify where something is waited for there, and says what the look found, also that it found
        nothing; False where nothing is. It never sends."""
        view = self.view
        if view is None or not view.connected or view.pending == "send":
            return False
        if view.pending != "look" and not isinstance(view.case.phase, (Claimed, RecallAsked)):
            return False
        self.proceed()
        return True

    def proceed(self) -> None:
        """Lets the shop's worker send or look. The window may be left meanwhile: the answer goes to the bus."""
        view = self.view
        if view is None or self.asking:
            return
        if view.pending == "send" and (closed := store_closed(self, view)):
            self.say(closed)  # it waits, and goes out with its next press or when the keys are there
            return
        self.asking = True
        cases, key, bus = self._cases, self.key, self.context.bus
        mine, pressed = self, self.context.now()

        def done(changes: Changes) -> None:
            if not shiboken6.isValid(mine):
                bus.tell(changes)
                return
            mine.asking = False
            mine._checked = (view, pressed) if view.pending != "send" else None
            mine._noted(changes)  # a reading asked for before the answer was written does not know it

        def failed(error: Expected) -> None:
            if shiboken6.isValid(mine):
                mine.asking = False
                mine._written = mine._reads
                mine.say(words.error(error))
                mine.reload()
            else:
                bus.failed.emit(words.error(error))

        worker = f"money:{view.order.order.store}"
        self.reload()
        self._poll.start()
        self.context.runner.run(worker, lambda: cases.proceed(key), done, failed, bus)

    def suggest(
        self,
        asker: QWidget,
        lines: Quantities | None,
        shipping: bool,
        done: Callable[[SuggestedRefund], None],
        failed: Callable[[Expected], None],
    ) -> None:
        view = self.view
        if view is None:
            return
        cases, key = self._cases, self.key
        worker = f"money:{view.order.order.store}"
        self.context.runner.run(worker, lambda: cases.suggest(key, lines, shipping), done, failed, asker)

    def say(self, text: str, tone: str = "danger") -> None:
        clear(self._notice)
        banner = Banner(text, tone)
        banner.setAccessibleName(text)
        banner.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._notice.addWidget(banner)
        self._notice.addSpacing(u(16))
        self._scroll.verticalScrollBar().setValue(0)
        banner.setFocus(Qt.FocusReason.OtherFocusReason)

    def note(self, text: str) -> None:
        details, key = self.context.details, self.key
        self.tell(lambda: details.note(key, text))

    def tell(self, work: Callable[[], Changes]) -> None:
        self.context.runner.run(WORKER, work, self._noted, self._failed, self)

    def _noted(self, changes: Changes) -> None:
        reads = self._written = self._reads
        self.context.bus.tell(changes)
        if self._reads == reads:
            self.reload()

    def add_note(self) -> None:
        """Asks for a note and keeps it (``Ctrl+Shift+N``)."""
        dialog = Dialog(tr("Add note"), self.window(), 440)
        field = NoteField(tr("Note"), rows=4)
        dialog.body.addWidget(field)
        dialog.add_button(Button(tr("Cancel")), dialog.reject)
        dialog.add_button(Button(tr("Add note"), "primary"), dialog.accept, default=True)
        field.setFocus()
        if dialog.exec() and field.toPlainText().strip():
            self.note(field.toPlainText().strip())
        dialog.deleteLater()

    def main_action(self) -> None:
        """``Ctrl+Return``: the page's main action; on a commit it only moves the focus there."""
        if self._page is not None:
            self._page.main_action()

    def _copy_message(self) -> None:
        if self._page is not None:
            self._page.copy_message()

    def open_shop(self) -> None:
        if self.view is not None and self.view.order.admin_url:
            self.context.open_url(self.view.order.admin_url)

    def open_supplier(self) -> None:
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

        self.context.runner.run(WORKER, lambda: cases.do(view.case.id, view.seq, Discard()), gone, self._failed, self)

    def can_unlink(self) -> bool:
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
        if self.view is None:
            return
        menu = QMenu(self)
        menu.setAccessibleName(tr("More"))
        for text, keys, act in entries(self, self.view):
            if not text:
                menu.addSeparator()
                continue
            action = menu.addAction(f"{text}\t{keys}" if keys else text)
            action.triggered.connect(lambda _=False, act=act: act())
        menu.exec(at)
        menu.deleteLater()

    # Size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= u(WIDE)
        self._side.setVisible(wide)
        self._edge.setVisible(wide)
        left, right = (48, 32) if self.width() >= u(NARROW) else (24, 16)
        self._across.setContentsMargins(u(left), u(32), u(right), u(32))
        self._inside.setContentsMargins(u(left), u(12), u(right), u(12))
        if self._page is not None and self._foot.isVisibleTo(self) != (self.height() < u(LOW)):
            bar, had = self._page.bar, self.window().focusWidget()
            held = had is not None and bar.isAncestorOf(had)
            bar.setParent(None)
            self._place_bar()
            if held and had is not None:
                had.setFocus(Qt.FocusReason.OtherFocusReason)  # who changes the parent takes the focus away
