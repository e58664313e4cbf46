"""The demo shop's clock: runs like the real one, from a day of its own, and can be pushed forward."""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path


class DemoClock:
    """Fits ``Clock``. ``born``: the demo's first moment; kept in ``clock.json`` so that a demo can be left for days."""

    def __init__(self, folder: Path, start: datetime | None = None) -> None:
        self._file = folder / "clock.json"
        try:
            kept = json.loads(self._file.read_text("utf-8"))
            self.born = datetime.fromisoformat(kept["born"])
            self._made = datetime.fromisoformat(kept["made"])
            self._pushed = timedelta(seconds=int(kept["pushed"]))
        except (OSError, ValueError, KeyError, TypeError):
            self._made = datetime.now(UTC)
            self.born = start or self._made
            self._pushed = timedelta()
            self._keep()

    def _keep(self) -> None:
        text = json.dumps(
            {
                "born": self.born.isoformat(),
                "made": self._made.isoformat(),
                "pushed": int(self._pushed.total_seconds()),
            }
        )
        part = self._file.with_suffix(".part")
        part.write_text(text, "utf-8")
        os.replace(part, self._file)

    def now(self) -> datetime:
        """The demo's present moment, UTC."""
        return self.born + (datetime.now(UTC) - self._made) + self._pushed

    def monotonic(self) -> float:
        """Seconds, with what the demo was pushed forward: to time-outs that time has passed, too."""
        return time.monotonic() + self._pushed.total_seconds()

    def push(self, hours: int) -> None:
        """Moves the demo forward; never back."""
        self._pushed += timedelta(hours=max(0, hours))
        self._keep()
