"""The short form: histories written down, every fault around every call, each followed by a kill and a new start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.conftest import LONG
from tests.crash.colleague import Act
from tests.crash.faulty import Fault
from tests.crash.machine import ORDERS, Machine

Step = tuple[str, dict[str, Any]]
FULL, PARTLY, LATER = 0, 2, 3
_FAULTS = [fault for fault in Fault if fault is not Fault.DOWN]


def _n(name: str) -> int:
    return ORDERS.index(name)


def _follow(name: str, choice: int = FULL) -> Step:
    return "follow_the_assistant", {"n": _n(name), "choice": choice}


def _go(name: str) -> Step:
    return "proceed", {"n": _n(name)}


def scripts() -> Iterator[tuple[str, list[Step]]]:
    """Name and steps. ``#1041``: accepted, one call or two; ``#1033``: refund items; ``#1019``: goodwill."""
    for fault in _FAULTS:
        for name, choice in (("#1041", FULL), ("#1041", PARTLY), ("#1041", LATER), ("#1033", FULL), ("#1019", FULL)):
            steps: list[Step] = [_follow(name, choice)]
            if name != "#1041":
                steps.append(_follow(name, choice))
            steps += [
                ("goes_wrong", {"fault": fault}),
                _go(name),
                ("killed_and_started_again", {}),
                _go(name),
                ("time_passes", {"minutes": 2}),
                _go(name),
                _follow(name, choice),
                ("goes_wrong", {"fault": fault}),
                _go(name),
                ("time_passes", {"minutes": 2}),
                _follow(name, choice),
                _go(name),
            ]
            yield f"{name} {choice} {fault}", steps
    for what in Act:
        for when in ("a_colleague_acts", "a_colleague_acts_between_reading_and_sending"):
            for name, choice in (("#1041", FULL), ("#1041", PARTLY), ("#1033", FULL)):
                if not LONG and (when == "a_colleague_acts", choice) not in ((True, PARTLY), (False, FULL)):
                    continue  # the short form: either moment once
                given = {"what": what, **({"n": _n(name)} if when == "a_colleague_acts" else {})}
                steps = [_follow(name, choice), *([_follow(name, choice)] if name != "#1041" else [])]
                steps += [(when, given), _go(name), ("time_passes", {"minutes": 2}), _follow(name, choice)]
                yield f"{name} {choice} {when} {what}", [*steps, (when, given), _go(name), _go(name)]
    yield "old look", [_follow("#1041"), ("time_passes", {"minutes": 16}), _go("#1041")]
    yield "shipped meanwhile", [
        _follow("#1041"), ("change_of_mind", {"n": _n("#1041"), "what": 4}), _go("#1041"), _follow("#1041"),
        _go("#1041"),
    ]  # fmt: skip
    yield "ticks", [*[_follow("#1043")] * 4, ("killed_and_started_again", {}), _follow("#1043"), _go("#1043")]


def play(steps: list[Step]) -> Machine:
    """Plays one history; AssertionError where it broke a promise."""
    machine = Machine()
    try:
        machine.world.cases.open_case(machine.keys[0])
        for name, given in steps:
            step = getattr(Machine, name)
            step(machine, **given)
            machine.nothing_twice_nothing_lost()
            machine.every_case_opens_at_its_page()
    finally:
        machine.teardown()
    return machine
