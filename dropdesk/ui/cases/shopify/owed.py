"""Money still owed to the customer (page 5): refunded now, later, by hand, or with a reason not at all."""

from __future__ import annotations

from dropdesk.domain.case.shape.moves import DoByHand, WantRefund
from dropdesk.domain.case.shape.phases import RefundOwed
from dropdesk.ui import words
from dropdesk.ui.cases.base.amounts import AmountRow
from dropdesk.ui.cases.base.blocks import labelled
from dropdesk.ui.cases.base.case_words import customer, held_words, store_closed
from dropdesk.ui.cases.base.page_base import Page, money
from dropdesk.ui.cases.shopify.confirm import Planned, mail, meanwhile, sentences, show_clicks
from dropdesk.ui.cases.shopify.plan_page import by_hand_only
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Tick
from dropdesk.ui.words import cases as said

_MOST = 10**12 - 1
"""The most that is typed where nobody told what was paid, minor units."""


class OwedPage(Page):
    """Cancelled, and money still to go back: now, later, by hand, or with a reason not at all."""

    chosen_by_hand = False
    """Opened from the menu: what was chosen, done by the person."""

    def build(self) -> None:
        """Fills the page from its view."""
        phase = self.view.case.phase
        assert isinstance(phase, RefundOwed)
        name = customer(self.view)
        owed = self.view.owed
        if owed is None:
            self.title(tr("Refund {name} what was paid", name=name))
        else:
            self.title(tr("Refund {amount} to {name}", amount=money(self, owed), name=name))
        self._rests_on(phase)
        self._fields(owed)
        self._onward()

    def _rests_on(self, phase: RefundOwed) -> None:
        """That it is cancelled, what came of the last press, and what holds the refund back."""
        at = self.order.cancelled_at
        when = words.moment(at, self.now) if at is not None else ""
        self.proof("check", "ok_text", tr("Cancelled in Shopify."), when)
        moved = meanwhile(self, phase.why, refund=True)
        told = held_words(self.view, self.now)
        told = told or said.happened(phase.why, phase.text, self.view.case.notice, self.now)
        told = "" if moved else told
        if told:
            self.gap(8)
            self.proof("info", "warn_text", told)
        for text in (moved, store_closed(self.frame.context, self.view)):
            if text:
                self.gap(8)
                self.proof("info", "warn_text", text)
        if self.view.owed is None:
            self.gap(8)
            self.proof("info", "warn_text", tr("Nobody told what was paid. Look in Shopify what is owed."))

    def _fields(self, owed: int | None) -> None:
        """How much, and whether Shopify writes; ``owed`` None: nobody told what was paid."""
        self.rule(14, 8)
        left = self.view.left
        bound = left if left is not None else owed if owed is not None else _MOST
        self._amount = AmountRow(self, "amount", tr("Refund"), min(owed or 0, bound), bound)
        if owed is None and not self.draft("amount"):
            self._amount.field.setText("")
        self._amount.field.setAccessibleName(tr("Refund amount"))
        if left is not None:
            self._amount.beside.say(tr("of {amount} left", amount=money(self, left)))
        self.body.addWidget(self._amount.row)
        self._notify = Tick(tr("Send Shopify’s e-mail"))
        self._notify.setChecked(self.draft("notify", "yes" if self.order.can_notify else "no") == "yes")
        self._notify.setEnabled(self.order.can_notify)
        self._notify.toggled.connect(lambda on: self.put("notify", "yes" if on else "no"))
        self.body.addWidget(labelled(tr("Customer"), self._notify))

    def _onward(self) -> None:
        if self.chosen_by_hand:
            self.bar.back(tr("Back"), lambda: self.frame.show_step(5))
        else:
            self.bar.back(tr("Later"), self.frame.leave)
        self.bar.link(tr("Do not refund…"), lambda: self.frame.show_step(5, "waive"))
        if self.chosen_by_hand or by_hand_only(self.view):
            self.bar.main(tr("Show me the clicks"), self._by_hand)
        else:
            self.bar.link(tr("By hand…"), self._by_hand)
            self.bar.main(tr("Continue"), self._go)

    def _by_hand(self) -> None:
        amount = self._amount.read()
        if amount is None:
            return
        effect = sentences(
            tr("You refund {amount} to {name} there.", amount=money(self, amount), name=customer(self.view)),
            mail(self.view, self._notify.isChecked()),
        )
        planned = Planned(
            DoByHand("refund", amount, notify=self._notify.isChecked()), tr("Look before you click"), effect,
            tr("Show me the clicks"), self.view.case.phase, self.view.left, 5,
            "by_hand" if self.chosen_by_hand else "", self.drafts_name, {},
            tr("The next import or sync shows whether it is done."), by_hand=True,
        )  # fmt: skip
        show_clicks(self.frame, self.view, planned)

    def _go(self) -> None:
        amount = self._amount.read()
        if amount is None:
            return
        text, name = money(self, amount), customer(self.view)
        effect = tr("DropDesk pays {amount} back to {name}. {mail}", amount=text, name=name,
                    mail=mail(self.view, self._notify.isChecked()))  # fmt: skip
        self.frame.plan = Planned(
            WantRefund(amount, self._notify.isChecked()),
            tr("Refund {amount}?", amount=text),
            effect,
            tr("Refund {amount} for order {order} in Shopify", amount=text, order=self.order.name),
            self.view.case.phase,
            self.view.left,
            5,
            "",
            self.drafts_name,
        )
        self.frame.show_step(5, "confirm")


class OwedByHandPage(OwedPage):
    """From the menu: the refund as it was chosen, with the same drafts, done by the person instead."""

    chosen_by_hand, drafts_name = True, OwedPage.__name__
