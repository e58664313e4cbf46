"""What stands above every page of a case: what only the person knows, and what is said on each of them."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from PySide6.QtWidgets import QWidget

from dropdesk.domain.case.shown.view import CaseView
from dropdesk.domain.changes import Changes
from dropdesk.domain.verdict.old_history import waits_for_us
from dropdesk.errors import Expected
from dropdesk.ui import words
from dropdesk.ui.cases.base.case_words import given_words, held_words, kept_words, says_itself
from dropdesk.ui.cases.base.frame import Frame
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Banner
from dropdesk.ui.orders.pane.which import which_cost, which_of_the_order
from dropdesk.ui.orders.pane.whose import Asks


class Asking(Frame, Protocol):
    """The case page, as far as a question needs it."""

    def answered(self, changes: Changes) -> None:
        """An answer is written: the page is read again."""
        ...

    def not_answered(self, error: Expected) -> None:
        """An answer could not be written; says why."""
        ...


def questions(page: Asking, parent: QWidget, view: CaseView, step: int, sub: str) -> list[QWidget]:
    """Numbers that the order names are asked above every page: no money moves before (M9). ``step``, ``sub``: the page
    that shows."""
    context, now = page.context, page.context.now()
    made: list[QWidget] = []
    made += which_of_the_order(view.order.order, context, parent, page.answered, page.not_answered)
    made += which_cost(view.order.legs, context, parent, page.answered, page.not_answered)
    made += Asks(context, page.key, parent, page.answered, page.not_answered).widgets(view.order.named)
    made += [_kept(page, kept) for kept in kept_words(view)] if sub != "take_back" else []
    if given := given_words(view, now):
        made.append(Banner(given, "ok"))
    held = held_words(view, now)
    elsewhere = step in (2, 3) and step == page.own_step()  # a purchase comes before the money
    if held and (elsewhere or not says_itself(view.case.phase)):
        made.append(Banner(held, "warn"))
    if waits_for_us(view.order.order) and sub != "bank":
        made.append(_bank(page, view, now))
    return made


def _kept(page: Asking, text: str) -> Banner:
    """That a supplier is asked to cancel what the customer keeps."""
    banner = Banner(text, "warn", tr("Take it back…"))
    banner.acted.connect(lambda: page.show_step(page.own_step(), "take_back"))
    return banner


def _bank(page: Asking, view: CaseView, now: datetime) -> Banner:
    """That the bank waits for an answer, and until when."""
    by = view.order.order.chargeback_answer_by
    until = words.moment(by, now, inner=True) if by is not None else ""
    text = tr("The bank waits for your answer until {when}.", when=until) if by is not None else ""
    banner = Banner(text or tr("The bank waits for your answer. Type its date."), "warn", tr("Answer the bank"))
    banner.acted.connect(lambda: page.show_step(4, "bank"))
    return banner
