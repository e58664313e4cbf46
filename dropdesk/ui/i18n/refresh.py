"""Collects every string of the ui into each language's ``resources/i18n/dropdesk_<code>.ts`` and compiles it to
``.qm``.

``python -m dropdesk.ui.i18n.refresh [--language CODE] [FILE.json…]``: each file maps an English source to its
translation, 中文 unless another language is named, and is merged first.
lupdate's own reading of Python misses numbers and mixes contexts, so the sources are read with ``ast`` and handed
to lupdate as one plain list; lupdate and lrelease then do what they always do.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from dropdesk.languages import TRANSLATED
from dropdesk.ui.i18n import CONTEXT, FOLDER

UI = Path(__file__).parents[1]
FIRST = TRANSLATED[0]


def _file(language: str) -> Path:
    return FOLDER / f"dropdesk_{language}.ts"


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


def read(language: str = FIRST) -> dict[str, str]:
    """What the language's ``.ts`` holds: source → translation (empty: not translated)."""
    if not _file(language).exists():
        return {}
    out: dict[str, str] = {}
    for message in ET.parse(_file(language)).iter("message"):  # noqa: S314 - our own file
        translation = message.find("translation")
        if translation is None or translation.get("type") in ("vanished", "obsolete"):
            continue
        form = translation.find("numerusform")
        text = (form.text if form is not None else translation.text) or ""
        out[message.findtext("source") or ""] = text
    return out


def refresh(more: dict[str, str] | None = None, language: str = FIRST) -> list[str]:
    """Brings the language's ``.ts`` and ``.qm`` up to the sources, ``more`` merged. Returns the sources without a
    translation. Raises CalledProcessError when one of Qt's tools fails."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted, kept = sources(), _file(language)
    with tempfile.TemporaryDirectory() as folder:
        lines = ["from PySide6.QtCore import QCoreApplication", "n = 1"]
        for text, number in sorted(wanted.items()):
            quoted = json.dumps(text, ensure_ascii=False)
            tail = ', "", n' if number else ""
            lines.append(f'QCoreApplication.translate("{CONTEXT}", {quoted}{tail})')
        listing = Path(folder) / "strings.py"
        listing.write_text("\n".join(lines) + "\n", "utf-8")
        _tool("pyside6-lupdate", str(listing), "-locations", "none", "-no-obsolete", "-ts", str(kept))
    missing = _fill(kept, more or {})
    beside = kept.with_suffix(".qm.new")
    _tool("pyside6-lrelease", "-silent", str(kept), "-qm", str(beside))
    os.replace(beside, kept.with_suffix(".qm"))  # a running app maps the file: written in place it would lose its words
    return missing


def _fill(kept: Path, more: dict[str, str]) -> list[str]:
    tree = ET.parse(kept)  # noqa: S314 - our own file
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
    kept.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{text}\n', "utf-8")
    return missing


def _tool(name: str, *arguments: str) -> None:
    tool = Path(sys.executable).parent / name
    subprocess.run([str(tool), *arguments], check=True, capture_output=True)  # noqa: S603 - Qt's own tool, our own files


def main() -> None:
    """Merges the files named on the command line, refreshes every language, and prints what the named one does not
    translate yet as JSON (``{}``: nothing)."""
    parser = argparse.ArgumentParser(prog="python -m dropdesk.ui.i18n.refresh", description="Translations, refreshed.")
    parser.add_argument("--language", choices=TRANSLATED, default=FIRST, help="of the files")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="English to its translation, as JSON")
    asked = parser.parse_args()
    more: dict[str, str] = {}
    for path in asked.files:
        more |= json.loads(path.read_text("utf-8"))
    for language in TRANSLATED:
        if language != asked.language:
            refresh({}, language)
    missing = refresh(more, asked.language)
    sys.stdout.write(json.dumps(dict.fromkeys(missing, ""), ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
