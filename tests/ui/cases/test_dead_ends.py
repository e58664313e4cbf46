"""Nowhere a dead end (rules §5, findings §2): a random walk through what the window itself offers.

From every state that a walk reaches the page shows a way on, the list's button leads to the act it names, and the
window's own offers lead to *Closed* without a note. ``DROPDESK_LONG`` walks longer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dropdesk.domain.case.shape.phases import Drafted, RecallAsked
from dropdesk.domain.case.shape.sample_order import SampleOrder
from dropdesk.domain.case.shown.view import LegView
from dropdesk.domain.order import FulfilmentRequest, Person, Recall, SeenOrder
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.leg import DisputeStage, Group, How, Leg, LegState, SupplierMoney
from dropdesk.domain.supplier.moves import report
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, LineId, Money, SupplierNumber, Take, Where
from dropdesk.domain.verdict.assess import assess
from dropdesk.domain.verdict.verdict import Action, Code, Situation
from dropdesk.ui.cases.supplier.answer_choices import answer_choices
from dropdesk.ui.cases.why import WhyPage
from dropdesk.ui.kit import Choice, Tick
from dropdesk.ui.orders.pane.side_facts import unchanged
from tests.conftest import LONG
from tests.tour.person import name_of
from tests.ui.backend_world import HouseWorld
from tests.ui.case_world import mug, order
from tests.ui.window_walk import KEY, Sitting, closes, planted_world
from tests.ui.world import CALENDAR, NOW, leg

D = timedelta(days=1)
H = timedelta(hours=1)
SHORT_WALKS = (2, 3, 8, 10, 11, 13, 16)
LONG_WALKS = 400


class Trouble(AssertionError):
    """A dead end, with the way there."""


@dataclass(frozen=True)
class Variant:
    """Where a walk begins."""

    name: str
    legs: tuple[Leg, ...]
    about: Mapping[str, object] = field(default_factory=dict)


def _begin() -> list[Variant]:
    s = LegState
    bare: dict[str, object] = {"number": None, "supplier": "", "cost": None, "paid_at": None, "placed_at": None}
    fresh: dict[str, Any] = {"paid_at": NOW - D, "known_at": NOW - 2 * H}
    back = SupplierMoney(Money(1240, "EUR"), NOW)
    half = (((LineId("l1"), 0),), ((LineId("l1"), 1),))
    sent = {"lines": (replace(mug(), fulfilled=2, fulfilled_at=NOW - 3 * D),), "fulfilment": "fulfilled"}
    request = FulfilmentRequest("f1", "open", "SUBMITTED", Recall.REQUEST, (Take(LineId("l1"), 2),))
    asked = {"lines": (replace(mug(), requested=2, requested_at=NOW - 20 * H),), "requests": (request,)}
    second: dict[str, Any] = {"id": LegId("leg-2"), "number": SupplierNumber("8190439416160002")}

    def one(state: LegState, **more: object) -> tuple[Leg, ...]:
        return (replace(leg(state), **more),)  # type: ignore[arg-type]  # names are Leg's own fields

    return [
        Variant("open", one(s.OPEN, **fresh)),
        Variant("open, unknown cost", one(s.OPEN, cost=None, **fresh)),
        Variant("unlinked", one(s.UNLINKED, **bare)),
        Variant("unpaid", one(s.UNPAID, paid_at=None, placed_at=NOW - 3 * H)),
        Variant("asked", one(s.ASKED, clock_started_at=NOW - 20 * H, asked_times=1, acted_on=True)),
        Variant("refused", one(s.REFUSED, asked_times=1, claim="shipped", acted_on=True)),
        Variant("demanded", one(s.DEMANDED, clock_started_at=NOW - 2 * D, acted_on=True)),
        Variant("unproven", one(s.UNPROVEN, looked_at=NOW, acted_on=True)),
        Variant("disputable", one(s.DISPUTABLE, shipped_at=NOW - 12 * D)),
        Variant(
            "disputed",
            one(
                s.DISPUTED,
                dispute_opened_at=NOW - 3 * D,
                clock_started_at=NOW - D,
                answer_by=NOW + 2 * D,
                dispute_stage=DisputeStage.PROPOSAL,
                before=s.GONE,
            ),
        ),
        Variant("unclear", one(s.UNCLEAR, raw_status="FINISH")),
        Variant("gone", one(s.GONE, shipped_at=NOW - 3 * D), sent),
        Variant("returning", one(s.RETURNING, clock_started_at=NOW - D, send_back_by=NOW + 5 * D, before=s.GONE), sent),
        Variant("delivered", one(s.DELIVERED, delivered_at=NOW - 2 * D, shipped_at=NOW - 20 * D), sent),
        Variant("stopped", one(s.STOPPED, how=How.CANCELLED, money=back, looked_at=NOW)),
        Variant("not ordered", one(s.NOT_ORDERED, **{**bare, "looked_at": NOW})),
        Variant("own stock, sent", one(s.NO_PURCHASE, **bare), sent),
        Variant(
            "two purchases",
            (leg(s.OPEN, units=half[0], **fresh), leg(s.STOPPED, "Canton Deco", units=half[1], money=back, **second)),
        ),
        Variant(
            "one gone, one open",
            (
                leg(s.GONE, units=half[0], shipped_at=NOW - D),
                leg(s.OPEN, "Canton Deco", units=half[1], **second, **fresh),
            ),
        ),
        Variant("requested", one(s.OPEN, **fresh), asked),
        Variant("never paid", one(s.OPEN, **fresh), {"received": 0, "paid_at": None, "financial": "pending"}),
        Variant("cancelled, not owed", one(s.OPEN, **fresh), {"cancelled_at": NOW - H, "received": 0}),
        Variant(
            "cancelled by staff",
            one(s.ASKED, clock_started_at=NOW - H, asked_times=1, acted_on=True),
            {"cancelled_at": NOW - H},
        ),
        Variant("money back", one(s.GONE, shipped_at=NOW - D), {"returned": 3490, "refunded_at": NOW - 2 * H}),
        Variant("part back", one(s.OPEN, **fresh), {"returned": 1745, "refunded_at": NOW - 2 * H}),
        Variant("amount unknown", one(s.OPEN, **fresh), {"received": None}),
    ]


VARIANTS = _begin()


def world_of(variant: Variant, connected: bool) -> HouseWorld:
    person = Person("Anna Keller", "anna@example.org")
    return planted_world(SampleOrder(SeenOrder(order(1, **variant.about), person), variant.legs), connected)


def walk(seed: int, acts: int = 12) -> None:
    """One walk: so many acts, what is checked after each, and the way to *Closed* from its end."""
    random = Random(seed)
    variant = VARIANTS[seed % len(VARIANTS)]
    world = world_of(variant, connected=seed % 3 != 2)
    sitting = Sitting(world)
    where = f"seed {seed}, {variant.name}, {'connected' if world.connected else 'by hand'}"
    try:
        for _ in range(random.randrange(acts + 1)):
            _one(sitting, random)
            check(sitting, where)
        check_primary(sitting, where)
        check(sitting, where)
    finally:
        sitting.close()
    found, way = closes(world, random, 12, 60)
    if not found:
        case = sitting.case
        phase = case.phase if case is not None else None
        raise Trouble(f"{where}: no way to Closed; came by {sitting.said}; now {phase}; last way tried {way}")


def _one(sitting: Sitting, random: Random) -> None:
    sitting.world.shop.answer = random.choice(("ok", "ok", "ok", "lost", "cut", "no", "offline"))
    if random.random() < 0.22:
        _outside(sitting, random)
        return
    if random.random() < 0.7:
        sitting.honest()
    if sitting.page is None or random.random() < 0.1:
        sitting.to_list()
    offers = sitting.offers()
    if not offers:
        sitting.later(hours=30)
        return
    mains = [one for one in offers if one.main]
    sitting.take(random.choice(mains if mains and random.random() < 0.35 else offers))


def _outside(sitting: Sitting, random: Random) -> None:
    order_ = sitting.world.stored(KEY)
    received = order_.received or 0
    match random.randrange(9):
        case 0 | 1:
            sitting.later(hours=random.choice((1, 20, 80, 300)))
        case 2:
            sitting.later(minutes=random.choice((1, 2, 16)))
        case 3 if order_.cancelled_at is None:
            sitting.staff(cancelled_at=sitting.world.now)
        case 4 if received - order_.returned > 1000:
            sitting.staff(returned=order_.returned + 1000, refunded_at=sitting.world.now)
        case 5 if received > order_.returned:
            sitting.staff(returned=received, refunded_at=sitting.world.now, financial="refunded")
        case 6:
            lines = tuple(replace(one, fulfilled=one.quantity, fulfilled_at=sitting.world.now) for one in order_.lines)
            sitting.staff(lines=lines, fulfilment="fulfilled")
        case 7:
            sitting.supplier(
                random.choice(("WAIT_SELLER_SEND_GOODS", "WAIT_BUYER_ACCEPT_GOODS", "IN_CANCEL", "FINISH"))
            )
        case _:
            sitting.supplier(random.choice(("Cancelled", "Delivered", "Awaiting payment")))


def check(sitting: Sitting, where: str) -> None:
    """The page that is open shows something to do, and nothing failed that is not said in words."""
    if sitting.page is None:
        return
    case = sitting.case
    ways = [one.name for one in sitting.offers()]
    if case is not None and not ways:
        page = type(sitting.content).__name__
        raise Trouble(f"{where}: {page} offers nothing; came by {sitting.said}; {case.phase}")
    claim = claimed_by_focus(sitting)
    if claim:
        raise Trouble(f"{where}: {claim!r} has the focus; came by {sitting.said}")


def was_given(sitting: Sitting, had: QWidget) -> bool:
    """Whether it is the reason that was given already: pressed again it says nothing new."""
    return isinstance(sitting.content, WhyPage) and isinstance(had, Choice) and had.isChecked()


def claimed_by_focus(sitting: Sitting) -> str:
    """The name of a control that has the focus though a press of it says that something happened; the reason that was
    given already is none."""
    had = sitting.window.focusWidget()
    if had is None or was_given(sitting, had):
        return ""
    claims = had.property("claims") is True or isinstance(had, (Choice, Tick))
    return name_of(had) if claims else ""


_BEGINS = frozenset({Action.CANCEL, Action.REFUND_ITEMS, Action.ITEMS_GOODWILL_KEEP})
"""Actions with which a cancellation begins: the customer's reason is asked first, and leads on by itself (R-13)."""
_PAGES: dict[Action, tuple[str, ...]] = {
    Action.ASK: ("SupplierPage",),
    Action.ASK_AGAIN: ("SupplierPage", "AnswerPage"),
    Action.DROP: ("SupplierPage",),
    Action.DEMAND: ("AnswerPage",),
    Action.OPEN_DISPUTE: ("AnswerPage",),
    Action.ANSWER_PROPOSAL: ("AnswerPage",),
    Action.SEND_BACK: ("AnswerPage",),
    Action.CANCEL: ("PlanPage", "PlanByHandPage", "EditPage", "ByHandPage", "UnaskedPage"),
    Action.CANCEL_WITHOUT_REFUND: ("PlanPage", "PlanByHandPage", "ByHandPage"),
    Action.REFUND_OWED: ("OwedPage", "ByHandPage"),
    Action.REFUND_ITEMS: ("ItemsPage", "TooLatePage", "ByHandPage"),
    Action.ITEMS_GOODWILL_KEEP: ("TooLatePage", "AnswerPage", "MoneyPage"),
    Action.RECALL: ("RecallPage", "RecallAskedPage"),
    Action.EDIT_BY_HAND: ("EditPage", "ByHandPage"),
}
"""Where an action's button may lead, once the case has begun."""


def check_primary(sitting: Sitting, where: str) -> None:
    """The list's button leads to the act it names."""
    sitting.to_list()
    view = sitting.world.backend.details.view(KEY)
    action, begun = view.verdict.action, sitting.case
    button = sitting.primary()
    if button is None:
        return
    sitting.said.append(f"(list: {view.verdict.code}, {action})")
    button.click()
    sitting.settle()
    if sitting.page is None:
        return
    page = type(sitting.content).__name__
    said = f"{where}: the list says {view.verdict.code}, {action!s}, and leads to {page}; came by {sitting.said}"
    fresh = begun is None or isinstance(begun.phase, Drafted)
    if isinstance(sitting.content, WhyPage):
        if not fresh or action not in _BEGINS or view.verdict.code is Code.ALARM:
            raise Trouble(said)
        return
    wanted = _PAGES.get(action)
    recalled = begun is not None and isinstance(begun.phase, RecallAsked)
    if wanted is not None and page not in wanted and not recalled:
        raise Trouble(said)


@pytest.mark.parametrize("seed", range(LONG_WALKS) if LONG else SHORT_WALKS)
def test_no_walk_ends_in_a_dead_end(qapp: QApplication, seed: int) -> None:
    walk(seed)


@pytest.mark.parametrize("variant", VARIANTS, ids=[one.name for one in VARIANTS])
@pytest.mark.parametrize("drafted", [False, True], ids=["no case", "drafted"])
def test_the_button_of_the_list_leads_to_its_act(qapp: QApplication, variant: Variant, drafted: bool) -> None:
    """Also where somebody only looked before, so that a case stands at its first question (findings D13)."""
    world = world_of(variant, connected=True)
    if drafted:
        world.backend.cases.open_case(KEY)
    sitting = Sitting(world)
    try:
        check_primary(sitting, variant.name)
        check(sitting, variant.name)
    finally:
        sitting.close()


@pytest.mark.parametrize("variant", VARIANTS, ids=[one.name for one in VARIANTS])
@pytest.mark.parametrize("connected", [True, False], ids=["connected", "by hand"])
def test_no_key_pressed_twice_says_what_nobody_did(qapp: QApplication, variant: Variant, connected: bool) -> None:
    """Findings of the walk 17, 28: Ctrl+Return and Return go on, look and ask; what they meet first never claims."""
    for keys in (("primary", "main"), ("primary", "press"), ("open", "press"), ("open", "main")):
        world = world_of(variant, connected)
        sitting = Sitting(world)
        try:
            sitting.to_list()
            before = _told(sitting)
            for key in keys:
                _key(sitting, key)
                if key != "main":  # on a claim it moves the focus there, and no more: that is its meaning
                    assert not claimed_by_focus(sitting), (variant.name, keys, claimed_by_focus(sitting))
            assert _told(sitting) == before, (variant.name, keys)
        finally:
            sitting.close()


def _told(sitting: Sitting) -> object:
    view = sitting.world.backend.cases.view(KEY)
    return view.seq, view.case.phase, view.case.legs


def _key(sitting: Sitting, key: str) -> None:
    """``primary``: Ctrl+Return in the table · ``open``: Return there · ``main``: Ctrl+Return on the page · ``press``:
    Return, then Space, on what has the focus."""
    match key:
        case "primary":
            sitting.window.orders.act()
        case "open":
            sitting.window.open_order(KEY)
        case "main" if sitting.page is not None:
            sitting.page.main_action()
        case _:
            for sign in (Qt.Key.Key_Return, Qt.Key.Key_Space):
                had = sitting.window.focusWidget()
                if had is not None and not was_given(sitting, had):
                    QTest.keyClick(had, sign)
    QTest.qWait(5)
    sitting.settle()


@pytest.mark.parametrize("state", list(LegState))
def test_a_look_never_changes_what_the_leg_knows(qapp: QApplication, state: LegState) -> None:
    """Each state's own "unchanged", in the list and on the page, is a look: nothing of the leg moves but when it was
    looked at (and, of "still not shipped", when that was told). It sent a word that says more: the return and its
    clock, *Too late* and the dispute's dates were gone."""
    word = "FINISH" if state is LegState.UNCLEAR else ""
    known: dict[str, Any] = {
        "raw_status": word,
        "known_at": NOW - D,
        "shipped_at": None,
        "scanned_at": None,
        "number_given_at": None,
    }
    one = replace(leg(state), clock_started_at=NOW - D, send_back_by=NOW + D, how=None, **known)
    shown = LegView(one, True, Group.LIVE, None, "", ((one.units[0][0], len(one.units)),))
    looks = [Report(one.id, say.say) for say in answer_choices(shown) if say.say in _LOOKS]
    still = unchanged(one)
    assert (still is None) == (state in (LegState.UNLINKED, LegState.NO_PURCHASE)), state
    if state not in (LegState.UNLINKED, LegState.NO_PURCHASE, LegState.UNPROVEN):
        assert looks, state  # a page asks what was seen: nothing new is an answer
    for said in (*looks, *(() if still is None else (Report(one.id, still[0]),))):
        (moved,) = report(one, said, NOW, Clocks(Rulebook(), CALENDAR))
        assert moved.looked_at == NOW
        assert replace(moved, looked_at=None, known_at=None, acted_on=False, was=None, was_changed=()) == replace(
            one, looked_at=None, known_at=None, acted_on=False
        ), said.say


_LOOKS = (Say.UNCHANGED, Say.NOT_SHIPPED, Say.NO_SCAN)


def test_still_frozen_is_an_answer_for_a_day(qapp: QApplication) -> None:
    """V-16: looked since it became unclear, the row waits for 24 hours, then it is asked again."""
    one = replace(leg(LegState.UNCLEAR), raw_status="IN_FROZEN", known_at=NOW - D, where=Where.ALIEXPRESS_FILE)
    still = unchanged(one)
    assert still is not None
    (moved,) = report(one, Report(one.id, still[0]), NOW, Clocks(Rulebook(), CALENDAR))
    read = assess(Situation(order(1042), (moved,)), Rulebook(), CALENDAR, NOW + timedelta(hours=23))
    assert (read.code, read.because.code) == (Code.WAITING, "still_unclear")
    assert (
        assess(Situation(order(1042), (moved,)), Rulebook(), CALENDAR, NOW + timedelta(hours=24)).code is Code.UNKNOWN
    )


def test_a_purchase_that_nobody_looked_at_is_still_nothing(qapp: QApplication) -> None:
    assert unchanged(replace(leg(LegState.UNCLEAR), raw_status="")) is None


def test_a_stop_that_nobody_may_have_paid_can_be_told_as_lapsed_unpaid() -> None:
    """Its price is awaited only while nobody knows whether it was paid."""
    one = Leg(LegId("1"), LegState.STOPPED, ((LineId("1"), 0),), how=How.CANCELLED, before=LegState.UNPAID)
    shown = LegView(one, True, Group.LIVE, None, "", ((LineId("1"), 1),))
    assert (Say.CLOSED_ITSELF, "unpaid") in [(saying.say, saying.detail) for saying in answer_choices(shown)]
    paid = replace(shown, leg=replace(one, paid_at=NOW))
    assert Say.CLOSED_ITSELF not in [saying.say for saying in answer_choices(paid)]
