"""Amounts, the supplier's refund and its clock (R-08), what is at risk, what an order cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, timezone
from typing import Any

import pytest

from dropdesk.domain.case.basis.costs import at_risk, awaited, expected, exposed, lost, refund_clock, spent
from dropdesk.domain.rules import RULES, Rulebook, kind_level, supplier_level
from dropdesk.domain.supplier.leg import How, Leg, SupplierMoney
from dropdesk.domain.supplier.money import awaits, cost_told, never_paid, outstanding
from dropdesk.domain.values import LegId, Money, SupplierNumber, Take, exponent, is_currency
from dropdesk.domain.verdict.doubtful import doubted
from dropdesk.domain.verdict.units import Units
from dropdesk.domain.workdays import WorkCalendar
from dropdesk.errors import Refused
from tests.domain.worlds import NOW, A, B, D, S, leg, line, order, situation

BERLIN = timezone(timedelta(hours=2))
BANK = WorkCalendar(fixed=frozenset({(6, 16)}))


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def bought(state: S, number: int = 1, cost: Money | None = None, **more: Any) -> Leg:
    units = more.pop("units", ((A, 0),))
    return replace(leg(state, number, units), number=SupplierNumber(f"{number:013}"), cost=cost, **more)


# -- amounts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [("20.0", "EUR", 2000), (" 0.05 ", "EUR", 5), ("20", "JPY", 20), ("1.234", "KWD", 1234), ("-3.10", "EUR", -310),
     ("1.2345", "UYW", 12345), ("7", "XXX", 700)],
)  # fmt: skip
def test_amounts_are_minor_units_of_their_currency(text: str, currency: str, minor: int) -> None:
    assert Money.parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency"), [("20.005", "EUR"), ("1.5", "JPY"), ("", "EUR"), ("NaN", "EUR"), ("Infinity", "EUR"),
                           ("1e999999", "EUR"), ("1,5", "EUR")]
)  # fmt: skip
def test_what_is_no_amount_is_refused(text: str, currency: str) -> None:
    with pytest.raises(ValueError):
        Money.parse(text, currency)


def test_shopify_is_given_plain_decimals() -> None:
    assert eur(2000).decimal() == "20.00"
    assert eur(5).decimal() == "0.05"
    assert Money(20, "JPY").decimal() == "20"
    assert Money(1234, "KWD").decimal() == "1.234"


def test_two_currencies_are_never_mixed() -> None:
    assert eur(3) + eur(2) == eur(5)
    assert eur(3) - eur(2) == eur(1)
    assert eur(2) < eur(3)
    assert not eur(3) < eur(3)
    assert eur(3) <= eur(3)
    assert not eur(4) <= eur(3)
    for mixed in (
        lambda: eur(1) + Money(1, "USD"),
        lambda: eur(1) - Money(1, "USD"),
        lambda: eur(1) < Money(2, "USD"),
        lambda: eur(1) <= Money(2, "USD"),
    ):
        with pytest.raises(ValueError, match="two currencies"):
            mixed()


def test_currencies_are_those_of_iso_4217() -> None:
    assert is_currency("EUR")
    assert is_currency("HRK")  # withdrawn; old orders are exported in it
    assert not is_currency("BTC")
    assert not is_currency("eur")
    assert [exponent(code) for code in ("EUR", "JPY", "KWD", "UYW")] == [2, 0, 3, 4]


# -- the supplier's refund --------------------------------------------------------------------------------------------


def test_r08_the_refund_clock_runs_in_the_persons_own_bank_days() -> None:
    waits = bought(S.STOPPED, how=How.CANCELLED, money=SupplierMoney(eur(900), NOW))  # Wednesday, 10 June 2026
    clock = refund_clock(waits, Rulebook(), BANK, BERLIN)
    assert clock is not None
    day = NOW.astimezone(BERLIN).replace(hour=0)
    assert clock.since == NOW
    assert clock.earliest == day + 5 * D  # Monday the 15th: the third bank day
    assert clock.amber == day + 23 * D  # the 16th is a holiday; 24:00 of 2 July
    assert clock.red == day + 30 * D
    second = timedelta(seconds=1)
    states = [clock.state(at) for at in (
        clock.earliest - second, clock.earliest, clock.amber - second, clock.amber, clock.red - second, clock.red
    )]  # fmt: skip
    assert states == ["early", "expected", "expected", "amber", "amber", "red"]


def test_no_clock_where_nothing_is_awaited_or_nobody_knows_since_when() -> None:
    paid = SupplierMoney(eur(900), NOW, received=900)
    assert refund_clock(bought(S.STOPPED, money=paid), Rulebook(), BANK, BERLIN) is None
    assert refund_clock(bought(S.STOPPED, money=replace(paid, received=899)), Rulebook(), BANK, BERLIN) is not None
    assert refund_clock(bought(S.STOPPED, money=SupplierMoney(eur(900))), Rulebook(), BANK, BERLIN) is None
    unknown = SupplierMoney(None, NOW, unknown=True)
    assert refund_clock(bought(S.STOPPED, money=unknown), Rulebook(), BANK, BERLIN) is not None


def test_what_is_awaited_still() -> None:
    waits = bought(S.STOPPED, money=SupplierMoney(eur(900), NOW, received=200, written_off=100))
    assert outstanding(waits) == 600
    assert awaits(waits)
    more = replace(waits, money=replace(waits.money, received=950))
    assert (outstanding(more), awaits(more)) == (0, False)
    unknown = bought(S.STOPPED, money=SupplierMoney(unknown=True))
    assert (outstanding(unknown), awaits(unknown)) == (0, True)
    other = bought(S.STOPPED, 2, money=SupplierMoney(Money(50, "USD"), NOW))
    third = bought(S.STOPPED, 3, money=SupplierMoney(eur(1), NOW))
    assert awaited([unknown, waits, other, third]) == (eur(601), Money(50, "USD"))
    assert awaited([other, waits])[0] == Money(50, "USD")  # in the order of the legs
    assert awaited([unknown, more]) == ()
    assert awaited([]) == ()


def test_a_cost_that_a_file_tells_later_fills_an_unknown_amount_and_no_other() -> None:
    unknown = bought(S.STOPPED, money=SupplierMoney(None, NOW, unknown=True))
    told = cost_told(unknown, eur(900))
    assert (told.cost, told.money.awaited, told.money.unknown) == (eur(900), eur(900), False)
    assert cost_told(unknown, None) == unknown
    known = bought(S.STOPPED, cost=eur(700), money=SupplierMoney(eur(500), NOW))
    assert cost_told(known, eur(900)).money == known.money


@pytest.mark.parametrize(
    ("one", "free"),
    [
        (bought(S.UNPAID), True),
        (bought(S.STOPPED, how=How.UNPAID), True),
        (bought(S.STOPPED, how=How.DROPPED, paid_at=None), True),
        (bought(S.STOPPED, how=How.CANCELLED, paid_at=None, before=S.UNPAID), True),
        (bought(S.STOPPED, how=How.CANCELLED, paid_at=None, before=S.OPEN), False),
        (bought(S.STOPPED, how=How.DROPPED), False),
        (bought(S.STOPPED, how=How.DROPPED, paid_at=None, paid_by=NOW), False),
        (bought(S.OPEN, paid_at=None, before=S.UNPAID), False),
    ],
)
def test_what_was_never_paid_costs_nothing(one: Leg, free: bool) -> None:
    assert never_paid(one) is free


# -- what is at risk, what it cost ------------------------------------------------------------------------------------


def test_at_risk_is_the_share_of_what_may_still_go_out_or_is_on_its_way() -> None:
    on = order(line(A, 3), line(B, 1))
    three = ((A, 0), (A, 1), (A, 2))
    whole = Units(
        situation(bought(S.OPEN, cost=eur(1000), units=three), bought(S.GONE, 2, eur(50), units=((B, 0),)), on=on)
    )
    assert at_risk(whole) == (eur(1050), False)
    wish = Units(situation(bought(S.OPEN, cost=eur(1000), units=three), on=order(line(A, 3)), wish=(Take(A, 1),)))
    assert at_risk(wish) == (eur(333), False)
    unknown = Units(situation(bought(S.OPEN, units=three), bought(S.GONE, 2, eur(50), units=((B, 0),)), on=on))
    assert at_risk(unknown) == (eur(50), True)
    mixed = Units(
        situation(bought(S.OPEN, cost=eur(9), units=three), bought(S.GONE, 2, Money(5, "USD"), units=((B, 0),)), on=on)
    )
    assert at_risk(mixed) == (eur(9), True)


@pytest.mark.parametrize(
    ("one", "risk"),
    [
        (bought(S.OPEN, cost=eur(900)), (eur(900), False)),
        (bought(S.UNPAID, cost=eur(900)), (None, False)),
        (bought(S.STOPPED, cost=eur(900), how=How.CANCELLED), (None, False)),
        (bought(S.DELIVERED, cost=eur(900)), (None, False)),
        (bought(S.GONE, cost=eur(900), loss_accepted=True), (None, False)),
        (leg(S.UNLINKED), (None, True)),
        (leg(S.NOT_ORDERED), (None, False)),
    ],
)
def test_what_carries_no_risk(one: Leg, risk: tuple[Money | None, bool]) -> None:
    assert at_risk(Units(situation(one))) == risk
    arrived = one.state is S.DELIVERED  # of an Alarm (W-03) its goods have gone out, and are lost with the money
    assert exposed(Units(situation(one)), [one.id]) == ((one.cost, False) if arrived else risk)


def test_what_an_alarm_puts_at_risk_is_counted_on_nowhere() -> None:
    """One sum, one reading: it was promised on the page and in the status line while the list said *at risk*."""
    sure = bought(S.STOPPED, 1, cost=eur(900), how=How.CANCELLED, money=SupplierMoney(awaited=eur(900)))
    lost = bought(S.GONE, 2, cost=eur(50), money=SupplierMoney(awaited=eur(50)))
    untold = bought(S.DELIVERED, 3, money=SupplierMoney(unknown=True))
    assert expected([sure, lost, untold]) == ((eur(950),), True)
    assert expected([sure, lost, untold], [untold.id]) == ((eur(950),), False)
    assert expected([sure, lost, untold], [lost.id]) == ((eur(900),), True)
    found = spent(order(), [sure, lost, untold], [lost.id, untold.id])
    assert (found.dues, found.supplier_due, found.due_unknown) == ((eur(900),), eur(900), False)
    assert found.supplier_paid == eur(950)


def test_exposed_are_the_legs_of_the_alarm_alone() -> None:
    on = order(line(A, 1), line(B, 1))
    units = Units(situation(bought(S.OPEN, cost=eur(900)), bought(S.GONE, 2, eur(50), units=((B, 0),)), on=on))
    assert exposed(units, [LegId("2")]) == (eur(50), False)
    assert exposed(units, []) == (None, False)


def test_what_an_order_cost() -> None:
    first = bought(
        S.STOPPED, cost=eur(900), how=How.CANCELLED, money=SupplierMoney(eur(800), NOW, received=300, written_off=100)
    )
    second = bought(S.GONE, 2, eur(50))
    found = spent(order(received=3000, returned=1000), [first, second, leg(S.NOT_ORDERED, 3)])
    assert (found.paid_in, found.refunded, found.currency) == (3000, 1000, "EUR")
    assert found.supplier_paid == eur(950)
    assert (found.supplier_back, found.supplier_due, found.written_off) == (eur(300), eur(400), eur(100))
    assert (found.unknown, found.due_unknown) == (False, False)


def test_what_it_cost_at_least() -> None:
    known = bought(S.OPEN, cost=eur(900))
    assert spent(order(), [known, bought(S.OPEN, 2)]).unknown
    foreign = spent(order(), [known, bought(S.OPEN, 2, Money(5, "USD"))])
    assert (foreign.supplier_paid, foreign.unknown) == (eur(900), True)
    due = bought(S.STOPPED, 2, eur(5), money=SupplierMoney(Money(5, "USD"), NOW))
    other = spent(order(), [known, due])
    assert (other.supplier_due, other.unknown) == (eur(0), True)
    unknown = bought(S.STOPPED, 2, eur(1), money=SupplierMoney(None, NOW, unknown=True))
    assert (spent(order(), [unknown]).due_unknown, spent(order(), [unknown]).unknown) == (True, False)
    nothing = spent(order(), [bought(S.UNPAID, cost=eur(900))])
    assert (nothing.supplier_paid, nothing.unknown) == (None, False)
    awaited = bought(S.STOPPED, money=SupplierMoney(Money(7, "USD"), NOW))
    untold = spent(order(), [awaited])
    assert (untold.supplier_paid, untold.supplier_due, untold.unknown) == (Money(0, "USD"), Money(7, "USD"), True)


# -- settings ---------------------------------------------------------------------------------------------------------


def test_a_rule_is_the_suppliers_else_its_kinds_else_the_persons_else_the_guides() -> None:
    guide = Rulebook()
    value = RULES["demand"].value
    assert guide.number("demand", "AliExpress", "Shop") == value
    book = guide.changed("demand", "", value + 1)
    assert book.number("demand", "AliExpress", "Shop") == value + 1
    book = book.changed("demand", kind_level("AliExpress"), value + 2)
    assert book.number("demand", "AliExpress", "Shop") == value + 2
    assert book.number("demand") == value + 1
    book = book.changed("demand", supplier_level("Shop"), value + 3)
    assert book.number("demand", "AliExpress", "Shop") == value + 3
    assert book.number("demand", "AliExpress", "Other") == value + 2
    assert book.changed("demand", supplier_level("Shop"), None).number("demand", "AliExpress", "Shop") == value + 2
    assert guide.changed("demand", "", None) == guide
    assert guide.number("demand") == value  # a change makes a new book


def test_a_rule_keeps_its_bounds() -> None:
    known = RULES["demand"]
    assert Rulebook().changed("demand", "", known.low).number("demand") == known.low
    assert Rulebook().changed("demand", "", known.high).number("demand") == known.high
    for wrong in (known.low - 1, known.high + 1):
        with pytest.raises(Refused) as refused:
            Rulebook().changed("demand", "", wrong)
        assert refused.value.code == "rule_bounds"


# -- one sum, one reading ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "more", "doubtful"),
    [
        (S.STOPPED, {"how": How.CANCELLED}, False),
        (S.HANDLED, {}, False),
        (S.HANDLED, {"loss_accepted": True}, True),
        (S.STOPPED, {"how": How.CAME_BACK, "loss_accepted": True}, False),
        (S.GONE, {}, True),
        (S.RETURNING, {}, True),
        (S.DELIVERED, {}, True),
        (S.UNCLEAR, {}, True),
        (S.DISPUTED, {}, True),
        (S.OPEN, {}, True),
    ],
)
def test_awaited_money_is_expected_at_risk_or_lost_and_never_two_of_them(
    state: S, more: dict[str, Any], doubtful: bool
) -> None:
    one = bought(state, cost=eur(900), money=SupplierMoney(eur(900), NOW), **more)
    units = Units(situation(one, on=order(line(A))))
    found = doubted(units, ())
    assert (one.id in found) is doubtful
    sums, _ = expected(units.legs, found)
    risk, _ = exposed(units, found)
    given_up = doubtful and one.loss_accepted
    assert (sums != (), risk is not None, given_up).count(True) == 1
    if given_up:
        assert lost(one) == (eur(900), True)
    paid = replace(one, money=replace(one.money, received=900))
    assert doubted(Units(situation(paid, on=order(line(A)))), ()) == ()
    assert at_risk(Units(situation(paid, on=order(line(A))))) == (None, False)
    assert lost(paid) == (eur(0), False)


def test_what_a_stop_in_doubt_owes_is_at_risk() -> None:
    """V-20: fulfilled after the stop was known: it is live everywhere."""
    one = bought(S.STOPPED, cost=eur(900), how=How.CANCELLED, money=SupplierMoney(eur(900), NOW - D), known_at=NOW - D)
    units = Units(situation(one, on=order(line(A, fulfilled=1, fulfilled_at=NOW))))
    assert units.doubted
    assert doubted(units, ()) == (one.id,)
    assert exposed(units, (one.id,)) == (eur(900), False)


def test_what_the_legs_of_an_alarm_owe_is_doubtful_be_it_awaited_or_not() -> None:
    one = bought(S.ASKED, cost=eur(900))
    units = Units(situation(one, on=order(line(A))))
    assert doubted(units, (one.id,)) == (one.id,)
    assert doubted(units, ()) == ()
