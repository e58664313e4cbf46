"""A leg: a purchase, or part of one, that serves units of an order; or the units that nobody has linked yet.

Rules: ``rules.md`` §3 (groups, words of the supplier) and §5 (moves of a leg). Data and moves; no clock, no words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dropdesk.domain.values import LegId, LineId, Money, SupplierNumber, Where


class LegState(StrEnum):
    """Rules §3 "Legs and units"."""

    UNLINKED = "unlinked"
    UNPAID = "unpaid"
    OPEN = "open"
    ASKED = "asked"
    REFUSED = "refused"
    DEMANDED = "demanded"
    NUMBERED = "numbered"
    UNPROVEN = "unproven"
    DISPUTABLE = "disputable"
    DISPUTED = "disputed"
    UNCLEAR = "unclear"
    GONE = "gone"
    RETURNING = "returning"
    DELIVERED = "delivered"
    HANDLED = "handled"
    STOPPED = "stopped"
    NOT_ORDERED = "not_ordered"
    NO_PURCHASE = "no_purchase"


class SupplierKind(StrEnum):
    """Which order of cancelling holds: AliExpress is locked supplier-first; a shop-first kind is told afterwards."""

    ALIEXPRESS = "AliExpress"
    SHOP_FIRST = "shop_first"


class How(StrEnum):
    """How a leg was stopped."""

    CANCELLED = "cancelled"
    UNPAID = "unpaid"
    NOT_SHIPPED = "not_shipped"
    PLATFORM = "platform"
    DROPPED = "dropped"
    WON = "won"
    SETTLED = "settled"
    CAME_BACK = "came_back"


class DisputeStage(StrEnum):
    """Whose turn it is; *won, untold*: it ended in our favour and nobody told the amount (V-12)."""

    SELLER = "seller"
    PLATFORM = "platform"
    PROPOSAL = "proposal"
    WON_UNTOLD = "won_untold"


Unit = tuple[LineId, int]
"""One unit of a line: (line, index from 0)."""


@dataclass(frozen=True, slots=True)
class SupplierMoney:
    """Money the supplier owes us: awaited since (the refund clock's start), received, written off. Minor units.

    ``unknown``: something is awaited, but nobody told how much (rules §2 "supplier's refund of unknown amount").
    ``since``: the first date known of the stop; ``since_is_at_the_latest``: it is when the stop was first seen.
    ``written_off_ref``: why it was given up, a reference to the side table; ``""``: nobody said.
    ``typed``: an amount that the person told instead of the whole cost, and the cost that it was told of; it follows
    the leg's share of its purchase.
    """

    awaited: Money | None = None
    since: datetime | None = None
    since_is_at_the_latest: bool = False
    received: int = 0
    received_at: datetime | None = None
    received_by: datetime | None = None
    """When it was said to have come, where nobody told when it came (rules §2): never *now*."""
    written_off: int = 0
    unknown: bool = False
    written_off_ref: str = ""
    typed: tuple[int, int] | None = None
    elsewhere: int = 0
    """What of this share came in with another order that the purchase serves (minor units; below 0: what came in here
    of the others' shares). It follows from all legs of the purchase (``sharing.levelled``)."""
    beyond: int = 0
    """What of ``awaited`` is the others' shares and awaited with them (minor units): a purchase is paid back once. It
    follows from all legs of the purchase, too."""
    whole: bool = False
    """``awaited`` was the whole price, and was in, when files began to disagree on it: it follows the price that is
    said."""


@dataclass(frozen=True, slots=True)
class Leg:
    """State and facts of one leg. Times are aware; ``None`` = unknown or none.

    ``known_at``: newest supplier fact, stop or statement · ``looked_at``: the newest look of the person or the API,
    never a file's · ``paid_at``: the ship window starts (absent, and no ``paid_by``: not started) ·
    ``clock_started_at``: asked, demanded, number given, dispute stage began, return agreed · ``acted_on``: somebody
    did something about this leg (deadline attention).
    """

    id: LegId
    state: LegState
    units: tuple[Unit, ...]
    number: SupplierNumber | None = None
    kind: SupplierKind = SupplierKind.ALIEXPRESS
    supplier: str = ""
    where: Where = Where.PERSON
    known_at: datetime | None = None
    looked_at: datetime | None = None
    placed_at: datetime | None = None
    placed_is_date: bool = False
    paid_at: datetime | None = None
    ship_deadline_typed: datetime | None = None
    clock_started_at: datetime | None = None
    clock_started_by: datetime | None = None
    asked_times: int = 0
    how: How | None = None
    label_only: bool = False
    tracking_number: str = ""
    carrier: str = ""
    number_given_at: datetime | None = None
    scanned_at: datetime | None = None
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    dispute_from_typed: datetime | None = None
    dispute_until_typed: datetime | None = None
    page_offers_dispute: bool = False
    dispute_opened_at: datetime | None = None
    dispute_stage: DisputeStage | None = None
    answer_by: datetime | None = None
    send_back_by: datetime | None = None
    loss_accepted: bool = False
    acted_on: bool = False
    app_can_read_it: bool = False
    raw_status: str = ""
    cost: Money | None = None
    money: SupplierMoney = SupplierMoney()
    request_ticked_at: datetime | None = None
    message_ticked_at: datetime | None = None
    claim: str = ""
    before: LegState | None = None
    """The state before, for "lost, withdrawn, date over" and for "accepted, yet shipped"."""
    paid_by: datetime | None = None
    shipped_by: datetime | None = None
    delivered_by: datetime | None = None
    """A report says *that*, not *when* (rules §2 "payment time unknown"): where ``paid_at``, ``shipped_at``,
    ``delivered_at`` or ``clock_started_at`` is unknown although it happened, the latest it can be: as of the first
    sighting that told it."""
    number_given_by: datetime | None = None
    scanned_by: datetime | None = None
    dispute_opened_by: datetime | None = None
    """The same of ``number_given_at``, ``scanned_at`` and ``dispute_opened_at``."""
    return_tracking: str = ""
    return_carrier: str = ""
    """The parcel that the person sent back; ``tracking_number`` stays that of the way out."""
    sent_back_at: datetime | None = None
    sent_back_by: datetime | None = None
    shipped_although_stopped: bool = False
    """The supplier agreed, or it closed, and it shipped all the same (rules §3 "Attention"): until it is settled."""
    sighted_at: datetime | None = None
    """The newest sighting that said no more than was known: a supplier fact (V-20), no look when a file tells it."""
    part: str = ""
    """Of a purchase that serves other orders too: ``only_ours`` or ``all`` of them is asked for; said before the first
    tick (rules §3 "Legs and units")."""
    asked_with: tuple[str, ...] = ()
    """Of a purchase that serves other orders too: the names of those that ask the supplier to cancel all of it now
    (rules §3 "noted on the others")."""
    asked_with_at: datetime | None = None
    asked_with_by: datetime | None = None
    asked_with_looked: datetime | None = None
    """When the newest of those requests was made, or was made by; and when somebody last looked at the purchase's page
    for one of those orders (V-06: its silence clock, and what answers it)."""
    was: Leg | None = None
    """The leg before the newest saying of the person: a wrong tick can be taken back until the next outside action."""
    was_changed: tuple[str, ...] = ()
    """The fields that this saying changed: taking it back restores them alone, what was linked or told by a file since
    stays. Empty where 0.1.0 wrote ``was``."""
    asked_for: tuple[Unit, ...] = ()
    """Which units the newest ticked request named, where those are not all of them. Empty: the whole purchase."""
    cost_asked: tuple[Money, ...] = ()
    """What the whole purchase cost, by files of one time that disagree: ``cost`` is unknown until the person says which
    of these holds (rules §3 "Facts and their age")."""
    grown_at: datetime | None = None
    """As of when a word was told that only grows and is older than what was known (``known_at`` stays that). None: the
    newest word is that of ``known_at``."""

    @property
    def as_of(self) -> datetime | None:
        """As of when its state was told: what is said of its age (rules §3 "Facts and their age")."""
        return self.grown_at or self.known_at


def scanned(leg: Leg) -> bool:
    """Whether a scan was seen, be its time known or not."""
    return leg.scanned_at is not None or leg.scanned_by is not None


SCAN_ELSEWHERE = "scan_elsewhere"
"""The claim of a leg whose parcel was scanned on its way to another destination (rules §2): it counts as no scan."""


def scanned_elsewhere(leg: Leg) -> bool:
    """Whether a scan to another destination contradicts the number that was given, and none to ours was seen since."""
    return leg.claim == SCAN_ELSEWHERE and not scanned(leg)


def arrived(leg: Leg) -> bool:
    """Whether it was seen delivered, be its time known or not, also before the dispute or return that runs now."""
    told = leg.delivered_at is not None or leg.delivered_by is not None
    return told or LegState.DELIVERED in (leg.state, leg.before)


def sent_back(leg: Leg) -> bool:
    """Whether a parcel went back, be its time known or not."""
    return leg.sent_back_at is not None or leg.sent_back_by is not None


class Group(StrEnum):
    """What a unit, or a purchase, comes to (rules §3 "Legs and units")."""

    LIVE = "live"
    """It may still ship."""
    GONE = "gone"
    """It left, and the customer may get it."""
    HERE = "here"
    """The customer has it, or had it."""
    FREE = "free"
    """It will not ship: it may be refunded."""


LIVE = frozenset(
    {
        LegState.UNLINKED,
        LegState.UNPAID,
        LegState.OPEN,
        LegState.ASKED,
        LegState.REFUSED,
        LegState.DEMANDED,
        LegState.NUMBERED,
        LegState.UNPROVEN,
        LegState.DISPUTABLE,
        LegState.DISPUTED,
        LegState.UNCLEAR,
    }
)
GONE = frozenset({LegState.GONE, LegState.RETURNING})
HERE = frozenset({LegState.DELIVERED, LegState.HANDLED})
FREE = frozenset({LegState.STOPPED, LegState.NOT_ORDERED, LegState.NO_PURCHASE})
