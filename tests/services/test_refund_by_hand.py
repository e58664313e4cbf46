"""Refunds that files alone tell of: no file says when the money went back, so W-03 must not take it for as old as the
order once an earlier export told of none (rules §3 "Facts and their age": "at the first import" alone)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.values import SupplierNumber, Take
from tests.services.bench import Bench

HEAD = (
    "Name,Financial Status,Fulfillment Status,Currency,Total,Subtotal,Refunded Amount,Created at,Fulfilled at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem requires shipping,"
    "Lineitem fulfillment status\n"
)
NUMBER = SupplierNumber("8190000000004001")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def export(bench: Bench, newest: str, back: str) -> str:
    """An export as old as its newest date; the file's name."""
    word = {"0.00": "paid", "30.00": "refunded"}.get(back, "partially_refunded")
    placed, sent = "2026-11-02 10:00:00 +0100", "2026-11-04 10:00:00 +0100"
    text = f"#1,{word},fulfilled,EUR,30.00,30.00,{back},{placed},{sent},1,Lamp,30.00,L,true,fulfilled\n"
    text += f"#2,paid,,EUR,12.00,12.00,0.00,{newest} 11:00:00 +0100,,1,Mug,12.00,M,true,pending\n"
    return bench.write(f"orders-{newest}-{back}.csv", HEAD + text)


def orders(bench: Bench, newest: str, back: str) -> None:
    bench.take(export(bench, newest, back))


def purchases(bench: Bench, newest: str, word: str = "Completed") -> None:
    head = "Order Id,Order date,Order Status,Store Name,Currency,Item title,Item price,Item quantity,Total price\n"
    text = f"{NUMBER},2026-11-02,{word},Lamp Store,EUR,Desk lamp,9.00,1,9.00\n"
    text += f"8190000000004999,{newest},Awaiting payment,Other,EUR,Mug,9.00,1,9.00\n"
    bench.take(bench.write(f"purchases-{newest}.csv", head + text))


def link(bench: Bench) -> None:
    bench.links.link(bench.key("#1"), NUMBER, ())


def by_hand(bench: Bench) -> None:
    """A refund of the lamp, done in Shopify and said so."""
    bench.start_case("#1")
    lamp = bench.order("#1").lines[0].id
    for move in (mv.DoByHand("items", 3000, (Take(lamp, 1),)), mv.DidByHand(bench.now())):
        with bench.store.read() as tx:
            found = bench.cases.newest(tx, bench.key("#1"))
        assert found is not None
        bench.cases.do(found[0].id, found[1], move)


@pytest.mark.parametrize("imports", [["older", "newer"], ["newer", "older"], ["newer older"]])
def test_goods_that_were_there_before_the_money_went_back_are_no_loss(bench: Bench, imports: list[str]) -> None:
    files = {"older": export(bench, "2026-11-20", "0.00"), "newer": export(bench, "2026-11-22", "30.00")}
    for names in imports:
        bench.take(*(files[name] for name in names.split()))
    purchases(bench, "2026-11-19")
    link(bench)
    assert bench.verdict("#1") == "done"


@pytest.mark.parametrize(
    ("exports", "delivered"),
    [([("2026-11-18", "0.00"), ("2026-11-22", "30.00")], "2026-11-20"), ([("2026-11-22", "30.00")], "2026-11-19")],
    ids=["it may have been before", "the first import"],
)
def test_where_the_money_may_have_been_back_before_it_is_a_loss(
    bench: Bench, exports: list[tuple[str, str]], delivered: str
) -> None:
    for newest, back in exports:
        orders(bench, newest, back)
    purchases(bench, delivered)
    link(bench)
    assert bench.verdict("#1") == "alarm"


@pytest.mark.parametrize("told_as_of", ["2026-11-18", "2026-11-20"])
def test_a_refund_by_hand_of_what_was_delivered_ends_calm(bench: Bench, told_as_of: str) -> None:
    """Also where the shop's export was older than the word of the delivery: the person said when they did it."""
    orders(bench, told_as_of, "0.00")
    purchases(bench, "2026-11-19")
    link(bench)
    by_hand(bench)
    bench.later(days=4)
    orders(bench, "2026-11-26", "30.00")
    assert (bench.phase("#1"), bench.verdict("#1")) == ("closed", "done")


def test_what_was_still_on_its_way_when_the_money_went_back_is_a_loss(bench: Bench) -> None:
    orders(bench, "2026-11-20", "0.00")
    purchases(bench, "2026-11-19", "Shipped")
    link(bench)
    orders(bench, "2026-11-22", "30.00")
    assert bench.verdict("#1") == "alarm"
    bench.later(days=3)
    purchases(bench, "2026-11-25")
    assert bench.verdict("#1") == "alarm"
