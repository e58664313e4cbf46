"""Everything a case page shows, in one read; the page is a function of it (design §4).

``build`` makes it of the facts that a service read: the product and the tests of the pages use the same one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from dropdesk.domain.case.basis import flight as case_flight
from dropdesk.domain.case.basis.consents import stale_legs
from dropdesk.domain.case.basis.costs import RefundClock, Spent, refund_clock, spent
from dropdesk.domain.case.basis.ground import Ground, asked_in_vain
from dropdesk.domain.case.shape.phases import SENT, Cleared, Closed, RefundSent, Sent
from dropdesk.domain.case.shape.state import Case, unsaid
from dropdesk.domain.case.shown import progress as case_progress
from dropdesk.domain.case.shown.order_view import OrderView
from dropdesk.domain.case.steps import answers as case_answers
from dropdesk.domain.case.steps.apply import stays_open
from dropdesk.domain.order import BANK_TOOK_IT, LinkHint, Order
from dropdesk.domain.supplier.clocks import DeadlineIs, opens_exactly
from dropdesk.domain.supplier.leg import Group, Leg, LegState, Unit
from dropdesk.domain.supplier.money import outstanding
from dropdesk.domain.supplier.parcel_moves import scan_due
from dropdesk.domain.values import LegId, LineId, Quantities, SupplierNumber
from dropdesk.domain.verdict.blockers import blockers
from dropdesk.domain.verdict.doubtful import given_up
from dropdesk.domain.verdict.owed import owed, owes_unknown
from dropdesk.domain.verdict.units import Units, quantities, with_unlinked
from dropdesk.domain.workdays import WorkCalendar
from dropdesk.errors import Refused


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

    ``needed``: it serves units of the wish, or the order is cancelled or its money back and table W still asks for it
    (rules §3, W-01…W-05: "as if nothing had been cancelled") · ``group``: live, gone, here, free · ``deadline``/
    ``kind``: its own clock (kinds as in the table's deadline column) · ``shared_with``: other orders that its purchase
    serves · ``clock``: the refund clock of its awaited money.
    """

    leg: Leg
    needed: bool
    group: Group
    deadline: datetime | None
    kind: str
    lines: tuple[tuple[LineId, int], ...]
    shared_with: tuple[str, ...] = ()
    clock: RefundClock | None = None
    outstanding: int = 0
    doubtful: bool = False
    """Its awaited money is told as at risk or as lost, not as expected (``ledger.doubted``)."""
    given_up: bool = False
    """Its loss was accepted, and still stands."""
    window: datetime | None = None
    """The end of the ship window, whatever clock runs now."""
    row: str = ""
    """Its row of table V or W (rules §3)."""
    dispute: tuple[datetime | None, datetime | None] = (None, None)
    """From when until when a dispute can be opened, as far as it is known."""
    scan_late: bool = False
    """The day of the first scan is over, and none was seen (rules §2 "first scan")."""

    deadline_is: DeadlineIs = DeadlineIs.EXACT
    window_is: DeadlineIs = DeadlineIs.EXACT
    dispute_is: DeadlineIs = DeadlineIs.EXACT
    """How exactly ``deadline``, ``window`` and the end of ``dispute`` are known (rules §2 "payment time unknown")."""

    wished: tuple[tuple[LineId, int], ...] = ()
    """What of it is to be stopped, where that is not all of it: what is wished, and what was refunded already; else
    empty."""
    refunded: tuple[Unit, ...] = ()
    """Units of it whose money is back: what is stopped of it is those first, or more would be refunded than was."""
    asked_for_more: bool = False
    """The supplier is asked for more of it than is wished."""
    asked_for_less: bool = False
    """The wish grew, or more was refunded, since only a part was asked for: the rest of it is asked of nobody."""
    requested: tuple[tuple[LineId, int], ...] = ()
    """What the request named, where it was not all of it; else empty."""
    unwished: bool = False
    """The supplier is asked to cancel it, and nothing of it is wished any more: the customer keeps it."""

    @property
    def alarm(self) -> bool:
        """Goods and money may both be lost with this one (W-01…W-03)."""
        return self.row in _ALARMS


_ALARMS = frozenset({"W-01", "W-02", "W-03"})
_OPEN_IN_W = _ALARMS | {"W-04", "W-05"}
"""Rows of table W with something still to be done for the leg."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """The newest state of an order's case with everything around it.

    ``seq``: the journal row it was read from, 0 = a draft that nobody said anything of yet; a move is made on it
    (``Refused("moved_on")`` when it is not the newest any more). ``step``: 1 Why · 2 Supplier · 3 Answer · 4 Shopify ·
    5 Money · 6 closed. ``left``: money that can still go back, minor units, None = unknown. ``owed``: still owed after
    a cancellation, minor units, None = unknown. ``stale``: legs of the scope to be looked at again before money
    moves. ``pending``: ``send``, ``look`` or ``""``. ``look_again_at``: when the second look makes sense.
    ``can_send_again``: a refund that was looked for, found absent and is younger than 23 h.
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
    owed: int | None
    pending: str
    connected: bool
    spent: Spent
    texts: dict[str, str]
    goodwill_limit: int = 0
    refundable: Quantities = ()
    """What is left of the order and is here or will not ship: items of it can be refunded (rules §5)."""
    look_again_at: datetime | None = None
    can_send_again: bool = False
    can_reopen: bool = False
    """Closed, and opened again it has something to do."""
    others: tuple[LinkHint, ...] = ()
    """Numbers found on the order that are not linked yet."""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What a case view is made of, as read from the store at one moment.

    ``order``: the order's own view, with the one verdict that every surface shows. ``shared``: by purchase number, the
    names of the other orders that it serves. ``texts``: free text by the references that ``references`` names.
    ``hints``: numbers found on the order. ``shop``: a shop is connected for the order's store. ``bank`` and ``zone``:
    the person's own (R-08).
    """

    case: Case
    seq: int
    ground: Ground
    order: OrderView
    bank: WorkCalendar
    zone: tzinfo
    shop: bool
    shared: Mapping[SupplierNumber, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    hints: tuple[LinkHint, ...] = ()


def references(case: Case) -> tuple[str, ...]:
    """The references of every free text that a page of this case may show."""
    found = {case.note_ref, case.waived_ref, getattr(getattr(case.phase, "plan", None), "staff_note_ref", "")}
    found |= {override.reason_ref for override in case.overrides} | {leg.claim for leg in case.legs}
    found |= {leg.money.written_off_ref for leg in case.legs}
    return tuple(sorted(ref for ref in found if ref))


def build(facts: CaseFacts) -> CaseView:
    """Everything that the case's page shows. Pure: the same facts make the same view."""
    case, ground, order = facts.case, facts.ground, facts.ground.order
    situation = ground.situation(case)
    units, unwished = Units(situation), asked_in_vain(case, ground)
    return CaseView(
        order=facts.order,
        case=case,
        seq=facts.seq,
        step=case_progress.step(case),
        legs=tuple(_leg_view(leg, units, facts, unwished) for leg in with_unlinked(situation)),
        wish=quantities(units.wished) if case.wish is None else case.wish,
        locks=_locks(facts, units),
        stale=_stale(case, ground, units),
        left=left_of(order),
        owed=None if owes_unknown(situation) else owed(situation),
        pending=case_answers.pending(case),
        connected=facts.shop and order.shopify_id is not None,
        spent=spent(order, case.legs, facts.order.doubtful),
        texts={ref: words for ref in references(case) if (words := facts.texts.get(ref, ""))},
        goodwill_limit=(order.received or 0) * ground.rules.number("goodwill") // 100,
        refundable=quantities(unit for unit in units.left if units.group[unit] in (Group.HERE, Group.FREE)),
        look_again_at=_look_again(case, ground),
        can_send_again=case_flight.can_send_again(case, ground),
        can_reopen=stays_open(case, ground),
        others=tuple(hint for hint in facts.hints if all(leg.number != hint.number for leg in case.legs)),
    )


def left_of(order: Order) -> int | None:
    """Money that can still go back, minor units: received, less what went back, is on its way or was taken by the
    bank. None: unknown."""
    if order.chargeback in BANK_TOOK_IT:
        return 0
    return None if order.received is None else max(0, order.received - order.went_back)


def _more_than(asked: set[Unit], wished: set[Unit]) -> bool:
    """Whether the units that are asked for are more of some line than those that are wished."""
    wanted = Counter(line for line, _ in wished)
    return any(n > wanted[line] for line, n in Counter(line for line, _ in asked).items())


def _leg_view(leg: Leg, units: Units, facts: CaseFacts, unwished: tuple[LegId, ...]) -> LegView:
    read = next((one for one in facts.order.verdict.legs if one.leg == leg.id), None)
    row = read.row if read is not None else ""
    clocks, now = facts.ground.clocks, facts.ground.now
    window, over = clocks.window(leg, now), clocks.ending(leg, clocks.dispute_end, now)
    left, wished = set(leg.units) & set(units.left), set(leg.units) & set(units.wished)
    if unsaid(facts.case) and not set(leg.units) <= left:
        wished = set()
    asked, refunded = {*leg.asked_for} & {*leg.units} or set(leg.units), set(leg.units) - set(units.left)
    some = bool(wished | refunded) and wished < left and leg.part != "all"
    return LegView(
        leg=leg,
        wished=tuple((take.line, take.quantity) for take in quantities(sorted(wished | refunded))) if some else (),
        refunded=tuple(sorted(refunded)),
        asked_for_more=some and leg.state is LegState.ASKED and _more_than(left & asked, wished),
        asked_for_less=leg.state is LegState.ASKED and bool(leg.asked_for) and _more_than(wished | refunded, asked),
        requested=tuple(
            (take.line, take.quantity) for take in quantities(one for one in leg.asked_for if one in leg.units)
        ),
        unwished=leg.id in unwished,
        needed=row in _OPEN_IN_W or bool(set(leg.units) & set(units.wished)),
        group=units.group_of_leg(leg),
        deadline=read.deadline if read is not None else None,
        kind=read.deadline_kind if read is not None else "",
        lines=tuple((take.line, take.quantity) for take in quantities(leg.units)),
        shared_with=facts.shared.get(leg.number, ()) if leg.number is not None else (),
        clock=refund_clock(leg, facts.ground.rules, facts.bank, facts.zone),
        outstanding=outstanding(leg),
        doubtful=leg.id in facts.order.doubtful,
        given_up=given_up(leg, units),
        window=None if window is None else window.shown,
        window_is=DeadlineIs.EXACT if window is None else window.kind,
        row=row,
        scan_late=(due := scan_due(leg, clocks)) is not None and now >= due,
        dispute=(clocks.dispute(leg)[0] if opens_exactly(leg) else None, None if over is None else over.shown),
        dispute_is=DeadlineIs.EXACT if over is None else over.kind,
        deadline_is=read.deadline_is if read is not None else DeadlineIs.EXACT,
    )


def _stale(case: Case, ground: Ground, units: Units) -> tuple[LegId, ...]:
    scope = case.phase.scope if isinstance(case.phase, Cleared) else quantities(units.left)
    try:
        return stale_legs(case, ground, scope)
    except Refused:
        return ()


def _locks(facts: CaseFacts, units: Units) -> tuple[Lock, ...]:
    """Why the Shopify step cannot be taken now; empty when it can."""
    found: list[Lock] = []
    phase, order = facts.case.phase, facts.ground.order
    scope = phase.scope if isinstance(phase, Cleared) else ()
    if order.cancelled_at is None and not isinstance(phase, (Cleared, Closed, *SENT)):
        found.append(Lock("supplier", tuple(leg.id for leg in units.legs if units.group_of_leg(leg) == Group.LIVE)))
    stale = _stale(facts.case, facts.ground, units)
    if stale:
        found.append(Lock("look_first", stale))
    found += [Lock(f"blocked_{blocker}") for blocker in blockers(order, scope)]
    if not facts.shop or order.shopify_id is None:
        found.append(Lock("no_shop"))
    if order.received is None:
        found.append(Lock("amount_unknown"))
    if order.from_file:
        found.append(Lock("confirm_in_shopify"))
    return tuple(found)


def _look_again(case: Case, ground: Ground) -> datetime | None:
    phase = case.phase
    if not isinstance(phase, (Sent, RefundSent)):
        return None
    newest = phase.flight.looks[-1] if phase.flight.looks else phase.flight.sent_at
    return newest + timedelta(seconds=ground.rules.number("second_look"))
