"""After something has happened: the pages of what may still ship or arrive once the order is cancelled or its money
back (rules §3, W-02 and W-03: as if nothing had been cancelled). Found in use: D1, D12."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.phases import Claimed, Closed, RefundOwed, Settling
from dropdesk.domain.supplier.leg import LegState
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, Money, OrderKey, SupplierNumber
from dropdesk.domain.verdict.verdict import Attention
from dropdesk.errors import Refused
from dropdesk.ui.cases.menu import entries
from dropdesk.ui.cases.steps import steps
from dropdesk.ui.kit import Step
from dropdesk.ui.words import because
from dropdesk.ui.words.timeline import happened
from tests.tour.person import name_of
from tests.ui.case_world import KEY, CaseWorld
from tests.ui.cases.walk import Walk, asked, cleared, do, started
from tests.ui.world import NOW, leg

LEG = LegId("leg-1")
DEAD = ("Nothing to ask", "No answer is needed", "No purchase serves these items.")


def cancelled(world: CaseWorld, returned: int = 3490) -> CaseWorld:
    """Staff cancels the order in Shopify."""
    world.see(cancelled_at=world.now, returned=returned, refunded_at=world.now if returned else None)
    return world


def supplier_step(walk: Walk) -> Step:
    """The row of step 2, as it stands at the left."""
    assert walk.page.view is not None
    return steps(walk.page.view, 2, walk.world.now)[1]


def test_staff_cancels_while_the_supplier_is_asked(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cancelled(asked()))
    assert isinstance(walk.phase(), Settling)
    walk.see("Wait for Yiwu Bright Home’s answer")
    walk.press("Cancelled")
    assert walk.world.case.legs[0].state is LegState.STOPPED
    walk.see("Wait for €12.40 from the supplier").press("€12.40 has arrived")
    assert isinstance(walk.phase(), Closed)


def test_overridden_and_cancelled_the_supplier_is_still_asked(qtbot: QtBot) -> None:
    world = do(started(), mv.Override("", None))
    do(world, mv.WantCancel(3490, False, CancelReason.CUSTOMER, False, True))
    world.proceed(KEY)
    walk = Walk(qtbot, world)
    walk.see("Ask Yiwu Bright Home to cancel", "Press Cancel on AliExpress").press("Requested and written")
    walk.see("Wait for Yiwu Bright Home’s answer").press("Refused", "Save the answer")
    walk.see("Yiwu Bright Home refused: demand the number").press("I demanded the number", "Save the answer")
    walk.see("Wait for the tracking number").press("The page offers a dispute", "Save the answer")
    walk.see("Open a dispute").press("I opened a dispute", "Save the answer")
    assert walk.world.case.legs[0].state is LegState.DISPUTED
    walk.press("Go on with Yiwu Bright Home").see("Dispute open").press("Won", "Save the answer")
    walk.see("Wait for €12.40 from the supplier")


def test_cancelled_then_shipped_offers_dispute_return_and_loss(qtbot: QtBot) -> None:
    world = cleared()
    do(world, mv.WantCancel(3490, False, CancelReason.CUSTOMER, False, True))
    world.proceed(KEY)
    do(world, Report(LEG, Say.SHIPPED))
    walk = Walk(qtbot, world)
    walk.see("It is on its way", "I opened a dispute", "A return is agreed", "I accept the loss")
    walk.press("Save the answer").see("Choose what the page shows.")
    walk.press("I accept the loss").type("Reason", "Too small to fight for").press("Save the answer")
    assert walk.world.case.legs[0].state is LegState.HANDLED


def test_money_that_a_parcel_sent_after_all_makes_doubtful_is_promised_nowhere(qtbot: QtBot) -> None:
    """List and pane said *at risk*, the page and the status line *still expected*, of one sum."""
    world = cleared()
    do(world, mv.WantCancel(3490, False, CancelReason.CUSTOMER, False, True))
    world.proceed(KEY)
    walk = Walk(qtbot, world)
    walk.see("Wait for €12.40 from the supplier")
    assert walk.page.head.deadline.text() == "€12.40 still expected"
    do(world, Report(LEG, Say.SHIPPED))
    walk = Walk(qtbot, world)
    walk.page.show_step(5)
    walk.see("€12.40", "At risk")
    shown = walk.page.view
    assert shown is not None
    assert [one.result for one in steps(shown, 5, world.now)][4] == "€12.40 at risk"
    assert walk.page.head.deadline.text() == "€12.40 at risk"
    assert not any(walk.shows(text) for text in ("Expected", "Wait for €12.40 from the supplier"))
    assert shown.spent.dues == ()
    do(world, Report(LEG, Say.MONEY_RECEIVED, amount=world.case.legs[0].cost))  # it can still be told that it came
    assert world.case.legs[0].money.received == 1240


def test_cancelled_by_staff_and_nobody_was_ever_asked(qtbot: QtBot) -> None:
    walk = Walk(qtbot, cancelled(CaseWorld()))
    walk.see("Ask Yiwu Bright Home to cancel").press("Requested and written")
    walk.see("Wait for Yiwu Bright Home’s answer").press("Cancelled")
    walk.see("Wait for €12.40 from the supplier")


def test_money_owed_and_the_parcel_on_its_way_both_have_their_page(qtbot: QtBot) -> None:
    world = cancelled(asked(), returned=0)
    do(world, Report(LEG, Say.SHIPPED))
    assert isinstance(world.case.phase, RefundOwed)
    walk = Walk(qtbot, world)
    walk.see("It is on its way").press("Refund €34.90…").see("Refund €34.90 to Anna")


STATES = (
    LegState.UNLINKED, LegState.UNPAID, LegState.OPEN, LegState.ASKED, LegState.REFUSED, LegState.DEMANDED,
    LegState.NUMBERED, LegState.UNPROVEN, LegState.DISPUTABLE, LegState.DISPUTED, LegState.UNCLEAR, LegState.GONE,
    LegState.RETURNING, LegState.DELIVERED,
)  # fmt: skip


@pytest.mark.parametrize("returned", [0, 3490])
@pytest.mark.parametrize("state", STATES)
def test_every_leg_of_a_cancelled_order_has_its_own_page(qtbot: QtBot, state: LegState, returned: int) -> None:
    one = replace(leg(state, known_at=NOW, looked_at=NOW), clock_started_at=NOW)
    if state is LegState.UNLINKED:
        one = replace(one, number=None, supplier="", cost=None)
    world = CaseWorld((one,))
    world.later(minutes=1)
    cancelled(world, returned)
    walk = Walk(qtbot, world)
    assert supplier_step(walk).result != "Not needed"
    shown = walk.page.view
    assert shown is not None
    assert shown.legs[0].needed
    for step in (2, 3):
        walk.page.show_step(step)
        QTest.qWait(1)
        assert not any(walk.shows(text) for text in DEAD), f"step {step}"
        assert walk.page._page is not None
        assert walk.page._page.bar.main_button is not None


def test_after_a_clean_case_the_steps_tell_what_was_done(qtbot: QtBot) -> None:
    world = cleared()
    do(world, mv.WantCancel(3490, False, CancelReason.CUSTOMER, False, True))
    world.proceed(KEY)
    do(world, Report(LEG, Say.MONEY_RECEIVED, amount=world.case.legs[0].cost))
    walk = Walk(qtbot, world)
    assert isinstance(walk.phase(), Closed)
    assert supplier_step(walk).result.startswith("Asked ")
    walk.press("3 Answer").see("Nothing ships any more")
    assert not walk.shows("No answer is needed")


def test_a_part_of_nothing_is_told_with_what_went_back(qtbot: QtBot) -> None:
    world = asked()
    world.see(returned=3490, refunded_at=world.now)
    walk = Walk(qtbot, world)
    walk.page.show_step(3, "goodwill")
    walk.see("All €34.90 went back already.")


# -- the supplier's money ---------------------------------------------------------------------------------------------


def unpriced() -> CaseWorld:
    """Accepted, cancelled and refunded; nobody ever told what the purchase cost."""
    one = leg(LegState.OPEN, paid_at=NOW - timedelta(days=1), cost=None)
    world = do(started(one), mv.TickRequest(LEG, NOW), mv.TickMessage(LEG, NOW), Report(LEG, Say.ACCEPTED))
    do(world, mv.WantCancel(3490, False, CancelReason.CUSTOMER, False, True))
    world.proceed(KEY)
    return world


def dialog(act: Callable[[Walk], object], walk: Walk, opener: str) -> None:
    """Presses what opens a dialog, and does something inside it."""
    QTimer.singleShot(150, walk.page, lambda: act(walk))
    walk.press(opener)


def test_an_unknown_amount_is_awaited_told_and_received(qtbot: QtBot) -> None:
    walk = Walk(qtbot, unpriced())
    assert isinstance(walk.phase(), Settling)  # M7: it does not close while money is awaited
    walk.see("Wait for an unknown amount from the supplier", "Back the way you paid")
    assert walk.page.head.deadline.text() == "an unknown amount still expected"
    dialog(
        lambda one: (
            one.type("Amount", "12.40").press("Save").see("Type the currency the supplier bills in")
            .type("Currency", "eur").press("Save")
        ),
        walk,
        "Type the amount from Yiwu Bright Home",
    )  # fmt: skip
    walk.see("Wait for €12.40 from the supplier").press("€12.40 has arrived")
    assert isinstance(walk.phase(), Closed)


def test_what_came_in_of_an_unknown_amount_is_what_was_awaited(qtbot: QtBot) -> None:
    walk = Walk(qtbot, unpriced())
    dialog(lambda one: one.type("Amount", "9.00").type("Currency", "USD").press("Save"), walk, "It has arrived…")
    assert isinstance(walk.phase(), Closed)
    money = walk.world.case.legs[0].money
    assert (money.received, money.awaited) == (900, Money(900, "USD"))  # the order's € was never the supplier's


def test_a_write_off_asks_for_its_reason(qtbot: QtBot) -> None:
    walk = Walk(qtbot, unpriced())
    dialog(
        lambda one: (
            one.press("Write it off").see("Write a sentence").type("Reason", "The shop is gone").press("Write it off")
        ),
        walk,
        "Write off what Yiwu Bright Home owes",
    )
    assert "The shop is gone" in walk.world.texts()
    assert isinstance(walk.phase(), Closed)


def test_a_part_that_went_back_is_called_a_part(qtbot: QtBot) -> None:
    world = cancelled(asked(), returned=1000)
    walk = Walk(qtbot, world)
    walk.page.show_step(5)
    assert not walk.shows("Cancelled and refunded.")


# -- a purchase that serves other orders too --------------------------------------------------------------------------


def test_a_shared_purchase_asks_before_the_first_tick_and_chooses_nothing_beforehand(qtbot: QtBot) -> None:
    world = CaseWorld(shared=("#1051",))
    do(world, mv.SetWhy(mv.Reason.CHANGED_MIND, world.now), mv.Start())
    walk = Walk(qtbot, world)
    walk.see("This purchase also serves #1051.", "Say first what is to be cancelled")
    for name in ("Request sent", "Message sent", "Requested and written"):
        assert not walk.shows(name)
    walk.see("All of it: the goods of #1051 stop as well.")
    assert name_of(walk.page.focusWidget()) == "Back"  # neither is one press of Space away
    walk.press("Only this order’s part").see("Ask for this order’s items only", "2 × Ceramic mug, white")
    walk.press("Requested and written").see("Wait for Yiwu Bright Home’s answer")
    walk.see("This is about this order’s part. The goods of #1051 stay as they are.")
    assert "Cancelled" not in walk.person.names()  # of what? of this part, or of all of it
    walk.press("This order’s part is cancelled")
    leg = world.case.legs[0]
    assert (leg.state, leg.part) == (LegState.STOPPED, "only_ours")
    assert walk.shows("Cancelled (this order’s part)")
    other = world.order_view(OrderKey(4))
    assert [one.state for one in other.legs] == [LegState.OPEN]


def test_only_a_part_was_asked_for_and_all_of_it_is_cancelled(qtbot: QtBot) -> None:
    """Then nothing ships to the other order either: the answer says which of the two the page shows."""
    world = CaseWorld(shared=("#1051",))
    do(world, mv.SetWhy(mv.Reason.CHANGED_MIND, world.now), mv.Start())
    walk = Walk(qtbot, world)
    walk.press("Only this order’s part", "Requested and written", "All of it is cancelled")
    assert [world.case.legs[0].state, world.case.legs[0].part] == [LegState.STOPPED, "all"]
    other = world.order_view(OrderKey(4))
    assert [one.state for one in other.legs] == [LegState.STOPPED]


def test_all_of_a_shared_purchase_was_asked_for_and_the_answer_says_whom_it_holds_for(qtbot: QtBot) -> None:
    world = CaseWorld(shared=("#1051",))
    do(world, mv.SetWhy(mv.Reason.CHANGED_MIND, world.now), mv.Start())
    walk = Walk(qtbot, world)
    walk.press("All of it, also for #1051", "Requested and written")
    walk.see("This is about all of it: the answer holds for #1051 as well.")


def test_what_a_shared_purchase_did_is_chosen_where_nobody_said_it_before(qtbot: QtBot) -> None:
    world = CaseWorld(shared=("#1051",))
    do(world, mv.SetWhy(mv.Reason.CHANGED_MIND, world.now), mv.Start())
    walk = Walk(qtbot, world)
    walk.page.show_step(3)
    walk.press("It was shipped", "Save the answer")
    walk.see("Choose whether it is about this order’s part or about all of it.")
    walk.choose("It means", "Only this order’s part").press("Save the answer")
    assert world.case.legs[0].state is LegState.GONE


# -- looking, wrong links ---------------------------------------------------------------------------------------------


def standing(world: CaseWorld) -> int:
    """How many cases the database holds."""
    reader = world.backend.store.reader()
    try:
        found: int = reader.execute("SELECT count(*) FROM cases").fetchone()[0]
        return found
    finally:
        reader.close()


def test_looking_begins_no_case_and_the_first_thing_said_does(qtbot: QtBot) -> None:
    world = CaseWorld(begun=False)
    walk = Walk(qtbot, world)
    walk.see("Why does Anna want to cancel?")
    for step in range(1, 6):
        walk.page.show_step(step)
        QTest.qWait(1)
    assert standing(world) == 0
    assert world.order_view(KEY).step == 0
    walk.page.show_step(1)
    walk.press("Changed their mind").see("Ask Yiwu Bright Home to cancel")
    assert standing(world) == 1
    walk.press("Requested and written").see("Wait for Yiwu Bright Home’s answer")
    assert standing(world) == 1


def test_a_refused_first_move_leaves_no_case(qtbot: QtBot) -> None:
    world = CaseWorld(begun=False)
    view = world.view(KEY)
    with pytest.raises(Refused):
        world.do(view.case.id, view.seq, mv.Start())  # no reason yet
    assert standing(world) == 0


def test_two_windows_on_the_same_draft_begin_one_case(qtbot: QtBot) -> None:
    world = CaseWorld(begun=False)
    view = world.view(KEY)
    world.do(view.case.id, view.seq, mv.SetWhy(mv.Reason.CHANGED_MIND, world.now))
    with pytest.raises(Refused, match="moved_on"):
        world.do(view.case.id, view.seq, mv.SetWhy(mv.Reason.TOO_SLOW, world.now))
    assert standing(world) == 1


def test_a_case_in_which_nothing_was_asked_can_be_discarded(qtbot: QtBot) -> None:
    walk = Walk(qtbot, CaseWorld(begun=False))
    left: list[bool] = []
    walk.page.left.connect(lambda: left.append(True))
    walk.press("Changed their mind", "Back", "Discard")
    assert left == [True]
    assert walk.world.order_view(KEY).verdict.attention == ()
    again = Walk(qtbot, walk.world)
    again.see("Why does Anna want to cancel?")
    assert not again.shows("Discard")


def test_what_was_asked_cannot_be_discarded(qtbot: QtBot) -> None:
    walk = Walk(qtbot, asked())
    walk.page.show_step(1)
    assert not walk.shows("Discard")


def test_a_wrong_link_is_taken_off_with_its_trace(qtbot: QtBot) -> None:
    world = CaseWorld(begun=False)
    walk = Walk(qtbot, world)
    number = SupplierNumber("8190439416163295")
    QTimer.singleShot(150, walk.page, lambda: walk.press("Not this purchase"))
    walk.page.unlink(number, "Yiwu Bright Home")
    view = world.order_view(KEY)
    assert [one.state for one in view.legs] == [LegState.UNLINKED]
    assert any(one.code == "unlinked" for one in view.timeline)


def test_a_purchase_that_was_asked_stays_linked_and_says_why(qtbot: QtBot) -> None:
    world = asked()
    walk = Walk(qtbot, world)

    def sure() -> None:
        QTimer.singleShot(150, walk.page, lambda: walk.see("It stays linked").press("Close"))
        walk.press("Not this purchase")

    QTimer.singleShot(150, walk.page, sure)
    walk.page.unlink(SupplierNumber("8190439416163295"), "Yiwu Bright Home")
    assert world.case.legs[0].state is LegState.ASKED


def test_an_alarm_is_asked_about_before_anybody_says_why(qtbot: QtBot) -> None:
    world = CaseWorld(begun=False)
    world.see(returned=3490, refunded_at=world.now)
    walk = Walk(qtbot, world)
    walk.page.show_step(2)
    walk.press("Requested and written")
    assert world.case.legs[0].state is LegState.ASKED


def test_what_was_sent_and_then_seen_in_the_admin_is_never_called_done_by_hand(qtbot: QtBot) -> None:
    """Found in use (601): a refund that DropDesk had sent became "Done by hand. You did it today" after a look, and
    the step of the money was left. Row, page and steps say the same."""
    walk = Walk(qtbot, cleared())
    walk.press("Later", "Continue", "Cancel order #1043 in Shopify, refund later", "Continue")
    walk.world.answer = "cut"
    walk.press("Refund €34.90 for order #1043 in Shopify").see("Sent. Not known yet.")
    walk.press("The refund is there", "I looked just now", "Save what I saw")
    walk.see("You saw it. Not seen here yet.", "You saw it in the admin")
    assert not walk.shows("Done by hand")
    view = walk.page.view
    assert view is not None
    assert isinstance(view.case.phase, Claimed)
    assert view.step == 5
    money = steps(view, 5, walk.world.now)[4]
    assert (money.mark, money.result) == ("wait", "Not seen yet")
    reason = view.order.verdict.because
    row = because(reason.code, dict(reason.data), walk.world.now)
    assert row == "You saw it in the admin · not seen here yet"
    walk.press("It is not there after all").see("Sent. Not known yet.")


def test_after_our_own_refund_nobody_says_that_nothing_was_sent(qtbot: QtBot) -> None:
    """Found in use (614): goodwill went out, and the page for the next one said "€30.54 is left now. Nothing was sent:
    decide again.", with an amount and a button ready: on the app's own word the customer was paid twice."""
    world = started()
    do(world, Report(LEG, Say.SHIPPED))
    walk = Walk(qtbot, world)
    walk.press("Part refund…").type("Refund", "4.36").press("Continue")
    walk.press("Refund €4.36 for order #1043 in Shopify")
    assert world.order.returned == 436
    walk.press("Part refund…").see("keeps the parcel")
    assert not walk.shows("Nothing was sent")
    assert not walk.shows("is left now")


@pytest.mark.parametrize("at", ["drafted", "asked", "late"])
def test_after_goodwill_the_next_page_says_what_was_done(qtbot: QtBot, at: str) -> None:
    """Found in use (615): goodwill was sent, and the page after it was page 1, its reason lost, without a word of the
    money; the case then closed as if nothing had gone back."""
    world = CaseWorld() if at == "drafted" else started()
    if at == "late":
        do(world, Report(LEG, Say.SHIPPED))
    walk = Walk(qtbot, world)
    if at == "drafted":
        walk.press("Fine, but wants money back")
    if at == "asked":
        next(act for text, _, act in entries(walk.page, world.view(KEY)) if text == "Part refund, parcel kept…")()
    else:
        walk.press("Part refund…")
    walk.type("Refund", "4.36").press("Continue", "Refund €4.36 for order #1043 in Shopify")
    walk.see("€4.36 given back as goodwill, today ")
    assert world.case.reason is not None
    assert not walk.shows("Not saved yet")
    if at == "late":
        walk.see("No more goes back.")
    do(world, mv.Keep() if at == "late" else mv.CloseWithNote("note_ref"))
    walk.reload()
    assert isinstance(world.case.phase, Closed), world.case.phase
    walk.see("; goodwill given", "€4.36 given back as goodwill")
    told = [happened(one.code, one.data) for one in world.view(KEY).order.timeline]
    assert any("goodwill given" in one for one in told), told


@pytest.mark.parametrize(("cancelled_too", "again"), [(True, False), (False, False), (False, True)])
def test_a_loss_accepted_by_mistake_is_taken_back_from_the_closed_case(
    qtbot: QtBot, cancelled_too: bool, again: bool
) -> None:
    """Found in use (617): *Reopen* of such a case closed it again in the same moment: nothing was seen but another
    closing time, and the loss could not be taken back (rules §5 "a wrong tick, before the next outside action")."""
    world = cancelled(asked()) if cancelled_too else asked()
    do(world, Report(LEG, Say.SHIPPED), Report(LEG, Say.LOSS_ACCEPTED, text_ref=""))
    if not cancelled_too:
        do(world, mv.Keep())
    assert isinstance(world.case.phase, Closed), world.case.phase
    walk = Walk(qtbot, world)
    if cancelled_too:
        assert not walk.shows("Reopen")
        assert "Reopen the case" not in [text for text, _, _ in entries(walk.page, world.view(KEY))]
        with pytest.raises(Refused):
            do(world, mv.Reopen())
    walk.press("Take back the loss accepted at Yiwu Bright Home")
    back = world.case
    assert not isinstance(back.phase, Closed)
    assert (back.legs[0].state, back.legs[0].loss_accepted, back.outcome) == (LegState.GONE, False, "")
    told = [one.code for one in world.view(KEY).order.timeline]
    assert {"said_loss_accepted", "unticked_answer", "closed"} <= set(told)
    assert world.view(KEY).order.verdict.row == ("W-03" if cancelled_too else "V-14")
    if not cancelled_too:  # 804: still kept, and nothing is wished that nobody wished
        assert back.phase == Settling(kept=True, why="taken_back", lost=(LEG,))
        assert Attention.WISH not in world.view(KEY).order.verdict.attention
        walk.see("The loss is open again", "Nothing is lost")
        if again:
            walk.press("Go on with Yiwu Bright Home", "I accept the loss").type("Reason", "it is cheap")
            walk.press("Save the answer")
        else:
            walk.press("Nothing is lost")
        assert isinstance(world.case.phase, Closed)
        assert (world.case.outcome, world.case.legs[0].loss_accepted) == ("kept", again)
