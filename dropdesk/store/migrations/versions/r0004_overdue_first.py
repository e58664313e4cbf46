"""An overdue row sorts by since when it is overdue, and asks for attention (rules §3 "Headline", §4.4)."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATEMENTS = (
    # -- every row is read again: its date, its attention and its supplier's money are another's now
    "UPDATE listing SET next_change_at = 0",
)


def upgrade() -> None:
    """Everything in one transaction."""
    for statement in STATEMENTS:
        op.execute(statement)
