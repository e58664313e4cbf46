"""A connected shop takes over an order that a file brought: its lines get the shop's ids, and every holder follows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, LineId, OrderKey, Take
from dropdesk.store import orders
from tests.services.adopted import GIDS, NUMBER, from_file, from_shop, line, taken
from tests.services.bench import NOW, Bench


def wishing_one_line(bench: Bench) -> OrderKey:
    """The request for line 1 is out at the supplier."""
    key = taken(bench, from_file())
    bench.links.link(key, NUMBER, ())
    bench.cases.report(key, Report(LegId(NUMBER), Say.PAID))
    wish = mv.SetWish((Take(LineId("1"), 1),))
    for move in (mv.SetWhy(mv.Reason.CHANGED_MIND, NOW), wish, mv.Start(), mv.TickRequest(LegId(NUMBER), NOW)):
        view = bench.cases.view(key)
        bench.cases.do(view.case.id, view.seq, move)
    return key


def test_a_case_about_one_line_goes_on_when_the_shop_takes_over(tmp_path: Path) -> None:
    """Its wish kept the file's ids: it wished nothing, and closed by itself while the request was out."""
    bench = Bench(tmp_path)
    key = wishing_one_line(bench)
    bench.later(minutes=5)
    assert taken(bench, from_shop(bench)) == key
    case = bench.cases.view(key).case
    assert case.phase.kind == "at_supplier"
    assert case.wish == (Take(LineId(GIDS[0]), 1),)
    assert case.wish_told == case.wish
    assert {unit[0] for leg in case.legs for unit in leg.units} == set(GIDS)
    assert all(leg.was is None or {unit[0] for unit in leg.was.units} == set(GIDS) for leg in case.legs)
    with bench.store.read() as tx:
        assert orders.saying(tx, key).wish == case.wish


def test_a_tick_taken_back_after_the_take_over_serves_the_shops_lines(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    key = wishing_one_line(bench)
    bench.later(minutes=5)
    taken(bench, from_shop(bench))
    view = bench.cases.view(key)
    bench.cases.do(view.case.id, view.seq, mv.Untick(LegId(NUMBER), "request"))
    assert {unit[0] for leg in bench.cases.view(key).case.legs for unit in leg.units} == set(GIDS)


def test_a_purchase_of_a_line_that_the_shop_does_not_tell_is_not_lost(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    key = taken(bench, from_file())
    bench.links.link(key, NUMBER, (Take(LineId("2"), 1),))
    bench.later(minutes=5)
    taken(bench, replace(from_shop(bench), lines=(line(GIDS[0], "Lamp"),)))
    assert [leg.number for leg in bench.legs("#1")] == [NUMBER]
