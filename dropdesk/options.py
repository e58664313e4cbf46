"""What was asked for at the start. Nothing heavy is imported here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line. ``data_dir``: None = the system's place."""

    demo: bool = False
    data_dir: str | None = None
    lang: str = ""
    theme: str = ""
    files: tuple[Path, ...] = ()
    demo_date: datetime | None = None
