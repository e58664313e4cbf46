"""Asks how much of the supplier's money has come, and when."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from dropdesk.domain.values import Money
from dropdesk.ui import words
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Button, Dialog, Field, FieldRow, When
from dropdesk.ui.theme import u


def ask_amount(parent: QWidget, due: Money, now: datetime) -> tuple[Money, datetime] | None:
    """The amount that came and when; None when it was closed."""
    dialog = Dialog(tr("How much has arrived?"), parent.window(), 440)
    field = Field(
        tr("Amount"), words.plain_amount(due.minor, due.currency), suffix=words.symbol(due.currency), right=True
    )
    field.setFixedWidth(u(140))
    line = FieldRow(tr("Amount"), field, stretch=False)
    when = When(tr("When"), now)
    day = FieldRow(tr("When"), when, stretch=False)
    dialog.body.addWidget(line)
    dialog.body.addWidget(day)
    found: list[Money] = []

    def keep() -> None:
        typed = words.read_amount(field.text(), due.currency)
        if typed is None or typed.minor < 1:
            example = words.plain_amount(due.minor, due.currency)
            line.error(tr("Type an amount, such as {example}.", example=example))
            field.setFocus()
        elif when.at() > now + timedelta(minutes=2):
            day.error(tr("This lies in the future. Type when it happened."))
            when.setFocus()
        else:
            found.append(typed)
            dialog.accept()

    dialog.add_button(Button(tr("Cancel")), dialog.reject)
    dialog.add_button(Button(tr("Save"), "primary"), keep, default=True)
    field.setFocus()
    field.selectAll()
    answer = (found[0], when.at()) if dialog.exec() and found else None
    dialog.deleteLater()
    return answer
