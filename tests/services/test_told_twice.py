"""Two purchase exports of one time that disagree: none of them holds, both are named and the person is asked (rules §3
"Facts and their age"), however they come."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import permutations
from pathlib import Path

import pytest

from dropdesk.domain.case.shown.order_view import OrderView
from dropdesk.domain.supplier.leg import LIVE, Leg, LegState
from dropdesk.domain.supplier.money import never_paid
from dropdesk.domain.supplier.moves import perhaps_paid
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import Money, SupplierNumber, Where
from dropdesk.domain.verdict.verdict import Attention
from dropdesk.errors import Refused
from dropdesk.services.order_details import Details
from dropdesk.store import purchases
from tests.services.bench import Bench

A = SupplierNumber("8190000000003001")
SHOP = (
    "Name,Financial Status,Currency,Total,Created at,Fulfillment Status,Lineitem quantity,Lineitem name,Lineitem price,"
    "Lineitem fulfillment status,Lineitem requires shipping,Notes\n"
    f"#1,paid,EUR,30.00,2026-11-11 10:00:00 +0100,unfulfilled,1,Lamp,30.00,pending,true,AliExpress {A}\n"
)
HEAD = "Order Id,Order date,Order Status,Item title,Item price,Item quantity,Total price,Currency,Store Name\n"
PAID, UNPAID = "Awaiting shipment", "Awaiting payment"


def text(word: str, *totals: str, day: int = 12) -> str:
    """An export as of a day of November: our purchase, its totals each in a row, and another one."""
    rows = [f"{A},2026-11-11,{word},Lamp,8.00,1,,EUR,Lamp Store"]
    rows += [f"{A},2026-11-11,{word},,,,{total},EUR,Lamp Store" for total in totals]
    rows += [f"8190000000003009,2026-11-{day},Completed,Pen,1.00,1,1.00,EUR,Pen Store"]
    return HEAD + "\n".join(rows) + "\n"


def details(bench: Bench) -> Details:
    return Details(bench.store, bench.turn, bench.cases, lambda store: None, bench.now)


def view(bench: Bench) -> OrderView:
    return details(bench).view(bench.key("#1"))


def essence(leg: Leg) -> Leg:
    return replace(leg, known_at=None, sighted_at=None)


@pytest.mark.parametrize("how", ["one import", "one by one", "pasted", "linked afterwards"])
def test_however_they_come_the_person_is_asked(tmp_path: Path, how: str) -> None:
    legs: set[Leg] = set()
    for n, files in enumerate(permutations([(UNPAID, "9.00"), (PAID, "12.00"), (PAID, "9.00")])):
        (tmp_path / str(n)).mkdir()
        bench = Bench(tmp_path / str(n))
        names = [bench.write(f"{place}.csv", text(*file)) for place, file in enumerate(files)]
        shop = bench.write("shop.csv", SHOP)
        if how == "one import":
            bench.take(shop, *names)
        elif how == "pasted":
            bench.take(shop)
            for file in files:
                bench.take(pasted=text(*file))
        else:
            for name in (shop, *names) if how == "one by one" else (*names, shop):
                bench.take(name)
                bench.later(hours=1)
        (leg,) = bench.legs("#1")
        legs.add(essence(leg))
        seen = view(bench)
        assert (seen.verdict.code, seen.verdict.row) == ("unknown", "V-16")
        assert (seen.at_risk, seen.at_risk_unknown) == (None, True)
        assert Attention.COST_ASKED in seen.verdict.attention
        stored = bench.dump()
        for file in files:
            bench.take(pasted=text(*file)) if how == "pasted" else bench.take(*names)
        assert bench.dump() == stored, "once more they add nothing"
        bench.store.close()
    (leg,) = legs
    assert leg.state is LegState.UNCLEAR in LIVE
    assert leg.raw_status == f"{UNPAID} + {PAID}"
    assert (leg.cost, leg.cost_asked) == (None, (Money(900, "EUR"), Money(1200, "EUR")))


def asked(folder: Path) -> Bench:
    bench = Bench(folder)
    bench.take(bench.write("shop.csv", SHOP), bench.write("a.csv", text(PAID, "9.00")))
    bench.take(bench.write("b.csv", text(PAID, "12.00")))
    return bench


def test_what_the_person_says_holds_until_a_newer_file_speaks(tmp_path: Path) -> None:
    bench = asked(tmp_path)
    (leg,) = bench.legs("#1")
    assert (leg.state, leg.cost) == (LegState.OPEN, None)
    with pytest.raises(Refused, match="moved_on"):
        details(bench).cost_said(A, Money(1000, "EUR"))
    assert details(bench).cost_said(A, Money(1200, "EUR")).orders == {bench.key("#1")}
    (leg,) = bench.legs("#1")
    assert (leg.cost, leg.cost_asked) == (Money(1200, "EUR"), ())
    assert (leg.looked_at, leg.where) == (None, Where.ALIEXPRESS_FILE), "what it cost is no look at its page"
    with pytest.raises(Refused, match="moved_on"):
        details(bench).cost_said(A, Money(900, "EUR"))
    stored = bench.dump()
    bench.take("a.csv")
    bench.take("b.csv")
    assert bench.dump() == stored
    bench.take(bench.write("third.csv", text(PAID, "15.00")))
    assert len(bench.legs("#1")[0].cost_asked) == 3, "another one of the same time is asked anew"
    bench.take(bench.write("newer.csv", text(PAID, "9.00", day=14)))
    assert bench.legs("#1")[0].cost == Money(900, "EUR")
    with bench.store.read() as tx:
        said = [one for one in purchases.sightings(tx, A) if one.told.seen.where is Where.PERSON]
    assert [(one.told.total, one.known_at) for one in said] == [(Money(1200, "EUR"), bench.now())]


def test_a_contested_price_is_no_money_that_comes_back(tmp_path: Path) -> None:
    """The supplier agreed, 9.00 was awaited; then a file of the same time names another price."""
    bench = Bench(tmp_path)
    bench.take(bench.write("shop.csv", SHOP), bench.write("a.csv", text("Cancelled", "9.00")))
    assert bench.legs("#1")[0].money.awaited == Money(900, "EUR")
    bench.take(bench.write("b.csv", text("Cancelled", "12.00")))
    (leg,) = bench.legs("#1")
    assert (leg.state, leg.money.awaited, leg.money.unknown) == (LegState.STOPPED, None, True)
    details(bench).cost_said(A, Money(1200, "EUR"))
    (leg,) = bench.legs("#1")
    assert (leg.money.awaited, leg.money.unknown) == (Money(1200, "EUR"), False)


def test_what_the_person_typed_stays(tmp_path: Path) -> None:
    bench = asked(tmp_path)
    (leg,) = bench.legs("#1")
    bench.cases.report(bench.key("#1"), Report(leg.id, Say.ACCEPTED, amount=Money(1100, "EUR")))
    details(bench).cost_said(A, Money(1200, "EUR"))
    (leg,) = bench.legs("#1")
    assert (leg.state, leg.cost, leg.money.awaited) == (LegState.STOPPED, Money(1200, "EUR"), Money(1100, "EUR"))


def test_two_rows_of_one_file_that_name_two_totals(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.take(bench.write("shop.csv", SHOP), bench.write("a.csv", text(PAID, "9.00", "12.00")))
    assert bench.legs("#1")[0].cost_asked == (Money(900, "EUR"), Money(1200, "EUR"))
    bench.take(bench.write("b.csv", text(PAID, "9.00")))
    assert len(bench.legs("#1")[0].cost_asked) == 2, "one of them again is no answer"


def test_the_answer_holds_for_every_order_that_the_purchase_serves(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    both = SHOP + SHOP.splitlines()[1].replace("#1,", "#2,") + "\n"
    bench.take(bench.write("shop.csv", both), bench.write("a.csv", text(PAID, "9.00")))
    bench.take(bench.write("b.csv", text(PAID, "12.00")))
    assert bench.legs("#1")[0].cost_asked == bench.legs("#2")[0].cost_asked != ()
    assert details(bench).cost_said(A, Money(900, "EUR")).orders == {bench.key("#1"), bench.key("#2")}
    assert [bench.legs(name)[0].cost for name in ("#1", "#2")] == [Money(450, "EUR")] * 2


def test_the_person_answers_the_state_and_older_files_never_ask_again(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.take(bench.write("shop.csv", SHOP), bench.write("a.csv", text(PAID, "9.00")))
    bench.take(bench.write("b.csv", text(UNPAID, "9.00")))
    (leg,) = bench.legs("#1")
    bench.later(hours=1)
    bench.cases.report(bench.key("#1"), Report(leg.id, Say.PAID))
    bench.take("a.csv", "b.csv")
    assert bench.states("#1") == {A: LegState.OPEN}
    at: datetime | None = bench.legs("#1")[0].looked_at
    assert at == bench.now(), "their own word is the look"


def test_a_word_taught_later_may_end_the_disagreement(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.take(bench.write("shop.csv", SHOP), bench.write("a.csv", text(PAID, "9.00")))
    bench.take(bench.write("b.csv", text("Packing", "9.00")))
    assert bench.states("#1") == {A: LegState.UNCLEAR}
    bench.take("b.csv", answers={"Packing": "open"})
    assert bench.states("#1") == {A: LegState.OPEN}


def test_until_it_is_known_to_be_paid_nobody_paid_the_supplier(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.take(bench.write("shop.csv", SHOP), bench.write("a.csv", text(UNPAID, "9.00")))
    bench.take(bench.write("b.csv", text(PAID, "9.00")))
    (leg,) = bench.legs("#1")
    assert (never_paid(leg), perhaps_paid(leg)) == (False, True)
    assert view(bench).at_risk == Money(900, "EUR"), "it may have been"
