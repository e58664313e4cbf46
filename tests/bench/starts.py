"""Starts of a program on a virtual screen of its own: when its first rows were painted, and how much memory it held."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
WAIT = 60
"""Seconds until a start has failed."""


@dataclass(frozen=True, slots=True)
class Start:
    """``seconds`` from before the process was made to the painted rows; ``resident`` bytes then."""

    seconds: float
    resident: int


@dataclass(frozen=True, slots=True)
class Spread:
    """Least, middle and greatest of a series."""

    low: float
    middle: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        return cls(min(values), median(values), max(values))


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """A virtual screen and a session bus, and the environment of programs on them: nobody's home.

    Without a bus every program would wait a tenth of a second for one that is launched for it.
    """
    with ExitStack() as stack:
        number = stack.enter_context(_server("Xvfb", "-displayfd", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"))
        bus = stack.enter_context(_server("dbus-daemon", "--print-address", "--session", "--nofork"))
        home = stack.enter_context(TemporaryDirectory(prefix="dropdesk-bench-"))
        env = {name: value for name, value in os.environ.items() if not name.startswith(("DROPDESK_", "QT_"))}
        # Byte code is kept, as everywhere; the warming pair writes it.
        for name in ("WAYLAND_DISPLAY", "PYTHONDONTWRITEBYTECODE"):
            env.pop(name, None)
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            env[name] = home
        env.update(DISPLAY=f":{number}", DBUS_SESSION_BUS_ADDRESS=bus, QT_QPA_PLATFORM="xcb", PYTHONPATH=str(ROOT))
        yield env


@contextmanager
def _server(name: str, tell: str, *more: str) -> Iterator[str]:
    """A server while it is needed; what it writes to the descriptor behind ``tell``: its display or address."""
    if shutil.which(name) is None:
        raise SystemExit(f"There is no {name}: .ci/system-packages test installs it.")
    reader, writer = os.pipe()
    tells = [f"{tell}={writer}"] if tell.startswith("--") else [tell, str(writer)]
    server = subprocess.Popen([name, *tells, *more], pass_fds=(writer,), stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as said:
            told = said.readline().strip()
        if not told:
            raise SystemExit(f"{name} did not start.")
        yield told
    finally:
        server.terminate()
        server.wait(10)


def app(folder: Path) -> list[str]:
    """DropDesk on a data folder, as a person starts it."""
    return [sys.executable, "-m", "dropdesk", "--data-dir", str(folder)]


def bare(file: Path) -> list[str]:
    """The bare program on the same file, started the same way."""
    return [sys.executable, "-m", "tests.bench.bare", str(file)]


def once(command: Sequence[str], env: Mapping[str, str]) -> Start:
    """One start that leaves after its first rows. Raises SystemExit when nothing was painted."""
    begun = time.time()
    program = subprocess.Popen(command, env={**env, "DROPDESK_TRACE_START": "leave"}, stdout=subprocess.PIPE, text=True)
    try:
        said, _ = program.communicate(timeout=WAIT)
    except subprocess.TimeoutExpired:
        program.kill()
        said, _ = program.communicate()
    words = said.split()
    if words[:1] != ["painted"]:
        took = time.time() - begun
        raise SystemExit(f"{' '.join(command[1:3])} ended with {program.returncode} after {took:.1f} s without a row.")
    return Start(float(words[1]) - begun, int(words[2]))


def pairs(first: Sequence[str], second: Sequence[str], env: Mapping[str, str], n: int) -> tuple[list[Start], ...]:
    """``n`` pairs in turn after one pair that only warms the file cache."""
    found: tuple[list[Start], ...] = ([], [])
    for number in range(n + 1):
        for command, list_ in zip((first, second), found, strict=True):
            start = once(command, env)
            if number:
                list_.append(start)
    return found


def settled(command: Sequence[str], env: Mapping[str, str], seconds: float) -> tuple[int, int]:
    """Resident and greatest resident bytes some seconds after the first rows: deferred imports and ids are in."""
    program = subprocess.Popen(command, env={**env, "DROPDESK_TRACE_START": "stay"}, stdout=subprocess.PIPE, text=True)
    try:
        assert program.stdout is not None
        if not program.stdout.readline().startswith("painted"):
            raise SystemExit("DropDesk painted no row.")
        time.sleep(seconds)
        lines = Path(f"/proc/{program.pid}/status").read_text(encoding="ascii").splitlines()
        kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines if line.startswith(("VmRSS", "VmHWM"))}
        return kilobytes["VmRSS"] * 1024, kilobytes["VmHWM"] * 1024
    finally:
        program.send_signal(signal.SIGTERM)
        program.wait(WAIT)
