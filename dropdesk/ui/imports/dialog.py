"""Importing: choose or paste, see what would be added, changed and skipped and why, teach unknown words, apply."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from dropdesk.domain.changes import Changes
from dropdesk.domain.values import OrderKey
from dropdesk.errors import Expected
from dropdesk.ui import words
from dropdesk.ui.app_context import AppContext, ClaimAsked, Finding, Imports, Preview, UnknownWord
from dropdesk.ui.i18n import listed, pair, tr, trn
from dropdesk.ui.kit import (
    Amount,
    Banner,
    Button,
    Dialog,
    FieldRow,
    Fold,
    Icon,
    Line,
    NoteField,
    Picker,
    PlainLabel,
    Scroll,
    clear,
    column,
    row,
)
from dropdesk.ui.kit.files import choose_files
from dropdesk.ui.theme import Type, u
from dropdesk.ui.welcome.page import dropped_files
from dropdesk.ui.words import imports as says
from dropdesk.ui.words import timeline

SHOWN = 40
"""So many rows of a list are named; the rest is counted."""


class ImportDialog(Dialog):
    """Three pages: choose · preview · done. Nothing is written before *Import*; importing twice changes nothing."""

    def __init__(
        self, context: AppContext, imports: Imports, parent: QWidget | None, paths: Sequence[Path] = ()
    ) -> None:
        super().__init__(tr("Import files"), parent, 640)
        self._context, self._imports = context, imports
        self._paths: list[Path] = []
        self._pasted = ""
        self._answers: dict[str, str] = {}
        self._pickers: dict[str, Picker] = {}
        self._preview: Preview | None = None
        self._first_claim: Picker | None = None
        self._made: dict[OrderKey, str] = {}
        """Whether the files were made ``after`` or ``before`` what was done by hand, as far as it was answered."""
        self.setAcceptDrops(True)
        self.pages = QStackedWidget()
        self.body.addWidget(self.pages, 1)
        self._choose = self._choose_page()
        self._result = QWidget()
        self._list = column(0, parent=self._result)
        self._scroll = Scroll(self._result, tr("What would be imported"))
        for page in (self._choose, self._scroll):
            self.pages.addWidget(page)
        self.back = self.add_button(Button(tr("Cancel")), self._back)
        self.go = self.add_button(Button(tr("Look at it"), "primary"), self._go, default=True)
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)
        if paths:
            self.read(paths)

    def _choose_page(self) -> QWidget:
        page = QWidget()
        layout = column(12, parent=page)
        layout.addWidget(
            PlainLabel(
                tr("Orders come from Shopify’s export, purchases from AliExpress: CSV files, or a copied table."),
                tone="text2",
                wrap=True,
            )
        )
        line = row(12)
        choose = Button(tr("Choose files…"), icon="import")
        choose.clicked.connect(self.choose)
        self._first = choose
        line.addWidget(choose)
        line.addWidget(PlainLabel(tr("or drop them here"), tone="text2"))
        line.addStretch(1)
        layout.addLayout(line)
        self._files = PlainLabel("", Type.MEDIUM, wrap=True)
        self._files.hide()
        layout.addWidget(self._files)
        layout.addWidget(Line())
        self.paste = NoteField(tr("Copied table"), placeholder=tr("Paste a table from AliExpress here"), rows=6)
        layout.addWidget(FieldRow(tr("Or paste a copied table"), self.paste, label_width=0))
        self.wrong = Banner("", "danger")
        self.wrong.hide()
        layout.addWidget(self.wrong)
        layout.addStretch(1)
        return page

    def choose(self) -> None:
        """The system's own file dialog."""
        chosen = choose_files(self, tr("Import files"), tr("Exports (*.csv *.txt *.tsv);;All files (*)"), several=True)
        if chosen:
            self.read(chosen)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = dropped_files(event)
        if files:
            event.acceptProposedAction()
            self.read(files)

    # Reading

    def read(self, paths: Sequence[Path]) -> None:
        """Reads files and shows what they would change."""
        self._paths = list(paths)
        self._files.say("\n".join(path.name for path in paths))
        self._files.show()
        self._look()

    def _look(self) -> None:
        paths, pasted, answers = tuple(self._paths), self.paste.toPlainText(), dict(self._answers)
        if not paths and not pasted.strip():
            self._fail_words(tr("Choose a file or paste a table first."))
            return
        self.wrong.hide()
        self._pasted = pasted
        self.go.setEnabled(False)
        self.go.say(tr("Reading…"))
        self._context.runner.run(
            "desk", lambda: self._imports.preview(paths, pasted, answers), self._have, self._failed, self
        )

    def _failed(self, error: Expected) -> None:
        self._fail_words(words.error(error))

    def _fail_words(self, text: str) -> None:
        self.wrong.label.say(text)
        self.wrong.show()
        self.pages.setCurrentWidget(self._choose)
        self.go.setEnabled(True)
        self.go.say(tr("Look at it"))

    # Preview

    def _have(self, preview: Preview) -> None:
        self._preview = preview
        clear(self._list)
        self._pickers.clear()
        for file in preview.files:
            line = row(10, (0, 6, 0, 6))
            line.addWidget(
                Icon("page" if file.kind and not file.error else "alarm", "text2" if file.kind else "warn_text")
            )
            named = column()
            named.addWidget(PlainLabel(file.name, Type.MEDIUM, elide=True))
            named.addWidget(PlainLabel(says.file_line(file, self._context.now()), Type.SMALL, "text2", wrap=True))
            line.addLayout(named, 1)
            self._list.addLayout(line)
        self._unknown(preview.unknown_words)
        self._ask_claims(preview.claims)
        self._list.addWidget(Line())
        self._list.addSpacing(u(12))
        for text, found in (
            (tr("Added"), preview.added),
            (tr("Changed"), preview.changed),
            (tr("Unchanged"), preview.unchanged),
            (tr("Skipped"), preview.skipped),
        ):
            self._list.addWidget(Amount(text, words.count(len(found)), name_tone="text"))
            self._list.addSpacing(u(4))
            if found and text != tr("Unchanged"):
                self._list.addWidget(self._names(found, text == tr("Skipped")))
                self._list.addSpacing(u(8))
        self._list.addStretch(1)
        self.pages.setCurrentWidget(self._scroll)
        self.resize(self.width(), max(self.height(), u(560)))
        self._ready()

    def _names(self, found: Sequence[Finding], why: bool) -> QWidget:
        """The first of a list by name; for what is skipped, with file, row and reason."""
        if not why:
            names = list(dict.fromkeys(one.name for one in found))  # an order of several lines is found once a row
            text = listed(names[:SHOWN])
            if len(names) > SHOWN:
                text = tr("{names} and {n} more", names=text, n=len(names) - SHOWN)
            return Fold(tr("Which ones"), text)
        box = QWidget()
        layout = column(4, (0, 2, 0, 0), box)
        for one in found[:SHOWN]:
            where = tr("{file}, row {n}", file=one.file, n=one.row) if one.row else one.file
            layout.addWidget(PlainLabel(pair(one.name or where, says.why(one.why, one.facts)), wrap=True))
            if one.name and where:
                layout.addWidget(PlainLabel(where, Type.SMALL, "text2"))
        if len(found) > SHOWN:
            layout.addWidget(PlainLabel(trn("and %n more", "and %n more", len(found) - SHOWN), tone="text2"))
        return box

    def _unknown(self, unknown: Sequence[UnknownWord]) -> None:
        if not unknown:
            return
        self._list.addWidget(Line())
        self._list.addSpacing(u(12))
        self._list.addWidget(PlainLabel(tr("What do these words mean?"), Type.STRONG))
        self._list.addWidget(
            PlainLabel(
                tr("Asked once and remembered. Left open, such a purchase is unclear."), Type.SMALL, "text2", wrap=True
            )
        )
        self._list.addSpacing(u(8))
        for one in unknown:
            picker = Picker(tr("Meaning of {word}", word=one.word), says.meanings(), "", 240)
            picker.picked.connect(lambda state, word=one.word: self._teach(word, state))
            self._pickers[one.word] = picker
            label = trn("“{word}”, once", "“{word}”, %n times", one.count, word=one.word)
            self._list.addWidget(FieldRow(label, picker, label_width=0, stretch=False))
            self._list.addSpacing(u(6))

    def _ask_claims(self, claims: Sequence[ClaimAsked]) -> None:
        """What was done by hand and these files do not show: whether they are newer, only the person knows (rules §5
        "Claimed")."""
        open_ = {one.key for one in claims}
        self._made = {key: made for key, made in self._made.items() if key in open_}
        self._first_claim = None
        if not claims:
            return
        self._list.addWidget(Line())
        self._list.addSpacing(u(12))
        self._list.addWidget(PlainLabel(tr("Were the files exported after you did this?"), Type.STRONG))
        text = tr("They do not show it, and cannot tell whether they are newer.")
        self._list.addWidget(PlainLabel(text, Type.SMALL, "text2", wrap=True))
        self._list.addSpacing(u(8))
        for one in claims:
            what = timeline.by_hand(one.what, words.money(one.amount, one.currency))
            when = words.moment(one.at, self._context.now(), inner=True)
            label = tr("{order}: {what}, {when}", order=one.name, what=what, when=when)
            picker = Picker(label, says.made(), self._made.get(one.key, ""), 300)
            picker.picked.connect(lambda made, key=one.key: self._say_made(key, made))
            self._first_claim = self._first_claim or picker
            self._list.addWidget(FieldRow(label, picker, label_width=0, stretch=False))
            self._list.addSpacing(u(6))

    def _say_made(self, key: OrderKey, made: str) -> None:
        if made:
            self._made[key] = made
        else:
            self._made.pop(key, None)
        if not self._asked_again():
            self._say_go()

    @property
    def _not_done(self) -> tuple[OrderKey, ...]:
        return tuple(key for key, made in self._made.items() if made == "after")

    def _teach(self, word: str, state: str) -> None:
        if state:
            self._answers[word] = state
        else:
            self._answers.pop(word, None)
        self.go.say(tr("Look again"))

    def _ready(self) -> None:
        self.go.setEnabled(True)
        self._say_go()
        self.back.say(tr("Back"))
        (self._first_claim or self.go).setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_go(self) -> None:
        assert self._preview is not None
        new = len(self._preview.added) + len(self._preview.changed)
        if new:
            self.go.say(trn("Import %n row", "Import %n rows", new))
        else:
            self.go.say(tr("Save the answer") if self._not_done else tr("Nothing new: close"))

    # Applying

    def _go(self) -> None:
        if self.pages.currentWidget() is self._choose or self._asked_again():
            self._look()
        elif self._preview is not None and not (self._preview.added or self._preview.changed or self._not_done):
            self.accept()
        elif self._preview is not None:
            preview, not_done = self._preview, self._not_done
            self.go.setEnabled(False)
            self.go.say(tr("Importing…"))
            self._context.runner.run(
                "desk", lambda: self._imports.apply(preview, not_done), self._done, self._failed, self
            )

    def _asked_again(self) -> bool:
        return self.go.shown() == tr("Look again")

    def _done(self, changes: Changes) -> None:
        self._context.bus.tell(changes | Changes(everything=True))
        self._context.bus.said.emit(tr("Imported"))
        self.accept()

    def _back(self) -> None:
        if self.pages.currentWidget() is self._scroll:
            self.pages.setCurrentWidget(self._choose)
            self.back.say(tr("Cancel"))
            self.go.say(tr("Look at it"))
            self.go.setEnabled(True)
        else:
            self.reject()
