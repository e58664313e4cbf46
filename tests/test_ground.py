"""What the ground stands on: the Qt build, the lock, the floors' configuration."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent


def test_calls_that_return_nothing_keep_their_reference_to_none() -> None:
    """PySide6 6.12.0 on Python 3.11 aborts here: every such call drops one reference to None."""
    code = "from PySide6.QtCore import QObject\nfor _ in range(20000): QObject().setObjectName('x')\nprint('alive')"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout.strip()) == (0, "alive")


def test_the_guard_against_standing_still_raises_nothing_in_the_middle_of_qt(pytestconfig: pytest.Config) -> None:
    """Raised out of a signal handler it ended the process by SIGSEGV, wherever Qt asked the app's style just then."""
    assert pytestconfig.getini("timeout_method") == "thread"


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


def _locked() -> dict[str, str]:
    text = (ROOT / "requirements.lock").read_text()
    found = re.findall(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==(\S+)", text, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def _unmet(wanted: list[Requirement], locked: dict[str, str]) -> list[str]:
    """What the lock leaves out, followed through every extra and marker as they hold on this machine."""
    missing: list[str] = []
    seen: set[tuple[str, frozenset[str]]] = set()
    while wanted:
        one = wanted.pop()
        name, extras = canonicalize_name(one.name), frozenset(one.extras)
        version = locked.get(name)
        if version is None or not one.specifier.contains(version, prereleases=True):
            missing.append(f"{one} (locked: {version})")
        elif (name, extras) not in seen:
            seen.add((name, extras))
            for text in metadata.requires(name) or ():
                needs = Requirement(text)
                if needs.marker is None or any(needs.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
                    wanted.append(needs)
    return missing


def test_the_lock_resolves_against_itself() -> None:
    """It is installed with ``--no-deps``: whatever it left out would be missing, and seen by nobody."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [Requirement(one) for one in project["dependencies"] + project["optional-dependencies"]["dev"]]
    locked = _locked()
    assert _unmet(list(wanted), locked) == []
    versions = {name: metadata.version(name) for name in locked if _installed(name)}
    assert versions == {name: locked[name] for name in versions}, "what is installed is not what is locked"
    assert len(versions) > 30


def _installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False  # for another system: every package that is needed here was followed above
    return True


@pytest.mark.parametrize("name", ["typing-extensions", "httpcore", "pluggy", "shiboken6"])
def test_a_package_left_out_of_the_lock_is_seen(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [Requirement(one) for one in project["dependencies"] + project["optional-dependencies"]["dev"]]
    locked = _locked()
    assert _unmet(list(wanted), {key: version for key, version in locked.items() if key != name})
    assert _unmet(list(wanted), locked | {name: "0.0.1"})


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
