"""One turn: one order, one transaction, judged once; what a press costs; what the supplier paid is booked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.phases import Settling
from dropdesk.domain.case.shape.state import Case
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import Money, OrderKey, Seen, Where
from dropdesk.domain.verdict import assess as headline
from dropdesk.domain.verdict.verdict import Situation
from dropdesk.services.purchase_linker import PurchaseLinker
from dropdesk.store import cases, codec, money, orders, purchases, suppliers
from dropdesk.store.engine import Store
from tests.patching import replace_everywhere
from tests.services.test_main_path import look, want
from tests.services.world import DemoWorld
from tests.stored import derived


@pytest.fixture
def world(tmp_path: Path) -> DemoWorld:
    return DemoWorld(tmp_path)


@contextmanager
def counted(store: Store, patch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """How often a verdict is made, a situation built, and a transaction opened that may write."""
    counts: Counter[str] = Counter()
    judge, build = headline.assess, Situation.__init__

    def assess(*given: Any) -> Any:
        counts["verdicts"] += 1
        return judge(*given)

    def init(self: Situation, *given: Any, **named: Any) -> None:
        counts["situations"] += 1
        build(self, *given, **named)

    def began(connection: object) -> None:
        counts["writes"] += 1

    with patch.context() as one:
        replace_everywhere(one, judge, assess)
        one.setattr(Situation, "__init__", init)
        event.listen(store._engine, "begin", began)
        yield counts
        event.remove(store._engine, "begin", began)


def test_what_a_press_costs(world: DemoWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """Want → sent → looked → shown: 18 verdicts, 46 situations and 36 transactions once."""
    monkeypatch.setattr("dropdesk.demo.shop._BUSY", timedelta())  # one look shows it
    key = world.start("#1041")
    look(world, key)
    view = world.view(key)
    with counted(world.store, monkeypatch) as counts:
        world.cases.do(view.case.id, view.seq, want(4250))
        world.outbox.proceed(key)
        shown = world.view(key)
    assert isinstance(shown.case.phase, Settling)
    print(dict(counts))
    assert 0 < counts["verdicts"] <= 3
    assert 0 < counts["situations"] <= 6
    assert 0 < counts["writes"] <= 10


def test_whoever_only_looks_writes_nothing(world: DemoWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    key = world.start("#1043")
    with counted(world.store, monkeypatch) as counts:
        world.view(key)
        world.details.view(key)
        world.turn.next_due()
        world.outbox.waiting()
    assert counts["writes"] == 0


def test_an_order_is_judged_once_however_often_it_is_touched(world: DemoWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    key = world.key("#1043")
    with counted(world.store, monkeypatch) as counts, world.store.write() as tx:
        for n in range(5):
            hand = world.turn.hand(tx, key)
            hand.put_legs(tuple(replace(leg, tracking_number=f"LP{n}") for leg in hand.legs))
            world.turn.refresh(tx, [key])
    assert (counts["verdicts"], counts["writes"]) == (1, 1)


def test_what_is_shown_is_what_would_be_judged_anew(world: DemoWorld) -> None:
    """The remembered verdict stands until its own next change, and no longer."""
    world.clock.wait(0.25)  # between two moments: at a boundary itself both readings are the same instant
    for hours in (0, 1, 7, 30, 24 * 9, 24 * 40, -24 * 20):
        world.clock.push(hours)
        for key in world.all_keys():
            shown = world.details.view(key).verdict
            with world.store.read() as tx:
                anew = world.turn.look(tx, key).verdict()
            assert shown == anew, world.details.view(key).order.name


def test_a_turn_that_fails_leaves_nothing(world: DemoWorld) -> None:
    key = world.start("#1043")
    before = list(world.store.reader().iterdump())
    with pytest.raises(ZeroDivisionError), world.store.write() as tx:
        hand = world.turn.hand(tx, key)
        hand.put_legs(())
        hand.follow()
        orders.happened(tx, key, world.clock.now(), "imported")
        raise ZeroDivisionError
    assert list(world.store.reader().iterdump()) == before


# -- rows ----------------------------------------------------------------------------------------------------------


def booked(world: DemoWorld, key: OrderKey) -> list[tuple[str, int | None, bool]]:
    with world.store.read() as tx:
        rows = money.of_order(tx, key)
        legs = orders.legs(tx, key)
    for kind, held in (("received", "received"), ("written_off", "written_off")):
        assert sum(row.amount or 0 for row in rows if row.kind == kind) == sum(getattr(leg.money, held) for leg in legs)
    return [(row.kind, row.amount, row.happened_at is not None) for row in rows]


@pytest.mark.parametrize("in_a_case", [False, True])
def test_the_suppliers_money_is_booked_as_it_comes(world: DemoWorld, in_a_case: bool) -> None:
    key = world.start("#1041") if in_a_case else world.key("#1041")
    leg = world.details.view(key).legs[0].id

    def say(what: Say, **facts: Any) -> None:
        if in_a_case:
            world.do(key, Report(leg, what, **facts))
        else:
            world.details.report(key, Report(leg, what, **facts))

    assert booked(world, key) == []
    say(Say.MONEY_RECEIVED, amount=Money(700, "EUR"), at=world.clock.now() - timedelta(days=1))
    say(Say.MONEY_RECEIVED, amount=Money(300, "EUR"))
    assert booked(world, key) == [("received", 700, True), ("received", 300, False)]
    say(Say.UNDO)
    assert booked(world, key)[-1] == ("received", -300, False)
    say(Say.NOT_SHIPPED)  # says nothing of money
    with world.store.write() as tx:
        ref = orders.put_text(tx, key, "reason", "The shop is gone.", world.clock.now())
    say(Say.MONEY_WRITTEN_OFF, text_ref=ref)
    assert [row[:2] for row in booked(world, key)] == [
        ("received", 700), ("received", 300), ("received", -300), ("written_off", 920),
    ]  # fmt: skip
    with world.store.read() as tx:
        rows = money.of_order(tx, key)
        assert [row.reason_ref for row in rows] == ["", "", "", ref]
        assert all(row.known_at == world.clock.now() and not row.migrated for row in rows)


def test_an_unknown_amount_that_is_written_off_is_a_row_with_its_reason(world: DemoWorld) -> None:
    key = world.start("#1043")
    with world.store.write() as tx:
        hand = world.turn.hand(tx, key)
        hand.put_legs(tuple(replace(leg, cost=None) for leg in hand.legs))
    leg = world.view(key).legs[0].leg.id
    world.do(key, Report(leg, Say.ACCEPTED))
    assert world.view(key).legs[0].leg.money.unknown
    view = world.do(key, Report(leg, Say.MONEY_WRITTEN_OFF), text_ref="They never answer.")
    assert booked(world, key) == [("written_off", None, False)]
    ref = view.legs[0].leg.money.written_off_ref
    assert view.texts[ref] == "They never answer."
    with world.store.read() as tx:
        assert [row.reason_ref for row in money.of_order(tx, key)] == [ref]


def test_a_file_that_says_the_same_is_no_news_of_a_case(world: DemoWorld) -> None:
    """A newer sighting without news: the leg knows how new it is, the journal gets no row."""
    key = world.start("#1043")
    before = world.view(key)
    number = before.legs[0].leg.number
    assert number is not None
    for _ in range(20):
        world.clock.push(1)
        with world.store.write() as tx:
            known = purchases.get(tx, number)
            assert known is not None
            newer = Seen(None, Where.ALIEXPRESS_FILE, world.clock.now())
            purchases.see(tx, replace(known, seen=newer), world.clock.now())
            PurchaseLinker(world.turn).see(tx, number)
    after = world.view(key)
    assert after.seq - before.seq <= 1  # the first file is another place than the person
    with world.store.read() as tx:
        assert len(purchases.sightings(tx, number)) == 1


def test_what_is_kept_beside_the_rows_is_what_they_come_to(world: DemoWorld) -> None:
    """After whole cases: purchases, suppliers' counts, who serves whom, and the legs that the journal repeats."""
    for name in ("#1041", "#1043"):
        key = world.start(name)
        world.do(key, mv.SetWhy(mv.Reason.CHANGED_MIND, world.clock.now()))
    recount: dict[str, list[int]] = {}
    with world.store.read() as tx:
        for key in world.all_keys():
            legs = orders.legs(tx, key)
            for leg in legs:
                if leg.supplier:
                    counts = recount.setdefault(leg.supplier, [0, 0])
                    counts[0] += leg.asked_times > 0 and leg.state not in suppliers.UNANSWERED
                    counts[1] += leg.asked_times > 0 and leg.state == "stopped"
                if leg.number:
                    assert key in suppliers.served_by(tx, leg.number)
            for row in cases.newest(tx, [key]).values():
                assert codec.load(Case, row.state).legs == legs
        assert {name: [*suppliers.asked_and_agreed(tx, name)] for name in suppliers.names(tx)} == recount
        for one in purchases.everything(tx):
            assert derived(purchases.sightings(tx, one.number)) == one
