"""What the bank's disputes of an order come to, and by when they want our answer; pure.

``disputes``: as every order tells them (kind and state). ``own``: the shop's own list, with the bank's dates; read only
while one of them waits for an answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from dropdesk.domain.order import Chargeback
from dropdesk.remote.shopify.money import Row, moment

_DISPUTES = {
    "NEEDS_RESPONSE": Chargeback.OPEN,
    "UNDER_REVIEW": Chargeback.OPEN,
    "LOST": Chargeback.LOST,
    "WON": Chargeback.WON,
    # The customer has the money by the bank's way: nothing is owed any more.
    "ACCEPTED": Chargeback.ACCEPTED,
    # Stopped before it took anything: the money was kept.
    "PREVENTED": Chargeback.PREVENTED,
    "CHARGE_REFUNDED": Chargeback.ACCEPTED,
}
_GRAVITY = (
    Chargeback.OPEN,
    Chargeback.LOST,
    Chargeback.ACCEPTED,
    Chargeback.WON,
    Chargeback.PREVENTED,
    Chargeback.INQUIRY,
)
_ANSWERED = "UNDER_REVIEW"
"""A chargeback that is open and does not wait for the seller any more."""


def chargeback(disputes: Iterable[Row]) -> Chargeback:
    """The gravest one. A status that is new to us counts as open: no money then."""
    found = {
        Chargeback.INQUIRY if one["initiatedAs"] == "INQUIRY" else _DISPUTES.get(one["status"], Chargeback.OPEN)
        for one in disputes
    }
    return next((kind for kind in _GRAVITY if kind in found), Chargeback.NONE)


def answered(disputes: Iterable[Row]) -> bool:
    """Whether every chargeback that is open has our answer already."""
    real = [one["status"] for one in disputes if one["initiatedAs"] != "INQUIRY"]
    open_ = [status for status in real if _DISPUTES.get(status, Chargeback.OPEN) is Chargeback.OPEN]
    return bool(open_) and all(status == _ANSWERED for status in open_)


def needs_answer(row: Row) -> bool:
    """Whether the bank waits for our answer to a chargeback of this order."""
    return chargeback(row["disputes"]) is Chargeback.OPEN and not answered(row["disputes"])


def _waiting(own: Iterable[Row]) -> list[Row]:
    """Chargebacks that wait for our answer. An inquiry has a date of its own: it took no money, and is none of them."""
    return [one for one in own if one["status"] == "NEEDS_RESPONSE" and one["type"] != "INQUIRY"]


def answer_by(own: Iterable[Row]) -> datetime | None:
    """The bank's date for our answer: the earliest of the chargebacks that wait for one."""
    return min(
        (moment(one["evidenceDueBy"]) for one in _waiting(own) if one["evidenceDueBy"] and not one["evidenceSentOn"]),
        default=None,
    )


def evidence_sent(own: Iterable[Row]) -> bool:
    """Whether every chargeback that needs a response has our evidence already."""
    return bool(_waiting(own)) and all(one["evidenceSentOn"] for one in _waiting(own))
