"""Replacing a function of the product wherever it was imported: for deliberately broken variants and counters."""

from __future__ import annotations

import sys
from typing import Any

import pytest


def replace_everywhere(patch: pytest.MonkeyPatch, real: Any, value: Any) -> None:
    """Every module of the product that holds ``real`` by some name holds ``value`` until ``patch`` is undone.

    Raises LookupError where nothing holds it: a variant that breaks nothing proves nothing."""
    held = [
        (module, name)
        for path, module in list(sys.modules.items())
        if path.startswith("dropdesk.")
        for name, thing in list(vars(module).items())
        if thing is real
    ]
    if not held:
        raise LookupError(f"nothing in dropdesk holds {real!r}")
    for module, name in held:
        patch.setattr(module, name, value)
