"""What must hold wherever something is shown: contrast, names, plain text, both languages, nothing cut."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dropdesk import services
from dropdesk.domain.listing import View
from dropdesk.domain.promises import Ended
from dropdesk.domain.supplier.report import Say
from dropdesk.domain.values import OrderKey
from dropdesk.ui import i18n, icons, style, theme, words
from dropdesk.ui.i18n import refresh
from dropdesk.ui.imports.dialog import ImportDialog
from dropdesk.ui.kit import Banner, PlainLabel, column
from dropdesk.ui.kit.badge import blend
from dropdesk.ui.main_window import MainWindow
from dropdesk.ui.orders.columns import Column
from dropdesk.ui.settings.page import ORDER
from dropdesk.ui.theme import DARK, LIGHT, Fill, Tokens, contrast
from dropdesk.ui.words import timeline
from dropdesk.ui.words.countries import country
from tests.ui.services import HOSTILE, Services
from tests.ui.world import World, make_desk

GROUNDS = ("surface", "win", "hover", "selection")
SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


# Colours


@SCHEMES
def test_every_text_is_read_on_every_ground(tokens: Tokens) -> None:
    for tone, ground in itertools.product(("text", "text2", "danger_text", "warn_text", "ok_text", "accent"), GROUNDS):
        assert contrast(getattr(tokens, tone), getattr(tokens, ground)) >= 4.5, (tone, ground)
    for ink, fill in (("on_accent", "accent"), ("on_danger", "danger"), ("text2", "track"), ("text", "nav")):
        assert contrast(getattr(tokens, ink), getattr(tokens, fill)) >= 4.5, (ink, fill)


@SCHEMES
def test_every_graphic_stands_off_its_ground(tokens: Tokens) -> None:
    for tone in ("ctl", "accent", "amber", "danger"):
        assert contrast(getattr(tokens, tone), tokens.surface) >= 3, tone
    for code, pair in theme.badges(tokens.dark).items():
        for ground in ("surface", "win", "selection"):
            assert contrast(pair.mark, getattr(tokens, ground)) >= 3, (code, ground)


@SCHEMES
def test_every_badge_is_read_and_differs_by_more_than_colour(tokens: Tokens) -> None:
    pairs = theme.badges(tokens.dark)
    assert set(pairs) == set(theme.VERDICTS)
    for code, pair in pairs.items():
        assert contrast(pair.text, pair.fill) >= 4.5, code
    # Colour never carries the meaning alone: word and shape differ as well.
    assert len({words.verdict(code) for code in pairs}) == 11
    assert {pair.style for pair in pairs.values()} == set(Fill)


def test_every_verdict_has_its_own_shape(qapp: QApplication) -> None:
    def grey(name: str) -> bytes:
        picture = QImage(32, 32, QImage.Format.Format_Grayscale8)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        icons.paint(painter, name, 0, 0, "#000000", 32)
        painter.end()
        return bytes(picture.constBits())

    drawn = {code: grey(code) for code in theme.VERDICTS}
    for one, other in itertools.combinations(drawn, 2):
        assert sum(abs(a - b) for a, b in zip(drawn[one], drawn[other], strict=True)) > 5000, (one, other)


def test_a_muted_row_wears_the_pair_of_done(qapp: QApplication) -> None:
    assert theme.badge("too_late", True) == theme.badge("done")


def test_blend_lies_between(qapp: QApplication) -> None:
    assert blend("#000000", "#FFFFFF", 0.5) == "#808080"


# Every place there is

Place = Callable[[MainWindow], QWidget]


def _section(key: str) -> Place:
    def go(window: MainWindow) -> QWidget:
        window.go("settings")
        assert window.settings is not None
        window.settings.open(key)
        return window

    return go


def _dialog(act: Callable[[MainWindow], None]) -> Place:
    def go(window: MainWindow) -> QWidget:
        act(window)
        return next(one for one in window.findChildren(QDialog) if one.isVisible())

    return go


def _preview(window: MainWindow) -> None:
    window.import_files()
    window.findChildren(ImportDialog)[0].read([Path("a.csv")])


def _looking(window: MainWindow) -> QWidget:
    window.orders.table.pick(12)
    QApplication.processEvents()
    window.orders.pane.look(None)
    return window


PLACES: dict[str, Place] = {
    "orders": lambda window: window,
    "looking": _looking,
    **{key: _section(key) for key in ORDER},
    "import": _dialog(lambda window: window.import_files()),
    "preview": _dialog(_preview),
    "link": _dialog(lambda window: window.link(OrderKey(13))),
    "connect": _dialog(lambda window: window.connect_shop()),
}


def hostile_world() -> World:
    """Orders whose every text from outside is an attack."""
    from dataclasses import replace

    world = World()
    for key, view in list(world.views.items()):
        line = replace(view.order.lines[0], title=HOSTILE, variant=HOSTILE)
        order = replace(view.order, name=HOSTILE, lines=(line,))
        leg = replace(view.legs[0], supplier=HOSTILE, raw_status=HOSTILE)
        person = replace(view.person, name=HOSTILE) if view.person else None
        notes = tuple(replace(note, text=HOSTILE) for note in view.notes)
        suppliers = tuple(replace(record, supplier=HOSTILE) for record in view.suppliers)
        world.views[key] = replace(view, order=order, legs=(leg,), person=person, notes=notes, suppliers=suppliers)
    return world


Open = Callable[..., MainWindow]
Tour = Callable[..., Iterator[tuple[str, QWidget]]]


def settle() -> None:
    """Lets layouts, and what they post, have their turn."""
    for _ in range(4):
        QApplication.processEvents()


@pytest.fixture
def open_window(qtbot: QtBot) -> Open:
    def go(world: World | None = None, size: tuple[int, int] = (1440, 900)) -> MainWindow:
        context, _ = make_desk(world or World(), **{**Services().given(), "open_demo": lambda: None})
        window = MainWindow(context, View.ALL)
        qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        settle()
        return window

    return go


@pytest.fixture
def tour(open_window: Open) -> Tour:
    """Every place of the app, one after the other."""

    def go(world: World | None = None, size: tuple[int, int] = (1440, 900)) -> Iterator[tuple[str, QWidget]]:
        window = open_window(world, size)
        window.orders.table.pick(5)
        for place, lead in PLACES.items():
            shown = lead(window)
            settle()
            yield place, shown
            if isinstance(shown, QDialog):
                shown.close()
                settle()
        yield "welcome", open_window(World(0), size)

    return go


def spoken_name(widget: QWidget) -> str:
    face = QAccessible.queryAccessibleInterface(widget)
    return face.text(QAccessible.Text.Name).strip() if face is not None else ""


def controls(widget: QWidget) -> Iterator[QWidget]:
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
    for one in widget.findChildren(QWidget):
        inner = one.objectName().startswith("qt_") or isinstance(one.parent(), QComboBox)
        if isinstance(one, kinds) and one.isVisible() and not inner and not isinstance(one, QHeaderView):
            yield one


def test_every_control_has_a_name(tour: Tour) -> None:
    for place, shown in tour():
        found = list(controls(shown))
        assert found, place
        for one in found:
            assert spoken_name(one), (place, one)
            assert one.focusPolicy() != Qt.FocusPolicy.NoFocus, (place, one)
            if isinstance(one, QComboBox):
                # On Linux its own accessible name is its value: only a label's buddy tells what it is.
                buddies = [label.text() for label in shown.findChildren(QLabel) if label.buddy() is one]
                assert buddies, (place, one.accessibleName())


def test_text_from_outside_stays_plain(tour: Tour) -> None:
    for place, shown in tour(hostile_world()):
        for label in shown.findChildren(QLabel):
            assert isinstance(label, PlainLabel)
            assert label.textFormat() == Qt.TextFormat.PlainText
        assert not shown.findChildren(QTextEdit)
        for one in shown.findChildren(QWidget):
            for text in (one.toolTip(), one.accessibleName(), one.accessibleDescription(), one.windowTitle()):
                assert "\u202e" not in text, place
            assert "<b>" not in one.toolTip(), place
            assert "<img" not in one.toolTip(), place


def test_an_attack_is_seen_as_it_is(open_window: Open) -> None:
    shown = open_window(hostile_world())
    literal = "<b>bold</b><img src=x> & \\u202Eevil"
    assert literal in [label.text() for label in shown.findChildren(QLabel)]
    model = shown.orders.model
    tip = str(model.data(model.index(0, Column.ORDER), Qt.ItemDataRole.ToolTipRole))
    assert "&lt;b&gt;bold&lt;/b&gt;" in tip
    assert "<b>" not in tip


class _Flashes(QObject):
    """Notes windows that are neither ours nor a dialog, menu or tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            kind = watched.windowType()
            if not isinstance(watched, (MainWindow, QDialog)) and kind == Qt.WindowType.Window:
                self.seen.append(type(watched).__name__)
        return False


def test_nothing_flashes_as_a_window_of_its_own(qapp: QApplication, tour: Tour) -> None:
    flashes = _Flashes()
    qapp.installEventFilter(flashes)
    try:
        for place, shown in tour():
            if isinstance(shown, MainWindow) and place == "orders":
                for key in range(1, 17):
                    shown.orders.table.pick(key)
                    settle()
            assert flashes.seen == [], place
    finally:
        qapp.removeEventFilter(flashes)


@pytest.mark.parametrize(
    ("language", "percent", "size"),
    [("en", 100, (1100, 700)), ("zh_CN", 100, (1100, 700)), ("en", 200, (1800, 1200)), ("zh_CN", 200, (1800, 1200))],
)
def test_no_label_is_cut(qapp: QApplication, tour: Tour, language: str, percent: int, size: tuple[int, int]) -> None:
    """Labels that may end in … (names, file names) say so; all others show their whole text."""
    i18n.use(language)
    style.apply(qapp, "light", percent)
    for place, shown in tour(size=size):
        for label in shown.findChildren(PlainLabel):
            if label.isVisible() and not label._elide:
                assert not label.elided(), (place, label.text())
                assert label.height() >= label.heightForWidth(label.width()), (place, label.text())


# Words


def test_a_screen_reader_says_verdict_because_and_what_to_do(open_window: Open) -> None:
    window = open_window()
    model = window.orders.model
    assert model.rowCount() == 16
    for row in range(model.rowCount()):
        shown = model.shown(row)
        assert shown is not None
        index = model.index(row, Column.VERDICT)
        said = str(model.data(index, Qt.ItemDataRole.AccessibleTextRole))
        assert said == f"Verdict: {words.verdict(shown.row.verdict)}, because {shown.because}"
        assert shown.because
        assert str(model.data(index, Qt.ItemDataRole.AccessibleDescriptionRole))


def test_a_deadline_is_told_in_beijing_and_here(open_window: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_window()
    model = window.orders.model
    index = model.index(model.find(5), Column.DEADLINE)
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        said = str(model.data(index, role))
        assert "24:00 Beijing" in said
        assert "here)" in said


def _placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w+\}|%n", text))


def _wordless(text: str) -> bool:
    """A format or a name: outside its places nothing is a word of English."""
    return not re.search(r"[A-Za-z]", re.sub(r"\{\w+\}|%n|Shopify", "", text))


def test_every_sentence_is_translated_with_all_its_places() -> None:
    sources, translated = refresh.sources(), refresh.read()
    assert set(sources) == set(translated), "run python -m dropdesk.ui.i18n.refresh"
    assert [text for text in sources if not translated[text]] == []
    for source, text in translated.items():
        assert _placeholders(source) == _placeholders(text), source
        assert re.search(r"[\u4e00-\u9fff]", text) or _wordless(source), source


def test_the_compiled_translation_is_the_written_one(qapp: QApplication) -> None:
    translated, bent = refresh.read(), refresh.sources()
    i18n.use("zh_CN")
    for source, text in translated.items():
        found = QCoreApplication.translate(i18n.CONTEXT, source, None, 3 if bent[source] else -1)
        assert found == (text.replace("%n", "3") if bent[source] else text)


def test_english_knows_one_and_many() -> None:
    assert i18n.trn("%n order", "%n orders", 1) == "1 order"
    assert i18n.trn("%n order", "%n orders", 2) == "2 orders"


def test_the_two_languages_say_different_things(open_window: Open) -> None:
    said: dict[str, list[str]] = {}
    for language in i18n.LANGUAGES:
        i18n.use(language)
        window = open_window()
        said[language] = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    chinese = [text for text in said["zh_CN"] if re.search(r"[\u4e00-\u9fff]", text)]
    assert len(chinese) > len(said["zh_CN"]) / 2
    assert not [text for text in said["en"] if re.search(r"[\u4e00-\u9fff]", text)]


@pytest.mark.parametrize("code", [*(f"said_{say}" for say in Say), *(f"shared_{say}" for say in Say)])
def test_every_saying_has_its_timeline_entry(code: str) -> None:
    assert timeline.happened(code, {"order": "#1001"})


def test_every_happening_of_the_services_has_its_timeline_entry() -> None:
    """Codes as they stand in the services and in the domain's story: written to an order's timeline, or told by it."""
    folder = Path(services.__file__).parent
    written = "".join(path.read_text() for path in folder.glob("*.py"))
    found = set(re.findall(r'orders\.happened\([^"\n{]*?"(\w+)"', written)) | {"promised", *Ended}
    stories = "".join(path.read_text() for path in (folder.parent / "domain/case/shown").glob("*timeline.py"))
    found |= set(re.findall(r'Happened\([^"\n{]*?"(\w+)"', stories))
    found |= set(re.findall(r', "(said_\w+|bought)"\)', stories))
    found |= {"unticked_request", "unticked_message", "unticked_answer", "keep", "withdraw", "reopen"}
    found |= {f"said_{said}" for said in re.findall(r'S\.\w+: "(\w+)"', stories)}
    assert {
        "placed",
        "imported",
        "linked",
        "customer_knows",
        "wrote",
        "bought",
        "said_shipped",
        "said_no_scan",
    } <= found
    facts = {
        "amount": 3490, "currency": "EUR", "what": "cancel", "why": "not_done", "reason": "other", "state": "open",
    }  # fmt: skip
    facts["by"] = "2026-11-28T12:00:00+00:00"
    named = {"call_sent", "call_taken", "call_refused", "call_not_known", "call_held_back"}
    unsaid = [code for code in sorted((found | named) - {"window"}) if not words.happened(code, dict(facts))]
    assert unsaid == []
    assert words.happened("refunded", {"amount": 3490, "currency": "EUR"}).endswith("34.90")
    assert words.happened("window", {"clock": "ship_window"}) == "Shipping window ends"


def test_every_country_has_a_chinese_name() -> None:
    from dropdesk.services.calendars import countries

    assert [code for code, name in countries() if not re.search(r"[\u4e00-\u9fff]", country(code, name))] == []


def test_a_menu_of_stores_shows_names_as_they_are(qtbot: QtBot, qapp: QApplication) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QMenu

    from dropdesk.ui.app_context import StoreShown
    from dropdesk.ui.sidebar import store_menu

    seen: list[str] = []

    def read() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        seen.extend(action.text() for action in menu.actions())
        menu.close()

    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    QTimer.singleShot(0, read)
    store_menu(parent, QPoint(0, 0), (StoreShown("a", HOSTILE),), [])
    assert seen[0] == "<b>bold</b><img src=x> && \\u202Eevil"


@pytest.mark.parametrize("width", range(260, 420, 4))
def test_no_banner_cuts_its_words_at_any_width(qtbot: QtBot, width: int) -> None:
    """The pane is narrow, and the last words of a warning are often the ones that matter ("Never refund now")."""
    place = QWidget()
    qtbot.addWidget(place)
    body = column(parent=place)
    for code in ("cancel_running", "return_open", "authorisation", "chargeback", "other"):
        body.addWidget(Banner(words.blocker(code), "warn"))
    body.addStretch(1)
    place.resize(width, 900)
    place.show()
    QApplication.processEvents()
    for label in place.findChildren(PlainLabel):
        assert label.height() >= label.heightForWidth(label.width()), label.text()
