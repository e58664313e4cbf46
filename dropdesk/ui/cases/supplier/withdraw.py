"""The customer keeps it after all: what was asked is taken back; what is stopped already is bought again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.shape.moves import Move, Reorder, Undone, WantedAfterAll
from dropdesk.domain.case.shown.view import CaseView, LegView
from dropdesk.domain.supplier.leg import LegState
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.ui import words
from dropdesk.ui.cases.base.blocks import Block, MessageBox, TickLine
from dropdesk.ui.cases.base.case_words import customer, heading
from dropdesk.ui.cases.base.leg_parts import order_line, served
from dropdesk.ui.cases.base.legs import needed
from dropdesk.ui.cases.base.page_base import Page
from dropdesk.ui.cases.supplier.purchase_number import new_number, number_in
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Field
from dropdesk.ui.words.messages import message


def unwished(view: CaseView) -> list[LegView]:
    """The purchases that a supplier is asked to cancel and that the customer keeps."""
    return [leg for leg in view.legs if leg.unwished]


def take_back(page: Page, number: int, leg: LegView) -> None:
    """A request is taken back at the supplier: there, and by a message; then it is ticked."""
    block = Block(number, tr("Take the request back at AliExpress"), heading(leg.leg))
    block.add(order_line(page, leg.leg))
    block.add(MessageBox(message("withdraw", leg.leg.number), tr("Message to the supplier")))
    tick = TickLine(tr("Taken back, message sent"), False)
    tick.ticked.connect(lambda: page.frame.do(Report(leg.leg.id, Say.REQUEST_WITHDRAWN, at=page.now)))
    block.add(tick, 0)
    page.body.addWidget(block)
    page.gap(20)


class TakeBackPage(Page):
    """What was asked of a supplier and is not wished any more is taken back, in whatever phase the case is."""

    def build(self) -> None:
        name = customer(self.view)
        self.title(
            tr("{name} keeps a part that is being cancelled", name=name), tr("Take the request back, so that it ships.")
        )
        for number, leg in enumerate(unwished(self.view), 1):
            self.say(served(self, leg))
            self.gap(8)
            take_back(self, number, leg)
        if not unwished(self.view):
            self.proof("check", "ok_text", tr("Nothing is asked that {name} keeps.", name=name))
        self.bar.back(tr("Back"), lambda: self.frame.show_step(self.frame.own_step()))


class WithdrawPage(Page):
    """One block for each purchase that must hear of it."""

    def build(self) -> None:
        """Fills the page from its view."""
        legs = needed(self.view)
        legs += [leg for leg in unwished(self.view) if leg not in legs]
        todo = any(leg.leg.state is LegState.ASKED for leg in legs)
        self.title(tr("The customer keeps it"), tr("Take back what was asked, so that it ships.") if todo else "")
        self._stopped: list[tuple[LegView, Field]] = []
        self._asked = [leg for leg in legs if leg.leg.state is LegState.ASKED]
        stopped = [leg for leg in legs if leg.leg.state is LegState.STOPPED]
        number = 0
        for leg in self._asked:
            number += 1
            take_back(self, number, leg)
        for leg in stopped:
            number += 1
            self._again(number, leg)
        back = [leg for leg in legs if leg.leg.state is LegState.OPEN and leg.leg.asked_times]
        for leg in back:
            when = words.moment(leg.leg.known_at, self.now, inner=True) if leg.leg.known_at is not None else ""
            self.proof("check", "ok_text", tr("Request taken back: {supplier}.", supplier=heading(leg.leg)), when)
            self.gap(4)
        if not number and not back:
            self.proof("check", "ok_text", tr("Nothing was asked."), tr("The order goes its way."))
        self.bar.link(tr("Cancel it after all"), lambda: self.frame.do(WantedAfterAll(), home=True))
        if self._asked:
            self.bar.hint(tr("Tick what is taken back"))
        elif self._stopped:  # what is stopped does not reach the customer: buying again comes first
            self.bar.link(tr("Go on without buying again"), lambda: self.frame.do(Undone(), home=True))
            self.bar.main(tr("Bought again"), self._bought)
        else:
            self.bar.main(tr("Customer keeps the goods"), lambda: self.frame.do(Undone(), home=True), claims=True)

    def _again(self, number: int, leg: LegView) -> None:
        block = Block(number, tr("Already stopped: buy it again"), served(self, leg))
        self._stopped.append((leg, new_number(self, block, f"number.{leg.leg.id}")))
        self.body.addWidget(block)
        self.gap(20)

    def _bought(self) -> None:
        """A new purchase for everything that was stopped; what is not bought again is left empty."""
        moves: list[Move] = []
        for leg, field in self._stopped:
            number = number_in(field.text())
            if number is not None:
                moves.append(Reorder(number, leg.leg.units))
            elif field.text().strip() or len(self._stopped) == 1:
                self.frame.say(tr("There is no AliExpress order number in this: it has 13 to 19 digits."))
                return
        if moves:
            self.frame.do(*moves, forget=self.drafts_name, home=True)
        else:
            self.frame.say(tr("Type the number of the new purchase, or go on without buying again."))

    def first_focus(self) -> QWidget | None:
        return self._stopped[0][1] if self._stopped and not self._asked else super().first_focus()
