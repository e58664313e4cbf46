"""Log file and crash reports, both redacted and both only on this machine.

A token, an e-mail address or a phone number never reaches a file: every record passes :func:`redact` at the root
handler, message and traceback alike. Reports hold the exception and the stack's code lines, never values.
"""

from __future__ import annotations

import faulthandler
import logging
import os
import re
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

# Compiled by ``re`` on first use, and the parts only a report needs are imported by it: nothing waits at the start.
_SECRETS = (
    (r"shp(?:at|ca|pa|ss)_[0-9A-Za-z_-]+", "[token]"),
    (
        r"(?i)(authorization|x-shopify-access-token|access_token|client_secret)(\W{1,4})[^\s,;&\"'}]+",
        r"\1\2[secret]",
    ),
    (r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", "[e-mail]"),
    (r"(?<![\w.-])\+\d[\d ()/-]{7,}\d", "[phone]"),
)


def redact(text: str) -> str:
    """The text without tokens, e-mail addresses and international phone numbers."""
    for secret, instead in _SECRETS:
        text = re.sub(secret, instead, text)
    return text


class _Redacting(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def _file(path: Path) -> logging.Handler:
    """A rotating log file that is created for the owner alone."""
    from logging.handlers import RotatingFileHandler

    class Private(RotatingFileHandler):
        def _open(self):  # type: ignore[no-untyped-def]  # the base class does not say its return type either
            descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            return os.fdopen(descriptor, "a", encoding="utf-8")

    return Private(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8")


class Reports:
    """Where bugs go. ``newest`` is the path of the last report of this run, for "Copy report"."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.newest: Path | None = None
        self._handler: logging.Handler | None = None

    def start(self) -> None:
        """Takes every uncaught exception of any thread from here on, and opens the log."""
        self.catch()
        self.log()

    def catch(self) -> None:
        """Takes every uncaught exception of any thread from here on."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Kept open for the life of the process: the handler writes to the descriptor itself.
        faulthandler.enable(os.open(self.folder / "fault.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self.bug(args.exc_value) if args.exc_value else None

    def log(self) -> None:
        """Opens the log, once."""
        if self._handler is not None:
            return
        handler = self._handler = _file(self.folder / "dropdesk.log")
        handler.setFormatter(_Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        root = logging.getLogger()
        root.addHandler(handler)
        root.setLevel(logging.INFO)
        # HTTP libraries log addresses, which hold the shop's name: not needed, so not kept.
        for noisy in ("httpx", "httpcore", "alembic", "keyring"):
            logging.getLogger(noisy).setLevel(logging.WARNING)

    def close(self) -> None:
        """Ends the log; bugs are still caught."""
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    def _hook(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.exit(130)
        self.bug(error)

    def bug(self, error: BaseException) -> Path:
        """Writes a report of an unexpected exception and returns its path."""
        import platform
        import traceback

        now = datetime.now(UTC)
        lines = [
            f"DropDesk crash report, {now:%Y-%m-%d %H:%M:%S} UTC",
            f"Python {platform.python_version()}, {platform.system()} {platform.release()}",
            "",
            *traceback.format_exception(error),
        ]
        text = redact("\n".join(lines))
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.folder / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            out.write(text)
        self.newest = path
        logging.getLogger("dropdesk").error("bug: %s, report %s", type(error).__name__, path.name)
        return path
