"""The first schema."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    """CREATE TABLE orders (
        key INTEGER PRIMARY KEY, store TEXT NOT NULL, shopify_id TEXT, name TEXT NOT NULL, created_at INTEGER NOT NULL,
        seen_at INTEGER NOT NULL, customer TEXT NOT NULL, body TEXT NOT NULL, legs TEXT NOT NULL,
        hints TEXT NOT NULL DEFAULT '[]', asked_at INTEGER, customer_knows INTEGER NOT NULL DEFAULT 0, wish TEXT,
        plan INTEGER, waived INTEGER NOT NULL DEFAULT 0, first_import INTEGER, open_case TEXT)""",
    "CREATE UNIQUE INDEX orders_by_gid ON orders (store, shopify_id) WHERE shopify_id IS NOT NULL",
    "CREATE INDEX orders_by_name ON orders (store, name)",
    "CREATE INDEX orders_by_customer ON orders (customer) WHERE customer <> ''",
    """CREATE TABLE listing (
        key INTEGER PRIMARY KEY REFERENCES orders (key) ON DELETE CASCADE, name TEXT NOT NULL, calm INTEGER NOT NULL,
        place REAL NOT NULL, deadline_sort INTEGER NOT NULL, verdict TEXT NOT NULL, muted INTEGER NOT NULL,
        act_now INTEGER NOT NULL, because TEXT NOT NULL, because_data TEXT NOT NULL, deadline INTEGER,
        deadline_kind TEXT NOT NULL, next_change_at INTEGER, money_out INTEGER NOT NULL, counted INTEGER NOT NULL,
        placed_at INTEGER NOT NULL, supplier TEXT NOT NULL, supplier_state TEXT NOT NULL, supplier_at INTEGER,
        step INTEGER NOT NULL, paid INTEGER, received INTEGER, expected INTEGER NOT NULL, at_risk INTEGER NOT NULL,
        currency TEXT NOT NULL, expected_currency TEXT NOT NULL)""",
    "CREATE INDEX listing_default ON listing (calm, place, deadline_sort, key)",
    "CREATE INDEX listing_counts ON listing (counted, verdict, calm, money_out)",
    "CREATE INDEX listing_due ON listing (next_change_at) WHERE next_change_at IS NOT NULL",
    "CREATE INDEX listing_money ON listing (expected_currency, expected) WHERE money_out = 1",
    "CREATE INDEX listing_verdict ON listing (verdict, calm, place, deadline_sort, key)",
    """CREATE TABLE people (order_key INTEGER PRIMARY KEY REFERENCES orders (key), name TEXT NOT NULL,
        email TEXT NOT NULL)""",
    "CREATE TABLE purchases (number TEXT PRIMARY KEY, body TEXT NOT NULL, seen_at INTEGER NOT NULL)",
    """CREATE TABLE serves (number TEXT NOT NULL, order_key INTEGER NOT NULL REFERENCES orders (key),
        PRIMARY KEY (number, order_key)) WITHOUT ROWID""",
    """CREATE TABLE cases (id TEXT PRIMARY KEY, order_key INTEGER NOT NULL REFERENCES orders (key),
        opened_at INTEGER NOT NULL, open INTEGER NOT NULL, pending INTEGER NOT NULL, phase TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX one_open_case ON cases (order_key) WHERE open = 1",
    "CREATE INDEX cases_by_order ON cases (order_key)",
    """CREATE TABLE journal (case_id TEXT NOT NULL REFERENCES cases (id), seq INTEGER NOT NULL, at INTEGER NOT NULL,
        move TEXT NOT NULL, state TEXT NOT NULL, before TEXT NOT NULL, hash TEXT NOT NULL,
        PRIMARY KEY (case_id, seq)) WITHOUT ROWID""",
    """CREATE TRIGGER journal_grows BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER journal_stays BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END""",
    """CREATE TRIGGER journal_follows BEFORE INSERT ON journal
        WHEN NEW.seq <> COALESCE((SELECT MAX(seq) + 1 FROM journal WHERE case_id = NEW.case_id), 1)
        BEGIN SELECT RAISE(ABORT, 'a journal row is missing or doubled'); END""",
    """CREATE TABLE timeline (id INTEGER PRIMARY KEY, order_key INTEGER NOT NULL REFERENCES orders (key),
        at INTEGER NOT NULL, code TEXT NOT NULL, data TEXT NOT NULL)""",
    "CREATE INDEX timeline_by_order ON timeline (order_key, at)",
    """CREATE TRIGGER timeline_grows BEFORE UPDATE ON timeline
        BEGIN SELECT RAISE(ABORT, 'the timeline is append-only'); END""",
    """CREATE TABLE texts (ref TEXT PRIMARY KEY, order_key INTEGER NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
        text TEXT NOT NULL)""",
    "CREATE INDEX texts_by_order ON texts (order_key, at)",
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = 'trigram')",
    "CREATE VIRTUAL TABLE search_short USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2')",
)


def upgrade() -> None:
    """Creates everything, in one transaction."""
    for statement in STATEMENTS:
        op.execute(statement)
