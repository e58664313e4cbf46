"""The headline of a verdict in words, at most two lines: what is the case, and what that means; and its numbers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from dropdesk.ui.i18n import tr, trn
from dropdesk.ui.words import deadline, times
from dropdesk.ui.words.because import Data, clock_name, gravest
from dropdesk.ui.words.names import told_words

if TYPE_CHECKING:
    from dropdesk.domain.case.shown.order_view import OrderView
    from dropdesk.domain.verdict.verdict import Verdict
    from dropdesk.ui.words.times import WorkDays


def headline(verdict: str, code: str, data: Data, now: datetime) -> str:
    """The verdict in words, at most two lines: what is the case, and what that means."""
    if data.get("unasked"):
        return unasked(str(data["unasked"]))
    if data.get("withdrawn"):
        return _withdrawn(code, data)
    return (
        _by_data(verdict, code, data)
        or _at_the_supplier().get(code)
        or _later().get(code)
        or _of_the_verdict(verdict, data)
    )


def _withdrawn(code: str, data: Data) -> str:
    if code in ("nothing_will_ship", "part_will_not_ship") and not data.get("kept"):
        return tr("The customer keeps it.\nBuy again what was stopped.")
    return tr("The customer keeps it.\nNothing is to be cancelled.")


def _by_data(verdict: str, code: str, data: Data) -> str:
    """Where the data decide what is said; ``""``: the code alone does."""
    match code:
        case "nothing_will_ship" | "part_will_not_ship" | "nothing_ordered" | "no_purchase" if data.get("service"):
            return tr("The fulfilment service keeps it.\nRefund the items.")
        case "numbered" if data.get("elsewhere"):
            return tr("It was scanned on its way elsewhere.\nThat is no scan: ask the supplier.")
        case "nothing_ordered" | "no_purchase":
            return _free(verdict)
        case "unclear" if len(told_words(str(data.get("word", "")))) > 1:
            return tr("What is told of it differs.\nIts order page decides.")
        case "call_out":
            return _call_out(str(data.get("what", "")))
        case "disputed":
            return _disputed(data)
        case "back_live":
            return happened_first(data) + "\n" + tr("The goods may still go out.")
        case "back_gone":
            return happened_first(data) + "\n" + tr("The parcel went out.")
        case "refund_owed" if data.get("failed"):
            return tr("A refund failed.\nThe money is still owed.")
        case "chargeback_open" if data.get("waits"):
            return tr("The bank has taken the money.\nAnswer it, and never refund now.")
        case "removed" if not data.get("awaited"):
            return tr("Taken off the order.\nNothing is left to do.")
    return ""


def _call_out(what: str) -> str:
    told = {
        "by_hand": tr("Done by hand. Not seen yet.\nThe next sync or export shows it."),
        "looked": tr("You saw it in the admin.\nThe next sync or export shows it here."),
        "recall": tr("The fulfilment service was asked.\nNo answer yet."),
    }
    return told.get(what) or tr("Sent, not known yet.\nCheck what became of it.")


def _disputed(data: Data) -> str:
    win = data.get("should_win")
    if data.get("unscanned"):
        return tr("The dispute runs.\nNo scan shows so far that it was sent.")
    if win is None:
        return tr("The dispute runs.\nWhether it is won depends on its dates.")
    return tr("The dispute runs.\nYou should win.") if win else tr("The dispute runs.\nIt will be hard to win.")


def _at_the_supplier() -> dict[str, str]:
    """What is said while the supplier may still be stopped, by code."""
    return {
        "not_shipped": tr("Not shipped yet.\nThe supplier must agree."),
        "window_not_started": tr("Not shipped yet.\nThe supplier must agree."),
        "still_not_shipped": tr("Not shipped yet.\nThe supplier must agree."),
        "closes_itself": tr("Not shipped, and time is nearly up.\nNever press “Extend time”."),
        "unpaid": tr("Not paid at the supplier.\nDrop the purchase, then cancel."),
        "lapses": tr("Not paid at the supplier.\nDrop the purchase, then cancel."),
        "asked": tr("The supplier was asked.\nNo answer yet."),
        "asked_in_vain": tr("No answer, and still open.\nAsk again."),
        "asked_with": tr("All of it is asked for.\nIt may stop: wait for the answer."),
        "refused": tr("The supplier refused.\nDemand the tracking number."),
        "demanded": tr("The number is demanded.\nNone by then: look, ask again."),
        "numbered": tr("A number is no proof.\nWait for the first scan."),
        "unproven": tr("Shipping is not proven.\nLook, then ask again."),
        "unproven_look": tr("Shipping is not proven.\nLook, then ask again."),
        "not_linked": tr("Nobody knows what was bought.\nLink it, or say nothing was."),
        "back_unlinked": tr("Nobody knows what was bought.\nLink it, or say nothing was."),
        "names_number": tr("The order names another number.\nSay whether it is yours."),
        "nothing_will_ship": tr("Nothing will ship.\nFinish it in Shopify."),
        "part_will_not_ship": tr("A part will not ship.\nRefund that part."),
        "unclear": tr("Nobody knows for sure.\nLook at the order page."),
        "fulfilled_since": tr("Nobody knows for sure.\nLook at the order page."),
        "window_past": tr("Nobody knows for sure.\nLook at the order page."),
        "clock_out": tr("Nobody knows for sure.\nLook at the order page."),
        "still_unclear": tr("Still unclear when you looked.\nLook again tomorrow."),
    }


def _later() -> dict[str, str]:
    """What is said of disputes, parcels and the shop's own money, by code."""
    return {
        "may_dispute": tr("No proof of shipping in time.\nOpen a dispute."),
        "dispute_opens": tr("A dispute is the way.\nIt is not open yet."),
        "proposal": tr("A proposal waits.\nAnswer it in time."),
        "shipped": tr("Shipped: it cannot be stopped.\nRefund items, goodwill or keep."),
        "label_only": tr("Shipped: it cannot be stopped.\nRefund items, goodwill or keep."),
        "delivered": tr("It has arrived.\nOnly a refund is left."),
        "handled": tr("Settled with the supplier.\nOnly a refund is left."),  # settled, wherever the parcel is
        "loss_accepted": tr("You accepted the loss.\nOnly a refund is left."),
        "returning": tr("A return is agreed.\nSend it back with tracking."),
        "sent_back": tr("It is sent back.\nWait until it arrives, then for the money."),
        "amount_untold": tr("The dispute ended in your favor.\nType the amount."),
        "tell_supplier": tr("The shop side is done.\nTell the supplier."),
        "refund_owed": tr("Cancelled.\nThe refund is still owed."),
        "owed_unknown": tr("Cancelled, and nobody told what was paid.\nLook in Shopify what is owed."),
        "refund_pending": tr("The refund is on its way.\nNothing to do but wait."),
        "refunded_not_cancelled": tr("All money went back.\nCancel without refund."),
        "bank_not_cancelled": tr("The bank took the money back.\nCancel without refund."),
        "chargeback_open": tr("The bank has taken the money.\nNever refund now."),
    }


def _of_the_verdict(verdict: str, data: Data) -> str:
    """For a code that has no sentence of its own."""
    if verdict == "done" and data.get("awaited"):
        return tr("Done in Shopify.\nThe supplier’s money is still awaited.")
    told = {
        "done": tr("Everything is done."),
        "too_late": tr("Too late to stop it."),
        "ready": tr("Ready for Shopify."),
        "waiting": tr("Nothing to do but wait."),
        "alarm": tr("Money and goods may both be lost."),
    }
    return told.get(verdict, "")


def _free(verdict: str) -> str:
    if verdict == "refund_only":
        return tr("Nothing to stop at the supplier.\nShopify only refunds items.")
    return tr("Nothing to stop at the supplier.\nCancel in Shopify.")


def unasked(why: str) -> str:
    """The same as a headline; its first line is the title of the page."""
    told = {
        "kept": tr("Stopped, but the customer keeps it.\nReorder it, or refund."),
        "part": tr("More was stopped than was wished.\nReorder the rest, or refund."),
        "open": tr("Stopped, and a part of the wish is open.\nReorder it, or refund."),
        "noted": tr("Stopped, and the case closed with a note.\nReorder it, or refund."),
    }
    return told.get(why) or tr("Stopped, but nobody asked for it.\nReorder it, or refund.")


def happened_first(data: Data) -> str:
    """What happened, as the first sentence of an Alarm's headline: this and no more (rules §3 W-02)."""
    told = str(data.get("happened", "")).split(",")
    cancelled = "cancelled" in told
    match gravest(data):
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


def act_now(view: OrderView) -> str:
    """R-01 counts from the purchase's payment; of what is unpaid or not linked, from the order."""
    times = [leg.paid_at for leg in view.legs if leg.state not in ("unpaid", "unlinked")]
    if times and all(at is not None for at in times):
        return tr("Act now: it was paid minutes ago")
    return tr("Act now: it was ordered minutes ago")
