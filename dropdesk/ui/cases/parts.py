"""What every page of the assistant is built of: a column of words and controls, and a bar with one main action."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLineEdit, QPlainTextEdit, QPushButton, QSizePolicy, QWidget

from dropdesk.domain.case.moves import Move, Untick
from dropdesk.domain.case.phases import Cleared, Phase, RefundOwed, Withdrawing
from dropdesk.domain.case.shop_answers import SuggestedRefund
from dropdesk.domain.case.supplier_moves import may_take_back
from dropdesk.domain.case.view import CaseView, LegView
from dropdesk.domain.changes import Changes
from dropdesk.domain.supplier.leg import Group, Leg, LegState
from dropdesk.domain.values import LegId, LineId, Money, OrderKey, Quantities, SupplierNumber
from dropdesk.errors import Expected
from dropdesk.ui import theme, words
from dropdesk.ui.app_context import AppContext
from dropdesk.ui.i18n import chinese, listed, tr
from dropdesk.ui.kit import (
    Button,
    CopyField,
    FieldRow,
    Heading,
    Icon,
    Line,
    Link,
    PlainLabel,
    Tick,
    column,
    plain,
    row,
)
from dropdesk.ui.orders.side_facts import both_words, contradicted, leg_age, leg_words, order_page
from dropdesk.ui.style import focus_ring, round_box
from dropdesk.ui.theme import Type, u
from dropdesk.ui.words import cases as said

Act = Callable[[], object]


class Frame(Protocol):
    """What a page asks of the case page around it."""

    context: AppContext
    key: OrderKey
    suggested: dict[object, SuggestedRefund]
    """Shopify's suggestions by question, for this page."""
    drafts: dict[str, str]
    leg: LegId | None
    asking: bool
    plan: object
    """What the confirm page would send; made by a plan page."""

    def show_step(self, step: int, sub: str = "") -> None:
        """Shows a step, or a page beside the steps (``sub``), without a move."""
        ...

    def leave(self) -> None: ...
    def discard(self) -> None:
        """Throws away a case in which nothing was asked."""
        ...

    def do(
        self,
        *moves: Move,
        texts: Mapping[str, str] | None = None,
        forget: str = "",
        proceed: bool = False,
        home: bool = False,
        stay: bool = False,
    ) -> None:
        """Makes moves one after the other, each on the newest state; ``texts`` go with the last of them. Then the page
        is read again. ``forget``: the drafts of that page are used up · ``proceed``: the shop is asked after it ·
        ``home``: the case's own step shows then · ``stay``: a page beside the steps stays."""
        ...

    def own_step(self) -> int:
        """The step where the case is (1…5)."""
        ...

    def proceed(self) -> None: ...
    def note(self, text: str) -> None: ...
    def tell(self, work: Callable[[], Changes]) -> None:
        """Keeps what was said of the order itself, on worker ``desk``; then the page is read again."""
        ...

    def add_note(self) -> None: ...
    def pick_leg(self, leg: LegId) -> None: ...
    def say(self, text: str) -> None:
        """Says what is wrong above the page, and moves the focus there."""
        ...

    def suggest(
        self,
        asker: QWidget,
        lines: Quantities | None,
        shipping: bool,
        done: Callable[[SuggestedRefund], None],
        failed: Callable[[Expected], None],
    ) -> None:
        """Shopify's suggestion, on the shop's money worker; the answer of an ``asker`` that is gone is dropped."""
        ...

    def reload(self) -> None: ...
    def can_import(self) -> bool: ...
    def import_files(self) -> None: ...
    def search_purchases(self) -> None: ...
    def reveal(self, widget: QWidget) -> None:
        """Scrolls until the widget shows."""
        ...

    def reload_page(self) -> None:
        """Builds the page again from the view it has."""
        ...

    def link(self, leg: LegId, number: SupplierNumber, lines: Sequence[tuple[LineId, int]]) -> None:
        """Says which purchase serves a leg's units."""
        ...


class Bar(QWidget):
    """Back at the left; a hint, quiet links and the one main action at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.row: QHBoxLayout = row(16, parent=self)
        self.row.addStretch(1)
        self.main_button: Button | None = None
        self.back_button: Button | None = None

    def back(self, text: str, act: Act) -> Button:
        made = Button(text, height=40)
        made.clicked.connect(lambda: act())
        self.row.insertWidget(0, made)
        self.back_button = made
        return made

    def hint(self, text: str, tone: str = "text2") -> PlainLabel:
        made = PlainLabel(text, tone=tone)
        self.row.addWidget(made)
        return made

    def link(self, text: str, act: Act) -> Link:
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
        raise NotImplementedError

    # Words and space

    def gap(self, height: int) -> None:
        self.body.addSpacing(u(height))

    def rule(self, above: int = 16, below: int = 16) -> None:
        self.gap(above)
        self.body.addWidget(Line())
        self.gap(below)

    def title(self, text: str, second: str = "") -> None:
        self.body.addWidget(Heading(text))
        if second:
            self.gap(4)
            self.body.addWidget(PlainLabel(second, tone="text2", wrap=True))
        self.gap(20)

    def say(self, text: str, tone: str = "text", kind: Type = Type.BODY) -> PlainLabel:
        made = PlainLabel(text, kind, tone, wrap=True)
        self.body.addWidget(made)
        return made

    def heading(self, text: str) -> None:
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
        return self.frame.drafts.get(self._draft_key(name), default)

    def put(self, name: str, value: str) -> None:
        self.frame.drafts[self._draft_key(name)] = value

    def drop(self, name: str) -> None:
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
        if address:
            self.frame.context.open_url(address)


class MessageBox(QWidget):
    """A message in both languages on a quiet ground, with one button that copies it whole."""

    copied = Signal()

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self._text = text
        outer = column(10, parent=self)
        self._box = _Sunken(text, name)
        outer.addWidget(self._box)
        line = row(8)
        self.button = Button(tr("Copy message"), icon="copy", height=32)
        self.button.clicked.connect(self.copy)
        line.addWidget(self.button)
        line.addStretch(1)
        outer.addLayout(line)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self.button.say(tr("Copied"))
        self.button.give_icon("check")
        QTimer.singleShot(1500, self, self._rest)
        self.copied.emit()

    def _rest(self) -> None:
        self.button.say(tr("Copy message"))
        self.button.give_icon("copy")


class _Sunken(QWidget):
    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        layout = column(8, (14, 12, 14, 12), self)
        for paragraph in text.split("\n"):
            layout.addWidget(PlainLabel(paragraph, wrap=True))

    def paintEvent(self, event: QPaintEvent) -> None:
        round_box(QPainter(self), QRectF(self.rect()), u(theme.RADIUS_MESSAGE), "win", None)


class Block(QWidget):
    """A numbered piece of work: number at the left, heading, one line why, and what there is to do."""

    def __init__(self, number: int, title: str, second: str = "") -> None:
        super().__init__()
        line = row(0, parent=self)
        mark = PlainLabel(str(number), Type.BLOCK, "text2")
        mark.setFixedWidth(u(32))
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        self.body = column(0)
        self.body.addWidget(PlainLabel(title, Type.BLOCK, wrap=True))
        if second:
            self.body.addWidget(PlainLabel(second, tone="text2", wrap=True))
        self.body.addSpacing(u(12))
        line.addLayout(self.body, 1)

    def add(self, item: QWidget | QLayout, after: int = 12) -> None:
        if isinstance(item, QWidget):
            self.body.addWidget(item)
        else:
            self.body.addLayout(item)
        if after:
            self.body.addSpacing(u(after))


def order_line(page: Page, leg: Leg, with_it: Act | None = None) -> QHBoxLayout:
    """*Open order* and the number to copy. ``with_it``: what opening the order does as well."""
    line = row(8)
    if order_page(leg):
        button = Button(tr("Open order"), trailing="open", height=32, name=tr("Open order at AliExpress"))
        button.setProperty("opens", True)
        if with_it is not None:
            button.clicked.connect(lambda: with_it())
        button.clicked.connect(lambda: page.open(order_page(leg)))
        line.addWidget(button)
    if leg.number:
        line.addWidget(CopyField(tr("Supplier order number"), leg.number))
    line.addStretch(1)
    return line


class TickLine(QWidget):
    """A tick with its time, and at the right what else can be done with it."""

    ticked = Signal()
    links: QHBoxLayout

    def __init__(self, text: str, on: bool, when: str = "") -> None:
        super().__init__()
        line = row(12, parent=self)
        self.tick = Tick(text)
        self.tick.setChecked(on)
        self.tick.clicked.connect(lambda: self.ticked.emit())
        line.addWidget(self.tick)
        if when:
            line.addWidget(PlainLabel(when, tone="text2"))
        line.addStretch(1)
        self.links = row(16)
        line.addLayout(self.links)

    def link(self, text: str, act: Act, name: str = "") -> None:
        made = Link(text, name=name)
        made.clicked.connect(lambda: act())
        self.links.addWidget(made)


class LegRow(QPushButton):
    """One purchase in the list of legs: supplier and what it serves, its state at the right. Checked = shown below."""

    def __init__(self, leg: LegView, first: str, second: str, state: str, done: bool) -> None:
        super().__init__()
        self._first, self._second, self._state, self._done = plain(first), plain(second), plain(state), done
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(max(u(52), theme.line() + theme.line(Type.SMALL) + u(14)))
        self.setText(self._first)
        self.setAccessibleName(self._first)
        self.setAccessibleDescription(f"{self._second}, {self._state}")
        self.setEnabled(True)
        self._leg = leg

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            round_box(painter, rect, u(6), "selection" if self.isChecked() else "hover", None)
        top = (rect.height() - theme.line() - theme.line(Type.SMALL)) / 2
        painter.setFont(theme.font(Type.STRONG if self.isChecked() else Type.MEDIUM))
        state = painter.fontMetrics().horizontalAdvance(self._state) + 4
        room = rect.width() - u(24) - state - u(12)
        align = int(Qt.AlignmentFlag.AlignVCenter)
        elide = Qt.TextElideMode.ElideRight
        painter.setPen(theme.color("text"))
        first = painter.fontMetrics().elidedText(self._first, elide, int(room))
        painter.drawText(QRectF(u(12), top, room, theme.line()), align, first)
        painter.setFont(theme.font(Type.MEDIUM))
        painter.setPen(theme.color("ok_text" if self._done else "text"))
        painter.drawText(QRectF(rect.width() - u(12) - state, 0, state, rect.height()), align, self._state)
        painter.setFont(theme.font(Type.SMALL))
        painter.setPen(theme.color("text2"))
        second = painter.fontMetrics().elidedText(self._second, elide, int(room))
        painter.drawText(QRectF(u(12), top + theme.line(), room, theme.line(Type.SMALL)), align, second)
        if self.hasFocus():
            focus_ring(painter, rect, u(6))


class LegList(QWidget):
    """The list of legs, where there are several; arrow keys move, ``picked`` tells the leg."""

    picked = Signal(str)

    def __init__(
        self, page: Page, legs: Sequence[LegView], chosen: LegId | None, done: Callable[[LegView], bool]
    ) -> None:
        super().__init__()
        self.setAccessibleName(tr("Purchases"))
        layout = column(2, parent=self)
        for number, leg in enumerate(legs, 1):
            first = leg.leg.supplier or leg.leg.number or tr("Purchase {n}", n=number)
            made = LegRow(leg, first, served(page, leg), leg_words(leg.leg), done(leg))
            made.setChecked(leg.leg.id == chosen)
            made.clicked.connect(lambda _=False, leg=leg: self.picked.emit(leg.leg.id))
            layout.addWidget(made)


def served(page: Page, leg: LegView) -> str:
    """The units a leg serves: ``2 × Ceramic mug``."""
    return _counted(page, leg.lines)


def wanted(page: Page, leg: LegView) -> str:
    """The units of a leg that the wish is for: all that it serves, or less."""
    return _counted(page, leg.wished or leg.lines)


def _counted(page: Page, lines: tuple[tuple[LineId, int], ...]) -> str:
    titles = {line.id: line.title for line in page.order.lines}
    return listed(f"{n} × {titles.get(line, '?')}" for line, n in lines)


def asked_for_another(page: Page, leg: LegView) -> None:
    """That the supplier is asked for more than is wished (what they accept stops as well), or for less."""
    if leg.asked_for_less:
        asked = _counted(page, leg.requested)
        text = tr("{items} is to be stopped by now: ask again for all of that.", items=wanted(page, leg))
        page.proof("info", "warn_text", tr("The request is for {items} only.", items=asked), text)
        page.gap(12)
    elif leg.asked_for_more:
        text = tr("Only {items} is wished: ask again for that, or the rest stops, too.", items=wanted(page, leg))
        asked = _counted(page, leg.requested)
        what = tr("The request is for {items}.", items=asked) if asked else tr("The request is for all of it.")
        page.proof("info", "warn_text", what, text)
        page.gap(12)


def needed(view: CaseView) -> list[LegView]:
    """The legs this case is about, in the order of what they serve (a move sets its leg last): those the wish needs;
    once all of it went back, those that somebody did something about, else all."""
    place = {line.id: n for n, line in enumerate(view.order.order.lines)}
    legs = [leg for leg in view.legs if leg.needed]
    legs = legs or [leg for leg in view.legs if leg.leg.acted_on] or list(view.legs)
    return sorted(legs, key=lambda leg: min(((place.get(line, 0), n) for line, n in leg.leg.units), default=(0, 0)))


def dispute_words(page: Page, leg: LegView) -> str:
    """Between which days a dispute can be opened for what is on its way or here, as far as they are known."""
    if leg.leg.state not in (LegState.GONE, LegState.DELIVERED, LegState.DISPUTABLE):
        return ""
    start, end = leg.dispute
    first = words.date(start, page.now, inner=True) if start is not None and start > page.now else ""
    last = words.until(end, page.now, "dispute_until", here=True) if end is not None and end > page.now else ""
    last = words.rough(last, leg.dispute_is) if last else ""
    if end is not None and end <= page.now:
        return tr("The time for a dispute is over.")
    if first and last:
        return tr("A dispute can be opened from {start} until {end}.", start=first, end=last)
    if last:
        return tr("A dispute can be opened until {end}.", end=last)
    if first:
        return tr("A dispute can be opened from {start}.", start=first)
    return tr("A dispute can be opened now.") if start is not None else ""


def place(leg: LegView) -> int:
    """The step that is about this leg now: 2 where the supplier is asked, or its page must be explained, else 3."""
    if leg.leg.state in (LegState.UNLINKED, LegState.UNPAID, LegState.OPEN, LegState.UNCLEAR):
        return 2
    unwritten = leg.leg.request_ticked_at is not None and leg.leg.message_ticked_at is None
    return 2 if leg.leg.state is LegState.ASKED and unwritten else 3  # a message belongs to the request


def alarming(view: CaseView) -> LegView | None:
    """The first leg with which goods and money may both be lost: what is not shipped yet before what is."""
    legs = [leg for leg in needed(view) if leg.alarm]
    return next((leg for leg in legs if leg.group == Group.LIVE), next(iter(legs), None))


def returning(view: CaseView) -> LegView | None:
    """The first purchase of the case whose return is agreed: its act comes before every other (V-17)."""
    return next((leg for leg in needed(view) if leg.leg.state is LegState.RETURNING), None)


def says_itself(phase: Phase) -> bool:
    """Whether the page of this phase says itself what came of the last press, beside what it would press anew."""
    return isinstance(phase, (Cleared, RefundOwed))


def held_words(view: CaseView, now: datetime) -> str:
    """What the last press did not do, and why; ``""`` where it did, or where the person has decided anew since."""
    what = view.case.held
    return "" if what is None else said.held(what, view.order.order.currency, view.case.notice, now)


def no_mail(view: CaseView) -> tuple[str, str]:
    """What is said where the refund fell away that was to bring the e-mail; what others wrote nobody tells."""
    name = customer(view)
    said_ = tr("DropDesk had no e-mail sent to {name}.", name=name)
    return said_, tr("It was to go with the refund. Write to {name} if nobody has.", name=name)


def kept_words(view: CaseView) -> list[str]:
    """That a supplier is asked to cancel what the customer keeps, each: above every page, but on its own."""
    if isinstance(view.case.phase, Withdrawing):
        return []
    titles = {line.id: line.title for line in view.order.order.lines}
    found: list[str] = []
    for leg in view.legs:
        if leg.unwished:
            items = listed(f"{n} × {titles.get(line, '?')}" for line, n in leg.requested or leg.lines)
            made = tr(
                "{supplier} is still asked to cancel {items}. {name} keeps that.",
                supplier=heading(leg.leg), items=items, name=customer(view),
            )  # fmt: skip
            found.append(made)
    return found


def given_words(view: CaseView, now: datetime) -> str:
    """What went back as goodwill in this case, and when the last of it did, where Shopify tells that; ``""`` for none:
    the page after it says what was done, whatever phase the case is in."""
    case, order = view.case, view.order.order
    if not case.goodwill:
        return ""
    rows = [one for one in order.refunds if one.amount or one.pending]
    ours = [one for one in rows if any(key in one.note for key in case.goodwill_keys)]
    ours += [one for one in rows if one not in ours and one.amount + one.pending in case.by_hand]
    amount = words.money(case.goodwill, order.currency)
    if not ours:
        return tr("{amount} given back as goodwill.", amount=amount)
    when = words.moment(max(one.at for one in ours), now, inner=True)
    return tr("{amount} given back as goodwill, {when}.", amount=amount, when=when)


def came_of(view: CaseView, why: str, now: datetime) -> str:
    """What brought the case to its page; ``""`` where the words about the held press say the same."""
    held = view.case.held
    words_ = said.happened(why, "", view.case.notice, now)
    return "" if held is not None and (why == held.why or words_ in held_words(view, now)) else words_


def store_closed(frame: Frame, view: CaseView) -> str:
    """Why nothing can be sent to a store that is connected: its keys are still being read, or cannot be."""
    store = next((one for one in frame.context.stores() if one.id == view.order.order.store), None)
    if view.connected or store is None or view.order.order.shopify_id is None:
        return ""
    if store.offline:
        return tr("{why} Nothing was sent.", why=words.error(Expected(store.offline)))
    return tr(
        "The keys of {store} are not read from the keyring yet. Nothing was sent. Wait a moment.", store=store.name
    )


def who(leg: Leg | None) -> str:
    """The supplier's name, or the word."""
    return (leg.supplier if leg is not None else "") or tr("the supplier")


def heading(leg: Leg | None) -> str:
    """The supplier's name, or the word, where a line begins with it."""
    name = who(leg)
    return name[:1].upper() + name[1:]


def customer(view: CaseView) -> str:
    """How the customer is called on a page: the first name, whole where it is written without spaces."""
    name = view.order.person.name.strip() if view.order.person else ""
    if not name:
        return tr("the customer")
    first = name.split()[0]
    return first if first.isascii() or any(sign.isalpha() and ord(sign) < 0x2E80 for sign in first) else name


def labelled(label: str, field: QWidget, hint: str = "", stretch: bool = False) -> FieldRow:
    """A row of a form: label 112, field; 44 high."""
    made = FieldRow(label, field, hint, stretch=stretch)
    layout = made.layout()
    if layout is not None:
        layout.setContentsMargins(0, u(6), 0, u(6))
    return made


def loss_said(loss: Money | None, at_least: bool) -> str:
    """A possible loss, the same on every page and in the record (rules §4.1)."""
    return tr("an unknown amount") if loss is None else words.at_least(words.amount(loss), at_least)


def joined(parts: Sequence[str]) -> str:
    """Names in a row, as the language writes them."""
    return listed(parts)


def money(page: Page, minor: int | None) -> str:
    """An amount in the order's currency."""
    return words.money(minor, page.order.currency)
