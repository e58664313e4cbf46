"""Whatever a file holds: no crash, every row accounted for, every reason has words."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dropdesk.errors import Damaged
from dropdesk.importers import aliexpress, paste, shopify_csv
from dropdesk.importers.tables import decode, read_table
from dropdesk.ui.words import imports as says
from tests.importers.files import BERLIN, FIXTURES, NOW, accounted, ali, shopify

T = TypeVar("T")
MANY = 3000 if os.environ.get("DROPDESK_LONG") else 150
FILES = sorted(FIXTURES.glob("*/*.csv"))
CELLS = st.one_of(
    st.sampled_from(
        ["", "0", "-1", "1E+15", "NaN", "٣", "8190000000002010", "8.19E+15", "31/12/2026", "2026-02-30", "paid", '"',
         "'", "\n", ";", "\t", "=1+1", "US $1,2.3", "2026-11-20 10:00:00 +9999", "\u202e", "9" * 40, "0001-01-01"]
    ),
    st.text(max_size=12),
)  # fmt: skip


def refused(read: Callable[[], T]) -> tuple[str, T | None]:
    """What was read, or the code of its refusal."""
    try:
        return "", read()
    except Damaged as error:
        return error.code, None


def whole(raw: bytes) -> None:
    """Reads it as the import would and looks at every promise."""
    code, table = refused(lambda: read_table(decode(raw)))
    if table is None:
        assert "Not understood" not in says.why(code, {})
        return
    if shopify_csv.fits(table.header):
        parsed = shopify(raw)
    elif aliexpress.fits(table.header):
        parsed = ali(raw)
    else:
        return
    assert accounted(parsed)
    for problem in parsed.problems:
        assert "Not understood" not in says.why(problem.why, problem.facts)
    for item in parsed.orders:
        assert item.value.order.lines
        assert all(line.quantity > 0 and line.unit_value >= 0 for line in item.value.order.lines)
    for purchase in parsed.purchases:
        assert 13 <= len(purchase.value.number) <= 19


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@settings(max_examples=MANY)
@given(data=st.data())
def test_cells_of_any_content(path: Path, data: st.DataObject) -> None:
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    place = data.draw(st.integers(1, len(lines) - 1))
    cells = lines[place].split(",")
    for _ in range(data.draw(st.integers(1, 4))):
        cells[data.draw(st.integers(0, len(cells) - 1))] = data.draw(CELLS)
    lines[place] = ",".join(cells)
    whole("".join(lines).encode("utf-8", "replace"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
@settings(max_examples=MANY)
@given(data=st.data())
def test_bytes_lost_and_bent(path: Path, data: st.DataObject) -> None:
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(0, 3))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    whole(bytes(raw[: data.draw(st.integers(0, len(raw)))]))


@settings(max_examples=MANY)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=6))
def test_pasted_tables_of_any_content(rows: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in rows)
    code, parsed = refused(lambda: paste.parse(text, {}, NOW, BERLIN))
    assert accounted(parsed) if parsed else code == "no_header"
