"""What every release wrote reads equal: facts, legs, journals, settings. Verdicts are computed anew and not compared.

A failure here means that a class or a field was renamed, or a value's meaning changed, without an upcaster: see
docs/stored-shapes.md. The fixtures are never written again.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, fields, is_dataclass, make_dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from dropdesk.domain.case.shape.journal import MOVES, Followed, present, word
from dropdesk.domain.case.shape.moves import Keep, Move
from dropdesk.domain.case.shape.state import Case
from dropdesk.domain.listing import Query, View
from dropdesk.domain.values import CaseId
from dropdesk.errors import Damaged
from dropdesk.store import cases, orders
from dropdesk.store.codec import SHAPES, Shape, read
from dropdesk.store.engine import Store
from tests.golden.fill import unions
from tests.golden.plain import lost, plain
from tests.golden.tell import told
from tests.services.world import DemoWorld

HERE = Path(__file__).parent
RELEASES = sorted(path.name for path in HERE.iterdir() if (path / "rows.jsonl").exists())
RENAMED: dict[str, str] = {}
"""Fields that an upcaster renamed since, old → new: ``{"tracking_number": "tracking"}``. Empty until the first."""


def rows(release: str) -> Iterator[dict[str, Any]]:
    with (HERE / release / "rows.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def shape(name: str) -> Shape:
    return next(one for one in SHAPES.values() if one.name == name)


def renamed(value: Any) -> Any:
    """Frozen facts with today's field names."""
    if isinstance(value, dict):
        return {RENAMED.get(name, name): renamed(one) for name, one in value.items()}
    return [renamed(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("release", RELEASES)
def test_every_stored_row_of_every_shape_reads_equal(release: str) -> None:
    wrong = [
        f"{row['shape']} ({row['shows']}){one}"
        for row in rows(release)
        for one in lost(renamed(row["reads"]), plain(read(shape(row["shape"]), row["stored"])))
    ]
    assert wrong == []


def test_the_first_release_shows_every_shape_phase_and_leg_state() -> None:
    found = [(row["shape"], row["shows"]) for row in rows("v0_1_0")]
    assert {name for name, _ in found} == {"order", "legs", "hints", "quantities", "purchase", "case"}
    phases = {shows.split()[1] for name, shows in found if name == "case" and shows.startswith("phase ")}
    assert len(phases) == 16
    assert sum(shows.startswith("state ") for _, shows in found) == 18


@pytest.fixture(params=RELEASES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, dict[str, Any]]:
    """A release's filled database in a folder of its own, and what it says."""
    folder = HERE / str(request.param)
    (tmp_path / "dropdesk.db").write_bytes(gzip.decompress((folder / "dropdesk.db.gz").read_bytes()))
    return tmp_path, json.loads((folder / "database.json").read_text("utf-8"))


def test_a_filled_database_reads_equal(database: tuple[Path, dict[str, Any]]) -> None:
    folder, before = database
    assert lost(renamed(before), told(folder / "dropdesk.db")) == []


def schema(path: Path) -> set[tuple[str, ...]]:
    """Every table with its columns, every index and trigger with what it is for. Order of columns aside: a later
    release adds its own behind."""
    with closing(sqlite3.connect(path)) as plain:
        listed = "SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
        named = plain.execute(listed).fetchall()
        tables = [name for kind, name, _ in named if kind == "table"]
        info = {table: plain.execute(f'PRAGMA table_info("{table}")').fetchall() for table in tables}
    columns = {("column", table, str(row[1])) for table, rows in info.items() for row in rows}
    return {tuple(row) for row in named} | columns


def test_an_upgraded_database_has_what_a_new_one_has(database: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    folder, _ = database
    (tmp_path / "new").mkdir()
    for path in (folder, tmp_path / "new"):
        Store.open(path).close()
    new = schema(tmp_path / "new" / "dropdesk.db")
    assert schema(folder / "dropdesk.db") == new
    unfinished = sqlite3.connect(tmp_path / "new" / "dropdesk.db")  # ran 0002 while that was being written
    unfinished.executescript(
        "DROP INDEX listing_closed; ALTER TABLE listing DROP COLUMN expected_at_least;"
        "UPDATE alembic_version SET version_num = '0002'"
    )
    unfinished.close()
    Store.open(tmp_path / "new").close()
    assert schema(tmp_path / "new" / "dropdesk.db") == new


def test_it_holds_open_cases_in_every_phase(database: tuple[Path, dict[str, Any]]) -> None:
    _, before = database
    phases = {one["standing"]["phase"] for one in before["cases"].values()}
    assert phases == set(PHASES.split())


def test_every_case_of_it_opens_and_every_verdict_is_computed_anew(database: tuple[Path, dict[str, Any]]) -> None:
    """The program goes on from it: pages open, the table is read again
    as a whole, as at every start, and no fact and no journal row is lost."""
    folder, before = database
    world = Reopened(folder)
    world.turn.due()
    with world.store.write() as tx:
        keys = orders.keys(tx, limit=10_000)
        assert cases.broken(tx) == []
        for case, was in before["cases"].items():
            kept = [(row.seq, row.move) for row in cases.journal(tx, CaseId(case))]
            assert kept[: len(was["journal"])] == [(row["seq"], row["move"]) for row in was["journal"]]
        for key in keys:
            assert lost(renamed(before["orders"][str(key)]["order"]), plain(orders.load(tx, key))) == []
    assert {str(key) for key in keys} == set(before["orders"])
    shown_rows = {row.key: row for row in world.browse.first_page(Query(view=View.ALL), 10_000)}
    for key in keys:
        view = world.details.view(key)
        shown = shown_rows[key]
        assert (shown.verdict, shown.because) == (view.verdict.code, view.verdict.because.code)
        assert (bool(shown.attention), shown.deadline) == (bool(view.verdict.attention), view.verdict.deadline)
        if any(one["standing"]["order"] == key for one in before["cases"].values()):
            assert world.view(key).case.order == key
    world.store.close()


class Reopened(DemoWorld):
    """The services over a database that is there already; no shop."""

    def __init__(self, folder: Path) -> None:
        from dropdesk.demo.shop import DemoShop
        from tests.services.world import TestClock

        self.clock, self.folder, self.connected = TestClock(), folder, False
        self.shop = DemoShop(folder, self.clock.now, ())
        self.open()


# -- words ----------------------------------------------------------------------------------------------------------

WORDS = """
    report set_why set_wish start tick_request tick_message untick looked_now keep want_goodwill override want_recall
    want_cancel want_items want_refund waive do_by_hand did_by_hand change_mind send_again saw_in_admin withdraw
    wanted_after_all undone reorder close_with_note reopen
"""
FOLLOWED = "opened seen sent taken refused not_known held_back looked"
PHASES = """
    drafted at_supplier too_late cleared recall_sent recall_asked wanted sent refund_owed refund_wanted refund_sent
    by_hand claimed withdrawing settling closed
"""


def test_every_move_has_a_word_of_its_own_and_no_word_ever_changes() -> None:
    assert set(MOVES) == set(get_args(Move))
    assert len(set(MOVES.values())) == len(MOVES)
    assert set(MOVES.values()) >= set(WORDS.split()), (
        "a word of the journal is gone: old rows could not be told any more"
    )
    assert {one.value for one in Followed} >= set(FOLLOWED.split())
    assert not set(MOVES.values()) & {one.value for one in Followed}
    assert word(Keep()) == "keep"


def test_words_of_the_first_release_are_told_by_todays() -> None:
    old = ["Report", "WantedAfterAll", "Open", "Seen", "sent", "looked"]
    assert [present(one) for one in old] == ["report", "wanted_after_all", "opened", "seen", "sent", "looked"]


def test_what_can_be_one_of_several_shapes_says_which_by_a_word() -> None:
    """A union without a discriminator would be read as the first class that fits."""
    found = 0
    for kind in SHAPES:
        for owner, name, members in unions(kind):
            words = [_word(one) for one in members]
            assert None not in words, f"{owner.__name__}.{name} holds classes without a word"
            assert len(set(words)) == len(words)
            found += 1
    assert found >= 5


def _word(kind: type) -> str | None:
    hint = get_type_hints(kind).get("kind")
    if get_origin(hint) is not Literal:
        return None
    default = next(field.default for field in fields(kind) if field.name == "kind")
    return str(default) if get_args(hint) == (default,) else None


# -- the guard itself -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Renamed:
    number: str
    certain: bool
    line_of_order: str | None = None


def test_a_renamed_field_is_seen() -> None:
    stored = next(row for row in rows("v0_1_0") if row["shape"] == "hints" and row["shows"] == "every field")
    now = plain(read(Shape("hints", tuple[_Renamed, ...]), stored["stored"]))
    assert lost(stored["reads"], now) == ["[0].line is gone"]


def test_a_renamed_word_of_a_phase_cannot_be_read() -> None:
    stored = next(row for row in rows("v0_1_0") if row["shows"] == "phase withdrawing")
    other = make_dataclass("Other", [("kind", Literal["taking_back"], "taking_back")], frozen=True)
    case = make_dataclass("Case", [("phase", other)], frozen=True)
    assert is_dataclass(case)
    with pytest.raises(Damaged):
        read(Shape("case", case), stored["stored"])
    assert read(shape("case"), stored["stored"]).phase.kind == "withdrawing"


def test_a_changed_value_is_seen() -> None:
    assert lost({"a": [1, {"b": None}]}, {"a": [1, {"b": 2}], "new": 3}) == [".a[1].b: None became 2"]
    assert lost([1], [1, 2]) == [": [1] became [1, 2]"]


def test_upcasters_run_one_after_the_other_from_the_version_written() -> None:
    steps = {1: lambda d: {"number": d["no"]}, 2: lambda d: {**d, "certain": d["number"] != ""}}
    three = Shape("hint", _Renamed, 3, steps)
    assert read(three, '{"v":1,"d":{"no":"7"}}') == _Renamed("7", True)
    assert read(three, '{"v":2,"d":{"number":""}}') == _Renamed("", False)
    assert read(three, '{"v":3,"d":{"number":"7","certain":false}}') == _Renamed("7", False)


@pytest.mark.parametrize("text", ['{"v":2,"d":{}}', '{"v":0,"d":{}}', '{"d":{}}', "{}", "x", '{"v":1,"d":{"id":1}}'])
def test_a_text_of_another_program_or_version_is_damaged(text: str) -> None:
    with pytest.raises(Damaged):
        read(SHAPES[Case], text)


def test_a_copy_is_read_and_the_fixture_stays(database: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = database
    before = (folder / "dropdesk.db").read_bytes()
    told(folder / "dropdesk.db")
    assert (folder / "dropdesk.db").read_bytes() == before
    Store.open(folder).close()
