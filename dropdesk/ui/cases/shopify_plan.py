"""Shopify, as plan (page 4): how much, now or later, why, restock, notify, note; or the items of a refund. Continue
leads to the confirm page and writes nothing down."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.moves import DoByHand, Reason, WantCancel, WantItems, WantRecall
from dropdesk.domain.case.permit import CancelReason
from dropdesk.domain.case.phases import Cleared
from dropdesk.domain.case.scope import names_held
from dropdesk.domain.case.view import CaseView, LegView
from dropdesk.domain.supplier.leg import Group, LegState
from dropdesk.domain.values import LineId, Quantities, Take, Where
from dropdesk.ui import words
from dropdesk.ui.cases.amounts import AmountRow, Suggestion
from dropdesk.ui.cases.blocks import labelled
from dropdesk.ui.cases.case_words import customer, heading, held_words, joined, store_closed, who
from dropdesk.ui.cases.confirm import (
    Planned,
    blocking,
    mail,
    meanwhile,
    named,
    not_named,
    restocked,
    sentences,
    stays,
    stocked,
)
from dropdesk.ui.cases.legs import needed
from dropdesk.ui.cases.page_base import Page, money
from dropdesk.ui.i18n import clauses, pair, tr, trn
from dropdesk.ui.kit import Counter, Field, Picker, PlainLabel, Segments, Tick, row
from dropdesk.ui.orders.side_facts import leg_words
from dropdesk.ui.theme import u
from dropdesk.ui.words import cases as said

NOTE = 255
"""Shopify's longest staff note."""


def by_hand_only(view: CaseView) -> bool:
    """No store, or an amount nobody knows: then the person clicks in the admin."""
    return not view.connected or view.left is None


class _Shop(Page):
    """What the plan pages share: what the step rests on, and what went wrong before."""

    chosen_by_hand = False
    """Opened from the menu: the same plan, done by the person."""

    def hand(self) -> bool:
        return self.chosen_by_hand or by_hand_only(self.view)

    def back_to_before(self) -> None:
        self.frame.show_step(4 if self.chosen_by_hand else 3)

    def top(self, title: str, lines: Collection[LineId] = ()) -> None:
        """Title, what it rests on (``lines``: only the purchases that serve those), and what holds it back."""
        phase = self.view.case.phase
        self.title(title)
        why = getattr(phase, "why", "")
        moved = meanwhile(self, why)
        told = held_words(self.view, self.now)
        told = told or said.happened(why, getattr(phase, "text", ""), self.view.case.notice, self.now)
        told = "" if moved else told
        if told:
            self.proof("info", "warn_text", told)
            self.gap(8)
        for text in (moved, store_closed(self.frame, self.view)):
            if text:
                self.proof("info", "warn_text", text)
                self.gap(8)
        for leg in needed(self.view):
            if not lines or any(line in lines for line, _ in leg.lines):
                self._rests_on(leg)
        codes = {lock.code for lock in self.view.locks}
        blocked = blocking(self.view, refunds=True, items=phase.kind != "cleared")
        for code, icon in ((blocked, "lock"), ("confirm_in_shopify" if "confirm_in_shopify" in codes else "", "info")):
            if code:
                self.proof(icon, "warn_text", said.lock(code))
                self.gap(4)
        self.rule(8, 8)

    def _rests_on(self, leg: LegView) -> None:
        one, phase = leg.leg, self.view.case.phase
        if leg.group == Group.LIVE:
            if isinstance(phase, Cleared) and phase.overridden:
                self.proof("alarm", "warn_text", tr("Overridden."), said.lock("may_still_ship", {"supplier": who(one)}))
                self.gap(4)
            return
        if one.state is LegState.STOPPED:
            how = words.how(one.how) if one.how is not None else leg_words(one)
            when = words.moment(one.as_of, self.now, inner=True) if one.as_of is not None else ""
            line = self.proof("check", "ok_text", pair(heading(one), how), when)
        else:
            text = pair(one.supplier, leg_words(one)) if one.supplier else leg_words(one)
            gone = leg.group == Group.GONE
            line = self.proof("alarm" if gone else "check", "warn_text" if gone else "ok_text", text)
        self.undo(line, leg)
        self.gap(4)

    def amount_beside(self) -> str:
        if self.view.left == self.order.received:
            return tr("of {amount} paid", amount=money(self, self.order.received))
        return tr("of {amount} left", amount=money(self, self.view.left))

    def notify_row(self) -> Tick:
        tick = Tick(tr("Send Shopify’s e-mail"))
        tick.setChecked(self.draft("notify", "yes" if self.order.can_notify else "no") == "yes")
        tick.setEnabled(self.order.can_notify)
        tick.toggled.connect(lambda on: self.put("notify", "yes" if on else "no"))
        self.body.addWidget(labelled(tr("Customer"), tick))
        return tick

    def restock_row(self, text: str) -> Tick:
        tick = Tick(text)
        tick.setChecked(self.draft("restock", "no") == "yes")
        tick.toggled.connect(lambda on: self.put("restock", "yes" if on else "no"))
        self.body.addWidget(labelled(tr("Stock"), tick))
        return tick

    def go(self, planned: Planned) -> None:
        self.frame.plan = planned
        self.frame.show_step(planned.step, "confirm")


class PlanPage(_Shop):
    """Cancel the order (route *cancel*)."""

    def build(self) -> None:
        self._hand = self.hand()
        left = self.view.left
        cancels = tr("Cancel and refund in Shopify") if left is None or left else tr("Cancel without refund")
        self.top(tr("Cancel in Shopify by hand") if self._hand else cancels)
        self._amount: AmountRow | None = None
        self._when: Segments | None = None
        if left is None:
            self._unknown_amount()
        elif left:
            self._money(left)
        else:
            self.say(tr("No money was received, or all of it went back: none is refunded."), "text2")
            self.gap(8)
        self._reason = Picker(
            tr("Reason"),
            [(reason.value, said.shop_reason(reason)) for reason in CancelReason],
            self.draft("reason", self._usual()),
            360,
        )
        self._reason.picked.connect(lambda key: self.put("reason", key))
        self.body.addWidget(labelled(tr("Reason"), self._reason))
        self._notify = self.notify_row()
        # Shopify restocks what it still counts as open, whatever the money of a refund is laid on here.
        count = sum(max(0, line.quantity - line.returned - line.held) for line in self.order.lines)
        text = trn("Put %n item back in stock", "Put %n items back in stock", count)
        self._restock = self.restock_row(text)
        self._count = count
        if not self._hand:
            self._note()
        self.bar.back(tr("Back"), self.back_to_before)
        self.bar.main(tr("Continue"), self._go)

    def _usual(self) -> str:
        return CancelReason.OTHER if self.view.case.reason is Reason.OTHER else CancelReason.CUSTOMER

    def _money(self, left: int) -> None:
        options = [("full", tr("Full")), ("part", tr("Part")), ("later", tr("Later"))]
        self._when = Segments(options, self.draft("when", "full"), tr("Refund"))
        self._when.chosen.connect(self._turned)
        self._amount = AmountRow(self, "amount", tr("Refund"), left, left, before=self._when)
        self._amount.field.setAccessibleName(tr("Refund amount"))
        self._amount.beside.say(self.amount_beside())
        self.body.addWidget(self._amount.row)
        self._suggestion = Suggestion(self, self._amount, exact=False)
        self._suggestion.ask(None, True)
        self._arrange()

    def _turned(self, key: str) -> None:
        self.put("when", key)
        if key == "full":
            self.drop("amount")
            if self._amount is not None:
                self._amount.suggest(self._amount.prefill, self._amount.bound)
        self._arrange()
        if key == "part" and self._amount is not None:
            QTimer.singleShot(0, self._amount.field, self._amount.field.setFocus)

    def _arrange(self) -> None:
        assert self._amount is not None
        assert self._when is not None
        key = self._when.value()
        self._amount.field.setReadOnly(key != "part")
        self._amount.field.setVisible(key != "later")
        if key == "later":
            self._amount.beside.say(tr("{amount} stay owed", amount=money(self, self._amount.prefill)), "text2")
        else:
            self._amount.beside.say(self.amount_beside(), "text2")

    def _unknown_amount(self) -> None:
        self._typed = Field(tr("Refund amount"), suffix=words.symbol(self.order.currency), right=True)
        self._typed.setFixedWidth(u(120))
        self.keep("amount", self._typed)
        hint = tr("The amount paid is unknown here: take it from Shopify’s dialog.")
        self._typed_row = labelled(tr("Refund"), self._typed, hint)
        self.body.addWidget(self._typed_row)

    def _note(self) -> None:
        stopped = next((leg.leg for leg in needed(self.view) if leg.leg.state is LegState.STOPPED), None)
        usual = ""
        if stopped is not None and stopped.as_of is not None and stopped.how is not None:
            at = stopped.as_of.astimezone()
            # A file tells by when it was, never at which hour.
            told = f"{words.day(at)} {words.clock(at)}" if stopped.where is Where.PERSON else words.day(at)
            usual = clauses(one for one in (words.how(stopped.how), told, stopped.number) if one)
        self._staff = Field(tr("Staff note"))
        self.keep("note", self._staff, usual)
        self._staff.setMaximumWidth(u(440))
        self._staff.home(False)
        self._staff_row = labelled(tr("Staff note"), self._staff, stretch=True)
        self.body.addWidget(self._staff_row)

    def _read(self) -> tuple[int, bool] | None:
        """(amount, later), or None when it does not read as one."""
        if self.view.left is None:
            typed = words.read_amount(self._typed.text(), self.order.currency)
            if typed is None:
                self._typed_row.error(tr("Type the amount that Shopify’s dialog shows, or 0."))
                self._typed.setFocus()
                return None
            return typed.minor, False
        if self._amount is None or self._when is None:
            return 0, False
        key = self._when.value()
        if key == "later":
            return self._amount.prefill, True
        amount = self._amount.prefill if key == "full" else self._amount.read()
        return None if amount is None else (amount, False)

    def _go(self) -> None:
        found = self._read()
        if found is None:
            return
        amount, later = found
        if self._hand:
            self._by_hand(amount, later)
            return
        note = self._staff.text().strip()
        if len(note) > NOTE:
            self._staff_row.error(tr("At most 255 characters; these are {n}.", n=len(note)))
            self._staff.setFocus()
            return
        name, text = self.order.name, money(self, amount)
        doing = [tr("cancels {order}", order=name)]
        if later:
            button = tr("Cancel order {order} in Shopify, refund later", order=name)
            after = tr("{amount} stay owed to {name}.", amount=text, name=customer(self.view))
        elif amount:
            doing.append(self._paid(text))
            button = tr("Cancel order {order} in Shopify and refund {amount}", order=name, amount=text)
            after = "" if amount == self.view.left else tr("First the cancellation, then the refund, each checked.")
        else:
            button = tr("Cancel order {order} in Shopify", order=name)
            after = tr("No money goes back.") if self.view.left else ""
        if self._restock.isChecked():
            doing.append(restocked(self._count))
        effect = tr("DropDesk {does}. {mail}", does=_together(doing), mail=mail(self.view, self._notify.isChecked()))
        reason = CancelReason(self._reason.value())
        move = WantCancel(amount, later, reason, self._restock.isChecked(), self._notify.isChecked())
        phase = self.view.case.phase
        scope = phase.scope if isinstance(phase, Cleared) else ()
        texts = {"staff_note_ref": note} if note else {}
        self.go(
            Planned(
                move, tr("Cancel order {order}?", order=name), effect, button, phase, self.view.left, 4, "",
                self.drafts_name, texts, after, scope, refunds=bool(amount) and not later,
            )
        )  # fmt: skip

    def _paid(self, text: str) -> str:
        answer = self._suggestion.answer
        where = joined([_gateway(one) for one in answer.gateways]) if answer is not None else ""
        if where:
            return tr("pays {amount} back to {gateway}", amount=text, gateway=where)
        return tr("pays {amount} back", amount=text)

    def _clicks(self, amount: int, later: bool) -> DoByHand:
        return DoByHand(
            "cancel", amount, reason=CancelReason(self._reason.value()), notify=self._notify.isChecked(),
            restock=self._restock.isChecked(), later=later,
        )  # fmt: skip

    def _by_hand(self, amount: int, later: bool) -> None:
        text = money(self, 0 if later else amount)
        effect = sentences(
            tr("You cancel {order} in Shopify and refund {amount} there.", order=self.order.name, amount=text),
            stocked(self._restock.isChecked(), self._count),
            mail(self.view, self._notify.isChecked()),
        )
        phase, left = self.view.case.phase, self.view.left
        kept = "" if left is None or later else money(self, left - amount)
        after = sentences(
            tr("{amount} stay owed to {name}.", amount=money(self, amount), name=customer(self.view)) if later else "",
            tr("{amount} is not refunded.", amount=kept) if kept and left is not None and left > amount else "",
            tr("The next import or sync shows whether it is done."),
        )
        self.go(
            Planned(
                self._clicks(amount, later), tr("Cancel by hand"), effect, tr("Show me the clicks"), phase,
                left, 4, "by_hand" if self.chosen_by_hand else "", "", {}, after,
                phase.scope if isinstance(phase, Cleared) else (), by_hand=True, refunds=not later,
            )
        )  # fmt: skip


class ItemsPage(_Shop):
    """Refund named items: Shopify's suggestion for those lines, no shipping unless nothing is left, no restock unless
    ticked. From *Cleared*, or later for what is here or given up."""

    def build(self) -> None:
        phase = self.view.case.phase
        self._hand = self.hand()
        self.top(tr("Refund items by hand") if self._hand else tr("Refund items in Shopify"), self._most())
        self._counters: dict[LineId, Counter] = {}
        most = self._most()
        scope = phase.scope if isinstance(phase, Cleared) else self.view.wish
        start = {take.line: take.quantity for take in scope}
        for place, (line, count) in enumerate(most.items()):
            self._line(line, count, min(count, start.get(line, 0)), bool(place))
        if not most:
            self.say(tr("Nothing can be refunded now: accept the loss first, or wait until it is here."), "text2")
            self.bar.back(tr("Back"), lambda: self.frame.show_step(self.frame.own_step()))
            return
        self._shipping = Tick(tr("Refund shipping too"))
        self._shipping.setChecked(self.draft("shipping", "yes" if self._nothing_left() else "no") == "yes")
        self._shipping.toggled.connect(self._ship)
        self.body.addWidget(labelled(tr("Shipping"), self._shipping))
        self._amount = AmountRow(self, "amount", tr("Refund"), self._worth(), self.view.left or 0)
        self._amount.field.setAccessibleName(tr("Refund amount"))
        self.body.addWidget(self._amount.row)
        self._suggestion = Suggestion(self, self._amount, exact=True)
        self._suggestion.ask(self._lines(), self._shipping.isChecked())
        self._notify = self.notify_row()
        self._restock = self.restock_row(tr("Put them back in stock"))
        self.bar.back(tr("Back"), self.back_to_before)
        self.bar.main(tr("Continue"), self._go)

    def _most(self) -> dict[LineId, int]:
        """The quantities that may be refunded now: the scope, or what is here or given up (rules §5)."""
        phase = self.view.case.phase
        if isinstance(phase, Cleared):
            return {take.line: take.quantity for take in phase.scope}
        return {take.line: take.quantity for take in self.view.refundable}

    def _line(self, line: LineId, most: int, count: int, later: bool) -> None:
        title = next((one.title for one in self.order.lines if one.id == line), "?")
        counter = Counter(tr("Refund: {item}", item=title), int(self.draft(f"n.{line}", str(count))), most)
        counter.changed.connect(lambda n: self._counted(line, n))
        self._counters[line] = counter
        holder = QWidget()
        inside = row(10, parent=holder)
        inside.addWidget(counter)
        inside.addWidget(PlainLabel(tr("of {n} · {item}", n=most, item=title), tone="text2", elide=True), 1)
        self.body.addWidget(labelled("" if later else tr("Items"), holder, stretch=True))

    def _lines(self) -> Quantities:
        return tuple(Take(line, counter.value()) for line, counter in self._counters.items() if counter.value())

    def _nothing_left(self) -> bool:
        chosen = {take.line: take.quantity for take in self._lines()}
        return all(line.quantity - line.returned == chosen.get(line.id, 0) for line in self.order.lines)

    def _worth(self) -> int:
        values = {line.id: line.unit_value for line in self.order.lines}
        worth = sum(values[take.line] * take.quantity for take in self._lines())
        return min(worth, self.view.left) if self.view.left is not None else worth

    def _counted(self, line: LineId, count: int) -> None:
        self.put(f"n.{line}", str(count))
        self.drop("amount")
        if not self._nothing_left():
            self._shipping.setChecked(False)
        if self._lines():
            self._amount.suggest(self._worth(), self.view.left or self._worth())
            self._suggestion.ask(self._lines(), self._shipping.isChecked())

    def _ship(self, on: bool) -> None:
        self.put("shipping", "yes" if on else "no")
        self.drop("amount")
        self._suggestion.ask(self._lines(), on)

    def _go(self) -> None:
        lines = self._lines()
        if not lines:
            self.frame.say(tr("Choose at least one item."))
            return
        if self._hand and self.view.left is None:
            self._amount.bound = 10**12
        amount = self._amount.read()
        if amount is None:
            return
        items, held, restock = named(self.order, lines), names_held(self.order, lines), self._restock.isChecked()
        count = sum(take.quantity for take in lines)
        text, name, phase = money(self, amount), self.order.name, self.view.case.phase
        answer = self._suggestion.answer
        shipping = answer.shipping if answer is not None and self._shipping.isChecked() else 0
        if self._hand:
            effect = sentences(
                tr("You refund {items} in Shopify: {amount}.", items=items, amount=text),
                stocked(restock and not held, count),
                mail(self.view, self._notify.isChecked()),
            )
            move: DoByHand | WantItems = DoByHand(
                "items", amount, lines, notify=self._notify.isChecked(), restock=restock and not held
            )
            button, title = tr("Show me the clicks"), tr("Refund by hand")
            after = sentences(
                not_named(by_hand=True) if held else "",
                tr("The order itself stays."),
                stays(self.order, lines),
                tr("The next import or sync shows whether it is done."),
            )
        else:
            doing = [tr("refunds {amount} for {items}", amount=text, items=items)]
            if restock and not held:
                doing.append(restocked(count))
            effect = tr(
                "DropDesk {does}. {mail}", does=_together(doing), mail=mail(self.view, self._notify.isChecked())
            )
            move = WantItems(lines, amount, shipping, restock, self._notify.isChecked())
            button = tr("Refund {amount} for order {order} in Shopify", amount=text, order=name)
            title, after = tr("Refund items of {order}?", order=name), tr("The order itself stays.")
            if held:
                after = not_named(by_hand=False)
        self.go(
            Planned(
                move, title, effect, button, phase, self.view.left, self._step(),
                "by_hand" if self.chosen_by_hand else "items", self.drafts_name, {}, after, lines, by_hand=self._hand,
            )
        )  # fmt: skip

    def _step(self) -> int:
        return 4 if isinstance(self.view.case.phase, Cleared) else self.frame.own_step()


class PlanByHandPage(PlanPage):
    """From the menu: the plan as it was chosen, with the same drafts, done by the person instead."""

    chosen_by_hand, drafts_name = True, PlanPage.__name__


class ItemsByHandPage(ItemsPage):
    """From the menu: the items as they were chosen, with the same drafts, refunded by the person instead."""

    chosen_by_hand, drafts_name = True, ItemsPage.__name__


class EditPage(_Shop):
    """Nothing was received: the lines are removed by hand (route *edit by hand*)."""

    def build(self) -> None:
        self.top(tr("Remove the items in Shopify"))
        self.say(tr("Nothing was paid, so nothing is refunded: edit the order and remove these items."))
        self.gap(12)
        phase = self.view.case.phase
        scope = phase.scope if isinstance(phase, Cleared) else ()
        titles = {line.id: line.title for line in self.order.lines}
        for take in scope:
            self.say(f"{take.quantity} × {titles.get(take.line, '?')}")
        effect = tr("You remove these items from {order} in Shopify.", order=self.order.name)
        planned = Planned(
            DoByHand("edit", 0, scope), tr("Remove the items by hand"), effect, tr("Show me the clicks"), phase,
            self.view.left, 4, "", "", {}, "", scope, by_hand=True, refunds=False,
        )  # fmt: skip
        self.bar.back(tr("Back"), lambda: self.frame.show_step(3))
        self.bar.main(tr("Continue"), lambda: self.go(planned))


class RecallPage(_Shop):
    """Units that are with a fulfilment service are called back first."""

    def build(self) -> None:
        self.top(tr("Recall the fulfilment first"))
        self.say(tr("A fulfilment service has these items. Shopify asks it to stop; then the order can be cancelled."))
        self.bar.back(tr("Back"), lambda: self.frame.show_step(3))
        if self.view.connected:
            self.bar.main(tr("Recall the fulfilment"), lambda: self.frame.do(WantRecall(), proceed=True), claims=True)
        else:
            self.bar.hint(said.lock("no_shop"))
            recall = DoByHand("recall", 0)
            self.bar.main(tr("Show me the clicks"), lambda: self.frame.do(recall, home=True))


def _together(doing: list[str]) -> str:
    """What is done in one go, as one sentence's verbs."""
    if len(doing) < 2:
        return "".join(doing)
    return tr("{first} and {last}", first=joined(doing[:-1]), last=doing[-1])


def _gateway(code: str) -> str:
    """A payment provider as a person knows it: Shopify's own codes are written like names."""
    return code.replace("_", " ").title() if code.islower() else code
