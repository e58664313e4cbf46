"""Rules, calendars, country and small settings, as the settings pages show and change them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dropdesk.domain.changes import Changes
from dropdesk.domain.rules import Rulebook
from dropdesk.errors import Damaged
from dropdesk.services import calendars
from dropdesk.services.turn import Turn
from dropdesk.store import settings, suppliers
from dropdesk.store.engine import Store


@dataclass(frozen=True, slots=True)
class YearShown:
    """A year of the China calendar. ``source``: ``holidays``, ``file``, or ``""`` while it is provisional."""

    year: int
    provisional: bool
    source: str


class Preferences:
    """Fits the ui's ``Settings``."""

    def __init__(self, store: Store, turn: Turn, folder: Path, now: Callable[[], datetime]) -> None:
        self._store, self._turn, self._folder, self._now = store, turn, folder, now

    def rules(self) -> Rulebook:
        """The rules with the person's changes (rules §2)."""
        with self._store.read() as tx:
            return settings.rulebook(tx)

    def change_rule(self, rule: str, level: str, value: int | None) -> Changes:
        """Changes a number at a level (``""`` = all, a kind, a supplier); None resets it. Verdicts are read again."""
        with self._store.write() as tx:
            settings.put_rulebook(tx, settings.rulebook(tx).changed(rule, level, value), self._now())
            self._turn.owe_everything(tx)
        return self._turn.everything() | Changes(settings=True)

    def suppliers(self) -> Sequence[str]:
        """Names of the suppliers that purchases are known of, for rules of their own."""
        with self._store.read() as tx:
            return suppliers.names(tx)

    def get(self, name: str) -> str:
        """A small setting (language, theme, text, density, country …); ``""``: not set."""
        with self._store.read() as tx:
            return str(settings.get(tx, name, "") or "")

    def put(self, name: str, value: str) -> Changes:
        """Keeps a small setting (``""`` takes it back). Another country counts bank days anew: every order is read
        again."""
        with self._store.write() as tx:
            settings.put(tx, name, value or None, self._now())
            if name == "country":
                self._turn.owe_everything(tx)
        if name == "country":
            return self._turn.everything() | Changes(settings=True)
        return Changes(settings=True)

    def years(self) -> Sequence[YearShown]:
        """The years that running clocks may touch, and whether each is published."""
        years = calendars.years_around(self._now())
        known = {year for year, _ in calendars.china(years, self._folder).years}
        ours = calendars.read_overrides(self._folder)
        return [
            YearShown(year, year not in known, "file" if year in ours else "holidays" if year in known else "")
            for year in years
        ]

    def load_calendar(self, path: Path) -> Changes:
        """Takes over an override file. Damaged when it is none; then nothing is changed."""
        trial = self._folder / ".trial"
        shutil.rmtree(trial, ignore_errors=True)
        trial.mkdir(parents=True)
        try:
            copy = Path(shutil.copy(path, trial / "cn_0000.json"))
            found = calendars.read_overrides(trial)
            if not found:
                raise Damaged("calendar_file", {"file": path.name})
            with self._store.write() as tx:  # before: a kill in between costs a reading, never an old verdict
                self._turn.owe_everything(tx)
            copy.replace(self._folder / f"cn_{next(iter(found))}.json")
        except OSError as error:
            raise Damaged("calendar_file", {"file": path.name}) from error
        finally:
            shutil.rmtree(trial, ignore_errors=True)
        return self._turn.everything() | Changes(settings=True)

    def countries(self) -> Sequence[tuple[str, str]]:
        """Code and English name of every country whose bank days are known."""
        return calendars.countries()
