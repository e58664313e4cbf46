"""What one purchase costs, gives back and loses, over the orders that it serves: no cent twice, none lost; and what
rests on it is not taken off."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dropdesk.domain.case.basis.costs import came
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.phases import Claimed
from dropdesk.domain.supplier.money import awaits, outstanding
from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, Money, OrderKey, Seen, SupplierNumber, Take, Where
from dropdesk.errors import Refused
from dropdesk.services.purchase_linker import PurchaseLinker
from dropdesk.store import money, orders, purchases
from tests.services.adopted import GIDS, from_shop, taken
from tests.services.bench import NOW, Bench

NUMBER = SupplierNumber("8190000000000001")
LEG = LegId(NUMBER)


def planted(bench: Bench, count: int) -> list[OrderKey]:
    """Orders of one line each."""
    order = from_shop(bench)
    order = replace(order, lines=order.lines[:1])
    return [
        taken(bench, replace(order, name=f"#{n}", shopify_id=f"gid://shopify/Order/{n}")) for n in range(1, count + 1)
    ]


def told(bench: Bench, status: str, total: Money) -> None:
    seen = Seen(None, Where.ALIEXPRESS_FILE, NOW)
    with bench.store.write() as tx:
        purchases.see(tx, Purchase(NUMBER, status, seen, total=total, paid_at=NOW - timedelta(days=1)), NOW)
        bench.turn.refresh(tx, PurchaseLinker(bench.turn).see(tx, NUMBER))


def awaited(bench: Bench, count: int) -> list[tuple[int | None, int | None]]:
    """What each order's leg cost, and what of it is awaited."""
    found: list[tuple[int | None, int | None]] = []
    for n in range(1, count + 1):
        for leg in bench.legs(f"#{n}"):
            cost, due = leg.cost, leg.money.awaited
            found.append((cost.minor if cost is not None else None, due.minor if due is not None else None))
    return found


def test_what_is_awaited_moves_with_the_share(tmp_path: Path) -> None:
    """10.00 were bought, and 15.00 awaited, once another order was linked to the stopped purchase."""
    bench = Bench(tmp_path)
    one, two = planted(bench, 2)
    told(bench, "Cancelled", Money(1000, "USD"))
    bench.links.link(one, NUMBER, ())
    assert awaited(bench, 1) == [(1000, 1000)]
    bench.links.link(two, NUMBER, ())
    assert awaited(bench, 2) == [(500, 500), (500, 500)]
    bench.links.unlink(two, NUMBER)
    assert awaited(bench, 1) == [(1000, 1000)]


@pytest.mark.parametrize("said", [Say.NOT_SHIPPED, Say.ACCEPTED, Say.SHIPPED, Say.DELIVERED, Say.CLOSED_ITSELF])
def test_what_was_said_since_keeps_no_share_that_is_another_orders(tmp_path: Path, said: Say) -> None:
    """Looked at before the second order was linked, the first one kept the whole price: 15.00 of a purchase of 10.00
    were paid, and awaited."""
    bench = Bench(tmp_path)
    one, two = planted(bench, 2)
    told(bench, "Awaiting shipment", Money(1000, "USD"))
    bench.links.link(one, NUMBER, ())
    bench.later(minutes=5)
    bench.cases.report(one, Report(LEG, said))
    due = bench.legs("#1")[0].money.awaited
    bench.later(minutes=5)
    bench.links.link(two, NUMBER, ())
    shares = awaited(bench, 2)
    assert shares == [(500, None if due is None else 500), (500, None)]
    bench.links.unlink(two, NUMBER)
    assert awaited(bench, 1) == [(1000, None if due is None else 1000)]


def test_only_our_part_is_cancelled_and_only_its_share_is_awaited(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    one, two = planted(bench, 2)
    told(bench, "Awaiting shipment", Money(980, "USD"))
    for key in (one, two):
        bench.links.link(key, NUMBER, ())
    bench.later(minutes=5)
    bench.cases.report(one, Report(LEG, Say.ACCEPTED, part="only_ours"))
    assert awaited(bench, 2) == [(490, 490), (490, None)]
    assert [leg.part for name in ("#1", "#2") for leg in bench.legs(name)] == ["only_ours", ""]


@pytest.mark.parametrize("count", [2, 3, 7])
def test_an_amount_that_was_typed_follows_the_share(tmp_path: Path, count: int) -> None:
    """Of a purchase of 10.00 were 7.00 awaited here, typed, and 5.00 there, once a second order was linked."""
    bench = Bench(tmp_path)
    first, *others = planted(bench, count)
    told(bench, "Cancelled", Money(1000, "USD"))
    bench.links.link(first, NUMBER, ())
    bench.cases.report(first, Report(LEG, Say.MONEY_AWAITED, amount=Money(700, "USD")))
    for n, key in enumerate(others, 2):
        bench.links.link(key, NUMBER, ())
        shares = awaited(bench, n)
        assert sum(due or 0 for _, due in shares) <= 1000
        assert all((due or 0) <= (cost or 0) for cost, due in shares)
        assert shares[0][1] == 700 * (shares[0][0] or 0) // 1000
    for key in others:
        bench.links.unlink(key, NUMBER)
    assert awaited(bench, 1) == [(1000, 700)]  # what was typed is not worn down


def test_a_correction_after_the_share_moved_is_what_moves_next(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    one, two = planted(bench, 2)
    told(bench, "Awaiting shipment", Money(1000, "USD"))
    bench.links.link(one, NUMBER, ())
    bench.later(minutes=5)
    bench.cases.report(one, Report(LEG, Say.ACCEPTED, amount=Money(800, "USD")))
    bench.links.link(two, NUMBER, ())
    assert awaited(bench, 2) == [(500, 400), (500, None)]
    bench.cases.report(one, Report(LEG, Say.MONEY_AWAITED, amount=Money(300, "USD")))
    bench.links.unlink(two, NUMBER)
    assert awaited(bench, 1) == [(1000, 600)]


@pytest.mark.parametrize("count", [2, 3, 7])
def test_no_cent_of_a_share_is_lost(tmp_path: Path, count: int) -> None:
    bench = Bench(tmp_path)
    for key in planted(bench, count):
        bench.links.link(key, NUMBER, ())
    told(bench, "Cancelled", Money(1000, "USD"))
    shares = awaited(bench, count)
    assert sum(cost or 0 for cost, _ in shares) == sum(due or 0 for _, due in shares) == 1000
    assert max(cost or 0 for cost, _ in shares) - min(cost or 0 for cost, _ in shares) <= 1


def sums(bench: Bench, key: OrderKey) -> tuple[dict[str, int], dict[str, int]]:
    """What the rows say, and what the legs say."""
    with bench.store.read() as tx:
        rows, legs = money.of_order(tx, key), orders.legs(tx, key)
    kinds = ("received", "written_off")
    booked = {kind: sum(row.amount or 0 for row in rows if row.kind == kind) for kind in kinds}
    return booked, {kind: sum(getattr(leg.money, kind) for leg in legs) for kind in kinds}


def test_money_of_a_purchase_that_is_named_later_is_booked_once(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    (key,) = planted(bench, 1)
    name = LegId(f"rest-{GIDS[0]}")
    for say in (Say.ACCEPTED, Say.MONEY_RECEIVED):
        bench.cases.report(key, Report(name, say, amount=Money(900, "USD")))
    bench.cases.report(key, Report(name, Say.LINK, number=NUMBER))
    booked, held = sums(bench, key)
    assert booked == held == {"received": 900, "written_off": 0}


def test_a_write_off_leaves_the_books_with_its_purchase(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    (key,) = planted(bench, 1)
    for _ in range(2):
        bench.links.link(key, NUMBER, ())
        bench.cases.report(key, Report(LEG, Say.ACCEPTED, amount=Money(900, "USD")))
        bench.cases.report(key, Report(LEG, Say.MONEY_WRITTEN_OFF, text_ref="why"))
        assert sums(bench, key)[0] == sums(bench, key)[1] == {"received": 0, "written_off": 900}
        bench.links.unlink(key, NUMBER)
        assert sums(bench, key)[0] == {"received": 0, "written_off": 0}


def test_money_that_was_awaited_of_a_purchase_that_is_taken_off_is_told(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    (key,) = planted(bench, 1)
    bench.links.link(key, NUMBER, ())
    bench.cases.report(key, Report(LEG, Say.ACCEPTED, amount=Money(900, "USD")))
    bench.links.unlink(key, NUMBER)
    with bench.store.read() as tx:
        (data,) = [data for _, code, data in orders.timeline(tx, key) if code == "unlinked"]
    assert (data["amount"], data["currency"]) == (900, "USD")


def test_a_purchase_that_a_call_rests_on_stays_linked_until_it_is_back(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    (key,) = planted(bench, 1)
    bench.links.link(key, NUMBER, ())
    bench.cases.report(key, Report(LEG, Say.CLOSED_ITSELF, detail="not_shipped", at=NOW))
    by_hand = mv.DoByHand("cancel", 6000)
    for move in (mv.SetWhy(mv.Reason.CHANGED_MIND, None), mv.Start(), by_hand, mv.DidByHand(NOW)):
        view = bench.cases.view(key)
        bench.cases.do(view.case.id, view.seq, move)
    assert isinstance(bench.cases.view(key).case.phase, Claimed)
    with pytest.raises(Refused, match="sent"):
        bench.links.unlink(key, NUMBER)
    for say in (bench.links.nothing_ordered, bench.links.own_stock):
        with pytest.raises(Refused, match="sent"):
            say(key, ())
    assert [leg.number for leg in bench.legs("#1")] == [NUMBER]
    bench.links.link(key, SupplierNumber("8190000000000002"), (Take(from_shop(bench).lines[0].id, 1),))  # it is found


def owed(bench: Bench, count: int) -> list[tuple[int, int, bool]]:
    """What came in with each order, what of its share is outstanding, and whether any of it is awaited."""
    legs = [leg for n in range(1, count + 1) for leg in bench.legs(f"#{n}")]
    return [(leg.money.received, outstanding(leg), awaits(leg)) for leg in legs]


def test_what_came_in_for_the_whole_purchase_is_awaited_by_no_order_that_is_linked_later(tmp_path: Path) -> None:
    """10.00 were received, all of it, before the second order was linked; it awaited 5.00 for ever."""
    bench = Bench(tmp_path)
    one, two = planted(bench, 2)
    told(bench, "Cancelled", Money(1000, "USD"))
    bench.links.link(one, NUMBER, ())
    bench.cases.report(one, Report(LEG, Say.MONEY_RECEIVED, amount=Money(1000, "USD")))
    bench.links.link(two, NUMBER, ())
    assert owed(bench, 2) == [(1000, 0, False), (0, 0, False)]
    assert [came(leg) for n in (1, 2) for leg in bench.legs(f"#{n}")] == [500, 500]
    bench.links.unlink(two, NUMBER)  # nothing came in with it
    assert owed(bench, 1) == [(1000, 0, False)]
    assert bench.legs("#1")[0].money.elsewhere == 0


def test_a_part_that_came_in_goes_as_far_as_it_goes(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    one, two = planted(bench, 2)
    told(bench, "Cancelled", Money(1000, "USD"))
    bench.links.link(one, NUMBER, ())
    bench.cases.report(one, Report(LEG, Say.MONEY_RECEIVED, amount=Money(800, "USD")))
    bench.links.link(two, NUMBER, ())
    assert owed(bench, 2) == [(800, 0, False), (0, 200, True)]
    bench.cases.report(two, Report(LEG, Say.MONEY_RECEIVED, amount=Money(200, "USD")))
    assert owed(bench, 2) == [(800, 0, False), (200, 0, False)]


def test_what_comes_in_at_once_for_both_is_awaited_by_neither(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    one, two = planted(bench, 2)
    told(bench, "Awaiting shipment", Money(1000, "USD"))
    for key in (one, two):
        bench.links.link(key, NUMBER, ())
    bench.later(minutes=5)
    bench.cases.report(one, Report(LEG, Say.ACCEPTED, part="only_ours"))
    bench.cases.report(one, Report(LEG, Say.MONEY_RECEIVED, amount=Money(1000, "USD")))
    assert owed(bench, 2) == [(1000, 0, False), (0, 0, False)]  # its part is not stopped: nothing of it is awaited yet
    assert bench.legs("#2")[0].money.elsewhere == 0
    bench.later(minutes=5)
    bench.cases.report(two, Report(LEG, Say.ACCEPTED, part="only_ours"))
    assert owed(bench, 2) == [(1000, 0, False), (0, 0, False)]
    assert bench.legs("#2")[0].money.elsewhere == 500
