"""500 histories of 40 steps in the long form; a short form in every run of the suite."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.conftest import LONG
from tests.crash.machine import Machine


@pytest.mark.timeout(6000)
def test_no_history_cancels_or_refunds_twice_or_loses_a_tick() -> None:
    form = settings(
        max_examples=500 if LONG else 12,
        stateful_step_count=40,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.generate, Phase.shrink) if LONG else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Machine, settings=form)
