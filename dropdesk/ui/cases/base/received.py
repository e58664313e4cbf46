"""Asks how much of the supplier's money has come, and when; how much will; or why it never will."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.shown.view import CaseView, LegView
from dropdesk.domain.values import Money, is_currency
from dropdesk.ui import words
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Button, Dialog, Field, FieldRow, NoteField, When
from dropdesk.ui.theme import u

SHORTEST = 3


def currency_row(suggested: str) -> FieldRow:
    """Asks for the currency of an amount that nobody told it of: the shop's own may be another."""
    field = Field(tr("Currency"), suggested, placeholder="USD")
    field.setFixedWidth(u(90))
    return FieldRow(tr("Currency"), field, tr("As the supplier bills it."), stretch=False)


def currency_of(row: FieldRow) -> str:
    """The currency that was typed; ``""`` for none that exists."""
    assert isinstance(row.field, Field)
    code = row.field.text().strip().upper()
    return code if is_currency(code) else ""


def billed_in(view: CaseView, leg: LegView) -> str:
    """The currency that this supplier's other purchases here were paid in, else the other suppliers': a suggestion."""
    others = [one.leg for one in view.legs if one.leg.cost is not None and one.leg.id != leg.leg.id]
    others.sort(key=lambda one: one.supplier != leg.leg.supplier)
    return next((one.cost.currency for one in others if one.cost is not None), "")


def ask_amount(
    parent: QWidget, title: str, due: Money, now: datetime | None = None, suggested: str = ""
) -> tuple[Money, datetime | None] | None:
    """The amount, and when it came where ``now`` is given; None when it was closed. ``due``: what is expected, 0 =
    unknown; its currency ``""`` = nobody told it: it is asked, with ``suggested`` standing there to be seen."""
    dialog = Dialog(title, parent.window(), 440)
    expected = words.plain_amount(due.minor, due.currency) if due.minor else ""
    field = Field(tr("Amount"), expected, suffix=words.symbol(due.currency), right=True)
    field.setFixedWidth(u(140))
    line = FieldRow(tr("Amount"), field, stretch=False)
    unit = currency_row(suggested) if not due.currency else None
    when = When(tr("When"), now) if now is not None else None
    day = FieldRow(tr("When"), when, stretch=False) if when is not None else None
    dialog.body.addWidget(line)
    if unit is not None:
        dialog.body.addWidget(unit)
    if day is not None:
        dialog.body.addWidget(day)
    found: list[Money] = []

    def keep() -> None:
        currency = due.currency or (currency_of(unit) if unit is not None else "")
        if unit is not None and not currency:
            unit.error(tr("Type the currency the supplier bills in, such as USD."))
            unit.field.setFocus()
            return
        typed = words.read_amount(field.text(), currency)
        if typed is None or typed.minor < 1:
            example = words.plain_amount(due.minor or 1240, currency)
            line.error(tr("Type an amount, such as {example}.", example=example))
            field.setFocus()
        elif now is not None and when is not None and day is not None and when.at() > now + timedelta(minutes=2):
            day.error(tr("This lies in the future. Type when it happened."))
            when.setFocus()
        else:
            found.append(typed)
            dialog.accept()

    dialog.add_button(Button(tr("Cancel")), dialog.reject)
    dialog.add_button(Button(tr("Save"), "primary"), keep, default=True)
    field.setFocus()
    field.selectAll()
    answer = (found[0], when.at() if when is not None else None) if dialog.exec() and found else None
    dialog.deleteLater()
    return answer


def ask_reason(parent: QWidget, title: str) -> str:
    """A typed reason, which stays in the record; ``""`` when it was closed."""
    dialog = Dialog(title, parent.window(), 440)
    field = NoteField(tr("Reason"), rows=3)
    line = FieldRow(tr("Reason"), field)
    dialog.body.addWidget(line)

    def keep() -> None:
        if len(field.toPlainText().strip()) < SHORTEST:
            line.error(tr("Write a sentence: it stays in the record."))
            field.setFocus()
        else:
            dialog.accept()

    dialog.add_button(Button(tr("Cancel")), dialog.reject)
    dialog.add_button(Button(tr("Write it off"), "primary"), keep, default=True)
    field.setFocus()
    answer = field.toPlainText().strip() if dialog.exec() else ""
    dialog.deleteLater()
    return answer
