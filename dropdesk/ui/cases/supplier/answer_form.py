"""One question, its answers, and below them what the chosen answer needs; what is missing is said there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from dropdesk.domain.case.shown.view import LegView
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.ui.cases.base.page_base import Page
from dropdesk.ui.cases.supplier.answer_choices import AnswerChoice
from dropdesk.ui.cases.supplier.answer_fields import AnswerFields
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Choice, Line, column
from dropdesk.ui.theme import u


class AnswerForm(QWidget):
    """``chosen`` when an answer is picked, ``pressed`` when it was by a press (arrow keys only walk over them);
    ``report`` makes the move's data, or says what is missing."""

    chosen = Signal()
    pressed = Signal(object)
    """Carries the ``AnswerChoice``."""

    def __init__(self, page: Page, leg: LegView, options: Sequence[AnswerChoice], name: str) -> None:
        super().__init__()
        self._page, self._leg = page, leg
        self._options = {option.key: option for option in options}
        self._name = f"say.{leg.leg.id}"
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        outer = column(0, parent=self)
        large = [option for option in options if option.large]
        outer.addWidget(Line())
        for option in large:
            outer.addWidget(self._choice(option, True))
            outer.addWidget(Line())
        small = [option for option in options if not option.large]
        if small:
            grid = QGridLayout()
            grid.setContentsMargins(0, u(8), 0, 0)
            grid.setHorizontalSpacing(u(16))
            grid.setVerticalSpacing(u(2))
            across = 3 if max(len(option.text) for option in small) <= 26 else 2
            for place, option in enumerate(small):
                grid.addWidget(self._choice(option, False), place // across, place % across)
            for place in range(across):
                grid.setColumnStretch(place, 1)
            outer.addLayout(grid)
        self._fields = AnswerFields(page, leg)
        outer.addWidget(self._fields)
        wanted = page.draft(self._name)
        if wanted in self._options:
            self._buttons[wanted].setChecked(True)
            self._fields.ask(self._options[wanted])

    @property
    def _buttons(self) -> dict[str, Choice]:
        return {str(made.property("key")): made for made in self.findChildren(Choice)}

    def _choice(self, option: AnswerChoice, large: bool) -> Choice:
        made = Choice(option.text, option.second if large else "", large=large)
        made.setProperty("key", option.key)
        made.toggled.connect(lambda on, option=option: self._pick(option, on))
        made.clicked.connect(lambda _=False, option=option: self.pressed.emit(option))
        self._group.addButton(made)
        return made

    def picked(self) -> AnswerChoice | None:
        """The chosen answer; None for none."""
        button = self._group.checkedButton()
        return self._options.get(str(button.property("key"))) if button is not None else None

    def _pick(self, option: AnswerChoice, on: bool) -> None:
        if not on:
            return
        self._page.put(self._name, option.key)
        self._fields.ask(option)
        last = self._fields.last()
        if last is not None:
            self._page.frame.reveal(last)
        self.chosen.emit()

    def complete(self) -> bool:
        """Whether the picked answer says everything already."""
        return self.picked() is not None and self._fields.last() is None

    # What was said

    def report(self) -> tuple[Report, dict[str, str]] | None:
        """The move and its free text; None when something is missing, which the form then says."""
        option, fields = self.picked(), self._fields
        if option is None:
            self._page.frame.say(tr("Choose what the page shows."))
            return None
        missing = self._missing(option)
        if missing is not None:
            fields.wrong(*missing)
            return None
        made = Report(
            self._leg.leg.id,
            option.say,
            at=fields.at("at"),
            units=fields.units(option.say is Say.SHIPPED) if "units" in option.needs else (),
            tracking_number=fields.text("tracking"),
            carrier=fields.text("carrier"),
            amount=fields.amount(),
            start=fields.at("start"),
            until=fields.until(),
            detail=self._detail(option),
            part=fields.value("shared") or option.part,
        )
        return made, {"text_ref": fields.reason()} if "reason" in option.needs else {}

    def _missing(self, option: AnswerChoice) -> tuple[str, str] | None:
        """The first field that does not say what it should, and what is said below it; None: all is told."""
        checks = (self._wrong_time, self._wrong_amount, self._wrong_words, self._wrong_choice)
        return next((wrong for check in checks if (wrong := check(option)) is not None), None)

    def _wrong_time(self, option: AnswerChoice) -> tuple[str, str] | None:
        at, units = self._fields.at("at"), self._fields.units(option.say is Say.SHIPPED)
        if at is not None and at > self._page.now + timedelta(minutes=2):
            return "at", tr("This lies in the future. Type when it happened.")
        if "units" in option.needs and (not units or len(units) == len(self._leg.leg.units)):
            return "units", tr("Choose at least one item, but not all.")
        return None

    def _wrong_amount(self, option: AnswerChoice) -> tuple[str, str] | None:
        typed = self._fields.text("amount")
        if typed and not self._fields.currency():
            return "currency", tr("Type the currency the supplier bills in, such as USD.")
        must = "amount" in option.needs or ("back" in option.needs and typed)
        if must and self._fields.amount() is None:
            return "amount", tr("Type the amount, such as 12.40.")
        return None

    def _wrong_words(self, option: AnswerChoice) -> tuple[str, str] | None:
        if "reason" in option.needs and len(self._fields.reason()) < 3:
            return "reason", tr("Write why. It stays in the record.")
        if option.say in (Say.NUMBER, Say.SENT_BACK) and not self._fields.text("tracking"):
            given = option.say is Say.NUMBER
            text = tr("Type the tracking number they gave.") if given else tr("Type the number of the parcel back.")
            return "tracking", text
        return None

    def _wrong_choice(self, option: AnswerChoice) -> tuple[str, str] | None:
        for name, text in (
            ("shared", tr("Choose whether it is about this order’s part or about all of it.")),
            ("how", tr("Choose why it was closed.")),
            ("stage", tr("Choose whose turn it is.")),
        ):
            if self._fields.asks(name) and not self._fields.value(name):
                return name, text
        untold = self._fields.untold()
        return (untold, tr("Type the date that the page names.")) if untold else None

    def _detail(self, option: AnswerChoice) -> str:
        claim = self._fields.value("claim")
        return (
            self._fields.value("how")
            or self._fields.value("stage")
            or (claim if claim != "none" else "")
            or option.detail
        )
