"""The columns of the orders table, one declaration each: title, words, sort, width and look.

A new column is a member of ``Column`` and its entry here; head, cells, tool tips, screen reader and sorting follow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from dropdesk.domain.listing import Sort
from dropdesk.ui import words
from dropdesk.ui.i18n import clauses, tr
from dropdesk.ui.orders.row_text import Shown
from dropdesk.ui.theme import Type


class Column(IntEnum):
    """From left to right."""

    VERDICT = 0
    DEADLINE = 1
    ORDER = 2
    SUPPLIER = 3
    CASE = 4
    PAID = 5


Lines = tuple[str, str]


def _plain_kind(_: Shown) -> Type:
    return Type.MEDIUM


def _body_kind(_: Shown) -> Type:
    return Type.BODY


def _plain_tone(_: Shown) -> str:
    return "text"


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """What one column is.

    * ``title``: its head
    * ``lines``: the two lines of a cell, the second may be empty
    * ``sort``: by what its head sorts
    * ``width``: at the normal size, in the theme's units; None: it takes what is left
    * ``whole``: the lines for tool tip and screen reader, where there is room for more
    * ``spoken``: what a screen reader says, where that is another sentence
    * ``kind``, ``tone``: type and colour of the first line
    * ``mutes``: grey in a muted row
    * ``right``: set to the right edge, as amounts are
    """

    title: Callable[[], str]
    lines: Callable[[Shown], Lines]
    sort: Sort
    width: int | None = None
    whole: Callable[[Shown], Lines] | None = None
    spoken: Callable[[Shown], str] | None = None
    kind: Callable[[Shown], Type] = _plain_kind
    tone: Callable[[Shown], str] = _plain_tone
    mutes: bool = False
    right: bool = False


def _deadline_kind(made: Shown) -> Type:
    return Type.STRONG if made.tone in ("warn_text", "danger_text") else Type.BODY


COLUMNS: dict[Column, ColumnSpec] = {
    Column.VERDICT: ColumnSpec(
        lambda: tr("Verdict"),
        lambda made: (words.verdict(made.row.verdict), made.because),
        Sort.DEFAULT,
        spoken=lambda made: words.verdict_spoken(made.row.verdict, made.because),
    ),
    Column.DEADLINE: ColumnSpec(
        lambda: tr("Deadline"),
        lambda made: (made.deadline, made.until),
        Sort.DEADLINE,
        width=174,
        whole=lambda made: (made.deadline, made.until_here),
        kind=_deadline_kind,
        tone=lambda made: made.tone,
        mutes=True,
    ),
    Column.ORDER: ColumnSpec(lambda: tr("Order"), lambda made: (made.name, made.customer), Sort.ORDER, width=120),
    Column.SUPPLIER: ColumnSpec(
        lambda: tr("Supplier"),
        lambda made: (made.supplier, made.state),
        Sort.SUPPLIER,
        width=140,
        kind=_body_kind,
        tone=lambda made: "text" if made.state else "text2",
        mutes=True,
    ),
    Column.CASE: ColumnSpec(
        lambda: tr("Case"), lambda made: (made.step, ""), Sort.CASE, width=64, kind=_body_kind, mutes=True
    ),
    Column.PAID: ColumnSpec(lambda: tr("Paid"), lambda made: (made.paid, made.money), Sort.PAID, width=126, right=True),
}


def spec(column: int) -> ColumnSpec:
    """The declaration of a column by its number."""
    return COLUMNS[Column(column)]


def whole(made: Shown, column: int) -> Lines:
    """The lines of a cell for tool tip and screen reader, where there is room for the local time too."""
    of = spec(column)
    return (of.whole or of.lines)(made)


def spoken(made: Shown, column: int) -> str:
    """What a screen reader says of a cell. An empty cell says nothing."""
    own = spec(column).spoken
    return own(made) if own is not None else clauses(line for line in whole(made, column) if line)
