"""The phases of a case as frozen data (rules §5, second table). ``kind`` names the phase in the journal.

What a phase allows stands in ``phase_table``, the moves in ``apply``; what follows by itself in ``follow``. A *Sent
phase* has gone out: the only way on is to look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dropdesk.domain.case.shape.permit import CancelReason, RefundPart
from dropdesk.domain.order import Order
from dropdesk.domain.values import LegId, Quantities
from dropdesk.domain.verdict.verdict import Route


@dataclass(frozen=True, slots=True)
class CancelPlan:
    """What the person chose on the Shopify page. ``amount``: to refund with or after the cancellation, minor units.

    ``refund_all``: Shopify refunds everything with the cancellation (one call); else it is two calls, or *later*.
    ``before``: all money that had gone back or was on its way as the person saw it; if it moves before the send,
    nothing is sent (rules §5 "What the page promised"). None in plans of 0.1.0. ``in_progress``: units of the scope
    that Shopify showed as requested or in progress then; more of them since, and nothing is sent either.
    """

    amount: int
    refund_all: bool
    later: bool
    reason: CancelReason
    restock: bool
    notify: bool
    staff_note_ref: str
    scope: Quantities
    before: int | None = None
    in_progress: Quantities = ()


@dataclass(frozen=True, slots=True)
class RefundPlan:
    """``key``: the idempotency key, kept before the call. ``parts``: filled gateway by gateway at pre-flight.

    ``purpose``: ``owed`` after a cancellation, ``items`` for named quantities, ``goodwill``. ``before``: all money
    that had gone back when it was planned, so that a look can tell whether this refund came on top.
    """

    key: str
    amount: int
    lines: Quantities
    shipping: int
    restock: bool
    notify: bool
    purpose: Literal["owed", "items", "goodwill"]
    before: int
    reason_ref: str = ""
    parts: tuple[RefundPart, ...] = ()
    first_sent: datetime | None = None
    first_server: datetime | None = None
    """When its key went out for the first time, by our clock and by the shop's: sending again is for 23 h."""
    bare: bool = False
    """``lines`` are what it is for; the call names none of them and puts none back in stock (``Line.held``)."""


@dataclass(frozen=True, slots=True)
class Flight:
    """A call that went out. ``certain``: its answer came and said it was taken. ``looks``: when looks found nothing.
    ``pending``: minor units of a refund that Shopify took and that are on their way (W-14)."""

    sent_at: datetime
    job: str | None = None
    certain: bool = False
    pending: int = 0
    trouble: str = ""
    looks: tuple[datetime, ...] = ()
    server_sent: datetime | None = None
    not_again: bool = False
    """``trouble`` is why it was not sent again, not why the first answer is unknown."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """Wish and reason are being told; nothing was asked of anybody yet."""

    kind: Literal["drafted"] = "drafted"


@dataclass(frozen=True, slots=True)
class AtSupplier:
    """``why``: what brought the case back here, as a code."""

    why: str = ""
    kind: Literal["at_supplier"] = "at_supplier"


@dataclass(frozen=True, slots=True)
class TooLate:
    """No unit of the wish can be stopped any more, and none is free: keep, goodwill, a return, or items with the loss
    accepted."""

    kind: Literal["too_late"] = "too_late"


@dataclass(frozen=True, slots=True)
class Cleared:
    """``overridden``: live units are in the scope, by the person's typed reason. ``recalled``: a recall was answered,
    or waited for long enough; ``recall_failed``: the service did not give the units back, and refund items is what is
    left; ``not_given_back``: which fulfilment orders that is true of (early versions kept none: of all).
    ``recall_seen``: when the person saw in the admin that it did; what Shopify tells later counts more. ``why``: what
    went wrong before; ``text``: Shopify's own sentence of a refusal."""

    scope: Quantities
    route: Route
    overridden: bool = False
    recalled: bool = False
    why: str = ""
    text: str = ""
    kind: Literal["cleared"] = "cleared"
    recall_failed: bool = False
    not_given_back: tuple[str, ...] = ()
    recall_seen: datetime | None = None


@dataclass(frozen=True, slots=True)
class RecallSent:
    """Shopify is (to be) asked to call units back from a fulfilment service. ``requests``: each request's id, and
    whether it can be cancelled at once; ``flight`` None: not sent yet; ``back``: where an answer leads."""

    requests: tuple[tuple[str, bool], ...]
    flight: Flight | None
    back: Cleared
    kind: Literal["recall_sent"] = "recall_sent"


@dataclass(frozen=True, slots=True)
class RecallAsked:
    """The fulfilment service was asked at ``at`` and has not answered; 24 hours of silence count as no (rules §5)."""

    at: datetime
    back: Cleared
    kind: Literal["recall_asked"] = "recall_asked"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The person pressed cancel: ``plan`` waits for the pre-flight. Failed, or not wanted any more: ``back``."""

    plan: CancelPlan
    back: Cleared
    kind: Literal["wanted"] = "wanted"


@dataclass(frozen=True, slots=True)
class Sent:
    """The cancellation went out, or is about to: only an answer or a look leads on (rules §5). Refused: ``back``, with
    the reason."""

    plan: CancelPlan
    flight: Flight
    back: Cleared
    kind: Literal["sent"] = "sent"


@dataclass(frozen=True, slots=True)
class RefundOwed:
    """Cancelled, money still to go back. ``why``: what went wrong with the last try."""

    why: str = ""
    text: str = ""
    kind: Literal["refund_owed"] = "refund_owed"


@dataclass(frozen=True, slots=True)
class Settling:
    """Nothing is left to do in Shopify; supplier money, returns or pending refunds are waited for. ``kept``: the
    customer keeps the goods; ``why``: what went wrong before, as a code."""

    kept: bool = False
    why: str = ""
    lost: tuple[LegId, ...] = ()
    """Kept, and the accepted loss of these purchases was taken back: open until each is answered (``open_losses``)."""
    kind: Literal["settling"] = "settling"


Back = Drafted | AtSupplier | TooLate | Cleared | RefundOwed | Settling
"""Where a refund or a step by hand goes back to when it fails or is not wanted any more."""


@dataclass(frozen=True, slots=True)
class RefundWanted:
    """The person pressed refund: ``plan`` waits for its key and the pre-flight. Failed, or not wanted any more:
    ``back``."""

    plan: RefundPlan
    back: Back
    kind: Literal["refund_wanted"] = "refund_wanted"


@dataclass(frozen=True, slots=True)
class RefundSent:
    """The refund went out, or is about to: only an answer or a look leads on. Absent and younger than 23 h, the person
    may send the same again (rules §5)."""

    plan: RefundPlan
    flight: Flight
    back: Back
    kind: Literal["refund_sent"] = "refund_sent"


@dataclass(frozen=True, slots=True)
class ByHand:
    """``what``: cancel, items, refund, edit or recall, done by the person in the admin (R-34…R-38)."""

    what: str
    amount: int
    lines: Quantities
    before: int
    back: Back
    kind: Literal["by_hand"] = "by_hand"
    reason: CancelReason | None = None
    notify: bool = False
    restock: bool = False
    """What was chosen for Shopify's dialog, so that the clicks repeat it."""
    later: bool = False
    """Cancelled without a refund: ``amount`` stays owed (*RefundOwed* once it is seen)."""
    reason_ref: str = ""
    """Goodwill above the limit: the reason typed, which stays in the record (rules §4.1)."""
    had: Quantities = ()
    """As ``Claim.had``, when it was pressed."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """The person says that it is done; the next sync or import shows. ``out``: the call that it was said of, where one
    went out: seen not done, or said by mistake, it is looked for as before."""

    what: str
    amount: int
    lines: Quantities
    before: int
    at: datetime
    back: Back
    out: Sent | RefundSent | None = None
    kind: Literal["claimed"] = "claimed"
    later: bool = False
    """As ``ByHand.later``."""
    had: Quantities = ()
    """As ``ByHand.had``."""


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """The customer withdrew the wish: what was asked at the supplier is taken back first."""

    kind: Literal["withdrawing"] = "withdrawing"


@dataclass(frozen=True, slots=True)
class Closed:
    """``outcome``: kept, noted, discarded (nothing was said in it), or what happened (``outcome.py``); early versions
    wrote ``refunded`` for all of that."""

    outcome: str
    at: datetime
    kind: Literal["closed"] = "closed"


Phase = (
    Drafted
    | AtSupplier
    | TooLate
    | Cleared
    | RecallSent
    | RecallAsked
    | Wanted
    | Sent
    | RefundOwed
    | RefundWanted
    | RefundSent
    | ByHand
    | Claimed
    | Withdrawing
    | Settling
    | Closed
)


def call_out(phase: Phase, order: Order) -> bool:
    """V-18: a call went out, or the person says so, and its end is not known. A refund that Shopify took and that is
    pending is known: it is W-14."""
    if isinstance(phase, RefundSent):
        back = order.went_back
        on_top = phase.flight.certain or back >= phase.plan.before + phase.plan.amount
        return not (order.refund_pending > 0 and on_top)
    return isinstance(phase, (RecallSent, RecallAsked, Sent, Claimed))


def what_is_out(phase: Phase) -> str:
    """What V-18 waits for: ``by_hand`` (the person says that it is done, nothing was sent), ``looked`` (a call went
    out, and the person saw in the admin what became of it), ``recall`` (asked, and it waits for the answer); ``""``: a
    call that was sent."""
    if isinstance(phase, Claimed):
        return "by_hand" if phase.out is None else "looked"
    return "recall" if isinstance(phase, RecallAsked) else ""


SENT = (RecallSent, Sent, RefundSent)
"""Phases whose call has gone out (or is about to): nobody moves them but an answer or a look."""
