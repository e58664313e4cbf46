"""Part of the money for a parcel that the customer keeps (R-16): own pocket, below a limit without a reason."""

from __future__ import annotations

from datetime import datetime

from dropdesk.domain.case.shape.moves import DoByHand, Reason, SetWhy, WantGoodwill
from dropdesk.domain.case.shape.phases import Drafted
from dropdesk.domain.case.shape.state import most_received
from dropdesk.ui import words
from dropdesk.ui.cases.base.amounts import AmountRow
from dropdesk.ui.cases.base.blocks import labelled
from dropdesk.ui.cases.base.case_words import customer, held_words, says_itself
from dropdesk.ui.cases.base.page_base import Page, money
from dropdesk.ui.cases.shopify.confirm import Planned, mail, meanwhile, sentences
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import FieldRow, NoteField, Tick

UNBOUNDED = 10**12
"""The most that can be typed, minor units, where nobody told what was paid."""


class GoodwillPage(Page):
    """The amount, and above the limit a typed reason."""

    def build(self) -> None:
        """Fills the page from its view."""
        name = customer(self.view)
        self.title(tr("Refund a part, {name} keeps the parcel", name=name))
        self.bar.back(tr("Back"), lambda: self.frame.show_step(self.frame.own_step()))
        left = self._left()
        if left is not None and left < 2:
            self.say(self._nothing_left())
            return
        phase = self.view.case.phase
        text = meanwhile(self, getattr(phase, "why", ""))
        text = text or (held_words(self.view, self.now) if says_itself(phase) else "")
        if text:
            self.proof("info", "warn_text", text)
            self.gap(8)
        limit = self._limit()
        text = (
            tr("It comes out of your own pocket. What was paid is unknown here: write why it is that much.")
            if limit is None
            else tr("Up to {amount} without a reason. It comes out of your own pocket.", amount=money(self, limit))
        )
        self.say(text, "text2")
        self.gap(12)
        bound = UNBOUNDED if left is None else left - 1
        start = 0 if left is None else max(1, (min(bound, limit) if limit else bound) // 2)
        self._amount = AmountRow(self, "amount", tr("Refund"), start, bound)
        self._amount.field.setAccessibleName(tr("Refund amount"))
        if left is not None:
            self._amount.beside.say(tr("of {amount} left", amount=money(self, left)))
        self._amount.field.textChanged.connect(lambda _: self._over())
        self.body.addWidget(self._amount.row)
        self._notify = Tick(tr("Send Shopify’s e-mail"))
        self._notify.setChecked(self.draft("notify", "yes" if self.order.can_notify else "no") == "yes")
        self._notify.setEnabled(self.order.can_notify)
        self._notify.toggled.connect(lambda on: self.put("notify", "yes" if on else "no"))
        self.body.addWidget(labelled(tr("Customer"), self._notify))
        self._reason = NoteField(tr("Why so much?"), rows=3)
        self.keep("reason", self._reason)
        self._row = FieldRow(tr("Why so much?"), self._reason)
        self.body.addWidget(self._row)
        self._over()
        self.bar.main(tr("Continue"), self._go)

    def _nothing_left(self) -> str:
        """Why there is no part to give, with the amounts."""
        order = self.order
        if not order.received:
            return tr("Nothing was paid, so nothing can go back.")
        if order.refund_pending:
            pending = money(self, order.refund_pending)
            return tr("Nothing is left: {amount} is on its way back already.", amount=pending)
        return tr("All {amount} went back already.", amount=money(self, order.returned))

    def _left(self) -> int | None:
        """What can still go back, minor units: of what came in, else at most of the order's total; None: unknown."""
        most = most_received(self.order)
        return self.view.left if self.view.left is not None or most is None else max(0, most - self.order.went_back)

    def _limit(self) -> int | None:
        """What may still be given without a reason, minor units: goodwill alone counts. None: what was paid is unknown,
        so that every amount wants one."""
        return None if self.view.left is None else max(0, self.view.goodwill_limit - self.view.case.goodwill)

    def _wants_reason(self, amount: int) -> bool:
        limit = self._limit()
        return limit is None or amount > limit

    def _over(self) -> None:
        typed = words.read_amount(self._amount.field.text(), self.order.currency)
        self._row.setVisible(typed is not None and self._wants_reason(typed.minor))

    def _why(self) -> tuple[SetWhy, ...]:
        """The reason that was chosen on page 1, and not kept there: with the money it goes into the record."""
        chosen, case = self.frame.drafts.get("WhyPage.reason", ""), self.view.case
        if not chosen or not isinstance(case.phase, Drafted):
            return ()
        reason = Reason(chosen)
        typed = self.frame.drafts.get("WhyPage.asked", "")
        asked = min(datetime.fromisoformat(typed), self.now) if typed else case.asked_at or self.now
        told = self.frame.drafts.get("WhyPage.edited", "")
        edited = {"yes": True, "no": False}.get(told, case.edited_listing)
        return (SetWhy(reason, asked, edited if reason is Reason.NOT_AS_DESCRIBED else None),)

    def _go(self) -> None:
        amount = self._amount.read()
        if amount is None:
            return
        texts = {}
        if self._wants_reason(amount):
            text = self._reason.toPlainText().strip()
            if len(text) < 3:
                self._row.error(tr("Write a sentence: it stays in the record."))
                self._reason.setFocus()
                return
            texts = {"reason_ref": text}
        step, phase = self.frame.own_step(), self.view.case.phase
        shown, name = money(self, amount), customer(self.view)
        if not self.view.connected or self.view.left is None:
            effect = sentences(
                tr("You refund {amount} to {name} in Shopify.", amount=shown, name=name),
                mail(self.view, self._notify.isChecked()),
            )
            planned = Planned(
                DoByHand("refund", amount, notify=self._notify.isChecked()), tr("Refund by hand"), effect,
                tr("Show me the clicks"), phase,
                self.view.left, step, "goodwill", self.drafts_name, texts,
                tr("The next import or sync shows whether it is done."), looks=False, by_hand=True,
                first=self._why(),
            )  # fmt: skip
        else:
            effect = tr(
                "DropDesk pays {amount} back to {name}, who keeps the parcel. {mail}",
                amount=shown, name=name, mail=mail(self.view, self._notify.isChecked()),
            )  # fmt: skip
            planned = Planned(
                WantGoodwill(amount, self._notify.isChecked()), tr("Refund a part?"), effect,
                tr("Refund {amount} for order {order} in Shopify", amount=shown, order=self.order.name), phase,
                self.view.left, step, "goodwill", self.drafts_name, texts,
                tr("The order stays as it is."), looks=False, first=self._why(),
            )  # fmt: skip
        self.frame.plan = planned
        self.frame.show_step(step, "confirm")
