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
        """Tells it from the other answers of a form, and its draft from theirs."""
        return f"{self.say}.{self.detail}.{'units' if 'units' in self.needs else ''}{self.part}"


def first(
    say: Say, text: str, second: str = "", *, needs: tuple[str, ...] = (), detail: str = "", part: str = ""
) -> AnswerChoice:
    """An answer among the first, large and with a second line."""
    return AnswerChoice(say, text, second, needs=needs, large=True, detail=detail, part=part)


def below(
    say: Say, text: str, second: str = "", *, needs: tuple[str, ...] = (), detail: str = "", part: str = ""
) -> AnswerChoice:
    """An answer that is seldom given: small, below the first ones."""
    return AnswerChoice(say, text, second, needs=needs, large=False, detail=detail, part=part)


def _stop_needs(leg: LegView, *needs: str) -> tuple[str, ...]:
    """What a stop asks: how much comes back, where nobody knows what the purchase cost (it may stay unknown)."""
    return needs if leg.leg.cost is not None else (*needs, "back")


def _accepted(leg: LegView, large: bool = True, text: str = "") -> tuple[AnswerChoice, ...]:
    """Needs nothing where the cost is known: to choose it is to say it. Where only this order's part was asked for, the
    page may show that part, or the whole purchase, as cancelled: that is not the same for the other orders."""
    second, needs = tr("An e-mail follows. The refund clock starts."), _stop_needs(leg)
    if leg.leg.part != ONLY_OURS or not leg.shared_with:
        return (AnswerChoice(Say.ACCEPTED, text or tr("Cancelled"), second, needs=needs, large=large),)
    orders = other_orders(leg.shared_with)
    return (
        AnswerChoice(
            Say.ACCEPTED, tr("This order’s part is cancelled"), second, needs=needs, large=large, part=ONLY_OURS
        ),
        AnswerChoice(
            Say.ACCEPTED,
            tr("All of it is cancelled"),
            tr("Then the goods of {orders} are stopped as well.", orders=orders),
            needs=needs,
            large=large,
            part="all",
        ),
    )


def _of_a_part(leg: LegView) -> bool:
    """Whether a part of the purchase is to be stopped, or was asked for: "cancelled" alone would leave open of what."""
    return bool(leg.wished or leg.requested) and leg.leg.part != ONLY_OURS


def _accepted_in_part(leg: LegView, large: bool, text: str = "") -> tuple[AnswerChoice, ...]:
    if len(leg.leg.units) < 2:
        return ()
    needs = _stop_needs(leg, "units", "at")
    return (AnswerChoice(Say.ACCEPTED, text or tr("In part"), needs=needs, large=large),)


def _ours_stayed(leg: LegView) -> tuple[AnswerChoice, ...]:
    """Of *only our part* the supplier stopped ours, and the page tells of the rest: said of ours, it is none of it."""
    if leg.leg.part != ONLY_OURS or not leg.leg.shipped_although_stopped:
        return ()
    rest = tr("What was shipped is the rest of the purchase.")
    return (
        AnswerChoice(Say.ACCEPTED, tr("This order’s part is cancelled"), rest, _stop_needs(leg), True, part=ONLY_OURS),
    )  # fmt: skip


def _shipped(large: bool = False, second: str = "") -> AnswerChoice:
    return AnswerChoice(Say.SHIPPED, tr("It was shipped"), second, needs=("at", "tracking"), large=large)


def _shipped_in_part(leg: LegView) -> tuple[AnswerChoice, ...]:
    """SELLER_PART_SEND_GOODS: the quantities are asked, and the purchase splits (rules §3)."""
    if len(leg.leg.units) < 2:
        return ()
    large = leg.leg.state is S.UNCLEAR and leg.leg.raw_status == PART_SHIPPED
    second = tr("How many of them? The rest is still open.")
    return (AnswerChoice(Say.SHIPPED, tr("Shipped in part"), second, needs=("units", "at", "tracking"), large=large),)


def _closed(leg: LegView, large: bool = False) -> AnswerChoice:
    needs = _stop_needs(leg, "how", "at")
    return AnswerChoice(
        Say.CLOSED_ITSELF, tr("Closed already"), tr("By itself or by AliExpress."), needs=needs, large=large
    )


def _delivered(large: bool = False) -> AnswerChoice:
    return AnswerChoice(Say.DELIVERED, tr("Delivered"), needs=("at",), large=large)


def _number(large: bool = True) -> AnswerChoice:
    second = tr("A number alone is no proof: wait for a scan.")
    return AnswerChoice(Say.NUMBER, tr("They gave a number"), second, needs=("tracking", "at"), large=large)


def _dispute(large: bool = True) -> AnswerChoice:
    return AnswerChoice(Say.DISPUTE_OPENED, tr("I opened a dispute"), needs=("at",), large=large)


def _offers(large: bool = False) -> AnswerChoice:
    return AnswerChoice(Say.OFFERS_DISPUTE, tr("The page offers a dispute"), needs=("until",), large=large)


def _scan(large: bool = True) -> AnswerChoice:
    return AnswerChoice(Say.SCAN, tr("First scan seen"), tr("It is on its way."), needs=("at",), large=large)


def _opened(leg: LegView) -> tuple[AnswerChoice, ...]:
    """When it was opened, where nobody told: the day decides (R-48)."""
    if leg.leg.dispute_opened_at is not None:
        return ()
    return (below(Say.DISPUTE_OPENED, tr("I know when it was opened"), needs=("opened",)),)


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
    return (below(Say.UNCHANGED, words),) if words else ()


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
            return _asked(leg, again)
        case S.OPEN:
            return (
                first(Say.NOT_SHIPPED, tr("Paid, not shipped"), tr("Ask in step 2.")),
                first(Say.ASKED, tr("A request is open already"), needs=("at",)),
                *_accepted(leg, False),
                _shipped(),
                *_shipped_in_part(leg),
                _closed(leg),
                _delivered(),
                below(Say.DEADLINE_TYPED, tr("It names a shipping deadline"), needs=("until",)),
            )
        case S.UNPAID:
            return (
                first(Say.DROPPED, tr("I dropped it"), tr("Nothing was paid, nothing ships."), needs=("at",)),
                first(Say.CLOSED_ITSELF, tr("It lapsed unpaid"), needs=("at",), detail="unpaid"),
                first(Say.PAID, tr("It is paid"), needs=("at",)),
                first(Say.UNCHANGED, tr("Still unpaid")),
            )
        case S.UNLINKED:
            return (
                first(Say.NEVER_ORDERED, tr("Nothing was ordered")),
                first(Say.OWN_STOCK, tr("From own stock")),
            )
        case S.UNCLEAR:
            return _unclear(leg)
    return ()


def _asked(leg: LegView, again: str) -> tuple[AnswerChoice, ...]:
    nothing = tr("Look again {when}.", when=again) if again else tr("Still open.")
    return (
        *_accepted(leg, text=tr("All of it is cancelled") if _of_a_part(leg) else ""),
        first(Say.REFUSED, tr("Refused"), tr("Next: demand the tracking number."), needs=("claim",)),
        first(Say.NOT_SHIPPED, tr("Nothing yet"), nothing),
        *_accepted_in_part(leg, _of_a_part(leg)),
        _shipped(),
        *_shipped_in_part(leg),
        _closed(leg),
    )


def _unclear(leg: LegView) -> tuple[AnswerChoice, ...]:
    return (
        first(Say.PAID, tr("Paid, not shipped"), needs=("at",)),
        *_accepted(leg),
        _shipped(True),
        *_shipped_in_part(leg),
        below(Say.AWAITS_PAYMENT, tr("It awaits payment"), needs=("at",)),
        below(Say.ASKED, tr("A request is open already"), needs=("at",)),
        _closed(leg),
        _delivered(),
        below(Say.NEVER_ORDERED, tr("Nothing was ordered")),
        *_same(leg),
    )


def _after_refusal(leg: LegView, again: str) -> tuple[AnswerChoice, ...]:
    part = _of_a_part(leg)
    after_all = tr("All of it is cancelled after all") if part else tr("Cancelled after all")
    in_part = _accepted_in_part(leg, True, tr("Cancelled after all, in part")) if part else ()
    match leg.leg.state:
        case S.REFUSED:
            return (
                first(
                    Say.DEMANDED, tr("I demanded the number"), tr("Their time to give it starts then."), needs=("done",)
                ),
                _number(),
                *_accepted(leg, text=after_all),
                *in_part,
                _shipped(),
                _closed(leg),
                _offers(),
                below(Say.UNCHANGED, tr("Still refused")),
            )
        case S.DEMANDED:
            return (
                _number(),
                first(Say.NOT_SHIPPED, tr("No number yet"), tr("After the deadline: ask again, or it closes.")),
                *_accepted(leg, text=after_all),
                *in_part,
                _shipped(),
                _closed(leg),
                _offers(),
            )
        case S.NUMBERED:
            return (
                _scan(),
                first(Say.NO_SCAN, tr("No scan yet"), tr("After the deadline shipping is not proven.")),
                *_accepted(leg, text=after_all),
                *in_part,
                below(Say.SCAN, tr("Scanned somewhere else"), needs=("at",), detail="elsewhere"),
                _shipped(),
                _offers(),
            )
        case S.UNPROVEN:
            return (
                first(Say.NOT_SHIPPED, tr("Still not shipped"), tr("Ask again, or wait until it closes.")),
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
                below(
                    Say.DEADLINE_TYPED, tr("The page shows the dispute’s dates"), needs=("window",), detail="dispute"
                ),
                _closed(leg),
                _delivered(),
                *_same(leg),
            )
        case S.DISPUTED:
            return (
                first(Say.DISPUTE_WON, tr("Won"), tr("The refund clock starts."), needs=("back", "at")),
                first(
                    Say.DISPUTE_STAGE,
                    tr("Something changed"),
                    tr("Whose turn is it, and until when?"),
                    needs=("stage", "until", "at"),
                ),
                *_opened(leg),
                first(Say.DISPUTE_LOST, tr("Lost or withdrawn")),
                below(Say.DISPUTE_SETTLED, tr("Settled for a part"), needs=("amount", "at")),
                below(Say.SCAN, tr("First scan seen"), needs=("at",)),
                _delivered(),
                *_same(leg),
            )
        case S.RETURNING:
            return (
                first(
                    Say.SENT_BACK,
                    tr("I sent it back"),
                    tr("With tracking, or it does not count."),
                    needs=("back_tracking", "at"),
                ),
                first(Say.RETURN_RECEIVED, tr("Return received, refund agreed"), needs=("back", "at")),
                first(Say.DISPUTE_LOST, tr("It fell through")),
                *_same(leg),
            )
    return ()


def _on_its_way(leg: LegView, again: str) -> tuple[AnswerChoice, ...]:
    returned = first(Say.RETURN_AGREED, tr("A return is agreed"), needs=("until", "at"))
    part = first(Say.PAYS_PART, tr("They pay a part"), tr("The goods stay."), needs=("amount", "at"))
    loss = below(Say.LOSS_ACCEPTED, tr("I accept the loss"), tr("It stays in the record."), needs=("reason",))
    match leg.leg.state:
        case S.GONE:
            return (
                *_ours_stayed(leg),
                _delivered(True),
                *(
                    (first(Say.NO_SCAN, tr("No scan in time"), tr("Then a dispute is possible.")),)
                    if leg.scan_late
                    else ()
                ),
                _dispute(),
                replaced(returned, large=False),
                replaced(part, large=False),
                loss,
                below(Say.CAME_BACK, tr("It came back"), needs=("at", "back")),
                below(Say.SCAN, tr("First scan seen"), needs=("at",)),
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
                below(Say.UNCLEAR, tr("Not true"), detail=NOT_DELIVERED),
                *_same(leg),
            )
        case S.STOPPED:
            return (
                first(Say.UNCHANGED, tr("Still cancelled"), tr("You looked just now.")),
                *(
                    (first(Say.CLOSED_ITSELF, tr("It lapsed unpaid"), needs=("at",), detail="unpaid"),)
                    if perhaps_paid(leg.leg)
                    else ()
                ),
                _shipped(True, tr("The supplier comes first again.")),
                first(Say.UNCLEAR, tr("The page says something else"), detail="not cancelled"),
            )
        case S.NOT_ORDERED:
            return (
                first(Say.UNCHANGED, tr("Still nothing ordered"), tr("You looked just now.")),
                first(Say.UNCLEAR, tr("There is a purchase after all"), detail="ordered"),
            )
        case S.HANDLED:
            return (first(Say.UNCLEAR, tr("The page says something else"), detail="changed"), *_same(leg))
    return ()


def replaced(saying: AnswerChoice, large: bool) -> AnswerChoice:
    """The same answer, standing elsewhere."""
    return replace(saying, large=large)
