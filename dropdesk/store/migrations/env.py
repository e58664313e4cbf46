"""Alembic's entry; everything is in ``dropdesk.store.migrate``."""

from __future__ import annotations

from alembic import context

from dropdesk.store.migrate import run

run(context.config, context._proxy)  # type: ignore[attr-defined]
