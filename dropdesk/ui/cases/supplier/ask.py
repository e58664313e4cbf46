"""Supplier (page 2, R-28…R-33): press Cancel there, write as well; two ticks with their times, for every purchase."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.shape.moves import Move, SayPart, TickMessage, TickRequest, Untick
from dropdesk.domain.case.shape.phases import AtSupplier, Closed, Drafted, RefundOwed
from dropdesk.domain.case.shown.view import CaseView, LegView
from dropdesk.domain.supplier.leg import Group, LegState, SupplierKind
from dropdesk.domain.supplier.moves import request_undoable
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.supplier.sharing import ONLY_OURS
from dropdesk.domain.values import SupplierNumber
from dropdesk.ui import words
from dropdesk.ui.cases.base.ask_moment import ask_moment
from dropdesk.ui.cases.base.blocks import Act, Block, MessageBox, TickLine, labelled
from dropdesk.ui.cases.base.case_words import came_of, who
from dropdesk.ui.cases.base.leg_parts import LegList, asked_for_another, order_line, served, wanted
from dropdesk.ui.cases.base.legs import chosen, done, needed
from dropdesk.ui.cases.base.page_base import Page
from dropdesk.ui.cases.supplier.answer_choices import answer_choices
from dropdesk.ui.cases.supplier.answer_form import AnswerForm
from dropdesk.ui.cases.supplier.purchase_number import PLACEHOLDER, number_in
from dropdesk.ui.i18n import chinese, tr, trn
from dropdesk.ui.kit import Button, Field, Link, PlainLabel, Segments, row
from dropdesk.ui.orders.pane.side_facts import asked_with, leg_words, other_orders, part_options
from dropdesk.ui.theme import u
from dropdesk.ui.words.messages import message

_NOTHING_TO_ASK = frozenset({LegState.STOPPED, LegState.NOT_ORDERED, LegState.NO_PURCHASE, LegState.HANDLED})
_AFTER = frozenset(
    {
        LegState.REFUSED,
        LegState.DEMANDED,
        LegState.NUMBERED,
        LegState.UNPROVEN,
        LegState.DISPUTABLE,
        LegState.DISPUTED,
    }
)
_ASKS = frozenset({LegState.OPEN, LegState.ASKED})
"""Where the request and the message are what is to be done."""
_ASKED_AGAIN = "again"
"""Draft that says: the person asks a second time now."""


class SupplierPage(Page):
    """The legs of the wish, one of them open below."""

    def build(self) -> None:
        """Fills the page from its view."""
        legs = needed(self.view)
        leg = chosen(self.frame, self.view)
        self._form: AnswerForm | None = None
        if leg is None:
            self.title(tr("Nothing to ask"), tr("No purchase serves these items."))
            self._onward()
            return
        second = came_of(self.view, _why(self.view), self.now)
        if leg.leg.state is LegState.UNLINKED and len(legs) == 1:
            second = second or served(self, leg)
        self.title(self._heading(leg), second)
        self.alarm(leg)
        if len(legs) > 1:
            choice = LegList(self, legs, leg.leg.id, done)
            choice.picked.connect(self.frame.pick_leg)
            self.body.addWidget(choice)
            self.gap(20)
        self._work(leg)
        self._onward()

    def _heading(self, leg: LegView) -> str:
        if sum(one.group == Group.LIVE for one in needed(self.view)) > 1:
            n = sum(one.group == Group.LIVE for one in needed(self.view))
            return trn("Stop %n purchase", "Stop %n purchases", n)
        name = who(leg.leg)
        match leg.leg.state:
            case LegState.OPEN | LegState.ASKED:
                return tr("Ask {supplier} to cancel", supplier=name)
            case LegState.UNPAID:
                return tr("Drop the unpaid purchase")
            case LegState.UNLINKED:
                return tr("Which purchase serves this?")
            case LegState.UNCLEAR:
                return tr("What does its order page say?")
            case LegState.GONE | LegState.RETURNING | LegState.DELIVERED:
                return tr("Too late to ask")
            case state if state in _NOTHING_TO_ASK:
                return tr("Nothing to ask")
            case _:
                return tr("Ask {supplier} to cancel", supplier=name)

    def _work(self, leg: LegView) -> None:
        state = leg.leg.state
        if leg.leg.kind is SupplierKind.SHOP_FIRST and leg.group == Group.FREE and state is not LegState.STOPPED:
            self._afterwards(leg)
        elif state in (LegState.OPEN, LegState.ASKED) or state in _AFTER:
            self._ask(leg)
        elif state is LegState.UNLINKED:
            self._link(leg)
        elif state in (LegState.UNPAID, LegState.UNCLEAR):
            self._drop_or_explain(leg)
        elif state in (LegState.GONE, LegState.RETURNING, LegState.DELIVERED):
            self.proof("lorry", "text2", leg_words(leg.leg), tr("The supplier cannot call the parcel back."))
        else:
            self.proof("check", "ok_text", leg_words(leg.leg), tr("Nothing ships from here."))

    # Paid: ask, and write as well

    def _ask(self, leg: LegView) -> None:
        one = leg.leg
        if leg.shared_with:
            self._part(leg)
            if not one.part:
                return  # neither tick means anything before that is said
        again = self._asking_again(leg)
        asked = one.request_ticked_at is not None and not again
        part = one.part == ONLY_OURS or bool(leg.wished)
        self._what(leg, asked)
        title = tr("Press Cancel on AliExpress")
        hint = tr("Reason “I don’t need it any more”: it does not hurt the seller.")
        if part:
            ours = one.part == ONLY_OURS
            title = tr("Ask for this order’s items only") if ours else tr("Ask for the wished items only")
            hint = tr("Choose just these where the page lets you; else only write: Cancel would stop all of it.")
        first = Block(1, title, hint)
        first.add(order_line(self, one, lambda: self._message.copy()))
        self._request = TickLine(tr("Request sent"), asked, self._time(one.request_ticked_at if asked else None))
        self._request.ticked.connect(lambda: self._tick_request(leg, asked))
        if asked:
            self._request.link(tr("Add note"), self.frame.add_note, tr("Add a note to the request"))
            if request_undoable(one):
                self._request.link(tr("Undo"), lambda: self._undo(leg, "request"), tr("Undo: request sent"))
        else:
            self._request.link(tr("Earlier, or with a note…"), lambda: self._earlier(leg, "request"))
        first.add(self._request, 0)
        self.body.addWidget(first)
        self.rule(16, 16)
        why = tr("So nobody ships before reading the request. “Open order” copies this.")
        second = Block(2, tr("Write to the supplier too"), why)
        kind = "again" if again or one.asked_times > 1 else "cancel"
        if part:
            kind = "cancel_part"
        self._message = MessageBox(message(kind, one.number, wanted(self, leg)), tr("Message to the supplier"))
        second.add(self._message)
        wrote = one.message_ticked_at is not None and not again
        self._written = TickLine(tr("Message sent"), wrote, self._time(one.message_ticked_at if wrote else None))
        self._written.ticked.connect(lambda: self._tick_message(leg, wrote))
        if wrote:
            self._written.link(tr("Undo"), lambda: self._undo(leg, "message"), tr("Undo: message sent"))
        else:
            self._written.link(tr("Earlier, or with a note…"), lambda: self._earlier(leg, "message"))
        second.add(self._written, 0)
        self.body.addWidget(second)
        looked = asked and one.looked_at is not None and one.looked_at > one.request_ticked_at  # type: ignore[operator]
        if one.state is LegState.ASKED and (looked or (asked and (leg.asked_for_more or leg.asked_for_less))):
            self.gap(12)
            self.left(self._link_to(tr("Ask again"), lambda: self._again(leg)))

    def _what(self, leg: LegView, asked: bool) -> None:
        """Of several units, or of one among others: which are wished, before the supplier is asked for them; after it,
        whether that fits."""
        if asked:
            asked_for_another(self, leg)
            return
        one, whole = sum(n for _, n in leg.lines) < 2, sum(line.quantity for line in self.order.lines)
        if one and whole < 2:
            return
        items = wanted(self, leg)
        told = tr("For {items}.", items=items) if leg.wished or one else tr("For all of it: {items}.", items=items)
        if leg.refunded:
            back = trn("%n of it is refunded already.", "%n of it are refunded already.", len(leg.refunded))
            told = f"{told} {back}" if not chinese() else f"{told}{back}"
        line = row(12)
        line.addWidget(PlainLabel(told, wrap=True), 1)
        if not isinstance(self.view.case.phase, (RefundOwed, Closed)):
            change = Link(tr("Change"), name=tr("Change what is to be cancelled"))
            change.clicked.connect(lambda: self.frame.show_step(1))
            line.addWidget(change)
        self.body.addLayout(line)
        self.gap(12)

    def _part(self, leg: LegView) -> None:
        """A purchase that serves other orders: what is asked for is said before the first tick, and by nobody else."""
        orders = other_orders(leg.shared_with)
        self.say(tr("This purchase also serves {orders}.", orders=orders))
        self.gap(8)
        if told := asked_with(leg.leg):
            self.say(told)
            self.gap(8)
        asks = Segments(part_options(leg.shared_with), leg.leg.part, tr("What is to be cancelled?"))
        asks.chosen.connect(lambda part: self._told_part(leg, part))
        hint = tr("All of it: the goods of {orders} stop as well.", orders=orders)
        self.body.addWidget(labelled(tr("Cancel"), asks, hint))
        self.gap(12)

    def _told_part(self, leg: LegView, part: str) -> None:
        self.frame.leg = leg.leg.id
        self.frame.do(SayPart(leg.leg.id, "all" if part == "all" else "only_ours"))

    def _link_to(self, text: str, act: Act) -> Link:
        made = Link(text)
        made.clicked.connect(lambda: act())
        return made

    def _time(self, at: object) -> str:
        return words.moment(at, self.now) if at is not None else ""  # type: ignore[arg-type]

    def _tick_request(self, leg: LegView, was: bool) -> None:
        self.frame.leg = leg.leg.id
        if was:
            self._undo(leg, "request")
            return
        self.drop(f"{_ASKED_AGAIN}.{leg.leg.id}")
        self.frame.do(*self._asked(leg, TickRequest(leg.leg.id, self.now)))

    def _asked(self, leg: LegView, tick: TickRequest) -> list[Move]:
        """Asking again takes the old message's tick back: it was about the first request."""
        untick = [Untick(leg.leg.id, "message")] if leg.leg.asked_times and leg.leg.message_ticked_at else []
        return [*untick, tick]

    def _tick_message(self, leg: LegView, was: bool) -> None:
        self.frame.leg = leg.leg.id
        if was:
            self._undo(leg, "message")
        else:
            self.frame.do(TickMessage(leg.leg.id, self.now))

    def _undo(self, leg: LegView, what: str) -> None:
        self.frame.do(Untick(leg.leg.id, what))

    def _earlier(self, leg: LegView, what: str) -> None:
        title = tr("When was the request sent?") if what == "request" else tr("When was the message sent?")
        answer = ask_moment(self, title, self.now)
        if answer is None:
            return
        at, text = answer
        texts = {"note_ref": text} if text else None
        if what == "request":
            self.drop(f"{_ASKED_AGAIN}.{leg.leg.id}")
            self.frame.do(*self._asked(leg, TickRequest(leg.leg.id, at)), texts=texts)
        else:
            self.frame.do(TickMessage(leg.leg.id, at), texts=texts)

    def _again(self, leg: LegView) -> None:
        self.put(f"{_ASKED_AGAIN}.{leg.leg.id}", "yes")
        self.frame.reload_page()

    # Not linked, not paid, not clear

    def _link(self, leg: LegView) -> None:
        for hint in self.view.others[:3]:
            line = row(8)
            text = tr("Purchase {number} is named on the order", number=hint.number)
            line.addWidget(PlainLabel(text, wrap=True), 1, Qt.AlignmentFlag.AlignVCenter)
            use = Button(tr("Use it"), height=32, name=tr("Use purchase {number}", number=hint.number))
            use.clicked.connect(lambda _=False, number=hint.number: self._use(leg, number))
            line.addWidget(use, 0, Qt.AlignmentFlag.AlignVCenter)
            self.body.addLayout(line)
            self.gap(8)
        self._number = Field(tr("AliExpress order number or link"), placeholder=PLACEHOLDER)
        self._number.setMaximumWidth(u(300))
        self.keep("number", self._number)
        self.heading(tr("AliExpress order number or link"))
        line = row(8)
        line.addWidget(self._number, 1)
        self._number.returnPressed.connect(lambda: self._paste(leg))
        if self.frame.context.links is not None:
            line.addWidget(self._link_to(tr("Search my purchases…"), self.frame.search_purchases))
        line.addStretch(1)
        self.body.addLayout(line)
        self.gap(20)
        self.heading(tr("Or there is none"))
        line = row(8)
        for say, text in ((Say.NEVER_ORDERED, tr("Nothing was ordered")), (Say.OWN_STOCK, tr("From own stock"))):
            made = Button(text, height=32)
            made.clicked.connect(lambda _=False, say=say: self._say(leg, say))
            line.addWidget(made)
        line.addStretch(1)
        self.body.addLayout(line)

    def _paste(self, leg: LegView) -> None:
        text = self._number.text().strip()
        links = self.frame.context.links
        number = links.read_number(text) if links is not None else number_in(text)
        if number is None:
            self.frame.say(tr("There is no AliExpress order number in this: it has 13 to 19 digits."))
            return
        self._use(leg, number)

    def _use(self, leg: LegView, number: SupplierNumber) -> None:
        self.drop("number")
        self.frame.link(leg.leg.id, number, leg.lines)

    def _say(self, leg: LegView, say: Say) -> None:
        self.frame.do(Report(leg.leg.id, say, at=self.now))

    def _drop_or_explain(self, leg: LegView) -> None:
        if leg.leg.state is LegState.UNPAID:
            self.say(tr("Unpaid purchases need no consent: press Cancel there, or let it lapse."), "text2")
            self.gap(12)
        self.contradiction(leg)
        self.body.addLayout(order_line(self, leg.leg))
        self.gap(16)
        self.heading(tr("What does the order page show?"))
        self._form = AnswerForm(self, leg, answer_choices(leg), tr("What does the order page show?"))
        self.body.addWidget(self._form)

    def _afterwards(self, leg: LegView) -> None:
        self.say(tr("This supplier is told afterwards: cancel in Shopify first."), "text2")
        self.gap(16)
        self.body.addWidget(MessageBox(message("afterwards", leg.leg.number), tr("Message to the supplier")))

    # Going on

    def _onward(self) -> None:
        self.bar.back(tr("Back"), lambda: self.frame.show_step(1))
        leg = chosen(self.frame, self.view)
        if leg is not None and leg.leg.state is LegState.UNLINKED:
            self.bar.main(tr("Link it"), lambda: self._paste(leg))
            return
        if self._form is not None:
            self.bar.main(tr("Save"), self._save)
            return
        if leg is not None and self._unsaid(leg):
            self.bar.hint(tr("Say first what is to be cancelled"))
            return
        if leg is not None and self._unticked(leg):
            self.bar.main(tr("Requested and written"), lambda: self._both(leg), claims=True)
            return
        self.bar.main(tr("Continue"), self._go)

    def _asking_again(self, leg: LegView) -> bool:
        return self.draft(f"{_ASKED_AGAIN}.{leg.leg.id}") == "yes"

    def _unsaid(self, leg: LegView) -> bool:
        """Whether it serves other orders too, and nobody said yet how much of it is to be cancelled."""
        asks = leg.leg.state in _ASKS or leg.leg.state in _AFTER
        return bool(leg.shared_with) and not leg.leg.part and leg.group == Group.LIVE and asks

    def _unticked(self, leg: LegView) -> bool:
        """Whether this page asks, and one of its two ticks is missing."""
        if leg.group != Group.LIVE:
            return False
        state = leg.leg.state
        return (state in _ASKS and not done(leg)) or (state in _ASKS | _AFTER and self._asking_again(leg))

    def _both(self, leg: LegView) -> None:
        """One press for both ticks, for whichever is missing; each can be taken back by itself."""
        one, again = leg.leg, self._asking_again(leg)
        moves: list[Move] = []
        if again or one.request_ticked_at is None:
            moves += self._asked(leg, TickRequest(one.id, self.now))
        if len(moves) > 0 or one.message_ticked_at is None:
            moves.append(TickMessage(one.id, self.now))
        self.drop(f"{_ASKED_AGAIN}.{one.id}")
        more = [leg for leg in needed(self.view) if leg.leg.id != one.id and self._unticked(leg)]
        if more or isinstance(self.view.case.phase, AtSupplier):
            self.frame.leg = None  # on to the purchase that is still to be asked, else to where the case is
        self.frame.do(*moves, home=True)

    def _save(self) -> None:
        assert self._form is not None
        made = self._form.report()
        if made is not None:
            self.frame.do(made[0], texts=made[1] or None, forget=self.drafts_name)

    def _go(self) -> None:
        """On to the answer; a purchase that was not asked yet comes first (R-33: a message belongs to it)."""
        todo = next((leg for leg in needed(self.view) if self._unticked(leg)), None)
        if todo is not None:
            self.frame.pick_leg(todo.leg.id)
            return
        self.frame.leg = None
        drafted = isinstance(self.view.case.phase, Drafted)  # the act first, the reason after it
        self.frame.show_step(1 if drafted else max(3, self.frame.own_step()))

    def first_focus(self) -> QWidget | None:
        """Overridden: a number to type, else the main button; never what says something to a supplier."""
        leg = chosen(self.frame, self.view)
        if leg is not None and self._unsaid(leg):
            return self.harmless()  # neither of the two: each says what the supplier is asked for
        if self._form is not None:
            return self.harmless()
        field = next(iter(self.findChildren(Field)), None)
        if field is not None and not field.isReadOnly():
            return field
        return super().first_focus()


def _why(view: CaseView) -> str:
    phase = view.case.phase
    return phase.why if isinstance(phase, AtSupplier) else ""
