"""A case that was only looked at leaves nothing behind (rules §5, D14); a shared purchase asks first (D10)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dropdesk.domain.case.shape import moves as mv
from dropdesk.errors import Refused
from dropdesk.store import cases, orders
from tests.services.world import DemoWorld


@pytest.fixture
def demo(tmp_path: Path) -> DemoWorld:
    return DemoWorld(tmp_path)


def test_a_case_that_was_only_looked_at_is_as_good_as_none(demo: DemoWorld) -> None:
    key = demo.key("#1043")
    with demo.store.write() as tx:
        before = orders.saying(tx, key)
        if before.open_case is not None:
            pytest.fail("the world begins with a case here: take another order")
    demo.cases.open_case(key)
    view = demo.view(key)
    demo.cases.do(view.case.id, view.seq, mv.Discard())
    with demo.store.write() as tx:
        after = orders.saying(tx, key)
    assert (after.open_case, after.asked_at, after.wish) == (None, before.asked_at, before.wish)
    assert demo.view(key).seq == 0  # a draft: nothing of it is written
    demo.cases.open_case(key)
    assert demo.view(key).case.phase.kind == "drafted"  # a fresh one
    with demo.store.write() as tx:
        assert cases.broken(tx) == []


def test_a_reason_pressed_by_mistake_leaves_nothing_behind(demo: DemoWorld) -> None:
    """One press on a reason begins the case: it must not take a made-up note to be rid of it."""
    key = demo.key("#1043")
    with demo.store.write() as tx:
        before = orders.saying(tx, key)
    demo.cases.open_case(key)
    demo.do(key, mv.SetWhy(mv.Reason.CHANGED_MIND, demo.clock.now()))
    demo.do(key, mv.Start())
    demo.do(key, mv.Discard())
    with demo.store.write() as tx:
        after = orders.saying(tx, key)
    assert (after.open_case, after.asked_at, after.wish) == (None, before.asked_at, before.wish)


def test_what_was_begun_is_not_discarded(demo: DemoWorld) -> None:
    key = demo.key("#1043")
    demo.cases.open_case(key)
    demo.do(key, mv.SetWhy(mv.Reason.CHANGED_MIND, demo.clock.now()))
    demo.do(key, mv.Start())
    demo.do(key, mv.TickRequest(demo.view(key).legs[0].leg.id, demo.clock.now()))
    with pytest.raises(Refused, match="not_now"):
        demo.do(key, mv.Discard())
