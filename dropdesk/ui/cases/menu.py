"""The case's menu: links out, copies, and the ways of a case that are rarely gone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from dropdesk.domain.case.apply import can_discard
from dropdesk.domain.case.flight import holds_call
from dropdesk.domain.case.moves import DoByHand, Reopen, Withdraw
from dropdesk.domain.case.phases import (
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
from dropdesk.domain.case.scope import to_recall
from dropdesk.domain.case.view import CaseView
from dropdesk.domain.order import Chargeback
from dropdesk.domain.supplier.leg import Group
from dropdesk.domain.values import SupplierNumber
from dropdesk.ui.cases.parts import Frame
from dropdesk.ui.i18n import tr

Entry = tuple[str, str, Callable[[], object]]
_WITHDRAWABLE = (Drafted, AtSupplier, TooLate, Cleared, RecallAsked, Wanted, RefundWanted)


class Window(Frame, Protocol):
    """The case page, with its ways out."""

    def open_shop(self) -> None: ...
    def open_supplier(self) -> None: ...
    def copy_number(self) -> None: ...
    def discard(self) -> None: ...
    def can_unlink(self) -> bool: ...
    def unlink(self, number: SupplierNumber, supplier: str) -> None: ...


def entries(frame: Window, view: CaseView) -> list[Entry]:
    """(text, keys, act); an empty text is a separator."""
    phase, cancelled = view.case.phase, view.order.order.cancelled_at is not None
    step = frame.own_step()
    bank = view.order.order.chargeback is Chargeback.OPEN  # never a refund beside it
    found: list[Entry] = []
    if view.order.admin_url:
        found.append((tr("Open in Shopify"), "F2", frame.open_shop))
    if any(leg.leg.number for leg in view.legs):
        found.append((tr("Open on AliExpress"), "F3", frame.open_supplier))
        found.append((tr("Copy supplier order number"), "Ctrl+Shift+C", frame.copy_number))
    found.append((tr("Add note…"), "Ctrl+Shift+N", frame.add_note))
    found.append(("", "", frame.reload))
    if view.seq and isinstance(phase, _WITHDRAWABLE) and not cancelled:
        found.append((tr("The customer keeps it after all"), "", lambda: frame.do(Withdraw(), home=True)))
    if isinstance(phase, (Drafted, AtSupplier, TooLate, Settling)) and not cancelled and not bank:
        found.append((tr("Part refund, parcel kept…"), "", lambda: frame.show_step(step, "goodwill")))
    if isinstance(phase, (TooLate, Settling)) and not cancelled and not bank:
        found.append((tr("Refund items…"), "", lambda: frame.show_step(step, "items")))
    locked = isinstance(phase, (AtSupplier, TooLate, RefundOwed))
    if locked and any((leg.needed or isinstance(phase, RefundOwed)) and leg.group == Group.LIVE for leg in view.legs):
        found.append((tr("Override the lock…"), "", lambda: frame.show_step(4, "override")))
    if bank:
        found.append((tr("Chargeback…"), "", lambda: frame.show_step(4, "bank")))
    known = isinstance(phase, Cleared) or (isinstance(phase, RefundOwed) and view.owed is not None)
    if to_recall(phase, view.order.order):  # what comes first by hand, too: its clicks, not those of the plan
        recall = DoByHand("recall", 0)
        found.append((tr("Do it by hand in Shopify…"), "", lambda: frame.do(recall, home=True)))
    elif known and not bank:
        found.append((tr("Do it by hand in Shopify…"), "", lambda: frame.show_step(step, "by_hand")))
    if isinstance(phase, RefundOwed):
        found.append((tr("Do not refund it…"), "", lambda: frame.show_step(step, "waive")))
    for leg in view.legs:
        if leg.leg.number and frame.can_unlink():
            text = tr("Not this purchase: {number}…", number=leg.leg.number)
            found.append((text, "", partial(frame.unlink, leg.leg.number, leg.leg.supplier)))
    if view.seq and can_discard(view.case, view.order.order):
        found.append((tr("Discard the case"), "", lambda: frame.discard()))
    if isinstance(phase, Closed):
        if view.can_reopen:
            found.append((tr("Reopen the case"), "", lambda: frame.do(Reopen(), home=True)))
    elif view.seq and not holds_call(phase):
        found.append((tr("Close with a note…"), "", lambda: frame.show_step(step, "close")))
    return found
