"""Stopped, and nobody asked for it: buy it again, or give the money back (rules §3 "reorder or refund")."""

from __future__ import annotations

from dropdesk.domain.case_view import CaseView
from dropdesk.domain.moves import Keep
from dropdesk.domain.phases import Drafted
from dropdesk.domain.verdict import Attention, Code
from dropdesk.ui.cases.parts import Act, Page, customer, heading, needed
from dropdesk.ui.i18n import pair, tr
from dropdesk.ui.kit import Button, Line, TwoLines
from dropdesk.ui.orders.facts import leg_age, leg_words


def unasked(view: CaseView) -> bool:
    """Whether this case would begin with a stop that serves no wish, and with nothing else to be done first: of
    several purchases one may be stopped while another is still to be asked."""
    verdict = view.order.verdict
    stopped = verdict.code is Code.READY and Attention.STOPPED_UNASKED in verdict.attention
    return stopped and isinstance(view.case.phase, Drafted)


class UnaskedPage(Page):
    """Two ways, neither of them chosen."""

    def build(self) -> None:
        name = customer(self.view)
        self.title(
            tr("Stopped, but nobody asked for it"), tr("{name} still waits for it, or wants the money.", name=name)
        )
        for leg in needed(self.view)[:4]:
            self.proof("check", "ok_text", pair(heading(leg.leg), leg_words(leg.leg)), leg_age(leg.leg, self.now))
            self.gap(4)
        self.gap(12)
        self.body.addWidget(Line())
        self._way(tr("Buy it again"), tr("{name} gets the goods.", name=name), tr("Reorder…"), self._reorder)
        self._way(tr("Cancel and refund"), tr("{name} gets the money.", name=name), tr("Refund…"), self._refund)
        self.bar.back(tr("To the orders"), self.frame.leave)

    def _way(self, title: str, text: str, button: str, act: Act) -> None:
        made = Button(button, height=32)
        made.clicked.connect(lambda: act())
        self.body.addWidget(TwoLines(title, text, end=made))
        self.body.addWidget(Line())

    def _reorder(self) -> None:
        self.frame.do(Keep(), home=True)

    def _refund(self) -> None:
        self.frame.show_step(1)
