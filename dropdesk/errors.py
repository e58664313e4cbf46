"""Expected errors, by blame. Each carries a code and facts; the words for a person are in ``ui/words/errors.py``.

Everything that is not one of these is a bug: it goes to the crash report. Neither a code nor a fact ever holds a
token, a customer's name or an address.
"""

from __future__ import annotations

from collections.abc import Mapping


class Expected(Exception):
    """Something that may happen in normal use. ``code`` names it, ``facts`` hold numbers and names for the words."""

    def __init__(self, code: str, facts: Mapping[str, object] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, object] = dict(facts or {})


class Refused(Expected):
    """A rule, or the other side, said no; nothing was changed."""


class Unreachable(Expected):
    """The other side could not be reached; certainly nothing happened there."""


class NotAllowed(Expected):
    """The account, token or scope does not allow it."""


class Unclear(Expected):
    """Nobody knows yet whether it happened. The only way on is to look."""


class Damaged(Expected):
    """A file or the database is not what it should be."""
