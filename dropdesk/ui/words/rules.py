"""The rules' words: what each number means, its unit, where it comes from, what other sources say."""

from __future__ import annotations

from dropdesk.ui.i18n import tr, trn


def groups() -> list[tuple[str, tuple[str, ...]]]:
    """The rules as the settings show them: by what they are about, in the order a case meets them. The two reminders
    are left out: nothing reminds yet, so nothing may be set."""
    return [
        (
            tr("Before shipping"),
            ("ship_window", "ship_window_hours", "unpaid", "silence", "look"),
        ),
        (tr("Tracking numbers"), ("demand", "first_scan")),
        (tr("Refunds from the supplier"), ("refund_early", "refund_amber", "refund_red")),
        (
            tr("Disputes"),
            ("dispute_from", "dispute_until", "seller_answer", "platform_answer", "return"),
        ),
        (tr("What asks for you"), ("act_now", "deadline_near", "old_history")),
        (tr("Locks on money"), ("age_lock", "goodwill", "recall_silence", "second_look", "resend")),
    ]


def rule(code: str) -> str:
    """A rule as a sentence that ends in its number."""
    names = {
        "ship_window": tr("The supplier must ship within"),
        "ship_window_hours": tr("A supplier that counts hours must ship within (0 = counts days)"),
        "unpaid": tr("An unpaid purchase lapses after"),
        "silence": tr("Look again when a request stays unanswered for"),
        "look": tr("“I looked: unchanged” holds for"),
        "demand": tr("A demanded tracking number is due within"),
        "first_scan": tr("A tracking number needs its first scan within"),
        "refund_early": tr("The supplier’s refund comes at the earliest after"),
        "refund_amber": tr("The supplier’s refund is overdue after"),
        "refund_red": tr("The supplier’s refund is long overdue after"),
        "dispute_from": tr("A dispute can be opened from shipping plus"),
        "dispute_until": tr("A dispute can be opened until delivery plus"),
        "seller_answer": tr("The seller answers a dispute within"),
        "platform_answer": tr("AliExpress proposes a solution within"),
        "return": tr("An agreed return is sent back within"),
        "act_now": tr("“Act now” is shown after a payment for"),
        "age_lock": tr("A look at the purchase counts for money for"),
        "goodwill": tr("Goodwill without a typed reason: at most, of the payment"),
        "old_history": tr("Old history never asks for you after"),
        "deadline_near": tr("A deadline asks for you when less is left than"),
        "second_look": tr("Two looks at an unclear outcome lie apart at least"),
        "resend": tr("An unclear refund may be sent again within"),
        "recall_silence": tr("An unanswered recall counts as rejected after"),
    }
    return names.get(code, code)


def unit(code: str, n: int) -> str:
    """A unit, bent by its number."""
    match code:
        case "work_days":
            return trn("work day", "work days", n)
        case "bank_days":
            return trn("bank day", "bank days", n)
        case "days":
            return trn("day", "days", n)
        case "hours":
            return trn("hour", "hours", n)
        case "minutes":
            return trn("minute", "minutes", n)
        case "seconds":
            return trn("second", "seconds", n)
        case _:
            return "%"


def source(code: str, date: str) -> str:
    """Where a number comes from, and of when."""
    match code:
        case "guide":
            return tr("Guide, {date}", date=date)
        case "sources":
            return tr("Other sources, {date}", date=date)
        case _:
            return tr("DropDesk, {date}", date=date)


def others(code: str) -> str:
    """What other sources say against it; empty where nobody disagrees."""
    names = {
        "countdown": tr("Others: a countdown on the order page decides; popular stores ship in hours."),
        "choice": tr("For Choice and other stores that ship in hours."),
        "unpaid_20_days": tr("Others: 20 days; the order page counts down."),
        "silence_48": tr("Others: 48 hours. Silence is never taken as yes."),
        "scan_72_hours": tr("Others: 72 hours."),
        "refund_20": tr("Others: up to 20 bank days."),
        "at_once": tr("Others: at once, where delivery in under 5 days was promised."),
    }
    return names.get(code, "")
