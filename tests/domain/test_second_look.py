"""What mutants of ledger, units, purchase history and clocks showed to be unwatched."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dropdesk.domain.case.basis.costs import by_bank
from dropdesk.domain.order import Chargeback, Line
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.clocks import LAST, Clocks, DeadlineIs, early
from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.supplier.purchase_history import History, take
from dropdesk.domain.values import Seen, SupplierNumber, Where
from dropdesk.domain.verdict.units import Units
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, A, B, D, H, S, leg, line, order, situation


@pytest.mark.parametrize("kind", list(Chargeback))
def test_what_a_chargeback_took_is_the_payment_and_unknown_beside_a_refund(kind: Chargeback) -> None:
    """Found in use (611): after a full refund "the bank took 0.00" was told of the one case in which the money goes
    back twice. Nobody tells the amount: unknown stays unknown (rules §4.3)."""
    took_it = kind in (Chargeback.OPEN, Chargeback.LOST, Chargeback.ACCEPTED)
    assert by_bank(order(chargeback=kind)) == (3000 if took_it else 0)
    for beside in (order(chargeback=kind, returned=3000), order(chargeback=kind, returned=500, refund_pending=200)):
        assert by_bank(beside) == (None if took_it else 0)
    assert by_bank(order(chargeback=kind, received=None)) == (None if took_it else 0)


def back(*lines: Line, amount: int) -> set[tuple[str, int]]:
    """The units that went back with this much money, which named none."""
    on = order(*lines, returned=amount, returned_without_quantities=amount)
    return set(Units(situation(on=on)).returned)


def test_an_amount_covers_a_unit_to_one_minor_unit_and_no_further() -> None:
    whole = {(A, 0)}
    assert back(line(A, 1, 1000), line(B, 1, 700), amount=999) == whole
    assert back(line(A, 1, 1000), line(B, 1, 700), amount=1001) == whole
    # Two off is no unit of that line: it is laid by value, where the first unit is not covered.
    assert back(line(A, 1, 1000), line(B, 1, 700), amount=998) == set()
    # Beyond by two: by value the first is covered; by its amount alone it would be the second line's.
    assert back(line(A, 1, 1000), line(B, 1, 1300), amount=1302) == whole
    assert back(line(A, 1, 1000), line(B, 1, 1300), amount=1301) == {(B, 0)}


def test_a_unit_worth_two_is_worth_something() -> None:
    assert back(line(A, 1, 2), line(B, 1, 700), amount=2) == {(A, 0)}
    assert back(line(A, 1, 700), line(B, 1, 2), amount=2) == {(B, 0)}
    assert back(line(A, 1, 1), line(B, 1, 700), amount=1) == set()


def test_what_is_worth_nothing_goes_back_with_the_last_unit_that_is_worth_something() -> None:
    gift = line(B, 1, 0)
    assert back(line(A, 1, 1000), gift, amount=1000) == {(A, 0), (B, 0)}
    assert back(line(A, 2, 1000), gift, amount=1000) == {(A, 0)}
    assert back(line(A, 2, 1000), gift, amount=2000) == {(A, 0), (A, 1), (B, 0)}
    assert back(line(A, 1, 1000), gift, amount=0) == set()


def test_live_units_beyond_what_is_left_are_those_that_did_not_go_back() -> None:
    """Rules §3: "live units beyond ordered - returned are always in Table W"; a gone one is none of them."""
    bought_twice = leg(S.OPEN, 1, ((A, 0), (A, 1), (A, 2)))
    units = Units(situation(bought_twice, on=order(line(A, 2, 1000, returned=1))))
    assert len(units.returned) == 2  # one went back; of the two live ones left only one is still ordered
    sent = leg(S.GONE, 1, ((A, 0), (A, 1), (A, 2)))
    assert len(Units(situation(sent, on=order(line(A, 2, 1000, returned=1)))).returned) == 1


def test_what_grew_at_the_very_time_of_the_newest_word_is_grown() -> None:
    number, at = SupplierNumber("8190000000000001"), Seen(None, Where.ALIEXPRESS_FILE, NOW)
    history = take(History(), Purchase(number, "Awaiting shipment", at), NOW).history
    assert take(history, Purchase(number, "Shipped", at), NOW + H).grown
    assert take(history, Purchase(number, "Shipped", Seen(None, Where.ALIEXPRESS_FILE, NOW - H)), NOW + H).grown
    assert not take(history, Purchase(number, "Shipped", Seen(None, Where.ALIEXPRESS_FILE, NOW + H)), NOW + H).grown
    assert not take(history, Purchase(number, "Awaiting payment", at), NOW + H).grown


def test_a_request_of_which_only_that_is_known_was_made_after_the_payment_at_the_earliest() -> None:
    by = leg(S.ASKED, clock_started_by=NOW, paid_at=NOW - D, placed_at=NOW - 2 * D)
    assert early(by).clock_started_at == NOW - D
    assert (
        early(leg(S.ASKED, clock_started_by=NOW, paid_at=None, placed_at=NOW - 2 * D)).clock_started_at == NOW - 2 * D
    )
    end = Clocks(Rulebook(), CHINA).ending(by, Clocks(Rulebook(), CHINA).silence, NOW)
    assert end is not None
    assert (end.at, end.shown, end.kind) == (NOW + 72 * H, NOW + 48 * H, DeadlineIs.AT_THE_EARLIEST)


def test_a_payment_read_out_of_a_bare_date_is_told_by_nobody() -> None:
    day = datetime(2026, 6, 8, tzinfo=UTC)
    assumed = leg(S.OPEN, placed_at=day, placed_is_date=True, paid_at=day + LAST)
    assert early(assumed).paid_at == day
    told = leg(S.OPEN, placed_at=day, placed_is_date=True, paid_at=day + timedelta(hours=9))
    assert early(told).paid_at == day + timedelta(hours=9)
    clocks = Clocks(Rulebook(), CHINA)
    kinds = [end.kind for one in (assumed, told) if (end := clocks.ending(one, clocks.window_end, NOW)) is not None]
    assert kinds == [DeadlineIs.AT_THE_EARLIEST, DeadlineIs.EXACT]
