"""Runs the loopback shop until it is ended; the first line printed is its address."""

from __future__ import annotations

import argparse
import signal
import threading
from pathlib import Path

from tests.fakes.loopback_shop.sample import fill
from tests.fakes.loopback_shop.server import CLIENT_ID, CLIENT_SECRET, SHOP, TOKEN, LoopbackShop


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.fakes.loopback_shop", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--ledger", type=Path, help="a JSON file in which orders and effects survive")
    options = parser.parse_args()
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with LoopbackShop(options.ledger, options.port) as shop:
        fill(shop.world)
        print(shop.url, flush=True)
        print(f"shop {SHOP}, token {TOKEN}, or client id {CLIENT_ID} with secret {CLIENT_SECRET}", flush=True)
        ended.wait()


if __name__ == "__main__":
    main()
