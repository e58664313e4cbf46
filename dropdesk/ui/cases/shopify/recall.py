"""A fulfilment service has the items (page 4): it is asked to stop first."""

from __future__ import annotations

from dropdesk.domain.case.shape.moves import DoByHand, WantRecall
from dropdesk.ui.cases.shopify.plan_page import ShopPage
from dropdesk.ui.i18n import tr
from dropdesk.ui.words import cases as said


class RecallPage(ShopPage):
    """Units that are with a fulfilment service are called back first."""

    def build(self) -> None:
        """Fills the page from its view."""
        self.top(tr("Recall the fulfilment first"))
        self.say(tr("A fulfilment service has these items. Shopify asks it to stop; then the order can be cancelled."))
        self.bar.back(tr("Back"), lambda: self.frame.show_step(3))
        if self.view.connected:
            self.bar.main(tr("Recall the fulfilment"), lambda: self.frame.do(WantRecall(), proceed=True), claims=True)
        else:
            self.bar.hint(said.lock("no_shop"))
            recall = DoByHand("recall", 0)
            self.bar.main(tr("Show me the clicks"), lambda: self.frame.do(recall, home=True))
