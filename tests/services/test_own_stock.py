"""*Own stock* is remembered per product (rules §3), and a wrong tick of it is forgotten again (rules §5)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.order import Order
from dropdesk.domain.supplier.leg import Leg
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import OrderKey
from dropdesk.domain.verdict.units import with_unlinked
from dropdesk.store import settings
from tests.services.adopted import from_shop, taken
from tests.services.bench import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def told(bench: Bench, n: int = 1) -> OrderKey:
    """One order of a lamp, as its shop tells it now."""
    order: Order = from_shop(bench)
    lines = (replace(order.lines[0], sku="LAMP"),)
    bench.later(minutes=1)
    order = replace(order, name=f"#{n}", shopify_id=f"gid://shopify/Order/{n}", lines=lines, updated_at=bench.now())
    return taken(bench, replace(order, seen=replace(order.seen, at=bench.now())))


def leg_of(bench: Bench, key: OrderKey) -> Leg:
    with bench.store.read() as tx:
        (leg,) = with_unlinked(bench.turn.look(tx, key).situation())
    return leg


def press(bench: Bench, key: OrderKey, move: mv.Move) -> frozenset[OrderKey]:
    view = bench.cases.view(key)
    return bench.cases.do(view.case.id, view.seq, move).orders


def remembered(bench: Bench) -> frozenset[str]:
    with bench.store.read() as tx:
        return settings.own_stock(tx)


def say(bench: Bench, key: OrderKey, by: str) -> None:
    bench.later(minutes=1)
    if by == "dialog":
        bench.links.own_stock(key, ())
    elif by == "pane":
        bench.cases.report(key, Report(leg_of(bench, key).id, Say.OWN_STOCK))
    else:
        bench.start_case("#1")
        press(bench, key, Report(leg_of(bench, key).id, Say.OWN_STOCK))


def take_back(bench: Bench, key: OrderKey, by: str) -> frozenset[OrderKey]:
    bench.later(minutes=1)
    leg = leg_of(bench, key).id
    return (
        press(bench, key, mv.Untick(leg, "answer"))
        if by == "case"
        else bench.cases.report(key, Report(leg, Say.UNDO)).orders
    )


@pytest.mark.parametrize("by", ["case", "pane", "dialog"])
def test_own_stock_taken_back_is_remembered_no_more(bench: Bench, by: str) -> None:
    """It stayed remembered for ever: every later order of that product could be cancelled without a look, though its
    goods are bought at AliExpress; so could what had come in between, for each sync told it again."""
    key = told(bench)
    say(bench, key, by)
    told(bench)
    other = told(bench, 2)
    assert [bench.verdict(name) for name in ("#1", "#2")] == ["can_cancel", "can_cancel"]
    assert take_back(bench, key, by) == {key, other}
    assert remembered(bench) == frozenset()
    told(bench, 3)
    told(bench)
    told(bench, 2)
    assert [bench.verdict(name) for name in ("#1", "#2", "#3")] == ["unknown"] * 3


def test_what_was_said_of_that_product_before_stands(bench: Bench) -> None:
    first, second = told(bench), told(bench, 2)
    say(bench, second, "pane")
    say(bench, first, "pane")
    take_back(bench, first, "pane")
    assert remembered(bench) == {"LAMP"}
    assert bench.verdict("#2") == "can_cancel"


def test_taking_back_another_answer_forgets_no_own_stock(bench: Bench) -> None:
    first, second = told(bench), told(bench, 2)
    say(bench, first, "pane")
    bench.cases.report(second, Report(leg_of(bench, second).id, Say.NEVER_ORDERED))
    take_back(bench, second, "pane")
    assert remembered(bench) == {"LAMP"}
    bench.later(minutes=1)
    say(bench, second, "dialog")
    take_back(bench, second, "pane")
    assert [*remembered(bench), bench.verdict("#1")] == ["LAMP", "can_cancel"]
