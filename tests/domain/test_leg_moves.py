"""Moves of a leg (rules §5, first table): what a hostile reading of them found."""

from __future__ import annotations

from typing import Any

import pytest

from dropdesk.domain.leg_moves import report
from dropdesk.domain.legrows import Clocks
from dropdesk.domain.legs import How, Leg
from dropdesk.domain.moves import Report, Say
from dropdesk.domain.rules import Rulebook
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
