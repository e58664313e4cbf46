"""The order's menu, of the detail pane and of the table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from dropdesk.domain.values import SupplierNumber
from dropdesk.ui.i18n import tr

if TYPE_CHECKING:
    from dropdesk.ui.app_context import AppContext
    from dropdesk.ui.orders.pane.pane import Pane

TakeOff = Callable[[SupplierNumber, str], None]
"""Takes a purchase (number, supplier) off the order, after a question."""


def show_menu(pane: Pane, at: QPoint, context: AppContext, key: int, take_off: TakeOff) -> None:
    """The order's menu; also the table's context menu."""
    view = pane.view
    if view is None:
        return
    menu = QMenu(pane)
    for text, keys, act in (
        (tr("Open the case"), "Ctrl+N", lambda: pane.act.emit(view)),
        (tr("Link a purchase…"), "", lambda: pane.link_wanted.emit(key)),
        (tr("Open in Shopify"), "F2", pane.open_shop),
        (tr("Open on AliExpress"), "F3", pane.open_supplier),
        (tr("Tracking page"), "F4", pane.open_tracking),
        (tr("Copy supplier order number"), "Ctrl+Shift+C", pane.copy_number),
        (tr("Copy order number"), "", pane.copy_order),
        (tr("Add note…"), "Ctrl+Shift+N", pane.add_note),
    ):
        action = menu.addAction(f"{text}\t{keys}" if keys else text)
        action.triggered.connect(act)
        if act == pane.open_shop:
            action.setEnabled(bool(view.admin_url))
    for leg in view.legs if context.links is not None else ():
        if leg.number:
            action = menu.addAction(tr("Not this purchase: {number}…", number=leg.number))
            action.triggered.connect(partial(take_off, leg.number, leg.supplier))
    menu.exec(at)
    menu.deleteLater()
