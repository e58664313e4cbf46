"""What the frozen app proves of itself: a window opens, a database is made and upgraded, the keyring keeps a secret."""

from __future__ import annotations

import secrets
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path


def selftest() -> int:
    """Prints one line a part; 0 when all of them work, 1 otherwise. Leaves nothing behind."""
    parts = (("window", _window), ("database", _database), ("calendar", _calendar), ("keyring", _keyring))
    bad = 0
    for name, part in parts:
        try:
            said = part()
        except Exception as error:  # noqa: BLE001 - a self-test tells of every failure
            said, bad = f"FAILED: {type(error).__name__}: {error}", 1
        sys.stdout.write(f"{name}: {said}\n")
        sys.stdout.flush()
    return bad


def _window() -> str:
    from PySide6.QtWidgets import QApplication, QLabel

    from dropdesk.ui import i18n, style

    app = QApplication.instance() or QApplication(["dropdesk"])
    assert isinstance(app, QApplication)
    i18n.use("zh_CN")
    style.apply(app)
    label = QLabel()
    label.setText(i18n.tr("Can cancel"))
    label.show()
    app.processEvents()
    if label.text() == "Can cancel":
        raise RuntimeError("the translations are missing")
    label.close()
    return "ok"


def _database() -> str:
    from dropdesk.store import settings
    from dropdesk.store.engine import Store
    from dropdesk.store.reader import HEAD, current

    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "data")
        with store.write() as tx:
            settings.put(tx, "theme", "dark", datetime.now(UTC))
        store.close()
        if not current(Path(folder) / "data"):
            raise RuntimeError("the schema is not the newest")
    return f"ok, schema {HEAD}"


def _calendar() -> str:
    from dropdesk.services import calendars

    known = [year for year, _ in calendars.china((2025, 2026), None).years]
    if known != [2025, 2026]:
        raise RuntimeError("the China calendar is missing")
    return "ok"


def _keyring() -> str:
    from dropdesk.keychain import OsKeychain

    keychain = OsKeychain()
    state = keychain.state()
    if not state.usable:
        raise RuntimeError(f"{state.backend}: {state.why}")
    name, secret = "selftest/" + secrets.token_hex(4), secrets.token_hex(16)
    kept = keychain.put(name, secret)
    same = keychain.get(name) == secret
    keychain.forget(name)
    if not kept or not same or keychain.get(name) is not None:
        raise RuntimeError("a secret does not come back")
    return f"ok, {state.backend}"
