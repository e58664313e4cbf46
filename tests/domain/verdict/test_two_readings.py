"""The product against the second reading of the rules, on random worlds in the example form.

``make readings`` runs 50,000 worlds, the suite a part of them. Every id of the tables is met; the hits are printed.
"""

import os
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from tests.conftest import LONG
from tests.domain.example_worlds import World, world
from tests.domain.examples import answer, iso
from tests.domain.second_reading import Expect, read
from tests.domain.second_reading.facts import parse

WORLDS = int(os.environ.get("DROPDESK_WORLDS", "50000" if LONG else "3000"))
FIRST = int(os.environ.get("DROPDESK_FIRST_WORLD", "0"))
IDS = (
    *(f"V-{n:02}" for n in range(1, 22)),
    *("V-30", "V-31", "V-32"),
    *(f"W-{n:02}" for n in (1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 14)),
)
SAME = ("row", "code", "coverage", "scope", "route", "next_action", "deadline_is", "attention", "happened", "you_paid")
TIMES = ("deadline", "overdue_since", "next_change")


def _rows(said: Mapping[str, Any]) -> set[tuple[int | None, str, str]]:
    return {(row["purchase"], row["row"], row["code"]) for row in said["purchase_rows"]}


def _row_differs(product: Mapping[str, Any], reading: Mapping[str, Any]) -> bool:
    """Each purchase says what the reading says of it (a part of it that was returned may speak, too). Units without a
    purchase are parted differently: own stock that is partly fulfilled is one leg or two."""
    bought = {row for row in _rows(reading) if row[0] is not None}
    loose = {row for row in _rows(reading) if row[0] is None}
    return not bought <= _rows(product) or (bool(loose) and not loose & _rows(product))


def differences(case: World) -> list[str]:
    """What the product says otherwise than the second reading."""
    product, reading = answer(case), dict(read(case))
    now = parse(case).now
    reading.update({name: iso(reading[name], now) for name in TIMES})  # type: ignore[arg-type]
    product["happened"] = set(product["happened"]) if product["code"] == "Alarm" else set()
    found = [
        f"{name}: product {product[name]}, reading {reading[name]}"
        for name in (*SAME, *TIMES)
        if product[name] != reading[name]
    ]
    if _row_differs(product, reading):
        found.append(f"purchase_rows: product {_rows(product)}, reading {_rows(reading)}")
    return found


def _at_its_next_change(case: World, said: Expect) -> dict[str, list[str]]:
    """The same world at the very moment of its next change; nothing read otherwise a second before."""
    assert said["next_change"] is not None
    moment = said["next_change"]
    before = read({**case, "now": (moment - timedelta(seconds=1)).isoformat()})
    found = differences({**case, "now": moment.isoformat()})
    found += [f"{name} changed unannounced" for name in ("row", "code", "attention") if before[name] != said[name]]
    return {f"{case['id']} at its next change": found} if found else {}


def test_product_and_second_reading_agree_and_every_id_is_met(capsys: pytest.CaptureFixture[str]) -> None:
    hits: Counter[str] = Counter()
    headlines: Counter[str] = Counter()
    differ: dict[str, list[str]] = {}
    for seed in range(FIRST, FIRST + WORLDS):
        case = world(seed)
        said = read(case)
        hits.update(said["ids"])
        headlines[f"{said['row']} {said['code']}"] += 1
        if found := differences(case):
            differ[case["id"]] = found
        if seed % 5 == 0 and said["next_change"] is not None:
            differ |= _at_its_next_change(case, said)
    with capsys.disabled():
        least = ", ".join(f"{name} {hits[name]}" for name in sorted(IDS, key=lambda name: hits[name])[:6])
        print(f"\n{WORLDS} worlds, {len(differ)} differ; least met: {least}")
        if LONG:
            print(", ".join(f"{name} {hits[name]}" for name in IDS))
            print(", ".join(f"{name} {n}" for name, n in sorted(headlines.items())))
    assert not differ, "\n".join(f"{name}: {found}" for name, found in list(differ.items())[:10])
    assert not [name for name in IDS if not hits[name]]


def test_the_same_seed_is_the_same_world() -> None:
    assert [world(seed) for seed in range(50)] == [world(seed) for seed in range(50)]
    assert world(1) != world(2)
