"""Language, colours, text size, density: used at once."""

from __future__ import annotations

from PySide6.QtCore import Qt

from dropdesk.ui import i18n
from dropdesk.ui.app_context import AppContext
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import FieldRow, Picker, PlainLabel, Segments
from dropdesk.ui.settings.section import Section
from dropdesk.ui.theme import Type, u

SIZES = ("100", "110", "125", "150", "175", "200")
NAMES = ("language", "theme", "text", "density")


class GeneralPage(Section):
    """Kept by the names ``language``, ``theme``, ``text`` (percent) and ``density``; empty is the default."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, tr("General"))
        languages = [("", tr("As the system")), *i18n.LANGUAGES.items()]
        self.language = Picker(tr("Language"), languages, "", 220)
        self.language.picked.connect(lambda value: self._put("language", value))
        themes = [("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark"))]
        self.theme = Segments(themes, "system", tr("Colours"))
        self.theme.chosen.connect(lambda value: self._put("theme", "" if value == "system" else value))
        self.text = Picker(tr("Text size"), [(size, f"{size} %") for size in SIZES], "100", 120)
        self.text.picked.connect(lambda value: self._put("text", "" if value == "100" else value))
        rows = [("comfortable", tr("Comfortable")), ("compact", tr("Compact"))]
        self.density = Segments(rows, "comfortable", tr("Row height"))
        self.density.chosen.connect(lambda value: self._put("density", "compact" if value == "compact" else ""))
        for name, widget in (
            (tr("Language"), self.language),
            (tr("Colours"), self.theme),
            (tr("Text size"), self.text),
            (tr("Row height"), self.density),
        ):
            self.body.addWidget(FieldRow(name, widget, label_width=128, stretch=False))
            self.body.addSpacing(u(16))
        self.body.addSpacing(u(16))
        where = PlainLabel(tr("Everything stays on this computer."), Type.SMALL, "text2", wrap=True)
        self.body.addWidget(where, 0, Qt.AlignmentFlag.AlignLeft)

    def reload(self) -> None:
        settings = self._context.settings
        if settings is not None:
            self.ask(lambda: {name: settings.get(name) for name in NAMES}, self._have)

    def _have(self, kept: dict[str, str]) -> None:
        self.language.choose(kept["language"])
        self.theme.choose(kept["theme"] or "system")
        self.text.choose(kept["text"] or "100")
        self.density.choose(kept["density"] or "comfortable")

    def _put(self, name: str, value: str) -> None:
        settings, restyle = self._context.settings, self._context.restyle
        if settings is not None:
            self.change(lambda: settings.put(name, value), restyle)
