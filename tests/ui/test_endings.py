"""No Qt object ends on a worker thread: a window leaves nothing to the collector, and the collector has one thread."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dropdesk.domain.listing import View
from dropdesk.domain.values import OrderKey
from dropdesk.ui import i18n, style
from dropdesk.ui.collector import Collector
from dropdesk.ui.main_window import MainWindow
from dropdesk.ui.runner import ThreadRunner
from tests.forks import fork
from tests.ui.services import Services
from tests.ui.world import World, make_desk

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def thresholds() -> Iterator[None]:
    yield
    gc.set_debug(0)
    gc.garbage.clear()


def _left_to_the_collector() -> list[str]:
    """Names of the Qt objects whose end the collector would have been."""
    gc.set_debug(gc.DEBUG_SAVEALL)
    gc.collect()
    gc.set_debug(0)
    found = [type(one).__name__ for one in gc.garbage if isinstance(one, QObject) and shiboken6.isValid(one)]
    gc.garbage.clear()
    return found


def _visit(window: MainWindow) -> None:
    """Every place and dialog that a window makes on demand."""
    for place in ("settings", "welcome", "orders"):
        window.go(place)
        QApplication.processEvents()
    assert window.settings is not None
    for page in ("general", "rules", "calendar", "keyring", "shops"):
        window.settings.open(page)
        QApplication.processEvents()
    window.go("orders")
    window.orders.table.step(1)
    key = OrderKey(window.orders.table.key())
    assert key
    shows: tuple[Callable[[], None], ...] = (window.import_files, lambda: window.link(key), window.connect_shop)
    for show in shows:
        show()
        QApplication.processEvents()
        for other in QApplication.topLevelWidgets():
            if other is not window and other.isVisible():
                other.close()
        QApplication.processEvents()
    window.open_order(key)
    QApplication.processEvents()


def _drop(window: MainWindow) -> None:
    window.hide()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


def test_a_window_that_goes_leaves_no_qt_object_to_the_collector(qapp: QApplication, thresholds: None) -> None:
    gc.collect()
    context, _ = make_desk(World(16), **Services().given())
    window = MainWindow(context, View.ALL)
    window.resize(1440, 900)
    window.show()
    QApplication.processEvents()
    _visit(window)
    timers = [weakref.ref(timer) for timer in window.findChildren(QTimer)]
    assert timers
    _drop(window)
    del window
    assert _left_to_the_collector() == []


@pytest.mark.parametrize("change", ["theme", "language", "size", "density"])
def test_a_change_of_style_ends_the_old_window_whole(qapp: QApplication, thresholds: None, change: str) -> None:
    """As the app does it: a new window takes the old one's place."""
    gc.collect()
    context, _ = make_desk(World(16), **Services().given())
    old = MainWindow(context, View.ALL)
    old.show()
    QApplication.processEvents()
    model = old.orders.model
    i18n.use("zh_CN" if change == "language" else "en")
    scheme = "dark" if change == "theme" else "light"
    style.apply(qapp, scheme, 125 if change == "size" else 100, change == "density")
    new = MainWindow(context, View.ALL)
    new.show()
    new.come_from(old)
    _drop(old)
    assert not shiboken6.isValid(model), "the old list lives on, with its timers"
    del old, model
    assert _left_to_the_collector() == []
    _drop(new)


class _Ends:
    """Tells on which thread it was collected; it holds itself."""

    def __init__(self, seen: set[int]) -> None:
        self.seen, self.me = seen, self

    def __del__(self) -> None:
        self.seen.add(threading.get_ident())


def test_what_a_worker_leaves_is_collected_on_the_gui_thread(qtbot: QtBot) -> None:
    seen: set[int] = set()
    was = gc.isenabled()
    collector = Collector(QApplication.instance() or QObject())

    def work() -> None:
        for _ in range(20_000):  # far beyond Python's own threshold
            _Ends(seen)

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert seen == set()
    collector.collect()
    assert seen == {threading.get_ident()}
    assert any(timer.isActive() for timer in collector.findChildren(QTimer))
    shiboken6.delete(collector)
    if was:
        gc.enable()


def test_a_job_that_ended_or_was_cancelled_holds_nothing_of_the_window(qtbot: QtBot) -> None:
    bugs: list[BaseException] = []
    runner = ThreadRunner(lambda _: None, bugs.append)
    said: list[int] = []
    owner = QObject()

    class Part:
        def hear(self, n: int) -> None:
            said.append(n)

    part = Part()
    held = weakref.ref(part)
    stay = threading.Event()
    first = runner.run("browse", lambda: 1, part.hear, owner=owner)
    qtbot.waitUntil(lambda: said == [1])
    waiting = runner.run("browse", lambda: stay.wait(10), part.hear, owner=owner)
    late = runner.run("browse", lambda: 2, part.hear, owner=owner)
    late.cancel()
    waiting.cancel()
    del part
    assert held() is None, "a job keeps a part of the window alive"
    stay.set()
    runner.close()
    assert (first.end, bugs) == ("answer", [])


def test_a_forked_child_ends_with_the_process_that_forked_it() -> None:
    """A child that outlives a crashed test worker keeps its pipe open, and pytest waits for it."""
    code = (
        "import os, signal, time\nfrom tests.forks import fork\nimport sys\n"
        "child = fork()\n"
        "if child == 0:\n    time.sleep(600)\n"
        "os.kill(os.getpid(), signal.SIGSEGV)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert done.returncode == -signal.SIGSEGV  # and the pipe is closed: run() came back


def test_a_forked_child_lives_as_long_as_it_needs() -> None:
    child = fork()
    if child == 0:  # pragma: no cover - another process
        os._exit(7)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 7


def test_who_waits_for_an_answer_hears_of_a_bug_too(qtbot: QtBot) -> None:
    bugs: list[BaseException] = []
    heard: list[str] = []
    runner = ThreadRunner(lambda _: None, bugs.append)
    runner.run("browse", lambda: 1 // 0, None, lambda error: heard.append(error.code))
    qtbot.waitUntil(lambda: bool(bugs))
    runner.close()
    assert heard == ["unexpected"]


def test_a_sync_that_runs_at_the_end_stops_at_its_next_step(qtbot: QtBot) -> None:
    runner = ThreadRunner(lambda _: None, lambda _: None)
    began, ended = threading.Event(), threading.Event()

    def pull() -> None:
        began.set()
        while not runner.closing():
            ended.wait(0.01)
        ended.set()

    runner.run("sync:shop", pull)
    assert began.wait(10)
    runner.close()
    assert ended.is_set(), "the end did not wait for it"


_INTERRUPTED = """
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from dropdesk.ui import interrupts, style
app = QApplication([])
style.apply(app, "light")
interrupts.catch(app)
window = QWidget()
window.show()
print("ready", flush=True)
for _ in range(6000):
    QLabel()
print("made", flush=True)
input()
print("closed", app.exec())
"""


def test_an_interrupt_while_widgets_are_made_closes_the_window_in_order() -> None:
    """Raised there, it ends the process by a segmentation fault: Qt asks the app's style while it makes a label."""
    command = [sys.executable, "-c", _INTERRUPTED]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        made = threading.Event()

        def press() -> None:
            while not made.wait(0.001):
                child.send_signal(signal.SIGINT)

        pressing = threading.Thread(target=press)
        pressing.start()
        line = child.stdout.readline()
        made.set()
        pressing.join()
        rest, _ = child.communicate("go on\n")
    assert (line, rest.strip(), child.returncode) == ("made\n", "closed 0", 0)


def test_the_app_itself_ends_in_order_by_an_interrupt(tmp_path: Path) -> None:
    """A redraw of the start had lost the line that asks for it, and no test saw it."""
    command = [sys.executable, "-m", "dropdesk", "--demo", "--data-dir", str(tmp_path)]
    env = {**os.environ, "DROPDESK_TRACE_START": "stay", "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline().startswith("painted")
        child.send_signal(signal.SIGINT)
        child.communicate()
    assert child.returncode == 0
