"""Of several units of one purchase some are wished: the supplier is asked for those, more is said where it is asked for
more, and the headline counts what is stopped (rules §3 "Coverage", findings D10, walk 616)."""

from __future__ import annotations

from typing import Any

from dropdesk.domain import moves as mv
from dropdesk.domain.case import Case, apply
from dropdesk.domain.phases import AtSupplier, Cleared
from dropdesk.domain.reasons import Reason
from dropdesk.domain.values import Take
from dropdesk.domain.verdict import Attention
from tests.domain.test_case import M, case, ground, stopped
from tests.domain.worlds import NOW, A, S, leg, line, order

THREE: tuple[tuple[Any, int], ...] = ((A, 0), (A, 1), (A, 2))
AT = ground(order(line(A, quantity=3), shopify_id="gid://1"))


def asked(made: Case) -> Case:
    return apply(made, mv.TickRequest(made.legs[0].id, NOW), AT)


def of_three(**more: Any) -> Case:
    return case(leg(S.OPEN, units=THREE, paid_at=NOW - M), phase=AtSupplier(), **more)


def test_the_request_names_what_is_wished() -> None:
    some = asked(of_three(wish=(Take(A, 1),)))
    assert [unit[0] for unit in some.legs[0].asked_for] == [A]
    assert asked(of_three()).legs[0].asked_for == ()  # all of it
    again = apply(some, mv.SetWish(None), AT)
    assert asked(again).legs[0].asked_for == ()
    back = apply(asked(again), mv.Untick(some.legs[0].id, "request"), AT)
    assert back.legs[0].asked_for == some.legs[0].asked_for  # the request that is out again


def test_a_part_that_was_asked_for_and_accepted_leaves_no_request_out() -> None:
    made = asked(of_three(wish=(Take(A, 1),)))
    one = made.legs[0].units[:1]
    done = apply(made, mv.Report(made.legs[0].id, mv.Say.ACCEPTED, units=one), AT)
    assert {(one.state, len(one.units)) for one in done.legs} == {(S.STOPPED, 1), (S.OPEN, 2)}
    assert isinstance(done.phase, Cleared)
    whole = asked(of_three())  # all of it was asked for: the answer to the rest is still to come
    part = apply(whole, mv.Report(whole.legs[0].id, mv.Say.ACCEPTED, units=one), AT)
    assert {(one.state, len(one.units)) for one in part.legs} == {(S.STOPPED, 1), (S.ASKED, 2)}


def test_the_headline_counts_what_is_stopped_not_what_is_wished() -> None:
    all_stopped = case(stopped(units=THREE), phase=AtSupplier(), wish=(Take(A, 1),))
    verdict = AT.verdict(all_stopped)
    assert verdict.because.code is Reason.NOTHING_WILL_SHIP
    assert (verdict.told["units"], verdict.told["of"]) == (3, 3)
    assert verdict.scope == (Take(A, 1),)  # refunded is what is wished
    assert Attention.STOPPED_UNASKED in verdict.attention
    one, rest = stopped(units=THREE[:1]), leg(S.OPEN, id="2", units=THREE[1:], paid_at=NOW - M)
    part = AT.verdict(case(one, rest, phase=AtSupplier(), wish=(Take(A, 1),)))
    assert (part.because.code, part.told["units"], part.told["of"]) == (Reason.PART_WILL_NOT_SHIP, 1, 3)
