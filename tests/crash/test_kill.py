"""``kill -9`` at every journal write: 0 double cancellations, 0 double refunds, 0 lost ticks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from tests.conftest import LONG
from tests.crash.kill import ALL, PLANS, SHORT, Colleague, Fault, Harness, Plan


def _rounds(number: int) -> Iterator[tuple[Fault, bool, Colleague]]:
    """Faults, and somebody else in the shop. The short form takes turns: every fault at every second write."""
    others = [who for who in Colleague if who is not Colleague.NOBODY]
    if LONG:
        yield from product(ALL, (True, False), [Colleague.NOBODY])
        yield from product(SHORT, (True, False), others)
        return
    yield from ((fault, bool(number % 2), Colleague.NOBODY) for fault in (SHORT[0], SHORT[1 + number % 2]))
    yield SHORT[number % len(SHORT)], not number % 2, others[number % len(others)]


@pytest.mark.timeout(6000)
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)
def test_killed_at_every_journal_write(tmp_path: Path, plan: Plan, only_loopback: None) -> None:
    harness = Harness(tmp_path, plan)
    try:
        writes = harness.writes()
        assert writes >= 9
        runs, wrong = 0, []
        for number in range(1, writes + 1):
            for fault, before, who in _rounds(number):
                found = harness.run(number, before, fault, who)
                runs += 1
                if found:
                    wrong.append(f"killed {'before' if before else 'after'} write {number}, {fault}, {who}: {found}")
        print(f"\n{plan.name}: {writes} writes, {runs} kills, {len(wrong)} wrong")
        assert not wrong, "\n".join(wrong)
    finally:
        harness.close()
