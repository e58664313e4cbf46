"""Files chosen in the system's own dialog, or in Qt's where there is none: that one speaks our language, too."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from dropdesk.ui.i18n import tr


def file_dialog(parent: QWidget, title: str, kinds: str, several: bool = False) -> QFileDialog:
    """A dialog that opens existing files. ``kinds``: name filters, separated by ``;;``."""
    dialog = QFileDialog(parent, title, "", kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles if several else QFileDialog.FileMode.ExistingFile)
    # Qt's own translation lacks some of these.
    for label, text in (
        (QFileDialog.DialogLabel.LookIn, tr("Look in:")),
        (QFileDialog.DialogLabel.FileName, tr("File name:")),
        (QFileDialog.DialogLabel.FileType, tr("Kind of file:")),
        (QFileDialog.DialogLabel.Accept, tr("Open")),
        (QFileDialog.DialogLabel.Reject, tr("Cancel")),
    ):
        dialog.setLabelText(label, text)
    return dialog


def choose_files(parent: QWidget, title: str, kinds: str, several: bool = False) -> list[Path]:
    """Asks for files; none when the person thought better of it."""
    dialog = file_dialog(parent, title, kinds, several)
    chosen = [Path(name) for name in dialog.selectedFiles()] if dialog.exec() else []
    dialog.deleteLater()
    return chosen
