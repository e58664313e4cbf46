"""Every number of the trade: a rule with value, unit, source and date (rules §1, §2).

Defaults come from the guide (2021); where newer sources disagree, the number is a setting. The narrowest change wins:
supplier, then supplier kind, then all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dropdesk.errors import Refused


@dataclass(frozen=True, slots=True)
class Rule:
    """``unit``: work_days, bank_days, days, hours, minutes, seconds or percent. ``refs``: lines of the rules.

    ``others``: what other sources say, as a code for the words. ``per_supplier``: whether a supplier may differ.
    """

    id: str
    value: int
    unit: str
    source: str
    date: str
    refs: tuple[str, ...]
    low: int
    high: int
    others: str = ""
    per_supplier: bool = True


_GUIDE = ("guide", "2021")
_PRODUCT = ("product", "2026-11")
_SOURCES = ("sources", "2026-11")

RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule("ship_window", 7, "work_days", *_GUIDE, ("R-03", "V-04", "V-05", "V-21"), 1, 60, "countdown"),
        Rule("ship_window_hours", 0, "hours", *_PRODUCT, ("R-03",), 0, 720, "choice"),
        Rule("unpaid", 24, "hours", *_SOURCES, ("R-06", "V-03"), 1, 480, "unpaid_20_days"),
        Rule("silence", 72, "hours", *_SOURCES, ("V-06",), 1, 240, "silence_48"),
        Rule("remind_first", 24, "hours", *_SOURCES, ("V-06",), 1, 240),
        Rule("remind_second", 48, "hours", *_SOURCES, ("V-06",), 1, 240),
        Rule("look", 24, "hours", *_PRODUCT, ("V-06", "V-08", "V-21"), 1, 168, "", False),
        Rule("demand", 5, "work_days", *_GUIDE, ("R-43", "V-08", "V-09"), 1, 30),
        Rule("first_scan", 5, "work_days", *_SOURCES, ("R-44", "V-08"), 1, 30, "scan_72_hours"),
        Rule("refund_early", 3, "bank_days", *_GUIDE, ("R-08",), 0, 30, "", False),
        Rule("refund_amber", 15, "bank_days", *_GUIDE, ("R-08",), 1, 60, "refund_20", False),
        Rule("refund_red", 20, "bank_days", *_SOURCES, ("R-08",), 1, 90, "", False),
        Rule("dispute_from", 10, "days", *_SOURCES, ("R-46", "V-10", "V-11"), 0, 60, "at_once"),
        Rule("dispute_until", 15, "days", *_SOURCES, ("R-46", "V-14", "V-15"), 1, 120),
        Rule("seller_answer", 5, "days", *_SOURCES, ("R-47", "V-12"), 1, 30),
        Rule("platform_answer", 7, "days", *_SOURCES, ("R-47", "V-12"), 1, 60),
        Rule("return", 10, "days", *_SOURCES, ("V-17",), 1, 60),
        Rule("act_now", 60, "minutes", *_PRODUCT, ("R-01",), 1, 1440, "", False),
        Rule("age_lock", 15, "minutes", *_PRODUCT, ("R-12",), 1, 60, "", False),
        Rule("goodwill", 50, "percent", *_PRODUCT, ("R-16",), 1, 99, "", False),
        Rule("old_history", 30, "days", *_PRODUCT, ("W-01",), 1, 365, "", False),
        Rule("deadline_near", 48, "hours", *_PRODUCT, ("R-05",), 1, 240, "", False),
        Rule("second_look", 60, "seconds", *_PRODUCT, ("R-12",), 60, 600, "", False),
        Rule("resend", 23, "hours", *_PRODUCT, ("R-12",), 1, 23, "", False),
        Rule("recall_silence", 24, "hours", *_PRODUCT, ("R-40",), 1, 168, "", False),
    )
}
"""All rules by id."""


def kind_level(kind: str) -> str:
    """The level at which a supplier kind's change is kept."""
    return f"kind:{kind}"


def supplier_level(supplier: str) -> str:
    """The level at which one supplier's change is kept."""
    return f"supplier:{supplier}"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules with the person's changes: (rule id, level) → value; level ``""`` is for all."""

    changes: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def number(self, rule: str, kind: str = "", supplier: str = "") -> int:
        """The rule's value for a supplier. KeyError for an unknown rule."""
        levels = ([supplier_level(supplier)] if supplier else []) + ([kind_level(kind)] if kind else []) + [""]
        for level in levels:
            value = self.changes.get((rule, level))
            if value is not None:
                return value
        return RULES[rule].value

    def changed(self, rule: str, level: str, value: int | None) -> Rulebook:
        """With a change, or (None) without it: back to the next wider level. Refused beyond the sane bounds."""
        known = RULES[rule]
        if value is not None and not known.low <= value <= known.high:
            raise Refused("rule_bounds", {"rule": rule, "low": known.low, "high": known.high})
        changes = dict(self.changes)
        changes.pop((rule, level), None)
        if value is not None:
            changes[(rule, level)] = value
        return Rulebook(changes)
