"""M9: every number that the order names is a leg or is asked; nothing goes to Shopify before the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.phases import AtSupplier, Cleared, RefundOwed, RefundWanted, Settling
from dropdesk.domain.case.shape.shop_answers import Look
from dropdesk.domain.changes import Changes
from dropdesk.domain.order import LinkHint
from dropdesk.domain.supplier.leg import LegState
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import OrderKey, StoreId, SupplierNumber
from dropdesk.domain.verdict.verdict import Action, Code
from dropdesk.errors import Refused
from dropdesk.services.link_by_hand import LinkByHand
from dropdesk.services.purchase_linker import PurchaseLinker
from dropdesk.services.sync import Sync
from dropdesk.ui.words.timeline import happened
from tests.crash.faulty import FaultyShop
from tests.services.bench import Bench
from tests.services.world import DemoWorld

ONE, OTHER = SupplierNumber("8190000000002004"), SupplierNumber("8190000000002044")
HEAD = (
    "Name,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,"
    "Lineitem requires shipping,Notes,Note Attributes,Tags\n"
)
ROW = "#1,paid,EUR,15.00,2026-11-18 10:00:00 +0100,1,Desk lamp,15.00,L,true,{notes},{attributes},{tags}\n"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def told(bench: Bench, notes: str = f"AliExpress order {ONE}", attributes: str = "", tags: str = "") -> OrderKey:
    bench.take(bench.write("o.csv", HEAD + ROW.format(notes=notes, attributes=attributes, tags=tags)))
    return bench.key("#1")


def stopped(bench: Bench) -> OrderKey:
    """One purchase, which the supplier cancelled; the case that wants it is *Cleared*."""
    key = told(bench)
    bench.start_case("#1")
    (leg,) = bench.legs("#1")
    bench.cases.report(key, Report(leg.id, Say.ACCEPTED, at=bench.now(), detail="cancelled"))
    assert (bench.verdict("#1"), bench.phase("#1")) == ("ready", "cleared")
    return key


@pytest.mark.parametrize(
    "named",
    [
        {"notes": f"AliExpress order {ONE} reordered as {OTHER}"},
        {"notes": f"AliExpress order {ONE}", "attributes": f"DSers order: {OTHER}"},
        {"notes": f"AliExpress order {ONE}", "tags": f"reordered {OTHER}"},
        {"notes": f"AliExpress order {ONE}, then {OTHER}"},
    ],
)
def test_a_number_with_other_words_before_it_is_asked(bench: Bench, named: dict[str, str]) -> None:
    """Finding 24: it gave no link and no question. Notes, attributes and tags alike."""
    key = stopped(bench)
    bench.later(minutes=5)
    told(bench, **named)
    view = bench.cases.view(key)
    assert view.order.named == (OTHER,)
    assert (view.order.verdict.code, view.order.verdict.action) == (Code.UNKNOWN, Action.SAY_WHOSE)
    assert (view.order.verdict.scope, view.order.verdict.route) == ((), None)
    assert view.case.phase == AtSupplier("another_number")  # and not "too late", with nothing live
    assert {leg.number for leg in bench.legs("#1")} == {ONE}  # nothing is guessed


def test_yes_links_it_and_it_must_be_stopped_as_well(bench: Bench) -> None:
    key = stopped(bench)
    told(bench, f"AliExpress order {ONE} reordered as {OTHER}")
    bench.links.link(key, OTHER, ())
    view = bench.cases.view(key)
    assert view.order.named == ()
    assert {leg.leg.number: leg.leg.state for leg in view.legs} == {
        ONE: LegState.STOPPED, OTHER: LegState.UNCLEAR,
    }  # fmt: skip
    assert view.case.phase.kind == "at_supplier"
    assert not view.order.verdict.scope


def test_no_is_a_trace_and_clears_again_for_good(bench: Bench) -> None:
    key = stopped(bench)
    told(bench, f"AliExpress order {ONE} reordered as {OTHER}")
    assert bench.links.not_ours(key, OTHER).orders == {key}
    assert (bench.verdict("#1"), bench.phase("#1")) == ("ready", "cleared")
    assert bench.codes("#1")[-1] == "not_ours"
    assert OTHER in happened("not_ours", {"number": OTHER})
    bench.later(hours=1)
    told(bench, f"AliExpress order {ONE} reordered as {OTHER}. Called twice.")
    assert (bench.cases.view(key).order.named, bench.verdict("#1")) == ((), "ready")  # it does not ask for ever
    assert bench.links.not_ours(key, OTHER) == Changes()


@pytest.mark.parametrize(
    "words",
    [
        "Tracking number 8190000000002044",
        "Tracking: 1190000000002044 / 8190000000002044",
        "Phone 8190000000002044",
        "payment 8190000000002044",
        "product 1005007864189220",
        "1005007864189220",
        "utm_id 8190000000002044",
    ],
)
def test_false_numbers_do_not_ask(bench: Bench, words: str) -> None:
    key = stopped(bench)
    told(bench, f"AliExpress order {ONE}. {words}")
    assert bench.cases.view(key).order.named == ()
    assert bench.verdict("#1") == "ready"


def test_what_the_order_calls_by_that_number_does_not_ask(bench: Bench) -> None:
    """A number of its own parcel is no other purchase."""
    key = stopped(bench)
    (leg,) = bench.legs("#1")
    told(bench, f"AliExpress order {ONE}, {OTHER}?")
    assert bench.cases.view(key).order.named == (OTHER,)
    bench.cases.report(key, Report(leg.id, Say.SHIPPED, at=bench.now()))
    bench.cases.report(key, Report(leg.id, Say.NUMBER, at=bench.now(), tracking_number=OTHER))
    assert bench.cases.view(key).order.named == ()


# -- the last read before a call -----------------------------------------------------------------------------------


@pytest.fixture
def world(tmp_path: Path) -> DemoWorld:
    made = DemoWorld(tmp_path)
    made.shop = FaultyShop(made.shop, made.clock.now)
    return made


@pytest.fixture
def names_another(world: DemoWorld, monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """From now on the shop's orders name another number; ``certain``: in words that say what it is."""

    def begin(certain: bool) -> None:
        plain = world.shop.look

        def look(shopify_id: str, job: str | None = None) -> Look:
            seen = plain(shopify_id, job)
            return replace(seen, hints=(*seen.hints, LinkHint(OTHER, certain)))

        monkeypatch.setattr(world.shop, "look", look)

    return begin


def looked(world: DemoWorld, key: OrderKey) -> None:
    for one in world.view(key).stale:
        world.do(key, mv.LookedNow(one, world.clock.now()))


def cleared(world: DemoWorld) -> OrderKey:
    key = world.start("#1041")
    looked(world, key)
    return key


@pytest.mark.parametrize("amount", [4250, 1000])
def test_one_that_is_written_while_the_commit_page_is_open_stops_the_send(
    world: DemoWorld, names_another: Callable[[bool], None], amount: int
) -> None:
    key = cleared(world)
    world.do(key, mv.WantCancel(amount, False, CancelReason.CUSTOMER, False, True))
    names_another(False)
    view = world.proceed(key)
    assert isinstance(world.shop, FaultyShop)
    assert world.shop.cancelled == {}
    assert view.case.phase == AtSupplier("another_number")
    assert view.order.named == (OTHER,)
    LinkByHand(world.store, world.turn, world.clock.now).not_ours(key, OTHER)
    assert isinstance(world.view(key).case.phase, Cleared)  # and the way is open again


def test_an_override_clears_what_was_known_when_it_was_typed(
    world: DemoWorld, names_another: Callable[[bool], None]
) -> None:
    key = world.start("#1043")
    world.do(key, mv.SetWhy(mv.Reason.CHANGED_MIND, world.clock.now()), mv.Start())
    world.do(key, mv.Override("why", None))
    looked(world, key)
    left = world.view(key).left or 0
    world.do(key, mv.WantCancel(left, False, CancelReason.CUSTOMER, False, True))
    names_another(False)
    view = world.proceed(key)
    assert isinstance(world.shop, FaultyShop)
    assert world.shop.cancelled == {}
    assert view.case.phase == AtSupplier("another_number")
    with pytest.raises(Refused, match="another_number"):
        world.do(key, mv.Override("why", None))


def test_a_refund_that_is_owed_waits_for_the_answer(world: DemoWorld, names_another: Callable[[bool], None]) -> None:
    """The second of two calls: the order is cancelled already, and the money still waits."""
    key = cleared(world)
    world.do(key, mv.WantCancel(1000, True, CancelReason.CUSTOMER, False, False))
    view = world.proceed(key)
    assert isinstance(view.case.phase, RefundOwed)
    looked(world, key)
    world.do(key, mv.WantRefund(1000, False))
    names_another(False)
    view = world.proceed(key)
    assert isinstance(world.shop, FaultyShop)
    assert world.shop.refunded == {}
    assert view.case.phase == RefundOwed("another_number")
    assert view.order.verdict.action is Action.SAY_WHOSE
    with pytest.raises(Refused, match="another_number"):
        world.do(key, mv.WantRefund(1000, False))
    with pytest.raises(Refused, match="another_number"):
        world.do(key, mv.DoByHand("refund", 1000))
    LinkByHand(world.store, world.turn, world.clock.now).not_ours(key, OTHER)
    assert isinstance(world.do(key, mv.WantRefund(1000, False)).case.phase, RefundWanted)


def test_goodwill_is_for_a_parcel_that_stays_and_waits_for_no_answer(
    world: DemoWorld, names_another: Callable[[bool], None]
) -> None:
    key = world.start("#1043")
    names_another(False)
    Sync(
        world.store, world.turn, lambda _: world.shop, Ledger(), PurchaseLinker(world.turn).take_in, world.clock.now
    ).one(key)
    assert world.view(key).order.named == (OTHER,)
    assert isinstance(world.do(key, mv.WantGoodwill(100, False)).case.phase, RefundWanted)
    assert not isinstance(world.proceed(key).case.phase, (AtSupplier, Settling))


class Ledger:
    """Fits the sync's."""

    def __init__(self) -> None:
        self.troubles: dict[StoreId, str] = {}

    def note(self, store: StoreId, **facts: str) -> None:
        pass


@pytest.mark.parametrize("certain", [True, False])
def test_check_now_hears_of_it_too(world: DemoWorld, names_another: Callable[[bool], None], certain: bool) -> None:
    """Finding 25: *Check now* read the order without the numbers in its words."""
    key = cleared(world)
    names_another(certain)
    Sync(
        world.store, world.turn, lambda _: world.shop, Ledger(), PurchaseLinker(world.turn).take_in, world.clock.now
    ).one(key)
    view = world.view(key)
    assert (OTHER in {leg.leg.number for leg in view.legs}) is certain
    assert view.order.named == (() if certain else (OTHER,))
    assert isinstance(view.case.phase, AtSupplier)
    assert not view.order.verdict.scope


def test_a_case_does_not_close_over_an_unanswered_number(
    world: DemoWorld, names_another: Callable[[bool], None]
) -> None:
    key = cleared(world)
    world.do(key, mv.WantCancel(4250, False, CancelReason.CUSTOMER, False, True))
    view = world.proceed(key)
    assert isinstance(view.case.phase, Settling)
    names_another(False)
    Sync(
        world.store, world.turn, lambda _: world.shop, Ledger(), PurchaseLinker(world.turn).take_in, world.clock.now
    ).one(key)
    for leg in [one.leg for one in world.view(key).legs if one.leg.money.awaited is not None]:
        got = Report(leg.id, Say.MONEY_RECEIVED, at=world.clock.now(), amount=leg.money.awaited)
        world.do(key, got)
    view = world.view(key)
    assert isinstance(view.case.phase, Settling)
    assert view.order.verdict.action is Action.SAY_WHOSE  # the row does not say "everything is done"
    LinkByHand(world.store, world.turn, world.clock.now).not_ours(key, OTHER)
    assert world.view(key).case.phase.kind == "closed"
