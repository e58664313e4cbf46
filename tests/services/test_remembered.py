"""What the person says in the assistant is known as widely as what they say elsewhere: own stock per product (rules
§3), and of a purchase that is bought anew all that files told of it before."""

from __future__ import annotations

from pathlib import Path

import pytest

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.supplier.leg import LegState
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId
from dropdesk.domain.verdict.units import with_unlinked
from dropdesk.store import settings
from tests.services.bench import Bench
from tests.services.purchase_files import HEAD, ORDERS, A, B, C, purchase


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = Bench(tmp_path)
    made.take(made.write("orders.csv", HEAD + ORDERS))
    return made


def do(bench: Bench, name: str, move: mv.Move) -> None:
    view = bench.cases.view(bench.key(name))
    bench.cases.do(view.case.id, view.seq, move)


@pytest.mark.parametrize("by", ["case", "pane"])
def test_own_stock_said_of_a_leg_is_remembered_for_its_product(bench: Bench, by: str) -> None:
    """Only the link dialog remembered it: the next order of the same product was Unknown again."""
    bench.links.own_stock(bench.key("#1"), ())
    with bench.store.read() as tx:
        by_dialog = settings.own_stock(tx)
    key = bench.key("#2")
    with bench.store.read() as tx:
        (leg,) = with_unlinked(bench.turn.look(tx, key).situation())
        titles = {line.sku or line.title for line in bench.turn.look(tx, key).order.lines}
    said = Report(leg.id, Say.OWN_STOCK)
    if by == "case":
        bench.start_case("#2")
        do(bench, "#2", said)
    else:
        bench.cases.report(key, said)
    with bench.store.read() as tx:
        assert settings.own_stock(tx) == by_dialog | titles


def test_what_is_bought_again_is_seen_at_once(bench: Bench) -> None:
    """Its number was known already, shipped and with its cost; the new leg stayed unclear until that had news."""
    purchase(bench, A, "Awaiting shipment")
    purchase(bench, B, "Shipped")
    bench.links.link(bench.key("#1"), A, ())
    bench.start_case("#1")
    (leg,) = bench.legs("#1")
    do(bench, "#1", mv.TickRequest(leg.id, bench.now()))
    do(bench, "#1", Report(leg.id, Say.ACCEPTED))
    do(bench, "#1", mv.Withdraw())
    do(bench, "#1", mv.Reorder(B, leg.units))
    again = next(one for one in bench.legs("#1") if one.number == B)
    assert again.state is LegState.GONE
    assert again.cost is not None


def test_several_bought_again_by_one_press_are_each_seen_at_once(bench: Bench) -> None:
    """What was known of the first was written over by the next move of the same press: "what does its page say?"."""
    purchase(bench, A, "Awaiting shipment")
    purchase(bench, B, "Shipped")
    purchase(bench, C, "Awaiting shipment")
    bench.links.link(bench.key("#1"), A, ())
    bench.links.link(bench.key("#2"), C, ())
    bench.cases.report(bench.key("#2"), Report(LegId(C), Say.ASKED, part="all"))
    bench.start_case("#1")
    (leg,) = bench.legs("#1")
    do(bench, "#1", mv.TickRequest(leg.id, bench.now()))
    do(bench, "#1", Report(leg.id, Say.ACCEPTED))
    do(bench, "#1", mv.Withdraw())
    view = bench.cases.view(bench.key("#1"))
    press = (mv.Reorder(C, leg.units[:1]), mv.Reorder(B, leg.units[1:]))
    bench.cases.do_all(view.case.id, view.seq, press)
    assert {one.number: one.state for one in bench.legs("#1")} == {
        A: LegState.STOPPED, B: LegState.GONE, C: LegState.OPEN,
    }  # fmt: skip
    assert next(one for one in bench.legs("#1") if one.number == C).asked_with == ("#2",)
    assert bench.in_case("#1") == bench.legs("#1")
