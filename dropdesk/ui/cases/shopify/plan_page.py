"""What the pages share that plan a step in Shopify: what it rests on, what holds it back, mail and stock."""

from __future__ import annotations

from collections.abc import Collection

from dropdesk.domain.case.shape.phases import Cleared
from dropdesk.domain.case.shown.view import CaseView, LegView
from dropdesk.domain.supplier.leg import Group, LegState
from dropdesk.domain.values import LineId
from dropdesk.ui import words
from dropdesk.ui.cases.base.blocks import labelled
from dropdesk.ui.cases.base.case_words import heading, held_words, joined, store_closed, who
from dropdesk.ui.cases.base.legs import needed
from dropdesk.ui.cases.base.page_base import Page, money
from dropdesk.ui.cases.shopify.confirm import Planned, blocking, meanwhile
from dropdesk.ui.i18n import pair, tr
from dropdesk.ui.kit import Tick
from dropdesk.ui.orders.pane.side_facts import leg_words
from dropdesk.ui.words import cases as said


def by_hand_only(view: CaseView) -> bool:
    """No store, or an amount nobody knows: then the person clicks in the admin."""
    return not view.connected or view.left is None


class ShopPage(Page):
    """What the plan pages share: what the step rests on, and what went wrong before."""

    chosen_by_hand = False
    """Opened from the menu: the same plan, done by the person."""

    def hand(self) -> bool:
        """Whether the person does it in the admin."""
        return self.chosen_by_hand or by_hand_only(self.view)

    def back_to_before(self) -> None:
        """To the step before the plan."""
        self.frame.show_step(4 if self.chosen_by_hand else 3)

    def top(self, title: str, lines: Collection[LineId] = ()) -> None:
        """Title, what it rests on (``lines``: only the purchases that serve those), and what holds it back."""
        phase = self.view.case.phase
        self.title(title)
        why = getattr(phase, "why", "")
        moved = meanwhile(self, why)
        told = held_words(self.view, self.now)
        told = told or said.happened(why, getattr(phase, "text", ""), self.view.case.notice, self.now)
        told = "" if moved else told
        if told:
            self.proof("info", "warn_text", told)
            self.gap(8)
        for text in (moved, store_closed(self.frame.context, self.view)):
            if text:
                self.proof("info", "warn_text", text)
                self.gap(8)
        for leg in needed(self.view):
            if not lines or any(line in lines for line, _ in leg.lines):
                self._rests_on(leg)
        codes = {lock.code for lock in self.view.locks}
        blocked = blocking(self.view, refunds=True, items=phase.kind != "cleared")
        for code, icon in ((blocked, "lock"), ("confirm_in_shopify" if "confirm_in_shopify" in codes else "", "info")):
            if code:
                self.proof(icon, "warn_text", said.lock(code))
                self.gap(4)
        self.rule(8, 8)

    def _rests_on(self, leg: LegView) -> None:
        one, phase = leg.leg, self.view.case.phase
        if leg.group == Group.LIVE:
            if isinstance(phase, Cleared) and phase.overridden:
                self.proof("alarm", "warn_text", tr("Overridden."), said.lock("may_still_ship", {"supplier": who(one)}))
                self.gap(4)
            return
        if one.state is LegState.STOPPED:
            how = words.how(one.how) if one.how is not None else leg_words(one)
            when = words.moment(one.as_of, self.now, inner=True) if one.as_of is not None else ""
            line = self.proof("check", "ok_text", pair(heading(one), how), when)
        else:
            text = pair(one.supplier, leg_words(one)) if one.supplier else leg_words(one)
            gone = leg.group == Group.GONE
            line = self.proof("alarm" if gone else "check", "warn_text" if gone else "ok_text", text)
        self.undo(line, leg)
        self.gap(4)

    def amount_beside(self) -> str:
        """Of how much a refund is a part."""
        if self.view.left == self.order.received:
            return tr("of {amount} paid", amount=money(self, self.order.received))
        return tr("of {amount} left", amount=money(self, self.view.left))

    def notify_row(self) -> Tick:
        """Adds the tick whether Shopify writes to the customer; off where it cannot."""
        tick = Tick(tr("Send Shopify’s e-mail"))
        tick.setChecked(self.draft("notify", "yes" if self.order.can_notify else "no") == "yes")
        tick.setEnabled(self.order.can_notify)
        tick.toggled.connect(lambda on: self.put("notify", "yes" if on else "no"))
        self.body.addWidget(labelled(tr("Customer"), tick))
        return tick

    def restock_row(self, text: str) -> Tick:
        """Adds the tick whether the items go back in stock; off unless the person sets it."""
        tick = Tick(text)
        tick.setChecked(self.draft("restock", "no") == "yes")
        tick.toggled.connect(lambda on: self.put("restock", "yes" if on else "no"))
        self.body.addWidget(labelled(tr("Stock"), tick))
        return tick

    def go(self, planned: Planned) -> None:
        """On to the confirm page with this plan; nothing is written down."""
        self.frame.plan = planned
        self.frame.show_step(planned.step, "confirm")


def together(doing: list[str]) -> str:
    """What is done in one go, as one sentence's verbs."""
    if len(doing) < 2:
        return "".join(doing)
    return tr("{first} and {last}", first=joined(doing[:-1]), last=doing[-1])
