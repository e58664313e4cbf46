"""What files told of a purchase, file after file, and what that comes to (rules §3 "Facts and their age").

Each fact keeps its own age, so the order in which the files arrive never matters: the newest state is a merge, and a
leg is what all that was told comes to, told again in the order of its time. What only grows (shipped, delivered,
closed) enters whatever its file's time; that an older word says less is a contradiction that the leg shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate, groupby
from typing import Any

from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.leg import Leg, LegState
from dropdesk.domain.supplier.money import cost_told
from dropdesk.domain.supplier.purchase import MIXED, Purchase
from dropdesk.domain.supplier.purchase_contest import (
    SUM,
    TOTAL,
    age_of,
    far,
    only_summed,
    totals_of,
    without_total,
    word_of,
)
from dropdesk.domain.supplier.status_words import GROWN, Words, meaning, sight
from dropdesk.domain.values import Money, Seen, Where

_FACTS = ("paid_at", "shipped_at", "shop_name", "shop_id", "tracking_number", "items")
"""Facts whose newest telling stands; a sighting that does not tell one leaves it."""
_DATED = (*_FACTS, "status", "placed_at", "end_reason")


@dataclass(frozen=True, slots=True)
class Sighting:
    """What was told of a purchase, as of when (``happened_at``; None: nobody told), and when it became known here.

    ``migrated``: it is what an older database held, known by the migration.
    """

    told: Purchase
    happened_at: datetime | None
    known_at: datetime
    migrated: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """Everything that was told of a purchase, in the order in which it became known, and its newest state."""

    sightings: tuple[Sighting, ...] = ()
    state: Purchase | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What a sighting does. ``rows``: what is to be kept of it for ever; ``grown``: it is older than what is known, and
    tells what only grows; ``news``: the newest state says something else for it."""

    history: History
    rows: tuple[Purchase, ...]
    news: bool
    grown: bool


@dataclass(frozen=True, slots=True)
class Step:
    """The purchase once one more telling is heard, in the order of their time. ``known_at``: when it became known here,
    None where only an older version did."""

    state: Purchase
    known_at: datetime | None


def seen_again(before: Purchase, now: Purchase, known: Words | None = None) -> Purchase:
    """The newest state of two tellings. The same tellings in another order give the same (but for end reasons, which no
    file tells). An export without totals or tracking takes neither away; a sum of items is no better than a total."""
    both = (before, now)
    facts: dict[str, Any] = {}
    ages: dict[str, datetime] = {}

    def keep(name: str, told: Sequence[Purchase], *rank: Callable[[Purchase], Any]) -> Purchase | None:
        found = [one for one in told if getattr(one, name) not in (None, "", ())]
        best = max(found, key=lambda one: tuple(key(one) for key in rank), default=None)
        if best is not None:
            facts[name], ages[name] = getattr(best, name), age_of(best, name)
        return best

    for name in _FACTS:
        keep(name, both, lambda one, name=name: age_of(one, name), lambda one, name=name: repr(getattr(one, name)))  # type: ignore[misc]  # mypy cannot infer a lambda's default
    if keep("status", both, lambda one: age_of(one, "status")) is not None:
        newest = [one for one in both if age_of(one, "status") == ages["status"]]
        facts["status"] = word_of(newest, known)
    word = facts.get("status", "")
    same = [one for one in both if not one.status or one.status.casefold() == word.casefold()]
    keep("end_reason", same, lambda one: age_of(one, "end_reason"), lambda one: one.end_reason)
    placed = keep("placed_at", both, lambda one: not one.placed_is_date, lambda one: age_of(one, "placed_at"),
                  lambda one: one.placed_at)  # fmt: skip
    totals = totals_of(both)
    seen = _seen(both)
    merged = replace(
        before,
        seen=seen,
        end_reason=facts.pop("end_reason", ""),
        placed_is_date=placed is not None and placed.placed_is_date,
        total=None if totals is None else totals.stands,
        contested=() if totals is None or len(totals.amounts) < 2 else totals.amounts,
        told=(),
        **facts,
    )
    older = [(name, ages[name]) for name in _DATED if name in ages and ages[name] != seen.at]
    if totals is not None and (totals.age != seen.at or totals.summed != only_summed(merged)):
        older.append((SUM if totals.summed else TOTAL, totals.age))
    return replace(merged, told=tuple(older))


def _seen(told: Sequence[Purchase]) -> Seen[None]:
    """The newest time of these tellings, and where. What the person said of the price is no look at the purchase."""
    by_them = [one.seen for one in told if one.seen.where is not Where.PERSON] or [one.seen for one in told]
    newest = max(by_them, key=lambda one: (one.at, one.where))
    return replace(newest, at=max(one.seen.at for one in told))


def take(history: History, told: Purchase, now: datetime, known: Words | None = None) -> Taken:
    """Takes up a sighting, of whatever age. One that says what was so at its time already adds nothing but until when
    it was so; ``now`` is when it becomes known here."""
    before, rows = history.state, _by_time(history, known)
    if before is None:
        return Taken(History((Sighting(told, told.seen.at, now),), told), (told,), True, False)
    merged = seen_again(before, told, known)
    news = not _same_facts(merged, before)
    if not news and told.seen.at > before.seen.at:
        return Taken(replace(history, state=merged), (), False, False)
    key = _place(told, known)
    until = [row for row in rows if _place(row, known) <= key]
    new = not until or not _same_facts(seen_again(_fold(until, known), told, known), _fold(until, known))
    if until and not new:
        last = next((row.status for row in reversed(until) if row.status), "")
        new = bool(told.status) and told.status.casefold() != last.casefold()
    if not new and not news:
        return Taken(replace(history, state=merged), (), False, False)
    # Until when the state was confirmed is told only now that something else stands beside it.
    confirmed = (before,) if all(row.seen.at < before.seen.at for row in rows) else ()
    grown = new and told.seen.at <= before.seen.at and meaning(told.status, told.end_reason, known) in GROWN
    added = (*confirmed, told)
    sightings = (*history.sightings, *(Sighting(row, row.seen.at, now) for row in added))
    return Taken(History(sightings, merged), added, news, grown)


def reworded(history: History, known: Words) -> History:
    """The same once the person taught a word: what disagreed may mean the same now, or have grown."""
    if history.state is None or not history.sightings:
        return history
    told = _fold(_by_time(history, known), known)
    return replace(history, state=replace(history.state, status=told.status))


def sighted(
    leg: Leg, history: History, known: Words, clocks: Clocks, share: Callable[[Purchase], Purchase],
    goes_on: bool = False,
) -> Leg:  # fmt: skip
    """The leg after all that is known of its purchase. ``share``: the purchase as this leg sees it; ``goes_on``:
    another part of it, of the same order, was not stopped.

    A leg that only files told of is told all of it again in the order of its time, so that the order in which they
    arrived does not matter. What the person said since stands, but for a grown fact that arrived after it.
    """
    state = history.state
    if state is None:
        return leg
    linked = leg.state in (LegState.UNLINKED, LegState.UNCLEAR) and not leg.raw_status
    files = _by_files_alone(leg) and not any(one.migrated for one in history.sightings)
    if linked or (files and _late(history, known)):
        told = untold(leg) if files else leg
        for so_far in _so_far(history, state, known):
            (told,) = sight(told, share(so_far), known, clocks, goes_on)
        return told
    if leg.known_at is None or state.seen.at >= leg.known_at:
        (leg,) = sight(leg, share(state), known, clocks, goes_on)
    else:
        # What was said since is not undone, but its share of the price is the purchase's, not the leg's own: another
        # order may be served by it since.
        leg = cost_told(leg, share(state).total or leg.cost, state.total_asked)
    for late in _came_after(leg, history, known):
        (leg,) = sight(leg, share(without_total(late)), known, clocks, goes_on)
    return leg


def _came_after(leg: Leg, history: History, known: Words) -> list[Purchase]:
    """What is older than the newest word of this leg, and became known after a newer one. What the person had heard
    when they last spoke or looked is no news."""
    at, spoke = leg.known_at, leg.known_at if leg.where is Where.PERSON else None
    if at is None:
        return []
    cut = max((one for one in (spoke, leg.looked_at) if one is not None), default=None)
    heard = {""}
    found: list[Purchase] = []
    for one, newest in zip(history.sightings, _newest_until(history), strict=True):
        before = cut is not None and one.known_at < cut
        if one.migrated or before:
            heard.add(one.told.status.casefold())
        elif one.told.seen.at < at and (one.told.seen.at < newest or (cut is not None and one.told.seen.at < cut)):
            found.append(one.told)
    return sorted((one for one in found if one.status.casefold() not in heard), key=lambda one: _place(one, known))


def _by_time(history: History, known: Words | None) -> list[Purchase]:
    return sorted((one.told for one in history.sightings), key=lambda one: _place(one, known))


def _place(told: Purchase, known: Words | None) -> tuple[datetime, int, str]:
    """Where a telling stands among the others: by its time, of one time the further word last."""
    return told.seen.at, far(told, known), told.status.casefold()


def _fold(told: Sequence[Purchase], known: Words | None) -> Purchase:
    state = told[0]
    for one in told[1:]:
        state = seen_again(state, one, known)
    return state


def _newest_until(history: History) -> list[datetime]:
    """With each sighting, the newest time that had been told by then."""
    return list(accumulate((one.told.seen.at for one in history.sightings), max))


def _late(history: History, known: Words) -> bool:
    """Whether something became known that does not follow all that was known before it, or is of the same time."""
    places = [_place(one.told, known) for one in history.sightings]
    until = zip(places[1:], accumulate(places, max), strict=False)
    return any(here <= newest or here[0] == newest[0] for here, newest in until)


def _so_far(history: History, state: Purchase, known: Words) -> list[Purchase]:
    """The purchase as it was known after each of its tellings, had they come in the order of their time."""
    found = [step.state for step in steps(history, known)]
    return found if found and found[-1].seen.at == state.seen.at else [*found, state]


def steps(history: History, known: Words) -> list[Step]:
    """The tellings of a purchase in the order of their time, each with what was known by then."""
    found: list[Step] = []
    in_order = sorted(history.sightings, key=lambda one: _place(one.told, known))
    for _, at_once in groupby(in_order, lambda one: one.told.seen.at):
        rows = list(at_once)
        whole = _next(found, rows, known)
        if MIXED in whole.state.status:  # none of them stands, so none was so before the others
            found.append(whole)
            continue
        said = [one for one in rows if one.told.seen.where is Where.PERSON]  # of the price; no telling of its own
        others = [one for one in rows if one not in said] or said
        for _, told in groupby(others, lambda one: _place(one.told, known)):
            found.append(_next(found, list(told), known, said))
    return found


def _next(found: Sequence[Step], rows: Sequence[Sighting], known: Words, said: Sequence[Sighting] = ()) -> Step:
    before = [step.state for step in found[-1:]]
    state = _fold([*before, *(one.told for one in (*rows, *said))], known)
    times = [one.known_at for one in rows if not one.migrated]
    together = MIXED in state.status and len(rows) > 1  # only the last of them made it so
    return Step(state, (max(times) if together else min(times)) if times else None)


def known_totals(history: History, known: Words) -> Iterator[tuple[Purchase, datetime, Money | None]]:
    """The purchase as it was after each telling became known, when that was, and what the person said of its price."""
    state: Purchase | None = None
    for one in history.sightings:
        state = one.told if state is None else seen_again(state, one.told, known)
        yield state, one.known_at, one.told.total if one.told.seen.where is Where.PERSON else None


def _by_files_alone(leg: Leg) -> bool:
    """Whether nobody but files ever said where this leg is."""
    return not leg.acted_on and leg.looked_at is None and leg.was is None and leg.where is not Where.PERSON


def untold(leg: Leg) -> Leg:
    """The leg as it was linked, before anything was told of its purchase."""
    return Leg(
        leg.id, LegState.UNCLEAR, leg.units, number=leg.number, kind=leg.kind, where=leg.where, part=leg.part,
        app_can_read_it=leg.app_can_read_it, request_ticked_at=leg.request_ticked_at,
        message_ticked_at=leg.message_ticked_at, asked_with=leg.asked_with, asked_with_at=leg.asked_with_at,
        asked_with_by=leg.asked_with_by, asked_with_looked=leg.asked_with_looked,
        asked_for=leg.asked_for,
    )  # fmt: skip


def _same_facts(a: Purchase, b: Purchase) -> bool:
    return replace(a, seen=b.seen, told=b.told, status=a.status.casefold()) == replace(b, status=b.status.casefold())
