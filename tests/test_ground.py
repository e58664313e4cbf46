"""What the ground stands on: the Qt build, the lock, the floors' configuration."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def test_calls_that_return_nothing_keep_their_reference_to_none() -> None:
    """PySide6 6.12.0 on Python 3.11 aborts here: every such call drops one reference to None."""
    code = "from PySide6.QtCore import QObject\nfor _ in range(20000): QObject().setObjectName('x')\nprint('alive')"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout.strip()) == (0, "alive")


def test_every_locked_package_has_hashes_and_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text()
    packages = [line for line in text.splitlines() if re.match(r"^[a-z0-9][a-z0-9._-]*==", line, re.IGNORECASE)]
    assert len(packages) > 30
    assert all(line.endswith("\\") for line in packages), "a package without a hash"
    assert "://" not in text


def test_the_lock_holds_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    text = (ROOT / "requirements.lock").read_text().lower()
    for entry in wanted:
        name = re.split(r"[=<>\[]", entry)[0].lower().replace("_", "-")
        assert re.search(rf"^{re.escape(name)}==", text, re.MULTILINE), f"{name} is not locked"


def test_the_guard_sees_a_connection_beyond_loopback(only_loopback: list[object]) -> None:
    with socket.socket() as wire, pytest.raises(OSError, match="loopback"):
        wire.connect(("192.0.2.1", 9))
    with pytest.raises(OSError, match="look up"):
        socket.create_connection(("shop.example", 9), timeout=0.1)
    assert only_loopback == [("192.0.2.1", 9), "shop.example"]
    only_loopback.clear()


def test_top_level_holds_what_the_layout_names() -> None:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    top = {name.split("/")[0] for name in names if name}
    allowed = {
        "dropdesk",
        "resources",
        "tests",
        "docs",
        "pyproject.toml",
        "build.spec",
        "README.md",
        "CHANGELOG.md",
        "Makefile",
        "requirements.lock",
    }
    assert {name for name in top if not name.startswith(".")} <= allowed
