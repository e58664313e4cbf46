"""Files that come one after the other: what was answered once is not asked again, and our own goodwill is no return."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.verdict.verdict import Attention
from dropdesk.errors import Refused
from dropdesk.services.order_details import Details
from dropdesk.ui import words
from tests.services.bench import Bench
from tests.services.purchase_files import A, purchase

HEAD = (
    "Name,Financial Status,Currency,Total,Created at,Refunded Amount,Fulfillment Status,Lineitem quantity,"
    "Lineitem name,Lineitem price,Lineitem fulfillment status,Lineitem requires shipping\n"
)


def export(bench: Bench, name: str, as_of: str, refunded: str = "0.00", sent: str = "pending") -> str:
    """An export of two mugs for 20.00; its newest date is that of another order."""
    word = "unfulfilled" if sent == "pending" else sent
    money = "paid" if refunded == "0.00" else "partially_refunded"
    mugs = f"#5,{money},EUR,20.00,2026-11-18 10:00:00 +0100,{refunded},{word},2,Mug,10.00,{sent},true\n"
    return bench.write(name, HEAD + mugs + f"#9,paid,EUR,5.00,{as_of},0.00,unfulfilled,1,Pen,5.00,pending,true\n")


def row(bench: Bench) -> str:
    with bench.store.read() as tx:
        return bench.turn.judge(bench.turn.look(tx, bench.key("#5")))[1].row


def begun(folder: Path, status: str) -> Bench:
    bench = Bench(folder)
    bench.take(export(bench, "first.csv", "2026-11-22 10:00:00 +0100"))
    purchase(bench, A, status)
    bench.links.link(bench.key("#5"), A, ())
    return bench


def test_goodwill_by_hand_alarms_nobody(tmp_path: Path) -> None:
    bench = begun(tmp_path, "Awaiting delivery")
    bench.start_case("#5")
    for move in (mv.DoByHand("refund", 1000), mv.DidByHand(bench.now())):
        with bench.store.read() as tx:
            found = bench.cases.newest(tx, bench.key("#5"))
        assert found is not None
        bench.cases.do(found[0].id, found[1], move)
    bench.later(hours=2)
    bench.take(export(bench, "after.csv", "2026-11-23 11:00:00 +0100", refunded="10.00"))
    assert (bench.phase("#5"), bench.verdict("#5"), row(bench)) == ("too_late", "too_late", "V-14")
    bench.take(export(bench, "more.csv", "2026-11-23 12:00:00 +0100", refunded="20.00"))
    assert bench.verdict("#5") == "alarm"  # the other ten euros are nobody's goodwill


def test_a_part_that_left_without_a_time_is_asked_once(tmp_path: Path) -> None:
    bench = begun(tmp_path, "Awaiting shipment")
    leg = bench.legs("#5")[0].id
    bench.cases.report(bench.key("#5"), Report(leg, Say.ACCEPTED))
    bench.later(hours=3)
    bench.take(export(bench, "part.csv", "2026-11-23 12:30:00 +0100", sent="partial"))
    assert row(bench) == "V-20"
    bench.later(hours=1)
    bench.cases.report(bench.key("#5"), Report(leg, Say.NOT_SHIPPED))
    assert row(bench) == "V-30"
    for hours in (15, 19, 23):  # each newer than the look before it
        bench.at = bench.at.replace(hour=hours) + timedelta(minutes=5)
        bench.take(export(bench, f"again{hours}.csv", f"2026-11-23 {hours}:30:00 +0000", sent="partial"))
        assert row(bench) == "V-30"
    bench.later(hours=9)
    bench.take(export(bench, "whole.csv", "2026-11-24 06:00:00 +0000", sent="fulfilled"))
    assert row(bench) == "V-20"  # more of it left: that is asked


def test_an_older_file_tells_since_when_whatever_the_order_they_came_in(tmp_path: Path) -> None:
    bench = begun(tmp_path, "Awaiting shipment")
    bench.later(hours=9)
    late = export(bench, "late.csv", "2026-11-23 18:00:00 +0100", sent="partial")
    early = export(bench, "early.csv", "2026-11-23 10:00:00 +0100", sent="partial")
    bench.take(late)
    bench.take(early)
    bench.take(early)
    (tmp_path / "other").mkdir()
    other = Bench(tmp_path / "other")
    for name in ("first.csv", "early.csv", "late.csv"):
        other.write(name, (tmp_path / name).read_text(encoding="utf-8"))
        other.take(name)
    lines = [one.order("#5").lines for one in (bench, other)]
    assert lines[0] == lines[1]
    assert lines[0][0].fulfilled_told is not None


def total(bench: Bench, name: str, amount: str, more: str = "") -> str:
    mug = f"#5,paid,EUR,{amount},2026-11-18 10:00:00 +0100,0.00,unfulfilled,1,Mug,{amount},pending,true\n"
    pen = "#9,paid,EUR,5.00,2026-11-22 10:00:00 +0100,0.00,unfulfilled,1,Pen,5.00,pending,true\n"
    return bench.write(name, HEAD + mug + pen + more)


def attention(bench: Bench) -> tuple[Attention, ...]:
    with bench.store.read() as tx:
        return bench.turn.judge(bench.turn.look(tx, bench.key("#5")))[1].attention


def shown(bench: Bench) -> tuple[int | None, int | None, bool]:
    """What the customer's total is, what came in, and whether the order asks about it."""
    order = bench.order("#5")
    return order.total, order.received, Attention.CONTRADICTION in attention(bench)


def test_a_newer_file_that_says_less_takes_nothing_back_and_stands_in_the_timeline(tmp_path: Path) -> None:
    """A shrink is a contradiction (rules §3): it was named in the preview of the import alone, and gone after it."""
    bench = Bench(tmp_path)
    bench.take(export(bench, "first.csv", "2026-11-22 10:00:00 +0100", refunded="10.00", sent="fulfilled"))
    assert "says_less" not in bench.codes("#5")
    less = export(bench, "less.csv", "2026-11-23 10:00:00 +0100")
    assert [one.why for one in bench.take(less).changed] == ["less"]
    bench.take(less)
    assert bench.codes("#5").count("says_less") == 1
    order = bench.order("#5")
    assert (order.returned, order.lines[0].fulfilled) == (1000, 2)
    details = Details(bench.store, bench.turn, bench.cases, lambda store: None, bench.now)
    told = next(one for one in details.view(bench.key("#5")).timeline if one.code == "says_less")
    said = words.happened(told.code, told.data)
    assert said == "A newer file says less: fewer items shipped · less refunded. What was known stays; look in Shopify"
    bench.take(export(bench, "later.csv", "2026-11-24 10:00:00 +0100"))
    bench.take(export(bench, "older.csv", "2026-11-21 10:00:00 +0100"))
    assert bench.codes("#5").count("says_less") == 1  # the same is asked once


@pytest.mark.parametrize("stands", [True, False])
def test_what_a_newer_file_takes_back_is_asked_and_the_answer_taken(tmp_path: Path, stands: bool) -> None:
    """It stood in the timeline alone: no attention, no answer (rules §3 "a shrink is a contradiction that asks")."""
    bench = Bench(tmp_path)
    bench.take(export(bench, "first.csv", "2026-11-22 10:00:00 +0100", refunded="10.00", sent="fulfilled"))
    assert Attention.LESS_TOLD not in attention(bench)
    bench.take(export(bench, "less.csv", "2026-11-23 10:00:00 +0100"))
    assert Attention.LESS_TOLD in attention(bench)
    asked = bench.order("#5").less_asked
    assert asked is not None
    details = Details(bench.store, bench.turn, bench.cases, lambda store: None, bench.now)
    with pytest.raises(Refused, match="moved_on"):
        details.less_said(bench.key("#5"), replace(asked, not_returned=1), stands)
    details.less_said(bench.key("#5"), asked, stands)
    assert Attention.LESS_TOLD not in attention(bench)
    order = bench.order("#5")
    assert (order.returned, order.lines[0].fulfilled) == ((1000, 2) if stands else (0, 0))
    code = "less_stands" if stands else "less_taken"
    (told,) = [one for one in details.view(bench.key("#5")).timeline if one.code == code]
    assert "fewer items shipped · less refunded" in words.happened(told.code, told.data)
    bench.take("less.csv")
    assert Attention.LESS_TOLD not in attention(bench)  # it was answered
    with pytest.raises(Refused, match="moved_on"):
        details.less_said(bench.key("#5"), asked, stands)


def test_two_files_of_one_time_that_name_different_totals_ask(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.take(total(bench, "a.csv", "15.00"))
    assert shown(bench) == (1500, 1500, False)
    seen = bench.take(total(bench, "b.csv", "18.00"))
    assert [(one.name, one.why) for one in seen.changed] == [("#5", "disagree")]
    assert shown(bench) == (None, None, True)
    assert bench.codes("#5").count("totals_disagree") == 1
    bench.take("a.csv")
    bench.take("b.csv")
    assert bench.codes("#5").count("totals_disagree") == 1  # it is asked already
    details = Details(bench.store, bench.turn, bench.cases, lambda store: None, bench.now)
    with pytest.raises(Refused, match="moved_on"):
        details.total_said(bench.key("#5"), 1700)
    details.total_said(bench.key("#5"), 1500)
    assert shown(bench) == (1500, 1500, False)
    assert bench.codes("#5")[-1] == "total_said"
    for name in ("b.csv", "a.csv"):
        bench.take(name)
        assert shown(bench) == (1500, 1500, False)  # what the person said stands
    with pytest.raises(Refused, match="moved_on"):
        details.total_said(bench.key("#5"), 1800)  # it is not asked any more


def test_in_one_import_too_and_a_newer_file_answers(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    preview = bench.take(total(bench, "a.csv", "15.00"), total(bench, "b.csv", "18.00"))
    found = [one for one in (*preview.added, *preview.changed, *preview.skipped) if one.name == "#5"]
    assert {one.why for one in found} == {"disagree"}
    assert preview.skipped == () or {one.name for one in preview.skipped} == {"#9"}
    assert shown(bench) == (None, None, True)
    newer = "#10,paid,EUR,5.00,2026-11-23 09:00:00 +0100,0.00,unfulfilled,1,Pen,5.00,pending,true\n"
    bench.take(total(bench, "c.csv", "15.00", newer))
    assert shown(bench) == (1500, 1500, False)  # the larger one never came in
    bench.take("a.csv", "b.csv")
    assert shown(bench) == (1500, 1500, False)


def test_a_newer_file_that_says_what_the_person_said_undoes_nothing(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.take(total(bench, "a.csv", "15.00"), total(bench, "b.csv", "18.00"))
    Details(bench.store, bench.turn, bench.cases, lambda store: None, bench.now).total_said(bench.key("#5"), 1500)
    newer = "#10,paid,EUR,5.00,2026-11-23 09:00:00 +0100,0.00,unfulfilled,1,Pen,5.00,pending,true\n"
    bench.take(total(bench, "c.csv", "15.00", newer))
    assert shown(bench) == (1500, 1500, False)
    assert bench.order("#5").left == 1500


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("files", list(permutations(("a.csv", "b.csv", "c.csv"))))
def test_in_whatever_order_they_come_a_contested_total_grows_nothing(
    tmp_path: Path, files: tuple[str, ...], at_once: bool
) -> None:
    """Two older files contradict each other, and the newest tells the smaller total; also where it came first."""
    bench = Bench(tmp_path)
    total(bench, "a.csv", "15.00")
    total(bench, "b.csv", "18.00")
    newer = "#10,paid,EUR,5.00,2026-11-23 09:00:00 +0100,0.00,unfulfilled,1,Pen,5.00,pending,true\n"
    total(bench, "c.csv", "15.00", newer)
    if at_once:
        bench.take(*files)
    else:
        for name in files:
            bench.take(name)
    assert shown(bench) == (1500, 1500, False)
