"""Asks how much of the supplier's money has come, and when; how much will; or why it never will."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from dropdesk.domain.values import Money
from dropdesk.ui import words
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Button, Dialog, Field, FieldRow, NoteField, When
from dropdesk.ui.theme import u

SHORTEST = 3


def ask_amount(
    parent: QWidget, title: str, due: Money, now: datetime | None = None
) -> tuple[Money, datetime | None] | None:
    """The amount, and when it came where ``now`` is given; None when it was closed. ``due``: what is expected, 0 =
    unknown."""
    dialog = Dialog(title, parent.window(), 440)
    expected = words.plain_amount(due.minor, due.currency) if due.minor else ""
    field = Field(tr("Amount"), expected, suffix=words.symbol(due.currency), right=True)
    field.setFixedWidth(u(140))
    line = FieldRow(tr("Amount"), field, stretch=False)
    when = When(tr("When"), now) if now is not None else None
    day = FieldRow(tr("When"), when, stretch=False) if when is not None else None
    dialog.body.addWidget(line)
    if day is not None:
        dialog.body.addWidget(day)
    found: list[Money] = []

    def keep() -> None:
        typed = words.read_amount(field.text(), due.currency)
        if typed is None or typed.minor < 1:
            example = words.plain_amount(due.minor or 1240, due.currency)
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
