"""Where the tour plays: a virtual screen of its own, and the app as its command line starts it, with a person at it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, QUrl, Slot, qInstallMessageHandler
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from dropdesk.__main__ import main
from tests.tour.person import NotFound, Person

SCREEN = "1600x1000x24"
BORN = "2026-11-23T09:12:00+00:00"
"""The first moment of the demo in every picture."""


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """The environment of a virtual screen, which ends with the block. Without Xvfb: the screen that is there.

    Raises NotFound where there is neither."""
    found = dict(os.environ, TZ="Europe/Berlin", LANG="C.UTF-8", LC_ALL="C.UTF-8", XDG_CURRENT_DESKTOP="")
    for name in ("DBUS_SESSION_BUS_ADDRESS", "WAYLAND_DISPLAY", "DROPDESK_LOOPBACK_SHOP", "QT_SCALE_FACTOR"):
        found.pop(name, None)
    server = shutil.which("Xvfb")
    if server is None:
        if sys.platform == "linux" and not os.environ.get("DISPLAY"):
            raise NotFound("there is no screen: install xvfb")
        yield found
        return
    reading, writing = os.pipe()
    command = [server, "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp", "-dpi", "96"]
    running = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as number:
            display = number.readline().strip()
        if not display:
            raise NotFound("the virtual screen did not start")
        yield dict(found, DISPLAY=f":{display}", QT_QPA_PLATFORM="xcb")
    finally:
        running.terminate()
        running.wait()


_said: list[str] = []


_OFFSCREEN = "This plugin does not support propagateSizeHints()"
"""Said by Qt's offscreen plugin of every window with a smallest size; no screen says it."""


def _listen(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg) and text != _OFFSCREEN:
        _said.append(text)


class _Browser(QObject):
    """Stands where the person's browser would open: no page of the world is loaded by a tour."""

    @Slot(QUrl)
    def visit(self, address: QUrl) -> None:
        _opened.append(address.toString())


_opened: list[str] = []


def play(script: Callable[[Person], None], arguments: Sequence[str], folder: Path, seconds: float = 20) -> None:
    """Starts the app with these arguments and that data folder, and lets a person work through the script.

    Raises NotFound when the person could not go on, when the app ended with an error, wrote a crash report, or Qt
    warned."""
    app = QApplication.instance() or QApplication(["dropdesk"])
    assert isinstance(app, QApplication)
    person, browser = Person(seconds), _Browser()
    QDesktopServices.setUrlHandler("https", browser, "visit")  # type: ignore[arg-type]  # PySide takes text, its stub asks for bytes
    wrong: list[BaseException] = []
    _said.clear()
    before = qInstallMessageHandler(_listen)

    def work() -> None:
        try:
            person.wait(person.window, "no window opens")  # it speaks its language by then
            script(person)
        except BaseException as error:  # raised again below, when the app is closed
            wrong.append(error)
            _keep_last_look(person, folder)
        finally:
            _go(person)

    thread = threading.Thread(target=work, name="person", daemon=True)
    hooks = sys.excepthook, threading.excepthook
    try:
        thread.start()
        code = main([*arguments, "--data-dir", str(folder)])
    finally:
        person.gone.set()
        sys.excepthook, threading.excepthook = hooks
        qInstallMessageHandler(before)
        QDesktopServices.unsetUrlHandler("https")
    thread.join(5)
    if wrong:
        raise wrong[0]
    reports = sorted(folder.rglob("crash-*.txt"))
    if reports:
        raise NotFound(f"the app wrote a crash report:\n{reports[0].read_text('utf-8')}")
    if code:
        raise NotFound(f"the app ended with {code}")
    if _said:
        raise NotFound(f"Qt warned: {_said[0]}")


def _go(person: Person) -> None:
    """Closes whatever is open, until the app has ended."""
    for _ in range(20):
        if person.gone.wait(0.3):
            return
        try:
            person.leave()
        except NotFound:
            return


def _keep_last_look(person: Person, folder: Path) -> None:
    try:
        person.shot(folder.parent / f"{folder.name}-failed.png")
    except NotFound:
        return
