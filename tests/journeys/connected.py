"""A backend with a loopback shop connected, as the app builds it; secrets in a keyring of the test."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

from dropdesk.bootstrap import Backend, SystemClock, build
from dropdesk.domain.case.shape.shop_answers import Credentials, KeychainState
from dropdesk.domain.values import StoreId
from dropdesk.remote.shopify.auth import check_shop
from dropdesk.remote.shopify.client import ShopifyShop


class MemoryKeychain:
    """Fits ``Keychain``; keeps what it is given as long as the test runs."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def state(self) -> KeychainState:
        return KeychainState(True, "tests")

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def put(self, name: str, secret: str) -> bool:
        self.kept[name] = secret
        return True

    def forget(self, name: str) -> None:
        self.kept.pop(name, None)


def backend(folder: Path, url: str, keychain: MemoryKeychain) -> Backend:
    """The services of a folder, everything meant for a shop sent to the loopback server."""

    def make(name: StoreId, credentials: Credentials) -> ShopifyShop:
        return ShopifyShop(name, credentials, url, sleep=lambda seconds: None, total=5.0)

    made = build(folder, SystemClock(), keychain, make, check_shop, UTC, "DE", pause=lambda seconds: None)
    made.outbox._free = lambda path: 10**9
    return made
