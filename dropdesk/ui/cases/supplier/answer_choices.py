"""What the assistant calls each answer about a purchase: ``supplier.answers`` says which fit, and what each needs."""

from __future__ import annotations

from dataclasses import dataclass

from dropdesk.domain.case.shown.view import LegView
from dropdesk.domain.supplier.answers import FormAnswer, Need, Only, form, of_a_part
from dropdesk.domain.supplier.leg import LegState
from dropdesk.domain.supplier.leg_changes import NOT_DELIVERED
from dropdesk.domain.supplier.report import Say
from dropdesk.domain.supplier.sharing import ONLY_OURS
from dropdesk.ui.i18n import tr
from dropdesk.ui.orders.pane.side_facts import other_orders

S = LegState
Words = tuple[str, str]
"""What an answer is called, and the second line that a large one has."""


@dataclass(frozen=True, slots=True)
class AnswerChoice:
    """An answer with its words, as the form shows it."""

    answer: FormAnswer
    text: str
    second: str = ""

    @property
    def say(self) -> Say:
        """What it reports."""
        return self.answer.say

    @property
    def needs(self) -> tuple[Need, ...]:
        """What it is asked for beside itself."""
        return self.answer.needs

    @property
    def large(self) -> bool:
        """Whether it stands among the first."""
        return self.answer.first

    @property
    def detail(self) -> str:
        """What goes into the report where no field says it."""
        return self.answer.detail

    @property
    def part(self) -> str:
        """Of a shared purchase: which part it is about, where the answer itself says so."""
        return self.answer.part

    @property
    def key(self) -> str:
        """Tells it from the other answers of a form, and its draft from theirs."""
        return f"{self.say}.{self.detail}.{'units' if Need.UNITS in self.needs else ''}{self.part}"


def answer_choices(leg: LegView, again: str = "") -> tuple[AnswerChoice, ...]:
    """The answers for a leg in its present state. ``again``: when to look again where nothing has come yet."""
    fitting = form(leg.leg, shared=bool(leg.shared_with), in_part=_in_part(leg), scan_late=leg.scan_late)
    return tuple(AnswerChoice(answer, *_words(answer, leg, again)) for answer in fitting)


def _words(answer: FormAnswer, leg: LegView, again: str) -> Words:
    state = leg.leg.state
    match answer.say:
        case Say.ACCEPTED:
            return _cancelled(answer, leg)
        case Say.NOT_SHIPPED:
            return _nothing_yet(state, again)
        case Say.SHIPPED:
            return _shipped(answer, state)
        case Say.SCAN | Say.NO_SCAN:
            return _scan(answer, state)
        case Say.UNCHANGED:
            return _unchanged(state)
        case Say.UNCLEAR:
            return _otherwise(answer.detail), ""
        case Say.CLOSED_ITSELF | Say.PAID | Say.DISPUTE_OPENED | Say.DEADLINE_TYPED | Say.DISPUTE_LOST:
            return _by_detail(answer, state)
        case say:
            return _always()[say]


def _in_part(leg: LegView) -> bool:
    return bool(leg.wished or leg.requested)


def _cancelled(answer: FormAnswer, leg: LegView) -> Words:
    """Chosen where the cost is known, it is said: nothing more is asked."""
    if Need.UNITS in answer.needs:
        return tr("Cancelled after all, in part") if answer.only is Only.OF_A_PART else tr("In part"), ""
    part = of_a_part(leg.leg, _in_part(leg))
    follows = tr("An e-mail follows. The refund clock starts.")
    if answer.part == ONLY_OURS:
        rest = tr("What was shipped is the rest of the purchase.") if answer.only is Only.OURS_STAYED else follows
        return tr("This order’s part is cancelled"), rest
    if answer.part:
        orders = other_orders(leg.shared_with)
        return tr("All of it is cancelled"), tr("Then the goods of {orders} are stopped as well.", orders=orders)
    match leg.leg.state:
        case S.REFUSED | S.DEMANDED | S.NUMBERED | S.UNPROVEN:
            return tr("All of it is cancelled after all") if part else tr("Cancelled after all"), follows
        case S.ASKED if part:
            return tr("All of it is cancelled"), follows
        case _:
            return tr("Cancelled"), follows


def _nothing_yet(state: LegState, again: str) -> Words:
    match state:
        case S.ASKED:
            return tr("Nothing yet"), tr("Look again {when}.", when=again) if again else tr("Still open.")
        case S.DEMANDED:
            return tr("No number yet"), tr("After the deadline: ask again, or it closes.")
        case S.UNPROVEN:
            return tr("Still not shipped"), tr("Ask again, or wait until it closes.")
        case _:
            return tr("Paid, not shipped"), tr("Ask in step 2.")


def _shipped(answer: FormAnswer, state: LegState) -> Words:
    if Need.UNITS in answer.needs:
        return tr("Shipped in part"), tr("How many of them? The rest is still open.")
    seconds = {
        S.UNPROVEN: tr("Without proof: a dispute is possible."),
        S.STOPPED: tr("The supplier comes first again."),
    }
    return tr("It was shipped"), seconds.get(state, "")


def _scan(answer: FormAnswer, state: LegState) -> Words:
    if answer.say is Say.NO_SCAN and state is S.GONE:
        return tr("No scan in time"), tr("Then a dispute is possible.")
    if answer.say is Say.NO_SCAN:
        return tr("No scan yet"), tr("After the deadline shipping is not proven.")
    if answer.detail:
        return tr("Scanned somewhere else"), ""
    return tr("First scan seen"), tr("It is on its way.") if answer.first else ""


def _unchanged(state: LegState) -> Words:
    """The page shows what it showed: a look (rules §3)."""
    looked = tr("You looked just now.") if state in (S.STOPPED, S.NOT_ORDERED) else ""
    words = {
        S.UNPAID: tr("Still unpaid"),
        S.UNCLEAR: tr("Still the same"),
        S.REFUSED: tr("Still refused"),
        S.DISPUTABLE: tr("Still no scan"),
        S.DISPUTED: tr("Dispute unchanged"),
        S.RETURNING: tr("Return unchanged"),
        S.GONE: tr("Still on its way"),
        S.DELIVERED: tr("Still delivered"),
        S.STOPPED: tr("Still cancelled"),
        S.NOT_ORDERED: tr("Still nothing ordered"),
        S.HANDLED: tr("Still settled"),
    }
    return words[state], looked


def _otherwise(detail: str) -> str:
    if detail == NOT_DELIVERED:
        return tr("Not true")
    return tr("There is a purchase after all") if detail == "ordered" else tr("The page says something else")


def _by_detail(answer: FormAnswer, state: LegState) -> Words:
    """Answers that are called otherwise by what they are asked for, or by the state."""
    match answer.say:
        case Say.CLOSED_ITSELF if answer.detail:
            return tr("It lapsed unpaid"), ""
        case Say.CLOSED_ITSELF:
            return tr("Closed already"), tr("By itself or by AliExpress.")
        case Say.PAID:
            return tr("It is paid") if state is S.UNPAID else tr("Paid, not shipped"), ""
        case Say.DISPUTE_OPENED:
            known = Need.OPENED in answer.needs
            return tr("I know when it was opened") if known else tr("I opened a dispute"), ""
        case Say.DISPUTE_LOST:
            return tr("It fell through") if state is S.RETURNING else tr("Lost or withdrawn"), ""
        case _:
            dispute = Need.WINDOW in answer.needs
            return tr("The page shows the dispute’s dates") if dispute else tr("It names a shipping deadline"), ""


def _always() -> dict[Say, Words]:
    """Answers that are called the same wherever they stand."""
    return {
        Say.ASKED: (tr("A request is open already"), ""),
        Say.AWAITS_PAYMENT: (tr("It awaits payment"), ""),
        Say.CAME_BACK: (tr("It came back"), ""),
        Say.DELIVERED: (tr("Delivered"), ""),
        Say.DEMANDED: (tr("I demanded the number"), tr("Their time to give it starts then.")),
        Say.DISPUTE_SETTLED: (tr("Settled for a part"), ""),
        Say.DISPUTE_STAGE: (tr("Something changed"), tr("Whose turn is it, and until when?")),
        Say.DISPUTE_WON: (tr("Won"), tr("The refund clock starts.")),
        Say.DROPPED: (tr("I dropped it"), tr("Nothing was paid, nothing ships.")),
        Say.LOSS_ACCEPTED: (tr("I accept the loss"), tr("It stays in the record.")),
        Say.NEVER_ORDERED: (tr("Nothing was ordered"), ""),
        Say.NUMBER: (tr("They gave a number"), tr("A number alone is no proof: wait for a scan.")),
        Say.OFFERS_DISPUTE: (tr("The page offers a dispute"), ""),
        Say.OWN_STOCK: (tr("From own stock"), ""),
        Say.PAYS_PART: (tr("They pay a part"), tr("The goods stay.")),
        Say.REFUSED: (tr("Refused"), tr("Next: demand the tracking number.")),
        Say.RETURN_AGREED: (tr("A return is agreed"), ""),
        Say.RETURN_RECEIVED: (tr("Return received, refund agreed"), ""),
        Say.SENT_BACK: (tr("I sent it back"), tr("With tracking, or it does not count.")),
    }
