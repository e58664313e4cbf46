"""What a service changed; views decide themselves what to refresh (design §4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dropdesk.domain.values import CaseId, OrderKey


@dataclass(frozen=True, slots=True)
class Changes:
    """Keys of what changed. ``everything``: too many to name (an import, new rules)."""

    orders: frozenset[OrderKey] = frozenset()
    cases: frozenset[CaseId] = frozenset()
    everything: bool = False
    settings: bool = False

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.orders | other.orders,
            self.cases | other.cases,
            self.everything or other.everything,
            self.settings or other.settings,
        )
