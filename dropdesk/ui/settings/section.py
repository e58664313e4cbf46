"""What every page of the settings is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from dropdesk.domain.changes import Changes
from dropdesk.errors import Expected
from dropdesk.ui import words
from dropdesk.ui.app_context import AppContext
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Banner, column

T = TypeVar("T")


class Section(QWidget):
    """A page: ``title``, one sentence ``lead``, and ``reload`` that reads it anew. What fails stands above it."""

    width_wanted = 640

    def __init__(self, context: AppContext, title: str, lead: str = "") -> None:
        super().__init__()
        self._context, self.title, self.lead = context, title, lead
        self.setAccessibleName(title)
        self._outer = column(0, parent=self)
        self.trouble = Banner("", "danger", tr("Try again"))
        self.trouble.acted.connect(self.reload)
        self.trouble.hide()
        self._outer.addWidget(self.trouble)
        self.body = column(0)
        self._outer.addLayout(self.body)
        self._outer.addStretch(1)

    def reload(self) -> None:
        """Reads the page anew; what stands there stays until the answer is here."""

    def ask(self, work: Callable[[], T], done: Callable[[T], None], worker: str = "desk") -> None:
        """Reads something off the GUI thread."""

        def have(answer: T) -> None:
            self.trouble.hide()
            done(answer)

        self._context.runner.run(worker, work, have, self.failed, self)

    def change(
        self, work: Callable[[], Changes], done: Callable[[], object] | None = None, worker: str = "desk"
    ) -> None:
        """Changes something and tells everybody."""

        def have(changes: Changes) -> None:
            self.trouble.hide()
            self._context.bus.tell(changes)
            if done is not None:
                done()

        self._context.runner.run(worker, work, have, self.failed, self)

    def failed(self, error: Expected) -> None:
        self.trouble.label.say(words.error(error))
        self.trouble.show()
