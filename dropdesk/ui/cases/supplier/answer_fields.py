"""What a chosen answer needs: a time, a number, an amount, a reason. One method a ``supplier.answers.Need``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.shown.view import LegView
from dropdesk.domain.supplier.leg import DisputeStage, How, Unit
from dropdesk.domain.supplier.report import Say
from dropdesk.domain.values import LineId, Money, is_currency
from dropdesk.ui import words
from dropdesk.ui.cases.base.blocks import labelled
from dropdesk.ui.cases.base.page_base import Page
from dropdesk.ui.cases.base.received import billed_in
from dropdesk.ui.cases.supplier.answer_choices import AnswerChoice
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Counter, Field, FieldRow, NoteField, Picker, Tick, When, clear, column
from dropdesk.ui.orders.pane.side_facts import part_options
from dropdesk.ui.theme import u
from dropdesk.ui.words import cases as said

_SHARED = frozenset({Say.ACCEPTED, Say.DROPPED, Say.SHIPPED, Say.REFUSED})


class AnswerFields(QWidget):
    """What the chosen answer needs, kept in the page's drafts: a time, a number, an amount, a reason."""

    def __init__(self, page: Page, leg: LegView) -> None:
        super().__init__()
        self._page, self._leg = page, leg
        self._name = f"say.{leg.leg.id}"
        self._column = column(0, parent=self)
        self._fields: dict[str, QWidget] = {}
        self._rows: dict[str, FieldRow] = {}
        self._counters: dict[LineId, Counter] = {}
        self._from_page: set[str] = set()

    def last(self) -> QWidget | None:
        """The last row that is asked; None for none."""
        return next(reversed(self._rows.values()), None)

    def asks(self, name: str) -> bool:
        """Whether this is among what is asked."""
        return name in self._fields

    def ask(self, option: AnswerChoice) -> None:
        """Asks what this answer needs, instead of what was asked before."""
        clear(self._column)
        self._fields.clear()
        self._rows.clear()
        self._counters.clear()
        self._from_page.clear()
        # Said once, before the first tick: it is not asked again.
        shared = bool(self._leg.shared_with) and not self._leg.leg.part
        shared = shared and option.say in _SHARED and "units" not in option.needs
        if not option.needs and not shared:
            return
        self._column.addSpacing(u(10))
        for need in option.needs:
            getattr(self, f"_need_{need}")(option)
        if shared:
            self._need_shared()

    def _add(self, name: str, label: str, field: QWidget, hint: str = "", stretch: bool = False) -> FieldRow:
        made = labelled(label, field, hint, stretch)
        self._fields[name] = field
        self._rows[name] = made
        self._column.addWidget(made)
        return made

    def _moment(self, name: str, label: str, ahead: int = 0) -> When:
        """A moment to type, kept in its draft."""
        at = self._page.now + timedelta(days=ahead)
        typed = self._page.draft(f"{self._name}.{name}")
        if typed:
            at = at.fromisoformat(typed)
        field = When(label, at)
        field.changed.connect(lambda: self._page.put(f"{self._name}.{name}", field.at().isoformat()))
        return field

    def _when(self, name: str, label: str, ahead: int = 0) -> None:
        self._add(name, label, self._moment(name, label, ahead))

    def _need_at(self, option: AnswerChoice) -> None:
        """A report says *that*, not *when* (rules §2): a time is only told where the person knows it."""
        name = f"{self._name}.at"
        known = Tick(tr("I know when"))
        known.setChecked(bool(self._page.draft(name)))
        field = self._moment("at", tr("When"))
        field.setVisible(known.isChecked())

        def told(on: bool) -> None:
            field.setVisible(on)
            if on:
                self._page.put(name, field.at().isoformat())
            else:
                self._page.drop(name)

        known.toggled.connect(told)
        holder = QWidget()
        line = column(6, parent=holder)
        line.addWidget(known)
        line.addWidget(field)
        holder.setFocusProxy(field)
        self._add("at", tr("When"), holder)
        self._fields["at"] = field

    def _need_done(self, option: AnswerChoice) -> None:
        """What the person did: now, unless they say otherwise."""
        self._when("at", tr("When"))

    def _need_opened(self, option: AnswerChoice) -> None:
        """The day decides a dispute (R-48): it is read off the page, never this moment."""
        self._read_off("at", tr("Opened"))

    def _need_until(self, option: AnswerChoice) -> None:
        labels = {
            Say.OFFERS_DISPUTE: tr("Possible until"),
            Say.RETURN_AGREED: tr("Send back by"),
            Say.DEADLINE_TYPED: tr("Ship by"),
            Say.DISPUTE_STAGE: tr("Answer by"),
        }
        label = labels.get(option.say, tr("Until"))
        if option.say is Say.DEADLINE_TYPED:
            self._read_off("until", label)
            return
        # Without a date that the page names, the rule's own days run (rules §2).
        known = Tick(tr("The page names a date"))
        known.setChecked(bool(self._page.draft(f"{self._name}.until_known")))
        self._add("until_known", "", known)
        self._fields["until_known"] = known
        self._read_off("until", label)
        field = self._rows["until"]
        field.setVisible(known.isChecked())

        def told(on: bool) -> None:
            field.setVisible(on)
            if on:
                self._page.put(f"{self._name}.until_known", "yes")
            else:
                self._page.drop(f"{self._name}.until_known")

        known.toggled.connect(told)

    def _need_window(self, option: AnswerChoice) -> None:
        self._read_off("start", tr("From"))
        self._read_off("until", tr("Until"))

    def _read_off(self, name: str, label: str) -> None:
        """A date that the page names: it begins with this moment, and stands for nothing until it is typed."""
        self._when(name, label)
        self._from_page.add(name)

    def _need_back(self, option: AnswerChoice) -> None:
        """What comes back, as far as it is known: unknown, it is awaited as an unknown amount."""
        self._need_amount(option)
        self._rows["amount"].hint(tr("Leave it empty if you do not know it yet."))

    def _need_amount(self, option: AnswerChoice) -> None:
        cost = self._leg.leg.cost
        currency = cost.currency if cost is not None else ""
        awaited = option.say is not Say.DISPUTE_SETTLED and option.say is not Say.PAYS_PART
        text = words.plain_amount(cost.minor, currency) if cost is not None and awaited else ""
        field = Field(tr("Amount they pay"), suffix=words.symbol(currency), right=True)
        field.setFixedWidth(u(140))
        self._page.keep(f"{self._name}.amount", field, text)
        self._add("amount", tr("Amount"), field)
        if not currency:
            self._need_currency()

    def _need_currency(self) -> None:
        """The supplier's, which nobody told; that of other purchases stands there as a suggestion."""
        suggested = billed_in(self._page.view, self._leg)
        field = Field(tr("Currency"), suggested, placeholder="USD")
        field.setFixedWidth(u(90))
        self._page.keep(f"{self._name}.currency", field, suggested)
        self._add("currency", tr("Currency"), field)
        self._rows["currency"].hint(tr("As the supplier bills it."))

    def _need_tracking(self, option: AnswerChoice) -> None:
        self._tracking(self._leg.leg.tracking_number, self._leg.leg.carrier)

    def _tracking(self, known: str, by: str) -> None:
        number = Field(tr("Tracking number"))
        self._page.keep(f"{self._name}.tracking", number, known)
        carrier = Field(tr("Carrier"))
        self._page.keep(f"{self._name}.carrier", carrier, by)
        number.setMaximumWidth(u(260))
        carrier.setMaximumWidth(u(260))
        self._add("tracking", tr("Tracking no."), number, stretch=True)
        self._add("carrier", tr("Carrier"), carrier, stretch=True)

    def _need_back_tracking(self, option: AnswerChoice) -> None:
        """Without tracking it does not count (V-17). The parcel back has a number of its own; the way out's stays."""
        self._tracking(self._leg.leg.return_tracking, self._leg.leg.return_carrier)

    def _need_claim(self, option: AnswerChoice) -> None:
        options = [
            ("", tr("Choose…")),
            ("shipped", tr("“It is shipped already”")),
            ("unwilling", tr("They do not want to lose the sale")),
            ("none", tr("No reason given")),
        ]
        self._pick_from("claim", tr("Their reason"), options)

    def _need_how(self, option: AnswerChoice) -> None:
        options = [("", tr("Choose…"))]
        options += [(how.value, said.ended(how)) for how in (How.NOT_SHIPPED, How.PLATFORM, How.UNPAID)]
        self._pick_from("how", tr("Why"), options)

    def _need_stage(self, option: AnswerChoice) -> None:
        options = [("", tr("Choose…")), *((stage.value, said.stage(stage)) for stage in DisputeStage)]
        self._pick_from("stage", tr("Now"), options)

    def _need_shared(self) -> None:
        """Nothing is chosen beforehand: of the two, one is wrong."""
        options = [("", tr("Choose…")), *part_options(self._leg.shared_with)]
        self._pick_from("shared", tr("It means"), options)

    def _pick_from(self, name: str, label: str, options: Sequence[tuple[str, str]]) -> None:
        picker = Picker(label, options, self._page.draft(f"{self._name}.{name}", options[0][0]), 300)
        picker.picked.connect(lambda key: self._page.put(f"{self._name}.{name}", key))
        self._add(name, label, picker)

    def _need_reason(self, option: AnswerChoice) -> None:
        cost = self._leg.leg.cost
        loss = words.amount(cost) if cost is not None else tr("unknown")
        field = NoteField(tr("Reason"), rows=2)
        self._page.keep(f"{self._name}.reason", field)
        self._add("reason", tr("Reason"), field, tr("Possible loss: {amount}", amount=loss), stretch=True)

    def _need_units(self, option: AnswerChoice) -> None:
        titles = {line.id: line.title for line in self._page.order.lines}
        went = option.say is Say.SHIPPED
        for line, count in self._leg.lines:
            title = titles.get(line, "?")
            typed = self._page.draft(
                f"{self._name}.units.{line}", str(1 if len(self._leg.lines) == 1 and count == 2 else 0)
            )
            name = tr("Shipped: {item}", item=title) if went else tr("Cancelled: {item}", item=title)
            counter = Counter(name, int(typed), count)
            counter.changed.connect(lambda n, line=line: self._page.put(f"{self._name}.units.{line}", str(n)))
            self._counters[line] = counter
            label = tr("Shipped") if went else tr("Cancelled")
            self._rows["units"] = labelled(label, counter, tr("{item}: of {n}", item=title, n=count))
            self._column.addWidget(self._rows["units"])

    # What was typed

    def until(self) -> datetime | None:
        """The date that the page names; None where it names none."""
        return self.at("until") if self._names_until() else None

    def _names_until(self) -> bool:
        known = self._fields.get("until_known")
        return not isinstance(known, Tick) or known.isChecked()

    def untold(self) -> str:
        """The first date that the page names and nobody typed; ``""`` for none."""
        asked = [name for name in sorted(self._from_page) if name != "until" or self._names_until()]
        return next((name for name in asked if not self._page.draft(f"{self._name}.{name}")), "")

    def reason(self) -> str:
        """The typed reason; ``""`` where none is asked."""
        field = self._fields.get("reason")
        return field.toPlainText().strip() if isinstance(field, NoteField) else ""

    def wrong(self, name: str, text: str) -> None:
        """Says below a field what is missing, and puts the focus there."""
        self._rows[name].error(text)
        self._rows[name].field.setFocus()

    def at(self, name: str) -> datetime | None:
        """The moment typed into a field; None where it is not asked or not told."""
        field = self._fields.get(name)
        return field.at() if isinstance(field, When) and not field.isHidden() else None

    def text(self, name: str) -> str:
        """What is typed into a field, without spaces around it; ``""`` where it is not asked."""
        field = self._fields.get(name)
        return field.text().strip() if isinstance(field, Field) else ""

    def value(self, name: str) -> str:
        """The picked option; ``""`` where none is, or none is asked."""
        field = self._fields.get(name)
        return field.value() if isinstance(field, Picker) else ""

    def amount(self) -> Money | None:
        """What is typed as an amount, in the purchase's currency; None where it does not read as one."""
        if "amount" not in self._fields:
            return None
        currency = self.currency()
        return words.read_amount(self.text("amount"), currency) if currency else None

    def currency(self) -> str:
        """Of the amount that is typed; ``""`` while nobody told it."""
        cost = self._leg.leg.cost
        code = cost.currency if cost is not None else self.text("currency").upper()
        return code if is_currency(code) else ""

    def units(self, shipped: bool) -> tuple[Unit, ...]:
        """As many units of each line as were counted. ``shipped``: they went out; else they are stopped."""
        found: list[Unit] = []
        for line, counter in self._counters.items():
            mine = [unit for unit in self._leg.leg.units if unit[0] == line]
            # One is as good as another: what is stopped is what was refunded already, then what was asked for, so that
            # no more is refunded than was stopped; what shipped is the rest first.
            back, named = self._leg.refunded, self._leg.leg.asked_for
            mine.sort(key=lambda unit: (unit not in back, bool(named) and unit not in named), reverse=shipped)
            found += mine[: counter.value()]
        return tuple(found)
