"""What files told of a purchase, as entries of the timeline, with a case and without (findings D17): the sightings are
kept for ever, so what one told once never vanishes. A file tells *that*, not *when*: each by its file's age at the
latest (rules §2 "payment time unknown")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from dropdesk.domain.case.shown.happened import Happened
from dropdesk.domain.case.shown.leg_timeline import news
from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.leg import Leg, LegState
from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.supplier.purchase_history import History, Step, known_totals, steps, untold
from dropdesk.domain.supplier.status_words import Words, sight
from dropdesk.domain.values import Money

UNCLEAR = "said_unclear"
_SAME = timedelta(seconds=2)
"""What one transaction tells in two places lies this near."""


def told_of(leg: Leg, history: History, known: Words, clocks: Clocks) -> tuple[Happened, ...]:
    """Everything that was told of the purchase of this leg, oldest first, had nobody else said anything of it."""
    data: dict[str, object] = {"supplier": leg.supplier, "number": leg.number or ""}
    found = list(_of_the_price(history, known, data))
    was, before = untold(leg), ""
    for step in steps(history, known):
        (now,) = sight(was, step.state, known, clocks)
        found += _of_a_step(was, now, step, before, data)
        was, before = now, step.state.tracking_number
    return tuple(sorted(found, key=lambda one: one.at))


def _of_a_step(was: Leg, now: Leg, step: Step, number: str, data: dict[str, object]) -> Iterator[Happened]:
    """What one telling says that those before it did not. ``number``: the tracking number known before it."""
    state, at = step.state, step.state.seen.at
    told = [one for one in news(was, now, at, seen=True) if one.code.startswith("said_")]
    unclear = now.state is LegState.UNCLEAR and now.raw_status != was.raw_status
    if unclear and all(one.code != UNCLEAR for one in told):
        told.append(Happened(at, UNCLEAR))
    if state.tracking_number and state.tracking_number != number:
        told.append(Happened(at, "said_number", {"tracking": state.tracking_number}))
    for one in told:
        exact = one.exact and one.at != at
        more = {**one.data, **data, "word": state.status}
        yield replace(one, at=one.at if exact else min(one.at, at), exact=exact, known=step.known_at, data=more)


def _of_the_price(history: History, known: Words, data: dict[str, object]) -> Iterator[Happened]:
    """That files of one time disagree on what it cost, and what the person said of it."""
    asked: tuple[Money, ...] = ()
    for state, at, said in known_totals(history, known):
        if state.total_asked and state.total_asked != asked:
            yield Happened(at, "costs_disagree", {**data, "prices": _prices(state)})
        asked = state.total_asked
        if said is not None:
            yield Happened(at, "cost_said", {**data, "amount": said.minor, "currency": said.currency})


def _prices(state: Purchase) -> list[tuple[int, str]]:
    return [(one.minor, one.currency) for one in state.total_asked]


def with_files(told: Sequence[Happened], seen: Sequence[Happened]) -> list[Happened]:
    """The entries of an order together with what files told of its purchases: each thing once, by the earliest time it
    is known to have happened by; where a time is told, that stands."""
    found, matched = list(told), set[int]()
    for one in seen:
        place = next((n for n, other in enumerate(found) if n not in matched and _same(other, one)), None)
        if place is None:
            matched.add(len(found))
            found.append(one)
            continue
        matched.add(place)
        found[place] = _both(found[place], one)
    return found


def _same(other: Happened, one: Happened) -> bool:
    """Whether an entry of the journal, or a fact of a leg, is what a file told."""
    if other.data.get("number") != one.data.get("number"):
        return False
    if other.code != one.code and not (other.code == UNCLEAR and other.data.get("word") == one.data.get("word")):
        return False
    if other.known is not None:
        return other.at == one.at or _near(other.known, one.known)
    return other.at <= one.at or not other.exact


def _both(other: Happened, one: Happened) -> Happened:
    """``other`` as the journal or a leg tells it, ``one`` as the file does."""
    if other.code != one.code:  # it contradicted what was known
        return replace(other, at=one.at, exact=one.exact, known=one.known)
    if other.known is not None and _near(other.at, other.known):
        return one  # the journal knows no more than when it was written
    return other if other.exact or other.at < one.at else one


def _near(a: datetime, b: datetime | None) -> bool:
    return b is not None and abs(a - b) <= _SAME
