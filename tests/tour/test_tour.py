"""Short form of ``make tour``: one journey offscreen, and what the person at the window must not get away with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.tour.__main__ import HERE, HOME
from tests.tour.album import SIZES, Album
from tests.tour.files import fresh
from tests.tour.person import NotFound, Person


def test_the_journey_by_hand_reaches_the_money() -> None:
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", **{HERE: "by-hand"})
    command = [sys.executable, "-m", "tests.tour", "by-hand"]
    done = subprocess.run(command, env=environment, cwd=HOME, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("passed by-hand")


def test_a_plain_cancellation_takes_at_most_eight_acts() -> None:
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", **{HERE: "effort"})
    command = [sys.executable, "-m", "tests.tour", "effort"]
    done = subprocess.run(command, env=environment, cwd=HOME, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
    acts = int(done.stdout.split(" acts: ")[0])
    assert 0 < acts <= 8, done.stdout


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made, 2000)
    return made


def button(window: QWidget, name: str) -> list[str]:
    """A button that notes its presses."""
    pressed: list[str] = []
    made = QPushButton(name, window)
    made.clicked.connect(lambda: pressed.append(name))
    made.setGeometry(20, 20, 120, 40)
    made.show()
    QTest.qWait(20)
    return pressed


def test_a_press_arrives_by_the_window(window: QWidget) -> None:
    pressed = button(window, "Continue")
    Person(1).press("Continue")
    assert pressed == ["Continue"]


def test_what_is_not_there_is_named_with_what_is(window: QWidget) -> None:
    button(window, "Back")
    with pytest.raises(NotFound, match=r"no 'Continue'; showing: Back"):
        Person(0.2).press("Continue")


def test_a_disabled_control_is_not_pressed(window: QWidget) -> None:
    pressed = button(window, "Continue")
    window.findChildren(QPushButton)[0].setEnabled(False)
    with pytest.raises(NotFound):
        Person(0.2).press("Continue")
    assert pressed == []


def test_a_covered_control_is_not_pressed(window: QWidget) -> None:
    pressed = button(window, "Continue")
    cover = QWidget(window)
    cover.setAccessibleName("a cover")
    cover.setGeometry(window.rect())
    cover.show()
    QTest.qWait(20)
    with pytest.raises(NotFound, match="covered by 'a cover'"):
        Person(0.2).press("Continue")
    assert pressed == []


def test_an_album_has_a_sheet_of_each_size(window: QWidget, tmp_path: Path) -> None:
    button(window, "Continue")
    album = Album(tmp_path, "light-en")
    album.page(Person(1), "a page: first")
    sheets = album.sheets()
    assert [sheet.name for sheet in sheets] == [f"light-en-{wide}x{high}.png" for wide, high in SIZES]
    assert (tmp_path / "light-en-1100x700" / "01 a page, first.png").exists()
    assert window.windowType() == Qt.WindowType.Window


def test_the_fresh_exports_are_of_yesterday_and_then_cancelled(tmp_path: Path) -> None:
    (orders, _), after = fresh(tmp_path / "exports")
    before, now = orders.read_text("utf-8"), after.read_text("utf-8")
    assert "refunded" not in before
    assert now.count("refunded") == 1
