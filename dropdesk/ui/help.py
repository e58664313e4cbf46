"""The help sheet: every key (ux §7), in ``F1`` and ``?``."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Button, Dialog, PlainLabel
from dropdesk.ui.theme import Type, u


def keys() -> list[tuple[str, str]]:
    """Key and what it does, in reading order."""
    return [
        ("F5", tr("Refresh")),
        ("Ctrl+F", tr("Search")),
        ("Enter", tr("Open the case")),
        ("Esc", tr("Clear the search, close the pane")),
        ("Ctrl+Return", tr("The main next action")),
        ("Ctrl+N", tr("Start a case for the order")),
        ("F2", tr("Open in Shopify")),
        ("F3", tr("Open on AliExpress")),
        ("F4", tr("Tracking page")),
        ("Ctrl+Shift+C", tr("Copy supplier order number")),
        ("Ctrl+M", tr("Copy the message to the supplier")),
        ("Ctrl+Shift+N", tr("Add note")),
        ("Alt+← / Alt+→", tr("Previous or next order")),
        ("Space", tr("Tick")),
        ("Ctrl+I", tr("Import files")),
        ("Ctrl+,", tr("Settings")),
        ("F1 / ?", tr("This sheet")),
    ]


def show_help(parent: QWidget) -> None:
    """Shows the sheet."""
    dialog = Dialog(tr("Keys"), parent, 520)
    grid = QGridLayout()
    grid.setHorizontalSpacing(u(24))
    grid.setVerticalSpacing(u(8))
    for number, (key, text) in enumerate(keys()):
        grid.addWidget(PlainLabel(key, Type.MEDIUM), number, 0)
        grid.addWidget(PlainLabel(text, tone="text2"), number, 1)
    grid.setColumnStretch(1, 1)
    dialog.body.addLayout(grid)
    dialog.body.addWidget(
        PlainLabel(tr("No key without Ctrl ever acts outside this app."), Type.SMALL, "text2", wrap=True)
    )
    dialog.add_button(Button(tr("Close"), "primary"), dialog.accept, default=True)
    dialog.exec()
    dialog.deleteLater()
