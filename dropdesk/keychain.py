"""Secrets in the operating system's keyring; fits ``services.ports.Keychain``.

Only backends that encrypt are used, known by their class: a plaintext file, a null or a failing backend is refused, and
the secret then lives in memory until the app is closed. A secret counts as kept only after it was read back.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TypeVar

import keyring
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError

from dropdesk.domain.case.shape.shop_answers import KeychainState

SERVICE = "DropDesk"
PATIENCE = 30.0
"""Seconds for one call: a locked keyring asks the person for its password and blocks meanwhile."""
_TRUSTED = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
    }
)
_NONE = frozenset({"keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"})
_PROBE = "probe"

_log = logging.getLogger(__name__)
T = TypeVar("T")


class OsKeychain:
    """``why`` of its state: ``none`` (no keyring), ``weak`` (one that does not encrypt), ``locked``, ``failed``."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._session: dict[str, str] = {}
        self._trouble = ""

    def __repr__(self) -> str:
        return "OsKeychain(…)"

    def state(self) -> KeychainState:
        """Asks the keyring for something that is not there; a locked one asks the person for its password."""
        backend, name, why = _backend()
        if backend is None:
            return KeychainState(False, name, why)
        self._ask(lambda: backend.get_password(SERVICE, _PROBE))
        return KeychainState(not self._trouble, name, self._trouble)

    def get(self, name: str) -> str | None:
        """The secret of this name; None where there is none, or the keyring did not answer in time. Blocks for as long
        as a system dialog is open, ``PATIENCE`` seconds at most."""
        if name in self._session:
            return self._session[name]
        backend, _, _ = _backend()
        return None if backend is None else self._ask(lambda: backend.get_password(SERVICE, name))

    def put(self, name: str, secret: str) -> bool:
        """Writes the secret and reads it back: True when the keyring has it. Else it lives in memory until the app ends
        (False), and nothing half-written stays in the keyring."""
        backend, _, _ = _backend()
        if backend is not None:
            self._ask(lambda: backend.set_password(SERVICE, name, secret))
            if not self._trouble:
                if self._ask(lambda: backend.get_password(SERVICE, name)) == secret:
                    self._session.pop(name, None)
                    return True
                # What was not taken whole must not be found by the next start.
                self._delete(backend, name)
        self._session[name] = secret
        return False

    def forget(self, name: str) -> None:
        """Takes the secret out of memory and out of the keyring; one that is not there is no error."""
        self._session.pop(name, None)
        backend, _, _ = _backend()
        if backend is not None:
            self._delete(backend, name)

    def _delete(self, backend: KeyringBackend, name: str) -> None:
        def delete() -> None:
            try:
                backend.delete_password(SERVICE, name)
            except PasswordDeleteError:
                return  # it is not there

        self._ask(delete)

    def _ask(self, call: Callable[[], T]) -> T | None:
        """One call of the backend, on a thread of its own: it may block for as long as a dialog is open. None when it
        failed; ``_trouble`` then says how. The exception itself may hold the secret and is not kept."""
        found: list[T] = []
        trouble = ["locked"]

        def run() -> None:
            try:
                found.append(call())
                trouble[0] = ""
            except (KeyringLocked, InitError):
                return
            except Exception as error:  # noqa: BLE001  # backends raise whatever D-Bus or the system gives them
                _log.warning("the keyring failed: %s", type(error).__name__)
                trouble[0] = "failed"

        thread = threading.Thread(target=run, name="keyring", daemon=True)
        thread.start()
        thread.join(self._patience)
        self._trouble = trouble[0]
        return found[0] if found else None


def _backend() -> tuple[KeyringBackend | None, str, str]:
    """The backend to use with its class path; None and the reason when there is none to trust. The chain that keyring
    makes of several backends falls through to weak ones: only a trusted member of it is used."""
    try:
        chosen = keyring.get_keyring()
        members = list(chosen.backends) if isinstance(chosen, ChainerBackend) else [chosen]
    except Exception as error:  # noqa: BLE001  # a broken configuration file, a backend that cannot be loaded
        _log.warning("no keyring can be chosen: %s", type(error).__name__)
        return None, "", "failed"
    for one in members:
        if _path(one) in _TRUSTED:
            return one, _path(one), ""
    name = _path(chosen)
    return None, name, "none" if name in _NONE or not members else "weak"


def _path(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"
