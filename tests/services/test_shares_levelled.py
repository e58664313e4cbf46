"""A purchase is paid back once, however many orders it serves, whatever was known of its price when the money came."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dropdesk.domain.supplier.leg import LegState
from dropdesk.domain.supplier.money import awaits, outstanding
from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import Money, OrderKey, Seen, Where
from dropdesk.services.order_details import Details
from dropdesk.services.purchase_linker import PurchaseLinker
from dropdesk.store import purchases
from tests.services.bench import Bench
from tests.services.test_shares import LEG, NUMBER, owed, planted


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def told(bench: Bench, status: str, *totals: int | None) -> None:
    """Files of now; more than one total: each names another."""
    bench.later(minutes=5)
    at = bench.now()
    with bench.store.write() as tx:
        for total in totals:
            price = None if total is None else usd(total)
            purchases.see(tx, Purchase(NUMBER, status, Seen(None, Where.ALIEXPRESS_FILE, at), total=price), at)
        bench.turn.refresh(tx, PurchaseLinker(bench.turn).see(tx, NUMBER))
    bench.later(minutes=5)


def said(bench: Bench, key: OrderKey, say: Say, amount: int | None = None) -> None:
    part = "all" if say is Say.ACCEPTED else ""
    bench.cases.report(key, Report(LEG, say, amount=None if amount is None else usd(amount), part=part))


def bought(bench: Bench, count: int, price: int | None) -> list[OrderKey]:
    """One purchase for so many orders, not shipped."""
    keys = planted(bench, count)
    told(bench, "Awaiting shipment", price)
    for key in keys:
        bench.links.link(key, NUMBER, ())
    bench.later(minutes=5)
    return keys


def price_said(bench: Bench, price: Money) -> None:
    bench.later(minutes=5)
    Details(bench.store, bench.turn, bench.cases, lambda store: None, bench.now).cost_said(NUMBER, price)


def together(bench: Bench, count: int) -> tuple[int, int]:
    """What came in, and what is still awaited, over all orders of the purchase."""
    every = owed(bench, count)
    return sum(got for got, _, _ in every), sum(due for _, due, _ in every)


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("order", ["price first", "money first", "contested"])
def test_all_that_it_cost_is_in_and_no_order_awaits_any_of_it(tmp_path: Path, count: int, order: str) -> None:
    """Found by reading (810 a): of 9.00, all of it in before a file told the price, the other order awaited its share
    for ever."""
    bench = Bench(tmp_path)
    keys = bought(bench, count, 900 if order == "price first" else None)
    said(bench, keys[0], Say.ACCEPTED)
    if order == "contested":
        told(bench, "Cancelled", 900, 1200)
    said(bench, keys[0], Say.MONEY_RECEIVED, 900)
    if order == "money first":
        told(bench, "Cancelled", 900)
    if order == "contested":
        price_said(bench, usd(900))
    assert [(due, waits) for _, due, waits in owed(bench, count)] == [(0, False)] * count
    assert together(bench, count) == (900, 0)


@pytest.mark.parametrize("count", [2, 3])
def test_an_amount_typed_for_all_of_it_is_not_expected_beside_the_other_shares(tmp_path: Path, count: int) -> None:
    """Found by reading (810 b): 9.00 typed with one order and 3.00 of the other one were expected of 9.00."""
    bench = Bench(tmp_path)
    keys = bought(bench, count, 900)
    said(bench, keys[0], Say.ACCEPTED, 900)
    assert together(bench, count) == (0, 900)
    said(bench, keys[0], Say.MONEY_RECEIVED, 500)
    assert together(bench, count) == (500, 400)
    said(bench, keys[0], Say.MONEY_RECEIVED, 400)
    assert [waits for _, _, waits in owed(bench, count)] == [False] * count


def test_what_was_typed_stands_where_the_other_order_awaits_nothing(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    one, two = bought(bench, 2, 900)
    bench.cases.report(one, Report(LEG, Say.ACCEPTED, amount=usd(900), part="only_ours"))
    assert [due for _, due, _ in owed(bench, 2)] == [900, 0]
    bench.links.unlink(two, NUMBER)
    assert [due for _, due, _ in owed(bench, 1)] == [900]  # its share grew: what was typed did not


def test_what_is_left_of_a_contested_price_is_awaited_once(tmp_path: Path) -> None:
    """Found by reading (810 c): 4.00 were awaited of the 3.00 that were left."""
    bench = Bench(tmp_path)
    keys = bought(bench, 2, 900)
    said(bench, keys[0], Say.ACCEPTED)
    told(bench, "Cancelled", 900, 1200)
    said(bench, keys[0], Say.MONEY_RECEIVED, 900)
    price_said(bench, usd(1200))
    assert together(bench, 2) == (900, 300)


@pytest.mark.parametrize(("price", "left"), [(900, 0), (1200, 300)])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_what_is_all_in_stays_so_while_the_price_is_contested(
    tmp_path: Path, count: int, price: int, left: int
) -> None:  # fmt: skip
    """Found by reading (814): all of it in, files disagreed on its price, and an unknown amount was awaited anew."""
    bench = Bench(tmp_path)
    keys = bought(bench, count, 900)
    said(bench, keys[0], Say.ACCEPTED)
    said(bench, keys[0], Say.MONEY_RECEIVED, 900)
    told(bench, "Cancelled", 900, 1200)
    assert [waits for _, _, waits in owed(bench, count)] == [False] * count
    price_said(bench, usd(price))
    assert together(bench, count) == (900, left)


@pytest.mark.parametrize("price", [900, 1200])
def test_what_was_given_up_stays_given_up_whichever_price_holds(tmp_path: Path, price: int) -> None:
    bench = Bench(tmp_path)
    (key,) = bought(bench, 1, 900)
    said(bench, key, Say.ACCEPTED)
    said(bench, key, Say.MONEY_RECEIVED, 500)
    said(bench, key, Say.MONEY_WRITTEN_OFF)
    told(bench, "Cancelled", 900, 1200)
    assert owed(bench, 1) == [(500, 0, False)]
    price_said(bench, usd(price))
    assert owed(bench, 1) == [(500, 0, False)]


def test_what_is_partly_in_is_unknown_until_the_price_is_said(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    (key,) = bought(bench, 1, 900)
    said(bench, key, Say.ACCEPTED)
    said(bench, key, Say.MONEY_RECEIVED, 500)
    told(bench, "Cancelled", 900, 1200)
    assert owed(bench, 1) == [(500, 0, True)]
    price_said(bench, usd(1200))
    assert owed(bench, 1) == [(500, 700, True)]


def test_the_newest_price_is_awaited_also_where_the_purchase_is_linked_after_its_files(tmp_path: Path) -> None:
    """Found by chance: told 9.00 and then 12.00, both before it was linked, 9.00 were awaited of 12.00."""
    bench = Bench(tmp_path)
    (key,) = planted(bench, 1)
    for total in (900, 1200):
        told(bench, "Cancelled", total)
    bench.links.link(key, NUMBER, ())
    assert owed(bench, 1) == [(0, 1200, True)]


@pytest.mark.parametrize("meanwhile", ["linked", "unlinked", "priced", "contested", "said"])
def test_taking_back_what_came_in_takes_back_no_price(tmp_path: Path, meanwhile: str) -> None:
    """The price, and whose share it is, may be told between the money and its *Undo*."""
    bench = Bench(tmp_path)
    one, two = planted(bench, 2)
    told(bench, "Cancelled", None if meanwhile == "priced" else 900)
    for key in (one, two) if meanwhile in ("unlinked", "said") else (one,):
        bench.links.link(key, NUMBER, ())
    if meanwhile == "said":
        told(bench, "Cancelled", 900, 1200)
    bench.later(minutes=5)
    said(bench, one, Say.MONEY_RECEIVED, 450)
    if meanwhile == "linked":
        bench.links.link(two, NUMBER, ())
    if meanwhile == "unlinked":
        bench.links.unlink(two, NUMBER)
    if meanwhile == "said":
        price_said(bench, usd(900))
    if meanwhile in ("priced", "contested"):
        told(bench, "Cancelled", 900, *((1200,) if meanwhile == "contested" else ()))
    said(bench, one, Say.UNDO)
    legs = [leg for name in ("#1", "#2") for leg in bench.legs(name) if leg.number == NUMBER]
    assert [leg.money.received for leg in legs] == [0] * len(legs)
    if meanwhile == "contested":
        assert [leg.money.unknown for leg in legs] == [True]
    else:
        assert sum(outstanding(leg) for leg in legs) == 900
        assert all(awaits(leg) and not leg.money.unknown for leg in legs)
    assert [replace(leg.money, elsewhere=0, beyond=0) for leg in legs] == [leg.money for leg in legs]


def test_money_that_was_taken_back_is_awaited_with_the_other_order_again(tmp_path: Path) -> None:
    """It came in with an order that awaited nothing, so that nothing of it was left there."""
    bench = Bench(tmp_path)
    one, two = bought(bench, 2, 900)
    bench.cases.report(two, Report(LEG, Say.ACCEPTED, part="only_ours"))
    said(bench, one, Say.MONEY_RECEIVED, 900)
    assert [waits for _, _, waits in owed(bench, 2)] == [False, False]
    said(bench, one, Say.UNDO)
    assert [due for _, due, _ in owed(bench, 2)] == [0, 450]


def test_taking_back_money_takes_back_no_word_of_another_order(tmp_path: Path) -> None:
    """Found by chance: one file stopped both; money was taken back with one, and the other one became unclear."""
    bench = Bench(tmp_path)
    one, two = planted(bench, 2)
    told(bench, "Cancelled", 900)
    for key in (one, two):
        bench.links.link(key, NUMBER, ())
    said(bench, one, Say.MONEY_RECEIVED, 900)
    said(bench, one, Say.UNDO)
    assert [leg.state for name in ("#1", "#2") for leg in bench.legs(name)] == [LegState.STOPPED] * 2
    assert together(bench, 2) == (0, 900)


def test_taking_back_a_stop_of_both_takes_back_no_money_of_the_other_order(tmp_path: Path) -> None:
    """The newest saying there was of its money: that stood for the stop, and went instead of it."""
    bench = Bench(tmp_path)
    one, two = bought(bench, 2, 900)
    said(bench, one, Say.ACCEPTED)
    said(bench, two, Say.MONEY_RECEIVED, 300)
    said(bench, one, Say.UNDO)
    (mine,), (other,) = bench.legs("#1"), bench.legs("#2")
    assert mine.state is LegState.OPEN
    assert (other.state, other.money.received) == (LegState.UNCLEAR, 300)
