"""The keys of ux §7 that belong to the window, on whatever page is open; none without a modifier acts outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dropdesk.domain.values import OrderKey
from dropdesk.ui.kit import shortcut

if TYPE_CHECKING:
    from dropdesk.ui.main_window import MainWindow


class WindowKeys:
    """Binds the keys to ``window``. A page offers what a key does as a method of the key's name; one that has no such
    method does not answer the key."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        for keys, act in (
            ("F5", self._refresh),
            ("Ctrl+F", self._find),
            ("Esc", self._escape),
            ("Ctrl+Return", self._main_action),
            ("Ctrl+Enter", self._main_action),
            ("Ctrl+N", self._new_case),
            ("F2", lambda: self._here("open_shop")),
            ("F3", lambda: self._here("open_supplier")),
            ("F4", lambda: self._here("open_tracking")),
            ("Ctrl+Shift+C", lambda: self._here("copy_number")),
            ("Ctrl+Shift+N", self._note),
            ("Alt+Left", lambda: self.step(-1)),
            ("Alt+Right", lambda: self.step(1)),
            ("Ctrl+,", lambda: window.go("settings")),
            ("Ctrl+I", lambda: window.import_files()),
            ("F1", self._help),
            ("?", self._help),
        ):
            shortcut(window, keys, act)

    def step(self, by: int) -> None:
        """To the order ``by`` rows on (−1: back): its row, or its case page where one is open."""
        window = self._window
        if window.place == "orders":
            window.orders.table.step(by)
        elif window.place == "case":
            before = window.orders.table.key()
            window.orders.table.step(by)
            if window.orders.table.key() != before:
                window.open_order(OrderKey(window.orders.table.key()))

    def _refresh(self) -> None:
        """``F5``: what a case waits for in Shopify is looked for, and the answer said; else the shop is read."""
        look = getattr(self._window.case, "look_again", None) if self._window.place == "case" else None
        if look is None or not look():
            self._window.orders.sync()

    def _here(self, act: str) -> None:
        """The same key on the order that is open: in the pane, or on its case page (which may not offer it)."""
        doing = getattr(self._window.case if self._window.place == "case" else self._window.orders.pane, act, None)
        if doing is not None:
            doing()

    def _help(self) -> None:
        from dropdesk.ui.help import show_help  # like the window's dialogs: the first frame must not wait for it

        show_help(self._window)

    def _find(self) -> None:
        if self._window.place != "orders":
            self._window.go("orders")
        self._window.orders.seek()

    def _escape(self) -> None:
        if self._window.place == "orders":
            self._window.orders.escape()
        elif self._window.place == "settings":
            self._window.go("orders")

    def _main_action(self) -> None:
        if self._window.place == "orders":
            self._window.orders.act()
        else:
            act = getattr(self._window.case, "main_action", None)
            if act is not None:
                act()

    def _new_case(self) -> None:
        if self._window.place == "orders":
            self._window.open_order(OrderKey(self._window.orders.table.key()))

    def _note(self) -> None:
        if self._window.place == "orders":
            self._window.orders.pane.add_note()
        else:
            act = getattr(self._window.case, "add_note", None)
            if act is not None:
                act()
