"""What a person, or a supplier's page, says of one purchase, as data (rules §5 first table)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dropdesk.domain.supplier.leg import Unit
from dropdesk.domain.values import LegId, Money, SupplierNumber


class Say(StrEnum):
    """What is said of one leg. A sighting is never refused: it may enter any state from any state."""

    LINK = "link"
    NEVER_ORDERED = "never_ordered"
    OWN_STOCK = "own_stock"
    AWAITS_PAYMENT = "awaits_payment"
    PAID = "paid"
    ASKED = "asked"
    ASKED_AGAIN = "asked_again"
    REQUEST_WITHDRAWN = "request_withdrawn"
    ACCEPTED = "accepted"
    CLOSED_ITSELF = "closed_itself"
    DROPPED = "dropped"
    REFUSED = "refused"
    NOT_SHIPPED = "not_shipped"
    """"It is paid, and still not shipped"."""
    UNCHANGED = "unchanged"
    """"I looked: unchanged", whatever it is: a look, no move (rules §2 "a look", §3)."""
    SHIPPED = "shipped"
    LABEL_ONLY = "label_only"
    DEMANDED = "demanded"
    NUMBER = "number"
    SCAN = "scan"
    NO_SCAN = "no_scan"
    OFFERS_DISPUTE = "offers_dispute"
    DISPUTE_OPENED = "dispute_opened"
    DISPUTE_STAGE = "dispute_stage"
    DISPUTE_WON = "dispute_won"
    DISPUTE_SETTLED = "dispute_settled"
    DISPUTE_LOST = "dispute_lost"
    RETURN_AGREED = "return_agreed"
    SENT_BACK = "sent_back"
    RETURN_RECEIVED = "return_received"
    PAYS_PART = "pays_part"
    LOSS_ACCEPTED = "loss_accepted"
    CAME_BACK = "came_back"
    DELIVERED = "delivered"
    UNCLEAR = "unclear"
    UNDO = "undo"
    DEADLINE_TYPED = "deadline_typed"
    MONEY_AWAITED = "money_awaited"
    """What comes back, typed after the stop."""
    MONEY_RECEIVED = "money_received"
    MONEY_WRITTEN_OFF = "money_written_off"


@dataclass(frozen=True, slots=True)
class Report:
    """One saying about one leg. ``units``: only a part of it (the leg splits). ``at``: when it happened, if known.

    ``until``: a date read from the page (ship deadline, dispute window end, answer or send back by). ``detail``: how
    it closed, the claim of a refusal, a dispute stage. ``part``: ``only_ours`` or ``all`` of a purchase that serves
    other orders too; "" where nobody was asked now (what was said before the first tick holds).
    """

    leg: LegId
    say: Say
    at: datetime | None = None
    units: tuple[Unit, ...] = ()
    number: SupplierNumber | None = None
    tracking_number: str = ""
    carrier: str = ""
    amount: Money | None = None
    start: datetime | None = None
    until: datetime | None = None
    detail: str = ""
    text_ref: str = ""
    part: str = ""
