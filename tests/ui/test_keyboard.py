"""T19: the cancel flow by keyboard alone. Every stop of Tab has a name, nothing holds the focus, Tab comes round."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from dropdesk.domain.case.shape.phases import Closed
from dropdesk.ui.cases.why import WhyPage
from tests.ui.case_world import CaseWorld
from tests.ui.cases.walk import COMMIT, Walk, asked, cleared

STOPS = 80


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None, "nothing has the focus"
    return found


def named(widget: QWidget) -> str:
    """What a screen reader would say; a combo box is named by its label's buddy."""
    text = getattr(widget, "text", None)
    return widget.accessibleName() or (text() if callable(text) and not isinstance(widget, QComboBox) else "")


def tab_to(walk: Walk, name: str) -> QWidget:
    """Tabs on until a control of that name has the focus; arrow keys inside a group of radio buttons."""
    for _ in range(STOPS):
        here = focused()
        if named(here) == name:
            return here
        if isinstance(here, QRadioButton) and any(named(one) == name for one in walk.page.findChildren(QRadioButton)):
            before = here
            for _ in range(10):
                QTest.keyClick(focused(), Qt.Key.Key_Down)
                if named(focused()) == name:
                    return focused()
                if focused() is before:
                    break
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come to {name}")


def press(walk: Walk, *names: str) -> None:
    for name in names:
        found = tab_to(walk, name)
        QTest.keyClick(found, Qt.Key.Key_Space)
        QTest.qWait(40)


def test_the_whole_cancel_flow(qtbot: QtBot) -> None:
    walk = Walk(qtbot, CaseWorld())
    press(walk, "Changed their mind")
    walk.see("Ask Yiwu Bright Home to cancel")
    press(walk, "Request sent", "Message sent", "Continue")
    walk.see("Wait for Yiwu Bright Home’s answer")
    press(walk, "Cancelled")
    walk.see("Cancel and refund in Shopify")
    press(walk, "Continue")
    walk.see("Cancel order #1043?")
    press(walk, COMMIT)
    walk.see("Wait for €12.40 from the supplier")
    press(walk, "€12.40 has arrived")
    assert isinstance(walk.world.case.phase, Closed)


def test_tab_comes_round_and_every_stop_has_a_name(qtbot: QtBot) -> None:
    for world in (CaseWorld(), asked(), cleared()):
        walk = Walk(qtbot, world)
        if isinstance(focused(), WhyPage):  # the question holds the focus, and is no stop
            QTest.keyClick(focused(), Qt.Key.Key_Tab)
        first, seen = focused(), list[QWidget]()
        for _ in range(STOPS):
            here = focused()
            buddy = isinstance(here, QComboBox)  # its label names it, see the walk over every page
            assert named(here) or buddy, f"a stop without a name: {here}"
            seen.append(here)
            for _ in range(8):  # a date has parts of its own
                QTest.keyClick(here, Qt.Key.Key_Tab)
                if focused() is not here:
                    break
            assert focused() is not here, f"{named(here)} holds the focus"
            if focused() is first:
                break
        assert focused() is first, "Tab does not come round"
        assert len(seen) >= 6
        walk.page.close()
