"""A second reading of the rules of the trade: a slow, obvious oracle from facts to verdict.

It was written from the text of the rules (facts/rules.md; refusal.md and money.md where it refers to them), the worked
examples and their documentation alone, by someone who had not read the product's code, the earlier second reading, or
any test of the domain. It shares nothing with the product: it takes an example as JSON and gives back what the rules
say of it.

Afterwards it was held against the product on random worlds, and each difference was settled by the rules' text.
Corrected here after comparing (20), the first group misread, the others settled where the text leaves it open:

misread: nothing received, F counts as U also for own stock and for V-02's column (1) and for W-11 (2) · a time of which
only *that* is known never gives an exact date, also when its bounds cross (3) · an amount of whole units is laid before
the other amounts, which are laid as one sum (4) · a sighting is no happening that ends old history (5) · alarm by
unnamed money: the time is that of the refund (6) · V-16: a look is newer than the fact, not of the same time (7) · the
moment at which Closing and Dispute pass Unknown is one only where the row says so (8) · R-01's end is a next change (9)
left open by the text: the wish is of what is left (10) · a stop counts unit by unit for "reorder or refund" (11) · the
words of an Alarm name every part of the sum that is back (12), and after a chargeback the bank alone unless a refund
named these units (13) · an amount of whole units goes not "beyond" (14) · an unknown delivery is shown from its
shipping "at the earliest" (15) · V-30 by V-02: refund only once a unit of the scope is F (16) · V-02's column: the
units left (17) · W-04 of a leg in doubt says V-20's look (18) · units that nobody linked are a leg per line (19) · the
opening of V-11 breaks ties in table V alone (20)
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .facts import Expect, Facts, Money, Named, parse
from .headline import Said, judge, unshipped_shop_first, urgency
from .sightings import after

__all__ = ["Expect", "read"]

NEVER_PAID = ("unlinked", "unpaid", "not_ordered")


def _named(facts: Facts, one: Said) -> Named:
    """The more urgent of what a leg says for its returned and its other units."""
    row = min(one.rows, key=lambda row: urgency(row, one.leg.number, facts.now)[0])
    return {"purchase": one.leg.number, "row": row.id, "code": row.code}


def _you_paid(facts: Facts) -> Money:
    """Section 2: until it is paid there is no "you paid". Of an unclear one that nobody saw paid, asked for, shipped or
    delivered nobody told whether it was: it counts in no sum, which is "at least"."""
    signs = ("paid_at", "shipped_at", "delivered_at")
    told = [
        leg
        for leg in facts.legs
        if leg.state != "unclear" or any(getattr(leg, name) or name in leg.time_unknown for name in signs)
    ]
    paid = _cost(replace(facts, legs=tuple(told)), NEVER_PAID)
    untold = [leg for leg in facts.legs if leg not in told and leg.number is not None]
    return {"amount": paid["amount"], "at_least": paid["at_least"] or bool(untold)}


def _cost(facts: Facts, states_left_out: tuple[str, ...]) -> Money:
    legs = [leg for leg in facts.legs if leg.state not in states_left_out and leg.number is not None]
    return {"amount": sum(leg.cost or 0 for leg in legs), "at_least": any(leg.cost is None for leg in legs)}


def read(example: Mapping[str, Any]) -> Expect:
    """What the rules say of `example`; `then` is followed first."""
    facts = after(parse(example))
    verdict, _ = judge(facts)
    scope: dict[str, int] = {}
    for line, _unit in sorted(verdict.coverage.scope):
        scope[str(line)] = scope.get(str(line), 0) + 1
    rows = [_named(facts, one) for one in verdict.said]
    ids = {verdict.row.id, *(row["row"] for row in rows)}
    if verdict.coverage.id is not None:
        ids.add(verdict.coverage.id)
    if unshipped_shop_first(facts):
        ids.add("V-19")
    return {
        "row": verdict.row.id,
        "code": verdict.row.code,
        "coverage": verdict.coverage.id,
        "scope": scope,
        "route": verdict.coverage.route,
        "next_action": verdict.row.action,
        "deadline": verdict.deadline,
        "deadline_is": verdict.deadline_is,
        "overdue_since": verdict.overdue_since,
        "next_change": verdict.next_change,
        "attention": verdict.attention,
        "purchase_rows": rows,
        "happened": verdict.happened,
        "you_paid": _you_paid(facts),
        "at_risk": _cost(facts, (*NEVER_PAID, "stopped", "delivered", "handled")),
        "purchase_states": {str(leg.number): leg.state for leg in facts.legs if leg.number is not None},
        "ids": ids,
    }
