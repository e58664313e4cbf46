"""Random histories of several cases: a person who follows the assistant, a shop that fails, a process that dies."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from dropdesk.demo.shop import DemoShop
from dropdesk.demo.world import world
from dropdesk.domain import moves as mv
from dropdesk.domain.answers import Look
from dropdesk.domain.case_view import CaseView
from dropdesk.domain.legs import LIVE, LegState
from dropdesk.domain.order import Order
from dropdesk.domain.permit import (
    CancelPermit,
    CancelReason,
    Clearance,
    Goodwill,
    LossAccepted,
    NeverOrdered,
    Overridden,
    PersonSaw,
    RefundPermit,
)
from dropdesk.domain.phases import (
    AtSupplier,
    ByHand,
    Claimed,
    Cleared,
    Closed,
    Drafted,
    RefundOwed,
    RefundSent,
    Sent,
    Settling,
    TooLate,
    Withdrawing,
)
from dropdesk.domain.values import OrderKey, Quantities, Take
from dropdesk.domain.verdict import Code, Route
from dropdesk.errors import Expected
from dropdesk.store import cases as journal
from dropdesk.store import orders
from tests.crash.colleague import Act, act
from tests.crash.faulty import Died, Fault, FaultyShop
from tests.services.world import BORN, DemoWorld

ORDERS = ("#1041", "#1043", "#1033", "#1056", "#1035", "#1045", "#1038", "#1019", "#1012")
AGE = timedelta(minutes=15)


@lru_cache(maxsize=1)
def _template() -> Path:
    """A planted world, made once; every history starts from a copy."""
    folder = Path(tempfile.mkdtemp(prefix="dropdesk-template-"))
    made = DemoWorld(folder)
    made.store.close()
    return folder


def _back(order: Order) -> int:
    return order.returned + order.refund_pending


class Watched(FaultyShop):
    """Checks every permit against what is really known at the moment of the call (rules §4.1, §3 "age")."""

    def __init__(self, inner: DemoShop, home: CrashWorld) -> None:
        super().__init__(inner, home.clock.now)
        self.home, self.demo = home, inner
        self.asked: list[str] = []
        self.promised: dict[str, tuple[str, int, Quantities]] = {}
        """What the button said: what, amount, scope; of the newest press by order."""
        self.between: Callable[[str], None] | None = None
        """What a colleague does between the re-read and the send."""
        self.read: dict[str, Order] = {}
        self.presses: dict[str, int] = {}
        self.keys: dict[tuple[str, int], str] = {}

    def look(self, shopify_id: str, job: str | None = None) -> Look:
        seen = super().look(shopify_id, job)
        self.read[shopify_id] = seen.order
        return seen

    def _last_read(self, shopify_id: str) -> Order:
        """The order as the app read it last; as it is, where it read nothing in this run."""
        return self.read.get(shopify_id) or self.inner.look(shopify_id).order

    def _kept(self, shopify_id: str, what: str, amount: int, lines: Quantities) -> None:
        """What goes out is what the button said (rules §5): amount and scope, of what was read last."""
        said, promised, scope = self.promised[shopify_id]
        assert amount == promised, f"the button said {promised}, {amount} goes out"
        if what == "refund" and said == "items":
            assert lines == scope, "another scope than the button's"
        left = (self._last_read(shopify_id).received or 0) - _back(self._last_read(shopify_id))
        assert amount <= left, "more than was left when it was read"
        between, self.between = self.between, None
        if between is not None:
            between(shopify_id)

    def cancel(self, permit: CancelPermit) -> Any:
        self._check(permit.shopify_id, permit.clearance)
        said, promised, _ = self.promised[permit.shopify_id]
        assert said == "cancel", f"a cancellation goes out, the button said {said}"
        amount = permit.amount if permit.refund_all else promised
        if permit.refund_all:
            read = self._last_read(permit.shopify_id)
            assert (read.received or 0) - _back(read) == promised, "Shopify would refund another amount"
        self._kept(permit.shopify_id, "cancel", amount, ())
        assert permit.shopify_id not in self.cancelled, "cancelled twice"
        self.asked.append(permit.shopify_id)
        return super().cancel(permit)

    def refund(self, permit: RefundPermit) -> Any:
        order = self.inner.look(permit.shopify_id).order  # before a colleague acts between the read and the send
        press = self.presses.get(permit.shopify_id, 0)
        assert self.keys.setdefault((permit.shopify_id, press), permit.key) == permit.key, "two keys for one press"
        known = [key for key, _ in self.refunded.get(permit.shopify_id, [])]
        if permit.key not in known:
            assert order.returned + permit.amount <= (order.received or 0), "more than was received"
            self._kept(permit.shopify_id, "refund", permit.amount, permit.lines)
        if isinstance(permit.grounds, Goodwill):
            assert order.returned + permit.amount < (order.received or 0)
        else:
            self._check(permit.shopify_id, permit.grounds)
        return super().refund(permit)

    def _check(self, shopify_id: str, clearance: Clearance) -> None:
        key = self.home.by_id[shopify_id]
        now = self.home.clock.now()
        with self.home.store.write() as tx:
            legs = {leg.id: leg for leg in orders.legs(tx, key)}
        returned = all(line.returned >= line.quantity for line in self._last_read(shopify_id).lines)
        assert clearance.consents or returned, "no consent"
        for _, leg_id, consent in clearance.consents:
            if isinstance(consent, (PersonSaw, NeverOrdered)):
                seen = consent.at if isinstance(consent, PersonSaw) else consent.looked_at
                assert now - seen <= AGE, "a look that is too old"
            leg = legs.get(leg_id)
            if leg is None or isinstance(consent, (Overridden, LossAccepted)):
                continue
            assert leg.state not in LIVE, f"{leg.state} may still ship"
            assert leg.state is not LegState.GONE, "it is on its way"


class CrashWorld(DemoWorld):
    """The demo world on a copy of the template, with the watched shop."""

    def __init__(self) -> None:
        self.temporary = tempfile.TemporaryDirectory(prefix="dropdesk-crash-")
        folder = Path(self.temporary.name) / "data"
        shutil.copytree(_template(), folder)
        from tests.services.world import TestClock

        self.clock, self.folder, self.connected = TestClock(), folder, True
        planted = world(BORN)
        self.by_id: dict[str, OrderKey] = {}
        self.watched = Watched(DemoShop(folder, self.clock.now, tuple(one.seen for one in planted)), self)
        self.shop = self.watched
        self.open()
        with self.store.write() as tx:
            for key in orders.keys(tx):
                self.by_id[orders.load(tx, key).shopify_id or ""] = key

    def die(self) -> None:
        """The process is gone and is started again."""
        self.store.close()
        self.open()

    def close(self) -> None:
        self.store.close()
        self.browse.close()
        self.temporary.cleanup()


class Machine(RuleBasedStateMachine):
    """One history. Expected refusals are part of it; everything else is a failure."""

    def __init__(self) -> None:
        super().__init__()
        self.world = CrashWorld()
        self.keys = [self.world.key(name) for name in ORDERS]
        self.ticks: dict[str, int] = {}

    def teardown(self) -> None:
        self.world.close()

    # -- helpers ---------------------------------------------------------------------------------------------------
    def _try(self, act: Callable[[], Any]) -> bool:
        try:
            act()
        except Expected:
            return False
        except Died:
            self.world.die()
            return False
        return True

    def _view(self, key: OrderKey) -> CaseView | None:
        try:
            return self.world.view(key)
        except KeyError:
            return None

    def _move(self, key: OrderKey, move: mv.Move, **texts: str) -> bool:
        if not self._try(lambda: self.world.do(key, move, **texts)):
            return False
        said: tuple[str, int, Quantities] | None = None
        match move:
            case mv.WantCancel(amount=amount):
                said = ("cancel", amount, ())
            case mv.WantItems(lines=lines, amount=amount):
                said = ("items", amount, lines)
            case mv.WantRefund(amount=amount) | mv.WantGoodwill(amount=amount):
                said = ("refund", amount, ())
        if said is not None:
            watched, name = self.world.watched, self._id(key)
            watched.promised[name] = said
            watched.presses[name] = watched.presses.get(name, 0) + 1
        return True

    def _id(self, key: OrderKey) -> str:
        return next(name for name, known in self.world.by_id.items() if known == key)

    def _looks(self, key: OrderKey) -> None:
        view = self._view(key)
        for leg in view.stale if view is not None else ():
            self._move(key, mv.LookedNow(leg, self.world.clock.now()))

    # -- the person ------------------------------------------------------------------------------------------------
    @initialize(n=st.integers(0, len(ORDERS) - 1))
    def begin(self, n: int) -> None:
        self._try(lambda: self.world.cases.open_case(self.keys[n]))

    @rule(n=st.integers(0, len(ORDERS) - 1), choice=st.integers(0, 5))
    def follow_the_assistant(self, n: int, choice: int) -> None:
        """The next natural step of this case."""
        key = self.keys[n]
        self._try(lambda: self.world.cases.open_case(key))
        view = self._view(key)
        if view is None:
            return
        now = self.world.clock.now()
        match view.case.phase:
            case Drafted():
                self._move(key, mv.SetWhy(mv.Reason.CHANGED_MIND, now))
                self._move(key, mv.Start())
            case AtSupplier():
                self._at_supplier(key, view, choice)
            case Cleared():
                self._cleared(key, view, choice)
            case RefundOwed():
                self._looks(key)
                self._move(key, mv.WantRefund(max(1, view.owed - choice // 3), notify=True))
            case Sent() | RefundSent():
                self._unclear(key, view, choice)
            case TooLate() | Settling():
                self._late(key, view, choice)
            case Withdrawing():
                self._move(key, mv.Undone() if choice % 2 else mv.WantedAfterAll())
            case ByHand():
                self._move(key, mv.DidByHand(now) if choice % 2 else mv.ChangeMind())
            case Claimed():
                self._move(key, mv.ChangeMind()) if choice == 5 else None
            case Closed():
                self._move(key, mv.Reopen())

    def _at_supplier(self, key: OrderKey, view: CaseView, choice: int) -> None:
        now = self.world.clock.now()
        for leg in view.legs:
            if not leg.needed or leg.group != "live":
                continue
            if leg.leg.request_ticked_at is None:
                if self._move(key, mv.TickRequest(leg.leg.id, now)):
                    self._ticked(key)
                return
            say = [
                mv.Say.ACCEPTED,
                mv.Say.ACCEPTED,
                mv.Say.ACCEPTED,
                mv.Say.REFUSED,
                mv.Say.SHIPPED,
                mv.Say.NOT_SHIPPED,
            ]
            self._move(key, mv.Report(leg.leg.id, say[choice]))
            return

    def _ticked(self, key: OrderKey) -> None:
        case = self.world.view(key).case.id
        self.ticks[case] = self.ticks.get(case, 0) + 1

    def _cleared(self, key: OrderKey, view: CaseView, choice: int) -> None:
        phase = view.case.phase
        assert isinstance(phase, Cleared)
        self._looks(key)
        left = view.left or 0
        if choice == 5:
            self._move(key, mv.WantRecall())
        elif phase.route.cancels:
            amount = [left, left, left // 2, 0, max(0, left - 100)][choice]
            self._move(key, mv.WantCancel(amount, choice == 3, CancelReason.CUSTOMER, False, True))
        elif phase.route is Route.ITEMS:
            prices = {line.id: line.unit_value for line in view.order.order.lines}
            amount = min(left, sum(prices[take.line] * take.quantity for take in phase.scope))
            self._move(key, mv.WantItems(phase.scope, max(1, amount), 0, False, True))

    def _unclear(self, key: OrderKey, view: CaseView, choice: int) -> None:
        if choice == 4 and view.can_send_again:
            self._move(key, mv.SendAgain())
        else:
            self.world.clock.wait(61)
            self._try(lambda: self.world.outbox.proceed(key))

    def _late(self, key: OrderKey, view: CaseView, choice: int) -> None:
        order = view.order.order
        leg = next((one.leg for one in view.legs if one.group in ("gone", "here")), None)
        if choice == 0:
            self._move(key, mv.WantGoodwill(200, notify=False))
        elif choice == 1:
            self._move(key, mv.Keep())
        elif choice == 2 and leg is not None:
            self._move(key, mv.Report(leg.id, mv.Say.LOSS_ACCEPTED), text_ref="A good customer.")
            self._move(key, mv.WantItems((Take(leg.units[0][0], 1),), 500, 0, False, True))
        elif choice == 3:
            for one in view.legs:
                if one.outstanding:
                    self._move(key, mv.Report(one.leg.id, mv.Say.MONEY_WRITTEN_OFF))
        elif choice == 4 and order.cancelled_at is None and leg is not None:
            self._move(key, mv.Report(leg.id, mv.Say.CAME_BACK))

    @rule(n=st.integers(0, len(ORDERS) - 1), what=st.integers(0, 7))
    def change_of_mind(self, n: int, what: int) -> None:
        key, now = self.keys[n], self.world.clock.now()
        view = self._view(key)
        if view is None:
            return
        leg = view.legs[0].leg if view.legs else None
        moves: list[mv.Move] = [mv.ChangeMind(), mv.Withdraw(), mv.SetWish(None), mv.SawInAdmin(False, now)]
        if leg is not None:
            moves += [mv.Report(leg.id, mv.Say.SHIPPED), mv.Report(leg.id, mv.Say.UNDO)]
        moves.append(mv.DoByHand("cancel", view.left or 0))
        if what == 7:
            self._move(key, mv.Override("", None), reason_ref="The customer matters more.")
        elif what < len(moves):
            self._move(key, moves[what])

    # -- the world -------------------------------------------------------------------------------------------------
    @rule(n=st.integers(0, len(ORDERS) - 1))
    def proceed(self, n: int) -> None:
        self._try(lambda: self.world.outbox.proceed(self.keys[n]))

    @rule(fault=st.sampled_from(Fault))
    def goes_wrong(self, fault: Fault) -> None:
        self.world.watched.fault = fault

    @precondition(lambda self: self.world.watched.fault is Fault.DOWN)
    @rule()
    def comes_back(self) -> None:
        self.world.watched.fault = Fault.NONE

    @rule(n=st.integers(0, len(ORDERS) - 1), what=st.sampled_from(Act))
    def a_colleague_acts(self, n: int, what: Act) -> None:
        act(self.world.watched.demo, self._id(self.keys[n]), what, self.world.clock.now)

    @rule(what=st.sampled_from(Act))
    def a_colleague_acts_between_reading_and_sending(self, what: Act) -> None:
        shop, now = self.world.watched, self.world.clock.now
        shop.between = lambda shopify_id: act(shop.demo, shopify_id, what, now)

    @rule(minutes=st.sampled_from([1, 2, 10, 16, 70, 24 * 60, 40 * 24 * 60]))
    def time_passes(self, minutes: int) -> None:
        self.world.clock.push(minutes / 60)
        self.world.turn.due()

    @rule()
    def killed_and_started_again(self) -> None:
        self.world.die()
        for key, _ in self.world.outbox.waiting():
            self._try(lambda key=key: self.world.outbox.proceed(key))  # type: ignore[misc]

    # -- what always holds -------------------------------------------------------------------------------------------
    @invariant()
    def nothing_twice_nothing_lost(self) -> None:
        shop = self.world.watched
        assert all(n == 1 for n in shop.cancelled.values()), "cancelled twice"
        for shopify_id, done in shop.refunded.items():
            keys = [key for key, _ in done]
            assert len(keys) == len(set(keys)), "one key, two refunds"
            order = shop.inner.look(shopify_id).order
            assert order.returned <= (order.received or 0), "more went back than came in"
        with self.world.store.write() as tx:
            assert journal.broken(tx) == []
            for case, count in self.ticks.items():
                rows = [row for row in journal.journal(tx, case) if row.move == "tick_request"]  # type: ignore[arg-type]
                assert len(rows) == count, "a tick was lost"

    @invariant()
    def every_case_opens_at_its_page(self) -> None:
        for key in self.keys:
            view = self._view(key)
            if view is not None:
                assert 1 <= view.step <= 6
                assert view.order.verdict.code in Code
                if isinstance(view.case.phase, (Sent, RefundSent)):
                    assert view.pending == "look"
