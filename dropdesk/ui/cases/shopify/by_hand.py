"""By hand in the Shopify admin (R-34…R-38): the clicks, one after the other, and the wait until it is seen."""

from __future__ import annotations

from dropdesk.domain.case.basis.scope import names_held
from dropdesk.domain.case.shape.moves import ChangeMind, DidByHand
from dropdesk.domain.case.shape.phases import ByHand, Claimed
from dropdesk.ui import words
from dropdesk.ui.cases.base.blocks import Block
from dropdesk.ui.cases.base.page_base import Page
from dropdesk.ui.cases.shopify.confirm import named, not_named, refresh, sentences
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Button, CopyField, PlainLabel, Progress, row
from dropdesk.ui.words import cases as said

ADMIN = "https://admin.shopify.com/"


class ByHandPage(Page):
    """The clicks of one wish, numbered, each with what it needs."""

    def build(self) -> None:
        """Fills the page from its view."""
        phase = self.view.case.phase
        assert isinstance(phase, ByHand)
        titles = {
            "cancel": tr("Cancel {order} in the Shopify admin", order=self.order.name),
            "items": tr("Refund items of {order} in the Shopify admin", order=self.order.name),
            "refund": tr("Refund {order} in the Shopify admin", order=self.order.name),
            "goodwill": tr("Refund {order} in the Shopify admin", order=self.order.name),
            "edit": tr("Edit {order} in the Shopify admin", order=self.order.name),
            "recall": tr("Recall the fulfilment of {order} in the Shopify admin", order=self.order.name),
        }
        self.title(titles.get(phase.what, titles["edit"]))
        first = Block(1, tr("Open the order"), tr("Admin, Orders, then this one."))
        line = row(8)
        button = Button(tr("Open Shopify"), trailing="open", height=32)
        button.setProperty("opens", True)
        button.clicked.connect(lambda: self.open(self.view.order.admin_url or ADMIN))
        line.addWidget(button)
        line.addWidget(CopyField(tr("Order number"), self.order.name))
        line.addStretch(1)
        first.add(line, 0)
        self.body.addWidget(first)
        self.gap(20)
        for number, (title, text) in enumerate(self._clicks(phase), 2):
            self.body.addWidget(Block(number, title, text))
            self.gap(8)
        back = tr("Don’t cancel") if phase.what == "cancel" else tr("Don’t do it")
        self.bar.back(back, lambda: self.frame.do(ChangeMind(), home=True))
        self.bar.main(tr("I did it"), lambda: self.frame.do(DidByHand(self.now), home=True), claims=True)

    def _clicks(self, phase: ByHand) -> list[tuple[str, str]]:
        amount = words.money(0 if phase.later else phase.amount, self.order.currency)
        items = named(self.order, phase.lines)
        match phase.what:
            case "cancel":
                reason = said.shop_reason(phase.reason) if phase.reason is not None else ""
                title = tr("Refund {amount}, reason “{reason}”", amount=amount, reason=reason)
                return [
                    (tr("More actions, Cancel order"), tr("Only where it is unfulfilled.")),
                    (title if reason else tr("Refund {amount}, choose the reason", amount=amount), _ticks(phase)),
                    (tr("Press “Cancel order” there"), ""),
                ]
            case "items" if names_held(self.order, phase.lines):
                return [
                    (tr("Press “Refund”"), not_named(by_hand=True)),
                    (tr("Set {amount}", amount=amount), _mail(phase)),
                    (tr("Press “Refund {amount}” there", amount=amount), ""),
                ]
            case "items":
                return [
                    (tr("Press “Refund”"), tr("Choose {items}.", items=items)),
                    (tr("Set {amount}", amount=amount), _ticks(phase)),
                    (tr("Press “Refund {amount}” there", amount=amount), ""),
                ]
            case "refund" | "goodwill":
                return [
                    (tr("Press “Refund”"), sentences(tr("Choose no items, type the amount."), _mail(phase))),
                    (tr("Press “Refund {amount}” there", amount=amount), ""),
                ]
            case "recall":
                return [
                    (tr("Find the items that are with the fulfilment service"), ""),
                    (tr("Press “Request cancellation” there"), tr("Until the service agrees they may still go out.")),
                ]
            case _:
                return [(tr("Press “Edit”"), tr("Remove {items}.", items=items)), (tr("Press “Update order”"), "")]


def _ticks(phase: ByHand) -> str:
    """The two ticks of Shopify's dialog, as they were chosen on the plan."""
    stock = tr("Tick “Restock”.") if phase.restock else tr("Untick “Restock”.")
    return sentences(stock, _mail(phase))


def _mail(phase: ByHand) -> str:
    return tr("Tick the e-mail to the customer.") if phase.notify else tr("Untick the e-mail to the customer.")


class ClaimedPage(Page):
    """The person says that it is done; the next sync or import shows."""

    def build(self) -> None:
        """Fills the page from its view."""
        phase = self.view.case.phase
        assert isinstance(phase, Claimed)
        when = words.moment(phase.at, self.now, inner=True)
        title = tr("Done by hand. Not seen yet.") if phase.out is None else tr("You saw it. Not seen here yet.")
        self.title(title, tr("You can leave; the case waits here."))
        if self.frame.asking:
            self.body.addWidget(Progress(tr("Asking Shopify…")))
        else:
            self.body.addWidget(PlainLabel(self._on(when, phase.out is not None), wrap=True))
        self.bar.back(tr("To the orders"), self.frame.leave)
        wrong = tr("It was not done") if phase.out is None else tr("It is not there after all")
        self.bar.link(wrong, lambda: self.frame.do(ChangeMind(), home=True))
        if self.view.connected:
            self.bar.main(tr("Check in Shopify"), self.frame.proceed)
        elif self.frame.can_import():
            self.bar.main(tr("Import an export…"), self.frame.import_files)
        else:
            self.bar.main(tr("Check again"), lambda: refresh(self.frame))

    def _on(self, when: str, looked: bool) -> str:
        """Since when it waits, and what lets it go on. ``looked``: DropDesk sent it, the person saw it in the admin."""
        if looked and self.view.connected:
            return tr("You saw it in the admin {when}. The next sync shows it here, and the case goes on.", when=when)
        if looked:
            return tr("You saw it in the admin {when}. A later export shows it here, and the case goes on.", when=when)
        if self.view.connected:
            return tr("You did it {when}. The next sync shows it, and the case goes on.", when=when)
        return tr("You did it {when}. An export made after that shows it, and the case goes on.", when=when)
