"""Shopify's cost of a query, and the bucket it is taken from.

The formula fits the recorded requests: an object costs 1, a list of n costs ``ceil(log2(n + 1)) + 1`` times what is in
it, scalars and amounts nothing, a mutation 10.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableNode,
)

FREE = ("Set", "Money")


def cost(document: DocumentNode, variables: dict[str, Any]) -> int:
    """What the document's first operation may cost at most."""
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}

    def amount(node: FieldNode) -> int:
        for argument in node.arguments or ():
            value = argument.value
            given = (
                variables.get(value.name.value) if isinstance(value, VariableNode) else getattr(value, "value", None)
            )
            if argument.name.value in ("first", "last"):
                return int(str(given))
            if argument.name.value == "ids" and isinstance(given, list):
                return len(given)
        return 0

    def of(selection: SelectionSetNode) -> int:
        found = 0
        for node in selection.selections:
            if isinstance(node, FieldNode):
                name = node.name.value
                if node.selection_set is None or name.endswith(FREE):
                    continue
                inside = of(node.selection_set)
                rows = amount(node)
                found += (math.ceil(math.log2(rows + 1)) + 1) * max(1, inside) if rows else 1 + inside
            elif isinstance(node, InlineFragmentNode):
                found += of(node.selection_set)
            elif isinstance(node, FragmentSpreadNode):
                found += of(fragments[node.name.value].selection_set)
        return found

    operation = next(d for d in document.definitions if isinstance(d, OperationDefinitionNode))
    return 10 if operation.operation is OperationType.MUTATION else of(operation.selection_set)


@dataclass
class Bucket:
    """Points that fill again by themselves."""

    size: float = 2000.0
    restore: float = 100.0
    largest: int = 1000
    level: float = 2000.0
    now: Callable[[], float] = time.monotonic
    _at: float = field(default_factory=time.monotonic)

    def take(self, points: int) -> bool:
        now = self.now()
        self.level = min(self.size, self.level + (now - self._at) * self.restore)
        self._at = now
        if points > self.level:
            return False
        # Less is really used than was asked for; the difference comes back.
        self.level -= points / 10
        return True

    def status(self, points: int, taken: bool) -> dict[str, Any]:
        """``extensions.cost``."""
        return {
            "cost": {
                "requestedQueryCost": points,
                "actualQueryCost": points // 10 if taken else None,
                "throttleStatus": {
                    "maximumAvailable": self.size,
                    "currentlyAvailable": int(self.level),
                    "restoreRate": self.restore,
                },
            }
        }
