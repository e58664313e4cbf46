"""The head of a case's page: order, customer, verdict, and the clock or the money that matters most."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.shown.view import CaseView
from dropdesk.ui import words
from dropdesk.ui.i18n import pair, tr
from dropdesk.ui.kit import Badge, Button, IconButton, PlainLabel, row
from dropdesk.ui.kit.text import tip
from dropdesk.ui.theme import Type, u
from dropdesk.ui.words import WorkDays
from dropdesk.ui.words import cases as said
from dropdesk.ui.words.people import full_name

HEAD = 56
"""Its height, px at 100 % text, and never lower."""


class CaseHead(QWidget):
    """Who and what, with the ways to other orders; whoever builds it connects the buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(max(u(HEAD), HEAD))
        line = row(10, (16, 0, 12, 0), self)
        self.back = Button(tr("Orders"), "ghost", icon="left", height=32, name=tr("Back to the orders"))
        self.name = PlainLabel("", Type.STRONG)
        self.customer = PlainLabel("", tone="text2", elide=True)
        self.badge = Badge()
        self.deadline = PlainLabel("", Type.MEDIUM, "text2")
        self.before = IconButton("left", tr("Previous order"), hint="Alt+←")
        self.after = IconButton("right", tr("Next order"), hint="Alt+→")
        self.more = IconButton("dots", tr("More"))
        for widget in (self.back, self.name, self.customer, self.badge):
            line.addWidget(widget)
        line.addStretch(1)
        for widget in (self.deadline, self.before, self.after, self.more):
            line.addWidget(widget)

    def say(self, view: CaseView, now: datetime, work_days: WorkDays | None) -> None:
        """Shows another reading of the case."""
        self.name.say(view.order.order.name)
        self.customer.say(full_name(view.order.person))
        verdict = view.order.verdict
        self.badge.say(verdict.code, verdict.muted)
        self._say_deadline(view, now, work_days)

    def _say_deadline(self, view: CaseView, now: datetime, work_days: WorkDays | None) -> None:
        """As the list says it; where no clock runs, what is at risk, else the supplier's money that is awaited."""
        verdict = view.order.verdict
        told = words.due(verdict, verdict.code, bool(verdict.attention), now, work_days)
        due = said.expected(view.spent)
        if told.first:
            self.deadline.say(told.first, "text2" if told.tone == "text" else told.tone)
            clock = verdict.deadline is not None and verdict.overdue_since is None
            tip(self.deadline, pair(words.clock_name(verdict.deadline_kind), told.here) if clock else told.here)
        elif risk := said.at_risk(view.order):
            self.deadline.say(risk, "danger_text")
            tip(self.deadline, "")
        elif due:
            self.deadline.say(tr("{amount} still expected", amount=due), "text2")
            tip(self.deadline, "")
        else:
            self.deadline.say("", "text2")
            tip(self.deadline, "")
