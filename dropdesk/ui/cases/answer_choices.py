"""What a look may have found, by the state of the purchase: the answers that a page offers and what each needs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dropdesk.domain.case.view import LegView
from dropdesk.domain.supplier.leg import LegState
from dropdesk.domain.supplier.leg_changes import NOT_DELIVERED
from dropdesk.domain.supplier.moves import perhaps_paid
from dropdesk.domain.supplier.report import Say
from dropdesk.domain.supplier.sharing import ONLY_OURS
from dropdesk.domain.supplier.status_words import PART_SHIPPED
from dropdesk.ui.i18n import tr
from dropdesk.ui.orders.side_facts import other_orders

S = LegState


@dataclass(frozen=True, slots=True)
class AnswerChoice:
    """``needs``: at (optional: a report says *that*, not *when*), done (when the person did it), until, window, amount,
    opened (a dispute's day, off the page), back (what the supplier pays back, may stay unknown), tracking,
    back_tracking, claim, how, stage, reason, units. ``large``: among the first answers; the others stand smaller
    below."""

    say: Say
    text: str
    second: str = ""
    needs: tuple[str, ...] = ()
    large: bool = True
    detail: str = ""
    part: str = ""
    """Of a shared purchase: ``only_ours`` or ``all``, where the answer itself says which."""

    @property
    def key(self) -> str:
        return f"{self.say}.{self.detail}.{'units' if 'units' in self.needs else ''}{self.part}"


def _stop_needs(leg: LegView, *needs: str) -> tuple[str, ...]:
    """What a stop asks: how much comes back, where nobody knows what the purchase cost (it may stay unknown)."""
    return needs if leg.leg.cost is not None else (*needs, "back")


def _accepted(leg: LegView, large: bool = True, text: str = "") -> tuple[AnswerChoice, ...]:
    """Needs nothing where the cost is known: to choose it is to say it. Where only this order's part was asked for, the
    page may show that part, or the whole purchase, as cancelled: that is not the same for the other orders."""
    second, needs = tr("An e-mail follows. The refund clock starts."), _stop_needs(leg)
    if leg.leg.part != ONLY_OURS or not leg.shared_with:
        return (AnswerChoice(Say.ACCEPTED, text or tr("Cancelled"), second, needs, large),)
    orders = other_orders(leg.shared_with)
    return (
        AnswerChoice(Say.ACCEPTED, tr("This order’s part is cancelled"), second, needs, large, part=ONLY_OURS),
        AnswerChoice(Say.ACCEPTED, tr("All of it is cancelled"), tr("Then the goods of {orders} are stopped as well.",
               orders=orders), needs, large, part="all"),
    )  # fmt: skip


def _of_a_part(leg: LegView) -> bool:
    """Whether a part of the purchase is to be stopped, or was asked for: "cancelled" alone would leave open of what."""
    return bool(leg.wished or leg.requested) and leg.leg.part != ONLY_OURS


def _accepted_in_part(leg: LegView, large: bool, text: str = "") -> tuple[AnswerChoice, ...]:
    if len(leg.leg.units) < 2:
        return ()
    return (AnswerChoice(Say.ACCEPTED, text or tr("In part"), "", _stop_needs(leg, "units", "at"), large),)


def _ours_stayed(leg: LegView) -> tuple[AnswerChoice, ...]:
    """Of *only our part* the supplier stopped ours, and the page tells of the rest: said of ours, it is none of it."""
    if leg.leg.part != ONLY_OURS or not leg.leg.shipped_although_stopped:
        return ()
    rest = tr("What was shipped is the rest of the purchase.")
    return (
        AnswerChoice(Say.ACCEPTED, tr("This order’s part is cancelled"), rest, _stop_needs(leg), True, part=ONLY_OURS),
    )  # fmt: skip


def _shipped(large: bool = False, second: str = "") -> AnswerChoice:
    return AnswerChoice(Say.SHIPPED, tr("It was shipped"), second, ("at", "tracking"), large)


def _shipped_in_part(leg: LegView) -> tuple[AnswerChoice, ...]:
    """SELLER_PART_SEND_GOODS: the quantities are asked, and the purchase splits (rules §3)."""
    if len(leg.leg.units) < 2:
        return ()
    large = leg.leg.state is S.UNCLEAR and leg.leg.raw_status == PART_SHIPPED
    second = tr("How many of them? The rest is still open.")
    return (AnswerChoice(Say.SHIPPED, tr("Shipped in part"), second, ("units", "at", "tracking"), large),)


def _closed(leg: LegView, large: bool = False) -> AnswerChoice:
    needs = _stop_needs(leg, "how", "at")
    return AnswerChoice(Say.CLOSED_ITSELF, tr("Closed already"), tr("By itself or by AliExpress."), needs, large)


def _delivered(large: bool = False) -> AnswerChoice:
    return AnswerChoice(Say.DELIVERED, tr("Delivered"), "", ("at",), large)


def _number(large: bool = True) -> AnswerChoice:
    second = tr("A number alone is no proof: wait for a scan.")
    return AnswerChoice(Say.NUMBER, tr("They gave a number"), second, ("tracking", "at"), large)


def _dispute(large: bool = True) -> AnswerChoice:
    return AnswerChoice(Say.DISPUTE_OPENED, tr("I opened a dispute"), "", ("at",), large)


def _offers(large: bool = False) -> AnswerChoice:
    return AnswerChoice(Say.OFFERS_DISPUTE, tr("The page offers a dispute"), "", ("until",), large)


def _scan(large: bool = True) -> AnswerChoice:
    return AnswerChoice(Say.SCAN, tr("First scan seen"), tr("It is on its way."), ("at",), large)


def _opened(leg: LegView) -> tuple[AnswerChoice, ...]:
    """When it was opened, where nobody told: the day decides (R-48)."""
    if leg.leg.dispute_opened_at is not None:
        return ()
    return (AnswerChoice(Say.DISPUTE_OPENED, tr("I know when it was opened"), "", ("opened",), False),)


def _same(leg: LegView) -> tuple[AnswerChoice, ...]:
    """The page shows what it showed: a look (rules §3), where there is something that it showed."""
    words = {
        S.UNCLEAR: tr("Still the same") if leg.leg.raw_status else "",
        S.DISPUTED: tr("Dispute unchanged"),
        S.RETURNING: tr("Return unchanged"),
        S.GONE: tr("Still on its way"),
        S.DELIVERED: tr("Still delivered"),
        S.DISPUTABLE: tr("Still no scan"),
        S.HANDLED: tr("Still settled"),
    }.get(leg.leg.state, "")
    return (AnswerChoice(Say.UNCHANGED, words, "", (), False),) if words else ()


def answer_choices(leg: LegView, again: str = "") -> tuple[AnswerChoice, ...]:
    """The answers for a leg in its present state. ``again``: when to look again where nothing has come yet."""
    for group in (_before_answer, _after_refusal, _in_dispute, _on_its_way):
        found = group(leg, again)
        if found:
            return found
    return ()


def _before_answer(leg: LegView, again: str) -> tuple[AnswerChoice, ...]:
    match leg.leg.state:
        case S.ASKED:
            nothing = tr("Look again {when}.", when=again) if again else tr("Still open.")
            return (
                *_accepted(leg, text=tr("All of it is cancelled") if _of_a_part(leg) else ""),
                AnswerChoice(Say.REFUSED, tr("Refused"), tr("Next: demand the tracking number."), ("claim",)),
                AnswerChoice(Say.NOT_SHIPPED, tr("Nothing yet"), nothing),
                *_accepted_in_part(leg, _of_a_part(leg)),
                _shipped(),
                *_shipped_in_part(leg),
                _closed(leg),
            )
        case S.OPEN:
            return (
                AnswerChoice(Say.NOT_SHIPPED, tr("Paid, not shipped"), tr("Ask in step 2.")),
                AnswerChoice(Say.ASKED, tr("A request is open already"), "", ("at",)),
                *_accepted(leg, False),
                _shipped(),
                *_shipped_in_part(leg),
                _closed(leg),
                _delivered(),
                AnswerChoice(Say.DEADLINE_TYPED, tr("It names a shipping deadline"), "", ("until",), False),
            )
        case S.UNPAID:
            return (
                AnswerChoice(Say.DROPPED, tr("I dropped it"), tr("Nothing was paid, nothing ships."), ("at",)),
                AnswerChoice(Say.CLOSED_ITSELF, tr("It lapsed unpaid"), "", ("at",), True, "unpaid"),
                AnswerChoice(Say.PAID, tr("It is paid"), "", ("at",)),
                AnswerChoice(Say.UNCHANGED, tr("Still unpaid")),
            )
        case S.UNLINKED:
            return (
                AnswerChoice(Say.NEVER_ORDERED, tr("Nothing was ordered")),
                AnswerChoice(Say.OWN_STOCK, tr("From own stock")),
            )
        case S.UNCLEAR:
            return (
                AnswerChoice(Say.PAID, tr("Paid, not shipped"), "", ("at",)),
                *_accepted(leg),
                _shipped(True),
                *_shipped_in_part(leg),
                AnswerChoice(Say.AWAITS_PAYMENT, tr("It awaits payment"), "", ("at",), False),
                AnswerChoice(Say.ASKED, tr("A request is open already"), "", ("at",), False),
                _closed(leg),
                _delivered(),
                AnswerChoice(Say.NEVER_ORDERED, tr("Nothing was ordered"), "", (), False),
                *_same(leg),
            )
    return ()


def _after_refusal(leg: LegView, again: str) -> tuple[AnswerChoice, ...]:
    part = _of_a_part(leg)
    after_all = tr("All of it is cancelled after all") if part else tr("Cancelled after all")
    in_part = _accepted_in_part(leg, True, tr("Cancelled after all, in part")) if part else ()
    match leg.leg.state:
        case S.REFUSED:
            return (
                AnswerChoice(
                    Say.DEMANDED, tr("I demanded the number"), tr("Their time to give it starts then."), ("done",)
                ),
                _number(),
                *_accepted(leg, text=after_all),
                *in_part,
                _shipped(),
                _closed(leg),
                _offers(),
                AnswerChoice(Say.UNCHANGED, tr("Still refused"), "", (), False),
            )
        case S.DEMANDED:
            return (
                _number(),
                AnswerChoice(Say.NOT_SHIPPED, tr("No number yet"), tr("After the deadline: ask again, or it closes.")),
                *_accepted(leg, text=after_all),
                *in_part,
                _shipped(),
                _closed(leg),
                _offers(),
            )
        case S.NUMBERED:
            return (
                _scan(),
                AnswerChoice(Say.NO_SCAN, tr("No scan yet"), tr("After the deadline shipping is not proven.")),
                *_accepted(leg, text=after_all),
                *in_part,
                AnswerChoice(Say.SCAN, tr("Scanned somewhere else"), "", ("at",), False, "elsewhere"),
                _shipped(),
                _offers(),
            )
        case S.UNPROVEN:
            return (
                AnswerChoice(Say.NOT_SHIPPED, tr("Still not shipped"), tr("Ask again, or wait until it closes.")),
                _shipped(True, tr("Without proof: a dispute is possible.")),
                _offers(True),
                _number(False),
                *_accepted(leg, False, after_all),
                *in_part,
                _closed(leg),
            )
    return ()


def _in_dispute(leg: LegView, again: str) -> tuple[AnswerChoice, ...]:
    match leg.leg.state:
        case S.DISPUTABLE:
            return (
                _dispute(),
                _scan(),
                AnswerChoice(
                    Say.DEADLINE_TYPED, tr("The page shows the dispute’s dates"), "", ("window",), False, "dispute"
                ),
                _closed(leg),
                _delivered(),
                *_same(leg),
            )
        case S.DISPUTED:
            return (
                AnswerChoice(Say.DISPUTE_WON, tr("Won"), tr("The refund clock starts."), ("back", "at")),
                AnswerChoice(
                    Say.DISPUTE_STAGE,
                    tr("Something changed"),
                    tr("Whose turn is it, and until when?"),
                    ("stage", "until", "at"),
                ),
                *_opened(leg),
                AnswerChoice(Say.DISPUTE_LOST, tr("Lost or withdrawn")),
                AnswerChoice(Say.DISPUTE_SETTLED, tr("Settled for a part"), "", ("amount", "at"), False),
                AnswerChoice(Say.SCAN, tr("First scan seen"), "", ("at",), False),
                _delivered(),
                *_same(leg),
            )
        case S.RETURNING:
            return (
                AnswerChoice(
                    Say.SENT_BACK,
                    tr("I sent it back"),
                    tr("With tracking, or it does not count."),
                    ("back_tracking", "at"),
                ),
                AnswerChoice(Say.RETURN_RECEIVED, tr("Return received, refund agreed"), "", ("back", "at")),
                AnswerChoice(Say.DISPUTE_LOST, tr("It fell through")),
                *_same(leg),
            )
    return ()


def _on_its_way(leg: LegView, again: str) -> tuple[AnswerChoice, ...]:
    returned = AnswerChoice(Say.RETURN_AGREED, tr("A return is agreed"), "", ("until", "at"))
    part = AnswerChoice(Say.PAYS_PART, tr("They pay a part"), tr("The goods stay."), ("amount", "at"))
    loss = AnswerChoice(Say.LOSS_ACCEPTED, tr("I accept the loss"), tr("It stays in the record."), ("reason",), False)
    match leg.leg.state:
        case S.GONE:
            return (
                *_ours_stayed(leg),
                _delivered(True),
                *(
                    (AnswerChoice(Say.NO_SCAN, tr("No scan in time"), tr("Then a dispute is possible.")),)
                    if leg.scan_late
                    else ()
                ),
                _dispute(),
                replaced(returned, large=False),
                replaced(part, large=False),
                loss,
                AnswerChoice(Say.CAME_BACK, tr("It came back"), "", ("at", "back"), False),
                AnswerChoice(Say.SCAN, tr("First scan seen"), "", ("at",), False),
                _offers(),
                *_same(leg),
            )
        case S.DELIVERED:
            return (
                *_ours_stayed(leg),
                returned,
                part,
                _dispute(),
                loss,
                AnswerChoice(Say.UNCLEAR, tr("Not true"), "", (), False, NOT_DELIVERED),
                *_same(leg),
            )
        case S.STOPPED:
            return (
                AnswerChoice(Say.UNCHANGED, tr("Still cancelled"), tr("You looked just now.")),
                *(
                    (AnswerChoice(Say.CLOSED_ITSELF, tr("It lapsed unpaid"), "", ("at",), True, "unpaid"),)
                    if perhaps_paid(leg.leg)
                    else ()
                ),
                _shipped(True, tr("The supplier comes first again.")),
                AnswerChoice(Say.UNCLEAR, tr("The page says something else"), "", (), True, "not cancelled"),
            )
        case S.NOT_ORDERED:
            return (
                AnswerChoice(Say.UNCHANGED, tr("Still nothing ordered"), tr("You looked just now.")),
                AnswerChoice(Say.UNCLEAR, tr("There is a purchase after all"), "", (), True, "ordered"),
            )
        case S.HANDLED:
            return (AnswerChoice(Say.UNCLEAR, tr("The page says something else"), "", (), True, "changed"), *_same(leg))
    return ()


def replaced(saying: AnswerChoice, large: bool) -> AnswerChoice:
    return replace(saying, large=large)
