"""Answer the bank (W-12): a chargeback waits for our answer, by a date; nothing is refunded beside it."""

from __future__ import annotations

from collections.abc import Callable

from dropdesk.domain.case.basis.costs import by_bank
from dropdesk.domain.changes import Changes
from dropdesk.domain.order import Chargeback
from dropdesk.domain.verdict.old_history import waits_for_us
from dropdesk.ui import words
from dropdesk.ui.cases.base.blocks import Block, TickLine
from dropdesk.ui.cases.base.page_base import Page, money
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Button, FieldRow, When, column


class BankPage(Page):
    """The answer is given in Shopify; here stand its date, and that it is done. What the bank decides is seen by the
    next look, and leads on: won, everything is to be decided again; lost, the order is cancelled without a refund."""

    def build(self) -> None:
        """Fills the page from its view."""
        order = self.order
        waits = waits_for_us(order)
        if order.chargeback is not Chargeback.OPEN:
            self.title(*self._decided())
        else:
            self.title(tr("Answer the bank") if waits else tr("Wait for the bank"), self._since())
            self.proof("lock", "warn_text", tr("Never refund now."), tr("The bank has taken the money already."))
            if back := order.went_back:
                refunded = tr("You have refunded {amount} already.", amount=money(self, back))
                self.gap(4)
                self.proof("money", "warn_text", refunded, tr("Send that refund to the bank as your proof."))
            self.rule()
            self._date()
            self._answer(waits)
            if order.cancelled_at is None:
                follows = tr(
                    "DropDesk sees the decision in Shopify: won, you decide anew; lost, cancel without refund."
                )
            else:
                follows = tr("DropDesk sees the decision in Shopify.")
            self.say(follows, "text2")
        self.bar.back(tr("Back"), lambda: self.frame.show_step(self.frame.own_step()))
        if waits and self.view.order.admin_url:
            self.bar.main(tr("Open it in Shopify"), lambda: self.open(self.view.order.admin_url))

    def _decided(self) -> tuple[str, str]:
        match self.order.chargeback:
            case Chargeback.LOST | Chargeback.ACCEPTED:
                return tr("The bank decided against you"), tr("The customer keeps the money that it took back.")
            case Chargeback.WON | Chargeback.PREVENTED:
                return tr("The bank decided for you"), tr("The money stays with you, or came back to you.")
            case _:
                return tr("No chargeback is open"), tr("The bank never asked, or it was only an inquiry.")

    def _since(self) -> str:
        first = self.order.chargeback_first_seen
        bank = by_bank(self.order)
        if bank is None:
            unknown = tr("The bank took money back; nobody tells how much.")
            if first is None:
                return unknown
            when = words.moment(first, self.now, inner=True)
            return tr("The bank took money back, first seen {when}; nobody tells how much.", when=when)
        taken = money(self, bank)
        if first is None:
            return tr("{amount} taken back.", amount=taken)
        return tr(
            "{amount} taken back, first seen {when}.", amount=taken, when=words.moment(first, self.now, inner=True)
        )

    def _date(self) -> None:
        """The bank's date; where nobody told it, it is asked: Shopify names it beside the chargeback."""
        by = self.order.chargeback_answer_by
        if by is not None:
            over = by <= self.now
            until = words.moment(by, self.now)
            told = tr("{left}, since {when}.", left=words.left(by, self.now), when=until) if over else until
            self.proof("calendar", "danger_text" if over else "text", tr("Answer by"), told)
            self.gap(12)
        self._when = When(tr("Answer by"), by or self.now)
        hint = tr("Shopify names it beside the chargeback, in the order.") if by is None else ""
        self._line = FieldRow(tr("Answer by"), self._when, hint, stretch=False)
        self.body.addWidget(self._line)
        self.gap(8)
        keep = Button(tr("Keep this date"), height=32)
        keep.clicked.connect(self._keep)
        self.left(keep)
        self.rule()

    def _keep(self) -> None:
        by = self._when.at()
        if by <= self.now:
            self._line.error(tr("This lies in the past. Type the date that Shopify names."))
            self._when.setFocus()
            return
        self._said(lambda: self.frame.context.details.bank_date(self.frame.key, by))

    def _answer(self, waits: bool) -> None:
        block = Block(
            1,
            tr("Send your answer in Shopify"),
            tr("Open the order there, and send what proves your side: order, tracking, messages."),
        )
        tick = TickLine(tr("The bank has my answer"), self.order.chargeback_ticked or self.order.chargeback_answered)
        tick.tick.setEnabled(not self.order.chargeback_answered)
        tick.ticked.connect(lambda: self._said(lambda: self._ticked(waits)))
        inside = column(0)
        inside.addWidget(tick)
        block.add(inside)
        self.body.addWidget(block)
        self.gap(12)

    def _ticked(self, waits: bool) -> Changes:
        return self.frame.context.details.bank_answered(self.frame.key, waits)

    def _said(self, work: Callable[[], Changes]) -> None:
        self.frame.tell(work)
