"""Connected stores: how fresh they are, connecting, connecting again, forgetting."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from dropdesk.errors import Expected
from dropdesk.ui import words
from dropdesk.ui.app_context import AppContext, StoreShown
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Button, Empty, Icon, Line, Link, PlainLabel, ask, clear, column, row
from dropdesk.ui.settings.connect import shop_page
from dropdesk.ui.settings.section import Section
from dropdesk.ui.theme import Type


class ShopsPage(Section):
    """``connect_wanted`` carries the store to connect again, or ``""``."""

    connect_wanted = Signal(str)

    def __init__(self, context: AppContext) -> None:
        lead = tr("DropDesk reads their orders. It cancels and refunds only when you say so.")
        super().__init__(context, tr("Stores"), lead)
        self._list = column(0)
        self.body.addLayout(self._list)
        self.reload()

    def reload(self) -> None:
        clear(self._list)
        stores = tuple(self._context.stores())
        if self._context.connections is None:
            self._demo(stores)
            return
        if not stores:
            empty = Empty("shop", tr("No store is connected"), tr("Orders then come from files alone."))
            empty.say(empty.title.text(), empty.text.text(), tr("Connect a store…"))
            empty.button.variant("primary")
            empty.acted.connect(lambda: self.connect_wanted.emit(""))
            self._list.addWidget(empty)
            return
        for store in stores:
            self._list.addWidget(Line())
            self._list.addWidget(self._row(store))
        self._list.addWidget(Line())
        self._list.addSpacing(16)
        more = Button(tr("Connect a store…"), icon="plus")
        more.clicked.connect(lambda: self.connect_wanted.emit(""))
        self._list.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _demo(self, stores: tuple[StoreShown, ...]) -> None:
        for store in stores:
            self._list.addWidget(PlainLabel(store.name, Type.STRONG))
        text = tr("This is the demo: its store is invented and cannot be left from here. Close it to connect your own.")
        self._list.addWidget(PlainLabel(text, tone="text2", wrap=True))

    def _row(self, store: StoreShown) -> QWidget:
        made = QWidget()
        line = row(14, (0, 14, 0, 14), made)
        line.addWidget(Icon("shop", box=36))
        texts = column(2)
        texts.addWidget(PlainLabel(store.name, Type.STRONG, elide=True))
        texts.addWidget(PlainLabel(shop_page(store.id), Type.SMALL, "text2", elide=True))
        fresh = tr("Not synced yet")
        if store.synced_at is not None:
            fresh = tr("Synced {when}", when=words.moment(store.synced_at, self._context.now(), inner=True))
        texts.addWidget(PlainLabel(fresh, Type.SMALL, "text2"))
        if store.offline:
            texts.addWidget(PlainLabel(words.error(Expected(store.offline)), Type.SMALL, "warn_text", wrap=True))
        line.addLayout(texts, 1)
        again = Link(tr("Connect again…"), name=tr("Connect {store} again", store=store.name))
        again.clicked.connect(lambda: self.connect_wanted.emit(shop_page(store.id)))
        forget = Link(tr("Forget…"), name=tr("Forget {store}", store=store.name))
        forget.clicked.connect(lambda: self._forget(store))
        line.addWidget(again)
        line.addWidget(forget)
        return made

    def _forget(self, store: StoreShown) -> None:
        connections = self._context.connections
        text = tr("Its token is deleted from the keyring. Orders and cases stay here; nothing changes in Shopify.")
        choices = [("", tr("Cancel"), "secondary"), ("forget", tr("Forget the store"), "danger")]
        title = tr("Forget {store}?", store=store.name)
        if connections is not None and ask(self.window(), title, text, choices, "") == "forget":
            self.change(lambda: connections.forget(store.id), self.reload, "keys")
