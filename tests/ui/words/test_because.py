"""Every reason has words in both languages, short enough for its cell, and only words that are true of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import combinations

import pytest
from PySide6.QtWidgets import QApplication

from dropdesk.domain.verdict.reasons import Reason
from dropdesk.domain.verdict.verdict import Code, Happened
from dropdesk.ui import i18n
from dropdesk.ui.words.because import because
from dropdesk.ui.words.headline import headline

NOW = datetime(2026, 11, 28, 8, tzinfo=UTC)
DATA: dict[str, object] = {
    "paid": NOW, "asked": NOW, "since": NOW, "ended": NOW, "opens": NOW, "shipped": NOW, "delivered": NOW, "by": NOW,
    "refunded": NOW, "cancelled": NOW, "owed": 123456, "pending": 123456, "currency": "EUR", "units": 2, "of": 3,
    "clock": "platform_answer", "times": 2, "waits": True,
}  # fmt: skip
ALARMS = (Reason.BACK_UNLINKED, Reason.BACK_LIVE, Reason.BACK_GONE)


@pytest.fixture(params=["en", "zh_CN"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    i18n.use(request.param)
    yield request.param
    i18n.use("en")


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_words_that_fit(reason: Reason, language: str) -> None:
    most = 44 if language == "en" else 22
    every: list[dict[str, object]] = [{}, DATA, {"what": "by_hand"}, {"what": "recall"}]
    for data in every:
        text = because(reason, data, NOW)
        assert 0 < len(text) <= most, text
        assert "_" not in text
        assert headline(Code.DONE, reason, data, NOW)
    english_left = [c for c in because(reason, {}, NOW) if c.isascii() and c.isalpha()]
    assert language == "en" or "".join(english_left) in ("", "Shopify", "AliExpress")


def test_a_code_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        because("nobody_knows", {}, NOW)


def test_done_is_not_everything_while_the_supplier_owes_and_a_failed_refund_is_told(language: str) -> None:
    for reason in (Reason.CANCELLED, Reason.RETURNED, Reason.REMOVED, Reason.BANK_TOOK_IT):
        plain, owes = headline(Code.DONE, reason, {}, NOW), headline(Code.DONE, reason, {"awaited": True}, NOW)
        assert plain != owes
        assert ("supplier" if language == "en" else "供应商") in owes
    owed = {"owed": 3694, "currency": "EUR"}
    failed = {**owed, "failed": True}
    assert ("failed" if language == "en" else "失败") in headline(Code.READY, Reason.REFUND_OWED, failed, NOW)
    assert because(Reason.REFUND_OWED, failed, NOW) != because(Reason.REFUND_OWED, owed, NOW)
    assert "36.94" in because(Reason.REFUND_OWED, failed, NOW)


def test_what_was_done_by_hand_is_never_told_as_sent(qapp: QApplication) -> None:
    i18n.use("en")
    for what in ("by_hand", "recall"):
        said = because("call_out", {"what": what}, NOW) + headline(Code.WAITING, "call_out", {"what": what}, NOW)
        assert "Sent" not in said
    assert because("call_out", {}, NOW) == "Sent · not known yet"


@pytest.mark.parametrize("reason", ALARMS)
def test_an_alarm_says_what_happened_and_no_more(reason: Reason, qapp: QApplication) -> None:
    """D5, D6: nobody has the money where nothing was refunded; the bank is no refund."""
    i18n.use("en")
    for n in range(1, len(Happened) + 1):
        for happened in combinations(Happened, n):
            data = {"happened": ",".join(happened)}
            said = because(reason, data, NOW) + headline(Code.ALARM, reason, data, NOW)
            if Happened.MONEY_BACK not in happened:
                assert "Refunded" not in said
                assert "has the money" not in said
            if Happened.BANK_TOOK_IT not in happened:
                assert "bank" not in said
            if Happened.CANCELLED not in happened:
                assert "ancelled" not in said
            if Happened.REFUND_PENDING not in happened:
                assert "its way" not in said
            if Happened.REMOVED not in happened:
                assert "Taken off" not in said
