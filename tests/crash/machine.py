"""Random histories of several cases: a person who follows the assistant, a shop that fails, a process that dies."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from functools import lru_cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import event

from dropdesk.demo.shop import STORE
from dropdesk.demo.world import world
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.phases import (
    SENT,
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
from dropdesk.domain.case.shown.view import CaseView
from dropdesk.domain.order import SeenOrder
from dropdesk.domain.supplier.leg import LegState
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import CaseId, OrderKey, Take
from dropdesk.domain.verdict.verdict import Code, Route
from dropdesk.errors import Expected
from dropdesk.services.imports import ImportService
from dropdesk.services.purchase_linker import PurchaseLinker
from dropdesk.store import cases as journal
from dropdesk.store import orders
from tests.crash.colleague import Act, does
from tests.crash.export import write
from tests.crash.faulty import Died, Fault
from tests.crash.watched import Watched, planted, pressed
from tests.fakes.shop import FakeShop
from tests.services.world import BORN, DemoWorld
from tests.stored import every_case

ORDERS = ("#1041", "#1043", "#1033", "#1056", "#1035", "#1045", "#1038", "#1019", "#1012")


@lru_cache(maxsize=1)
def _template() -> Path:
    """A planted world, made once; every history starts from a copy."""
    folder = Path(tempfile.mkdtemp(prefix="dropdesk-template-"))
    made = DemoWorld(folder)
    made.store.close()
    return folder


class CrashWorld(DemoWorld):
    """The demo world on a copy of the template, with the watched shop. ``connected``: else files are all there is."""

    def __init__(self) -> None:
        self.temporary = tempfile.TemporaryDirectory(prefix="dropdesk-crash-")
        folder = Path(self.temporary.name) / "data"
        shutil.copytree(_template(), folder)
        from tests.services.world import TestClock

        self.clock, self.folder, self.connected = TestClock(), folder, True
        self.by_id: dict[str, OrderKey] = {}
        self.real = FakeShop((one.seen for one in world(BORN)), self.clock.now, STORE)
        self.watched = Watched(self.real, self)
        self.shop = self.watched
        self.open()
        with self.store.write() as tx:
            for key in orders.keys(tx):
                self.by_id[orders.load(tx, key).shopify_id or ""] = key
        self.ids = {key: shopify_id for shopify_id, key in self.by_id.items()}

    def open(self) -> None:
        super().open()
        self._seen: dict[OrderKey, tuple[object, CaseView]] = {}
        self._writing: list[sqlite3.Connection] = []
        event.listen(self.store._engine, "connect", lambda connection, _: self._writing.append(connection))
        with self.store.write() as tx:
            tx.connection()
            assert len(self._writing) == 1  # else what it writes would go uncounted, and ``view`` tell old news
        self.imports = ImportService(self.store, self.turn, self.clock.now, zone=UTC)
        self.linker = PurchaseLinker(self.turn)

    def view(self, key: OrderKey) -> CaseView:
        """Read once for each state of the database (SQLite counts every row changed), the clock and the shop: rules and
        invariants look at the same case several times at one moment, which was half of a history's time."""
        state = (sum(one.total_changes for one in self._writing), self.clock.now(), self.connected)
        known = self._seen.get(key)
        if known is None or known[0] != state:
            self._seen[key] = known = state, super().view(key)
        return known[1]

    def sees(self, key: OrderKey) -> None:
        """A sync, or an export that is imported."""
        if not self.connected:
            path = write(self.folder / "export.csv", self.real.look(self.ids[key]).order, self.clock.now())
            self.imports.apply(self.imports.preview([path], "", {}))
            return
        seen = self.watched.look(self.ids[key])
        with self.store.write() as tx:
            self.linker.take_in(tx, SeenOrder(replace(seen.order, key=key), None))
            self.turn.refresh(tx, [key])

    def rows(self, key: OrderKey) -> int:
        """How many rows the journals of this order's cases have."""
        with self.store.write() as tx:
            return sum(len(journal.journal(tx, one.case)) for one in journal.of_order(tx, key))

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
        self.ticks: dict[CaseId, int] = {}
        self.step = 0
        self.planted = {case: self._tick_rows(case) for case in self._cases()}
        for key in self.keys:
            view = self._view(key)
            said = None if view is None else planted(view)
            if said is not None:
                self.world.watched.pressed[self.world.ids[key]] = said

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:
                self.everything_can_be_ended()
        finally:
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

    def _cases(self) -> list[CaseId]:
        with self.world.store.write() as tx:
            return [one.case for one in every_case(tx)]

    def _tick_rows(self, case: CaseId) -> int:
        with self.world.store.write() as tx:
            return sum(row.move == "tick_request" for row in journal.journal(tx, case))

    def _view(self, key: OrderKey) -> CaseView | None:
        try:
            return self.world.view(key)
        except KeyError:
            return None

    def _move(self, key: OrderKey, move: mv.Move, **texts: str) -> bool:
        view = self._view(key)
        if not self._try(lambda: self.world.do(key, move, **texts)):
            return False
        self.opens(key)
        said = None if view is None else pressed(view, move)
        if said is not None:
            self.world.watched.pressed[self.world.ids[key]] = said
        return True

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
                amount = max(1, (view.owed or 0) - choice // 3)
                by_hand = mv.DoByHand("refund", amount)
                self._move(key, mv.WantRefund(amount, notify=True) if self.world.connected else by_hand)
            case Sent() | RefundSent():
                self._unclear(key, view, choice)
            case TooLate() | Settling():
                self._late(key, view, choice)
            case Withdrawing():
                self._move(key, mv.Undone() if choice % 2 else mv.WantedAfterAll())
            case ByHand():
                self._by_hand(key, view.case.phase, choice)
            case Claimed():
                self._claimed(key, choice)
            case Closed():
                self._move(key, mv.Reopen())

    def _at_supplier(self, key: OrderKey, view: CaseView, choice: int) -> None:
        now = self.world.clock.now()
        for leg in view.legs:
            if not leg.needed or leg.group != "live":
                continue
            if leg.leg.state is LegState.UNLINKED:
                self._move(key, Report(leg.leg.id, Say.NEVER_ORDERED))
                return
            if leg.leg.request_ticked_at is None:
                if self._move(key, mv.TickRequest(leg.leg.id, now)):
                    self._ticked(key)
                return
            say = [
                Say.ACCEPTED,
                Say.ACCEPTED,
                Say.ACCEPTED,
                Say.REFUSED,
                Say.SHIPPED,
                Say.NOT_SHIPPED,
            ]
            self._move(key, Report(leg.leg.id, say[choice]))
            return

    def _ticked(self, key: OrderKey) -> None:
        case = self.world.view(key).case.id
        self.ticks[case] = self.ticks.get(case, self.planted.get(case, 0)) + 1

    def _cleared(self, key: OrderKey, view: CaseView, choice: int) -> None:
        phase = view.case.phase
        assert isinstance(phase, Cleared)
        self._looks(key)
        left = view.left or 0
        if choice == 5:
            self._move(key, mv.WantRecall())
        elif not self.world.connected:
            what = {Route.ITEMS: "items", Route.EDIT_BY_HAND: "edit"}.get(phase.route, "cancel")
            most = min(left, self._worth(view, phase)) if phase.route is Route.ITEMS else left
            amount = 0 if phase.route in (Route.WITHOUT_REFUND, Route.EDIT_BY_HAND) else max(0, most - choice * 100)
            self._move(key, mv.DoByHand(what, amount, phase.scope if what == "items" else ()))
        elif phase.route is Route.WITHOUT_REFUND:
            self._move(key, mv.WantCancel(0, False, CancelReason.CUSTOMER, False, True))
        elif phase.route.cancels:
            amount = [left, left, left // 2, 0, max(0, left - 100)][choice]
            self._move(key, mv.WantCancel(amount, choice == 3, CancelReason.CUSTOMER, False, True))
        elif phase.route is Route.ITEMS:
            amount = min(left, self._worth(view, phase))
            self._move(key, mv.WantItems(phase.scope, max(1, amount), 0, False, True))

    def _worth(self, view: CaseView, phase: Cleared) -> int:
        prices = {line.id: line.unit_value for line in view.order.order.lines}
        return sum(prices[take.line] * take.quantity for take in phase.scope)

    def _by_hand(self, key: OrderKey, phase: ByHand, choice: int) -> None:
        """What the person does in the admin: as planned, a little less, nothing; or thinks better of it."""
        shop, shopify_id = self.world.real, self.world.ids[key]
        if choice == 5:
            self._move(key, mv.ChangeMind())
            return
        if choice < 4:
            order = shop.look(shopify_id).order
            if phase.what == "cancel":
                does(shop, shopify_id, Act.CANCEL)
            elif phase.what == "edit":
                does(shop, shopify_id, Act.TAKE_OFF)
            left = (order.received or 0) - order.returned - order.refund_pending
            amount = min(phase.amount - (choice == 3), left)
            if amount > 0 and phase.what != "edit":
                shop.refund_by_others(shopify_id, amount, phase.lines if phase.what == "items" else ())
        self._move(key, mv.DidByHand(self.world.clock.now()))

    def _claimed(self, key: OrderKey, choice: int) -> None:
        if choice == 5:
            self._move(key, mv.ChangeMind())
        elif choice == 4:
            self._move(key, mv.SawInAdmin(False, self.world.clock.now()))
        else:
            self.world.clock.wait(61)
            self._try(lambda: self.world.sees(key))

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
            self._move(key, Report(leg.id, Say.LOSS_ACCEPTED), text_ref="A good customer.")
            self._move(key, mv.WantItems((Take(leg.units[0][0], 1),), 500, 0, False, True))
        elif choice == 3:
            for one in view.legs:
                if one.outstanding:
                    self._move(key, Report(one.leg.id, Say.MONEY_WRITTEN_OFF))
        elif choice == 4 and order.cancelled_at is None and leg is not None:
            self._move(key, Report(leg.id, Say.CAME_BACK))

    @rule(n=st.integers(0, len(ORDERS) - 1), what=st.integers(0, 7))
    def change_of_mind(self, n: int, what: int) -> None:
        key, now = self.keys[n], self.world.clock.now()
        view = self._view(key)
        if view is None:
            return
        leg = view.legs[0].leg if view.legs else None
        moves: list[mv.Move] = [mv.ChangeMind(), mv.Withdraw(), mv.SetWish(None), mv.SawInAdmin(False, now)]
        if leg is not None:
            moves += [Report(leg.id, Say.SHIPPED), Report(leg.id, Say.UNDO)]
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

    @rule(n=st.integers(0, len(ORDERS) - 1), act=st.sampled_from(Act))
    def a_colleague_does(self, n: int, act: Act) -> None:
        """Between any two steps."""
        does(self.world.real, self.world.ids[self.keys[n]], act)

    @rule(calls=st.integers(0, 6), act=st.sampled_from(Act))
    def a_colleague_is_about_to(self, calls: int, act: Act) -> None:
        """Between any two calls: a look and the change that stands on it, the first of two changes and the second."""
        self.world.watched.colleague = (calls, act)

    @rule(becomes=st.sampled_from(["done", "pending", "failed"]))
    def the_payment_provider(self, becomes: str) -> None:
        self.world.real.refunds_become, self.world.real.failure = becomes, "CARD_DECLINED"

    @rule(n=st.integers(0, len(ORDERS) - 1))
    def seen_again(self, n: int) -> None:
        self._try(lambda: self.world.sees(self.keys[n]))

    @rule(connected=st.booleans())
    def by_hand_or_connected(self, connected: bool) -> None:
        self.world.connected = connected

    @rule(n=st.integers(0, len(ORDERS) - 1))
    def looks_without_news(self, n: int) -> None:
        """What was looked at and not found is looked at for ever, and written down once (D19)."""
        key = self.keys[n]
        for _ in range(3):
            self._unseen(key)
        before, phase = self.world.rows(key), self._phase(key)
        if isinstance(phase, RefundSent | Sent):
            self._unseen(key, wait=0)
            self._unseen(key, wait=0)
            if self._phase(key) == phase:
                assert self.world.rows(key) == before, "a look without news was written down"

    def _unseen(self, key: OrderKey, wait: float = 61) -> None:
        self.world.clock.wait(wait)
        self._try(lambda: self.world.outbox.proceed(key))

    def _phase(self, key: OrderKey) -> Any:
        view = self._view(key)
        return None if view is None else view.case.phase

    @precondition(lambda self: self.world.watched.fault is Fault.DOWN)
    @rule()
    def comes_back(self) -> None:
        self.world.watched.fault = Fault.NONE

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
            assert order.returned + order.refund_pending <= (order.received or 0), "more went back than came in"
        with self.world.store.write() as tx:
            assert journal.broken(tx) == []
        for case, count in self.ticks.items():
            assert self._tick_rows(case) == count, "a tick was lost"

    @invariant()
    def every_case_opens_at_its_page(self) -> None:
        """One after the other; the case that moved is looked at in ``_move``, all of them at the end."""
        self.step += 1
        self.opens(self.keys[self.step % len(self.keys)])

    def opens(self, key: OrderKey) -> None:
        """Its case, if it has one, can be shown."""
        view = self._view(key)
        if view is not None:
            assert 1 <= view.step <= 6
            assert view.order.verdict.code in Code
            if isinstance(view.case.phase, (Sent, RefundSent)):
                assert view.pending == "look"

    # -- the end -----------------------------------------------------------------------------------------------------
    def everything_can_be_ended(self) -> None:
        """With a shop that answers, no case stays where nothing can be done any more."""
        self.world.watched.fault, self.world.watched.colleague, self.world.connected = Fault.NONE, None, True
        self.world.real.refunds_become = "done"
        self.world.real.finish_refunds()
        for key in self.keys:
            self.opens(key)
            for _ in range(12):
                view = self._view(key)
                if view is None or isinstance(view.case.phase, Closed):
                    break
                if isinstance(view.case.phase, SENT) or view.pending:
                    self._unseen(key)
                    if self._phase(key) == view.case.phase:
                        self._move(key, mv.SawInAdmin(False, self.world.clock.now()))
                    if self._phase(key) == view.case.phase:
                        self._move(key, mv.ChangeMind())
                        self.world.clock.push(6)
                else:
                    self._move(key, mv.CloseWithNote(""), note_ref="Enough.")
            view = self._view(key)
            assert view is None or isinstance(view.case.phase, Closed), f"{view.case.phase} cannot be ended"
