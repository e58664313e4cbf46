"""A purchase that serves two orders: what is said at one of them holds for the other only where it can be true."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.supplier.leg import LegState
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, OrderKey, SupplierNumber, Take
from dropdesk.domain.verdict.verdict import Action
from dropdesk.errors import Refused
from dropdesk.store.browse import Browse
from dropdesk.ui import i18n, words
from dropdesk.ui.orders.pane.side_facts import shared_words
from tests.services.adopted import from_shop, taken
from tests.services.bench import Bench

NUMBER = SupplierNumber("8190000000000001")
LEG = LegId(NUMBER)
Two = tuple[Bench, OrderKey, OrderKey]


@pytest.fixture
def two(tmp_path: Path) -> Two:
    bench = Bench(tmp_path)
    a = taken(bench, from_shop(bench))
    b = taken(bench, replace(from_shop(bench), name="#2", shopify_id="gid://shopify/Order/2"))
    for key in (a, b):
        bench.links.link(key, NUMBER, ())
    bench.later(minutes=1)
    for key in (a, b):
        bench.cases.report(key, Report(LEG, Say.PAID, part="only_ours"))
    bench.later(minutes=1)
    return bench, a, b


def do(bench: Bench, key: OrderKey, *moves: mv.Move) -> None:
    for move in moves:
        view = bench.cases.view(key)
        bench.cases.do(view.case.id, view.seq, move)


def asked(bench: Bench, key: OrderKey, part: str) -> None:
    why = mv.SetWhy(mv.Reason.CHANGED_MIND, None)
    said = mv.SayPart(LEG, "all" if part == "all" else "only_ours")
    do(bench, key, why, mv.Start(), said, mv.TickRequest(LEG, bench.now()))
    bench.later(minutes=1)


def state(bench: Bench, name: str) -> str:
    return bench.states(name)[NUMBER]


@pytest.mark.parametrize("already", [Say.SHIPPED, Say.DELIVERED])
@pytest.mark.parametrize("word", [Say.ACCEPTED, Say.CLOSED_ITSELF, Say.REFUSED])
def test_a_part_that_went_out_is_not_moved_by_what_is_said_elsewhere(two: Two, already: Say, word: Say) -> None:
    """It became *stopped*, and its order Ready: nothing will ship."""
    bench, a, b = two
    bench.cases.report(b, Report(LEG, already, part="only_ours"))
    was = state(bench, "#2")
    bench.later(minutes=1)
    bench.cases.report(a, Report(LEG, word, part="all"))
    assert state(bench, "#2") == was
    assert bench.codes("#2")[-1] == f"shared_{word}"


def test_a_refusal_takes_back_no_stop(two: Two) -> None:
    bench, a, b = two
    bench.cases.report(b, Report(LEG, Say.ACCEPTED, part="only_ours"))
    bench.later(minutes=1)
    bench.cases.report(a, Report(LEG, Say.REFUSED, part="all"))
    assert state(bench, "#2") == LegState.STOPPED


@pytest.mark.parametrize("part", ["", "only_ours"])
def test_the_suppliers_yes_is_the_others_only_where_all_was_said(two: Two, part: str) -> None:
    """The pane asked nobody, and stopped the other order too."""
    bench, a, _ = two
    if part:
        asked(bench, a, part)
    bench.cases.report(a, Report(LEG, Say.ACCEPTED, detail="cancelled"))
    assert (state(bench, "#1"), state(bench, "#2")) == (LegState.STOPPED, LegState.OPEN)


def test_all_of_them_stops_the_others_and_taken_back_stops_none(two: Two) -> None:
    bench, a, _ = two
    asked(bench, a, "all")
    do(bench, a, Report(LEG, Say.ACCEPTED))
    assert (state(bench, "#2"), bench.verdict("#2")) == (LegState.STOPPED, "ready")
    bench.later(minutes=1)
    do(bench, a, mv.Untick(LEG, "answer"))
    assert (state(bench, "#1"), state(bench, "#2")) == (LegState.ASKED, LegState.OPEN)
    assert bench.verdict("#2") == "waiting"  # all of it is still asked for, with the other order
    assert bench.codes("#2")[-1] == "shared_undo"


def test_what_the_other_order_said_itself_since_is_not_taken_back(two: Two) -> None:
    bench, a, b = two
    asked(bench, a, "all")
    do(bench, a, Report(LEG, Say.ACCEPTED))
    bench.later(minutes=1)
    bench.cases.report(b, Report(LEG, Say.SHIPPED, part="only_ours"))
    bench.later(minutes=1)
    do(bench, a, mv.Untick(LEG, "answer"))
    assert state(bench, "#2") == LegState.GONE


def test_the_other_order_went_on_already_it_is_asked(two: Two) -> None:
    """A call of the other order rests on the answer: nobody takes that back, and nobody says it is stopped."""
    bench, a, b = two
    asked(bench, a, "all")
    do(bench, b, mv.SetWhy(mv.Reason.CHANGED_MIND, None), mv.Start())
    do(bench, a, Report(LEG, Say.ACCEPTED))
    do(bench, b, mv.DoByHand("cancel", 6000), mv.DidByHand(bench.now()))
    bench.later(minutes=1)
    do(bench, a, mv.Untick(LEG, "answer"))
    assert state(bench, "#2") == LegState.UNCLEAR


def test_a_page_that_says_something_else_is_asked_at_both(two: Two) -> None:
    bench, a, _ = two
    asked(bench, a, "all")
    do(bench, a, Report(LEG, Say.ACCEPTED))
    bench.later(minutes=1)
    bench.cases.report(a, Report(LEG, Say.UNCLEAR))
    assert (state(bench, "#1"), state(bench, "#2")) == (LegState.UNCLEAR, LegState.UNCLEAR)


@pytest.mark.parametrize("part", ["only_ours", "all"])
def test_a_request_that_the_page_shows_says_whose_part_it_is_about_and_the_other_order_notes_it(
    two: Two, part: str
) -> None:
    """Said from the list, without a case: as before the first tick (rules §3)."""
    bench, a, _ = two
    bench.cases.report(a, Report(LEG, Say.ASKED, part=part))
    assert [leg.part for leg in bench.legs("#1")] == [part]
    assert bench.codes("#2")[-1] == f"shared_{part}"
    assert state(bench, "#2") == LegState.OPEN
    bench.later(minutes=1)
    bench.cases.report(a, Report(LEG, Say.ACCEPTED))
    assert state(bench, "#2") == (LegState.STOPPED if part == "all" else LegState.OPEN)


def test_the_claim_of_a_refusal_is_kept_beside_the_part(two: Two) -> None:
    bench, a, _ = two
    asked(bench, a, "only_ours")
    do(bench, a, Report(LEG, Say.REFUSED, detail="shipped", part="only_ours"))
    (leg,) = [leg for leg in bench.legs("#1") if leg.number == NUMBER]
    assert (leg.claim, leg.part) == ("shipped", "only_ours")


def test_taking_back_restores_what_was_said_and_no_more(tmp_path: Path) -> None:
    """Units that were linked since stay linked."""
    bench = Bench(tmp_path)
    key = taken(bench, from_shop(bench))
    first, second = (Take(line.id, 1) for line in from_shop(bench).lines)
    bench.links.link(key, NUMBER, (first,))
    bench.cases.report(key, Report(LEG, Say.PAID))
    bench.links.link(key, NUMBER, (second,))
    bench.cases.report(key, Report(LEG, Say.UNDO))
    (leg,) = bench.legs("#1")
    assert (leg.state, len(leg.units)) == (LegState.UNCLEAR, 2)
    with pytest.raises(Refused, match="not_now"):
        bench.cases.report(key, Report(LEG, Say.UNDO))


def asked_with(bench: Bench) -> tuple[str, ...]:
    return next(leg for leg in bench.legs("#2") if leg.number == NUMBER).asked_with


@pytest.mark.parametrize("by", ["tick", "look"])
def test_all_of_it_asked_for_is_noted_on_the_other_order_and_no_second_request_is_offered(two: Two, by: str) -> None:
    """It read "Not shipped yet · Ask the supplier", while the goods might stop any hour (rules §3)."""
    bench, a, b = two
    assert bench.verdict("#2") == "ask"
    if by == "tick":
        asked(bench, a, "all")
    else:
        bench.cases.report(a, Report(LEG, Say.ASKED, part="all"))
    assert (bench.verdict("#2"), asked_with(bench)) == ("waiting", ("#1",))
    view = bench.cases.view(b).order
    assert (view.verdict.action, view.verdict.because.code) == (Action.WAIT, "asked_with")
    row = Browse(bench.store.path).page([b])[b]
    i18n.use("en")
    assert words.because(row.because, row.because_data, bench.now()) == "All of it asked for, with #1"
    assert "The supplier is asked already to cancel all of it, with #1." in shared_words(view)
    assert bench.codes("#2")[-1] == "shared_all"
    assert "Not shipped" not in words.headline("waiting", row.because, row.because_data, bench.now())


@pytest.mark.parametrize(
    ("then", "read"),
    [
        ((mv.Untick(LEG, "request"),), "ask"),
        ((Report(LEG, Say.REQUEST_WITHDRAWN),), "ask"),
        ((Report(LEG, Say.SHIPPED),), "too_late"),
        ((Report(LEG, Say.REFUSED),), "ask"),
    ],
)
def test_the_note_ends_with_the_request(two: Two, then: tuple[mv.Move, ...], read: str) -> None:
    bench, a, _ = two
    asked(bench, a, "all")
    bench.later(minutes=1)
    do(bench, a, *then)
    assert (bench.verdict("#2"), asked_with(bench)) == (read, ())


def test_whoever_shows_the_other_order_hears_of_the_request_and_of_its_end(two: Two) -> None:
    """The window reads again only what is named: it went on offering the second request."""
    bench, a, b = two

    def press(*moves: mv.Move) -> frozenset[OrderKey]:
        view = bench.cases.view(a)
        return bench.cases.do_all(view.case.id, view.seq, moves).orders

    press(mv.SetWhy(mv.Reason.CHANGED_MIND, None), mv.Start())
    assert press(mv.SayPart(LEG, "all")) == {a, b}  # its timeline tells of it
    assert press(mv.TickRequest(LEG, bench.now())) == {a, b}
    bench.later(minutes=1)
    assert bench.cases.report(a, Report(LEG, Say.UNCHANGED)).orders == {a, b}
    assert press(mv.Untick(LEG, "request")) == {a, b}
    assert bench.cases.report(a, Report(LEG, Say.ASKED, part="all")).orders == {a, b}
    bench.links.unlink(b, NUMBER)
    assert bench.cases.report(a, Report(LEG, Say.UNCHANGED)).orders == {a}


@pytest.mark.parametrize("paid", [True, False])
def test_all_of_it_asked_for_without_an_answer_is_looked_for_at_both_orders(tmp_path: Path, paid: bool) -> None:
    """V-06 has its clock: the other order went on waiting for an answer until its window ended, and for ever where no
    payment was taken yet; also once the first one was looked at, or closed with a note."""
    bench = Bench(tmp_path)
    a = taken(bench, from_shop(bench))
    b = taken(bench, replace(from_shop(bench), name="#2", shopify_id="gid://shopify/Order/2"))
    for key in (a, b):
        bench.links.link(key, NUMBER, ())
    bench.later(minutes=1)
    for key in (a, b):
        bench.cases.report(key, Report(LEG, Say.PAID, detail="" if paid else "not_started", part="only_ours"))
    asked(bench, a, "all")
    waits = bench.cases.view(b).order.verdict
    assert (waits.code, waits.row, waits.deadline_kind) == ("waiting", "V-06", "silence")
    assert waits.deadline == bench.cases.view(a).order.verdict.deadline
    bench.later(hours=73)
    bench.turn.due()
    assert [bench.verdict(name) for name in ("#1", "#2")] == ["unknown", "unknown"]
    out = bench.cases.view(b).order.verdict
    assert (out.row, out.action, out.overdue_since) == ("V-06", Action.LOOK, waits.deadline)
    bench.cases.report(a, Report(LEG, Say.UNCHANGED))  # its page is one: it was looked at
    assert [bench.verdict(name) for name in ("#1", "#2")] == ["ask", "ask"]
    bench.later(hours=25)
    bench.turn.due()
    assert bench.verdict("#2") == "unknown"
    bench.cases.report(b, Report(LEG, Say.UNCHANGED))
    assert (bench.verdict("#2"), asked_with(bench)) == ("ask", ("#1",))
    do(bench, a, mv.TickRequest(LEG, bench.now()))  # asked again: its clock runs anew
    assert (bench.verdict("#1"), bench.verdict("#2")) == ("waiting", "waiting")
    view = bench.cases.view(a)
    bench.cases.do(view.case.id, view.seq, mv.CloseWithNote(""), {"note_ref": "we gave up on it"})
    bench.later(hours=73)
    bench.turn.due()
    assert bench.verdict("#2") == "unknown"


def test_a_look_at_the_order_that_asked_writes_no_row_of_the_other_orders_case(two: Two) -> None:
    bench, a, b = two
    do(bench, b, mv.SetWhy(mv.Reason.CHANGED_MIND, None), mv.Start())
    asked(bench, a, "all")
    seq = bench.cases.view(b).seq
    bench.later(hours=1)
    bench.cases.report(a, Report(LEG, Say.UNCHANGED))
    assert bench.cases.view(b).seq == seq


def test_only_our_part_is_no_request_of_the_other_order(two: Two) -> None:
    bench, a, _ = two
    asked(bench, a, "only_ours")
    assert (bench.verdict("#2"), asked_with(bench)) == ("ask", ())


def test_an_order_linked_after_the_request_knows_of_it(two: Two) -> None:
    bench, a, b = two
    bench.links.unlink(b, NUMBER)
    asked(bench, a, "all")
    bench.links.link(b, NUMBER, ())
    assert asked_with(bench) == ("#1",)
