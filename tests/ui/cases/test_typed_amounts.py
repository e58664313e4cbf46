"""A typed amount that can be read in two ways is refused, as in an import (rules §3 "Facts": an amount nobody told)."""

from __future__ import annotations

import pytest

from dropdesk.domain.values import Money
from dropdesk.ui import words


@pytest.mark.parametrize(
    ("typed", "currency"),
    [("1.200", "EUR"), ("1,200", "EUR"), ("1.000", "JPY"), ("€ 12.345", "EUR"), ("1,234", "KWD")],
)
def test_what_can_be_read_in_two_ways_is_no_amount(typed: str, currency: str) -> None:
    assert words.two_readings(typed, currency)
    assert words.read_amount(typed, currency) is None


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [("1.20", "EUR", 120), ("1200", "EUR", 120000), ("1200.00", "EUR", 120000), ("0.200", "EUR", 20),
     ("1.234", "KWD", 1234), ("1000", "JPY", 1000), ("12", "EUR", 1200)],
)  # fmt: skip
def test_what_is_clear_is_read(typed: str, currency: str, minor: int) -> None:
    assert not words.two_readings(typed, currency)
    assert words.read_amount(typed, currency) == Money(minor, currency)
