"""Money (page 5): what the supplier still owes (R-08), and what the case cost."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from dropdesk.domain.case.basis.costs import RefundClock as Clock
from dropdesk.domain.case.basis.costs import currency_of, lost
from dropdesk.domain.case.basis.settled import open_losses
from dropdesk.domain.case.shape import outcome
from dropdesk.domain.case.shape.moves import Keep, Reopen, Untick
from dropdesk.domain.case.shape.phases import Closed, Settling
from dropdesk.domain.case.shape.state import is_kept, unwritten
from dropdesk.domain.case.shown.view import LegView
from dropdesk.domain.case.steps.supplier_moves import may_take_back
from dropdesk.domain.order import Chargeback
from dropdesk.domain.supplier.leg import Group, Leg
from dropdesk.domain.supplier.money import awaits
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import Money
from dropdesk.domain.verdict.verdict import Code
from dropdesk.ui import words
from dropdesk.ui.cases.base.case_words import came_of, customer, heading, loss_said, no_mail, who
from dropdesk.ui.cases.base.legs import place
from dropdesk.ui.cases.base.page_base import Page, money
from dropdesk.ui.cases.base.received import ask_amount, ask_reason, billed_in
from dropdesk.ui.cases.shopify.confirm import sentences
from dropdesk.ui.cases.supplier.unasked import unasked, unasked_words
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Button, Line, Link, PlainLabel, RefundClock, TwoLines, column, row
from dropdesk.ui.orders.pane.side_facts import leg_age, leg_words
from dropdesk.ui.theme import Type
from dropdesk.ui.words import cases as said
from dropdesk.ui.words.people import full_name


def refund_line(page: Page, clock: Clock, about: bool = False) -> RefundClock:
    """R-08 as a line: early, expected, late; today's place on it. ``about``: it runs from when the stop was first seen,
    which may have been earlier."""
    now = page.now
    whole = (clock.red - clock.since).total_seconds() or 1.0

    def share(at: datetime) -> float:
        return min(max((at - clock.since).total_seconds() / whole, 0.0), 1.0)

    first, last = words.date(clock.earliest, now), words.date(clock.amber, now)
    early = tr("about {day}", day=first) if about else tr("{day}, at the earliest", day=first)
    late = tr("about {day}, then late", day=last) if about else tr("{day}, then late", day=last)
    return RefundClock(share(clock.earliest), share(clock.amber), share(now), early, late, words.date(now, now))


def signed(minor: int, currency: str) -> str:
    """An amount that may be less than nothing."""
    return words.money(minor, currency) if minor >= 0 else f"−{words.money(-minor, currency)}"


class MoneyPage(Page):
    """Settling and closed; before that what is known so far."""

    def build(self) -> None:
        """Fills the page from its view."""
        phase = self.view.case.phase
        self._due = [leg for leg in self.view.legs if awaits(leg.leg)]
        self._open = [leg for leg in self.view.legs if self._is_open(leg)]
        self.title(self._heading(), self._second())
        self._proof()
        self.body.addWidget(Line())
        self._customer()
        if unwritten(self.view.case):
            self.proof("info", "warn_text", *no_mail(self.view))
            self.gap(12)
            self.body.addWidget(Line())
        for leg in self.view.legs:
            due = leg.leg.money
            lost = leg.given_up and awaits(leg.leg)  # told as that, and once
            if not lost and (awaits(leg.leg) or due.received or due.written_off or due.written_off_ref):
                self._supplier(leg)
        for leg in self.view.legs:
            if leg.given_up:
                self._loss(leg)
        for leg in self._open:
            self._work(leg)
        self._typed()
        self._cost()
        if isinstance(phase, Closed) and self.view.case.note_ref in self.view.texts:
            self.body.addWidget(TwoLines(tr("Note"), self.view.texts[self.view.case.note_ref]))
        self._bar()

    def _is_open(self, leg: LegView) -> bool:
        if leg.alarm:
            return True
        phase = self.view.case.phase
        if not isinstance(phase, Settling):
            return False
        if leg.leg.id in open_losses(self.view.case):
            return True
        kept = is_kept(self.view.case)
        return (leg.group == Group.LIVE and not kept) or (
            leg.group == Group.GONE and self.order.cancelled_at is not None
        )

    def _heading(self) -> str:
        phase = self.view.case.phase
        due = said.expected(self.view.spent)
        if isinstance(phase, Closed):
            return said.closed_as(outcome.told(phase.outcome, self.view.case.legs), bool(self.view.case.goodwill))
        if due:
            late = any(
                leg.clock and leg.clock.state(self.now) in ("amber", "red") for leg in self._due if not leg.doubtful
            )
            if late:
                return tr("{amount} from the supplier is late", amount=due)
            return tr("Wait for {amount} from the supplier", amount=due)
        if open_losses(self.view.case):
            return tr("The loss is open again")
        if is_kept(self.view.case):
            return tr("The customer keeps it")
        return tr("Not finished yet") if isinstance(phase, Settling) else tr("Money")

    def _second(self) -> str:
        phase = self.view.case.phase
        if isinstance(phase, Closed) and not self.view.seq:
            return tr("Nothing is left to do, and no case was opened.")
        if isinstance(phase, Closed):
            notice = self.view.case.notice
            ended = tr("Closed {when}.", when=words.moment(phase.at, self.now, inner=True))
            return sentences(ended, said.noticed(notice, self.now) if notice is not None else "")
        if open_losses(self.view.case):
            return tr("Accept it, dispute it, or say that nothing is lost.")
        if isinstance(phase, Settling):
            return came_of(self.view, phase.why, self.now)
        return ""

    def _proof(self) -> None:
        order, verdict = self.order, self.view.order.verdict
        if verdict.code is Code.ALARM:
            because = words.because(verdict.because.code, dict(verdict.because.data), self.now)
            self.proof("alarm", "danger_text", because)
            self.gap(6)
        when = words.moment(order.seen.at, self.now, inner=True)
        seen = tr("Seen in Shopify {when}.", when=when)
        if order.from_file:
            seen = tr("Seen in a file, as of {when}.", when=when)
        if unasked(self.view):
            self.proof("info", "warn_text", *unasked_words(self.view).split("\n", 1))
            self.gap(6)
        done = self._done()
        if done:
            self.proof("check", "ok_text", done, seen)
            self.gap(16)

    def _done(self) -> str:
        """What happened in Shopify, and no more: a part, and what is still on its way, is called so."""
        order = self.order
        whole = order.received is not None and order.returned >= order.received - 1  # one minor unit may stay
        if order.cancelled_at is not None:
            if order.refund_pending:
                return tr("Cancelled. A refund is on its way.")
            if order.returned:
                return tr("Cancelled and refunded.") if whole else tr("Cancelled and refunded in part.")
            return tr("Cancelled.")
        if order.returned:
            return tr("Refunded.") if whole else tr("Refunded in part.")
        return tr("A refund is on its way.") if order.refund_pending else ""

    def _customer(self) -> None:
        order = self.order
        state = tr("Sent") if order.returned else tr("Nothing")
        if order.refund_pending:
            state = tr("{amount} pending", amount=money(self, order.refund_pending))
        paid = tr("paid {amount}", amount=money(self, order.received))
        name = full_name(self.view.order.person) if self.view.order.person else customer(self.view)
        self.body.addWidget(TwoLines(tr("To {name}", name=name), paid, money(self, order.returned), state))
        bank = self.view.spent.bank
        if bank is None or bank > 0:
            first = order.chargeback_first_seen
            when = tr("First seen {when}", when=words.moment(first, self.now, inner=True)) if first is not None else ""
            state = tr("Chargeback open") if order.chargeback is Chargeback.OPEN else tr("Chargeback lost")
            self.body.addWidget(Line())
            taken = tr("unknown") if bank is None else money(self, bank)
            self.body.addWidget(TwoLines(tr("Taken by the bank"), when, taken, state))
        self.body.addWidget(Line())

    def _supplier(self, leg: LegView) -> None:
        one = leg.leg
        currency = one.money.awaited.currency if one.money.awaited is not None else ""
        if awaits(one):
            amount = words.money(leg.outstanding, currency) if leg.outstanding else tr("unknown")
            name = tr("From {supplier}", supplier=who(one))
            way = tr("This order’s share, back the way you paid") if leg.shared_with else tr("Back the way you paid")
            if leg.doubtful:  # awaited, and nowhere promised: its goods may cost that money
                why = tr("Agreed, but the parcel may have gone out: this money may not come.")
                why = tr("Money and goods may both be lost.") if leg.alarm else why
                self.body.addWidget(TwoLines(name, why, amount, tr("At risk")))
            else:
                self.body.addWidget(TwoLines(name, way, amount, tr("Expected")))
            if leg.clock is not None and not leg.doubtful:
                about = one.money.since_is_at_the_latest or leg.clock.provisional
                self.body.addWidget(refund_line(self, leg.clock, about))
                if leg.clock.provisional:
                    self.say(tr("An estimate: that year’s bank holidays are not published yet."), "text2")
            self.body.addLayout(self._links(leg, currency))
        else:
            self._came(one, currency)
        self.body.addWidget(Line())

    def _came(self, one: Leg, currency: str) -> None:
        """What came of it, and what was given up, with the reason: both stay in the record (rules §4.5)."""
        name, due = tr("From {supplier}", supplier=who(one)), one.money
        if due.received:
            when = words.moment(due.received_at, self.now) if due.received_at is not None else ""
            if due.received_at is None and due.received_by is not None:
                when = tr("by {when}", when=words.moment(due.received_by, self.now, inner=True))
            self.body.addWidget(TwoLines(name, when, words.money(due.received, currency), tr("Received")))
        if due.elsewhere > 0:
            why = tr("It came in with another order of this purchase")
            self.body.addWidget(TwoLines(name, why, words.money(due.elsewhere, currency), tr("Received")))
        if due.written_off or due.written_off_ref:
            why = self.view.texts.get(due.written_off_ref, "")
            lost = words.money(due.written_off, currency) if due.written_off else tr("unknown")
            self.body.addWidget(TwoLines(name, f"“{why}”" if why else "", lost, tr("Written off")))

    def _loss(self, leg: LegView) -> None:
        """What an accepted loss cost, and why it was accepted: that stays in the record (rules §4.1). What may still
        come is not lost for sure, and is said here alone: one sum has one reading."""
        one = leg.leg
        loss, at_most = lost(one)
        reason = self.view.texts.get(one.claim, "")
        second = tr("accepted, because “{reason}”", reason=reason) if reason else tr("accepted")
        name = tr("Lost at {supplier}", supplier=who(one))
        amount = words.amount(loss)
        if loss is not None and at_most:
            amount = tr("at most {amount}", amount=amount)
        self.body.addWidget(TwoLines(name, second, amount, tr("Lost")))
        if one.money.received and at_most:
            self._came(one, currency_of(one))
        if at_most:
            self.body.addLayout(self._links(leg, currency_of(one)))
        if may_take_back(self.view.case, one):
            line = row(20, (0, 2, 0, 12))
            back = Link(tr("Take it back"), name=tr("Take back the loss accepted at {supplier}", supplier=who(one)))
            back.clicked.connect(lambda: self.frame.do(Untick(one.id, "answer"), home=True))
            line.addWidget(back)
            line.addStretch(1)
            self.body.addLayout(line)
        self.body.addWidget(Line())

    def _typed(self) -> None:
        """Reasons typed in this case that no line of money tells."""
        case, texts = self.view.case, self.view.texts
        for made in case.overrides:
            loss = loss_said(made.loss, made.at_least)
            if made.reason_ref in texts:
                title = tr("Lock overridden; possible loss {amount}", amount=loss)
                self.body.addWidget(TwoLines(title, f"“{texts[made.reason_ref]}”"))
                self.body.addWidget(Line())
        if case.waived_ref in texts:
            self.body.addWidget(TwoLines(tr("Not refunded"), f"“{texts[case.waived_ref]}”"))
            self.body.addWidget(Line())

    def _links(self, leg: LegView, currency: str) -> QHBoxLayout:
        """What else can be said of money that a supplier owes."""
        name = who(leg.leg)
        line = row(20, (0, 2, 0, 12))
        if leg.leg.money.unknown:
            typed = Link(tr("Type the amount…"), name=tr("Type the amount from {supplier}", supplier=name))
            typed.clicked.connect(lambda: self._told(leg))
            line.addWidget(typed)
        else:
            if len(self._due) > 1:
                here = Link(tr("It has arrived"), name=tr("Arrived from {supplier}", supplier=name))
                here.clicked.connect(lambda: self._arrived(leg, currency))
                line.addWidget(here)
            other = Link(tr("Another amount…"), name=tr("Another amount from {supplier}", supplier=name))
            other.clicked.connect(lambda: self._another(leg))
            line.addWidget(other)
        lost = Link(tr("Write it off…"), name=tr("Write off what {supplier} owes", supplier=name))
        lost.clicked.connect(lambda: self._lost(leg))
        line.addWidget(lost)
        line.addStretch(1)
        return line

    def _work(self, leg: LegView) -> None:
        button = Button(tr("Go on…"), height=32, name=tr("Go on with {supplier}", supplier=who(leg.leg)))
        button.clicked.connect(lambda: self._go_on(leg))
        second = f"{leg_words(leg.leg)} · {leg_age(leg.leg, self.now)}"
        self.body.addWidget(TwoLines(heading(leg.leg), second, end=button, icon="alarm"))
        self.body.addWidget(Line())

    def _go_on(self, leg: LegView) -> None:
        self.frame.leg = leg.leg.id
        self.frame.show_step(place(leg))

    def _cost(self) -> None:
        """What is left of this order: paid in, less what went back, less what the suppliers keep."""
        spent = self.view.spent
        if spent.supplier_paid is None or spent.paid_in is None:
            return
        back = spent.supplier_back.minor if spent.supplier_back is not None else 0
        due = spent.supplier_due.minor if spent.supplier_due is not None else 0
        kept = spent.supplier_paid.minor - back - due
        net = spent.paid_in - spent.refunded - self.order.refund_pending  # on its way counts as returned
        net -= spent.bank or 0
        if spent.supplier_paid.currency == spent.currency:
            value = signed(net - kept, spent.currency)
        else:
            value = f"{signed(net, spent.currency)} · {signed(-kept, spent.supplier_paid.currency)}"
        second = ""
        if spent.unknown:
            known = any(leg.leg.cost is not None for leg in self.view.legs)
            value = tr("at most {amount}", amount=value) if known else tr("unknown")
        elif spent.bank is None:
            value = tr("at most {amount}", amount=value)
        if due and spent.supplier_due is not None:
            second = tr("{amount} less if the supplier’s refund never comes", amount=said.dues(spent))
        elif spent.bank is None:
            second = tr("Nobody tells how much the bank took, on top of what you refunded")
        elif spent.unknown:
            second = tr("Nobody knows what some purchase cost")
        holder = QWidget()
        line = row(16, (0, 12, 0, 12), holder)
        left = column(0)
        left.addWidget(PlainLabel(tr("Left of this order"), Type.STRONG))
        if second:
            left.addWidget(PlainLabel(second, Type.SMALL, "text2", wrap=True))
        line.addLayout(left, 1)
        line.addWidget(PlainLabel(value, Type.BLOCK))
        self.body.addWidget(holder)

    # Going on

    def _bar(self) -> None:
        phase = self.view.case.phase
        if isinstance(phase, Closed):
            if self.view.can_reopen:
                self.bar.link(
                    tr("Reopen") if self.view.seq else tr("Open a case all the same"),
                    lambda: self.frame.do(Reopen(), home=True),
                )
            self.bar.main(tr("To the orders"), self.frame.leave)
            return
        self.bar.back(tr("To the orders"), self.frame.leave)
        if unasked(self.view):
            self.bar.link(tr("Reorder or refund…"), lambda: self.frame.show_step(5, "unasked"))
        if open_losses(self.view.case):
            self.bar.link(tr("Nothing is lost"), lambda: self.frame.do(Keep(), home=True))
        if len(self._due) == 1 and not self._open:
            leg = self._due[0]
            currency = leg.leg.money.awaited.currency if leg.leg.money.awaited is not None else ""
            if leg.leg.money.unknown:
                self.bar.main(tr("It has arrived…"), lambda: self._another(leg))
                return
            text = tr("{amount} has arrived", amount=words.money(leg.outstanding, currency))
            self.bar.main(text, lambda: self._arrived(leg, currency), claims=True)
        elif self._open:
            self.bar.main(tr("Go on"), lambda: self._go_on(self._open[0]))
        elif not isinstance(phase, Settling):
            self.bar.main(tr("Go on"), lambda: self.frame.show_step(self.frame.own_step()))

    def _arrived(self, leg: LegView, currency: str) -> None:
        got = Money(leg.outstanding, currency)
        self.frame.do(Report(leg.leg.id, Say.MONEY_RECEIVED, amount=got))

    def _currency(self, leg: LegView) -> str:
        """The currency that this supplier's money is told in; ``""`` where nobody told it: the order's is another's."""
        known = leg.leg.money.awaited or leg.leg.cost
        return known.currency if known is not None else ""

    def _another(self, leg: LegView) -> None:
        due = Money(leg.outstanding, self._currency(leg))
        answer = ask_amount(self, tr("How much has arrived?"), due, self.now, billed_in(self.view, leg))
        if answer is not None:
            amount, at = answer
            self.frame.do(Report(leg.leg.id, Say.MONEY_RECEIVED, at=at, amount=amount))

    def _told(self, leg: LegView) -> None:
        """What comes back is known now: it is awaited as that."""
        due = Money(0, self._currency(leg))
        answer = ask_amount(self, tr("How much do they pay back?"), due, suggested=billed_in(self.view, leg))
        if answer is not None:
            self.frame.do(Report(leg.leg.id, Say.MONEY_AWAITED, amount=answer[0]))

    def _lost(self, leg: LegView) -> None:
        """Written off, with the reason: it stays in the record."""
        reason = ask_reason(self, tr("Write off what {supplier} owes?", supplier=who(leg.leg)))
        if reason:
            self.frame.do(Report(leg.leg.id, Say.MONEY_WRITTEN_OFF, at=self.now), texts={"text_ref": reason})
