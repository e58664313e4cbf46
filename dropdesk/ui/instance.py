"""One DropDesk for one data folder. The lock file decides; the local socket only raises the first window."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the folder. ``here``: on this machine and alive; else the lock may be a leftover of another host."""

    pid: int
    host: str
    here: bool


class Instance(QObject):
    """Holds the data folder for this process until it ends, even by ``kill -9``."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._file = QLockFile(str(folder / "dropdesk.lock"))
        self._file.setStaleLockTime(0)  # a holder that lives is never stale, however long it works
        self._name = "dropdesk-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
        self._server: QLocalServer | None = None

    def take(self) -> Holder | None:
        """None when the folder is ours now; else who has it."""
        if self._file.tryLock(200):
            return None
        pid, host = self._lock_info()
        return Holder(pid, host, self._knock())

    def break_foreign(self) -> bool:
        """Removes a lock that another host left behind. Only after the person said so."""
        return self._file.removeStaleLockFile() or self._file.tryLock(200)

    def listen(self, raise_window: Callable[[], None]) -> None:
        """From now on a second start raises the window instead."""
        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(lambda: self._answer(raise_window))
        self._server.listen(self._name)

    def _answer(self, raise_window: Callable[[], None]) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            self._server.nextPendingConnection().deleteLater()
            raise_window()

    def _lock_info(self) -> tuple[int, str]:
        pid, host, *_ = self._file.getLockInfo()
        return pid, host

    def _knock(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        answered = socket.waitForConnected(500)
        socket.abort()
        return bool(answered)

    def release(self) -> None:
        """Gives the folder back."""
        if self._server is not None:
            self._server.close()
        self._file.unlock()
