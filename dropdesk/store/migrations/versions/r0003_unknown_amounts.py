"""A row of the table says of supplier money what is not known: an unknown amount is awaited too (rules §2)."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE listing ADD COLUMN expected_at_least INTEGER NOT NULL DEFAULT 0",
    # -- a database that ran 0002 while it was being written has no such index
    "CREATE INDEX IF NOT EXISTS listing_closed ON listing (counted) WHERE step = 6",
    # -- every row is read again, so that what is awaited says so
    "UPDATE listing SET next_change_at = 0",
)


def upgrade() -> None:
    """Everything in one transaction."""
    for statement in STATEMENTS:
        op.execute(statement)
