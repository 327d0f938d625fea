"""Connections: SQLite in WAL mode by default, PostgreSQL through `CHOPHIEN_DATABASE_URL`."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel, create_engine

from catalog.settings import Settings

Result = TypeVar("Result")
_PAUSE = 0.2
_DEADLOCK = "40P01"
"""PostgreSQL's word for it (SQLSTATE)."""


def connect(settings: Settings) -> Engine:
    """An engine for the settings' database; makes the data folder where SQLite needs it."""
    url = settings.resolved_database_url
    if url.startswith("sqlite:"):
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    return connect_url(url)


def connect_url(url: str) -> Engine:
    """An engine for an address: the settings', or another engine's that is opened again in another process."""
    if url.startswith("sqlite:"):
        return connect_sqlite(url)
    if url.startswith("postgres"):
        return connect_postgres(url)
    raise ValueError(f"CHOPHIEN_DATABASE_URL: `{url.split(':', 1)[0]}` is neither sqlite nor postgresql")


def connect_postgres(url: str) -> Engine:
    """A PostgreSQL engine through psycopg, whichever way the address names its driver."""
    if url.startswith(("postgres://", "postgresql://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    return create_engine(url, pool_pre_ping=True, connect_args={"options": "-c timezone=UTC"})


def connect_sqlite(url: str) -> Engine:
    """An SQLite engine with write-ahead logging, foreign keys and a patient lock."""
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": 30})
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-16384"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextmanager
def session(engine: Engine) -> Iterator[Session]:
    """A session that commits at the end and rolls back on an error."""
    with Session(engine, expire_on_commit=False) as opened:
        yield opened
        opened.commit()


def past_deadlocks(work: Callable[[], Result], *, times: int = 5) -> Result:
    """Do work that may be done again, as its transaction leaves nothing behind where it fails.

    On PostgreSQL a crawl and a refresh may wait for each other's rows; the database then ends one of the two, which
    does its work once more, `times` times at most.
    """
    for left in reversed(range(times)):
        try:
            return work()
        except DBAPIError as error:
            if not left or getattr(error.orig, "sqlstate", None) != _DEADLOCK:
                raise
        # Who asks for the same rows again at once may have them before the other has woken.
        time.sleep(_PAUSE)
    raise ValueError("`times` is at least 1")


def insert_for(connection: Connection, table: type[SQLModel]) -> sqlite.Insert | postgresql.Insert:
    """An insert that knows `ON CONFLICT`, in the database's own dialect."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return make(table)
