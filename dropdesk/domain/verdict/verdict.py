"""The verdict: what would happen if I tried to cancel this order now (rules §3). Shapes only; see ``headline``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from dropdesk.domain.supplier.clocks import DeadlineIs
from dropdesk.domain.verdict.laying import NOTHING_BEFORE, Before

if TYPE_CHECKING:
    from dropdesk.domain.order import Claim, Order
    from dropdesk.domain.supplier.leg import Leg
    from dropdesk.domain.values import LegId, Quantities, SupplierNumber, Where
    from dropdesk.domain.verdict.reasons import Reason


class Code(StrEnum):
    """The eleven verdicts, most urgent first (rules §3 "Headline")."""

    ALARM = "alarm"
    UNKNOWN = "unknown"
    DISPUTE = "dispute"
    READY = "ready"
    CLOSING = "closing"
    ASK = "ask"
    CAN_CANCEL = "can_cancel"
    WAITING = "waiting"
    TOO_LATE = "too_late"
    REFUND_ONLY = "refund_only"
    DONE = "done"


class Route(StrEnum):
    """How Shopify is asked: cancel the order, cancel it without a refund (W-11), refund named items, or remove lines
    by hand (nothing received)."""

    CANCEL = "cancel"
    WITHOUT_REFUND = "cancel_without_refund"
    ITEMS = "items"
    EDIT_BY_HAND = "edit_by_hand"

    @property
    def cancels(self) -> bool:
        """Whether the order is cancelled, with or without a refund."""
        return self in (Route.CANCEL, Route.WITHOUT_REFUND)


class Action(StrEnum):
    """The one next action (the words are the ui's). Values equal ``next_action`` of the worked examples."""

    DROP = "drop the purchase"
    WAIT = "wait"
    DEMAND = "demand the number"
    EXPLAIN = "explain or look"
    RECALL = "recall"
    REFUND_OWED = "refund what is owed"
    CANCEL_WITHOUT_REFUND = "cancel without refund"
    LOOK = "look"
    OPEN_DISPUTE = "open a dispute"
    ANSWER_PROPOSAL = "answer the proposal"
    ITEMS_GOODWILL_KEEP = "refund items, goodwill or keep"
    REFUND_ITEMS = "refund items"
    SEND_BACK = "send it back"
    ASK = "ask"
    ASK_AGAIN = "ask again"
    LINK = "paste the number, or say that nothing was ordered"
    CANCEL = "cancel"
    CHECK_NUMBER = "check the number"
    EDIT_BY_HAND = "edit by hand"
    ACCEPT_LOSS_OR_DISPUTE = "open a dispute, agree a return or accept the loss"
    CHECK = "check"
    ANSWER_BANK = "answer the bank"
    TYPE_AMOUNT = "type the amount"
    SAY_WHOSE = "say whose number it is"
    NONE = "none"


SERVES_THE_WISH = frozenset(
    {
        Action.CANCEL, Action.CANCEL_WITHOUT_REFUND, Action.RECALL, Action.REFUND_ITEMS, Action.EDIT_BY_HAND,
        Action.ITEMS_GOODWILL_KEEP,
    }
)  # fmt: skip
"""What is done in Shopify because the customer wants it: nothing of it is to be done once they keep the goods."""

REOPENED_FIRST = SERVES_THE_WISH | {Action.REFUND_OWED}
"""What a case that is closed has no page for before it is opened again."""

STOPS_IT = frozenset({Action.ASK, Action.ASK_AGAIN, Action.DEMAND, Action.DROP})
"""What is done at the supplier because the customer wants it: likewise, while they keep the goods."""


class Attention(StrEnum):
    """Why an order is pinned, counted and reminded of (rules §3 "Attention")."""

    OPEN_CASE = "open case"
    WISH = "wish"
    ALARM = "alarm"
    STOPPED_UNASKED = "stopped, nobody asked: reorder or refund"
    ASKED_UNWISHED = "asked, nobody wishes it: take the request back"
    REFUND_OWED = "refund owed"
    MONEY_OVERDUE = "supplier money overdue"
    ACCEPTED_YET_SHIPPED = "accepted, yet shipped"
    CHARGEBACK = "chargeback"
    PROMISE = "promise"
    CONTRADICTION = "files disagree"
    LESS_TOLD = "a newer file says less"
    COST_ASKED = "files disagree on a purchase"
    DEADLINE = "deadline"


class Happened(StrEnum):
    """What made an Alarm of goods that may still go out: its words say this and no more (W-02). Values equal
    ``happened`` of the worked examples."""

    CANCELLED = "cancelled"
    MONEY_BACK = "money back"
    REFUND_PENDING = "refund on its way"
    REMOVED = "removed"
    BANK_TOOK_IT = "the bank took it"


class Blocker(StrEnum):
    """Shop-side: locks the shop step, not the verdict."""

    CANCEL_RUNNING = "cancel_running"
    RETURN_OPEN = "return_open"
    AUTHORISATION = "authorisation"
    CHARGEBACK = "chargeback"
    FULFILMENT = "fulfilment"


@dataclass(frozen=True, slots=True)
class Because:
    """Why, as a code and data: numbers, instants (never "2 days ago"), names of suppliers."""

    code: Reason
    data: tuple[tuple[str, int | str | bool | datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact the verdict rests on. ``subject`` is ``shopify`` or a leg id; ``code`` names the fact."""

    subject: str
    code: str
    at: datetime | None
    where: Where


@dataclass(frozen=True, slots=True)
class LegReading:
    """What one leg says: its row of table V or W, its verdict and its own dates.

    ``deadline`` is the date that is shown, ``deadline_is`` how exact it is; ``clock`` the moment at which it is over
    for certain (the same, but for *at the earliest*). ``overdue_since``: a clock that ran out and that no look has
    answered since.
    """

    leg: LegId
    row: str
    code: Code
    because: Because
    action: Action
    deadline: datetime | None = None
    deadline_kind: str = ""
    next_change: datetime | None = None
    in_doubt: bool = False
    deadline_is: DeadlineIs = DeadlineIs.EXACT
    clock: datetime | None = None
    overdue_since: datetime | None = None
    happened: tuple[Happened, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a verdict is made of.

    ``call_out``: a call of the open case went out and its end is not known (V-18). ``promise_due``: the earliest date
    promised to the customer that is neither met nor dropped. ``old_history``: as measured at the first import and not
    ended since; None: not measured yet.
    ``wish``: the units wanted back, ``None`` = all that is left. ``plan``: what the case that cancelled this order
    planned to refund (minor units; ``None``: cancelled outside a case). ``money_overdue_at``: computed by the caller
    from the refund clock of the awaited supplier money, if any (R-08). ``named``: numbers that the order names and that
    nobody answered for yet: each may be a purchase that still ships. ``goodwill``: our goodwill that no mark on the
    order tells apart (given by hand), each by itself, minor units: it is laid on no unit (rules §3 "Which unit?").
    """

    order: Order
    legs: tuple[Leg, ...]
    wish: Quantities | None = None
    plan: int | None = None
    waived: bool = False
    open_case: bool = False
    asked_at: datetime | None = None
    customer_knows: bool = False
    first_import: datetime | None = None
    money_overdue_at: datetime | None = None
    call_out: bool = False
    promise_due: datetime | None = None
    old_history: bool | None = None
    named: tuple[SupplierNumber, ...] = ()
    goodwill: tuple[int, ...] = ()
    claims: tuple[Claim, ...] = ()
    """Items that were refunded without being named to Shopify, as the case knows."""
    before: Before = NOTHING_BEFORE
    """What was back without naming quantities when the wish was told, and where it lay."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The headline and what it rests on (rules §3). Times are instants; nothing in it ages by itself.

    ``deadline``: the earliest over all legs, ``overdue_since`` likewise; ``clock``: the headline's own, over for
    certain. ``happened``: why goods that may still go out are an Alarm.
    """

    code: Code
    row: str
    coverage: str | None
    because: Because
    scope: Quantities
    route: Route | None
    action: Action
    action_leg: LegId | None
    further: tuple[tuple[Action, LegId | None], ...]
    deadline: datetime | None
    deadline_kind: str
    next_change: datetime | None
    attention: tuple[Attention, ...]
    muted: bool
    act_now: bool
    provisional: bool
    owed: int
    blockers: tuple[Blocker, ...]
    legs: tuple[LegReading, ...]
    facts: tuple[Fact, ...]
    deadline_is: DeadlineIs = DeadlineIs.EXACT
    clock: datetime | None = None
    overdue_since: datetime | None = None
    happened: tuple[Happened, ...] = ()

    @property
    def read_again_at(self) -> datetime | None:
        """When its row is to be computed again: its next change; a date *at the earliest* that has passed is no
        change, but another date is shown from then on."""
        moments = [self.next_change] if self.next_change is not None else []
        if self.deadline is not None and self.deadline_is is DeadlineIs.AT_THE_EARLIEST:
            moments.append(self.deadline)
        return min(moments, default=None)

    @property
    def unasked(self) -> bool:
        """Whether a stop that serves no present wish is what it says: reorder or refund (rules §3 "Attention"). With an
        open case it is *Ready* for the wish of that, unless the case only settles (``headline.while_unserved``)."""
        if self.code is not Code.READY or Attention.STOPPED_UNASKED not in self.attention:
            return False
        return Attention.OPEN_CASE not in self.attention or bool(dict(self.because.data).get("unasked"))

    @property
    def told(self) -> dict[str, object]:
        """The data of *because* as every surface puts it into words. ``unasked``: whose stop it is: ``kept`` (they keep
        it after all), ``part`` (more than was wished), ``open`` (cut off from the wish), ``noted`` (the case was closed
        with a note), or that nobody asked."""
        return {**({"unasked": True} if self.unasked else {}), **dict(self.because.data)}


def alarming(verdict: Verdict) -> tuple[LegId, ...]:
    """The legs with which goods and money may both be lost."""
    return tuple(read.leg for read in verdict.legs if read.code is Code.ALARM)
