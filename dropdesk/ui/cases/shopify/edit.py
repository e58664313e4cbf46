"""Nothing was received (page 4): the items are removed from the order by hand."""

from __future__ import annotations

from dropdesk.domain.case.shape.moves import DoByHand
from dropdesk.domain.case.shape.phases import Cleared
from dropdesk.ui.cases.shopify.confirm import Planned
from dropdesk.ui.cases.shopify.plan_page import ShopPage
from dropdesk.ui.i18n import tr


class EditPage(ShopPage):
    """Nothing was received: the lines are removed by hand (route *edit by hand*)."""

    def build(self) -> None:
        """Fills the page from its view."""
        self.top(tr("Remove the items in Shopify"))
        self.say(tr("Nothing was paid, so nothing is refunded: edit the order and remove these items."))
        self.gap(12)
        phase = self.view.case.phase
        scope = phase.scope if isinstance(phase, Cleared) else ()
        titles = {line.id: line.title for line in self.order.lines}
        for take in scope:
            self.say(f"{take.quantity} × {titles.get(take.line, '?')}")
        effect = tr("You remove these items from {order} in Shopify.", order=self.order.name)
        planned = Planned(
            DoByHand("edit", 0, scope), tr("Remove the items by hand"), effect, tr("Show me the clicks"), phase,
            self.view.left, 4, "", "", {}, "", scope, by_hand=True, refunds=False,
        )  # fmt: skip
        self.bar.back(tr("Back"), lambda: self.frame.show_step(3))
        self.bar.main(tr("Continue"), lambda: self.go(planned))
