"""Where data lies on this system. Only the app asks."""

from __future__ import annotations

from pathlib import Path


def data_folder(chosen: str | None, demo: bool) -> Path:
    """The data folder: the chosen one or the system's; the demo shop has one of its own below it."""
    base = Path(chosen).expanduser().resolve() if chosen else _own()
    return base / "demo" if demo else base


def _own() -> Path:
    from platformdirs import user_data_path

    return user_data_path("DropDesk", appauthor=False)
