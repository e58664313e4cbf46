"""What went out: being sent, not known yet (*Check in Shopify*, never "try again"), recall asked, and what is done.

In these phases a look may be the person's own, in the admin, with a tick.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtWidgets import QButtonGroup

from dropdesk.domain.case.basis.scope import recall_awaited
from dropdesk.domain.case.shape.moves import ChangeMind, LookedNow, SawInAdmin, SendAgain
from dropdesk.domain.case.shape.phases import Claimed, RecallAsked, RefundSent, RefundWanted, Sent, Wanted
from dropdesk.domain.case.shape.state import unwritten
from dropdesk.domain.case.shown.view import CaseView, LegView
from dropdesk.domain.order import Chargeback
from dropdesk.domain.supplier.leg import LegState
from dropdesk.ui import words
from dropdesk.ui.cases.base.blocks import TickLine
from dropdesk.ui.cases.base.case_words import customer, heading, no_mail, store_closed
from dropdesk.ui.cases.base.leg_parts import order_line
from dropdesk.ui.cases.base.page_base import Page, money
from dropdesk.ui.cases.shopify.by_hand import ADMIN
from dropdesk.ui.cases.shopify.confirm import sentences
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Button, Choice, CopyField, Line, Progress, Tick, TwoLines, row
from dropdesk.ui.words import cases as said


def whole_minute(at: datetime) -> str:
    """The first full minute that is not before ``at``: one moment reads the same in every sentence of a page."""
    return words.clock((at + timedelta(seconds=59)).astimezone())


def nothing_new(before: CaseView, after: CaseView, pressed: datetime, now: datetime) -> str:
    """What *Check in Shopify* answers where the case stands as before: a press is never swallowed. ``""`` where it
    moved, or where the page itself tells of the look."""
    if after.seq != before.seq or after.case.phase != before.case.phase:
        return ""
    if after.order.order.seen.at < pressed:
        return tr("Shopify was not reached: nothing is known yet. Check the connection, then check again.")
    again = after.look_again_at
    if isinstance(after.case.phase, Claimed):
        again = after.case.phase.at + timedelta(seconds=60)
    if again is not None and again > now:
        time = whole_minute(again)
        return tr("Looked just now: Shopify does not show it. A look counts from {time}.", time=time)
    return tr("Looked just now: Shopify does not show it yet.")


class SentPage(Page):
    """Wanted, Sent, RefundWanted, RefundSent, RecallSent."""

    def build(self) -> None:
        """Fills the page from its view."""
        phase = self.view.case.phase
        waiting = self.view.pending == "send"
        if self.frame.asking:
            self.title(tr("Asking Shopify…"), self._what())
            self.body.addWidget(Progress(tr("You may leave this page: the case waits here.")))
            if waiting:
                self.gap(12)
                self.say(tr("Nothing is sent yet: the order is read once more first."), "text2")
            self.bar.back(tr("To the orders"), self.frame.leave)
            return
        if waiting:
            self.title(tr("Not sent yet"), self._what())
            closed = store_closed(self.frame.context, self.view)
            self.say(closed or tr("It is written down and goes out next. Nothing has happened in Shopify."))
            self.bar.back(tr("To the orders"), self.frame.leave)
            self.bar.link(self._no_more(), lambda: self.frame.do(ChangeMind(), home=True))
            self.bar.main(tr("Send it now"), self.frame.proceed, claims=True)
            return
        certain = isinstance(phase, (Sent, RefundSent)) and phase.flight.certain
        self.title(tr("Sent. Not known yet."), self._what())
        if certain:
            self.proof("waiting", "text2", tr("Shopify took it."), tr("It does not show it yet."))
        else:
            self.proof("waiting", "warn_text", tr("No clear answer came."), self._times())
        if isinstance(phase, RefundSent) and phase.flight.not_again:
            self.gap(4)
            self.proof("info", "warn_text", tr("It was not sent again."), said.came_back(phase.flight.trouble))
        self.gap(8)
        looks = phase.flight.looks if isinstance(phase, Sent) else ()
        if looks:
            when = words.moment(looks[-1], self.now, inner=True)
            self.say(tr("Looked {when}: not cancelled. One more look decides.", when=when))
            self.gap(4)
        self.say(tr("It may have happened. Nothing is ever sent twice by itself: look."), "text2")
        old = self._old_looks() if self.view.can_send_again else []
        if old:
            self._look_once_more(old)
        self._look_myself()
        self.bar.back(tr("To the orders"), self.frame.leave)
        if self.view.can_send_again and not old:
            self.bar.link(tr("Send again safely"), self._again)
        self.bar.main(tr("Check in Shopify"), self.frame.proceed)

    def _what(self) -> str:
        match self.view.case.phase:
            case Wanted(plan, _) | Sent(plan, _, _):
                if plan.later or not plan.amount:
                    return tr("Cancel order {order}.", order=self.order.name)
                return tr(
                    "Cancel order {order} and refund {amount}.",
                    order=self.order.name,
                    amount=money(self, plan.amount),
                )
            case RefundWanted(plan, _) | RefundSent(plan, _, _):
                return tr("Refund {amount} for order {order}.", amount=money(self, plan.amount), order=self.order.name)
            case _:
                return tr("Recall the fulfilment of {order}.", order=self.order.name)

    def _times(self) -> str:
        flight = getattr(self.view.case.phase, "flight", None)
        if flight is None:
            return ""
        text = tr("Sent {when}.", when=words.moment(flight.sent_at, self.now, inner=True))
        again = self.view.look_again_at
        if again is not None and again > self.now:
            text = sentences(text, tr("Check again after {time}.", time=whole_minute(again)))
        return text

    def _again(self) -> None:
        self.frame.do(SendAgain(), proceed=True)

    def _old_looks(self) -> list[LegView]:
        """Looks that are too old for money to move on (rules §3): goodwill needs none."""
        phase = self.view.case.phase
        if isinstance(phase, RefundSent) and phase.plan.purpose == "goodwill":
            return []
        return [leg for leg in self.view.legs if leg.leg.id in self.view.stale]

    def _look_once_more(self, old: list[LegView]) -> None:
        self.rule(16, 12)
        self.heading(tr("To send it again, look once more: it must still be so"))
        for leg in old:
            if leg.leg.number:
                self.body.addLayout(order_line(self, leg.leg))
                self.gap(8)
            text = (
                tr("Still nothing ordered")
                if leg.leg.state is LegState.NOT_ORDERED
                else tr("{supplier}: still cancelled", supplier=heading(leg.leg))
            )
            line = TickLine(text, False)
            line.ticked.connect(partial(self._looked, leg))
            self.body.addWidget(line)
            self.gap(8)

    def _looked(self, leg: LegView) -> None:
        self.frame.do(LookedNow(leg.leg.id, self.now), stay=True)

    # The person's own look

    def _look_myself(self) -> None:
        self.rule(20, 12)
        self.heading(tr("Or look in the Shopify admin yourself"))
        if self.view.order.admin_url:
            button = Button(tr("Open in Shopify"), trailing="open", height=32)
            button.clicked.connect(lambda: self.open(self.view.order.admin_url))
            self.left(button)
            self.gap(10)
        self._group = QButtonGroup(self)
        self._done = Choice(self._done_words())
        self._not = Choice(tr("It was not done"))
        choices = [(self._done, "yes"), (self._not, "no")]
        phase = self.view.case.phase
        if isinstance(phase, RefundSent) and phase.flight.certain:
            choices.pop()  # Shopify took it: it is there, or fails, and both show
            self._not.setParent(None)
        for choice, key in choices:
            self._group.addButton(choice)
            choice.setChecked(self.draft("saw") == key)
            choice.toggled.connect(lambda on, key=key: self._turned(key, on))
            self.body.addWidget(choice)
            self.gap(2)
        self._tick = Tick(tr("I looked just now"))
        self.gap(6)
        self.body.addWidget(self._tick)
        self.gap(8)
        keep = Button(tr("Save what I saw"), height=32)
        keep.clicked.connect(self._saw)
        self.left(keep)

    def _done_words(self) -> str:
        match self.view.case.phase:
            case Sent():
                return tr("It is cancelled")
            case RefundSent():
                return tr("The refund is there")
            case _:
                return tr("The recall is asked")

    def _turned(self, key: str, on: bool) -> None:
        if on:
            self.put("saw", key)

    def _no_more(self) -> str:
        """The way back from what was not sent yet."""
        refund = isinstance(self.view.case.phase, RefundWanted)
        return tr("Don’t refund") if refund else tr("Don’t cancel")

    def _too_early(self) -> str:
        """Why "it was not done" cannot count yet: Shopify may still be at it, and what is cancelled stays so."""
        phase, again = self.view.case.phase, self.view.look_again_at
        if not isinstance(phase, Sent) or self._done.isChecked():
            return ""
        if self.order.cancel_running:
            return tr("Shopify is still cancelling it. Look again in a minute.")
        if again is None or again <= self.now:
            return ""
        time = whole_minute(again)
        return tr("Too early: Shopify may still do it. Look again after {time}, then say so.", time=time)

    def _saw(self) -> None:
        early = self._too_early()
        if self._group.checkedButton() is None:
            self.frame.say(tr("Choose what the admin shows."))
        elif not self._tick.isChecked():
            self.frame.say(tr("Look in the admin first, then tick that you looked."))
        elif early:
            self.frame.say(early)
        else:
            phase = self.view.case.phase
            amount = phase.plan.amount if isinstance(phase, RefundSent) else None
            move = SawInAdmin(self._done.isChecked(), self.now, amount if self._done.isChecked() else None)
            self.frame.do(move, forget=self.drafts_name, home=True)


class RecallAskedPage(Page):
    """The fulfilment service was asked to stop."""

    def build(self) -> None:
        """Fills the page from its view."""
        phase = self.view.case.phase
        assert isinstance(phase, RecallAsked)
        when = words.moment(phase.at, self.now, inner=True)
        self.title(tr("Wait for the fulfilment service"), tr("You can leave; the case waits here."))
        if not self.view.connected:
            self._unheard(when, self.now >= phase.at + timedelta(hours=24))
            return
        self.say(tr("Asked to stop {when}. No answer for a day means: refund items instead.", when=when))
        self._bar(phase)
        self.bar.main(tr("Check in Shopify"), self.frame.proceed)

    def _bar(self, phase: RecallAsked) -> None:
        self.bar.back(tr("To the orders"), self.frame.leave)
        if recall_awaited(phase.back, self.order) is None:  # Shopify shows no such question
            self.bar.link(tr("It was not asked"), lambda: self.frame.do(ChangeMind(), home=True))

    def _unheard(self, when: str, over: bool) -> None:
        """Without a store nobody hears the service: the person looks, and says what it did."""
        phase = self.view.case.phase
        assert isinstance(phase, RecallAsked)
        self.say(tr("Asked to stop {when}. The answer is not heard here: it shows in the Shopify admin.", when=when))
        closed = store_closed(self.frame.context, self.view)
        if closed:
            self.gap(4)
            self.say(closed, "text2")
        self.gap(12)
        line = row(8)
        button = Button(tr("Open Shopify"), trailing="open", height=32)
        button.setProperty("opens", True)
        button.clicked.connect(lambda: self.open(self.view.order.admin_url or ADMIN))
        line.addWidget(button)
        line.addWidget(CopyField(tr("Order number"), self.order.name))
        line.addStretch(1)
        self.body.addLayout(line)
        self.gap(12)
        self._group, self._tick = QButtonGroup(self), Tick(tr("I looked just now"))
        self._given = Choice(tr("It gave the items back"))
        refused = tr("It refused, or did not answer for a day") if over else tr("It refused")
        for choice, key in ((self._given, "yes"), (Choice(refused), "no")):
            self._group.addButton(choice)
            choice.setChecked(self.draft("saw") == key)
            choice.toggled.connect(lambda on, key=key: self.put("saw", key) if on else None)
            self.body.addWidget(choice)
            self.gap(2)
        self.gap(6)
        self.body.addWidget(self._tick)
        self._bar(phase)
        self.bar.main(tr("Save what I saw"), self._saw, claims=True)

    def _saw(self) -> None:
        if self._group.checkedButton() is None:
            self.frame.say(tr("Choose what the admin shows."))
        elif not self._tick.isChecked():
            self.frame.say(tr("Look in the admin first, then tick that you looked."))
        else:
            self.frame.do(SawInAdmin(self._given.isChecked(), self.now), forget=self.drafts_name, home=True)


class ShopDonePage(Page):
    """The Shopify step when it lies behind: what was done there, and when it was seen."""

    def build(self) -> None:
        """Fills the page from its view."""
        order = self.order
        self.title(tr("Shopify"))
        seen = words.moment(order.seen.at, self.now, inner=True)
        if order.cancelled_at is not None:
            when = words.moment(order.cancelled_at, self.now)
            self.proof("check", "ok_text", tr("Cancelled."), tr("{when}, seen {seen}.", when=when, seen=seen))
        elif order.returned:
            self.proof("check", "ok_text", tr("Refunded in part; the order stays."), "")
        elif order.refund_pending:
            self.proof("info", "text2", tr("A refund is on its way."))
        elif order.chargeback is Chargeback.OPEN:
            why = tr("The order stays open in Shopify until the bank has decided; never refund now.")
            self.proof("lock", "warn_text", tr("Nothing was done in Shopify."), why)
        else:
            self.proof("minus", "text2", tr("Nothing was done in Shopify."))
        self.rule()
        for refund in order.refunds:
            self.body.addWidget(
                TwoLines(tr("To {name}", name=customer(self.view)), words.moment(refund.at, self.now),
                         money(self, refund.amount or refund.pending or refund.failed),
                         tr("Pending") if refund.pending else tr("Sent") if refund.amount else tr("Failed"))
            )  # fmt: skip
            self.body.addWidget(Line())
        if order.returned and not order.refunds:
            self.body.addWidget(TwoLines(tr("To {name}", name=customer(self.view)), "", money(self, order.returned)))
            self.body.addWidget(Line())
        for made in self.view.case.overrides:
            reason = self.view.texts.get(made.reason_ref, "")
            self.body.addWidget(TwoLines(tr("Overridden"), reason, words.moment(made.at, self.now), icon="alarm"))
        if self.view.case.waived_ref:
            self.body.addWidget(TwoLines(tr("Not refunded"), self.view.texts.get(self.view.case.waived_ref, "")))
        if unwritten(self.view.case):
            self.proof("info", "warn_text", *no_mail(self.view))
        self.bar.back(tr("Back"), lambda: self.frame.show_step(3))
        self.bar.main(tr("Continue"), lambda: self.frame.show_step(5))
