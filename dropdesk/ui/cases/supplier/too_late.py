"""Too late to stop it (R-09, R-11): refund items, give a part, keep it, or claim it at AliExpress."""

from __future__ import annotations

from dropdesk.domain.case.shape.moves import Keep
from dropdesk.domain.supplier.leg import Group, LegState
from dropdesk.ui.cases.base.blocks import Act
from dropdesk.ui.cases.base.case_words import customer, heading, who
from dropdesk.ui.cases.base.leg_parts import dispute_words
from dropdesk.ui.cases.base.legs import needed, returning
from dropdesk.ui.cases.base.page_base import Page
from dropdesk.ui.i18n import pair, tr
from dropdesk.ui.kit import Button, Line, TwoLines
from dropdesk.ui.orders.pane.side_facts import leg_age, leg_words


class TooLatePage(Page):
    """The ways that are left, each with one button."""

    def build(self) -> None:
        """Fills the page from its view."""
        legs = needed(self.view)
        states = {leg.leg.state for leg in legs}
        back = returning(self.view)
        late = tr("It has arrived") if states == {LegState.DELIVERED} else tr("Too late to stop it")
        if states == {LegState.HANDLED}:  # a loss that was accepted has not arrived, and nobody settled it
            alone = any(leg.leg.loss_accepted for leg in legs)
            late = tr("Loss accepted") if alone else tr("Settled with {supplier}", supplier=who(legs[0].leg))
        self.title(tr("A return is agreed") if back is not None else late)
        for leg in legs[:4]:
            self.proof("lorry", "text2", pair(heading(leg.leg), leg_words(leg.leg)), leg_age(leg.leg, self.now))
            window = dispute_words(self, leg)
            if window:
                self.say(window, "text2")
            self.gap(4)
        self.gap(12)
        self.body.addWidget(Line())
        name = customer(self.view)
        lossy = [leg for leg in legs if leg.group == Group.GONE and not leg.leg.loss_accepted]
        items = tr("Accept the loss first: the parcel is on its way.") if lossy else tr("The money goes back.")
        kept = tr("No more goes back.") if self.view.case.goodwill else tr("Nothing goes back.")
        for title, text, button, act in (
            (tr("Claim it at AliExpress"), tr("Tracking, return, dispute, a part back."), tr("Claim…"), self._claim),
            (tr("Refund a part"), tr("{name} keeps the parcel.", name=name), tr("Part refund…"), self._part),
            (tr("Refund the items"), items, tr("Refund items…"), self._items),
            (tr("{name} keeps it", name=name), kept, tr("Customer keeps the goods"), self._keep),
        ):
            self._way(title, text, button, act)
        self.bar.back(tr("Back"), lambda: self.frame.show_step(2))
        if back is not None:
            self.bar.main(tr("Send it back"), lambda: self.frame.show_step(3))
        elif states == {LegState.HANDLED}:  # the supplier's side is settled: what is left is the customer's money
            self.bar.main(tr("Refund items"), self._items)
        else:
            self.bar.main(tr("Claim at AliExpress"), self._claim)

    def _way(self, title: str, text: str, button: str, act: Act) -> None:
        made = Button(button, height=32)
        made.clicked.connect(lambda: act())
        self.body.addWidget(TwoLines(title, text, end=made))
        self.body.addWidget(Line())

    def _claim(self) -> None:
        self.frame.show_step(3, "facts")

    def _part(self) -> None:
        self.frame.show_step(3, "goodwill")

    def _items(self) -> None:
        lossy = next((leg for leg in needed(self.view) if leg.group == Group.GONE and not leg.leg.loss_accepted), None)
        if lossy is not None:
            self.frame.leg = lossy.leg.id
            self.frame.drafts[f"AnswerPage.say.{lossy.leg.id}"] = "loss_accepted.."
            self.frame.show_step(3, "facts")
        else:
            self.frame.show_step(3, "items")

    def _keep(self) -> None:
        self.frame.do(Keep(), home=True)
