"""What an import found and what it would do, as shapes: every row of every file is in exactly one list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from dropdesk.domain.order import SeenOrder
from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.values import OrderKey
from dropdesk.importers.tables import Item, Problem

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of a file, and what becomes of it."""

    name: str
    file: str
    row: int
    why: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FileFound:
    """A file as it was read. ``kind`` ``""``: not recognised; ``error``: a code."""

    name: str
    kind: str = ""
    rows: int = 0
    as_of: datetime | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A status word that nobody taught yet, and how many purchases carry it."""

    word: str
    count: int


@dataclass(frozen=True, slots=True)
class ClaimAsked:
    """What the person says was done by hand, and what a file that names its order shows nothing of, though it cannot
    tell that it is newer. ``what`` and ``amount`` (minor units) as the person said them, ``at``: when it was done."""

    key: OrderKey
    name: str
    what: str
    amount: int
    currency: str
    at: datetime
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do: every row of every file is in exactly one of the four lists. ``claims``: what the person
    is asked, whether the files were made after it. The rest is what ``apply`` writes."""

    files: tuple[FileFound, ...]
    added: tuple[Finding, ...]
    changed: tuple[Finding, ...]
    unchanged: tuple[Finding, ...]
    skipped: tuple[Finding, ...]
    unknown_words: tuple[UnknownWord, ...]
    orders: tuple[SeenOrder, ...] = ()
    purchases: tuple[Purchase, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    claims: tuple[ClaimAsked, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file with what was read of it."""

    file: FileFound
    orders: tuple[Item[SeenOrder], ...] = ()
    purchases: tuple[Item[Purchase], ...] = ()
    problems: tuple[Problem, ...] = ()
