"""Running the domain's own tests in a fork: whole, with the lines that each test runs, or against one mutant.

Nothing is written: a mutant is put in the place of its module as the fork imports it. A test that runs no line of the
changed statement is left out, for it cannot tell the mutant from the module; all the others run, the quick ones
first, until one fails.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import os
import pickle
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

import pytest

from tests.mutants.making import DOMAIN, ROOT, Mutant

TESTS = ROOT / "tests" / "domain"
PACKAGE = "dropdesk.domain."
COLLECTING = ""
"""What runs while the tests are gathered belongs to every test."""


@dataclass
class Map:
    """What each test runs, and the seconds of the processor that it takes."""

    ran: dict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    seconds: dict[str, float] = field(default_factory=dict)

    def tests(self, mutant: Mutant) -> list[str]:
        """The tests that run a line of the mutant's statement, the quick ones first."""
        met = {
            test
            for line in range(mutant.lines[0], mutant.lines[1] + 1)
            for test in self.ran.get((mutant.module, line), ())
        }
        chosen = self.seconds if COLLECTING in met else met
        return sorted(chosen, key=lambda test: (self.seconds.get(test, 0.0), test))


_OFTEN = 200


class _Tracer:
    """Notes which lines of the domain run, by test. Of a function that one test runs often, all lines count as run:
    tracing the random worlds to the end takes minutes."""

    def __init__(self, found: Map) -> None:
        self._found, self._test = found, COLLECTING
        self._mine: dict[CodeType, str] = {}
        self._times: Counter[CodeType] = Counter()

    def __call__(self, frame: FrameType, event: str, arg: object) -> Any:
        name = self._mine.get(frame.f_code)
        if name is None:
            path = Path(frame.f_code.co_filename)
            inside = DOMAIN in path.parents
            name = self._mine[frame.f_code] = path.relative_to(DOMAIN).as_posix() if inside else ""
        if not name:
            return None
        self._times[frame.f_code] += 1
        if self._times[frame.f_code] < _OFTEN:
            return self._lines
        if self._times[frame.f_code] == _OFTEN:
            for _, _, line in frame.f_code.co_lines():
                if line is not None:
                    self._found.ran[name, line].add(self._test)
        return None

    def _lines(self, frame: FrameType, event: str, arg: object) -> Any:
        if event == "line":
            self._found.ran[self._mine[frame.f_code], frame.f_lineno].add(self._test)
        return self._lines

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._test, begin = item.nodeid, time.process_time()
        self._times.clear()
        try:
            return (yield)
        finally:
            self._found.seconds[item.nodeid] = time.process_time() - begin


class _Chosen:
    """Runs these tests alone, in this order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._place = {test: n for n, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self._place), key=lambda item: self._place[item.nodeid]
        )


class _Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the mutant in the place of its module."""

    def __init__(self, mutant: Mutant) -> None:
        self._name, self._mutant = PACKAGE + mutant.module.removesuffix(".py").replace("/", "."), mutant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(fullname, self) if fullname == self._name else None

    def exec_module(self, module: ModuleType) -> None:
        path = str(DOMAIN / self._mutant.module)
        module.__file__ = path
        exec(compile(self._mutant.text, path, "exec"), module.__dict__)


def _pytest(files: Sequence[str], *plugins: object) -> int:
    return int(
        pytest.main(
            ["-q", "-x", "-p", "no:cacheprovider", "-o", "timeout=0", "--no-header", *files], plugins=list(plugins)
        )
    )


def _write_to(path: str) -> None:
    there = os.open(path, os.O_WRONLY)
    os.dup2(there, 1)
    os.dup2(there, 2)


def _fork(run: Callable[[], int], output: str = os.devnull) -> int:
    """Starts it in a child, which writes to that file, and gives the child's id."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = 70
        try:
            _write_to(output)
            code = run()
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    return child


def preload() -> None:
    """What every fork would load again, the domain and its tests excepted."""
    import graphql  # noqa: F401
    from PySide6 import QtCore, QtTest, QtWidgets  # noqa: F401

    loaded = [name for name in sys.modules if name.startswith("dropdesk")]
    assert not loaded, loaded


def mapped() -> Map:
    """Runs all tests of the domain without a mutant. Raises SystemExit where one fails."""
    with tempfile.NamedTemporaryFile() as told, tempfile.NamedTemporaryFile() as output:

        def run() -> int:
            found = Map()
            tracer = _Tracer(found)
            sys.settrace(tracer)
            code = _pytest([str(TESTS)], tracer)
            sys.settrace(None)
            Path(told.name).write_bytes(pickle.dumps((dict(found.ran), found.seconds)))
            return code

        _, status = os.waitpid(_fork(run, output.name), 0)
        if os.waitstatus_to_exitcode(status) != 0:
            raise SystemExit(f"{output.read().decode()[-3000:]}\nthe tests fail without any mutant")
        ran, seconds = pickle.loads(Path(told.name).read_bytes())  # our own child wrote it
    return Map(ran, seconds)


def start(mutant: Mutant, tests: Sequence[str], seconds: int) -> int:
    """Runs these tests against a mutant in a child; its exit code is 0 where none of them fails. SIGXCPU ends it when
    it has had so many seconds of the processor."""

    def run() -> int:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        sys.meta_path.insert(0, _Instead(mutant))
        files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
        return _pytest([str(ROOT / file) for file in files], _Chosen(tests))

    return _fork(run)
