"""Expected errors in words: what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Mapping

from dropdesk.errors import Expected
from dropdesk.ui.i18n import tr


def error(what: Expected) -> str:
    """The sentence for an expected error."""
    return _say(what.code, what.facts)


def _say(code: str, facts: Mapping[str, object]) -> str:
    return tr("This did not work ({code}). Nothing was changed.", code=code)
