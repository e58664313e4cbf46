"""Every number of the trade: what it means, its value, where that comes from; for all, a supplier kind, a supplier."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from dropdesk.domain.rules import RULES, Rule, Rulebook, kind_level, supplier_level
from dropdesk.domain.supplier.leg import SupplierKind
from dropdesk.errors import Expected
from dropdesk.ui.app_context import AppContext
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Field, FieldRow, Line, Link, Picker, PlainLabel, clear, column
from dropdesk.ui.settings.section import Section
from dropdesk.ui.theme import Type, u
from dropdesk.ui.words import errors as error_words
from dropdesk.ui.words import rules as says

VALUE, SOURCE, RESET = 140, 150, 72


class RulesPage(Section):
    """A table of rows that are edited in place. ``level``: ``""`` for all, else a supplier kind or one supplier."""

    width_wanted = 860

    def __init__(self, context: AppContext) -> None:
        lead = tr("Each number has a source and a date. Change it where you know better; the narrowest change wins.")
        super().__init__(context, tr("Rules"), lead)
        self.level = ""
        self._book = Rulebook()
        self.picker = Picker(tr("Rules for"), self._levels(()), "", 260)
        self.picker.picked.connect(self._pick)
        self.body.addWidget(FieldRow(tr("Rules for"), self.picker, label_width=80, stretch=False))
        self.body.addSpacing(u(12))
        inner = QWidget()
        self._list = column(0, parent=inner)
        self.body.addWidget(inner)
        self.rows: dict[str, RuleRow] = {}

    def _levels(self, suppliers: Sequence[str]) -> list[tuple[str, str]]:
        # No kind of supplier that is told afterwards: none can be made yet, so its numbers would change nothing.
        return [
            ("", tr("All suppliers")),
            (kind_level(SupplierKind.ALIEXPRESS), tr("AliExpress (supplier first)")),
            *((supplier_level(name), name) for name in suppliers),
        ]

    def reload(self) -> None:
        settings = self._context.settings
        if settings is not None:
            self.ask(lambda: (settings.rules(), tuple(settings.suppliers())), self._have)

    def _have(self, answer: tuple[Rulebook, Sequence[str]]) -> None:
        self._book, suppliers = answer
        self.picker.offer(self._levels(suppliers), self.level)
        wanted = [code for _, codes in says.groups() for code in codes if self._offered(RULES[code])]
        if list(self.rows) == wanted:
            for made in self.rows.values():
                made.show_level(self._book, self.level)
            return
        self._build()

    def _offered(self, rule: Rule) -> bool:
        return rule.per_supplier or not self.level

    def _pick(self, level: str) -> None:
        self.level = level
        self._build()

    def _build(self) -> None:
        clear(self._list)
        self.rows.clear()
        for number, (title, codes) in enumerate(says.groups()):
            shown = [RULES[code] for code in codes if self._offered(RULES[code])]
            if not shown:
                continue
            self._list.addSpacing(u(20 if number else 4))
            self._list.addWidget(self._head(title, not number))
            for rule in shown:
                self._list.addWidget(Line())
                made = RuleRow(self, rule)
                made.show_level(self._book, self.level)
                self.rows[rule.id] = made
                self._list.addWidget(made)
        self._list.addStretch(1)

    def _head(self, title: str, first: bool) -> QWidget:
        """A group's title; the first one also names the columns."""
        made = QWidget()
        grid = _grid(made, 6)
        grid.addWidget(PlainLabel(title, Type.STRONG), 0, 0)
        names = (tr("Value"), tr("Source and date"), "") if first else ("", "", "")
        for place, (text, wide) in enumerate(zip(names, (VALUE, SOURCE, RESET), strict=True), 1):
            label = PlainLabel(text, Type.HEADING, "text2")
            label.setFixedWidth(u(wide))
            grid.addWidget(label, 0, place)
        return made

    def put(self, rule: str, value: int | None) -> None:
        """Changes a number at the level shown (None: back to the wider level)."""
        settings, level = self._context.settings, self.level
        if settings is None:
            return

        def wrong(error: Expected) -> None:
            if rule in self.rows:
                self.rows[rule].wrong(error_words.error(error))

        self._context.runner.run(
            "desk", lambda: settings.change_rule(rule, level, value), self._context.bus.tell, wrong, self
        )


def _grid(widget: QWidget, margin: int) -> QGridLayout:
    made = QGridLayout(widget)
    made.setContentsMargins(0, u(margin), 0, u(margin))
    made.setHorizontalSpacing(u(16))
    made.setVerticalSpacing(u(2))
    made.setColumnStretch(0, 1)
    for place, wide in ((1, VALUE), (2, SOURCE), (3, RESET)):
        made.setColumnMinimumWidth(place, u(wide))
    return made


class RuleRow(QWidget):
    """One rule: sentence and what others say, a field with its unit, source and date, *Reset* where it is changed."""

    def __init__(self, page: RulesPage, rule: Rule) -> None:
        super().__init__()
        self._page, self._rule = page, rule
        self._value = 0
        grid = _grid(self, 8)
        name = says.rule(rule.id)
        self._name = PlainLabel(name, wrap=True)
        texts = column(0)
        texts.addStretch(1)
        texts.addWidget(self._name)
        if says.others(rule.others):
            texts.addWidget(PlainLabel(says.others(rule.others), Type.SMALL, "text2", wrap=True))
        self._error = PlainLabel("", Type.SMALL, "danger_text", wrap=True)
        self._error.hide()
        texts.addWidget(self._error)
        texts.addStretch(1)
        grid.addLayout(texts, 0, 0)
        self.field = Field(name, right=True)
        self.field.setFixedWidth(u(VALUE))
        self._name.setBuddy(self.field)
        self.field.editingFinished.connect(self._typed)
        grid.addWidget(self.field, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        self._source = PlainLabel("", Type.SMALL, "text2", wrap=True)
        self._source.setFixedWidth(u(SOURCE))
        grid.addWidget(self._source, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        self.reset = Link(tr("Reset"), name=tr("Reset: {rule}", rule=name))
        self.reset.clicked.connect(lambda: page.put(rule.id, None))
        place = QWidget()
        place.setFixedWidth(u(RESET))
        inside = column(0, parent=place)
        inside.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(place, 0, 3, Qt.AlignmentFlag.AlignVCenter)

    def show_level(self, book: Rulebook, level: str) -> None:
        """The value in force at a level, and where it comes from."""
        rule = self._rule
        kind, supplier = "", ""
        if level.startswith("kind:"):
            kind = level.removeprefix("kind:")
        elif level:
            kind, supplier = SupplierKind.ALIEXPRESS.value, level.removeprefix("supplier:")
        self._value = book.number(rule.id, kind, supplier)
        own = (rule.id, level) in book.changes
        self.field.setText(str(self._value))
        self.field.suffix(says.unit(rule.unit, self._value))
        self._error.hide()
        self.field.wrong(False)
        if own:
            text = tr("Yours, instead of {value}", value=self._default(book, kind if supplier else ""))
        elif self._value != rule.value:
            text = tr("Yours, for all")
            if supplier and (rule.id, f"kind:{kind}") in book.changes:
                text = tr("Yours, for AliExpress")
        else:
            text = says.source(rule.source, rule.date)
        self._source.say(text, "text" if own else "text2")
        self.reset.setVisible(own)
        self.field.setAccessibleDescription(f"{says.unit(rule.unit, self._value)}. {text}")

    def _default(self, book: Rulebook, kind: str) -> int:
        """What holds without the change of this level."""
        level = self._page.level
        return book.changed(self._rule.id, level, None).number(
            self._rule.id, kind or (level.removeprefix("kind:") if level.startswith("kind:") else "")
        )

    def _typed(self) -> None:
        text = self.field.text().strip()
        if text == str(self._value):
            self.wrong("")
            return
        if not (text.isascii() and text.isdigit() and len(text) <= 6):
            self.wrong(tr("Choose a number from {low} to {high}.", low=self._rule.low, high=self._rule.high))
            return
        self._page.put(self._rule.id, int(text))

    def wrong(self, text: str) -> None:
        """Says what is wrong; the typed text stays."""
        self._error.say(text)
        self._error.setVisible(bool(text))
        self.field.wrong(bool(text))
