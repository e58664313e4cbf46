"""W-03: when money went back for a leg's own units, by the shop's refunds and by files that tell no time."""

from __future__ import annotations

from typing import Any

import pytest

from dropdesk.domain.order import Claim, Refund
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.leg import How, LegState
from dropdesk.domain.values import Take
from dropdesk.domain.verdict.assess import assess
from dropdesk.domain.verdict.verdict import Code, Happened
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, A, B, D, H, leg, line, order, situation

MARK = "sorry DropDesk 0123abcd"


def test_another_items_refund_and_our_goodwill_are_no_refund_of_its_own() -> None:
    """W-03: delivered after *its own* money went back. The item of B was here two days ago."""
    here = leg(LegState.DELIVERED, 82, units=((B, 0),), delivered_at=NOW - 2 * D, known_at=NOW - 2 * D)
    gone_back = leg(LegState.STOPPED, 81, units=((A, 0),), how=How.CANCELLED)
    lines = (line(A, value=1000, returned=1), line(B, value=2000, fulfilled=1, fulfilled_at=NOW - 9 * D))
    first = Refund("1", NOW - 5 * D, 1000, lines=(Take(A, 1),))
    for at, code in ((NOW - H, Code.DONE), (NOW - 3 * D, Code.ALARM)):
        sums = {"returned": 3000, "refunded_at": NOW - 5 * D, "returned_without_quantities": 2000}
        told = {"unnamed_refunds": (2000,), "refunds": (first, Refund("2", at, 2000)), **sums}
        on: dict[str, Any] = {"lines": lines, "received": 9000, **told}
        found = assess(situation(here, gone_back, on=order(**on)), Rulebook(), CHINA, NOW)
        assert next(read.code for read in found.legs if read.leg == here.id) is code
    # Two amounts, each the value of one item: each is that item's own.
    plain = (line(A, value=1000, fulfilled=1), lines[1])
    both = (leg(LegState.DELIVERED, 81, units=((A, 0),), delivered_at=NOW - 2 * D), here)
    refunds = (Refund("1", NOW - 5 * D, 1000), Refund("2", NOW - H, 2000))
    sums = {"returned": 3000, "refunded_at": NOW - 5 * D, "returned_without_quantities": 3000}
    on = {"lines": plain, "received": 9000, "unnamed_refunds": (1000, 2000), "refunds": refunds, **sums}
    found = assess(situation(*both, on=order(**on)), Rulebook(), CHINA, NOW)
    assert [read.code for read in found.legs] == [Code.ALARM, Code.DONE]
    for note, given in ((MARK, ()), ("", (500,))):
        lone = (line(A, value=2500, fulfilled=1),)
        refunds = (Refund("1", NOW - 5 * D, 500, note), Refund("2", NOW - H, 2500))
        unnamed = (2500,) if note else (500, 2500)
        sums = {"returned": 3000, "refunded_at": NOW - 5 * D, "returned_without_quantities": sum(unnamed)}
        on = {"lines": lone, "received": 9000, "unnamed_refunds": unnamed, "refunds": refunds, **sums}
        found = assess(situation(both[0], on=order(**on), goodwill=given), Rulebook(), CHINA, NOW)
        assert [read.code for read in found.legs] == [Code.DONE]


@pytest.mark.parametrize("amount", [1000, 900])
@pytest.mark.parametrize(("note", "given"), [(MARK, ()), ("", (500,))])
def test_the_refund_that_a_claim_stands_for_is_its_items_own(amount: int, note: str, given: tuple[int, ...]) -> None:
    """Goodwill on the way, delivered, then refunded by hand: nothing went back for it before it was here. It was an
    Alarm since the day of the goodwill; refunded before it arrived it is one, since that refund."""
    here = leg(LegState.DELIVERED, 81, units=((A, 0),), delivered_at=NOW - 2 * D, known_at=NOW - 2 * D)
    lines = (line(A, value=1000, fulfilled=1), line(B, value=2000))
    other = leg(LegState.OPEN, 82, units=((B, 0),))
    for at, code in ((NOW - H, Code.DONE), (NOW - 3 * D, Code.ALARM)):
        refunds = (Refund("1", NOW - 5 * D, 500, note), Refund("2", at, amount))
        unnamed = (amount,) if note else (500, amount)
        sums = {"returned": 500 + amount, "refunded_at": NOW - 5 * D, "returned_without_quantities": sum(unnamed)}
        on: dict[str, Any] = {"lines": lines, "received": 3000, "unnamed_refunds": unnamed, "refunds": refunds, **sums}
        claimed = Claim((Take(A, 1),), amount)
        seen = situation(here, other, on=order(**on), goodwill=given, claims=(claimed,))
        read = next(one for one in assess(seen, Rulebook(), CHINA, NOW).legs if one.leg == here.id)
        assert read.code is code
        if code is Code.ALARM:
            assert dict(read.because.data)["back"] == at
            assert read.happened == (Happened.MONEY_BACK,)


def test_what_a_file_tells_beyond_the_shops_refunds_went_back_since_the_shop_told_of_less() -> None:
    here = leg(LegState.DELIVERED, 81, units=((A, 0),), delivered_at=NOW - 2 * D, known_at=NOW - 2 * D)
    lone = (line(A, value=2500, fulfilled=1),)
    for since, code in ((NOW - D, Code.DONE), (NOW - 3 * D, Code.ALARM)):
        refunds, back = (Refund("1", NOW - 5 * D, 500, MARK),), {"returned": 3000, "returned_without_quantities": 2500}
        told = {"refunds": refunds, "refunded_at": NOW - 5 * D, "less_back": ((500, since),), **back}
        for received in (3000, 9000):  # all of it, and this item's alone
            on = {"lines": lone, "received": received, **told}
            found = assess(situation(here, on=order(**on)), Rulebook(), CHINA, NOW)
            assert [read.code for read in found.legs] == [code]
