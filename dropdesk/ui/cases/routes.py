"""Which page shows: a function of the phase, the step that is looked at, and a page beside the steps."""

from __future__ import annotations

from dropdesk.domain.case_view import CaseView
from dropdesk.ui.cases.answer import AnswerPage
from dropdesk.ui.cases.parts import Frame, Page
from dropdesk.ui.cases.supplier import SupplierPage
from dropdesk.ui.cases.why import WhyPage


def page_for(frame: Frame, view: CaseView, step: int, sub: str) -> Page:
    """The page for a step of a case in its present phase."""
    return {1: WhyPage, 2: SupplierPage}.get(step, AnswerPage)(frame, view)
