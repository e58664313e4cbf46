"""Supplier money of several currencies: never added, never set against another, none dropped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dropdesk.domain.case.basis.costs import awaited, spent
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.leg import How, Leg, SupplierMoney
from dropdesk.domain.supplier.money import outstanding
from dropdesk.domain.supplier.moves import report
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import Money, SupplierNumber
from dropdesk.errors import Refused
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, A, B, S, leg, order

CLOCKS = Clocks(Rulebook(), CHINA)


def stopped(n: int, cost: Money, **more: object) -> Leg:
    money = SupplierMoney(cost, since=NOW, **more)  # type: ignore[arg-type]  # names are SupplierMoney's own fields
    units = ((A if n == 1 else B, 0),)
    one = leg(S.STOPPED, n, units, cost=cost, money=money, how=How.CANCELLED)
    return replace(one, number=SupplierNumber(f"819000000000000{n}"))


def test_what_came_back_is_added_in_one_currency_alone() -> None:
    legs = [stopped(1, Money(1000, "USD"), received=1000), stopped(2, Money(2000, "JPY"), received=2000)]
    found = spent(order(), legs)
    assert (found.supplier_back, found.unknown) == (Money(1000, "USD"), True)
    lost = [stopped(1, Money(1000, "USD"), written_off=300), stopped(2, Money(2000, "JPY"), written_off=2000)]
    assert spent(order(), lost).written_off == Money(300, "USD")


def test_every_currency_that_is_awaited_is_listed() -> None:
    legs = [stopped(1, Money(900, "USD")), stopped(2, Money(500, "EUR")), stopped(3, Money(100, "USD"))]
    assert awaited(legs) == (Money(1000, "USD"), Money(500, "EUR"))
    assert spent(order(), legs).dues == (Money(1000, "USD"), Money(500, "EUR"))


@pytest.mark.parametrize("say", [Say.MONEY_RECEIVED, Say.MONEY_WRITTEN_OFF])
def test_money_of_another_currency_nets_nothing(say: Say) -> None:
    due = stopped(1, Money(1000, "USD"))
    with pytest.raises(Refused, match="other_currency"):
        report(due, Report(due.id, say, amount=Money(1000, "JPY")), NOW, CLOCKS)


def test_money_that_was_given_up_and_comes_after_all_is_somewhere() -> None:
    unknown = leg(S.STOPPED, money=SupplierMoney(None, NOW, unknown=True))
    (lost,) = report(unknown, Report(unknown.id, Say.MONEY_WRITTEN_OFF), NOW, CLOCKS)
    (came,) = report(lost, Report(lost.id, Say.MONEY_RECEIVED, amount=Money(1240, "USD")), NOW, CLOCKS)
    assert (came.money.received, came.money.awaited, outstanding(came)) == (1240, Money(1240, "USD"), 0)
