"""A press of several moves is one turn: all of them on what was shown, or none."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.phases import AtSupplier, Drafted
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, Money, OrderKey, Take
from dropdesk.errors import Refused
from dropdesk.store import cases, money
from tests.services.test_turn import counted
from tests.services.world import DemoWorld


@pytest.fixture
def world(tmp_path: Path) -> DemoWorld:
    return DemoWorld(tmp_path)


def stored(world: DemoWorld) -> list[str]:
    return list(world.store.reader().iterdump())


def words(world: DemoWorld, key: OrderKey) -> list[str]:
    with world.store.read() as tx:
        return [row.move for row in cases.journal(tx, world.view(key).case.id)]


def why(world: DemoWorld) -> mv.SetWhy:
    return mv.SetWhy(mv.Reason.CHANGED_MIND, world.clock.now())


def test_all_moves_are_one_transaction_with_a_row_each(world: DemoWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    key = world.key("#1043")
    view = world.view(key)  # a draft
    wish = (Take(view.order.order.lines[0].id, 1),)
    with counted(world.store, monkeypatch) as counts:
        world.cases.do_all(view.case.id, view.seq, (why(world), mv.SetWish(wish), mv.Start()))
    assert counts["writes"] == 1
    assert 0 < counts["verdicts"] <= 3
    assert 0 < counts["situations"] <= 6
    shown = world.view(key)
    assert isinstance(shown.case.phase, AtSupplier)
    assert (shown.case.reason, shown.case.wish) == (mv.Reason.CHANGED_MIND, wish)
    assert words(world, key) == ["opened", "set_why", "set_wish", "start"]


def test_what_refuses_one_move_takes_back_the_press(world: DemoWorld) -> None:
    key = world.start("#1043")
    view, before = world.view(key), stored(world)
    leg = view.case.legs[0].id
    press = (why(world), mv.Start(), mv.SayPart(leg, "all"), mv.TickRequest(LegId("none"), world.clock.now()))
    with pytest.raises(Refused):
        world.cases.do_all(view.case.id, view.seq, press, {"note_ref": "asked by phone"})
    assert stored(world) == before  # not the note's text either
    assert isinstance(world.view(key).case.phase, Drafted)


@pytest.mark.parametrize("begun", [True, False])
def test_what_came_between_is_noticed(world: DemoWorld, begun: bool) -> None:
    """Another window's move, seen by nobody who pressed."""
    key = world.start("#1043") if begun else world.key("#1043")
    shown = world.view(key)
    world.do(key, why(world))
    before = stored(world)
    with pytest.raises(Refused, match="moved_on"):
        world.cases.do_all(shown.case.id, shown.seq, (why(world), mv.Start()))
    assert stored(world) == before


def test_texts_belong_to_the_last_move(world: DemoWorld) -> None:
    key = world.start("#1043")
    world.do(key, why(world), mv.Start())
    view = world.view(key)
    leg, now = view.case.legs[0].id, world.clock.now()
    press = (mv.Untick(leg, "message"), mv.TickRequest(leg, now))
    world.cases.do_all(view.case.id, view.seq, press, {"note_ref": "by phone"})
    assert any("by phone" in row for row in stored(world))


def test_money_of_each_move_is_booked_by_its_own_words(world: DemoWorld) -> None:
    key = world.start("#1041")
    view = world.view(key)
    leg, now = view.case.legs[0].id, world.clock.now()
    days = (now - timedelta(days=2), now - timedelta(days=1))
    received = [Report(leg, Say.MONEY_RECEIVED, at=at, amount=Money(300, "EUR")) for at in days]
    world.cases.do_all(view.case.id, view.seq, received)
    with world.store.read() as tx:
        rows = money.of_order(tx, key)
    assert [(row.amount, row.happened_at) for row in rows] == [(300, at) for at in days]
