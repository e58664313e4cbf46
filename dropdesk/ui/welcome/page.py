"""The welcome page: what this is for, and three ways to begin. Column 520, rows 76; files can be dropped on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from dropdesk.ui import i18n, icons
from dropdesk.ui.i18n import pair, tr
from dropdesk.ui.kit import Badge, Button, Heading, Icon, Line, PlainLabel, Scroll, column, ground, row
from dropdesk.ui.theme import Type, u


class _Mark(QWidget):
    def __init__(self, side: int) -> None:
        super().__init__()
        self._side = side
        self.setFixedSize(u(side), u(side))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).drawPixmap(0, 0, icons.mark(u(self._side), self.devicePixelRatioF()))


class WelcomePage(QWidget):
    """``wanted`` tells ``connect``, ``imports`` or ``demo``; ``dropped`` the files; ``spoken`` a language."""

    wanted = Signal(str)
    dropped = Signal(list)
    spoken = Signal(str)

    def __init__(self, demo: bool = True, connect: bool = True, mark: str = "") -> None:
        super().__init__()
        self.setAcceptDrops(True)
        ground(self)
        self.setAccessibleName(tr("Welcome"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        outer = column(0, parent=self)
        inner = QWidget()
        middle = row(0, (24, 24, 24, 24), inner)
        middle.addStretch(1)
        middle.addLayout(self._column(demo, connect))
        middle.addStretch(1)
        outer.addWidget(Scroll(inner, tr("Welcome")), 1)
        outer.addLayout(self._foot(mark))

    def _column(self, demo: bool, connect: bool) -> QVBoxLayout:
        made = column(0)
        made.addStretch(1)
        made.addWidget(_Mark(44))
        made.addSpacing(u(20))
        title = Heading(tr("Which orders can still be cancelled?"), Type.WELCOME)
        title.setFixedWidth(u(520))
        made.addWidget(title)
        made.addSpacing(u(6))
        text = tr("DropDesk answers that for every order and leads you through it: supplier first, then Shopify.")
        lead = PlainLabel(text, Type.CONSEQUENCE, "text2", wrap=True)
        lead.setFixedWidth(u(400))
        made.addWidget(lead)
        made.addSpacing(u(16))
        badges = row(6)
        for verdict in ("can_cancel", "ask", "waiting", "ready", "too_late"):
            badges.addWidget(Badge(verdict))
        badges.addStretch(1)
        made.addLayout(badges)
        made.addSpacing(u(28))
        rows = [
            (
                "plug",
                tr("Connect a Shopify store"),
                tr("Reads orders. Cancels only when you say so."),
                tr("Connect"),
                "connect",
            ),
            (
                "import",
                tr("Import files"),
                tr("Shopify or AliExpress exports. Or drop them here."),
                tr("Choose files"),
                "imports",
            ),
        ]
        if demo:
            rows.append(
                ("play", tr("Try the demo shop"), tr("30 invented orders, no network."), tr("Open demo"), "demo")
            )
        if not connect:
            del rows[0]
        for number, (icon, first, second, action, key) in enumerate(rows):
            made.addWidget(Line())
            made.addWidget(self._row(icon, first, second, action, key, primary=number == 0))
        made.addWidget(Line())
        made.addStretch(2)
        return made

    def _row(self, icon: str, first: str, second: str, action: str, key: str, primary: bool) -> QWidget:
        made = QWidget()
        made.setFixedHeight(u(76))
        line = row(0, parent=made)
        line.addWidget(Icon(icon, side=20))
        line.addSpacing(u(14))
        words = column(2)
        words.addStretch(1)
        words.addWidget(PlainLabel(first, Type.STRONG))
        words.addWidget(PlainLabel(second, Type.SMALL, "text2", elide=True))
        words.addStretch(1)
        line.addLayout(words, 1)
        line.addSpacing(u(12))
        button = Button(action, "primary" if primary else "secondary", height=32, name=pair(action, first))
        button.setMinimumWidth(u(120))
        button.clicked.connect(lambda: self.wanted.emit(key))
        line.addWidget(button)
        return made

    def _foot(self, mark: str) -> QHBoxLayout:
        foot = row(8, (20, 8, 20, 14))
        if mark:
            foot.addWidget(PlainLabel(mark, Type.MEDIUM, "warn_text"))
        foot.addWidget(PlainLabel(tr("Everything stays on this computer."), Type.SMALL, "text2"))
        foot.addStretch(1)
        self._language = Button(
            i18n.LANGUAGES[i18n.language()],
            "ghost",
            icon="globe",
            height=32,
            name=tr("Language: {name}", name=i18n.LANGUAGES[i18n.language()]),
        )
        self._language.clicked.connect(self._languages)
        foot.addWidget(self._language)
        return foot

    def _languages(self) -> None:
        menu = QMenu(self)
        for code, name in i18n.LANGUAGES.items():
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(code == i18n.language())
            action.triggered.connect(lambda _=False, code=code: self.spoken.emit(code))
        menu.exec(self._language.mapToGlobal(self._language.rect().topLeft()))
        menu.deleteLater()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = dropped_files(event)
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files)


def dropped_files(event: QDropEvent) -> list[Path]:
    """The local files of a drop."""
    mime = event.mimeData()
    if mime is None or not mime.hasUrls():
        return []
    return [
        Path(url.toLocalFile())
        for url in mime.urls()
        if url.isLocalFile() and event.possibleActions() & Qt.DropAction.CopyAction
    ]
