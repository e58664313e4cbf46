"""Collects every string of the ui into ``resources/i18n/dropdesk_zh_CN.ts`` and compiles it to ``.qm``.

``python -m dropdesk.ui.i18n.refresh [FILE.json…]``: each file maps an English source to its 中文 and is merged first.
lupdate's own reading of Python misses numbers and mixes contexts, so the sources are read with ``ast`` and handed
to lupdate as one plain list; lupdate and lrelease then do what they always do.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from dropdesk.ui.i18n import CONTEXT, FOLDER

UI = Path(__file__).parents[1]
TS = FOLDER / "dropdesk_zh_CN.ts"
QM = FOLDER / "dropdesk_zh_CN.qm"


def sources() -> dict[str, bool]:
    """Every source string of the ui, and whether a number bends it. Raises SystemExit for a text that is no literal."""
    found: dict[str, bool] = {}
    for path in sorted(UI.rglob("*.py")):
        for text, number in _calls(path):
            found[text] = found.get(text, False) or number
    return found


def _calls(path: Path) -> Iterator[tuple[str, bool]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in ("tr", "trn"):
            continue
        number = node.func.id == "trn"
        text = node.args[1 if number else 0]
        if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
            raise SystemExit(f"{path.name}:{node.lineno}: only a literal can be translated")
        yield text.value, number


def read() -> dict[str, str]:
    """What the ``.ts`` holds: source → 中文 (empty: not translated)."""
    if not TS.exists():
        return {}
    out: dict[str, str] = {}
    for message in ET.parse(TS).iter("message"):  # noqa: S314 - our own file
        translation = message.find("translation")
        if translation is None or translation.get("type") in ("vanished", "obsolete"):
            continue
        form = translation.find("numerusform")
        text = (form.text if form is not None else translation.text) or ""
        out[message.findtext("source") or ""] = text
    return out


def refresh(more: dict[str, str] | None = None) -> list[str]:
    """Brings ``.ts`` and ``.qm`` up to the sources. Returns the sources without 中文."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = sources()
    with tempfile.TemporaryDirectory() as folder:
        lines = ["from PySide6.QtCore import QCoreApplication", "n = 1"]
        for text, number in sorted(wanted.items()):
            quoted = json.dumps(text, ensure_ascii=False)
            tail = ', "", n' if number else ""
            lines.append(f'QCoreApplication.translate("{CONTEXT}", {quoted}{tail})')
        listing = Path(folder) / "strings.py"
        listing.write_text("\n".join(lines) + "\n", "utf-8")
        _tool("pyside6-lupdate", str(listing), "-locations", "none", "-no-obsolete", "-ts", str(TS))
    missing = _fill(more or {})
    beside = QM.with_suffix(".qm.new")
    _tool("pyside6-lrelease", "-silent", str(TS), "-qm", str(beside))
    os.replace(beside, QM)  # a running app maps the file: written in place it would lose its words
    return missing


def _fill(more: dict[str, str]) -> list[str]:
    tree = ET.parse(TS)  # noqa: S314 - our own file
    missing = []
    for message in tree.iter("message"):
        source = message.findtext("source") or ""
        translation = message.find("translation")
        if translation is None:
            continue
        form = translation.find("numerusform")
        place = form if form is not None else translation
        if source in more:
            place.text = more[source]
        if place.text:
            translation.attrib.pop("type", None)
        else:
            missing.append(source)
    ET.indent(tree, "    ")
    text = ET.tostring(tree.getroot(), "unicode")
    TS.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', "utf-8")
    return missing


def _tool(name: str, *arguments: str) -> None:
    tool = Path(sys.executable).parent / name
    subprocess.run([str(tool), *arguments], check=True, capture_output=True)  # noqa: S603 - Qt's own tool, our own files


def main() -> None:
    """Merges the files named on the command line, refreshes, and prints what has no 中文 yet as JSON (``{}``:
    nothing)."""
    more: dict[str, str] = {}
    for name in sys.argv[1:]:
        more |= json.loads(Path(name).read_text("utf-8"))
    missing = refresh(more)
    sys.stdout.write(json.dumps(dict.fromkeys(missing, ""), ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
