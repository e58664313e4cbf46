"""Which answers fit a state stands once (``supplier.answers``): pane, assistant and the leg's own moves agree."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dropdesk.domain.case.shown.view import LegView
from dropdesk.domain.supplier.answers import ANSWERS, Need, quick
from dropdesk.domain.supplier.leg import Group, How, Leg, LegState
from dropdesk.domain.supplier.moves import ACTS
from dropdesk.domain.supplier.report import Say
from dropdesk.domain.supplier.sharing import ONLY_OURS
from dropdesk.domain.values import LegId, LineId
from dropdesk.ui.cases.supplier.answer_choices import answer_choices
from dropdesk.ui.cases.supplier.answer_fields import AnswerFields
from dropdesk.ui.orders.pane.side_facts import changes, unchanged


def variants(state: LegState) -> list[LegView]:
    """A leg of two units in this state: as it is, with a word of its page, scanned late, and perhaps never paid."""
    line = LineId("1")
    one = Leg(LegId("1"), state, ((line, 0), (line, 1)))
    plain = LegView(one, True, Group.LIVE, None, "", ((line, 2),))
    legs = [plain, replace(plain, leg=replace(one, raw_status="frozen")), replace(plain, scan_late=True)]
    if state is LegState.STOPPED:
        return [*legs, replace(plain, leg=replace(one, how=How.CANCELLED, before=LegState.UNPAID))]
    ours = replace(one, part=ONLY_OURS, shipped_although_stopped=True)
    return [*legs, replace(plain, leg=ours, shared_with=("#2",))]


@pytest.mark.parametrize("state", LegState)
def test_the_assistant_has_words_for_all_that_fits_the_state_and_tells_them_apart(state: LegState) -> None:
    shown = [choice for leg in variants(state) for choice in answer_choices(leg)]
    assert {choice.say for choice in shown} == {answer.say for answer in ANSWERS[state].form}
    assert all(choice.text for choice in shown)
    assert all(len({c.key for c in choices}) == len(choices) for choices in map(answer_choices, variants(state)))


def test_every_need_has_its_field() -> None:
    assert [need for need in Need if not hasattr(AnswerFields, f"_need_{need}")] == []


@pytest.mark.parametrize("state", LegState)
def test_the_pane_offers_what_fits_the_state_in_its_order(state: LegState) -> None:
    for leg in variants(state):
        assert tuple(say for say, _ in changes(leg.leg)) == quick(leg.leg)
        assert all(text for _, text in changes(leg.leg))
        still = unchanged(leg.leg)
        # Nothing that a page showed is remembered of an unclear one without its word.
        unknown = state is LegState.UNCLEAR and not leg.leg.raw_status
        assert (None if still is None else still[0]) == (None if unknown else ANSWERS[state].still)


@pytest.mark.parametrize("state", LegState)
def test_no_answer_is_offered_that_the_leg_would_refuse(state: LegState) -> None:
    offered = {*ANSWERS[state].quick, *(answer.say for answer in ANSWERS[state].form)}
    assert {say for say in offered & ACTS.keys() if state not in ACTS[say]} == set()
    assert ANSWERS[state].still in (None, Say.UNCHANGED, Say.NOT_SHIPPED)
