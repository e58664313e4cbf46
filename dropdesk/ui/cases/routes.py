"""Which page shows: a function of the phase, the step that is looked at, and a page beside the steps."""

from __future__ import annotations

from typing import assert_never

from dropdesk.domain.case.basis.scope import to_recall
from dropdesk.domain.case.shape.phase_table import row
from dropdesk.domain.case.shape.phases import (
    AtSupplier,
    ByHand,
    Claimed,
    Cleared,
    Closed,
    Drafted,
    RefundOwed,
    Settling,
    TooLate,
    Withdrawing,
)
from dropdesk.domain.case.shown.view import CaseView
from dropdesk.domain.supplier.leg import Group, LegState
from dropdesk.domain.values import LegId
from dropdesk.domain.verdict.old_history import waits_for_us
from dropdesk.domain.verdict.verdict import Action, Route
from dropdesk.ui.cases.bank import BankPage
from dropdesk.ui.cases.base.frame import Frame
from dropdesk.ui.cases.base.legs import alarming, needed, place, returning
from dropdesk.ui.cases.base.page_base import Page
from dropdesk.ui.cases.money import MoneyPage
from dropdesk.ui.cases.shopify.by_hand import ByHandPage, ClaimedPage
from dropdesk.ui.cases.shopify.confirm import ConfirmPage, still_true
from dropdesk.ui.cases.shopify.edit import EditPage
from dropdesk.ui.cases.shopify.goodwill import GoodwillPage
from dropdesk.ui.cases.shopify.items import ItemsByHandPage, ItemsPage
from dropdesk.ui.cases.shopify.locked import LockedPage
from dropdesk.ui.cases.shopify.override import ClosePage, OverridePage, WaivePage
from dropdesk.ui.cases.shopify.owed import OwedByHandPage, OwedPage
from dropdesk.ui.cases.shopify.plans import PlanByHandPage, PlanPage
from dropdesk.ui.cases.shopify.recall import RecallPage
from dropdesk.ui.cases.shopify.sent import RecallAskedPage, SentPage, ShopDonePage
from dropdesk.ui.cases.supplier.answer import AnswerPage
from dropdesk.ui.cases.supplier.ask import SupplierPage
from dropdesk.ui.cases.supplier.too_late import TooLatePage
from dropdesk.ui.cases.supplier.unasked import AgainPage, UnaskedPage, unasked
from dropdesk.ui.cases.supplier.withdraw import TakeBackPage, WithdrawPage
from dropdesk.ui.cases.why import WhyPage

_BESIDE: dict[str, type[Page]] = {
    "facts": AnswerPage,
    "goodwill": GoodwillPage,
    "items": ItemsPage,
    "override": OverridePage,
    "waive": WaivePage,
    "close": ClosePage,
    "unasked": UnaskedPage,
    "again": AgainPage,
    "bank": BankPage,
    "take_back": TakeBackPage,
}
"""Pages beside the steps, opened from a page or from the menu."""


def own_step(view: CaseView) -> int:
    """The step where a case is (1…5). Once the order is cancelled or its money back, what may still ship or arrive
    comes first, with the pages it would have had before (rules §3, W-02 and W-03)."""
    if isinstance(view.case.phase, Drafted):
        return 1  # whatever was done at the supplier already: its reason is what is missing
    late = alarming(view) if isinstance(view.case.phase, (RefundOwed, Settling, Closed)) else None
    if late is not None:
        return place(late)
    unwritten = any(leg.needed and leg.leg.state is LegState.ASKED and place(leg) == 2 for leg in view.legs)
    held = view.case.held is not None and isinstance(view.case.phase, AtSupplier)
    live = next((leg for leg in needed(view) if leg.group == Group.LIVE), None) if held else None
    if live is not None:
        return place(live)  # what held the press back comes first
    return 2 if view.step == 3 and unwritten else min(view.step, 5)


_OF_A_LEG = frozenset(
    {
        Action.WAIT, Action.LOOK, Action.EXPLAIN, Action.CHECK_NUMBER, Action.DEMAND, Action.ASK_AGAIN,
        Action.OPEN_DISPUTE, Action.ANSWER_PROPOSAL, Action.SEND_BACK, Action.ACCEPT_LOSS_OR_DISPUTE,
        Action.TYPE_AMOUNT, Action.LINK, Action.ASK, Action.DROP,
    }
)  # fmt: skip
"""Actions that are about one purchase, whatever the customer's reason is: they lead to that purchase's page."""


def lead(view: CaseView) -> tuple[int, str, LegId | None] | None:
    """Where the button of the list leads: the step, the page beside it and the purchase that its action is about; None:
    the case's own step. The act comes first, by one road: its reason is asked after it."""
    verdict = view.order.verdict
    if unasked(view):
        return 5 if isinstance(view.case.phase, Settling) else 1, "unasked", None
    if verdict.row == "W-12" and waits_for_us(view.order.order):
        return 4, "bank", None
    if dict(verdict.because.data).get("withdrawn"):
        if isinstance(view.case.phase, Settling):
            return None  # undone already: what is left of it is money
        return 3, "", None  # what was begun is undone, or wanted after all, before anything else
    leg = next((one for one in view.legs if one.leg.id == verdict.action_leg), None)
    if leg is None:
        return None
    if verdict.action in _OF_A_LEG or leg.alarm:
        step = place(leg)
        # Beside the step: its own page speaks of all purchases, or of the way back.
        aside = step == 3 and isinstance(view.case.phase, (TooLate, Withdrawing))
        return step, "facts" if aside else "", leg.leg.id
    return None


def page_for(frame: Frame, view: CaseView, step: int, sub: str) -> Page:
    """The page for a step of a case in its present phase."""
    return _kind(frame, view, step, sub)(frame, view)


def _kind(frame: Frame, view: CaseView, step: int, sub: str) -> type[Page]:
    if sub == "confirm" and still_true(frame.plan, view):
        return ConfirmPage
    if sub in _BESIDE:
        return _BESIDE[sub]
    recall_first = to_recall(view.case.phase, view.order.order)
    if sub == "by_hand" and isinstance(view.case.phase, (Cleared, RefundOwed)) and not recall_first:
        return _by_hand(view.case.phase)
    match step:
        case 1:
            return WhyPage
        case 2:
            return SupplierPage
        case 3:
            return _answer(view)
        case 4:
            return _shopify(view)
        case _:
            return _money(view)


def _by_hand(phase: Cleared | RefundOwed) -> type[Page]:
    """The plan of the case, done by the person instead: one page makes it, whoever does it."""
    if isinstance(phase, RefundOwed):
        return OwedByHandPage
    if phase.route.cancels:
        return PlanByHandPage
    return ItemsByHandPage if phase.route is Route.ITEMS else EditPage


def _answer(view: CaseView) -> type[Page]:
    match view.case.phase:
        case TooLate() if returning(view) is None:
            return TooLatePage
        case Withdrawing():
            return WithdrawPage
        case _:
            return AnswerPage


def _shopify(view: CaseView) -> type[Page]:
    phase = view.case.phase
    match row(phase).shop_page:
        case "plan":
            return _plan(view)
        case "locked":
            return LockedPage
        case "too_late":
            return TooLatePage
        case "sent":
            return SentPage
        case "recall_asked":
            return RecallAskedPage
        case "by_hand":
            return ByHandPage
        case "claimed":
            return ClaimedPage
        case "done":
            return ShopDonePage
        case never:
            assert_never(never)


def _plan(view: CaseView) -> type[Page]:
    """Cleared: what is recalled comes first, then by the route."""
    phase = view.case.phase
    assert isinstance(phase, Cleared)
    if to_recall(phase, view.order.order):
        return RecallPage
    match phase.route:
        case Route.CANCEL | Route.WITHOUT_REFUND:
            return PlanPage
        case Route.ITEMS:
            return ItemsPage
        case Route.EDIT_BY_HAND:
            return EditPage
        case never:
            assert_never(never)


def _money(view: CaseView) -> type[Page]:
    phase = view.case.phase
    if isinstance(phase, (ByHand, Claimed)) and isinstance(phase.back, (RefundOwed, Settling)):
        return ByHandPage if isinstance(phase, ByHand) else ClaimedPage
    match row(phase).money_page:
        case "owed":
            return OwedPage
        case "sent":
            return SentPage
        case "money":
            return MoneyPage
        case never:
            assert_never(never)
