"""Prints start, memory and reading of DropDesk at 10,000 and 1,000,000 orders, beside a bare program (``bare.py``) on
the same file, run in turn. The ratios count: they were measured against a floor of the same minute and machine."""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Mapping
from pathlib import Path

from dropdesk.store.reader import FILE
from tests.bench import panes, reading, starts
from tests.bench.starts import ROOT, Spread
from tests.bench.world import database

TIME, MEMORY, SEARCH, PANE = 1.5, 2.0, 100.0, 50.0
"""The aims: start and memory as ratios to the bare program; a search, and opening a pane, in milliseconds."""
PAIRS = {10_000: 7, 1_000_000: 5}
MB = 1_000_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description="Start, memory and reading against a bare program.")
    parser.add_argument("--orders", type=int, nargs="+", default=list(PAIRS), help="sizes (default: both)")
    parser.add_argument("--pairs", type=int, default=0, help="measured pairs of starts (default: 7 and 5)")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "bench", help="where the databases are kept")
    parser.add_argument("--fresh", action="store_true", help="make the databases anew")
    parser.add_argument("--settle", type=float, default=8.0, help="seconds until memory is read again (0: not)")
    parser.add_argument("--panes", action="store_true", help="opening panes and cases only")
    parser.add_argument("--no-reading", action="store_true", help="starts only")
    given = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with starts.screen() as env:
        for orders in given.orders:
            begun = time.monotonic()
            folder = database(given.folder, orders, given.fresh)
            made = time.monotonic() - begun
            print(f"\n{orders:,} orders ({(folder / FILE).stat().st_size / MB:,.0f} MB{_made(made)})", flush=True)
            _panes(folder)
            if given.panes:
                continue
            _starts(folder, given.pairs or PAIRS.get(orders, 5), env, given.settle)
            if not given.no_reading:
                _reads(folder)
    return 0


def _made(seconds: float) -> str:
    return f", made in {seconds:.0f} s" if seconds > 1 else ""


def _starts(folder: Path, pairs: int, env: Mapping[str, str], settle: float) -> None:
    ours, floor = starts.pairs(starts.app(folder), starts.bare(folder / FILE), env, pairs)
    for what, aim, a, b, unit in (
        ("start to painted rows, s", TIME, [s.seconds for s in ours], [s.seconds for s in floor], 1.0),
        ("memory then, MB", MEMORY, [s.resident for s in ours], [s.resident for s in floor], MB),
    ):
        mine, bare = Spread.of([v / unit for v in a]), Spread.of([v / unit for v in b])
        ratio = mine.middle / bare.middle
        print(f"  {what:<26} DropDesk {_spread(mine)}   bare {_spread(bare)}   ratio {ratio:.2f}  {_met(ratio, aim)}")
    if settle:
        resident, peak = starts.settled(starts.app(folder), env, settle)
        later = f"memory {settle:.0f} s later, MB"
        print(f"  {later:<26} DropDesk {resident / MB:.0f}, at most {peak / MB:.0f}   (told only)")


def _panes(folder: Path) -> None:
    for what, spread in panes.opened(folder).items():
        aim = _met(spread.high, PANE, " ms")
        print(f"  {what:<52} {spread.low:8.1f} {spread.middle:8.1f} {spread.high:8.1f} ms  {aim}", flush=True)


def _reads(folder: Path) -> None:
    for what, spread in reading.reads(folder).items():
        aim = f"  {_met(spread.middle, SEARCH, ' ms')}" if what.startswith("search") else ""
        print(f"  {what:<52} {spread.low:8.1f} {spread.middle:8.1f} {spread.high:8.1f} ms{aim}", flush=True)


def _spread(spread: Spread) -> str:
    digits = 3 if spread.middle < 10 else 0
    return f"{spread.low:.{digits}f} {spread.middle:.{digits}f} {spread.high:.{digits}f}"


def _met(value: float, aim: float, unit: str = "") -> str:
    return f"aim {aim:g}{unit} met" if value <= aim else f"aim {aim:g}{unit} MISSED"


if __name__ == "__main__":
    raise SystemExit(main())
