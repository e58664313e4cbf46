"""What a customer was promised: given and ended by hand, in the order's timeline (rules §2)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dropdesk.domain.promises import PROMISED, Ended, still_open
from dropdesk.domain.values import OrderKey
from dropdesk.errors import Refused
from dropdesk.store import orders

if TYPE_CHECKING:
    from sqlmodel import Session


def give(tx: Session, key: OrderKey, note: str, by: datetime, now: datetime) -> None:
    """Keeps a promise: its words as a note of the order, its date in the timeline. Refused("reason_needed") for no
    words."""
    ref = orders.put_text(tx, key, "note", note, now)
    if not ref:
        raise Refused("reason_needed")
    orders.happened(tx, key, now, PROMISED, {"ref": ref, "by": by.astimezone(UTC).isoformat()})
    _next(tx, key)


def end(tx: Session, key: OrderKey, ref: str, how: Ended, now: datetime) -> None:
    """The person says how it ended. Refused("moved_on") when it is ended already."""
    if ref not in {one.ref for one in still_open(_rows(tx, key))}:
        raise Refused("moved_on")
    orders.happened(tx, key, now, str(how), {"ref": ref})
    _next(tx, key)


def _rows(tx: Session, key: OrderKey) -> list[tuple[str, dict[str, object]]]:
    tx.flush()
    return [(code, data) for _, code, data in orders.timeline(tx, key)]


def _next(tx: Session, key: OrderKey) -> None:
    """The verdict asks for the earliest date alone: it is kept with the order."""
    waiting = still_open(_rows(tx, key))
    orders.keep_promise(tx, key, waiting[0].by if waiting else None)
