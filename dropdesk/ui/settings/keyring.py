"""The keyring: which one it is, whether it can be used, why not, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from dropdesk.domain.case.shape.shop_answers import KeychainState
from dropdesk.ui.app_context import AppContext
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Amount, Button, Icon, Line, PlainLabel, clear, column, row
from dropdesk.ui.settings.section import Section
from dropdesk.ui.theme import Type, u
from dropdesk.ui.words import connect as says


class KeyringPage(Section):
    """Asks the keyring anew whenever it is shown; it may wait for a system dialog."""

    def __init__(self, context: AppContext) -> None:
        lead = tr("Tokens are secrets that move money. They are kept by this computer’s own keyring, or not at all.")
        super().__init__(context, tr("Keyring"), lead)
        self._list = column(0)
        self.body.addLayout(self._list)
        self._list.addWidget(PlainLabel(tr("Asking the keyring…"), tone="text2"))

    def reload(self) -> None:
        connections = self._context.connections
        if connections is None:
            clear(self._list)
            self._list.addWidget(PlainLabel(tr("The demo needs no secrets."), tone="text2"))
            return
        self.ask(connections.keychain, self._have, "keys")

    def _have(self, state: KeychainState) -> None:
        clear(self._list)
        title, text = says.keyring(state)
        self._list.addWidget(Line())
        line = row(14, (0, 16, 0, 16))
        line.addWidget(Icon("key" if state.usable else "alarm", "text" if state.usable else "warn_text", box=36))
        texts = column(2)
        texts.addWidget(PlainLabel(title, Type.STRONG, wrap=True))
        texts.addWidget(PlainLabel(text, tone="text2", wrap=True))
        line.addLayout(texts, 1)
        self._list.addLayout(line)
        self._list.addWidget(Line())
        self._list.addSpacing(u(16))
        for name, value in (
            (tr("Keyring"), says.backend(state.backend)),
            (tr("Backend"), state.backend or tr("none")),
            (tr("Tokens are kept"), tr("in the keyring") if state.usable else tr("this session only")),
        ):
            self._list.addWidget(Amount(name, value, strong=False))
            self._list.addSpacing(u(8))
        if not state.usable:
            text = tr("“This session only” means: DropDesk asks for the token again after the next start.")
            self._list.addSpacing(u(4))
            self._list.addWidget(PlainLabel(text, Type.SMALL, "text2", wrap=True))
        self._list.addSpacing(u(16))
        again = Button(tr("Check again"), icon="refresh")
        again.clicked.connect(self.reload)
        self._list.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
