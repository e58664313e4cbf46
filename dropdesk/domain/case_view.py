"""Everything a case page shows, in one read; the page is a function of it (design §4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dropdesk.domain.case import Case
from dropdesk.domain.ledger import RefundClock, Spent
from dropdesk.domain.legs import Leg
from dropdesk.domain.listing import OrderView
from dropdesk.domain.order import LinkHint
from dropdesk.domain.values import LegId, LineId, Quantities


@dataclass(frozen=True, slots=True)
class Lock:
    """Why the Shopify step cannot be taken now. ``code``: ``supplier`` (the phase is not Cleared), ``look_first`` (legs
    to look at, at most 15 minutes before the money moves), ``may_still_ship``, ``gone``, ``no_shop`` (by hand only),
    ``amount_unknown``, ``confirm_in_shopify`` (the order is known from a file only), or ``blocked_…`` (a shop-side
    blocker). ``legs``: whom it is about."""

    code: str
    legs: tuple[LegId, ...] = ()


@dataclass(frozen=True, slots=True)
class LegView:
    """A leg on the Supplier and Answer pages.

    ``needed``: it serves units of the wish · ``group``: live, gone, here, free · ``deadline``/``kind``: its own clock
    (kinds as in the table's deadline column) · ``shared_with``: other orders that its purchase serves · ``clock``: the
    refund clock of its awaited money.
    """

    leg: Leg
    needed: bool
    group: str
    deadline: datetime | None
    kind: str
    lines: tuple[tuple[LineId, int], ...]
    shared_with: tuple[str, ...] = ()
    clock: RefundClock | None = None
    outstanding: int = 0
    window: datetime | None = None
    """The end of the ship window, whatever clock runs now."""


@dataclass(frozen=True, slots=True)
class Journaled:
    """One journal row for the case's timeline: the move's class name, and the phase's kind after it."""

    at: datetime
    move: str
    phase: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """The newest state of an order's case with everything around it.

    ``seq``: the journal row it was read from; a move is made on it (``Refused("moved_on")`` when it is not the newest
    any more). ``step``: 1 Why · 2 Supplier · 3 Answer · 4 Shopify · 5 Money · 6 closed. ``left``: money that can still
    go back, minor units, None = unknown. ``owed``: refund still owed after a cancellation. ``stale``: legs of the scope
    to be looked at again before money moves. ``pending``: ``send``, ``look`` or ``""``. ``look_again_at``: when the
    second look makes sense. ``can_send_again``: a refund that was looked for, found absent and is younger than 23 h.
    ``connected``: a shop is connected for this order; else the pages guide by hand. ``texts``: free text by reference.
    ``wish``: the units wanted, always spelled out. ``goodwill_limit``: minor units, above it a typed reason is needed.
    """

    order: OrderView
    case: Case
    seq: int
    step: int
    legs: tuple[LegView, ...]
    wish: Quantities
    locks: tuple[Lock, ...]
    stale: tuple[LegId, ...]
    left: int | None
    owed: int
    pending: str
    connected: bool
    spent: Spent
    texts: dict[str, str]
    journal: tuple[Journaled, ...]
    goodwill_limit: int = 0
    look_again_at: datetime | None = None
    can_send_again: bool = False
    others: tuple[LinkHint, ...] = ()
    """Numbers found on the order that are not linked yet."""
