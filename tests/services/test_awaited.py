"""What the list and the status line say of supplier money that is awaited: nothing is left out in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest

from dropdesk.domain.listing import OrderRow, View
from dropdesk.domain.order import SeenOrder
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.leg import How, Leg, SupplierMoney
from dropdesk.domain.values import Money, OrderKey, SupplierNumber
from dropdesk.domain.verdict.assess import assess
from dropdesk.services.verdicts import row_of
from dropdesk.store import listing, orders
from dropdesk.store.browse import Browse
from dropdesk.store.engine import Store
from dropdesk.ui import i18n
from dropdesk.ui.orders.row_text import show
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, A, S, leg, line, order, situation


def stopped(number: int, due: Money | None, unknown: bool = False) -> Leg:
    money = SupplierMoney(awaited=due, since=NOW, unknown=unknown)
    return leg(S.STOPPED, number, ((A, number),), how=How.CANCELLED, cost=due, money=money)


def row(key: int, *legs: Leg, quantity: int = 3, **about: object) -> OrderRow:
    on = replace(order(line(quantity=quantity), **about), key=OrderKey(key), name=f"#{key}")
    world = situation(*legs, on=on)
    return row_of(world, assess(world, Rulebook(), CHINA, NOW), 0)


USD, EUR = Money(900, "USD"), Money(500, "EUR")


@pytest.mark.parametrize(
    ("legs", "told"),
    [
        ((stopped(1, USD),), "$9.00 expected"),
        ((stopped(1, USD), stopped(2, USD)), "$18.00 expected"),
        ((stopped(1, USD), stopped(2, EUR)), "at least $9.00 expected"),
        ((stopped(1, USD), stopped(2, None, unknown=True)), "at least $9.00 expected"),
        ((stopped(1, None, unknown=True),), "an unknown amount expected"),
        ((), ""),
    ],
)
def test_a_row_says_at_least_where_more_is_awaited(legs: tuple[Leg, ...], told: str) -> None:
    i18n.use("en")
    found = show(row(1, *legs), NOW.astimezone(UTC)).money
    assert found.replace("\u00a0", " ") == told


def test_an_unknown_amount_is_money_out_and_the_status_line_says_at_least(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    rows = [row(1, stopped(1, USD)), row(2, stopped(1, EUR)), row(3, stopped(1, None, unknown=True)), row(4)]
    with store.write() as tx:
        for key in range(1, 5):
            orders.put(tx, SeenOrder(replace(order(), name=f"#{key}"), None), NOW)
    browse = Browse(store.path)
    for upto, (counted, more) in enumerate([(1, False), (2, False), (3, True), (3, True)], 1):
        with store.write() as tx:
            listing.put(tx, [listing.Placed(one, 0, NOW, None, True) for one in rows[:upto]])
        counts = browse.counts()
        assert (counts.views[View.MONEY_OUT], counts.expected_at_least) == (counted, more)
    assert {code: minor for code, minor in browse.counts().expected if minor} == {"USD": 900, "EUR": 500}


@pytest.mark.parametrize("unknown", [False, True])
def test_what_is_at_risk_is_money_out_and_no_sum_counts_on_it(tmp_path: Path, unknown: bool) -> None:
    """Accepted, cancelled, and shipped after all (W-03)."""
    i18n.use("en")
    cost = None if unknown else USD
    money = SupplierMoney(awaited=cost, since=NOW, unknown=unknown)
    gone = replace(leg(S.GONE, cost=cost, money=money), number=SupplierNumber("8190000000000001"))
    alarm = row(1, gone, quantity=1, cancelled_at=NOW, returned=3000)
    told = show(alarm, NOW.astimezone(UTC)).money.replace("\u00a0", " ")
    assert (alarm.verdict, told) == ("alarm", "amount unknown at risk" if unknown else "$9.00 at risk")
    store = Store.open(tmp_path)
    with store.write() as tx:
        orders.put(tx, SeenOrder(replace(order(), name="#1"), None), NOW)
        listing.put(tx, [listing.Placed(alarm, 0, NOW, None, True)])
    counts = Browse(store.path).counts()
    assert (counts.views[View.MONEY_OUT], counts.expected, counts.expected_at_least) == (1, (), False)
