"""The case journal: append-only, hash-chained, one open case an order. The last row is the truth (design §3)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlmodel import Session, col, select

from dropdesk.domain.journal import present
from dropdesk.domain.values import CaseId, OrderKey
from dropdesk.errors import Refused
from dropdesk.store.reader import moment, stamp
from dropdesk.store.tables import CaseRecord, JournalRecord

GENESIS = "0" * 64
_OF_ORDER = text("SELECT id, opened_at, open, pending, phase FROM cases WHERE order_key = :key ORDER BY opened_at DESC")


@dataclass(frozen=True, slots=True)
class Entry:
    """One journal row: the move that was made, by today's word for it, and the whole state after it, as JSON."""

    case: CaseId
    seq: int
    at: datetime
    move: str
    state: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A case at a glance."""

    case: CaseId
    order: OrderKey
    opened_at: datetime
    open: bool
    pending: bool
    phase: str


def begin(tx: Session, case: CaseId, order: OrderKey, at: datetime) -> None:
    """A new case. Refused when the order has an open one: the database guards it too."""
    tx.add(CaseRecord(id=case, order_key=order, opened_at=stamp(at)))
    try:
        tx.flush()
    except IntegrityError as error:
        raise Refused("case_open") from error


def append(
    tx: Session, case: CaseId, seq: int, at: datetime, move: str, state: str, *, open_: bool, pending: bool, phase: str
) -> None:
    """Appends row ``seq``. Refused("moved_on") when somebody else has written it: look again, nothing was changed."""
    newest = last(tx, case)
    if seq != (newest.seq + 1 if newest is not None else 1):
        raise Refused("moved_on")
    before = _hash_of(tx, case, newest.seq) if newest is not None else GENESIS
    record = JournalRecord(case_id=case, seq=seq, at=stamp(at), move=str(move), state=state, before=before, hash="")
    record.hash = _digest(record)
    tx.add(record)
    standing = tx.get(CaseRecord, case)
    assert standing is not None
    standing.open, standing.pending, standing.phase = open_, pending, phase
    tx.add(standing)
    try:
        tx.flush()
    except IntegrityError as error:
        raise Refused("case_open" if open_ else "moved_on") from error
    except DatabaseError as error:
        raise Refused("moved_on") from error


def _digest(record: JournalRecord) -> str:
    parts = (record.case_id, str(record.seq), str(record.at), record.move, record.state, record.before)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _hash_of(tx: Session, case: CaseId, seq: int) -> str:
    row = tx.get(JournalRecord, (case, seq))
    assert row is not None
    return row.hash


def last(tx: Session, case: CaseId) -> Entry | None:
    """The newest row."""
    row = tx.exec(
        select(JournalRecord).where(JournalRecord.case_id == case).order_by(col(JournalRecord.seq).desc()).limit(1)
    ).first()
    return None if row is None else _entry(row)


def journal(tx: Session, case: CaseId) -> list[Entry]:
    """All rows, oldest first."""
    rows = tx.exec(select(JournalRecord).where(JournalRecord.case_id == case).order_by(col(JournalRecord.seq)))
    return [_entry(row) for row in rows]


def _entry(row: JournalRecord) -> Entry:
    return Entry(CaseId(row.case_id), row.seq, moment(row.at), present(row.move), row.state)


def standing(tx: Session, case: CaseId) -> Standing:
    """The case at a glance. KeyError for none."""
    row = tx.get(CaseRecord, case)
    if row is None:
        raise KeyError(case)
    return _standing(row)


def of_order(tx: Session, order: OrderKey) -> list[Standing]:
    """The cases of an order, newest first."""
    # Asked of every order that is read anew, and most have none: no objects are made of rows here.
    rows = tx.connection().execute(_OF_ORDER, {"key": order})
    return [
        Standing(CaseId(case), order, moment(opened), bool(open_), bool(pending_), phase)
        for case, opened, open_, pending_, phase in rows
    ]


def pending(tx: Session) -> list[Standing]:
    """Cases for which the world is still owed something."""
    return [_standing(row) for row in tx.exec(select(CaseRecord).where(CaseRecord.pending == True)).all()]  # noqa: E712


def all_of(tx: Session) -> list[Standing]:
    return [_standing(row) for row in tx.exec(select(CaseRecord)).all()]


def _standing(row: CaseRecord) -> Standing:
    return Standing(
        CaseId(row.id), OrderKey(row.order_key), moment(row.opened_at), bool(row.open), bool(row.pending), row.phase
    )


def broken(tx: Session) -> list[tuple[CaseId, int]]:
    """Rows whose hash or whose link to the row before is wrong: bit rot, or somebody's hand."""
    found: list[tuple[CaseId, int]] = []
    before, case = GENESIS, ""
    for row in tx.exec(select(JournalRecord).order_by(col(JournalRecord.case_id), col(JournalRecord.seq))):
        if row.case_id != case:
            case, before = row.case_id, GENESIS
        if row.before != before or row.hash != _digest(row):
            found.append((CaseId(row.case_id), row.seq))
        before = row.hash
    return found
