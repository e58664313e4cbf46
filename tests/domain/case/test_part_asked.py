"""Of several units of one purchase some are wished: the supplier is asked for those, more is said where it is asked for
more, and the headline counts what is stopped (rules §3 "Coverage", findings D10, walk 616)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dropdesk.domain.case.basis.ground import Ground, asked_in_vain
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.phases import AtSupplier, Cleared, Closed, Drafted, Settling
from dropdesk.domain.case.shape.state import Case
from dropdesk.domain.case.steps.apply import apply
from dropdesk.domain.case.steps.follow import follow
from dropdesk.domain.order import Refund
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import Money, Take
from dropdesk.domain.verdict.reasons import Reason
from dropdesk.domain.verdict.verdict import Attention
from tests.domain.case.cases import M, case, ground, stopped
from tests.domain.case.test_view import page
from tests.domain.worlds import NOW, A, B, S, leg, line, order

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
    done = apply(made, Report(made.legs[0].id, Say.ACCEPTED, units=one), AT)
    assert {(one.state, len(one.units)) for one in done.legs} == {(S.STOPPED, 1), (S.OPEN, 2)}
    assert isinstance(done.phase, Cleared)
    whole = asked(of_three())  # all of it was asked for: the answer to the rest is still to come
    part = apply(whole, Report(whole.legs[0].id, Say.ACCEPTED, units=one), AT)
    assert {(one.state, len(one.units)) for one in part.legs} == {(S.STOPPED, 1), (S.ASKED, 2)}


TWO = ground(order(line(A), line(B), shopify_id="g", received=2000, total=2000))


def of_two(**more: Any) -> Case:
    """Two purchases; the first one's request went out elsewhere, then the customer says: only the other item."""
    one, two = (leg(S.OPEN, n, ((unit, 0),), paid_at=NOW - M) for n, unit in enumerate((A, B), 1))
    asked = apply(case(one, two, phase=AtSupplier()), mv.TickRequest(one.id, NOW), TWO)
    told = apply(replace(asked, phase=Drafted()), mv.SetWish((Take(B, 1),)), TWO)
    return replace(told, **{"phase": AtSupplier(), **more})


def test_what_is_cut_off_to_refund_the_stopped_part_first_is_not_kept() -> None:
    """Found by reading (909): narrowed as V-32 says, the request for the other item was called one for what the
    customer keeps, with "take it back" beside it."""
    one, two = (leg(S.OPEN, n, ((unit, 0),), paid_at=NOW - M) for n, unit in enumerate((A, B), 1))
    asked = case(one, two, phase=AtSupplier())
    for leg_ in (one, two):
        asked = apply(asked, mv.TickRequest(leg_.id, NOW), TWO)
    asked = apply(asked, Report(two.id, Say.ACCEPTED), TWO)
    narrowed = apply(asked, mv.SetWish((Take(B, 1),)), TWO)
    assert narrowed.cut == (Take(A, 1),)
    assert not asked_unwished(narrowed)
    assert not asked_unwished(replace(narrowed, cut=()))  # of an earlier release: nobody knows which was cut off
    assert asked_unwished(replace(narrowed, cut=(), cut_off=False))


def asked_unwished(made: Case, on: Ground = TWO) -> bool:
    said = Attention.ASKED_UNWISHED in on.verdict(made).attention
    assert said is bool(asked_in_vain(made, on))
    return said


def test_a_request_for_what_is_kept_is_said_until_it_is_taken_back() -> None:
    """Found by reading (812): goods that the customer keeps were being cancelled, and nothing said so."""
    made = of_two()
    assert asked_unwished(made)
    assert not asked_unwished(apply(made, mv.SetWish(None), TWO))  # wished after all
    back = apply(made, Report(made.legs[0].id, Say.REQUEST_WITHDRAWN, at=NOW), TWO)
    assert not asked_unwished(back)
    assert back.legs[0].state is S.OPEN
    refused = apply(made, Report(made.legs[0].id, Say.REFUSED, at=NOW), TWO)
    assert not asked_unwished(refused)


def test_no_case_ends_while_what_is_kept_is_being_cancelled() -> None:
    made = of_two()
    stopped_ = apply(made, Report(made.legs[1].id, Say.ACCEPTED, amount=Money(0, "EUR")), TWO)
    back = Refund("r", NOW, 1000)
    on = ground(
        order(line(A), line(B, returned=1), shopify_id="g", received=2000, total=2000, returned=1000, refunds=(back,))
    )
    settling = follow(stopped_, on)
    assert isinstance(settling.phase, Settling)
    assert asked_unwished(settling, on)
    done = apply(settling, Report(made.legs[0].id, Say.REQUEST_WITHDRAWN, at=NOW), on)
    assert isinstance(done.phase, Closed)


def test_withdrawn_takes_every_request_back() -> None:
    leaving = apply(of_two(), mv.Withdraw(), TWO)
    assert asked_in_vain(leaving, TWO) == (leaving.legs[0].id,)  # on its page, with a tick of its own
    assert Attention.ASKED_UNWISHED not in TWO.verdict(leaving).attention


def test_a_kept_case_waits_for_the_request_that_is_out() -> None:
    kept = of_two(phase=Settling(kept=True))
    assert asked_unwished(kept)
    assert isinstance(follow(kept, TWO).phase, Settling)


def test_what_another_purchase_sends_is_not_being_cancelled() -> None:
    """Bought twice: the one that is asked for is not the only one."""
    made = of_two()
    again = leg(S.OPEN, 3, ((A, 0),), paid_at=NOW - M)
    assert not asked_unwished(replace(made, legs=(*made.legs, again)))


def test_cancelled_by_somebody_it_is_no_more_a_question_of_the_wish() -> None:
    on = ground(order(line(A), line(B), shopify_id="g", received=2000, total=2000, cancelled_at=NOW))
    assert not asked_in_vain(of_two(), on)


def test_a_request_for_something_else_of_one_purchase_is_more_than_is_wished() -> None:
    on = ground(order(line(A), line(B), shopify_id="g", received=2000, total=2000))
    both = case(leg(S.OPEN, units=((A, 0), (B, 0)), paid_at=NOW - M), phase=AtSupplier(), wish=(Take(A, 1),))
    made = apply(both, mv.TickRequest(both.legs[0].id, NOW), on)
    assert not page(*made.legs, on=on.order, wish=made.wish).legs[0].asked_for_more
    made = apply(made, mv.SetWish((Take(B, 1),)), on)
    assert page(*made.legs, on=on.order, wish=made.wish).legs[0].asked_for_more


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
