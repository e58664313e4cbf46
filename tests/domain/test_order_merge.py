"""What is known and told anew: lines keep their ids, a lost column takes nothing away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import reduce
from itertools import permutations
from random import Random

import pytest

from dropdesk.domain.line_merge import first_told
from dropdesk.domain.order import Chargeback, Less, Line, Order, Refund
from dropdesk.domain.order_merge import chargeback_since, disagree, named_by_word, same_facts, told_of
from dropdesk.domain.same_lines import same_lines
from dropdesk.domain.supplier.purchase import Purchase, PurchaseItem
from dropdesk.domain.supplier.purchase_history import seen_again
from dropdesk.domain.totals_told import total_said
from dropdesk.domain.values import LineId, Money, OrderKey, Seen, StoreId, SupplierNumber, Take, Where

T = datetime(2026, 11, 20, tzinfo=UTC)
SEEN = Seen(None, Where.SHOPIFY_FILE, T)


def line(number: str, title: str, quantity: int = 1, **facts: object) -> Line:
    return replace(Line(LineId(number), title, quantity, 1000), **facts)  # type: ignore[arg-type]


def order(*lines: Line, **facts: object) -> Order:
    plain = Order(OrderKey(0), StoreId("file"), "#1", "EUR", lines, T, SEEN)
    return replace(plain, **facts)  # type: ignore[arg-type]


def titles(found: Order) -> list[tuple[str, str, int, int]]:
    return [(one.id, one.title, one.quantity, one.returned) for one in found.lines]


def test_a_line_that_is_gone_was_removed_and_a_new_one_gets_its_own_id() -> None:
    before = order(line("1", "Lamp"), line("2", "Mug"))
    now = told_of(before, order(line("1", "Mug"), line("2", "Plate"), line("3", "Bowl")))
    assert titles(now) == [("1", "Lamp", 1, 1), ("2", "Mug", 1, 0), ("3", "Plate", 1, 0), ("4", "Bowl", 1, 0)]
    assert titles(told_of(now, order(line("1", "Mug"), line("2", "Plate"), line("3", "Bowl")))) == titles(now)


def test_a_renamed_line_is_found_by_its_place() -> None:
    before = order(line("1", "Lamp"), line("2", "Mug"))
    assert titles(told_of(before, order(line("1", "Light"), line("2", "Mug")))) == [
        ("1", "Lamp", 1, 0),
        ("2", "Mug", 1, 0),
    ]


def test_a_smaller_quantity_is_a_removal() -> None:
    now = told_of(order(line("1", "Lamp", 3)), order(line("1", "Lamp", 1)))
    assert titles(now) == [("1", "Lamp", 3, 2)]


def test_lines_by_title_and_variant_sku_and_gid() -> None:
    file = (line("1", "Lamp - Red"), line("2", "Lamp - Blue"), line("3", "Old name", sku="S"))
    shop = (
        line("gid://3", "New name", sku="S"),
        line("gid://2", "Lamp", variant="Blue"),
        line("gid://1", "Lamp", variant="Red"),
    )
    assert {old: new.id if new else None for old, new in same_lines(file, shop).items()} == {
        "1": "gid://1",
        "2": "gid://2",
        "3": "gid://3",
    }
    swapped = (line("gid://1", "Lamp", variant="Blue"), line("gid://2", "Lamp", variant="Red"))
    found = same_lines((line("gid://1", "Lamp"), line("gid://2", "Lamp")), swapped)
    assert [new.id for new in found.values() if new] == ["gid://1", "gid://2"]


def test_fulfilment_follows_and_what_was_asked_for_stays() -> None:
    earlier = T - timedelta(days=2)
    before = order(line("1", "Lamp", 3, requested=2, fulfilled=1, fulfilled_at=earlier))
    same = told_of(before, order(line("1", "Lamp", 3, fulfilled=1, fulfilled_at=T))).lines[0]
    assert (same.fulfilled_at, same.requested) == (earlier, 2)
    more = told_of(before, order(line("1", "Lamp", 3, fulfilled=2, fulfilled_at=T))).lines[0]
    assert (more.fulfilled_at, more.requested) == (T, 1)
    none = told_of(before, order(line("1", "Lamp", 3))).lines[0]
    assert (none.fulfilled, none.fulfilled_at) == (1, earlier)  # shipped only grows


def test_money_does_not_become_unknown() -> None:
    before = order(line("1", "Lamp"), total=2000, received=2000)
    assert told_of(before, order(line("1", "Lamp"), received=None, financial="paid")).received == 2000
    assert told_of(replace(before, received=1500), order(line("1", "Lamp"), received=None)).received == 1500
    assert told_of(order(line("1", "Lamp"), received=None), order(line("1", "Lamp"), received=None)).received is None


def test_a_purchase_keeps_what_a_poorer_export_leaves_out() -> None:
    before = Purchase(
        SupplierNumber("8190000000000001"), "FINISH", SEEN, placed_at=T + timedelta(hours=3), paid_at=T,
        end_reason="pay_timeout", shop_name="Shop", shop_id="1", total=Money(1590, "EUR"), tracking_number="LP1",
        items=(PurchaseItem("Lamp", 2, price=Money(710, "EUR")),),
    )  # fmt: skip
    poor = Purchase(before.number, "finish", SEEN, placed_at=T, placed_is_date=True)
    assert replace(seen_again(before, poor), status="FINISH") == before
    moved = seen_again(before, replace(poor, status="Completed", items=before.items, total=Money(1420, "EUR")))
    assert (moved.end_reason, moved.total) == ("", Money(1590, "EUR"))
    placed = replace(poor, total=Money(1700, "EUR"), placed_at=T + timedelta(hours=4), placed_is_date=False)
    told = seen_again(before, placed)
    assert (told.total, told.placed_at) == (None, T + timedelta(hours=4))  # two totals of one time: the person is asked
    told = seen_again(before, replace(placed, seen=LATER))
    assert (told.total, told.placed_at) == (Money(1700, "EUR"), T + timedelta(hours=4))
    assert seen_again(before, replace(poor, status="")).status == "FINISH"


_PAYS: dict[str, int | None] = {"pending": 0, "partially_paid": None, "who knows": None}


def _sometimes(r: Random) -> datetime | None:
    """A time of fulfilment; a part of a line has none in any file."""
    return r.choice([None, T + timedelta(minutes=r.randint(0, 9))])


def _file(r: Random, hour: int, removed: int, total: int | None) -> Order:
    """A file of one order, as of some hour; two files may be of one time. A line is removed at hour ``removed``."""
    sent = r.choice([0, 1, 2])
    at = T + timedelta(hours=hour)
    lines = (
        line("1", "Lamp", 2, fulfilled=sent, fulfilled_at=_sometimes(r) if sent else None),
        *((line("2", "Mug", 1, returned=r.choice([0, 1])),) if hour < removed else ()),
    )
    word = r.choice(["paid", "pending", "partially_paid", "partially_refunded", "who knows"])
    file = order(
        *lines, seen=Seen(None, Where.SHOPIFY_FILE, at), financial=word, total=total,
        received=_PAYS.get(word, total), returned=r.choice([0, 0, 300, 500]),
        fulfilment=r.choice(["", "fulfilled", "unfulfilled"]), paid_at=r.choice([None, T, T + timedelta(hours=1)]),
        cancelled_at=r.choice([None, None, T, T + timedelta(hours=2)]),
    )  # fmt: skip
    return replace(file, returned_without_quantities=file.returned - named_by_word(file))


def test_the_order_of_files_never_matters() -> None:
    """Every permutation of random sets of files gives the same order; grown facts enter from any of them."""
    r = Random(6)
    for _ in range(120):
        removed = r.randint(0, 4)
        total = r.choice([None, 2000])
        files = [_file(r, r.randint(0, 3), removed, total) for _ in range(r.choice([2, 3, 4]))]
        ends = {_told(permuted) for permuted in permutations(files)}
        assert len(ends) == 1, files
        (end,) = ends
        assert end.returned == max(one.returned for one in files)
        for back in {one.returned for one in files} - {end.returned}:
            assert dict(end.less_back)[back] == max(one.seen.at for one in files if one.returned <= back)
        assert end.returned_without_quantities == end.returned - named_by_word(end)
        assert (end.cancelled_at is None) == all(one.cancelled_at is None for one in files)
        assert end.lines[0].fulfilled == max(one.lines[0].fulfilled for one in files)
        known = [one.received for one in files if one.received]
        assert not known or end.received == max(known)
        assert end.seen.at == max(one.seen.at for one in files)


def _told(files: tuple[Order, ...]) -> Order:
    """What is known after them, without what is asked: a newer file takes back what was known, an older one only adds
    (TE-22). The ids of lines are places, and the order of lines is the first file's."""
    end = replace(reduce(told_of, files), less_told=None)
    lines = tuple(sorted((replace(one, id=LineId(one.title)) for one in end.lines), key=lambda one: one.title))
    return replace(end, lines=lines)


def _part_sent(hours: int, sent: int = 1, **more: object) -> Order:
    """A file that tells no time of what was fulfilled, ``hours`` after the first."""
    at = Seen(None, Where.SHOPIFY_FILE, T + timedelta(hours=hours))
    return order(line("1", "Lamp", 3, fulfilled=sent), seen=at, **more)


def test_what_moved_at_an_unknown_time_moved_when_it_was_first_told() -> None:
    """V-20: "a time nobody knows counts as the newest date in its file, or first seen": no further telling moves it."""
    again = told_of(_part_sent(0), _part_sent(5))
    assert (again.seen.at, again.lines[0].fulfilled_told) == (T + timedelta(hours=5), T)
    assert told_of(again, _part_sent(9)).lines[0].fulfilled_told == T
    assert told_of(_part_sent(5), _part_sent(0)) == again  # in whatever order they come
    more = told_of(again, _part_sent(9, sent=2))
    assert more.lines[0].fulfilled_told is None  # a further unit is news of this sighting
    assert told_of(more, _part_sent(12, sent=2)).lines[0].fulfilled_told == T + timedelta(hours=9)
    assert told_of(more, _part_sent(12)).lines[0].fulfilled_told == T + timedelta(hours=9)  # a shrink tells no time
    timed = told_of(again, order(line("1", "Lamp", 3, fulfilled=1, fulfilled_at=T - HOUR), seen=LATER))
    assert (timed.lines[0].fulfilled_at, timed.lines[0].fulfilled_told) == (T - HOUR, None)
    assert same_facts(again, _part_sent(5))
    assert not same_facts(again, more)


def test_a_shop_that_tells_no_time_of_a_request_asks_once() -> None:
    """Without the scope for requests Shopify only says *in progress*, with every read anew."""

    def asked(hours: int, units: int) -> Order:
        one = _part_sent(hours, sent=0)
        return replace(one, lines=(replace(one.lines[0], requested=units),))

    first = first_told(asked(0, 2), asked(3, 2))
    assert (first.seen.at, first.lines[0].requested_told) == (T + timedelta(hours=3), T)
    assert first_told(first, asked(6, 2)).lines[0].requested_told == T
    assert first_told(first, asked(6, 3)).lines[0].requested_told is None
    assert first_told(first, asked(6, 0)).lines[0].requested_told is None
    assert first_told(first, order(line("9", "Mug", requested=1), seen=LATER)).lines[0].requested_told == T  # renamed
    two = order(line("9", "Mug", requested=1), line("8", "Plate", requested=1), seen=LATER)
    assert [one.requested_told for one in first_told(first, two).lines] == [None, None]


def _api(returned: int, unnamed: tuple[int, ...], pending: int = 0, without: int | None = None) -> Order:
    """As the shop told it: each refund by itself."""
    return order(
        line("1", "Lamp", 3), received=3000, returned=returned, unnamed_refunds=unnamed, refund_pending=pending,
        returned_without_quantities=sum(unnamed) if without is None else without,
    )  # fmt: skip


def _more(before: Order, returned: int) -> tuple[int, tuple[int, ...], int, int]:
    now = told_of(before, order(line("1", "Lamp", 3), returned=returned, seen=LATER))
    return now.returned, now.unnamed_refunds, now.returned_without_quantities, now.refund_pending


def test_what_a_file_tells_beyond_the_shop_is_laid_on_units_too() -> None:
    assert _more(_api(500, (500,)), 2500) == (2500, (500, 2000), 2500, 0)
    assert _more(_api(500, (500,)), 500) == (500, (500,), 500, 0)
    assert _more(_api(500, ()), 2500) == (2500, (), 2000, 0)  # ours as goodwill, or of named units: none of the sum
    # What was on its way arrived first. It was unnamed: it is told among the refunds already, and returned now.
    assert _more(_api(500, (500, 300), 300, without=500), 700) == (700, (500, 300), 700, 100)
    assert _more(_api(500, (500, 300), 300, without=500), 1000) == (1000, (500, 300, 200), 1000, 0)
    # It was of named units: they count already, and no others are covered by the same money.
    assert _more(_api(0, (), 1000), 1000) == (1000, (), 0, 0)
    assert _more(_api(0, (), 1000), 1600) == (1600, (), 600, 0)
    assert _more(_api(500, (500,), 1000), 1500) == (1500, (500,), 500, 0)


def _totals(*told: tuple[int, int | None, str]) -> Order:
    """Files of (hour, total, payment word), one after the other."""
    files = [
        order(line("1", "Lamp"), seen=Seen(None, Where.SHOPIFY_FILE, T + hour * HOUR), total=total, financial=word,
              received=_PAYS.get(word, total))
        for hour, total, word in told
    ]  # fmt: skip
    return reduce(told_of, files)


def test_two_totals_of_one_time_are_both_named_and_none_stands() -> None:
    """Rules §3: "neither is grown: both are named and the person is asked": the larger is not what came in."""
    two = _totals((0, 1800, "paid"), (0, 1500, "paid"))
    assert (two.total, two.received, two.contested, two.total_asked) == (None, None, (1500, 1800), (1500, 1800))
    assert told_of(two, _totals((0, 1800, "paid"))).total_asked == (1500, 1800)  # one of them again is no answer
    older = told_of(two, _totals((-1, 1200, "paid")))
    assert (older.total_asked, older.received) == ((1500, 1800), None)
    newer = told_of(two, _totals((1, 1800, "paid")))
    assert (newer.total, newer.received, newer.contested) == (1800, 1800, ())
    lost = told_of(two, _totals((1, None, "paid")))  # a file without the column tells none
    assert (lost.total_asked, lost.received) == ((1500, 1800), None)
    unpaid = _totals((0, 1800, "pending"), (0, 1500, "pending"))
    assert (unpaid.total_asked, unpaid.received) == ((1500, 1800), 0)  # nothing came in, whichever holds
    assert _totals((0, 1800, "paid"), (0, 1800, "paid")).total_asked == ()


def test_what_the_person_said_of_them_stands() -> None:
    two = _totals((0, 1800, "paid"), (0, 1500, "paid"))
    said = total_said(two, 1500)
    assert (said.total, said.received, said.total_asked) == (1500, 1500, ())
    assert told_of(said, _totals((0, 1800, "paid"))) == said  # the same files once more
    again = told_of(said, _totals((0, 1900, "paid")))
    assert (again.total, again.received, again.total_asked) == (None, None, (1500, 1800, 1900))
    assert told_of(said, _totals((1, 1800, "paid"))).total == 1800
    assert total_said(_totals((0, 9, "pending"), (0, 8, "pending")), 9).received == 0
    with pytest.raises(ValueError, match="1700"):
        total_said(two, 1700)


@pytest.mark.parametrize(("first", "second"), [(1800, 1500), (1500, 1800)])
def test_what_rested_on_a_contested_total_is_no_grown_fact(first: int, second: int) -> None:
    """What came in once the contest is over is the total that ended it, the smaller one too; also where the person
    ended it, and newer files say the same."""
    two = _totals((0, first, "paid"), (0, second, "paid"))
    for total in (1500, 1800):
        newer = _totals((1, total, "paid"))
        said = total_said(two, total)
        for end in (said, told_of(two, newer), told_of(said, newer), told_of(told_of(said, newer), newer)):
            assert (end.total, end.received, end.total_asked) == (total, total, ())
            assert (told_of(end, two).received, told_of(end, _totals((0, 1800, "paid"))).received) == (total, total)
        back = told_of(two, replace(newer, financial="refunded", returned=total))
        assert (back.received, back.returned) == (total, total)  # nothing of the larger one is left to give back
    # What was told without a contested total stays, the newer file be less, or no payment.
    grown = told_of(two, _totals((-1, 1700, "paid")))
    assert (grown.received, told_of(grown, _totals((1, 1500, "paid"))).received) == (None, 1700)
    assert told_of(two, _totals((1, 1500, "pending"))).received == 0


def test_what_came_in_of_two_totals_rests_on_them_however_it_was_paid() -> None:
    """Partly paid: total less what is outstanding; the most of both is no fact either."""
    half = [replace(_totals((0, total, "partially_paid")), received=total - 1000) for total in (1500, 1800)]
    two = told_of(*half)
    assert (two.total, two.received) == (None, None)
    assert (total_said(two, 1500).received, total_said(two, 1800).received) == (500, 800)
    assert told_of(two, replace(_totals((1, 1500, "partially_paid")), received=500)).received == 500
    api = replace(half[1], seen=replace(half[1].seen, where=Where.SHOPIFY_API), received=1800)
    newer = replace(_totals((1, 1500, "partially_paid")), received=500)
    assert told_of(told_of(api, half[0]), newer).received == 1800  # Shopify's own word rests on no file's total


def test_more_times_than_are_remembered() -> None:
    many = reduce(told_of, [_totals((hour, 1500 + (hour == 2) * 100, "paid")) for hour in range(20)])
    assert (many.total, many.received) == (1500, 1600)
    assert len(many.totals_told) == 8


def test_the_order_in_which_totals_arrive_never_matters() -> None:
    r = Random(9)
    for _ in range(200):
        told = [(r.randint(0, 1), r.choice([1500, 1800, 2000]), r.choice(["paid", "pending"])) for _ in range(4)]
        ends = {
            (end.total, end.contested, end.received, end.totals_told, end.received_told, end.told)
            for end in (_totals(*one) for one in permutations(told))
        }
        assert len(ends) == 1, (told, ends)


def _supposed(hour: int, word: str = "paid", total: int = 2000) -> Order:
    """A file that does not tell what is outstanding: the word alone says what came in."""
    return replace(_totals((hour, total, word)), supposed=((T + hour * HOUR, total),))


def _export(hour: int, total: int | None, word: str, outstanding: int | None) -> Order:
    """A row of an export with or without the columns Total and Outstanding Balance, as the importer reads it."""
    alone = word in ("paid", "refunded") and total is not None and outstanding is None
    received = 0 if word == "pending" else total if alone else None
    if received is None and total is not None and outstanding is not None:
        received = total - outstanding
    supposed = ((T + hour * HOUR, total),) if alone and total is not None else ()
    return replace(_totals((hour, total, word)), received=received, supposed=supposed)


def test_the_order_in_which_files_arrive_never_matters_whatever_columns_they_have() -> None:
    """Files without Total, without Outstanding Balance, or both; *partially paid* between any of them."""
    r = Random(20261128)
    words = ["paid", "pending", "partially_paid", "refunded"]
    for _ in range(150):
        told = [
            (r.randint(0, 2), r.choice([None, None, 2000, 1500]), r.choice(words), r.choice([None, None, 0, 500]))
            for _ in range(r.choice([2, 3, 3, 4]))
        ]
        files = [_export(*one) for one in told]
        ends = [reduce(told_of, some) for some in permutations(files)]
        assert all(end == ends[0] for end in ends), told


def test_paid_says_itself_that_the_rest_came_in_only_after_partially_paid() -> None:
    part, paid, alone = (
        _export(0, 2000, "partially_paid", 500),
        _export(1, 2000, "paid", 500),
        _export(2, 2000, "paid", None),
    )
    for files in permutations([part, paid, alone]):
        assert reduce(told_of, files).received == 1500  # paid, then edited: 5.00 are outstanding
    for files in permutations([part, alone, _export(3, None, "paid", None)]):
        assert reduce(told_of, files).received == 2000
    bare = [_export(hour, None, "paid", None) for hour in range(4, 16)]
    assert reduce(told_of, [part, alone, *bare]).received == 2000
    assert reduce(told_of, [part, *bare]).received == 1500


def test_paid_alone_takes_nothing_back_of_what_is_outstanding() -> None:
    """Rules §3: "An amount that nobody told stays unknown: no second import invents it"."""
    edited = replace(_totals((0, 2000, "paid")), received=1500)
    later = [_supposed(1), _supposed(2), _supposed(-1, "partially_refunded")]
    for files in permutations([edited, *later]):
        assert reduce(told_of, files).received == 1500
    assert reduce(told_of, [edited, *(_supposed(hour) for hour in range(1, 20))]).received == 1500
    api = replace(edited, seen=replace(edited.seen, where=Where.SHOPIFY_API))
    assert told_of(api, _supposed(1)).received == 1500
    # The rest came in since: by a file that tells so, or by a word that is a new one.
    for files in permutations([edited, _supposed(1), _totals((2, 2000, "paid"))]):
        assert reduce(told_of, files).received == 2000
    part = replace(_totals((0, 2000, "partially_paid")), received=1500)
    for files in permutations([part, _supposed(1), _supposed(2)]):
        assert reduce(told_of, files).received == 2000
    # Where nobody tells of it, the word stands.
    for files in permutations([_totals((0, 2000, "pending")), _supposed(1), _supposed(2)]):
        assert reduce(told_of, files).received == 2000
    two = told_of(_supposed(0, total=1800), _supposed(0, total=1500))
    assert (two.received, total_said(two, 1500).received) == (None, 1500)


def test_an_unknown_amount_stays_unknown_however_often_the_file_comes() -> None:
    for word in ("who knows", "partially_paid", ""):
        one = order(line("1", "Lamp"), total=2000, received=None, financial=word)
        assert told_of(one, one).received is None
        assert told_of(told_of(one, one), one).received is None
    unpaid = order(line("1", "Lamp"), total=2000, received=0, financial="pending")
    assert told_of(unpaid, order(line("1", "Lamp"), received=None, financial="partially_paid")).received is None


def test_an_older_file_tells_what_only_grows() -> None:
    now = order(line("1", "Lamp", 2), seen=Seen(None, Where.SHOPIFY_FILE, T + timedelta(days=2)), financial="paid")
    old = order(line("1", "Lamp", 2, fulfilled=2, fulfilled_at=T), cancelled_at=T, returned=700, financial="pending")
    told = told_of(now, old)
    assert (told.cancelled_at, told.returned, told.lines[0].fulfilled) == (T, 700, 2)
    assert (told.financial, told.seen) == ("paid", now.seen)
    assert told.less_asked is None
    later = replace(now, seen=Seen(None, Where.SHOPIFY_FILE, T + timedelta(days=3)))
    assert told_of(told, later).less_asked == Less((Take(LineId("1"), 2),), not_cancelled=True, not_returned=700)


HOUR = timedelta(hours=1)
LATER = Seen(None, Where.SHOPIFY_FILE, T + HOUR)


def test_a_chargeback_keeps_when_it_was_first_seen_and_the_date_that_the_person_named() -> None:
    none = order(line("1", "Lamp"))
    opened = order(line("1", "Lamp"), chargeback=Chargeback.OPEN, seen=LATER)
    assert chargeback_since(None, none) == none
    assert chargeback_since(None, replace(none, chargeback=Chargeback.INQUIRY)).chargeback_first_seen is None
    for before in (None, none, replace(none, chargeback=Chargeback.INQUIRY)):
        assert chargeback_since(before, opened).chargeback_first_seen == T + HOUR
        dated = replace(opened, chargeback_first_seen=T)
        assert chargeback_since(before, dated).chargeback_first_seen == T
    known = replace(none, chargeback=Chargeback.OPEN, chargeback_first_seen=T - HOUR, chargeback_answer_by=T + 9 * HOUR)
    lost = chargeback_since(known, replace(opened, chargeback=Chargeback.LOST))
    assert (lost.chargeback_first_seen, lost.chargeback_answer_by) == (T - HOUR, T + 9 * HOUR)
    told = chargeback_since(known, replace(opened, chargeback_answer_by=T))
    assert told.chargeback_answer_by == T
    undated = replace(known, chargeback_first_seen=None)
    assert chargeback_since(undated, opened).chargeback_first_seen == T


def test_two_sightings_of_one_time_that_disagree() -> None:
    one = order(line("1", "Lamp"), financial="paid", fulfilment="fulfilled", total=2000)
    assert not disagree(one, one)
    for other in (replace(one, financial="pending"), replace(one, fulfilment="partial"), replace(one, total=1)):
        assert disagree(one, other)
        assert not disagree(one, replace(other, seen=LATER))
    for silent in (replace(one, financial=""), replace(one, total=None)):
        assert not disagree(one, silent)
        assert not disagree(silent, one)


def test_each_fact_keeps_its_own_age() -> None:
    before = order(
        line("1", "Lamp"),
        financial="paid",
        fulfilment="fulfilled",
        total=2000,
        received=2000,
        shopify_id="g",
        customer="c",
    )
    now = order(line("1", "Lamp"), financial="", fulfilment="unfulfilled", total=None, seen=LATER)
    told = told_of(before, now)
    assert (told.financial, told.fulfilment, told.total, told.seen) == ("paid", "unfulfilled", 2000, LATER)
    assert dict(told.told) == {"financial": T, "total": T}
    assert (told.shopify_id, told.customer) == ("g", "c")
    middle = order(line("1", "Lamp"), financial="refunded", seen=Seen(None, Where.SHOPIFY_FILE, T + HOUR / 2))
    assert told_of(told, middle).financial == "refunded"  # newer than what it was known of
    assert told_of(told, replace(middle, seen=Seen(None, Where.SHOPIFY_FILE, T - HOUR))).financial == "paid"
    named = told_of(now, replace(before, shopify_id="h", customer="d"))
    assert (named.shopify_id, named.customer, named.seen) == ("h", "d", LATER)
    assert told_of(before, replace(before, shopify_id="h", customer="d")) == before
    empty = told_of(order(line("1", "Lamp")), order(line("1", "Lamp")))
    assert (empty.financial, empty.total, empty.told) == ("", None, ())


def test_of_two_words_of_one_time_the_further_one_stands() -> None:
    for less, more in (("pending", "paid"), ("paid", "refunded"), ("who knows", "pending")):
        one, other = order(line("1", "Lamp"), financial=less), order(line("1", "Lamp"), financial=more)
        assert told_of(one, other).financial == told_of(other, one).financial == more
    low, high = order(line("1", "Lamp"), total=1), order(line("1", "Lamp"), total=2)
    assert told_of(low, high) == told_of(high, low)  # neither amount is further: it is asked
    assert told_of(low, high).total_asked == (1, 2)


def test_the_refund_of_a_line_that_is_told_to_be_refunded_counts_once() -> None:
    """Whichever file comes first; also on top of what the shop told of another refund, and of a database in which it
    counted twice."""
    plain, lamp = line("1", "Lamp"), line("1", "Lamp", returned=1)
    sum_alone = order(plain, returned=1500, returned_without_quantities=1500)
    named = order(lamp, returned=1000, seen=LATER)
    ends = [told_of(*both) for both in permutations((sum_alone, named))]
    assert [(end.returned, end.returned_without_quantities) for end in ends] == [(1500, 500)] * 2
    both = order(lamp, returned=1500, returned_without_quantities=1500)
    assert told_of(both, replace(both, seen=LATER)).returned_without_quantities == 500
    shop = order(plain, returned=500, returned_without_quantities=500, unnamed_refunds=(500,),
                 refunds=(Refund("r", T, 500),))  # fmt: skip
    for files in permutations((replace(named, returned=1500), replace(sum_alone, returned=1700))):
        end = reduce(told_of, files, shop)
        assert (end.returned, end.returned_without_quantities, sum(end.unnamed_refunds)) == (1700, 700, 700)
    by_shop = replace(shop, lines=(lamp,), refunds=(Refund("r", T, 500, lines=(Take(LineId("1"), 1),)),))
    assert told_of(by_shop, named).returned_without_quantities == 1000  # it was the other refund that named it


def test_money_that_went_back_later_named_no_lines() -> None:
    before = order(line("1", "Lamp"), returned=500, returned_without_quantities=200, paid_at=T + HOUR)
    more = told_of(before, order(line("1", "Lamp"), returned=900, paid_at=T))
    assert (more.returned, more.returned_without_quantities, more.paid_at) == (900, 600, T)
    assert told_of(before, order(line("1", "Lamp"), returned=100)).returned_without_quantities == 200


@pytest.mark.parametrize(
    ("had", "now", "word", "total", "received"),
    [
        (None, 1500, "", None, 1500), (1500, 1000, "paid", 2000, 1500), (0, None, "paid", 2000, 2000),
        (None, None, "refunded", 2000, 2000), (0, 0, "paid", None, 0), (0, 0, "pending", 2000, 0),
        (None, 0, "pending", 2000, None), (0, None, "pending", 2000, None),
    ],
)  # fmt: skip
def test_what_came_in(had: int | None, now: int | None, word: str, total: int | None, received: int | None) -> None:
    told = told_of(
        order(line("1", "Lamp"), received=had), order(line("1", "Lamp"), received=now, financial=word, total=total)
    )
    assert told.received == received


def test_ids_of_lines_are_never_given_twice() -> None:
    before = order(line("2", "Lamp"), line("4", "Mug"))
    now = told_of(before, order(line("1", "Lamp"), line("2", "Mug"), line("3", "Plate"), line("4", "Bowl")))
    assert [one.id for one in now.lines] == ["2", "4", "3", "5"]
    assert [one.title for one in now.lines] == ["Lamp", "Mug", "Plate", "Bowl"]


def test_a_line_of_an_older_file_alone_was_taken_off() -> None:
    newer = order(line("1", "Lamp"), seen=LATER)
    old = order(line("1", "Lamp"), line("2", "Mug", 3, returned=2, removed=1))
    told = told_of(newer, old)
    assert [(one.title, one.returned, one.removed) for one in told.lines] == [("Lamp", 0, 0), ("Mug", 3, 2)]


def test_a_line_told_by_both() -> None:
    before = order(line("1", "Lamp", 3, returned=1, removed=0, requested=2))
    more = told_of(before, order(replace(line("1", "Lamp", 2, returned=1, needs_no_purchase=True), unit_value=700)))
    (one,) = more.lines
    assert (one.quantity, one.returned, one.removed, one.unit_value) == (3, 1, 0, 700)
    assert one.needs_no_purchase
    assert one.requested == 2
    assert told_of(before, order(replace(line("1", "Lamp", 3), unit_value=0))).lines[0].unit_value == 1000
    older = told_of(replace(before, seen=LATER), order(replace(line("1", "Lamp", 5), unit_value=700)))
    assert (older.lines[0].quantity, older.lines[0].returned, older.lines[0].unit_value) == (5, 2, 1000)
    assert older.lines[0].removed == 1


@pytest.mark.parametrize(("told", "pending"), [(2000, 1000), (3000, 0), (4500, 0)])
def test_a_pending_refund_that_a_newer_file_shows_as_done_counts_once(told: int, pending: int) -> None:
    known = order(line("gid://1", "Lamp"), received=6000, refund_pending=3000)
    known = told_of(
        known, replace(known, refund_pending=0, returned=told, seen=replace(SEEN, at=T + timedelta(hours=1)))
    )
    assert (known.returned, known.refund_pending) == (told, pending)
    assert known.returned + known.refund_pending == max(told, 3000)
