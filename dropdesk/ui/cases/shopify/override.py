"""Pages where a typed sentence is the key: override, waive, close with a note. What is typed stays in the record."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.shape.moves import CloseWithNote, Override, Waive
from dropdesk.domain.supplier.leg import Group
from dropdesk.ui.cases.base.case_words import customer, joined, loss_said, who
from dropdesk.ui.cases.base.legs import needed
from dropdesk.ui.cases.base.page_base import Page, money
from dropdesk.ui.cases.shopify.locked import loss_of
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import FieldRow, NoteField, PlainLabel
from dropdesk.ui.theme import Type

SHORTEST = 3


class _Typed(Page):
    """A title, what it means, and a reason."""

    def reason(self, label: str, placeholder: str = "") -> None:
        self.gap(16)
        self._field = NoteField(label, placeholder=placeholder, rows=3)
        self.keep("reason", self._field)
        self._row = FieldRow(label, self._field, label_width=0)
        self.body.addWidget(self._row)

    def typed(self) -> str | None:
        text = self._field.toPlainText().strip()
        if len(text) < SHORTEST:
            self._row.error(tr("Write a sentence: it stays in the record."))
            self._field.setFocus()
            return None
        return text

    def back(self) -> None:
        self.bar.back(tr("Back"), lambda: self.frame.show_step(self.frame.own_step()))

    def first_focus(self) -> QWidget | None:
        return self._field


class OverridePage(_Typed):
    """Unlocks Shopify although something may still ship (rules §4.1)."""

    def build(self) -> None:
        """Fills the page from its view."""
        self.title(tr("Override the lock?"))
        live = [who(leg.leg) for leg in needed(self.view) if leg.group == Group.LIVE]
        sentence = PlainLabel("", Type.CONSEQUENCE, wrap=True)
        names = joined(list(dict.fromkeys(live))) or tr("the supplier")
        begin = tr(
            "{supplier} may still ship. {name} gets the money and perhaps the goods too. You could lose",
            supplier=names,
            name=customer(self.view),
        )
        sentence.say(((f"{begin} ", False), (loss_said(*loss_of(self)), True), (tr("."), False)))
        self.body.addWidget(sentence)
        self.reason(tr("Why do you go on?"))
        self.bar.back(tr("Back"), lambda: self.frame.show_step(4))
        self.bar.main(tr("Override and unlock"), self._go, "secondary")

    def _go(self) -> None:
        text = self.typed()
        if text is not None:
            move = Override("", *loss_of(self))
            self.frame.do(move, texts={"reason_ref": text}, forget=self.drafts_name, home=True)


class WaivePage(_Typed):
    """Cancelled, and what is owed is not refunded."""

    def build(self) -> None:
        """Fills the page from its view."""
        owed = self.view.owed
        self.title(tr("Keep what was paid?") if owed is None else tr("Keep the {amount}?", amount=money(self, owed)))
        self.say(tr("{name} gets nothing back. Only with a good reason.", name=customer(self.view)))
        self.reason(tr("Why is nothing refunded?"))
        self.back()
        self.bar.main(tr("Do not refund"), self._go, "secondary")

    def _go(self) -> None:
        text = self.typed()
        if text is not None:
            self.frame.do(Waive(""), texts={"reason_ref": text}, forget=self.drafts_name, home=True)


class ClosePage(_Typed):
    """Ends a case from nearly anywhere; supplier money stays awaited, alarms stay."""

    def build(self) -> None:
        """Fills the page from its view."""
        self.title(tr("Close the case with a note?"))
        self.say(tr("Nothing is sent. Money from suppliers stays expected, and alarms still ring."))
        self.reason(tr("Note"))
        self.back()
        self.bar.main(tr("Close the case"), self._go)

    def _go(self) -> None:
        text = self.typed()
        if text is not None:
            self.frame.do(CloseWithNote(""), texts={"note_ref": text}, forget=self.drafts_name, home=True)
