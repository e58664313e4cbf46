"""Reading without the heavy imports: plain ``sqlite3``, ``mode=ro``; and the small encodings that both sides share."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dropdesk.errors import Damaged, Refused

HEAD = "0004"
"""The newest revision of ``migrations/versions``."""
KNOWN = frozenset({"0001", "0002", "0003", "0004"})
FILE = "dropdesk.db"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def stamp(at: datetime) -> int:
    """An instant as UTC microseconds since 1970."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def stamp_or_none(at: datetime | None) -> int | None:
    """As ``stamp``; None stays None."""
    return None if at is None else stamp(at)


def moment(value: int) -> datetime:
    """The instant again, aware, UTC."""
    return _EPOCH + timedelta(microseconds=value)


def moment_or_none(value: int | None) -> datetime | None:
    """As ``moment``; None stays None."""
    return None if value is None else moment(value)


def pack(data: Iterable[tuple[str, object]]) -> str:
    """Names and plain values as JSON; an instant becomes ``{"at": microseconds}``."""
    return json.dumps(
        {name: {"at": stamp(value)} if isinstance(value, datetime) else value for name, value in data},
        ensure_ascii=False,
    )


def unpack(text: str) -> dict[str, object]:
    """What ``pack`` wrote."""
    read: dict[str, object] = json.loads(text)
    return {name: moment(value["at"]) if isinstance(value, dict) else value for name, value in read.items()}


def split_han(words: str) -> str:
    """Every Han character a word of its own, so that one or two of them can be found."""
    return "".join(f" {sign} " if "\u3400" <= sign <= "\u9fff" else sign for sign in words)


def prepare_folder(folder: Path) -> Path:
    """Makes the folder (0700) and the empty file (0600). Refused for a link or somebody else's folder."""
    os.umask(0o077)
    if folder.is_symlink():
        raise Refused("folder_link", {"folder": str(folder)})
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if hasattr(os, "getuid") and folder.stat().st_uid != os.getuid():
        raise Refused("folder_owner", {"folder": str(folder)})
    if stat.S_IMODE(folder.stat().st_mode) != 0o700:
        folder.chmod(0o700)
    path = folder / FILE
    if not path.exists():
        # Made before SQLite does, so that the -wal and -shm files inherit 0600 too.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600))
    return path


def revision(path: Path) -> str | None:
    """The schema's revision; None for a new file. Damaged when it is no database."""
    connection = sqlite3.connect(path)
    try:
        row = connection.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone() if row else None
    except sqlite3.DatabaseError as error:
        raise Damaged("database", {"file": path.name}) from error
    finally:
        connection.close()
    return str(found[0]) if found else None


def current(folder: Path) -> bool:
    """Whether the file is there with this version's schema: then the table can be painted at once."""
    path = folder / FILE
    return path.exists() and path.stat().st_size > 0 and revision(path) == HEAD


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that can only read; the caller closes it."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False, timeout=10)
    connection.row_factory = sqlite3.Row
    return connection


def small_settings(folder: Path) -> dict[str, str]:
    """All small settings in one look, before anything heavy is loaded. Empty for a new, old or damaged database: who
    opens it says what is wrong."""
    try:
        connection = open_reader(folder / FILE)
    except sqlite3.DatabaseError:
        return {}
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        rows = connection.execute("SELECT name, value FROM settings").fetchall() if row and row[0] == HEAD else []
    except sqlite3.DatabaseError:
        return {}
    finally:
        connection.close()
    kept = ((str(name), json.loads(value)) for name, value in rows)
    return {name: value for name, value in kept if isinstance(value, str)}
