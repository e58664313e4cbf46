"""The five steps at the left: always the same list, each with its mark and its result in a few words."""

from __future__ import annotations

from datetime import datetime, timedelta

from dropdesk.domain.case.shape.phase_table import row
from dropdesk.domain.case.shape.phases import (
    AtSupplier,
    ByHand,
    Claimed,
    Cleared,
    Closed,
    Drafted,
    Phase,
    RecallAsked,
    RecallSent,
    RefundOwed,
    RefundSent,
    RefundWanted,
    Sent,
    Settling,
    TooLate,
    Wanted,
    Withdrawing,
)
from dropdesk.domain.case.shown.view import CaseView, LegView
from dropdesk.domain.order import Chargeback, Order
from dropdesk.domain.supplier.leg import Group, LegState
from dropdesk.ui import words
from dropdesk.ui.cases.base.legs import needed, returning
from dropdesk.ui.i18n import tr, trn
from dropdesk.ui.kit import Step
from dropdesk.ui.words import cases as said

_ASKABLE = frozenset({LegState.OPEN, LegState.ASKED, LegState.UNPAID, LegState.UNLINKED})


def steps(view: CaseView, shown: int, now: datetime) -> tuple[Step, ...]:
    """The list for a view, with ``shown`` (1…5) marked as the page that shows."""
    marks = (_why(view), _supplier(view, now), _answer(view, now), _shopify(view, now), _money(view))
    return tuple(
        Step(words.step_title(number), result, mark, shown=number == shown)
        for number, (mark, result) in enumerate(marks, 1)
    )


def short(at: datetime, now: datetime) -> str:
    """A moment in the width of a step: ``today 14:10``, ``Mon 14:10`` within the week, else the day."""
    here, today = at.astimezone(), now.astimezone()
    if here.date() == today.date():
        return words.moment(at, now, inner=True)
    if timedelta() < now - at < timedelta(days=6):
        return f"{words.weekday(here)} {words.clock(here)}"
    return words.day(here, today)


def _why(view: CaseView) -> tuple[str, str]:
    reason = said.reason(view.case.reason) if view.case.reason else ""
    return ("tick" if not isinstance(view.case.phase, Drafted) else "", reason)


def _asked(legs: list[LegView]) -> datetime | None:
    return max((leg.leg.request_ticked_at for leg in legs if leg.leg.request_ticked_at is not None), default=None)


def _supplier(view: CaseView, now: datetime) -> tuple[str, str]:
    legs = needed(view)
    if isinstance(view.case.phase, Drafted) and not any(leg.leg.acted_on for leg in legs):
        return "", ""
    to_ask = [leg for leg in legs if leg.leg.state in _ASKABLE]
    at = _asked(legs)
    if not to_ask:
        return ("tick", tr("Asked {when}", when=short(at, now))) if at else _never_asked(legs)
    if len(to_ask) > 1:
        done = sum(leg.leg.state is LegState.ASKED for leg in to_ask)
        return ("tick" if done == len(to_ask) else "", tr("{n} of {all} asked", n=done, all=len(to_ask)))
    leg = to_ask[0].leg
    ticks = (leg.request_ticked_at is not None) + (leg.message_ticked_at is not None)
    if leg.state is LegState.ASKED:
        if ticks < 2:
            return "tick", tr("{n} of {all} done", n=ticks, all=2)
        return "tick", tr("Asked {when}", when=short(at, now)) if at else tr("Asked")
    return "", tr("{n} of {all} done", n=ticks, all=2) if ticks else ""


def _never_asked(legs: list[LegView]) -> tuple[str, str]:
    """Nobody was asked: because there was nothing to ask, because it ended without, or because it was too late."""
    if all(leg.leg.state in (LegState.NOT_ORDERED, LegState.NO_PURCHASE) for leg in legs):
        return "skip", tr("Not needed")
    ended = next((leg.leg.how for leg in legs if leg.leg.state is LegState.STOPPED and leg.leg.how), None)
    return ("tick", words.how(ended)) if ended is not None else ("skip", tr("Not asked"))


def _answer(view: CaseView, now: datetime) -> tuple[str, str]:
    legs = needed(view)
    match view.case.phase:
        case Drafted():
            return "", ""
        case Withdrawing():
            return "wait", tr("Taking it back")
        case TooLate() if (back := returning(view)) is not None:
            return "wait", words.leg_state(back.leg.state)
        case TooLate():
            return "tick", tr("Too late")
    stopped = [leg.leg for leg in legs if leg.leg.state is LegState.STOPPED]
    waiting = [leg.leg for leg in legs if leg.leg.state is LegState.ASKED]
    if waiting:
        since = min((leg.clock_started_at for leg in waiting if leg.clock_started_at), default=None)
        return "wait", tr("Waiting {span}", span=words.span((now - since).total_seconds())) if since else tr("Waiting")
    open_ = [leg.leg for leg in legs if leg.alarm]
    if isinstance(view.case.phase, AtSupplier):
        open_ = [leg.leg for leg in legs if leg.group == Group.LIVE] or open_
    if open_:
        return "", "" if open_[0].state is LegState.OPEN else words.leg_state(open_[0].state)
    if stopped:
        how = words.how(stopped[-1].how) if stopped[-1].how else ""
        return "tick", how
    if legs and all(leg.leg.state in (LegState.NOT_ORDERED, LegState.NO_PURCHASE) for leg in legs):
        return "skip", tr("Not needed")
    return "tick", words.leg_state(legs[0].leg.state) if legs else ""


def _shopify(view: CaseView, now: datetime) -> tuple[str, str]:
    order = view.order.order
    if order.cancelled_at is not None:
        return "tick", tr("Cancelled {when}", when=short(order.cancelled_at, now))
    phase = view.case.phase
    if isinstance(phase, (Settling, Closed)) and order.chargeback is Chargeback.OPEN:
        return "wait", tr("The bank decides")
    mark = row(phase).shop_mark
    if mark == "by_end":
        return ("tick", _returned(order)) if order.returned else ("skip", tr("Not needed"))
    return mark, _shop_words(phase)


def _shop_words(phase: Phase) -> str:
    match phase:
        case Cleared():
            return tr("Ready")
        case Wanted() | RefundWanted() | RecallSent(_, None, _):
            return tr("Being sent")
        case Sent() | RefundSent() | RecallSent():
            return tr("Not known yet")
        case RecallAsked():
            return tr("Recall asked")
        case ByHand():
            return tr("By hand")
        case Claimed():
            return tr("Not seen yet")
        case TooLate():
            return tr("Refund items")
        case Drafted():
            return ""
        case _:
            return tr("After the answer")


def _returned(order: Order) -> str:
    """A part is called so; one minor unit may stay (rules §3)."""
    whole = order.received is None or order.returned >= order.received - 1
    return tr("Refunded") if whole else tr("Refunded in part")


def _money(view: CaseView) -> tuple[str, str]:
    order = view.order.order
    due = said.expected(view.spent)
    match view.case.phase:
        case Closed():  # a draft ends likewise where nothing is left, but nobody closed anything
            return "tick", tr("Closed") if view.seq else tr("Nothing is left")
        case RefundWanted(_, RefundOwed() | Settling()):
            return "wait", tr("Being sent")
        case RefundSent(_, _, RefundOwed() | Settling()):
            return "wait", tr("Not known yet")
        case ByHand(back=RefundOwed() | Settling()):
            return "", tr("By hand")
        case Claimed(back=RefundOwed() | Settling()):
            return "wait", tr("Not seen yet")
        case RefundOwed() if view.owed is None:
            return "", tr("Amount unknown")
        case RefundOwed():
            return "", tr("{amount} owed", amount=words.money(view.owed, order.currency))
        case _ if not due and (risk := said.at_risk(view.order)):  # what another supplier owes for sure is said
            return "", risk
        case Settling() if due:
            return "wait", tr("{amount} expected", amount=due)
        case Settling():
            open_ = sum(leg.group == Group.LIVE for leg in view.legs)
            return "wait", trn("%n purchase open", "%n purchases open", open_) if open_ else ""
    if due:
        return "", tr("{amount} expected", amount=due)
    return "", ""
