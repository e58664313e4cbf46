"""What every page of the assistant is built of: a column of words and controls, and a bar with one main action."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from dropdesk.domain.case.shape.moves import Untick
from dropdesk.domain.case.shown.view import CaseView, LegView
from dropdesk.domain.case.steps.supplier_moves import may_take_back
from dropdesk.domain.supplier.leg import LegState
from dropdesk.ui import words
from dropdesk.ui.cases.base.blocks import Act, MessageBox
from dropdesk.ui.cases.base.case_words import heading
from dropdesk.ui.cases.base.frame import Frame
from dropdesk.ui.i18n import chinese, tr
from dropdesk.ui.kit import Button, Heading, Icon, Line, Link, PlainLabel, column, plain, row
from dropdesk.ui.orders.pane.side_facts import both_words, contradicted, leg_age
from dropdesk.ui.theme import Type, u


class Bar(QWidget):
    """Back at the left; a hint, quiet links and the one main action at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.row: QHBoxLayout = row(16, parent=self)
        self.row.addStretch(1)
        self.main_button: Button | None = None
        self.back_button: Button | None = None

    def back(self, text: str, act: Act) -> Button:
        """Adds the way back, at the left."""
        made = Button(text, height=40)
        made.clicked.connect(lambda: act())
        self.row.insertWidget(0, made)
        self.back_button = made
        return made

    def hint(self, text: str, tone: str = "text2") -> PlainLabel:
        """Adds a few words that say why there is no button."""
        made = PlainLabel(text, tone=tone)
        self.row.addWidget(made)
        return made

    def link(self, text: str, act: Act) -> Link:
        """Adds a quiet link before the main action."""
        made = Link(text)
        made.clicked.connect(lambda: act())
        self.row.addWidget(made)
        return made

    def main(self, text: str, act: Act, variant: str = "primary", height: int = 40, claims: bool = False) -> Button:
        """``claims``: a press says that something was done, or sends: no page opens with the focus there, and
        ``Ctrl+Return`` only moves it there, so that no key pressed twice says what nobody did."""
        made = Button(text, variant, height=height)
        made.setProperty("claims", claims)
        made.clicked.connect(lambda: act())
        self.row.addWidget(made)
        self.main_button = made
        return made


class Page(QWidget):
    """One page. ``build`` fills ``body`` and ``bar`` from ``view``; typed text is kept in the frame's drafts."""

    drafts_name = ""
    """Under which name the drafts are kept; ``""``: the page's own. Two pages of one plan share them."""

    def __init__(self, frame: Frame, view: CaseView) -> None:
        super().__init__()
        self.drafts_name = self.drafts_name or type(self).__name__
        self.frame, self.view, self.order = frame, view, view.order.order
        self.body = column(0, parent=self)
        self.bar = Bar()
        self.build()

    @property
    def now(self) -> datetime:
        """The present moment; asked anew by every tick."""
        return self.frame.context.now()

    def build(self) -> None:
        """Fills the page from its view; every page overrides it."""
        raise NotImplementedError

    # Words and space

    def gap(self, height: int) -> None:
        """Adds space, px at 100 % text."""
        self.body.addSpacing(u(height))

    def rule(self, above: int = 16, below: int = 16) -> None:
        """Adds a line with space above and below it."""
        self.gap(above)
        self.body.addWidget(Line())
        self.gap(below)

    def title(self, text: str, second: str = "") -> None:
        """Adds the page's heading, with a second line where there is one."""
        self.body.addWidget(Heading(text))
        if second:
            self.gap(4)
            self.body.addWidget(PlainLabel(second, tone="text2", wrap=True))
        self.gap(20)

    def say(self, text: str, tone: str = "text", kind: Type = Type.BODY) -> PlainLabel:
        """Adds a paragraph."""
        made = PlainLabel(text, kind, tone, wrap=True)
        self.body.addWidget(made)
        return made

    def heading(self, text: str) -> None:
        """Adds a small heading within the page."""
        self.body.addWidget(PlainLabel(text, Type.HEADING, "text2"))
        self.gap(6)

    def left(self, widget: QWidget) -> QWidget:
        """Adds a widget at the left, as wide as it needs."""
        self.body.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        return widget

    def proof(self, icon: str, tone: str, strong: str, text: str = "") -> QHBoxLayout:
        """A line that says what this page rests on: an icon, a strong word, the rest. It takes a link at its end."""
        line = row(10)
        line.addWidget(Icon(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        label = PlainLabel("", wrap=True)
        ended = strong.endswith((".", "!", "?", "。", "！", "？"))
        between = " · " if not ended else "" if chinese() else " "
        label.say(((strong, True), (f"{between}{text}" if text else "", False)))
        line.addWidget(label, 1)
        self.body.addLayout(line)
        return line

    def alarm(self, leg: LegView) -> None:
        """Where goods may be lost with the money: what happened, before what is to be done about it."""
        read = next((one for one in self.view.order.verdict.legs if one.leg == leg.leg.id), None)
        if not leg.alarm or read is None:
            return
        self.proof("alarm", "danger_text", words.because(read.because.code, dict(read.because.data), self.now))
        self.gap(16)

    def contradiction(self, leg: LegView) -> None:
        """Both words of a contradiction, each with who and when (rules §3), before it is asked which one holds."""
        at_once = words.told_words(leg.leg.raw_status)
        if leg.leg.state is LegState.UNCLEAR and len(at_once) > 1:
            for word in at_once:
                self.proof("alarm", "warn_text", tr("“{word}”", word=plain(word)), leg_age(leg.leg, self.now))
                self.gap(4)
            self.say(tr("These were told of the same time: only the order page tells which one holds."), "text2")
            self.gap(16)
            return
        if not contradicted(leg.leg):
            return
        (newer, told), (before, whence) = both_words(leg.leg, self.now)
        self.proof("alarm", "warn_text", tr("“{word}”", word=newer), told)
        self.gap(4)
        self.proof("info", "text2", tr("“{word}”", word=before), whence or tr("known before"))
        self.gap(4)
        self.say(tr("They contradict each other: only the order page tells."), "text2")
        self.gap(16)

    def undo(self, line: QHBoxLayout, leg: LegView) -> None:
        """At the end of a line about a purchase: takes its newest answer back, until the next outside act."""
        if not may_take_back(self.view.case, leg.leg):
            return
        link = Link(tr("Undo"), name=tr("Undo the answer: {supplier}", supplier=heading(leg.leg)))
        link.clicked.connect(lambda: self.frame.do(Untick(leg.leg.id, "answer"), home=True))
        line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)

    # Drafts: what the person types outlives every rebuilding of the page

    def draft(self, name: str, default: str = "") -> str:
        """What was typed under this name; ``default`` where nothing was."""
        return self.frame.drafts.get(self._draft_key(name), default)

    def put(self, name: str, value: str) -> None:
        """Keeps what was typed under a name."""
        self.frame.drafts[self._draft_key(name)] = value

    def drop(self, name: str) -> None:
        """Forgets what was typed under a name."""
        self.frame.drafts.pop(self._draft_key(name), None)

    def _draft_key(self, name: str) -> str:
        return f"{self.drafts_name}.{name}"

    def keep(self, name: str, field: QLineEdit | QPlainTextEdit, default: str = "") -> None:
        """Fills a field from its draft and keeps what is typed."""
        text = self.draft(name, default)
        if isinstance(field, QLineEdit):
            field.setText(text)
            field.textEdited.connect(lambda now: self.put(name, now))
        else:
            field.setPlainText(text)
            field.textChanged.connect(lambda: self.put(name, field.toPlainText()))

    # Acting

    def main_action(self) -> None:
        """``Ctrl+Return``: as pressing the one main button; on a commit or a claim it only moves the focus there."""
        button = self.bar.main_button
        if button is None or not button.isEnabled():
            return
        if button.property("claims"):
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            button.click()

    def first_focus(self) -> QWidget | None:
        """Where the focus goes when the page opens: the main button, else the first control; never what claims
        something (``Bar.main``)."""
        main = self.bar.main_button
        return self.harmless() if main is None or main.property("claims") else main

    def harmless(self) -> QWidget | None:
        """A control that says nothing: the page to be looked at, else the way back."""
        looks = [one for one in self.findChildren(Button) if one.property("opens") and one.isVisibleTo(self)]
        return next(iter(looks), None) or self.bar.back_button or next(iter(self._controls()), None)

    def _controls(self) -> list[QWidget]:
        kinds = Qt.FocusPolicy.StrongFocus
        return [one for one in self.findChildren(QWidget) if one.focusPolicy() == kinds and one.isVisibleTo(self)]

    def copy_message(self) -> None:
        """``Ctrl+M``: copies the message of this page, where it has one."""
        for box in self.findChildren(MessageBox):
            box.copy()
            return

    def open(self, address: str) -> None:
        """Opens an address in the browser; nothing for ``""``."""
        if address:
            self.frame.context.open_url(address)


def money(page: Page, minor: int | None) -> str:
    """An amount in the order's currency."""
    return words.money(minor, page.order.currency)
