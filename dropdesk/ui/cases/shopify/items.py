"""Refund named items (page 4): counts, amount and shipping, by Shopify's own suggestion."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.basis.scope import names_held
from dropdesk.domain.case.shape.moves import DoByHand, WantItems
from dropdesk.domain.case.shape.phases import Cleared
from dropdesk.domain.values import LineId, Quantities, Take
from dropdesk.ui.cases.base.amounts import AmountRow, Suggestion
from dropdesk.ui.cases.base.blocks import labelled
from dropdesk.ui.cases.base.page_base import money
from dropdesk.ui.cases.shopify.confirm import Planned, mail, named, not_named, restocked, sentences, stays, stocked
from dropdesk.ui.cases.shopify.plan_page import ShopPage, together
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Counter, PlainLabel, Tick, row


class ItemsPage(ShopPage):
    """Refund named items: Shopify's suggestion for those lines, no shipping unless nothing is left, no restock unless
    ticked. From *Cleared*, or later for what is here or given up."""

    def build(self) -> None:
        """Fills the page from its view."""
        phase = self.view.case.phase
        self._hand = self.hand()
        self.top(tr("Refund items by hand") if self._hand else tr("Refund items in Shopify"), self._most())
        self._counters: dict[LineId, Counter] = {}
        most = self._most()
        scope = phase.scope if isinstance(phase, Cleared) else self.view.wish
        start = {take.line: take.quantity for take in scope}
        for place, (line, count) in enumerate(most.items()):
            self._line(line, count, min(count, start.get(line, 0)), bool(place))
        if not most:
            self.say(tr("Nothing can be refunded now: accept the loss first, or wait until it is here."), "text2")
            self.bar.back(tr("Back"), lambda: self.frame.show_step(self.frame.own_step()))
            return
        self._shipping = Tick(tr("Refund shipping too"))
        self._shipping.setChecked(self.draft("shipping", "yes" if self._nothing_left() else "no") == "yes")
        self._shipping.toggled.connect(self._ship)
        self.body.addWidget(labelled(tr("Shipping"), self._shipping))
        self._amount = AmountRow(self, "amount", tr("Refund"), self._worth(), self.view.left or 0)
        self._amount.field.setAccessibleName(tr("Refund amount"))
        self.body.addWidget(self._amount.row)
        self._suggestion = Suggestion(self, self._amount, exact=True)
        self._suggestion.ask(self._lines(), self._shipping.isChecked())
        self._notify = self.notify_row()
        self._restock = self.restock_row(tr("Put them back in stock"))
        self.bar.back(tr("Back"), self.back_to_before)
        self.bar.main(tr("Continue"), self._go)

    def _most(self) -> dict[LineId, int]:
        """The quantities that may be refunded now: the scope, or what is here or given up (rules §5)."""
        phase = self.view.case.phase
        if isinstance(phase, Cleared):
            return {take.line: take.quantity for take in phase.scope}
        return {take.line: take.quantity for take in self.view.refundable}

    def _line(self, line: LineId, most: int, count: int, later: bool) -> None:
        title = next((one.title for one in self.order.lines if one.id == line), "?")
        counter = Counter(tr("Refund: {item}", item=title), int(self.draft(f"n.{line}", str(count))), most)
        counter.changed.connect(lambda n: self._counted(line, n))
        self._counters[line] = counter
        holder = QWidget()
        inside = row(10, parent=holder)
        inside.addWidget(counter)
        inside.addWidget(PlainLabel(tr("of {n} · {item}", n=most, item=title), tone="text2", elide=True), 1)
        self.body.addWidget(labelled("" if later else tr("Items"), holder, stretch=True))

    def _lines(self) -> Quantities:
        return tuple(Take(line, counter.value()) for line, counter in self._counters.items() if counter.value())

    def _nothing_left(self) -> bool:
        chosen = {take.line: take.quantity for take in self._lines()}
        return all(line.quantity - line.returned == chosen.get(line.id, 0) for line in self.order.lines)

    def _worth(self) -> int:
        values = {line.id: line.unit_value for line in self.order.lines}
        worth = sum(values[take.line] * take.quantity for take in self._lines())
        return min(worth, self.view.left) if self.view.left is not None else worth

    def _counted(self, line: LineId, count: int) -> None:
        self.put(f"n.{line}", str(count))
        self.drop("amount")
        if not self._nothing_left():
            self._shipping.setChecked(False)
        if self._lines():
            self._amount.suggest(self._worth(), self.view.left or self._worth())
            self._suggestion.ask(self._lines(), self._shipping.isChecked())

    def _ship(self, on: bool) -> None:
        self.put("shipping", "yes" if on else "no")
        self.drop("amount")
        self._suggestion.ask(self._lines(), on)

    def _go(self) -> None:
        lines = self._lines()
        if not lines:
            self.frame.say(tr("Choose at least one item."))
            return
        if self._hand and self.view.left is None:
            self._amount.bound = 10**12
        amount = self._amount.read()
        if amount is None:
            return
        items, held, restock = named(self.order, lines), names_held(self.order, lines), self._restock.isChecked()
        count = sum(take.quantity for take in lines)
        text, name, phase = money(self, amount), self.order.name, self.view.case.phase
        answer = self._suggestion.answer
        shipping = answer.shipping if answer is not None and self._shipping.isChecked() else 0
        if self._hand:
            effect = sentences(
                tr("You refund {items} in Shopify: {amount}.", items=items, amount=text),
                stocked(restock and not held, count),
                mail(self.view, self._notify.isChecked()),
            )
            move: DoByHand | WantItems = DoByHand(
                "items", amount, lines, notify=self._notify.isChecked(), restock=restock and not held
            )
            button, title = tr("Show me the clicks"), tr("Refund by hand")
            after = sentences(
                not_named(by_hand=True) if held else "",
                tr("The order itself stays."),
                stays(self.order, lines),
                tr("The next import or sync shows whether it is done."),
            )
        else:
            doing = [tr("refunds {amount} for {items}", amount=text, items=items)]
            if restock and not held:
                doing.append(restocked(count))
            effect = tr("DropDesk {does}. {mail}", does=together(doing), mail=mail(self.view, self._notify.isChecked()))
            move = WantItems(lines, amount, shipping, restock, self._notify.isChecked())
            button = tr("Refund {amount} for order {order} in Shopify", amount=text, order=name)
            title, after = tr("Refund items of {order}?", order=name), tr("The order itself stays.")
            if held:
                after = not_named(by_hand=False)
        self.go(
            Planned(
                move, title, effect, button, phase, self.view.left, self._step(),
                "by_hand" if self.chosen_by_hand else "items", self.drafts_name, {}, after, lines, by_hand=self._hand,
            )
        )  # fmt: skip

    def _step(self) -> int:
        return 4 if isinstance(self.view.case.phase, Cleared) else self.frame.own_step()


class ItemsByHandPage(ItemsPage):
    """From the menu: the items as they were chosen, with the same drafts, refunded by the person instead."""

    chosen_by_hand, drafts_name = True, ItemsPage.__name__
