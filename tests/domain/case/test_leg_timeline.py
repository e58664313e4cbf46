"""What the timeline tells of a leg (findings D17): each saying by its own name and time, the dated facts of a leg
without a journal, and what was taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from dropdesk.domain.case.shown.happened import Happened
from dropdesk.domain.case.shown.leg_timeline import facts_of, news
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.leg import DisputeStage, How, Leg, SupplierMoney
from dropdesk.domain.supplier.moves import report
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import LegId, Money, SupplierNumber
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, D, H, S, leg

CLOCKS = Clocks(Rulebook(), CHINA)
NUMBER = SupplierNumber("8190000000000001")
SHOP = {"supplier": "Shop", "number": NUMBER}


def bought(state: S, **more: Any) -> Leg:
    return replace(leg(state), **{"number": NUMBER, "supplier": "Shop", "cost": Money(900, "EUR"), **more})


def told(one: Leg, say: Say, at: datetime | None = None, **more: Any) -> list[Happened]:
    """What the journal row of this saying tells, written now."""
    (after,) = report(one, Report(LegId("1"), say, at=at, **more), NOW, CLOCKS)
    return list(news(one, after, NOW, seen=False))


def plain(found: list[Happened]) -> list[tuple[str, datetime, bool]]:
    return [(one.code, one.at, one.exact) for one in found]


LONG_AGO = NOW - 30 * D
ASKED = bought(S.ASKED, clock_started_at=NOW - D, asked_times=1)


@pytest.mark.parametrize(
    ("one", "say", "code"),
    [
        (leg(S.UNLINKED), Say.NEVER_ORDERED, "said_never_ordered"),
        (leg(S.UNLINKED), Say.OWN_STOCK, "said_own_stock"),
        (bought(S.UNCLEAR), Say.AWAITS_PAYMENT, "said_awaits_payment"),
        (bought(S.UNPAID), Say.PAID, "said_paid"),
        (bought(S.OPEN), Say.ASKED, "said_asked"),
        (ASKED, Say.REQUEST_WITHDRAWN, "said_request_withdrawn"),
        (replace(ASKED, state=S.REFUSED), Say.REQUEST_WITHDRAWN, "said_request_withdrawn"),
        (replace(ASKED, state=S.UNPROVEN), Say.REQUEST_WITHDRAWN, "said_request_withdrawn"),
        (ASKED, Say.ACCEPTED, "said_accepted"),
        (bought(S.OPEN), Say.CLOSED_ITSELF, "said_closed_itself"),
        (bought(S.UNPAID), Say.DROPPED, "said_dropped"),
        (ASKED, Say.REFUSED, "said_refused"),
        (replace(ASKED, state=S.REFUSED), Say.DEMANDED, "said_demanded"),
        (bought(S.DEMANDED, clock_started_at=LONG_AGO), Say.NOT_SHIPPED, "said_no_number"),
        (bought(S.NUMBERED, clock_started_at=LONG_AGO), Say.NO_SCAN, "said_no_scan"),
        (bought(S.UNPROVEN), Say.OFFERS_DISPUTE, "said_offers_dispute"),
        (bought(S.DISPUTED), Say.DISPUTE_WON, "said_dispute_won"),
        (bought(S.DISPUTED), Say.DISPUTE_SETTLED, "said_dispute_settled"),
        (bought(S.DISPUTED, scanned_at=NOW - D), Say.DISPUTE_SETTLED, "said_dispute_settled"),
        (bought(S.DISPUTED, before=S.GONE), Say.DISPUTE_LOST, "said_dispute_lost"),
        *(
            (bought(S.DISPUTED, before=state, dispute_stage=stage), Say.DISPUTE_LOST, "said_dispute_lost")
            for state in (S.UNPROVEN, S.DEMANDED, S.OPEN, S.REFUSED, S.DISPUTABLE, S.DELIVERED)
            for stage in (None, DisputeStage.PLATFORM)
        ),
        (bought(S.DISPUTED, dispute_stage=DisputeStage.SELLER), Say.REFUSED, "said_refused"),
        (bought(S.DISPUTED, dispute_stage=DisputeStage.SELLER), Say.DEMANDED, "said_demanded"),
        (bought(S.GONE), Say.RETURN_AGREED, "said_return_agreed"),
        (bought(S.DISPUTED), Say.RETURN_AGREED, "said_return_agreed"),
        (bought(S.RETURNING), Say.RETURN_RECEIVED, "said_return_received"),
        (bought(S.DELIVERED), Say.PAYS_PART, "said_pays_part"),
        (bought(S.GONE), Say.CAME_BACK, "said_came_back"),
        (bought(S.OPEN), Say.UNCLEAR, "said_unclear"),
        (bought(S.DISPUTED), Say.UNCLEAR, "said_unclear"),
    ],
)
def test_every_saying_is_told_once_by_its_own_name_when_it_was_said(one: Leg, say: Say, code: str) -> None:
    found = told(one, say)
    assert [(row.code, row.at) for row in found] == [(code, NOW)]
    assert found[0].data["supplier"] == one.supplier
    assert found[0].data.get("number") == one.number


@pytest.mark.parametrize(
    ("one", "say", "code"),
    [
        (bought(S.OPEN), Say.ASKED, "said_asked"),
        (replace(ASKED, state=S.REFUSED), Say.DEMANDED, "said_demanded"),
        (ASKED, Say.ACCEPTED, "said_accepted"),
        (bought(S.OPEN), Say.SHIPPED, "said_shipped"),
        (bought(S.GONE), Say.SCAN, "said_scan"),
        (bought(S.GONE), Say.DELIVERED, "said_delivered"),
        (bought(S.DISPUTABLE), Say.DISPUTE_OPENED, "said_dispute_opened"),
        (bought(S.GONE), Say.RETURN_AGREED, "said_return_agreed"),
        (bought(S.STOPPED, how=How.CANCELLED), Say.MONEY_RECEIVED, "said_money_received"),
    ],
)
def test_what_has_a_time_is_told_at_its_time_and_says_since_when_it_is_known(one: Leg, say: Say, code: str) -> None:
    more = {"amount": Money(900, "EUR")} if say is Say.MONEY_RECEIVED else {}
    found = told(one, say, at=NOW - 3 * H, **more)
    assert [(row.code, row.at, row.known, row.exact) for row in found] == [(code, NOW - 3 * H, NOW, True)]


@pytest.mark.parametrize(
    ("say", "code"),
    [(Say.SHIPPED, "said_shipped"), (Say.LABEL_ONLY, "said_label_only"), (Say.DELIVERED, "said_delivered")],
)  # fmt: skip
def test_a_report_says_that_not_when(say: Say, code: str) -> None:
    assert plain(told(bought(S.OPEN), say)) == [(code, NOW, False)]  # rules §2 "payment time unknown"


def test_the_exact_time_of_what_was_known_by_then_is_news_and_the_same_time_is_none() -> None:
    by = bought(S.GONE, shipped_by=NOW - D)
    assert plain(told(by, Say.SHIPPED, at=NOW - 2 * D)) == [("said_shipped", NOW - 2 * D, True)]
    assert plain(told(bought(S.DELIVERED, delivered_by=NOW - D), Say.DELIVERED, at=NOW - 2 * D)) == [
        ("said_delivered", NOW - 2 * D, True)
    ]
    known = bought(S.GONE, shipped_at=NOW - 2 * D)
    assert [row.code for row in told(known, Say.SHIPPED, at=NOW - 2 * D)] == ["looked"]
    assert [row.code for row in told(by, Say.SHIPPED)] == ["looked"]


def test_a_scan_tells_of_the_parcel_once_and_the_first_one_stays_told() -> None:
    assert plain(told(bought(S.OPEN), Say.SCAN, at=NOW - H)) == [("said_scan", NOW - H, True)]
    first = bought(S.GONE, shipped_at=NOW - D, scanned_at=NOW - 2 * H)
    assert [row.code for row in told(first, Say.SCAN, at=NOW - H)] == ["looked"]
    assert plain(told(first, Say.SCAN, at=NOW - 3 * H)) == [("said_scan", NOW - 3 * H, True)]  # an earlier one


def test_gone_without_a_word_of_when_is_told_about_and_not_again_after_a_dispute() -> None:
    gone = replace(bought(S.OPEN), state=S.GONE)
    assert plain(list(news(bought(S.OPEN), gone, NOW, seen=True))) == [("said_shipped", NOW, False)]
    label = replace(gone, label_only=True)
    assert plain(list(news(bought(S.OPEN), label, NOW, seen=True))) == [("said_label_only", NOW, False)]
    for state in (S.GONE, S.RETURNING, S.DISPUTED):
        codes = [row.code for row in news(bought(state), gone, NOW, seen=True)]
        assert "said_shipped" not in codes


def test_a_number_is_told_with_it_and_once() -> None:
    (given,) = told(ASKED, Say.NUMBER, at=NOW - H, tracking_number="LP1")
    assert (given.code, given.at, given.data["tracking"]) == ("said_number", NOW - H, "LP1")
    numbered = bought(S.NUMBERED, number_given_at=NOW - D, clock_started_at=NOW - D, tracking_number="LP1")
    assert [row.code for row in told(numbered, Say.NUMBER, tracking_number="LP1")] == []  # from a chat: no look


def test_asking_again_says_how_often() -> None:
    (first,) = told(bought(S.OPEN), Say.ASKED)
    assert "times" not in first.data
    (again,) = told(ASKED, Say.ASKED_AGAIN)
    assert (again.code, again.data["times"]) == ("said_asked_again", 2)
    (third,) = told(bought(S.REFUSED, asked_times=2), Say.ASKED)
    assert (third.code, third.data["times"]) == ("said_asked_again", 3)


@pytest.mark.parametrize("before", [S.DISPUTED, S.UNCLEAR])
def test_back_in_asked_is_no_new_request(before: S) -> None:
    """A dispute lost goes back to the state before; nobody asked again."""
    after = bought(S.ASKED, asked_times=1)
    codes = [row.code for row in news(bought(before, asked_times=1), after, NOW, seen=True)]
    assert "said_asked" not in codes
    found_asked = [row.code for row in news(bought(S.OPEN, asked_times=1), after, NOW, seen=True)]
    assert found_asked == ["said_asked"]  # a file told it


def test_a_message_is_told_once_when_it_was_written() -> None:
    wrote = replace(ASKED, message_ticked_at=NOW - H)
    assert plain(list(news(ASKED, wrote, NOW, seen=False))) == [("wrote", NOW - H, True)]
    assert list(news(wrote, replace(wrote, message_ticked_at=None), NOW, seen=False)) == []
    assert [row.code for row in news(wrote, replace(wrote, looked_at=NOW), NOW, seen=False)] == ["looked"]


def test_a_stop_is_told_at_the_date_its_money_is_awaited_since_unless_that_is_only_the_latest() -> None:
    (exact,) = told(ASKED, Say.ACCEPTED, at=NOW - D)
    assert (exact.at, exact.data["how"]) == (NOW - D, "cancelled")
    (latest,) = told(ASKED, Say.ACCEPTED)
    assert latest.at == NOW
    stopped = bought(S.STOPPED, how=How.NOT_SHIPPED, money=SupplierMoney(Money(900, "EUR"), NOW - 2 * D))
    had = bought(S.OPEN, money=stopped.money)
    (again,) = news(had, stopped, NOW, seen=True)
    assert again.at == NOW  # its money was awaited since then already


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (How.CANCELLED, "said_accepted"), (How.DROPPED, "said_dropped"), (How.WON, "said_dispute_won"),
        (How.SETTLED, "said_dispute_settled"), (How.CAME_BACK, "said_came_back"), (How.UNPAID, "said_closed_itself"),
        (How.NOT_SHIPPED, "said_closed_itself"), (How.PLATFORM, "said_closed_itself"), (None, "said_closed_itself"),
    ],
)  # fmt: skip
def test_how_it_was_stopped(how: How | None, code: str) -> None:
    (row,) = news(bought(S.OPEN), bought(S.STOPPED, how=how), NOW, seen=True)
    assert (row.code, row.data["how"]) == (code, str(how or ""))


def test_handled_says_by_what() -> None:
    (loss,) = told(bought(S.GONE), Say.LOSS_ACCEPTED, text_ref="t")
    assert (loss.code, loss.at) == ("said_loss_accepted", NOW)
    accepted = bought(S.HANDLED, loss_accepted=True)
    part = bought(S.HANDLED, loss_accepted=True)
    assert [row.code for row in news(replace(accepted, state=S.DELIVERED), part, NOW, seen=True)] == ["said_pays_part"]


def test_an_unclear_word_is_told_with_it() -> None:
    (row,) = told(bought(S.OPEN), Say.UNCLEAR, detail="FROZEN")
    assert row.data["word"] == "FROZEN"
    (refused,) = told(replace(ASKED, raw_status="FROZEN"), Say.REFUSED)
    assert "word" not in refused.data


def test_the_stages_of_a_dispute() -> None:
    (opened,) = told(bought(S.DISPUTABLE), Say.DISPUTE_OPENED, at=NOW - H)
    assert opened.code == "said_dispute_opened"  # its first stage is no news of its own
    dispute = bought(S.DISPUTED, dispute_opened_at=NOW - D, dispute_stage=DisputeStage.SELLER)
    (stage,) = told(dispute, Say.DISPUTE_STAGE, detail="proposal")
    assert (stage.code, stage.at, stage.data["stage"]) == ("said_dispute_stage", NOW, "proposal")
    assert [row.code for row in told(dispute, Say.DISPUTE_STAGE, detail="seller")] == ["looked"]
    (untimed,) = told(bought(S.DISPUTABLE), Say.DISPUTE_OPENED)
    assert (untimed.code, untimed.at, untimed.exact) == ("said_dispute_opened", NOW, False)  # that, not when (rules §2)
    won = [row.code for row in told(dispute, Say.DISPUTE_WON)]
    assert won == ["said_dispute_won"]


def test_what_was_sent_back() -> None:
    returning = bought(S.RETURNING, send_back_by=NOW + D)
    (sent,) = told(returning, Say.SENT_BACK, tracking_number="RB1")
    assert (sent.code, sent.data["tracking"]) == ("said_sent_back", "RB1")
    once_more = told(replace(returning, return_tracking="RB1", sent_back_by=NOW), Say.SENT_BACK, tracking_number="RB1")
    assert [row.code for row in once_more] == []  # an act, no look
    (agreed,) = told(bought(S.GONE, tracking_number="LP1"), Say.RETURN_AGREED)
    assert agreed.code == "said_return_agreed"
    moved = replace(returning, return_tracking="RB1")
    assert [row.code for row in news(bought(S.GONE), moved, NOW, seen=False)] == ["said_return_agreed"]


def test_money_is_told_with_what_came_in_now() -> None:
    stop = bought(S.STOPPED, how=How.CANCELLED, money=SupplierMoney(Money(900, "USD"), NOW - D, received=200))
    (got,) = told(stop, Say.MONEY_RECEIVED, amount=Money(300, "USD"))
    assert (got.code, got.at, got.data["amount"], got.data["currency"]) == ("said_money_received", NOW, 300, "USD")
    lost = replace(stop, money=replace(stop.money, written_off=100))
    (off,) = told(lost, Say.MONEY_WRITTEN_OFF, amount=Money(50, "USD"))
    assert (off.code, off.data["amount"], off.data["currency"]) == ("said_money_written_off", 50, "USD")
    (told_now,) = told(stop, Say.MONEY_AWAITED, amount=Money(800, "USD"))
    assert (told_now.code, told_now.data["amount"], told_now.data["currency"]) == ("money_awaited", 800, "USD")
    untold = replace(stop, money=SupplierMoney(unknown=True), cost=Money(1, "CNY"))
    part = replace(untold, money=replace(untold.money, received=5))
    (row,) = news(untold, part, NOW, seen=True)
    assert row.data["currency"] == "CNY"
    (bare,) = news(replace(untold, cost=None), replace(part, cost=None), NOW, seen=True)
    assert bare.data["currency"] == ""


def test_money_awaited_by_the_stop_itself_is_no_row_of_its_own() -> None:
    assert [row.code for row in told(ASKED, Say.ACCEPTED)] == ["said_accepted"]


def test_a_typed_deadline_is_told() -> None:
    assert plain(told(bought(S.OPEN), Say.DEADLINE_TYPED, until=NOW + D)) == [("said_deadline_typed", NOW, True)]
    assert [row.code for row in told(bought(S.GONE), Say.DEADLINE_TYPED, detail="dispute", start=NOW)] == [
        "said_deadline_typed"
    ]
    typed = bought(S.GONE, dispute_until_typed=NOW + D)
    assert told(typed, Say.DEADLINE_TYPED, detail="dispute", until=NOW + D) == []


def test_a_new_leg_is_linked_or_says_what_it_is() -> None:
    (linked,) = news(None, bought(S.OPEN), NOW, seen=False)
    assert (linked.code, linked.at, dict(linked.data)) == ("linked", NOW, SHOP)
    (bare,) = news(None, leg(S.NOT_ORDERED), NOW, seen=False)
    assert (bare.code, dict(bare.data)) == ("said_never_ordered", {"supplier": ""})
    assert list(news(None, leg(S.UNLINKED), NOW, seen=False)) == []
    named = bought(S.UNCLEAR, raw_status="")
    codes = [row.code for row in news(leg(S.UNLINKED), named, NOW, seen=False)]
    assert codes[0] == "linked"


def test_a_look_without_news_is_a_look_and_nothing_new_is_nothing() -> None:
    seen = bought(S.OPEN, looked_at=NOW - D)
    (look,) = news(seen, replace(seen, looked_at=NOW - H), NOW, seen=False)
    assert (look.code, look.at, look.known, look.data["state"]) == ("looked", NOW - H, NOW, "open")
    assert list(news(seen, seen, NOW, seen=False)) == []
    assert list(news(seen, replace(seen, known_at=NOW), NOW, seen=True)) == []
    assert list(news(seen, replace(seen, looked_at=None), NOW, seen=True)) == []


def test_what_was_taken_back_is_named() -> None:
    (asked,) = report(bought(S.OPEN), Report(LegId("1"), Say.ASKED), NOW, CLOCKS)
    (back,) = report(asked, Report(LegId("1"), Say.UNDO), NOW + H, CLOCKS)
    (row,) = news(asked, back, NOW + H, seen=False)
    assert (row.code, row.at, row.data["undone"]) == ("said_undo", NOW + H, "said_asked")
    by_itself = [one.code for one in news(asked, back, NOW + H, seen=True)]
    assert "said_undo" not in by_itself
    look = replace(bought(S.OPEN), looked_at=NOW)
    looked = replace(look, was=replace(look, known_at=NOW - D))
    (nothing,) = news(looked, replace(look, known_at=NOW - D), NOW, seen=False)
    assert (nothing.code, nothing.data["undone"]) == ("said_undo", "")


def test_a_leg_without_a_journal_tells_its_dated_facts() -> None:
    one = bought(
        S.STOPPED, how=How.CANCELLED, paid_at=NOW - 9 * D, placed_at=NOW - 10 * D, request_ticked_at=NOW - 8 * D,
        message_ticked_at=NOW - 7 * D, number_given_at=NOW - 6 * D, shipped_at=NOW - 5 * D, scanned_at=NOW - 4 * D,
        delivered_at=NOW - 3 * D, dispute_opened_at=NOW - 2 * D, known_at=NOW - H,
        money=SupplierMoney(Money(900, "EUR"), NOW - D, received=1, received_at=NOW),
    )  # fmt: skip
    assert plain(list(facts_of(one))) == [
        ("bought", NOW - 9 * D, True), ("said_asked", NOW - 8 * D, True), ("wrote", NOW - 7 * D, True),
        ("said_number", NOW - 6 * D, True), ("said_shipped", NOW - 5 * D, True), ("said_scan", NOW - 4 * D, True),
        ("said_delivered", NOW - 3 * D, True), ("said_dispute_opened", NOW - 2 * D, True),
        ("said_accepted", NOW - D, True), ("said_money_received", NOW, True),
    ]  # fmt: skip


def test_facts_whose_time_nobody_told() -> None:
    bare = replace(bought(S.DELIVERED), paid_at=None, placed_at=NOW - 9 * D)
    by = replace(bare, shipped_by=NOW - 5 * D, delivered_by=NOW - 2 * D)
    assert plain(list(facts_of(by))) == [
        ("bought", NOW - 9 * D, True), ("said_shipped", NOW - 5 * D, False), ("said_delivered", NOW - 2 * D, False)
    ]  # fmt: skip
    assert list(facts_of(replace(bare, number=None))) == []  # nothing was bought there
    asked = replace(bare, state=S.ASKED, clock_started_at=NOW - D)
    assert [row.code for row in facts_of(asked)] == ["bought", "said_asked"]
    assert [row.code for row in facts_of(replace(asked, state=S.DEMANDED))] == ["bought"]
    stopped = replace(bare, state=S.STOPPED, how=How.UNPAID)
    assert [(row.code, row.at) for row in facts_of(stopped)][1:] == [("said_closed_itself", NOW - H)]
    lost = replace(bare, state=S.HANDLED, loss_accepted=True)
    assert [(row.code, row.at) for row in facts_of(lost)][1:] == [("said_loss_accepted", NOW - H)]
