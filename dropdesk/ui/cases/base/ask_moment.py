"""Asks when something was done, with an optional note."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Button, Dialog, FieldRow, NoteField, When


def ask_moment(parent: QWidget, title: str, now: datetime) -> tuple[datetime, str] | None:
    """The moment (never in the future) and the note; None when it was closed."""
    dialog = Dialog(title, parent.window(), 440)
    when = When(tr("When"), now)
    line = FieldRow(tr("When"), when, stretch=False)
    note = NoteField(tr("Note"), rows=3)
    dialog.body.addWidget(line)
    dialog.body.addWidget(FieldRow(tr("Note"), note))

    def keep() -> None:
        if when.at() > now + timedelta(minutes=2):
            line.error(tr("This lies in the future. Type when it happened."))
            when.setFocus()
        else:
            dialog.accept()

    dialog.add_button(Button(tr("Cancel")), dialog.reject)
    dialog.add_button(Button(tr("Save"), "primary"), keep, default=True)
    when.setFocus()
    answer = (when.at(), note.toPlainText().strip()) if dialog.exec() else None
    dialog.deleteLater()
    return answer
