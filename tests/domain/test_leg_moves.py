"""Moves of a leg (rules §5, first table): what a hostile reading of them found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dropdesk.domain.leg_moves import report
from dropdesk.domain.legrows import Clocks
from dropdesk.domain.legs import How, Leg
from dropdesk.domain.moves import Report, Say
from dropdesk.domain.purchase import Purchase
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier_words import sight
from dropdesk.domain.values import Seen, SupplierNumber, Where
from dropdesk.errors import Refused
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, D, S, leg

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


def test_a_number_told_again_does_not_start_its_clock_again() -> None:
    given = said(leg(S.DEMANDED), Say.NUMBER, tracking_number="LP1", at=NOW - 4 * D)
    assert given.state is S.NUMBERED
    again = said(given, Say.NUMBER, tracking_number="LP1")
    assert (again.clock_started_at, again.number_given_at) == (NOW - 4 * D, NOW - 4 * D)
    assert said(given, Say.NUMBER, tracking_number="LP2").clock_started_at == NOW
    assert said(replace(given, state=S.UNPROVEN), Say.NUMBER, tracking_number="LP1").state is S.UNPROVEN


def test_delivered_once_more_does_not_end_an_agreed_return() -> None:
    agreed = said(leg(S.DELIVERED, delivered_at=NOW - 3 * D), Say.RETURN_AGREED, until=NOW + 7 * D)
    assert said(agreed, Say.DELIVERED).state is S.RETURNING
    on_its_way = said(leg(S.GONE), Say.RETURN_AGREED, until=NOW + 7 * D)
    assert said(on_its_way, Say.DELIVERED, at=NOW).state is S.DELIVERED


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
