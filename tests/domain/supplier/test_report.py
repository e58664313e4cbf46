"""Every saying of the leg's table, to its last field (rules §5, first table; §2 "A report says that, not when")."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.leg import DisputeStage, How, Leg, SupplierMoney
from dropdesk.domain.supplier.moves import report
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, Money, SupplierNumber, Where
from dropdesk.errors import Refused
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, A, D, H, S, leg

CLOCKS = Clocks(Rulebook(), CHINA)
NUMBER = SupplierNumber("8190000000000001")


def said(one: Leg, say: Say, where: Where = Where.PERSON, **more: Any) -> Leg:
    (after,) = report(one, Report(LegId("1"), say, **more), NOW, CLOCKS, where)
    return after


def test_link_never_ordered_own_stock() -> None:
    linked = said(leg(S.UNLINKED, raw_status="x"), Say.LINK, number=NUMBER)
    assert (linked.state, linked.number, linked.raw_status) == (S.UNCLEAR, NUMBER, "")
    assert said(leg(S.UNLINKED), Say.NEVER_ORDERED).state is S.NOT_ORDERED
    assert said(leg(S.UNLINKED), Say.OWN_STOCK).state is S.NO_PURCHASE


def test_every_saying_of_the_person_is_a_look_but_a_request() -> None:
    old = leg(S.OPEN, looked_at=NOW - D)
    asked = said(old, Say.ASKED)
    assert (asked.looked_at, asked.known_at, asked.acted_on, asked.where) == (NOW - D, NOW, True, Where.PERSON)
    look = said(old, Say.NOT_SHIPPED)
    assert (look.looked_at, look.known_at, look.acted_on) == (NOW, NOW, True)
    file = said(old, Say.SHIPPED, Where.ALIEXPRESS_FILE)
    assert (file.looked_at, file.acted_on, file.where) == (NOW - D, False, Where.ALIEXPRESS_FILE)
    assert said(replace(old, acted_on=True), Say.SHIPPED, Where.ALIEXPRESS_FILE).acted_on
    told = said(old, Say.DEADLINE_TYPED, until=NOW + D)
    assert (told.looked_at, told.known_at, told.acted_on) == (NOW - D, NOW - H, True)  # not of where the parcel is


def test_the_newest_saying_can_be_taken_back_and_no_further() -> None:
    first = leg(S.OPEN)
    asked = said(first, Say.ASKED)
    refused = said(asked, Say.REFUSED)
    assert said(refused, Say.UNDO) == replace(asked, was=None, was_changed=())
    assert said(said(refused, Say.UNDO), Say.UNDO) == replace(asked, was=None, was_changed=())
    assert said(said(first, Say.DEADLINE_TYPED, until=NOW), Say.UNDO) == first


def test_unpaid_and_paid() -> None:
    waits = said(leg(S.UNCLEAR, placed_at=NOW - 9 * D), Say.AWAITS_PAYMENT)
    assert (waits.state, waits.placed_at) == (S.UNPAID, NOW - 9 * D)
    assert said(leg(S.UNCLEAR), Say.AWAITS_PAYMENT, at=NOW - D).placed_at == NOW - D
    unpaid = leg(S.UNPAID, paid_at=None)
    timed = said(unpaid, Say.PAID, at=NOW - H)
    assert (timed.state, timed.paid_at, timed.paid_by) == (S.OPEN, NOW - H, None)
    by = said(unpaid, Say.PAID, until=NOW + D)
    assert (by.paid_at, by.paid_by, by.ship_deadline_typed) == (None, NOW, NOW + D)
    assert said(replace(unpaid, paid_by=NOW - D), Say.PAID).paid_by == NOW - D  # the first sighting that told it
    assert said(replace(unpaid, paid_by=NOW + D), Say.PAID).paid_by == NOW
    kept = said(replace(unpaid, ship_deadline_typed=NOW + 2 * D), Say.PAID)
    assert kept.ship_deadline_typed == NOW + 2 * D
    not_yet = said(unpaid, Say.PAID, at=NOW, detail="not_started")
    assert (not_yet.state, not_yet.paid_at, not_yet.paid_by) == (S.OPEN, None, None)


def test_asked_withdrawn_refused_demanded() -> None:
    asked = said(leg(S.OPEN, clock_started_by=NOW - D), Say.ASKED, at=NOW - H)
    assert (asked.clock_started_at, asked.clock_started_by, asked.asked_times, asked.before) == (
        NOW - H,
        None,
        1,
        S.OPEN,
    )
    found = said(leg(S.OPEN), Say.ASKED)
    assert (found.clock_started_at, found.clock_started_by) == (None, NOW)  # at the latest
    assert said(asked, Say.ASKED_AGAIN).asked_times == 2
    ticked = replace(asked, request_ticked_at=NOW, message_ticked_at=NOW, clock_started_by=NOW)
    back = said(ticked, Say.REQUEST_WITHDRAWN)
    assert (back.state, back.clock_started_at, back.clock_started_by) == (S.OPEN, None, None)
    assert (back.request_ticked_at, back.message_ticked_at) == (None, None)
    refused = said(asked, Say.REFUSED, detail="already packed")
    assert (refused.state, refused.claim) == (S.REFUSED, "already packed")
    demanded = said(replace(refused, clock_started_by=NOW), Say.DEMANDED, at=NOW - H)
    assert (demanded.state, demanded.clock_started_at, demanded.clock_started_by) == (S.DEMANDED, NOW - H, None)
    untold = said(refused, Say.DEMANDED)
    assert (untold.clock_started_at, untold.clock_started_by) == (None, NOW)  # at the latest


def test_a_look_after_the_clock_finds_it_unproven_and_before_it_nothing_new() -> None:
    for state, rule in ((S.DEMANDED, "demand"), (S.NUMBERED, "first_scan")):
        runs = leg(state, clock_started_at=NOW - 4 * D)
        end = CLOCKS.work_days(runs, rule)
        assert end is not None

        def at(moment: Any, one: Leg = runs, say: Say = Say.NOT_SHIPPED) -> S:
            return report(one, Report(LegId("1"), say), moment, CLOCKS)[0].state

        assert at(end) is S.UNPROVEN
        assert at(end - H) is state
        assert at(end, replace(runs, clock_started_at=None)) is state
        expected = S.UNPROVEN if state is S.NUMBERED else state
        assert at(end, runs, Say.NO_SCAN) is expected
        assert at(end - H, runs, Say.NO_SCAN) is state


def test_gone_without_a_scan_in_time_is_disputable() -> None:
    gone = leg(S.GONE, shipped_at=NOW - 3 * D, number_given_at=None)
    due = CLOCKS.work_days(replace(gone, clock_started_at=gone.shipped_at), "first_scan")
    assert due is not None

    def at(one: Leg, moment: Any) -> S:
        return report(one, Report(LegId("1"), Say.NO_SCAN), moment, CLOCKS)[0].state

    assert (at(gone, due), at(gone, due - H)) == (S.DISPUTABLE, S.GONE)
    numbered = replace(gone, number_given_at=NOW + 2 * D)  # the clock runs from the number
    assert at(numbered, due) is S.GONE
    assert at(replace(gone, scanned_at=NOW), due) is S.GONE
    assert at(leg(S.OPEN), due + 9 * D) is S.OPEN


@pytest.mark.parametrize("state", [S.GONE, S.DELIVERED, S.RETURNING])
def test_not_shipped_of_what_was_seen_further_is_a_contradiction(state: S) -> None:
    after = said(leg(state), Say.NOT_SHIPPED)
    assert (after.state, after.raw_status) == (S.UNCLEAR, "not shipped")


@pytest.mark.parametrize("state", [S.ASKED, S.REFUSED, S.UNPROVEN, S.OPEN, S.DISPUTED, S.STOPPED])
def test_not_shipped_says_no_more_than_the_leg_knows(state: S) -> None:
    assert said(leg(state), Say.NOT_SHIPPED).state is state


@pytest.mark.parametrize("state", [S.UNCLEAR, S.UNLINKED])
def test_not_shipped_explains_what_was_unclear(state: S) -> None:
    after = said(leg(state, paid_at=None), Say.NOT_SHIPPED)
    assert (after.state, after.paid_at, after.paid_by) == (S.OPEN, None, NOW)


def test_shipped() -> None:
    gone = said(leg(S.ASKED, how=How.CANCELLED), Say.SHIPPED, at=NOW - H, tracking_number="LP1", carrier="Post")
    assert (gone.state, gone.shipped_at, gone.tracking_number, gone.carrier) == (S.GONE, NOW - H, "LP1", "Post")
    assert gone.how is None
    kept = said(leg(S.OPEN, tracking_number="LP1", carrier="Post"), Say.SHIPPED)
    assert (kept.tracking_number, kept.carrier, kept.shipped_at, kept.shipped_by) == ("LP1", "Post", None, NOW)
    unproven = said(leg(S.UNPROVEN), Say.SHIPPED, at=NOW - H)
    assert (unproven.state, unproven.shipped_at) == (S.DISPUTABLE, NOW - H)
    after_all = said(leg(S.STOPPED, how=How.CANCELLED), Say.SHIPPED)
    assert (after_all.state, after_all.before) == (S.GONE, S.STOPPED)
    for state in (S.DISPUTABLE, S.DISPUTED, S.RETURNING, S.DELIVERED, S.HANDLED):
        stays = said(leg(state), Say.SHIPPED, at=NOW - H)
        assert (stays.state, stays.shipped_at) == (state, NOW - H)
    for how in (How.WON, How.SETTLED):
        assert said(leg(S.STOPPED, how=how), Say.SHIPPED).state is S.STOPPED


def test_label_only_until_a_scan() -> None:
    label = said(leg(S.OPEN), Say.LABEL_ONLY)
    assert (label.state, label.label_only) == (S.GONE, True)
    assert not said(leg(S.GONE, scanned_at=NOW - H), Say.LABEL_ONLY).label_only
    assert not said(leg(S.DISPUTED), Say.LABEL_ONLY).label_only
    assert not said(label, Say.SCAN).label_only


def test_a_number_alone_never_makes_it_shipped() -> None:
    for state in (S.OPEN, S.ASKED, S.REFUSED, S.DEMANDED, S.UNPROVEN):
        given = said(leg(state, clock_started_by=NOW), Say.NUMBER, at=NOW - H, tracking_number="LP1", carrier="Post")
        assert (given.state, given.clock_started_at, given.clock_started_by) == (S.NUMBERED, NOW - H, None)
        assert (given.tracking_number, given.carrier, given.number_given_at) == ("LP1", "Post", NOW - H)
    now = said(leg(S.DEMANDED, carrier="Post"), Say.NUMBER, tracking_number="LP1")
    assert (now.number_given_by, now.clock_started_by, now.carrier) == (NOW, NOW, "Post")
    assert (now.number_given_at, now.clock_started_at) == (None, None)
    gone = said(leg(S.GONE), Say.NUMBER, tracking_number="LP1")
    assert (gone.state, gone.tracking_number) == (S.GONE, "LP1")
    other = said(replace(now, number_given_at=NOW - D), Say.NUMBER, tracking_number="LP2")
    assert (other.number_given_at, other.number_given_by) == (None, NOW)  # another number is news


def test_a_scan() -> None:
    scanned = said(leg(S.NUMBERED, label_only=True), Say.SCAN, at=NOW - H)
    assert (scanned.state, scanned.scanned_at, scanned.shipped_at, scanned.label_only) == (
        S.GONE,
        NOW - H,
        NOW - H,
        False,
    )
    assert said(leg(S.GONE, shipped_at=NOW - D), Say.SCAN, at=NOW - H).shipped_at == NOW - D
    untold = said(leg(S.NUMBERED), Say.SCAN)
    assert (untold.scanned_at, untold.scanned_by, untold.shipped_by) == (None, NOW, NOW)
    assert said(leg(S.NUMBERED), Say.SCAN).shipped_at is None
    elsewhere = said(leg(S.NUMBERED), Say.SCAN, at=NOW - H, detail="elsewhere")
    assert (elsewhere.state, elsewhere.scanned_at, elsewhere.claim) == (S.NUMBERED, None, "scan_elsewhere")
    for state in (S.DISPUTED, S.DELIVERED, S.HANDLED, S.RETURNING):
        stays = said(leg(state), Say.SCAN, at=NOW - H)
        assert (stays.state, stays.scanned_at) == (state, NOW - H)
    for how in (How.WON, How.SETTLED, How.CAME_BACK):
        assert said(leg(S.STOPPED, how=how), Say.SCAN).state is S.STOPPED


def test_disputes() -> None:
    offered = said(leg(S.UNPROVEN), Say.OFFERS_DISPUTE, until=NOW + D)
    assert (offered.state, offered.page_offers_dispute, offered.dispute_until_typed) == (S.DISPUTABLE, True, NOW + D)
    assert said(offered, Say.OFFERS_DISPUTE).dispute_until_typed == NOW + D
    for state in (S.DISPUTED, S.RETURNING):
        assert said(leg(state), Say.OFFERS_DISPUTE).state is state
    opened = said(offered, Say.DISPUTE_OPENED, at=NOW - H)
    assert (opened.state, opened.dispute_opened_at, opened.clock_started_at) == (S.DISPUTED, NOW - H, NOW - H)
    assert (opened.clock_started_by, opened.dispute_stage) == (None, DisputeStage.SELLER)
    untimed = said(offered, Say.DISPUTE_OPENED)
    assert (untimed.dispute_opened_at, untimed.clock_started_by) == (None, NOW)
    stage = said(untimed, Say.DISPUTE_STAGE, detail="proposal", until=NOW + D)
    assert (stage.dispute_stage, stage.answer_by, stage.clock_started_at) == (DisputeStage.PROPOSAL, NOW + D, None)
    assert (stage.state, stage.clock_started_by) == (S.DISPUTED, NOW)
    assert said(opened, Say.DISPUTE_STAGE, detail="platform", at=NOW - H).clock_started_at == NOW - H


def test_a_dispute_that_ended() -> None:
    dispute = leg(
        S.DISPUTED, before=S.UNPROVEN, dispute_stage=DisputeStage.PLATFORM, answer_by=NOW, cost=Money(9, "EUR")
    )
    won = said(dispute, Say.DISPUTE_WON)
    assert (won.state, won.how, won.money.awaited) == (S.STOPPED, How.WON, Money(9, "EUR"))
    settled = said(dispute, Say.DISPUTE_SETTLED, amount=Money(4, "EUR"), at=NOW - H)
    assert (settled.state, settled.how) == (S.STOPPED, How.SETTLED)
    assert settled.money == SupplierMoney(Money(4, "EUR"), NOW - H)
    scanned = said(replace(dispute, scanned_at=NOW - D), Say.DISPUTE_SETTLED)
    assert (scanned.state, scanned.money.awaited, scanned.money.since_is_at_the_latest) == (
        S.HANDLED,
        Money(9, "EUR"),
        True,
    )
    lost = said(dispute, Say.DISPUTE_LOST)
    assert (lost.state, lost.before, lost.dispute_stage, lost.answer_by) == (S.UNPROVEN, S.DISPUTED, None, None)
    assert said(replace(dispute, before=None), Say.DISPUTE_LOST).state is S.GONE
    assert said(replace(dispute, scanned_at=NOW), Say.DISPUTE_LOST).state is S.GONE
    delivered = replace(dispute, delivered_at=NOW - H)
    assert said(delivered, Say.DISPUTE_LOST).state is S.DELIVERED
    for state in (S.HANDLED, S.STOPPED):
        assert said(replace(delivered, before=state), Say.DISPUTE_LOST).state is state
    assert said(replace(dispute, before=S.DELIVERED, scanned_at=NOW), Say.DISPUTE_LOST).state is S.DELIVERED


def test_returns() -> None:
    agreed = said(leg(S.DELIVERED, clock_started_by=NOW), Say.RETURN_AGREED, at=NOW - H, until=NOW + D)
    assert (agreed.state, agreed.clock_started_at, agreed.clock_started_by) == (S.RETURNING, NOW - H, None)
    assert agreed.send_back_by == NOW + D
    untold = said(leg(S.DELIVERED), Say.RETURN_AGREED)
    assert (untold.clock_started_at, untold.clock_started_by) == (None, NOW)
    sent = said(agreed, Say.SENT_BACK, tracking_number="RB1", carrier="Post")
    assert (sent.state, sent.return_tracking, sent.return_carrier) == (S.RETURNING, "RB1", "Post")
    assert (sent.tracking_number, sent.carrier) == (agreed.tracking_number, agreed.carrier)
    received = said(sent, Say.RETURN_RECEIVED, amount=Money(5, "EUR"))
    assert (received.state, received.money.awaited) == (S.HANDLED, Money(5, "EUR"))
    back = said(leg(S.GONE, cost=Money(9, "EUR")), Say.CAME_BACK, at=NOW - H)
    assert (back.state, back.how, back.money.since) == (S.STOPPED, How.CAME_BACK, NOW - H)


def test_a_loss_is_accepted_with_its_reason() -> None:
    for state in (S.GONE, S.RETURNING, S.DELIVERED, S.HANDLED):
        lost = said(leg(state), Say.LOSS_ACCEPTED, text_ref="r")
        assert (lost.state, lost.loss_accepted, lost.claim) == (S.HANDLED, True, "r")
    with pytest.raises(Refused, match="reason_needed"):
        said(leg(S.GONE), Say.LOSS_ACCEPTED)
    with pytest.raises(Refused, match="not_now"):
        said(leg(S.OPEN), Say.LOSS_ACCEPTED, text_ref="r")


def test_delivered() -> None:
    here = said(leg(S.GONE, how=How.CANCELLED), Say.DELIVERED, at=NOW - H)
    assert (here.state, here.delivered_at, here.how) == (S.DELIVERED, NOW - H, None)
    assert said(leg(S.GONE), Say.DELIVERED).delivered_by == NOW
    for state in (S.DISPUTED, S.HANDLED):
        assert said(leg(state), Say.DELIVERED, at=NOW - H).state is state
    for how in (How.WON, How.SETTLED):
        assert said(leg(S.STOPPED, how=how), Say.DELIVERED).state is S.STOPPED
    assert said(leg(S.STOPPED, how=How.CANCELLED), Say.DELIVERED).state is S.DELIVERED
    assert said(leg(S.RETURNING, before=S.DELIVERED), Say.DELIVERED).state is S.RETURNING
    assert said(leg(S.RETURNING, before=S.GONE, delivered_at=NOW - D), Say.DELIVERED).state is S.RETURNING
    # "A return is part of its dispute" (rules §3), and "Disputed … stay" (§5).
    assert said(leg(S.RETURNING, before=S.GONE), Say.DELIVERED).state is S.RETURNING


def test_unclear() -> None:
    word = said(leg(S.OPEN), Say.UNCLEAR, detail="FROZEN")
    assert (word.state, word.raw_status) == (S.UNCLEAR, "FROZEN")
    for state in (S.DELIVERED, S.HANDLED):
        assert said(leg(state), Say.UNCLEAR).state is state  # a close without a reason leaves them
        assert said(leg(state), Say.UNCLEAR, detail="x").state is S.UNCLEAR


def test_typed_dates() -> None:
    ship = said(leg(S.OPEN), Say.DEADLINE_TYPED, until=NOW + D)
    assert (ship.ship_deadline_typed, ship.dispute_until_typed) == (NOW + D, None)
    dispute = said(leg(S.GONE), Say.DEADLINE_TYPED, detail="dispute", start=NOW, until=NOW + D)
    assert (dispute.dispute_from_typed, dispute.dispute_until_typed) == (NOW, NOW + D)
    assert dispute.ship_deadline_typed is None


def test_how_it_closed_by_itself() -> None:
    costs = leg(S.OPEN, cost=Money(9, "EUR"))
    assert said(costs, Say.CLOSED_ITSELF).how is How.NOT_SHIPPED
    platform = said(costs, Say.CLOSED_ITSELF, detail="platform")
    assert (platform.how, platform.money.awaited) == (How.PLATFORM, Money(9, "EUR"))
    unpaid = said(costs, Say.CLOSED_ITSELF, detail="unpaid")
    assert (unpaid.how, unpaid.money) == (How.UNPAID, SupplierMoney())
    assert said(costs, Say.DROPPED).how is How.DROPPED
    assert said(costs, Say.ACCEPTED).how is How.CANCELLED


def test_what_was_only_found_cancelled_may_have_been_paid() -> None:
    """Unknown, it is awaited as an unknown amount (rules §2 "supplier's refund of unknown amount")."""
    for state in (S.UNCLEAR, S.UNLINKED):
        bare = leg(state, paid_at=None)
        assert said(bare, Say.ACCEPTED).money == SupplierMoney(None, NOW, True, unknown=True)
        assert said(bare, Say.ACCEPTED, amount=Money(3, "EUR")).money.awaited == Money(3, "EUR")
        assert said(replace(bare, cost=Money(9, "EUR")), Say.ACCEPTED).money.awaited == Money(9, "EUR")
        for paid in (replace(bare, paid_at=NOW - D), replace(bare, paid_by=NOW - D)):
            assert said(paid, Say.ACCEPTED).money.unknown
    assert said(leg(S.OPEN, paid_at=None), Say.ACCEPTED).money.unknown


def test_the_suppliers_money() -> None:
    waits = leg(S.STOPPED, money=SupplierMoney(unknown=True))
    with pytest.raises(Refused, match="amount"):
        said(waits, Say.MONEY_AWAITED)
    told = said(waits, Say.MONEY_AWAITED, amount=Money(9, "EUR"))
    assert told.money == SupplierMoney(Money(9, "EUR"), NOW, True)  # nobody told since when
    assert said(waits, Say.MONEY_AWAITED, amount=Money(9, "EUR"), at=NOW - H).money.since == NOW - H
    since = replace(waits, money=replace(waits.money, since=NOW - D))
    assert said(since, Say.MONEY_AWAITED, amount=Money(9, "EUR"), at=NOW - H).money.since == NOW - D
    got = said(waits, Say.MONEY_RECEIVED, amount=Money(4, "EUR"))
    assert got.money == SupplierMoney(Money(4, "EUR"), received=4, received_by=NOW)  # what was awaited; not when
    more = said(told, Say.MONEY_RECEIVED, amount=Money(4, "EUR"), at=NOW - H)
    assert (more.money.awaited, more.money.received, more.money.received_at) == (Money(9, "EUR"), 4, NOW - H)
    untold = said(waits, Say.MONEY_RECEIVED)
    assert (untold.money.received, untold.money.unknown) == (0, True)
    rest = said(more, Say.MONEY_WRITTEN_OFF, text_ref="r")
    assert (rest.money.written_off, rest.money.written_off_ref) == (5, "r")
    part = said(
        said(more, Say.MONEY_WRITTEN_OFF, amount=Money(2, "EUR"), text_ref="r"),
        Say.MONEY_WRITTEN_OFF,
        amount=Money(1, "EUR"),
    )
    assert (part.money.written_off, part.money.written_off_ref) == (3, "r")
    assert not said(waits, Say.MONEY_WRITTEN_OFF).money.unknown


def test_a_leg_splits_where_only_a_part_of_it_is_told() -> None:
    units = ((A, 0), (A, 1), (A, 2))
    money = SupplierMoney(Money(100, "EUR"), NOW, received=50, written_off=20)
    three = leg(S.OPEN, units=units, cost=Money(1000, "EUR"), money=money)
    rest, part = report(three, Report(LegId("1"), Say.SHIPPED, units=((A, 1),)), NOW, CLOCKS)
    assert (rest.id, rest.units, rest.state, rest.cost) == ("1", ((A, 0), (A, 2)), S.OPEN, Money(667, "EUR"))
    assert (part.id, part.units, part.state, part.cost) == ("1.3-1", ((A, 1),), S.GONE, Money(333, "EUR"))
    assert (part.money.awaited, part.money.received, part.money.written_off) == (Money(33, "EUR"), 16, 6)
    assert (rest.money.awaited, rest.money.received, rest.money.written_off) == (Money(67, "EUR"), 34, 14)
    assert len(report(three, Report(LegId("1"), Say.SHIPPED, units=units), NOW, CLOCKS)) == 1
    assert len(report(three, Report(LegId("1"), Say.SHIPPED, units=((A, 9),)), NOW, CLOCKS)) == 1
    free, _ = report(
        replace(three, cost=None, money=SupplierMoney()), Report(LegId("1"), Say.SHIPPED, units=units[:1]), NOW, CLOCKS
    )
    assert (free.cost, free.money) == (None, SupplierMoney())
