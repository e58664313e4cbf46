"""Every fault around every call, each followed by a kill and a new start."""

from __future__ import annotations

import pytest

from tests.crash.scripts import Step, play, scripts


@pytest.mark.parametrize(("name", "steps"), list(scripts()), ids=[name for name, _ in scripts()])
def test_every_fault_around_every_call(name: str, steps: list[Step]) -> None:
    play(steps)
