"""The number of a purchase, as a person types or pastes it."""

from __future__ import annotations

from dropdesk.domain.values import SupplierNumber
from dropdesk.ui.cases.base.blocks import Block
from dropdesk.ui.cases.base.page_base import Page
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit import Field, row
from dropdesk.ui.theme import u

PLACEHOLDER = "8190439416163295"
"""What such a number looks like."""
_WIDTH = 260


def number_in(text: str) -> SupplierNumber | None:
    """The one run of 13 to 19 digits in a pasted text."""
    runs = {
        run for run in "".join(c if c.isascii() and c.isdigit() else " " for c in text).split() if 13 <= len(run) <= 19
    }
    return SupplierNumber(runs.pop()) if len(runs) == 1 else None


def new_number(page: Page, block: Block, name: str) -> Field:
    """Asks in the block for the number of a purchase that is bought again. ``name``: of its draft."""
    field = Field(tr("Number of the new purchase"), placeholder=PLACEHOLDER)
    field.setFixedWidth(u(_WIDTH))
    page.keep(name, field)
    line = row(8)
    line.addWidget(field)
    line.addStretch(1)
    block.add(line, 0)
    return field
