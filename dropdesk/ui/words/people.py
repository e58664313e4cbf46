"""Where a customer's name becomes shown text; nothing else of the ui reads it from a person or a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dropdesk.ui.i18n import tr

if TYPE_CHECKING:
    from dropdesk.domain.listing import OrderRow
    from dropdesk.domain.order import Person

_FIRST_IDEOGRAPH = 0x2E80
"""Scripts from here on are written without spaces between the parts of a name."""


def full_name(person: Person | None) -> str:
    """The whole name; ``""`` where nobody told one, or it was erased."""
    return person.name if person is not None else ""


def name_in_row(row: OrderRow) -> str:
    """The whole name as a row of the table has it; ``""``: none."""
    return row.customer


def first_name(person: Person | None) -> str:
    """How the customer is called in a sentence: the first name, whole where it is written without spaces; else *the
    customer*."""
    name = full_name(person).strip()
    if not name:
        return tr("the customer")
    first = name.split()[0]
    spaced = first.isascii() or any(sign.isalpha() and ord(sign) < _FIRST_IDEOGRAPH for sign in first)
    return first if spaced else name
