"""One call over HTTPS to one host. Nothing is retried here; ``patiently`` retries what only reads.

A call ends as an :class:`Answer` of any status, as ``Unreachable`` (certainly nothing was sent) or as ``Unclear``
(something was sent and no whole answer came back). Redirects are never followed: they would carry the token along.
"""

from __future__ import annotations

import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, NoReturn, TypeVar

import certifi
import httpx

from dropdesk.errors import Damaged, Expected, Refused, Unclear, Unreachable

MAX_BYTES = 20_000_000
"""An answer may be so long, unpacked."""
_TIMEOUT = httpx.Timeout(30.0, connect=10.0)
TOTAL = 60.0
"""Seconds for one call from first to last byte, however slowly they drip."""
TRIES = 5
OFFLINE_TRIES = 2
LONGEST_WAIT = 60.0
_LOOPBACK = re.compile(r"http://127\.0\.0\.1:([1-9][0-9]{0,4})")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")

T = TypeVar("T")


def trusted() -> ssl.SSLContext:
    """TLS 1.2 or newer, checked against the system's certificates; certifi's where the system names none (a frozen
    app on a strange system, macOS). ``SSL_CERT_FILE`` pointing nowhere must not stop the app."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # a bare OpenSSL has no such line in its own configuration
    paths = ssl.get_default_verify_paths()
    if not (paths.cafile or paths.capath or context.cert_store_stats()["x509_ca"]):
        context.load_verify_locations(cafile=certifi.where())
    return context


@cache
def _context() -> ssl.SSLContext:
    return trusted()


def check_loopback(address: str) -> str:
    """``http://127.0.0.1:PORT`` and nothing else. Refused("loopback_address")."""
    found = _LOOPBACK.fullmatch(address)
    if found is None or int(found[1]) > 65535:
        raise Refused("loopback_address")
    return address


def plain(text: object, longest: int = 300) -> str:
    """A sentence from outside, for showing quoted: one line, no control or direction signs, not endless."""
    return _UNSEEN.sub(" ", str(text)).strip()[:longest]


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What came back, whatever its status. Its text never enters a log."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> dict[str, Any]:
        """The object in it. Damaged("answer") for anything else: HTML, half, doubled keys, absurdly deep."""
        try:
            found = json.loads(self.body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            raise Damaged("answer") from None
        if not isinstance(found, dict):
            raise Damaged("answer")
        return found

    @property
    def at(self) -> datetime | None:
        """The server's clock."""
        try:
            return parsedate_to_datetime(self.headers.get("date", "")).astimezone(UTC)
        except ValueError:
            return None

    @property
    def retry_after(self) -> float | None:
        """Seconds that it asks to wait."""
        try:
            wait = float(self.headers.get("retry-after", ""))
        except ValueError:
            return None
        return wait if 0 <= wait < 86400 else None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _no_constant(word: str) -> NoReturn:
    raise ValueError(word)


class _Watch:
    """Follows one call: whether any of it was sent, and cuts it off when its time is over."""

    def __init__(self, seconds: float) -> None:
        self.sent = False
        self.over = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> _Watch:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._socket = info["return_value"].get_extra_info("socket")
        elif event.startswith("http11.send_request"):
            self.sent = True

    def _cut(self) -> None:
        self.over = True
        if self._socket is not None:
            try:
                # Of the plain socket: a TLS one would drop its state under the reader.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
            except OSError:
                return  # closed meanwhile


class Wire:
    """HTTPS to ``host`` alone; with ``loopback`` everything meant for it goes to a test server on this machine."""

    def __init__(self, host: str, loopback: str | None = None, total: float = TOTAL) -> None:
        self._host, self._total = host, total
        self._base = f"https://{host}" if loopback is None else check_loopback(loopback)
        # Each call has its own connection: one that was kept open and died meanwhile would make a call unclear that
        # never left.
        self._client = httpx.Client(
            verify=_context(),
            timeout=_TIMEOUT,
            follow_redirects=False,
            trust_env=False,
            limits=httpx.Limits(max_connections=8, max_keepalive_connections=0),
            headers={"User-Agent": "DropDesk", "Accept": "application/json"},
        )

    def post(
        self,
        path: str,
        headers: Mapping[str, str],
        *,
        content: bytes | None = None,
        form: Mapping[str, str] | None = None,
    ) -> Answer:
        """Sends once. Unreachable(``offline``, ``tls``): nothing was sent. Unclear(``timeout``, ``cut``,
        ``too_long``): it was, and no whole answer came."""
        assert path.startswith("/")
        with _Watch(self._total) as watch:
            request = self._client.build_request(
                "POST",
                self._base + path,
                headers={**headers, "Host": self._host},
                content=content,
                data=dict(form) if form is not None else None,
                extensions={"trace": watch.trace},
            )
            try:
                response = self._client.send(request, stream=True)
                try:
                    return Answer(response.status_code, response.headers, self._read(response))
                finally:
                    response.close()
            except httpx.HTTPError as error:
                raise _trouble(error, watch) from None

    def _read(self, response: httpx.Response) -> bytes:
        parts, size = [], 0
        for part in response.iter_bytes(65536):
            size += len(part)
            if size > MAX_BYTES:
                raise Unclear("too_long")
            parts.append(part)
        return b"".join(parts)

    def close(self) -> None:
        """Closes the connections; no call may follow."""
        self._client.close()


def _trouble(error: httpx.HTTPError, watch: _Watch) -> Expected:
    if not watch.sent:
        chain: BaseException | None = error
        while chain is not None:
            if isinstance(chain, ssl.SSLError):
                return Unreachable("tls")
            chain = chain.__cause__ or chain.__context__
        return Unreachable("offline")
    if watch.over or isinstance(error, httpx.TimeoutException):
        return Unclear("timeout")
    return Unclear("cut")


class Again(Exception):
    """Inside ``patiently``: try again after ``wait`` seconds (None: as usual), or end as ``error``."""

    def __init__(self, error: Expected, wait: float | None = None) -> None:
        super().__init__(error.code)
        self.error, self.wait = error, wait


def patiently(read: Callable[[], T], sleep: Callable[[float], None] = time.sleep, tries: int = TRIES) -> T:
    """Repeats what only reads, at most ``tries`` times, waiting 1, 2, 4, 8 s or as long as the answer asks for (at
    most a minute; who asks for more gets no more tries). Where there is no way to the shop at all, it is tried once
    more: somebody who pressed a button offline hears of it at once."""
    for turn in range(tries):
        try:
            return read()
        except Again as again:
            wait = float(2**turn) if again.wait is None else again.wait
            last = min(tries, OFFLINE_TRIES) if again.error.code == "offline" else tries
            if turn >= last - 1 or wait > LONGEST_WAIT:
                raise again.error from None
            sleep(wait)
    raise AssertionError("unreachable")
