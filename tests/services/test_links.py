"""Linking by hand: n:m and back, proposals that never link themselves, nothing ordered, own stock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dropdesk.domain.order import LinkHint, SeenOrder
from dropdesk.domain.supplier.leg import LegState
from dropdesk.domain.supplier.match import fit
from dropdesk.domain.supplier.purchase import Purchase, PurchaseItem
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LineId, Money, OrderKey, Seen, StoreId, SupplierNumber, Take, Where
from dropdesk.errors import Refused
from dropdesk.services.purchase_linker import PurchaseLinker
from dropdesk.store import orders, purchases, settings
from dropdesk.ui.app_context import Links
from dropdesk.ui.words.timeline import happened
from tests.services.bench import NOW, Bench
from tests.services.purchase_files import HEAD, ORDERS, A, B, C, purchase

ALL = (("1", 0), ("1", 1), ("2", 0))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    bench.take(bench.write("o.csv", HEAD + ORDERS))
    return bench


def units(bench: Bench, name: str) -> dict[str, tuple[tuple[str, int], ...]]:
    return {leg.number or leg.state: leg.units for leg in bench.legs(name)}


def test_the_service_fits_the_window(bench: Bench) -> None:
    links: Links = bench.links
    assert links.read_number(f"https://www.aliexpress.com/p/order/detail.html?orderId={A}") == A


# -- linking -------------------------------------------------------------------------------------------------------


def test_a_number_that_nobody_knows_yet(bench: Bench) -> None:
    key = bench.key("#1")
    bench.turn.settled.clear()
    assert bench.links.link(key, A, ()).orders == {key}
    leg = bench.legs("#1")[0]
    assert (leg.state, leg.number, leg.units, leg.raw_status) == (LegState.UNCLEAR, A, ALL, "")
    assert bench.turn.settled == [[key]]
    assert bench.codes("#1") == ["imported", "linked"]


def test_a_known_purchase_speaks_at_once(bench: Bench) -> None:
    purchase(bench, A)
    bench.links.link(bench.key("#1"), A, (Take(LineId("1"), 2),))
    leg = bench.legs("#1")[0]
    assert (leg.state, leg.units, leg.supplier, leg.cost) == (LegState.OPEN, ALL[:2], "Lamp Store", Money(900, "EUR"))


def test_n_to_m(bench: Bench) -> None:
    one, two = bench.key("#1"), bench.key("#2")
    purchase(bench, A)
    bench.links.link(one, A, (Take(LineId("1"), 1),))
    bench.links.link(one, B, ())  # the rest of the order
    bench.links.link(one, C, (Take(LineId("1"), 2),))  # a unit may be served by several
    assert bench.links.link(two, A, ()).orders == {one, two}  # the cost is shared anew
    assert units(bench, "#1") == {A: (("1", 0),), B: (("1", 1), ("2", 0)), C: (("1", 0), ("1", 1))}
    assert units(bench, "#2") == {A: (("1", 0),)}
    assert [leg.cost for leg in (*bench.legs("#1"), *bench.legs("#2")) if leg.number == A] == [Money(450, "EUR")] * 2


def test_linking_again(bench: Bench) -> None:
    key = bench.key("#1")
    bench.links.link(key, A, (Take(LineId("2"), 1),))
    assert bench.links.link(key, A, (Take(LineId("2"), 1),)).orders == frozenset()
    bench.links.link(key, A, (Take(LineId("1"), 2),))
    assert units(bench, "#1") == {A: ALL}
    bench.links.link(bench.key("#1"), B, ())  # nothing is left: it serves all of it too
    assert units(bench, "#1") == {A: ALL, B: ALL}


@pytest.mark.parametrize(
    ("number", "take", "code"),
    [
        ("819000000000", (), "bad_number"),
        ("8.19E+15", (), "bad_number"),
        (A, (Take(LineId("9"), 1),), "no_line"),
        (A, (Take(LineId("1"), 3),), "no_line"),
        (A, (Take(LineId("1"), 0),), "no_line"),
    ],
)
def test_what_cannot_be_linked(bench: Bench, number: str, take: tuple[Take, ...], code: str) -> None:
    before = bench.dump()
    with pytest.raises(Refused, match=code):
        bench.links.link(bench.key("#1"), SupplierNumber(number), take)
    assert bench.dump() == before


def test_unlinking(bench: Bench) -> None:
    key = bench.key("#1")
    bench.links.link(key, A, ())
    bench.links.unlink(key, A)
    assert bench.legs("#1") == ()
    with pytest.raises(Refused, match="not_linked"):
        bench.links.unlink(key, A)
    bench.links.link(key, A, ())
    with bench.store.write() as tx:
        assert settings.names(tx, "unlinked") == []  # linked again: forgotten
    assert bench.codes("#1") == ["imported", "linked", "unlinked", "linked"]


@pytest.mark.parametrize("in_a_case", [False, True])
def test_a_request_is_withdrawn_before_a_purchase_is_taken_off(bench: Bench, in_a_case: bool) -> None:
    key = bench.key("#1")
    bench.links.link(key, A, ())
    if in_a_case:
        bench.open_case("#1")
    leg = bench.legs("#1")[0].id

    def say(what: Say, **facts: Money) -> None:
        bench.cases.report(key, Report(leg, what, at=NOW, **facts))  # type: ignore[arg-type]

    say(Say.ASKED)
    with pytest.raises(Refused, match="unlink_asked"):
        bench.links.unlink(key, A)
    say(Say.REQUEST_WITHDRAWN)
    say(Say.DISPUTE_OPENED)
    with pytest.raises(Refused, match="unlink_dispute"):
        bench.links.unlink(key, A)
    say(Say.ACCEPTED, amount=Money(900, "EUR"))
    say(Say.MONEY_RECEIVED, amount=Money(400, "EUR"))
    before = bench.dump()
    with pytest.raises(Refused, match="unlink_money"):
        bench.links.unlink(key, A)
    assert bench.dump() == before


def test_what_was_only_looked_at_or_shipped_can_be_taken_off(bench: Bench) -> None:
    key = bench.key("#1")
    for say in (Say.NOT_SHIPPED, Say.SHIPPED, Say.DELIVERED, Say.ACCEPTED, Say.REFUSED):
        bench.links.link(key, A, ())
        bench.cases.report(key, Report(bench.legs("#1")[0].id, say, at=NOW))
        bench.links.unlink(key, A)
        assert bench.legs("#1") == ()


def test_not_this_purchase_leaves_a_trace_everywhere(bench: Bench) -> None:
    one, two = bench.key("#1"), bench.key("#2")
    purchase(bench, A)
    bench.links.link(one, A, (Take(LineId("1"), 1),))
    bench.links.link(two, A, ())
    assert bench.legs("#2")[0].cost == Money(450, "EUR")
    assert bench.links.unlink(one, A).orders == {one, two}
    assert bench.legs("#2")[0].cost == Money(900, "EUR")  # it serves this order alone now
    assert bench.codes("#1")[-1] == "unlinked"
    assert bench.codes("#2")[-1] == "unlinked_elsewhere"
    with bench.store.read() as tx:
        told = orders.timeline(tx, two)[-1][2]
        assert told == {"number": A, "order": "#1"}
        assert all(happened(code, data) for key in (one, two) for _, code, data in orders.timeline(tx, key))
    assert [c.number for c in bench.links.proposals(one)] == [A]  # the order still names it, and it may be said again
    bench.take(bench.write("again.csv", HEAD + ORDERS.replace("10:00:00", "10:00:40")))
    assert bench.legs("#1") == ()  # nothing links it again by itself


def test_an_open_case_keeps_the_legs(bench: Bench) -> None:
    bench.open_case("#1")
    bench.links.link(bench.key("#1"), A, ())
    assert [leg.number for leg in bench.in_case("#1")] == [A]
    bench.links.unlink(bench.key("#1"), A)
    assert bench.in_case("#1") == ()
    bench.links.nothing_ordered(bench.key("#1"), ())
    assert bench.in_case("#1") == bench.legs("#1") != ()


# -- nothing ordered, own stock ------------------------------------------------------------------------------------


def test_nothing_was_ordered(bench: Bench) -> None:
    key = bench.key("#1")
    bench.links.nothing_ordered(key, ())
    legs = bench.legs("#1")
    assert {leg.state for leg in legs} == {LegState.NOT_ORDERED}
    assert sorted(unit for leg in legs for unit in leg.units) == list(ALL)
    assert all(leg.looked_at == leg.known_at == NOW for leg in legs)
    bench.later(hours=2)
    bench.links.nothing_ordered(key, ())  # said again: looked again
    assert {leg.looked_at for leg in bench.legs("#1")} == {bench.now()}
    assert bench.codes("#1") == ["imported", "nothing_ordered", "nothing_ordered"]


def test_what_a_purchase_serves_is_not_unsaid(bench: Bench) -> None:
    key = bench.key("#1")
    bench.links.link(key, A, (Take(LineId("1"), 2),))
    bench.links.nothing_ordered(key, (Take(LineId("1"), 2), Take(LineId("2"), 1)))
    assert units(bench, "#1") == {A: ALL[:2], LegState.NOT_ORDERED: ALL[2:]}
    with pytest.raises(Refused, match="all_served"):
        bench.links.nothing_ordered(key, (Take(LineId("1"), 1),))


def test_a_purchase_is_found_after_all(bench: Bench) -> None:
    key = bench.key("#1")
    bench.links.nothing_ordered(key, ())
    bench.links.link(key, A, (Take(LineId("1"), 1),))
    assert sorted((leg.number or leg.state, leg.units) for leg in bench.legs("#1")) == [
        (A, ALL[:1]),
        (LegState.NOT_ORDERED, ALL[1:2]),
        (LegState.NOT_ORDERED, ALL[2:]),
    ]
    assert len({leg.id for leg in bench.legs("#1")}) == 3


def test_a_note_that_comes_later_beats_nothing_ordered(bench: Bench) -> None:
    bench.links.nothing_ordered(bench.key("#2"), ())
    told = ORDERS.replace("M,true,", f"M,true,AliExpress {A}").replace("2026-11-18 11:00:00", "2026-11-18 11:00:30")
    bench.take(bench.write("later.csv", HEAD + told))
    assert units(bench, "#2") == {A: (("1", 0),)}


# -- every number that the order names is a leg ----------------------------------------------------------------------


def told_later(bench: Bench, note: str, minutes: int = 1) -> None:
    """The same order in a newer export, with another note."""
    rows = ORDERS.replace(A, note).replace(":00 +0100", f":{minutes:02} +0100")
    bench.take(bench.write(f"later{minutes}.csv", HEAD + rows))


NAMES_A = f"AliExpress {A}"


@pytest.mark.parametrize("in_a_case", [False, True])
def test_a_second_number_that_comes_later_is_a_leg_too(bench: Bench, in_a_case: bool) -> None:
    """M9: the note was edited, or the goods were bought anew: what is served already is served twice, and as long as
    the second may ship, nothing is ready."""
    purchase(bench, A, status="Cancelled")
    told_later(bench, NAMES_A, 10)
    key = bench.key("#1")
    assert bench.states("#1") == {A: LegState.STOPPED}
    assert bench.verdict("#1") == "ready"
    if in_a_case:
        bench.start_case("#1")
        assert bench.phase("#1") == "cleared"
    told_later(bench, f"{NAMES_A} AliExpress {B}", 20)
    assert units(bench, "#1") == {A: ALL, B: ALL}
    assert bench.verdict("#1") == "unknown"
    if in_a_case:
        assert bench.phase("#1") == "at_supplier"
        assert bench.in_case("#1") == bench.legs("#1")
    bench.links.unlink(key, B)
    assert bench.verdict("#1") == "ready"
    told_later(bench, f"{NAMES_A} AliExpress {B} AliExpress {C}", 30)
    assert units(bench, "#1") == {A: ALL, C: ALL}  # what was taken off stays off


def test_both_at_once_or_one_after_the_other_come_to_the_same(bench: Bench, tmp_path: Path) -> None:
    other = Bench(tmp_path / "other")
    (tmp_path / "other").mkdir(exist_ok=True)
    told_later(other, f"{NAMES_A} AliExpress {B}", 20)
    told_later(bench, NAMES_A, 10)
    told_later(bench, f"{NAMES_A} AliExpress {B}", 20)
    assert units(bench, "#1") == units(other, "#1")
    assert bench.verdict("#1") == other.verdict("#1")


def test_a_second_number_of_a_shop(bench: Bench) -> None:
    """By a sync as by a file."""
    purchase(bench, B, status="Cancelled")
    bench.links.link(bench.key("#1"), B, ())
    assert bench.states("#1") == {B: LegState.STOPPED}
    shop_tells(bench, "#1")
    assert bench.states("#1") == {B: LegState.STOPPED, A: LegState.UNCLEAR}
    assert bench.verdict("#1") == "unknown"


def test_nobody_but_the_person_looks(bench: Bench) -> None:
    """G20: a file or a sync that sees a purchase again is a sighting: it moves no look, and opens no money lock."""
    purchase(bench, A, status="Cancelled")
    told_later(bench, NAMES_A, 10)
    bench.later(days=2)
    purchase(bench, A, status="Cancelled", seen=Seen(None, Where.ALIEXPRESS_FILE, bench.now()))
    told_later(bench, NAMES_A, 20)
    shop_tells(bench, "#1", seen=Seen(None, Where.SHOPIFY_API, bench.now()))
    assert [leg.looked_at for leg in bench.legs("#1")] == [None]


def test_own_stock(bench: Bench) -> None:
    bench.links.own_stock(bench.key("#1"), (Take(LineId("2"), 1),))
    assert units(bench, "#1") == {LegState.NO_PURCHASE: ALL[2:]}
    with bench.store.write() as tx:
        assert settings.own_stock(tx) == {"C"}
    bench.links.link(bench.key("#1"), A, ())
    assert units(bench, "#1") == {LegState.NO_PURCHASE: ALL[2:], A: ALL[:2]}


# -- proposals -----------------------------------------------------------------------------------------------------


def test_proposals_link_nothing(bench: Bench) -> None:
    purchase(bench, A, status="Completed", shop_name="Other", items=())
    purchase(bench, B)
    purchase(bench, C, placed_at=NOW - timedelta(days=60))
    found = bench.links.proposals(bench.key("#1"))
    assert [one.number for one in found] == [A, B]  # what stands on the order comes first
    assert (found[0].shop_name, found[1].title, found[1].total) == (
        "Other",
        "LED desk lamp with arm",
        Money(900, "EUR"),
    )
    assert bench.legs("#1") == ()
    assert bench.links.proposals(bench.key("#2")) == ()


def test_proposals_name_whom_a_purchase_serves(bench: Bench) -> None:
    purchase(bench, B)
    purchase(bench, C)
    bench.links.link(bench.key("#2"), B, ())
    found = bench.links.proposals(bench.key("#1"))
    assert [(one.number, one.orders) for one in found] == [(A, ()), (C, ()), (B, ("#2",))]
    bench.links.link(bench.key("#1"), C, ())
    assert [one.number for one in bench.links.proposals(bench.key("#1"))] == [A, B]


def test_search(bench: Bench) -> None:
    purchase(bench, A, tracking_number="LP00999999999999")
    purchase(bench, B, items=(PurchaseItem("Becher blau 杯子", 1),), shop_name="Tassen & Co")
    key = bench.key("#1")

    def found(text: str) -> list[SupplierNumber]:
        return [one.number for one in bench.links.search(key, text)]

    assert found("DESK arm") == [A]
    assert found("杯子") == [B]
    assert found("tassen 4002") == [B]
    assert found("lp009") == [A]
    assert found("nothing like it") == []
    assert found(" ") == []
    bench.links.link(key, A, ())
    assert found("desk") == []


def test_fit(bench: Bench) -> None:
    order = bench.order("#1")
    lamp = Purchase(
        A, "", order.seen, placed_at=order.created_at + timedelta(hours=3), items=(PurchaseItem("Desk lamp", 2),)
    )
    assert fit(order, lamp) > fit(order, replace(lamp, placed_at=order.created_at + timedelta(days=6))) > 0
    assert fit(order, lamp) > fit(order, replace(lamp, total=Money(9000, "EUR")))
    assert fit(order, replace(lamp, placed_at=order.created_at - timedelta(days=3))) == 0
    assert fit(order, replace(lamp, placed_at=order.created_at + timedelta(days=20))) == 0
    assert fit(order, replace(lamp, placed_at=None)) == 0
    assert fit(order, replace(lamp, items=(PurchaseItem("Garden hose", 1),))) == 0


# -- a shop's own sighting -----------------------------------------------------------------------------------------


def shop_tells(bench: Bench, name: str, **facts: object) -> OrderKey | None:
    """Takes an order in as its connected store tells it."""
    order = bench.order(name)
    lines = tuple(replace(line, id=LineId(f"gid://shopify/LineItem/{line.id}")) for line in reversed(order.lines))
    told = replace(
        order, key=OrderKey(0), store=StoreId("example"), shopify_id=f"gid://shopify/Order/{name[1:]}", lines=lines,
        seen=Seen(None, Where.SHOPIFY_API, NOW),
    )  # fmt: skip
    linker = PurchaseLinker(bench.turn)
    with bench.store.write() as tx:
        return linker.take_in(tx, SeenOrder(replace(told, **facts), None, (LinkHint(A, True),)))  # type: ignore[arg-type]


def test_links_follow_when_a_shop_takes_an_order_over(bench: Bench) -> None:
    key = bench.key("#1")
    bench.links.link(key, B, (Take(LineId("1"), 2),))
    purchase(bench, A, status="Cancelled")
    assert shop_tells(bench, "#1") == key
    gid = "gid://shopify/LineItem/"
    assert bench.states("#1") == {B: LegState.UNCLEAR, A: LegState.STOPPED}
    assert units(bench, "#1") == {B: ((f"{gid}1", 0), (f"{gid}1", 1)), A: ((f"{gid}2", 0),)}


def test_an_older_sighting_of_a_shop_is_not_taken(bench: Bench) -> None:
    assert shop_tells(bench, "#1", seen=Seen(None, Where.SHOPIFY_API, NOW - timedelta(days=300))) is None
    assert bench.legs("#1") == ()


def test_own_stock_of_a_shop(bench: Bench) -> None:
    bench.links.own_stock(bench.key("#2"), ())
    shop_tells(bench, "#2")
    assert bench.order("#2").lines[0].needs_no_purchase


def test_an_amount_typed_for_a_shared_purchase_is_awaited_once(bench: Bench) -> None:
    """It is this order's; the other awaits its own share of the cost."""
    one, two = bench.key("#1"), bench.key("#2")
    purchase(bench, A)
    bench.links.link(one, A, (Take(LineId("1"), 1),))
    bench.links.link(two, A, ())
    leg = bench.legs("#1")[0]
    assert bench.cases.report(one, Report(leg.id, Say.ACCEPTED, amount=Money(700, "EUR"), part="all")).orders == {
        one,
        two,
    }
    assert [leg.money.awaited for name in ("#1", "#2") for leg in bench.legs(name)] == [
        Money(700, "EUR"),
        Money(450, "EUR"),
    ]


def test_purchases_keep_their_numbers_without_a_case(bench: Bench) -> None:
    purchase(bench, A)
    key, lamp = bench.key("#1"), bench.order("#1").lines[0]
    bench.links.link(key, A, (Take(lamp.id, 2),))
    bench.links.link(key, B, ())
    before = [leg.number for leg in bench.legs("#1")]
    for leg in bench.legs("#1"):
        bench.cases.report(key, Report(leg.id, Say.UNCHANGED))
        assert [one.number for one in bench.legs("#1")] == before


def test_what_goes_on_of_a_purchase_says_nothing_against_the_part_that_was_stopped(bench: Bench) -> None:
    """Found in use (1004): of three one was stopped "in part" and refunded; the file of the rest, "Awaiting delivery",
    was an Alarm about the one, and so was "Completed" after it."""
    key = bench.key("#1")
    purchase(bench, A)
    bench.links.link(key, A, (Take(LineId("1"), 2),))
    (both,) = [leg for leg in bench.legs("#1") if leg.number == A]
    bench.cases.report(key, Report(both.id, Say.ACCEPTED, units=((LineId("1"), 0),)))
    bench.later(minutes=5)
    told = [leg for leg in bench.legs("#1") if leg.number == A]
    assert sorted(leg.state for leg in told) == [LegState.OPEN, LegState.STOPPED]
    (stopped,) = [leg for leg in told if leg.state is LegState.STOPPED]
    for days, word in ((1, "Awaiting delivery"), (2, "Completed")):
        see(bench, A, word, days)
        after = {leg.id: leg for leg in bench.legs("#1")}
        assert after[stopped.id].state is LegState.STOPPED
        assert (after[stopped.id].money, after[stopped.id].shipped_although_stopped) == (stopped.money, False)
    (rest,) = [leg for leg in bench.legs("#1") if leg.number == A and leg.id != stopped.id]
    assert rest.state is LegState.DELIVERED


def test_where_all_of_a_purchase_was_stopped_in_two_parts_its_shipping_is_asked_about(bench: Bench) -> None:
    key = bench.key("#1")
    purchase(bench, A)
    bench.links.link(key, A, (Take(LineId("1"), 2),))
    (both,) = [leg for leg in bench.legs("#1") if leg.number == A]
    bench.cases.report(key, Report(both.id, Say.ACCEPTED, units=((LineId("1"), 0),)))
    bench.later(minutes=5)
    (rest,) = [leg for leg in bench.legs("#1") if leg.number == A and leg.state is LegState.OPEN]
    bench.cases.report(key, Report(rest.id, Say.ACCEPTED))
    bench.later(minutes=5)
    see(bench, A, "Awaiting delivery", 1)
    assert all(leg.state is not LegState.STOPPED for leg in bench.legs("#1") if leg.number == A)


def see(bench: Bench, number: SupplierNumber, word: str, days: int) -> None:
    """A file of so many days later, and every order that it serves after it."""
    bench.later(minutes=days * 24 * 60)
    seen = Seen(None, Where.ALIEXPRESS_FILE, bench.now())
    with bench.store.write() as tx:
        purchases.see(tx, Purchase(number, word, seen, total=Money(900, "EUR")), bench.now())
        PurchaseLinker(bench.turn).see(tx, number)
