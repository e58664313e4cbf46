"""Questions in the detail pane that only the person can answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dropdesk.domain.values import OrderKey
from dropdesk.ui.theme import u

if TYPE_CHECKING:
    from dropdesk.domain.case.shown.order_view import OrderView
    from dropdesk.errors import Expected
    from dropdesk.ui.app_context import AppContext


def asks(
    body: QVBoxLayout,
    view: OrderView,
    context: AppContext,
    parent: QWidget,
    key: OrderKey,
    failed: Callable[[Expected], None],
) -> bool:
    """What only the person knows is asked right here: totals that disagree, and numbers that the order names. Whether
    it is asked whose a number is."""
    if view.order.total_asked or view.order.less_asked is not None:
        from dropdesk.ui.orders.pane.which import which_of_the_order  # late: seldom needed

        for told in which_of_the_order(view.order, context, parent, context.bus.tell, failed):
            body.addSpacing(u(12))
            body.addWidget(told)
    if any(leg.cost_asked for leg in view.legs):
        from dropdesk.ui.orders.pane.which import which_cost  # late: seldom needed

        for asked in which_cost(view.legs, context, parent, context.bus.tell, failed):
            body.addSpacing(u(12))
            body.addWidget(asked)
    if not view.named:
        return False
    from dropdesk.ui.orders.pane.whose import Asks  # late: seldom needed

    shown = Asks(context, key, parent, context.bus.tell, failed)
    made = shown.widgets(view.named)
    for question in made:
        body.addSpacing(u(12))
        body.addWidget(question)
    return bool(made)
