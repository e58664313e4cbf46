"""What a case owes the world: sent once, then only looked at (design §3).

``Sent`` is committed before the call goes out; whatever happens after it, the way on is to re-read the order. Start-up
runs this same code. One worker a store calls it (``money:<store>``), so that two calls never overlap; the journal's
numbers guard the rest.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dropdesk.domain.case.shape.journal import Followed
from dropdesk.domain.case.shape.permit import CancelPermit, RefundPart, RefundPermit
from dropdesk.domain.case.shape.phases import (
    Claimed,
    RecallAsked,
    RecallSent,
    RefundPlan,
    RefundSent,
    RefundWanted,
    Sent,
    Wanted,
)
from dropdesk.domain.case.shape.shop_answers import (
    Accepted,
    JobState,
    Look,
    NotKnown,
    Outcome,
    Rejected,
    SuggestedRefund,
)
from dropdesk.domain.case.shape.state import Case
from dropdesk.domain.case.steps import answers as case_answers
from dropdesk.domain.case.steps.answers import looked, not_known, pending, planned_parts
from dropdesk.domain.case.steps.permits import cancel_permit, refund_permit
from dropdesk.domain.changes import Changes
from dropdesk.domain.order import Order, SeenOrder
from dropdesk.domain.values import CaseId, OrderKey, StoreId
from dropdesk.errors import Damaged, Expected, Refused
from dropdesk.services.cases import Cases
from dropdesk.services.ports import Clock, Shop
from dropdesk.store import cases, orders
from dropdesk.store.engine import Store

if TYPE_CHECKING:
    from sqlmodel import Session

DISK = 50_000_000
"""Bytes that must be free before money moves: afterwards the outcome has to be written down."""
SKEW = timedelta(minutes=5)
PATIENCE = 20
"""Looks after a call that was taken, a pause apart; then the window may be left and the timer looks on."""
NOTE = "DropDesk"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Call:
    """A call that is written down as sent and now goes out."""

    case: CaseId
    permit: CancelPermit | RefundPermit | None
    requests: tuple[tuple[str, bool], ...] = ()


class Outbox:
    """``take_in`` keeps an order as just read; None when a newer sighting is known. ``pause`` waits so many seconds;
    the tests give one that moves their clock."""

    def __init__(
        self,
        store: Store,
        keeper: Cases,
        shop: Callable[[StoreId], Shop | None],
        clock: Clock,
        pause: Callable[[float], None],
        take_in: Callable[[Session, SeenOrder], object],
        free: Callable[[Path], int] = lambda path: shutil.disk_usage(path).free,
    ) -> None:
        self._store, self._cases, self._shop = store, keeper, shop
        self._clock, self._pause, self._take_in, self._free = clock, pause, take_in, free

    def waiting(self) -> list[tuple[OrderKey, StoreId]]:
        """Orders for whose case the world is still owed something, with their store (whose worker does it)."""
        with self._store.read() as tx:
            return [(one.order, orders.load(tx, one.order).store) for one in cases.pending(tx)]

    def proceed(
        self,
        key: OrderKey,
        tell: Callable[[Changes], object] = lambda _: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Changes:
        """Sends, then looks until it is proven, or patience ends. What the other side says becomes a state; raises
        Damaged (the database), Refused("moved_on": another hand moved the case) and KeyError (no such order). ``tell``
        hears on this thread of every state that was written on the way, first of all of *sent*, before the call goes
        out (V-18: list and pane say so as long as it is out). ``stopped``: the app ends, the next start goes on."""
        changes = Changes(orders=frozenset([key]))
        for turn in range(PATIENCE):
            if stopped():
                break
            before = self._read(key)
            if before is None:
                return changes
            case, _ = before
            owed = pending(case)
            mine = Changes(orders=frozenset([key]), cases=frozenset([case.id]))
            if owed == "send":
                self._send(case, partial(tell, mine))
                tell(mine)
            elif owed == "look":
                self._look(case)
            else:
                if isinstance(case.phase, (RecallAsked, Claimed)):
                    self._reread(key)
                break
            changes |= Changes(cases=frozenset([case.id]))
            after = self._read(key)
            if after is None or (owed == "look" and not self._worth_another(after[0])):
                break
            if owed == "look":
                self._pause(min(0.5 * (turn + 1), 3.0))
        return changes

    def _read(self, key: OrderKey) -> tuple[Case, int] | None:
        with self._store.read() as tx:
            return self._cases.newest(tx, key)

    def _worth_another(self, case: Case) -> bool:
        """A call that was taken is looked at again at once; an unclear one only after its minute; a refund that follows
        a cancellation goes out."""
        if pending(case) == "send":
            return True
        flight = getattr(case.phase, "flight", None)
        return flight is not None and flight.certain and not flight.pending

    # -- sending ---------------------------------------------------------------------------------------------------
    def _send(self, case: Case, out: Callable[[], object]) -> None:
        shop = self._shop_of(case.order)
        try:
            if shop is None:
                raise Refused("no_shop")
            if self._free(self._store.path.parent) < DISK:
                raise Damaged("disk_full")
            call = self._write_sent(case, shop)
        except Expected as error:
            self._give_back(case, error)
            return
        if call is not None:
            out()
            outcome = self._call(shop, call)
            self._record(call, outcome)

    def _shop_of(self, key: OrderKey) -> Shop | None:
        with self._store.read() as tx:
            store = orders.load(tx, key).store
        return self._shop(store)

    def _write_sent(self, case: Case, shop: Shop) -> _Call | None:
        """Pre-flight: the order is read again, taken up and checked; then "sent" is committed, and only then the permit
        leaves. Where a check fails nothing is sent, the case has the reason, and what was read stays known (rules §5
        "What the page promised"). None when nothing goes out."""
        order_id = self._order_id(case.order)
        suggested = self._suggested(case, shop, order_id)
        seen = shop.look(order_id)  # the last thing before the checks: it is what they stand on
        with self._store.write() as tx:
            taken = self._take_up(tx, case.order, seen)
            state, newest = self._cases.read(tx, case.id)
            if type(state.phase) is not type(case.phase) or pending(state) != "send":
                return None
            try:
                if not taken:
                    raise Refused("read_older")  # the checks would stand on what was known before
                checked, call = self._checked(tx, state, seen, suggested)
            except Refused as error:
                self._hold_back(tx, state, newest, error)
                return None
            sent = case_answers.sent(checked, self._clock.now(), seen.server_time)
            self._cases.write(tx, sent, newest + 1, Followed.SENT)
            return call

    def _checked(self, tx: Session, state: Case, seen: Look, suggested: SuggestedRefund | None) -> tuple[Case, _Call]:
        """The case as it is sent, with its permit. Refused when a check of the pre-flight fails."""
        ground = self._cases.ground(tx, state.order)
        check_clocks(state, self._clock.now(), seen.server_time, ground.rules.number("resend"))
        permit: CancelPermit | RefundPermit | None = None
        requests: tuple[tuple[str, bool], ...] = ()
        match state.phase:
            case Wanted(plan, _):
                permit = cancel_permit(state, ground, orders.text_of(tx, plan.staff_note_ref))
            case RefundWanted(plan, _):
                if not plan.parts:
                    _within_suggestion(plan, suggested)
                    state = planned_parts(state, fill(plan.amount, suggested))
                assert isinstance(state.phase, RefundWanted)
                permit = refund_permit(state, ground, state.phase.plan.parts, NOTE)
            case RecallSent(requests, _, _):
                pass
        return state, _Call(state.id, permit, requests)

    def _suggested(self, case: Case, shop: Shop, order_id: str) -> SuggestedRefund | None:
        if not isinstance(case.phase, RefundWanted) or case.phase.plan.parts:
            return None
        plan = case.phase.plan
        lines = None if plan.bare else plan.lines or None
        return shop.suggest(order_id, lines, plan.shipping > 0 or lines is None)

    def _order_id(self, key: OrderKey) -> str:
        with self._store.read() as tx:
            found = orders.load(tx, key).shopify_id
        if found is None:
            raise Refused("no_shop")
        return found

    def _call(self, shop: Shop, call: _Call) -> Outcome:
        """The one call. Whatever goes wrong inside is not known; nothing is ever sent again from here."""
        try:
            match call.permit:
                case CancelPermit() as permit:
                    return shop.cancel(permit)
                case RefundPermit() as permit:
                    return shop.refund(permit)
                case None:
                    return self._recall(shop, call.requests)
        except Expected as error:
            return NotKnown(error.code)
        except Exception:  # noqa: BLE001 - the call's boundary
            # It may have gone out all the same: the case must say so, not stay "sent" without a word.
            _log.exception("the call ended in a way that nobody foresaw")
            return NotKnown("unforeseen")

    def _recall(self, shop: Shop, requests: tuple[tuple[str, bool], ...]) -> Outcome:
        """Each fulfilment request is called back once. One that is not known leaves the whole not known: look."""
        answers = [shop.recall(request, immediate, NOTE) for request, immediate in requests]
        unclear = next((answer for answer in answers if isinstance(answer, NotKnown)), None)
        refused = next((answer for answer in answers if isinstance(answer, Rejected)), None)
        if unclear is None and refused is not None and any(isinstance(answer, Accepted) for answer in answers):
            return Rejected("recall_in_part", refused.text)
        return unclear or refused or answers[0]

    def _record(self, call: _Call, outcome: Outcome) -> None:
        with self._store.write() as tx:
            state, seq = self._cases.read(tx, call.case)
            if not isinstance(state.phase, (Sent, RefundSent, RecallSent)):
                _log.warning("an answer came for a case that is %s", state.phase.kind)
                return
            ground = self._cases.ground(tx, state.order)
            match outcome:
                case Accepted(ref, pending):
                    moved, word = case_answers.taken(state, ref, pending, ground), Followed.TAKEN
                case Rejected(code, text):
                    moved, word = case_answers.refused(state, code, text, ground), Followed.REFUSED
                case NotKnown(code):
                    moved, word = not_known(state, code), Followed.NOT_KNOWN
            self._cases.write(tx, moved, seq + 1, word)

    def _give_back(self, case: Case, error: Expected) -> None:
        """Certainly nothing went out: back to where it came from, with the reason."""
        with self._store.write() as tx:
            state, newest = self._cases.read(tx, case.id)
            if pending(state) == "send" and type(state.phase) is type(case.phase):
                self._hold_back(tx, state, newest, error)

    def _hold_back(self, tx: Session, state: Case, newest: int, error: Expected) -> None:
        text = str(error.facts.get("text", ""))
        moved = case_answers.refused(state, error.code, text, self._cases.ground(tx, state.order))
        self._cases.write(tx, moved, newest + 1, Followed.HELD_BACK)

    # -- looking ---------------------------------------------------------------------------------------------------
    def _look(self, case: Case) -> None:
        """Re-reads the order. A look that fails changes nothing: it is looked again."""
        shop = self._shop_of(case.order)
        if shop is None:
            return
        flight = getattr(case.phase, "flight", None)
        job = flight.job if flight is not None and isinstance(case.phase, Sent) else None
        asked = self._clock.now()
        try:
            seen = shop.look(self._order_id(case.order), job)
        except Expected as error:
            _log.info("a look failed: %s", error.code)
            return
        with self._store.write() as tx:
            if not self._take_up(tx, case.order, seen):
                _log.warning("a look told what is older than what is known")
                return
            state, newest = self._cases.read(tx, case.id)
            if pending(state) != "look":
                return
            order = orders.load(tx, state.order)
            ground = self._cases.ground(tx, state.order)
            running = seen.job is JobState.RUNNING or order.cancel_running
            failed = seen.job_errors or (("",) if seen.job is JobState.FAILED else ())
            moved = looked(state, ground, running, failed, refund_seen(state, order), asked)
            if moved != state:
                self._cases.write(tx, moved, newest + 1, Followed.LOOKED)

    def _reread(self, key: OrderKey) -> None:
        """Whether a recall was answered, or what the person says was done is seen. Nothing is owed: a failed look may
        be forgotten, the next sync looks as well."""
        shop = self._shop_of(key)
        if shop is None:
            return
        try:
            seen = shop.look(self._order_id(key))
        except Expected as error:
            _log.info("a look failed: %s", error.code)
            return
        with self._store.write() as tx:
            self._take_up(tx, key, seen)

    def _take_up(self, tx: Session, key: OrderKey, seen: Look) -> bool:
        """Keeps the order as just read, and lets its case follow. False when something newer is known already: then
        nothing may rest on having looked."""
        order = replace(seen.order, key=key)
        taken = self._take_in(tx, SeenOrder(order, None, seen.hints)) is not None
        self._cases.refresh(tx, key)
        return taken


def refund_seen(case: Case, order: Order) -> bool | None:
    """Whether our refund is on the order: by its id, by its key in the note, else by the sum. None: not about one."""
    phase = case.phase
    if not isinstance(phase, RefundSent):
        return None
    plan, mark = phase.plan, phase.plan.key[:8]
    if any(refund.id == phase.flight.job or mark in refund.note for refund in order.refunds):
        return True
    # Somebody may have deleted the note; money that went back since is never sent a second time.
    return order.went_back >= plan.before + plan.amount


def _within_suggestion(plan: RefundPlan, suggested: SuggestedRefund | None) -> None:
    """A refund that names items gives back no more than Shopify suggests for them. Refused ``amount_changed``."""
    if plan.purpose != "items" or plan.bare or suggested is None:
        return
    if plan.amount > suggested.amount:
        raise Refused("amount_changed", {"most": suggested.amount, "currency": suggested.currency})


def fill(amount: int, suggested: SuggestedRefund | None) -> tuple[RefundPart, ...]:
    """Shares an amount out over the payments, gateway by gateway, each up to what it can give back. Refused("amount")
    when they cannot give so much."""
    left, parts = amount, list[RefundPart]()
    if suggested is not None:
        for part, most in zip(suggested.parts, suggested.part_maxima, strict=True):
            share = min(left, most)
            if share > 0:
                parts.append(replace(part, amount=share))
                left -= share
    if left:
        raise Refused("amount", {"most": amount - left, "currency": suggested.currency if suggested else ""})
    return tuple(parts)


def check_clocks(case: Case, now: datetime, server: datetime | None, hours: int) -> None:
    """Refused("clock_off") when this computer's clock and the shop's are more than five minutes apart: every age would
    be wrong; Refused("clock_unknown") when the answer told no time. Refused("too_old_to_resend") when a refund's key
    may be forgotten there, by either clock."""
    if server is None:  # nothing says that this computer's clock is right
        raise Refused("clock_unknown")
    if abs(server - now) > SKEW:
        raise Refused("clock_off", {"server": server, "here": now})
    plan = case.phase.plan if isinstance(case.phase, RefundWanted) else None
    if plan is None or plan.first_sent is None:
        return
    ages = [now - plan.first_sent]
    if plan.first_server is not None:
        ages.append(server - plan.first_server)
    if not all(timedelta() <= age < timedelta(hours=hours) for age in ages):
        raise Refused("too_old_to_resend")
