"""A purchase that serves several orders: what is said of one of its legs holds for which others (rules §3)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.leg import How, Leg
from dropdesk.domain.supplier.moves import report
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.supplier.sharing import concerns, part_of, taken_back
from dropdesk.domain.values import LegId
from dropdesk.domain.verdict.assess import assess
from dropdesk.domain.verdict.urgency import sort_key
from dropdesk.domain.verdict.verdict import Code, Verdict
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, D, H, S, leg, situation

CLOCKS = Clocks(Rulebook(), CHINA)
OURS = leg(S.OPEN)


def holds(other: Leg, say: Say, ours: Leg = OURS, **more: Any) -> bool:
    return concerns(other, ours, Report(ours.id, say, **more))


def test_which_part_it_is_said_of() -> None:
    asked = replace(OURS, part="all")
    assert part_of(asked, Report(LegId("1"), Say.REFUSED)) == "all"
    assert part_of(asked, Report(LegId("1"), Say.CLOSED_ITSELF)) == ""  # of the whole purchase, whatever was asked
    assert part_of(asked, Report(LegId("1"), Say.REFUSED, detail="only_ours")) == "only_ours"
    assert part_of(asked, Report(LegId("1"), Say.REFUSED, detail="too late")) == "all"
    assert part_of(OURS, Report(LegId("1"), Say.ACCEPTED)) == ""


@pytest.mark.parametrize("say", [Say.ACCEPTED, Say.DROPPED, Say.REFUSED])
def test_what_was_asked_for_holds_for_others_only_where_all_of_them_was_said(say: Say) -> None:
    other = leg(S.OPEN, 2)
    assert holds(other, say, replace(OURS, part="all"))
    assert not holds(other, say, replace(OURS, part="only_ours"))
    assert not holds(other, say)


@pytest.mark.parametrize("say", [Say.SHIPPED, Say.UNCLEAR, Say.CLOSED_ITSELF])
def test_what_is_seen_of_the_purchase_holds_for_all_of_it(say: Say) -> None:
    assert holds(leg(S.OPEN, 2), say)
    assert holds(leg(S.ASKED, 2), say)
    for state in (S.UNLINKED, S.DISPUTED, S.GONE, S.DELIVERED, S.HANDLED, S.NOT_ORDERED):
        assert not holds(leg(state, 2), say)
    assert not holds(leg(S.OPEN, 2), say, detail="only_ours")


def test_a_stop_of_the_same_purchase_is_in_question_when_it_shipped_unless_it_was_of_its_own_part() -> None:
    stopped = leg(S.STOPPED, 2, how=How.CANCELLED)
    for say in (Say.SHIPPED, Say.UNCLEAR):
        assert holds(stopped, say)
        assert not holds(replace(stopped, part="only_ours"), say)
    assert not holds(stopped, Say.CLOSED_ITSELF)


def test_a_refusal_answers_who_waits_for_one() -> None:
    everybody = replace(OURS, part="all")
    for state in (S.OPEN, S.ASKED, S.UNCLEAR):
        assert holds(leg(state, 2), Say.REFUSED, everybody)
    for state in (S.DEMANDED, S.NUMBERED, S.REFUSED, S.STOPPED):
        assert not holds(leg(state, 2), Say.REFUSED, everybody)
    assert not holds(leg(S.OPEN, 2), Say.DELIVERED, everybody)


def test_what_is_taken_back_here_is_taken_back_there_or_asked() -> None:
    other = leg(S.OPEN, 2)
    (ours,) = report(OURS, Report(LegId("1"), Say.CLOSED_ITSELF), NOW, CLOCKS)
    (theirs,) = report(other, Report(LegId("2"), Say.CLOSED_ITSELF), NOW, CLOCKS)
    assert taken_back(theirs, ours, True, NOW + H, CLOCKS).state is S.OPEN
    asked = taken_back(theirs, ours, False, NOW + H, CLOCKS)
    assert (asked.state, asked.known_at) == (S.UNCLEAR, NOW + H)
    assert taken_back(replace(theirs, was=None), ours, True, NOW + H, CLOCKS).state is S.UNCLEAR
    for told in (replace(theirs, known_at=NOW - D), replace(theirs, how=How.WON), replace(theirs, state=S.GONE)):
        assert taken_back(told, ours, True, NOW + H, CLOCKS) == told  # by something else
    assert taken_back(theirs, replace(ours, was=None), True, NOW + H, CLOCKS) == theirs


# -- the table's default order ----------------------------------------------------------------------------------------


def read(*legs: Leg, **more: Any) -> Verdict:
    return assess(situation(*legs, **more), Rulebook(), CHINA, NOW)


def test_the_table_sorts_attention_first_then_the_headline_then_the_earlier_date() -> None:
    wished = read(leg(S.GONE, shipped_at=NOW - D), asked_at=NOW - H)
    ask = read(leg(S.OPEN))
    soon = read(leg(S.OPEN, paid_at=NOW - 4 * D))
    waiting = read(leg(S.ASKED, clock_started_at=NOW - H, asked_times=1))
    late = read(leg(S.GONE, shipped_at=NOW - D))
    assert (ask.code, soon.code, waiting.code, late.code) == (Code.ASK, Code.ASK, Code.WAITING, Code.TOO_LATE)
    rows = [late, waiting, ask, soon, wished]
    assert sorted(rows, key=lambda one: sort_key(one, NOW)) == [wished, soon, ask, waiting, late]


def test_what_is_overdue_stands_before_every_date_to_come_and_an_opening_is_a_date() -> None:
    """Equal rows: by since when it is overdue, then by the date to come (of V-11: the opening), then the rest."""
    asked: dict[str, Any] = {"acted_on": True, "asked_times": 1}
    late = read(leg(S.ASKED, clock_started_at=NOW - 5 * D, **asked))
    later = read(leg(S.ASKED, clock_started_at=NOW - 4 * D, **asked))
    dated = read(leg(S.UNPROVEN, acted_on=True))
    none = read(leg(S.UNCLEAR), asked_at=NOW - H)
    assert {one.code for one in (late, later, dated, none)} == {Code.UNKNOWN}
    assert dated.deadline is not None
    assert late.deadline is None or late.deadline > dated.deadline
    rows = [replace(one, attention=("wish",)) for one in (none, dated, later, late)]  # type: ignore[arg-type]
    found = sorted(rows, key=lambda one: sort_key(one, NOW))
    assert [one.because.code for one in found] == [one.because.code for one in (late, later, dated, none)]
    assert found[0].overdue_since == late.overdue_since
    opens = read(leg(S.DISPUTABLE, shipped_at=NOW - 2 * D))
    assert (opens.row, opens.deadline) == ("V-11", None)
    asked_leg = read(leg(S.ASKED, clock_started_at=NOW - H, asked_times=1))
    assert sort_key(asked_leg, NOW)[2] == asked_leg.deadline
    assert sort_key(opens, NOW)[2] > NOW
    assert sort_key(opens, NOW)[2].year < 9999


def test_an_unknown_of_old_history_sorts_after_waiting() -> None:
    unknown = read()
    assert unknown.code is Code.UNKNOWN
    waiting, late = read(leg(S.ASKED, clock_started_at=NOW - H, asked_times=1)), read(leg(S.GONE, shipped_at=NOW - D))
    quiet = replace(waiting, attention=())
    muted = replace(unknown, muted=True, attention=())
    rows = [late, muted, quiet, replace(unknown, muted=False, attention=())]
    found = sorted(rows, key=lambda one: sort_key(one, NOW))
    assert [one.row for one in found] == [unknown.row, quiet.row, muted.row, late.row]
    assert not found[0].muted
    assert sort_key(replace(quiet, muted=True), NOW) == sort_key(replace(quiet, muted=False), NOW)
