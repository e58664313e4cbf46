"""An order's lines, told again by a file of any age: what grows, and as of when units moved (rules §3 "Facts")."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dropdesk.domain.order import Line, Order
from dropdesk.domain.same_lines import same_lines
from dropdesk.domain.values import LineId


def with_times(order: Order) -> tuple[Line, ...]:
    """The lines with as of when their units were first told to have moved, also where that is the sighting's own."""
    return tuple(units_moved(line, line.fulfilled_told or order.seen.at, line.requested_told or order.seen.at, None)
                 for line in order.lines)  # fmt: skip


def units_moved(line: Line, sent: datetime | None, asked: datetime | None, seen: datetime | None) -> Line:
    """As of when its units were first told to have moved; None where a time of their own is told, where none moved, and
    where it is the sighting's own."""
    unknown = line.fulfilled > 0 and line.fulfilled_at is None, line.requested > 0 and line.requested_at is None
    sent, asked = (at if untold and at != seen else None for at, untold in zip((sent, asked), unknown, strict=True))
    same = (line.fulfilled_told, line.requested_told) == (sent, asked)
    return line if same else replace(line, fulfilled_told=sent, requested_told=asked)


def first_told(before: Order, now: Order) -> Order:
    """``now``, a newer sighting, with as of when its units were first told to have moved: no further telling of the
    same moves that, for a look may have answered it already (V-20)."""
    told = with_times(before)
    pairs = same_lines(told, now.lines)
    known = {new.id: line for line in told if (new := pairs[line.id]) is not None}
    return replace(now, lines=tuple(_told_first(known.get(line.id), line, now.seen.at) for line in now.lines))


def _told_first(before: Line | None, now: Line, seen: datetime) -> Line:
    sent, asked = now.fulfilled_told or seen, now.requested_told or seen
    if before is not None and before.fulfilled >= now.fulfilled:
        sent = min(sent, before.fulfilled_told or sent)
    if before is not None and before.requested >= now.requested:
        asked = min(asked, before.requested_told or asked)
    return units_moved(now, sent, asked, seen)


def merged_lines(before: tuple[Line, ...], now: tuple[Line, ...], newer: bool) -> tuple[Line, ...]:
    """Lines keep their ids, which the purchases hang on. A line that the newer side does not tell was removed; one that
    is new here gets a new id."""
    pairs = same_lines(before, now)
    taken_over = {new.id for new in pairs.values() if new is not None}
    left = [line for line in now if line.id not in taken_over]
    found = [
        _line(line, new, newer) if (new := pairs[line.id]) else _taken_off(line) if newer else line for line in before
    ]
    taken = {line.id for line in before}
    for line in left:
        number = len(found) + 1
        while f"{number}" in taken:
            number += 1
        taken.add(LineId(f"{number}"))
        named = replace(line, id=LineId(f"{number}"))
        found.append(named if newer else _taken_off(named))
    return tuple(found)


def _taken_off(line: Line) -> Line:
    """What no refund named of a line that a newer file does not tell any more, an edit took off."""
    return replace(line, returned=line.quantity, removed=line.quantity - (line.returned - line.removed))


def _line(before: Line, now: Line, newer: bool) -> Line:
    fulfilled = max(before.fulfilled, now.fulfilled)
    furthest = [one for one in (before, now) if one.fulfilled == fulfilled]
    times = [one.fulfilled_at for one in furthest if one.fulfilled_at is not None]
    requested = min(before.requested, max(0, before.quantity - fulfilled))
    fewer = before.quantity - now.quantity if newer else now.quantity - before.quantity
    latest, other = (now, before) if newer else (before, now)
    returned = max(before.returned, now.returned, fewer)
    # What no refund named, an edit took off.
    named = max(before.returned - before.removed, now.returned - now.removed)
    return replace(
        before,
        quantity=max(before.quantity, now.quantity),
        unit_value=latest.unit_value or other.unit_value,
        fulfilled=fulfilled,
        requested=requested,
        returned=returned,
        removed=returned - named,
        fulfilled_at=min(times, default=None) if fulfilled else None,
        fulfilled_told=min((one.fulfilled_told for one in furthest if one.fulfilled_told), default=None),
        requested_told=before.requested_told if requested else None,
        needs_no_purchase=before.needs_no_purchase or now.needs_no_purchase,
    )
