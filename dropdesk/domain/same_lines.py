"""Which line of one sighting of an order is which of another: a file numbers its lines by place alone."""

from __future__ import annotations

from collections.abc import Sequence

from dropdesk.domain.order import Line
from dropdesk.domain.values import LineId


def same_lines(before: Sequence[Line], now: Sequence[Line]) -> dict[LineId, Line | None]:
    """Which of the lines told now each known line is; None for one that is not told any more."""
    left = list(now)
    pairs = {line.id: _taken(left, line) for line in before}
    unknown = [line for line in before if pairs[line.id] is None]
    if len(unknown) == len(left):  # renamed: by place
        pairs |= {line.id: new for line, new in zip(unknown, left, strict=True)}
    return pairs


def _taken(left: list[Line], line: Line) -> Line | None:
    """The line that is this one: by title and sku, else by either; taken off the list."""
    scores = [
        (4 * _same_gid(one, line) + 2 * bool(_names(one) & _names(line)) + (one.sku == line.sku and bool(line.sku)), -n)
        for n, one in enumerate(left)
    ]
    score, place = max(scores, default=(0, 0))
    return left.pop(-place) if score else None


def _same_gid(a: Line, b: Line) -> bool:
    """A shop's own ids are lasting; a place in a file is not."""
    return a.id == b.id and not a.id.isdecimal()


def _names(line: Line) -> set[str]:
    """A file writes title and variant as one."""
    return {line.title, f"{line.title} - {line.variant}"}
