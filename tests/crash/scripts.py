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
    yield "old look", [_follow("#1041"), ("time_passes", {"minutes": 16}), _go("#1041")]
    yield "shipped meanwhile", [
        _follow("#1041"), ("change_of_mind", {"n": _n("#1041"), "what": 4}), _go("#1041"), _follow("#1041"),
        _go("#1041"),
    ]  # fmt: skip
    yield "ticks", [*[_follow("#1043")] * 4, ("killed_and_started_again", {}), _follow("#1043"), _go("#1043")]
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


_PRESSED = (("#1041", FULL), ("#1041", PARTLY), ("#1033", FULL))
_BETWEEN_TWO = (Act.REFUND_PART, Act.REFUND_ALL, Act.REFUND_LATER, Act.CHARGEBACK)


def colleagues() -> Iterator[tuple[str, list[Step]]]:
    """Somebody else acts before the send, between the re-read and the effect, and between the first call and the
    second. The long form has every act at every moment of every plan."""
    yield "lost", _lost("#1041", PARTLY)
    for name, choice in _PRESSED if LONG else _PRESSED[1:2]:
        yield f"{name} {choice} fails later", _fails_later(name, choice)
        yield f"{name} {choice} by hand", _only_files(name, choice)
    for n, act in enumerate(Act):
        for m, calls in enumerate(range(7)):
            for p, (name, choice) in enumerate(_PRESSED):
                second = act in _BETWEEN_TWO and choice == PARTLY and calls in (2, 4)
                if LONG or second or (calls < 2 and (n + m) % 3 == p):
                    yield f"{name} {choice} {act} {calls}", _meanwhile(name, choice, act, calls)


def _meanwhile(name: str, choice: int, act: Act, calls: int) -> list[Step]:
    steps: list[Step] = [_follow(name, choice)]
    if name != "#1041":
        steps.append(_follow(name, choice))
    return [
        *steps,
        ("a_colleague_is_about_to", {"calls": calls, "act": act}),
        _go(name),
        ("time_passes", {"minutes": 2}),
        _go(name),
        _follow(name, choice),
        _go(name),
        ("a_colleague_does", {"n": _n(name), "act": Act.FAILS}),
        _go(name),
    ]


def _fails_later(name: str, choice: int) -> list[Step]:
    """The payment provider takes its time, then turns it down; owed again, and pressed again."""
    return [
        ("the_payment_provider", {"becomes": "pending"}), _follow(name, choice), _go(name),
        ("looks_without_news", {"n": _n(name)}), ("a_colleague_does", {"n": _n(name), "act": Act.FAILS}), _go(name),
        ("seen_again", {"n": _n(name)}), ("the_payment_provider", {"becomes": "done"}), _follow(name, choice),
        _go(name), _follow(name, choice), _go(name),
    ]  # fmt: skip


def _only_files(name: str, choice: int) -> list[Step]:
    """By hand: claimed, a colleague is quicker, an export shows it."""
    return [
        ("by_hand_or_connected", {"connected": False}), _follow(name, choice), _follow(name, choice),
        ("a_colleague_does", {"n": _n(name), "act": Act.REFUND_PART}), ("time_passes", {"minutes": 2}),
        _follow(name, choice), ("seen_again", {"n": _n(name)}), _follow(name, choice),
        ("time_passes", {"minutes": 2}), ("seen_again", {"n": _n(name)}), _follow(name, choice),
    ]  # fmt: skip


def _lost(name: str, choice: int) -> list[Step]:
    """The second of two calls is lost on the way: looked for and not found, for ever."""
    return [
        _follow(name, choice), ("goes_wrong", {"fault": Fault.AFTER}), _go(name), ("time_passes", {"minutes": 2}),
        ("goes_wrong", {"fault": Fault.BEFORE}), _go(name), ("looks_without_news", {"n": _n(name)}),
        ("looks_without_news", {"n": _n(name)}), ("time_passes", {"minutes": 70}),
        ("looks_without_news", {"n": _n(name)}),
    ]  # fmt: skip


def play(steps: list[Step]) -> Machine:
    """Plays one history; AssertionError where it broke a promise."""
    machine = Machine()
    try:
        machine.world.cases.open_case(machine.keys[0])
        for name, given in steps:
            step = getattr(Machine, name)
            step(machine, **given)
            machine.nothing_twice_nothing_lost()
            if "n" in given:
                machine.opens(machine.keys[given["n"]])
        machine.everything_can_be_ended()
        machine.nothing_twice_nothing_lost()
    finally:
        machine.world.close()
    return machine
