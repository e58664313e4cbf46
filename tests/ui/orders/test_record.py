"""The record says who did what, what it came to and why, in both languages (walk 1, 3, 6, 7, 9, 12, 13, 30)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape import outcome
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.phases import Closed
from dropdesk.domain.case.shown.happened import Happened
from dropdesk.domain.order import Chargeback, Refund
from dropdesk.domain.supplier.clocks import DeadlineIs
from dropdesk.domain.supplier.leg import LegState
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, Money, Seen, Where
from dropdesk.store.browse import Browse
from dropdesk.ui import i18n, words
from dropdesk.ui.orders.pane.side_facts import leg_age, leg_words
from dropdesk.ui.orders.pane.timeline import Timeline
from dropdesk.ui.orders.row_text import show
from dropdesk.ui.words import cases as said
from dropdesk.ui.words import payments
from tests.fakes import loopback_shop
from tests.ui.case_world import KEY, CaseWorld, order
from tests.ui.cases.walk import Walk, cleared, do, started
from tests.ui.world import NOW, leg

LEG = LegId("leg-1")
SCHEMA = Path(loopback_shop.__file__).parent / "schema.graphql"


def told(world: CaseWorld) -> list[str]:
    view = world.backend.details.view(KEY)
    return [words.happened(one.code, one.data) for one in view.timeline if not one.future]


def test_who_gave_money_back_never_changes() -> None:
    """A colleague's refund seconds before our own cancellation stays the colleague's."""
    world = cleared()
    world.later(hours=1)
    theirs = Refund("gid://shopify/Refund/1", world.now, 1000)
    world.see(returned=1000, refunds=(theirs,), financial="partially_refunded", seen=Seen(None, Where.SHOPIFY_API, NOW))
    assert "€10.00 refunded by somebody else" in told(world)
    do(world, mv.LookedNow(LEG, world.now))
    do(world, mv.WantCancel(2490, False, CancelReason.CUSTOMER, False, True))
    world.proceed(KEY)
    found = told(world)
    assert "€10.00 refunded by somebody else" in found
    assert "Refunded €10.00" not in found


def test_a_refund_that_fails_is_told_once_and_was_on_its_way() -> None:
    world = started()
    world.see(cancelled_at=world.now)
    one = Refund("gid://shopify/Refund/1", NOW, 0, pending=3490)
    world.see(refund_pending=3490, refunds=(one,))
    way = [text for text in told(world) if "on its way" in text]
    assert way == ["Refund of €34.90 by somebody else on its way"]
    world.later(hours=2)
    world.see(refund_pending=0, refunds=(replace(one, pending=0, failed=3490, reason="INSUFFICIENT_FUNDS"),))
    found = told(world)
    assert [text for text in found if "on its way" in text] == way
    failed = [text for text in found if "failed" in text]
    assert failed == ["Refund of €34.90 failed. There was not enough money on the account."]
    assert not any("INSUFFICIENT" in text for text in found)


def test_a_cancellation_by_others_is_told_once() -> None:
    world = started()
    world.see(cancelled_at=world.now)
    assert [text for text in told(world) if "somebody else" in text.lower()] == [
        "Cancelled in Shopify by somebody else"
    ]


def test_money_that_a_file_shows_has_an_entry() -> None:
    world = CaseWorld(connected=False, begun=False)
    world.see(returned=2000, financial="partially_refunded", seen=Seen(None, Where.SHOPIFY_FILE, NOW))
    assert "€20.00 refunded, seen in a file" in told(world)


def test_every_error_code_of_shopify_has_words_and_an_unknown_one_is_named() -> None:
    known = re.search(r"enum OrderTransactionErrorCode \{([^}]*)\}", SCHEMA.read_text(encoding="utf-8"))
    assert known is not None
    for language in i18n.LANGUAGES:
        i18n.use(language)
        for code in [*known.group(1).split(), "FAILURE", "ERROR"]:
            assert payments.failure(code), code
            assert code not in payments.why(code)
    i18n.use("en")
    assert payments.why("NEW_CODE_OF_2027") == "Shopify’s error code: NEW_CODE_OF_2027."
    assert payments.why("Try again later.") == "Shopify says: “Try again later.”"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_outcome_has_words_of_its_own(language: str) -> None:
    i18n.use(language)
    found = {f"{goods}_{money}": said.outcome(f"{goods}_{money}") for goods in outcome.GOODS for money in outcome.MONEY}
    closed = said.outcome("nobody knows")
    assert closed not in found.values()
    assert len(set(found.values())) == len(found)
    i18n.use("en")


def test_the_outcome_is_by_what_happened() -> None:
    base = order(1, cancelled_at=NOW, returned=3490)
    lost = leg(LegState.HANDLED, loss_accepted=True, claim="ref")
    stopped = leg(LegState.STOPPED)
    assert outcome.outcome(base, (stopped,)) == "stopped_refunded"
    assert outcome.outcome(base, (lost,)) == "lost_refunded"
    assert outcome.outcome(base, (lost, stopped)) == "partly_lost_refunded"
    assert outcome.outcome(replace(base, returned=1000), (stopped,)) == "stopped_in_part"
    assert outcome.outcome(replace(base, returned=0, received=0), (stopped,)) == "stopped_unpaid"
    assert outcome.outcome(replace(base, returned=0), (stopped,)) == "stopped_not_refunded"
    assert outcome.outcome(replace(base, chargeback=Chargeback.LOST), (stopped,)) == "stopped_bank"
    assert outcome.told("refunded", (lost,)) == "lost_refunded"
    assert outcome.told("kept", (lost,)) == "kept"


def test_a_shipped_parcel_never_closes_as_stopped_and_its_reason_stays(qtbot: QtBot) -> None:
    gone = leg(LegState.GONE, shipped_at=NOW - timedelta(days=2), cost=Money(980, "USD"))
    world = started(gone)
    world.see(cancelled_at=NOW, returned=3490, financial="refunded")
    view = world.view(KEY)
    loss = Report(LEG, Say.LOSS_ACCEPTED, at=world.now)
    world.do(view.case.id, view.seq, loss, {"text_ref": "the customer got it cheap"})
    phase = world.case.phase
    assert isinstance(phase, Closed)
    assert phase.outcome == "lost_refunded"
    found = told(world)
    assert "Loss accepted: “the customer got it cheap”" in found
    assert any(text.startswith("Case closed: refunded; parcel shipped, loss accepted") for text in found)
    page = Walk(qtbot, world).page
    shown = "\n".join(one.text() for one in page.findChildren(QLabel))
    assert "Refunded; parcel shipped, loss accepted" in shown
    assert "the customer got it cheap" in shown
    assert "$9.80" in shown
    assert "Stopped and refunded" not in shown


def test_a_day_that_a_file_told_is_shown_as_a_day_and_its_ends_are_about(qtbot: QtBot) -> None:
    day = datetime(2026, 11, 27, tzinfo=UTC)
    bare = leg(LegState.OPEN, placed_at=day, placed_is_date=True, paid_at=None, paid_by=NOW, known_at=NOW)
    world = CaseWorld((bare,))
    view = world.backend.details.view(KEY)
    shown = Timeline(view.timeline, world.now, whole=True)
    qtbot.addWidget(shown)
    bought = next(one for one in view.timeline if one.code == "bought")
    assert ":" not in shown.when(bought)
    ends = [shown.when(one) for one in view.timeline if one.future]
    assert ends
    assert all("about" in text or "at the earliest" in text for text in ends)
    mine = world.view(KEY).legs[0]
    assert mine.deadline_is
    assert mine.window_is
    told_ = words.due(view.verdict, str(view.verdict.code), True, world.now, None)
    assert "about" in told_.until or "at the earliest" in told_.until


AGREED = leg(LegState.RETURNING, shipped_at=NOW - timedelta(days=9), clock_started_at=None, clock_started_by=NOW)
"""A return was agreed, nobody told when: after the parcel was sent."""
LEFT = {"en": ("left", "until"), "zh_CN": ("剩", "至")}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_at_the_earliest_is_no_clock_and_about_is_said_of_what_is_left(qtbot: QtBot, language: str) -> None:
    """Hours were counted down to the oldest day it could have been agreed (rules §2 "payment time unknown")."""
    i18n.use(language)
    world = CaseWorld((AGREED,))
    verdict = world.backend.details.view(KEY).verdict
    assert verdict.deadline is not None
    assert verdict.deadline_is is DeadlineIs.AT_THE_EARLIEST
    row = Browse(world.backend.store.path).page([KEY])[KEY]
    shown, page = show(row, world.now), Walk(qtbot, world).page
    until = words.rough(words.until(verdict.deadline, world.now, "return", here=True), verdict.deadline_is)
    numbers = words.numbers(verdict, world.now, None)
    said = [
        shown.deadline,
        page.head.deadline.text(),
        page.head.deadline.accessibleName(),
        page.head.deadline.toolTip(),
        numbers,
    ]
    assert not any(word in text for text in said for word in LEFT[language])
    assert shown.deadline == page.head.deadline.text() == i18n.tr("End not known")
    assert all(until in text for text in (shown.until_here, page.head.deadline.toolTip(), numbers))
    assert shown.tone == "text"
    heading = "\n".join(one.text() for one in page.findChildren(QLabel))
    assert until.partition(" (")[0].partition("（")[0] in heading
    world.clock.at = verdict.deadline + timedelta(hours=1)
    world.backend.turn.due()
    later = world.backend.details.view(KEY).verdict
    assert later.deadline is not None
    assert later.deadline_is is DeadlineIs.ABOUT
    left = words.due(later, str(later.code), True, world.now, None).first
    assert left == words.rough(words.left(later.deadline, world.now, "return"), DeadlineIs.ABOUT)
    assert left in words.numbers(later, world.now, None)


def test_the_suppliers_refund_is_overdue_after_a_day_and_does_not_end() -> None:
    assert "ends" not in words.happened("window", {"clock": "refund"})


def test_an_entry_with_what_was_typed_quotes_it() -> None:
    one = Happened(NOW, "waived", {"ref": "r", "typed": "agreed on the phone"})
    assert words.happened(one.code, one.data) == "Decided: no refund, with a reason: “agreed on the phone”"


def test_a_contradiction_shows_both_words_and_a_file_is_no_look() -> None:
    unclear = leg(
        LegState.UNCLEAR, before=LegState.STOPPED, raw_status="Awaiting delivery", where=Where.ALIEXPRESS_FILE,
        looked_at=NOW - timedelta(minutes=4), known_at=NOW - timedelta(minutes=4),
    )  # fmt: skip
    assert leg_words(unclear) == "Unclear: “Awaiting delivery”"
    assert leg_age(unclear, NOW) == f"from a file · you looked 4 min ago: “{words.leg_state(LegState.STOPPED)}”"


def test_a_request_that_was_told_is_no_look() -> None:
    """A request moves no look (rules §3): neither at once nor later is it shown as one."""
    asked = leg(LegState.ASKED, looked_at=None, known_at=NOW, request_ticked_at=NOW, acted_on=True)
    assert leg_age(asked, NOW).startswith("you asked")
    told = leg(
        LegState.DEMANDED, looked_at=None, known_at=NOW, request_ticked_at=NOW - timedelta(days=1), acted_on=True
    )
    assert leg_age(told, NOW).startswith("you said")


def test_the_pane_knows_whom_else_a_purchase_serves() -> None:
    world = CaseWorld(shared=("#2010",))
    assert list(world.backend.details.view(KEY).shared.values()) == [("#2010",)]
