"""The supplier refuses (R-41…R-48): demand the number, wait for the scan, open the dispute, send back. One plain piece
of the answer page: where it stands, the message where one helps, what must not be missed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.shown.view import LegView
from dropdesk.domain.supplier.clocks import should_win
from dropdesk.domain.supplier.leg import DisputeStage, Leg, LegState, scanned, scanned_elsewhere
from dropdesk.ui import words
from dropdesk.ui.cases.base.blocks import MessageBox
from dropdesk.ui.cases.base.page_base import Page
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Link, MiniLine, Moment, PlainLabel, column, row
from dropdesk.ui.orders.pane.side_facts import tracking_page
from dropdesk.ui.theme import u
from dropdesk.ui.words import cases as said
from dropdesk.ui.words.messages import message

BRANCH: dict[LegState, Callable[[str], str]] = {
    LegState.REFUSED: lambda name: tr("{supplier} refused: demand the number", supplier=name),
    LegState.DEMANDED: lambda name: tr("Wait for the tracking number"),
    LegState.NUMBERED: lambda name: tr("Wait for the first scan"),
    LegState.UNPROVEN: lambda name: tr("Shipping is not proven"),
    LegState.DISPUTABLE: lambda name: tr("Open a dispute"),
    LegState.DISPUTED: lambda name: tr("Dispute open"),
    LegState.RETURNING: lambda name: tr("Send it back"),
}
"""The states of the branch, and the page's title in each."""


def advice(leg: Leg) -> str:
    """What to do, in one sentence."""
    match leg.state:
        case LegState.REFUSED:
            return tr("Who has shipped can give a number. But a number alone, or none, proves nothing yet.")
        case LegState.DEMANDED:
            return tr("No number in time proves nothing yet: look then, and ask again. It may close by itself.")
        case LegState.NUMBERED:
            return tr("A number may be only a label. Look at the tracking page for the first scan.")
        case LegState.UNPROVEN:
            return tr("Ask again, or wait: an order that is not shipped closes by itself. Never press “Extend time”.")
        case LegState.DISPUTABLE:
            return tr("Ask for the full refund. A parcel sent after that day counts as not sent.")
        case LegState.DISPUTED:
            if leg.dispute_stage is DisputeStage.PROPOSAL:
                return tr("A proposal waits. Answer it in time, or it becomes final.")
            # R-48 by day, the same as list and pane say it.
            win = should_win(leg)
            if not scanned(leg):
                return tr("No scan shows so far that it was sent. Sent after that day, you should win.")
            if win is None:
                return tr("It depends on two days: when it was opened, and when the parcel was first scanned.")
            return tr("Sent after that day: you should win.") if win else tr("Hard to win: it was sent before.")
        case _:
            return tr("With tracking, in time. Then they must pay.")


class Refusal(QWidget):
    """The way so far as a short line, the advice, and the message that demands the number."""

    def __init__(self, page: Page, leg: LegView) -> None:
        super().__init__()
        one = leg.leg
        body = column(0, parent=self)
        body.addWidget(PlainLabel(advice(one), tone="text2", wrap=True))
        moments = list(_story(page, leg))
        if moments:
            body.addSpacing(u(12))
            body.addWidget(MiniLine(moments))
        if one.state is LegState.REFUSED:
            body.addSpacing(u(12))
            body.addWidget(MessageBox(message("demand", one.number), tr("Message to the supplier")))
        if one.tracking_number or one.state in (LegState.NUMBERED, LegState.DISPUTABLE):
            line = row(16)
            number = " ".join(part for part in (one.carrier, one.tracking_number) if part)
            if number:
                line.addWidget(PlainLabel(number))
            if tracking_page(one):
                link = Link(tr("Tracking page"), "open")
                link.clicked.connect(lambda: page.open(tracking_page(one)))
                line.addWidget(link)
            line.addStretch(1)
            body.addSpacing(u(12))
            body.addLayout(line)
        if scanned_elsewhere(one):
            body.addSpacing(u(8))
            text = tr("The scan was at another place: it counts as none. Ask the supplier.")
            body.addWidget(PlainLabel(text, tone="warn_text", wrap=True))


_LINED = frozenset({LegState.DEMANDED, LegState.NUMBERED, LegState.DISPUTED, LegState.RETURNING})
"""Their clock is drawn as a line of days below."""


def _story(page: Page, leg: LegView) -> list[Moment]:
    one, now = leg.leg, page.now
    times = [
        (one.request_ticked_at, tr("Asked")),
        (one.clock_started_at if one.state is LegState.DEMANDED else None, tr("Number demanded")),
        (one.number_given_at, tr("Number given")),
        (one.scanned_at, tr("First scan")),
        (one.dispute_opened_at, tr("Dispute opened")),
    ]
    past = sorted((at, text) for at, text in times if at is not None)
    found = [
        Moment(text, words.moment(at, now), "latest" if n == len(past) - 1 else "past")
        for n, (at, text) in enumerate(past)
    ]
    if one.dispute_stage is not None and one.state is LegState.DISPUTED:
        found.append(Moment(said.stage(one.dispute_stage), "", "future"))
    if leg.deadline is not None and leg.deadline > now and one.state not in _LINED:
        until = words.rough(words.until(leg.deadline, now, leg.kind), leg.deadline_is)
        found.append(Moment(words.clock_name(leg.kind), until, "future"))
    return found
