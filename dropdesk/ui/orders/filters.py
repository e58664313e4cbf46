"""Filters: the verdict list that is filter and legend in one, the filter menu of the narrow window, the chips."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from dropdesk.domain.listing import Counts
from dropdesk.ui import icons, theme, words
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Button, Link, NavRow, column, row
from dropdesk.ui.kit.rows import clear
from dropdesk.ui.theme import u

LEGEND = theme.VERDICTS


class VerdictList(QWidget):
    """Eleven rows with coloured shape, word and count; a click filters by it, another one takes it back."""

    turned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        layout = column(0, parent=self)
        self._rows: dict[str, NavRow] = {}
        for code in LEGEND:
            made = NavRow(code, words.verdict(code), 28, tone=code)
            made.clicked.connect(lambda _=False, code=code: self.turned.emit(code))
            self._rows[code] = made
            layout.addWidget(made)

    def say(self, counts: Counts, chosen: frozenset[str]) -> None:
        for code, made in self._rows.items():
            number = counts.verdicts.get(code, 0)
            made.say(words.verdict(code), words.count(number), tr("Filter: {verdict}", verdict=words.verdict(code)))
            made.setChecked(code in chosen)


def filter_menu(
    parent: QWidget,
    at: QPoint,
    counts: Counts,
    chosen: frozenset[str],
    turn: Callable[[str], None],
    sorts: Sequence[tuple[str, bool, Callable[[], None]]] = (),
) -> None:
    """The verdicts as a menu with ticks and counts, for the window without a sidebar; then what to sort by, so that
    the keyboard can do what a click on a column's head does. ``sorts``: name, whether it is in use, and the act."""
    menu = QMenu(parent)
    menu.setAccessibleName(tr("Filter by verdict"))
    for code in LEGEND:
        number = words.count(counts.verdicts.get(code, 0))
        action = menu.addAction(icons.icon(code, theme.badge(code).mark), f"{words.verdict(code)}\t{number}")
        action.setCheckable(True)
        action.setChecked(code in chosen)
        action.triggered.connect(lambda _=False, code=code: turn(code))
    if chosen:
        menu.addSeparator()
        menu.addAction(tr("Clear filters")).triggered.connect(lambda: turn(""))
    menu.addSeparator()
    below = menu.addMenu(tr("Sort by"))
    for name, used, act in sorts:
        action = below.addAction(name)
        action.setCheckable(True)
        action.setChecked(used)
        action.triggered.connect(lambda _=False, act=act: act())
    menu.exec(at)
    menu.deleteLater()


class Chips(QWidget):
    """A row of 36 while filters are on: each can be taken off, all at once too."""

    turned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._layout = row(8, (16, 0, 16, 4), self)
        self.setFixedHeight(u(36))
        self.hide()

    def say(self, chosen: frozenset[str]) -> None:
        clear(self._layout)
        self.setVisible(bool(chosen))
        for code in LEGEND:
            if code in chosen:
                name = tr("Remove filter: {verdict}", verdict=words.verdict(code))
                chip = Button(words.verdict(code), trailing="cross", height=28, name=name)
                chip.clicked.connect(lambda _=False, code=code: self.turned.emit(code))
                self._layout.addWidget(chip)
        everything = Link(tr("Clear filters"))
        everything.clicked.connect(lambda: self.turned.emit(""))
        self._layout.addWidget(everything)
        self._layout.addStretch(1)
