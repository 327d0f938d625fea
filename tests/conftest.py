"""Fixtures every room shares: the test material, and empty catalogs on SQLite and on a real PostgreSQL."""

import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine

from catalog.database import connect_postgres, connect_sqlite
from catalog.migrate import upgrade
from tests.plugins import (
    find_chromium,
    find_shared,
    loud_reason,
    pytest_collection_modifyitems,
    pytest_terminal_summary,
)
from tests.postgres import NoPostgres, running_postgres

__all__ = ["pytest_collection_modifyitems", "pytest_terminal_summary"]
_TEMPLATE = "catalog_template"

# Readline, which pytest loads, tells the processes of a run in several of a terminal 80 columns wide; there is none.
for _name in ("COLUMNS", "LINES"):
    os.environ.pop(_name, None)

# How fast the machine is says nothing of the program.
settings.register_profile("house", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The test material beside the checkout; only for tests marked `shared`."""
    folder = find_shared()
    assert folder is not None, "mark the test with `shared`, so that it is skipped where the folder is absent"
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser; only for tests marked `browser`."""
    path = find_chromium()
    assert path is not None, "mark the test with `browser`, so that it is skipped where there is none"
    return path


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("catalog") / "template.sqlite3"
    engine = connect_sqlite(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Connection words of a running PostgreSQL, without a database; skips loudly where none can be started."""
    try:
        with running_postgres() as words:
            yield words
    except NoPostgres as error:
        pytest.skip(loud_reason("postgres", f"no PostgreSQL could be started ({error})"))


@pytest.fixture(scope="session")
def _postgres_template(postgres_server: str) -> str:
    with psycopg.connect(f"{postgres_server} dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {_TEMPLATE}")
    engine = connect_postgres(_postgres_url(postgres_server, _TEMPLATE))
    upgrade(engine)
    engine.dispose()
    return postgres_server


@pytest.fixture
def sqlite_database(_sqlite_template: Path, tmp_path: Path) -> Iterator[Engine]:
    """An empty catalog at the newest migration, on SQLite."""
    path = tmp_path / "catalog.sqlite3"
    shutil.copy(_sqlite_template, path)
    engine = connect_sqlite(f"sqlite:///{path}")
    yield engine
    engine.dispose()


@pytest.fixture
def postgres_database(_postgres_template: str) -> Iterator[Engine]:
    """An empty catalog at the newest migration, on PostgreSQL."""
    name = f"catalog_{uuid.uuid4().hex}"
    with psycopg.connect(f"{_postgres_template} dbname=postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
        engine = connect_postgres(_postgres_url(_postgres_template, name))
        yield engine
        engine.dispose()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Engine:
    """An empty catalog at the newest migration; the test runs once on SQLite and once on PostgreSQL."""
    name = "postgres_database" if request.param == "postgresql" else "sqlite_database"
    engine: Engine = request.getfixturevalue(name)
    return engine


def _postgres_url(words: str, name: str) -> str:
    user, host = (word.split("=", 1)[1] for word in words.split())
    return f"postgresql://{user}@/{name}?host={host}"
