"""Purchases told by files of any age (rules §3 "Facts and their age")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.leg import Leg, LegState
from dropdesk.domain.supplier.moves import report
from dropdesk.domain.supplier.purchase import Purchase, PurchaseItem
from dropdesk.domain.supplier.purchase_contest import disagree, total_said
from dropdesk.domain.supplier.purchase_history import History, seen_again, sighted, take
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, LineId, Money, Seen, SupplierNumber, Where
from tests.domain.conftest import CHINA
from tests.stored import derived

NUMBER = SupplierNumber("8190000000003001")
T0 = datetime(2026, 11, 10, 8, tzinfo=UTC)
D = timedelta(days=1)
CLOCKS = Clocks(Rulebook(), CHINA)
WORDS = ("Awaiting payment", "Awaiting shipment", "Processing", "IN_CANCEL", "Shipped", "Cancelled", "Completed",
         "In dispute", "Closed", "Riding a bike", "")  # fmt: skip


def told(word: str, day: int, **more: Any) -> Purchase:
    return Purchase(NUMBER, word, Seen(None, Where.ALIEXPRESS_FILE, T0 + day * D), **more)


def linked() -> Leg:
    return Leg(LegId(NUMBER), LegState.UNCLEAR, ((LineId("1"), 0),), number=NUMBER, where=Where.SHOPIFY_FILE)


def see(leg: Leg, history: History) -> Leg:
    return sighted(leg, history, {}, CLOCKS, lambda purchase: purchase)


def arrive(files: Iterable[Purchase], leg: Leg | None = None, known_from: int = 20) -> tuple[History, Leg]:
    """Files imported one after the other; the leg sees each at once."""
    history, leg = History(), leg or linked()
    for day, one in enumerate(files, known_from):
        history = take(history, one, T0 + day * D).history
        leg = see(leg, history)
    return history, leg


def essence(leg: Leg) -> tuple[Leg, datetime | None]:
    """A leg with its newest supplier fact, be it a move or a sighting of the same (V-20 takes the newest of both)."""
    times = [at for at in (leg.known_at, leg.sighted_at) if at is not None]
    return replace(leg, known_at=None, sighted_at=None), max(times, default=None)


TOTALS = st.sampled_from([None, Money(1500, "EUR"), Money(1700, "EUR"), Money(1420, "EUR")])
ITEMS = st.sampled_from([(), (PurchaseItem("Lamp", 2, price=Money(710, "EUR")),)])
FILES = st.lists(
    st.builds(
        lambda word, day, total, items, placed, is_date, number: told(
            word, day, total=total, items=items, placed_at=placed and T0 + timedelta(hours=placed),
            placed_is_date=bool(placed) and is_date, tracking_number=number,
        ),
        st.sampled_from(WORDS), st.integers(0, 6), TOTALS, ITEMS, st.sampled_from([None, 1, 2]), st.booleans(),
        st.sampled_from(["", "LP1", "LP2"]),
    ),
    min_size=2, max_size=4,
)  # fmt: skip


@given(FILES)
def test_the_order_of_files_never_matters(files: list[Purchase]) -> None:
    results = [arrive(order) for order in permutations(files)]
    assert len({history.state for history, _ in results}) == 1
    assert len({essence(leg) for _, leg in results}) == 1
    for history, leg in results:
        assert derived(history.sightings) is not None
        assert essence(see(leg, history)) == essence(leg), "seen once more it is the same"
        assert essence(see(linked(), history)) == essence(leg), "linked afterwards it is the same"


@given(FILES)
def test_every_file_once_more_changes_nothing(files: list[Purchase]) -> None:
    history, leg = arrive(files)
    again, same = History(history.sightings, history.state), leg
    for one in files:
        taken = take(again, one, T0 + 40 * D)
        assert (taken.rows, taken.news, taken.grown) == ((), False, False)
        again = taken.history
        same = see(same, again)
    assert (again, essence(same)) == (history, essence(leg))


@given(FILES)
def test_an_amount_that_nobody_told_stays_unknown(files: list[Purchase]) -> None:
    history, leg = arrive(files)
    assert history.state is not None
    named = {one.total for one in files} - {None}
    state = history.state
    assert (state.total in named or set(state.total_asked) <= named) if named else state.total is None
    assert not state.total_asked or (state.total is None and len(state.total_asked) > 1)
    assert (leg.cost, leg.cost_asked) == (state.total, state.total_asked)


@given(FILES, st.integers(0, 1))
def test_what_the_person_says_of_the_price_holds_and_moves_nothing_else(files: list[Purchase], which: int) -> None:
    history, leg = arrive(files)
    assert history.state is not None
    asked = history.state.total_asked
    if not asked:
        return
    answered = take(history, total_said(history.state, asked[which]), T0 + 50 * D).history
    now = see(leg, answered)
    assert essence(replace(now, cost=None, money=leg.money, cost_asked=asked)) == essence(leg)
    assert (now.cost, now.cost_asked, now.looked_at) == (asked[which], (), None)
    assert essence(see(linked(), answered)) == essence(now), "linked afterwards it is the same"
    for one in files:
        again = take(answered, one, T0 + 51 * D)
        assert (again.rows, again.news) == ((), False)
        assert essence(see(now, again.history)) == essence(now)


@pytest.mark.parametrize(
    ("words", "word"),
    [
        (("Awaiting payment", "Awaiting shipment"), "Awaiting payment + Awaiting shipment"),
        (("Awaiting payment", "Processing", "Awaiting shipment"), "Awaiting payment + Processing"),
        (("Processing", "Awaiting shipment"), "Processing"),
        (("Awaiting payment", "Awaiting shipment", "Shipped"), "Shipped"),
        (("Awaiting shipment + Shipped", "Awaiting shipment"), "Awaiting shipment + Shipped"),  # items apart
        (("Awaiting shipment", "Riding a bike"), "Awaiting shipment + Riding a bike"),
        (("In dispute", "Awaiting shipment"), "Awaiting shipment + In dispute"),
    ],
)
def test_the_grown_word_holds_else_all_are_named(words: tuple[str, ...], word: str) -> None:
    for order in permutations(words):
        history, leg = arrive([told(one, 1) for one in order])
        assert history.state is not None
        assert (history.state.status, leg.raw_status) == (word, word)


@pytest.mark.parametrize(
    ("files", "state"),
    [
        ([told("Shipped", 1), told("Awaiting shipment", 2)], LegState.UNCLEAR),
        ([told("Shipped", 1), told("Awaiting shipment", 2), told("Awaiting shipment", 3)], LegState.UNCLEAR),
        ([told("Completed", 1), told("Cancelled", 2), told("Cancelled", 3)], LegState.UNCLEAR),
        ([told("Shipped", 1), told("Awaiting payment", 2), told("Awaiting payment", 3)], LegState.UNCLEAR),
        ([told("Cancelled", 1), told("Awaiting shipment", 2), told("Processing", 3)], LegState.UNCLEAR),
        ([told("Cancelled", 1), told("Shipped", 2)], LegState.GONE),
        ([told("Shipped", 1), told("Completed", 2)], LegState.DELIVERED),
        ([told("Awaiting shipment", 1), told("Shipped", 2)], LegState.GONE),
        ([told("Awaiting shipment", 2), told("Shipped", 2)], LegState.GONE),
        ([told("Cancelled", 2), told("Shipped", 2)], LegState.GONE),
    ],
)
def test_what_grew_is_never_taken_back(files: list[Purchase], state: LegState) -> None:
    assert {arrive(order)[1].state for order in permutations(files)} == {state}


def test_an_older_shipped_contradicts_what_the_person_said_and_is_answered_once() -> None:
    history, leg = arrive([told("Awaiting shipment", 1)])
    (leg,) = report(leg, Report(leg.id, Say.ACCEPTED), T0 + 25 * D, CLOCKS)
    assert leg.state is LegState.STOPPED
    history = take(history, told("Shipped", 3), T0 + 26 * D).history
    leg = see(leg, history)
    assert (leg.state, leg.before, leg.raw_status) == (LegState.UNCLEAR, LegState.STOPPED, "Shipped")
    # The person looks and says it again: what they know already is not held against them.
    (leg,) = report(leg, Report(leg.id, Say.ACCEPTED), T0 + 27 * D, CLOCKS)
    for day, one in ((28, told("Shipped", 4)), (29, told("Awaiting shipment", 2)), (30, told("Shipped", 3))):
        history = take(history, one, T0 + day * D).history
        leg = see(leg, history)
        assert leg.state is LegState.STOPPED
    # What is newer than their word speaks.
    assert see(leg, take(history, told("Shipped", 28), T0 + 31 * D).history).state is LegState.GONE


def test_what_the_person_knew_when_they_spoke_is_no_news() -> None:
    history, leg = arrive([told("Shipped", 1), told("Shipped", 2)])
    (leg,) = report(leg, Report(leg.id, Say.CAME_BACK), T0 + 25 * D, CLOCKS)
    for day, one in ((26, told("Shipped", 3)), (27, told("Awaiting shipment", 0))):
        history = take(history, one, T0 + day * D).history
        leg = see(leg, history)
    assert leg.state is LegState.STOPPED


def test_a_request_contradicts_nothing() -> None:
    history, leg = arrive([told("Awaiting shipment", 1)])
    (leg,) = report(leg, Report(leg.id, Say.ASKED, at=T0 + 25 * D), T0 + 25 * D, CLOCKS)
    assert see(leg, take(history, told("Shipped", 3), T0 + 26 * D).history).state is LegState.GONE


def test_an_older_word_that_grew_is_as_old_as_its_file() -> None:
    """620: of yesterday's file, imported after the supplier was asked, pages said "just now" (rules §3 "Facts and their
    age": as old as the newest date inside it, never as its import). What replaces it goes by what was known."""
    history, leg = arrive([told("Awaiting shipment", 1)])
    (leg,) = report(leg, Report(leg.id, Say.ASKED, at=T0 + 25 * D), T0 + 25 * D, CLOCKS)
    gone = see(leg, take(history, told("Cancelled", 3), T0 + 26 * D).history)
    assert (gone.state, gone.as_of, gone.known_at) == (LegState.STOPPED, T0 + 3 * D, T0 + 25 * D)
    (said,) = report(gone, Report(leg.id, Say.SHIPPED), T0 + 27 * D, CLOCKS)
    assert said.as_of == T0 + 27 * D
    (back,) = report(said, Report(leg.id, Say.UNDO), T0 + 28 * D, CLOCKS)
    assert back.as_of == T0 + 3 * D


@pytest.mark.parametrize(
    ("a", "b", "named"),
    [
        ("Awaiting payment", "Awaiting shipment", True),
        ("Awaiting shipment", "Processing", False),  # another word for the same
        ("Awaiting shipment", "Shipped", False),  # the grown one holds
        ("Shipped", "Completed", False),
        ("Shipped", "Cancelled", True),
        ("Awaiting shipment", "Riding a bike", True),
        ("Shipped", "", False),
    ],
)
def test_two_of_one_time_that_disagree(a: str, b: str, named: bool) -> None:
    assert disagree(told(a, 1), told(b, 1)) is disagree(told(b, 1), told(a, 1)) is named
    assert not disagree(told(a, 1), told(b, 2))


def test_two_totals_of_one_time_disagree_but_a_sum_never_does() -> None:
    items = (PurchaseItem("Lamp", 2, price=Money(710, "EUR")),)
    a, b = told("Shipped", 1, total=Money(1590, "EUR")), told("Shipped", 1, total=Money(1700, "EUR"))
    summed = told("Shipped", 1, total=Money(1420, "EUR"), items=items)
    assert disagree(a, b)
    assert not disagree(a, summed)
    assert seen_again(summed, a).total == seen_again(a, summed).total == a.total
