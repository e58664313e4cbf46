"""What the import dialog needs of its service, as Protocols. Every call may block and runs on the worker named here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dropdesk.domain.changes import Changes
    from dropdesk.domain.values import OrderKey


class Finding(Protocol):
    """One thing a file holds. ``name``: order name or purchase number; ``row``: line of the file, 0 = none; ``why``: a
    code (skipped, changed) with ``facts`` for the words."""

    @property
    def name(self) -> str:
        """The order's name or the purchase's number."""
        ...

    @property
    def file(self) -> str:
        """The file's name; ``""``: pasted text."""
        ...

    @property
    def row(self) -> int:
        """Its line in the file, from 1; 0: none."""
        ...

    @property
    def why(self) -> str:
        """Why it was skipped or what changed, a code for the words."""
        ...

    @property
    def facts(self) -> Mapping[str, object]:
        """What those words name."""
        ...


class FileFound(Protocol):
    """A file (or the pasted text) as it was read. ``kind``: a code, ``""`` = not recognised; ``error``: a code."""

    @property
    def name(self) -> str:
        """The file's name."""
        ...

    @property
    def kind(self) -> str:
        """What was recognised, a code; ``""``: nothing."""
        ...

    @property
    def rows(self) -> int:
        """How many rows were read."""
        ...

    @property
    def as_of(self) -> datetime | None:
        """When it was made, where it tells; UTC."""
        ...

    @property
    def error(self) -> str:
        """Why it could not be read, a code; ``""``: it could."""
        ...


class UnknownWord(Protocol):
    """A status word that nobody taught yet, and how often it stands there."""

    @property
    def word(self) -> str:
        """The word as the file writes it."""
        ...

    @property
    def count(self) -> int:
        """In how many rows."""
        ...


class ClaimAsked(Protocol):
    """What was done by hand, and a file that names its order does not show, though it may be older. ``what``: as in
    ``ByHand``; ``amount``: minor units; ``at``: when it was done."""

    @property
    def key(self) -> OrderKey:
        """The order."""
        ...

    @property
    def name(self) -> str:
        """The order's name."""
        ...

    @property
    def what(self) -> str:
        """What was done, as in ``ByHand``."""
        ...

    @property
    def amount(self) -> int:
        """Minor units, as the person said it."""
        ...

    @property
    def currency(self) -> str:
        """The order's currency."""
        ...

    @property
    def at(self) -> datetime:
        """When it was done, as the person said."""
        ...


class Preview(Protocol):
    """What an import would do. Every row of every file is in exactly one of the four lists."""

    @property
    def files(self) -> Sequence[FileFound]:
        """Every file that was given, read or not."""
        ...

    @property
    def added(self) -> Sequence[Finding]:
        """Orders and purchases that are new."""
        ...

    @property
    def changed(self) -> Sequence[Finding]:
        """Known ones of which something else is told now."""
        ...

    @property
    def unchanged(self) -> Sequence[Finding]:
        """Known ones that the file tells nothing new of."""
        ...

    @property
    def skipped(self) -> Sequence[Finding]:
        """Rows that are not taken, each with its reason."""
        ...

    @property
    def unknown_words(self) -> Sequence[UnknownWord]:
        """Status words to be explained once."""
        ...

    @property
    def claims(self) -> Sequence[ClaimAsked]:
        """What was done by hand and the files do not show (rules §5 "Claimed")."""
        ...


class Imports(Protocol):
    """Files and pasted text (worker ``desk``). ``answers``: status word → state of a leg, remembered on ``apply``.
    ``not_done``: orders of ``claims`` whose files were made after what was done by hand."""

    def preview(self, paths: Sequence[Path], pasted: str, answers: Mapping[str, str]) -> Preview:
        """Reads the files and the pasted text, and says what each row would do. Writes nothing; a file that cannot be
        read is told by its ``error``."""
        ...

    def apply(self, preview: Preview, not_done: Collection[OrderKey] = ()) -> Changes:
        """Writes what ``preview`` showed, each order and purchase compared once more; in slices, so that a kill in
        between loses no whole import."""
        ...
