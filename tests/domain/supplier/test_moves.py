"""Moves of a leg (rules §5, first table): what a hostile reading of them found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dropdesk.domain.case.basis.costs import at_risk, spent
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.clocks import Clocks, should_win
from dropdesk.domain.supplier.leg import DisputeStage, How, Leg, SupplierMoney
from dropdesk.domain.supplier.money import awaits, cost_told, never_paid
from dropdesk.domain.supplier.moves import report, request_undoable, undone
from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.supplier.status_words import PART_SHIPPED, sight
from dropdesk.domain.values import LegId, LineId, Money, Seen, SupplierNumber, Where
from dropdesk.domain.verdict.assess import assess
from dropdesk.domain.verdict.units import Units
from dropdesk.domain.verdict.verdict import Action, Attention, Code
from dropdesk.errors import Refused
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, A, D, H, S, leg, order, situation

CLOCKS = Clocks(Rulebook(), CHINA)


def said(one: Leg, say: Say, **more: Any) -> Leg:
    (after,) = report(one, Report(one.id, say, **more), NOW, CLOCKS)
    return after


@pytest.mark.parametrize("how", list(How))
def test_a_scan_of_what_was_stopped_says_that_it_was_shipped_after_all(how: How) -> None:
    after = said(leg(S.STOPPED, how=how), Say.SCAN, at=NOW - D)
    assert after.state is (S.STOPPED if how in (How.WON, How.SETTLED, How.CAME_BACK) else S.GONE)
    assert after.scanned_at == NOW - D


def test_the_first_scan_stays_the_first() -> None:
    """A later one does not win a dispute that was opened after the parcel was on its way."""
    one = leg(S.DISPUTED, scanned_at=NOW - 5 * D, dispute_opened_at=NOW - 3 * D)
    assert said(one, Say.SCAN, at=NOW - D).scanned_at == NOW - 5 * D
    assert said(one, Say.SCAN).scanned_at == NOW - 5 * D
    assert said(one, Say.SCAN, at=NOW - 6 * D).scanned_at == NOW - 6 * D


@pytest.mark.parametrize("state", [S.OPEN, S.ASKED, S.UNCLEAR, S.STOPPED, S.DISPUTED])
def test_a_loss_is_accepted_for_what_is_gone_never_for_what_may_still_be_stopped(state: S) -> None:
    with pytest.raises(Refused, match="not_now"):
        said(leg(state), Say.LOSS_ACCEPTED, text_ref="ref")
    with pytest.raises(Refused, match="reason_needed"):
        said(leg(S.GONE), Say.LOSS_ACCEPTED)
    assert said(leg(S.GONE), Say.LOSS_ACCEPTED, text_ref="ref").loss_accepted


@pytest.mark.parametrize("say", [Say.SHIPPED, Say.CAME_BACK, Say.DELIVERED])
def test_a_leg_that_splits_makes_no_money_out_of_nothing(say: Say) -> None:
    """What is awaited, came in and was written off is divided with the units, to the last cent."""
    units = tuple((LineId("1"), n) for n in range(3))
    money = SupplierMoney(Money(1000, "EUR"), NOW, False, received=401, received_at=NOW, written_off=100)
    whole = replace(leg(S.STOPPED, how=How.CANCELLED), units=units, cost=Money(1000, "EUR"), money=money)
    parts = report(whole, Report(whole.id, say, units=units[:1]), NOW, CLOCKS)
    assert [len(part.units) for part in parts] == [2, 1]
    assert [part.money.received for part in parts] == [268, 133]
    assert sum(part.money.written_off for part in parts) == 100
    assert sum(part.money.awaited.minor for part in parts if part.money.awaited is not None) == 1000
    assert sum(part.cost.minor for part in parts if part.cost is not None) == 1000


def test_a_number_told_again_does_not_start_its_clock_again() -> None:
    given = said(leg(S.DEMANDED), Say.NUMBER, tracking_number="LP1", at=NOW - 4 * D)
    assert given.state is S.NUMBERED
    again = said(given, Say.NUMBER, tracking_number="LP1")
    assert (again.clock_started_at, again.number_given_at) == (NOW - 4 * D, NOW - 4 * D)
    other = said(given, Say.NUMBER, tracking_number="LP2")  # nobody told when: by now
    assert (other.clock_started_at, other.clock_started_by) == (None, NOW)
    assert said(replace(given, state=S.UNPROVEN), Say.NUMBER, tracking_number="LP1").state is S.UNPROVEN


def test_delivered_once_more_does_not_end_an_agreed_return() -> None:
    agreed = said(leg(S.DELIVERED, delivered_at=NOW - 3 * D), Say.RETURN_AGREED, until=NOW + 7 * D)
    assert said(agreed, Say.DELIVERED).state is S.RETURNING
    on_its_way = said(leg(S.GONE), Say.RETURN_AGREED, until=NOW + 7 * D)
    arrives = said(on_its_way, Say.DELIVERED, at=NOW)  # a return is part of its dispute, and a dispute stays
    assert (arrives.state, arrives.delivered_at, arrives.send_back_by) == (S.RETURNING, NOW, NOW + 7 * D)


def test_what_was_seen_during_a_lost_dispute_stays_seen() -> None:
    disputed = said(leg(S.DISPUTABLE), Say.DISPUTE_OPENED, at=NOW - 5 * D)
    assert said(disputed, Say.DISPUTE_LOST).state is S.DISPUTABLE
    scanned = said(disputed, Say.SCAN, at=NOW - 2 * D)
    assert said(scanned, Say.DISPUTE_LOST).state is S.GONE
    assert said(said(scanned, Say.DELIVERED, at=NOW), Say.DISPUTE_LOST).state is S.DELIVERED


def test_a_file_that_says_cancelled_of_what_arrived_is_a_contradiction() -> None:
    """It must not free what the customer has."""
    seen = Seen(None, Where.ALIEXPRESS_FILE, NOW)
    told = Purchase(number=SupplierNumber("8190000000002001"), status="Cancelled", seen=seen)
    (after,) = sight(leg(S.DELIVERED, delivered_at=NOW - D), told, {}, CLOCKS)
    assert after.state is S.UNCLEAR
    (stopped,) = sight(leg(S.OPEN), told, {}, CLOCKS)
    assert stopped.state is S.STOPPED


# -- what nobody told stays unknown ------


def seen(one: Leg, word: str, at: Any = NOW, where: Where = Where.ALIEXPRESS_FILE, **more: Any) -> Leg:
    number = one.number or SupplierNumber("3000000000000001")
    (after,) = sight(one, Purchase(number, word, Seen(None, where, at), **more), {}, CLOCKS)
    return after


@pytest.mark.parametrize(("say", "what"), [(Say.PAID, "paid"), (Say.SHIPPED, "shipped"), (Say.DELIVERED, "delivered")])
def test_a_report_says_that_not_when(say: Say, what: str) -> None:
    bare = leg(S.UNPAID, paid_at=None)
    told = said(bare, say)
    assert (getattr(told, f"{what}_at"), getattr(told, f"{what}_by")) == (None, NOW)
    (later,) = report(told, Report(told.id, say), NOW + D, CLOCKS)
    assert getattr(later, f"{what}_by") == NOW  # the first sighting told it
    typed = said(told, say, at=NOW - D)
    assert (getattr(typed, f"{what}_at"), getattr(typed, f"{what}_by")) == (NOW - D, None)


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("word", ["Awaiting shipment", "Shipped", "Cancelled", "IN_ISSUE", "Completed", "FINISH", "?"])
def test_a_file_is_a_sighting_never_a_look(state: S, word: str) -> None:
    assert seen(leg(state, looked_at=None), word).looked_at is None
    assert seen(leg(state, looked_at=NOW - D), word).looked_at == NOW - D


def test_the_suppliers_api_looks() -> None:
    assert seen(leg(S.STOPPED, looked_at=None), "Cancelled", where=Where.ALIEXPRESS_API).looked_at == NOW


@pytest.mark.parametrize("say", [Say.ASKED, Say.DEMANDED, Say.REQUEST_WITHDRAWN])
def test_a_request_is_no_look(say: Say) -> None:
    assert said(leg(S.OPEN), say).looked_at is None


@pytest.mark.parametrize(
    ("state", "word"),
    [(S.DISPUTED, "In dispute"), (S.RETURNING, "IN_ISSUE"), (S.DISPUTED, "Shipped"), (S.RETURNING, "Shipped")],
)
def test_a_word_that_says_no_more_leaves_the_dispute(state: S, word: str) -> None:
    one = leg(state, dispute_opened_at=NOW - 3 * D, clock_started_at=NOW - 2 * D, send_back_by=NOW + D)
    after = seen(one, word)
    assert after.state is state
    assert (after.dispute_opened_at, after.clock_started_at, after.send_back_by) == (NOW - 3 * D, NOW - 2 * D, NOW + D)


def test_a_dispute_that_a_file_tells_has_no_date_made_up() -> None:
    after = seen(leg(S.GONE), "In dispute")
    assert after.state is S.DISPUTED
    assert (after.dispute_opened_at, after.clock_started_at, after.clock_started_by) == (None, None, NOW)


# -- facts that only grow ------


def test_shipped_enters_whatever_its_files_time() -> None:
    assert seen(leg(S.ASKED, looked_at=None), "Shipped", NOW - 3 * D).state is S.GONE
    stop = leg(S.STOPPED, how=How.CANCELLED, looked_at=NOW - H)
    unclear = seen(stop, "Shipped", NOW - 3 * D)
    assert (unclear.state, unclear.raw_status) == (S.UNCLEAR, "Shipped")  # the person said that it was stopped
    assert seen(leg(S.OPEN, looked_at=NOW - H), "Shipped", NOW - 3 * D).state is S.UNCLEAR  # and that it was not sent


@pytest.mark.parametrize("later", ["Shipped", "Completed", "Cancelled", "Awaiting shipment", "IN_CANCEL", "In dispute"])
@pytest.mark.parametrize("older", ["Shipped", "Completed", "Cancelled", "Awaiting shipment", "IN_CANCEL"])
def test_the_order_in_which_files_arrive_never_matters(older: str, later: str) -> None:
    start = Leg(LegId("1"), S.UNCLEAR, ((A, 0),), number=SupplierNumber("3000000000000001"))
    one = seen(seen(start, older, NOW - 3 * D), later, NOW - D)
    other = seen(seen(start, later, NOW - D), older, NOW - 3 * D)
    if (older, later) == ("IN_CANCEL", "Awaiting shipment"):  # neither grows: "not shipped" leaves what was asked
        assert (one.state, other.state) == (S.ASKED, S.OPEN)
    else:
        assert one.state is other.state


@pytest.mark.parametrize("state", [S.OPEN, S.ASKED, S.GONE, S.DELIVERED, S.STOPPED, S.DISPUTED])
def test_awaiting_payment_after_anything_later_is_a_contradiction(state: S) -> None:
    assert seen(leg(state), "Awaiting payment").state is S.UNCLEAR


# -- the supplier's money ------


@pytest.mark.parametrize("say", [Say.ACCEPTED, Say.CLOSED_ITSELF, Say.DROPPED, Say.DISPUTE_WON, Say.CAME_BACK])
def test_every_stop_of_a_paid_purchase_awaits_its_money_known_or_not(say: Say) -> None:
    stopped = said(leg(S.ASKED, cost=None), say)
    assert stopped.money.unknown
    assert (stopped.money.since, stopped.money.since_is_at_the_latest) == (NOW, True)
    assert awaits(stopped)
    filled = seen(stopped, "Cancelled", NOW + D, total=Money(1240, "EUR"))
    assert (filled.money.awaited, filled.money.unknown) == (Money(1240, "EUR"), False)
    assert awaits(filled)
    typed = said(stopped, Say.MONEY_AWAITED, amount=Money(1100, "EUR"))
    assert (typed.money.awaited, typed.money.unknown) == (Money(1100, "EUR"), False)
    for end in (said(stopped, Say.MONEY_RECEIVED, amount=Money(900, "EUR")), said(stopped, Say.MONEY_WRITTEN_OFF)):
        assert not awaits(end)


@pytest.mark.parametrize(("say", "detail"), [(Say.CLOSED_ITSELF, "unpaid"), (Say.DROPPED, "")])
def test_an_unpaid_purchase_costs_nothing(say: Say, detail: str) -> None:
    bare = leg(S.UNPAID, paid_at=None, cost=Money(2240, "EUR"))
    unpaid = replace(bare, number=SupplierNumber("3000000000000001"))
    for one in (unpaid, said(unpaid, say, detail=detail)):
        assert never_paid(one)
        assert not awaits(one)
        assert spent(order(), (one,)).supplier_paid is None
        assert at_risk(Units(situation(one))) == (None, False)


def test_the_refund_clock_runs_from_the_first_date_known_of_the_stop() -> None:
    stopped = said(leg(S.ASKED), Say.ACCEPTED)
    (later,) = report(stopped, Report(stopped.id, Say.ACCEPTED), NOW + D, CLOCKS)
    assert later.money.since == NOW
    dated = said(stopped, Say.ACCEPTED, at=NOW - D)
    assert (dated.money.since, dated.money.since_is_at_the_latest) == (NOW - D, False)


@pytest.mark.parametrize("say", [Say.RETURN_AGREED, Say.SENT_BACK, Say.NUMBER, Say.LOSS_ACCEPTED])
def test_a_decision_and_a_chat_are_no_look(say: Say) -> None:
    """They said "you looked just now", and answered the window and the clocks."""
    known = leg(S.RETURNING if say is Say.SENT_BACK else S.GONE, looked_at=NOW - 3 * D)
    after = said(known, say, text_ref="ref" if say is Say.LOSS_ACCEPTED else "", tracking_number="LP1")
    assert (after.looked_at, after.known_at) == (NOW - 3 * D, NOW)


# -- that, not when ------


@pytest.mark.parametrize(
    ("state", "say", "more", "at", "by"),
    [
        (S.UNCLEAR, Say.ASKED, {}, "clock_started_at", "clock_started_by"),
        (S.REFUSED, Say.DEMANDED, {}, "clock_started_at", "clock_started_by"),
        (S.DEMANDED, Say.NUMBER, {"tracking_number": "LP1"}, "number_given_at", "number_given_by"),
        (S.DEMANDED, Say.NUMBER, {"tracking_number": "LP1"}, "clock_started_at", "clock_started_by"),
        (S.DISPUTED, Say.SCAN, {}, "scanned_at", "scanned_by"),
        (S.GONE, Say.SCAN, {}, "shipped_at", "shipped_by"),
        (S.DISPUTABLE, Say.DISPUTE_OPENED, {}, "dispute_opened_at", "dispute_opened_by"),
        (S.DISPUTED, Say.DISPUTE_STAGE, {"detail": "platform"}, "clock_started_at", "clock_started_by"),
        (S.GONE, Say.RETURN_AGREED, {}, "clock_started_at", "clock_started_by"),
        (S.RETURNING, Say.SENT_BACK, {"tracking_number": "LP2"}, "sent_back_at", "sent_back_by"),
    ],
)
def test_no_report_makes_an_event_of_its_own_moment(state: S, say: Say, more: Any, at: str, by: str) -> None:
    """Told without a time it happened "by now"; with one, then (rules §2 "payment time unknown")."""
    one = leg(state, shipped_at=None, clock_started_at=None)
    bare = said(one, say, **more)
    assert (getattr(bare, at), getattr(bare, by)) == (None, NOW)
    typed = said(one, say, at=NOW - D, **more)
    assert (getattr(typed, at), getattr(typed, by)) == (NOW - D, None)


@pytest.mark.parametrize("say", [Say.CAME_BACK, Say.ACCEPTED, Say.CLOSED_ITSELF])
def test_money_of_a_stop_without_a_time_is_awaited_at_the_latest_since_it_was_seen(say: Say) -> None:
    money = said(leg(S.GONE, cost=Money(900, "EUR")), say).money
    assert (money.since, money.since_is_at_the_latest) == (NOW, True)


def test_a_dispute_is_decided_by_days_that_are_known_never_by_the_moment_of_a_report() -> None:
    """R-48: "first scan seen", its time untold, said "you should win" by an invented date; a dispute whose opening
    nobody told was "hardly to be won"."""
    opened = leg(S.DISPUTED, dispute_opened_at=NOW - 2 * D)
    assert should_win(opened) is None  # no scan: R-48 speaks of a sent parcel, and it may be on its way (D-11)
    assert ("unscanned", True) in assess(situation(opened), Rulebook(), CHINA, NOW).because.data
    assert should_win(said(opened, Say.SCAN)) is None
    assert should_win(said(opened, Say.SCAN, at=NOW - 3 * D)) is False
    told = said(leg(S.GONE, shipped_at=None), Say.DISPUTE_OPENED)  # seen only
    assert should_win(told) is None
    (later,) = report(told, Report(told.id, Say.SCAN, at=NOW + 2 * D), NOW + 3 * D, CLOCKS)
    assert should_win(later) is True  # later than the latest day it can have been opened
    (asked,) = report(later, Report(told.id, Say.DISPUTE_OPENED, at=NOW - D), NOW + 3 * D, CLOCKS)
    assert (asked.dispute_opened_at, asked.dispute_opened_by) == (NOW - D, None)
    seen_then = leg(S.DISPUTED, dispute_opened_at=NOW, scanned_by=NOW - 2 * D)
    assert should_win(seen_then) is False  # scanned by then, so before it was opened
    read = assess(situation(told), Rulebook(), CHINA, NOW)
    assert "should_win" not in dict(read.because.data)
    gone = leg(S.DISPUTED, dispute_opened_at=NOW - 2 * D, shipped_by=NOW - 2 * D)  # shipped, says AliExpress; no scan
    assert should_win(gone) is None


def test_the_time_of_a_dispute_told_later_keeps_its_stage() -> None:
    one = leg(S.DISPUTED, dispute_stage=DisputeStage.PROPOSAL, answer_by=NOW + D)
    after = said(one, Say.DISPUTE_OPENED, at=NOW - 5 * D)
    assert (after.dispute_stage, after.answer_by, after.dispute_opened_at) == (
        DisputeStage.PROPOSAL, NOW + D, NOW - 5 * D
    )  # fmt: skip


# -- supplier money of unknown amount ------


@pytest.mark.parametrize("say", [Say.ACCEPTED, Say.CLOSED_ITSELF, Say.CAME_BACK])
def test_what_may_have_been_paid_is_awaited_as_an_unknown_amount(say: Say) -> None:
    """A number typed, nothing seen, then "the supplier agreed": nothing was awaited, and the case closed at once."""
    after = said(leg(S.UNCLEAR, paid_at=None, cost=None), say)
    assert (after.state, awaits(after), after.money.unknown) == (S.STOPPED, True, True)
    assert cost_told(after, Money(900, "USD")).money.awaited == Money(900, "USD")


@pytest.mark.parametrize("totals", [(None, Money(900, "USD")), (Money(900, "USD"), None)])
def test_the_order_of_files_decides_no_money(totals: tuple[Money | None, Money | None]) -> None:
    one = leg(S.UNCLEAR, paid_at=None, cost=None, raw_status="", known_at=None)
    for n, total in enumerate(totals):
        one = seen(one, "Cancelled", NOW + n * H, total=total)
    assert (one.money.awaited, one.money.unknown) == (Money(900, "USD"), False)


def test_money_that_comes_in_after_an_unknown_amount_was_written_off_is_somewhere() -> None:
    bought = replace(leg(S.OPEN, cost=None), number=SupplierNumber("8190000000002001"))
    stopped = said(bought, Say.ACCEPTED)
    assert stopped.money.unknown
    after = said(said(stopped, Say.MONEY_WRITTEN_OFF), Say.MONEY_RECEIVED, amount=Money(1240, "USD"))
    assert (after.money.awaited, after.money.received, awaits(after)) == (Money(1240, "USD"), 1240, False)
    assert spent(order(), [after]).supplier_back == Money(1240, "USD")


# -- sent back, and shipped although stopped ------


def test_sent_back_waits_for_the_arrival_and_keeps_the_number_of_the_way_out() -> None:
    agreed = leg(S.RETURNING, tracking_number="OUT1", carrier="Yanwen", clock_started_at=NOW - D, send_back_by=NOW + D)
    with pytest.raises(Refused, match="tracking_needed"):
        said(agreed, Say.SENT_BACK)
    after = said(agreed, Say.SENT_BACK, tracking_number="BACK1", carrier="DHL", at=NOW)
    assert (after.tracking_number, after.carrier) == ("OUT1", "Yanwen")
    assert (after.return_tracking, after.return_carrier, after.sent_back_at) == ("BACK1", "DHL", NOW)
    for now in (NOW, NOW + 3 * D):
        read = assess(situation(after), Rulebook(), CHINA, now)
        assert (read.row, read.code, read.because.code) == ("V-17", Code.WAITING, "sent_back")
        assert (read.action, read.deadline, read.overdue_since) == (Action.WAIT, None, None)


def test_accepted_yet_shipped_asks_for_attention_until_it_is_settled() -> None:
    """The usual next file says *delivered*: it was calm."""
    shipped = said(leg(S.STOPPED, how=How.CANCELLED), Say.SHIPPED)
    for one in (shipped, said(shipped, Say.DELIVERED), said(leg(S.STOPPED, how=How.CANCELLED), Say.DELIVERED)):
        read = assess(situation(one), Rulebook(), CHINA, NOW)
        assert Attention.ACCEPTED_YET_SHIPPED in read.attention
    settled = said(said(shipped, Say.DELIVERED), Say.LOSS_ACCEPTED, text_ref="ref")
    read = assess(situation(settled), Rulebook(), CHINA, NOW)
    assert Attention.ACCEPTED_YET_SHIPPED not in read.attention


# -- a part of it shipped ------


@pytest.mark.parametrize("state", [S.UNCLEAR, S.OPEN, S.ASKED])
def test_a_part_that_shipped_splits_the_leg_and_the_next_file_leaves_both(state: S) -> None:
    """SELLER_PART_SEND_GOODS: "splits: part gone, part open; the quantities are asked" (rules §3). The person had to
    say that all of it shipped, or none."""
    units = tuple((LineId("1"), n) for n in range(3))
    whole = replace(leg(state, known_at=NOW - 2 * D), units=units, number=SupplierNumber("8190000000002001"))
    asked = seen(whole, "SELLER_PART_SEND_GOODS", NOW - D)
    assert (asked.state, asked.raw_status) == (S.UNCLEAR, PART_SHIPPED)
    rest, gone = report(asked, Report(asked.id, Say.SHIPPED, units=units[:1]), NOW, CLOCKS)
    assert [(one.state, len(one.units)) for one in (rest, gone)] == [(S.OPEN, 2), (S.GONE, 1)]
    for n in (1, 2):
        rest, gone = (seen(one, "SELLER_PART_SEND_GOODS", NOW + n * D) for one in (rest, gone))
        assert (rest.state, gone.state) == (S.OPEN, S.GONE)
    assert seen(rest, "Shipped", NOW + 3 * D).state is S.GONE


# -- what arrived, what was asked, what was taken back (findings 401 to 440) ------

PARCEL = replace(
    leg(S.GONE, shipped_at=NOW - 20 * D, cost=Money(900, "EUR")), number=SupplierNumber("3000000000000001")
)
PART = Money(300, "EUR")


@pytest.mark.parametrize("when", [NOW - 2 * D, None])
def test_a_dispute_about_goods_that_arrived_never_ends_as_stopped_or_on_its_way(when: Any) -> None:
    """Settled for a part of 3.00 it said "nothing will ship" and offered all; lost, "Too late, shipped"."""
    here = said(PARCEL, Say.DELIVERED, at=when)
    meanwhile = said(said(PARCEL, Say.DISPUTE_OPENED, at=NOW - D), Say.DELIVERED, at=when)
    for disputed in (said(here, Say.DISPUTE_OPENED, at=NOW - D), meanwhile):
        settled = said(disputed, Say.DISPUTE_SETTLED, amount=PART)
        assert (settled.state, settled.how, settled.money.awaited) == (S.HANDLED, None, PART)
        assert said(disputed, Say.DISPUTE_LOST).state is S.DELIVERED
    on_its_way = said(said(PARCEL, Say.DISPUTE_OPENED, at=NOW - D), Say.DISPUTE_SETTLED, amount=PART)
    assert (on_its_way.state, on_its_way.how) == (S.STOPPED, How.SETTLED)


@pytest.mark.parametrize("when", [NOW - 2 * D, None])
@pytest.mark.parametrize("older", [False, True])
def test_completed_in_the_next_export_ends_no_return_and_no_dispute(when: Any, older: bool) -> None:
    """Also one made before the answer: that it was delivered only grows, and is kept."""
    export = NOW - D if older else NOW + D
    agreed = said(PARCEL, Say.RETURN_AGREED, until=NOW + 7 * D)
    here = said(said(PARCEL, Say.DELIVERED, at=when), Say.RETURN_AGREED, until=NOW + 7 * D)
    for returning in (agreed, here):
        after = seen(returning, "Completed", export)
        assert (after.state, after.send_back_by) == (S.RETURNING, NOW + 7 * D)
        assert after.delivered_at is not None or after.delivered_by is not None
        assert said(after, Say.DISPUTE_LOST).state is S.DELIVERED
    disputed = seen(said(PARCEL, Say.DISPUTE_OPENED, at=NOW), "Completed", export)
    assert (disputed.state, disputed.delivered_by) == (S.DISPUTED, export)


def test_what_the_person_calls_not_delivered_is_on_its_way_again() -> None:
    wrong = said(said(PARCEL, Say.DELIVERED), Say.UNCLEAR, detail="not delivered")
    gone = said(wrong, Say.SHIPPED)
    assert (gone.state, gone.delivered_at, gone.delivered_by) == (S.GONE, None, None)
    assert said(said(gone, Say.DISPUTE_OPENED), Say.DISPUTE_LOST).state is S.GONE


@pytest.mark.parametrize("where", [Where.ALIEXPRESS_FILE, Where.ALIEXPRESS_API])
def test_a_purchase_first_heard_of_as_asked_was_paid_and_has_its_window(where: Where) -> None:
    """R-06: only what is paid can be asked for. Counted from the order, at the earliest (rules §2)."""
    bare = leg(S.UNCLEAR, paid_at=None, known_at=None, raw_status="")
    asked = seen(bare, "Cancellation requested", NOW, where, placed_at=NOW - 3 * D)
    assert (asked.paid_at, asked.paid_by) == (None, NOW)
    end = CLOCKS.ending(asked, CLOCKS.window_end, NOW)
    assert end is not None
    assert end.shown < end.at
    assert seen(bare, "IN_CANCEL", NOW, where, paid_at=NOW - 2 * D).paid_at == NOW - 2 * D
    for say in (Say.ASKED, Say.REFUSED):
        assert said(bare, say).paid_by == NOW
        assert said(replace(bare, state=S.UNPAID), say).paid_by == NOW
        # Its payment was not taken yet: no window runs (rules §3, "open, window not started").
        assert said(replace(bare, state=S.OPEN), say).paid_by is None


@pytest.mark.parametrize(
    "state", [S.REFUSED, S.DEMANDED, S.NUMBERED, S.UNPROVEN, S.DISPUTABLE, S.DISPUTED, S.RETURNING]
)
def test_a_request_that_the_page_still_shows_takes_nothing_back(state: S) -> None:
    known = leg(state, asked_times=1, clock_started_at=NOW - 3 * D, send_back_by=NOW + D, known_at=NOW - 2 * D)
    for word in ("Cancellation requested", "IN_CANCEL"):
        after = seen(known, word)
        assert (after.state, after.asked_times, after.clock_started_at) == (state, 1, NOW - 3 * D)
        assert (after.send_back_by, after.looked_at) == (NOW + D, known.looked_at)


@pytest.mark.parametrize("word", ["Cancelled", "Closed"])
def test_cancelled_of_what_was_settled_or_written_down_as_lost_is_asked(word: str) -> None:
    """ "Nothing will ship" was said of a parcel whose loss had been accepted. A close without a reason leaves it."""
    for one in (said(PARCEL, Say.LOSS_ACCEPTED, text_ref="r"), said(PARCEL, Say.PAYS_PART, amount=PART)):
        first = seen(one, word, NOW + D)
        assert first.state is (S.UNCLEAR if word == "Cancelled" else S.HANDLED)
        assert seen(first, word, NOW + 2 * D).state is first.state  # said once more it is no less of one


@pytest.mark.parametrize("state", [S.GONE, S.DISPUTABLE])
def test_delivered_after_shipped_contradicts_nobody_however_old_the_file(state: S) -> None:
    """A file is as old as the newest date in it: nearly every export is older than the person's look."""
    known = leg(state, looked_at=NOW, known_at=NOW)
    assert seen(known, "Completed", NOW - 3 * D).state is S.DELIVERED
    assert seen(leg(S.OPEN, looked_at=NOW, known_at=NOW), "Completed", NOW - 3 * D).state is S.UNCLEAR


def test_closed_after_it_awaited_payment_may_have_been_paid_in_between() -> None:
    """R-01: exported minutes before it was paid, then cancelled. Nobody told that it was not paid."""
    start = Leg(LegId("1"), S.UNCLEAR, ((A, 0),), number=SupplierNumber("3000000000000001"))
    price = Money(900, "EUR")
    unpaid = seen(start, "Awaiting payment", NOW - 3 * D, total=price)
    closed = seen(unpaid, "Cancelled", NOW - D, total=price)
    again = seen(closed, "Cancelled", NOW, total=price)
    for one in (closed, again):
        assert (one.state, one.money.awaited, one.money.unknown, awaits(one)) == (S.STOPPED, price, False, True)
        cost = spent(order(), (one,))
        assert (cost.supplier_paid, cost.unknown, cost.supplier_due) == (Money(0, "EUR"), True, price)
    lapsed = said(again, Say.CLOSED_ITSELF, detail="unpaid")
    assert never_paid(lapsed)
    assert not awaits(lapsed)
    assert never_paid(seen(unpaid, "Closed", NOW - D, total=price, end_reason="pay_timeout"))
    typed = said(again, Say.MONEY_AWAITED, amount=Money(880, "EUR"))
    assert (typed.money.awaited, typed.money.unknown) == (Money(880, "EUR"), False)


@pytest.mark.parametrize(
    ("say", "state"),
    [
        (Say.PAID, S.OPEN),
        (Say.NOT_SHIPPED, S.OPEN),
        (Say.AWAITS_PAYMENT, S.UNPAID),
        (Say.ASKED, S.ASKED),
        (Say.REFUSED, S.REFUSED),
        (Say.NEVER_ORDERED, S.NOT_ORDERED),
        (Say.OWN_STOCK, S.NO_PURCHASE),
    ],
)
def test_a_stop_that_a_later_look_takes_back_leaves_no_money_expected(say: Say, state: S) -> None:
    asked = leg(S.ASKED, cost=Money(900, "EUR"))
    stopped = said(asked, Say.ACCEPTED)
    unclear = said(stopped, Say.UNCLEAR, detail="not cancelled")
    assert awaits(unclear)  # two words against each other: nothing is given up yet
    back = said(unclear, say)
    assert (back.state, back.how, back.money, awaits(back)) == (state, None, SupplierMoney(), False)
    paid = said(said(said(stopped, Say.MONEY_RECEIVED, amount=PART), Say.UNCLEAR, detail="x"), say)
    assert (paid.money.received, awaits(paid)) == (300, False)  # what came in is never lost
    shares = said(said(said(asked, Say.PAYS_PART, amount=PART), Say.UNCLEAR, detail="x"), say)
    assert shares.money.awaited == PART  # no stop: the supplier's part


@pytest.mark.parametrize("between", [None, Say.UNCLEAR, Say.SHIPPED, Say.DELIVERED, Say.DISPUTE_OPENED, Say.PAYS_PART])
@pytest.mark.parametrize(("say", "detail"), [(Say.CLOSED_ITSELF, "unpaid"), (Say.DROPPED, "")])
@pytest.mark.parametrize("stop", list(How))
def test_what_was_never_paid_awaits_nothing_whatever_was_said_before(
    stop: How, say: Say, detail: str, between: Say | None
) -> None:
    """Stopped, then unclear, then "it lapsed unpaid": its price was expected for ever, and the case never settled."""
    start = leg(S.UNPAID, cost=Money(900, "EUR"), paid_at=None)
    one = said(start, Say.CLOSED_ITSELF, detail=stop)
    if between is not None:
        one = said(one, between, detail="not cancelled" if between is Say.UNCLEAR else "")
    last = said(one, say, detail=detail)
    assert (last.state, never_paid(last), awaits(last)) == (S.STOPPED, True, False)
    came = said(said(one, Say.MONEY_RECEIVED, amount=PART), say, detail=detail)
    assert (came.money.received, awaits(came)) == (300, False)  # what came in is never lost


def test_what_ships_although_it_was_stopped_is_told_also_where_the_page_was_unclear_between() -> None:
    unclear = said(said(leg(S.ASKED), Say.ACCEPTED), Say.UNCLEAR, detail="?")
    assert said(unclear, Say.SHIPPED).shipped_although_stopped
    assert not said(leg(S.UNCLEAR), Say.SHIPPED).shipped_although_stopped


def test_taking_back_a_request_takes_back_the_request_whatever_was_seen_or_typed_since() -> None:
    """The typed deadline was forgotten, or the look, and the leg stayed asked for good."""
    asked = said(leg(S.OPEN, looked_at=None), Say.ASKED, at=NOW - H)
    dated = said(asked, Say.DEADLINE_TYPED, until=NOW + 3 * D)
    looked = said(dated, Say.NOT_SHIPPED)
    for one in (asked, dated, looked):
        assert request_undoable(one)
        assert (undone(one).state, undone(one).asked_times) == (S.OPEN, 0)
    assert undone(looked).ship_deadline_typed == NOW + 3 * D
    assert undone(looked).looked_at == NOW  # seen is seen
    assert not request_undoable(said(asked, Say.SCAN, detail="elsewhere"))  # the newest answer is another
    assert undone(said(leg(S.OPEN), Say.DEADLINE_TYPED, until=NOW)).ship_deadline_typed is None


def test_taking_back_an_answer_takes_back_the_amount_that_was_typed_to_it() -> None:
    stopped = said(leg(S.ASKED), Say.ACCEPTED)
    typed = said(stopped, Say.MONEY_AWAITED, amount=Money(900, "EUR"))
    back = undone(typed)
    assert (back.state, back.money) == (S.ASKED, SupplierMoney())
    came = said(typed, Say.MONEY_RECEIVED, amount=Money(900, "EUR"))
    assert undone(came).money == typed.money  # what came in is an answer of its own


@pytest.mark.parametrize("old", [True, False])
def test_the_rest_of_a_shared_purchase_may_ship_once_our_part_was_asked_about(old: bool) -> None:
    """Found in use (605): of "only our part" the supplier stopped ours and shipped the rest; each word of the whole
    purchase was an Alarm again, answered or not."""
    ours = said(replace(leg(S.ASKED), part="only_ours"), Say.ACCEPTED)
    asked = seen(ours, "Awaiting delivery", at=NOW - D if old else NOW + D)
    assert asked.state is not S.STOPPED  # asked once: it may have gone out with the rest
    (answered,) = report(asked, Report(asked.id, Say.ACCEPTED), NOW + 2 * D, CLOCKS)
    assert answered.part == "only_ours"
    for word in ("Awaiting delivery", "Completed"):
        again = seen(answered, word, at=NOW + D if old else NOW + 5 * D)
        assert (again.state, again.money) == (S.STOPPED, answered.money)
    for before in ("", "In frozen"):  # unclear, but nobody was asked whether it went out
        linked = replace(leg(S.UNCLEAR), raw_status=before, known_at=NOW, part="only_ours")
        stopped = said(linked, Say.ACCEPTED)
        assert seen(stopped, "Awaiting delivery", at=NOW + D).state is not S.STOPPED
    whole = seen(replace(answered, part="all"), "Completed", at=NOW + 5 * D)
    assert whole.state is not S.STOPPED


@pytest.mark.parametrize("words", [("Completed",) * 3, ("Awaiting delivery", "Completed", "Completed")])
def test_the_rest_may_arrive_as_well_once_our_part_was_asked_about(words: tuple[str, ...]) -> None:
    """Found by reading (902): where the first word of the rest was "Completed", each further file alarmed again."""
    leg_ = said(replace(leg(S.ASKED), part="only_ours"), Say.ACCEPTED)
    asked = 0
    for day, word in enumerate(words):
        leg_ = seen(leg_, word, at=NOW + (2 * day + 1) * D)
        if leg_.state is not S.STOPPED:
            asked += 1
            (leg_,) = report(leg_, Report(leg_.id, Say.ACCEPTED, part="only_ours"), NOW + (2 * day + 2) * D, CLOCKS)
    assert (asked, leg_.state, leg_.part) == (1, S.STOPPED, "only_ours")
    doubted = said(seen(said(replace(leg(S.ASKED), part="only_ours"), Say.ACCEPTED), "Completed", at=NOW + D),
                   Say.UNCLEAR, detail="not delivered")  # fmt: skip
    (answered,) = report(doubted, Report(doubted.id, Say.ACCEPTED), NOW + 2 * D, CLOCKS)
    assert seen(answered, "Completed", at=NOW + 3 * D).state is S.STOPPED
