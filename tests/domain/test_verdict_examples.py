"""The worked examples come out as written, in the product's verdict and in the second reading."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from dropdesk.domain.headline import assess
from dropdesk.domain.legs import Leg
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.verdict import Action
from tests.domain.conftest import CHINA
from tests.domain.examples import EXAMPLES, at, world
from tests.domain.second_reading import Reading

CODES = {"Ask supplier": "ask"}
ROUTES = {"cancel": "cancel", "refund items": "items", "cancel without refund": "cancel", None: None}


def expected(case: dict[str, Any]) -> dict[str, object]:
    e = case["expect"]
    return {
        "row": e["row"],
        "code": CODES.get(e["code"], e["code"].lower().replace(" ", "_")),
        "coverage": e["coverage"],
        "scope": e["scope"],
        "route": ROUTES[e["route"]],
        "action": e["next_action"],
        "deadline": at(e["deadline"]),
        "next_change": at(e["next_change"]),
        "attention": set(e["attention"]),
    }


@pytest.mark.parametrize("case", EXAMPLES, ids=[f"{c['id']} {c['title']}" for c in EXAMPLES])
def test_the_verdict_is_as_written(case: dict[str, Any]) -> None:
    rules = Rulebook({(name, ""): value for name, value in case["settings"].items()})
    verdict = assess(world(case), rules, CHINA, datetime.fromisoformat(case["now"]))
    got = {
        "row": verdict.row,
        "code": str(verdict.code),
        "coverage": verdict.coverage,
        "scope": {str(take.line): take.quantity for take in verdict.scope},
        "route": None if verdict.route is None else str(verdict.route),
        "action": str(verdict.action),
        "deadline": verdict.deadline,
        "next_change": verdict.next_change,
        "attention": {str(reason) for reason in verdict.attention},
    }
    assert got == expected(case)
    by_leg = {str(read.leg): (read.row, str(read.code)) for read in verdict.legs}
    for said in case["expect"]["purchase_rows"]:
        if said["purchase"] is not None:
            code = CODES.get(said["code"], said["code"].lower().replace(" ", "_"))
            assert by_leg[str(said["purchase"])] == (said["row"], code)


@pytest.mark.parametrize("case", EXAMPLES, ids=[c["id"] for c in EXAMPLES])
def test_the_second_reading_is_as_written(case: dict[str, Any]) -> None:
    rules = Rulebook({(name, ""): value for name, value in case["settings"].items()})

    def number(rule: str, leg: Leg | None) -> int:
        return rules.number(rule, leg.kind if leg else "", leg.supplier if leg else "")

    answer = Reading(world(case), CHINA.working, number, datetime.fromisoformat(case["now"])).answer()
    got = {
        "row": answer.row,
        "code": answer.code,
        "coverage": answer.coverage,
        "scope": {str(k): v for k, v in answer.scope.items()},
        "route": answer.route,
        "action": answer.action,
        "deadline": answer.deadline,
        "next_change": answer.next_change,
        "attention": answer.attention,
    }
    assert got == expected(case)


def test_every_action_of_the_examples_is_one_of_ours() -> None:
    assert {case["expect"]["next_action"] for case in EXAMPLES} <= {str(action) for action in Action}
