"""The case's menu: links out, copies, and the ways of a case that are rarely gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from dropdesk.domain.case.basis.flight import holds_call
from dropdesk.domain.case.basis.scope import to_recall
from dropdesk.domain.case.shape.moves import DoByHand, Reopen, Withdraw
from dropdesk.domain.case.shape.phases import (
    AtSupplier,
    Cleared,
    Closed,
    Drafted,
    RecallAsked,
    RefundOwed,
    RefundWanted,
    Settling,
    TooLate,
    Wanted,
)
from dropdesk.domain.case.shown.view import CaseView
from dropdesk.domain.case.steps.apply import can_discard
from dropdesk.domain.order import Chargeback
from dropdesk.domain.supplier.leg import Group
from dropdesk.domain.values import SupplierNumber
from dropdesk.ui.cases.base.frame import Frame
from dropdesk.ui.i18n import tr

Entry = tuple[str, str, Callable[[], object]]
_WITHDRAWABLE = (Drafted, AtSupplier, TooLate, Cleared, RecallAsked, Wanted, RefundWanted)


class Window(Frame, Protocol):
    """The case page, with its ways out."""

    def open_shop(self) -> None:
        """Opens the order in Shopify's admin."""
        ...

    def open_supplier(self) -> None:
        """Opens the order page of the purchase in hand, else of the first that has one."""
        ...

    def copy_number(self) -> None:
        """Copies that purchase's number."""
        ...

    def discard(self) -> None:
        """Throws away a case in which nothing was asked, and goes back to the orders."""
        ...

    def can_unlink(self) -> bool:
        """Whether purchases can be taken off the order here."""
        ...

    def unlink(self, number: SupplierNumber, supplier: str) -> None:
        """Asks, then takes that purchase off the order."""
        ...


def entries(frame: Window, view: CaseView) -> list[Entry]:
    """(text, keys, act); an empty text is a separator."""
    separator: Entry = ("", "", frame.reload)
    return [
        *_looking(frame, view),
        separator,
        *_ways(frame, view),
        *_taking_off(frame, view),
        *_ending(frame, view),
    ]


def _looking(frame: Window, view: CaseView) -> Iterator[Entry]:
    """What changes nothing in the case: the pages outside, the number, a note."""
    if view.order.admin_url:
        yield tr("Open in Shopify"), "F2", frame.open_shop
    if any(leg.leg.number for leg in view.legs):
        yield tr("Open on AliExpress"), "F3", frame.open_supplier
        yield tr("Copy supplier order number"), "Ctrl+Shift+C", frame.copy_number
    yield tr("Add note…"), "Ctrl+Shift+N", frame.add_note


def _ways(frame: Window, view: CaseView) -> Iterator[Entry]:
    """The ways of a case that are rarely gone, each where its phase has it."""
    phase, step = view.case.phase, frame.own_step()
    bank = view.order.order.chargeback is Chargeback.OPEN  # never a refund beside it
    if view.order.order.cancelled_at is None:
        yield from _uncancelled(frame, view, bank)
    locked = isinstance(phase, (AtSupplier, TooLate, RefundOwed))
    if locked and any((leg.needed or isinstance(phase, RefundOwed)) and leg.group == Group.LIVE for leg in view.legs):
        yield tr("Override the lock…"), "", lambda: frame.show_step(4, "override")
    if bank:
        yield tr("Chargeback…"), "", lambda: frame.show_step(4, "bank")
    known = isinstance(phase, Cleared) or (isinstance(phase, RefundOwed) and view.owed is not None)
    if to_recall(phase, view.order.order):  # what comes first by hand, too: its clicks, not those of the plan
        recall = DoByHand("recall", 0)
        yield tr("Do it by hand in Shopify…"), "", lambda: frame.do(recall, home=True)
    elif known and not bank:
        yield tr("Do it by hand in Shopify…"), "", lambda: frame.show_step(step, "by_hand")
    if isinstance(phase, RefundOwed):
        yield tr("Do not refund it…"), "", lambda: frame.show_step(step, "waive")


def _uncancelled(frame: Window, view: CaseView, bank: bool) -> Iterator[Entry]:
    """What there is only while the order is not cancelled. ``bank``: a chargeback is open."""
    phase, step = view.case.phase, frame.own_step()
    if view.seq and isinstance(phase, _WITHDRAWABLE):
        yield tr("The customer keeps it after all"), "", lambda: frame.do(Withdraw(), home=True)
    if isinstance(phase, (Drafted, AtSupplier, TooLate, Settling)) and not bank:
        yield tr("Part refund, parcel kept…"), "", lambda: frame.show_step(step, "goodwill")
    if isinstance(phase, (TooLate, Settling)) and not bank:
        yield tr("Refund items…"), "", lambda: frame.show_step(step, "items")


def _taking_off(frame: Window, view: CaseView) -> Iterator[Entry]:
    for leg in view.legs:
        if leg.leg.number and frame.can_unlink():
            text = tr("Not this purchase: {number}…", number=leg.leg.number)
            yield text, "", partial(frame.unlink, leg.leg.number, leg.leg.supplier)


def _ending(frame: Window, view: CaseView) -> Iterator[Entry]:
    """How a case is thrown away, closed, or opened again."""
    phase = view.case.phase
    if view.seq and can_discard(view.case, view.order.order):
        yield tr("Discard the case"), "", frame.discard
    if isinstance(phase, Closed):
        if view.can_reopen:
            yield tr("Reopen the case"), "", lambda: frame.do(Reopen(), home=True)
    elif view.seq and not holds_call(phase):
        yield tr("Close with a note…"), "", lambda: frame.show_step(frame.own_step(), "close")


def show_menu(frame: Window, parent: QWidget, view: CaseView, at: QPoint) -> None:
    """Opens the menu at a place on the screen, and does what is chosen."""
    menu = QMenu(parent)
    menu.setAccessibleName(tr("More"))
    for text, keys, act in entries(frame, view):
        if not text:
            menu.addSeparator()
            continue
        action = menu.addAction(f"{text}\t{keys}" if keys else text)
        action.triggered.connect(lambda _=False, act=act: act())
    menu.exec(at)
    menu.deleteLater()
