"""What the list's button opens: the page's title and its main button, for every state of a purchase in every phase that
its order can be in. And the pages that only a rare fact shows, opened in the window.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.supplier.leg import DisputeStage, How, LegState
from dropdesk.domain.supplier.status_words import PART_SHIPPED
from dropdesk.ui.cases.page import CasePage
from dropdesk.ui.kit import Heading
from tests.ui.case_world import KEY, CaseWorld, make_case_desk
from tests.ui.cases.walk import Walk, do
from tests.ui.world import NOW, leg

S = LegState
H, D = timedelta(hours=1), timedelta(days=1)

FACTS: dict[LegState, dict[str, Any]] = {
    S.UNLINKED: {"number": None, "cost": None, "supplier": ""},
    S.UNPAID: {"paid_at": None},
    S.ASKED: {"request_ticked_at": NOW - 2 * H, "message_ticked_at": NOW - 2 * H, "clock_started_at": NOW - 2 * H},
    S.DEMANDED: {"clock_started_at": NOW - 2 * H},
    S.NUMBERED: {"clock_started_at": NOW - 2 * H, "number_given_at": NOW - 2 * H, "tracking_number": "LP001"},
    S.UNPROVEN: {"looked_at": NOW - H},
    S.DISPUTABLE: {"page_offers_dispute": True, "dispute_from_typed": NOW - D, "dispute_until_typed": NOW + 9 * D},
    S.DISPUTED: {"dispute_opened_at": NOW - D, "dispute_stage": DisputeStage.SELLER, "clock_started_at": NOW - D},
    S.UNCLEAR: {"raw_status": "Frozen"},
    S.GONE: {"shipped_at": NOW - D, "scanned_at": NOW - H},
    S.RETURNING: {"send_back_by": NOW + 5 * D, "clock_started_at": NOW - D},
    S.DELIVERED: {"shipped_at": NOW - 3 * D, "delivered_at": NOW - D},
    S.STOPPED: {"how": How.CANCELLED, "looked_at": NOW - H},
    S.NOT_ORDERED: {"number": None, "looked_at": NOW - H},
    S.NO_PURCHASE: {"number": None},
}

WHY = ("Why does Anna want to cancel?", "Continue")
PLAN = ("Cancel and refund in Shopify", "Continue")
OWED = ("Refund €34.90 to Anna", "Continue")
# state: a draft or a case at the supplier | cancelled, money back | cancelled, money owed. The supplier's page is the
# same in all of them (rules §3, W-02: as if nothing had been cancelled).
LIVE = {
    S.UNLINKED: ("Which purchase serves this?", "Link it"),
    S.UNPAID: ("Drop the unpaid purchase", "Save"),
    S.OPEN: ("Ask Yiwu Bright Home to cancel", "Requested and written"),
    S.ASKED: ("Wait for Yiwu Bright Home’s answer", "Save the answer"),
    S.REFUSED: ("Yiwu Bright Home refused: demand the number", "Save the answer"),
    S.DEMANDED: ("Wait for the tracking number", "Save the answer"),
    S.NUMBERED: ("Wait for the first scan", "Save the answer"),
    S.UNPROVEN: ("Shipping is not proven", "Save the answer"),
    S.DISPUTABLE: ("Open a dispute", "Save the answer"),
    S.DISPUTED: ("Dispute open", "Save the answer"),
    S.UNCLEAR: ("What does its order page say?", "Save"),
    S.RETURNING: ("Send it back by Sat 28 Nov, 09:12, with tracking", "Save the answer"),
}
# state: a draft | a case | cancelled, money back | cancelled, money owed
ENDED = {
    S.GONE: (
        WHY,
        ("Too late to stop it", "Claim at AliExpress"),
        ("It is on its way", "Save the answer"),
        ("It is on its way", "Save the answer"),
    ),
    S.DELIVERED: (
        WHY,
        ("It has arrived", "Claim at AliExpress"),
        ("Refunded; the customer has the goods", "To the orders"),
        OWED,
    ),
    S.HANDLED: (
        WHY,
        ("Settled with Yiwu Bright Home", "Refund items"),
        ("Refunded; the supplier paid a part", "To the orders"),
        OWED,
    ),
    S.STOPPED: (WHY, PLAN, ("Stopped and refunded", "To the orders"), OWED),
    S.NOT_ORDERED: (WHY, PLAN, ("Refunded", "To the orders"), OWED),
    S.NO_PURCHASE: (WHY, PLAN, ("Refunded", "To the orders"), OWED),
}
PHASES = ("draft", "case", "returned", "owed")
ROWS = [
    (state, phase, row[place] if state in ENDED else LIVE[state])
    for state in LegState
    for row in (ENDED.get(state, ()),)
    for place, phase in enumerate(PHASES)
]


def world(state: LegState, phase: str) -> CaseWorld:
    made = CaseWorld((leg(state, **FACTS.get(state, {})),))
    if phase != "draft":
        do(made, mv.SetWhy(mv.Reason.CHANGED_MIND, made.now), mv.Start())
    if phase == "returned":
        made.see(cancelled_at=made.now, returned=3490, refunded_at=made.now)
    if phase == "owed":
        made.see(cancelled_at=made.now, returned=0)
    return made


@pytest.mark.parametrize(("state", "phase", "told"), ROWS)
def test_the_title_and_the_main_button(qtbot: QtBot, state: LegState, phase: str, told: tuple[str, str]) -> None:
    context, _ = make_case_desk(world(state, phase))
    page = CasePage(context, KEY, leads=True)
    qtbot.addWidget(page)
    page.show()
    QTest.qWait(5)
    assert page._page is not None
    title = page._page.findChildren(Heading)[0].text()
    main = page._page.bar.main_button
    assert main is not None
    assert (title, main.text()) == told


# -- pages of rare facts ----------------------------------------------------------------------------------------------


def test_nobody_told_what_was_paid_and_the_amount_is_asked(qtbot: QtBot) -> None:
    made = CaseWorld((leg(S.STOPPED, **FACTS[S.STOPPED]),), received=None)
    made.see(cancelled_at=made.now)
    walk = Walk(qtbot, made)
    assert walk.page.view is not None
    assert walk.page.view.owed is None
    walk.see("Refund Anna what was paid", "Nobody told what was paid. Look in Shopify what is owed.")
    assert not walk.shows("left")
    walk.press("Show me the clicks")
    assert walk.phase().kind == "refund_owed"  # an empty amount goes nowhere
    walk.type("Refund amount", "20.00").press("Show me the clicks")
    walk.see("You refund €20.00 to Anna there.").press("Yiwu Bright Home: still cancelled", "Show me the clicks")
    assert walk.phase().kind == "by_hand"


def test_shipped_in_part_asks_how_many_and_the_purchase_splits(qtbot: QtBot) -> None:
    made = CaseWorld((leg(S.UNCLEAR, raw_status=PART_SHIPPED),))
    do(made, mv.SetWhy(mv.Reason.CHANGED_MIND, made.now), mv.Start())
    walk = Walk(qtbot, made)
    walk.press("Shipped in part").see("Ceramic mug, white: of 2")
    walk.press("Save")
    assert sorted((one.state, len(one.units)) for one in made.case.legs) == [(S.GONE, 1), (S.OPEN, 1)]


def test_when_a_dispute_was_opened_is_asked_and_read_off_the_page(qtbot: QtBot) -> None:
    """IN_ISSUE from a file: nobody told the day, and the day decides (R-48)."""
    made = CaseWorld((leg(S.DISPUTED, raw_status="In dispute"),))
    do(made, mv.SetWhy(mv.Reason.CHANGED_MIND, made.now), mv.Start())
    walk = Walk(qtbot, made)
    walk.press("I know when it was opened", "Save the answer").see("Type the date that the page names.")
    assert made.case.legs[0].dispute_opened_at is None  # this moment is not that day
