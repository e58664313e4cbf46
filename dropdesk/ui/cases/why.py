"""Why (page 1): the reason, when the customer asked, which items; this customer's history, one folded hint."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from dropdesk.domain.case.shape.moves import Keep, Move, Reason, SetWhy, SetWish, Start
from dropdesk.domain.case.shape.phases import Closed, Drafted, RefundOwed
from dropdesk.domain.case.steps.apply import can_discard
from dropdesk.domain.values import LineId, Quantities, Take
from dropdesk.ui.cases.base.blocks import labelled
from dropdesk.ui.cases.base.case_words import customer
from dropdesk.ui.cases.base.page_base import Page
from dropdesk.ui.i18n import tr, trn
from dropdesk.ui.kit import Choice, Counter, Fold, PlainLabel, Segments, TwoLines, When, clear, column, row
from dropdesk.ui.theme import Type, u
from dropdesk.ui.words import cases as said

BEFORE = (Reason.CHANGED_MIND, Reason.ORDERED_TWICE, Reason.TOO_SLOW, Reason.OTHER)
AFTER = (Reason.NOT_AS_DESCRIBED, Reason.DAMAGED, Reason.DOES_NOT_FIT, Reason.DISSATISFIED, Reason.GOODS_FINE)
EDITED = {"": None, "yes": True, "no": False}
AT_ONCE = frozenset(BEFORE)
"""Reasons that lead on when they are chosen. The others say whose fault it is, ask, or warn (R-13): they wait for
*Continue*."""


class WhyPage(Page):
    """Editable in every phase; the wish only as long as it may change."""

    def build(self) -> None:
        """Fills the page from its view."""
        case = self.view.case
        question = tr("Why does {name} want to cancel?", name=customer(self.view))
        self.title(question)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # it may hold the focus, and is no stop of the Tab key
        self.setAccessibleName(question)
        self._group = QButtonGroup(self)
        self._counters: dict[LineId, Counter] = {}
        if self._items():
            self.rule(10, 16)
        columns = row(24)
        columns.addLayout(self._reasons(tr("Before it arrives"), BEFORE), 1)
        columns.addLayout(self._reasons(tr("After it arrived"), AFTER), 1)
        self.body.addLayout(columns)
        self._about = column(0)
        self.body.addLayout(self._about)
        self.rule(14, 6)
        asked = case.asked_at or self.now
        typed = self.draft("asked")
        self._when = When(tr("Asked on"), asked.fromisoformat(typed) if typed else asked)
        self._when.changed.connect(lambda: self.put("asked", self._when.at().isoformat()))
        self.body.addWidget(labelled(tr("Asked on"), self._when))
        self._history()
        self._say_about()
        self._buttons()

    # The reason

    def _reasons(self, title: str, reasons: tuple[Reason, ...]) -> QVBoxLayout:
        made = column(0)
        made.addWidget(PlainLabel(title, Type.HEADING, "text2"))
        made.addSpacing(u(6))
        chosen = self.draft("reason", self.view.case.reason or "")
        for reason in reasons:
            choice = Choice(said.reason(reason))
            choice.setChecked(chosen == reason)
            choice.toggled.connect(lambda on, reason=reason: self._pick(reason, on))
            choice.clicked.connect(lambda _=False, reason=reason: self._chosen(reason))
            self._group.addButton(choice)
            choice.setProperty("reason", reason.value)
            made.addWidget(choice)
            made.addSpacing(u(2))
        made.addStretch(1)
        return made

    def _pick(self, reason: Reason, on: bool) -> None:
        if on:
            self.put("reason", reason)
            self._say_about()

    def _chosen(self, reason: Reason) -> None:
        """A press on a reason goes on by itself; the arrow keys only walk over them. *Back* undoes."""
        if reason in AT_ONCE:
            self._go()

    def reason(self) -> Reason | None:
        button = self._group.checkedButton()
        return Reason(str(button.property("reason"))) if button is not None else None

    def _edited(self) -> bool | None:
        before = self.view.case.edited_listing
        return EDITED[self.draft("edited", "" if before is None else "yes" if before else "no")]

    def _edit(self, key: str) -> None:
        self.put("edited", key)
        QTimer.singleShot(0, self, self._say_about)

    def _say_about(self) -> None:
        """What follows from the reason: whose fault, one folded hint, one question where it decides."""
        clear(self._about)
        reason = self.reason()
        if reason is None:
            return
        self._about.addSpacing(u(10))
        if reason is Reason.NOT_AS_DESCRIBED:
            options = [("yes", tr("Yes, I did")), ("no", tr("No, I did not"))]
            edited = {None: "", True: "yes", False: "no"}[self._edited()]
            asks = Segments(options, edited, tr("Did you edit the listing?"))
            asks.chosen.connect(self._edit)
            self._about.addWidget(TwoLines(tr("Did you edit the listing?"), end=asks))
        blame = said.fault(reason, self._edited())
        if blame:
            self._about.addWidget(PlainLabel(blame, tone="text2", wrap=True))
            self._about.addSpacing(u(4))
        edited_now = self._edited() if reason is Reason.NOT_AS_DESCRIBED else None
        if (reason, edited_now) != (self.view.case.reason, self.view.case.edited_listing):
            self._about.addWidget(PlainLabel(self._not_kept(reason), tone="warn_text", wrap=True))
            self._about.addSpacing(u(4))
        title = tr("Think twice: is it reasonable?") if said.weak(reason) else tr("Is it reasonable?")
        self._about.addWidget(Fold(title, said.reasonable(reason)))

    def _not_kept(self, reason: Reason) -> str:
        """That what is chosen here is not stored by choosing it, and what stores it."""
        if reason is Reason.NOT_AS_DESCRIBED and self._edited() is None:
            return tr("Not saved yet: say whether you edited the listing, then press “Continue”.")
        return tr("Not saved yet: press “Continue”.")

    # The items

    def _items(self) -> bool:
        """Which items, where there are several to choose from: before the reason, which leads on."""
        lines = [line for line in self.order.lines if line.quantity > line.returned]
        if not lines or (len(lines) == 1 and lines[0].quantity - lines[0].returned == 1):
            return False
        wish = {take.line: take.quantity for take in self.view.wish}
        fixed = isinstance(self.view.case.phase, (RefundOwed, Closed))
        for place, line in enumerate(lines):
            most = line.quantity - line.returned
            count = int(self.draft(f"wish.{line.id}", str(wish.get(line.id, 0))))
            counter = Counter(tr("Items back: {item}", item=line.title), count, most)
            counter.changed.connect(lambda n, line=line: self.put(f"wish.{line.id}", str(n)))
            counter.setEnabled(not fixed)
            self._counters[line.id] = counter
            end = QWidget()
            inside = row(10, parent=end)
            inside.addWidget(counter)
            label = PlainLabel(tr("of {n} · {item}", n=most, item=line.title), tone="text2", elide=True)
            inside.addWidget(label, 1)
            self.body.addWidget(labelled(tr("Items") if not place else "", end, stretch=True))
        return True

    def wish(self) -> Quantities | None:
        """What is wished; None = all that is left."""
        if not self._counters:
            return self.view.case.wish
        takes = tuple(Take(line, counter.value()) for line, counter in self._counters.items() if counter.value())
        whole = all(
            counter.value() == line.quantity - line.returned
            for line in self.order.lines
            if (counter := self._counters.get(line.id)) is not None
        )
        return None if whole else takes

    def _history(self) -> None:
        history = self.view.order.history
        self.rule(10, 0)
        if not history.orders:
            first, second = tr("First order"), tr("Nothing is known of this customer yet.")
        else:
            orders = trn("%n earlier order", "%n earlier orders", history.orders)
            first = tr("First cancellation") if not history.cancelled + history.refunded else tr("Not the first time")
            second = tr("{orders}: {n} cancelled, {m} refunded", orders=orders, n=history.cancelled, m=history.refunded)
        self.body.addWidget(TwoLines(first, second))

    # Going on

    def _buttons(self) -> None:
        drafted = isinstance(self.view.case.phase, Drafted)
        if drafted:
            self.bar.link(tr("Customer keeps the goods"), self._keep)
            self.bar.link(tr("Part refund…"), lambda: self.frame.show_step(1, "goodwill"))
        if self.view.seq and can_discard(self.view.case, self.order):
            self.bar.link(tr("Discard"), self.frame.discard)
        self.bar.main(tr("Continue"), self._go)

    def _moves(self) -> list[Move] | None:
        reason = self.reason()
        if reason is None:
            self.frame.say(tr("Choose a reason first."))
            return None
        wish = self.wish()
        if self._counters and wish == ():
            self.frame.say(tr("Choose at least one item."))
            return None
        asked = self._when.at()
        if asked > self.now and self.draft("asked"):
            self.frame.say(tr("The customer cannot have asked in the future."))
            return None
        case = self.view.case
        edited = self._edited() if reason is Reason.NOT_AS_DESCRIBED else None
        moves: list[Move] = []
        kept = case.asked_at if case.asked_at is not None and not self.draft("asked") else asked
        if (case.reason, case.asked_at, case.edited_listing) != (reason, kept, edited):
            moves.append(SetWhy(reason, kept, edited))
        before = case.wish
        if self._counters and wish != before and not (wish is None and before == self._all()):
            moves.append(SetWish(wish))
        return moves

    def _all(self) -> Quantities:
        return tuple(Take(line.id, line.quantity - line.returned) for line in self.order.lines)

    def _go(self) -> None:
        moves = self._moves()
        if moves is None:
            return
        if isinstance(self.view.case.phase, Drafted):
            moves.append(Start())
        if moves:
            self.frame.do(*moves, forget=self.drafts_name, home=True)
        else:
            self.frame.show_step(self.frame.own_step())

    def _keep(self) -> None:
        moves = self._moves()
        if moves is not None:
            self.frame.do(*moves, Keep(), forget=self.drafts_name, home=True)

    def first_focus(self) -> QWidget | None:
        """The reason that was given; before one is, the question itself: the first Tab leads to the reasons, and the
        next press of Space or Return says nothing."""
        given = self._group.checkedButton()
        return given if isinstance(given, QWidget) else self
