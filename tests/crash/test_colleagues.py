"""Somebody else in the same shop, at every moment of a call."""

from __future__ import annotations

import pytest

from tests.crash.scripts import Step, colleagues, play


@pytest.mark.parametrize(("name", "steps"), list(colleagues()), ids=[name for name, _ in colleagues()])
def test_somebody_else_at_every_moment(name: str, steps: list[Step]) -> None:
    play(steps)
