"""Reading a case and making its moves, on the workers; a page that was left meanwhile loses no answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.shape.moves import LookedNow, Move, TickMessage, TickRequest
from dropdesk.domain.case.shape.phases import Claimed, RecallAsked
from dropdesk.domain.case.shape.shop_answers import SuggestedRefund
from dropdesk.domain.case.shown.view import CaseView
from dropdesk.domain.changes import Changes
from dropdesk.domain.values import OrderKey, Quantities
from dropdesk.errors import Expected
from dropdesk.ui import words
from dropdesk.ui.app_context import AppContext, Cases
from dropdesk.ui.cases.base.case_words import store_closed
from dropdesk.ui.cases.page_layout import PageLayout
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Banner, Button, Dialog, NoteField, clear
from dropdesk.ui.theme import u

WORKER, READER = "desk", "read"
POLL = 600
"""Milliseconds between two readings while the shop is asked."""
CLOCK = 60_000
_TICKS = (TickRequest, TickMessage, LookedNow)


class PageWork(PageLayout):
    """Reads on ``read``, writes on ``desk``, sends and looks on the shop's own worker. ``have`` shows what was read."""

    def __init__(self, context: AppContext, key: OrderKey) -> None:
        super().__init__()
        assert context.cases is not None
        self.context, self.key = context, key
        self._cases: Cases = context.cases
        self.view: CaseView | None = None
        self.drafts: dict[str, str] = {}
        self.asking = False
        self._moving = False
        self._rested: QWidget | None = None
        self._waiting: Callable[[], None] | None = None
        self._reads = self._written = 0
        self._checked: tuple[CaseView, datetime] | None = None
        self._sub = ""
        self._home = False
        self._poll = QTimer(self)
        self._poll.setInterval(POLL)
        self._poll.timeout.connect(self.reload)
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK)
        self._clock.timeout.connect(self.reload)
        self._clock.start()
        context.bus.changed.connect(self._changed)

    def have(self, view: CaseView) -> None:
        """Shows what was read."""
        raise NotImplementedError

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

    def reload(self) -> None:
        """Reads the case again; what is shown stays until the answer is here."""
        self._reads += 1
        key = self.key
        self.context.runner.run(
            READER, lambda: self._cases.view(key), partial(self._read, self._reads), self.not_answered, self
        )

    def _read(self, nth: int, view: CaseView) -> None:
        """What was read; a reading asked for before the newest move was written may not know it, and is dropped: one
        that does was asked for after it."""
        if nth > self._written:
            self.have(view)

    def _changed(self, changes: Changes) -> None:
        mine = self.view is not None and self.view.case.id in changes.cases
        if changes.everything or changes.settings or mine or self.key in changes.orders:
            self.reload()

    def do(
        self,
        *moves: Move,
        texts: Mapping[str, str] | None = None,
        forget: str = "",
        proceed: bool = False,
        home: bool = False,
        stay: bool = False,
    ) -> None:
        """As ``Frame.do``: on worker ``desk``, one press at a time."""
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
            self._written_down(changes, forget, home, stay)
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

    def _written_down(self, changes: Changes, forget: str, home: bool, stay: bool) -> None:
        """A move of this page is written: what was typed for it is used up, and the page is read again."""
        self._moving = False
        for name in [name for name in self.drafts if forget and name.startswith(f"{forget}.")]:
            del self.drafts[name]
        if not stay:
            self._sub = ""
        self._home = self._home or home
        self._rest(True)
        clear(self._notice)
        self.answered(changes)

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
        if view.pending == "send" and (closed := store_closed(self.context, view)):
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
            mine.answered(changes)  # a reading asked for before the answer was written does not know it

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
        """As ``Frame.suggest``."""
        view = self.view
        if view is None:
            return
        cases, key = self._cases, self.key
        worker = f"money:{view.order.order.store}"
        self.context.runner.run(worker, lambda: cases.suggest(key, lines, shipping), done, failed, asker)

    def say(self, text: str, tone: str = "danger") -> None:
        """As ``Frame.say``; ``tone``: a banner's."""
        clear(self._notice)
        banner = Banner(text, tone)
        banner.setAccessibleName(text)
        banner.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._notice.addWidget(banner)
        self._notice.addSpacing(u(16))
        self._scroll.verticalScrollBar().setValue(0)
        banner.setFocus(Qt.FocusReason.OtherFocusReason)

    def note(self, text: str) -> None:
        """As ``Frame.note``."""
        details, key = self.context.details, self.key
        self.tell(lambda: details.note(key, text))

    def tell(self, work: Callable[[], Changes]) -> None:
        """As ``Frame.tell``."""
        self.context.runner.run(WORKER, work, self.answered, self.not_answered, self)

    def answered(self, changes: Changes) -> None:
        """Something was written: the window hears of it, and readings asked for before it are dropped."""
        reads = self._written = self._reads
        self.context.bus.tell(changes)
        if self._reads == reads:
            self.reload()

    def not_answered(self, error: Expected) -> None:
        """Something could not be read or written: says why."""
        self.say(words.error(error))
