"""A press of several moves, over the real services: nothing comes between, and nothing stays half done."""

from __future__ import annotations

from typing import Any

import pytest

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.phases import Withdrawing
from dropdesk.domain.supplier.leg import Leg, LegState
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, LineId, SupplierNumber
from dropdesk.errors import Refused
from tests.ui.case_world import CaseWorld
from tests.ui.world import NOW, leg


def bought(state: LegState) -> tuple[Leg, ...]:
    """Two mugs from two suppliers."""
    unpaid: dict[str, Any] = {"paid_at": None} if state is LegState.UNPAID else {}
    return tuple(
        leg(
            state,
            id=LegId(f"leg-{n}"),
            units=((LineId("l1"), n),),
            number=SupplierNumber(f"819043941616000{n}"),
            **unpaid,
        )
        for n in (0, 1)
    )


@pytest.mark.parametrize("state", [LegState.UNPAID, LegState.OPEN])
def test_several_purchases_are_bought_again_by_one_press(state: LegState) -> None:
    """Where the supplier owes nothing, the first new purchase already ends the case: the second was refused."""
    world = CaseWorld(bought(state))
    world.do(world.case.id, world.seq, mv.SetWhy(mv.Reason.CHANGED_MIND, NOW))
    world.do(world.case.id, world.seq, mv.Start())
    for one in world.case.legs:
        if state is LegState.UNPAID:
            world.do(world.case.id, world.seq, Report(one.id, Say.DROPPED, at=world.now))
            continue
        world.do(world.case.id, world.seq, mv.TickRequest(one.id, world.now))
        world.do(world.case.id, world.seq, Report(one.id, Say.ACCEPTED, at=world.now))
    world.do(world.case.id, world.seq, mv.Withdraw())
    assert isinstance(world.case.phase, Withdrawing)
    again = [mv.Reorder(SupplierNumber(f"819043941616100{n}"), one.units) for n, one in enumerate(world.case.legs)]
    world.do_all(world.case.id, world.seq, again)
    assert {move.number for move in again} <= {one.number for one in world.case.legs}
    assert world.case.wish is None or world.case.phase.kind in ("settling", "closed")


def test_a_purchase_typed_twice_buys_none_again() -> None:
    world = CaseWorld(bought(LegState.OPEN))
    moves: list[mv.Move] = [mv.SetWhy(mv.Reason.CHANGED_MIND, NOW), mv.Start()]
    for one in world.case.legs:
        moves += [mv.TickRequest(one.id, world.now), Report(one.id, Say.ACCEPTED, at=world.now)]
    world.do_all(world.case.id, world.seq, [*moves, mv.Withdraw()])
    number, before = SupplierNumber("8190439416161000"), world.case
    with pytest.raises(Refused):
        world.do_all(before.id, world.seq, [mv.Reorder(number, one.units) for one in before.legs])
    assert world.case == before
