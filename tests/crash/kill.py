"""``kill -9`` at every journal write of a case, against the loopback shop and its faults.

Each life of the app is a forked child (warm: everything is imported once) that opens the data folder as a start does,
takes up what is owed, and goes on with the case; the first life ends at a numbered write, before or after its commit.
"""

from __future__ import annotations

import copy
import os
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from dropdesk.bootstrap import Backend, NoKeychain, build
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.journal import word
from dropdesk.domain.case.shape.permit import CancelReason
from dropdesk.domain.case.shape.phases import (
    AtSupplier,
    Cleared,
    Closed,
    Drafted,
    RefundOwed,
    RefundSent,
    Sent,
    Settling,
    TooLate,
)
from dropdesk.domain.case.shape.shop_answers import Credentials
from dropdesk.domain.supplier.leg import LIVE, Leg
from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.values import Money, OrderKey, Seen, StoreId, SupplierNumber, Take, Where
from dropdesk.domain.verdict.verdict import Route
from dropdesk.errors import Expected
from dropdesk.remote.shopify.auth import check_shop
from dropdesk.remote.shopify.client import ShopifyShop
from dropdesk.services.hand import Hand
from dropdesk.services.turn import Turn
from dropdesk.store import cases as journal
from dropdesk.store import orders, purchases
from tests.fakes.loopback_shop.server import SHOP, TOKEN, LoopbackShop
from tests.forks import fork
from tests.stored import every_case

FIRST, SECOND = SupplierNumber("8190439416163001"), SupplierNumber("8190439416163002")
LIVES = 8
WAITS = 4


class Waits(Exception):
    """Nobody knows yet: the person closes the app and comes back."""


class Clock:
    """Fits ``Clock``: the real one, pushed forward by whatever is waited for; the server of the tests shares it."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def monotonic(self) -> float:
        return self.now().timestamp()

    def pause(self, seconds: float) -> None:
        self.ahead += timedelta(seconds=seconds)
        time.sleep(0.01)  # the shop's job takes a moment


@dataclass(frozen=True)
class Plan:
    """What the person wants: ``full``, ``partly`` (cancel, then refund less), or ``items`` of the first line."""

    name: str

    @property
    def refund(self) -> Decimal:
        return {"full": Decimal("78.90"), "partly": Decimal("70.00"), "items": Decimal("45.00")}[self.name]

    @property
    def cancellations(self) -> int:
        return 0 if self.name == "items" else 1


PLANS = (Plan("full"), Plan("partly"), Plan("items"))


@dataclass(frozen=True)
class Fault:
    """A fault of the server for the first mutation that reaches it."""

    kind: str
    after: bool = False

    def __str__(self) -> str:
        return f"{self.kind}-{'after' if self.after else 'before'}" if self.kind else "none"


SHORT = (Fault(""), Fault("reset", after=True), Fault("status"))
ALL = (
    *SHORT, Fault("reset"), Fault("status", after=True), Fault("close", after=True), Fault("html", after=True),
    Fault("half", after=True), Fault("malformed", after=True), Fault("throttled"), Fault("internal_error", after=True),
    Fault("timeout", after=True),
)  # fmt: skip


class Colleague(StrEnum):
    """What somebody else does once: right before our first change takes effect, or between two lives of the app."""

    NOBODY = "nobody"
    REFUNDS = "refunds"
    CANCELS = "cancels"
    SHIPS = "ships"
    TURNED_DOWN = "turned_down"
    """The payment provider takes our refunds, and turns them down a life later."""
    BANK = "bank"
    """The bank takes the money back."""


class Harness:
    """The server, and a template of the data folder; ``run`` plays one case with one kill and one fault."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        self.folder, self.plan = folder, plan
        self.clock = Clock()
        self.server = LoopbackShop(now=self.clock.now).start()
        self.server.set({"job_seconds": 0.02, "size": 1e9, "level": 1e9})
        self.order_id = self.server.world.order(
            "#2001", [("Linen apron", 1, "45.00"), ("Oven glove", 2, "14.50")], "4.90", ago=timedelta(days=2)
        )
        self.kept = copy.deepcopy(self.server.world.dump())
        self.template = folder / "template"
        self.template.mkdir(parents=True)
        self._plant()

    def close(self) -> None:
        self.server.stop()

    # -- one life ----------------------------------------------------------------------------------------------------
    def backend(self, folder: Path) -> Backend:
        made = build(
            folder, self.clock, NoKeychain(), self._shop, check_shop, UTC, "DE", pause=self.clock.pause,
            demo=self._shop(StoreId(SHOP), Credentials(TOKEN)),
        )  # fmt: skip
        made.outbox._free = lambda path: 10**9  # whatever this machine has
        return made

    def _shop(self, name: StoreId, credentials: Credentials) -> ShopifyShop:
        # A call may hang for four seconds here, not sixty; the time-out fault holds it longer.
        return ShopifyShop(name, credentials, self.server.url, self.clock.now, lambda seconds: None, total=4.0)

    def _plant(self) -> None:
        """What a sync and an import bring: the order, two purchases, each serving a line."""
        made = self.backend(self.template)
        made.sync.pull(StoreId(SHOP))
        with made.store.write() as tx:
            key = orders.keys(tx)[0]
            lines = orders.load(tx, key).lines
            for number in (FIRST, SECOND):
                seen = Seen(None, Where.ALIEXPRESS_FILE, self.clock.now() - timedelta(hours=1))
                at = self.clock.now() - timedelta(days=1)
                cost = Money(900, "EUR")
                bought = Purchase(number, "wait_seller_send_goods", seen, placed_at=at, paid_at=at, total=cost)
                purchases.see(tx, bought, self.clock.now())
        made.links.link(key, FIRST, (Take(lines[0].id, 1),))
        made.links.link(key, SECOND, (Take(lines[1].id, 2),))
        made.store.close()

    def life(self, folder: Path, dies_at: int, before: bool, told: Path) -> None:
        """In the child: starts, takes up, goes on until the case needs nobody. ``told``: what the person saw done."""
        if dies_at:
            _die_at(dies_at, before)
        made = self.backend(folder)
        for key, _ in made.outbox.waiting():
            made.outbox.proceed(key)
        with made.store.write() as tx:
            key = orders.keys(tx)[0]
        for _ in range(30):
            if not self._go_on(made, key, told):
                break
        made.store.close()

    def _go_on(self, made: Backend, key: OrderKey, told: Path) -> bool:
        """The next step of a person who follows the assistant; False when there is none."""
        made.cases.open_case(key)
        view = made.cases.view(key)
        case, now = view.case, self.clock.now()
        if view.order.verdict.blockers:
            return False  # the bank has the money: nothing goes out any more

        def do(move: mv.Move) -> None:
            at = made.cases.view(key)
            # Before the press: a process that dies right behind its commit has been pressed all the same.
            if isinstance(move, (mv.WantCancel, mv.WantItems, mv.WantRefund)):
                with told.with_name("amounts").open("a") as out:
                    out.write(f"{Decimal(move.amount).scaleb(-2)}\n")
            made.cases.do(at.case.id, at.seq, move)
            with told.open("a") as out:
                out.write(f"{word(move)}\n")

        needed = [leg.leg for leg in view.legs if leg.needed]
        match case.phase:
            case Drafted() if self.plan.name == "items" and case.wish is None:
                do(mv.SetWish((Take(view.order.order.lines[0].id, 1),)))
            case Drafted() if case.reason is None:
                do(mv.SetWhy(mv.Reason.CHANGED_MIND, now))
            case Drafted():
                do(mv.Start())
            case AtSupplier():
                return self._stops(needed, now, do)
            case Cleared():
                for stale in view.stale:
                    do(mv.LookedNow(stale, now))
                self._want(made, key, do)
                made.outbox.proceed(key)
            case RefundOwed():  # somebody else cancelled: the supplier first, as ever
                if self._stops([one.leg for one in view.legs if one.leg.state in LIVE], now, do):
                    return True
                for stale in view.stale:
                    do(mv.LookedNow(stale, now))
                do(mv.WantRefund(view.owed or 0, notify=False))
                made.outbox.proceed(key)
            case Sent() | RefundSent():
                if not view.can_send_again:
                    raise Waits  # a minute later, in another life
                do(mv.SendAgain())
                made.outbox.proceed(key)
            case Settling() | Closed() | TooLate():
                return False
            case _:
                made.outbox.proceed(key)
        return True

    def _stops(self, needed: list[Leg], now: datetime, do: Callable[[mv.Move], None]) -> bool:
        """Asks for the next purchase, or hears yes of it; False when all are stopped."""
        leg = next((one for one in needed if one.request_ticked_at is None), None)
        if leg is not None:
            do(mv.TickRequest(leg.id, now))
            return True
        leg = next((one for one in needed if one.message_ticked_at is None), None)
        if leg is not None:
            do(mv.TickMessage(leg.id, now))
            return True
        leg = next((one for one in needed if one.how is None), None)
        if leg is not None:
            do(Report(leg.id, Say.ACCEPTED, at=now))
        return leg is not None

    def _want(self, made: Backend, key: OrderKey, do: Any) -> None:
        view = made.cases.view(key)
        assert isinstance(view.case.phase, Cleared)
        if view.case.phase.route is Route.ITEMS:  # by the wish, or because somebody shipped it
            most = view.left or 0
            wanted = min(most, {"items": 4500, "partly": 7000}.get(self.plan.name, most))
            do(mv.WantItems(view.case.phase.scope, wanted, 0, False, False))
        elif view.case.phase.route is Route.WITHOUT_REFUND:
            do(mv.WantCancel(0, False, CancelReason.CUSTOMER, False, False))
        else:
            amount = view.left if view.left is None or self.plan.name == "full" else min(view.left, 7000)
            assert amount is not None
            do(mv.WantCancel(amount, False, CancelReason.CUSTOMER, False, False))

    # -- one run -----------------------------------------------------------------------------------------------------
    def run(self, dies_at: int, before: bool, fault: Fault, colleague: Colleague = Colleague.NOBODY) -> list[str]:
        """One case from the first page to its end. Returns what went wrong, in words."""
        self._reset()
        self._colleague(colleague)
        folder = self.folder / "run"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.template, folder)
        told = self.folder / "told"
        told.write_text("")
        told.with_name("amounts").write_text("")
        if fault.kind:
            self.server.fault(fault.kind, "mutation", after=fault.after, seconds=5.0)
        for n in range(LIVES):
            code = self._child(folder, dies_at if n == 0 else 0, before, told)
            if code not in (0, WAITS, -signal.SIGKILL):
                return [f"a life ended with {code}"]
            pending = self.server.world.refund_status == "PENDING"
            if code == 0 and not pending:
                break
            if pending:
                self.server.set({"refund_status": "SUCCESS"})
                self.server.world.finish_refunds("FAILURE")
            self.clock.ahead += timedelta(minutes=2)
        if colleague is Colleague.NOBODY:
            return self._audit(folder, told)
        return self._audit_beside(folder, told, colleague)

    def _colleague(self, who: Colleague) -> None:
        world = self.server.world

        def acts(operation: str) -> None:
            self.server.meanwhile = lambda operation: None
            with world.lock:
                match who:
                    case Colleague.REFUNDS:
                        parent = world.orders[self.order_id]["transactions"][0]["id"]
                        paid = {"parentId": parent, "kind": "REFUND", "amount": "10.00"}
                        world.refund({"orderId": self.order_id, "transactions": [paid]}, "colleague")
                    case Colleague.CANCELS:
                        world.cancel(self.order_id, "STAFF", False, False, False, None)
                        self.clock.ahead += timedelta(seconds=1)
                        world.settle()
                    case Colleague.SHIPS:
                        world.fulfil(self.order_id)
                    case Colleague.BANK:
                        world.dispute(self.order_id, "NEEDS_RESPONSE")
                    case _:
                        return

        self.server.meanwhile = acts
        self.server.set({"refund_status": "PENDING" if who is Colleague.TURNED_DOWN else "SUCCESS"})

    def _reset(self) -> None:
        world = self.server.world
        with world.lock:
            kept = copy.deepcopy(self.kept)
            world.orders, world.jobs, world.keys = kept["orders"], kept["jobs"], kept["keys"]
            world.ledger = kept["ledger"]
        self.server.faults.clear()
        self.server.calls.clear()
        self.clock.ahead = timedelta()

    def _child(self, folder: Path, dies_at: int, before: bool, told: Path) -> int:
        child = fork()
        if child == 0:  # pragma: no cover - another process
            code = 3
            try:
                self.life(folder, dies_at, before, told)
                code = 0
            except Waits:
                code = WAITS
            except Expected as error:
                print(f"refused: {error.code} {error.facts}", flush=True)
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status)

    def _audit(self, folder: Path, told: Path) -> list[str]:
        wrong: list[str] = []
        ledger = self.server.report()["ledger"]
        cancelled = [row for row in ledger if row["kind"] == "cancel"]
        if len(cancelled) != self.plan.cancellations:
            wrong.append(f"{len(cancelled)} cancellations")
        refunded = sum((Decimal(str(row["amount"])) for row in ledger if row["kind"] == "refund"), Decimal())
        if refunded != self.plan.refund:
            wrong.append(f"{refunded} refunded, not {self.plan.refund}")
        made = self.backend(folder)
        with made.store.write() as tx:
            key = orders.keys(tx)[0]
            if journal.broken(tx):
                wrong.append("the journal is broken")
            standing = journal.of_order(tx, key)
            rows = [row.move for one in standing for row in journal.journal(tx, one.case)]
        for move in set(told.read_text().split()):
            if rows.count(move) < told.read_text().split().count(move):
                wrong.append(f"a {move} was lost")
        view = made.cases.view(key)
        if not isinstance(view.case.phase, (Settling, Closed, TooLate, AtSupplier)) or view.pending:
            wrong.append(f"it ended as {view.case.phase.kind} {getattr(view.case.phase, 'why', '')}")
        made.store.close()
        return wrong

    def _audit_beside(self, folder: Path, told: Path, who: Colleague) -> list[str]:
        """Beside somebody else: what we sent is what a button said, nothing twice, never more than came in, and the
        person stands where something can be done."""
        wrong: list[str] = []
        ledger = self.server.report()["ledger"]
        refunds = [row for row in ledger if row["kind"] == "refund"]
        failed = sum((Decimal(str(row["amount"])) for row in ledger if row["kind"] == "refund_failed"), Decimal())
        paid = sum((Decimal(str(row["amount"])) for row in refunds), Decimal()) - failed
        if sum(row["kind"] == "cancel" for row in ledger) > 1:
            wrong.append("cancelled twice")
        if paid > Decimal("78.90"):
            wrong.append(f"{paid} refunded of 78.90")
        said = {Decimal(line) for line in told.with_name("amounts").read_text().split()}
        ours = [row for row in refunds if row["key"] not in ("colleague", "cancel")]
        wrong += [f"{row['amount']} went out, the buttons said {said}" for row in ours if _worth(row) not in said]
        keys = [row["key"] for row in ours]
        if len(keys) != len(set(keys)):
            wrong.append("one key, two refunds")
        made = self.backend(folder)
        with made.store.write() as tx:
            key = orders.keys(tx)[0]
            if journal.broken(tx):
                wrong.append("the journal is broken")
        view = made.cases.view(key)
        if view.pending and who is not Colleague.BANK:
            wrong.append(f"it ended as {view.case.phase.kind} {getattr(view.case.phase, 'why', '')}")
        made.store.close()
        return wrong

    def writes(self) -> int:
        """How many journal rows the whole case writes when nothing goes wrong."""
        wrong = self.run(0, False, Fault(""))
        assert not wrong, wrong
        made = self.backend(self.folder / "run")
        with made.store.write() as tx:
            found = [row for one in every_case(tx) for row in journal.journal(tx, one.case)]
        made.store.close()
        return len(found)


def _worth(row: dict[str, Any]) -> Decimal:
    return Decimal(str(row["amount"]))


def _die_at(number: int, before: bool) -> None:
    """In the child: the process is killed around its ``number``-th journal write; ``before``: the row is appended but
    not committed."""
    left = [number]
    real = Hand.keep

    def write(self: Hand, case: Any, word: str) -> None:
        real(self, case, word)
        left[0] -= 1
        if left[0] == 0:
            if before:
                os.kill(os.getpid(), signal.SIGKILL)
            from sqlalchemy import event

            assert isinstance(self._turn, Turn)
            event.listen(self._turn._store._engine, "commit", lambda connection: _after(connection))

    def _after(connection: Any) -> None:
        # The event comes right before SQLite's COMMIT: do it here, so that the kill is right behind it.
        connection.connection.driver_connection.execute("COMMIT")
        os.kill(os.getpid(), signal.SIGKILL)

    Hand.keep = write  # type: ignore[method-assign]  # this process is about to die
