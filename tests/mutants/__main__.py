"""Random mutants of ``dropdesk/domain``, each against the domain's own tests: ``make mutants`` (rules: a test that
cannot fail is none).

``python -m tests.mutants [--count 200] [--seed 1] [--jobs 2] [--only units,legs]``: changes one expression or
statement of one module, runs the tests of ``tests/domain`` that run the changed statement until the first failure, and
prints what becomes of each mutant. Ends with 1 when fewer than 85 % are killed; one that hangs counts as killed.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections import Counter

os.environ.setdefault("DROPDESK_WORLDS", "600")
os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
sys.dont_write_bytecode = True

from tests.mutants.making import ROOT, Mutant, mutants  # noqa: E402
from tests.mutants.running import Map, mapped, preload, start  # noqa: E402

WANTED = 0.85
SLOWER = 5
"""A mutant that takes so many times as long as the tests without one hangs: killed."""
LEAST = 20.0
"""Seconds of the processor that every mutant may take, whatever its tests took. Never of the clock: on a busy machine
a survivor would pass for one that hangs."""
_FAILED = (1, 2)
"""What pytest ends with: a test failed; the tests could not be gathered."""


def _tree() -> tuple[tuple[str, int], ...]:
    """The files that a run reads: a mutant of one state among modules of another proves nothing."""
    files = (path for folder in ("dropdesk/domain", "tests/domain") for path in (ROOT / folder).rglob("*.py"))
    return tuple(sorted((str(path), path.stat().st_mtime_ns) for path in files))


def _outcomes(made: list[Mutant], known: Map, jobs: int, tree: tuple[tuple[str, int], ...]) -> dict[Mutant, bool]:
    """Whether each is killed; told as it ends."""
    killed: dict[Mutant, bool] = {}
    waiting, running = list(reversed(made)), dict[int, Mutant]()
    while waiting or running:
        while waiting and len(running) < jobs:
            mutant = waiting.pop()
            if _tree() != tree:
                raise SystemExit("the files changed during the run: start it again, or in a copy of its own")
            if tests := known.tests(mutant):
                most = max(LEAST, SLOWER * sum(known.seconds[test] for test in tests))
                running[start(mutant, tests, int(most))] = mutant
            else:
                killed[mutant] = _tell(mutant, False, "no test runs it")
        for child, mutant in list(running.items()):
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                del running[child]
                code = os.waitstatus_to_exitcode(status)
                if code not in (0, *_FAILED, -signal.SIGXCPU):
                    raise SystemExit(f"pytest ended with {code} at {mutant}")
                killed[mutant] = _tell(mutant, code != 0, "hangs" if code == -signal.SIGXCPU else "")
        time.sleep(0.02)
    return killed


def _tell(mutant: Mutant, killed: bool, why: str = "") -> bool:
    print(f"{'killed  ' if killed else 'survives'}  {mutant}{why and f'  ({why})'}", flush=True)
    return killed


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="names of modules, with commas")
    chosen = parser.parse_args()
    tree = _tree()
    made = mutants(chosen.count, chosen.seed, chosen.only)
    preload()
    print("the tests without a mutant, and what each of them runs", flush=True)
    outcome = _outcomes(made, mapped(), chosen.jobs, tree)
    of_module, killed_of = Counter(m.module for m in made), Counter(m.module for m in made if outcome[m])
    for module in sorted(of_module):
        print(f"{module:24} {killed_of[module]:3} of {of_module[module]:3}")
    killed = sum(outcome.values())
    print(f"{killed} of {len(made)} killed ({100 * killed / max(1, len(made)):.0f} %), seed {chosen.seed}")
    return 0 if killed >= WANTED * len(made) else 1


if __name__ == "__main__":
    sys.exit(main())
