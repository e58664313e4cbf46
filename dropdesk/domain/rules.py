"""Every number of the trade: a rule with value, unit, source and date (rules §1, §2). SHAPE; the table follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rule:
    """``id`` as used in code and settings; ``unit``: work_days, bank_days, hours, minutes, days, percent, zone…"""

    id: str
    value: int | str
    unit: str
    source: str
    date: str
    refs: tuple[str, ...]
    low: int = 0
    high: int = 0


RULES: dict[str, Rule] = {}


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules with the person's changes: for all, per supplier kind, per supplier (the narrowest wins).

    ``changes`` maps (rule id, level) to a value; level is ``""``, ``kind:AliExpress`` or ``supplier:<name>``.
    """

    changes: Mapping[tuple[str, str], int | str] = field(default_factory=dict)

    def number(self, rule: str, kind: str = "", supplier: str = "") -> int:
        raise KeyError(rule)
