"""The worlds in which every surface is compared: the product of phases × legs × money states, as orders of one
database.

A *phase* is reached by the moves that a person makes; then the supplier's side and the shop's side change under it, as
a sighting and a sync (or a newer export) bring it: neither is ever refused. Where the case goes then is the product's
own answer. A recipe that is refused fails the test: nothing returns early.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import product
from typing import Any

from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.sample_order import SampleOrder
from dropdesk.domain.order import Chargeback, FulfilmentRequest, Less, Line, Order, Person, Recall, Refund, SeenOrder
from dropdesk.domain.supplier.leg import DisputeStage, How, Leg, LegState, SupplierMoney
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import CaseId, LegId, LineId, Money, OrderKey, SupplierNumber, Take
from dropdesk.store import cases as journal
from dropdesk.store import orders
from tests.ui.backend_world import HouseWorld
from tests.ui.case_world import mug, order
from tests.ui.world import NOW, leg

D = timedelta(days=1)
H = timedelta(hours=1)
S = LegState
Facts = Mapping[str, object]

# -- the supplier's side ----------------------------------------------------------------------------------------------

_BARE: dict[str, Any] = {"number": None, "supplier": "", "cost": None, "paid_at": None, "placed_at": None}
_FRESH: dict[str, Any] = {"paid_at": NOW - D, "known_at": NOW - 2 * H}
_ACTED: dict[str, Any] = {"asked_times": 1, "acted_on": True}
_BACK = SupplierMoney(Money(1240, "EUR"), NOW - D)
_FIRST, _SECOND = ((LineId("l1"), 0),), ((LineId("l1"), 1),)


def _two(first: Leg, second: Leg) -> tuple[Leg, ...]:
    """Two purchases, each for one of the two mugs."""
    other = SupplierNumber("8190439416160002") if second.number is not None else None
    return (
        replace(first, units=_FIRST),
        replace(second, id=LegId("leg-2"), units=_SECOND, number=other, supplier="Canton Deco"),
    )


def _legs() -> dict[str, tuple[tuple[Leg, ...], ...]]:
    """Every state of a leg, with its variants; and orders with two purchases."""
    fresh, asked = leg(S.OPEN, **_FRESH), leg(S.ASKED, **_FRESH, **_ACTED, clock_started_at=NOW - 20 * H)
    gone = leg(S.GONE, shipped_at=NOW - 3 * D)
    yet_shipped = replace(gone, money=_BACK, shipped_although_stopped=True)
    stopped = leg(S.STOPPED, how=How.CANCELLED, money=_BACK, looked_at=NOW)
    disputed = leg(
        S.DISPUTED, dispute_opened_at=NOW - 3 * D, clock_started_at=NOW - D, before=S.GONE, shipped_at=NOW - 12 * D
    )
    unknown = replace(stopped, cost=None, money=SupplierMoney(None, NOW - D, unknown=True))
    usd = replace(stopped, cost=Money(900, "USD"), money=SupplierMoney(Money(900, "USD"), NOW - D))
    return {
        "unlinked": ((leg(S.UNLINKED, **_BARE),),),
        "unpaid": ((leg(S.UNPAID, paid_at=None, placed_at=NOW - 3 * H),),),
        "open": (
            (fresh,),
            (leg(S.OPEN, paid_at=NOW - 11 * D + 2 * H),),
            (leg(S.OPEN, paid_at=NOW - 30 * D),),
            (replace(fresh, cost=None),),
        ),
        "asked": ((asked,), (replace(asked, clock_started_at=NOW - 4 * D),)),
        "refused": ((leg(S.REFUSED, **_FRESH, **_ACTED, claim="shipped"),),),
        "demanded": ((leg(S.DEMANDED, **_FRESH, **_ACTED, clock_started_at=NOW - 2 * D),),),
        "numbered": (
            (leg(S.NUMBERED, **_FRESH, **_ACTED, clock_started_at=NOW - D, number_given_at=NOW - D,
                 tracking_number="LP1"),),
        ),
        "unproven": ((leg(S.UNPROVEN, **_FRESH, **_ACTED, looked_at=NOW - H),),),
        "disputable": ((leg(S.DISPUTABLE, shipped_at=NOW - 12 * D),), (leg(S.DISPUTABLE, shipped_at=NOW - 3 * D),)),
        "disputed": (
            (replace(disputed, answer_by=NOW + 2 * D, dispute_stage=DisputeStage.PROPOSAL),),
            (replace(disputed, dispute_stage=DisputeStage.SELLER),),
        ),
        "unclear": ((leg(S.UNCLEAR, raw_status="FINISH"),), (leg(S.UNCLEAR, raw_status="FINISH", money=_BACK),)),
        "gone": (
            (gone,),
            (replace(gone, label_only=True, tracking_number="LP2"),),
            (replace(gone, cost=None),),
            (yet_shipped,),
        ),
        "returning": (
            (leg(S.RETURNING, clock_started_at=NOW - D, send_back_by=NOW + 5 * D, before=S.GONE),),
        ),
        "delivered": (
            (leg(S.DELIVERED, delivered_at=NOW - 2 * D, shipped_at=NOW - 20 * D),),
            (replace(yet_shipped, state=S.DELIVERED, delivered_at=NOW - 2 * D),),
        ),
        "handled": (
            (leg(S.HANDLED, loss_accepted=True, claim="ref"),),
            (replace(yet_shipped, state=S.HANDLED, loss_accepted=True, claim="ref"),),
            (leg(S.HANDLED, money=replace(_BACK, awaited=Money(500, "EUR"))),),
        ),
        "stopped": (
            (stopped,),
            (replace(stopped, money=replace(_BACK, received=1240, received_at=NOW - H)),),
            (replace(stopped, money=replace(_BACK, received=400, received_at=NOW - H)),),
            (unknown,),
            (usd,),
            (replace(stopped, money=replace(_BACK, written_off=1240)),),
            (replace(stopped, money=replace(_BACK, since=NOW - 30 * D)),),
        ),
        "not_ordered": ((leg(S.NOT_ORDERED, **_BARE, looked_at=NOW),),),
        "no_purchase": ((leg(S.NO_PURCHASE, **_BARE),),),
        "two": (
            _two(stopped, fresh), _two(gone, asked), _two(stopped, usd), _two(stopped, unknown), _two(gone, unknown),
        ),
    }  # fmt: skip


LEGS = _legs()
PART_FREE = LEGS["two"][-1]
"""One is on its way, the other stopped."""
AS_IT_WAS = "as it was"
"""The legs that the moves to the phase left."""

# -- the shop's side --------------------------------------------------------------------------------------------------

_REFUND = Refund("gid://shopify/Refund/7", NOW - H, 0)
MONEY: dict[str, tuple[Facts, ...]] = {
    "kept": ({},),
    "nothing received": ({"received": 0, "paid_at": None, "financial": "pending"},),
    "unknown": ({"received": None},),
    "part back": ({"returned": 1000, "refunded_at": NOW - 2 * H, "financial": "partially_refunded"},),
    "all back": ({"returned": 3490, "refunded_at": NOW - 2 * H, "financial": "refunded"},),
    "pending": ({"refund_pending": 3490, "refunds": (replace(_REFUND, pending=3490),)},),
    "part pending": ({"refund_pending": 900, "refunds": (replace(_REFUND, pending=900),)},),
    "failed": (
        {"refund_pending": 900, "refunds": (replace(_REFUND, pending=900),)},
        {"refund_pending": 0, "refunds": (replace(_REFUND, failed=900, reason="The card was declined."),)},
    ),
    "cancelled": ({"cancelled_at": NOW - H},),
    "cancelled, all back": (
        {"cancelled_at": NOW - H, "returned": 3490, "refunded_at": NOW - H, "financial": "refunded"},
    ),
    "cancelled, part back": ({"cancelled_at": NOW - H, "returned": 1000, "refunded_at": NOW - H},),
    "cancelled, unknown": ({"cancelled_at": NOW - H, "received": None},),
    "chargeback": (
        {"chargeback": Chargeback.OPEN, "chargeback_first_seen": NOW - H, "chargeback_answer_by": NOW + 2 * D},
    ),
    "contested": ({"total": None, "received": None, "contested": (3490, 3990), "received_told": 3490},),
    "says less": (
        {"returned": 1000, "refunded_at": NOW - 2 * H, "financial": "partially_refunded"},
        {"less_told": Less(not_returned=400)},
    ),
    "chargeback lost": ({"chargeback": Chargeback.LOST, "chargeback_first_seen": NOW - H},),
}
"""What Shopify tells, one reading after the other."""

# -- the phases -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Way:
    """How a phase is reached: the order and its legs as they are first, then moves; a text is the shop's answer to a
    call that goes out then (``house_world.Shop``)."""

    first: tuple[Leg, ...]
    acts: tuple[mv.Move | str, ...] = ()
    about: Facts = field(default_factory=dict)


_WHY = mv.SetWhy(mv.Reason.CHANGED_MIND, NOW - H)
START = (_WHY, mv.Start())
_OPEN, _GONE, STOPPED = LEGS["open"][0], LEGS["gone"][0], LEGS["stopped"][0]
CANCEL = mv.WantCancel(3490, False, CancelReason.CUSTOMER, False, True)
_LATER = mv.WantCancel(3490, True, CancelReason.CUSTOMER, False, True)
_LEG = LegId("leg-1")
_TICKS = (mv.TickRequest(_LEG, NOW), mv.TickMessage(_LEG, NOW))
_REQUEST = FulfilmentRequest("f1", "open", "SUBMITTED", Recall.REQUEST, (Take(LineId("l1"), 2),))
_REQUESTED: Facts = {"lines": (replace(mug(), requested=2, requested_at=NOW - 20 * H),), "requests": (_REQUEST,)}
_OWED = mv.WantRefund(3490, True)
_ARRIVED = Report(_LEG, Say.MONEY_RECEIVED, amount=Money(1240, "EUR"))
WAYS: dict[str, tuple[Way, ...]] = {
    "no case": (Way(_OPEN),),
    "drafted": (Way(_OPEN, (_WHY,)),),
    "at_supplier": (Way(_OPEN, START), Way(_OPEN, (*START, *_TICKS))),
    "too_late": (Way(_GONE, START),),
    "cleared": (Way(STOPPED, START), Way(_OPEN, (*START, mv.Override("", None)))),
    "recall_sent": (Way(STOPPED, (*START, mv.WantRecall(), "cut"), _REQUESTED),),
    "recall_asked": (Way(STOPPED, (*START, mv.WantRecall(), "ok"), _REQUESTED),),
    "wanted": (Way(STOPPED, (*START, CANCEL)),),
    "sent": (Way(STOPPED, (*START, CANCEL, "cut")),),
    "refund_owed": (Way(STOPPED, (*START, _LATER, "ok")),),
    "refund_wanted": (
        Way(STOPPED, (*START, _LATER, "ok", _OWED)), Way(_GONE, (*START, mv.WantGoodwill(500, True))),
    ),
    "refund_sent": (
        Way(STOPPED, (*START, _LATER, "ok", _OWED, "cut")), Way(_GONE, (*START, mv.WantGoodwill(500, True), "cut")),
    ),
    "by_hand": (Way(STOPPED, (*START, mv.DoByHand("cancel", 3490))),),
    "claimed": (Way(STOPPED, (*START, mv.DoByHand("cancel", 3490), mv.DidByHand(NOW))),),
    "withdrawing": (Way(_OPEN, (*START, *_TICKS, mv.Withdraw())),),
    "settling": (
        Way(STOPPED, (*START, CANCEL, "ok")), Way(STOPPED, (*START, _LATER, "ok", mv.Waive(""))),
    ),
    "closed": (
        Way(STOPPED, (*START, CANCEL, "ok", _ARRIVED)), Way(_OPEN, (*START, mv.CloseWithNote(""))),
        Way(_GONE, (*START, mv.Keep())),
    ),
}  # fmt: skip
"""By the phase that each of them leads to."""
_TYPED = {mv.Override: "reason_ref", mv.CloseWithNote: "note_ref", mv.Waive: "reason_ref"}


@dataclass(frozen=True, slots=True)
class Combination:
    """One order: the way to its phase, then what the supplier's and the shop's side turn into."""

    phase: str
    legs: str
    money: str
    turn: int
    language: str
    connected: bool

    @property
    def way(self) -> Way:
        turn = self.turn + [AS_IT_WAS, *LEGS].index(self.legs)
        return WAYS[self.phase][turn % len(WAYS[self.phase])]

    @property
    def found(self) -> tuple[Leg, ...]:
        """What the purchases turn into; none where they stay as they were."""
        variants = LEGS.get(self.legs, ())
        return variants[self.turn % len(variants)] if variants else ()

    def __str__(self) -> str:
        side = "connected" if self.connected else "by hand"
        return f"[{self.phase} × {self.legs} × {self.money}, turn {self.turn}, {side}, {self.language}]"


def whole() -> list[Combination]:
    """Every phase × leg × money, each once connected and once by hand; variants and languages take turns."""
    every = list(product(WAYS, (AS_IT_WAS, *LEGS), MONEY))
    return [
        Combination(*one, n + 3 * by_hand, "zh_CN" if (n + by_hand) % 2 else "en", not by_hand)
        for by_hand in (0, 1)
        for n, one in enumerate(every)
    ]


def covering() -> list[Combination]:
    """Every pair of phase, leg and money, in both languages and both ways of working, with every variant of a leg."""
    phases, sides, banks = list(WAYS), [AS_IT_WAS, *LEGS], list(MONEY)
    todo: set[tuple[str, str]] = {
        *product((f"p{x}" for x in phases), (f"l{x}" for x in sides)),
        *product((f"p{x}" for x in phases), (f"m{x}" for x in banks)),
        *product((f"l{x}" for x in sides), (f"m{x}" for x in banks)),
    }
    chosen: list[tuple[str, str, str]] = []
    for n, (phase, legs) in enumerate(product(phases, sides)):
        turned = [*banks[n % len(banks) :], *banks[: n % len(banks)]] if legs != AS_IT_WAS else ["kept"]
        chosen.append(max(((phase, legs, one) for one in turned), key=lambda one: len(_pairs(*one) & todo)))
        todo -= _pairs(*chosen[-1])
    for legs, money in product(sides, banks):  # what is left of them
        if (f"l{legs}", f"m{money}") in todo:
            chosen.append((phases[len(chosen) % len(phases)], legs, money))
            todo -= _pairs(*chosen[-1])
    used: Counter[str] = Counter()
    found = []
    for n, (phase, legs, money) in enumerate(chosen):
        found.append(Combination(phase, legs, money, used[legs], "zh_CN" if n % 2 else "en", n % 4 < 2))
        used[legs] += 1
    for legs, variants in LEGS.items():  # each variant by itself, so that its own row leads
        found += [Combination("no case", legs, "kept", turn, "en", turn % 2 == 0) for turn in range(len(variants))]
    # A part of what was never paid for is free: edited by hand, whatever the pairs happen to be.
    found += [
        Combination("no case", "two", "nothing received", LEGS["two"].index(PART_FREE), "en", one)
        for one in (True, False)
    ]
    return found


def _pairs(phase: str, legs: str, money: str) -> set[tuple[str, str]]:
    return {(f"p{phase}", f"l{legs}"), (f"p{phase}", f"m{money}"), (f"l{legs}", f"m{money}")}


# -- the world --------------------------------------------------------------------------------------------------------


def _told(order: Order, facts: Facts) -> dict[str, object]:
    """The facts, on top of what went back already: a newer reading takes nothing back, and each sum is a refund."""
    told, left = dict(facts), max(0, (order.received or 0) - order.returned - order.refund_pending)
    if isinstance(back := facts.get("returned"), int):
        more = min(left, max(0, back - order.returned))
        told["returned"] = order.returned + more
        told["refunds"] = (*order.refunds, Refund("gid://shopify/Refund/5", NOW - H, more)) if more else order.refunds
    if isinstance(pending := facts.get("refund_pending"), int):
        new = [replace(one, pending=min(one.pending, left)) for one in facts.get("refunds", ())]  # type: ignore[attr-defined]  # Facts are an Order's own
        told["refund_pending"] = order.refund_pending if not left and pending else min(pending, left)
        told["refunds"] = (*(one for one in order.refunds if one.id != _REFUND.id), *(new if left else ()))
    return told


def _person(key: OrderKey) -> Person:
    """Everybody orders once: no order counts in another's history."""
    return Person(f"Anna {key}", f"anna{key}@example.org")


class Surfaces:
    """One database with an order for each combination, all of one way of working. ``made``: which is which."""

    def __init__(self, combinations: Sequence[Combination]) -> None:
        self.made = {OrderKey(n): one for n, one in enumerate(combinations, 1)}
        planted = [
            SampleOrder(
                SeenOrder(order(int(key), customer=f"c{key}", **one.way.about), _person(key)),
                self._own(key, one.way.first),
            )
            for key, one in self.made.items()
        ]
        self.world = HouseWorld(tuple(planted))
        for key, one in self.made.items():
            self._go(key, one)
        self.world.shop.answer = "ok"
        self.world.connected = all(one.connected for one in combinations)
        for key, one in self.made.items():
            if one.found:
                self._seen_at_the_supplier(key, one.found)
            for facts in MONEY[one.money]:
                if "contested" in facts or "less_told" in facts:
                    self._files_disagree(key, facts)
                elif facts:
                    self.world.clock.at += timedelta(seconds=1)
                    self.world.seen(key, **_told(self.world.stored(key), facts))
        self.world.later(minutes=1)

    @staticmethod
    def _own(key: OrderKey, legs: tuple[Leg, ...]) -> tuple[Leg, ...]:
        """No two orders share a purchase."""
        return tuple(
            replace(one, number=SupplierNumber(f"{int(one.number) + key * 10}") if one.number else None) for one in legs
        )

    def _go(self, key: OrderKey, one: Combination) -> None:
        """Makes the moves. What is refused is raised, and another phase than the wanted one is no way to it."""
        cases = self.world.backend.cases
        if not one.way.acts:
            return
        cases.open_case(key)
        for act in one.way.acts:
            if isinstance(act, str):
                self.world.shop.answer = act
                self.world.backend.outbox.proceed(key)
                continue
            typed = next((name for kind, name in _TYPED.items() if isinstance(act, kind)), "")
            cases.do(*self._newest(key)[:2], act, {typed: "because"} if typed else None)
        kind = self._newest(key)[2]
        if kind != one.phase:
            raise AssertionError(f"{one}: the way leads to {kind}")

    def _newest(self, key: OrderKey) -> tuple[CaseId, int, str]:
        """The case, its newest row and its phase."""
        with self.world.backend.store.read() as tx:
            standing = journal.of_order(tx, key)[0]
            row = journal.last(tx, standing.case)
        return standing.case, row.seq if row is not None else 0, standing.phase

    def _seen_at_the_supplier(self, key: OrderKey, legs: tuple[Leg, ...]) -> None:
        """The purchases are found in other states: a sighting, which any phase takes."""
        turn = self.world.backend.turn
        with self.world.backend.store.write() as tx:
            turn.hand(tx, key).put_legs(self._own(key, legs))

    def _files_disagree(self, key: OrderKey, facts: Facts) -> None:
        """Two files of one time told of it: no sync, and no newer export, says such a thing."""
        with self.world.backend.store.write() as tx:
            orders.amend(tx, key, replace(orders.load(tx, key), **facts))  # type: ignore[arg-type]  # Facts are an Order's own
            self.world.backend.cases.refresh(tx, key)

    def order(self, key: OrderKey) -> Order:
        return self.world.stored(key)

    def __iter__(self) -> Iterator[OrderKey]:
        return iter(self.made)


__all__ = ["AS_IT_WAS", "LEGS", "MONEY", "WAYS", "Combination", "Line", "Surfaces", "covering", "whole"]
