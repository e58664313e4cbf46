"""Which answers fit a purchase's state: what a look may have found, and what the person may have done (rules §5, first
table). Order pane and assistant offer no others; ``moves`` takes a sighting in any state, an act only where it fits."""

from __future__ import annotations

from dataclasses import dataclass

from dropdesk.domain.supplier.leg import How, LegState
from dropdesk.domain.supplier.report import Say

S = LegState


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one state. ``quick``: one press in the order's pane, in the order of the trade. ``form``: what the
    assistant asks for beside them, with what each needs. ``still``: what "I looked: unchanged" says; None where nobody
    knows a state that could still be so."""

    quick: tuple[Say, ...]
    form: frozenset[Say]
    still: Say | None = Say.UNCHANGED


_ENDED = (Say.CLOSED_ITSELF, Say.SHIPPED, Say.LABEL_ONLY, Say.DELIVERED)
_LIVE = (Say.ACCEPTED, *_ENDED)
_AFTER = (Say.OFFERS_DISPUTE, Say.UNCLEAR)
_AFTER_ALL = (Say.SHIPPED, Say.UNCLEAR)
_ARRIVED = frozenset({Say.RETURN_AGREED, Say.PAYS_PART, Say.DISPUTE_OPENED, Say.LOSS_ACCEPTED, Say.UNCHANGED})


def _form(*says: Say) -> frozenset[Say]:
    return frozenset(says)


ANSWERS: dict[LegState, Answers] = {
    S.UNLINKED: Answers(_LIVE, _form(Say.NEVER_ORDERED, Say.OWN_STOCK), None),
    S.NOT_ORDERED: Answers(_AFTER_ALL, _form(Say.UNCHANGED, Say.UNCLEAR)),
    S.NO_PURCHASE: Answers(_LIVE, _form(), None),
    S.UNPAID: Answers(
        (Say.PAID, Say.DROPPED, *_ENDED), _form(Say.DROPPED, Say.CLOSED_ITSELF, Say.PAID, Say.UNCHANGED)
    ),
    S.OPEN: Answers(
        (Say.ASKED, *_LIVE),
        _form(Say.NOT_SHIPPED, Say.ASKED, Say.ACCEPTED, Say.SHIPPED, Say.CLOSED_ITSELF, Say.DELIVERED,
              Say.DEADLINE_TYPED),
        Say.NOT_SHIPPED,
    ),
    S.ASKED: Answers(
        (Say.REFUSED, *_LIVE),
        _form(Say.ACCEPTED, Say.REFUSED, Say.NOT_SHIPPED, Say.SHIPPED, Say.CLOSED_ITSELF),
        Say.NOT_SHIPPED,
    ),
    S.REFUSED: Answers(
        _LIVE,
        _form(Say.DEMANDED, Say.NUMBER, Say.ACCEPTED, Say.SHIPPED, Say.CLOSED_ITSELF, Say.OFFERS_DISPUTE,
              Say.UNCHANGED),
        Say.NOT_SHIPPED,
    ),
    S.DEMANDED: Answers(
        _LIVE,
        _form(Say.NUMBER, Say.NOT_SHIPPED, Say.ACCEPTED, Say.SHIPPED, Say.CLOSED_ITSELF, Say.OFFERS_DISPUTE),
        Say.NOT_SHIPPED,
    ),
    S.NUMBERED: Answers(
        (Say.SCAN, *_LIVE),
        _form(Say.SCAN, Say.NO_SCAN, Say.ACCEPTED, Say.SHIPPED, Say.OFFERS_DISPUTE),
        Say.NOT_SHIPPED,
    ),
    S.UNPROVEN: Answers(
        _LIVE,
        _form(Say.NOT_SHIPPED, Say.SHIPPED, Say.OFFERS_DISPUTE, Say.NUMBER, Say.ACCEPTED, Say.CLOSED_ITSELF),
        Say.NOT_SHIPPED,
    ),
    S.DISPUTABLE: Answers(
        _LIVE,
        _form(Say.DISPUTE_OPENED, Say.SCAN, Say.DEADLINE_TYPED, Say.CLOSED_ITSELF, Say.DELIVERED, Say.UNCHANGED),
    ),
    S.DISPUTED: Answers(
        (Say.DISPUTE_WON, Say.DISPUTE_LOST, Say.DELIVERED),
        _form(Say.DISPUTE_WON, Say.DISPUTE_STAGE, Say.DISPUTE_OPENED, Say.DISPUTE_LOST, Say.DISPUTE_SETTLED, Say.SCAN,
              Say.DELIVERED, Say.UNCHANGED),
    ),
    S.RETURNING: Answers(_LIVE, _form(Say.SENT_BACK, Say.RETURN_RECEIVED, Say.DISPUTE_LOST, Say.UNCHANGED)),
    S.STOPPED: Answers(_AFTER_ALL, _form(Say.UNCHANGED, Say.CLOSED_ITSELF, Say.SHIPPED, Say.UNCLEAR)),
    S.GONE: Answers(
        (Say.DELIVERED, Say.SCAN, Say.CAME_BACK, Say.OFFERS_DISPUTE),
        _ARRIVED | {Say.DELIVERED, Say.NO_SCAN, Say.CAME_BACK, Say.SCAN, Say.OFFERS_DISPUTE},
    ),
    S.DELIVERED: Answers(_AFTER, _ARRIVED | {Say.UNCLEAR}),
    S.HANDLED: Answers(_AFTER, _form(Say.UNCLEAR, Say.UNCHANGED)),
    S.UNCLEAR: Answers(
        (Say.AWAITS_PAYMENT, Say.PAID, Say.ASKED, *_LIVE, Say.NEVER_ORDERED),
        _form(Say.PAID, Say.ACCEPTED, Say.SHIPPED, Say.AWAITS_PAYMENT, Say.ASKED, Say.CLOSED_ITSELF, Say.DELIVERED,
              Say.NEVER_ORDERED, Say.UNCHANGED),
    ),
}  # fmt: skip
"""Every state has its answers; a test holds the form, the pane and ``moves.ACTS`` against this."""


def closings(state: LegState) -> tuple[How, ...]:
    """How a purchase in this state may have closed by itself, the usual way first."""
    match state:
        case LegState.UNPAID:
            return (How.UNPAID,)
        case LegState.UNCLEAR:
            return How.NOT_SHIPPED, How.UNPAID, How.PLATFORM
        case _:
            return (How.NOT_SHIPPED,)
