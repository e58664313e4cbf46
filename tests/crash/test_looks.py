"""Looks that find nothing new: as many as there may be, they write no row (rules §5, D19)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from dropdesk.domain.case.shape.phases import RefundSent
from tests.conftest import LONG
from tests.crash.faulty import Fault
from tests.crash.machine import ORDERS, Machine

LOOKS = 10_000 if LONG else 100


@pytest.fixture
def machine() -> Iterator[Machine]:
    made = Machine()
    try:
        yield made
    finally:
        made.world.close()


def lost(machine: Machine) -> None:
    """The refund was lost on the way; nobody knows, and the person does nothing."""
    machine.follow_the_assistant(n=ORDERS.index("#1033"), choice=0)
    machine.follow_the_assistant(n=ORDERS.index("#1033"), choice=0)
    machine.goes_wrong(fault=Fault.BEFORE)


def pending(machine: Machine) -> None:
    """The payment provider takes its time."""
    machine.follow_the_assistant(n=ORDERS.index("#1033"), choice=0)
    machine.follow_the_assistant(n=ORDERS.index("#1033"), choice=0)
    machine.the_payment_provider(becomes="pending")


@pytest.mark.parametrize("begins", [lost, pending])
def test_looks_without_news_write_nothing(machine: Machine, begins: Callable[[Machine], None]) -> None:
    key = machine.keys[ORDERS.index("#1033")]
    begins(machine)
    for _ in range(3):
        machine._unseen(key)
    assert isinstance(machine._phase(key), RefundSent)
    rows, phase = machine.world.rows(key), machine._phase(key)
    for _ in range(LOOKS):
        machine._unseen(key, wait=20)
    assert machine.world.rows(key) == rows
    assert machine._phase(key) == phase
