"""Entries of an order's timeline. Every code that the services and the journal tell has its words; a test compares
them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from dropdesk.ui.i18n import tr, trn
from dropdesk.ui.words import cases, names, payments, times

Data = Mapping[str, object]


def happened(code: str, data: Data) -> str:
    """What happened, in a few words; empty for a code nobody knows."""
    typed = str(data.get("typed", ""))
    if typed:  # the person's own words stay in the record
        bare = {name: value for name, value in data.items() if name != "typed"}
        return tr("{what}: “{reason}”", what=happened(code, bare), reason=typed)
    if code.startswith("said_"):
        return _of_a_purchase(code.removeprefix("said_"), data)
    if code.startswith("shared_"):
        what, order = said(code.removeprefix("shared_")), str(data.get("order", ""))
        if data.get("differs"):
            return tr("Said at {order}: {what}. Here it stays as it was", order=order, what=what)
        return tr("{what} (with {order})", what=what, order=order)
    if code == "unlinked_elsewhere":
        return tr("Its purchase was unlinked from {order}", order=str(data.get("order", "")))
    if code == "promised" and data.get("by"):
        at = datetime.fromisoformat(str(data["by"])).astimezone()
        by = tr("{day}, {time}", day=times.day(at), time=times.clock(at))
        note = str(data.get("note", ""))
        return tr("Promised by {date}: {note}", date=by, note=note) if note else tr("Promised by {date}", date=by)
    if code == "not_ours":
        return tr("Said: {number} is no purchase of yours", number=str(data.get("number", "")))
    return _with_data(code, data) or _known(code)


def _amount(data: Data) -> str:
    """The entry's amount; ``""`` where it names none."""
    minor = data.get("amount")
    return times.money(minor, str(data.get("currency", ""))) if isinstance(minor, int) else ""


def _amounts(data: Data) -> str:
    """Several amounts of one entry, one after the other."""
    told = data.get("amounts")
    minor = told if isinstance(told, Sequence) else ()
    return " · ".join(times.money(one, str(data.get("currency", ""))) for one in minor if isinstance(one, int))


def _prices(data: Data) -> str:
    """Several prices, each in its own currency, one after the other."""
    told = data.get("prices")
    pairs = [one for one in (told if isinstance(told, Sequence) else ()) if isinstance(one, Sequence)]
    return " · ".join(times.money(minor, str(currency)) for minor, currency in pairs)


def _of_a_purchase(code: str, data: Data) -> str:
    """What was said or seen of a purchase, with what it named."""
    amount, tracking = _amount(data), str(data.get("tracking", ""))
    match code:
        case "asked_again" if data.get("times"):
            return tr("Supplier asked again (request {n})", n=str(data["times"]))
        case "number" if tracking:
            return tr("Tracking number given: {number}", number=tracking)
        case "sent_back" if tracking:
            return tr("Sent back: {number}", number=tracking)
        case "money_received" if amount:
            return tr("{amount} from the supplier received", amount=amount)
        case "money_written_off" if amount:
            return tr("{amount} of the supplier written off", amount=amount)
        case "closed_itself" if data.get("how") in ("platform", "unpaid"):
            return tr("Purchase closed: {how}", how=cases.ended(str(data["how"])))
        case "dispute_stage" if data.get("stage"):
            return tr("Dispute: {stage}", stage=cases.stage(str(data["stage"])))
        case "unclear" if data.get("word"):
            word = str(data["word"])
            return tr("Seen: “{word}”", word=names.page_word(word) or "” · “".join(names.told_words(word)))
        case "undo" if data.get("undone"):
            return tr("Taken back: {what}", what=happened(str(data["undone"]), {}))
        case _:
            return said(code)


def _with_data(code: str, data: Data) -> str:
    """Entries whose words need what they carry; ``""`` for any other."""
    for group in (_of_the_order, _of_the_case, _of_the_supplier, _plan, _call):
        if words := group(code, data):
            return words
    return ""


def _of_the_order(code: str, data: Data) -> str:
    """What became of the order and its money, and who told it."""
    amount = _amount(data)
    match code:
        case "refunded" if amount:
            return _refunded(amount, data)
        case "refund_failed":
            why = payments.why(str(data.get("text", "")))
            told = tr("Refund of {amount} failed", amount=amount)
            return tr("{what}. {why}", what=told, why=why) if why else told
        case "cancelled" if data.get("file"):
            return tr("Cancelled in Shopify, seen in a file")
        case "cancelled" if data.get("by_hand"):
            return tr("Cancelled by hand in Shopify")
        case "cancelled" if data.get("others"):
            return tr("Cancelled in Shopify by somebody else")
        case "chargeback":
            return tr("The bank took the money back (chargeback)")
        case "total_said" if amount:
            return tr("Said: the total is {amount}", amount=amount)
        case "totals_disagree":
            return tr("Files of the same time name different totals: {totals}", totals=_amounts(data))
        case "says_less":
            return tr("A newer file says less: {what}. What was known stays; look in Shopify", what=_less(data))
        case "less_stands":
            return tr("Looked in Shopify: what was known before stands; the file said: {what}", what=_less(data))
        case "less_taken":
            return tr("Looked in Shopify: it is as the file says: {what}", what=_less(data))
    return ""


def _of_the_case(code: str, data: Data) -> str:
    """What the person decided and saw in a case."""
    amount = _amount(data)
    match code:
        case "looked":
            return tr("Looked: {state}", state=names.leg_state(str(data.get("state", ""))).lower())
        case "why":
            return tr("Why: {reason}", reason=cases.reason(str(data.get("reason", ""))).lower())
        case "wish":
            units = data.get("units")
            return trn("Wanted now: %n item", "Wanted now: %n items", units) if isinstance(units, int) and units else ""
        case "closed":
            ended = cases.closed_as(str(data.get("outcome", "")), bool(data.get("goodwill")))
            return tr("Case closed: {outcome}", outcome=ended.lower())
        case "back":
            return cases.came_back(str(data.get("why", "")), str(data.get("text", "")))
        case "override" if amount:
            amount = times.at_least(amount, bool(data.get("at_least")))
            return tr("Lock overridden; possible loss {amount}", amount=amount)
        case "saw_in_export":
            return tr("An export made after it does not show it")
        case "saw_in_admin" if data.get("what") == "recall":
            given = tr("Looked in the admin: the fulfilment service gave it back")
            return given if data.get("done") else tr("Looked in the admin: the fulfilment service did not give it back")
        case "saw_in_admin":
            return tr("Looked in the admin: done") if data.get("done") else tr("Looked in the admin: not done")
    return ""


def _of_the_supplier(code: str, data: Data) -> str:
    """What a purchase cost, and what of it is awaited."""
    amount = _amount(data)
    match code:
        case "unlinked" if amount:
            return tr("Purchase unlinked; {amount} was still awaited of it", amount=amount)
        case "money_awaited" if amount:
            return tr("{amount} from the supplier awaited", amount=amount)
        case "costs_disagree":
            return tr("Files of the same time name different prices: {prices}", prices=_prices(data))
        case "cost_said" if amount:
            return tr("Said: the purchase cost {amount}", amount=amount)
    return ""


def _less(data: Data) -> str:
    """What a file takes back though it only grows."""
    less = data.get("less")
    return names.less_told([str(one) for one in less]) if isinstance(less, list) else ""


def _refunded(amount: str, data: Data) -> str:
    if data.get("pending"):
        others = tr("Refund of {amount} by somebody else on its way", amount=amount)
        return others if data.get("others") else tr("Refund of {amount} on its way", amount=amount)
    if data.get("file"):
        return tr("{amount} refunded, seen in a file", amount=amount)  # it tells what was done, never by whom
    if data.get("others"):
        return tr("{amount} refunded by somebody else", amount=amount)
    return tr("Refunded {amount}", amount=amount)


def _plan(code: str, data: Data) -> str:
    """What the person decided to have done, or to do by hand."""
    amount = _amount(data)
    match code:
        case "planned_cancel":
            if data.get("later"):
                return tr("Decided: cancel, refund {amount} later", amount=amount)
            return tr("Decided: cancel, refund {amount}", amount=amount)
        case "planned_refund":
            return tr("Decided: refund {amount}", amount=amount)
        case "send_again":
            return tr("Decided: send the refund of {amount} again", amount=amount)
        case "by_hand" | "do_by_hand":
            return tr("By hand in Shopify: {what}", what=by_hand(str(data.get("what", "")), amount))
        case "did_by_hand":
            return tr("Said: done by hand, {what}", what=by_hand(str(data.get("what", "")), amount))
        case _:
            return ""


def by_hand(what: str, amount: str) -> str:
    """What is done by hand, after a colon."""
    match what:
        case "cancel":
            return tr("cancel, refund {amount}", amount=amount)
        case "items" | "refund" | "goodwill":
            return tr("refund {amount}", amount=amount)
        case "recall":
            return tr("recall the fulfilment")
        case _:
            return tr("remove the lines")


def _call(code: str, data: Data) -> str:
    """A call to Shopify and what became of it."""
    what, amount = str(data.get("what", "")), _amount(data)
    names_ = {
        "cancel": tr("cancellation with refund of {amount}", amount=amount) if amount else tr("cancellation"),
        "refund": tr("refund of {amount}", amount=amount) if amount else tr("refund"),
        "recall": tr("recall of the fulfilment"),
    }
    call = names_.get(what, "")
    match code:
        case "call_sent":
            return tr("Sent to Shopify: {what}", what=call)
        case "call_taken":
            return tr("Shopify took it: {what}", what=call)
        case "call_not_known":
            return tr("No clear answer, not known yet: {what}", what=call)
        case "call_refused":
            why = _why(data)
            whole = tr("Shopify refused: {what}. {why}", what=call, why=why)
            return whole if why else tr("Shopify refused: {what}", what=call)
        case "call_held_back":
            why = _why(data)
            whole = tr("Nothing was sent: {what}. {why}", what=call, why=why)
            return whole if why else tr("Nothing was sent: {what}", what=call)
        case "look_absent":
            return tr("Looked in Shopify, not there yet: {what}", what=call)
        case "look_proven":
            return tr("Looked in Shopify, done: {what}", what=call)
        case _:
            return ""


def _why(data: Data) -> str:
    return cases.came_back(str(data.get("why", "")), str(data.get("text", "")))


def _known(code: str) -> str:
    names = {
        "placed": tr("Ordered"),
        "paid": tr("Paid by the customer"),
        "bought": tr("Bought on AliExpress"),
        "imported": tr("Read from a file"),
        "linked": tr("Purchase linked"),
        "unlinked": tr("Purchase unlinked"),
        "nothing_ordered": tr("Said: nothing was ordered"),
        "own_stock": tr("Said: from own stock"),
        "customer_asked": tr("Customer asked to cancel"),
        "customer_knows": tr("The customer knows"),
        "promise_met": tr("Promise to the customer kept"),
        "promise_missed": tr("Promise to the customer not kept"),
        "promise_dropped": tr("Promise to the customer dropped"),
        "bank_answered": tr("Said: the bank has your answer"),
        "bank_unanswered": tr("Taken back: the bank has your answer"),
        "bank_date": tr("The bank’s date typed"),
        "wrote": tr("Message sent to the supplier"),
        "cancelled": tr("Cancelled in Shopify"),
        "refunded": tr("Refunded in Shopify"),
        "case_opened": tr("Case opened"),
        "unticked_request": tr("Taken back: request sent"),
        "unticked_message": tr("Taken back: message sent"),
        "unticked_answer": tr("Taken back: the answer"),
        "wish": tr("Wanted now: everything"),
        "keep": tr("The customer keeps it"),
        "override": tr("Lock overridden; possible loss unknown"),
        "waived": tr("Decided: no refund, with a reason"),
        "planned_recall": tr("Decided: recall the fulfilment"),
        "changed_mind": tr("Changed your mind before anything was sent"),
        "withdraw": tr("The customer withdraws the wish"),
        "wanted_after_all": tr("The customer wants to cancel after all"),
        "undone": tr("Nothing had to be taken back"),
        "reopen": tr("Case reopened"),
        "no_mail": tr("DropDesk had no e-mail sent: it was to go with the refund"),
        "discard": tr("Case discarded: nothing was asked"),
        "part_only_ours": tr("Of the shared purchase, only this order’s part"),
        "part_all": tr("All of the shared purchase"),
    }
    return names.get(code, "")


def said(code: str) -> str:
    """What the person said of a purchase."""
    names = {
        "link": tr("Purchase linked"),
        "never_ordered": tr("Said: nothing was ordered"),
        "own_stock": tr("Said: from own stock"),
        "awaits_payment": tr("Seen: awaits payment"),
        "paid": tr("Seen: paid, not shipped"),
        "asked": tr("Supplier asked to cancel"),
        "asked_again": tr("Supplier asked again"),
        "request_withdrawn": tr("Request withdrawn"),
        "accepted": tr("Supplier accepted"),
        "closed_itself": tr("Purchase closed by itself"),
        "dropped": tr("Purchase dropped"),
        "refused": tr("Supplier refused"),
        "not_shipped": tr("Looked: not shipped"),
        "unchanged": tr("Looked: unchanged"),
        "shipped": tr("Seen: shipped"),
        "label_only": tr("Seen: number, no scan"),
        "demanded": tr("Tracking number demanded"),
        "number": tr("Tracking number given"),
        "scan": tr("First scan"),
        "scan_elsewhere": tr("Scanned on its way elsewhere: no scan of this parcel"),
        "no_number": tr("Looked: no number in time"),
        "no_scan": tr("Looked: no scan"),
        "offers_dispute": tr("Seen: a dispute is possible"),
        "dispute_opened": tr("Dispute opened"),
        "dispute_stage": tr("Dispute moved on"),
        "dispute_won": tr("Dispute won"),
        "dispute_settled": tr("Dispute settled"),
        "dispute_lost": tr("Dispute lost"),
        "return_agreed": tr("Return agreed"),
        "sent_back": tr("Sent back"),
        "return_received": tr("Return received"),
        "pays_part": tr("Supplier pays a part"),
        "loss_accepted": tr("Loss accepted"),
        "came_back": tr("Parcel came back"),
        "delivered": tr("Seen: delivered"),
        "unclear": tr("Seen: something else"),
        "undo": tr("Taken back"),
        "deadline_typed": tr("Deadline typed"),
        "only_ours": tr("Shared purchase: the other order asks for its own part only"),
        "all": tr("Shared purchase: all of it is asked for"),
        "money_awaited": tr("You said what comes back from the supplier"),
        "money_received": tr("Supplier’s money received"),
        "money_written_off": tr("Supplier’s money written off"),
    }
    return names.get(code, "")
