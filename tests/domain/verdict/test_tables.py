"""Every cell of tables V and W, every line beside them, and R-01…R-12, R-39, R-40, by id (rules §1, §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dropdesk.domain.case.basis.costs import refund_clock
from dropdesk.domain.order import Chargeback, Line, Order, Refund
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.leg import DisputeStage, How, Leg, LegState, SupplierKind, SupplierMoney
from dropdesk.domain.values import BEIJING, Money, Take
from dropdesk.domain.verdict.assess import assess
from dropdesk.domain.verdict.owed import owed
from dropdesk.domain.verdict.units import Units
from dropdesk.domain.verdict.verdict import Action, Attention, Code, Route, Situation, Verdict
from dropdesk.domain.workdays import WorkCalendar, YearTable
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, A, B, D, H, S, leg, line, order, situation

M = timedelta(minutes=1)
U: dict[str, Any] = {}
FR: dict[str, Any] = {"requested": 1, "requested_at": NOW - 2 * H}
F: dict[str, Any] = {"fulfilled": 1, "fulfilled_at": NOW - 2 * H}


def read(world: Situation, now: datetime = NOW, rules: Rulebook | None = None) -> Verdict:
    return assess(world, rules or Rulebook(), CHINA, now)


def one(state: LegState, shop: dict[str, Any] | None = None, on: dict[str, Any] | None = None, **facts: Any) -> Verdict:
    """An order of one unit with one leg. ``known_at`` is an hour ago, later than the shop's fulfilment."""
    return read(situation(leg(state, **facts), on=order(line(**(shop or {})), **(on or {}))))


SHOPS = pytest.mark.parametrize("shop", [U, FR, F], ids=["U", "FR", "F"])


# -- table V ------


@SHOPS
def test_v01_unlinked(shop: dict[str, Any]) -> None:
    verdict = read(situation(on=order(line(**shop))))
    assert (verdict.row, verdict.code, verdict.action) == ("V-01", Code.UNKNOWN, Action.LINK)


@pytest.mark.parametrize("state", [S.NOT_ORDERED, S.NO_PURCHASE])
@pytest.mark.parametrize(
    ("shop", "code", "action"),
    [
        (U, Code.CAN_CANCEL, Action.CANCEL),
        (FR, Code.CAN_CANCEL, Action.RECALL),
        (F, Code.REFUND_ONLY, Action.REFUND_ITEMS),
    ],
    ids=["U", "FR", "F"],
)
def test_v02_nothing_bought(state: LegState, shop: dict[str, Any], code: Code, action: Action) -> None:
    verdict = one(state, shop)
    assert (verdict.row, verdict.code, verdict.action) == ("V-02", code, action)


@pytest.mark.parametrize(
    ("shop", "code"), [(U, Code.CAN_CANCEL), (FR, Code.CAN_CANCEL), (F, Code.REFUND_ONLY)], ids=["U", "FR", "F"]
)
def test_v03_unpaid(shop: dict[str, Any], code: Code) -> None:
    verdict = one(S.UNPAID, shop, placed_at=NOW - 3 * H, paid_at=None)
    assert (verdict.row, verdict.code, verdict.action) == ("V-03", code, Action.DROP)


@pytest.mark.parametrize("shop", [U, FR], ids=["U", "FR"])
def test_v03_unpaid_its_clock_out(shop: dict[str, Any]) -> None:
    verdict = one(S.UNPAID, shop, placed_at=NOW - 24 * H, paid_at=None, known_at=NOW - 2 * H)
    assert (verdict.row, verdict.code, verdict.action) == ("V-03", Code.UNKNOWN, Action.LOOK)
    just_inside = one(S.UNPAID, shop, placed_at=NOW - 24 * H + M, paid_at=None)
    assert just_inside.code is Code.CAN_CANCEL
    assert just_inside.deadline == just_inside.next_change == NOW + M


@SHOPS
def test_v04_open(shop: dict[str, Any]) -> None:
    verdict = one(S.OPEN, shop)
    assert (verdict.row, verdict.code, verdict.action) == ("V-04", Code.ASK, Action.ASK)
    assert verdict.deadline_kind == "ship_window"


@SHOPS
def test_v05_closing(shop: dict[str, Any]) -> None:
    """The last min(24 h, a quarter of the window)."""
    verdict = one(S.OPEN, shop, ship_deadline_typed=NOW + 11 * H, paid_at=NOW - 37 * H)  # window 48 h, quarter 12 h
    assert (verdict.row, verdict.code, verdict.action) == ("V-05", Code.CLOSING, Action.ASK)
    assert one(S.OPEN, shop, ship_deadline_typed=NOW + 13 * H, paid_at=NOW - 35 * H).code is Code.ASK
    assert one(S.OPEN, shop, ship_deadline_typed=NOW + 23 * H, paid_at=NOW - 20 * D).code is Code.CLOSING
    assert one(S.OPEN, shop, ship_deadline_typed=NOW + 25 * H, paid_at=NOW - 20 * D).code is Code.ASK


@SHOPS
def test_v06_asked(shop: dict[str, Any]) -> None:
    inside = one(S.ASKED, shop, clock_started_at=NOW - 71 * H)
    assert (inside.row, inside.code, inside.action) == ("V-06", Code.WAITING, Action.WAIT)
    out = one(S.ASKED, shop, clock_started_at=NOW - 72 * H, looked_at=None, known_at=NOW - 71 * H, paid_at=NOW - 3 * D)
    if shop is not F:  # fulfilled since: in doubt
        assert (out.row, out.code, out.action) == ("V-06", Code.UNKNOWN, Action.LOOK)
    looked = one(S.ASKED, shop, clock_started_at=NOW - 73 * H, looked_at=NOW - 30 * M)
    assert (looked.row, looked.code, looked.action) == ("V-06", Code.ASK, Action.ASK_AGAIN)
    assert looked.next_change is not None


@SHOPS
def test_v07_refused(shop: dict[str, Any]) -> None:
    verdict = one(S.REFUSED, shop)
    assert (verdict.row, verdict.code, verdict.action) == ("V-07", Code.ASK, Action.DEMAND)
    assert verdict.deadline_kind == "ship_window"


@SHOPS
@pytest.mark.parametrize("state", [S.DEMANDED, S.NUMBERED])
def test_v08_a_number_is_awaited(state: LegState, shop: dict[str, Any]) -> None:
    inside = one(state, shop, clock_started_at=NOW - D)
    assert (inside.row, inside.code, inside.action) == ("V-08", Code.WAITING, Action.WAIT)
    facts: dict[str, Any] = {"clock_started_at": NOW - 20 * D, "ship_deadline_typed": NOW + 9 * D}
    out = one(state, U, known_at=NOW - 19 * D, **facts)
    assert (out.row, out.code, out.action) == ("V-08", Code.UNKNOWN, Action.LOOK)
    looked = one(state, shop, looked_at=NOW - H, **facts)
    assert (looked.row, looked.code) == ("V-08", Code.WAITING)


@SHOPS
def test_v09_unproven(shop: dict[str, Any]) -> None:
    facts: dict[str, Any] = {"clock_started_at": NOW - 20 * D, "ship_deadline_typed": NOW + 9 * D}
    looked = one(S.UNPROVEN, shop, looked_at=NOW - H, **facts)
    assert (looked.row, looked.code, looked.action) == ("V-09", Code.CLOSING, Action.ASK_AGAIN)
    assert looked.deadline == NOW + 9 * D
    unseen = one(S.UNPROVEN, U, known_at=NOW - 19 * D, **facts)
    assert (unseen.row, unseen.code, unseen.action) == ("V-09", Code.UNKNOWN, Action.LOOK)


@SHOPS
def test_v10_v11_disputable(shop: dict[str, Any]) -> None:
    opened = one(S.DISPUTABLE, shop, shipped_at=NOW - 11 * D)
    assert (opened.row, opened.code, opened.action) == ("V-10", Code.DISPUTE, Action.OPEN_DISPUTE)
    offered = one(S.DISPUTABLE, shop, shipped_at=NOW - D, page_offers_dispute=True)
    assert (offered.row, offered.code) == ("V-10", Code.DISPUTE)
    early = one(S.DISPUTABLE, shop, shipped_at=NOW - 4 * D)
    assert (early.row, early.code, early.action) == ("V-11", Code.WAITING, Action.WAIT)
    # From 00:00 Beijing of day 10 after the shipping date.
    day = (NOW - 4 * D).astimezone(BEIJING).date() + 10 * D
    assert early.next_change == datetime(day.year, day.month, day.day, tzinfo=BEIJING)
    over = one(S.DISPUTABLE, shop, shipped_at=NOW - 40 * D, delivered_at=NOW - 20 * D)
    assert (over.row, over.code) == ("V-14", Code.TOO_LATE)


@SHOPS
def test_v12_disputed(shop: dict[str, Any]) -> None:
    facts: dict[str, Any] = {"dispute_opened_at": NOW - 2 * D, "clock_started_at": NOW - 2 * D}
    seller = one(S.DISPUTED, shop, dispute_stage=DisputeStage.SELLER, **facts)
    assert (seller.row, seller.code, seller.deadline_kind) == ("V-12", Code.WAITING, "seller_answer")
    platform = one(S.DISPUTED, shop, dispute_stage=DisputeStage.PLATFORM, **facts)
    assert (platform.row, platform.code, platform.deadline_kind) == ("V-12", Code.WAITING, "platform_answer")
    proposal = one(S.DISPUTED, shop, dispute_stage=DisputeStage.PROPOSAL, answer_by=NOW + D, **facts)
    assert (proposal.row, proposal.code, proposal.action) == ("V-12", Code.DISPUTE, Action.ANSWER_PROPOSAL)
    old: dict[str, Any] = {"clock_started_at": NOW - 30 * D, "known_at": NOW - 29 * D}
    out = one(S.DISPUTED, U, dispute_stage=DisputeStage.SELLER, **{**facts, **old})
    assert (out.row, out.code, out.action) == ("V-12", Code.UNKNOWN, Action.LOOK)


def test_v13_stopped_speaks_only_by_coverage() -> None:
    verdict = one(S.STOPPED, U, how=How.CANCELLED)
    assert (verdict.row, verdict.coverage, verdict.code) == ("V-30", "V-30", Code.READY)
    assert verdict.legs[0].row == "V-13"


@SHOPS
def test_v14_gone(shop: dict[str, Any]) -> None:
    verdict = one(S.GONE, shop, shipped_at=NOW - 3 * D)
    assert (verdict.row, verdict.code, verdict.action) == ("V-14", Code.TOO_LATE, Action.ITEMS_GOODWILL_KEEP)
    assert verdict.next_change is not None  # the dispute window's opening
    label = one(S.GONE, shop, shipped_at=NOW - 3 * D, label_only=True)
    assert label.action is Action.CHECK_NUMBER
    assert verdict.muted


@SHOPS
@pytest.mark.parametrize("state", [S.DELIVERED, S.HANDLED])
def test_v15_here(state: LegState, shop: dict[str, Any]) -> None:
    verdict = one(state, shop, delivered_at=NOW - 2 * D)
    assert (verdict.row, verdict.code, verdict.action) == ("V-15", Code.REFUND_ONLY, Action.REFUND_ITEMS)
    if state is S.DELIVERED:
        assert verdict.deadline_kind == "dispute_until"


@SHOPS
def test_v16_unclear(shop: dict[str, Any]) -> None:
    verdict = one(S.UNCLEAR, shop, raw_status="???")
    assert (verdict.row, verdict.code, verdict.action) == ("V-16", Code.UNKNOWN, Action.EXPLAIN)
    assert dict(verdict.because.data)["word"] == "???"


@SHOPS
def test_v17_returning(shop: dict[str, Any]) -> None:
    verdict = one(S.RETURNING, shop, send_back_by=NOW + 2 * D)
    assert (verdict.row, verdict.code, verdict.action) == ("V-17", Code.WAITING, Action.SEND_BACK)
    assert verdict.deadline == NOW + 2 * D
    out = one(S.RETURNING, shop, send_back_by=NOW - 2 * D, known_at=NOW - 3 * D)
    assert (out.row, out.code, out.action) == ("V-17", Code.UNKNOWN, Action.LOOK)


# -- before the table ------


@pytest.mark.parametrize("state", [S.UNPAID, S.OPEN, S.ASKED, S.REFUSED, S.DEMANDED, S.UNCLEAR])
def test_v19_a_shop_first_purchase_is_free(state: LegState) -> None:
    verdict = one(state, U, kind=SupplierKind.SHOP_FIRST, paid_at=NOW - 90 * D, known_at=None)
    assert (verdict.coverage, verdict.code) == ("V-30", Code.READY)
    shipped = one(S.GONE, U, kind=SupplierKind.SHOP_FIRST, shipped_at=NOW - D)
    assert shipped.code is Code.TOO_LATE


@pytest.mark.parametrize("state", [S.NUMBERED, S.UNPROVEN])
def test_v19_a_number_may_mean_shipped(state: LegState) -> None:
    assert one(state, U, kind=SupplierKind.SHOP_FIRST, clock_started_at=NOW - D).coverage == "V-32"


@pytest.mark.parametrize("state", [S.UNPAID, S.OPEN, S.ASKED, S.REFUSED, S.STOPPED, S.NOT_ORDERED, S.DISPUTED])
def test_v20_fulfilled_since(state: LegState) -> None:
    verdict = one(state, {"fulfilled": 1, "fulfilled_at": NOW - M})
    assert (verdict.row, verdict.code, verdict.action) == ("V-20", Code.UNKNOWN, Action.LOOK)
    assert verdict.scope == ()
    looked = one(state, {"fulfilled": 1, "fulfilled_at": NOW - M}, looked_at=NOW)
    assert looked.row != "V-20"
    unknown_time = one(state, {"fulfilled": 1})
    assert unknown_time.row == "V-20"  # counts as the newest date of its sighting


def test_v20_not_ordered_and_requested_or_its_recall_rejected() -> None:
    assert one(S.NOT_ORDERED, {"requested": 1, "requested_at": NOW - M}).row == "V-20"
    rejected = {"requested": 1, "requested_at": NOW - 5 * H, "recall_rejected_at": NOW - M}
    assert one(S.NOT_ORDERED, rejected).row == "V-20"
    assert one(S.STOPPED, {"requested": 1, "requested_at": NOW - M}, how=How.CANCELLED).row == "V-30"


@pytest.mark.parametrize("state", [S.OPEN, S.ASKED, S.REFUSED, S.DEMANDED, S.NUMBERED, S.UNPROVEN])
def test_v21_the_window_is_past(state: LegState) -> None:
    facts: dict[str, Any] = {"paid_at": NOW - 30 * D, "clock_started_at": NOW - H, "known_at": NOW - 25 * D}
    verdict = one(state, U, **facts)
    assert (verdict.row, verdict.code, verdict.action) == ("V-21", Code.UNKNOWN, Action.LOOK)
    looked = one(state, U, **{**facts, "looked_at": NOW - H})
    assert looked.row != "V-21"
    assert looked.next_change is not None
    assert looked.next_change <= NOW + 23 * H  # the look is good for 24 hours


# -- coverage and route ------


def two(first: Leg, second: Leg, shop: dict[str, Any] | None = None, **more: Any) -> Verdict:
    on = order(line(A, **(shop or {})), line(B), **more.pop("on", {}))
    second = replace(second, id=second.id.__class__("2"), units=((B, 0),))
    return read(situation(first, second, on=on, **more))


def test_v30_ready_for_the_free_units() -> None:
    verdict = two(leg(S.STOPPED, how=How.CANCELLED), leg(S.GONE, shipped_at=NOW - D))
    assert (verdict.coverage, verdict.code, verdict.route) == ("V-30", Code.READY, Route.ITEMS)
    assert verdict.scope == (Take(A, 1),)
    whole = two(leg(S.STOPPED, how=How.CANCELLED), leg(S.NOT_ORDERED))
    assert (whole.route, whole.scope) == (Route.CANCEL, (Take(A, 1), Take(B, 1)))
    unbought = two(leg(S.NOT_ORDERED), leg(S.NO_PURCHASE))
    assert (unbought.row, unbought.code) == ("V-02", Code.CAN_CANCEL)


def test_v31_nothing_live_nothing_free() -> None:
    verdict = two(leg(S.GONE, shipped_at=NOW - D), leg(S.DELIVERED, delivered_at=NOW - D))
    assert (verdict.coverage, verdict.code) == ("V-31", Code.TOO_LATE)


def test_v32_a_live_unit_gives_no_scope() -> None:
    verdict = two(leg(S.STOPPED, how=How.CANCELLED), leg(S.OPEN))
    assert (verdict.coverage, verdict.code, verdict.scope) == ("V-32", Code.ASK, ())
    narrowed = two(leg(S.STOPPED, how=How.CANCELLED), leg(S.OPEN), wish=(Take(A, 1),))
    assert (narrowed.code, narrowed.scope, narrowed.route) == (Code.READY, (Take(A, 1),), Route.ITEMS)
    unpaid = leg(S.UNPAID, placed_at=NOW - H, paid_at=None)
    beside_free = two(unpaid, leg(S.STOPPED, how=How.CANCELLED))
    assert beside_free.code is Code.CAN_CANCEL
    beside_live = two(unpaid, leg(S.OPEN))
    assert beside_live.code is Code.ASK
    assert (Action.DROP, unpaid.id) in beside_live.further
    beside_gone = two(unpaid, leg(S.GONE, shipped_at=NOW - D))
    assert beside_gone.code is Code.CLOSING


def test_route_cancel_only_for_all_that_is_left_and_unfulfilled() -> None:
    stopped = leg(S.STOPPED, how=How.CANCELLED)
    assert one(S.STOPPED, U, how=How.CANCELLED).route is Route.CANCEL
    assert one(S.STOPPED, F, how=How.CANCELLED).route is Route.ITEMS
    assert one(S.STOPPED, F, {"received": 0}, how=How.CANCELLED).route is Route.CANCEL  # F counts as U
    assert two(stopped, leg(S.GONE), on={"received": 0}).route is Route.EDIT_BY_HAND
    assert one(S.STOPPED, FR, how=How.CANCELLED).action is Action.RECALL


def test_headline_the_most_urgent_leg_then_the_earlier_date() -> None:
    codes = list(Code)
    assert codes == [
        Code.ALARM, Code.UNKNOWN, Code.DISPUTE, Code.READY, Code.CLOSING, Code.ASK, Code.CAN_CANCEL, Code.WAITING,
        Code.TOO_LATE, Code.REFUND_ONLY, Code.DONE,
    ]  # fmt: skip
    asked = leg(S.ASKED, clock_started_at=NOW - H)
    assert two(leg(S.OPEN), asked).code is Code.ASK
    soon = two(leg(S.OPEN, ship_deadline_typed=NOW + 30 * H), leg(S.OPEN, ship_deadline_typed=NOW + 26 * H))
    assert soon.deadline == NOW + 26 * H
    assert soon.action_leg == "2"
    closing = leg(S.OPEN, ship_deadline_typed=NOW + 5 * H, paid_at=NOW - 20 * D)
    assert two(closing, leg(S.UNCLEAR)).code is Code.CLOSING  # passes Unknown when its date is near


# -- table W ------

CANCELLED: dict[str, Any] = {"cancelled_at": NOW - D, "returned": 3000, "refunded_at": NOW - D}
REFUNDED: dict[str, Any] = {"returned": 3000, "refunded_at": NOW - D}
BACK = pytest.mark.parametrize("back", [CANCELLED, REFUNDED], ids=["cancelled", "all returned"])


@BACK
def test_w01_unlinked(back: dict[str, Any]) -> None:
    verdict = read(situation(on=order(**back)))
    assert (verdict.row, verdict.code) == ("W-01", Code.ALARM)
    old = {name: NOW - 40 * D if name.endswith("_at") else value for name, value in back.items()}
    calm = read(situation(on=order(**old), first_import=NOW - 2 * D))
    assert (calm.row, calm.code, calm.attention) == ("W-01", Code.UNKNOWN, ())
    after_import = read(situation(on=order(**old), first_import=NOW - 60 * D))
    assert after_import.code is Code.ALARM


@BACK
@pytest.mark.parametrize(
    "state", [S.UNPAID, S.OPEN, S.ASKED, S.REFUSED, S.DEMANDED, S.NUMBERED, S.UNPROVEN, S.DISPUTABLE, S.UNCLEAR]
)
def test_w02_money_back_and_goods_live(state: LegState, back: dict[str, Any]) -> None:
    facts: dict[str, Any] = {"clock_started_at": NOW - H, "shipped_at": NOW - 11 * D}
    verdict = one(state, U, back, **facts)
    assert (verdict.row, verdict.code) == ("W-02", Code.ALARM)
    assert verdict.action is one(state, U, **facts).action  # the leg's own row
    assert Attention.ALARM in verdict.attention


@BACK
def test_w03_gone_or_delivered_after_the_money(back: dict[str, Any]) -> None:
    assert one(S.GONE, U, back, shipped_at=NOW - 3 * D).row == "W-03"
    late = one(S.DELIVERED, U, back, delivered_at=NOW - H)
    assert (late.row, late.code) == ("W-03", Code.ALARM)
    unknown = one(S.DELIVERED, U, back, delivered_at=None, known_at=NOW - H)
    assert unknown.code is Code.ALARM
    seen_before = one(S.DELIVERED, U, back, delivered_at=None, known_at=NOW - 3 * D)
    assert seen_before.code is not Code.ALARM
    accepted = one(S.HANDLED, U, back, loss_accepted=True)
    assert accepted.code is not Code.ALARM


@BACK
@pytest.mark.parametrize("state", [S.DISPUTED, S.RETURNING])
def test_w04_disputed_or_returning(state: LegState, back: dict[str, Any]) -> None:
    verdict = one(state, U, back, clock_started_at=NOW - H, dispute_stage=DisputeStage.SELLER, send_back_by=NOW + D)
    assert (verdict.row, verdict.code) == ("W-04", Code.WAITING)


def test_w05_shop_first_is_told_afterwards() -> None:
    facts: dict[str, Any] = {"kind": SupplierKind.SHOP_FIRST, "known_at": NOW - 9 * D}
    fresh = {"cancelled_at": NOW - 23 * H, "returned": 3000, "refunded_at": NOW - 23 * H}
    assert (one(S.OPEN, U, fresh, **facts).row, one(S.OPEN, U, fresh, **facts).code) == ("W-05", Code.WAITING)
    old = {"cancelled_at": NOW - 25 * H, "returned": 3000, "refunded_at": NOW - 25 * H}
    verdict = one(S.OPEN, U, old, **facts)
    assert (verdict.row, verdict.code, verdict.action) == ("W-05", Code.UNKNOWN, Action.LOOK)


@BACK
@pytest.mark.parametrize("state", [S.STOPPED, S.NOT_ORDERED, S.NO_PURCHASE, S.HANDLED])
def test_w06_calm(state: LegState, back: dict[str, Any]) -> None:
    verdict = one(state, U, back, how=How.CANCELLED)
    assert verdict.legs[0].row == "W-06"
    assert verdict.code in (Code.DONE, Code.READY)


def test_w10_says_that_a_refund_failed() -> None:
    failed = Refund("r1", NOW - H, 0, failed=3000)
    done = Refund("r2", NOW, 500)
    gone = {"cancelled_at": NOW - H}
    for refunds, told in (((), False), ((failed,), True), ((failed, done), False)):
        verdict = one(S.STOPPED, U, {**gone, "refunds": refunds}, how=How.CANCELLED)
        assert (verdict.row, bool(dict(verdict.because.data).get("failed"))) == ("W-10", told)


@pytest.mark.parametrize(
    ("money", "told"),
    [
        (SupplierMoney(), False),
        (SupplierMoney(awaited=Money(900, "USD"), since=NOW), True),
        (SupplierMoney(unknown=True, since=NOW), True),
        (SupplierMoney(awaited=Money(900, "USD"), since=NOW, received=900), False),
        (SupplierMoney(awaited=Money(900, "USD"), since=NOW, written_off=900), False),
    ],
)
def test_w13_done_says_that_supplier_money_is_awaited(money: SupplierMoney, told: bool) -> None:
    """ "Everything is done" while 9.00 are still to come: W-13 "supplier money awaited is shown until it is in"."""
    verdict = one(S.STOPPED, U, {"cancelled_at": NOW - H, "returned": 3000}, how=How.CANCELLED, money=money)
    assert (verdict.row, verdict.code, bool(dict(verdict.because.data).get("awaited"))) == ("W-13", Code.DONE, told)


def test_w10_refund_owed() -> None:
    verdict = one(S.STOPPED, U, {"cancelled_at": NOW - H, "returned": 1000}, how=How.CANCELLED)
    assert (verdict.row, verdict.code, verdict.action, verdict.owed) == ("W-10", Code.READY, Action.REFUND_OWED, 2000)
    assert Attention.REFUND_OWED in verdict.attention
    base = order(cancelled_at=NOW - H, returned=1000, refund_pending=500)
    stopped = leg(S.STOPPED, how=How.CANCELLED)
    assert owed(situation(stopped, on=base)) == 1500
    assert owed(situation(stopped, on=base, plan=1600)) == 100
    assert owed(situation(stopped, on=base, plan=3000, waived=True)) == 0
    assert owed(situation(stopped, on=replace(base, chargeback=Chargeback.LOST))) == 0
    assert owed(situation(stopped, on=replace(base, received=0))) == 0


def test_w11_refunded_and_not_cancelled() -> None:
    verdict = one(S.STOPPED, U, REFUNDED, how=How.CANCELLED)
    assert (verdict.row, verdict.action, verdict.route) == ("W-11", Action.CANCEL_WITHOUT_REFUND, Route.WITHOUT_REFUND)
    assert verdict.scope == (Take(A, 1),)
    assert one(S.STOPPED, FR, REFUNDED, how=How.CANCELLED).action is Action.RECALL
    assert one(S.STOPPED, F, REFUNDED, how=How.CANCELLED).row == "W-13"


def test_w12_chargeback_and_w13_done() -> None:
    back = {"cancelled_at": NOW - D, "chargeback": Chargeback.OPEN}
    assert one(S.STOPPED, U, back, how=How.CANCELLED).row == "W-12"
    assert one(S.STOPPED, U, CANCELLED, how=How.CANCELLED).row == "W-13"
    assert one(S.STOPPED, U, {"chargeback": Chargeback.WON}, how=How.CANCELLED).row == "V-30"
    assert one(S.STOPPED, U, {"chargeback": Chargeback.INQUIRY}, how=How.CANCELLED).row == "V-30"


def test_nothing_received_and_cancelled_owes_nothing() -> None:
    verdict = one(S.STOPPED, U, {"cancelled_at": NOW - D, "received": 0}, how=How.CANCELLED)
    assert (verdict.row, verdict.code, verdict.owed) == ("W-13", Code.DONE, 0)


def test_money_without_quantities_is_laid_on_free_units_first() -> None:
    """What goes beyond them and above the goodwill limit counts as all returned, for Alarm alone."""
    some = one(S.OPEN, U, {"returned": 900, "returned_without_quantities": 900})
    assert some.code is Code.ASK
    exact = one(S.OPEN, U, {"returned": 1000, "returned_without_quantities": 1000})
    assert (exact.row, exact.code) == ("W-02", Code.ALARM)
    much = one(S.OPEN, U, {"returned": 1600, "returned_without_quantities": 1600})
    assert (much.row, much.code) == ("W-02", Code.ALARM)


# -- the guide's rules ------


def test_r01_act_now() -> None:
    wish: dict[str, Any] = {"asked_at": NOW - M}
    fresh = read(situation(leg(S.OPEN, paid_at=NOW - 59 * M), **wish))
    assert fresh.act_now
    assert fresh.next_change == NOW + M
    assert not read(situation(leg(S.OPEN, paid_at=NOW - 60 * M), **wish)).act_now
    assert not read(situation(leg(S.OPEN, paid_at=NOW - 5 * M))).act_now
    assert read(situation(on=order(created_at=NOW - 5 * M), open_case=True)).act_now  # unlinked: of the order


def test_r02_an_order_is_over_when_the_parcel_is_stopped() -> None:
    assert one(S.OPEN, U, CANCELLED).code is Code.ALARM
    assert one(S.STOPPED, U, CANCELLED, how=How.CANCELLED).code is Code.DONE


def test_r03_seven_china_working_days() -> None:
    """Paid on Thursday 2026-04-30, Beijing: Labour Day 1–5 May is free, Saturday 9 May is worked."""
    paid = datetime(2026, 4, 30, 3, 0, tzinfo=UTC)
    world = situation(leg(S.OPEN, paid_at=paid, known_at=paid + H), on=order(created_at=paid - H))
    verdict = read(world, paid + 2 * H)
    assert verdict.deadline == datetime(2026, 5, 14, tzinfo=BEIJING)  # 24:00 of 13 May
    changed = Rulebook().changed("ship_window", "", 2)
    assert read(world, paid + 2 * H, changed).deadline == datetime(2026, 5, 8, tzinfo=BEIJING)


def test_r03_the_start_is_in_and_the_end_is_out() -> None:
    end = datetime(2026, 6, 18, tzinfo=BEIJING)
    world = situation(leg(S.OPEN, paid_at=NOW - 30 * D, ship_deadline_typed=end, known_at=NOW))
    assert read(world, end - timedelta(microseconds=1)).row == "V-05"
    assert read(world, end).row == "V-21"


def test_r04_r05_r06_before_shipping() -> None:
    assert one(S.OPEN).code is Code.ASK  # paid: the supplier must approve
    assert one(S.UNPAID, placed_at=NOW - H, paid_at=None).code is Code.CAN_CANCEL  # unpaid: cancel yourself
    assert one(S.NOT_ORDERED).code is Code.CAN_CANCEL


def test_r07_r08_the_refund_clock_runs_in_bank_days_from_the_stop() -> None:
    """Stopped on Friday 2026-06-05 in a country with a holiday on Monday the 8th."""
    holiday = frozenset({datetime(2026, 6, 8, tzinfo=UTC).date()})
    bank = WorkCalendar(((2026, YearTable(holiday)),))
    at = datetime(2026, 6, 5, 14, 0, tzinfo=UTC)
    stopped = leg(S.STOPPED, how=How.CANCELLED, money=SupplierMoney(Money(900, "EUR"), at))
    clock = refund_clock(stopped, Rulebook(), bank, UTC)
    assert clock is not None
    assert clock.earliest == datetime(2026, 6, 11, tzinfo=UTC)  # start of the 3rd bank day
    assert clock.amber == datetime(2026, 6, 30, tzinfo=UTC)  # end of the 15th
    assert clock.red == datetime(2026, 7, 7, tzinfo=UTC)  # end of the 20th
    assert [clock.state(t) for t in (at, clock.earliest, clock.amber, clock.red)] == [
        "early",
        "expected",
        "amber",
        "red",
    ]
    paid = replace(stopped, money=SupplierMoney(Money(900, "EUR"), at, False, 900, at))
    assert refund_clock(paid, Rulebook(), bank, UTC) is None


def test_r09_r11_shipped_is_too_late_and_asks_for_nothing() -> None:
    verdict = one(S.GONE, F, shipped_at=NOW - 4 * D)
    assert verdict.code is Code.TOO_LATE
    assert verdict.action is Action.ITEMS_GOODWILL_KEEP
    assert not verdict.scope


def test_r12_no_scope_while_anything_may_still_ship() -> None:
    for state in (S.OPEN, S.ASKED, S.REFUSED, S.DEMANDED, S.NUMBERED, S.UNPROVEN, S.DISPUTABLE, S.DISPUTED, S.UNCLEAR):
        assert one(state, clock_started_at=NOW - H, shipped_at=NOW - 11 * D).scope == ()


def test_r39_r40_unfulfilled_is_cancelled_fulfilled_is_refunded_by_items() -> None:
    assert one(S.STOPPED, U, how=How.CANCELLED).action is Action.CANCEL
    assert one(S.STOPPED, FR, how=How.CANCELLED).action is Action.RECALL
    assert one(S.STOPPED, F, how=How.CANCELLED).action is Action.REFUND_ITEMS


# -- attention and blockers ------


def test_attention_by_reason() -> None:
    live = leg(S.OPEN)
    assert read(situation(live)).attention == ()
    assert read(situation(live, open_case=True)).attention == (Attention.OPEN_CASE,)
    assert read(situation(live, asked_at=NOW)).attention == (Attention.WISH,)
    stop = leg(S.STOPPED, how=How.CANCELLED)
    assert Attention.STOPPED_UNASKED in read(situation(stop)).attention
    assert read(situation(stop, customer_knows=True)).attention == ()
    assert Attention.MONEY_OVERDUE in read(situation(live, money_overdue_at=NOW)).attention
    before = read(situation(live, money_overdue_at=NOW + H))
    assert (before.attention, before.next_change) == ((), NOW + H)
    shipped = leg(S.GONE, before=S.STOPPED, shipped_at=NOW - D)
    assert Attention.ACCEPTED_YET_SHIPPED in read(situation(shipped)).attention
    near = leg(S.OPEN, ship_deadline_typed=NOW + 47 * H, acted_on=True)
    assert Attention.DEADLINE in read(situation(near)).attention
    assert read(situation(replace(near, acted_on=False))).attention == ()
    later = read(situation(replace(near, ship_deadline_typed=NOW + 49 * H)))
    assert (later.attention, later.next_change) == ((), NOW + H)


def test_test_orders_and_orders_without_lines_stand_outside() -> None:
    assert read(situation(leg(S.OPEN), on=order(test=True), asked_at=NOW)).attention == ()
    bare = Order(order().key, order().store, "#2", "EUR", (), NOW, order().seen)
    assert read(Situation(bare, (), asked_at=NOW)).attention == ()


def test_blockers_lock_the_shop_step_not_the_verdict() -> None:
    on = {
        "cancel_running": True,
        "return_open": True,
        "authorisation_pending": True,
        "fulfilment_not_cancellable": True,
    }
    verdict = one(S.STOPPED, U, on, how=How.CANCELLED)
    assert verdict.code is Code.READY
    assert {str(b) for b in verdict.blockers} == {"cancel_running", "return_open", "authorisation", "fulfilment"}


def test_a_purchase_bought_twice_keeps_the_unit_live() -> None:
    """A unit that several legs serve has the first group of live, gone, here, free."""
    world = situation(leg(S.STOPPED, 1, how=How.CANCELLED), leg(S.OPEN, 2))
    assert Units(world).group[(A, 0)] == "live"
    assert read(world).scope == ()


def test_a_wish_is_taken_from_free_then_live_here_gone() -> None:
    units = tuple((A, n) for n in range(4))
    legs = [
        leg(state, n, (units[n - 1],), how=How.CANCELLED if state is S.STOPPED else None)
        for n, state in enumerate([S.GONE, S.DELIVERED, S.OPEN, S.STOPPED], 1)
    ]
    for quantity, codes in ((1, ["free"]), (2, ["free", "live"]), (3, ["free", "here", "live"])):
        world = situation(*legs, on=order(Line(A, "Thing", 4, 700)), wish=(Take(A, quantity),))
        found = Units(world)
        assert sorted(found.group[unit] for unit in found.wished) == codes
