"""The queue's place: a schema of its own beside the catalog's tables, reached with the catalog's own address."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from procrastinate import App, PsycopgConnector, SyncPsycopgConnector
from sqlalchemy import Engine, create_engine

from api.jobs.retrying import PatientManager

SCHEMA = "chophien_jobs"
WAIT_SECONDS = 10.0
"""How long a worker waits for the database to answer before it takes it for gone."""
_OPTIONS = f"-c search_path={SCHEMA} -c timezone=UTC"


class NeedsPostgres(RuntimeError):
    """The catalog stands on SQLite, which keeps no queue."""


def require_postgres(catalog: Engine) -> None:
    """Raises NeedsPostgres for a catalog on anything else."""
    if catalog.dialect.name != "postgresql":
        raise NeedsPostgres(catalog.dialect.name)


def jobs_engine(catalog: Engine) -> Engine:
    """An engine whose unqualified names are the queue's; it keeps one connection. Raises NeedsPostgres."""
    require_postgres(catalog)
    return create_engine(
        catalog.url, pool_pre_ping=True, pool_size=1, max_overflow=40, connect_args={"options": _OPTIONS}
    )


def worker_app(catalog: Engine) -> App:
    """Procrastinate's application for a worker, without tasks, and not opened yet. Raises NeedsPostgres."""
    connector = PsycopgConnector(min_size=1, max_size=3, **_pool_words(catalog))
    app = App(connector=connector)
    app.job_manager = PatientManager(connector)
    return app


@contextmanager
def queueing_app(catalog: Engine) -> Iterator[App]:
    """Procrastinate's application for putting work in; usable by several threads. Raises NeedsPostgres."""
    app = App(connector=SyncPsycopgConnector(min_size=0, max_size=1, **_pool_words(catalog)))
    with app.open():
        yield app


def _pool_words(catalog: Engine) -> dict[str, Any]:
    """The catalog's address as psycopg takes it, and how long to wait for an answer in seconds."""
    require_postgres(catalog)
    _, words = catalog.dialect.create_connect_args(catalog.url)
    # `context` is SQLAlchemy's own choice of adapters; the pool makes plain connections.
    address = {name: value for name, value in words.items() if name != "context"}
    return {"kwargs": address | {"options": _OPTIONS}, "timeout": WAIT_SECONDS, "reconnect_timeout": WAIT_SECONDS}
