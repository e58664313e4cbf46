"""Where a case stands in the assistant."""

from __future__ import annotations

from dropdesk.domain.case.shape.phase_table import row
from dropdesk.domain.case.shape.phases import (
    AtSupplier,
    ByHand,
    Claimed,
    Drafted,
    RefundOwed,
    RefundSent,
    RefundWanted,
    Settling,
)
from dropdesk.domain.case.shape.state import Case
from dropdesk.domain.supplier.leg import LegState


def step(case: Case) -> int:
    """The assistant's step: 1 Why · 2 Supplier · 3 Answer · 4 Shopify · 5 Money; 6 when closed."""
    match case.phase:
        case Drafted():
            ticked = [leg for leg in case.legs if leg.request_ticked_at is not None]
            if not ticked:
                return 1
            return 3 if all(leg.message_ticked_at is not None for leg in ticked) else 2
        case AtSupplier():
            asked = [leg for leg in case.legs if leg.state not in (LegState.OPEN, LegState.UNPAID, LegState.UNLINKED)]
            waiting = any(leg.request_ticked_at is None and leg.state is LegState.OPEN for leg in case.legs)
            return 2 if waiting or not asked else 3
        case RefundWanted(back=back) | RefundSent(back=back) | ByHand(back=back) | Claimed(back=back) if isinstance(
            back, (RefundOwed, Settling)
        ):
            return row(back).step
        case _:
            return row(case.phase).step
