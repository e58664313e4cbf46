"""The reason of a verdict: its code and data in at most 44 characters (中文 22), and the headline in words.

Codes: ``domain/legrows.py`` and ``domain/headline.py``. Data hold instants, never "2 days ago"; ages are made here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from dropdesk.ui.i18n import tr, trn
from dropdesk.ui.words import deadline, timeline, times
from dropdesk.ui.words.names import told_words

if TYPE_CHECKING:
    from dropdesk.domain.verdict.verdict import Verdict
    from dropdesk.ui.words.times import WorkDays

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


def unasked(why: str) -> str:
    """The same as a headline; its first line is the title of the page."""
    told = {
        "kept": tr("Stopped, but the customer keeps it.\nReorder it, or refund."),
        "part": tr("More was stopped than was wished.\nReorder the rest, or refund."),
        "open": tr("Stopped, and a part of the wish is open.\nReorder it, or refund."),
        "noted": tr("Stopped, and the case closed with a note.\nReorder it, or refund."),
    }
    return told.get(why) or tr("Stopped, but nobody asked for it.\nReorder it, or refund.")


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
            if _number(data, "times") > 1:
                return _since(
                    data, "asked", now, tr("Asked again {day} · no answer yet"), tr("Asked again · no answer yet")
                )
            return _since(data, "asked", now, tr("Asked {day} · no answer yet"), tr("Asked · no answer yet"))
        case "asked_in_vain":
            return tr("No answer, still open · ask again")
        case "asked_with":
            return tr("All of it asked for, with {orders}", orders=_with(data))
        case "refused":
            return tr("Refused · demand the tracking number")
        case "demanded":
            return _since(data, "since", now, tr("Refused · number demanded {day}"), tr("Refused · number demanded"))
        case "numbered" if data.get("elsewhere"):
            return tr("Scanned elsewhere · ask for the right number")
        case "numbered":
            return _since(data, "since", now, tr("Number given {day} · no scan yet"), tr("Number given · no scan yet"))
        case "unproven":
            return tr("No proof of shipping · ask again")
    return ""


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


def _what(data: Data) -> str:
    """The gravest of what happened to an Alarm's order, for a sentence that has room for one."""
    told = str(data.get("happened", "")).split(",")
    order = ("the bank took it", "money back", "refund on its way", "removed")
    return next((what for what in order if what in told), "cancelled")


def happened_first(data: Data) -> str:
    """What happened, as the first sentence of an Alarm's headline: this and no more (rules §3 W-02)."""
    told = str(data.get("happened", "")).split(",")
    cancelled = "cancelled" in told
    match _what(data):
        case "the bank took it":
            return tr("Cancelled, and the bank took the money.") if cancelled else tr("The bank took the money back.")
        case "money back" if "refund on its way" in told:
            return tr("A part is back, the rest is on its way.")
        case "money back":
            return tr("Cancelled, and the money is back.") if cancelled else tr("The customer has the money.")
        case "refund on its way":
            return tr("Cancelled, a refund is on its way.") if cancelled else tr("A refund is on its way.")
        case "removed":
            return tr("Taken off the order by an edit.")
    return tr("The order is cancelled.")


def _alarm(code: str, data: Data, now: datetime) -> str:
    what = _what(data)
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


def headline(verdict: str, code: str, data: Data, now: datetime) -> str:
    """The verdict in words, at most two lines: what is the case, and what that means."""
    if data.get("unasked"):
        return unasked(str(data["unasked"]))
    if data.get("withdrawn"):
        stopped = code in ("nothing_will_ship", "part_will_not_ship") and not data.get("kept")
        return (
            tr("The customer keeps it.\nBuy again what was stopped.")
            if stopped
            else tr("The customer keeps it.\nNothing is to be cancelled.")
        )
    match code:
        case "nothing_will_ship" | "part_will_not_ship" | "nothing_ordered" | "no_purchase" if data.get("service"):
            return tr("The fulfilment service keeps it.\nRefund the items.")
        case "not_shipped" | "window_not_started" | "still_not_shipped":
            return tr("Not shipped yet.\nThe supplier must agree.")
        case "closes_itself":
            return tr("Not shipped, and time is nearly up.\nNever press “Extend time”.")
        case "unpaid" | "lapses":
            return tr("Not paid at the supplier.\nDrop the purchase, then cancel.")
        case "asked":
            return tr("The supplier was asked.\nNo answer yet.")
        case "asked_in_vain":
            return tr("No answer, and still open.\nAsk again.")
        case "asked_with":
            return tr("All of it is asked for.\nIt may stop: wait for the answer.")
        case "refused":
            return tr("The supplier refused.\nDemand the tracking number.")
        case "demanded":
            return tr("The number is demanded.\nNone by then: look, ask again.")
        case "numbered" if data.get("elsewhere"):
            return tr("It was scanned on its way elsewhere.\nThat is no scan: ask the supplier.")
        case "numbered":
            return tr("A number is no proof.\nWait for the first scan.")
        case "unproven" | "unproven_look":
            return tr("Shipping is not proven.\nLook, then ask again.")
        case "not_linked" | "back_unlinked":
            return tr("Nobody knows what was bought.\nLink it, or say nothing was.")
        case "names_number":
            return tr("The order names another number.\nSay whether it is yours.")
        case "nothing_ordered" | "no_purchase":
            return _free(verdict)
        case "nothing_will_ship":
            return tr("Nothing will ship.\nFinish it in Shopify.")
        case "part_will_not_ship":
            return tr("A part will not ship.\nRefund that part.")
        case "unclear" if len(told_words(str(data.get("word", "")))) > 1:
            return tr("What is told of it differs.\nIts order page decides.")
        case "unclear" | "fulfilled_since" | "window_past" | "clock_out":
            return tr("Nobody knows for sure.\nLook at the order page.")
        case "still_unclear":
            return tr("Still unclear when you looked.\nLook again tomorrow.")
        case "call_out" if data.get("what") == "by_hand":
            return tr("Done by hand. Not seen yet.\nThe next sync or export shows it.")
        case "call_out" if data.get("what") == "looked":
            return tr("You saw it in the admin.\nThe next sync or export shows it here.")
        case "call_out" if data.get("what") == "recall":
            return tr("The fulfilment service was asked.\nNo answer yet.")
        case "call_out":
            return tr("Sent, not known yet.\nCheck what became of it.")
    return _headline_later(verdict, code, data)


def _free(verdict: str) -> str:
    if verdict == "refund_only":
        return tr("Nothing to stop at the supplier.\nShopify only refunds items.")
    return tr("Nothing to stop at the supplier.\nCancel in Shopify.")


def _headline_later(verdict: str, code: str, data: Data) -> str:
    match code:
        case "may_dispute":
            return tr("No proof of shipping in time.\nOpen a dispute.")
        case "dispute_opens":
            return tr("A dispute is the way.\nIt is not open yet.")
        case "disputed":
            win = data.get("should_win")
            if data.get("unscanned"):
                return tr("The dispute runs.\nNo scan shows so far that it was sent.")
            if win is None:
                return tr("The dispute runs.\nWhether it is won depends on its dates.")
            return tr("The dispute runs.\nYou should win.") if win else tr("The dispute runs.\nIt will be hard to win.")
        case "proposal":
            return tr("A proposal waits.\nAnswer it in time.")
        case "shipped" | "label_only":
            return tr("Shipped: it cannot be stopped.\nRefund items, goodwill or keep.")
        case "delivered":
            return tr("It has arrived.\nOnly a refund is left.")
        case "handled":  # settled, wherever the parcel is
            return tr("Settled with the supplier.\nOnly a refund is left.")
        case "loss_accepted":
            return tr("You accepted the loss.\nOnly a refund is left.")
        case "returning":
            return tr("A return is agreed.\nSend it back with tracking.")
        case "sent_back":
            return tr("It is sent back.\nWait until it arrives, then for the money.")
        case "back_live":
            return happened_first(data) + "\n" + tr("The goods may still go out.")
        case "back_gone":
            return happened_first(data) + "\n" + tr("The parcel went out.")
        case "amount_untold":
            return tr("The dispute ended in your favor.\nType the amount.")
        case "tell_supplier":
            return tr("The shop side is done.\nTell the supplier.")
        case "refund_owed" if data.get("failed"):
            return tr("A refund failed.\nThe money is still owed.")
        case "refund_owed":
            return tr("Cancelled.\nThe refund is still owed.")
        case "owed_unknown":
            return tr("Cancelled, and nobody told what was paid.\nLook in Shopify what is owed.")
        case "refund_pending":
            return tr("The refund is on its way.\nNothing to do but wait.")
        case "refunded_not_cancelled":
            return tr("All money went back.\nCancel without refund.")
        case "bank_not_cancelled":
            return tr("The bank took the money back.\nCancel without refund.")
        case "chargeback_open" if data.get("waits"):
            return tr("The bank has taken the money.\nAnswer it, and never refund now.")
        case "chargeback_open":
            return tr("The bank has taken the money.\nNever refund now.")
        case "removed" if not data.get("awaited"):
            return tr("Taken off the order.\nNothing is left to do.")
        case _ if verdict == "done" and data.get("awaited"):
            return tr("Done in Shopify.\nThe supplier’s money is still awaited.")
    return _headline_plain(verdict)


def _headline_plain(verdict: str) -> str:
    return {
        "done": tr("Everything is done."),
        "too_late": tr("Too late to stop it."),
        "ready": tr("Ready for Shopify."),
        "waiting": tr("Nothing to do but wait."),
        "alarm": tr("Money and goods may both be lost."),
    }.get(verdict, "")


def numbers(verdict: Verdict, now: datetime, work_days: WorkDays | None) -> str:
    """The line of numbers under the sentence: since when, how long still, until when in Beijing and here."""
    parts = []
    paid = dict(verdict.because.data).get("paid")
    if isinstance(paid, datetime):
        if work_days is not None and (days := times.whole_work_days(paid, now, work_days)) > 0:
            parts.append(trn("Paid %n work day ago.", "Paid %n work days ago.", days))
        else:
            parts.append(tr("Paid {when}.", when=times.moment(paid, now, inner=True)))
    if verdict.overdue_since is not None and verdict.overdue_since <= now:
        left = times.left(verdict.overdue_since, now)
        parts.append(tr("{left}, since {when}.", left=left, when=times.moment(verdict.overdue_since, now, inner=True)))
    if verdict.deadline is not None:
        left = deadline.left(verdict, now, work_days)
        until = times.until(verdict.deadline, now, verdict.deadline_kind, here=True)
        until = deadline.rough(until, verdict.deadline_is)
        clock = clock_name(verdict.deadline_kind)
        known = tr("{clock}: {left}, until {until}.", clock=clock, left=left, until=until)
        parts.append(known if left else tr("{clock}: {until}.", clock=clock, until=until))
    if verdict.provisional:
        parts.append(tr("An estimate: that year’s calendar is not published yet."))
    return " ".join(parts)


def happened(code: str, data: Data) -> str:
    """An entry of the short timeline; a date to come is named by its clock. Empty for a code nobody knows."""
    if code == "window":
        if data.get("clock") == "refund":
            return tr("The supplier’s refund is overdue after this")
        return tr("{clock} ends", clock=clock_name(str(data.get("clock", ""))))
    return timeline.happened(code, data)
