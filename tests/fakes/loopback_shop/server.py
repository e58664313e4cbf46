"""The loopback shop as a real HTTP server on 127.0.0.1, with faults on demand.

Everything is reached by Python (``LoopbackShop``) and, for another process, below ``/_control/`` with JSON.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import re
import secrets
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from tests.fakes.loopback_shop.cost import Bucket, cost
from tests.fakes.loopback_shop.graph import Graph, read
from tests.fakes.loopback_shop.state import Data
from tests.fakes.loopback_shop.world import World

SHOP = "loopback"
TOKEN = "shpat_loopback"  # the test shop's own
CLIENT_ID = "loopback-client"
CLIENT_SECRET = "shpss_loopback"
VERSION = "2026-10"
_API = re.compile(r"/admin/api/[0-9a-z-]+/graphql\.json")
_HTML = b"<!DOCTYPE html><html><body><h1>Something went wrong</h1></body></html>"

KINDS = (
    "timeout", "reset", "close", "status", "html", "half", "malformed", "not_graphql", "double_key", "drip", "huge",
    "bomb", "denied",
    "throttled", "internal_error", "expired_token", "concurrent",
)  # fmt: skip


@dataclass
class Fault:
    """``on``: an operation's name, ``query``, ``mutation``, ``token`` or ``*``. ``after``: the effect happens first.

    ``seconds``: how long a time-out holds the connection. ``location``: where a 3xx points.
    """

    kind: str
    on: str = "*"
    after: bool = False
    times: int = 1
    status: int = 503
    retry_after: str = ""
    location: str = ""
    seconds: float = 30.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(self.kind)


class LoopbackShop:
    """Starts and stops the server; holds its world. ``file``: the world survives there."""

    def __init__(
        self,
        file: Path | None = None,
        port: int = 0,
        shop: str = SHOP,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.shop = shop
        self.world = World(file, now)
        self.graph = Graph(self.world, shop)
        self.bucket = Bucket()
        self.faults: list[Fault] = []
        self.calls: list[Data] = []
        """Every request that came in: operation, variables, fault."""
        self.meanwhile: Callable[[str], None] = lambda operation: None
        """What somebody else does right before a change takes effect: after the order was read for it."""
        self.version = VERSION
        self.token_lives = 86399
        self.oauth_error = ""
        self.tokens: dict[str, float] = {TOKEN: float("inf")}
        self.stopping = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> LoopbackShop:
        self._thread.start()
        return self

    def stop(self) -> None:
        if self.stopping.is_set():
            return
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> LoopbackShop:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    # -- what a test sets ------------------------------------------------------------------------------------------
    def fault(self, kind: str, on: str = "*", **more: Any) -> Fault:
        made = Fault(kind, on, **more)
        self.faults.append(made)
        return made

    def requests(self, operation: str) -> int:
        return sum(call["operation"] == operation for call in self.calls)

    def report(self) -> Data:
        """What a harness audits."""
        with self.world.lock:
            self.world.settle()
            return {**self.world.dump(), "calls": self.calls, "faults": [vars(one) for one in self.faults]}

    def set(self, wishes: Data) -> None:
        """Settings by name: of the world, the graph, the bucket and the server."""
        for name, value in wishes.items():
            if name == "scopes":
                self.graph.scopes = set(value)
            elif name == "personal":
                self.graph.personal = bool(value)
            elif name in ("job_seconds", "job_fails", "refund_status", "refund_reason", "failed_units_return"):
                setattr(self.world, name, value)
            elif name in ("size", "restore", "largest", "level"):
                setattr(self.bucket, name, value)
            elif name in ("version", "token_lives", "oauth_error"):
                setattr(self, name, value)
            else:
                raise ValueError(name)

    def do(self, what: str, args: Data) -> Any:
        """A happening at the shop: fulfil, request, answer_recall, open_return, dispute, finish_refunds, order."""
        allowed = ("fulfil", "request", "answer_recall", "open_return", "dispute", "finish_refunds", "order")
        if what not in allowed:
            raise ValueError(what)
        names = {order["name"]: key for key, order in self.world.orders.items()}
        if "order_id" in args:
            args = {**args, "order_id": names.get(args["order_id"], args["order_id"])}
        with self.world.lock:
            return getattr(self.world, what)(**args)

    def take_fault(self, operation: str, kind: str) -> Fault | None:
        for one in self.faults:
            if one.on in ("*", operation, kind) and not (one.on == "*" and kind == "token"):
                one.times -= 1
                if one.times == 0:
                    self.faults.remove(one)
                return one
        return None

    # -- answers ---------------------------------------------------------------------------------------------------
    def exchange(self, form: dict[str, list[str]]) -> tuple[int, Data | bytes]:
        given = {name: values[0] for name, values in form.items()}
        if self.oauth_error:
            return 400, {"error": self.oauth_error}
        if given.get("grant_type") != "client_credentials" or given.get("client_id") != CLIENT_ID:
            return 400, {"error": "invalid_request"}
        if given.get("client_secret") != CLIENT_SECRET:
            return 401, {"error": "invalid_client"}
        token = f"shpat_loopback_{secrets.token_hex(8)}"
        self.tokens[token] = time.time() + self.token_lives
        scopes = ",".join(sorted(self.graph.scopes))
        return 200, {"access_token": token, "scope": scopes, "expires_in": self.token_lives}

    def knows(self, token: str) -> bool:
        return time.time() < self.tokens.get(token, 0.0)

    def graphql(self, body: Data) -> Data:
        """Validates, counts the cost, executes."""
        variables, name = body.get("variables") or {}, body.get("operationName")
        document, refused = read(body["query"], name)
        if document is None:
            return refused or {}
        points = cost(document, variables)
        if points > self.bucket.largest:
            extensions = {"code": "MAX_COST_EXCEEDED", "cost": points, "maxCost": self.bucket.largest}
            text = f"Query cost is {points}, which exceeds the single query max cost limit ({self.bucket.largest})."
            return {"errors": [{"message": text, "extensions": extensions}]}
        if not self.bucket.take(points):
            return self.throttled(points)
        return {**self.graph.run(document, variables, name), "extensions": self.bucket.status(points, True)}

    def throttled(self, points: int) -> Data:
        return {
            "errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}],
            "extensions": self.bucket.status(points, False),
        }


def _handler(shop: LoopbackShop) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            """Quiet."""

        def do_GET(self) -> None:
            if self.path == "/_control/ledger":
                self._json(200, shop.report())
            elif self.path == "/_control/orders":
                self._json(200, {one["name"]: key for key, one in shop.world.orders.items()})
            else:
                self._send(404, _HTML, "text/html")

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.path.startswith("/_control/"):
                self._control(raw)
            elif self.headers.get("Host") != f"{shop.shop}.myshopify.com":
                self._send(404, _HTML.replace(b"Something went wrong", b"Store unavailable"), "text/html")
            elif self.path == "/admin/oauth/access_token":
                self._answer("token", "token", raw, lambda: shop.exchange(parse_qs(raw.decode())))
            elif _API.fullmatch(self.path):
                body = json.loads(raw)
                name = str(body.get("operationName"))
                kind = "mutation" if str(body["query"]).lstrip().startswith("mutation") else "query"
                self._answer(name, kind, raw, lambda: self._graphql(body))
            else:
                self._send(404, _HTML, "text/html")

        def _graphql(self, body: Data) -> tuple[int, Data]:
            if not shop.knows(self.headers.get("X-Shopify-Access-Token") or ""):
                text = "[API] Invalid API key or access token (unrecognized login or wrong password)"
                return 401, {"errors": text}
            return 200, shop.graphql(body)

        def _answer(self, name: str, kind: str, raw: bytes, act: Callable[[], tuple[int, Data | bytes]]) -> None:
            fault = shop.take_fault(name, kind)
            seen = json.loads(raw).get("variables") if kind != "token" else None
            shop.calls.append({"operation": name, "variables": seen, "fault": fault.kind if fault else None})
            if fault is not None and not fault.after:
                self._fail(fault, b'{"data":null}')
                return
            if kind == "mutation":
                shop.meanwhile(name)
            status, found = act()
            body = found if isinstance(found, bytes) else json.dumps(found).encode()
            if fault is not None:
                self._fail(fault, body)
            else:
                self._send(status, body)

        def _fail(self, fault: Fault, body: bytes) -> None:
            match fault.kind:
                case "timeout":
                    shop.stopping.wait(fault.seconds)
                    self._drop()
                case "reset":
                    linger = struct.pack("ii", 1, 0)
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    self._drop()
                case "close":
                    self._drop()
                case "status":
                    more = {"Retry-After": fault.retry_after, "Location": fault.location}
                    self._send(fault.status, b'{"errors":"no"}', headers={k: v for k, v in more.items() if v})
                case "html":
                    self._send(200, _HTML, "text/html")
                case "half":
                    self._send(200, body, cut=len(body) // 2)
                case "malformed":
                    self._send(200, body[: len(body) // 2])
                case "not_graphql":
                    self._send(200, b"[1, 2]")
                case "double_key":
                    self._send(200, b'{"data":null,"data":' + body + b"}")
                case "drip":
                    self._send(200, body, slowly=True)
                case "huge":
                    self._send(200, b" " * 21_000_000)
                case "bomb":
                    self._send(200, gzip.compress(b" " * 30_000_000), headers={"Content-Encoding": "gzip"})
                case "denied":
                    text = "This app is not approved to access the Order object."
                    errors = [{"message": text, "extensions": {"code": "ACCESS_DENIED"}, "path": ["nodes"]}]
                    self._json(200, {"data": None, "errors": errors})
                case "throttled":
                    self._json(200, shop.throttled(10))
                case "internal_error":
                    text = "Internal error. Looks like something went wrong on our end. Request ID: 4f2e"
                    errors = [{"message": text, "extensions": {"code": "INTERNAL_SERVER_ERROR"}}]
                    self._json(200, {"errors": errors})
                case "concurrent":
                    text = "This request is currently in progress, please try again."
                    refused = {"refund": None, "refusals": [{"field": None, "message": text}]}
                    self._json(200, {"data": {"answer": refused}})
                case "expired_token":
                    shop.tokens = {one: ends for one, ends in shop.tokens.items() if ends == float("inf")}
                    self._send(401, b'{"errors":"[API] Invalid API key or access token"}')

        def _control(self, raw: bytes) -> None:
            try:
                body = json.loads(raw or b"{}")
                match self.path.removeprefix("/_control/"):
                    case "faults":
                        known = {one.name for one in fields(Fault)}
                        shop.faults.append(Fault(**{k: v for k, v in body.items() if k in known}))
                        self._json(200, {"ok": True})
                    case "clear":
                        shop.faults.clear()
                        self._json(200, {"ok": True})
                    case "set":
                        shop.set(body)
                        self._json(200, {"ok": True})
                    case "do":
                        self._json(200, {"ok": True, "result": shop.do(body["do"], body.get("args") or {})})
                    case _:
                        self._json(404, {"ok": False})
            except (KeyError, TypeError, ValueError) as error:
                self._json(400, {"ok": False, "error": repr(error)})

        def _drop(self) -> None:
            self.close_connection = True
            with contextlib.suppress(OSError):
                self.connection.close()

        def _json(self, status: int, found: Any) -> None:
            self._send(status, json.dumps(found).encode())

        def _send(
            self,
            status: int,
            body: bytes,
            kind: str = "application/json; charset=utf-8",
            headers: dict[str, str] | None = None,
            cut: int | None = None,
            slowly: bool = False,
        ) -> None:
            with contextlib.suppress(OSError):
                self.send_response_only(status)
                at = shop.world.now()
                more = {"Date": format_datetime(at, usegmt=True), "Content-Type": kind, "Connection": "close"}
                more |= {"X-Shopify-API-Version": shop.version, "Content-Length": str(len(body)), **(headers or {})}
                for name, value in more.items():
                    self.send_header(name, value)
                self.end_headers()
                if slowly:
                    for n in range(len(body)):
                        self.wfile.write(body[n : n + 1])
                        if shop.stopping.wait(0.05):
                            break
                else:
                    self.wfile.write(body[:cut])
                self.wfile.flush()
            self.close_connection = True

    return Handler
