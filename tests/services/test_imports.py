"""Importing: preview first, every row accounted for, twice is no change, what the order says in words links itself."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import count, permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from dropdesk.domain.changes import Changes
from dropdesk.domain.order import Chargeback, SeenOrder
from dropdesk.domain.supplier.leg import How, LegState
from dropdesk.domain.values import LineId, Money, Seen, StoreId, SupplierNumber, Where
from dropdesk.services.import_preview import ImportPreview
from dropdesk.services.imports import SLICE
from dropdesk.store import orders, purchases
from dropdesk.store import settings as kept
from dropdesk.ui.app_context import Imports
from tests.services.bench import FIXTURES, NOW, Bench

ORDERS = "orders/eur_79cols.csv"
ALI = "aliexpress/a_german.csv"
LAMP, CASE = SupplierNumber("8190000000002010"), SupplierNumber("8190000000002009")
HEAD = (
    "Name,Email,Financial Status,Currency,Total,Refunded Amount,Created at,Cancelled at,Lineitem quantity,"
    "Lineitem name,Lineitem price,Lineitem sku,Lineitem fulfillment status,Notes\n"
)
ORDER = "#1,a@example.com,paid,EUR,20.00,0.00,2026-11-10 10:00:00 +0100,,2,Lamp,10.00,L,pending,\n"
LATER = "#9,b@example.com,paid,EUR,5.00,0.00,2026-11-20 10:00:00 +0100,,1,Mug,5.00,M,pending,\n"
B = "Order Date,Order ID,Title,Qty,Price,Store,Currency,Status\n"
BOUGHT = "2026-11-11,8190000000003001,Lamp,1,US $7.10,Lamp Store,USD,{word}\n"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def counts(preview: ImportPreview) -> tuple[int, int, int, int]:
    return len(preview.added), len(preview.changed), len(preview.unchanged), len(preview.skipped)


def accounted(preview: ImportPreview) -> bool:
    rows = [
        (one.file, one.row)
        for part in (preview.added, preview.changed, preview.unchanged, preview.skipped)
        for one in part
    ]
    return len(rows) == len(set(rows)) == sum(file.rows for file in preview.files)


def skipped(preview: ImportPreview) -> dict[int, str]:
    return {one.row: one.why for one in preview.skipped}


def test_the_service_fits_the_window(bench: Bench) -> None:
    imports: Imports = bench.imports
    assert imports.preview((), "", {}).files == ()


def test_a_preview_changes_nothing(bench: Bench) -> None:
    before = bench.dump()
    preview = bench.look(
        ORDERS, ALI, pasted="8190000000002051\tAug 3, 2026\tShipped", answers={"In Zauberhand": "gone"}
    )
    assert counts(preview) == (10 + 6 + 1, 0, 0, 1)
    assert accounted(preview)
    assert bench.dump() == before
    assert bench.turn.settled == []


def test_added_then_nothing_new(bench: Bench) -> None:
    preview = bench.take(ORDERS, ALI)
    assert [file.kind for file in preview.files] == ["shopify_orders", "aliexpress_a"]
    assert {one.name for one in preview.added} >= {"#2010", "#2009", LAMP}
    stored = bench.dump()
    again = bench.look(ORDERS, ALI)
    assert counts(again) == (0, 0, 16, 1)
    bench.later(days=1)
    assert bench.imports.apply(again) == Changes()
    assert bench.imports.apply(preview) == Changes()
    assert bench.dump() == stored


def test_orders_are_kept_as_their_file_told(bench: Bench) -> None:
    bench.take(ORDERS)
    order = bench.order("#2009")
    assert order.seen.at == bench.order("#2010").seen.at
    assert order.from_file
    assert bench.codes("#2009") == ["imported", "linked"]
    with bench.store.write() as tx:
        person = orders.person(tx, bench.key("#2009"))
    assert person is not None
    assert person.email == "bo@example.com"
    # The same customer, by a salted hash of the mail: never the mail itself.
    assert bench.order("#2008").customer == order.customer != bench.order("#2007").customer
    assert "@" not in order.customer
    assert bench.order("#2006").customer == ""


def test_verdicts_follow_in_slices(bench: Bench) -> None:
    rows = "".join(
        ORDER.replace("#1,", f"#{n},").replace("10:00:00", f"{n // 60 % 24:02}:{n % 60:02}:00") for n in range(450)
    )
    bench.take(bench.write("many.csv", HEAD + rows))
    assert [len(keys) for keys in bench.turn.settled] == [SLICE, SLICE, 50]


def test_older_after_newer_is_skipped(bench: Bench) -> None:
    cancelled = ORDER.replace("+0100,,2", "+0100,2026-11-12 09:00:00 +0100,2")
    bench.take(bench.write("new.csv", HEAD + cancelled + LATER))
    old = bench.look(bench.write("old.csv", HEAD + ORDER))
    assert skipped(old) == {2: "older"}
    assert bench.imports.apply(old) == Changes()
    assert bench.order("#1").cancelled_at is not None


def test_newer_after_older_says_what_changed(bench: Bench) -> None:
    bench.take(bench.write("old.csv", HEAD + ORDER))
    refunded = ORDER.replace("paid,EUR,20.00,0.00", "partially_refunded,EUR,20.00,5.00")
    preview = bench.take(bench.write("new.csv", HEAD + refunded + LATER))
    assert [(one.name, one.why) for one in preview.changed] == [("#1", "refunded")]
    assert [one.name for one in preview.added] == ["#9"]
    order = bench.order("#1")
    assert (order.returned, order.returned_without_quantities, order.received) == (500, 500, 2000)
    assert order.seen.at == bench.order("#9").seen.at


def test_unchanged_but_seen_later_is_younger(bench: Bench) -> None:
    bench.take(bench.write("old.csv", HEAD + ORDER))
    before = bench.order("#1").seen.at
    preview = bench.take(bench.write("new.csv", HEAD + ORDER + LATER))
    assert counts(preview) == (1, 0, 1, 0)
    assert bench.order("#1").seen.at > before


def test_what_a_file_cannot_tell_stays(bench: Bench) -> None:
    bench.take(bench.write("whole.csv", HEAD + ORDER.replace("paid,", "pending,")))
    head = "Name,Financial Status,Currency,Created at,Lineitem quantity,Lineitem name\n"
    poor = "#1,paid,EUR,10/11/2026 10:00,2,Lamp\n#9,paid,EUR,20/11/2026 10:00,1,Mug\n"
    bench.take(bench.write("poor.csv", head + poor))
    known, new = bench.order("#1"), bench.order("#9")
    assert (known.total, known.received, known.lines[0].unit_value, known.lines[0].sku) == (2000, 2000, 1000, "L")
    assert (new.total, new.received) == (None, None)


def test_a_shrink_is_no_fact(bench: Bench) -> None:
    gone = ORDER.replace("paid,EUR,20.00,0.00", "refunded,EUR,20.00,20.00").replace(
        ",,2", ",2026-11-11 10:00:00 +0100,2"
    )
    bench.take(bench.write("gone.csv", HEAD + gone))
    bench.take(bench.write("back.csv", HEAD + ORDER + LATER))
    order = bench.order("#1")
    assert order.returned == 2000
    assert order.cancelled_at is not None


def from_shop(bench: Bench, **facts: object) -> None:
    """The order as a connected store tells it, five days after it was placed."""
    bench.take(bench.write("first.csv", HEAD + ORDER))
    order = bench.order("#1")
    line = replace(order.lines[0], id=LineId("gid://shopify/LineItem/1"), returned=1)
    told = replace(
        order,
        store=StoreId("example"), shopify_id="gid://shopify/Order/1", lines=(line,), customer="gid://shopify/Customer/1",
        seen=Seen(None, Where.SHOPIFY_API, NOW), chargeback=Chargeback.OPEN, returned=1000,
    )  # fmt: skip
    with bench.store.write() as tx:
        orders.put(tx, SeenOrder(replace(told, **facts), None), NOW)  # type: ignore[arg-type]


def test_what_a_store_told_later_is_not_overwritten(bench: Bench) -> None:
    from_shop(bench)
    preview = bench.look(bench.write("second.csv", HEAD + ORDER + LATER))
    assert skipped(preview) == {2: "older"}


def test_a_newer_file_adds_to_what_a_store_told(bench: Bench) -> None:
    from_shop(bench, seen=Seen(None, Where.SHOPIFY_API, NOW.replace(day=15)))
    refunded = ORDER.replace("paid,EUR,20.00,0.00", "partially_refunded,EUR,20.00,15.00")
    bench.take(bench.write("second.csv", HEAD + refunded + LATER))
    order = bench.order("#1")
    assert (order.store, order.shopify_id) == ("example", "gid://shopify/Order/1")
    assert order.lines[0].id == "gid://shopify/LineItem/1"
    assert (order.lines[0].returned, order.chargeback) == (1, Chargeback.OPEN)
    assert (order.returned, order.returned_without_quantities) == (1500, 500)
    assert order.customer == "gid://shopify/Customer/1"
    assert order.from_file


# -- linking -------------------------------------------------------------------------------------------------------


def test_what_the_order_says_in_words_links_itself(bench: Bench) -> None:
    bench.take(ORDERS, ALI)
    assert bench.states("#2010") == {LAMP: LegState.OPEN}
    assert bench.states("#2009") == {CASE: LegState.GONE}
    lamp, case = bench.legs("#2010")[0], bench.legs("#2009")[0]
    assert lamp.units == (("1", 0), ("1", 1))
    assert len(case.units) == 4
    assert (lamp.supplier, lamp.cost, lamp.raw_status) == ("Lamp Store", Money(1590, "EUR"), "Versand ausstehend")
    assert case.tracking_number == "LP00999999999999"
    assert not lamp.acted_on
    assert bench.legs("#2007") == ()  # a bare number only proposes


def test_a_purchase_that_comes_later_speaks_then(bench: Bench) -> None:
    bench.take(ORDERS)
    assert bench.states("#2010") == {LAMP: LegState.UNCLEAR}
    assert bench.legs("#2010")[0].raw_status == ""
    bench.turn.settled.clear()
    bench.take(ALI)
    assert bench.states("#2010") == {LAMP: LegState.OPEN}
    assert sorted(key for keys in bench.turn.settled for key in keys) == sorted(
        [bench.key("#2010"), bench.key("#2009")]
    )


def test_two_numbers_serve_every_unit(bench: Bench) -> None:
    both = ORDER.replace("pending,", "pending,AliExpress 8190000000003001 and 8190000000003002")
    bench.take(bench.write("two.csv", HEAD + both), bench.write("b.csv", B + BOUGHT.format(word="Cancelled")))
    assert bench.states("#1") == {"8190000000003001": LegState.STOPPED, "8190000000003002": LegState.UNCLEAR}
    assert [len(leg.units) for leg in bench.legs("#1")] == [2, 2]
    assert bench.legs("#1")[0].how is How.CANCELLED


def test_a_newer_status_moves_the_leg_and_an_older_does_not(bench: Bench) -> None:
    order = ORDER.replace("pending,", "pending,AliExpress 8190000000003001")
    other = BOUGHT.replace("3001", "3002").replace("2026-11-11", "2026-11-18").format(word="Completed")
    bench.take(bench.write("o.csv", HEAD + order), bench.write("1.csv", B + BOUGHT.format(word="Awaiting shipment")))
    assert bench.states("#1") == {"8190000000003001": LegState.OPEN}
    newer = bench.take(bench.write("2.csv", B + BOUGHT.format(word="Cancelled") + other))
    assert [(one.name, one.why) for one in newer.changed] == [("8190000000003001", "status")]
    assert bench.states("#1") == {"8190000000003001": LegState.STOPPED}
    older = bench.take("1.csv")
    assert skipped(older) == {2: "older"}
    assert bench.states("#1") == {"8190000000003001": LegState.STOPPED}


def test_an_unchanged_word_in_a_newer_file_is_a_newer_fact_and_no_look(bench: Bench) -> None:
    order = ORDER.replace("pending,", "pending,AliExpress 8190000000003001")
    row = BOUGHT.format(word="Awaiting shipment")
    other = BOUGHT.replace("3001", "3002").replace("2026-11-11", "2026-11-18").format(word="Completed")
    bench.take(bench.write("o.csv", HEAD + order), bench.write("1.csv", B + row))
    before = bench.legs("#1")[0]
    bench.take(bench.write("2.csv", B + row + other))
    after = bench.legs("#1")[0]
    assert after.state is before.state
    assert before.known_at is not None
    assert after.known_at is not None
    assert after.known_at > before.known_at
    assert before.looked_at is None
    assert after.looked_at is None


def test_an_export_without_tracking_takes_none_away(bench: Bench) -> None:
    bench.take(ORDERS, ALI)
    bench.take("aliexpress/b_english.csv")
    with bench.store.write() as tx:
        lamp, case = purchases.get(tx, LAMP), purchases.get(tx, CASE)
    assert lamp is not None
    assert case is not None
    assert lamp.total == Money(1590, "EUR")  # a sum of items is no better than the total that was told
    assert lamp.status == "Awaiting delivery"
    assert case.tracking_number == "LP00999999999999"
    assert bench.states("#2010") == {LAMP: LegState.GONE}


def test_a_cost_is_shared_by_all_that_a_purchase_serves(bench: Bench) -> None:
    note = "pending,AliExpress 8190000000003001"
    two = ORDER.replace("pending,", note) + LATER.replace("pending,", note)
    bench.take(bench.write("o.csv", HEAD + two), bench.write("b.csv", B + BOUGHT.format(word="Cancelled")))
    shares = [leg.cost for name in ("#1", "#9") for leg in bench.legs(name)]
    assert shares == [Money(473, "USD"), Money(237, "USD")]  # of 7.10: no cent is lost
    assert [leg.money.awaited for leg in bench.legs("#1")] == [Money(473, "USD")]


def test_what_the_person_took_off_stays_off(bench: Bench) -> None:
    bench.take(ORDERS, ALI)
    bench.links.unlink(bench.key("#2010"), LAMP)
    assert bench.legs("#2010") == ()
    newer = (FIXTURES / ORDERS).read_text().replace("2026-11-18 09:15", "2026-11-19 09:15")
    bench.take(bench.write("newer.csv", newer))
    bench.take(ORDERS)
    assert bench.legs("#2010") == ()


def test_an_open_case_keeps_its_legs_and_takes_up_the_order(bench: Bench) -> None:
    bench.take(ORDERS)
    bench.open_case("#2010")
    key = bench.key("#2010")
    bench.take(ALI)
    assert [leg.state for leg in bench.in_case("#2010")] == [LegState.OPEN]
    bench.turn.settled.clear()
    bench.take(bench.write("n.csv", (FIXTURES / ORDERS).read_text().replace("2026-11-18 09:15", "2026-11-19 09:15")))
    assert [key in keys for keys in bench.turn.settled] == [True]


def test_own_stock_is_known_by_its_product(bench: Bench) -> None:
    with bench.store.write() as tx:
        kept.put_own_stock(tx, "LAMP-W", bench.now())
        kept.put_own_stock(tx, "Bottle", bench.now())
    bench.take(ORDERS)
    assert bench.order("#2010").lines[0].needs_no_purchase
    assert bench.order("#2005").lines[0].needs_no_purchase
    assert not bench.order("#2009").lines[0].needs_no_purchase
    assert bench.look(ORDERS).changed == ()


# -- words ---------------------------------------------------------------------------------------------------------


def test_an_unknown_word_is_asked_once_and_remembered(bench: Bench) -> None:
    order = ORDER.replace("pending,", "pending,AliExpress 8190000000003001")
    files = bench.write("o.csv", HEAD + order), bench.write("b.csv", B + BOUGHT.format(word="Riding a bike"))
    preview = bench.take(*files)
    assert [(one.word, one.count) for one in preview.unknown_words] == [("Riding a bike", 1)]
    assert bench.states("#1") == {"8190000000003001": LegState.UNCLEAR}
    assert bench.look(*files).unknown_words  # left open, asked again
    taught = bench.look(*files, answers={"Riding a bike": "gone"})
    assert taught.unknown_words == ()
    assert [(one.name, one.why) for one in taught.changed] == [("8190000000003001", "updated")]
    assert bench.imports.apply(taught).orders == {bench.key("#1")}
    assert bench.states("#1") == {"8190000000003001": LegState.GONE}
    again = bench.look(*files)
    assert again.unknown_words == ()
    assert counts(again) == (0, 0, 2, 0)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("unpaid", LegState.UNPAID), ("open", LegState.OPEN), ("asked", LegState.ASKED), ("gone", LegState.GONE),
        ("disputed", LegState.DISPUTED), ("delivered", LegState.DELIVERED), ("stopped", LegState.STOPPED),
        ("", LegState.UNCLEAR), ("nonsense", LegState.UNCLEAR),
    ],
)  # fmt: skip
def test_every_answer_of_the_window(bench: Bench, answer: str, state: LegState) -> None:
    order = ORDER.replace("pending,", "pending,AliExpress 8190000000003001")
    files = bench.write("o.csv", HEAD + order), bench.write("b.csv", B + BOUGHT.format(word="Riding a bike"))
    bench.take(*files, answers={"Riding a bike": answer})
    assert bench.states("#1") == {"8190000000003001": state}


def test_a_word_taught_speaks_for_purchases_of_other_files(bench: Bench) -> None:
    order = ORDER.replace("pending,", "pending,AliExpress 8190000000003001")
    bench.take(bench.write("o.csv", HEAD + order), bench.write("b.csv", B + BOUGHT.format(word="Riding a bike")))
    other = B + BOUGHT.replace("3001", "3009").format(word="riding a BIKE")
    bench.take(bench.write("c.csv", other), answers={"riding a BIKE": "delivered"})
    assert bench.states("#1") == {"8190000000003001": LegState.DELIVERED}


def test_mixed_words_are_not_asked(bench: Bench) -> None:
    assert bench.look("aliexpress/b_english.csv").unknown_words == ()


# -- files ---------------------------------------------------------------------------------------------------------


def test_files_that_are_none(bench: Bench) -> None:
    (bench.folder / "book.csv").write_bytes(b"PK\x03\x04rest")
    bench.write("other.csv", "a,b\n1,2\n")
    bench.write("empty.csv", "")
    bench.write("good.csv", HEAD + ORDER)
    preview = bench.look("book.csv", "other.csv", "empty.csv", "nowhere.csv", "good.csv")
    assert [(file.name, file.kind, file.error) for file in preview.files] == [
        ("book.csv", "", "workbook"),
        ("other.csv", "", ""),
        ("empty.csv", "", "no_header"),
        ("nowhere.csv", "", "unreadable"),
        ("good.csv", "shopify_orders", ""),
    ]
    assert counts(preview) == (1, 0, 0, 0)


def test_the_same_in_two_files_at_once(bench: Bench) -> None:
    bench.write("1.csv", HEAD + ORDER)
    bench.write("2.csv", HEAD + ORDER)
    bench.write("3.csv", HEAD + ORDER.replace("20.00", "25.00") + LATER)
    preview = bench.take("1.csv", "2.csv", "3.csv")
    assert accounted(preview)
    assert counts(preview) == (2, 0, 0, 2)
    assert {(one.file, one.why) for one in preview.skipped} == {("1.csv", "older"), ("2.csv", "older")}
    assert bench.order("#1").total == 2500


def test_equal_copies(bench: Bench) -> None:
    shutil.copy(FIXTURES / ORDERS, bench.folder / "copy.csv")
    preview = bench.look(ORDERS, "copy.csv")
    assert accounted(preview)
    assert Counter(one.why for one in preview.skipped) == {"duplicate": 10}


def test_pasted_text(bench: Bench) -> None:
    preview = bench.take(pasted="8190000000002011\tNov 18, 2026\tAwaiting shipment\n8.19E+15\tNov 18, 2026\tShipped")
    assert [file.kind for file in preview.files] == ["pasted"]
    assert counts(preview) == (1, 0, 0, 1)
    assert preview.skipped[0].why == "damaged_id"
    with bench.store.write() as tx:
        purchase = purchases.get(tx, SupplierNumber("8190000000002011"))
    assert purchase is not None
    assert purchase.seen.where is Where.PASTED


def test_only_its_own_preview(bench: Bench) -> None:
    with pytest.raises(TypeError):
        bench.imports.apply(object())


ROWS = st.lists(
    st.sampled_from(
        [
            ORDER, LATER, ORDER.replace("#1", ""), ORDER.replace("EUR", ""), ORDER.replace("20.00", "x"),
            "#1,,,,,,2026-11-10 10:00:00 +0100,,1,Shade,3.00,S,pending,\n",
            "#7,,,,,,2026-11-10 10:00:00 +0100,,1,X,,,,\n",
            ORDER.replace("#1", "#3").replace(",2,Lamp", ",0,Lamp"), HEAD, ",,\n", ORDER.replace("\n", ",,,more\n"),
            ORDER.replace("#1", "#4").replace("pending,", '"AliExpress\n8190000000003001"'),
        ]
    ),
    max_size=8,
)  # fmt: skip
BOUGHT_ROWS = st.lists(
    st.sampled_from(
        [BOUGHT.format(word=word) for word in ("Completed", "Riding a bike", "")]
        + [BOUGHT.format(word="Shipped").replace("8190000000003001", n) for n in ("8.19E+15", "", "12", "81" * 8)]
    ),
    max_size=6,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=ROWS, second=ROWS, bought=BOUGHT_ROWS)
def test_whatever_comes_every_row_is_accounted_for(
    tmp_path_factory: pytest.TempPathFactory, first: list[str], second: list[str], bought: list[str]
) -> None:
    bench = Bench(tmp_path_factory.mktemp("bench"))
    names = [
        bench.write("1.csv", HEAD + "".join(first)),
        bench.write("2.csv", HEAD + "".join(second)),
        bench.write("3.csv", B + "".join(bought)),
    ]
    preview = bench.look(*names)
    assert accounted(preview)
    bench.imports.apply(preview)
    again = bench.look(*names)
    assert accounted(again)
    assert not again.added
    assert not again.changed
    stored = bench.dump()
    assert bench.imports.apply(again) == Changes()
    assert bench.dump() == stored
    bench.store.close()


def test_an_older_export_tells_what_only_grows(bench: Bench) -> None:
    """G15: an export of one order, or of the cancelled alone, is older than what is known, and enters."""
    newer = ORDER + ORDER.replace("#1,", "#2,").replace("2026-11-10", "2026-11-15")
    bench.take(bench.write("all.csv", HEAD + newer))
    seen = bench.order("#1").seen
    bench.take(bench.write("one.csv", HEAD + ORDER.replace("paid,EUR,20.00,0.00", "refunded,EUR,20.00,20.00")))
    told = bench.order("#1")
    assert (told.returned, told.financial, told.seen) == (2000, "paid", seen)


# -- purchases in files of any age (rules §3 "Facts and their age") ----------------------------------------------------
LINKED = HEAD + ORDER.replace("pending,", "pending,AliExpress 8190000000003001")
NUMBER = SupplierNumber("8190000000003001")


def bought_files(bench: Bench, **words: str) -> list[str]:
    """A file each, as of the day that its name ends in; it tells the word of one purchase."""
    other = BOUGHT.replace("3001", "3009").format(word="Completed")
    return [
        bench.write(f"{name}.csv", B + BOUGHT.format(word=word) + other.replace("2026-11-11", f"2026-11-{name[1:]}"))
        for name, word in words.items()
    ]


@pytest.mark.parametrize("linked_first", [True, False])
@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize(
    ("words", "state"),
    [
        ({"f12": "Shipped", "f14": "Awaiting shipment"}, LegState.UNCLEAR),
        ({"f12": "Cancelled", "f14": "Shipped"}, LegState.GONE),
        ({"f12": "Awaiting shipment", "f14": "Shipped"}, LegState.GONE),
        ({"f12": "Awaiting payment", "f14": "Cancelled"}, LegState.STOPPED),
        ({"f12": "Shipped", "f14": "Awaiting shipment", "f16": "Awaiting shipment"}, LegState.UNCLEAR),
    ],
)
def test_the_order_of_purchase_files_never_matters(
    tmp_path: Path, words: dict[str, str], state: LegState, linked_first: bool, at_once: bool
) -> None:
    legs = set()
    for n, names in enumerate(permutations(words)):
        bench = Bench(tmp_path / f"{n}")
        bench.folder.mkdir(exist_ok=True)
        files = bought_files(bench, **{name: words[name] for name in names})
        order = bench.write("o.csv", LINKED)
        steps = [[order], files] if at_once else [[order], *([file] for file in files)]
        for step in steps if linked_first else [*steps[1:], steps[0]]:
            assert accounted(bench.take(*step))
            bench.later(hours=1)
        (leg,) = bench.legs("#1")
        assert leg.state is state
        legs.add(replace(leg, known_at=None, sighted_at=None))
        # Once more, the files add nothing.
        stored = bench.dump()
        bench.take(*files)
        assert bench.dump() == stored
        bench.store.close()
    assert len(legs) == 1


def test_an_older_file_with_what_grew_is_named_so(bench: Bench) -> None:
    shipped, newer = bought_files(bench, f12="Shipped", f14="Awaiting shipment")
    bench.take(bench.write("o.csv", LINKED), newer)
    assert bench.states("#1") == {NUMBER: LegState.OPEN}
    preview = bench.take(shipped)
    assert [(one.name, one.why) for one in preview.changed if one.name == NUMBER] == [(NUMBER, "grown")]
    assert bench.states("#1") == {NUMBER: LegState.UNCLEAR}
    with bench.store.write() as tx:
        purchase = purchases.get(tx, NUMBER)
        assert [one.told.status for one in purchases.sightings(tx, NUMBER)] == ["Awaiting shipment", "Shipped"]
    assert purchase is not None
    assert purchase.status == "Awaiting shipment"
    again = bench.take(shipped)
    assert {one.why for one in again.skipped if one.name == NUMBER} == {"older"}


@pytest.mark.parametrize(
    ("a", "b", "named", "state"),
    [
        ("Awaiting shipment", "Shipped", 0, LegState.GONE),
        ("Awaiting payment", "Awaiting shipment", 2, LegState.UNCLEAR),
        ("Cancelled", "Shipped", 2, LegState.GONE),
    ],
)
def test_two_files_of_one_time_that_disagree_are_both_named(
    bench: Bench, a: str, b: str, named: int, state: LegState
) -> None:
    names = [*bought_files(bench, f14=a)]
    names.append(bench.write("other.csv", (bench.folder / names[0]).read_text().replace(a, b)))
    bench.write("o.csv", LINKED)
    for order in (names, names[::-1]):
        preview = bench.look("o.csv", *order)
        assert accounted(preview)
        found = [
            one.file
            for part in (preview.added, preview.changed, preview.unchanged, preview.skipped)
            for one in part
            if one.why == "disagree_supplier"
        ]
        assert len(found) == named
    bench.imports.apply(preview)
    assert bench.states("#1") == {NUMBER: state}


@pytest.mark.parametrize("last", range(8))
def test_an_import_that_dies_after_any_transaction_is_whole_when_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: int
) -> None:
    """What a purchase says and what the legs make of it become known together: "unchanged" must be true of both."""
    shipped = B + BOUGHT.format(word="Riding a bike")
    ends: list[tuple[LegState, ...]] = []
    for dies in (False, True):
        bench = Bench(tmp_path / str(dies))
        (tmp_path / str(dies)).mkdir(exist_ok=True)
        bench.take(
            bench.write("o.csv", HEAD + ORDER), bench.write("a.csv", B + BOUGHT.format(word="Awaiting shipment"))
        )
        bench.links.link(bench.key("#1"), SupplierNumber("8190000000003001"), ())
        bench.later(days=1)
        preview = bench.look(bench.write("b.csv", shipped), answers={"Riding a bike": "gone"})
        if dies:
            _dies(bench, monkeypatch, last, preview)
        bench.take("b.csv", answers={"Riding a bike": "gone"})
        with bench.store.read() as tx:
            ends.append(tuple(leg.state for leg in orders.legs(tx, bench.key("#1"))))
    assert ends[0] == ends[1]
    assert LegState.GONE in ends[0]


def _dies(bench: Bench, monkeypatch: pytest.MonkeyPatch, last: int, preview: ImportPreview) -> None:
    """Applies, and is gone after the transaction with this number; fewer are none of this test's business."""
    write, begun = bench.store.write, count()

    @contextmanager
    def one_more() -> Iterator[Session]:
        if next(begun) > last:
            raise KeyboardInterrupt
        with write() as tx:
            yield tx

    with monkeypatch.context() as patched, suppress(KeyboardInterrupt):
        patched.setattr(bench.store, "write", one_more)
        bench.imports.apply(preview)
