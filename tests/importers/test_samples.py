"""``make samples`` on hand-written files, and the files that a user can try."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dropdesk.domain.supplier.leg import LegState
from tests.importers.files import FIXTURES
from tests.samples.__main__ import main
from tests.services.bench import Bench

SAMPLES = Path(__file__).parent.parent.parent / "resources" / "samples"


def shared(folder: Path) -> Path:
    shutil.copytree(FIXTURES / "orders", folder / "data/orders_csv")
    shutil.copytree(FIXTURES / "aliexpress", folder / "data/aliexpress/exports")
    return folder


def test_every_row_is_accounted_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(shared(tmp_path)) == 0
    said = capsys.readouterr().out
    assert "Every row is accounted for" in said
    assert "asks: In Zauberhand (1)" in said


def test_a_file_that_is_not_read_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shared(tmp_path) / "data/orders_csv/odd.csv").write_text("a,b\n1,2\n")
    assert main(tmp_path) == 1
    assert "odd.csv: not read" in capsys.readouterr().out


def test_no_files(tmp_path: Path) -> None:
    assert main(tmp_path) == 1


def test_the_files_to_try(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    preview = bench.take(*(str(path) for path in sorted(SAMPLES.iterdir())))
    assert (len(preview.added), preview.changed, preview.skipped, preview.unknown_words) == (6, (), (), ())
    assert bench.states("#1003") == {"8190000000001003": LegState.OPEN}
    assert bench.states("#1001") == {"8190000000001001": LegState.GONE}
    assert [one.number for one in bench.links.proposals(bench.key("#1002"))] == ["8190000000001002"]
