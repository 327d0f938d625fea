"""The queue's tables: Procrastinate's as its own migrations make them, and ours for what became of each job.

They stand in a schema of their own, so that the catalog's migrations know nothing of them. Which of Procrastinate's
migrations were run is written down, so that a newer Procrastinate runs the ones it brings.
"""

from pathlib import Path
from typing import Any

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import ProgrammingError

from api.jobs.connection import SCHEMA, jobs_engine, require_postgres

_LOCK = "SELECT pg_advisory_lock(hashtext('chophien jobs'), hashtext('tables'))"
_APPLIED = "CREATE TABLE applied (name text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())"
_NOTE = """
CREATE TABLE note (
    job_id bigint PRIMARY KEY REFERENCES procrastinate_jobs ON DELETE CASCADE,
    machine text NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    failures integer NOT NULL DEFAULT 0,
    reason text,
    result json
)
"""
_OURS = {"chophien_01_note": _NOTE}


class NewerTables(RuntimeError):
    """A newer program made the queue's tables; the message names what this one does not know."""


class MayNotCreate(RuntimeError):
    """The database's user may not make the schema; the message says what its owner has to run."""


def bring_up(catalog: Engine) -> bool:
    """Make the queue's tables, or run on them what they lack; whether anything was done. Safe on every machine at once.

    Raises NeedsPostgres, MayNotCreate, and NewerTables where a newer program made them.
    """
    require_postgres(catalog)
    if up_to_date(catalog):
        return False
    engine = jobs_engine(catalog)
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # The lock goes with the connection, which is not given back to the pool.
            connection.exec_driver_sql(_LOCK)
            _bring_up(connection)
            connection.invalidate()
    finally:
        engine.dispose()
    return True


def up_to_date(catalog: Engine) -> bool:
    """Whether the queue's tables stand as this program wants them. Raises NewerTables."""
    applied = _applied(catalog)
    if unknown := sorted(applied - set(_wanted())):
        raise NewerTables(unknown[-1])
    return applied == set(_wanted())


def exist(catalog: Engine) -> bool:
    """Whether there is a queue at all."""
    return catalog.dialect.name == "postgresql" and inspect(catalog).has_table("note", schema=SCHEMA)


def _bring_up(connection: Connection) -> None:
    _make_schema(connection)
    if not inspect(connection).has_table("applied", schema=SCHEMA):
        _run(connection, _APPLIED, [])
    done = set(connection.execute(text("SELECT name FROM applied")).scalars())
    if not done:
        _run(connection, SchemaManager.get_schema(), list(_migrations()))
        done = set(_migrations())
    for name, statements in _wanted().items():
        if name not in done:
            _run(connection, statements or _migrations()[name].read_text("utf-8"), [name])


def _make_schema(connection: Connection) -> None:
    if connection.execute(text("SELECT 1 FROM pg_namespace WHERE nspname = :name"), {"name": SCHEMA}).scalar():
        return
    try:
        connection.exec_driver_sql(f"CREATE SCHEMA {SCHEMA}")
    except ProgrammingError as problem:
        user = connection.execute(text("SELECT current_user")).scalar_one()
        raise MayNotCreate(f'CREATE SCHEMA {SCHEMA} AUTHORIZATION "{user}"') from problem


def _run(connection: Connection, statements: str, names: list[str]) -> None:
    """Run them as they are written, many at once and percent signs and all, and write down that they were."""
    raw: Any = connection.connection.driver_connection
    with raw.transaction(), raw.cursor() as cursor:
        cursor.execute(statements)
        cursor.executemany("INSERT INTO applied (name) VALUES (%s)", [(name,) for name in names])


def _applied(catalog: Engine) -> set[str]:
    if not inspect(catalog).has_table("applied", schema=SCHEMA):
        return set()
    with catalog.connect() as connection:
        return set(connection.execute(text(f"SELECT name FROM {SCHEMA}.applied")).scalars())  # noqa: S608  (our name)


def _wanted() -> dict[str, str]:
    """What has to have been run, in order; ours with its statements."""
    return dict.fromkeys(_migrations(), "") | _OURS


def _migrations() -> dict[str, Path]:
    """Procrastinate's own, by name in the order they are run."""
    return {path.stem: path for path in sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))}
