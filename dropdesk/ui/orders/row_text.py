"""A row of the table as its cells say it: made once when the row arrives, again when the words may have aged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dropdesk.ui import words
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit.text import plain
from dropdesk.ui.words.people import name_in_row

if TYPE_CHECKING:
    from dropdesk.domain.listing import OrderRow


@dataclass(frozen=True, slots=True)
class Shown:
    """Cell texts, two lines each; ``until_here`` has Beijing's and the local time.

    ``tone`` colours the deadline's first line, ``risk`` the money's second.
    """

    row: OrderRow
    because: str
    deadline: str
    until: str
    until_here: str
    tone: str
    name: str
    customer: str
    supplier: str
    state: str
    step: str
    paid: str
    money: str
    risk: bool


def show(row: OrderRow, now: datetime, work_days: words.WorkDays | None = None) -> Shown:
    """The words of a row. Nothing to say is an empty text."""
    due = words.due(row, row.verdict, row.attention, now, work_days)
    state = words.leg_state_short(row.supplier_state) if row.supplier_state else ""
    if state and row.supplier_at is not None and row.supplier:
        state = f"{state} · {words.age(row.supplier_at, now)}"
    money, risk = "", False
    if row.at_risk or row.at_risk_at_least:
        risk = True
        amount = words.money(row.at_risk or None, row.expected_currency or row.currency)
        money = tr("{amount} at risk", amount=words.at_least(amount, bool(row.at_risk) and row.at_risk_at_least))
    elif row.expected:
        amount = words.money(row.expected, row.expected_currency or row.currency)
        money = tr("{amount} expected", amount=words.at_least(amount, row.expected_at_least))
    elif row.expected_at_least:
        money = tr("{amount} expected", amount=tr("an unknown amount"))
    supplier = plain(row.supplier)
    if not supplier and state:
        supplier, state = state, ""
    return Shown(
        row,
        plain(words.because(row.because, row.because_data, now)),
        due.first,
        due.until,
        due.here,
        due.tone,
        plain(row.name),
        plain(name_in_row(row)),
        supplier,
        state,
        words.step(row.step),
        words.money(row.received, row.currency) if row.received is not None else "",
        money,
        risk,
    )
