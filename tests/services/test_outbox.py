"""What is held back before anything goes out, and what the two clocks say (T15)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dropdesk.domain.case.basis.costs import refund_clock
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import CancelPermit, CancelReason, RefundPermit
from dropdesk.domain.case.shape.phases import AtSupplier, Cleared, RefundOwed, RefundSent, Sent, Settling
from dropdesk.domain.case.shape.shop_answers import Accepted, Look, NotKnown, Outcome, Rejected
from dropdesk.domain.changes import Changes
from dropdesk.domain.order import LinkHint, SeenOrder
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.leg import How, SupplierMoney
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import BEIJING, Money, OrderKey, SupplierNumber
from dropdesk.errors import Refused
from dropdesk.services.calendars import bank, china, missing_next_year, years_around
from dropdesk.services.purchase_linker import PurchaseLinker
from dropdesk.store import orders
from tests.crash.faulty import Fault, FaultyShop
from tests.domain.worlds import S, leg
from tests.services.world import DemoWorld


@pytest.fixture
def world(tmp_path: Path) -> DemoWorld:
    made = DemoWorld(tmp_path)
    made.shop = FaultyShop(made.shop, made.clock.now)
    return made


def faulty(world: DemoWorld) -> FaultyShop:
    assert isinstance(world.shop, FaultyShop)
    return world.shop


def looked(world: DemoWorld, key: OrderKey) -> None:
    for one in world.view(key).stale:
        world.do(key, mv.LookedNow(one, world.clock.now()))


def wanted(world: DemoWorld, amount: int = 4250) -> OrderKey:
    key = world.start("#1041")
    looked(world, key)
    world.do(key, mv.WantCancel(amount, False, CancelReason.CUSTOMER, False, True))
    return key


def held_back(world: DemoWorld, key: OrderKey) -> str:
    """Where it stands after trying, with nothing sent."""
    view = world.proceed(key)
    assert faulty(world).cancelled == {}
    assert isinstance(view.case.phase, Cleared)
    return view.case.phase.why


def test_a_full_disk_holds_back(world: DemoWorld) -> None:
    key = wanted(world)
    world.outbox._free = lambda path: 10_000_000
    assert held_back(world, key) == "disk_full"


def test_a_shop_that_cannot_be_reached_holds_back(world: DemoWorld) -> None:
    key = wanted(world)
    faulty(world).fault = Fault.DOWN
    assert held_back(world, key) == "unreachable"


def test_no_connected_shop_holds_back(world: DemoWorld) -> None:
    key = wanted(world)
    world.connected = False
    assert held_back(world, key) == "no_shop"


@pytest.mark.parametrize("hours", [-48, -0.1, 0.1, 48])
def test_a_clock_that_is_off_holds_back(world: DemoWorld, hours: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's own time says so (T15: the clock jumps in the middle of a case)."""
    key = wanted(world)
    real = faulty(world).inner.look

    def look(shopify_id: str, job: str | None = None) -> Look:
        return replace(real(shopify_id, job), server_time=world.clock.now() - timedelta(hours=hours))

    monkeypatch.setattr(faulty(world), "look", look)
    assert held_back(world, key) == "clock_off"


def test_a_look_that_is_too_old_at_the_last_moment_holds_back(world: DemoWorld) -> None:
    key = wanted(world)
    world.clock.push(0.3)
    assert held_back(world, key) == "look_first"


def test_shipped_between_the_wish_and_the_call(world: DemoWorld) -> None:
    key = wanted(world)
    world.cases.report(key, Report(world.view(key).legs[0].leg.id, Say.SHIPPED, at=world.clock.now()))
    view = world.proceed(key)
    assert faulty(world).cancelled == {}
    assert view.case.phase.kind == "too_late"


def test_a_purchase_named_between_the_wish_and_the_call_holds_back(
    world: DemoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A colleague orders anew and writes the number on the order: the last read hears of it, and it may ship (M9)."""
    key = wanted(world)
    number = SupplierNumber("8190439416169999")
    shop, plain = faulty(world), faulty(world).look

    def look(shopify_id: str, job: str | None = None) -> Look:
        seen = plain(shopify_id, job)
        return replace(seen, hints=(*seen.hints, LinkHint(number, certain=True)))

    monkeypatch.setattr(shop, "look", look)
    view = world.proceed(key)
    assert shop.cancelled == {}
    assert number in {one.leg.number for one in view.legs}
    assert isinstance(view.case.phase, AtSupplier)
    assert view.case.phase.why == "new_purchase"
    held = view.case.held
    assert held is not None
    assert (held.what, held.why, held.asked) == ("cancel", "new_purchase", False)
    told = [one for one in view.order.timeline if one.code == "call_held_back"]
    assert [(one.data["what"], one.data["why"]) for one in told] == [("cancel", "new_purchase")]


def test_a_lost_answer_is_looked_for_and_never_sent_again(world: DemoWorld) -> None:
    key = wanted(world)
    faulty(world).fault = Fault.BEFORE
    view = world.proceed(key)
    assert isinstance(view.case.phase, Sent)
    for _ in range(5):
        world.clock.wait(61)
        view = world.proceed(key)
    assert faulty(world).cancelled == {}
    assert isinstance(view.case.phase, Cleared)
    assert view.case.phase.why == "not_cancelled"


def test_a_refund_is_not_sent_again_after_23_hours_by_either_clock(world: DemoWorld) -> None:
    key = wanted(world, 4000)  # cancel first, refund after
    view = world.view(key)
    faulty(world).fault = Fault.NONE
    real = faulty(world).inner.refund
    faulty(world).refund = lambda permit: (_ for _ in ()).throw(Refused("lost"))  # type: ignore[method-assign]
    view = world.proceed(key)
    assert isinstance(view.case.phase, RefundSent)
    assert view.can_send_again
    world.clock.push(22.9)
    looked(world, key)
    assert world.view(key).can_send_again
    world.clock.push(0.2)
    assert not world.view(key).can_send_again
    with pytest.raises(Refused, match="too_old_to_resend"):
        world.do(key, mv.SendAgain())
    # The wall clock is set back by two days: younger than its own sending is no age at all.
    world.clock.push(-48)
    with pytest.raises(Refused, match="too_old_to_resend"):
        world.do(key, mv.SendAgain())
    world.clock.push(48)
    faulty(world).refund = real  # type: ignore[method-assign]
    view = world.do(key, mv.SawInAdmin(False, world.clock.now()))
    assert isinstance(view.case.phase, RefundOwed)


def test_a_refund_sent_again_carries_the_same_key_and_variables(world: DemoWorld) -> None:
    key = wanted(world, 4000)
    permits: list[RefundPermit] = []
    shop = faulty(world)
    real = shop.inner.refund

    def lost(permit: RefundPermit) -> Outcome:
        permits.append(permit)
        if len(permits) == 1:
            raise Refused("lost")
        return real(permit)

    shop.refund = lost  # type: ignore[method-assign]
    world.proceed(key)
    world.clock.push(0.1)
    looked(world, key)
    world.do(key, mv.SendAgain())
    view = world.proceed(key)
    assert isinstance(view.case.phase, Settling)
    first, second = permits
    assert replace(first, grounds=second.grounds) == second


# -- time (T15) ------


@pytest.mark.parametrize(
    ("zone", "stopped", "earliest", "amber"),
    [
        # Summer time ends on 2026-10-25: the deadline is midnight of the person's wall clock, whatever its offset.
        ("Europe/Berlin", "2026-10-22T20:00+02:00", "2026-10-27T00:00+01:00", "2026-11-13T00:00+01:00"),
        # And begins on 2026-03-29.
        ("Europe/Berlin", "2026-03-26T20:00+01:00", "2026-03-31T00:00+02:00", "2026-04-21T00:00+02:00"),
        ("America/New_York", "2026-10-29T23:30-04:00", "2026-11-03T00:00-05:00", "2026-11-21T00:00-05:00"),
    ],
)
def test_the_refund_clock_over_summer_time(zone: str, stopped: str, earliest: str, amber: str) -> None:
    at = datetime.fromisoformat(stopped)
    country = "US" if zone.startswith("America") else "DE"
    one = leg(S.STOPPED, how=How.CANCELLED, money=SupplierMoney(Money(900, "EUR"), at))
    clock = refund_clock(one, Rulebook(), bank(country, (2026,)), ZoneInfo(zone))
    assert clock is not None
    assert (clock.earliest, clock.amber) == (datetime.fromisoformat(earliest), datetime.fromisoformat(amber))


def test_another_zone_of_the_person_changes_no_china_clock(tmp_path: Path) -> None:
    """The ship window is Beijing's; only the bank clock is the person's own."""
    calendar = china((2026,), None)
    paid = datetime(2026, 11, 20, 15, 59, tzinfo=UTC)  # 23:59 in Beijing
    assert calendar.deadline(paid, 7) == datetime(2026, 12, 2, tzinfo=BEIJING)
    assert calendar.deadline(paid + timedelta(minutes=1), 7) == datetime(2026, 12, 2, tzinfo=BEIJING)  # a Saturday


def test_the_end_of_a_year_whose_next_one_is_not_published() -> None:
    calendar = china((2026,), None)
    start = datetime(2026, 12, 28, 3, 0, tzinfo=UTC)
    deadline = calendar.deadline(start, 7)
    assert calendar.provisional(start, deadline)
    assert deadline == datetime(2027, 1, 8, tzinfo=BEIJING)  # 1 January is free by law
    december = datetime(2026, 12, 2, tzinfo=UTC)
    assert missing_next_year(december, calendar)
    assert not missing_next_year(december - timedelta(days=3), calendar)
    assert 2027 in years_around(december)


def test_verdicts_over_a_clock_that_jumps(world: DemoWorld) -> None:
    """Two days back and forth: nothing is lost, and what is stored is what is read anew."""
    for hours in (48, -96, 48, 24 * 400, -24 * 400):
        world.clock.push(hours)
        world.turn.everything()
        for row in world.browse.page(list(world.all_keys())).values():
            with world.store.write() as tx:
                assert row.verdict == str(world.turn.look(tx, row.key).verdict().code)


def test_everybody_hears_of_sent_before_the_call_goes_out(world: DemoWorld) -> None:
    """V-18: as long as a call is out list and pane say so, from the moment it leaves (finding 26 of the walk)."""
    key, heard, at_call = wanted(world), list[str](), list[tuple[str, ...]]()
    shop = faulty(world)
    cancel = shop.cancel

    def watched(permit: CancelPermit) -> Outcome:
        at_call.append(tuple(heard))
        return cancel(permit)

    shop.cancel = watched  # type: ignore[method-assign]

    def tell(changes: Changes) -> None:
        assert key in changes.orders
        heard.append(f"{world.view(key).case.phase.kind}, {world.details.view(key).verdict.row}")

    world.outbox.proceed(key, tell)
    assert at_call == [("sent, V-18",)]
    assert len(heard) > 1


def synced_ahead(world: DemoWorld, key: OrderKey) -> None:
    """One sync while this computer's clock was an hour ahead; then it is put right."""
    world.clock.push(1)
    with world.store.read() as tx:
        gid = orders.load(tx, key).shopify_id
    assert gid is not None
    take_up(world, key, world.shop.look(gid))
    world.clock.push(-1)


def take_up(world: DemoWorld, key: OrderKey, seen: Look) -> OrderKey | None:
    with world.store.write() as tx:
        taken = PurchaseLinker(world.turn).take_in(tx, SeenOrder(replace(seen.order, key=key), None, seen.hints))
        world.turn.refresh(tx, [key])
        return taken


@pytest.mark.parametrize("touched", [False, True])
def test_a_stamp_of_a_clock_that_ran_ahead_loses_to_what_the_shop_says_now(world: DemoWorld, touched: bool) -> None:
    key = world.key("#1041")
    synced_ahead(world, key)
    with world.store.read() as tx:
        before = orders.load(tx, key)
    assert before.shopify_id is not None
    assert before.seen.at > world.clock.now()
    seen = world.shop.look(before.shopify_id)
    updated = (before.updated_at or world.clock.now()) + timedelta(seconds=1)
    told = replace(seen.order, returned=3000, updated_at=updated if touched else before.updated_at)
    assert take_up(world, key, replace(seen, order=told)) == key
    with world.store.read() as tx:
        now = orders.load(tx, key)
    assert (now.returned, now.seen.at) == (3000, world.clock.now())


def test_an_answer_of_before_is_not_taken_up_however_late_it_came(world: DemoWorld) -> None:
    key = world.key("#1041")
    with world.store.read() as tx:
        before = orders.load(tx, key)
    assert before.shopify_id is not None
    seen = world.shop.look(before.shopify_id)
    newer = replace(seen.order, updated_at=world.clock.now(), returned=3000)
    assert take_up(world, key, replace(seen, order=newer)) == key
    world.clock.push(1)
    late = replace(seen.order, updated_at=newer.updated_at and newer.updated_at - timedelta(seconds=1))
    late = replace(late, seen=replace(late.seen, at=world.clock.now()))
    assert take_up(world, key, replace(seen, order=late)) is None


def test_a_reading_that_is_older_than_what_is_known_sends_nothing(
    world: DemoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = wanted(world)
    with world.store.read() as tx:
        gid = orders.load(tx, key).shopify_id
    assert gid is not None
    seen = world.shop.look(gid)
    take_up(world, key, replace(seen, order=replace(seen.order, updated_at=world.clock.now())))
    old = replace(seen.order, updated_at=world.clock.now() - timedelta(hours=1))
    monkeypatch.setattr(world.shop, "look", lambda *_: replace(seen, order=old))
    assert held_back(world, key) == "read_older"


def test_a_call_that_breaks_in_a_way_nobody_foresaw_is_not_known(
    world: DemoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have gone out: the case says so and is looked at, and the worker lives on."""
    key = wanted(world)

    def breaks(permit: CancelPermit) -> Outcome:
        raise ZeroDivisionError

    monkeypatch.setattr(world.shop, "cancel", breaks, raising=False)
    world.outbox.proceed(key)
    phase = world.view(key).case.phase
    assert isinstance(phase, Sent)
    assert phase.flight.trouble == "unforeseen"


def test_no_money_moves_on_a_clock_that_nobody_compared(world: DemoWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer without a time: nothing says that this computer's is right."""
    key = wanted(world)
    real = faulty(world).inner.look

    def look(shopify_id: str, job: str | None = None) -> Look:
        return replace(real(shopify_id, job), server_time=None)

    monkeypatch.setattr(faulty(world), "look", look)
    assert held_back(world, key) == "clock_unknown"


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ((Accepted("1"), Rejected("no", "Too late.")), "recall_in_part"),
        ((Rejected("no", "Too late."), Rejected("no")), "no"),
        ((Accepted("1"), NotKnown("offline")), "offline"),
    ],
)
def test_of_two_recalls_each_answer_is_told(world: DemoWorld, answers: tuple[Outcome, ...], code: str) -> None:
    """One taken and one refused is neither: the person is told of both."""
    left = list(answers)

    class Two:
        def recall(self, request_id: str, immediate: bool, message: str) -> Outcome:
            return left.pop(0)

    told = world.outbox._recall(Two(), (("1", False), ("2", False)))  # type: ignore[arg-type]  # nothing else is called
    assert getattr(told, "code", "") == code
