"""Importing, linking, connecting: what is asked, what is said when it fails, and that nothing happens too early."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dropdesk.domain.case.shape.shop_answers import KeychainState
from dropdesk.domain.changes import Changes
from dropdesk.domain.values import OrderKey
from dropdesk.errors import Damaged, NotAllowed, Refused
from dropdesk.remote.shopify.client import REQUIRED, WANTED
from dropdesk.ui import i18n
from dropdesk.ui.app_context import AppContext
from dropdesk.ui.imports.dialog import ImportDialog
from dropdesk.ui.kit import Button, Choice, CopyField, Link, Picker, PlainLabel
from dropdesk.ui.kit.files import file_dialog
from dropdesk.ui.orders.pane.link import LinkDialog
from dropdesk.ui.settings.connect import ConnectDialog
from dropdesk.ui.words import connect
from tests.ui.services import Claim, FileSeen, Found, Preview, Services
from tests.ui.world import World, make_desk


def shown(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    return [label.text() for label in widget.findChildren(PlainLabel) if label.isVisible()]


def press(widget: QWidget) -> None:
    QApplication.processEvents()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.fixture
def services() -> Services:
    return Services()


@pytest.fixture
def told() -> list[Changes]:
    return []


@pytest.fixture
def context(services: Services, told: list[Changes]) -> AppContext:
    made, _ = make_desk(World(), **services.given())
    made.bus.changed.connect(told.append)
    return made


# Importing


@pytest.fixture
def importing(qtbot: QtBot, context: AppContext, services: Services) -> ImportDialog:
    dialog = ImportDialog(context, services.imports, None)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_nothing_chosen_is_said_and_nothing_is_read(importing: ImportDialog, services: Services) -> None:
    press(importing.go)
    assert "Choose a file or paste a table first." in shown(importing)
    assert services.imports.asked == []


def test_the_preview_accounts_for_every_row_before_anything_is_written(
    importing: ImportDialog, services: Services
) -> None:
    importing.read([Path("orders_export.csv")])
    said = shown(importing)
    for wanted in ("Added", "3", "Changed", "1", "Unchanged", "Skipped", "2", "orders_export.csv"):
        assert wanted in said, wanted
    assert "Shopify orders · 3 rows · as of yesterday 09:12" in said
    assert "Not recognised: neither a Shopify nor an AliExpress export." in said
    damaged = next(text for text in said if text.startswith("8.19E+15: "))
    assert "damaged by a spreadsheet" in damaged
    assert "aliexpress.csv, row 4" in said
    assert services.imports.applied == []


def test_import_writes_what_was_previewed_once_and_tells(
    importing: ImportDialog, services: Services, told: list[Changes]
) -> None:
    importing.read([Path("a.csv")])
    assert importing.go.shown() == "Import 4 rows"
    press(importing.go)
    assert services.imports.applied == [services.imports.answer]
    assert [changes.everything for changes in told] == [True]
    assert not importing.isVisible()


def test_an_unknown_word_is_taught_and_the_files_are_read_again(importing: ImportDialog, services: Services) -> None:
    importing.read([Path("a.csv")])
    importing._teach("Awaiting shipment!", "open")
    assert importing.go.shown() == "Look again"
    press(importing.go)
    assert services.imports.asked[-1] == (("a.csv",), "", {"Awaiting shipment!": "open"})
    assert importing.go.shown() == "Import 4 rows"
    assert services.imports.applied == []


def test_pasted_text_is_read_too(importing: ImportDialog, services: Services) -> None:
    importing.paste.setPlainText("8190439416163295\tAwaiting delivery")
    press(importing.go)
    assert services.imports.asked == [((), "8190439416163295\tAwaiting delivery", {})]


def test_nothing_new_is_no_dead_end_and_imports_nothing(importing: ImportDialog, services: Services) -> None:
    services.imports.answer = Preview([FileSeen("a.csv")], unchanged=[Found("#1")])
    importing.read([Path("a.csv")])
    assert importing.go.shown() == "Nothing new: close"
    press(importing.go)
    assert not importing.isVisible()
    assert services.imports.applied == []


def test_what_was_done_by_hand_is_asked_of_each_order(importing: ImportDialog, services: Services) -> None:
    """Rules §5 "Claimed": where the file cannot tell, the person is asked; nothing is preset."""
    claims = [Claim(OrderKey(1), "#1"), Claim(OrderKey(2), "#2", "items", 500)]
    services.imports.answer = Preview([FileSeen("a.csv")], unchanged=[Found("#1"), Found("#2")], claims=claims)
    importing.read([Path("a.csv")])
    said = shown(importing)
    assert "Were the files exported after you did this?" in said
    assert "#1: cancel, refund €34.90, yesterday 09:12" in said
    assert "#2: refund €5.00, yesterday 09:12" in said
    first, second = importing.findChildren(Picker)
    assert (first.value(), second.value()) == ("", "")
    assert first.hasFocus()
    assert importing.go.shown() == "Nothing new: close"
    pick(second, "before")
    assert importing.go.shown() == "Nothing new: close"
    pick(first, "after")
    assert importing.go.shown() == "Save the answer"
    press(importing.go)
    assert services.imports.not_done == [(OrderKey(1),)]
    assert not importing.isVisible()


def test_an_answer_taken_back_is_none(importing: ImportDialog, services: Services) -> None:
    services.imports.answer.claims = [Claim(OrderKey(1), "#1")]
    importing.read([Path("a.csv")])
    picker = next(one for one in importing.findChildren(Picker) if one.accessibleName().startswith("#1: "))
    pick(picker, "after")
    pick(picker, "")
    assert importing.go.shown() == "Import 4 rows"
    press(importing.go)
    assert services.imports.not_done == [()]


def pick(picker: Picker, value: str) -> None:
    picker.setCurrentIndex(picker.findData(value))
    picker.activated.emit(picker.currentIndex())


def test_a_file_that_cannot_be_read_says_so_and_another_can_be_chosen(
    importing: ImportDialog, services: Services
) -> None:
    services.imports.fails = Damaged("disk_full")
    importing.read([Path("a.csv")])
    assert any(text.startswith("The disk is full.") for text in shown(importing))
    press(importing.go)
    assert "Added" in shown(importing)


def test_back_leads_to_the_choice_and_then_away(importing: ImportDialog, services: Services) -> None:
    importing.read([Path("a.csv")])
    press(importing.back)
    assert importing.back.shown() == "Cancel"
    press(importing.back)
    assert not importing.isVisible()
    assert services.imports.applied == []


# Linking


@pytest.fixture
def linking(qtbot: QtBot, context: AppContext, services: Services) -> LinkDialog:
    dialog = LinkDialog(context, services.links, OrderKey(13), None)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_pasted_address_links_its_number(linking: LinkDialog, services: Services, told: list[Changes]) -> None:
    linking.number.setText("https://www.aliexpress.com/p/order/detail.html?orderId=8190439416163295")
    press(linking.link)
    assert services.links.done == [("link", "8190439416163295", ())]
    assert told == [Changes(orders=frozenset([OrderKey(13)]))]


def test_a_proposal_is_linked_by_choosing_it(linking: LinkDialog, services: Services) -> None:
    QApplication.processEvents()
    linking.findChildren(Choice)[1].click()
    press(linking.link)
    assert services.links.done == [("link", "8190439416163301", ())]


def test_a_text_without_a_number_is_explained(linking: LinkDialog, services: Services) -> None:
    linking.number.setText("8.19E+15")
    press(linking.link)
    assert "There is no AliExpress order number in this: it has 13 to 19 digits." in shown(linking)
    assert services.links.done == []
    assert linking.number.text() == "8.19E+15"


def test_words_search_the_purchases(linking: LinkDialog, services: Services) -> None:
    QTest.keyClicks(linking.number, "ceramic")
    assert services.links.searched[-1] == "ceramic"
    assert [choice.accessibleName() for choice in linking.findChildren(Choice)] == [
        "8190439416163295 · Yiwu Bright Home"
    ]


@pytest.mark.parametrize(("words", "done"), [("Nothing was ordered", "nothing"), ("From own stock", "stock")])
def test_no_purchase_is_an_answer_too(linking: LinkDialog, services: Services, words: str, done: str) -> None:
    QApplication.processEvents()
    press(next(one for one in linking.findChildren(Button) if one.shown() == words))
    assert services.links.done == [(done, "", ())]
    assert not linking.isVisible()


def test_a_refusal_stays_on_the_page(linking: LinkDialog, services: Services) -> None:
    services.links.fails = Refused("moved_on")
    linking.number.setText("8190439416163295")
    press(linking.link)
    assert linking.isVisible()
    assert any("newest" in text for text in shown(linking))


# Connecting


@pytest.fixture
def connecting(qtbot: QtBot, context: AppContext, services: Services) -> ConnectDialog:
    dialog = ConnectDialog(context, services.connections, None)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def fill(dialog: ConnectDialog, shop: str = "nordlicht-wohnen") -> None:
    dialog.shop.setText(shop)
    dialog.client.setText("client-id")
    dialog.secret.setText("client-secret")


def test_it_is_tested_before_it_is_kept(connecting: ConnectDialog, services: Services, told: list[Changes]) -> None:
    fill(connecting)
    press(connecting.go)
    given = ("nordlicht-wohnen", "", "client-id", "client-secret")
    assert services.connections.tested == [given]
    assert services.connections.connected == []
    assert "Store found: Nordlicht Wohnen" in shown(connecting)
    assert connecting.go.shown() == "Connect"
    press(connecting.go)
    assert services.connections.connected == [given]
    assert told[0].settings
    assert not connecting.isVisible()


def test_a_missing_permission_is_named_and_nothing_is_kept(connecting: ConnectDialog, services: Services) -> None:
    services.connections.required = ("write_orders",)
    services.connections.missing = ("read_customers",)
    fill(connecting)
    press(connecting.go)
    said = shown(connecting)
    assert "write_orders is missing. Add it, then test again." in said
    assert "Without it orders can be neither cancelled nor refunded." in said
    assert "read_customers is missing. You can go on without it." in said
    press(connecting.go)
    assert services.connections.connected == []
    assert len(services.connections.tested) == 2


def test_what_is_typed_after_the_test_is_tested_again(connecting: ConnectDialog, services: Services) -> None:
    fill(connecting)
    press(connecting.go)
    connecting.shop.setFocus()
    QTest.keyClicks(connecting.shop, "x")
    assert connecting.go.shown() == "Test connection"
    press(connecting.go)
    assert services.connections.connected == []


def test_a_token_alone_is_enough(connecting: ConnectDialog, services: Services) -> None:
    connecting.way.choose("token")
    connecting._turn()
    connecting.shop.setText("nordlicht-wohnen")
    connecting.token.setText(" shpat_token ")
    press(connecting.go)
    assert services.connections.tested == [("nordlicht-wohnen", "shpat_token", "", "")]


@pytest.mark.parametrize(
    ("shop", "client", "secret", "wanted"),
    [
        ("", "a", "b", "Fill in the store’s address."),
        ("my shop!", "a", "b", "That is no address of a Shopify store. It looks like my-store.myshopify.com."),
        ("evil.example", "a", "b", "That is no address of a Shopify store. It looks like my-store.myshopify.com."),
        ("shop", "", "b", "Paste the client ID."),
        ("shop", "a", "", "Paste the client secret."),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(
    connecting: ConnectDialog, services: Services, shop: str, client: str, secret: str, wanted: str
) -> None:
    connecting.shop.setText(shop)
    connecting.client.setText(client)
    connecting.secret.setText(secret)
    press(connecting.go)
    assert wanted in shown(connecting)
    assert services.connections.tested == []
    assert connecting.shop.text() == shop


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("app_not_installed", "not installed"),
        ("app_other_organisation", "organisation"),
        ("offline", "cannot be reached"),
    ],
)
def test_a_failed_test_says_what_to_do(connecting: ConnectDialog, services: Services, code: str, wanted: str) -> None:
    services.connections.fails = NotAllowed(code)
    fill(connecting)
    press(connecting.go)
    assert any(wanted in text for text in shown(connecting))
    assert connecting.go.shown() == "Test again"
    assert connecting.go.isEnabled()


@pytest.mark.parametrize(
    ("why", "wanted"),
    [
        ("none", "There is no keyring here."),
        ("weak", "unprotected"),
        ("locked", "locked"),
        ("failed", "does not answer"),
    ],
)
def test_without_a_keyring_it_says_for_this_session_only(
    qtbot: QtBot, context: AppContext, services: Services, why: str, wanted: str
) -> None:
    services.connections.state = KeychainState(False, "keyrings.alt.file.PlaintextKeyring", why)
    dialog = ConnectDialog(context, services.connections, None)
    qtbot.addWidget(dialog)
    dialog.show()
    said = shown(dialog)
    assert "Secrets are kept for this session only." in said
    assert any(wanted in text for text in said)
    heard: list[str] = []
    context.bus.said.connect(heard.append)
    fill(dialog)
    press(dialog.go)
    press(dialog.go)
    assert heard == ["Connected for this session only: no keyring keeps the token"]


def test_secrets_are_hidden_and_nothing_of_them_is_shown(connecting: ConnectDialog) -> None:
    fill(connecting)
    press(connecting.go)
    assert connecting.secret.echoMode() == QLineEdit.EchoMode.Password
    assert connecting.token.echoMode() == QLineEdit.EchoMode.Password
    assert not any("client-secret" in text for text in shown(connecting))


def test_the_permissions_to_copy_are_the_ones_the_client_wants(connecting: ConnectDialog) -> None:
    assert connect.PERMISSIONS == REQUIRED + WANTED
    for scope in connect.PERMISSIONS:
        assert connect.permission(scope)
    copied = connecting.findChildren(CopyField)[0]
    copied.copy()
    assert QApplication.clipboard().text() == ",".join(connect.PERMISSIONS)


@pytest.mark.parametrize(("code", "wanted"), [("last_60_days", "60 days"), ("api_version", "another version")])
def test_a_warning_is_said_and_stops_nothing(
    connecting: ConnectDialog, services: Services, code: str, wanted: str
) -> None:
    services.connections.warnings = (code,)
    fill(connecting)
    press(connecting.go)
    assert any(wanted in text for text in shown(connecting))
    assert connecting.go.shown() == "Connect"


def test_the_dashboard_opens_outside(connecting: ConnectDialog, context: AppContext) -> None:
    QApplication.processEvents()
    opened: list[str] = []
    context.open_url = opened.append
    press(next(one for one in connecting.findChildren(Link) if one.shown() == "Open Dev Dashboard"))
    assert opened == ["https://dev.shopify.com/dashboard"]


def test_the_file_dialog_speaks_the_chosen_language(qtbot: QtBot) -> None:
    i18n.use("zh_CN")
    try:
        parent = QWidget()
        qtbot.addWidget(parent)
        dialog = file_dialog(parent, "x", "CSV (*.csv)", several=True)
        assert dialog.fileMode() is QFileDialog.FileMode.ExistingFiles
        shown = [dialog.labelText(label) for label in QFileDialog.DialogLabel]
        assert all(re.search(r"[\u4e00-\u9fff]", text) for text in shown), shown
    finally:
        i18n.use("en")
