"""What the detail pane and the case page show: everything of one moment, made of the same facts (design §4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.phases import (
    AtSupplier,
    CancelPlan,
    Cleared,
    Closed,
    Drafted,
    Flight,
    Phase,
    RefundOwed,
    RefundPlan,
    RefundSent,
    Sent,
    Settling,
)
from dropdesk.domain.case.shape.state import Case, Override, open_case
from dropdesk.domain.case.shown.happened import Happened
from dropdesk.domain.case.shown.order_view import History, Note, OrderFacts, OrderView, SupplierRecord
from dropdesk.domain.case.shown.order_view import build as order_view
from dropdesk.domain.case.shown.view import CaseFacts, CaseView, LegView, Lock, left_of, references
from dropdesk.domain.case.shown.view import build as case_view
from dropdesk.domain.order import Chargeback, LinkHint, Order, Person
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.clocks import DeadlineIs
from dropdesk.domain.supplier.leg import How, Leg, SupplierMoney
from dropdesk.domain.values import CaseId, LegId, Money, OrderKey, Seen, SupplierNumber, Take, Where
from dropdesk.domain.verdict.assess import assess
from dropdesk.domain.verdict.verdict import Route, Situation
from dropdesk.domain.workdays import WorkCalendar
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, A, B, D, H, S, leg, line, order, situation

M = timedelta(minutes=1)
BANK = WorkCalendar()
UTC = NOW.tzinfo
assert UTC is not None
ONE, TWO = SupplierNumber("8190000000000001"), SupplierNumber("8190000000000002")
CLEARED = Cleared((Take(A, 1),), Route.CANCEL)
PLAN = CancelPlan(3000, True, False, CancelReason.CUSTOMER, False, True, "staff", (Take(A, 1),), 0)
REFUND = RefundPlan("0123456789abcdef", 3000, (), 0, False, False, "owed", 0)


def bought(state: S, number: SupplierNumber = ONE, units: Any = ((A, 0),), **more: Any) -> Leg:
    name = 1 if number == ONE else 2
    return replace(
        leg(state, name, units), **{"number": number, "supplier": f"Shop {name}", "cost": Money(900, "EUR"), **more}
    )


def facts(found: Situation, **more: Any) -> OrderFacts:
    verdict = assess(found, Rulebook(), CHINA, NOW)
    return OrderFacts(found, verdict, Rulebook(), BANK, UTC, NOW, **more)  # type: ignore[arg-type]


def pane(*legs: Leg, on: Order | None = None, **more: Any) -> OrderView:
    return order_view(facts(situation(*legs, on=on), **more))


def page(*legs: Leg, phase: Phase | None = None, on: Order | None = None, shop: bool = True, **more: Any) -> CaseView:
    """The case page of an order; what is no fact of the view is a fact of the case."""
    around = {name: more.pop(name) for name in ("shared", "texts", "hints") if name in more}
    made: Case = replace(open_case(CaseId("c"), OrderKey(1), legs, None, NOW - D), phase=phase or Drafted(), **more)
    found = on or order(shopify_id="gid://1")
    ground = Ground(found, Rulebook(), CHINA, NOW, NOW - 20 * D)
    return case_view(CaseFacts(made, 7, ground, order_view(facts(ground.situation(made))), BANK, UTC, shop, **around))  # type: ignore[arg-type]


def locks(view: CaseView) -> dict[str, tuple[LegId, ...]]:
    assert len({lock.code for lock in view.locks}) == len(view.locks)
    return {lock.code: lock.legs for lock in view.locks}


# -- the detail pane --------------------------------------------------------------------------------------------------


def test_the_pane_shows_what_it_was_given() -> None:
    person, note = Person("Ida", "ida@example.com"), Note(NOW, "calls at noon")
    view = pane(
        bought(S.OPEN), person=person, notes=(note,), step=2, case=CaseId("c"), history=History(3, 1, 2),
        admin_url="https://example.com",
    )  # fmt: skip
    assert (view.person, view.notes, view.step, view.case) == (person, (note,), 2, "c")
    assert (view.history, view.admin_url) == (History(3, 1, 2), "https://example.com")
    assert [one.state for one in view.legs] == [S.OPEN]
    assert view.verdict.row == "V-04"
    assert view.order.name == "#1"


def test_units_that_nobody_linked_are_a_leg_of_the_pane() -> None:
    assert [one.state for one in pane().legs] == [S.UNLINKED]


def test_what_is_at_risk_and_what_is_exposed() -> None:
    live = pane(bought(S.OPEN))
    assert (live.at_risk, live.at_risk_unknown) == (Money(900, "EUR"), False)
    assert (live.exposed, live.exposed_unknown) == (None, False)
    alarm = pane(bought(S.OPEN), on=order(cancelled_at=NOW - H))
    assert (alarm.exposed, alarm.exposed_unknown) == (Money(900, "EUR"), False)
    unknown = pane(bought(S.OPEN, cost=None), on=order(cancelled_at=NOW - H))
    assert (unknown.at_risk_unknown, unknown.exposed_unknown) == (True, True)


def test_every_supplier_once_with_its_record() -> None:
    on = order(line(A, 1), line(B, 2))
    legs = (bought(S.OPEN), bought(S.OPEN, TWO, ((B, 0),)), replace(bought(S.GONE, TWO, ((B, 1),)), id=LegId("3")))
    view = pane(*legs, on=on, records={"Shop 2": (3, 1)})
    assert view.suppliers == (SupplierRecord("Shop 1", 0, 0), SupplierRecord("Shop 2", 3, 1))
    assert pane(leg(S.NOT_ORDERED)).suppliers == ()


def test_numbers_found_on_the_order_are_proposed_until_they_are_linked() -> None:
    view = pane(bought(S.OPEN), hints=(LinkHint(ONE, True), LinkHint(TWO, False)))
    assert view.proposals == (LinkHint(TWO, False),)


def test_the_timeline_ends_with_the_dates_to_come() -> None:
    waits = bought(S.STOPPED, TWO, ((B, 0),), how=How.CANCELLED, money=SupplierMoney(Money(900, "EUR"), NOW - D))
    asked = bought(S.ASKED, clock_started_at=NOW - H)
    gone = replace(bought(S.GONE, units=((B, 1),), shipped_at=NOW - 40 * D), id=LegId("3"))
    rows = (Happened(NOW - 2 * D, "noted", known=NOW - 2 * D + timedelta(seconds=5)),)
    view = pane(asked, waits, gone, on=order(line(A, 1), line(B, 2)), rows=rows)
    past = [one for one in view.timeline if not one.future]
    coming = [one for one in view.timeline if one.future]
    assert view.timeline == (*past, *coming)
    assert past == sorted(past, key=lambda one: one.at)
    assert next(one.known for one in past if one.code == "noted") is None  # it lies no minute apart
    assert coming == sorted(coming, key=lambda one: one.at)
    assert all(one.code == "window" and one.at > NOW for one in coming)
    clocks = [one.data["clock"] for one in coming]
    assert "refund" in clocks
    read = next(one for one in view.verdict.legs if one.leg == asked.id)
    assert (read.deadline, read.deadline_kind) in [(one.at, one.data["clock"]) for one in coming]
    over = pane(bought(S.ASKED, clock_started_at=NOW - 9 * D, paid_at=NOW - 30 * D))
    assert [one for one in over.timeline if one.future] == []


# -- the case page ----------------------------------------------------------------------------------------------------


def test_the_page_of_a_case() -> None:
    view = page(bought(S.OPEN), phase=AtSupplier(), texts={"n": "a note", "x": "not shown"}, note_ref="n")
    assert (view.seq, view.step, view.pending) == (7, 2, "")
    assert view.wish == (Take(A, 1),)
    assert (view.left, view.owed) == (3000, 0)
    assert view.connected
    assert view.texts == {"n": "a note"}
    assert view.goodwill_limit == 1500
    assert view.spent.supplier_paid == Money(900, "EUR")
    assert (view.look_again_at, view.can_send_again) == (None, False)
    assert page(bought(S.OPEN), note_ref="n", texts={}).texts == {}


def test_a_wish_that_was_told_is_shown_as_it_is() -> None:
    on = order(line(A, 3), shopify_id="gid://1")
    assert page(bought(S.OPEN, units=((A, 0), (A, 1), (A, 2))), on=on, wish=(Take(A, 2),)).wish == (Take(A, 2),)
    assert page(bought(S.OPEN, units=((A, 0), (A, 1), (A, 2))), on=on, wish=()).wish == ()
    assert page(bought(S.OPEN, units=((A, 0), (A, 1), (A, 2))), on=on).wish == (Take(A, 3),)


@pytest.mark.parametrize(
    ("on", "left"),
    [
        (order(), 3000),
        (order(returned=1000, refund_pending=500), 1500),
        (order(returned=3100), 0),
        (order(received=None), None),
    ],
)
def test_money_that_can_still_go_back(on: Order, left: int | None) -> None:
    assert left_of(on) == left


def test_connected_is_a_shop_and_an_order_that_it_knows() -> None:
    assert not page(bought(S.OPEN), shop=False).connected
    assert not page(bought(S.OPEN), on=order()).connected


def test_free_text_is_read_by_its_references() -> None:
    made = open_case(CaseId("c"), OrderKey(1), (bought(S.REFUSED, claim="claim"),), None, NOW)
    assert references(made) == ("claim",)
    full = replace(
        made, note_ref="note", waived_ref="waived", phase=Sent(PLAN, Flight(NOW), CLEARED),
        overrides=(Override((), "over", None, NOW),),
        legs=(bought(S.STOPPED, money=SupplierMoney(written_off_ref="off")), *made.legs),
    )  # fmt: skip
    assert references(full) == ("claim", "note", "off", "over", "staff", "waived")


def one(view: CaseView) -> LegView:
    return view.legs[0]


def test_a_leg_of_the_page() -> None:
    asked = bought(S.ASKED, clock_started_at=NOW - H, asked_times=1)
    view = one(page(asked, phase=AtSupplier(), shared={ONE: ("#7",), TWO: ("#8",)}))
    assert (view.leg.id, view.needed, view.group, view.row) == (asked.id, True, "live", "V-06")
    assert (view.kind, view.deadline) == ("silence", NOW - H + timedelta(hours=72))
    assert view.lines == ((A, 1),)
    assert view.shared_with == ("#7",)
    assert view.window is not None
    assert (view.clock, view.outstanding, view.alarm) == (None, 0, False)
    waits = one(page(bought(S.STOPPED, how=How.CANCELLED, money=SupplierMoney(Money(900, "EUR"), NOW - D))))
    assert waits.clock is not None
    assert waits.outstanding == 900
    assert one(page(leg(S.UNLINKED), shared={ONE: ("#7",)})).shared_with == ()
    gone = one(page(bought(S.GONE, shipped_at=NOW - 3 * D)))
    assert gone.dispute[0] is not None


def test_a_leg_is_needed_for_the_wish_or_while_table_w_asks_for_it() -> None:
    on = order(line(A, 1), line(B, 1), shopify_id="gid://1")
    legs = (bought(S.OPEN), bought(S.OPEN, TWO, ((B, 0),)))
    needed = {view.leg.number: view.needed for view in page(*legs, on=on, wish=(Take(A, 1),)).legs}
    assert needed == {ONE: True, TWO: False}
    cancelled = replace(on, cancelled_at=NOW - H, returned=3000)
    again = page(*legs, on=cancelled, wish=(Take(A, 1),))
    assert all(view.needed and view.alarm and view.row == "W-02" for view in again.legs)
    calm = page(bought(S.STOPPED, how=How.CANCELLED), on=replace(cancelled, lines=(line(A, 1, returned=1),)), wish=())
    assert [(view.needed, view.alarm) for view in calm.legs] == [(False, False)]


def test_the_supplier_is_a_lock_until_the_case_is_cleared() -> None:
    on = order(line(A, 1), line(B, 1), shopify_id="gid://1")
    legs = (bought(S.OPEN), bought(S.STOPPED, TWO, ((B, 0),), how=How.CANCELLED, looked_at=NOW))
    assert locks(page(*legs, on=on, phase=AtSupplier())) == {"supplier": (legs[0].id,)}
    free = bought(S.STOPPED, how=How.CANCELLED, looked_at=NOW)
    assert locks(page(free, phase=CLEARED)) == {}
    assert locks(page(free, phase=Closed("noted", NOW))) == {}
    assert locks(page(free, phase=Sent(PLAN, Flight(NOW), CLEARED))) == {}
    cancelled = order(shopify_id="gid://1", cancelled_at=NOW)
    assert locks(page(free, on=cancelled, phase=RefundOwed())) == {}


def test_a_stop_must_have_been_looked_at_within_15_minutes() -> None:
    old = bought(S.STOPPED, how=How.CANCELLED, looked_at=NOW - 15 * M)
    view = page(old, phase=CLEARED)
    assert (view.stale, locks(view)) == ((old.id,), {"look_first": (old.id,)})
    fresh = page(replace(old, looked_at=NOW - 15 * M + timedelta(seconds=1)), phase=CLEARED)
    assert (fresh.stale, locks(fresh)) == ((), {})
    assert page(old, phase=RefundOwed(), on=order(shopify_id="gid://1", cancelled_at=NOW)).stale == (old.id,)
    gone = page(old, phase=Cleared((Take(A, 2),), Route.ITEMS))  # more than there is: nothing to look at
    assert gone.stale == ()


def test_what_locks_the_shops_side() -> None:
    free = bought(S.STOPPED, how=How.CANCELLED, looked_at=NOW)
    known = order(shopify_id="gid://1")
    assert locks(page(free, phase=CLEARED, on=replace(known, cancel_running=True))) == {"blocked_cancel_running": ()}
    assert locks(page(free, phase=CLEARED, shop=False)) == {"no_shop": ()}
    assert locks(page(free, phase=CLEARED, on=order())) == {"no_shop": ()}
    assert locks(page(free, phase=CLEARED, on=replace(known, received=None))) == {"amount_unknown": ()}
    file = replace(known, seen=Seen(None, Where.SHOPIFY_FILE, NOW))
    assert locks(page(free, phase=CLEARED, on=file)) == {"confirm_in_shopify": ()}
    back = replace(known, lines=(line(A), line(B)), return_open=True, return_open_lines=(B,))
    assert locks(page(free, phase=CLEARED, on=back)) == {}  # a return of other lines
    assert "blocked_return_open" in locks(page(free, phase=AtSupplier(), on=back))
    bank = replace(known, chargeback=Chargeback.OPEN)
    assert "blocked_chargeback" in locks(page(free, phase=CLEARED, on=bank))


def test_when_a_second_look_makes_sense() -> None:
    free = bought(S.STOPPED, how=How.CANCELLED, looked_at=NOW)
    flight = Flight(NOW - 5 * M)
    assert page(free, phase=Sent(PLAN, flight, CLEARED)).look_again_at == NOW - 4 * M
    looked = replace(flight, looks=(NOW - 4 * M, NOW - 2 * M))
    assert page(free, phase=Sent(PLAN, looked, CLEARED)).look_again_at == NOW - M
    on = order(shopify_id="gid://1", cancelled_at=NOW)
    out = page(free, on=on, phase=RefundSent(REFUND, looked, RefundOwed()))
    assert (out.look_again_at, out.can_send_again, out.pending) == (NOW - M, True, "look")
    assert page(free, phase=Settling()).look_again_at is None


def test_numbers_found_on_the_order_and_not_linked() -> None:
    view = page(bought(S.OPEN), hints=(LinkHint(ONE, True), LinkHint(TWO, False)))
    assert view.others == (LinkHint(TWO, False),)
    assert Lock("no_shop") == Lock("no_shop", ())


def test_how_exactly_a_legs_own_deadline_is_known() -> None:
    """Rules §2 "payment time unknown": an end counted from such a time is never shown without "at the earliest" or
    "about", on the case's page either."""
    by_today = bought(S.OPEN, paid_at=None, paid_by=NOW - D)
    (mine,) = page(by_today, phase=AtSupplier()).legs
    (shown,) = pane(by_today).verdict.legs
    assert (mine.deadline, mine.deadline_is) == (shown.deadline, shown.deadline_is)
    assert mine.deadline is not None
    assert mine.deadline_is is not DeadlineIs.EXACT
    (exact,) = page(bought(S.OPEN), phase=AtSupplier()).legs
    assert (exact.deadline is not None, exact.deadline_is) == (True, DeadlineIs.EXACT)
