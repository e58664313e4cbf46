"""A row of the table as its cells say it: made once when the row arrives, again when the words may have aged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from dropdesk.ui import words
from dropdesk.ui.i18n import tr
from dropdesk.ui.kit.text import plain

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
    deadline, until, tone = _deadline(row, now, work_days)
    here = words.until(row.deadline, now, row.deadline_kind, here=True) if row.deadline is not None else ""
    state = words.leg_state_short(row.supplier_state) if row.supplier_state else ""
    if state and row.supplier_at is not None and row.supplier:
        state = f"{state} · {words.age(row.supplier_at, now)}"
    money, risk = "", False
    if row.at_risk:
        money, risk = (
            tr("{amount} at risk", amount=words.money(row.at_risk, row.expected_currency or row.currency)),
            True,
        )
    elif row.expected:
        money = tr("{amount} expected", amount=words.money(row.expected, row.expected_currency or row.currency))
    supplier = plain(row.supplier)
    if not supplier and state:
        supplier, state = state, ""
    return Shown(
        row,
        plain(words.because(row.because, row.because_data, now)),
        deadline,
        until,
        here,
        tone,
        plain(row.name),
        plain(row.customer),
        supplier,
        state,
        words.step(row.step),
        words.money(row.received, row.currency) if row.received is not None else "",
        money,
        risk,
    )


def _deadline(row: OrderRow, now: datetime, work_days: words.WorkDays | None) -> tuple[str, str, str]:
    if row.deadline is None:
        if row.act_now:
            return tr("Act now"), "", "danger_text"
        return (tr("Now"), "", "text") if row.verdict == "ready" and row.attention else ("", "", "text")
    first = words.left(row.deadline, now, row.deadline_kind, work_days)
    second = words.until(row.deadline, now, row.deadline_kind)
    tone = "text2" if row.muted else words.urgency(row.deadline, now, row.attention)
    if row.act_now:
        first, tone = tr("Act now"), "danger_text"
    return first, second, tone
