"""A draft is what the page shows before anything is said: a press on it holds for what it was made of, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.phases import RefundWanted
from dropdesk.domain.order import Order
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, Seen, SupplierNumber, Where
from dropdesk.errors import Refused
from tests.services.adopted import from_shop, taken
from tests.services.bench import Bench

NUMBER = SupplierNumber("8190000000000001")


def cancelled(bench: Bench, returned: int = 0) -> Order:
    """Cancelled by staff; nothing was bought for it."""
    order = from_shop(bench)
    return replace(
        order,
        lines=tuple(replace(line, needs_no_purchase=True) for line in order.lines),
        cancelled_at=bench.now() - timedelta(hours=1),
        returned=returned,
        seen=Seen(None, Where.SHOPIFY_API, bench.now()),
    )


def test_money_that_moved_since_the_page_was_shown_stops_the_press(tmp_path: Path) -> None:
    """The page said 60.00 owed; a colleague gave 30.00 back; the 30.00 that were typed would have made 60.00."""
    bench = Bench(tmp_path)
    key = taken(bench, cancelled(bench))
    shown = bench.cases.view(key)
    assert (shown.seq, shown.owed) == (0, 6000)
    taken(bench, cancelled(bench, returned=3000))
    with pytest.raises(Refused, match="moved_on"):
        bench.cases.do(shown.case.id, shown.seq, mv.WantRefund(3000, False))
    again = bench.cases.view(key)
    assert (again.seq, again.owed) == (0, 3000)  # nothing was begun
    bench.cases.do(again.case.id, again.seq, mv.WantRefund(3000, False))
    phase = bench.cases.view(key).case.phase
    assert isinstance(phase, RefundWanted)
    assert phase.plan.before == 3000


def test_a_purchase_that_was_linked_since_stops_the_press(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    key = taken(bench, from_shop(bench))
    shown = bench.cases.view(key)
    bench.links.link(key, NUMBER, ())
    with pytest.raises(Refused, match="moved_on"):
        bench.cases.do(shown.case.id, shown.seq, mv.SetWhy(mv.Reason.CHANGED_MIND, None))


def test_time_alone_makes_no_other_draft(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    key = taken(bench, from_shop(bench))
    bench.links.link(key, NUMBER, ())
    bench.cases.report(key, Report(LegId(NUMBER), Say.PAID))
    shown = bench.cases.view(key)
    bench.later(minutes=30)
    taken(bench, from_shop(bench))  # a look without news
    assert bench.cases.view(key).case.id == shown.case.id
    bench.cases.do(shown.case.id, shown.seq, mv.SetWhy(mv.Reason.CHANGED_MIND, None))
    assert bench.cases.view(key).seq > 0
