"""The second reading itself: the worked examples come out of it as written, before it is held against the product."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import tests
from tests.domain.second_reading import read

FIXTURES = Path(tests.__file__).parent / "fixtures"
CASES: list[dict[str, Any]] = [
    case
    for name in ("verdict_examples.json", "truth_examples.json")
    for case in json.loads((FIXTURES / name).read_text())["cases"]
]
TIMES = ("deadline", "next_change", "overdue_since")
NOT_READ = ("further_actions",)
"""Plain names that the reading does not give."""


def _plain(name: str, value: Any) -> Any:
    if name in TIMES:
        return None if value is None else datetime.fromisoformat(value)
    if name in ("attention", "happened"):
        return set(value)
    return sorted(value, key=str) if name == "purchase_rows" else value


@pytest.mark.parametrize("case", CASES, ids=[f"{case['id']} {case['title']}" for case in CASES])
def test_an_example_reads_as_written(case: dict[str, Any]) -> None:
    said: dict[str, Any] = dict(read(case))
    said["purchase_rows"] = sorted(said["purchase_rows"], key=str)
    written = {name: _plain(name, value) for name, value in case["expect"].items() if name not in NOT_READ}
    assert {name: said[name] for name in written} == written
    assert set(case["ids"]) <= said["ids"]
