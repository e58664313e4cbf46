"""The reason of a verdict: its code and data in at most 44 characters (中文 22).

Codes: ``domain/verdict/reasons.py``. Data hold instants, never "2 days ago"; ages are made here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dropdesk.ui.i18n import tr
from dropdesk.ui.words import timeline, times
from dropdesk.ui.words.names import told_words

Data = Mapping[str, object]


def _at(data: Data, name: str) -> datetime | None:
    """An instant out of the data; a row of the store carries it as ISO text."""
    value = data.get(name)
    if isinstance(value, str):
        return datetime.fromisoformat(value)
    return value if isinstance(value, datetime) else None


def _day(data: Data, name: str, now: datetime) -> str:
    at = _at(data, name)
    return times.date(at, now, inner=True) if at is not None else ""


def _since(data: Data, name: str, now: datetime, known: str, unknown: str) -> str:
    """``known`` holds ``{day}``; without a date ``unknown``. Both are ready sentences."""
    day = _day(data, name, now)
    return known.format(day=day) if day else unknown


def _with(data: Data) -> str:
    """The order that asks for all of a shared purchase, and how many more do."""
    first, more = str(data.get("with", "")), _number(data, "more")
    return f"{first} +{more}" if more else first


def _number(data: Data, name: str) -> int:
    value = data.get(name)
    return value if isinstance(value, int) else 0


def how(code: str) -> str:
    """How a leg was stopped, as the beginning of a line."""
    names = {
        "cancelled": tr("Supplier accepted"),
        "unpaid": tr("Lapsed unpaid"),
        "not_shipped": tr("Closed: not shipped in time"),
        "platform": tr("Closed by AliExpress"),
        "dropped": tr("Purchase dropped"),
        "won": tr("Dispute won"),
        "settled": tr("Dispute settled"),
        "came_back": tr("Parcel came back"),
    }
    return names.get(code, tr("Stopped"))


def clock_name(kind: str) -> str:
    """A clock's name, for a deadline and for one that ran out."""
    names = {
        "ship_window": tr("Shipping window"),
        "unpaid": tr("Payment time"),
        "silence": tr("Silence clock"),
        "demand": tr("Time for the number"),
        "first_scan": tr("Time for the first scan"),
        "dispute_until": tr("Dispute window"),
        "answer": tr("Your answer"),
        "seller_answer": tr("The seller’s answer"),
        "platform_answer": tr("AliExpress’ proposal"),
        "return": tr("Sending back"),
        "look": tr("Telling the supplier"),
        "chargeback": tr("Your answer to the bank"),
        "refund": tr("The supplier’s refund"),
    }
    return names.get(kind, tr("Deadline"))


def because(code: str, data: Data, now: datetime) -> str:
    """The second line of a verdict cell; empty without a reason. KeyError for a code that has no words."""
    if not code:
        return ""
    if data.get("unasked"):
        return _unasked(str(data["unasked"]))
    if data.get("withdrawn"):
        return tr("The customer keeps it")
    for group in (_live, _bought, _doubt, _dispute, _after, _alarm, _shop):
        text = group(code, data, now)
        if text:
            return text
    raise KeyError(code)


def _unasked(why: str) -> str:
    """A stop that serves no present wish, in a row: whose it is (``Verdict.told``)."""
    told = {
        "kept": tr("Customer keeps it · reorder or refund"),
        "part": tr("More was stopped · reorder or refund"),
        "open": tr("Wish still open · reorder or refund"),
        "noted": tr("Closed with a note · reorder or refund"),
    }
    return told.get(why) or tr("Nobody asked · reorder or refund")


def _live(code: str, data: Data, now: datetime) -> str:
    match code:
        case "not_shipped":
            return _since(data, "paid", now, tr("Paid {day} · not shipped"), tr("Paid · not shipped"))
        case "still_not_shipped":
            return tr("Window over · still not shipped")
        case "window_not_started":
            return tr("Not shipped · window not started")
        case "closes_itself":
            return tr("Not shipped · closes itself soon")
        case "unpaid":
            return tr("Not paid yet · you can drop it")
        case "lapses":
            return tr("Not paid · it lapses by itself")
        case "asked":
            return _asked(data, now)
        case "asked_in_vain":
            return tr("No answer, still open · ask again")
        case "asked_with":
            return tr("All of it asked for, with {orders}", orders=_with(data))
        case "refused":
            return tr("Refused · demand the tracking number")
        case "demanded":
            return _since(data, "since", now, tr("Refused · number demanded {day}"), tr("Refused · number demanded"))
        case "numbered":
            return _numbered(data, now)
        case "unproven":
            return tr("No proof of shipping · ask again")
    return ""


def _asked(data: Data, now: datetime) -> str:
    if _number(data, "times") > 1:
        return _since(data, "asked", now, tr("Asked again {day} · no answer yet"), tr("Asked again · no answer yet"))
    return _since(data, "asked", now, tr("Asked {day} · no answer yet"), tr("Asked · no answer yet"))


def _numbered(data: Data, now: datetime) -> str:
    if data.get("elsewhere"):
        return tr("Scanned elsewhere · ask for the right number")
    return _since(data, "since", now, tr("Number given {day} · no scan yet"), tr("Number given · no scan yet"))


def _bought(code: str, data: Data, now: datetime) -> str:
    match code:
        case "not_linked":
            return tr("No purchase linked")
        case "names_number":
            return tr("The order names another number")
        case "nothing_ordered" | "no_purchase" | "nothing_will_ship" | "part_will_not_ship" if data.get("service"):
            return tr("Not recalled · the fulfilment service keeps it")
        case "nothing_ordered":
            return tr("Nothing was ordered for it")
        case "no_purchase":
            return tr("Needs no purchase")
        case "nothing_will_ship":
            return tr("{how} · nothing will ship", how=how(str(data.get("how", "cancelled"))))
        case "part_will_not_ship":
            return tr("{n} of {all} will not ship", n=_number(data, "units"), all=_number(data, "of"))
        case "stopped":
            return how(str(data.get("how", "cancelled")))
    return ""


def _doubt(code: str, data: Data, now: datetime) -> str:
    match code:
        case "fulfilled_since":
            return tr("Fulfilled since then · has it shipped?")
        case "window_past":
            return _since(data, "ended", now, tr("Window ended {day} · look"), tr("Window ended · look"))
        case "clock_out":
            return tr("{clock} is over · look", clock=clock_name(str(data.get("clock", ""))))
        case "unproven_look":
            return tr("No proof of shipping in time · look")
        case "unclear" if len(told_words(str(data.get("word", "")))) > 1:
            return tr("Told in two ways · what does its page say?")
        case "unclear":
            return tr("What does its order page say?")
        case "still_unclear":
            return tr("Looked · still unclear")
        case "call_out" if data.get("what") == "by_hand":
            return tr("Done by hand · not seen yet")
        case "call_out" if data.get("what") == "looked":
            return tr("You saw it in the admin · not seen here yet")
        case "call_out" if data.get("what") == "recall":
            return tr("Asked to stop · no answer yet")
        case "call_out":
            return tr("Sent · not known yet")
    return ""


def _dispute(code: str, data: Data, now: datetime) -> str:
    win = data.get("should_win")
    match code:
        case "may_dispute":
            return tr("A dispute can be opened")
        case "dispute_opens":
            return _since(data, "opens", now, tr("Dispute opens {day}"), tr("Dispute not open yet"))
        case "disputed":
            if data.get("unscanned"):
                return tr("In dispute · no scan so far")
            if win is None:
                return tr("In dispute · opened when?")
            return tr("In dispute · you should win") if win else tr("In dispute · hardly to be won")
        case "proposal":
            return tr("A proposal waits · you should win") if win else tr("A proposal waits for your answer")
        case "amount_untold":
            return tr("Ended in your favor · how much?")
    return ""


def _after(code: str, data: Data, now: datetime) -> str:
    match code:
        case "shipped":
            return _since(data, "shipped", now, tr("Shipped {day}"), tr("Shipped"))
        case "label_only":
            return tr("Label made · no scan yet")
        case "delivered":
            return _since(data, "delivered", now, tr("Delivered {day}"), tr("Delivered"))
        case "loss_accepted":
            return tr("Loss accepted")
        case "handled":
            return tr("Settled with the supplier")
        case "returning":
            return _since(data, "by", now, tr("Return agreed · send by {day}"), tr("Return agreed"))
        case "sent_back":
            return _since(
                data, "since", now, tr("Sent back {day} · arrival awaited"), tr("Sent back · arrival awaited")
            )
    return ""


def gravest(data: Data) -> str:
    """The gravest of what happened to an Alarm's order, for a sentence that has room for one."""
    told = str(data.get("happened", "")).split(",")
    order = ("the bank took it", "money back", "refund on its way", "removed")
    return next((what for what in order if what in told), "cancelled")


def _alarm(code: str, data: Data, now: datetime) -> str:
    what = gravest(data)
    match code:
        case "back_unlinked":
            return {
                "the bank took it": tr("The bank took the money · ever bought?"),
                "money back": tr("Refunded · was it ever bought?"),
                "refund on its way": tr("Refund on its way · was it bought?"),
                "removed": tr("Taken off · was it ever bought?"),
            }.get(what, tr("Cancelled · was it ever bought?"))
        case "back_live":
            return {
                "the bank took it": tr("The bank took the money · may still ship"),
                "money back": tr("Refunded, but the supplier may still ship"),
                "refund on its way": tr("Refund on its way · may still ship"),
                "removed": tr("Taken off the order · may still ship"),
            }.get(what, tr("Cancelled, but the supplier may still ship"))
        case "back_gone":
            return {
                "the bank took it": tr("The bank took the money · parcel went out"),
                "money back": tr("Refunded, and the parcel went out"),
                "refund on its way": tr("Refund on its way · the parcel went out"),
                "removed": tr("Taken off the order · parcel went out"),
            }.get(what, tr("Cancelled, and the parcel went out"))
    return ""


def _shop(code: str, data: Data, now: datetime) -> str:
    match code:
        case "tell_supplier":
            return tr("Tell the supplier afterwards")
        case "refund_owed":
            owed = times.money(_number(data, "owed"), str(data.get("currency", "")))
            if data.get("failed"):
                return tr("A refund failed · {amount} is owed", amount=owed)
            return tr("Cancelled · {amount} not refunded yet", amount=owed)
        case "owed_unknown":
            return tr("Cancelled · nobody told what was paid")
        case "refund_pending":
            pending = times.money(_number(data, "pending"), str(data.get("currency", "")))
            return tr("{amount} is on its way back", amount=pending)
        case "refunded_not_cancelled":
            return tr("Refunded · not cancelled in Shopify")
        case "bank_not_cancelled":
            return tr("The bank took the money · not cancelled")
        case "chargeback_open" if data.get("waits"):
            waits = tr("Chargeback · it waits for you")
            return _since(data, "by", now, tr("Chargeback · answer the bank by {day}"), waits)
        case "chargeback_open":
            return tr("Chargeback open at the bank")
        case "cancelled":
            return _since(data, "cancelled", now, tr("Cancelled {day}"), tr("Cancelled"))
        case "returned":
            return _since(data, "refunded", now, tr("Refunded {day}"), tr("Refunded"))
        case "removed":
            return tr("Taken off the order by an edit")
        case "bank_took_it":
            return tr("The bank took the money back")
    return ""


def happened(code: str, data: Data) -> str:
    """An entry of the short timeline; a date to come is named by its clock. Empty for a code nobody knows."""
    if code == "window":
        if data.get("clock") == "refund":
            return tr("The supplier’s refund is overdue after this")
        return tr("{clock} ends", clock=clock_name(str(data.get("clock", ""))))
    return timeline.happened(code, data)
