"""Shopify while it is locked: the reason on the button's place, the time line, the possible loss. No dead form."""

from __future__ import annotations

from dropdesk.domain.leg_moves import never_paid
from dropdesk.domain.legs import LegState
from dropdesk.domain.phases import AtSupplier, Drafted, TooLate, Withdrawing
from dropdesk.domain.values import Money
from dropdesk.ui import words
from dropdesk.ui.cases.answer import wait_line
from dropdesk.ui.cases.parts import Page, customer, money, needed, who
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import PlainLabel
from dropdesk.ui.theme import Type
from dropdesk.ui.words import cases as said


def loss_of(page: Page) -> tuple[Money | None, bool]:
    """What a refund of this wish now could cost: what its suppliers got; True: at least that, some of it is unknown. A
    part that will not ship, was never paid or is given up carries no risk."""
    legs = [one for one in needed(page.view) if one.group in ("live", "gone")]
    lossy = [one.leg for one in legs if not one.leg.loss_accepted and not never_paid(one.leg)]
    known = [leg.cost for leg in lossy if leg.cost is not None]
    if not known:
        return None, bool(lossy)
    same = [cost for cost in known if cost.currency == known[0].currency]
    return Money(sum(cost.minor for cost in same), known[0].currency), len(same) < len(lossy)


def loss_words(page: Page) -> str:
    """``loss_of`` in words; ``""`` for none."""
    loss, unknown = loss_of(page)
    if loss is None:
        return tr("an unknown amount") if unknown else ""
    text = words.amount(loss)
    return tr("at least {amount}", amount=text) if unknown else text


class LockedPage(Page):
    """Until the phase is *Cleared*."""

    def build(self) -> None:
        phase = self.view.case.phase
        self.title(tr("Cancel and refund in Shopify"))
        live = [leg for leg in needed(self.view) if leg.group == "live"]
        first = live[0] if live else None
        code = "supplier"
        if first is not None:
            code = {LegState.ASKED: "not_answered", LegState.OPEN: "not_asked"}.get(first.leg.state, "may_still_ship")
        name = who(first.leg) if first is not None and first.leg.supplier else ""
        if isinstance(phase, Withdrawing):
            self.proof("lock", "warn_text", tr("Not needed."), tr("The customer keeps it."))
        else:
            self.proof("lock", "warn_text", tr("Locked."), said.lock(code, {"supplier": name}))
        line = wait_line(self, first) if first is not None else None
        if line is not None:
            self.rule()
            self.body.addWidget(line)
        loss = loss_words(self)
        if loss and not isinstance(phase, Withdrawing):
            self.rule()
            self.heading(tr("If you refund now"))
            sentence = PlainLabel("", Type.CONSEQUENCE, wrap=True)
            gets = tr(
                "{name} gets {amount} and perhaps the goods too. You could lose",
                name=customer(self.view),
                amount=money(self, self.view.left),
            )
            sentence.say(((f"{gets} ", False), (loss, True), (tr("."), False)))
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
