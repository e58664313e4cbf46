"""What files told of a purchase stays in the timeline, with a case and without, by its file's age (findings D17; rules
§2 "a report says that, not when")."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dropdesk.domain.case.shown.happened import Happened
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import Money
from dropdesk.ui import words
from tests.services.bench import NOW, Bench
from tests.services.test_told_twice import PAID, SHOP, UNPAID, A, details, text, view

BERLIN = ZoneInfo("Europe/Berlin")
AS_OF = {day: datetime(2026, 11, day, tzinfo=BERLIN) for day in range(10, 24)}
"""A file with bare dates is as old as its newest one, in the person's own zone."""


def seen(bench: Bench) -> list[Happened]:
    """What is told of the purchase, oldest first; when it was bought aside."""
    return [one for one in view(bench).timeline if one.code.startswith("said_") and not one.future]


def brief(told: list[Happened]) -> list[tuple[str, int, bool]]:
    return [(one.code.removeprefix("said_"), one.at.astimezone(BERLIN).day, one.exact) for one in told]


def file(bench: Bench, word: str, day: int, **more: str) -> str:
    return bench.write(f"{day}.csv", text(word, "9.00", day=day))


@pytest.mark.parametrize("case", [False, True])
@pytest.mark.parametrize("how", ["in order", "the newer first", "at once", "linked afterwards"])
def test_what_one_file_told_does_not_vanish_with_the_next(tmp_path: Path, how: str, case: bool) -> None:
    bench = Bench(tmp_path)
    shop = bench.write("shop.csv", SHOP)
    files = [file(bench, "Cancelled", 13), file(bench, "Shipped", 19)]
    if how == "linked afterwards":
        bench.take(*files)
        bench.take(shop)
        if case:
            bench.start_case("#1")
    else:
        bench.take(shop)
        if case:
            bench.start_case("#1")
        for names in [files] if how == "at once" else [[one] for one in files[:: -1 if how != "in order" else 1]]:
            bench.later(hours=1)
            bench.take(*names)
    assert brief(seen(bench)) == [("accepted", 13, False), ("shipped", 19, False)]
    assert all(one.known is not None and one.known >= NOW for one in seen(bench))
    for one in (*files, *files):
        bench.later(hours=1)
        bench.take(one)
    assert brief(seen(bench)) == [("accepted", 13, False), ("shipped", 19, False)], "once more they tell nothing"


@pytest.mark.parametrize("case", [False, True])
def test_every_word_that_a_file_tells_is_told(tmp_path: Path, case: bool) -> None:
    bench = Bench(tmp_path)
    bench.take(bench.write("shop.csv", SHOP))
    if case:
        bench.start_case("#1")
    told = [
        (UNPAID, "awaits_payment"),
        (PAID, "paid"),
        ("Cancellation requested", "asked"),
        ("In dispute", "dispute_opened"),
        ("Riding a bike", "unclear"),
        ("Completed", "delivered"),
    ]
    for day, (word, _) in enumerate(told, 13):
        bench.later(hours=1)
        bench.take(file(bench, word, day))
    assert brief(seen(bench)) == [(code, day, False) for day, (_, code) in enumerate(told, 13)]
    assert all(words.happened(one.code, one.data) for one in seen(bench))


def test_a_payment_that_is_not_taken_yet_is_no_payment(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.take(bench.write("shop.csv", SHOP), file(bench, "PAYMENT_PROCESSING", 13))
    (one,) = seen(bench)
    assert words.happened(one.code, one.data) == "Seen: “PAYMENT_PROCESSING”"


def test_what_the_person_typed_keeps_its_time(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.take(bench.write("shop.csv", SHOP), file(bench, PAID, 13))
    (leg,) = bench.legs("#1")
    bench.cases.report(bench.key("#1"), Report(leg.id, Say.SHIPPED, at=AS_OF[15]))
    bench.later(hours=1)
    bench.take(file(bench, "Shipped", 19))
    told = [one for one in seen(bench) if one.code == "said_shipped" and one.exact]
    assert AS_OF[15] in {one.at for one in told}


def test_a_contradiction_is_told_once_with_its_word(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.take(bench.write("shop.csv", SHOP), file(bench, PAID, 13))
    bench.start_case("#1")
    (leg,) = bench.legs("#1")
    bench.cases.report(bench.key("#1"), Report(leg.id, Say.NOT_SHIPPED))
    bench.later(hours=1)
    bench.take(file(bench, "Shipped", 19))
    told = [one for one in seen(bench) if one.at == AS_OF[19]]
    assert [(one.code, one.data["word"], one.exact) for one in told] == [("said_unclear", "Shipped", False)]


def test_the_prices_that_disagree_and_the_answer_are_told(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.take(bench.write("shop.csv", SHOP), bench.write("a.csv", text(PAID, "9.00")))
    bench.later(hours=1)
    bench.take(bench.write("b.csv", text(PAID, "12.00")))
    bench.later(hours=1)
    details(bench).cost_said(A, Money(1200, "EUR"))
    told = {one.code: one for one in view(bench).timeline}
    assert told["costs_disagree"].at == bench.now() - timedelta(hours=1)
    assert told["cost_said"].at == bench.now()
    said = [words.happened(told[code].code, told[code].data) for code in ("costs_disagree", "cost_said")]
    prices = [words.money(minor, "EUR") for minor in (900, 1200)]
    assert said[0] == f"Files of the same time name different prices: {prices[0]} · {prices[1]}"
    assert said[1] == f"Said: the purchase cost {prices[1]}"


def test_a_tracking_number_that_a_file_brings_is_told(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.take(bench.write("shop.csv", SHOP), file(bench, PAID, 13))
    with_number = text("Shipped", "9.00", day=19).replace("Store Name\n", "Store Name,Tracking number\n")
    rows = with_number.splitlines()
    lines = [rows[0], *(f"{row},{'LP001' if row.startswith(A) else ''}" for row in rows[1:])]
    bench.take(bench.write("n.csv", "\n".join(lines) + "\n"))
    assert brief(seen(bench)) == [("paid", 13, False), ("shipped", 19, False), ("number", 19, False)]
    assert seen(bench)[-1].data["tracking"] == "LP001"
