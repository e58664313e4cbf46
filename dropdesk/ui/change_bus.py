"""Where changes are told: services answer with ``Changes``, views decide themselves what to refresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from dropdesk.domain.changes import Changes


class ChangeBus(QObject):
    """``changed`` carries a ``Changes``; ``said`` a short sentence for the status line; ``failed`` one that stays."""

    changed = Signal(object)
    said = Signal(str)
    failed = Signal(str)

    def tell(self, changes: Changes) -> None:
        """Says what changed to whoever listens, at once, on the calling thread: the GUI's."""
        self.changed.emit(changes)
