"""The frame of a question about an order that stays until it is answered: a sign, what is asked, why, its answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dropdesk.ui import theme
from dropdesk.ui.kit import Icon, PlainLabel, column, row
from dropdesk.ui.style import round_box
from dropdesk.ui.theme import Type, u


class Question(QWidget):
    """``ask`` fills it; no answer is preselected."""

    def ask(self, told: str, why: str, answers: Sequence[QWidget]) -> None:
        """Shows what was told, why it matters, and the answers side by side."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        line = row(10, (14, 10, 14, 12), self)
        sign = column()
        sign.addWidget(Icon("alarm", "warn_text"))
        sign.addStretch(1)
        line.addLayout(sign)
        said = column(6)
        said.addWidget(PlainLabel(told, Type.MEDIUM, wrap=True))
        said.addWidget(PlainLabel(why, Type.SMALL, "text2", wrap=True))
        acts = row(10)
        for answer in answers:
            acts.addWidget(answer)
        acts.addStretch(1)
        said.addLayout(acts)
        line.addLayout(said, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Overridden to paint the quiet ground."""
        round_box(QPainter(self), QRectF(self.rect()), u(theme.RADIUS_MESSAGE), "win", "line")
