"""The reason of a verdict: its code and data in at most 44 characters (中文 22), and the headline's sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dropdesk.ui.i18n import tr


def because(code: str, data: Mapping[str, object], now: datetime) -> str:
    """The second line of a verdict cell."""
    return tr("reason {code}", code=code) if code else ""


def headline(verdict: str, code: str, data: Mapping[str, object], now: datetime) -> str:
    """The verdict in words, at most two lines."""
    return ""
