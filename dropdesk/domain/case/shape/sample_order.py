"""What a demo world hands over to be planted: facts as a sync and an import would bring them, and moves to replay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dropdesk.domain.case.shape.moves import Move
from dropdesk.domain.order import SeenOrder
from dropdesk.domain.supplier.leg import Leg
from dropdesk.domain.supplier.purchase import Purchase


@dataclass(frozen=True, slots=True)
class SampleOrder:
    """One order with everything known of it. ``moves``: what the person did in its case, in order (none = no case)."""

    seen: SeenOrder
    legs: tuple[Leg, ...] = ()
    purchases: tuple[Purchase, ...] = ()
    asked_at: datetime | None = None
    moves: tuple[Move, ...] = ()
    note: str = ""
