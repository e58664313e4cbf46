"""``kill -9`` at every journal write: 0 double cancellations, 0 double refunds, 0 lost ticks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import LONG
from tests.crash.kill import ALL, PLANS, SHORT, Harness, Plan


@pytest.mark.timeout(3000)
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_killed_at_every_journal_write(tmp_path: Path, plan: Plan, only_loopback: None) -> None:
    harness = Harness(tmp_path, plan)
    try:
        writes = harness.writes()
        assert writes >= 9
        runs, wrong = 0, []
        for number in range(1, writes + 1):
            for fault in ALL if LONG else SHORT:
                for before in (True, False) if LONG else (bool(number % 2),):
                    found = harness.run(number, before, fault)
                    runs += 1
                    if found:
                        wrong.append(f"killed {'before' if before else 'after'} write {number}, {fault}: {found}")
        print(f"\n{plan.name}: {writes} writes, {runs} kills, {len(wrong)} wrong")
        assert not wrong, "\n".join(wrong)
    finally:
        harness.close()
