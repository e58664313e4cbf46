"""Connected shops: their credentials in the keyring, their names in the database."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from dropdesk.domain.case.shape.shop_answers import Credentials, KeychainState, ShopInfo
from dropdesk.domain.changes import Changes
from dropdesk.domain.values import StoreId
from dropdesk.errors import Expected, Refused
from dropdesk.services.ports import Keychain, Shop
from dropdesk.store import settings
from dropdesk.store.engine import Store

_SHOPS = "shops"
_PARTS = ("token", "client_id", "client_secret")


class Connections:
    """Fits the ui's ``Connections``. ``check`` reads a shop's address, ``build`` makes the client of one."""

    def __init__(
        self,
        store: Store,
        keychain: Keychain,
        check: Callable[[str], StoreId],
        build: Callable[[StoreId, Credentials], Shop],
        now: Callable[[], datetime],
    ) -> None:
        self._store, self._keychain, self._check, self._build, self._now = store, keychain, check, build, now
        self._open: dict[StoreId, Shop] = {}
        self._alone = threading.Lock()
        self.troubles: dict[StoreId, str] = {}
        """Why the newest contact with a shop failed, as a code."""

    # -- shops -----------------------------------------------------------------------------------------------------
    def known(self) -> dict[StoreId, dict[str, Any]]:
        """Every connected shop with its ``name``, ``currency``, ``zone``, ``synced`` (ISO) and ``since`` (ISO)."""
        with self._store.read() as tx:
            kept = settings.get(tx, _SHOPS, {})
        return {StoreId(shop): dict(facts) for shop, facts in kept.items()}

    def shop(self, store: StoreId) -> Shop | None:
        """The open client of a shop; None when it is not connected or its credentials were not read yet."""
        with self._alone:
            return self._open.get(store)

    def load(self) -> list[StoreId]:
        """Reads the credentials of every known shop and opens its client (worker ``keys``). A shop whose token cannot
        be read stays known, with its trouble."""
        opened: list[StoreId] = []
        for store in self.known():
            try:
                credentials = self._credentials(store)
                if credentials is None:
                    self.troubles[store] = "no_token"
                    continue
                shop = self._build(store, credentials)
            except Expected as error:
                self.troubles[store] = error.code
                continue
            with self._alone:
                self._open[store] = shop
            self.troubles.pop(store, None)
            opened.append(store)
        return opened

    def _credentials(self, store: StoreId) -> Credentials | None:
        parts = {part: self._keychain.get(_entry(store, part)) or "" for part in _PARTS}
        return Credentials(**parts) if any(parts.values()) else None

    def note(self, store: StoreId, **facts: Any) -> None:
        """Keeps something small about a shop (``synced``, ``since``)."""
        with self._store.write() as tx:
            kept = settings.get(tx, _SHOPS, {})
            if store in kept:
                kept[store] = {**kept[store], **facts}
                settings.put(tx, _SHOPS, kept)

    # -- what a person asks for --------------------------------------------------------------------------------------
    def check_shop(self, text: str) -> str:
        """The shop's own name. Refused for anything but the exact form."""
        return str(self._check(text))

    def test(self, shop: str, token: str, client_id: str, client_secret: str) -> ShopInfo:
        """Asks the shop who it is and what is allowed. Nothing is kept."""
        return self._build(self._check(shop), _given(token, client_id, client_secret)).test()

    def connect(self, shop: str, token: str, client_id: str, client_secret: str) -> tuple[Changes, bool]:
        """Tests, then keeps the credentials. True: in the keyring; False: for this session only. NotAllowed
        ("scopes") when a needed scope is missing."""
        store = self._check(shop)
        credentials = _given(token, client_id, client_secret)
        client = self._build(store, credentials)
        info = client.test()
        if info.required_missing:
            raise Refused("scopes", {"missing": ", ".join(info.required_missing)})
        kept = True
        for part in _PARTS:
            secret = getattr(credentials, part)
            if secret:
                kept = self._keychain.put(_entry(store, part), secret) and kept
            else:
                self._keychain.forget(_entry(store, part))
        with self._store.write() as tx:
            shops = settings.get(tx, _SHOPS, {})
            before = shops.get(store, {})
            shops[store] = {
                **before, "name": info.name, "currency": info.currency, "zone": info.zone,
                "connected": self._now().isoformat(),
            }  # fmt: skip
            settings.put(tx, _SHOPS, shops)
        with self._alone:
            self._open[store] = client
        self.troubles.pop(store, None)
        return Changes(everything=True, settings=True), kept

    def keychain(self) -> KeychainState:
        return self._keychain.state()

    def forget(self, shop: str) -> Changes:
        """Forgets the credentials and the connection; orders and cases stay."""
        store = StoreId(shop)
        with self._alone:
            self._open.pop(store, None)
        for part in _PARTS:
            self._keychain.forget(_entry(store, part))
        with self._store.write() as tx:
            shops = settings.get(tx, _SHOPS, {})
            shops.pop(store, None)
            settings.put(tx, _SHOPS, shops)
        self.troubles.pop(store, None)
        return Changes(settings=True, everything=True)


def _entry(store: StoreId, part: str) -> str:
    return f"{store}/{part}"


def _given(token: str, client_id: str, client_secret: str) -> Credentials:
    if not token and not (client_id and client_secret):
        raise Refused("no_credentials")
    return Credentials(token.strip(), client_id.strip(), client_secret.strip())
