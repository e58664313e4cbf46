"""The case journal: append-only, hash-chained, one open case an order. The last row is the truth (design §3)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from dropdesk.domain.case.shape.journal import present
from dropdesk.domain.values import CaseId, OrderKey
from dropdesk.errors import Refused
from dropdesk.store.reader import moment, stamp

GENESIS = "0" * 64
_GLANCE = "SELECT id, order_key, opened_at, open, pending, phase FROM cases"
_STANDING = text(f"{_GLANCE} WHERE id = :case")
_OF_ORDER = text(f"{_GLANCE} WHERE order_key = :key ORDER BY opened_at DESC")
_PENDING = text(f"{_GLANCE} WHERE pending = 1 ORDER BY id")
_IN_PHASE = text(f"{_GLANCE} WHERE open = 1 AND phase = :phase ORDER BY id")
_BEGIN = text("INSERT INTO cases (id, order_key, opened_at, open, pending, phase) VALUES (:id, :key, :at, 1, 0, '')")
_STANDS = text("UPDATE cases SET open = :open, pending = :pending, phase = :phase WHERE id = :id")
_APPEND = text(
    "INSERT INTO journal (case_id, seq, at, move, state, before, hash) "
    "VALUES (:case, :seq, :at, :move, :state, :before, :hash)"
)
_ROWS = "SELECT case_id, seq, at, move, state FROM journal WHERE case_id = :case ORDER BY seq"
_JOURNAL, _LAST = text(_ROWS), text(f"{_ROWS} DESC LIMIT 1")
_NEWEST_HASH = text("SELECT seq, hash FROM journal WHERE case_id = :case ORDER BY seq DESC LIMIT 1")
_CHAIN = text("SELECT case_id, seq, at, move, state, before, hash FROM journal ORDER BY case_id, seq")
_OF_ORDERS = (
    "SELECT c.order_key, j.case_id, j.seq, j.at, j.move, j.state FROM cases c JOIN journal j ON j.case_id = c.id "
    "AND j.seq = (SELECT MAX(seq) FROM journal WHERE case_id = c.id) "
    "WHERE c.order_key IN ({}) ORDER BY c.order_key, c.open, c.opened_at"
)


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
    try:
        tx.connection().execute(_BEGIN, {"id": case, "key": order, "at": stamp(at)})
    except IntegrityError as error:
        raise Refused("case_open") from error


def append(
    tx: Session, case: CaseId, seq: int, at: datetime, move: str, state: str, *, open_: bool, pending: bool, phase: str
) -> None:
    """Appends row ``seq``. Refused("moved_on") when somebody else has written it: look again, nothing was changed."""
    run = tx.connection().execute
    newest = run(_NEWEST_HASH, {"case": case}).first()
    if seq != (newest[0] + 1 if newest is not None else 1):
        raise Refused("moved_on")
    row = {
        "case": case, "seq": seq, "at": stamp(at), "move": str(move), "state": state,
        "before": newest[1] if newest is not None else GENESIS,
    }  # fmt: skip
    row["hash"] = _digest(row)
    try:
        run(_APPEND, row)
        run(_STANDS, {"id": case, "open": open_, "pending": pending, "phase": phase})
    except IntegrityError as error:
        raise Refused("case_open" if open_ else "moved_on") from error


def _digest(row: Mapping[str, object]) -> str:
    parts = (str(row[name]) for name in ("case", "seq", "at", "move", "state", "before"))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def last(tx: Session, case: CaseId) -> Entry | None:
    """The newest row."""
    row = tx.connection().execute(_LAST, {"case": case}).first()
    return None if row is None else _entry(*row)


def newest(tx: Session, wanted: Iterable[OrderKey]) -> dict[OrderKey, Entry]:
    """Of each order that has one: the newest row of its open case, else of its newest closed one."""
    found: dict[OrderKey, Entry] = {}
    keys = sorted(set(wanted))
    for start in range(0, len(keys), 500):
        marks = ",".join(str(int(key)) for key in keys[start : start + 500])
        for key, *row in tx.connection().execute(text(_OF_ORDERS.format(marks))):
            found[OrderKey(key)] = _entry(*row)  # the open one comes last
    return found


def journal(tx: Session, case: CaseId) -> list[Entry]:
    """All rows, oldest first."""
    return [_entry(*row) for row in tx.connection().execute(_JOURNAL, {"case": case})]


def _entry(case: str, seq: int, at: int, move: str, state: str) -> Entry:
    return Entry(CaseId(case), seq, moment(at), present(move), state)


def standing(tx: Session, case: CaseId) -> Standing:
    """The case at a glance. KeyError for none."""
    row = tx.connection().execute(_STANDING, {"case": case}).first()
    if row is None:
        raise KeyError(case)
    return _standing(*row)


def of_order(tx: Session, order: OrderKey) -> list[Standing]:
    """The cases of an order, newest first."""
    return [_standing(*row) for row in tx.connection().execute(_OF_ORDER, {"key": order})]


def pending(tx: Session) -> list[Standing]:
    """Cases for which the world is still owed something."""
    return [_standing(*row) for row in tx.connection().execute(_PENDING)]


def in_phase(tx: Session, kind: str) -> list[Standing]:
    """Open cases whose newest row stands in a phase of this kind."""
    return [_standing(*row) for row in tx.connection().execute(_IN_PHASE, {"phase": kind})]


def _standing(case: str, order: int, opened: int, open_: int, pending: int, phase: str) -> Standing:
    return Standing(CaseId(case), OrderKey(order), moment(opened), bool(open_), bool(pending), phase)


def broken(tx: Session) -> list[tuple[CaseId, int]]:
    """Rows whose hash or whose link to the row before is wrong: bit rot, or somebody's hand."""
    found: list[tuple[CaseId, int]] = []
    before, of = GENESIS, ""
    for case, seq, at, move, state, link, digest in tx.connection().execute(_CHAIN):
        if case != of:
            of, before = case, GENESIS
        row = {"case": case, "seq": seq, "at": at, "move": move, "state": state, "before": link}
        if link != before or digest != _digest(row):
            found.append((CaseId(case), seq))
        before = digest
    return found
