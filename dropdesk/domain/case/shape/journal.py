"""Words of the case journal: what its ``move`` column holds. They are names of their own, whatever a class is called.

A word never changes and never goes: the journal is append-only and hash-chained, so an old row keeps its old word, and
``present`` says what it is called today (docs/stored-shapes.md).
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.supplier.report import Report

MOVES: MappingProxyType[type[mv.Move], str] = MappingProxyType(
    {
        Report: "report",
        mv.SetWhy: "set_why",
        mv.SetWish: "set_wish",
        mv.Start: "start",
        mv.TickRequest: "tick_request",
        mv.TickMessage: "tick_message",
        mv.SayPart: "say_part",
        mv.Untick: "untick",
        mv.LookedNow: "looked_now",
        mv.Keep: "keep",
        mv.WantGoodwill: "want_goodwill",
        mv.Override: "override",
        mv.WantRecall: "want_recall",
        mv.WantCancel: "want_cancel",
        mv.WantItems: "want_items",
        mv.WantRefund: "want_refund",
        mv.Waive: "waive",
        mv.DoByHand: "do_by_hand",
        mv.DidByHand: "did_by_hand",
        mv.ChangeMind: "change_mind",
        mv.SendAgain: "send_again",
        mv.SawInAdmin: "saw_in_admin",
        mv.SawInExport: "saw_in_export",
        mv.Withdraw: "withdraw",
        mv.WantedAfterAll: "wanted_after_all",
        mv.Undone: "undone",
        mv.Reorder: "reorder",
        mv.CloseWithNote: "close_with_note",
        mv.Discard: "discard",
        mv.Reopen: "reopen",
    }
)
"""Every move of a person and its word."""


class Followed(StrEnum):
    """Words of rows that no move of a person made."""

    OPENED = "opened"
    SEEN = "seen"
    """What followed by itself: a sync, an import, time."""
    SENT = "sent"
    TAKEN = "taken"
    REFUSED = "refused"
    NOT_KNOWN = "not_known"
    HELD_BACK = "held_back"
    """Certainly nothing went out."""
    LOOKED = "looked"


_WRITTEN_BY_0_1 = MappingProxyType(
    {
        "Report": "report",
        "SetWhy": "set_why",
        "SetWish": "set_wish",
        "Start": "start",
        "TickRequest": "tick_request",
        "TickMessage": "tick_message",
        "Untick": "untick",
        "LookedNow": "looked_now",
        "Keep": "keep",
        "WantGoodwill": "want_goodwill",
        "Override": "override",
        "WantRecall": "want_recall",
        "WantCancel": "want_cancel",
        "WantItems": "want_items",
        "WantRefund": "want_refund",
        "Waive": "waive",
        "DoByHand": "do_by_hand",
        "DidByHand": "did_by_hand",
        "ChangeMind": "change_mind",
        "SendAgain": "send_again",
        "SawInAdmin": "saw_in_admin",
        "Withdraw": "withdraw",
        "WantedAfterAll": "wanted_after_all",
        "Undone": "undone",
        "Reorder": "reorder",
        "CloseWithNote": "close_with_note",
        "Reopen": "reopen",
        "Open": "opened",
        "Seen": "seen",
    }
)
"""0.1.0 wrote class names. Words of 0.1.0, not names of today's classes: they are never renamed along with one."""


def word(move: mv.Move) -> str:
    """What the journal calls a person's move."""
    return MOVES[type(move)]


def present(stored: str) -> str:
    """Today's word for a stored one."""
    return _WRITTEN_BY_0_1.get(stored, stored)
