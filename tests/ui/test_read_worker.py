"""What is looked at is read on a worker of its own: a pane and a page open while ``desk`` imports."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shown.order_view import OrderView
from dropdesk.domain.case.shown.view import CaseView
from dropdesk.domain.values import OrderKey
from dropdesk.ui.cases.page import CasePage
from dropdesk.ui.orders.pane.pane import Pane
from dropdesk.ui.runner import End, ThreadRunner
from tests.ui.case_world import KEY, CaseWorld, make_case_desk
from tests.ui.surfaces import CANCEL, START, STOPPED
from tests.ui.world import NOW

Held = tuple[ThreadRunner, threading.Event]


@pytest.fixture
def held(qtbot: QtBot) -> Iterator[Held]:
    """A runner whose worker ``desk`` is busy until the event is set."""
    troubles: list[object] = []
    runner, free = ThreadRunner(troubles.append, troubles.append), threading.Event()
    runner.run("desk", free.wait)
    yield runner, free
    free.set()
    runner.close()
    QTest.qWait(20)
    assert troubles == []


def test_a_pane_and_a_page_open_while_something_is_written(qtbot: QtBot, held: Held) -> None:
    runner, free = held
    context, _ = make_case_desk(CaseWorld(), runner)
    pane, page = Pane(context), CasePage(context, KEY)
    pane._key = int(KEY)
    pane.reload()
    seen: dict[str, OrderView | CaseView | None] = {}

    def open_() -> bool:
        seen.update(pane=pane.view, page=page.view)
        return all(seen.values())

    qtbot.waitUntil(open_, timeout=60_000)
    assert not free.is_set()
    pane.deleteLater()
    page.deleteLater()


class Slow(CaseWorld):
    """A read that has its answer and is held up on the way home."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.hold: threading.Event | None = None
        self.answers = 0

    def view(self, key: OrderKey) -> CaseView:
        found, hold = super().view(key), self.hold
        if hold is not None:
            self.hold = None
            hold.wait()
        self.answers += 1
        return found


def test_an_older_reading_never_takes_the_place_of_what_was_written(qtbot: QtBot) -> None:
    troubles: list[object] = []
    world, runner = Slow(), ThreadRunner(troubles.append, troubles.append)
    context, _ = make_case_desk(world, runner)
    page = CasePage(context, KEY)
    qtbot.waitUntil(lambda: page.view is not None, timeout=60_000)
    assert page.view is not None
    first, shown = page.view.seq, list[int]()
    have = page.have

    def watched(view: CaseView) -> None:
        shown.append(view.seq)
        have(view)

    page.have = watched  # type: ignore[method-assign]
    world.hold = late = threading.Event()
    page.reload()
    qtbot.waitUntil(lambda: world.hold is None, timeout=60_000)  # it has read what is older
    page.do(mv.SetWhy(mv.Reason.CHANGED_MIND, NOW), mv.Start())
    qtbot.waitUntil(lambda: not page._moving, timeout=60_000)
    late.set()
    qtbot.waitUntil(lambda: bool(shown), timeout=60_000)
    assert shown[0] > first  # what was just written; the older answer was dropped
    assert first not in shown
    runner.close()
    page.deleteLater()
    assert troubles == []


def test_a_reading_asked_for_before_a_look_was_written_says_nothing_of_it(qtbot: QtBot) -> None:
    """It was taken for the answer of the look: the page said that Shopify was not reached, a moment after it was."""
    troubles: list[object] = []
    world, runner = Slow(STOPPED), ThreadRunner(troubles.append, troubles.append)
    for move in (*START, CANCEL):
        world.do(world.case.id, world.seq, move)
    world.answer = "cut"
    world.proceed(KEY)
    assert world.case.phase.kind == "sent"
    world.clock.at += timedelta(minutes=2)
    context, _ = make_case_desk(world, runner)
    page = CasePage(context, KEY)
    qtbot.waitUntil(lambda: page.view is not None, timeout=60_000)
    said: list[str] = []
    page.say = lambda text, tone="": said.append(text)  # type: ignore[method-assign]
    world.answer = "ok"
    world.hold = late = threading.Event()
    page.proceed()
    qtbot.waitUntil(lambda: not page.asking, timeout=60_000)
    late.set()
    qtbot.waitUntil(lambda: page.view is not None and page.view.case.phase == world.case.phase, timeout=60_000)
    assert said == []
    runner.close()
    page.deleteLater()
    assert troubles == []


def test_a_job_cancelled_before_it_began_has_its_end(held: Held) -> None:
    runner, _ = held
    heard: list[object] = []
    job = runner.run("desk", lambda: 1, heard.append)
    job.cancel()
    assert job.end is End.CANCELLED
    assert heard == []
