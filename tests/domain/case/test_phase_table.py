"""The table of phases says what rules §5 "Across phases" says: its sentences are copied here, word for word."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import get_args

import pytest

from dropdesk.domain.case.shape.phase_table import TABLE, PhaseRow
from dropdesk.domain.case.shape.phases import Phase

PHASES = {phase.__name__: phase for phase in get_args(Phase)}
SENT = ("RecallSent", "Sent", "RefundSent")
RESTING = set(PHASES)
"""``Cancelled`` of the rules is no resting place: what a look shows leads straight on (``apply``'s docstring)."""


def named(text: str) -> set[str]:
    """The phases that a sentence names; ``*Sent`` stands for three."""
    found = set(re.findall(r"\b([A-Z][A-Za-z]+)\b", text.replace("*Sent phases", "RecallSent Sent RefundSent")))
    unknown = found - RESTING - {"Cancelled"}
    assert not unknown, unknown
    return found & RESTING


PAPER: tuple[tuple[str, Callable[[PhaseRow], bool], set[str]], ...] = (
    (
        "The ground moves: Cleared, RecallAsked, ByHand, Wanted, RefundWanted, RefundOwed",
        lambda row: row.ground_moves,
        named("Cleared, RecallAsked, ByHand, Wanted, RefundWanted, RefundOwed"),
    ),
    (
        "The wish changes (grows, shrinks): any but the *Sent phases, Cancelled, RefundOwed; a closed case is reopened",
        lambda row: row.wish_changes,
        RESTING - named("*Sent phases, Cancelled, RefundOwed") - {"Closed"},
    ),
    (
        "The customer withdraws: Drafted, AtSupplier, TooLate, Cleared, RecallAsked, Wanted, RefundWanted",
        lambda row: row.withdraws,
        named("Drafted, AtSupplier, TooLate, Cleared, RecallAsked, Wanted, RefundWanted"),
    ),
    (
        "Somebody else, in any but the *Sent phases, ByHand and Claimed: cancelled. What ends (RefundOwed is cancelled "
        "already; Settling and Closed go on by what is owed) needs no row of its own",
        lambda row: row.others_cancel,
        RESTING - named("*Sent phases, ByHand, Claimed") - {"RefundOwed", "Settling", "Closed"},
    ),
    (
        "returned everything → AtSupplier, from TooLate too; where it is already there, it stays",
        lambda row: row.all_returned_moves,
        RESTING - named("*Sent phases, ByHand, Claimed") - {"RefundOwed", "Settling", "Closed", "AtSupplier"},
    ),
    (
        "Close with a note: any but the *Sent phases; a closed one is closed",
        lambda row: row.note_closes,
        RESTING - named("*Sent phases") - {"Closed"},
    ),
)


def test_every_phase_has_one_row() -> None:
    assert set(TABLE) == set(PHASES.values())


@pytest.mark.parametrize(("sentence", "flag", "phases"), PAPER, ids=[sentence[:24] for sentence, _, _ in PAPER])
def test_the_table_says_what_the_paper_says(sentence: str, flag: Callable[[PhaseRow], bool], phases: set[str]) -> None:
    assert {phase.__name__ for phase, row in TABLE.items() if flag(row)} == phases, sentence


def test_what_is_out_is_looked_at_and_what_is_wanted_is_sent() -> None:
    owed = {phase.__name__: row.owed for phase, row in TABLE.items() if row.owed}
    assert owed == dict.fromkeys(SENT, "look") | {"Wanted": "send", "RefundWanted": "send"}
