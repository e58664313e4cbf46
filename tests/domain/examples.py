"""The worked examples as worlds of the product: facts in, what is expected out.

Both directions of the example format (``truth_examples.md``, ``verdict_examples.md``): ``world`` and ``shown`` make a
dictionary of facts into a ``Situation``, ``answer`` makes what the product says of it into a dictionary like
``expect``. What the format leaves out is unknown, none or no.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from dropdesk.domain.case.basis import costs as ledger
from dropdesk.domain.order import Chargeback, Line, Order
from dropdesk.domain.order_merge import told_of
from dropdesk.domain.rules import Rulebook
from dropdesk.domain.supplier.clocks import Clocks
from dropdesk.domain.supplier.leg import DisputeStage, How, Leg, LegState, SupplierKind
from dropdesk.domain.supplier.purchase import Purchase
from dropdesk.domain.supplier.status_words import sight
from dropdesk.domain.values import LegId, LineId, Money, OrderKey, Seen, StoreId, SupplierNumber, Take, Where
from dropdesk.domain.verdict.assess import assess
from dropdesk.domain.verdict.units import Units
from dropdesk.domain.verdict.verdict import Route, Situation, Verdict
from dropdesk.domain.workdays import WorkCalendar
from tests.domain.conftest import CHINA

FIXTURES = Path(__file__).parent.parent / "fixtures"
VERDICTS: list[dict[str, Any]] = json.loads((FIXTURES / "verdict_examples.json").read_text())["cases"]
TRUTHS: list[dict[str, Any]] = json.loads((FIXTURES / "truth_examples.json").read_text())["cases"]
EXAMPLES = [*VERDICTS, *TRUTHS]
STORIES: list[dict[str, Any]] = json.loads((FIXTURES / "truth_examples.json").read_text())["stories"]
CURRENCY = "EUR"
CODES = {"ask": "Ask supplier"}
ROUTES = {
    Route.CANCEL: "cancel",
    Route.WITHOUT_REFUND: "cancel without refund",
    Route.ITEMS: "refund items",
    Route.EDIT_BY_HAND: "edit by hand",
}
CALLS_OUT = frozenset({"RecallSent", "RecallAsked", "Sent", "RefundSent", "Claimed"})
"""Phases of rules §5 in which a call is out (V-18); a refund that Shopify took and that is pending is W-14."""
_TIMES = ("known_at", "looked_at", "placed_at", "paid_at", "ship_deadline_typed", "clock_started_at",
          "dispute_opened_at", "shipped_at", "scanned_at", "delivered_at", "answer_by")  # fmt: skip
_BY = {
    "paid_at": "paid_by",
    "shipped_at": "shipped_by",
    "delivered_at": "delivered_by",
    "clock_started_at": "clock_started_by",
}


def at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def iso(moment: datetime | None, like: datetime) -> str | None:
    """As the examples write it: in the zone of their ``now``."""
    return None if moment is None else moment.astimezone(like.tzinfo).isoformat()


def number_of(purchase: int) -> SupplierNumber:
    return SupplierNumber(f"30000000000000{purchase:02}")


# -- facts in ----------------------------------------------------------------------------------------------------------
def line(n: int, data: Mapping[str, Any]) -> Line:
    return Line(
        id=LineId(str(n)), title=f"Item {n}", quantity=data["quantity"], unit_value=data["unit_value"],
        fulfilled=data.get("fulfilled", 0), requested=data.get("requested", 0), returned=data.get("returned", 0),
        removed=data.get("removed", 0), fulfilled_at=at(data.get("fulfilled_at")),
        requested_at=at(data.get("requested_at")), recall_rejected_at=at(data.get("recall_rejected_at")),
        needs_no_purchase=data.get("own_stock", False),
    )  # fmt: skip


def leg(data: Mapping[str, Any]) -> Leg:
    kind = SupplierKind.SHOP_FIRST if data.get("kind") == "shop first" else SupplierKind.ALIEXPRESS
    by = {_BY[name]: at(data.get("known_at")) for name in data.get("time_unknown", ()) if name in _BY}
    return Leg(
        id=LegId(str(data["number"])),
        state=LegState(data["state"]),
        units=tuple((LineId(str(data.get("line", 0))), u) for u in data["units"]),
        number=None if data["state"] in ("unlinked", "not_ordered") else number_of(data["number"]),
        kind=kind,
        how=How(data["how"]) if data.get("how") else None,
        label_only=data.get("label_only", False),
        page_offers_dispute=data.get("page_offers_dispute", False),
        dispute_stage=DisputeStage(data["dispute_stage"]) if data.get("dispute_stage") else None,
        acted_on=data.get("acted_on", False),
        app_can_read_it=data.get("app_can_read_it", False),
        cost=Money(data["cost"], CURRENCY) if "cost" in data else None,
        **cast(Any, {name: at(data.get(name)) for name in _TIMES} | by),
    )


def _unnamed(o: Mapping[str, Any]) -> tuple[int, ...]:
    """The amounts that named no units, each refund by itself: what of the pending one no named unit stands for, too."""
    named = sum((x.get("returned", 0) - x.get("removed", 0)) * x["unit_value"] for x in o["lines"])
    of_pending = max(0, named - (o["returned"] - o["returned_without_quantities"]))
    pending = o["refund_pending"] - min(o["refund_pending"], of_pending)
    return tuple(amount for amount in (o["returned_without_quantities"], pending) if amount)


def order_of(case: Mapping[str, Any]) -> Order:
    o, now = case["order"], datetime.fromisoformat(case["now"])
    return Order(
        key=OrderKey(1), store=StoreId("file"), name="#1", currency=CURRENCY,
        created_at=datetime.fromisoformat(o.get("created_at") or o["first_import"]),
        lines=tuple(line(n, x) for n, x in enumerate(o["lines"])),
        seen=Seen(None, Where.SHOPIFY_API, at(o.get("seen_at")) or now), received=o["received"],
        returned=o["returned"], returned_without_quantities=o["returned_without_quantities"],
        unnamed_refunds=_unnamed(o), refund_pending=o["refund_pending"],
        cancelled_at=at(o["cancelled_at"]), refunded_at=at(o["refunded_at"]),
        chargeback=Chargeback(o["chargeback"]),
        chargeback_first_seen=(at(o.get("chargeback_first_seen")) or at(o["first_import"]))
        if o["chargeback"] not in ("none", "inquiry") else None,
        chargeback_answer_by=at(o.get("chargeback_answer_by")),
    )  # fmt: skip


def world(case: Mapping[str, Any]) -> Situation:
    """The facts before what ``then`` tells."""
    o = case["order"]
    wish = None if case["wish"] is None else tuple(Take(LineId(str(w["line"])), w["quantity"]) for w in case["wish"])
    phase = o.get("case_phase", "")
    pending_is_w14 = phase == "RefundSent" and o["refund_pending"] > 0
    return Situation(
        order=order_of(case), legs=tuple(leg(p) for p in case["purchases"]), wish=wish,
        plan=o["plan_of_cancelling_case"], waived=o["waived"], open_case=o["open_case"],
        asked_at=at(o["customer_asked_at"]), customer_knows=o["customer_knows"], first_import=at(o["first_import"]),
        call_out=phase in CALLS_OUT and not pending_is_w14, promise_due=at(o.get("promise_due")),
    )  # fmt: skip


def shown(case: Mapping[str, Any], calendar: WorkCalendar = CHINA) -> Situation:
    """The facts, and what ``then`` tells after them, one sighting after the other."""
    found = world(case)
    clocks = Clocks(rules_of(case), calendar)
    for told in case.get("then", ()):
        seen_at = datetime.fromisoformat(told["as_of"])
        if "purchase" in told:
            where = Where.ALIEXPRESS_FILE if "file" in told["source"] else Where.ALIEXPRESS_API
            purchase = Purchase(number_of(told["purchase"]), told["word"], Seen(None, where, seen_at))
            legs = [sight(one, purchase, {}, clocks) if one.number == purchase.number else (one,) for one in found.legs]
            found = replace(found, legs=tuple(one for some in legs for one in some))
        else:
            found = replace(found, order=told_of(found.order, _file(found.order, told["order"], seen_at)))
    return found


def _file(order: Order, told: Mapping[str, Any], seen_at: datetime) -> Order:
    """The order as a file of that time tells it: what the file does not say is as it was known."""
    times = {name: at(told[name]) for name in ("cancelled_at", "refunded_at") if name in told}
    amounts = {name: told[name] for name in ("received", "returned", "returned_without_quantities") if name in told}
    lines = {"lines": tuple(line(n, x) for n, x in enumerate(told["lines"]))} if "lines" in told else {}
    return replace(order, seen=Seen(None, Where.SHOPIFY_FILE, seen_at), **cast(Any, times | amounts | lines))


# -- what the product says, as ``expect`` ------------------------------------------------------------------------------
def rules_of(case: Mapping[str, Any]) -> Rulebook:
    return Rulebook({(name, ""): value for name, value in case["settings"].items()})


def code_of(code: str) -> str:
    return CODES.get(code, code.capitalize().replace("_", " "))


def answer(case: Mapping[str, Any], calendar: WorkCalendar = CHINA) -> dict[str, Any]:
    """What the product says of a case, in the words of ``expect``."""
    found, now = shown(case, calendar), datetime.fromisoformat(case["now"])
    verdict = assess(found, rules_of(case), calendar, now)
    return expectation(found, verdict, now)


def expectation(found: Situation, verdict: Verdict, now: datetime) -> dict[str, Any]:
    """A verdict in the words of ``expect``. Lists are in the product's order; attention is a set."""
    spent = ledger.spent(found.order, found.legs)
    risk, at_least = ledger.at_risk(Units(found))
    return {
        "row": verdict.row,
        "code": code_of(verdict.code),
        "coverage": verdict.coverage,
        "scope": {str(take.line): take.quantity for take in verdict.scope},
        "route": None if verdict.route is None else ROUTES[verdict.route],
        "next_action": str(verdict.action),
        "further_actions": [str(action) for action, _ in verdict.further],
        "deadline": iso(verdict.deadline, now),
        "deadline_is": str(verdict.deadline_is) or None,
        "overdue_since": iso(verdict.overdue_since, now),
        "next_change": iso(verdict.next_change, now),
        "attention": {str(reason) for reason in verdict.attention},
        "happened": [str(one) for one in verdict.happened],
        "you_paid": _money(spent.supplier_paid, spent.unknown),
        "at_risk": _money(risk, at_least),
        "purchase_rows": [
            {"purchase": _purchase(str(read.leg)), "row": read.row, "code": code_of(read.code)} for read in verdict.legs
        ],
        "purchase_states": {str(_purchase(str(one.id))): str(one.state) for one in found.legs},
    }


def _money(amount: Money | None, at_least: bool) -> dict[str, Any]:
    return {"amount": 0 if amount is None else amount.minor, "at_least": at_least}


def _purchase(leg_id: str) -> int | None:
    """The example's number of a purchase; None: units that nobody linked, or that need none."""
    return int(leg_id.partition(".")[0]) if leg_id.partition(".")[0].isdecimal() else None


def differs(case: Mapping[str, Any], calendar: WorkCalendar = CHINA) -> list[str]:
    """What comes out otherwise than written. ``purchase_rows``: each written row must be said by that purchase."""
    got, expect = answer(case, calendar), case["expect"]
    found = []
    for name, written in expect.items():
        said = got[name]
        if name == "attention":
            same = said == set(written)
        elif name == "purchase_rows":
            same = all(row in said for row in written)
        elif name in ("happened", "further_actions"):
            same = sorted(said) == sorted(written)
        else:
            same = said == written
        if not same:
            found.append(f"{name}: {said} instead of {written}")
    return found
