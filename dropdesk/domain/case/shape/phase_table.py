"""What each phase allows and what throws it back: rules §5 as one table, held against its words by a test.

A new phase is a row here; ``mypy`` and its test name every other place that must know it.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from dropdesk.domain.case.shape.phases import (
    AtSupplier,
    ByHand,
    Claimed,
    Cleared,
    Closed,
    Drafted,
    Phase,
    RecallAsked,
    RecallSent,
    RefundOwed,
    RefundSent,
    RefundWanted,
    Sent,
    Settling,
    TooLate,
    Wanted,
    Withdrawing,
)

BY_PURCHASES = 0
"""A step that the purchases tell, not the phase: see ``progress.step``."""

ShopPage = Literal["locked", "too_late", "plan", "sent", "recall_asked", "by_hand", "claimed", "done"]
MoneyPage = Literal["owed", "sent", "money"]
Mark = Literal["", "wait", "lock", "by_end"]


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """One phase. The flags are the sentences of rules §5 "Across phases", in their order.

    ``step``: the assistant's step (4 Shopify, 5 money …). ``owed``: what the world is still owed, see
    ``answers.pending``. ``ground_moves``: a moved ground throws it back to the supplier. ``wish_changes``: the wish
    may grow or shrink. ``withdraws``: the customer may withdraw. ``others_cancel``: a cancellation that is
    seen was somebody else's. ``all_returned_moves``: everything returned by somebody else sends it to the supplier.
    ``note_closes``: it may be closed with a note. ``shop_page``, ``money_page``: what steps 4 and 5 show;
    ``shop_mark``: the mark of step 4
    (``by_end``: by what the order came to).
    """

    step: int
    owed: Literal["", "send", "look"] = ""
    ground_moves: bool = False
    wish_changes: bool = True
    withdraws: bool = False
    others_cancel: bool = False
    all_returned_moves: bool = False
    note_closes: bool = True
    shop_page: ShopPage = "locked"
    money_page: MoneyPage = "money"
    shop_mark: Mark = "lock"


TABLE: MappingProxyType[type[Phase], PhaseRow] = MappingProxyType(
    {
        Drafted: PhaseRow(BY_PURCHASES, withdraws=True, others_cancel=True, all_returned_moves=True),
        AtSupplier: PhaseRow(BY_PURCHASES, withdraws=True, others_cancel=True),
        TooLate: PhaseRow(
            3, withdraws=True, others_cancel=True, all_returned_moves=True, shop_page="too_late", shop_mark=""
        ),
        Cleared: PhaseRow(
            4, ground_moves=True, withdraws=True, others_cancel=True, all_returned_moves=True,
            shop_page="plan", shop_mark="",
        ),
        RecallSent: PhaseRow(4, owed="look", shop_page="sent", shop_mark="wait", wish_changes=False, note_closes=False),
        RecallAsked: PhaseRow(
            4, ground_moves=True, withdraws=True, others_cancel=True, all_returned_moves=True,
            shop_page="recall_asked", shop_mark="wait",
        ),
        Wanted: PhaseRow(
            4, owed="send", ground_moves=True, withdraws=True, others_cancel=True, all_returned_moves=True,
            shop_page="sent", shop_mark="wait",
        ),
        Sent: PhaseRow(4, owed="look", shop_page="sent", shop_mark="wait", wish_changes=False, note_closes=False),
        RefundOwed: PhaseRow(5, ground_moves=True, wish_changes=False, shop_page="done", money_page="owed"),
        RefundWanted: PhaseRow(
            4, owed="send", ground_moves=True, withdraws=True, others_cancel=True, all_returned_moves=True,
            shop_page="sent", money_page="sent", shop_mark="wait",
        ),
        RefundSent: PhaseRow(
            4, owed="look", shop_page="sent", money_page="sent", shop_mark="wait", wish_changes=False, note_closes=False
        ),
        ByHand: PhaseRow(4, ground_moves=True, shop_page="by_hand", shop_mark=""),
        Claimed: PhaseRow(4, shop_page="claimed", shop_mark="wait"),
        Withdrawing: PhaseRow(3, others_cancel=True, all_returned_moves=True),
        Settling: PhaseRow(5, shop_page="done", shop_mark="by_end"),
        Closed: PhaseRow(6, wish_changes=False, note_closes=False, shop_page="done", shop_mark="by_end"),
    }
)  # fmt: skip


def row(phase: Phase) -> PhaseRow:
    """The phase's row of the table."""
    return TABLE[type(phase)]
