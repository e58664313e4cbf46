"""Connecting a Shopify store: its address, an app's client id and secret or a token, a test, then it is kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.shape.shop_answers import KeychainState, ShopInfo
from dropdesk.domain.changes import Changes
from dropdesk.errors import Expected
from dropdesk.ui import words
from dropdesk.ui.app_context import AppContext, Connections
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import (
    Button,
    CopyField,
    Dialog,
    Field,
    FieldRow,
    Icon,
    Line,
    Link,
    PlainLabel,
    SecretField,
    Segments,
    clear,
    column,
    row,
)
from dropdesk.ui.theme import Type
from dropdesk.ui.words import connect as says

DASHBOARD = "https://dev.shopify.com/dashboard"
SUFFIX = ".myshopify.com"


class ConnectDialog(Dialog):
    """Nothing is kept before the test found the store and every needed permission."""

    keyring_wanted = Signal()

    def __init__(self, context: AppContext, connections: Connections, parent: QWidget | None, shop: str = "") -> None:
        super().__init__(tr("Connect a Shopify store"), parent)
        self._context, self._connections = context, connections
        self._tested = False
        self.way = Segments(
            [("app", tr("Dev Dashboard app")), ("token", tr("Access token"))], "app", tr("Way to connect")
        )
        self.way.chosen.connect(lambda _: self._turn())
        self.body.addWidget(self.way, 0, Qt.AlignmentFlag.AlignLeft)
        self._how = QWidget()
        self._guide()
        self.body.addWidget(self._how)
        self.shop = Field(tr("Store"), shop.removesuffix(SUFFIX), "my-store", SUFFIX)
        self.client = Field(tr("Client ID"))
        self.secret = SecretField(tr("Client secret"))
        self.token = SecretField(tr("Access token"))
        self.shop_row = FieldRow(tr("Store"), self.shop)
        self.client_row = FieldRow(tr("Client ID"), self.client)
        self.secret_row = FieldRow(tr("Client secret"), self.secret)
        self.token_row = FieldRow(tr("Access token"), self.token, tr("Of an app made before 2026; begins with shpat_."))
        for one in (self.shop_row, self.client_row, self.secret_row, self.token_row):
            self.body.addWidget(one)
        for field in (self.shop, self.client, self.secret, self.token):
            field.textEdited.connect(lambda _: self._edited())
        self._rule = Line()
        self.body.addWidget(self._rule)
        self._found = QWidget()
        self._answers = column(6, parent=self._found)
        self.body.addWidget(self._found)
        self.body.addWidget(Line())
        self.body.addWidget(self._keyring_row())
        self.add_button(Button(tr("Cancel")), self.reject)
        self.go = self.add_button(Button(tr("Test connection"), "primary"), self._go, default=True)
        self._turn()
        self.shop.setFocus()
        context.runner.run("keys", connections.keychain, self._keyring, lambda _: None, self)

    def _guide(self) -> None:
        inner = column(6, parent=self._how)
        link = Link(tr("Open Dev Dashboard"), "open")
        link.clicked.connect(lambda: self._context.open_url(DASHBOARD))
        steps = (
            (tr("Create an app with these permissions"), link),
            (tr("Release it and install it in your store"), None),
            (tr("Copy its client ID and secret from its settings"), None),
        )
        for number, (text, end) in enumerate(steps, 1):
            line = row(10)
            digit = PlainLabel(str(number), Type.STRONG, "text2")
            line.addWidget(digit)
            line.addWidget(PlainLabel(text))
            if end is not None:
                line.addWidget(end)
            line.addStretch(1)
            inner.addLayout(line)
            if number == 1:
                scopes = row(0, (18, 0, 0, 2))
                scopes.addWidget(CopyField(tr("Permissions"), ",".join(says.PERMISSIONS), 420))
                scopes.addStretch(1)
                inner.addLayout(scopes)

    def _keyring_row(self) -> QWidget:
        made = QWidget()
        line = row(10, parent=made)
        self._key = Icon("key")
        line.addWidget(self._key, 0, Qt.AlignmentFlag.AlignTop)
        texts = column(0)
        self._kept = PlainLabel(tr("Asking the keyring…"), Type.STRONG, wrap=True)
        self._kept_why = PlainLabel(tr("Never in a file."), Type.SMALL, "text2", wrap=True)
        texts.addWidget(self._kept)
        texts.addWidget(self._kept_why)
        line.addLayout(texts, 1)
        settings = Link(tr("Keyring"), name=tr("Keyring settings"))
        settings.clicked.connect(self._leave)
        line.addWidget(settings)
        return made

    def _leave(self) -> None:
        self.reject()
        self.keyring_wanted.emit()

    def _keyring(self, state: KeychainState) -> None:
        title, text = says.keyring(state)
        self._kept.say(title, "text" if state.usable else "warn_text")
        self._kept_why.say(text)
        self._key.say("key" if state.usable else "alarm", "text2" if state.usable else "warn_text")

    # Asking

    def _turn(self) -> None:
        app = self.way.value() == "app"
        for widget in (self._how, self.client_row, self.secret_row):
            widget.setVisible(app)
        self.token_row.setVisible(not app)
        self._edited()

    def _edited(self) -> None:
        """What was tested is not what stands here any more."""
        for one in (self.shop_row, self.client_row, self.secret_row, self.token_row):
            one.error("")
        self._tested = False
        clear(self._answers)
        self._found.hide()
        self._rule.hide()
        self.go.say(tr("Test connection"))
        self.adjustSize()

    def _given(self) -> tuple[str, str, str] | None:
        """Token, client id, client secret; None where something is missing, which is said."""
        if self.way.value() == "token":
            token = self.token.text().strip()
            if not token:
                self._wrong(self.token_row, tr("Paste the access token."))
                return None
            return token, "", ""
        client, secret = self.client.text().strip(), self.secret.text().strip()
        if not client:
            self._wrong(self.client_row, tr("Paste the client ID."))
            return None
        if not secret:
            self._wrong(self.secret_row, tr("Paste the client secret."))
            return None
        return "", client, secret

    def _wrong(self, line: FieldRow, text: str) -> None:
        line.error(text)
        line.field.setFocus()

    def _go(self) -> None:
        text = self.shop.text().strip()
        if not text:
            self._wrong(self.shop_row, tr("Fill in the store’s address."))
            return
        try:
            shop = self._connections.check_shop(text if "." in text else text + SUFFIX)
        except Expected as error:
            self._wrong(self.shop_row, words.error(error))
            return
        given = self._given()
        if given is None:
            return
        connections, runner = self._connections, self._context.runner
        self.go.setEnabled(False)
        if self._tested:
            self.go.say(tr("Connecting…"))
            runner.run("keys", lambda: connections.connect(shop, *given), self._kept_it, self._failed, self)
        else:
            self.go.say(tr("Testing…"))
            runner.run(f"sync:{shop}", lambda: connections.test(shop, *given), self._have, self._failed, self)

    # Answers

    def _have(self, info: ShopInfo) -> None:
        self._start_answers()
        self._answer("check", "ok_text", tr("Store found: {name}", name=info.name), info.domain)
        for scope in info.required_missing:
            text = tr("{scope} is missing. Add it, then test again.", scope=scope)
            self._answer("alarm", "danger_text", text, says.permission(scope), tr("Open app"))
        for scope in info.missing:
            if scope not in info.required_missing:
                text = tr("{scope} is missing. You can go on without it.", scope=scope)
                self._answer("info", "warn_text", text, says.permission(scope))
        for code in info.warnings:
            self._answer("info", "warn_text", says.warning(code))
        self._tested = not info.required_missing
        self.go.say(tr("Connect") if self._tested else tr("Test again"))
        self.go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: Expected) -> None:
        self._start_answers()
        self._tested = False
        self._answer("alarm", "danger_text", words.error(error))
        self.go.say(tr("Test again"))

    def _start_answers(self) -> None:
        clear(self._answers)
        self._rule.show()
        self._found.show()
        self.go.setEnabled(True)

    def _answer(self, icon: str, tone: str, text: str, second: str = "", action: str = "") -> None:
        made = QWidget()
        line = row(10, parent=made)
        line.addWidget(Icon(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        texts = column(0)
        texts.addWidget(PlainLabel(text, Type.MEDIUM, wrap=True))
        if second:
            texts.addWidget(PlainLabel(second, Type.SMALL, "text2", wrap=True))
        line.addLayout(texts, 1)
        if action:
            link = Link(action, "open")
            link.clicked.connect(lambda: self._context.open_url(DASHBOARD))
            line.addWidget(link)
        self._answers.addWidget(made)

    def _kept_it(self, answer: tuple[Changes, bool]) -> None:
        changes, kept = answer
        self._context.bus.tell(changes)
        said = tr("Connected") if kept else tr("Connected for this session only: no keyring keeps the token")
        self._context.bus.said.emit(said)
        if self._context.refresh is not None:
            self._context.refresh(None)
        self.accept()


def shop_page(shop: str) -> str:
    """A store's address as people write it."""
    return shop if "." in shop or ":" in shop else f"{shop}{SUFFIX}"
