"""By hand from the menu is the plan of the page, done by the person: what was chosen there is what the clicks and the
sentences say, and where nothing was chosen, both start from the same (walk 316: the e-mail was turned into its
contrary, a part would have become all that is left).
"""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.phases import ByHand, Claimed, Cleared, RefundOwed
from dropdesk.domain.order import Line
from dropdesk.domain.supplier.leg import How, LegState
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, LineId, Seen, SupplierNumber, Take, Where
from dropdesk.ui.cases.menu import entries
from tests.ui.case_world import KEY, CaseWorld
from tests.ui.cases.walk import LEG, Walk, asked, cleared, do
from tests.ui.world import NOW, leg

MENU = "Do it by hand in Shopify…"


def by_menu(walk: Walk) -> Walk:
    assert walk.page.view is not None
    next(act for text, _, act in entries(walk.page, walk.page.view) if text == MENU)()
    return walk


def clicks(walk: Walk) -> ByHand:
    phase = walk.phase()
    assert isinstance(phase, ByHand)
    return phase


def seen_at(world: CaseWorld) -> Seen[None]:
    """An export of this moment."""
    return Seen(None, Where.SHOPIFY_FILE, world.now)


def owed(**about: object) -> CaseWorld:
    world = CaseWorld((leg(LegState.STOPPED, how=How.CANCELLED, looked_at=NOW),))
    world.see(cancelled_at=NOW, financial="paid", **about)
    assert isinstance(world.case.phase, RefundOwed)
    return world


def two_lines() -> CaseWorld:
    """One of two purchases is stopped, and only its items are wished back: *refund items*."""
    lines = (Line(LineId("l1"), "Mug", 2, 1745), Line(LineId("l2"), "Tray", 1, 1000))
    tray = leg(LegState.OPEN, id=LegId("leg-2"), number=SupplierNumber("8190439416163296"), units=((LineId("l2"), 0),))
    stopped = leg(LegState.STOPPED, how=How.CANCELLED, looked_at=NOW)
    world = CaseWorld((stopped, tray), lines=lines, total=4490, received=4490)
    do(world, mv.SetWhy(mv.Reason.CHANGED_MIND, world.now), mv.SetWish((Take(LineId("l1"), 2),)), mv.Start())
    assert isinstance(world.case.phase, Cleared)
    return world


@pytest.mark.parametrize("confirmed", [False, True], ids=["from the plan", "from the confirm page"])
def test_what_was_chosen_on_the_plan_is_what_the_clicks_say(qtbot: QtBot, confirmed: bool) -> None:
    walk = Walk(qtbot, cleared(can_notify=True))
    walk.press("Part").type("Refund amount", "20.00").choose("Reason", "Items unavailable")
    walk.press("Put 2 items back in stock")
    if confirmed:
        walk.press("Continue").see("Cancel order #1043 in Shopify and refund €20.00")
    by_menu(walk).press("Continue")
    walk.see("You cancel #1043 in Shopify and refund €20.00 there.", "You put 2 items back in stock.")
    walk.see("Shopify e-mails Anna.", "€14.90 is not refunded.").press("Show me the clicks")
    assert clicks(walk) == ByHand(
        "cancel", 2000, (), 0, clicks(walk).back, reason=CancelReason.INVENTORY, notify=True, restock=True
    )
    walk.see("Refund €20.00, reason “Items unavailable”", "Tick “Restock”.", "Tick the e-mail to the customer.")
    assert "cancel" not in walk.world.calls


@pytest.mark.parametrize("can_notify", [True, False])
def test_where_nothing_was_chosen_both_start_from_the_same(qtbot: QtBot, can_notify: bool) -> None:
    walk = by_menu(Walk(qtbot, cleared(can_notify=can_notify)))
    walk.press("Continue").see("Shopify e-mails Anna." if can_notify else "Nobody is e-mailed.")
    walk.press("Show me the clicks")
    found = clicks(walk)
    assert (found.amount, found.reason, found.restock) == (3490, CancelReason.CUSTOMER, False)
    assert found.notify is can_notify


@pytest.mark.parametrize("connected", [True, False], ids=["connected", "by hand"])
def test_later_refunds_nothing_now_and_the_amount_stays_owed(qtbot: QtBot, connected: bool) -> None:
    """The clicks said "Refund €34.90" under a sentence that said €0.00."""
    world = cleared()
    world.connected = connected
    walk = Walk(qtbot, world)
    walk.press("Later")
    if connected:
        by_menu(walk)
    walk.press("Continue").see("€34.90 stay owed to Anna.").press("Show me the clicks")
    walk.see("Refund €0.00, reason")
    assert not walk.shows("Refund €34.90")
    walk.press("I did it")
    assert isinstance(walk.phase(), Claimed)
    world.see(cancelled_at=world.now, financial="paid")
    assert isinstance(walk.phase(), RefundOwed)
    walk.reload().see("Refund €34.90 to Anna")


def test_an_amount_that_does_not_read_is_asked_for_before_the_clicks(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cleared())
    walk.press("Part").type("Refund amount", "99")
    by_menu(walk).press("Continue").see("From €0.01 to €34.90.")
    assert isinstance(walk.phase(), Cleared)


def test_back_from_by_hand_keeps_the_plan(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cleared())
    walk.press("Part").type("Refund amount", "20.00")
    by_menu(walk).press("Continue", "Back").see("Cancel in Shopify by hand").press("Back")
    walk.press("Continue").see("Cancel order #1043 in Shopify and refund €20.00")


def test_the_items_the_amount_and_the_ticks_of_the_items_page_are_kept(qtbot: QtBot) -> None:
    walk = Walk(qtbot, two_lines())
    walk.see("Refund items in Shopify").type("Refund amount", "7.50")
    walk.press("Put them back in stock", "Send Shopify’s e-mail")
    by_menu(walk).press("Continue").see("Nobody is e-mailed.").press("Show me the clicks")
    found = clicks(walk)
    assert (found.what, found.amount, found.lines) == ("items", 750, (Take(LineId("l1"), 2),))
    assert (found.restock, found.notify) == (True, False)
    walk.see("Set €7.50", "Choose 2 × Mug.", "Untick the e-mail to the customer.")


@pytest.mark.parametrize("way", ["menu", "link"])
def test_what_was_chosen_for_the_refund_that_is_owed_is_kept(qtbot: QtBot, way: str) -> None:
    walk = Walk(qtbot, owed())
    walk.type("Refund amount", "12.00").press("Send Shopify’s e-mail")
    if way == "menu":
        by_menu(walk).press("Show me the clicks")
    else:
        walk.press("By hand…")
    found = clicks(walk)
    assert (found.what, found.amount, found.notify) == ("refund", 1200, False)
    walk.see("Press “Refund €12.00” there", "Untick the e-mail to the customer.")


def test_goodwill_by_hand_repeats_amount_reason_and_mail_and_has_clicks_of_its_own(qtbot: QtBot) -> None:
    """Its clicks were those of an edit, it never named the e-mail, and its reason was lost on the way."""
    world = do(asked(can_notify=True), Report(LEG, Say.SHIPPED))
    world.connected = False
    walk = Walk(qtbot, world)
    walk.press("Part refund…").type("Refund amount", "30.00").type("Why so much?", "She is a good customer")
    walk.press("Continue").see("Shopify e-mails Anna.").press("Show me the clicks")
    found = clicks(walk)
    assert (found.what, found.amount, found.notify) == ("goodwill", 3000, True)
    walk.see("Refund #1043 in the Shopify admin", "Press “Refund €30.00” there", "Tick the e-mail to the customer.")
    assert not walk.shows("Press “Edit”")
    assert found.reason_ref
    assert "She is a good customer" in world.texts()


@pytest.mark.parametrize("at", ["drafted", "asked"])
def test_goodwill_without_a_store_is_recorded_before_the_supplier_answered(qtbot: QtBot, at: str) -> None:
    """The page sent the person into the admin and kept nothing: the export laid that money on a unit, and its leg
    became an Alarm (rules §3: "and not as our goodwill")."""
    world = CaseWorld(connected=False, can_notify=True) if at == "drafted" else asked(can_notify=True)
    world.connected = False
    walk = Walk(qtbot, world)
    before = world.view(KEY).order.verdict.row
    next(act for text, _, act in entries(walk.page, world.view(KEY)) if text == "Part refund, parcel kept…")()
    walk.type("Refund amount", "5.00").press("Continue", "Show me the clicks")
    assert (clicks(walk).what, clicks(walk).amount) == ("goodwill", 500)
    walk.press("I did it")
    world.later(minutes=5)
    world.see(returned=500, returned_without_quantities=500, financial="partially_refunded", seen=seen_at(world))
    assert (world.case.goodwill, world.view(KEY).order.verdict.row) == (500, before)
    assert not isinstance(walk.phase(), Claimed)


@pytest.mark.parametrize("connected", [True, False])
def test_goodwill_of_an_order_whose_payment_nobody_told_goes_by_hand_and_wants_a_reason(
    qtbot: QtBot, connected: bool
) -> None:
    world = CaseWorld(received=None, total=None)
    world.connected = connected
    walk = Walk(qtbot, world)
    walk.press("Part refund…").type("Refund amount", "5.00").press("Continue")
    walk.see("Write a sentence: it stays in the record.").type("Why so much?", "A scratch")
    walk.press("Continue", "Show me the clicks")
    assert (clicks(walk).what, clicks(walk).amount) == ("goodwill", 500)
