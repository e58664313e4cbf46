"""Backups that are opened before anybody relies on them, each with its SHA-256 beside it."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from dropdesk.errors import Damaged

KEPT = 12


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def back_up(database: Path, folder: Path, label: str) -> Path:
    """Copies by ``VACUUM INTO``, opens the copy, checks it, writes its SHA-256. Damaged when any of it fails."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = folder / f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{label}.db"
    try:
        source = sqlite3.connect(database)
        try:
            source.execute("VACUUM INTO ?", (str(copy),))
        finally:
            source.close()
        copy.chmod(0o600)
        _check(copy)
    except sqlite3.DatabaseError as error:
        copy.unlink(missing_ok=True)
        raise Damaged("backup", {"file": copy.name}) from error
    note = copy.with_suffix(".sha256")
    with open(os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
        out.write(digest(copy))
        out.flush()
        os.fsync(out.fileno())
    thin(folder)
    return copy


def _check(path: Path) -> None:
    copy = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        said = copy.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        copy.close()
    if said != "ok":
        raise sqlite3.DatabaseError(said)


def intact(path: Path) -> bool:
    """Whether a backup is still what was written: SQLite's own check misses one bit flip in four, the digest none."""
    note = path.with_suffix(".sha256")
    return path.exists() and note.exists() and note.read_text("ascii").strip() == digest(path)


def thin(folder: Path) -> None:
    """Keeps the newest ones; an older one goes only when a newer one is intact."""
    copies = sorted(folder.glob("*.db"), reverse=True)
    if not any(intact(copy) for copy in copies[:KEPT]):
        return
    for old in copies[KEPT:]:
        old.unlink()
        old.with_suffix(".sha256").unlink(missing_ok=True)
