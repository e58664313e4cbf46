"""One DropDesk for one data folder: the second start is refused and raises the first window."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from dropdesk.ui.instance import Holder, Instance

CHILD = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from dropdesk.ui.instance import Instance
app = QCoreApplication([])
instance = Instance(Path(sys.argv[1]))
print(instance.take(), flush=True)
if len(sys.argv) > 2:
    sys.stdin.read()
"""


def test_a_second_start_is_refused_and_raises_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    raised: list[bool] = []
    first = Instance(tmp_path)
    assert first.take() is None
    first.listen(lambda: raised.append(True))
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    qtbot.waitUntil(lambda: child.poll() is not None, timeout=60_000)
    out, _ = child.communicate()
    assert f"pid={os.getpid()}" in out
    assert "here=True" in out
    qtbot.waitUntil(lambda: raised == [True], timeout=60_000)
    first.release()


def test_a_lock_left_by_a_kill_is_taken_over(tmp_path: Path, qtbot: QtBot) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path), "stay"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "None"
    mine = Instance(tmp_path)
    held = mine.take()
    assert isinstance(held, Holder)
    assert held.pid == child.pid
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert mine.take() is None
    mine.release()
