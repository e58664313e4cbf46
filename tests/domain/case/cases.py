"""Cases in a phase, and the ground they stand on: what tests of the machine begin from."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.phases import CancelPlan, Cleared, Drafted, Phase, RefundPlan
from dropdesk.domain.case.shape.state import Case, open_case
from dropdesk.domain.order import Order
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.leg import How, Leg
from dropdesk.domain.values import CaseId, OrderKey, Take
from dropdesk.domain.verdict.verdict import Route
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, A, D, S, leg, order

M = timedelta(minutes=1)


def ground(on: Order | None = None, now: Any = NOW) -> Ground:
    return Ground(on or order(shopify_id="gid://1"), Rulebook(), CHINA, now, NOW - 20 * D)


def case(*legs: Leg, phase: Phase | None = None, **more: Any) -> Case:
    made = open_case(CaseId("c"), OrderKey(1), legs or (leg(S.OPEN),), NOW, NOW)
    return replace(made, phase=phase or Drafted(), reason=mv.Reason.CHANGED_MIND, **more)


def stopped(**more: Any) -> Leg:
    return leg(S.STOPPED, how=How.CANCELLED, **{"looked_at": NOW - M, **more})


CLEARED = Cleared((Take(A, 1),), Route.CANCEL)

PLAN = CancelPlan(3000, True, False, CancelReason.CUSTOMER, False, True, "", (Take(A, 1),))

REFUND = RefundPlan("0123456789", 3000, (), 0, False, False, "owed", 0)
