"""Encodings, separators, line ends and damage."""

from __future__ import annotations

import pytest

from dropdesk.errors import Damaged
from dropdesk.importers.tables import LARGEST, decode, read_table

PLAIN = 'Name,Note\n#1,"two\nlines, and ""more"""\n#2,Łódź 中文\n'


@pytest.mark.parametrize(
    "raw",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-16-be"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        ("\n\n" + PLAIN.replace("Note", " NOTE ")).encode(),
    ],
)
def test_the_same_table_in_every_coat(raw: bytes) -> None:
    table = read_table(decode(raw))
    assert table.header == ("name", "note")
    first, second = table.rows
    assert first["name"] == "#1"
    assert first["note"].splitlines() == ["two", 'lines, and "more"']
    assert second["note"] == "Łódź 中文"
    assert second.number - first.number == 2
    assert first["nowhere"] == ""


@pytest.mark.parametrize("separator", [";", "\t", "|", ","])
def test_separators(separator: str) -> None:
    text = separator.join(["Name", '"a,b;c"', "Total"]) + "\n" + separator.join(["#1", "x", "9"])
    assert [read_table(text).rows[0][name] for name in ("name", "a,b;c", "total")] == ["#1", "x", "9"]


def test_what_spreadsheets_add() -> None:
    table = read_table('sep=;\nId;Total\n="8190000000000001";\xa09,50\u200b\n;;\n')
    assert table.rows[0]["id"] == "8190000000000001"
    assert table.rows[0]["total"] == "9,50"
    assert table.rows[0].number == 3
    assert [table.wrong(row) for row in table.rows] == ["", "empty"]


def test_western_windows_text_is_read_and_no_other_is_guessed() -> None:
    assert decode("Größe;Café – 9 €".encode("cp1252")) == "Größe;Café – 9 €"
    for other in ("Отменено".encode("cp1251"), "已完成订单".encode("gb18030"), b"caf\x81"):
        with pytest.raises(Damaged, match="not_utf8"):
            decode(other)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"PK\x03\x04rest", "workbook"),
        (b"\xd0\xcf\x11\xe0rest", "workbook"),
        (b"a,b\nx\x00y,1", "unreadable"),
        (b"\xff\xfe\x00", "unreadable"),
        (b" " * (LARGEST + 1), "too_big"),
    ],
)
def test_what_is_no_text(raw: bytes, code: str) -> None:
    with pytest.raises(Damaged, match=code):
        decode(raw)


@pytest.mark.parametrize("text", ["", "\n \n", ",,\n"])
def test_nothing_there(text: str) -> None:
    with pytest.raises(Damaged, match="no_header"):
        read_table(text)


def test_an_open_quotation_mark_swallows_no_row_unsaid() -> None:
    table = read_table('Name,Note\n#1,a\n#2,"open\n#3,b\n#4,c\n')
    assert [row["name"] for row in table.rows] == ["#1"]
    assert table.broken == 3
    assert read_table('Name\n"' + "x" * 200_000).broken == 2


def test_rows_that_are_none() -> None:
    table = read_table("Name,Total\n#1,9\nName,Total\n#2,9,extra\n#3\n,\n")
    assert [table.wrong(row) for row in table.rows] == ["", "header", "ragged", "", "empty"]
