"""The settings: every number with its source, for all, a kind, a supplier; stores; keyring; calendar; general."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from dropdesk.domain.case.shape.shop_answers import KeychainState
from dropdesk.domain.rules import RULES
from dropdesk.errors import Damaged
from dropdesk.ui.app_context import AppContext, StoreShown
from dropdesk.ui.kit import Button, PlainLabel
from dropdesk.ui.settings.calendar import CalendarPage
from dropdesk.ui.settings.general import GeneralPage
from dropdesk.ui.settings.page import ORDER, SettingsPage
from dropdesk.ui.settings.rules import RulesPage
from dropdesk.ui.words import rules as says
from tests.ui.services import HOSTILE, Services
from tests.ui.world import NOW, World, make_desk


def shown(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(PlainLabel) if label.isVisible()]


def press(widget: QWidget, text: str) -> None:
    QApplication.processEvents()
    found = next(
        one for one in widget.findChildren(Button) if one.isVisible() and text in (one.shown(), one.accessibleName())
    )
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


@pytest.fixture
def services() -> Services:
    return Services()


@pytest.fixture
def context(services: Services) -> AppContext:
    return make_desk(World(), **services.given())[0]


@pytest.fixture
def page(qtbot: QtBot, context: AppContext) -> SettingsPage:
    made = SettingsPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    return made


@pytest.fixture
def rules(page: SettingsPage) -> RulesPage:
    page.open("rules")
    made = page.sections["rules"]
    assert isinstance(made, RulesPage)
    return made


def type_in(rules: RulesPage, rule: str, text: str) -> None:
    field = rules.rows[rule].field
    field.setText(text)
    field.editingFinished.emit()


# Rules

USED = {code: rule for code, rule in RULES.items() if not code.startswith("remind_")}
"""Nothing reminds yet: a number that nothing reads may not be set (a dead setting is a promise nobody keeps)."""


def test_every_rule_stands_there_once_with_value_unit_source_and_date(rules: RulesPage) -> None:
    assert sorted(rules.rows) == sorted(USED)
    said = shown(rules)
    for code, rule in USED.items():
        row = rules.rows[code]
        assert says.rule(code) != code
        assert says.rule(code) in said
        assert row.field.text() == str(rule.value)
        description = row.field.accessibleDescription()
        assert says.unit(rule.unit, rule.value) in description
        assert rule.date in description
        if rule.others:
            assert says.others(rule.others)
            assert says.others(rule.others) in said


def test_a_number_is_changed_and_reset(rules: RulesPage, services: Services) -> None:
    type_in(rules, "ship_window", "5")
    assert services.settings.book.changes == {("ship_window", ""): 5}
    assert "Yours, instead of 7" in shown(rules)
    press(rules, "Reset: The supplier must ship within")
    assert services.settings.book.changes == {}
    assert rules.rows["ship_window"].field.text() == "7"


def test_the_narrowest_level_wins_and_says_where_a_number_comes_from(rules: RulesPage, services: Services) -> None:
    type_in(rules, "silence", "48")
    rules._pick("kind:AliExpress")
    assert rules.rows["silence"].field.text() == "48"
    assert "Yours, for all" in shown(rules)
    type_in(rules, "silence", "50")
    rules._pick("supplier:Canton Deco")
    assert rules.rows["silence"].field.text() == "50"
    assert "Yours, for AliExpress" in shown(rules)
    type_in(rules, "silence", "60")
    assert "Yours, instead of 50" in shown(rules)
    assert services.settings.book.changes == {
        ("silence", ""): 48, ("silence", "kind:AliExpress"): 50, ("silence", "supplier:Canton Deco"): 60,
    }  # fmt: skip


def test_no_kind_is_offered_that_no_supplier_can_have(rules: RulesPage) -> None:
    assert "shop first" not in shown(rules)
    assert rules.picker.findData("kind:shop_first") < 0


def test_only_what_may_differ_is_offered_for_a_supplier(rules: RulesPage) -> None:
    rules._pick("supplier:Canton Deco")
    assert sorted(rules.rows) == sorted(code for code, rule in USED.items() if rule.per_supplier)


@pytest.mark.parametrize("text", ["0", "61", "abc", "", "-3", "٣", "7.5", "99999999999"])
def test_a_number_out_of_bounds_is_refused_in_words_and_stays_typed(
    rules: RulesPage, services: Services, text: str
) -> None:
    type_in(rules, "ship_window", text)
    assert services.settings.book.changes == {}
    assert "Choose a number from 1 to 60." in shown(rules)
    assert rules.rows["ship_window"].field.text() == text


def test_suppliers_are_offered_as_plain_text(rules: RulesPage) -> None:
    offered = [rules.picker.itemText(number) for number in range(rules.picker.count())]
    assert offered[0] == "All suppliers"
    assert any(text.startswith("<b>bold</b>") and "\\u202E" in text for text in offered)


def test_what_cannot_be_read_says_so_and_can_be_tried_again(rules: RulesPage, services: Services) -> None:
    services.settings.fails = Damaged("database")
    rules.reload()
    assert rules.trouble.isVisible()
    press(rules.trouble, "Try again")
    assert not rules.trouble.isVisible()


# Stores and keyring


def answer(text: str) -> None:
    """Presses a button of the next question."""

    def act() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QDialog):
            press(box, text)
        else:
            QTimer.singleShot(10, act)

    QTimer.singleShot(10, act)


def test_a_store_is_forgotten_only_after_a_yes(page: SettingsPage, services: Services) -> None:
    answer("Cancel")
    press(page, "Forget Nordlicht Wohnen")
    assert services.connections.forgotten == []
    answer("Forget the store")
    press(page, "Forget Nordlicht Wohnen")
    assert services.connections.forgotten == ["nordlicht-wohnen"]


def test_a_store_that_cannot_be_reached_says_why(qtbot: QtBot, context: AppContext) -> None:
    context.stores = lambda: (StoreShown("shop", HOSTILE, NOW, "no_token"),)
    page = SettingsPage(context)
    qtbot.addWidget(page)
    page.show()
    said = shown(page)
    assert "The token is not in the keyring any more. Connect the store again." in said
    assert "shop.myshopify.com" in said
    wanted: list[str] = []
    page.connect_wanted.connect(wanted.append)
    press(page, "Connect again…")
    assert wanted == ["shop.myshopify.com"]


def test_without_a_store_it_offers_to_connect(qtbot: QtBot, context: AppContext) -> None:
    context.stores = tuple
    page = SettingsPage(context)
    qtbot.addWidget(page)
    page.show()
    wanted: list[str] = []
    page.connect_wanted.connect(wanted.append)
    press(page, "Connect a store…")
    assert wanted == [""]


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        (KeychainState(True, "keyring.backends.kwallet.DBusKeyring"), "Secrets are kept in KWallet."),
        (KeychainState(False, "keyring.backends.fail.Keyring", "none"), "Secrets are kept for this session only."),
        (KeychainState(False, "keyrings.alt.file.PlaintextKeyring", "weak"), "keyrings.alt.file.PlaintextKeyring"),
    ],
)
def test_the_keyring_is_named_with_what_to_do(
    page: SettingsPage, services: Services, state: KeychainState, wanted: str
) -> None:
    services.connections.state = state
    page.open("keyring")
    assert any(wanted in text for text in shown(page))
    services.connections.state = KeychainState(True, "keyring.backends.SecretService.Keyring")
    press(page, "Check again")
    assert any("Secret Service" in text for text in shown(page))


def test_the_demo_offers_neither_stores_nor_secrets(qtbot: QtBot, context: AppContext) -> None:
    context.connections = None
    page = SettingsPage(context)
    qtbot.addWidget(page)
    page.show()
    assert any(text.startswith("This is the demo") for text in shown(page))
    page.open("keyring")
    assert "The demo needs no secrets." in shown(page)


# Calendar and general


def test_years_say_published_or_provisional_and_a_file_is_loaded(page: SettingsPage, services: Services) -> None:
    page.open("calendar")
    calendar = page.sections["calendar"]
    assert isinstance(calendar, CalendarPage)
    said = shown(calendar)
    for wanted in ("2025", "2026", "2027", "Published", "From your file", "Provisional"):
        assert wanted in said, wanted
    calendar.load(Path("cn_2027.json"))
    assert services.settings.loaded == ["cn_2027.json"]
    calendar.load(Path("picture.png"))
    assert any("picture.png" in text for text in shown(calendar.trouble))


def test_the_country_of_bank_days_is_kept(page: SettingsPage, services: Services) -> None:
    page.open("calendar")
    calendar = page.sections["calendar"]
    assert isinstance(calendar, CalendarPage)
    offered = [calendar.country.itemText(number) for number in range(calendar.country.count())]
    assert offered[0].startswith("As the system")
    assert offered[1:] == ["France", "Germany", "United Kingdom"]
    calendar.country.picked.emit("FR")
    assert services.settings.kept["country"] == "FR"


def test_general_settings_are_kept_and_used_at_once(
    page: SettingsPage, services: Services, context: AppContext
) -> None:
    styled: list[bool] = []
    context.restyle = lambda: styled.append(True)
    page.open("general")
    general = page.sections["general"]
    assert isinstance(general, GeneralPage)
    general.language.picked.emit("zh_CN")
    general.theme._keys["dark"].click()
    general.text.picked.emit("150")
    general.density._keys["compact"].click()
    assert services.settings.kept == {"language": "zh_CN", "theme": "dark", "text": "150", "density": "compact"}
    assert len(styled) == 4
    general.reload()
    assert general.theme.value() == "dark"
    assert general.language.value() == "zh_CN"


def test_every_page_opens_from_the_list(page: SettingsPage) -> None:
    for key in ORDER:
        QTest.mouseClick(page._rows[key], Qt.MouseButton.LeftButton)
        assert page.here == key
        assert page.sections[key].isVisible()
        assert page._rows[key].isChecked()
