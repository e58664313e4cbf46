"""A newer file that takes back what only grows is asked about, whatever the order of the files (rules §3 "Facts and
their age")."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import reduce
from random import Random

from dropdesk.domain.order import Less, Line, Order, Refund
from dropdesk.domain.order_merge import same_facts, told_of
from dropdesk.domain.shrink import as_told, less_stands, taken_back
from dropdesk.domain.values import LineId, OrderKey, Seen, StoreId, Take, Where

T = datetime(2026, 11, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)


def file(hours: int, sent: int = 0, *, cancelled: bool = False, returned: int = 0) -> Order:
    """An order of 3 lamps and a mug, as a file of that hour tells it."""
    lines = Line(LineId("1"), "Lamp", 3, 1000, fulfilled=sent), Line(LineId("2"), "Mug", 1, 500)
    seen = Seen(None, Where.SHOPIFY_FILE, T + hours * HOUR)
    return Order(
        OrderKey(0), StoreId("file"), "#1", "EUR", lines, T, seen, financial="paid", total=3500, received=3500,
        returned=returned, returned_without_quantities=returned, cancelled_at=T if cancelled else None,
    )  # fmt: skip


def test_nothing_is_taken_back_and_each_thing_is_asked() -> None:
    first = file(0, 2, cancelled=True, returned=500)
    for newer, less in (
        (file(1, 2, cancelled=True, returned=500), None),
        (file(1, 3, cancelled=True, returned=501), None),
        (file(1, 1, cancelled=True, returned=500), Less((Take(LineId("1"), 1),))),
        (file(1, 2, returned=500), Less(not_cancelled=True)),
        (file(1, 2, cancelled=True, returned=499), Less(not_returned=1)),
        (file(1), Less((Take(LineId("1"), 2),), True, 500)),
    ):
        told = told_of(first, newer)
        assert told.less_asked == less
        assert (told.returned >= 500, told.lines[0].fulfilled >= 2, told.cancelled_at) == (True, True, T)
        assert told_of(newer, first).less_asked is None  # an older file only adds: it takes nothing back (TE-22)
    assert told_of(first, replace(file(1, 0, cancelled=True, returned=500), lines=())).less_asked is None  # taken off


def test_what_is_asked_is_named() -> None:
    assert taken_back(Less((Take(LineId("1"), 1),), True, 500)) == ("fulfilled", "cancelled", "returned")
    assert taken_back(Less((Take(LineId("1"), 1),))) == ("fulfilled",)
    assert taken_back(Less(not_cancelled=True)) == ("cancelled",)
    assert taken_back(Less(not_returned=1)) == ("returned",)


def test_a_newer_file_that_tells_it_again_answers_and_of_one_time_the_grown_one_holds() -> None:
    asked = told_of(file(0, 2, returned=500), file(1))
    assert told_of(asked, file(2, 2, returned=500)).less_asked is None
    assert told_of(asked, file(2, 2)).less_asked == Less(not_returned=500)
    assert told_of(asked, file(1, 2, returned=500)).less_asked is None
    assert told_of(asked, file(1, 0, returned=500)).less_asked == Less((Take(LineId("1"), 2),))


def test_as_it_was_known_is_not_asked_again_until_a_file_says_something_else() -> None:
    stands = less_stands(told_of(file(0, 2, returned=500), file(1)))
    assert (stands.less_asked, stands.returned, stands.lines[0].fulfilled) == (None, 500, 2)
    for again in (file(1), file(2), file(0, 2, returned=500)):
        assert told_of(stands, again).less_asked is None
    assert told_of(stands, file(2, 1)).less_asked == Less((Take(LineId("1"), 1),), not_returned=500)


def test_as_the_file_says_is_what_the_file_alone_would_have_told() -> None:
    asked = told_of(file(0, 2, cancelled=True, returned=500), file(1, 1, returned=200))
    said = as_told(asked)
    assert said.less_asked is None
    assert (said.cancelled_at, said.returned, said.returned_without_quantities) == (None, 200, 200)
    assert said.lines[0].fulfilled == 1
    assert same_facts(said, file(1, 1, returned=200))
    assert told_of(said, file(2, 1, returned=200)).less_asked is None
    assert told_of(said, file(2, 3, cancelled=True, returned=900)).returned == 900  # later it may have happened
    nothing = as_told(told_of(file(0, 2), file(1)))
    assert (nothing.lines[0].fulfilled, nothing.lines[0].fulfilled_told) == (0, None)


def test_money_that_did_not_go_back_is_taken_from_the_newest_refund() -> None:
    """Shopify showed two refunds; a newer file tells less money: the newest came to nothing (a refund that failed)."""
    named = Refund("1", T, 1000, lines=(Take(LineId("1"), 1),))
    known = replace(
        file(0, returned=1300), refunds=(named, Refund("2", T + HOUR, 300)), returned_without_quantities=300,
        unnamed_refunds=(300,),
    )  # fmt: skip
    said = as_told(told_of(known, file(2, returned=900)))
    assert (said.returned, said.returned_without_quantities, said.unnamed_refunds) == (900, 0, ())
    assert [(one.amount, one.failed) for one in said.refunds] == [(900, 100), (0, 300)]
    part = as_told(told_of(known, file(2, returned=1200)))
    assert (part.returned, part.returned_without_quantities, part.unnamed_refunds) == (1200, 200, (200,))


def test_what_is_asked_follows_what_older_files_add() -> None:
    """At random: the newest file comes at any place; asked is what it takes back, measured by all that is known."""
    random, asked = Random(20261128), 0
    for _ in range(400):
        files = [
            file(at, random.randrange(4), cancelled=random.random() < 0.4, returned=random.choice((0, 200, 500)))
            for at in random.sample(range(6), 4)
        ]
        told = reduce(told_of, files)
        newest = max(files, key=lambda one: one.seen.at)
        earlier = files[: files.index(newest)]
        fewer = told.lines[0].fulfilled - newest.lines[0].fulfilled
        less = Less(
            (Take(LineId("1"), fewer),)
            if any(one.lines[0].fulfilled > newest.lines[0].fulfilled for one in earlier) else (),
            newest.cancelled_at is None and any(one.cancelled_at for one in earlier),
            told.returned - newest.returned if any(one.returned > newest.returned for one in earlier) else 0,
        )  # fmt: skip
        assert told.less_asked == (less if less != Less() else None)
        if less != Less():
            asked += 1
            said = as_told(told)
            both = less.not_returned and less.not_sent and less.not_cancelled
            assert not both or same_facts(said, newest)
    assert asked > 150


def test_a_missing_column_says_nothing() -> None:
    """Found by reading (910): a trimmed export made a question of every order that had been refunded."""
    known = file(0, 2, cancelled=True, returned=500)
    bare = replace(file(1), untold=("fulfilled", "cancelled", "returned"))
    told = told_of(known, bare)
    assert told.less_asked is None
    assert told_of(bare, known).less_asked is None
    assert told_of(told, file(0, 3, returned=900)).less_asked is None
    assert told_of(known, replace(file(1), untold=("cancelled",))).less_asked == Less(
        (Take(LineId("1"), 2),), False, 500
    )
    assert told_of(told, file(1)).less_asked == Less(
        (Take(LineId("1"), 2),), True, 500
    )  # another file of its time does


def test_a_line_that_is_told_as_refunded_says_nothing_of_being_sent() -> None:
    sent = file(0, 3)
    restocked = replace(file(1, returned=3000), lines=(replace(sent.lines[0], fulfilled=0, returned=3), sent.lines[1]))
    assert told_of(sent, restocked).less_asked is None
