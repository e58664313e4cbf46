"""What the papers name exists: a paper that leads to a room which is gone is worse than none."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAPERS = sorted([*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"])
FILES = [path.relative_to(ROOT).as_posix() for path in ROOT.glob("[dt]*/**/*.py")]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_file_that_a_paper_names_is_there(paper: Path) -> None:
    named = set(re.findall(r"`([\w/]+\.py)`", paper.read_text("utf-8")))
    assert {name for name in named if not any(f"/{path}".endswith(f"/{name}") for path in FILES)} == set()


def defined() -> dict[str, set[str]]:
    """By the name of a room of the domain, what it defines."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in (ROOT / "dropdesk" / "domain").rglob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            match node:
                case ast.FunctionDef(name=name):
                    found[path.stem].add(name)
                case ast.ClassDef(name=name, body=body):
                    methods = {f"{name}.{part.name}" for part in body if isinstance(part, ast.FunctionDef)}
                    found[path.stem] |= {name, *methods}
                case ast.Assign(targets=targets):
                    found[path.stem] |= {one.id for one in targets if isinstance(one, ast.Name)}
                case ast.AnnAssign(target=ast.Name(id=name)):
                    found[path.stem].add(name)
    return found


def test_every_reading_of_a_rule_stands_where_the_paper_says() -> None:
    rows = (ROOT / "docs" / "decisions" / "0006-readings-of-the-rules.md").read_text("utf-8").splitlines()
    places = [
        place for row in rows if row.startswith("| ") for place in re.findall(r"`(\w+\.[\w.]+)`", row.split("|")[3])
    ]
    known = defined()
    assert len(places) > 20
    assert [place for place in places if place.partition(".")[2] not in known[place.partition(".")[0]]] == []
