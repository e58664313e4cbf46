"""Guards that hold for every test: no network beyond loopback, no skips where CI asks for none, no real home."""

from __future__ import annotations

import gc
import ipaddress
import logging
import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_home = tempfile.mkdtemp(prefix="dropdesk-tests-")
for _name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
    os.environ[_name] = str(Path(_home) / _name.lower())
os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
os.environ.pop("DROPDESK_LOOPBACK_SHOP", None)

LONG = os.environ.get("DROPDESK_LONG") == "1"

settings.register_profile(
    "suite", deadline=None, derandomize=True, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", parent=settings.get_profile("suite"), derandomize=False)
settings.load_profile("long" if LONG else "suite")


def _beyond_loopback(address: Any) -> bool:
    if not isinstance(address, tuple):
        return False  # a unix socket
    host = str(address[0])
    if host in ("localhost", ""):
        return False
    try:
        return not ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return True


class _NotSwallowed(logging.Handler):
    """A fake's own assertion fails its test, whatever takes it for a trouble of the call: what nobody foresaw is logged
    by the product, with the error, and goes on."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, AssertionError):
            raise error


@pytest.fixture(autouse=True)
def no_assertion_is_swallowed() -> Iterator[None]:
    """See ``_NotSwallowed``."""
    handler = _NotSwallowed()
    logging.getLogger("dropdesk").addHandler(handler)
    yield
    logging.getLogger("dropdesk").removeHandler(handler)


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Fails the test on any connection or look-up beyond this machine, even one that the code swallows."""
    tried: list[object] = []

    def guarded(name: str) -> None:
        real = getattr(socket.socket, name)

        def call(self: socket.socket, address: Any) -> Any:
            if _beyond_loopback(address):
                tried.append(address)
                raise OSError("the tests may not reach beyond loopback")
            return real(self, address)

        monkeypatch.setattr(socket.socket, name, call)

    guarded("connect")
    guarded("connect_ex")
    real_lookup = socket.getaddrinfo

    def lookup(host: Any, *args: Any, **kwargs: Any) -> Any:
        if host is not None and _beyond_loopback((host if isinstance(host, str) else host.decode(),)):
            tried.append(host)
            raise socket.gaierror(socket.EAI_NONAME, "the tests may not look up names")
        return real_lookup(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    yield tried
    assert not tried, f"tried to reach {tried}"


_FIRST = (
    "ui/test_one_truth.py", "ui/cases/test_dead_ends.py", "crash/test_crash_machine.py",
    "domain/verdict/test_two_readings.py", "crash/test_kill.py", "tour/test_tour.py", "crash/test_broken_variants.py",
)  # fmt: skip
"""Files of few tests that take minutes, the longest first."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, then the ui: two workers end together, with the many quick files at the end."""
    here = Path(__file__).parent

    def rank(item: pytest.Item) -> int:
        name = item.path.relative_to(here).as_posix() if here in item.path.parents else ""
        return _FIRST.index(name) if name in _FIRST else len(_FIRST) + (not name.startswith("ui/"))

    items.sort(key=rank)


def pytest_collection_finish() -> None:
    """What the imports made lives on; left out, a full collection takes a tenth of the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def collected_on_the_gui_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """As in the product (docs/decisions/0004): no worker's collector ends a Qt object."""
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    gc.collect()
    gc.freeze()  # what outlives a test (modules, caches) is not looked through again after each of the next ones
    gc.enable()


_skipped: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped.append(report.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A test that does not run proves nothing: where CI asks for it, a skip fails the session."""
    if os.environ.get("DROPDESK_NO_SKIPS") == "1" and _skipped and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if os.environ.get("DROPDESK_NO_SKIPS") == "1" and _skipped:
        terminalreporter.write_line(f"skipped tests are failures here: {', '.join(_skipped)}", red=True)
