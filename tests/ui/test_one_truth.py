"""One truth on every surface (findings D2, D5, D9, D20): the list's row, the pane, the case page and its steps say the
same verdict, reason, next action, deadline, step and amounts, for every leg × money × phase, whenever it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel

from dropdesk.domain import moves as mv
from dropdesk.domain.case import step
from dropdesk.domain.legs import DisputeStage, How, Leg, LegState, SupplierMoney
from dropdesk.domain.order import Chargeback, Person, SeenOrder
from dropdesk.domain.permit import CancelReason
from dropdesk.domain.planted import Planted
from dropdesk.domain.values import LegId, Money, OrderKey, SupplierNumber
from dropdesk.domain.verdict import Code
from dropdesk.errors import Expected
from dropdesk.store.browse import Browse
from dropdesk.ui import words
from dropdesk.ui.orders.model import cell, spoken, whole
from dropdesk.ui.orders.shown import show
from tests.ui.case_world import mug, order
from tests.ui.house_world import HouseWorld
from tests.ui.window_walk import Sitting
from tests.ui.world import CALENDAR, NOW, leg

D = timedelta(days=1)
H = timedelta(hours=1)
S = LegState


def legs() -> dict[str, tuple[Leg, ...]]:
    """Every state of a leg, and two purchases of one order."""
    bare: dict[str, Any] = {"number": None, "supplier": "", "cost": None, "paid_at": None, "placed_at": None}
    fresh: dict[str, Any] = {"paid_at": NOW - D, "known_at": NOW - 2 * H}
    acted: dict[str, Any] = {"asked_times": 1, "acted_on": True}
    back = SupplierMoney(Money(1240, "EUR"), NOW - D)
    first, second = (((mug().id, 0),), ((mug().id, 1),))
    found: dict[LegState, dict[str, Any]] = {
        S.UNLINKED: bare, S.UNPAID: {"paid_at": None, "placed_at": NOW - 3 * H}, S.OPEN: fresh,
        S.ASKED: {**fresh, **acted, "clock_started_at": NOW - 20 * H},
        S.REFUSED: {**fresh, **acted, "claim": "shipped"},
        S.DEMANDED: {**fresh, **acted, "clock_started_at": NOW - 2 * D},
        S.NUMBERED: {
            **fresh, **acted, "clock_started_at": NOW - D, "number_given_at": NOW - D, "tracking_number": "LP1",
        },
        S.UNPROVEN: {**fresh, **acted, "looked_at": NOW - H}, S.DISPUTABLE: {"shipped_at": NOW - 12 * D},
        S.DISPUTED: {
            "dispute_opened_at": NOW - 3 * D, "clock_started_at": NOW - D, "answer_by": NOW + 2 * D,
            "dispute_stage": DisputeStage.PROPOSAL, "before": S.GONE,
        },
        S.UNCLEAR: {"raw_status": "FINISH"}, S.GONE: {"shipped_at": NOW - 3 * D},
        S.RETURNING: {"clock_started_at": NOW - D, "send_back_by": NOW + 5 * D, "before": S.GONE},
        S.DELIVERED: {"delivered_at": NOW - 2 * D, "shipped_at": NOW - 20 * D},
        S.HANDLED: {"loss_accepted": True, "claim": "ref"},
        S.STOPPED: {"how": How.CANCELLED, "money": back, "looked_at": NOW},
        S.NOT_ORDERED: {**bare, "looked_at": NOW}, S.NO_PURCHASE: bare,
    }  # fmt: skip
    made: dict[str, tuple[Leg, ...]] = {str(state): (replace(leg(state), **facts),) for state, facts in found.items()}
    made["closing"] = (leg(S.OPEN, paid_at=NOW - 11 * D + 2 * H),)
    made["old window"] = (leg(S.OPEN, paid_at=NOW - 30 * D),)
    other: dict[str, Any] = {"id": LegId("leg-2"), "number": SupplierNumber("8190439416160002"), "units": second}
    made["stopped and open"] = (
        leg(S.STOPPED, units=first, how=How.CANCELLED, money=back),
        leg(S.OPEN, "Canton Deco", **{**fresh, **other, "cost": None}),
    )
    return made


MONEY: dict[str, dict[str, Any]] = {
    "paid": {},
    "nothing": {"received": 0, "paid_at": None, "financial": "pending"},
    "unknown": {"received": None},
    "part back": {"returned": 1000, "refunded_at": NOW - 2 * H, "financial": "partially_refunded"},
    "all back": {"returned": 3490, "refunded_at": NOW - 2 * H, "financial": "refunded"},
    "on its way": {"refund_pending": 3490},
    "cancelled, owed": {"cancelled_at": NOW - H},
    "cancelled, back": {"cancelled_at": NOW - H, "returned": 3490, "refunded_at": NOW - H, "financial": "refunded"},
    "bank": {"chargeback": Chargeback.OPEN, "chargeback_first_seen": NOW - H, "chargeback_answer_by": NOW + 2 * D},
}
START = (mv.SetWhy(mv.Reason.CHANGED_MIND, NOW), mv.Start())
CANCEL = (mv.WantCancel(3490, False, CancelReason.CUSTOMER, False, True),)
PHASES: dict[str, tuple[mv.Move, ...]] = {
    "no case": (),
    "drafted": (mv.SetWhy(mv.Reason.CHANGED_MIND, NOW),),
    "started": START,
    "kept": (*START, mv.Keep()),
    "withdrawn": (*START, mv.Withdraw()),
    "by hand": (*START, mv.DoByHand("cancel", 3490)),
    "claimed": (*START, mv.DoByHand("cancel", 3490), mv.DidByHand(NOW)),
    "sent": (*START, *CANCEL),
    "closed": (*START, mv.CloseWithNote("")),
}


def _own(number: SupplierNumber | None, n: int) -> SupplierNumber | None:
    """No two orders share a purchase."""
    return SupplierNumber(f"{int(number) + n * 10}") if number else None


class Planet:
    """Orders of every kind in one database; ``names`` by key."""

    def __init__(self) -> None:
        combos = [
            (f"{state}, {money}, {phase}", made, about, moves)
            for state, made in legs().items()
            for money, about in MONEY.items()
            for phase, moves in PHASES.items()
        ]
        # Every leg × money without a case, and some of them with each phase: each meets each.
        chosen = [one for n, one in enumerate(combos) if one[0].endswith("no case") or n % 13 == 0]
        planted = []
        for n, (_, made, about, _) in enumerate(chosen, 1):
            mine = tuple(
                replace(x, number=SupplierNumber(f"{int(x.number) + n * 10}") if x.number else None) for x in made
            )
            planted.append(Planted(SeenOrder(order(n, **about), Person("Anna", "anna@example.org")), mine))
        self.world = HouseWorld(tuple(planted))
        self.world.shop.answer = "cut"
        self.names = {OrderKey(n): name for n, (name, *_) in enumerate(chosen, 1)}
        for key, (_, _, _, moves) in zip(self.names, chosen, strict=True):
            if moves:
                self._play(key, moves)
        self.browse = Browse(self.world.path)

    def _play(self, key: OrderKey, moves: tuple[mv.Move, ...]) -> None:
        """As far as the moves are allowed: where one is refused the case stays where it is, which is a phase too."""
        cases = self.world.house.cases
        cases.open_case(key)
        for move in moves:
            view = cases.view(key)
            try:
                cases.do(
                    view.case.id, view.seq, move, {"note_ref": "x"} if isinstance(move, mv.CloseWithNote) else None
                )
            except Expected:
                return
        self.world.house.outbox.proceed(key)


def compare(planet: Planet, key: OrderKey) -> str:
    """What differs between the surfaces of one order; empty for nothing."""
    world, now = planet.world, planet.world.now
    row = planet.browse.page([key])[key]
    pane = world.house.details.view(key)
    verdict = pane.verdict
    shown = show(row, now, CALENDAR.left)
    wrong: list[str] = []

    def same(what: str, one: object, two: object) -> None:
        if one != two:
            wrong.append(f"{what}: {one!r} / {two!r}")

    same("verdict", row.verdict, str(verdict.code))
    same("reason", (row.because, row.because_data), (str(verdict.because.code), dict(verdict.because.data)))
    same("deadline", (row.deadline, row.deadline_kind), (verdict.deadline, verdict.deadline_kind))
    same("exact", row.deadline_is, str(verdict.deadline_is))
    same("overdue", row.overdue_since, verdict.overdue_since)
    same("muted", (row.muted, row.act_now), (verdict.muted, verdict.act_now))
    same("attention", row.attention, bool(verdict.attention))
    same("step", row.step, pane.step)
    exposed = pane.exposed.minor if pane.exposed is not None else 0
    same("exposed", (row.at_risk, row.at_risk_at_least), (exposed, pane.exposed_unknown))
    due = words.due(verdict, str(verdict.code), bool(verdict.attention), now, CALENDAR.left)
    same("deadline's words", (shown.deadline, shown.until, shown.until_here), (due.first, due.until, due.here))
    said = words.because(str(verdict.because.code), dict(verdict.because.data), now)
    same("reason's words", shown.because, said)
    if not said or not words.headline(str(verdict.code), str(verdict.because.code), dict(verdict.because.data), now):
        wrong.append(f"no words for {verdict.because.code}")
    if verdict.action != "none" and not words.action(verdict.action):
        wrong.append(f"no words for {verdict.action}")
    for column in range(6):
        tip, voice = "\n".join(x for x in whole(shown, column) if x), spoken(shown, column)
        lines = [x for x in cell(shown, column) if x and column != 1]
        if any(x not in tip for x in lines) or any(x not in voice for x in lines):
            wrong.append(f"column {column}: {cell(shown, column)} / {tip!r} / {voice!r}")
    if pane.case is not None:
        view = world.house.cases.view(key)
        same("page's order", view.order, pane)
        same("page's step", (view.step, row.step), (step(view.case), step(view.case)))
        dates = {one.leg: one.deadline for one in verdict.legs}
        same("dates of the purchases", {leg.leg.id: leg.deadline for leg in view.legs}, dates)
    return f"{planet.names[key]}: {'; '.join(wrong)}" if wrong else ""


def test_row_pane_and_page_say_the_same_whenever_it_is() -> None:
    """Rows are written when something changes and when a verdict said it would: never too late."""
    planet = Planet()
    codes: set[str] = set()
    for hours in (0, 25, 24 * 9, 24 * 40):
        planet.world.later(hours=hours)
        wrong = [said for key in planet.names if (said := compare(planet, key))]
        assert not wrong, f"after {hours} more hours: " + "\n".join(wrong[:12])
        codes |= {row.verdict for row in planet.browse.page(list(planet.names)).values()}
    planet.browse.close()
    assert codes == {str(code) for code in Code}


def test_the_widgets_show_what_the_row_says(qapp: QApplication) -> None:
    """A sample through the real window: pane and page wear the row's verdict and its deadline."""
    made = legs()
    for state, about in (("asked", {}), ("gone", MONEY["all back"]), ("old window", {}), ("stopped", {})):
        world = HouseWorld((Planted(SeenOrder(order(1, **about), Person("Anna", "a@example.org")), made[state]),))
        world.house.cases.open_case(OrderKey(1))
        sitting = Sitting(world)
        sitting.to_list()
        shown = show(sitting.row, world.now, CALENDAR.left)
        pane = sitting.window.orders.pane
        assert words.verdict(sitting.row.verdict) in _texts(pane)
        sitting.window.open_order(OrderKey(1))
        sitting.settle()
        page = sitting.page
        assert page is not None
        assert words.verdict(sitting.row.verdict) in _texts(page)
        if shown.deadline and shown.deadline != "Now":
            assert page._deadline.text() == shown.deadline
        sitting.close()


def _texts(widget: Any) -> str:
    labels = [one.text() for one in widget.findChildren(QLabel)]
    named = [one.accessibleName() for one in widget.findChildren(object) if hasattr(one, "accessibleName")]
    return "\n".join([*labels, *named])
