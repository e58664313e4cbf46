"""The settings: a list of pages at the left, one page at a time at the right. Everything takes effect at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from dropdesk.domain.changes import Changes
from dropdesk.ui.app_context import AppContext
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Heading, Line, NavRow, PlainLabel, Scroll, column, ground, row
from dropdesk.ui.settings.calendar import CalendarPage
from dropdesk.ui.settings.general import GeneralPage
from dropdesk.ui.settings.keyring import KeyringPage
from dropdesk.ui.settings.rules import RulesPage
from dropdesk.ui.settings.section import Section
from dropdesk.ui.settings.shops import ShopsPage
from dropdesk.ui.theme import Type, u

ORDER = ("shops", "keyring", "rules", "calendar", "general")


class SettingsPage(QWidget):
    """``connect_wanted`` asks for the connect dialog (with a shop, or ``""``); ``left`` goes back to the orders."""

    connect_wanted = Signal(str)
    left = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.setAccessibleName(tr("Settings"))
        ground(self)
        shops = ShopsPage(context)
        shops.connect_wanted.connect(self.connect_wanted)
        self.sections: dict[str, Section] = {
            "shops": shops,
            "keyring": KeyringPage(context),
            "rules": RulesPage(context),
            "calendar": CalendarPage(context),
            "general": GeneralPage(context),
        }
        outer = row(0, parent=self)
        outer.addWidget(self._list())
        outer.addWidget(Line(upright=True))
        self._stack = QStackedWidget()
        for section in self.sections.values():
            self._stack.addWidget(_framed(section))
        outer.addWidget(self._stack, 1)
        self.here = ""
        self.open("shops")
        context.bus.changed.connect(self._changed)

    def _list(self) -> QWidget:
        made = QWidget()
        made.setFixedWidth(u(200))
        ground(made)
        layout = column(2, (8, 0, 8, 8), made)
        head = row(0, (12, 0, 0, 0))
        title = PlainLabel(tr("Settings"), Type.BLOCK)
        title.setMinimumHeight(u(56))
        head.addWidget(title)
        layout.addLayout(head)
        icons = {"shops": "shop", "keyring": "key", "rules": "list", "calendar": "calendar", "general": "settings"}
        self._rows: dict[str, NavRow] = {}
        for key in ORDER:
            made_row = NavRow(icons[key], self.sections[key].title)
            made_row.clicked.connect(lambda _=False, key=key: self.open(key))
            self._rows[key] = made_row
            layout.addWidget(made_row)
        layout.addStretch(1)
        return made

    def open(self, key: str) -> None:
        """Shows one of the pages and reads it anew."""
        self.here = key
        for other, made in self._rows.items():
            made.setChecked(other == key)
        self._stack.setCurrentIndex(list(self.sections).index(key))
        self.sections[key].reload()
        if self.isVisible():
            self._rows[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Puts the keyboard on the list, when the person comes here."""
        self._rows[self.here].setFocus(Qt.FocusReason.OtherFocusReason)
        self.sections[self.here].reload()

    def _changed(self, changes: Changes) -> None:
        if (changes.settings or changes.everything) and self.isVisible():
            self.sections[self.here].reload()


def _framed(section: Section) -> QWidget:
    """Title and page in a column of readable width, scrolling as one."""
    inner = QWidget()
    across = row(0, (48, 24, 32, 32), inner)
    middle = QWidget()
    middle.setMaximumWidth(u(section.width_wanted))
    down = column(0, parent=middle)
    down.addWidget(Heading(section.title, Type.PAGE))
    down.addSpacing(u(6))
    if section.lead:
        down.addWidget(PlainLabel(section.lead, tone="text2", wrap=True))
    down.addSpacing(u(20))
    down.addWidget(section, 1)
    across.addWidget(middle, 1)
    across.addStretch(0)
    return Scroll(inner, section.title)
