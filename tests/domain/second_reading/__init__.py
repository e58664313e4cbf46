"""A second reading of the rules of the trade: a slow, obvious oracle from facts to verdict.

It was written from the text of the rules (facts/rules.md; refusal.md and money.md where it refers to them), the worked
examples and their documentation alone, by someone who had not read the product's code, the earlier second reading, or
any test of the domain. It shares nothing with the product: it takes an example as JSON and gives back what the rules
say of it.
"""

from collections.abc import Mapping
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
        "you_paid": _cost(facts, NEVER_PAID),
        "at_risk": _cost(facts, (*NEVER_PAID, "stopped", "delivered", "handled")),
        "purchase_states": {str(leg.number): leg.state for leg in facts.legs if leg.number is not None},
        "ids": ids,
    }
