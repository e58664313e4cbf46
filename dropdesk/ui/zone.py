"""The person's time zone, with its changes of summer time: days and the bank clock are counted in it (R-08)."""

from __future__ import annotations

import logging
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QTimeZone

_log = logging.getLogger(__name__)


def named(name: str) -> tzinfo | None:
    """The zone of an IANA name; None where this computer knows no rules of it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def system() -> tzinfo:
    """The system's zone. Where its rules are not known: today's offset, which an hour's change makes wrong; the log
    says so."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    zone = named(name)
    if zone is not None:
        return zone
    fixed = datetime.now().astimezone().tzinfo
    assert fixed is not None
    _log.warning("the rules of the time zone %r are not known: %s is used, without summer time", name, fixed)
    return fixed
