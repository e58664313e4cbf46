"""Shopify while it is locked: the reason on the button's place, the time line, the possible loss. No dead form."""

from __future__ import annotations

from dropdesk.domain.case.shape.phases import AtSupplier, Drafted, RefundOwed, TooLate, Withdrawing
from dropdesk.domain.supplier.leg import Group, LegState
from dropdesk.domain.values import Money
from dropdesk.ui.cases.base.case_words import customer, loss_said, who
from dropdesk.ui.cases.base.legs import needed
from dropdesk.ui.cases.base.page_base import Page, money
from dropdesk.ui.cases.supplier.answer import wait_line
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import PlainLabel
from dropdesk.ui.theme import Type
from dropdesk.ui.words import cases as said


def loss_of(page: Page) -> tuple[Money | None, bool]:
    """What a refund now could cost, the same sum that the pane names (rules §4.1): of the wish, by its share of its
    purchases; once the order is cancelled, of all that may still go out. None: unknown; True: at least that, some of it
    is unknown. What will not ship, was never paid or is given up costs nothing."""
    view = page.view.order
    owing = isinstance(page.view.case.phase, RefundOwed)
    loss, more = (view.exposed, view.exposed_unknown) if owing else (view.at_risk, view.at_risk_unknown)
    return (Money(0, page.order.currency), False) if loss is None and not more else (loss, more)


def gets_back(page: Page) -> int | None:
    """What the wish is worth of what can still go back, minor units; None: unknown."""
    left, order = page.view.left, page.order
    wish = {take.line: take.quantity for take in page.view.wish}
    if left is None or all(wish.get(line.id, 0) >= line.quantity - line.returned for line in order.lines):
        return left
    return min(left, sum(line.unit_value * wish.get(line.id, 0) for line in order.lines))


class LockedPage(Page):
    """Until the phase is *Cleared*."""

    def build(self) -> None:
        """Fills the page from its view."""
        phase = self.view.case.phase
        self.title(tr("Cancel and refund in Shopify"))
        live = [leg for leg in needed(self.view) if leg.group == Group.LIVE]
        first = live[0] if live else None
        code = "supplier"
        if first is not None:
            code = {LegState.ASKED: "not_answered", LegState.OPEN: "not_asked"}.get(first.leg.state, "may_still_ship")
        name = who(first.leg) if first is not None and first.leg.supplier else ""
        if isinstance(phase, Withdrawing):
            self.proof("lock", "warn_text", tr("Not needed."), tr("The customer keeps it."))
        elif isinstance(phase, Drafted) and first is None:  # nothing of it may ship any more
            self.proof("lock", "warn_text", tr("Locked."), said.lock("reason", {"customer": customer(self.view)}))
        else:
            self.proof("lock", "warn_text", tr("Locked."), said.lock(code, {"supplier": name}))
        line = wait_line(self, first) if first is not None else None
        if line is not None:
            self.rule()
            self.body.addWidget(line)
        loss, more = loss_of(self)
        if (more or (loss is not None and loss.minor)) and not isinstance(phase, Withdrawing):
            self.rule()
            self.heading(tr("If you refund now"))
            sentence = PlainLabel("", Type.CONSEQUENCE, wrap=True)
            gets = tr(
                "{name} gets {amount} and perhaps the goods too. You could lose",
                name=customer(self.view),
                amount=money(self, gets_back(self)),
            )
            sentence.say(((f"{gets} ", False), (loss_said(loss, more), True), (tr("."), False)))
            self.body.addWidget(sentence)
        self._bar(first is not None and first.leg.state is LegState.OPEN)

    def _bar(self, ask: bool) -> None:
        phase = self.view.case.phase
        self.bar.back(tr("Back"), lambda: self.frame.show_step(self.frame.own_step()))
        if isinstance(phase, (AtSupplier, TooLate)):
            self.bar.link(tr("Override…"), lambda: self.frame.show_step(4, "override"))
        if isinstance(phase, Drafted):
            self.bar.main(tr("Say why first"), lambda: self.frame.show_step(1))
        elif isinstance(phase, Withdrawing):
            self.bar.main(tr("Go on"), lambda: self.frame.show_step(3))
        elif ask:
            self.bar.main(tr("Ask the supplier"), lambda: self.frame.show_step(2))
        else:
            self.bar.main(tr("Record the answer"), lambda: self.frame.show_step(3))
