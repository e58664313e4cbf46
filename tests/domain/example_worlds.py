"""Random worlds in the example form (verdict_examples.md, truth_examples.md), biased so that every table id is met.

A world is a dict that could stand in a JSON file; the same seed gives the same world. What happened is before `now`.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any, TypeVar

World = dict[str, Any]
T = TypeVar("T")

BEIJING = timezone(timedelta(hours=8))
LIVE = ("unpaid", "open", "asked", "refused", "demanded", "numbered", "unproven", "disputable", "disputed", "unclear")
CALM = ("stopped", "not_ordered", "delivered", "handled")
STATES = (*LIVE, *CALM, "gone", "returning")
IN_WINDOW = ("open", "asked", "refused", "demanded", "numbered", "unproven")
TEMPERS: dict[str, Sequence[str]] = {
    "any": STATES,
    "live": LIVE,
    "stopped": ("stopped",),
    "stopped and more": ("stopped", "stopped", "gone", "delivered", "handled", "returning", "not_ordered"),
    "not ordered": ("not_ordered",),
    "unpaid": ("unpaid", "unpaid", "stopped", "gone", "delivered", "not_ordered"),
    "dispute": ("disputable", "disputed", "returning"),
    "out": ("gone", "delivered", "handled"),
    "calm": CALM,
    "not shipped": ("unpaid", "open", "asked", "refused", "demanded", "unclear"),
}
MONEY = (
    *(("kept",) * 7),
    *("nothing", "named", "named", "unnamed", "unnamed", "unnamed", "both", "all", "all", "goodwill"),
    *("pending", "pending all", "pending and returned", "removed"),
)
PHASES = ("Drafted", "AtSupplier", "Cleared", "Wanted", "RefundWanted", "TooLate", "Settling", "ByHand")
OUT_PHASES = ("Sent", "RecallSent", "RefundSent", "RecallAsked", "Claimed")


class Dice:
    """The randomness of one world, and its clock."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        start = datetime(2026, 9, 8, 0, 0, tzinfo=BEIJING)
        days = 120 if self.chance(0.3) else 30
        self.now = start + timedelta(minutes=self.random.randrange(days * 24 * 60))
        if self.chance(0.1):
            self.now = self.now.replace(hour=0, minute=0)
        self.newest = self.now
        """Facts lie no later than this; earlier in old worlds."""

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def one(self, choices: Sequence[T]) -> T:
        return self.random.choice(choices)

    def to(self, most: int) -> int:
        return self.random.randint(0, most)

    def ago(self, days: float, least: float = 0.0) -> str:
        """A time `least` to `days` days before the newest: to the minute, sometimes whole days before."""
        minutes = int(self.random.uniform(least, days) * 24 * 60)
        if self.chance(0.08):
            minutes = round(minutes / 1440) * 1440
        return (self.newest - timedelta(minutes=minutes)).isoformat()


def _lines(dice: Dice) -> list[World]:
    count = dice.one((1, 1, 1, 2, 2, 3))
    return [
        {"quantity": dice.one((1, 1, 1, 2, 3)), "unit_value": dice.one((1000, 1500, 2000, 2500, 2990))}
        for _ in range(count)
    ]


def _window_times(dice: Dice, leg: World) -> None:
    if leg["state"] not in IN_WINDOW:
        return
    if dice.chance(0.12):
        leg["time_unknown"] = ["paid_at"]
        if dice.chance(0.7):
            leg["placed_at"] = dice.ago(14)
    elif dice.chance(0.93):
        leg["paid_at"] = dice.ago(dice.one((4, 12, 16)))
        if leg["state"] == "open" and dice.chance(0.3):
            leg["paid_at"] = dice.ago(12, 7)
    if leg["state"] == "open" and dice.chance(0.25):
        leg["ship_deadline_typed"] = (dice.newest + timedelta(minutes=dice.to(2000))).isoformat()
    elif dice.chance(0.08):
        leg["ship_deadline_typed"] = (dice.newest + timedelta(minutes=dice.random.randint(-3000, 12000))).isoformat()


def _clock_times(dice: Dice, leg: World) -> None:
    state = leg["state"]
    if state == "asked":
        leg["clock_started_at"] = dice.ago(5)
    elif state in ("demanded", "numbered"):
        leg["clock_started_at"] = dice.ago(12)
    elif state == "unproven":
        leg["clock_started_at"] = dice.ago(20, 13)
    elif state == "returning":
        leg["clock_started_at"] = dice.ago(14)
    elif state == "unpaid" and dice.chance(0.95):
        leg["placed_at"] = dice.ago(1.5)


def _dispute_times(dice: Dice, leg: World) -> None:
    if leg["state"] != "disputed":
        return
    leg["dispute_stage"] = dice.one(
        ("seller", "seller", "seller", "platform", "platform", "proposal", "proposal", "won_untold")
    )
    leg["clock_started_at"] = dice.ago(9)
    if dice.chance(0.25):
        start = datetime.fromisoformat(leg["clock_started_at"])
        leg["dispute_opened_at"] = (start - timedelta(minutes=dice.to(4000))).isoformat()
    if leg["dispute_stage"] == "proposal" and dice.chance(0.8):
        leg["answer_by"] = (dice.newest + timedelta(minutes=dice.random.randint(-2000, 5000))).isoformat()


def _parcel_times(dice: Dice, leg: World) -> None:
    state = leg["state"]
    if state in ("gone", "disputable", "disputed", "returning", "delivered"):
        if dice.chance(0.9):
            leg["shipped_at"] = dice.ago(dice.one((9, 20)), 1)
        elif state in ("gone", "disputable"):
            leg["time_unknown"] = ["shipped_at"]
    if state == "gone" and dice.chance(0.2):
        leg["label_only"] = True
    if state == "disputable" and dice.chance(0.25):
        leg["page_offers_dispute"] = True
    if state != "delivered":
        return
    if dice.chance(0.8):
        leg["delivered_at"] = dice.ago(20)
        if "shipped_at" in leg:
            leg["shipped_at"] = min(leg["shipped_at"], leg["delivered_at"])
    else:
        leg["time_unknown"] = ["delivered_at"]


def _purchase(dice: Dice, number: int, line: int, units: list[int], state: str, kind: str) -> World:
    leg: World = {"number": number, "kind": kind, "units": units, "state": state}
    if line:
        leg["line"] = line
    if state == "unlinked":
        return leg
    leg["known_at"] = dice.ago(dice.one((0.5, 3, 12)))
    if dice.chance(0.5):
        leg["looked_at"] = dice.ago(dice.one((0.5, 0.9, 4)))
    if state == "stopped":
        leg["how"] = "cancelled"
    _window_times(dice, leg)
    _clock_times(dice, leg)
    _dispute_times(dice, leg)
    _parcel_times(dice, leg)
    if dice.chance(0.3):
        leg["acted_on"] = True
    if dice.chance(0.5):
        leg["cost"] = dice.to(3000)
    return leg


def _kind(dice: Dice, shop_first: bool) -> str:
    return "shop first" if dice.chance(0.8 if shop_first else 0.06) else "AliExpress"


def _purchases(dice: Dice, lines: list[World]) -> list[World]:
    temper = dice.one(tuple(TEMPERS))
    shop_first = temper == "not shipped" or dice.chance(0.05)
    found: list[World] = []
    for i, line in enumerate(lines):
        if dice.chance(0.1):
            line["own_stock"] = True
            if dice.chance(0.85):
                continue
        units = list(range(line["quantity"]))
        if dice.chance(0.06):
            units = units[dice.to(len(units)) :]
        cut = dice.to(len(units)) if dice.chance(0.35) else len(units)
        for part in (units[:cut], units[cut:]):
            if part:
                state = dice.one(TEMPERS[temper])
                found.append(_purchase(dice, len(found) + 1, i, part, state, _kind(dice, shop_first)))
        if units and dice.chance(0.12):
            state = dice.one([state for state in STATES if state != "not_ordered"])
            found.append(_purchase(dice, len(found) + 1, i, units[: 1 + dice.to(len(units) - 1)], state, "AliExpress"))
    return found


def _shop_side(dice: Dice, lines: list[World]) -> None:
    habit = dice.one(("none", "none", "some", "all"))
    for line in lines:
        quantity = line["quantity"]
        fulfilled = {"none": 0, "some": dice.to(quantity), "all": quantity}[habit]
        requested = dice.to(quantity - fulfilled) if dice.chance(0.25) else 0
        if fulfilled:
            line.update(fulfilled=fulfilled, fulfilled_at=dice.ago(dice.one((1, 20))))
        if requested:
            line.update(requested=requested, requested_at=dice.ago(dice.one((1, 20))))
            if dice.chance(0.2):
                line["recall_rejected_at"] = dice.ago(1)


def _name_units(dice: Dice, lines: list[World]) -> int:
    """Names some units as refunded; gives their value."""
    value = 0
    for line in lines:
        if dice.chance(0.7):
            line["returned"] = 1 + dice.to(line["quantity"] - 1)
            value += line["returned"] * line["unit_value"]
    return value


def _unnamed(dice: Dice, lines: list[World], received: int) -> int:
    line = dice.one(lines)
    exact = line["unit_value"] * (1 + dice.to(line["quantity"] - 1)) + dice.one((0, 0, 0, -1, 1))
    return int(dice.one((exact, exact, dice.to(received), received // 2, received, received - 1)))


def _money(dice: Dice, lines: list[World], order: World, how: str) -> None:
    goods = sum(line["quantity"] * line["unit_value"] for line in lines)
    received = goods + dice.one((0, 0, 490))
    order.update(received=received, returned=0, returned_without_quantities=0, refund_pending=0)
    if how == "nothing":
        order["received"] = 0
    elif how == "named":
        order["returned"] = _name_units(dice, lines)
    elif how == "unnamed":
        order["returned"] = order["returned_without_quantities"] = _unnamed(dice, lines, received)
    elif how == "both":
        order["returned"] = _name_units(dice, lines)
        order["returned_without_quantities"] = min(_unnamed(dice, lines, received), received - order["returned"])
        order["returned"] += order["returned_without_quantities"]
    elif how == "all":
        order["returned"] = received - dice.one((0, 0, 1))
    elif how == "goodwill":
        order["returned"] = dice.to(received // 2)
    elif how == "pending":
        order["refund_pending"] = _name_units(dice, lines)
    elif how == "pending all":
        order["refund_pending"] = received
    elif how == "pending and returned":
        order["returned"] = order["returned_without_quantities"] = dice.to(received - 1)
        order["refund_pending"] = dice.one((received - order["returned"], dice.to(received - order["returned"])))
    elif how == "removed":
        for line in lines:
            if dice.chance(0.6):
                line["returned"] = line["removed"] = 1 + dice.to(line["quantity"] - 1)
    if order["returned"] and dice.chance(0.95):
        order["refunded_at"] = dice.ago(dice.one((1, 5, 20)))


def _cancelled(dice: Dice, order: World) -> None:
    order["cancelled_at"] = dice.ago(dice.one((1, 2, 20)))
    if dice.chance(0.5):
        order["plan_of_cancelling_case"] = dice.one((0, order["received"], dice.to(order["received"])))
        order["waived"] = dice.chance(0.15)


def _bank(dice: Dice, order: World) -> None:
    order["chargeback"] = dice.one(("inquiry", "open", "open", "open", "lost", "accepted", "won", "prevented"))
    order["chargeback_first_seen"] = dice.ago(dice.one((2, 20)))
    if order["chargeback"] == "open" and dice.chance(0.5):
        order["chargeback_answer_by"] = (dice.now + timedelta(minutes=dice.random.randint(-3000, 9000))).isoformat()


def _people(dice: Dice, order: World) -> None:
    if dice.chance(0.3):
        order["open_case"] = True
        if dice.chance(0.6):
            order["case_phase"] = dice.one(OUT_PHASES if dice.chance(0.5) else PHASES)
    if dice.chance(0.2):
        order["customer_asked_at"] = dice.ago(3)
    order["customer_knows"] = dice.chance(0.1)
    if dice.chance(0.06):
        order["promise_due"] = (dice.now + timedelta(minutes=dice.random.randint(-3000, 6000))).isoformat()


def _wish(dice: Dice, lines: list[World], order: World) -> list[World] | None:
    if not (order["open_case"] or order["customer_asked_at"]) or dice.chance(0.5):
        return None
    asked = [
        {"line": i, "quantity": 1 + dice.to(line["quantity"] - 1)} for i, line in enumerate(lines) if dice.chance(0.6)
    ]
    return asked or None


def _birth(dice: Dice, order: World, old: bool) -> None:
    """When the order was first seen: old worlds lie before their first import, but for what happened after it."""
    if old:
        order["first_import"] = (dice.newest + timedelta(days=dice.one((1, 20, 45)))).isoformat()
        order["created_at"] = (dice.newest - timedelta(days=60)).isoformat()
    else:
        order["first_import"] = dice.ago(100, 21)
        if dice.chance(0.3):
            order["created_at"] = (
                datetime.fromisoformat(order["first_import"]) - timedelta(days=dice.to(50))
            ).isoformat()


def _order(dice: Dice, lines: list[World], old: bool, quiet: bool) -> World:
    order: World = {
        "lines": lines,
        "plan_of_cancelling_case": None,
        "waived": False,
        "cancelled_at": None,
        "refunded_at": None,
        "chargeback": "none",
        "open_case": False,
        "customer_asked_at": None,
        "customer_knows": False,
    }
    _money(dice, lines, order, "kept" if quiet else dice.one(MONEY))
    _shop_side(dice, lines)
    if not quiet and dice.chance(0.6 if old else 0.2):
        _cancelled(dice, order)
    _birth(dice, order, old)
    if old:
        dice.newest = dice.now
    if not quiet and dice.chance(0.12):
        _bank(dice, order)
    if not old or dice.chance(0.15):
        _people(dice, order)
    return order


def world(seed: int) -> World:
    """The world of `seed`."""
    dice = Dice(seed)
    old = dice.chance(0.12)
    quiet = not old and dice.chance(0.3)
    if old:
        dice.newest = dice.now - timedelta(days=60)
    lines = _lines(dice)
    purchases = _purchases(dice, lines)
    if dice.chance(0.04):
        purchases = []
    order = _order(dice, lines, old, quiet)
    return {
        "id": f"world {seed}",
        "now": dice.now.isoformat(),
        "settings": {"ship_window_hours": dice.one((24, 48))} if dice.chance(0.06) else {},
        "order": order,
        "wish": _wish(dice, lines, order),
        "purchases": purchases,
    }
