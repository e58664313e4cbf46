"""Every reason of a verdict belongs to a row of the tables, and the ui has words for it in both languages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from random import Random

from dropdesk.domain.rules import Rulebook
from dropdesk.domain.values import SupplierNumber
from dropdesk.domain.verdict.assess import assess
from dropdesk.domain.verdict.reasons import ROWS, Reason
from tests.domain.conftest import CHINA
from tests.domain.examples import EXAMPLES, rules_of, shown
from tests.domain.worlds import NOW, S, leg, order, random_situation, situation


def test_every_reason_has_its_rows() -> None:
    assert set(ROWS) == set(Reason)
    assert all(rows for rows in ROWS.values())


def test_a_reason_is_given_by_its_own_rows_alone_and_each_is_given() -> None:
    given: dict[Reason, set[str]] = defaultdict(set)
    r = Random(20261128)
    for _ in range(2500):
        verdict = assess(random_situation(r), Rulebook(), CHINA, NOW)
        given[verdict.because.code].add(verdict.row)
        for read in verdict.legs:
            given[read.because.code].add(read.row)
    for _ in range(300):
        asked = replace(random_situation(r), named=(SupplierNumber("8190439416160009"),))
        verdict = assess(asked, Rulebook(), CHINA, NOW)
        given[verdict.because.code].add(verdict.row)
    for case in EXAMPLES:
        verdict = assess(shown(case), rules_of(case), CHINA, NOW)
        given[verdict.because.code].add(verdict.row)
    back = assess(situation(leg(S.RETURNING, sent_back_by=NOW)), Rulebook(), CHINA, NOW)
    given[back.because.code].add(back.row)
    whole = assess(situation(leg(S.OPEN, asked_with=("#7",))), Rulebook(), CHINA, NOW)
    given[whole.because.code].add(whole.row)
    untold = situation(leg(S.HANDLED), on=order(received=None, cancelled_at=NOW))
    verdict = assess(untold, Rulebook(), CHINA, NOW)
    given[verdict.because.code].add(verdict.row)
    strange = {reason: rows - ROWS[reason] for reason, rows in given.items() if rows - ROWS[reason]}
    assert strange == {}
    assert set(Reason) - set(given) == set()
