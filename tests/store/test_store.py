"""The database: private, crash-safe to make, append-only where it must be, found by search, backed up and verified."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from dropdesk.domain.listing import Query, Sort, View
from dropdesk.domain.order import Person, SeenOrder
from dropdesk.domain.supplier.leg import LegState
from dropdesk.domain.values import CaseId, OrderKey, StoreId, SupplierNumber
from dropdesk.errors import Damaged, Refused
from dropdesk.store import cases, orders, settings, suppliers
from dropdesk.store.backup import KEPT, back_up, intact, thin
from dropdesk.store.engine import Store
from dropdesk.store.migrations.versions.r0001_first import STATEMENTS as FIRST
from dropdesk.store.migrations.versions.r0002_dated_rows import STATEMENTS as DATED
from dropdesk.store.reader import FILE, KNOWN, current, revision, small_settings
from tests.domain.worlds import NOW, leg, order
from tests.forks import fork
from tests.services.world import DemoWorld


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path)


def seen(name: str = "#1", gid: str | None = "gid://1", who: str = "Anna Keller") -> SeenOrder:
    made = replace(order(), name=name, shopify_id=gid, store=StoreId("shop"))
    return SeenOrder(made, Person(who, "anna@example.com"))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_folder_and_files_are_private(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "data")
    with store.write() as tx:
        settings.put(tx, "theme", "dark", NOW)
    assert mode(tmp_path / "data") == 0o700
    assert {mode(path) for path in (tmp_path / "data").glob("dropdesk.db*")} == {0o600}
    assert small_settings(tmp_path / "data") == {"theme": "dark"}


def test_a_link_as_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(Refused, match="folder_link"):
        Store.open(tmp_path / "link")


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    plain = sqlite3.connect(tmp_path / FILE)
    plain.execute("UPDATE alembic_version SET version_num = '9999'")
    plain.commit()
    plain.close()
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(Damaged, match="newer"):
        Store.open(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before
    assert not current(tmp_path)


def test_no_database_is_said_so(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"this is a letter to my aunt, not a database" * 40)
    with pytest.raises(Damaged, match="database"):
        Store.open(tmp_path)


@pytest.mark.parametrize("at", range(len((*FIRST, *DATED)) + 1))
def test_killed_at_any_statement_the_schema_is_old_or_new(tmp_path: Path, at: int) -> None:
    """T12: from nothing to the schema, killed before every statement of every migration."""
    from alembic import op

    from dropdesk.store import migrate

    assert migrate.FOLDER.is_dir()
    child = fork()
    if child == 0:  # pragma: no cover - another process
        left, real = [at], op.execute

        def dying(statement: str) -> None:
            if left[0] == 0:
                os._exit(9)
            left[0] -= 1
            real(statement)

        op.execute = dying  # type: ignore[assignment]  # this process is about to die
        Store.open(tmp_path)
        os._exit(0)
    os.waitpid(child, 0)
    assert revision(tmp_path / FILE) in (None, *KNOWN)
    again = Store.open(tmp_path)
    with again.write() as tx:
        assert orders.keys(tx) == []
    assert current(tmp_path)


def test_an_order_is_found_again_and_older_sightings_change_nothing(store: Store) -> None:
    with store.write() as tx:
        key, put = orders.put(tx, seen(), NOW)
        assert put == "added"
        assert orders.put(tx, seen(), NOW) == (key, "same")
        newer = seen()
        at = replace(newer.order.seen, at=newer.order.seen.at + timedelta(hours=1))
        changed = SeenOrder(replace(newer.order, financial="refunded", seen=at), None)
        later = NOW + timedelta(hours=1)
        assert orders.put(tx, changed, later) == (key, "changed")
        assert orders.put(tx, seen(), later) == (key, "older")
        assert orders.load(tx, key).financial == "refunded"
        assert orders.person(tx, key) == Person("Anna Keller", "anna@example.com")


def test_a_files_order_is_adopted_by_its_shop(store: Store) -> None:
    from_file = seen(gid=None)
    from_file = replace(from_file, order=replace(from_file.order, store=orders.FILES))
    with store.write() as tx:
        key, _ = orders.put(tx, from_file, NOW)
        assert orders.put(tx, seen(), NOW)[0] == key
        assert orders.load(tx, key).shopify_id == "gid://1"


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.write() as tx:
        orders.put(tx, seen(), NOW)
        raise ZeroDivisionError
    with store.write() as tx:
        assert orders.keys(tx) == []


def _case(store: Store) -> tuple[OrderKey, CaseId]:
    case = CaseId("case-1")
    with store.write() as tx:
        key, _ = orders.put(tx, seen(), NOW)
        cases.begin(tx, case, key, NOW)
        cases.append(tx, case, 1, NOW, "Open", "{}", open_=True, pending=False, phase="drafted")
        cases.append(tx, case, 2, NOW, "Start", '{"a":1}', open_=True, pending=False, phase="at_supplier")
    return key, case


def test_the_journal_only_grows(store: Store) -> None:
    _case(store)
    plain = sqlite3.connect(store.path)
    for sql in ("UPDATE journal SET move = 'x'", "DELETE FROM journal"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            plain.execute(sql)
    with pytest.raises(sqlite3.IntegrityError, match="missing or doubled"):
        plain.execute("INSERT INTO journal VALUES ('case-1', 9, 0, 'x', '{}', '', '')")
    plain.close()


def test_a_second_writer_is_told_that_the_case_moved_on(store: Store) -> None:
    _, case = _case(store)
    with pytest.raises(Refused, match="moved_on"), store.write() as tx:
        cases.append(tx, case, 2, NOW, "Other", "{}", open_=True, pending=False, phase="x")


def test_a_full_disk_is_told_as_that_and_not_as_somebody_else(store: Store) -> None:
    _, case = _case(store)
    with store.write() as tx:
        run = tx.connection().exec_driver_sql
        run(f"PRAGMA max_page_count = {run('PRAGMA page_count').scalar()}")
    with pytest.raises(Damaged, match="disk_full"):
        for seq in range(3, 500):
            with store.write() as tx:
                cases.append(tx, case, seq, NOW, "Other", "x" * 9000, open_=True, pending=False, phase="x")


def test_one_open_case_an_order_by_the_database(store: Store) -> None:
    key, case = _case(store)
    with pytest.raises(Refused, match="case_open"), store.write() as tx:
        cases.begin(tx, CaseId("case-2"), key, NOW)
    with store.write() as tx:
        cases.append(tx, case, 3, NOW, "Close", "{}", open_=False, pending=False, phase="closed")
        cases.begin(tx, CaseId("case-2"), key, NOW)
    with pytest.raises(Refused, match="case_open"), store.write() as tx:
        cases.append(tx, case, 4, NOW, "Reopen", "{}", open_=True, pending=False, phase="settling")


def test_a_changed_row_breaks_the_chain(store: Store) -> None:
    _, case = _case(store)
    plain = sqlite3.connect(store.path)
    plain.execute("DROP TRIGGER journal_grows")
    plain.execute("UPDATE journal SET state = '{}' WHERE seq = 2")
    plain.commit()
    plain.close()
    with store.write() as tx:
        assert cases.broken(tx) == [(case, 2)]


def test_erasing_a_person_leaves_the_amounts(store: Store) -> None:
    with store.write() as tx:
        key, _ = orders.put(tx, seen(who="Wanda Zebrowska"), NOW)
        orders.put_text(tx, key, "note", "Wanda called twice.", NOW)
        orders.erase_person(tx, key)
        assert orders.person(tx, key) is None
        assert orders.load(tx, key).received == 3000
    store.close()
    plain = sqlite3.connect(store.path)
    plain.execute("VACUUM")
    plain.close()
    assert b"Zebrowska" not in store.path.read_bytes()
    assert b"Wanda" not in store.path.read_bytes()


def test_personal_data_lies_in_its_own_table_alone(store: Store) -> None:
    with store.write() as tx:
        orders.put(tx, seen(who="Wanda Zebrowska"), NOW)
    plain = sqlite3.connect(store.path)
    tables = [row[0] for row in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    holding = set()
    for table in tables:
        rows = plain.execute(f'SELECT * FROM "{table}"').fetchall()
        if "Zebrowska" in repr(rows) or "anna@example.com" in repr(rows):
            holding.add(table)
    plain.close()
    search = {"search", "search_content", "search_data", "search_short", "search_short_content", "search_short_data"}
    assert holding <= {"people"} | search


# -- what the table reads --------------------------------------------------------------------------------------


@pytest.fixture
def demo(tmp_path: Path) -> DemoWorld:
    return DemoWorld(tmp_path)


def test_pages_ids_and_counts_agree(demo: DemoWorld) -> None:
    counts = demo.browse.counts()
    for view in View:
        ids = demo.browse.ids(Query(view=view))
        assert len(ids) == counts.views[view]
        first = demo.browse.first_page(Query(view=view), 5)
        assert [row.key for row in first] == list(ids[:5])
        assert set(demo.browse.page(list(ids))) == set(ids)
    assert sum(counts.verdicts.values()) == counts.orders == 31


def test_closed_counts_closed_cases_and_nothing_else(demo: DemoWorld) -> None:
    """A shipped order that never had a case was "closed", and so was a case that awaits the supplier's money."""
    closed = set(demo.browse.ids(Query(view=View.CLOSED)))
    rows = demo.browse.page(list(demo.browse.ids(Query(view=View.ALL))))
    assert closed == {key for key, row in rows.items() if row.step == 6}
    assert any(row.verdict == "too_late" and row.step == 0 for row in rows.values())  # the demo can tell them apart
    assert not any(rows[key].attention for key in closed)


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("descending", [False, True])
def test_every_sort_holds_all_orders(demo: DemoWorld, sort: Sort, descending: bool) -> None:
    ids = demo.browse.ids(Query(view=View.ALL, sort=sort, descending=descending))
    assert sorted(ids) == sorted(demo.browse.ids(Query(view=View.ALL)))
    first = demo.browse.first_page(Query(view=View.ALL, sort=sort, descending=descending), 50)
    assert [row.key for row in first] == list(ids)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("keller", {"#1043"}),
        ("1043", {"#1043"}),
        ("ke", {"#1043"}),
        ("mug kel", {"#1043"}),
        ('"', set()),
        ("AND", {"#1019", "#1038"}),  # a word of the search language: here part of Candle and Brandt
        ("李明", {"#1"}),
        ("明", {"#1"}),
        ("nobody-of-that-name", set()),
    ],
)
def test_search_finds_parts_of_words_and_short_names(demo: DemoWorld, text: str, names: set[str]) -> None:
    with demo.store.write() as tx:
        key, _ = orders.put(tx, seen(who="李明"), NOW)
        demo.turn.refresh(tx, [key])
    found = {row.name for row in demo.browse.first_page(Query(view=View.ALL, search=text), 50)}
    assert found == names


def test_the_stored_verdict_is_the_verdict(demo: DemoWorld) -> None:
    """Same input, same verdict: what is stored equals what is computed anew."""
    demo.clock.push(30)
    demo.turn.due()
    for row in demo.browse.first_page(Query(view=View.ALL), 100):
        with demo.store.write() as tx:
            verdict = demo.turn.look(tx, row.key).verdict()
        assert (row.verdict, row.because, row.deadline) == (str(verdict.code), verdict.because.code, verdict.deadline)
        assert row.because_data == dict(verdict.because.data)
        assert row.attention == bool(verdict.attention)


def test_only_what_time_changed_is_read_again(demo: DemoWorld) -> None:
    assert demo.turn.due().orders == frozenset()
    due = demo.turn.next_due()
    assert due is not None
    demo.clock.at = due
    assert 1 <= len(demo.turn.due().orders) < 31


# -- backups ---------------------------------------------------------------------------------------------------


def test_a_backup_is_opened_and_its_damage_is_seen(store: Store, tmp_path: Path) -> None:
    copy = back_up(store.path, tmp_path / "backups", "test")
    assert intact(copy)
    data = bytearray(copy.read_bytes())
    for position in range(0, len(data), max(1, len(data) // 40)):
        data[position] ^= 1
        copy.write_bytes(data)
        assert not intact(copy)
        data[position] ^= 1
    copy.write_bytes(data)
    assert intact(copy)
    copy.write_bytes(data[:-1])
    assert not intact(copy)


def test_old_backups_go_only_when_a_newer_one_is_whole(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    copies = [back_up(store.path, folder, f"n{n}") for n in range(KEPT + 3)]
    assert len(list(folder.glob("*.db"))) == KEPT
    for copy in copies[3:]:
        copy.write_bytes(b"")
    extra = folder / "00000000-000000-000000-old.db"
    extra.write_bytes(b"")
    thin(folder)
    assert extra.exists()


def test_an_order_is_read_once_and_indexed_once_a_transaction(store: Store) -> None:
    """However many moves touch it; what is found afterwards is the last of them."""
    said: list[str] = []
    with store.write() as tx:
        key, _ = orders.put(tx, seen(), NOW)
    with store.write() as tx:
        event.listen(tx.connection(), "before_cursor_execute", lambda *call: said.append(str(call[2])))
        for number in ("8190000000000001", "8190000000000002", "8190000000000003"):
            bought = replace(leg(LegState.OPEN), number=SupplierNumber(number))
            orders.put_legs(tx, key, (bought,))
            orders.put_legs(tx, key, (bought,))
            assert suppliers.served_by(tx, SupplierNumber(number)) == [key]
    assert len([one for one in said if one.startswith("INSERT INTO search ")]) == 1
    assert len([one for one in said if "FROM orders" in one]) == 1
    with closing(store.reader()) as reader:
        found = [row[0] for row in reader.execute("SELECT text FROM search WHERE search MATCH '8190000000000003'")]
        assert len(found) == 1
        assert not reader.execute("SELECT 1 FROM search WHERE search MATCH '8190000000000001'").fetchall()


def test_a_transaction_that_fails_leaves_the_search_as_it_was(store: Store) -> None:
    with pytest.raises(KeyError), store.write() as tx:
        orders.put(tx, seen(), NOW)
        raise KeyError
    with closing(store.reader()) as reader:
        assert not reader.execute("SELECT 1 FROM search").fetchall()


def test_a_closed_store_takes_nothing_any_more(store: Store) -> None:
    store.close()
    with pytest.raises(Refused, match="closed"), store.write() as tx:
        orders.put(tx, seen(), NOW)
