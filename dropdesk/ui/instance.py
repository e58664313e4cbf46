"""One DropDesk for one data folder. The lock file decides; the local socket only raises the first window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QSysInfo, QThread

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_KNOCKS, _PAUSE = 20, 100
"""How often a second start knocks, and ms between: the first may hold the lock and still be painting its window."""


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
        self._folder = folder
        self._server: QLocalServer | None = None

    def take(self) -> Holder | None:
        """None when the folder is ours now; else who has it."""
        if self._file.tryLock(200):
            return None
        pid, host = self._lock_info()
        here = host == QSysInfo.machineHostName()
        return Holder(pid, host, self._knock(_KNOCKS if here else 1))

    def listen(self, raise_window: Callable[[], None]) -> None:
        """From now on a second start raises the window instead."""
        from PySide6.QtNetwork import QLocalServer

        name = self._name()
        QLocalServer.removeServer(name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(lambda: self._answer(raise_window))
        self._server.listen(name)

    def _name(self) -> str:
        import hashlib  # late, like the network: the first frame needs neither

        return "dropdesk-" + hashlib.sha256(str(self._folder.resolve()).encode()).hexdigest()[:16]

    def _answer(self, raise_window: Callable[[], None]) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            self._server.nextPendingConnection().deleteLater()
            raise_window()

    def _lock_info(self) -> tuple[int, str]:
        pid, host, *_ = self._file.getLockInfo()
        return pid, host

    def _knock(self, times: int) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        name = self._name()
        for knock in range(times):
            if knock:
                QThread.msleep(_PAUSE)
            socket = QLocalSocket()
            socket.connectToServer(name)
            answered = socket.waitForConnected(500)
            socket.abort()
            if answered:
                return True
        return False

    def release(self) -> None:
        """Gives the folder back."""
        if self._server is not None:
            self._server.close()
        self._file.unlock()
