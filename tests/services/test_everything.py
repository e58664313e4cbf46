"""A rule changes every verdict, also where that is cut off; and rules are never remembered older than they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from dropdesk.services import calendars
from dropdesk.services import turn as turns
from dropdesk.services.hand import Hand
from dropdesk.services.preferences import Preferences
from dropdesk.store import settings
from tests.services.world import DemoWorld


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DemoWorld:
    monkeypatch.setattr(turns, "SLICE", 5)
    return DemoWorld(tmp_path)


def preferences(world: DemoWorld) -> Preferences:
    return Preferences(world.store, world.turn, world.folder / "calendars", world.clock.now)


def stale(world: DemoWorld) -> list[str]:
    """The orders whose row in the table is not what the rules say now."""
    rows = world.browse.page(world.all_keys())
    found = []
    with world.store.read() as tx:
        for key in world.all_keys():
            verdict, row = world.turn.look(tx, key).verdict(), rows[key]
            if (row.verdict, row.because, row.deadline) != (verdict.code, verdict.because.code, verdict.deadline):
                found.append(row.name)
    return found


def change(world: DemoWorld) -> None:
    preferences(world).change_rule("ship_window", "", 20)


def test_a_rule_changes_every_row(world: DemoWorld) -> None:
    change(world)
    assert stale(world) == []


def test_closing_stops_at_a_slice_and_the_next_start_goes_on(world: DemoWorld) -> None:
    asked = iter([False, True])
    world.turn.stopped = lambda: next(asked, True)
    change(world)
    world.turn.stopped = lambda: False
    assert stale(world)
    world.open()
    read = world.turn.due().orders
    assert len(read) > turns.SLICE
    assert stale(world) == []
    assert len(world.turn.due().orders) == 0  # and once only


def test_a_kill_in_the_middle_is_made_good(world: DemoWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    settle, left = Hand.settle, iter(range(7))

    def dies(hand: Hand) -> object:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return settle(hand)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Hand, "settle", dies)
        change(world)
    world.open()
    assert stale(world)
    world.turn.due()
    assert stale(world) == []


@pytest.mark.parametrize("how", ["country", "rule"])
def test_what_is_owed_is_noted_with_the_change_itself(
    world: DemoWorld, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed right after the commit of the change, before anything was read again."""

    def dies() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(world.turn, "everything", dies)
    with pytest.raises(KeyboardInterrupt):
        preferences(world).put("country", "CN") if how == "country" else change(world)
    world.open()
    assert set(world.all_keys()) <= world.turn.due().orders
    assert stale(world) == []


def test_a_reader_of_an_older_snapshot_leaves_no_old_rules(world: DemoWorld) -> None:
    assess = world.turn.assess
    with world.store.read() as tx:
        before = settings.rulebook(tx).number("ship_window")
        change(world)
        assess.forget()  # nobody has made the new book yet
        assert assess.book(tx).rules.number("ship_window") == before  # its snapshot is older
    with world.store.read() as tx:
        assert assess.book(tx).rules.number("ship_window") == 20


def test_forgetting_while_a_book_is_made_breaks_nothing(world: DemoWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sync's thread asked for the rules, ``forget`` cleared them in between: every verdict failed from then on."""
    assess, china = world.turn.assess, calendars.china

    def slow(*given: object) -> object:
        assess.forget()
        return china(*given)

    assess.forget()
    slow.cache_clear = china.cache_clear  # type: ignore[attr-defined]  # as the cached function has it
    monkeypatch.setattr(calendars, "china", slow)
    with world.store.write() as tx:
        assert assess.book(tx).rules.number("ship_window") == 7
    monkeypatch.undo()
    with world.store.read() as tx:
        assert assess.book(tx).rules.number("ship_window") == 7
