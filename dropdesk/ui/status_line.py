"""The window's last line: what there is at the left, what happens and how fresh it is at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dropdesk.domain.listing import Counts
from dropdesk.errors import Expected
from dropdesk.ui import words
from dropdesk.ui.i18n import clauses, tr, trn
from dropdesk.ui.kit import PlainLabel, ground, row
from dropdesk.ui.theme import Type, u

if TYPE_CHECKING:
    from dropdesk.ui.app_context import StoreShown

HEIGHT = 28
NO_CONTACT = ("offline", "no_answer", "timeout", "cut")
"""Codes of a failure that say no more than that the shop could not be reached."""


class StatusLine(QWidget):
    """Orders, alarms, money still expected at the left; what happens and how fresh it is at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(u(HEIGHT))
        ground(self, "win")
        line = row(8, (16, 4, 16, 4), self)
        self.left = PlainLabel("", Type.SMALL, "text2", elide=True)
        self.right = PlainLabel("", Type.SMALL, "text2", elide=True, align=Qt.AlignmentFlag.AlignRight)
        line.addWidget(self.left)
        line.addStretch(1)
        line.addWidget(self.right)
        self.left.setAccessibleName(tr("Status"))

    def say(self, counts: Counts) -> None:
        """Shows how many orders and alarms there are and what is still expected from suppliers, per currency."""
        parts = [trn("%n order", "%n orders", counts.orders)]
        if counts.alarms:
            parts.append(trn("%n alarm", "%n alarms", counts.alarms))
        sums = [words.money(minor, code) for code, minor in counts.expected if minor]
        more = counts.expected_at_least
        parts.extend(tr("{amount} still expected", amount=words.at_least(one, more)) for one in sums)
        if more and not sums:
            parts.append(tr("{amount} still expected", amount=tr("an unknown amount")))
        text = "   ·   ".join(parts)
        self.left.say(text)
        self.left.setAccessibleName(tr("Status: {words}", words=clauses(parts)))

    def fresh(self, stores: Sequence[StoreShown], now: datetime, demo: bool) -> None:
        """Shows at the right how old the first store's orders are, why it could not be read, or the demo's clock."""
        if not stores:
            self.right.say("")
            return
        store = stores[0]
        if demo:
            self.right.say(tr("Demo clock: {when}", when=words.moment(now, now, inner=True)), "text2")
        elif store.offline:
            self.right.say(_trouble(store, now), "warn_text")
        elif store.synced_at is not None:
            self.right.say(tr("Synced {when}", when=words.moment(store.synced_at, now, inner=True)), "text2")
        else:
            self.right.say(tr("Not synced yet"), "text2")

    def notice(self, text: str) -> None:
        """A short sentence in place of how fresh the orders are; who calls puts that back after some seconds."""
        self.right.say(text, "text")
        self.right.setAccessibleName(text)


def _trouble(store: StoreShown, now: datetime) -> str:
    """Why the newest contact failed; how old the orders are."""
    why = tr("Offline")
    if store.offline not in NO_CONTACT:
        why = words.error(Expected(store.offline))
    if store.synced_at is None:
        return why
    return tr("{why} · read {when}", why=why, when=words.moment(store.synced_at, now, inner=True))
