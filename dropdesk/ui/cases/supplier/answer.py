"""Answer (page 3): one time line, and what the order page shows. After a refusal the same page leads on, to the
tracking number, the scan, the dispute, the return. It can be left at any time."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.shape.phases import SENT, AtSupplier, RefundOwed
from dropdesk.domain.case.shown.view import LegView
from dropdesk.domain.supplier.clocks import DeadlineIs
from dropdesk.domain.supplier.leg import Group, LegState
from dropdesk.domain.supplier.report import Say
from dropdesk.domain.supplier.sharing import ONLY_OURS
from dropdesk.domain.values import BEIJING
from dropdesk.domain.verdict.verdict import Action
from dropdesk.ui import words
from dropdesk.ui.cases.base.case_words import heading, who
from dropdesk.ui.cases.base.leg_parts import LegList, asked_for_another, dispute_words
from dropdesk.ui.cases.base.legs import chosen, needed
from dropdesk.ui.cases.base.page_base import Page
from dropdesk.ui.cases.supplier.answer_choices import AnswerChoice, answer_choices
from dropdesk.ui.cases.supplier.answer_form import AnswerForm
from dropdesk.ui.cases.supplier.refusal import BRANCH, Refusal
from dropdesk.ui.i18n import pair, tr
from dropdesk.ui.kit import Button, Mark, PlainLabel, WaitLine, row
from dropdesk.ui.orders.pane.side_facts import leg_age, leg_words, order_page, other_orders
from dropdesk.ui.theme import Type


class AnswerPage(Page):
    """What is known of each purchase, and what a look has found now."""

    def build(self) -> None:
        """Fills the page from its view."""
        leg = chosen(self.frame, self.view)
        self._form: AnswerForm | None = None
        if leg is None:
            self.title(tr("No answer is needed"), tr("No purchase serves these items."))
            self._bar(None)
            return
        self.title(*self._heading(leg))
        self._whose(leg)
        self.alarm(leg)
        legs = needed(self.view)
        if len(legs) > 1:
            choice = LegList(self, legs, leg.leg.id, lambda one: one.group == Group.FREE)
            choice.picked.connect(self.frame.pick_leg)
            self.body.addWidget(choice)
            self.gap(20)
        if leg.leg.state in BRANCH:
            self.body.addWidget(Refusal(self, leg))
            self.gap(20)
        line = wait_line(self, leg)
        if line is not None:
            self.body.addWidget(line)
            self.gap(16)
        if leg.group in (Group.FREE, Group.HERE, Group.GONE):
            self._known(leg)
        self.contradiction(leg)
        self._question(leg)
        self._bar(leg)

    def _whose(self, leg: LegView) -> None:
        """Of a purchase for more than is wished, or a shared one: what the question below is about."""
        asked_for_another(self, leg)
        if not leg.shared_with or not leg.leg.part:
            return
        orders = other_orders(leg.shared_with)
        if leg.leg.part == ONLY_OURS:
            self.say(tr("This is about this order’s part. The goods of {orders} stay as they are.", orders=orders))
        else:
            self.say(tr("This is about all of it: the answer holds for {orders} as well.", orders=orders))
        self.gap(16)

    def _heading(self, leg: LegView) -> tuple[str, str]:
        name, state = who(leg.leg), leg.leg.state
        stay = tr("You can leave; the case waits here.")
        if len({one.group for one in needed(self.view)}) > 1 and leg.group in (Group.FREE, Group.GONE, Group.HERE):
            return pair(heading(leg.leg), leg_words(leg.leg)), ""  # the other purchases stand elsewhere
        if state is LegState.RETURNING and leg.deadline is not None and leg.deadline > self.now:
            day = words.rough(words.until(leg.deadline, self.now, leg.kind), leg.deadline_is)
            if leg.deadline_is is DeadlineIs.AT_THE_EARLIEST:  # no day by which it is to be sent
                return tr("Send it back in time, with tracking"), pair(words.clock_name(leg.kind), day)
            return tr("Send it back by {day}, with tracking", day=day), ""
        if state in BRANCH:
            return BRANCH[state](name), ""
        match state:
            case LegState.ASKED if self._must_look(leg):
                return tr("No answer in time: look now"), tr("Silence is no yes. Only the order page tells.")
            case LegState.ASKED:
                return tr("Wait for {supplier}’s answer", supplier=name), stay
            case LegState.OPEN:
                return tr("{supplier} was not asked yet", supplier=name), ""
            case LegState.STOPPED:
                return tr("Nothing ships any more"), ""
            case LegState.GONE:
                return tr("It is on its way"), ""
            case LegState.DELIVERED:
                return tr("It has arrived"), ""
            case LegState.HANDLED:
                return tr("Settled with {supplier}", supplier=name), ""
            case LegState.NOT_ORDERED | LegState.NO_PURCHASE:
                return tr("No answer is needed"), ""
            case _:
                return tr("What does its order page say?"), ""

    def _must_look(self, leg: LegView) -> bool:
        reads = self.view.order.verdict.legs
        return any(read.leg == leg.leg.id and read.action is Action.LOOK for read in reads)

    def _known(self, leg: LegView) -> None:
        """What is known already, and the way back from a wrong tick."""
        one = leg.leg
        line = row(12)
        text = PlainLabel("", wrap=True)
        said = words.how(one.how) if one.how is not None else leg_words(one)
        text.say(((said, True), (f"  {leg_age(one, self.now)}", False)))
        line.addWidget(text, 1)
        self.undo(line, leg)
        self.body.addLayout(line)
        window = dispute_words(self, leg)
        if window:
            self.gap(4)
            self.say(window, "text2")
        self.gap(16)

    def _question(self, leg: LegView) -> None:
        options = answer_choices(leg, self._again_at(leg))
        if not options:
            return
        line = row(8)
        line.addWidget(PlainLabel(tr("What does the order page show?"), Type.BLOCK, wrap=True), 1)
        if order_page(leg.leg):
            button = Button(tr("Open order"), trailing="open", height=32, name=tr("Open order at AliExpress"))
            button.setProperty("opens", True)
            button.clicked.connect(lambda: self.open(order_page(leg.leg)))
            line.addWidget(button)
        self.body.addLayout(line)
        self.gap(10)
        self._form = AnswerForm(self, leg, options, tr("What does the order page show?"))
        self._form.pressed.connect(self._pressed)
        self.body.addWidget(self._form)

    def _pressed(self, option: AnswerChoice) -> None:
        """*Cancelled* is saved as it is chosen, where it leaves nothing to ask; the next page offers *Undo*."""
        assert self._form is not None
        if option.say is Say.ACCEPTED and self._form.complete():
            self._save()

    def _again_at(self, leg: LegView) -> str:
        if leg.deadline is None:
            return ""
        clock = leg.deadline > self.now and leg.deadline_is is not DeadlineIs.AT_THE_EARLIEST
        at = leg.deadline if clock else self.now + timedelta(hours=24)
        return words.moment(at, self.now, inner=True)

    def first_focus(self) -> QWidget | None:
        """The page to be looked at: none of the answers, for each of them is a claim."""
        return self.harmless() if self._form is not None else super().first_focus()

    def _bar(self, leg: LegView | None) -> None:
        phase = self.view.case.phase
        self.bar.back(tr("Back"), lambda: self.frame.show_step(2))
        if leg is not None and self._form is not None:
            again = leg.leg.state in (LegState.ASKED, LegState.UNPROVEN, LegState.REFUSED)
            if again and not isinstance(phase, SENT):
                self.bar.link(tr("Ask again…"), lambda: self._again(leg))
            if isinstance(phase, RefundOwed):
                due = words.money(self.view.owed, self.order.currency)
                owed = tr("Refund…") if self.view.owed is None else tr("Refund {amount}…", amount=due)
                self.bar.link(owed, lambda: self.frame.show_step(5))
            self.bar.main(tr("Save the answer"), self._save)
        else:
            self.bar.main(tr("Continue"), lambda: self.frame.show_step(self.frame.own_step()))

    def _again(self, leg: LegView) -> None:
        self.frame.drafts[f"SupplierPage.again.{leg.leg.id}"] = "yes"
        self.frame.leg = leg.leg.id
        self.frame.show_step(2)

    def _save(self) -> None:
        """Nothing chosen where nothing must be said: on to where the case is."""
        assert self._form is not None
        leg = chosen(self.frame, self.view)
        must = isinstance(self.view.case.phase, AtSupplier) or (leg is not None and leg.alarm)
        if self._form.picked() is None and not must:
            self.frame.show_step(self.frame.own_step())
            return
        made = self._form.report()
        if made is not None:
            home = not isinstance(self.view.case.phase, AtSupplier)
            self.frame.do(made[0], texts=made[1] or None, forget=self.drafts_name, home=home)


def off_days(page: Page, start: datetime, end: datetime) -> frozenset[str]:
    """Days that are no work days in China, as ISO dates."""
    count = page.frame.context.work_days
    if count is None:
        return frozenset()
    found: set[str] = set()
    day = start.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
    while day <= end and len(found) < 62:
        if count(day, day + timedelta(hours=1)) == 0:
            found.add(day.date().isoformat())
        day += timedelta(days=1)
    return frozenset(found)


def wait_line(page: Page, leg: LegView) -> WaitLine | None:
    """Asked, now, look again, must ship by: what runs for this leg, on one line; None where nothing runs."""
    one, now = leg.leg, page.now
    marks: list[Mark] = []
    began = one.clock_started_at if one.state is not LegState.OPEN else one.paid_at
    names = {
        LegState.ASKED: tr("Asked"),
        LegState.OPEN: tr("Paid"),
        LegState.DEMANDED: tr("Demanded"),
        LegState.NUMBERED: tr("Number given"),
        LegState.DISPUTED: tr("Since"),
        LegState.RETURNING: tr("Agreed"),
    }
    if one.state not in names:
        return None
    if began is not None:
        marks.append(Mark(began, names[one.state], words.moment(began, now), past=True))
    if leg.deadline is not None and leg.kind and leg.kind != "ship_window":
        title = tr("Look again") if leg.kind == "silence" else words.clock_name(leg.kind)
        marks.append(Mark(leg.deadline, title, words.rough(words.until(leg.deadline, now, leg.kind), leg.deadline_is)))
    if leg.window is not None:
        by = words.rough(words.until(leg.window, now, "ship_window"), leg.window_is)
        marks.append(Mark(leg.window, tr("Must ship by"), by, "warn_text"))
    if len(marks) < 2 or max(mark.at for mark in marks) - min(mark.at for mark in marks) > timedelta(days=31):
        return None
    return WaitLine(marks, now, off_days(page, marks[0].at, max(mark.at for mark in marks)))
