"""The worked examples come out as written: facts to verdict, what ``then`` tells included."""

from __future__ import annotations

from typing import Any

import pytest

from dropdesk.domain.verdict.verdict import Action
from tests.domain.examples import EXAMPLES, differs


@pytest.mark.parametrize("case", EXAMPLES, ids=[f"{c['id']} {c['title']}" for c in EXAMPLES])
def test_it_comes_out_as_written(case: dict[str, Any]) -> None:
    assert differs(case) == []


def test_every_action_of_the_examples_is_one_of_ours() -> None:
    assert {case["expect"]["next_action"] for case in EXAMPLES} <= {str(action) for action in Action}
