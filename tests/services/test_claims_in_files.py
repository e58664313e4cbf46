"""Done by hand, and a file that names the order: seen, proven undone, or asked (rules §5 "Claimed")."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.phases import AtSupplier, Claimed, Cleared, Settling
from dropdesk.domain.case.shape.state import Case
from dropdesk.domain.case.shown.happened import Happened
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.store import cases, codec
from dropdesk.ui.app_context import Preview
from tests.services.bench import NOW, Bench

HEAD = (
    "Name,Email,Financial Status,Currency,Total,Refunded Amount,Created at,Cancelled at,Lineitem quantity,"
    "Lineitem name,Lineitem price,Lineitem sku,Lineitem fulfillment status,Notes\n"
)
ROW = "#{n},a{n}@example.com,{paid},EUR,20.00,{back},2026-11-{day} 10:00:00 +0100,{cancelled},1,Lamp,20.00,L,pending,\n"


def row(n: int, *, paid: str = "paid", back: str = "0.00", cancelled: str = "", day: int = 20) -> str:
    return ROW.format(n=n, paid=paid, back=back, cancelled=cancelled, day=day)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """#1 and #2, never ordered and cancelled by hand two minutes ago; #3, of which nobody said anything."""
    made = Bench(tmp_path)
    made.take(made.write("first.csv", HEAD + row(1) + row(2) + row(3, day=22)))
    for name in ("#1", "#2"):
        claim(made, name)
    made.later(minutes=2)
    return made


def claim(bench: Bench, name: str) -> None:
    key = bench.key(name)
    (leg,) = bench.cases.view(key).legs
    bench.start_case(name)
    bench.cases.report(key, Report(leg.leg.id, Say.NEVER_ORDERED, at=bench.now()))
    plan = mv.DoByHand("cancel", 2000, (), notify=False)
    for move in (plan, mv.DidByHand(bench.now())):
        view = bench.cases.view(key)
        bench.cases.do(view.case.id, view.seq, move)
    assert isinstance(case(bench, name).phase, Claimed)


def case(bench: Bench, name: str) -> Case:
    return bench.cases.view(bench.key(name)).case


def asked(preview: Preview) -> list[str]:
    return [one.name for one in preview.claims]


def told(bench: Bench, name: str) -> tuple[Happened, ...]:
    return tuple(one for one in bench.cases.view(bench.key(name)).order.timeline if isinstance(one, Happened))


def test_a_file_of_the_claimed_orders_alone_asks_of_each(bench: Bench) -> None:
    preview = bench.look(bench.write("again.csv", HEAD + row(1) + row(2)))
    assert preview.added == preview.changed == ()
    assert asked(preview) == ["#1", "#2"]
    one = preview.claims[0]
    assert (one.what, one.amount, one.currency, one.at) == ("cancel", 2000, "EUR", NOW)
    assert one.files == ("again.csv",)


def test_what_the_person_says_of_the_file_is_done_and_told(bench: Bench) -> None:
    preview = bench.look(bench.write("again.csv", HEAD + row(1) + row(2)))
    changes = bench.imports.apply(preview, [bench.key("#1")])
    assert changes.orders >= {bench.key("#1")}
    assert case(bench, "#1").id in changes.cases
    phase = case(bench, "#1").phase
    assert isinstance(phase, Cleared)
    assert phase.why == "seen_untouched"
    assert isinstance(case(bench, "#2").phase, Claimed), "nobody said anything of it"
    assert [one.code for one in told(bench, "#1")].count("saw_in_export") == 1
    with bench.store.read() as tx:
        entry = cases.newest(tx, [bench.key("#1")])[bench.key("#1")]
    assert entry.move == "saw_in_export"
    assert codec.load(Case, entry.state).phase == phase
    assert asked(bench.look("again.csv")) == ["#2"], "asked no more"


def test_nothing_is_asked_of_what_no_file_names(bench: Bench) -> None:
    assert asked(bench.look(bench.write("others.csv", HEAD + row(3, day=22)))) == []
    assert asked(bench.look(bench.write("namesake.csv", HEAD + row(1, day=21)))) == [], "another order of that name"


def test_nothing_is_asked_of_what_the_file_shows(bench: Bench) -> None:
    done = row(1, paid="refunded", back="20.00", cancelled="2026-11-23 10:13:00 +0100")
    preview = bench.look(bench.write("after.csv", HEAD + done + row(2)))
    assert asked(preview) == []  # its newest date proves that it is newer than what was said of #2, too
    bench.imports.apply(preview, [bench.key("#2")])
    assert isinstance(case(bench, "#1").phase, Settling) or case(bench, "#1").phase.kind == "closed"
    assert isinstance(case(bench, "#2").phase, Cleared)


def test_one_file_of_several_that_shows_it_is_enough(bench: Bench) -> None:
    done = row(1, paid="refunded", back="20.00", cancelled="2026-11-23 10:12:10 +0100")
    files = [bench.write("old.csv", HEAD + row(1)), bench.write("new.csv", HEAD + done)]
    assert asked(bench.look(*files)) == []
    assert asked(bench.look(*reversed(files))) == []


def test_an_answer_that_came_too_late_moves_nothing(bench: Bench) -> None:
    """Between the look and the press the person said themselves that it was not done."""
    preview = bench.look(bench.write("again.csv", HEAD + row(1)))
    view = bench.cases.view(bench.key("#1"))
    bench.cases.do(view.case.id, view.seq, mv.ChangeMind())
    before = case(bench, "#1")
    bench.imports.apply(preview, [bench.key("#1")])
    assert case(bench, "#1").phase == before.phase


def test_an_answer_of_an_order_that_was_not_asked_moves_nothing(bench: Bench) -> None:
    preview = bench.look(bench.write("others.csv", HEAD + row(3, day=22)))
    bench.imports.apply(preview, [bench.key("#1")])
    assert isinstance(case(bench, "#1").phase, Claimed)


def test_a_file_proven_newer_throws_back_without_a_question(bench: Bench) -> None:
    bench.later(minutes=10)
    late = "#4,d@example.com,paid,EUR,5.00,0.00,2026-11-23 10:20:00 +0100,,1,Mug,5.00,M,pending,\n"
    preview = bench.take(bench.write("late.csv", HEAD + row(1) + row(2) + late))
    assert asked(preview) == []
    for name in ("#1", "#2"):
        phase = case(bench, name).phase
        assert isinstance(phase, (Cleared, AtSupplier))
        assert phase.why == "seen_untouched"
    assert bench.now() - NOW == timedelta(minutes=12)


# -- whose it was ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", ["10:13:00", "10:05:00"])  # after the steps were shown; before they were
def test_what_was_claimed_and_is_seen_is_ours(bench: Bench, at: str) -> None:
    done = row(1, paid="refunded", back="20.00", cancelled=f"2026-11-23 {at} +0100")
    bench.take(bench.write("after.csv", HEAD + done))
    found = {one.code: one.data for one in told(bench, "#1")}
    assert (found["cancelled"]["others"], found["cancelled"]["by_hand"]) == (False, True)
    assert not found["refunded"]["others"]
    assert case(bench, "#1").notice is None
    assert case(bench, "#1").plan == 2000


def test_what_only_a_file_tells_is_nobodys(bench: Bench) -> None:
    """The person may have done it without a word: a file never tells by whom."""
    bench.start_case("#3")
    bench.take(bench.write("part.csv", HEAD + row(3, paid="partially_refunded", back="5.00", day=22) + row(4, day=23)))
    notice = case(bench, "#3").notice
    assert notice is not None
    assert (notice.code, notice.amount, notice.text) == ("returned_by_others", 500, "file")
    done = row(3, paid="refunded", back="20.00", cancelled="2026-11-23 10:13:00 +0100", day=22)
    bench.take(bench.write("after.csv", HEAD + done))
    notice = case(bench, "#3").notice
    assert notice is not None
    assert (notice.code, notice.text) == ("cancelled_by_others", "file")
    found = [(one.code, one.data) for one in told(bench, "#3") if one.code in ("cancelled", "refunded")]
    assert {code for code, _ in found} == {"cancelled", "refunded"}
    assert all(data.get("file") and not data.get("others") for _, data in found)


def test_the_list_says_what_the_page_says(bench: Bench) -> None:
    """V-18: done by hand is nothing that was sent."""
    verdict = bench.cases.view(bench.key("#1")).order.verdict
    assert (verdict.row, verdict.because.code) == ("V-18", "call_out")
    assert dict(verdict.because.data) == {"what": "by_hand"}


def test_an_answer_about_a_file_counts_for_the_claim_it_was_asked_about(bench: Bench) -> None:
    """While the preview stood open the claim was taken back and made anew: the file cannot speak of the new one."""
    preview = bench.look(bench.write("again.csv", HEAD + row(1)))
    bench.later(minutes=1)
    view = bench.cases.view(bench.key("#1"))
    bench.cases.do(view.case.id, view.seq, mv.ChangeMind())
    for move in (mv.DoByHand("cancel", 2000, (), notify=False), mv.DidByHand(bench.now())):
        view = bench.cases.view(bench.key("#1"))
        bench.cases.do(view.case.id, view.seq, move)
    bench.imports.apply(preview, [bench.key("#1")])
    assert isinstance(case(bench, "#1").phase, Claimed)
