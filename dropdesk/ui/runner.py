"""Work off the GUI thread: named workers with one thread each, and one Qt signal that brings answers home.

Workers: ``desk`` (imports, moves, what time changed), ``money:<store>``, ``sync:<store>``, ``browse`` (reading for
the table), ``read`` (reading one order: a pane or page opens while ``desk`` imports), ``keys`` (the keyring, which may
wait for a system dialog). All but ``browse`` and ``read`` may write. A job ends as exactly one of: answer, expected
error, bug, cancelled; whoever asked hears of the first three, unless it was deleted meanwhile.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum
from typing import Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from dropdesk.errors import Damaged, Expected

T = TypeVar("T")
PATIENCE = 2.0
"""Seconds that the end of the app waits for readers of a shop or a keyring; what is written is always waited for."""

_log = logging.getLogger(__name__)


class End(StrEnum):
    """How a job ended: each ends as exactly one of these."""

    ANSWER = "answer"
    EXPECTED = "expected"
    BUG = "bug"
    CANCELLED = "cancelled"


class Job:
    """One piece of work. ``cancel`` drops the answer; work that can stop early asks ``stopped`` now and then."""

    def __init__(
        self, owner: QObject | None, done: Callable[[Any], None] | None, failed: Callable[[Expected], None] | None
    ) -> None:
        self._owner, self._done, self._failed = owner, done, failed
        self._stop = threading.Event()
        self._future: Future[None] | None = None
        self.end: End | None = None

    def cancel(self) -> None:
        """Drops the answer. Work that has not begun never begins; work that runs is only asked to stop."""
        self._stop.set()
        self.end = self.end or End.CANCELLED
        self.forget()
        if self._future is not None:
            self._future.cancel()

    def stopped(self) -> bool:
        """Whether it was cancelled; asked on the worker by work that can stop early."""
        return self._stop.is_set()

    def forget(self) -> None:
        """Lets go of the owner and of what it asked for, on the GUI thread: they hold parts of the window, and the
        worker that drops this job last must not be the one that ends them."""
        self._owner = self._done = self._failed = None


class Runner(Protocol):
    """What the ui needs; ``ThreadRunner`` in the app, ``InlineRunner`` in tests."""

    def run(
        self, worker: str, work: Callable[[], T], done: Callable[[T], None] | None = None,
        failed: Callable[[Expected], None] | None = None, owner: QObject | None = None,
    ) -> Job:  # fmt: skip
        """Queues ``work`` on the named worker; ``done`` or ``failed`` is called on the GUI thread, unless ``owner`` was
        deleted meanwhile."""
        ...

    def home(self, act: Callable[[], None]) -> None:
        """Runs ``act`` on the GUI thread soon; callable from any thread (progress of long work)."""
        ...

    def close(self) -> None:
        """Ends the workers. What is being written or sent is waited for."""
        ...


class _Endings:
    """What happens with a job's end, on the GUI thread; shared by both runners."""

    def __init__(self, expected: Callable[[Expected], None], bug: Callable[[BaseException], None]) -> None:
        self._expected, self._bug = expected, bug

    def end(self, job: Job, answer: object, error: BaseException | None) -> None:
        owner, done, failed = job._owner, job._done, job._failed
        job.forget()
        if job.stopped():
            job.end = End.CANCELLED
            return
        gone = owner is not None and not shiboken6.isValid(owner)
        if error is None:
            job.end = End.ANSWER
            if done is not None and not gone:
                done(answer)
        elif isinstance(error, Expected):
            job.end = End.EXPECTED
            if failed is not None and not gone:
                failed(error)
            else:
                self._expected(error)
        else:
            job.end = End.BUG
            if failed is not None and not gone:
                failed(Damaged("unexpected"))  # who waits for an answer must not wait for ever
            self._bug(error)


class ThreadRunner(QObject):
    """``expected`` hears errors that nobody else took; ``bug`` writes the crash report and says so once."""

    _home = Signal(object)

    def __init__(self, expected: Callable[[Expected], None], bug: Callable[[BaseException], None]) -> None:
        super().__init__()
        self._endings = _Endings(expected, bug)
        self._workers: dict[str, ThreadPoolExecutor] = {}
        self._running: dict[str, threading.Event] = {}
        """Of each worker's newest job that began: set when it ended."""
        self._closed = False
        self._home.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    def _arrive(self, act: object) -> None:
        if callable(act):
            act()

    def run(
        self, worker: str, work: Callable[[], T], done: Callable[[T], None] | None = None,
        failed: Callable[[Expected], None] | None = None, owner: QObject | None = None,
    ) -> Job:  # fmt: skip
        """Queues ``work`` on a worker; call on the GUI thread. Answers of a deleted ``owner`` are dropped."""
        job = Job(owner, done, failed)
        if self._closed:
            job.cancel()
            job.end = End.CANCELLED
            return job
        pool = self._workers.get(worker)
        if pool is None:
            pool = self._workers[worker] = ThreadPoolExecutor(1, thread_name_prefix=worker)
        job._future = pool.submit(self._work, worker, job, work)
        return job

    def _work(self, worker: str, job: Job, work: Callable[[], object]) -> None:
        ended = self._running[worker] = threading.Event()
        answer: object = None
        error: BaseException | None = None
        if not job.stopped():
            try:
                answer = work()
            except BaseException as raised:  # noqa: BLE001 - the worker's boundary: every end is told
                error = raised
        ended.set()
        self.home(lambda: self._endings.end(job, answer, error))

    def home(self, act: Callable[[], None]) -> None:
        """See ``Runner.home``."""
        if not self._closed and shiboken6.isValid(self):
            self._home.emit(act)

    def closing(self) -> bool:
        """Asked now and then by long work, on any thread: it stops where nothing is lost."""
        return self._closed

    def close(self) -> None:
        """Waits for what is being written or sent (``desk``, ``money``), and up to ``PATIENCE`` for the others, which
        stop at their next step; what has not begun is dropped. One that waits for a shop or a keyring for longer is
        left, said in the log: the store takes nothing from it any more."""
        self._closed = True
        for pool in self._workers.values():
            pool.shutdown(wait=False, cancel_futures=True)
        for name, pool in self._workers.items():
            if name == "desk" or name.startswith("money"):
                pool.shutdown(wait=True)
        end = time.monotonic() + PATIENCE
        for name in self._workers:
            running = self._running.get(name)
            if running is not None and not running.wait(max(0.0, end - time.monotonic())):
                _log.warning("the worker %s was still waiting for an answer at the end", name)


class InlineRunner(QObject):
    """Runs at once, on the calling thread; the same four ends."""

    def __init__(
        self, expected: Callable[[Expected], None] | None = None, bug: Callable[[BaseException], None] | None = None
    ) -> None:
        super().__init__()
        self.expected: list[Expected] = []
        self.workers: list[str] = []
        self._endings = _Endings(expected or self.expected.append, bug or self._raise)

    def _raise(self, error: BaseException) -> None:
        raise error

    def run(
        self, worker: str, work: Callable[[], T], done: Callable[[T], None] | None = None,
        failed: Callable[[Expected], None] | None = None, owner: QObject | None = None,
    ) -> Job:  # fmt: skip
        """Runs ``work`` and its ending before it returns."""
        job = Job(owner, done, failed)
        self.workers.append(worker)
        answer: object = None
        error: BaseException | None = None
        try:
            answer = work()
        except BaseException as raised:  # noqa: BLE001 - the worker's boundary: every end is told
            error = raised
        self._endings.end(job, answer, error)
        return job

    def home(self, act: Callable[[], None]) -> None:
        """See ``Runner.home``."""
        act()

    def close(self) -> None:
        """Nothing runs on."""
