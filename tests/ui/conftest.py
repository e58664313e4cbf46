"""What every test of the ui starts from: English, light, 100 %; and no complaint about the offscreen platform."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from dropdesk.ui import i18n, style
from tests.ui import backend_world

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            # The offscreen platform says this of smallest sizes, raising and grabbing.
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """The app's own style, in English; also after a test that changed it."""
    i18n.use("en")
    style.apply(qapp, "light")
    yield
    for window in qapp.topLevelWidgets():
        window.close()
        window.deleteLater()
    # No event loop runs here that would delete them; left alone they would follow every later change of style.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    backend_world.close_all()
    i18n.use("en")
    style.apply(qapp, "light")
