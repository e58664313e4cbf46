"""Sightings after the facts (`then` of truth_examples.md): what only grows, and words that say nothing new."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from .facts import Facts, Leg, with_leg

WORDS = {
    "PLACE_ORDER_SUCCESS": "unpaid",
    "Awaiting payment": "unpaid",
    "WAIT_SELLER_SEND_GOODS": "open",
    "Awaiting shipment": "open",
    "Processing": "open",
    "IN_CANCEL": "asked",
    "WAIT_BUYER_ACCEPT_GOODS": "gone",
    "Shipped": "gone",
    "In Transit": "gone",
    "Awaiting delivery": "gone",
    "IN_ISSUE": "disputed",
    "In dispute": "disputed",
    "Cancelled": "stopped",
    "Completed": "delivered",
    "Delivered": "delivered",
}
NO_MORE_THAN_KNOWN = {
    "open": ("open", "asked", "refused", "demanded", "numbered", "unproven"),
    "gone": ("gone", "disputed", "returning"),
    "disputed": ("disputed", "returning"),
    # "A return is part of its dispute" (§3), and "Disputed, Handled … stay" (§5).
    "delivered": ("delivered", "disputed", "returning", "handled"),
    "stopped": ("stopped",),
    # "A word that says no more than the leg already knows is a look": each of them was asked, or is past it.
    "asked": (
        *("asked", "refused", "demanded", "numbered", "unproven", "disputable", "disputed", "returning"),
        *("gone", "delivered", "handled"),
    ),
    "unpaid": ("unpaid",),
}
GROWN = ("gone", "disputed", "stopped", "delivered")


def _newer(leg: Leg, as_of: datetime) -> bool:
    return leg.known_at is None or as_of > leg.known_at


def _told(leg: Leg, word: str, as_of: datetime) -> Leg:
    """One word of AliExpress over what the leg knows."""
    says = WORDS.get(word, "unclear")
    newer = _newer(leg, as_of)
    newest = as_of if newer else leg.known_at
    if leg.state in NO_MORE_THAN_KNOWN.get(says, ()):
        return replace(leg, known_at=newest)
    if not newer and says not in GROWN:
        return leg
    if not newer and leg.state in ("stopped", "not_ordered"):
        return replace(leg, state="unclear")
    if newer and says == "stopped" and leg.state in ("delivered", "handled"):
        # "Any live | closed → Stopped" (§5): what is here is not live, so that it is a contradiction.
        return replace(leg, state="unclear", known_at=as_of)
    if newer and says == "unpaid":
        return replace(leg, state="unclear", known_at=as_of)
    if says == "gone" and leg.state == "unproven":
        return replace(leg, state="disputable", known_at=as_of)
    if newer and says not in GROWN and leg.state in (*GROWN, "returning", "handled"):
        return replace(leg, state="unclear", known_at=as_of)
    return replace(leg, state=says, known_at=newest)


def _sighted(facts: Facts, sighting: Mapping[str, Any]) -> Facts:
    if "order" in sighting:
        told = sighting["order"].get("cancelled_at")
        order = facts.order
        if told is not None and order.cancelled_at is None:
            order = replace(order, cancelled_at=datetime.fromisoformat(told))
        return replace(facts, order=order)
    leg = next(leg for leg in facts.legs if leg.number == sighting["purchase"])
    changed = _told(leg, sighting["word"], datetime.fromisoformat(sighting["as_of"]))
    return with_leg(facts, sighting["purchase"], state=changed.state, known_at=changed.known_at)


def after(facts: Facts) -> Facts:
    """The facts with all their later sightings."""
    for sighting in facts.then:
        facts = _sighted(facts, sighting)
    return facts
