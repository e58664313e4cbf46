"""A press whose call was not made says on the page what was not sent, and why (rules §5 "What the page promised"):
every code of every refusal between the press and the call, in both languages, from every phase that a call starts in.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

import dropdesk
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.journal import Followed
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.phases import RefundSent, Settling, Wanted
from dropdesk.domain.case.shape.state import Held, Notice
from dropdesk.domain.case.steps.answers import looked, refused, sent
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, Money, SupplierNumber, Where
from dropdesk.services.purchase_linker import PurchaseLinker
from dropdesk.ui import i18n
from dropdesk.ui.cases.routes import own_step
from dropdesk.ui.words import cases as said
from tests.ui.case_world import KEY, CaseWorld
from tests.ui.cases.walk import Walk, asked, cleared, do
from tests.ui.said import Eyes, whole_page
from tests.ui.surfaces import AS_IT_WAS, WAYS, Combination, Surfaces
from tests.ui.test_one_truth import _known, held_press
from tests.ui.world import NOW

PRODUCT = Path(dropdesk.__file__).parent
_RAISES = {"Refused", "NotAllowed", "Unreachable", "Damaged", "Unclear", "Rejected"}
_BEFORE = {
    # What is raised before a press is kept: the person reads it at once, in a banner, and there was no press.
    "case_open", "closed", "goodwill_limit", "moved_on", "no_leg", "not_now", "part_first", "reason_needed", "sent",
    "still_pending", "still_running", "too_early", "tracking_needed", "units_gone", "wish", "withdraw_refunded",
}  # fmt: skip
LEG = LegId("leg-1")


def codes() -> list[str]:
    """Every code that the machine, the outbox or the way to Shopify can refuse a call with, read off their source."""
    found: set[str] = set()
    files = [
        *(PRODUCT / "domain" / "case").rglob("*.py"),
        PRODUCT / "services" / "outbox.py",
        *(PRODUCT / "remote").rglob("*.py"),
    ]
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if name in _RAISES and isinstance(node, ast.Call) and node.args:
                found |= {one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)
                          and isinstance(one.value, str) and one.value.isidentifier()}  # fmt: skip
    return sorted(found - _BEFORE)


def test_the_codes_are_found() -> None:
    assert {"another_number", "look_first", "may_still_ship", "clock_off", "disk_full", "no_shop", "not_reached",
            "plan_changed", "payment_failed", "forbidden", "token", "read_older"} <= set(codes())  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("code", [*codes(), "ground_moved", "new_purchase", "returned_by_others", "bank_took_it"])
def test_every_refusal_has_words_that_say_what_was_not_done(code: str, language: str) -> None:
    i18n.use(language)
    nothing = "您这次点击没有发出任何操作：" if i18n.chinese() else "Your press sent nothing:"
    without = said.came_back("no_such_code").replace("no_such_code", code)
    for what in ("cancel", "refund", "recall"):
        for amount in (0, 3490) if what == "cancel" else (3490,) if what == "refund" else (0,):
            for asked_ in (False, True):
                made = Held(what, amount, code, asked=asked_)
                text = said.held(made, "EUR", None, NOW)
                assert without not in text  # it has words of its own
                assert text.startswith(nothing) is not asked_
                assert ("34.90" in text) is bool(amount)
                assert i18n.chinese() is ("。" in text)


def wanted(world: CaseWorld) -> CaseWorld:
    plan = mv.WantCancel(3490, False, CancelReason.CUSTOMER, True, True)
    do(world, plan)
    assert isinstance(world.case.phase, Wanted)
    return world


def held_back(world: CaseWorld, code: str) -> CaseWorld:
    """The outbox finds, between the press and the call, that nothing may go out."""
    with world.backend.store.write() as tx:
        state, seq = world.backend.cases.read(tx, world.case.id)
        moved = refused(state, code, "", world.backend.cases.ground(tx, KEY))
        world.backend.cases.write(tx, moved, seq + 1, Followed.HELD_BACK)
    return world


@pytest.mark.parametrize("code", ["look_first", "disk_full", "clock_off", "offline", "payment_failed"])
def test_the_plan_page_says_it(qtbot: QtBot, code: str) -> None:
    world = held_back(wanted(cleared()), code)
    Walk(qtbot, world).see("Your press sent nothing: neither the cancellation nor the refund of €34.90.")


@pytest.mark.parametrize("where", ["at_supplier", "too_late", "drafted"])
def test_goodwill_that_was_not_sent_is_said_on_whatever_page_the_case_goes_back_to(qtbot: QtBot, where: str) -> None:
    """Too late, and at the supplier's answer, no page said a word."""
    world = CaseWorld() if where == "drafted" else asked()
    if where == "too_late":
        do(world, Report(LEG, Say.SHIPPED))
    do(world, mv.WantGoodwill(500, True))
    assert world.case.phase.kind == "refund_wanted"
    held_back(world, "payment_failed")
    assert world.case.phase.kind == where
    walk = Walk(qtbot, world)
    for step in range(1, 6):
        walk.page.show_step(step)
        walk.see(
            "Your press sent nothing: the refund of €5.00 did not go out.", "The payment provider refused the refund."
        )


@pytest.mark.parametrize("code", ["look_first", "read_older", "disk_full", "may_still_ship"])
def test_a_refund_that_was_not_sent_again_says_why(qtbot: QtBot, code: str) -> None:
    """It is looked for as before; the reason was kept, and no page showed it."""
    walk = Walk(qtbot, cleared())
    walk.press("Later", "Continue", "Cancel order #1043 in Shopify, refund later", "Continue")
    walk.world.answer = "cut"
    walk.press("Refund €34.90 for order #1043 in Shopify").see("Sent. Not known yet.")
    assert not walk.shows("It was not sent again.")  # nobody tried
    walk.world.later(minutes=2)
    walk.press("Check in Shopify")
    do(walk.world, mv.SendAgain())
    held_back(walk.world, code)
    assert isinstance(walk.phase(), RefundSent)
    walk.reload().see("Sent. Not known yet.", "It was not sent again.", said.came_back(code))
    walk.world.later(minutes=2)
    walk.press("Check in Shopify").see("It was not sent again.", said.came_back(code))


def test_a_second_purchase_that_is_found_at_the_commit_is_the_one_in_hand(qtbot: QtBot) -> None:
    """It is the only reason that nothing was sent: the page said no word, and asked about the first one (walk 102)."""
    world = cleared()
    walk = Walk(qtbot, world)
    walk.page.leg = LEG
    wanted(world)
    walk.reload()
    number = SupplierNumber("8190439416169999")
    with world.backend.store.write() as tx:
        PurchaseLinker(world.backend.turn).attach(tx, KEY, number, world.case.legs[0].units, Where.SHOPIFY_API)
    walk.reload()
    walk.see(
        "Your press sent nothing: neither the cancellation nor the refund of €34.90.", "Another purchase was found"
    )
    walk.see(number)
    assert walk.page.view is not None
    assert own_step(walk.page.view) == 2
    assert walk.page.leg != LEG
    # It stays said over the answers, until the next decision.
    do(world, Report(LegId(number), Say.ACCEPTED))
    walk.reload().see("Your press sent nothing: neither the cancellation nor the refund of €34.90.")
    do(world, mv.WantCancel(3490, False, CancelReason.CUSTOMER, True, True))
    assert world.case.held is None


def test_what_the_bank_took_is_not_said_twice() -> None:
    taken = Notice("bank_took_it", 7000, "EUR", None, "held_back")
    text = said.held(Held("cancel", 7000, "bank_took_it"), "EUR", taken, NOW)
    assert text.count("Your press sent nothing") == 1
    assert "Nothing was sent" not in text
    assert "€70.00" in text


# -- what happened since (finding 502) ---------------------------------------------------------------------------------

_PRESS = ("Your press sent nothing", "Shopify did not do what you pressed")


def _all_pages(walk: Walk) -> str:
    """Every page's texts, with what stands above it."""
    told = []
    for step in range(1, 6):
        walk.page.show_step(step)
        told.append(whole_page(walk.page))
    return "\n".join(text for texts in told for text in texts)


def _awaiting() -> CaseWorld:
    """A clearance whose supplier still owes money: its case stays open when all is done in Shopify."""
    world = asked()
    do(world, Report(LEG, Say.ACCEPTED, amount=Money(1240, "EUR")))
    return world


@pytest.mark.parametrize("between", [True, False])
def test_an_order_that_somebody_cancelled_is_never_told_as_not_cancelled(qtbot: QtBot, between: bool) -> None:
    """Between the press and the call, or after a press that another reason held back."""
    world = wanted(_awaiting())
    about: dict[str, Any] = {"cancelled_at": world.now, "returned": 3490, "refunded_at": world.now}
    if between:
        world.shop.staff("gid://shopify/Order/1", **about)
        world.proceed(KEY)
    else:
        held_back(world, "disk_full")
        assert world.case.held
        world.see(**about)
    assert not {"cancel", "refund"} & set(world.calls)
    assert isinstance(world.case.phase, Settling)
    assert world.case.held is None
    told = _all_pages(Walk(qtbot, world))
    assert not any(press in told for press in _PRESS)
    assert "Somebody else cancelled this order in Shopify" in told
    assert "€34.90 went back." in told


@pytest.mark.parametrize("between", [True, False])
def test_money_that_somebody_gave_is_never_told_as_not_refunded(qtbot: QtBot, between: bool) -> None:
    world = _awaiting()
    world.see(cancelled_at=world.now)
    do(world, mv.WantRefund(3490, True))
    if not between:
        held_back(world, "disk_full")
        assert world.case.held is not None
    about: dict[str, Any] = {"returned": 3490, "refunded_at": world.now}
    if between:
        world.shop.staff("gid://shopify/Order/1", **about)
        world.proceed(KEY)
    else:
        world.see(**about)
    assert "refund" not in world.calls
    assert world.case.held is None
    told = _all_pages(Walk(qtbot, world))
    assert not any(press in told for press in _PRESS)
    assert "Somebody else gave €34.90 back" in told


def test_a_part_that_somebody_gave_later_answers_a_held_refund(qtbot: QtBot) -> None:
    world = asked()
    do(world, mv.WantGoodwill(500, True))
    held_back(world, "disk_full").see(returned=300, refunded_at=world.now)
    assert world.case.held is None
    told = _all_pages(Walk(qtbot, world))
    assert "Somebody else gave €3.00 back" in told
    assert not any(press in told for press in _PRESS)


def _kinds() -> list[Combination]:
    after = ("cancelled, all back", "all back", "cancelled", "cancelled, part back", "pending")
    ways = [(phase, n) for phase in ("wanted", "refund_wanted") for n in range(len(WAYS[phase]))]
    return [Combination(phase, AS_IT_WAS, money, n, "en", True) for phase, n in ways for money in after]


def test_every_press_that_is_held_back_says_what_is_so() -> None:
    """Every press, and every money that may move under it, with what stands above the pages."""
    surfaces = Surfaces(_kinds())
    eyes = Eyes(surfaces.world)
    wrong: list[str] = []
    for key, one in surfaces.made.items():
        row, pane, case = eyes.row(key), eyes.beside(key), eyes.case(key)
        wrong += [f"{one} {told}" for told in held_press(_known(surfaces, key), row, pane, case)]
    eyes.close()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("pending", [0, 3490])
def test_a_cancellation_that_refunded_and_failed_says_what_went_back(qtbot: QtBot, pending: int) -> None:
    """Its own refund was told as not made, "nothing was changed", and as somebody else's."""
    world = wanted(_awaiting())
    moved: dict[str, Any] = {"refund_pending": pending} if pending else {"returned": 1000, "refunded_at": world.now}
    with world.backend.store.write() as tx:
        state, seq = world.backend.cases.read(tx, world.case.id)
        world.backend.cases.write(tx, sent(state, world.now), seq + 1, Followed.SENT)
    world.see(**moved)
    with world.backend.store.write() as tx:
        state, seq = world.backend.cases.read(tx, world.case.id)
        failed = looked(state, world.backend.cases.ground(tx, KEY), False, ("Could not restock",), None)
        world.backend.cases.write(tx, failed, seq + 1, Followed.LOOKED)
    amount = "€34.90" if pending else "€10.00"
    told = _all_pages(Walk(qtbot, world))
    assert f"Shopify did not cancel it, but {amount} went back" in told
    assert "Shopify did not do what you pressed" not in told  # that says it already (715)
    assert "Could not restock" in told
    for untrue in ("Nothing was", "the refund of", "Somebody", "somebody"):
        assert untrue not in told
