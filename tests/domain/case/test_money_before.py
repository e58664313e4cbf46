"""What was back before the wish never counts against it, and stays where it lay (decisions 0006)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.phases import AtSupplier, Cleared, Closed, Settling
from dropdesk.domain.case.shape.state import Case, open_case
from dropdesk.domain.case.steps.apply import apply
from dropdesk.domain.case.steps.follow import follow
from dropdesk.domain.line_ids import renamed
from dropdesk.domain.order import Claim, Order, Refund
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.leg import How, Leg, Unit
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import CaseId, LineId, OrderKey, Quantities, Take
from dropdesk.domain.verdict.laying import Before, Lain
from dropdesk.domain.verdict.units import Units, quantities
from dropdesk.domain.verdict.verdict import Attention
from dropdesk.store import codec
from tests.domain.conftest import CHINA
from tests.domain.worlds import NOW, A, B, D, H, S, leg, line, order

M = timedelta(minutes=1)
C = LineId("c")


def ground(on: Order) -> Ground:
    return Ground(on, Rulebook(), CHINA, NOW)


def back(on: Order, *amounts: int, each: bool = True) -> Order:
    """These refunds went back by amount: each is told by itself (connected), or their sum (by hand)."""
    one = tuple(Refund(f"r{n}", NOW - 5 * D, amount) for n, amount in enumerate(amounts))
    return replace(
        on, returned=sum(amounts), returned_without_quantities=sum(amounts), refunded_at=NOW - 5 * D,
        unnamed_refunds=amounts if each else (), refunds=one if each else (),
    )  # fmt: skip


def stopped(n: int, *units: Unit) -> Leg:
    return leg(S.STOPPED, n, units, how=How.CANCELLED, looked_at=NOW - M, known_at=NOW - 6 * D)


def asked(n: int, *units: Unit) -> Leg:
    return leg(S.ASKED, n, units, clock_started_at=NOW - H)


def begun(on: Order, wish: Quantities | None, *legs: Leg) -> Case:
    made = open_case(CaseId("c"), OrderKey(1), legs, NOW - D, NOW - D)
    return follow(replace(made, phase=AtSupplier(), wish=wish), ground(on))


def returned(case: Case, on: Order) -> set[Unit]:
    return set(Units(ground(on).situation(case)).returned)


def accepted(case: Case, on: Order, *units: Unit) -> Case:
    for one in case.legs:
        if one.state is S.ASKED and (not units or set(units) & set(one.units)):
            case = apply(case, Report(one.id, Say.ACCEPTED), ground(on))
    return follow(replace(case, legs=tuple(replace(x, looked_at=NOW - M) for x in case.legs)), ground(on))


TWO = order(line(A), line(B), shopify_id="g", received=2000, total=2000)
WISH = (Take(A, 1),)


@pytest.mark.parametrize("each", [True, False])
@pytest.mark.parametrize("wish", [WISH, None])
def test_it_does_not_hop_onto_the_wished_item_once_that_one_stops(wish: Quantities | None, each: bool) -> None:
    on = back(TWO, 1000, each=each)
    case = begun(on, wish, asked(81, (A, 0)), stopped(82, (B, 0)))
    done = accepted(case, on)
    assert isinstance(done.phase, Cleared)
    assert (done.phase.scope, done.wish, returned(done, on)) == (WISH, wish, {(B, 0)})
    assert Attention.STOPPED_UNASKED not in ground(on).verdict(done).attention


@pytest.mark.parametrize("each", [True, False])
def test_what_went_back_since_is_taken_off_the_wish_all_the_same(each: bool) -> None:
    on, since = back(TWO, 1000, each=each), back(TWO, 1000, 1000, each=each)
    case = accepted(begun(on, WISH, asked(81, (A, 0)), stopped(82, (B, 0))), on)
    seen = follow(case, ground(since))
    assert (seen.wish, returned(seen, since)) == ((), {(A, 0), (B, 0)})
    failed = follow(seen, ground(on))
    assert failed.wish == WISH


@pytest.mark.parametrize("each", [True, False])
def test_a_failed_refund_of_before_gives_its_item_back_and_takes_none(each: bool) -> None:
    """The old refund came to nothing, and as much went back since: that is on the wish."""
    case = begun(back(TWO, 1000, each=each), WISH, asked(81, (A, 0)), stopped(82, (B, 0)))
    failed = follow(case, ground(TWO))
    assert (failed.wish, returned(failed, TWO)) == (WISH, set())


def test_goods_that_may_still_go_out_hold_no_money_that_free_ones_can_hold() -> None:
    """It is laid on A as both may go out; B stops, which nobody wished: it was B's, and no Alarm is left. What is
    wished takes none of it."""
    three = order(line(A), line(B), line(C), shopify_id="g", received=3000, total=3000)
    on = back(three, 1000)
    legs = (asked(81, (A, 0)), asked(82, (B, 0)), asked(83, (C, 0)))
    case = begun(on, (Take(C, 1),), *legs)
    assert returned(case, on) == {(A, 0)}
    assert returned(accepted(case, on, (B, 0)), on) == {(B, 0)}
    mine = accepted(case, on, (C, 0))
    assert isinstance(mine.phase, Cleared)
    assert (mine.phase.scope, returned(mine, on)) == ((Take(C, 1),), {(A, 0)})


def test_of_a_part_and_what_comes_later_only_the_later_part_is_the_wishs() -> None:
    on, since = back(TWO, 400, each=False), back(TWO, 1000, each=False)
    case = accepted(begun(on, WISH, asked(81, (A, 0)), stopped(82, (B, 0))), on)
    seen = follow(case, ground(since))
    assert (seen.wish, returned(seen, since)) == (WISH, set())  # 6.00 since, of 10.00


def test_a_second_wish_keeps_what_lay() -> None:
    three = order(line(A), line(B), line(C), shopify_id="g", received=3000, total=3000)
    on = back(three, 1000)
    case = begun(on, (Take(C, 1),), asked(81, (A, 0)), stopped(82, (B, 0)), asked(83, (C, 0)))
    again = apply(case, mv.SetWish((Take(A, 1), Take(C, 1))), ground(on))
    done = accepted(again, on)
    assert isinstance(done.phase, Cleared)
    assert (done.phase.scope, returned(done, on)) == ((Take(A, 1), Take(C, 1)), {(B, 0)})


def test_what_is_told_more_closely_later_lies_where_it_lay() -> None:
    """A file told one sum; the shop, connected since, tells its refunds, and a new one."""
    three = order(line(A), line(B, 2), shopify_id="g", received=3000, total=3000)
    on, later = back(three, 2000, each=False), back(three, 700, 1300, 1000)
    case = begun(on, WISH, asked(81, (A, 0)), stopped(82, (B, 0), (B, 1)))
    assert case.before == Before((Lain((2000,), ((B, 0), (B, 1)), summed=True),), WISH)
    seen = follow(accepted(case, on), ground(later))
    assert (seen.wish, returned(seen, later)) == ((), {(A, 0), (B, 0), (B, 1)})


def test_one_sum_that_is_told_as_two_refunds_later_is_no_news() -> None:
    three = order(line(A), line(B, 2), shopify_id="g", received=3000, total=3000)
    on, later = back(three, 2000, each=False), back(three, 1000, 1000)
    case = begun(on, WISH, asked(81, (A, 0)), stopped(82, (B, 0), (B, 1)))
    seen = accepted(follow(case, ground(later)), later)
    assert (seen.wish, returned(seen, later)) == (WISH, {(B, 0), (B, 1)})


def test_what_lay_on_no_item_comes_to_lie_on_none_by_the_wish_alone() -> None:
    """7.00 are no value of A, which comes first and is wished: they do not make B (6.00) an Alarm."""
    on = back(order(line(A), line(B, value=600), shopify_id="g", received=1600, total=1600), 700)
    legs = (asked(81, (A, 0)), asked(82, (B, 0)))
    assert not Units(ground(on).situation(open_case(CaseId("c"), OrderKey(1), legs, None, NOW))).returned
    assert not returned(begun(on, WISH, *legs), on)


def test_a_refund_that_names_the_line_by_now_is_no_other_items() -> None:
    """Two of B, one refunded by amount, then the other by name: nothing of it comes to lie on A."""
    three = order(line(A), line(B, 2), shopify_id="g", received=3000, total=3000)
    on = back(three, 1000)
    case = begun(on, WISH, asked(81, (A, 0)), stopped(82, (B, 0), (B, 1)))
    named = replace(on, lines=(line(A), line(B, 2, returned=1)), returned=2000)
    done = accepted(follow(case, ground(named)), named)
    assert isinstance(done.phase, Cleared)
    assert (done.phase.scope, returned(done, named)) == (WISH, {(B, 0), (B, 1)})


def test_it_survives_the_store_and_the_shops_own_line_ids() -> None:
    """A file calls lines by their place; the shop, connected since, by ids of its own."""
    on = back(TWO, 1000, each=False)
    case = begun(on, WISH, asked(81, (A, 0)), stopped(82, (B, 0)))
    kept = codec.load(Case, codec.dump(Case, case))
    assert kept == case
    names = {A: LineId("gid://1"), B: LineId("gid://2")}
    lines = tuple(replace(one, id=names[one.id]) for one in on.lines)
    shop = replace(back(on, 1000), lines=lines)
    done = accepted(renamed(kept, names), shop)
    assert isinstance(done.phase, Cleared)
    assert (done.phase.scope, returned(done, shop)) == ((Take(names[A], 1),), {(names[B], 0)})


@pytest.mark.parametrize("each", [True, False])
def test_goodwill_and_a_refund_by_hand_beside_it_are_their_own(each: bool) -> None:
    """10.00 before the wish, then 10.00 of goodwill that no mark tells apart, and 10.00 for the wish by hand."""
    on = back(TWO, 1000, each=each)
    case = begun(on, WISH, asked(81, (A, 0)), stopped(82, (B, 0)))
    given = replace(case, goodwill=1000, by_hand=(1000,), seen_back=2000)
    three = order(line(A), line(B), shopify_id="g", received=4000, total=4000)
    kind = back(three, 1000, 1000, each=each)
    free = accepted(given, kind)
    assert (free.wish, returned(free, kind)) == (WISH, {(B, 0)})
    claimed = replace(free, claims=(Claim(WISH, 1000),))
    both = back(three, 1000, 1000, 1000, each=each)
    done = follow(claimed, ground(both))
    assert (done.wish, returned(done, both)) == ((), {(A, 0), (B, 0)})


@pytest.mark.parametrize("amount", [1000, 1300])
def test_it_stays_where_it_lay_though_that_one_goes_out_and_the_wish_is_told_again(amount: int) -> None:
    """Stopped and refunded, then shipped after all: its own money is back (W-03), another stop does not take it."""
    three = order(line(A), line(B), line(C), shopify_id="g", received=3000, total=3000)
    on = back(three, amount)
    case = begun(on, (Take(C, 1),), asked(81, (A, 0)), stopped(82, (B, 0)), asked(83, (C, 0)))
    out = replace(case.legs[1], state=S.GONE, how=None, shipped_at=NOW)
    case = follow(replace(case, legs=(case.legs[0], out, case.legs[2])), ground(on))
    again = apply(case, mv.SetWish((Take(C, 1),)), ground(on))
    assert returned(accepted(again, on, (A, 0)), on) == {(B, 0)}


# -- any history ----------------------------------------------------------------------------------------------------


def some_order(r: Random) -> Order:
    names = [A, B, C][: r.choice([2, 2, 3])]
    lines = [line(name, r.choice([1, 1, 2]), r.choice([1000, 1000, 1500, 700])) for name in names]
    whole = sum(one.quantity * one.unit_value for one in lines)
    return order(*lines, shopify_id="g", received=whole, total=whole)


def some_legs(r: Random, on: Order) -> list[Leg]:
    found = []
    for n, unit in enumerate([(one.id, n) for one in on.lines for n in range(one.quantity)]):
        state = r.choice([S.ASKED, S.STOPPED, S.STOPPED, S.DELIVERED])
        made = {S.ASKED: asked, S.STOPPED: stopped}.get(state)
        seen = leg(S.DELIVERED, 80 + n, (unit,), delivered_at=NOW - 9 * D, known_at=NOW - 9 * D)
        found.append(made(80 + n, unit) if made else seen)
    return found


def some_amounts(r: Random, on: Order) -> tuple[int, ...]:
    """Values of whole units, parts, and sums of several: less than the order's."""
    found: list[int] = []
    for _ in range(r.choice([1, 1, 2])):
        some = r.choice(on.lines).unit_value
        found.append(r.choice([some, some, some - 1, some * 2, some + 300, r.randint(1, 2000)]))
    return tuple(found) if sum(found) < (on.received or 0) else (600,)


def by_line(units: set[Unit]) -> dict[LineId, int]:
    return {take.line: take.quantity for take in quantities(sorted(units))}


def refunded(on: Order, lines: Quantities, amount: int, each: bool) -> Order:
    """The wish's own refund: the shop names the items, a file adds it to the sum."""
    more: dict[str, Any] = {"returned": on.returned + amount, "refunded_at": NOW}
    if not each:
        return replace(on, **more, returned_without_quantities=on.returned_without_quantities + amount)
    counts = {take.line: take.quantity for take in lines}
    named = tuple(replace(one, returned=one.returned + counts.get(one.id, 0)) for one in on.lines)
    return replace(on, **more, lines=named, refunds=(*on.refunds, Refund("w", NOW, amount, lines=lines)))


def worth(on: Order, lines: Quantities) -> int:
    values = {one.id: one.unit_value for one in on.lines}
    return sum(values[take.line] * take.quantity for take in lines)


def history(seed: int) -> bool:
    """One order, money by amount, a wish, and stops in any order; whether it came to the wish's refund."""
    r = Random(seed)
    each = r.random() < 0.5
    plain = some_order(r)
    on = back(plain, *some_amounts(r, plain), each=each)
    legs = some_legs(r, on)
    first = Units(ground(on).situation(open_case(CaseId("c"), OrderKey(1), tuple(legs), None, NOW)))
    left = [unit for unit in first.left if first.group[unit] == "live"]
    if not left:
        return False
    chosen = r.sample(left, r.randint(1, len(left)))
    wish = quantities(sorted(chosen))
    case = begun(on, wish, *legs)
    lay = by_line({unit for unit in first.returned if first.group[unit] != "live"})
    assert case.wish == wish, seed
    for one in r.sample(legs, len(legs)):
        if one.state is not S.ASKED:
            continue
        case = accepted(case, on, *one.units)
        if r.random() < 0.2 and not isinstance(case.phase, Closed):
            case = apply(case, mv.SetWish(wish), ground(on))
        assert case.wish == wish, seed
        now = by_line(returned(case, on))
        assert all(now.get(name, 0) >= n for name, n in lay.items()), seed
    phase = case.phase
    if not isinstance(phase, Cleared):
        return False
    assert phase.scope == wish, seed
    amount = worth(on, wish)
    if amount > (on.received or 0) - on.returned:
        return False  # more went back than lies on items
    if phase.route.cancels:
        assert worth(on, wish) >= (on.received or 0) - on.returned - 2000, seed
        return True
    if not each:
        case = apply(case, mv.DoByHand("items", amount, wish, CancelReason.CUSTOMER), ground(on))
    on = refunded(on, wish, amount, each)
    case = follow(case, ground(on))
    assert case.wish == (), seed
    assert isinstance(case.phase, (Settling, Closed)) or ground(on).reading(case).row == "W-11", seed
    now = by_line(returned(case, on))
    want = {take.line: take.quantity for take in wish}
    assert all(now.get(name, 0) >= lay.get(name, 0) + want.get(name, 0) for name in {*lay, *want}), seed
    return True


def test_any_history_keeps_what_was_back_and_gives_what_was_asked() -> None:
    came = sum(history(seed) for seed in range(500))
    assert came > 120


def test_an_old_refund_that_names_its_item_later_is_no_news() -> None:
    """Found by reading (801): one of two was refunded by amount before the wish for the other one; Shopify, connected
    since, names the item of that very refund: the wish was taken off, and its money never offered."""
    on = order(line(A, 2), line(B), shopify_id="g", received=3000, total=3000)
    legs = (stopped(81, (A, 0)), asked(82, (A, 1)), leg(S.OPEN, 83, ((B, 0),)))
    told = begun(back(on, 1000, each=False), (Take(A, 1),), *legs)
    named = replace(
        order(line(A, 2, returned=1), line(B), shopify_id="g", received=3000, total=3000),
        returned=1000, refunded_at=NOW - 5 * D, refunds=(Refund("r0", NOW - 5 * D, 1000),),
    )  # fmt: skip
    after = follow(told, ground(named))
    assert after.wish == (Take(A, 1),)
    cleared = accepted(after, named).phase
    assert isinstance(cleared, Cleared)
    assert cleared.scope == (Take(A, 1),)


def since_then(on: Order, before: int, how: str, failed: bool) -> Order:
    """``before`` by amount, then A's 10.00: by its name, by amount alone, or not at all; or it ``failed`` since."""
    old = () if not before else (Refund("r0", NOW - 5 * D, before),)
    named = how == "named" and not failed
    new = () if how == "none" else (
        Refund("r1", NOW - H, 0, failed=1000, reason="x") if failed
        else Refund("r1", NOW - H, 1000, lines=(Take(A, 1),) if named else ()),
    )  # fmt: skip
    unnamed = (*((before,) if before else ()), *((1000,) if how == "amount" and not failed else ()))
    back_now = sum(unnamed) + 1000 * named
    return replace(
        on, lines=(line(A, returned=int(named)), *on.lines[1:]), returned=back_now, refunds=(*old, *new),
        unnamed_refunds=unnamed, returned_without_quantities=sum(unnamed), refunded_at=NOW - H if back_now else None,
    )  # fmt: skip


@pytest.mark.parametrize("how", ["none", "named", "amount"])
@pytest.mark.parametrize("before", [0, 1500])
def test_a_wish_that_an_older_version_kept_goes_on_as_it_was_told(before: int, how: str) -> None:
    """Found by reading (809): A and B were wished and A was refunded before the update, which told the wish anew, as B
    alone: once A's refund failed, A was owed no more, and wished by nobody."""
    on = order(line(A), line(B), line(C, value=1500), shopify_id="g", received=3500, total=3500)
    legs = (stopped(81, (A, 0)), asked(82, (B, 0)), stopped(83, (C, 0)))
    wish = (Take(A, 1), Take(B, 1))
    first = since_then(on, before, "none", False)
    kept = follow(begun(first, wish, *legs), ground(since_then(on, before, how, False)))
    old = replace(kept, before=None)
    after = follow(old, ground(since_then(on, before, how, False)))
    assert (after.wish, after.wish_told, after.wish_from) == (kept.wish, wish, kept.wish_from)
    assert follow(after, ground(since_then(on, before, how, False))).wish == kept.wish
    if how == "none":
        assert after.before == kept.before
        return
    failed = since_then(on, before, how, True)
    assert follow(kept, ground(failed)).wish == follow(after, ground(failed)).wish == wish
