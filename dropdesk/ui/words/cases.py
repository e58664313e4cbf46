"""Words of the cancel assistant: reasons, how a leg ended, what brought a case back, Shopify's reasons, locks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from dropdesk.domain.case.shape.outcome import MONEY
from dropdesk.ui.i18n import tr
from dropdesk.ui.words import errors, payments, times
from dropdesk.ui.words.names import blocker

if TYPE_CHECKING:
    from dropdesk.domain.case.basis.costs import Spent
    from dropdesk.domain.case.shape.state import Held, Notice
    from dropdesk.domain.case.shown.order_view import OrderView

_NOT_REACHED = frozenset({"offline", "no_answer", "shop_down", "busy", "timeout", "cut", "too_long", "answer"})


def reason(code: str) -> str:
    """Why the customer wants it (R-10, R-14, R-15, R-18…R-27)."""
    names = {
        "changed_mind": tr("Changed their mind"),
        "ordered_twice": tr("Ordered by mistake"),
        "too_slow": tr("Takes too long"),
        "other": tr("Something else"),
        "not_as_described": tr("Not as described"),
        "damaged": tr("Damaged on the way"),
        "does_not_fit": tr("Does not fit"),
        "dissatisfied": tr("Not happy with it"),
        "goods_fine": tr("Fine, but wants money back"),
    }
    return names.get(code, "")


def fault(code: str, edited: bool | None) -> str:
    """Whose fault it is, by the rules; ``""`` where the question does not come up."""
    if code == "not_as_described":
        if edited is None:
            return tr("Usually the supplier’s fault.")
        return tr("Your listing, your fault.") if edited else tr("The supplier’s fault: claim it there.")
    names = {
        "damaged": tr("The carrier’s or supplier’s fault: claim it there."),
        "does_not_fit": tr("Nobody’s fault but the customer’s. Help anyway."),
    }
    return names.get(code, "")


def reasonable(code: str) -> str:
    """The one folded hint: is the wish reasonable, and what does that mean (R-13…R-27)."""
    names = {
        "changed_mind": tr("Yes. Fresh orders are gladly cancelled: ask at once, before anything ships."),
        "ordered_twice": tr("Yes. Ask at once and name the order that stays."),
        "too_slow": tr("Often. Say honestly how long it takes; many wait. Else ask before it ships."),
        "other": tr("Be clear why before you cancel: write down what the customer said."),
        "not_as_described": tr(
            "Yes. Ask for photos. Goods that differ from the supplier’s page are theirs to refund; if you changed the "
            "description, the cost is yours."
        ),
        "damaged": tr("Yes. Ask for photos of goods and parcel, and claim it from the supplier."),
        "does_not_fit": tr("Help anyway, they will be grateful. Ask the supplier how they handle sizes."),
        "dissatisfied": tr("Perhaps. A part of the money back often settles it and avoids a bad review."),
        "goods_fine": tr("Hardly. Look at the customer’s history; a part of the money often settles it."),
    }
    return names.get(code, "")


def weak(code: str) -> bool:
    """A weak reason warns, never blocks (R-13)."""
    return code in ("goods_fine", "dissatisfied")


def shop_reason(code: str) -> str:
    """Shopify's OrderCancelReason."""
    names = {
        "CUSTOMER": tr("Customer changed or cancelled order"),
        "DECLINED": tr("Payment declined"),
        "FRAUD": tr("Fraudulent order"),
        "INVENTORY": tr("Items unavailable"),
        "STAFF": tr("Staff error"),
        "OTHER": tr("Other"),
    }
    return names.get(code, code)


def ended(code: str) -> str:
    """How a purchase closed, for a list to choose from."""
    names = {
        "not_shipped": tr("Not shipped in time"),
        "platform": tr("AliExpress closed it"),
        "unpaid": tr("It was never paid"),
        "cancelled": tr("Cancelled"),
    }
    return names.get(code, code)


def stage(code: str) -> str:
    """Whose turn it is in a dispute."""
    names = {
        "seller": tr("The seller must answer"),
        "platform": tr("AliExpress decides"),
        "proposal": tr("A proposal waits for my answer"),
        "won_untold": tr("It ended in your favor, no amount told"),
    }
    return names.get(code, code)


def came_back(code: str, text: str = "") -> str:
    """What brought the case back to this page; ``""`` for nothing worth saying. ``text``: Shopify's own sentence."""
    names = {
        "": "",
        "reopened": "",
        "taken_back": tr("An answer was taken back."),
        "refunded": tr("The refund went through. This is what is left."),
        "wish_changed": tr("The wish changed. Check the purchases it needs."),
        "ground_moved": tr("Something changed at the supplier or in Shopify. Look again before money moves."),
        "item_removed": tr("An item was taken off the order in Shopify. Look again before money moves."),
        "item_added": tr("An item was added to the order in Shopify. Look again before money moves."),
        "another_number": tr("The order names another number. Say whether it is yours before money moves."),
        "new_purchase": tr("Another purchase was found on the order: it may still ship. Look at its page first."),
        "bank_took_it": tr("The customer’s bank took the money back. Nothing may be refunded now."),
        "live_again": tr("A purchase may ship again. The supplier comes first."),
        "late_fact": tr("Something new was seen after the case was closed."),
        "cancelled_by_others": tr("This order was cancelled in Shopify, and not from here."),
        "returned_by_others": tr("Money went back in Shopify meanwhile. Nothing was sent: look at the new amounts."),
        "refund_failed": tr("Shopify took the refund, but it failed. Nothing reached the customer."),
        "claim_differs": tr("Done, but with another amount than planned."),
        "seen_untouched": tr("What you did by hand is not there: a newer look shows the order untouched."),
        "owed_again": tr("Money is owed again for this cancelled order."),
        "not_done": tr("You looked: it was not done. Decide again."),
        "gave_with_it": tr("Shopify did not cancel it, but money went back. Check the amounts, then decide again."),
        "not_cancelled": tr("Looked twice: Shopify has not cancelled it. Decide again."),
        "job_failed": tr("Shopify could not cancel it. Check the amounts, then decide again."),
        "recalled": tr("The fulfilment is recalled."),
        "recall_rejected": tr("The fulfilment service refused the recall. Refund items instead."),
        "recall_sent_on": tr("The fulfilment service has sent it: it was not recalled."),
        "recall_not_given": tr("You saw that the items were not given back. Refund items instead."),
        "recall_silent": tr("No answer to the recall for a day. Refund items instead."),
        "refund_not_seen": tr("Cancelled, but Shopify does not show the refund yet. Check before you refund."),
    }
    said = names.get(code)
    if said is None:
        # The case is back where it was: whatever went wrong, nothing went out.
        said = tr("Nothing was sent: Shopify could not be reached. Check the connection, then decide again.")
        said = said if code in _NOT_REACHED else errors.say(code, {})
    return _with_reason(said, text) if said else said


def _with_reason(said: str, text: str) -> str:
    """A sentence with what Shopify told as its reason; a bare code has words."""
    reason_ = payments.why(text)
    return tr("{words} {more}", words=said, more=reason_) if reason_ else said


def _noticed_in_file(notice: Notice, amount: str, when: str) -> str:
    """A file tells what was done, never by whom."""
    if notice.code == "cancelled_by_others":
        if notice.amount <= 0:
            return tr("Cancelled in Shopify, {when}, seen in a file.", when=when)
        return tr("Cancelled in Shopify, {when}, seen in a file. {amount} went back.", when=when, amount=amount)
    if notice.at is None:
        return tr("{amount} went back in Shopify, seen in a file. The amounts here are new.", amount=amount)
    return tr(
        "{amount} went back in Shopify, {when}, seen in a file. The amounts here are new.", amount=amount, when=when
    )


def noticed(notice: Notice, now: datetime) -> str:
    """What somebody else did to the money, or what became of it: how much, and when (rules §5)."""
    amount = times.money(abs(notice.amount), notice.currency)
    when = times.moment(notice.at, now, inner=True) if notice.at is not None else tr("at an unknown time")
    if notice.text == "file" and notice.code in ("cancelled_by_others", "returned_by_others"):
        return _noticed_in_file(notice, amount, when)
    match notice.code:
        case "cancelled_by_others" if notice.amount <= 0:
            return tr("Somebody else cancelled this order in Shopify, {when}.", when=when)
        case "cancelled_by_others":
            return tr(
                "Somebody else cancelled this order in Shopify, {when}. {amount} went back.", when=when, amount=amount
            )
        case "claim_differs":
            return tr(
                "Shopify shows {amount} given back, {when}: another amount than planned.", amount=amount, when=when
            )
        case "gave_with_it":
            said = tr("Shopify did not cancel it, but {amount} went back, {when}. The amounts here are new.",
                      amount=amount, when=when)  # fmt: skip
            return _with_reason(said, notice.text)
        case "bank_took_it":
            taken = (
                tr("The customer’s bank took {amount} back (chargeback), first seen {when}.", amount=amount, when=when)
                if notice.amount
                else tr(
                    "The customer’s bank took money back (chargeback), first seen {when}. Nobody tells how much.",
                    when=when,
                )
            )
            return tr("Nothing was sent. {words}", words=taken) if notice.text == "held_back" else taken
        case "bank_gave_back" if not notice.amount:
            return tr("The bank decided for you, seen {when}.", when=when)
        case "bank_gave_back":
            return tr("The bank gave {amount} back to you, seen {when}. The refund is to be decided again.",
                      amount=amount, when=when)  # fmt: skip
        case "refund_failed":
            said = tr("A refund of {amount} failed, {when}. It did not reach the customer.", amount=amount, when=when)
            return _with_reason(said, notice.text)
        case _:
            return tr("Somebody else gave {amount} back, {when}. The amounts here are new.", amount=amount, when=when)


def held(what: Held, currency: str, notice: Notice | None, now: datetime) -> str:
    """What a press did not do, and why. It speaks of the press alone: what the order is now may have come otherwise."""
    if notice is not None and what.why == notice.code == "gave_with_it":
        return noticed(notice, now)  # that says both: what the press did not do, and what happened all the same
    first = _pressed(what, times.money(what.amount, currency) if what.amount else "")
    if notice is not None and notice.text == "held_back":
        notice = replace(notice, text="")  # that nothing was sent is said
    why = happened(what.why, what.text, notice, now)
    if what.why in _NOT_REACHED:
        why = tr("Shopify could not be reached. Check the connection, then decide again.")
    return tr("{words} {more}", words=first, more=why)


def _pressed(what: Held, amount: str) -> str:
    match what.what:
        case "cancel" if amount and what.asked:
            return tr(
                "Shopify did not do what you pressed: the cancellation and the refund of {amount}.", amount=amount
            )
        case "cancel" if amount:
            return tr("Your press sent nothing: neither the cancellation nor the refund of {amount}.", amount=amount)
        case "cancel" if what.asked:
            return tr("Shopify did not do what you pressed: the cancellation.")
        case "cancel":
            return tr("Your press sent nothing: the cancellation did not go out.")
        case "refund" if what.asked:
            return tr("Shopify did not do what you pressed: the refund of {amount}.", amount=amount)
        case "refund":
            return tr("Your press sent nothing: the refund of {amount} did not go out.", amount=amount)
        case _ if what.asked and what.why == "recall_in_part":
            return tr("Shopify took only a part of the recall.")
        case _ if what.asked:
            return tr("Shopify did not take the recall.")
        case _:
            return tr("Your press sent nothing: the recall did not go out.")


def happened(code: str, text: str, notice: Notice | None, now: datetime) -> str:
    """What brought the case to this page, with the amount and time where they are known."""
    told = {"returned_by_others", "refund_failed", "claim_differs", "cancelled_by_others", "bank_took_it",
            "gave_with_it"}  # fmt: skip
    if notice is None or (code and code not in told):
        return came_back(code, text)
    return noticed(notice, now)


def dues(spent: Spent) -> str:
    """What is awaited of the suppliers, each currency by itself."""
    return " + ".join(times.amount(due) for due in spent.dues)


def expected(spent: Spent) -> str:
    """What the suppliers still owe, as far as it is known; ``""`` for nothing."""
    if spent.dues:
        text = dues(spent)
        return tr("at least {amount}", amount=text) if spent.due_unknown else text
    return tr("an unknown amount") if spent.due_unknown else ""


def at_risk(view: OrderView) -> str:
    """What an Alarm or a parcel that went out after all may cost, in the place of money that comes back; ``""`` for
    nothing. As the list says it."""
    risk, more = view.exposed, view.exposed_unknown
    if risk is None and not more:
        return ""
    return tr("{amount} at risk", amount=times.at_least(times.amount(risk), more and risk is not None))


def lock(code: str, facts: Mapping[str, str] | None = None) -> str:
    """Why the Shopify step cannot be taken now."""
    supplier = (facts or {}).get("supplier") or tr("The supplier")
    names = {
        "supplier": tr("{supplier} may still ship.", supplier=supplier),
        "not_answered": tr("{supplier} has not answered and may still ship.", supplier=supplier),
        "not_asked": tr("{supplier} was not asked yet and may still ship.", supplier=supplier),
        "may_still_ship": tr("{supplier} may still ship.", supplier=supplier),
        "reason": tr("Nobody said yet why {customer} wants to cancel.", customer=(facts or {}).get("customer", "")),
        "no_shop": tr("No store is connected: do it in Shopify by hand."),
        "confirm_in_shopify": tr("Known from a file only: look into Shopify first."),
    }
    if code.startswith("blocked_"):
        return blocker(code.removeprefix("blocked_"))
    return names.get(code, errors.say(code, {}))


def outcome(code: str) -> str:
    """How a case ended, by what happened (``domain/case/shape/outcome.py``); each way has its words."""
    names = {
        "kept": tr("The customer keeps it"),
        "noted": tr("Closed with a note"),
        "discarded": tr("Discarded"),
        "refunded": tr("Refunded"),
    }
    if code in names:
        return names[code]
    goods, money_ = _parted(code)
    stopped = {
        "refunded": tr("Stopped and refunded"),
        "in_part": tr("Stopped and refunded in part"),
        "unpaid": tr("Stopped; the customer had not paid"),
        "not_refunded": tr("Stopped, not refunded"),
        "bank": tr("Stopped; the bank took the money back"),
    }
    if goods == "stopped":
        return stopped.get(money_, tr("Closed"))
    first, second = _of_money(money_), _of_goods(goods)
    if not first:
        return tr("Closed")
    return tr("{money}; {goods}", money=first, goods=second) if second else first


def closed_as(code: str, goodwill: bool) -> str:
    """How a case ended, with the goodwill that was given in it."""
    ended = outcome(code)
    return tr("{outcome}; goodwill given", outcome=ended) if goodwill else ended


def _parted(code: str) -> tuple[str, str]:
    """The code's goods and money."""
    money_ = next((one for one in sorted(MONEY, key=len, reverse=True) if code.endswith(f"_{one}")), "")
    return code.removesuffix(f"_{money_}"), money_


def _of_money(code: str) -> str:
    names = {
        "refunded": tr("Refunded"),
        "in_part": tr("Refunded in part"),
        "unpaid": tr("Cancelled; the customer had not paid"),
        "not_refunded": tr("Closed without a refund"),
        "bank": tr("The bank took the money back"),
    }
    return names.get(code, "")


def _of_goods(code: str) -> str:
    names = {
        "lost": tr("parcel shipped, loss accepted"),
        "partly_lost": tr("a part was shipped, loss accepted"),
        "shipped": tr("parcel shipped"),
        "paid_part": tr("the supplier paid a part"),
        "returned": tr("the goods went back to the supplier"),
        "settled": tr("dispute settled"),
        "won": tr("dispute won"),
        "back": tr("the parcel came back"),
        "here": tr("the customer has the goods"),
    }
    return names.get(code, "")
