"""How a case ended: what happened to the goods and to the money (rules §5 "Closed(outcome)")."""

from __future__ import annotations

from typing import Any

import pytest

from dropdesk.domain.case.shape.outcome import GOODS, MONEY, outcome, told
from dropdesk.domain.order import Chargeback
from dropdesk.domain.supplier.leg import How, Leg
from tests.domain.worlds import S, leg, order

LOST = leg(S.HANDLED, loss_accepted=True)


@pytest.mark.parametrize(
    ("one", "goods"),
    [
        (leg(S.STOPPED, how=How.CANCELLED), "stopped"), (leg(S.STOPPED), "stopped"),
        (leg(S.STOPPED, how=How.WON), "won"),
        (leg(S.STOPPED, how=How.SETTLED), "settled"), (leg(S.STOPPED, how=How.CAME_BACK), "back"), (LOST, "lost"),
        (leg(S.HANDLED, before=S.RETURNING), "returned"), (leg(S.HANDLED, before=S.DISPUTED), "settled"),
        (leg(S.HANDLED, before=S.GONE), "paid_part"), (leg(S.HANDLED), "paid_part"), (leg(S.DELIVERED), "here"),
        (leg(S.GONE), "shipped"), (leg(S.RETURNING), "shipped"), (leg(S.NOT_ORDERED), "none"),
        (leg(S.NO_PURCHASE), "none"), (leg(S.OPEN), "none"),
    ],
)  # fmt: skip
def test_what_happened_to_the_goods(one: Leg, goods: str) -> None:
    assert outcome(order(returned=3000), [one]) == f"{goods}_refunded"
    assert goods in GOODS


def test_of_several_purchases_the_worst_speaks() -> None:
    back = order(returned=3000)
    stopped, gone = leg(S.STOPPED, 1), leg(S.GONE, 2)
    assert outcome(back, [stopped, gone]) == outcome(back, [gone, stopped]) == "shipped_refunded"
    assert outcome(back, [LOST, stopped]) == "partly_lost_refunded"
    assert outcome(back, [LOST, LOST, leg(S.NOT_ORDERED, 3)]) == "lost_refunded"
    assert outcome(back, []) == "none_refunded"


@pytest.mark.parametrize(
    ("facts", "money"),
    [
        ({"returned": 3000}, "refunded"), ({"returned": 2999}, "refunded"), ({"returned": 2998}, "in_part"),
        ({"returned": 1}, "in_part"), ({}, "not_refunded"), ({"received": 0}, "unpaid"),
        ({"received": None}, "not_refunded"), ({"received": None, "returned": 5}, "refunded"),
        ({"returned": 3000, "chargeback": Chargeback.LOST}, "bank"), ({"chargeback": Chargeback.WON}, "not_refunded"),
    ],
)  # fmt: skip
def test_what_happened_to_the_money(facts: dict[str, Any], money: str) -> None:
    assert outcome(order(**facts), [leg(S.STOPPED)]) == f"stopped_{money}"
    assert money in MONEY


def test_what_an_early_version_wrote_is_read_by_its_purchases() -> None:
    assert told("refunded", [leg(S.STOPPED, how=How.WON)]) == "won_refunded"
    assert told("kept", [leg(S.STOPPED)]) == "kept"
    assert told("lost_in_part", [leg(S.STOPPED)]) == "lost_in_part"
