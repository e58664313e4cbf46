"""What a person can do or report, as data (rules §5). ``supplier.moves`` and ``case.apply`` decide what follows.

Free text never travels in a move that is journalled: the service puts it into the side table first and the move
carries the reference (``…_ref``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.supplier.leg import Unit
from dropdesk.domain.supplier.report import Report
from dropdesk.domain.values import LegId, Money, Quantities, SupplierNumber


class Reason(StrEnum):
    """Why (page 1): R-10, R-14, R-15, R-18…R-27."""

    CHANGED_MIND = "changed_mind"
    DISSATISFIED = "dissatisfied"
    GOODS_FINE = "goods_fine"
    NOT_AS_DESCRIBED = "not_as_described"
    DAMAGED = "damaged"
    DOES_NOT_FIT = "does_not_fit"
    ORDERED_TWICE = "ordered_twice"
    TOO_SLOW = "too_slow"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class SetWhy:
    """Page 1. ``edited_listing`` decides who is at fault when goods are not as described (R-18…R-20)."""

    reason: Reason
    asked_at: datetime | None
    edited_listing: bool | None = None
    note_ref: str = ""


@dataclass(frozen=True, slots=True)
class SetWish:
    """``None``: all that is left of the order."""

    wish: Quantities | None


@dataclass(frozen=True, slots=True)
class Start:
    """The wish is told: on to the supplier (Drafted → AtSupplier)."""


@dataclass(frozen=True, slots=True)
class TickRequest:
    """The cancel request was sent at AliExpress (R-29…R-31)."""

    leg: LegId
    at: datetime
    note_ref: str = ""


@dataclass(frozen=True, slots=True)
class TickMessage:
    """The supplier was written to as well (R-33)."""

    leg: LegId
    at: datetime
    note_ref: str = ""


@dataclass(frozen=True, slots=True)
class SayPart:
    """Of a purchase that serves several orders: ``only_ours`` or ``all`` of them, said before the first tick."""

    leg: LegId
    part: Literal["only_ours", "all"]


@dataclass(frozen=True, slots=True)
class Untick:
    """Takes back ``request`` or ``message``, or the newest answer, until the next outside action."""

    leg: LegId
    what: str


@dataclass(frozen=True, slots=True)
class LookedNow:
    """The pre-flight tick of a leg: its page was looked at just now and it is still stopped / still not ordered."""

    leg: LegId
    at: datetime


@dataclass(frozen=True, slots=True)
class Keep:
    """The customer keeps the goods."""


@dataclass(frozen=True, slots=True)
class WantGoodwill:
    """Part of the money for a parcel that the customer keeps. ``reason_ref``: needed above the limit."""

    amount: int
    notify: bool
    reason_ref: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """Clears live units after the possible loss was seen; stays in the record for ever. ``loss``: as the page said it,
    None = unknown; ``at_least``: some of it is unknown, or in another currency (rules §4.1)."""

    reason_ref: str
    loss: Money | None
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class WantRecall:
    """Calls units of the scope back from a fulfilment service, as Shopify offers it; before anything is cancelled."""


@dataclass(frozen=True, slots=True)
class WantCancel:
    """``amount`` to refund now; less than all, or 0 with ``later``, is cancel first and refund after."""

    amount: int
    later: bool
    reason: CancelReason
    restock: bool
    notify: bool
    staff_note_ref: str = ""


@dataclass(frozen=True, slots=True)
class WantItems:
    """Refund named quantities. ``amount`` bounded by Shopify's suggestion for those lines."""

    lines: Quantities
    amount: int
    shipping: int
    restock: bool
    notify: bool


@dataclass(frozen=True, slots=True)
class WantRefund:
    """The refund owed after a cancellation, or what is left of it."""

    amount: int
    notify: bool


@dataclass(frozen=True, slots=True)
class Waive:
    """The refund that is still owed is not paid. ``reason_ref``: the reason typed, needed; the only thing that lowers
    what our own cancellation owes (rules §5 "plan")."""

    reason_ref: str


@dataclass(frozen=True, slots=True)
class DoByHand:
    """The person does it in the admin. ``what``: ``cancel``, ``items``, ``refund`` (goodwill where nothing is owed),
    ``edit``, ``recall``; ``reason_ref``: needed for goodwill above the limit; ``later``: cancelled without a refund,
    and ``amount`` stays owed; the rest is what was chosen for Shopify's dialog."""

    what: str
    amount: int
    lines: Quantities = ()
    reason: CancelReason | None = None
    notify: bool = False
    restock: bool = False
    reason_ref: str = ""
    later: bool = False


@dataclass(frozen=True, slots=True)
class DidByHand:
    """ "I did it" in the admin, at ``at``: a claim until a sync or an import shows it (ByHand → Claimed)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class ChangeMind:
    """Back from a wish that has not been sent."""


@dataclass(frozen=True, slots=True)
class SendAgain:
    """Refunds only: same key, same variables, younger than 23 h, looked and found absent."""


@dataclass(frozen=True, slots=True)
class SawInAdmin:
    """The person's own look in a *Sent phase or Claimed, with a tick. ``amount``: refunded, where it is about a
    refund."""

    done: bool
    at: datetime
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class SawInExport:
    """What was done by hand is not in an export that cannot tell its age; asked, the person says that it was made after
    it (rules §5 "Claimed")."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The customer withdraws the wish."""


@dataclass(frozen=True, slots=True)
class WantedAfterAll:
    """The wish holds again after it was withdrawn (Withdrawing → AtSupplier)."""


@dataclass(frozen=True, slots=True)
class Undone:
    """Everything asked at the supplier was taken back, or there was nothing to take back."""


@dataclass(frozen=True, slots=True)
class Reorder:
    """Already stopped, the customer keeps: a new purchase for these units."""

    number: SupplierNumber
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class CloseWithNote:
    """Closes the case as it is. ``note_ref``: the note typed, needed; supplier money stays awaited, its purchases still
    alarm (rules §5)."""

    note_ref: str


@dataclass(frozen=True, slots=True)
class Discard:
    """A case that was only looked at: out of *To do* again, without a reason made up for it."""


@dataclass(frozen=True, slots=True)
class Reopen:
    """Opens a closed case again at the supplier; its order cancelled, it settles."""


Move = (
    Report
    | SetWhy
    | SetWish
    | Start
    | TickRequest
    | TickMessage
    | SayPart
    | Untick
    | LookedNow
    | Keep
    | WantGoodwill
    | Override
    | WantRecall
    | WantCancel
    | WantItems
    | WantRefund
    | Waive
    | DoByHand
    | DidByHand
    | ChangeMind
    | SendAgain
    | SawInAdmin
    | SawInExport
    | Withdraw
    | WantedAfterAll
    | Undone
    | Reorder
    | CloseWithNote
    | Discard
    | Reopen
)
