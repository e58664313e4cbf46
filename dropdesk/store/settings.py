"""Small things kept by name: rule changes, remembered words, connections, cursors, the installation's salt. Never a
secret: those live in the keyring."""

from __future__ import annotations

import json
import secrets
from typing import Any

from sqlmodel import Session, col, select

from dropdesk.domain.rules import Rulebook
from dropdesk.store.tables import SettingRecord

_READ = "settings"
"""In ``Session.info``: what was read in this transaction, None for what is not there."""
_RULES = "rules"
_WORDS = "words"
_STOCK = "own_stock"
_SALT = "salt"


def get(tx: Session, name: str, default: Any = None) -> Any:
    """A setting's JSON value."""
    kept = tx.info.setdefault(_READ, {})
    if name not in kept:
        row = tx.get(SettingRecord, name)
        kept[name] = None if row is None else row.value
    return default if kept[name] is None else json.loads(kept[name])


def put(tx: Session, name: str, value: Any) -> None:
    """Keeps a JSON value; None forgets it."""
    if value is None and get(tx, name) is None:
        return
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
    rows = tx.exec(select(SettingRecord.name).where(col(SettingRecord.name).startswith(prefix))).all()
    return sorted(rows)


def rulebook(tx: Session) -> Rulebook:
    """The rules with the person's changes."""
    return Rulebook({(rule, level): value for rule, level, value in get(tx, _RULES, [])})


def put_rulebook(tx: Session, rules: Rulebook) -> None:
    put(tx, _RULES, [[rule, level, value] for (rule, level), value in sorted(rules.changes.items())])


def words(tx: Session) -> dict[str, str]:
    """Supplier status words that the person explained: word (casefolded) → leg state."""
    return dict(get(tx, _WORDS, {}))


def put_word(tx: Session, word: str, meaning: str) -> None:
    put(tx, _WORDS, {**words(tx), word.strip().casefold(): meaning})


def own_stock(tx: Session) -> frozenset[str]:
    """Products (sku or title) that need no purchase."""
    return frozenset(get(tx, _STOCK, []))


def put_own_stock(tx: Session, product: str) -> None:
    put(tx, _STOCK, sorted({*own_stock(tx), product}))


def salt(tx: Session) -> str:
    """This installation's salt for hashing e-mails; made at first use."""
    known = get(tx, _SALT)
    if known is None:
        known = secrets.token_hex(16)
        put(tx, _SALT, known)
    return str(known)
