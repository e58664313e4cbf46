"""The China calendar by year, published or provisional; override files; the country whose bank days count."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QWidget

from dropdesk.ui.app_context import AppContext, CalendarYear
from dropdesk.ui.i18n import chinese, tr
from dropdesk.ui.kit import Button, FieldRow, Fold, Icon, Line, Picker, PlainLabel, clear, column, row
from dropdesk.ui.kit.files import choose_files
from dropdesk.ui.settings.section import Section
from dropdesk.ui.theme import Type, u
from dropdesk.ui.words.countries import country

Answer = tuple[Sequence[CalendarYear], Sequence[tuple[str, str]], str]


class CalendarPage(Section):
    """Everything here moves deadlines, so a change reads all verdicts again."""

    def __init__(self, context: AppContext) -> None:
        lead = tr("AliExpress counts China’s work days, make-up Saturdays included; refunds count your bank’s.")
        super().__init__(context, tr("Calendar"), lead)
        self.body.addWidget(PlainLabel(tr("Work days in China"), Type.BLOCK))
        self.body.addSpacing(u(8))
        inner = QWidget()
        self._years = column(0, parent=inner)
        self.body.addWidget(inner)
        self.body.addSpacing(u(16))
        load = Button(tr("Load a calendar file…"), icon="import")
        load.clicked.connect(self.choose)
        self.body.addWidget(load, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(u(8))
        form = tr(
            "A JSON file for one year: “year”, and “days” with “date”, “name” and “isOffDay”. It makes a provisional "
            "year known, or corrects a published one."
        )
        self.body.addWidget(Fold(tr("What is in such a file?"), form))
        self.body.addSpacing(u(32))
        self.body.addWidget(PlainLabel(tr("Your bank’s days"), Type.BLOCK))
        self.body.addSpacing(u(8))
        self.country = Picker(tr("Country"), (), "", 260)
        self.country.picked.connect(self._pick)
        hint = tr("Its national holidays are no bank days. They move the refund clock only.")
        self.body.addWidget(FieldRow(tr("Country"), self.country, hint, stretch=False))

    def reload(self) -> None:
        settings = self._context.settings
        if settings is not None:
            self.ask(lambda: (settings.years(), settings.countries(), settings.get("country")), self._have)

    def _have(self, answer: Answer) -> None:
        years, countries, chosen = answer
        clear(self._years)
        for year in years:
            self._years.addWidget(Line())
            self._years.addWidget(_year(year))
        self._years.addWidget(Line())
        own = QLocale.territoryToCode(QLocale.system().territory())
        names = {code: country(code, name) if chinese() else name for code, name in countries}
        system = tr("As the system ({country})", country=names[own]) if own in names else tr("As the system")
        listed = sorted(names.items(), key=lambda pair: pair[1])
        self.country.offer([("", system), *listed], chosen)

    def _pick(self, code: str) -> None:
        settings = self._context.settings
        if settings is not None:
            self.change(lambda: settings.put("country", code))

    def choose(self) -> None:
        """The system's own file dialog."""
        for path in choose_files(self.window(), tr("Load a calendar file"), tr("Calendar files (*.json)")):
            self.load(path)

    def load(self, path: Path) -> None:
        """Takes over a calendar file."""
        settings = self._context.settings
        if settings is not None:
            self.change(
                lambda: settings.load_calendar(path), lambda: self._context.bus.said.emit(tr("Calendar file loaded"))
            )


def _year(year: CalendarYear) -> QWidget:
    made = QWidget()
    line = row(12, (0, 10, 0, 10), made)
    line.addWidget(PlainLabel(str(year.year), Type.STRONG))
    line.addSpacing(u(12))
    line.addWidget(Icon("waiting" if year.provisional else "check", "warn_text" if year.provisional else "ok_text"))
    texts = column(0)
    if year.provisional:
        texts.addWidget(PlainLabel(tr("Provisional"), Type.MEDIUM))
        text = tr("Counted Monday to Friday without the fixed holidays. The State Council’s notice is missing.")
        texts.addWidget(PlainLabel(text, Type.SMALL, "text2", wrap=True))
    else:
        texts.addWidget(PlainLabel(tr("Published"), Type.MEDIUM))
        source = tr("From your file") if year.source == "file" else tr("From the State Council’s notice")
        texts.addWidget(PlainLabel(source, Type.SMALL, "text2"))
    line.addLayout(texts, 1)
    return made
