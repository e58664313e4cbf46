"""The worked stories (``truth_examples.json``), played through the pure machine with a small scripted shop.

The app knows what ``shop`` says from its next pre-flight, look, sync or import. A step holds all that follows by
itself, and is compared with what is written; what is left out is not compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

import pytest

from dropdesk.domain.case.basis.ground import Ground
from dropdesk.domain.case.shape import moves as mv
from dropdesk.domain.case.shape.permit import CancelReason, RefundPart
from dropdesk.domain.case.shape.phases import (
    AtSupplier,
    Cleared,
    Phase,
    RefundOwed,
    RefundSent,
    RefundWanted,
    Sent,
    TooLate,
    Wanted,
)
from dropdesk.domain.case.shape.state import Case, Notice, open_case
from dropdesk.domain.case.steps import answers as case_answers
from dropdesk.domain.case.steps.answers import looked, planned_parts, taken
from dropdesk.domain.case.steps.apply import apply
from dropdesk.domain.case.steps.follow import follow
from dropdesk.domain.case.steps.permits import cancel_permit, refund_permit
from dropdesk.domain.case.steps.shop_moves import with_key
from dropdesk.domain.order import Order, Refund
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.leg import SupplierMoney
from dropdesk.domain.supplier.money import awaits
from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.supplier.report import Report, Say
from dropdesk.domain.supplier.status_words import sight
from dropdesk.domain.values import CaseId, LegId, Money, OrderKey, Seen, Take, Where
from dropdesk.domain.verdict.owed import owed
from dropdesk.domain.verdict.verdict import Route
from dropdesk.errors import Refused
from tests.domain.conftest import CHINA
from tests.domain.examples import CURRENCY, STORIES, at, line, number_of, world

KEY = "0123456789abcdef"
SAYS = {"accepted": Say.ACCEPTED, "loss accepted": Say.LOSS_ACCEPTED, "money received": Say.MONEY_RECEIVED}


def _named(phase: Phase) -> str:
    """As rules §5 writes it."""
    return type(phase).__name__


@dataclass
class Play:
    """One story. ``shop`` is what Shopify shows, ``known`` what the app has seen of it."""

    case: Case
    shop: Order
    known: Order
    first_import: datetime | None
    shared: bool
    now: datetime
    sent: list[dict[str, Any]]
    refused: str = ""
    asks_amount: bool = False

    # -- the world -------------------------------------------------------------------------------------------------
    def ground(self) -> Ground:
        shared = frozenset(leg.number for leg in self.case.legs if leg.number) if self.shared else frozenset()
        return Ground(self.known, Rulebook(), CHINA, self.now, self.first_import, shared=shared)

    def changes(self, told: Mapping[str, Any]) -> None:
        """What Shopify shows from now on; its refunds are rows, as its API gives them."""
        order = self.shop
        plain = {
            name: told[name] for name in ("returned", "returned_without_quantities", "refund_pending") if name in told
        }
        times = {name: at(told[name]) for name in ("cancelled_at", "refunded_at") if name in told}
        lines = {"lines": tuple(line(n, x) for n, x in enumerate(told["lines"]))} if "lines" in told else {}
        refunds = list(order.refunds)
        if more := told.get("returned", order.returned) - order.returned:
            refunds.append(Refund(f"r{len(refunds)}", at(told["refunded_at"]) or self.now, more))
        if told.get("refund_pending"):
            refunds.append(Refund("ours", self.now, 0, f"DropDesk {KEY[:8]}", told["refund_pending"]))
        if "refund_failed" in told:
            refunds = [
                replace(one, pending=0, failed=one.pending, reason=told["refund_failed"]) if one.pending else one
                for one in refunds
            ]
        self.shop = replace(order, refunds=tuple(refunds), **cast(Any, plain | times | lines))

    def reads(self, where: Where = Where.SHOPIFY_API, as_of: datetime | None = None) -> None:
        """The app takes up the order as Shopify shows it; the case follows."""
        self.known = replace(self.shop, seen=Seen(None, where, as_of or self.now))
        self.case = follow(self.case, self.ground())

    def move(self, move: mv.Move) -> None:
        try:
            self.case = with_key(apply(self.case, move, self.ground()), KEY)
        except Refused as error:
            self.refused = error.code

    # -- what the steps do -----------------------------------------------------------------------------------------
    def step(self, step: Mapping[str, Any]) -> None:
        self.now, self.sent, self.refused, self.asks_amount = datetime.fromisoformat(step["at"]), [], "", False
        if "shop" in step:
            self.changes(step["shop"])
        does, leg = step["does"], LegId(str(step.get("purchase", 1)))
        match step["who"], does:
            case "colleague", _:
                pass
            case _, "pre-flight":
                self.pre_flight()
            case _, "look":
                self.look()
            case _, "sync":
                self.reads()
            case "file", "import":
                if "told" in step:
                    self.purchase_file(leg, step["told"])
                else:
                    self.reads(Where.SHOPIFY_FILE, at(step.get("as_of")))
            case "person", _:
                self.person(does, leg, step)
            case other:
                raise AssertionError(other)

    def person(self, does: str, leg: LegId, step: Mapping[str, Any]) -> None:
        match does:
            case "cancel":
                self.page_showed(step)
                self.move(mv.WantCancel(step["refund"], False, CancelReason.CUSTOMER, False, True))
            case "refund":
                self.move(mv.WantRefund(step["amount"], True))
            case "by hand":
                self.move(mv.DoByHand(step["what"], step["refund"]))
            case "I did it":
                self.move(mv.DidByHand(self.now))
            case "looked":
                self.move(mv.LookedNow(leg, self.now))
            case "tick the request":
                self.move(mv.TickRequest(leg, self.now))
            case "only our part":
                self.move(mv.SayPart(leg, "only_ours"))
            case "said":
                amount = Money(step["amount"], CURRENCY) if "amount" in step else None
                self.move(Report(leg, SAYS[step["word"]], amount=amount, text_ref=step.get("typed", "")))
                self.asks_amount = any(one.money.unknown for one in self.case.legs)
            case _:
                raise AssertionError(does)

    def page_showed(self, step: Mapping[str, Any]) -> None:
        """The story presses on what the page showed: that is what the app knew."""
        showed = step["page_showed"]
        left = (self.known.received or 0) - self.known.went_back
        assert (showed["returned"], showed["left"]) == (self.known.returned, left)

    def purchase_file(self, leg: LegId, told: Mapping[str, Any]) -> None:
        mine = next(one for one in self.case.legs if one.id == leg)
        seen = Seen(None, Where.ALIEXPRESS_FILE, self.now)
        purchase = Purchase(mine.number or number_of(1), told["word"], seen, total=Money(told["cost"], CURRENCY))
        others = tuple(one for one in self.case.legs if one.id != leg)
        legs = (*others, *sight(mine, purchase, {}, self.ground().clocks))
        self.case = follow(replace(self.case, legs=legs), self.ground())

    def pre_flight(self) -> None:
        """As the outbox does it: read again, keep the read, check, write down, send."""
        waiting = type(self.case.phase)
        self.reads()
        if type(self.case.phase) is not waiting:
            return
        try:
            match self.case.phase:
                case Wanted():
                    permit = cancel_permit(self.case, self.ground(), "")
                    self.sent.append({"cancel": {"refund": permit.amount}})
                case RefundWanted(plan, _):
                    parts = (RefundPart("p", "g", plan.amount),)
                    self.case = planned_parts(self.case, parts)
                    self.sent.append({"refund": {"amount": refund_permit(self.case, self.ground(), parts, "").amount}})
        except Refused as error:
            self.case = case_answers.refused(self.case, error.code, "", self.ground())
            return
        self.case = taken(case_answers.sent(self.case, self.now), None, 0, self.ground())

    def look(self) -> None:
        self.reads()
        if isinstance(self.case.phase, (Sent, RefundSent)):
            self.case = looked(self.case, self.ground(), False, (), False)

    # -- what is compared ------------------------------------------------------------------------------------------
    def compare(self, expect: Mapping[str, Any]) -> None:
        ground, notice = self.ground(), self.case.notice
        due = owed(ground.situation(self.case))
        money = self.case.legs[0].money
        awaited = "unknown" if money.unknown else money.awaited.minor if money.awaited else None
        why = str(getattr(self.case.phase, "why", ""))
        known = {
            "returned": self.known.returned,
            "left": (self.known.received or 0) - self.known.went_back,
        }
        for name, written in expect.items():
            match name:
                case "phase":
                    assert _named(self.case.phase) == written
                case "plan":
                    assert self.case.plan == written
                case "owed":
                    assert due == written
                case "sent":
                    assert self.sent == written
                case "known":
                    assert {key: known[key] for key in written} == written
                case "verdict":
                    assert ground.verdict(self.case).row == written
                case "supplier_money":
                    assert awaited == written["awaited"]
                case "purchase_states":
                    assert {str(leg.id): str(leg.state) for leg in self.case.legs} == written
                case "asked_for":
                    assert self.asks_amount
                case "refused":
                    assert self.refused == "part_first"
                case "noted":
                    assert self.case.legs[0].part == "only_ours"
                case "reason" | "said":
                    self.told(written, why, notice)
                case _:
                    raise AssertionError(name)

    def told(self, written: str, why: str, notice: Notice | None) -> None:
        """The reason as a code, with the amount or Shopify's own words in it."""
        if written == "the export shows the order untouched":
            assert why == "seen_untouched"
            return
        assert notice is not None
        if written.startswith("Shopify's: "):
            assert (why, notice.code) == ("refund_failed", "refund_failed")
            assert notice.text == getattr(self.case.phase, "text", "") == written.removeprefix("Shopify's: ")
            return
        amount = written.rpartition(" ")[2].replace(".", "")
        assert (why, notice.code, str(notice.amount)) == ("returned_by_others", "returned_by_others", amount)
        assert notice.at is not None


def _phase(name: str, order: Order) -> Phase:
    scope = tuple(Take(one.id, one.quantity) for one in order.lines)
    made: dict[str, Phase] = {
        "Cleared": Cleared(scope, Route.CANCEL), "RefundOwed": RefundOwed(), "AtSupplier": AtSupplier(),
        "TooLate": TooLate(),
    }  # fmt: skip
    return made[name]


def begin(story: Mapping[str, Any]) -> Play:
    start = story["start"]
    found, now = world(start), datetime.fromisoformat(start["now"])
    order = replace(found.order, shopify_id="gid://1")
    legs = tuple(_with_money(leg, bought) for leg, bought in zip(found.legs, start["purchases"], strict=True))
    made = open_case(CaseId("c"), OrderKey(1), legs, found.asked_at, now)
    made = replace(
        made, phase=_phase(start["order"]["case_phase"], order), plan=found.plan, reason=mv.Reason.CHANGED_MIND,
        seen_back=order.went_back, uncancelled=order.cancelled_at is None,
    )  # fmt: skip
    play = Play(made, order, order, found.first_import, "shared_with" in start["case"], now, [])
    play.case = follow(made, play.ground())
    assert play.case == replace(made, before=play.case.before), "the start does not stand"
    return play


def _with_money(leg: Any, bought: Mapping[str, Any]) -> Any:
    money = bought.get("supplier_money")
    if money is None:
        return leg
    return replace(
        leg, money=SupplierMoney(Money(money["awaited"], CURRENCY), leg.known_at, received=money["received"])
    )


@pytest.mark.parametrize("story", STORIES, ids=[f"{one['id']} {one['title']}" for one in STORIES])
def test_the_story_goes_as_written(story: dict[str, Any]) -> None:
    play = begin(story)
    for n, step in enumerate(story["steps"]):
        play.step(step)
        try:
            play.compare(step["expect"])
        except AssertionError as error:
            raise AssertionError(f"step {n + 1}, {step['who']}: {step['does']}: {error}\n{play.case.phase}") from error


def test_there_are_eight() -> None:
    assert len(STORIES) == 8
    assert not awaits(begin(STORIES[0]).case.legs[0])
