"""A scan to another destination counts as none: the leg keeps its state, and the contradiction is shown and asked
wherever the purchase is shown (rules §2 "a tracking number")."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dropdesk.domain.supplier.leg import Leg, LegState, scanned_elsewhere
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.verdict.verdict import Action
from dropdesk.ui import i18n, words
from dropdesk.ui.orders.pane.pane import Pane
from tests.ui.case_world import KEY, CaseWorld, make_case_desk
from tests.ui.cases.walk import Walk, asked

ROW = {"en": "Scanned elsewhere · ask for the right number", "zh_CN": "扫描地点不符 · 请索要正确的单号"}


def numbered(case: bool = True) -> CaseWorld:
    world = asked() if case else CaseWorld(begun=False)
    say(world, Say.ASKED) if not case else None
    say(world, Say.REFUSED, detail="shipped")
    say(world, Say.NUMBER, tracking_number="LP001")
    return world


def leg(world: CaseWorld) -> Leg:
    return world.order_view(KEY).legs[0]


def say(world: CaseWorld, what: Say, **more: str) -> None:
    world.backend.details.report(KEY, Report(leg(world).id, what, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize("case", [True, False])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_row_pane_and_timeline_show_it(qtbot: QtBot, language: str, case: bool) -> None:
    i18n.use(language)
    world = numbered(case)
    say(world, Say.SCAN, detail="elsewhere")
    view = world.order_view(KEY)
    verdict = view.verdict
    assert (view.legs[0].state, verdict.row, verdict.code) == (LegState.NUMBERED, "V-08", "waiting")
    assert verdict.action is Action.CHECK_NUMBER
    data = dict(verdict.because.data)
    assert words.because(verdict.because.code, data, world.now) == ROW[language]
    assert words.headline(verdict.code, verdict.because.code, data, world.now)
    codes = [one.code for one in view.timeline]
    assert (codes.count("said_scan_elsewhere"), "said_scan" in codes) == (1, False)
    context, _ = make_case_desk(world)
    pane = Pane(context)
    qtbot.addWidget(pane)
    pane.resize(344, 900)
    pane.show()
    pane.show_row(KEY, None)
    shown = "\n".join(label.text() for label in pane.findChildren(QLabel))
    assert {"en": "scanned elsewhere", "zh_CN": "扫描地点不符"}[language] in shown


@pytest.mark.parametrize(("word", "more"), [(Say.SCAN, {}), (Say.NUMBER, {"tracking_number": "LP002"})])
def test_a_scan_of_ours_or_another_number_ends_it(word: Say, more: dict[str, str]) -> None:
    world = numbered()
    say(world, Say.SCAN, detail="elsewhere")
    assert scanned_elsewhere(leg(world))
    say(world, Say.NUMBER, tracking_number="LP001")
    assert scanned_elsewhere(leg(world)), "the same number once more is no answer"
    say(world, word, **more)
    assert not scanned_elsewhere(leg(world))
    assert leg(world).state is (LegState.GONE if word is Say.SCAN else LegState.NUMBERED)


def test_its_clock_runs_on_as_if_there_were_no_scan(qtbot: QtBot) -> None:
    world = numbered()
    before = world.order_view(KEY).verdict.deadline
    say(world, Say.SCAN, detail="elsewhere")
    assert world.order_view(KEY).verdict.deadline == before
    walk = Walk(qtbot, world)
    walk.page.show_step(3)
    QTest.qWait(20)
    walk.see("it counts as none")
