"""What a scope of units means at Shopify: by which route, what must be recalled first, what a refund can name (rules
§3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dropdesk.domain.case.shape.phases import CancelPlan, Cleared, Phase
from dropdesk.domain.order import FulfilmentRequest, Order, Recall
from dropdesk.domain.supplier.leg import Unit
from dropdesk.domain.values import Quantities, Take
from dropdesk.domain.verdict.units import Units
from dropdesk.domain.verdict.verdict import Route


def route_of(units: Units, chosen: tuple[Unit, ...]) -> Route:
    order = units.situation.order
    whole = set(chosen) == set(units.left)
    if whole and (not units.fulfilled or order.received == 0):
        return Route.CANCEL
    return Route.EDIT_BY_HAND if order.received == 0 else Route.ITEMS


def called_anew(phase: Cleared, called: set[str]) -> Cleared:
    """Of a recall that is asked for (again), nobody knows yet that it failed."""
    if not phase.recall_failed:
        return phase
    left = tuple(one for one in phase.not_given_back if one not in called)
    return replace(phase, recall_failed=bool(left), not_given_back=left)


def recallable(scope: Quantities, order: Order) -> tuple[tuple[str, bool], ...]:
    """Fulfilment requests for lines of the scope that can be called back: id, and whether at once."""
    wanted = {take.line for take in scope}
    return tuple(
        (request.id, str(request.recall) == "cancel")
        for request in order.requests
        if str(request.recall) != "none" and wanted & {take.line for take in request.lines}
    )


def to_recall(phase: Phase, order: Order) -> bool:
    """Whether units of the scope are with a fulfilment service that Shopify offers to call back: that comes first, on
    both routes (rules §3 "Route"). A recall that failed leaves *items* for what was called back then; one that was
    granted is no answer to a new request."""
    return isinstance(phase, Cleared) and requested(phase, order) and bool(recalls_to_call(phase, order))


def recalls_to_call(phase: Cleared, order: Order) -> list[FulfilmentRequest]:
    """What holds a line of the scope, can be called back, and was not called back in vain."""
    holds = with_service(phase, order)
    return [one for one in holds if one.recall is not Recall.NONE and not recall_in_vain(phase, one, order)]


def recall_in_vain(phase: Cleared, request: FulfilmentRequest, order: Order) -> bool:
    """Whether its recall failed, and nobody asked for its units anew since: that one can be called back, and is
    first."""
    if not phase.recall_failed or (phase.not_given_back and request.id not in phase.not_given_back):
        return False
    return not _newer(request, order)


def recall_awaited(phase: Phase, order: Order) -> datetime | None:
    """When a fulfilment service was asked, by anybody, to give units of the scope back, where it has not answered:
    until it does, nothing of them is cancelled or refunded (rules §5 RecallAsked). None: nothing is awaited."""
    if not isinstance(phase, Cleared) or not requested(phase, order):
        return None
    asked = [
        request.recall_asked_at or request.updated_at or order.seen.at
        for request in with_service(phase, order)
        if not recall_in_vain(phase, request, order)
        and (request.request_status.upper() == "CANCELLATION_REQUESTED" or _unanswered(request, order))
    ]
    return max(asked, default=None)


def _unanswered(request: FulfilmentRequest, order: Order) -> bool:
    """Whether it was asked to give its units back, and not asked for them anew since: a recall that was granted is no
    answer to a newer request. While one is under way Shopify offers no other."""
    if request.recall_asked_at is None or _recall_rejected(request) or request.recall is not Recall.NONE:
        return False
    return not _newer(request, order)


def _newer(request: FulfilmentRequest, order: Order) -> bool:
    """Whether its units were asked for after they were last asked back."""
    recalled, lines = request.recall_asked_at, {take.line for take in request.lines}
    # Where nobody tells when it was asked for, its newest change stands in that place, and a recall is one.
    asked = [line.requested_at for line in order.lines if line.id in lines and line.requested_at != request.updated_at]
    return recalled is not None and any(at is not None and at > recalled for at in asked)


def with_service(phase: Cleared, order: Order) -> list[FulfilmentRequest]:
    """The requests that hold a line of the scope."""
    lines = {take.line for take in phase.scope}
    return [request for request in order.requests if lines & {take.line for take in request.lines}]


def _recall_rejected(request: FulfilmentRequest) -> bool:
    return request.request_status.upper() == "CANCELLATION_REJECTED"


def in_progress(phase: Cleared, order: Order) -> Quantities:
    """Units of the scope that Shopify shows as requested or in progress and that nobody can call back from here: it
    may still refuse to cancel them, and that is its answer to give (shopify.md §4)."""
    if not requested(phase, order):
        return ()
    lines = {take.line for take in phase.scope}
    return tuple(Take(line.id, line.requested) for line in order.lines if line.id in lines and line.requested)


def more_in_progress(plan: CancelPlan, back: Cleared, order: Order) -> bool:
    """Whether more is in progress than the page showed when it was pressed."""
    known = {take.line: take.quantity for take in plan.in_progress}
    return any(take.quantity > known.get(take.line, 0) for take in in_progress(back, order))


def names_held(order: Order, lines: Quantities) -> bool:
    """Whether these units go beyond what a refund can name: Shopify still counts a refund of them that failed. Then the
    money goes by amount alone, and is laid on the lines by value as any such refund (rules §3 "Which unit?")."""
    free = {line.id: line.quantity - line.returned - line.held for line in order.lines if line.held}
    return any(take.quantity > free.get(take.line, take.quantity) for take in lines)


def not_given_back(phase: Cleared, which: set[str], why: str, text: str = "") -> Cleared:
    """A recall (of these fulfilment orders) that was refused, rejected or never answered: what is left is to refund
    items (rules §5). Where no money is left to go back, the order is cancelled, and Shopify decides; where none came
    in, it is edited by hand."""
    known = () if phase.recall_failed and not phase.not_given_back else tuple(sorted({*phase.not_given_back, *which}))
    return replace(
        phase, route=_without_recall(phase), recalled=True, recall_failed=True, not_given_back=known, why=why, text=text
    )


def _without_recall(phase: Cleared) -> Route:
    """What is left where the units were not given back."""
    return phase.route if phase.route in (Route.WITHOUT_REFUND, Route.EDIT_BY_HAND) else Route.ITEMS


def turned_down(phase: Cleared, order: Order) -> set[str]:
    """The fulfilment orders that the service refused to give back, whoever asked; none while Shopify offers another
    recall."""
    if not requested(phase, order) or to_recall(phase, order):
        return set()
    return recalls_rejected(phase, order)


def recalls_rejected(phase: Cleared, order: Order) -> set[str]:
    """The fulfilment orders that the service refused to give back, and of which that is not known yet."""
    return {
        request.id
        for request in with_service(phase, order)
        if _recall_rejected(request) and not recall_in_vain(phase, request, order)
    }


def waits_for_recall(back: Phase, order: Order) -> bool:
    return to_recall(back, order) or recall_awaited(back, order) is not None


def requested(back: Cleared, order: Order) -> bool:
    """Whether a line of the scope is still with a fulfilment service. What the person saw in the admin holds until
    Shopify itself is read again; a file tells nothing of it."""
    read = not order.from_file and back.recall_seen is not None and order.seen.at > back.recall_seen
    if back.recall_seen is not None and not read:
        return False
    lines = {take.line for take in back.scope}
    return any(line.requested for line in order.lines if line.id in lines)


def requested_after(request: FulfilmentRequest, at: datetime, order: Order) -> bool:
    """Whether its units were asked for after that recall, and it was never called back itself."""
    lines = {take.line for take in request.lines}
    asked = [line.requested_at for line in order.lines if line.id in lines and line.requested]
    known = [one for one in asked if one is not None]
    return request.recall_asked_at is None and bool(known) and len(known) == len(asked) and min(known) > at


def recall_answered(back: Cleared, order: Order) -> Cleared:
    """No unit of the scope is with a service any more: given back, or sent (then it is refunded as an item)."""
    nobodys = replace(back, recalled=True, recall_failed=False, not_given_back=(), text="")
    if is_given_back(back, order):
        return replace(nobodys, why="recalled")
    return replace(nobodys, route=_without_recall(back), why="recall_sent_on")


def is_given_back(back: Cleared, order: Order) -> bool:
    """Whether every unit of the scope lies where it can be sent from, and none is with a service: one that was sent was
    not given back (rules §4.3)."""
    if requested(back, order):
        return False
    if back.route is Route.WITHOUT_REFUND:  # its scope is the order, what is returned too
        return not any(line.fulfilled for line in order.lines)
    # Nobody tells whether what was refunded earlier had been sent: it counts for nothing that lies here.
    here = {line.id: line.quantity - line.fulfilled - line.returned for line in order.lines}
    return all(here.get(take.line, 0) >= take.quantity for take in back.scope)
