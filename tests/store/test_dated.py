"""Dated rows: append-only; the newest state is what they come to; an older database becomes such rows."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command

from dropdesk.domain.order import SeenOrder
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.leg import How, Leg, LegState, SupplierMoney
from dropdesk.domain.supplier.purchase import Purchase, PurchaseItem
from dropdesk.domain.values import LegId, LineId, Money, OrderKey, Seen, StoreId, SupplierNumber, Where
from dropdesk.store import codec, customers, money, orders, purchases, settings, suppliers
from dropdesk.store.engine import Store
from dropdesk.store.migrate import config
from dropdesk.store.migrations.versions.r0002_dated_rows import STATEMENTS
from dropdesk.store.migrations.versions.r0003_unknown_amounts import STATEMENTS as SINCE
from dropdesk.store.migrations.versions.r0004_overdue_first import STATEMENTS as OVERDUE
from dropdesk.store.reader import FILE, HEAD, prepare_folder, revision, small_settings, stamp
from tests.domain.worlds import NOW, order
from tests.stored import derived

A, B = SupplierNumber("8190000000000001"), SupplierNumber("8190000000000002")
BERLIN = datetime.fromisoformat("2026-11-20T09:30:00.250000+01:00")


def bought(
    number: SupplierNumber = A, status: str = "Awaiting shipment", hours: float = 0, **facts: object
) -> Purchase:
    seen = Seen(None, Where.ALIEXPRESS_FILE, NOW + timedelta(hours=hours))
    items = (PurchaseItem("Lamp", 1),)
    told = Purchase(
        number, status, seen, placed_at=BERLIN, shop_name="Lamp Store", total=Money(900, "EUR"), items=items
    )
    return replace(told, **facts)  # type: ignore[arg-type]


def leg(number: SupplierNumber, state: LegState, asked: int = 0, supplier: str = "Lamp Store", **facts: object) -> Leg:
    made = Leg(LegId(number), state, ((LineId("1"), 0),), number=number, supplier=supplier, asked_times=asked)
    return replace(made, cost=Money(900, "EUR"), **facts)  # type: ignore[arg-type]


PAID = leg(
    A, LegState.STOPPED, asked=1, how=How.CANCELLED,
    money=SupplierMoney(Money(900, "EUR"), NOW, False, received=700, received_at=BERLIN, written_off=200),
)  # fmt: skip
OPEN = leg(B, LegState.ASKED, asked=2)
LEGS = ((PAID, OPEN), (leg(A, LegState.OPEN, supplier="Lamp Store"), leg(B, LegState.OPEN, supplier="杯子 & Co")))
RULES = [["ship_window", "", 9], ["ship_window", "supplier:Lamp Store", 3], ["look", "", 48]]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database as 0.1.0 left it, with something of everything that the migration takes up."""
    path = prepare_folder(tmp_path)
    command.upgrade(config(path), "0001")
    with closing(sqlite3.connect(path)) as file:
        for key, legs in enumerate(LEGS, 1):
            body = codec.dump(type(order()), replace(order(), key=OrderKey(key)))
            row = (key, "file", f"#{key}", stamp(NOW), stamp(NOW), f"c{key}", body, codec.dump(orders.Legs, legs))
            columns = "key, store, name, created_at, seen_at, customer, body, legs"
            file.execute(f"INSERT INTO orders ({columns}) VALUES (?,?,?,?,?,?,?,?)", row)
            file.executemany("INSERT INTO serves VALUES (?, ?)", [(one.number, key) for one in legs])
        for told in (bought(A, "Cancelled", 3), bought(B, placed_at=None)):
            file.execute(
                "INSERT INTO purchases VALUES (?,?,?)", (told.number, codec.dump(Purchase, told), stamp(told.seen.at))
            )
        kept = {
            "words": {"in lavorazione": "open", 'say "x"': "shipped"}, "rules": RULES,
            "own_stock": ["Bottle", "LAMP-W"],
            "country": "DE", "theme": "dark", "salt": "ab12", "cursor:shop": "2026-11-20T10:00:00+00:00",
            "unlinked:1": [A],
        }  # fmt: skip
        file.executemany(
            "INSERT INTO settings VALUES (?, ?)", [(name, json.dumps(value)) for name, value in kept.items()]
        )
        file.commit()
    return tmp_path


def tells(store: Store) -> list[object]:
    """Everything a service reads of it."""
    with store.read() as tx:
        keys = orders.keys(tx)
        return [
            [orders.load(tx, key) for key in keys],
            [orders.legs(tx, key) for key in keys],
            [purchases.get(tx, number) for number in (A, B)],
            dict(settings.rulebook(tx).changes),
            settings.words(tx),
            settings.own_stock(tx),
            {name: settings.get(tx, name) for name in ("country", "theme", "salt", "cursor:shop", "unlinked:1")},
        ]


def expected() -> list[object]:
    return [
        [replace(order(), key=OrderKey(1)), replace(order(), key=OrderKey(2))],
        [*LEGS],
        [bought(A, "Cancelled", 3), bought(B, placed_at=None)],
        {(rule, level): value for rule, level, value in RULES},
        {"in lavorazione": "open", 'say "x"': "shipped"},
        frozenset({"Bottle", "LAMP-W"}),
        {
            "country": "DE", "theme": "dark", "salt": "ab12", "cursor:shop": "2026-11-20T10:00:00+00:00",
            "unlinked:1": [A],
        },
    ]  # fmt: skip


def test_an_old_database_reads_equal(old: Path) -> None:
    assert tells(Store.open(old)) == expected()
    assert small_settings(old) == {
        "country": "DE",
        "theme": "dark",
        "salt": "ab12",
        "cursor:shop": "2026-11-20T10:00:00+00:00",
    }


def test_what_it_told_is_known_by_the_migration(old: Path) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    store = Store.open(old)
    with store.read() as tx:
        seen = [purchases.sightings(tx, number) for number in (A, B)]
        assert [[one.happened_at for one in rows] for rows in seen] == [[NOW + timedelta(hours=3)], [NOW]]
        booked = money.of_order(tx, OrderKey(1))
        assert [(b.leg, b.number, b.kind, b.amount, b.currency, b.happened_at) for b in booked] == [
            (A, A, "received", 700, "EUR", BERLIN),
            (A, A, "written_off", 200, "EUR", None),
        ]
        assert money.of_order(tx, OrderKey(2)) == ()
        values = [
            v
            for name in ("rule.ship_window", "rule.look", "word", "own_stock", "country")
            for v in settings.values(tx, name)
        ]
        assert all(v.happened_at is None for v in values)
        assert len(values) == 3 + 2 + 2 + 1
        marks = [(one.migrated, one.known_at) for of in seen for one in of]
        marks += [(one.migrated, one.known_at) for one in booked]
        marks += [(one.migrated, one.known_at) for one in values]
        assert all(migrated and before <= known <= datetime.now(UTC) for migrated, known in marks)


def test_the_counters_are_what_a_recount_gives(old: Path) -> None:
    store = Store.open(old)
    with store.read() as tx:
        assert suppliers.names(tx) == ["Lamp Store", "杯子 & Co"]
        assert suppliers.asked_and_agreed(tx, "Lamp Store") == (1, 1)  # the open request is no answer
        assert suppliers.asked_and_agreed(tx, "杯子 & Co") == suppliers.asked_and_agreed(tx, "nobody") == (0, 0)
        assert [one.number for one in purchases.placed_between(tx, BERLIN, BERLIN)] == [A]
        assert orders.history(tx, OrderKey(1)) == (0, 0, 0)


def test_a_customers_history_is_kept_as_orders_change(store: Store) -> None:
    def put(name: str, hours: int = 0, **facts: object) -> OrderKey:
        seen = Seen(None, Where.SHOPIFY_FILE, NOW + timedelta(hours=hours))
        made = replace(order(), name=name, store=StoreId("shop"), shopify_id=f"gid://{name}", seen=seen)
        with store.write() as tx:
            key, _ = orders.put(tx, SeenOrder(replace(made, **facts), None), NOW)  # type: ignore[arg-type]
        return key

    def history(key: OrderKey) -> tuple[int, int, int]:
        with store.read() as tx:
            return orders.history(tx, key)

    one, two, alone = put("#1", customer="c"), put("#2", customer="c"), put("#3")
    assert (history(one), history(two), history(alone)) == ((1, 0, 0), (1, 0, 0), (0, 0, 0))
    put("#2", 1, customer="c", cancelled_at=NOW, returned=100)
    assert (history(one), history(two)) == ((1, 1, 1), (1, 0, 0))
    put("#2", 2, customer="", cancelled_at=NOW, returned=100)  # a file that does not know the customer
    put("#3", 1, customer="c", returned=5)
    assert (history(one), history(alone)) == ((2, 1, 2), (2, 1, 1))
    put("#2", 3, customer="d", cancelled_at=NOW, returned=100)
    assert (history(one), history(two)) == ((1, 0, 1), (0, 0, 0))
    with store.write() as tx:
        seen = Seen(None, Where.SHOPIFY_FILE, NOW)
        made = replace(order(), name="#4", store=StoreId("shop"), shopify_id="gid://#4", seen=seen, customer="d")
        key, _ = orders.put(tx, SeenOrder(made, None), NOW)
        assert orders.history(tx, two) == (1, 0, 0)  # also before the commit
        assert orders.history(tx, key) == (1, 1, 1)
    with store.write() as tx:  # what the person said of it: the refund that a file told never was
        orders.amend(tx, one, replace(orders.load(tx, one), returned=700))
        assert orders.history(tx, alone) == (1, 0, 1)
        orders.amend(tx, one, replace(orders.load(tx, one), returned=0))
        assert orders.history(tx, alone) == (1, 0, 0)


STEPS = ((STATEMENTS, "0001"), (SINCE, "0002"), (OVERDUE, "0003"))
"""The statements of each migration, and the revision before it."""


@pytest.mark.parametrize("at", range(sum(len(statements) for statements, _ in STEPS) + 1))
def test_killed_at_any_statement_it_is_old_or_new_whole(old: Path, at: int) -> None:
    from alembic import op

    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        left, real = [at], op.execute

        def dying(statement: str) -> None:
            if left[0] == 0:
                os._exit(9)
            left[0] -= 1
            real(statement)

        op.execute = dying  # type: ignore[assignment]  # this process is about to die
        Store.open(old)
        os._exit(0)
    os.waitpid(child, 0)
    reached = [*(before for statements, before in STEPS for _ in statements), HEAD][at]
    assert revision(old / FILE) == reached
    assert tells(Store.open(old)) == expected()
    with closing(sqlite3.connect(old / FILE)) as file:
        rows = [
            file.execute(f"SELECT COUNT(*) FROM {t}").fetchone()[0] for t in ("purchase_sightings", "supplier_money")
        ]
        assert rows == [2, 2]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("table", ["purchase_sightings", "supplier_money", "setting_values", "timeline"])
def test_the_rows_only_grow(old: Path, table: str) -> None:
    store = Store.open(old)
    with store.write() as tx:
        orders.happened(tx, OrderKey(1), NOW, "imported")
    with closing(sqlite3.connect(store.path)) as file:
        assert file.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] > 0
        for sql in (f"UPDATE {table} SET rowid = rowid", f"DELETE FROM {table}"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                file.execute(sql)


def test_a_purchase_is_what_its_sightings_come_to(store: Store) -> None:
    told = [
        bought(hours=0),
        bought(hours=1),  # nothing new: no row
        bought(hours=2, total=None),  # takes nothing away: no row
        bought(hours=3, status="Shipped", tracking_number="LP1"),
        bought(hours=1, status="Awaiting payment"),  # older: not the state, yet it was so
        bought(hours=4, status="Completed"),
    ]
    done = []
    for n, one in enumerate(told):
        with store.write() as tx:
            done.append(str(purchases.see(tx, one, NOW + timedelta(days=n))))
    assert done == ["added", "same", "same", "changed", "older", "changed"]
    with store.read() as tx:
        rows = purchases.sightings(tx, A)
        assert [(row.told.status, row.told.seen.at - NOW, row.known_at - NOW) for row in rows] == [
            ("Awaiting shipment", timedelta(), timedelta()),
            # Until when it was so is told only now that something else follows.
            ("Awaiting shipment", timedelta(hours=2), timedelta(days=3)),
            ("Shipped", timedelta(hours=3), timedelta(days=3)),
            ("Awaiting payment", timedelta(hours=1), timedelta(days=4)),
            ("Completed", timedelta(hours=4), timedelta(days=5)),
        ]
        assert [row.happened_at for row in rows] == [one.told.seen.at for one in rows]
        assert derived(rows) == purchases.get(tx, A)


def test_a_confirmed_state_is_as_new_as_its_newest_sighting(store: Store) -> None:
    for hours in (0, 5):
        with store.write() as tx:
            purchases.see(tx, bought(hours=hours), NOW)
    with store.write() as tx:
        assert purchases.see(tx, bought(hours=3, status="Awaiting payment"), NOW) == "older"
        assert purchases.see(tx, bought(hours=3, status="Shipped"), NOW) == "changed"  # only grows
        found = purchases.get(tx, A)
    assert found is not None
    assert (found.status, found.seen.at) == ("Awaiting shipment", NOW + timedelta(hours=5))


def test_rules_words_and_own_stock_remember(store: Store) -> None:
    with store.write() as tx:
        settings.put_rulebook(tx, Rulebook({("look", ""): 48}), NOW)
        settings.put_word(tx, " Foo ", "open", NOW)
        settings.put_word(tx, "foo", "open", NOW)  # said again
        settings.put_own_stock(tx, "Bottle", NOW)
        settings.put(tx, "country", "FR", NOW)
    with store.write() as tx:
        settings.put_rulebook(tx, Rulebook({("look", ""): 48, ("look", "kind:x"): 3}), NOW + timedelta(days=1))
        settings.put_word(tx, "foo", "shipped", NOW + timedelta(days=1))
        settings.put(tx, "country", "FR", NOW)
    with store.write() as tx:
        settings.put_rulebook(tx, Rulebook({("look", "kind:x"): 3}), NOW + timedelta(days=2))
        settings.put(tx, "country", None, NOW + timedelta(days=2))
        with pytest.raises(ValueError, match="its time"):
            settings.put(tx, "theme", "dark")
    with store.read() as tx:
        assert settings.rulebook(tx).changes == {("look", "kind:x"): 3}
        assert settings.words(tx) == {"foo": "shipped"}
        assert [(v.level, v.value, v.happened_at) for v in settings.values(tx, "rule.look")] == [
            ("", 48, NOW), ("kind:x", 3, NOW + timedelta(days=1)), ("", None, NOW + timedelta(days=2)),
        ]  # fmt: skip
        assert [v.value for v in settings.values(tx, "word")] == ["open", "shipped"]
        assert [v.value for v in settings.values(tx, "country")] == ["FR", None]
        assert settings.get(tx, "country") is None
        assert [v.level for v in settings.values(tx, "own_stock")] == ["Bottle"]


# -- looking only ------------------------------------------------------------------------------------------------------


def test_a_look_waits_for_no_writer_and_writes_nothing(old: Path) -> None:
    store = Store.open(old)
    with store.write() as tx:
        orders.happened(tx, OrderKey(1), NOW, "imported")
        with store.read() as same:
            assert same is tx  # one's own transaction is seen
        with closing(store.reader()) as other:
            assert other.execute("SELECT COUNT(*) FROM timeline").fetchone()[0] == 0
    with store.read() as tx, pytest.raises(Exception, match="readonly"):
        settings.put(tx, "planted", True)


PLANS = (
    (customers.RECORD, {"customer": "c1"}, "PRIMARY KEY"),
    (suppliers.RECORD, {"supplier": "x"}, "PRIMARY KEY"),
    (suppliers.SHARED, {"key": 1}, "serves_by_order"),
    (suppliers.SERVED_BY, {"number": "x"}, "PRIMARY KEY"),
    (purchases.PLACED, {"first": 0, "last": 1}, "purchases_placed"),
    (money.OF_ORDER, {"key": 1}, "supplier_money_of"),
)


@pytest.mark.parametrize(("sql", "values", "way"), PLANS)
def test_what_a_pane_asks_for_goes_by_an_index(store: Store, sql: object, values: dict[str, object], way: str) -> None:
    from sqlalchemy import text

    with store.read() as tx:
        plan = [row[-1] for row in tx.connection().execute(text(f"EXPLAIN QUERY PLAN {sql}"), values)]
    assert any(way in step for step in plan), plan
    assert not any(step.startswith("SCAN") and "subquery" not in step for step in plan), plan
