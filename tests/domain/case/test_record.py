"""What the record tells of money that a file shows, of shared purchases, and which numbers are asked (M9, D17)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from dropdesk.domain.case.shape.phases import AtSupplier, Closed, RefundOwed, Settling
from dropdesk.domain.case.shape.state import Case, Notice
from dropdesk.domain.case.shown.happened import Happened
from dropdesk.domain.case.shown.order_timeline import JournalRow
from dropdesk.domain.case.shown.timeline import tell
from dropdesk.domain.case.steps.follow import follow
from dropdesk.domain.order import LinkHint, Order
from dropdesk.domain.supplier.match import strongest, to_ask
from dropdesk.domain.values import LineId, Seen, SupplierNumber, Where
from tests.domain.case.cases import case, ground, stopped
from tests.domain.worlds import NOW, A, D, H, S, leg, order

N, M = SupplierNumber("8190439416163295"), SupplierNumber("3069099405659913")


def told(on: Order, *states: Case, code: str = "refunded", own: tuple[Happened, ...] = ()) -> list[Happened]:
    """What a row an hour tells, the first one three hours ago."""
    rows = tuple(JournalRow(NOW - (3 - n) * H, "seen", state) for n, state in enumerate(states))
    return [one for one in tell(on, None, (), rows, own) if one.code == code]


def amounts(found: list[Happened]) -> list[tuple[datetime, Any, bool, bool]]:
    return [(one.at, one.data["amount"], bool(one.data.get("others")), one.exact) for one in found]


def test_money_of_a_file_is_told_when_the_case_saw_it_and_whether_others_gave_it() -> None:
    on = order(returned=700, seen=Seen(None, Where.SHOPIFY_FILE, NOW))
    nothing, some = case(seen_back=0), case(seen_back=700)
    ours = told(on, nothing, some)
    assert amounts(ours) == [(NOW - 2 * H, 700, False, False)]
    assert ours[0].data["file"] is True
    notice = Notice("returned_by_others", 700, "EUR", None)
    assert amounts(told(on, nothing, replace(some, notice=notice))) == [(NOW - 2 * H, 700, True, False)]
    stood = told(on, replace(nothing, notice=notice), replace(some, notice=notice))
    assert amounts(stood) == [(NOW - 2 * H, 700, False, False)]  # that notice was of other money
    failed = replace(some, notice=Notice("refund_failed", 1, "EUR", None))
    assert amounts(told(on, nothing, failed)) == [(NOW - 2 * H, 700, False, False)]


def test_money_of_a_file_in_two_parts_and_what_the_case_never_took_up() -> None:
    on = order(returned=700, seen=Seen(None, Where.SHOPIFY_FILE, NOW))
    two = told(on, case(seen_back=0), case(seen_back=200), case(seen_back=700))
    assert [(at, amount) for at, amount, _, _ in amounts(two)] == [(NOW - 2 * H, 200), (NOW - H, 500)]
    later = told(on, case(seen_back=0), case(seen_back=200))
    assert [(at, amount) for at, amount, _, _ in amounts(later)] == [(NOW - 2 * H, 200), (NOW, 500)]
    before = told(on, case(seen_back=700), case(seen_back=700))
    assert amounts(before) == [(NOW - 3 * H, 700, False, False)]  # it was back when the case was opened
    unknown = told(on, case(), case())
    assert amounts(unknown) == [(NOW, 700, False, False)]
    assert amounts(told(on)) == [(NOW, 700, False, False)]
    dated = told(replace(on, refunded_at=NOW - D), case(seen_back=0), case(seen_back=200))
    assert [(at, amount, exact) for at, amount, _, exact in amounts(dated)] == [
        (NOW - D, 500, True),
        (NOW - 2 * H, 200, False),
    ]
    sunk = told(on, case(seen_back=900), case(seen_back=0), case(seen_back=700))
    assert [(at, amount) for at, amount, _, _ in amounts(sunk)] == [(NOW - H, 700)]
    assert told(on, case(seen_back=0), case(seen_back=900), case(seen_back=900))[0].data["amount"] == 700


def test_a_refund_that_failed_is_told_once_by_its_notice_and_never_as_a_way_back_too() -> None:
    notice = Notice("refund_failed", 500, "EUR", NOW, "closed card")
    back = case(stopped(), phase=RefundOwed("refund_failed", "closed card"), notice=notice)
    found = told(order(), case(stopped(), phase=Settling()), back, back, code="refund_failed")
    assert [(one.at, one.data["amount"], one.data["text"], one.exact) for one in found] == [
        (NOW - 2 * H, 500, "closed card", False)
    ]
    assert told(order(), case(stopped(), phase=Settling()), back, code="back") == []
    silent = replace(back, notice=None)
    assert [one.data["why"] for one in told(order(), case(stopped(), phase=Settling()), silent, code="back")] == [
        "refund_failed"
    ]
    other = replace(back, notice=replace(notice, code="returned_by_others"))
    assert len(told(order(), case(stopped(), phase=Settling()), other, code="back")) == 1
    moved = case(stopped(), phase=AtSupplier("ground_moved"), notice=notice)
    assert len(told(order(), case(stopped(), phase=Settling()), moved, code="back")) == 1


def test_what_others_did_is_told_by_the_orders_own_entries_alone() -> None:
    for why in ("cancelled_by_others", "returned_by_others"):
        assert told(order(), case(), case(phase=AtSupplier(why)), code="back") == []


def test_what_was_said_of_a_shared_purchase_on_another_order_is_told_once_with_its_name() -> None:
    one = leg(S.REFUSED, known_at=NOW)
    before, after = case(leg(S.OPEN)), case(one)
    shared = Happened(NOW - 2 * H, "shared_refused", {"order": "#7"})
    (row,) = told(order(), before, after, code="shared_refused", own=(shared,))
    assert row.data["order"] == "#7"
    assert told(order(), before, after, code="said_refused", own=(shared,)) == []
    apart = replace(shared, at=NOW)
    assert len(told(order(), before, after, code="said_refused", own=(apart,))) == 1
    other = replace(shared, code="shared_asked")
    assert len(told(order(), before, after, code="said_refused", own=(other,))) == 1
    placed = Happened(NOW - 3 * D, "shared_placed", {"order": "#7"})
    assert len(told(order(), before, after, code="placed", own=(placed,))) == 1  # only sayings are shared


def test_the_last_cent_that_is_owed_keeps_the_case_at_the_money() -> None:
    on = order(shopify_id="gid://1", cancelled_at=NOW - H, returned=2999)
    made = follow(case(stopped(), phase=Settling(), plan=3000, seen_back=2999), ground(on))
    assert made.phase == RefundOwed()
    paid = replace(on, returned=3000)
    closed = case(
        stopped(), phase=Closed("stopped_refunded", NOW), outcome="stopped_refunded", plan=3000, seen_back=2999
    )
    assert follow(closed, ground(on)).phase == RefundOwed("owed_again")
    assert isinstance(follow(replace(closed, seen_back=3000), ground(paid)).phase, Closed)


# -- numbers that the order names -------------------------------------------------------------------------------------


def test_of_several_texts_the_one_that_says_most_stands() -> None:
    bare, sure, other = LinkHint(N, False), LinkHint(N, True), LinkHint(N, False, None, True)
    assert strongest([bare, sure, other]) == (sure,)
    assert strongest([sure, bare]) == (sure,)
    assert strongest([other, bare]) == strongest([bare, other]) == (bare,)
    of_line = replace(bare, line=LineId(A))
    assert strongest([bare, of_line, LinkHint(M, False)]) == (bare, of_line, LinkHint(M, False))
    assert strongest([]) == ()


def test_numbers_that_nobody_answered_for_are_asked() -> None:
    on = order(shopify_id="gid://shopify/Order/5123456789012")
    hints = [LinkHint(N, False), LinkHint(M, True), LinkHint(N, False)]
    assert to_ask(hints, on, (), ()) == (M, N)
    assert to_ask(hints, on, (replace(leg(S.OPEN), number=N),), ()) == (M,)
    assert to_ask(hints, on, (), (M,)) == (N,)
    assert to_ask([LinkHint(N, False, None, True)], on, (), ()) == ()  # its words name another thing
    assert to_ask([LinkHint(SupplierNumber("5123456789012"), False)], on, (), ()) == ()  # the order's own id
    parcel = replace(leg(S.GONE), tracking_number=str(N))
    assert to_ask([LinkHint(N, False)], on, (parcel,), ()) == ()
