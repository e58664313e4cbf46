"""Stopped, and nobody asked for it: buy it again, or give the money back (rules §3 "reorder or refund")."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.shape.moves import Keep, Move, Reorder, SetWish
from dropdesk.domain.case.shape.phases import Drafted, Settling
from dropdesk.domain.case.shown.view import CaseView, LegView
from dropdesk.domain.supplier.leg import LegState, Unit
from dropdesk.domain.values import LineId
from dropdesk.domain.verdict.units import quantities
from dropdesk.domain.verdict.verdict import Attention, Code
from dropdesk.ui import words
from dropdesk.ui.cases.base.blocks import Act, Block
from dropdesk.ui.cases.base.case_words import customer, heading
from dropdesk.ui.cases.base.legs import needed
from dropdesk.ui.cases.base.page_base import Page
from dropdesk.ui.cases.supplier.purchase_number import new_number, number_in
from dropdesk.ui.i18n import listed, pair, tr
from dropdesk.ui.kit import Button, Field, Line, TwoLines
from dropdesk.ui.orders.pane.side_facts import leg_age, leg_words


def unasked(view: CaseView) -> bool:
    """Whether this case would begin with a stop that serves no wish, and with nothing else to be done first: of
    several purchases one may be stopped while another is still to be asked. Or it only settles, and nobody wants what
    is stopped (``Ground.shown``)."""
    verdict = view.order.verdict
    if isinstance(view.case.phase, Settling):
        return verdict.unasked
    stopped = verdict.code is Code.READY and Attention.STOPPED_UNASKED in verdict.attention
    return stopped and isinstance(view.case.phase, Drafted)


def unasked_words(view: CaseView) -> str:
    """Whose that stop is, and what to do, a line each: the headline of the list."""
    return words.unasked(str(view.order.verdict.told.get("unasked", "")))


def _stopped(view: CaseView) -> list[LegView]:
    """The purchases whose stop it is: of them is what the verdict is about (all of it before a case settles)."""
    lines = {take.line for take in view.order.verdict.scope}
    own = [leg for leg in view.legs if leg.leg.state is LegState.STOPPED and lines & {line for line, _ in leg.lines}]
    return own or needed(view)


class UnaskedPage(Page):
    """Two ways, neither of them chosen."""

    def build(self) -> None:
        """Fills the page from its view."""
        name = customer(self.view)
        title = unasked_words(self.view).split("\n")[0].rstrip(".。")
        self.title(title, tr("{name} still waits for it, or wants the money.", name=name))
        for leg in _stopped(self.view)[:4]:
            self.proof("check", "ok_text", pair(heading(leg.leg), leg_words(leg.leg)), leg_age(leg.leg, self.now))
            self.gap(4)
        self.gap(12)
        self.body.addWidget(Line())
        self._way(tr("Buy it again"), tr("{name} gets the goods.", name=name), tr("Reorder…"), self._reorder)
        self._way(tr("Cancel and refund"), tr("{name} gets the money.", name=name), tr("Refund…"), self._refund)
        self.bar.back(tr("To the orders"), self.frame.leave)

    def _way(self, title: str, text: str, button: str, act: Act) -> None:
        made = Button(button, height=32)
        made.clicked.connect(lambda: act())
        self.body.addWidget(TwoLines(title, text, end=made))
        self.body.addWidget(Line())

    def _reorder(self) -> None:
        if isinstance(self.view.case.phase, Settling):
            self.frame.show_step(5, "again")
        else:
            self.frame.do(Keep(), home=True)

    def _refund(self) -> None:
        """The customer's wish from now on, where one was answered already: the units that nobody sends."""
        if isinstance(self.view.case.phase, Settling):
            self.frame.do(SetWish(self.view.order.verdict.scope), home=True)
        else:
            self.frame.show_step(1)


class AgainPage(Page):
    """What is stopped and still wanted is bought again, while the case settles."""

    def build(self) -> None:
        """Fills the page from its view."""
        self.title(tr("Buy it again"), tr("{name} gets the goods.", name=customer(self.view)))
        titles = {line.id: line.title for line in self.order.lines}
        left = {take.line: take.quantity for take in self.view.order.verdict.scope}
        self._fields: list[tuple[tuple[Unit, ...], Field]] = []
        for number, leg in enumerate(_stopped(self.view), 1):
            units, left = _taken(leg.leg.units, left)
            if not units:
                continue
            what = listed(f"{take.quantity} × {titles.get(take.line, '?')}" for take in quantities(units))
            block = Block(number, tr("Already stopped: buy it again"), what)
            self._fields.append((units, new_number(self, block, f"again.{leg.leg.id}")))
            self.body.addWidget(block)
            self.gap(20)
        self.bar.back(tr("Back"), lambda: self.frame.show_step(5, "unasked"))
        self.bar.main(tr("Bought again"), self._bought)

    def _bought(self) -> None:
        """What is not bought again is left empty."""
        moves: list[Move] = []
        for units, field in self._fields:
            number = number_in(field.text())
            if number is not None:
                moves.append(Reorder(number, units))
            elif field.text().strip() or len(self._fields) == 1:
                self.frame.say(tr("There is no AliExpress order number in this: it has 13 to 19 digits."))
                return
        if moves:
            self.frame.do(*moves, forget=self.drafts_name, home=True)

    def first_focus(self) -> QWidget | None:
        return self._fields[0][1] if self._fields else super().first_focus()


def _taken(units: tuple[Unit, ...], left: dict[LineId, int]) -> tuple[tuple[Unit, ...], dict[LineId, int]]:
    """So many of a purchase's units as are left to be bought again, the last first (the first went back), and what is
    left of them then."""
    rest, found = dict(left), list[Unit]()
    for unit in sorted(units, reverse=True):
        if rest.get(unit[0], 0):
            rest[unit[0]] -= 1
            found.append(unit)
    return tuple(sorted(found)), rest
