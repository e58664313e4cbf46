"""What the second reading found in the product (rules §3), each as a case of its own in the example form."""

from typing import Any

from tests.domain.examples import answer

NOW = "2026-09-16T12:00:00+08:00"
YESTERDAY = "2026-09-15T12:00:00+08:00"
Case = dict[str, Any]


def purchase(number: int, state: str, line: int = 0, units: tuple[int, ...] = (0,), **more: Any) -> Case:
    known = {} if state == "unlinked" else {"known_at": "2026-09-16T09:00:00+08:00"}
    return {"number": number, "kind": "AliExpress", "line": line, "units": list(units), "state": state, **known, **more}


def line(quantity: int = 1, **more: Any) -> Case:
    return {"quantity": quantity, "unit_value": 1000, **more}


def case(lines: list[Case], *purchases: Case, now: str = NOW, **order: Any) -> Case:
    facts = {
        "lines": lines,
        "received": sum(1000 * one["quantity"] for one in lines),
        "returned": 0,
        "returned_without_quantities": 0,
        "refund_pending": 0,
        "plan_of_cancelling_case": None,
        "waived": False,
        "cancelled_at": None,
        "refunded_at": None,
        "chargeback": "none",
        "first_import": "2026-06-01T09:00:00+08:00",
        "open_case": False,
        "customer_asked_at": None,
        "customer_knows": False,
    }
    return {"now": now, "settings": {}, "order": facts | order, "wish": None, "purchases": list(purchases)}


def said(one: Case) -> tuple[str, str]:
    verdict = answer(one)
    return verdict["row"], verdict["code"]


def test_closing_passes_unknown_at_the_very_moment_of_its_next_change() -> None:
    unproven = purchase(
        2, "unproven", 1, clock_started_at="2026-09-04T10:00:00+08:00", looked_at="2026-09-17T09:00:00+08:00",
        ship_deadline_typed="2026-09-18T10:00:00+08:00",
    )  # fmt: skip
    both = case([line(), line()], purchase(1, "unclear"), unproven, now="2026-09-17T09:59:59+08:00")
    assert said(both) == ("V-16", "Unknown")
    moment = answer(both)["next_change"]
    assert moment == "2026-09-17T10:00:00+08:00"
    assert said(both | {"now": moment}) == ("V-09", "Closing")


def test_a_deadline_is_near_at_the_very_moment_of_its_next_change() -> None:
    asked = purchase(1, "asked", clock_started_at=YESTERDAY, paid_at=YESTERDAY, acted_on=True)
    before = case([line()], asked, now="2026-09-16T11:59:59+08:00")
    assert answer(before)["attention"] == set()
    assert answer(before)["next_change"] == NOW
    assert answer(before | {"now": NOW})["attention"] == {"deadline"}


def test_of_two_overdue_legs_the_one_that_is_overdue_longer_speaks() -> None:
    unpaid = purchase(1, "unpaid", placed_at=YESTERDAY)
    demanded = purchase(2, "demanded", 1, clock_started_at="2026-09-08T10:00:00+08:00")
    assert said(case([line(), line()], unpaid, demanded)) == ("V-08", "Unknown")


def test_a_free_leg_says_nothing_for_a_unit_that_is_on_its_way() -> None:
    shipped = purchase(2, "gone", shipped_at="2026-09-14T10:00:00+08:00")
    assert said(case([line()], purchase(1, "not_ordered"), shipped)) == ("V-14", "Too late")


def test_a_return_whose_date_is_over_is_louder_than_the_part_that_is_ready() -> None:
    returning = purchase(2, "returning", 1, clock_started_at="2026-09-01T10:00:00+08:00")
    verdict = answer(case([line(), line()], purchase(1, "stopped", how="cancelled"), returning))
    assert (verdict["row"], verdict["code"]) == ("V-17", "Unknown")
    assert (verdict["coverage"], verdict["scope"]) == ("V-30", {"0": 1})


def test_an_unpaid_purchase_of_a_fulfilled_line_closes_by_itself_beside_what_is_gone() -> None:
    unpaid = purchase(1, "unpaid", placed_at="2026-09-15T20:00:00+08:00")
    shipped = purchase(2, "gone", 1, shipped_at="2026-09-14T10:00:00+08:00")
    fulfilled = line(fulfilled=1, fulfilled_at="2026-09-16T08:00:00+08:00")
    assert said(case([fulfilled, line()], unpaid, shipped)) == ("V-03", "Closing")
    again = purchase(2, "gone", shipped_at="2026-09-14T10:00:00+08:00")
    assert said(case([line()], unpaid, again)) == ("V-03", "Closing")


def test_a_disputed_leg_in_doubt_is_looked_at_and_no_alarm() -> None:
    disputed = purchase(1, "disputed", dispute_stage="seller", clock_started_at="2026-09-14T10:00:00+08:00")
    fulfilled = line(fulfilled=1, fulfilled_at="2026-09-16T10:00:00+08:00")
    verdict = answer(case([fulfilled], disputed, cancelled_at=YESTERDAY, plan_of_cancelling_case=0))
    assert (verdict["row"], verdict["code"], verdict["next_action"]) == ("W-04", "Unknown", "look")
    assert "alarm" not in verdict["attention"]


def test_a_proposal_still_waits_for_our_answer_after_a_look() -> None:
    disputed = purchase(
        1, "disputed", dispute_stage="proposal", clock_started_at="2026-09-10T10:00:00+08:00",
        answer_by="2026-09-16T08:00:00+08:00", looked_at="2026-09-16T11:00:00+08:00",
    )  # fmt: skip
    verdict = answer(case([line()], disputed))
    assert (verdict["row"], verdict["code"], verdict["next_action"]) == ("V-12", "Dispute", "answer the proposal")
    assert verdict["next_change"] == "2026-09-17T11:00:00+08:00"


def test_money_on_its_way_is_not_back_and_makes_no_old_history() -> None:
    gone = purchase(1, "gone", shipped_at="2026-04-14T10:00:00+08:00")
    on_its_way = case([line()], gone, refund_pending=1000, created_at="2026-04-01T09:00:00+08:00")
    assert "alarm" in answer(on_its_way)["attention"]


def test_a_chargeback_seen_after_the_first_import_ends_old_history_whatever_became_of_it() -> None:
    old: Case = {
        "cancelled_at": "2026-04-10T09:00:00+08:00",
        "returned": 1000,
        "refunded_at": "2026-04-10T09:00:00+08:00",
    }
    gone = purchase(1, "gone", shipped_at="2026-04-14T10:00:00+08:00")
    assert answer(case([line()], gone, **old))["attention"] == set()
    for kind in ("won", "prevented"):
        seen = case([line()], gone, **old, chargeback=kind, chargeback_first_seen=YESTERDAY)
        assert "alarm" in answer(seen)["attention"]


def test_delivered_after_the_refund_and_before_the_chargeback_is_delivered_after() -> None:
    delivered = purchase(1, "delivered", delivered_at="2026-09-12T10:00:00+08:00")
    refunded: Case = {"returned": 1000, "refunded_at": "2026-09-10T10:00:00+08:00"}
    taken = case([line()], delivered, **refunded, chargeback="lost", chargeback_first_seen=YESTERDAY)
    assert said(taken) == ("W-03", "Alarm")


def test_nothing_ordered_is_not_bought_anew() -> None:
    stopped = purchase(1, "stopped", how="cancelled")
    assert answer(case([line()], stopped, purchase(2, "not_ordered")))["attention"] == {
        "stopped, nobody asked: reorder or refund"
    }


def test_the_column_of_a_leg_is_that_of_its_units_that_are_left() -> None:
    half = line(2, returned=1, fulfilled=1, fulfilled_at="2026-09-14T10:00:00+08:00")
    verdict = answer(case([half], purchase(1, "not_ordered", units=(0, 1)), returned=1000, refunded_at=YESTERDAY))
    assert {"purchase": 1, "row": "V-02", "code": "Can cancel"} in verdict["purchase_rows"]


def test_own_stock_of_which_a_part_is_fulfilled_is_here_beside_an_unpaid_purchase() -> None:
    stock = line(2, own_stock=True, returned=1, fulfilled=1, fulfilled_at="2026-09-14T10:00:00+08:00")
    unpaid = purchase(1, "unpaid", 1, placed_at="2026-09-15T20:00:00+08:00")
    assert said(case([stock, line()], unpaid, returned=1000, refunded_at=YESTERDAY)) == ("V-03", "Closing")
