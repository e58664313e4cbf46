"""How a case's page is laid out: head, steps, the page with its bar, the facts beside it; and who has the focus."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dropdesk.ui.cases.base.page_base import Page
from dropdesk.ui.cases.head import CaseHead
from dropdesk.ui.cases.side_facts import SideFacts
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Line, Scroll, Steps, column, row
from dropdesk.ui.theme import u

STEPS, CONTENT, CONTEXT = 216, 640, 304
"""Widths of the steps, of the page and of the facts beside it, px at 100 % text."""
WIDE = 1240 - 52
"""From this width on the facts stand beside the page (the window's rail is 52)."""
NARROW = 900
"""Below this width the margins are half as wide."""
LOW = 800 - 56
"""Below this height the buttons stand in a bar of their own."""


class PageLayout(QWidget):
    """The places on a case's page; whoever inherits it fills them."""

    def __init__(self) -> None:
        super().__init__()
        self._page: Page | None = None
        outer = column(0, parent=self)
        self.head = CaseHead()
        outer.addWidget(self.head)
        outer.addWidget(Line())
        middle = row(0)
        left = QWidget()
        left.setFixedWidth(u(STEPS))
        inner = column(0, (24, 30, 12, 12), left)
        self.steps = Steps()
        self.steps.setAccessibleName(tr("Steps"))
        inner.addWidget(self.steps, 1)
        scroll = Scroll(left, tr("Steps"))
        scroll.setFixedWidth(u(STEPS))
        middle.addWidget(scroll)
        middle.addWidget(Line(upright=True))
        middle.addLayout(self._content(), 1)
        self._edge = Line(upright=True)
        middle.addWidget(self._edge)
        self.side_facts = SideFacts(self.add_note)
        self._side = Scroll(self.side_facts, tr("About this order"))
        self._side.setFixedWidth(u(CONTEXT))
        middle.addWidget(self._side)
        outer.addLayout(middle, 1)

    def add_note(self) -> None:
        """Asks for a note and keeps it."""
        raise NotImplementedError

    def _content(self) -> QVBoxLayout:
        outer = column(0)
        host = QWidget()
        across = row(0, (48, 32, 32, 32), host)
        self._across = across
        self._host = column(0)
        holder = QWidget()
        holder.setMaximumWidth(u(CONTENT))
        holder.setLayout(self._host)
        across.addWidget(holder, 1)
        across.addStretch(0)
        self._notice = column(0)
        self._questions = column(0)
        self._slot = column(0)
        self._flow = column(0)
        self._host.addLayout(self._notice)
        self._host.addLayout(self._questions)
        self._host.addLayout(self._slot)
        self._host.addLayout(self._flow)
        self._host.addStretch(1)
        self._scroll = Scroll(host, tr("Page"))
        outer.addWidget(self._scroll, 1)
        self._foot = QWidget()
        foot = column(0, parent=self._foot)
        foot.addWidget(Line())
        inside = row(0, (48, 12, 32, 12))
        self._inside = inside
        self._foot_holder = QWidget()
        self._foot_holder.setMaximumWidth(u(CONTENT))
        self._foot_slot = column(0, parent=self._foot_holder)
        inside.addWidget(self._foot_holder, 1)
        inside.addStretch(0)
        foot.addLayout(inside)
        outer.addWidget(self._foot)
        return outer

    def _place_bar(self) -> None:
        if self._page is None:
            return
        low = self.height() < u(LOW)
        bar = self._page.bar
        self._foot.setVisible(low)
        if low:
            self._foot_slot.addWidget(bar)
        else:
            if not self._flow.count():
                self._flow.addSpacing(u(32))
            self._flow.addWidget(bar)
        bar.show()

    def _enter(self) -> None:
        """A new page: the focus goes to what it starts with, so that the keyboard goes on."""
        page = self._page
        if page is None or not shiboken6.isValid(page):
            return
        first = page.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus(self) -> tuple[type, str, int] | None:
        """The control that has the focus, by what a screen reader would call it."""
        had = self.window().focusWidget()
        if had is None or not self.isAncestorOf(had):
            return None
        place = had.cursorPosition() if isinstance(had, QLineEdit) else -1
        return type(had), had.accessibleName(), place

    def _refocus(self, focus: tuple[type, str, int] | None) -> None:
        if focus is None:
            return
        kind, name, place = focus
        current = self.window().focusWidget()
        if current is not None and type(current) is kind and current.accessibleName() == name:
            return
        for widget in self.findChildren(QWidget):
            fits = type(widget) is kind and widget.accessibleName() == name
            if fits and widget.isEnabled() and widget.isVisibleTo(self):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                if place >= 0 and isinstance(widget, QLineEdit):
                    widget.setCursorPosition(place)
                break
        else:
            self._enter()  # it is no more: the page's first control, or Qt gives the focus to the window's

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Overridden: the facts beside the page need width, a low window has the buttons in a bar of their own."""
        super().resizeEvent(event)
        wide = self.width() >= u(WIDE)
        self._side.setVisible(wide)
        self._edge.setVisible(wide)
        left, right = (48, 32) if self.width() >= u(NARROW) else (24, 16)
        self._across.setContentsMargins(u(left), u(32), u(right), u(32))
        self._inside.setContentsMargins(u(left), u(12), u(right), u(12))
        if self._page is not None and self._foot.isVisibleTo(self) != (self.height() < u(LOW)):
            bar, had = self._page.bar, self.window().focusWidget()
            held = had is not None and bar.isAncestorOf(had)
            bar.setParent(None)
            self._place_bar()
            if held and had is not None:
                had.setFocus(Qt.FocusReason.OtherFocusReason)  # who changes the parent takes the focus away
