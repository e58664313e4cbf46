"""What a customer was promised by a date: attention from a day before, until it is said how it ended (rules §2, §3)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dropdesk.domain.listing import Query, View
from dropdesk.domain.promises import Ended
from dropdesk.domain.values import OrderKey
from dropdesk.domain.verdict.verdict import Attention
from dropdesk.errors import Refused
from dropdesk.store import orders
from tests.services.world import DemoWorld

DAY = timedelta(days=1)


@pytest.fixture
def demo(tmp_path: Path) -> DemoWorld:
    return DemoWorld(tmp_path)


def calm(world: DemoWorld) -> OrderKey:
    """An order that asks for nothing."""
    rows = world.browse.first_page(Query(view=View.ALL), 100)
    return next(row.key for row in rows if row.verdict == "can_cancel" and not row.attention)


def asks(world: DemoWorld, key: OrderKey) -> bool:
    """Whether pane and row say that a promise is due; they must agree."""
    world.turn.due()
    told = Attention.PROMISE in world.details.view(key).verdict.attention
    assert world.browse.page([key])[key].attention is told
    return told


def test_it_asks_from_a_day_before_and_goes_on_when_it_is_missed(demo: DemoWorld) -> None:
    key = calm(demo)
    demo.details.promise(key, "tell Ida by Thursday", demo.clock.now() + 3 * DAY)
    assert not asks(demo, key)
    demo.clock.wait((2 * DAY).total_seconds())
    assert asks(demo, key)
    demo.clock.wait((5 * DAY).total_seconds())
    assert asks(demo, key)  # nobody said how it ended


@pytest.mark.parametrize("how", Ended)
def test_it_ends_by_hand_and_stays_to_be_read(demo: DemoWorld, how: Ended) -> None:
    key = calm(demo)
    by = demo.clock.now() + DAY / 2
    demo.details.promise(key, "tell Ida by Thursday", by)
    assert asks(demo, key)
    (promise,) = demo.details.view(key).promises
    assert (promise.note, promise.by) == ("tell Ida by Thursday", by)
    demo.details.promise_ended(key, promise.ref, how)
    assert not asks(demo, key)
    view = demo.details.view(key)
    assert view.promises == ()
    told = [one.code for one in view.timeline if one.code.startswith("promise")]
    assert told == ["promised", str(how)]
    with pytest.raises(Refused, match="moved_on"):
        demo.details.promise_ended(key, promise.ref, Ended.DROPPED)


def test_of_several_the_earliest_counts_and_a_restart_forgets_none(demo: DemoWorld) -> None:
    key = calm(demo)
    demo.details.promise(key, "a photo", demo.clock.now() + 9 * DAY)
    demo.details.promise(key, "an answer", demo.clock.now() + DAY / 2)
    first, second = demo.details.view(key).promises
    assert (first.note, second.note) == ("an answer", "a photo")
    demo.store.close()
    demo.open()
    assert asks(demo, key)
    demo.details.promise_ended(key, first.ref, Ended.MET)
    assert not asks(demo, key)
    with demo.store.read() as tx:
        assert orders.promise_due(tx, key) == second.by


def test_a_promise_without_words_is_refused_and_leaves_nothing(demo: DemoWorld) -> None:
    key = calm(demo)
    with pytest.raises(Refused, match="reason_needed"):
        demo.details.promise(key, "  ", demo.clock.now() + DAY)
    assert demo.details.view(key).promises == ()
