"""Cancel in Shopify, as plan (page 4): how much, now or later, why, restock, notify, note. Continue leads to the
confirm page and writes nothing down."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from dropdesk.domain.case.shape.moves import DoByHand, Reason, WantCancel
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.phases import Cleared
from dropdesk.domain.supplier.leg import LegState
from dropdesk.domain.values import Where
from dropdesk.ui import words
from dropdesk.ui.cases.base.amounts import AmountRow, Suggestion
from dropdesk.ui.cases.base.blocks import labelled
from dropdesk.ui.cases.base.case_words import customer, joined
from dropdesk.ui.cases.base.legs import needed
from dropdesk.ui.cases.base.page_base import money
from dropdesk.ui.cases.shopify.confirm import Planned, mail, restocked, sentences, stocked
from dropdesk.ui.cases.shopify.plan_page import ShopPage, together
from dropdesk.ui.i18n import clauses, tr, trn
from dropdesk.ui.kit import Field, Picker, Segments
from dropdesk.ui.theme import u
from dropdesk.ui.words import cases as said

NOTE = 255
"""Shopify's longest staff note."""


class PlanPage(ShopPage):
    """Cancel the order (route *cancel*)."""

    def build(self) -> None:
        """Fills the page from its view."""
        self._hand = self.hand()
        left = self.view.left
        cancels = tr("Cancel and refund in Shopify") if left is None or left else tr("Cancel without refund")
        self.top(tr("Cancel in Shopify by hand") if self._hand else cancels)
        self._amount: AmountRow | None = None
        self._when: Segments | None = None
        if left is None:
            self._unknown_amount()
        elif left:
            self._money(left)
        else:
            self.say(tr("No money was received, or all of it went back: none is refunded."), "text2")
            self.gap(8)
        self._reason = Picker(
            tr("Reason"),
            [(reason.value, said.shop_reason(reason)) for reason in CancelReason],
            self.draft("reason", self._usual()),
            360,
        )
        self._reason.picked.connect(lambda key: self.put("reason", key))
        self.body.addWidget(labelled(tr("Reason"), self._reason))
        self._notify = self.notify_row()
        # Shopify restocks what it still counts as open, whatever the money of a refund is laid on here.
        count = sum(max(0, line.quantity - line.returned - line.held) for line in self.order.lines)
        text = trn("Put %n item back in stock", "Put %n items back in stock", count)
        self._restock = self.restock_row(text)
        self._count = count
        if not self._hand:
            self._note()
        self.bar.back(tr("Back"), self.back_to_before)
        self.bar.main(tr("Continue"), self._go)

    def _usual(self) -> str:
        return CancelReason.OTHER if self.view.case.reason is Reason.OTHER else CancelReason.CUSTOMER

    def _money(self, left: int) -> None:
        options = [("full", tr("Full")), ("part", tr("Part")), ("later", tr("Later"))]
        self._when = Segments(options, self.draft("when", "full"), tr("Refund"))
        self._when.chosen.connect(self._turned)
        self._amount = AmountRow(self, "amount", tr("Refund"), left, left, before=self._when)
        self._amount.field.setAccessibleName(tr("Refund amount"))
        self._amount.beside.say(self.amount_beside())
        self.body.addWidget(self._amount.row)
        self._suggestion = Suggestion(self, self._amount, exact=False)
        self._suggestion.ask(None, True)
        self._arrange()

    def _turned(self, key: str) -> None:
        self.put("when", key)
        if key == "full":
            self.drop("amount")
            if self._amount is not None:
                self._amount.suggest(self._amount.prefill, self._amount.bound)
        self._arrange()
        if key == "part" and self._amount is not None:
            QTimer.singleShot(0, self._amount.field, self._amount.field.setFocus)

    def _arrange(self) -> None:
        assert self._amount is not None
        assert self._when is not None
        key = self._when.value()
        self._amount.field.setReadOnly(key != "part")
        self._amount.field.setVisible(key != "later")
        if key == "later":
            self._amount.beside.say(tr("{amount} stay owed", amount=money(self, self._amount.prefill)), "text2")
        else:
            self._amount.beside.say(self.amount_beside(), "text2")

    def _unknown_amount(self) -> None:
        self._typed = Field(tr("Refund amount"), suffix=words.symbol(self.order.currency), right=True)
        self._typed.setFixedWidth(u(120))
        self.keep("amount", self._typed)
        hint = tr("The amount paid is unknown here: take it from Shopify’s dialog.")
        self._typed_row = labelled(tr("Refund"), self._typed, hint)
        self.body.addWidget(self._typed_row)

    def _note(self) -> None:
        stopped = next((leg.leg for leg in needed(self.view) if leg.leg.state is LegState.STOPPED), None)
        usual = ""
        if stopped is not None and stopped.as_of is not None and stopped.how is not None:
            at = stopped.as_of.astimezone()
            # A file tells by when it was, never at which hour.
            told = f"{words.day(at)} {words.clock(at)}" if stopped.where is Where.PERSON else words.day(at)
            usual = clauses(one for one in (words.how(stopped.how), told, stopped.number) if one)
        self._staff = Field(tr("Staff note"))
        self.keep("note", self._staff, usual)
        self._staff.setMaximumWidth(u(440))
        self._staff.home(False)
        self._staff_row = labelled(tr("Staff note"), self._staff, stretch=True)
        self.body.addWidget(self._staff_row)

    def _read(self) -> tuple[int, bool] | None:
        """(amount, later), or None when it does not read as one."""
        if self.view.left is None:
            typed = words.read_amount(self._typed.text(), self.order.currency)
            if typed is None:
                self._typed_row.error(tr("Type the amount that Shopify’s dialog shows, or 0."))
                self._typed.setFocus()
                return None
            return typed.minor, False
        if self._amount is None or self._when is None:
            return 0, False
        key = self._when.value()
        if key == "later":
            return self._amount.prefill, True
        amount = self._amount.prefill if key == "full" else self._amount.read()
        return None if amount is None else (amount, False)

    def _go(self) -> None:
        found = self._read()
        if found is None:
            return
        amount, later = found
        if self._hand:
            self._by_hand(amount, later)
            return
        note = self._staff.text().strip()
        if len(note) > NOTE:
            self._staff_row.error(tr("At most 255 characters; these are {n}.", n=len(note)))
            self._staff.setFocus()
            return
        name, text = self.order.name, money(self, amount)
        doing = [tr("cancels {order}", order=name)]
        if later:
            button = tr("Cancel order {order} in Shopify, refund later", order=name)
            after = tr("{amount} stay owed to {name}.", amount=text, name=customer(self.view))
        elif amount:
            doing.append(self._paid(text))
            button = tr("Cancel order {order} in Shopify and refund {amount}", order=name, amount=text)
            after = "" if amount == self.view.left else tr("First the cancellation, then the refund, each checked.")
        else:
            button = tr("Cancel order {order} in Shopify", order=name)
            after = tr("No money goes back.") if self.view.left else ""
        if self._restock.isChecked():
            doing.append(restocked(self._count))
        effect = tr("DropDesk {does}. {mail}", does=together(doing), mail=mail(self.view, self._notify.isChecked()))
        reason = CancelReason(self._reason.value())
        move = WantCancel(amount, later, reason, self._restock.isChecked(), self._notify.isChecked())
        phase = self.view.case.phase
        scope = phase.scope if isinstance(phase, Cleared) else ()
        texts = {"staff_note_ref": note} if note else {}
        self.go(
            Planned(
                move, tr("Cancel order {order}?", order=name), effect, button, phase, self.view.left, 4, "",
                self.drafts_name, texts, after, scope, refunds=bool(amount) and not later,
            )
        )  # fmt: skip

    def _paid(self, text: str) -> str:
        answer = self._suggestion.answer
        where = joined([_gateway(one) for one in answer.gateways]) if answer is not None else ""
        if where:
            return tr("pays {amount} back to {gateway}", amount=text, gateway=where)
        return tr("pays {amount} back", amount=text)

    def _clicks(self, amount: int, later: bool) -> DoByHand:
        return DoByHand(
            "cancel", amount, reason=CancelReason(self._reason.value()), notify=self._notify.isChecked(),
            restock=self._restock.isChecked(), later=later,
        )  # fmt: skip

    def _by_hand(self, amount: int, later: bool) -> None:
        text = money(self, 0 if later else amount)
        effect = sentences(
            tr("You cancel {order} in Shopify and refund {amount} there.", order=self.order.name, amount=text),
            stocked(self._restock.isChecked(), self._count),
            mail(self.view, self._notify.isChecked()),
        )
        phase, left = self.view.case.phase, self.view.left
        kept = "" if left is None or later else money(self, left - amount)
        after = sentences(
            tr("{amount} stay owed to {name}.", amount=money(self, amount), name=customer(self.view)) if later else "",
            tr("{amount} is not refunded.", amount=kept) if kept and left is not None and left > amount else "",
            tr("The next import or sync shows whether it is done."),
        )
        self.go(
            Planned(
                self._clicks(amount, later), tr("Cancel by hand"), effect, tr("Show me the clicks"), phase,
                left, 4, "by_hand" if self.chosen_by_hand else "", "", {}, after,
                phase.scope if isinstance(phase, Cleared) else (), by_hand=True, refunds=not later,
            )
        )  # fmt: skip


class PlanByHandPage(PlanPage):
    """From the menu: the plan as it was chosen, with the same drafts, done by the person instead."""

    chosen_by_hand, drafts_name = True, PlanPage.__name__


def _gateway(code: str) -> str:
    """A payment provider as a person knows it: Shopify's own codes are written like names."""
    return code.replace("_", " ").title() if code.islower() else code
