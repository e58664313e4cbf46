"""Which shop, and by what right: the shop's name as typed, and the token that every call carries.

A token is either given (an existing custom app's, it never ends) or fetched with the client id and secret of the
merchant's own app; then it lives a day and is renewed before its end, and once when the shop refuses it (``facts`` of
Shopify's client-credentials grant).
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable

from dropdesk.domain.case.shape.shop_answers import Credentials
from dropdesk.domain.values import StoreId
from dropdesk.errors import Expected, NotAllowed, Refused, Unclear, Unreachable
from dropdesk.remote.http import Again, Answer, Wire, patiently

_NAME = r"([A-Za-z0-9][A-Za-z0-9-]{0,62})"
_FORMS = (
    re.compile(_NAME),
    re.compile(_NAME + r"\.[Mm][Yy][Ss][Hh][Oo][Pp][Ii][Ff][Yy]\.[Cc][Oo][Mm]"),
    re.compile(r"https://admin\.shopify\.com/store/" + _NAME),
)
_OURS = frozenset({"file"})
"""Store ids with a meaning of their own."""
_EARLY = 60.0
"""A token is renewed so many seconds before it ends."""
_SAFE = re.compile(r"[\x21-\x7e]{1,512}")


def check_shop(text: str) -> StoreId:
    """The shop's own name out of ``name``, ``name.myshopify.com`` or ``https://admin.shopify.com/store/name``.

    Refused: ``shop_empty``, ``shop_own_domain`` (looks like a domain, is none of myshopify.com), ``shop_form``. The
    whole text counts: nothing is dropped, cut off or guessed, a typo must not become somebody else's shop.
    """
    typed = text.strip(" \t\r\n")
    if not typed:
        raise Refused("shop_empty")
    for form in _FORMS:
        found = form.fullmatch(typed)
        if found is not None:
            name = found[1].lower()
            if name in _OURS:
                raise Refused("shop_form")
            return StoreId(name)
    if re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", typed) and not typed.lower().endswith(".myshopify.com"):
        raise Refused("shop_own_domain")
    raise Refused("shop_form")


def host(store: StoreId) -> str:
    """The shop's one address at Shopify; a shop's own domain is never called."""
    return f"{store}.myshopify.com"


class Tokens:
    """The token for one shop. Safe between threads: the sync and the money worker share it."""

    def __init__(
        self,
        credentials: Credentials,
        wire: Wire,
        sleep: Callable[[float], None] = time.sleep,
        clocks: tuple[Callable[[], float], ...] = (time.time, time.monotonic),
    ) -> None:
        """``clocks``: over by any of them is over; the wall clock may jump, the monotonic one sleeps with the lid
        closed. Refused("credentials_form") when a part holds what no header can carry."""
        parts = (credentials.token, credentials.client_id, credentials.client_secret)
        if any(part and _SAFE.fullmatch(part) is None for part in parts):
            raise Refused("credentials_form")
        if not credentials.token and not (credentials.client_id and credentials.client_secret):
            raise Refused("no_credentials")
        self._credentials, self._wire, self._sleep, self._clocks = credentials, wire, sleep, clocks
        self._token = credentials.token
        self._ends: tuple[float, ...] = ()
        self._alone = threading.Lock()

    def __repr__(self) -> str:
        return "Tokens(…)"

    def token(self) -> str:
        """A token that is not over yet; fetched if need be. Raises as :func:`_refusal` says, or Unreachable."""
        with self._alone:
            ended = any(clock() >= end for clock, end in zip(self._clocks, self._ends, strict=False))
            if not self._token or ended:
                patiently(self._fetch, self._sleep)
            return self._token

    def drop(self, refused: str) -> bool:
        """The shop refused this token. True when another one can be fetched."""
        with self._alone:
            if self._credentials.token:
                return False
            if self._token == refused:
                self._token = ""
            return True

    def _fetch(self) -> None:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._credentials.client_id,
            "client_secret": self._credentials.client_secret,
        }
        before = tuple(clock() for clock in self._clocks)
        try:
            answer = self._wire.post("/admin/oauth/access_token", {}, form=form)
        except Unreachable as error:
            raise Again(error) from None
        except Unclear:
            raise Again(Unreachable("no_answer")) from None
        if answer.status == 429 or answer.status >= 500:
            raise Again(Unreachable("shop_down", {"status": answer.status}), answer.retry_after)
        if answer.status != 200:
            raise _refusal(answer)
        found = answer.json()
        token, lives = found.get("access_token"), found.get("expires_in", 0)
        if not isinstance(token, str) or _SAFE.fullmatch(token) is None or not isinstance(lives, int):
            raise NotAllowed("client_credentials")
        self._token = token
        self._ends = tuple(at + max(0, lives - _EARLY) for at in before)


def _refusal(answer: Answer) -> Expected:
    """Refused(``redirected``, ``no_such_shop``), NotAllowed(``app_other_organisation``, ``app_not_installed``,
    ``client_credentials``)."""
    if 300 <= answer.status < 400:
        return Refused("redirected")
    text = answer.body[:4000].decode("utf-8", "replace")
    if "shop_not_permitted" in text:
        return NotAllowed("app_other_organisation")
    if "app_not_installed" in text:
        return NotAllowed("app_not_installed")
    if answer.status == 404:
        return Refused("no_such_shop")
    if answer.status in (402, 423):
        return NotAllowed("shop_locked")
    return NotAllowed("client_credentials")
