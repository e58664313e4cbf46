"""The person's zone has its summer time: a fixed offset was an hour off for half of the year (R-08)."""

from __future__ import annotations

import logging
import zoneinfo
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QByteArray, QTimeZone

from dropdesk.domain.case.basis.costs import refund_clock
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.leg import How, LegState, SupplierMoney
from dropdesk.domain.values import Money
from dropdesk.services.calendars import bank, years_around
from dropdesk.ui import zone
from tests.ui.world import leg

WINTER, SUMMER = datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 30, 12, tzinfo=UTC)


def is_called(name: str, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(QTimeZone, "systemTimeZoneId", staticmethod(lambda: QByteArray(name.encode())))


def test_the_systems_zone_changes_its_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    is_called("Europe/Berlin", monkeypatch)
    found = zone.system()
    offsets = [at.astimezone(found).utcoffset() for at in (WINTER, SUMMER)]
    assert offsets == [timedelta(hours=1), timedelta(hours=2)]


def test_a_system_without_zone_rules_has_them_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has none: they come with the program (tzdata)."""
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=())
    ZoneInfo.clear_cache()
    try:
        is_called("Europe/Berlin", monkeypatch)
        assert zone.system().utcoffset(SUMMER.replace(tzinfo=None)) == timedelta(hours=2)
    finally:
        zoneinfo.reset_tzpath(to=before)
        ZoneInfo.clear_cache()


def test_the_bank_clock_ends_at_midnight_on_both_sides_of_the_change(monkeypatch: pytest.MonkeyPatch) -> None:
    is_called("Europe/Berlin", monkeypatch)
    money = SupplierMoney(Money(900, "EUR"), datetime(2026, 3, 24, 10, tzinfo=UTC))
    stopped = leg(LegState.STOPPED, how=How.CANCELLED, money=money)
    clock = refund_clock(stopped, Rulebook(), bank("DE", years_around(WINTER)), zone.system())
    assert clock is not None
    for end in (clock.earliest, clock.amber, clock.red):
        assert end.astimezone(ZoneInfo("Europe/Berlin")).time().hour == 0
    assert clock.earliest < SUMMER < clock.amber


@pytest.mark.parametrize("name", ["Nowhere/Atall", "", "../etc"])
def test_a_zone_without_known_rules_is_said(
    name: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    is_called(name, monkeypatch)
    with caplog.at_level(logging.WARNING):
        found = zone.system()
    assert datetime.now(UTC).astimezone(found).utcoffset() == datetime.now().astimezone().utcoffset()
    assert "without summer time" in caplog.text
