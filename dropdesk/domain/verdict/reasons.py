"""Why a verdict reads as it does: one code a reason, and the table rows (rules §3) that may give it.

The words are the ui's (``ui/words/because.py``); a code without words there is an error of the suite.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The reason of a leg's reading or of the headline."""

    NOT_LINKED = "not_linked"
    NAMES_NUMBER = "names_number"
    NOTHING_ORDERED = "nothing_ordered"
    NO_PURCHASE = "no_purchase"
    UNPAID = "unpaid"
    LAPSES = "lapses"
    NOT_SHIPPED = "not_shipped"
    WINDOW_NOT_STARTED = "window_not_started"
    STILL_NOT_SHIPPED = "still_not_shipped"
    CLOSES_ITSELF = "closes_itself"
    ASKED = "asked"
    ASKED_IN_VAIN = "asked_in_vain"
    ASKED_WITH = "asked_with"
    REFUSED = "refused"
    DEMANDED = "demanded"
    NUMBERED = "numbered"
    UNPROVEN = "unproven"
    UNPROVEN_LOOK = "unproven_look"
    MAY_DISPUTE = "may_dispute"
    DISPUTE_OPENS = "dispute_opens"
    DISPUTED = "disputed"
    PROPOSAL = "proposal"
    AMOUNT_UNTOLD = "amount_untold"
    STOPPED = "stopped"
    SHIPPED = "shipped"
    LABEL_ONLY = "label_only"
    DELIVERED = "delivered"
    HANDLED = "handled"
    LOSS_ACCEPTED = "loss_accepted"
    UNCLEAR = "unclear"
    STILL_UNCLEAR = "still_unclear"
    RETURNING = "returning"
    SENT_BACK = "sent_back"
    CALL_OUT = "call_out"
    FULFILLED_SINCE = "fulfilled_since"
    WINDOW_PAST = "window_past"
    CLOCK_OUT = "clock_out"
    NOTHING_WILL_SHIP = "nothing_will_ship"
    PART_WILL_NOT_SHIP = "part_will_not_ship"
    BACK_UNLINKED = "back_unlinked"
    BACK_LIVE = "back_live"
    BACK_GONE = "back_gone"
    TELL_SUPPLIER = "tell_supplier"
    REFUND_OWED = "refund_owed"
    OWED_UNKNOWN = "owed_unknown"
    REFUND_PENDING = "refund_pending"
    REFUNDED_NOT_CANCELLED = "refunded_not_cancelled"
    BANK_NOT_CANCELLED = "bank_not_cancelled"
    CHARGEBACK_OPEN = "chargeback_open"
    CANCELLED = "cancelled"
    RETURNED = "returned"
    REMOVED = "removed"
    BANK_TOOK_IT = "bank_took_it"


_ROWS = {
    Reason.NOT_LINKED: "V-01",
    Reason.NAMES_NUMBER: "V-01 W-01",
    Reason.NOTHING_ORDERED: "V-02 W-06",
    Reason.NO_PURCHASE: "V-02 W-06",
    Reason.UNPAID: "V-03",
    Reason.LAPSES: "V-03",
    Reason.NOT_SHIPPED: "V-04",
    Reason.WINDOW_NOT_STARTED: "V-04",
    Reason.STILL_NOT_SHIPPED: "V-04",
    Reason.CLOSES_ITSELF: "V-05",
    Reason.ASKED: "V-06",
    Reason.ASKED_IN_VAIN: "V-06",
    Reason.ASKED_WITH: "V-06",
    Reason.REFUSED: "V-07",
    Reason.DEMANDED: "V-08",
    Reason.NUMBERED: "V-08",
    Reason.UNPROVEN: "V-09",
    Reason.UNPROVEN_LOOK: "V-09",
    Reason.MAY_DISPUTE: "V-10",
    Reason.DISPUTE_OPENS: "V-11",
    Reason.DISPUTED: "V-12 W-04",
    Reason.PROPOSAL: "V-12 W-04",
    Reason.AMOUNT_UNTOLD: "V-12 W-04",
    Reason.STOPPED: "V-13 W-06",
    Reason.SHIPPED: "V-14 W-06",
    Reason.LABEL_ONLY: "V-14 W-06",
    Reason.DELIVERED: "V-15 W-06",
    Reason.HANDLED: "V-15 W-06",
    Reason.LOSS_ACCEPTED: "V-15 W-06",
    Reason.UNCLEAR: "V-16",
    Reason.STILL_UNCLEAR: "V-16",
    Reason.RETURNING: "V-17 W-04",
    Reason.SENT_BACK: "V-17 W-04",
    Reason.CALL_OUT: "V-18",
    Reason.FULFILLED_SINCE: "V-20 W-04",
    Reason.WINDOW_PAST: "V-21",
    Reason.CLOCK_OUT: "V-03 V-06 V-08 V-12 V-17 W-04 W-05",
    Reason.NOTHING_WILL_SHIP: "V-30",
    Reason.PART_WILL_NOT_SHIP: "V-30",
    Reason.BACK_UNLINKED: "W-01",
    Reason.BACK_LIVE: "W-02",
    Reason.BACK_GONE: "W-03",
    Reason.TELL_SUPPLIER: "W-05",
    Reason.REFUND_OWED: "W-10",
    Reason.OWED_UNKNOWN: "W-10",
    Reason.REFUND_PENDING: "W-14",
    Reason.REFUNDED_NOT_CANCELLED: "W-11",
    Reason.BANK_NOT_CANCELLED: "W-11",
    Reason.CHARGEBACK_OPEN: "W-12",
    Reason.CANCELLED: "W-13",
    Reason.RETURNED: "W-13",
    Reason.REMOVED: "W-13",
    Reason.BANK_TOOK_IT: "W-13",
}
ROWS = {reason: frozenset(rows.split()) for reason, rows in _ROWS.items()}
"""The table rows that may give each reason."""
