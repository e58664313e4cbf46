"""Which purchases a case is about, which of them comes first, and the step that is about one."""

from __future__ import annotations

from dropdesk.domain.case.shown.view import CaseView, LegView
from dropdesk.domain.supplier.leg import Group, LegState
from dropdesk.ui.cases.base.frame import Frame


def needed(view: CaseView) -> list[LegView]:
    """The legs this case is about, in the order of what they serve (a move sets its leg last): those the wish needs;
    once all of it went back, those that somebody did something about, else all."""
    place = {line.id: n for n, line in enumerate(view.order.order.lines)}
    legs = [leg for leg in view.legs if leg.needed]
    legs = legs or [leg for leg in view.legs if leg.leg.acted_on] or list(view.legs)
    return sorted(legs, key=lambda leg: min(((place.get(line, 0), n) for line, n in leg.leg.units), default=(0, 0)))


def place(leg: LegView) -> int:
    """The step that is about this leg now: 2 where the supplier is asked, or its page must be explained, else 3."""
    if leg.leg.state in (LegState.UNLINKED, LegState.UNPAID, LegState.OPEN, LegState.UNCLEAR):
        return 2
    unwritten = leg.leg.request_ticked_at is not None and leg.leg.message_ticked_at is None
    return 2 if leg.leg.state is LegState.ASKED and unwritten else 3  # a message belongs to the request


def alarming(view: CaseView) -> LegView | None:
    """The first leg with which goods and money may both be lost: what is not shipped yet before what is."""
    legs = [leg for leg in needed(view) if leg.alarm]
    return next((leg for leg in legs if leg.group == Group.LIVE), next(iter(legs), None))


def returning(view: CaseView) -> LegView | None:
    """The first purchase of the case whose return is agreed: its act comes before every other (V-17)."""
    return next((leg for leg in needed(view) if leg.leg.state is LegState.RETURNING), None)


def chosen(frame: Frame, view: CaseView) -> LegView | None:
    """The leg that is worked on: the picked one, else the first that still needs somebody, else the first."""
    legs = needed(view)
    picked = next((leg for leg in legs if leg.leg.id == frame.leg), None)
    if picked is not None:
        return picked
    live = [leg for leg in legs if leg.group == Group.LIVE]
    first = next((leg for leg in live if not done(leg)), None)
    back = next((leg for leg in legs if leg.leg.state is LegState.RETURNING), None)
    return (
        first
        or next(iter(live), None)
        or back
        or next((leg for leg in legs if leg.alarm), None)
        or next(iter(legs), None)
    )


def done(leg: LegView) -> bool:
    """Nothing is left to do for this leg on this page."""
    asked = leg.leg.request_ticked_at is not None and leg.leg.message_ticked_at is not None
    return leg.group == Group.FREE or (leg.leg.state is LegState.ASKED and asked)
