"""Deliberately broken DropDesks: the crash machine sees every one of them. A test of the test."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from dropdesk.domain.case.basis.consents import _consent, _fresh, still_cleared
from dropdesk.domain.case.basis.flight import refund_absent
from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.shape.permit import Here
from dropdesk.domain.case.shape.phases import CancelPlan, RefundOwed, RefundSent, RefundWanted, Wanted
from dropdesk.domain.case.shape.shop_answers import NotKnown
from dropdesk.domain.case.shape.state import Case
from dropdesk.domain.case.steps import answers as case_answers
from dropdesk.domain.case.steps.answers import _cancel_seen, looked, planned_parts
from dropdesk.domain.case.steps.by_hand import _saw_not_done
from dropdesk.domain.case.steps.others import _returned_by_others, money_moved
from dropdesk.domain.case.steps.permits import cancel_permit, refund_permit
from dropdesk.domain.case.steps.refund_news import refund_news
from dropdesk.domain.case.steps.shop_moves import refund_plan, with_key
from dropdesk.domain.verdict.owed import owed
from dropdesk.services.hand import Hand
from dropdesk.services.outbox import Outbox
from tests.conftest import LONG
from tests.crash.machine import Machine
from tests.crash.scripts import colleagues, play, scripts
from tests.patching import replace_everywhere


def resends_what_is_not_known(patch: pytest.MonkeyPatch) -> None:
    """A lost answer is taken for "not done" and simply sent again (the classic retry)."""
    real = Outbox._call

    def twice(self: Outbox, shop: Any, call: Any) -> Any:
        answer = real(self, shop, call)
        return real(self, shop, call) if isinstance(answer, NotKnown) else answer

    patch.setattr(Outbox, "_call", twice)


def draws_a_new_key_for_every_try(patch: pytest.MonkeyPatch) -> None:
    """A retry of a refund with a key of its own: the other side cannot know that it is the same."""
    real = Outbox._call

    def again(self: Outbox, shop: Any, call: Any) -> Any:
        answer = real(self, shop, call)
        if isinstance(answer, NotKnown) and hasattr(call.permit, "key"):
            return real(self, shop, replace(call, permit=replace(call.permit, key=str(uuid.uuid4()))))
        return answer

    patch.setattr(Outbox, "_call", again)
    # The sum alone would still hold it back here: the goodwill of two hundred fits twice.


def writes_sent_after_the_call(patch: pytest.MonkeyPatch) -> None:
    """The intent is written down only when the answer is there: a death in between forgets that anything went out."""
    real = case_answers.sent

    def sent(case: Case, at: Any, server: Any = None) -> Case:
        return real(case, at, server)

    def send(self: Outbox, case: Case, out: Callable[[], object]) -> None:
        shop = self._shop_of(case.order)
        if shop is None:
            return
        order_id = self._order_id(case.order)
        suggested = self._suggested(case, shop, order_id)
        from dropdesk.errors import Expected
        from dropdesk.services.outbox import _Call, fill

        try:
            with self._store.write() as tx:
                self._take_up(tx, case.order, shop.look(order_id))
                state, newest = self._cases.read(tx, case.id)
                ground = self._cases.ground(tx, state.order)
                permit: Any = None
                if isinstance(state.phase, Wanted):
                    permit = cancel_permit(state, ground, "")
                elif isinstance(state.phase, RefundWanted):
                    state = planned_parts(state, fill(state.phase.plan.amount, suggested))
                    state = with_key(state, "")
                    permit = refund_permit(state, ground, state.phase.plan.parts, "")  # type: ignore[union-attr]
                    permit = replace(permit, key=str(uuid.uuid4()))  # nothing was stored, so there is none to keep
            call = _Call(state.id, permit, getattr(state.phase, "requests", ()))
            outcome = self._call(shop, call)
        except Expected as error:
            self._give_back(case, error)
            return
        with self._store.write() as tx:
            self._cases.write(tx, sent(state, self._clock.now()), newest + 1, "sent")
        self._record(call, outcome)

    patch.setattr(Outbox, "_send", send)


def trusts_an_old_look(patch: pytest.MonkeyPatch) -> None:
    """The fifteen minutes are forgotten: money moves on what was seen long ago."""
    replace_everywhere(patch, _fresh, lambda leg, ground: True)


def forgets_a_tick(patch: pytest.MonkeyPatch) -> None:
    """A tick is shown as done, but its row is written together with the next one; a kill in between loses it."""
    real: Callable[..., None] = Hand.keep

    def late(self: Hand, case: Case, word: str) -> None:
        real(self, case, "looked_now" if word == "tick_request" else word)

    patch.setattr(Hand, "keep", late)


def lets_goods_go_unseen(patch: pytest.MonkeyPatch) -> None:
    """A parcel that left meanwhile does not take the clearance back."""

    def consent(case: Case, leg: Any, unit: Any, units: Any, ground: Ground) -> Any:
        return Here()

    replace_everywhere(patch, _consent, consent)
    replace_everywhere(patch, still_cleared, lambda case, back, ground: True)


def asks_for_what_is_owed_now(patch: pytest.MonkeyPatch) -> None:
    """The second of two calls takes its amount from the fresh read instead of from the button."""
    real = _cancel_seen

    def fresh(case: Case, plan: CancelPlan, ground: Ground) -> Case:
        moved = real(case, plan, ground)
        due = owed(ground.situation(moved))
        if not isinstance(moved.phase, RefundOwed) or plan.later or plan.refund_all or not due:
            return moved
        wanted = refund_plan(ground, due, (), 0, False, plan.notify, "owed", "")
        return replace(moved, phase=RefundWanted(wanted, RefundOwed()))

    replace_everywhere(patch, _cancel_seen, fresh)


def sends_although_money_moved(patch: pytest.MonkeyPatch) -> None:
    """What a colleague gave back since the press is taken for granted: what was pressed goes out nevertheless."""
    real: Any = refund_permit
    replace_everywhere(patch, money_moved, lambda case, ground: case)

    def anyway(case: Case, ground: Ground, parts: Any, note: str) -> Any:
        assert isinstance(case.phase, RefundWanted)
        plan = replace(case.phase.plan, before=ground.order.went_back)
        return real(replace(case, phase=replace(case.phase, plan=plan)), ground, parts, note)

    replace_everywhere(patch, refund_permit, anyway)


def adjusts_the_amount_by_itself(patch: pytest.MonkeyPatch) -> None:
    """A colleague gave something back: the rest is cancelled and refunded without a new press."""
    real: Any = _returned_by_others

    def adjusted(case: Case, ground: Ground) -> Case:
        phase, left = case.phase, ground.order.left
        if not isinstance(phase, Wanted) or not phase.plan.refund_all or not left:
            found: Case = real(case, ground)
            return found
        plan = replace(phase.plan, amount=left, before=ground.order.went_back)
        return replace(case, phase=replace(phase, plan=plan))

    replace_everywhere(patch, _returned_by_others, adjusted)


def notes_every_look(patch: pytest.MonkeyPatch) -> None:
    """Every look that finds nothing is a row."""

    def noted(phase: RefundSent, now: Any) -> RefundSent:
        return replace(phase, flight=replace(phase.flight, looks=(*phase.flight.looks, now)))

    replace_everywhere(patch, refund_absent, noted)


def never_hears_of_a_failure(patch: pytest.MonkeyPatch) -> None:
    """A refund that went out can only succeed: one that fails is looked for until the end of days."""
    real: Any = looked

    def deaf(case: Case, ground: Ground, *rest: Any) -> Case:
        found: Case = case if isinstance(case.phase, RefundSent) else real(case, ground, *rest)
        return found

    replace_everywhere(patch, refund_news, lambda case, phase, ground: case)
    replace_everywhere(patch, looked, deaf)
    replace_everywhere(patch, _saw_not_done, lambda case, phase, ground: case)


CAUGHT: dict[Callable[[pytest.MonkeyPatch], None], str] = {
    asks_for_what_is_owed_now: "#1041 2 refund_part 1",
    sends_although_money_moved: "#1041 2 refund_part 4",
    adjusts_the_amount_by_itself: "#1041 0 refund_part 0",
    notes_every_look: "lost",
    never_hears_of_a_failure: "lost",
    resends_what_is_not_known: "#1041 0 after",
    draws_a_new_key_for_every_try: "#1033 0 before",
    writes_sent_after_the_call: "#1033 0 die_before",
    trusts_an_old_look: "old look",
    forgets_a_tick: "ticks",
    lets_goods_go_unseen: "shipped meanwhile",
}
"""The history that sees each of them; the long form finds it without being told."""
BROKEN = pytest.mark.parametrize("break_it", CAUGHT, ids=lambda broken: broken.__name__)


@BROKEN
def test_a_broken_variant_is_caught(break_it: Callable[[pytest.MonkeyPatch], None]) -> None:
    steps = dict([*scripts(), *colleagues()])[CAUGHT[break_it]]
    play(steps)
    with pytest.MonkeyPatch.context() as patch:
        break_it(patch)
        with pytest.raises(AssertionError):
            play(steps)


if LONG:

    @BROKEN
    def test_the_machine_catches_it_by_itself(break_it: Callable[[pytest.MonkeyPatch], None]) -> None:
        """Nothing written down: random histories find it."""
        form = settings(
            max_examples=300, stateful_step_count=40, deadline=None, derandomize=True, database=None,
            phases=(Phase.generate,), suppress_health_check=list(HealthCheck), report_multiple_bugs=False,
        )  # fmt: skip
        with pytest.MonkeyPatch.context() as patch:
            break_it(patch)
            with pytest.raises(AssertionError):
                run_state_machine_as_test(Machine, settings=form)
