"""The shop that checks every call: against what is known at that moment, and against what the button said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import (
    CancelPermit,
    Clearance,
    Goodwill,
    LossAccepted,
    NeverOrdered,
    Overridden,
    PersonSaw,
    RefundPermit,
)
from dropdesk.domain.case.shape.phases import Cleared, RefundWanted, Wanted
from dropdesk.domain.case.shape.shop_answers import Look
from dropdesk.domain.case.shown.view import CaseView
from dropdesk.domain.order import Order
from dropdesk.domain.supplier.leg import LIVE, LegState
from dropdesk.domain.values import Quantities
from dropdesk.domain.verdict.units import quantities
from dropdesk.domain.verdict.verdict import Route
from dropdesk.store import orders
from tests.crash.faulty import FaultyShop
from tests.fakes.shop import FakeShop

if TYPE_CHECKING:
    from tests.crash.machine import CrashWorld

AGE = timedelta(minutes=15)


def back(order: Order) -> int:
    """All money that went back or is on its way."""
    return order.returned + order.refund_pending


@dataclass
class Pressed:
    """What a button said when it was pressed: the amount, what it covers, and what had gone back by then.

    ``everything``: all that is left goes back with the cancellation itself. ``scope``: None where the page names none.
    ``sent``: the refunds that this press sent.
    """

    cancels: bool
    amount: int
    scope: Quantities | None
    before: int
    everything: bool = False
    sent: int = 0


def pressed(view: CaseView, move: mv.Move) -> Pressed | None:
    """What this press promises, as the page shows it; None for a move that sends nothing."""
    order = view.order.order
    match move:
        case mv.WantCancel():
            assert isinstance(view.case.phase, Cleared)
            plain = view.case.phase.route is Route.CANCEL
            everything = not move.later and move.amount == view.left and move.amount > 0
            scope = view.case.phase.scope if plain else None
            return Pressed(True, move.amount, scope, back(order), everything)
        case mv.WantItems():
            return Pressed(False, move.amount, move.lines, back(order))
        case mv.WantRefund() | mv.WantGoodwill():
            return Pressed(False, move.amount, (), back(order))
        case _:
            return None


def planted(view: CaseView) -> Pressed | None:
    """What was pressed before the history began."""
    order = view.order.order
    match view.case.phase:
        case Wanted(plan, _):
            return Pressed(True, plan.amount, plan.scope, back(order), plan.refund_all)
        case RefundWanted(plan, _):
            return Pressed(False, plan.amount, plan.lines, back(order))
        case _:
            return None


class Watched(FaultyShop):
    """Checks every permit against what is really known at the moment of the call (rules §4.1, §3 "age"), and against
    what the button said (§5 "What the page promised is what goes")."""

    def __init__(self, inner: FakeShop, home: CrashWorld) -> None:
        super().__init__(inner, home.clock.now)
        self.home = home
        self.asked: list[str] = []
        self.pressed: dict[str, Pressed] = {}
        self.read: dict[str, Order] = {}
        """Each order as it was last read."""
        self.keys: dict[str, RefundPermit] = {}

    def look(self, shopify_id: str, job: str | None = None) -> Look:
        found = super().look(shopify_id, job)
        self.read[shopify_id] = found.order
        return found

    def cancel(self, permit: CancelPermit) -> Any:
        self._check(permit.shopify_id, permit.clearance)
        assert permit.shopify_id not in self.cancelled, "cancelled twice"
        said = self._said(permit.shopify_id)
        assert said.cancels, "nobody pressed cancel"
        assert permit.refund_all == said.everything, "the button said otherwise"
        assert permit.amount == (said.amount if said.everything else 0), "another amount than the button said"
        if said.scope is not None:
            units = dict.fromkeys(unit for unit, _, _ in permit.clearance.consents)
            assert _counted(quantities(units)) == _counted(said.scope), "other units than the button said"
        self.asked.append(permit.shopify_id)
        return super().cancel(permit)

    def refund(self, permit: RefundPermit) -> Any:
        if permit.key in self.keys:
            assert permit == self.keys[permit.key], "one key, two contents"
        else:
            self._first(permit)
        if not isinstance(permit.grounds, Goodwill):
            self._check(permit.shopify_id, permit.grounds)
        return super().refund(permit)

    def _first(self, permit: RefundPermit) -> None:
        said, order = self._said(permit.shopify_id), self.read[permit.shopify_id]
        assert permit.amount == said.amount, "another amount than the button said"
        scope = () if said.cancels else said.scope
        assert permit.lines == scope, "other units than the button said"
        assert not said.everything, "it went back with the cancellation"
        assert back(order) + permit.amount <= (order.received or 0), "more than was received"
        if isinstance(permit.grounds, Goodwill):
            assert back(order) + permit.amount < (order.received or 0), "goodwill gives a part"
        said.sent += 1
        assert said.sent == 1, "one press, two refunds"
        self.keys[permit.key] = permit

    def _said(self, shopify_id: str) -> Pressed:
        said = self.pressed.get(shopify_id)
        assert said is not None, "nobody pressed anything"
        assert shopify_id in self.read, "sent without a look"
        assert back(self.read[shopify_id]) == said.before, "the money moved since the button was pressed"
        live = self.inner.look(shopify_id).order  # before somebody acts between the re-read and the effect
        assert live == self.read[shopify_id], "the look was not the last thing before the call"
        return said

    def _check(self, shopify_id: str, clearance: Clearance) -> None:
        key = self.home.by_id[shopify_id]
        now = self.home.clock.now()
        with self.home.store.write() as tx:
            legs = {leg.id: leg for leg in orders.legs(tx, key)}
        returned = all(line.returned >= line.quantity for line in self.read[shopify_id].lines)
        assert clearance.consents or returned, "no consent"
        for _, leg_id, consent in clearance.consents:
            if isinstance(consent, (PersonSaw, NeverOrdered)):
                seen = consent.at if isinstance(consent, PersonSaw) else consent.looked_at
                assert now - seen <= AGE, "a look that is too old"
            leg = legs.get(leg_id)
            if leg is None or isinstance(consent, (Overridden, LossAccepted)):
                continue
            assert leg.state not in LIVE, f"{leg.state} may still ship"
            assert leg.state is not LegState.GONE, "it is on its way"


def _counted(scope: Quantities) -> Counter[str]:
    return Counter({str(take.line): take.quantity for take in scope})
