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
    for group in (_case, _money, _shop, _purchase, _files, _read_files):
        text = group(code, facts)
        if text:
            return text
    return tr("This did not work ({code}). Look at what is shown now before you go on.", code=code)


def _most(facts: Facts) -> str:
    most, currency = facts.get("most", facts.get("limit")), facts.get("currency")
    if not isinstance(most, int):
        return ""
    return times.money(most, currency) if isinstance(currency, str) else times.count(most)


def _case(code: str, facts: Facts) -> str:
    texts = {
        "unexpected": tr("Something unexpected happened. What is shown is what was written down."),
        "closed": tr("DropDesk was closed. Nothing was changed."),
        "read_older": tr(
            "Shopify's answer is older than what is known here, so nothing was sent. "
            "Check this computer's clock, then try again in a minute."
        ),
        "moved_on": tr("This case changed meanwhile. What you see now is the newest; decide again."),
        "not_now": tr("This is not possible at this point of the case. Nothing was changed."),
        "sent": tr("A request is on its way to Shopify. Check its outcome first."),
        "no_leg": tr("This purchase is not part of the order any more. Look at the newest state."),
        "tracking_needed": tr("Without a tracking number it does not count. Type the number of the parcel back."),
        "part_first": tr("This purchase serves other orders too. Say first: only this order’s part, or all of it?"),
        "still_running": tr("Shopify is still working on it. Wait a minute, then look again."),
        "still_pending": tr("Shopify took the refund and it is on its way. Wait until it is through or fails."),
        "reason_needed": tr("Give a reason first: it stays in the record."),
        "wish": tr("Choose at least one item, and no more than were ordered."),
        "units_gone": tr("Some of these items were returned meanwhile. Check the quantities."),
        "case_open": tr("This order has an open case already. Work on in that one."),
        "no_order": tr("Shopify does not know this order. Was it deleted?"),
        "look_first": tr("Look at the purchase once more first: what you saw is over 15 minutes old."),
        "may_still_ship": tr("The supplier may still ship. Refunding now could cost you the goods."),
        "gone": tr("The parcel is on its way. Accept the loss first, or claim it from the supplier."),
        "ground_moved": tr("Something changed at the supplier or in Shopify. Look again before money moves."),
        "item_removed": tr("An item was taken off the order in Shopify. Look again before money moves."),
        "item_added": tr("An item was added to the order in Shopify. Look again before money moves."),
        "recall_first": tr("A fulfilment service has these items. Recall the fulfilment first."),
        "in_progress_since": tr(
            "Shopify shows these items “in progress” now. Make sure that nobody is packing them, then press again."
        ),
        "recall_in_part": tr(
            "One part of the order is asked to stop, another was not taken. Look at the order in Shopify."
        ),
        "nothing_to_recall": tr("No fulfilment request can be recalled any more. Look at the order in Shopify."),
        "already_cancelled": tr("The order is cancelled in Shopify already. Nothing was sent."),
        "no_shop": tr("No store is connected for this order. Connect it, or do it by hand in Shopify."),
        "too_old_to_resend": tr("Too old to be sent again safely. Look into Shopify, then refund by hand."),
    }
    at = facts.get("at")
    if code == "too_early":
        if isinstance(at, datetime):
            return tr(
                "Too early to tell: it may still arrive. Look again from {time}.", time=times.clock(at.astimezone())
            )
        return tr("Too early to tell: it may still arrive. Look again in a minute.")
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
        case "withdraw_refunded":
            amount, currency = facts.get("amount"), facts.get("currency")
            gone = times.money(amount, currency) if isinstance(amount, int) and isinstance(currency, str) else ""
            return tr(
                "{amount} of this case went back already: nobody can keep it as if nothing had been. Work on with the "
                "rest, or close the case with a note.", amount=gone,
            )  # fmt: skip
        case "parts":
            return tr("Shopify cannot share this amount out over the payments. Check the amount.")
        case "clock_unknown":
            return tr("Shopify’s answer told no time, so nothing was sent. Try again in a minute.")
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


def _shop(code: str, facts: Facts) -> str:
    """What Shopify, or the way to it, says."""
    texts = {
        "offline": tr("Shopify cannot be reached. Check the connection, then look again."),
        "not_reached": tr("Shopify was not reached. Nothing was sent. Check the connection, then decide again."),
        "no_answer": tr("Shopify did not answer. Look again in a minute."),
        "shop_down": tr("Shopify has trouble of its own. Look again in some minutes."),
        "busy": tr("Shopify is busy with this store. Wait a minute, then look again."),
        "timeout": tr("No answer came in time. Nobody knows yet whether it was done: look."),
        "cut": tr("The connection broke. Nobody knows yet whether it was done: look."),
        "too_long": tr("The answer was too long. Nobody knows yet whether it was done: look."),
        "answer": tr("Shopify’s answer could not be read. Look into the admin."),
        "in_progress": tr(
            "Shopify is working on another change of this order. Nobody knows yet what came of it: look."
        ),
        "key_mismatch": tr("Shopify knows this call with other amounts. Nobody knows yet what was done: look."),
        "unforeseen": tr(
            "Something unexpected happened after the call went out. Nobody knows yet what was done: look."
        ),
        "tls": tr("The connection is not safe: somebody stands between. Nothing was sent."),
        "redirected": tr("Shopify points somewhere else. Nothing was sent. Check the store’s address."),
        "token": tr("Shopify does not accept the token any more. Connect the store again."),
        "token_renewed": tr("The access to Shopify had run out and is renewed. Nothing was sent: press again."),
        "no_token": tr("The token is not in the keyring any more. Connect the store again."),
        "no_credentials": tr("Fill in the client ID and the secret, or the access token."),
        "credentials_form": tr("The client ID or the secret has a sign too many. Copy both again."),
        "client_credentials": tr("Shopify does not accept this client ID and secret. Copy both again."),
        "forbidden": tr("Shopify does not allow this. Check the app’s permissions, then decide again."),
        "scope": tr("The app lacks a permission for this. Grant it in Shopify, then decide again."),
        "scopes": tr("These permissions are missing: {missing}.", missing=facts.get("missing", "")),
        "shop_locked": tr("Shopify has locked or frozen this store. Settle that there first."),
        "app_not_installed": tr("The app is not installed in this store any more. Install it again."),
        "app_other_organisation": tr("The app belongs to another organisation. Make it in the store’s own."),
        "no_such_shop": tr("Shopify knows no store of this name. Check the address."),
        "shop_empty": tr("Fill in the store’s address."),
        "shop_form": tr("That is no address of a Shopify store. It looks like my-store.myshopify.com."),
        "shop_own_domain": tr("This is the store’s own domain. Type the one that ends in .myshopify.com."),
        "other_shop": tr("This token belongs to another store. Check the address."),
        "loopback_address": tr("This address is for developers only. Type the store’s address."),
        "query": tr("Shopify did not understand the question. Nothing was done. Install the newest DropDesk."),
        "too_costly": tr("This order is too large for one question to Shopify. Do it in the admin."),
        "no_request": tr("The fulfilment request is gone. Look at the order in Shopify."),
        "fulfilled": tr("The order is fulfilled: Shopify does not cancel it. Refund items instead."),
        "payment_failed": tr("The payment provider refused the refund. Look at the payment in Shopify."),
        "user_error": tr("Shopify refused. Nothing was changed."),
        "refused": tr("Shopify refused. Nothing was changed."),
    }
    return texts.get(code, "")


def _purchase(code: str, facts: Facts) -> str:
    value = str(facts.get("value", ""))
    match code:
        case "bad_number":
            return tr("“{value}” is no AliExpress order number (13 to 19 digits).", value=value)
        case "another_number" if value:
            return tr("The order names another number: {value}. Say first whether it is yours.", value=value)
        case "another_number":
            return tr("The order names another number. Say first whether it is yours.")
        case "no_chargeback":
            return tr("No chargeback waits any more. Look at the newest state.")
        case "other_currency":
            return tr("This purchase’s money is awaited in {value}. Type the amount in {value}.", value=value)
        case "not_linked":
            return tr("Purchase {value} is not linked to this order.", value=value)
        case "unlink_money":
            return tr("The supplier paid for purchase {value}: it stays linked.", value=value)
        case "unlink_asked":
            return tr("A cancel request for purchase {value} is out. Withdraw it first, then take it off.", value=value)
        case "unlink_dispute":
            return tr("A dispute or return runs for purchase {value}: it stays linked.", value=value)
        case "all_served":
            return tr("A purchase serves these items already. Take that link away first.")
        case "no_line":
            return tr("This item is not part of the order any more. Look at the newest state.")
        case _:
            return ""


def _files(code: str, facts: Facts) -> str:
    """The app's own files and folder, and the numbers of its rules."""
    file, folder = str(facts.get("file", "")), str(facts.get("folder", ""))
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
        case "in_use":
            return tr(
                "The data folder is open on {host} already. Close DropDesk there first.", host=facts.get("host", "")
            )
        case "rule_bounds":
            return tr("Choose a number from {low} to {high}.", low=facts.get("low", ""), high=facts.get("high", ""))
        case _:
            return ""


def _read_files(code: str, facts: Facts) -> str:
    """Files that the person gave."""
    file, year = str(facts.get("file", "")), str(facts.get("year", ""))
    match code:
        case "calendar_file":
            return tr("The calendar file {file} cannot be read. Check its form.", file=file)
        case "calendar_year":
            return tr("The calendar file {file} holds no whole year {year}.", file=file, year=year)
        case "too_big":
            return tr("The file is too big.")
        case "unreadable":
            return tr("The file cannot be read.")
        case "not_utf8":
            return tr("The file is not UTF-8 text. Export it again.")
        case "no_header":
            return tr("The first row does not name the columns.")
        case "workbook":
            return tr("This is an Excel file. Export CSV, and do not open it in a spreadsheet.")
        case _:
            return ""
