"""The person's own notes on an order, and what the customer was promised by a date (rules §2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dropdesk.domain.promises import Ended, Promise
from dropdesk.domain.values import OrderKey
from dropdesk.ui import words
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Button, Dialog, Link, NoteField, PlainLabel, Tick, When, row
from dropdesk.ui.theme import Type, u

if TYPE_CHECKING:
    from dropdesk.domain.case.shown.order_view import OrderView
    from dropdesk.domain.changes import Changes
    from dropdesk.ui.app_context import AppContext

SHOWN = 3
"""So many of the newest notes; the timeline has all promises."""
Run = Callable[[Callable[[], "Changes"]], None]


def show(body: QVBoxLayout, view: OrderView, context: AppContext, run: Run, add: Callable[[], None]) -> None:
    """Open promises first, each with its three ends; then the newest notes, and the way to another."""
    key, now = OrderKey(view.order.key or 0), context.now()
    for promise in view.promises:
        _promise(body, promise, now, lambda ref, how: run(lambda: context.details.promise_ended(key, ref, how)))
    promised = {one.note for one in view.promises}
    for note in [one for one in view.notes if one.text not in promised][-SHOWN:]:
        body.addWidget(PlainLabel(note.text, wrap=True))
        body.addWidget(PlainLabel(words.moment(note.at, now), Type.SMALL, "text2"))
        body.addSpacing(u(8))
    link = Link(tr("Add note"))
    link.clicked.connect(add)
    body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)


def _promise(body: QVBoxLayout, promise: Promise, now: datetime, end: Callable[[str, Ended], None]) -> None:
    late = promise.by <= now
    by = words.moment(promise.by, now, inner=True)
    head = tr("Promised by {date}: overdue", date=by) if late else tr("Promised by {date}", date=by)
    tone = "danger_text" if late else "warn_text" if promise.by - now <= timedelta(hours=24) else "text2"
    body.addWidget(PlainLabel(promise.note or tr("The words were erased."), wrap=True))
    body.addWidget(PlainLabel(head, Type.SMALL, tone, wrap=True))
    line = row(16)
    for text, name, how in (
        (tr("Kept"), tr("Promise kept"), Ended.MET),
        (tr("Not kept"), tr("Promise not kept"), Ended.MISSED),
        (tr("Drop"), tr("Drop the promise"), Ended.DROPPED),
    ):
        link = Link(text)
        link.setAccessibleName(f"{name}: {promise.note}")
        link.clicked.connect(partial(end, promise.ref, how))
        line.addWidget(link)
    line.addStretch(1)
    body.addLayout(line)
    body.addSpacing(u(8))


def ask(parent: QWidget, context: AppContext, key: OrderKey, run: Run) -> None:
    """Asks for a note and keeps it; with a date it is a promise to the customer."""
    dialog = Dialog(tr("Add note"), parent, 440)
    field = NoteField(tr("Note"), rows=4)
    dialog.body.addWidget(field)
    tick, by = Tick(tr("Promised to the customer by")), When(tr("Promised by"), _tomorrow(context.now()))
    by.setVisible(False)
    tick.toggled.connect(by.setVisible)
    line = row(12)
    line.addWidget(tick)
    line.addWidget(by)
    line.addStretch(1)
    dialog.body.addLayout(line)
    dialog.add_button(Button(tr("Cancel")), dialog.reject)
    add = Button(tr("Add note"), "primary")
    dialog.add_button(add, dialog.accept, default=True)
    add.setEnabled(False)
    field.textChanged.connect(lambda: add.setEnabled(bool(field.toPlainText().strip())))
    field.setFocus()
    text = ""
    if dialog.exec():
        text = field.toPlainText().strip()
    if text and tick.isChecked():
        until = by.at()
        run(lambda: context.details.promise(key, text, until))
    elif text:
        run(lambda: context.details.note(key, text))
    dialog.deleteLater()


def _tomorrow(now: datetime) -> datetime:
    """Where the date field starts once a promise is ticked: tomorrow's end of work."""
    return (now.astimezone() + timedelta(days=1)).replace(hour=18, minute=0, second=0, microsecond=0)
