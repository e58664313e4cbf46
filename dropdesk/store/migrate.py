"""Brings a database to this version's schema, by Alembic; imported only when the schema is behind.

Crash-safe: each migration is one ``BEGIN IMMEDIATE`` transaction, so that a kill leaves the old schema or the new one,
whole. Alembic is configured here in code; its scripts lie in ``migrations/versions``.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event
from sqlalchemy.pool import NullPool

FOLDER = Path(__file__).parent / "migrations"


def config(database: Path) -> Config:
    """Alembic's configuration for one database file."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    made.attributes["database"] = database
    return made


def upgrade(database: Path) -> None:
    """Runs every missing migration."""
    command.upgrade(config(database), "head")


def run(made: Config, context: object) -> None:
    """What ``migrations/env.py`` does: one connection, one transaction a migration."""
    from alembic.runtime.environment import EnvironmentContext

    assert isinstance(context, EnvironmentContext)
    engine = create_engine(f"sqlite:///{made.attributes['database']}", poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _plain(connection, _record):  # type: ignore[no-untyped-def]  # SQLAlchemy's own signature
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def _begin(connection):  # type: ignore[no-untyped-def]
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.connect() as connection:
        context.configure(
            connection=connection, render_as_batch=True, transaction_per_migration=True, transactional_ddl=True
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()
