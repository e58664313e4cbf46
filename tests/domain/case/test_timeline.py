"""The timeline of an order is its journal (findings D17): every look, request, answer, plan, call and correction once,
what Shopify shows beside it, and who did it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from dropdesk.domain.case.shape import journal
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.journal import Followed
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.phases import (
    AtSupplier,
    ByHand,
    CancelPlan,
    Claimed,
    Cleared,
    Closed,
    Drafted,
    Flight,
    Phase,
    RecallAsked,
    RecallSent,
    RefundOwed,
    RefundPlan,
    RefundSent,
    RefundWanted,
    Sent,
    Settling,
    Wanted,
)
from dropdesk.domain.case.shape.state import Case, Override, open_case
from dropdesk.domain.case.shown.happened import Happened
from dropdesk.domain.case.shown.order_timeline import JournalRow
from dropdesk.domain.case.shown.timeline import concise, tell
from dropdesk.domain.order import Chargeback, Order, Refund
from dropdesk.domain.supplier.leg import How, Leg
from dropdesk.domain.values import CaseId, LegId, Money, OrderKey, SupplierNumber, Take
from dropdesk.domain.verdict.verdict import Route
from tests.domain.worlds import NOW, A, D, H, S, leg, order

M = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
NUMBER = SupplierNumber("8190000000000001")
LEG = replace(leg(S.OPEN), number=NUMBER, supplier="Shop")
CLEARED = Cleared((Take(A, 1),), Route.CANCEL)
PLAN = CancelPlan(3000, True, False, CancelReason.CUSTOMER, False, True, "", (Take(A, 1),), 0)
FIRST = replace(PLAN, refund_all=False)
REFUND = RefundPlan("0123456789abcdef", 700, (), 0, False, False, "owed", 0)
FLIGHT = Flight(NOW - 5 * M)


def case(phase: Phase | None = None, *legs: Leg, **more: Any) -> Case:
    made = open_case(CaseId("c"), OrderKey(1), legs or (LEG,), None, NOW - D)
    return replace(made, phase=phase or Drafted(), **more)


def row(word: str, state: Case, at: datetime = NOW) -> JournalRow:
    return JournalRow(at, word, state)


def told(
    *rows: JournalRow, on: Order | None = None, own: tuple[Happened, ...] = (), asked: Any = None
) -> list[Happened]:
    """What was told of the newest row and of everything beside it, what a leg and an order tell of themselves aside."""
    found = tell(on or order(), asked, (LEG,), rows, own)
    return [one for one in found if one.code not in ("placed", "bought", "case_opened")]


def after(before: Case, word: str, state: Case) -> list[Happened]:
    opened = row("opened", before, NOW - H)
    first = told(opened)
    return [one for one in told(opened, row(word, state)) if one not in first]


def codes(found: list[Happened]) -> list[str]:
    return [one.code for one in found]


# -- the order's side -------------------------------------------------------------------------------------------------


def test_an_order_without_a_case_tells_its_dates_and_its_legs() -> None:
    on = order(paid_at=NOW - 2 * D - H)
    found = tell(on, None, (LEG,), (), ())
    assert [(one.code, one.at) for one in found] == [
        ("placed", NOW - 3 * D), ("paid", NOW - 2 * D - H), ("bought", NOW - 2 * D)
    ]  # fmt: skip
    assert [one.code for one in tell(order(), None, (), (), ())] == ["placed"]


def test_what_the_customer_asked_is_told_once() -> None:
    asked = NOW - 5 * H
    assert [(one.code, one.at) for one in told(asked=asked)] == [("customer_asked", asked)]
    opened = row("opened", case(asked_at=asked), NOW - H)
    assert codes(told(opened, asked=asked)) == ["customer_asked"]
    assert codes(told(opened, asked=asked + H)) == ["customer_asked", "customer_asked"]  # asked again, elsewhere
    (first,) = told(opened, asked=asked)
    assert (first.at, first.known) == (asked, NOW - H)
    again = row("set_why", case(asked_at=asked, reason=mv.Reason.OTHER))
    assert codes(told(opened, again)) == ["customer_asked", "why"]
    moved = row("set_why", case(asked_at=asked + H, reason=mv.Reason.OTHER))
    assert codes(told(opened, moved)) == ["customer_asked", "customer_asked", "why"]


def test_cancelled_and_refunded_say_whether_somebody_else_did_it() -> None:
    on = order(cancelled_at=NOW, refunds=(Refund("r", NOW, 1000),), returned=1000)
    without = {one.code: one.data for one in told(on=on)}
    assert without["cancelled"] == {"others": False}  # before any case: nobody asks who
    assert without["refunded"] == {"amount": 1000, "currency": "EUR", "others": False}
    opened = row("opened", case(), NOW - H)
    theirs = {one.code: one.data["others"] for one in told(opened, on=on)}
    assert theirs == {"cancelled": True, "refunded": True}
    sent = row("sent", case(Sent(PLAN, FLIGHT, CLEARED)), NOW - M)
    ours = {one.code: one.data.get("others") for one in told(opened, sent, on=on)}
    assert (ours["cancelled"], ours["refunded"]) == (False, False)
    later = {one.code: one.data.get("others") for one in told(opened, replace(sent, at=NOW + 2 * M), on=on)}
    assert (later["cancelled"], later["refunded"]) == (True, True)
    edge = {one.code: one.data.get("others") for one in told(opened, replace(sent, at=NOW + M), on=on)}
    assert (edge["cancelled"], edge["refunded"]) == (False, False)  # two clocks are a minute apart
    before = {one.code: one.data["others"] for one in told(replace(opened, at=NOW + SECOND), on=on)}
    assert before == {"cancelled": False, "refunded": False}
    at_once = {one.code: one.data["others"] for one in told(replace(opened, at=NOW), on=on)}
    assert at_once == {"cancelled": True, "refunded": True}


def test_money_that_a_colleague_gives_back_while_our_cancellation_runs_is_theirs() -> None:
    """Everything was pressed; a colleague gave 20.00 in the same minute, so that Shopify gave the rest (M1)."""
    theirs, rest = Refund("t", NOW - 4 * SECOND, 2000), Refund("o", NOW, 1000)
    on = order(cancelled_at=NOW, refunds=(theirs, rest), returned=3000)
    opened, sent = row("opened", case(), NOW - H), row("sent", case(Sent(PLAN, FLIGHT, CLEARED)), NOW - M)
    found = {one.data["amount"]: one.data["others"] for one in told(opened, sent, on=on) if one.code == "refunded"}
    assert found == {2000: True, 1000: False}


def test_an_effect_within_its_second_stands_after_the_press_that_made_it() -> None:
    """Shopify tells whole seconds: what it did at :05 was done at some time before :06."""
    done = NOW.replace(microsecond=0)
    on = order(cancelled_at=done, refunds=(Refund("o", done, 3000),), returned=3000)
    sent = row("sent", case(Sent(PLAN, FLIGHT, CLEARED)), done + timedelta(milliseconds=300))
    found = codes(told(row("opened", case(), NOW - H), sent, on=on))
    assert found[-2:] == ["cancelled", "refunded"]


@pytest.mark.parametrize("came_to", [{"amount": 3000}, {"pending": 3000}, {"failed": 3000}])
def test_a_refund_that_went_with_our_cancellation_stays_ours_whatever_comes_of_it(came_to: dict[str, Any]) -> None:
    made = replace(Refund("o", NOW, 0), **came_to)
    on = order(cancelled_at=NOW, refunds=(made,), returned=made.amount, refund_pending=made.pending)
    opened, sent = row("opened", case(), NOW - H), row("sent", case(Sent(PLAN, FLIGHT, CLEARED)), NOW - M)
    whose = {one.data["others"] for one in told(opened, sent, on=on) if "others" in one.data}
    assert whose == {False}


@pytest.mark.parametrize("phase", [ByHand("cancel", 0, (), 0, CLEARED), Claimed("cancel", 0, (), 0, NOW, CLEARED)])
def test_what_is_done_by_hand_is_ours(phase: Phase) -> None:
    on = order(cancelled_at=NOW, refunds=(Refund("r", NOW, 1000),), returned=1000)
    found = {
        one.code: one.data.get("others") for one in told(row("opened", case(), NOW - H), row("x", case(phase)), on=on)
    }
    assert (found["cancelled"], found["refunded"]) == (False, False)


def test_a_refund_of_ours_is_known_by_its_key_or_its_id_and_a_cancellation_by_no_refund() -> None:
    opened = row("opened", case(), NOW - 3 * D)
    out = row("sent", case(RefundSent(REFUND, replace(FLIGHT, job="r"), RefundOwed())), NOW + H)

    def others(refund: Refund, *rows: JournalRow) -> bool:
        (one,) = [one for one in told(opened, *rows, on=order(refunds=(refund,))) if one.code == "refunded"]
        return bool(one.data["others"])

    assert not others(Refund("r", NOW, 700), out)  # sent later by a clock that is behind: by its id
    assert not others(Refund("x", NOW, 700, note="DropDesk 01234567"), out)
    assert not others(
        Refund("x", NOW, 700, note="01234567"), row("w", case(RefundWanted(REFUND, RefundOwed())), NOW + H)
    )
    assert others(Refund("x", NOW, 700, note="0123456"), out)
    unkeyed = row("w", case(RefundWanted(replace(REFUND, key=""), RefundOwed())), NOW + H)
    assert others(Refund("x", NOW, 700), unkeyed)
    assert others(Refund("x", NOW, 700))
    near = row("sent", case(RefundSent(REFUND, FLIGHT, RefundOwed())), NOW)
    assert not others(Refund("x", NOW, 700), near)  # ours was out
    on = order(cancelled_at=NOW)
    (cancelled,) = [one for one in told(opened, near, on=on) if one.code == "cancelled"]
    assert cancelled.data["others"] is True  # a refund that was out cancels nothing


def test_a_refund_pending_failed_or_empty() -> None:
    pending = Refund("p", NOW, 0, pending=300)
    failed = Refund("f", NOW - H, 0, failed=500, reason="closed card")
    found = told(on=order(refunds=(pending, failed, Refund("e", NOW, 0))))
    assert [(one.code, one.data["amount"]) for one in found] == [
        ("refunded", 500),  # it was on its way: the record is not written anew
        ("refund_failed", 500),
        ("refunded", 300),
    ]
    assert (found[1].at, found[1].data["text"], found[1].data["currency"]) == (NOW - H, "closed card", "EUR")
    assert found[0].data["pending"] is True
    assert found[2].data["pending"] is True
    assert "pending" not in told(on=order(refunds=(Refund("d", NOW, 1),)))[0].data


def test_money_back_that_no_refund_row_tells() -> None:
    back = order(returned=700, refunded_at=NOW)
    assert [(one.code, one.at, one.data["amount"]) for one in told(on=back)] == [("refunded", NOW, 700)]
    (file,) = told(on=order(returned=700))  # a file tells no time: by when it was seen
    assert (file.code, file.data["amount"], file.data["file"], file.exact) == ("refunded", 700, True, False)
    assert told(on=order(refunded_at=NOW)) == []
    assert len(told(on=replace(back, refunds=(Refund("r", NOW, 700),)))) == 1


def test_a_chargeback_is_told_by_when_it_was_seen() -> None:
    (one,) = told(on=order(chargeback=Chargeback.LOST, chargeback_first_seen=NOW))
    assert (one.code, one.at, one.data["state"], one.exact) == ("chargeback", NOW, "lost", False)
    assert told(on=order(chargeback=Chargeback.LOST)) == []
    assert told(on=order(chargeback=Chargeback.INQUIRY, chargeback_first_seen=NOW)) == []


def test_a_row_of_the_order_that_the_journal_tells_as_well_is_told_once() -> None:
    linked = Happened(NOW, "linked", {"number": NUMBER})
    opened = row("opened", case(None, leg(S.UNLINKED)), NOW - H)
    journal_tells = row("report", case(None, replace(LEG, state=S.UNCLEAR)), NOW)
    assert codes(told(opened, journal_tells, own=(linked,))).count("linked") == 1
    for near in (2 * SECOND, -2 * SECOND):
        assert codes(told(opened, journal_tells, own=(replace(linked, at=NOW + near),))).count("linked") == 1
    apart = replace(linked, at=NOW + 3 * SECOND)
    assert codes(told(opened, journal_tells, own=(apart,))).count("linked") == 2
    other = replace(linked, data={"number": SupplierNumber("8190000000000002")})
    assert codes(told(opened, journal_tells, own=(other,))).count("linked") == 2
    note = Happened(NOW, "noted", {})
    assert codes(told(opened, journal_tells, own=(note,)))[-1:] == ["noted"]
    unnamed = Happened(NOW, "linked")
    assert codes(told(opened, journal_tells, own=(unnamed,))).count("linked") == 1
    asked = row("set_why", case(asked_at=NOW - 5 * H, reason=mv.Reason.OTHER))
    known_then = Happened(NOW, "customer_asked")  # the order's own row was written when it was told
    assert codes(told(opened, asked, own=(known_then,))).count("customer_asked") == 1


# -- the journal ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("keep", "keep"), ("withdraw", "withdraw"), ("wanted_after_all", "wanted_after_all"), ("reopen", "reopen"),
        ("discard", "discard"), ("change_mind", "changed_mind"), ("undone", "undone"), ("waive", "waived"),
    ],
)  # fmt: skip
def test_a_decision_is_told_when_it_was_made(word: str, code: str) -> None:
    assert [(one.code, one.at) for one in after(case(), word, case())] == [(code, NOW)]


def test_rows_without_a_word_for_the_timeline_tell_nothing() -> None:
    assert after(case(), "start", case(AtSupplier())) == []
    assert after(case(), "set_why", case()) == []
    assert after(case(), "override", case()) == []
    assert after(case(), "do_by_hand", case(CLEARED)) == []


def test_the_case_is_opened_once_with_what_was_known_of_its_legs() -> None:
    found = tell(order(), None, (), (row("opened", case()),), ())
    assert [one.code for one in found] == ["placed", "bought", "case_opened"]


def test_why_and_what_is_wished() -> None:
    (why,) = after(case(), "set_why", case(reason=mv.Reason.DAMAGED))
    assert (why.code, why.data["reason"]) == ("why", "damaged")
    (wish,) = after(case(), "set_wish", case(wish=(Take(A, 2), Take(A, 1))))
    assert (wish.code, wish.data["units"]) == ("wish", 3)
    (whole,) = after(case(wish=(Take(A, 1),)), "set_wish", case())
    assert whole.data["units"] == 0
    assert after(case(), "set_wish", case()) == []
    assert after(case(), Followed.SEEN, case(wish=())) == []  # it shrank by itself


def test_which_tick_was_taken_back() -> None:
    asked = replace(LEG, state=S.ASKED, asked_times=1, request_ticked_at=NOW - H, message_ticked_at=NOW - H)
    assert codes(after(case(None, asked), "untick", case(None, replace(asked, message_ticked_at=None)))) == [
        "unticked_message"
    ]
    opened = replace(LEG, asked_times=0)
    assert codes(after(case(None, asked), "untick", case(None, opened))) == ["unticked_request"]
    refused = replace(asked, state=S.REFUSED)
    assert codes(after(case(None, refused), "untick", case(None, asked))) == ["unticked_answer"]
    other = replace(leg(S.OPEN, 2), number=SupplierNumber("8190000000000002"))
    without = case(None, other, replace(asked, message_ticked_at=None))
    assert codes(after(case(None, other, asked), "untick", without)) == ["unticked_message"]
    again = replace(asked, asked_times=2)
    assert codes(after(case(None, again), "untick", case(None, replace(asked, request_ticked_at=NOW - D)))) == [
        "unticked_request"
    ]


def test_which_part_of_a_shared_purchase() -> None:
    ours = case(None, replace(LEG, part="only_ours"))
    assert codes(after(case(), "say_part", ours)) == ["part_only_ours"]
    assert codes(after(ours, "say_part", case(None, replace(LEG, part="all")))) == ["part_all"]


def test_an_override_is_told_with_the_loss_that_was_shown() -> None:
    made = Override(((A, 0),), "why", Money(900, "USD"), NOW)
    (row_,) = after(case(), "override", case(CLEARED, overrides=(made,)))
    assert (row_.code, row_.data) == ("override", {"amount": 900, "currency": "USD", "ref": "why"})
    earlier = replace(made, loss=None)
    (unknown,) = after(case(), "override", case(CLEARED, overrides=(made, earlier)))
    assert unknown.data == {"ref": "why"}


def test_by_hand() -> None:
    hand = ByHand("refund", 700, (), 0, RefundOwed())
    (chosen,) = after(case(RefundOwed()), "do_by_hand", case(hand))
    assert (chosen.code, chosen.at, chosen.data) == (
        "do_by_hand",
        NOW,
        {"what": "refund", "amount": 700, "currency": "EUR"},
    )
    claim = Claimed("refund", 700, (), 0, NOW - 2 * H, RefundOwed())
    found = tell(order(), None, (), (row("opened", case(hand), NOW - H), row("did_by_hand", case(claim))), ())
    (done,) = [one for one in found if one.code == "did_by_hand"]
    assert (done.at, done.known) == (NOW - 2 * H, NOW)


@pytest.mark.parametrize(
    ("word", "phase", "code", "data"),
    [
        ("want_cancel", Wanted(PLAN, CLEARED), "planned_cancel", {"amount": 3000, "later": False}),
        ("want_refund", RefundWanted(REFUND, RefundOwed()), "planned_refund", {"amount": 700, "purpose": "owed"}),
        ("want_items", RefundWanted(replace(REFUND, purpose="items"), CLEARED), "planned_refund", {"purpose": "items"}),
        ("want_goodwill", RefundWanted(replace(REFUND, purpose="goodwill"), AtSupplier()), "planned_refund", {}),
        ("send_again", RefundWanted(REFUND, RefundOwed()), "send_again", {"amount": 700, "currency": "EUR"}),
        ("want_recall", RecallSent((("r", True),), None, CLEARED), "planned_recall", {}),
    ],
)
def test_plans(word: str, phase: Phase, code: str, data: dict[str, object]) -> None:
    (one,) = after(case(CLEARED), word, case(phase))
    assert one.code == code
    assert {name: one.data[name] for name in data} == data


CALLS: list[tuple[Phase, Phase, str, int | None]] = [
    (Wanted(PLAN, CLEARED), Sent(PLAN, FLIGHT, CLEARED), "cancel", 3000),
    (Wanted(FIRST, CLEARED), Sent(FIRST, FLIGHT, CLEARED), "cancel", None),
    (RefundWanted(REFUND, RefundOwed()), RefundSent(REFUND, FLIGHT, RefundOwed()), "refund", 700),
    (RecallSent((), None, CLEARED), RecallSent((), FLIGHT, CLEARED), "recall", None),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "out", "what", "amount"), CALLS)
def test_calls(wanted: Phase, out: Phase, what: str, amount: int | None) -> None:
    (went,) = after(case(wanted), Followed.SENT, case(out))
    assert (went.code, went.data["what"], went.data.get("amount")) == ("call_sent", what, amount)
    for word in (Followed.TAKEN, Followed.NOT_KNOWN):
        (answered,) = after(case(out), word, case(out))
        assert (answered.code, answered.data["what"], answered.data.get("amount")) == (f"call_{word}", what, amount)
        assert "why" not in answered.data
    for word in (Followed.REFUSED, Followed.HELD_BACK):
        back = replace(CLEARED, why="not_cancellable", text="No.")
        told_back = [one for one in after(case(out), word, case(back)) if one.code == f"call_{word}"]
        assert [(one.data["what"], one.data["why"], one.data["text"]) for one in told_back] == [
            (what, "not_cancellable", "No.")
        ]


@pytest.mark.parametrize("out", [one[1] for one in CALLS])
def test_looks(out: Phase) -> None:
    (absent,) = after(case(out), Followed.LOOKED, case(out))
    assert absent.code == "look_absent"
    assert absent.data.get("amount") == (700 if isinstance(out, RefundSent) else None)
    proven = [one.code for one in after(case(out), Followed.LOOKED, case(Settling()))]
    assert proven == ["look_proven"]
    for why in ("not_done", "not_cancelled", "job_failed"):
        back = [one.code for one in after(case(out), Followed.LOOKED, case(replace(CLEARED, why=why)))]
        assert back[0] == "look_absent"
    (seen,) = after(case(out), "saw_in_admin", case(Claimed("x", 0, (), 0, NOW, CLEARED)))
    assert (seen.code, seen.data["done"]) == ("saw_in_admin", True)
    assert after(case(out), "saw_in_admin", case(out))[0].data["done"] is False


def test_a_claim_that_is_seen_not_done() -> None:
    claim = Claimed("refund", 700, (), 0, NOW, RefundOwed())
    assert after(case(claim), "saw_in_admin", case(RefundOwed("not_done")))[0].data["done"] is False
    (stays,) = after(case(claim), "saw_in_admin", case(replace(claim, at=NOW + M)))
    assert stays.data["done"] is True


def test_where_the_case_went_by_itself() -> None:
    closed = Closed("refunded", NOW)
    (end,) = after(case(Settling()), Followed.SEEN, case(closed, outcome="noted"))
    assert (end.code, end.data["outcome"]) == ("closed", "noted")
    assert after(case(Settling()), Followed.SEEN, case(closed))[0].data["outcome"] == "none_refunded"
    assert after(case(closed), Followed.SEEN, case(closed)) == []
    (back,) = after(case(CLEARED), Followed.SEEN, case(AtSupplier("ground_moved")))
    assert (back.code, back.data) == ("back", {"why": "ground_moved", "text": ""})
    (owed,) = after(case(closed), Followed.SEEN, case(RefundOwed("refund_failed", "closed card")))
    assert owed.data == {"why": "refund_failed", "text": "closed card"}
    assert codes(after(case(CLEARED), "report", case(AtSupplier("ground_moved")))) == ["back"]
    assert after(case(CLEARED), "start", case(AtSupplier("ground_moved"))) == []  # the person's own doing
    assert after(case(CLEARED), Followed.SEEN, case(AtSupplier())) == []
    assert after(case(CLEARED), Followed.SEEN, case(replace(CLEARED, why="recalled"))) == []  # it stands where it stood
    asked = case(RecallAsked(NOW, CLEARED))
    assert codes(after(asked, Followed.SEEN, case(replace(CLEARED, why="recalled")))) == ["back"]
    told_already = case(AtSupplier("refund_failed"))
    assert after(told_already, Followed.SEEN, case(Settling(why="refund_failed"))) == []


def test_legs_are_told_by_their_own_names_and_parts_by_their_legs() -> None:
    two = replace(LEG, units=((A, 0), (A, 1)))
    part = replace(two, id=LegId("1.2-1"), units=((A, 0),), state=S.ASKED, asked_times=1)
    rest = replace(two, units=((A, 1),))
    found = after(case(None, two), "report", case(None, rest, part))
    assert codes(found) == ["said_asked"]  # the part is no purchase that was linked now
    new = replace(leg(S.OPEN, 2), number=SupplierNumber("8190000000000002"))
    assert codes(after(case(None, two), "report", case(None, two, new))) == ["linked"]
    gone_leg = case(None, replace(part))
    assert codes(after(case(None, two), "report", gone_leg)) == ["linked"]  # its leg is not there any more


def test_a_purchase_taken_off_the_order_is_told() -> None:
    other = replace(leg(S.NOT_ORDERED, 2))
    (gone,) = after(case(None, LEG, other), Followed.SEEN, case(None, other))
    assert (gone.code, gone.at, gone.data) == ("unlinked", NOW, {"number": NUMBER, "supplier": "Shop"})
    moved = replace(LEG, id=LegId("9"))
    assert "unlinked" not in codes(after(case(None, LEG), Followed.SEEN, case(None, moved)))
    assert after(case(None, LEG, other), Followed.SEEN, case(None, LEG)) == []  # nothing was bought there


def test_seen_by_itself_is_no_correction() -> None:
    asked = replace(LEG, state=S.ASKED, asked_times=1, was=LEG)
    assert codes(after(case(None, asked), "report", case(None, LEG))) == ["said_undo"]
    assert "said_undo" not in codes(after(case(None, asked), Followed.SEEN, case(None, LEG)))


def test_undone_with_its_withdrawals_is_told_by_the_legs() -> None:
    asked = replace(LEG, state=S.ASKED, asked_times=1, clock_started_at=NOW - D)
    withdrawn = replace(asked, state=S.OPEN, clock_started_at=None)
    assert codes(after(case(None, asked), "undone", case(Settling(kept=True), withdrawn))) == ["said_request_withdrawn"]


def test_everything_is_told_oldest_first() -> None:
    stopped = replace(LEG, state=S.STOPPED, how=How.CANCELLED)
    on = order(paid_at=NOW - 2 * D - H, cancelled_at=NOW + H)
    rows = (row("opened", case(), NOW - H), row("report", case(None, stopped), NOW))
    found = tell(on, NOW - D, (stopped,), rows, ())
    assert [one.code for one in found] == [
        "placed", "paid", "bought", "customer_asked", "case_opened", "said_accepted", "cancelled"
    ]  # fmt: skip


def test_a_time_it_was_known_is_told_only_where_it_lies_apart() -> None:
    near = Happened(NOW, "x", known=NOW + 59 * SECOND)
    apart = Happened(NOW, "x", known=NOW + M)
    before = Happened(NOW, "x", known=NOW - 59 * SECOND)
    none = Happened(NOW, "x")
    assert concise((near, apart, before, none)) == (none, apart, none, none)


# -- the words of the journal -----------------------------------------------------------------------------------------


def test_every_move_has_a_word_of_its_own_and_old_rows_keep_theirs() -> None:
    assert journal.word(mv.Keep()) == "keep"
    assert journal.word(mv.CloseWithNote("n")) == "close_with_note"
    assert journal.present("CloseWithNote") == "close_with_note"  # 0.1.0
    assert journal.present("Seen") == Followed.SEEN
    assert journal.present("keep") == "keep"
