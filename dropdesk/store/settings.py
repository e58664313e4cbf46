"""Small things kept by name. What a person set (rules, words, own stock, country, looks) is append-only rows with when
it was set; what the app only has to remember (connections, cursors, the installation's salt) is one value each. Never a
secret: those live in the keyring."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from dropdesk.domain.rules import Rulebook
from dropdesk.store.reader import moment, moment_or_none, stamp
from dropdesk.store.tables import SettingRecord

_READ = "settings"
"""In ``Session.info``: what was read in this transaction, None for what is not there."""
DATED = frozenset({"country", "language", "theme", "text", "density"})
"""Plain settings of a person: kept by name for the start, and as dated rows."""
_LISTS = "setting lists"
"""In ``Session.info``: words and own stock as read in this transaction."""
_RULE = "rule."
_WORD = "word"
_STOCK = "own_stock"
_SALT = "salt"
_NEWEST = text(
    "SELECT level, value FROM setting_values WHERE id IN "
    "(SELECT MAX(id) FROM setting_values WHERE name = :name GROUP BY level) AND value IS NOT NULL ORDER BY level"
)
_RULES = text(
    "SELECT name, level, value FROM setting_values WHERE id IN "
    "(SELECT MAX(id) FROM setting_values WHERE name >= 'rule.' AND name < 'rule/' GROUP BY name, level) "
    "AND value IS NOT NULL"
)
_ROWS = text("SELECT level, value, happened_at, known_at, migrated FROM setting_values WHERE name = :name ORDER BY id")
_ADD = text(
    "INSERT INTO setting_values (name, level, value, happened_at, known_at) VALUES (:name, :level, :value, :at, :at)"
)


@dataclass(frozen=True, slots=True)
class Value:
    """One setting of a value. ``level``: for whom (a rule's level), or what (a word, a product). ``value`` None: it was
    taken back. ``migrated``: an older database held it, known by the migration; when it was set is not told."""

    level: str
    value: Any
    happened_at: datetime | None
    known_at: datetime
    migrated: bool = False


def _add(tx: Session, name: str, level: str, value: Any, at: datetime) -> None:
    packed = None if value is None else json.dumps(value, sort_keys=True)
    tx.connection().execute(_ADD, {"name": name, "level": level, "value": packed, "at": stamp(at)})
    tx.info.get(_LISTS, {}).pop(name, None)


def values(tx: Session, name: str) -> tuple[Value, ...]:
    """Everything that a setting ever was, oldest first; rules are called ``rule.<id>``, words ``word``."""
    return tuple(
        Value(level, None if value is None else json.loads(value), moment_or_none(at), moment(known), bool(migrated))
        for level, value, at, known, migrated in tx.connection().execute(_ROWS, {"name": name})
    )


def get(tx: Session, name: str, default: Any = None) -> Any:
    """A setting's JSON value."""
    kept = tx.info.setdefault(_READ, {})
    if name not in kept:
        row = tx.get(SettingRecord, name)
        kept[name] = None if row is None else row.value
    return default if kept[name] is None else json.loads(kept[name])


def put(tx: Session, name: str, value: Any, at: datetime | None = None) -> None:
    """Keeps a JSON value; None forgets it. ``at``: when a person set it (needed for what is ``DATED``)."""
    if get(tx, name) == value:
        return
    if name in DATED:
        if at is None:
            raise ValueError(f"{name} needs its time")
        _add(tx, name, "", value, at)
    tx.info.setdefault(_READ, {}).pop(name, None)
    row = tx.get(SettingRecord, name)
    if value is None:
        if row is not None:
            tx.delete(row)
    elif row is None:
        tx.add(SettingRecord(name=name, value=json.dumps(value, sort_keys=True)))
    else:
        row.value = json.dumps(value, sort_keys=True)
        tx.add(row)
    tx.flush()


def names(tx: Session, prefix: str) -> list[str]:
    """The names of the settings that begin with ``prefix``, sorted."""
    rows = tx.exec(select(SettingRecord.name).where(col(SettingRecord.name).startswith(prefix))).all()
    return sorted(rows)


def rulebook(tx: Session) -> Rulebook:
    """The rules with the person's changes: the newest row of each rule and level."""
    found = tx.connection().execute(_RULES)
    return Rulebook({(name.removeprefix(_RULE), level): json.loads(value) for name, level, value in found})


def put_rulebook(tx: Session, rules: Rulebook, at: datetime) -> None:
    """Appends what is changed against the rules as they stand; a change that was taken back is a row too."""
    before = rulebook(tx).changes
    for rule, level in sorted(before.keys() | rules.changes.keys()):
        new = rules.changes.get((rule, level))
        if new != before.get((rule, level)):
            _add(tx, _RULE + rule, level, new, at)


def _newest(tx: Session, name: str) -> dict[str, Any]:
    kept: dict[str, dict[str, Any]] = tx.info.setdefault(_LISTS, {})
    if name not in kept:
        found = tx.connection().execute(_NEWEST, {"name": name})
        kept[name] = {level: json.loads(value) for level, value in found}
    return kept[name]


def words(tx: Session) -> dict[str, str]:
    """Supplier status words that the person explained: word (casefolded) → leg state."""
    return dict(_newest(tx, _WORD))


def put_word(tx: Session, word: str, meaning: str, at: datetime) -> None:
    """Remembers what a supplier's status word means (rules §3 "any other word"); upper and lower case are one word. The
    same meaning again writes nothing."""
    folded = word.strip().casefold()
    if words(tx).get(folded) != meaning:
        _add(tx, _WORD, folded, meaning, at)


def own_stock(tx: Session) -> frozenset[str]:
    """Products (sku or title) that need no purchase."""
    return frozenset(_newest(tx, _STOCK))


def put_own_stock(tx: Session, product: str, at: datetime) -> None:
    """Remembers that this product (sku or title) needs no purchase (rules §3 "own stock")."""
    if product not in own_stock(tx):
        _add(tx, _STOCK, product, True, at)


def forget_own_stock(tx: Session, product: str, said: datetime, at: datetime) -> bool:
    """Takes back that a product needs no purchase, if it was said at ``said`` and not before; whether it was."""
    newest = next((row for row in reversed(values(tx, _STOCK)) if row.level == product), None)
    if newest is None or newest.value is None or newest.known_at != said:
        return False
    _add(tx, _STOCK, product, None, at)
    return True


def salt(tx: Session) -> str:
    """This installation's salt for hashing e-mails; made at first use."""
    known = get(tx, _SALT)
    if known is None:
        known = secrets.token_hex(16)
        put(tx, _SALT, known)
    return str(known)
