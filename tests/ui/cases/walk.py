"""A case page in a window with a person before it, and the worlds that it starts from."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.phases import Phase
from dropdesk.domain.supplier.leg import Leg
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId
from dropdesk.ui.cases.page import CasePage
from dropdesk.ui.runner import Runner
from tests.tour.person import Person
from tests.ui.case_world import KEY, CaseWorld, make_case_desk

LEG = LegId("leg-1")


class Walk:
    """A case page in a window, and the person before it."""

    def __init__(
        self, qtbot: QtBot, world: CaseWorld, size: tuple[int, int] = (1388, 870), runner: Runner | None = None
    ) -> None:
        self.world = world
        self.context, self.opened = make_case_desk(world, runner)
        self.page = CasePage(self.context, KEY)
        if runner is None:
            qtbot.addWidget(self.page)
        self.page.resize(*size)
        self.page.show()
        self.page.activateWindow()
        QTest.qWaitForWindowActive(self.page, 2000)
        self.person = Person(4)
        QTest.qWait(20)

    def press(self, *names: str) -> Walk:
        for name in names:
            self.person.press(name)
        return self

    def see(self, *texts: str) -> Walk:
        for text in texts:
            self.person.see(text)
        return self

    def type(self, name: str, text: str) -> Walk:
        self.person.type(name, text)
        return self

    def choose(self, label: str, option: str) -> Walk:
        """From the combo box that the label is a buddy of: on Linux its own name is its value."""
        found = next(one for one in self.page.findChildren(QLabel) if one.isVisible() and one.text() == label)
        box = found.buddy()
        assert isinstance(box, QComboBox)
        self.person.choose(box.currentText(), option)
        return self

    def shows(self, text: str) -> bool:
        return self.person.shows(text)

    def reload(self) -> Walk:
        self.page.reload()
        QTest.qWait(30)
        return self

    def phase(self) -> Phase:
        return self.world.case.phase


def do(world: CaseWorld, *moves: mv.Move) -> CaseWorld:
    for move in moves:
        names = {"reason_ref", "note_ref", "text_ref"} & set(type(move).__dataclass_fields__)
        typed = isinstance(move, (mv.Override, mv.Waive, mv.CloseWithNote)) or (
            isinstance(move, Report) and move.say is Say.LOSS_ACCEPTED
        )
        world.do(world.case.id, world.seq, move, dict.fromkeys(names, "because") if typed else None)
    return world


def started(*legs: Leg, **about: object) -> CaseWorld:
    world = CaseWorld(legs or None, **about)  # type: ignore[arg-type]  # facts of the order by name
    return do(world, mv.SetWhy(mv.Reason.CHANGED_MIND, world.now), mv.Start())


def asked(**about: object) -> CaseWorld:
    world = started(**about)
    do(world, mv.TickRequest(LEG, world.now), mv.TickMessage(LEG, world.now))
    world.later(hours=19)
    return world


def cleared(**about: object) -> CaseWorld:
    world = asked(**about)
    return do(world, Report(LEG, Say.ACCEPTED, at=world.now))


COMMIT = "Cancel order #1043 in Shopify and refund €34.90"
