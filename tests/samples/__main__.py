"""``make samples``: imports the real files below a folder into a store of its own; every row has to be accounted for.

    python -m tests.samples ../shared

Prints what became of the rows; ends with 1 when one is unaccounted for, or when importing again changes something.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from dropdesk.services.import_preview import Finding, ImportPreview
from dropdesk.services.imports import ImportService
from dropdesk.services.turn import Turn
from dropdesk.services.verdicts import Verdicts
from dropdesk.store.engine import Store
from dropdesk.ui.words import imports as says

FOLDERS = ("data/orders_csv", "data/aliexpress/exports")


def main(shared: Path) -> int:
    """Looks at every file alone, imports it, and looks again. 0 when all is well."""
    files = [path for folder in FOLDERS for path in sorted((shared / folder).glob("*.csv"))]
    if not files:
        print(f"There are no samples below {shared}.")
        return 1
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "data")

        def now() -> datetime:
            return datetime.now(UTC)

        turn = Turn(store, Verdicts(now, UTC, Path(folder) / "calendars"))
        imports = ImportService(store, turn, now)
        print(f"{'file':48} {'kind':15} rows added changed unchanged skipped  as of")
        for path in files:
            preview = imports.preview([path], "", {})
            print(_line(preview))
            for why, n in Counter(one.why for one in preview.skipped).most_common():
                print(f"    {n} × {says.why(why, {})}")
            for unknown in preview.unknown_words:
                print(f"    asks: {unknown.word} ({unknown.count})")
            wrong += [f"{path.name}: {what}" for what in _wrong(preview, path)]
            imports.apply(preview)
            again = imports.preview([path], "", {})
            wrong += [f"{path.name}: {len(again.added) + len(again.changed)} rows change when imported again"] * bool(
                again.added or again.changed
            )
        store.close()
    print("\n".join(wrong) if wrong else "Every row is accounted for; importing again changes nothing.")
    return bool(wrong)


def _line(preview: ImportPreview) -> str:
    file = preview.files[0]
    lists: tuple[Sequence[Finding], ...] = (preview.added, preview.changed, preview.unchanged, preview.skipped)
    added, changed, unchanged, skipped = map(len, lists)
    as_of = f"{file.as_of:%Y-%m-%d %H:%M}" if file.as_of else "–"
    return f"{file.name:48} {file.kind:15} {file.rows:4} {added:5} {changed:7} {unchanged:9} {skipped:7}  {as_of}"


def _wrong(preview: ImportPreview, path: Path) -> list[str]:
    """What a preview fails to account for."""
    file = preview.files[0]
    rows = [one.row for part in (preview.added, preview.changed, preview.unchanged, preview.skipped) for one in part]
    found = [f"not read ({file.error or 'not recognised'})"] if file.error or not file.kind else []
    there = _count(path)
    if not len(rows) == len(set(rows)) == file.rows == there:
        found.append(f"{there} rows, {file.rows} of them read, {len(rows)} accounted for")
    return found


def _count(path: Path) -> int:
    """Rows below the header, counted without any code of the importers."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(bool(row) for row in csv.reader(file)) - 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")))
