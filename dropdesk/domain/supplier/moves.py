"""Moves of a leg (rules §5, first table). A sighting is never refused: it may enter any state from any state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime

from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.dispute_moves import (
    dispute_lost,
    dispute_opened,
    dispute_settled,
    dispute_stage,
    dispute_won,
    offers_dispute,
    return_agreed,
    return_received,
    sent_back,
)
from dropdesk.domain.supplier.leg import How, Leg, LegState, scanned
from dropdesk.domain.supplier.money import (
    cost_told,
    divided,
    divided_money,
    money_awaited,
    money_received,
    money_written_off,
    never_paid,
    share_moved,
)
from dropdesk.domain.supplier.parcel_moves import (
    accepted,
    asked,
    awaits_payment,
    came_back,
    closed_itself,
    deadline_typed,
    delivered,
    demanded,
    dropped,
    label_only,
    linked,
    loss_accepted,
    never_ordered,
    no_scan,
    not_shipped,
    number_told,
    own_stock,
    paid_told,
    refused,
    scan_told,
    shipped,
    unclear,
    withdrawn,
)
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, Where

S = LegState

LOOKS = frozenset({Where.PERSON, Where.ALIEXPRESS_API})
"""Whose sighting is a look: the person's own, or the supplier's API. A file never is one."""

_NO_LOOK = frozenset({Say.ASKED, Say.ASKED_AGAIN, Say.DEMANDED, Say.REQUEST_WITHDRAWN, Say.LOSS_ACCEPTED,
                      Say.RETURN_AGREED, Say.SENT_BACK, Say.NUMBER})  # fmt: skip
"""What the person asks for, decides, agrees or does, and what was written in a chat, is no look at what the page shows
(rules §3 "Facts and their age"): it opens no lock and answers no clock that asks for one."""

_OF_THE_REQUEST = frozenset({Say.ASKED, Say.ACCEPTED, Say.DROPPED, Say.REFUSED})
"""About what was asked of the supplier of a shared purchase: of a part, or of all of it."""

ACTS: dict[Say, frozenset[LegState]] = {
    Say.DEMANDED: frozenset({S.REFUSED, S.DEMANDED}),
    Say.REQUEST_WITHDRAWN: frozenset({S.ASKED}),
    Say.SENT_BACK: frozenset({S.RETURNING}),
    Say.LOSS_ACCEPTED: frozenset({S.GONE, S.RETURNING, S.DELIVERED, S.HANDLED}),
}
"""What the person does, not sees: only from the states that the first table of rules §5 lists."""

MAY_ASK = frozenset({S.OPEN, S.ASKED, S.REFUSED, S.UNPROVEN})
"""Where a request to the supplier can be ticked (rules §5 "ask", "ask again"). That AliExpress shows one is a sighting,
and enters any state."""

_TOLD = frozenset({Say.MONEY_AWAITED, Say.MONEY_RECEIVED, Say.MONEY_WRITTEN_OFF, Say.DEADLINE_TYPED})
"""Said of money and dates, not of where the parcel is."""

_ADDED = frozenset({Say.MONEY_AWAITED, Say.DEADLINE_TYPED})
"""Typed to what was answered: taking back goes on taking back the answer (rules §5 "a wrong tick")."""


def report(leg: Leg, said: Report, now: datetime, clocks: Clocks, where: Where = Where.PERSON) -> tuple[Leg, ...]:
    """The leg after what was said of it; two legs when it was said of a part of its units (its cost and its money are
    shared out by count; the person corrects the amount when it comes in).

    ``now`` is as of when it was seen; ``said.at`` when it happened, where that is known.
    """
    part = tuple(unit for unit in leg.units if unit in said.units)
    if said.units and part and len(part) < len(leg.units):
        share, left = divided(leg.cost, len(part), len(leg.units))
        its, theirs = divided_money(leg.money, len(part), len(leg.units))
        rest = replace(leg, units=tuple(unit for unit in leg.units if unit not in part), cost=left, money=theirs)
        moved = replace(leg, id=LegId(f"{leg.id}.{len(leg.units)}-{len(part)}"), units=part, cost=share, money=its)
        if leg.state is S.UNCLEAR and said.say in (Say.SHIPPED, Say.LABEL_ONLY):
            # "Splits: part gone, part open" (rules §3): what did not ship is bought and still to come.
            rest = _said(rest, Report(rest.id, Say.NOT_SHIPPED), now, clocks, where)
        if leg.state is S.ASKED and said.say is Say.ACCEPTED and 0 < len(leg.asked_for) <= len(part):
            rest = withdrawn(rest, said, now, clocks)  # all that was asked for is answered: no request is out
        return rest, _said(moved, said, now, clocks, where)
    return (_said(leg, said, now, clocks, where),)


def in_its_place(legs: tuple[Leg, ...], told: LegId, moved: tuple[Leg, ...]) -> tuple[Leg, ...]:
    """The legs with what one of them became in its place: "Purchase 1" stays the first, and equal legs stay told apart
    by the lower number (rules §3 "Headline"). One that was not among them stands last."""
    if all(leg.id != told for leg in legs):
        return (*legs, *moved)
    return tuple(one for leg in legs for one in (moved if leg.id == told else (leg,)))


def _said(leg: Leg, said: Report, now: datetime, clocks: Clocks, where: Where) -> Leg:
    if said.say is Say.UNDO:
        return undone(leg)
    if said.say is Say.UNCLEAR and leg.state is S.UNCLEAR and said.detail and said.detail == leg.raw_status:
        # "Still frozen": a look, no news (V-16).
        return replace(
            leg, looked_at=now if where in LOOKS else leg.looked_at, acted_on=leg.acted_on or where is Where.PERSON
        )
    if said.say is Say.UNCHANGED:
        return replace(leg, looked_at=max(now, leg.looked_at or now)) if where in LOOKS else leg
    move = _MOVES[said.say]
    moved = move(leg, said, now, clocks)
    if said.say in _TOLD:
        told = replace(moved, acted_on=True)
        return told if said.say in _ADDED and leg.was is not None else _remembering(leg, told)
    # What a person does is their own act; what a file tells is only seen: a sighting, never a look (rules §3).
    acted = leg.acted_on or where is Where.PERSON
    if said.part and said.say in _OF_THE_REQUEST:
        moved = replace(moved, part=said.part)  # whose part it was about is told with the answer
    looked = now if where in LOOKS and said.say not in _NO_LOOK else leg.looked_at
    heard = replace(moved, known_at=now, grown_at=None, looked_at=looked, where=where, acted_on=acted)
    # A look that finds nothing new moves nothing: what can be taken back stays the answer before it.
    return heard if moved == leg and leg.was is not None else _remembering(leg, heard)


_WAS = ("was", "was_changed")

_NOT_SAID = frozenset({"units", "cost", "supplier", "number", "sighted_at", "asked_with", "asked_with_at",
                       "asked_with_by", "asked_with_looked", *_WAS})  # fmt: skip
"""What 0.1.0 put back although no saying had changed it: links and files did."""


def _remembering(before: Leg, now: Leg) -> Leg:
    """The leg after a saying, with what taking it back restores."""
    changed = _differing(before, now, frozenset(_WAS))
    return replace(now, was=replace(before, was=None, was_changed=()), was_changed=changed)


def _differing(a: Leg, b: Leg, but: frozenset[str]) -> tuple[str, ...]:
    names = (one.name for one in fields(Leg))
    return tuple(name for name in names if name not in but and getattr(a, name) != getattr(b, name))


def undone(leg: Leg) -> Leg:
    """The leg without its newest saying: only what that changed is put back; as it is where nothing can be."""
    if leg.was is None:
        return leg
    changed = leg.was_changed or _differing(leg.was, leg, _NOT_SAID)
    back = replace(leg, was=None, was_changed=(), **{name: getattr(leg.was, name) for name in changed})
    return _priced_since(leg.was, back) if "money" in changed else back


def _priced_since(was: Leg, back: Leg) -> Leg:
    """What is awaited once more, as the price has it that was told since: that nobody took back."""
    if (was.cost, was.cost_asked) == (back.cost, back.cost_asked):
        return back
    told = cost_told(replace(back, cost=was.cost, cost_asked=was.cost_asked), back.cost, back.cost_asked)
    return share_moved(was, replace(told, cost=back.cost, cost_asked=back.cost_asked))


def request_undoable(leg: Leg) -> bool:
    """Whether taking back the newest answer about a leg takes back the request that was ticked."""
    return leg.state is S.ASKED and leg.was is not None and leg.was.asked_times < leg.asked_times


def perhaps_paid(leg: Leg) -> bool:
    """Whether nobody told if it was paid: last seen awaiting its payment, then closed or unclear. Exports are rare, and
    it is cancelled minutes after the payment (R-01): its price is awaited until the person says that it lapsed unpaid.
    """
    if leg.paid_at is not None or leg.paid_by is not None:
        return False
    closed = leg.state is S.STOPPED and leg.how not in (How.UNPAID, How.DROPPED)
    went_out = leg.shipped_at or leg.shipped_by or leg.delivered_at or leg.delivered_by or scanned(leg)
    unclear = leg.state is S.UNCLEAR and not leg.asked_times and not went_out
    return (closed and leg.before is S.UNPAID) or (unclear and leg.before in (None, S.UNLINKED, S.UNPAID))


def asks_cost(leg: Leg) -> bool:
    """Whether the person is asked which of the prices that files name holds: of an unpaid purchase none matters."""
    return bool(leg.cost_asked) and not never_paid(leg)


_MOVES: dict[Say, Callable[[Leg, Report, datetime, Clocks], Leg]] = {
    Say.LINK: linked,
    Say.NEVER_ORDERED: never_ordered,
    Say.OWN_STOCK: own_stock,
    Say.AWAITS_PAYMENT: awaits_payment,
    Say.PAID: paid_told,
    Say.ASKED: asked,
    Say.ASKED_AGAIN: asked,
    Say.REQUEST_WITHDRAWN: withdrawn,
    Say.ACCEPTED: accepted,
    Say.CLOSED_ITSELF: closed_itself,
    Say.DROPPED: dropped,
    Say.REFUSED: refused,
    Say.NOT_SHIPPED: not_shipped,
    Say.SHIPPED: shipped,
    Say.LABEL_ONLY: label_only,
    Say.DEMANDED: demanded,
    Say.NUMBER: number_told,
    Say.SCAN: scan_told,
    Say.NO_SCAN: no_scan,
    Say.OFFERS_DISPUTE: offers_dispute,
    Say.DISPUTE_OPENED: dispute_opened,
    Say.DISPUTE_STAGE: dispute_stage,
    Say.DISPUTE_WON: dispute_won,
    Say.DISPUTE_SETTLED: dispute_settled,
    Say.DISPUTE_LOST: dispute_lost,
    Say.RETURN_AGREED: return_agreed,
    Say.SENT_BACK: sent_back,
    Say.RETURN_RECEIVED: return_received,
    Say.PAYS_PART: return_received,
    Say.LOSS_ACCEPTED: loss_accepted,
    Say.CAME_BACK: came_back,
    Say.DELIVERED: delivered,
    Say.UNCLEAR: unclear,
    Say.DEADLINE_TYPED: deadline_typed,
    Say.MONEY_AWAITED: money_awaited,
    Say.MONEY_RECEIVED: money_received,
    Say.MONEY_WRITTEN_OFF: money_written_off,
}
