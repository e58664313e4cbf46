"""Moves of a leg (rules §5, first table). A sighting is never refused: it may enter any state from any state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime

from dropdesk.domain.legrows import Clocks
from dropdesk.domain.legs import LIVE, SCAN_ELSEWHERE, DisputeStage, How, Leg, LegState, SupplierMoney, arrived, scanned
from dropdesk.domain.moves import Report, Say
from dropdesk.domain.values import LegId, Money, Where
from dropdesk.errors import Refused

S = LegState
_BEFORE_SHIPPING = frozenset({S.OPEN, S.ASKED, S.REFUSED, S.DEMANDED, S.NUMBERED, S.UNPROVEN})
_KEEPS_ITS_OWN = frozenset({S.ASKED, S.REFUSED, S.DEMANDED, S.NUMBERED, S.UNPROVEN})
"""States that "not shipped" leaves as they are: the word says no more than the leg already knows."""
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
_ENDED_FOR_GOOD = frozenset({How.WON, How.SETTLED})
NOT_DELIVERED = "not delivered"
"""The person's "not true" of a parcel that a page or file called delivered."""


def report(leg: Leg, said: Report, now: datetime, clocks: Clocks, where: Where = Where.PERSON) -> tuple[Leg, ...]:
    """The leg after what was said of it; two legs when it was said of a part of its units (its cost and its money are
    shared out by count; the person corrects the amount when it comes in).

    ``now`` is as of when it was seen; ``said.at`` when it happened, where that is known.
    """
    part = tuple(unit for unit in leg.units if unit in said.units)
    if said.units and part and len(part) < len(leg.units):
        share, left = _divided(leg.cost, len(part), len(leg.units))
        its, theirs = _divided_money(leg.money, len(part), len(leg.units))
        rest = replace(leg, units=tuple(unit for unit in leg.units if unit not in part), cost=left, money=theirs)
        moved = replace(leg, id=LegId(f"{leg.id}.{len(leg.units)}-{len(part)}"), units=part, cost=share, money=its)
        if leg.state is S.UNCLEAR and said.say in (Say.SHIPPED, Say.LABEL_ONLY):
            # "Splits: part gone, part open" (rules §3): what did not ship is bought and still to come.
            rest = _said(rest, Report(rest.id, Say.NOT_SHIPPED), now, clocks, where)
        if leg.state is S.ASKED and said.say is Say.ACCEPTED and 0 < len(leg.asked_for) <= len(part):
            rest = _withdrawn(rest, said, now, clocks)  # all that was asked for is answered: no request is out
        return rest, _said(moved, said, now, clocks, where)
    return (_said(leg, said, now, clocks, where),)


def in_its_place(legs: tuple[Leg, ...], told: LegId, moved: tuple[Leg, ...]) -> tuple[Leg, ...]:
    """The legs with what one of them became in its place: "Purchase 1" stays the first, and equal legs stay told apart
    by the lower number (rules §3 "Headline"). One that was not among them stands last."""
    if all(leg.id != told for leg in legs):
        return (*legs, *moved)
    return tuple(one for leg in legs for one in (moved if leg.id == told else (leg,)))


def _divided(cost: Money | None, n: int, of: int) -> tuple[Money | None, Money | None]:
    """A part's share of an amount, and the rest."""
    share = None if cost is None else Money(cost.minor * n // of, cost.currency)
    return share, None if cost is None or share is None else cost - share


def _divided_money(money: SupplierMoney, n: int, of: int) -> tuple[SupplierMoney, SupplierMoney]:
    """What is awaited, came in and was written off, divided: a leg that splits makes no money out of nothing."""
    share, left = _divided(money.awaited, n, of)
    names = ("received", "written_off", "elsewhere", "beyond")
    its = {name: getattr(money, name) * n // of for name in names}
    rest = {name: getattr(money, name) - its[name] for name in names}
    return replace(money, awaited=share, **its), replace(money, awaited=left, **rest)


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


def _to(leg: Leg, state: LegState, **facts: object) -> Leg:
    before = leg.state if leg.state is not state else leg.before
    return replace(leg, state=state, before=before, **facts)  # type: ignore[arg-type]  # names are Leg's own fields


def never_paid(leg: Leg) -> bool:
    """An unpaid purchase costs nothing, also once it is dropped or lapsed (rules §2 "unpaid purchase"). One that was
    closed for another reason may have been paid meanwhile: then its money is awaited (``_stopped``)."""
    if leg.state is S.UNPAID or (leg.state is S.STOPPED and leg.how is How.UNPAID):
        return True
    if leg.state is not S.STOPPED or leg.paid_at is not None or leg.paid_by is not None:
        return False
    return leg.how is How.DROPPED or (leg.before is S.UNPAID and leg.money == SupplierMoney())


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


def _awaited(leg: Leg, since: datetime, amount: Money | None, at_the_latest: bool) -> SupplierMoney:
    """Awaited from the first date known of the stop; an amount that nobody told is awaited all the same (rules §2)."""
    money, due = leg.money, amount if amount is not None else leg.cost
    if leg.state is S.STOPPED and money.since is not None and (at_the_latest or money.since < since):
        since, at_the_latest = money.since, money.since_is_at_the_latest
    return replace(
        money, awaited=due, unknown=due is None, since=since, since_is_at_the_latest=at_the_latest, whole=False
    )  # fmt: skip


def _never_stopped(leg: Leg) -> dict[str, object]:
    """A later word takes its stop back: nothing is awaited for it any more, but what came in already stays told."""
    if leg.how is None or leg.how in _ENDED_FOR_GOOD:
        return {}
    return {"how": None, "money": _what_came(leg)}


def _what_came(leg: Leg) -> SupplierMoney:
    """Nothing is awaited any more; what came in or was given up stays told."""
    money, settled = leg.money, leg.money.received + leg.money.written_off
    due = Money(settled, money.awaited.currency) if money.awaited is not None else None
    return replace(money, awaited=due, unknown=False, whole=False) if settled else SupplierMoney()


def _was_paid(leg: Leg, now: datetime) -> dict[str, object]:
    """Only what was paid can be asked for (R-06): first heard of as asked or refused, it was paid by now, so that its
    window runs. Known before as open without a payment, the payment has not been taken: no window."""
    told = leg.paid_at is not None or leg.paid_by is not None
    return {} if told or leg.state in _BEFORE_SHIPPING else {"paid_by": now}


def _stopped(leg: Leg, said: Report, now: datetime, how: How, paid: bool = True) -> Leg:
    stopped = _to(leg, S.STOPPED, how=how)
    if not paid or (how is How.DROPPED and never_paid(stopped)):
        # A stop may have been told before, and anything between; now it is told that it was never paid: it costs
        # nothing (rules §2 "unpaid purchase"), so that nothing of it is awaited.
        return replace(stopped, money=_what_came(leg))
    # Nobody told whether it was paid, or its price: what may have been paid is awaited as an unknown amount, and a file
    # that tells the price later fills it, in whatever order they come (rules §2 "supplier's refund").
    return replace(stopped, money=_awaited(leg, said.at or now, said.amount, said.at is None))


def _link(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    return _to(leg, S.UNCLEAR, number=said.number, raw_status="")


def _never_ordered(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    return _to(leg, S.NOT_ORDERED, **_never_stopped(leg))


def _own_stock(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    return _to(leg, S.NO_PURCHASE, **_never_stopped(leg))


def _awaits_payment(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    return _to(leg, S.UNPAID, placed_at=said.at or leg.placed_at, **_never_stopped(leg))


def _when(leg: Leg, what: str, at: datetime | None, now: datetime) -> dict[str, datetime | None]:
    """The fields of ``paid``, ``shipped``, ``delivered`` and the like: its time where one is told; else that it
    happened by the first sighting that told it (rules §2: a report says *that*, not *when*)."""
    known: datetime | None = at or getattr(leg, f"{what}_at")
    first: datetime | None = getattr(leg, f"{what}_by")
    by = None if known is not None else now if first is None else min(first, now)
    return {f"{what}_at": known, f"{what}_by": by}


def _paid(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """``not_started``: ordered, but AliExpress has not taken the payment yet, so that no window runs."""
    if said.detail == "not_started":
        return _to(leg, S.OPEN, **_never_stopped(leg))
    typed = said.until or leg.ship_deadline_typed
    return _to(leg, S.OPEN, ship_deadline_typed=typed, **_never_stopped(leg), **_when(leg, "paid", said.at, now))


def _clock(at: datetime | None, now: datetime) -> dict[str, datetime | None]:
    """The clock of a state that was told: from the time told, else it began by now, "at the latest"."""
    return {"clock_started_at": at, "clock_started_by": now if at is None else None}


def _asked(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """Without a tick of ours it is asked since it was first seen, "at the latest" (rules §3)."""
    return _to(
        leg, S.ASKED, asked_times=leg.asked_times + 1,
        **_clock(said.at, now), **_was_paid(leg, now), **_never_stopped(leg),
    )  # fmt: skip


def _withdrawn(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    return _to(
        leg, S.OPEN, clock_started_at=None, clock_started_by=None, request_ticked_at=None, message_ticked_at=None,
        asked_for=(),
    )  # fmt: skip


def _accepted(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    return _stopped(leg, said, now, How.CANCELLED)


def _closed_itself(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    how = How(said.detail) if said.detail in set(How) else How.NOT_SHIPPED
    return _stopped(leg, said, now, how, paid=how is not How.UNPAID)


def _dropped(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    return _stopped(leg, said, now, How.DROPPED)


def _refused(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    claim = "" if said.detail in ("only_ours", "all") else said.detail
    return _to(leg, S.REFUSED, claim=claim, **_was_paid(leg, now), **_never_stopped(leg))


def _not_shipped(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """ "I looked: still not shipped". A look, unless its clock is out or it contradicts what was known."""
    if leg.state in (S.DEMANDED, S.NUMBERED):
        rule = "demand" if leg.state is S.DEMANDED else "first_scan"
        clock = clocks.work_days(leg, rule)
        return _to(leg, S.UNPROVEN) if clock is not None and now >= clock else leg
    if leg.state in (S.UNCLEAR, S.UNLINKED):
        return _to(leg, S.OPEN, **_never_stopped(leg), **_when(leg, "paid", None, now))
    if leg.state in (S.GONE, S.DELIVERED, S.RETURNING):
        return _to(leg, S.UNCLEAR, raw_status="not shipped")  # a shrink is a contradiction that asks
    return leg


def _shipped(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    if leg.state is S.UNCLEAR and leg.raw_status == NOT_DELIVERED:
        leg = replace(leg, delivered_at=None, delivered_by=None)  # the person said that it was not
    when = _when(leg, "shipped", said.at, now)
    ended = leg.state is S.STOPPED and leg.how in _ENDED_FOR_GOOD
    if ended or leg.state in (S.DISPUTABLE, S.DISPUTED, S.RETURNING, S.DELIVERED, S.HANDLED):
        return replace(leg, **when)  # type: ignore[arg-type]  # names are Leg's own fields
    if leg.state is S.UNPROVEN:
        return _to(leg, S.DISPUTABLE, **when)
    number = said.tracking_number or leg.tracking_number
    carrier = said.carrier or leg.carrier
    return _to(leg, S.GONE, tracking_number=number, carrier=carrier, how=None, **_although(leg), **when)


def _although(leg: Leg) -> dict[str, bool]:
    """What ships although it was stopped is told until it is settled, also once it is delivered (rules §3)."""
    stopped = leg.state is S.STOPPED or (leg.state is S.UNCLEAR and leg.how is not None)
    return {"shipped_although_stopped": stopped or leg.shipped_although_stopped}


def _label_only(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    gone = _shipped(leg, said, now, clocks)
    return replace(gone, label_only=gone.state is S.GONE and not scanned(gone))


def _demanded(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    return _to(leg, S.DEMANDED, **_clock(said.at, now))


def _number(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """A number alone never makes it shipped (rules §2). Told once more it is no news: its clock runs on."""
    given = leg.number_given_at is not None or leg.number_given_by is not None
    if leg.state in (S.NUMBERED, S.UNPROVEN) and given and said.tracking_number == leg.tracking_number:
        return leg
    another = said.tracking_number != leg.tracking_number
    new = replace(
        leg,
        claim="" if another and leg.claim == SCAN_ELSEWHERE else leg.claim,  # that was the other parcel's
        tracking_number=said.tracking_number,
        carrier=said.carrier or leg.carrier,
        number_given_at=said.at,
        number_given_by=now if said.at is None else None,
    )
    return _to(new, S.NUMBERED, **_clock(said.at, now)) if leg.state in _BEFORE_SHIPPING else new


def _scan(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """A scan to another destination counts as none: the leg keeps its state, the contradiction is shown and asked."""
    if said.detail == "elsewhere":
        return replace(leg, claim=SCAN_ELSEWHERE)
    leg = replace(leg, claim="") if leg.claim == SCAN_ELSEWHERE else leg
    when = _when(leg, "scanned", said.at, now)
    if said.at is not None and leg.scanned_at is not None:
        when["scanned_at"] = min(said.at, leg.scanned_at)  # the first scan decides a dispute
    seen = replace(leg, label_only=False, **when)  # type: ignore[arg-type]  # names are Leg's own fields
    if leg.state in (S.DISPUTED, S.DELIVERED, S.HANDLED, S.RETURNING):
        return seen
    if leg.state is S.STOPPED and (leg.how in _ENDED_FOR_GOOD or leg.how is How.CAME_BACK):
        return seen
    return _to(seen, S.GONE, how=None, **_although(leg), **_when(leg, "shipped", leg.shipped_at or said.at, now))


def scan_due(leg: Leg, clocks: Clocks) -> datetime | None:
    """When a first scan should have come: 5 China work days from the day the number was given, else from AliExpress's
    shipping date (rules §2 "first scan"). None where no such day is known, or a scan was seen."""
    if scanned(leg):
        return None
    if leg.state is S.NUMBERED:
        return clocks.work_days(leg, "first_scan")
    since = leg.number_given_at or leg.number_given_by or leg.shipped_at
    return clocks.work_days(replace(leg, clock_started_at=since), "first_scan") if since is not None else None


def _no_scan(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """ "No scan" is a look at the tracking page after its clock, never silence. Before that it is a look and no more:
    a page does not offer it as news (``scan_due``)."""
    due = scan_due(leg, clocks)
    if due is None or now < due:
        return leg
    if leg.state is S.NUMBERED:
        return _to(leg, S.UNPROVEN)
    return _to(leg, S.DISPUTABLE) if leg.state is S.GONE else leg


def _offers_dispute(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    offered = replace(leg, page_offers_dispute=True, dispute_until_typed=said.until or leg.dispute_until_typed)
    return offered if leg.state in (S.DISPUTED, S.RETURNING) else _to(offered, S.DISPUTABLE)


def _dispute_opened(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """Its time untold, it was opened by now, and is asked for: no date is made up for R-48."""
    if leg.state is S.DISPUTED:  # its time, told now: the stage it has reached stays
        opened = replace(leg, **_when(leg, "dispute_opened", said.at, now))  # type: ignore[arg-type]
        first = leg.dispute_stage in (None, DisputeStage.SELLER) and said.at is not None
        return replace(opened, **_clock(said.at, now)) if first else opened  # type: ignore[arg-type]
    when = {"dispute_opened_at": said.at, "dispute_opened_by": now if said.at is None else None}
    return _to(leg, S.DISPUTED, dispute_stage=DisputeStage.SELLER, **when, **_clock(said.at, now))


def _dispute_stage(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    stage = DisputeStage(said.detail)
    return _to(
        leg,
        S.DISPUTED,
        dispute_stage=stage,
        answer_by=said.until,
        **_clock(said.at, now),
    )


def _dispute_won(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    return _stopped(leg, said, now, How.WON)


def _dispute_settled(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    money = _awaited(leg, said.at or now, said.amount, said.at is None)
    if not scanned(leg) and not arrived(leg):  # what arrived was on its way, whoever scanned it
        return _to(leg, S.STOPPED, how=How.SETTLED, money=money)
    return _to(leg, S.HANDLED, money=money)


def _dispute_lost(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """Back to the state before; what was seen meanwhile stays seen."""
    state = leg.before or S.GONE
    if arrived(leg) and state not in (S.HANDLED, S.STOPPED):
        state = S.DELIVERED
    elif scanned(leg) and state in LIVE:
        state = S.GONE
    return replace(leg, state=state, before=leg.state, dispute_stage=None, answer_by=None)


def _return_agreed(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    return _to(leg, S.RETURNING, send_back_by=said.until, **_clock(said.at, now))


def _sent_back(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """With its number: without tracking it does not count (V-17). The number of the way out stays."""
    if not (said.tracking_number or leg.return_tracking):
        raise Refused("tracking_needed")
    number, carrier = said.tracking_number or leg.return_tracking, said.carrier or leg.return_carrier
    when = _when(leg, "sent_back", said.at, now)
    return replace(leg, return_tracking=number, return_carrier=carrier, **when)  # type: ignore[arg-type]


def _return_received(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """Handled, for goods that went out. The supplier's money for what may still ship stops nothing: only it is kept."""
    money = _awaited(leg, said.at or now, said.amount, said.at is None)
    return replace(leg, money=money) if leg.state in LIVE else _to(leg, S.HANDLED, money=money)


def _loss_accepted(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """A decision, no sighting: with its typed reason, for what is gone or here. What is live needs an override."""
    if not said.text_ref:
        raise Refused("reason_needed")
    if leg.state not in (S.GONE, S.RETURNING, S.DELIVERED, S.HANDLED):
        raise Refused("not_now")
    return _to(leg, S.HANDLED, loss_accepted=True, claim=said.text_ref)


def _came_back(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    return _stopped(leg, said, now, How.CAME_BACK)


def _delivered(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """A return is part of its dispute (rules §3), and a dispute stays: what is to be sent back has arrived, mostly."""
    ended = leg.state is S.STOPPED and leg.how in _ENDED_FOR_GOOD
    when = _when(leg, "delivered", said.at, now)
    if ended or leg.state in (S.DISPUTED, S.RETURNING, S.HANDLED):
        return replace(leg, **when)  # type: ignore[arg-type]  # names are Leg's own fields
    return _to(leg, S.DELIVERED, how=None, **_although(leg), **when)


def _unclear(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    if leg.state in (S.DELIVERED, S.HANDLED) and not said.detail:
        return leg  # a close without a reason leaves them
    return _to(leg, S.UNCLEAR, raw_status=said.detail)


def _deadline_typed(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    if said.detail == "dispute":
        return replace(leg, dispute_from_typed=said.start, dispute_until_typed=said.until)
    return replace(leg, ship_deadline_typed=said.until)


def _money_awaited(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """What comes back, typed after the stop: it fills an unknown amount, or corrects one."""
    if said.amount is None:
        raise Refused("amount")
    since, late = leg.money.since, leg.money.since_is_at_the_latest
    if since is None:
        since, late = said.at or now, said.at is None
    money = replace(
        leg.money, awaited=said.amount, unknown=False, since=since, since_is_at_the_latest=late, whole=False
    )  # fmt: skip
    return replace(leg, money=money)


def _money_received(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    """Of an unknown amount, what came in is what was awaited, also where it had been given up. Refused
    ``other_currency``: it nets nothing of what is awaited in another."""
    _same_currency(leg, said)
    got = said.amount.minor if said.amount is not None else 0
    by = now if said.at is None else None
    money = replace(leg.money, received=leg.money.received + got, received_at=said.at, received_by=by)
    # Also once an unknown amount was written off: what came in has a currency, and is counted (rules §4.5).
    if said.amount is not None and (money.unknown or money.awaited is None):
        money = replace(money, awaited=said.amount, unknown=False)
    return replace(leg, money=money)


def _same_currency(leg: Leg, said: Report) -> None:
    due = leg.money.awaited
    if said.amount is not None and due is not None and said.amount.currency != due.currency:
        raise Refused("other_currency", {"value": due.currency})


def _money_written_off(leg: Leg, said: Report, now: datetime, clocks: Clocks) -> Leg:
    _same_currency(leg, said)
    lost = said.amount.minor if said.amount is not None else outstanding(leg)
    why = said.text_ref or leg.money.written_off_ref
    money = replace(leg.money, written_off=leg.money.written_off + lost, unknown=False, written_off_ref=why)
    return replace(leg, money=money)


def outstanding(leg: Leg) -> int:
    """Supplier money still awaited, minor units, as far as its amount is known; see ``awaits``."""
    money = leg.money
    settled = money.received + money.elsewhere + money.written_off + money.beyond
    return 0 if money.awaited is None else max(0, money.awaited.minor - settled)


def awaits(leg: Leg) -> bool:
    """Whether supplier money is still awaited, be its amount known or not."""
    return leg.money.unknown or outstanding(leg) > 0


def cost_told(leg: Leg, cost: Money | None, asked: tuple[Money, ...] = ()) -> Leg:
    """The leg once a file or the person tells what the purchase cost: it fills an amount awaited as unknown, and moves
    one that is the whole cost. ``asked``: files disagree on it; until the person says which holds, what is awaited for
    it is unknown again (rules §3), but where nothing is: what was given up stays given up, and what is all in is until
    a higher price is said."""
    money, follows = leg.money, leg.cost is not None and leg.money.awaited == leg.cost
    if asked:
        if follows:
            settled = not outstanding(leg)
            money = replace(money, whole=not money.written_off) if settled else _unknown(money)
        return replace(leg, cost=None, cost_asked=asked, money=money)
    if cost is None:
        return leg
    if money.unknown or money.whole or (follows and cost != leg.cost):
        money = replace(money, awaited=cost, unknown=False, whole=False, typed=None)
    return replace(leg, cost=cost, cost_asked=(), money=money)


def _unknown(money: SupplierMoney) -> SupplierMoney:
    return replace(money, awaited=None, unknown=True, typed=None)


def share_moved(before: Leg, now: Leg) -> Leg:
    """The leg once its share of a purchase moved (another order is served by it, or is no more): what is awaited moves
    with it, for the rest of the purchase is another order's: the whole share (``cost_told``), or of an amount that was
    typed the part that the share is of the cost it was typed of. What came in already stays where it came in, and
    counts for the other orders' shares (``sharing.levelled``)."""
    awaited, was, cost = before.money.awaited, before.cost, now.cost
    if awaited is None or cost is None or was is None or was == cost or now.money.awaited != awaited:
        return now
    if not awaited.currency == was.currency == cost.currency or was.minor < 1:
        return now
    typed = before.money.typed
    if typed is None or _of_share(typed, was.minor) != awaited.minor:  # typed, or corrected, since the last move
        typed = awaited.minor, was.minor
    due = Money(_of_share(typed, cost.minor), cost.currency)
    return replace(now, money=replace(now.money, awaited=due, typed=typed))


def _of_share(typed: tuple[int, int], cost: int) -> int:
    """The typed amount's part for a share that costs so much, minor units: never more in sum than was typed, and what
    was more than its share is told of the others' too, so that it does not grow with them."""
    amount, whole = typed
    return min(amount * cost // whole, max(amount, cost))


_MOVES: dict[Say, Callable[[Leg, Report, datetime, Clocks], Leg]] = {
    Say.LINK: _link,
    Say.NEVER_ORDERED: _never_ordered,
    Say.OWN_STOCK: _own_stock,
    Say.AWAITS_PAYMENT: _awaits_payment,
    Say.PAID: _paid,
    Say.ASKED: _asked,
    Say.ASKED_AGAIN: _asked,
    Say.REQUEST_WITHDRAWN: _withdrawn,
    Say.ACCEPTED: _accepted,
    Say.CLOSED_ITSELF: _closed_itself,
    Say.DROPPED: _dropped,
    Say.REFUSED: _refused,
    Say.NOT_SHIPPED: _not_shipped,
    Say.SHIPPED: _shipped,
    Say.LABEL_ONLY: _label_only,
    Say.DEMANDED: _demanded,
    Say.NUMBER: _number,
    Say.SCAN: _scan,
    Say.NO_SCAN: _no_scan,
    Say.OFFERS_DISPUTE: _offers_dispute,
    Say.DISPUTE_OPENED: _dispute_opened,
    Say.DISPUTE_STAGE: _dispute_stage,
    Say.DISPUTE_WON: _dispute_won,
    Say.DISPUTE_SETTLED: _dispute_settled,
    Say.DISPUTE_LOST: _dispute_lost,
    Say.RETURN_AGREED: _return_agreed,
    Say.SENT_BACK: _sent_back,
    Say.RETURN_RECEIVED: _return_received,
    Say.PAYS_PART: _return_received,
    Say.LOSS_ACCEPTED: _loss_accepted,
    Say.CAME_BACK: _came_back,
    Say.DELIVERED: _delivered,
    Say.UNCLEAR: _unclear,
    Say.DEADLINE_TYPED: _deadline_typed,
    Say.MONEY_AWAITED: _money_awaited,
    Say.MONEY_RECEIVED: _money_received,
    Say.MONEY_WRITTEN_OFF: _money_written_off,
}
