"""The status line says what suppliers still owe, and that more is awaited than is known."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from dropdesk.domain.listing import Counts
from dropdesk.ui import i18n
from dropdesk.ui.status_line import StatusLine


@pytest.mark.parametrize(
    ("expected", "more", "told"),
    [
        ((), False, ""),
        ((("USD", 900), ("EUR", 500)), False, "$9.00 still expected   ·   €5.00 still expected"),
        ((("USD", 900), ("", 0)), True, "at least $9.00 still expected"),
        ((("", 0),), True, "an unknown amount still expected"),
    ],
)
def test_what_is_awaited(qtbot: QtBot, expected: tuple[tuple[str, int], ...], more: bool, told: str) -> None:
    i18n.use("en")
    line = StatusLine()
    qtbot.addWidget(line)
    line.say(Counts(orders=2, expected=expected, expected_at_least=more))
    assert line.left.text().replace("\u00a0", " ") == "2 orders" + (f"   ·   {told}" if told else "")
