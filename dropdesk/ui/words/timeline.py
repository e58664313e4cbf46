"""Entries of an order's short timeline. Every code that the services write has its words; a test compares them."""

from __future__ import annotations

from collections.abc import Mapping

from dropdesk.ui.i18n import tr
from dropdesk.ui.words import times

Data = Mapping[str, object]


def happened(code: str, data: Data) -> str:
    """What happened, in three or four words; empty for a code nobody knows."""
    if code.startswith("said_"):
        return said(code.removeprefix("said_"))
    if code.startswith("shared_"):
        return tr("{what} (with {order})", what=said(code.removeprefix("shared_")), order=str(data.get("order", "")))
    if code == "refunded" and isinstance(data.get("amount"), int):
        minor, currency = int(str(data["amount"])), str(data.get("currency", ""))
        return tr("Refunded {amount}", amount=times.money(minor, currency))
    return _known(code)


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
        "asked": tr("Supplier asked to cancel"),
        "wrote": tr("Message sent to the supplier"),
        "shipped": tr("Shipped"),
        "delivered": tr("Delivered"),
        "stopped": tr("Stopped at the supplier"),
        "supplier_paid": tr("Supplier’s money received"),
        "cancelled": tr("Cancelled in Shopify"),
        "refunded": tr("Refunded in Shopify"),
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
        "shipped": tr("Seen: shipped"),
        "label_only": tr("Seen: number, no scan"),
        "demanded": tr("Tracking number demanded"),
        "number": tr("Tracking number given"),
        "scan": tr("First scan"),
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
        "money_received": tr("Supplier’s money received"),
        "money_written_off": tr("Supplier’s money written off"),
    }
    return names.get(code, "")
