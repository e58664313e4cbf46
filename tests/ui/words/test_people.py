"""A customer's name becomes shown text in one place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dropdesk import ui
from dropdesk.domain.order import Person
from dropdesk.ui.words.people import first_name, full_name

UI = Path(ui.__file__).parent


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Anna Berg", "Anna"),
        ("  Søren Åberg ", "Søren"),
        ("Ольга Петрова", "Ольга"),
        ("王 小明", "王 小明"),
        ("田中太郎", "田中太郎"),
        ("", "the customer"),
        ("   ", "the customer"),
    ],
)
def test_a_customer_is_called_by_the_first_name_where_there_is_one(name: str, called: str) -> None:
    assert first_name(Person(name, "")) == called
    assert full_name(Person(name, "")) == name


def test_an_order_without_a_person_names_nobody() -> None:
    assert full_name(None) == ""
    assert first_name(None) == "the customer"


def test_no_other_place_of_the_window_reads_a_name() -> None:
    reads = re.compile(r"\bperson\.name\b|\brow\.customer\b")
    found = {path.relative_to(UI).as_posix() for path in UI.rglob("*.py") if reads.search(path.read_text("utf-8"))}
    assert found == {"words/people.py"}
