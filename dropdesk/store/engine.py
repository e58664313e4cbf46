"""One SQLite file in a private folder: one writing connection, readers ``mode=ro`` (docs/architecture.md).

WAL with ``synchronous=FULL``. The WAL-reset bug of SQLite before 3.51.3 needs two connections that write or checkpoint
at once; here is exactly one, and readers never checkpoint.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import QueuePool, StaticPool
from sqlmodel import Session, create_engine

from dropdesk.errors import Damaged, Refused
from dropdesk.store.backup import back_up
from dropdesk.store.reader import HEAD, KNOWN, open_reader, prepare_folder, revision

LATE = "late"
"""In ``Session.info``: what is done once, right before the commit, by name."""
KEPT = "kept"
"""In ``Session.info``: rows read or added stay in memory to the end of the transaction, so that none is read twice."""


class Store:
    """The open database. ``write()`` is a transaction; whoever is in it is alone. ``read()`` only looks."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._alone = threading.RLock()
        self._session: Session | None = None
        self._writer = 0
        self._closed = False
        self._engine = create_engine(
            f"sqlite:///{path}", poolclass=StaticPool, connect_args={"check_same_thread": False, "timeout": 10}
        )
        event.listen(self._engine, "connect", _on_connect)
        event.listen(self._engine, "begin", _on_begin)
        self._reading = create_engine("sqlite://", creator=self._read_only, poolclass=QueuePool, pool_size=3)
        event.listen(self._reading, "begin", _on_read)

    @classmethod
    def open(cls, folder: Path) -> Store:
        """Opens, and upgrades after a verified backup. A newer schema is refused in words, the file untouched."""
        path = prepare_folder(folder)
        have = revision(path)
        if have is not None and have not in KNOWN:
            raise Damaged("newer", {"revision": have})
        if have != HEAD:
            if have is not None:
                back_up(path, folder / "backups", f"before-{HEAD}")
            from dropdesk.store.migrate import upgrade

            try:
                upgrade(path)
            except (OperationalError, DatabaseError) as error:
                raise Damaged("upgrade", {"revision": have or ""}) from error
        return cls(path)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction: all of it or nothing. Nested calls join the outer one. Damaged on a full disk;
        Refused("closed") after ``close``."""
        with self._alone:
            if self._session is not None:
                yield self._session
                return
            if self._closed:  # the lock of the folder is given up: another process may write
                raise Refused("closed")
            with Session(self._engine, expire_on_commit=False) as session:
                self._session, self._writer = session, threading.get_ident()
                session.info[LATE], session.info[KEPT] = {}, []
                for moment in ("loaded_as_persistent", "pending_to_persistent"):
                    event.listen(session, moment, _keep)
                try:
                    yield session
                    while session.info[LATE]:
                        session.info[LATE].pop(next(iter(session.info[LATE])))()
                    session.commit()
                except OperationalError as error:
                    session.rollback()
                    if "full" in str(error.orig).lower() or "disk" in str(error.orig).lower():
                        raise Damaged("disk_full") from error
                    raise
                except BaseException:
                    session.rollback()
                    raise
                finally:
                    self._session, self._writer = None, 0

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One look at the database as it stands: a connection that can only read, waits for no writer and lets none
        wait. Inside this thread's own ``write()`` it sees what that has done so far."""
        if self._writer == threading.get_ident() and self._session is not None:
            yield self._session
            return
        with Session(self._reading, autoflush=False, expire_on_commit=False) as session:
            yield session

    def _read_only(self) -> sqlite3.Connection:
        connection = open_reader(self.path)
        connection.row_factory, connection.isolation_level = None, None
        return connection

    def reader(self) -> sqlite3.Connection:
        """A connection that can only read; the caller closes it."""
        return open_reader(self.path)

    def close(self) -> None:
        """Waits for the transaction that runs; closes the readers, then checkpoints and closes the writing connection.
        Nothing is written afterwards."""
        with self._alone:
            self._closed = True
            self._reading.dispose()
            self._engine.dispose()


def _keep(session: Session, row: object) -> None:
    session.info[KEPT].append(row)


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 10000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA secure_delete = ON")


def _on_begin(connection: object) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # type: ignore[attr-defined]


def _on_read(connection: object) -> None:
    # One snapshot for all that is read together.
    connection.exec_driver_sql("BEGIN")  # type: ignore[attr-defined]
