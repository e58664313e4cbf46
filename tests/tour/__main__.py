"""``python -m tests.tour``: the main job in the real window on a virtual screen, and pictures of every page.

Without arguments: all journeys and all contact sheets, two at a time, each in a process with a screen of its own.
``python -m tests.tour NAME…`` plays only those. Leaves with 1 and a sentence where a control is not found.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.tour import files, stage
from tests.tour.person import NotFound, Person

HOME = Path(__file__).parents[2]
PICTURES = HOME / "docs" / "pictures"
"""The pictures of the README."""
SHEETS = HOME / "tour"
HERE = "DROPDESK_TOUR_PLAYS"
"""Set in the processes that play one part."""


def _demo(folder: Path) -> None:
    from tests.tour import journeys

    PICTURES.mkdir(parents=True, exist_ok=True)  # before the app, which keeps its own folders from others

    def script(person: Person) -> None:
        person.resize(1440, 900)
        journeys.demo(person, lambda name: person.shot(PICTURES / f"{name}.png"))

    stage.play(script, ["--lang", "en", "--theme", "light", "--demo-date", stage.BORN], folder)


def _effort(folder: Path) -> None:
    from tests.tour import journeys

    def script(person: Person) -> None:
        person.resize(1440, 900)
        acts = journeys.shortest(person)
        sys.stdout.write(f"{len(acts)} acts: {', '.join(acts)}\n")

    stage.play(script, ["--lang", "en", "--theme", "light", "--demo-date", stage.BORN], folder)


def _import(folder: Path) -> None:
    from tests.tour import journeys

    def script(person: Person) -> None:
        person.resize(1440, 900)
        journeys.import_files(person, files.SAMPLES)

    stage.play(script, ["--lang", "en", "--theme", "light"], folder)


def _by_hand(folder: Path) -> None:
    from tests.tour import journeys

    bought, after = files.fresh(folder.parent / "exports")

    def script(person: Person) -> None:
        person.resize(1440, 900)
        journeys.by_hand(person, bought, after, lambda name: person.shot(SHEETS / f"{name}.png"))

    stage.play(script, ["--lang", "en", "--theme", "light"], folder)


def _sheets(theme: str, language: str, folder: Path) -> None:
    from dropdesk.app.session import LOOPBACK
    from tests.fakes.loopback_shop.sample import fill
    from tests.fakes.loopback_shop.server import LoopbackShop
    from tests.tour import pages
    from tests.tour.album import Album

    look = f"{theme}-{language}"
    album = Album(SHEETS, look)
    options = ["--lang", language, "--theme", theme]
    bought, _ = files.fresh(folder.parent / "exports")
    try:
        stage.play(lambda person: pages.files(person, album, bought), options, folder / "files")
        invented = [*options, "--demo", "--demo-date", stage.BORN]
        stage.play(lambda person: pages.demo(person, album), invented, folder / "demo")
        stage.play(lambda person: pages.rarer(person, album), invented, folder / "rarer")
        with LoopbackShop() as loopback:
            fill(loopback.world)
            os.environ[LOOPBACK] = loopback.url
            stage.play(lambda person: pages.shop(person, album, loopback), options, folder / "shop")
            del os.environ[LOOPBACK]
    finally:
        album.sheets()  # what was seen before something was missing


PARTS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "demo": ("demo → verdicts → assistant → accepted → Shopify cancelled → money", _demo),
    "effort": ("the fewest acts from a selected row to the supplier's money awaited", _effort),
    "import": ("import → preview → link → another verdict", _import),
    "by-hand": ("by hand: assistant → accepted → the clicks → claimed → the next import → money", _by_hand),
    **{
        f"{theme}-{language}": (f"every page, {theme}, {language}", partial(_sheets, theme, language))
        for language in ("en", "zh_CN")
        for theme in ("light", "dark")
    },
}
"""Name → what it shows, how it is played in a data folder."""


def _play(name: str) -> int:
    """One part, in this process."""
    says, part = PARTS[name]
    SHEETS.mkdir(exist_ok=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="dropdesk-tour-") as folder:
        try:
            part(Path(folder) / name)
        except NotFound as missing:
            for picture in Path(folder).glob("*-failed.png"):
                picture.rename(SHEETS / picture.name)
            sys.stdout.write(f"FAILED {name}: {missing}\n")
            return 1
    sys.stdout.write(f"passed {name}: {says} ({time.monotonic() - began:.0f} s)\n")
    return 0


def _start(name: str) -> int:
    """One part, in a process with a screen of its own."""
    with stage.screen() as environment:
        command = [sys.executable, "-m", "tests.tour", name]
        done = subprocess.run(
            command, env=dict(environment, **{HERE: name}), cwd=HOME, capture_output=True, text=True, timeout=900
        )
    sys.stdout.write(done.stdout)
    if done.returncode:
        sys.stderr.write(done.stderr)
        if "FAILED" not in done.stdout:
            sys.stdout.write(f"FAILED {name}: its process ended with {done.returncode}\n")
    sys.stdout.flush()
    return done.returncode


def main() -> int:
    """Plays what is asked for. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="tests.tour", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"only these: {', '.join(PARTS)}")
    names = parser.parse_args().names or list(PARTS)
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        parser.error(f"there is no part {unknown[0]!r}; there are {', '.join(PARTS)}")
    if os.environ.get(HERE):
        return max(_play(name) for name in names)
    try:
        with ThreadPoolExecutor(2) as two:
            codes = list(two.map(_start, names))
    except NotFound as missing:
        sys.stdout.write(f"FAILED: {missing}\n")
        return 1
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
