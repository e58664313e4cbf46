"""Done by hand, then a file: from wherever it is imported, it is asked what only the person knows (rules §5)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.phases import Claimed, Cleared
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import OrderKey
from dropdesk.ui.app_context import AppContext
from dropdesk.ui.cases.page import CasePage
from dropdesk.ui.change_bus import ChangeBus
from dropdesk.ui.imports.dialog import ImportDialog
from dropdesk.ui.kit import Picker
from dropdesk.ui.main_window import MainWindow
from dropdesk.ui.runner import InlineRunner
from tests.services.test_claims_in_files import HEAD, row
from tests.tour.person import Person
from tests.ui.backend_world import HouseWorld
from tests.ui.window_walk import Assistant
from tests.ui.world import CALENDAR, World

ASKS = "Were the files exported after you did this?"


class ByHand:
    """Two orders of a file, never ordered, cancelled by hand; no store is connected."""

    def __init__(self, folder: Path) -> None:
        self.world = HouseWorld((), connected=False)
        self.backend, self.file = self.world.backend, folder / "orders.csv"
        self.file.write_text(HEAD + row(1) + row(2), encoding="utf-8")
        self.backend.imports.apply(self.backend.imports.preview([self.file], "", {}))
        self.keys = (OrderKey(1), OrderKey(2))
        for key in self.keys:
            (leg,) = self.backend.cases.view(key).legs
            self.backend.cases.report(key, Report(leg.leg.id, Say.NEVER_ORDERED, at=self.world.now))
            why = mv.SetWhy(mv.Reason.CHANGED_MIND, self.world.now)
            for move in (why, mv.Start(), mv.DoByHand("cancel", 2000, (), notify=False), mv.DidByHand(self.world.now)):
                view = self.backend.cases.view(key)
                self.backend.cases.do(view.case.id, view.seq, move)
            assert isinstance(self.phase(key), Claimed)

    def phase(self, key: OrderKey) -> object:
        return self.backend.cases.view(key).case.phase

    def context(self) -> AppContext:
        return AppContext(
            orders=World(0), details=self.backend.details, runner=InlineRunner(), bus=ChangeBus(),
            now=lambda: self.world.now,
            open_url=lambda _: None, work_days=CALENDAR.left, cases=Assistant(self.world), links=self.backend.links,
            imports=self.backend.imports,
        )  # fmt: skip


def of_the_page(qtbot: QtBot, made: ByHand) -> ImportDialog:
    page = CasePage(made.context(), made.keys[0])
    qtbot.addWidget(page)
    page.show()
    Person(4).press("Import an export…")
    dialog = page.findChildren(ImportDialog)[0]
    dialog.read([made.file])
    return dialog


def of_the_window(qtbot: QtBot, made: ByHand) -> ImportDialog:
    """The menu, the keys, the list's button and a drop all come here."""
    window = MainWindow(made.context())
    qtbot.addWidget(window)
    window.show()
    window.import_files([made.file])
    return window.findChildren(ImportDialog)[0]


@pytest.mark.parametrize("way", [of_the_page, of_the_window])
def test_every_way_of_importing_asks_of_every_order(
    qtbot: QtBot, tmp_path: Path, way: Callable[[QtBot, ByHand], ImportDialog]
) -> None:
    made = ByHand(tmp_path)
    dialog = way(qtbot, made)
    person = Person(4)
    person.see(ASKS)
    person.see("#1: cancel, refund €20.00, today 09:12")
    pickers = dialog.findChildren(Picker)
    assert [one.accessibleName()[:3] for one in pickers] == ["#1:", "#2:"]
    pickers[0].setCurrentIndex(pickers[0].findData("after"))
    pickers[0].activated.emit(pickers[0].currentIndex())
    person.press("Save the answer")
    assert isinstance(made.phase(made.keys[0]), Cleared)
    assert isinstance(made.phase(made.keys[1]), Claimed)


def test_the_page_goes_on_after_the_answer(qtbot: QtBot, tmp_path: Path) -> None:
    made = ByHand(tmp_path)
    dialog = of_the_page(qtbot, made)
    picker = dialog.findChildren(Picker)[0]
    picker.setCurrentIndex(picker.findData("after"))
    picker.activated.emit(picker.currentIndex())
    person = Person(4)
    person.press("Save the answer")
    person.see("What you did by hand is not there: a newer look shows the order untouched.")
