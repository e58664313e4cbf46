"""Expected errors in words: what is wrong and what to do. Every code of the lower floors has its sentence here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dropdesk.errors import Expected
from dropdesk.ui.i18n import tr
from dropdesk.ui.words import names, times

Facts = Mapping[str, object]


def error(what: Expected) -> str:
    """The sentence for an expected error."""
    return say(what.code, what.facts)


def say(code: str, facts: Facts) -> str:
    """The sentence for a code: of an error, or of what brought a case back."""
    if code.startswith("blocked_"):
        return names.blocker(code.removeprefix("blocked_"))
    for group in (_case, _money, _files):
        text = group(code, facts)
        if text:
            return text
    return tr("This did not work ({code}). Nothing was changed.", code=code)


def _most(facts: Facts) -> str:
    most, currency = facts.get("most", facts.get("limit")), facts.get("currency")
    if not isinstance(most, int):
        return ""
    return times.money(most, currency) if isinstance(currency, str) else times.count(most)


def _case(code: str, facts: Facts) -> str:
    texts = {
        "moved_on": tr("This case changed meanwhile. What you see now is the newest; decide again."),
        "not_now": tr("This is not possible at this point of the case. Nothing was changed."),
        "sent": tr("A request is on its way to Shopify. Check its outcome first."),
        "no_leg": tr("This purchase is not part of the order any more. Look at the newest state."),
        "reason_needed": tr("Give a reason first: it stays in the record."),
        "wish": tr("Choose at least one item, and no more than were ordered."),
        "units_gone": tr("Some of these items were returned meanwhile. Check the quantities."),
        "case_open": tr("This order has an open case already. Work on in that one."),
        "no_order": tr("Shopify does not know this order. Was it deleted?"),
        "look_first": tr("Look at the purchase once more first: what you saw is over 15 minutes old."),
        "may_still_ship": tr("The supplier may still ship. Refunding now could cost you the goods."),
        "gone": tr("The parcel is on its way. Accept the loss first, or claim it from the supplier."),
        "ground_moved": tr("Something changed at the supplier or in Shopify. Look again before money moves."),
        "nothing_to_recall": tr("No fulfilment request can be recalled any more. Look at the order in Shopify."),
        "already_cancelled": tr("The order is cancelled in Shopify already. Nothing was sent."),
        "no_shop": tr("No store is connected for this order. Connect it, or do it by hand in Shopify."),
        "too_old_to_resend": tr("Too old to be sent again safely. Look into Shopify, then refund by hand."),
    }
    return texts.get(code, "")


def _money(code: str, facts: Facts) -> str:
    most = _most(facts)
    match code:
        case "amount" | "amount_changed" | "too_much":
            if most:
                return tr("At most {amount} can go back. Check the amount.", amount=most)
            return tr("This amount cannot go back. Check the amount.")
        case "goodwill_amount":
            return tr("A part refund must be more than nothing and less than what is left of the payment.")
        case "goodwill_limit":
            return tr("Above {amount} a typed reason is needed.", amount=most)
        case "amount_unknown":
            return tr("The amount the customer paid is unknown. Refund by hand in Shopify.")
        case "plan_changed":
            return tr("Other money went back meanwhile. Check the amount and decide again.")
        case "parts":
            return tr("Shopify cannot share this amount out over the payments. Check the amount.")
        case "clock_off":
            server, here = facts.get("server"), facts.get("here")
            if isinstance(server, datetime) and isinstance(here, datetime):
                return tr(
                    "This computer’s clock says {here}, Shopify’s {server}. Set the clock right, then try again.",
                    here=times.clock(here.astimezone()),
                    server=times.clock(server.astimezone()),
                )
            return tr("This computer’s clock is wrong. Set it right, then try again.")
        case _:
            return ""


def _files(code: str, facts: Facts) -> str:
    file, folder, year = (str(facts.get(name, "")) for name in ("file", "folder", "year"))
    match code:
        case "disk_full":
            return tr("The disk is full. Free some space: nothing is sent before it can be written down.")
        case "row" | "database":
            return tr("The data file is damaged. Close DropDesk and restore a backup.")
        case "backup":
            return tr("The backup {file} cannot be read. Choose another one.", file=file)
        case "newer":
            return tr("A newer DropDesk wrote this data. Install the newest version.")
        case "upgrade":
            return tr("The data could not be brought up to date. Nothing was changed; a backup stands beside it.")
        case "folder_link":
            return tr("The data folder {folder} is a link. Choose a real folder.", folder=folder)
        case "folder_owner":
            return tr("The data folder {folder} belongs to another user. Choose your own.", folder=folder)
        case "calendar_file":
            return tr("The calendar file {file} cannot be read. Check its form.", file=file)
        case "calendar_year":
            return tr("The calendar file {file} holds no whole year {year}.", file=file, year=year)
        case "rule_bounds":
            return tr("Choose a number from {low} to {high}.", low=facts.get("low", ""), high=facts.get("high", ""))
        case _:
            return ""
