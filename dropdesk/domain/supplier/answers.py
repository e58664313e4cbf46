"""Which answers fit a purchase's state: what a look may have found, and what the person may have done (rules §5, first
table). Order pane and assistant offer no others; ``moves`` takes a sighting in any state, an act only where it fits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from dropdesk.domain.supplier.leg import How, Leg, LegState
from dropdesk.domain.supplier.leg_changes import NOT_DELIVERED
from dropdesk.domain.supplier.moves import perhaps_paid
from dropdesk.domain.supplier.report import Say
from dropdesk.domain.supplier.sharing import ONLY_OURS
from dropdesk.domain.supplier.status_words import PART_SHIPPED

S = LegState


class Need(StrEnum):
    """What an answer is asked for beside itself."""

    AT = "at"
    """When it was, where the person knows: a report says *that*, not *when* (rules §2)."""
    DONE = "done"
    """When the person did it: now, unless they say otherwise."""
    OPENED = "opened"
    """The day on which a dispute was opened, read off the page: it decides (R-48)."""
    UNTIL = "until"
    WINDOW = "window"
    """From when until when a dispute can be opened."""
    AMOUNT = "amount"
    BACK = "back"
    """What the supplier pays back; it may stay unknown."""
    TRACKING = "tracking"
    BACK_TRACKING = "back_tracking"
    """The number of the parcel that goes back."""
    CLAIM = "claim"
    """What the supplier says why it refuses."""
    HOW = "how"
    """How it closed by itself (``closings``)."""
    STAGE = "stage"
    """Whose turn a dispute is."""
    REASON = "reason"
    UNITS = "units"
    """Which units of the purchase it is about: some, not all."""


class Only(StrEnum):
    """What of the purchase, beside its state, makes an answer fit."""

    ALWAYS = "always"
    SEVERAL_UNITS = "several units"
    SCAN_LATE = "scan late"
    """The day of the first scan is over, and none was seen."""
    PERHAPS_PAID = "perhaps paid"
    """Nobody told whether it was paid (``moves.perhaps_paid``)."""
    OPENING_UNKNOWN = "opening unknown"
    """Nobody told when its dispute was opened."""
    PAGE_TOLD = "page told"
    """There is a word of its page that could still be so."""
    OF_A_PART = "of a part"
    """Of several units a part is to be stopped, or was asked for: "cancelled" alone would leave open of what."""
    OURS_STAYED = "ours stayed"
    """Of *only our part* the supplier stopped ours, and the page tells of the rest."""


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """One answer of the assistant's form. ``first``: among the first ones; the others stand small below them.
    ``detail``: goes into the report as it is."""

    say: Say
    needs: tuple[Need, ...] = ()
    first: bool = True
    detail: str = ""
    only: Only = Only.ALWAYS
    part: str = ""
    """Of a shared purchase: ``only_ours`` or ``all``, where the answer itself says which."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one state. ``quick``: one press in the order's pane, in the order of the trade. ``form``: what the
    assistant asks for, in its order. ``still``: what "I looked: unchanged" says; None where nobody knows a state that
    could still be so."""

    quick: tuple[Say, ...]
    form: tuple[FormAnswer, ...]
    still: Say | None = Say.UNCHANGED


def _first(say: Say, *needs: Need, detail: str = "", only: Only = Only.ALWAYS) -> FormAnswer:
    return FormAnswer(say, needs, True, detail, only)


def _below(say: Say, *needs: Need, detail: str = "", only: Only = Only.ALWAYS) -> FormAnswer:
    return FormAnswer(say, needs, False, detail, only)


_ENDED = (Say.CLOSED_ITSELF, Say.SHIPPED, Say.LABEL_ONLY, Say.DELIVERED)
_LIVE = (Say.ACCEPTED, *_ENDED)
_AFTER = (Say.OFFERS_DISPUTE, Say.UNCLEAR)
_AFTER_ALL = (Say.SHIPPED, Say.UNCLEAR)

_SHIPPED = _below(Say.SHIPPED, Need.AT, Need.TRACKING)
_SHIPPED_IN_PART = _below(Say.SHIPPED, Need.UNITS, Need.AT, Need.TRACKING, only=Only.SEVERAL_UNITS)
_CLOSED = _below(Say.CLOSED_ITSELF, Need.HOW, Need.AT)
_LAPSED = _first(Say.CLOSED_ITSELF, Need.AT, detail="unpaid")
_DELIVERED = _below(Say.DELIVERED, Need.AT)
_NUMBER = _first(Say.NUMBER, Need.TRACKING, Need.AT)
_DISPUTE = _first(Say.DISPUTE_OPENED, Need.AT)
_OFFERS = _below(Say.OFFERS_DISPUTE, Need.UNTIL)
_SCANNED = _below(Say.SCAN, Need.AT)
_RETURN = _first(Say.RETURN_AGREED, Need.UNTIL, Need.AT)
_PAYS_PART = _first(Say.PAYS_PART, Need.AMOUNT, Need.AT)
_LOSS = _below(Say.LOSS_ACCEPTED, Need.REASON)
_SAME = _below(Say.UNCHANGED, only=Only.PAGE_TOLD)
_IN_PART_AFTER_ALL = _first(Say.ACCEPTED, Need.UNITS, Need.AT, only=Only.OF_A_PART)
_OURS_STAYED = FormAnswer(Say.ACCEPTED, only=Only.OURS_STAYED, part=ONLY_OURS)


def _small(answer: FormAnswer) -> FormAnswer:
    return replace(answer, first=False)


ANSWERS: dict[LegState, Answers] = {
    S.UNLINKED: Answers(_LIVE, (_first(Say.NEVER_ORDERED), _first(Say.OWN_STOCK)), None),
    S.NOT_ORDERED: Answers(_AFTER_ALL, (_first(Say.UNCHANGED), _first(Say.UNCLEAR, detail="ordered"))),
    S.NO_PURCHASE: Answers(_LIVE, (), None),
    S.UNPAID: Answers(
        (Say.PAID, Say.DROPPED, *_ENDED),
        (_first(Say.DROPPED, Need.AT), _LAPSED, _first(Say.PAID, Need.AT), _first(Say.UNCHANGED)),
    ),
    S.OPEN: Answers(
        (Say.ASKED, *_LIVE),
        (
            _first(Say.NOT_SHIPPED),
            _first(Say.ASKED, Need.AT),
            _below(Say.ACCEPTED),
            _SHIPPED,
            _SHIPPED_IN_PART,
            _CLOSED,
            _DELIVERED,
            _below(Say.DEADLINE_TYPED, Need.UNTIL),
        ),
        Say.NOT_SHIPPED,
    ),
    S.ASKED: Answers(
        (Say.REFUSED, *_LIVE),
        (
            _first(Say.ACCEPTED),
            _first(Say.REFUSED, Need.CLAIM),
            _first(Say.NOT_SHIPPED),
            _below(Say.ACCEPTED, Need.UNITS, Need.AT, only=Only.SEVERAL_UNITS),
            _SHIPPED,
            _SHIPPED_IN_PART,
            _CLOSED,
        ),
        Say.NOT_SHIPPED,
    ),
    S.REFUSED: Answers(
        _LIVE,
        (
            _first(Say.DEMANDED, Need.DONE),
            _NUMBER,
            _first(Say.ACCEPTED),
            _IN_PART_AFTER_ALL,
            _SHIPPED,
            _CLOSED,
            _OFFERS,
            _below(Say.UNCHANGED),
        ),
        Say.NOT_SHIPPED,
    ),
    S.DEMANDED: Answers(
        _LIVE,
        (_NUMBER, _first(Say.NOT_SHIPPED), _first(Say.ACCEPTED), _IN_PART_AFTER_ALL, _SHIPPED, _CLOSED, _OFFERS),
        Say.NOT_SHIPPED,
    ),
    S.NUMBERED: Answers(
        (Say.SCAN, *_LIVE),
        (
            _first(Say.SCAN, Need.AT),
            _first(Say.NO_SCAN),
            _first(Say.ACCEPTED),
            _IN_PART_AFTER_ALL,
            _below(Say.SCAN, Need.AT, detail="elsewhere"),
            _SHIPPED,
            _OFFERS,
        ),
        Say.NOT_SHIPPED,
    ),
    S.UNPROVEN: Answers(
        _LIVE,
        (
            _first(Say.NOT_SHIPPED),
            replace(_SHIPPED, first=True),
            replace(_OFFERS, first=True),
            _small(_NUMBER),
            _below(Say.ACCEPTED),
            _IN_PART_AFTER_ALL,
            _CLOSED,
        ),
        Say.NOT_SHIPPED,
    ),
    S.DISPUTABLE: Answers(
        _LIVE,
        (
            _DISPUTE,
            _first(Say.SCAN, Need.AT),
            _below(Say.DEADLINE_TYPED, Need.WINDOW, detail="dispute"),
            _CLOSED,
            _DELIVERED,
            _SAME,
        ),
    ),
    S.DISPUTED: Answers(
        (Say.DISPUTE_WON, Say.DISPUTE_LOST, Say.DELIVERED),
        (
            _first(Say.DISPUTE_WON, Need.BACK, Need.AT),
            _first(Say.DISPUTE_STAGE, Need.STAGE, Need.UNTIL, Need.AT),
            _below(Say.DISPUTE_OPENED, Need.OPENED, only=Only.OPENING_UNKNOWN),
            _first(Say.DISPUTE_LOST),
            _below(Say.DISPUTE_SETTLED, Need.AMOUNT, Need.AT),
            _SCANNED,
            _DELIVERED,
            _SAME,
        ),
    ),
    S.RETURNING: Answers(
        _LIVE,
        (
            _first(Say.SENT_BACK, Need.BACK_TRACKING, Need.AT),
            _first(Say.RETURN_RECEIVED, Need.BACK, Need.AT),
            _first(Say.DISPUTE_LOST),
            _SAME,
        ),
    ),
    S.STOPPED: Answers(
        _AFTER_ALL,
        (
            _first(Say.UNCHANGED),
            replace(_LAPSED, only=Only.PERHAPS_PAID),
            replace(_SHIPPED, first=True),
            _first(Say.UNCLEAR, detail="not cancelled"),
        ),
    ),
    S.GONE: Answers(
        (Say.DELIVERED, Say.SCAN, Say.CAME_BACK, Say.OFFERS_DISPUTE),
        (
            _OURS_STAYED,
            replace(_DELIVERED, first=True),
            _first(Say.NO_SCAN, only=Only.SCAN_LATE),
            _DISPUTE,
            _small(_RETURN),
            _small(_PAYS_PART),
            _LOSS,
            _below(Say.CAME_BACK, Need.AT, Need.BACK),
            _SCANNED,
            _OFFERS,
            _SAME,
        ),
    ),
    S.DELIVERED: Answers(
        _AFTER, (_OURS_STAYED, _RETURN, _PAYS_PART, _DISPUTE, _LOSS, _below(Say.UNCLEAR, detail=NOT_DELIVERED), _SAME)
    ),
    S.HANDLED: Answers(_AFTER, (_first(Say.UNCLEAR, detail="changed"), _SAME)),
    S.UNCLEAR: Answers(
        (Say.AWAITS_PAYMENT, Say.PAID, Say.ASKED, *_LIVE, Say.NEVER_ORDERED),
        (
            _first(Say.PAID, Need.AT),
            _first(Say.ACCEPTED),
            replace(_SHIPPED, first=True),
            _SHIPPED_IN_PART,
            _below(Say.AWAITS_PAYMENT, Need.AT),
            _below(Say.ASKED, Need.AT),
            _CLOSED,
            _DELIVERED,
            _below(Say.NEVER_ORDERED),
            _SAME,
        ),
    ),
}
"""Every state has its answers. The pane shows ``quick``, the assistant ``form``; a test holds ``moves.ACTS`` and the
words of both against this."""


def quick(leg: Leg) -> tuple[Say, ...]:
    """What one press in the order's pane tells of this purchase, in the order of the trade."""
    answers = ANSWERS[leg.state]
    stayed = _OURS_STAYED in answers.form and _fits(_OURS_STAYED.only, leg, scan_late=False, part=False)
    return (_OURS_STAYED.say, *answers.quick) if stayed else answers.quick


def form(leg: Leg, *, shared: bool, in_part: bool, scan_late: bool) -> tuple[FormAnswer, ...]:
    """What the assistant asks of this purchase now, in its order. ``shared``: it serves other orders, too; ``in_part``:
    a part of it is to be stopped, or was asked for; ``scan_late``: the day of the first scan is over."""
    part = of_a_part(leg, in_part)
    fitting = (answer for answer in ANSWERS[leg.state].form if _fits(answer.only, leg, scan_late, part))
    return tuple(_of_parts((_of(answer, leg, part) for answer in fitting), leg, shared))


def of_a_part(leg: Leg, in_part: bool) -> bool:
    """Whether an answer about this order's units is about a part of them. ``in_part``: as in ``form``."""
    return in_part and leg.part != ONLY_OURS


def _fits(only: Only, leg: Leg, scan_late: bool, part: bool) -> bool:
    match only:
        case Only.ALWAYS:
            return True
        case Only.SEVERAL_UNITS:
            return len(leg.units) > 1
        case Only.SCAN_LATE:
            return scan_late
        case Only.PERHAPS_PAID:
            return perhaps_paid(leg)
        case Only.OPENING_UNKNOWN:
            return leg.dispute_opened_at is None
        case Only.PAGE_TOLD:
            return leg.state is not S.UNCLEAR or bool(leg.raw_status)
        case Only.OF_A_PART:
            return part and len(leg.units) > 1
        case Only.OURS_STAYED:
            return leg.part == ONLY_OURS and leg.shipped_although_stopped


def _of(answer: FormAnswer, leg: Leg, part: bool) -> FormAnswer:
    """This answer of this purchase: a part stands first where a part is what matters, and a stop asks how much comes
    back where nobody knows what the purchase cost."""
    in_part = Need.UNITS in answer.needs
    if in_part and answer.say is Say.ACCEPTED:
        answer = replace(answer, first=part)
    if in_part and answer.say is Say.SHIPPED:
        answer = replace(answer, first=leg.state is S.UNCLEAR and leg.raw_status == PART_SHIPPED)
    if leg.cost is None and (answer.say is Say.ACCEPTED or Need.HOW in answer.needs):
        answer = replace(answer, needs=(*answer.needs, Need.BACK))
    return answer


def _of_parts(answers: Iterable[FormAnswer], leg: Leg, shared: bool) -> Iterable[FormAnswer]:
    """Where only this order's part was asked for, the page may show that part, or the whole purchase, as cancelled:
    that is not the same for the other orders."""
    for answer in answers:
        whole = answer.say is Say.ACCEPTED and Need.UNITS not in answer.needs and not answer.part
        if whole and shared and leg.part == ONLY_OURS:
            yield replace(answer, part=ONLY_OURS)
            yield replace(answer, part="all")
        else:
            yield answer


def closings(state: LegState) -> tuple[How, ...]:
    """How a purchase in this state may have closed by itself, the usual way first."""
    match state:
        case LegState.UNPAID:
            return (How.UNPAID,)
        case LegState.UNCLEAR:
            return How.NOT_SHIPPED, How.UNPAID, How.PLATFORM
        case _:
            return (How.NOT_SHIPPED,)
