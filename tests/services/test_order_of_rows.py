"""The order of the table as it is stored: what is overdue first, then the dates to come (rules §3 "Headline")."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from dropdesk.domain.case.shape.sample_order import SampleOrder
from dropdesk.domain.listing import Query, Sort, View
from dropdesk.domain.order import SeenOrder
from dropdesk.domain.supplier.leg import Leg, LegState
from dropdesk.domain.values import SupplierNumber
from dropdesk.store.browse import Browse
from tests.ui.backend_world import HouseWorld, close_all
from tests.ui.case_world import order
from tests.ui.world import NOW, leg

D = timedelta(days=1)


@pytest.fixture(autouse=True)
def worlds_end() -> Iterator[None]:
    yield
    close_all()


def planted(key: int, one: Leg) -> SampleOrder:
    return SampleOrder(SeenOrder(order(key), None), (replace(one, number=SupplierNumber(f"81904394161{key:05}")),))


def test_an_overdue_row_without_a_deadline_stands_before_its_equals() -> None:
    """It came last among them: there was no deadline to sort it by."""
    asked = leg(LegState.ASKED, acted_on=True, asked_times=1, paid_at=NOW - 4 * D, looked_at=None)
    legs = [
        leg(LegState.UNPROVEN, acted_on=True, paid_at=NOW - 4 * D, before=LegState.DEMANDED),
        replace(asked, clock_started_at=NOW - 3 * D - timedelta(hours=1)),
        replace(asked, clock_started_at=NOW - 4 * D),
        leg(LegState.UNCLEAR, raw_status="FINISH", acted_on=True),
    ]
    world = HouseWorld(tuple(planted(key, one) for key, one in enumerate(legs, 1)))
    with closing(Browse(world.path)) as browse:
        rows = {row.key: row for row in browse.first_page(Query(View.ALL), 10)}
        assert {row.verdict for row in rows.values()} == {"unknown"}
        assert [bool(rows[key].overdue_since) for key in (1, 2, 3, 4)] == [False, True, True, False]  # type: ignore[index]
        assert [int(key) for key in browse.ids(Query(View.TODO))] == [3, 2]
        assert [int(key) for key in browse.ids(Query(View.ALL, sort=Sort.DEADLINE))] == [3, 2, 1, 4]
