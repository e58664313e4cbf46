"""The whole path of a case against the demo shop: consents, one cancellation, one refund, verified, settled."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dropdesk.demo.shop import DemoShop
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.phases import Cleared, Closed, RefundOwed, Settling
from dropdesk.domain.case.shape.shop_answers import SuggestedRefund
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, Money, OrderKey, Quantities, Take
from dropdesk.domain.verdict.verdict import Route
from dropdesk.errors import Refused
from tests.services.world import DemoWorld


@pytest.fixture
def world(tmp_path: Path) -> DemoWorld:
    return DemoWorld(tmp_path)


def look(world: DemoWorld, key: OrderKey) -> None:
    for leg in world.view(key).stale:
        world.do(key, mv.LookedNow(leg, world.clock.now()))


def want(amount: int, later: bool = False) -> mv.WantCancel:
    return mv.WantCancel(amount, later, CancelReason.CUSTOMER, restock=False, notify=True)


def test_accepted_cancelled_refunded_settled(world: DemoWorld) -> None:
    key = world.start("#1041")
    view = world.view(key)
    assert isinstance(view.case.phase, Cleared)
    assert view.step == 4
    world.clock.push(0.5)
    with pytest.raises(Refused, match="look_first"):
        world.do(key, want(4250))
    look(world, key)
    view = world.do(key, want(4250))
    assert view.pending == "send"
    view = world.proceed(key)
    assert isinstance(view.case.phase, Settling)  # the supplier's money is awaited still
    order = world.shop.look("gid://shopify/Order/1041").order
    assert order.cancelled_at is not None
    assert order.returned == 4250
    assert view.owed == 0
    leg = view.legs[0].leg
    view = world.do(key, Report(leg.id, Say.MONEY_RECEIVED, amount=Money(1620, "EUR")))
    assert isinstance(view.case.phase, Closed)
    assert view.order.verdict.code == "done"
    assert not view.order.verdict.attention


def test_a_part_of_the_money_is_two_calls(world: DemoWorld) -> None:
    key = world.start("#1041")
    look(world, key)
    world.do(key, want(4000))
    view = world.proceed(key)
    order = world.shop.look("gid://shopify/Order/1041").order
    assert order.returned == 4000
    assert len(order.refunds) == 1
    assert isinstance(view.case.phase, Settling)
    told = [one.code for one in view.order.timeline]
    assert told.count("call_sent") == 2
    assert view.owed == 0


def test_refund_later_is_owed_and_alarms_nobody(world: DemoWorld) -> None:
    key = world.start("#1041")
    look(world, key)
    world.do(key, want(4250, later=True))
    view = world.proceed(key)
    assert isinstance(view.case.phase, RefundOwed)
    assert view.owed == 4250
    assert world.shop.look("gid://shopify/Order/1041").order.returned == 0
    look(world, key)
    world.do(key, mv.WantRefund(4250, notify=True))
    view = world.proceed(key)
    assert isinstance(view.case.phase, Settling)
    assert world.shop.look("gid://shopify/Order/1041").order.returned == 4250


def test_refund_items_of_the_stopped_part(world: DemoWorld) -> None:
    key = world.start("#1033")
    world.do(key, mv.SetWhy(mv.Reason.CHANGED_MIND, world.clock.now()))
    view = world.do(key, mv.Start())
    assert isinstance(view.case.phase, Cleared)
    assert view.case.phase.route is Route.ITEMS
    look(world, key)
    scope = view.case.phase.scope
    suggested = world.cases.suggest(key, scope, False)
    world.do(key, mv.WantItems(scope, suggested.amount, 0, restock=False, notify=True))
    view = world.proceed(key)
    order = world.shop.look("gid://shopify/Order/1033").order
    assert order.returned == 2400
    assert order.lines[0].returned == 1
    assert order.cancelled_at is None
    assert view.case.phase.kind == "too_late"  # the other part is on its way


def test_more_than_shopify_suggests_for_the_items_is_held_back(
    world: DemoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page said "it is checked before sending" where the suggestion had failed: now it is."""
    key = world.start("#1033")
    world.do(key, mv.SetWhy(mv.Reason.CHANGED_MIND, world.clock.now()))
    view = world.do(key, mv.Start())
    assert isinstance(view.case.phase, Cleared)
    look(world, key)
    scope, real = view.case.phase.scope, type(world.shop).suggest
    amount = world.cases.suggest(key, scope, False).amount

    def less(shop: DemoShop, shopify_id: str, lines: Quantities | None, shipping: bool) -> SuggestedRefund:
        return replace(real(shop, shopify_id, lines, shipping), amount=amount - 1)

    monkeypatch.setattr(type(world.shop), "suggest", less)
    world.do(key, mv.WantItems(scope, amount, 0, restock=False, notify=True))
    view = world.proceed(key)
    assert world.shop.look("gid://shopify/Order/1033").order.returned == 0
    assert view.case.held is not None
    assert (view.case.held.why, view.case.held.asked) == ("amount_changed", False)


def test_recall_first_then_cancel(world: DemoWorld) -> None:
    key = world.start("#1056")
    world.do(key, mv.SetWhy(mv.Reason.CHANGED_MIND, world.clock.now()))
    world.do(key, mv.Start(), mv.WantRecall())
    view = world.proceed(key)
    assert isinstance(view.case.phase, Cleared)
    assert view.case.phase.recalled
    look(world, key)
    left = view.left
    assert left is not None
    world.do(key, want(left))
    view = world.proceed(key)
    assert world.shop.look("gid://shopify/Order/1056").order.cancelled_at is not None


def test_goodwill_below_the_limit_and_above_only_with_a_reason(world: DemoWorld) -> None:
    key = world.start("#1019")
    with pytest.raises(Refused, match="goodwill_limit"):
        world.do(key, mv.WantGoodwill(1400, notify=True))
    with pytest.raises(Refused, match="goodwill_amount"):
        world.do(key, mv.WantGoodwill(2490, notify=True))
    world.do(key, mv.WantGoodwill(500, notify=True))
    world.proceed(key)
    assert world.shop.look("gid://shopify/Order/1019").order.returned == 500


def test_override_needs_a_reason_and_stays(world: DemoWorld) -> None:
    key = world.start("#1043")
    world.do(key, mv.SetWhy(mv.Reason.CHANGED_MIND, world.clock.now()))
    world.do(key, mv.Start())
    with pytest.raises(Refused, match="reason_needed"):
        world.do(key, mv.Override("", None))
    view = world.do(key, mv.Override("", Money(1240, "EUR")), reason_ref="She is a friend.")
    assert isinstance(view.case.phase, Cleared)
    assert view.case.phase.overridden
    world.do(key, want(3490))
    view = world.proceed(key)
    assert world.shop.look("gid://shopify/Order/1043").order.returned == 3490
    assert view.case.overrides[0].loss == Money(1240, "EUR")
    assert "She is a friend." in view.texts.values()
    assert view.order.verdict.code == "alarm"


def test_somebody_else_cancelled_meanwhile(world: DemoWorld) -> None:
    key = world.start("#1041")
    look(world, key)
    world.do(key, want(4250))
    assert isinstance(world.shop, DemoShop)
    world.shop._effects["gid://shopify/Order/1041"].cancel_at = world.clock.now()
    world.clock.wait(5)
    view = world.proceed(key)
    assert isinstance(view.case.phase, RefundOwed)
    assert view.owed == 4250
    assert len(world.shop.look("gid://shopify/Order/1041").order.refunds) == 0


def test_a_leg_that_nobody_knows(world: DemoWorld) -> None:
    key = world.start("#1041")
    with pytest.raises(Refused, match="no_leg"):
        world.do(key, mv.LookedNow(LegId("none"), world.clock.now()))


def test_two_windows(world: DemoWorld) -> None:
    key = world.start("#1041")
    view = world.view(key)
    leg = view.legs[0].leg.id
    world.cases.do(view.case.id, view.seq, mv.LookedNow(leg, world.clock.now()))
    with pytest.raises(Refused, match="moved_on"):
        world.cases.do(view.case.id, view.seq, mv.LookedNow(leg, world.clock.now()))


def test_the_wish_is_narrowed(world: DemoWorld) -> None:
    key = world.start("#1043")
    line = world.view(key).order.order.lines[0].id
    world.do(key, mv.SetWhy(mv.Reason.CHANGED_MIND, world.clock.now()), mv.SetWish((Take(line, 1),)))
    view = world.do(key, mv.Start())
    assert view.wish == (Take(line, 1),)


def test_a_silent_recall_ends_by_time_without_anybody_looking(
    world: DemoWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules §5: 24 h without an answer, and what is left is refunded by items; the table hears of it by itself."""
    told = DemoShop.recall
    monkeypatch.setattr(DemoShop, "recall", lambda shop, request, _immediate, text: told(shop, request, False, text))
    key = world.start("#1056")
    world.do(key, mv.SetWhy(mv.Reason.CHANGED_MIND, world.clock.now()))
    world.do(key, mv.Start(), mv.WantRecall())
    assert world.proceed(key).case.phase.kind == "recall_asked"
    world.clock.wait(23 * 3600)
    world.turn.due()
    assert world.cases.view(key).case.phase.kind == "recall_asked"
    world.clock.wait(3600)
    assert key in world.turn.due().orders
    assert world.cases.view(key).case.phase.kind == "cleared"
