"""*Not this purchase*: takes a wrong link off an order, after a question. The order's timeline keeps both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dropdesk.ui import words
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit.messages import ask, tell

if TYPE_CHECKING:
    from dropdesk.domain.values import OrderKey, SupplierNumber
    from dropdesk.errors import Expected
    from dropdesk.ui.app_context import AppContext, Links


def take_off(
    owner: QWidget, context: AppContext, links: Links, key: OrderKey, number: SupplierNumber, supplier: str
) -> None:
    """Asks, then unlinks. Where something was done there that stands, it says so and changes nothing."""
    name = f"{supplier} {number}".strip()
    title = tr("Does {purchase} not belong to this order?", purchase=name)
    text = tr("It is taken off the order, and is not linked again by itself. The timeline tells of it.")
    buttons = (("", tr("Cancel"), "secondary"), ("off", tr("Not this purchase"), "primary"))
    if ask(owner.window(), title, text, buttons, "") != "off":
        return

    def failed(error: Expected) -> None:
        tell(owner.window(), tr("It stays linked"), words.error(error))

    context.runner.run("desk", lambda: links.unlink(key, number), context.bus.tell, failed, owner)
