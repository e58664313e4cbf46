"""What was stopped though nobody wants it cancelled, while its case waits for the supplier's money: list and case say
so, and lead to both ways on, as they do once it is closed (rules §3 "Attention", findings D9)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.phases import Cleared, Settling
from dropdesk.domain.supplier.leg import How, Leg, LegState, SupplierMoney
from dropdesk.domain.values import LegId, LineId, Money, Take
from dropdesk.ui import words
from dropdesk.ui.cases.supplier.unasked import AgainPage, UnaskedPage
from tests.tour.person import name_of
from tests.ui.case_world import mug
from tests.ui.cases.test_dead_ends import Variant, world_of
from tests.ui.window_walk import KEY, Sitting
from tests.ui.world import NOW, leg

LINE = LineId("l1")
DUE = SupplierMoney(Money(1240, "EUR"), NOW)


def stopped(units: int) -> Leg:
    return leg(
        LegState.STOPPED, how=How.CANCELLED, money=DUE, looked_at=NOW, units=tuple((LINE, n) for n in range(units))
    )


def do(sitting: Sitting, *moves: mv.Move) -> None:
    view = sitting.world.backend.cases.view(KEY)
    sitting.world.backend.cases.do_all(view.case.id, view.seq, moves)


@contextmanager
def kept() -> Iterator[Sitting]:
    """Asked, stopped, then the customer keeps it, and nothing is bought again (walk 618)."""
    sitting = Sitting(world_of(Variant("kept", (stopped(2),)), connected=True))
    try:
        sitting.world.backend.cases.open_case(KEY)
        do(sitting, mv.SetWhy(mv.Reason.CHANGED_MIND, NOW))
        do(sitting, mv.Start())
        do(sitting, mv.Withdraw())
        do(sitting, mv.Undone())
        assert sitting.case is not None
        assert sitting.case.phase == Settling(kept=True)
        sitting.news()
        yield sitting
    finally:
        sitting.close()


@contextmanager
def part() -> Iterator[Sitting]:
    """Three were stopped, one was wished and is refunded (walk 616b)."""
    lines = (replace(mug(3), unit_value=1000),)
    paid = {"lines": lines, "total": 3000, "received": 3000}
    sitting = Sitting(world_of(Variant("part", (stopped(3),), paid), connected=True))
    try:
        sitting.world.backend.cases.open_case(KEY)
        do(sitting, mv.SetWish((Take(LINE, 1),)))
        do(sitting, mv.SetWhy(mv.Reason.CHANGED_MIND, NOW))
        do(sitting, mv.Start())
        sitting.later(minutes=1)
        sitting.staff(lines=(replace(lines[0], returned=1),), returned=1000, refunded_at=NOW + timedelta(minutes=1))
        assert sitting.case is not None
        assert sitting.case.phase.kind == "settling"
        yield sitting
    finally:
        sitting.close()


WAYS = {"kept": kept, "part": part}
SAID = {
    "kept": ("Customer keeps it · reorder or refund", "Stopped, but the customer keeps it"),
    "part": ("More was stopped · reorder or refund", "More was stopped than was wished"),
}


@pytest.mark.parametrize("why", ["kept", "part"])
def test_list_and_page_ask_to_reorder_or_refund(qapp: QApplication, why: str) -> None:
    with WAYS[why]() as sitting:
        row, now = sitting.row, sitting.world.now
        assert row.verdict == "ready"
        assert words.because(row.because, row.because_data, now) == SAID[why][0]
        sitting.to_list()
        button = sitting.primary()
        assert button is not None
        assert name_of(button) == "Reorder or refund…"
        button.click()
        sitting.settle()
        assert isinstance(sitting.content, UnaskedPage)
        assert sitting.page is not None
        assert any(SAID[why][1] in one for one in texts(sitting))
        sitting.page.show_step(sitting.page.own_step())  # beside the money that is awaited, too
        sitting.settle()
        assert any(SAID[why][1] in one for one in texts(sitting))
        assert "Reorder or refund…" in [one.name for one in sitting.offers()]


def texts(sitting: Sitting) -> list[str]:
    assert sitting.content is not None
    return [one.text() for one in sitting.content.findChildren(QLabel)]


def take(sitting: Sitting, name: str) -> None:
    sitting.take(next(one for one in sitting.offers() if one.name == name))


@pytest.mark.parametrize("why", ["kept", "part"])
def test_it_is_refunded_as_the_wish_from_now_on(qapp: QApplication, why: str) -> None:
    with WAYS[why]() as sitting:
        sitting.to_list()
        take(sitting, "Reorder or refund…")
        take(sitting, "Refund…")
        assert sitting.case is not None
        assert isinstance(sitting.case.phase, Cleared)
        assert sitting.case.phase.scope == (Take(LINE, 2),)


@pytest.mark.parametrize("why", ["kept", "part"])
def test_it_is_bought_again_and_asked_no_more(qapp: QApplication, why: str) -> None:
    with WAYS[why]() as sitting:
        sitting.to_list()
        take(sitting, "Reorder or refund…")
        take(sitting, "Reorder…")
        assert isinstance(sitting.content, AgainPage)
        take(sitting, "Bought again")
        assert sitting.case is not None
        new = [one for one in sitting.case.legs if one.id != LegId("1") and one.state is not LegState.STOPPED]
        assert [len(one.units) for one in new] == [2]
        assert "unasked" not in sitting.row.because_data
        sitting.to_list()
        button = sitting.primary()
        assert button is None or name_of(button) != "Reorder or refund…"
