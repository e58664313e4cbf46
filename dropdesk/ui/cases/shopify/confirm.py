"""Confirm: one sentence, the exact effect, one button that names it. The only red of the app; Back has the focus.

Nothing is written down before that button: a plan page hands over a ``Planned``. Where a look is too old the button's
place holds the looks to be made instead (rules §3 "Facts and their age").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.basis.scope import in_progress
from dropdesk.domain.case.shape.moves import DoByHand, LookedNow, Move, WantItems
from dropdesk.domain.case.shape.phases import Cleared, Phase
from dropdesk.domain.case.shown.view import CaseView, LegView
from dropdesk.domain.order import Order
from dropdesk.domain.supplier.leg import Group, LegState
from dropdesk.domain.values import Quantities, Take
from dropdesk.ui import words
from dropdesk.ui.cases.base.blocks import TickLine
from dropdesk.ui.cases.base.case_words import customer, heading, joined, loss_said
from dropdesk.ui.cases.base.frame import Frame
from dropdesk.ui.cases.base.leg_parts import order_line
from dropdesk.ui.cases.base.page_base import Page
from dropdesk.ui.i18n import chinese, pair, tr, trn
from dropdesk.ui.kit import Icon, PlainLabel, column, row
from dropdesk.ui.orders.pane.side_facts import leg_age, leg_words
from dropdesk.ui.theme import Type, u
from dropdesk.ui.words import cases as said

NOTE = "DropDesk"
"""Stands in the note of every refund that this program made."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What a plan page chose. ``scope``: the units it covers, empty = all that is left; ``looks``: whether legs must be
    looked at first (not for goodwill). ``effect``: one sentence; ``after``: what follows; ``refunds``: money goes."""

    move: Move
    title: str
    effect: str
    button: str
    phase: Phase
    left: int | None
    step: int
    sub: str
    forget: str
    texts: Mapping[str, str] = field(default_factory=dict)
    after: str = ""
    scope: Quantities = ()
    looks: bool = True
    refunds: bool = True
    by_hand: bool = False
    first: tuple[Move, ...] = ()
    """What was chosen on an earlier page and is kept with the press: no press loses it."""


def still_true(planned: object, view: CaseView) -> bool:
    """Whether the plan still fits what the case and the order are now."""
    return isinstance(planned, Planned) and planned.phase == view.case.phase and planned.left == view.left


_MOVED = frozenset({"amount_changed", "plan_changed", "too_much", "goodwill_amount", "amount"})
"""Codes of a press that was held back because other money went back meanwhile."""


def meanwhile(page: Page, why: str, refund: bool = False) -> str:
    """Who changed the amounts since this plan was made, how much and when; a new press is needed. ``""`` for nobody.
    ``refund``: the order is cancelled, and it is the refund that was not sent."""
    view, order, planned = page.view, page.order, page.frame.plan
    before = planned.left if isinstance(planned, Planned) else None
    moved = before is not None and view.left is not None and before != view.left
    notice, held = view.case.notice, view.case.held
    if held is not None and held.asked:
        return ""  # something was sent, and Shopify's answer is said
    told = notice is not None and notice.code == "returned_by_others"
    if notice is not None and notice.code == "gave_with_it":
        return ""  # something was sent, and what became of it is said
    if not moved and why not in _MOVED and not told:
        return ""
    left = words.money(view.left, order.currency)
    sent = tr("The refund was not sent: decide again.") if refund else tr("Nothing was sent: decide again.")
    if notice is not None and told:
        amount = words.money(notice.amount, notice.currency)
        if notice.text == "file":
            return tr("{amount} went back in Shopify, seen in a file. {left} is left. {sent}",
                      amount=amount, left=left, sent=sent)  # fmt: skip
        if notice.at is None:
            return tr("Somebody refunded {amount} in Shopify. {left} is left. {sent}",
                      amount=amount, left=left, sent=sent)  # fmt: skip
        return tr("Somebody refunded {amount} in Shopify {when}. {left} is left. {sent}",
                  amount=amount, when=words.moment(notice.at, page.now, inner=True), left=left, sent=sent)  # fmt: skip
    others = [one for one in order.refunds if one.at >= view.case.opened_at and one.amount and NOTE not in one.note]
    if not others:
        return tr("{amount} is left now. {sent}", amount=left, sent=sent)
    newest = max(others, key=lambda one: one.at)
    return tr(
        "Somebody refunded {amount} in Shopify {when}. {left} is left. {sent}",
        amount=words.money(newest.amount, order.currency),
        when=words.moment(newest.at, page.now, inner=True),
        left=left,
        sent=sent,
    )


def stale(planned: Planned, view: CaseView) -> list[LegView]:
    """The legs that must be looked at before this plan may go out."""
    lines = {take.line for take in planned.scope}
    return [
        leg
        for leg in view.legs
        if planned.looks and leg.leg.id in view.stale and (not lines or lines & {line for line, _ in leg.lines})
    ]


def blocking(view: CaseView, refunds: bool, items: bool) -> str:
    """The first lock of the shop's side that holds for this plan, as a code."""
    for lock in view.locks:
        if not lock.code.startswith("blocked_"):
            continue
        if lock.code == "blocked_chargeback" and not refunds:
            continue
        if lock.code == "blocked_fulfilment" and items:
            continue
        return lock.code
    return ""


def mail(view: CaseView, notify: bool) -> str:
    """Whether Shopify writes to the customer."""
    if not notify:
        return tr("Nobody is e-mailed.")
    return tr("Shopify e-mails {name}.", name=customer(view))


def restocked(count: int) -> str:
    """That so many items go back in stock, as the verb of a sentence."""
    return trn("puts %n item back in stock", "puts %n items back in stock", count)


def stocked(restock: bool, count: int) -> str:
    """By hand: whether the items go back in stock."""
    return trn("You put %n item back in stock.", "You put %n items back in stock.", count) if restock else ""


def sentences(*parts: str) -> str:
    """Sentences after one another; empty ones are left out."""
    return ("" if chinese() else " ").join(part for part in parts if part)


def not_named(by_hand: bool) -> str:
    """Why a refund names no items: Shopify still counts them as refunded (``Line.held``)."""
    if by_hand:
        return tr(
            "An earlier refund of these items failed, but Shopify still counts them as refunded: choose no items "
            "there, type the amount. Nothing is put back in stock again."
        )
    return tr(
        "An earlier refund of these items failed, but Shopify still counts them as refunded. So the amount "
        "goes back without naming them, and nothing is put back in stock again."
    )


def named(order: Order, lines: Quantities) -> str:
    """``1 × Lamp, 2 × Mug``."""
    titles = {line.id: line.title for line in order.lines}
    return joined([f"{take.quantity} × {titles.get(take.line, '?')}" for take in lines])


def stays(order: Order, lines: Quantities) -> str:
    """What of the order is not refunded with these units; ``""`` where nothing is left."""
    chosen = {take.line: take.quantity for take in lines}
    rest = tuple(
        Take(line.id, n) for line in order.lines if (n := line.quantity - line.returned - chosen.get(line.id, 0)) > 0
    )
    return tr("Not refunded: {items}.", items=named(order, rest)) if rest else ""


class ConfirmPage(Page):
    """Made from the frame's plan."""

    def build(self) -> None:
        """Fills the page from its view."""
        planned = self.frame.plan
        assert isinstance(planned, Planned)
        self._planned = planned
        self.title(planned.title)
        self._proofs()
        old = stale(planned, self.view)
        if old:
            self._looks(old)
        self._overridden()
        self._in_progress()
        self.heading(tr("This will happen") if not planned.by_hand else tr("You will do this"))
        sentence = PlainLabel("", Type.CONSEQUENCE, wrap=True)
        between = "" if chinese() else " "
        ending = "" if planned.by_hand else between + tr("It cannot be undone.")
        sentence.say(((planned.effect, False), (ending, True)))
        self.body.addWidget(sentence)
        if planned.after:
            self.gap(8)
            self.say(planned.after, "text2")
        self._buttons(bool(old))

    def _proofs(self) -> None:
        """What it rests on: each purchase of the scope and how fresh that is."""
        lines = {take.line for take in self._planned.scope}
        old = {leg.leg.id for leg in stale(self._planned, self.view)}
        shown = False
        for leg in self.view.legs:
            if lines and not lines & {line for line, _ in leg.lines}:
                continue
            if leg.leg.id in old or not leg.needed or not self._planned.looks:
                continue
            live = leg.group in (Group.LIVE, Group.GONE)
            name = pair(heading(leg.leg), leg_words(leg.leg))
            self.proof(
                "alarm" if live else "check", "warn_text" if live else "ok_text", name, leg_age(leg.leg, self.now)
            )
            self.gap(4)
            shown = True
        if shown:
            self.rule(10, 16)

    def _overridden(self) -> None:
        """What the lock was overridden for: the possible loss that was seen, and the reason typed then (rules §4.1)."""
        phase, case = self._planned.phase, self.view.case
        if not (isinstance(phase, Cleared) and phase.overridden and case.overrides):
            return
        made = case.overrides[-1]
        loss = loss_said(made.loss, made.at_least)
        text = tr("You overrode the lock: it may still ship. You could lose {loss}.", loss=loss)
        self.proof("alarm", "danger_text", text, self.view.texts.get(made.reason_ref, ""))
        self.rule(10, 16)

    def _in_progress(self) -> None:
        """What Shopify shows as in progress and cannot be recalled from here: nobody but a person can look."""
        phase = self._planned.phase
        shown = in_progress(phase, self.order) if isinstance(phase, Cleared) else ()
        if not shown:
            return
        text = tr("Shopify shows these in progress: {items}", items=named(self.order, shown))
        self.proof("alarm", "warn_text", text, tr("Make sure that nobody is packing them."))
        self.rule(10, 16)

    def _looks(self, legs: list[LegView]) -> None:
        self.heading(tr("Look once more: it must still be so"))
        for leg in legs:
            box = QWidget()
            inside = column(8, parent=box)
            if leg.leg.number:
                inside.addLayout(order_line(self, leg.leg))
            text = (
                tr("Still nothing ordered")
                if leg.leg.state is LegState.NOT_ORDERED
                else tr("{supplier}: still cancelled", supplier=heading(leg.leg))
            )
            line = TickLine(text, False)
            line.ticked.connect(partial(self._looked, leg))
            line.link(tr("It changed…"), partial(self._changed, leg))
            inside.addWidget(line)
            self.body.addWidget(box)
            self.gap(8)
        self.rule(8, 16)

    def _looked(self, leg: LegView) -> None:
        self.frame.do(LookedNow(leg.leg.id, self.now), stay=True)

    def _changed(self, leg: LegView) -> None:
        self.frame.leg = leg.leg.id
        self.frame.show_step(3, "facts")

    def _buttons(self, old: bool) -> None:
        planned = self._planned
        back = self.bar.back(tr("Back"), lambda: self.frame.show_step(planned.step, planned.sub))
        back.setDefault(True)
        items = isinstance(planned.move, WantItems) or (
            isinstance(planned.move, DoByHand) and planned.move.what == "items"
        )
        lock = blocking(self.view, planned.refunds, bool(planned.scope) and items)
        if old:
            self._locked(tr("Check AliExpress, then tick"))
        elif lock:
            self._locked(said.lock(lock))
            self.bar.link(tr("Check in Shopify"), lambda: refresh(self.frame))
        elif planned.by_hand:
            self.bar.main(planned.button, self._commit)
        else:
            self.bar.main(planned.button, self._commit, "danger", 44)

    def _locked(self, text: str) -> None:
        holder = QWidget()
        inside = row(8, parent=holder)
        inside.addWidget(Icon("lock", "warn_text"), 0, Qt.AlignmentFlag.AlignVCenter)
        label = PlainLabel(text, Type.MEDIUM, "warn_text", wrap=True)
        label.setMinimumWidth(min(label.natural(), u(380)))
        inside.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        self.bar.row.addWidget(holder, 0, Qt.AlignmentFlag.AlignVCenter)

    def _commit(self) -> None:
        planned = self._planned
        self.frame.plan = None  # pressed: what moves from now on may be its own money, which nobody else moved
        self.frame.do(
            *planned.first,
            planned.move,
            texts=dict(planned.texts) or None,
            forget=planned.forget,
            proceed=not planned.by_hand,
            home=True,
        )

    def main_action(self) -> None:
        """Never commits by a key: it only moves the focus to the button that does."""
        if self.bar.main_button is not None:
            self.bar.main_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def first_focus(self) -> QWidget | None:
        """The page to be looked at where a look is asked for, else *Back*."""
        return self.harmless()


def show_clicks(frame: Frame, view: CaseView, planned: Planned) -> None:
    """To the clicks of a plan by hand at once, where nothing must be looked at first: nothing is done by it."""
    if stale(planned, view):
        frame.plan = planned
        frame.show_step(planned.step, "confirm")
    else:
        frame.do(planned.move, forget=planned.forget, home=True)


def refresh(frame: Frame) -> None:
    """Reads this order again."""
    again = frame.context.refresh
    if again is not None:
        again(frame.key)
    frame.reload()


__all__ = [
    "ConfirmPage",
    "Planned",
    "blocking",
    "mail",
    "meanwhile",
    "named",
    "not_named",
    "refresh",
    "restocked",
    "sentences",
    "show_clicks",
    "stale",
    "stays",
    "still_true",
    "stocked",
]
