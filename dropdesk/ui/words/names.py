"""Names of verdicts, views, states, steps and actions."""

from __future__ import annotations

from collections.abc import Sequence

from dropdesk.domain.order import Line
from dropdesk.domain.supplier.purchase import MIXED
from dropdesk.ui.i18n import tr


def verdict(code: str) -> str:
    """A verdict's label, at most two words (ux §3)."""
    match code:
        case "can_cancel":
            return tr("Can cancel")
        case "ready":
            return tr("Ready")
        case "ask":
            return tr("Ask supplier")
        case "waiting":
            return tr("Waiting")
        case "closing":
            return tr("Closing")
        case "refund_only":
            return tr("Refund only")
        case "dispute":
            return tr("Dispute")
        case "too_late":
            return tr("Too late")
        case "alarm":
            return tr("Alarm")
        case "done":
            return tr("Done")
        case _:
            return tr("Unknown")


def verdict_spoken(code: str, because: str = "") -> str:
    """What a screen reader says of a verdict cell: never the word alone where the reason is known."""
    if because:
        return tr("Verdict: {verdict}, because {reason}", verdict=verdict(code), reason=because)
    return tr("Verdict: {verdict}", verdict=verdict(code))


def view(code: str) -> str:
    match code:
        case "todo":
            return tr("To do")
        case "waiting":
            return tr("Waiting")
        case "money_out":
            return tr("Money out")
        case "closed":
            return tr("Closed")
        case _:
            return tr("All")


def step(number: int) -> str:
    """The assistant's step of an order's case: 0 none, 1…5, 6 closed."""
    if number == 0:
        return ""
    return tr("Closed") if number > 5 else tr("Step {n}", n=number)


def step_title(number: int) -> str:
    match number:
        case 1:
            return tr("Why")
        case 2:
            return tr("Supplier")
        case 3:
            return tr("Answer")
        case 4:
            return tr("Shopify")
        case _:
            return tr("Money")


def now_word() -> str:
    return tr("Now")


def leg_state(code: str) -> str:
    """What is known of a purchase, in two or three words."""
    names = {
        "unlinked": tr("Not linked"),
        "unpaid": tr("Unpaid"),
        "open": tr("Paid, not shipped"),
        "asked": tr("Cancel requested"),
        "refused": tr("Refused"),
        "demanded": tr("Number demanded"),
        "numbered": tr("Number, no scan"),
        "unproven": tr("Shipping unproven"),
        "disputable": tr("Dispute possible"),
        "disputed": tr("In dispute"),
        "unclear": tr("Unclear"),
        "gone": tr("Shipped"),
        "returning": tr("Being returned"),
        "delivered": tr("Delivered"),
        "handled": tr("Settled"),
        "stopped": tr("Cancelled"),
        "not_ordered": tr("Nothing ordered"),
        "no_purchase": tr("Own stock"),
    }
    return names.get(code, code)


def leg_state_short(code: str) -> str:
    """The same in one word, for the table."""
    names = {
        "open": tr("Paid"),
        "asked": tr("Requested"),
        "demanded": tr("Demanded"),
        "numbered": tr("Number"),
        "unproven": tr("Unproven"),
        "disputable": tr("Disputable"),
        "disputed": tr("Dispute"),
        "returning": tr("Returning"),
    }
    return names.get(code, leg_state(code))


def page_word(raw: str) -> str:
    """A word of our own for what an order page says; ``""`` where it is the page's or the file's."""
    names = {
        "part_shipped": tr("shipped in part"),
        "not shipped": tr("not shipped"),
        "not delivered": tr("not delivered"),
        "not cancelled": tr("not cancelled"),
        "ordered": tr("bought after all"),
        "changed": tr("something else than before"),
    }
    return names.get(raw, "")


def told_words(raw: str) -> tuple[str, ...]:
    """The words of a purchase's state, more than one where one time tells them and none holds (rules §3)."""
    return tuple(raw.split(MIXED))


def where(code: str) -> str:
    """How a fact came to be known, as the beginning of its age line."""
    match code:
        case "shopify_api":
            return tr("read")
        case "shopify_file" | "aliexpress_file":
            return tr("from a file")
        case "aliexpress_api":
            return tr("read")
        case "pasted":
            return tr("pasted")
        case _:
            return tr("you looked")


def financial(code: str) -> str:
    """Shopify's payment status."""
    names = {
        "paid": tr("Paid"),
        "pending": tr("Payment pending"),
        "authorized": tr("Authorised"),
        "partially_paid": tr("Partly paid"),
        "partially_refunded": tr("Partly refunded"),
        "refunded": tr("Refunded"),
        "voided": tr("Voided"),
        "expired": tr("Payment expired"),
        "unpaid": tr("Unpaid"),
    }
    return names.get(code.lower(), code or tr("Payment unknown"))


def fulfilment(code: str) -> str:
    """Shopify's fulfilment status."""
    names = {
        "": tr("unfulfilled"),
        "unfulfilled": tr("unfulfilled"),
        "fulfilled": tr("fulfilled"),
        "partial": tr("partly fulfilled"),
        "partially_fulfilled": tr("partly fulfilled"),
        "in_progress": tr("fulfilment in progress"),
        "on_hold": tr("on hold"),
        "scheduled": tr("scheduled"),
        "pending_fulfillment": tr("fulfilment requested"),
        "open": tr("unfulfilled"),
        "request_declined": tr("unfulfilled"),
        "restocked": tr("restocked"),
        "requested": tr("fulfilment requested"),
    }
    return names.get(code.lower(), code)


def action(code: str) -> str:
    """The one next action as a button says it. ``code``: a value of ``domain.verdict.Action``."""
    names = {
        "drop the purchase": tr("Drop the purchase"),
        "wait": tr("Open the case"),
        "demand the number": tr("Demand the tracking number"),
        "explain or look": tr("Say what the page shows"),
        "recall": tr("Recall the fulfilment"),
        "refund what is owed": tr("Refund what is owed"),
        "cancel without refund": tr("Cancel without refund"),
        "look": tr("Look at the order page"),
        "open a dispute": tr("Open a dispute"),
        "answer the proposal": tr("Answer the proposal"),
        "refund items, goodwill or keep": tr("See what is possible"),
        "refund items": tr("Refund items"),
        "send it back": tr("Send it back"),
        "ask": tr("Ask the supplier to cancel"),
        "ask again": tr("Ask the supplier again"),
        "paste the number, or say that nothing was ordered": tr("Link the purchase"),
        "cancel": tr("Cancel in Shopify"),
        "check the number": tr("Check the tracking number"),
        "edit by hand": tr("Remove the lines in Shopify"),
        "open a dispute, agree a return or accept the loss": tr("Limit the loss"),
        "say whose number it is": tr("Whose number is it?"),
        "check": tr("Check what became of it"),
        "answer the bank": tr("Answer the bank"),
        "type the amount": tr("Type the amount"),
        "none": "",
    }
    return names.get(code, tr("Open the case"))


def attention(code: str, late: bool = False) -> str:
    """Why an order is in *To do*. ``late``: a deadline has passed, and nobody looked since."""
    names = {
        "open case": tr("Open case"),
        "wish": tr("The customer wants to cancel"),
        "alarm": tr("Alarm"),
        "stopped, nobody asked: reorder or refund": tr("Stopped without a wish: reorder or refund"),
        "asked, nobody wishes it: take the request back": tr("What the customer keeps is being cancelled"),
        "refund owed": tr("A refund is owed"),
        "supplier money overdue": tr("The supplier’s refund is overdue"),
        "accepted, yet shipped": tr("Accepted, yet shipped"),
        "promise": tr("A promise to the customer is due"),
        "deadline": tr("A deadline has passed") if late else tr("A deadline is close"),
        "files disagree": tr("Files disagree on the total: which holds?"),
        "a newer file says less": tr("A newer file says less than was known: which holds?"),
        "files disagree on a purchase": tr("Files disagree on what a purchase cost: which holds?"),
        "chargeback": tr("The bank waits for your answer"),
    }
    return names.get(code, code)


def blocker(code: str) -> str:
    """What locks the shop step."""
    match code:
        case "cancel_running":
            return tr("Shopify is still cancelling this order.")
        case "return_open":
            return tr("A return is open in Shopify. Close it there first.")
        case "authorisation":
            return tr("A payment is authorised but not captured. Settle it in Shopify first.")
        case "chargeback":
            return tr("A chargeback is open: the bank has taken the money already. Never refund now.")
        case _:
            return tr("Shopify does not let this fulfilment be cancelled.")


def line_quantity(line: Line) -> str:
    """How many were bought, and what of them was refunded, or taken off by an edit: no money goes back by that."""
    off, back = line.removed, line.returned - line.removed
    if off and back:
        return tr("× {n}, {returned} returned, {off} taken off", n=line.quantity, returned=back, off=off)
    if off:
        return tr("× {n}, {off} taken off", n=line.quantity, off=off)
    return tr("× {n}, {returned} returned", n=line.quantity, returned=back) if back else f"× {line.quantity}"


def less_told(less: Sequence[str]) -> str:
    """``fulfilled``, ``cancelled``, ``returned`` as a file takes them back, in words."""
    names = {
        "fulfilled": tr("fewer items shipped"),
        "cancelled": tr("not cancelled"),
        "returned": tr("less refunded"),
    }
    return " · ".join(names[one] for one in less if one in names)
