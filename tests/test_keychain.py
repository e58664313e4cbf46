"""Secrets: the real Secret Service on a private D-Bus session, and every keyring that is not to be trusted."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError

from dropdesk.domain.case.shape.shop_answers import KeychainState
from dropdesk.keychain import OsKeychain
from dropdesk.services.ports import Keychain

SECRET = "shpat_sentinel"
ROOT = Path(__file__).parent.parent


def _fits(keychain: OsKeychain) -> Keychain:
    return keychain


# -- keyrings that are not to be trusted -----------------------------------------------------------------------------
@pytest.fixture(autouse=True)
def chosen() -> Iterator[None]:
    before, classes = keyring.core._keyring_backend, set(KeyringBackend._classes)
    yield
    keyring.core._keyring_backend = before
    # A class of a backend offers itself to every later look for a keyring.
    KeyringBackend._classes.intersection_update(classes)


def build(kind: Any) -> KeyringBackend:
    made: KeyringBackend = kind()
    return made


class _Memory(KeyringBackend):
    """A backend that works; named as a trusted or a weak one by the tests."""

    priority = -1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.trouble: Exception | None = None
        self.cut: int | None = None

    def get_password(self, service: str, username: str) -> str | None:
        if self.trouble is not None:
            raise self.trouble
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.kept[service, username] = password[: self.cut]

    def delete_password(self, service: str, username: str) -> None:
        if self.trouble is not None:
            raise self.trouble
        if (service, username) not in self.kept:
            raise PasswordDeleteError("No such password!")
        del self.kept[service, username]


def named(path: str) -> _Memory:
    """A backend whose class calls itself so."""
    module, _, name = path.rpartition(".")
    made: type[_Memory] = type(name, (_Memory,), {"__module__": module, "__qualname__": name})
    return made()


def trusted() -> _Memory:
    return named("keyring.backends.SecretService.Keyring")


@pytest.mark.parametrize(
    ("backend", "path", "why"),
    [
        (build(fail.Keyring), "keyring.backends.fail.Keyring", "none"),
        (build(null.Keyring), "keyring.backends.null.Keyring", "none"),
        (named("keyrings.alt.file.PlaintextKeyring"), "keyrings.alt.file.PlaintextKeyring", "weak"),
        (named("keyrings.alt.file.EncryptedKeyring"), "keyrings.alt.file.EncryptedKeyring", "weak"),
        (named("somebody.Keyring"), "somebody.Keyring", "weak"),
    ],
)
def test_what_does_not_encrypt_is_refused_by_name(backend: KeyringBackend, path: str, why: str) -> None:
    keyring.set_keyring(backend)
    mine = OsKeychain()
    assert mine.state() == KeychainState(False, path, why)
    assert mine.put("a/token", SECRET) is False
    assert mine.get("a/token") == SECRET
    assert OsKeychain().get("a/token") is None
    assert getattr(backend, "kept", {}) == {}
    mine.forget("a/token")
    assert mine.get("a/token") is None


def test_of_a_chain_only_a_trusted_member_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    weak, good = named("keyrings.alt.file.PlaintextKeyring"), trusted()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [weak, good])
    keyring.set_keyring(build(chainer.ChainerBackend))
    mine = OsKeychain()
    assert mine.state() == KeychainState(True, "keyring.backends.SecretService.Keyring")
    assert mine.put("a/token", SECRET)
    assert weak.kept == {}
    assert good.kept == {("DropDesk", "a/token"): SECRET}


@pytest.mark.parametrize(("members", "why"), [([], "none"), (["keyrings.alt.file.PlaintextKeyring"], "weak")])
def test_a_chain_without_one_is_refused(monkeypatch: pytest.MonkeyPatch, members: list[str], why: str) -> None:
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [named(one) for one in members])
    keyring.set_keyring(build(chainer.ChainerBackend))
    mine = OsKeychain()
    assert mine.state() == KeychainState(False, "keyring.backends.chainer.ChainerBackend", why)
    assert not mine.put("a/token", SECRET)


@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        (KeyringLocked("locked"), "locked"), (InitError("Prompt dismissed"), "locked"), (OSError(SECRET), "failed"),
        (RuntimeError(SECRET), "failed"),
    ],
)  # fmt: skip
def test_a_keyring_that_does_not_answer_is_said(trouble: Exception, why: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    backend = trusted()
    backend.trouble = trouble
    keyring.set_keyring(backend)
    mine = OsKeychain()
    assert mine.put("a/token", SECRET) is False
    assert mine.get("a/token") == SECRET
    assert mine.get("b/token") is None
    state = mine.state()
    assert (state.usable, state.why) == (False, why)
    backend.trouble = None
    assert mine.state().usable
    assert mine.put("a/token", SECRET) is True
    assert SECRET not in caplog.text
    assert SECRET not in repr(mine)


def test_what_cannot_be_read_back_was_not_kept() -> None:
    backend = trusted()
    backend.cut = 5
    keyring.set_keyring(backend)
    mine = OsKeychain()
    assert mine.put("a/token", SECRET) is False
    assert mine.get("a/token") == SECRET
    assert backend.kept == {}


def test_a_dialog_that_nobody_answers_does_not_hold_the_app() -> None:
    answered = threading.Event()
    backend = trusted()
    backend.get_password = lambda service, username: str(answered.wait(20))  # type: ignore[method-assign]
    keyring.set_keyring(backend)
    mine = OsKeychain(patience=0.05)
    assert mine.state() == KeychainState(False, "keyring.backends.SecretService.Keyring", "locked")
    answered.set()


def test_forgetting_what_is_not_there_is_fine() -> None:
    backend = trusted()
    keyring.set_keyring(backend)
    mine = OsKeychain()
    mine.forget("a/token")
    assert mine.state().usable
    mine.put("a/token", SECRET)
    mine.forget("a/token")
    assert backend.kept == {}


def test_a_configuration_that_cannot_be_loaded_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> KeyringBackend:
        raise ImportError("no such backend")

    monkeypatch.setattr(keyring, "get_keyring", broken)
    mine = OsKeychain()
    assert mine.state() == KeychainState(False, "", "failed")
    assert not mine.put("a/token", SECRET)
    assert mine.get("a/token") == SECRET


# -- the real one ------------------------------------------------------------------------------------------------------
STEPS = """
import json, sys
from dropdesk.keychain import OsKeychain
mine = OsKeychain(patience=20)
said = []
for step in json.loads(sys.argv[1]):
    if step[0] == "state":
        state = mine.state()
        said.append([state.usable, state.backend, state.why])
    else:
        said.append(getattr(mine, step[0])(*step[1:]))
print(json.dumps(said))
"""
SERVICE = "keyring.backends.SecretService.Keyring"


class Session:
    """A home of its own; each ``run`` is a new login: private D-Bus, a new daemon, the same files."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.runtime = home / "runtime"
        self.runtime.mkdir(mode=0o700)

    def run(self, *steps: list[str], unlock: str | None = "ci-password", bus: bool = True) -> list[Any]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DBUS", "DISPLAY"))}
        kept |= {"HOME": str(self.home), "XDG_RUNTIME_DIR": str(self.runtime), "PYTHONPATH": str(ROOT)}
        kept.pop("WAYLAND_DISPLAY", None)
        start = "gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1"
        feed = f"printf %s {unlock} |" if unlock is not None else "</dev/null"
        line = f'{feed} {start}; exec "$@"' if unlock is not None else f'{start} {feed}; exec "$@"'
        command = [sys.executable, "-c", STEPS, json.dumps(steps)]
        if bus:
            command = ["dbus-run-session", "--", "bash", "-c", line, "bash", *command]
        done = subprocess.run(command, env=kept, capture_output=True, text=True, timeout=90, check=False)
        assert done.returncode == 0, done.stderr
        assert SECRET not in done.stderr
        found: list[Any] = json.loads(done.stdout.splitlines()[-1])
        return found


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(tmp_path)


@pytest.mark.keyring
def test_the_real_keyring_keeps_a_secret_over_a_new_login(session: Session) -> None:
    said = session.run(["state"], ["put", "a/token", SECRET], ["get", "a/token"], ["put", "b/token", "other"])
    assert said == [[True, SERVICE, ""], True, SECRET, True]
    assert session.run(["get", "a/token"], ["get", "b/token"], ["get", "c/token"]) == [SECRET, "other", None]
    assert session.run(["forget", "a/token"], ["get", "a/token"], ["get", "b/token"]) == [None, None, "other"]
    assert session.run(["get", "a/token"]) == [None]
    files = [one for one in session.home.rglob("*") if one.is_file()]
    assert any(one.suffix == ".keyring" for one in files)
    assert all(SECRET.encode() not in one.read_bytes() for one in files)


@pytest.mark.keyring
def test_a_changed_secret_replaces_the_old_one(session: Session) -> None:
    session.run(["put", "a/token", "old"])
    assert session.run(["put", "a/token", SECRET]) == [True]
    assert session.run(["get", "a/token"]) == [SECRET]


@pytest.mark.keyring
@pytest.mark.parametrize("unlock", [None, "wrong-password"])
def test_a_locked_keyring_is_said_and_the_secret_lives_for_the_session(session: Session, unlock: str | None) -> None:
    session.run(["put", "a/token", SECRET])
    said = session.run(["state"], ["get", "a/token"], ["put", "b/token", "new"], ["get", "b/token"], unlock=unlock)
    assert said == [[False, SERVICE, "locked"], None, False, "new"]
    assert session.run(["get", "a/token"], ["get", "b/token"]) == [SECRET, None]


@pytest.mark.keyring
def test_without_a_keyring_nothing_is_written(session: Session) -> None:
    said = session.run(["state"], ["put", "a/token", SECRET], ["get", "a/token"], bus=False)
    assert said == [[False, "keyring.backends.fail.Keyring", "none"], False, SECRET]
    assert all(SECRET.encode() not in one.read_bytes() for one in session.home.rglob("*") if one.is_file())
