"""Rows that remember: what was seen, paid, written off and set, each with when it happened and when it became known.

What an older database tells becomes one row *known by the migration* (``migrated = 1``): its ``known_at`` is the moment
of the migration, its ``happened_at`` what was told, or nothing.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_NOW = "CAST(strftime('%s', 'now') AS INTEGER) * 1000000"
_DATED = "happened_at INTEGER, known_at INTEGER NOT NULL, migrated INTEGER NOT NULL DEFAULT 0"


def _moment(text: str) -> str:
    """An ISO instant as UTC microseconds; of the part below a second the milliseconds are kept, the rest is lost."""
    seconds = f"CAST(strftime('%s', {text}) AS INTEGER) * 1000000"
    below = f"CAST(ROUND((strftime('%f', {text}) - strftime('%S', {text})) * 1000) AS INTEGER) * 1000"
    return f"{seconds} + {below}"


def _append_only(table: str) -> tuple[str, str]:
    return (
        f"""CREATE TRIGGER {table}_grow BEFORE UPDATE ON {table}
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
        f"""CREATE TRIGGER {table}_stay BEFORE DELETE ON {table}
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
    )


_LEGS = "FROM orders o, json_each(o.legs, '$.d') leg"
_MONEY = f"""INSERT INTO supplier_money
    (order_key, leg, number, kind, amount, currency, reason_ref, happened_at, known_at, migrated)
    SELECT o.key, json_extract(leg.value, '$.id'), COALESCE(json_extract(leg.value, '$.number'), ''), '{{kind}}',
        json_extract(leg.value, '$.money.{{field}}'),
        COALESCE(json_extract(leg.value, '$.money.awaited.currency'), json_extract(leg.value, '$.cost.currency'), ''),
        '', {{happened}}, {_NOW}, 1
    {_LEGS} WHERE json_extract(leg.value, '$.money.{{field}}') <> 0 ORDER BY o.key, leg.key"""

_PLACED = _moment("json_extract(body, '$.d.placed_at')")

RECOUNT = f"""INSERT INTO supplier_record (supplier, legs, asked, agreed)
    SELECT json_extract(leg.value, '$.supplier'), COUNT(*),
        SUM(json_extract(leg.value, '$.asked_times') > 0
            AND json_extract(leg.value, '$.state') NOT IN ('asked', 'open', 'unclear', 'unpaid')),
        SUM(json_extract(leg.value, '$.asked_times') > 0 AND json_extract(leg.value, '$.state') = 'stopped')
    {_LEGS} WHERE json_extract(leg.value, '$.supplier') <> '' GROUP BY 1"""  # our own words
"""What is counted of every supplier, from the legs of all orders."""

RECOUNT_CUSTOMERS = """INSERT INTO customer_record (customer, orders, cancelled, refunded)
    SELECT customer, COUNT(*), SUM(json_extract(body, '$.d.cancelled_at') IS NOT NULL),
        SUM(json_extract(body, '$.d.returned') > 0)
    FROM orders WHERE customer <> '' GROUP BY customer"""
"""How often each customer ordered, cancelled and got money back, from all orders."""

STATEMENTS = (
    # -- purchases, as seen
    f"CREATE TABLE purchase_sightings (id INTEGER PRIMARY KEY, number TEXT NOT NULL, body TEXT NOT NULL, {_DATED})",
    "CREATE INDEX purchase_sightings_of ON purchase_sightings (number, id)",
    f"""INSERT INTO purchase_sightings (number, body, happened_at, known_at, migrated)
        SELECT number, body, seen_at, {_NOW}, 1 FROM purchases ORDER BY seen_at, number""",  # noqa: S608
    *_append_only("purchase_sightings"),
    "ALTER TABLE purchases ADD COLUMN placed_at INTEGER",
    f"UPDATE purchases SET placed_at = {_PLACED}",  # noqa: S608  # our own words
    "CREATE INDEX purchases_placed ON purchases (placed_at)",
    # -- the supplier's money
    f"""CREATE TABLE supplier_money (id INTEGER PRIMARY KEY, order_key INTEGER NOT NULL REFERENCES orders (key),
        leg TEXT NOT NULL, number TEXT NOT NULL, kind TEXT NOT NULL, amount INTEGER, currency TEXT NOT NULL,
        reason_ref TEXT NOT NULL, {_DATED})""",
    "CREATE INDEX supplier_money_of ON supplier_money (order_key, id)",
    _MONEY.format(
        kind="received", field="received", happened=_moment("json_extract(leg.value, '$.money.received_at')")
    ),
    _MONEY.format(kind="written_off", field="written_off", happened="NULL"),
    *_append_only("supplier_money"),
    # -- settings and rules
    f"""CREATE TABLE setting_values (id INTEGER PRIMARY KEY, name TEXT NOT NULL, level TEXT NOT NULL, value TEXT,
        {_DATED})""",
    "CREATE INDEX setting_values_of ON setting_values (name, level, id)",
    f"""INSERT INTO setting_values (name, level, value, known_at, migrated)
        SELECT 'rule.' || json_extract(r.value, '$[0]'), json_extract(r.value, '$[1]'),
            json_extract(r.value, '$[2]'), {_NOW}, 1
        FROM settings s, json_each(s.value) r WHERE s.name = 'rules' ORDER BY r.key""",  # noqa: S608
    f"""INSERT INTO setting_values (name, level, value, known_at, migrated)
        SELECT 'word', w.key, json_quote(w.value), {_NOW}, 1
        FROM settings s, json_each(s.value) w WHERE s.name = 'words' ORDER BY w.key""",  # noqa: S608
    f"""INSERT INTO setting_values (name, level, value, known_at, migrated)
        SELECT 'own_stock', p.value, 'true', {_NOW}, 1
        FROM settings s, json_each(s.value) p WHERE s.name = 'own_stock' ORDER BY p.value""",  # noqa: S608
    f"""INSERT INTO setting_values (name, level, value, known_at, migrated)
        SELECT name, '', value, {_NOW}, 1 FROM settings
        WHERE name IN ('country', 'language', 'theme', 'text', 'density') ORDER BY name""",  # noqa: S608
    "DELETE FROM settings WHERE name IN ('rules', 'words', 'own_stock')",
    *_append_only("setting_values"),
    # -- what a pane counts of a supplier and of a customer
    """CREATE TABLE supplier_record (supplier TEXT PRIMARY KEY, legs INTEGER NOT NULL, asked INTEGER NOT NULL,
        agreed INTEGER NOT NULL) WITHOUT ROWID""",
    RECOUNT,
    """CREATE TABLE customer_record (customer TEXT PRIMARY KEY, orders INTEGER NOT NULL, cancelled INTEGER NOT NULL,
        refunded INTEGER NOT NULL) WITHOUT ROWID""",
    RECOUNT_CUSTOMERS,
    "DROP INDEX orders_by_customer",
    # -- old history, measured once (None: by the next reading); how exact a deadline is, and since when it is over
    "ALTER TABLE orders ADD COLUMN old_history INTEGER",
    "ALTER TABLE orders ADD COLUMN promise_due INTEGER",
    "ALTER TABLE listing ADD COLUMN deadline_is TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE listing ADD COLUMN overdue_since INTEGER",
    "ALTER TABLE listing ADD COLUMN at_risk_at_least INTEGER NOT NULL DEFAULT 0",
    # -- every row of the table is read again: its verdict was made by the rules of the version before
    "UPDATE listing SET next_change_at = 0",
    # -- ways in
    "CREATE INDEX serves_by_order ON serves (order_key)",
    "CREATE INDEX orders_named ON orders (name)",
    "CREATE INDEX cases_pending ON cases (id) WHERE pending = 1",
    "CREATE INDEX listing_closed ON listing (counted) WHERE step = 6",
    """CREATE TRIGGER timeline_stays BEFORE DELETE ON timeline
        BEGIN SELECT RAISE(ABORT, 'the timeline is append-only'); END""",
)


def upgrade() -> None:
    """Everything in one transaction."""
    for statement in STATEMENTS:
        op.execute(statement)
