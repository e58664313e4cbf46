"""The command line. Nothing heavy is imported before it is known what is wanted."""

from __future__ import annotations

import argparse
import gc
import sys
from datetime import UTC, datetime
from pathlib import Path

from dropdesk import __version__
from dropdesk.languages import LANGUAGES
from dropdesk.options import Options


def _parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="dropdesk",
        description="Stops a dropshipped order at the supplier first, then cancels it in Shopify, once.",
    )
    made.add_argument("--demo", action="store_true", help="open the demo shop: invented orders, no network")
    made.add_argument("--data-dir", metavar="DIR", help="keep everything in this folder")
    made.add_argument("--lang", choices=tuple(LANGUAGES), default="", help="language of the window")
    made.add_argument("--theme", choices=("system", "light", "dark"), default="", help="colours of the window")
    made.add_argument("--import", dest="files", nargs="+", type=Path, default=[], metavar="FILE", help="import files")
    made.add_argument("--demo-date", type=_moment, metavar="DATE", help="first day of a new demo (ISO 8601)")
    made.add_argument("--selftest", action="store_true", help="open a window, migrate, try the keyring, and leave")
    made.add_argument("--calendar", action="store_true", help="say which years of the China calendar are known")
    made.add_argument("--version", action="version", version=f"DropDesk {__version__}")
    return made


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _calendar() -> int:
    """Says which years are published; 1 when next year should be and is not."""
    from dropdesk.services import calendars

    now = datetime.now(UTC)
    china = calendars.china(calendars.years_around(now), None)
    known = {year for year, _ in china.years}
    for year in calendars.years_around(now):
        print(f"{year}: {'known' if year in known else 'provisional'}")
    missing = calendars.missing_next_year(now, china)
    if missing:
        print(
            "The State Council's notice for next year is out in November: update the package holidays, or load a file."
        )
    return 1 if missing else 0


def main(arguments: list[str] | None = None) -> int:
    """Starts DropDesk. Returns the exit code."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.calendar:
        return _calendar()
    if given.selftest:
        from dropdesk.selftest import selftest

        return selftest()
    missing = [str(path) for path in given.files if not path.is_file()]
    if missing:
        parser.error(f"there is no file {missing[0]}")
    gc.disable()  # once the first frame stands, ui/collector.py collects, on the GUI thread alone
    from dropdesk.app.session import run

    return run(
        Options(given.demo, given.data_dir, given.lang, given.theme, tuple(given.files), given.demo_date), sys.argv[:1]
    )


if __name__ == "__main__":
    sys.exit(main())
