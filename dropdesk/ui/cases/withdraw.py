"""The customer keeps it after all: what was asked is taken back; what is stopped already is bought again."""

from __future__ import annotations

from dropdesk.domain.case_view import LegView
from dropdesk.domain.legs import LegState
from dropdesk.domain.moves import Reorder, Report, Say, Undone, WantedAfterAll
from dropdesk.ui.cases.parts import Block, MessageBox, Page, TickLine, heading, needed, order_line, served
from dropdesk.ui.cases.supplier import number_in
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Button, Field, row
from dropdesk.ui.theme import u
from dropdesk.ui.words.messages import message


class WithdrawPage(Page):
    """One block for each purchase that must hear of it."""

    def build(self) -> None:
        self.title(tr("The customer keeps it"), tr("Take back what was asked, so that it ships."))
        legs = needed(self.view)
        self._asked = [leg for leg in legs if leg.leg.state is LegState.ASKED]
        stopped = [leg for leg in legs if leg.leg.state is LegState.STOPPED]
        number = 0
        for leg in self._asked:
            number += 1
            self._take_back(number, leg)
        for leg in stopped:
            number += 1
            self._again(number, leg)
        if not number:
            self.proof("check", "ok_text", tr("Nothing was asked yet."), tr("The order goes its way."))
        self.bar.link(tr("Wanted after all"), lambda: self.frame.do(WantedAfterAll(), home=True))
        if self._asked:
            self.bar.hint(tr("Tick what is taken back"))
        else:
            text = tr("Go on without buying again") if stopped else tr("They keep it")
            self.bar.main(text, lambda: self.frame.do(Undone(), home=True))

    def _take_back(self, number: int, leg: LegView) -> None:
        block = Block(number, tr("Take the request back at AliExpress"), heading(leg.leg))
        block.add(order_line(self, leg.leg))
        block.add(MessageBox(message("withdraw", leg.leg.number), tr("Message to the supplier")))
        tick = TickLine(tr("Taken back, message sent"), False)
        tick.ticked.connect(lambda: self.frame.do(Report(leg.leg.id, Say.REQUEST_WITHDRAWN, at=self.now)))
        block.add(tick, 0)
        self.body.addWidget(block)
        self.gap(20)

    def _again(self, number: int, leg: LegView) -> None:
        block = Block(number, tr("Already stopped: buy it again"), served(self, leg))
        field = Field(tr("Number of the new purchase"), placeholder="8190439416163295")
        field.setFixedWidth(u(260))
        self.keep(f"number.{leg.leg.id}", field)
        line = row(8)
        line.addWidget(field)
        button = Button(tr("Bought again"), height=32)
        line.addWidget(button)
        line.addStretch(1)
        block.add(line, 0)
        button.clicked.connect(lambda: self._bought(leg, field))
        self.body.addWidget(block)
        self.gap(20)

    def _bought(self, leg: LegView, field: Field) -> None:
        number = number_in(field.text())
        if number is None:
            self.frame.say(tr("There is no AliExpress order number in this: it has 13 to 19 digits."))
            return
        self.frame.do(Reorder(number, leg.leg.units), forget=self.drafts_name, home=True)
