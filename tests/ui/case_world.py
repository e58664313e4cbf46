"""A fake ``Cases`` over orders in memory: the real domain moves them, a small shop answers (and fails when told to)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, timedelta
from typing import Any

from dropdesk.domain import case as machine
from dropdesk.domain import moves as mv
from dropdesk.domain import order_view
from dropdesk.domain.answers import SuggestedRefund
from dropdesk.domain.case import Case, Ground
from dropdesk.domain.case_view import CaseFacts, CaseView, Journaled, build
from dropdesk.domain.changes import Changes
from dropdesk.domain.journal import Followed, word
from dropdesk.domain.legs import Leg, LegState
from dropdesk.domain.listing import History, Note, OrderView
from dropdesk.domain.order import Line, Order, Person, Refund
from dropdesk.domain.order_view import OrderFacts
from dropdesk.domain.permit import RefundPart
from dropdesk.domain.phases import RecallSent, RefundSent, RefundWanted, Sent, Wanted
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.values import CaseId, LineId, Money, OrderKey, Quantities, Seen, StoreId, Where
from dropdesk.domain.verdict import Situation
from dropdesk.errors import NotAllowed, Refused, Unreachable
from dropdesk.ui.desk import Desk
from dropdesk.ui.hub import Hub
from dropdesk.ui.runner import InlineRunner, Runner
from tests.ui.world import CALENDAR, NOW, World, leg

KEY = OrderKey(1)


def mug(quantity: int = 2) -> Line:
    return Line(LineId("l1"), "Ceramic mug, white", quantity, 3490 // quantity)


def order(**more: object) -> Order:
    base = Order(
        KEY, StoreId("nordlicht-wohnen"), "#1043", "EUR", (mug(),), NOW - timedelta(days=1),
        Seen(None, Where.SHOPIFY_API, NOW), shopify_id="gid://shopify/Order/1", paid_at=NOW - timedelta(days=1),
        financial="paid", fulfilment="unfulfilled", total=3490, received=3490,
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]  # names are Order's own fields


class CaseWorld:
    """One order and its case. ``answer``: what the shop does with the next call: ``ok``, ``lost`` (taken, no answer),
    ``cut`` (nothing happened, no answer), ``no`` (refused with a sentence), ``offline`` (certainly not sent)."""

    def __init__(self, legs: tuple[Leg, ...] | None = None, connected: bool = True, **about: object) -> None:
        self.now = NOW
        self.order = order(**about)
        one = leg(LegState.OPEN, paid_at=NOW - timedelta(days=1), known_at=NOW - timedelta(hours=2))
        self.connected = connected
        self.answer = "ok"
        self.calls: list[str] = []
        self.moves: list[mv.Move] = []
        self.texts: dict[str, str] = {}
        self.notes: list[Note] = []
        self.journal: list[Journaled] = []
        self.history = History(2, 0, 0)
        self.person: Person | None = Person("Anna Keller", "anna@example.org")
        self.seq = 1
        self.shared: tuple[str, ...] = ()
        self.case = machine.open_case(CaseId("c1"), KEY, legs if legs is not None else (one,), None, self.now)

    # What it stands on

    def ground(self) -> Ground:
        return Ground(self.order, Rulebook(), CALENDAR, self.now, NOW - timedelta(days=40))

    def later(self, **span: float) -> None:
        """Time passes, and what follows by itself follows."""
        self.now += timedelta(**span)
        self.settle()

    def settle(self) -> None:
        moved = machine.follow(self.case, self.ground())
        if moved != self.case:
            self._write(moved, Followed.SEEN)

    def see(self, **about: object) -> None:
        """Shopify is read again and says something else."""
        self.order = replace(self.order, **about)  # type: ignore[arg-type]  # names are Order's own fields
        self.settle()

    def _write(self, case: Case, move: str) -> None:
        self.case = machine.with_key(case, "3f2c1b00-0000-4000-8000-000000000001")
        self.seq += 1
        self.journal.append(Journaled(self.now, move, case.phase.kind))

    # Cases

    def view(self, key: OrderKey) -> CaseView:
        shop = self.connected and self.order.shopify_id is not None
        situation = self.ground().situation(self.case)
        return build(
            CaseFacts(
                case=self.case,
                seq=self.seq,
                ground=self.ground(),
                order=self._order_view(situation),
                bank=CALENDAR,
                zone=UTC,
                shop=shop,
                journal=tuple(self.journal),
                shared={one.number: self.shared for one in self.case.legs if one.number},
                texts=dict(self.texts),
            )
        )

    def _order_view(self, situation: Situation) -> OrderView:
        suppliers = {one.supplier for one in self.case.legs if one.supplier}
        facts = OrderFacts(
            situation, Rulebook(), CALENDAR, CALENDAR, UTC, self.now, machine.step(self.case), self.case.id,
            self.person, records=dict.fromkeys(sorted(suppliers), (10, 8)), notes=tuple(self.notes),
            admin_url="https://admin.shopify.com/store/nordlicht-wohnen/orders/1" if self.connected else "",
        )  # fmt: skip
        return replace(order_view.build(facts), history=self.history)

    def do(self, case: CaseId, seq: int, move: mv.Move, texts: Mapping[str, str] | None = None) -> Changes:
        if seq != self.seq:
            raise Refused("moved_on")
        names = {field.name for field in fields(move)}
        kept: dict[str, Any] = {}
        for name, text in (texts or {}).items():
            assert name in names
            assert name.endswith("_ref")
            ref = f"t{len(self.texts) + 1}"
            self.texts[ref] = text
            kept[name] = ref
        said = replace(move, **kept)
        moved = machine.apply(self.case, said, self.ground())
        self.moves.append(said)
        self._write(moved, word(move))
        return self._changes()

    def _changes(self) -> Changes:
        return Changes(orders=frozenset([KEY]), cases=frozenset([self.case.id]))

    def suggest(self, key: OrderKey, lines: Quantities | None, shipping: bool) -> SuggestedRefund:
        self.calls.append("suggest")
        if not self.connected:
            raise NotAllowed("no_shop")
        if self.answer == "offline":
            raise Unreachable("offline")
        left = (self.order.received or 0) - self.order.returned - self.order.refund_pending
        values = {line.id: line.unit_value for line in self.order.lines}
        amount = left if lines is None else min(left, sum(values[take.line] * take.quantity for take in lines))
        return SuggestedRefund(
            amount,
            left,
            0,
            "EUR",
            (RefundPart("gid://shopify/OrderTransaction/1", "visa", amount),),
            (left,),
            ("Visa",),
        )

    def proceed(self, key: OrderKey) -> Changes:
        for _ in range(6):
            owes = machine.pending(self.case)
            if owes == "send":
                if not self._send():
                    break
            elif owes == "look":
                before = self.case
                self._look()
                if self.case == before or self.answer in ("lost", "cut"):
                    break
            else:
                break
        return self._changes()

    def _send(self) -> bool:
        ground = self.ground()
        phase = self.case.phase
        if self.answer == "offline":
            self._write(machine.refused(self.case, "unreachable", "", ground), Followed.REFUSED)
            return False
        try:
            if isinstance(phase, Wanted):
                machine.cancel_permit(self.case, ground, "")
            elif isinstance(phase, RefundWanted):
                parts = (RefundPart("gid://shopify/OrderTransaction/1", "visa", phase.plan.amount),)
                machine.refund_permit(self.case, ground, parts, "DropDesk")
        except Refused as error:
            self._write(machine.refused(self.case, error.code, "", ground), Followed.REFUSED)
            return False
        self._write(machine.sent(self.case, self.now), Followed.SENT)
        self.calls.append(phase.kind)
        if self.answer == "no":
            text = "Order cannot be cancelled."
            self._write(machine.refused(self.case, "user_error", text, ground), Followed.REFUSED)
            return False
        if self.answer != "cut":
            self._effect()
        if self.answer in ("lost", "cut"):
            self._write(machine.not_known(self.case, "timeout"), Followed.NOT_KNOWN)
            return False
        self._write(machine.taken(self.case, "ref", 0, self.ground()), Followed.TAKEN)
        return True

    def _effect(self) -> None:
        phase = self.case.phase
        match phase:
            case Sent(plan, _, _):
                self.order = replace(
                    self.order, cancelled_at=self.now, cancel_reason=plan.reason.value,
                    returned=plan.amount if plan.refund_all else self.order.returned,
                    refunded_at=self.now if plan.refund_all else None,
                    financial="refunded" if plan.refund_all else self.order.financial,
                )  # fmt: skip
            case RefundSent(plan, _, _):
                back = {take.line: take.quantity for take in plan.lines}
                lines = tuple(replace(line, returned=line.returned + back.get(line.id, 0)) for line in self.order.lines)
                refund = Refund("r1", self.now, plan.amount, plan.key[:8], 0, plan.lines)
                self.order = replace(
                    self.order, returned=self.order.returned + plan.amount, refunded_at=self.now, lines=lines,
                    refunds=(*self.order.refunds, refund), financial="partially_refunded",
                )  # fmt: skip
            case RecallSent():
                lines = tuple(replace(line, requested=0) for line in self.order.lines)
                self.order = replace(self.order, lines=lines)

    def _look(self) -> None:
        phase = self.case.phase
        seen: bool | None = None
        if isinstance(phase, RefundSent):
            seen = any(refund.note == phase.plan.key[:8] for refund in self.order.refunds)
        moved = machine.looked(self.case, self.ground(), False, (), seen)
        if moved != self.case:
            self._write(moved, Followed.LOOKED)

    # OrderDetails

    def note(self, key: OrderKey, text: str) -> Changes:
        self.notes.append(Note(self.now, text))
        return self._changes()

    def open_case(self, key: OrderKey) -> Changes:
        return self._changes()

    def report(self, key: OrderKey, said: mv.Report) -> Changes:
        raise AssertionError("a page with a case reports through it")

    def customer_knows(self, key: OrderKey) -> Changes:
        return self._changes()


def make_case_desk(world: CaseWorld, runner: Runner | None = None) -> tuple[Desk, list[str]]:
    """A desk over one case; the list collects the addresses that were to be opened."""
    opened: list[str] = []
    desk = Desk(
        orders=World(0), details=world, runner=runner or InlineRunner(), hub=Hub(), now=lambda: world.now,  # type: ignore[arg-type]  # what the case page asks of the details is here
        open_url=opened.append, work_days=CALENDAR.left, cases=world,
    )  # fmt: skip
    return desk, opened


__all__ = ["KEY", "CaseWorld", "Money", "make_case_desk", "mug", "order"]
