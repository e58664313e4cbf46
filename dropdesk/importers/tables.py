"""Tables as people have them: CSV of any separator, encoding and line ending, or cells copied from a page or sheet.

Damage is found, never passed over: a quotation mark that is left open would swallow the rows behind it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from dropdesk.domain.order import SeenOrder
from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.errors import Damaged

T = TypeVar("T")
LARGEST = 64 * 1024 * 1024
"""Bytes; a shop's whole history is below this."""
_END = "\u0003"
_WESTERN = re.compile(r"[\x00-\x7f\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹Œ\u017d‘’“”•–—˜™š›œžŸ]*")
_NOT_WESTERN = re.compile(r"[À-ÿ]{3}")
_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060\xa0 \t\r\n"


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the header; ``number`` is its first line in the file, from 1. Cells by the header's name."""

    number: int
    cells: list[str]
    place: Mapping[str, int]

    def __getitem__(self, name: str) -> str:
        """The cleaned cell of a column; ``""`` where there is none."""
        place = self.place.get(name, len(self.cells))
        return clean(self.cells[place]) if place < len(self.cells) else ""

    def whole(self) -> tuple[str, ...]:
        """All cells, cleaned."""
        return tuple(map(clean, self.cells))


@dataclass(frozen=True, slots=True)
class Table:
    """Header names (lower-case) and the rows below. ``broken``: the line where a quotation mark is left open, or 0."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    broken: int = 0

    def wrong(self, row: Row) -> str:
        """Why a row cannot be one of this table: a code, or ``""``. Some write the header again in the middle."""
        cells = row.whole()
        if not any(cells):
            return "empty"
        if any(cells[len(self.header) :]):
            return "ragged"
        return "header" if tuple(cell.casefold() for cell in cells) == self.header else ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is not taken: a code and facts for the words."""

    row: int
    name: str
    why: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item(Generic[T]):
    """What was read, and from which rows."""

    value: T
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as read: every row is in exactly one item or problem. ``as_of``: the newest date inside it."""

    kind: str
    rows: int
    as_of: datetime | None
    problems: tuple[Problem, ...]
    orders: tuple[Item[SeenOrder], ...] = ()
    purchases: tuple[Item[Purchase], ...] = ()


def decode(raw: bytes) -> str:
    """The text. Damaged: ``too_big``, ``workbook`` (an Excel file), ``not_utf8``, ``unreadable``."""
    if len(raw) > LARGEST:
        raise Damaged("too_big")
    if raw[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise Damaged("workbook")
    text = _decoded(raw).removeprefix("\ufeff")
    if "\x00" in text:
        raise Damaged("unreadable")
    return text


def _decoded(raw: bytes) -> str:
    try:
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return raw.decode("utf-16")
        if raw[1:2] == b"\x00" or raw[:1] == b"\x00":  # UTF-16 without its mark
            return raw.decode("utf-16-le" if raw[1:2] == b"\x00" else "utf-16-be")
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:  # what Excel in western countries saves
        text = raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Damaged("not_utf8") from error
    if not _WESTERN.fullmatch(text) or _NOT_WESTERN.search(text):
        raise Damaged("not_utf8")  # Cyrillic or Chinese read as Western European would be nonsense
    return text


def clean(cell: str) -> str:
    """A cell without what only protects or pads it: spaces, invisible marks, ``="…"``."""
    text = cell.strip(_INVISIBLE)
    formula = _FORMULA.fullmatch(text)
    return formula.group(1).strip(_INVISIBLE) if formula else text


def rows_of(text: str) -> tuple[list[tuple[int, list[str]]], int]:
    """All rows but blank lines, with their first line, and the line of a quotation mark left open (or 0)."""
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r"sep=(.)\r?", first.strip(), re.IGNORECASE)
    body, before = (rest, 1) if told else (text, 0)
    source = io.StringIO(f"{body}\n{_END}\n", newline="")
    reader = csv.reader(source, delimiter=told.group(1) if told else _separator(body))
    found: list[tuple[int, list[str]]] = []
    start = before + 1
    try:
        for cells in reader:
            if cells == [_END]:
                return found, 0
            if any(_END in cell for cell in cells):
                break
            if len(cells) > 1 or any(map(clean, cells)):
                found.append((start, cells))
            start = before + reader.line_num + 1
    except csv.Error:
        pass  # a cell beyond all measure: the same damage
    return found, start


def read_table(text: str) -> Table:
    """The table with its first row as header. Damaged("no_header") for an empty text."""
    rows, broken = rows_of(text)
    first = next((n for n, (_, cells) in enumerate(rows) if any(map(clean, cells))), None)
    if first is None:
        raise Damaged("no_header")
    return table_of([clean(cell).casefold() for cell in rows[first][1]], rows[first + 1 :], broken)


def table_of(header: Sequence[str], rows: Iterable[tuple[int, list[str]]], broken: int) -> Table:
    """Rows under a header; of two columns with one name, the first counts."""
    place = {name: n for n, name in reversed(list(enumerate(header))) if name}
    return Table(tuple(header), tuple(Row(number, cells, place) for number, cells in rows), broken)


def _separator(text: str) -> str:
    """The one that divides the first line most; quoted parts do not count."""
    line = next((line for line in text.splitlines() if line.strip(_INVISIBLE)), "")
    bare = re.sub(r'"[^"]*"', "", line)
    return max("\t;,|", key=bare.count) if any(sign in bare for sign in "\t;,|") else ","
