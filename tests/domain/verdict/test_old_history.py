"""Old history (rules §2): measured once at the first import, ended for good by what happens after it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dropdesk.domain.order import Chargeback, Order, Refund
from dropdesk.domain.supplier.leg import LegState
from dropdesk.domain.verdict.old_history import all_back_at, is_old, to_keep
from dropdesk.domain.verdict.verdict import Situation
from tests.domain.worlds import NOW, D, H, leg, line, order, situation

M = H / 60
MONTH = 30 * D
FIRST = NOW - 20 * D
OLD = FIRST - MONTH - M


def old_order(**more: Any) -> Order:
    return order(created_at=OLD - D, **{"cancelled_at": OLD, **more})


def old(on: Order, *legs: Any, **more: Any) -> bool:
    return is_old(situation(*legs, on=on, first_import=FIRST, **more), MONTH)


def test_longer_than_a_month_before_the_first_import() -> None:
    assert old(old_order())
    assert not old(old_order(cancelled_at=FIRST - MONTH))  # not longer than it
    assert not old(order(created_at=OLD))
    assert old(order(created_at=OLD - D, returned=3000))  # no file told when: as old as the order
    assert not old(order(created_at=OLD - D, returned=500))  # a part never makes an order old
    assert not old(order(created_at=OLD - D, refund_pending=3000))  # on its way is not back


def test_all_money_is_back_when_the_last_refund_made_it_so() -> None:
    refunds = (Refund("1", NOW - 9 * D, 1000), Refund("2", NOW - 5 * D, 1999), Refund("3", NOW - 2 * D, 1))
    back = order(returned=3000, refunds=refunds, refunded_at=NOW - 9 * D)
    assert all_back_at(back) == NOW - 5 * D  # at most one minor unit left
    assert all_back_at(replace(back, returned=1000, refunds=refunds[:1])) is None
    taken = replace(back, chargeback=Chargeback.LOST, chargeback_first_seen=NOW - 7 * D)
    assert all_back_at(taken) == NOW - 7 * D


@pytest.mark.parametrize(
    "more",
    [{"open_case": True}, {"asked_at": NOW - 90 * D}, {"promise_due": NOW}],
)
def test_a_case_a_wish_or_a_promise_ends_it(more: dict[str, Any]) -> None:
    assert not old(old_order(), **more)


@pytest.mark.parametrize(
    "name", ["shipped_at", "delivered_at", "paid_at", "placed_at", "clock_started_at", "scanned_at"]
)
def test_what_happened_after_the_import_ends_it_and_what_was_told_later_does_not(name: str) -> None:
    before: dict[str, Any] = {"paid_at": OLD, "placed_at": OLD}
    assert not old(old_order(), leg(LegState.GONE, **{**before, name: FIRST + M}))
    assert old(old_order(), leg(LegState.GONE, **{**before, name: FIRST}, known_at=NOW, looked_at=NOW))
    assert not old(old_order(refunded_at=FIRST + M))
    assert not old(replace(old_order(), lines=(line(fulfilled=1, fulfilled_at=FIRST + M),)))


def test_chargebacks() -> None:
    lost = old_order(chargeback=Chargeback.LOST, chargeback_first_seen=FIRST)
    assert old(lost)
    assert not old(replace(lost, chargeback_first_seen=FIRST + M))
    waits = replace(lost, chargeback=Chargeback.OPEN)
    assert not old(waits)
    assert old(replace(waits, chargeback_answered=True))


def test_it_is_measured_once_and_ended_for_good() -> None:
    known = situation(on=old_order(), first_import=FIRST, old_history=False)
    assert not to_keep(known, MONTH)  # cancelled long ago, as a later file tells: it was not known at the first import
    kept = situation(on=order(), first_import=FIRST, old_history=True)
    assert to_keep(kept, MONTH)
    assert not to_keep(replace(kept, open_case=True), MONTH)
    assert not to_keep(Situation(order(), ()), MONTH)
